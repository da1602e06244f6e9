(** TVPO, §3, §4.2: decentralized critics, the regularized value [V_ρ^π], Lemma 2 and Proposition 2. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game witness solvers.fixed_point.
From Oracle Require Import operators.divergence operators.projections operators.independent.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * Critics *)

(** TVPO, (3): the operator of a decentralized critic contracts by [γ] in the sup norm. *)
Definition critic_contracts : Prop :=
  forall (g : game) (p : local_policies g) (i : agent g), policies p ->
  contracts (discount g) (critic_evaluation p i).

Theorem critic_contracts_stands : critic_contracts.
Proof.
move=> g p i pp; apply: blackwell; first by case: (discount_range g).
  exact: critic_evaluation_mono.
exact: critic_evaluation_discounts.
Qed.

(** TVPO, §3: [E_{π⁻ⁱ} Q^π] is the one fixed point of that operator, and [Σ πⁱ Q_i^π = V^π]. *)
Definition critic_identity : Prop :=
  forall (g : game) (p : local_policies g) (i : agent g) q, policies p -> value_table (product p) q ->
  [/\ fixed_point (critic_evaluation p i) (fun sx => expectation_q p q i sx.1 sx.2),
      forall qi, fixed_point (critic_evaluation p i) qi -> forall s x, qi (s, x) = expectation_q p q i s x &
      forall s, expectation (p i s) (expectation_q p q i s) = policy_value (product p) q s].

