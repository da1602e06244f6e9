(** The unary formulation: each agent is regularized by its own policy alone, φ of the probabilities it plays. *)
From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob operators.divergence operators.alice_and_bob.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Unary.
Variable T : finType.
Implicit Types (values p : T -> R).

(** [p·Q + ω Σ_x p x φ(p x)]; an action that is not played adds nothing to the sum. *)
Definition unary_objective (phi : R -> R) omega values p : R :=
  expectation p values + omega * \sum_x p x * phi (p x).

(** [p] maximises [p·Q + ω Σ p φ(p)] over all distributions. *)
Definition unary_best_response phi omega values p : Prop :=
  distribution p /\
  forall p', distribution p' -> unary_objective phi omega values p' <= unary_objective phi omega values p.

(** As [unary_best_response], and no other distribution does as well. *)
Definition only_unary_best_response phi omega values p : Prop :=
  distribution p /\
  forall p', distribution p' -> p' <> p -> unary_objective phi omega values p' < unary_objective phi omega values p.

(** [max(g((λ - Q)/ω), 0)]. *)
Definition unary_response (g : R -> R) omega lambda values x : R := Rmax (g ((lambda - values x) / omega)) 0.
End Unary.

(** Shannon: [φ(x) = - ln x], so that [x φ(x)] has the slope [- ln x - 1], whose inverse is [exp(-y - 1)]. *)
Definition shannon (x : R) : R := - ln x.
Definition shannon_inverse (y : R) : R := exp (- y - 1).

(** Tsallis of index 2: [φ(x) = k (1 - x)], so that [x φ(x)] has the slope [k (1 - 2x)], whose inverse is
    [(1 - y/k)/2]. *)
Definition tsallis (k x : R) : R := k * (1 - x).
Definition tsallis_inverse (k y : R) : R := / 2 * (1 - y / k).

(** What the paper asks of φ on (0, 1]: it does not increase, [φ(1) = 0], it is differentiable, and [x φ(x)] is
    strictly concave. *)
Definition regularizer (phi : R -> R) : Prop :=
  [/\ forall x y, 0 < x -> x <= y -> y <= 1 -> phi y <= phi x,
      phi 1 = 0,
      forall x, 0 < x <= 1 -> exists l, derivable_pt_lim phi x l &
      forall x y t, 0 < x <= 1 -> 0 < y <= 1 -> x <> y -> 0 < t < 1 ->
        t * (x * phi x) + (1 - t) * (y * phi y) < (t * x + (1 - t) * y) * phi (t * x + (1 - t) * y)].

