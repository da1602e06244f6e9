(** SVNR: the differential games of §6. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num operators.differential.
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
