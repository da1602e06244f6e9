(** MAOSQL, Theorem 2: how near the optimistic soft values and their policies are to the optimum. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness operators.projections operators.optimistic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Terms.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (x : local_tables g) (n : agent g) (s : state g).

(** [a] maximises [Q(s, ·)]. *)
Definition optimal q s (a : joint g) : Prop := forall b : joint g, q (s, b) <= q (s, a).
(** [aⁿ] is the only maximiser of [Qⁿ(s, ·)], for every agent. *)
Definition only_greedy x s (a : joint g) : Prop := forall n u, u != a n -> x n s u < x n s (a n).
(** [z = min_s f(s)]. *)
Definition least (f : state g -> R) z : Prop := (exists s, z = f s) /\ forall s, z <= f s.
(** [Δ], the least difference of [Q(s, ·)] between an optimal joint action and one that is not. *)
Definition gap q d : Prop :=
  (exists s (a b : joint g), optimal q s a /\ ~ optimal q s b /\ d = q (s, a) - q (s, b)) /\
  forall s (a b : joint g), optimal q s a -> ~ optimal q s b -> d <= q (s, a) - q (s, b).
(** [Δ'], the least difference of [Q(s, ·)] between the joint action [a(s)] and another. *)
Definition gap_at q (a : state g -> joint g) d : Prop :=
  (exists s (b : joint g), b != a s /\ d = q (s, a s) - q (s, b)) /\
  forall s (b : joint g), b != a s -> d <= q (s, a s) - q (s, b).
(** The number [|A|] of joint actions, and the number [N] of agents. *)
Definition joint_count : R := INR #|{: joint g}|.
Definition agent_count : R := INR #|agent g|.
End Terms.
Arguments joint_count : clear implicits.
Arguments agent_count : clear implicits.

(** * Between the operators *)
Section Between.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (n : agent g) (s : state g) (a : joint g).
Variables (n0 : agent g) (a0 : joint g) (alpha beta : R).
Hypotheses (alpha_pos : 0 < alpha) (beta_pos : 0 < beta).
Variable zeta : state g -> joint g -> R.
Hypothesis policy_zeta : policy zeta.
Let gamma_range := discount_range g.

Lemma mean_greedy_le_max q s : mean_greedy_value a0 (optimistic_q beta zeta q) s <= greedy_value a0 q s.
Proof.
apply: (mean_le_const n0) => n; apply: maximum_le => u.
apply: projected_le => // [|a _]; first exact: opponents_marginal.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.

Lemma greedy_value_optimal q s a : optimal q s a -> greedy_value a0 q s = q (s, a).
Proof.
move=> opt; apply: Rle_antisym; first by apply: maximum_le.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.

(** What optimism costs at [a]: the mean of [ln(1/ζ⁻ⁿ(a⁻ⁿ|s))]. *)
Lemma le_mean_greedy_optimal q s a : (forall n, 0 < marginal_others zeta n s a) ->
  q (s, a) - mean_of_agents (fun n => ln (/ marginal_others zeta n s a)) / beta
  <= mean_greedy_value a0 (optimistic_q beta zeta q) s.
Proof.
move=> za.
have -> : q (s, a) - mean_of_agents (fun n => ln (/ marginal_others zeta n s a)) / beta
    = mean_of_agents (fun n => q (s, a) + ln (marginal_others zeta n s a) / beta).
  rewrite mean_add (mean_const n0) /mean_of_agents /Rdiv sum_scale_r.
  have -> : \sum_n ln (/ marginal_others zeta n s a) = - \sum_n ln (marginal_others zeta n s a).
    by rewrite -sum_opp; apply: eq_bigr => n _; rewrite ln_Rinv.
  by lra.
apply: mean_le => n; apply: Rle_trans (le_maximum (a0 n) _ (a n)).
by apply: le_projected => //; apply: opponents_marginal.
Qed.

Lemma ln_joint_ge0 : 0 <= ln (joint_count g).
Proof.
rewrite -ln_1; apply: ln_le; first lra.
by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists a0.
Qed.

Lemma agent_count_gt0 : 0 < agent_count g. Proof. exact: (agents_gt0 n0). Qed.

Lemma entropy_ge0 : 0 <= ln (joint_count g) / (agent_count g * alpha).
Proof.
apply: Rmult_le_pos ln_joint_ge0 _; left; apply: Rinv_0_lt_compat.
by apply: Rmult_lt_0_compat => //; exact: agent_count_gt0.
Qed.

(** [Q*_{∞,β,ζ} <= Q*_{α,β,ζ} <= Q*_{∞,β,ζ} + γ ln|A|/((1 - γ)Nα)]. *)
Lemma soft_between qg qs : fixed_point (optimistic_greedy a0 beta zeta) qg ->
  fixed_point (optimistic_bellman alpha beta zeta) qs ->
  forall sa, qg sa <= qs sa <= qg sa + discount g * (ln (joint_count g) / (agent_count g * alpha)) / (1 - discount g).
Proof.
move=> fg fs sa; split.
  apply: (fixed_point_mono gamma_range _ _ fg fs).
  - exact: optimistic_bellman_mono.
  - exact: optimistic_bellman_discounts.
  by move=> q e; apply: backup_mono => s; apply: mean_greedy_le.
apply: (above_fixed_point_by gamma_range _ _ fs).
- exact: optimistic_bellman_mono.
- exact: optimistic_bellman_discounts.
- by apply: Rmult_le_pos; [lra | apply: entropy_ge0].
move=> e; rewrite -{2}fg -backup_shift; apply: backup_mono => s.
exact: le_mean_greedy.
Qed.
End Between.

(** * Theorem 2.1 *)

(** MAOSQL, Theorem 2.1, proof: [Q*_{∞,β,ζ} <= Q*_{α,β,ζ} <= Q*_{∞,β,ζ} + γ ln|A|/((1 - γ)Nα)]. *)
Definition theorem_2_1_entropy_raises : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (zeta : state g -> joint g -> R)
    (q_greedy q_soft : state g * joint g -> R),
  0 < alpha -> 0 < beta -> policy zeta ->
  fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  forall sa, q_greedy sa <= q_soft sa <=
    q_greedy sa + discount g * ln (joint_count g) / ((1 - discount g) * agent_count g * alpha).

Theorem theorem_2_1_entropy_raises_stands : theorem_2_1_entropy_raises.
Proof.
move=> g n0 a0 alpha beta zeta qg qs al be dz fg fs sa; have N0 := agent_count_gt0 n0.
have := soft_between n0 al be dz fg fs sa; have := discount_range g => gr.
suff -> : discount g * (ln (joint_count g) / (agent_count g * alpha)) / (1 - discount g)
  = discount g * ln (joint_count g) / ((1 - discount g) * agent_count g * alpha) by [].
by field; repeat split; lra.
Qed.

(** MAOSQL, Theorem 2.1, amended and sharpened: where [a(s)] is optimal,
    [‖Q*_{∞,∞} - Q*_{α,β,ζ}‖ <= max{ln|A|/(Nα), price/β} γ/(1 - γ)], [price = max_s (1/N) Σ_n ln(1/ζ⁻ⁿ(a⁻ⁿ(s)|s))]
    or more. *)
Definition theorem_2_1_sharp : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (zeta : state g -> joint g -> R)
    (q_optimal q_soft : state g * joint g -> R) (a : state g -> joint g) (price : R),
  0 < alpha -> 0 < beta -> policy zeta ->
  fixed_point (optimality a0) q_optimal -> fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  (forall s, optimal q_optimal s (a s)) -> (forall n s, 0 < marginal_others zeta n s (a s)) ->
  (forall s, mean_of_agents (fun n => ln (/ marginal_others zeta n s (a s))) <= price) ->
  distance q_optimal q_soft
  <= Rmax (ln (joint_count g) / (agent_count g * alpha)) (price / beta) * (discount g / (1 - discount g)).

Theorem theorem_2_1_sharp_stands : theorem_2_1_sharp.
Proof.
move=> g n0 a0 alpha beta zeta qo qs a price al be dz fo fs opt za cheap.
have gr := discount_range g; have e0 := entropy_ge0 n0 a0 al.
set M := Rmax _ _; have Me := Rmax_l (ln (joint_count g) / (agent_count g * alpha)) (price / beta).
have Mp := Rmax_r (ln (joint_count g) / (agent_count g * alpha)) (price / beta).
rewrite -/M in Me Mp; have gM : 0 <= discount g * M by apply: Rmult_le_pos; lra.
have -> : M * (discount g / (1 - discount g)) = discount g * M / (1 - discount g) by field; lra.
have i0 : 0 < / beta by apply: Rinv_0_lt_compat.
have low e : qo e <= optimistic_bellman alpha beta zeta qo e + discount g * M.
  rewrite -{1}fo -backup_shift; apply: backup_mono => s.
  rewrite (greedy_value_optimal a0 (opt s)).
  have := le_mean_greedy_optimal n0 a0 be dz qo (za^~ s); have := mean_greedy_le al a0 (optimistic_q beta zeta qo) s.
  have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ i0) (cheap s); rewrite -/(price / beta) -/(_ / beta); lra.
have high e : optimistic_bellman alpha beta zeta qo e <= qo e + discount g * M.
  rewrite -{2}fo -backup_shift; apply: backup_mono => s.
  have := le_mean_greedy al a0 (optimistic_q beta zeta qo) s; have := mean_greedy_le_max n0 a0 be dz qo s.
  by rewrite -/(joint_count g) -/(agent_count g); lra.
have mono := optimistic_bellman_mono al be dz; have disc := optimistic_bellman_discounts al be dz.
apply: distance_le => [|e]; first by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
have := below_fixed_point_by gr mono disc fs gM low e; have := above_fixed_point_by gr mono disc fs gM high e.
by move=> h1 h2; apply: Rabs_le; lra.
Qed.

(** MAOSQL, Theorem 2.1, amended: [‖Q*_{∞,∞} - Q*_{α,β,ζ}‖ <= (ln|A|/(Nα) + ln(1/z)/β) γ/(1 - γ)],
    [z = min_s ζ(a(s)|s)] at any choice of optimal actions [a(s)], so for the most likely ones too. *)
Definition theorem_2_1_amended : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (zeta : state g -> joint g -> R)
    (q_optimal q_soft : state g * joint g -> R) (a : state g -> joint g) (z : R),
  0 < alpha -> 0 < beta -> policy zeta ->
  fixed_point (optimality a0) q_optimal -> fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  (forall s, optimal q_optimal s (a s)) ->
  least (fun s => zeta s (a s)) z -> 0 < z ->
  distance q_optimal q_soft
  <= (ln (joint_count g) / (agent_count g * alpha) + ln (/ z) / beta) * (discount g / (1 - discount g)).

(** The others' part of [a] is at least as likely as [a]. *)
Lemma price_le (g : game) (n0 : agent g) (zeta : state g -> joint g -> R) s a z :
  policy zeta -> 0 < z <= zeta s a ->
  (forall n, 0 < marginal_others zeta n s a) /\
  mean_of_agents (fun n => ln (/ marginal_others zeta n s a)) <= ln (/ z).
Proof.
move=> dz [z0 za].
have le n : z <= marginal_others zeta n s a by apply: Rle_trans (zeta_le_marginal n s a dz).
split=> [n|]; first by have := le n; lra.
apply: (mean_le_const n0) => n; have := le n => h.
by rewrite !ln_Rinv; try lra; have := ln_le z0 h; lra.
Qed.

Lemma inverse_ge0 z (g : game) (zeta : state g -> joint g -> R) s a :
  policy zeta -> 0 < z <= zeta s a -> 0 <= ln (/ z).
Proof.
move=> dz [z0 za]; have := distribution_le1 a (dz s) => z1.
by rewrite ln_Rinv //; have := ln_le z0 (Rle_trans _ _ _ za z1); rewrite ln_1; lra.
Qed.

Theorem theorem_2_1_amended_stands : theorem_2_1_amended.
Proof.
move=> g n0 a0 alpha beta zeta qo qs a z al be dz fo fs opt [[s0 es] zl] z0.
have price s := price_le n0 dz (conj z0 (zl s)).
have i := inverse_ge0 dz (conj z0 (zl s0)).
apply: Rle_trans (theorem_2_1_sharp_stands n0 al be dz fo fs opt (fun n s => proj1 (price s) n)
  (fun s => proj2 (price s))) _.
have gr := discount_range g; apply: Rmult_le_compat_r.
  by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat; lra].
have e0 := entropy_ge0 n0 a0 al.
have p0 : 0 <= ln (/ z) / beta by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat.
by apply: Rmax_lub; lra.
Qed.

(** * Theorem 2.2 *)

(** MAOSQL, Theorem 2.2, proof, amended: where each state has one optimal action [a(s)], with a lead of [Δ] at least,
    and [β > ln(1/z)/((1 - γ)Δ)], [z = min_s ζ(a(s)|s)], the greedy actions at [(∞, β, ζ)] are unique, and they are
    these. *)
Definition theorem_2_2_greedy_amended : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (beta : R) (zeta : state g -> joint g -> R)
    (q_optimal q_greedy : state g * joint g -> R) (a : state g -> joint g) (z delta : R),
  0 < beta -> policy zeta ->
  fixed_point (optimality a0) q_optimal -> fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  0 < delta -> (forall s (b : joint g), b != a s -> delta <= q_optimal (s, a s) - q_optimal (s, b)) ->
  least (fun s => zeta s (a s)) z -> 0 < z ->
  ln (/ z) / ((1 - discount g) * delta) < beta ->
  forall s, only_greedy (optimistic_q beta zeta q_greedy) s (a s).

Theorem theorem_2_2_greedy_amended_stands : theorem_2_2_greedy_amended.
Proof.
move=> g n0 a0 beta zeta qo qg a z delta be dz fo fg d0 lead [[s0 es] zl] z0 large s n u un.
have gr := discount_range g; have i := inverse_ge0 dz (conj z0 (zl s0)).
have ib : 0 < / beta by apply: Rinv_0_lt_compat.
have opt t : optimal qo t (a t).
  by move=> b; case: (eqVneq b (a t)) => [->|/lead h]; [exact: Rle_refl | lra].
have p0 : 0 <= ln (/ z) / beta by apply: Rmult_le_pos; lra.
have mono := optimistic_greedy_mono be dz a0; have disc := optimistic_greedy_discounts be dz a0.
have above e : qg e <= qo e.
  apply: (fixed_point_mono gr _ _ fg fo); [exact: optimality_mono | exact: optimality_discounts |].
  by move=> q e'; apply: backup_mono => t; apply: mean_greedy_le_max.
have below e : qo e <= qg e + discount g * (ln (/ z) / beta) / (1 - discount g).
  apply: (below_fixed_point_by gr mono disc fg); first by apply: Rmult_le_pos; lra.
  move=> e'; rewrite -{1}fo -backup_shift; apply: backup_mono => t.
  have [zt pt] := price_le n0 dz (conj z0 (zl t)).
  rewrite (greedy_value_optimal a0 (opt t)); have := le_mean_greedy_optimal n0 a0 be dz qo zt.
  have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ ib) pt; rewrite -/(ln (/ z) / beta) -/(_ / beta); lra.
have [zs _] := price_le n0 dz (conj z0 (zl s)).
have opp := opponents_marginal dz.
have hi : optimistic_q beta zeta qg n s u <= qo (s, a s) - delta.
  apply: projected_le => // b bu; have ba : b != a s by apply: contra_neq un => e; rewrite -bu e.
  by have := lead s b ba; have := above (s, b); lra.
have lo := le_projected be opp qg (zs n).
have zm : ln z <= ln (marginal_others zeta n s (a s)).
  by apply: ln_le => //; apply: Rle_trans (zl s) (zeta_le_marginal n s (a s) dz).
have lz : ln (/ z) = - ln z by rewrite ln_Rinv.
have lo' : qg (s, a s) - ln (/ z) / beta <= optimistic_q beta zeta qg n s (a s n).
  apply: Rle_trans lo; have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ ib) zm.
  by rewrite lz /Rdiv; lra.
