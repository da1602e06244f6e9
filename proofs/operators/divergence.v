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
move=> x0; have quadratic u v w :
    derivable_pt_lim (fun y => u * (y * y) + v * y + w) x (u * (1 * x + x * 1) + v * 1 + 0).
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

(** * Best responses *)
Section Responses.
Variable T : finType.
Implicit Types (p old values : T -> R).

(** [p·Q - ω D(p‖old)], with a multiple of [Σ p] added and taken away. *)
Lemma penalized_shift D omega values old p lambda : distribution p ->
  penalized D omega values old p = \sum_x p x * (values x + lambda) - omega * D p old - lambda.
Proof.
move=> [_ p1]; have -> : \sum_x p x * (values x + lambda) = expectation p values + lambda.
  rewrite -[in RHS](Rmult_1_r lambda) -p1 /expectation -sum_scale -sum_add.
  by apply: eq_bigr => x _; ring.
by rewrite /penalized; ring.
Qed.

(** ** Kullback and Leibler *)
(** A positive multiple of [old exp(Q/ω)] that is a distribution: all that is lost against it is [ω KL]. *)
Lemma kullback_leibler_only_best omega values old p c : 0 < omega -> 0 < c -> distribution old ->
  (forall x, p x = old x * (c * exp (values x / omega))) -> \sum_x p x = 1 ->
  only_best_supported_response (@kl T) omega values old p.
Proof.
move=> om c0 [o0 o1] pe p1.
have w0 x : 0 < c * exp (values x / omega) by apply: Rmult_lt_0_compat => //; apply: exp_pos.
have dp : distribution p.
  by split=> // x; rewrite pe; apply: Rmult_le_pos => //; left.
have sp : supported p old by move=> x ox; rewrite pe ox; ring.
have value p' : distribution p' -> supported p' old ->
    penalized (@kl T) omega values old p' = - omega * ln c - omega * kl p' p.
  move=> [p0' p1'] sp'; rewrite (penalized_shift _ _ _ _ (omega * ln c)) //.
  suff -> : omega * kl p' old = \sum_x p' x * (values x + omega * ln c) + omega * kl p' p by ring.
  rewrite -!sum_scale -sum_add; apply: eq_bigr => x _.
  case: (p0' x) => [px|<-]; last by ring.
  have ox : 0 < old x by case: (o0 x) => // ox; have := sp' x (esym ox); lra.
  rewrite pe -(Rmult_comm (c * _)) !ln_div //; last by apply: Rmult_lt_0_compat.
  rewrite !ln_mult ?ln_exp //; [|exact: exp_pos].
  by field; lra.
have supp p' : supported p' old -> supported p' p.
  move=> sp' x; rewrite pe => z; apply: sp'.
  by have := w0 x; case/Rmult_integral: z => //; lra.
split=> // p' dp' sp' np; rewrite !value // (kl_refl (proj1 dp)).
have := kl_ge0 dp' dp (supp _ sp'); case=> [k|k]; first by have := Rmult_lt_0_compat _ _ om k; lra.
by case: np; apply: kl_eq0 => //; apply: supp.
Qed.

(** [old exp(Q/ω)], normalised, is the best response under KL, and the only one. *)
Lemma kullback_leibler_response_only_best omega values old : 0 < omega -> distribution old ->
  only_best_supported_response (@kl T) omega values old (kullback_leibler_response values old omega).
Proof.
move=> om dold; have z0 := distribution_exp_gt0 (fun x => values x / omega) dold.
apply: (@kullback_leibler_only_best _ _ _ _ (/ \sum_y old y * exp (values y / omega))) => //.
- exact: Rinv_0_lt_compat.
- by move=> x; rewrite /kullback_leibler_response; field; lra.
by rewrite /kullback_leibler_response /Rdiv sum_scale_r Rinv_r //; lra.
Qed.

(** ** χ² *)
Lemma chi_squared_only_best omega values old lambda : 0 < omega -> distribution old ->
  \sum_x chi_squared_response values old omega lambda x = 1 ->
  only_best_supported_response (@chi_squared T) omega values old (chi_squared_response values old omega lambda).
