(** Conditionals on negotiation sets: SVNR §4.1, App. C, E.3, E.4, E.9. One state is fixed throughout. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob witness operators.nested.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Local Notation joint A := {dffun forall n, A n}.

(** SVNR, §4.1: [KL(p‖π⋆) = KL(p₋ₙ‖π⋆₋ₙ) + KL(p(uⁿ|u⁻ⁿ) p₋ₙ ‖ π⋆(uⁿ|u⁻ⁿ) p₋ₙ)] for every agent [n]. *)
Definition kl_decomposition : Prop :=
  forall (N : finType) (A : N -> finType) (n : N) (a0 : joint A) (p target : joint A -> R),
  distribution p -> distribution target -> supported p target ->
  kl p target = kl_marginal [set~ n] a0 p target
    + kl (answered (conditional p [set~ n] n) (mass p [set~ n]))
         (answered (conditional target [set~ n] n) (mass p [set~ n])).

Theorem kl_decomposition_stands : kl_decomposition.
Proof. by move=> N A n a0 p target; apply: kl_chain. Qed.

(** SVNR, (3): with the others at [p₋ₙ] no [κ(uⁿ|u⁻ⁿ)] brings the divergence from [π⋆] below [KL(p₋ₙ‖π⋆₋ₙ)], and
    [π⋆(uⁿ|u⁻ⁿ)] attains it. *)
Definition equation_3 : Prop :=
  forall (N : finType) (A : N -> finType) (n : N) (a0 : joint A) (p target : joint A -> R),
  distribution p -> distribution target -> supported p target ->
  [/\ forall kappa, negotiation_policy [set~ n] n kappa -> supported (answered kappa (mass p [set~ n])) target ->
      kl_marginal [set~ n] a0 p target <= kl (answered kappa (mass p [set~ n])) target,
    supported (answered (conditional target [set~ n] n) (mass p [set~ n])) target &
    kl (answered (conditional target [set~ n] n) (mass p [set~ n])) target = kl_marginal [set~ n] a0 p target].

Theorem equation_3_stands : equation_3.
Proof.
move=> N A n a0 p target dp dt sup; have [t0 t1] := dt; have [p0 p1] := dp.
have nD : n \notin [set~ n] by rewrite !inE eqxx.
have marginal kappa : negotiation_policy [set~ n] n kappa ->
    kl_marginal [set~ n] a0 (answered kappa (mass p [set~ n])) target = kl_marginal [set~ n] a0 p target.
  by move=> dk; apply: eq_bigr => a _; rewrite answered_mass.
have dt' := conditional_negotiation t0 nD.
have bound kappa : negotiation_policy [set~ n] n kappa -> supported (answered kappa (mass p [set~ n])) target ->
    kl_marginal [set~ n] a0 p target <= kl (answered kappa (mass p [set~ n])) target.
  move=> dk sk; have dq := answered_distribution dp dk; have [q0 q1] := dq.
  rewrite (kl_chain n a0 dq dt sk) marginal //.
  suff : 0 <= kl (answered (conditional (answered kappa (mass p [set~ n])) [set~ n] n)
                   (mass (answered kappa (mass p [set~ n])) [set~ n]))
                 (answered (conditional target [set~ n] n) (mass (answered kappa (mass p [set~ n])) [set~ n])).
    by lra.
  apply: kl_ge0; [ | | exact: own_supported].
    by apply: answered_distribution => //; apply: conditional_negotiation.
  exact: answered_distribution.
have self : supported (answered (conditional target [set~ n] n) (mass p [set~ n])) target.
  move=> a ta; rewrite /answered; have := mass_conditional t0 [set~ n] n a; rewrite mass_rest ta.
  move/esym/Rmult_integral => [->|z]; first by lra.
  suff -> : mass p [set~ n] a = 0 by lra.
  rewrite mass_others big1 // => x _; apply: sup.
  by move: z; rewrite mass_others => z; apply: (@sum_eq0 _ (fun x => target (put a n x))).
split=> //; have dq := answered_distribution dp dt'; have [q0 q1] := dq.
rewrite (kl_chain n a0 dq dt self) marginal //.
suff -> : answered (conditional (answered (conditional target [set~ n] n) (mass p [set~ n])) [set~ n] n)
    (mass (answered (conditional target [set~ n] n) (mass p [set~ n])) [set~ n])
  = answered (conditional target [set~ n] n)
      (mass (answered (conditional target [set~ n] n) (mass p [set~ n])) [set~ n]).
  rewrite kl_refl; first by lra.
  move=> a; apply: Rmult_le_pos; [exact: conditional_ge0 | exact: mass_ge0].
apply: functional_extensionality => a; rewrite {1}/answered -mass_conditional // mass_rest.
by rewrite /answered -/(answered _ _) answered_mass.
Qed.

(** ** Lemmas of two agents with two actions *)
Section TwoAgents.
Notation A := (fun _ : bool => [finType of bool]).
Notation pairs := {dffun forall _ : bool, bool}.
Implicit Types (p : pairs -> R) (a b : pairs).

(** [p] by its four entries. *)
Definition table (tt tf ft ff : R) a : R :=
  if a true then (if a false then tt else tf) else (if a false then ft else ff).

Lemma table_distribution tt tf ft ff : 0 <= tt -> 0 <= tf -> 0 <= ft -> 0 <= ff -> tt + tf + ft + ff = 1 ->
  distribution (table tt tf ft ff).
Proof.
move=> *; split=> [a|]; first by rewrite /table; case: ifP => _; case: ifP.
by rewrite (sum_both (A := [finType of bool])) !sum_bool /table !both_true !both_false; lra.
Qed.

(** What agent [n] sees of the other. *)
Definition other (n : bool) : {set bool} := [set ~~ n].

Lemma in_pair n m : m \in n |: other n. Proof. by rewrite !inE; case: m; case: n. Qed.

Lemma mass_pair p n a : mass (A := A) p (n |: other n) a = p a.
Proof.
rewrite -[RHS](mass_all p) /mass; congr bigop; apply: functional_extensionality => b; congr BigBody.
by congr (agree _ _ _); apply/setP => m; rewrite !inE; case: m; case: n.
Qed.

Lemma mass_other p n a : mass (A := A) p (other n) a = p (put (T := A) a n true) + p (put (T := A) a n false).
Proof.
by rewrite (@mass_split _ _ _ _ n) ?inE; [rewrite sum_bool !mass_pair | case: n].
Qed.

Lemma mass_lone p n a : mass (A := A) p [set n] a = p a + p (put (T := A) a (~~ n) (~~ a (~~ n))).
Proof.
rewrite (@mass_split _ _ _ _ (~~ n)) ?inE; last by case: n.
have e b : mass (A := A) p (~~ n |: [set n]) b = p b.
  by rewrite -(@mass_pair p (~~ n)) /other negbK.
rewrite sum_bool !e; case E: (a (~~ n)) => /=; first by rewrite -{1}E put_id.
by rewrite Rplus_comm -{1}E put_id.
Qed.

Lemma pairs_ind (P : pairs -> Prop) : (forall x y, P (both x y)) -> forall a, P a.
Proof. by move=> h a; rewrite -(both_eta a). Qed.

Lemma nested_other : nested other.
Proof.
exists (fun n : bool => n : nat); split; first by case; case.
by case; case=> //; rewrite inE.
Qed.
End TwoAgents.

Lemma negotiation_other : negotiation_sets other. Proof. by case; rewrite inE. Qed.
(** SVNR, Theorem C.1, "if", zeros allowed: on nested sets, of agents with a choice, a joint policy is the only one
    with its conditionals. *)
Definition theorem_c_1 : Prop := forall (N : finType) (A : N -> finType) (C : N -> {set N}) (pi p : joint A -> R),
  (forall n, (1 < #|A n|)%N) -> negotiation_sets C -> nested C -> distribution pi -> distribution p ->
  (forall n a, conditional p (C n) n a = conditional pi (C n) n a) -> p = pi.

Theorem theorem_c_1_refuted : ~ theorem_c_1.
Proof.
move=> claim; pose pi := table (/ 2) 0 0 (/ 2); pose p := table (/ 4) 0 0 (3 / 4).
have := claim [finType of bool] (fun _ => [finType of bool]) other pi p.
have dpi : distribution pi by apply: table_distribution; lra.
have dp : distribution p by apply: table_distribution; lra.
move=> /(_ (fun _ => ltac:(by rewrite card_bool)) negotiation_other nested_other dpi dp) h.
suff e : p = pi by have := congr1 (fun f => f (both true true)) e; rewrite /p /pi /table both_true both_false; lra.
apply: h => n a; rewrite !conditional_ratio ?mass_pair ?mass_other;
  move: a; apply: pairs_ind => x y; case: n; rewrite ?put_true ?put_false /p /pi /table ?both_true ?both_false;
  case: x; case: y => /=; first [by move=> ?; lra | field].
Qed.

(** SVNR, Theorem C.1, "if", amended: on nested sets a joint policy that is positive everywhere is the only one, zeros
    allowed, with its conditionals. *)
Definition theorem_c_1_positive_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (pi : joint A -> R),
  negotiation_sets C -> nested C -> distribution pi -> (forall a, 0 < pi a) -> determined C pi.

Theorem theorem_c_1_positive_amended_stands : theorem_c_1_positive_amended.
Proof. by move=> N A C pi out nest dpi pos; apply: nested_determines. Qed.

(** SVNR, Theorem C.1, amended: every joint policy, zeros allowed, is the only one with its conditionals exactly where
    the sets of the agents with a choice have no cycle and of any two such agents one sees the other. *)
Definition theorem_c_1_order_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (a0 : joint A), negotiation_sets C ->
  (ordered A C /\ paired A C <-> forall pi : joint A -> R, distribution pi -> determined C pi).

Theorem theorem_c_1_order_amended_stands : theorem_c_1_order_amended.
Proof.
move=> N A C a0 out; split=> [[ord pair] pi dpi|det]; first exact: order_determines.
pose pick n : A n * A n := if @pickP _ (fun xy : A n * A n => xy.1 != xy.2) is Pick xy _ then xy else (a0 n, a0 n).
have picked n : choosing A n -> (pick n).1 != (pick n).2.
  by move=> /two_actions[xy h]; rewrite /pick; case: pickP => // /(_ xy); rewrite h.
split; last first.
  move=> n m nm cn cm; case mC: (m \in C n); [by left | right]; case nC: (n \in C m) => //.
  pose chi k u := sign (pick k).1 (pick k).2 u; pose M := [set n; m].
  have chi0 k : \sum_u chi k u = 0 by exact: sign_sum.
  have chi1 k u : -1 <= chi k u <= 1 by exact: sign_bounds.
  have miss k : k \in M -> exists2 l, l \in M & (l != k) && (l \notin C k).
    rewrite !inE => /orP[/eqP->|/eqP->].
      by exists m; rewrite ?inE ?eqxx ?orbT // eq_sym nm mC.
    by exists n; rewrite ?inE ?eqxx // nm nC.
  have dc := correlated_distribution chi0 chi1 a0 (ex_intro _ n (set21 n m)).
  have du := distribution_uniform a0.
  have e : correlated chi M = @uniform [finType of joint A].
    apply: (det _ du) => // k a; rewrite uniform_conditional //.
    by rewrite -(correlated_conditional chi0 chi1 out miss k a) -mass_conditional //; case: dc.
  pose b : joint A := [ffun k => (pick k).1].
  have : @uniform [finType of joint A] b * (1 + / 2 * \prod_(k | k \in M) chi k (b k))
    = @uniform [finType of joint A] b := congr1 (fun f => f b) e.
  have -> : \prod_(k | k \in M) chi k (b k) = 1.
    apply: big1 => k; rewrite !inE => km; rewrite /chi /sign ffunE eqxx.
    have /picked/negbTE -> : choosing A k by case/orP: km => /eqP ->.
    by lra.
  have u0 : 0 < @uniform [finType of joint A] b.
    exact/Rinv_0_lt_compat/(card_gt0 (T := [finType of joint A]) a0).
  by lra.
apply: ranking => M inM someM; apply: Classical_Prop.NNPP => stuck.
have see n : n \in M -> exists2 m, m \in M & m \in C n.
  move=> nM; apply: Classical_Prop.NNPP => none; apply: stuck; exists n => // m mM.
  by apply/negP => mC; apply: none; exists m.
pose z : joint A := [ffun k => (pick k).1]; pose y : joint A := [ffun k => if k \in M then (pick k).2 else (pick k).1].
have differ n : n \in M -> z n != y n by move=> nM; rewrite !ffunE nM; apply/picked/inM.
have same n : n \notin M -> z n = y n by move=> /negbTE nM; rewrite !ffunE nM.
have m4 : mixture z y (/ 4) = mixture z y (/ 2).
  apply: det; [apply: mixture_distribution; lra | apply: mixture_distribution; lra |].
  by apply: (mixture_conditionals differ same see); lra.
by apply: (mixture_differs differ someM) m4; lra.
Qed.

(** SVNR, Theorem C.1, "only if": where each agent of [M] misses another of [M], the policies
    [uniform (1 + ½ ∏_{n∈M} χₙ)], [Σ χₙ = 0], have uniform conditionals on all sets. So on sets that are not nested, of
    agents with a choice, two joint policies that are positive everywhere have the same conditionals. *)
Definition theorem_c_1_only_if : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (a0 : joint A), negotiation_sets C ->
  (forall (M : {set N}) (chi : forall n, A n -> R), (exists n, n \in M) ->
    (forall n, n \in M -> exists2 m, m \in M & (m != n) && (m \notin C n)) ->
    (forall n, \sum_x chi n x = 0) -> (forall n x, -1 <= chi n x <= 1) ->
    [/\ distribution (correlated chi M), forall a, 0 < correlated chi M a &
      forall n a, conditional (correlated chi M) (C n) n a = / INR #|A n|]) /\
  ((forall n, (1 < #|A n|)%N) -> ~ nested C -> exists pi p : joint A -> R,
    [/\ distribution pi /\ distribution p, forall a, 0 < pi a /\ 0 < p a, p <> pi &
      forall n a, conditional p (C n) n a = conditional pi (C n) n a]).

Theorem theorem_c_1_only_if_stands : theorem_c_1_only_if.
Proof.
move=> N A C a0 out; have unseen (M : {set N}) (chi : forall n, A n -> R) :
    (exists n, n \in M) -> (forall n, n \in M -> exists2 m, m \in M & (m != n) && (m \notin C n)) ->
    (forall n, \sum_x chi n x = 0) -> (forall n x, -1 <= chi n x <= 1) ->
    [/\ distribution (correlated chi M), forall a, 0 < correlated chi M a &
      forall n a, conditional (correlated chi M) (C n) n a = / INR #|A n|].
  move=> someM miss chi0 chi1; split; [exact: (correlated_distribution chi0 chi1 a0) | |].
    exact: correlated_gt0.
  exact: correlated_conditional.
split=> // two notnested.
have [M someM miss] : exists2 M : {set N}, (exists n, n \in M) &
    forall n, n \in M -> exists2 m, m \in M & (m != n) && (m \notin C n).
  apply: Classical_Prop.NNPP => none; apply: notnested; apply: nesting => M someM.
  apply: Classical_Prop.NNPP => stuck; apply: none; exists M => // n nM.
  apply: Classical_Prop.NNPP => seen; apply: stuck; exists n => // m mM mn.
  by apply/negPn/negP => mC; apply: seen; exists m => //; rewrite mn.
pose pick n : A n * A n := if @pickP _ (fun xy : A n * A n => xy.1 != xy.2) is Pick xy _ then xy else (a0 n, a0 n).
have picked n : (pick n).1 != (pick n).2.
  by have /two_actions[xy h] := two n; rewrite /pick; case: pickP => // /(_ xy); rewrite h.
pose chi k u := sign (pick k).1 (pick k).2 u.
have [|u|dc pos even] := unseen M chi someM miss; [by move=> n; apply: sign_sum | exact: sign_bounds |].
have u0 : 0 < / INR #|[finType of joint A]|.
  exact/Rinv_0_lt_compat/(card_gt0 (T := [finType of joint A]) a0).
exists (@uniform [finType of joint A]), (correlated chi M); split=> //.
- by split=> //; apply: distribution_uniform.
- move=> e; pose b : joint A := [ffun k => (pick k).1].
  have : / INR #|[finType of joint A]| * (1 + / 2 * \prod_(k | k \in M) chi k (b k))
    = / INR #|[finType of joint A]| := congr1 (fun f => f b) e.
  have -> : \prod_(k | k \in M) chi k (b k) = 1.
    by apply: big1 => k _; rewrite /chi /sign ffunE eqxx (negbTE (picked k)); lra.
  by lra.
by move=> n a; rewrite even uniform_conditional.
Qed.

(** SVNR, Theorem C.1, freely chosen: on nested sets any policies [πₙ(uⁿ|u^{C_n})] are the conditionals of a joint
    policy. *)
Definition theorem_c_1_free : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (kappa : N -> joint A -> R),
  (forall n, (1 < #|A n|)%N) -> negotiation_sets C -> nested C ->
  (forall n, negotiation_policy (C n) n (kappa n)) ->
  exists p : joint A -> R, distribution p /\ has_conditionals C kappa p.

Theorem theorem_c_1_free_refuted : ~ theorem_c_1_free.
Proof.
move=> claim; pose A := fun _ : bool => [finType of bool].
(* The first agent copies the second, which contradicts the first. *)
pose kappa (n : bool) (a : joint A) : R := if (a true == a false) == n then 1 else 0.
have := claim [finType of bool] A other kappa (fun _ => ltac:(by rewrite card_bool)) negotiation_other nested_other.
case=> [n|p [dp h]].
  split=> [a b /agreeP ab|]; last split=> a; rewrite /kappa; try by case: ifP; lra.
    by rewrite /kappa !ab ?in_pair.
  by rewrite sum_bool; move: a; apply: pairs_ind => x y; case: n;
    rewrite ?put_true ?put_false !both_true !both_false; case: x; case: y => /=; lra.
have zero a : p a = 0.
  have [p0 _] := dp; have ht := h true a; have hf := h false a.
  by move: ht hf; rewrite !mass_pair /kappa; case: (a true == a false) => /=; lra.
by case: dp => _; rewrite big1 //; lra.
Qed.

(** SVNR, Theorem C.1, freely chosen, amended: on sets without a cycle any policies [πₙ(uⁿ|u^{C_n})] are the
    conditionals of a joint policy: of their product. *)
Definition theorem_c_1_free_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (kappa : N -> joint A -> R) (a0 : joint A),
  acyclic C -> (forall n, negotiation_policy (C n) n (kappa n)) ->
  distribution (negotiated kappa) /\ has_conditionals C kappa (negotiated kappa).

Theorem theorem_c_1_free_amended_stands : theorem_c_1_free_amended.
Proof. by move=> N A C kappa a0 [rank back] pol; apply: (acyclic_product a0 back). Qed.

(** SVNR, App. E.3: the conditional is [∫π du_{n∪C} / ∫π du_C], the printed variables integrated out. *)
Definition e_3 : Prop :=
  forall (N : finType) (A : N -> finType) (C : {set N}) (n : N) (pi : joint A -> R) (a : joint A),
  n \notin C -> distribution pi -> (forall b, 0 < pi b) ->
  conditional pi C n a =
    (\sum_(b : joint A | agree (~: (n |: C)) a b) pi b) / (\sum_(b : joint A | agree (~: C) a b) pi b).

Theorem e_3_refuted : ~ e_3.
Proof.
move=> claim; pose A := fun _ : unit => [finType of bool].
have u : INR #|{: joint A}| = 2.
  have : INR #|{: joint A}| * 1 = INR #|{: bool}| * 1.
    by rewrite -!sum_const; apply: (sum_alone (A := [finType of bool]) (fun _ => 1)).
  by rewrite card_bool /=; lra.
have du := distribution_uniform (alone (A := [finType of bool]) true).
have := claim _ A set0 tt _ (alone (A := [finType of bool]) true) ltac:(by rewrite inE) du
  (fun _ => ltac:(rewrite /uniform u; lra)).
rewrite uniform_conditional ?inE // card_bool.
have -> : ~: (tt |: set0) = set0 by apply/setP; case; rewrite !inE.
rewrite setC0 -!/(mass _ _ _).
have -> : mass (@uniform [finType of joint A]) set0 (alone (A := [finType of bool]) true) = 1.
  by rewrite mass_none; case: du.
by rewrite mass_all /uniform u /=; lra.
Qed.

(** SVNR, App. E.3, amended: [πₙ(uⁿ|u^C) = Σ π / Σ π], above over all but [n] and [C], below over all but [C],
    where the latter is positive; and this is a policy of [n] given [C]. *)
Definition e_3_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : {set N}) (n : N) (pi : joint A -> R), n \notin C -> distribution pi ->
  negotiation_policy C n (conditional pi C n) /\
  forall a, 0 < \sum_(b : joint A | agree C a b) pi b ->
    conditional pi C n a
      = (\sum_(b : joint A | agree (n |: C) a b) pi b) / (\sum_(b : joint A | agree C a b) pi b).

Theorem e_3_amended_stands : e_3_amended.
Proof.
move=> N A C n pi nC [pi0 _]; split; first exact: conditional_negotiation.
by move=> a m0; rewrite conditional_ratio // /mass; lra.
Qed.

(** SVNR, App. E.4: on strictly nested sets, [C_n] all agents before [n] in some order, the product of the conditionals
    of any joint policy is that policy. *)
Definition e_4_representation : Prop :=
  forall (N : finType) (A : N -> finType) (order : N -> nat) (pi : joint A -> R), injective order -> distribution pi ->
  m_projection (earlier order) pi = pi.

Theorem e_4_representation_stands : e_4_representation.
Proof.
move=> N A order pi inj dpi; apply/esym/(chain_rule inj dpi) => n a.
by apply: mass_conditional; case: dpi.
Qed.

(** ** The witnesses of the divergences: two agents who see nobody, and a target that is even between agreements *)
Section Agreeing.
Notation A := (fun _ : bool => [finType of bool]).
Notation pairs := {dffun forall _ : bool, bool}.
Variables x y : R.
Hypotheses (x0 : 0 < x) (y0 : 0 < y) (half : x + y = / 2).

Definition agreeing : pairs -> R := table x y y x.
Definition nobody (_ : bool) : {set bool} := set0.

Lemma agreeing_distribution : distribution agreeing.
Proof. by apply: table_distribution; lra. Qed.

Lemma agreeing_gt0 a : 0 < agreeing a.
Proof. by rewrite /agreeing /table; case: ifP => _; case: ifP. Qed.

Lemma nobody_acyclic : acyclic nobody.
Proof. by exists (fun _ => 0%N) => n m; rewrite inE. Qed.

Lemma agreeing_projected a : m_projection (A := A) nobody agreeing a = / 4.
Proof.
have c n : conditional (A := A) agreeing set0 n a = / 2.
  have [_ p1] := agreeing_distribution; have one : mass (A := A) agreeing set0 a = 1 by rewrite mass_none.
  rewrite conditional_ratio one ?setU0; last by lra.
  rewrite mass_lone; move: a {one}; apply: pairs_ind => u v; rewrite /agreeing.
  case: n; case: u; case: v; rewrite /= ?both_true ?both_false /= ?put_true ?put_false /table ?both_true ?both_false;
    lra.
by rewrite /m_projection /negotiated big_bool /= !c; lra.
Qed.

Lemma agreeing_kl : kl (m_projection (A := A) nobody agreeing) agreeing = / 2 * ln (/ 4 / x) + / 2 * ln (/ 4 / y).
Proof.
rewrite /kl (sum_both (A := [finType of bool])) !sum_bool !agreeing_projected /agreeing /table !both_true !both_false.
by lra.
Qed.

Lemma agreeing_kl_reverse :
  kl agreeing (m_projection (A := A) nobody agreeing) = 2 * x * ln (4 * x) + 2 * y * ln (4 * y).
Proof.
rewrite /kl (sum_both (A := [finType of bool])) !sum_bool !agreeing_projected /agreeing /table !both_true !both_false.
have -> : x / / 4 = 4 * x by field.
have -> : y / / 4 = 4 * y by field.
by lra.
Qed.

(** One of the two agreements for certain is a member of the family. *)
Definition first_agreement (n : bool) (a : pairs) : R := if a n then 1 else 0.

Lemma first_agreement_policy n : negotiation_policy (A := A) (nobody n) n (first_agreement n).
Proof.
split=> [a b /agreeP ab|]; first by rewrite /first_agreement ab // !inE eqxx.
by split=> a; rewrite /first_agreement; [case: ifP; lra | rewrite sum_bool !put_same; lra].
Qed.

Lemma first_agreement_kl : kl (negotiated (A := A) first_agreement) agreeing = ln (1 / x).
Proof.
rewrite /kl (sum_both (A := [finType of bool])) !sum_bool /negotiated !big_bool /first_agreement /agreeing /table.
by rewrite !both_true !both_false /= Rmult_1_l; lra.
Qed.
End Agreeing.

Lemma ln_4 : ln 4 = 2 * ln 2.
Proof. have -> : 4 = 2 * 2 by lra. by rewrite ln_mult; lra. Qed.

Lemma ln_16 : ln 16 = 4 * ln 2.
Proof. have -> : 16 = 4 * 4 by lra. by rewrite ln_mult ?ln_4; lra. Qed.

Lemma ln_64 : ln 64 = 6 * ln 2.
Proof. have -> : 64 = 4 * 16 by lra. by rewrite ln_mult ?ln_4 ?ln_16; lra. Qed.

Lemma ln_8 : ln 8 = 3 * ln 2.
Proof. have -> : 8 = 2 * 4 by lra. by rewrite ln_mult ?ln_4; lra. Qed.

(** SVNR, (16) and App. D.1: on sets without a cycle the product of the conditionals of [π⋆] has the least [KL(p‖π⋆)]
    of all products of policies on these sets. *)
Definition equation_16 : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (target : joint A -> R) (kappa : N -> joint A -> R),
  acyclic C -> distribution target -> (forall a, 0 < target a) ->
  (forall n, negotiation_policy (C n) n (kappa n)) ->
  kl (m_projection C target) target <= kl (negotiated kappa) target.

Theorem equation_16_refuted : ~ equation_16.
Proof.
pose x := 31 / 64; pose y := / 64; have x0 : 0 < x by rewrite /x; lra.
have y0 : 0 < y by rewrite /y; lra.
have half : x + y = / 2 by rewrite /x /y; lra.
move=> /(_ [finType of bool] (fun _ => [finType of bool]) nobody (agreeing x y) first_agreement nobody_acyclic).
move=> /(_ (agreeing_distribution x0 y0 half) (agreeing_gt0 x0 y0) first_agreement_policy).
rewrite agreeing_kl // first_agreement_kl.
have -> : / 4 / x = 16 / 31 by rewrite /x; field.
have -> : / 4 / y = 16 by rewrite /y; field.
have -> : 1 / x = 64 / 31 by rewrite /x; field.
rewrite !ln_div ?ln_16 ?ln_64; try lra.
have : ln 16 < ln 31 by apply: ln_increasing; lra.
by rewrite ln_16; lra.
Qed.

(** SVNR, (16), amended: on sets without a cycle the product of the conditionals of [π⋆] has the least [KL(π⋆‖p)]
    of all products of policies on these sets, and is one of them; elsewhere than on [supported]
    pairs the divergence is ∞. *)
Definition equation_16_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (target : joint A -> R),
  acyclic C -> distribution target ->
  [/\ forall n, negotiation_policy (C n) n (conditional target (C n) n), supported target (m_projection C target) &
    forall kappa : N -> joint A -> R, (forall n, negotiation_policy (C n) n (kappa n)) ->
      supported target (negotiated kappa) -> kl target (m_projection C target) <= kl target (negotiated kappa)].

Theorem equation_16_amended_stands : equation_16_amended.
Proof.
move=> N A C target [rank back] dt; have [t0 t1] := dt.
have out : negotiation_sets C by move=> n; apply/negP => /back; rewrite ltnn.
split=> [n||kappa pol sup]; first exact: conditional_negotiation.
  exact: m_projection_supported.
exact: m_projection_least.
Qed.

(** SVNR, App. E.9: the gap [KL(p‖π⋆)] of the product [p] of the conditionals of [π⋆] is at most the sum of the
    conditional mutual informations of the omitted edges, [Σₙ I(uⁿ; u^{earlier∖C_n} | u^{C_n})] under [π⋆]. *)
Definition e_9_gap : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (order : N -> nat) (target : joint A -> R) (a0 : joint A),
  injective order -> (forall n m, m \in C n -> (order m < order n)%N) ->
  distribution target -> (forall a, 0 < target a) ->
  kl (m_projection C target) target <= \sum_n conditional_information (C n) (earlier order n) n a0 target.

Theorem e_9_gap_refuted : ~ e_9_gap.
Proof.
pose x := 15 / 32; pose y := / 32; have x0 : 0 < x by rewrite /x; lra.
have y0 : 0 < y by rewrite /y; lra.
have half : x + y = / 2 by rewrite /x /y; lra.
pose order (n : bool) : nat := n; have inj : injective order by case; case.
have back n m : m \in nobody n -> (order m < order n)%N by rewrite inE.
pose a0 := both (A := [finType of bool]) true true.
have dt := agreeing_distribution x0 y0 half.
move=> /(_ [finType of bool] (fun _ => [finType of bool]) nobody order (agreeing x y) a0 inj back dt).
move=> /(_ (agreeing_gt0 x0 y0)); rewrite -m_projection_gap // agreeing_kl // agreeing_kl_reverse //.
have -> : / 4 / x = 8 / 15 by rewrite /x; field.
have -> : / 4 / y = 8 by rewrite /y; field.
have -> : 4 * x = 15 / 8 by rewrite /x; field.
have -> : 4 * y = 1 / 8 by rewrite /y; field.
rewrite !ln_div ?ln_1 ?ln_8 /x /y; try lra.
have : ln 15 < ln 16 by apply: ln_increasing; lra.
have : 0 < ln 2 by rewrite -ln_1; apply: ln_increasing; lra.
by rewrite ln_16; lra.
Qed.

(** SVNR, App. E.9, amended: [KL(π⋆‖p) = Σₙ I(uⁿ; u^{earlier∖C_n} | u^{C_n})] under [π⋆], [p] the product of the
    conditionals of [π⋆] on sets of earlier agents. *)
Definition e_9_gap_amended : Prop :=
  forall (N : finType) (A : N -> finType) (C : N -> {set N}) (order : N -> nat) (target : joint A -> R) (a0 : joint A),
  injective order -> (forall n m, m \in C n -> (order m < order n)%N) -> distribution target ->
  kl target (m_projection C target) = \sum_n conditional_information (C n) (earlier order n) n a0 target.

Theorem e_9_gap_amended_stands : e_9_gap_amended.
Proof. by move=> N A C order target a0 inj back dt; apply: m_projection_gap. Qed.
