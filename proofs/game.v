(** Finite cooperative games, policies, and the return of a policy. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** Every agent has an action set of its own; all agents share one reward. *)
Record game := Game {
  state : finType;
  agent : finType;
  action : agent -> finType;
  reward : state -> {dffun forall n, action n} -> R;
  transition : state -> {dffun forall n, action n} -> state -> R;
  discount : R;
  transition_distribution : forall s a, distribution (transition s a);
  discount_range : 0 <= discount < 1
}.

(** Joint actions [a] of a game; [a n] is agent [n]'s part, [put a n x] is [a] with [x] in its place. *)
Notation joint g := {dffun forall n : agent g, action n}.

Section Games.
Variable g : game.
Implicit Types (s : state g) (n : agent g) (a : joint g) (v : state g -> R) (q : state g * joint g -> R).

(** [r(s,a) + γ Σ_s' P(s'|s,a) v(s')]. *)
Definition backup v (sa : state g * joint g) : R :=
  reward sa.1 sa.2 + discount g * expectation (transition sa.1 sa.2) v.

(** A joint policy [π(a|s)]. *)
Definition policy (pi : state g -> joint g -> R) : Prop := forall s, distribution (pi s).
(** Local policies [πⁿ(aⁿ|s)], one for each agent. *)
Definition local_policies := forall n : agent g, state g -> action n -> R.
Implicit Types p : local_policies.
Definition policies p : Prop := forall n s, distribution (p n s).
(** [π(a|s) = ∏_n πⁿ(aⁿ|s)]. *)
Definition product p s a : R := \prod_n p n s (a n).
(** [π⁻ⁿ(a⁻ⁿ|s) = ∏_{m≠n} πᵐ(aᵐ|s)], read from any [a] with these parts. *)
Definition others p n s a : R := \prod_(m | m != n) p m s (a m).
(** The marginal [ζ⁻ⁿ(a⁻ⁿ|s) = Σ_x ζ(x, a⁻ⁿ|s)] of a joint policy. *)
Definition marginal_others (zeta : state g -> joint g -> R) n s a : R := \sum_x zeta s (put a n x).
(** The marginal [πⁿ(x|s)] of a joint policy. *)
Definition marginal (pi : state g -> joint g -> R) n s x : R := \sum_(a : joint g | a n == x) pi s a.
(** [E_{a⁻ⁿ ~ w} q(s, x, a⁻ⁿ)] for weights [w] of the others' actions: agent [n]'s critic. *)
Definition local_mean (w : state g -> joint g -> R) q n s x : R := \sum_(a : joint g | a n == x) w s a * q (s, a).

(** [V(s) = E_{a~π} q(s,a)]. *)
Definition policy_value (pi : state g -> joint g -> R) q s : R := expectation (pi s) (fun a => q (s, a)).
(** The operators of which [Q^π] and [V^π] are the fixed points. *)
Definition evaluation pi q : state g * joint g -> R := backup (policy_value pi q).
Definition state_evaluation pi v s : R := policy_value pi (backup v) s.
(** The operators of the optimum. *)
Definition greedy_value (a0 : joint g) q s : R := maximum a0 (fun a => q (s, a)).
Definition optimality a0 q : state g * joint g -> R := backup (greedy_value a0 q).

(** ** Backups *)
Lemma expectation_transition_le s a v w : (forall x, v x <= w x) ->
  expectation (transition s a) v <= expectation (transition s a) w.
Proof. by move=> vw; apply: expectation_le => //; case: (transition_distribution s a). Qed.

Lemma backup_mono v w : (forall s, v s <= w s) -> forall sa, backup v sa <= backup w sa.
Proof.
move=> vw [s a]; apply: Rplus_le_compat_l; apply: Rmult_le_compat_l; first by have := discount_range g; lra.
exact: expectation_transition_le.
Qed.

Lemma backup_shift v c sa : backup (fun s => v s + c) sa = backup v sa + discount g * c.
Proof. by rewrite /backup expectation_shift; [lra | apply: transition_distribution]. Qed.

(** A state value [W] of a table that is monotone and lets constants through whole. *)
Definition shifts (T U : finType) (W : (T -> R) -> U -> R) : Prop :=
  forall f c y, W (fun x => f x + c) y = W f y + c.

Section BackedUp.
Variable W : (state g * joint g -> R) -> state g -> R.
Hypotheses (mono : monotone W) (shift : shifts W).

Lemma backed_up_mono : monotone (fun q => backup (W q)).
Proof. by move=> q q' h sa; apply: backup_mono => s; apply: mono. Qed.

Lemma backed_up_shift q c sa : backup (W (fun x => q x + c)) sa = backup (W q) sa + discount g * c.
Proof.
rewrite -backup_shift; congr backup.
by apply: functional_extensionality => s; rewrite shift.
Qed.

Lemma backed_up_discounts : discounts (discount g) (fun q => backup (W q)).
Proof. by move=> q c c0 sa; rewrite backed_up_shift; lra. Qed.

(** [‖Γ q - Γ q'‖ <= γ ‖q - q'‖] for [Γ q = r + γ P (W q)]. *)
Lemma backed_up_contracts : contracts (discount g) (fun q => backup (W q)).
Proof.
apply: blackwell; [by case: (discount_range g) | exact: backed_up_mono | exact: backed_up_discounts].
Qed.

Lemma backed_up_fixed_point : exists q, fixed_point (fun q => backup (W q)) q.
Proof. exact: banach (discount_range g) backed_up_contracts. Qed.
End BackedUp.

Section Policies.
Variable pi : state g -> joint g -> R.
Hypothesis policy_pi : policy pi.

Lemma policy_value_mono : monotone (policy_value pi).
Proof. by move=> q q' h s; apply: expectation_le => //; case: (policy_pi s). Qed.

Lemma policy_value_shift : shifts (policy_value pi).
Proof. by move=> q c s; apply: expectation_shift. Qed.

Lemma state_evaluation_mono : monotone (state_evaluation pi).
Proof. by move=> v w h s; apply: policy_value_mono => sa; apply: backup_mono. Qed.

Lemma state_evaluation_shift v c s :
  state_evaluation pi (fun x => v x + c) s = state_evaluation pi v s + discount g * c.
Proof.
rewrite /state_evaluation -policy_value_shift; congr (policy_value _ _ _).
by apply: functional_extensionality => sa; rewrite backup_shift.
Qed.

Lemma state_evaluation_discounts : discounts (discount g) (state_evaluation pi).
Proof. by move=> v c _ s; rewrite state_evaluation_shift; lra. Qed.

Lemma evaluation_mono : monotone (evaluation pi). Proof. exact: backed_up_mono policy_value_mono. Qed.

Lemma evaluation_discounts : discounts (discount g) (evaluation pi).
Proof. exact: backed_up_discounts policy_value_shift. Qed.

Lemma evaluation_contracts : contracts (discount g) (evaluation pi).
Proof. exact: backed_up_contracts policy_value_mono policy_value_shift. Qed.

(** [V^π = E_π Q^π]: the two fixed points belong together. *)
Lemma value_of_fixed_point q : fixed_point (evaluation pi) q -> fixed_point (state_evaluation pi) (policy_value pi q).
Proof. by move=> fq; rewrite /fixed_point /state_evaluation -/(evaluation pi q) fq. Qed.

Lemma table_of_fixed_point v : fixed_point (state_evaluation pi) v -> fixed_point (evaluation pi) (backup v).
Proof.
move=> fv; rewrite /fixed_point /evaluation; congr backup.
by rewrite -[RHS]fv.
Qed.
End Policies.

(** ** Products and their leave-one-out marginals *)
Section Products.
Variable p : local_policies.
Arguments p : clear implicits.

Lemma product_split n s a : product p s a = p n s (a n) * others p n s a.
Proof. by rewrite /product (bigD1 n). Qed.

Lemma others_put n s a x : others p n s (put a n x) = others p n s a.
Proof. by apply: eq_bigr => m mn; rewrite put_other. Qed.

Hypothesis policies_p : policies p.

Lemma some_joint s : forall n : agent g, action n.
Proof.
move=> n; have h : exists x : action n, xpredT x.
  by have [x _] := distribution_inhabited (policies_p n s); exists x.
exact: (xchoose h).
Qed.

Lemma others_ge0 n s a : 0 <= others p n s a.
Proof. by apply: prod_ge0 => m _; case: (policies_p m s). Qed.

Lemma product_ge0 s a : 0 <= product p s a.
Proof. by apply: prod_ge0 => m _; case: (policies_p m s). Qed.

Lemma product_policy : policy (product p).
Proof.
move=> s; split=> [a|]; first exact: product_ge0.
rewrite -(prod_sum (fun n x => p n s x) (some_joint s)) big1 // => n _.
by case: (policies_p n s).
Qed.

(** [Σ_{a⁻ⁿ} π⁻ⁿ(a⁻ⁿ) = 1], whatever agent [n] does. *)
Lemma others_sum n s x : \sum_(a : joint g | a n == x) others p n s a = 1.
Proof.
have e : \sum_(a : joint g) product p s a = \sum_(a : joint g | a n == x) others p n s a.
  rewrite (sum_over_own (i := n) x); apply: eq_bigr => a _.
  have -> : \sum_y product p s (put a n y) = \sum_y p n s y * others p n s a.
    by apply: eq_bigr => y _; rewrite (product_split n) put_same others_put.
  by rewrite sum_scale_r; case: (policies_p n s) => _ ->; lra.
by rewrite -e; case: (product_policy s).
Qed.

(** [E_π f = Σ_x πⁿ(x) E_{π⁻ⁿ} f(x, ·)]. *)
Lemma product_expectation n s (f : joint g -> R) :
  expectation (product p s) f = \sum_x p n s x * \sum_(a : joint g | a n == x) others p n s a * f a.
Proof.
rewrite /expectation (sum_by_own n); apply: eq_bigr => x _.
rewrite -sum_scale; apply: eq_bigr => a /eqP <-.
by rewrite (product_split n); lra.
Qed.

Lemma marginal_others_product n s a : marginal_others (product p) n s a = others p n s a.
Proof.
rewrite /marginal_others.
have -> : \sum_x product p s (put a n x) = \sum_x p n s x * others p n s a.
  by apply: eq_bigr => x _; rewrite (product_split n) put_same others_put.
by rewrite sum_scale_r; case: (policies_p n s) => _ ->; lra.
Qed.

Lemma marginal_product n s (x : action n) : marginal (product p) (n := n) s x = p n s x.
Proof.
rewrite /marginal.
have -> : \sum_(a : joint g | a n == x) product p s a = \sum_(a : joint g | a n == x) p n s x * others p n s a.
  by apply: eq_bigr => a /eqP <-; rewrite (product_split n).
by rewrite sum_scale others_sum; lra.
Qed.
End Products.
End Games.
