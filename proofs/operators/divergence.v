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
(** * Cauchy and Schwarz *)
Section CauchySchwarz.
Variable T : finType.
Implicit Types (f g : T -> R).

(** [(Σ f g)² <= Σ f² Σ g²]. *)
Lemma cauchy_schwarz f g : (\sum_x f x * g x) ^ 2 <= (\sum_x f x ^ 2) * \sum_x g x ^ 2.
Proof.
have F0 : 0 <= \sum_x f x ^ 2 by apply: sum_ge0 => x _; apply: pow2_ge_0.
have square a b : 0 <= a ^ 2 * (\sum_x f x ^ 2) - 2 * a * b * (\sum_x f x * g x) + b ^ 2 * \sum_x g x ^ 2.
  have -> : a ^ 2 * (\sum_x f x ^ 2) - 2 * a * b * (\sum_x f x * g x) + b ^ 2 * (\sum_x g x ^ 2)
    = \sum_x (a * f x - b * g x) ^ 2.
    rewrite -!sum_scale -sum_sub -sum_add; apply: eq_bigr => x _; ring.
  by apply: sum_ge0 => x _; apply: pow2_ge_0.
set F := \sum_x f x ^ 2 in F0 square *; set G := \sum_x g x ^ 2 in square *.
set H := \sum_x f x * g x in square *.
case: F0 => [F0|F0].
  have := square H F; have -> : H ^ 2 * F - 2 * H * F * H + F ^ 2 * G = F * (F * G - H ^ 2) by ring.
  move=> h; suff : 0 <= F * G - H ^ 2 by lra.
  by apply: (Rmult_le_reg_l F) => //; rewrite Rmult_0_r.
have H0 : H = 0.
  rewrite /H big1 // => x _.
  have := @sum_eq0 _ (fun x => f x ^ 2) (fun x => pow2_ge_0 (f x)) (esym F0) x => fx.
  have -> : f x = 0 by apply: Rsqr_0_uniq; rewrite /Rsqr; lra.
  by lra.
by rewrite H0 -F0; lra.
Qed.
End CauchySchwarz.

(** * Total variation, Hellinger, Kullback and Leibler *)
Section Inequalities.
Variable T : finType.
Implicit Types (p q old : T -> R).

Lemma total_variation_sym p q : total_variation p q = total_variation q p.
Proof. by rewrite /total_variation; congr (_ * _); apply: eq_bigr => x _; apply: Rabs_minus_sym. Qed.

(** [D_TV = Σ (old - p)⁺] between distributions. *)
Lemma total_variation_lost p old : distribution p -> distribution old ->
  total_variation p old = \sum_x Rmax (old x - p x) 0.
Proof.
move=> [_ p1] [_ o1].
have -> : total_variation p old = \sum_x (Rmax (old x - p x) 0 - / 2 * (old x - p x)).
  rewrite /total_variation -sum_scale; apply: eq_bigr => x _.
  by rewrite /Rmax; case: Rle_dec => h; rewrite /Rabs; case: Rcase_abs; lra.
by rewrite sum_sub sum_scale sum_sub p1 o1; lra.
Qed.

(** Expectations of a function whose values are within [c] of each other differ by [c D_TV] at most. *)
Lemma expectation_gap p q f c : distribution p -> distribution q -> (forall x y, f x - f y <= c) ->
  expectation p f - expectation q f <= c * total_variation p q.
Proof.
move=> dp dq fc; have [x0 _] := distribution_inhabited dp.
have [_ p1] := dp; have [_ q1] := dq.
have [top etop] := maximum_attained x0 f.
have high x : f x <= f top by rewrite -etop; apply: le_maximum.
have low x : f top - c <= f x by have := fc top x; lra.
have -> : expectation p f - expectation q f = \sum_x (p x - q x) * (f x - (f top - c / 2)).
  rewrite (_ : \sum_x (p x - q x) * (f x - (f top - c / 2))
    = \sum_x (p x * f x - q x * f x - (p x - q x) * (f top - c / 2))).
    by rewrite sum_sub sum_scale_r !sum_sub p1 q1 /expectation; lra.
  by apply: eq_bigr => x _; ring.
rewrite /total_variation -Rmult_assoc -sum_scale; apply: sum_le => x _.
apply: Rle_trans (Rle_abs _) _; rewrite Rabs_mult Rmult_comm.
apply: Rmult_le_compat_r; first exact: Rabs_pos.
by apply: Rabs_le; have := high x; have := low x; lra.
Qed.

