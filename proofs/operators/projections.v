(** How algorithms project a joint table onto one agent, MAOSQL, Table 1. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** Local tables [Qⁿ(s,aⁿ)], one for each agent. *)
Definition local_tables (g : game) := forall n : agent g, state g -> action n -> R.

Section Projections.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (x : local_tables g).

(** [Qⁿ(s,aⁿ) = max_{a⁻ⁿ} Q(s,aⁿ,a⁻ⁿ)]: joint Q-learning seen by each agent. *)
Definition maximum_q (a0 : joint g) q : local_tables g := fun n s u => maximum a0 (fun a => q (s, put a n u)).
(** [Qⁿ(s,aⁿ) = Σ_{a⁻ⁿ} ζ⁻ⁿ(a⁻ⁿ|s) Q(s,aⁿ,a⁻ⁿ)] for a joint behaviour policy [ζ]. *)
Definition behaviour_q (zeta : state g -> joint g -> R) q : local_tables g :=
  fun n => local_mean (marginal_others zeta n) q (n := n).
(** [Qⁿ(s,aⁿ) = E_{a⁻ⁿ~π⁻ⁿ} Q(s,aⁿ,a⁻ⁿ)]: the others play their policies. *)
Definition expectation_q (p : local_policies g) q : local_tables g := fun n => local_mean (others p n) q (n := n).
(** Agents who each maximise their own [Qⁿ(s,·)] maximise [Q(s,·)] together, whatever ties there are. *)
Definition individual_global_max x q s : Prop :=
  forall a : joint g, (forall n u, x n s u <= x n s (a n)) -> forall b, q (s, b) <= q (s, a).
End Projections.
Arguments maximum_q {g} a0 q n s u.
Arguments behaviour_q {g} zeta q n s u.
Arguments expectation_q {g} p q n s u.