Proof.
move=> om [o0 o1]; set r := chi_squared_response _ _ _ _ => r1.
have r0 x : 0 <= r x by apply: Rmax_r.
have dr : distribution r by [].
have rz x : old x = 0 -> r x = 0 by move=> z; rewrite /r /chi_squared_response z Rmult_0_l /Rmax; case: Rle_dec.
have lost p x : 0 <= p x -> supported p old ->
    omega * ((p x - r x) ^ 2 / old x) <=
    (r x * (values x + lambda) - omega * ((r x - old x) ^ 2 / old x)) -
    (p x * (values x + lambda) - omega * ((p x - old x) ^ 2 / old x)).
  move=> p0 sp; case: (o0 x) => [ox|z]; last by rewrite (rz x) // (sp x) // -z; lra.
  pose y := 1 + (lambda + values x) / (2 * omega).
  have -> : values x + lambda = 2 * omega * (y - 1) by rewrite /y; field; lra.
  have ry : r x = Rmax (old x * y) 0 by [].
  apply: (Rmult_le_reg_r (old x)) => //; rewrite ry; move: ry.
  rewrite (_ : omega * ((p x - Rmax (old x * y) 0) ^ 2 / old x) * old x
    = omega * (p x - Rmax (old x * y) 0) ^ 2); last by field; lra.
  set m := Rmax _ _.
  rewrite (_ : _ * old x = omega * ((p x - old x * y) ^ 2 - (m - old x * y) ^ 2)); last by field; lra.
  move=> _; apply: Rmult_le_compat_l; first lra.
  rewrite /m /Rmax; case: Rle_dec => h; last by lra.
  have := Rmult_le_pos (p x) (- (old x * y)) p0 ltac:(lra); lra.
have gap p : distribution p -> supported p old -> omega * (\sum_x (p x - r x) ^ 2 / old x) <=
    penalized (@chi_squared T) omega values old r - penalized (@chi_squared T) omega values old p.
  move=> dp sp; rewrite !(penalized_shift _ _ _ _ lambda) //.
  rewrite (_ : forall a b c d e : R, a - b - e - (c - d - e) = (a - b) - (c - d)); last by move=> *; ring.
  rewrite /chi_squared -!sum_scale -!sum_sub; apply: sum_le => x _.
  by apply: lost => //; case: dp.
split=> // p dp sp np; have [p0 _] := dp.
have term x : 0 <= (p x - r x) ^ 2 / old x.
  case: (o0 x) => [ox|z]; last by rewrite (rz x) // (sp x) //; lra.
  by apply: Rmult_le_pos; [apply: pow2_ge_0 | left; apply: Rinv_0_lt_compat].
have : 0 < \sum_x (p x - r x) ^ 2 / old x.
  case: (sum_ge0 (fun x (_ : xpredT x) => term x)) => // z; case: np; apply: functional_extensionality => x.
  case: (o0 x) => [ox|zx]; last by rewrite (rz x) // (sp x).
  have := sum_eq0 term (esym z) x; move/(Rmult_eq_compat_r (old x)).
  rewrite (_ : (p x - r x) ^ 2 / old x * old x = (p x - r x) ^ 2); last by field; lra.
  rewrite Rmult_0_l => e; suff : p x - r x = 0 by lra.
  by apply: Rsqr_0_uniq; rewrite Rsqr_pow2.
by move=> s; have := Rmult_lt_0_compat _ _ om s; have := gap p dp sp; lra.
Qed.

(** ** The squared Hellinger distance *)
Lemma hellinger_squared_only_best omega values old lambda : 0 < omega -> distribution old ->
  (forall x, (lambda + values x) / omega < 1) ->
  \sum_x hellinger_squared_response values old omega lambda x = 1 ->
  only_best_response (@hellinger_squared T) omega values old (hellinger_squared_response values old omega lambda).
Proof.
move=> om [o0 o1] below; set r := hellinger_squared_response _ _ _ _ => r1.
pose c x := 1 - (lambda + values x) / omega.
have c0 x : 0 < c x by have := below x; rewrite /c; lra.
have re x : r x = old x / c x ^ 2 by [].
have r0 x : 0 <= r x.
  by rewrite re; apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; apply: pow_lt.
have root x : sqrt (r x) = sqrt (old x) / c x.
  rewrite re sqrt_div_alt; last by apply: pow_lt.
  by congr (_ / _); apply: sqrt_lem_1; [left; apply: pow_lt | left | ring].
