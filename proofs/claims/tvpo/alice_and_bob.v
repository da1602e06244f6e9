(** TVPO, §4.1 and §5.1: two agents with two actions each, p and q the probabilities of their first actions. *)
From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game witness operators.divergence operators.alice_and_bob.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Local Notation KL := (@kl [finType of bool]).
Local Notation Chi2 := (@chi_squared [finType of bool]).
Local Notation TV := (@total_variation [finType of bool]).
Local Notation H := (@hellinger [finType of bool]).
Local Notation H2 := (@hellinger_squared [finType of bool]).

(** * Steps *)
Lemma step_supported D omega a b c d p q p' q' : 0 < p < 1 -> 0 < q < 1 ->
  step (best_supported_response D omega) a b c d p q p' q' <->
  maximises D omega (alice_critic a b c d q true - alice_critic a b c d q false) p p' /\
  maximises D omega (bob_critic a b c d p true - bob_critic a b c d p false) q q'.
Proof. by move=> p01 q01; rewrite /step !best_supported_row. Qed.

Lemma step_best D omega a b c d p q p' q' :
  step (best_response D omega) a b c d p q p' q' <->
  maximises D omega (alice_critic a b c d q true - alice_critic a b c d q false) p p' /\
  maximises D omega (bob_critic a b c d p true - bob_critic a b c d p false) q q'.
Proof. by rewrite /step !best_row. Qed.

Lemma step_only D omega a b c d p q p' q' :
  only_maximises D omega (alice_critic a b c d q true - alice_critic a b c d q false) p p' ->
  only_maximises D omega (bob_critic a b c d p true - bob_critic a b c d p false) q q' ->
  step (only_best_response D omega) a b c d p q p' q'.
Proof. by move=> ma mb; split; apply: only_best_row. Qed.

Lemma only_best_at_0 D omega values : only_best_supported_response D omega values (row 0) (row 0).
Proof.
split=> //; first by apply/distribution_row; lra.
move=> p dp sp; case; rewrite (row_of dp); congr row; exact: (sp true).
Qed.

(** TVPO, Proposition 1: with [M > 0] and KL, [p_t > p̂] makes q fall, [p_t < p̂] makes it rise, [q_t > q̂] makes p
    fall, [q_t < q̂] makes it rise, for any policies, here with best responses that are the only ones. *)
Definition proposition_1 : Prop := forall a b c d omega p q p' q',
  0 < omega -> 0 < mixed a b c d -> 0 <= p <= 1 -> 0 <= q <= 1 ->
  step (only_best_supported_response KL omega) a b c d p q p' q' -> turns a b c d p q p' q'.

(** What is 0 cannot fall: q = 0 on the payoffs (0, 1, 0, 0), where [p = 1/2 > p̂ = 0]. *)
Theorem proposition_1_refuted : ~ proposition_1.
Proof.
move=> claim.
have s : step (only_best_supported_response KL 1) 0 1 0 0 (/ 2) 0
    (kl_answer 1 (alice_critic 0 1 0 0 0 true - alice_critic 0 1 0 0 0 false) (/ 2)) 0.
  by split; [apply: only_best_supported_row; [lra | apply: kl_best; lra] | apply: only_best_at_0].
have [fall _] := claim 0 1 0 0 1 (/ 2) 0 _ _ ltac:(lra) ltac:(rewrite /mixed; lra) ltac:(lra) ltac:(lra) s.
by have := fall ltac:(rewrite /p_hat /mixed /Rdiv; lra); lra.
Qed.

(** TVPO, Proposition 1, amended: inside the simplex there is a next step under KL, and every one turns as printed. *)
Definition proposition_1_amended : Prop := forall a b c d omega p q,
  0 < omega -> 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  (exists p' q', step (best_supported_response KL omega) a b c d p q p' q') /\
  (forall p' q', step (best_supported_response KL omega) a b c d p q p' q' -> turns a b c d p q p' q').

