(** Stein variational directions of particle sets: kernels and their gradients, SVGD, the negotiation direction of each
    agent, the amortized and the factor-graph forms, and the kernel Stein discrepancy. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Kernels *)

(** How a bandwidth [h] enters an RBF: [exp(-‖y - z‖²/h)], or [exp(-‖y - z‖²/(2h))]. *)
Inductive convention := H | TwoH.

(** The [w] of [exp(-‖y - z‖²/w)]. *)
Definition width (c : convention) (h : R) : R := if c is H then h else 2 * h.

Lemma width_gt0 c h : 0 < h -> 0 < width c h. Proof. by case: c => /=; lra. Qed.

Section Kernels.
Variable D : finType.
Implicit Types (y z u : D -> R) (S : {set D}) (d : D) (c : convention).

(** [u] with [t] as its coordinate [d]. *)
Definition with_coordinate u d (t : R) : D -> R := fun e => if e == d then t else u e.

(** [v = ∂f/∂u_d] at [u]. *)
Definition partial_derivative (f : (D -> R) -> R) u d v : Prop :=
  derivable_pt_lim (fun t => f (with_coordinate u d t)) (u d) v.

(** [‖y_S - z_S‖²], over the coordinates of [S]. *)
Definition squared_distance S y z : R := \sum_(d in S) (y d - z d) ^ 2.

(** [exp(-‖y_S - z_S‖²/w)], [w] the width of [h]. *)
Definition rbf c h S y z : R := exp (- (squared_distance S y z / width c h)).
(** [∂k(y,z)/∂y_d] of the RBF. *)
Definition rbf_gradient c h S d y z : R :=
  if d \in S then - (2 * (y d - z d) / width c h) * rbf c h S y z else 0.
(** [∂²k(y,z)/∂y_d ∂z_d] of the RBF. *)
Definition rbf_mixed c h S d y z : R :=
  if d \in S then (2 / width c h - (2 * (y d - z d) / width c h) ^ 2) * rbf c h S y z else 0.

(** [∏_{d in S} exp(-(y_d - z_d)²/w_d)], a bandwidth for each coordinate. *)
Definition product_kernel c (h : D -> R) S y z : R :=
  \prod_(d | d \in S) exp (- ((y d - z d) ^ 2 / width c (h d))).
(** [∂k(y,z)/∂y_d] of the product. *)
Definition product_gradient c (h : D -> R) S d y z : R :=
  if d \in S then - (2 * (y d - z d) / width c (h d)) * product_kernel c h S y z else 0.

Lemma with_coordinate_same u d t : with_coordinate u d t d = t.
Proof. by rewrite /with_coordinate eqxx. Qed.

Lemma with_coordinate_other u d t e : e != d -> with_coordinate u d t e = u e.
Proof. by rewrite /with_coordinate => /negbTE ->. Qed.

Lemma with_coordinate_id u d : with_coordinate u d (u d) = u.
Proof. by apply: functional_extensionality => e; rewrite /with_coordinate; case: eqP => [->|]. Qed.

Lemma partial_derivative_unique f u d v v' :
  partial_derivative f u d v -> partial_derivative f u d v' -> v = v'.
Proof. exact: uniqueness_limite. Qed.

Lemma squared_distance_sym S y z : squared_distance S y z = squared_distance S z y.
Proof. by apply: eq_bigr => d _; ring. Qed.

Lemma squared_distance_refl S y : squared_distance S y y = 0.
Proof. by rewrite /squared_distance big1 // => d _; ring. Qed.

Lemma squared_distance_ge0 S y z : 0 <= squared_distance S y z.
Proof. by apply: sum_ge0 => d _; apply: pow2_ge_0. Qed.

Lemma rbf_sym c h S y z : rbf c h S y z = rbf c h S z y.
Proof. by rewrite /rbf squared_distance_sym. Qed.

Lemma rbf_refl c h S y : rbf c h S y y = 1.
Proof. by rewrite /rbf squared_distance_refl /Rdiv Rmult_0_l Ropp_0 exp_0. Qed.

