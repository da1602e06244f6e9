(** The formulas of the optimum and their estimates: (15), (43), (44), (56), (57), Algorithm 1. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point operators.rommeo.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** ** (15) *)

(** ROMMEO, (15): at π of (10) and ρ of (11) Q - ln ρ - α ln π + ln P is V in every entry. *)
Definition equation_15 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q : entry g -> R),
  0 < alpha -> model prior ->
  forall s x y, 0 < prior s y ->
  q (s, x, y) - ln (optimal_model alpha prior q s y) - alpha * ln (optimal_policy alpha q s y x) + ln (prior s y)
  = value alpha prior q s.

Theorem equation_15_stands : equation_15.
Proof.
move=> g alpha prior q a0 dp s x y py.
rewrite optimal_policy_boltzmann // ln_boltzmann // -/(own_value alpha q s y).
rewrite /optimal_model ln_div; [| by apply: Rmult_lt_0_compat => //; apply: exp_pos | exact: exp_pos].
rewrite ln_mult ?ln_exp //; last exact: exp_pos.
by rewrite /own_value /soft_value; lra.
Qed.

(** ROMMEO, (15), (36): for any π and ρ the mean of Q - ln ρ - α ln π + ln P is E Q + α E_ρ H(π) - KL(ρ‖P). *)
Definition equation_15_mean : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  model prior -> policy pi -> model rho -> within rho prior ->
  forall s,
  drawn pi rho s (fun x y => q (s, x, y) - ln (rho s y) - alpha * ln (pi s y x) + ln (prior s y))
  = expectation (rho s) (fun y => expectation (pi s y) (fun x => q (s, x, y)))
    + alpha * expectation (rho s) (fun y => entropy (pi s y)) - kl (rho s) (prior s).

Theorem equation_15_mean_stands : equation_15_mean.
Proof.
move=> g alpha prior pi rho q dP dpi drho wi s.
rewrite /drawn /kl -expectation_scale /expectation -sum_add -sum_sub; apply: eq_bigr => y _.
have [_ p1] := dpi s y; case: (drho s) => r0 _; case: (r0 y) => [ry|<-]; last by rewrite !Rmult_0_l; lra.
have py : 0 < prior s y by case: (dP s) => P0 _; case: (P0 y) => // py; rewrite (wi s y) // in ry; lra.
rewrite ln_div //.
have -> : \sum_x pi s y x * (q (s, x, y) - ln (rho s y) - alpha * ln (pi s y x) + ln (prior s y))
  = \sum_x (pi s y x * q (s, x, y) - alpha * (pi s y x * ln (pi s y x)) + pi s y x * (ln (prior s y) - ln (rho s y))).
  by apply: eq_bigr => x _; lra.
by rewrite sum_add sum_sub sum_scale sum_scale_r p1 /entropy; lra.
Qed.

(** ** (43) and (44) *)

(** ROMMEO, (43): α H(π) + E_π Q = -α KL(π‖π̃) + α ln Σ exp(Q/α) against every a⁻ⁱ, π̃ ∝ exp(Q/α). *)
Definition equation_43 : Prop :=
  forall (g : perspective) alpha (pi : conditional_policy g) (q : entry g -> R),
  0 < alpha -> policy pi ->
  forall s y,
  alpha * entropy (pi s y) + expectation (pi s y) (fun x => q (s, x, y))
  = - (alpha * kl (pi s y) (optimal_policy alpha q s y)) + alpha * ln (\sum_x exp (q (s, x, y) / alpha)).

Theorem equation_43_stands : equation_43.
Proof.
move=> g alpha pi q a0 dpi s y.
by have := answered_gibbs a0 q s y dpi; rewrite /answered /own_value /soft_value; lra.
Qed.

(** ROMMEO, (44), as printed: E_ρ[α H(π) + E_π Q] - KL(ρ‖P) = -KL(ρ‖ρ̃) + ln Σ P exp(E_π Q + α H(π(·|s,aⁱ))).
    Which entropy H(π(·|s,aⁱ)) is, is left open: any number that π, s and aⁱ fix, one for all a⁻ⁱ. *)
Definition equation_44 : Prop :=
  forall (g : perspective),
  exists (h : conditional_policy g -> state g -> own g -> R),
  forall alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g) (q : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  forall s x,
  expectation (rho s) (answered alpha pi q s) - kl (rho s) (prior s)
  = - kl (rho s) (tilted_model prior pi q (fun s _ => alpha * h pi s x) s)
    + ln (\sum_y prior s y * exp (expectation (pi s y) (fun x => q (s, x, y)) + alpha * h pi s x)).

Theorem equation_44_refuted : ~ equation_44.
Proof.
move=> claim; pose g := @payoffs [finType of bool] [finType of bool] true (fun _ _ => 0).
have [h eq] := claim g.
pose pi : conditional_policy g := fun _ y => coin (if y then / 4 else / 2).
pose rho c : opponent_model g := fun _ => coin c.
have drho c : 0 < c < 1 -> model (rho c) by move=> c01 s; apply: distribution_coin; lra.
have rho0 c : 0 < c < 1 -> forall s y, 0 < rho c s y by move=> c01 s; case; rewrite /rho /coin; lra.
have dpi : policy pi by move=> s; case; apply: distribution_coin; lra.
have pi0 s y x : 0 < pi s y x by case: y; case: x; rewrite /pi /coin; lra.
have half : 0 < / 2 < 1 by lra.
have split c : 0 < c < 1 -> c * entropy (coin (/ 4)) + (1 - c) * ln 2 = h pi tt true.
  move=> c01; have := eq 1 _ pi _ (fun _ => 0) Rlt_0_1 (drho _ half) dpi (drho c c01).
  move/(_ (rho0 _ half) pi0 (rho0 c c01) tt true).
  have -> : tilted_model (rho (/ 2)) pi (fun _ => 0) (fun s _ => 1 * h pi s true) tt = rho (/ 2) tt.
    apply: functional_extensionality => y; rewrite /tilted_model sum_bool /= !expectation_coin /rho /coin.
    by have := exp_pos (1 * h pi tt true); case: y; rewrite !Rmult_0_r !Rplus_0_l => e0; field; lra.
  rewrite sum_bool /= expectation_coin /answered !expectation_coin entropy_coin2 /rho /coin.
  rewrite !Rmult_0_r !Rplus_0_l.
  have -> : / 2 * exp (1 * h pi tt true) + (1 - / 2) * exp (1 * h pi tt true) = exp (1 * h pi tt true) by lra.
  rewrite ln_exp => h44.
  by have -> : entropy (coin (/ 4)) = entropy (pi tt true) by []; lra.
by have := split (/ 2) half; have := split (/ 4) ltac:(lra); have := entropy_coin4; lra.
Qed.

(** ROMMEO, (44), amended: E_ρ[α H(π) + E_π Q] - KL(ρ‖P) = -KL(ρ‖ρ̃) + ln Σ P exp(E_π Q + α H(π(·|s,a⁻ⁱ))). *)
Definition equation_44_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  model prior -> model rho -> within rho prior ->
  forall s,
  expectation (rho s) (answered alpha pi q s) - kl (rho s) (prior s)
  = - kl (rho s) (improved_model alpha prior pi q s)
    + ln (\sum_y prior s y * exp (expectation (pi s y) (fun x => q (s, x, y)) + alpha * entropy (pi s y))).

Theorem equation_44_amended_stands : equation_44_amended.
Proof.
move=> g alpha prior pi rho q dP drho wi s.
have := policy_value_gibbs alpha dP pi q s drho wi.
by rewrite /policy_value /lse {2}/answered => ->; lra.
Qed.

(** ** (56) and (57) *)

(** ROMMEO, (56), as printed: π(aⁱ|s,a⁻ⁱ) = (1/α) exp(Q)/Σ exp(Q/α) is a distribution. *)
Definition equation_56 : Prop :=
  forall (g : perspective) alpha (q : entry g -> R),
  0 < alpha ->
  forall s y, distribution (fun x => / alpha * exp (q (s, x, y)) / \sum_x exp (q (s, x, y) / alpha)).

Theorem equation_56_refuted : ~ equation_56.
Proof.
move=> claim.
have [_] := claim (@payoffs [finType of unit] [finType of unit] tt (fun _ _ => 0)) 2 (fun _ => 0) ltac:(lra) tt tt.
by rewrite !sum_unit /Rdiv Rmult_0_l exp_0; lra.
Qed.

(** ROMMEO, (56), amended: π(aⁱ|s,a⁻ⁱ) = exp(Q/α)/Σ exp(Q/α) is a distribution. *)
Definition equation_56_amended : Prop :=
  forall (g : perspective) alpha (q : entry g -> R),
  0 < alpha ->
  forall s y, distribution (fun x => exp (q (s, x, y) / alpha) / \sum_x exp (q (s, x, y) / alpha)).

Theorem equation_56_amended_stands : equation_56_amended.
Proof. by move=> g alpha q a0 s y; apply: policy_optimal. Qed.

(** ROMMEO, (57), as printed: the improved model of π* is P (Σ exp Q)^α / exp V, V of (58). *)
Definition equation_57 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q : entry g -> R),
  0 < alpha -> model prior -> (forall s y, 0 < prior s y) ->
  forall s y,
  improved_model alpha prior (optimal_policy alpha q) q s y
  = prior s y * Rpower (\sum_x exp (q (s, x, y))) alpha / exp (value alpha prior q s).

