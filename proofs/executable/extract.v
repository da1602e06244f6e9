(** The checkers as OCaml, integers being those of Zarith. *)
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlNatInt ExtrOcamlZBigInt.
From Oracle Require Import executable.dyadic executable.game executable.evaluator executable.certificate.

(** Both numbers are the same, whatever their places. *)
Definition equal (a b : dyadic) : bool := andb (le a b) (le b a).

Extraction "extracted/core.ml" equal zero le check_policies check_optimal check_evaluation check_soft eval_backup eval_policy_value
  eval_greedy_value eval_product eval_others eval_local_mean eval_total_variation eval_tvpo_step valid lists.
