(** Integrals over boxes of three coordinates, and Laplace's method for quadratic peaks. *)
From Coq Require Import Reals Lra.
From Coquelicot Require Import Coquelicot.
From mathcomp Require Import ssreflect.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Lipschitz functions of one, two and three coordinates *)
Definition lipschitz1 (f : R -> R) : Prop :=
  exists l, 0 <= l /\ forall x x', Rabs (f x - f x') <= l * Rabs (x - x').
Definition lipschitz2 (f : R -> R -> R) : Prop :=
  exists l, 0 <= l /\ forall x y x' y', Rabs (f x y - f x' y') <= l * (Rabs (x - x') + Rabs (y - y')).
Definition lipschitz3 (f : R -> R -> R -> R) : Prop :=
  exists l, 0 <= l /\ forall x y z x' y' z',
    Rabs (f x y z - f x' y' z') <= l * (Rabs (x - x') + Rabs (y - y') + Rabs (z - z')).

Lemma abs_bounds a b : Rabs a <= b <-> - b <= a <= b.
Proof. by split=> [|[h1 h2]]; [rewrite /Rabs; case: Rcase_abs; lra | apply: Rabs_le]. Qed.

Lemma lipschitz1_continuous f x : lipschitz1 f -> continuous f x.
Proof.
move=> [l [l0 lip]]; apply/continuity_pt_filterlim; move=> e e0.
have d0 : 0 < e / (l + 1) by apply: Rdiv_lt_0_compat; lra.
exists (e / (l + 1)); split=> // y [_]; rewrite /= /R_dist => near.
apply: Rle_lt_trans (lip y x) _.
have := Rmult_lt_compat_r (l + 1) _ _ ltac:(lra) near; rewrite /Rdiv Rmult_assoc Rinv_l; last lra.
by have := Rabs_pos (y - x); nra.
Qed.

Lemma lipschitz1_integrable f a b : lipschitz1 f -> ex_RInt f a b.
Proof. by move=> lip; apply: (@ex_RInt_continuous R_CompleteNormedModule) => z _; apply: lipschitz1_continuous. Qed.

Lemma lipschitz3_last f x y : lipschitz3 f -> lipschitz1 (f x y).
Proof.
move=> [l [l0 lip]]; exists l; split=> // z z'; have := lip x y z x y z'.
by rewrite !Rminus_eq_0 Rabs_R0 !Rplus_0_l.
Qed.

Lemma lipschitz2_last f x : lipschitz2 f -> lipschitz1 (f x).
Proof.
move=> [l [l0 lip]]; exists l; split=> // z z'; have := lip x z x z'.
by rewrite Rminus_eq_0 Rabs_R0 Rplus_0_l.
Qed.

Lemma integral_add f g a b : ex_RInt f a b -> ex_RInt g a b ->
  RInt (fun x => f x + g x) a b = RInt f a b + RInt g a b.
Proof. exact: (@RInt_plus R_CompleteNormedModule). Qed.

Lemma integral_sub f g a b : ex_RInt f a b -> ex_RInt g a b ->
  RInt (fun x => f x - g x) a b = RInt f a b - RInt g a b.
Proof. exact: (@RInt_minus R_CompleteNormedModule). Qed.

Lemma integral_scale c f a b : ex_RInt f a b -> RInt (fun x => c * f x) a b = c * RInt f a b.
Proof. exact: (@RInt_scal R_CompleteNormedModule). Qed.

Lemma integral_near f g a b c : a <= b -> ex_RInt f a b -> ex_RInt g a b ->
  (forall x, Rabs (f x - g x) <= c) -> Rabs (RInt f a b - RInt g a b) <= (b - a) * c.
Proof.
move=> ab ef eg near; rewrite -integral_sub //; apply: abs_RInt_le_const => //.
exact: (@ex_RInt_minus R_NormedModule).
Qed.

Lemma lipschitz3_integral f a b : a <= b -> lipschitz3 f -> lipschitz2 (fun x y => RInt (f x y) a b).
Proof.
move=> ab lip3; have [l [l0 lip]] := lip3; exists ((b - a) * l); split; first by apply: Rmult_le_pos; lra.
move=> x y x' y'; rewrite Rmult_assoc; apply: integral_near => //; try exact/lipschitz1_integrable/lipschitz3_last.
by move=> z; have := lip x y z x' y' z; rewrite Rminus_eq_0 Rabs_R0 Rplus_0_r.
Qed.

