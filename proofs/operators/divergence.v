(** Divergences of distributions, and the best responses that each of them regularizes. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Divergences.
Variable T : finType.
Implicit Types (p q old : T -> R).

(** [χ²(p‖q) = Σ_x (p x - q x)² / q x], the divergence where [supported p q]; elsewhere it is ∞. *)
Definition chi_squared p q : R := \sum_x (p x - q x) ^ 2 / q x.
(** [D_H²(p‖q) = Σ_x (√p x - √q x)²]. *)
Definition hellinger_squared p q : R := \sum_x (sqrt (p x) - sqrt (q x)) ^ 2.
(** [D_H(p‖q) = √ Σ_x (√p x - √q x)²], with the root: the paper's normalisation, at most √2. *)
Definition hellinger p q : R := sqrt (hellinger_squared p q).

(** [p·Q - ω D(p‖old)]: what a policy [p] earns at action values [Q] after it has paid for leaving [old]. *)
Definition penalized (D : (T -> R) -> (T -> R) -> R) omega (values : T -> R) old p : R :=
  expectation p values - omega * D p old.

(** [p] maximises [p·Q - ω D(p‖old)] over all distributions. *)
Definition best_response D omega values old p : Prop :=
  distribution p /\
  forall p', distribution p' -> penalized D omega values old p' <= penalized D omega values old p.

(** [p] maximises [p·Q - ω D(p‖old)] over the distributions that are 0 wherever [old] is: for a [D] that is ∞ at
    the others. *)
Definition best_supported_response D omega values old p : Prop :=
  [/\ distribution p, supported p old &
  forall p', distribution p' -> supported p' old ->
    penalized D omega values old p' <= penalized D omega values old p].

(** As [best_response], and any other distribution does worse. *)
Definition only_best_response D omega values old p : Prop :=
  distribution p /\
  forall p', distribution p' -> p' <> p -> penalized D omega values old p' < penalized D omega values old p.

(** As [best_supported_response], and any other distribution of this kind does worse. *)
Definition only_best_supported_response D omega values old p : Prop :=
  [/\ distribution p, supported p old &
  forall p', distribution p' -> supported p' old -> p' <> p ->
    penalized D omega values old p' < penalized D omega values old p].

(** [p* ∝ old exp(Q/ω)]. *)
Definition kullback_leibler_response (values : T -> R) old omega x : R :=
  old x * exp (values x / omega) / \sum_y old y * exp (values y / omega).

(** [max(old (1 + (λ + Q)/(2ω)), 0)]. *)
Definition chi_squared_response (values : T -> R) old omega lambda x : R :=
  Rmax (old x * (1 + (lambda + values x) / (2 * omega))) 0.

(** [old (1 - (λ + Q)/ω)⁻²]. *)
Definition hellinger_squared_response (values : T -> R) old omega lambda x : R :=
  old x / (1 - (lambda + values x) / omega) ^ 2.

(** What stays where it is: the mass of the actions with [Q best - Q <= ω]. *)
Definition kept (values : T -> R) old omega best x : R :=
  if Rlt_dec omega (values best - values x) then 0 else old x.
(** All mass of the actions with [Q best - Q > ω] goes to [best], and nothing else moves. *)
Definition total_variation_response (values : T -> R) old omega best x : R :=
  kept values old omega best x + if x == best then \sum_y (old y - kept values old omega best y) else 0.

Lemma hellinger_squared_ge0 p q : 0 <= hellinger_squared p q.
Proof. by apply: sum_ge0 => x _; apply: pow2_ge_0. Qed.

Lemma hellinger_ge0 p q : 0 <= hellinger p q. Proof. exact: sqrt_pos. Qed.

Lemma hellinger_pow2 p q : hellinger p q ^ 2 = hellinger_squared p q.
Proof. by rewrite /hellinger pow2_sqrt //; apply: hellinger_squared_ge0. Qed.

Lemma total_variation_ge0 p q : 0 <= total_variation p q.
Proof. by apply: Rmult_le_pos; [lra | apply: sum_ge0 => x _; apply: Rabs_pos]. Qed.

Lemma only_best_best D omega values old p :
  only_best_response D omega values old p -> best_response D omega values old p.
Proof.
move=> [dp best]; split=> // p' dp'; case: (Classical_Prop.classic (p' = p)) => [->|np]; first by right.
by left; apply: best.
Qed.

Lemma only_best_supported_best D omega values old p :
  only_best_supported_response D omega values old p -> best_supported_response D omega values old p.
Proof.
move=> [dp sp best]; split=> // p' dp' sp'; case: (Classical_Prop.classic (p' = p)) => [->|np]; first by right.
by left; apply: best.
Qed.

(** Two best responses of which one is the only one are the same. *)
Lemma only_best_unique D omega values old p p' :
  only_best_response D omega values old p -> best_response D omega values old p' -> p' = p.
Proof.
move=> [dp best] [dp' best']; apply: Classical_Prop.NNPP => np.
by have := best _ dp' np; have := best' _ dp; lra.
Qed.
End Divergences.