Theorem equation_57_refuted : ~ equation_57.
Proof.
move=> claim; pose g := @payoffs [finType of unit] [finType of unit] tt (fun _ _ => 0).
pose prior : opponent_model g := fun _ _ => 1; pose q (_ : entry g) := 1.
have dprior : model prior by move=> s; split=> [y|]; rewrite ?sum_unit /prior; lra.
have := claim g 2 prior q ltac:(lra) dprior (fun _ _ => Rlt_0_1) tt tt.
rewrite improved_model_optimal //; last by lra.
rewrite optimal_model_tilted // exp_value // !sum_unit /own_value /soft_value sum_unit /Rpower /prior /q !ln_exp.
rewrite !Rmult_1_l !Rmult_1_r; have -> : 2 * (1 / 2) = 1 by lra.
have -> : exp 2 = exp 1 * exp 1 by rewrite -exp_plus; congr exp; lra.
have e1 := exp_pos 1; have -> : exp 1 * exp 1 / exp 1 = exp 1 by field; lra.
have -> : exp 1 / exp 1 = 1 by field; lra.
by have := exp_ineq1 1; lra.
Qed.

(** ROMMEO, (57), amended: the improved model of π* is P (Σ exp(Q/α))^α / exp V, V of (58). *)
Definition equation_57_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q : entry g -> R),
  0 < alpha -> model prior ->
  forall s y,
  improved_model alpha prior (optimal_policy alpha q) q s y
  = prior s y * Rpower (\sum_x exp (q (s, x, y) / alpha)) alpha / exp (value alpha prior q s).

