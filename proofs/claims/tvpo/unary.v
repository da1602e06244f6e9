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

(** [K] is a Lipschitz constant of [l] on [[0, 1]]. *)
Definition lipschitz (l : R -> R) (K : R) : Prop :=
  forall x y, 0 <= x <= 1 -> 0 <= y <= 1 -> Rabs (l x - l y) <= K * Rabs (x - y).

(** [l] has a derivative of at most [K] inside [[0, 1]]. *)
Definition derivative_at_most (l : R -> R) (K : R) : Prop :=
  forall x, 0 < x < 1 -> exists l', derivable_pt_lim l x l' /\ Rabs l' <= K.

(** TVPO, Corollary 2, for Shannon: with [b + c < a + d], [l = h_B∘h_A] or [l = h_A∘h_B], [M' = (b + c - a - d)/ω]
    and [U] the largest [|g_φ'|] on the way, or anything above it, [|l'| <= M'² U²], and this is a Lipschitz constant. *)
Definition corollary_2 : Prop := forall a b c d omega U hA hB, 0 < omega -> b + c < a + d ->
  slope_bound shannon_inverse omega a b c d U -> answers shannon omega a b c d hA hB ->
  forall l, l = (fun x => hB (hA x)) \/ l = (fun x => hA (hB x)) ->
  derivative_at_most l ((mixed a b c d / omega) ^ 2 * U ^ 2) /\ lipschitz l ((mixed a b c d / omega) ^ 2 * U ^ 2).

(** TVPO, Corollary 2, sharper for Shannon: [|l'| <= M'² U²/4], and this is a Lipschitz constant, for either sign of
    [M]. *)
Definition corollary_2_sharper : Prop := forall a b c d omega U hA hB, 0 < omega ->
  slope_bound shannon_inverse omega a b c d U -> answers shannon omega a b c d hA hB ->
  forall l, l = (fun x => hB (hA x)) \/ l = (fun x => hA (hB x)) ->
  derivative_at_most l (/ 4 * (mixed a b c d / omega) ^ 2 * U ^ 2) /\
  lipschitz l (/ 4 * (mixed a b c d / omega) ^ 2 * U ^ 2).

Lemma composed_bounds omega M s s' U h h' : 0 < omega ->
  (forall x, 0 <= x <= 1 -> h x = shannon_answer omega M s x) ->
  (forall x, 0 <= x <= 1 -> h' x = shannon_answer omega M s' x) ->
  (forall x, 0 <= x <= 1 -> shannon_answer omega M s x * (1 - shannon_answer omega M s x) <= U / 2) ->
  (forall x, 0 <= x <= 1 -> shannon_answer omega M s' x * (1 - shannon_answer omega M s' x) <= U / 2) ->
  derivative_at_most (fun x => h' (h x)) (/ 4 * (M / omega) ^ 2 * U ^ 2) /\
  lipschitz (fun x => h' (h x)) (/ 4 * (M / omega) ^ 2 * U ^ 2).
Proof.
move=> om e e' v v'.
have inside s0 x : 0 <= shannon_answer omega M s0 x <= 1 by have := shannon_answer_range omega M s0 x; lra.
have K2 : / 4 * (M / omega) ^ 2 * U ^ 2 = Rabs (M / omega) * (U / 2) * (Rabs (M / omega) * (U / 2)).
  by rewrite -(pow2_abs (M / omega)); field.
have U0 : 0 <= U / 2.
  apply: Rle_trans (v 0 ltac:(lra)); have := shannon_answer_range omega M s 0 => r.
  by apply: Rmult_le_pos; lra.
have m0 := Rabs_pos (M / omega).
have mU : 0 <= Rabs (M / omega) * (U / 2) by apply: Rmult_le_pos.
split=> [x x01|x y x01 y01].
  pose hx := shannon_answer omega M s x.
  exists (- (M / omega) * (shannon_answer omega M s' hx * (1 - shannon_answer omega M s' hx)) *
    (- (M / omega) * (hx * (1 - hx)))); split.
    have r0 : 0 < Rmin x (1 - x) by apply: Rmin_pos; lra.
    apply: (@derivable_near (fun x => shannon_answer omega M s' (shannon_answer omega M s x)) _ _ _ _ r0).
      move=> y yx; have lo := Rmin_l x (1 - x); have hi := Rmin_r x (1 - x).
      have y01 : 0 <= y <= 1 by split_Rabs; lra.
      by rewrite e // e'.
    by apply: (derivable_pt_lim_comp (shannon_answer omega M s) (shannon_answer omega M s'));
      apply: derivable_shannon_answer.
  have size u : 0 < u < 1 -> u * (1 - u) <= U / 2 -> Rabs (- (M / omega) * (u * (1 - u))) <= Rabs (M / omega) * (U / 2).
    move=> u01 uU; rewrite Rabs_mult Rabs_Ropp; apply: Rmult_le_compat_l => //.
    by rewrite Rabs_pos_eq //; apply: Rmult_le_pos; lra.
  rewrite K2 Rabs_mult; apply: Rmult_le_compat; try exact: Rabs_pos; apply: size; try exact: sigma_range.
    by apply: v'; apply: inside.
  by apply: v; lra.
rewrite (e x) // (e y) // !e' //.
apply: Rle_trans (shannon_answer_lipschitz om v' (inside s x) (inside s y)) _.
by rewrite K2; have := Rmult_le_compat_l _ _ _ mU (shannon_answer_lipschitz om v x01 y01); lra.
Qed.

Theorem corollary_2_sharper_stands : corollary_2_sharper.
Proof.
move=> a b c d omega U hA hB om bound /shannon_answers h; have {}h := h om.
have eA x : 0 <= x <= 1 -> hA x = shannon_answer omega (mixed a b c d) (b - d) x by move=> /h [].
have eB x : 0 <= x <= 1 -> hB x = shannon_answer omega (mixed a b c d) (c - d) x by move=> /h [].
have v x x01 := slope_bound_product om bound (x := x) x01.
by move=> l [->|->]; apply: (composed_bounds om); (eassumption || (move=> x x01; have [] := v x x01; lra)).
Qed.

Theorem corollary_2_stands : corollary_2.
Proof.
move=> a b c d omega U hA hB om m bound an l el.
have [der lip] := corollary_2_sharper_stands om bound an el.
have le : / 4 * (mixed a b c d / omega) ^ 2 * U ^ 2 <= (mixed a b c d / omega) ^ 2 * U ^ 2.
  by have := Rmult_le_pos _ _ (pow2_ge_0 (mixed a b c d / omega)) (pow2_ge_0 U); lra.
split=> [x x01|x y x01 y01].
  by have [l' [dl bl]] := der x x01; exists l'; split=> //; lra.
by apply: Rle_trans (lip x y x01 y01) _; apply: Rmult_le_compat_r; [apply: Rabs_pos | ].
Qed.

(** TVPO, Corollary 2, sharper for Tsallis of index 2: [M'² U²/4] with [U = 1/(2k) = |g_φ'|] is a Lipschitz constant
    of [l], for either sign of [M], and the smallest: for every [k] some game has equality, at all [x], [y]. *)
Definition corollary_2_tsallis : Prop := forall k, 0 < k ->
  (forall a b c d omega hA hB, 0 < omega -> answers (tsallis k) omega a b c d hA hB ->
    forall l, l = (fun x => hB (hA x)) \/ l = (fun x => hA (hB x)) ->
    lipschitz l (/ 4 * (mixed a b c d / omega) ^ 2 * (/ (2 * k)) ^ 2)) /\
  (forall y, derivable_pt_lim (tsallis_inverse k) y (- / (2 * k))) /\
  exists a b c d omega, [/\ 0 < omega, mixed a b c d < 0 & forall hA hB x y,
    answers (tsallis k) omega a b c d hA hB -> 0 <= x <= 1 -> 0 <= y <= 1 ->
    Rabs (hB (hA x) - hB (hA y)) = / 4 * (mixed a b c d / omega) ^ 2 * (/ (2 * k)) ^ 2 * Rabs (x - y)].

Theorem corollary_2_tsallis_stands : corollary_2_tsallis.
Proof.
move=> k k0; split=> [a b c d omega hA hB om /tsallis_answers h l el|].
  have {}h := h k0 om.
  have step s x y : Rabs (tsallis_answer k omega (s - mixed a b c d * x) - tsallis_answer k omega (s - mixed a b c d * y))
      <= Rabs (mixed a b c d / omega) * / (2 * k) / 2 * Rabs (x - y).
    apply: Rle_trans (clipped_lipschitz _ _) _.
    have -> : / 2 + (s - mixed a b c d * x) / (4 * omega * k) - (/ 2 + (s - mixed a b c d * y) / (4 * omega * k))
      = - (mixed a b c d / omega) * (/ (2 * k) * / 2 * (x - y)) by field; lra.
    have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
    by rewrite (Rabs_mult (- _)) Rabs_Ropp (Rabs_mult (_ * / 2)) (Rabs_pos_eq (_ * / 2)); lra.
  have K0 : 0 <= Rabs (mixed a b c d / omega) * / (2 * k) / 2.
    have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
    by have := Rmult_le_pos _ _ (Rabs_pos (mixed a b c d / omega)) (Rlt_le _ _ i0); lra.
  have twice s s' x y : Rabs (tsallis_answer k omega (s' - mixed a b c d * tsallis_answer k omega (s - mixed a b c d * x))
        - tsallis_answer k omega (s' - mixed a b c d * tsallis_answer k omega (s - mixed a b c d * y)))
      <= / 4 * (mixed a b c d / omega) ^ 2 * (/ (2 * k)) ^ 2 * Rabs (x - y).
    apply: Rle_trans (step _ _ _) _; rewrite -(pow2_abs (mixed a b c d / omega)).
    by have := Rmult_le_compat_l _ _ _ K0 (step s x y); lra.
  have r g : 0 <= tsallis_answer k omega g <= 1 by apply: clipped_range.
  move=> x y x01 y01; case: el => ->; have [ax bx] := h x x01; have [ay by'] := h y y01.
    by rewrite ax ay; have [_ ->] := h _ (r (b - d - mixed a b c d * x));
      have [_ ->] := h _ (r (b - d - mixed a b c d * y)); apply: twice.
  by rewrite bx by'; have [-> _] := h _ (r (c - d - mixed a b c d * x));
    have [-> _] := h _ (r (c - d - mixed a b c d * y)); apply: twice.
have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
split=> [y|].
  have -> : - / (2 * k) = / 2 * (0 - / k * 1) by field; lra.
  rewrite /tsallis_inverse; apply: derivable_pt_lim_scal; apply: derivable_pt_lim_minus.
    exact: derivable_pt_lim_const.
  have -> : (fun y => y / k) = mult_real_fct (/ k) id by apply: functional_extensionality => z; rewrite /mult_real_fct Rmult_comm.
  by apply: derivable_pt_lim_scal; exact: derivable_pt_lim_id.
exists k, 0, 0, k, 1; split; [lra | rewrite /mixed; lra | move=> hA hB x y /tsallis_answers h x01 y01].
have {}h := h k0 Rlt_0_1.
have line s z : s = 0 - k -> 0 <= z <= 1 -> tsallis_answer k 1 (s - mixed k 0 0 k * z) = / 4 + z / 2.
  move=> -> z01; rewrite /tsallis_answer /mixed.
  by rewrite (_ : / 2 + _ = / 4 + z / 2); [rewrite clipped_inside; lra | field; lra].
have [-> _] := h x x01; have [-> _] := h y y01; rewrite !line //.
have [_ ->] := h (/ 4 + x / 2) ltac:(lra); have [_ ->] := h (/ 4 + y / 2) ltac:(lra).
rewrite !line //; try lra.
have -> : / 4 + (/ 4 + x / 2) / 2 - (/ 4 + (/ 4 + y / 2) / 2) = / 4 * (x - y) by field.
rewrite Rabs_mult Rabs_pos_eq; last lra; rewrite /mixed; field; lra.
Qed.

(** * Convergence *)
(** Two steps of the Shannon iteration bring any two starts nearer; there is one pair of policies that answer each other,
    and every iteration converges to it. *)
Definition unary_convergent (a b c d omega : R) : Prop :=
  (forall hA hB x y, answers shannon omega a b c d hA hB -> 0 <= x <= 1 -> 0 <= y <= 1 -> x <> y ->
    Rabs (hB (hA x) - hB (hA y)) < Rabs (x - y) /\ Rabs (hA (hB x) - hA (hB y)) < Rabs (x - y)) /\
  exists ps qs, [/\ step (unary shannon omega) a b c d ps qs ps qs,
    forall x y, step (unary shannon omega) a b c d x y x y -> x = ps /\ y = qs &
    forall p q, unary_iteration shannon omega a b c d p q -> Un_cv p ps /\ Un_cv q qs].

(** TVPO, Appendix E.1, after Corollary 2: where [|M'| < 1/U] the Shannon iteration converges to the one fixed point, [U]
    being the largest [|g_φ'|] on the way, or anything above it. *)
Definition unary_convergence : Prop := forall a b c d omega U, 0 < omega ->
  slope_bound shannon_inverse omega a b c d U -> Rabs (mixed a b c d / omega) < / U -> unary_convergent a b c d omega.

(** TVPO, Appendix E.1, after Corollary 2, sharper: it does so where [ω >= |M|/4], and no smaller ω will do: below
    [m/4] a game with [|M| = m] has two fixed points. *)
Definition unary_convergence_sharper : Prop :=
  (forall a b c d omega, 0 < omega -> Rabs (mixed a b c d) / 4 <= omega -> unary_convergent a b c d omega) /\
  (forall m omega, 0 < omega -> omega < m / 4 -> exists a b c d, Rabs (mixed a b c d) = m /\ exists x, / 2 < x /\
    step (unary shannon omega) a b c d (/ 2) (/ 2) (/ 2) (/ 2) /\ step (unary shannon omega) a b c d x x x x).

Lemma gentle_convergent a b c d omega : 0 < omega -> Rabs (mixed a b c d) <= 4 * omega -> unary_convergent a b c d omega.
Proof.
move=> om m; split; last exact: shannon_converges.
move=> hA hB x y /shannon_answers h x01 y01 xy; have {}h := h om.
have [ax bx] := h x x01; have [ay by'] := h y y01.
have far : Rabs (x - y) <= 1 by apply: Rabs_le; lra.
have nearer s s' : Rabs (shannon_answer omega (mixed a b c d) s' (shannon_answer omega (mixed a b c d) s x) -
      shannon_answer omega (mixed a b c d) s' (shannon_answer omega (mixed a b c d) s y)) < Rabs (x - y).
  have near := shannon_answer_nearer s om m xy far.
  apply: Rle_lt_trans (near); set u := shannon_answer _ _ s x in near *; set v := shannon_answer _ _ s y in near *.
  have [->|uv] := Req_dec u v; first by rewrite !Rminus_diag_eq //; right.
  by left; apply: shannon_answer_nearer => //; lra.
have inside s z : 0 <= sigma ((s - mixed a b c d * z) / omega) <= 1.
  by have := sigma_range ((s - mixed a b c d * z) / omega); lra.
split.
  rewrite ax ay; have [_ ->] := h _ (inside (b - d) x); have [_ ->] := h _ (inside (b - d) y); exact: nearer.
rewrite bx by'; have [-> _] := h _ (inside (c - d) x); have [-> _] := h _ (inside (c - d) y); exact: nearer.
Qed.

Theorem unary_convergence_stands : unary_convergence.
Proof.
move=> a b c d omega U om bound small; apply: gentle_convergent => //.
have half := slope_bound_half om bound.
have i2 : / U <= 2 by rewrite -(Rinv_inv 2); apply: Rinv_le_contravar; lra.
have -> : mixed a b c d = mixed a b c d / omega * omega by field; lra.
rewrite Rabs_mult (Rabs_pos_eq omega); last lra.
by apply: Rmult_le_compat_r; lra.
Qed.

(** Above the slope 4 the logistic function is above the line for a while. *)
Lemma sigma_above_line mu : 4 < mu -> exists v, 0 < v /\ / 2 + v / mu < sigma v.
Proof.
move=> mu4; have i : / mu < / 4 by apply: Rinv_lt_contravar; lra.
have d0 := derivable_sigma 0; rewrite sigma_0 in d0.
have [del hd] := d0 (/ 4 - / mu) ltac:(lra).
have del0 := cond_pos del; exists (del / 2); split; first lra.
have := hd (del / 2) ltac:(lra) ltac:(rewrite Rabs_pos_eq; lra); rewrite Rplus_0_l sigma_0.
move/Rabs_def2 => [_ lo].
have {}lo : / mu < (sigma (del / 2) - / 2) / (del / 2) by lra.
have := Rmult_lt_compat_r (del / 2) _ _ ltac:(lra) lo.
by rewrite (_ : (sigma (del / 2) - / 2) / (del / 2) * (del / 2) = sigma (del / 2) - / 2); [lra | field; lra].
Qed.

Theorem unary_convergence_sharper_stands : unary_convergence_sharper.
Proof.
split=> [a b c d omega om m|m omega om m4]; first by apply: gentle_convergent => //; lra.
exists (m / 2), 0, 0, (m / 2).
have M : mixed (m / 2) 0 0 (m / 2) = - m by rewrite /mixed; field.
split; first by rewrite M Rabs_Ropp Rabs_pos_eq; lra.
have mu4 : 4 < m / omega by apply: (Rmult_lt_reg_r omega) => //; rewrite /Rdiv Rmult_assoc Rinv_l; lra.
have [v [v0 above]] := sigma_above_line mu4.
pose h x := sigma ((0 - m / 2 - - m * x) / omega); pose x1 := / 2 + v / (m / omega).
have vm : 0 < v / (m / omega) by apply: Rdiv_lt_0_compat; lra.
have x1v : (0 - m / 2 - - m * x1) / omega = v by rewrite /x1; field; lra.
have x11 : x1 <= 1 by have := sigma_range v; rewrite /x1; lra.
have [x _|||x [x1x fx]] := @crossing (fun x => x - h x) x1 1 x11.
- apply: (continuity_pt_minus id h); first by apply: derivable_continuous_pt; exact: derivable_pt_id.
  exact: (@continuous_shannon_answer omega (- m) (0 - m / 2) om x).
- by rewrite /h x1v /x1; lra.
- by have := sigma_range ((0 - m / 2 - - m * 1) / omega); rewrite /h; lra.
exists x; split; first by rewrite /x1 in x1x; lra.
split; apply/shannon_step => //; rewrite M; last by have : x = h x; [lra | rewrite /h].
by rewrite (_ : (0 - m / 2 - - m * / 2) / omega = 0) ?sigma_0 //; field; lra.
Qed.
