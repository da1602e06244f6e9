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
(** TVPO, Appendix E.1, after Proposition 3: with [b + c < a + d] under Shannon, if p and q rise in one step both rise
    for ever, and converge, to policies that answer each other. *)
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
    and [U] the largest [|g_φ'|] on the way, or anything above it, [|l'| <= M'² U²], and this is a Lipschitz
    constant. *)
Definition corollary_2 : Prop := forall a b c d omega U hA hB, 0 < omega -> b + c < a + d ->
  slope_bound shannon_inverse omega a b c d U -> answers shannon omega a b c d hA hB ->
  forall l, l = (fun x => hB (hA x)) \/ l = (fun x => hA (hB x)) ->
  derivative_at_most l ((mixed a b c d / omega) ^ 2 * U ^ 2) /\ lipschitz l ((mixed a b c d / omega) ^ 2 * U ^ 2).

(** TVPO, Corollary 2, sharper for Shannon: [|l'| <= M'² U²/4], and this is a Lipschitz constant, for either sign of
    [M]. No smaller part of [M'² U²] than a quarter will do in all games. *)
Definition corollary_2_sharper : Prop :=
  (forall a b c d omega U hA hB, 0 < omega ->
    slope_bound shannon_inverse omega a b c d U -> answers shannon omega a b c d hA hB ->
    forall l, l = (fun x => hB (hA x)) \/ l = (fun x => hA (hB x)) ->
    derivative_at_most l (/ 4 * (mixed a b c d / omega) ^ 2 * U ^ 2) /\
    lipschitz l (/ 4 * (mixed a b c d / omega) ^ 2 * U ^ 2)) /\
  (forall part, 0 < part < / 4 -> exists a b c d omega U, [/\ 0 < omega, mixed a b c d < 0,
    slope_bound shannon_inverse omega a b c d U &
    forall hA hB, answers shannon omega a b c d hA hB ->
      ~ derivative_at_most (fun x => hB (hA x)) (part * (mixed a b c d / omega) ^ 2 * U ^ 2) /\
      ~ lipschitz (fun x => hB (hA x)) (part * (mixed a b c d / omega) ^ 2 * U ^ 2)]).

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
  have size u : 0 < u < 1 -> u * (1 - u) <= U / 2 ->
      Rabs (- (M / omega) * (u * (1 - u))) <= Rabs (M / omega) * (U / 2).
    move=> u01 uU; rewrite Rabs_mult Rabs_Ropp; apply: Rmult_le_compat_l => //.
    by rewrite Rabs_pos_eq //; apply: Rmult_le_pos; lra.
  rewrite K2 Rabs_mult; apply: Rmult_le_compat; try exact: Rabs_pos; apply: size; try exact: sigma_range.
    by apply: v'; apply: inside.
  by apply: v; lra.
rewrite (e x) // (e y) // !e' //.
apply: Rle_trans (shannon_answer_lipschitz om v' (inside s x) (inside s y)) _.
by rewrite K2; have := Rmult_le_compat_l _ _ _ mU (shannon_answer_lipschitz om v x01 y01); lra.
Qed.

(** A Lipschitz constant bounds the derivative. *)
Lemma lipschitz_derivative l K x l' : lipschitz l K -> 0 < x < 1 -> derivable_pt_lim l x l' -> Rabs l' <= K.
Proof.
move=> lip x01 dl; apply: Rnot_lt_le => lt.
have [del hd] := dl (Rabs l' - K) ltac:(lra); have del0 := cond_pos del.
pose h := Rmin del (1 - x) / 2.
have m0 : 0 < Rmin del (1 - x) by apply: Rmin_pos; lra.
have md := Rmin_l del (1 - x); have mx := Rmin_r del (1 - x).
have h0 : 0 < h by rewrite /h; lra.
have := hd h ltac:(lra) ltac:(rewrite Rabs_pos_eq /h; lra) => near.
have q : Rabs ((l (x + h) - l x) / h) <= K.
  rewrite /Rdiv Rabs_mult (Rabs_pos_eq (/ h)); last by left; apply: Rinv_0_lt_compat.
  apply: (Rmult_le_reg_r h) => //; rewrite Rmult_assoc Rinv_l; last lra.
  have := lip (x + h) x ltac:(rewrite /h; lra) ltac:(lra).
  by rewrite (_ : x + h - x = h) ?(Rabs_pos_eq h); lra.
have := Rabs_triang_inv l' ((l (x + h) - l x) / h); rewrite Rabs_minus_sym; lra.
Qed.

(** The game (m/2, 0, 0, m/2) with ω = 1: no slope on the way is above [σ(m/2)], and at 1/2 that of [l] is [m²/16]. *)
Lemma quarter_slopes m : 0 < m -> slope_bound shannon_inverse 1 (m / 2) 0 0 (m / 2) (sigma (m / 2)).
Proof.
move=> m0 x lambda first slope x01.
have played (values : bool -> R) : - (m / 2) <= values true - values false <= m / 2 ->
    \sum_y unary_response shannon_inverse 1 lambda values y = 1 ->
    derivable_pt_lim shannon_inverse ((lambda - values first) / 1) slope -> Rabs slope <= sigma (m / 2).
  move=> gap one ds; rewrite (uniqueness_limite _ _ _ _ ds (derivable_shannon_inverse _)) Rabs_Ropp.
  have pos : 0 <= shannon_inverse ((lambda - values first) / 1) by left; apply: exp_pos.
  rewrite Rabs_pos_eq // -(Rmax_left _ _ pos) -/(unary_response shannon_inverse 1 lambda values first).
  rewrite shannon_response_is_boltzmann //; last lra; rewrite boltzmann_row; last lra.
  rewrite (_ : (values true - values false) / 1 = values true - values false); last field.
  by case: first {ds pos}; rewrite /row -?sigma_opp; apply: sigma_le; lra.
by split; apply: played; rewrite ?alice_gap ?bob_gap /mixed; nra.
Qed.

Lemma quarter_needed part : 0 < part < / 4 -> exists a b c d omega U, [/\ 0 < omega, mixed a b c d < 0,
  slope_bound shannon_inverse omega a b c d U &
  forall hA hB, answers shannon omega a b c d hA hB ->
    ~ derivative_at_most (fun x => hB (hA x)) (part * (mixed a b c d / omega) ^ 2 * U ^ 2) /\
    ~ lipschitz (fun x => hB (hA x)) (part * (mixed a b c d / omega) ^ 2 * U ^ 2)].
Proof.
move=> part4; pose m := / 4 - part; have m0 : 0 < m by rewrite /m; lra.
exists (m / 2), 0, 0, (m / 2), 1, (sigma (m / 2)).
have M : mixed (m / 2) 0 0 (m / 2) = - m by rewrite /mixed; field.
split; [lra | by rewrite M; lra | exact: quarter_slopes | move=> hA hB /shannon_answers h].
have {}h := h Rlt_0_1; rewrite M in h *.
pose f := shannon_answer 1 (- m) (0 - m / 2).
have f2 : f (/ 2) = / 2.
  by rewrite /f /shannon_answer (_ : _ / 1 = 0) ?sigma_0 //; field.
have r x : 0 < f x < 1 by apply: sigma_range.
have d : derivable_pt_lim (fun x => hB (hA x)) (/ 2) (m ^ 2 / 16).
  apply: (@derivable_near (fun x => f (f x)) _ _ _ (/ 2)); first lra.
    move=> y y2; have y01 : 0 <= y <= 1 by split_Rabs; lra.
    have [-> _] := h y y01; have fy : 0 <= f y <= 1 by have := r y; lra.
    by have [_ ->] := h (f y) fy.
  have -> : m ^ 2 / 16 = - (- m / 1) * (f (f (/ 2)) * (1 - f (f (/ 2)))) * (- (- m / 1) * (f (/ 2) * (1 - f (/ 2)))).
    by rewrite !f2; field.
  by apply: (derivable_pt_lim_comp f f); apply: derivable_shannon_answer; lra.
have small : part * (- m / 1) ^ 2 * sigma (m / 2) ^ 2 < m ^ 2 / 16.
  have q := @sigma_quarter (m / 2) 0 ltac:(lra) ltac:(rewrite Rminus_0_r Rabs_pos_eq /m; lra).
  rewrite Rminus_0_r sigma_0 (Rabs_pos_eq (m / 2)) in q; last lra.
  have up := sigma_le (_ : 0 <= m / 2); rewrite sigma_0 in up; have {}up := up ltac:(lra).
  have {}q : sigma (m / 2) < / 2 + m / 8 by split_Rabs; lra.
  have sq : sigma (m / 2) ^ 2 < (/ 2 + m / 8) ^ 2 by nra.
  have p2 : part * sigma (m / 2) ^ 2 < / 16.
    have := Rmult_lt_compat_l part _ _ ltac:(lra) sq; rewrite /m; nra.
  have mm : 0 < m ^ 2 by apply: pow_lt.
  by have := Rmult_lt_compat_l _ _ _ mm p2; rewrite (_ : - m / 1 = - m); [lra | field].
have size : Rabs (m ^ 2 / 16) = m ^ 2 / 16 by rewrite Rabs_pos_eq //; have := pow2_ge_0 m; lra.
split=> [der|lip].
  have [l' [dl' bl']] := der (/ 2) ltac:(lra); rewrite (uniqueness_limite _ _ _ _ dl' d) size in bl'; lra.
by have := lipschitz_derivative lip (ltac:(lra) : 0 < / 2 < 1) d; rewrite size; lra.
Qed.

Theorem corollary_2_sharper_stands : corollary_2_sharper.
Proof.
split; last exact: quarter_needed.
move=> a b c d omega U hA hB om bound /shannon_answers h; have {}h := h om.
have eA x : 0 <= x <= 1 -> hA x = shannon_answer omega (mixed a b c d) (b - d) x by move=> /h [].
have eB x : 0 <= x <= 1 -> hB x = shannon_answer omega (mixed a b c d) (c - d) x by move=> /h [].
have v x x01 := slope_bound_product om bound (x := x) x01.
by move=> l [->|->]; apply: (composed_bounds om); (eassumption || (move=> x x01; have [] := v x x01; lra)).
Qed.

Theorem corollary_2_stands : corollary_2.
Proof.
move=> a b c d omega U hA hB om m bound an l el.
have [sharper _] := corollary_2_sharper_stands; have [der lip] := sharper _ _ _ _ _ _ _ _ om bound an l el.
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
  have {}h := h k0 om; set M := mixed a b c d in h *.
  have step s x y : Rabs (tsallis_answer k omega (s - M * x) - tsallis_answer k omega (s - M * y))
      <= Rabs (M / omega) * / (2 * k) / 2 * Rabs (x - y).
    apply: Rle_trans (clipped_lipschitz _ _) _.
    have -> : / 2 + (s - M * x) / (4 * omega * k) - (/ 2 + (s - M * y) / (4 * omega * k))
      = - (M / omega) * (/ (2 * k) * / 2 * (x - y)) by field; lra.
    have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
    by rewrite (Rabs_mult (- _)) Rabs_Ropp (Rabs_mult (_ * / 2)) (Rabs_pos_eq (_ * / 2)); lra.
  have K0 : 0 <= Rabs (M / omega) * / (2 * k) / 2.
    have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
    by have := Rmult_le_pos _ _ (Rabs_pos (M / omega)) (Rlt_le _ _ i0); lra.
  have twice s s' x y : Rabs (tsallis_answer k omega (s' - M * tsallis_answer k omega (s - M * x))
        - tsallis_answer k omega (s' - M * tsallis_answer k omega (s - M * y)))
      <= / 4 * (M / omega) ^ 2 * (/ (2 * k)) ^ 2 * Rabs (x - y).
    apply: Rle_trans (step _ _ _) _; rewrite -(pow2_abs (M / omega)).
    by have := Rmult_le_compat_l _ _ _ K0 (step s x y); lra.
  have r g : 0 <= tsallis_answer k omega g <= 1 by apply: clipped_range.
  move=> x y x01 y01; case: el => ->; have [ax bx] := h x x01; have [ay by'] := h y y01.
    by rewrite ax ay; have [_ ->] := h _ (r (b - d - M * x));
      have [_ ->] := h _ (r (b - d - M * y)); apply: twice.
  by rewrite bx by'; have [-> _] := h _ (r (c - d - M * x));
    have [-> _] := h _ (r (c - d - M * y)); apply: twice.
have i0 : 0 < / (2 * k) by apply: Rinv_0_lt_compat; lra.
split=> [y|].
  have -> : - / (2 * k) = / 2 * (0 - / k * 1) by field; lra.
  rewrite /tsallis_inverse; apply: derivable_pt_lim_scal; apply: derivable_pt_lim_minus.
    exact: derivable_pt_lim_const.
  have -> : (fun y => y / k) = mult_real_fct (/ k) id.
    by apply: functional_extensionality => z; rewrite /mult_real_fct Rmult_comm.
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
(** Two steps of the Shannon iteration bring any two starts nearer; there is one pair of policies that answer each
    other, and every iteration converges to it. *)
Definition unary_convergent (a b c d omega : R) : Prop :=
  (forall hA hB x y, answers shannon omega a b c d hA hB -> 0 <= x <= 1 -> 0 <= y <= 1 -> x <> y ->
    Rabs (hB (hA x) - hB (hA y)) < Rabs (x - y) /\ Rabs (hA (hB x) - hA (hB y)) < Rabs (x - y)) /\
  exists ps qs, [/\ step (unary shannon omega) a b c d ps qs ps qs,
    forall x y, step (unary shannon omega) a b c d x y x y -> x = ps /\ y = qs &
    forall p q, unary_iteration shannon omega a b c d p q -> Un_cv p ps /\ Un_cv q qs].

(** TVPO, Appendix E.1, after Corollary 2: where [|M'| < 1/U] the Shannon iteration converges to the one fixed point,
    [U] being the largest [|g_φ'|] on the way, or anything above it. *)
Definition unary_convergence : Prop := forall a b c d omega U, 0 < omega ->
  slope_bound shannon_inverse omega a b c d U -> Rabs (mixed a b c d / omega) < / U -> unary_convergent a b c d omega.

(** TVPO, Appendix E.1, after Corollary 2, sharper: it does so where [ω >= |M|/4], and no smaller ω will do: below
    [m/4] a game with [|M| = m] has two fixed points. *)
Definition unary_convergence_sharper : Prop :=
  (forall a b c d omega, 0 < omega -> Rabs (mixed a b c d) / 4 <= omega -> unary_convergent a b c d omega) /\
  (forall m omega, 0 < omega -> omega < m / 4 -> exists a b c d, Rabs (mixed a b c d) = m /\ exists x, / 2 < x /\
    step (unary shannon omega) a b c d (/ 2) (/ 2) (/ 2) (/ 2) /\ step (unary shannon omega) a b c d x x x x).

Lemma gentle_convergent a b c d omega :
  0 < omega -> Rabs (mixed a b c d) <= 4 * omega -> unary_convergent a b c d omega.
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

(** * Appendix E.2: the two cases in numbers *)
(** The Shannon iterations on case 2, (5, 6, 3, 5), and on case 3, (7, 5, 4, 6). *)
Definition case_2 (omega : R) : (nat -> R) -> (nat -> R) -> Prop := unary_iteration shannon omega 5 6 3 5.
Definition case_3 (omega : R) : (nat -> R) -> (nat -> R) -> Prop := unary_iteration shannon omega 7 5 4 6.

(** Within half a thousandth of the limit that the paper gives, (0.773, 0.227). *)
Definition near_printed_limit (p q : R) : Prop :=
  Rabs (p - 773 / 1000) <= 5 / 10000 /\ Rabs (q - 227 / 1000) <= 5 / 10000.

Lemma case_2_next omega p q t : 0 < omega -> case_2 omega p q ->
  p t.+1 = sigma ((1 + q t) / omega) /\ q t.+1 = sigma (- ((2 - p t) / omega)).
Proof.
move=> om it; have [-> ->] := shannon_next om t it; rewrite /shannon_answer /mixed.
by split; congr sigma; field; lra.
Qed.

Lemma case_3_next p q t : case_3 (/ 10) p q ->
  p t.+1 = sigma (40 * (q t - / 4)) /\ q t.+1 = sigma (40 * (p t - / 2)).
Proof.
move=> it; have [-> ->] := shannon_next (ltac:(lra) : 0 < / 10) t it; rewrite /shannon_answer /mixed.
by split; congr sigma; field.
Qed.

(** TVPO, Appendix E.2, Figure 6: on (5, 6, 3, 5) with ω = 0.1 the Shannon iteration tends to (0.773, 0.227): it comes
    to within half a thousandth of it and stays there, from some start. *)
Definition appendix_e_case_2 : Prop := exists p q, case_2 (/ 10) p q /\
  exists k, forall t, (k <= t)%N -> near_printed_limit (p t) (q t).

(** TVPO, Appendix E.2, Figure 6, with the printed coefficient: on (5, 6, 3, 5) with ω = 0.1 one step leads from every
    start to p > 0.9999 and q < 0.0001, and so does each further step; (1, 0) is worth 6, the largest payoff. *)
Definition appendix_e_case_2_printed_coefficient : Prop :=
  (forall p q t, case_2 (/ 10) p q -> 9999 / 10000 < p t.+1 /\ q t.+1 < / 10000) /\
  worth 5 6 3 5 1 0 = 6 /\ forall p q, 0 <= p <= 1 -> 0 <= q <= 1 -> worth 5 6 3 5 p q <= 6.

Theorem appendix_e_case_2_printed_coefficient_stands : appendix_e_case_2_printed_coefficient.
Proof.
have om : 0 < / 10 by lra.
split=> [p q t it|]; last first.
  by rewrite /worth; split=> [|p q p01 q01]; [lra | have := Rmult_le_pos p q; have := Rmult_le_pos p (1 - q);
    have := Rmult_le_pos (1 - p) q; have := Rmult_le_pos (1 - p) (1 - q); lra].
have [pt qt] := shannon_iteration_range t om it; have [-> ->] := case_2_next t om it.
split; first by apply: sigma_10; lra.
by apply: sigma_minus; rewrite Ropp_involutive; have := @sigma_10 ((2 - p t) / / 10); lra.
Qed.

(** It gets next to (1, 0) from every start. *)
Theorem appendix_e_case_2_refuted : ~ appendix_e_case_2.
Proof.
move=> [p [q [it [k near]]]]; have [n _] := near k.+1 (leqnSn k).
have [h _] := appendix_e_case_2_printed_coefficient_stands; have [pk _] := h p q k it.
by move: n; split_Rabs; lra.
Qed.

(** TVPO, Appendix E.2, Figure 6, amended: on (5, 6, 3, 5) with ω = 1 the Shannon iteration tends from every start to
    one limit, [p = σ(2 - p)] and [q = 1 - p], which is (0.773, 0.227) up to half a thousandth; up to so much it is
    there after 6 steps. *)
Definition appendix_e_case_2_amended : Prop := exists ps qs,
  [/\ ps = sigma (2 - ps), qs = 1 - ps, near_printed_limit ps qs &
  forall p q, case_2 1 p q ->
    [/\ Un_cv p ps, Un_cv q qs & forall t, (6 <= t)%N -> near_printed_limit (p t) (q t)]].

(** [e^1.2266 < 3.4113] and [e^1.2274 > 3.4106]. *)
Lemma exp_12266 : exp (12266 / 10000) <= 34113 / 10000.
Proof.
have u0 : exp (12266 / 320000) <= 1039080248 / 1000000000 by have := @exp_pade (12266 / 320000); lra.
have u1 : exp (12266 / 160000) <= 1079687763 / 1000000000 by apply: (exp_doubled_le u0); lra.
have u2 : exp (12266 / 80000) <= 1165725666 / 1000000000 by apply: (exp_doubled_le u1); lra.
have u3 : exp (12266 / 40000) <= 1358916329 / 1000000000 by apply: (exp_doubled_le u2); lra.
have u4 : exp (12266 / 20000) <= 1846653590 / 1000000000 by apply: (exp_doubled_le u3); lra.
by apply: (exp_doubled_le u4); lra.
Qed.

Lemma exp_12274 : 34106 / 10000 <= exp (12274 / 10000).
Proof.
have u0 : 1039091580 / 1000000000 <= exp (12274 / 320000) by apply: exp_sinh; lra.
have u1 : 1079711310 / 1000000000 <= exp (12274 / 160000) by apply: (exp_doubled_ge u0); lra.
have u2 : 1165776510 / 1000000000 <= exp (12274 / 80000) by apply: (exp_doubled_ge u1); lra.
have u3 : 1359034860 / 1000000000 <= exp (12274 / 40000) by apply: (exp_doubled_ge u2); lra.
have u4 : 1846975720 / 1000000000 <= exp (12274 / 20000) by apply: (exp_doubled_ge u3); lra.
by apply: (exp_doubled_ge u4); lra.
Qed.

Lemma Rabs_def2_le x r : Rabs x <= r -> - r <= x <= r.
Proof. by split_Rabs; lra. Qed.

Theorem appendix_e_case_2_amended_stands : appendix_e_case_2_amended.
Proof.
have [|ps [qs [s uniq cv]]] := @shannon_converges 5 6 3 5 1 Rlt_0_1.
  by rewrite /mixed; split_Rabs; lra.
have [ep eq] := (proj1 (shannon_step _ _ _ _ _ _ _ _ Rlt_0_1)) s.
have {}ep : ps = sigma (1 + qs) by rewrite {1}ep /mixed; congr sigma; field.
have {}eq : qs = sigma (- (2 - ps)) by rewrite {1}eq /mixed; congr sigma; field.
have swapped : step (unary shannon 1) 5 6 3 5 (1 - qs) (1 - ps) (1 - qs) (1 - ps).
  apply/shannon_step; first lra; rewrite /mixed; split.
    by rewrite {1}eq sigma_opp (_ : (6 - 5 - (6 + 3 - 5 - 5) * (1 - ps)) / 1 = 2 - ps); [ring | field].
  rewrite {1}ep -sigma_opp; congr sigma; field.
have [e1 _] := uniq _ _ swapped; have q1 : qs = 1 - ps by lra.
have p1 : ps = sigma (2 - ps) by rewrite {1}ep q1; congr sigma; ring.
have lo : 7726 / 10000 < ps.
  apply: Rnot_le_lt => h; have : 7726 / 10000 < sigma (2 - ps); last by lra.
  apply: Rlt_le_trans (sigma_le (_ : 12274 / 10000 <= 2 - ps)); last by lra.
  by apply: sigma_above; have := exp_12274; lra.
have hi : ps < 7734 / 10000.
  apply: Rnot_le_lt => h; have : sigma (2 - ps) < 7734 / 10000; last by lra.
  apply: Rle_lt_trans (sigma_le (_ : 2 - ps <= 12266 / 10000)) _; first by lra.
  by apply: sigma_below; have := exp_12266; lra.
exists ps, qs; split=> //; first by split; split_Rabs; lra.
move=> p q it; have [cp cq] := cv p q it; split=> // t t6.
rewrite -(subnK t6); move: (t - 6)%N => n.
pose close r k := Rabs (p k - ps) <= r /\ Rabs (q k - qs) <= r.
have s1 : 725 / 1000 < sigma 1 by apply: sigma_above; have := exp_1_above; lra.
have steep u : 725 / 1000 < u < 1 -> u * (1 - u) <= / 5 by nra.
have steepA x : 0 <= x <= 1 ->
    shannon_answer 1 (mixed 5 6 3 5) (6 - 5) x * (1 - shannon_answer 1 (mixed 5 6 3 5) (6 - 5) x) <= / 5.
  move=> x01; apply: steep; split; last by case: (sigma_range ((6 - 5 - mixed 5 6 3 5 * x) / 1)).
  by apply: Rlt_le_trans s1 (sigma_le _); rewrite /mixed; lra.
have steepB x : 0 <= x <= 1 ->
    shannon_answer 1 (mixed 5 6 3 5) (3 - 5) x * (1 - shannon_answer 1 (mixed 5 6 3 5) (3 - 5) x) <= / 5.
  move=> x01; rewrite /shannon_answer (_ : _ / 1 = - (2 - x)); last by rewrite /mixed; field.
  rewrite sigma_opp; have := sigma_range (2 - x) => r; suff h : 725 / 1000 < sigma (2 - x) < 1.
    by have := steep _ h; lra.
  by split; [apply: Rlt_le_trans s1 (sigma_le _); lra | lra].
have one : Rabs (mixed 5 6 3 5 / 1) = 1 by rewrite /mixed; split_Rabs; lra.
have [psin qsin] := fixed_point_inside Rlt_0_1 s.
have psin' : 0 <= ps <= 1 by lra.
have qsin' : 0 <= qs <= 1 by lra.
have [es fs] := (proj1 (shannon_step _ _ _ _ _ _ _ _ Rlt_0_1)) s.
have nearer r k : close r k -> close (r / 5) k.+1.
  move=> [hp hq]; have [pk qk] := shannon_iteration_range k Rlt_0_1 it.
  rewrite /close; have [-> ->] := shannon_next Rlt_0_1 k it; split.
    rewrite {1}es.
    have := shannon_answer_lipschitz Rlt_0_1 steepA qk qsin'.
    by rewrite one /shannon_answer; lra.
  rewrite {1}fs; have := shannon_answer_lipschitz Rlt_0_1 steepB pk psin'.
  by rewrite one /shannon_answer; lra.
have start : close 1 n.
  by have [pn qn] := shannon_iteration_range n Rlt_0_1 it; split; apply: Rabs_le; lra.
have [hp hq] : close (1 / 5 / 5 / 5 / 5 / 5 / 5) n.+4.+2 by do 6 apply: (nearer).
rewrite addnC -[(6 + n)%N]/(n.+4.+2); set pn := p _ in hp *; set qn := q _ in hq *.
have hp1 := Rabs_def2_le hp; have hq1 := Rabs_def2_le hq.
by split; apply: Rabs_le; lra.
Qed.

(** TVPO, Appendix E.2, Figure 6: on (7, 5, 4, 6) with ω = 0.1 the Shannon iteration oscillates between 0 and 1 and
    does not converge, from every start inside: [|p_5 - p_4| > 1/2], or at least p or q has no limit. *)
Definition appendix_e_case_3 : Prop := forall p q, case_3 (/ 10) p q -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  [\/ / 2 < Rabs (p 5%N - p 4%N), ~ (exists l, Un_cv p l) | ~ (exists l, Un_cv q l)].

(** From (0.9, 0.9) both rise for ever. *)
Theorem appendix_e_case_3_refuted : ~ appendix_e_case_3.
Proof.
move=> claim; have om : 0 < / 10 by lra.
have m : mixed 7 5 4 6 < 0 by rewrite /mixed; lra.
have [p [q [it p0 q0]]] := @shannon_iteration_exists 7 5 4 6 (/ 10) (9 / 10) (9 / 10) om ltac:(lra) ltac:(lra).
have [e f] := case_3_next 0 it.
have up : p 0%N < p 1%N by rewrite e q0 p0; have := @sigma_6 (40 * (9 / 10 - / 4)) ltac:(lra); lra.
have up' : q 0%N < q 1%N by rewrite f q0 p0; have := @sigma_6 (40 * (9 / 10 - / 2)) ltac:(lra); lra.
have [ps [qs [cp cq _]]] := shannon_rising_limit om m it up up'.
have rise t := proj1 (shannon_rises om m it up up' (leq0n t)).
have [] := claim p q it ltac:(lra) ltac:(lra); [|by case; exists ps|by case; exists qs].
have := rise 0%N; have := rise 1%N; have := rise 2%N; have := rise 3%N; have := rise 4%N.
by have [[_ p5] _] := shannon_iteration_range 5 om it; split_Rabs; lra.
Qed.

(** TVPO, Appendix E.2, Figure 6, amended: on (7, 5, 4, 6) with ω = 0.1, [|p_0 - 1/2| >= 1/16] and
    [|q_0 - 1/4| >= 1/16], from the second step on: on equal sides of 1/2 and 1/4 both stay beyond 0.99 or below 0.01,
    and on opposite sides p and q swap what is beyond 0.99 and what is below 0.01 with every step. *)
Definition appendix_e_case_3_amended : Prop := forall p q t, case_3 (/ 10) p q ->
  / 16 <= Rabs (p 0%N - / 2) -> / 16 <= Rabs (q 0%N - / 4) -> (2 <= t)%N ->
  let high x := 99 / 100 < x in let low x := x < / 100 in
  [/\ / 2 < p 0%N -> / 4 < q 0%N -> high (p t) /\ high (q t),
      p 0%N < / 2 -> q 0%N < / 4 -> low (p t) /\ low (q t),
      / 2 < p 0%N -> q 0%N < / 4 -> if odd t then low (p t) /\ high (q t) else high (p t) /\ low (q t) &
      p 0%N < / 2 -> / 4 < q 0%N -> if odd t then high (p t) /\ low (q t) else low (p t) /\ high (q t)].

(** Beyond 9/10 or below 1/10, and beyond 0.99 or below 0.01. *)
Definition side (up : bool) (x : R) : Prop := if up then 9 / 10 < x else x < / 10.
Definition far_side (up : bool) (x : R) : Prop := if up then 99 / 100 < x else x < / 100.

Lemma far_side_side up x : far_side up x -> side up x.
Proof. by case: up; rewrite /far_side /side; lra. Qed.

Lemma answer_side up z : (if up then 5 / 2 <= z else z <= - (5 / 2)) -> side up (sigma z).
Proof.
case: up => h; first by apply: sigma_5_2.
by apply: sigma_minus; have := @sigma_5_2 (- z) ltac:(lra); lra.
Qed.

Lemma answer_far_side up z : (if up then 6 <= z else z <= - 6) -> far_side up (sigma z).
Proof.
case: up => h; first by apply: sigma_6.
by apply: sigma_minus; have := @sigma_6 (- z) ltac:(lra); lra.
Qed.

Lemma case_3_sides p q u v : case_3 (/ 10) p q ->
  (if u then / 2 + / 16 <= p 0%N else p 0%N <= / 2 - / 16) ->
  (if v then / 4 + / 16 <= q 0%N else q 0%N <= / 4 - / 16) ->
  forall t, far_side (if odd t then v else u) (p t.+2) /\ far_side (if odd t then u else v) (q t.+2).
Proof.
move=> it hu hv; have next t w z : side w (p t) -> side z (q t) -> far_side z (p t.+1) /\ far_side w (q t.+1).
  move=> sw sz; have [-> ->] := case_3_next t it.
  by split; apply: answer_far_side; [case: z sz | case: w sw]; rewrite /side; lra.
have first : side v (p 1%N) /\ side u (q 1%N).
  have [-> ->] := case_3_next 0 it.
  by split; apply: answer_side; [case: v hv | case: u hu]; lra.
elim=> [|t [ih ih']]; first by case: first => /= f g; apply: next.
have [f g] := next _ _ _ (far_side_side ih) (far_side_side ih').
by rewrite /=; case: (odd t) f g.
Qed.

Theorem appendix_e_case_3_amended_stands : appendix_e_case_3_amended.
Proof.
move=> p q [|[|t]] // it hp hq _ high low.
have sides u v := @case_3_sides p q u v it.
split=> p0 q0.
- have := sides true true ltac:(split_Rabs; lra) ltac:(split_Rabs; lra) t; by rewrite /=; case: (odd t).
- have := sides false false ltac:(split_Rabs; lra) ltac:(split_Rabs; lra) t; by rewrite /=; case: (odd t).
- have := sides true false ltac:(split_Rabs; lra) ltac:(split_Rabs; lra) t; by rewrite /= negbK; case: (odd t).
have := sides false true ltac:(split_Rabs; lra) ltac:(split_Rabs; lra) t; by rewrite /= negbK; case: (odd t).
Qed.