Lemma rbf_gt0 c h S y z : 0 < rbf c h S y z. Proof. exact: exp_pos. Qed.

Lemma rbf_gradient_refl c h S d y : rbf_gradient c h S d y y = 0.
Proof. by rewrite /rbf_gradient; case: ifP => // _; rewrite /Rdiv; ring. Qed.

Lemma rbf_gradient_anti c h S d y z : rbf_gradient c h S d y z = - rbf_gradient c h S d z y.
Proof. by rewrite /rbf_gradient (rbf_sym c h S z y); case: ifP => _; rewrite /Rdiv; ring. Qed.

Lemma rbf_mixed_sym c h S d y z : rbf_mixed c h S d y z = rbf_mixed c h S d z y.
Proof. by rewrite /rbf_mixed (rbf_sym c h S z y); case: ifP => _; rewrite /Rdiv; ring. Qed.

(** The squared distance is [A + (t - z_d)²] in the coordinate [d]. *)
Lemma squared_distance_in S d y z t : d \in S ->
  squared_distance S (with_coordinate y d t) z
  = \sum_(e | (e \in S) && (e != d)) (y e - z e) ^ 2 + (t - z d) ^ 2.
Proof.
move=> dS; rewrite /squared_distance (bigD1 d) //= with_coordinate_same Rplus_comm; congr (_ + _).
by apply: eq_bigr => e /andP[_ ed]; rewrite with_coordinate_other.
Qed.

Lemma squared_distance_out S d y z t : d \notin S ->
  squared_distance S (with_coordinate y d t) z = squared_distance S y z.
Proof.
move=> dS; apply: eq_bigr => e eS; rewrite with_coordinate_other //.
by apply: contraNneq dS => <-.
Qed.

Lemma derivable_gaussian A b w t :
  derivable_pt_lim (fun t => exp (- ((A + (t - b) ^ 2) / w))) t
    (- (2 * (t - b) / w) * exp (- ((A + (t - b) ^ 2) / w))).
Proof.
have -> : - (2 * (t - b) / w) * exp (- ((A + (t - b) ^ 2) / w))
    = exp (- ((A + (t - b) ^ 2) / w)) * (- / w * (0 + (INR 2 * (t - b) ^ 1) * (1 - 0))).
  by rewrite /= /Rdiv; ring.
apply: (derivable_pt_lim_comp (fun t => - ((A + (t - b) ^ 2) / w)) exp); last exact: derivable_pt_lim_exp.
have -> : (fun t => - ((A + (t - b) ^ 2) / w)) = (fun t => - / w * (A + (t - b) ^ 2)).
  by apply: functional_extensionality => s; rewrite /Rdiv; ring.
apply: derivable_pt_lim_scal; apply: derivable_pt_lim_plus; first exact: derivable_pt_lim_const.
apply: (derivable_pt_lim_comp (fun t => t - b) (fun s => s ^ 2)); last exact: derivable_pt_lim_pow.
by apply: derivable_pt_lim_minus; [exact: derivable_pt_lim_id | exact: derivable_pt_lim_const].
Qed.

(** The gradient of the RBF is its gradient. *)
Lemma rbf_gradient_correct c h S d y z :
  partial_derivative (fun u => rbf c h S u z) y d (rbf_gradient c h S d y z).
Proof.
rewrite /partial_derivative /rbf_gradient /rbf; case: ifP => [dS|/negbT dS].
  have -> : squared_distance S y z = \sum_(e | (e \in S) && (e != d)) (y e - z e) ^ 2 + (y d - z d) ^ 2.
    by rewrite -(squared_distance_in y z (y d) dS) with_coordinate_id.
  have := derivable_gaussian (\sum_(e | (e \in S) && (e != d)) (y e - z e) ^ 2) (z d) (width c h) (y d).
  by congr derivable_pt_lim; apply: functional_extensionality => t; rewrite squared_distance_in.