have lost p x : 0 <= p x ->
    (r x * (values x + lambda) - omega * (sqrt (r x) - sqrt (old x)) ^ 2) -
    (p x * (values x + lambda) - omega * (sqrt (p x) - sqrt (old x)) ^ 2)
    = omega * (c x * (sqrt (p x) - sqrt (r x)) ^ 2).
  move=> p0; have -> : values x + lambda = omega * (1 - c x) by rewrite /c; field; lra.
  rewrite -{1}(sqrt_pow2 (r0 x)) -{1}(sqrt_pow2 p0) root; field.
  by have := c0 x; lra.
have dr : distribution r by [].
have gap p : distribution p -> omega * (\sum_x c x * (sqrt (p x) - sqrt (r x)) ^ 2) =
    penalized (@hellinger_squared T) omega values old r - penalized (@hellinger_squared T) omega values old p.
  move=> dp; rewrite !(penalized_shift _ _ _ _ lambda) //.
  rewrite (_ : forall a b c d e : R, a - b - e - (c - d - e) = (a - b) - (c - d)); last by move=> *; ring.
  rewrite /hellinger_squared -!sum_scale -!sum_sub; apply: eq_bigr => x _.
  by rewrite lost //; case: dp.
split=> // p dp np; have [p0 _] := dp.
have term x : 0 <= c x * (sqrt (p x) - sqrt (r x)) ^ 2 by apply: Rmult_le_pos; [left | apply: pow2_ge_0].
have : 0 < \sum_x c x * (sqrt (p x) - sqrt (r x)) ^ 2.
  case: (sum_ge0 (fun x (_ : xpredT x) => term x)) => // z; case: np; apply: functional_extensionality => x.
  have := sum_eq0 term (esym z) x; case/Rmult_integral; first by have := c0 x; lra.
  move=> e; apply: sqrt_inj => //; suff : sqrt (p x) - sqrt (r x) = 0 by lra.
  by apply: Rsqr_0_uniq; rewrite Rsqr_pow2.
by move=> s; have := Rmult_lt_0_compat _ _ om s; have := gap p dp; lra.
Qed.

(** ** Total variation *)
Section TotalVariation.
Variables (omega : R) (values old : T -> R) (best : T).
Hypotheses (omega_ge0 : 0 <= omega) (old_distribution : distribution old).
Hypothesis best_is_best : forall x, values x <= values best.
Let gap x := values best - values x.
Let r := total_variation_response values old omega best.

Lemma kept_le x : 0 <= kept values old omega best x <= old x.
Proof. by rewrite /kept; have [o0 _] := old_distribution; have := o0 x; case: Rlt_dec => _ /=; lra. Qed.

Lemma total_variation_response_distribution : distribution r.
Proof.
have [o0 o1] := old_distribution.
split=> [x|]; rewrite /r /total_variation_response.
  have := kept_le x; case: ifP => _; last by lra.
  have : 0 <= \sum_y (old y - kept values old omega best y) by apply: sum_ge0 => y _; have := kept_le y; lra.
  by lra.
by rewrite sum_add sum_indicator -sum_add -o1; apply: eq_bigr => x _; ring.
Qed.

(** What an action that is played with probability [p x] costs against the best one. *)
Let cost p x := p x * gap x + omega * Rmax (old x - p x) 0.

Lemma penalized_cost p : distribution p ->
  penalized (@total_variation T) omega values old p = values best - \sum_x cost p x.
Proof.
move=> dp; have [_ p1] := dp; rewrite /penalized total_variation_lost // sum_add sum_scale.
have -> : \sum_x p x * gap x = values best - expectation p values.
  rewrite -[values best in RHS]Rmult_1_r -p1 /expectation -sum_scale -sum_sub.
  by apply: eq_bigr => x _; rewrite /gap; ring.
by ring.
Qed.

Lemma cost_ge p x : 0 <= p x -> Rmin (gap x) omega * old x <= cost p x.
Proof.
move=> p0; have g0 : 0 <= gap x by have := best_is_best x; rewrite /gap; lra.
have [o0 _] := old_distribution; have ox := o0 x.
have low := Rmin_l (gap x) omega; have low' := Rmin_r (gap x) omega.
rewrite /cost /Rmax; set m := Rmin _ _ in low low' *; case: Rle_dec => h.
  have := Rmult_le_compat_r _ _ _ ox low; have := Rmult_le_compat_l (gap x) (old x) (p x) g0; lra.
