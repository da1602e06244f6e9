(** MAOSQL, Lemmas 1 and 2, Theorems 1 and 3: what contracts, and to what. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.projections operators.optimistic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Lemma 1 *)

(** MAOSQL, Lemma 1: [πⁿ ∝ exp(αQⁿ)], every agent, maximises [(1/N) Σ_n E_{πⁿ}[Qⁿ - (1/α) ln πⁿ]] in every state. *)
Definition lemma_1 : Prop :=
  forall (g : game) (a0 : joint g) (alpha : R) (x : local_tables g),
  0 < alpha ->
  policies (softmax_policy alpha x) /\
  forall p s, policies p ->
    mean_regularized_value alpha p x s <= mean_regularized_value alpha (softmax_policy alpha x) x s.

Theorem lemma_1_stands : lemma_1.
Proof.
move=> g a0 alpha x al; split=> [|p s dp]; first exact: softmax_policies.
apply: mean_le => n; rewrite [X in _ <= X](regularized_attained al (a0 n)).
exact: regularized_le.
Qed.

(** MAOSQL, §3.2, before Algorithm 1: at [πⁿ ∝ exp(αQⁿ)] the regularised value is
    [E_{πⁿ}[Qⁿ - (1/α) ln πⁿ] = (1/α) ln Σ_{aⁿ} exp(αQⁿ(s,aⁿ))]. *)
Definition lemma_1_value : Prop :=
  forall (g : game) (a0 : joint g) (alpha : R) (x : local_tables g) (n : agent g) (s : state g),
  0 < alpha ->
  regularized_value alpha (softmax_policy alpha x) x n s = / alpha * ln (\sum_u exp (alpha * x n s u)).

Theorem lemma_1_value_stands : lemma_1_value.
Proof.
move=> g a0 alpha x n s al; rewrite [LHS](regularized_attained al (a0 n)) soft_value_inverse.
exact: Rmult_comm.
Qed.

(** MAOSQL, Lemma 1, proof: the derivative of [p q - (1/α) p ln p] in [p] is [q - (1/α) ln p + 1/α]. *)
Definition lemma_1_derivative : Prop :=
  forall alpha q p, 0 < alpha -> 0 < p ->
  derivable_pt_lim (fun p => p * q - / alpha * (p * ln p)) p (q - / alpha * ln p + / alpha).

Lemma entropy_derivative alpha q p : 0 < p ->
  derivable_pt_lim (fun p => p * q - / alpha * (p * ln p)) p (q - / alpha * ln p - / alpha).
Proof.
move=> p0; have -> : q - / alpha * ln p - / alpha
  = (1 * q + p * 0) - (0 * (p * ln p) + / alpha * (1 * ln p + p * / p)) by rewrite Rinv_r; lra.
apply: derivable_pt_lim_minus.
  by apply: (derivable_pt_lim_mult id (fun _ => q)); [apply: derivable_pt_lim_id | apply: derivable_pt_lim_const].
apply: (derivable_pt_lim_mult (fun _ => / alpha) (fun p => p * ln p)); first exact: derivable_pt_lim_const.
apply: (derivable_pt_lim_mult id ln); first exact: derivable_pt_lim_id.
exact: derivable_pt_lim_ln.
Qed.

Theorem lemma_1_derivative_refuted : ~ lemma_1_derivative.
Proof.
move=> claim; have wrong := claim 1 0 1 Rlt_0_1 Rlt_0_1; have right := entropy_derivative 1 0 Rlt_0_1.
by have := uniqueness_limite _ _ _ _ wrong right; rewrite ln_1 Rinv_1; lra.
Qed.

(** MAOSQL, Lemma 1, proof, amended: the derivative is [q - (1/α) ln p - 1/α]; by concavity the tangent lies above. *)
Definition lemma_1_derivative_amended : Prop :=
  forall alpha q p, 0 < alpha -> 0 < p ->
  let f p := p * q - / alpha * (p * ln p) in
  let slope := q - / alpha * ln p - / alpha in
  derivable_pt_lim f p slope /\ forall p', 0 <= p' -> f p' <= f p + slope * (p' - p).

