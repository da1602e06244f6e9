(** What contracts and what improves: (61), Theorems 3 to 5. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point operators.rommeo.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** ** Theorem 3 and (61) *)

(** ROMMEO, Theorem 3: there is one Q*, and Q ← r + γ E V converges to it from any start, at the rate γ, and V to V*.
    Neither symmetry nor a single optimum is needed. *)
Definition theorem_3 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g),
  0 < alpha -> model prior ->
  exists q_star : entry g -> R,
  fixed_point (bellman alpha prior) q_star /\
  (forall q, fixed_point (bellman alpha prior) q -> q = q_star) /\
  forall q : entry g -> R,
  (forall k, distance (iterate (bellman alpha prior) k q) q_star <= discount g ^ k * distance q q_star) /\
  (forall e, Un_cv (fun k => iterate (bellman alpha prior) k q e) (q_star e)) /\
  (forall s, Un_cv (fun k => value alpha prior (iterate (bellman alpha prior) k q) s) (value alpha prior q_star s)).

Lemma value_distance (g : perspective) alpha (prior : opponent_model g) (q q' : entry g -> R) :
  0 < alpha -> model prior -> distance (value alpha prior q') (value alpha prior q) <= distance q' q.
Proof.
move=> a0 dP; rewrite -[X in _ <= X]Rmult_1_l.
apply: (blackwell Rle_0_1) => [x y h s|x c _ s]; first exact: value_mono.
by rewrite value_shift //; lra.
Qed.

Theorem theorem_3_stands : theorem_3.
Proof.
move=> g alpha prior a0 dP; have [q_star fq] := bellman_fixed_point a0 dP.
have con := bellman_contracts a0 dP; have [g0 g1] := discount_range g.
exists q_star; split=> //; split=> [q fq'|q]; first exact: fixed_point_unique g1 con fq' fq.
have rate k : distance (iterate (bellman alpha prior) k q) q_star <= discount g ^ k * distance q q_star.
  exact: iterate_rate.
split=> //; split=> [e|s]; apply: (@rate_converges (discount g) _ _ (distance q q_star)) => // k.
  by apply: Rle_trans (le_distance _ _ e) _.
apply: Rle_trans (le_distance _ _ s) _; apply: Rle_trans (rate k); exact: value_distance.
Qed.

(** ROMMEO, (61), as printed: V(Q') - V(Q) <= αε where |Q' - Q| <= ε, for every α. *)
Definition equation_61 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q q' : entry g -> R) eps,
  0 < alpha -> model prior -> (forall s y, 0 < prior s y) ->
  (forall e, Rabs (q' e - q e) <= eps) ->
  forall s, value alpha prior q' s - value alpha prior q s <= alpha * eps.

Theorem equation_61_refuted : ~ equation_61.
Proof.
move=> claim; pose g := @payoffs [finType of unit] [finType of unit] tt (fun _ _ => 0).
pose prior : opponent_model g := fun _ _ => 1.
have dprior : model prior by move=> s; split=> [y|]; rewrite ?sum_unit /prior; lra.
have near (e : entry g) : Rabs (0 + 1 - 0) <= 1 by rewrite Rabs_pos_eq; lra.
have := claim g (/ 2) prior (fun _ => 0) (fun e => 0 + 1) 1 ltac:(lra) dprior (fun _ _ => Rlt_0_1) near tt.
by rewrite (value_shift (g := g) (alpha := / 2)) //; lra.
Qed.

(** ROMMEO, (61) and Theorem 3, amended: |V(Q') - V(Q)| <= ‖Q' - Q‖ and ‖𝒯Q' - 𝒯Q‖ <= γ ‖Q' - Q‖ at every α. *)
Definition equation_61_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q q' : entry g -> R),
  0 < alpha -> model prior ->
  (forall s, Rabs (value alpha prior q' s - value alpha prior q s) <= distance q' q) /\
  distance (bellman alpha prior q') (bellman alpha prior q) <= discount g * distance q' q.

Theorem equation_61_amended_stands : equation_61_amended.
Proof.
move=> g alpha prior q q' a0 dP; split=> [s|]; last exact: bellman_contracts.
by apply: Rle_trans (le_distance _ _ s) _; apply: value_distance.
Qed.

(** ROMMEO, (61): 𝒯(Q + c) = 𝒯Q + γc at every α, and so no factor below γ serves. *)
Definition equation_61_sharp : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g),
  0 < alpha -> model prior ->
  (forall (q : entry g -> R) c e,
    bellman alpha prior (fun e => q e + c) e = bellman alpha prior q e + discount g * c) /\
  (forall factor, entry g ->
    (forall q q' : entry g -> R,
      distance (bellman alpha prior q') (bellman alpha prior q) <= factor * distance q' q) ->
    discount g <= factor).

Theorem equation_61_sharp_stands : equation_61_sharp.
Proof.
move=> g alpha prior a0 dP; split=> [q c e|factor e con]; first exact: bellman_shift.
have := con (fun _ => 0) (fun e => 0 + 1).
have -> : distance (fun _ : entry g => 0 + 1) (fun _ => 0) = 1.
  apply: Rle_antisym; first by apply: distance_le => [|x]; rewrite ?Rabs_pos_eq; lra.
  by apply: Rle_trans (le_distance _ _ e); rewrite Rabs_pos_eq; lra.
have := le_distance (bellman alpha prior (fun _ : entry g => 0 + 1)) (bellman alpha prior (fun _ => 0)) e.
rewrite (bellman_shift a0 dP) Rplus_comm /Rminus Rplus_assoc Rplus_opp_r Rplus_0_r Rmult_1_r.
by rewrite Rabs_pos_eq; [lra | case: (discount_range g)].
Qed.

(** ** Theorems 4 and 5 *)

(** ROMMEO, Theorem 4: π̃ ∝ exp(Q^{π,ρ}/α) improves: Q^{π̃,ρ} >= Q^{π,ρ} in every entry, at every α. *)
Definition theorem_4 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q improved : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  fixed_point (soft_evaluation alpha prior (optimal_policy alpha q) rho) improved ->
  forall e, q e <= improved e.

Theorem theorem_4_stands : theorem_4.
Proof. by move=> g alpha prior pi rho q improved a0 _ dpi drho _; apply: policy_improvement. Qed.

(** ROMMEO, Theorem 5 and (39), as printed: ρ̃ ∝ exp(Σ_{aⁱ} π Q^{π,ρ} + α H(π(s)) + ln P) improves: Q^{π,ρ̃} >= Q^{π,ρ}.
    Which entropy H(π(s)) is, is left open: any number that π and s fix, one for all a⁻ⁱ. *)
Definition theorem_5 : Prop :=
  forall (g : perspective),
  exists h : conditional_policy g -> state g -> R,
  forall alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q improved : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y, 0 < rho s y) ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  fixed_point (soft_evaluation alpha prior pi (tilted_model prior pi q (fun s _ => alpha * h pi s))) improved ->
  forall e, q e <= improved e.

Theorem theorem_5_refuted : ~ theorem_5.
Proof.
move=> claim; pose g := @one_state [finType of bool] [finType of bool] true (fun _ _ => 0) (/ 2) half_in_range.
have [h up] := claim g.
pose pi : conditional_policy g := fun _ y => coin (if y then 1 else / 2).
pose rho : opponent_model g := fun _ => coin (/ 4); pose prior : opponent_model g := fun _ => coin (/ 2).
have dpi : policy pi by move=> s y; apply: distribution_coin; case: y; lra.
have drho : model rho by move=> s; apply: distribution_coin; lra.
have dprior : model prior by move=> s; apply: distribution_coin; lra.
have rho0 s y : 0 < rho s y by case: y; rewrite /rho /coin; lra.
have prior0 s y : 0 < prior s y by case: y; rewrite /prior /coin; lra.
have fq := constant_evaluation 1 prior dpi drho; set c := (_ / _) in fq.
have tilt : tilted_model prior pi (fun _ => c) (fun s _ => 1 * h pi s) = prior.
  apply: functional_extensionality => s; apply: functional_extensionality => y.
  rewrite /tilted_model sum_bool /= !expectation_const //.
  by have := exp_pos (c + 1 * h pi s); case: y; rewrite /prior /coin => e0; field; lra.
have := up 1 prior pi rho (fun _ => c) _ Rlt_0_1 dprior dpi drho prior0 rho0 fq; rewrite tilt.
move/(_ _ (constant_evaluation 1 prior dpi dprior) (tt, true, true)); rewrite /c /policy_value.
rewrite !expectation_coin /answered !expectation_coin entropy_coin1 entropy_coin2 /kl !sum_bool /rho /prior /coin.
have -> : / 2 / / 2 = 1 by field.
have -> : (1 - / 2) / (1 - / 2) = 1 by field; lra.
have -> : / 4 / / 2 = / 2 by field.
have -> : (1 - / 4) / (1 - / 2) = 3 / 2 by field; lra.
rewrite ln_1 ln_Rinv ?ln_div; try lra.
have : ln (3 * 3 * 3) < ln (2 * 2 * 2 * 2 * 2) by apply: ln_increasing; lra.
rewrite !ln_mult; lra.
Qed.

(** ROMMEO, Theorem 5 and (39), amended: ρ̃ ∝ P exp(Σ_{aⁱ} π Q^{π,ρ} + α H(π(·|s,a⁻ⁱ))) improves. *)
Definition theorem_5_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q improved : entry g -> R),
  model prior -> policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  fixed_point (soft_evaluation alpha prior pi (improved_model alpha prior pi q)) improved ->
  forall e, q e <= improved e.

Theorem theorem_5_amended_stands : theorem_5_amended.
Proof. by move=> g alpha prior pi rho q improved dP dpi drho wi; apply: model_improvement. Qed.

(** ROMMEO, (54), (55) and the proof of Theorem 1: a round of (54) and (55) is at least a step of 𝒯, so that the
    iteration increases, converges to Q*, and improves any answer whose Q is not Q*. *)
Definition policy_iteration : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : nat -> conditional_policy g)
    (rho : nat -> opponent_model g) (q middle : nat -> entry g -> R) (q_star : entry g -> R),
  0 < alpha -> model prior -> policy (pi 0%N) -> model (rho 0%N) -> within (rho 0%N) prior ->
  (forall k, fixed_point (soft_evaluation alpha prior (pi k) (rho k)) (q k)) ->
  (forall k, pi k.+1 = optimal_policy alpha (q k)) ->
  (forall k, fixed_point (soft_evaluation alpha prior (pi k.+1) (rho k)) (middle k)) ->
  (forall k, rho k.+1 = improved_model alpha prior (pi k.+1) (middle k)) ->
  fixed_point (bellman alpha prior) q_star ->
  (forall k e, bellman alpha prior (q k) e <= q k.+1 e) /\
  (forall k e, q k e <= q k.+1 e) /\
  (forall e, Un_cv (fun k => q k e) (q_star e)) /\
  (forall k, q k <> q_star -> exists e, q k e < q k.+1 e).

Theorem policy_iteration_stands : policy_iteration.
Proof.
move=> g alpha prior pi rho q middle q_star a0 dP dpi0 drho0 wi0 fq next_pi fm next_rho fs.
have valid k : policy (pi k) /\ model (rho k) /\ within (rho k) prior.
  case: k => [//|k]; rewrite next_pi next_rho; split; first exact: policy_optimal.
  by split; [apply: model_tilted | apply: within_tilted].
have step k e : bellman alpha prior (q k) e <= q k.+1 e.
  have [dpi [drho wi]] := valid k; apply: (round_is_a_step a0 dP dpi drho wi (fq k)).
    by rewrite -next_pi; apply: fm.
  by rewrite -next_pi -next_rho; apply: fq.
have below k e : q k e <= bellman alpha prior (q k) e.
  by have [dpi [drho wi]] := valid k; apply: (below_backup a0 dP dpi drho wi (fq k)).
have le_star k e : q k e <= q_star e.
  by have [dpi [drho wi]] := valid k; apply: (below_optimum a0 dP dpi drho wi (fq k) fs).
have up k e : iterate (bellman alpha prior) k (q 0%N) e <= q k e.
  elim: k e => [|k ih] e /=; first by lra.
  by apply: Rle_trans (step k e); apply: bellman_mono.
split=> //; split=> [k e|]; first by have := below k e; have := step k e; lra.
split=> [e|k ne].
  apply: (@rate_converges (discount g) _ _ (distance (q 0%N) q_star)) => [|k]; first exact: discount_range.
  have := iterate_rate (q 0%N) k (proj1 (discount_range g)) (bellman_contracts a0 dP) fs.
  have := distance_bounds (iterate (bellman alpha prior) k (q 0%N)) q_star e; have := up k e; have := le_star k e.
  by move=> *; apply: Rabs_le; lra.
have [//|none] := Classical_Prop.classic (exists e, q k e < q k.+1 e).
case: ne; apply: (fixed_point_unique (proj2 (discount_range g)) (bellman_contracts a0 dP) _ fs).
apply: functional_extensionality => e; have := below k e; have := step k e.
by have [lt|] := Rlt_or_le (q k e) (q k.+1 e); [case: none; exists e | lra].
Qed.