have bs := below (s, a s).
have key : ln (/ z) / beta + discount g * (ln (/ z) / beta) / (1 - discount g) < delta.
  have -> : ln (/ z) / beta + discount g * (ln (/ z) / beta) / (1 - discount g)
    = ln (/ z) / (beta * (1 - discount g)) by field; lra.
  have dg : 0 < (1 - discount g) * delta by apply: Rmult_lt_0_compat; lra.
  have bg : 0 < beta * (1 - discount g) by apply: Rmult_lt_0_compat; lra.
  have := Rmult_lt_compat_r _ _ _ dg large; rewrite /Rdiv Rmult_assoc Rinv_l; last lra.
  move=> h; apply: (Rmult_lt_reg_r (beta * (1 - discount g))) => //.
  by rewrite Rmult_assoc Rinv_l; lra.
by lra.
Qed.

(** MAOSQL, Theorem 2.2, amended: where the greedy actions [a(s)] at [(∞, β, ζ)] are optimal in the original game and
    lead the others in each [Qⁿ] by [lead] at least, the policy at [(α, β, ζ)] loses at most
    [|A|^{γ/((1-γ)N)} Σ_n (m_n - 1) exp(-α lead) L γ/(1 - γ)], [L] the range of [Q*_{∞,∞}(s, ·)]. *)
