(** ROMMEO: one agent's answers to the others, and its model of them held near a prior. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * A cooperative game as agent i sees it

    The others, however many, act as one: [other] is the set of their joint actions. *)
Record perspective := Perspective {
  state : finType;
  own : finType;
  other : finType;
  reward : state -> own -> other -> R;
  transition : state -> own -> other -> state -> R;
  discount : R;
  transition_distribution : forall s x y, distribution (transition s x y);
  discount_range : 0 <= discount < 1;
  some_own : own
}.

(** The entries (s, aⁱ, a⁻ⁱ) of a table Q. *)
Notation entry g := (state g * own g * other g)%type.

Section Perspectives.
Variable g : perspective.
Implicit Types (s : state g) (x : own g) (y : other g) (v : state g -> R) (q : entry g -> R).

(** π(aⁱ|s,a⁻ⁱ): an answer to each of the others' actions. *)
Definition conditional_policy := state g -> other g -> own g -> R.
(** ρ(a⁻ⁱ|s), and the prior P(a⁻ⁱ|s) that it is compared with. *)
Definition opponent_model := state g -> other g -> R.
Implicit Types (pi : conditional_policy) (rho prior : opponent_model).

Definition policy pi : Prop := forall s y, distribution (pi s y).
Definition model rho : Prop := forall s, distribution (rho s).
(** ρ = 0 where P = 0: elsewhere KL(ρ‖P) is ∞. *)
Definition within rho prior : Prop := forall s, supported (rho s) (prior s).

(** r(s,a) + γ Σ_s' P(s'|s,a) v(s'). *)
Definition backup v (e : entry g) : R :=
  reward e.1.1 e.1.2 e.2 + discount g * expectation (transition e.1.1 e.1.2 e.2) v.

(** The table of the rewards. *)
Definition rewards (e : entry g) : R := reward e.1.1 e.1.2 e.2.

(** E_{a⁻ⁱ~ρ} E_{aⁱ~π(·|a⁻ⁱ)} f(aⁱ,a⁻ⁱ), in state s. *)
Definition drawn pi rho s (f : own g -> other g -> R) : R :=
  expectation (rho s) (fun y => expectation (pi s y) (fun x => f x y)).

(** The distribution of s_t from p, where actions are drawn from π and ρ. *)
Fixpoint visited pi rho (p : state g -> R) t : state g -> R :=
  if t is t'.+1 then
    fun s' => expectation (visited pi rho p t') (fun s => drawn pi rho s (fun x y => transition s x y s'))
  else p.

Section Temperature.
Variables (alpha : R) (prior : opponent_model).

(** α ln Σ_{aⁱ} exp(Q/α). *)
Definition own_value q s y : R := soft_value alpha (fun x => q (s, x, y)).

(** V(s) = ln Σ_{a⁻ⁱ} P(a⁻ⁱ|s) (Σ_{aⁱ} exp(Q/α))^α. (9), (58) *)
Definition value q s : R := ln (\sum_y prior s y * Rpower (\sum_x exp (q (s, x, y) / alpha)) alpha).

(** π(aⁱ|s,a⁻ⁱ) = exp(Q/α) / Σ_{aⁱ} exp(Q/α). (10), (38), (54) *)
Definition optimal_policy q : conditional_policy :=
  fun s y x => exp (q (s, x, y) / alpha) / \sum_x exp (q (s, x, y) / alpha).

(** ρ(a⁻ⁱ|s) = P(a⁻ⁱ|s) (Σ_{aⁱ} exp(Q/α))^α / exp V(s). (11) *)
Definition optimal_model q : opponent_model :=
  fun s y => prior s y * Rpower (\sum_x exp (q (s, x, y) / alpha)) alpha / exp (value q s).

(** Σ_{aⁱ} π Q + α H(π(·|s,a⁻ⁱ)). *)
Definition answered pi q s y : R := expectation (pi s y) (fun x => q (s, x, y)) + alpha * entropy (pi s y).

(** V^{π,ρ}(s) = E_ρ[E_π Q + α H(π(·|s,a⁻ⁱ))] - KL(ρ‖P). (36) *)
Definition policy_value pi rho q s : R := expectation (rho s) (answered pi q s) - kl (rho s) (prior s).

(** Q ← r + γ P V^{π,ρ}, whose fixed point is Q^{π,ρ}. (33)–(36) *)
Definition soft_evaluation pi rho q : entry g -> R := backup (policy_value pi rho q).

(** 𝒯Q = r + γ P V. (13), (60) *)
Definition bellman q : entry g -> R := backup (value q).

(** ρ̃(a⁻ⁱ|s) = P(a⁻ⁱ|s) exp(E_π Q + h) / Σ_{a⁻ⁱ} P(a⁻ⁱ|s) exp(E_π Q + h). *)
Definition tilted_model pi q (h : state g -> other g -> R) : opponent_model :=
  fun s y => let weight z := prior s z * exp (expectation (pi s z) (fun x => q (s, x, z)) + h s z) in
    weight y / \sum_z weight z.

(** ρ̃(a⁻ⁱ|s) ∝ P(a⁻ⁱ|s) exp(E_π Q + α H(π(·|s,a⁻ⁱ))). (39), (55), the entropy that against a⁻ⁱ *)
Definition improved_model pi q : opponent_model := tilted_model pi q (fun s y => alpha * entropy (pi s y)).

(** r + α H(π) - KL(ρ‖P), as π and ρ expect it in a state. *)
Definition payoff pi rho s : R := policy_value pi rho rewards s.

(** J_T(π,ρ) = Σ_{t<T} E[r + α H(π) - KL(ρ‖P)], s_0 drawn from p. (6), at α = 1 *)
Definition objective pi rho p (T : nat) : R := \sum_(t < T) expectation (visited pi rho p t) (payoff pi rho).

(** J(π,ρ) = Σ_t γᵗ E[r + α H(π) - KL(ρ‖P)] is j. *)
Definition discounted_objective pi rho p (j : R) : Prop :=
  infinite_sum (fun t => discount g ^ t * expectation (visited pi rho p t) (payoff pi rho)) j.
End Temperature.

(** ** Backups *)
Lemma backup_mono v w : (forall s, v s <= w s) -> forall e, backup v e <= backup w e.
Proof.
move=> vw e; apply: Rplus_le_compat_l; apply: Rmult_le_compat_l; first by have := discount_range g; lra.
by apply: expectation_le => //; case: (transition_distribution e.1.1 e.1.2 e.2).
Qed.

Lemma backup_shift v c e : backup (fun s => v s + c) e = backup v e + discount g * c.
Proof. by rewrite /backup expectation_shift; [lra | apply: transition_distribution]. Qed.

(** ** Weights against a prior *)
Section Tilting.
Variable T : finType.
Variables w f : T -> R.
Hypothesis distribution_w : distribution w.
Let tilted := fun t => w t * exp (f t) / \sum_z w z * exp (f z).

Let z0 : 0 < \sum_z w z * exp (f z). Proof. exact: distribution_exp_gt0. Qed.

(** E_r f - KL(r‖w) = ln Σ w exp f - KL(r‖r̃), r̃ ∝ w exp f. *)
Lemma weighted_gibbs r : distribution r -> supported r w -> expectation r f - kl r w = lse w f - kl r tilted.
Proof.
move=> [r0 r1] rw; suff -> : kl r tilted = kl r w - expectation r f + lse w f by lra.
have -> : lse w f = \sum_t r t * lse w f by rewrite sum_scale_r r1 Rmult_1_l.
rewrite /kl /expectation -sum_sub -sum_add; apply: eq_bigr => t _.
case: (r0 t) => [rt|<-]; last by lra.
have wt : 0 < w t by case: distribution_w => w0 _; case: (w0 t) => // wt; rewrite rw // in rt; lra.
have wf : 0 < w t * exp (f t) by apply: Rmult_lt_0_compat => //; apply: exp_pos.
have t0 : 0 < tilted t by apply: Rdiv_lt_0_compat.
rewrite (ln_div rt t0) (ln_div wf z0) (ln_div rt wt) ln_mult ?ln_exp //; last exact: exp_pos.
by rewrite -/(lse w f); lra.
Qed.

Lemma distribution_tilted : distribution tilted.
Proof.
split=> [t|]; last by rewrite sum_scale_r Rinv_r //; have := z0; lra.
apply: Rmult_le_pos; last by left; apply: Rinv_0_lt_compat.
by apply: Rmult_le_pos; [case: distribution_w | left; apply: exp_pos].
Qed.

Lemma supported_tilted r : supported r w -> supported r tilted.
Proof.
move=> rw t h; apply: rw; have := Rmult_eq_compat_r (\sum_z w z * exp (f z)) _ _ h; have := z0 => z1.
rewrite /tilted /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r ?Rmult_0_l; last by lra.
by case/Rmult_integral => // e; have := exp_pos (f t); lra.
Qed.

Lemma weighted_gibbs_le r : distribution r -> supported r w -> expectation r f - kl r w <= lse w f.
Proof.
move=> dr rw; rewrite weighted_gibbs //.
by have := kl_ge0 dr distribution_tilted (supported_tilted rw); lra.
Qed.
End Tilting.

(** ** The optimum of one step *)
Section Optimum.
Variables (alpha : R) (prior : opponent_model).
Hypotheses (alpha0 : 0 < alpha) (model_prior : model prior).

Lemma value_lse q s : value alpha prior q s = lse (prior s) (own_value alpha q s).
Proof. by []. Qed.

Lemma optimal_policy_boltzmann q s y : optimal_policy alpha q s y = boltzmann alpha (fun x => q (s, x, y)).
Proof. by apply: functional_extensionality => x; rewrite boltzmann_ratio. Qed.

Lemma policy_optimal q : policy (optimal_policy alpha q).
Proof. by move=> s y; rewrite optimal_policy_boltzmann; apply: (distribution_boltzmann (some_own g)). Qed.

Lemma exp_value q s : exp (value alpha prior q s) = \sum_y prior s y * exp (own_value alpha q s y).
Proof. by rewrite value_lse /lse exp_ln //; apply: distribution_exp_gt0. Qed.

Lemma optimal_model_tilted q s y :
  optimal_model alpha prior q s y
  = prior s y * exp (own_value alpha q s y) / \sum_z prior s z * exp (own_value alpha q s z).
Proof. by rewrite /optimal_model exp_value. Qed.

Lemma model_optimal q : model (optimal_model alpha prior q).
Proof.
move=> s; have -> : optimal_model alpha prior q s
  = fun y => prior s y * exp (own_value alpha q s y) / \sum_z prior s z * exp (own_value alpha q s z).
  by apply: functional_extensionality => y; rewrite optimal_model_tilted.
exact: distribution_tilted.
Qed.

Lemma within_optimal q : within (optimal_model alpha prior q) prior.
Proof. by move=> s y p0; rewrite /optimal_model p0; lra. Qed.

Lemma model_tilted pi q h : model (tilted_model prior pi q h).
Proof. by move=> s; apply: distribution_tilted. Qed.

Lemma within_tilted pi q h : within (tilted_model prior pi q h) prior.
Proof. by move=> s y p0; rewrite /tilted_model p0; lra. Qed.

(** E_π Q + α H(π) = α ln Σ exp(Q/α) - α KL(π‖π̃). *)
Lemma answered_gibbs pi q s y : policy pi ->
  answered alpha pi q s y = own_value alpha q s y - alpha * kl (pi s y) (optimal_policy alpha q s y).
Proof. by move=> dpi; rewrite optimal_policy_boltzmann; apply: gibbs. Qed.

Lemma answered_le pi q s y : policy pi -> answered alpha pi q s y <= own_value alpha q s y.
Proof. by move=> dpi; apply: gibbs_le. Qed.

Lemma answered_optimal q s y : answered alpha (optimal_policy alpha q) q s y = own_value alpha q s y.
Proof.
rewrite /answered optimal_policy_boltzmann /own_value -(gibbs_attained (some_own g) _ alpha0).
by congr (_ + _).
Qed.

(** V^{π,ρ} = ln Σ P exp(E_π Q + α H(π)) - KL(ρ‖ρ̃). *)
Lemma policy_value_gibbs pi rho q s : model rho -> within rho prior ->
  policy_value alpha prior pi rho q s
  = lse (prior s) (answered alpha pi q s) - kl (rho s) (improved_model alpha prior pi q s).
Proof. by move=> drho wrho; apply: weighted_gibbs. Qed.

Lemma policy_value_le_best_model pi rho q s : model rho -> within rho prior ->
  policy_value alpha prior pi rho q s <= lse (prior s) (answered alpha pi q s).
Proof. by move=> drho wrho; apply: weighted_gibbs_le. Qed.

Lemma policy_value_improved_model pi q s :
  policy_value alpha prior pi (improved_model alpha prior pi q) q s = lse (prior s) (answered alpha pi q s).
Proof.
have dm : model (improved_model alpha prior pi q) by apply: model_tilted.
rewrite (policy_value_gibbs _ _ _ dm (@within_tilted _ _ _)) kl_refl; first by lra.
by move=> y; case: (dm s).
Qed.

Lemma improved_model_optimal q :
  improved_model alpha prior (optimal_policy alpha q) q = optimal_model alpha prior q.
Proof.
apply: functional_extensionality => s; apply: functional_extensionality => y.
rewrite optimal_model_tilted /improved_model /tilted_model -!/(answered alpha (optimal_policy alpha q) q s y).
rewrite answered_optimal; congr (_ / _); apply: eq_bigr => z _.
by rewrite -/(answered alpha (optimal_policy alpha q) q s z) answered_optimal.
Qed.

Lemma best_model_value_le pi q s : policy pi ->
  lse (prior s) (answered alpha pi q s) <= value alpha prior q s.
Proof.
move=> dpi; rewrite value_lse; apply: lse_mono; [by case: (model_prior s) | | by move=> y; apply: answered_le].
exact: distribution_inhabited.
Qed.

(** V of (9) is not exceeded, *)
Lemma policy_value_le pi rho q s : policy pi -> model rho -> within rho prior ->
  policy_value alpha prior pi rho q s <= value alpha prior q s.
Proof.
move=> dpi drho wrho; apply: Rle_trans (best_model_value_le _ _ dpi); exact: policy_value_le_best_model.
Qed.

(** and attained at (10) and (11). *)
Lemma policy_value_optimal q s :
  policy_value alpha prior (optimal_policy alpha q) (optimal_model alpha prior q) q s = value alpha prior q s.
Proof.
rewrite -improved_model_optimal policy_value_improved_model value_lse; congr lse.
by apply: functional_extensionality => y; apply: answered_optimal.
Qed.

(** A better answer to Q is worth more beside every model. *)
Lemma policy_value_optimal_policy pi rho q s : policy pi -> model rho ->
  policy_value alpha prior pi rho q s <= policy_value alpha prior (optimal_policy alpha q) rho q s.
Proof.
move=> dpi drho; rewrite /policy_value; suff : expectation (rho s) (answered alpha pi q s)
  <= expectation (rho s) (answered alpha (optimal_policy alpha q) q s) by lra.
apply: expectation_le => [y|y]; first by case: (drho s).
by rewrite answered_optimal; apply: answered_le.
Qed.

(** ** Monotone maps through which constants pass *)
Lemma value_mono q q' : (forall e, q e <= q' e) -> forall s, value alpha prior q s <= value alpha prior q' s.
Proof.
move=> h s; rewrite !value_lse; apply: lse_mono; [by case: (model_prior s) | exact: distribution_inhabited |].
by move=> y; apply: (soft_value_mono (some_own g)).
Qed.

Lemma value_shift q c s : value alpha prior (fun e => q e + c) s = value alpha prior q s + c.
Proof.
rewrite !value_lse -lse_shift; [| by case: (model_prior s) | exact: distribution_inhabited].
congr lse; apply: functional_extensionality => y; exact: (soft_value_shift (some_own g)).
Qed.

Lemma bellman_mono : monotone (bellman alpha prior).
Proof. by move=> q q' h; apply: backup_mono; apply: value_mono. Qed.

Lemma bellman_shift q c e : bellman alpha prior (fun e => q e + c) e = bellman alpha prior q e + discount g * c.
Proof.
rewrite /bellman -backup_shift; congr backup; apply: functional_extensionality => s; exact: value_shift.
Qed.

Lemma bellman_discounts : discounts (discount g) (bellman alpha prior).
Proof. by move=> q c _ e; rewrite bellman_shift; lra. Qed.

(** ‖𝒯Q' - 𝒯Q‖ <= γ ‖Q' - Q‖. *)
Lemma bellman_contracts : contracts (discount g) (bellman alpha prior).
Proof. by apply: blackwell; [case: (discount_range g) | exact: bellman_mono | exact: bellman_discounts]. Qed.

Lemma bellman_fixed_point : exists q, fixed_point (bellman alpha prior) q.
Proof. exact: banach (discount_range g) bellman_contracts. Qed.

Section Evaluation.
Variables (pi : conditional_policy) (rho : opponent_model).
Hypotheses (policy_pi : policy pi) (model_rho : model rho).

Lemma answered_mono q q' : (forall e, q e <= q' e) -> forall s y, answered alpha pi q s y <= answered alpha pi q' s y.
Proof.
move=> h s y; apply: Rplus_le_compat_r; apply: expectation_le => // x; by case: (policy_pi s y).
Qed.

Lemma policy_value_mono : monotone (policy_value alpha prior pi rho).
Proof.
move=> q q' h s; apply: Rplus_le_compat_r; apply: expectation_le => [y|y]; first by case: (model_rho s).
exact: answered_mono.
Qed.

Lemma policy_value_shift q c s :
  policy_value alpha prior pi rho (fun e => q e + c) s = policy_value alpha prior pi rho q s + c.
Proof.
rewrite /policy_value; have -> : answered alpha pi (fun e => q e + c) s = fun y => answered alpha pi q s y + c.
  by apply: functional_extensionality => y; rewrite /answered expectation_shift //; lra.
by rewrite expectation_shift //; lra.
Qed.

Lemma soft_evaluation_mono : monotone (soft_evaluation alpha prior pi rho).
Proof. by move=> q q' h; apply: backup_mono; apply: policy_value_mono. Qed.

Lemma soft_evaluation_discounts : discounts (discount g) (soft_evaluation alpha prior pi rho).
Proof.
move=> q c _ e; rewrite /soft_evaluation -backup_shift; right; congr backup.
by apply: functional_extensionality => s; rewrite policy_value_shift.
Qed.

Lemma soft_evaluation_contracts : contracts (discount g) (soft_evaluation alpha prior pi rho).
Proof.
by apply: blackwell; [case: (discount_range g) | exact: soft_evaluation_mono | exact: soft_evaluation_discounts].
Qed.

Lemma soft_evaluation_fixed_point : exists q, fixed_point (soft_evaluation alpha prior pi rho) q.
Proof. exact: banach (discount_range g) soft_evaluation_contracts. Qed.

(** What is at most its evaluation is at most Q^{π,ρ}. *)
Lemma below_evaluation q q' : fixed_point (soft_evaluation alpha prior pi rho) q' ->
  (forall e, q e <= soft_evaluation alpha prior pi rho q e) -> forall e, q e <= q' e.
Proof.
exact: (below_fixed_point (discount_range g) soft_evaluation_mono soft_evaluation_discounts).
Qed.
End Evaluation.

(** Q^{π,ρ} <= 𝒯Q^{π,ρ}. *)
Lemma below_backup pi rho q : policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q -> forall e, q e <= bellman alpha prior q e.
Proof.
move=> dpi drho wrho fq e; rewrite -{1}fq; apply: backup_mono => s; exact: policy_value_le.
Qed.

(** Q^{π,ρ} <= Q*. *)
Lemma below_optimum pi rho q q' : policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q -> fixed_point (bellman alpha prior) q' ->
  forall e, q e <= q' e.
Proof.
move=> dpi drho wrho fq fq'.
apply: (below_fixed_point (discount_range g) bellman_mono bellman_discounts fq').
exact: below_backup fq.
Qed.

(** Q* is Q^{π*,ρ*}. *)
Lemma optimum_evaluation q : fixed_point (bellman alpha prior) q ->
  fixed_point (soft_evaluation alpha prior (optimal_policy alpha q) (optimal_model alpha prior q)) q.
Proof.
move=> fq; rewrite /fixed_point -[RHS]fq; congr backup.
by apply: functional_extensionality => s; apply: policy_value_optimal.
Qed.

(** Q^{π,ρ} <= Q^{π̃,ρ}. *)
Lemma policy_improvement pi rho q q' : policy pi -> model rho ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  fixed_point (soft_evaluation alpha prior (optimal_policy alpha q) rho) q' -> forall e, q e <= q' e.
Proof.
move=> dpi drho fq fq'; apply: (below_evaluation (policy_optimal q) drho fq') => e.
by rewrite -{1}fq; apply: backup_mono => s; apply: policy_value_optimal_policy.
Qed.

(** Q^{π,ρ} <= Q^{π,ρ̃}. *)
Lemma model_improvement pi rho q q' : policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  fixed_point (soft_evaluation alpha prior pi (improved_model alpha prior pi q)) q' -> forall e, q e <= q' e.
Proof.
move=> dpi drho wrho fq fq'; apply: (below_evaluation dpi (@model_tilted _ _ _) fq') => e.
rewrite -{1}fq; apply: backup_mono => s; rewrite policy_value_improved_model.
exact: policy_value_le_best_model.
Qed.

