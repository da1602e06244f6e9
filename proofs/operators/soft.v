(** Soft control of the joint policy: temperature [α], values [α ln Σ exp(Q/α)]. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Soft.
Variables (g : game) (alpha : R).
Implicit Types (s : state g) (a : joint g) (v : state g -> R) (q : state g * joint g -> R).
Implicit Types pi proposal : state g -> joint g -> R.

(** [V_π(s) = Σ_a π(a|s) [Q(s,a) - α ln π(a|s)] = E_π Q + α H(π(·|s))]. *)
Definition soft_policy_value pi q s : R := policy_value pi q s + alpha * entropy (pi s).
(** [Γ_π Q = r + γ P V_π]. *)
Definition soft_evaluation pi q : state g * joint g -> R := backup (soft_policy_value pi q).
(** The same on values: [V ↦ E_π [r + γ P V] + α H(π)]. *)
Definition soft_state_evaluation pi v s : R := soft_policy_value pi (backup v) s.
(** [V(s) = α ln Σ_a exp(Q(s,a)/α)]. *)
Definition soft_optimal_value q s : R := soft_value alpha (fun a => q (s, a)).
(** [Γ* Q = r + γ P V], with [V(s) = α ln Σ_a exp(Q(s,a)/α)]. *)
Definition soft_optimality q : state g * joint g -> R := backup (soft_optimal_value q).
(** [π(a|s) = exp((Q(s,a) - V(s))/α)]. *)
Definition boltzmann_policy q s : joint g -> R := boltzmann alpha (fun a => q (s, a)).

(** [α ln E_{u~p} exp(Q(s,u)/α)]: what the mean over samples drawn from [p] converges to, as printed. *)
Definition sampled_value proposal q s : R :=
  alpha * ln (expectation (proposal s) (fun u => exp (q (s, u) / alpha))).
(** [α ln E_{u~p} [exp(Q(s,u)/α) / p(u|s)]]: the same with the weights [1/p]. *)
Definition weighted_sampled_value proposal q s : R :=
  alpha * ln (expectation (proposal s) (fun u => exp (q (s, u) / alpha) / proposal s u)).

(** ** A policy's soft value *)
Section Policy.
Variable pi : state g -> joint g -> R.
Hypothesis policy_pi : policy pi.

Lemma soft_policy_value_mono : monotone (soft_policy_value pi).
Proof. by move=> q q' h s; apply: Rplus_le_compat_r; apply: policy_value_mono. Qed.

Lemma soft_policy_value_shift : shifts (soft_policy_value pi).
Proof. by move=> q c s; rewrite /soft_policy_value policy_value_shift //; lra. Qed.

Lemma soft_evaluation_mono : monotone (soft_evaluation pi).
Proof. exact: backed_up_mono soft_policy_value_mono. Qed.

Lemma soft_evaluation_shift q c sa :
  soft_evaluation pi (fun x => q x + c) sa = soft_evaluation pi q sa + discount g * c.
Proof. exact: (backed_up_shift soft_policy_value_shift). Qed.

Lemma soft_evaluation_discounts : discounts (discount g) (soft_evaluation pi).
Proof. exact: backed_up_discounts soft_policy_value_shift. Qed.

(** The entropy of [π] is the same for both tables and cancels. *)
Lemma soft_evaluation_contracts : contracts (discount g) (soft_evaluation pi).
Proof. exact: backed_up_contracts soft_policy_value_mono soft_policy_value_shift. Qed.

Lemma soft_evaluation_fixed_point : exists q, fixed_point (soft_evaluation pi) q.
Proof. exact: backed_up_fixed_point soft_policy_value_mono soft_policy_value_shift. Qed.

Lemma soft_state_evaluation_mono : monotone (soft_state_evaluation pi).
Proof. by move=> v w h s; apply: soft_policy_value_mono => sa; apply: backup_mono. Qed.

Lemma soft_state_evaluation_shift v c s :
  soft_state_evaluation pi (fun x => v x + c) s = soft_state_evaluation pi v s + discount g * c.
Proof.
rewrite /soft_state_evaluation -soft_policy_value_shift; congr (soft_policy_value _ _ _).
by apply: functional_extensionality => sa; rewrite backup_shift.
Qed.

Lemma soft_state_evaluation_discounts : discounts (discount g) (soft_state_evaluation pi).
Proof. by move=> v c _ s; rewrite soft_state_evaluation_shift; lra. Qed.

Lemma soft_state_evaluation_contracts : contracts (discount g) (soft_state_evaluation pi).
Proof.
apply: blackwell; [by case: (discount_range g) | exact: soft_state_evaluation_mono |].
exact: soft_state_evaluation_discounts.
Qed.

Lemma soft_state_evaluation_fixed_point : exists v, fixed_point (soft_state_evaluation pi) v.
Proof. exact: banach (discount_range g) soft_state_evaluation_contracts. Qed.

(** [V^π = E_π Q^π + α H(π)]: the two fixed points belong together. *)
Lemma soft_value_of_fixed_point q :
  fixed_point (soft_evaluation pi) q -> fixed_point (soft_state_evaluation pi) (soft_policy_value pi q).
Proof. by move=> fq; rewrite /fixed_point /soft_state_evaluation -/(soft_evaluation pi q) fq. Qed.

Lemma soft_table_of_fixed_point v :
  fixed_point (soft_state_evaluation pi) v -> fixed_point (soft_evaluation pi) (backup v).
Proof. by move=> fv; rewrite /fixed_point /soft_evaluation; congr backup; rewrite -[RHS]fv. Qed.

(** A step of [π]'s evaluation that raises [V] leaves [V] below [V^π], and so with tables. *)
Lemma below_soft_policy v w c : fixed_point (soft_state_evaluation pi) w -> 0 <= c ->
  (forall s, v s <= soft_state_evaluation pi v s + c) -> forall s, v s <= w s + c / (1 - discount g).
Proof.
exact: (below_fixed_point_by (discount_range g) soft_state_evaluation_mono soft_state_evaluation_discounts).
Qed.

Lemma soft_step_raises v w : fixed_point (soft_state_evaluation pi) w ->
  (forall s, v s <= soft_state_evaluation pi v s) -> forall s, soft_state_evaluation pi v s <= w s.
Proof.
move=> fw up s; rewrite -[w s]/(w s) -{1}fw; apply: soft_state_evaluation_mono.
exact: (below_fixed_point (discount_range g) soft_state_evaluation_mono soft_state_evaluation_discounts fw up).
Qed.

(** What is no worse than [π] for one step, on [Q^π], is no worse for ever: policy improvement. *)
Lemma soft_improvement pi' q q' : policy pi' ->
  fixed_point (soft_evaluation pi) q -> fixed_point (soft_evaluation pi') q' ->
  (forall s, soft_policy_value pi q s <= soft_policy_value pi' q s) -> forall sa, q sa <= q' sa.
Proof.
move=> policy' fq fq' up.
have mono : monotone (soft_evaluation pi').
  apply: backed_up_mono => h k hk s; apply: Rplus_le_compat_r; exact: policy_value_mono.
apply: (below_fixed_point (discount_range g) mono _ fq') => [|sa]; last by rewrite -{1}fq; apply: backup_mono.
by apply: backed_up_discounts => h c s; rewrite /soft_policy_value policy_value_shift //; lra.
Qed.
End Policy.

(** ** The optimum *)
Lemma soft_optimal_value_mono : 0 < alpha -> joint g -> monotone soft_optimal_value.
Proof. by move=> a0 a q q' h s; apply: soft_value_mono. Qed.

Lemma soft_optimal_value_shift : 0 < alpha -> joint g -> shifts soft_optimal_value.
Proof. by move=> a0 a q c s; apply: soft_value_shift. Qed.

(** Where there is no joint action there is no table to tell from another. *)
Lemma no_joint_same q q' : ~ inhabited (joint g) -> q = q'.
Proof. by move=> none; apply: functional_extensionality => -[s a]; case: none. Qed.

Lemma soft_optimality_mono : 0 < alpha -> monotone soft_optimality.
Proof. by move=> a0 q q' h [s a]; apply: (backed_up_mono (soft_optimal_value_mono a0 a)). Qed.

Lemma soft_optimality_shift q c sa : 0 < alpha ->
  soft_optimality (fun x => q x + c) sa = soft_optimality q sa + discount g * c.
Proof. by case: sa => s a a0; apply: (backed_up_shift (soft_optimal_value_shift a0 a)). Qed.

Lemma soft_optimality_discounts : 0 < alpha -> discounts (discount g) soft_optimality.
Proof. by move=> a0 q c _ sa; rewrite soft_optimality_shift //; lra. Qed.

Lemma soft_optimality_contracts : 0 < alpha -> contracts (discount g) soft_optimality.
Proof.
move=> a0; apply: blackwell; [by case: (discount_range g) | exact: soft_optimality_mono |].
exact: soft_optimality_discounts.
Qed.

Lemma soft_optimality_fixed_point : 0 < alpha -> exists q, fixed_point soft_optimality q.
Proof. by move=> a0; apply: banach (discount_range g) (soft_optimality_contracts a0). Qed.

Lemma boltzmann_is_policy q : 0 < alpha -> joint g -> policy (boltzmann_policy q).
Proof. by move=> a0 a s; apply: (distribution_boltzmann a). Qed.

(** [V_π = V - α KL(π‖Boltzmann)]: what a policy loses against the soft value is its divergence. *)
Lemma soft_policy_value_gap pi q s : 0 < alpha -> policy pi ->
  soft_policy_value pi q s = soft_optimal_value q s - alpha * kl (pi s) (boltzmann_policy q s).
Proof. by move=> a0 dpi; rewrite /soft_policy_value /policy_value gibbs. Qed.

Lemma soft_policy_value_le pi q s : 0 < alpha -> policy pi -> soft_policy_value pi q s <= soft_optimal_value q s.
Proof. by move=> a0 dpi; apply: gibbs_le. Qed.

Lemma boltzmann_policy_value q s : 0 < alpha -> joint g ->
  soft_policy_value (boltzmann_policy q) q s = soft_optimal_value q s.
Proof. by move=> a0 a; apply: (gibbs_attained a). Qed.

Lemma soft_evaluation_le pi q sa : 0 < alpha -> policy pi -> soft_evaluation pi q sa <= soft_optimality q sa.
Proof. by move=> a0 dpi; apply: backup_mono => s; apply: soft_policy_value_le. Qed.

Lemma soft_evaluation_boltzmann q : 0 < alpha -> joint g ->
  soft_evaluation (boltzmann_policy q) q = soft_optimality q.
Proof.
move=> a0 a; apply: (f_equal (@backup g)).
by apply: functional_extensionality => s; apply: boltzmann_policy_value.
Qed.

(** [Q^π <= Q*]. *)
Lemma below_soft_optimum pi q qs : 0 < alpha -> policy pi ->
  fixed_point (soft_evaluation pi) q -> fixed_point soft_optimality qs -> forall sa, q sa <= qs sa.
Proof.
move=> a0 dpi fq fs.
apply: (below_fixed_point (discount_range g) (soft_optimality_mono a0) (soft_optimality_discounts a0) fs) => sa.
by rewrite -{1}fq; apply: soft_evaluation_le.
Qed.

(** [V^π <= V*]. *)
Lemma below_soft_optimal_value pi q qs : 0 < alpha -> policy pi ->
  fixed_point (soft_evaluation pi) q -> fixed_point soft_optimality qs ->
  forall s, soft_policy_value pi q s <= soft_optimal_value qs s.
Proof.
move=> a0 dpi fq fs s; apply: Rle_trans (soft_policy_value_le q s a0 dpi) _.
have [a _] := distribution_inhabited (dpi s).
by apply: soft_optimal_value_mono => //; apply: (below_soft_optimum a0 dpi fq fs).
Qed.

(** The Boltzmann policy of [Q*] attains [Q*]. *)
Lemma soft_optimal_policy qs : 0 < alpha -> joint g ->
  fixed_point soft_optimality qs -> fixed_point (soft_evaluation (boltzmann_policy qs)) qs.
Proof. by move=> a0 a fs; rewrite /fixed_point soft_evaluation_boltzmann. Qed.

(** ** Approximate steps *)
(** A policy [π'] fitted to a critic off [Q^π] by [ε], with [α KL(π'‖Boltzmann(critic)) <= δ], has all but [δ + 2ε]
    of the soft value of [Q^π] in its first step. *)
Lemma approximate_step pi' critic q epsilon delta s : 0 < alpha -> policy pi' ->
  distance critic q <= epsilon -> alpha * kl (pi' s) (boltzmann_policy critic s) <= delta ->
  soft_optimal_value q s - (delta + 2 * epsilon) <= soft_policy_value pi' q s.
Proof.
move=> a0 dpi' eps del; have [a _] := distribution_inhabited (dpi' s).
have near sa := distance_bounds critic q sa.
have l1 : soft_policy_value pi' critic s <= soft_policy_value pi' q s + epsilon.
  rewrite -(soft_policy_value_shift dpi'); apply: soft_policy_value_mono => // sa; have := near sa; lra.
have l2 : soft_optimal_value q s <= soft_optimal_value critic s + epsilon.
  rewrite -(soft_optimal_value_shift a0 a); apply: soft_optimal_value_mono => // sa; have := near sa; lra.
by have := soft_policy_value_gap critic s a0 dpi'; lra.
Qed.

Lemma scale_div c : c / (1 - discount g) = c + discount g * (c / (1 - discount g)).
Proof. by have := discount_range g; move=> *; field; lra. Qed.

Section Approximate.
Variables (pi' : state g -> joint g -> R) (v v' : state g -> R) (c : R).
Hypotheses (alpha_gt0 : 0 < alpha) (policy_pi' : policy pi') (fv' : fixed_point (soft_state_evaluation pi') v').
Hypotheses (c_ge0 : 0 <= c) (step : forall s, soft_optimal_value (backup v) s - c <= soft_state_evaluation pi' v s).
Hypothesis up : forall s, v s <= soft_optimal_value (backup v) s.

Lemma approximate_gain s : v s <= v' s + c / (1 - discount g).
Proof. by apply: (below_soft_policy policy_pi' fv') => // t; have := step t; have := up t; lra. Qed.

Lemma approximate_value_step s : soft_optimal_value (backup v) s <= v' s + c / (1 - discount g).
Proof.
have : soft_state_evaluation pi' v s <= v' s + discount g * (c / (1 - discount g)).
  rewrite -{1}fv' -(soft_state_evaluation_shift policy_pi').
  by apply: soft_state_evaluation_mono => // t; apply: approximate_gain.
by have := step s; have := scale_div c; lra.
Qed.
End Approximate.
End Soft.
