(** Certificates: what a checker accepts is within its bound of the truth. *)
From Coq Require Import ZArith Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.soft.
From Oracle Require Import executable.dyadic executable.game executable.evaluator.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Checkers.
Variable d : data.

Definition all_states (check : nat -> bool) : bool := all check (iota 0 (state_count d)).
(** [residual <= bound (1 - γ)]. *)
Definition bounds (residual bound : dyadic) : bool :=
  le zero residual && le residual (mul bound (sub one (discount_factor d))).
Definition near (residual x y : dyadic) : bool := le (abs (sub x y)) residual.

(** [v] is the value of the optimal policy, up to [bound]. *)
Definition check_optimal (v : state_table) (residual bound : dyadic) : bool :=
  [&& valid d, bounds residual bound &
    all_states (fun s => near residual (eval_greedy_value d (eval_backup d v) s) (v s))].

(** The probabilities of each agent in each state are not negative and sum to 1. *)
Definition check_policies (p : local_tables) : bool :=
  all (fun n => all_states (fun s =>
    all (fun x => le zero (p n s x)) (own_actions d n)
    && (let total := sum [seq p n s x | x <- own_actions d n] in le total one && le one total))) (agents d).

(** [v] is the value of the product policy [p], up to [bound]. *)
Definition check_evaluation (p : local_tables) (v : state_table) (residual bound : dyadic) : bool :=
  [&& valid d, bounds residual bound, check_policies p &
    all_states (fun s => near residual (eval_state_evaluation d (eval_product d p) v s) (v s))].

(** The places of the arguments of exp. *)
Definition argument_places : N := 128.
(** Bounds of [Σ_a exp((x_a - c)/α)]. *)
Definition exp_sum_down (alpha c : dyadic) (xs : seq dyadic) : dyadic :=
  sum [seq exp_down (div_down argument_places (sub x c) alpha) | x <- xs].
Fixpoint exp_sum_up (alpha c : dyadic) (xs : seq dyadic) : option dyadic :=
  if xs is x :: rest then
    match exp_up (div_up argument_places (sub x c) alpha), exp_sum_up alpha c rest with
    | Some y, Some total => Some (add y total)
    | _, _ => None
    end
  else Some zero.

(** [|α ln Σ exp(x/α) - v| <= residual], since [Σ exp((x - v - residual)/α) <= 1 <= Σ exp((x - v + residual)/α)]. *)
Definition near_soft_value (alpha residual : dyadic) (xs : seq dyadic) (v : dyadic) : bool :=
  le one (exp_sum_down alpha (sub v residual) xs)
  && (if exp_sum_up alpha (add v residual) xs is Some total then le total one else false).

(** [v] is the soft-optimal value at temperature [alpha], up to [bound]. *)
Definition check_soft (alpha : dyadic) (v : state_table) (residual bound : dyadic) : bool :=
  [&& valid d, bounds residual bound, lt zero alpha &
    all_states (fun s => near_soft_value alpha residual [seq eval_backup d v s a | a <- joint_actions d] (v s))].

(** ** Soundness *)
Lemma nearP residual x y : near residual x y -> Rabs (real x - real y) <= real residual.
Proof. by move/leP; rewrite real_abs real_sub. Qed.

