(** Soft policy iteration on negotiation sets: expected and soft marginals of Q, and the policies made of them. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob operators.nested.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Negotiation.
Variables (N : finType) (A : N -> finType).
Local Notation joint := {dffun forall n, A n}.
Implicit Types (pi f : joint -> R) (n : N) (D : {set N}) (C : N -> {set N}) (a b : joint).

(** [E_{b~π}[f(b) | b^D = a^D]], over uniform rests where [a^D] has probability 0. *)
Definition expected pi D f a : R :=
  if Req_EM_T (mass pi D a) 0 then mass f D a / mass (fun _ => 1) D a
  else mass (fun b => pi b * f b) D a / mass pi D a.
(** [exp((Q(aⁿ,a^D) - V(a^D))/α)], with [Q] and [V] the expectations of [f] under [π], as printed. *)
Definition printed_policy alpha pi f D n a : R := exp ((expected pi (n |: D) f a - expected pi D f a) / alpha).
(** [πₙ(aⁿ|a^D) ∝ exp(E_π[f | aⁿ,a^D]/α)], with its own normaliser. *)
Definition expected_policy alpha pi f D n a : R :=
  boltzmann alpha (fun x => expected pi (n |: D) f (put a n x)) (a n).
(** [α ln Σ_rest exp(f(a)/α)]: the soft marginal. *)
Definition soft_marginal alpha f D a : R := alpha * ln (mass (fun b => exp (f b / alpha)) D a).
(** [πₙ(aⁿ|a^D) ∝ Σ_rest exp(f(a)/α)]. *)
Definition soft_policy alpha f D n a : R :=
  boltzmann alpha (fun x => soft_marginal alpha f (n |: D) (put a n x)) (a n).
(** [∏_n πₙ], [πₙ ∝ exp(E_π[f | aⁿ,a^{C_n}]/α)]. *)
Definition expected_update C alpha pi f : joint -> R := negotiated (fun n => expected_policy alpha pi f (C n) n).
(** [∏_n πₙ], [πₙ ∝ Σ_rest exp(f(a)/α)]. *)
Definition soft_update C alpha f : joint -> R := negotiated (fun n => soft_policy alpha f (C n) n).

(** In some order each agent sees just those before it: [C_n = {0, …, n - 1}]. *)
Definition strictly_nested C : Prop := exists order : N -> nat, injective order /\ forall n, C n = earlier order n.

Lemma earlier_own (order : N -> nat) n : n \notin earlier order n.
Proof. by rewrite inE ltnn. Qed.

Lemma strictly_nested_sets C : strictly_nested C -> negotiation_sets C.
Proof. by move=> [order [_ e]] n; rewrite e earlier_own. Qed.

(** ** Soft marginals *)
Lemma exp_mass_gt0 alpha f D a : 0 < mass (fun b => exp (f b / alpha)) D a.
Proof. by apply: mass_gt0 => [b|]; [left|]; exact: exp_pos. Qed.

Lemma exp_soft_marginal alpha f D a : 0 < alpha ->
  exp (soft_marginal alpha f D a / alpha) = mass (fun b => exp (f b / alpha)) D a.
Proof.
move=> a0; have -> : soft_marginal alpha f D a / alpha = ln (mass (fun b => exp (f b / alpha)) D a).
  by rewrite /soft_marginal; field; lra.
by rewrite exp_ln //; exact: exp_mass_gt0.
Qed.

Lemma soft_policy_ratio alpha f D n a : 0 < alpha -> n \notin D ->
  soft_policy alpha f D n a = mass (fun b => exp (f b / alpha)) (n |: D) a / mass (fun b => exp (f b / alpha)) D a.
Proof.
move=> a0 nD; rewrite /soft_policy boltzmann_ratio // put_id exp_soft_marginal //; congr (_ / _).
by rewrite (mass_split _ a nD); apply: eq_bigr => x _; rewrite exp_soft_marginal.
Qed.

(** On strictly nested sets the product of the soft conditionals is the Boltzmann policy. *)
Lemma soft_update_boltzmann C alpha f : 0 < alpha -> joint -> strictly_nested C ->
  soft_update C alpha f = boltzmann alpha f.
Proof.
move=> a0 some [order [inj e]]; apply/esym.
apply: (chain_rule inj); first exact: (distribution_boltzmann some).
move=> n a; rewrite e soft_policy_ratio ?earlier_own //.
set w := fun b => exp (f b / alpha); pose z := \sum_(b : joint) exp (f b / alpha).
have m D : mass (boltzmann alpha f) D a = mass w D a * / z.
  by rewrite /mass -sum_scale_r; apply: eq_bigr => b _; rewrite boltzmann_ratio.
rewrite !m; have := exp_mass_gt0 alpha f (earlier order n) a; rewrite -/w => w0.
by field; split; [have := sum_exp_gt0 some (fun b => f b / alpha); rewrite -/z; lra | lra].
Qed.

(** ** Expected marginals *)
Lemma expected_zero pi D f a : mass pi D a = 0 -> expected pi D f a = mass f D a / mass (fun _ => 1) D a.
Proof. by rewrite /expected; case: Req_EM_T. Qed.

Lemma expected_ratio pi D f a : mass pi D a <> 0 -> expected pi D f a = mass (fun b => pi b * f b) D a / mass pi D a.
Proof. by rewrite /expected; case: Req_EM_T. Qed.

Lemma expected_agree pi D f a b : agree D a b -> expected pi D f a = expected pi D f b.
Proof. by move=> ab; rewrite /expected !(mass_agree _ ab). Qed.

Lemma expected_all pi f a : expected pi setT f a = f a.
Proof. by rewrite /expected; case: Req_EM_T => z /=; rewrite !mass_all in z *; [field | field]. Qed.

Lemma mass_expected pi D f a : (forall b, 0 <= pi b) ->
  mass pi D a * expected pi D f a = mass (fun b => pi b * f b) D a.
Proof.
move=> p0; case: (Req_EM_T (mass pi D a) 0) => z; last by rewrite expected_ratio //; field.
rewrite z Rmult_0_l /mass big1 // => b ab.
have [p1|<-] := p0 b; last by rewrite Rmult_0_l.
by have := mass_gt0 D p0 p1; rewrite -(mass_agree pi ab) z; lra.
Qed.

(** [E[f | a^D] = Σ_x π(x|a^D) E[f | x, a^D]]. *)
Lemma expected_tower pi D n f a : (forall b, 0 <= pi b) -> n \notin D ->
  expected pi D f a
  = expectation (fun x => conditional pi D n (put a n x)) (fun x => expected pi (n |: D) f (put a n x)).
Proof.
move=> p0 nD; rewrite /expectation; case: (Req_EM_T (mass pi D a) 0) => z; last first.
  have -> : \sum_x conditional pi D n (put a n x) * expected pi (n |: D) f (put a n x)
      = \sum_x mass (fun b => pi b * f b) (n |: D) (put a n x) * / mass pi D a.
    apply: eq_bigr => x _; rewrite -mass_expected // conditional_ratio (mass_put pi a x nD) //.
    by rewrite /Rdiv; ring.
  by rewrite sum_scale_r -mass_split // expected_ratio.
have zero x : mass pi (n |: D) (put a n x) = 0.
  apply: Rle_antisym (mass_ge0 _ _ p0); rewrite -z -(mass_put pi a x nD).
  by apply: mass_subset p0 _; apply: subsetUr.
have one x : mass (fun _ => 1) (n |: D) (put a n x) = mass (fun _ => 1) (n |: D) a by apply: mass_invariant.
have c0 := card_gt0 (a n).
have m0 : 0 < mass (fun _ => 1) (n |: D) a by apply: mass_gt0 => [b|]; lra.
have -> : \sum_x conditional pi D n (put a n x) * expected pi (n |: D) f (put a n x)
    = \sum_x mass f (n |: D) (put a n x) * (/ INR #|A n| * / mass (fun _ => 1) (n |: D) a).
  apply: eq_bigr => x _; rewrite conditional_uniform ?(mass_put pi a x nD) // expected_zero // one.
  by rewrite /Rdiv; ring.
rewrite sum_scale_r -mass_split // expected_zero //.
have -> : mass (fun _ => 1) D a = INR #|A n| * mass (fun _ => 1) (n |: D) a by apply: mass_invariant_split.
by field; split; lra.
Qed.

Lemma expected_policy_negotiation alpha pi f D n : 0 < alpha -> n \notin D ->
  negotiation_policy D n (expected_policy alpha pi f D n).
Proof.
move=> a0 nD; split=> [a b ab|]; last split=> [a|a]; last 2 first.
- by left; exact: exp_pos.
- rewrite /expected_policy -(proj2 (distribution_boltzmann (a n) (fun x => expected pi (n |: D) f (put a n x)) a0)).
  apply: eq_bigr => x _; rewrite put_same; congr (boltzmann alpha _ x).
  by apply: functional_extensionality => z; rewrite put_put.
have e : b n = a n by move: ab; rewrite agree_add => /andP[_ /eqP].
rewrite /expected_policy e; congr (boltzmann alpha _ (a n)); apply: functional_extensionality => z.
apply: expected_agree; rewrite agree_add !put_same eqxx andbT.
have aD : agree D a b by move: ab; rewrite agree_add => /andP[].
by rewrite -(agree_eq _ (agree_put a z nD)); apply: agree_trans aD (agree_put b z nD).
Qed.

Lemma expected_update_distribution C alpha pi f : 0 < alpha -> strictly_nested C -> joint ->
  distribution (expected_update C alpha pi f).
Proof.
move=> a0 [order [inj e]] some; apply: (negotiated_distribution inj (C := C)); last by exists some.
  by move=> n m; rewrite e inE.
by move=> n; apply: expected_policy_negotiation => //; rewrite e earlier_own.
Qed.

(** The printed weights sum to [exp((α ln Σ_x exp(Q(x)/α) - V)/α)]. *)
Lemma printed_policy_sum alpha pi f D n a : 0 < alpha -> n \notin D ->
  \sum_x printed_policy alpha pi f D n (put a n x)
  = exp ((soft_value alpha (fun x => expected pi (n |: D) f (put a n x)) - expected pi D f a) / alpha).
Proof.
move=> a0 nD; have same x : expected pi D f (put a n x) = expected pi D f a.
  by rewrite /expected !mass_put.
pose e x := expected pi (n |: D) f (put a n x).
have -> : \sum_x printed_policy alpha pi f D n (put a n x)
    = \sum_x exp (e x / alpha) * exp (- (expected pi D f a / alpha)).
  by apply: eq_bigr => x _; rewrite /printed_policy same -exp_plus; congr exp; rewrite /e; field; lra.
rewrite sum_scale_r -{1}(exp_ln _ (sum_exp_gt0 (a n) (fun x => e x / alpha))) -exp_plus; congr exp.
by rewrite /soft_value /e; field; lra.
Qed.
End Negotiation.
