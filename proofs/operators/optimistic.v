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
have -> : INR #|{: joint g}| = \prod_(n : agent g) INR #|action n|.
  rewrite (eq_bigr (fun n : agent g => \sum_(u : action n) 1)) => [|n _]; last by rewrite sum_const Rmult_1_r.
  rewrite (prod_sum (fun _ _ => 1) a0).
  have -> : \sum_(a : joint g) \prod_(n : agent g) 1 = \sum_(a : joint g) 1 by apply: eq_bigr => a _; rewrite big1.
  by rewrite sum_const Rmult_1_r.
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