have -> : (fun t => exp (- (squared_distance S (with_coordinate y d t) z / width c h)))
    = fct_cte (exp (- (squared_distance S y z / width c h))).
  by apply: functional_extensionality => t; rewrite squared_distance_out.
exact: derivable_pt_lim_const.
Qed.

(** The mixed derivative of the RBF is the derivative of its gradient over the other argument. *)
Lemma rbf_mixed_correct c h S d y z :
  partial_derivative (fun u => rbf_gradient c h S d y u) z d (rbf_mixed c h S d y z).
Proof.
rewrite /partial_derivative /rbf_gradient /rbf_mixed; case: ifP => [dS|_]; last exact: derivable_pt_lim_const.
rewrite (_ : (2 / width c h - (2 * (y d - z d) / width c h) ^ 2) * rbf c h S y z
  = 2 / width c h * rbf c h S z y + - (2 * (y d - z d) / width c h) * rbf_gradient c h S d z y); last first.
  by rewrite /rbf_gradient dS (rbf_sym c h S z y) /Rdiv; ring.
have linear : derivable_pt_lim (fun t => 2 / width c h * t + - (2 / width c h * y d)) (z d) (2 / width c h * 1 + 0).
  apply: derivable_pt_lim_plus; last exact: derivable_pt_lim_const.
  by apply: derivable_pt_lim_scal; exact: derivable_pt_lim_id.
have := derivable_pt_lim_mult _ _ _ _ _ linear (rbf_gradient_correct c h S d z y).
congr derivable_pt_lim; last by rewrite with_coordinate_id /Rdiv; ring.
apply: functional_extensionality => t.
by rewrite /mult_fct with_coordinate_same (rbf_sym c h S y) /Rdiv; ring.
Qed.

Lemma product_gradient_correct c h S d y z :
  partial_derivative (fun u => product_kernel c h S u z) y d (product_gradient c h S d y z).
Proof.
rewrite /partial_derivative /product_gradient; case: ifP => [dS|/negbT dS]; last first.
  have -> : (fun t => product_kernel c h S (with_coordinate y d t) z) = fct_cte (product_kernel c h S y z).
    apply: functional_extensionality => t; apply: eq_bigr => e eS; rewrite with_coordinate_other //.
    by apply: contraNneq dS => <-.
  exact: derivable_pt_lim_const.
pose A := \prod_(e | (e \in S) && (e != d)) exp (- ((y e - z e) ^ 2 / width c (h e))).
have split t : product_kernel c h S (with_coordinate y d t) z
    = A * exp (- ((0 + (t - z d) ^ 2) / width c (h d))).
  rewrite /product_kernel (bigD1 d) //= with_coordinate_same Rplus_0_l Rmult_comm; congr (_ * _).
  by apply: eq_bigr => e /andP[_ ed]; rewrite with_coordinate_other.
have -> : product_kernel c h S y z = A * exp (- ((0 + (y d - z d) ^ 2) / width c (h d))).
  by rewrite -split with_coordinate_id.
have -> : (fun t => product_kernel c h S (with_coordinate y d t) z)
    = mult_real_fct A (fun t => exp (- ((0 + (t - z d) ^ 2) / width c (h d)))).
  by apply: functional_extensionality => t; rewrite split.
rewrite -Rmult_assoc (Rmult_comm _ A) Rmult_assoc.
by apply: derivable_pt_lim_scal; apply: derivable_gaussian.
Qed.
End Kernels.

(** * Directions *)
Section Directions.
Variables M D : finType.
Implicit Types (x s : M -> D -> R) (z : D -> R) (d : D) (c : convention).

(** [E f = (1/M) Σ_j f j], the mean over the particles. *)
Definition mean (f : M -> R) : R := / INR #|M| * \sum_j f j.

(** [φ*(z)_d = (1/M) Σ_j [k(x_j, z) s_d(x_j) + ∂k(x_j, z)/∂x_jd]] of a kernel [k] and its gradient. *)
Definition stein_direction (k : (D -> R) -> (D -> R) -> R) (gradient : D -> (D -> R) -> (D -> R) -> R) x s z d : R :=
  mean (fun j => k (x j) z * s j d + gradient d (x j) z).

