(** TVPO: divergences and the best responses under them: Lemma 1, the remark after Theorem 1, Appendix A.7. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob operators.divergence.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Inequalities *)

(** TVPO, Section 4.3 and Appendix A.7: [D_TV(p‖q) <= D_H(p‖q)]. *)
Definition total_variation_below_hellinger : Prop :=
  forall (T : finType) (p q : T -> R), distribution p -> distribution q ->
  total_variation p q <= hellinger p q.

Theorem total_variation_below_hellinger_stands : total_variation_below_hellinger.
Proof. by move=> T p q; apply: total_variation_hellinger. Qed.

(** Two mirrored distributions of a pair of actions. *)
Definition pair_of (x : R) (b : bool) : R := if b then x else 1 - x.

Lemma pair_of_distribution x : 0 <= x <= 1 -> distribution (pair_of x).
Proof. by move=> x01; split=> [[]|]; rewrite ?sum_bool /=; lra. Qed.

(** TVPO, Appendix A.7, sharper: [D_TV² <= D_H² (1 - D_H²/4)], with equality at some pair for every
    value of [D_H]. *)
Definition total_variation_below_hellinger_sharper : Prop :=
  (forall (T : finType) (p q : T -> R), distribution p -> distribution q ->
    total_variation p q ^ 2 <= hellinger p q ^ 2 * (1 - hellinger p q ^ 2 / 4)) /\
  forall h, 0 <= h <= sqrt 2 -> exists p q : bool -> R,
    [/\ distribution p, distribution q, hellinger p q = h &
    total_variation p q ^ 2 = hellinger p q ^ 2 * (1 - hellinger p q ^ 2 / 4)].

Theorem total_variation_below_hellinger_sharper_stands : total_variation_below_hellinger_sharper.
Proof.
split=> [T p q dp dq|h [h0 h2]]; first by rewrite hellinger_pow2; apply: total_variation_hellinger_squared.
have two : sqrt 2 ^ 2 = 2 by apply: sqrt_pow2; lra.
have two0 : 0 < sqrt 2 by apply: sqrt_lt_R0; lra.
have hh : h ^ 2 <= 2 by have := Rmult_le_compat _ _ _ _ h0 h0 h2 h2; lra.
pose b := h / 2; pose a := sqrt (1 - b ^ 2).
have b0 : 0 <= b by rewrite /b; lra.
have b2 : b ^ 2 = h ^ 2 / 4 by rewrite /b; field.
have a2 : a ^ 2 = 1 - b ^ 2 by apply: sqrt_pow2; lra.
have a0 : 0 <= a by apply: sqrt_pos.
have ab : b <= a.
  by apply: Rsqr_incr_0 => //; rewrite !Rsqr_pow2; lra.
