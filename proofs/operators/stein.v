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

(** * The inner product of the RBF's space *)

(** Matrices of scalar products of finitely many features. *)
Section Gram.
Variable I : finType.
Implicit Types (K L : I -> I -> R) (v : I -> R).

Definition gram K : Prop := exists (E : finType) (f : E -> I -> R), forall i j, K i j = \sum_e f e i * f e j.

Lemma gram_ext K L : (forall i j, K i j = L i j) -> gram L -> gram K.
Proof. by move=> e [E [f h]]; exists E, f => i j; rewrite e h. Qed.

Lemma gram_vector v : gram (fun i j => v i * v j).
Proof. by exists [finType of unit], (fun _ => v) => i j; rewrite sum_unit. Qed.

Lemma gram_const r : 0 <= r -> gram (fun _ _ => r).
Proof.
by move=> r0; apply: gram_ext (gram_vector (fun _ => sqrt r)) => i j; rewrite sqrt_sqrt.
Qed.

Lemma gram_add K L : gram K -> gram L -> gram (fun i j => K i j + L i j).
Proof.
move=> [E [f hf]] [F [g hg]].
exists [finType of E + F], (fun e i => match e with inl e => f e i | inr e => g e i end) => i j.
by rewrite big_sumType hf hg.
Qed.

Lemma gram_mul K L : gram K -> gram L -> gram (fun i j => K i j * L i j).
Proof.
move=> [E [f hf]] [F [g hg]]; exists [finType of E * F], (fun e i => f e.1 i * g e.2 i) => i j.
rewrite hf hg big_distrlr /= pair_bigA /=; apply: eq_bigr => e _; ring.
Qed.

Lemma gram_pow K n : gram K -> gram (fun i j => K i j ^ n).
Proof.
move=> gK; elim: n => [|n ih] /=; first by apply: gram_const; lra.
exact: gram_mul.
Qed.

Lemma gram_sum (F : nat -> I -> I -> R) N : (forall n, gram (F n)) -> gram (fun i j => sum_f_R0 (fun n => F n i j) N).
Proof. by move=> gF; elim: N => [|n ih] /=; [exact: gF | exact: gram_add]. Qed.

Lemma gram_E1 K N : gram K -> gram (fun i j => E1 (K i j) N).
Proof.
move=> gK; apply: gram_sum => n; apply: gram_mul; last exact: gram_pow.
by apply: gram_const; left; apply: Rinv_0_lt_compat; apply: INR_fact_lt_0.
Qed.

Lemma gram_features (D : finType) (x : I -> D -> R) (P : pred D) : gram (fun i j => \sum_(d | P d) x i d * x j d).
Proof.
exists D, (fun d i => if P d then x i d else 0) => i j; rewrite big_mkcond.
by apply: eq_bigr => d _; case: ifP => _; lra.
Qed.

Lemma gram_ge0 K : gram K -> 0 <= \sum_i \sum_j K i j.
Proof.
move=> [E [f h]].
have -> : \sum_i \sum_j K i j = \sum_e (\sum_i f e i) ^ 2.
  transitivity (\sum_i \sum_e f e i * \sum_j f e j).
    apply: eq_bigr => i _; under eq_bigr do rewrite h.
    by rewrite exchange_big; apply: eq_bigr => e _; rewrite sum_scale.
  by rewrite exchange_big; apply: eq_bigr => e _; rewrite sum_scale_r /=; ring.
by apply: sum_ge0 => e _; apply: pow2_ge_0.
Qed.
End Gram.

Lemma limit_const r : Un_cv (fun _ => r) r.
Proof. by move=> e e0; exists 0%N => n _; rewrite /R_dist Rminus_diag_eq // Rabs_R0. Qed.

Lemma limit_shift (s : nat -> R) l k : Un_cv s l -> Un_cv (fun n => s (n + k)%coq_nat) l.
Proof.
move=> sl e /sl [N h]; exists N => n nN; apply: h.
by apply: (PeanoNat.Nat.le_trans _ _ _ nN); apply: PeanoNat.Nat.le_add_r.
Qed.

Lemma limit_sum (T : finType) (s : T -> nat -> R) (l : T -> R) : (forall x, Un_cv (s x) (l x)) ->
  Un_cv (fun n => \sum_x s x n) (\sum_x l x).
Proof.
move=> sl; elim: (index_enum T) => [|x r ih].
  by rewrite big_nil; apply: Un_cv_ext (limit_const 0) => n; rewrite big_nil.
rewrite big_cons; apply: Un_cv_ext (CV_plus _ _ _ _ (sl x) ih) => n; by rewrite big_cons.
Qed.

Lemma limit_ge0 (s : nat -> R) l : (forall n, 0 <= s n) -> Un_cv s l -> 0 <= l.
Proof.
move=> s0 sl; case: (Rle_lt_dec 0 l) => // l0.
have [N h] := sl (- l) ltac:(lra); have := h N (le_n N); have := s0 N.
by rewrite /R_dist /Rabs; case: Rcase_abs; lra.
Qed.

(** [α xⁿ + b n xⁿ⁻¹]: the values [α] and slopes [b] that a combination reads of the monomial [xⁿ]. *)
Definition monomial_read (alpha b x : R) (n : nat) : R :=
  if n is m.+1 then alpha * x ^ n + b * (INR n * x ^ m) else alpha.

(** [Σ_n βⁿ/n! (α xⁿ + b n xⁿ⁻¹)(α' yⁿ + b' n yⁿ⁻¹)] is [exp(β x y)] read twice. *)
Lemma monomials_limit beta alpha b x alpha' b' y :
  Un_cv (fun N => sum_f_R0 (fun n => / INR (fact n) * beta ^ n
      * (monomial_read alpha b x n * monomial_read alpha' b' y n)) (N + 2)%coq_nat)
    (((alpha + beta * b * y) * (alpha' + beta * b' * x) + beta * b * b') * exp (beta * (x * y))).
Proof.
set X := beta * (x * y).
pose F n := / INR (fact n) * beta ^ n * (monomial_read alpha b x n * monomial_read alpha' b' y n).
have step N : sum_f_R0 F (N + 2)%coq_nat = alpha * alpha' * E1 X (N + 2)%coq_nat
    + beta * (alpha * b' * x + b * alpha' * y + b * b') * E1 X (N + 1)%coq_nat
    + beta ^ 2 * b * b' * (x * y) * E1 X N.
  rewrite !plusE !addn2 !addn1; elim: N => [|N ih]; first by rewrite /E1 /X /F /=; field.
  have E n : E1 X n.+1 = E1 X n + / INR (fact n.+1) * X ^ n.+1 by [].
  rewrite (_ : sum_f_R0 F N.+3 = sum_f_R0 F N.+2 + F N.+3) // ih (E N.+2) (E N.+1) (E N).
  set p := INR N.+2; have p0 : 0 < p by apply: lt_0_INR; apply/ltP.
  set r := INR (fact N.+1); have r0 : 0 < r by apply: INR_fact_lt_0.
  have f2 : INR (fact N.+2) = p * r by rewrite fact_simpl mult_INR.
  have f3 : INR (fact N.+3) = (p + 1) * (p * r) by rewrite fact_simpl mult_INR f2 S_INR.
  have -> : F N.+3 = alpha * alpha' * (/ INR (fact N.+3) * X ^ N.+3)
      + beta * (alpha * b' * x + b * alpha' * y + b * b') * (/ INR (fact N.+2) * X ^ N.+2)
      + beta ^ 2 * b * b' * (x * y) * (/ r * X ^ N.+1).
    rewrite /F /monomial_read (S_INR N.+2) -/p f3 f2 /X !Rpow_mult_distr -!tech_pow_Rmult.
    by field; lra.
  by ring.
have lim k := limit_shift k (E1_cvg X).
rewrite (_ : ((alpha + beta * b * y) * (alpha' + beta * b' * x) + beta * b * b') * exp X
    = alpha * alpha' * exp X + beta * (alpha * b' * x + b * alpha' * y + b * b') * exp X
      + beta ^ 2 * b * b' * (x * y) * exp X); last by ring.
apply: Un_cv_ext; last (apply: CV_plus; [apply: CV_plus|]; apply: CV_mult;
  [exact: limit_const | exact: (lim 2%N) | exact: limit_const | exact: (lim 1%N) | exact: limit_const | exact: E1_cvg]).
by move=> n; rewrite step.
Qed.

Section InnerProduct.
Variable D : finType.
Implicit Types (c : convention) (S : {set D}) (d : D).

(** [⟨a k(y,·) + b ∂k(y,·)/∂y_d, a' k(z,·) + b' ∂k(z,·)/∂z_d⟩]. *)
Definition kernel_pairing c h S d (y : D -> R) (a b : R) (z : D -> R) (a' b' : R) : R :=
  a * a' * rbf c h S y z + a * b' * rbf_gradient c h S d z y + b * a' * rbf_gradient c h S d y z
  + b * b' * rbf_mixed c h S d y z.

(** [⟨f, g⟩] for [f = Σ_i a_i k(x_i,·) + b_i ∂k(x_i,·)/∂x_id] and [g] alike. *)
Definition inner_along c h S d (I J : finType) (x : I -> D -> R) (a b : I -> R) (y : J -> D -> R) (a' b' : J -> R)
    : R :=
  \sum_i \sum_j kernel_pairing c h S d (x i) (a i) (b i) (y j) (a' j) (b' j).

Lemma kernel_pairing_sym c h S d y a b z a' b' :
  kernel_pairing c h S d y a b z a' b' = kernel_pairing c h S d z a' b' y a b.
Proof. by rewrite /kernel_pairing (rbf_sym c h S y) (rbf_mixed_sym c h S d y); ring. Qed.

Lemma inner_along_sym c h S d (I J : finType) (x : I -> D -> R) a b (y : J -> D -> R) a' b' :
  inner_along c h S d x a b y a' b' = inner_along c h S d y a' b' x a b.
Proof.
rewrite /inner_along exchange_big; apply: eq_bigr => j _; apply: eq_bigr => i _.
exact: kernel_pairing_sym.
Qed.

Lemma kernel_pairing_in c h S d y a b z a' b' : 0 < h -> d \in S ->
  let beta := 2 / width c h in
  let own (u : D -> R) := exp (- ((\sum_(e in S) u e ^ 2) / width c h)) in
  kernel_pairing c h S d y a b z a' b' =
  own y * own z * exp (beta * \sum_(e | (e \in S) && (e != d)) y e * z e) *
  ((((a - beta * b * y d) + beta * b * z d) * ((a' - beta * b' * z d) + beta * b' * y d) + beta * b * b')
    * exp (beta * (y d * z d))).
Proof.
move=> h0 dS beta own; have w0 := width_gt0 c h0.
have k : rbf c h S y z = own y * own z * exp (beta * \sum_(e | (e \in S) && (e != d)) y e * z e)
    * exp (beta * (y d * z d)).
  rewrite /own -!exp_plus /rbf; congr exp.
  have -> : squared_distance S y z = \sum_(e in S) y e ^ 2 + \sum_(e in S) z e ^ 2 - 2 * \sum_(e in S) y e * z e.
    rewrite -sum_scale -sum_add -sum_sub; apply: eq_bigr => e _; ring.
  have -> : \sum_(e in S) y e * z e = y d * z d + \sum_(e | (e \in S) && (e != d)) y e * z e by rewrite (bigD1 d).
  by rewrite /beta; field; lra.
rewrite /kernel_pairing /rbf_gradient /rbf_mixed dS (rbf_sym c h S z y) k /beta /Rdiv; ring.
Qed.

Lemma inner_along_ge0 c h S d (I : finType) (x : I -> D -> R) a b : 0 < h ->
  0 <= inner_along c h S d x a b x a b.
Proof.
move=> h0; have w0 := width_gt0 c h0; have beta0 : 0 < 2 / width c h by apply: Rdiv_lt_0_compat; lra.
pose beta := 2 / width c h; pose own (u : D -> R) := exp (- ((\sum_(e in S) u e ^ 2) / width c h)).
have rest N : gram (fun i j : I => own (x i) * own (x j)
    * E1 (beta * \sum_(e | (e \in S) && (e != d)) x i e * x j e) N).
  apply: gram_mul; first exact: gram_vector.
  apply: gram_E1; apply: gram_mul; first by apply: gram_const; rewrite /beta; lra.
  exact: gram_features.
case: (boolP (d \in S)) => [dS|dS]; last first.
  have whole N : gram (fun i j : I => a i * a j * (own (x i) * own (x j)
    * E1 (beta * \sum_(e | (e \in S)) x i e * x j e) N)).
    apply: gram_mul; first exact: gram_vector.
    apply: gram_mul; first exact: gram_vector.
    apply: gram_E1; apply: gram_mul; first by apply: gram_const; rewrite /beta; lra.
    exact: gram_features.
  apply: (limit_ge0 (fun N => gram_ge0 (whole N))); apply: limit_sum => i; apply: limit_sum => j.
  have -> : kernel_pairing c h S d (x i) (a i) (b i) (x j) (a j) (b j)
      = a i * a j * (own (x i) * own (x j) * exp (beta * \sum_(e in S) x i e * x j e)).
    rewrite /kernel_pairing /rbf_gradient /rbf_mixed (negbTE dS).
    suff -> : rbf c h S (x i) (x j) = own (x i) * own (x j) * exp (beta * \sum_(e in S) x i e * x j e) by ring.
    rewrite /own -!exp_plus /rbf; congr exp.
    have -> : squared_distance S (x i) (x j)
        = \sum_(e in S) x i e ^ 2 + \sum_(e in S) x j e ^ 2 - 2 * \sum_(e in S) x i e * x j e.
      rewrite -sum_scale -sum_add -sum_sub; apply: eq_bigr => e _; ring.
    by rewrite /beta; field; lra.
  by apply: CV_mult; [exact: limit_const | apply: CV_mult; [exact: limit_const | exact: E1_cvg]].
pose alpha i := a i - beta * b i * x i d.
pose reads (n : nat) i := monomial_read (alpha i) (b i) (x i d) n.
have own_part N : gram (fun i j : I => sum_f_R0 (fun n => / INR (fact n) * beta ^ n * (reads n i * reads n j)) N).
  apply: gram_sum => n; apply: gram_mul; last exact: gram_vector.
  apply: gram_const; apply: Rmult_le_pos; last by apply: pow_le; rewrite /beta; lra.
  by left; apply: Rinv_0_lt_compat; apply: INR_fact_lt_0.
apply: (limit_ge0 (fun N => gram_ge0 (gram_mul (rest N) (own_part (N + 2)%coq_nat)))).
apply: limit_sum => i; apply: limit_sum => j; rewrite kernel_pairing_in //.
apply: CV_mult; last exact: monomials_limit.
by apply: CV_mult; [exact: limit_const | exact: E1_cvg].
Qed.

(** [‖f + t g‖² = ‖f‖² + 2t ⟨f,g⟩ + t² ‖g‖²], and is not negative. *)
Lemma inner_along_square c h S d (I J : finType) (x : I -> D -> R) a b (y : J -> D -> R) a' b' t : 0 < h ->
  0 <= inner_along c h S d x a b x a b + 2 * t * inner_along c h S d x a b y a' b'
       + t ^ 2 * inner_along c h S d y a' b' y a' b'.
Proof.
move=> h0.
pose z (e : I + J) := match e with inl i => x i | inr j => y j end.
pose p (e : I + J) := match e with inl i => a i | inr j => t * a' j end.
pose q (e : I + J) := match e with inl i => b i | inr j => t * b' j end.
have := @inner_along_ge0 c h S d [finType of I + J] z p q h0.
suff -> : inner_along c h S d z p q z p q = inner_along c h S d x a b x a b
    + 2 * t * inner_along c h S d x a b y a' b' + t ^ 2 * inner_along c h S d y a' b' y a' b' by [].
rewrite {1}/inner_along big_sumType /=.
under eq_bigr do rewrite big_sumType /=.
under [X in _ + X]eq_bigr do rewrite big_sumType /=.
rewrite !sum_add.
have mixed : \sum_i \sum_j kernel_pairing c h S d (x i) (a i) (b i) (y j) (t * a' j) (t * b' j)
    = t * inner_along c h S d x a b y a' b'.
  rewrite /inner_along -sum_scale; apply: eq_bigr => i _; rewrite -sum_scale; apply: eq_bigr => j _.
  by rewrite /kernel_pairing; ring.
have mixed' : \sum_j \sum_i kernel_pairing c h S d (y j) (t * a' j) (t * b' j) (x i) (a i) (b i)
    = t * inner_along c h S d x a b y a' b'.
  rewrite -mixed exchange_big; apply: eq_bigr => i _; apply: eq_bigr => j _; exact: kernel_pairing_sym.
have last : \sum_j \sum_l kernel_pairing c h S d (y j) (t * a' j) (t * b' j) (y l) (t * a' l) (t * b' l)
    = t ^ 2 * inner_along c h S d y a' b' y a' b'.
  rewrite /inner_along -sum_scale; apply: eq_bigr => j _; rewrite -sum_scale; apply: eq_bigr => l _.
  by rewrite /kernel_pairing; ring.
by rewrite mixed mixed' last -/(inner_along c h S d x a b x a b); ring.
Qed.
End InnerProduct.

(** A quadratic that is nowhere negative. *)
Lemma discriminant A B C : (forall t, 0 <= A + 2 * t * B + t ^ 2 * C) -> B ^ 2 <= A * C.
Proof.
move=> nonneg; have A0 := nonneg 0.
case: (Rtotal_order C 0) => [C0|[C0|C0]].
- exfalso.
  have := nonneg ((- (2 * B) - sqrt (4 * B ^ 2 + 4 * (A + 1) * - C)) / (2 * C)).
  set r := sqrt _; have r2 : r ^ 2 = 4 * B ^ 2 + 4 * (A + 1) * - C.
    apply: pow2_sqrt; have := pow2_ge_0 B; have := Rmult_le_pos (A + 1) (- C) ltac:(lra) ltac:(lra); lra.
  have -> : A + 2 * ((- (2 * B) - r) / (2 * C)) * B + ((- (2 * B) - r) / (2 * C)) ^ 2 * C
    = A + (r ^ 2 - 4 * B ^ 2) / (4 * C) by field; lra.
  rewrite r2; have -> : A + (4 * B ^ 2 + 4 * (A + 1) * - C - 4 * B ^ 2) / (4 * C) = -1 by field; lra.
  by lra.
- rewrite C0 Rmult_0_r; case: (Req_dec B 0) => [->|B0]; first by lra.
  have := nonneg (- (A + 1) / (2 * B)); rewrite C0.
  have -> : A + 2 * (- (A + 1) / (2 * B)) * B + (- (A + 1) / (2 * B)) ^ 2 * 0 = -1 by field.
  by lra.
have := nonneg (- B / C); have -> : A + 2 * (- B / C) * B + (- B / C) ^ 2 * C = (A * C - B ^ 2) / C by field; lra.
move/(Rmult_le_compat_r C _ _ (Rlt_le _ _ C0)); rewrite Rmult_0_l.
by have -> : (A * C - B ^ 2) / C * C = A * C - B ^ 2; [field | ]; lra.
Qed.

(** * Functions in the RBF's space *)
Section Space.
Variable D : finType.
Implicit Types (c : convention) (d : D).

(** [f(u)_d = Σ_i a_id k(z_i, u) + b_id ∂k(z_i, u)/∂z_id]: what finitely many kernels and their slopes span. *)
Definition combination c h (I : finType) (z a b : I -> D -> R) (u : D -> R) d : R :=
  \sum_i (a i d * rbf c h [set: D] (z i) u + b i d * rbf_gradient c h [set: D] d (z i) u).
(** [∂f_d/∂u_d]. *)
Definition combination_slope c h (I : finType) (z a b : I -> D -> R) (u : D -> R) d : R :=
  \sum_i (a i d * rbf_gradient c h [set: D] d u (z i) + b i d * rbf_mixed c h [set: D] d (z i) u).
(** [⟨f, g⟩] of two of them: [Σ_d Σ_ij a_id a'_jd k(z_i, z'_j)], and alike with the slopes. *)
Definition inner_product c h (I J : finType) (z a b : I -> D -> R) (z' a' b' : J -> D -> R) : R :=
  \sum_d inner_along c h [set: D] d z (a^~ d) (b^~ d) z' (a'^~ d) (b'^~ d).

Lemma derivable_sum (I : finType) (F : I -> R -> R) (l : I -> R) t :
  (forall i, derivable_pt_lim (F i) t (l i)) -> derivable_pt_lim (fun t => \sum_i F i t) t (\sum_i l i).
Proof.
move=> dF; elim: (index_enum I) => [|i s ih].
  have -> : (fun t => \big[Rplus/R0]_(i <- [::]) F i t) = fct_cte 0.
    by apply: functional_extensionality => r; rewrite big_nil.
  by rewrite big_nil; exact: derivable_pt_lim_const.
have -> : (fun t => \big[Rplus/R0]_(j <- i :: s) F j t) = plus_fct (F i) (fun t => \big[Rplus/R0]_(j <- s) F j t).
  by apply: functional_extensionality => r; rewrite big_cons.
by rewrite big_cons; exact: derivable_pt_lim_plus.
Qed.

(** The slope of a combination is its slope. *)
Lemma combination_slope_correct c h (I : finType) (z a b : I -> D -> R) u d :
  partial_derivative (fun v => combination c h z a b v d) u d (combination_slope c h z a b u d).
Proof.
apply: derivable_sum => i; apply: derivable_pt_lim_plus; apply: derivable_pt_lim_scal.
  have -> : (fun t => rbf c h [set: D] (z i) (with_coordinate u d t))
      = (fun t => rbf c h [set: D] (with_coordinate u d t) (z i)).
    by apply: functional_extensionality => t; rewrite rbf_sym.
  exact: rbf_gradient_correct.
exact: rbf_mixed_correct.
Qed.

Section Discrepancy.
Variables (M : finType) (c : convention) (h : R).
Implicit Types (x s : M -> D -> R).
Local Notation weights s := (fun j d => s j d / INR #|M|).
Local Notation ones := (fun (_ : M) (_ : D) => / INR #|M|).

(** [φ*] is such a combination, at the particles with the weights [s/M] and [1/M]. *)
Lemma direction_combination x s u d : direction c h x s u d = combination c h x (weights s) ones u d.
Proof.
rewrite /direction /stein_direction /mean -sum_scale; apply: eq_bigr => j _; rewrite /Rdiv; ring.
Qed.

(** [E[s·f + tr ∇f] = ⟨φ*, f⟩]. *)
Lemma rate_inner_product x s (I : finType) (z a b : I -> D -> R) :
  stein_rate x s (combination c h z a b) (fun j => combination_slope c h z a b (x j))
  = inner_product c h x (weights s) ones z a b.
Proof.
rewrite /stein_rate /inner_product /mean exchange_big -sum_scale; apply: eq_bigr => d _.
rewrite /inner_along -sum_scale; apply: eq_bigr => j _.
rewrite -sum_scale -sum_add -sum_scale; apply: eq_bigr => i _.
rewrite /kernel_pairing (rbf_sym c h _ (z i)) (rbf_mixed_sym c h _ d (z i)) /Rdiv; ring.
Qed.

(** [‖φ*‖² = KSD²]. *)
Lemma discrepancy_inner_product x s :
  discrepancy_v c h x s = inner_product c h x (weights s) ones x (weights s) ones.
Proof.
rewrite /discrepancy_v /mean /stein_kernel /inner_product.
rewrite -sum_scale /inner_along exchange_big; apply: eq_bigr => j _.
rewrite -!sum_scale exchange_big; apply: eq_bigr => l _.
rewrite -!sum_scale; apply: eq_bigr => d _.
by rewrite /kernel_pairing /Rdiv; ring.
Qed.
End Discrepancy.

(** Cauchy and Schwarz. *)
Lemma inner_product_square c h (I J : finType) (z a b : I -> D -> R) (z' a' b' : J -> D -> R) : 0 < h ->
  inner_product c h z a b z' a' b' ^ 2 <= inner_product c h z a b z a b * inner_product c h z' a' b' z' a' b'.
Proof.
move=> h0; apply: discriminant => t; rewrite /inner_product -!sum_scale -!sum_add.
by apply: sum_ge0 => d _; apply: inner_along_square.
Qed.

Lemma inner_product_ge0 c h (I : finType) (z a b : I -> D -> R) : 0 < h -> 0 <= inner_product c h z a b z a b.
Proof. by move=> h0; apply: sum_ge0 => d _; apply: inner_along_ge0. Qed.

(** ** No finite number of particles stops [φ*] *)
Section Positive.
Variables (M : finType) (c : convention) (h : R) (x s : M -> D -> R) (j0 : M) (d : D).
Hypothesis h_gt0 : 0 < h.

(** Far away, as seen from beyond all particles, [φ*] points away from them. *)
Lemma direction_away : exists z, 0 < direction c h x s z d.
Proof.
have w0 := width_gt0 c h_gt0; set w := width c h in w0.
pose L := norm (fun j => x j d) + 1.
have left j : 1 <= x j d + L.
  by have := le_norm (fun j => x j d) j; rewrite /L /Rabs; case: Rcase_abs; lra.
pose o e := if e == d then - L else 0.
pose a j e := x j e - o e.
have ad j : 1 <= a j d by rewrite /a /o eqxx; have := left j; lra.
pose n j := \sum_e a j e ^ 2.
have [far nfar] := maximum_attained j0 n.
have most j : n j <= n far by rewrite -nfar; apply: le_maximum.
pose u := a far; pose p j := \sum_e a j e * u e.
have below j : p j <= n far.
  have : 0 <= \sum_e (a j e - u e) ^ 2 by apply: sum_ge0 => e _; apply: pow2_ge_0.
  have -> : \sum_e (a j e - u e) ^ 2 = n j - 2 * p j + n far.
    rewrite /n /p -sum_scale -sum_sub -sum_add; apply: eq_bigr => e _; rewrite /u; ring.
  by have := most j; lra.
have same : p far = n far by apply: eq_bigr => e _; rewrite /u; ring.
pose z t e := o e + t * u e.
pose E t := exp ((n far - 2 * t * n far + t ^ 2 * n far) / w).
pose g t j := exp (- ((n j - n far + 2 * t * (n far - p j)) / w)).
have kE t j : rbf c h [set: D] (x j) (z t) * E t = g t j.
  rewrite /rbf /E /g -exp_plus; congr exp.
  have -> : squared_distance [set: D] (x j) (z t) = n j - 2 * t * p j + t ^ 2 * n far.
    rewrite /squared_distance /n /p -!sum_scale -sum_sub -sum_add; apply: eq_big => [e|e _]; first by rewrite in_setT.
    by rewrite /a /z /u /a; ring.
  by rewrite -/w; field; lra.
pose K j := Rabs (s j d - 2 / w * a j d) * exp (- ((n j - n far) / w)).
have K0 j : 0 <= K j by apply: Rmult_le_pos; [apply: Rabs_pos | left; apply: exp_pos].
pose term t j := (s j d + 2 / w * (t * u d - a j d)) * g t j.
have ud : 1 <= u d by apply: ad.
have uw : 0 < 2 / w * u d by apply: Rmult_lt_0_compat; [apply: Rdiv_lt_0_compat | ]; lra.
have low t j : 0 <= t -> 2 / w * u d * t * g t j - K j <= term t j.
  move=> t0; have g0 : 0 < g t j by apply: exp_pos.
  have gK : g t j <= exp (- ((n j - n far) / w)).
    have arg : - ((n j - n far + 2 * t * (n far - p j)) / w) <= - ((n j - n far) / w).
      apply: Ropp_le_contravar; apply: Rmult_le_compat_r; first by left; apply: Rinv_0_lt_compat.
      by have := Rmult_le_pos t (n far - p j) t0 ltac:(have := below j; lra); lra.
    by rewrite /g; case: arg => [arg|->]; [left; apply: exp_increasing | right].
  have : - Rabs (s j d - 2 / w * a j d) * g t j <= (s j d - 2 / w * a j d) * g t j.
    apply: Rmult_le_compat_r; first lra.
    by have := Rle_abs (- (s j d - 2 / w * a j d)); rewrite Rabs_Ropp; lra.
  have := Rmult_le_compat_l _ _ _ (Rabs_pos (s j d - 2 / w * a j d)) gK.
  by rewrite -/(K j) /term; lra.
pose t := (\sum_j K j + 1) / (2 / w * u d).
have sK : 0 <= \sum_j K j by apply: sum_ge0.
have t0 : 0 <= t by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat].
have total : 0 < \sum_j term t j.
  apply: (Rlt_le_trans _ (\sum_j (2 / w * u d * t * g t j - K j))); last by apply: sum_le => j _; apply: low.
  rewrite sum_sub sum_scale; have -> : 2 / w * u d * t = \sum_j K j + 1 by rewrite /t; field; lra.
  have g1 : g t far = 1.
    rewrite /g same (_ : - _ = 0) ?exp_0 //; by field; lra.
  have : 1 <= \sum_j g t j.
    by rewrite -g1; apply: (@term_le_sum _ (g t)) => j; left; apply: exp_pos.
  by move/(Rmult_le_compat_l (\sum_j K j + 1) _ _ ltac:(lra)); lra.
exists (z t); rewrite /direction /stein_direction /mean.
apply: Rmult_lt_0_compat; first by apply: Rinv_0_lt_compat; apply: lt_0_INR; apply/ltP/card_gt0P; exists j0.
have E0 : 0 < E t by apply: exp_pos.
apply: (Rmult_lt_reg_r (E t)) => //; rewrite Rmult_0_l -sum_scale_r.
suff -> : \sum_j (rbf c h [set: D] (x j) (z t) * s j d + rbf_gradient c h [set: D] d (x j) (z t)) * E t
  = \sum_j term t j by [].
apply: eq_bigr => j _; rewrite /term -kE /rbf_gradient in_setT -/w.
have -> : x j d - z t d = a j d - t * u d by rewrite /a /z; ring.
by rewrite /Rdiv; ring.
Qed.

Lemma discrepancy_gt0 : 0 < discrepancy_v c h x s.
Proof.
rewrite discrepancy_inner_product.
have := @inner_product_ge0 c h M x (fun j e => s j e / INR #|M|) (fun _ _ => / INR #|M|) h_gt0; case=> // z0.
have [z away] := direction_away.
have := @inner_product_square c h M [finType of unit] x (fun j e => s j e / INR #|M|) (fun _ _ => / INR #|M|)
  (fun _ => z) (fun _ e => if e == d then 1 else 0) (fun _ _ => 0) h_gt0.
rewrite -z0 Rmult_0_l => le0.
suff e : inner_product c h x (fun j e => s j e / INR #|M|) (fun _ _ => / INR #|M|)
    (fun _ : unit => z) (fun _ e => if e == d then 1 else 0) (fun _ _ => 0) = direction c h x s z d.
  by move: le0; rewrite e; have := pow_lt _ 2 away; lra.
rewrite direction_combination /inner_product (@sum_only _ d) => [|e /negbTE ed]; last first.
  rewrite /inner_along big1 // => j _; rewrite sum_unit /kernel_pairing ed; ring.
rewrite /inner_along /combination; apply: eq_bigr => j _.
by rewrite sum_unit /kernel_pairing eqxx; ring.
Qed.
End Positive.
End Space.
