(** Optimistic soft values, MAOSQL: each agent takes the others to coordinate, as far as [β] says.
    [α] and [β] are inverse temperatures; the operators at [α = ∞] have a maximum in place of a log-sum-exp. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.projections.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Definitions.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (x : local_tables g) (p : local_policies g).
Implicit Types (zeta : state g -> joint g -> R).

(** [(1/N) Σ_n f n]. *)
Definition mean_of_agents (f : agent g -> R) : R := (\sum_n f n) / INR #|agent g|.

(** [(1/β) ln Σ_{a⁻ⁿ} wⁿ(a⁻ⁿ|s) exp(β Q(s,aⁿ,a⁻ⁿ))] for weights [w] of the others' actions. *)
Definition projected beta (w : agent g -> state g -> joint g -> R) q : local_tables g := fun n s u =>
  ln (\sum_(a : joint g | a n == u) w n s a * exp (beta * q (s, a))) / beta.
(** [Qⁿ_ζ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β Q(s,aⁿ,a⁻ⁿ))], [ζ] any joint policy. *)
Definition optimistic_q beta zeta q : local_tables g := projected beta (marginal_others zeta) q.

(** [πⁿ(aⁿ|s) = exp(α Qⁿ(s,aⁿ)) / Σ_u exp(α Qⁿ(s,u))]. *)
Definition softmax_policy alpha x : local_policies g := fun n s => boltzmann (/ alpha) (x n s).
(** [Vⁿ(s) = (1/α) ln Σ_{aⁿ} exp(α Qⁿ(s,aⁿ))]. *)
Definition local_value alpha x n s : R := soft_value (/ alpha) (x n s).
(** [Ṽ(s) = (1/N) Σ_n Vⁿ(s)]. *)
Definition mean_value alpha x s : R := mean_of_agents (fun n => local_value alpha x n s).
(** [V^{π,n}(s) = E_{aⁿ~πⁿ} [Qⁿ(s,aⁿ) - (1/α) ln πⁿ(aⁿ|s)]]. *)
Definition regularized_value alpha p x n s : R :=
  expectation (p n s) (fun u => x n s u - / alpha * ln (p n s u)).
(** [J(π) = (1/N) Σ_n V^{π,n}(s)]. *)
Definition mean_regularized_value alpha p x s : R := mean_of_agents (fun n => regularized_value alpha p x n s).

(** [T_{π,ζ} Q = r + γ P Ṽ^π_ζ]. *)
Definition optimistic_evaluation alpha beta p zeta q : state g * joint g -> R :=
  backup (mean_regularized_value alpha p (optimistic_q beta zeta q)).
(** [T_ζ Q = r + γ P Ṽ_ζ], one step of MAOSVI. *)
Definition optimistic_bellman alpha beta zeta q : state g * joint g -> R :=
  backup (mean_value alpha (optimistic_q beta zeta q)).

(** At [α = ∞]: [(1/N) Σ_n max_{aⁿ} Qⁿ(s,aⁿ)]. *)
Definition mean_greedy_value (a0 : joint g) x s : R := mean_of_agents (fun n => maximum (a0 n) (x n s)).
(** At [α = ∞]: [E_{aⁿ~πⁿ} Qⁿ(s,aⁿ)], the mean over the agents. *)
Definition mean_expected_value p x s : R := mean_of_agents (fun n => expectation (p n s) (x n s)).
(** [T_ζ] at [α = ∞]. *)
Definition optimistic_greedy (a0 : joint g) beta zeta q : state g * joint g -> R :=
  backup (mean_greedy_value a0 (optimistic_q beta zeta q)).
(** The policies that are uniform in every state. *)
Definition uniform_policies : local_policies g := fun n _ => @uniform (action n).
(** [ζ(a|s) = ε/|A| + (1 - ε) ∏_n πⁿ(aⁿ|s)]. *)
Definition exploring epsilon p s (a : joint g) : R :=
  epsilon / INR #|{: joint g}| + (1 - epsilon) * product p s a.
(** [ζ⁻ⁿ(a⁻ⁿ|s) = ε/|A⁻ⁿ| + (1 - ε) ∏_{m≠n} πᵐ(aᵐ|s)]. *)
Definition exploring_others epsilon p n s (a : joint g) : R :=
  epsilon * others uniform_policies n s a + (1 - epsilon) * others p n s a.

(** [Q = r + γ P Ṽ], the joint table that a step of MAOSQL passes through. *)
Definition maosql_joint alpha x : state g * joint g -> R := backup (mean_value alpha x).
(** One step of MAOSQL on local tables:
    [T̂ Qⁿ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β (r + γ P Ṽ))], [ζ⁻ⁿ = ε/|A⁻ⁿ| + (1 - ε) π̂⁻ⁿ], [π̂] the softmax. *)
Definition maosql_step alpha beta epsilon x : local_tables g :=
  projected beta (exploring_others epsilon (softmax_policy alpha x)) (maosql_joint alpha x).
