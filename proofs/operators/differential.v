(** Differential games: one step, an action from an interval for each agent, a reward that is the upper envelope of
    quadratics. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num operators.laplace.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Differential.
Variable D : finType.
Implicit Types u : D -> R.

(** [t - w ‖u - m‖²]: the highest value [t], how fast it falls [w > 0], where it is highest [m]. *)
Record peak := Peak { top : R; curvature : R; center : D -> R }.

Definition peak_value (p : peak) u : R := top p - curvature p * \sum_d (u d - center p d) ^ 2.

(** Two peaks on the box [[low, high]^D]. *)
Record differential_game := DifferentialGame { low : R; high : R; broad : peak; narrow : peak }.

(** [r(u) = max_k [t_k - w_k ‖u - m_k‖²]]. *)
Definition differential_reward (g : differential_game) u : R :=
  Rmax (peak_value (broad g) u) (peak_value (narrow g) u).

Definition in_box (g : differential_game) u : Prop := forall d, low g <= u d <= high g.

(** Where the narrow peak is above the broad one. *)
Definition narrow_leads (g : differential_game) u : Prop := peak_value (broad g) u < peak_value (narrow g) u.

Lemma squares_ge0 u m : 0 <= \sum_d (u d - m d) ^ 2.
Proof. by apply: sum_ge0 => d _; have := pow2_ge_0 (u d - m d). Qed.

Lemma squares_eq0 u m : \sum_d (u d - m d) ^ 2 = 0 -> u = m.
Proof.
move=> z; apply: functional_extensionality => d.
have e : (u d - m d) * ((u d - m d) * 1) = 0 by exact: (sum_eq0 (fun d => pow2_ge_0 (u d - m d)) z d).
by case: (Rmult_integral _ _ e) => e0; lra.
Qed.

Lemma peak_at_center p : peak_value p (center p) = top p.
Proof. by rewrite /peak_value big1 => [|d _]; [lra | rewrite /=; ring]. Qed.

Lemma peak_below_top p u : 0 < curvature p -> u <> center p -> peak_value p u < top p.
Proof.
move=> w0 away; rewrite /peak_value; case: (squares_ge0 u (center p)) => [pos|/esym/squares_eq0 //].
by have := Rmult_lt_0_compat _ _ w0 pos; lra.
Qed.
End Differential.

(** A joint action of three agents. *)
Definition point (x y z : R) : 'I_3 -> R := fun d => nth 0 [:: x; y; z] d.

Lemma sum_three (f : 'I_3 -> R) : \sum_d f d = f (inord 0) + f (inord 1) + f (inord 2).
Proof.
rewrite !big_ord_recl big_ord0 Rplus_0_r -Rplus_assoc.
by congr (f _ + f _ + f _); apply: val_inj; rewrite /= inordK.
Qed.

(** The games of [SVNR, §6 (1.1), (1.2)]: the broad peak falls by [0.8/3² = 4/45], the narrow one by [1/s₂²]. *)
Definition two_modalities : differential_game [finType of 'I_3] :=
  DifferentialGame (-10) 10 (Peak 10 (4 / 45) (point (-5) (-5) 3)) (Peak 10 (/ 2 ^ 2) (point 7 7 (-3))).

Definition max_of_three (s2 : R) : differential_game [finType of 'I_3] :=
  DifferentialGame (-10) 10 (Peak 0 (4 / 45) (point (-5) (-5) 3)) (Peak 10 (/ s2 ^ 2) (point 7 7 (-4))).

Lemma peak_value_three t w m u : peak_value (@Peak [finType of 'I_3] t w m) u =
  t - w * ((u (inord 0) - m (inord 0)) ^ 2 + (u (inord 1) - m (inord 1)) ^ 2 + (u (inord 2) - m (inord 2)) ^ 2).
Proof. by rewrite /peak_value /= sum_three. Qed.

Lemma point0 x y z : point x y z (inord 0) = x. Proof. by rewrite /point inordK. Qed.
Lemma point1 x y z : point x y z (inord 1) = y. Proof. by rewrite /point inordK. Qed.
Lemma point2 x y z : point x y z (inord 2) = z. Proof. by rewrite /point inordK. Qed.
Definition points := (point0, point1, point2).

Lemma in_cube (g : differential_game [finType of 'I_3]) x y z : low g = -10 -> high g = 10 ->
  -10 <= x <= 10 -> -10 <= y <= 10 -> -10 <= z <= 10 -> in_box g (point x y z).
Proof. by move=> l h *; move=> [[|[|[|//]]] i]; rewrite l h /point /=. Qed.

(** ** The Boltzmann distribution [p(u) ∝ exp(r(u)/α)] of three agents *)
(** [∫ exp(r(u)/α) du] over the [u] with [lo <= u <= hi]. *)
Definition box_weight (g : differential_game [finType of 'I_3]) (alpha : R) (lo hi : 'I_3 -> R) : R :=
  box_integral (lo (inord 0)) (hi (inord 0)) (lo (inord 1)) (hi (inord 1)) (lo (inord 2)) (hi (inord 2))
    (fun x y z => exp (differential_reward g (point x y z) / alpha)).

(** Its probability of the cube of the points within [rho] of [m] in every coordinate, a part of the game's box. *)
Definition cube_probability (g : differential_game [finType of 'I_3]) (alpha : R) (m : 'I_3 -> R) (rho : R) : R :=
  box_weight g alpha (fun d => m d - rho) (fun d => m d + rho) / box_weight g alpha (fun _ => low g) (fun _ => high g).

(** The share of a peak with curvature [w], beside one of the same height with [w'], as the masses [w^(-3/2)] of
    their bells have it. *)
Definition limit_mass (w w' : R) : R := Rpower w (- (3 / 2)) / (Rpower w (- (3 / 2)) + Rpower w' (- (3 / 2))).