have half u : 0 <= u -> sqrt (u ^ 2 / 2) = u / sqrt 2.
  by move=> u0; rewrite sqrt_div_alt; [congr (_ / _); apply: sqrt_lem_1 => //; [apply: pow2_ge_0 | ring] | lra].
have roots : sqrt (1 / 2 + a * b) = (a + b) / sqrt 2 /\ sqrt (1 / 2 - a * b) = (a - b) / sqrt 2.
  split; rewrite -half; try lra; congr sqrt; lra.
have ab0 : 0 <= a * b by apply: Rmult_le_pos.
have ab1 : a * b <= 1 / 2 by have := pow2_ge_0 (a - b); lra.
pose p := pair_of (1 / 2 + a * b); pose q := pair_of (1 / 2 - a * b).
have H : hellinger p q = h.
  rewrite /hellinger /hellinger_squared sum_bool /p /q /pair_of.
  have -> : 1 - (1 / 2 + a * b) = 1 / 2 - a * b by lra.
  have -> : 1 - (1 / 2 - a * b) = 1 / 2 + a * b by lra.
  have [-> ->] := roots; apply: sqrt_lem_1 => //; first by apply: Rplus_le_le_0_compat; apply: pow2_ge_0.
  have -> : ((a + b) / sqrt 2 - (a - b) / sqrt 2) ^ 2 + ((a - b) / sqrt 2 - (a + b) / sqrt 2) ^ 2
    = 8 * b ^ 2 / sqrt 2 ^ 2 by field; lra.
  by rewrite two b2; field.
exists p, q; split=> //; try by apply: pair_of_distribution; lra.
rewrite H /total_variation sum_bool /p /q /pair_of.
have -> : 1 / 2 + a * b - (1 / 2 - a * b) = 2 * (a * b) by lra.
have -> : 1 - (1 / 2 + a * b) - (1 - (1 / 2 - a * b)) = - (2 * (a * b)) by lra.
rewrite Rabs_Ropp Rabs_pos_eq; last by lra.
have -> : (/ 2 * (2 * (a * b) + 2 * (a * b))) ^ 2 = 4 * (a ^ 2 * b ^ 2) by field.
by rewrite a2 b2; field.
Qed.

(** TVPO, Section 4.2, Remark: [D_TV² <= KL], and so a penalty [D_TV] is at most DPO's [√KL]. *)
Definition total_variation_below_kullback_leibler : Prop :=
  forall (T : finType) (p q : T -> R), distribution p -> distribution q -> supported p q ->
  total_variation p q ^ 2 <= kl p q /\ total_variation p q <= sqrt (kl p q).

Theorem total_variation_below_kullback_leibler_stands : total_variation_below_kullback_leibler.
Proof.
move=> T p q dp dq pq; have := pinsker dp dq pq; have := pow2_ge_0 (total_variation p q) => t0 h.
have le : total_variation p q ^ 2 <= kl p q by lra.
split=> //; apply: Rsqr_incr_0; [|exact: total_variation_ge0|exact: sqrt_pos].
by rewrite !Rsqr_pow2 sqrt_pow2 //; lra.
Qed.

(** TVPO, Section 4.2, Remark, sharper: Pinsker's [2 D_TV² <= KL], and no larger constant holds. *)
Definition total_variation_below_kullback_leibler_sharper : Prop :=
  (forall (T : finType) (p q : T -> R), distribution p -> distribution q -> supported p q ->
    2 * total_variation p q ^ 2 <= kl p q) /\
  forall c, 2 < c -> exists p q : bool -> R,
    [/\ distribution p, distribution q, forall x, 0 < p x, forall x, 0 < q x & kl p q < c * total_variation p q ^ 2].

Theorem total_variation_below_kullback_leibler_sharper_stands : total_variation_below_kullback_leibler_sharper.
Proof.
split=> [T p q|c c2]; first exact: pinsker.
pose d := Rmin (c - 2) 1; have d0 : 0 < d by apply: Rmin_pos; lra.
have d1 : d <= 1 by apply: Rmin_r.
have dc : d <= c - 2 by apply: Rmin_l.
pose e := d / 4; exists (pair_of (1 / 2 + e)), (pair_of (1 / 2)).
split; try by apply: pair_of_distribution; rewrite /e; lra.
1,2: by case; rewrite /pair_of /e; lra.
rewrite /kl /total_variation !sum_bool /pair_of.
have -> : (1 / 2 + e) / (1 / 2) = 1 + 2 * e by field.
have -> : (1 - (1 / 2 + e)) / (1 - 1 / 2) = 1 - 2 * e by field.
have -> : 1 / 2 + e - 1 / 2 = e by lra.
have -> : 1 - (1 / 2 + e) - (1 - 1 / 2) = - e by lra.
rewrite Rabs_Ropp Rabs_pos_eq; last by rewrite /e; lra.
have -> : / 2 * (e + e) = e by field.
have up : (1 + 2 * e) * ln (1 + 2 * e) <= 2 * e * (1 + e).
  have := @ln_below_mean (1 + 2 * e) ltac:(rewrite /e; lra).
  have -> : 1 + 2 * e - 1 = 2 * e by lra.
  move=> h; have : 0 <= (1 + 2 * e) * (1 + 2 * e) - 1 - 2 * (1 + 2 * e) * ln (1 + 2 * e).
    by apply: (Rmult_le_reg_l (2 * e)); rewrite /e in h *; lra.
  by lra.
have down : (1 - e) * ln (1 - 2 * e) <= - (2 * e).
  have := @ln_pade (1 - 2 * e) ltac:(rewrite /e; lra).
  have -> : 1 - 2 * e - 1 = - (2 * e) by lra.
  move=> h; have : 0 <= - ((1 - 2 * e + 1) * ln (1 - 2 * e) - 2 * - (2 * e)).
    by apply: (Rmult_le_reg_l (2 * e)); rewrite /e in h *; lra.
  by lra.
apply: (Rmult_lt_reg_l (2 * (1 - e))); first by rewrite /e; lra.
set u := ln (1 + 2 * e) in up *; set v := ln (1 - 2 * e) in down *.
have e0 : 0 < e by rewrite /e; lra.
have e1 : e <= 1 / 4 by rewrite /e; lra.
have up' := Rmult_le_compat_l (1 - e) _ _ ltac:(lra) up.
have down' := Rmult_le_compat_l (1 - 2 * e) _ _ ltac:(lra) down.
have -> : 2 * (1 - e) * ((1 / 2 + e) * u + (1 - (1 / 2 + e)) * v)
  = (1 - e) * ((1 + 2 * e) * u) + (1 - 2 * e) * ((1 - e) * v) by field.
apply: Rle_lt_trans (Rplus_le_compat _ _ _ _ up' down') _.
have -> : (1 - e) * (2 * e * (1 + e)) + (1 - 2 * e) * - (2 * e) = e ^ 2 * (4 - 2 * e) by ring.
have -> : 2 * (1 - e) * (c * e ^ 2) = e ^ 2 * (2 * (1 - e) * c) by ring.
apply: Rmult_lt_compat_l; first exact: pow_lt.
have c2e : 2 + 4 * e <= c by rewrite /e; lra.
have := Rmult_le_compat_l (2 * (1 - e)) _ _ ltac:(lra) c2e.
by have := Rmult_le_compat_l e e (1 / 4) ltac:(lra) e1; lra.
Qed.

(** * Lemma 1 *)

(** TVPO, Lemma 1 for KL, [f(x) = x ln x] and [g(y) = exp(y - 1)]: [old exp((λ + Q)/ω - 1)], with the λ at which it
    sums to 1, maximises [p·Q - ω KL(p‖old)], and no other policy does as well: none at all where every action is
    possible under [old], and none with a finite KL elsewhere. *)
Definition lemma_1_kullback_leibler : Prop :=
  forall (T : finType) (values old : T -> R) omega, 0 < omega -> distribution old ->
  let response lambda x := old x * exp ((lambda + values x) / omega - 1) in
  (exists lambda, \sum_x response lambda x = 1) /\
  forall lambda, \sum_x response lambda x = 1 ->
    only_best_supported_response (@kl T) omega values old (response lambda) /\
    ((forall x, 0 < old x) -> only_best_response (@kl T) omega values old (response lambda)).

Theorem lemma_1_kullback_leibler_stands : lemma_1_kullback_leibler.
Proof.
move=> T values old omega om dold response; split; first exact: kullback_leibler_multiplier.
move=> lambda r1; have best : only_best_supported_response (@kl T) omega values old (response lambda).
  apply: (@kullback_leibler_only_best _ _ _ _ _ (exp (lambda / omega - 1))) => //; first exact: exp_pos.
  by move=> x; rewrite -exp_plus; congr (_ * exp _); field; lra.
split=> // pos; case: best => dr _ best; split=> // p dp np; apply: best => // x ox.
by have := pos x; lra.
Qed.

(** TVPO, Lemma 1 for χ², [f(x) = (x - 1)²] and [g(y) = 1 + y/2]: [max(old (1 + (λ + Q)/(2ω)), 0)], with the λ at
    which it sums to 1, maximises [p·Q - ω χ²(p‖old)], and no other policy does as well. *)
Definition lemma_1_chi_squared : Prop :=
  forall (T : finType) (values old : T -> R) omega, 0 < omega -> distribution old ->
  (exists lambda, \sum_x chi_squared_response values old omega lambda x = 1) /\
  forall lambda, \sum_x chi_squared_response values old omega lambda x = 1 ->
    only_best_supported_response (@chi_squared T) omega values old (chi_squared_response values old omega lambda).

Theorem lemma_1_chi_squared_stands : lemma_1_chi_squared.
Proof.
move=> T values old omega om dold; split; first exact: chi_squared_multiplier.
by move=> lambda; apply: chi_squared_only_best.
Qed.

(** TVPO, Lemma 1 for the squared Hellinger distance, [f(x) = (1 - √x)²] and [g(y) = (1 - y)⁻²] for [y < 1], at any
    old policy: [old g((λ + Q)/ω)], 0 wherever [old] is, with the λ at which it sums to 1, maximises
    [p·Q - ω D_H²(p‖old)]. *)
Definition lemma_1_hellinger_squared : Prop :=
  forall (T : finType) (values old : T -> R) omega lambda, 0 < omega -> distribution old ->
  (forall x, 0 < old x -> (lambda + values x) / omega < 1) ->
  \sum_x hellinger_squared_response values old omega lambda x = 1 ->
  best_response (@hellinger_squared T) omega values old (hellinger_squared_response values old omega lambda).

Theorem lemma_1_hellinger_squared_refuted : ~ lemma_1_hellinger_squared.
Proof.
move=> /(_ [finType of bool] (fun b => if b then 0 else 2) (pair_of 1) (1 / 2) 0) claim.
have d1 := pair_of_distribution (x := 1) ltac:(lra).
case: (claim ltac:(lra) d1) => [[|] /=||_ best]; try lra.
- by rewrite sum_bool /hellinger_squared_response /=; field.
have := best (pair_of 0) (pair_of_distribution (x := 0) ltac:(lra)).
set r := hellinger_squared_response _ _ _ _.
have rt : r true = 1 by rewrite /r /hellinger_squared_response /=; field.
have rf : r false = 0 by rewrite /r /hellinger_squared_response /=; field.
rewrite /penalized /expectation /hellinger_squared !sum_bool rt rf /pair_of.
have -> : 1 - 1 = 0 by lra.
have -> : 1 - 0 = 1 by lra.
by rewrite sqrt_0 sqrt_1; lra.
Qed.

(** TVPO, Lemma 1 for the squared Hellinger distance, amended: [old g((λ + Q)/ω)], with a λ at which it sums to 1
    and at which [(λ + Q)/ω < 1] for every action, maximises [p·Q - ω D_H²(p‖old)], and no other policy does as
    well; where every action is possible under [old] there is such a λ. *)
Definition lemma_1_hellinger_squared_amended : Prop :=
  forall (T : finType) (values old : T -> R) omega, 0 < omega -> distribution old ->
  ((forall x, 0 < old x) -> exists lambda, (forall x, (lambda + values x) / omega < 1) /\
    \sum_x hellinger_squared_response values old omega lambda x = 1) /\
  forall lambda, (forall x, (lambda + values x) / omega < 1) ->
    \sum_x hellinger_squared_response values old omega lambda x = 1 ->
    only_best_response (@hellinger_squared T) omega values old (hellinger_squared_response values old omega lambda).

Theorem lemma_1_hellinger_squared_amended_stands : lemma_1_hellinger_squared_amended.
Proof.
move=> T values old omega om dold; split; first exact: hellinger_squared_multiplier.
by move=> lambda; apply: hellinger_squared_only_best.
Qed.

(** TVPO, Lemma 1 for the Hellinger distance as printed, with its root, of which [f(x) = (1 - √x)²] is said to be the
    function: [old g((λ + Q)/ω)] maximises [p·Q - ω D_H(p‖old)], where every action is possible under [old]. *)
Definition lemma_1_hellinger : Prop :=
  forall (T : finType) (values old : T -> R) omega lambda, 0 < omega -> distribution old -> (forall x, 0 < old x) ->
  (forall x, (lambda + values x) / omega < 1) ->
  \sum_x hellinger_squared_response values old omega lambda x = 1 ->
  best_response (@hellinger T) omega values old (hellinger_squared_response values old omega lambda).

Theorem lemma_1_hellinger_refuted : ~ lemma_1_hellinger.
Proof.
move=> claim; pose values b := if b then 1 else 0; pose old := pair_of (1 / 2).
have dold : distribution old by apply: pair_of_distribution; lra.
have pos x : 0 < old x by case: x; rewrite /old /pair_of; lra.
have [lambda [below r1]] := hellinger_squared_multiplier values Rlt_0_1 dold pos.
have [dr best] := claim _ _ _ _ _ Rlt_0_1 dold pos below r1.
set r := hellinger_squared_response _ _ _ _ in r1 dr best.
have moves : r <> old.
  move=> e; have := below true; have := below false.
  have : r true = 1 / 2 by rewrite e.
  have : r false = 1 / 2 by rewrite e /old /pair_of; lra.
  rewrite /r /hellinger_squared_response /values /old /pair_of => ef et bf bt.
  have ft : (1 - (lambda + 1) / 1) ^ 2 = 1.
    by rewrite -(Rinv_inv (_ ^ 2)) (_ : / _ ^ 2 = 1); lra.
  have ff : (1 - (lambda + 0) / 1) ^ 2 = 1.
    by rewrite -(Rinv_inv (_ ^ 2)) (_ : / _ ^ 2 = 1); lra.
  have : lambda = -1 / 2 by lra.
  by move=> l; rewrite l in ft; lra.
have stay := best _ dold.
have gap : expectation r values - expectation old values <= 1 * total_variation r old.
  by apply: expectation_gap => // x y; rewrite /values; case: x; case: y; lra.
have := total_variation_lt_hellinger dr dold moves.
have : hellinger old old = 0.
  by rewrite /hellinger /hellinger_squared big1 ?sqrt_0 // => x _; ring.
by move: stay; rewrite /penalized => stay e lt; rewrite e in stay; lra.
Qed.

(** TVPO, Lemma 1 for the Hellinger distance with its root, amended: where [ω >= max Q - min Q], no policy does better
    than [old] in [p·Q - ω D_H(p‖old)]. *)
Definition lemma_1_hellinger_amended : Prop :=
  forall (T : finType) (values old : T -> R) omega, distribution old -> (forall x y, values x - values y <= omega) ->
  best_response (@hellinger T) omega values old old.

Theorem lemma_1_hellinger_amended_stands : lemma_1_hellinger_amended.
Proof. by move=> T values old omega; apply: hellinger_stays. Qed.

(** TVPO, Lemma 1 for total variation, [f(x) = |x - 1|/2]: a maximiser of [p·Q - ω D_TV(p‖old)], even one that is the
    only one, has the form [max(old g((λ + Q)/ω), 0)] of (6) for some function [g] and some λ. *)
Definition lemma_1_total_variation : Prop :=
  forall (T : finType) (values old p : T -> R) omega, 0 < omega -> distribution old ->
  only_best_response (@total_variation T) omega values old p ->
  exists (g : R -> R) lambda, forall x, p x = Rmax (old x * g ((lambda + values x) / omega)) 0.

Theorem lemma_1_total_variation_refuted : ~ lemma_1_total_variation.
Proof.
move=> /(_ [finType of bool] (pair_of 0) (pair_of 1) (pair_of 0) (1 / 2)) claim.
case: claim; [lra | by apply: pair_of_distribution; lra | | move=> g [lambda /(_ false)]].
  split=> [|p [p0 p1] np]; first by apply: pair_of_distribution; lra.
  rewrite sum_bool in p1; have pt := p0 true; have pf := p0 false.
  have lt : p false < 1.
    case: (Rle_lt_dec 1 (p false)) => // h; case: np; apply: functional_extensionality => -[] /=; lra.
  rewrite /penalized /expectation /total_variation !sum_bool /pair_of.
  rewrite (Rabs_left1 (p true - 1)) 1?(Rabs_pos_eq (p false - (1 - 1))); try lra.
  by rewrite (Rabs_left1 (0 - 1)) 1?(Rabs_pos_eq (1 - 0 - (1 - 1))); lra.
by rewrite /pair_of (_ : 1 - 1 = 0) ?Rmult_0_l ?Rmax_left; lra.
Qed.

(** TVPO, Lemma 1 for total variation: [p·Q - ω D_TV(p‖old)] has one maximiser, as a formula for the solution
    says. *)
Definition lemma_1_total_variation_unique : Prop :=
  forall (T : finType) (values old p p' : T -> R) omega, 0 < omega -> distribution old -> (forall x, 0 < old x) ->
  best_response (@total_variation T) omega values old p ->
  best_response (@total_variation T) omega values old p' -> p = p'.

Theorem lemma_1_total_variation_unique_refuted : ~ lemma_1_total_variation_unique.
Proof.
move=> /(_ [finType of bool] (pair_of 1) (pair_of (1 / 2)) (pair_of (1 / 2)) (pair_of 1) 1) claim.
have : pair_of (1 / 2) = pair_of 1.
  have up p : distribution p -> penalized (@total_variation _) 1 (pair_of 1) (pair_of (1 / 2)) p <= 1 / 2.
    move=> [p0 p1]; rewrite sum_bool in p1; have pt := p0 true; have pf := p0 false.
    rewrite /penalized /expectation /total_variation !sum_bool /pair_of.
    by rewrite /Rabs; do 2 case: Rcase_abs => ?; lra.
  apply: claim; [lra | by apply: pair_of_distribution; lra | by case; rewrite /pair_of; lra | |];
    (split; [by apply: pair_of_distribution; lra | move=> p /up h; apply: Rle_trans h _]);
    rewrite /penalized /expectation /total_variation !sum_bool /pair_of; right;
    rewrite /Rabs; do 2 case: Rcase_abs => ?; lra.
by move/(congr1 (fun f => f true)); rewrite /pair_of; lra.
Qed.

(** TVPO, Lemma 1 for total variation, amended: to move the whole mass of every action with [max Q - Q > ω] to a best
    action, and nothing else, maximises [p·Q - ω D_TV(p‖old)]. *)
Definition lemma_1_total_variation_amended : Prop :=
  forall (T : finType) (values old : T -> R) omega (best : T), 0 <= omega -> distribution old ->
  (forall x, values x <= values best) ->
  best_response (@total_variation T) omega values old (total_variation_response values old omega best).

Theorem lemma_1_total_variation_amended_stands : lemma_1_total_variation_amended.
Proof. by move=> T values old omega best; apply: total_variation_response_best. Qed.

(** TVPO, Lemma 1 for total variation, amended: [p·Q - ω D_TV(p‖old)] has one maximiser where one action is best and
    none that is played has [max Q - Q = ω]. *)
Definition lemma_1_total_variation_unique_amended : Prop :=
  forall (T : finType) (values old : T -> R) omega (best : T), 0 < omega -> distribution old ->
  (forall x, x != best -> values x < values best) ->
  (forall x, 0 < old x -> values best - values x <> omega) ->
  only_best_response (@total_variation T) omega values old (total_variation_response values old omega best).

Theorem lemma_1_total_variation_unique_amended_stands : lemma_1_total_variation_unique_amended.
Proof.
move=> T values old omega best om dold alone untied; apply: total_variation_response_only_best => //; first lra.
by move=> x; case: (eqVneq x best) => [->|/alone]; lra.
Qed.