have := Rmult_le_compat_r (p x) _ _ p0 low; have := Rmult_le_compat_r (old x - p x) _ _ ltac:(lra) low'; lra.
Qed.

Lemma cost_response x : cost r x = Rmin (gap x) omega * old x.
Proof.
have [o0 _] := old_distribution; have ox := o0 x.
rewrite /cost /r /total_variation_response; case: (eqVneq x best) => [->|xb].
  have z : gap best = 0 by rewrite /gap; lra.
  rewrite z Rmin_left // Rmult_0_r Rmult_0_l Rmax_right; first by ring.
  have : old best <= kept values old omega best best + \sum_y (old y - kept values old omega best y).
    have k y : 0 <= old y - kept values old omega best y by have := kept_le y; lra.
    by have := term_le_sum best k; lra.
  by lra.
rewrite Rplus_0_r /kept -/(gap x); case: Rlt_dec => h /=.
  by rewrite Rmin_right ?Rmax_left; lra.
by rewrite Rmin_left ?Rmax_right; lra.
Qed.

Lemma total_variation_response_best : best_response (@total_variation T) omega values old r.
Proof.
split=> [|p dp]; first exact: total_variation_response_distribution.
rewrite !penalized_cost //; last exact: total_variation_response_distribution.
suff : \sum_x cost r x <= \sum_x cost p x by lra.
by apply: sum_le => x _; rewrite cost_response; apply: cost_ge; case: dp.
Qed.

(** The only best response, where one action is best and none that is played has [max Q - Q = ω]. *)
Lemma total_variation_response_only_best : 0 < omega ->
  (forall x, x != best -> values x < values best) -> (forall x, 0 < old x -> gap x <> omega) ->
  only_best_response (@total_variation T) omega values old r.
Proof.
move=> om alone untied; have dr := total_variation_response_distribution.
have [o0 _] := old_distribution; split=> // p dp np; have [p0 p1] := dp.
rewrite !penalized_cost //; suff : \sum_x cost r x < \sum_x cost p x by lra.
have le x : cost r x <= cost p x by rewrite cost_response; apply: cost_ge.
apply: sum_lt => //.
have [[x [xb px]]|same] := Classical_Prop.classic (exists x, x != best /\ p x <> r x); last first.
  case: np; have off x : x != best -> p x = r x.
    by move=> xb; apply: Classical_Prop.NNPP => px; apply: same; exists x.
  apply: functional_extensionality => x; case: (eqVneq x best) => [->|]; last exact: off.
  have [_ r1] := dr; move: p1; rewrite -r1 (bigD1 best) //= [in RHS](bigD1 best) //=.
  by rewrite (eq_bigr r) => [|y /off ->]; lra.
exists x; rewrite cost_response.
have g0 : 0 < gap x by have := alone x xb; rewrite /gap; lra.
have ox := o0 x; have px0 := p0 x.
move: px; rewrite /r /total_variation_response (negbTE xb) Rplus_0_r /kept -/(gap x) /cost.
case: Rlt_dec => h /= px.
  rewrite Rmin_right; last by lra.
  have pp : 0 < p x by lra.
  have := Rmult_lt_compat_r _ _ _ pp h; rewrite /Rmax; case: Rle_dec => h'; last by lra.
  by have := Rmult_le_compat_l omega (old x) (p x) omega_ge0; lra.
rewrite Rmin_left; last by lra.
rewrite /Rmax; case: Rle_dec => h'; first by apply: Rlt_le_trans (_ : p x * gap x <= _); [|lra];
  rewrite Rmult_comm; apply: Rmult_lt_compat_r; lra.
have lt : gap x < omega by have := untied x ltac:(lra); lra.
by have := Rmult_lt_compat_r (old x - p x) _ _ ltac:(lra) lt; lra.
Qed.
End TotalVariation.

(** ** The Hellinger distance with its root *)
(** Where [ω >= max Q - min Q] nothing is better than to stay. *)
Lemma hellinger_stays omega values old : distribution old -> (forall x y, values x - values y <= omega) ->
  best_response (@hellinger T) omega values old old.
Proof.
move=> dold range; split=> // p dp.
have om : 0 <= omega by have [x _] := distribution_inhabited dold; have := range x x; lra.
have -> : penalized (@hellinger T) omega values old old = expectation old values.
  rewrite /penalized /hellinger (_ : hellinger_squared old old = 0) ?sqrt_0; first by ring.
  by rewrite /hellinger_squared big1 // => x _; ring.