(** [g_φ = (f_φ')⁻¹] for [f_φ(x) = x φ(x)]. *)
Definition inverse_slope (phi g : R -> R) : Prop :=
  forall x l, 0 < x <= 1 -> derivable_pt_lim (fun y => y * phi y) x l -> g l = x.

(** One agent's update does not look at its old policy. *)
Definition unary (phi : R -> R) omega : response := fun values _ p => unary_best_response phi omega values p.

(** [p_{t+1}] and [q_{t+1}] answer [q_t] and [p_t], from some start. *)
Definition unary_iteration phi omega (a b c d : R) (p q : nat -> R) : Prop :=
  [/\ 0 <= p 0%N <= 1, 0 <= q 0%N <= 1 & iteration (unary phi omega) a b c d p q].

(** [h_A] and [h_B]: what each agent answers to the probability [x] of the other's first action. *)
Definition answers phi omega (a b c d : R) (hA hB : R -> R) : Prop := forall x, 0 <= x <= 1 ->
  unary_best_response phi omega (alice_critic a b c d x) (row (hA x)) /\
  unary_best_response phi omega (bob_critic a b c d x) (row (hB x)).

(** [U] is at least [|g'|] wherever [g] is met on the way: at [(λ - Q)/ω] for both agents and actions, and the λ that
    make the answers to [x] sum to 1. *)
Definition slope_bound (g : R -> R) omega (a b c d U : R) : Prop := forall x lambda first slope, 0 <= x <= 1 ->
  (\sum_y unary_response g omega lambda (alice_critic a b c d x) y = 1 ->
    derivable_pt_lim g ((lambda - alice_critic a b c d x first) / omega) slope -> Rabs slope <= U) /\
  (\sum_y unary_response g omega lambda (bob_critic a b c d x) y = 1 ->
    derivable_pt_lim g ((lambda - bob_critic a b c d x first) / omega) slope -> Rabs slope <= U).

(** The logistic function [1/(1 + exp(-z))]. *)
Definition sigma (z : R) : R := / (1 + exp (- z)).

Lemma square_gt0 x : x <> 0 -> 0 < x ^ 2.
Proof. by move=> x0; rewrite -Rsqr_pow2; apply: Rlt_0_sqr. Qed.

(** ** Best responses *)
Section Responses.
Variable T : finType.
Implicit Types (values p : T -> R).

Lemma only_unary_best phi omega values p :
  only_unary_best_response phi omega values p -> unary_best_response phi omega values p.
Proof.
move=> [dp best]; split=> // p' dp'; case: (Classical_Prop.classic (p' = p)) => [->|np]; first by right.
by left; apply: best.
Qed.

Lemma only_unary_unique phi omega values p p' :
  only_unary_best_response phi omega values p -> unary_best_response phi omega values p' -> p' = p.
Proof.
move=> [dp best] [dp' best']; apply: Classical_Prop.NNPP => np.
by have := best _ dp' np; have := best' _ dp; lra.
Qed.

Lemma shannon_objective omega values p :
  unary_objective shannon omega values p = expectation p values + omega * entropy p.
Proof.
rewrite /unary_objective /entropy -sum_opp; congr (_ + _ * _); apply: eq_bigr => x _.
by rewrite /shannon; ring.
Qed.

Lemma shannon_only_best (x0 : T) omega values : 0 < omega ->
  only_unary_best_response shannon omega values (boltzmann omega values).
Proof.
move=> om; have db := distribution_boltzmann x0 values om; split=> // p dp ne.
rewrite !shannon_objective gibbs_attained // gibbs //.
have sp := @supported_boltzmann _ omega p values; have k0 := kl_ge0 dp db sp.
case: k0 => [k0|k0]; last by case: ne; apply: (kl_eq0 dp db sp).
by have := Rmult_lt_0_compat _ _ om k0; lra.
Qed.

Lemma shannon_response_exp omega lambda values x :
  unary_response shannon_inverse omega lambda values x = exp ((values x - lambda) / omega - 1).
Proof.
rewrite /unary_response /shannon_inverse Rmax_left; last by left; apply: exp_pos.
by congr exp; rewrite /Rdiv; ring.
Qed.

Lemma shannon_response_boltzmann omega values x : 0 < omega ->
  unary_response shannon_inverse omega (soft_value omega values - omega) values x = boltzmann omega values x.
Proof. by move=> om; rewrite shannon_response_exp /boltzmann; congr exp; field; lra. Qed.

(** Weights [exp((Q - λ)/ω - 1)] that sum to 1 are those of the Boltzmann policy. *)
Lemma shannon_response_is_boltzmann omega lambda values : 0 < omega ->
  \sum_x unary_response shannon_inverse omega lambda values x = 1 ->
  unary_response shannon_inverse omega lambda values = boltzmann omega values.
Proof.
move=> om one.
have e x : unary_response shannon_inverse omega lambda values x = exp (values x / omega) * exp (- lambda / omega - 1).
  by rewrite shannon_response_exp -exp_plus; congr exp; rewrite /Rdiv; ring.
have z : (\sum_x exp (values x / omega)) * exp (- lambda / omega - 1) = 1.
  by rewrite -[RHS]one -sum_scale_r; apply: eq_bigr => x _; rewrite -e.
apply: functional_extensionality => x; rewrite e boltzmann_ratio //.
have s0 := sum_exp_gt0 x (fun y => values y / omega).
rewrite /Rdiv; congr (_ * _).
by apply: (Rmult_eq_reg_l (\sum_y exp (values y / omega))); [rewrite z Rinv_r; lra | lra].
Qed.

Lemma tsallis_only_best k omega lambda values : 0 < k -> 0 < omega ->
  \sum_x unary_response (tsallis_inverse k) omega lambda values x = 1 ->
  only_unary_best_response (tsallis k) omega values (unary_response (tsallis_inverse k) omega lambda values).
Proof.
move=> k0 om; set r := unary_response _ _ _ _ => r1.
have ok : 0 < omega * k by apply: Rmult_lt_0_compat.
pose u x := tsallis_inverse k ((lambda - values x) / omega).
have re x : r x = Rmax (u x) 0 by [].
have dr : distribution r by split=> // x; rewrite re; apply: Rmax_r.
have q x : values x = lambda + omega * k * (2 * u x - 1) by rewrite /u /tsallis_inverse; field; lra.
split=> // p dp ne; have [p0 p1] := dp.
have shifted w : \sum_x w x = 1 ->
    unary_objective (tsallis k) omega values w = lambda + omega * k * \sum_x (2 * u x * w x - w x ^ 2).
  move=> w1; rewrite /unary_objective /expectation -[lambda in RHS]Rmult_1_r -{1}w1 -!sum_scale -!sum_add.
  by apply: eq_bigr => x _; rewrite q /tsallis; ring.
rewrite !shifted //.
suff : \sum_x (2 * u x * p x - p x ^ 2) < \sum_x (2 * u x * r x - r x ^ 2).
  by move/(Rmult_lt_compat_l _ _ _ ok); lra.
have gap x : 2 * u x * r x - r x ^ 2 - (2 * u x * p x - p x ^ 2) >= (p x - r x) ^ 2.
  rewrite re /Rmax; have := p0 x; case: Rle_dec => h; nra.
apply: sum_lt => [x|]; first by have := gap x; have := pow2_ge_0 (p x - r x); lra.
have [|same] := Classical_Prop.classic (exists x, p x <> r x).
  move=> [x px]; exists x; have := gap x; have : 0 < (p x - r x) ^ 2 by apply: square_gt0; lra.
  by lra.
case: ne; apply: functional_extensionality => x; apply: Classical_Prop.NNPP => px; case: same.
by exists x.
Qed.

Lemma tsallis_multiplier (x0 : T) k omega values : 0 < k -> 0 < omega ->
  exists lambda, \sum_x unary_response (tsallis_inverse k) omega lambda values x = 1.
Proof.
move=> k0 om; have ok : 0 < omega * k by apply: Rmult_lt_0_compat.
pose B := norm values; have B0 : 0 <= B by apply: norm_ge0.
have bound x : - B <= values x <= B by have := le_norm values x; rewrite -/B /Rabs; case: Rcase_abs; lra.
have i0 : 0 < / (omega * k) by apply: Rinv_0_lt_compat.
have inv x l : tsallis_inverse k ((l - values x) / omega) = / 2 * (1 - (l - values x) * / (omega * k)).
  by rewrite /tsallis_inverse; field; lra.
pose F l := 1 + - \sum_x unary_response (tsallis_inverse k) omega l values x.
have [|l _|||z [_ fz]] := @crossing F (- B - omega * k) (B + omega * k); first by lra.
- apply: (continuity_pt_plus (fct_cte 1) (fun l => - \sum_x unary_response (tsallis_inverse k) omega l values x)).
    by apply: continuity_const.
  apply: (continuity_pt_opp (fun l => \sum_x unary_response (tsallis_inverse k) omega l values x)).
  apply: continuity_sum => x; pose u l := tsallis_inverse k ((l - values x) / omega).
  have -> : (fun l => unary_response (tsallis_inverse k) omega l values x)
      = mult_fct (fct_cte (/ 2)) (plus_fct u (comp Rabs u)).
    apply: functional_extensionality => m; rewrite /unary_response -/(u m) /mult_fct /plus_fct /comp /fct_cte.
    by rewrite /Rmax; case: Rle_dec => h; rewrite /Rabs; case: Rcase_abs; lra.
  have cu : continuity_pt u l by apply: derivable_continuous_pt; rewrite /u /tsallis_inverse; reg.
  apply: continuity_pt_mult; first by apply: continuity_const.
  by apply: continuity_pt_plus => //; apply: continuity_pt_comp => //; apply: Rcontinuity_abs.
- suff : 1 <= \sum_x unary_response (tsallis_inverse k) omega (- B - omega * k) values x by rewrite /F; lra.
  apply: Rle_trans (term_le_sum x0 _) => [|y]; last by apply: Rmax_r.
  apply: Rle_trans (Rmax_l _ _); rewrite inv.
  have := bound x0; set v := values x0 => bv.
  have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ i0) (_ : - B - omega * k - v <= - (omega * k)).
  by move/(_ ltac:(lra)); rewrite (_ : - (omega * k) * / (omega * k) = - 1); [lra | field; lra].
- rewrite /F big1; first lra; move=> x _; rewrite /unary_response Rmax_right // inv.
  have := bound x; set v := values x => bv.
  have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ i0) (_ : omega * k <= B + omega * k - v).
  by move/(_ ltac:(lra)); rewrite Rinv_r; lra.
by exists z; rewrite /F in fz; lra.
Qed.
End Responses.

(** ** Both qualify *)
Lemma shannon_slope x l : 0 < x -> derivable_pt_lim (fun y => y * shannon y) x l -> l = - ln x - 1.
Proof.
move=> x0 d; apply: (uniqueness_limite _ _ _ _ d).
have -> : - ln x - 1 = 1 * - ln x + x * - / x by field; lra.
apply: (derivable_pt_lim_mult id shannon); first exact: derivable_pt_lim_id.
by apply: derivable_pt_lim_opp; apply: derivable_pt_lim_ln.
Qed.

Lemma shannon_inverse_slope : inverse_slope shannon shannon_inverse.
Proof.
move=> x l [x0 _] /shannon_slope -> //; rewrite /shannon_inverse (_ : _ - 1 = ln x); last by ring.
exact: exp_ln.
Qed.

Lemma shannon_regularizer : regularizer shannon.
Proof.
split=> [x y x0 xy y1||x [x0 x1]|x y t [x0 x1] [y0 y1] ne [t0 t1]].
- by rewrite /shannon; have := ln_le x0 xy; lra.
- by rewrite /shannon ln_1; lra.
- by exists (- / x); apply: derivable_pt_lim_opp; apply: derivable_pt_lim_ln.
set z := t * x + (1 - t) * y.
have z0 : 0 < z by rewrite /z; nra.
have tangent w : 0 < w -> w <> z -> w * ln z + w - z < w * ln w.
  move=> w0 wz; have r0 : 0 < z / w by apply: Rdiv_lt_0_compat.
  have r1 : z / w <> 1.
    by move=> r1; apply: wz; apply: (Rmult_eq_reg_r (/ w)); [rewrite Rinv_r; lra | apply: Rinv_neq_0_compat; lra].
  have := ln_lt_sub1 r0 r1; rewrite ln_div // => /(Rmult_lt_compat_l _ _ _ w0).
  by rewrite (_ : w * (z / w - 1) = z - w); [lra | field; lra].
have tx := tangent x x0 ltac:(rewrite /z; nra); have ty := tangent y y0 ltac:(rewrite /z; nra).
have := Rmult_lt_compat_l _ _ _ t0 tx; have := Rmult_lt_compat_l (1 - t) _ _ ltac:(lra) ty.
have : t * (x * ln z + x - z) + (1 - t) * (y * ln z + y - z) = z * ln z.
  by rewrite {3 6}/z; ring_simplify; rewrite /z; ring.
by rewrite /shannon; lra.
Qed.

Lemma tsallis_inverse_slope k : 0 < k -> inverse_slope (tsallis k) (tsallis_inverse k).
Proof.
move=> k0 x l _ d; have -> : l = 1 * (k * (1 - x)) + x * (k * (0 - 1)).
  apply: (uniqueness_limite _ _ _ _ d).
  apply: (derivable_pt_lim_mult id (tsallis k)); first exact: derivable_pt_lim_id.
  apply: derivable_pt_lim_scal.
  by apply: derivable_pt_lim_minus; [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
by rewrite /tsallis_inverse; field; lra.
Qed.

Lemma tsallis_regularizer k : 0 < k -> regularizer (tsallis k).
Proof.
move=> k0; split=> [x y x0 xy y1||x _|x y t [x0 x1] [y0 y1] ne [t0 t1]]; rewrite /tsallis.
- by apply: Rmult_le_compat_l; lra.
- by ring.
- exists (k * (0 - 1)); apply: derivable_pt_lim_scal.
  by apply: derivable_pt_lim_minus; [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
have xy : 0 < (x - y) ^ 2 by apply: square_gt0; lra.
have : 0 < k * (t * (1 - t) * (x - y) ^ 2).
  by apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat; lra.
by lra.
Qed.

(** ** The logistic function *)
(** [(2 - t) e^t <= 2 + t] for [t >= 0]. *)
Lemma exp_pade t : 0 <= t -> (2 - t) * exp t <= 2 + t.
Proof.
move=> [t0|<-]; last by rewrite exp_0; lra.
have e1 : 1 < exp t by have := exp_ineq1 t ltac:(lra); lra.
have := ln_pade (exp_pos t); rewrite ln_exp => h.
have : 0 <= (exp t + 1) * t - 2 * (exp t - 1) by apply: (Rmult_le_reg_l (exp t - 1)); lra.
by lra.
Qed.

Lemma sigma_range z : 0 < sigma z < 1.
Proof.
have e := exp_pos (- z); rewrite /sigma; split; first by apply: Rinv_0_lt_compat; lra.
by rewrite -[X in _ < X]Rinv_1; apply: Rinv_lt_contravar; lra.
Qed.

Lemma sigma_ratio z : sigma z = exp z / (1 + exp z).
Proof. by have e := exp_pos z; rewrite /sigma exp_Ropp; field; lra. Qed.

Lemma sigma_opp z : sigma (- z) = 1 - sigma z.
Proof. by have e := exp_pos z; rewrite [in RHS]sigma_ratio /sigma Ropp_involutive; field; lra. Qed.

Lemma sigma_0 : sigma 0 = / 2.
Proof. by rewrite /sigma Ropp_0 exp_0; congr (/ _); lra. Qed.

Lemma sigma_increasing u v : u < v -> sigma u < sigma v.
Proof.
move=> uv; have e := exp_pos (- v); have e' : exp (- v) < exp (- u) by apply: exp_increasing; lra.
by rewrite /sigma; apply: Rinv_lt_contravar; [apply: Rmult_lt_0_compat|]; lra.
Qed.

Lemma sigma_le u v : u <= v -> sigma u <= sigma v.
Proof. by move=> [uv|->]; [left; apply: sigma_increasing | right]. Qed.

(** [σ(z) > c] where [exp z > c/(1 - c)]. *)
Lemma sigma_above z c : c < (1 - c) * exp z -> c < sigma z.
Proof.
have e := exp_pos z => h; rewrite sigma_ratio; apply: (Rmult_lt_reg_r (1 + exp z)); first lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
Qed.

Lemma sigma_below z c : (1 - c) * exp z < c -> sigma z < c.
Proof.
have e := exp_pos z => h; rewrite sigma_ratio; apply: (Rmult_lt_reg_r (1 + exp z)); first lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
Qed.

(** [σ' = σ (1 - σ)]. *)
Lemma derivable_sigma z : derivable_pt_lim sigma z (sigma z * (1 - sigma z)).
Proof.
have e := exp_pos (- z).
have d : derivable_pt_lim (fun y => 1 + exp (- y)) z (- exp (- z)).
  have -> : - exp (- z) = 0 + exp (- z) * - 1 by ring.
  apply: derivable_pt_lim_plus; first exact: derivable_pt_lim_const.
  apply: (derivable_pt_lim_comp Ropp exp); last exact: derivable_pt_lim_exp.
  by apply: (derivable_pt_lim_opp id); exact: derivable_pt_lim_id.
have := derivable_pt_lim_div (fct_cte 1) (fun y => 1 + exp (- y)) z 0 (- exp (- z)) (derivable_pt_lim_const 1 z) d.
have ne : 1 + exp (- z) <> 0 by lra.
move/(_ ne); have -> : div_fct (fct_cte 1) (fun y => 1 + exp (- y)) = sigma.
  by apply: functional_extensionality => y; rewrite /div_fct /fct_cte /sigma /Rdiv Rmult_1_l.
congr derivable_pt_lim; rewrite /fct_cte /sigma /Rsqr; field; lra.
Qed.

Lemma continuous_sigma z : continuity_pt sigma z.
Proof. by apply: derivable_continuous_pt; exists (sigma z * (1 - sigma z)); apply: derivable_sigma. Qed.

(** [σ(u) - σ(v) <= (r - 1)/(r + 1)] with [r = exp((u - v)/2)]. *)
Lemma sigma_difference u v : v <= u ->
  sigma u - sigma v <= (exp ((u - v) / 2) - 1) / (exp ((u - v) / 2) + 1).
Proof.
move=> uv; have w0 := exp_pos v; have r1 : 1 <= exp ((u - v) / 2) by rewrite -exp_0; apply: exp_le; lra.
rewrite !sigma_ratio (_ : exp u = exp v * (exp ((u - v) / 2)) ^ 2); last first.
  by rewrite /= Rmult_1_r -!exp_plus; congr exp; lra.
set r := exp _ in r1 *; set w := exp v in w0 *.
have d0 : 0 < 1 + w * r ^ 2 by have := Rmult_lt_0_compat w (r ^ 2) w0 ltac:(nra); lra.
apply: (Rmult_le_reg_r ((1 + w * r ^ 2) * (1 + w) * (r + 1))).
  by apply: Rmult_lt_0_compat; [apply: Rmult_lt_0_compat|]; lra.
have -> : (w * r ^ 2 / (1 + w * r ^ 2) - w / (1 + w)) * ((1 + w * r ^ 2) * (1 + w) * (r + 1))
  = (r - 1) * (w * (r + 1) ^ 2) by field; lra.
have -> : (r - 1) / (r + 1) * ((1 + w * r ^ 2) * (1 + w) * (r + 1)) = (r - 1) * ((1 + w * r ^ 2) * (1 + w)).
  by field; lra.
apply: Rmult_le_compat_l; first lra.
by have := pow2_ge_0 (1 - w * r); lra.
Qed.

(** What is at most [4 d] apart σ brings to at most [4 d/(4 + d²)], for [d <= 1]. *)
Definition pulled (d : R) : R := 4 * d / (4 + d ^ 2).

Lemma sigma_pulls u v d : 0 <= d <= 1 -> Rabs (u - v) <= 4 * d -> Rabs (sigma u - sigma v) <= pulled d.
Proof.
move=> d01; wlog uv : u v / v <= u => [hw|].
  have [uv|uv] := Rle_or_lt v u; first exact: hw.
  by rewrite (Rabs_minus_sym u) (Rabs_minus_sym (sigma u)); apply: hw; lra.
rewrite Rabs_pos_eq; last lra.
have sl := sigma_le uv => h; rewrite Rabs_pos_eq; last lra.
apply: Rle_trans (sigma_difference uv) _.
have r1 : 1 <= exp ((u - v) / 2) by rewrite -exp_0; apply: exp_le; lra.
have r2 : exp ((u - v) / 2) <= exp d * exp d by rewrite -exp_plus; apply: exp_le; lra.
have a : (2 - d) * exp d <= 2 + d by apply: exp_pade; lra.
have e0 := exp_pos d.
set r := exp (_ / 2) in r1 r2 *; have dd := pow2_ge_0 d.
have key : r * (2 - d) ^ 2 <= (2 + d) ^ 2.
  have p0 : 0 <= (2 - d) * exp d by apply: Rmult_le_pos; lra.
  have : (2 - d) * exp d * ((2 - d) * exp d) <= (2 + d) * (2 + d) by apply: Rmult_le_compat.
  by have := Rmult_le_compat_r ((2 - d) ^ 2) _ _ (pow2_ge_0 _) r2; lra.
rewrite /pulled; apply: (Rmult_le_reg_r ((r + 1) * (4 + d ^ 2))); first by apply: Rmult_lt_0_compat; lra.
have -> : (r - 1) / (r + 1) * ((r + 1) * (4 + d ^ 2)) = (r - 1) * (4 + d ^ 2) by field; lra.
have -> : 4 * d / (4 + d ^ 2) * ((r + 1) * (4 + d ^ 2)) = 4 * d * (r + 1) by field; lra.
by lra.
Qed.

Lemma pulled_range d : 0 <= d <= 1 -> 0 <= pulled d <= d.
Proof.
move=> d01; have dd := pow2_ge_0 d; rewrite /pulled; split.
  by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat; lra].
apply: (Rmult_le_reg_r (4 + d ^ 2)); first lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; [have := Rmult_le_pos d (d ^ 2) ltac:(lra) dd; lra | lra].
Qed.

Lemma pulled_lt d : 0 < d -> pulled d < d.
Proof.
move=> d0; have dd := pow2_ge_0 d; rewrite /pulled; apply: (Rmult_lt_reg_r (4 + d ^ 2)); first lra.
rewrite /Rdiv Rmult_assoc Rinv_l; last lra.
by have := Rmult_lt_0_compat d (d ^ 2) d0 (@square_gt0 d ltac:(lra)); lra.
Qed.

(** [σ] brings any two different numbers to less than a quarter of their distance. *)
Lemma sigma_quarter u v : u <> v -> Rabs (u - v) <= 4 -> Rabs (sigma u - sigma v) < Rabs (u - v) / 4.
Proof.
move=> uv u4; apply: Rle_lt_trans (_ : pulled (Rabs (u - v) / 4) < _).
  by apply: sigma_pulls; have := Rabs_pos (u - v); lra.
by apply: pulled_lt; have := Rabs_pos_lt _ (Rminus_eq_contra _ _ uv); lra.
Qed.

(** The numbers [1, pulled 1, pulled (pulled 1), …]. *)
Fixpoint apart (t : nat) : R := if t is t'.+1 then pulled (apart t') else 1.

Lemma apart_rate t : 0 <= apart t <= 1 /\ apart t ^ 2 * (1 + INR t / 2) <= 1.
Proof.
elim: t => [|t [r01 ih]]; first by rewrite /=; lra.
have pr := pulled_range r01; split; first by rewrite /=; lra.
rewrite S_INR [apart _]/= /pulled; set d := apart t in r01 ih *.
have n0 := pos_INR t; have dd := pow2_ge_0 d.
have s0 : 0 < (4 + d ^ 2) ^ 2 by apply: pow_lt; lra.
apply: (Rmult_le_reg_r ((4 + d ^ 2) ^ 2)) => //.
have -> : (4 * d / (4 + d ^ 2)) ^ 2 * (1 + (INR t + 1) / 2) * (4 + d ^ 2) ^ 2
  = 16 * (d ^ 2 * (1 + INR t / 2)) + 8 * d ^ 2 by field; lra.
by have := pow2_ge_0 (d ^ 2); lra.
Qed.

Lemma apart_cv : Un_cv apart 0.
Proof.
move=> eps eps0; have e2 : 0 < eps ^ 2 by apply: pow_lt.
have [n [hn n0]] := archimed_cor1 (eps ^ 2 / 2) ltac:(lra); exists n => t nt.
have {}hn : 2 < eps ^ 2 * INR n.
  have := lt_0_INR n n0 => i0; have := Rmult_lt_compat_r _ _ _ i0 hn; rewrite Rinv_l; lra.
have [[a0 a1] r] := apart_rate t; rewrite /R_dist Rminus_0_r Rabs_pos_eq //.
have big : 2 < eps ^ 2 * INR t.
  by have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ e2) (le_INR n t ltac:(lia)); lra.
apply: Rnot_le_lt => le; have := Rmult_le_compat eps (apart t) eps (apart t) ltac:(lra) ltac:(lra) le le => sq.
have t0 : 0 <= INR t by apply: pos_INR.
have := Rmult_le_compat_r (INR t) _ _ t0 sq; have := pow2_ge_0 (apart t); lra.
Qed.

(** ** Two actions *)
Lemma boltzmann_row omega (values : bool -> R) : 0 < omega ->
  boltzmann omega values = row (sigma ((values true - values false) / omega)).
Proof.
move=> om; have db := distribution_boltzmann true values om.
rewrite (row_of db); congr row; rewrite boltzmann_ratio // sum_bool sigma_ratio.
have -> : values true / omega = (values true - values false) / omega + values false / omega by field; lra.
rewrite exp_plus; set e := exp (_ / omega); set f := exp (_ / omega).
have e0 : 0 < e by apply: exp_pos.
have f0 : 0 < f by apply: exp_pos.
by field; split; nra.
Qed.

Lemma shannon_only_row omega (values : bool -> R) : 0 < omega ->
  only_unary_best_response shannon omega values (row (sigma ((values true - values false) / omega))).
Proof. by move=> om; rewrite -boltzmann_row //; apply: (shannon_only_best true). Qed.

Lemma shannon_row omega (values : bool -> R) x : 0 < omega ->
  unary_best_response shannon omega values (row x) <-> x = sigma ((values true - values false) / omega).
Proof.
move=> om; have only := shannon_only_row values om; split=> [b|->]; last by apply: only_unary_best.
by apply: row_inj; exact: (only_unary_unique only b).
Qed.

(** [1/2 + G/(4ωk)], clipped to [[0, 1]]. *)
Definition clipped (x : R) : R := Rmax 0 (Rmin 1 x).
Definition tsallis_answer (k omega gain : R) : R := clipped (/ 2 + gain / (4 * omega * k)).

Lemma clipped_range x : 0 <= clipped x <= 1.
Proof. by rewrite /clipped /Rmax /Rmin; case: Rle_dec; case: Rle_dec; lra. Qed.

Lemma clipped_mono x y : x <= y -> clipped x <= clipped y.
Proof.
rewrite /clipped /Rmax /Rmin.
by case: (Rle_dec 1 x) => ?; case: (Rle_dec 1 y) => ?; case: Rle_dec => ?; try case: Rle_dec => ?; lra.
Qed.

Lemma clipped_lipschitz x y : Rabs (clipped x - clipped y) <= Rabs (x - y).
Proof.
rewrite /clipped /Rmax /Rmin.
by case: (Rle_dec 1 x) => ?; case: (Rle_dec 1 y) => ?; case: Rle_dec => ?; try case: Rle_dec => ?; split_Rabs; lra.
Qed.

Lemma clipped_inside x : 0 <= x <= 1 -> clipped x = x.
Proof. by move=> x01; rewrite /clipped Rmin_right ?Rmax_right; lra. Qed.

Lemma tsallis_only_row k omega (values : bool -> R) : 0 < k -> 0 < omega ->
  only_unary_best_response (tsallis k) omega values (row (tsallis_answer k omega (values true - values false))).
Proof.
move=> k0 om; set gain := values true - values false; pose v := / 2 + gain / (4 * omega * k).
have ok : 0 < omega * k by apply: Rmult_lt_0_compat.
have square z : unary_objective (tsallis k) omega values (row z)
    = values false + 2 * (omega * k) * v ^ 2 - 2 * (omega * k) * (z - v) ^ 2.
  by rewrite /unary_objective /expectation !sum_bool /row /tsallis /v /gain; field; lra.
split; first by apply/distribution_row; apply: clipped_range.
move=> p dp ne; have z01 := row_range dp.
have ne' : p true <> tsallis_answer k omega gain by move=> e; apply: ne; rewrite -e; apply: row_of.
rewrite (row_of dp) !square; suff : (tsallis_answer k omega gain - v) ^ 2 < (p true - v) ^ 2.
  by move/(Rmult_lt_compat_l _ _ _ ok); lra.
move: ne'; rewrite /tsallis_answer -/v /clipped /Rmax /Rmin.
by case: (Rle_dec 1 v) => v1; case: Rle_dec => v0 ne'; nra.
Qed.

Lemma tsallis_row k omega (values : bool -> R) x : 0 < k -> 0 < omega ->
  unary_best_response (tsallis k) omega values (row x) <-> x = tsallis_answer k omega (values true - values false).
Proof.
move=> k0 om; have only := tsallis_only_row values k0 om; split=> [b|->]; last by apply: only_unary_best.
by apply: row_inj; exact: (only_unary_unique only b).
Qed.

Section Game.
Variables a b c d : R.
Local Notation M := (mixed a b c d).

Lemma alice_gap q : alice_critic a b c d q true - alice_critic a b c d q false = b - d - M * q.
Proof. by rewrite /alice_critic /mixed; ring. Qed.

Lemma bob_gap p : bob_critic a b c d p true - bob_critic a b c d p false = c - d - M * p.
Proof. by rewrite /bob_critic /mixed; ring. Qed.

Lemma shannon_step omega p q p' q' : 0 < omega ->
  step (unary shannon omega) a b c d p q p' q' <->
  p' = sigma ((b - d - M * q) / omega) /\ q' = sigma ((c - d - M * p) / omega).
Proof. by move=> om; rewrite /step /unary !shannon_row // alice_gap bob_gap. Qed.

Lemma tsallis_step k omega p q p' q' : 0 < k -> 0 < omega ->
  step (unary (tsallis k) omega) a b c d p q p' q' <->
  p' = tsallis_answer k omega (b - d - M * q) /\ q' = tsallis_answer k omega (c - d - M * p).
Proof. by move=> k0 om; rewrite /step /unary !tsallis_row // alice_gap bob_gap. Qed.

Lemma shannon_answers omega hA hB : 0 < omega -> answers shannon omega a b c d hA hB <->
  forall x, 0 <= x <= 1 -> hA x = sigma ((b - d - M * x) / omega) /\ hB x = sigma ((c - d - M * x) / omega).
Proof.
move=> om; split=> h x x01; have := h x x01; first by rewrite !shannon_row // alice_gap bob_gap.
by rewrite !shannon_row // alice_gap bob_gap.
Qed.

Lemma tsallis_answers k omega hA hB : 0 < k -> 0 < omega -> answers (tsallis k) omega a b c d hA hB <->
  forall x, 0 <= x <= 1 -> hA x = tsallis_answer k omega (b - d - M * x) /\
    hB x = tsallis_answer k omega (c - d - M * x).
Proof.
move=> k0 om; split=> h x x01; have := h x x01; first by rewrite !tsallis_row // alice_gap bob_gap.
by rewrite !tsallis_row // alice_gap bob_gap.
Qed.

(** The two sequences of probabilities that the agents' answers make of a start. *)
Fixpoint answered (hA hB : R -> R) (p0 q0 : R) (t : nat) : R * R :=
  if t is t'.+1 then (hA (answered hA hB p0 q0 t').2, hB (answered hA hB p0 q0 t').1) else (p0, q0).

(** Answers make an iteration of every start. *)
Lemma iteration_exists phi omega hA hB p0 q0 : answers phi omega a b c d hA hB -> 0 <= p0 <= 1 -> 0 <= q0 <= 1 ->
  exists p q, [/\ unary_iteration phi omega a b c d p q, p 0%N = p0 & q 0%N = q0].
Proof.
move=> an p01 q01; pose s := answered hA hB p0 q0.
have inside t : 0 <= (s t).1 <= 1 /\ 0 <= (s t).2 <= 1.
  elim: t => [|t [i j]] //; have [[da _] _] := an _ j; have [_ [db _]] := an _ i.
  by split; apply/distribution_row.
exists (fun t => (s t).1), (fun t => (s t).2); split=> //; split=> // t.
have [i j] := inside t; have [best _] := an _ j; have [_ best'] := an _ i.
by split.
Qed.

Lemma tsallis_iteration_exists k omega p0 q0 : 0 < k -> 0 < omega -> 0 <= p0 <= 1 -> 0 <= q0 <= 1 ->
  exists p q, [/\ unary_iteration (tsallis k) omega a b c d p q, p 0%N = p0 & q 0%N = q0].
Proof.
move=> k0 om; apply: (@iteration_exists _ _ (fun x => tsallis_answer k omega (b - d - M * x))
  (fun x => tsallis_answer k omega (c - d - M * x))).
by apply/tsallis_answers.
Qed.

Lemma shannon_iteration_exists omega p0 q0 : 0 < omega -> 0 <= p0 <= 1 -> 0 <= q0 <= 1 ->
  exists p q, [/\ unary_iteration shannon omega a b c d p q, p 0%N = p0 & q 0%N = q0].
Proof.
move=> om; apply: (@iteration_exists _ _ (fun x => sigma ((b - d - M * x) / omega))
  (fun x => sigma ((c - d - M * x) / omega))).
by apply/shannon_answers.
Qed.

Lemma shannon_iteration_range omega p q t : 0 < omega -> unary_iteration shannon omega a b c d p q ->
  0 <= p t <= 1 /\ 0 <= q t <= 1.
Proof.
move=> om [p0 q0 it]; case: t => // t; have [-> ->] := (proj1 (shannon_step _ _ _ _ om)) (it t).
by have := sigma_range ((b - d - M * q t) / omega); have := sigma_range ((c - d - M * p t) / omega); lra.
Qed.
End Game.

(** ** The Shannon answer as a function *)
(** What is answered to [x] by an agent that gains [s - M x] by its first action. *)
Definition shannon_answer (omega M s x : R) : R := sigma ((s - M * x) / omega).

Section Answer.
Variables omega M s : R.
Hypothesis omega_gt0 : 0 < omega.
Local Notation h := (shannon_answer omega M s).

Lemma shannon_answer_range x : 0 < h x < 1. Proof. exact: sigma_range. Qed.

Lemma derivable_shannon_answer x : derivable_pt_lim h x (- (M / omega) * (h x * (1 - h x))).
Proof.
rewrite Rmult_comm; apply: (derivable_pt_lim_comp (fun x => (s - M * x) / omega) sigma); last exact: derivable_sigma.
have -> : - (M / omega) = (0 - M * 1) * / omega + (s - M * x) * 0 by field; lra.
apply: (derivable_pt_lim_mult (fun x => s - M * x) (fun _ => / omega)); last exact: derivable_pt_lim_const.
apply: derivable_pt_lim_minus; first exact: derivable_pt_lim_const.
by apply: derivable_pt_lim_scal; exact: derivable_pt_lim_id.
Qed.

Lemma continuous_shannon_answer x : continuity_pt h x.
Proof.
by apply: derivable_continuous_pt; exists (- (M / omega) * (h x * (1 - h x))); apply: derivable_shannon_answer.
Qed.

Lemma shannon_answer_increasing x y : M < 0 -> x < y -> h x < h y.
Proof.
move=> m xy; apply: sigma_increasing; apply: Rmult_lt_compat_r; first exact: Rinv_0_lt_compat.
by nra.
Qed.

(** A bound of [h (1 - h)] on [[0, 1]] makes a Lipschitz constant. *)
Lemma shannon_answer_lipschitz K x y : (forall z, 0 <= z <= 1 -> h z * (1 - h z) <= K) ->
  0 <= x <= 1 -> 0 <= y <= 1 -> Rabs (h x - h y) <= Rabs (M / omega) * K * Rabs (x - y).
Proof.
move=> K_bound; wlog xy : x y / x <= y => [hw x01 y01|x01 y01].
  have [xy|xy] := Rle_or_lt x y; first exact: hw.
  by rewrite (Rabs_minus_sym x) (Rabs_minus_sym (h x)); apply: hw; lra.
case: xy => [xy|->]; last by rewrite !Rminus_diag_eq // Rabs_R0; lra.
have [z [e z01]] := MVT_cor2 h _ x y xy (fun z _ => derivable_shannon_answer z).
have hz := shannon_answer_range z; have kz := K_bound z ltac:(lra).
rewrite Rabs_minus_sym e (Rabs_mult _ (y - x)) (Rabs_mult (- _)) Rabs_Ropp (Rabs_minus_sym x).
apply: Rmult_le_compat_r; first exact: Rabs_pos.
apply: Rmult_le_compat_l; first exact: Rabs_pos.
by rewrite Rabs_pos_eq //; apply: Rmult_le_pos; lra.
Qed.

Hypothesis gentle : Rabs M <= 4 * omega.

Lemma gentle_gains x y : Rabs ((s - M * x) / omega - (s - M * y) / omega) <= 4 * Rabs (x - y).
Proof.
have -> : (s - M * x) / omega - (s - M * y) / omega = - (M / omega) * (x - y) by field; lra.
rewrite Rabs_mult Rabs_Ropp; apply: Rmult_le_compat_r; first exact: Rabs_pos.
rewrite /Rdiv Rabs_mult (Rabs_pos_eq (/ omega)); last by left; apply: Rinv_0_lt_compat.
by apply: (Rmult_le_reg_r omega) => //; rewrite Rmult_assoc Rinv_l; lra.
Qed.

Lemma shannon_answer_pulls d x y : d <= 1 -> Rabs (x - y) <= d -> Rabs (h x - h y) <= pulled d.
Proof.
move=> d1 xy; have := gentle_gains x y; have := Rabs_pos (x - y) => *.
by apply: sigma_pulls; lra.
Qed.

Lemma shannon_answer_nearer x y : x <> y -> Rabs (x - y) <= 1 -> Rabs (h x - h y) < Rabs (x - y).
Proof.
move=> xy xy1; apply: Rle_lt_trans (shannon_answer_pulls xy1 (Rle_refl _)) _.
by apply: pulled_lt; apply: Rabs_pos_lt; apply: Rminus_eq_contra.
Qed.
End Answer.

Lemma derivable_near f g x l r : 0 < r -> (forall y, Rabs (y - x) < r -> f y = g y) ->
  derivable_pt_lim f x l -> derivable_pt_lim g x l.
Proof.
move=> r0 near df eps eps0; have [del hd] := df eps eps0.
have m0 : 0 < Rmin del r by apply: Rmin_pos => //; apply: cond_pos.
exists (mkposreal _ m0) => u u0 /= um; rewrite -!near.
- by apply: hd => //; apply: Rlt_le_trans um (Rmin_l _ _).
- by rewrite Rminus_diag_eq // Rabs_R0.
by rewrite (_ : x + u - x = u); [apply: Rlt_le_trans um (Rmin_r _ _) | ring].
Qed.

Lemma Un_cv_next u l : Un_cv u l -> Un_cv (fun t => u t.+1) l.
Proof. by move=> h eps e0; have [N hN] := h eps e0; exists N => n nN; apply: hN; lia. Qed.

(** ** Slopes on the way *)
Section Slopes.
Variables a b c d omega U : R.
Hypothesis omega_gt0 : 0 < omega.
Local Notation M := (mixed a b c d).
Local Notation hA := (shannon_answer omega M (b - d)).
Local Notation hB := (shannon_answer omega M (c - d)).

Lemma derivable_shannon_inverse y : derivable_pt_lim shannon_inverse y (- shannon_inverse y).
Proof.
have -> : - shannon_inverse y = shannon_inverse y * (- 1 - 0) by ring.
apply: (derivable_pt_lim_comp (fun y => - y - 1) exp); last exact: derivable_pt_lim_exp.
apply: derivable_pt_lim_minus; last exact: derivable_pt_lim_const.
by apply: (derivable_pt_lim_opp id); exact: derivable_pt_lim_id.
Qed.

(** The slopes of [exp(-y - 1)] are, up to the sign, the probabilities played. *)
Lemma slope_bound_probability (values : bool -> R) lambda first :
  lambda = soft_value omega values - omega ->
  Rabs (- shannon_inverse ((lambda - values first) / omega)) = boltzmann omega values first.
Proof.
move=> ->; rewrite Rabs_Ropp -shannon_response_boltzmann // /unary_response Rmax_left.
  by rewrite Rabs_pos_eq //; left; apply: exp_pos.
by left; apply: exp_pos.
Qed.

Hypothesis bound : slope_bound shannon_inverse omega a b c d U.

Lemma slope_bound_answers x first : 0 <= x <= 1 -> row (hA x) first <= U /\ row (hB x) first <= U.
Proof.
move=> x01.
have one (values : bool -> R) :
    \sum_y unary_response shannon_inverse omega (soft_value omega values - omega) values y = 1.
  under eq_bigr do rewrite shannon_response_boltzmann //.
  by case: (distribution_boltzmann true values omega_gt0).
have [hb _] := @bound x (soft_value omega (alice_critic a b c d x) - omega) first
  (- shannon_inverse ((soft_value omega (alice_critic a b c d x) - omega - alice_critic a b c d x first) / omega)) x01.
have [_ hb'] := @bound x (soft_value omega (bob_critic a b c d x) - omega) first
  (- shannon_inverse ((soft_value omega (bob_critic a b c d x) - omega - bob_critic a b c d x first) / omega)) x01.
move: (hb (one _) (derivable_shannon_inverse _)) (hb' (one _) (derivable_shannon_inverse _)).
by rewrite !slope_bound_probability // !boltzmann_row // alice_gap bob_gap.
Qed.

Lemma slope_bound_product x : 0 <= x <= 1 -> hA x * (1 - hA x) <= U / 2 /\ hB x * (1 - hB x) <= U / 2.
Proof.
move=> x01; have [a1 b1] := slope_bound_answers true x01; have [a0 b0] := slope_bound_answers false x01.
rewrite /row in a1 b1 a0 b0.
have h u : 0 < u < 1 -> u <= U -> 1 - u <= U -> u * (1 - u) <= U / 2.
  move=> u01 uU uU'; have [l|l] := Rle_or_lt u (/ 2).
    by have := Rmult_le_compat_r (1 - u) _ _ ltac:(lra) l; lra.
  by have := Rmult_le_compat_l u (1 - u) (/ 2) ltac:(lra) ltac:(lra); lra.
by split; apply: h => //; apply: sigma_range.
Qed.

Lemma slope_bound_half : / 2 <= U.
Proof.
have [h _] := slope_bound_answers true (conj Rle_0_1 (Rle_refl 1)).
have [h' _] := slope_bound_answers false (conj Rle_0_1 (Rle_refl 1)).
by rewrite /row in h h'; lra.
Qed.
End Slopes.

(** ** The Shannon iteration *)
Section Iteration.
Variables a b c d omega : R.
Hypothesis omega_gt0 : 0 < omega.
Local Notation M := (mixed a b c d).
Local Notation hA := (shannon_answer omega M (b - d)).
Local Notation hB := (shannon_answer omega M (c - d)).
Local Notation iterates := (unary_iteration shannon omega a b c d).
Implicit Types (p q : nat -> R) (t : nat).

Lemma shannon_next p q t : iterates p q -> p t.+1 = hA (q t) /\ q t.+1 = hB (p t).
Proof. by move=> [_ _ it]; have := (proj1 (shannon_step _ _ _ _ _ _ _ _ omega_gt0)) (it t). Qed.

Lemma shannon_next_inside p q t : iterates p q -> 0 < p t.+1 < 1 /\ 0 < q t.+1 < 1.
Proof. by move=> it; have [-> ->] := shannon_next t it; split; apply: sigma_range. Qed.

Lemma iteration_tail p q k : iterates p q -> iterates (fun t => p (t + k)%N) (fun t => q (t + k)%N).
Proof.
move=> it; have [r s] := shannon_iteration_range k omega_gt0 it; have [_ _ i] := it.
by split=> // t; exact: (i (t + k)%N).
Qed.

(** The other agent's moves are followed, [M] being negative. *)
Lemma shannon_follows p q t : M < 0 -> iterates p q ->
  [/\ p t < p t.+1 -> q t.+1 < q t.+2, p t.+1 < p t -> q t.+2 < q t.+1,
      q t < q t.+1 -> p t.+1 < p t.+2 & q t.+1 < q t -> p t.+2 < p t.+1].
Proof.
move=> m it; have [e1 f1] := shannon_next t it; have [e2 f2] := shannon_next t.+1 it.
by split=> h; [rewrite f2 f1|rewrite f2 f1|rewrite e2 e1|rewrite e2 e1]; apply: shannon_answer_increasing => //.
Qed.

(** A limit of the policies is its own answer. *)
Lemma shannon_limit p q ps qs : iterates p q -> Un_cv p ps -> Un_cv q qs ->
  step (unary shannon omega) a b c d ps qs ps qs.
Proof.
move=> it cp cq; apply/shannon_step => //; split.
  have c1 := Un_cv_next cp; have -> : ps = hA qs; last by [].
  apply: (UL_sequence _ _ _ c1); have -> : (fun t => p t.+1) = (fun t => hA (q t)).
    by apply: functional_extensionality => t; have [] := shannon_next t it.
  by apply: continuity_seq => //; apply: continuous_shannon_answer.
have c1 := Un_cv_next cq; have -> : qs = hB ps; last by [].
apply: (UL_sequence _ _ _ c1); have -> : (fun t => q t.+1) = (fun t => hB (p t)).
  by apply: functional_extensionality => t; have [] := shannon_next t it.
by apply: continuity_seq => //; apply: continuous_shannon_answer.
Qed.

Lemma shannon_fixed_point : exists ps qs, step (unary shannon omega) a b c d ps qs ps qs.
Proof.
have [|x _|||z [_ fz]] := @crossing (fun x => x - hA (hB x)) 0 1; first lra.
- apply: (continuity_pt_minus id (fun x => hA (hB x))).
    by apply: derivable_continuous_pt; exact: derivable_pt_id.
  by apply: (continuity_pt_comp hB hA); apply: continuous_shannon_answer.
- by have := shannon_answer_range omega M (b - d) (hB 0); lra.
- by have := shannon_answer_range omega M (b - d) (hB 1); lra.
exists z, (hB z); apply/shannon_step => //; split=> //.
by have : z = hA (hB z) by lra.
Qed.

Lemma fixed_point_inside ps qs : step (unary shannon omega) a b c d ps qs ps qs -> 0 < ps < 1 /\ 0 < qs < 1.
Proof. by move/shannon_step => /(_ omega_gt0) [-> ->]; split; apply: sigma_range. Qed.

Lemma fixed_point_iterates ps qs : step (unary shannon omega) a b c d ps qs ps qs ->
  iterates (fun _ => ps) (fun _ => qs).
Proof. by move=> s; have [] := fixed_point_inside s; split=> //; lra. Qed.

(** Two iterations come as near to each other after [t] steps as [apart t], where [|M| <= 4 ω]. *)
Lemma iterations_apart p q p' q' t : Rabs M <= 4 * omega -> iterates p q -> iterates p' q' ->
  Rabs (p t - p' t) <= apart t /\ Rabs (q t - q' t) <= apart t.
Proof.
move=> m it it'; elim: t => [|t [hp hq]].
  have [p01 q01 _] := it; have [p01' q01' _] := it'.
  by rewrite /=; split; apply: Rabs_le; lra.
have [[_ a1] _] := apart_rate t.
have [-> ->] := shannon_next t it; have [-> ->] := shannon_next t it'.
by split; apply: shannon_answer_pulls.
Qed.

(** Where [|M| <= 4 ω] all starts lead to the one fixed point. *)
Lemma shannon_converges : Rabs M <= 4 * omega ->
  exists ps qs, [/\ step (unary shannon omega) a b c d ps qs ps qs,
    forall x y, step (unary shannon omega) a b c d x y x y -> x = ps /\ y = qs &
    forall p q, iterates p q -> Un_cv p ps /\ Un_cv q qs].
Proof.
move=> m; have [ps [qs s]] := shannon_fixed_point; exists ps, qs.
have cv p q : iterates p q -> Un_cv p ps /\ Un_cv q qs.
  move=> it; have near t := iterations_apart t m it (fixed_point_iterates s).
  split=> eps e0; have [N hN] := apart_cv e0; exists N => t tN; have := hN t tN; have [hp hq] := near t;
    have [[a0 _] _] := apart_rate t; rewrite /R_dist Rminus_0_r (Rabs_pos_eq (apart t)) //; lra.
split=> // p' q' s'; have [cp cq] := cv _ _ (fixed_point_iterates s').
by split; [apply: (UL_sequence _ _ _ (Un_cv_const _) cp) | apply: (UL_sequence _ _ _ (Un_cv_const _) cq)].
Qed.

(** Once both rise both rise for ever, and have limits inside. *)
Lemma shannon_rises p q k : M < 0 -> iterates p q -> p k < p k.+1 -> q k < q k.+1 ->
  forall t, (k <= t)%N -> p t < p t.+1 /\ q t < q t.+1.
Proof.
move=> m it pk qk t /subnK <-; elim: (t - k)%N => [|n [ih ih']]; first by [].
by have [h _ h' _] := shannon_follows (n + k) m it; split; [apply: h' | apply: h].
Qed.

Lemma rising_limit u k : (forall t, (k <= t)%N -> u t < u t.+1) -> (forall t, u t <= 1) -> exists l, Un_cv u l.
Proof.
move=> rise top; have [||l hl] := growing_cv (fun n => u (n + k)%N).
- by move=> n; left; apply: rise; apply: leq_addl.
- by exists 1 => _ [n ->].
by exists l; apply: (CV_shift _ k).
Qed.

Lemma shannon_rising_limit p q k : M < 0 -> iterates p q -> p k < p k.+1 -> q k < q k.+1 ->
  exists ps qs, [/\ Un_cv p ps, Un_cv q qs & step (unary shannon omega) a b c d ps qs ps qs].
Proof.
move=> m it pk qk; have rise := shannon_rises m it pk qk.
have top t := shannon_iteration_range t omega_gt0 it.
have [ps cp] := @rising_limit p k (fun t kt => proj1 (rise t kt)) (fun t => proj2 (proj1 (top t))).
have [qs cq] := @rising_limit q k (fun t kt => proj2 (rise t kt)) (fun t => proj2 (proj2 (top t))).
by exists ps, qs; split=> //; apply: shannon_limit cp cq.
Qed.
End Iteration.

(** ** Enclosures *)
(** [c <= e^s] where [c² <= 2 s c + 1], since [2 s <= e^s - e^(-s)]. *)
Lemma exp_sinh s c : 0 <= s -> c * c <= 2 * s * c + 1 -> c <= exp s.
Proof.
move=> [s0|<-] h; last by rewrite exp_0; nra.
have e1 : 1 + s < exp s by apply: exp_ineq1; lra.
have := ln_below_mean (exp_pos s); rewrite ln_exp => h'.
have {}h' : 0 <= exp s * exp s - 1 - 2 * exp s * s by apply: (Rmult_le_reg_l (exp s - 1)); lra.
apply: Rnot_lt_le => lt; have : 0 < (c - exp s) * (c + exp s - 2 * s) by apply: Rmult_lt_0_compat; lra.
by lra.
Qed.

Lemma exp_doubled_le t t' u v : exp t <= u -> t' = t + t -> u * u <= v -> exp t' <= v.
Proof. by move=> h ->; have e0 := exp_pos t; rewrite exp_plus; nra. Qed.

Lemma exp_doubled_ge t t' u v : u <= exp t -> t' = t + t -> 0 <= u -> v <= u * u -> v <= exp t'.
Proof. by move=> h -> u0; rewrite exp_plus; nra. Qed.

(** [e > 2.68], [e^{5/2} > 9], [e^6 > 99], [e^10 > 9999]. *)
Lemma exp_1_above : 268 / 100 <= exp 1.
Proof.
have u0 : 128 / 100 <= exp (/ 4) by apply: exp_sinh; lra.
have u1 : 16384 / 10000 <= exp (/ 2) by apply: (exp_doubled_ge u0); lra.
by apply: (exp_doubled_ge u1); lra.
Qed.

Lemma exp_2_above : 718 / 100 <= exp 2. Proof. by apply: (exp_doubled_ge exp_1_above); lra. Qed.

Lemma exp_5_2_above : 9 < exp (5 / 2).
Proof.
have u0 : 128 / 100 <= exp (/ 4) by apply: exp_sinh; lra.
have u1 : 16384 / 10000 <= exp (/ 2) by apply: (exp_doubled_ge u0); lra.
rewrite (_ : exp (5 / 2) = exp 2 * exp (/ 2)); last by rewrite -exp_plus; congr exp; lra.
by have := Rmult_le_compat (718 / 100) _ (16384 / 10000) _ ltac:(lra) ltac:(lra) exp_2_above u1; lra.
Qed.

Lemma exp_6_above : 99 < exp 6.
Proof.
have u : 51 <= exp 4 by apply: (exp_doubled_ge exp_2_above); lra.
rewrite (_ : exp (6) = exp 4 * exp (2)); last by rewrite -exp_plus; congr exp; lra.
by have := Rmult_le_compat 51 _ (718 / 100) _ ltac:(lra) ltac:(lra) u exp_2_above; lra.
Qed.

Lemma exp_10_above : 9999 < exp 10.
Proof.
have u : 51 <= exp 4 by apply: (exp_doubled_ge exp_2_above); lra.
have v : 2601 <= exp 8 by apply: (exp_doubled_ge u); lra.
rewrite (_ : exp (10) = exp 8 * exp (2)); last by rewrite -exp_plus; congr exp; lra.
by have := Rmult_le_compat 2601 _ (718 / 100) _ ltac:(lra) ltac:(lra) v exp_2_above; lra.
Qed.

(** The logistic function beyond [5/2], [6] and [10]. *)
Lemma sigma_5_2 z : 5 / 2 <= z -> 9 / 10 < sigma z.
Proof. by move=> /exp_le h; apply: sigma_above; have := exp_5_2_above; lra. Qed.

Lemma sigma_6 z : 6 <= z -> 99 / 100 < sigma z.
Proof. by move=> /exp_le h; apply: sigma_above; have := exp_6_above; lra. Qed.

Lemma sigma_10 z : 10 <= z -> 9999 / 10000 < sigma z.
Proof. by move=> /exp_le h; apply: sigma_above; have := exp_10_above; lra. Qed.

Lemma sigma_minus z c : 1 - c < sigma (- z) -> sigma z < c.
Proof. by rewrite sigma_opp; lra. Qed.
