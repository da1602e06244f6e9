(** A game as data: counts and dyadic numbers, and the game of game.v that it stands for. *)
From Coq Require Import ZArith Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game executable.dyadic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** Joint actions are written as lists, agent by agent; a transition lists its successors with their probabilities. *)
Record data := Data {
  state_count : nat;
  action_counts : seq nat;
  rewards : nat -> seq nat -> dyadic;
  successors : nat -> seq nat -> seq (nat * dyadic);
  discount_factor : dyadic
}.

(** All lists with the [i]-th entry below the [i]-th count, the last entry fastest. *)
Fixpoint lists (counts : seq nat) : seq (seq nat) :=
  if counts is c :: rest then [seq x :: l | x <- iota 0 c, l <- lists rest] else [:: [::]].

Lemma mem_lists counts l : (l \in lists counts) = (size l == size counts) && all2 ltn l counts.
Proof.
elim: counts l => [|c rest ih] [|x l] //=.
  by apply/allpairsPdep => -[? [? []]].
rewrite eqSS; apply/allpairsPdep/idP => [[y [l' [hy hl [-> ->]]]]|/and3P[sl xc al]].
  by move: hl hy; rewrite ih mem_iota add0n => /andP[-> ->] /andP[_ ->].
by exists x, l; rewrite mem_iota ih sl al.
Qed.

Lemma uniq_lists counts : uniq (lists counts).
Proof.
elim: counts => //= c rest ih; apply: allpairs_uniq; rewrite ?iota_uniq //.
by move=> [x l] [y l'] _ _ /= [-> ->].
Qed.

Section Game.
Variable d : data.

Let N := size (action_counts d).
(** The action set of an agent: as many as its count. *)
Definition action_set (n : 'I_N) : finType := [finType of 'I_(nth 0%N (action_counts d) n)].
Local Notation joint_action := {dffun forall n : 'I_N, action_set n}.

(** A joint action as a list. *)
Definition parts (a : joint_action) : seq nat := [seq nat_of_ord (a n) | n <- enum 'I_N].

Lemma size_parts a : size (parts a) = N. Proof. by rewrite size_map size_enum_ord. Qed.

Lemma nth_parts a (n : 'I_N) : nth 0%N (parts a) n = a n.
Proof. by rewrite (nth_map n) ?size_enum_ord // nth_ord_enum. Qed.

Lemma parts_inj : injective parts.
Proof. by move=> a b e; apply/ffunP => n; apply: val_inj; rewrite /= -!nth_parts e. Qed.

Lemma all2_nth (l counts : seq nat) : size l = size counts ->
  all2 ltn l counts = all (fun i => nth 0 l i < nth 0 counts i)%N (iota 0 (size counts)).
Proof.
elim: counts l => [|c rest ih] [|x l] //= [s]; rewrite ih //; congr (_ && _).
by rewrite (iotaDl 1 0) all_map; apply: eq_all => i.
Qed.

Lemma parts_in a : parts a \in lists (action_counts d).
Proof.
rewrite mem_lists size_parts eqxx /= all2_nth ?size_parts //.
apply/allP => i; rewrite mem_iota /= => iN.
by rewrite -[i]/(nat_of_ord (Ordinal iN)) nth_parts ltn_ord.
Qed.

Lemma parts_onto l : l \in lists (action_counts d) -> exists a, parts a = l.
Proof.
rewrite mem_lists => /andP[/eqP s]; rewrite all2_nth // => /allP h.
have lt (n : 'I_N) : (nth 0 l n < nth 0 (action_counts d) n)%N by apply: h; rewrite mem_iota /=.
exists [ffun n => Ordinal (lt n) : action_set n].
apply: (@eq_from_nth _ 0%N) => [|i]; first by rewrite size_parts s.
by rewrite size_parts => iN; rewrite -[i]/(nat_of_ord (Ordinal iN)) nth_parts ffunE.
Qed.

(** A sum over joint actions is one over the lists. *)
Lemma sum_parts (f : seq nat -> R) : \sum_(a : joint_action) f (parts a) = \sum_(l <- lists (action_counts d)) f l.
Proof.
rewrite -(big_map parts xpredT f) /=; apply: perm_big; apply: uniq_perm.
- by rewrite map_inj_uniq ?index_enum_uniq //; apply: parts_inj.
- exact: uniq_lists.
move=> l; apply/mapP/idP => [[a _ ->]|/parts_onto[a <-]]; first exact: parts_in.
by exists a; rewrite ?mem_index_enum.
Qed.

(** ** Validity *)
(** The successors of a row are states, their probabilities are not negative and sum to 1. *)
Definition valid_row (row : seq (nat * dyadic)) : bool :=
  all (fun e => (e.1 < state_count d)%N && le zero e.2) row
  && (let total := sum [seq e.2 | e <- row] in le total one && le one total).

Definition valid : bool :=
  all (fun s => all (fun a => valid_row (successors d s a)) (lists (action_counts d))) (iota 0 (state_count d))
  && le zero (discount_factor d) && lt (discount_factor d) one.

(** The probability of a state in a row. *)
Definition probability (row : seq (nat * dyadic)) (s' : nat) : R :=
  \sum_(e <- row) (if e.1 == s' then real e.2 else 0).

Lemma expected (row : seq (nat * dyadic)) (v : nat -> R) : valid_row row ->
  \sum_(s' : 'I_(state_count d)) probability row s' * v s' = \sum_(e <- row) real e.2 * v e.1.
Proof.
move=> /andP[/allP h _]; rewrite /probability.
transitivity (\sum_(s' : 'I_(state_count d)) \sum_(e <- row) ((if e.1 == s' then real e.2 else 0) * v s')).
  by apply: eq_bigr => s' _; rewrite big_distrl.
rewrite exchange_big /=; apply: eq_big_seq => e /h /andP[lt _].
rewrite (@sum_only _ (Ordinal lt)) /= ?eqxx // => s' ne.
case: eqP => [e1|_]; last by rewrite Rmult_0_l.
by case/eqP: ne; apply: val_inj.
Qed.

Lemma probability_distribution row : valid_row row -> distribution (fun s' : 'I_(state_count d) => probability row s').
Proof.
move=> v; have := expected (fun _ => 1) v; case/andP: v => /allP h /andP[/leP t1 /leP t2] e; split=> [s'|].
  rewrite /probability; elim: row h {t1 t2 e} => [|x row ih] h; rewrite ?big_nil ?big_cons; first lra.
  have h0 : 0 <= \sum_(e <- row) (if e.1 == s' then real e.2 else 0).
    by apply: ih => y hy; apply: h; rewrite inE hy orbT.
  have /andP[_ /leP] := h x (mem_head _ _); rewrite real_zero; case: eqP => _; lra.
have -> : \sum_(s' : 'I_(state_count d)) probability row s'
  = \sum_(s' : 'I_(state_count d)) probability row s' * 1 by apply: eq_bigr => s' _; lra.
rewrite e; move: t1 t2; rewrite real_one real_sum big_map.
have -> : \sum_(e <- row) real e.2 * 1 = \sum_(e <- row) real e.2 by apply: eq_bigr => x _; lra.
by lra.
Qed.

Hypothesis ok : valid.

Lemma valid_row_at (s : 'I_(state_count d)) a : valid_row (successors d s (parts a)).
Proof.
case/andP: ok => /andP[/allP h _] _.
have /h /allP hs : nat_of_ord s \in iota 0 (state_count d) by rewrite mem_iota /=.
exact: hs (parts_in a).
Qed.

Lemma discount_ok : 0 <= real (discount_factor d) < 1.
Proof. by case/andP: ok => /andP[_ /leP h] /ltP; rewrite real_zero in h; rewrite real_one; lra. Qed.

(** The game that the data stands for. *)
Definition game_of : game :=
  @Game [finType of 'I_(state_count d)] [finType of 'I_N] action_set
    (fun s a => real (rewards d s (parts a)))
    (fun s a s' => probability (successors d s (parts a)) s')
    (real (discount_factor d))
    (fun s a => probability_distribution (valid_row_at s a))
    discount_ok.
End Game.