Lemma all_statesP check (s : 'I_(state_count d)) : all_states check -> check s.
Proof. by move/allP; apply; rewrite mem_iota /=. Qed.

Hypothesis ok : valid d.
Local Notation g := (game_of ok).
Implicit Types v : state_table.

Lemma bounded residual bound : bounds residual bound ->
  0 <= real residual /\ real residual / (1 - discount g) <= real bound.
Proof.
move=> /andP[/leP h0 /leP h]; rewrite real_zero in h0; split=> //.
have range := discount_range g; rewrite real_mul real_sub real_one -[real (discount_factor d)]/(discount g) in h.
by apply: (Rmult_le_reg_r (1 - discount g)); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
Qed.

(** What every checker of a fixed point comes to. *)
Lemma within F (v : state_table) (truth : state g -> R) residual bound :
  contracts (discount g) F -> fixed_point F truth -> bounds residual bound ->
  (forall s, Rabs (F (read_states v) s - read_states v s) <= real residual) ->
  forall s : state g, Rabs (real (v s) - truth s) <= real bound.
Proof.
move=> con fix_truth /bounded[r0 rb] near s.
apply: Rle_trans rb; apply: Rle_trans (le_distance (read_states v) truth s) _.
by apply: (residual_bound (discount_range g) con fix_truth); apply: distance_le.
Qed.

(** The operator of the optimal values. *)
Definition state_optimality (a0 : joint g) (v : state g -> R) (s : state g) : R := greedy_value a0 (backup v) s.

Lemma state_optimality_contracts a0 : contracts (discount g) (state_optimality a0).
Proof.
have mono : monotone (state_optimality a0).
  by move=> v w h s; apply: maximum_mono => a; apply: backup_mono.
apply: blackwell => //; first by case: (discount_range g).
move=> v c c0 s; apply: maximum_le => a; rewrite backup_shift; apply: Rplus_le_compat_r.
exact: (le_maximum a0 (fun a => backup v (s, a)) a).
Qed.

Theorem check_optimal_sound a0 v residual bound truth :
  check_optimal v residual bound -> fixed_point (state_optimality a0) truth ->
  forall s : state g, Rabs (real (v s) - truth s) <= real bound.
Proof.
move=> /and3P[_ b h] fix_truth; apply: within (state_optimality_contracts a0) fix_truth b _ => s.
have /nearP := all_statesP s h.
have -> : real (eval_greedy_value d (eval_backup d v) s) = state_optimality a0 (read_states v) s.
  by rewrite -[LHS]/(@read_states d ok _ s) (read_greedy_value a0) read_backup.
by [].
Qed.

Lemma check_policies_sound p : check_policies p -> policies (@read_local d ok p).
Proof.
move=> /allP h n s.
have /h hn : nat_of_ord n \in agents d by rewrite mem_iota /=.
have /andP[/allP pos /andP[/leP t1 /leP t2]] := all_statesP s hn; split=> [x|].
  have /pos /leP h0 : nat_of_ord x \in own_actions d n by rewrite mem_iota /=.
  by rewrite real_zero in h0.
by move: t1 t2; rewrite real_one real_sum big_map (sum_own n (fun x => real (p n s x))) /read_local; lra.
Qed.

Theorem check_evaluation_sound p v residual bound truth :
  check_evaluation p v residual bound -> fixed_point (state_evaluation (product (@read_local d ok p))) truth ->
  forall s : state g, Rabs (real (v s) - truth s) <= real bound.
Proof.
move=> /and4P[_ b hp h] fix_truth.
have pol := product_policy (check_policies_sound hp).
apply: within fix_truth b _ => [|s].
  apply: blackwell; [by case: (discount_range g) | exact: state_evaluation_mono | exact: state_evaluation_discounts].
have /nearP := all_statesP s h.
by rewrite -[real (eval_state_evaluation _ _ _ _)]/(@read_states d ok _ s) read_state_evaluation read_product.
Qed.

Lemma exp_sum_down_le alpha c xs : 0 < real alpha ->
  real (exp_sum_down alpha c xs) <= \sum_(x <- xs) exp ((real x - real c) / real alpha).
Proof.
move=> a0; rewrite /exp_sum_down sum_map; apply: (big_ind2 Rle) => [|*|x _]; [lra | lra |].
apply: Rle_trans (proj2 (exp_down_le _)) _; apply: exp_le.
by apply: Rle_trans (div_down_le _ _ a0) _; rewrite real_sub; lra.
Qed.

Lemma exp_sum_up_ge alpha c xs total : 0 < real alpha -> exp_sum_up alpha c xs = Some total ->
  \sum_(x <- xs) exp ((real x - real c) / real alpha) <= real total.
Proof.
move=> a0; elim: xs total => [|x xs ih] total /=; first by move=> [<-]; rewrite big_nil real_zero; lra.
case e : exp_up => [y|] //; case: exp_sum_up ih => [rest|] // /(_ _ erefl) ih [<-].
rewrite big_cons real_add; apply: Rplus_le_compat => //.
apply: Rle_trans (exp_up_ge e); apply: exp_le.
by apply: Rle_trans (div_up_ge argument_places _ a0); rewrite real_sub; lra.
Qed.

Lemma near_soft_value_sound (T : finType) (x0 : T) alpha residual (f : T -> dyadic) xs (v : dyadic) :
  0 < real alpha -> near_soft_value alpha residual xs v ->
  (forall h : R -> R, \sum_(x <- xs) h (real x) = \sum_t h (real (f t))) ->
  Rabs (soft_value (real alpha) (fun t => real (f t)) - real v) <= real residual.
Proof.
move=> a0 /andP[/leP low high] same.
have pull c : \sum_(x <- xs) exp ((real x - c) / real alpha)
    = (\sum_t exp (real (f t) / real alpha)) * exp (- (c / real alpha)).
  rewrite (same (fun x => exp ((x - c) / real alpha))) -sum_scale_r; apply: eq_bigr => t _.
  by rewrite -exp_plus; congr exp; field; lra.
have Z0 : 0 < \sum_t exp (real (f t) / real alpha) by exact: sum_exp_gt0.
set Z := \sum_t _ in pull Z0 *.
have lower : 1 <= Z * exp (- ((real v - real residual) / real alpha)).
  rewrite -pull -real_sub; apply: Rle_trans (exp_sum_down_le _ _ a0).
  by move: low; rewrite real_one.
have upper : Z * exp (- ((real v + real residual) / real alpha)) <= 1.
  case e : exp_sum_up high => [total|] // /leP; rewrite real_one => h.
  by rewrite -pull -real_add; apply: Rle_trans (exp_sum_up_ge a0 e) h.
have value : soft_value (real alpha) (fun t => real (f t)) = real alpha * ln Z by [].
have l1 : (real v - real residual) / real alpha <= ln Z.
  have := ln_le Rlt_0_1 lower; rewrite ln_1 ln_mult ?ln_exp //; first lra.
  exact: exp_pos.
have l2 : ln Z <= (real v + real residual) / real alpha.
  have := ln_le (Rmult_lt_0_compat _ _ Z0 (exp_pos _)) upper; rewrite ln_1 ln_mult ?ln_exp //; first lra.
  exact: exp_pos.
rewrite value; apply: Rabs_le.
have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ a0) l1; have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ a0) l2.
have cancel x : real alpha * (x / real alpha) = x by field; lra.
by rewrite !cancel; lra.
Qed.