have := expectation_gap dp dold range; have := total_variation_hellinger dp dold.
by move/(Rmult_le_compat_l _ _ _ om); rewrite /penalized; lra.
Qed.
End Responses.

(** * The multipliers λ exist *)
Lemma crossing f a b : a <= b -> (forall x, a <= x <= b -> continuity_pt f x) -> f a <= 0 -> 0 <= f b ->
  exists z, a <= z <= b /\ f z = 0.
Proof.
move=> ab cont [fa|fa]; last by exists a; split; [lra | rewrite fa].
case=> [fb|fb]; last by exists b; split; [lra | rewrite fb].
case: ab => [ab|ab]; last by rewrite ab in fa; lra.
by have [z [abz fz]] := Ranalysis5.IVT_interv f a b cont ab fa fb; exists z.
Qed.

Section Multipliers.
Variable T : finType.
Implicit Types (values old : T -> R).

Lemma continuity_sum (F : T -> R -> R) z : (forall x, continuity_pt (F x) z) ->
  continuity_pt (fun l => \sum_x F x l) z.
Proof.
move=> c; elim: (index_enum T) => [|x s ih].
  have -> : (fun l => \big[Rplus/R0]_(x <- [::]) F x l) = fct_cte R0.
    by apply: functional_extensionality => l; rewrite big_nil.
  by apply: continuity_const.
have -> : (fun l => \big[Rplus/R0]_(y <- x :: s) F y l) = plus_fct (F x) (fun l => \big[Rplus/R0]_(y <- s) F y l).
  by apply: functional_extensionality => l; rewrite big_cons.
exact: continuity_pt_plus.
Qed.

Lemma chi_squared_multiplier omega values old : 0 < omega -> distribution old ->
  exists lambda, \sum_x chi_squared_response values old omega lambda x = 1.
Proof.
move=> om [o0 o1]; pose B := norm values.
have B0 : 0 <= B by apply: norm_ge0.
have bound x : - B <= values x <= B by have := le_norm values x; rewrite -/B /Rabs; case: Rcase_abs; lra.
pose F l := \sum_x chi_squared_response values old omega l x - 1.
have [|l _|||z [_ fz]] := @crossing F (- 2 * omega - B) B; first by lra.
- have -> : F = plus_fct (fun l => \sum_x chi_squared_response values old omega l x) (fct_cte (-1)).
    by apply: functional_extensionality.
  apply: continuity_pt_plus; last by apply: continuity_const.
  apply: continuity_sum => x; pose u l := old x * (1 + (l + values x) / (2 * omega)).
  have -> : (fun l => chi_squared_response values old omega l x)
      = mult_fct (fct_cte (/ 2)) (plus_fct u (comp Rabs u)).
    apply: functional_extensionality => k; rewrite /chi_squared_response -/(u k) /mult_fct /plus_fct /comp /fct_cte.
    by rewrite /Rmax; case: Rle_dec => h; rewrite /Rabs; case: Rcase_abs; lra.
  have cu : continuity_pt u l by apply: derivable_continuous_pt; rewrite /u; reg.
  apply: continuity_pt_mult; first by apply: continuity_const.
  by apply: continuity_pt_plus => //; apply: continuity_pt_comp => //; apply: Rcontinuity_abs.
- rewrite /F big1 => [|x _]; first lra.
  rewrite /chi_squared_response Rmax_right //.
  have h : 1 + (-2 * omega - B + values x) / (2 * omega) <= 0.
    apply: (Rmult_le_reg_r (2 * omega)); first lra.
    rewrite (_ : _ * (2 * omega) = - B + values x); last by field; lra.
    by have := bound x; lra.
  by have := Rmult_le_compat_l _ _ _ (o0 x) h; lra.
- rewrite /F -o1; suff : \sum_x old x <= \sum_x chi_squared_response values old omega B x by lra.
  apply: sum_le => x _; apply: Rle_trans (Rmax_l _ _).
  rewrite -{1}(Rmult_1_r (old x)); apply: Rmult_le_compat_l => //.
  suff : 0 <= (B + values x) / (2 * omega) by lra.
  by apply: Rmult_le_pos; [have := bound x; lra | left; apply: Rinv_0_lt_compat; lra].
by exists z; rewrite /F in fz; lra.
Qed.

