(** Contractions of the sup norm: fixed points, their rates, and what an inequality says of them. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Maps.
Variables T U : finType.
Implicit Types (F : (T -> R) -> U -> R) (f g : T -> R).

Definition monotone F : Prop := forall f g, (forall x, f x <= g x) -> forall y, F f y <= F g y.
(** A constant passes through [F] with the factor [gamma] at most. *)
Definition discounts gamma F : Prop := forall f c, 0 <= c -> forall y, F (fun x => f x + c) y <= F f y + gamma * c.
(** [‖F f - F g‖ <= gamma ‖f - g‖]. *)
Definition contracts gamma F : Prop := forall f g, distance (F f) (F g) <= gamma * distance f g.

(** Blackwell: a monotone map through which constants pass with a factor contracts by that factor. *)
Lemma blackwell gamma F : 0 <= gamma -> monotone F -> discounts gamma F -> contracts gamma F.
Proof.
move=> g0 mono disc f g; have d0 := distance_ge0 f g.
have bound h k y : distance h k = distance f g -> F h y <= F k y + gamma * distance f g.
  move=> e; apply: Rle_trans (_ : F (fun x => k x + distance f g) y <= _); last exact: disc.
  by apply: mono => x; have := distance_bounds h k x; rewrite e; lra.
apply: distance_le => [|y]; first exact: Rmult_le_pos.
have := bound f g y erefl; have := bound g f y (distanceC g f).
by move=> *; apply: Rabs_le; lra.
Qed.
End Maps.

Section FixedPoints.
Variable T : finType.
Implicit Types (F : (T -> R) -> T -> R) (f g q : T -> R).

Definition fixed_point F q : Prop := F q = q.

(** [F] applied [k] times to [f]. *)
Fixpoint iterate F k f : T -> R := if k is k'.+1 then F (iterate F k' f) else f.

Lemma fixed_point_unique gamma F q q' : gamma < 1 -> contracts gamma F ->
  fixed_point F q -> fixed_point F q' -> q = q'.
Proof.
move=> g1 con fq fq'; apply: distance0.
by have := con q q'; rewrite fq fq'; have := distance_ge0 q q'; nra.
Qed.

(** ‖F^k f - q‖ <= γ^k ‖f - q‖. *)
Lemma iterate_rate gamma F q f k : 0 <= gamma -> contracts gamma F -> fixed_point F q ->
  distance (iterate F k f) q <= gamma ^ k * distance f q.
Proof.
move=> g0 con fq; elim: k => [|k ih] /=; first lra.
by rewrite -{1}fq; apply: Rle_trans (con _ _) _; have := pow_le gamma k g0; nra.
Qed.

(** A residual bounds the error: ‖F f - f‖ <= c makes ‖f - q‖ <= c / (1 - γ). *)
Lemma residual_bound gamma F q f c : 0 <= gamma < 1 -> contracts gamma F -> fixed_point F q ->
  distance (F f) f <= c -> distance f q <= c / (1 - gamma).
Proof.
move=> g01 con fq res; have t := distance_triangle f (F f) q; have := con f q; rewrite fq => c1.
rewrite (distanceC f (F f)) in t; apply: (Rmult_le_reg_r (1 - gamma)); first lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
Qed.

(** By how much [f] exceeds [q] at most; 0 where it does not. *)
Definition excess f q : R := \big[Rmax/0]_x (f x - q x).

Lemma excess_ge0 f q : 0 <= excess f q.
Proof.
rewrite /excess; apply: (big_rec (Rle 0)) => [|x m _ m0]; first by lra.
by apply: Rle_trans m0 (Rmax_r _ _).
Qed.

Lemma le_excess f q x : f x - q x <= excess f q.
Proof.
rewrite /excess; have : x \in index_enum T by rewrite mem_index_enum.
elim: (index_enum T) => // y r ih; rewrite inE big_cons => /orP[/eqP->|/ih]; first exact: Rmax_l.
by move=> h; apply: Rle_trans h (Rmax_r _ _).
Qed.

Lemma excess_le f q c : 0 <= c -> (forall x, f x - q x <= c) -> excess f q <= c.
Proof. by move=> c0 h; rewrite /excess; elim/big_ind: _ => // x y *; apply: Rmax_lub. Qed.

(** What is below its image, up to [c], is below the fixed point, up to [c / (1 - γ)]. *)
Lemma below_fixed_point_by gamma F q f c : 0 <= gamma < 1 -> monotone F -> discounts gamma F ->
  fixed_point F q -> 0 <= c -> (forall x, f x <= F f x + c) -> forall x, f x <= q x + c / (1 - gamma).