(** [2(N - 1)α/β + γ]. *)
Definition maosql_modulus alpha beta : R := 2 * (INR #|agent g| - 1) * alpha / beta + discount g.

(** The entries [(n, s, aⁿ)] of local tables, and their sup norm's distance. *)
Definition local_entry : finType := [finType of {n : agent g & (state g * action n)%type}].
Definition entries x (e : local_entry) : R := x (tag e) (tagged e).1 (tagged e).2.
Definition of_entries (f : local_entry -> R) : local_tables g :=
  fun n s u => f (Tagged (fun n : agent g => (state g * action n)%type) (s, u)).
Definition local_distance x y : R := distance (entries x) (entries y).
End Definitions.
Arguments projected {g} beta w q n s u.
Arguments optimistic_q {g} beta zeta q n s u.
Arguments softmax_policy {g} alpha x n s u.
Arguments local_value {g} alpha x n s.
Arguments regularized_value {g} alpha p x n s.
Arguments uniform_policies {g} n s u.
Arguments exploring_others {g} epsilon p n s a.
Arguments maosql_step {g} alpha beta epsilon x n s u.
Arguments of_entries {g} f n s u.

(** * One agent's rows *)
Section Rows.
Variable T : finType.
Variable alpha : R.
Hypothesis alpha_pos : 0 < alpha.
Implicit Types f h : T -> R.

Lemma inverse_pos : 0 < / alpha. Proof. exact: Rinv_0_lt_compat. Qed.

(** [(1/α) ln Σ exp(α f)]. *)
Lemma soft_value_inverse f : soft_value (/ alpha) f = ln (\sum_u exp (alpha * f u)) / alpha.
Proof.
rewrite /soft_value /Rdiv Rinv_inv Rmult_comm; congr (ln _ * _).
by apply: eq_bigr => u _; rewrite Rmult_comm.
Qed.

(** [exp(α f) / Σ exp(α f)]. *)
Lemma boltzmann_inverse f u : boltzmann (/ alpha) f u = exp (alpha * f u) / \sum_v exp (alpha * f v).
Proof.
rewrite boltzmann_ratio; last exact: inverse_pos.
rewrite /Rdiv Rinv_inv (Rmult_comm (f u)); congr (_ * / _).
by apply: eq_bigr => v _; rewrite Rmult_comm.
Qed.

Lemma le_soft_value f u : f u <= soft_value (/ alpha) f.
Proof.
rewrite soft_value_inverse; apply: (Rmult_le_reg_l alpha) => //.
have -> : alpha * (ln (\sum_v exp (alpha * f v)) / alpha) = ln (\sum_v exp (alpha * f v)) by field; lra.
rewrite -{1}(ln_exp (alpha * f u)); apply: ln_le; first exact: exp_pos.
by apply: (@term_le_sum _ (fun v => exp (alpha * f v))) => v; left; apply: exp_pos.
Qed.

Lemma soft_value_le (u0 : T) f c : (forall u, f u <= c) ->
  soft_value (/ alpha) f <= c + ln (INR #|T|) / alpha.
Proof.
move=> fc; have n0 := card_gt0 u0; rewrite soft_value_inverse; apply: (Rmult_le_reg_l alpha) => //.
have -> : alpha * (ln (\sum_v exp (alpha * f v)) / alpha) = ln (\sum_v exp (alpha * f v)) by field; lra.
have -> : alpha * (c + ln (INR #|T|) / alpha) = ln (INR #|T|) + alpha * c by field; lra.
rewrite -(ln_exp (alpha * c)) -ln_mult //; last exact: exp_pos.
apply: ln_le; first exact: (sum_exp_gt0 u0).
rewrite -sum_const; apply: sum_le => u _; apply: exp_le; have := fc u; nra.
Qed.

(** [E_p [f - (1/α) ln p] <= (1/α) ln Σ exp(α f)], with equality for the softmax. *)
Lemma regularized_expectation p f :
  expectation p (fun u => f u - / alpha * ln (p u)) = expectation p f + / alpha * entropy p.
Proof.
rewrite /expectation /entropy; have -> : / alpha * - (\sum_u p u * ln (p u)) = \sum_u (- / alpha) * (p u * ln (p u)).
  by rewrite sum_scale; lra.
by rewrite -sum_add; apply: eq_bigr => u _; lra.
Qed.

Lemma regularized_le p f : distribution p ->
  expectation p (fun u => f u - / alpha * ln (p u)) <= soft_value (/ alpha) f.
Proof. by move=> dp; rewrite regularized_expectation; apply: gibbs_le => //; apply: inverse_pos. Qed.

Lemma regularized_attained (u0 : T) f :
  expectation (boltzmann (/ alpha) f) (fun u => f u - / alpha * ln (boltzmann (/ alpha) f u))
  = soft_value (/ alpha) f.
Proof. by rewrite regularized_expectation; apply: (gibbs_attained u0); apply: inverse_pos. Qed.
End Rows.

Section Agents.
Variable g : game.
Implicit Types f h : agent g -> R.

Lemma agents_gt0 (n0 : agent g) : 0 < INR #|agent g|. Proof. exact: (card_gt0 n0). Qed.

Lemma mean_le f h : (forall n, f n <= h n) -> mean_of_agents f <= mean_of_agents h.
Proof.
move=> fh; rewrite /mean_of_agents; case: (pickP (fun _ : agent g => true)) => [n0 _|none]; last first.
  by rewrite !big_pred0 //; lra.
apply: Rmult_le_compat_r; last by apply: sum_le.
by left; apply: Rinv_0_lt_compat; apply: (agents_gt0 n0).
Qed.

Lemma mean_const (n0 : agent g) c : mean_of_agents (fun _ : agent g => c) = c.
Proof. by rewrite /mean_of_agents sum_const; field; have := agents_gt0 n0; lra. Qed.

Lemma mean_add f h : mean_of_agents (fun n => f n + h n) = mean_of_agents f + mean_of_agents h.
Proof. by rewrite /mean_of_agents sum_add /Rdiv Rmult_plus_distr_r. Qed.

Lemma mean_shift (n0 : agent g) f c : mean_of_agents (fun n => f n + c) = mean_of_agents f + c.
Proof. by rewrite mean_add mean_const. Qed.

Lemma eq_mean f h : (forall n, f n = h n) -> mean_of_agents f = mean_of_agents h.
Proof. by move=> fh; congr mean_of_agents; apply: functional_extensionality. Qed.

Lemma mean_discount f c : 0 <= c -> mean_of_agents (fun n => f n + c) <= mean_of_agents f + c.
Proof.
move=> c0; case: (pickP (fun _ : agent g => true)) => [n0 _|none]; first by rewrite (mean_shift n0); lra.
by rewrite /mean_of_agents !big_pred0 //; lra.
Qed.

Lemma mean_le_const (n0 : agent g) f c : (forall n, f n <= c) -> mean_of_agents f <= c.
Proof. by move=> fc; rewrite -(mean_const n0 c); apply: mean_le. Qed.

Lemma mean_ge_const (n0 : agent g) f c : (forall n, c <= f n) -> c <= mean_of_agents f.
Proof. by move=> fc; rewrite -{1}(mean_const n0 c); apply: mean_le. Qed.

(** [|A| = ∏_n |Aⁿ|]. *)
Lemma card_joint (a0 : joint g) : INR #|{: joint g}| = \prod_(n : agent g) INR #|action n|.
Proof.
rewrite (eq_bigr (fun n : agent g => \sum_(u : action n) 1)) => [|n _]; last by rewrite sum_const Rmult_1_r.
rewrite (prod_sum (fun _ _ => 1) a0).
have -> : \sum_(a : joint g) \prod_(n : agent g) 1 = \sum_(a : joint g) 1 by apply: eq_bigr => a _; rewrite big1.
by rewrite sum_const Rmult_1_r.
Qed.

End Agents.

(** * Projections through log-sum-exps *)
Section Projected.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (n : agent g) (s : state g) (a : joint g).

(** Weights of the others' actions that are distributions, whatever the agent itself does. *)
Definition opponents (w : agent g -> state g -> joint g -> R) : Prop :=
  (forall n s a, 0 <= w n s a) /\ forall n s u, \sum_(a : joint g | a n == u) w n s a = 1.

Lemma opponents_others (p : local_policies g) : policies p -> opponents (others p).
Proof. by move=> dp; split=> *; [apply: others_ge0 | apply: others_sum]. Qed.

Lemma opponents_marginal zeta : policy zeta -> opponents (marginal_others zeta).
Proof.
move=> dz; split=> [n s a|n s u]; first by apply: sum_ge0 => u _; case: (dz s).
have [_ <-] := dz s; rewrite (sum_over_own (i := n) u (zeta s)).
by apply: eq_bigr.
Qed.

Lemma zeta_le_marginal zeta n s a : policy zeta -> zeta s a <= marginal_others zeta n s a.
Proof.
move=> dz; rewrite /marginal_others -{1}(put_id a n).
by apply: (@term_le_sum _ (fun x => zeta s (put a n x))) => x; case: (dz s).
Qed.

Variable beta : R.
Hypothesis beta_pos : 0 < beta.
Variable w : agent g -> state g -> joint g -> R.
Hypothesis opponents_w : opponents w.

(** The others' actions drawn from [w] while agent [n] plays [u]. *)
Definition given n s (u : action n) a : R := if a n == u then w n s a else 0.

Lemma given_distribution n s u : distribution (@given n s u).
Proof.
have [w0 w1] := opponents_w; split=> [a|]; first by rewrite /given; case: eqP => _; [apply: w0 | lra].
by rewrite /given -big_mkcond /=; apply: w1.
Qed.

Lemma given_sum n s u (f : joint g -> R) :
  \sum_(a : joint g | a n == u) w n s a * f a = \sum_(a : joint g) @given n s u a * f a.
Proof. by rewrite big_mkcond; apply: eq_bigr => a _; rewrite /given; case: eqP => // _; rewrite Rmult_0_l. Qed.

Lemma projected_lse q n s u : projected beta w q n s u = lse (@given n s u) (fun a => beta * q (s, a)) / beta.
Proof. by rewrite /projected given_sum. Qed.

Lemma projected_mono q q' n s u : (forall a, a n = u -> q (s, a) <= q' (s, a)) ->
  projected beta w q n s u <= projected beta w q' n s u.
Proof.
move=> qq; rewrite /projected; apply: Rmult_le_compat_r; first by left; apply: Rinv_0_lt_compat.
apply: ln_le; first by rewrite given_sum; apply: distribution_exp_gt0; apply: given_distribution.
apply: sum_le => a /eqP an; apply: Rmult_le_compat_l; first by case: opponents_w.
by apply: exp_le; apply: Rmult_le_compat_l; [lra | apply: qq].
Qed.

Lemma given_inhabited n s u : (forall a, 0 <= @given n s u a) /\ exists a, 0 < @given n s u a.
Proof.
have d := given_distribution s u.
by split; [case: d | apply: distribution_inhabited].
Qed.

Lemma projected_shift q c n s u :
  projected beta w (fun sa => q sa + c) n s u = projected beta w q n s u + c.
Proof.
have [g0 g1] := given_inhabited s u; rewrite !projected_lse.
have -> : (fun a => beta * (q (s, a) + c)) = (fun a => beta * q (s, a) + beta * c).
  by apply: functional_extensionality => a; lra.
rewrite (lse_shift (fun a => beta * q (s, a)) (beta * c) g0 g1) /Rdiv Rmult_plus_distr_r.
by congr (_ + _); field; lra.
Qed.

(** [Qⁿ <= max_{a⁻ⁿ} Q]. *)
Lemma projected_le q c n s u : (forall a, a n = u -> q (s, a) <= c) -> projected beta w q n s u <= c.
Proof.
move=> qc; rewrite /projected; apply: (Rmult_le_reg_l beta) => //.
rewrite [X in X <= _](_ : _ = ln (\sum_(a : joint g | a n == u) w n s a * exp (beta * q (s, a)))); last by field; lra.
rewrite -(ln_exp (beta * c)); apply: ln_le.
  by rewrite given_sum; apply: distribution_exp_gt0; apply: given_distribution.
have [w0 w1] := opponents_w; rewrite -(Rmult_1_l (exp (beta * c))) -(w1 n s u) -sum_scale_r.
apply: sum_le => a /eqP an; apply: Rmult_le_compat_l => //.
by apply: exp_le; apply: Rmult_le_compat_l; [lra | apply: qc].
Qed.

(** [Q(s,a) + ln (wⁿ(a⁻ⁿ|s))/β <= Qⁿ(s,aⁿ)]. *)
Lemma le_projected q n s a : 0 < w n s a -> q (s, a) + ln (w n s a) / beta <= projected beta w q n s (a n).
Proof.
move=> wa; rewrite /projected; apply: (Rmult_le_reg_l beta) => //.
rewrite [X in _ <= X](_ : _ = ln (\sum_(b : joint g | b n == a n) w n s b * exp (beta * q (s, b)))); last first.
  by field; lra.
have -> : beta * (q (s, a) + ln (w n s a) / beta) = ln (w n s a) + beta * q (s, a) by field; lra.
rewrite -(ln_exp (beta * q (s, a))) -ln_mult //; last exact: exp_pos.
apply: ln_le; first by apply: Rmult_lt_0_compat => //; apply: exp_pos.
rewrite (bigD1 a) //=.
set r := \big[_/_]_(_ | _) _; suff : 0 <= r by lra.
by apply: sum_ge0 => b _; apply: Rmult_le_pos; [case: opponents_w | left; apply: exp_pos].
Qed.

(** [E_{a⁻ⁿ~wⁿ} Q <= Qⁿ]. *)
Lemma mean_le_projected q n s u : local_mean (w n) q s u <= projected beta w q n s u.
Proof.
rewrite /local_mean given_sum; move em: (\sum_(a : joint g) _) => m.
have d := given_distribution s u.
rewrite projected_lse; apply: (Rmult_le_reg_l beta) => //.
rewrite [X in _ <= X](_ : _ = lse (@given n s u) (fun a => beta * q (s, a))); last by field; lra.
rewrite -(ln_exp (beta * m)); apply: ln_le; first exact: exp_pos.
have e : \sum_(a : joint g) @given n s u a * exp (beta * q (s, a))
    = exp (beta * m) * \sum_(a : joint g) @given n s u a * exp (beta * (q (s, a) - m)).
  rewrite -sum_scale; apply: eq_bigr => a _.
  have -> : beta * q (s, a) = beta * m + beta * (q (s, a) - m) by lra.
  by rewrite exp_plus -!Rmult_assoc; congr (_ * _); apply: Rmult_comm.
rewrite e -{1}(Rmult_1_r (exp (beta * m))); apply: Rmult_le_compat_l; first by left; apply: exp_pos.
have <- : \sum_(a : joint g) @given n s u a * (1 + beta * (q (s, a) - m)) = 1.
  have -> : \sum_(a : joint g) @given n s u a * (1 + beta * (q (s, a) - m))
      = expectation (@given n s u) (fun a => 1 + beta * (q (s, a) - m)) by [].
  rewrite expectation_add expectation_const // expectation_scale expectation_sub expectation_const //.
  have -> : expectation (given s u) (fun a => q (s, a)) = m by rewrite -em.
  by lra.
apply: sum_le => a _; apply: Rmult_le_compat_l; first by case: d.
exact: exp_ineq1_le.
Qed.
End Projected.

(** * Backups of state values that let constants through *)
Section BackedUp.
Variable g : game.
Variable W : (state g * joint g -> R) -> state g -> R.
Hypotheses (mono : monotone W) (disc : discounts 1 W).

Lemma backed_up_discounts_le : discounts (discount g) (fun q => backup (W q)).
Proof.
move=> q c c0 sa; rewrite -backup_shift; apply: backup_mono => s /=.
by have := disc q c0 s; rewrite Rmult_1_l; exact: id.
Qed.

Lemma backed_up_contracts_le : contracts (discount g) (fun q => backup (W q)).
Proof.
apply: blackwell; [by case: (discount_range g) | exact: backed_up_mono | exact: backed_up_discounts_le].
Qed.
End BackedUp.

Section OptimalValues.
Variable g : game.
Implicit Types q : state g * joint g -> R.
Variable a0 : joint g.

Lemma greedy_value_mono : monotone (@greedy_value g a0).
Proof. by move=> q q' h s; apply: maximum_mono. Qed.

Lemma greedy_value_discounts : discounts 1 (@greedy_value g a0).
Proof.
move=> q c c0 s; apply: maximum_le => a; rewrite Rmult_1_l; apply: Rplus_le_compat_r.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.

Lemma optimality_mono : monotone (optimality a0). Proof. exact: backed_up_mono greedy_value_mono. Qed.

Lemma optimality_discounts : discounts (discount g) (optimality a0).
Proof. exact: backed_up_discounts_le greedy_value_discounts. Qed.

Lemma optimality_contracts : contracts (discount g) (optimality a0).
Proof. exact: backed_up_contracts_le greedy_value_mono greedy_value_discounts. Qed.
End OptimalValues.

(** * The operators of MAOSQL *)
Section Values.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (x y : local_tables g) (n : agent g) (s : state g) (a : joint g).
Variables alpha beta : R.
Hypotheses (alpha_pos : 0 < alpha) (beta_pos : 0 < beta).

Lemma soft_value_le_by (T : finType) (f h : T -> R) c : 0 <= c -> (forall u, f u <= h u + c) ->
  soft_value (/ alpha) f <= soft_value (/ alpha) h + c.
Proof.
move=> c0 fh; have i := inverse_pos alpha_pos; case: (pickP (fun _ : T => true)) => [u0 _|none].
  by rewrite -(soft_value_shift u0) //; apply: (soft_value_mono u0).
by rewrite /soft_value !big_pred0 //; lra.
Qed.

Lemma mean_value_le_by x y s c : 0 <= c -> (forall n u, x n s u <= y n s u + c) ->
  mean_value alpha x s <= mean_value alpha y s + c.
Proof.
move=> c0 xy; apply: Rle_trans (mean_discount _ c0).
by apply: mean_le => n; apply: soft_value_le_by => // u; apply: xy.
Qed.

Lemma mean_value_mono x y s : (forall n u, x n s u <= y n s u) -> mean_value alpha x s <= mean_value alpha y s.
Proof.
move=> xy; have := @mean_value_le_by x y s 0; rewrite Rplus_0_r; apply; first lra.
by move=> n u; have := xy n u; lra.
Qed.

Lemma mean_value_shift (n0 : agent g) (a0 : joint g) x s c :
  mean_value alpha (fun n s u => x n s u + c) s = mean_value alpha x s + c.
Proof.
rewrite -(mean_shift n0); apply: eq_mean => n.
by apply: (soft_value_shift (a0 n)); apply: inverse_pos.
Qed.

(** [max Qⁿ <= Vⁿ <= max Qⁿ + ln m/α], the mean over the agents. *)
Lemma sum_ln_actions (a0 : joint g) : \sum_(n : agent g) ln (INR #|action n|) = ln (INR #|{: joint g}|).
Proof.
rewrite (card_joint a0).
suff : 0 < \prod_(n : agent g) INR #|action n| /\
    \sum_(n : agent g) ln (INR #|action n|) = ln (\prod_(n : agent g) INR #|action n|) by case.
apply: (big_ind2 (fun u v => 0 < u /\ v = ln u)) => [|u1 u2 v1 v2 [hu ->] [hv ->]|n _].
- by rewrite ln_1; split; lra.
- by split; [apply: Rmult_lt_0_compat | rewrite ln_mult].
by split; first exact: (card_gt0 (a0 n)).
Qed.

Lemma mean_ln_actions (a0 : joint g) :
  mean_of_agents (fun n : agent g => ln (INR #|action n|) / alpha)
  = ln (INR #|{: joint g}|) / (INR #|agent g| * alpha).
Proof.
rewrite /mean_of_agents /Rdiv sum_scale_r (sum_ln_actions a0).
case: (pickP (fun _ : agent g => true)) => [n0 _|none]; first by field; have := agents_gt0 n0; lra.
suff -> : ln (INR #|{: joint g}|) = 0 by rewrite !Rmult_0_l.
by rewrite -(sum_ln_actions a0) big_pred0.
Qed.

Lemma mean_greedy_le (a0 : joint g) x s : mean_greedy_value a0 x s <= mean_value alpha x s.
Proof. by apply: mean_le => n; apply: maximum_le => u; apply: le_soft_value. Qed.

Lemma le_mean_greedy (a0 : joint g) x s :
  mean_value alpha x s <= mean_greedy_value a0 x s + ln (INR #|{: joint g}|) / (INR #|agent g| * alpha).
Proof.
rewrite -(mean_ln_actions a0) -mean_add; apply: mean_le => n.
by apply: (soft_value_le alpha_pos (a0 n)) => u; apply: le_maximum.
Qed.

Lemma mean_greedy_value_le_by (a0 : joint g) x y s c : 0 <= c -> (forall n u, x n s u <= y n s u + c) ->
  mean_greedy_value a0 x s <= mean_greedy_value a0 y s + c.
Proof.
move=> c0 xy; apply: Rle_trans (mean_discount _ c0).
apply: mean_le => n; apply: maximum_le => u; apply: Rle_trans (xy n u) _.
by apply: Rplus_le_compat_r; apply: le_maximum.
Qed.

Lemma mean_regularized_le_by p x y s c : policies p -> 0 <= c -> (forall n u, x n s u <= y n s u + c) ->
  mean_regularized_value alpha p x s <= mean_regularized_value alpha p y s + c.
Proof.
move=> dp c0 xy; apply: Rle_trans (mean_discount _ c0).
apply: mean_le => n; rewrite -(expectation_shift _ _ (dp n s)).
by apply: expectation_le => [|u]; [case: (dp n s) | have := xy n u; lra].
Qed.

Lemma regularized_shift (p : local_policies g) x s c n : policies p ->
  regularized_value alpha p (fun n s u => x n s u + c) n s = regularized_value alpha p x n s + c.
Proof.
move=> dp; rewrite /regularized_value -(expectation_shift _ _ (dp n s)).
by apply: eq_bigr => u _; congr (_ * _); lra.
Qed.

Variable zeta : state g -> joint g -> R.
Hypothesis policy_zeta : policy zeta.
Let opp := opponents_marginal policy_zeta.

Lemma optimistic_q_shift q c : optimistic_q beta zeta (fun sa => q sa + c)
  = fun n s u => optimistic_q beta zeta q n s u + c.
Proof.
apply: functional_extensionality_dep => n; apply: functional_extensionality => s.
by apply: functional_extensionality => u; apply: projected_shift.
Qed.

Lemma optimistic_q_le_by q q' c n s u : (forall a, a n = u -> q (s, a) <= q' (s, a) + c) ->
  optimistic_q beta zeta q n s u <= optimistic_q beta zeta q' n s u + c.
Proof.
move=> qq; have <- := projected_shift beta_pos opp q' c s u.
by apply: projected_mono => // a /qq.
Qed.

Lemma optimistic_q_mono q q' n s u : (forall a, a n = u -> q (s, a) <= q' (s, a)) ->
  optimistic_q beta zeta q n s u <= optimistic_q beta zeta q' n s u.
Proof. exact: projected_mono. Qed.

(** [T_ζ] is monotone, lets constants through with the factor [γ], and contracts by [γ]. *)
Lemma optimistic_value_mono : monotone (fun q => mean_value alpha (optimistic_q beta zeta q)).
Proof. by move=> q q' h s; apply: mean_value_mono => n u; apply: optimistic_q_mono => a _; apply: h. Qed.

Lemma optimistic_value_discounts : discounts 1 (fun q => mean_value alpha (optimistic_q beta zeta q)).
Proof. by move=> q c c0 s; rewrite optimistic_q_shift Rmult_1_l; apply: mean_value_le_by => // n u; lra. Qed.

Lemma optimistic_bellman_mono : monotone (optimistic_bellman alpha beta zeta).
Proof. exact: backed_up_mono optimistic_value_mono. Qed.

Lemma optimistic_bellman_discounts : discounts (discount g) (optimistic_bellman alpha beta zeta).
Proof. exact: backed_up_discounts_le optimistic_value_discounts. Qed.

Lemma optimistic_bellman_contracts : contracts (discount g) (optimistic_bellman alpha beta zeta).
Proof. exact: backed_up_contracts_le optimistic_value_mono optimistic_value_discounts. Qed.

Lemma optimistic_bellman_fixed_point : exists q, fixed_point (optimistic_bellman alpha beta zeta) q.
Proof. exact: banach (discount_range g) optimistic_bellman_contracts. Qed.

(** So does [T_{π,ζ}]. *)
Section Evaluation.
Variable p : local_policies g.
Arguments p : clear implicits.
Hypothesis policies_p : policies p.

Lemma regularized_optimistic_mono : monotone (fun q => mean_regularized_value alpha p (optimistic_q beta zeta q)).
Proof.
move=> q q' h s.
have := @mean_regularized_le_by p (optimistic_q beta zeta q) (optimistic_q beta zeta q') s 0 policies_p.
rewrite Rplus_0_r; apply; first lra.
by move=> n u; rewrite Rplus_0_r; apply: optimistic_q_mono => a _; apply: h.
Qed.

Lemma regularized_optimistic_discounts :
  discounts 1 (fun q => mean_regularized_value alpha p (optimistic_q beta zeta q)).
Proof. by move=> q c c0 s; rewrite optimistic_q_shift Rmult_1_l; apply: mean_regularized_le_by => // n u; lra. Qed.

Lemma optimistic_evaluation_mono : monotone (optimistic_evaluation alpha beta p zeta).
Proof. exact: backed_up_mono regularized_optimistic_mono. Qed.

Lemma optimistic_evaluation_discounts : discounts (discount g) (optimistic_evaluation alpha beta p zeta).
Proof. exact: backed_up_discounts_le regularized_optimistic_discounts. Qed.

Lemma optimistic_evaluation_contracts : contracts (discount g) (optimistic_evaluation alpha beta p zeta).
Proof. exact: backed_up_contracts_le regularized_optimistic_mono regularized_optimistic_discounts. Qed.

Lemma optimistic_evaluation_shift (n0 : agent g) q c sa :
  optimistic_evaluation alpha beta p zeta (fun e => q e + c) sa
  = optimistic_evaluation alpha beta p zeta q sa + discount g * c.
Proof.
rewrite /optimistic_evaluation -backup_shift; congr (backup _ _); apply: functional_extensionality => s.
rewrite optimistic_q_shift -(mean_shift n0); apply: eq_mean => n; exact: regularized_shift.
Qed.

(** No policy backs up more than [T_ζ]. *)
Lemma optimistic_evaluation_le q sa :
  optimistic_evaluation alpha beta p zeta q sa <= optimistic_bellman alpha beta zeta q sa.
Proof. by apply: backup_mono => s; apply: mean_le => n; apply: regularized_le. Qed.
End Evaluation.

Lemma optimistic_attained q :
  optimistic_evaluation alpha beta (softmax_policy alpha (optimistic_q beta zeta q)) zeta q
  = optimistic_bellman alpha beta zeta q.
Proof.
congr backup; apply: functional_extensionality => s; apply: eq_mean => n.
have [a _] := distribution_inhabited (policy_zeta s).
exact: (regularized_attained alpha_pos (a n)).
Qed.

(** And [T_ζ] at [α = ∞]. *)
Variable a0 : joint g.

Lemma optimistic_greedy_value_mono : monotone (fun q => mean_greedy_value a0 (optimistic_q beta zeta q)).
Proof.
by move=> q q' h s; apply: mean_le => n; apply: maximum_mono => u; apply: optimistic_q_mono => a _; apply: h.
Qed.

Lemma optimistic_greedy_value_discounts : discounts 1 (fun q => mean_greedy_value a0 (optimistic_q beta zeta q)).
Proof. by move=> q c c0 s; rewrite optimistic_q_shift Rmult_1_l; apply: mean_greedy_value_le_by => // n u; lra. Qed.

Lemma optimistic_greedy_mono : monotone (optimistic_greedy a0 beta zeta).
Proof. exact: backed_up_mono optimistic_greedy_value_mono. Qed.

Lemma optimistic_greedy_discounts : discounts (discount g) (optimistic_greedy a0 beta zeta).
Proof. exact: backed_up_discounts_le optimistic_greedy_value_discounts. Qed.

Lemma optimistic_greedy_contracts : contracts (discount g) (optimistic_greedy a0 beta zeta).
Proof. exact: backed_up_contracts_le optimistic_greedy_value_mono optimistic_greedy_value_discounts. Qed.
End Values.

Lemma softmax_policies (g : game) alpha (a0 : joint g) (x : local_tables g) :
  0 < alpha -> policies (softmax_policy alpha x).
Proof. by move=> al n s; apply: (distribution_boltzmann (a0 n)); apply: inverse_pos. Qed.

(** * MAOSQL's step on local tables *)
Section Step.
Variable g : game.
Implicit Types (x y : local_tables g) (p : local_policies g) (n : agent g) (s : state g) (a : joint g).

(** [∏ exp (f n) = exp (Σ f n)]. *)
Lemma prod_exp (T : finType) (P : pred T) (f : T -> R) : \prod_(i | P i) exp (f i) = exp (\sum_(i | P i) f i).
Proof. by apply: (big_ind2 (fun u v => u = exp v)) => [|u1 u2 v1 v2 -> ->|i _] //; rewrite ?exp_0 ?exp_plus. Qed.

Lemma prod_le (T : finType) (P : pred T) (f h : T -> R) : (forall i, P i -> 0 <= f i <= h i) ->
  \prod_(i | P i) f i <= \prod_(i | P i) h i.
Proof.
move=> fh; suff : 0 <= \prod_(i | P i) f i <= \prod_(i | P i) h i by case.
apply: (big_ind2 (fun u v => 0 <= u <= v)) => // [|u1 u2 v1 v2 [? ?] [? ?]]; first by lra.
by split; [apply: Rmult_le_pos | apply: Rmult_le_compat].
Qed.

Lemma product_uniform (a0 : joint g) s a : product uniform_policies s a = / INR #|{: joint g}|.
Proof.
rewrite (card_joint a0) /product /uniform_policies /uniform.
suff : \prod_(n : agent g) INR #|action n| <> 0 /\
    \prod_(n : agent g) / INR #|action n| = / \prod_(n : agent g) INR #|action n| by case.
apply: (big_ind2 (fun u v => v <> 0 /\ u = / v)) => [|u1 u2 v1 v2 [h1 ->] [h2 ->]|n _].
- by rewrite Rinv_1; split; lra.
- by split; [apply: Rmult_integral_contrapositive | rewrite Rinv_mult].
by split=> //; have := card_gt0 (a0 n); lra.
Qed.

Lemma policies_uniform (a0 : joint g) : policies (@uniform_policies g).
Proof. by move=> n s; apply: (distribution_uniform (a0 n)). Qed.

(** The others' marginal of [ε/|A| + (1 - ε)π] is [ε/|A⁻ⁿ| + (1 - ε)π⁻ⁿ]. *)
Lemma marginal_exploring (a0 : joint g) epsilon p n s a : policies p ->
  marginal_others (exploring epsilon p) n s a = exploring_others epsilon p n s a.
Proof.
move=> dp; rewrite /exploring_others -(marginal_others_product dp) -(marginal_others_product (policies_uniform a0)).
rewrite /marginal_others -!sum_scale -sum_add; apply: eq_bigr => u _.
by rewrite (product_uniform a0) /exploring.
Qed.

Lemma exploring_policy (a0 : joint g) epsilon p : 0 <= epsilon <= 1 -> policies p -> policy (exploring epsilon p).
Proof.
move=> e01 dp s; have c := card_gt0 a0; split=> [a|].
  have := product_ge0 dp s a; have : 0 <= epsilon / INR #|{: joint g}|.
    by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat].
  by rewrite /exploring; nra.
rewrite /exploring sum_add sum_const sum_scale; case: (product_policy dp s) => _ ->.
by rewrite /Rdiv (Rmult_comm epsilon) -Rmult_assoc Rinv_r; lra.
Qed.

Lemma opponents_exploring (a0 : joint g) epsilon p : 0 <= epsilon <= 1 -> policies p ->
  opponents (exploring_others epsilon p).
Proof.
move=> e01 dp; have [w0 w1] := opponents_marginal (exploring_policy a0 e01 dp).
split=> [n s a|n s u]; first by rewrite -(marginal_exploring a0) //; apply: w0.
by rewrite -[RHS](w1 n s u); apply: eq_bigr => a _; rewrite (marginal_exploring a0).
Qed.

(** What the weights and the table gain, the projection gains at most. *)
Lemma projected_le_by beta (w w' : agent g -> state g -> joint g -> R) (q q' : state g * joint g -> R) c d n s u :
  0 < beta -> opponents w -> opponents w' ->
  (forall a, w n s a <= exp c * w' n s a) -> (forall a, q (s, a) <= q' (s, a) + d) ->
  projected beta w q n s u <= projected beta w' q' n s u + c / beta + d.
Proof.
move=> be ow ow' ww qq; have i0 : 0 < / beta by apply: Rinv_0_lt_compat.
rewrite /projected; set S := \sum_(a : joint g | a n == u) w' n s a * exp (beta * q' (s, a)).
have S0 : 0 < S by rewrite /S given_sum; apply: distribution_exp_gt0; apply: given_distribution.
have -> : ln S / beta + c / beta + d = (ln S + c + beta * d) / beta by field; lra.
apply: Rmult_le_compat_r; first lra.
have -> : ln S + c + beta * d = ln (S * exp (c + beta * d)).
  by rewrite ln_mult ?ln_exp //; [lra | apply: exp_pos].
apply: ln_le; first by rewrite given_sum; apply: distribution_exp_gt0; apply: given_distribution.
rewrite /S -sum_scale_r; apply: sum_le => a _.
apply: Rle_trans (_ : exp c * w' n s a * exp (beta * (q' (s, a) + d)) <= _).
  apply: Rmult_le_compat; [by case: ow | by left; apply: exp_pos | exact: ww |].
  by apply: exp_le; apply: Rmult_le_compat_l; [lra | apply: qq].
have -> : beta * (q' (s, a) + d) = beta * q' (s, a) + beta * d by lra.
rewrite !exp_plus.
have regroup u1 u2 u3 u4 : u1 * u2 * (u3 * u4) <= u2 * u3 * (u1 * u4) by right; ring.
exact: regroup.
Qed.

Lemma le_local_distance x y n s u : x n s u <= y n s u + local_distance x y.
Proof.
pose e : local_entry g := Tagged (fun n : agent g => (state g * action n)%type) (s, u).
by have := distance_bounds (entries x) (entries y) e; rewrite /local_distance /entries /=; lra.
Qed.

Lemma local_distanceC x y : local_distance x y = local_distance y x.
Proof. exact: distanceC. Qed.

Lemma local_distance_le x y c : 0 <= c ->
  (forall n s u, x n s u <= y n s u + c) -> (forall n s u, y n s u <= x n s u + c) -> local_distance x y <= c.
Proof.
move=> c0 xy yx; apply: distance_le => // -[n [s u]]; rewrite /entries /=.
by have := xy n s u; have := yx n s u => h1 h2; apply: Rabs_le; lra.
Qed.

Variables alpha beta epsilon : R.
Hypotheses (alpha_pos : 0 < alpha) (beta_pos : 0 < beta) (epsilon_range : 0 <= epsilon <= 1).
Variable a0 : joint g.

(** A softmax of tables [c] apart changes by the factor [exp (2αc)] at most. *)
Lemma softmax_le_by x y c n s u : 0 <= c -> (forall u, x n s u <= y n s u + c) -> (forall u, y n s u <= x n s u + c) ->
  softmax_policy alpha x n s u <= exp (2 * alpha * c) * softmax_policy alpha y n s u.
Proof.
move=> c0 xy yx; rewrite /softmax_policy /boltzmann -exp_plus; apply: exp_le; rewrite /Rdiv Rinv_inv.
have := soft_value_le_by alpha_pos c0 yx; have := xy u => h1 h2.
have h : x n s u - soft_value (/ alpha) (x n s) <= 2 * c + (y n s u - soft_value (/ alpha) (y n s)) by lra.
by have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ alpha_pos) h; lra.
Qed.

(** [|T̂X - T̂Y| <= (2(N - 1)α/β + γ) ‖X - Y‖], on one side. *)
Lemma maosql_step_le x y n s u :
  maosql_step alpha beta epsilon x n s u
  <= maosql_step alpha beta epsilon y n s u + maosql_modulus g alpha beta * local_distance x y.
Proof.
set e := local_distance x y; have e0 : 0 <= e by apply: distance_ge0.
have xy m t v : x m t v <= y m t v + e by apply: le_local_distance.
have yx m t v : y m t v <= x m t v + e by rewrite /e local_distanceC; apply: le_local_distance.
have ox := opponents_exploring a0 epsilon_range (softmax_policies a0 x alpha_pos).
have oy := opponents_exploring a0 epsilon_range (softmax_policies a0 y alpha_pos).
pose c := (INR #|agent g| - 1) * (2 * alpha * e).
have N1 : 0 <= INR #|agent g| - 1.
  have : 1 <= INR #|agent g| by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists n.
  by lra.
have c0 : 0 <= c by apply: Rmult_le_pos => //; nra.
have -> : maosql_modulus g alpha beta * e = c / beta + discount g * e.
  by rewrite /maosql_modulus /c; field; lra.
rewrite -Rplus_assoc; apply: projected_le_by => // [a|a]; last first.
  rewrite /maosql_joint -backup_shift; apply: backup_mono => t.
  by apply: mean_value_le_by => // m v; apply: xy.
have factor : others (softmax_policy alpha x) n s a <= exp c * others (softmax_policy alpha y) n s a.
  have -> : c = \sum_(m | m != n) (2 * alpha * e).
    have : \sum_(m : agent g) (2 * alpha * e) = INR #|agent g| * (2 * alpha * e) by rewrite sum_const.
    rewrite (bigD1 n) //; rewrite /c; move: (INR _) (2 * alpha * e) (\big[_/_]_(_ | _) _) => N e2 rest /= h.
    by lra.
  rewrite -prod_exp -big_split /=; apply: prod_le => m _; split; first by left; apply: boltzmann_gt0.
  by apply: softmax_le_by.
have U0 := others_ge0 (policies_uniform a0) n s a.
have ec : 1 <= exp c by have := exp_ineq1_le c; lra.
rewrite /exploring_others Rmult_plus_distr_l; apply: Rplus_le_compat.
  rewrite -{1}(Rmult_1_l (epsilon * _)); apply: Rmult_le_compat_r => //.
  by apply: Rmult_le_pos; lra.
rewrite (_ : exp c * _ = (1 - epsilon) * (exp c * others (softmax_policy alpha y) n s a)); last by ring.
by apply: Rmult_le_compat_l; lra.
Qed.

Lemma maosql_step_contracts x y :
  local_distance (maosql_step alpha beta epsilon x) (maosql_step alpha beta epsilon y)
  <= maosql_modulus g alpha beta * local_distance x y.
Proof.
case: (pickP (fun _ : agent g => true)) => [n0 _|none]; last first.
  have same (x' y' : local_tables g) : local_distance x' y' = 0.
    apply: Rle_antisym; last exact: distance_ge0.
    by apply: local_distance_le; [lra | move=> n; have := none n | move=> n; have := none n].
  by rewrite !same; lra.
have N1 : 1 <= INR #|agent g|.
  by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists n0.
have m0 : 0 <= maosql_modulus g alpha beta.
  have i0 : 0 < / beta by apply: Rinv_0_lt_compat.
  have : 0 <= 2 * (INR #|agent g| - 1) * alpha by apply: Rmult_le_pos; lra.
  move=> h; have := Rmult_le_pos _ _ h (Rlt_le _ _ i0).
  by have := discount_range g; rewrite /maosql_modulus /Rdiv; lra.
apply: local_distance_le => [|n s u|n s u]; first by apply: Rmult_le_pos => //; apply: distance_ge0.
  exact: maosql_step_le.
by rewrite local_distanceC; apply: maosql_step_le.
Qed.

(** A step on local tables is the projection through [ζ = ε/|A| + (1 - ε)π̂] of [Q = r + γ P Ṽ]. *)
Lemma maosql_step_projects x :
  maosql_step alpha beta epsilon x
  = optimistic_q beta (exploring epsilon (softmax_policy alpha x)) (maosql_joint alpha x).
Proof.
apply: functional_extensionality_dep => n; apply: functional_extensionality => s.
apply: functional_extensionality => u; rewrite /maosql_step /optimistic_q /projected; congr (ln _ / _).
by apply: eq_bigr => a _; rewrite (marginal_exploring a0) //; apply: softmax_policies.
Qed.

(** So a fixed point of MAOSQL is one of MAOSVI. *)
Lemma maosql_fixed_point x : maosql_step alpha beta epsilon x = x ->
  fixed_point (optimistic_bellman alpha beta (exploring epsilon (softmax_policy alpha x))) (maosql_joint alpha x).
Proof. by move=> fx; rewrite /fixed_point /optimistic_bellman -maosql_step_projects fx. Qed.
End Step.
