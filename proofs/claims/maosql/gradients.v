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

Lemma moved_none (g : game) (p delta : local_policies g) n : moved p delta n 0 = p.
Proof.
apply: functional_extensionality_dep => m; apply: functional_extensionality => s.
by apply: functional_extensionality => x; rewrite /moved; case: (m == n); lra.
Qed.

Lemma towards_policies (g : game) (p p' : local_policies g) n t : policies p -> policies p' -> 0 <= t <= 1 ->
  policies (moved p (towards p p') n t).
Proof.
move=> pp pp' t01 m s; have [p0 p1] := pp m s; have [q0 q1] := pp' m s.
rewrite /moved /towards; case: (m == n) => //; split=> [x|]; first by have := p0 x; have := q0 x; nra.
by rewrite sum_add sum_scale sum_sub p1 q1; lra.
Qed.

Lemma limit_linear (f : R -> R) (P : R -> Prop) l c : 0 <= c -> (forall t, P t -> Rabs (f t - l) <= Rabs t * c) ->
  limit1_in f P l 0.
Proof.
move=> c0 near e e0; exists (e / (c + 1)); split; first by apply: Rdiv_lt_0_compat; lra.
move=> t [Pt]; rewrite /dist /= /R_dist Rminus_0_r => small; apply: Rle_lt_trans (near t Pt) _.
have : Rabs t * (c + 1) < e.
  have := Rmult_lt_compat_r (c + 1) _ _ ltac:(lra) small.
  by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
by have := Rabs_pos t; lra.
Qed.

Section Derivative.
Variables (g : game) (rho d : state g -> R) (p delta : local_policies g) (n : agent g) (q : state g * joint g -> R).
Arguments p : clear implicits.
Arguments delta : clear implicits.
Hypotheses (drho : distribution rho) (policies_p : policies p).
Hypotheses (cv : discounted_state_distribution rho (product p) d) (fq : fixed_point (evaluation (product p)) q).

Definition gain s : R := \sum_x delta n s x * expectation_q p q n s x.
Definition turnover s : R := \sum_(a : joint g) Rabs (delta n s (a n) * others p n s a).

Lemma moved_difference t v : policies (moved p delta n t) ->
  fixed_point (state_evaluation (product (moved p delta n t))) v ->
  Rabs ((1 - discount g) * (utility rho v - utility rho (policy_value (product p) q)) - t * (\sum_s d s * gain s))
    <= t ^ 2 * (discount g * (\sum_s turnover s) / (1 - discount g) * \sum_s Rabs (gain s)).
Proof.
move=> pt fv; have gr := discount_range g.
have pp := product_policy policies_p; have ppt := product_policy pt.
have [d' cv'] := state_distribution_exists drho ppt.
have fd := state_distribution_flow cv; have fd' := state_distribution_flow cv'.
have dd := state_distribution_distribution drho pp cv.
have move_at s a := product_moved p delta n t s a.
rewrite (performance_difference fd' (value_of_fixed_point fq) fv).
have -> : \sum_s d' s * (\sum_(a : joint g) (product (moved p delta n t) s a - product p s a)
      * backup (policy_value (product p) q) (s, a)) = t * (\sum_s d' s * gain s).
  rewrite -sum_scale; apply: eq_bigr => s _; rewrite /gain -moved_sum -Rmult_assoc (Rmult_comm t) Rmult_assoc.
  congr (_ * _); rewrite -sum_scale; apply: eq_bigr => a _; rewrite move_at.
  have -> : backup (policy_value (product p) q) (s, a) = q (s, a) by rewrite -{2}fq.
  by set o := others _ _ _ _; set z := q _; set y := product _ _ _; set x := delta _ _ _; ring.
rewrite -Rmult_minus_distr_l -sum_sub Rabs_mult.
have near s : \sum_s' Rabs (step (product (moved p delta n t)) s s' - step (product p) s s')
    <= Rabs t * \sum_s turnover s.
  apply: Rle_trans (_ : Rabs t * turnover s <= _); last first.
    apply: Rmult_le_compat_l; first exact: Rabs_pos.
    by apply: (@term_le_sum _ turnover) => s'; apply: sum_ge0 => a _; apply: Rabs_pos.
  rewrite /turnover -sum_scale.
  apply: Rle_trans (_ : \sum_s' \sum_(a : joint g) Rabs t * Rabs (delta n s (a n) * others p n s a)
    * transition s a s' <= _).
    apply: sum_le => s' _; rewrite /step /expectation -sum_sub; apply: Rle_trans (sum_abs _ _) _.
    apply: sum_le => a _; rewrite move_at.
    have -> : (product p s a + t * (delta n s (a n) * others p n s a)) * transition s a s'
        - product p s a * transition s a s' = t * (delta n s (a n) * others p n s a) * transition s a s' by ring.
    rewrite !Rabs_mult (Rabs_pos_eq (transition s a s')); first by lra.
    by case: (transition_distribution s a).
  rewrite exchange_big /=; apply: sum_le => a _; rewrite sum_scale.
  by have [_ ->] := transition_distribution s a; lra.
have dist := flow_distance ppt dd fd fd' near.
have bound : Rabs (\sum_s (d' s * gain s - d s * gain s))
    <= (\sum_s Rabs (d' s - d s)) * \sum_s Rabs (gain s).
  apply: Rle_trans (sum_abs _ _) _; rewrite -sum_scale_r; apply: sum_le => s _.
  have -> : d' s * gain s - d s * gain s = (d' s - d s) * gain s by ring.
  rewrite Rabs_mult; apply: Rmult_le_compat_l; first exact: Rabs_pos.
  by apply: (@term_le_sum _ (fun s => Rabs (gain s))) => s'; apply: Rabs_pos.
have gain0 : 0 <= \sum_s Rabs (gain s) by apply: sum_ge0 => s _; apply: Rabs_pos.
have dist' : \sum_s Rabs (d' s - d s) <= Rabs t * (discount g * (\sum_s turnover s) / (1 - discount g)).
  apply: (Rmult_le_reg_l (1 - discount g)); first by lra.
  apply: Rle_trans dist _; right; field; lra.
rewrite -(pow2_abs t) /= Rmult_1_r Rmult_assoc; apply: Rmult_le_compat_l; first exact: Rabs_pos.
apply: Rle_trans bound _; rewrite -Rmult_assoc; exact: Rmult_le_compat_r.
Qed.

Lemma derivative (u : R -> R) (P : R -> Prop) : (forall t, P t -> t <> 0 /\ policies (moved p delta n t)) ->
  (forall t v, t = 0 \/ P t -> fixed_point (state_evaluation (product (moved p delta n t))) v ->
    u t = utility rho v) ->
  limit1_in (fun t => (u t - u 0) / t) P (\sum_s \sum_x delta n s x * direct_gradient p q d n s x) 0.
Proof.
move=> hP hu; have gr := discount_range g.
have u0 : u 0 = utility rho (policy_value (product p) q).
  by apply: hu; [left | rewrite moved_none; apply: value_of_fixed_point].
pose c := discount g * (\sum_s turnover s) / (1 - discount g) * (\sum_s Rabs (gain s)) / (1 - discount g).
have i0 : 0 < / (1 - discount g) by apply: Rinv_0_lt_compat; lra.
apply: (@limit_linear _ _ _ c) => [|t Pt]; last have [t0 pt] := hP t Pt.
  apply: Rmult_le_pos; last by lra.
  apply: Rmult_le_pos; last by apply: sum_ge0 => s _; apply: Rabs_pos.
  apply: Rmult_le_pos; last by lra.
  apply: Rmult_le_pos; first by lra.
  by apply: sum_ge0 => s _; apply: sum_ge0 => a _; apply: Rabs_pos.
have [v fv] : exists v, fixed_point (state_evaluation (product (moved p delta n t))) v.
  have ppt := product_policy pt.
  have [q' fq'] := backed_up_fixed_point (policy_value_mono ppt) (policy_value_shift ppt).
  by exists (policy_value (product (moved p delta n t)) q'); apply: value_of_fixed_point.
rewrite (hu t v (or_intror Pt) fv) u0.
have -> : \sum_s \sum_x delta n s x * direct_gradient p q d n s x = (\sum_s d s * gain s) / (1 - discount g).
  rewrite /Rdiv -sum_scale_r; apply: eq_bigr => s _; rewrite /gain -sum_scale -sum_scale_r.
  by apply: eq_bigr => x _; rewrite /direct_gradient; field; lra.
have := moved_difference pt fv; set D := utility _ _ - _; set G := \sum_s d s * gain s.
set K := _ * \sum_s Rabs (gain s) => le.
have -> : D / t - G / (1 - discount g) = ((1 - discount g) * D - t * G) * (/ t * / (1 - discount g)) by field; lra.
rewrite Rabs_mult Rabs_mult (Rabs_pos_eq (/ (1 - discount g))); last by lra.
have at0 : 0 < Rabs t by apply: Rabs_pos_lt.
rewrite Rabs_inv; have i1 : 0 < / Rabs t by apply: Rinv_0_lt_compat.
apply: Rle_trans (Rmult_le_compat_r _ _ _ _ le) _; first by apply: Rmult_le_pos; lra.
by right; rewrite -(pow2_abs t) /c -/K; field; lra.
Qed.
End Derivative.

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
