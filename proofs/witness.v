(** Small games by hand: the sums over their joint actions, written out. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** The joint action of two agents, [true] and [false], with one action set. *)
Section Two.
Variable A : finType.
Local Notation pairs := {dffun forall _ : bool, A}.

Definition both (x y : A) : pairs := [ffun n : bool => if n then x else y].

Lemma both_true x y : both x y true = x. Proof. by rewrite ffunE. Qed.
Lemma both_false x y : both x y false = y. Proof. by rewrite ffunE. Qed.

Lemma both_eta (a : pairs) : both (a true) (a false) = a.
Proof. by apply/ffunP; case; rewrite ffunE. Qed.

Lemma put_true (x y z : A) : put (T := fun _ => A) (both x y) true z = both z y.
Proof. by apply/ffunP; case; rewrite ?put_same ?put_other ?ffunE. Qed.

Lemma put_false (x y z : A) : put (T := fun _ => A) (both x y) false z = both x z.
Proof. by apply/ffunP; case; rewrite ?put_same ?put_other ?ffunE. Qed.

Lemma sum_both (f : pairs -> R) : \sum_(a : pairs) f a = \sum_x \sum_y f (both x y).
Proof.
rewrite pair_bigA /= (reindex (fun xy : A * A => both xy.1 xy.2)) //=.
exists (fun a : pairs => (a true, a false)) => [[x y] _|a _] /=; first by rewrite both_true both_false.
exact: both_eta.
Qed.

(** The sum over the second agent with the first one's action fixed, and the reverse. *)
Lemma sum_both_true (f : pairs -> R) x : \sum_(a : pairs | a true == x) f a = \sum_y f (both x y).
Proof.
rewrite big_mkcond sum_both (@sum_only _ x) => [|z zx].
  by apply: eq_bigr => y _; rewrite both_true eqxx.
by rewrite big1 // => y _; rewrite both_true (negbTE zx).
Qed.

Lemma sum_both_false (f : pairs -> R) y : \sum_(a : pairs | a false == y) f a = \sum_x f (both x y).
Proof.
rewrite big_mkcond sum_both; apply: eq_bigr => x _.
rewrite (@sum_only _ y) ?both_false ?eqxx // => z zy.
by rewrite both_false (negbTE zy).
Qed.
End Two.

(** The joint action of one agent. *)
Section One.
Variable A : finType.
Local Notation single := {dffun forall _ : unit, A}.

Definition alone (x : A) : single := [ffun _ : unit => x].

Lemma alone_tt x : alone x tt = x. Proof. by rewrite ffunE. Qed.
Lemma alone_eta (a : single) : alone (a tt) = a. Proof. by apply/ffunP; case; rewrite ffunE. Qed.
Lemma put_tt (x y : A) : put (T := fun _ => A) (alone x) tt y = alone y.
Proof. by apply/ffunP; case; rewrite put_same ffunE. Qed.

Lemma sum_alone (f : single -> R) : \sum_(a : single) f a = \sum_x f (alone x).
Proof.
rewrite (reindex alone) //=; exists (fun a : single => a tt) => [x _|a _]; [exact: alone_tt | exact: alone_eta].
Qed.

Lemma sum_alone_tt (f : single -> R) x : \sum_(a : single | a tt == x) f a = f (alone x).
Proof.
rewrite big_mkcond sum_alone (@sum_only _ x) ?alone_tt ?eqxx // => y yx.
by rewrite alone_tt (negbTE yx).
Qed.
End One.

(** The games of one state. *)
Section OneState.
Variables (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) (gamma : R).
Hypothesis range : 0 <= gamma < 1.

Definition one_state : game :=
  @Game [finType of unit] N A (fun _ a => r a) (fun _ _ _ => 1) gamma
    (fun _ _ => conj (fun _ => Rle_0_1) (sum_unit (fun _ => R1))) range.
End OneState.

Lemma zero_in_range : 0 <= 0 < 1. Proof. by split; [right | exact: Rlt_0_1]. Qed.

(** A payoff game: one state, of which nothing follows. *)
Definition payoffs (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) : game :=
  one_state r zero_in_range.
