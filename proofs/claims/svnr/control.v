(** SVNR: soft policy iteration, §2 and §4.2. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness.
From Oracle Require Import operators.nested operators.soft operators.negotiation.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Evaluation *)
(** SVNR, (6), Lemma 4.1: [‖Γ_π Q - Γ_π Q'‖ <= γ ‖Q - Q'‖], [Γ_π Q = r + γ P V_π] with the entropy of [π] in [V_π]. *)
Definition evaluation_contracts : Prop := forall (g : game) (alpha : R) (pi : state g -> joint g -> R),
  policy pi -> contracts (discount g) (soft_evaluation alpha pi).

(** SVNR, §4.2, Theorem 4.3: [‖Γ* Q - Γ* Q'‖ <= γ ‖Q - Q'‖], [Γ* Q = r + γ P V] with
    [V(s) = α ln Σ_a exp(Q(s,a)/α)]. *)
Definition optimality_contracts : Prop := forall (g : game) (alpha : R),
  0 < alpha -> contracts (discount g) (soft_optimality (g := g) alpha).

(** [Γ_π Q = r + γ P V_π] with a discount [γ] of its own, which may be 1. *)
Definition discounted_evaluation (g : game) (gamma alpha : R) (pi : state g -> joint g -> R)
    (q : state g * joint g -> R) (sa : state g * joint g) : R :=
  reward sa.1 sa.2 + gamma * expectation (transition sa.1 sa.2) (soft_policy_value alpha pi q).

