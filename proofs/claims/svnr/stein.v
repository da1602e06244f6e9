(** SVNR: Stein directions and what trains with them: Sections 4.1 and 5, Appendices A, B, D, F.2, M.1.2. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num operators.stein.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Particles that repel each other *)

(** Equation (5) word for word: the kernel whose gradient repels is on [C_n \ {n}]. *)
Definition printed_direction (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N})
    (x s : M -> D -> R) (z : D -> R) (d : D) : R :=
  let n := owner d in
  let S := coordinates owner (n |: C n) in
  let without := coordinates owner (C n :\ n) in
  mean (fun j => rbf c (h n) S (x j) z * s j d + rbf_gradient c (h n) without d (x j) z).

(** SVNR, Equation (5), as printed: along [φ_n*] two particles that differ in a coordinate of agent [n] part in it where
    the target is flat. *)
Definition equation_5 : Prop :=
  forall (D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (x : bool -> D -> R) (d : D),
  (forall n, 0 < h n) -> x true d <> x false d ->
  let phi z := printed_direction owner c h C x (fun _ _ => 0) z d in
  0 < (x true d - x false d) * (phi (x true) - phi (x false)).

Theorem equation_5_refuted : ~ equation_5.
Proof.
move=> /(_ [finType of unit] [finType of unit] id TwoH (fun _ => 1) (fun _ => set0)) claim.
have := claim (fun b _ => if b then 1 else 0) tt (fun _ => Rlt_0_1) ltac:(lra).
rewrite /printed_direction /rbf_gradient /coordinates !inE /= /mean !sum_bool; lra.
Qed.

(** SVNR, Equation (5), amended: along [φ_n*] with kernels on [S_n = {n} ∪ C_n] two particles that differ in a
    coordinate of agent [n] part in it where the target is flat. *)
Definition equation_5_amended : Prop :=
  forall (D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (x : bool -> D -> R) (d : D),
  (forall n, 0 < h n) -> x true d <> x false d ->
  let phi z := negotiation_direction owner c h C x (fun _ _ => 0) z d in
  0 < (x true d - x false d) * (phi (x true) - phi (x false)).

Theorem equation_5_amended_stands : equation_5_amended.
Proof.
move=> D N owner c h C x d h0 apart phi.
have w0 := width_gt0 c (h0 (owner d)).
have two : INR #|bool_finType| = 2 by rewrite card_bool.
rewrite /phi /negotiation_direction /stein_direction /mean two !sum_bool !rbf_gradient_refl.
rewrite (rbf_gradient_anti _ _ _ _ (x false)) /rbf_gradient /coordinates !inE eqxx /=.
rewrite !Rmult_0_r !Rplus_0_l; set k := rbf _ _ _ _ _; have k0 : 0 < k by apply: exp_pos.
set w := width _ _ in w0 *.
rewrite (_ : _ * _ = 2 * / w * (k * (x true d - x false d) ^ 2)); last by field; lra.
have gap0 : x true d - x false d <> 0 by lra.
apply: Rmult_lt_0_compat; first by apply: Rmult_lt_0_compat; [lra | apply: Rinv_0_lt_compat].
by apply: Rmult_lt_0_compat => //; have := Rsqr_pos_lt _ gap0; rewrite Rsqr_pow2.
Qed.

(** * The steepest direction *)

(** SVNR, Section 4.1, Appendix A, D.1, (12): [φ*] is the steepest direction. The rate [E[s·f + tr ∇f]] at which KL
    falls along an [f] of the RBF's space, spanned by finitely many kernels and their slopes at any points, is at most
    [‖φ*‖ ‖f‖], and equal to it only for multiples of [φ*]; [φ*] is such an [f] itself, at the particles, with
    [‖φ*‖² = KSD²], and attains the bound. *)
Definition equation_12_steepest : Prop :=
  forall (M D : finType) (x s : M -> D -> R) c h, 0 < h ->
  (forall (I : finType) (z a b : I -> D -> R) (slope : M -> D -> R),
    let f := combination c h z a b in
    (forall j d, partial_derivative (fun u => f u d) (x j) d (slope j d)) ->
    let bound := sqrt (discrepancy_v c h x s) * sqrt (inner_product c h z a b z a b) in
    stein_rate x s f slope <= bound /\
    ((0 < #|M|)%N -> stein_rate x s f slope = bound ->
      exists lambda, forall u d, f u d = lambda * direction c h x s u d)) /\
  let a := fun j d => s j d / INR #|M| in
  let b := fun (_ : M) (_ : D) => / INR #|M| in
  [/\ forall u d, direction c h x s u d = combination c h x a b u d,
      inner_product c h x a b x a b = discrepancy_v c h x s &
      exists slope : M -> D -> R,
        (forall j d, partial_derivative (fun u => direction c h x s u d) (x j) d (slope j d)) /\
        stein_rate x s (direction c h x s) slope
        = sqrt (discrepancy_v c h x s) * sqrt (inner_product c h x a b x a b)].

Lemma rate_is_inner_product (M D I : finType) (x s : M -> D -> R) c h (z a b : I -> D -> R) slope :
  (forall j d, partial_derivative (fun u => combination c h z a b u d) (x j) d (slope j d)) ->
  stein_rate x s (combination c h z a b) slope
  = inner_product c h x (fun j d => s j d / INR #|M|) (fun _ _ => / INR #|M|) z a b.
Proof.
move=> slopes; rewrite -rate_inner_product; congr (stein_rate _ _ _ _).
apply: functional_extensionality => j; apply: functional_extensionality => d.
exact: partial_derivative_unique (slopes j d) (combination_slope_correct _ _ _ _ _ _ _).
Qed.

Lemma direction_is_combination (M D : finType) (x s : M -> D -> R) c h :
  direction c h x s = combination c h x (fun j d => s j d / INR #|M|) (fun _ _ => / INR #|M|).
Proof.
apply: functional_extensionality => u; apply: functional_extensionality => d; exact: direction_combination.
Qed.

Theorem equation_12_steepest_stands : equation_12_steepest.
Proof.
move=> M D x s c h h0; split=> [I z a b slope f slopes bound|a b].
  have rate := rate_is_inner_product s slopes.
  have e : bound = sqrt (discrepancy_v c h x s * inner_product c h z a b z a b).
    by rewrite /bound sqrt_mult // ?discrepancy_inner_product; apply: inner_product_ge0.
  have square := @inner_product_square D c h M I x (fun j d => s j d / INR #|M|) (fun _ _ => / INR #|M|) z a b h0.
  rewrite -rate -discrepancy_inner_product -/f in square.
  split=> [|M0 eq].
    apply: Rle_trans (Rle_abs _) _.
    by rewrite e -sqrt_Rsqr_abs Rsqr_pow2; apply: sqrt_le_1_alt.
  have [d _|none] := pickP (fun _ : D => true); last by exists 0 => u d; have := none d.
  move/card_gt0P: M0 => [j _]; rewrite direction_is_combination; apply: inner_product_equality => //.
    by rewrite -discrepancy_inner_product; apply: discrepancy_gt0.
  rewrite -rate -discrepancy_inner_product -/f eq e pow2_sqrt //.
  by apply: Rmult_le_pos; [rewrite discrepancy_inner_product|]; apply: inner_product_ge0.
split=> [u d||]; first by rewrite direction_is_combination.
  by rewrite discrepancy_inner_product.
exists (fun j => combination_slope c h x a b (x j)); rewrite direction_is_combination.
split=> [j d|]; first exact: combination_slope_correct.
by rewrite rate_inner_product discrepancy_inner_product sqrt_sqrt //; apply: inner_product_ge0.
Qed.

(** SVNR, Section 4.1, Appendix A, D.1, (12): along [φ*] KL falls at the rate [E[s·φ* + tr ∇φ*] = KSD²], the
    V-statistic. *)
Definition equation_12_rate : Prop :=
  forall (M D : finType) (x s : M -> D -> R) c h, 0 < h ->
  (exists slope : M -> D -> R,
    forall j d, partial_derivative (fun u => direction c h x s u d) (x j) d (slope j d)) /\
  forall slope : M -> D -> R,
    (forall j d, partial_derivative (fun u => direction c h x s u d) (x j) d (slope j d)) ->
    stein_rate x s (direction c h x s) slope = discrepancy_v c h x s.

Theorem equation_12_rate_stands : equation_12_rate.
Proof.
move=> M D x s c h h0.
rewrite direction_is_combination; split=> [|slope slopes].
  by eexists => j d; exact: combination_slope_correct.
by rewrite rate_is_inner_product // discrepancy_inner_product.
Qed.

(** * Where the particles come to rest *)

(** [s = ∇ log p] at the particles, [p] a density up to a factor. *)
Definition score (M D : finType) (p : (D -> R) -> R) (x s : M -> D -> R) : Prop :=
  forall j d, partial_derivative (fun u => ln (p u)) (x j) d (s j d).

(** The density of N(0, 1) in each coordinate, up to a factor. *)
Definition standard_normal (D : finType) (u : D -> R) : R := exp (- \sum_d u d ^ 2 / 2).

Lemma half_squares_derivative (D : finType) (u : D -> R) d :
  partial_derivative (fun u : D -> R => \sum_e u e ^ 2 / 2) u d (u d).
Proof.
rewrite /partial_derivative.
have -> : (fun t => \sum_e with_coordinate u d t e ^ 2 / 2)
    = (fun t => / 2 * t ^ 2 + \sum_(e | e != d) u e ^ 2 / 2).
  apply: functional_extensionality => t; rewrite (bigD1 d) //= with_coordinate_same; congr (_ + _).
    by rewrite /Rdiv /=; ring.
  by apply: eq_bigr => e ed; rewrite with_coordinate_other.
rewrite {2}(_ : u d = / 2 * (INR 2 * u d ^ 1) + 0); last by rewrite /=; field.
apply: derivable_pt_lim_plus; last exact: derivable_pt_lim_const.
by apply: derivable_pt_lim_scal; exact: derivable_pt_lim_pow.
Qed.

Lemma standard_normal_score (M D : finType) (x : M -> D -> R) :
  score (@standard_normal D) x (fun j d => - x j d).
Proof.
move=> j d; rewrite /partial_derivative /standard_normal.
have -> : (fun t => ln (exp (- \sum_e with_coordinate (x j) d t e ^ 2 / 2)))
    = opp_fct (fun t => \sum_e with_coordinate (x j) d t e ^ 2 / 2).
  by apply: functional_extensionality => t; rewrite ln_exp.
by apply: derivable_pt_lim_opp; exact: half_squares_derivative.
Qed.

(** SVNR, Section 3, Appendix A, D.1, E.4: [φ* = 0] at the particles only if they are distributed as the target: for
    N(0, 1) in each coordinate the mean of [u²] is then 1. *)
Definition d_1_convergence : Prop :=
  forall (M D : finType) (x s : M -> D -> R) c h, 0 < h -> (0 < #|M|)%N ->
  (forall j l, j != l -> x j <> x l) -> score (@standard_normal D) x s ->
  (forall l d, direction c h x s (x l) d = 0) -> forall d, mean (fun j => x j d ^ 2) = 1.

Theorem d_1_convergence_refuted : ~ d_1_convergence.
Proof.
move=> /(_ [finType of unit] [finType of unit] (fun _ _ => 0) (fun _ _ => - 0) TwoH 1 Rlt_0_1) claim.
have := claim _ _ (standard_normal_score _) _ tt; rewrite /mean sum_unit => h.
have : / INR #|unit_finType| * 0 ^ 2 = 1.
  apply: h; [by rewrite card_unit | by case; case | move=> l d].
  by rewrite /direction /stein_direction /mean sum_unit rbf_gradient_refl Ropp_0 Rmult_0_r Rplus_0_r Rmult_0_r.
by rewrite /= Rmult_0_l Rmult_0_r; lra.
Qed.

(** SVNR, Appendix A, D.1, E.4, E.10, amended: [φ*] as a function is 0 for no finite number of particles, whatever the
    scores: [‖φ*‖² = KSD² > 0], the V-statistic with an RBF. *)
Definition d_1_convergence_amended : Prop :=
  forall (M D : finType) (x s : M -> D -> R) c h, 0 < h -> (0 < #|M|)%N -> (0 < #|D|)%N ->
  0 < discrepancy_v c h x s /\ forall d, exists z, direction c h x s z d <> 0.

Theorem d_1_convergence_amended_stands : d_1_convergence_amended.
Proof.
move=> M D x s c h h0 /card_gt0P[j _] /card_gt0P[d _]; split=> [|e]; first exact: (discrepancy_gt0 c x s j d h0).
by have [z away] := direction_away c x s j e h0; exists z; lra.
Qed.

(** * The kernel's bandwidth *)

(** SVNR, Appendix A and F.2: [exp(-‖x - y‖²/h)] of Appendix F.2 is the RBF [exp(-‖x - y‖²/(2h))] of Appendix A at the
    same bandwidth. *)
Definition f_2_kernel : Prop :=
  forall (D : finType) (x y : D -> R) h, 0 < h -> rbf H h [set: D] x y = rbf TwoH h [set: D] x y.

Theorem f_2_kernel_refuted : ~ f_2_kernel.
Proof.
move=> /(_ [finType of unit] (fun _ => 1) (fun _ => 0) 1 Rlt_0_1).
rewrite /rbf /squared_distance big_mkcond sum_unit in_setT /= => /exp_inv; lra.
Qed.

(** SVNR, Appendix A and F.2, amended: [exp(-‖x - y‖²/h)] of Appendix F.2 is the RBF of Appendix A at half the
    bandwidth: with [h = med²/ln M] that of Appendix A is [med²/(2 ln M)]. *)
Definition f_2_kernel_amended : Prop :=
  forall (D : finType) (x y : D -> R),
  (forall h, 0 < h -> rbf H h [set: D] x y = rbf TwoH (h / 2) [set: D] x y) /\
  forall med count, 0 < med -> 1 < count ->
    rbf H (med ^ 2 / ln count) [set: D] x y = rbf TwoH (med ^ 2 / (2 * ln count)) [set: D] x y.

Theorem f_2_kernel_amended_stands : f_2_kernel_amended.
Proof.
move=> D x y; split=> [h h0|med count m0 c1]; rewrite /rbf /=.
  by rewrite (_ : 2 * (h / 2) = h); last by field.
have l0 : 0 < ln count by rewrite -ln_1; apply: ln_increasing; lra.
by rewrite (_ : 2 * (med ^ 2 / (2 * ln count)) = med ^ 2 / ln count); last by field; lra.
Qed.

(** * The amortized direction *)

(** SVNR, Appendix D.1, (13): [Δf] of (9) and (13), [κ ∇Q + α ∇κ], is the Stein direction of the target [exp(Q)]. *)
Definition equation_13 : Prop :=
  forall (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (alpha : N -> R)
    (Q : (D -> R) -> R) (x gradient s : M -> D -> R),
  (forall n, 0 < h n) -> (forall n, 0 < alpha n) ->
  (forall j d, partial_derivative Q (x j) d (gradient j d)) -> score (fun u => exp (Q u)) x s ->
  forall z d, amortized_direction owner c h C alpha x gradient z d = negotiation_direction owner c h C x s z d.

Theorem equation_13_refuted : ~ equation_13.
Proof.
move=> claim; pose x (b : bool) (_ : unit) := if b then 1 else 0.
have := claim [finType of bool] [finType of unit] [finType of unit] id TwoH (fun _ => 1) (fun _ => set0) (fun _ => 2)
  (fun _ => 0) x (fun _ _ => 0) (fun _ _ => 0) (fun _ => Rlt_0_1) (fun _ => Rlt_0_2).
move/(_ (fun _ _ => derivable_pt_lim_const 0 _) (fun _ _ => derivable_pt_lim_const (ln (exp 0)) _) (x false) tt).
rewrite /amortized_direction /negotiation_direction /stein_direction /mean !sum_bool !rbf_gradient_refl.
rewrite /rbf_gradient /coordinates !inE /= card_bool; set k := rbf _ _ _ _ _; have k0 : 0 < k by apply: exp_pos.
by rewrite /=; lra.
Qed.

(** SVNR, (9), Appendix D.1, (13), amended: [Δf] of (9) and (13), [κ ∇Q + α ∇κ], is for an agent with temperature [α]
    the Stein direction of the target [exp(Q/α)], times [α]. *)
Definition equation_13_amended : Prop :=
  forall (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (alpha : N -> R)
    (Q : (D -> R) -> R) (x gradient s : M -> D -> R) (n : N), 0 < alpha n ->
  (forall j d, partial_derivative Q (x j) d (gradient j d)) -> score (fun u => exp (Q u / alpha n)) x s ->
  forall z d, owner d = n ->
  amortized_direction owner c h C alpha x gradient z d = alpha n * negotiation_direction owner c h C x s z d.

Theorem equation_13_amended_stands : equation_13_amended.
Proof.
move=> M D N owner c h C alpha Q x gradient s n a0 dQ ds z d own.
have e j e : gradient j e = alpha n * s j e.
  have := derivable_pt_lim_scal _ (/ alpha n) _ _ (dQ j e); move: (ds j e); rewrite /partial_derivative.
  have -> : (fun t => ln (exp (Q (with_coordinate (x j) e t) / alpha n)))
      = mult_real_fct (/ alpha n) (fun t => Q (with_coordinate (x j) e t)).
    by apply: functional_extensionality => t; rewrite ln_exp /mult_real_fct /Rdiv; ring.
  by move=> u v; rewrite (uniqueness_limite _ _ _ _ u v); field; lra.
rewrite /amortized_direction /negotiation_direction /stein_direction /mean own.
rewrite [RHS]Rmult_comm [RHS]Rmult_assoc -sum_scale_r; congr (_ * _).
by apply: eq_bigr => j _; rewrite e; ring.
Qed.

(** [Δf_n] of (9) with the kernel on the members of [C_n] alone. *)
Definition printed_amortized_direction (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N})
    (alpha : N -> R) (x gradient : M -> D -> R) (z : D -> R) (d : D) : R :=
  let n := owner d in
  let S := coordinates owner (C n) in
  mean (fun j => rbf c (h n) S (x j) z * gradient j d + alpha n * rbf_gradient c (h n) S d (x j) z).

(** SVNR, (9), Appendix D.1, (13): (9), whose kernel is on [C_n], the agents with whom [n] negotiates, is the direction
    of (13), whose kernel is on [{n} ∪ C_n]. *)
Definition equation_9 : Prop :=
  forall (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (alpha : N -> R)
    (x gradient : M -> D -> R) z d,
  (forall n, 0 < h n) -> (forall n, 0 < alpha n) -> (forall n, n \notin C n) ->
  printed_amortized_direction owner c h C alpha x gradient z d = amortized_direction owner c h C alpha x gradient z d.

(** A kernel that does not see agent [n] has no gradient along it, and nothing repels. *)
Theorem equation_9_refuted : ~ equation_9.
Proof.
move=> claim; pose x (b : bool) (_ : unit) := if b then 1 else 0.
have := claim [finType of bool] [finType of unit] [finType of unit] id TwoH (fun _ => 1) (fun _ => set0) (fun _ => 1) x
  (fun _ _ => 0) (x false) tt (fun _ => Rlt_0_1) (fun _ => Rlt_0_1) ltac:(by move=> n; rewrite inE).
rewrite /printed_amortized_direction /amortized_direction /mean !sum_bool !rbf_gradient_refl.
rewrite /rbf_gradient; set k := rbf _ _ (coordinates _ (_ |: _)) _ _; have k0 : 0 < k by apply: exp_pos.
by rewrite /coordinates !inE /= card_bool /=; lra.
Qed.

(** SVNR, (9), Appendix D.1, (13), amended: where [n] is a member of [C_n], as of the [C_n = {1, …, n}] of the
    experiments, (9) is the direction of (13). *)
Definition equation_9_amended : Prop :=
  forall (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (alpha : N -> R)
    (x gradient : M -> D -> R) z d,
  owner d \in C (owner d) ->
  printed_amortized_direction owner c h C alpha x gradient z d = amortized_direction owner c h C alpha x gradient z d.

Theorem equation_9_amended_stands : equation_9_amended.
Proof.
move=> M D N owner c h C alpha x gradient z d member; rewrite /printed_amortized_direction /amortized_direction.
by have -> : owner d |: C (owner d) = C (owner d) by apply/setUidPr; rewrite sub1set.
Qed.

(** SVNR, (9), Appendix D.1, (13): agent [n]'s [Δf_n = E[κ_n ∂Q] + α_n E[∂κ_n]] is the same whatever the other agents'
    temperatures, is affine in its own, and tends to [E[κ_n ∂Q]], the pure gradient of [Q] averaged with the kernel, as
    its own tends to 0. *)
Definition equation_9_temperature : Prop :=
  forall (M D N : finType) (owner : D -> N) c (h : N -> R) (C : N -> {set N}) (x gradient : M -> D -> R) z d,
  let n := owner d in
  let kernel := rbf c (h n) (coordinates owner (n |: C n)) in
  let slope := rbf_gradient c (h n) (coordinates owner (n |: C n)) d in
  let pull := mean (fun j => kernel (x j) z * gradient j d) in
  (forall alpha : N -> R,
    amortized_direction owner c h C alpha x gradient z d = pull + alpha n * mean (fun j => slope (x j) z)) /\
  forall epsilon, 0 < epsilon -> exists delta, 0 < delta /\
    forall alpha : N -> R, 0 < alpha n < delta ->
      Rabs (amortized_direction owner c h C alpha x gradient z d - pull) < epsilon.

Theorem equation_9_temperature_stands : equation_9_temperature.
Proof.
move=> M D N owner c h C x gradient z d n kernel slope pull.
have affine (alpha : N -> R) : amortized_direction owner c h C alpha x gradient z d =
    pull + alpha n * mean (fun j => slope (x j) z).
  rewrite /amortized_direction /pull /mean sum_add sum_scale -/n -/kernel -/slope.
  by set e := \sum_j _; set f := \sum_j _; ring.
split=> // epsilon e0; set r := mean (fun j => slope (x j) z).
have r0 := Rabs_pos r; exists (epsilon / (1 + Rabs r)); split; first by apply: Rdiv_lt_0_compat; lra.
move=> alpha [a0 small]; rewrite affine -/r (_ : _ - _ = alpha n * r); last by ring.
rewrite Rabs_mult (Rabs_pos_eq (alpha n)); last lra.
have : epsilon / (1 + Rabs r) * (1 + Rabs r) = epsilon by field; lra.
have := Rmult_lt_compat_r (1 + Rabs r) _ _ ltac:(lra) small; lra.
Qed.

(** * What the sampler's parameters follow *)

(** SVNR, (8), (10): [E[Δf ∂f/∂ψ]] is a positive multiple of [∂J/∂ψ], [J] the KL of (8): their product is not negative.
    Here for a sampler that puts out [ψ], one particle [u = ψ], and the target N(0, 1), of which [J] is [-log p] up to a
    constant. *)
Definition equation_10 : Prop :=
  forall (D : finType) (u slope : D -> R) (s : unit -> D -> R) c h, 0 < h ->
  score (@standard_normal D) (fun _ => u) s ->
  (forall d, partial_derivative (fun psi => - ln (standard_normal psi)) u d (slope d)) ->
  0 <= \sum_d slope d * direction c h (fun _ : unit => u) s u d.

Lemma lone_direction (D : finType) (u : D -> R) (s : unit -> D -> R) c h d :
  direction c h (fun _ : unit => u) s u d = s tt d.
Proof.
by rewrite /direction /stein_direction /mean sum_unit card_unit rbf_refl rbf_gradient_refl /=; field.
Qed.

Lemma loss_slope (D : finType) (p : (D -> R) -> R) (u slope : D -> R) (s : unit -> D -> R) :
  score p (fun _ => u) s -> (forall d, partial_derivative (fun psi => - ln (p psi)) u d (slope d)) ->
  forall d, slope d = - s tt d.
Proof.
move=> sc dJ d; apply: (partial_derivative_unique (dJ d)).
by apply: derivable_pt_lim_opp; exact: (sc tt d).
Qed.

Theorem equation_10_refuted : ~ equation_10.
Proof.
move=> /(_ [finType of unit] (fun _ => 1) (fun _ => - - (1)) (fun _ _ => - (1)) TwoH 1 Rlt_0_1) claim.
have sc := standard_normal_score (fun (_ : unit) (_ : unit) => 1).
have := claim sc (fun d => derivable_pt_lim_opp _ _ _ (sc tt d)).
by rewrite sum_unit lone_direction; lra.
Qed.

(** SVNR, (8), (10), Appendix D.2, amended: [E[Δf ∂f/∂ψ]] is a direction of descent of [J = KL], and a minimiser takes
    its negative: [⟨∂J/∂ψ, E[Δf ∂f/∂ψ]⟩ = -‖∂J/∂ψ‖² < 0], for a sampler that puts out [ψ], one particle, and any
    target. *)
Definition equation_10_amended : Prop :=
  forall (D : finType) (p : (D -> R) -> R) (u slope : D -> R) (s : unit -> D -> R) c h, 0 < h ->
  score p (fun _ => u) s -> (forall d, partial_derivative (fun psi => - ln (p psi)) u d (slope d)) ->
  let along := \sum_d slope d * direction c h (fun _ : unit => u) s u d in
  along = - (\sum_d slope d ^ 2) /\ ((exists d, slope d <> 0) -> along < 0).

Theorem equation_10_amended_stands : equation_10_amended.
Proof.
move=> D p u slope s c h h0 sc dJ along.
have e : along = - (\sum_d slope d ^ 2).
  rewrite -sum_opp; apply: eq_bigr => d _; rewrite lone_direction (loss_slope sc dJ) /=; ring.
split=> // -[d nz]; rewrite e; suff : 0 < \sum_d slope d ^ 2 by lra.
apply: sum_gt0 => [x|]; first exact: pow2_ge_0.
by exists d; have := Rsqr_pos_lt _ nz; rewrite Rsqr_pow2.
Qed.

(** [θ̄' = τ θ + (1 - τ) θ̄]. *)
Definition polyak (P : finType) (rate : R) (critic target : P -> R) (i : P) : R :=
  rate * critic i + (1 - rate) * target i.

(** What critic and target are after 'θ̄ → θ', by which the head of the arrow receives. *)
Definition printed_target_update (P : finType) (critic target : P -> R) : (P -> R) * (P -> R) := (target, target).
(** What they are after [θ̄ ← θ], an average with rate 1. *)
Definition target_update (P : finType) (critic target : P -> R) : (P -> R) * (P -> R) :=
  (critic, polyak 1 critic target).

(** SVNR, Algorithm 1: the target update 'θ̄ → θ' keeps the critic that was trained, and gives it to the target. *)
Definition algorithm_1_target : Prop :=
  forall (P : finType) (critic target : P -> R), printed_target_update critic target = (critic, critic).

Theorem algorithm_1_target_refuted : ~ algorithm_1_target.
Proof.
move=> /(_ [finType of unit] (fun _ => 1) (fun _ => 0)) /(congr1 (fun both => both.1 tt)) /=; lra.
Qed.

(** SVNR, Algorithm 1, amended: the target update [θ̄ ← θ] keeps the critic that was trained, and gives it to the
    target. *)
Definition algorithm_1_target_amended : Prop :=
  forall (P : finType) (critic target : P -> R), target_update critic target = (critic, critic).

Theorem algorithm_1_target_amended_stands : algorithm_1_target_amended.
Proof.
move=> P critic target; congr (_, _); apply: functional_extensionality => i; rewrite /polyak; ring.
Qed.

(** * Factor graphs *)

(** SVNR, Appendix M.1.2, (27), (29): [∂_n Σ_c Q_c(u_c) = Σ_{c ∋ n} ∂_n Q_c(u_c)], where [Q_c] sees the coordinates of
    the agents of its clique only. *)
Definition equation_29 : Prop :=
  forall (M D N F : finType) (owner : D -> N) (clique : F -> {set N}) (Q : F -> (D -> R) -> R)
    (gradient : F -> (D -> R) -> D -> R) (x : M -> D -> R),
  (forall f u v, (forall d, owner d \in clique f -> u d = v d) -> Q f u = Q f v) ->
  (forall f j d, owner d \in clique f -> partial_derivative (Q f) (x j) d (gradient f (x j) d)) ->
  forall j d, partial_derivative (fun u => \sum_f Q f u) (x j) d (factor_score owner clique gradient x j d).

Theorem equation_29_stands : equation_29.
Proof.
move=> M D N F owner clique Q gradient x local dQ j d; rewrite /factor_score big_mkcond.
apply: derivable_sum => f; case: ifP => [inside|outside]; first exact: dQ.
have -> : (fun t => Q f (with_coordinate (x j) d t)) = fct_cte (Q f (x j)).
  apply: functional_extensionality => t; apply: local => e inside; rewrite with_coordinate_other //.
  by apply: contraFneq outside => <-.
exact: derivable_pt_lim_const.
Qed.

(** SVNR, Appendix M.1.2, (28): with the kernel on the whole of [u], a product over the coordinates, agent [n]'s
    direction depends on nothing but its own cliques: it stays as it is when agents in no clique of [n]'s move. *)
Definition equation_28 : Prop :=
  forall (M D N F : finType) (owner : D -> N) (clique : F -> {set N}) (gradient : F -> (D -> R) -> D -> R)
    c (h : D -> R) (x x' : M -> D -> R) (l : M) (d : D),
  (forall e, 0 < h e) ->
  (forall f u v, (forall e, owner e \in clique f -> u e = v e) ->
    forall e, owner e \in clique f -> gradient f u e = gradient f v e) ->
  (forall j e, owner e \in neighbourhood clique (owner d) -> x j e = x' j e) ->
  product_direction c h x (factor_score owner clique gradient x) (x l) d
  = product_direction c h x' (factor_score owner clique gradient x') (x' l) d.

Theorem equation_28_refuted : ~ equation_28.
Proof.
move=> claim; pose x (j d : bool) := if j && d then 1 else 0; pose x' (j d : bool) := if j then 1 else 0.
have := claim [finType of bool] [finType of bool] [finType of bool] [finType of bool] id (fun f => [set f])
  (fun _ _ _ => 0) TwoH (fun _ => 1) x x' false true (fun _ => Rlt_0_1) (fun _ _ _ _ _ _ => erefl).
case: (Classical_Prop.classic (forall j e, id e \in neighbourhood (fun f : bool => [set f]) true -> x j e = x' j e));
  last first.
  case=> j e; rewrite /neighbourhood !inE => /orP[/eqP->|/bigcupP[f]]; first by rewrite /x andbT.
  by rewrite !inE => /eqP<- /eqP->; rewrite /x andbT.
move=> near /(_ near) {near}.
rewrite /product_direction /stein_direction /mean !sum_bool /factor_score !big1 //.
have both y z : product_kernel TwoH (fun _ => 1) [set: bool] y z
    = exp (- ((y true - z true) ^ 2 / 2) + - ((y false - z false) ^ 2 / 2)).
  by rewrite /product_kernel big_mkcond big_bool !in_setT exp_plus /= !Rmult_1_r.
rewrite /product_gradient !in_setT !both card_bool /x /x' /= => eq.
have : exp (- ((1 - 0) * ((1 - 0) * 1) / 2) + - ((0 - 0) * ((0 - 0) * 1) / 2))
  = exp (- ((1 - 0) * ((1 - 0) * 1) / 2) + - ((1 - 0) * ((1 - 0) * 1) / 2)) by lra.
by move/exp_inv; lra.
Qed.

(** SVNR, Appendix M.1.2, (28), amended: with the kernel on [S_n] alone, [n] and the agents of its cliques, agent [n]'s
    direction stays as it is when agents in no clique of [n]'s move. *)
Definition equation_28_amended : Prop :=
  forall (M D N F : finType) (owner : D -> N) (clique : F -> {set N}) (gradient : F -> (D -> R) -> D -> R)
    c (h : D -> R) (x x' : M -> D -> R) (l : M) (d : D),
  (forall f u v, (forall e, owner e \in clique f -> u e = v e) ->
    forall e, owner e \in clique f -> gradient f u e = gradient f v e) ->
  (forall j e, owner e \in neighbourhood clique (owner d) -> x j e = x' j e) ->
  factor_direction owner c h clique gradient x (x l) d = factor_direction owner c h clique gradient x' (x' l) d.

Theorem equation_28_amended_stands : equation_28_amended.
Proof.
move=> M D N F owner clique gradient c h x x' l d local near.
have kernels j : product_kernel c h (coordinates owner (neighbourhood clique (owner d))) (x j) (x l)
    = product_kernel c h (coordinates owner (neighbourhood clique (owner d))) (x' j) (x' l).
  by apply: eq_bigr => e; rewrite inE => eS; rewrite !near.
have own : owner d \in neighbourhood clique (owner d) by rewrite !inE eqxx.
rewrite /factor_direction /stein_direction /mean; congr (_ * _); apply: eq_bigr => j _.
rewrite kernels; congr (_ * _ + _).
  apply: eq_bigr => f df; apply: (local f) => // e ef; apply: near.
  by rewrite !inE; apply/orP; right; apply/bigcupP; exists f.
have inside : d \in coordinates owner (neighbourhood clique (owner d)) by rewrite inE.
by rewrite /product_gradient inside kernels !near.
Qed.

(** SVNR, Appendix M.1.2, after (29): with [k(u,u') = ∏_j k_j(u_j,u'_j)] the expectation over the particles factorizes:
    [E ∏_j k_j = ∏_j E k_j] at every particle. *)
Definition m_1_2_factorizes : Prop :=
  forall (M D : finType) (x : M -> D -> R) c (h : D -> R) (l : M), (forall d, 0 < h d) ->
  mean (fun j => product_kernel c h [set: D] (x j) (x l))
  = \prod_d mean (fun j => product_kernel c h [set d] (x j) (x l)).

Lemma product_kernel_one (D : finType) c (h : D -> R) d (y z : D -> R) :
  product_kernel c h [set d] y z = exp (- ((y d - z d) ^ 2 / width c (h d))).
Proof. by rewrite /product_kernel (big_pred1 d) // => e; rewrite in_set1. Qed.

Lemma product_kernel_all (D : finType) c (h : D -> R) (y z : D -> R) :
  product_kernel c h [set: D] y z = \prod_d product_kernel c h [set d] y z.
Proof. by apply: eq_big => [d|d _]; rewrite ?in_setT ?product_kernel_one. Qed.

Theorem m_1_2_factorizes_refuted : ~ m_1_2_factorizes.
Proof.
move=> claim; pose x (j _ : bool) := if j then 1 else 0.
have := claim [finType of bool] [finType of bool] x TwoH (fun _ => 1) false (fun _ => Rlt_0_1).
rewrite /mean !big_bool !product_kernel_all !big_bool !product_kernel_one card_bool /x.
set k := exp (- ((1 - 0) ^ 2 / width TwoH 1)); set one := exp (- ((0 - 0) ^ 2 / width TwoH 1)).
have -> : one = 1.
  by rewrite /one -exp_0; congr exp; rewrite /=; lra.
have k1 : k < 1.
  by rewrite -exp_0; apply: exp_increasing; rewrite /=; lra.
have gap0 : 1 - k <> 0 by lra.
by have := Rsqr_pos_lt _ gap0; rewrite /Rsqr /= => ? ?; lra.
Qed.

(** SVNR, Appendix M.1.2, after (29), amended: [E ∏_j k_j = ∏_j E k_j] where the particles are a grid, every combination
    of their coordinates once: [P d] are the places of coordinate [d], [y d] says where they are. *)
Definition m_1_2_factorizes_amended : Prop :=
  forall (D : finType) (P : D -> finType) (y : forall d, P d -> R) c (h : D -> R)
    (l : {dffun forall d, P d}),
  let x (a : {dffun forall d, P d}) d := y d (a d) in
  mean (fun a => product_kernel c h [set: D] (x a) (x l))
  = \prod_d mean (fun a => product_kernel c h [set d] (x a) (x l)).

Theorem m_1_2_factorizes_amended_stands : m_1_2_factorizes_amended.
Proof.
move=> D P y c h l x.
pose k d (i : P d) := exp (- ((y d i - x l d) ^ 2 / width c (h d))).
pose n d := INR #|P d|.
have n0 d : 0 < n d by apply: lt_0_INR; apply/ltP/card_gt0P; exists (l d).
have grid (G : forall d, P d -> R) :
    \sum_(a : {dffun forall d, P d}) \prod_d G d (a d) = \prod_d (\sum_i G d i).
  by rewrite -(prod_sum G (fun d => l d)).
have count : INR #|{: {dffun forall d, P d}}| = \prod_d n d.
  rewrite -[LHS]Rmult_1_r -sum_const.
  transitivity (\sum_(a : {dffun forall d, P d}) \prod_(d : D) 1); first by apply: eq_bigr => a _; rewrite big1.
  by rewrite (grid (fun _ _ => 1)); apply: eq_bigr => d _; rewrite sum_const Rmult_1_r.
have whole : mean (fun a => product_kernel c h [set: D] (x a) (x l)) = / (\prod_d n d) * \prod_d (\sum_i k d i).
  rewrite /mean count -grid; congr (_ * _); apply: eq_bigr => a _.
  by rewrite product_kernel_all; apply: eq_bigr => d _; rewrite product_kernel_one.
have part d : mean (fun a => product_kernel c h [set d] (x a) (x l)) = / n d * \sum_i k d i.
  have := grid (fun e i => if e == d then k e i else 1).
  rewrite (bigD1 d) //= eqxx.
  have -> : \prod_(e | e != d) (\sum_i (if e == d then k e i else 1)) = \prod_(e | e != d) n e.
    by apply: eq_bigr => e /negbTE ->; rewrite sum_const Rmult_1_r.
  move=> g; rewrite /mean count (bigD1 d) //=.
  have rest0 : 0 < \prod_(e | e != d) n e by apply: prod_gt0.
  have -> : \sum_(a : {dffun forall d, P d}) product_kernel c h [set d] (x a) (x l)
      = (\sum_i k d i) * \prod_(e | e != d) n e.
    rewrite -g; apply: eq_bigr => a _; rewrite (bigD1 d) //= eqxx big1 => [|e /negbTE -> //].
    by rewrite product_kernel_one Rmult_1_r.
  by have := n0 d => nd; field; lra.
rewrite whole (eq_bigr _ (fun d _ => part d)) big_split /=; congr (_ * _).
apply: (big_ind2 (fun u v => / u = v)) => [|u v u' v' <- <-|//]; first by rewrite Rinv_1.
by rewrite Rinv_mult.
Qed.
