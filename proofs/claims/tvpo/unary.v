(** TVPO, Appendix E: the unary formulation, each agent regularized by its own policy alone. *)
From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob operators.divergence operators.alice_and_bob operators.unary.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Lemma 3: the form of the best response *)
(** TVPO, Lemma 3: the best response is [max(g_φ((λ - Q)/ω), 0)] with λ such that these sum to 0, here for an only best
    response. *)
Definition lemma_3 : Prop := forall (T : finType) phi g omega (values p : T -> R),
  regularizer phi -> inverse_slope phi g -> 0 < omega -> only_unary_best_response phi omega values p ->
  exists lambda, (forall x, p x = unary_response g omega lambda values x) /\
    \sum_x unary_response g omega lambda values x = 0.

(** A policy sums to 1. *)
Theorem lemma_3_refuted : ~ lemma_3.
Proof.
move=> claim; have only := shannon_only_best tt (fun _ => 0) Rlt_0_1.
have [lambda [e zero]] := claim _ _ _ _ _ _ shannon_regularizer shannon_inverse_slope Rlt_0_1 only.
have [[_ one] _] := only; move: one; under eq_bigr do rewrite e.
by rewrite zero; lra.
Qed.

(** TVPO, Lemma 3, for Shannon, [φ(x) = - ln x]: [exp((Q - λ)/ω - 1)], which is [max(g_φ((λ - Q)/ω), 0)], with a λ
    such that these sum to 1 is the only maximiser of [p·Q - ω Σ p ln p], and there is such a λ. *)
Definition lemma_3_shannon : Prop := forall (T : finType) (x0 : T) omega (values : T -> R), 0 < omega ->
  (exists lambda, \sum_x exp ((values x - lambda) / omega - 1) = 1) /\
  forall lambda, \sum_x exp ((values x - lambda) / omega - 1) = 1 ->
    (forall x, unary_response shannon_inverse omega lambda values x = exp ((values x - lambda) / omega - 1)) /\
    only_unary_best_response shannon omega values (fun x => exp ((values x - lambda) / omega - 1)).

Theorem lemma_3_shannon_stands : lemma_3_shannon.
Proof.
move=> T x0 omega values om; split.
  exists (soft_value omega values - omega).
  under eq_bigr do rewrite -shannon_response_exp shannon_response_boltzmann //.
  by case: (distribution_boltzmann x0 values om).
move=> lambda one; split=> [x|]; first exact: shannon_response_exp.
have e : (fun x => exp ((values x - lambda) / omega - 1)) = unary_response shannon_inverse omega lambda values.
  by apply: functional_extensionality => x; rewrite shannon_response_exp.
rewrite e shannon_response_is_boltzmann //; first exact: shannon_only_best.
by under eq_bigr do rewrite shannon_response_exp.
Qed.

(** TVPO, Lemma 3, for Tsallis of index 2, [φ(x) = k (1 - x)]: [max((1 - (λ - Q)/(ωk))/2, 0)], which is
    [max(g_φ((λ - Q)/ω), 0)], with a λ such that these sum to 1 is the only maximiser of [p·Q + ω Σ p k (1 - p)], and
    there is such a λ. *)
Definition lemma_3_tsallis : Prop := forall (T : finType) (x0 : T) k omega (values : T -> R), 0 < k -> 0 < omega ->
  (exists lambda, \sum_x Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0 = 1) /\
  forall lambda, \sum_x Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0 = 1 ->
    (forall x, unary_response (tsallis_inverse k) omega lambda values x =
      Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0) /\
    only_unary_best_response (tsallis k) omega values
      (fun x => Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0).

Theorem lemma_3_tsallis_stands : lemma_3_tsallis.
Proof.
move=> T x0 k omega values k0 om.
have e lambda x : unary_response (tsallis_inverse k) omega lambda values x
    = Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0.
  by rewrite /unary_response /tsallis_inverse; congr (Rmax (_ * (_ - _)) _); field; lra.
split=> [|lambda].
  by have [lambda one] := tsallis_multiplier x0 values k0 om; exists lambda; rewrite -[RHS]one; apply: eq_bigr.
rewrite -(eq_bigr _ (fun x _ => e lambda x)) => one; split=> //.
have <- : unary_response (tsallis_inverse k) omega lambda values
    = (fun x => Rmax (/ 2 * (1 - (lambda - values x) / (omega * k))) 0).
  by apply: functional_extensionality => x; rewrite e.
