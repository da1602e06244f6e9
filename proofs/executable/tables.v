(** Games and answers given by lists in C order, agent 1 most significant. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import executable.dyadic executable.game executable.evaluator.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(** [m / 2^e]. *)
Notation D m e := (Dyadic m%Z e%num).

(** The place of a joint action. *)
Definition place (counts l : seq nat) : nat := foldl (fun at_ cx => at_ * cx.1 + cx.2)%N 0%N (zip counts l).

Section Tables.
Variables (states : nat) (counts : seq nat).
Let joint := foldr muln 1%N counts.

Definition state_list (values : seq dyadic) : state_table := nth zero values.
Definition joint_list (values : seq dyadic) : joint_table := fun s a => nth zero values (s * joint + place counts a).

Definition game_list (rewards : seq dyadic) (rows : seq (seq (nat * dyadic))) (discount : dyadic) : data :=
  Data states counts (joint_list rewards) (fun s a => nth [::] rows (s * joint + place counts a)) discount.

(** Agent by agent, state by state. *)
Definition local_list (values : seq dyadic) : local_tables := fun n s x =>
  nth zero values (states * foldr addn 0%N (take n counts) + s * nth 0%N counts n + x).
End Tables.