Lemma sqrt_pow2 x : 0 <= x -> sqrt x ^ 2 = x. Proof. exact: pow2_sqrt. Qed.

(** [D_TV² <= D_H² (1 - D_H²/4)]. *)
Lemma total_variation_hellinger_squared p q : distribution p -> distribution q ->
  total_variation p q ^ 2 <= hellinger_squared p q * (1 - hellinger_squared p q / 4).
Proof.
move=> [p0 p1] [q0 q1].
have parts x : Rabs (p x - q x) = Rabs (sqrt (p x) - sqrt (q x)) * (sqrt (p x) + sqrt (q x)).
  rewrite -{1}(Rabs_pos_eq (sqrt (p x) + sqrt (q x))).
    rewrite -Rabs_mult; congr Rabs.
    by rewrite -{1}(sqrt_pow2 (p0 x)) -{1}(sqrt_pow2 (q0 x)); ring.
  by have := sqrt_pos (p x); have := sqrt_pos (q x); lra.
have := cauchy_schwarz (fun x => Rabs (sqrt (p x) - sqrt (q x))) (fun x => sqrt (p x) + sqrt (q x)).
have -> : \sum_x Rabs (sqrt (p x) - sqrt (q x)) * (sqrt (p x) + sqrt (q x)) = 2 * total_variation p q.
  rewrite /total_variation -Rmult_assoc Rinv_r ?Rmult_1_l; last by lra.
  by apply: eq_bigr => x _; rewrite -parts.
have -> : \sum_x Rabs (sqrt (p x) - sqrt (q x)) ^ 2 = hellinger_squared p q.
  by apply: eq_bigr => x _; rewrite pow2_abs.
have -> : \sum_x (sqrt (p x) + sqrt (q x)) ^ 2 = 4 - hellinger_squared p q.
  rewrite (_ : 4 = 2 * (\sum_x p x) + 2 * (\sum_x q x)); last by rewrite p1 q1; lra.
  rewrite /hellinger_squared -!sum_scale -sum_add -sum_sub; apply: eq_bigr => x _.
  by rewrite -{2}(sqrt_pow2 (p0 x)) -{2}(sqrt_pow2 (q0 x)); ring.
by move=> h; have := pow2_ge_0 (total_variation p q); lra.
Qed.

Lemma total_variation_hellinger p q : distribution p -> distribution q ->
  total_variation p q <= hellinger p q.
Proof.
move=> dp dq; apply: Rsqr_incr_0; [|exact: total_variation_ge0|exact: hellinger_ge0].
rewrite !Rsqr_pow2 hellinger_pow2.
have := total_variation_hellinger_squared dp dq.
by have := pow2_ge_0 (hellinger_squared p q); have := hellinger_squared_ge0 p q; lra.
Qed.

(** A distance 0 is between equals. *)
Lemma hellinger_squared_eq0 p q : distribution p -> distribution q -> hellinger_squared p q = 0 -> p = q.
Proof.
move=> [p0 _] [q0 _] h; apply: functional_extensionality => x.
have := @sum_eq0 _ (fun x => (sqrt (p x) - sqrt (q x)) ^ 2) (fun x => pow2_ge_0 _) h x => e.
apply: sqrt_inj => //; suff : sqrt (p x) - sqrt (q x) = 0 by lra.
by apply: Rsqr_0_uniq; rewrite Rsqr_pow2.
Qed.

(** Strict between different distributions. *)
Lemma total_variation_lt_hellinger p q : distribution p -> distribution q -> p <> q ->
  total_variation p q < hellinger p q.
Proof.
move=> dp dq pq; apply: Rsqr_incrst_0; [|exact: total_variation_ge0|exact: hellinger_ge0].
rewrite !Rsqr_pow2 hellinger_pow2.
have := total_variation_hellinger_squared dp dq.
have h0 : 0 < hellinger_squared p q.
  by case: (hellinger_squared_ge0 p q) => // h0; case: pq; apply: hellinger_squared_eq0.
by have := Rmult_lt_0_compat _ _ h0 h0; lra.
Qed.
End Inequalities.

