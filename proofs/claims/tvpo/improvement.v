(** TVPO, Theorem 1: when a step of TVPO, in which all agents answer at once, lowers no value. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game witness solvers.fixed_point.
From Oracle Require Import operators.divergence operators.projections operators.independent claims.tvpo.critics.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * The printed coefficient *)

(** [(N - 1)M/N], the coefficient of Theorem 1. *)
Definition printed_coefficient (g : game) : R := (agents g - 1) * return_range g / agents g.

(** TVPO, Theorem 1: with [ω = (N - 1)M/N] a step of TVPO lowers no value. Refuted for every number [N >= 2] of
    agents, even where each of them has one best response only. *)
Definition theorem_1 : Prop :=
  exists N, (1 < N)%N /\
  forall (g : game) (old new : local_policies g) q q', #|agent g| = N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (forall i s, only_best_response (@total_variation _) (printed_coefficient g) (expectation_q old q i s) (old i s)
    (new i s)) ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s.

(** TVPO, Theorem 1: with [ω = (N - 1)M/N] the policies and the values of TVPO converge. Refuted in both parts for
    every number [N >= 2] of agents, even where each of them has one best response only in every step. *)
Definition theorem_1_convergence : Prop :=
  exists N, (1 < N)%N /\
  forall (g : game) (p : nat -> local_policies g) (q : nat -> state g * joint g -> R), #|agent g| = N ->
  (forall t, policies (p t)) -> (forall t, value_table (product (p t)) (q t)) ->
  (forall t i s, only_best_response (@total_variation _) (printed_coefficient g) (expectation_q (p t) (q t) i s)
    (p t i s) (p t.+1 i s)) ->
  (forall i s x, exists l, Un_cv (fun t => p t i s x) l)
    \/ (forall s, exists l, Un_cv (fun t => policy_value (product (p t)) (q t) s) l).