Theorem equation_57_amended_stands : equation_57_amended.
Proof. by move=> g alpha prior q a0 dP s y; rewrite improved_model_optimal. Qed.

(** ** Algorithm 1 *)

(** ROMMEO, Algorithm 1, as printed: with growing K the estimate ln (1/K) Σ_k (P^{1/α} exp(Q/α))^α/(πρ) of K draws
    tends to V = ln Σ P (Σ exp(Q/α))^α, in probability. *)
Definition algorithm_1_estimator : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  forall s,
  tends_in_probability (chance pi rho s) (fun K a => sampled_value alpha prior pi rho q s a) (value alpha prior q s).

Theorem algorithm_1_estimator_refuted : ~ algorithm_1_estimator.
Proof.
move=> claim; pose g := @payoffs [finType of bool] [finType of unit] true (fun _ _ => 0).
pose one : opponent_model g := fun _ _ => 1; pose pi : conditional_policy g := fun _ _ => coin (/ 2).
pose q (_ : entry g) := 0.
have model_one : model one by move=> s; split=> [y|]; rewrite ?sum_unit /one; lra.
have dpi : policy pi by move=> s y; apply: distribution_coin; lra.
have pi0 s y x : 0 < pi s y x by case: x; rewrite /pi /coin; lra.
have one0 s y : 0 < one s y by rewrite /one; lra.
have := claim g 2 one pi one q ltac:(lra) model_one dpi model_one one0 pi0 one0 tt.
have sure K (a : {dffun forall _ : 'I_K, own g * other g}) : (0 < K)%N -> sampled_value 2 one pi one q tt a = ln 2.
  move=> K0; have k0 : 0 < INR K by apply: lt_0_INR; apply/ltP.
  congr ln; rewrite (eq_bigr (fun _ => 2)) => [|k _]; first by rewrite sum_const card_ord; field; lra.
  rewrite sample_cancels //; last by lra.
  by rewrite /q exp_0 /one /pi /coin; case: (a k).1; field.
move/(tends_certain (@distribution_chance g pi one tt dpi model_one) sure).
rewrite /value sum_unit sum_bool /q /one /Rdiv Rmult_0_l exp_0 Rmult_1_l /Rpower ln_exp.
by have := ln_lt_2; rewrite (_ : 1 + 1 = 2); lra.
Qed.

(** ROMMEO, Algorithm 1, amended: at α = 1 the estimate tends to V = ln Σ P Σ exp Q, from any π, ρ > 0. *)
Definition algorithm_1_estimator_at_1 : Prop :=
  forall (g : perspective) (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  forall s,
  tends_in_probability (chance pi rho s) (fun K a => sampled_value 1 prior pi rho q s a) (value 1 prior q s) /\
  value 1 prior q s = ln (\sum_y prior s y * (\sum_x exp (q (s, x, y)))).

Theorem algorithm_1_estimator_at_1_stands : algorithm_1_estimator_at_1.
Proof.
move=> g prior pi rho q dP dpi drho P0 pi0 rho0 s.
have v : value 1 prior q s = ln (\sum_y prior s y * (\sum_x exp (q (s, x, y)))).
  rewrite /value; congr ln; apply: eq_bigr => y _; congr (_ * _).
  rewrite Rpower_1; first by apply: eq_bigr => x _; congr exp; field.
  exact: (sum_exp_gt0 (some_own g)).
have e : expectation (chance pi rho s) (sample 1 prior pi rho q s) = \sum_y prior s y * (\sum_x exp (q (s, x, y))).
  by apply: expectation_sample => //; lra.
split=> //; rewrite v -e; apply: ln_mean_tends; first exact: distribution_chance.
rewrite e; have [y py] := distribution_inhabited (dP s).
apply: sum_gt0 => [z|]; last by exists y; apply: Rmult_lt_0_compat => //; apply: (sum_exp_gt0 (some_own g)).
by apply: Rmult_le_pos; [case: (dP s) | left; apply: (sum_exp_gt0 (some_own g))].
Qed.

(** ROMMEO, Algorithm 1, amended: at every α ln E_ρ[(P/ρ) (E_π[exp(Q/α)/π])^α] is V: own actions are averaged inside
    the power, the others' outside; and this is what means of samples tend to: those of exp(Q/α)/π to the sum inside
    the power, against each a⁻ⁱ, and then those of the power, weighted by P/ρ, to exp V. *)
Definition algorithm_1_estimator_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  model prior -> policy pi -> model rho -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  forall s,
  let weighted y x := exp (q (s, x, y) / alpha) / pi s y x in
  let answer y := prior s y / rho s y * Rpower (expectation (pi s y) (weighted y)) alpha in
  ln (expectation (rho s) answer) = value alpha prior q s /\
  (forall y, tends_in_probability (pi s y) (fun K x => / INR K * (\sum_k weighted y (x k)))
    (\sum_x exp (q (s, x, y) / alpha))) /\
  tends_in_probability (rho s) (fun K y => ln (/ INR K * (\sum_k answer (y k)))) (value alpha prior q s).

Theorem algorithm_1_estimator_amended_stands : algorithm_1_estimator_amended.
Proof.
move=> g alpha prior pi rho q dP dpi drho pi0 rho0 s weighted answer.
have inner y : expectation (pi s y) (weighted y) = \sum_x exp (q (s, x, y) / alpha).
  by apply: eq_bigr => x _; rewrite /weighted; have p0 := pi0 s y x; field; lra.
have e : expectation (rho s) answer = exp (value alpha prior q s).
  rewrite /value exp_ln; last exact: (distribution_exp_gt0 _ (dP s)).
  by apply: eq_bigr => y _; rewrite /answer inner; have r0 := rho0 s y; field; lra.
split; first by rewrite e ln_exp.
split=> [y|]; first by rewrite -inner; apply: law_of_large_numbers.
rewrite -[value _ _ _ _]ln_exp -e; apply: ln_mean_tends => //; rewrite e; exact: exp_pos.
Qed.
