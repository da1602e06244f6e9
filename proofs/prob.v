(** Distributions on a finite type: expectations, log-sum-exp, Boltzmann policies, divergences. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Lemma ln_le_sub1 x : 0 < x -> ln x <= x - 1.
Proof. by move=> x0; have := exp_ineq1_le (ln x); rewrite exp_ln //; lra. Qed.

Lemma ln_lt_sub1 x : 0 < x -> x <> 1 -> ln x < x - 1.
Proof.
move=> x0 x1; have l : ln x <> 0 by move=> l; apply: x1; rewrite -(exp_ln _ x0) l exp_0.
by have := exp_ineq1 _ l; rewrite exp_ln //; lra.
Qed.

Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. by move=> x0 [xy|->]; [left; apply: ln_increasing | right]. Qed.

Lemma exp_le x y : x <= y -> exp x <= exp y.
Proof. by move=> [xy|->]; [left; apply: exp_increasing | right]. Qed.

Lemma ln_div x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. by move=> x0 y0; rewrite /Rdiv ln_mult ?ln_Rinv //; exact: Rinv_0_lt_compat. Qed.

Section Distributions.
Variable T : finType.
Implicit Types (p q w f g : T -> R).

(** [p] is not negative and sums to 1. *)
Definition distribution p : Prop := (forall x, 0 <= p x) /\ \sum_x p x = 1.
(** [E_p f = Σ_x p x f x]. *)
Definition expectation p f : R := \sum_x p x * f x.
(** [p x = 0] wherever [q x = 0]. *)
Definition supported p q : Prop := forall x, q x = 0 -> p x = 0.
(** [H(p) = - Σ_x p x ln (p x)]; [0 ln 0 = 0], since [ln 0 = 0] here. *)
Definition entropy p : R := - \sum_x p x * ln (p x).
(** [KL(p‖q) = Σ_x p x ln (p x / q x)], the divergence where [supported p q]; elsewhere it is ∞. *)
Definition kl p q : R := \sum_x p x * ln (p x / q x).
(** [D_TV(p‖q) = ½ Σ_x |p x - q x|]. *)
Definition total_variation p q : R := / 2 * \sum_x Rabs (p x - q x).
(** The probability 1 on [x]. *)
Definition certain (x y : T) : R := if y == x then 1 else 0.
Definition uniform (_ : T) : R := / INR #|T|.

(** [ln Σ_x w x exp (f x)]. *)
Definition lse w f : R := ln (\sum_x w x * exp (f x)).
(** [α ln Σ_x exp (f x / α)]. *)
Definition soft_value alpha f : R := alpha * ln (\sum_x exp (f x / alpha)).
(** [exp ((f x - soft_value f) / α)]. *)
Definition boltzmann alpha f x : R := exp ((f x - soft_value alpha f) / alpha).

Lemma distribution_ge0 p x : distribution p -> 0 <= p x. Proof. by case. Qed.

Lemma distribution_le1 p x : distribution p -> p x <= 1.
Proof. by move=> [p0 <-]; apply: term_le_sum. Qed.


Lemma distribution_inhabited p : distribution p -> exists x : T, 0 < p x.
Proof.
move=> [p0 p1]; have [[x px]|none] := Classical_Prop.classic (exists x, 0 < p x); first by exists x.
have : \sum_x p x = 0 by rewrite big1 // => x _; have := p0 x; case=> // ?; case: none; exists x.
by lra.
Qed.

Lemma distribution_certain x : distribution (certain x).
Proof.
split=> [y|]; first by rewrite /certain; case: eqP; lra.
by rewrite (@sum_only _ x) /certain ?eqxx // => y /negbTE ->.
Qed.

Lemma expectation_certain x f : expectation (certain x) f = f x.
Proof.
rewrite /expectation (@sum_only _ x) /certain ?eqxx ?Rmult_1_l // => y /negbTE ->.
by rewrite Rmult_0_l.
Qed.

Lemma card_gt0 (x : T) : 0 < INR #|T|.
Proof. by apply: lt_0_INR; apply/ltP; apply/card_gt0P; exists x. Qed.

Lemma distribution_uniform (x : T) : distribution uniform.
Proof.
have c := card_gt0 x; split=> [y|]; first by left; apply: Rinv_0_lt_compat.
by rewrite sum_const Rinv_r; lra.
Qed.

Lemma expectation_const p c : distribution p -> expectation p (fun _ => c) = c.
Proof. by move=> [_ p1]; rewrite /expectation sum_scale_r p1 Rmult_1_l. Qed.

Lemma expectation_add p f g : expectation p (fun x => f x + g x) = expectation p f + expectation p g.
Proof. by rewrite /expectation -sum_add; apply: eq_bigr => x _; lra. Qed.

Lemma expectation_sub p f g : expectation p (fun x => f x - g x) = expectation p f - expectation p g.
Proof. by rewrite /expectation -sum_sub; apply: eq_bigr => x _; lra. Qed.

Lemma expectation_scale p c f : expectation p (fun x => c * f x) = c * expectation p f.
Proof. by rewrite /expectation -sum_scale; apply: eq_bigr => x _; lra. Qed.

Lemma expectation_shift p f c : distribution p -> expectation p (fun x => f x + c) = expectation p f + c.
Proof. by move=> dp; rewrite expectation_add expectation_const. Qed.

Lemma expectation_le p f g : (forall x, 0 <= p x) -> (forall x, f x <= g x) ->
  expectation p f <= expectation p g.
Proof. by move=> p0 fg; apply: sum_le => x _; apply: Rmult_le_compat_l. Qed.

Lemma expectation_le_const p f c : distribution p -> (forall x, f x <= c) -> expectation p f <= c.
Proof. by move=> dp fc; rewrite -(expectation_const c dp); apply: expectation_le => //; case: dp. Qed.

Lemma expectation_ge_const p f c : distribution p -> (forall x, c <= f x) -> c <= expectation p f.
Proof. by move=> dp fc; rewrite -{1}(expectation_const c dp); apply: expectation_le => //; case: dp. Qed.

Lemma expectation_abs p f c : distribution p -> (forall x, Rabs (f x) <= c) -> Rabs (expectation p f) <= c.
Proof.
move=> dp fc; apply: Rabs_le; split.
  by apply: expectation_ge_const => // x; have := fc x; rewrite /Rabs; case: Rcase_abs; lra.
by apply: expectation_le_const => // x; have := fc x; rewrite /Rabs; case: Rcase_abs; lra.
Qed.

(** ** Log-sum-exp *)
Lemma weighted_exp_gt0 w f : (forall x, 0 <= w x) -> (exists x, 0 < w x) -> 0 < \sum_x w x * exp (f x).
Proof.
move=> w0 [x wx]; apply: sum_gt0 => [y|].
  by apply: Rmult_le_pos => //; left; apply: exp_pos.
by exists x; apply: Rmult_lt_0_compat => //; apply: exp_pos.
Qed.

Lemma distribution_exp_gt0 p f : distribution p -> 0 < \sum_x p x * exp (f x).
Proof. by move=> dp; apply: weighted_exp_gt0; [case: dp | apply: distribution_inhabited]. Qed.

Lemma lse_mono w f g : (forall x, 0 <= w x) -> (exists x, 0 < w x) ->
  (forall x, f x <= g x) -> lse w f <= lse w g.
Proof.
move=> w0 w1 fg; apply: ln_le; first exact: weighted_exp_gt0.
by apply: sum_le => x _; apply: Rmult_le_compat_l => //; apply: exp_le.
Qed.

Lemma lse_shift w f c : (forall x, 0 <= w x) -> (exists x, 0 < w x) ->
  lse w (fun x => f x + c) = lse w f + c.
Proof.
move=> w0 w1; rewrite /lse.
have -> : \sum_x w x * exp (f x + c) = (\sum_x w x * exp (f x)) * exp c.
  by rewrite -sum_scale_r; apply: eq_bigr => x _; rewrite exp_plus; lra.
by rewrite ln_mult ?ln_exp //; [apply: weighted_exp_gt0 | apply: exp_pos].
Qed.

Lemma sum_exp_gt0 (x : T) f : 0 < \sum_x exp (f x).
Proof. by apply: sum_gt0 => [y|]; [left; apply: exp_pos | exists x; apply: exp_pos]. Qed.

Lemma soft_value_mono (x : T) alpha f g : 0 < alpha -> (forall x, f x <= g x) ->
  soft_value alpha f <= soft_value alpha g.
Proof.
move=> a0 fg; apply: Rmult_le_compat_l; first lra.
apply: ln_le; first exact: (sum_exp_gt0 x).
apply: sum_le => y _; apply: exp_le; apply: Rmult_le_compat_r => //.
by left; apply: Rinv_0_lt_compat.
Qed.

Lemma soft_value_shift (x : T) alpha f c : 0 < alpha ->
  soft_value alpha (fun x => f x + c) = soft_value alpha f + c.
Proof.
move=> a0; rewrite /soft_value.
have -> : \sum_x exp ((f x + c) / alpha) = (\sum_x exp (f x / alpha)) * exp (c / alpha).
  by rewrite -sum_scale_r; apply: eq_bigr => y _; rewrite -exp_plus; congr exp; field; lra.
by rewrite ln_mult ?ln_exp; [field; lra | apply: (sum_exp_gt0 x) | apply: exp_pos].
Qed.

Lemma boltzmann_gt0 alpha f x : 0 < boltzmann alpha f x. Proof. exact: exp_pos. Qed.

(** The weights of the Boltzmann policy are those of [exp (f / α)], normalised. *)
Lemma boltzmann_ratio alpha f x : 0 < alpha ->
  boltzmann alpha f x = exp (f x / alpha) / \sum_y exp (f y / alpha).
Proof.
move=> a0; rewrite /boltzmann /soft_value.
have -> : (f x - alpha * ln (\sum_y exp (f y / alpha))) / alpha
  = f x / alpha + - ln (\sum_y exp (f y / alpha)) by field; lra.
by rewrite exp_plus exp_Ropp exp_ln //; apply: (sum_exp_gt0 x).
Qed.

Lemma distribution_boltzmann (x : T) alpha f : 0 < alpha -> distribution (boltzmann alpha f).
Proof.
move=> a0; split=> [y|]; first by left; apply: exp_pos.
under eq_bigr do rewrite boltzmann_ratio //.
by rewrite sum_scale_r Rinv_r //; have := sum_exp_gt0 x (fun y => f y / alpha); lra.
Qed.

Lemma ln_boltzmann alpha f x : 0 < alpha -> alpha * ln (boltzmann alpha f x) = f x - soft_value alpha f.
Proof. by move=> a0; rewrite /boltzmann ln_exp; field; lra. Qed.

(** ** Gibbs *)
Lemma kl_term_ge p q x : 0 <= p x -> 0 <= q x -> (q x = 0 -> p x = 0) -> p x - q x <= p x * ln (p x / q x).
Proof.
move=> [p0|<-] q0 pq; last by rewrite Rmult_0_l; lra.
have q1 : 0 < q x by case: q0 => // q0; rewrite pq ?q0 // in p0; lra.
have -> : ln (p x / q x) = - ln (q x / p x) by rewrite !ln_div //; lra.
have r0 : 0 < q x / p x by apply: Rdiv_lt_0_compat.
have := ln_le_sub1 r0; move/(Rmult_le_compat_l _ _ _ (Rlt_le _ _ p0)).
have -> : p x * (q x / p x - 1) = q x - p x by field; lra.
by lra.
Qed.

Lemma kl_ge0 p q : distribution p -> distribution q -> supported p q -> 0 <= kl p q.
Proof.
move=> [p0 p1] [q0 q1] pq; have -> : 0 = \sum_x (p x - q x) by rewrite sum_sub p1 q1; lra.
by apply: sum_le => x _; apply: kl_term_ge => //; apply: pq.
Qed.

Lemma kl_eq0 p q : distribution p -> distribution q -> supported p q -> kl p q = 0 -> p = q.
Proof.
move=> [p0 p1] [q0 q1] pq z; apply: functional_extensionality => x.
have : \sum_x (p x * ln (p x / q x) - (p x - q x)) = 0 by rewrite sum_sub sum_sub p1 q1 -/(kl p q) z; lra.
move/(@sum_eq0 _ _ (fun x => _)) => h; have {h} := h _ x.
have ge y : 0 <= p y * ln (p y / q y) - (p y - q y).
  by have := kl_term_ge (p0 y) (q0 y) (@pq y); lra.
move=> /(_ ge) /=; case: (p0 x) => [px|<-]; last by rewrite Rmult_0_l; lra.
have qx : 0 < q x by case: (q0 x) => // qx; rewrite pq // in px; lra.
have -> : ln (p x / q x) = - ln (q x / p x) by rewrite !ln_div //; lra.
move=> h; have r0 : 0 < q x / p x by apply: Rdiv_lt_0_compat.
case: (Req_dec (q x / p x) 1) => [r1|r1].
  by have := Rmult_eq_compat_r (p x) _ _ r1; rewrite /Rdiv Rmult_assoc Rinv_l; lra.
have := ln_lt_sub1 r0 r1; move/(Rmult_lt_compat_l _ _ _ px).
have -> : p x * (q x / p x - 1) = q x - p x by field; lra.
by lra.
Qed.

Lemma kl_refl p : (forall x, 0 <= p x) -> kl p p = 0.
Proof.
move=> p0; rewrite /kl big1 // => x _; case: (p0 x) => [px|<-]; last by lra.
by rewrite /Rdiv Rinv_r ?ln_1; lra.
Qed.

(** [E_p f + α H(p) = soft_value f - α KL(p‖boltzmann f)]: what is lost against the soft value is the divergence. *)
Lemma gibbs alpha p f : 0 < alpha -> distribution p ->
  expectation p f + alpha * entropy p = soft_value alpha f - alpha * kl p (boltzmann alpha f).
Proof.
move=> a0 [p0 p1].
have k : alpha * kl p (boltzmann alpha f)
  = \sum_x (p x * (alpha * ln (p x)) - p x * f x + p x * soft_value alpha f).
  rewrite /kl -sum_scale; apply: eq_bigr => x _; case: (p0 x) => [px|<-]; last by lra.
  rewrite /Rdiv ln_mult ?ln_Rinv //; try exact: exp_pos; last by apply: Rinv_0_lt_compat; apply: exp_pos.
  have := ln_boltzmann f x a0; nra.
rewrite k sum_add sum_sub sum_scale_r p1 /expectation /entropy.
have -> : \sum_x p x * (alpha * ln (p x)) = alpha * \sum_x p x * ln (p x).
  by rewrite -sum_scale; apply: eq_bigr => x _; lra.
by lra.
Qed.

Lemma supported_boltzmann alpha p f : supported p (boltzmann alpha f).
Proof. by move=> x; have := boltzmann_gt0 alpha f x; lra. Qed.

Lemma gibbs_le alpha p f : 0 < alpha -> distribution p ->
  expectation p f + alpha * entropy p <= soft_value alpha f.
Proof.
move=> a0 dp; rewrite gibbs //; have [x _] := distribution_inhabited dp.
have := kl_ge0 dp (distribution_boltzmann x f a0) (@supported_boltzmann alpha p f).
by move=> k; have := Rmult_le_pos _ _ (Rlt_le _ _ a0) k; lra.
Qed.

Lemma gibbs_attained (x : T) alpha f : 0 < alpha ->
  expectation (boltzmann alpha f) f + alpha * entropy (boltzmann alpha f) = soft_value alpha f.
Proof.
move=> a0; rewrite gibbs ?kl_refl //; try exact: (distribution_boltzmann x).
  by lra.
by move=> y; left; apply: exp_pos.
Qed.
End Distributions.