(** ** Pinsker *)
(** A function on the positive numbers whose slope has the sign of [x - 1] is smallest at 1. *)
Lemma smallest_at_1 (f f' : R -> R) : (forall x, 0 < x -> derivable_pt_lim f x (f' x)) ->
  (forall x, 0 < x -> 0 <= (x - 1) * f' x) -> forall x, 0 < x -> f 1 <= f x.
Proof.
move=> df sign x x0; case: (Rtotal_order x 1) => [x1|[->|x1]]; last 2 first.
- by lra.
- have [|c [e [c1 cx]]] := @MVT_cor2 f f' 1 x x1; first by move=> c c1; apply: df; lra.
  have := sign c ltac:(lra); move=> s.
  have : 0 <= f' c by apply: (Rmult_le_reg_l (c - 1)); lra.
  by move=> s'; have := Rmult_le_pos _ _ s' (Rlt_le _ _ (Rlt_Rminus _ _ x1)); lra.
have [|c [e [cx c1]]] := @MVT_cor2 f f' x 1 x1; first by move=> c c1; apply: df; lra.
have := sign c ltac:(lra); move=> s.
have : 0 <= - f' c by apply: (Rmult_le_reg_l (1 - c)); lra.
by move=> s'; have := Rmult_le_pos _ _ s' (Rlt_le _ _ (Rlt_Rminus _ _ x1)); lra.
Qed.

(** A function on the positive numbers that grows has the sign of [x - 1] if it is 0 at 1. *)
Lemma sign_of_growing (f f' : R -> R) : (forall x, 0 < x -> derivable_pt_lim f x (f' x)) ->
  (forall x, 0 < x -> 0 <= f' x) -> f 1 = 0 -> forall x, 0 < x -> 0 <= (x - 1) * f x.
Proof.
move=> df grows f1 x x0; case: (Rtotal_order x 1) => [x1|[->|x1]]; last 2 first.
- by lra.
- have [|c [e [c1 cx]]] := @MVT_cor2 f f' 1 x x1; first by move=> c c1; apply: df; lra.
  have -> : (x - 1) * f x = f' c * (x - 1) ^ 2 by rewrite f1 in e; have -> : f x = f' c * (x - 1); [lra | ring].
  by apply: Rmult_le_pos; [apply: grows; lra | apply: pow2_ge_0].
have [|c [e [cx c1]]] := @MVT_cor2 f f' x 1 x1; first by move=> c c1; apply: df; lra.
have -> : (x - 1) * f x = f' c * (1 - x) ^ 2 by rewrite f1 in e; have -> : f x = - (f' c * (1 - x)); [lra | ring].
by apply: Rmult_le_pos; [apply: grows; lra | apply: pow2_ge_0].
Qed.

Lemma derivable_quadratic_ln a b c d e f x : 0 < x ->
  derivable_pt_lim (fun y => (a * (y * y) + b * y + c) * ln y + (d * (y * y) + e * y + f)) x
    ((a * (1 * x + x * 1) + b * 1 + 0) * ln x + (a * (x * x) + b * x + c) * / x + (d * (1 * x + x * 1) + e * 1 + 0)).
Proof.
move=> x0; have quadratic u v w : derivable_pt_lim (fun y => u * (y * y) + v * y + w) x (u * (1 * x + x * 1) + v * 1 + 0).
  apply: derivable_pt_lim_plus; last exact: derivable_pt_lim_const.
  apply: derivable_pt_lim_plus; apply: derivable_pt_lim_scal; last exact: derivable_pt_lim_id.
  by apply: (derivable_pt_lim_mult id id); exact: derivable_pt_lim_id.
apply: derivable_pt_lim_plus; last exact: quadratic.
apply: (derivable_pt_lim_mult (fun y => a * (y * y) + b * y + c) ln); first exact: quadratic.
exact: derivable_pt_lim_ln.
Qed.

