(** Joint policies in one state as conditionals on negotiation sets: marginals, conditionals, products, informations. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Lemma sum_if (T : finType) (P : pred T) (f : T -> R) : \sum_(x | P x) f x = \sum_x (if P x then f x else 0).
Proof. by rewrite big_mkcond. Qed.

Lemma sum_subset_le (T : finType) (P Q : pred T) (f : T -> R) :
  (forall x, 0 <= f x) -> (forall x, P x -> Q x) -> \sum_(x | P x) f x <= \sum_(x | Q x) f x.
Proof.
move=> f0 PQ; rewrite (sum_if P) (sum_if Q); apply: sum_le => x _.
by case Px: (P x); [rewrite (PQ x Px); lra | case: (Q x); have := f0 x; lra].
Qed.

Section Nested.
Variables (N : finType) (A : N -> finType).
Local Notation joint := {dffun forall n, A n}.
Implicit Types (p q pi f k : joint -> R) (n m : N) (D E : {set N}) (C : N -> {set N}) (a b c : joint).

(** [a^D = b^D]: the agents of [D] do the same in [a] and in [b]. *)
Definition agree D a b : bool := [forall n, (n \in D) ==> (a n == b n)].
(** The marginal [p(a^D) = Σ_b p(b)], [b] over the joint actions with [b^D = a^D]; read from any [a]. *)
Definition mass p D a : R := \sum_(b : joint | agree D a b) p b.
(** [p(aⁿ|a^D) = p(aⁿ,a^D) / p(a^D)], uniform where [p(a^D) = 0]. *)
Definition conditional p D n a : R :=
  if Req_EM_T (mass p D a) 0 then / INR #|A n| else mass p (n |: D) a / mass p D a.
(** A policy [κ(aⁿ|a^D)] of agent [n] that sees the agents of [D]; it reads nothing else of [a]. *)
Definition negotiation_policy D n k : Prop :=
  (forall a b, agree (n |: D) a b -> k a = k b) /\ (forall a, 0 <= k a) /\ forall a, \sum_x k (put a n x) = 1.
(** [∏_n κₙ(aⁿ|a^{C_n})]. *)
Definition negotiated (kappa : N -> joint -> R) a : R := \prod_n kappa n a.
(** [∏_n p(aⁿ|a^{C_n})]: the product of the conditionals of [p] on the sets. *)
Definition m_projection C p : joint -> R := negotiated (fun n => conditional p (C n) n).

(** Negotiation sets: no agent is in its own set. *)
Definition negotiation_sets C : Prop := forall n, n \notin C n.
(** SVNR, Theorem C.1: in some order of the agents each one's set contains all agents after it. *)
Definition nested C : Prop :=
  exists order : N -> nat, injective order /\ forall n m, (order n < order m)%N -> m \in C n.
(** No agent sees itself through others: some ranking puts each agent behind those it sees. *)
Definition acyclic C : Prop := exists rank : N -> nat, forall n m, m \in C n -> (rank m < rank n)%N.
(** The agents before [n]. *)
Definition earlier (order : N -> nat) n : {set N} := [set m | (order m < order n)%N].

(** [p] has the conditionals [κ] on the sets: [p(aⁿ,a^{C_n}) = κₙ(aⁿ|a^{C_n}) p(a^{C_n})]. Where [p(a^{C_n}) = 0] nothing
    is asked of [p]. *)
Definition has_conditionals C (kappa : N -> joint -> R) p : Prop :=
  forall n a, mass p (n |: C n) a = kappa n a * mass p (C n) a.
(** [pi] is the only joint policy that has the conditionals of [pi]. *)
Definition determined C pi : Prop :=
  forall p, distribution p -> has_conditionals C (fun n => conditional pi (C n) n) p -> p = pi.

(** [Σ_{a^D} p(a^D) f(a^D)]: of the joint actions with [a^D] the one that agrees with [a0] elsewhere stands for [a^D]. *)
Definition sum_cells D a0 f : R := \sum_(a : joint | agree (~: D) a0 a) f a.
(** [KL(p^D‖q^D) = Σ_{a^D} p(a^D) ln (p(a^D) / q(a^D))], the divergence of the marginals. *)
Definition kl_marginal D a0 p q : R := sum_cells D a0 (fun a => mass p D a * ln (mass p D a / mass q D a)).
(** [I(uⁿ; u^{E∖D} | u^D) = Σ p(aⁿ,a^E) ln (p(aⁿ|a^E) / p(aⁿ|a^D))], [D] a part of [E], which lacks [n]. *)
Definition conditional_information D E n a0 p : R :=
  sum_cells (n |: E) a0 (fun a => mass p (n |: E) a * ln (conditional p E n a / conditional p D n a)).

(** ** Agreement *)
Lemma agreeP D a b : reflect (forall n, n \in D -> a n = b n) (agree D a b).
Proof.
apply: (iffP forallP) => h n; last by apply/implyP => /h /eqP.
by move=> nD; have := h n; rewrite nD => /eqP.
Qed.

Lemma agree_refl D a : agree D a a. Proof. by apply/agreeP. Qed.

Lemma agree_sym D a b : agree D a b = agree D b a.
Proof. by apply/agreeP/agreeP => h n nD; rewrite h. Qed.

Lemma agree_trans D a b c : agree D a b -> agree D b c -> agree D a c.
Proof. by move=> /agreeP ab /agreeP bc; apply/agreeP => n nD; rewrite ab // bc. Qed.

Lemma agree_eq D a b c : agree D a b -> agree D a c = agree D b c.
Proof.
move=> ab; apply/idP/idP => h; last exact: agree_trans h.
by apply: agree_trans h; rewrite agree_sym.
Qed.

Lemma agree_all a b : agree setT a b = (a == b).
Proof. by apply/agreeP/eqP => [h|-> //]; apply/ffunP => n; apply: h. Qed.

Lemma agree_none a b : agree set0 a b.
Proof. by apply/agreeP => n; rewrite inE. Qed.

Lemma agree_subset D E a b : D \subset E -> agree E a b -> agree D a b.
Proof. by move=> /subsetP DE /agreeP h; apply/agreeP => n nD; apply/h/DE. Qed.

Lemma agree_add D n a b : agree (n |: D) a b = agree D a b && (b n == a n).
Proof.
apply/agreeP/andP => [h|[/agreeP h /eqP e] m]; last by rewrite !inE => /orP[/eqP ->|/h].
by split; [apply/agreeP => m mD; apply: h; rewrite !inE mD orbT | rewrite h // !inE eqxx].
Qed.

Lemma agree_put D n a x : n \notin D -> agree D a (put a n x).
Proof. by move=> nD; apply/agreeP => m mD; rewrite put_other //; apply: contraNneq nD => <-. Qed.

(** ** Marginals *)
Lemma mass_agree p D a b : agree D a b -> mass p D a = mass p D b.
Proof. by move=> ab; apply: eq_bigl => c; apply: agree_eq. Qed.

Lemma mass_put p D n a x : n \notin D -> mass p D (put a n x) = mass p D a.
Proof. by move=> nD; apply/esym/mass_agree/agree_put. Qed.

Lemma mass_all p a : mass p setT a = p a.
Proof. by rewrite /mass (big_pred1 a) // => b; rewrite agree_all eq_sym. Qed.

Lemma mass_none p a : mass p set0 a = \sum_b p b.
Proof. by apply: eq_bigl => b; rewrite agree_none. Qed.

Lemma mass_ge0 p D a : (forall b, 0 <= p b) -> 0 <= mass p D a.
Proof. by move=> p0; apply: sum_ge0. Qed.

Lemma mass_subset p D E a : (forall b, 0 <= p b) -> D \subset E -> mass p E a <= mass p D a.
Proof. by move=> p0 DE; apply: sum_subset_le => // b; apply: agree_subset. Qed.

Lemma mass_gt0 p D a : (forall b, 0 <= p b) -> 0 < p a -> 0 < mass p D a.
Proof. by move=> p0 pa; have := @mass_subset p D setT a p0 (subsetT D); rewrite mass_all; lra. Qed.

Lemma mass_own p D n a x : n \notin D ->
  mass p (n |: D) (put a n x) = \sum_(b : joint | b n == x) (if agree D a b then p b else 0).
Proof.
move=> nD; rewrite /mass -big_mkcondr; apply: eq_bigl => b.
rewrite agree_add put_same andbC; congr (_ && _).
by apply/esym/agree_eq/agree_put.
Qed.

(** [p(a^D) = Σ_x p(x, a^D)]. *)
Lemma mass_split p D n a : n \notin D -> mass p D a = \sum_x mass p (n |: D) (put a n x).
Proof.
move=> nD; rewrite /mass (sum_if (agree D a)) (sum_by_own n); apply: eq_bigr => x _.
by rewrite -mass_own.
Qed.

(** Where [p] does not depend on what [n] does, neither does a marginal. *)
Lemma mass_invariant p D n a x : n \notin D -> (forall b y, p (put b n y) = p b) ->
  mass p (n |: D) (put a n x) = mass p (n |: D) a.
Proof.
move=> nD inv; rewrite -{2}(put_id a n) !mass_own //; apply: sum_others_shift => b y.
by rewrite inv; congr (if _ then _ else _); apply/agreeP/agreeP => h m mD; have := h m mD;
  rewrite put_other //; apply: contraNneq nD => <-.
Qed.

Lemma mass_invariant_split p D n a : n \notin D -> (forall b y, p (put b n y) = p b) ->
  mass p D a = INR #|A n| * mass p (n |: D) a.
Proof.
move=> nD inv; rewrite (mass_split _ _ nD) -sum_const; apply: eq_bigr => x _.
exact: mass_invariant.
Qed.

(** [Σ_{a^D} p(a^D) f(a^D) = Σ_a p(a) f(a^D)]. *)
Lemma sum_cells_mass p D a0 f : (forall a b, agree D a b -> f a = f b) ->
  sum_cells D a0 (fun a => mass p D a * f a) = \sum_(a : joint) p a * f a.
Proof.
move=> fD; pose merge a : joint := [ffun n => if n \in D then a n else a0 n].
rewrite /sum_cells [RHS](partition_big merge (agree (~: D) a0)) /=; last first.
  by move=> a _; apply/agreeP => n; rewrite inE ffunE => /negbTE ->.
apply: eq_bigr => a /agreeP a0a; rewrite /mass -sum_scale_r.
have e b : agree D a b = (merge b == a).
  apply/agreeP/eqP => [h|<- n nD]; last by rewrite ffunE nD.
  by apply/ffunP => n; rewrite ffunE; case: ifP => nD; [rewrite h | apply: a0a; rewrite inE nD].
by apply: eq_big => [b|b ab]; [exact: e | rewrite (fD _ _ ab)].
Qed.

(** ** Conditionals *)
Lemma conditional_uniform p D n a : mass p D a = 0 -> conditional p D n a = / INR #|A n|.
Proof. by rewrite /conditional; case: (Req_EM_T (mass p D a) 0). Qed.

Lemma conditional_ratio p D n a : mass p D a <> 0 -> conditional p D n a = mass p (n |: D) a / mass p D a.
Proof. by rewrite /conditional; case: (Req_EM_T (mass p D a) 0). Qed.

Section Nonnegative.
Variable p : joint -> R.
Hypothesis p0 : forall a, 0 <= p a.

(** [p(aⁿ,a^D) = p(aⁿ|a^D) p(a^D)]. *)
Lemma mass_conditional D n a : mass p (n |: D) a = conditional p D n a * mass p D a.
Proof.
rewrite /conditional; case: Req_EM_T => [z|z] /=; last by rewrite /Rdiv Rmult_assoc Rinv_l // Rmult_1_r.
have := @mass_subset p D (n |: D) a p0 (subsetUr _ _); have := @mass_ge0 p (n |: D) a p0.
by rewrite z; lra.
Qed.

Lemma conditional_ge0 D n a : 0 <= conditional p D n a.
Proof.
rewrite /conditional; case: Req_EM_T => [_|z] /=.
  by left; apply: Rinv_0_lt_compat; apply: (card_gt0 (a n)).
have m0 := @mass_ge0 p D a p0; apply: Rmult_le_pos; first exact: mass_ge0.
by left; apply: Rinv_0_lt_compat; lra.
Qed.

Lemma conditional_gt0 D n a : 0 < p a -> 0 < conditional p D n a.
Proof.
move=> pa; have := mass_conditional D n a; have := mass_gt0 (n |: D) p0 pa; have := mass_gt0 D p0 pa.
by have := conditional_ge0 D n a; nra.
Qed.

Lemma conditional_agree D n a b : agree (n |: D) a b -> conditional p D n a = conditional p D n b.
Proof.
move=> ab; rewrite /conditional (mass_agree p ab) (@mass_agree p D a b) //.
exact: agree_subset (subsetUr _ _) ab.
Qed.

Lemma conditional_negotiation D n : n \notin D -> negotiation_policy D n (conditional p D n).
Proof.
move=> nD; split; [exact: conditional_agree | split=> [a|a]; first exact: conditional_ge0].
case: (Req_EM_T (mass p D a) 0) => z.
  have -> : \sum_x conditional p D n (put a n x) = \sum_(x : A n) / INR #|A n|.
    by apply: eq_bigr => x _; rewrite conditional_uniform ?mass_put.
  by rewrite sum_const Rinv_r //; have := card_gt0 (a n); lra.
have -> : \sum_x conditional p D n (put a n x) = \sum_x mass p (n |: D) (put a n x) * / mass p D a.
  by apply: eq_bigr => x _; rewrite conditional_ratio (mass_put p a x nD).
by rewrite sum_scale_r -(mass_split p a nD) Rinv_r.
Qed.

Lemma has_own_conditionals C : has_conditionals C (fun n => conditional p (C n) n) p.
Proof. by move=> n a; apply: mass_conditional. Qed.
End Nonnegative.

(** ** Orders *)
Section Order.
Variable order : N -> nat.
Hypothesis order_inj : injective order.

Lemma before_step i :
  (exists2 n, order n = i & [set m | (order m < i.+1)%N] = n |: [set m | (order m < i)%N]) \/
  (forall n, order n != i) /\ [set m | (order m < i.+1)%N] = [set m | (order m < i)%N].
Proof.
case: (pickP (fun n => order n == i)) => [n /eqP ni|none]; [left; exists n => // | right; split=> [n|]].
- apply/setP => m; rewrite !inE ltnS leq_eqVlt; congr (_ || _).
  by rewrite -ni; apply/eqP/eqP => [/order_inj|->].
- by rewrite none.
by apply/setP => m; rewrite !inE ltnS leq_eqVlt none.
Qed.

Lemma before_all : exists i, [set m | (order m < i)%N] = setT.
Proof.
exists (\max_m order m).+1; apply/setP => m; rewrite !inE ltnS.
exact: (@leq_bigmax _ (fun m => order m)).
Qed.

(** The chain rule: [p(a) = ∏_n κₙ(a)] where [p(aⁿ, a^{<n}) = κₙ(a) p(a^{<n})]. *)
Lemma chain_rule p (kappa : N -> joint -> R) : distribution p ->
  (forall n a, mass p (n |: earlier order n) a = kappa n a * mass p (earlier order n) a) ->
  p = negotiated kappa.
Proof.
move=> [_ p1] h; apply: functional_extensionality => a.
have step i : mass p [set m | (order m < i)%N] a = \prod_(m | (order m < i)%N) kappa m a.
  elim: i => [|i ih].
    have -> : [set m | (order m < 0)%N] = set0 by apply/setP => m; rewrite !inE ltn0.
    by rewrite mass_none p1 big_pred0.
  have bridge j (F : N -> R) : \prod_(m | (order m < j)%N) F m = \prod_(m | m \in [set m | (order m < j)%N]) F m.
    by apply: eq_bigl => m; rewrite inE.
  case: (before_step i) => [[n ni e]|[_ e]].
    have en : earlier order n = [set m | (order m < i)%N] by rewrite /earlier ni.
    rewrite bridge e -en h en ih big_setU1 ?inE ?ni ?ltnn // bridge //.
  by rewrite bridge e ih bridge.
have [i all] := before_all; rewrite -(mass_all p a) -all step /negotiated; apply: eq_bigl => m.
by have := in_setT m; rewrite -all inE => ->.
Qed.

(** A product of negotiation policies of earlier agents sums to 1 from the last agent back. *)
Section Product.
Variables (C : N -> {set N}) (kappa : N -> joint -> R).
Hypothesis back : forall n m, m \in C n -> (order m < order n)%N.
Hypothesis policies : forall n, negotiation_policy (C n) n (kappa n).

Lemma negotiated_mass i a :
  mass (negotiated kappa) [set m | (order m < i)%N] a = \prod_(m | m \in [set m | (order m < i)%N]) kappa m a.
Proof.
have [j all] := before_all.
move: {2}j (leq_addl i j) => d; elim: d i a => [|d ih] i a.
  rewrite addn0 => ji; have -> : [set m | (order m < i)%N] = setT.
    apply/setP => m; have : m \in [set m | (order m < j)%N] by rewrite all inE.
    by rewrite !inE => h; apply: leq_trans h ji.
  by rewrite mass_all; apply: eq_bigl => m; rewrite inE.
rewrite addnS -addSn => {}/ih ih.
case: (before_step i) => [[n ni e]|[_ e]]; last by have := ih a; rewrite e.
have nD : n \notin [set m | (order m < i)%N] by rewrite inE ni ltnn.
rewrite (mass_split _ _ nD) -e.
have [_ [_ one]] := policies n.
have -> : \prod_(m | m \in [set m | (order m < i)%N]) kappa m a
    = \sum_x kappa n (put a n x) * \prod_(m | m \in [set m | (order m < i)%N]) kappa m a.
  by rewrite sum_scale_r one Rmult_1_l.
apply: eq_bigr => x _; rewrite ih e big_setU1 //=; congr (_ * _).
apply: eq_bigr => m; rewrite inE => mi; have [dep _] := policies m; apply: dep.
rewrite agree_sym; apply: agree_put; rewrite !inE negb_or; apply/andP; split.
  by apply: contraTneq mi => <-; rewrite ni ltnn.
by apply/negP => /back; rewrite ni ltnNge (ltnW mi).
Qed.

Lemma negotiated_ge0 a : 0 <= negotiated kappa a.
Proof. by apply: prod_ge0 => n _; have [_ []] := policies n. Qed.

Lemma negotiated_distribution : (exists a : joint, True) -> distribution (negotiated kappa).
Proof.
move=> [a _]; split; first exact: negotiated_ge0.
have := negotiated_mass 0 a.
have -> : [set m | (order m < 0)%N] = set0 by apply/setP => m; rewrite !inE ltn0.
by rewrite mass_none big_set0.
Qed.
End Product.
End Order.

(** A factor that reads [n] and [C] only stays the conditional when other agents are summed out. *)
Lemma sum_out p n (C D E : {set N}) k : n \notin D -> C \subset E -> E \subset D ->
  (forall a b, agree (n |: C) a b -> k a = k b) ->
  (forall a, mass p (n |: D) a = k a * mass p D a) -> forall a, mass p (n |: E) a = k a * mass p E a.
Proof.
move=> nD CE ED dep; move: {2}#|D :\: E| (erefl #|D :\: E|) => d.
elim: d D nD ED => [|d ih] D nD ED card h.
  suff -> : E = D by [].
  by apply/eqP; rewrite eqEsubset ED -setD_eq0 -cards_eq0 card.
have [m] : exists m, m \in D :\: E by apply/card_gt0P; rewrite card.
rewrite inE => /andP[mE mD].
have e : D = m |: (D :\ m) by rewrite setD1K.
apply: (ih (D :\ m)).
- by rewrite inE negb_and nD orbT.
- by apply/subsetP => i iE; rewrite !inE (subsetP ED) // andbT; apply: contraNneq mE => <-.
- have : #|D :\: E| = #|(D :\ m) :\: E|.+1.
    rewrite (cardsD1 m (D :\: E)) !inE mE mD add1n; congr (_.+1); apply: eq_card => i.
    by rewrite !inE; case: (i == m); case: (i \in E); case: (i \in D).
  by rewrite card => [[]].
have mn : m != n by apply: contraTneq mD => ->.
move=> a; have mD' : m \notin D :\ m by rewrite !inE eqxx.
have mnD' : m \notin n |: D :\ m by rewrite !inE negb_or mn eqxx.
rewrite (mass_split p a mD') (mass_split p a mnD') -sum_scale; apply: eq_bigr => x _.
rewrite setUCA -e h; congr (_ * _); apply: dep; rewrite agree_sym; apply: agree_put.
by rewrite !inE negb_or mn /=; apply: contra mE; apply: (subsetP CE).
Qed.
End Nested.
