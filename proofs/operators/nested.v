(** Joint policies in one state as conditionals on negotiation sets: marginals, products, divergences. *)
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

(** [p] has the conditionals [κ] on the sets: [p(aⁿ,a^{C_n}) = κₙ(aⁿ|a^{C_n}) p(a^{C_n})]. Where [p(a^{C_n}) = 0]
    nothing is asked of [p]. *)
Definition has_conditionals C (kappa : N -> joint -> R) p : Prop :=
  forall n a, mass p (n |: C n) a = kappa n a * mass p (C n) a.
(** [pi] is the only joint policy that has the conditionals of [pi]. *)
Definition determined C pi : Prop :=
  forall p, distribution p -> has_conditionals C (fun n => conditional pi (C n) n) p -> p = pi.

(** [Σ_{a^D} f(a^D)]: of the joint actions with [a^D] the one that agrees with [a0] elsewhere stands for [a^D]. *)
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

(** * What the conditionals determine *)
Section Determination.
Variables (N : finType) (A : N -> finType).
Local Notation joint := {dffun forall n, A n}.
Implicit Types (p q pi r : joint -> R) (C : N -> {set N}) (D M : {set N}) (n m : N) (a b : joint).

(** What does not depend on the parts of single agents of [M] does not depend on their parts together. *)
Lemma independent r M : (forall a n x, n \in M -> r (put a n x) = r a) ->
  forall a b, agree (~: M) a b -> r a = r b.
Proof.
move=> inv a b; move: {2}#|[set n | a n != b n]| (erefl #|[set n | a n != b n]|) => d.
elim: d a => [|d ih] a card ab.
  suff -> : a = b by []; apply/ffunP => n; apply/eqP; apply: contra_eqT card => ne.
  by rewrite -lt0n; apply/card_gt0P; exists n; rewrite inE.
have [n] : exists n, n \in [set n | a n != b n] by apply/card_gt0P; rewrite card.
rewrite inE => ne; have nM : n \in M.
  by apply: contraT => nM; case/negP: ne; apply/eqP; apply: (agreeP _ _ _ ab); rewrite inE.
rewrite -(inv a n (b n) nM); apply: ih; last first.
  by apply: agree_trans ab; rewrite agree_sym; apply: agree_put; rewrite inE nM.
have := card; rewrite (cardsD1 n) inE ne add1n => [[<-]]; apply: eq_card => m; rewrite !inE.
by case: (eqVneq m n) => [->|mn]; [rewrite put_same eqxx | rewrite put_other].
Qed.

(** A joint policy with the conditionals of [pi], on nested sets, has the ratio 1 to it. *)
Lemma nested_determines C pi : nested C -> negotiation_sets C -> distribution pi -> (forall a, 0 < pi a) ->
  determined C pi.
Proof.
move=> [order [inj after]] out [pi0 pi1] pos p [p0 p1] h.
pose r a := p a / pi a.
have pr a : p a = r a * pi a by rewrite /r; field; have := pos a; lra.
have inv i : forall n, (order n < i)%N -> forall a x, r (put a n x) = r a.
  elim: i => [|i ih] n; first by rewrite ltn0.
  rewrite ltnS leq_eqVlt => /orP[/eqP ni|]; last exact: ih.
  have base a : mass p (n |: C n) a = r a * mass pi (n |: C n) a.
    rewrite /mass -sum_scale; apply: eq_bigr => b ab; rewrite pr; congr (_ * _).
    apply: (@independent r [set m | (order m < i)%N]) => [c m x|].
      by rewrite inE => mi; apply: ih.
    apply: agree_subset (_ : agree (n |: C n) b a); last by rewrite agree_sym.
    apply/subsetP => m; rewrite !inE -leqNgt leq_eqVlt => /orP[/eqP e|lt].
      by apply/orP; left; apply/eqP/inj; rewrite ni.
    by rewrite after ?orbT // ni.
  have ratio a : r a = mass p (C n) a / mass pi (C n) a.
    have m1 := mass_gt0 (n |: C n) pi0 (pos a); have m2 := mass_gt0 (C n) pi0 (pos a).
    have := h n a; rewrite base conditional_ratio; last lra.
    move=> e; apply: (Rmult_eq_reg_r (mass pi (n |: C n) a)); last lra.
    by rewrite e; field; lra.
  by move=> a x; rewrite !ratio !mass_put.
have const a b : r a = r b.
  have [i all] := before_all order.
  apply: (@independent r setT) => [c m x _|]; last by rewrite setCT agree_none.
  by apply: (inv i); have := in_setT m; rewrite -all inE.
apply: functional_extensionality => a; rewrite pr.
have : \sum_b p b = r a * \sum_b pi b.
  by rewrite -sum_scale; apply: eq_bigr => b _; rewrite pr (const b a).
by rewrite p1 pi1 Rmult_1_r => <-; lra.
Qed.