(** A round of (54) and (55) is at least a step of 𝒯. *)
Lemma round_is_a_step pi rho q middle q' : policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  let answer := optimal_policy alpha q in
  fixed_point (soft_evaluation alpha prior answer rho) middle ->
  fixed_point (soft_evaluation alpha prior answer (improved_model alpha prior answer middle)) q' ->
  forall e, bellman alpha prior q e <= q' e.
Proof.
move=> dpi drho wrho fq answer fm fq' e; rewrite -fq'.
have danswer : policy answer := policy_optimal q.
have up := policy_improvement dpi drho fq fm.
have up' := model_improvement danswer drho wrho fm fq'.
apply: backup_mono => s; rewrite -policy_value_optimal.
apply: Rle_trans (_ : policy_value alpha prior answer (optimal_model alpha prior q) middle s <= _).
  exact: policy_value_mono (model_optimal q) _ _ up s.
apply: Rle_trans (policy_value_le_best_model _ _ _ (model_optimal q) (@within_optimal q)) _.
rewrite -policy_value_improved_model.
exact: policy_value_mono danswer (@model_tilted _ _ _) _ _ up' s.
Qed.
End Optimum.
End Perspectives.

(** A perspective of one state, from which it returns to itself. *)
Section OneState.
Variables (A B : finType) (a : A) (r : A -> B -> R) (gamma : R).
Hypothesis range : 0 <= gamma < 1.

Definition one_state : perspective :=
  @Perspective [finType of unit] A B (fun _ => r) (fun _ _ _ _ => 1) gamma
    (fun _ _ _ => conj (fun _ => Rle_0_1) (sum_unit (fun _ => R1))) range a.
End OneState.

Lemma zero_in_range : 0 <= 0 < 1. Proof. by split; [right | exact: Rlt_0_1]. Qed.
Lemma half_in_range : 0 <= / 2 < 1. Proof. by lra. Qed.

(** The same with nothing that follows. *)
Definition payoffs (A B : finType) (a : A) (r : A -> B -> R) : perspective := one_state a r zero_in_range.