Definition theorem_2_2_amended : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (zeta : state g -> joint g -> R)
    (q_optimal q_greedy q_soft q_policy : state g * joint g -> R) (a : state g -> joint g) (lead range : R),
  0 < alpha -> 0 < beta -> policy zeta ->
  fixed_point (optimality a0) q_optimal ->
  fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  fixed_point (evaluation (product (softmax_policy alpha (optimistic_q beta zeta q_soft)))) q_policy ->
  (forall s, optimal q_optimal s (a s)) ->
  (forall s n u, u != a s n ->
    optimistic_q beta zeta q_greedy n s u + lead <= optimistic_q beta zeta q_greedy n s (a s n)) ->
  0 <= range -> (forall s (b : joint g), q_optimal (s, a s) - q_optimal (s, b) <= range) ->
  distance q_policy q_optimal
  <= Rpower (joint_count g) (discount g / ((1 - discount g) * agent_count g))
     * (\sum_(n : agent g) (INR #|action n| - 1)) * exp (- (alpha * lead)) * range
     * (discount g / (1 - discount g)).

(** [1 - ∏ f n <= Σ (1 - f n)] for chances. *)
Lemma union_bound (T : finType) (f : T -> R) : (forall i, 0 <= f i <= 1) ->
  1 - \prod_i f i <= \sum_i (1 - f i).
Proof.
move=> f01; suff : 0 <= \prod_i f i <= 1 /\ 1 - \prod_i f i <= \sum_i (1 - f i) by case.
apply: (big_ind2 (fun u v => 0 <= u <= 1 /\ 1 - u <= v)) => [|u1 v1 u2 v2 [h1 k1] [h2 k2]|i _].
- by split; lra.
- by split; [split; nra | nra].
by split; [apply: f01 | lra].
Qed.

Theorem theorem_2_2_amended_stands : theorem_2_2_amended.
Proof.
move=> g n0 a0 alpha beta zeta qo qg qs qp a lead range al be dz fo fg fs fp opt ahead r0 rl.
have gr := discount_range g; have N0 := agent_count_gt0 n0.
set c := discount g * (ln (joint_count g) / (agent_count g * alpha)) / (1 - discount g).
have between := soft_between n0 al be dz fg fs.
set x := optimistic_q beta zeta qs; set p := softmax_policy alpha x.
have dp : policies p by apply: softmax_policies.
pose K := exp (alpha * c).
have eK : Rpower (joint_count g) (discount g / ((1 - discount g) * agent_count g)) = K.
  by rewrite /K /Rpower; congr exp; rewrite /c; field; lra.
have each n s u : u != a s n -> p n s u <= K * exp (- (alpha * lead)).
  move=> un; rewrite /K -exp_plus /p /softmax_policy /boltzmann; apply: exp_le; rewrite /Rdiv Rinv_inv.
  have up : x n s u <= optimistic_q beta zeta qg n s u + c.
    by apply: optimistic_q_le_by => // b _; have := between (s, b); rewrite -/c; lra.
  have down : optimistic_q beta zeta qg n s (a s n) <= x n s (a s n).
    by apply: optimistic_q_mono => // b _; have := between (s, b); lra.
  have top := le_soft_value al (x n s) (a s n); have := ahead s n u un => h.
  have d : x n s u - soft_value (/ alpha) (x n s) <= c - lead by lra.
  by have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ al) d; lra.
have miss n s : 1 - p n s (a s n) <= (INR #|action n| - 1) * (K * exp (- (alpha * lead))).
  have [_ total] := dp n s; have cnt := sum_const (action n) (K * exp (- (alpha * lead))).
  move: total cnt; rewrite !(bigD1 (a s n) (P := xpredT)) //= => total cnt.
  have := @sum_le _ (fun u => u != a s n) (p n s) (fun=> K * exp (- (alpha * lead))) (fun u => @each n s u).
  by lra.
pose kappa := (\sum_(n : agent g) (INR #|action n| - 1)) * (K * exp (- (alpha * lead))) * range.
have k0 : 0 <= kappa.
  apply: Rmult_le_pos => //; apply: Rmult_le_pos; last by apply: Rmult_le_pos; left; apply: exp_pos.
  apply: sum_ge0 => n _; have : 1 <= INR #|action n|; last by lra.
  by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists (a0 n).
have dpi := product_policy dp.
have regret s : qo (s, a s) - kappa <= policy_value (product p) qo s.
  have chance : 1 - product p s (a s) <= (\sum_(n : agent g) (INR #|action n| - 1)) * (K * exp (- (alpha * lead))).
    have chances n : 0 <= p n s (a s n) <= 1.
      by split; [apply: distribution_ge0 | apply: distribution_le1]; apply: dp.
    apply: Rle_trans (union_bound chances) _.
    by rewrite -sum_scale_r; apply: sum_le => n _; apply: miss.
  have e : qo (s, a s) - policy_value (product p) qo s = expectation (product p s) (fun b => qo (s, a s) - qo (s, b)).
    by rewrite expectation_sub expectation_const //; apply: dpi.
  have : expectation (product p s) (fun b => qo (s, a s) - qo (s, b)) <= (1 - product p s (a s)) * range.
    have [pi0 pi1] := dpi s; rewrite /expectation (bigD1 (a s)) //= Rminus_diag_eq // Rmult_0_r Rplus_0_l.
    move: pi1; rewrite (bigD1 (a s)) //= => pi1.
    have -> : 1 - product p s (a s) = \sum_(b : joint g | b != a s) product p s b.
      by apply: (Rplus_eq_reg_l (product p s (a s))); apply: etrans _ (esym pi1); ring.
    by rewrite -sum_scale_r; apply: sum_le => b _; apply: Rmult_le_compat_l.
  by have := Rmult_le_compat_r _ _ _ r0 chance; rewrite -/kappa; lra.
have mono := evaluation_mono dpi; have disc := evaluation_discounts dpi.
have low e : qo e <= evaluation (product p) qo e + discount g * kappa.
  rewrite -{1}fo -backup_shift; apply: backup_mono => s.
  by rewrite (greedy_value_optimal a0 (opt s)); have := regret s; lra.
have high e : evaluation (product p) qo e <= qo e.
  rewrite -{2}fo; apply: backup_mono => s; rewrite (greedy_value_optimal a0 (opt s)).
  by apply: expectation_le_const => // b; apply: opt.
have gk : 0 <= discount g * kappa by apply: Rmult_le_pos; lra.
have -> : Rpower (joint_count g) (discount g / ((1 - discount g) * agent_count g))
     * (\sum_(n : agent g) (INR #|action n| - 1)) * exp (- (alpha * lead)) * range * (discount g / (1 - discount g))
  = discount g * kappa / (1 - discount g) by rewrite eK /kappa; field; lra.
apply: distance_le => [|e]; first by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
have := below_fixed_point_by gr mono disc fp gk low e; have := above_fixed_point gr mono disc fp high e.
have : 0 <= discount g * kappa / (1 - discount g).
  by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
by move=> h0 h1 h2; apply: Rabs_le; lra.
Qed.

(** * What of Theorem 2 fails as printed *)

(** MAOSQL, Theorem 2.1: let [a(s)] be the unique greedy actions at [(∞, β, ζ)] and [z = min_s ζ(a(s)|s)]. Then
    [‖Q*_{∞,∞} - Q*_{α,β,ζ}‖ <= (ln|A|/(Nα) + ln(1/z)/β) γ/(1 - γ)]. Claimed for [ζ = ∏ ζⁿ > 0] and rewards in
    [[0, 1]] only: even so it fails. *)
Definition theorem_2_1_printed : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (p : local_policies g)
    (q_optimal q_greedy q_soft : state g * joint g -> R) (a : state g -> joint g) (z : R),
  (forall s (b : joint g), 0 <= reward s b <= 1) ->
  0 < alpha -> 0 < beta -> policies p -> (forall n s u, 0 < p n s u) ->
  let zeta := product p in
  fixed_point (optimality a0) q_optimal ->
  fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  (forall s, only_greedy (optimistic_q beta zeta q_greedy) s (a s)) ->
  least (fun s => zeta s (a s)) z ->
  distance q_optimal q_soft
  <= (ln (joint_count g) / (agent_count g * alpha) + ln (/ z) / beta) * (discount g / (1 - discount g)).

(** MAOSQL, Theorem 2.2, proof: [β > (1 + γ) ln(1/z)/((1 - γ)Δ)] makes the greedy actions at [(∞, β, ζ)] optimal in the
    original game, [z] at these actions as in part 1, [Δ] the gap of [Q*_{∞,∞}]. Claimed for [ζ = ∏ ζⁿ > 0] only. *)
Definition theorem_2_2_greedy : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (beta : R) (p : local_policies g)
    (q_optimal q_greedy : state g * joint g -> R) (a : state g -> joint g) (z delta : R),
  (forall s (b : joint g), 0 <= reward s b <= 1) ->
  0 < beta -> policies p -> (forall n s u, 0 < p n s u) ->
  let zeta := product p in
  fixed_point (optimality a0) q_optimal ->
  fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  (forall s, only_greedy (optimistic_q beta zeta q_greedy) s (a s)) ->
  least (fun s => zeta s (a s)) z -> gap q_optimal delta ->
  (1 + discount g) * ln (/ z) / ((1 - discount g) * delta) < beta ->
  forall s, optimal q_optimal s (a s).

(** MAOSQL, Theorem 2.2: for rewards in [[0, 1]], [Δ] the gap of [Q*_{∞,∞}], [Δ' > 0] that of [Q*_{∞,β,ζ}] at its
    unique greedy actions, [z] as in part 1, [α > 2γ ln|A|/((1 - γ)Δ')] and [β > (1 + γ) ln(1/z)/((1 - γ)Δ)] the
    policy at [(α, β, ζ)] loses at most
    [(|A|^{2γ/((1-γ)N)} Σ_n m_n e^{-αΔ'}/(1 - γ) + 2 ln|A|/(Nα) + ln(1/z)/β) γ/(1 - γ)] in the original game.
    Claimed for [ζ = ∏ ζⁿ > 0] only. *)
Definition theorem_2_2 : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (alpha beta : R) (p : local_policies g)
    (q_optimal q_greedy q_soft q_policy : state g * joint g -> R) (a : state g -> joint g) (z delta delta' : R),
  (forall s (b : joint g), 0 <= reward s b <= 1) ->
  0 < alpha -> 0 < beta -> policies p -> (forall n s u, 0 < p n s u) ->
  let zeta := product p in
  fixed_point (optimality a0) q_optimal ->
  fixed_point (optimistic_greedy a0 beta zeta) q_greedy ->
  fixed_point (optimistic_bellman alpha beta zeta) q_soft ->
  fixed_point (evaluation (product (softmax_policy alpha (optimistic_q beta zeta q_soft)))) q_policy ->
  (forall s, only_greedy (optimistic_q beta zeta q_greedy) s (a s)) ->
  least (fun s => zeta s (a s)) z -> gap q_optimal delta -> gap_at q_greedy a delta' -> 0 < delta' ->
  2 * discount g * ln (joint_count g) / ((1 - discount g) * delta') < alpha ->
  (1 + discount g) * ln (/ z) / ((1 - discount g) * delta) < beta ->
  distance q_policy q_optimal
  <= (Rpower (joint_count g) (2 * discount g / ((1 - discount g) * agent_count g))
        * (\sum_(n : agent g) INR #|action n|) * exp (- (alpha * delta')) / (1 - discount g)
      + 2 * ln (joint_count g) / (agent_count g * alpha) + ln (/ z) / beta)
     * (discount g / (1 - discount g)).

(** ** Two agents who are paid 1 for one joint action, [c] for another, and nothing where they differ *)
Section Coordination.
Variables c gamma w : R.
Hypotheses (range : 0 <= gamma < 1) (c01 : 0 <= c < 1) (w01 : 0 < w < 1).

Definition payoff (a : {dffun forall _ : bool, bool}) : R :=
  if a true then (if a false then 1 else 0) else (if a false then 0 else c).
Definition coordination : game := @one_state [finType of bool] (fun=> [finType of bool]) payoff gamma range.
(** Each agent is taken to play for the 1 with probability [w]. *)
Definition leaning : local_policies coordination := fun _ _ u => if u then w else 1 - w.

Local Notation g := coordination.
Local Notation yes := (both true true : joint g).
Local Notation no := (both false false : joint g).

Lemma policies_leaning : policies leaning.
Proof. by move=> n s; split=> [u|]; rewrite ?sum_bool /leaning; try case: u; lra. Qed.

Lemma leaning_gt0 n s u : 0 < leaning (n := n) s u. Proof. by rewrite /leaning; case: u; lra. Qed.

Lemma payoff_range (a : joint g) : 0 <= payoff a <= 1.
Proof. by rewrite /payoff; case: (a true); case: (a false); lra. Qed.

Lemma payoff_yes : payoff yes = 1. Proof. by rewrite /payoff both_true both_false. Qed.
Lemma payoff_no : payoff no = c. Proof. by rewrite /payoff both_true both_false. Qed.

Lemma payoff_other (a : joint g) : a != yes -> payoff a <= c.
Proof.
rewrite -(both_eta a) /payoff both_true both_false.
by case: (a true); case: (a false) => //=; rewrite ?eqxx //; lra.
Qed.

Lemma joint_count_four : joint_count g = 4.
Proof. by rewrite /joint_count (card_joint yes) big_bool card_bool /=; lra. Qed.

Lemma agent_count_two : agent_count g = 2. Proof. by rewrite /agent_count card_bool /=; lra. Qed.

Lemma backup_here v (a : joint g) : backup (g := g) v (tt, a) = payoff a + gamma * v tt.
Proof. by rewrite /backup /expectation sum_unit /= Rmult_1_l. Qed.

Lemma product_leaning s (a : joint g) :
  product leaning s a = (if a true then w else 1 - w) * (if a false then w else 1 - w).
Proof. by rewrite /product big_bool. Qed.

(** What agents see: [Qⁿ = v + level] where [Q = r + v]. *)
Definition level beta (u : bool) : R :=
  ln (if u then w * exp beta + (1 - w) else w + (1 - w) * exp (beta * c)) / beta.

Lemma local_q beta (q : state g * joint g -> R) v n u : 0 < beta -> (forall a : joint g, q (tt, a) = payoff a + v) ->
  optimistic_q beta (product leaning) q n tt u = v + level beta u.
Proof.
move=> be qv; have dz := product_policy policies_leaning.
have -> : q = fun e => payoff e.2 + v by apply: functional_extensionality => -[[] a].
rewrite (optimistic_q_shift be dz) Rplus_comm; congr (_ + _).
rewrite /optimistic_q /projected /level; congr (ln _ / _).
under eq_bigr do rewrite (marginal_others_product policies_leaning).
have o1 (x y : bool) : others leaning true tt (both x y : joint g) = if y then w else 1 - w.
  by rewrite /others big_mkcond big_bool /= both_false Rmult_1_l.
have o2 (x y : bool) : others leaning false tt (both x y : joint g) = if x then w else 1 - w.
  by rewrite /others big_mkcond big_bool /= both_true Rmult_1_r.
case: n u => u; rewrite ?sum_both_true ?sum_both_false sum_bool ?o1 ?o2 /payoff !both_true !both_false.
  by case: u; rewrite ?Rmult_1_r ?Rmult_0_r ?exp_0; lra.
by case: u; rewrite ?Rmult_1_r ?Rmult_0_r ?exp_0; lra.
Qed.

Lemma fixed_here W (q : state g * joint g -> R) : fixed_point (fun q => backup (g := g) (W q)) q ->
  forall a : joint g, q (tt, a) = payoff a + gamma * W q tt.
Proof. by move=> fq a; rewrite -{1}fq backup_here. Qed.

Lemma optimal_here (q : state g * joint g -> R) v : (forall a : joint g, q (tt, a) = payoff a + v) ->
  forall s (a : joint g), optimal q s a <-> a = yes.
Proof.
move=> qv [] a; split=> [opt|-> b]; last by rewrite !qv payoff_yes; have := payoff_range b; lra.
apply/eqP/negPn/negP => /payoff_other ay.
by have := opt yes; rewrite !qv payoff_yes; lra.
Qed.

Lemma gap_here (q : state g * joint g -> R) v : (forall a : joint g, q (tt, a) = payoff a + v) -> gap q (1 - c).
Proof.
move=> qv; have opt := optimal_here qv; split=> [|[] a b /opt -> nb].
  exists tt, yes, no; split; first exact/opt.
  split; last by rewrite !qv payoff_yes payoff_no; lra.
  by move/opt/ffunP/(_ true); rewrite !ffunE.
have by_ : b != yes by apply/eqP => e; apply: nb; apply/opt.
by rewrite !qv payoff_yes; have := payoff_other by_; lra.
Qed.

Lemma no_not_yes : no != yes :> joint g.
Proof. by apply/eqP => /ffunP/(_ true); rewrite !ffunE. Qed.

Lemma gap_at_here (q : state g * joint g -> R) v : (forall a : joint g, q (tt, a) = payoff a + v) ->
  gap_at q (fun _ => yes) (1 - c).
Proof.
move=> qv; split=> [|[] b by_]; last by rewrite !qv payoff_yes; have := payoff_other by_; lra.
by exists tt, no; split; [exact: no_not_yes | rewrite !qv payoff_yes payoff_no; lra].
Qed.

(** The optimal table: [V = 1 + γV]. *)
Lemma optimal_table qo : fixed_point (optimality yes) qo ->
  forall a : joint g, qo (tt, a) = payoff a + gamma / (1 - gamma).
Proof.
move=> fo; have qv := fixed_here fo; move=> a; rewrite qv.
have e : greedy_value yes qo tt = qo (tt, yes) by apply: greedy_value_optimal; apply/(optimal_here qv).
rewrite qv payoff_yes in e; suff -> : greedy_value yes qo tt = 1 / (1 - gamma) by lra.
apply: (Rmult_eq_reg_r (1 - gamma)); last lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
Qed.

Lemma fixed_points alpha beta : 0 < alpha -> 0 < beta ->
  exists qo qg qs, fixed_point (optimality yes) qo /\
    fixed_point (optimistic_greedy yes beta (product leaning)) qg /\
    fixed_point (optimistic_bellman alpha beta (product leaning)) qs.
Proof.
move=> al be; have dz := product_policy policies_leaning.
have [qo fo] := banach (discount_range g) (optimality_contracts yes).
have [qg fg] := banach (discount_range g) (optimistic_greedy_contracts be dz yes).
have [qs fs] := optimistic_bellman_fixed_point al be dz.
by exists qo, qg, qs.
Qed.
End Coordination.
Arguments leaning c {gamma} w range n s u.

(** ** The witnesses *)
Lemma half_range : 0 <= / 2 < 1. Proof. by split; lra. Qed.
Lemma quarter_range : 0 <= / 4 < 1. Proof. by split; lra. Qed.
Lemma sixteenth_range : 0 < / 16 < 1. Proof. by split; lra. Qed.

(** At [c = 1/4], [w = 1/16], [β = 1] both agents prefer what the other is taken to do. *)
Lemma prefers_no : level (/ 4) (/ 16) 1 true < level (/ 4) (/ 16) 1 false.
Proof.
rewrite /level; apply: Rmult_lt_compat_r; first lra.
have e3 := exp_le_3; have q := exp_ineq1_le (1 * / 4); apply: ln_increasing; last lra.
by have := exp_pos 1; lra.
Qed.

Lemma level_no : level (/ 4) (/ 16) 1 false <= 5 / 16.
Proof.
have q : exp (1 * / 4) <= 4 / 3.
  have h := exp_ineq1_le (- (1 * / 4)); have e0 := exp_pos (1 * / 4); rewrite exp_Ropp in h.
  have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ e0) h; rewrite Rinv_r; lra.
rewrite /level Rmult_1_l /Rdiv Rinv_1 Rmult_1_r in q *.
by apply: Rle_trans (ln_le_sub1 _) _; have := exp_pos (/ 4); lra.
Qed.

(** [ln(1/z) <= 31/225] at [z = (15/16)²]. *)
Lemma price_no : ln (/ ((1 - / 16) * (1 - / 16))) <= 31 / 225.
Proof. by apply: Rle_trans (ln_le_sub1 _) _; [apply: Rinv_0_lt_compat; lra | right; field]. Qed.

Lemma only_no (q : state (coordination (/ 4) half_range) * joint (coordination (/ 4) half_range) -> R) v :
  (forall a : joint (coordination (/ 4) half_range), q (tt, a) = payoff (/ 4) a + v) ->
  forall s, only_greedy (optimistic_q 1 (product (leaning (/ 4) (/ 16) half_range)) q) s (both false false).
Proof.
move=> qv [] n u; have := prefers_no; rewrite !(local_q sixteenth_range _ Rlt_0_1 qv).
by case: n u => -[]; rewrite ?both_true ?both_false //; lra.
Qed.

Lemma least_no : least (fun s => product (leaning (/ 4) (/ 16) half_range) s (both false false))
  ((1 - / 16) * (1 - / 16)).
Proof.
have e s : product (leaning (/ 4) (/ 16) half_range) s (both false false) = (1 - / 16) * (1 - / 16).
  by rewrite product_leaning both_true both_false.
by split=> [|s]; [exists tt | ]; rewrite e; lra.
Qed.

Theorem theorem_2_2_greedy_refuted : ~ theorem_2_2_greedy.
Proof.
move=> claim; have [qo [qg [qs [fo [fg _]]]]] := fixed_points (/ 4) half_range sixteenth_range Rlt_0_1 Rlt_0_1.
have qov := optimal_table quarter_range fo; have qgv := fixed_here fg.
have := claim (coordination (/ 4) half_range) true (both true true) 1 (leaning (/ 4) (/ 16) half_range) qo qg
  (fun _ => both false false) ((1 - / 16) * (1 - / 16)) (1 - / 4) (fun _ => payoff_range quarter_range) Rlt_0_1
  (policies_leaning sixteenth_range) (leaning_gt0 sixteenth_range) fo fg (only_no qgv) least_no
  (gap_here quarter_range qov).
have large : (1 + / 2) * ln (/ ((1 - / 16) * (1 - / 16))) / ((1 - / 2) * (1 - / 4)) < 1.
  have -> : (1 - / 2) * (1 - / 4) = 3 / 8 by field.
  by have := price_no; lra.
move=> /(_ large tt); rewrite (optimal_here quarter_range qov) => e.
by have := no_not_yes (/ 4) half_range; rewrite e eqxx.
Qed.

Theorem theorem_2_1_printed_refuted : ~ theorem_2_1_printed.
Proof.
have a0 : 0 < 8 by lra.
move=> claim; have [qo [qg [qs [fo [fg fs]]]]] := fixed_points (/ 4) half_range sixteenth_range a0 Rlt_0_1.
have qov := optimal_table quarter_range fo; have qgv := fixed_here fg; have qsv := fixed_here fs.
have := claim (coordination (/ 4) half_range) true (both true true) 8 1 (leaning (/ 4) (/ 16) half_range) qo qg qs
  (fun _ => both false false) ((1 - / 16) * (1 - / 16)) (fun _ => payoff_range quarter_range) a0 Rlt_0_1
  (policies_leaning sixteenth_range) (leaning_gt0 sixteenth_range) fo fg fs (only_no qgv) least_no.
move/(Rle_trans _ _ _ (le_distance qo qs (tt, both true true))).
rewrite qov qsv /=; set V := mean_value _ _ _.
have V0 : V <= / 2 * V + (5 / 16 + / 8).
  rewrite {1}/V; apply: (mean_le_const (true : agent (coordination (/ 4) half_range))) => n.
  have ln2 : ln 2 <= 1 by have := @ln_le_sub1 2; lra.
  have top u : optimistic_q 1 (product (leaning (/ 4) (/ 16) half_range)) qs n tt u <= / 2 * V + 5 / 16.
    rewrite (local_q sixteenth_range _ Rlt_0_1 qsv) -/V; have := level_no; have := prefers_no.
    by case: u; lra.
  have two : INR #|[finType of bool]| = 2 by rewrite card_bool /=; lra.
  by apply: Rle_trans (soft_value_le a0 (both true true n) top) _; rewrite two; lra.
rewrite joint_count_four agent_count_two; have ln4 : ln 4 <= 3 by have := @ln_le_sub1 4; lra.
have p := price_no; move: p; move: (ln (/ _)) => y p.
by rewrite Rabs_pos_eq; lra.
Qed.

(** At [c = 63/64], [w = 1/8], [γ = 1/16], [α = β = 448 ln 2] the exponentials are powers of 2. *)
Lemma gamma_range : 0 <= / 16 < 1. Proof. by split; lra. Qed.
Lemma near_one : 0 <= 63 / 64 < 1. Proof. by split; lra. Qed.
Lemma eighth_range : 0 < / 8 < 1. Proof. by split; lra. Qed.

Lemma ln2_gt0 : 0 < ln 2. Proof. by rewrite -ln_1; apply: ln_increasing; lra. Qed.

Lemma exp_seven : exp (7 * ln 2) = 128.
Proof.
have -> : 7 * ln 2 = ln 2 + (ln 2 + (ln 2 + (ln 2 + (ln 2 + (ln 2 + ln 2))))) by lra.
by rewrite !exp_plus !exp_ln; lra.
Qed.

Lemma ln_four : ln 4 = 2 * ln 2.
Proof. by rewrite (_ : 4 = 2 * 2) ?ln_mult; lra. Qed.

Lemma ln_sixtyfour : ln 64 = 6 * ln 2.
Proof.
have four : 0 < 4 by lra.
have sixteen : 0 < 4 * 4 by lra.
have -> : 64 = 4 * (4 * 4) by lra.
rewrite (ln_mult _ _ four sixteen) (ln_mult _ _ four four) ln_four; lra.
Qed.

Lemma power_le : Rpower 4 (/ 15) <= 2.
Proof.
rewrite /Rpower ln_four; have l := ln2_gt0.
by rewrite -{3}(exp_ln 2); [apply: exp_le; lra | lra].
Qed.

Theorem theorem_2_2_refuted : ~ theorem_2_2.
Proof.
move=> claim; have l0 := ln2_gt0; pose alpha := 448 * ln 2.
have al : 0 < alpha by rewrite /alpha; lra.
pose g := coordination (63 / 64) gamma_range; pose p : local_policies g := leaning (63 / 64) (/ 8) gamma_range.
have [qo [qg [qs [fo [fg fs]]]]] := fixed_points (63 / 64) gamma_range eighth_range al al.
have qov := optimal_table near_one fo; have qgv := fixed_here fg; have qsv := fixed_here fs.
pose pi := softmax_policy alpha (optimistic_q alpha (product p) qs).
have dpi : policies pi by apply: softmax_policies => //; exact: (both true true).
have [qp fp] := banach (discount_range g) (evaluation_contracts (product_policy dpi)).
have qpv := fixed_here fp.
pose F := exp (alpha * (63 / 64)).
have F1 : 1 <= F by rewrite -exp_0; apply: exp_le; rewrite /alpha; lra.
have EF : exp alpha = 128 * F.
  by rewrite /F -exp_seven -exp_plus /alpha; congr exp; lra.
pose A (u : bool) := if u then / 8 * exp alpha + (1 - / 8) else / 8 + (1 - / 8) * F.
have At : A true = 16 * F + 7 / 8 by rewrite /A EF; lra.
have Af : A false = / 8 + 7 / 8 * F by rewrite /A; lra.
have A0 u : 0 < A u by case: u; rewrite ?At ?Af; lra.
have lev u : level (63 / 64) (/ 8) alpha u = ln (A u) / alpha by [].
have greedy s : only_greedy (optimistic_q alpha (product p) qg) s (both true true).
  case: s => n u; rewrite !(local_q eighth_range _ al qgv) !lev.
  have less : ln (A false) / alpha < ln (A true) / alpha.
    apply: Rmult_lt_compat_r; first exact: Rinv_0_lt_compat.
    by apply: ln_increasing => //; rewrite At Af; lra.
  by case: n u => -[]; rewrite ?both_true ?both_false //; lra.
have leastz : least (fun s => product p s (both true true)) (/ 64).
  have e s : product p s (both true true) = / 64 by rewrite product_leaning both_true both_false; lra.
  by split=> [|s]; [exists tt | ]; rewrite e; lra.
have lz : ln (/ / 64) = 6 * ln 2 by rewrite Rinv_inv ln_sixtyfour.
have d : 1 - 63 / 64 = / 64 by lra.
have gap0 := gap_here near_one qov; have gap1 := gap_at_here near_one qgv; rewrite d in gap0 gap1.
have c1 : 2 * / 16 * ln (joint_count g) / ((1 - / 16) * / 64) < alpha.
  by rewrite joint_count_four ln_four /alpha (_ : _ / _ = 256 / 15 * ln 2); [lra | field].
have c2 : (1 + / 16) * ln (/ / 64) / ((1 - / 16) * / 64) < alpha.
  by rewrite lz /alpha (_ : _ / _ = 6528 / 15 * ln 2); [lra | field].
have := claim g true (both true true) alpha alpha p qo qg qs qp (fun _ => both true true) (/ 64) (/ 64) (/ 64)
  (fun _ => payoff_range near_one) al al (policies_leaning eighth_range) (leaning_gt0 eighth_range)
  fo fg fs fp greedy leastz gap0 gap1 ltac:(lra) c1 c2.
pose P := A true / (A true + A false).
have half n u : pi n tt u = if u then P else 1 - P.
  rewrite /pi /softmax_policy boltzmann_inverse //.
  have e b : exp (alpha * optimistic_q alpha (product p) qs n tt b)
      = exp (alpha * (/ 16 * mean_value alpha (optimistic_q alpha (product p) qs) tt)) * A b.
    rewrite (local_q eighth_range _ al qsv) lev Rmult_plus_distr_l exp_plus; congr (_ * _).
    by rewrite (_ : alpha * (ln (A b) / alpha) = ln (A b)) ?exp_ln //; field; lra.
  rewrite (_ : \sum_v _ = \sum_(v : bool) exp (alpha * optimistic_q alpha (product p) qs n tt v)) //.
  rewrite sum_bool !e; have := exp_pos (alpha * (/ 16 * mean_value alpha (optimistic_q alpha (product p) qs) tt)).
  have := A0 true; have := A0 false; move: (exp _) => ev f0 t0 e0.
  by case: u; rewrite /P; field; repeat split; nra.
have U : policy_value (product pi) qp tt = (P * P + 63 / 64 * ((1 - P) * (1 - P))) / (1 - / 16).
  have : policy_value (product pi) qp tt
      = P * P + 63 / 64 * ((1 - P) * (1 - P)) + / 16 * policy_value (product pi) qp tt.
    rewrite {1}/policy_value /expectation sum_both !sum_bool !qpv; move: (policy_value _ _ _) => v.
    rewrite /product !big_bool !both_true !both_false !half /payoff !both_true !both_false /=; lra.
  by move=> e; lra.
move/(Rle_trans _ _ _ (le_distance qp qo (tt, both true true))).
rewrite qov qpv U (payoff_yes _ gamma_range) joint_count_four agent_count_two lz /=.
have -> : \sum_(n : bool) INR #|[finType of bool]| = 4 by rewrite sum_bool card_bool /=; lra.
have -> : exp (- (alpha * / 64)) = / 128.
  by rewrite exp_Ropp -exp_seven /alpha; congr (/ exp _); lra.
have -> : 2 * ln 4 / (2 * alpha) = 1 / 224 by rewrite ln_four /alpha; field; lra.
have -> : 6 * ln 2 / alpha = 3 / 224 by rewrite /alpha; field; lra.
have -> : 2 * / 16 / ((1 - / 16) * 2) = / 15 by field.
have pw := power_le.
have S0 : 0 < A true + A false by have := A0 true; have := A0 false; lra.
have P1 : 0 < 1 - P.
  rewrite /P (_ : 1 - _ = A false / (A true + A false)); last by field; lra.
  exact: Rdiv_lt_0_compat.
have PQ : 17 / 400 < P * (1 - P).
  rewrite /P (_ : _ * _ = A true * A false / ((A true + A false) * (A true + A false))); last by field; lra.
  apply: (Rmult_lt_reg_r ((A true + A false) * (A true + A false))); first by apply: Rmult_lt_0_compat.
  rewrite [X in _ < X](_ : _ = A true * A false); last by field; lra.
  have F2 : 1 <= F * F by nra.
  by rewrite At Af; lra.
have sq : 0 <= (1 - P) * (1 - P) by apply: Rmult_le_pos; lra.
rewrite Rabs_left1; last by lra.
by lra.
Qed.