Theorem lemma_1_derivative_amended_stands : lemma_1_derivative_amended.
Proof.
move=> alpha q p al p0; split=> [|p' p'0]; first exact: entropy_derivative.
have := @kl_term_ge [finType of unit] (fun _ => p') (fun _ => p) tt p'0 (Rlt_le _ _ p0) (fun e => ltac:(lra)) => h.
have e : p' * ln (p' / p) = p' * ln p' - p' * ln p.
  by case: p'0 => [p'0|<-]; [rewrite ln_div //; lra | rewrite !Rmult_0_l; lra].
rewrite /= e in h; have ia : 0 < / alpha by apply: Rinv_0_lt_compat.
have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ ia) h; lra.
Qed.

(** * Lemma 2 *)

(** MAOSQL, Lemma 2: [‖T_{π,ζ} Q - T_{π,ζ} Q'‖ <= γ ‖Q - Q'‖] in the sup norm. *)
Definition lemma_2 : Prop :=
  forall (g : game) (alpha beta : R) (p : local_policies g) (zeta : state g -> joint g -> R),
  0 < beta -> policies p -> policy zeta ->
  contracts (discount g) (optimistic_evaluation alpha beta p zeta).

Theorem lemma_2_stands : lemma_2.
Proof. by move=> g alpha beta p zeta be dp dz; apply: optimistic_evaluation_contracts. Qed.

(** MAOSQL, Lemma 2, proof: [T_{π,ζ}(Q + c) = T_{π,ζ} Q + γ c]: no factor below [γ] serves. *)
Definition lemma_2_sharp : Prop :=
  forall (g : game) (n0 : agent g) (alpha beta : R) (p : local_policies g) (zeta : state g -> joint g -> R),
  0 < beta -> policies p -> policy zeta ->
  (forall (q : state g * joint g -> R) c sa,
    optimistic_evaluation alpha beta p zeta (fun e => q e + c) sa
    = optimistic_evaluation alpha beta p zeta q sa + discount g * c) /\
  forall (s0 : state g) k, contracts k (optimistic_evaluation alpha beta p zeta) -> discount g <= k.

Theorem lemma_2_sharp_stands : lemma_2_sharp.
Proof.
move=> g n0 alpha beta p zeta be dp dz.
have shift (q : state g * joint g -> R) c sa : optimistic_evaluation alpha beta p zeta (fun e => q e + c) sa
    = optimistic_evaluation alpha beta p zeta q sa + discount g * c by apply: optimistic_evaluation_shift.
split=> // s0 k /(_ (fun _ => 0 + 1) (fun _ => 0)) con; have [a _] := distribution_inhabited (dz s0).
have d1 : distance (fun _ : state g * joint g => 0 + 1) (fun _ => 0) = 1.
  apply: Rle_antisym; first by apply: distance_le => [|x]; rewrite ?Rabs_pos_eq; lra.
  by have := le_distance (fun _ : state g * joint g => 0 + 1) (fun _ => 0) (s0, a); rewrite Rabs_pos_eq; lra.
have h := Rle_trans _ _ _ (le_distance _ _ (s0, a)) con; move: h; rewrite shift d1 Rmult_1_r Rmult_1_r.
have -> : forall u v : R, u + v - u = v by move=> u v; lra.
by rewrite Rabs_pos_eq //; case: (discount_range g).
Qed.

(** * Theorem 1 *)