Theorem critic_identity_stands : critic_identity.
Proof.
move=> g p i q pp fq; have worth s := critic_expectation_own p i s q.
have fixed : fixed_point (critic_evaluation p i) (fun sx => expectation_q p q i sx.1 sx.2).
  apply: functional_extensionality => -[s x]; rewrite /critic_evaluation /=.
  by have -> : (fun s' => expectation (p i s') (fun y => expectation_q p q i s' y)) = policy_value (product p) q
    by [apply: functional_extensionality]; move: fq; rewrite /value_table /fixed_point /evaluation => ->.
split=> // qi fqi s x.
by rewrite (fixed_point_unique (proj2 (discount_range g)) (@critic_contracts_stands g p i pp) fqi fixed).
Qed.

(** * The regularized value *)

(** TVPO, (8), (9), the divergence inside the mean: [Γ_ρ^π] contracts by [γ], whatever the divergence. *)
Definition regularized_value_contracts_mean : Prop :=
  forall (g : game) (D : divergence) omega (p r : local_policies g), policies p -> policies r ->
  contracts (discount g) (regularized_mean D omega p r).

Theorem regularized_value_contracts_mean_stands : regularized_value_contracts_mean.
Proof. by move=> g D omega p r; apply: regularized_mean_contracts. Qed.

(** TVPO, (8), (9), the divergences summed over agents: [Γ_ρ^π] contracts by [γ], whatever the divergence. *)
Definition regularized_value_contracts_sum : Prop :=
  forall (g : game) (D : divergence) omega (p r : local_policies g), policies p -> policies r ->
  contracts (discount g) (regularized_sum D omega p r).

Theorem regularized_value_contracts_sum_stands : regularized_value_contracts_sum.
Proof. by move=> g D omega p r; apply: regularized_sum_contracts. Qed.

(** TVPO, §4.2, after Lemma 2: [V_π^π = V^π] and [Q_π^π = Q^π] in either reading, for a divergence with
    [D(x‖x) = 0]. *)
Definition regularized_value_of_itself : Prop :=
  forall (g : game) (D : divergence) omega (p : local_policies g) q, (0 < #|agent g|)%N ->
  (forall (T : finType) (x : T -> R), distribution x -> D T x x = 0) ->
  policies p -> value_table (product p) q ->
  let value := policy_value (product p) q in
  [/\ fixed_point (regularized_mean D omega p p) value, fixed_point (regularized_sum D omega p p) value &
  forall v, fixed_point (regularized_mean D omega p p) v \/ fixed_point (regularized_sum D omega p p) v ->
    v = value /\ backup v = q].

Theorem regularized_value_of_itself_stands : regularized_value_of_itself.
Proof.
move=> g D omega p q n0 refl pp fq value; have N0 := agents_gt0 n0; have d := discount_range g.
have e : backup value = q by exact: fq.
have m : fixed_point (regularized_mean D omega p p) value.
  apply: functional_extensionality => s; rewrite /regularized_mean e.
  under eq_bigr do rewrite critic_expectation_own refl // Rmult_0_r Rminus_0_r.
  by rewrite sum_const -/(agents g) -Rmult_assoc Rinv_l ?Rmult_1_l //; lra.
have u : fixed_point (regularized_sum D omega p p) value.
  apply: functional_extensionality => s; rewrite /regularized_sum e.
  under eq_bigr do rewrite critic_expectation_own.
  under [X in _ - _ * X]eq_bigr do rewrite refl //.
  by rewrite !sum_const -/(agents g) -Rmult_assoc Rinv_l ?Rmult_1_l /value; lra.
split=> // v h; suff -> : v = value by [].
case: h => h.
  exact: fixed_point_unique (proj2 d) (regularized_mean_contracts _ _ pp pp) h m.
exact: fixed_point_unique (proj2 d) (regularized_sum_contracts _ _ pp pp) h u.
Qed.

(** * Lemma 2 *)

(** [(1/N) Σ_i E_{πⁱ, ρ⁻ⁱ} Q(s,·)]: the mean of what agents see who each move alone. *)
Definition seen_alone (g : game) (p r : local_policies g) (q : state g * joint g -> R) s : R :=
  / agents g * \sum_i expectation (p i s) (expectation_q r q i s).

(** One of [N] agents has left the best for the worst. *)
Section OneLeaves.
Variables (N : finType) (one : N).
Definition best_or_worst : game := payoffs (fun a : {dffun forall _ : N, bool} => if a one then 1 else -1).
Local Notation g := best_or_worst.
Definition all_stay : joint g := [ffun _ => true].
Definition one_leaves : joint g := put all_stay one false.

Definition best_or_worst_table (sa : state g * joint g) : R := if sa.2 one then 1 else -1.

Lemma best_or_worst_value pi : @value_table g pi best_or_worst_table.
Proof. exact: payoffs_value_table. Qed.

Lemma best_or_worst_range : return_range g = 2.
Proof.
rewrite (@payoffs_return_range _ _ _ 1); first by lra.
  by move=> a; case: (a one); rewrite ?Rabs_Ropp Rabs_R1; lra.
by exists [ffun _ => true]; rewrite ffunE Rabs_R1.
Qed.

Lemma best_or_worst_after s : policy_value (product (pure one_leaves)) best_or_worst_table s = -1.
Proof. by rewrite policy_value_pure /best_or_worst_table /= put_same. Qed.

Lemma best_or_worst_distance s :
  \sum_i total_variation (pure one_leaves i s) (pure all_stay i s) = 1.
Proof.
rewrite (@sum_only _ one) => [|i io]; rewrite /pure /one_leaves.
  by rewrite put_same ffunE total_variation_certain.
by rewrite put_other // total_variation_refl.
Qed.

Lemma best_or_worst_alone i s (v : state g -> R) :
  expectation (pure one_leaves i s) (expectation_q (pure all_stay) (backup v) i s) = 1 - (if i == one then 2 else 0).
Proof.
rewrite /pure expectation_certain expectation_q_pure payoffs_backup /= /one_leaves; case: (eqVneq i one) => [->|io].
  by rewrite !put_same; lra.
by rewrite put_other 1?eq_sym // ffunE; lra.
Qed.

Lemma best_or_worst_seen s : seen_alone (pure one_leaves) (pure all_stay) best_or_worst_table s = 1 - 2 / agents g.
Proof.
rewrite /seen_alone; have e : best_or_worst_table = @backup g (fun _ => 0) by rewrite payoffs_backup.
under eq_bigr do rewrite e best_or_worst_alone.
rewrite sum_sub sum_const sum_indicator -/(agents g).
have : 0 < agents g by apply: (@agents_gt0 g); apply/card_gt0P; exists one.
by move=> n0; field; lra.
Qed.
End OneLeaves.
Arguments best_or_worst_table {N} one sa.

(** TVPO, Lemma 2: agents who move together do worse than the mean of those who move alone by at most
    [((N - 1)M/N) Σ_i D_TV]; [π] may be any joint policy. No smaller multiple of the coefficient will do, for any
    number of agents. *)
Definition lemma_2 : Prop :=
  (forall (g : game) (new old : local_policies g) pi q, (0 < #|agent g|)%N -> policies new -> policies old ->
    policy pi -> value_table pi q -> forall s,
    seen_alone new old q s
      - (agents g - 1) * return_range g / agents g * (\sum_i total_variation (new i s) (old i s))
    <= policy_value (product new) q s) /\
  forall N, (1 < N)%N -> forall c, c < 1 ->
  exists (g : game) (new old : local_policies g) pi q s,
    [/\ #|agent g| = N, [/\ policies new, policies old, policy pi & value_table pi q] &
    policy_value (product new) q s < seen_alone new old q s
      - c * ((agents g - 1) * return_range g / agents g) * (\sum_i total_variation (new i s) (old i s))].

(** TVPO, Lemma 2, sharper: with the range [R(s) <= M] of [Q^π(s,·)] for [M] and, for the sum of the others'
    distances, what the distance of their products is at most, [1 - ∏_{k≠i} (1 - D_TV^k)]. *)
Definition lemma_2_sharper : Prop :=
  forall (g : game) (new old : local_policies g) pi q, (0 < #|agent g|)%N -> policies new -> policies old ->
  policy pi -> value_table pi q -> forall s,
  seen_alone new old q s
    - spread q s / agents g * (\sum_i (1 - \prod_(k | k != i) (1 - total_variation (new k s) (old k s))))
  <= policy_value (product new) q s /\ spread q s <= return_range g.

(** TVPO, §4.3: Lemma 2 with the Hellinger distance [D_H = √Σ(√p - √q)²] for [D_TV]. *)
Definition lemma_2_hellinger : Prop :=
  forall (g : game) (new old : local_policies g) pi q, (0 < #|agent g|)%N -> policies new -> policies old ->
  policy pi -> value_table pi q -> forall s,
  seen_alone new old q s
    - (agents g - 1) * return_range g / agents g * (\sum_i hellinger (new i s) (old i s))
  <= policy_value (product new) q s.

Theorem lemma_2_sharper_stands : lemma_2_sharper.
Proof.
move=> g new old pi q n0 pn po pp fq s; split; last exact: spread_le_range pp fq.
have N0 := agents_gt0 n0; rewrite /seen_alone.
suff : \sum_i expectation (new i s) (expectation_q old q i s)
    - spread q s * (\sum_i (1 - \prod_(k | k != i) (1 - total_variation (new k s) (old k s))))
    <= agents g * policy_value (product new) q s.
  move/(Rmult_le_compat_l _ _ _ (Rlt_le _ _ (Rinv_0_lt_compat _ N0))).
  by rewrite -Rmult_assoc Rinv_l; lra.
rewrite -sum_const -sum_scale -sum_sub; apply: sum_le => i _.
have pm : policies (mix [:: i] new old) by apply: policies_mix.
have -> : expectation (new i s) (expectation_q old q i s) = policy_value (product (mix [:: i] new old)) q s.
  rewrite -(critic_expectation (i := i) s q po pm) ?mix_in ?inE // => n ni.
  by rewrite mix_out // inE.
have := expectation_apart (product_policy pm s) (product_policy pn s) (fun a b => le_spread q s a b).
have := total_variation_product s pm pn.
rewrite (bigD1 i) //= mix_in ?inE // total_variation_refl Rminus_0_r Rmult_1_l.
rewrite (eq_bigr (fun k => 1 - total_variation (new k s) (old k s))) => [|k ki]; last first.
  by rewrite mix_out ?inE // total_variation_sym.
move/(Rmult_le_compat_l _ _ _ (spread_ge0 q s)) => h1 h2.
by have := Rle_trans _ _ _ h2 h1; rewrite /policy_value /Rabs; case: Rcase_abs; lra.
Qed.

Lemma distances_range (g : game) (new old : local_policies g) s k : policies new -> policies old ->
  0 <= total_variation (new k s) (old k s) <= 1.
Proof. by move=> pn po; split; [apply: total_variation_ge0 | apply: total_variation_le1]. Qed.

Lemma lemma_2_holds (g : game) (new old : local_policies g) pi q : (0 < #|agent g|)%N -> policies new ->
  policies old -> policy pi -> value_table pi q -> forall s,
  seen_alone new old q s
    - (agents g - 1) * return_range g / agents g * (\sum_i total_variation (new i s) (old i s))
  <= policy_value (product new) q s.
Proof.
move=> n0 pn po pp fq s; have [h range] := lemma_2_sharper_stands n0 pn po pp fq s.
have N0 := agents_gt0 n0; apply: Rle_trans h.
set P := \sum_i (1 - _); set S := \sum_i _.
have PS : P <= (agents g - 1) * S.
  rewrite -sum_but_one; apply: sum_le => i _.
  by have := weierstrass (fun k => k != i) (fun k => distances_range s k pn po); lra.
have P0 : 0 <= P.
  apply: sum_ge0 => i _; suff : \prod_(k | k != i) (1 - total_variation (new k s) (old k s)) <= 1 by lra.
  by apply: prod_le1 => k _; have := distances_range s k pn po; lra.
have i0 := Rinv_0_lt_compat _ N0.
suff : spread q s * P <= return_range g * ((agents g - 1) * S).
  by move/(Rmult_le_compat_l _ _ _ (Rlt_le _ _ i0)); rewrite /Rdiv; lra.
by apply: Rmult_le_compat => //; apply: spread_ge0.
Qed.

Theorem lemma_2_stands : lemma_2.
Proof.
split; first by move=> g new old pi q; apply: lemma_2_holds.
move=> N N1 c c1; pose one : 'I_N := Ordinal (ltnW N1).
exists (best_or_worst one), (pure (one_leaves one)), (pure (all_stay one)), (product (pure (all_stay one))).
exists (best_or_worst_table one), tt.
have size : agents (best_or_worst one) = INR N by rewrite /agents card_ord.
split; first by rewrite /= card_ord.
  split; [exact: policies_pure | exact: policies_pure | |exact: best_or_worst_value].
  by apply: product_policy; apply: policies_pure.
rewrite best_or_worst_after best_or_worst_seen best_or_worst_distance best_or_worst_range size Rmult_1_r.
have N0 : 1 < INR N by rewrite -[1]/(INR 1); apply: lt_INR; apply/ltP.
have -> : 1 - 2 / INR N - c * ((INR N - 1) * 2 / INR N) = - 1 + 2 * (1 - c) * (1 - / INR N) by field; lra.
have : / INR N < 1 by rewrite -Rinv_1; apply: Rinv_lt_contravar; lra.
by move=> i1; have := Rmult_lt_0_compat (1 - c) (1 - / INR N) ltac:(lra) ltac:(lra); lra.
Qed.

Theorem lemma_2_hellinger_stands : lemma_2_hellinger.
Proof.
move=> g new old pi q n0 pn po pp fq s; apply: Rle_trans (lemma_2_holds n0 pn po pp fq s).
have N1 : 1 <= agents g by rewrite /agents -[1]/(INR 1); apply: le_INR; apply/leP.
have : \sum_i total_variation (new i s) (old i s) <= \sum_i hellinger (new i s) (old i s).
  by apply: sum_le => i _; apply: total_variation_hellinger.
have c0 : 0 <= (agents g - 1) * return_range g / agents g.
  have r0 := return_range_ge0 g; apply: Rmult_le_pos; first by apply: Rmult_le_pos; lra.
  by left; apply: Rinv_0_lt_compat; lra.
by move/(Rmult_le_compat_l _ _ _ c0); lra.
Qed.

(** * Proposition 2 *)

(** Agents whose parts of [Γ_ρ^π] rise raise the value. *)
Lemma parts_rise (g : game) (D : divergence) omega (old new r : local_policies g) v v' :
  policies old -> policies new -> policies r ->
  fixed_point (regularized_mean D omega old r) v -> fixed_point (regularized_mean D omega new r) v' ->
  (forall i s, penalized (@D _) omega (expectation_q r (backup v) i s) (r i s) (old i s)
    <= penalized (@D _) omega (expectation_q r (backup v) i s) (r i s) (new i s)) ->
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.
Proof.
move=> po pn pr fo fn rise.
have up : forall s, v s <= v' s; last by split=> // sa; apply: backup_mono.
apply: (below_fixed_point (discount_range g) _ _ fn) => [| |s].
- exact: regularized_mean_mono.
- exact: regularized_mean_discounts.
rewrite -{1}fo; apply: Rmult_le_compat_l; first exact: inv_agents_ge0.
by apply: sum_le => i _; apply: rise.
Qed.

(** TVPO, Proposition 2, the divergence inside the mean: if every agent maximises
    [π·E_{ρ⁻ⁱ} Q_ρ^{π_old} - ω D_TV(π‖ρⁱ)], then [V_ρ] and [Q_ρ] rise. *)
Definition proposition_2_mean : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v',
  policies reference -> policies old -> policies new ->
  fixed_point (regularized_mean (@total_variation) omega old reference) v ->
  fixed_point (regularized_mean (@total_variation) omega new reference) v' ->
  (forall i s, best_response (@total_variation _) omega (expectation_q reference (backup v) i s) (reference i s)
    (new i s)) ->
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.

Theorem proposition_2_mean_stands : proposition_2_mean.
Proof.
move=> g omega r old new v v' pr po pn fo fn best; apply: (parts_rise po pn pr fo fn) => i s.
by have [_] := best i s; apply; apply: po.
Qed.

(** TVPO, Proposition 2, the same for [χ²], which is finite where [π] is 0 wherever [ρ] is: for all policies if
    [ρ] plays every action. *)
Definition proposition_2_mean_chi_squared : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v',
  policies reference -> policies old -> policies new -> (forall i s, supported (old i s) (reference i s)) ->
  fixed_point (regularized_mean (@chi_squared) omega old reference) v ->
  fixed_point (regularized_mean (@chi_squared) omega new reference) v' ->
  (forall i s, best_supported_response (@chi_squared _) omega (expectation_q reference (backup v) i s)
    (reference i s) (new i s)) ->
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.

Theorem proposition_2_mean_chi_squared_stands : proposition_2_mean_chi_squared.
Proof.
move=> g omega r old new v v' pr po pn so fo fn best; apply: (parts_rise po pn pr fo fn) => i s.
by have [_ _] := best i s; apply; [apply: po | apply: so].
Qed.

(** TVPO, Proposition 2, the same for KL, which is finite where [π] is 0 wherever [ρ] is; the best responses are
    [ρⁱ exp(E_{ρ⁻ⁱ} Q/ω)], normalised. *)
Definition proposition_2_mean_kullback_leibler : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v', 0 < omega ->
  policies reference -> policies old -> policies new -> (forall i s, supported (old i s) (reference i s)) ->
  fixed_point (regularized_mean (@kl) omega old reference) v ->
  fixed_point (regularized_mean (@kl) omega new reference) v' ->
  (forall i s, best_supported_response (@kl _) omega (expectation_q reference (backup v) i s)
    (reference i s) (new i s)) ->
  (forall i s, new i s = kullback_leibler_response (expectation_q reference (backup v) i s) (reference i s) omega) /\
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.

Theorem proposition_2_mean_kullback_leibler_stands : proposition_2_mean_kullback_leibler.
Proof.
move=> g omega r old new v v' om pr po pn so fo fn best; split=> [i s|].
  have [_ _ only] := kullback_leibler_response_only_best (expectation_q r (backup v) i s) om (pr i s).
  have [dn sn top] := best i s; apply: Classical_Prop.NNPP => ne.
  have [dk sk _] := kullback_leibler_response_only_best (expectation_q r (backup v) i s) om (pr i s).
  by have := only _ dn sn ne; have := top _ dk sk; lra.
apply: (parts_rise po pn pr fo fn) => i s.
by have [_ _] := best i s; apply; [apply: po | apply: so].
Qed.

(** TVPO, Proposition 2, the same for [D_H²], the squared Hellinger distance. *)
Definition proposition_2_mean_hellinger_squared : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v',
  policies reference -> policies old -> policies new ->
  fixed_point (regularized_mean (@hellinger_squared) omega old reference) v ->
  fixed_point (regularized_mean (@hellinger_squared) omega new reference) v' ->
  (forall i s, best_response (@hellinger_squared _) omega (expectation_q reference (backup v) i s) (reference i s)
    (new i s)) ->
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.

Theorem proposition_2_mean_hellinger_squared_stands : proposition_2_mean_hellinger_squared.
Proof.
move=> g omega r old new v v' pr po pn fo fn best; apply: (parts_rise po pn pr fo fn) => i s.
by have [_] := best i s; apply; apply: po.
Qed.

(** TVPO, Proposition 2, the same for [D_H], with the root, and for every [π_new] that earns at least what [π_old] does,
    as a best response does. *)
Definition proposition_2_mean_hellinger : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v',
  policies reference -> policies old -> policies new ->
  fixed_point (regularized_mean (@hellinger) omega old reference) v ->
  fixed_point (regularized_mean (@hellinger) omega new reference) v' ->
  let earns := fun i s => penalized (@hellinger _) omega (expectation_q reference (backup v) i s) (reference i s) in
  ((forall i s, best_response (@hellinger _) omega (expectation_q reference (backup v) i s) (reference i s)
      (new i s)) ->
    forall i s, earns i s (old i s) <= earns i s (new i s)) /\
  ((forall i s, earns i s (old i s) <= earns i s (new i s)) ->
    (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa).

Theorem proposition_2_mean_hellinger_stands : proposition_2_mean_hellinger.
Proof.
move=> g omega r old new v v' pr po pn fo fn earns; split=> [best i s|rise].
  by have [_] := best i s; apply; apply: po.
exact: (parts_rise po pn pr fo fn).
Qed.

(** TVPO, Proposition 2, the divergences summed over agents, as its proof writes them: refuted even for
    [π_old = ρ], as in the iteration (12), and for agents of whom each has one best response only. *)
Definition proposition_2_sum : Prop :=
  forall (g : game) omega (reference new : local_policies g) v v', 0 < omega ->
  policies reference -> policies new ->
  fixed_point (regularized_sum (@total_variation) omega reference reference) v ->
  fixed_point (regularized_sum (@total_variation) omega new reference) v' ->
  (forall i s, only_best_response (@total_variation _) omega (expectation_q reference (backup v) i s)
    (reference i s) (new i s)) ->
  forall s, v s <= v' s.

(** TVPO, Proposition 2 with the divergences summed, amended: it holds if every agent answers to [N ω]. *)
Definition proposition_2_sum_amended : Prop :=
  forall (g : game) omega (reference old new : local_policies g) v v', (0 < #|agent g|)%N ->
  policies reference -> policies old -> policies new ->
  fixed_point (regularized_sum (@total_variation) omega old reference) v ->
  fixed_point (regularized_sum (@total_variation) omega new reference) v' ->
  (forall i s, best_response (@total_variation _) (agents g * omega) (expectation_q reference (backup v) i s)
    (reference i s) (new i s)) ->
  (forall s, v s <= v' s) /\ forall sa, backup v sa <= backup v' sa.

Theorem proposition_2_sum_amended_stands : proposition_2_sum_amended.
Proof.
move=> g omega r old new v v' n0 pr po pn; rewrite !regularized_sum_mean // => fo fn best.
exact: (proposition_2_mean_stands pr po pn fo fn best).
Qed.

(** One agent of two can earn 1 by leaving. *)
Lemma one_of_two_earns : exists (g : game) (reference new : local_policies g) omega v v',
  [/\ 0 < omega, policies reference, policies new,
    fixed_point (regularized_sum (@total_variation) omega reference reference) v &
    [/\ fixed_point (regularized_sum (@total_variation) omega new reference) v',
    forall i s, only_best_response (@total_variation _) omega (expectation_q reference (backup v) i s)
      (reference i s) (new i s) & exists s, v' s < v s]].
Proof.
pose r (a : {dffun forall _ : bool, bool}) : R := if a false then 1 else 0.
pose old : joint (payoffs r) := [ffun _ => false]; pose new : joint (payoffs r) := put old false true.
exists (payoffs r), (pure old), (pure new), (3 / 4), (fun _ => 0), (fun _ => - (1 / 4)).
have size : agents (payoffs r) = 2 by rewrite /agents card_bool /=; lra.
have fixed a v : regularized_sum (g := payoffs r) (@total_variation) (3 / 4) (pure a) (pure old) v = fun s =>
    / 2 * (\sum_n r (put old n (a n)))
    - 3 / 4 * (\sum_n total_variation (T := bool_finType) (certain (a n)) (certain (old n))).
  apply: functional_extensionality => s; rewrite /regularized_sum size payoffs_backup.
  by under eq_bigr do rewrite /pure expectation_certain expectation_q_pure.
split; [lra | exact: policies_pure | exact: policies_pure | |split].
- rewrite /fixed_point fixed; apply: functional_extensionality => s.
  by rewrite !sum_bool !put_id !total_variation_refl /r !ffunE; lra.
- rewrite /fixed_point fixed; apply: functional_extensionality => s.
  rewrite !sum_bool /new !put_same put_other // put_id total_variation_refl /r put_same !ffunE.
  by rewrite total_variation_certain //; lra.
- move=> i s; rewrite payoffs_backup.
  have -> : expectation_q (g := payoffs r) (pure old) (fun sa => r sa.2) i s = fun x => r (put old i x).
    by apply: functional_extensionality => x; rewrite expectation_q_pure.
  case: i; rewrite /pure /new.
    rewrite put_other // ffunE; apply: (@stays _ _ false); rewrite /= /r !put_other // !ffunE; lra.
  rewrite put_same ffunE; apply: (@leaves _ _ false); rewrite /= /r !put_same; lra.
- by exists tt; lra.
Qed.

Theorem proposition_2_sum_refuted : ~ proposition_2_sum.
Proof.
move=> claim; have [g [r [new [omega [v [v' [o0 pr pn fo [fn best [s]]]]]]]]] := one_of_two_earns.
by have := claim g omega r new v v' o0 pr pn fo fn best s; lra.
Qed.