(** ** Sets that determine every joint policy *)
(** An agent has a choice. *)
Definition choosing n : bool := (1 < #|A n|)%N.

Lemma no_choice n (x y : A n) : ~~ choosing n -> x = y.
Proof.
rewrite /choosing -leqNgt => /card_le1P h; have := h x isT y.
by rewrite !inE => /esym/eqP.
Qed.

Lemma mass_choosing p D (E : {set N}) a : (forall n, choosing n -> (n \in D) = (n \in E)) -> mass p D a = mass p E a.
Proof.
move=> DE; apply: eq_bigl => b.
have part (F G : {set N}) : (forall n, choosing n -> (n \in F) = (n \in G)) -> agree F a b -> agree G a b.
  move=> e /agreeP h; apply/agreeP => n nG; case c: (choosing n); first by apply: h; rewrite e.
  by apply: no_choice; rewrite c.
by apply/idP/idP; apply: part => // n /DE.
Qed.

(** The agents with a choice have a ranking that puts each behind those it sees. *)
Definition ordered C : Prop := exists rank : N -> nat,
  forall n m, choosing n -> choosing m -> m \in C n -> (rank m < rank n)%N.
(** Of any two agents with a choice one sees the other. *)
Definition paired C : Prop := forall n m, n != m -> choosing n -> choosing m -> m \in C n \/ n \in C m.

(** A ranking made one that tells all agents apart. *)
Definition refined (rank : N -> nat) n : nat := (rank n * #|N| + enum_rank n)%N.

Lemma refined_inj rank : injective (refined rank).
Proof.
move=> n m e; apply: enum_rank_inj; apply: ord_inj.
have := congr1 (fun i => (i %% #|N|)%N) e; rewrite /refined !modnMDl.
by rewrite !modn_small; [| exact: ltn_ord | exact: ltn_ord].
Qed.

Lemma refined_lt rank n m : (rank n < rank m)%N -> (refined rank n < refined rank m)%N.
Proof.
move=> lt; apply: (@leq_trans ((rank n).+1 * #|N|)).
  by rewrite mulSnr /refined ltn_add2l; exact: ltn_ord.
by apply: leq_trans (leq_addr _ _); apply: leq_mul.
Qed.

Lemma order_determines C pi : negotiation_sets C -> ordered C -> paired C -> distribution pi -> determined C pi.
Proof.
move=> out [rank ranked] pair dpi p dp h.
pose order := refined rank.
pose kappa n a := if choosing n then conditional pi (C n) n a else 1.
have sets n m : choosing n -> choosing m -> m != n -> (m \in earlier order n) = (m \in C n).
  move=> cn cm mn; rewrite inE; apply/idP/idP => [lt|/(ranked _ _ cn cm)/refined_lt //].
  case: (pair n m) => //; first by rewrite eq_sym.
  by move/(ranked _ _ cm cn)/refined_lt; rewrite -/order ltnNge (ltnW lt).
have own n : (n \in earlier order n) = (n \in C n) by rewrite inE ltnn (negbTE (out n)).
have chain q : distribution q -> has_conditionals C (fun n => conditional pi (C n) n) q -> q = negotiated kappa.
  move=> dq hq; apply: (chain_rule (@refined_inj rank)) => // n a; rewrite -/order /kappa.
  case c: (choosing n); last first.
    rewrite Rmult_1_l; apply: mass_choosing => m cm; rewrite !inE.
    by case: (eqVneq m n) => // e; rewrite -e cm in c.
  rewrite (@mass_choosing q (n |: earlier order n) (n |: C n)) => [|m cm].
    rewrite (@mass_choosing q (earlier order n) (C n)) => [|m cm]; first exact: hq.
    by case: (eqVneq m n) => [->|mn]; [exact: own | apply: sets].
  rewrite !in_setU1; case: (eqVneq m n) => //= mn; exact: sets.
rewrite (chain _ dp h); apply/esym/chain => //.
by apply: has_own_conditionals; case: dpi.
Qed.

(** ** A correlation that no agent sees *)
(** [uniform(a) (1 + ½ ∏_{n∈M} χₙ(aⁿ))]. *)
Definition correlated (chi : forall n, A n -> R) M a : R :=
  uniform a * (1 + / 2 * \prod_(n | n \in M) chi n (a n)).

Lemma product_unseen (chi : forall n, A n -> R) M D m a : (forall n, \sum_x chi n x = 0) -> m \in M -> m \notin D ->
  mass (fun b => \prod_(n | n \in M) chi n (b n)) D a = 0.
Proof.
move=> chi0 mM mD; rewrite (mass_split _ _ mD).
pose f b := if agree D a b then \prod_(n | (n \in M) && (n != m)) chi n (b n) else 0.
have -> : \sum_x mass (fun b => \prod_(n | n \in M) chi n (b n)) (m |: D) (put a m x)
    = \sum_x chi m x * \sum_(b : joint | b m == a m) f b.
  apply: eq_bigr => x _; rewrite mass_own // (@sum_others_shift _ _ _ (a m) x f) => [|b z].
    rewrite -sum_scale; apply: eq_bigr => b /eqP bx; rewrite /f; case: ifP => _; last by lra.
    by rewrite (bigD1 m) //= bx.
  rewrite /f (_ : agree D a (put b m z) = agree D a b); last first.
    by rewrite agree_sym -(agree_eq a (agree_put b z mD)) agree_sym.
  by case: ifP => // _; apply: eq_bigr => n /andP[_ nm]; rewrite put_other.
by rewrite sum_scale_r chi0; lra.
Qed.

Lemma mass_uniform D n a : n \notin D -> mass (@uniform [finType of joint]) D a
  = INR #|A n| * mass (@uniform [finType of joint]) (n |: D) a.
Proof. by move=> nD; apply: mass_invariant_split. Qed.

Lemma uniform_mass_gt0 D a : 0 < mass (@uniform [finType of joint]) D a.
Proof.
have u : 0 < / INR #|[finType of joint]| by apply/Rinv_0_lt_compat/(card_gt0 (T := [finType of joint]) a).
by apply: mass_gt0 => // b; left.
Qed.

Lemma uniform_conditional D n a : n \notin D -> conditional (@uniform [finType of joint]) D n a = / INR #|A n|.
Proof.
move=> nD; have m0 := uniform_mass_gt0 (n |: D) a; have c0 := card_gt0 (a n).
rewrite conditional_ratio (mass_uniform a nD); last by have := Rmult_lt_0_compat _ _ c0 m0; lra.
by field; lra.
Qed.

Section Unseen.
Variables (chi : forall n, A n -> R) (M : {set N}) (C : N -> {set N}).
Arguments chi : clear implicits.
Hypothesis chi0 : forall n, \sum_x chi n x = 0.
Hypothesis chi1 : forall n x, -1 <= chi n x <= 1.
Hypothesis out : negotiation_sets C.
Hypothesis misses : forall n, n \in M -> exists2 m, m \in M & (m != n) && (m \notin C n).

Lemma chi_product_bounds a : -1 <= \prod_(n | n \in M) chi n (a n) <= 1.
Proof.
apply: (big_ind (fun y => -1 <= y <= 1)) => //; first lra.
by move=> x y hx hy; split; nra.
Qed.

Lemma correlated_gt0 a : 0 < correlated chi M a.
Proof.
apply: Rmult_lt_0_compat; first exact/Rinv_0_lt_compat/(card_gt0 (T := [finType of joint]) a).
by have := chi_product_bounds a; lra.
Qed.

Lemma correlated_mass D m a : m \in M -> m \notin D ->
  mass (correlated chi M) D a = mass (@uniform [finType of joint]) D a.
Proof.
move=> mM mD; have z := product_unseen a chi0 mM mD.
pose u := @uniform [finType of joint] a.
have -> : mass (correlated chi M) D a
    = \sum_(b : joint | agree D a b) (u + u * / 2 * \prod_(n | n \in M) chi n (b n)).
  apply: eq_bigr => b _.
  change (u * (1 + / 2 * \prod_(n | n \in M) chi n (b n)) = u + u * / 2 * \prod_(n | n \in M) chi n (b n)).
  by ring.
rewrite sum_add sum_scale.
change (mass (@uniform [finType of joint]) D a + u * / 2 * mass (fun b => \prod_(n | n \in M) chi n (b n)) D a
  = mass (@uniform [finType of joint]) D a).
by rewrite z; lra.
Qed.

Lemma correlated_distribution (a0 : joint) : (exists n, n \in M) -> distribution (correlated chi M).
Proof.
move=> [n nM]; split=> [a|]; first by left; apply: correlated_gt0.
by rewrite -(mass_none _ a0) (@correlated_mass _ n) ?inE // mass_none; case: (distribution_uniform a0).
Qed.

Lemma correlated_conditional n a : conditional (correlated chi M) (C n) n a = / INR #|A n|.
Proof.
have nC := out n; case: (boolP (n \in M)) => nM.
  have [m mM /andP[mn mC]] := misses nM.
  have e D : m \notin D -> mass (correlated chi M) D a = mass (@uniform [finType of joint]) D a.
    by move=> mD; apply: (correlated_mass _ mM).
  rewrite -(uniform_conditional a nC) !conditional_ratio ?e //.
  - by rewrite !inE negb_or mn.
  - by have := uniform_mass_gt0 (C n) a; lra.
  by have := uniform_mass_gt0 (C n) a; lra.
have inv b y : correlated chi M (put b n y) = correlated chi M b.
  rewrite /correlated; congr (_ * (1 + _ * _)); apply: eq_bigr => m mM.
  by rewrite put_other //; apply: contraNneq nM => <-.
have m0 : 0 < mass (correlated chi M) (n |: C n) a.
  apply: mass_gt0 => [b|]; [left | ]; exact: correlated_gt0.
have c0 := card_gt0 (a n); rewrite conditional_ratio (mass_invariant_split a nC inv).
  by field; lra.
by have := Rmult_lt_0_compat _ _ c0 m0; lra.
Qed.
End Unseen.

(** Two actions of an agent with a choice: 1 on one, -1 on another, 0 elsewhere. *)
Lemma two_actions n : choosing n -> exists xy : A n * A n, xy.1 != xy.2.
Proof.
by move=> /card_gt1P[x [y [_ _ xy]]]; exists (x, y).
Qed.
End Determination.

(** On sets without a cycle a product of policies is a joint policy with these conditionals. *)
Lemma acyclic_product (N : finType) (A : N -> finType) (C : N -> {set N}) (kappa : N -> {dffun forall n, A n} -> R)
  (a0 : {dffun forall n, A n}) (rank : N -> nat) : (forall n m, m \in C n -> (rank m < rank n)%N) ->
  (forall n, negotiation_policy (C n) n (kappa n)) ->
  distribution (negotiated kappa) /\ has_conditionals C kappa (negotiated kappa).
Proof.
move=> back pol; pose order := refined rank; have inj := @refined_inj N rank.
have before n m : m \in C n -> (order m < order n)%N by move/back/refined_lt.
split; first by apply: (negotiated_distribution inj before pol); exists a0.
move=> n; apply: (@sum_out _ _ _ n (C n) (earlier order n)) => //.
- by rewrite inE ltnn.
- by apply/subsetP => m /before; rewrite inE.
- by case: (pol n).
move=> a; have m1 := negotiated_mass inj before pol (order n) a.
have m2 := negotiated_mass inj before pol (order n).+1 a.
have e : [set m | (order m < (order n).+1)%N] = n |: earlier order n.
  apply/setP => m; rewrite !inE ltnS leq_eqVlt; congr (_ || _).
  by apply/eqP/eqP => [/inj|->].
by rewrite /earlier m1 -/(earlier order n) -e m2 e big_setU1 ?inE ?ltnn.
Qed.

(** Policies with one marginal share the marginals of fewer agents. *)
Lemma mass_sum_out (N : finType) (A : N -> finType) (p q : {dffun forall n, A n} -> R) (D E : {set N}) a :
  E \subset D -> (forall b, mass p D b = mass q D b) -> mass p E a = mass q E a.
Proof.
move=> ED pq; move: {2}#|D :\: E| (erefl #|D :\: E|) a => d.
elim: d D ED pq => [|d ih] D ED pq card a.
  suff -> : E = D by [].
  by apply/eqP; rewrite eqEsubset ED -setD_eq0 -cards_eq0 card.
have [m] : exists m, m \in D :\: E by apply/card_gt0P; rewrite card.
rewrite inE => /andP[mE mD].
have e : D = m |: (D :\ m) by rewrite setD1K.
apply: (ih (D :\ m)).
- by apply/subsetP => i iE; rewrite !inE (subsetP ED) // andbT; apply: contraNneq mE => <-.
- by move=> b; rewrite !(@mass_split _ _ _ _ m) ?inE ?eqxx //; apply: eq_bigr => x _; rewrite -e pq.
have : #|D :\: E| = #|(D :\ m) :\: E|.+1.
  rewrite (cardsD1 m (D :\: E)) !inE mE mD add1n; congr (_.+1); apply: eq_card => i.
  by rewrite !inE; case: (i == m); case: (i \in E); case: (i \in D).
by rewrite card => [[]].
Qed.

(** ** Agreements: agents who see each other and all play [z] or all play [y] *)
Section TwoAgreements.
Variables (N : finType) (A : N -> finType) (C : N -> {set N}) (z y : {dffun forall n, A n}) (M : {set N}).
Local Notation joint := {dffun forall n, A n}.
Hypothesis differ : forall n, n \in M -> z n != y n.
Hypothesis same : forall n, n \notin M -> z n = y n.
Hypothesis see : forall n, n \in M -> exists2 m, m \in M & m \in C n.

(** [z] with probability [t], [y] else. *)
Definition mixture t (a : joint) : R := t * certain z a + (1 - t) * certain y a.

Lemma mixture_distribution t : 0 <= t <= 1 -> distribution (mixture t).
Proof.
move=> t01; split=> [a|]; first by rewrite /mixture /certain; case: eqP => _; case: eqP => _; lra.
rewrite sum_add !sum_scale; have [_ ->] := distribution_certain z.
by have [_ ->] := distribution_certain y; lra.
Qed.

Lemma mass_certain (x : joint) D a : mass (certain x) D a = if agree D a x then 1 else 0.
Proof.
rewrite /mass sum_if (@sum_only _ x) => [|b bx]; first by rewrite /certain eqxx.
by rewrite /certain (negbTE bx); case: ifP.
Qed.

Lemma mass_mixture t D a :
  mass (mixture t) D a = t * (if agree D a z then 1 else 0) + (1 - t) * (if agree D a y then 1 else 0).
Proof. by rewrite -!mass_certain /mass -!sum_scale -sum_add. Qed.

Definition answer n (a : joint) : R := if a n == (if agree (C n) a z then z n else y n) then 1 else 0.

Lemma mixture_answer t n a : mass (mixture t) (n |: C n) a = answer n a * mass (mixture t) (C n) a.
Proof.
rewrite !mass_mixture !agree_add /answer (eq_sym (a n)).
case az: (agree (C n) a z); case ay: (agree (C n) a y) => /=.
- have nM : n \notin M.
    apply/negP => /see [m mM mC]; case/negP: (differ mM); apply/eqP.
    by rewrite -(agreeP _ _ _ az) // -(agreeP _ _ _ ay).
  by rewrite (same nM); case: ifP => _; lra.
- by case: ifP => _; lra.
- by case: ifP => _; lra.
by case: ifP => _; lra.
Qed.

Lemma mixture_conditionals t u : 0 < t < 1 -> 0 < u < 1 ->
  has_conditionals C (fun n => conditional (mixture t) (C n) n) (mixture u).
Proof.
move=> t01 u01 n a; rewrite mixture_answer; case: (Req_EM_T (mass (mixture t) (C n) a) 0) => m0.
  suff -> : mass (mixture u) (C n) a = 0 by lra.
  by move: m0; rewrite !mass_mixture; case: ifP => _; case: ifP => _; lra.
by rewrite conditional_ratio // mixture_answer; field.
Qed.

Lemma mixture_differs t u : (exists n, n \in M) -> t <> u -> mixture t <> mixture u.
Proof.
move=> [n nM] tu e; apply: tu; have := congr1 (fun f => f z) e; rewrite /mixture /certain eqxx.
have -> : (z == y) = false by apply/eqP => zy; case/negP: (differ nM); rewrite zy.
by lra.
Qed.
End TwoAgreements.

(** Without a ranking there are agents each of whom sees another of them. *)
Lemma ranking (N : finType) (P : pred N) (sees : rel N) :
  (forall M : {set N}, (forall n, n \in M -> P n) -> (exists n, n \in M) ->
    exists2 n, n \in M & forall m, m \in M -> ~~ sees n m) ->
  exists rank : N -> nat, forall n m, P n -> P m -> sees n m -> (rank m < rank n)%N.
Proof.
move=> first; pose M0 := [set n | P n].
suff [rank h] : exists rank : N -> nat, forall n m, n \in M0 -> m \in M0 -> sees n m -> (rank m < rank n)%N.
  by exists rank => n m pn pm; apply: h; rewrite inE.
have : forall n, n \in M0 -> P n by move=> n; rewrite inE.
move: {2}#|M0| (erefl #|M0|) => d; move: M0; elim: d => [|d ih] M card inP.
  by exists (fun _ => 0%N) => n m; rewrite (cards0_eq card) inE.
have [|n nM none] := first M inP; first by apply/card_gt0P; rewrite card.
have [||rank h] := ih (M :\ n).
- by have := card; rewrite (cardsD1 n) nM add1n => [[]].
- by move=> m; rewrite inE => /andP[_ /inP].
exists (fun m => if m == n then 0%N else (rank m).+1) => k m kM mM km.
case: (eqVneq k n) km => [->|kn] km; first by have := none m mM; rewrite km.
by case: (eqVneq m n) => // mn; rewrite ltnS; apply: h => //; rewrite !inE ?kn ?mn.
Qed.

(** Two actions told apart: 1 on one, -1 on the other. *)
Definition sign (T : finType) (x y u : T) : R := (if u == x then 1 else 0) - (if u == y then 1 else 0).

Lemma sign_sum (T : finType) (x y : T) : \sum_u sign x y u = 0.
Proof. by rewrite sum_sub !sum_indicator; lra. Qed.

Lemma sign_bounds (T : finType) (x y u : T) : -1 <= sign x y u <= 1.
Proof. by rewrite /sign; case: eqP => _; case: eqP => _; lra. Qed.

(** Taken away one by one, each agent seeing all that remain, the agents are in the order of nested sets. *)
Lemma nesting (N : finType) (C : N -> {set N}) :
  (forall M : {set N}, (exists n, n \in M) -> exists2 n, n \in M & forall m, m \in M -> m != n -> m \in C n) ->
  nested C.
Proof.
move=> first; suff [order [inj h]] : exists order : N -> nat, {in setT &, injective order} /\
    forall n m, n \in setT -> m \in setT -> (order n < order m)%N -> m \in C n.
  by exists order; split=> [n m|n m]; [apply: inj | apply: h]; rewrite ?inE.
move: {2}#|[set: N]| (erefl #|[set: N]|) => d; move: [set: N]; elim: d => [|d ih] M card.
  by exists (fun _ => 0%N); split=> n m; rewrite (cards0_eq card) inE.
have [|n nM all] := first M; first by apply/card_gt0P; rewrite card.
have [|order [inj h]] := ih (M :\ n); first by have := card; rewrite (cardsD1 n) nM add1n => [[]].
exists (fun m => if m == n then 0%N else (order m).+1); split=> k m kM mM.
  case: (eqVneq k n) => [->|kn]; case: (eqVneq m n) => // mn [] e.
  by apply: inj => //; rewrite !inE ?kn ?mn.
case: (eqVneq m n) => // mn; case: (eqVneq k n) => [->|kn]; first by move=> _; apply: all.
by rewrite ltnS; apply: h; rewrite !inE ?kn ?mn.
Qed.

(** * Divergences *)
Lemma ln_prod (T : finType) (f : T -> R) : (forall x, 0 < f x) -> ln (\prod_x f x) = \sum_x ln (f x).
Proof.
move=> f0; suff [] : 0 < \prod_x f x /\ ln (\prod_x f x) = \sum_x ln (f x) by [].
apply: (big_ind2 (fun a b => 0 < a /\ ln a = b)) => //; first by split; [lra | exact: ln_1].
by move=> x1 y1 x2 y2 [x10 <-] [x20 <-]; split; [exact: Rmult_lt_0_compat | exact: ln_mult].
Qed.

Section Divergence.
Variables (N : finType) (A : N -> finType).
Local Notation joint := {dffun forall n, A n}.
Implicit Types (p q pi f k : joint -> R) (n m : N) (D E : {set N}) (C : N -> {set N}) (a b c : joint).

Lemma mass_rest p n a : mass p (n |: [set~ n]) a = p a.
Proof. by rewrite (_ : n |: [set~ n] = setT) ?mass_all // setUCr. Qed.

Lemma mass_others p n a : mass p [set~ n] a = \sum_x p (put a n x).
Proof.
rewrite (@mass_split _ _ p _ n) ?inE ?eqxx //; apply: eq_bigr => x _; exact: mass_rest.
Qed.

Lemma kl_marginal_sum D a0 p q : kl_marginal D a0 p q = \sum_(a : joint) p a * ln (mass p D a / mass q D a).
Proof. by apply: sum_cells_mass => a b ab; rewrite !(mass_agree _ ab). Qed.

(** [p(aⁿ|a⁻ⁿ) r(a⁻ⁿ)]: an answer to the others [r]. *)
Definition answered (k : joint -> R) (r : joint -> R) a : R := k a * r a.

Section Answers.
Variables (n : N) (p k : joint -> R).
Hypotheses (dp : distribution p) (dk : negotiation_policy [set~ n] n k).

Lemma answered_mass a : mass (answered k (mass p [set~ n])) [set~ n] a = mass p [set~ n] a.
Proof.
have nD : n \notin [set~ n] by rewrite !inE eqxx.
have [_ [_ one]] := dk; rewrite mass_others /answered.
have -> : \sum_x k (put a n x) * mass p [set~ n] (put a n x) = \sum_x k (put a n x) * mass p [set~ n] a.
  by apply: eq_bigr => x _; rewrite mass_put.
by rewrite sum_scale_r one Rmult_1_l.
Qed.

Lemma answered_distribution : distribution (answered k (mass p [set~ n])).
Proof.
have [_ [k0 _]] := dk; have [p0 p1] := dp; split=> [a|].
  by apply: Rmult_le_pos; [exact: k0 | exact: mass_ge0].
have [a _] := distribution_inhabited dp.
by rewrite -(mass_none _ a) (mass_sum_out a (sub0set [set~ n]) answered_mass) mass_none.
Qed.
End Answers.

Lemma kl_chain n a0 p q : distribution p -> distribution q -> supported p q ->
  kl p q = kl_marginal [set~ n] a0 p q + kl (answered (conditional p [set~ n] n) (mass p [set~ n]))
                                            (answered (conditional q [set~ n] n) (mass p [set~ n])).
Proof.
move=> [p0 p1] [q0 q1] pq; rewrite kl_marginal_sum /kl -sum_add; apply: eq_bigr => a _.
rewrite /answered -mass_conditional // mass_rest; case: (p0 a) => [pa|<-]; last by lra.
have qa : 0 < q a by case: (q0 a) => // qa; rewrite pq // in pa; lra.
have mp := mass_gt0 [set~ n] p0 pa; have mq := mass_gt0 [set~ n] q0 qa.
rewrite conditional_ratio ?mass_rest; last by lra.
rewrite -Rmult_plus_distr_l; congr (_ * _); rewrite -ln_mult; last 2 first.
- exact: Rdiv_lt_0_compat.
- by apply: Rdiv_lt_0_compat => //; apply: Rmult_lt_0_compat => //; apply: Rdiv_lt_0_compat.
by congr ln; field; lra.
Qed.

Lemma own_supported n p q : distribution p -> distribution q -> supported p q ->
  supported (answered (conditional p [set~ n] n) (mass p [set~ n]))
            (answered (conditional q [set~ n] n) (mass p [set~ n])).
Proof.
move=> [p0 p1] [q0 q1] pq a; rewrite /answered -mass_conditional // mass_rest.
move=> /Rmult_integral[z|z].
  by apply: pq; rewrite -(mass_rest q n) mass_conditional // z Rmult_0_l.
by have := mass_subset a p0 (subsetUr [set n] [set~ n]); rewrite mass_rest z; have := p0 a; lra.
Qed.

(** ** Products of conditionals *)
Lemma sum_cells_split D n a0 f : n \notin D ->
  sum_cells (n |: D) a0 f = sum_cells D a0 (fun a => \sum_x f (put a n x)).
Proof.
move=> nD; have e : ~: D = n |: ~: (n |: D).
  by apply/setP => m; rewrite !inE negb_or; case: (eqVneq m n) => [->|].
have nE : n \notin ~: (n |: D) by rewrite !inE eqxx.
rewrite /sum_cells (sum_if (agree (~: (n |: D)) a0)) (sum_over_own (i := n) (a0 n)).
have -> : \sum_(a : joint | agree (~: D) a0 a) \sum_x f (put a n x)
    = \sum_(a : joint | (a n == a0 n) && agree (~: (n |: D)) a0 a) \sum_x f (put a n x).
  by apply: eq_bigl => a; rewrite {1}e agree_add andbC.
rewrite big_mkcondr; apply: eq_bigr => a _.
have -> : \sum_y (if agree (~: (n |: D)) a0 (put a n y) then f (put a n y) else 0)
    = \sum_y (if agree (~: (n |: D)) a0 a then f (put a n y) else 0).
  by apply: eq_bigr => y _; rewrite agree_sym -(agree_eq a0 (agree_put a y nE)) agree_sym.
by case: ifP => // _; rewrite big1.
Qed.

Lemma sum_cells_one D a0 p : distribution p -> sum_cells D a0 (mass p D) = 1.
Proof.
move=> [_ <-]; transitivity (sum_cells D a0 (fun a => mass p D a * 1)).
  by apply: eq_bigr => a _; rewrite Rmult_1_r.
by rewrite sum_cells_mass //; apply: eq_bigr => a _; rewrite Rmult_1_r.
Qed.

(** The mean of [κ(aⁿ|a^D) / p(aⁿ|a^D)] is at most 1. *)
Lemma odds_mean D n p k : n \notin D -> distribution p -> negotiation_policy D n k ->
  \sum_(a : joint) p a * (k a * mass p D a / mass p (n |: D) a) <= 1.
Proof.
move=> nD dp [dep [k0 one]]; have [p0 _] := dp; have [a0 _] := distribution_inhabited dp.
rewrite -(@sum_cells_mass _ _ p (n |: D) a0) => [|a b ab]; last first.
  rewrite (dep _ _ ab) !(mass_agree p ab) (@mass_agree _ _ p D a b) //.
  exact: agree_subset (subsetUr _ _) ab.
rewrite -(sum_cells_one D a0 dp).
apply: Rle_trans (_ : sum_cells (n |: D) a0 (fun a => k a * mass p D a) <= _).
  apply: sum_le => a _; have := k0 a; have := mass_ge0 D a p0 => m0 ka.
  have [m1|<-] := mass_ge0 (n |: D) a p0; last by rewrite Rmult_0_l; apply: Rmult_le_pos.
  by right; field; lra.
rewrite sum_cells_split //; right; apply: eq_bigr => a _.
have -> : \sum_x k (put a n x) * mass p D (put a n x) = \sum_x k (put a n x) * mass p D a.
  by apply: eq_bigr => x _; rewrite mass_put.
by rewrite sum_scale_r one Rmult_1_l.
Qed.

(** Each agent's divergence of conditionals is not negative. *)
Lemma conditional_divergence_ge0 D n p k : n \notin D -> distribution p -> negotiation_policy D n k ->
  (forall a, 0 < p a -> 0 < k a) -> 0 <= \sum_(a : joint) p a * ln (conditional p D n a / k a).
Proof.
move=> nD dp dk pos; have [p0 p1] := dp.
have := odds_mean nD dp dk => odds.
suff : 1 - \sum_(a : joint) p a * (k a * mass p D a / mass p (n |: D) a)
    <= \sum_(a : joint) p a * ln (conditional p D n a / k a) by lra.
rewrite -{1}p1 -sum_sub; apply: sum_le => a _; case: (p0 a) => [pa|<-]; last by lra.
have ka := pos a pa; have m1 := mass_gt0 D p0 pa; have m2 := mass_gt0 (n |: D) p0 pa.
rewrite conditional_ratio; last by lra.
set r := k a * _ / _; have r0 : 0 < r by apply: Rdiv_lt_0_compat => //; apply: Rmult_lt_0_compat.
have -> : mass p (n |: D) a / mass p D a / k a = / r by rewrite /r; field; lra.
by rewrite ln_Rinv //; have := ln_le_sub1 r0; nra.
Qed.

Lemma negotiated_factors (kappa : N -> joint -> R) a : (forall n, 0 <= kappa n a) -> 0 < negotiated kappa a ->
  forall n, 0 < kappa n a.
Proof.
move=> k0 pos n; case: (k0 n) => // z; move: pos; rewrite /negotiated (bigD1 n) //= -z Rmult_0_l; lra.
Qed.

Lemma m_projection_gt0 C p a : (forall b, 0 <= p b) -> 0 < p a -> 0 < m_projection C p a.
Proof. by move=> p0 pa; apply: prod_gt0 => n _; apply: conditional_gt0. Qed.

Lemma m_projection_supported C p : (forall b, 0 <= p b) -> supported p (m_projection C p).
Proof. by move=> p0 a z; case: (p0 a) => // pa; have := m_projection_gt0 C p0 pa; lra. Qed.

(** [KL(π‖∏ κ) - KL(π‖p) = Σ_n Σ_a π(a) ln (π(aⁿ|a^{C_n}) / κₙ(aⁿ|a^{C_n}))]. *)
Lemma m_projection_kl C pi (kappa : N -> joint -> R) : distribution pi ->
  (forall n, negotiation_policy (C n) n (kappa n)) -> supported pi (negotiated kappa) ->
  kl pi (negotiated kappa) - kl pi (m_projection C pi)
    = \sum_n \sum_(a : joint) pi a * ln (conditional pi (C n) n a / kappa n a).
Proof.
move=> [pi0 pi1] pol sup; rewrite exchange_big /= /kl -sum_sub; apply: eq_bigr => a _.
case: (pi0 a) => [pa|<-]; last by rewrite big1 => [|n _]; lra.
have m0 := m_projection_gt0 C pi0 pa.
have k0 n : 0 <= kappa n a by have [_ []] := pol n.
have q0 : 0 < negotiated kappa a.
  have [//|z] : 0 <= negotiated kappa a by apply: prod_ge0.
  by rewrite sup // in pa; lra.
have k1 := negotiated_factors k0 q0.
have c1 n : 0 < conditional pi (C n) n a by apply: conditional_gt0.
rewrite !ln_div // sum_scale -Rmult_minus_distr_l; congr (_ * _).
rewrite /m_projection /negotiated !ln_prod //.
have -> : \sum_n ln (conditional pi (C n) n a / kappa n a)
    = \sum_n (ln (conditional pi (C n) n a) - ln (kappa n a)) by apply: eq_bigr => n _; rewrite ln_div.
by rewrite sum_sub; lra.
Qed.

Lemma m_projection_least C pi (kappa : N -> joint -> R) : negotiation_sets C -> distribution pi ->
  (forall n, negotiation_policy (C n) n (kappa n)) -> supported pi (negotiated kappa) ->
  kl pi (m_projection C pi) <= kl pi (negotiated kappa).
Proof.
move=> out dpi pol sup; suff : 0 <= kl pi (negotiated kappa) - kl pi (m_projection C pi) by lra.
rewrite m_projection_kl //; apply: sum_ge0 => n _; apply: conditional_divergence_ge0 => // a pa.
have [pi0 _] := dpi; apply: negotiated_factors => [m|]; first by have [_ []] := pol m.
have [//|z] : 0 <= negotiated kappa a by apply: prod_ge0 => m _; have [_ []] := pol m.
by rewrite sup // in pa; lra.
Qed.

(** [KL(π‖p)] is the sum of the informations of what the agents do not see. *)
Lemma m_projection_gap C (order : N -> nat) a0 pi : injective order ->
  (forall n m, m \in C n -> (order m < order n)%N) -> distribution pi ->
  kl pi (m_projection C pi) = \sum_n conditional_information (C n) (earlier order n) n a0 pi.
Proof.
move=> inj back dpi; have [pi0 pi1] := dpi.
have -> : \sum_n conditional_information (C n) (earlier order n) n a0 pi
    = \sum_n \sum_(a : joint) pi a * ln (conditional pi (earlier order n) n a / conditional pi (C n) n a).
  apply: eq_bigr => n _; rewrite /conditional_information sum_cells_mass // => a b ab.
  rewrite (conditional_agree pi ab) (@conditional_agree _ _ pi (C n) n a b) //.
  by apply: agree_subset ab; apply: setUS; apply/subsetP => m /back; rewrite inE.
rewrite exchange_big /=; apply: eq_bigr => a _.
case: (pi0 a) => [pa|<-]; last by rewrite big1 => [|n _]; lra.
have c1 n : 0 < conditional pi (C n) n a by apply: conditional_gt0.
have e1 n : 0 < conditional pi (earlier order n) n a by apply: conditional_gt0.
rewrite sum_scale; congr (_ * _).
have chain : pi a = \prod_n conditional pi (earlier order n) n a.
  have := @chain_rule _ _ order inj pi (fun n => conditional pi (earlier order n) n) dpi.
  by move=> /(_ (fun n b => mass_conditional pi0 _ n b)) {1}->.
rewrite ln_div //; last exact: m_projection_gt0.
rewrite chain /m_projection /negotiated !ln_prod // -sum_sub.
by apply: eq_bigr => n _; rewrite ln_div.
Qed.
End Divergence.