(** MAOSQL, Theorem 1, proof: [T_ζ Q = max_π T_{π,ζ} Q]: no [π] backs up more than the softmax of [αQⁿ] does. *)
Definition theorem_1_greedy : Prop :=
  forall (g : game) (alpha beta : R) (zeta : state g -> joint g -> R) (q : state g * joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta ->
  forall p sa, policies p ->
    optimistic_evaluation alpha beta p zeta q sa <= optimistic_bellman alpha beta zeta q sa.

Theorem theorem_1_greedy_stands : theorem_1_greedy.
Proof. by move=> g alpha beta zeta q al be dz p sa dp; apply: optimistic_evaluation_le. Qed.

(** MAOSQL, Theorem 1, proof: [T_ζ Q = T_{π̂,ζ} Q] at [π̂ⁿ ∝ exp(αQⁿ)]. *)
Definition theorem_1_attained : Prop :=
  forall (g : game) (alpha beta : R) (zeta : state g -> joint g -> R) (q : state g * joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta ->
  optimistic_bellman alpha beta zeta q
  = optimistic_evaluation alpha beta (softmax_policy alpha (optimistic_q beta zeta q)) zeta q.

Theorem theorem_1_attained_stands : theorem_1_attained.
Proof. by move=> g alpha beta zeta q al be dz; rewrite optimistic_attained. Qed.

(** MAOSQL, Theorem 1, proof: [Q <= Q'] in every entry makes [T_{π,ζ} Q <= T_{π,ζ} Q']. *)
Definition theorem_1_monotone : Prop :=
  forall (g : game) (alpha beta : R) (p : local_policies g) (zeta : state g -> joint g -> R),
  0 < beta -> policies p -> policy zeta -> monotone (optimistic_evaluation alpha beta p zeta).

Theorem theorem_1_monotone_stands : theorem_1_monotone.
Proof. by move=> g alpha beta p zeta be dp dz; apply: optimistic_evaluation_mono. Qed.

(** MAOSQL, Theorem 1, proof: [‖T_ζ Q - T_ζ Q'‖ <= γ ‖Q - Q'‖]. *)
Definition theorem_1_contracts : Prop :=
  forall (g : game) (alpha beta : R) (zeta : state g -> joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta -> contracts (discount g) (optimistic_bellman alpha beta zeta).

Theorem theorem_1_contracts_stands : theorem_1_contracts.
Proof. by move=> g alpha beta zeta al be dz; apply: optimistic_bellman_contracts. Qed.

(** What goes as [γ^k] converges. *)
Lemma rate_converges (u : nat -> R) l gamma d : 0 <= gamma < 1 -> 0 <= d ->
  (forall k, Rabs (u k - l) <= gamma ^ k * d) -> Un_cv u l.
Proof.
move=> g01 d0 h eps e0.
have := pow_lt_1_zero gamma; rewrite Rabs_pos_eq; last lra.
move=> /(_ (proj2 g01) (eps / (d + 1))); case; first by apply: Rdiv_lt_0_compat; lra.
move=> k hk; exists k => i ki; apply: Rle_lt_trans (h i) _.
have := hk i ki; rewrite Rabs_pos_eq; last by apply: pow_le; lra.
move=> small; have := Rmult_lt_compat_r (d + 1) _ _ ltac:(lra) small.
rewrite /Rdiv Rmult_assoc Rinv_l; last lra.
by have := pow_le gamma i (proj1 g01); lra.
Qed.

(** MAOSQL, Theorem 1: [T_ζ] has one fixed point [Q*], and MAOSVI converges to it from any start:
    [‖T_ζ^k Q - Q*‖ <= γ^k ‖Q - Q*‖]. *)
Definition theorem_1 : Prop :=
  forall (g : game) (alpha beta : R) (zeta : state g -> joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta ->
  exists qs, fixed_point (optimistic_bellman alpha beta zeta) qs /\
    (forall q, fixed_point (optimistic_bellman alpha beta zeta) q -> q = qs) /\
    forall q : state g * joint g -> R,
      (forall k, distance (iterate (optimistic_bellman alpha beta zeta) k q) qs <= discount g ^ k * distance q qs) /\
      forall sa, Un_cv (fun k => iterate (optimistic_bellman alpha beta zeta) k q sa) (qs sa).

Theorem theorem_1_stands : theorem_1.
Proof.
move=> g alpha beta zeta al be dz; have con := optimistic_bellman_contracts al be dz.
have [qs fq] := optimistic_bellman_fixed_point al be dz; exists qs; split=> //.
split=> [q fq'|q]; first exact: (fixed_point_unique (proj2 (discount_range g)) con).
have rate k := iterate_rate q k (proj1 (discount_range g)) con fq.
split=> // sa; apply: (rate_converges (discount_range g) (distance_ge0 q qs)) => k.
exact: Rle_trans (le_distance _ _ sa) (rate k).
Qed.

(** MAOSQL, Theorem 1; §3.1: one policy maximises [Q̃^π_{(α,β,ζ)}] in every entry at once, and the limit of MAOSVI is
    its value: [Q̃^π <= Q̃*] for every [π]. *)
Definition theorem_1_optimal : Prop :=
  forall (g : game) (alpha beta : R) (zeta : state g -> joint g -> R) (qs : state g * joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta ->
  fixed_point (optimistic_bellman alpha beta zeta) qs ->
  let best := softmax_policy alpha (optimistic_q beta zeta qs) in
  policies best /\ fixed_point (optimistic_evaluation alpha beta best zeta) qs /\
  forall p q, policies p -> fixed_point (optimistic_evaluation alpha beta p zeta) q -> forall sa, q sa <= qs sa.

Theorem theorem_1_optimal_stands : theorem_1_optimal.
Proof.
move=> g alpha beta zeta qs al be dz fq best; split=> [n s|].
  by have [a _] := distribution_inhabited (dz s); apply: softmax_policies.
split; first by rewrite /fixed_point optimistic_attained.
move=> p q dp fp sa; apply: (below_fixed_point (discount_range g) _ _ fq).
- exact: optimistic_bellman_mono.
- exact: optimistic_bellman_discounts.
by move=> e; rewrite -{1}fp; apply: optimistic_evaluation_le.
Qed.

(** * Theorem 3 *)

(** MAOSQL, Theorem 3, proof: [‖T̂X - T̂Y‖ <= (2(N - 1)α/β + γ) ‖X - Y‖], [T̂] a step of MAOSQL on local tables, at
    every [ε]. *)
Definition theorem_3_modulus : Prop :=
  forall (g : game) (a0 : joint g) (alpha beta epsilon : R) (x y : local_tables g),
  0 < alpha -> 0 < beta -> 0 <= epsilon <= 1 ->
  local_distance (maosql_step alpha beta epsilon x) (maosql_step alpha beta epsilon y)
  <= (2 * (INR #|agent g| - 1) * alpha / beta + discount g) * local_distance x y.

Theorem theorem_3_modulus_stands : theorem_3_modulus.
Proof. by move=> g a0 alpha beta epsilon x y al be e01; apply: maosql_step_contracts. Qed.

(** MAOSQL, Theorem 3 and Algorithm 2: a step on local tables [X] is the projection through [ζ = ε/|A| + (1 - ε)π̂] of
    [Q = r + γ P Ṽ(X)]; so a fixed point of MAOSQL gives one of MAOSVI at this [ζ]. *)
Definition theorem_3_projection : Prop :=
  forall (g : game) (a0 : joint g) (alpha beta epsilon : R) (x : local_tables g),
  0 < alpha ->
  let zeta := exploring epsilon (softmax_policy alpha x) in
  maosql_step alpha beta epsilon x = optimistic_q beta zeta (backup (mean_value alpha x)) /\
  (maosql_step alpha beta epsilon x = x ->
    fixed_point (optimistic_bellman alpha beta zeta) (backup (mean_value alpha x))).

Theorem theorem_3_projection_stands : theorem_3_projection.
Proof.
move=> g a0 alpha beta epsilon x al zeta; split; first exact: maosql_step_projects.
by move=> fx; apply: maosql_fixed_point.
Qed.

(** MAOSQL, Theorem 3: where [β > 2(N - 1)α/(1 - γ)], each step is shorter than the one before,
    [‖T̂²X - T̂X‖ < ‖T̂X - X‖]; local tables and policies converge, from any start, to the one fixed point; and its
    policies maximise [Q̃^π] for the [ζ] that they induce. *)
Definition theorem_3 : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta epsilon : R),
  0 < alpha -> 0 <= epsilon <= 1 -> 2 * (INR #|agent g| - 1) * alpha / (1 - discount g) < beta ->
  let step := @maosql_step g alpha beta epsilon in
  (forall x, step x <> x -> local_distance (step (step x)) (step x) < local_distance (step x) x) /\
  exists xs, step xs = xs /\ (forall x, step x = x -> x = xs) /\
    (forall x n s u, Un_cv (fun k => iter k step x n s u) (xs n s u)) /\
    (forall x n s u, Un_cv (fun k => softmax_policy alpha (iter k step x) n s u) (softmax_policy alpha xs n s u)) /\
    let zeta := exploring epsilon (softmax_policy alpha xs) in
    let qs := backup (mean_value alpha xs) in
    fixed_point (optimistic_bellman alpha beta zeta) qs /\
    fixed_point (optimistic_evaluation alpha beta (softmax_policy alpha xs) zeta) qs /\
    forall p q, policies p -> fixed_point (optimistic_evaluation alpha beta p zeta) q -> forall sa, q sa <= qs sa.

Lemma entries_of (g : game) (f : local_entry g -> R) : entries (of_entries f) = f.
Proof. by apply: functional_extensionality => -[n [s u]]. Qed.

Lemma of_entries_of (g : game) (x : local_tables g) : of_entries (entries x) = x.
Proof.
by apply: functional_extensionality_dep => n; apply: functional_extensionality => s; apply: functional_extensionality.
Qed.

Theorem theorem_3_stands : theorem_3.
Proof.
move=> g n0 a0 alpha beta epsilon al e01 large step; pose m := maosql_modulus g alpha beta.
have N1 : 1 <= INR #|agent g|.
  by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists n0.
have gr := discount_range g; have top : 0 <= 2 * (INR #|agent g| - 1) * alpha by apply: Rmult_le_pos; lra.
have be : 0 < beta.
  by apply: Rle_lt_trans large; apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
have con x y : local_distance (step x) (step y) <= m * local_distance x y by apply: maosql_step_contracts.
have m01 : 0 <= m < 1.
  have i0 : 0 < / beta by apply: Rinv_0_lt_compat.
  split; first by have := Rmult_le_pos _ _ top (Rlt_le _ _ i0); rewrite /m /maosql_modulus /Rdiv; lra.
  have h : 2 * (INR #|agent g| - 1) * alpha < beta * (1 - discount g).
    have := Rmult_lt_compat_r (1 - discount g) _ _ ltac:(lra) large.
    by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
  have := Rmult_lt_compat_r _ _ _ i0 h; rewrite (_ : beta * _ * / beta = 1 - discount g); last by field; lra.
  by rewrite /m /maosql_modulus /Rdiv; lra.
have distinct (x y : local_tables g) : x <> y -> 0 < local_distance x y.
  move=> xy; case: (distance_ge0 (entries x) (entries y)) => // d0; case: xy.
  by rewrite -(of_entries_of x) -(of_entries_of y) (distance0 (f := entries x) (g := entries y)) //; lra.
split=> [x moved|].
  by have := con (step x) x; have := distinct _ _ moved; nra.
pose F f := entries (step (of_entries f)).
have conF : contracts m F.
  by move=> f h; have := con (of_entries f) (of_entries h); rewrite /local_distance !entries_of.
have [f fF] := banach m01 conF; pose xs := of_entries f.
have fxs : step xs = xs by rewrite -[LHS]of_entries_of -/(F f) fF.
have rate x k : local_distance (iter k step x) xs <= m ^ k * local_distance x xs.
  elim: k => [|k ih] /=; first by lra.
  by rewrite -{1}fxs; apply: Rle_trans (con _ _) _; rewrite Rmult_assoc; apply: Rmult_le_compat_l; lra.
exists xs; split=> //; split=> [x fx|].
  case: (Classical_Prop.classic (x = xs)) => // /distinct d0.
  by have := con x xs; rewrite fx fxs; nra.
have near x k n s u : Rabs (iter k step x n s u - xs n s u) <= local_distance (iter k step x) xs.
  have := le_local_distance (iter k step x) xs s u; have := le_local_distance xs (iter k step x) s u.
  by rewrite local_distanceC => h1 h2; apply: Rabs_le; lra.
have tables x n s u : Un_cv (fun k => iter k step x n s u) (xs n s u).
  apply: (rate_converges m01 (distance_ge0 (entries x) (entries xs))) => k.
  exact: Rle_trans (near _ _ _ _ _) (rate _ _).
have policies_near (x : local_tables g) n s u :
    Rabs (softmax_policy alpha x n s u - softmax_policy alpha xs n s u) <= exp (2 * alpha * local_distance x xs) - 1.
  have up (y z : local_tables g) :
      softmax_policy alpha y n s u - softmax_policy alpha z n s u <= exp (2 * alpha * local_distance y z) - 1.
    have d0 : 0 <= local_distance y z by apply: distance_ge0.
    have yz v : y n s v <= z n s v + local_distance y z by apply: le_local_distance.
    have zy v : z n s v <= y n s v + local_distance y z by rewrite local_distanceC; apply: le_local_distance.
    have := softmax_le_by al u d0 yz zy.
    have p1 := distribution_le1 u (softmax_policies a0 z al n s).
    have p0 := boltzmann_gt0 (/ alpha) (z n s) u; rewrite -/(softmax_policy alpha z n s u) in p0.
    have E1 : 1 <= exp (2 * alpha * local_distance y z).
      by rewrite -exp_0; apply: exp_le; apply: Rmult_le_pos; lra.
    by nra.
  by have := up x xs; have := up xs x; rewrite (local_distanceC xs x) => h1 h2; apply: Rabs_le; lra.
split=> //; split=> [x n s u|].
  move=> eps e0; have d0 : 0 <= local_distance x xs by apply: distance_ge0.
  have l0 : 0 < ln (1 + eps) by rewrite -ln_1; apply: ln_increasing; lra.
  have goes : Un_cv (fun k => local_distance (iter k step x) xs) 0.
    apply: (rate_converges m01 d0) => k; rewrite Rminus_0_r Rabs_pos_eq; [exact: rate | exact: distance_ge0].
  have [K hK] := goes (ln (1 + eps) / (2 * alpha)) ltac:(apply: Rdiv_lt_0_compat; lra).
  exists K => k kK; have := hK k kK; rewrite /R_dist Rminus_0_r Rabs_pos_eq; last exact: distance_ge0.
  move=> small; apply: Rle_lt_trans (policies_near _ _ _ _) _.
  have : 2 * alpha * local_distance (iter k step x) xs < ln (1 + eps).
    have := Rmult_lt_compat_l (2 * alpha) _ _ ltac:(lra) small.
    by rewrite (_ : 2 * alpha * (ln (1 + eps) / (2 * alpha)) = ln (1 + eps)); [| field; lra].
  by move/exp_increasing; rewrite exp_ln; lra.
move=> zeta qs; have fq : fixed_point (optimistic_bellman alpha beta zeta) qs by apply: maosql_fixed_point.
have dz : policy zeta by apply: exploring_policy => //; apply: softmax_policies.
have [_ [fe best]] := theorem_1_optimal_stands al be dz fq.
split=> //; split=> //.
by move: fe; rewrite -(maosql_step_projects beta epsilon al a0 xs) -/step fxs.
Qed.

(** MAOSQL, Theorem 3 and App. C: at the [α] and [β] of the experiments, 50 and 10 in tensor and matrix game, 20 and 1
    in foraging, and two agents or more the modulus [2(N - 1)α/β + γ] is at least 1 and the condition on [β] fails:
    Theorem 3 says nothing of the runs that are reported. *)
Definition theorem_3_experiments : Prop :=
  forall (g : game) (alpha beta : R), (1 < #|agent g|)%N ->
  (alpha = 50 /\ beta = 10) \/ (alpha = 20 /\ beta = 1) ->
  1 <= maosql_modulus g alpha beta /\ ~ (2 * (INR #|agent g| - 1) * alpha / (1 - discount g) < beta).

Theorem theorem_3_experiments_vacuous : theorem_3_experiments.
Proof.
move=> g alpha beta two; have gr := discount_range g.
have N2 : 2 <= INR #|agent g| by rewrite -[2]/(INR 2); apply: le_INR; apply/leP.
rewrite /maosql_modulus => exps; split; first by case: exps => -[-> ->]; lra.
move=> h; have := Rmult_lt_compat_r (1 - discount g) _ _ ltac:(lra) h.
by rewrite /Rdiv Rmult_assoc Rinv_l; last lra; case: exps => -[-> ->]; nra.
Qed.
