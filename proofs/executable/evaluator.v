(** Operators in dyadic arithmetic, each equal to the real one of game.v and of operators/. *)
From Coq Require Import ZArith Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game solvers.fixed_point operators.divergence operators.projections operators.independent.
From Oracle Require Import executable.dyadic executable.game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** A number for each state; for each state and joint action; for each agent, state and own action. *)
Definition state_table := nat -> dyadic.
Definition joint_table := nat -> seq nat -> dyadic.
Definition local_tables := nat -> nat -> nat -> dyadic.

Section Operators.
Variable d : data.

(** [Σ_x p x f x] over a list. *)
Definition mean (T : Type) (xs : seq T) (p f : T -> dyadic) : dyadic := sum [seq mul (p x) (f x) | x <- xs].
Definition joint_actions : seq (seq nat) := lists (action_counts d).
Definition agents : seq nat := iota 0 (size (action_counts d)).
Definition own_actions (n : nat) : seq nat := iota 0 (nth 0%N (action_counts d) n).

(** [r(s,a) + γ Σ_s' P(s'|s,a) v(s')]. *)
Definition eval_backup (v : state_table) : joint_table := fun s a =>
  add (rewards d s a) (mul (discount_factor d) (sum [seq mul e.2 (v e.1) | e <- successors d s a])).
(** [E_{a~π} q(s,a)]. *)
Definition eval_policy_value (pi q : joint_table) : state_table := fun s => mean joint_actions (pi s) (q s).
(** The operators of V^π, Q^π and of the optimum. *)
Definition eval_state_evaluation (pi : joint_table) (v : state_table) : state_table :=
  eval_policy_value pi (eval_backup v).
Definition eval_evaluation (pi q : joint_table) : joint_table := eval_backup (eval_policy_value pi q).
Definition largest (xs : seq dyadic) : dyadic := if xs is x :: rest then foldr max x rest else zero.
Definition eval_greedy_value (q : joint_table) : state_table := fun s => largest [seq q s a | a <- joint_actions].
Definition eval_optimality (q : joint_table) : joint_table := eval_backup (eval_greedy_value q).
(** [∏_n πⁿ(aⁿ|s)], and without agent [n]. *)
Definition eval_product (p : local_tables) : joint_table := fun s a =>
  foldr mul one [seq p m s (nth 0%N a m) | m <- agents].
Definition eval_others (p : local_tables) (n : nat) : joint_table := fun s a =>
  foldr mul one [seq p m s (nth 0%N a m) | m <- agents & m != n].
(** [E_{a⁻ⁿ~w} q(s, x, a⁻ⁿ)]: agent [n]'s critic. *)
Definition eval_local_mean (w q : joint_table) (n s x : nat) : dyadic :=
  mean [seq a <- joint_actions | nth 0%N a n == x] (w s) (q s).
(** [½ Σ_x |p x - q x|]. *)
Definition eval_total_variation (n : nat) (p q : nat -> dyadic) : dyadic :=
  halved 1 (sum [seq abs (sub (p x) (q x)) | x <- own_actions n]).
(** What stays where it is: the mass of the actions with [Q best - Q <= ω]. *)
Definition eval_kept (omega : dyadic) (q old : nat -> dyadic) (best x : nat) : dyadic :=
  if lt omega (sub (q best) (q x)) then zero else old x.
(** The best response under [ω D_TV]: all other mass goes to [best]. *)
Definition eval_response (omega : dyadic) (n : nat) (q old : nat -> dyadic) (best x : nat) : dyadic :=
  add (eval_kept omega q old best x)
    (if x == best then sum [seq sub (old y) (eval_kept omega q old best y) | y <- own_actions n] else zero).
(** The first action with the largest value. *)
Definition first_best (n : nat) (q : nat -> dyadic) : nat :=
  head 0%N [seq x <- own_actions n | all (fun y => le (q y) (q x)) (own_actions n)].
(** A step of TVPO: every agent's best response to its own critic, all at once. *)
Definition eval_tvpo_step (omega : dyadic) (q : joint_table) (p : local_tables) : local_tables := fun n s =>
  let critic := eval_local_mean (eval_others p n) q n s in
  eval_response omega n critic (p n s) (first_best n critic).

(** ** Equality with the real operators *)
Hypothesis ok : valid d.
Local Notation g := (game_of ok).

(** A table of dyadic numbers read as one of real numbers. *)
Definition read_states (v : state_table) (s : state g) : R := real (v s).
Definition read_joint (q : joint_table) (sa : state g * joint g) : R := real (q sa.1 (parts sa.2)).
Definition read_policy (pi : joint_table) (s : state g) (a : joint g) : R := real (pi s (parts a)).
Definition read_local (p : local_tables) (n : agent g) (s : state g) (x : action n) : R := real (p n s (nat_of_ord x)).

Lemma sum_map (T : Type) (xs : seq T) (f : T -> dyadic) : real (sum [seq f x | x <- xs]) = \sum_(x <- xs) real (f x).
Proof. by rewrite real_sum big_map. Qed.

Lemma read_mean T xs p f : real (@mean T xs p f) = \sum_(x <- xs) real (p x) * real (f x).
Proof. by rewrite /mean sum_map; apply: eq_bigr => x _; rewrite real_mul. Qed.

Lemma read_backup v : read_joint (eval_backup v) = backup (read_states v).
Proof.
apply: functional_extensionality => -[s a].
rewrite /read_joint /eval_backup /= real_add real_mul sum_map /backup /= /expectation.
congr (_ + _ * _); rewrite (expected (fun s' => real (v s')) (valid_row_at ok s a)).
by apply: eq_bigr => e _; rewrite real_mul.
Qed.

Lemma read_policy_value pi q : read_states (eval_policy_value pi q) = policy_value (read_policy pi) (read_joint q).
Proof.
apply: functional_extensionality => s.
rewrite /read_states /eval_policy_value read_mean -sum_parts.
by [].
Qed.

Theorem read_state_evaluation pi v :
  read_states (eval_state_evaluation pi v) = state_evaluation (read_policy pi) (read_states v).
Proof. by rewrite /eval_state_evaluation read_policy_value read_backup. Qed.

Theorem read_evaluation pi q : read_joint (eval_evaluation pi q) = evaluation (read_policy pi) (read_joint q).
Proof. by rewrite /eval_evaluation read_backup read_policy_value. Qed.

Lemma largest_le xs x : x \in xs -> real x <= real (largest xs).
Proof.
case: xs => // y rest; rewrite inE /=.
have ge z : real z <= real (foldr max z rest) by elim: rest => [|w r ih] /=; [right | rewrite real_max; apply: Rle_trans ih (Rmax_r _ _)].
case/orP => [/eqP -> //|]; elim: rest {ge} => // z r ih; rewrite inE => /orP[/eqP ->|/ih h] /=; rewrite real_max.
  exact: Rmax_l.
exact: Rle_trans h (Rmax_r _ _).
Qed.

Lemma largest_attained xs : xs != [::] -> exists2 x, x \in xs & real (largest xs) = real x.
Proof.
case: xs => // y rest _ /=; elim: rest => [|z r [x xr e]] /=; first by exists y; rewrite ?inE.
rewrite real_max /Rmax; case: Rle_dec => _; last by exists z; rewrite ?inE ?eqxx ?orbT.
by exists x => //; move: xr; rewrite !inE => /orP[->|->]; rewrite ?orbT.
Qed.

Theorem read_greedy_value (a0 : joint g) q :
  read_states (eval_greedy_value q) = greedy_value a0 (read_joint q).
Proof.
apply: functional_extensionality => s; rewrite /read_states /eval_greedy_value; apply: Rle_antisym.
  have [|x /mapP[l hl ->] ->] := @largest_attained [seq q s a | a <- joint_actions].
    by have := @parts_in d a0; rewrite -/joint_actions; case: joint_actions.
  by have [a <-] := parts_onto hl; apply: (le_maximum a0 (fun a => read_joint q (s, a)) a).
apply: maximum_le => a; apply: largest_le; apply: map_f.
exact: (@parts_in d a).
Qed.

Theorem read_optimality (a0 : joint g) q : read_joint (eval_optimality q) = optimality a0 (read_joint q).
Proof. by rewrite /eval_optimality read_backup (read_greedy_value a0). Qed.

Lemma read_prod (xs : seq dyadic) : real (foldr mul one xs) = \big[Rmult/1]_(x <- xs) real x.
Proof. by elim: xs => [|x xs ih]; rewrite ?big_nil ?big_cons ?real_one //= real_mul ih. Qed.

Lemma prod_agents (P : pred nat) (f : nat -> R) :
  \big[Rmult/1]_(m <- agents | P m) f m = \prod_(m : agent g | P m) f m.
Proof. by rewrite /agents -val_enum_ord big_map big_enum_cond; apply: eq_bigl => m; rewrite inE. Qed.

Theorem read_product p : read_policy (eval_product p) = product (read_local p).
Proof.
apply: functional_extensionality => s; apply: functional_extensionality => a.
rewrite /read_policy /eval_product read_prod big_map (prod_agents xpredT (fun m => real (p m s (nth 0%N (parts a) m)))).
by apply: eq_bigr => n _; rewrite nth_parts.
Qed.

Theorem read_others p (n : agent g) : read_policy (eval_others p n) = others (read_local p) n.
Proof.
apply: functional_extensionality => s; apply: functional_extensionality => a.
rewrite /read_policy /eval_others read_prod big_map big_filter.
rewrite (prod_agents (fun m => m != n) (fun m => real (p m s (nth 0%N (parts a) m)))).
by apply: eq_big => [m|m _]; rewrite ?nth_parts.
Qed.

Theorem read_local_mean w q (n : agent g) (s : state g) (x : action n) :
  real (eval_local_mean w q n s x) = local_mean (read_policy w) (read_joint q) s x.
Proof.
rewrite /eval_local_mean read_mean big_filter /local_mean big_mkcond.
rewrite -(@sum_parts d (fun l => if nth 0%N l n == x then real (w s l) * real (q s l) else 0)).
by rewrite [RHS]big_mkcond; apply: eq_bigr => a _; rewrite nth_parts.
Qed.

Lemma sum_own (n : agent g) (f : nat -> R) : \sum_(x <- own_actions n) f x = \sum_(x : action n) f x.
Proof. by rewrite /own_actions -val_enum_ord big_map big_enum. Qed.

Theorem read_total_variation (n : agent g) p q :
  real (eval_total_variation n p q) = total_variation (fun x : action n => real (p x)) (fun x => real (q x)).
Proof.
rewrite /eval_total_variation real_halved sum_map sum_own /total_variation /two_to /=.
under eq_bigr do rewrite real_abs real_sub.
by rewrite /=; lra.
Qed.

Lemma read_kept omega q old (n : agent g) (best x : action n) :
  real (eval_kept omega q old best x)
  = kept (fun y : action n => real (q y)) (fun y => real (old y)) (real omega) best x.
Proof. by rewrite /eval_kept /kept; case: ltP; rewrite real_sub; case: Rlt_dec => //; rewrite real_zero. Qed.

Theorem read_response omega q old (n : agent g) (best x : action n) :
  real (eval_response omega n q old best x)
  = total_variation_response (fun y : action n => real (q y)) (fun y => real (old y)) (real omega) best x.
Proof.
rewrite /eval_response real_add read_kept /total_variation_response; congr (_ + _).
rewrite -[nat_of_ord x == best]/(x == best); case: eqP => _; last exact: real_zero.
by rewrite sum_map sum_own; apply: eq_bigr => y _; rewrite real_sub read_kept.
Qed.

Lemma first_best_is_best (n : agent g) (q : nat -> dyadic) (x0 : action n) :
  exists2 best : action n, first_best n q = best & forall y : action n, real (q y) <= real (q best).
Proof.
have [best hb] := maximum_attained x0 (fun y : action n => real (q y)).
have top (y : action n) : real (q y) <= real (q best).
  by rewrite -hb; apply: (le_maximum x0 (fun y : action n => real (q y))).
rewrite /first_best; set xs := [seq x <- _ | _].
have bin : nat_of_ord best \in xs.
  rewrite mem_filter mem_iota /= ltn_ord andbT; apply/allP => y; rewrite mem_iota => /= lt.
  by apply/leP; apply: (top (Ordinal lt)).
have : head 0%N xs \in xs by case: xs bin => // x r _; rewrite inE eqxx.
rewrite mem_filter mem_iota => /andP[/allP all_le /= lt].
exists (Ordinal lt) => // y; apply/leP; apply: all_le.
by rewrite mem_iota /= ltn_ord.
Qed.

(** The step is TVPO's: every agent's answer is a best response to its critic, with the mass of the actions that lose
    more than [ω] moved to one best action and nothing else. *)
Theorem read_tvpo_step omega (q : joint_table) (p : local_tables) :
  0 <= real omega -> policies (read_local p) ->
  settled_step (real omega) (read_local p) (read_joint q) (read_local (eval_tvpo_step omega q p)).
Proof.
move=> w0 dp n s; have x0 : action n := some_joint dp s n.
pose critic := eval_local_mean (eval_others p n) q n s.
have ec : (fun y : action n => real (critic y)) = expectation_q (read_local p) (read_joint q) n s.
  by apply: functional_extensionality => y; rewrite read_local_mean read_others.
have [best eb top] := first_best_is_best critic x0.
exists best; rewrite -ec; split=> [y|]; first exact: top.
apply: functional_extensionality => x.
by rewrite {1}/read_local /eval_tvpo_step -/critic eb read_response.
Qed.
End Operators.
