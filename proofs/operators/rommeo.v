(** ROMMEO: one agent's answers to the others, and its model of them held near a prior. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point.
From Oracle Require game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * A cooperative game as agent i sees it

    The others, however many, act as one: [other] is the set of their joint actions. Every agent of every game has
    such a perspective: [perspective_of], below. *)
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

(** * Means of samples *)
Section LargeNumbers.
Variable T : finType.
Implicit Types (p f h : T -> R).

(** K outcomes. *)
Notation outcomes K := {dffun forall _ : 'I_K, T}.

(** The chance of K outcomes drawn independently from p. *)
Definition independent p K (a : outcomes K) : R := \prod_k p (a k).

(** What is made of K outcomes tends to l in probability: for every ε the chance that it is not within ε of l
    tends to 0. *)
Definition tends_in_probability p (x : forall K, outcomes K -> R) (l : R) : Prop :=
  forall eps, 0 < eps ->
  Un_cv (fun K => \sum_(a : outcomes K) independent p a * (if Rlt_dec (Rabs (x K a - l)) eps then 0 else 1)) 0.

Variable p : T -> R.
Hypothesis dp : distribution p.

Lemma independent_ge0 K (a : outcomes K) : 0 <= independent p a.
Proof. by apply: prod_ge0 => k _; case: dp. Qed.

Lemma some_outcome K : forall k : 'I_K, T.
Proof.
move=> _; have h : exists x : T, xpredT x by have [x _] := distribution_inhabited dp; exists x.
exact: (xchoose h).
Qed.

Lemma independent_sum K : \sum_(a : outcomes K) independent p a = 1.
Proof. by rewrite /independent -(prod_sum (fun _ x => p x) (@some_outcome K)) big1 // => k _; case: dp. Qed.

Lemma prod_at K (k : 'I_K) (f : 'I_K -> R) : \prod_j (if j == k then f j else 1) = f k.
Proof. by rewrite (bigD1 k) //= eqxx big1 ?Rmult_1_r // => j /negbTE ->. Qed.

Lemma moment K (k l : 'I_K) h : expectation p h = 0 ->
  \sum_(a : outcomes K) independent p a * (h (a k) * h (a l)) = if k == l then expectation p (fun x => h x * h x) else 0.
Proof.
move=> centred; pose w (j : 'I_K) x := p x * ((if j == k then h x else 1) * (if j == l then h x else 1)).
have -> : \sum_(a : outcomes K) independent p a * (h (a k) * h (a l)) = \sum_(a : outcomes K) \prod_j w j (a j).
  apply: eq_bigr => a _; rewrite /w big_split big_split /=.
  by rewrite (prod_at k (fun j => h (a j))) (prod_at l (fun j => h (a j))).
rewrite -(prod_sum w (@some_outcome K)) (bigD1 k) //=.
have -> : \sum_x w k x = if k == l then expectation p (fun x => h x * h x) else 0.
  rewrite /w eqxx; case: eqP => _ //; rewrite -[RHS]centred; apply: eq_bigr => x _; lra.
case: (eqVneq k l) => [kl|_]; last by rewrite Rmult_0_l.
rewrite big1 ?Rmult_1_r // => j /negbTE jk; rewrite /w -kl jk.
by rewrite -[RHS](proj2 dp); apply: eq_bigr => x _; lra.
Qed.

(** The variance of a sum is the sum of the variances. *)
Lemma variance K h : expectation p h = 0 ->
  \sum_(a : outcomes K) independent p a * (\sum_k h (a k)) ^ 2 = INR K * expectation p (fun x => h x * h x).
Proof.
move=> centred.
have -> : \sum_(a : outcomes K) independent p a * (\sum_k h (a k)) ^ 2
  = \sum_k \sum_l \sum_(a : outcomes K) independent p a * (h (a k) * h (a l)).
  have -> : \sum_(a : outcomes K) independent p a * (\sum_k h (a k)) ^ 2
    = \sum_(a : outcomes K) \sum_k \sum_l independent p a * (h (a k) * h (a l)).
    apply: eq_bigr => a _; rewrite /pow Rmult_1_r big_distrlr /= -sum_scale; apply: eq_bigr => k _.
    by rewrite -sum_scale.
  by rewrite exchange_big /=; apply: eq_bigr => k _; rewrite exchange_big.
have -> : INR K = INR #|'I_K| by rewrite card_ord.
rewrite -sum_const; apply: eq_bigr => k _; under eq_bigr do rewrite moment //.
by rewrite (@sum_only _ k) ?eqxx // => l /negbTE; rewrite eq_sym => ->.
Qed.

Lemma expectation_square_ge0 h : 0 <= expectation p (fun x => h x * h x).
Proof. by apply: sum_ge0 => x _; apply: Rmult_le_pos; [case: dp | apply: Rle_0_sqr]. Qed.

(** Chebyshev: the chance of a mean that is not within ε of the expectation is at most σ²/(ε² K). *)
Lemma chebyshev K f eps : (0 < K)%N -> 0 < eps ->
  \sum_(a : outcomes K) independent p a
    * (if Rlt_dec (Rabs (/ INR K * (\sum_k f (a k)) - expectation p f)) eps then 0 else 1)
  <= expectation p (fun x => (f x - expectation p f) * (f x - expectation p f)) / (eps * eps) * / INR K.
Proof.
move=> K0 eps0; have k0 : 0 < INR K by apply: lt_0_INR; apply/ltP.
pose h x := f x - expectation p f; rewrite -/(expectation p (fun x => h x * h x)).
have centred : expectation p h = 0 by rewrite /h expectation_sub expectation_const //; lra.
have e2 : 0 < eps * eps by apply: Rmult_lt_0_compat.
have -> : expectation p (fun x => h x * h x) / (eps * eps) * / INR K
  = / (INR K * INR K * (eps * eps)) * (INR K * expectation p (fun x => h x * h x)) by field; lra.
rewrite -variance // -sum_scale; apply: sum_le => a _.
have mean : / INR K * (\sum_k f (a k)) - expectation p f = / INR K * (\sum_k h (a k)).
  by rewrite /h sum_sub sum_const card_ord; field; lra.
rewrite mean; move: (\sum_k h (a k)) => m.
have -> : / (INR K * INR K * (eps * eps)) * (independent p a * m ^ 2)
  = independent p a * (/ INR K * m / eps * (/ INR K * m / eps)) by field; lra.
apply: Rmult_le_compat_l; first exact: independent_ge0.
case: Rlt_dec => /= [_|/Rnot_lt_le far]; first exact: Rle_0_sqr.
rewrite -[1]Rmult_1_r -(Rabs_pos_eq (_ / eps * _)); last exact: Rle_0_sqr.
have le1 : 1 <= Rabs (/ INR K * m / eps).
  rewrite Rabs_mult (Rabs_pos_eq (/ eps)); last by left; apply: Rinv_0_lt_compat.
  by apply: (Rmult_le_reg_r eps) => //; rewrite Rmult_assoc Rinv_l; lra.
by rewrite Rabs_mult; apply: Rmult_le_compat; lra.
Qed.

(** The weak law of large numbers. *)
Lemma law_of_large_numbers f :
  tends_in_probability p (fun K a => / INR K * (\sum_k f (a k))) (expectation p f).
Proof.
move=> eps eps0 eta eta0.
set c := expectation p (fun x => (f x - expectation p f) * (f x - expectation p f)) / (eps * eps).
have c0 : 0 <= c.
  apply: Rmult_le_pos; first exact: (expectation_square_ge0 (fun x => f x - expectation p f)).
  by left; apply: Rinv_0_lt_compat; apply: Rmult_lt_0_compat.
have [N [hN N0]] : exists N, / INR N < eta / (c + 1) /\ (0 < N)%coq_nat.
  by apply: archimed_cor1; apply: Rdiv_lt_0_compat; lra.
exists N => n nN; have n0 : (0 < n)%N by apply/ltP; apply: Nat.lt_le_trans N0 nN.
rewrite /R_dist Rminus_0_r Rabs_pos_eq; last first.
  apply: sum_ge0 => a _; apply: Rmult_le_pos; first exact: independent_ge0.
  by case: Rlt_dec => /= _; lra.
apply: Rle_lt_trans (chebyshev f n0 eps0) _; rewrite -/c.
have i0 : 0 < / INR n by apply: Rinv_0_lt_compat; apply: lt_0_INR; apply/ltP.
have : / INR n <= / INR N by apply: Rinv_le_contravar; [apply: lt_0_INR | apply: le_INR].
have := Rmult_lt_compat_l (c + 1) _ _ ltac:(lra) hN.
have -> : (c + 1) * (eta / (c + 1)) = eta by field; lra.
by nra.
Qed.

(** What tends to l does so under a map that is continuous there. *)
Lemma tends_continuous (x : forall K, outcomes K -> R) l (F : R -> R) :
  (forall eps, 0 < eps -> exists d, 0 < d /\ forall r, Rabs (r - l) < d -> Rabs (F r - F l) < eps) ->
  tends_in_probability p x l -> tends_in_probability p (fun K a => F (x K a)) (F l).
Proof.
move=> cont tends eps eps0 eta eta0; have [d [d0 near]] := cont eps eps0.
have [N hN] := tends d d0 eta eta0; exists N => n nN; have := hN n nN; rewrite /R_dist !Rminus_0_r.
rewrite !Rabs_pos_eq.
- apply: Rle_lt_trans; apply: sum_le => a _; apply: Rmult_le_compat_l; first exact: independent_ge0.
  case: (Rlt_dec _ eps) => /= [_|far]; case: Rlt_dec => /= [close|_]; try lra.
  by case: far; apply: near.
- apply: sum_ge0 => a _; apply: Rmult_le_pos; first exact: independent_ge0.
  by case: Rlt_dec => /= _; lra.
apply: sum_ge0 => a _; apply: Rmult_le_pos; first exact: independent_ge0.
by case: Rlt_dec => /= _; lra.
Qed.

Lemma ln_near l eps : 0 < l -> 0 < eps -> exists d, 0 < d /\ forall r, Rabs (r - l) < d -> Rabs (ln r - ln l) < eps.
Proof.
move=> l0 eps0; have [d [d0 near]] := ln_continue l l0 eps eps0.
exists (Rmin d l); split=> [|r close]; first by apply: Rmin_glb_lt.
have [dd ll] := (Rmin_l d l, Rmin_r d l); have [->|rl] := Req_dec r l.
  by rewrite Rminus_diag_eq // Rabs_R0.
apply: (near r); split; last by rewrite /= /R_dist; lra.
by split; [move: close; rewrite /Rabs; case: Rcase_abs; lra | move=> e; apply: rl].
Qed.

(** The logarithm of a mean of what is positive tends to that of the expectation. *)
Lemma ln_mean_tends f : 0 < expectation p f ->
  tends_in_probability p (fun K a => ln (/ INR K * (\sum_k f (a k)))) (ln (expectation p f)).
Proof.
move=> f0; apply: (tends_continuous (F := ln)); last exact: law_of_large_numbers.
by move=> eps eps0; apply: ln_near.
Qed.

(** Limits are unique: what is l for sure, from some K on, tends to nothing else. *)
Lemma tends_certain (x : forall K, outcomes K -> R) l l' :
  (forall K a, (0 < K)%N -> x K a = l) -> tends_in_probability p x l' -> l' = l.
Proof.
move=> certain tends; have [//|ll] := Req_dec l' l.
have far : 0 < Rabs (l - l') by apply: Rabs_pos_lt => e; apply: ll; lra.
have [N /(_ (S N) (le_S _ _ (le_n N)))] := tends _ far (/ 2) ltac:(lra).
rewrite /R_dist Rminus_0_r (_ : \sum_(a : outcomes N.+1) _ = 1) ?Rabs_R1; first by lra.
rewrite -[RHS](independent_sum N.+1); apply: eq_bigr => a _; rewrite certain //.
by case: Rlt_dec => /= h; lra.
Qed.
End LargeNumbers.

(** ** Algorithm 1's estimate of V *)
Section Sampling.
Variables (g : perspective) (alpha : R) (prior : opponent_model g).
Variables (pi : conditional_policy g) (rho : opponent_model g) (q : entry g -> R) (s : state g).

(** The chance π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s) that a is drawn. *)
Definition chance (a : own g * other g) : R := pi s a.2 a.1 * rho s a.2.

(** (P^{1/α}(a⁻ⁱ|s) exp(Q(s,a)/α))^α / (π(aⁱ|s,a⁻ⁱ) ρ(a⁻ⁱ|s)). *)
Definition sample (a : own g * other g) : R :=
  Rpower (Rpower (prior s a.2) (/ alpha) * exp (q (s, a.1, a.2) / alpha)) alpha / (pi s a.2 a.1 * rho s a.2).

(** V̄(s) = ln (1/K) Σ_k of these, for K draws. *)
Definition sampled_value K (a : {dffun forall _ : 'I_K, own g * other g}) : R :=
  ln (/ INR K * (\sum_k sample (a k))).

Lemma distribution_chance : policy pi -> model rho -> distribution chance.
Proof.
move=> dpi drho; split=> [a|].
  by apply: Rmult_le_pos; [case: (dpi s a.2) | case: (drho s)].
rewrite -(pair_bigA _ (fun x y => pi s y x * rho s y)) /= exchange_big /= -[RHS](proj2 (drho s)).
by apply: eq_bigr => y _; rewrite sum_scale_r; case: (dpi s y) => _ ->; lra.
Qed.

(** The exponents 1/α and α cancel. *)
Lemma sample_cancels a : 0 < alpha -> 0 < prior s a.2 ->
  sample a = prior s a.2 * exp (q (s, a.1, a.2)) / (pi s a.2 a.1 * rho s a.2).
Proof.
move=> a0 p0; rewrite /sample -{2}(exp_ln _ p0) -exp_plus /Rpower -exp_plus ln_exp.
by congr (exp _ / _); field; lra.
Qed.

(** The expectation of a sample is Σ P exp Q, at every α. *)
Lemma expectation_sample : 0 < alpha -> (forall y, 0 < prior s y) ->
  (forall x y, 0 < pi s y x) -> (forall y, 0 < rho s y) ->
  expectation chance sample = \sum_y prior s y * (\sum_x exp (q (s, x, y))).
Proof.
move=> a0 P0 pi0 rho0; under [RHS]eq_bigr do rewrite -sum_scale.
rewrite exchange_big pair_bigA /=; apply: eq_bigr => -[x y] _.
rewrite sample_cancels // /chance /=; have h := pi0 x y; have k := rho0 y; field; lra.
Qed.
End Sampling.

(** ** Limits *)
(** What comes near at a rate γᵏ converges. *)
Lemma rate_converges gamma (u : nat -> R) l d : 0 <= gamma < 1 ->
  (forall k, Rabs (u k - l) <= gamma ^ k * d) -> Un_cv u l.
Proof.
move=> g01 rate eps eps0.
have d0 : 0 <= d by have := rate 0%N; have := Rabs_pos (u 0%N - l); rewrite /=; lra.
have := pow_lt_1_zero gamma; rewrite Rabs_pos_eq; last by case: g01.
move=> /(_ (proj2 g01) (eps / (d + 1)) _) small; have [|N hN] := small; first by apply: Rdiv_lt_0_compat; lra.
exists N => n nN; have := hN n nN; rewrite Rabs_pos_eq; last by apply: pow_le; case: g01.
move=> /(Rmult_lt_compat_l (d + 1) _ _ ltac:(lra)); have -> : (d + 1) * (eps / (d + 1)) = eps by field; lra.
by have := rate n; have := pow_le gamma n (proj1 g01); rewrite /R_dist; nra.
Qed.

(** * Small perspectives *)
(** The probabilities c of [true] and 1 - c of [false]. *)
Definition coin (c : R) (b : bool) : R := if b then c else 1 - c.

Lemma distribution_coin c : 0 <= c <= 1 -> distribution (coin c).
Proof. by move=> c01; split=> [[|]|]; rewrite ?sum_bool /coin; lra. Qed.

Lemma expectation_coin c f : expectation (coin c) f = c * f true + (1 - c) * f false.
Proof. by rewrite /expectation sum_bool. Qed.

Lemma entropy_coin1 : entropy (coin 1) = 0.
Proof. by rewrite /entropy sum_bool /coin ln_1; lra. Qed.

Lemma entropy_coin2 : entropy (coin (/ 2)) = ln 2.
Proof.
have h : 1 - / 2 = / 2 by lra.
by rewrite /entropy sum_bool /coin h ln_Rinv; lra.
Qed.

(** What is the same in every entry: Q^{π,ρ} of a perspective of one state and one reward. *)
Lemma constant_evaluation (A B : finType) (a : A) (r gamma : R) (range : 0 <= gamma < 1) alpha
  (prior rho : opponent_model (one_state (B := B) a (fun _ _ => r) range))
  (pi : conditional_policy (one_state (B := B) a (fun _ _ => r) range)) : policy pi -> model rho ->
  fixed_point (soft_evaluation alpha prior pi rho)
    (fun _ => (r + gamma * policy_value alpha prior pi rho (fun _ => 0) tt) / (1 - gamma)).
Proof.
move=> dpi drho; apply: functional_extensionality => e; set c := (_ / _).
rewrite /soft_evaluation /backup /= /expectation sum_unit.
have -> : (fun _ => c) = fun _ : entry (one_state (B := B) a (fun _ _ => r) range) => 0 + c.
  by apply: functional_extensionality => _; lra.
rewrite (policy_value_shift alpha prior dpi drho) /c; field; lra.
Qed.

(** * What π and ρ earn over time *)
Lemma expectation_mixture (T U : finType) (d : T -> R) (k : T -> U -> R) (v : U -> R) :
  expectation (fun u => expectation d (fun t => k t u)) v = expectation d (fun t => expectation (k t) v).
Proof.
rewrite /expectation; under eq_bigr do rewrite -sum_scale_r; rewrite exchange_big /=.
by apply: eq_bigr => t _; rewrite -sum_scale; apply: eq_bigr => u _; lra.
Qed.

Lemma eq_expectation (T : finType) (d f h : T -> R) : (forall t, f t = h t) -> expectation d f = expectation d h.
Proof. by move=> fh; apply: eq_bigr => t _; rewrite fh. Qed.

(** Jensen: exp E f <= E exp f. *)
Lemma exp_expectation_le (T : finType) (d f : T -> R) : distribution d ->
  exp (expectation d f) <= expectation d (fun t => exp (f t)).
Proof.
move=> dd; set m := expectation d f.
have -> : expectation d (fun t => exp (f t)) = exp m * expectation d (fun t => exp (f t - m)).
  rewrite -expectation_scale; apply: eq_expectation => t; rewrite -exp_plus; congr exp; lra.
have : expectation d (fun t => 1 + (f t - m)) <= expectation d (fun t => exp (f t - m)).
  by apply: expectation_le => [t|t]; [case: dd | exact: exp_ineq1_le].
rewrite expectation_add expectation_sub !expectation_const // -/m.
by have := exp_pos m; nra.
Qed.

Section Returns.
Variables (g : perspective) (alpha : R) (prior : opponent_model g).
Variables (pi : conditional_policy g) (rho : opponent_model g).
Hypotheses (dpi : policy pi) (drho : model rho).
Implicit Types (s : state g) (v p : state g -> R) (q : entry g -> R).

(** What v is worth a step later: Σ_{s'} P(s'|s) v(s'), actions drawn from π and ρ. *)
Definition next v s : R := drawn pi rho s (fun x y => expectation (transition s x y) v).

Lemma drawn_le s (f h : own g -> other g -> R) : (forall x y, f x y <= h x y) -> drawn pi rho s f <= drawn pi rho s h.
Proof.
move=> fh; apply: expectation_le => [y|y]; first by case: (drho s).
by apply: expectation_le => [x|x]; [case: (dpi s y) | exact: fh].
Qed.

Lemma drawn_const s c : drawn pi rho s (fun _ _ => c) = c.
Proof.
by rewrite /drawn; under eq_expectation do rewrite expectation_const //; rewrite expectation_const.
Qed.

Lemma visited_step p t v : expectation (visited pi rho p t.+1) v = expectation (visited pi rho p t) (next v).
Proof.
rewrite /= expectation_mixture; apply: eq_expectation => s.
rewrite /next /drawn expectation_mixture; apply: eq_expectation => y.
by rewrite expectation_mixture.
Qed.

Lemma distribution_visited p t : distribution p -> distribution (visited pi rho p t).
Proof.
move=> dp; elim: t => [//|t ih]; split=> [s|].
  rewrite /=; apply: sum_ge0 => s' _; apply: Rmult_le_pos; first by case: ih.
  rewrite -(drawn_const s' 0); apply: drawn_le => x y; by case: (transition_distribution s' x y).
have := visited_step p t (fun _ => 1); rewrite {1}/expectation.
under eq_bigr do rewrite Rmult_1_r; move=> ->.
rewrite (eq_expectation _ (h := fun _ => 1)) ?expectation_const // => s.
rewrite /next -[RHS](drawn_const s 1); apply: eq_expectation => y; apply: eq_expectation => x.
by rewrite expectation_const //; apply: transition_distribution.
Qed.

Lemma policy_value_table q s :
  policy_value alpha prior pi rho q s = policy_value alpha prior pi rho (fun _ => 0) s
    + drawn pi rho s (fun x y => q (s, x, y)).
Proof.
rewrite /policy_value.
have -> : expectation (rho s) (answered alpha pi q s)
  = expectation (rho s) (fun y => answered alpha pi (fun _ => 0) s y + expectation (pi s y) (fun x => q (s, x, y))).
  by apply: eq_expectation => y; rewrite /answered expectation_const //; lra.
by rewrite expectation_add /drawn; lra.
Qed.

(** V^{π,ρ} of r + c P v is the payoff and c times what v is worth a step later. *)
Lemma policy_value_next c v s :
  policy_value alpha prior pi rho (fun e => rewards e + c * expectation (transition e.1.1 e.1.2 e.2) v) s
  = payoff alpha prior pi rho s + c * next v s.
Proof.
rewrite /payoff policy_value_table (policy_value_table (@rewards g)) /next /drawn Rplus_assoc; congr (_ + _).
rewrite -expectation_scale -expectation_add; apply: eq_expectation => y.
by rewrite expectation_add expectation_scale.
Qed.

Section Discounted.
Variable q : entry g -> R.
Hypothesis fq : fixed_point (soft_evaluation alpha prior pi rho) q.
Local Notation v := (policy_value alpha prior pi rho q).

Lemma policy_value_step s : v s = payoff alpha prior pi rho s + discount g * next v s.
Proof. by rewrite -{1}fq; apply: policy_value_next. Qed.

Lemma partial_return p n :
  sum_f_R0 (fun t => discount g ^ t * expectation (visited pi rho p t) (payoff alpha prior pi rho)) n
  = expectation p v - discount g ^ n.+1 * expectation (visited pi rho p n.+1) v.
Proof.
have step t : expectation (visited pi rho p t) (payoff alpha prior pi rho)
  = expectation (visited pi rho p t) v - discount g * expectation (visited pi rho p t.+1) v.
  rewrite visited_step -expectation_scale -expectation_sub; apply: eq_expectation => s.
  by rewrite policy_value_step; lra.
elim: n => [|n ih].
  rewrite -[LHS]/(discount g ^ 0 * expectation (visited pi rho p 0) (payoff alpha prior pi rho)) step.
  by rewrite -[visited pi rho p 0]/p pow_O pow_1; lra.
by rewrite tech5 ih step -!tech_pow_Rmult; lra.
Qed.

(** J(π,ρ) = E_{s~p} V^{π,ρ}(s): the fixed point is the discounted return. *)
Lemma discounted_objective_value p : distribution p -> discounted_objective alpha prior pi rho p (expectation p v).
Proof.
move=> dp; apply: (@rate_converges (discount g) _ _ (norm v)) => [|n]; first exact: discount_range.
have [g0 g1] := discount_range g; rewrite partial_return.
set e := expectation (visited pi rho p n.+1) v.
have -> : expectation p v - discount g ^ n.+1 * e - expectation p v = - (discount g ^ n.+1 * e) by lra.
rewrite Rabs_Ropp Rabs_mult Rabs_pos_eq; last exact: pow_le.
have le : Rabs e <= norm v.
  by apply: expectation_abs (fun s => le_norm _ s); apply: distribution_visited.
rewrite -tech_pow_Rmult; have := pow_le (discount g) n g0; have := norm_ge0 v; have := Rabs_pos e.
move=> e0 n0 pn; apply: Rle_trans (_ : discount g ^ n * Rabs e <= _); last exact: Rmult_le_compat_l.
by apply: Rmult_le_compat_r => //; have := Rmult_le_compat_r _ _ _ pn (Rlt_le _ _ g1); lra.
Qed.
End Discounted.

(** J_T from each state on, step by step. *)
Fixpoint horizon_value T s : R :=
  if T is T'.+1 then payoff alpha prior pi rho s + next (horizon_value T') s else 0.

Lemma objective_horizon p T : objective alpha prior pi rho p T = expectation p (horizon_value T).
Proof.
suff h n : expectation (visited pi rho p n) (horizon_value T)
    = \sum_(t < T) expectation (visited pi rho p (n + t)) (payoff alpha prior pi rho) by rewrite (h 0%N).
elim: T n => [|T ih] n.
  by rewrite big_ord0 /expectation big1 // => s _; rewrite /= Rmult_0_r.
rewrite big_ord_recl addn0 /= expectation_add -visited_step ih; congr (_ + _).
by apply: eq_bigr => t _; rewrite /bump /= addnA addn1.
Qed.

(** V^{π,ρ} of r + P v. *)
Lemma horizon_value_step T s :
  horizon_value T.+1 s
  = policy_value alpha prior pi rho (fun e => rewards e + expectation (transition e.1.1 e.1.2 e.2) (horizon_value T)) s.
Proof.
rewrite /= -[next _ s]Rmult_1_l -policy_value_next; congr (policy_value _ _ _ _ _ s).
by apply: functional_extensionality => e; rewrite Rmult_1_l.
Qed.
End Returns.

(** ** The evidence of (5): P(o_t = 1 for all t < T) *)
Section Evidence.
Variables (g : perspective) (prior : opponent_model g).

(** From each state on, P(o = 1|s,a) = exp r(s,a), own actions uniform and the others' from P, as (23) has them. *)
Fixpoint evidence T (s : state g) : R :=
  if T is T'.+1 then
    drawn (fun _ _ => @uniform (own g)) prior s
      (fun x y => exp (reward s x y) * expectation (transition s x y) (evidence T'))
  else 1.

Hypothesis dP : model prior.

Lemma uniform_policy : policy (fun (_ : state g) (_ : other g) => @uniform (own g)).
Proof. by move=> s y; apply: (distribution_uniform (some_own g)). Qed.

Lemma evidence_ge0 T s : 0 <= evidence T s.
Proof.
elim: T s => [|T ih] s /=; first by lra.
rewrite -[0](drawn_const uniform_policy dP s); apply: (drawn_le uniform_policy dP) => x y.
apply: Rmult_le_pos; first by left; apply: exp_pos.
by apply: expectation_ge_const => //; apply: transition_distribution.
Qed.

(** exp J_T <= mᵀ P(o = 1), from each state on. *)
Lemma exp_horizon_value_le pi rho T s : policy pi -> model rho -> within rho prior ->
  exp (horizon_value 1 prior pi rho T s) <= INR #|own g| ^ T * evidence T s.
Proof.
move=> dpi drho wi; have m0 := card_gt0 (some_own g).
elim: T s => [|T ih] s; first by rewrite /= exp_0; lra.
rewrite (horizon_value_step 1 prior rho dpi).
apply: (Rle_trans _ (exp (value 1 prior (fun e => rewards e
    + expectation (transition e.1.1 e.1.2 e.2) (horizon_value 1 prior pi rho T)) s))).
  by apply: exp_le; apply: (policy_value_le Rlt_0_1 dP _ _ dpi drho wi).
rewrite exp_value //= /drawn -expectation_scale; apply: sum_le => y _.
apply: Rmult_le_compat_l; first by case: (dP s).
rewrite /own_value /soft_value Rmult_1_l exp_ln; last exact: (sum_exp_gt0 (some_own g)).
rewrite -expectation_scale; apply: sum_le => x _.
rewrite /uniform; set ev := expectation _ (evidence T); set v := expectation _ _.
have -> : / INR #|own g| * (INR #|own g| * INR #|own g| ^ T * (exp (reward s x y) * ev))
  = exp (reward s x y) * (INR #|own g| ^ T * ev) by field; lra.
have -> : (rewards (s, x, y) + v) / 1 = reward s x y + v by rewrite /rewards /=; field.
rewrite exp_plus; apply: Rmult_le_compat_l; first by left; apply: exp_pos.
apply: Rle_trans (exp_expectation_le _ (transition_distribution s x y)) _.
rewrite -expectation_scale; apply: expectation_le => [s'|s']; first by case: (transition_distribution s x y).
exact: ih.
Qed.
End Evidence.

(** (33): Q^{π,ρ}(s,a) = r + γ J(π,ρ) from the state that follows: the fixed point is the return from an entry on. *)
Lemma soft_evaluation_return (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g)
    (rho : opponent_model g) (q : entry g -> R) :
  policy pi -> model rho -> fixed_point (soft_evaluation alpha prior pi rho) q ->
  forall s x y j, discounted_objective alpha prior pi rho (transition s x y) j ->
  q (s, x, y) = reward s x y + discount g * j.
Proof.
move=> dpi drho fq s x y j hj.
rewrite (uniqueness_sum _ _ _ hj (discounted_objective_value dpi drho fq (transition_distribution s x y))).
by rewrite -{1}fq.
Qed.

(** * The perspective of an agent of a cooperative game *)
Section View.
Variables (g : game.game) (i : game.agent g).

(** The joint actions of all agents but i. *)
Definition others_joint := {dffun forall m : {m : game.agent g | m != i}, game.action (val m)}.

Lemma another n : i <> n -> n != i. Proof. by move=> different; apply/eqP => same; apply: different. Qed.

(** The joint action of agent i's action and the others'. *)
Definition join (x : game.action i) (y : others_joint) : {dffun forall n : game.agent g, game.action n} :=
  [ffun n => match @eqP _ i n with
             | ReflectT same => ecast k (game.action k) same x
             | ReflectF different => y (exist _ n (another different))
             end].

Definition perspective_of (some : game.action i) : perspective :=
  @Perspective (game.state g) (game.action i) [finType of others_joint]
    (fun s x y => game.reward s (join x y)) (fun s x y => game.transition s (join x y)) (game.discount g)
    (fun s x y => game.transition_distribution s (join x y)) (game.discount_range g) some.

Lemma join_own x y : join x y i = x.
Proof. by rewrite ffunE; case: eqP => // same; rewrite eq_axiomK. Qed.

Lemma join_other x y n (different : n != i) : join x y n = y (exist _ n different).
Proof.
rewrite ffunE; case: eqP => [same|h]; first by exfalso; move: different; rewrite -same eqxx.
by congr (y (exist _ n _)); apply: eq_irrelevance.
Qed.
End View.