Lemma lipschitz2_integral f a b : a <= b -> lipschitz2 f -> lipschitz1 (fun x => RInt (f x) a b).
Proof.
move=> ab lip2; have [l [l0 lip]] := lip2; exists ((b - a) * l); split; first by apply: Rmult_le_pos; lra.
move=> x x'; rewrite Rmult_assoc; apply: integral_near => //; try exact/lipschitz1_integrable/lipschitz2_last.
by move=> z; have := lip x z x' z; rewrite Rminus_eq_0 Rabs_R0 Rplus_0_r.
Qed.

Lemma lipschitz3_add f g : lipschitz3 f -> lipschitz3 g -> lipschitz3 (fun x y z => f x y z + g x y z).
Proof.
move=> [l [l0 lf]] [k [k0 kg]]; exists (l + k); split; first lra.
move=> x y z x' y' z'; have := lf x y z x' y' z'; have := kg x y z x' y' z'.
by move=> /abs_bounds h1 /abs_bounds h2; apply/abs_bounds; lra.
Qed.

Lemma lipschitz3_const c : lipschitz3 (fun _ _ _ => c).
Proof. by exists 0; split; [lra | move=> *; rewrite Rminus_eq_0 Rabs_R0; lra]. Qed.

Lemma lipschitz3_max f g : lipschitz3 f -> lipschitz3 g -> lipschitz3 (fun x y z => Rmax (f x y z) (g x y z)).
Proof.
move=> [l [l0 lf]] [k [k0 kg]]; exists (l + k); split; first lra.
move=> x y z x' y' z'; have := lf x y z x' y' z'; have := kg x y z x' y' z'.
set d := _ + _ + _; have d0 : 0 <= d.
  by rewrite /d; have := Rabs_pos (x - x'); have := Rabs_pos (y - y'); have := Rabs_pos (z - z'); lra.
have ld := Rmult_le_pos _ _ l0 d0; have kd := Rmult_le_pos _ _ k0 d0.
move=> /abs_bounds h1 /abs_bounds h2; apply/abs_bounds; rewrite /Rmax.
by case: Rle_dec; case: Rle_dec; lra.
Qed.

(** A product of three Lipschitz functions with values in [[0, 1]]. *)
Lemma lipschitz3_product f g h : lipschitz1 f -> lipschitz1 g -> lipschitz1 h ->
  (forall x, 0 <= f x <= 1) -> (forall x, 0 <= g x <= 1) -> (forall x, 0 <= h x <= 1) ->
  lipschitz3 (fun x y z => f x * g y * h z).
Proof.
move=> [l [l0 lf]] [k [k0 kg]] [m [m0 mh]] f1 g1 h1; exists (l + k + m); split; first lra.
move=> x y z x' y' z'.
have e : f x * g y * h z - f x' * g y' * h z'
  = (f x - f x') * (g y * h z) + (f x' * h z) * (g y - g y') + (f x' * g y') * (h z - h z') by ring.
have unit a b : 0 <= a <= 1 -> 0 <= b <= 1 -> 0 <= a * b <= 1.
  by move=> ha hb; split; [apply: Rmult_le_pos; lra | rewrite -(Rmult_1_r 1); apply: Rmult_le_compat; lra].
have shrink a b : 0 <= a <= 1 -> Rabs (a * b) <= Rabs b.
  by move=> ha; rewrite Rabs_mult Rabs_pos_eq; [have := Rabs_pos b; nra | lra].
rewrite e; apply: Rle_trans (Rabs_triang _ _) _; apply: Rle_trans (Rplus_le_compat_r _ _ _ (Rabs_triang _ _)) _.
have s1 := shrink _ (f x - f x') (unit _ _ (g1 y) (h1 z)).
have s2 := shrink _ (g y - g y') (unit _ _ (f1 x') (h1 z)).
have s3 := shrink _ (h z - h z') (unit _ _ (f1 x') (g1 y')).
rewrite (Rmult_comm (f x - f x')).
have := lf x x'; have := kg y y'; have := mh z z'.
have := Rabs_pos (x - x'); have := Rabs_pos (y - y'); have := Rabs_pos (z - z').
move=> p1 p2 p3 *; have := Rmult_le_pos _ _ l0 p1; have := Rmult_le_pos _ _ l0 p2.
have := Rmult_le_pos _ _ k0 p1; have := Rmult_le_pos _ _ k0 p3.
have := Rmult_le_pos _ _ m0 p2; have := Rmult_le_pos _ _ m0 p3; lra.
Qed.

(** * Integrals over boxes *)
Section Box.
Variables a0 b0 a1 b1 a2 b2 : R.
Hypotheses (ab0 : a0 <= b0) (ab1 : a1 <= b1) (ab2 : a2 <= b2).
Implicit Types f g : R -> R -> R -> R.

(** [∫∫∫ f(x, y, z) dz dy dx] over [[a0, b0] × [a1, b1] × [a2, b2]]. *)
Definition box_integral f : R := RInt (fun x => RInt (fun y => RInt (fun z => f x y z) a2 b2) a1 b1) a0 b0.

Lemma box_le f g : lipschitz3 f -> lipschitz3 g ->
  (forall x y z, a0 <= x <= b0 -> a1 <= y <= b1 -> a2 <= z <= b2 -> f x y z <= g x y z) ->
  box_integral f <= box_integral g.
Proof.
move=> lf lg fg; have lf2 := lipschitz3_integral ab2 lf; have lg2 := lipschitz3_integral ab2 lg.
have lf1 := lipschitz2_integral ab1 lf2; have lg1 := lipschitz2_integral ab1 lg2.
have ef0 := lipschitz1_integrable a0 b0 lf1; have eg0 := lipschitz1_integrable a0 b0 lg1.
have ef1 x := lipschitz1_integrable a1 b1 (lipschitz2_last x lf2).
have eg1 x := lipschitz1_integrable a1 b1 (lipschitz2_last x lg2).
have ef2 x y := lipschitz1_integrable a2 b2 (lipschitz3_last x y lf).
have eg2 x y := lipschitz1_integrable a2 b2 (lipschitz3_last x y lg).
apply: (RInt_le _ _ _ _ ab0 ef0 eg0) => x hx; apply: (RInt_le _ _ _ _ ab1 (ef1 x) (eg1 x)) => y hy.
by apply: (RInt_le _ _ _ _ ab2 (ef2 x y) (eg2 x y)) => z hz; apply: fg; lra.
Qed.

Lemma box_add f g : lipschitz3 f -> lipschitz3 g ->
  box_integral (fun x y z => f x y z + g x y z) = box_integral f + box_integral g.
Proof.
move=> lf lg; have lf2 := lipschitz3_integral ab2 lf; have lg2 := lipschitz3_integral ab2 lg.
have lf1 := lipschitz2_integral ab1 lf2; have lg1 := lipschitz2_integral ab1 lg2.
have ef0 := lipschitz1_integrable a0 b0 lf1; have eg0 := lipschitz1_integrable a0 b0 lg1.
have ef1 x := lipschitz1_integrable a1 b1 (lipschitz2_last x lf2).
have eg1 x := lipschitz1_integrable a1 b1 (lipschitz2_last x lg2).
have ef2 x y := lipschitz1_integrable a2 b2 (lipschitz3_last x y lf).
have eg2 x y := lipschitz1_integrable a2 b2 (lipschitz3_last x y lg).
rewrite /box_integral -(integral_add ef0 eg0); apply: RInt_ext => x _.
rewrite -(integral_add (ef1 x) (eg1 x)); apply: RInt_ext => y _; exact: integral_add.
Qed.

Lemma box_scale c f : lipschitz3 f -> box_integral (fun x y z => c * f x y z) = c * box_integral f.
Proof.
move=> lf; have lf2 := lipschitz3_integral ab2 lf; have lf1 := lipschitz2_integral ab1 lf2.
have ef0 := lipschitz1_integrable a0 b0 lf1.
have ef1 x := lipschitz1_integrable a1 b1 (lipschitz2_last x lf2).
have ef2 x y := lipschitz1_integrable a2 b2 (lipschitz3_last x y lf).
rewrite /box_integral -(integral_scale c ef0); apply: RInt_ext => x _.
rewrite -(integral_scale c (ef1 x)); apply: RInt_ext => y _; exact: integral_scale.
Qed.

Lemma box_const c : box_integral (fun _ _ _ => c) = (b0 - a0) * (b1 - a1) * (b2 - a2) * c.
Proof. by rewrite /box_integral !RInt_const /scal /= /mult /=; ring. Qed.

Lemma box_product (f g h : R -> R) : lipschitz1 f -> lipschitz1 g -> lipschitz1 h ->
  box_integral (fun x y z => f x * g y * h z) = RInt f a0 b0 * RInt g a1 b1 * RInt h a2 b2.
Proof.
move=> lf lg lh; rewrite /box_integral.
have inner x y : @eq R (RInt (fun z => f x * g y * h z) a2 b2) (RInt h a2 b2 * f x * g y).
  by rewrite integral_scale; [ring | exact: lipschitz1_integrable].
have middle x : @eq R (RInt (fun y => RInt (fun z => f x * g y * h z) a2 b2) a1 b1)
    (RInt h a2 b2 * RInt g a1 b1 * f x).
  transitivity (RInt (fun y => RInt h a2 b2 * f x * g y) a1 b1).
    by apply: RInt_ext => y _; exact: inner.
  by rewrite integral_scale; [ring | exact: lipschitz1_integrable].
transitivity (RInt (fun x => RInt h a2 b2 * RInt g a1 b1 * f x) a0 b0).
  by apply: RInt_ext => x _; exact: middle.
by rewrite integral_scale; [ring | exact: lipschitz1_integrable].
Qed.
End Box.

(** * The bell [exp(- (t (x - m))²)] *)
Definition bell (x : R) : R := exp (- x ^ 2).

Lemma bell_range x : 0 <= bell x <= 1.
Proof.
split; first by left; exact: exp_pos.
rewrite -exp_0 /bell; case: (pow2_ge_0 x) => h; last by right; rewrite -h Ropp_0.
by left; apply: exp_increasing; lra.
Qed.

Lemma bell_even x : bell (- x) = bell x.
Proof. by rewrite /bell; congr exp; ring. Qed.

Lemma bell_lipschitz : lipschitz1 bell.
Proof.
exists 1; split; first lra.
move=> x x'; pose f' c := exp (- c ^ 2) * (- (2 * c)).
have d c : Rmin x' x <= c <= Rmax x' x -> derivable_pt_lim bell c (f' c).
  by move=> _; apply/is_derive_Reals; rewrite /bell /f'; auto_derive=> //; rewrite /=; ring.
have [c [-> _]] := MVT_abs bell f' x' x d.
apply: Rmult_le_compat_r; first exact: Rabs_pos.
rewrite /f' Rabs_mult Rabs_Ropp (Rabs_pos_eq (exp _)); last by left; exact: exp_pos.
have up : Rabs (2 * c) <= exp (c ^ 2).
  apply: Rle_trans (_ : 1 + c ^ 2 <= _); last by case: (Req_dec (c ^ 2) 0) => [->|/exp_ineq1]; rewrite ?exp_0; lra.
  by apply/abs_bounds; have := pow2_ge_0 (c - 1); have := pow2_ge_0 (c + 1); rewrite /=; lra.
apply: Rle_trans (Rmult_le_compat_l _ _ _ (Rlt_le _ _ (exp_pos _)) up) _.
by rewrite -exp_plus Rplus_opp_l exp_0; lra.
Qed.

Lemma lipschitz1_affine f u v : lipschitz1 f -> lipschitz1 (fun x => f (u * x + v)).
Proof.
move=> [l [l0 lip]]; exists (l * Rabs u); split; first by apply: Rmult_le_pos => //; exact: Rabs_pos.
move=> x x'; apply: Rle_trans (lip _ _) _; rewrite Rmult_assoc -Rabs_mult.
by right; congr (_ * Rabs _); ring.
Qed.

(** * Limits at infinity *)
(** [f t] tends to [l] as [t] grows. *)
Definition tends (f : R -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists t0, 0 < t0 /\ forall t, t0 < t -> Rabs (f t - l) < e.

Lemma tends_lim f l : tends f l <-> is_lim f p_infty l.
Proof.
split=> [h|/is_lim_spec h].
  by apply/is_lim_spec => -[e e0]; have [t0 [_ near]] := h e e0; exists t0 => t; apply: near.
move=> e e0; have [t0 near] := h (mkposreal e e0); exists (Rmax t0 1); split.
  by apply: Rlt_le_trans (Rmax_r _ _); lra.
by move=> t ht; apply: near; apply: Rle_lt_trans ht; apply: Rmax_l.
Qed.

Lemma tends_const c : tends (fun _ => c) c.
Proof. by move=> e e0; exists 1; split=> [|t _]; [lra | rewrite Rminus_eq_0 Rabs_R0]. Qed.

Lemma tends_add f g l k : tends f l -> tends g k -> tends (fun t => f t + g t) (l + k).
Proof. by move=> /tends_lim hf /tends_lim hg; apply/tends_lim; apply: (is_lim_plus f g p_infty l k). Qed.

Lemma tends_mult f g l k : tends f l -> tends g k -> tends (fun t => f t * g t) (l * k).
Proof. by move=> /tends_lim hf /tends_lim hg; apply/tends_lim; apply: (is_lim_mult f g p_infty l k). Qed.

Lemma tends_div f g l k : k <> 0 -> tends f l -> tends g k -> tends (fun t => f t / g t) (l / k).
Proof.
move=> k0 /tends_lim hf /tends_lim hg; apply/tends_lim; apply: (is_lim_div f g p_infty l k) => //.
by move=> [e].
Qed.

Lemma tends_ext f g l : (forall t, 0 < t -> f t = g t) -> tends f l -> tends g l.
Proof.
move=> fg h e e0; have [t0 [p near]] := h e e0; exists t0; split=> // t ht.
by rewrite -fg; [apply: near | lra].
Qed.

Lemma tends_between f g h l : (forall t, 0 < t -> f t <= h t <= g t) -> tends f l -> tends g l -> tends h l.
Proof.
move=> between hf hg e e0; have [t1 [p1 near1]] := hf e e0; have [t2 [p2 near2]] := hg e e0.
exists (Rmax t1 t2); split; first by apply: Rlt_le_trans p1 (Rmax_l _ _).
move=> t ht; have h1 : t1 < t by apply: Rle_lt_trans (Rmax_l _ _) ht.
have h2 : t2 < t by apply: Rle_lt_trans (Rmax_r _ _) ht.
have := near1 t h1; have := near2 t h2; have := between t ltac:(lra).
by move=> b /Rabs_def2 k2 /Rabs_def2 k1; apply: Rabs_def1; lra.
Qed.

Lemma tends_scaled f k l : 0 < k -> tends f l -> tends (fun t => f (t * k)) l.
Proof.
move=> k0 h e e0; have [t0 [p near]] := h e e0; exists (t0 / k); split; first exact: Rdiv_lt_0_compat.
move=> t ht; apply: near; have := Rmult_lt_compat_r k _ _ k0 ht.
by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
Qed.

(** [t³ exp(- c t²)] vanishes. *)
Lemma vanishes c : 0 < c -> tends (fun t => t ^ 3 * exp (- (c * t ^ 2))) 0.
Proof.
move=> c0 e e0; exists (4 / (c * c) / e); split.
  by apply: Rdiv_lt_0_compat => //; apply: Rdiv_lt_0_compat; nra.
move=> t ht; have cc : 0 < c * c by nra.
have t0 : 0 < t.
  by apply: Rlt_trans ht; apply: Rdiv_lt_0_compat => //; apply: Rdiv_lt_0_compat; lra.
have half : 1 + c * t ^ 2 / 2 <= exp (c * t ^ 2 / 2).
  by left; apply: exp_ineq1; have := Rmult_lt_0_compat _ _ c0 (pow_lt t 2 t0); lra.
have ct : 0 < c * t ^ 2 by apply: Rmult_lt_0_compat => //; apply: pow_lt.
have big : c * c * t ^ 4 / 4 <= exp (c * t ^ 2).
  have -> : c * t ^ 2 = c * t ^ 2 / 2 + c * t ^ 2 / 2 by field.
  rewrite exp_plus; apply: Rle_trans (_ : (c * t ^ 2 / 2) * (c * t ^ 2 / 2) <= _); first by right; field.
  by apply: Rmult_le_compat; lra.
have t4 : 0 < c * c * t ^ 4 / 4 by have := pow_lt t 4 t0; move=> *; apply: Rdiv_lt_0_compat; nra.
have small : exp (- (c * t ^ 2)) <= / (c * c * t ^ 4 / 4).
  by rewrite exp_Ropp; apply: Rinv_le_contravar.
rewrite Rminus_0_r Rabs_pos_eq; last by apply: Rmult_le_pos; [left; apply: pow_lt | left; exact: exp_pos].
apply: (Rle_lt_trans _ (t ^ 3 * / (c * c * t ^ 4 / 4))); first by apply: Rmult_le_compat_l => //; left; apply: pow_lt.
have -> : t ^ 3 * / (c * c * t ^ 4 / 4) = 4 / (c * c) * / t by field; split; nra.
have := Rmult_lt_compat_r e _ _ e0 ht; rewrite {1}/Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last lra.
move=> h; apply: (Rmult_lt_reg_r t) => //; rewrite Rmult_assoc Rinv_l ?Rmult_1_r; lra.
Qed.

(** * The integral of the bell *)
Definition half_bell (t : R) : R := RInt bell 0 t.

Lemma bell_integrable a b : ex_RInt bell a b. Proof. exact: lipschitz1_integrable bell_lipschitz. Qed.

Lemma half_bell_mono s t : s <= t -> half_bell s <= half_bell t.
Proof.
move=> st; rewrite /half_bell -(RInt_Chasles bell 0 s t); try exact: bell_integrable.
have : 0 <= RInt bell s t by apply: RInt_ge_0 => // [|x _]; [exact: bell_integrable | case: (bell_range x)].
by rewrite /plus /=; lra.
Qed.

Lemma half_bell_bounded t : 0 <= t -> half_bell t <= 2.
Proof.
move=> t0; have d : is_RInt (fun x => / (1 + x ^ 2)) 0 t (atan t - atan 0).
  apply: (is_RInt_derive atan) => x _.
    by apply/is_derive_Reals; have := derivable_pt_lim_atan x; rewrite /Rsqr /= Rmult_1_r.
  by apply: (ex_derive_continuous (fun x => / (1 + x ^ 2))); auto_derive; rewrite /=; nra.
have le : half_bell t <= atan t - atan 0.
  rewrite -(is_RInt_unique _ _ _ _ d); apply: RInt_le => //; [exact: bell_integrable | by exists (atan t - atan 0) |].
  move=> x _; rewrite /bell exp_Ropp; apply: Rinv_le_contravar; first by have := pow2_ge_0 x; lra.
  by case: (Req_dec (x ^ 2) 0) => [->|/exp_ineq1]; rewrite ?exp_0; lra.
by have := atan_bound t; have := PI_4; rewrite atan_0 in le; lra.
Qed.

Lemma half_bell_limit : exists l, 0 < l /\ tends half_bell l.
Proof.
pose values v := exists t, 0 <= t /\ v = half_bell t.
have [l [up least]] : {l | is_lub values l}.
  apply: completeness; first by exists 2 => _ [t [t0 ->]]; apply: half_bell_bounded.
  by exists (half_bell 0), 0; split; [right |].
exists l; split.
  apply: Rlt_le_trans (_ : half_bell 1 <= l); last by apply: up; exists 1; split; [lra |].
  apply: RInt_gt_0; [lra | by move=> x _; exact: exp_pos |].
  by move=> x _; apply: lipschitz1_continuous bell_lipschitz.
move=> e e0; have [t [t0 near]] : exists t, 0 <= t /\ l - e < half_bell t.
  apply: Classical_Prop.NNPP => none; have : l <= l - e.
    apply: least => _ [t [t0 ->]]; apply: Rnot_lt_le => far; apply: none; by exists t.
  by lra.
exists (t + 1); split=> [|s ts]; first lra.
have : half_bell s <= l by apply: up; exists s; split; [lra |].
have : half_bell t <= half_bell s by apply: half_bell_mono; lra.
by move=> *; apply: Rabs_def1; lra.
Qed.

Lemma two_sided p q : RInt bell (- p) q = half_bell p + half_bell q.
Proof.
rewrite -(RInt_Chasles bell (- p) 0 q); try exact: bell_integrable.
suff -> : RInt bell (- p) 0 = half_bell p by [].
have := RInt_comp_lin bell (-1) 0 p 0 (bell_integrable _ _).
have -> : -1 * p + 0 = - p by ring.
have -> : -1 * 0 + 0 = 0 by ring.
move=> <-; rewrite (RInt_ext _ (fun y => -1 * bell y)) => [|y _]; last first.
  by rewrite -(bell_even y); have -> : - y = -1 * y + 0 by ring.
rewrite integral_scale; last exact: bell_integrable.
by rewrite /half_bell -(opp_RInt_swap bell 0 p (bell_integrable _ _)) /opp /=; ring.
Qed.

(** [exp(- t² w (x - m)²)] as a bell, [s = √w]. *)
Definition narrowed (s m t x : R) : R := bell (t * s * x + - (t * s * m)).

Lemma narrowed_lipschitz s m t : lipschitz1 (narrowed s m t).
Proof. exact: (lipschitz1_affine (t * s) (- (t * s * m)) bell_lipschitz). Qed.

Lemma narrowed_integral s m a b t : 0 < t -> 0 < s ->
  t * RInt (narrowed s m t) a b = (half_bell (t * (s * (m - a))) + half_bell (t * (s * (b - m)))) * / s.
Proof.
move=> t0 s0; have := RInt_comp_lin bell (t * s) (- (t * s * m)) a b (bell_integrable _ _).
have -> : t * s * a + - (t * s * m) = - (t * (s * (m - a))) by ring.
have -> : t * s * b + - (t * s * m) = t * (s * (b - m)) by ring.
rewrite two_sided => <-; rewrite (@integral_scale (t * s) (narrowed s m t)).
  by field; lra.
exact: lipschitz1_integrable (narrowed_lipschitz s m t).
Qed.

Lemma narrowed_tends s m a b l : 0 < s -> a < m < b -> tends half_bell l ->
  tends (fun t => t * RInt (narrowed s m t) a b) ((l + l) * / s).
Proof.
move=> s0 inside hl.
apply: (tends_ext (f := fun t => (half_bell (t * (s * (m - a))) + half_bell (t * (s * (b - m)))) * / s)).
  by move=> t t0; rewrite narrowed_integral.
apply: (tends_mult (g := fun _ => / s)); last exact: tends_const.
by apply: tends_add; apply: tends_scaled => //; apply: Rmult_lt_0_compat; lra.
Qed.

(** * One peak *)
(** [exp(- t² w ‖u - m‖²)]. *)
Definition peaked (s m0 m1 m2 t x y z : R) : R := narrowed s m0 t x * narrowed s m1 t y * narrowed s m2 t z.

Lemma peaked_lipschitz s m0 m1 m2 t : lipschitz3 (peaked s m0 m1 m2 t).
Proof. by apply: lipschitz3_product => *; try exact: bell_range; exact: narrowed_lipschitz. Qed.

Lemma peaked_exp s m0 m1 m2 t x y z :
  peaked s m0 m1 m2 t x y z = exp (- (t ^ 2 * (s ^ 2 * ((x - m0) ^ 2 + (y - m1) ^ 2 + (z - m2) ^ 2)))).
Proof. by rewrite /peaked /narrowed /bell -!exp_plus; congr exp; ring. Qed.

Lemma peaked_tends s m0 m1 m2 a0 b0 a1 b1 a2 b2 l : 0 < s -> tends half_bell l ->
  a0 < m0 < b0 -> a1 < m1 < b1 -> a2 < m2 < b2 ->
  tends (fun t => t ^ 3 * box_integral a0 b0 a1 b1 a2 b2 (peaked s m0 m1 m2 t)) (((l + l) * / s) ^ 3).
Proof.
move=> s0 hl i0 i1 i2.
apply: (tends_ext (f := fun t => t * RInt (narrowed s m0 t) a0 b0 * (t * RInt (narrowed s m1 t) a1 b1)
  * (t * RInt (narrowed s m2 t) a2 b2))).
  by move=> t _; rewrite (@box_product _ _ _ _ _ _ (narrowed s m0 t)); try exact: narrowed_lipschitz; ring.
have -> : ((l + l) * / s) ^ 3 = (l + l) * / s * ((l + l) * / s) * ((l + l) * / s) by ring.
by apply: tends_mult; [apply: tends_mult |]; apply: narrowed_tends.
Qed.

Section Boxes.
Variables a0 b0 a1 b1 a2 b2 : R.
Hypotheses (ab0 : a0 <= b0) (ab1 : a1 <= b1) (ab2 : a2 <= b2).
Local Notation integral := (box_integral a0 b0 a1 b1 a2 b2).
Local Notation volume := ((b0 - a0) * (b1 - a1) * (b2 - a2)).

(** Away from its center a peak leaves nothing. *)
Lemma far_tends (f : R -> R -> R -> R -> R) c : 0 < c -> (forall t, lipschitz3 (f t)) ->
  (forall t x y z, 0 <= f t x y z) ->
  (forall t x y z, a0 <= x <= b0 -> f t x y z <= exp (- (c * t ^ 2))) ->
  tends (fun t => t ^ 3 * integral (f t)) 0.
Proof.
move=> c0 lip f0 small.
apply: (tends_between (f := fun _ => 0) (g := fun t => volume * (t ^ 3 * exp (- (c * t ^ 2))))).
- move=> t t0; have t3 : 0 < t ^ 3 by apply: pow_lt.
  have le : integral (f t) <= integral (fun _ _ _ => exp (- (c * t ^ 2))).
    by apply: box_le => //; [exact: lipschitz3_const | move=> *; apply: small].
  have ge : integral (fun _ _ _ => 0) <= integral (f t) by apply: box_le => //; exact: lipschitz3_const.
  rewrite box_const in le; rewrite box_const in ge; split; first by apply: Rmult_le_pos; lra.
  by have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ t3) le; lra.
- exact: tends_const.
by rewrite -(Rmult_0_r volume); apply: tends_mult; [exact: tends_const | exact: vanishes].
Qed.

(** Of two peaks that do not meet, the larger has the integral of both. *)
Lemma larger_tends (f g : R -> R -> R -> R -> R) c l k : 0 < c ->
  (forall t, lipschitz3 (f t)) -> (forall t, lipschitz3 (g t)) ->
  (forall t x y z, 0 <= f t x y z) -> (forall t x y z, 0 <= g t x y z) ->
  (forall t x y z, a0 <= x <= b0 -> Rmin (f t x y z) (g t x y z) <= exp (- (c * t ^ 2))) ->
  tends (fun t => t ^ 3 * integral (f t)) l -> tends (fun t => t ^ 3 * integral (g t)) k ->
  tends (fun t => t ^ 3 * integral (fun x y z => Rmax (f t x y z) (g t x y z))) (l + k).
Proof.
move=> c0 lf lg f0 g0 apart hf hg.
apply: (tends_between
  (f := fun t => t ^ 3 * integral (f t) + t ^ 3 * integral (g t) + - volume * (t ^ 3 * exp (- (c * t ^ 2))))
  (g := fun t => t ^ 3 * integral (f t) + t ^ 3 * integral (g t))); last exact: tends_add.
- move=> t t0; have t3 : 0 < t ^ 3 by apply: pow_lt.
  have lmax := lipschitz3_max (lf t) (lg t).
  have le : integral (fun x y z => Rmax (f t x y z) (g t x y z)) <= integral (f t) + integral (g t).
    rewrite -(box_add a0 b0 ab1 ab2 (lf t) (lg t)); apply: box_le => //; first exact: lipschitz3_add.
    by move=> x y z *; have := f0 t x y z; have := g0 t x y z; rewrite /Rmax; case: Rle_dec; lra.
  have ge : integral (f t) + integral (g t)
      <= integral (fun x y z => Rmax (f t x y z) (g t x y z)) + volume * exp (- (c * t ^ 2)).
    have lc := lipschitz3_const (exp (- (c * t ^ 2))).
    have e1 := box_add a0 b0 ab1 ab2 (lf t) (lg t); have e2 := box_add a0 b0 ab1 ab2 lmax lc.
    have e3 := box_const a0 b0 a1 b1 a2 b2 (exp (- (c * t ^ 2))).
    suff le' : integral (fun x y z => f t x y z + g t x y z)
      <= integral (fun x y z => Rmax (f t x y z) (g t x y z) + exp (- (c * t ^ 2))) by lra.
    apply: (box_le ab0 ab1 ab2 (lipschitz3_add (lf t) (lg t)) (lipschitz3_add lmax lc)) => x y z hx _ _.
    have := apart t x y z hx; rewrite /Rmin /Rmax; case: Rle_dec; lra.
  by have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ t3) le; have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ t3) ge; lra.
rewrite -(Rplus_0_r (l + k)); apply: tends_add; first exact: tends_add.
by rewrite -(Rmult_0_r (- volume)); apply: tends_mult; [exact: tends_const | exact: vanishes].
Qed.
End Boxes.

(** [f α] tends to [l] as [α] falls to 0. *)
Definition tends_cold (f : R -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists cold, 0 < cold /\ forall alpha, 0 < alpha < cold -> Rabs (f alpha - l) < e.

Lemma cold_of_tends (f h : R -> R) l :
  (forall alpha, 0 < alpha -> h alpha = f (/ sqrt alpha)) -> tends f l -> tends_cold h l.
Proof.
move=> hf tf e e0; have [t0 [p near]] := tf e e0; exists (/ (t0 * t0)).
split=> [|alpha [a0 small]]; first by apply: Rinv_0_lt_compat; nra.
rewrite hf //; apply: near; have s0 := sqrt_lt_R0 alpha a0.
rewrite -(Rinv_inv t0); apply: Rinv_lt_contravar.
  by apply: Rmult_lt_0_compat => //; exact: Rinv_0_lt_compat.
have -> : / t0 = sqrt (/ (t0 * t0)) by rewrite Rinv_mult sqrt_square //; left; exact: Rinv_0_lt_compat.
by apply: sqrt_lt_1; lra.
Qed.

Lemma cold_unique (f : R -> R) l k : tends_cold f l -> tends_cold f k -> l = k.
Proof.
move=> hl hk; apply: cond_eq => e e0.
have [c1 [p1 near1]] := hl (e / 2) ltac:(lra); have [c2 [p2 near2]] := hk (e / 2) ltac:(lra).
pose alpha := Rmin c1 c2 / 2; have m0 : 0 < Rmin c1 c2 by exact: Rmin_pos.
have h1 : 0 < alpha < c1 by have := Rmin_l c1 c2; rewrite /alpha; lra.
have h2 : 0 < alpha < c2 by have := Rmin_r c1 c2; rewrite /alpha; lra.
have := near1 _ h1; have := near2 _ h2 => /Rabs_def2 k2 /Rabs_def2 k1.
by apply: Rabs_def1; lra.
Qed.