Lemma hellinger_squared_multiplier omega values old : 0 < omega -> distribution old -> (forall x, 0 < old x) ->
  exists lambda, (forall x, (lambda + values x) / omega < 1) /\
    \sum_x hellinger_squared_response values old omega lambda x = 1.
Proof.
move=> om dold pos; have [x0 _] := distribution_inhabited dold; have [o0 o1] := dold.
have [top etop] := maximum_attained x0 values.
have high x : values x <= values top by rewrite -etop; apply: le_maximum.
pose D m x := (m + (values top - values x)) / omega.
have D0 m x : 0 < m -> 0 < D m x.
  by move=> m0; apply: Rdiv_lt_0_compat => //; have := high x; lra.
have De m x : 1 - (omega - values top - m + values x) / omega = D m x by rewrite /D; field; lra.
pose F m := 1 - \sum_x old x / D m x ^ 2.
have root1 : 0 < sqrt (old top) <= 1.
  split; first exact: sqrt_lt_R0.
  by rewrite -sqrt_1; apply: sqrt_le_1_alt; apply: distribution_le1.
have low : 0 < omega * sqrt (old top) by apply: Rmult_lt_0_compat; lra.
have [|m hm|||m [hm fm]] := @crossing F (omega * sqrt (old top)) omega.
- by rewrite -{2}(Rmult_1_r omega); apply: Rmult_le_compat_l; lra.
- have -> : F = minus_fct (fct_cte 1) (fun m => \sum_x old x / D m x ^ 2) by [].
  apply: continuity_pt_minus; first by apply: continuity_const.
  apply: continuity_sum => x; apply: (continuity_pt_div (fct_cte (old x)) (fun m => D m x ^ 2)).
  + by apply: continuity_const.
  + by apply: derivable_continuous_pt; rewrite /D; reg.
  by have := D0 m x ltac:(lra) => d; apply: Rgt_not_eq; apply: pow_lt.
- rewrite /F; suff : old top / D (omega * sqrt (old top)) top ^ 2 <= \sum_x old x / D (omega * sqrt (old top)) x ^ 2.
    have -> : D (omega * sqrt (old top)) top = sqrt (old top) by rewrite /D; field; lra.
    by rewrite sqrt_pow2 // /Rdiv Rinv_r; [lra | have := pos top; lra].
  apply: (@term_le_sum _ (fun x => old x / D (omega * sqrt (old top)) x ^ 2)) => x.
  by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; apply: pow_lt; apply: D0.
- rewrite /F -{1}o1; suff : \sum_x old x / D omega x ^ 2 <= \sum_x old x by lra.
  apply: sum_le => x _; have d1 : 1 <= D omega x.
    apply: (Rmult_le_reg_r omega) => //; rewrite /D (_ : _ / omega * omega = omega + (values top - values x)).
      by have := high x; lra.
    by field; lra.
  have d2 : 1 <= D omega x ^ 2 by have := Rmult_le_compat 1 _ 1 _ Rle_0_1 Rle_0_1 d1 d1; lra.
  rewrite -{2}(Rmult_1_r (old x)); apply: Rmult_le_compat_l => //.
  by rewrite -Rinv_1; apply: Rinv_le_contravar; lra.
have m0 : 0 < m by lra.
exists (omega - values top - m); split=> [x|]; first by have := D0 m x m0; rewrite -De; lra.
rewrite /F in fm; rewrite (_ : \sum_x _ = \sum_x old x / D m x ^ 2); first by lra.
by apply: eq_bigr => x _; rewrite /hellinger_squared_response De.
Qed.

(** [old exp((λ + Q)/ω - 1)] sums to 1 for one λ. *)
Lemma kullback_leibler_multiplier omega values old : 0 < omega -> distribution old ->
  exists lambda, \sum_x old x * exp ((lambda + values x) / omega - 1) = 1.
Proof.
move=> om dold; have z0 := distribution_exp_gt0 (fun x => values x / omega) dold.
set Z := \sum_x _ in z0; exists (omega * (1 - ln Z)).
rewrite (eq_bigr (fun x => old x * exp (values x / omega) * / Z)) => [|x _].
  by rewrite sum_scale_r -/Z Rinv_r //; lra.
rewrite (_ : _ - 1 = values x / omega + - ln Z); last by field; lra.
by rewrite exp_plus exp_Ropp exp_ln //; ring.
Qed.
End Multipliers.