(** [N] agents at [1/N - 1]: while they are apart they get 1, and all of them meet at [-1]. *)
Section Meeting.
Variable N : nat.
Hypothesis many : (1 < N)%N.
Definition meeting_payoff (a : {dffun forall _ : 'I_N, bool}) : R :=
  if [forall i, ~~ a i] then / INR N - 1 else if [forall i, a i] then -1 else 1.
Definition meeting : game := payoffs meeting_payoff.
Definition together (b : bool) : joint meeting := [ffun _ => b].
Definition meeting_table (sa : state meeting * joint meeting) : R := meeting_payoff sa.2.

Lemma meeting_value pi : @value_table meeting pi meeting_table. Proof. exact: payoffs_value_table. Qed.

Lemma meeting_size : agents meeting = INR N. Proof. by rewrite /agents card_ord. Qed.

Lemma meeting_many : 0 < / INR N < 1.
Proof.
have N1 : 1 < INR N by rewrite -[1]/(INR 1); apply: lt_INR; apply/ltP.
by split; [apply: Rinv_0_lt_compat; lra | rewrite -Rinv_1; apply: Rinv_lt_contravar; lra].
Qed.

Lemma meeting_together b : meeting_payoff (together b) = if b then -1 else / INR N - 1.
Proof.
pose i : 'I_N := Ordinal many; rewrite /meeting_payoff; case: b.
  case: ifP => [/forallP/(_ i)|_]; first by rewrite ffunE.
  by case: ifP => // /forallP; case=> j; rewrite ffunE.
by case: ifP => // /forallP; case=> j; rewrite ffunE.
Qed.

Lemma meeting_apart b (i : 'I_N) : meeting_payoff (put (together b) i (~~ b)) = 1.
Proof.
have [j ji] : exists j : 'I_N, j != i.
  pose k : 'I_N := Ordinal (ltnW many); pose m : 'I_N := Ordinal many.
  by case: (eqVneq i k) => [->|ik]; [exists m | exists k; rewrite eq_sym].
have ei : put (together b) i (~~ b) i = ~~ b by rewrite put_same.
have ej : put (together b) i (~~ b) j = b by rewrite put_other // ffunE.
rewrite /meeting_payoff; case: ifP => [/forallP h|_].
  by have := h i; have := h j; rewrite ei ej; case: (b).
by case: ifP => // /forallP h; have := h i; have := h j; rewrite ei ej; case: (b).
Qed.

Lemma meeting_coefficient : printed_coefficient meeting = 2 - 2 * / INR N.
Proof.
have [i0 i1] := meeting_many; rewrite /printed_coefficient meeting_size (@payoffs_return_range _ _ _ 1).
- by field => N0; rewrite N0 Rinv_0 in i0; lra.
- by move=> a; rewrite /meeting_payoff; case: ifP => _; last case: ifP => _; apply: Rabs_le; lra.
by exists (together true); rewrite meeting_together Rabs_Ropp Rabs_R1.
Qed.

(** All leave, whichever of the two places they are at. *)
Lemma meeting_step b i s : only_best_response (@total_variation _) (printed_coefficient meeting)
  (expectation_q (pure (together b)) meeting_table i s) (pure (together b) i s) (pure (together (~~ b)) i s).
Proof.
have [i0 i1] := meeting_many; rewrite meeting_coefficient /pure !ffunE; apply: leaves; rewrite !expectation_q_pure.
have -> : put (together b) i b = together b by rewrite -{2}(put_id (together b) i) ffunE.
by rewrite /meeting_table /= meeting_apart meeting_together; case: b; lra.
Qed.
End Meeting.

Theorem theorem_1_refuted : ~ theorem_1.
Proof.
move=> [N [many claim]]; have := claim (meeting N) _ _ _ _ (card_ord N) (policies_pure _) (policies_pure _)
  (meeting_value _) (meeting_value _) (meeting_step many false) tt.
by rewrite !policy_value_pure /meeting_table !meeting_together //=; have := meeting_many many; lra.
Qed.

(** A sequence that alternates between two numbers does not converge. *)
Lemma alternating_diverges (u : nat -> R) c : 0 < c -> (forall t, c <= Rabs (u t.+1 - u t)) -> ~ exists l, Un_cv u l.
Proof.
move=> c0 far [l lim]; have [t0 h] := lim (c / 2) ltac:(lra).
have := h t0 (le_n _); have := h t0.+1 (le_S _ _ (le_n _)); have := far t0.
rewrite /R_dist => h1 h2 h3; have : Rabs (u t0.+1 - u t0) <= Rabs (u t0.+1 - l) + Rabs (u t0 - l).
  rewrite (Rabs_minus_sym (u t0)); have -> : u t0.+1 - u t0 = (u t0.+1 - l) + (l - u t0) by lra.
  exact: Rabs_triang.
by lra.
Qed.

Theorem theorem_1_convergence_refuted : ~ theorem_1_convergence.
Proof.
move=> [N [many claim]]; pose p t : local_policies (meeting N) := pure (together N (odd t)).
have [i0 i1] := meeting_many many; pose i : agent (meeting N) := Ordinal many.
have := claim (meeting N) p (fun _ => @meeting_table N) (card_ord N) => -[].
- by move=> t; apply: policies_pure.
- by move=> t; apply: meeting_value.
- by move=> t j s; apply: meeting_step.
- move/(_ i tt true); apply: (alternating_diverges Rlt_0_1) => t.
  by rewrite /p /pure /certain !ffunE /=; case: (odd t) => /=; rewrite /Rabs; case: Rcase_abs; lra.
- move/(_ tt); apply: (alternating_diverges i0) => t.
  rewrite /p !policy_value_pure /meeting_table !meeting_together //=.
  by case: (odd t); rewrite /= /Rabs; case: Rcase_abs; lra.
Qed.

(** * Amended: [ω >= (N - 1)κ/2] *)

(** The agents of [l] move at once, each for a gain of [ω D_TV] at least: if [ω >= (|l| - 1)κ/2], no value falls, and
    one rises where some agent gains more. *)
Lemma simultaneous (g : game) (l : seq (agent g)) omega (old new : local_policies g) q q' : uniq l ->
  policies old -> policies new -> (forall i, i \notin l -> new i = old i) ->
  value_table (product old) q -> value_table (product new) q' ->
  (INR (size l) - 1) * interaction q / 2 <= omega ->
  let gain i s := expectation (new i s) (expectation_q old q i s) - policy_value (product old) q s in
  (forall i s, i \in l -> omega * total_variation (new i s) (old i s) <= gain i s) ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s /\
    ((exists2 i, i \in l & omega * total_variation (new i s) (old i s) < gain i s) ->
      policy_value (product old) q s < policy_value (product new) q' s).
Proof.
move=> ul po pn same fq fq' big gain gains.
have all : mix l new old = new.
  apply: functional_extensionality_dep => i; rewrite /mix; case: ifP => // il.
  by rewrite same // il.
have one i s : expectation (new i s) (expectation_q old q i s) = policy_value (product (mix [:: i] new old)) q s.
  have pm : policies (mix [:: i] new old) by apply: policies_mix.
  rewrite -(critic_expectation (i := i) s q po pm) ?mix_in ?inE // => n ni.
  by rewrite mix_out // inE.
have step s := @gain_together g q s new old pn po l omega ul big.
have better s : policy_value (product old) q s <= policy_value (product new) q s.
  by rewrite -[in X in _ <= X]all; apply: (proj1 (step s _)) => i il; rewrite -one; apply: gains.
have [up strict] := policy_improvement (product_policy pn) fq fq' better.
move=> s; split=> // -[i il lt]; apply: strict; rewrite -[in X in _ < X]all.
apply: (proj2 (step s _)) => [j jl|]; first by rewrite -one; apply: gains.
by exists i => //; rewrite -one.
Qed.

Lemma all_agents (g : game) : INR (size (index_enum (agent g))) = agents g.
Proof. by rewrite /agents cardT enumT. Qed.

Lemma interaction_coefficient_ge0 (g : game) (q : state g * joint g -> R) : (0 < #|agent g|)%N ->
  0 <= (agents g - 1) * interaction q / 2.
Proof.
move=> n0; have N1 : 1 <= agents g by rewrite /agents -[1]/(INR 1); apply: le_INR; apply/leP.
by have := Rmult_le_pos _ _ (_ : 0 <= agents g - 1) (interaction_ge0 q); lra.
Qed.

Lemma total_variation_gt0 (T : finType) (x y : T -> R) : x <> y -> 0 < total_variation x y.
Proof. by move=> xy; case: (total_variation_ge0 x y) => // e; case: xy; apply: total_variation_eq0. Qed.

(** Agents who answer at once under a divergence [D >= D_TV]. *)
Lemma step_improves (D : divergence) (g : game) omega (old new : local_policies g) q q' :
  (forall (T : finType) (x : T -> R), distribution x -> D T x x = 0) ->
  (forall (T : finType) (x y : T -> R), distribution x -> distribution y -> total_variation x y <= D T x y) ->
  (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (agents g - 1) * interaction q / 2 <= omega -> step D omega old q new ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s.
Proof.
move=> refl above n0 po pn fq fq' big answer s; have c0 := interaction_coefficient_ge0 q n0.
apply: (proj1 (@simultaneous g (index_enum (agent g)) omega old new q q' _ po pn _ fq fq' _ _ s)).
- exact: index_enum_uniq.
- by move=> i; rewrite mem_index_enum.
- by rewrite all_agents.
move=> i s' _; have := answer_gain s' refl po (answer i); apply: Rle_trans.
by apply: Rmult_le_compat_l; [lra | apply: above].
Qed.

Lemma step_raises (D : divergence) (g : game) omega omega' (old new : local_policies g) q q' :
  (forall (T : finType) (x : T -> R), distribution x -> D T x x = 0) ->
  (forall (T : finType) (x y : T -> R), distribution x -> distribution y -> x <> y ->
    omega' * total_variation x y < omega * D T x y) -> 0 <= omega' ->
  (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (agents g - 1) * interaction q / 2 <= omega' -> step D omega old q new ->
  forall s i, new i s <> old i s -> policy_value (product old) q s < policy_value (product new) q' s.
Proof.
move=> refl above o0 n0 po pn fq fq' big answer s i moves.
apply: (proj2 (@simultaneous g (index_enum (agent g)) omega' old new q q' _ po pn _ fq fq' _ _ s)).
- exact: index_enum_uniq.
- by move=> j; rewrite mem_index_enum.
- by rewrite all_agents.
- move=> j s' _; apply: Rle_trans (answer_gain s' refl po (answer j)).
  have [->|ne] := Classical_Prop.classic (new j s' = old j s').
    by rewrite total_variation_refl refl //; lra.
  by left; apply: above.
exists i; rewrite ?mem_index_enum //.
by apply: Rlt_le_trans (answer_gain s refl po (answer i)); apply: above.
Qed.

Lemma settled_gain (g : game) omega (old new : local_policies g) q i s : 0 <= omega -> policies old ->
  settled_answers omega old q i new -> new i s <> old i s ->
  omega * total_variation (new i s) (old i s)
    < expectation (new i s) (expectation_q old q i s) - policy_value (product old) q s.
Proof.
move=> o0 po h; have [best [top e]] := h s; rewrite e -(critic_expectation_own old i) => moves.
exact: response_gain.
Qed.

Lemma settled_step_raises (g : game) omega (old new : local_policies g) q q' :
  (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (agents g - 1) * interaction q / 2 <= omega -> settled_step omega old q new ->
  forall s i, new i s <> old i s -> policy_value (product old) q s < policy_value (product new) q' s.
Proof.
move=> n0 po pn fq fq' big answer s i moves; have c0 := interaction_coefficient_ge0 q n0.
have o0 : 0 <= omega by lra.
apply: (proj2 (@simultaneous g (index_enum (agent g)) omega old new q q' _ po pn _ fq fq' _ _ s)).
- exact: index_enum_uniq.
- by move=> j; rewrite mem_index_enum.
- by rewrite all_agents.
- move=> j s' _.
  apply: (@answer_gain _ (@total_variation)) => [T x _||]; [exact: total_variation_refl | done |].
  exact: settled_answer.
by exists i; rewrite ?mem_index_enum //; apply: settled_gain.
Qed.

Lemma settled_steps (g : game) omega (old new : local_policies g) q : 0 <= omega -> policies old ->
  settled_step omega old q new -> step (@total_variation) omega old q new.
Proof. by move=> o0 po h i; apply: settled_answer. Qed.

(** TVPO, Theorem 1, amended: with [ω >= (N - 1)κ/2], [κ] the largest mixed second difference of [Q^{π_old}(s,·)]
    between two agents, a step lowers no value, whatever best responses are chosen. It raises the value of every state
    in which an agent moves, if ties are settled or [ω > (N - 1)κ/2]. The constant ½ is the smallest one, for every
    number of agents, even if each has one best response only. *)
Definition theorem_1_amended : Prop :=
  (forall (g : game) omega (old new : local_policies g) q q', (0 < #|agent g|)%N ->
    policies old -> policies new -> value_table (product old) q -> value_table (product new) q' ->
    (agents g - 1) * interaction q / 2 <= omega ->
    let before := policy_value (product old) q in let after := policy_value (product new) q' in
    [/\ step (@total_variation) omega old q new -> forall s, before s <= after s,
        settled_step omega old q new -> forall s i, new i s <> old i s -> before s < after s &
        (agents g - 1) * interaction q / 2 < omega -> step (@total_variation) omega old q new ->
          forall s i, new i s <> old i s -> before s < after s]) /\
  forall N c, (1 < N)%N -> 0 <= c < / 2 ->
  exists (g : game) (old new : local_policies g) q q',
    [/\ #|agent g| = N,
        [/\ policies old, policies new, value_table (product old) q & value_table (product new) q'],
        0 < interaction q,
        forall i s, only_best_response (@total_variation _) (c * ((agents g - 1) * interaction q))
          (expectation_q old q i s) (old i s) (new i s) &
        exists s, policy_value (product new) q' s < policy_value (product old) q s].

(** [N] agents who each earn [u] by leaving, and of whom each two lose 1 by it. *)
Section Crowd.
Variables (N : nat) (u : R).
Hypothesis many : (1 < N)%N.
Definition left_alone (a : {dffun forall _ : 'I_N, bool}) : R := \sum_i if a i then 1 else 0.
Definition crowd_payoff (a : {dffun forall _ : 'I_N, bool}) : R :=
  u * left_alone a - left_alone a * (left_alone a - 1) / 2.
Definition crowd : game := payoffs crowd_payoff.
Definition crowd_table (sa : state crowd * joint crowd) : R := crowd_payoff sa.2.
Definition same_place (b : bool) : joint crowd := [ffun _ => b].

Lemma crowd_value pi : @value_table crowd pi crowd_table. Proof. exact: payoffs_value_table. Qed.

Lemma left_put (a : joint crowd) (i : 'I_N) (x : bool) :
  left_alone (put a i x) = left_alone a + (if x then 1 else 0) - (if a i then 1 else 0).
Proof.
rewrite /left_alone (bigD1 i) //= put_same [in RHS](bigD1 i) //=.
set others := \sum_(j | _) (if a j then 1 else 0); set others' := \sum_(j | _) _.
have -> : others' = others by apply: eq_bigr => j ji; rewrite put_other.
by lra.
Qed.

Lemma crowd_mixed s (a : joint crowd) (i j : 'I_N) (x y : bool) : i != j ->
  mixed_difference (g := crowd) crowd_table s a (i := i) x (j := j) y
  = - (((if x then 1 else 0) - (if a i then 1 else 0)) * ((if y then 1 else 0) - (if a j then 1 else 0))).
Proof.
move=> ij; rewrite /mixed_difference /crowd_table /crowd_payoff /= !left_put put_other 1?eq_sym //.
have sums L x1 x0 y1 y0 : u * L - L * (L - 1) / 2 - (u * (L + x1 - x0) - (L + x1 - x0) * (L + x1 - x0 - 1) / 2)
    - (u * (L + y1 - y0) - (L + y1 - y0) * (L + y1 - y0 - 1) / 2)
    + (u * (L + x1 - x0 + y1 - y0) - (L + x1 - x0 + y1 - y0) * (L + x1 - x0 + y1 - y0 - 1) / 2)
  = - ((x1 - x0) * (y1 - y0)) by field.
exact: sums.
Qed.

Lemma crowd_interaction : interaction (g := crowd) crowd_table = 1.
Proof.
apply: Rle_antisym.
  apply: interaction_le => [|s a i x j y ij]; first by lra.
  rewrite crowd_mixed //; case: x; case: y; case: (a i); case: (a j); rewrite /Rabs; case: Rcase_abs; lra.
pose i : 'I_N := Ordinal (ltnW many); pose j : 'I_N := Ordinal many.
have := @mixed_difference_le crowd crowd_table tt (same_place false) i true j true erefl.
by rewrite crowd_mixed // !ffunE /Rabs; case: Rcase_abs; lra.
Qed.

Lemma left_same b : left_alone (same_place b) = if b then INR N else 0.
Proof.
rewrite /left_alone (eq_bigr (fun _ => if b then 1 else 0)) => [|i _]; last by rewrite ffunE.
by rewrite sum_const card_ord; case: b; lra.
Qed.

Lemma crowd_leaves omega i s : omega < u -> only_best_response (@total_variation _) omega
  (expectation_q (pure (same_place false)) crowd_table i s) (pure (same_place false) i s) (pure (same_place true) i s).
Proof.
move=> ou; rewrite /pure !ffunE; apply: leaves; rewrite !expectation_q_pure /crowd_table /crowd_payoff /=.
by rewrite !left_put left_same !ffunE; lra.
Qed.
End Crowd.

Theorem theorem_1_amended_stands : theorem_1_amended.
Proof.
split.
  move=> g omega old new q q' n0 po pn fq fq' big before after; have c0 := interaction_coefficient_ge0 q n0; split.
  - apply: step_improves => // [T x _|T x y _ _]; [exact: total_variation_refl | by right].
  - exact: settled_step_raises.
  - move=> lt; apply: (step_raises (omega' := (agents g - 1) * interaction q / 2)) => //; last by right.
      by move=> T x _; apply: total_variation_refl.
    by move=> T x y _ _ /total_variation_gt0 d0; apply: Rmult_lt_compat_r.
move=> N c many [c0 c1]; have N0 : 1 < INR N by rewrite -[1]/(INR 1); apply: lt_INR; apply/ltP.
pose u := (c + / 2) / 2 * (INR N - 1).
have lt : c * (INR N - 1) < u by apply: Rmult_lt_compat_r; lra.
have lt' : u < (INR N - 1) / 2.
  by rewrite /u (_ : (INR N - 1) / 2 = / 2 * (INR N - 1)); [apply: Rmult_lt_compat_r; lra | field].
have size : agents (crowd N u) = INR N by rewrite /agents card_ord.
exists (crowd N u), (pure (same_place N u false)), (pure (same_place N u true)).
exists (@crowd_table N u), (@crowd_table N u).
split; first by rewrite card_ord.
- by split; try exact: policies_pure; apply: crowd_value.
- by rewrite crowd_interaction //; lra.
- by move=> i s; rewrite crowd_interaction // size Rmult_1_r; apply: crowd_leaves.
exists tt; rewrite !policy_value_pure /crowd_table /crowd_payoff /= !left_same.
have -> : u * 0 - 0 * (0 - 1) / 2 = 0 by field.
have -> : u * INR N - INR N * (INR N - 1) / 2 = INR N * (u - (INR N - 1) / 2) by field.
by have := Rmult_lt_0_compat (INR N) ((INR N - 1) / 2 - u) ltac:(lra) ltac:(lra); lra.
Qed.

(** TVPO, Theorem 1, amended: with the printed [ω = (N - 1)M/N] a step lowers no value where [κ <= 2M/N]. *)
Definition theorem_1_weak_interaction : Prop :=
  forall (g : game) (old new : local_policies g) q q', (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  interaction q <= 2 * return_range g / agents g ->
  step (@total_variation) (printed_coefficient g) old q new ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s.

Theorem theorem_1_weak_interaction_stands : theorem_1_weak_interaction.
Proof.
move=> g old new q q' n0 po pn fq fq' weak answer.
have N1 : 1 <= agents g by rewrite /agents -[1]/(INR 1); apply: le_INR; apply/leP.
have big : (agents g - 1) * interaction q / 2 <= printed_coefficient g.
  have := Rmult_le_compat_l (agents g - 1) _ _ ltac:(lra) weak; rewrite /printed_coefficient /Rdiv; lra.
by have [h _ _] := (proj1 theorem_1_amended_stands) g _ old new q q' n0 po pn fq fq' big; apply: h.
Qed.

(** TVPO, Theorem 1, amended: where agents answer one after another, each to the critic of what the others then play,
    no answer lowers a value, whatever [ω >= 0]. With ties settled they come to rest after finitely many answers; and
    if every agent's turn comes again and again, at a policy that is every agent's answer to itself. *)
Definition theorem_1_in_turn : Prop :=
  (forall (g : game) omega i (old new : local_policies g) q q', 0 <= omega -> policies old -> policies new ->
    value_table (product old) q -> value_table (product new) q' ->
    answers (@total_variation) omega old q i new -> (forall n, n != i -> new n = old n) ->
    forall s, policy_value (product old) q s <= policy_value (product new) q' s) /\
  forall (g : game) omega (turn : nat -> agent g) (p : nat -> local_policies g) q, 0 <= omega ->
    (forall t, policies (p t)) -> (forall t, value_table (product (p t)) (q t)) ->
    (forall t, settled_answers omega (p t) (q t) (turn t) (p t.+1)) ->
    (forall t n, n != turn t -> p t.+1 n = p t n) ->
    exists t0, (forall t, (t0 <= t)%N -> p t = p t0) /\
      ((forall i t, exists2 t', (t <= t')%N & turn t' = i) ->
        step (@total_variation) omega (p t0) (q t0) (p t0)).

Lemma answer_improves (g : game) omega i (old new : local_policies g) q q' : 0 <= omega ->
  policies old -> policies new -> value_table (product old) q -> value_table (product new) q' ->
  answers (@total_variation) omega old q i new -> (forall n, n != i -> new n = old n) ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s /\
    (omega * total_variation (new i s) (old i s)
      < expectation (new i s) (expectation_q old q i s) - policy_value (product old) q s ->
     policy_value (product old) q s < policy_value (product new) q' s).
Proof.
move=> o0 po pn fq fq' answer same s.
have [|||h strict] := @simultaneous g [:: i] omega old new q q' erefl po pn _ fq fq' _ _ s.
- by move=> n; rewrite inE; apply: same.
- by rewrite /=; lra.
- move=> j s'; rewrite inE => /eqP ->.
  by apply: (@answer_gain _ (@total_variation)) => [T x _||]; [exact: total_variation_refl | done |].
by split=> // lt; apply: strict; exists i; rewrite ?inE.
Qed.

(** Values that do not fall from policy to policy, and rise with every move, bring them to rest. *)
Lemma improvements_rest (g : game) (p : nat -> local_policies g) q : (forall t, policies (p t)) ->
  (forall t, value_table (product (p t)) (q t)) -> (forall t, moves_whole (p t) (p t.+1)) ->
  (forall t s, policy_value (product (p t)) (q t) s <= policy_value (product (p t.+1)) (q t.+1) s) ->
  (forall t i s, p t.+1 i s <> p t i s ->
    policy_value (product (p t)) (q t) s < policy_value (product (p t.+1)) (q t.+1) s) ->
  exists t0, forall t, (t0 <= t)%N -> p t = p t0.
Proof.
move=> pp fq whole up strict.
apply: (@comes_to_rest g p (fun t => \sum_s policy_value (product (p t)) (q t) s)) => // [t|t moves|t t' e].
- by apply: sum_le.
- apply: sum_lt => //.
  have [[i [s ne]]|none] := Classical_Prop.classic (exists i s, p t.+1 i s <> p t i s).
    by exists s; apply: strict ne.
  case: moves; apply: functional_extensionality_dep => i; apply: functional_extensionality => s.
  by apply: Classical_Prop.NNPP => ne; apply: none; exists i, s.
have pt := product_policy (pp t); have fq' := fq t'; rewrite -e in fq'.
by rewrite -e (value_table_unique pt (fq t) fq').
Qed.

Theorem theorem_1_in_turn_stands : theorem_1_in_turn.
Proof.
split=> [g omega i old new q q' o0 po pn fq fq' answer same s|].
  exact: (proj1 (answer_improves o0 po pn fq fq' answer same s)).
move=> g omega turn p q o0 pp fq answer same.
have imp t s := answer_improves o0 (pp t) (pp t.+1) (fq t) (fq t.+1) (settled_answer o0 (pp t) (answer t)) (@same t) s.
have [t0 rest] : exists t0, forall t, (t0 <= t)%N -> p t = p t0.
  apply: (improvements_rest pp fq) => [t i s|t s|t i s moves].
  - case: (eqVneq i (turn t)) => [->|it]; first exact: (settled_moves_whole s (answer t)).
    by exists id; rewrite same // carry_id.
  - exact: (proj1 (imp t s)).
  - have e : i = turn t by apply/eqP; apply: Classical_Prop.NNPP => /negP ne; apply: moves; rewrite same.
    by apply: (proj2 (imp t s)); apply: settled_gain (pp t) _ _ => //; rewrite -e.
exists t0; split=> // again i; have [t t0t <-] := again i t0.
have := settled_answer o0 (pp t) (answer t); rewrite (rest t t0t) (rest t.+1 (leq_trans t0t (leqnSn t))).
have fq' := fq t; rewrite (rest t t0t) in fq'.
by rewrite (value_table_unique (product_policy (pp t0)) fq' (fq t0)).
Qed.

(** TVPO, Theorem 1, with [ω >= (N - 1)M], what its proof needs: of two or more agents none ever moves, and every
    product policy satisfies the fixed-point equation. The guarantee is that of standing still. *)
Definition theorem_1_large_coefficient : Prop :=
  forall (g : game) omega (p : local_policies g) q, (1 < #|agent g|)%N -> policies p ->
  value_table (product p) q -> (agents g - 1) * return_range g <= omega ->
  (forall new, settled_step omega p q new -> new = p) /\ step (@total_variation) omega p q p.

Theorem theorem_1_large_coefficient_vacuous : theorem_1_large_coefficient.
Proof.
move=> g omega p q n1 pp fq big.
have N2 : 2 <= agents g.
  by rewrite /agents (_ : 2 = INR 2); [apply: le_INR; apply/leP | rewrite /=; lra].
have r0 := return_range_ge0 g; have lo : return_range g <= omega.
  by have := Rmult_le_compat_r _ 1 (agents g - 1) r0 ltac:(lra); lra.
have small i s x y : expectation_q p q i s x - expectation_q p q i s y <= omega.
  have := critic_apart q s x y pp; have := spread_le_range s (product_policy pp) fq.
  by have := Rle_abs (expectation_q p q i s x - expectation_q p q i s y); lra.
have still i s best : total_variation_response (expectation_q p q i s) (p i s) omega best = p i s.
  have kp y : kept (expectation_q p q i s) (p i s) omega best y = p i s y.
    by rewrite /kept; case: Rlt_dec => h //=; have := small i s best y; lra.
  apply: functional_extensionality => x; rewrite /total_variation_response kp big1 => [|y _]; last by rewrite kp; lra.
  by case: ifP => _; lra.
split=> [new h|i].
  apply: functional_extensionality_dep => i; apply: functional_extensionality => s.
  by have [best [_ ->]] := h i s.
apply: settled_answer => // [|s]; first by lra.
have [x0 _] := distribution_inhabited (pp i s).
have [best e] := maximum_attained x0 (expectation_q p q i s); exists best; split; last by rewrite still.
by move=> x; rewrite -e; apply: le_maximum.
Qed.

(** TVPO, Theorem 1, amended: with [ω_t >= (N - 1)κ_t/2] in step [t], ties settled, the policies of TVPO come to rest
    after finitely many steps, at a policy that satisfies the fixed-point equation. *)
Definition theorem_1_convergence_amended : Prop :=
  forall (g : game) (omega : nat -> R) (p : nat -> local_policies g) q, (0 < #|agent g|)%N ->
  (forall t, policies (p t)) -> (forall t, value_table (product (p t)) (q t)) ->
  (forall t, (agents g - 1) * interaction (q t) / 2 <= omega t) ->
  (forall t, settled_step (omega t) (p t) (q t) (p t.+1)) ->
  exists t0, (forall t, (t0 <= t)%N -> p t = p t0) /\
    forall t, (t0 <= t)%N -> step (@total_variation) (omega t) (p t0) (q t0) (p t0).

Theorem theorem_1_convergence_amended_stands : theorem_1_convergence_amended.
Proof.
move=> g omega p q n0 pp fq big answer.
have o0 t : 0 <= omega t by have := interaction_coefficient_ge0 (q t) n0; have := big t; lra.
have imp t := (proj1 theorem_1_amended_stands) g _ _ _ _ _ n0 (pp t) (pp t.+1) (fq t) (fq t.+1) (big t).
have [t0 rest] : exists t0, forall t, (t0 <= t)%N -> p t = p t0.
  apply: (improvements_rest pp fq) => [t i s|t s|t i s moves].
  - exact: (settled_moves_whole s (answer t i)).
  - by have [h _ _] := imp t; apply: h; apply: settled_steps.
  - by have [_ h _] := imp t; apply: (h (answer t) s i).
exists t0; split=> // t t0t; have := settled_steps (o0 t) (pp t) (answer t).
rewrite (rest t t0t) (rest t.+1 (leq_trans t0t (leqnSn t))).
have fq' := fq t; rewrite (rest t t0t) in fq'.
by rewrite (value_table_unique (product_policy (pp t0)) fq' (fq t0)).
Qed.

(** * The theorem's chain *)

Lemma regularized_mean_seen (g : game) omega (p r : local_policies g) v s :
  regularized_mean (@total_variation) omega p r v s
  = seen_alone p r (backup v) s - omega / agents g * (\sum_i total_variation (p i s) (r i s)).
Proof. by rewrite /regularized_mean /seen_alone sum_sub sum_scale; lra. Qed.

(** TVPO, Theorem 1: [V_ρ^π <= V^π] for [ω = (N - 1)M/N], the middle of the theorem's chain, with the divergence
    inside the mean, in which reading the other links hold. *)
Definition theorem_1_chain_mean : Prop :=
  forall (g : game) (p r : local_policies g) q v, (0 < #|agent g|)%N -> policies p -> policies r ->
  value_table (product p) q -> fixed_point (regularized_mean (@total_variation) (printed_coefficient g) p r) v ->
  forall s, v s <= policy_value (product p) q s.

(** TVPO, Theorem 1, amended: [V_ρ^π <= V^π] for [ω = (N - 1)M], the divergence inside the mean; no smaller multiple
    will do, for any number of agents. *)
Definition theorem_1_chain_mean_amended : Prop :=
  (forall (g : game) (p r : local_policies g) q v, (0 < #|agent g|)%N -> policies p -> policies r ->
    value_table (product p) q ->
    fixed_point (regularized_mean (@total_variation) ((agents g - 1) * return_range g) p r) v ->
    forall s, v s <= policy_value (product p) q s) /\
  forall N, (1 < N)%N -> forall c, c < 1 ->
  exists (g : game) (p r : local_policies g) q v,
    [/\ #|agent g| = N, [/\ policies p, policies r & value_table (product p) q],
        fixed_point (regularized_mean (@total_variation) (c * ((agents g - 1) * return_range g)) p r) v &
        exists s, policy_value (product p) q s < v s].

(** TVPO, Theorem 1: [V_ρ^π <= V^π] for [ω = (N - 1)M/N], the middle of the theorem's chain, with the divergences
    summed, in which reading Proposition 2 falls. *)
Definition theorem_1_chain_sum : Prop :=
  forall (g : game) (p r : local_policies g) q v, (0 < #|agent g|)%N -> policies p -> policies r ->
  value_table (product p) q -> fixed_point (regularized_sum (@total_variation) (printed_coefficient g) p r) v ->
  forall s, v s <= policy_value (product p) q s.

Theorem theorem_1_chain_mean_amended_stands : theorem_1_chain_mean_amended.
Proof.
split=> [g p r q v n0 pp pr fq fv|N many c c1].
  set omega := _ * _ in fv.
  apply: (above_fixed_point (discount_range g) _ _ fv) => [||s]; first exact: regularized_mean_mono.
    exact: regularized_mean_discounts.
  rewrite regularized_mean_seen; have -> : backup (policy_value (product p) q) = q by exact: fq.
  by have := lemma_2_holds n0 pp pr (product_policy pp) fq s; rewrite /omega /Rdiv; lra.
pose one : 'I_N := Ordinal (ltnW many); have N0 : 1 < INR N by rewrite -[1]/(INR 1); apply: lt_INR; apply/ltP.
pose omega := c * ((INR N - 1) * 2); pose v (_ : unit) : R := 1 - 2 / INR N - omega / INR N.
exists (best_or_worst one), (pure (one_leaves one)), (pure (all_stay one)), (best_or_worst_table one), v.
have size : agents (best_or_worst one) = INR N by rewrite /agents card_ord.
split; first by rewrite /= card_ord.
- by split; [exact: policies_pure | exact: policies_pure | exact: best_or_worst_value].
- rewrite size best_or_worst_range; apply: functional_extensionality => s.
  rewrite regularized_mean_seen best_or_worst_distance payoffs_backup.
  by rewrite (@best_or_worst_seen _ one s) size Rmult_1_r.
exists tt; rewrite best_or_worst_after /v /omega.
have -> : 1 - 2 / INR N - c * ((INR N - 1) * 2) / INR N = - 1 + 2 * (1 - c) * (1 - / INR N) by field; lra.
have : / INR N < 1 by rewrite -Rinv_1; apply: Rinv_lt_contravar; lra.
by move=> i1; have := Rmult_lt_0_compat (1 - c) (1 - / INR N) ltac:(lra) ltac:(lra); lra.
Qed.

Theorem theorem_1_chain_mean_refuted : ~ theorem_1_chain_mean.
Proof.
move=> claim; have [_ sharp] := theorem_1_chain_mean_amended_stands.
have [g [p [r [q [v [size [pp pr fq] fv [s lower]]]]]]] := sharp 2%N erefl (/ 2) ltac:(lra).
have N2 : agents g = 2 by rewrite /agents size /=; lra.
have := claim g p r q v; rewrite size => /(_ erefl pp pr fq) h.
suff : v s <= policy_value (product p) q s by lra.
apply: h; rewrite /printed_coefficient N2; rewrite N2 in fv.
by have -> : (2 - 1) * return_range g / 2 = / 2 * ((2 - 1) * return_range g) by field.
Qed.

Theorem theorem_1_chain_sum_stands : theorem_1_chain_sum.
Proof.
move=> g p r q v n0 pp pr fq; rewrite regularized_sum_mean // => fv.
have N0 := agents_gt0 n0; apply: (proj1 theorem_1_chain_mean_amended_stands g p r q v n0 pp pr fq).
by have <- : agents g * printed_coefficient g = (agents g - 1) * return_range g
  by rewrite /printed_coefficient; field; lra.
Qed.

(** * The Hellinger distance *)

(** TVPO, §4.3, Theorem 1: with [ω = (N - 1)M/N] and [D_H = √Σ(√p - √q)²] for [D_TV] a step lowers no value. Refuted
    even where every agent has one best response only. *)
Definition theorem_1_hellinger : Prop :=
  forall (g : game) (old new : local_policies g) q q', (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (forall i s, only_best_response (@hellinger _) (printed_coefficient g) (expectation_q old q i s) (old i s)
    (new i s)) ->
  forall s, policy_value (product old) q s <= policy_value (product new) q' s.

(** TVPO, §4.3, Theorem 1, amended: with [ω >= (N - 1)κ/2] and [D_H] for [D_TV] a step lowers no value, whatever best
    responses are chosen; if [ω > 0], it raises the value of every state in which an agent moves. *)
Definition theorem_1_hellinger_amended : Prop :=
  forall (g : game) omega (old new : local_policies g) q q', (0 < #|agent g|)%N -> policies old -> policies new ->
  value_table (product old) q -> value_table (product new) q' ->
  (agents g - 1) * interaction q / 2 <= omega -> step (@hellinger) omega old q new ->
  let before := policy_value (product old) q in let after := policy_value (product new) q' in
  (forall s, before s <= after s) /\ (0 < omega -> forall s i, new i s <> old i s -> before s < after s).

Theorem theorem_1_hellinger_amended_stands : theorem_1_hellinger_amended.
Proof.
move=> g omega old new q q' n0 po pn fq fq' big answer before after; split.
  by apply: (step_improves _ _ n0 po pn fq fq' big answer) => [T x _|T x y]; [exact: hellinger_refl|];
    apply: total_variation_hellinger.
move=> o0; apply: (step_raises _ _ (Rlt_le _ _ o0) n0 po pn fq fq' big answer) => [T x _|T x y dx dy xy].
  exact: hellinger_refl.
by apply: Rmult_lt_compat_l => //; apply: total_variation_lt_hellinger.
Qed.

(** An agent of two actions at the worse one, whose gain is [3/2] and whose coefficient is 1. *)
Section Halfway.
Local Notation H p := (hellinger (T := bool_finType) p (certain false)).

(** What the distance [d] earns. *)
Let earns d := 3 / 2 * (d ^ 2 - d ^ 4 / 4) - d.
(** The distribution at the distance [d]. *)
Definition at_distance d (x : bool) : R := if x then d ^ 2 - d ^ 4 / 4 else (1 - d ^ 2 / 2) ^ 2.

Lemma other_action (p : bool -> R) : distribution p -> p true = 1 - p false.
Proof. exact: (@two_actions p false). Qed.

Lemma distance_squared (p : bool -> R) : distribution p -> H p ^ 2 = 2 - 2 * sqrt (p false).
Proof.
move=> dp; have e := other_action dp; have r0 := pow2_sqrt _ (distribution_ge0 false dp).
have r1 := pow2_sqrt _ (distribution_ge0 true dp).
rewrite hellinger_pow2 /hellinger_squared sum_bool /certain eqxx (_ : (true == false) = false) // sqrt_0 sqrt_1.
by rewrite Rminus_0_r r1 e -{1}r0; ring.
Qed.

Lemma distance_range (p : bool -> R) : distribution p -> 0 <= H p /\ H p ^ 2 <= 2.
Proof.
by move=> dp; split; [exact: hellinger_ge0 | rewrite distance_squared //; have := sqrt_pos (p false); lra].
Qed.

Lemma at_own_distance (p : bool -> R) : distribution p -> p = at_distance (H p).
Proof.
move=> dp; have e := distance_squared dp; have r0 := pow2_sqrt _ (distribution_ge0 false dp).
have f : p false = (1 - H p ^ 2 / 2) ^ 2 by rewrite e -{1}r0; field.
by apply: functional_extensionality => -[]; rewrite /at_distance // (other_action dp) f; field.
Qed.

Lemma distribution_at_distance d : 0 <= d -> d ^ 2 <= 2 -> distribution (at_distance d).
Proof.
move=> d0 d2; split=> [x|]; last by rewrite sum_bool /at_distance; field.
rewrite /at_distance; case: x; last exact: pow2_ge_0.
have -> : d ^ 2 - d ^ 4 / 4 = d ^ 2 * (1 - d ^ 2 / 4) by field.
by apply: Rmult_le_pos; [exact: pow2_ge_0 | lra].
Qed.

Lemma distance_at_distance d : 0 <= d -> d ^ 2 <= 2 -> H (at_distance d) = d.
Proof.
move=> d0 d2; have dp := distribution_at_distance d0 d2.
apply: Rsqr_inj => //; first exact: hellinger_ge0.
rewrite !Rsqr_pow2 (distance_squared dp) /at_distance.
by rewrite -Rsqr_pow2 sqrt_Rsqr; [field | lra].
Qed.

(** Agent's values at the meeting's start, and what they make of a distribution. *)
Lemma penalized_at_distance (values : bool -> R) d : values false = - / 2 -> values true = 1 ->
  0 <= d -> d ^ 2 <= 2 ->
  penalized (@hellinger bool_finType) 1 values (certain false) (at_distance d) = earns d - / 2.
Proof.
move=> v0 v1 d0 d2; rewrite /penalized (distance_at_distance d0 d2) /expectation sum_bool v0 v1 /at_distance /earns.
by field.
Qed.

Lemma earns_most : exists d, [/\ 0 <= d, d ^ 2 <= 2, 113 / 100 < d &
  forall d', 0 <= d' -> d' ^ 2 <= 2 -> d' <> d -> earns d' < earns d].
Proof.
have root2 : sqrt 2 ^ 2 = 2 by apply: pow2_sqrt; lra.
have root0 := sqrt_pos 2; have root d : 0 <= d -> d ^ 2 <= 2 -> d <= sqrt 2.
  by move=> d0 d2; apply: Rsqr_incr_0 => //; rewrite !Rsqr_pow2 root2.
have [d [top [d0 d2]]] : exists d, (forall c, 0 <= c <= sqrt 2 -> earns c <= earns d) /\ 0 <= d <= sqrt 2.
  apply: continuity_ab_maj => // c _; apply: derivable_continuous_pt; rewrite /earns; reg.
have sq : d ^ 2 <= 2 by rewrite -root2; apply: pow_incr.
have good : 1824 / 10000 <= earns d.
  apply: Rle_trans (top (12 / 10) _); first by rewrite /earns; lra.
  by split; [lra | apply: root; lra].
have far c : 0 <= c -> 1824 / 10000 <= earns c -> 113 / 100 < c.
  move=> c0 h; apply: Rnot_le_lt => le; pose w := 113 / 100 - c; have w0 : 0 <= w by rewrite /w; lra.
  have e : 1824 / 10000 - earns c = (1824 / 10000 + 113 / 100 - 3 / 2 * (113 / 100) ^ 2 + 3 / 8 * (113 / 100) ^ 4)
      + w * (3 * (113 / 100) - 1 - 3 / 2 * (113 / 100) ^ 3)
      + w ^ 2 * (9 / 4 * (113 / 100) ^ 2 - 3 / 2 - 3 / 2 * (113 / 100) * w + 3 / 8 * w ^ 2).
    by rewrite /earns /w; field.
  have q : - (7 / 100) <= 9 / 4 * (113 / 100) ^ 2 - 3 / 2 - 3 / 2 * (113 / 100) * w + 3 / 8 * w ^ 2.
    by have := Rmult_le_pos (113 / 100 - w) (3 / 2 * (113 / 100) - 3 / 8 * (w + 113 / 100)) ltac:(rewrite /w; lra)
      ltac:(rewrite /w; lra); lra.
  have := Rmult_le_compat_l _ _ _ (pow2_ge_0 w) q.
  by have := Rmult_le_pos w (113 / 100 - w) w0 ltac:(rewrite /w; lra); lra.
exists d; split=> //; first exact: far.
move=> c c0 c2 cd; have cr : 0 <= c <= sqrt 2 by split=> //; apply: root.
have := top c cr; case=> // e; exfalso.
have fc : 113 / 100 < c by apply: far => //; rewrite e.
have fd := far d d0 good.
have mid : 0 <= (c + d) / 2 <= sqrt 2 by lra.
have := top _ mid.
have -> : earns ((c + d) / 2) = (earns c + earns d) / 2
    + ((c - d) / 2) ^ 2 * (9 / 4 * ((c + d) / 2) ^ 2 - 3 / 2 + 3 / 8 * ((c - d) / 2) ^ 2) by rewrite /earns; field.
rewrite e; suff : 0 < ((c - d) / 2) ^ 2 * (9 / 4 * ((c + d) / 2) ^ 2 - 3 / 2 + 3 / 8 * ((c - d) / 2) ^ 2) by lra.
have pos : 0 < ((c - d) / 2) ^ 2 by rewrite -Rsqr_pow2; apply: Rsqr_pos_lt; lra.
apply: Rmult_lt_0_compat => //.
have : 1 * 1 <= ((c + d) / 2) * ((c + d) / 2) by apply: Rmult_le_compat; lra.
by lra.
Qed.
End Halfway.

(** Two agents at [-1/2]: who leaves alone gets 1, and they meet at [-1]. *)
Section Pair.
Definition pair_payoff (a : {dffun forall _ : bool, bool}) : R :=
  if a true == a false then if a true then -1 else - / 2 else 1.
Definition pair : game := payoffs pair_payoff.
Definition pair_at (b : bool) : joint pair := [ffun _ => b].
Definition pair_table (sa : state pair * joint pair) : R := pair_payoff sa.2.

Lemma pair_value pi : @value_table pair pi pair_table. Proof. exact: payoffs_value_table. Qed.

Lemma pair_coefficient : printed_coefficient pair = 1.
Proof.
rewrite /printed_coefficient /agents card_bool (@payoffs_return_range _ _ _ 1); first by rewrite /=; lra.
  by move=> a; rewrite /pair_payoff; case: (_ == _); case: (a true); rewrite /Rabs; case: Rcase_abs; lra.
by exists (pair_at true); rewrite /pair_payoff !ffunE /= Rabs_Ropp Rabs_R1.
Qed.

Lemma pair_critic b i s x : expectation_q (pure (pair_at b)) pair_table i s x
  = if x == b then pair_payoff (pair_at b) else 1.
Proof.
rewrite expectation_q_pure /pair_table /= /pair_payoff.
by case: i x => -[]; case: b; rewrite /= ?put_same ?put_other ?ffunE.
Qed.

End Pair.

Theorem theorem_1_hellinger_refuted : ~ theorem_1_hellinger.
Proof.
move=> claim; have [d [d0 d2 far most]] := earns_most.
pose old := pure (pair_at false); pose new : local_policies pair := fun _ _ => at_distance d.
have pn : policies new by move=> i s; apply: distribution_at_distance.
have := claim pair old new pair_table pair_table; rewrite card_bool.
move=> /(_ erefl (policies_pure _) pn (pair_value _) (pair_value _)) h.
have {h} : policy_value (product old) pair_table tt <= policy_value (product new) pair_table tt.
  apply: h => i s; rewrite pair_coefficient /old /pure ffunE.
  have v0 : expectation_q (pure (pair_at false)) pair_table i s false = - / 2.
    by rewrite pair_critic /pair_payoff !ffunE.
  have v1 : expectation_q (pure (pair_at false)) pair_table i s true = 1 by rewrite pair_critic.
  split=> [|p dp np]; first exact: distribution_at_distance.
  have e := at_own_distance dp; have [h0 h2] := distance_range dp.
  rewrite e (penalized_at_distance v0 v1 h0 h2) (penalized_at_distance v0 v1 d0 d2).
  by have := most _ h0 h2 (fun same => np (etrans e (f_equal at_distance same))); lra.
rewrite policy_value_pure /policy_value /expectation sum_both !sum_bool.
have e x y : product new tt (both x y) = at_distance d x * at_distance d y.
  by rewrite /product /new big_bool both_true both_false.
have t1 := other_action (distribution_at_distance d0 d2).
have t6 : 6 / 7 < at_distance d true.
  have z : 12769 / 10000 < d ^ 2 by have := Rmult_le_0_lt_compat _ _ _ _ _ _ far far; lra.
  have := Rmult_le_pos (d ^ 2 - 12769 / 10000) (1 - (d ^ 2 + 12769 / 10000) / 4) ltac:(lra) ltac:(lra).
  by rewrite /at_distance; lra.
rewrite !e; move: (at_distance d true) (at_distance d false) t1 t6 => t f t1 t6.
rewrite (_ : f = 1 - t) /pair_table /pair_payoff /= ?ffunE /=; last by lra.
by have := Rmult_lt_0_compat t (t - 6 / 7) ltac:(lra) ltac:(lra); lra.
Qed.