exact: tsallis_only_best.
Qed.

(** * Proposition 3: each agent follows the other *)
(** TVPO, Proposition 3, for Shannon: with [b + c < a + d] and the unary iteration, [p_t > p_{t-1}] makes
    [q_{t+1} > q_t], [p_t < p_{t-1}] makes [q_{t+1} < q_t], and the same with p and q exchanged; what either answers
    grows with the other's probability, between any two policies. *)
Definition proposition_3_shannon : Prop := forall a b c d omega, 0 < omega -> b + c < a + d ->
  (forall p q t, unary_iteration shannon omega a b c d p q ->
    [/\ p t < p t.+1 -> q t.+1 < q t.+2, p t.+1 < p t -> q t.+2 < q t.+1,
        q t < q t.+1 -> p t.+1 < p t.+2 & q t.+1 < q t -> p t.+2 < p t.+1]) /\
  (forall hA hB x y, answers shannon omega a b c d hA hB -> 0 <= x -> x < y -> y <= 1 -> hA x < hA y /\ hB x < hB y).

Theorem proposition_3_shannon_stands : proposition_3_shannon.
Proof.
move=> a b c d omega om m; have {}m : mixed a b c d < 0 by rewrite /mixed; lra.
split=> [p q t it|hA hB x y /shannon_answers h x0 xy y1]; first exact: (shannon_follows om t m it).
have [-> ->] := h om x ltac:(lra); have [-> ->] := h om y ltac:(lra).
split; exact: (@shannon_answer_increasing omega (mixed a b c d)).
Qed.

(** TVPO, Proposition 3, for Tsallis of index 2, as printed, from inside the simplex. *)
Definition proposition_3_tsallis : Prop := forall a b c d k omega p q t, 0 < k -> 0 < omega -> b + c < a + d ->
  unary_iteration (tsallis k) omega a b c d p q -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  [/\ p t < p t.+1 -> q t.+1 < q t.+2, p t.+1 < p t -> q t.+2 < q t.+1,
      q t < q t.+1 -> p t.+1 < p t.+2 & q t.+1 < q t -> p t.+2 < p t.+1].

(** A corner holds: on (2, 0, 1, 0) with ω = 1 and k = 1/2 Bob plays his first action for ever, while p rises from 1/2
    to 3/4 to 1. *)
Theorem proposition_3_tsallis_refuted : ~ proposition_3_tsallis.
Proof.
move=> claim.
pose p t := if t is t'.+1 then (if t' is _.+1 then 1 else 3 / 4) else / 2.
pose q t := if t is _.+1 then 1 else / 2.
have it : unary_iteration (tsallis (/ 2)) 1 2 0 1 0 p q.
  split; try (rewrite /p /q; lra); move=> t; apply/tsallis_step; try lra.
  have top x : 1 <= x -> clipped x = 1 by move=> x1; rewrite /clipped Rmin_left ?Rmax_right; lra.
  rewrite /tsallis_answer /mixed /p /q; case: t => [|[|t]]; split; symmetry.
  - by rewrite clipped_inside; lra.
  - by apply: top; lra.
  - by apply: top; lra.
  - by apply: top; lra.
  - by apply: top; lra.
  by apply: top; lra.
have [h _ _ _] := claim 2 0 1 0 (/ 2) 1 p q 0%N ltac:(lra) ltac:(lra) ltac:(lra) it ltac:(rewrite /p; lra)
  ltac:(rewrite /q; lra).
by move: h; rewrite /p /q; move=> /(_ ltac:(lra)); lra.
Qed.

