(** Over-generalization, perceived and executed, and what reasoning does against it: SVNR, §2, §3, App. H.4.1. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness irrational.
From Oracle Require Import operators.soft operators.overgeneralization.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Payoff games, and what is used of them *)
Section Payoffs.
Variables (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R).
Local Notation g := (payoffs r).

Lemma payoffs_backup (v : state g -> R) sa : backup v sa = r sa.2.
Proof. by rewrite /backup /= Rmult_0_l Rplus_0_r. Qed.

Lemma payoffs_value pi (v : state g -> R) : fixed_point (state_evaluation pi) v -> v tt = expectation (pi tt) r.
Proof. by move=> <-; apply: eq_bigr => a _; rewrite payoffs_backup. Qed.

Lemma payoffs_value_exists pi : fixed_point (state_evaluation (g := g) pi) (fun _ => expectation (pi tt) r).
Proof. by apply: functional_extensionality; case; apply: eq_bigr => a _; rewrite payoffs_backup. Qed.

Lemma payoffs_informed (p : local_policies g) n (w : state g -> R) : fixed_point (informed p n) w ->
  w tt = expectation (product p tt) (fun a => maximum (a n) (fun x => r (put a n x))).
Proof.
move=> <-; apply: eq_bigr => a _; congr (_ * maximum _ _); apply: functional_extensionality => x.
by rewrite payoffs_backup.
Qed.
End Payoffs.

(** * Executed over-generalization *)

