(** MAOSQL, Appendix A, and the gradient of the local loss of §3.3. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness.
From Oracle Require Import operators.projections operators.optimistic operators.policy_gradient.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** MAOSQL, App. A: [∂V^π(ρ)/∂πⁿ(aⁿ|s) = d(s) Q^{π,n}(s,aⁿ) / (1 - γ)], [Q^{π,n} = E_{π⁻ⁿ} Q^π]. Along any
    direction [δⁿ] the return has the derivative [Σ_s Σ_{aⁿ} δⁿ(aⁿ|s) ∂V^π(ρ)/∂πⁿ(aⁿ|s)], taken over the moves that
    leave a policy: of both signs, where both do. Towards one action in one state it is what this entry has above its
    row's mean. *)
Definition policy_gradient : Prop :=
  forall (g : game) (rho d : state g -> R) (p : local_policies g) (n : agent g) (q : state g * joint g -> R),
  distribution rho -> policies p -> discounted_state_distribution rho (product p) d ->
  fixed_point (evaluation (product p)) q ->
  (forall (delta : local_policies g) (u : R -> R),
    (forall t v, policies (moved p delta n t) -> fixed_point (state_evaluation (product (moved p delta n t))) v ->
      u t = utility rho v) ->
    limit1_in (fun t => (u t - u 0) / t) (fun t => t <> 0 /\ policies (moved p delta n t))
      (\sum_s \sum_x delta n s x * direct_gradient p q d n s x) 0) /\
  (forall (p' : local_policies g) (s : state g) (x : action n) (u : R -> R),
    policies p' -> p' n s = certain x -> (forall s', s' != s -> p' n s' = p n s') ->
    (forall t v, 0 <= t <= 1 -> fixed_point (state_evaluation (product (moved p (towards p p') n t))) v ->
      u t = utility rho v) ->
    limit1_in (fun t => (u t - u 0) / t) (fun t => 0 < t <= 1)
      (direct_gradient p q d n s x - \sum_y p n s y * direct_gradient p q d n s y) 0).

Theorem policy_gradient_stands : policy_gradient.
Proof.
move=> g rho d p n q drho pp cv fq; split=> [delta u hu|p' s x u pp' at_s elsewhere hu].
  apply: (derivative drho pp cv fq) => // t v [->|[_ pt]]; last exact: hu.
  by apply: hu; rewrite moved_none.
have -> : direct_gradient p q d n s x - \sum_y p n s y * direct_gradient p q d n s y
    = \sum_s' \sum_y towards p p' n s' y * direct_gradient p q d n s' y.
  rewrite (@sum_only _ s) => [|s' s's]; last by rewrite big1 // => y _; rewrite /towards elsewhere //; ring.
  rewrite -{1}(expectation_certain x (direct_gradient p q d n s)) /expectation -sum_sub.
  by apply: eq_bigr => y _; rewrite /towards at_s; ring.
apply: (derivative drho pp cv fq) => [t t01|t v [->|t01]]; first by split; [lra | apply: towards_policies => //; lra].
  by apply: hu; lra.
by apply: hu; lra.
Qed.

(** MAOSQL, App. A: along a move [δⁿ] of agent [n] the joint policy has the derivative [δⁿ(aⁿ) π⁻ⁿ(a⁻ⁿ)], and
    [Σ_a ∂π(a|s) Q(s,a) = Σ_{aⁿ} δⁿ(aⁿ|s) E_{π⁻ⁿ} Q(s,aⁿ,·)] for every table [Q], [Q^π] among them. *)
Definition policy_gradient_local : Prop :=
  forall (g : game) (p delta : local_policies g) (n : agent g) (s : state g) (q : state g * joint g -> R)
    (slope : joint g -> R),
  (forall a, derivable_pt_lim (fun t => product (moved p delta n t) s a) 0 (slope a) <->
    slope a = delta n s (a n) * others p n s a) /\
  ((forall a, derivable_pt_lim (fun t => product (moved p delta n t) s a) 0 (slope a)) ->
    \sum_(a : joint g) slope a * q (s, a) = \sum_x delta n s x * expectation_q p q n s x).

Theorem policy_gradient_local_stands : policy_gradient_local.
Proof.
move=> g p delta n s q slope.
have exact_slope a : derivable_pt_lim (fun t => product (moved p delta n t) s a) 0 (delta n s (a n) * others p n s a).
  move=> e e0; exists (mkposreal 1 Rlt_0_1) => h h0 _; rewrite !product_moved.
  set o := others _ _ _ _; set z := delta _ _ _; set y := product _ _ _.
  have -> : (y + (0 + h) * (z * o) - (y + 0 * (z * o))) / h - z * o = 0 by field.
  by rewrite Rabs_R0.
have iff a : derivable_pt_lim (fun t => product (moved p delta n t) s a) 0 (slope a) <->
    slope a = delta n s (a n) * others p n s a.
  by split=> [h|->]; [apply: uniqueness_limite h (exact_slope a) | apply: exact_slope].
split=> // h; rewrite -moved_sum; apply: eq_bigr => a _.
by have /iff -> := h a.
Qed.

(** MAOSQL, App. A: the series [d = (1 - γ) Σ_t γᵗ Pr(s_t)] converges, is a distribution, is the one solution of
    [d = (1 - γ) ρ + γ d P_π], and [V^π(ρ) = d·r_π / (1 - γ)]. *)
Definition state_distribution : Prop :=
  forall (g : game) (rho : state g -> R) (pi : state g -> joint g -> R), distribution rho -> policy pi ->
  (exists d, discounted_state_distribution rho pi d) /\
  forall d, (discounted_state_distribution rho pi d <-> d = flow rho pi d) /\
    (discounted_state_distribution rho pi d -> distribution d /\
      forall v, fixed_point (state_evaluation pi) v ->
        utility rho v = (\sum_s d s * expected_reward pi s) / (1 - discount g)).

Theorem state_distribution_stands : state_distribution.
Proof.
move=> g rho pi drho pp; split; first exact: state_distribution_exists.
move=> d; split; first by have [h1 h2] := state_distribution_iff drho pp d; split=> [/h1|e]; [| apply: h2].
move=> cv; split=> [|v fv]; first exact: state_distribution_distribution cv.
by apply: utility_visits => //; apply: state_distribution_flow.
Qed.

(** MAOSQL, §3.3: with the denominator held at [e^{βx₀}] the term [(e^{βx} - e^{βQ})² / (2β e^{βx₀})] of the local loss
    has the derivative [e^{βx₀} - e^{βQ}] at [x = x₀]; so the loss has the printed gradient
    [E_{a~ζ} (1/N) Σ_n (e^{βxⁿ(s,aⁿ)} - e^{βQ(s,a)}) δⁿ(s,aⁿ)] along [δ]. *)
Definition local_loss_gradient : Prop := forall beta : R, beta <> 0 ->
  (forall x0 q : R,
    derivable_pt_lim (fun x => (exp (beta * x) - exp (beta * q)) ^ 2 / (2 * beta * exp (beta * x0))) x0
      (exp (beta * x0) - exp (beta * q))) /\
  (forall (g : game) (zeta : state g -> joint g -> R) q (x delta : local_tables g) s,
    derivable_pt_lim (fun t => local_loss beta zeta q x (fun n s u => x n s u + t * delta n s u) s) 0
      (expectation (zeta s) (fun a => mean_of_agents (fun n =>
        (exp (beta * x n s (a n)) - exp (beta * q (s, a))) * delta n s (a n))))).

Theorem local_loss_gradient_stands : local_loss_gradient.
Proof.
move=> beta b0; split=> [x0 q|g zeta q x delta s]; last exact: local_loss_derivative.
have u0 := exp_pos (beta * x0).
have -> : exp (beta * x0) - exp (beta * q)
    = 2 * (exp (beta * x0) - exp (beta * q)) * (exp (beta * x0) * (beta * 1)) / (2 * beta * exp (beta * x0)).
  by field; split=> //; lra.
exact: (squared_difference_derivative beta _ _ (derivable_pt_lim_id x0)).
Qed.

(** MAOSQL, §3.3 and Algorithm 2: the local loss, its joint actions drawn from [ζ = ε/|A| + (1 - ε) π] for policies
    that are positive everywhere, is stationary at [Qⁿ = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} e^{βQ}]. *)
Definition local_loss_projects : Prop :=
  forall (g : game) (p : local_policies g) (epsilon beta : R) (q : state g * joint g -> R) (s : state g),
  policies p -> (forall n s x, 0 < p n s x) -> 0 < epsilon < 1 -> 0 < beta ->
  stationary beta (exploring epsilon p) q (optimistic_q beta (exploring epsilon p) q) s.

Theorem local_loss_projects_refuted : ~ local_loss_projects.
Proof.
move=> claim; pose A := fun _ : bool => [finType of bool]; pose g := payoffs (A := A) (fun _ => 0).
pose p : local_policies g := fun _ _ x => if x then 3 / 4 else / 4.
pose q (sa : state g * joint g) : R := if sa.2 true && sa.2 false then 1 else 0.
pose delta : local_tables g := fun n _ x => if n && x then 1 else 0.
have pp : policies p by move=> n s; split=> [x|]; [rewrite /p; case: x; lra | rewrite sum_bool /p; lra].
have p0 n s x : 0 < p n s x by rewrite /p; case: x; lra.
have := claim g p (/ 2) 1 q tt pp p0 ltac:(lra) Rlt_0_1 delta.
set zeta := exploring _ _ => rest; have b0 : 1 <> 0 by lra.
have := uniqueness_limite _ _ _ _ rest (local_loss_derivative zeta q (optimistic_q 1 zeta q) delta tt b0).
have four : INR #|{: joint g}| = 4.
  have : INR #|{: joint g}| * 1 = INR #|{: bool}| * (INR #|{: bool}| * 1).
    by rewrite -!sum_const; apply: (sum_both (A := [finType of bool]) (fun _ => 1)).
  by rewrite card_bool /=; lra.
have z x y : zeta tt (both x y) = / 8 + / 2 * (p true tt x * p false tt y).
  by rewrite /zeta /exploring four /product big_bool /= !both_true !both_false; field.
have e1 : exp (1 * 1) = exp 1 by rewrite Rmult_1_l.
have e0 : exp (1 * 0) = 1 by rewrite Rmult_0_r exp_0.
have local : exp (1 * optimistic_q 1 zeta q true tt true) = 5 / 8 * exp 1 + 3 / 8.
  rewrite /optimistic_q /projected (sum_both_true (A := [finType of bool])) sum_bool /marginal_others !sum_bool.
  rewrite !(put_true (A := [finType of bool])) !z /q /= !both_true !both_false /= /p e1 e0.
  rewrite Rmult_1_l /Rdiv Rinv_1 Rmult_1_r exp_ln; first by field.
  by have := exp_pos 1; lra.
rewrite /expectation (sum_both (A := [finType of bool])) !sum_bool /mean_of_agents !big_bool card_bool.
rewrite !z !both_true !both_false local /q /delta /= !both_true !both_false /= /p e1 e0.
by have := exp_ineq1 1 ltac:(lra); lra.
Qed.

(** MAOSQL, §3.3 and Algorithm 2, amended: drawn from [ζ = ∏_n (ε/|Aⁿ| + (1 - ε) πⁿ)] the local loss is stationary at
    [Qⁿ = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} e^{βQ}]. *)
Definition local_loss_projects_amended : Prop :=
  forall (g : game) (p : local_policies g) (epsilon beta : R) (q : state g * joint g -> R) (s : state g),
  policies p -> 0 <= epsilon <= 1 -> 0 < beta ->
  stationary beta (product (explored epsilon p)) q (optimistic_q beta (product (explored epsilon p)) q) s.

Theorem local_loss_projects_amended_stands : local_loss_projects_amended.
Proof.
move=> g p epsilon beta q s pp e01 b0; apply: product_stationary; first by lra.
exact: explored_policies.
Qed.