(** TVPO, Proposition 3, amended for Tsallis of index 2: the same with [>=] and [<=] in the conclusions; what either
    answers does not fall with the other's probability. *)
Definition proposition_3_tsallis_amended : Prop := forall a b c d k omega, 0 < k -> 0 < omega -> b + c < a + d ->
  (forall p q t, unary_iteration (tsallis k) omega a b c d p q ->
    [/\ p t < p t.+1 -> q t.+1 <= q t.+2, p t.+1 < p t -> q t.+2 <= q t.+1,
        q t < q t.+1 -> p t.+1 <= p t.+2 & q t.+1 < q t -> p t.+2 <= p t.+1]) /\
  (forall hA hB x y, answers (tsallis k) omega a b c d hA hB -> 0 <= x -> x < y -> y <= 1 ->
    hA x <= hA y /\ hB x <= hB y).

Theorem proposition_3_tsallis_amended_stands : proposition_3_tsallis_amended.
Proof.
move=> a b c d k omega k0 om m; have {}m : mixed a b c d < 0 by rewrite /mixed; lra.
have mono s x y : x <= y ->
    tsallis_answer k omega (s - mixed a b c d * x) <= tsallis_answer k omega (s - mixed a b c d * y).
  move=> xy; apply: clipped_mono; apply: Rplus_le_compat_l; apply: Rmult_le_compat_r; last by nra.
  by left; apply: Rinv_0_lt_compat; apply: Rmult_lt_0_compat; lra.
split=> [p q t [_ _ it]|hA hB x y /tsallis_answers h x0 xy y1].
  have [e1 f1] := (proj1 (tsallis_step _ _ _ _ _ _ _ _ k0 om)) (it t).
  have [e2 f2] := (proj1 (tsallis_step _ _ _ _ _ _ _ _ k0 om)) (it t.+1).
  by split=> h; [rewrite f2 f1|rewrite f2 f1|rewrite e2 e1|rewrite e2 e1]; apply: mono; lra.
have [-> ->] := h k0 om x ltac:(lra); have [-> ->] := h k0 om y ltac:(lra).
by split; apply: mono; lra.
Qed.

(** * The two cases *)
(** TVPO, Appendix E.1, after Proposition 3: with [b + c < a + d] under Shannon, if p and q rise in one step both rise for
    ever, and converge, to policies that answer themselves. *)
Definition unary_first_case : Prop := forall a b c d omega p q k, 0 < omega -> b + c < a + d ->
  unary_iteration shannon omega a b c d p q -> p k < p k.+1 -> q k < q k.+1 ->
  (forall t, (k <= t)%N -> p t < p t.+1 /\ q t < q t.+1) /\
  exists ps qs, [/\ Un_cv p ps, Un_cv q qs & step (unary shannon omega) a b c d ps qs ps qs].

Theorem unary_first_case_stands : unary_first_case.
Proof.
move=> a b c d omega p q k om m it pk qk; have {}m : mixed a b c d < 0 by rewrite /mixed; lra.
by split; [apply: shannon_rises it pk qk | apply: shannon_rising_limit it pk qk].
Qed.

(** TVPO, Appendix E.1, after Corollary 2: with [b + c < a + d] under Shannon, [p_{t+1} > p_t] and [q_{t+1} < q_t] make
    both fall in the next step, here from inside the simplex. *)
Definition unary_second_case : Prop := forall a b c d omega p q t, 0 < omega -> b + c < a + d ->
  unary_iteration shannon omega a b c d p q -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  p t < p t.+1 -> q t.+1 < q t -> p t.+2 < p t.+1 /\ q t.+2 < q t.+1.

(** q follows p up: (1, 0, 0, 0) at (1/2, 3/4) with ω = 1. *)
Theorem unary_second_case_refuted : ~ unary_second_case.
Proof.
move=> claim.
have [p [q [it p0 q0]]] := @shannon_iteration_exists 1 0 0 0 1 (/ 2) (3 / 4) ltac:(lra) ltac:(lra) ltac:(lra).
have [e f] := shannon_next Rlt_0_1 0 it; rewrite p0 in f; rewrite q0 in e.
have up : p 0%N < p 1%N.
  by rewrite e p0 -sigma_0; apply: sigma_increasing; rewrite /mixed; lra.
have down : q 1%N < q 0%N.
  rewrite f q0; apply: sigma_below; rewrite /mixed (_ : _ / 1 = / 2); last by field.
  have : exp (/ 2) < exp 1 by apply: exp_increasing; lra.
  by have := exp_le_3; lra.
have [_ fall] := claim 1 0 0 0 1 p q 0%N ltac:(lra) ltac:(lra) it ltac:(lra) ltac:(lra) up down.
have [rise _ _ _] := @shannon_follows 1 0 0 0 1 Rlt_0_1 p q 0%N ltac:(rewrite /mixed; lra) it.
by have := rise up; lra.
Qed.

(** TVPO, Appendix E.1, after Corollary 2, amended: with [b + c < a + d] under Shannon, if p rises and q falls in one
    step, then p falls and q rises in the next, and so on alternately for ever. *)
Definition unary_second_case_amended : Prop := forall a b c d omega p q k, 0 < omega -> b + c < a + d ->
  unary_iteration shannon omega a b c d p q -> p k < p k.+1 -> q k.+1 < q k ->
  forall n, let t := (k + n)%N in
    if odd n then p t.+1 < p t /\ q t < q t.+1 else p t < p t.+1 /\ q t.+1 < q t.

Theorem unary_second_case_amended_stands : unary_second_case_amended.
Proof.
move=> a b c d omega p q k om m it pk qk; have {}m : mixed a b c d < 0 by rewrite /mixed; lra.
elim=> [|n]; first by rewrite addn0.
rewrite addnS /=; have [h1 h2 h3 h4] := shannon_follows om (k + n) m it.
by case: (odd n) => /= -[hp hq]; split; auto.
Qed.

(** * Corollary 2: two steps *)
(** TVPO, Appendix E.1, before Corollary 2: [p_{t+2} = h_B(h_A(p_t))], where [p_{t+1} = h_A(q_t)] and
    [q_{t+1} = h_B(p_t)], here with [b + c < a + d] and from inside the simplex. *)
Definition corollary_2_composition : Prop := forall a b c d omega hA hB p q t, 0 < omega -> b + c < a + d ->
  answers shannon omega a b c d hA hB -> unary_iteration shannon omega a b c d p q ->
  0 < p 0%N < 1 -> 0 < q 0%N < 1 -> p t.+2 = hB (hA (p t)).

(** The compositions are exchanged: on (2, 0, 1, 0) with ω = 1 [h_A(h_B(p)) = σ(σ(1 + p)) < σ(1)] and
    [h_B(h_A(p)) = σ(1 + σ(p)) > σ(1)]. *)
Theorem corollary_2_composition_refuted : ~ corollary_2_composition.
Proof.
move=> claim.
have [p [q [it p0 q0]]] := @shannon_iteration_exists 2 0 1 0 1 (/ 2) (/ 2) ltac:(lra) ltac:(lra) ltac:(lra).
pose hA := shannon_answer 1 (mixed 2 0 1 0) (0 - 0); pose hB := shannon_answer 1 (mixed 2 0 1 0) (1 - 0).
have an : answers shannon 1 2 0 1 0 hA hB by apply/shannon_answers => //; lra.
have := claim 2 0 1 0 1 hA hB p q 0%N ltac:(lra) ltac:(lra) an it ltac:(lra) ltac:(lra).
have [_ f] := shannon_next Rlt_0_1 0 it; have [-> _] := shannon_next Rlt_0_1 1 it.
rewrite /hA /hB /shannon_answer {1 2}/mixed.
have below : sigma ((0 - 0 - (0 + 1 - 2 - 0) * q 1%N) / 1) < sigma 1.
  by apply: sigma_increasing; have [_ [_ q1]] := shannon_next_inside Rlt_0_1 0 it; lra.
have above x : 0 < x -> sigma 1 < sigma ((1 - 0 - mixed 2 0 1 0 * x) / 1).
  by move=> x0; apply: sigma_increasing; rewrite /mixed; lra.
by move=> e; have := above (sigma ((0 - 0 - mixed 2 0 1 0 * p 0%N) / 1)) (proj1 (sigma_range _)); rewrite -e; lra.
Qed.

(** TVPO, Appendix E.1, before Corollary 2, amended: [p_{t+2} = h_A(h_B(p_t))] and [q_{t+2} = h_B(h_A(q_t))]. *)
Definition corollary_2_composition_amended : Prop := forall a b c d omega hA hB p q t, 0 < omega ->
  answers shannon omega a b c d hA hB -> unary_iteration shannon omega a b c d p q ->
  [/\ p t.+1 = hA (q t), q t.+1 = hB (p t), p t.+2 = hA (hB (p t)) & q t.+2 = hB (hA (q t))].

Theorem corollary_2_composition_amended_stands : corollary_2_composition_amended.
Proof.
move=> a b c d omega hA hB p q t om /shannon_answers h it; have {}h := h om.
have [pt qt] := shannon_iteration_range t om it; have [pt' qt'] := shannon_iteration_range t.+1 om it.
have [e f] := shannon_next om t it; have [e' f'] := shannon_next om t.+1 it.
have ea : p t.+1 = hA (q t) by have [-> _] := h _ qt.
have eb : q t.+1 = hB (p t) by have [_ ->] := h _ pt.
by split=> //; rewrite -?ea -?eb; [have [-> _] := h _ qt' | have [_ ->] := h _ pt'].
Qed.