(** SVNR, Definition 2.1: the executed gap is never negative, [E_{a⁻ⁿ} max_{aⁿ} [r + γ P V^π] >= V^π]; what an informed
    agent can earn, the largest value over its answers to [a⁻ⁿ], is the operator's fixed point, and is above [V^π]. *)
Definition definition_2_1 : Prop := forall (g : game) (p : local_policies g) (n : agent g) (v : state g -> R),
  policies p -> fixed_point (state_evaluation (product p)) v ->
  (forall s, v s <= informed p n v s) /\
  exists w, fixed_point (informed p n) w /\ (forall s, v s <= w s) /\
    (forall c u s, answers n c -> fixed_point (state_evaluation (perceived c (others p n))) u -> u s <= w s) /\
    (exists c, answers n c /\ fixed_point (state_evaluation (perceived c (others p n))) w).

Theorem definition_2_1_stands : definition_2_1.
Proof.
move=> g p n v dp fv; split.
  by move=> s; rewrite -{1}fv; apply: state_evaluation_le_informed.
have [w fw] := informed_fixed_point n dp; exists w; split=> //.
by split; [move=> s; apply: informed_above fv fw | apply: informed_is_best].
Qed.

(** SVNR, §2: the undiscounted utility [Σ_t E r(s_t, a_t)] is a number: its partial sums are bounded, by anything. *)
Definition definition_2_1_utility : Prop := forall (g : game) (pi : state g -> joint g -> R) (start : state g -> R),
  policy pi -> distribution start -> exists bound, forall k, Rabs (utility pi start 1 k) <= bound.

Theorem definition_2_1_utility_refuted : ~ definition_2_1_utility.
Proof.
pose g := payoffs (fun _ : {dffun forall _ : unit, unit} => 1).
pose pi (_ : state g) : joint g -> R := @uniform _.
have dp : policy pi by move=> s; apply: (distribution_uniform (alone tt)).
have ds : distribution (certain tt : state g -> R) by apply: distribution_certain.
move=> /(_ g pi (certain tt) dp ds) [bound h].
have e k : utility pi (certain tt) 1 k = INR k.
  rewrite /utility (eq_bigr (fun _ => 1)) => [|t _].
    by rewrite sum_const card_ord; lra.
  rewrite pow1 Rmult_1_l /expected_reward -[RHS](expectation_const 1 (distribution_state_distribution dp ds t)).
  by congr expectation; apply: functional_extensionality => s; apply: expectation_const.
have b0 : 0 < bound + 1 by have := h 0%N; rewrite e /= Rabs_R0; lra.
have [m [hm /lt_0_INR m0]] := archimed_cor1 _ (Rinv_0_lt_compat _ b0).
have := h m; rewrite e Rabs_pos_eq; last exact: pos_INR.
have p := Rinv_lt_contravar _ _ (Rmult_lt_0_compat _ _ (Rinv_0_lt_compat _ m0) (Rinv_0_lt_compat _ b0)) hm.
by rewrite !Rinv_inv in p; lra.
Qed.

(** SVNR, §2, amended: the discounted utility [Σ_t γ^t E r(s_t, a_t)] converges to [E V^π(s_0)] and is within
    [r_max/(1 - γ)], as is each of its partial sums. *)
Definition definition_2_1_utility_amended : Prop :=
  forall (g : game) (pi : state g -> joint g -> R) (start : state g -> R), policy pi -> distribution start ->
  exists v, fixed_point (state_evaluation pi) v /\ Un_cv (utility pi start (discount g)) (expectation start v) /\
    Rabs (expectation start v) <= reward_bound g / (1 - discount g) /\
    forall k, Rabs (utility pi start (discount g) k) <= reward_bound g / (1 - discount g).

Theorem definition_2_1_utility_amended_stands : definition_2_1_utility_amended.
Proof.
move=> g pi start dp ds; have [v fv] := state_evaluation_fixed_point dp; exists v; split=> //.
split; first exact: utility_converges.
split; last exact: utility_bound.
by apply: expectation_abs => // s; apply: value_bound fv.
Qed.

(** SVNR, §2: agents without an executed gap do not suffer from over-generalization: in a payoff game a product policy
    without a gap earns [max_a r(a)]. *)
Definition ero_free_is_optimal : Prop :=
  forall (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) (p : local_policies (payoffs r)),
  policies p -> free_of_executed_gap p -> forall a, r a <= expectation (product p tt) r.

Theorem ero_free_is_optimal_refuted : ~ ero_free_is_optimal.
Proof.
pose r (a : {dffun forall _ : bool, bool}) := if a true && a false then 1 else 0.
pose d (_ : state (payoffs r)) : joint (payoffs r) := both false false.
move=> /(_ _ _ r (deterministic d) (policies_deterministic d)).
have e f : expectation (product (deterministic d) tt) f = f (both false false).
  by rewrite product_deterministic expectation_certain.
move=> h; suff : free_of_executed_gap (deterministic d).
  move=> /h /(_ (both true true)); rewrite e /r !both_true !both_false /=; lra.
move=> n v w [] /payoffs_value -> /payoffs_informed ->; rewrite !e; apply: maximum_le => x.
by rewrite /r; case: n x => x; rewrite ?put_true ?put_false !both_true !both_false ?andbF /=; lra.
Qed.

(** SVNR, §2, amended: a product that earns the optimum leaves no agent a gap. *)
Definition ero_free_is_optimal_amended : Prop :=
  forall (g : game) (a0 : joint g) (q : state g * joint g -> R) (p : local_policies g) (v : state g -> R),
  policies p -> fixed_point (optimality a0) q -> fixed_point (state_evaluation (product p)) v ->
  (forall s, v s = greedy_value a0 q s) -> free_of_executed_gap p.

Theorem ero_free_is_optimal_amended_stands : ero_free_is_optimal_amended.
Proof.
move=> g a0 q p v dp fq fv e; apply: (optimal_value_free fq dp fv).
exact: functional_extensionality.
Qed.

(** * Perceived over-generalization *)
(** SVNR, Definition 2.2, with [πₙ(aⁿ|a⁻ⁿ)]: [min KL(πₙρ‖π*_α)] is [KL(ρ‖π*⁻ⁿ) >= 0], attained by [π*(aⁿ|a⁻ⁿ)], and the
    minimum for [ρ = π*⁻ⁿ] is 0. *)
Definition definition_2_2_informed : Prop :=
  forall (g : game) (n : agent g) (alpha : R) (q : state g * joint g -> R) (rho : state g -> joint g -> R),
  0 < alpha -> opponent_model n rho -> forall (s : state g) (x : action n),
  let optimal := boltzmann_policy alpha q in
  let optimal_others := marginal_others optimal n in
  least (informed_divergences n optimal rho s) (kl_others rho optimal_others s x) /\
  kl (perceived (conditional n optimal) rho s) (optimal s) = kl_others rho optimal_others s x /\
  least (informed_divergences n optimal optimal_others s) 0 /\
  0 <= kl_others rho optimal_others s x.

Theorem definition_2_2_informed_stands : definition_2_2_informed.
Proof.
move=> g n alpha q rho a0 mr s x optimal optimal_others; have j := model_inhabited s x mr.
have dp : policy optimal by apply: boltzmann_is_policy.
have p0 a : 0 < optimal s a by apply: boltzmann_gt0.
have mo := opponent_model_marginal n dp.
have o0 a : 0 < optimal_others s a by apply: marginal_others_gt0.
have [l e] := informed_minimum x dp p0 mr; split=> //; split=> //; split.
  have [l' _] := informed_minimum x dp p0 mo; rewrite /perceived_gap_informed kl_others_refl // in l'.
  by move=> a; left.
by apply: kl_others_ge0 => // a z; have := o0 a; lra.
Qed.

(** SVNR, Definition 2.2, with [πₙ(aⁿ)]: [min KL(πₙρ‖π*_α)] is least at [ρ = π*⁻ⁿ], among the models that are positive
    everywhere. *)
Definition definition_2_2_uninformed : Prop :=
  forall (g : game) (n : agent g) (alpha : R) (q : state g * joint g -> R) (rho : state g -> joint g -> R),
  0 < alpha -> opponent_model n rho -> (forall s a, 0 < rho s a) -> forall (s : state g) (d optimum : R),
  let optimal := boltzmann_policy alpha q in
  least (uninformed_divergences n optimal rho s) d ->
  least (uninformed_divergences n optimal (marginal_others optimal n) s) optimum -> optimum <= d.

(** SVNR, Definition 2.2, amended: where [Q] is a sum of a part of each agent, both readings of the perceived gap
    agree: the minima are [KL(ρ‖π*⁻ⁿ) >= 0] for [ρ] and 0 for [π*⁻ⁿ]. *)
Definition definition_2_2_uninformed_amended : Prop :=
  forall (g : game) (n : agent g) (alpha : R) (q : state g * joint g -> R) (rho : state g -> joint g -> R),
  0 < alpha -> sum_of_parts q -> opponent_model n rho -> forall (s : state g) (x : action n),
  let optimal := boltzmann_policy alpha q in
  let optimal_others := marginal_others optimal n in
  least (uninformed_divergences n optimal rho s) (kl_others rho optimal_others s x) /\
  least (informed_divergences n optimal rho s) (kl_others rho optimal_others s x) /\
  least (uninformed_divergences n optimal optimal_others s) 0 /\
  least (informed_divergences n optimal optimal_others s) 0 /\
  perceived_gap_uninformed optimal rho s x = perceived_gap_informed optimal rho s x /\
  0 <= kl_others rho optimal_others s x.

Theorem definition_2_2_uninformed_amended_stands : definition_2_2_uninformed_amended.
Proof.
move=> g n alpha q rho a0 parts mr s x optimal optimal_others; have j := model_inhabited s x mr.
have dp : policy optimal by apply: boltzmann_is_policy.
have p0 a : 0 < optimal s a by apply: boltzmann_gt0.
have mo := opponent_model_marginal n dp.
have [k [dk k0] fact] := boltzmann_factors s x a0 parts.
have [linf [_ [linf0 ge0]]] := definition_2_2_informed_stands q a0 mr s x.
have att m : opponent_model n m -> least (uninformed_divergences n optimal m s) (kl_others m optimal_others s x).
  move=> mm; split.
    exists (fun _ => k); split=> //.
    by rewrite (factored_chain (k := k) x p0 _ _ fact mm) // kl_refl ?Rplus_0_r // => y; left.
  move=> _ [u [du ->]]; rewrite (factored_chain (k := k) x p0 _ _ fact mm) //.
  have : 0 <= kl (u s) k by apply: kl_ge0 => // y z; have := k0 y; lra.
  by rewrite /perceived_gap_informed -/optimal_others; lra.
have self : kl_others optimal_others optimal_others s x = 0.
  by apply: kl_others_refl => a; apply: (proj1 (mo s)).
have l1 := att _ mr; have l2 := att _ mo.
have e1 := least_unique (proj1 (uninformed_minimum x p0 mr)) l1.
have e2 := least_unique (proj1 (uninformed_minimum x p0 mo)) l2.
rewrite self in e2 l2; split=> //; split=> //; split=> //; split=> //; split=> //.
by rewrite /perceived_gap_uninformed /perceived_gap_informed -/optimal_others e1 e2; lra.
Qed.

(** SVNR, §2, Definition 2.3: with [ρ = π*⁻ⁿ] the perceived joint policy is the optimal one,
    [π*(aⁿ|a⁻ⁿ) π*⁻ⁿ(a⁻ⁿ) = π*(a)]. *)
Definition pro_free_perceived : Prop :=
  forall (g : game) (n : agent g) (optimal : state g -> joint g -> R), policy optimal ->
  forall s a, perceived (conditional n optimal) (marginal_others optimal n) s a = optimal s a.

Theorem pro_free_perceived_stands : pro_free_perceived.
Proof. by move=> g n optimal dp s a; apply: perceived_conditional. Qed.

(** SVNR, §2: without perceived over-generalization, [ρ = π*⁻ⁿ], the optimal perceived joint policy is the optimal one:
    [πₙ(aⁿ) π*⁻ⁿ(a⁻ⁿ) = π*(a)] for [πₙ = argmin KL(πₙ π*⁻ⁿ‖π*_α)]. *)
Definition pro_free_perceived_uninformed : Prop :=
  forall (g : game) (n : agent g) (alpha : R) (q : state g * joint g -> R) (u : state g -> action n -> R),
  let optimal := boltzmann_policy alpha q in
  let optimal_others := marginal_others optimal n in
  0 < alpha -> (forall s, distribution (u s)) ->
  (forall s, least (uninformed_divergences n optimal optimal_others s)
    (kl (perceived (blind u) optimal_others s) (optimal s))) ->
  forall s a, perceived (blind u) optimal_others s a = optimal s a.

(** SVNR, §2, amended: so it is where [Q] is a sum of a part of each agent. *)
Definition pro_free_perceived_uninformed_amended : Prop :=
  forall (g : game) (n : agent g) (alpha : R) (q : state g * joint g -> R) (u : state g -> action n -> R),
  let optimal := boltzmann_policy alpha q in
  let optimal_others := marginal_others optimal n in
  0 < alpha -> sum_of_parts q -> (forall s, distribution (u s)) ->
  (forall s, least (uninformed_divergences n optimal optimal_others s)
    (kl (perceived (blind u) optimal_others s) (optimal s))) ->
  forall s a, perceived (blind u) optimal_others s a = optimal s a.

Theorem pro_free_perceived_uninformed_amended_stands : pro_free_perceived_uninformed_amended.
Proof.
move=> g n alpha q u optimal optimal_others a0 parts du best s a; have x := a n.
have dp : policy optimal by apply: boltzmann_is_policy.
have p0 b : 0 < optimal s b by apply: boltzmann_gt0.
have mo := opponent_model_marginal n dp.
have [k [dk k0] fact] := boltzmann_factors s x a0 parts.
have [_ [_ [l0 _]]] := definition_2_2_uninformed_amended_stands a0 parts mo s x.
have := least_unique (best s) l0; rewrite (factored_chain (k := k) x p0 _ _ fact mo) //.
rewrite /perceived_gap_informed kl_others_refl ?Rplus_0_l; last exact: (proj1 (mo s)).
move=> z; have uk : u s = k.
  by apply: kl_eq0 => // y e; have := k0 y; lra.
by rewrite /perceived /blind uk -fact.
Qed.

(** ** Two agents with two actions *)
Section Coordination.
Variable r : {dffun forall _ : bool, bool} -> R.
Local Notation g := (payoffs r).
Local Notation A := (true : agent g).
Variable alpha : R.
Let q (sa : state g * joint g) : R := r sa.2.
Let optimal := boltzmann_policy alpha q.

Lemma optimal_policy : 0 < alpha -> policy optimal.
Proof. by move=> a0; apply: boltzmann_is_policy => //; exact: (both true true). Qed.

(** A model of the second agent. *)
Definition model_of (w : bool -> R) (_ : state g) (a : joint g) : R := w (a false).

Lemma opponent_model_of w : distribution w -> opponent_model A (model_of w).
Proof.
move=> [w0 w1] s; split=> [a|]; first exact: w0.
split=> [a x|x]; first by rewrite /model_of put_other.
by rewrite sum_both_true -w1; apply: eq_bigr => y _; rewrite /model_of both_false.
Qed.

(** [E_ρ ln π*(x,·) = (E_ρ r(x,·) - V)/α]. *)
Lemma expected_log_of w x : distribution w -> expected_log (n := A) optimal (model_of w) tt x
  = (expectation w (fun y => r (both x y)) - soft_value alpha r) / alpha.
Proof.
move=> dw; rewrite /expected_log sum_both_true /optimal /boltzmann_policy /boltzmann.
have e : expectation w (fun y => (r (both x y) - soft_value alpha r) / alpha)
    = (expectation w (fun y => r (both x y)) - soft_value alpha r) / alpha.
  rewrite /Rdiv -[in RHS](expectation_const (soft_value alpha r) dw) -expectation_sub Rmult_comm -expectation_scale.
  by congr expectation; apply: functional_extensionality => y; lra.
by rewrite -e; apply: eq_bigr => y _; rewrite /model_of both_false ln_exp.
Qed.
End Coordination.

(** The payoffs of two agreements. *)
Definition agreement (c : R) (a : {dffun forall _ : bool, bool}) : R := if a true == a false then c else 0.

(** The model of 7/8 and 1/8 lets the agent agree nearly as well as a certain one. *)
Theorem definition_2_2_uninformed_refuted : ~ definition_2_2_uninformed.
Proof.
pose r := agreement 2; pose g := payoffs r; pose A : agent g := true.
pose q (sa : state g * joint g) := r sa.2; pose optimal := boltzmann_policy (/ 2) q.
have a0 : 0 < / 2 by lra.
have dp : policy optimal by apply: optimal_policy.
have p0 a : 0 < optimal tt a by apply: boltzmann_gt0.
pose w (y : bool) := if y then / 8 else 7 / 8.
have dw : distribution w by split=> [[]|]; rewrite /w ?sum_bool; lra.
have de : distribution (fun _ : bool => / 2) by split=> [x|]; [lra | rewrite sum_bool; lra].
have mr := opponent_model_of (r := r) dw; have me := opponent_model_of (r := r) de.
have w0 s a : 0 < model_of (r := r) w s a by rewrite /model_of /w; case: (a false); lra.
have rv x y : r (both x y) = if x == y then 2 else 0 by rewrite /r /agreement both_true both_false.
have sym x y : optimal tt (both (~~ x) (~~ y)) = optimal tt (both x y).
  by rewrite /optimal /boltzmann_policy /boltzmann /q /= !rv; case: x; case: y.
have om : marginal_others optimal A = model_of (r := r) (fun _ => / 2).
  apply: functional_extensionality; case; apply: functional_extensionality => a.
  have := proj2 (dp tt); rewrite sum_both !sum_bool -(sym true true) -(sym true false) /= => tot.
  rewrite -(both_eta a) /marginal_others sum_bool !put_true /model_of.
  by case: (a false); rewrite -?(sym true true) -?(sym true false) /=; lra.
have [l1 _] := uninformed_minimum (true : action A) p0 mr.
have [l2 _] := uninformed_minimum (true : action A) p0 me.
rewrite -om in l2; move=> /(_ g A (/ 2) q _ a0 mr w0 tt _ _ l1 l2).
have lw x := @expected_log_of r (/ 2) _ x dw; have le x := @expected_log_of r (/ 2) _ x de.
rewrite om /uninformed_least !sum_both_true !sum_bool !lw !le; set V := soft_value _ _.
rewrite /expectation !sum_bool !rv /model_of !both_false /w /=.
have -> : (/ 2 * 2 + / 2 * 0 - V) / / 2 = 2 - 2 * V by field.
have -> : (/ 2 * 0 + / 2 * 2 - V) / / 2 = 2 - 2 * V by field.
have -> : exp (2 - 2 * V) + exp (2 - 2 * V) = 2 * exp (2 - 2 * V) by lra.
rewrite (@ln_mult 2 (exp (2 - 2 * V))) ?ln_exp ?ln_Rinv; try lra; last exact: exp_pos.
have -> : (/ 8 * 0 + 7 / 8 * 2 - V) / / 2 = 7 / 2 - 2 * V by field.
set rest := exp ((/ 8 * 2 + _ - V) / / 2); have rest0 : 0 < rest by apply: exp_pos.
have more : 7 / 2 - 2 * V < ln (rest + exp (7 / 2 - 2 * V)).
  by rewrite -{1}(ln_exp (7 / 2 - 2 * V)); apply: ln_increasing; [apply: exp_pos | lra].
have h2 : ln 2 < 3 / 4.
  by rewrite -(ln_exp (3 / 4)); apply: ln_increasing; [lra | have := @exp_below (3 / 4); lra].
have n1 : ln (7 / 8) <= 0 by rewrite -ln_1; apply: ln_le; lra.
have n2 : 0 <= ln 8 by rewrite -ln_1; apply: ln_le; lra.
by lra.
Qed.

Theorem pro_free_perceived_uninformed_refuted : ~ pro_free_perceived_uninformed.
Proof.
pose r (a : {dffun forall _ : bool, bool}) := if a true || a false then 0 else 1.
pose g := payoffs r; pose A : agent g := true.
pose q (sa : state g * joint g) := r sa.2; pose optimal := boltzmann_policy 1 q.
have dp : policy optimal by apply: optimal_policy; lra.
have p0 a : 0 < optimal tt a by apply: boltzmann_gt0.
have mo := opponent_model_marginal A dp.
pose u := uninformed_policy (n := A) optimal (marginal_others optimal A).
have du s : distribution (u s) by apply: distribution_uninformed_policy; exact: true.
have [l e] := uninformed_minimum (true : action A) p0 mo.
have best s : least (uninformed_divergences A optimal (marginal_others optimal A) s)
    (kl (perceived (blind u) (marginal_others optimal A) s) (optimal s)) by case: s; rewrite e.
move=> /(_ g A 1 q u Rlt_0_1 du best tt) h.
have m x y : marginal_others optimal A tt (both x y) = marginal_others optimal A tt (both true y).
  by rewrite /marginal_others; apply: eq_bigr => z _; rewrite !put_true.
have hh x y : optimal tt (both x y) = u tt x * marginal_others optimal A tt (both true y).
  by rewrite -(m x y) -[LHS](h (both x y)) /perceived /blind both_true.
have cross : optimal tt (both true true) * optimal tt (both false false)
    = optimal tt (both true false) * optimal tt (both false true) by rewrite !hh; lra.
move: cross; rewrite /optimal /boltzmann_policy /boltzmann -!exp_plus => /exp_inv.
by rewrite /q /r !both_true !both_false /=; lra.
Qed.

(** * Low temperatures *)

(** SVNR, §2, App. H.4.1: as [α → 0] the optimal policy is deterministic, its limit gives one joint action
    probability 1. *)
Definition definition_2_3_deterministic : Prop :=
  forall (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) (a0 : {dffun forall n, A n}),
  exists a, limit1_in (fun alpha => boltzmann alpha r a) (fun alpha => 0 < alpha) 1 0.

Theorem definition_2_3_deterministic_refuted : ~ definition_2_3_deterministic.
Proof.
move=> /(_ _ _ (fun _ : {dffun forall _ : unit, bool} => 0) (alone true)) [a h].
have adh : adhDa (fun alpha => 0 < alpha) 0.
  by move=> e e0; exists (e / 2); split; first lra; rewrite /R_dist Rminus_0_r Rabs_pos_eq; lra.
have := single_limit _ _ _ _ _ adh h (boltzmann_limit _ a).
have all1 b : maximiser (fun _ : {dffun forall _ : unit, bool} => 0) b by apply/maximiserP => c; lra.
have -> : even_over_maximisers (fun _ : {dffun forall _ : unit, bool} => 0) a = / 2.
  rewrite /even_over_maximisers all1; congr (/ _).
  rewrite (eq_card (B := predT)) => [|b]; last by rewrite [LHS]all1.
  have := sum_const [finType of {dffun forall _ : unit, bool}] 1; rewrite sum_alone sum_bool.
  by rewrite (eq_card (B := [finType of {dffun forall _ : unit, bool}])) //; lra.
by lra.
Qed.

(** SVNR, §2, App. H.4.1, amended: with [m] maximisers and a gap [Δ] to the next joint action, [π*_α] gives the
    maximisers equal shares and the others less than [(|A| - m)/m exp(-Δ/α)] in all; the limit is even over the
    maximisers. *)
Definition definition_2_3_deterministic_amended : Prop := forall (A : finType) (r : A -> R),
  (forall alpha delta best other, 0 < alpha -> maximiser r best -> ~~ maximiser r other ->
    (forall a, ~~ maximiser r a -> r a <= r best - delta) ->
    (forall a, maximiser r a -> boltzmann alpha r a = boltzmann alpha r best) /\
    \sum_(a | ~~ maximiser r a) boltzmann alpha r a
      < (INR #|A| - INR #|maximiser r|) / INR #|maximiser r| * exp (- (delta / alpha))) /\
  forall a, limit1_in (fun alpha => boltzmann alpha r a) (fun alpha => 0 < alpha) (even_over_maximisers r a) 0.

Theorem definition_2_3_deterministic_amended_stands : definition_2_3_deterministic_amended.
Proof.
move=> A r; split; last by move=> a; apply: boltzmann_limit.
move=> alpha delta best other a0 hb ho gap; split; last exact: off_maximisers_lt hb ho gap.
by move=> a ha; apply: boltzmann_maximisers.
Qed.

(** * Theorem 3.1 *)

(** SVNR, Theorem 3.1: if the particles' distribution is [π*_α], every agent's perceived gap is 0 with [ρ] their
    marginal, whether its policy may condition on [a⁻ⁿ] or not. *)
Definition theorem_3_1 : Prop :=
  forall (g : game) (alpha : R) (q : state g * joint g -> R) (particles : state g -> joint g -> R),
  let optimal := boltzmann_policy alpha q in
  0 < alpha -> (forall s a, particles s a = optimal s a) -> forall (n : agent g) (s : state g),
  let rho := marginal_others particles n in
  (forall x : action n, perceived_gap_informed optimal rho s x = 0) /\
  (forall x : action n, perceived_gap_uninformed optimal rho s x = 0) /\
  (forall d d', least (informed_divergences n optimal rho s) d ->
    least (informed_divergences n optimal (marginal_others optimal n) s) d' -> d = d') /\
  (forall d d', least (uninformed_divergences n optimal rho s) d ->
    least (uninformed_divergences n optimal (marginal_others optimal n) s) d' -> d = d').

Theorem theorem_3_1_stands : theorem_3_1.
Proof.
move=> g alpha q particles optimal a0 e n s rho.
have -> : rho = marginal_others optimal n.
  apply: functional_extensionality => s'; apply: functional_extensionality => a.
  by apply: eq_bigr => x _; apply: e.
do ![split]; try by move=> *; apply: least_unique; eassumption.
  by move=> x; apply: kl_others_refl => a; apply: sum_ge0 => y _; left; apply: boltzmann_gt0.
by move=> x; apply: Rminus_diag_eq.
Qed.

(** SVNR, §3, Theorem 3.1: the premise [p(u^K) = π*_α] is met by no finite number of particles unless all rewards are
    equal, for rational rewards and temperatures; ratios of probabilities of [p] are rational, [exp(Δr/α)] is not. *)
Definition theorem_3_1_particles : Prop :=
  forall (A : finType) (r : A -> R) (alpha : R) (M : nat) (particles : 'I_M -> A),
  0 < alpha -> rational alpha -> (forall a, rational (r a)) -> (exists a b, r a <> r b) ->
  0 < distance (shared_execution particles) (boltzmann alpha r).

Theorem theorem_3_1_particles_vacuous : theorem_3_1_particles.
Proof.
move=> A r alpha M particles a0 ra rr [a [b ab]]; apply: Rnot_le_lt => /distance0 e.
have p0 c : 0 < shared_execution particles c by rewrite e; apply: boltzmann_gt0.
have count c : shared_execution particles c = INR #|[pred l | particles l == c]| / INR M by [].
have M0 : INR M <> 0.
  move=> z; have mz : M = 0%N by apply: INR_eq.
  have := p0 a; rewrite count (_ : #|_| = 0%N) ?Rmult_0_l; first by rewrite /Rdiv /= Rmult_0_l; lra.
  apply: eq_card0 => l; suff : (nat_of_ord l < 0)%N by [].
  by have := ltn_ord l; move: (nat_of_ord l) => k; rewrite mz.
have nz c : INR #|[pred l | particles l == c]| <> 0 by move=> z; have := p0 c; rewrite count z; lra.
apply: (@exp_irrational ((r a - r b) / alpha)).
- by apply: rational_div => //; [lra | apply: rational_sub].
- move=> z; apply: ab; have := Rmult_eq_compat_r alpha _ _ z; rewrite /Rdiv Rmult_assoc Rinv_l; lra.
have := boltzmann_quotient r b a a0; rewrite -e !count => q.
have -> : exp ((r a - r b) / alpha) = INR #|[pred l | particles l == a]| / INR #|[pred l | particles l == b]|.
  apply: (Rmult_eq_reg_l (INR #|[pred l | particles l == b]| / INR M)); first by rewrite -q; field.
  by have := p0 b; rewrite count; lra.
exact: rational_nat_div.
Qed.

(** The rationality is needed: where one of two actions pays [ln 2] and the other 0, three particles meet the
    premise. *)
Lemma three_particles_meet_the_premise :
  exists particles : 'I_3 -> bool,
    forall a, shared_execution particles a = boltzmann 1 (fun b : bool => if b then ln 2 else 0) a.
Proof.
exists (fun l => l != ord0) => a; rewrite boltzmann_ratio ?sum_bool; last by lra.
rewrite /Rdiv Rinv_1 !Rmult_1_r exp_0 exp_ln; last by lra.
have c b : INR #|[pred l : 'I_3 | (l != ord0) == b]| = if b then 2 else 1.
  rewrite -[LHS]Rmult_1_r -sum_const_on big_mkcond !big_ord_recl big_ord0.
  by case: b => /=; lra.
rewrite /shared_execution c; case: a; rewrite ?exp_0 ?exp_ln /=; lra.
Qed.

(** * Theorem 3.2 *)

(** SVNR, Theorem 3.2: at [α = 0], when all agents execute the particle of one shared index, drawn from the optimal
    policy, no agent gains by being told the others' actions. *)
Definition theorem_3_2 : Prop :=
  forall (g : game) (a0 : joint g) (q : state g * joint g -> R) (particle : state g -> joint g),
  fixed_point (optimality a0) q -> (forall s, 0 < even_over_maximisers (fun a => q (s, a)) (particle s)) ->
  free_of_executed_gap (deterministic particle).

Theorem theorem_3_2_stands : theorem_3_2.
Proof.
move=> g a0 q d fq drawn; apply: (maximisers_free fq (@policies_deterministic g d)) => s a.
rewrite product_deterministic /certain; case: eqP => [-> _|_]; last by lra.
by have := drawn s; rewrite /even_over_maximisers; case: maximiser => //; lra.
Qed.

(** SVNR, Theorem 3.2: at [α = 0], when each agent executes its part of a particle drawn by itself from the optimal
    policy, no agent gains by being told the others' actions. *)
Definition theorem_3_2_own_index : Prop :=
  forall (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) (a0 : {dffun forall n, A n}),
  free_of_executed_gap (marginals (g := payoffs r) (fun _ => even_over_maximisers r)).

(** SVNR, Theorem 3.2, amended: so it is where the maximisers are a product of sets, one alone among them. *)
Definition theorem_3_2_own_index_amended : Prop :=
  forall (g : game) (a0 : joint g) (q : state g * joint g -> R), fixed_point (optimality a0) q ->
  let executed := marginals (fun s => even_over_maximisers (fun a => q (s, a))) in
  ((forall s, exists best : forall n : agent g, pred (action n),
      forall a : joint g, maximiser (fun b => q (s, b)) a = [forall n, best n (a n)]) ->
    free_of_executed_gap executed) /\
  ((forall s, exists b : joint g, forall a, maximiser (fun b => q (s, b)) a = (a == b)) ->
    free_of_executed_gap executed).

Theorem theorem_3_2_own_index_amended_stands : theorem_3_2_own_index_amended.
Proof.
move=> g a0 q fq executed.
have set : (forall s, exists best : forall n : agent g, pred (action n),
      forall a : joint g, maximiser (fun b => q (s, b)) a = [forall n, best n (a n)]) -> free_of_executed_gap executed.
  move=> sets; apply: (maximisers_free fq) => [|s a pa].
    by apply: policies_marginals => s; apply: (distribution_even a0).
  have [best e] := sets s; rewrite e; apply/forallP => n; case bn : (best n (a n)) => //.
  suff z : executed n s (a n) = 0 by move: pa; rewrite (product_split _ n) z Rmult_0_l; lra.
  apply: big1 => b /eqP bn'; rewrite /even_over_maximisers e; case: forallP => // h.
  by have := h n; rewrite bn' bn.
split=> // one; apply: set => s; have [b e] := one s; exists (fun n => pred1 (b n)) => a; rewrite e.
by apply/eqP/forallP => [-> n|h]; [exact: eqxx | apply/ffunP => n; apply/eqP; apply: h].
Qed.

Theorem theorem_3_2_own_index_refuted : ~ theorem_3_2_own_index.
Proof.
pose r := agreement 1; pose g := payoffs r; pose pi (_ : state g) : joint g -> R := even_over_maximisers r.
have rv x y : r (both x y) = if x == y then 1 else 0 by rewrite /r /agreement both_true both_false.
have rmax a : maximiser r a = (a true == a false).
  apply/maximiserP/eqP => [h|e b]; last by rewrite /r /agreement e eqxx; case: eqP; lra.
  by have := h (both true true); rewrite rv eqxx /r /agreement; case: eqP => // _; lra.
have card : INR #|maximiser r| = 2.
  rewrite -[LHS]Rmult_1_r -sum_const_on big_mkcond sum_both !sum_bool !rmax !both_true !both_false /=; lra.
have ev x y : pi tt (both x y) = if x == y then / 2 else 0.
  by rewrite /pi /even_over_maximisers rmax card both_true both_false.
have dp : policy pi by move=> s; apply: (distribution_even (both true true)).
have mt x : marginals pi (n := true) tt x = / 2.
  by rewrite /marginals /marginal sum_both_true sum_bool !ev; case: x => /=; lra.
have mf x : marginals pi (n := false) tt x = / 2.
  by rewrite /marginals /marginal sum_both_false sum_bool !ev; case: x => /=; lra.
have pe a : product (marginals pi) tt a = / 4.
  by rewrite /product big_bool /= mt mf; lra.
have dm := policies_marginals dp.
have [w fw] := informed_fixed_point (true : agent g) dm.
move=> /(_ _ _ r (both true true) true _ w tt (payoffs_value_exists _) fw).
rewrite (payoffs_informed fw) /expectation !sum_both !sum_bool !pe !rv.
have best x y : 1 <= maximum (both x y true) (fun z => r (put (both x y) true z)).
  by apply: Rle_trans (le_maximum _ _ y); rewrite put_true rv eqxx; lra.
have := best true true; have := best true false; have := best false true; have := best false false.
by rewrite /=; lra.
Qed.

(** SVNR, Theorem 3.2, §4.2, App. H.4.1: some temperature is small enough for executed policies that earn the maximum,
    [E_{π*_α} r = max r]. *)
Definition theorem_3_2_temperature : Prop :=
  forall (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) (a0 : {dffun forall n, A n}),
  exists alpha, 0 < alpha /\ forall a, r a <= expectation (boltzmann alpha r) r.

Theorem theorem_3_2_temperature_refuted : ~ theorem_3_2_temperature.
Proof.
pose r (a : {dffun forall _ : unit, bool}) := if a tt then 1 else 0.
move=> /(_ _ _ r (alone true)) [alpha [a0 /(_ (alone true))]].
have := proj2 (distribution_boltzmann (alone true) r a0); have := boltzmann_gt0 alpha r (alone false).
rewrite /expectation !sum_alone !sum_bool /r !alone_tt; lra.
Qed.

(** SVNR, Theorem 3.2, §4.2, App. H.4.1, amended: [max r - E_{π*_α} r <= α w], where [w] is the only root of
    [w e^{w+1} = |A| - 1], that is [W((|A| - 1)/e)] with Lambert's function; the constant is attained. For two joint
    actions it is between 0.2784 and 0.2785. *)
Definition theorem_3_2_temperature_amended : Prop := forall (A : finType) (a0 : A),
  exists w, 0 <= w /\ w * exp (w + 1) = INR #|A| - 1 /\
    (forall w', 0 <= w' -> w' * exp (w' + 1) = INR #|A| - 1 -> w' = w) /\
    (forall alpha r, 0 < alpha ->
      (regret a0 alpha r / alpha) * exp (regret a0 alpha r / alpha + 1) <= INR #|A| - 1 /\
      regret a0 alpha r <= alpha * w) /\
    (forall alpha, 0 < alpha -> exists r, regret a0 alpha r = alpha * w) /\
    (#|A| = 2%N -> 2784 / 10000 < w < 2785 / 10000).

Theorem theorem_3_2_temperature_amended_stands : theorem_3_2_temperature_amended.
Proof.
move=> A a0; have c1 : 1 <= INR #|A| by apply: (le_INR 1); apply/leP; apply/card_gt0P; exists a0.
have [w [[w0 e] uniq]] := @lambert_root (INR #|A| - 1) ltac:(lra).
exists w; split=> //; split=> //; split.
  by move=> w' w0' e'; rewrite (uniq w').
split.
  move=> alpha r alpha0; have [x0 b] := regret_bound a0 r alpha0; split=> //.
  have xw : regret a0 alpha r / alpha <= w.
    by apply: Rnot_lt_le => h; have := lambert_mono w0 h; lra.
  have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ alpha0) xw.
  by have -> : alpha * (regret a0 alpha r / alpha) = regret a0 alpha r by field; lra.
split; last by move=> two; apply: lambert_two => //; rewrite e two /=; lra.
move=> alpha alpha0; exists (fun a => if a == a0 then 0 else - (alpha * (1 + w))).
exact: regret_attained.
Qed.

(** SVNR, App. H.4.1: [π*_α(a) <= exp(-(max r - r(a))/α)]. *)
Definition h_4_1_decay : Prop := forall (A : finType) (a0 : A) (r : A -> R) (alpha : R), 0 < alpha ->
  forall a, boltzmann alpha r a <= exp (- ((maximum a0 r - r a) / alpha)).

Theorem h_4_1_decay_stands : h_4_1_decay.
Proof.
move=> A a0 r alpha alpha0 a; have [b ->] := maximum_attained a0 r.
exact: boltzmann_decays.
Qed.

(** * Figure 1 *)
(** Two agents, A ([true]) and B ([false]), with the actions 0 ([false]) and 1 ([true]); A chooses the row. *)

(** The rows (3, 0) and (2, 2). *)
Definition figure_left (a : {dffun forall _ : bool, bool}) : R := if a true then 2 else if a false then 0 else 3.
(** The rows (3, 0) and (0, 3). *)
Definition figure_right (a : {dffun forall _ : bool, bool}) : R := if a true == a false then 3 else 0.
(** A, who takes B to draw evenly. *)
Definition agent_A : agent (payoffs figure_left) := true.
Definition even_model (_ : state (payoffs figure_left)) (_ : joint (payoffs figure_left)) : R := / 2.
(** The joint policy that is even on [a] and [b]. *)
Definition even_on (a b c : {dffun forall _ : bool, bool}) : R := / 2 * (certain a c + certain b c).

Lemma opponent_model_even : opponent_model agent_A even_model.
Proof.
move=> s; split=> [a|]; first by rewrite /even_model; lra.
by split=> // x; rewrite sum_both_true sum_bool /even_model; lra.
Qed.

(** SVNR, Figure 1, left: agent A, who takes B to draw evenly, prefers the second row at every temperature, and the
    best payoff is in the first. *)
Definition figure_1_left : Prop :=
  (forall (alpha : R) (u : state (payoffs figure_left) -> action agent_A -> R), 0 < alpha ->
    let optimal := boltzmann_policy alpha (fun sa : state (payoffs figure_left) * _ => figure_left sa.2) in
    (forall s, distribution (u s)) ->
    least (uninformed_divergences agent_A optimal even_model tt)
      (kl (perceived (blind u) even_model tt) (optimal tt)) ->
    u tt false < u tt true) /\
  (forall y, figure_left (both true y) < figure_left (both false false)).

Theorem figure_1_left_stands : figure_1_left.
Proof.
split; last by move=> y; rewrite /figure_left !both_true !both_false; lra.
move=> alpha u a0 optimal du best; have p0 a : 0 < optimal tt a by apply: boltzmann_gt0.
have mr := opponent_model_even; have [l _] := uninformed_minimum (true : action agent_A) p0 mr.
rewrite (uninformed_minimiser (x0 := (true : action agent_A)) p0 mr du); last by rewrite (least_unique best l); lra.
have de : distribution (fun _ : bool => / 2) by split=> [x|]; [lra | rewrite sum_bool; lra].
rewrite /uninformed_policy /boltzmann; apply: exp_increasing.
have le x := @expected_log_of figure_left alpha _ x de.
have -> : even_model = model_of (r := figure_left) (fun _ => / 2) by [].
rewrite !le.
rewrite /expectation !sum_bool /figure_left !both_true !both_false.
set V := soft_value alpha _; set W := soft_value 1 _.
have : (/ 2 * 0 + / 2 * 3 - V) / alpha < (/ 2 * 2 + / 2 * 2 - V) / alpha.
  by apply: Rmult_lt_compat_r; [apply: Rinv_0_lt_compat | lra].
by lra.
Qed.

(** SVNR, §2, Figure 1, left: agent A, who takes B to draw evenly, perceives the joint action (1, 0) with
    probability 1, by some policy of its own. *)
Definition figure_1_left_printed : Prop :=
  exists c, answers agent_A c /\ perceived c even_model tt (both true false) = 1.

(** SVNR, §2, Figure 1, left, amended: with probability at most 1/2, attained by an A who plays the second row for
    certain. *)
Definition figure_1_left_printed_amended : Prop :=
  (forall c, answers agent_A c -> perceived c even_model tt (both true false) <= / 2) /\
  let second_row := blind (fun _ => certain (true : action agent_A)) in
  answers agent_A second_row /\ perceived second_row even_model tt (both true false) = / 2.

Theorem figure_1_left_printed_amended_stands : figure_1_left_printed_amended.
Proof.
split=> [c ac|].
  have [_ e] := ac tt (both true false); rewrite sum_bool !put_true in e.
  by have [p _] := ac tt (both false false); rewrite /perceived /even_model; lra.
split; first by apply: answers_blind => s; apply: distribution_certain.
by rewrite /perceived /blind /even_model both_true /certain eqxx; lra.
Qed.

Theorem figure_1_left_printed_refuted : ~ figure_1_left_printed.
Proof. by move=> [c [/(proj1 figure_1_left_printed_amended_stands) h e]]; lra. Qed.

(** SVNR, §2, Figure 1, right: the perceived policy that is even on (1, 0) and (0, 1) is free of perceived
    over-generalization: it earns the best payoff, 3. *)
Definition figure_1_right_printed : Prop :=
  forall a, figure_right a <= expectation (even_on (both true false) (both false true)) figure_right.

Lemma even_on_expectation a b f : expectation (even_on a b) f = / 2 * (f a + f b).
Proof.
rewrite -{1}(expectation_certain a f) -(expectation_certain b f) /expectation -sum_add -sum_scale.
by apply: eq_bigr => c _; rewrite /even_on; lra.
Qed.

Theorem figure_1_right_printed_refuted : ~ figure_1_right_printed.
Proof.
move=> /(_ (both true true)); rewrite even_on_expectation /figure_right !both_true !both_false /=; lra.
Qed.

(** SVNR, §2, Figure 1, right, amended: the perceived policy that is even on (0, 0) and (1, 1) earns the best payoff,
    3, and executed by independent agents 3/2, each joint action with probability 1/4. *)
Definition figure_1_right_printed_amended : Prop :=
  let perceived_policy := even_on (both false false) (both true true) in
  let executed := product (marginals (g := payoffs figure_right) (fun _ => perceived_policy)) tt in
  expectation perceived_policy figure_right = 3 /\ (forall a, figure_right a <= 3) /\
  (forall a, executed a = / 4) /\ expectation executed figure_right = 3 / 2.

Theorem figure_1_right_printed_amended_stands : figure_1_right_printed_amended.
Proof.
have eb (x y x' y' : bool) : (both x y == both x' y') = (x == x') && (y == y').
  apply/eqP/andP => [e|[/eqP -> /eqP ->]] //.
  by split; apply/eqP; [rewrite -(both_true x y) e both_true | rewrite -(both_false x y) e both_false].
rewrite /figure_1_right_printed_amended.
set perceived_policy := even_on _ _; set executed := product _ _.
have ev x y : perceived_policy (both x y) = if x == y then / 2 else 0.
  by rewrite /perceived_policy /even_on /certain !eb; case: x; case: y => /=; lra.
have quarter a : executed a = / 4.
  rewrite /executed /product big_bool /= /marginals /marginal sum_both_true sum_both_false !sum_bool !ev.
  by case: (a true); case: (a false) => /=; lra.
split; first by rewrite even_on_expectation /figure_right !both_true !both_false /=; lra.
split; first by move=> a; rewrite /figure_right; case: eqP; lra.
split=> //; rewrite /expectation sum_both !sum_bool !quarter /figure_right !both_true !both_false /=; lra.
Qed.