Theorem proposition_1_amended_stands : proposition_1_amended.
Proof.
move=> a b c d omega p q o0 m p01 q01; split=> [|p' q' /step_supported [] // mp mq].
  by do 2 eexists; apply/step_supported => //; split; apply: only_maximiser; apply: kl_best.
exact: (turns_of_maximises o0 kl_renamed kl_row_ge0 kl_flat m p01 q01 mp mq).
Qed.

(** TVPO, Proposition 1, for χ². *)
Definition proposition_1_chi_squared : Prop := forall a b c d omega p q,
  0 < omega -> 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  (exists p' q', step (best_supported_response Chi2 omega) a b c d p q p' q') /\
  (forall p' q', step (best_supported_response Chi2 omega) a b c d p q p' q' -> turns a b c d p q p' q').

Theorem proposition_1_chi_squared_stands : proposition_1_chi_squared.
Proof.
move=> a b c d omega p q o0 m p01 q01; split=> [|p' q' /step_supported [] // mp mq].
  by do 2 eexists; apply/step_supported => //; split; apply: only_maximiser; apply: chi_squared_best.
exact: (turns_of_maximises o0 chi_squared_renamed chi_squared_row_ge0 chi_squared_flat m p01 q01 mp mq).
Qed.

(** TVPO, Proposition 1, for the squared Hellinger distance. *)
Definition proposition_1_hellinger_squared : Prop := forall a b c d omega p q,
  0 < omega -> 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  (exists p' q', step (best_response H2 omega) a b c d p q p' q') /\
  (forall p' q', step (best_response H2 omega) a b c d p q p' q' -> turns a b c d p q p' q').

Theorem proposition_1_hellinger_squared_stands : proposition_1_hellinger_squared.
Proof.
move=> a b c d omega p q o0 m p01 q01; split=> [|p' q' /step_best [] mp mq].
  have [p' mp] := hellinger_squared_maximiser omega (alice_critic a b c d q true - alice_critic a b c d q false)
    (conj (Rlt_le _ _ (proj1 p01)) (Rlt_le _ _ (proj2 p01))).
  have [q' mq] := hellinger_squared_maximiser omega (bob_critic a b c d p true - bob_critic a b c d p false)
    (conj (Rlt_le _ _ (proj1 q01)) (Rlt_le _ _ (proj2 q01))).
  by exists p', q'; apply/step_best.
apply: (turns_of_maximises o0 hellinger_squared_renamed _ _ m p01 q01 mp mq).
  exact: hellinger_squared_row_ge0.
exact: hellinger_squared_flat.
Qed.

(** TVPO, Proposition 1, for total variation: inside the simplex, each next policy the only best response. *)
Definition proposition_1_total_variation : Prop := forall a b c d omega p q p' q',
  0 < omega -> 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  step (only_best_response TV omega) a b c d p q p' q' -> turns a b c d p q p' q'.

(** No mass moves for a gain below ω: (0, 1, 0, 0) at (1/2, 1/2) and ω = 1. *)
Theorem proposition_1_total_variation_refuted : ~ proposition_1_total_variation.
Proof.
move=> claim.
have s : step (only_best_response TV 1) 0 1 0 0 (/ 2) (/ 2) (/ 2) (/ 2).
  apply: step_only; apply: total_variation_stays; try lra; apply: Rabs_def1; rewrite /alice_critic /bob_critic; lra.
have [fall _] := claim 0 1 0 0 1 (/ 2) (/ 2) _ _ ltac:(lra) ltac:(rewrite /mixed; lra) ltac:(lra) ltac:(lra) s.
by have := fall ltac:(rewrite /p_hat /mixed /Rdiv; lra); lra.
Qed.

(** TVPO, Proposition 1, amended for total variation: with [M <> 0] and any policies, [q_{t+1} = 0] where
    [M (p_t - p̂) > ω], [q_{t+1} = 1] where [M (p̂ - p_t) > ω], [q_{t+1} = q_t] elsewhere; p likewise from
    [M (q_t - q̂)]. Of equally good policies the old one is taken, which matters only at equality. *)
Definition proposition_1_total_variation_amended : Prop := forall a b c d omega p q,
  0 < omega -> mixed a b c d <> 0 -> 0 <= p <= 1 -> 0 <= q <= 1 ->
  let M := mixed a b c d in
  (exists p' q', step (best_or_old TV omega) a b c d p q p' q') /\
  (forall p' q', step (best_or_old TV omega) a b c d p q p' q' ->
    [/\ M * (p - p_hat a b c d) > omega -> q' = 0, M * (p_hat a b c d - p) > omega -> q' = 1 &
        Rabs (M * (p - p_hat a b c d)) <= omega -> q' = q] /\
    [/\ M * (q - q_hat a b c d) > omega -> p' = 0, M * (q_hat a b c d - q) > omega -> p' = 1 &
        Rabs (M * (q - q_hat a b c d)) <= omega -> p' = p]).

Theorem proposition_1_total_variation_amended_stands : proposition_1_total_variation_amended.
Proof.
move=> a b c d omega p q o0 m p01 q01 M; split=> [|p' q' [sa sb]].
  have [p' sa] := total_variation_answers (alice_critic a b c d q) o0 p01.
  by have [q' sb] := total_variation_answers (bob_critic a b c d p) o0 q01; exists p', q'.
have [a1 a2 a3] := total_variation_answer o0 p01 sa; have [b1 b2 b3] := total_variation_answer o0 q01 sb.
move: a1 a2 a3 b1 b2 b3; rewrite -(Ropp_minus_distr (alice_critic a b c d q true)).
rewrite -(Ropp_minus_distr (bob_critic a b c d p true)) alice_gain // bob_gain // -/M => a1 a2 a3 b1 b2 b3.
split; split=> g; try by [apply: a1 | apply: b1].
- by apply: b2; lra.
- by apply: b3; rewrite -Rabs_Ropp (_ : - _ = M * (p - p_hat a b c d)) //; lra.
- by apply: a2; lra.
by apply: a3; rewrite -Rabs_Ropp (_ : - _ = M * (q - q_hat a b c d)) //; lra.
Qed.

(** TVPO, Proposition 1 and §5.1, for the Hellinger distance with its root: inside the simplex, each next policy
    the only best response. *)
Definition proposition_1_hellinger : Prop := forall a b c d omega p q p' q',
  0 < omega -> 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  step (only_best_response H omega) a b c d p q p' q' -> turns a b c d p q p' q'.

(** The root has a kink at the old policy: no best response moves, (0, 1, 0, 0) at (1/2, 1/2) and ω = 1. *)
Theorem proposition_1_hellinger_refuted : ~ proposition_1_hellinger.
Proof.
move=> claim.
have root : sqrt (/ 2 * (1 - / 2)) = / 2.
  by rewrite (_ : / 2 * (1 - / 2) = (/ 2) ^ 2) ?sqrt_of_pow2; lra.
have s : step (only_best_response H 1) 0 1 0 0 (/ 2) (/ 2) (/ 2) (/ 2).
  apply: step_only.
    have m := @hellinger_stays 1 (/ 2) (/ 2) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(rewrite root; lra).
    have := only_maximises_renamed hellinger_renamed m; rewrite Ropp_involutive (_ : 1 - / 2 = / 2); last lra.
    by rewrite /alice_critic (_ : _ - _ = / 2) //; lra.
  have m := @hellinger_stays 1 (/ 2) (/ 2) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(rewrite root; lra).
  by rewrite /bob_critic (_ : _ - _ = - / 2) //; lra.
have [fall _] := claim 0 1 0 0 1 (/ 2) (/ 2) _ _ ltac:(lra) ltac:(rewrite /mixed; lra) ltac:(lra) ltac:(lra) s.
by have := fall ltac:(rewrite /p_hat /mixed /Rdiv; lra); lra.
Qed.

(** TVPO, Proposition 1 and §5.1, amended for the Hellinger distance with its root: in any game, from any policies,
    with [w] the probability of the action that an agent wants less and [G > 0] its gain, [w] falls and stays above 0
    where [ω < 2 G √(w (1-w))]; where [w <= 1/2] and [ω >= 2 G √(w (1-w))] it stays. *)
Definition proposition_1_hellinger_amended : Prop := forall a b c d omega p q,
  0 < omega -> 0 <= p <= 1 -> 0 <= q <= 1 ->
  (exists p' q', step (best_response H omega) a b c d p q p' q') /\
  (forall p' q', step (best_response H omega) a b c d p q p' q' ->
    moves_or_stays omega (alice_critic a b c d q) p p' /\ moves_or_stays omega (bob_critic a b c d p) q q').

Theorem proposition_1_hellinger_amended_stands : proposition_1_hellinger_amended.
Proof.
move=> a b c d omega p q o0 p01 q01; split=> [|p' q' [sa sb]].
  have [p' mp] := hellinger_maximiser omega (alice_critic a b c d q true - alice_critic a b c d q false) p01.
  have [q' mq] := hellinger_maximiser omega (bob_critic a b c d p true - bob_critic a b c d p false) q01.
  by exists p', q'; apply/step_best.
by split; apply: hellinger_moves_or_stays.
Qed.

(** TVPO, §4.1: [b > c > max(a, d)] makes [M > 0], [0 < p̂ < 1] and [0 < q̂ < 1]. *)
Definition thresholds_inside : Prop := forall a b c d, b > c -> c > Rmax a d ->
  [/\ 0 < mixed a b c d, 0 < p_hat a b c d < 1 & 0 < q_hat a b c d < 1].

Theorem thresholds_inside_stands : thresholds_inside.
Proof.
move=> a b c d bc cad; have ca := Rmax_l a d; have cd := Rmax_r a d.
have m : 0 < mixed a b c d by rewrite /mixed; lra.
have i := Rinv_0_lt_compat _ m; have unit : mixed a b c d * / mixed a b c d = 1 by field; lra.
have inside x : 0 < x < mixed a b c d -> 0 < x / mixed a b c d < 1.
  move=> x0; have := Rmult_lt_compat_r _ _ _ i (proj2 x0); have := Rmult_lt_0_compat _ _ (proj1 x0) i.
  by rewrite /Rdiv; lra.
by split=> //; apply: inside; rewrite /mixed; lra.
Qed.

(** * Corollary 1 *)
Lemma supported_corner D a b c d omega p q : 0 < omega ->
  (forall x y, D (row (1 - y)) (row (1 - x)) = D (row y) (row x)) ->
  (forall x y, 0 < x < 1 -> 0 <= y <= 1 -> 0 <= D (row y) (row x)) ->
  (forall x y, 0 < x < 1 -> 0 <= y <= 1 -> D (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x))) ->
  (forall gain gain' x x' y y', 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
    maximises D omega (- gain) x y -> maximises D omega (- gain') x' y' -> y' * x <= y * x') ->
  0 < mixed a b c d -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  iteration (best_supported_response D omega) a b c d p q ->
  (p 0%N < p_hat a b c d -> q 0%N > q_hat a b c d -> geometrically_to_0_1 p q) /\
  (p 0%N > p_hat a b c d -> q 0%N < q_hat a b c d -> geometrically_to_0_1 q p).
Proof.
move=> o0 ren ge0 flat ratio m p0 q0 /(supported_iteration m) [mp mq].
by split=> pp qq; [apply: geometrically mp mq | apply: geometrically_mirrored mp mq].
Qed.

Lemma kl_ratio omega gain gain' x x' y y' : 0 < omega -> 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  maximises KL omega (- gain) x y -> maximises KL omega (- gain') x' y' -> y' * x <= y * x'.
Proof.
move=> o0 x0 x1 g0 m m'; rewrite (only_maximiser_unique (kl_best (- gain) o0 _) m); last lra.
by rewrite (only_maximiser_unique (kl_best (- gain') o0 _) m'); [apply: kl_shrinks | lra].
Qed.

Lemma chi_squared_ratio omega gain gain' x x' y y' : 0 < omega -> 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  maximises Chi2 omega (- gain) x y -> maximises Chi2 omega (- gain') x' y' -> y' * x <= y * x'.
Proof.
move=> o0 x0 x1 g0 m m'; rewrite (only_maximiser_unique (chi_squared_best (- gain) o0 _) m); last lra.
by rewrite (only_maximiser_unique (chi_squared_best (- gain') o0 _) m'); [apply: chi_squared_shrinks | lra].
Qed.

Lemma kl_corner a b c d omega p q : 0 < omega -> 0 < mixed a b c d -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  iteration (best_supported_response KL omega) a b c d p q ->
  (p 0%N < p_hat a b c d -> q 0%N > q_hat a b c d -> geometrically_to_0_1 p q) /\
  (p 0%N > p_hat a b c d -> q 0%N < q_hat a b c d -> geometrically_to_0_1 q p).
Proof.
move=> o0; apply: supported_corner => //; [exact: kl_renamed | exact: kl_row_ge0 | exact: kl_flat |].
by move=> *; apply: kl_ratio; eauto.
Qed.

Lemma chi_squared_corner a b c d omega p q : 0 < omega -> 0 < mixed a b c d -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  iteration (best_supported_response Chi2 omega) a b c d p q ->
  (p 0%N < p_hat a b c d -> q 0%N > q_hat a b c d -> geometrically_to_0_1 p q) /\
  (p 0%N > p_hat a b c d -> q 0%N < q_hat a b c d -> geometrically_to_0_1 q p).
Proof.
move=> o0; apply: supported_corner => //.
- exact: chi_squared_renamed.
- exact: chi_squared_row_ge0.
- exact: chi_squared_flat.
by move=> *; apply: chi_squared_ratio; eauto.
Qed.

Lemma hellinger_squared_corner a b c d omega p q : 0 < omega -> 0 < mixed a b c d -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  iteration (best_response H2 omega) a b c d p q ->
  (p 0%N < p_hat a b c d -> q 0%N > q_hat a b c d -> geometrically_to_0_1 p q) /\
  (p 0%N > p_hat a b c d -> q 0%N < q_hat a b c d -> geometrically_to_0_1 q p).
Proof.
move=> o0 m p0 q0 it.
have [_ mp mq] := inner_iteration m (fun g x y => @hellinger_squared_inside omega g x y o0) p0 q0 it.
have ratio gain gain' x x' y y' : 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
    maximises H2 omega (- gain) x y -> maximises H2 omega (- gain') x' y' -> y' * x <= y * x'.
  by move=> x0 x1 g0 n n'; apply: (hellinger_squared_shrinks o0 x0 x1 g0 n n').
split=> pp qq.
  apply: (geometrically o0 hellinger_squared_renamed _ _ _ m p0 pp q0 qq mp mq) => //.
  - exact: hellinger_squared_row_ge0.
  - exact: hellinger_squared_flat.
apply: (geometrically_mirrored o0 hellinger_squared_renamed _ _ _ m p0 pp q0 qq mp mq) => //.
- exact: hellinger_squared_row_ge0.
- exact: hellinger_squared_flat.
Qed.

(** TVPO, Corollary 1, for KL: with [M > 0] and [0 < p_0 < p̂], [1 > q_0 > q̂], [p_1 < p_0] and [q_1 > q_0],
    [p_t <= p_0 (p_1/p_0)^t], [1 - q_t <= (1 - q_0) ((1 - q_1)/(1 - q_0))^t], and so [(p_t, q_t) -> (0, 1)]; and every
    start has an iteration. *)
Definition corollary_1 : Prop :=
  (forall omega, 0 < omega -> iterates (best_supported_response KL omega)) /\
  forall a b c d omega p q, 0 < omega -> 0 < mixed a b c d ->
  0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (best_supported_response KL omega) a b c d p q -> geometrically_to_0_1 p q.

Theorem corollary_1_stands : corollary_1.
Proof.
split; first by exact: kl_iterates.
by move=> a b c d omega p q o0 m p0 pp qq q0 it; have [h _] := kl_corner o0 m p0 q0 it; apply: h.
Qed.

(** TVPO, Corollary 1, for χ². *)
Definition corollary_1_chi_squared : Prop :=
  (forall omega, 0 < omega -> iterates (best_supported_response Chi2 omega)) /\
  forall a b c d omega p q, 0 < omega -> 0 < mixed a b c d ->
  0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (best_supported_response Chi2 omega) a b c d p q -> geometrically_to_0_1 p q.

Theorem corollary_1_chi_squared_stands : corollary_1_chi_squared.
Proof.
split; first by exact: chi_squared_iterates.
by move=> a b c d omega p q o0 m p0 pp qq q0 it; have [h _] := chi_squared_corner o0 m p0 q0 it; apply: h.
Qed.

(** TVPO, Corollary 1 and §5.1, for the Hellinger distance with its root: the policies converge to (0, 1), or set out
    for it at least; each next policy the only best response. *)
Definition corollary_1_hellinger : Prop := forall a b c d omega p q,
  0 < omega -> 0 < mixed a b c d -> 0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (only_best_response H omega) a b c d p q ->
  Un_cv p 0 /\ Un_cv q 1 \/ p 1%N < p 0%N /\ q 1%N > q 0%N.

(** (0, 2, 1, 0) at (1/4, 3/4) and ω = 1: nobody moves. *)
Theorem corollary_1_hellinger_refuted : ~ corollary_1_hellinger.
Proof.
move=> claim; pose p (_ : nat) := / 4; pose q (_ : nat) := 3 / 4.
have root : sqrt (/ 4 * (1 - / 4)) <= 1 by apply: sqrt_below_1; lra.
have it : iteration (only_best_response H 1) 0 2 1 0 p q.
  have m := @hellinger_stays 1 (/ 4) (/ 4) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).
  move=> t; apply: step_only; rewrite /p /q.
    by rewrite /alice_critic (_ : _ - _ = - / 4) //; lra.
  have := only_maximises_renamed hellinger_renamed m; rewrite Ropp_involutive (_ : 1 - / 4 = 3 / 4); last lra.
  by rewrite /bob_critic (_ : _ - _ = / 4) //; lra.
have ph : p_hat 0 2 1 0 = / 3 by rewrite /p_hat /mixed; field.
have qh : q_hat 0 2 1 0 = 2 / 3 by rewrite /q_hat /mixed; field.
have := claim 0 2 1 0 1 p q ltac:(lra) ltac:(rewrite /mixed; lra) ltac:(rewrite /p; lra) ltac:(rewrite ph /p; lra)
  ltac:(rewrite qh /q; lra) ltac:(rewrite /q; lra) it.
by case=> [[/UL_sequence cp _]|[]]; [have := cp _ (Un_cv_const (/ 4)); lra | rewrite /p /q; lra].
Qed.

(** TVPO, Corollary 1, amended for the squared Hellinger distance. *)
Definition corollary_1_hellinger_amended : Prop :=
  (forall omega, 0 < omega -> iterates (best_response H2 omega)) /\
  forall a b c d omega p q, 0 < omega -> 0 < mixed a b c d ->
  0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (best_response H2 omega) a b c d p q -> geometrically_to_0_1 p q.

Theorem corollary_1_hellinger_amended_stands : corollary_1_hellinger_amended.
Proof.
split; first by move=> *; exact: hellinger_squared_iterates.
by move=> a b c d omega p q o0 m p0 pp qq q0 it; have [h _] := hellinger_squared_corner o0 m p0 q0 it; apply: h.
Qed.

(** TVPO, Corollary 1, for total variation: each next policy the only best response. *)
Definition corollary_1_total_variation : Prop := forall a b c d omega p q,
  0 < omega -> 0 < mixed a b c d -> 0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (only_best_response TV omega) a b c d p q -> Un_cv p 0 /\ Un_cv q 1.

(** (0, 2, 1, 0) at (1/4, 3/4) and ω = 1: nobody moves. *)
Theorem corollary_1_total_variation_refuted : ~ corollary_1_total_variation.
Proof.
move=> claim; pose p (_ : nat) := / 4; pose q (_ : nat) := 3 / 4.
have it : iteration (only_best_response TV 1) 0 2 1 0 p q.
  move=> t; apply: step_only; rewrite /p /q; apply: total_variation_stays; try lra;
  by apply: Rabs_def1; rewrite /alice_critic /bob_critic; lra.
have ph : p_hat 0 2 1 0 = / 3 by rewrite /p_hat /mixed; field.
have qh : q_hat 0 2 1 0 = 2 / 3 by rewrite /q_hat /mixed; field.
have [/UL_sequence cp _] := claim 0 2 1 0 1 p q ltac:(lra) ltac:(rewrite /mixed; lra) ltac:(rewrite /p; lra)
  ltac:(rewrite ph /p; lra) ltac:(rewrite qh /q; lra) ltac:(rewrite /q; lra) it.
by have := cp _ (Un_cv_const (/ 4)); lra.
Qed.

(** TVPO, Corollary 1, amended for total variation: [(0, 1)] is reached, within two steps, if
    [ω < max(min(M (q_0 - q̂), M p̂), min(M (p̂ - p_0), M (1 - q̂)))]; elsewhere the policies rest after one step,
    short of it. Of equally good policies the old one is taken. *)
Definition corollary_1_total_variation_amended : Prop :=
  (forall omega, 0 < omega -> iterates (best_or_old TV omega)) /\
  forall a b c d omega p q, 0 < omega -> 0 < mixed a b c d ->
  0 < p 0%N < 1 -> p 0%N < p_hat a b c d -> q_hat a b c d < q 0%N -> 0 < q 0%N < 1 ->
  iteration (best_or_old TV omega) a b c d p q ->
  let M := mixed a b c d in
  let bound := Rmax (Rmin (M * (q 0%N - q_hat a b c d)) (M * p_hat a b c d))
                    (Rmin (M * (p_hat a b c d - p 0%N)) (M * (1 - q_hat a b c d))) in
  (omega < bound -> forall t, (2 <= t)%N -> p t = 0 /\ q t = 1) /\
  (bound <= omega -> exists p' q', ~ (p' = 0 /\ q' = 1) /\ forall t, (1 <= t)%N -> p t = p' /\ q t = q').

Theorem corollary_1_total_variation_amended_stands : corollary_1_total_variation_amended.
Proof.
split; first by exact: total_variation_iterates.
move=> a b c d omega p q o0 m p0 pp qq q0 it M bound.
have [jp jq] := @jumps_to_0_1 omega a b c d p q o0 ltac:(lra) ltac:(lra) ltac:(lra) it.
have [] := @jumps_to_corner omega M (1 - q_hat a b c d) (p_hat a b c d) p (fun t => 1 - q t) o0 m p0 pp
  ltac:(lra) ltac:(lra) jp jq.
rewrite (_ : 1 - q_hat a b c d - (1 - q 0%N) = q 0%N - q_hat a b c d); last lra.
rewrite -/M -/bound => reach rest; split=> [low t t2|high]; first by have := reach low t t2; lra.
have [x [z [ne h]]] := rest high; exists x, (1 - z); split=> [|t t1]; first by move=> e; apply: ne; lra.
by have := h t t1; lra.
Qed.

(** * §5.1: the payoffs (5, 7, 6, 4) and the four initialisations *)
(** From these the paper goes to [(0, 1)] … *)
Definition heads_to_0_1 (p q : R) : Prop := p = 4 / 10 /\ q = 8 / 10 \/ p = 49 / 100 /\ q = 76 / 100.
(** … and from these to [(1, 0)]. *)
Definition heads_to_1_0 (p q : R) : Prop := p = 6 / 10 /\ q = 6 / 10 \/ p = 51 / 100 /\ q = 74 / 100.

Lemma printed_mixed : mixed 5 7 6 4 = 4. Proof. by rewrite /mixed; lra. Qed.
Lemma printed_p_hat : p_hat 5 7 6 4 = / 2. Proof. by rewrite /p_hat /mixed; field. Qed.
Lemma printed_q_hat : q_hat 5 7 6 4 = 3 / 4. Proof. by rewrite /q_hat /mixed; field. Qed.

(** The statement of §5.1 for a smooth divergence: for every ω > 0 from two starts to [(0, 1)], worth 6, and from two
    to [(1, 0)], worth 7, geometrically at the rate of the first step. *)
Definition goes_where_printed (respond : R -> response) : Prop :=
  (forall omega, 0 < omega -> iterates (respond omega)) /\
  forall omega p q, 0 < omega -> iteration (respond omega) 5 7 6 4 p q ->
  (heads_to_0_1 (p 0%N) (q 0%N) ->
    geometrically_to_0_1 p q /\ Un_cv (fun t => worth 5 7 6 4 (p t) (q t)) 6) /\
  (heads_to_1_0 (p 0%N) (q 0%N) ->
    geometrically_to_0_1 q p /\ Un_cv (fun t => worth 5 7 6 4 (p t) (q t)) 7).

Lemma goes_where_printed_by (respond : R -> response) :
  (forall omega, 0 < omega -> iterates (respond omega)) ->
  (forall omega p q, 0 < omega -> 0 < mixed 5 7 6 4 -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
    iteration (respond omega) 5 7 6 4 p q ->
    (p 0%N < p_hat 5 7 6 4 -> q 0%N > q_hat 5 7 6 4 -> geometrically_to_0_1 p q) /\
    (p 0%N > p_hat 5 7 6 4 -> q 0%N < q_hat 5 7 6 4 -> geometrically_to_0_1 q p)) ->
  goes_where_printed respond.
Proof.
move=> some corner; split=> // omega p q o0 it; move: (corner omega p q o0).
rewrite printed_mixed printed_p_hat printed_q_hat => go.
have w01 : worth 5 7 6 4 0 1 = 6 by rewrite /worth; lra.
have w10 : worth 5 7 6 4 1 0 = 7 by rewrite /worth; lra.
split=> start.
  have [h _] := go ltac:(lra) ltac:(case: start; lra) ltac:(case: start; lra) it.
  have geo := h ltac:(case: start; lra) ltac:(case: start; lra); split=> //.
  by case: geo => _ _ _ cp cq; have := worth_limit 5 7 6 4 cp cq; rewrite w01.
have [_ h] := go ltac:(lra) ltac:(case: start; lra) ltac:(case: start; lra) it.
have geo := h ltac:(case: start; lra) ltac:(case: start; lra); split=> //.
by case: geo => _ _ _ cq cp; have := worth_limit 5 7 6 4 cp cq; rewrite w10.
Qed.

(** TVPO, §5.1, Figure 1: the KL iteration goes where printed. *)
Definition section_5_1_kullback_leibler : Prop := goes_where_printed (best_supported_response KL).

Theorem section_5_1_kullback_leibler_stands : section_5_1_kullback_leibler.
Proof.
apply: goes_where_printed_by; first by exact: kl_iterates.
by move=> omega p q o0 m p0 q0 it; apply: kl_corner it.
Qed.

(** TVPO, §5.1, Figure 1: the χ² iteration goes where printed. *)
Definition section_5_1_chi_squared : Prop := goes_where_printed (best_supported_response Chi2).

Theorem section_5_1_chi_squared_stands : section_5_1_chi_squared.
Proof.
apply: goes_where_printed_by; first by exact: chi_squared_iterates.
by move=> omega p q o0 m p0 q0 it; apply: chi_squared_corner it.
Qed.

(** TVPO, §5.1, Figure 1, amended: the iteration with the squared Hellinger distance goes where printed. *)
Definition section_5_1_hellinger_squared_amended : Prop := goes_where_printed (best_response H2).

Theorem section_5_1_hellinger_squared_amended_stands : section_5_1_hellinger_squared_amended.
Proof.
apply: goes_where_printed_by; first by move=> *; exact: hellinger_squared_iterates.
by move=> omega p q o0 m p0 q0 it; apply: hellinger_squared_corner it.
Qed.

(** TVPO, §5.1, Figure 1: the TV iteration goes to (0, 1) and (1, 0) for every ω > 0; each next policy the only best
    response. *)
Definition section_5_1_total_variation : Prop := forall omega p q,
  0 < omega -> iteration (only_best_response TV omega) 5 7 6 4 p q ->
  (heads_to_0_1 (p 0%N) (q 0%N) -> Un_cv p 0 /\ Un_cv q 1) /\
  (heads_to_1_0 (p 0%N) (q 0%N) -> Un_cv p 1 /\ Un_cv q 0).

(** At ω = 1 it never moves from (0.4, 0.8). *)
Theorem section_5_1_total_variation_refuted : ~ section_5_1_total_variation.
Proof.
move=> claim; pose p (_ : nat) := 4 / 10; pose q (_ : nat) := 8 / 10.
have it : iteration (only_best_response TV 1) 5 7 6 4 p q.
  move=> t; apply: step_only; rewrite /p /q; apply: total_variation_stays; try lra;
  by apply: Rabs_def1; rewrite /alice_critic /bob_critic; lra.
have [h _] := claim 1 p q ltac:(lra) it.
have [/UL_sequence cp _] := h ltac:(by left).
by have := cp _ (Un_cv_const (4 / 10)); lra.
Qed.

(** TVPO, §5.1, Figure 1, amended: the TV iteration gets from its four starts to the corners of the paper, within two
    steps, if ω < 2/5, 3/5, 1/25, 1/25, and elsewhere never moves. Of equally good policies the old one is taken. *)
Definition section_5_1_total_variation_amended : Prop :=
  (forall omega, 0 < omega -> iterates (best_or_old TV omega)) /\
  forall omega p q, 0 < omega -> iteration (best_or_old TV omega) 5 7 6 4 p q ->
  let reaches p' q' := forall t, (2 <= t)%N -> p t = p' /\ q t = q' in
  let rests := forall t, p t = p 0%N /\ q t = q 0%N in
  [/\ p 0%N = 4 / 10 -> q 0%N = 8 / 10 -> (omega < 2 / 5 -> reaches 0 1) /\ (2 / 5 <= omega -> rests),
      p 0%N = 6 / 10 -> q 0%N = 6 / 10 -> (omega < 3 / 5 -> reaches 1 0) /\ (3 / 5 <= omega -> rests),
      p 0%N = 49 / 100 -> q 0%N = 76 / 100 -> (omega < / 25 -> reaches 0 1) /\ (/ 25 <= omega -> rests) &
      p 0%N = 51 / 100 -> q 0%N = 74 / 100 -> (omega < / 25 -> reaches 1 0) /\ (/ 25 <= omega -> rests)].

Lemma Rlt_max_r x y z : z < y -> z < Rmax x y.
Proof. by move=> h; apply: Rlt_le_trans h (Rmax_r _ _). Qed.
Lemma Rlt_max_l x y z : z < x -> z < Rmax x y.
Proof. by move=> h; apply: Rlt_le_trans h (Rmax_l _ _). Qed.

Theorem section_5_1_total_variation_amended_stands : section_5_1_total_variation_amended.
Proof.
split=> [|omega p q o0 it reaches rests]; first exact: total_variation_iterates.
have to_0_1 : 0 < p 0%N < / 2 -> 3 / 4 < q 0%N < 1 ->
    (omega < 4 * (/ 2 - p 0%N) -> omega < 1 -> reaches 0 1) /\
    (4 * (/ 2 - p 0%N) <= omega -> 4 * (q 0%N - 3 / 4) <= omega -> rests).
  move=> p0 q0.
  have [] := @jumps_to_0_1 omega 5 7 6 4 p q o0 ltac:(rewrite printed_mixed; lra) ltac:(lra) ltac:(lra) it.
  rewrite printed_mixed printed_p_hat printed_q_hat => jp jq; split=> [low1 low2 t t2|high1 high2 t].
    have [h _] := @jumps_to_corner omega 4 (1 - 3 / 4) (/ 2) p (fun t => 1 - q t) o0 ltac:(lra) ltac:(lra) ltac:(lra)
      ltac:(lra) ltac:(lra) jp jq.
    by have := h ltac:(apply: Rlt_max_r; apply: Rmin_glb_lt; lra) t t2; lra.
  have := @jumps_not omega 4 (1 - 3 / 4) (/ 2) ltac:(lra) p (fun t => 1 - q t) jp jq ltac:(lra) ltac:(lra)
    ltac:(lra) ltac:(lra) t; lra.
have to_1_0 : / 2 < p 0%N < 1 -> 0 < q 0%N < 3 / 4 ->
    (omega < 4 * (3 / 4 - q 0%N) -> omega < 2 -> reaches 1 0) /\
    (4 * (p 0%N - / 2) <= omega -> 4 * (3 / 4 - q 0%N) <= omega -> rests).
  move=> p0 q0.
  have [] := @jumps_to_1_0 omega 5 7 6 4 p q o0 ltac:(rewrite printed_mixed; lra) ltac:(lra) ltac:(lra) it.
  rewrite printed_mixed printed_p_hat printed_q_hat => jp jq; split=> [low1 low2 t t2|high1 high2 t].
    have [h _] := @jumps_to_corner omega 4 (3 / 4) (1 - / 2) (fun t => 1 - p t) q o0 ltac:(lra) ltac:(lra) ltac:(lra)
      ltac:(lra) ltac:(lra) jp jq.
    by have := h ltac:(apply: Rlt_max_l; apply: Rmin_glb_lt; lra) t t2; lra.
  have := @jumps_not omega 4 (3 / 4) (1 - / 2) ltac:(lra) (fun t => 1 - p t) q jp jq ltac:(lra) ltac:(lra)
    ltac:(lra) ltac:(lra) t; lra.
by split=> ep eq; [move: to_0_1 | move: to_1_0 | move: to_0_1 | move: to_1_0] => h;
  have [reach rest] := h ltac:(lra) ltac:(lra); split=> bound; first [apply: reach; lra | apply: rest; lra].
Qed.

(** TVPO, §5.1, Figure 1: the H iteration, with the root as printed, sets out for (0, 1) and (1, 0) for every ω > 0;
    each next policy the only best response. *)
Definition section_5_1_hellinger : Prop := forall omega p q p' q',
  0 < omega -> step (only_best_response H omega) 5 7 6 4 p q p' q' ->
  (heads_to_0_1 p q -> p' < p /\ q' > q) /\ (heads_to_1_0 p q -> p' > p /\ q' < q).

(** At ω = 1 it does not move from (0.4, 0.8). *)
Theorem section_5_1_hellinger_refuted : ~ section_5_1_hellinger.
Proof.
move=> claim.
have s : step (only_best_response H 1) 5 7 6 4 (4 / 10) (8 / 10) (4 / 10) (8 / 10).
  apply: step_only.
    have root : sqrt (4 / 10 * (1 - 4 / 10)) <= 1 by apply: sqrt_below_1; lra.
    have m := @hellinger_stays 1 (/ 5) (4 / 10) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).
    by rewrite /alice_critic (_ : _ - _ = - / 5) //; lra.
  have root : sqrt (2 / 10 * (1 - 2 / 10)) <= 1 by apply: sqrt_below_1; lra.
  have m := @hellinger_stays 1 (2 / 5) (2 / 10) ltac:(lra) ltac:(lra) ltac:(lra) ltac:(lra).
  have := only_maximises_renamed hellinger_renamed m; rewrite Ropp_involutive (_ : 1 - 2 / 10 = 8 / 10); last lra.
  by rewrite /bob_critic (_ : _ - _ = 2 / 5) //; lra.
have [h _] := claim 1 _ _ _ _ ltac:(lra) s; have [fall _] := h ltac:(by left).
by lra.
Qed.

(** TVPO, §5.1, Figure 1, amended for the Hellinger distance with its root: with [w] the probability of the action that
    an agent at one of the four starts wants less and [G > 0] its gain, [w] falls and stays above 0 where
    [ω < 2 G √(w (1-w))], and stays where [ω] is not smaller and [w <= 1/2]; and for no ω > 0 the iteration ever
    reaches, or approaches, a corner of the paper. *)
Definition section_5_1_hellinger_root_amended : Prop :=
  (forall omega, 0 < omega -> iterates (best_response H omega)) /\
  forall omega p q, 0 < omega -> heads_to_0_1 (p 0%N) (q 0%N) \/ heads_to_1_0 (p 0%N) (q 0%N) ->
  iteration (best_response H omega) 5 7 6 4 p q ->
  (moves_or_stays omega (alice_critic 5 7 6 4 (q 0%N)) (p 0%N) (p 1%N) /\
   moves_or_stays omega (bob_critic 5 7 6 4 (p 0%N)) (q 0%N) (q 1%N)) /\
  [/\ forall t, 0 < p t < 1 /\ 0 < q t < 1, ~ (Un_cv p 0 /\ Un_cv q 1) & ~ (Un_cv p 1 /\ Un_cv q 0)].

Theorem section_5_1_hellinger_root_amended_stands : section_5_1_hellinger_root_amended.
Proof.
split=> [omega _|omega p q o0 start it]; first exact: hellinger_iterates.
have [p0 q0] : 0 < p 0%N < 1 /\ 0 < q 0%N < 1 by case: start => -[] [-> ->]; lra.
split; first by have [sa sb] := it 0%N; split; apply: hellinger_moves_or_stays => //; lra.
by apply: hellinger_reaches_no_corner it; rewrite ?printed_mixed ?printed_p_hat ?printed_q_hat; lra.
Qed.