(** [ln x] and [2 (x - 1)/(x + 1)] cross at 1. *)
Lemma ln_pade x : 0 < x -> 0 <= (x - 1) * ((x + 1) * ln x - 2 * (x - 1)).
Proof.
move: x; apply: (sign_of_growing (f' := fun x => ln x + / x - 1)) => [x x0|x x0|]; last by rewrite ln_1; lra.
  have := derivable_quadratic_ln 0 1 1 0 (-2) 2 x0; congr derivable_pt_lim.
    by apply: functional_extensionality => y; ring.
  by field; lra.
have := ln_le_sub1 (Rinv_0_lt_compat _ x0); rewrite ln_Rinv //; lra.
Qed.

(** [ln x] and [(x - 1/x)/2] cross at 1. *)
Lemma ln_below_mean x : 0 < x -> 0 <= (x - 1) * (x * x - 1 - 2 * x * ln x).
Proof.
move: x; apply: (sign_of_growing (f' := fun x => 2 * (x - 1 - ln x))) => [x x0|x x0|]; last by rewrite ln_1; lra.
  have := derivable_quadratic_ln 0 (-2) 0 1 0 (-1) x0; congr derivable_pt_lim.
    by apply: functional_extensionality => y; ring.
  by field; lra.
by have := ln_le_sub1 x0; lra.
Qed.

(** [3 (x - 1)² <= (4 + 2 x) (x ln x - x + 1)]. *)
Lemma x_ln_x_above x : 0 < x -> 3 * (x - 1) ^ 2 <= (4 + 2 * x) * (x * ln x - x + 1).
Proof.
move=> x0; pose f y := (2 * (y * y) + 4 * y + 0) * ln y + ((-5) * (y * y) + 4 * y + 1).
have := @smallest_at_1 f (fun x => 4 * ((x + 1) * ln x - 2 * (x - 1))) _ _ x x0.
rewrite /f ln_1 => h; suff : 0 <= (2 * (x * x) + 4 * x + 0) * ln x + (-5 * (x * x) + 4 * x + 1) by lra.
apply: Rle_trans (h _ _); first by lra.
  move=> y y0; have := derivable_quadratic_ln 2 4 0 (-5) 4 1 y0; congr derivable_pt_lim.
  by field; lra.
by move=> y y0; have := ln_pade y0; lra.
Qed.

Section Pinsker.
Variable T : finType.
Implicit Types (p q : T -> R).

(** [2 D_TV² <= KL]. *)
Lemma pinsker p q : distribution p -> distribution q -> supported p q -> 2 * total_variation p q ^ 2 <= kl p q.
Proof.
move=> [p0 p1] [q0 q1] pq.
pose f x := if Req_EM_T (q x) 0 then 0 else Rabs (p x - q x) / sqrt (4 * q x + 2 * p x).
pose g x := sqrt (4 * q x + 2 * p x).
have pos x : q x <> 0 -> 0 < q x by case: (q0 x) => // <-.
have square a b : 0 < b -> (Rabs a / sqrt b) ^ 2 = a ^ 2 / b.
  by move=> b0; rewrite /Rdiv Rpow_mult_distr pow2_abs pow_inv sqrt_pow2 //; lra.
have fg x : f x * g x = Rabs (p x - q x).
  rewrite /f /g; case: Req_EM_T => [z|nz] /=; first by rewrite z (pq _ z) Rminus_0_r Rabs_R0; lra.
  have qx := pos x nz.
  by field; apply: Rgt_not_eq; apply: sqrt_lt_R0; have := p0 x; lra.
have := cauchy_schwarz f g; under eq_bigr do rewrite fg.
have -> : \sum_x Rabs (p x - q x) = 2 * total_variation p q by rewrite /total_variation; lra.
have -> : \sum_x g x ^ 2 = 6.
  have -> : \sum_x g x ^ 2 = \sum_x (4 * q x + 2 * p x).
    by apply: eq_bigr => x _; rewrite /g sqrt_pow2 //; have := p0 x; have := q0 x; lra.
  by rewrite sum_add !sum_scale p1 q1; lra.
have : \sum_x 3 * f x ^ 2 <= \sum_x (p x * ln (p x / q x) - p x + q x).
  apply: sum_le => x _; rewrite /f; case: Req_EM_T => [z|nz]; rewrite [is_left _]/=; first by rewrite z (pq _ z); lra.
  have qx := pos x nz.
  rewrite square; last by have := p0 x; lra.
  case: (p0 x) => [px|<-].
    have r0 : 0 < p x / q x by apply: Rdiv_lt_0_compat.
    have := x_ln_x_above r0; set l := ln _ => h.
    apply: (Rmult_le_reg_r (4 * q x + 2 * p x)); first by lra.
    rewrite (_ : 3 * ((p x - q x) ^ 2 / (4 * q x + 2 * p x)) * (4 * q x + 2 * p x)
      = q x ^ 2 * (3 * (p x / q x - 1) ^ 2)); last by field; lra.
    by apply: Rle_trans (Rmult_le_compat_l _ _ _ (pow2_ge_0 _) h) _; right; field; lra.
  by rewrite (_ : 3 * ((0 - q x) ^ 2 / (4 * q x + 2 * 0)) = 3 / 4 * q x); [lra | field; lra].
rewrite sum_scale sum_add sum_sub p1 q1 -/(kl p q); lra.
Qed.
End Pinsker.
