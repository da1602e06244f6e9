(** Finite sums, maxima and the sup norm of real functions on a finite type. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Lemma RplusA : associative Rplus. Proof. by move=> x y z; rewrite Rplus_assoc. Qed.
Lemma RmultA : associative Rmult. Proof. by move=> x y z; rewrite Rmult_assoc. Qed.
Canonical Rplus_monoid := Monoid.Law RplusA Rplus_0_l Rplus_0_r.
Canonical Rplus_commutative := Monoid.ComLaw Rplus_comm.
Canonical Rmult_monoid := Monoid.Law RmultA Rmult_1_l Rmult_1_r.
Canonical Rmult_commutative := Monoid.ComLaw Rmult_comm.
Canonical Rmult_absorbing := Monoid.MulLaw Rmult_0_l Rmult_0_r.
Canonical Rplus_distributive := Monoid.AddLaw Rmult_plus_distr_r Rmult_plus_distr_l.

Notation "\sum_ i F" := (\big[Rplus/R0]_i F%R) : R_scope.
Notation "\sum_ ( i : t ) F" := (\big[Rplus/R0]_(i : t) F%R) (only parsing) : R_scope.
Notation "\sum_ ( i | P ) F" := (\big[Rplus/R0]_(i | P%B) F%R) : R_scope.
Notation "\sum_ ( i : t | P ) F" := (\big[Rplus/R0]_(i : t | P%B) F%R) (only parsing) : R_scope.
Notation "\sum_ ( i 'in' A ) F" := (\big[Rplus/R0]_(i in A) F%R) : R_scope.
Notation "\sum_ ( i < n ) F" := (\big[Rplus/R0]_(i < n) F%R) : R_scope.
Notation "\sum_ ( i <- r ) F" := (\big[Rplus/R0]_(i <- r) F%R) : R_scope.
Notation "\prod_ i F" := (\big[Rmult/R1]_i F%R) : R_scope.
Notation "\prod_ ( i : t ) F" := (\big[Rmult/R1]_(i : t) F%R) (only parsing) : R_scope.
Notation "\prod_ ( i | P ) F" := (\big[Rmult/R1]_(i | P%B) F%R) : R_scope.
Notation "\prod_ ( i : t | P ) F" := (\big[Rmult/R1]_(i : t | P%B) F%R) (only parsing) : R_scope.
Notation "\prod_ ( i < n ) F" := (\big[Rmult/R1]_(i < n) F%R) : R_scope.

(** * Sums *)
Section Sums.
Variable T : finType.
Implicit Types (P : pred T) (f g : T -> R).

Lemma sum_ge0 P f : (forall x, P x -> 0 <= f x) -> 0 <= \sum_(x | P x) f x.
Proof. by move=> f0; apply: big_ind => //; [lra | move=> *; lra]. Qed.

Lemma sum_le P f g : (forall x, P x -> f x <= g x) -> \sum_(x | P x) f x <= \sum_(x | P x) g x.
Proof. by move=> fg; apply: (big_ind2 Rle) => // *; lra. Qed.

Lemma sum_add P f g : \sum_(x | P x) (f x + g x) = \sum_(x | P x) f x + \sum_(x | P x) g x.
Proof. exact: big_split. Qed.

Lemma sum_scale c P f : \sum_(x | P x) (c * f x) = c * \sum_(x | P x) f x.
Proof. by rewrite big_distrr. Qed.

Lemma sum_scale_r c P f : \sum_(x | P x) (f x * c) = (\sum_(x | P x) f x) * c.
Proof. by rewrite big_distrl. Qed.

Lemma sum_opp P f : \sum_(x | P x) (- f x) = - \sum_(x | P x) f x.
Proof. by apply: (big_ind2 (fun a b => a = - b)) => // *; lra. Qed.

Lemma sum_sub P f g : \sum_(x | P x) (f x - g x) = \sum_(x | P x) f x - \sum_(x | P x) g x.
Proof. by apply: (big_rec3 (fun a b c => c = a - b)) => // *; lra. Qed.

Lemma sum_abs P f : Rabs (\sum_(x | P x) f x) <= \sum_(x | P x) Rabs (f x).
Proof.
apply: (big_ind2 (fun a b => Rabs a <= b)) => [|x1 x2 y1 y2 h1 h2|x _].
- by rewrite Rabs_R0; lra.
- by apply: Rle_trans (Rabs_triang _ _) _; lra.
by lra.
Qed.

Lemma sum_gt0 f : (forall x, 0 <= f x) -> (exists x, 0 < f x) -> 0 < \sum_x f x.
Proof.
move=> f0 [x fx]; rewrite (bigD1 x) //=.
by have := @sum_ge0 (fun i => i != x) f (fun i _ => f0 i); lra.
Qed.

Lemma sum_lt f g : (forall x, f x <= g x) -> (exists x, f x < g x) -> \sum_x f x < \sum_x g x.
Proof.
move=> fg [x fgx].
have : 0 < \sum_x (g x - f x).
  by apply: sum_gt0; [move=> y; have := fg y; lra | exists x; lra].
by rewrite sum_sub; lra.
Qed.

(** A sum of terms that are not negative is 0 only if each is. *)
Lemma sum_eq0 f : (forall x, 0 <= f x) -> \sum_x f x = 0 -> forall x, f x = 0.
Proof.
move=> f0 sum x; have := f0 x; case: (Req_dec (f x) 0) => // fx fx0.
have : 0 < \sum_x f x by apply: sum_gt0 => //; exists x; lra.
by lra.
Qed.

(** A term of such a sum is at most the sum. *)
Lemma term_le_sum f x : (forall y, 0 <= f y) -> f x <= \sum_y f y.
Proof.
move=> f0; rewrite (bigD1 x) //=.
by have := @sum_ge0 (fun i => i != x) f (fun i _ => f0 i); lra.
Qed.

(** A sum of which only the term at [x] is not 0. *)
Lemma sum_only x f : (forall y, y != x -> f y = 0) -> \sum_y f y = f x.
Proof. by move=> f0; rewrite (bigD1 x) //= big1 // Rplus_0_r. Qed.

Lemma sum_indicator x f : \sum_y (if y == x then f y else 0) = f x.
Proof. by rewrite (@sum_only x) ?eqxx // => y /negbTE ->. Qed.

Lemma sum_const c : \sum_(x : T) c = INR #|T| * c.
Proof. by rewrite big_const; elim: #|T| => [|n ih]; rewrite ?S_INR /= ?ih; lra. Qed.

Lemma prod_ge0 P f : (forall x, P x -> 0 <= f x) -> 0 <= \prod_(x | P x) f x.
Proof. by move=> f0; apply: big_ind => //; [lra | move=> *; apply: Rmult_le_pos]. Qed.

Lemma prod_gt0 P f : (forall x, P x -> 0 < f x) -> 0 < \prod_(x | P x) f x.
Proof. by move=> f0; apply: big_ind => //; [lra | move=> *; apply: Rmult_lt_0_compat]. Qed.

Lemma prod_le1 P f : (forall x, P x -> 0 <= f x <= 1) -> \prod_(x | P x) f x <= 1.
Proof.
move=> f01; suff: 0 <= \prod_(x | P x) f x <= 1 by case.
apply: (big_ind (fun y => 0 <= y <= 1)) => //; first by lra.
by move=> x y hx hy; split; [apply: Rmult_le_pos | rewrite -(Rmult_1_r 1); apply: Rmult_le_compat]; lra.
Qed.
End Sums.

Lemma sum_bool (f : bool -> R) : \sum_b f b = f true + f false.
Proof. by rewrite big_bool. Qed.

Lemma sum_unit (f : unit -> R) : \sum_u f u = f tt.
Proof. by rewrite (@sum_only _ tt) //; case. Qed.

(** * The largest value of a function on an inhabited finite type *)
Section Maximum.
Variable T : finType.
Variable x0 : T.
Implicit Types f g : T -> R.

Definition maximum f : R := \big[Rmax/f x0]_x f x.

Lemma le_maximum f x : f x <= maximum f.
Proof.
rewrite /maximum; have : x \in index_enum T by rewrite mem_index_enum.
elim: (index_enum T) => // y r ih; rewrite inE big_cons => /orP[/eqP->|/ih]; first exact: Rmax_l.
by move=> h; apply: Rle_trans h (Rmax_r _ _).
Qed.

Lemma maximum_attained f : exists x, maximum f = f x.
Proof.
rewrite /maximum; apply: (big_ind (fun m => exists x, m = f x)); first by exists x0.
  by move=> _ _ [x ->] [y ->]; rewrite /Rmax; case: Rle_dec; [exists y | exists x].
by move=> x _; exists x.
Qed.

Lemma maximum_le f c : (forall x, f x <= c) -> maximum f <= c.
Proof. by move=> h; have [x ->] := maximum_attained f. Qed.

Lemma maximum_mono f g : (forall x, f x <= g x) -> maximum f <= maximum g.
Proof. by move=> fg; apply: maximum_le => x; apply: Rle_trans (fg x) (le_maximum _ _). Qed.
End Maximum.

(** * The sup norm *)
Section Norm.
Variable T : finType.
Implicit Types f g : T -> R.

Definition norm f : R := \big[Rmax/0]_x Rabs (f x).
(** The distance of two tables, [sup |f - g|]. *)
Definition distance f g : R := norm (fun x => f x - g x).

Lemma norm_ge0 f : 0 <= norm f.
Proof.
rewrite /norm; elim/big_ind: _ => [|x y hx _|x _]; [lra | | exact: Rabs_pos].
by apply: Rle_trans hx (Rmax_l _ _).
Qed.

Lemma le_norm f x : Rabs (f x) <= norm f.
Proof.
rewrite /norm; have : x \in index_enum T by rewrite mem_index_enum.
elim: (index_enum T) => // y r ih; rewrite inE big_cons => /orP[/eqP->|/ih]; first exact: Rmax_l.
by move=> h; apply: Rle_trans h (Rmax_r _ _).
Qed.

Lemma norm_le f c : 0 <= c -> (forall x, Rabs (f x) <= c) -> norm f <= c.
Proof. by move=> c0 h; rewrite /norm; elim/big_ind: _ => // x y *; apply: Rmax_lub. Qed.

Lemma distance_ge0 f g : 0 <= distance f g. Proof. exact: norm_ge0. Qed.

Lemma le_distance f g x : Rabs (f x - g x) <= distance f g.
Proof. exact: (@le_norm (fun y => f y - g y)). Qed.

Lemma distance_le f g c : 0 <= c -> (forall x, Rabs (f x - g x) <= c) -> distance f g <= c.
Proof. exact: norm_le. Qed.

Lemma distanceC f g : distance f g = distance g f.
Proof. by rewrite /distance /norm; apply: eq_bigr => x _; rewrite Rabs_minus_sym. Qed.

Lemma distance_triangle f g h : distance f h <= distance f g + distance g h.
Proof.
apply: distance_le => [|x]; first by have := distance_ge0 f g; have := distance_ge0 g h; lra.
have -> : f x - h x = (f x - g x) + (g x - h x) by lra.
apply: Rle_trans (Rabs_triang _ _) _.
by have := le_distance f g x; have := le_distance g h x; lra.
Qed.

Lemma distance0 f g : distance f g <= 0 -> f = g.
Proof.
move=> h; apply: functional_extensionality => x.
have h1 := le_distance f g x; have h2 := Rabs_pos (f x - g x).
by move: h1 h2; rewrite /Rabs; case: Rcase_abs; lra.
Qed.

(** [|f - g| <= c] everywhere, without absolute values. *)
Lemma distance_bounds f g x : g x - distance f g <= f x <= g x + distance f g.
Proof. by have := le_distance f g x; rewrite /Rabs; case: Rcase_abs; lra. Qed.
End Norm.

(** * Joint actions: products of sums are sums of products *)
Section Distributivity.
Variables (I : finType) (T : I -> finType).

(** A dependent choice [a] with [a i] replaced by [x]. *)
Definition put (a : {dffun forall i, T i}) (i : I) (x : T i) : {dffun forall i, T i} :=
  [ffun j => if @eqP _ i j is ReflectT e then ecast k (T k) e x else a j].
Arguments put a i x : clear implicits.

Lemma put_same a i x : put a i x i = x.
Proof. by rewrite ffunE; case: eqP => // e; rewrite eq_axiomK. Qed.

Lemma put_other a i (x : T i) j : j != i -> put a i x j = a j.
Proof. by move=> /eqP ji; rewrite ffunE; case: eqP => // e; case: ji. Qed.

Lemma put_put a i (x y : T i) : put (put a i x) i y = put a i y.
Proof.
apply/ffunP => j; case: (eqVneq j i) => [->|ji]; first by rewrite !put_same.
by rewrite !put_other.
Qed.

Lemma put_id a i : put a i (a i) = a.
Proof. by apply/ffunP => j; case: (eqVneq j i) => [->|ji]; rewrite ?put_same ?put_other. Qed.

Lemma putC a i j (x : T i) (y : T j) : i != j -> put (put a i x) j y = put (put a j y) i x.
Proof.
move=> ij; apply/ffunP => k; case: (eqVneq k j) => [->|kj].
  by rewrite put_same put_other 1?eq_sym // put_same.
rewrite [LHS]put_other //; case: (eqVneq k i) => [->|ki]; first by rewrite !put_same.
by rewrite !put_other.
Qed.

Local Notation joint := {dffun forall i, T i}.

Lemma sum_by_own i (f : joint -> R) : \sum_(a : joint) f a = \sum_x \sum_(a : joint | a i == x) f a.
Proof. by rewrite (partition_big (fun a : joint => a i) xpredT). Qed.

(** The sum over the others does not depend on what [i] is taken to do meanwhile. *)
Lemma sum_others_shift i (x y : T i) (f : joint -> R) :
  (forall a z, f (put a i z) = f a) -> \sum_(a : joint | a i == x) f a = \sum_(a : joint | a i == y) f a.
Proof.
move=> fi; rewrite (reindex_onto (fun a : joint => put a i x) (fun a : joint => put a i y)) /=; last first.
  by move=> a /eqP <-; rewrite put_put put_id.
apply: eq_big => [a|a _]; last by rewrite fi.
rewrite put_same eqxx /= put_put; apply/eqP/eqP => [<-|<-]; by rewrite ?put_same ?put_id.
Qed.

Lemma sum_over_own i (x : T i) (f : joint -> R) :
  \sum_(a : joint) f a = \sum_(a : joint | a i == x) \sum_y f (put a i y).
Proof.
rewrite (sum_by_own i) exchange_big /=; apply: eq_bigr => y _.
rewrite (reindex_onto (fun a : joint => put a i y) (fun a : joint => put a i x)) /=; last first.
  by move=> a /eqP <-; rewrite put_put put_id.
apply: eq_bigl => a; rewrite put_same eqxx /= put_put.
by apply/eqP/eqP => [<-|<-]; rewrite ?put_same ?put_id.
Qed.

Lemma prod_sum_seq (a0 : joint) (F : forall i, T i -> R) (s : seq I) : uniq s ->
  \big[Rmult/1]_(i <- s) (\sum_x F i x) =
  \sum_(a : joint | [forall j, (j \notin s) ==> (a j == a0 j)]) \big[Rmult/1]_(i <- s) (F i (a i)).
Proof.
elim: s => [_|i s ih] /=.
  rewrite big_nil (big_pred1 a0) ?big_nil // => a /=.
  apply/forallP/eqP => [h|-> j]; last exact: eqxx.
  by apply/ffunP => j; apply/eqP.
move=> /andP[is' us]; rewrite big_cons ih // big_distrlr /=.
rewrite [RHS](partition_big (fun a : joint => a i) xpredT) //=.
apply: eq_bigr => x _.
rewrite [RHS](reindex_onto (fun a : joint => put a i x) (fun a : joint => put a i (a0 i))) /=; last first.
  by move=> a /andP[_ /eqP <-]; rewrite put_put put_id.
apply: eq_big => [a|a h].
  rewrite put_same eqxx andbT put_put; apply/idP/andP => [/forallP h|[/forallP h /eqP e]].
    have ai : a i = a0 i by have := h i; rewrite is' => /eqP.
    split; last by rewrite -ai put_id.
    apply/forallP => j; rewrite inE negb_or; apply/implyP => /andP[ji js].
    by rewrite put_other //; have := h j; rewrite js.
  apply/forallP => j; apply/implyP => js; case: (eqVneq j i) => [->|ji].
    by rewrite -e put_same.
  by have := h j; rewrite inE negb_or ji js /= put_other.
rewrite big_cons put_same; congr (_ * _); apply: eq_big_seq => j js.
by rewrite put_other //; apply: contraNneq is' => <-.
Qed.

(** [∏_i Σ_x F i x = Σ_a ∏_i F i (a i)]. *)
Lemma prod_sum (F : forall i, T i -> R) : (forall i, T i) ->
  \prod_i (\sum_x F i x) = \sum_(a : joint) \prod_i F i (a i).
Proof.
move=> some; pose a0 : joint := [ffun i => some i].
rewrite (prod_sum_seq a0) ?index_enum_uniq //; apply: eq_bigl => a.
by apply/forallP => j; rewrite mem_index_enum.
Qed.
End Distributivity.
Arguments put {I T} a i x.