(** SVGD: [φ*] with the RBF over all coordinates. *)
Definition direction c h x s z d : R :=
  stein_direction (rbf c h [set: D]) (rbf_gradient c h [set: D]) x s z d.

(** [φ*] with the product of the RBFs of all coordinates. *)
Definition product_direction c (h : D -> R) x s z d : R :=
  stein_direction (product_kernel c h [set: D]) (product_gradient c h [set: D]) x s z d.

Section Negotiation.
Variables (N : finType) (owner : D -> N).

(** The coordinates that the agents of a set own. *)
Definition coordinates (agents : {set N}) : {set D} := [set d | owner d \in agents].

(** [φ_n*(z)_d], [d] one of agent [n]'s coordinates: the RBF on the coordinates of [S_n = {n} ∪ C_n], with agent [n]'s
    own bandwidth. *)
Definition negotiation_direction c (h : N -> R) (C : N -> {set N}) x s z d : R :=
  let n := owner d in
  let S := coordinates (n |: C n) in
  stein_direction (rbf c (h n) S) (rbf_gradient c (h n) S) x s z d.

(** [Δf_n(z)_d = (1/M) Σ_j [κ_n(x_j, z) ∂Q(x_j)/∂x_jd + α_n ∂κ_n(x_j, z)/∂x_jd]] with [κ_n] on [S_n]. *)
Definition amortized_direction c (h : N -> R) (C : N -> {set N}) (alpha : N -> R) x (gradient : M -> D -> R) z d : R :=
  let n := owner d in
  let S := coordinates (n |: C n) in
  mean (fun j => rbf c (h n) S (x j) z * gradient j d + alpha n * rbf_gradient c (h n) S d (x j) z).

(** [∇_n Q(u) = Σ_{c ∋ n} ∇_n Q_c(u_c)] at the particles; what a gradient says of agents outside its clique is not
    read. *)
Definition factor_score (F : finType) (clique : F -> {set N}) (gradient : F -> (D -> R) -> D -> R) x j d : R :=
  \sum_(f | owner d \in clique f) gradient f (x j) d.

(** Agent [n] and the agents of its cliques. *)
Definition neighbourhood (F : finType) (clique : F -> {set N}) n : {set N} :=
  n |: \bigcup_(f | n \in clique f) clique f.

(** [φ_n*] with the product kernel on the coordinates of [S_n], agent [n] and the agents of its cliques. *)
Definition factor_direction c (h : D -> R) (F : finType) (clique : F -> {set N}) gradient x z d : R :=
  let S := coordinates (neighbourhood clique (owner d)) in
  stein_direction (product_kernel c h S) (product_gradient c h S) x (factor_score clique gradient x) z d.
End Negotiation.

(** * The kernel Stein discrepancy *)

(** [κ_p(y, z) = k(y,z) s_y·s_z + s_y·∇_z k + s_z·∇_y k + tr ∇_y ∇_z k], [s_y] and [s_z] the scores at [y] and [z]. *)
Definition stein_kernel c h (y s_y z s_z : D -> R) : R :=
  let S := [set: D] in
  \sum_d (rbf c h S y z * (s_y d * s_z d) + s_y d * rbf_gradient c h S d z y + s_z d * rbf_gradient c h S d y z
    + rbf_mixed c h S d y z).

(** [KSD² = (1/M²) Σ_{j,l} κ_p(x_j, x_l)], the V-statistic. *)
Definition discrepancy_v c h x s : R := mean (fun j => mean (fun l => stein_kernel c h (x j) (s j) (x l) (s l))).

(** [E[s·f + tr ∇f]], the rate at which KL falls when the particles move along [f], of which [slope j d] is
    [∂f_d/∂u_d] at particle [j]. *)
Definition stein_rate x s (f : (D -> R) -> D -> R) (slope : M -> D -> R) : R :=
  mean (fun j => \sum_d (s j d * f (x j) d + slope j d)).
End Directions.
