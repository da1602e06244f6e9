(** SVNR: the differential games of §6. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob operators.laplace operators.differential.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** SVNR, §6 (1.1): Two Modalities has its highest reward, 10, at (-5, -5, 3) and (7, 7, -3) and nowhere else. *)
Definition two_modalities_maxima : Prop :=
  in_box two_modalities (point (-5) (-5) 3) /\ in_box two_modalities (point 7 7 (-3))
  /\ differential_reward two_modalities (point (-5) (-5) 3) = 10
  /\ differential_reward two_modalities (point 7 7 (-3)) = 10
  /\ forall u, u <> point (-5) (-5) 3 -> u <> point 7 7 (-3) -> differential_reward two_modalities u < 10.

(** SVNR, §6 (1.2): Max of Three has its highest reward, 10, at (7, 7, -4) alone and a local one, 0, at (-5, -5, 3),
    for [s₂ = 1.5, 2 and 3], and for all others up to 3. *)
Definition max_of_three_maxima : Prop := forall s2, 0 < s2 <= 3 ->
  in_box (max_of_three s2) (point 7 7 (-4)) /\ in_box (max_of_three s2) (point (-5) (-5) 3)
  /\ differential_reward (max_of_three s2) (point 7 7 (-4)) = 10
  /\ (forall u, u <> point 7 7 (-4) -> differential_reward (max_of_three s2) u < 10)
  /\ differential_reward (max_of_three s2) (point (-5) (-5) 3) = 0
  /\ forall u, (forall d, Rabs (u d - point (-5) (-5) 3 d) <= 1) -> u <> point (-5) (-5) 3 ->
     differential_reward (max_of_three s2) u < 0.

(** SVNR, Figures 4 and 6, captions: the larger [s₂], the harder the game: the narrow peak leads at fewer points, so
    where it leads at [s₂ = 3] it leads at [s₂ = 1.5]. *)
Definition figure_4_caption : Prop := forall u, in_box (max_of_three 3) u ->
  narrow_leads (max_of_three 3) u -> narrow_leads (max_of_three (3 / 2)) u.

(** SVNR, §6 (1.2), Figure 4, amended: the smaller [s₂], the harder the game: where the narrow peak leads at one [s₂]
    it leads at every larger one, and somewhere at [s₂ = 3] only and not at 1.5. *)