(** SVNR, §2, Lemma 4.1: for every [γ] in [0, 1] and [Q ≠ Q'] one application of [Γ_π] brings the two nearer. *)
Definition discount_range : Prop :=
  forall (g : game) (gamma alpha : R) (pi : state g -> joint g -> R) (q q' : state g * joint g -> R),
  0 <= gamma <= 1 -> 0 < alpha -> policy pi -> q <> q' ->
  distance (discounted_evaluation gamma alpha pi q) (discounted_evaluation gamma alpha pi q') < distance q q'.

(** SVNR, §2, Lemma 4.1, amended: the same for every [γ] in [0, 1). *)
Definition discount_range_amended : Prop :=
  forall (g : game) (gamma alpha : R) (pi : state g -> joint g -> R) (q q' : state g * joint g -> R),
  0 <= gamma < 1 -> policy pi -> q <> q' ->
  distance (discounted_evaluation gamma alpha pi q) (discounted_evaluation gamma alpha pi q') < distance q q'.

(** SVNR, Lemma 4.1: [Q^{k+1} = Γ_π Q^k] converges to the soft Q of [π], [r + γ P V_π] with [V_π] the solution of
    [V_π = r_π + α H(π) + γ P_π V_π], and [‖Q^k - Q^π‖ <= γ^k ‖Q^0 - Q^π‖]. *)
Definition lemma_4_1 : Prop := forall (g : game) (alpha : R) (pi : state g -> joint g -> R), policy pi ->
  (exists v, fixed_point (soft_state_evaluation alpha pi) v)
  /\ forall v (q0 : state g * joint g -> R), fixed_point (soft_state_evaluation alpha pi) v ->
     (forall k, distance (iterate (soft_evaluation alpha pi) k q0) (backup v)
                <= discount g ^ k * distance q0 (backup v))
     /\ forall sa, Un_cv (fun k => iterate (soft_evaluation alpha pi) k q0 sa) (backup v sa).

(** * The update (7) *)
(** SVNR, (7): [exp((Q(uⁿ,u^C) - V(u^C))/α)], with [V(u^C)] the expectation of [Q] under the current policy, is a
    distribution over [uⁿ]: it sums to 1. *)
Definition equation_7_normalised : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (pi : state g -> joint g -> R)
    (q : state g * joint g -> R) s n a,
  0 < alpha -> strictly_nested C -> policy pi -> (forall s a, 0 < pi s a) ->
  \sum_x printed_policy alpha (pi s) (fun b => q (s, b)) (C n) n (put a n x) = 1.

(** SVNR, (7), amended: the weights of (7) sum to at least [exp H(πₙ(·|u^C))], [πₙ] the current conditional, and to
    more than 1 wherever [uⁿ] has a choice. *)
Definition equation_7_normalised_amended : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (pi : state g -> joint g -> R)
    (q : state g * joint g -> R) s n a,
  0 < alpha -> negotiation_sets C -> policy pi ->
  exp (entropy (fun x => conditional (pi s) (C n) n (put a n x)))
    <= \sum_x printed_policy alpha (pi s) (fun b => q (s, b)) (C n) n (put a n x)
  /\ ((1 < #|action n|)%N -> 1 < \sum_x printed_policy alpha (pi s) (fun b => q (s, b)) (C n) n (put a n x)).

(** SVNR, (7), Lemma 4.2: on strictly nested sets the policy [π'] of (7),
    [πₙ(uⁿ|u^C) ∝ exp(E_π[Q^π | uⁿ, u^C]/α)], is no worse: [Q^π' >= Q^π]. *)
Definition lemma_4_2 : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (pi pi' : state g -> joint g -> R)
    (q q' : state g * joint g -> R),
  0 < alpha -> strictly_nested C -> policy pi -> (forall s a, 0 < pi s a) ->
  fixed_point (soft_evaluation alpha pi) q ->
  (forall s, pi' s = expected_update C alpha (pi s) (fun a => q (s, a))) ->
  fixed_point (soft_evaluation alpha pi') q' ->
  forall sa, q sa <= q' sa.

(** SVNR, (7), Lemma 4.2, amended: on strictly nested sets the policy [π'] of [πₙ(uⁿ|u^C) ∝ Σ_rest exp(Q^π(s,a)/α)] is
    no worse: [Q^π' >= Q^π]. *)
Definition lemma_4_2_amended : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (pi pi' : state g -> joint g -> R)
    (q q' : state g * joint g -> R),
  0 < alpha -> strictly_nested C -> policy pi ->
  fixed_point (soft_evaluation alpha pi) q ->
  (forall s, pi' s = soft_update C alpha (fun a => q (s, a))) ->
  fixed_point (soft_evaluation alpha pi') q' ->
  forall sa, q sa <= q' sa.

(** SVNR, (7), Lemma 4.2, amended and sharp: every state gains at least the divergence,
    [V^π'(s) >= V^π(s) + α KL(π(·|s)‖π'(·|s))]. *)
Definition lemma_4_2_sharp_amended : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (pi pi' : state g -> joint g -> R)
    (q q' : state g * joint g -> R),
  0 < alpha -> strictly_nested C -> policy pi ->
  fixed_point (soft_evaluation alpha pi) q ->
  (forall s, pi' s = soft_update C alpha (fun a => q (s, a))) ->
  fixed_point (soft_evaluation alpha pi') q' ->
  forall s, soft_policy_value alpha pi q s + alpha * kl (pi s) (pi' s) <= soft_policy_value alpha pi' q' s.

(** * Policy iteration *)
(** [π_{k+1}] is made of [π_k] and [Q^{π_k}] by [update]. *)
Definition policy_iteration (g : game) alpha (update : (joint g -> R) -> (joint g -> R) -> joint g -> R)
    (pi : nat -> state g -> joint g -> R) (q : nat -> state g * joint g -> R) : Prop :=
  forall k, fixed_point (soft_evaluation alpha (pi k)) (q k)
            /\ forall s, pi k.+1 s = update (pi k s) (fun a => q k (s, a)).

(** SVNR, (7), Theorem 4.3: policy iteration by (7) on strictly nested sets converges to the soft-optimal policy, the
    Boltzmann policy of [Q*], from every positive policy, or at least leaves that policy as it is. *)
Definition theorem_4_3 : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (optimum : state g * joint g -> R),
  0 < alpha -> strictly_nested C -> fixed_point (soft_optimality alpha) optimum ->
  (forall pi q, policy (pi O) -> (forall s a, 0 < pi O s a) ->
    policy_iteration alpha (expected_update C alpha) pi q ->
    forall s a, Un_cv (fun k => pi k s a) (boltzmann_policy alpha optimum s a))
  \/ forall s, expected_update C alpha (boltzmann_policy alpha optimum s) (fun a => optimum (s, a))
               = boltzmann_policy alpha optimum s.

(** SVNR, (7), Theorem 4.3, amended: policy iteration with the soft marginals on strictly nested sets converges to the
    soft optimum from every policy: [‖V* - V^{π_k}‖ <= γ^k ‖V* - V^{π_0}‖], and [π_k] tends to the Boltzmann policy of
    [Q*]. *)
Definition theorem_4_3_amended : Prop :=
  forall (g : game) (alpha : R) (C : agent g -> {set agent g}) (optimum : state g * joint g -> R) pi q,
  0 < alpha -> strictly_nested C -> fixed_point (soft_optimality alpha) optimum -> policy (pi O) ->
  policy_iteration alpha (fun _ => soft_update C alpha) pi q ->
  (forall k, distance (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi k) (q k))
     <= discount g ^ k * distance (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi O) (q O)))
  /\ (forall s, Un_cv (fun k => soft_policy_value alpha (pi k) (q k) s) (soft_optimal_value alpha optimum s))
  /\ forall s a, Un_cv (fun k => pi k s a) (boltzmann_policy alpha optimum s a).

(** SVNR, Theorem 4.3: the fixed point of [Γ*] is above every policy's soft value: [V^π(s) <= V*(s)], with
    [V*(s) = α ln Σ_a exp(Q*(s,a)/α)]. *)
Definition theorem_4_3_optimum : Prop :=
  forall (g : game) (alpha : R) (pi : state g -> joint g -> R) (q optimum : state g * joint g -> R),
  0 < alpha -> policy pi -> fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_optimality alpha) optimum ->
  forall s, soft_policy_value alpha pi q s <= soft_optimal_value alpha optimum s.

Theorem evaluation_contracts_stands : evaluation_contracts.
Proof. by move=> g alpha pi dpi; apply: soft_evaluation_contracts. Qed.

Theorem optimality_contracts_stands : optimality_contracts.
Proof. by move=> g alpha a0; apply: soft_optimality_contracts. Qed.

Theorem discount_range_amended_stands : discount_range_amended.
Proof.
move=> g gamma alpha pi q q' range dpi away.
have apart : 0 < distance q q'.
  by case: (distance_ge0 q q') => // z; case: away; apply: distance0; rewrite -z; right.
suff : distance (discounted_evaluation gamma alpha pi q) (discounted_evaluation gamma alpha pi q')
    <= gamma * distance q q' by nra.
apply: distance_le => [|[s a]]; first by apply: Rmult_le_pos; lra.
have -> : discounted_evaluation gamma alpha pi q (s, a) - discounted_evaluation gamma alpha pi q' (s, a)
    = gamma * expectation (transition s a) (fun t => soft_policy_value alpha pi q t - soft_policy_value alpha pi q' t).
  rewrite (expectation_sub (transition s a) (soft_policy_value alpha pi q) (soft_policy_value alpha pi q')).
  by rewrite /discounted_evaluation /=; lra.
rewrite Rabs_mult (Rabs_pos_eq gamma); last by case: range.
apply: Rmult_le_compat_l; first by case: range.
apply: expectation_abs => [|t]; first exact: transition_distribution.
have -> : soft_policy_value alpha pi q t - soft_policy_value alpha pi q' t
    = expectation (pi t) (fun a => q (t, a) - q' (t, a)).
  rewrite (_ : _ - _ = policy_value pi q t - policy_value pi q' t); last by rewrite /soft_policy_value; lra.
  exact: esym (expectation_sub _ _ _).
by apply: expectation_abs => // b; apply: le_distance.
Qed.

Theorem lemma_4_1_stands : lemma_4_1.
Proof.
move=> g alpha pi dpi; have range := game.discount_range g.
split=> [|v q0 fv]; first exact: soft_state_evaluation_fixed_point.
have fq := soft_table_of_fixed_point fv.
have rate k := @iterate_rate _ _ _ _ q0 k (proj1 range) (soft_evaluation_contracts alpha dpi) fq.
split=> // sa e e0; set d := distance q0 (backup v) in rate *.
have d0 : 0 < d + 1 by have := distance_ge0 q0 (backup v); rewrite -/d; lra.
have := pow_lt_1_zero (discount g); rewrite Rabs_pos_eq; last by case: range.
move=> /(_ (proj2 range) (e / (d + 1)) (Rdiv_lt_0_compat _ _ e0 d0)) [n small].
exists n => k nk; have := small k nk; rewrite Rabs_pos_eq; last by apply: pow_le; case: range.
move=> /(Rmult_lt_compat_r _ _ _ d0); rewrite /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last lra.
have := le_distance (iterate (soft_evaluation alpha pi) k q0) (backup v) sa; have := rate k.
have p0 := pow_le (discount g) k (proj1 range); rewrite /R_dist => *.
by apply: (Rle_lt_trans _ (discount g ^ k * d)); [lra | nra].
Qed.

Theorem equation_7_normalised_amended_stands : equation_7_normalised_amended.
Proof.
move=> g alpha C pi q s n a a0 sets dpi; have nD := sets n; have p0 := proj1 (dpi s).
set f := fun b => q (s, b); set kappa := fun x => conditional (pi s) (C n) n (put a n x).
set mean := fun x => expected (pi s) (n |: C n) f (put a n x).
have dk : distribution kappa.
  have [_ [k0 k1]] := conditional_negotiation p0 nD.
  by split=> [x|]; [exact: k0 | exact: k1].
rewrite printed_policy_sum // (expected_tower f a p0 nD) -/kappa -/mean.
have le : entropy kappa <= (soft_value alpha mean - expectation kappa mean) / alpha.
  apply: (Rmult_le_reg_l alpha) => //; have := gibbs_le mean a0 dk.
  have -> : alpha * ((soft_value alpha mean - expectation kappa mean) / alpha)
    = soft_value alpha mean - expectation kappa mean by field; lra.
  by lra.
split=> [|choice]; first exact: exp_le.
have value x : mean x < soft_value alpha mean.
  have sum : exp (mean x / alpha) < \sum_y exp (mean y / alpha).
    have [y yx] : exists y, y != x.
      move: choice; rewrite (cardD1 x) inE /= add1n ltnS => /card_gt0P[y]; rewrite !inE andbT => yx; by exists y.
    rewrite (bigD1 x) //= (bigD1 y) //=.
    have := @sum_ge0 _ (fun i => (i != x) && (i != y)) (fun i => exp (mean i / alpha))
      (fun i _ => Rlt_le _ _ (exp_pos _)).
    by have := exp_pos (mean y / alpha); lra.
  have := ln_increasing _ _ (exp_pos _) sum; rewrite ln_exp => h.
  have -> : mean x = alpha * (mean x / alpha) by field; lra.
  exact: Rmult_lt_compat_l.
have below : expectation kappa mean < soft_value alpha mean.
  rewrite -(expectation_const (soft_value alpha mean) dk); have [x kx] := distribution_inhabited dk.
  apply: sum_lt => [y|]; first by apply: Rmult_le_compat_l; [case: dk | left].
  by exists x; apply: Rmult_lt_compat_l.
rewrite -exp_0; apply: exp_increasing; apply: Rdiv_lt_0_compat => //; lra.
Qed.

Theorem lemma_4_2_amended_stands : lemma_4_2_amended.
Proof.
move=> g alpha C pi pi' q q' a0 nested dpi fq update fq' sa; case: sa => s a.
have e : pi' = boltzmann_policy alpha q.
  by apply: functional_extensionality => t; rewrite update (soft_update_boltzmann _ a0 a nested).
rewrite e in fq'; apply: (soft_improvement (boltzmann_is_policy q a0 a) fq fq') => t.
by rewrite boltzmann_policy_value //; apply: soft_policy_value_le.
Qed.

Lemma soft_update_gains g alpha C (pi pi' : state g -> joint g -> R) q q' : 0 < alpha -> strictly_nested C ->
  policy pi -> fixed_point (soft_evaluation alpha pi) q ->
  (forall s, pi' s = soft_update C alpha (fun a => q (s, a))) -> fixed_point (soft_evaluation alpha pi') q' ->
  forall s, soft_optimal_value alpha q s <= soft_policy_value alpha pi' q' s.
Proof.
move=> a0 nested dpi fq update fq' s; have [a _] := distribution_inhabited (dpi s).
have e : pi' = boltzmann_policy alpha q.
  by apply: functional_extensionality => t; rewrite update (soft_update_boltzmann _ a0 a nested).
rewrite e in fq' *; have dpi' := boltzmann_is_policy q a0 a.
pose v := soft_policy_value alpha pi q; have bv : backup v = q by exact: fq.
have step t : soft_state_evaluation alpha (boltzmann_policy alpha q) v t = soft_optimal_value alpha q t.
  by rewrite /soft_state_evaluation bv boltzmann_policy_value.
rewrite -step; apply: (soft_step_raises dpi' (soft_value_of_fixed_point fq')) => t.
by rewrite step; apply: soft_policy_value_le.
Qed.

Theorem lemma_4_2_sharp_amended_stands : lemma_4_2_sharp_amended.
Proof.
move=> g alpha C pi pi' q q' a0 nested dpi fq update fq' s; have [a _] := distribution_inhabited (dpi s).
apply: Rle_trans (soft_update_gains a0 nested dpi fq update fq' s).
rewrite (soft_policy_value_gap q s a0 dpi) update (soft_update_boltzmann _ a0 a nested).
by rewrite /boltzmann_policy; lra.
Qed.

Theorem theorem_4_3_optimum_stands : theorem_4_3_optimum.
Proof. by move=> g alpha pi q optimum a0 dpi fq fo; apply: below_soft_optimal_value. Qed.

(** An action that a distribution does draw. *)
Definition drawn (T : finType) (p : T -> R) (dp : distribution p) : T.
Proof. apply: (xchoose (P := xpredT)); by have [x _] := distribution_inhabited dp; exists x. Defined.

Lemma geometric_limit gamma (u : nat -> R) l d : 0 <= gamma < 1 ->
  (forall k, Rabs (u k - l) <= gamma ^ k * d) -> Un_cv u l.
Proof.
move=> range bound e e0; have d0 : 0 <= d by have := bound O; have := Rabs_pos (u O - l); rewrite /=; lra.
have := pow_lt_1_zero gamma; rewrite Rabs_pos_eq; last by case: range.
have d1 : 0 < d + 1 by lra.
move=> /(_ (proj2 range) (e / (d + 1)) (Rdiv_lt_0_compat _ _ e0 d1)) [n small].
exists n => k nk; have := small k nk; rewrite Rabs_pos_eq; last by apply: pow_le; case: range.
move=> /(Rmult_lt_compat_r _ _ _ d1); rewrite /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last lra.
have p0 := pow_le gamma k (proj1 range); rewrite /R_dist => *.
by apply: (Rle_lt_trans _ (gamma ^ k * d)); [exact: bound | nra].
Qed.

Theorem theorem_4_3_amended_stands : theorem_4_3_amended.
Proof.
move=> g alpha C optimum pi q a0 nested fo d0 iteration; have range := game.discount_range g.
have update k s : pi k.+1 s = soft_update C alpha (fun a => q k (s, a)) by exact: (proj2 (iteration k)).
have some : forall s : state g, joint g by move=> s; exact: (drawn (d0 s)).
have boltz k s : pi k.+1 s = boltzmann_policy alpha (q k) s.
  by rewrite update (soft_update_boltzmann _ a0 (some s) nested).
have dpi k : policy (pi k).
  by case: k => // k s; rewrite boltz; apply: boltzmann_is_policy => //; exact: some.
pose far k := distance (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi k) (q k)).
have far0 k : 0 <= far k by exact: distance_ge0.
have tables k sa : Rabs (optimum sa - q k sa) <= discount g * far k.
  have bo := distance_bounds (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi k) (q k)).
  rewrite -/(far k) in bo; have eo := equal_f fo sa; have eq := equal_f (proj1 (iteration k)) sa.
  rewrite -eo -eq /soft_optimality /soft_evaluation.
  have up : backup (soft_optimal_value alpha optimum) sa
      <= backup (soft_policy_value alpha (pi k) (q k)) sa + discount g * far k.
    by rewrite -backup_shift; apply: backup_mono => s; have := bo s; lra.
  have down : backup (soft_policy_value alpha (pi k) (q k)) sa
      <= backup (soft_optimal_value alpha optimum) sa + discount g * far k.
    by rewrite -backup_shift; apply: backup_mono => s; have := bo s; lra.
  by apply: Rabs_le; lra.
have values k s : Rabs (soft_optimal_value alpha optimum s - soft_optimal_value alpha (q k) s) <= discount g * far k.
  have near sa : q k sa - discount g * far k <= optimum sa <= q k sa + discount g * far k.
    by have := tables k sa; rewrite /Rabs; case: Rcase_abs; lra.
  have up : soft_optimal_value alpha optimum s <= soft_optimal_value alpha (q k) s + discount g * far k.
    rewrite -(soft_optimal_value_shift a0 (some s)); apply: (soft_optimal_value_mono a0 (some s)) => sa.
    by have := near sa; lra.
  have down : soft_optimal_value alpha (q k) s <= soft_optimal_value alpha optimum s + discount g * far k.
    rewrite -(soft_optimal_value_shift a0 (some s)); apply: (soft_optimal_value_mono a0 (some s)) => sa.
    by have := near sa; lra.
  by apply: Rabs_le; lra.
have step k : far k.+1 <= discount g * far k.
  apply: distance_le => [|s]; first by apply: Rmult_le_pos; [lra | exact: far0].
  have below := below_soft_optimal_value a0 (dpi k.+1) (proj1 (iteration k.+1)) fo s.
  have gain := soft_update_gains a0 nested (dpi k) (proj1 (iteration k)) (update k) (proj1 (iteration k.+1)) s.
  by have := values k s; rewrite !Rabs_pos_eq; lra.
have rate k : far k <= discount g ^ k * far O.
  elim: k => [|k ih] /=; first lra.
  by apply: Rle_trans (step k) _; rewrite Rmult_assoc; apply: Rmult_le_compat_l; [lra | exact: ih].
split; first exact: rate.
split=> [s|s a].
  apply: (geometric_limit (d := far O) range) => k; apply: Rle_trans (rate k).
  by rewrite Rabs_minus_sym; exact: (le_distance (soft_optimal_value alpha optimum)).
have exponent : Un_cv (fun k => (q k (s, a) - soft_optimal_value alpha (q k) s) / alpha)
    ((optimum (s, a) - soft_optimal_value alpha optimum s) / alpha).
  apply: (geometric_limit (d := 2 * (discount g * far O) * / alpha) range) => k.
  have -> : (q k (s, a) - soft_optimal_value alpha (q k) s) / alpha
      - (optimum (s, a) - soft_optimal_value alpha optimum s) / alpha
    = ((soft_optimal_value alpha optimum s - soft_optimal_value alpha (q k) s) + - (optimum (s, a) - q k (s, a)))
      * / alpha by field; lra.
  have i0 : 0 < / alpha by exact: Rinv_0_lt_compat.
  rewrite Rabs_mult (Rabs_pos_eq (/ alpha)); last lra.
  rewrite -Rmult_assoc; apply: Rmult_le_compat_r; first lra.
  apply: Rle_trans (Rabs_triang _ _) _; rewrite Rabs_Ropp.
  have := tables k (s, a); have := values k s.
  by have := Rmult_le_compat_l _ _ _ (proj1 range) (rate k); lra.
have limit := continuity_seq exp _ _ (derivable_continuous _ derivable_exp _) exponent.
move=> e e0; have [n near] := limit e e0; exists n.+1 => -[|k] nk; first by case: (Nat.nle_succ_0 _ nk).
by rewrite boltz; apply: near; apply: le_S_n.
Qed.

(** ** The witness: two agents, one after the other, paid 1 if both play [true] *)
Section Duo.
Definition paid (x y : bool) : R := if x && y then 1 else 0.

Lemma half_in_range : 0 <= / 2 < 1. Proof. lra. Qed.

Definition duo : game :=
  @one_state [finType of bool] (fun _ => [finType of bool]) (fun a => paid (a true) (a false)) (/ 2) half_in_range.

Local Notation pairs := (joint duo).

(** The second agent, [false], sees the first. *)
Definition duo_sets (n : agent duo) : {set agent duo} := if n then set0 else [set true].

Lemma duo_nested : strictly_nested duo_sets.
Proof.
exists (fun n : bool => if n then 0%N else 1%N); split; first by case; case.
by case; apply/setP; case; rewrite !inE.
Qed.

Definition plays (x y : bool) : pairs := both x y.

Lemma plays_true x y : plays x y true = x. Proof. exact: both_true. Qed.
Lemma plays_false x y : plays x y false = y. Proof. exact: both_false. Qed.
Lemma plays_eta (a : pairs) : plays (a true) (a false) = a. Proof. exact: both_eta. Qed.
Lemma plays_put_true x y z : put (plays x y) true z = plays z y. Proof. exact: put_true. Qed.
Lemma plays_put_false x y z : put (plays x y) false z = plays x z. Proof. exact: put_false. Qed.

Lemma duo_sum (f : pairs -> R) : \sum_(a : pairs) f a = \sum_x \sum_y f (plays x y).
Proof. exact: (sum_both f). Qed.

Lemma duo_sum_true (f : pairs -> R) x : \sum_(a : pairs | a true == x) f a = \sum_y f (plays x y).
Proof. exact: (sum_both_true f). Qed.

Lemma duo_backup v (s : state duo) (a : pairs) : backup v (s, a) = paid (a true) (a false) + / 2 * v tt.
Proof. by rewrite /backup /expectation sum_unit /= Rmult_1_l. Qed.

(** The second agent's answer to [x] when the worth of the joint action is [h]. *)
Definition answer (h : pairs -> R) (x y : bool) : R := boltzmann 1 (fun z : bool => h (plays x z)) y.
(** The first agent's mean and soft worth of [x]. *)
Definition mean_worth (h : pairs -> R) (x : bool) : R := \sum_y answer h x y * h (plays x y).
Definition soft_worth (h : pairs -> R) (x : bool) : R := soft_value 1 (fun z : bool => h (plays x z)).

Lemma answer_exp h x y : answer h x y = exp ((h (plays x y) - soft_worth h x) / 1).
Proof. by []. Qed.

Lemma answer_distribution h x : distribution (answer h x).
Proof. by apply: (distribution_boltzmann true); lra. Qed.

Lemma duo_second pi (h : pairs -> R) x y :
  expected_policy 1 pi h (duo_sets false) false (plays x y) = answer h x y.
Proof.
rewrite /expected_policy /answer plays_false; congr (boltzmann 1 _ y).
apply: functional_extensionality => z; rewrite plays_put_false.
have -> : false |: duo_sets false = setT by apply/setP; case; rewrite !inE.
exact: expected_all.
Qed.

(** Where the second agent answers as it should, the first one's expectation is [mean_worth]. *)
Lemma duo_first (pi h : pairs -> R) (lead : bool -> R) x y : (forall x, 0 < lead x) ->
  (forall x y, pi (plays x y) = lead x * answer h x y) ->
  expected_policy 1 pi h (duo_sets true) true (plays x y) = boltzmann 1 (mean_worth h) x.
Proof.
move=> lead0 split; rewrite /expected_policy plays_true; congr (boltzmann 1 _ x).
apply: functional_extensionality => z; rewrite plays_put_true.
have m k : mass k (true |: duo_sets true) (plays z y) = \sum_t k (plays z t).
  rewrite /mass -(duo_sum_true k); apply: eq_bigl => b.
  by rewrite agree_add agree_none plays_true.
have total : mass pi (true |: duo_sets true) (plays z y) = lead z.
  rewrite m; have -> : \sum_t pi (plays z t) = \sum_t lead z * answer h z t by apply: eq_bigr => t _.
  by rewrite sum_scale (proj2 (answer_distribution h z)) Rmult_1_r.
have l0 := lead0 z; rewrite expected_ratio ?total; last lra.
have -> : mass (fun b => pi b * h b) (true |: duo_sets true) (plays z y) = lead z * mean_worth h z.
  by rewrite m /mean_worth -sum_scale; apply: eq_bigr => t _; rewrite split Rmult_assoc.
by field; lra.
Qed.

Lemma duo_update (pi h : pairs -> R) (lead : bool -> R) x y : (forall x, 0 < lead x) ->
  (forall x y, pi (plays x y) = lead x * answer h x y) ->
  expected_update duo_sets 1 pi h (plays x y) = boltzmann 1 (mean_worth h) x * answer h x y.
Proof.
move=> lead0 split; rewrite /expected_update /negotiated big_bool.
by rewrite (duo_first x y lead0 split) duo_second.
Qed.

Lemma duo_boltzmann (h : pairs -> R) x y :
  boltzmann 1 h (plays x y) = exp (soft_worth h x - soft_value 1 h) * answer h x y.
Proof. by rewrite answer_exp /boltzmann -exp_plus; congr exp; field. Qed.

(** The mean and the soft worth of the first agent's actions differ by unequal entropies. *)
Lemma duo_misses (h : pairs -> R) c : (forall x y, h (plays x y) = paid x y + c) ->
  (forall x y, boltzmann 1 (mean_worth h) x * answer h x y = boltzmann 1 h (plays x y)) -> False.
Proof.
move=> worth same.
have lead x : exp ((mean_worth h x - soft_value 1 (mean_worth h)) / 1) = exp (soft_worth h x - soft_value 1 h).
  have [_ one] := answer_distribution h x.
  have := eq_bigr _ (fun y (_ : true) => same x y : boltzmann 1 (mean_worth h) x * answer h x y = _) : 
     \sum_y boltzmann 1 (mean_worth h) x * answer h x y = \sum_y boltzmann 1 h (plays x y).
  have -> : \sum_y boltzmann 1 h (plays x y) = \sum_y exp (soft_worth h x - soft_value 1 h) * answer h x y.
    by apply: eq_bigr => y _; rewrite duo_boltzmann.
  by rewrite !sum_scale one !Rmult_1_r.
have apart x : soft_worth h x = mean_worth h x + entropy (answer h x).
  have e := gibbs_attained true (fun z : bool => h (plays x z)) Rlt_0_1.
  by rewrite Rmult_1_l in e; exact: esym e.
have equal : entropy (answer h true) = entropy (answer h false).
  have := exp_inv _ _ (lead true); have := exp_inv _ _ (lead false); rewrite !apart; lra.
pose flat : bool -> R := fun _ => 0.
have bound p : distribution p -> entropy p = soft_value 1 flat - kl p (boltzmann 1 flat).
  by move=> dp; have := gibbs flat Rlt_0_1 dp; rewrite expectation_const //; lra.
have flat_answer : answer h false = boltzmann 1 flat.
  apply: functional_extensionality => y; rewrite /answer !boltzmann_ratio; try lra.
  by rewrite !sum_bool !worth /paid /= /flat; have := exp_pos ((0 + c) / 1); have := exp_pos (0 / 1);
    move=> *; field; lra.
have dt := answer_distribution h true; have df := answer_distribution h false.
have z : kl (answer h true) (boltzmann 1 flat) = 0.
  have := bound _ dt; have := bound _ df; rewrite equal flat_answer kl_refl; first lra.
  by move=> y; left; exact: exp_pos.
have du : distribution (boltzmann 1 flat) by rewrite -flat_answer.
have e := kl_eq0 dt du (@supported_boltzmann _ 1 _ _) z.
have : answer h true true = answer h true false by rewrite e.
by rewrite /answer /boltzmann => /exp_inv; rewrite !worth /paid /=; lra.
Qed.

Definition duo_pay (a : pairs) : R := paid (a true) (a false).

(** The optimum of the witness. *)
Definition duo_level : R := soft_value 1 duo_pay.
Definition duo_optimum (sa : state duo * pairs) : R := duo_pay sa.2 + duo_level.

Lemma duo_optimum_value s : soft_optimal_value 1 duo_optimum s = duo_level + duo_level.
Proof. by rewrite /soft_optimal_value (soft_value_shift (plays true true) duo_pay duo_level Rlt_0_1). Qed.

Lemma duo_optimum_fixed : fixed_point (soft_optimality 1) duo_optimum.
Proof.
apply: functional_extensionality => -[s a]; rewrite /soft_optimality duo_backup duo_optimum_value.
by rewrite /duo_optimum /duo_pay /=; lra.
Qed.

Lemma duo_optimal_split x y : boltzmann_policy 1 duo_optimum tt (plays x y)
  = exp (soft_worth (fun a => duo_optimum (tt, a)) x - soft_value 1 (fun a => duo_optimum (tt, a)))
    * answer (fun a => duo_optimum (tt, a)) x y.
Proof. exact: duo_boltzmann. Qed.

(** (7) moves the optimal policy. *)
Lemma duo_optimum_moves :
  expected_update duo_sets 1 (boltzmann_policy 1 duo_optimum tt) (fun a => duo_optimum (tt, a))
  <> boltzmann_policy 1 duo_optimum tt.
Proof.
move=> same; set h := fun a => duo_optimum (tt, a).
apply: (@duo_misses h duo_level) => x y; first by rewrite /h /duo_optimum /duo_pay /= plays_true plays_false.
have := equal_f same (plays x y).
by rewrite (duo_update x y (fun _ => exp_pos _) duo_optimal_split).
Qed.
End Duo.

Theorem discount_range_refuted : ~ discount_range.
Proof.
move=> claim; pose pi := boltzmann_policy 1 duo_optimum; pose some : joint duo := plays true true.
have dpi : policy pi by apply: boltzmann_is_policy => //; lra.
pose q c : state duo * joint duo -> R := fun _ => c.
have away : q 0 <> q 1 by move=> e; have := equal_f e (tt, some); rewrite /q; lra.
have := claim duo 1 1 pi (q 0) (q 1) ltac:(lra) Rlt_0_1 dpi away.
have value c s : soft_policy_value 1 pi (q c) s = c + entropy (pi s).
  by rewrite /soft_policy_value /policy_value expectation_const ?Rmult_1_l.
have far : distance (q 0) (q 1) <= 1.
  by apply: distance_le => [|x]; rewrite /q ?Rabs_left; lra.
have := le_distance (discounted_evaluation 1 1 pi (q 0)) (discounted_evaluation 1 1 pi (q 1)) (tt, some).
have e c : discounted_evaluation 1 1 pi (q c) (tt, some) = reward (tt : state duo) some + (c + entropy (pi tt)).
  by rewrite /discounted_evaluation /expectation sum_unit value /= !Rmult_1_l.
by rewrite !e Rabs_left; lra.
Qed.

Theorem equation_7_normalised_refuted : ~ equation_7_normalised.
Proof.
move=> claim; pose pi := boltzmann_policy 1 duo_optimum; pose some : joint duo := plays true true.
have dpi : policy pi by apply: boltzmann_is_policy => //; lra.
have zero D a : expected (pi tt) D (fun _ : joint duo => 0) a = 0.
  have none (k : joint duo -> R) : (forall b, k b = 0) -> mass k D a = 0 by move=> k0; rewrite /mass big1.
  rewrite /expected; case: Req_EM_T => z /=; rewrite none /Rdiv ?Rmult_0_l // => b; exact: Rmult_0_r.
have pos s a : 0 < pi s a by exact: exp_pos.
pose zeroes : state duo * joint duo -> R := fun _ => 0.
have one (x : @action duo true) : printed_policy 1 (pi tt) (fun b => zeroes (tt, b)) set0 true (put some true x) = 1.
  rewrite /printed_policy; have -> : (fun b => zeroes (tt, b)) = (fun _ : joint duo => 0) by [].
  by rewrite !zero (_ : (0 - 0) / 1 = 0) ?exp_0; lra.
have := claim duo 1 duo_sets pi zeroes tt true some Rlt_0_1 duo_nested dpi pos.
under eq_bigr do rewrite one.
by rewrite sum_bool; lra.
Qed.

Theorem lemma_4_2_refuted : ~ lemma_4_2.
Proof.
move=> claim; pose pi := boltzmann_policy 1 duo_optimum; pose some : joint duo := plays true true.
have dpi : policy pi by apply: boltzmann_is_policy => //; lra.
pose pi' (s : state duo) := expected_update duo_sets 1 (pi s) (fun a => duo_optimum (s, a)).
have dpi' : policy pi' by move=> s; apply: expected_update_distribution => //; [lra | exact: duo_nested].
have [q' fq'] := soft_evaluation_fixed_point 1 dpi'.
have fq := soft_optimal_policy Rlt_0_1 some duo_optimum_fixed.
have up := claim duo 1 duo_sets pi pi' _ q' Rlt_0_1 duo_nested dpi (fun _ _ => exp_pos _) fq (fun s => erefl) fq'.
have down := below_soft_optimum Rlt_0_1 dpi' fq' duo_optimum_fixed.
have same : q' = duo_optimum by apply: functional_extensionality => sa; apply: Rle_antisym; [exact: down | exact: up].
have level : soft_policy_value 1 pi' duo_optimum tt = soft_optimal_value 1 duo_optimum tt.
  have e := equal_f fq' (tt, some); have e' := equal_f duo_optimum_fixed (tt, some).
  rewrite same in e; move: e e'; rewrite /soft_evaluation /soft_optimality !duo_backup.
  by move=> e e'; lra.
have gap := soft_policy_value_gap duo_optimum tt Rlt_0_1 dpi'.
apply: duo_optimum_moves; apply: (kl_eq0 (dpi' tt) (dpi tt) (@supported_boltzmann _ 1 _ _)).
by rewrite -/pi in gap; lra.
Qed.

(** Shifts of the worth change neither answers nor leads. *)
Lemma boltzmann_shift (f : bool -> R) c : boltzmann 1 (fun x => f x + c) = boltzmann 1 f.
Proof.
apply: functional_extensionality => x; rewrite /boltzmann (soft_value_shift true _ _ Rlt_0_1).
by congr exp; field.
Qed.

Lemma answer_shift (h : joint duo -> R) c x y : answer (fun a => h a + c) x y = answer h x y.
Proof. by rewrite /answer (boltzmann_shift (fun z => h (plays x z))). Qed.

Lemma mean_shift (h : joint duo -> R) c : mean_worth (fun a => h a + c) = (fun x => mean_worth h x + c).
Proof.
apply: functional_extensionality => x; rewrite /mean_worth.
have -> : \sum_y answer (fun a => h a + c) x y * (h (plays x y) + c)
    = \sum_y (answer h x y * h (plays x y) + answer h x y * c) by apply: eq_bigr => y _; rewrite answer_shift; ring.
by rewrite sum_add sum_scale_r (proj2 (answer_distribution h x)); lra.
Qed.

(** From whatever policy it starts, (7) is at one and the same policy, not the optimal one, from the second step on. *)
Lemma duo_iteration pi q : policy_iteration (g := duo) 1 (expected_update duo_sets 1) pi q ->
  forall k x y, pi k.+2 tt (plays x y) = boltzmann 1 (mean_worth duo_pay) x * answer duo_pay x y.
Proof.
move=> iteration.
have shape k : (fun a => q k (tt, a)) = (fun a => duo_pay a + / 2 * soft_policy_value 1 (pi k) (q k) tt).
  by apply: functional_extensionality => a; rewrite -{1}(proj1 (iteration k)) /soft_evaluation duo_backup.
have first k : exists lead : bool -> R,
    (forall x, 0 < lead x) /\ forall x y, pi k.+1 tt (plays x y) = lead x * answer duo_pay x y.
  rewrite (proj2 (iteration k)) shape; set c := / 2 * _.
  exists (fun x => expected_policy 1 (pi k tt) (fun a => duo_pay a + c) (duo_sets true) true (plays x true)).
  split=> [x|x y]; first exact: exp_pos.
  have e : expected_policy 1 (pi k tt) (fun a => duo_pay a + c) (duo_sets true) true (plays x y)
      = expected_policy 1 (pi k tt) (fun a => duo_pay a + c) (duo_sets true) true (plays x true).
    rewrite /expected_policy !plays_true; congr (boltzmann 1 _ x); apply: functional_extensionality => z.
    by rewrite !plays_put_true; apply: expected_agree; rewrite agree_add agree_none !plays_true eqxx.
  by rewrite /expected_update /negotiated big_bool (duo_second (pi k tt) (fun a => duo_pay a + c) x y) answer_shift e.
move=> k x y; have [lead [lead0 split]] := first k.
rewrite (proj2 (iteration k.+1)) shape; set c := / 2 * _.
have split' x' y' : pi k.+1 tt (plays x' y') = lead x' * answer (fun a => duo_pay a + c) x' y'.
  by rewrite answer_shift.
by rewrite (duo_update x y lead0 split') answer_shift mean_shift boltzmann_shift.
Qed.

(** The soft Q of a policy of the witness. *)
Definition duo_table (pi : state duo -> joint duo -> R) (sa : state duo * joint duo) : R :=
  duo_pay sa.2 + soft_policy_value 1 pi (fun sa => duo_pay sa.2) tt.

Lemma duo_table_fixed pi : policy pi -> fixed_point (soft_evaluation 1 pi) (duo_table pi).
Proof.
move=> dpi; apply: functional_extensionality => -[s a].
rewrite /soft_evaluation duo_backup (soft_policy_value_shift 1 dpi (fun sa => duo_pay sa.2)).
by rewrite /duo_table /duo_pay /=; lra.
Qed.

Fixpoint duo_policies k : state duo -> joint duo -> R :=
  if k is k'.+1
  then fun s => expected_update duo_sets 1 (duo_policies k' s) (fun a => duo_table (duo_policies k') (s, a))
  else boltzmann_policy 1 duo_optimum.

Lemma duo_policies_policy k : policy (duo_policies k).
Proof.
case: k => [|k] s; first by apply: boltzmann_is_policy; [lra | exact: plays true true].
by apply: expected_update_distribution; [lra | exact: duo_nested | exact: plays true true].
Qed.

Theorem theorem_4_3_refuted : ~ theorem_4_3.
Proof.
move=> claim.
case: (claim duo 1 duo_sets duo_optimum Rlt_0_1 duo_nested duo_optimum_fixed) => [limit|stays]; last first.
  exact: duo_optimum_moves (stays tt).
have pos s a : 0 < duo_policies 0 s a by exact: exp_pos.
have iteration : policy_iteration 1 (expected_update duo_sets 1) duo_policies (fun k => duo_table (duo_policies k)).
  by move=> k; split=> //; apply: duo_table_fixed; exact: duo_policies_policy.
have same x y : boltzmann 1 (mean_worth duo_pay) x * answer duo_pay x y = boltzmann 1 duo_pay (plays x y).
  have -> : boltzmann 1 duo_pay (plays x y) = boltzmann_policy 1 duo_optimum tt (plays x y).
    rewrite /boltzmann_policy /boltzmann -/(soft_optimal_value 1 duo_optimum tt) duo_optimum_value.
    by rewrite /duo_optimum /= -/duo_level; congr exp; field.
  apply: (UL_sequence _ _ _ _ (limit _ _ (duo_policies_policy 0) pos iteration tt (plays x y))) => e e0.
  exists 2%N => -[|[|k]] nk; try by move/leP: nk.
  by rewrite (duo_iteration iteration) /R_dist Rminus_diag_eq ?Rabs_R0.
by apply: (duo_misses (c := 0) _ same) => x y; rewrite /duo_pay plays_true plays_false; lra.
Qed.