Proof.
move=> g01 mono disc fq c0 le x; have m0 := excess_ge0 f q.
have step y : f y - q y <= gamma * excess f q + c.
  have up z : f z <= q z + excess f q by have := le_excess f q z; lra.
  have := mono _ _ up y; have := disc q _ m0 y; have := le y; rewrite fq; lra.
have m1 : excess f q <= gamma * excess f q + c by apply: excess_le => //; nra.
have m2 : excess f q <= c / (1 - gamma).
  by apply: (Rmult_le_reg_r (1 - gamma)); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
by have := le_excess f q x; lra.
Qed.

Lemma below_fixed_point gamma F q f : 0 <= gamma < 1 -> monotone F -> discounts gamma F ->
  fixed_point F q -> (forall x, f x <= F f x) -> forall x, f x <= q x.
Proof.
move=> g01 mono disc fq le x.
have := below_fixed_point_by g01 mono disc fq (Rle_refl 0) _ x (f := f).
by rewrite /Rdiv Rmult_0_l Rplus_0_r; apply => y; have := le y; lra.
Qed.

(** What is above its image, up to [c], is above the fixed point, up to [c / (1 - γ)]. *)
Lemma above_fixed_point_by gamma F q f c : 0 <= gamma < 1 -> monotone F -> discounts gamma F ->
  fixed_point F q -> 0 <= c -> (forall x, F f x <= f x + c) -> forall x, q x <= f x + c / (1 - gamma).
Proof.
move=> g01 mono disc fq c0 le x; have m0 := excess_ge0 q f.
have step y : q y - f y <= gamma * excess q f + c.
  have up z : q z <= f z + excess q f by have := le_excess q f z; lra.
  have := mono _ _ up y; have := disc f _ m0 y; have := le y; rewrite fq; lra.
have m1 : excess q f <= gamma * excess q f + c by apply: excess_le => //; nra.
have m2 : excess q f <= c / (1 - gamma).
  by apply: (Rmult_le_reg_r (1 - gamma)); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
by have := le_excess q f x; lra.
Qed.

Lemma above_fixed_point gamma F q f : 0 <= gamma < 1 -> monotone F -> discounts gamma F ->
  fixed_point F q -> (forall x, F f x <= f x) -> forall x, q x <= f x.
Proof.
move=> g01 mono disc fq le x.
have := above_fixed_point_by g01 mono disc fq (Rle_refl 0) _ x (f := f).
by rewrite /Rdiv Rmult_0_l Rplus_0_r; apply => y; have := le y; lra.
Qed.

(** One map above the other makes the fixed points follow. *)
Lemma fixed_point_mono gamma F G q q' : 0 <= gamma < 1 -> monotone G -> discounts gamma G ->
  fixed_point F q -> fixed_point G q' -> (forall f x, F f x <= G f x) -> forall x, q x <= q' x.
Proof.
move=> g01 mono disc fq gq FG; apply: (below_fixed_point g01 mono disc gq) => x.
by rewrite -{1}fq; apply: FG.
Qed.

(** ** Existence *)
Lemma iterate_step gamma F f k : 0 <= gamma -> contracts gamma F ->
  distance (iterate F k.+1 f) (iterate F k f) <= gamma ^ k * distance (F f) f.
Proof.
move=> g0 con; elim: k => [|k ih] /=; first lra.
by apply: Rle_trans (con _ _) _; rewrite Rmult_assoc; apply: Rmult_le_compat_l.
Qed.

Lemma iterate_far gamma F f k m : 0 <= gamma < 1 -> contracts gamma F ->
  distance (iterate F (k + m) f) (iterate F k f) <= gamma ^ k * (distance (F f) f / (1 - gamma)).
Proof.
move=> g01 con; have d0 := distance_ge0 (F f) f; have gk := pow_le gamma k (proj1 g01).
suff h : distance (iterate F (k + m) f) (iterate F k f)
    <= gamma ^ k * (distance (F f) f * ((1 - gamma ^ m) / (1 - gamma))).
  apply: Rle_trans h _; apply: Rmult_le_compat_l => //; apply: Rmult_le_compat_l => //.
  have i0 : 0 < / (1 - gamma) by apply: Rinv_0_lt_compat; lra.
  by have := pow_le gamma m (proj1 g01); rewrite /Rdiv; nra.
elim: m => [|m ih].
  rewrite addn0 /=; have -> : (1 - 1) / (1 - gamma) = 0 by rewrite /Rdiv; lra.
  by rewrite !Rmult_0_r; apply: distance_le => [|x]; rewrite ?Rminus_diag_eq ?Rabs_R0; lra.