Definition figure_4_caption_amended : Prop :=
  (forall s2 s2' u, 0 < s2 <= s2' -> narrow_leads (max_of_three s2) u -> narrow_leads (max_of_three s2') u)
  /\ exists u, in_box (max_of_three 3) u /\ narrow_leads (max_of_three 3) u /\ ~ narrow_leads (max_of_three (3 / 2)) u.

(** SVNR, App. H.4.1, §6 (1.1): as [α -> 0] the optimal policy of Two Modalities tends to a Dirac distribution at the
    maximum: every cube about some point of highest reward has all of the mass in the end. *)
Definition h_4_1_two_modalities : Prop := exists m, in_box two_modalities m
  /\ (forall u, in_box two_modalities u ->
      differential_reward two_modalities u <= differential_reward two_modalities m)
  /\ forall rho, 0 < rho <= 3 -> tends_cold (fun alpha => cube_probability two_modalities alpha m rho) 1.

(** SVNR, App. H.4.1, §6 (1.1), amended: as [α -> 0] the optimal policy of Two Modalities tends to two atoms whose
    masses are as [w^(-3/2)], [w = 4/45] and [1/4]: 0.825 at (-5, -5, 3) and 0.175 at (7, 7, -3). *)
Definition h_4_1_two_modalities_amended : Prop :=
  let broad_mass := limit_mass (4 / 45) (/ 4) in
  let narrow_mass := limit_mass (/ 4) (4 / 45) in
  (forall rho, 0 < rho <= 3 ->
    tends_cold (fun alpha => cube_probability two_modalities alpha (point (-5) (-5) 3) rho) broad_mass
    /\ tends_cold (fun alpha => cube_probability two_modalities alpha (point 7 7 (-3)) rho) narrow_mass)
  /\ broad_mass + narrow_mass = 1
  /\ 0.8245 <= broad_mass <= 0.8255 /\ 0.1745 <= narrow_mass <= 0.1755.

Lemma at_broad_center : in_box two_modalities (point (-5) (-5) 3).
Proof. by apply: in_cube => //; lra. Qed.

Theorem two_modalities_maxima_stands : two_modalities_maxima.
Proof.
split; first exact: at_broad_center.
split; first by apply: in_cube => //; lra.
have w1 : 0 < 4 / 45 by lra.
have w2 : 0 < / 2 ^ 2 by lra.
rewrite /differential_reward /two_modalities /=; split.
  rewrite Rmax_left (peak_at_center (Peak 10 _ (point (-5) (-5) 3))) //=.
  by rewrite peak_value_three !points; lra.
split.
  rewrite Rmax_right (peak_at_center (Peak 10 _ (point 7 7 (-3)))) //=.
  by rewrite peak_value_three !points; lra.
move=> u u1 u2; apply: Rmax_lub_lt.
  exact: (peak_below_top (p := Peak 10 (4 / 45) (point (-5) (-5) 3))).
exact: (peak_below_top (p := Peak 10 (/ 2 ^ 2) (point 7 7 (-3)))).
Qed.

Definition narrow_squares (u : 'I_3 -> R) : R := \sum_d (u d - point 7 7 (-4) d) ^ 2.

Lemma narrow_value s2 u : peak_value (narrow (max_of_three s2)) u = 10 - / s2 ^ 2 * narrow_squares u.
Proof. by []. Qed.

Lemma narrow_squares_ge0 u : 0 <= narrow_squares u. Proof. exact: squares_ge0. Qed.

Lemma below_zero x : 0 <= x -> 0 - x <= 0. Proof. lra. Qed.

Lemma narrow_far s2 u : 0 < s2 <= 3 -> 90 < narrow_squares u -> peak_value (narrow (max_of_three s2)) u < 0.
Proof.
move=> s far; rewrite narrow_value.
have i9 : / 9 <= / s2 ^ 2 by apply: Rinv_le_contravar; rewrite /=; nra.
by have := Rmult_le_compat_r _ _ _ (narrow_squares_ge0 u) i9; lra.
Qed.

Theorem max_of_three_maxima_stands : max_of_three_maxima.
Proof.
move=> s2 s; split; first by apply: in_cube => //; lra.
split; first by apply: in_cube => //; lra.
have w1 : 0 < 4 / 45 by lra.
have w2 : 0 < / s2 ^ 2 by apply: Rinv_0_lt_compat; apply: pow_lt; lra.
rewrite /differential_reward; split.
  rewrite Rmax_right (peak_at_center (narrow (max_of_three s2))) //=.
  by rewrite peak_value_three !points; lra.
split.
  move=> u away; apply: Rmax_lub_lt; last exact: (peak_below_top (p := narrow (max_of_three s2))).
  have := Rmult_le_pos _ _ (Rlt_le _ _ w1) (squares_ge0 u (point (-5) (-5) 3)).
  by move=> h; apply: (Rle_lt_trans _ 0); [exact: below_zero h | lra].
split.
  rewrite Rmax_left (peak_at_center (broad (max_of_three s2))) //=.
  by left; apply: narrow_far => //; rewrite /narrow_squares sum_three !points; lra.
move=> u near away; apply: Rmax_lub_lt; first exact: (peak_below_top (p := broad (max_of_three s2))).
apply: narrow_far => //; rewrite /narrow_squares sum_three !points.
have bound d m : Rabs (u d - m) <= 1 -> m - 1 <= u d <= m + 1 by rewrite /Rabs; case: Rcase_abs; lra.
have := near (inord 0); have := near (inord 1); have := near (inord 2); rewrite !points.
by move=> /bound h2 /bound h1 /bound h0; nra.
Qed.

Lemma origin_leads : narrow_leads (max_of_three 3) (point 0 0 0).
Proof. by rewrite /narrow_leads !peak_value_three !points; lra. Qed.

Lemma origin_trails : ~ narrow_leads (max_of_three (3 / 2)) (point 0 0 0).
Proof. by rewrite /narrow_leads !peak_value_three !points; lra. Qed.

Lemma origin_in_box s2 : in_box (max_of_three s2) (point 0 0 0).
Proof. by apply: in_cube => //; lra. Qed.

Theorem figure_4_caption_refuted : ~ figure_4_caption.
Proof. by move=> claim; apply: origin_trails; apply: claim; [exact: origin_in_box | exact: origin_leads]. Qed.

Lemma fallen x y z : x < 10 - y -> z <= y -> x < 10 - z. Proof. lra. Qed.

Theorem figure_4_caption_amended_stands : figure_4_caption_amended.
Proof.
split; last first.
  by exists (point 0 0 0); split; [exact: origin_in_box | split; [exact: origin_leads | exact: origin_trails]].
move=> s2 s2' u s leads.
have : / s2' ^ 2 <= / s2 ^ 2 by apply: Rinv_le_contravar; rewrite /=; nra.
move/(Rmult_le_compat_r _ _ _ (narrow_squares_ge0 u)).
by move: leads; rewrite /narrow_leads !narrow_value; apply: fallen.
Qed.

Lemma rpower_bell w : 0 < w -> Rpower w (- (3 / 2)) = (/ sqrt w) ^ 3.
Proof.
move=> w0; rewrite Rpower_Ropp pow_inv; congr (/ _).
have -> : 3 / 2 = / 2 * INR 3 by rewrite /=; field.
by rewrite -Rpower_mult Rpower_sqrt // Rpower_pow //; exact: sqrt_lt_R0.
Qed.

Lemma limit_mass_add w w' : limit_mass w w' + limit_mass w' w = 1.
Proof.
rewrite /limit_mass; have := exp_pos (- (3 / 2) * ln w); have := exp_pos (- (3 / 2) * ln w').
by rewrite -!/(Rpower _ _) => *; field; lra.
Qed.

Section TwoModalities.
Definition broad_root : R := sqrt (4 / 45).
Definition narrow_root : R := sqrt (/ 4).
Definition broad_bell t x y z : R := peaked broad_root (-5) (-5) 3 t x y z.
Definition narrow_bell t x y z : R := peaked narrow_root 7 7 (-3) t x y z.
Definition larger_bell t x y z : R := Rmax (broad_bell t x y z) (narrow_bell t x y z).

Lemma broad_root_gt0 : 0 < broad_root. Proof. by apply: sqrt_lt_R0; lra. Qed.
Lemma narrow_root_gt0 : 0 < narrow_root. Proof. by apply: sqrt_lt_R0; lra. Qed.
Lemma broad_root_square : broad_root ^ 2 = 4 / 45. Proof. by rewrite pow2_sqrt; lra. Qed.
Lemma narrow_root_square : narrow_root ^ 2 = / 4. Proof. by rewrite pow2_sqrt; lra. Qed.

Lemma larger_bell_lipschitz t : lipschitz3 (larger_bell t).
Proof. by apply: lipschitz3_max; exact: peaked_lipschitz. Qed.

(** [exp(r/α) = exp(10/α) max(bells)], [t = 1/√α]. *)
Lemma weight_bells alpha x y z : 0 < alpha ->
  exp (differential_reward two_modalities (point x y z) / alpha) = exp (10 / alpha) * larger_bell (/ sqrt alpha) x y z.
Proof.
move=> a0; have i0 := Rinv_0_lt_compat _ a0; have e0 := exp_pos (10 / alpha).
have inv : (/ sqrt alpha) ^ 2 = / alpha by rewrite pow_inv pow2_sqrt //; lra.
have one : exp (peak_value (broad two_modalities) (point x y z) / alpha)
    = exp (10 / alpha) * broad_bell (/ sqrt alpha) x y z.
  rewrite /broad_bell peaked_exp inv broad_root_square peak_value_three !points -exp_plus; congr exp.
  by rewrite /Rdiv; ring.
have two : exp (peak_value (narrow two_modalities) (point x y z) / alpha)
    = exp (10 / alpha) * narrow_bell (/ sqrt alpha) x y z.
  rewrite /narrow_bell peaked_exp inv narrow_root_square peak_value_three !points -exp_plus; congr exp.
  by field; lra.
rewrite /differential_reward /larger_bell -RmaxRmult; last lra.
rewrite -one -two; case: (Rle_lt_dec (peak_value (broad two_modalities) (point x y z))
  (peak_value (narrow two_modalities) (point x y z))) => le.
  rewrite !Rmax_right //; case: le => [lt|->]; last by right.
  by left; apply: exp_increasing; apply: Rmult_lt_compat_r.
by rewrite !Rmax_left //; left => //; apply: exp_increasing; apply: Rmult_lt_compat_r.
Qed.

Lemma box_weight_bells alpha (lo hi : 'I_3 -> R) : 0 < alpha -> (forall d, lo d <= hi d) ->
  box_weight two_modalities alpha lo hi = exp (10 / alpha)
    * box_integral (lo (inord 0)) (hi (inord 0)) (lo (inord 1)) (hi (inord 1)) (lo (inord 2)) (hi (inord 2))
        (larger_bell (/ sqrt alpha)).
Proof.
move=> a0 range; have lip := larger_bell_lipschitz (/ sqrt alpha).
rewrite /box_weight -(@box_scale _ _ _ _ _ _ (range (inord 1)) (range (inord 2)) (exp (10 / alpha)) _ lip).
by congr box_integral; do 3 (apply: functional_extensionality => ?); exact: weight_bells.
Qed.

Lemma peaked_ge0 s m0 m1 m2 t x y z : 0 <= peaked s m0 m1 m2 t x y z.
Proof. by rewrite peaked_exp; left; exact: exp_pos. Qed.

(** Where the first coordinate is far from a center, so is the peak. *)
Lemma peaked_far s m0 m1 m2 t x y z : 1 <= s ^ 2 * (x - m0) ^ 2 ->
  peaked s m0 m1 m2 t x y z <= exp (- (1 * t ^ 2)).
Proof.
move=> far; rewrite peaked_exp.
have more : 1 <= s ^ 2 * ((x - m0) ^ 2 + (y - m1) ^ 2 + (z - m2) ^ 2).
  have := pow2_ge_0 s; have := pow2_ge_0 (y - m1); have := pow2_ge_0 (z - m2) => h1 h2 h3.
  by have := Rmult_le_pos _ _ h3 h1; have := Rmult_le_pos _ _ h3 h2; lra.
have le : 1 * t ^ 2 <= t ^ 2 * (s ^ 2 * ((x - m0) ^ 2 + (y - m1) ^ 2 + (z - m2) ^ 2)).
  by have := Rmult_le_compat_l _ _ _ (pow2_ge_0 t) more; lra.
by apply: exp_le; lra.
Qed.

Section Limits.
Variable l : R.
Hypothesis hl : tends half_bell l.
Local Notation broad_part := (((l + l) * / broad_root) ^ 3).
Local Notation narrow_part := (((l + l) * / narrow_root) ^ 3).

Lemma far_from_broad x : 1 < x -> 1 <= broad_root ^ 2 * (x - -5) ^ 2.
Proof. by rewrite broad_root_square; nra. Qed.

Lemma far_from_narrow x : x <= 1 -> 1 <= narrow_root ^ 2 * (x - 7) ^ 2.
Proof. by rewrite narrow_root_square; nra. Qed.

Lemma bells_apart t x y z : Rmin (broad_bell t x y z) (narrow_bell t x y z) <= exp (- (1 * t ^ 2)).
Proof.
case: (Rle_lt_dec x 1) => h.
  by apply: Rle_trans (Rmin_r _ _) _; apply: peaked_far; apply: far_from_narrow.
by apply: Rle_trans (Rmin_l _ _) _; apply: peaked_far; apply: far_from_broad.
Qed.

Lemma whole_tends :
  tends (fun t => t ^ 3 * box_integral (-10) 10 (-10) 10 (-10) 10 (larger_bell t)) (broad_part + narrow_part).
Proof.
apply: (@larger_tends _ _ _ _ _ _ _ _ _ broad_bell narrow_bell 1); try lra;
  try (by move=> *; exact: peaked_lipschitz); try (by move=> *; exact: peaked_ge0).
- by move=> *; exact: bells_apart.
- by apply: (peaked_tends broad_root_gt0 hl); lra.
by apply: (peaked_tends narrow_root_gt0 hl); lra.
Qed.

Lemma broad_cube_tends rho : 0 < rho <= 3 ->
  tends (fun t => t ^ 3
    * box_integral (-5 - rho) (-5 + rho) (-5 - rho) (-5 + rho) (3 - rho) (3 + rho) (larger_bell t))
    (broad_part + 0).
Proof.
move=> r; apply: (@larger_tends _ _ _ _ _ _ _ _ _ broad_bell narrow_bell 1); try lra;
  try (by move=> *; exact: peaked_lipschitz); try (by move=> *; exact: peaked_ge0).
- by move=> *; exact: bells_apart.
- by apply: (peaked_tends broad_root_gt0 hl); lra.
apply: (@far_tends _ _ _ _ _ _ _ _ _ narrow_bell 1); try lra;
  try (by move=> *; exact: peaked_lipschitz); try (by move=> *; exact: peaked_ge0).
by move=> t x y z hx; apply: peaked_far; apply: far_from_narrow; lra.
Qed.

Lemma narrow_cube_tends rho : 0 < rho <= 3 ->
  tends (fun t => t ^ 3 * box_integral (7 - rho) (7 + rho) (7 - rho) (7 + rho) (-3 - rho) (-3 + rho) (larger_bell t))
    (0 + narrow_part).
Proof.
move=> r; apply: (@larger_tends _ _ _ _ _ _ _ _ _ broad_bell narrow_bell 1); try lra;
  try (by move=> *; exact: peaked_lipschitz); try (by move=> *; exact: peaked_ge0).
- by move=> *; exact: bells_apart.
- apply: (@far_tends _ _ _ _ _ _ _ _ _ broad_bell 1); try lra;
    try (by move=> *; exact: peaked_lipschitz); try (by move=> *; exact: peaked_ge0).
  by move=> t x y z hx; apply: peaked_far; apply: far_from_broad; lra.
by apply: (peaked_tends narrow_root_gt0 hl); lra.
Qed.

Hypothesis l0 : 0 < l.

Lemma part_gt0 s : 0 < s -> 0 < ((l + l) * / s) ^ 3.
Proof. by move=> s0; apply: pow_lt; apply: Rmult_lt_0_compat; [lra | exact: Rinv_0_lt_compat]. Qed.

Lemma parts_share w w' : 0 < w -> 0 < w' ->
  ((l + l) * / sqrt w) ^ 3 / (((l + l) * / sqrt w) ^ 3 + ((l + l) * / sqrt w') ^ 3) = limit_mass w w'.
Proof.
move=> w0 w0'; rewrite /limit_mass !rpower_bell //.
have p := Rinv_0_lt_compat _ (sqrt_lt_R0 _ w0); have p' := Rinv_0_lt_compat _ (sqrt_lt_R0 _ w0').
have c := pow_lt (/ sqrt w) 3 p; have c' := pow_lt (/ sqrt w') 3 p'.
have ll : 0 < (l + l) ^ 3 by apply: pow_lt; lra.
rewrite !Rpow_mult_distr; move: c c' ll.
by move: ((/ sqrt w) ^ 3) ((/ sqrt w') ^ 3) ((l + l) ^ 3) => x y z *; field; split; nra.
Qed.

Lemma same_ratio c k x y : 0 < c -> 0 < k -> c * x / (c * y) = k * x / (k * y).
Proof.
move=> c0 k0; case: (Req_dec y 0) => [->|y0]; last by field; lra.
by rewrite !Rmult_0_r /Rdiv Rinv_0 !Rmult_0_r.
Qed.

Lemma cube_limit (m : 'I_3 -> R) rho part : 0 < rho ->
  tends (fun t => t ^ 3 * box_integral (m (inord 0) - rho) (m (inord 0) + rho) (m (inord 1) - rho)
    (m (inord 1) + rho) (m (inord 2) - rho) (m (inord 2) + rho) (larger_bell t)) part ->
  tends_cold (fun alpha => cube_probability two_modalities alpha m rho) (part / (broad_part + narrow_part)).
Proof.
move=> r cube; have b0 := part_gt0 broad_root_gt0; have n0 := part_gt0 narrow_root_gt0.
apply: (cold_of_tends _ (tends_div _ cube whole_tends)); last lra.
move=> alpha a0; rewrite /cube_probability !box_weight_bells //; try (by move=> d; rewrite /=; lra).
have t0 : 0 < (/ sqrt alpha) ^ 3 by apply: pow_lt; apply: Rinv_0_lt_compat; exact: sqrt_lt_R0.
exact: same_ratio (exp_pos (10 / alpha)) t0.
Qed.
End Limits.
End TwoModalities.

Theorem h_4_1_two_modalities_amended_stands : h_4_1_two_modalities_amended.
Proof.
have [l [l0 hl]] := half_bell_limit; split.
  move=> rho r; split.
    have -> : limit_mass (4 / 45) (/ 4) = (((l + l) * / broad_root) ^ 3 + 0)
        / (((l + l) * / broad_root) ^ 3 + ((l + l) * / narrow_root) ^ 3).
      by rewrite Rplus_0_r parts_share //; lra.
    by apply: cube_limit => //; [lra | rewrite !points; exact: broad_cube_tends].
  have -> : limit_mass (/ 4) (4 / 45) = (0 + ((l + l) * / narrow_root) ^ 3)
      / (((l + l) * / broad_root) ^ 3 + ((l + l) * / narrow_root) ^ 3).
    by rewrite Rplus_0_l (Rplus_comm (((l + l) * / broad_root) ^ 3)) parts_share //; lra.
  by apply: cube_limit => //; [lra | rewrite !points; exact: narrow_cube_tends].
have sum := limit_mass_add (4 / 45) (/ 4); split; first exact: sum.
have bounds : 0.8245 <= limit_mass (4 / 45) (/ 4) <= 0.8255.
  rewrite /limit_mass !rpower_bell; try lra.
  set s := / sqrt (4 / 45); set r := / sqrt (/ 4).
  have r2 : r = 2.
    have quarter : / 4 = / 2 * / 2 by lra.
    by rewrite /r quarter sqrt_square; lra.
  have s0 : 0 < s by apply: Rinv_0_lt_compat; apply: sqrt_lt_R0; lra.
  have s2 : s * s = 45 / 4 by rewrite /s -Rinv_mult sqrt_sqrt; lra.
  have lo : 3.354 < s by nra.
  have hi : s < 3.3542 by nra.
  have c : s ^ 3 = 45 / 4 * s by rewrite -s2; ring.
  have d : 0 < 45 / 4 * s + 2 ^ 3 by lra.
  rewrite r2 c; split; apply: (Rmult_le_reg_r (45 / 4 * s + 2 ^ 3)) => //.
    by rewrite /Rdiv Rmult_assoc (Rmult_assoc _ (/ _)) Rinv_l; lra.
  by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
by lra.
Qed.

Theorem h_4_1_two_modalities_refuted : ~ h_4_1_two_modalities.
Proof.
move=> [m [inside [highest all]]].
have [_ [in2 [top1 [top2 below]]]] := two_modalities_maxima_stands.
have [atoms [one [bounds bounds']]] := h_4_1_two_modalities_amended_stands.
have [t1 t2] := atoms 1 ltac:(lra); have t := all 1 ltac:(lra).
case: (Classical_Prop.classic (m = point (-5) (-5) 3)) => [e|away1].
  by rewrite e in t; have := cold_unique t t1; lra.
case: (Classical_Prop.classic (m = point 7 7 (-3))) => [e|away2].
  by rewrite e in t; have := cold_unique t t2; lra.
by have := below m away1 away2; have := highest _ in2; rewrite top2; lra.
Qed.