Theorem check_soft_sound (a0 : joint g) alpha v residual bound truth :
  check_soft alpha v residual bound ->
  fixed_point (fun w : state g -> R => soft_optimal_value (real alpha) (backup w)) truth ->
  forall s : state g, Rabs (real (v s) - truth s) <= real bound.
Proof.
move=> /and4P[_ b /ltP alpha0 h] fix_truth; rewrite real_zero in alpha0.
apply: within fix_truth b _ => [|s].
  apply: blackwell; first by case: (discount_range g).
    by move=> w w' le s; apply: (soft_value_mono a0) => // a; apply: backup_mono.
  move=> w c c0 s; rewrite /soft_optimal_value.
  have -> : (fun a : joint g => backup (fun x => w x + c) (s, a)) = (fun a => backup w (s, a) + discount g * c).
    by apply: functional_extensionality => a; rewrite backup_shift.
  by right; rewrite (soft_value_shift a0).
have := near_soft_value_sound a0 alpha0 (all_statesP s h) (f := fun a : joint g => eval_backup d v s (parts a)).
have -> : (fun a : joint g => real (eval_backup d v s (parts a))) = (fun a => backup (read_states v) (s, a)).
  by apply: functional_extensionality => a; rewrite -(read_backup ok v).
by apply => f; rewrite big_map -(@sum_parts d (fun l => f (real (eval_backup d v s l)))).
Qed.
End Checkers.