rewrite addnS; apply: Rle_trans (distance_triangle _ (iterate F (k + m) f) _) _.
have := @iterate_step gamma F f (k + m) (proj1 g01) con; rewrite /= pow_add => h.
have e : gamma ^ k * (distance (F f) f * ((1 - gamma * gamma ^ m) / (1 - gamma)))
  = gamma ^ k * gamma ^ m * distance (F f) f + gamma ^ k * (distance (F f) f * ((1 - gamma ^ m) / (1 - gamma))).
  by field; lra.
by rewrite e; apply: Rplus_le_compat.
Qed.

(** Banach: a contraction of a complete space, here of the tables on a finite type, has a fixed point. *)
Theorem banach gamma F : 0 <= gamma < 1 -> contracts gamma F -> exists q, fixed_point F q.
Proof.
move=> g01 con; pose f : T -> R := fun _ => 0; pose u k x := iterate F k f x.
pose d := distance (F f) f / (1 - gamma).
have d0 : 0 <= d.
  by apply: Rmult_le_pos; [exact: distance_ge0 | left; apply: Rinv_0_lt_compat; lra].
have small e : 0 < e -> exists k, gamma ^ k * d < e.
  move=> e0; have := pow_lt_1_zero gamma; rewrite Rabs_pos_eq; last by case: g01.
  move=> /(_ (proj2 g01) (e / (d + 1))); case; first by apply: Rdiv_lt_0_compat; lra.
  move=> k /(_ k (le_n _)); rewrite Rabs_pos_eq; last by apply: pow_le; case: g01.
  move=> h; exists k; apply: (Rle_lt_trans _ (gamma ^ k * (d + 1))).
    by apply: Rmult_le_compat_l; [apply: pow_le; case: g01 | lra].
  by have := Rmult_lt_compat_r (d + 1) _ _ _ h; rewrite /Rdiv Rmult_assoc Rinv_l; [move=> h'; have := h' ltac:(lra); lra | lra].
have near k m x : Rabs (u (k + m)%N x - u k x) <= gamma ^ k * d.
  by apply: Rle_trans (le_distance _ _ x) _; apply: iterate_far.
have cauchy x : Cauchy_crit (fun k => u k x).
  move=> e e0; have [k hk] := small (e / 2) ltac:(lra); exists k => i j /leP ki /leP kj.
  have := near k (i - k)%N x; have := near k (j - k)%N x; rewrite !subnKC // => hj hi.
  rewrite /R_dist; have -> : u i x - u j x = (u i x - u k x) - (u j x - u k x) by lra.
  apply: Rle_lt_trans (Rabs_triang _ _) _; rewrite Rabs_Ropp; lra.
pose q x := proj1_sig (R_complete _ (cauchy x)).
have lim x : Un_cv (fun k => u k x) (q x) := proj2_sig (R_complete _ (cauchy x)).
have rate k x : Rabs (q x - u k x) <= gamma ^ k * d.
  apply: Rnot_lt_le => far; pose e := Rabs (q x - u k x) - gamma ^ k * d.
  have [m hm] := lim x e ltac:(rewrite /e; lra).
  have := hm (k + m)%N ltac:(apply/leP; exact: leq_addl); have := near k m x.
  rewrite /R_dist /e => h1 h2.
  have : Rabs (q x - u k x) <= Rabs (u (k + m)%N x - q x) + Rabs (u (k + m)%N x - u k x).
    rewrite (Rabs_minus_sym (u (k + m)%N x) (q x)).
    have -> : q x - u k x = (q x - u (k + m)%N x) + (u (k + m)%N x - u k x) by lra.
    exact: Rabs_triang.
  by lra.
exists q; apply: distance0; apply: Rnot_lt_le => pos.
have [k hk] := small (distance (F q) q / 4) ltac:(lra).
have dq : distance q (u k) <= gamma ^ k * d.
  by apply: distance_le => [|x]; [apply: Rmult_le_pos => //; apply: pow_le; case: g01 | apply: rate].
have dk : distance (u k.+1) (u k) <= gamma ^ k * d.
  by have := @iterate_far gamma F f k 1 g01 con; rewrite addn1.
have := distance_triangle (F q) (u k.+1) q; have := distance_triangle (u k.+1) (u k) q.
have := con q (u k); rewrite (distanceC (u k) q) -[F (u k)]/(u k.+1).
have := distance_ge0 q (u k); nra.
Qed.
End FixedPoints.
