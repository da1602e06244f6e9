(** The objective and its optimum: Definition 1, (6), (7), (37), Theorems 1 and 2. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** ** Definition 1, of all agents *)

(** The profile in which agent n plays [choice n s] for certain. *)
Definition deterministic (g : game) (choice : forall n : agent g, state g -> action n) : local_policies g :=
  fun n s => certain (choice n s).

(** ROMMEO, Definition 1: an optimum exists: a profile of deterministic policies whose return no profile exceeds,
    from any start. V^π, the return Σ_t γᵗ r from each state, is the fixed point of V ← E_π[r + γ P V]. *)
Definition definition_1 : Prop :=
  forall (g : game), (forall n : agent g, action n) ->
  exists (choice : forall n : agent g, state g -> action n) (v_star : state g -> R),
  fixed_point (state_evaluation (product (deterministic choice))) v_star /\
  forall (p : local_policies g) (v start : state g -> R),
  policies p -> distribution start ->
  fixed_point (state_evaluation (product p)) v ->
  expectation start v <= expectation start v_star.

Section Optimum.
Variable g : game.
Variable a0 : joint g.

Lemma greedy_value_mono : monotone (@greedy_value g a0).
Proof. by move=> q q' h s; apply: maximum_mono. Qed.

Lemma greedy_value_shift : shifts (@greedy_value g a0).
Proof.
move=> q c s; rewrite /greedy_value; apply: Rle_antisym.
  by apply: maximum_le => a; apply: Rplus_le_compat_r; apply: (le_maximum a0 (fun a => q (s, a))).
have [a ->] := maximum_attained a0 (fun a => q (s, a)).
exact: (le_maximum a0 (fun a => q (s, a) + c)).
Qed.

Lemma product_deterministic (choice : state g -> joint g) s a :
  product (deterministic (fun n s => choice s n)) s a = certain (choice s) a.
Proof.
rewrite /product /deterministic /certain; case: (eqVneq a (choice s)) => [->|ne].
  by rewrite big1 // => n _; rewrite eqxx.
have [n an] : exists n, a n != choice s n.
  by apply/existsP; apply: contraNT ne => /existsPn h; apply/eqP/ffunP => n; apply/eqP; have := h n; rewrite negbK.
by rewrite (bigD1 n) //= (negbTE an) Rmult_0_l.
Qed.
End Optimum.

Theorem definition_1_stands : definition_1.
Proof.
move=> g some; pose a0 : joint g := [ffun n => some n].
have [q fq] := backed_up_fixed_point (@greedy_value_mono g a0) (@greedy_value_shift g a0).
pose v_star := greedy_value a0 q.
have [f best] : exists f : state g -> joint g, forall s, q (s, f s) = v_star s.
  apply: (@fin_all_exists _ (fun _ => joint g) (fun s a => q (s, a) = v_star s)) => s.
  by have [a e] := maximum_attained a0 (fun a => q (s, a)); exists a; rewrite -e.
exists (fun n s => f s n), v_star; split=> [|p v start dp [start0 _] fv].
  apply: functional_extensionality => s; rewrite /state_evaluation /policy_value.
  have -> : product (deterministic (fun n s => f s n)) s = certain (f s).
    by apply: functional_extensionality => a; apply: product_deterministic.
  by rewrite expectation_certain -[RHS]best -[in RHS]fq.
apply: expectation_le => // s.
have pp := product_policy dp.
apply: (above_fixed_point (discount_range g) (state_evaluation_mono pp) (state_evaluation_discounts pp) fv) => {}s.
apply: expectation_le_const => // a.
have -> : backup v_star (s, a) = q (s, a) by rewrite -[in RHS]fq.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.
