(** SVNR: what stands between soft policy iteration and its practice: (11), App. E.10 and K.1. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness operators.soft.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Targets and values from samples, (11) *)
Section Operators.
Variables (g : game) (alpha : R).
Implicit Types (s : state g) (q : state g * joint g -> R).

(** The target [r + V(s')], as printed. *)
Definition printed_target (reward value : R) : R := reward + value.
(** The target [r + γ (1 - d) V(s')]; [d] is 1 at the end of an episode, else 0. *)
Definition td_target (reward terminal value : R) : R := reward + discount g * (1 - terminal) * value.
(** [α ln Σ_a μ(a) exp(Q(s,a)/α)], [μ] the measure of the cells of the actions. *)
Definition measured_value (measure : joint g -> R) q s : R := alpha * lse measure (fun a => q (s, a) / alpha).
(** [max_s KL(p(·|s)‖q(·|s))]. *)
Definition largest_kl (p p' : state g -> joint g -> R) : R := norm (fun s => kl (p s) (p' s)).
End Operators.

Lemma le_largest_kl g (p p' : state g -> joint g -> R) s : kl (p s) (p' s) <= largest_kl p p'.
Proof. by apply: Rle_trans (Rle_abs _) _; exact: (@le_norm _ (fun t => kl (p t) (p' t))). Qed.

(** ** One agent with two actions and one state *)
Section Lone.
Variables (pay : bool -> R) (gamma : R).
Hypothesis range : 0 <= gamma < 1.

Definition lone : game := @one_state [finType of unit] (fun _ => [finType of bool]) (fun a => pay (a tt)) gamma range.

(** The policy that plays [true] with probability [p]. *)
Definition coin (p : R) (_ : state lone) (a : joint lone) : R := if a tt then p else 1 - p.

Lemma coin_policy p : 0 <= p <= 1 -> policy (coin p).
Proof.
move=> p01 s; split=> [a|]; first by rewrite /coin; case: (a tt); lra.
by rewrite (sum_alone (coin p s)) sum_bool /coin !alone_tt; lra.
Qed.

Lemma lone_sum (f : joint lone -> R) : \sum_(a : joint lone) f a = f (alone true) + f (alone false).
Proof. by rewrite (sum_alone f) sum_bool. Qed.

Lemma lone_expectation (s : state lone) (a : joint lone) v : expectation (transition s a) v = v tt.
Proof. by rewrite /expectation sum_unit /= Rmult_1_l. Qed.

Lemma lone_backup v (s : state lone) (a : joint lone) : backup v (s, a) = pay (a tt) + gamma * v tt.
Proof. by rewrite /backup lone_expectation. Qed.
End Lone.

Lemma half_range : 0 <= / 2 < 1. Proof. lra. Qed.

(** SVNR, (11): the target [r + V(s')], with [V] the soft value, has the mean [Γ* Q = r + γ E V(s')]. *)
Definition equation_11_discount : Prop := forall (g : game) (alpha : R) (q : state g * joint g -> R) s a,
  0 < alpha -> 0 < discount g ->
  expectation (transition s a) (fun s' => printed_target (reward s a) (soft_optimal_value alpha q s'))
  = soft_optimality alpha q (s, a).

(** SVNR, (11), amended: the target [r + γ (1 - d) V(s')] has the mean [Γ* Q] while no episode ends, [d = 0], and
    is the reward at an end, [d = 1]. *)
Definition equation_11_discount_amended : Prop := forall (g : game) (alpha : R) (q : state g * joint g -> R) s a,
  0 < alpha ->
  expectation (transition s a) (fun s' => td_target g (reward s a) 0 (soft_optimal_value alpha q s'))
    = soft_optimality alpha q (s, a)
  /\ forall s', td_target g (reward s a) 1 (soft_optimal_value alpha q s') = reward s a.

(** SVNR, (11): [α ln E_{u~p} exp(Q(s,u)/α)] is the soft value, whatever the sampling policy [p]. *)
Definition equation_11_value : Prop :=
  forall (g : game) (alpha : R) (proposal : state g -> joint g -> R) (q : state g * joint g -> R) s,
  0 < alpha -> policy proposal -> (forall s u, 0 < proposal s u) ->
  sampled_value alpha proposal q s = soft_optimal_value alpha q s.

(** SVNR, (11), amended: [α ln E_{u~p} [exp(Q(s,u)/α)/p(u|s)]] is the soft value for every [p] that is positive
    everywhere. *)
Definition equation_11_value_amended : Prop :=
  forall (g : game) (alpha : R) (proposal : state g -> joint g -> R) (q : state g * joint g -> R) s,
  0 < alpha -> policy proposal -> (forall s u, 0 < proposal s u) ->
  weighted_sampled_value alpha proposal q s = soft_optimal_value alpha q s.

Theorem equation_11_discount_refuted : ~ equation_11_discount.
Proof.
move=> claim; pose g := lone (fun _ => 0) half_range.
have := claim g 1 (fun _ => 1) tt (alone true) Rlt_0_1 ltac:(rewrite /=; lra).
rewrite /soft_optimality lone_expectation lone_backup /printed_target /soft_optimal_value /soft_value lone_sum.
have -> : exp (1 / 1) + exp (1 / 1) = 2 * exp 1 by rewrite /Rdiv Rinv_1 Rmult_1_r; lra.
rewrite ln_mult ?ln_exp /=; [| lra | exact: exp_pos].
by have := ln_lt_2; lra.
Qed.

Theorem equation_11_discount_amended_stands : equation_11_discount_amended.
Proof.
move=> g alpha q s a _; split=> [|s']; last by rewrite /td_target; lra.
rewrite /soft_optimality /backup /= -(expectation_scale (transition s a)) Rplus_comm -expectation_shift.
  by apply: eq_bigr => s' _; rewrite /td_target; lra.
exact: transition_distribution.
Qed.

Theorem equation_11_value_refuted : ~ equation_11_value.
Proof.
move=> claim; pose g := lone (fun _ => 0) zero_in_range.
have half : policy (g := g) (@coin (fun _ => 0) 0 zero_in_range (/ 2)) by apply: coin_policy; lra.
have := claim g 1 _ (fun _ => 0) tt Rlt_0_1 half.
rewrite /sampled_value /soft_optimal_value /soft_value /expectation !lone_sum /coin !alone_tt.
have -> : 0 / 1 = 0 by lra.
rewrite exp_0; have -> : / 2 * 1 + (1 - / 2) * 1 = 1 by lra.
rewrite ln_1; have -> : 1 + 1 = 2 by lra.
have positive (s : state g) (u : joint g) : 0 < @coin (fun _ => 0) 0 zero_in_range (/ 2) s u.
  by rewrite /coin; case: (u tt); lra.
by move=> /(_ positive); have := ln_lt_2; lra.
Qed.

Theorem equation_11_value_amended_stands : equation_11_value_amended.
Proof.
move=> g alpha proposal q s _ _ pos; rewrite /weighted_sampled_value /soft_optimal_value /soft_value /expectation.
have -> : \sum_u proposal s u * (exp (q (s, u) / alpha) / proposal s u) = \sum_u exp (q (s, u) / alpha).
  by apply: eq_bigr => u _; have := pos s u; move=> *; field; lra.
by [].
Qed.

(** * Errors that propagate, App. E.10 *)
(** A bound of [‖Q* - Q^π‖] by [C γ/(1 - γ)²] times [max_s KL(π‖Boltzmann(Q^π))], for one representable policy [π],
    evaluated exactly. *)
Definition propagates_nats (C : R) : Prop :=
  forall (g : game) (alpha : R) (pi : state g -> joint g -> R) (q optimum : state g * joint g -> R),
  0 < alpha -> policy pi -> (forall s a, 0 < pi s a) ->
  fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_optimality alpha) optimum ->
  distance optimum q <= C * discount g / (1 - discount g) ^ 2 * largest_kl pi (boltzmann_policy alpha q).

(** SVNR, App. E.10, (18), with [C = 2]: [‖Q* - Q^π‖ <= 2γ/(1 - γ)² max_s KL(π‖Boltzmann(Q^π))]. *)
Definition equation_18_nats : Prop := propagates_nats 2.

(** SVNR, App. E.10, (18), amended: with [ε = ‖Q_θ - Q^π‖] and [δ = max_s α KL(π'‖Boltzmann(Q_θ))] one step of
    approximate policy iteration has [‖V* - V^π'‖ <= γ ‖V* - V^π‖ + (δ + 2ε)/(1 - γ)]; so an iteration whose errors
    are at most [ε] and [δ] has [limsup ‖Q* - Q^π_k‖ <= γ (δ + 2ε)/(1 - γ)²]. *)
Definition equation_18_amended : Prop :=
  forall (g : game) (alpha : R) (optimum : state g * joint g -> R),
  0 < alpha -> fixed_point (soft_optimality alpha) optimum ->
  (forall (pi pi' : state g -> joint g -> R) (q q' critic : state g * joint g -> R),
    policy pi -> policy pi' ->
    fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_evaluation alpha pi') q' ->
    let epsilon := distance critic q in
    let delta := alpha * largest_kl pi' (boltzmann_policy alpha critic) in
    distance (soft_optimal_value alpha optimum) (soft_policy_value alpha pi' q')
    <= discount g * distance (soft_optimal_value alpha optimum) (soft_policy_value alpha pi q)
       + (delta + 2 * epsilon) / (1 - discount g))
  /\
  (forall (pi : nat -> state g -> joint g -> R) (q critic : nat -> state g * joint g -> R) (epsilon delta : R),
    (forall k, policy (pi k)) -> (forall k, fixed_point (soft_evaluation alpha (pi k)) (q k)) ->
    (forall k, distance (critic k) (q k) <= epsilon) ->
    (forall k, alpha * largest_kl (pi k.+1) (boltzmann_policy alpha (critic k)) <= delta) ->
    forall margin, 0 < margin -> exists n, forall k, (n <= k)%N ->
    distance optimum (q k) <= discount g * (delta + 2 * epsilon) / (1 - discount g) ^ 2 + margin).

(** SVNR, App. E.10: the practical step keeps the monotonicity up to the combined error, [Q^π' >= Q^π - (ε_Q + ε_π)]
    with [ε_Q = ‖Q_θ - Q^π‖] and [ε_π = max_s α KL(π'‖Boltzmann(Q_θ))]. *)
Definition e_10_monotone : Prop :=
  forall (g : game) (alpha : R) (pi pi' : state g -> joint g -> R) (q q' critic : state g * joint g -> R),
  0 < alpha -> policy pi -> policy pi' ->
  fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_evaluation alpha pi') q' ->
  let epsilon := distance critic q in
  let delta := alpha * largest_kl pi' (boltzmann_policy alpha critic) in
  forall sa, q sa - (epsilon + delta) <= q' sa.

(** SVNR, App. E.10, amended: [Q^π' >= Q^π - γ (δ + 2ε)/(1 - γ)]. *)
Definition e_10_monotone_amended : Prop :=
  forall (g : game) (alpha : R) (pi pi' : state g -> joint g -> R) (q q' critic : state g * joint g -> R),
  0 < alpha -> policy pi -> policy pi' ->
  fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_evaluation alpha pi') q' ->
  let epsilon := distance critic q in
  let delta := alpha * largest_kl pi' (boltzmann_policy alpha critic) in
  forall sa, q sa - discount g * (delta + 2 * epsilon) / (1 - discount g) <= q' sa.

(** No constant helps: rewards and [α] may be scaled, and the divergence is not. *)
Lemma propagates_nats_refuted C : ~ propagates_nats C.
Proof.
move=> claim; pose g := lone (fun _ => 0) half_range; pose alpha := 2 * Rabs C + 1.
have C0 := Rabs_pos C; have C1 := Rle_abs C; have a0 : 0 < alpha by rewrite /alpha; lra.
pose pi : state g -> joint g -> R := @coin (fun _ => 0) (/ 2) half_range (/ 4).
have dpi : policy pi by apply: coin_policy; lra.
have pos s u : 0 < pi s u by rewrite /pi /coin; case: (u tt); lra.
pose zero : state g * joint g -> R := fun _ => 0; pose h := entropy (pi tt).
have flat c s : soft_optimal_value alpha (fun _ : state g * joint g => c) s = c + alpha * ln 2.
  rewrite /soft_optimal_value /soft_value lone_sum.
  have -> : exp (c / alpha) + exp (c / alpha) = 2 * exp (c / alpha) by lra.
  by rewrite ln_mult ?ln_exp; [field; lra | lra | exact: exp_pos].
have level c s : soft_policy_value alpha pi (fun _ : state g * joint g => c) s = c + alpha * h.
  by case: s; rewrite /soft_policy_value /policy_value expectation_const.
pose q : state g * joint g -> R := fun _ => alpha * h; pose optimum : state g * joint g -> R := fun _ => alpha * ln 2.
have fq : fixed_point (soft_evaluation alpha pi) q.
  by apply: functional_extensionality => -[s a]; rewrite /soft_evaluation lone_backup level /q; lra.
have fo : fixed_point (soft_optimality alpha) optimum.
  by apply: functional_extensionality => -[s a]; rewrite /soft_optimality lone_backup flat /optimum; lra.
pose k := kl (pi tt) (boltzmann_policy alpha q tt).
have gap : alpha * ln 2 - alpha * h = alpha * k.
  by have := soft_policy_value_gap q tt a0 dpi; rewrite flat level -/k; lra.
have db : distribution (boltzmann_policy alpha q tt) by apply: (boltzmann_is_policy q a0 (alone true : joint g)).
have k0 : 0 < k.
  case: (kl_ge0 (dpi tt) db (@supported_boltzmann _ alpha _ _)) => // k0.
  have e := kl_eq0 (dpi tt) db (@supported_boltzmann _ alpha _ _) (esym k0).
  have := f_equal (fun f => f (alone true)) e; have := f_equal (fun f => f (alone false)) e.
  by rewrite /boltzmann_policy /boltzmann /pi /coin !alone_tt => <-; lra.
have := claim g alpha pi q optimum a0 dpi pos fq fo.
have -> : largest_kl pi (boltzmann_policy alpha q) = k.
  apply: Rle_antisym; last exact: le_largest_kl.
  by apply: norm_le => [|[]]; rewrite -/k ?Rabs_pos_eq; lra.
have := le_distance optimum q (tt, alone true).
rewrite /optimum /q gap Rabs_pos_eq => [|]; last by apply: Rmult_le_pos; lra.
have -> : C * discount g / (1 - discount g) ^ 2 * k = (2 * C) * k by rewrite /=; field.
by rewrite /alpha; nra.
Qed.

(** The Bellman residual of (17) bounds the distance: [‖Q_θ - Q^π‖ <= ‖Γ_π Q_θ - Q_θ‖/(1 - γ)]. *)
Lemma residual_bounds_distance g alpha (pi : state g -> joint g -> R) (q critic : state g * joint g -> R) :
  policy pi -> fixed_point (soft_evaluation alpha pi) q ->
  distance critic q <= distance (soft_evaluation alpha pi critic) critic / (1 - discount g).
Proof.
move=> dpi fq.
exact: residual_bound (discount_range g) (soft_evaluation_contracts alpha dpi) fq (Rle_refl _).
Qed.

Theorem equation_18_nats_refuted : ~ equation_18_nats.
Proof. exact: propagates_nats_refuted. Qed.

Lemma approximate_policy_step g alpha (pi pi' : state g -> joint g -> R) (q q' critic : state g * joint g -> R)
    epsilon delta : 0 < alpha -> policy pi -> policy pi' ->
  fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_evaluation alpha pi') q' ->
  distance critic q <= epsilon -> alpha * largest_kl pi' (boltzmann_policy alpha critic) <= delta ->
  forall s,
  soft_policy_value alpha pi q s <= soft_policy_value alpha pi' q' s + (delta + 2 * epsilon) / (1 - discount g)
  /\ soft_optimal_value alpha q s <= soft_policy_value alpha pi' q' s + (delta + 2 * epsilon) / (1 - discount g).
Proof.
move=> a0 dpi dpi' fq fq' eps del s.
have e0 := distance_ge0 critic q; have k0 := norm_ge0 (fun s => kl (pi' s) (boltzmann_policy alpha critic s)).
have d0 : 0 <= alpha * largest_kl pi' (boltzmann_policy alpha critic) by apply: Rmult_le_pos => //; lra.
have fv' := soft_value_of_fixed_point fq'.
pose v := soft_policy_value alpha pi q; have bv : backup v = q by exact: fq.
have step t : soft_optimal_value alpha (backup v) t - (delta + 2 * epsilon) <= soft_state_evaluation alpha pi' v t.
  rewrite /soft_state_evaluation bv; apply: (approximate_step a0 dpi' eps).
  apply: Rle_trans del; apply: Rmult_le_compat_l; [lra | exact: le_largest_kl].
have up t : v t <= soft_optimal_value alpha (backup v) t by rewrite bv; apply: soft_policy_value_le.
have c0 : 0 <= delta + 2 * epsilon by lra.
split; first exact: (approximate_gain dpi' fv' c0 step up).
by rewrite -bv; apply: (approximate_value_step dpi' fv' c0 step up).
Qed.

Lemma approximate_policy_loss g alpha (pi pi' : state g -> joint g -> R)
    (q q' critic optimum : state g * joint g -> R) epsilon delta : 0 < alpha -> policy pi -> policy pi' ->
  fixed_point (soft_optimality alpha) optimum ->
  fixed_point (soft_evaluation alpha pi) q -> fixed_point (soft_evaluation alpha pi') q' ->
  distance critic q <= epsilon -> alpha * largest_kl pi' (boltzmann_policy alpha critic) <= delta ->
  distance (soft_optimal_value alpha optimum) (soft_policy_value alpha pi' q')
  <= discount g * distance (soft_optimal_value alpha optimum) (soft_policy_value alpha pi q)
     + (delta + 2 * epsilon) / (1 - discount g).
Proof.
move=> a0 dpi dpi' fo fq fq' eps del; have gr := discount_range g.
have e0 := distance_ge0 critic q; have k0 := norm_ge0 (fun s => kl (pi' s) (boltzmann_policy alpha critic s)).
have d0 : 0 <= alpha * largest_kl pi' (boltzmann_policy alpha critic) by apply: Rmult_le_pos => //; lra.
set c := (delta + 2 * epsilon) / (1 - discount g).
have c0 : 0 <= c by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat; lra].
set far := distance (soft_optimal_value alpha optimum) (soft_policy_value alpha pi q).
have far0 : 0 <= far by exact: distance_ge0.
apply: distance_le => [|s]; first by have := Rmult_le_pos _ _ (proj1 gr) far0; lra.
have [a _] := distribution_inhabited (dpi s).
have below := below_soft_optimal_value a0 dpi' fq' fo s.
have [_ near] := approximate_policy_step a0 dpi dpi' fq fq' eps del s; rewrite -/c in near.
have : soft_optimal_value alpha optimum s <= soft_optimal_value alpha q s + discount g * far.
  rewrite -(soft_optimal_value_shift a0 a); apply: soft_optimal_value_mono => // sa.
  rewrite -[optimum sa]/(optimum sa) -{1}fo -{1}fq -backup_shift; apply: backup_mono => t.
  by have := distance_bounds (soft_optimal_value alpha optimum) (soft_policy_value alpha pi q) t; rewrite -/far; lra.
by rewrite Rabs_pos_eq; lra.
Qed.

Theorem equation_18_amended_stands : equation_18_amended.
Proof.
move=> g alpha optimum a0 fo; have gr := discount_range g; split.
  move=> pi pi' q q' critic dpi dpi' fq fq' epsilon delta.
  exact: (approximate_policy_loss a0 dpi dpi' fo fq fq' (Rle_refl _) (Rle_refl _)).
move=> pi q critic epsilon delta dpi fq eps del margin m0.
set c := (delta + 2 * epsilon) / (1 - discount g).
pose far k := distance (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi k) (q k)).
have far0 k : 0 <= far k by exact: distance_ge0.
have step k : far k.+1 <= discount g * far k + c
  by exact: (approximate_policy_loss a0 (dpi k) (dpi k.+1) fo (fq k) (fq k.+1) (eps k) (del k)).
pose top := c / (1 - discount g).
have top_eq : top = discount g * top + c by rewrite /top; field; lra.
have rate k : far k <= discount g ^ k * (far O - top) + top.
  elim: k => [|k ih] /=; first lra.
  apply: Rle_trans (step k) _; have := Rmult_le_compat_l _ _ _ (proj1 gr) ih; lra.
have [n small] : exists n, forall k, (n <= k)%N -> discount g ^ k * (far O - top) <= margin.
  have b0 : 0 < Rabs (far O - top) + 1 by have := Rabs_pos (far O - top); lra.
  have := pow_lt_1_zero (discount g); rewrite Rabs_pos_eq; last lra.
  move=> /(_ (proj2 gr) (margin / (Rabs (far O - top) + 1)) (Rdiv_lt_0_compat _ _ m0 b0)) [n small].
  exists n => k nk; have := small k (leP nk); rewrite Rabs_pos_eq; last by apply: pow_le; lra.
  move=> /(Rmult_lt_compat_r _ _ _ b0); rewrite /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last lra.
  have := Rle_abs (far O - top); have := pow_le (discount g) k (proj1 gr).
  by move=> p0 le; have := Rmult_le_compat_l _ _ _ p0 le; lra.
exists n => k nk.
have qv : distance optimum (q k) <= discount g * far k.
  apply: distance_le => [|sa]; first by apply: Rmult_le_pos; [lra | exact: far0].
  have bo := distance_bounds (soft_optimal_value alpha optimum) (soft_policy_value alpha (pi k) (q k)).
  rewrite -/(far k) in bo; rewrite -[optimum sa]/(optimum sa) -{1}fo -{1}(fq k) /soft_optimality /soft_evaluation.
  have up : backup (soft_optimal_value alpha optimum) sa
      <= backup (soft_policy_value alpha (pi k) (q k)) sa + discount g * far k.
    by rewrite -backup_shift; apply: backup_mono => s; have := bo s; lra.
  have down : backup (soft_policy_value alpha (pi k) (q k)) sa
      <= backup (soft_optimal_value alpha optimum) sa + discount g * far k.
    by rewrite -backup_shift; apply: backup_mono => s; have := bo s; lra.
  by apply: Rabs_le; lra.
have e : discount g * (delta + 2 * epsilon) / (1 - discount g) ^ 2 = discount g * top.
  by rewrite /top /c /=; field; lra.
rewrite e; apply: Rle_trans qv _; have := rate k; have := small k nk; have := far0 k; nra.
Qed.

Theorem e_10_monotone_amended_stands : e_10_monotone_amended.
Proof.
move=> g alpha pi pi' q q' critic a0 dpi dpi' fq fq' epsilon delta sa; have gr := discount_range g.
set c := (delta + 2 * epsilon) / (1 - discount g).
have -> : discount g * (delta + 2 * epsilon) / (1 - discount g) = discount g * c by rewrite /c; field; lra.
have le s : soft_policy_value alpha pi q s <= soft_policy_value alpha pi' q' s + c.
  exact: proj1 (approximate_policy_step a0 dpi dpi' fq fq' (Rle_refl epsilon) (Rle_refl delta) s).
have := backup_mono le sa; rewrite backup_shift.
have e := equal_f fq sa; have e' := equal_f fq' sa; rewrite /soft_evaluation in e e'.
by rewrite e e'; lra.
Qed.

Lemma far_range : 0 <= 7 / 8 < 1. Proof. lra. Qed.

Theorem e_10_monotone_refuted : ~ e_10_monotone.
Proof.
move=> claim; pose pay (x : bool) := if x then 1 else 0; pose g := lone pay far_range.
pose one p : state g -> joint g -> R := @coin pay (7 / 8) far_range p.
have d1 : policy (one 1) by apply: coin_policy; lra.
have d0 : policy (one 0) by apply: coin_policy; lra.
have sure p (s : state g) : p = 0 \/ p = 1 -> entropy (one p s) = 0.
  move=> e; rewrite /entropy lone_sum /one /coin !alone_tt.
  have z : 1 - 1 = 0 by lra.
  by case: e => ->; rewrite ?Rminus_0_r ?z ln_1; lra.
have value p (q : state g * joint g -> R) s : p = 0 \/ p = 1 ->
    soft_policy_value (/ 2) (one p) q s = p * q (s, alone true) + (1 - p) * q (s, alone false).
  move=> e; rewrite /soft_policy_value sure //.
  by rewrite /policy_value /expectation lone_sum /one /coin !alone_tt Rmult_0_r Rplus_0_r.
pose q : state g * joint g -> R := fun sa => pay (sa.2 tt) + 7.
pose q' : state g * joint g -> R := fun sa => pay (sa.2 tt).
pose critic : state g * joint g -> R := fun sa => 8 - pay (sa.2 tt).
have fq : fixed_point (soft_evaluation (/ 2) (one 1)) q.
  apply: functional_extensionality => -[s a]; rewrite /soft_evaluation lone_backup value; last by right.
  by rewrite /q /= alone_tt /pay; lra.
have fq' : fixed_point (soft_evaluation (/ 2) (one 0)) q'.
  apply: functional_extensionality => -[s a]; rewrite /soft_evaluation lone_backup value; last by left.
  by rewrite /q' /= !alone_tt /pay; lra.
have a0 : 0 < / 2 by lra.
have := claim g (/ 2) _ _ q q' critic a0 d1 d0 fq fq' (tt, alone true); cbv zeta.
have -> : q (tt, alone true) = 8 by rewrite /q /= alone_tt /pay; lra.
have -> : q' (tt, alone true) = 1 by rewrite /q' /= alone_tt.
have eps : distance critic q <= 1.
  apply: distance_le => [|[s a]]; first lra.
  by rewrite /critic /q /= /pay; case: (a tt); apply: Rabs_le; lra.
have del : / 2 * largest_kl (one 0) (boltzmann_policy (/ 2) critic) <= / 2 * ln 2.
  apply: Rmult_le_compat_l; first lra.
  apply: norm_le => [|s]; first by have := ln_lt_2; lra.
  have gap := soft_policy_value_gap critic s a0 d0; rewrite value in gap; last by left.
  have b : soft_optimal_value (/ 2) critic s <= 8 + / 2 * ln 2.
    have -> : 8 + / 2 * ln 2 = soft_optimal_value (/ 2) (fun _ : state g * joint g => 8) s.
      rewrite /soft_optimal_value /soft_value lone_sum.
      have -> : exp (8 / / 2) + exp (8 / / 2) = 2 * exp (8 / / 2) by lra.
      by rewrite ln_mult ?ln_exp; [lra | lra | exact: exp_pos].
    apply: soft_optimal_value_mono => //; first exact: (alone true : joint g).
    by move=> [t a]; rewrite /critic /pay /=; case: (a tt); lra.
  have k0 : 0 <= kl (one 0 s) (boltzmann_policy (/ 2) critic s).
    apply: kl_ge0 => //; last exact: supported_boltzmann.
    exact: (boltzmann_is_policy critic a0 (alone true : joint g)).
  have c8 : critic (s, alone false) = 8 by rewrite /critic /= alone_tt /pay; lra.
  by rewrite Rabs_pos_eq //; rewrite c8 in gap; lra.
have l2 : ln 2 <= 1 by have := ln_le_sub1 (x := 2); lra.
by lra.
Qed.

(** * Continuous actions, App. K.1 *)
(** SVNR, App. K.1, (23): with [V(s) = α ln Σ_a μ(a) exp(Q(s,a)/α)], [μ] any finite positive measure, [r + γ P V] is
    monotone in [Q] and contracts by [γ]. *)
Definition k_1 : Prop := forall (g : game) (alpha : R) (measure : joint g -> R),
  0 < alpha -> (forall a, 0 <= measure a) -> (exists a, 0 < measure a) ->
  monotone (fun q => backup (measured_value alpha measure q))
  /\ contracts (discount g) (fun q => backup (measured_value alpha measure q)).

(** SVNR, App. K.1, (23): for a bounded [Q] on any [U], whatever its volume, the value is bounded in terms of [‖Q‖]
    and [α]. *)
Definition k_1_existence : Prop := exists bound : R -> R -> R,
  forall (g : game) (alpha : R) (measure : joint g -> R) (q : state g * joint g -> R) s,
  0 < alpha -> (forall a, 0 < measure a) -> measured_value alpha measure q s <= bound (norm q) alpha.

(** SVNR, App. K.1, (23), amended: [V(s) <= ‖Q‖ + α ln μ(U)] on every [U] of finite volume, with equality for a
    constant [Q >= 0]. *)
Definition k_1_existence_amended : Prop :=
  forall (g : game) (alpha : R) (measure : joint g -> R) s,
  0 < alpha -> (forall a, 0 <= measure a) -> (exists a, 0 < measure a) ->
  (forall q : state g * joint g -> R, measured_value alpha measure q s <= norm q + alpha * ln (\sum_a measure a))
  /\ forall c, 0 <= c -> measured_value alpha measure (fun _ => c) s
     = norm (fun _ : state g * joint g => c) + alpha * ln (\sum_a measure a).

Section Measured.
Variables (g : game) (alpha : R) (measure : joint g -> R).
Hypotheses (alpha_gt0 : 0 < alpha) (measure_ge0 : forall a, 0 <= measure a) (some : exists a, 0 < measure a).

Lemma measured_value_mono : monotone (measured_value alpha measure).
Proof.
move=> q q' h s; apply: Rmult_le_compat_l; first lra.
apply: lse_mono => // a; apply: Rmult_le_compat_r => //; left; exact: Rinv_0_lt_compat.
Qed.

Lemma measured_value_shift : shifts (measured_value alpha measure).
Proof.
move=> q c s; rewrite /measured_value.
have -> : (fun a => (q (s, a) + c) / alpha) = (fun a => q (s, a) / alpha + c / alpha).
  by apply: functional_extensionality => a; field; lra.
by rewrite lse_shift //; field; lra.
Qed.

Lemma measured_value_const c s : measured_value alpha measure (fun _ => c) s = c + alpha * ln (\sum_a measure a).
Proof.
have -> : (fun _ : state g * joint g => c) = (fun _ => 0 + c) by apply: functional_extensionality => _; lra.
rewrite measured_value_shift /measured_value /lse.
have -> : \sum_a measure a * exp (0 / alpha) = \sum_a measure a.
  by apply: eq_bigr => a _; rewrite /Rdiv Rmult_0_l exp_0 Rmult_1_r.
by lra.
Qed.
End Measured.

Theorem k_1_stands : k_1.
Proof.
move=> g alpha measure a0 m0 m1; split.
  exact: backed_up_mono (measured_value_mono a0 m0 m1).
exact: backed_up_contracts (measured_value_mono a0 m0 m1) (measured_value_shift a0 m0 m1).
Qed.

(** The same with any monotone and homogeneous functional in place of the sum, so with the integral over a region of
    finite volume: on tables [Q] of any actions for which [∫ exp(Q(s,u)/α) du] exists and is positive, [r + γ P V] with
    [V(s) = α ln ∫ exp(Q(s,u)/α) du] is monotone, and tables within [c] of each other have images within [γ c]. *)
Section Integrals.
Variables (S : finType) (U : Type) (alpha gamma : R) (pay : S -> U -> R) (next : S -> U -> S -> R).
Variables (integrable : (U -> R) -> Prop) (integral : (U -> R) -> R).
Hypotheses (alpha_gt0 : 0 < alpha) (range : 0 <= gamma < 1) (next_distribution : forall s u, distribution (next s u)).
Hypothesis integral_le : forall f f', integrable f -> integrable f' -> (forall u, f u <= f' u) ->
  integral f <= integral f'.
Hypothesis integral_scale : forall c f, 0 < c -> integrable f ->
  integrable (fun u => c * f u) /\ integral (fun u => c * f u) = c * integral f.
Implicit Types q : S -> U -> R.

Definition integral_value q s : R := alpha * ln (integral (fun u => exp (q s u / alpha))).
Definition integral_backup q s u : R := pay s u + gamma * expectation (next s u) (integral_value q).
Definition valued q : Prop := forall s,
  integrable (fun u => exp (q s u / alpha)) /\ 0 < integral (fun u => exp (q s u / alpha)).

Lemma integral_value_le q q' c : valued q -> valued q' -> (forall s u, q s u <= q' s u + c) ->
  forall s, integral_value q s <= integral_value q' s + c.
Proof.
move=> vq vq' le s; have [iq pq] := vq s; have [iq' pq'] := vq' s.
have [iqc eqc] := integral_scale (exp_pos (c / alpha)) iq'.
have -> : integral_value q' s + c = alpha * ln (exp (c / alpha) * integral (fun u => exp (q' s u / alpha))).
  by rewrite ln_mult ?ln_exp //; [rewrite /integral_value; field; lra | exact: exp_pos].
rewrite -eqc; apply: Rmult_le_compat_l; first lra.
apply: ln_le => //; apply: integral_le => // u; rewrite -exp_plus; apply: exp_le.
have -> : c / alpha + q' s u / alpha = (q' s u + c) / alpha by field; lra.
by apply: Rmult_le_compat_r; [left; exact: Rinv_0_lt_compat | exact: le].
Qed.

Lemma integral_backup_le q q' c : valued q -> valued q' -> (forall s u, q s u <= q' s u + c) ->
  forall s u, integral_backup q s u <= integral_backup q' s u + gamma * c.
Proof.
move=> vq vq' le s u; rewrite /integral_backup.
have : expectation (next s u) (integral_value q) <= expectation (next s u) (integral_value q') + c.
  rewrite -expectation_shift //; apply: expectation_le; first by case: (next_distribution s u).
  exact: integral_value_le.
by move/(Rmult_le_compat_l _ _ _ (proj1 range)); lra.
Qed.

Lemma k_1_integrals q q' : valued q -> valued q' ->
  ((forall s u, q s u <= q' s u) -> forall s u, integral_backup q s u <= integral_backup q' s u)
  /\ forall c, (forall s u, Rabs (q s u - q' s u) <= c) ->
     forall s u, Rabs (integral_backup q s u - integral_backup q' s u) <= gamma * c.
Proof.
move=> vq vq'; split=> [le s u|c near s u].
  have : integral_backup q s u <= integral_backup q' s u + gamma * 0.
    by apply: integral_backup_le => // t w; have := le t w; lra.
  by rewrite Rmult_0_r Rplus_0_r.
have bound t w : q t w <= q' t w + c /\ q' t w <= q t w + c.
  by have := near t w; rewrite /Rabs; case: Rcase_abs; lra.
have := integral_backup_le vq vq' (fun t w => proj1 (bound t w)) s u.
have := integral_backup_le vq' vq (fun t w => proj2 (bound t w)) s u.
by move=> *; apply: Rabs_le; lra.
Qed.
End Integrals.

Theorem k_1_existence_refuted : ~ k_1_existence.
Proof.
move=> [bound claim]; pose g := lone (fun _ => 0) zero_in_range; pose top := bound 0 1.
pose q : state g * joint g -> R := fun _ => 0.
have := claim g 1 (fun _ => exp top) q tt Rlt_0_1 (fun _ => exp_pos _).
have -> : norm q = 0.
  by apply: Rle_antisym (norm_ge0 _); apply: norm_le => [|x]; rewrite ?/q ?Rabs_R0; lra.
rewrite measured_value_const => [||a|]; [|lra | by left; exact: exp_pos | by exists (alone true); exact: exp_pos].
rewrite lone_sum; have -> : exp top + exp top = 2 * exp top by lra.
rewrite ln_mult ?ln_exp; [| lra | exact: exp_pos].
by rewrite -/top; have := ln_lt_2; lra.
Qed.

Theorem k_1_existence_amended_stands : k_1_existence_amended.
Proof.
move=> g alpha measure s a0 m0 m1; split=> [q|c c0]; last first.
  rewrite measured_value_const //; have [a _] := m1.
  have -> // : norm (fun _ : state g * joint g => c) = c.
  apply: Rle_antisym; first by apply: norm_le => // _; rewrite Rabs_pos_eq; lra.
  by rewrite -{1}(Rabs_pos_eq c c0); exact: (@le_norm _ (fun _ : state g * joint g => c) (s, a)).
rewrite -(measured_value_const a0 m0 m1 (norm q) s); apply: measured_value_mono => // sa.
exact: Rle_trans (Rle_abs _) (le_norm _ _).
Qed.
