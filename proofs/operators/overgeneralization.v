(** Relative over-generalization, executed and perceived, and the Boltzmann policy of a low temperature. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.soft.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** [m] is the least number of which [P] holds. *)
Definition least (P : R -> Prop) (m : R) : Prop := P m /\ forall x, P x -> m <= x.

Lemma least_unique P m m' : least P m -> least P m' -> m = m'.
Proof. by move=> [p h] [p' h']; apply: Rle_antisym; [apply: h | apply: h']. Qed.

(** * Maximisers *)
Section Maximisers.
Variable T : finType.
Implicit Types f : T -> R.

(** [f x] is the largest value of [f]. *)
Definition maximiser f (x : T) : bool := [forall y, if Rle_dec (f y) (f x) then true else false].

Lemma maximiserP f x : reflect (forall y, f y <= f x) (maximiser f x).
Proof.
apply: (iffP forallP) => h y; first by have := h y; case: Rle_dec.
by have := h y; case: Rle_dec.
Qed.

Lemma maximiser_exists (x0 : T) f : exists x, maximiser f x.
Proof.
have [x e] := maximum_attained x0 f; exists x; apply/maximiserP => y.
by rewrite -e; apply: le_maximum.
Qed.

Lemma maximum_any (x y : T) f : maximum x f = maximum y f.
Proof. by apply: Rle_antisym; apply: maximum_le => z; apply: le_maximum. Qed.

Lemma maximum_of_maximiser x0 f x : maximiser f x -> maximum x0 f = f x.
Proof.
by move=> /maximiserP h; apply: Rle_antisym; [apply: maximum_le | apply: le_maximum].
Qed.

Lemma maximum_shift x0 f c : maximum x0 (fun x => f x + c) = maximum x0 f + c.
Proof.
apply: Rle_antisym; first by apply: maximum_le => x; have := le_maximum x0 f x; lra.
have [x ->] := maximum_attained x0 f; exact: (le_maximum x0 (fun x => f x + c)).
Qed.

(** The even distribution over the maximisers of [f]: the Boltzmann policy at temperature 0. *)
Definition even_over_maximisers f (x : T) : R := if maximiser f x then / INR #|maximiser f| else 0.

Lemma maximisers_gt0 (x0 : T) f : 0 < INR #|maximiser f|.
Proof. by have [x h] := maximiser_exists x0 f; apply: lt_0_INR; apply/ltP; apply/card_gt0P; exists x. Qed.

Lemma sum_const_on (P : pred T) c : \sum_(x | P x) c = INR #|P| * c.
Proof.
rewrite big_const; elim: #|P| => [|n ih]; first by rewrite /=; lra.
by rewrite iterS ih S_INR; lra.
Qed.

Lemma distribution_even (x0 : T) f : distribution (even_over_maximisers f).
Proof.
have c := maximisers_gt0 x0 f; split=> [x|]; rewrite /even_over_maximisers.
  by case: maximiser; [left; apply: Rinv_0_lt_compat | lra].
by rewrite -big_mkcond sum_const_on; apply: Rinv_r; apply: Rgt_not_eq c.
Qed.

(** [π(a) = #{l : u_l = a} / M]: all agents execute the particle of one shared index. *)
Definition shared_execution M (particles : 'I_M -> T) (x : T) : R := INR #|[pred l | particles l == x]| / INR M.
End Maximisers.

(** * Executed over-generalization *)
Section Executed.
Variable g : game.
Implicit Types (n : agent g) (s : state g) (a : joint g) (v w : state g -> R) (p : local_policies g).

(** [V ← E_{a⁻ⁿ~π⁻ⁿ} max_{aⁿ} [r(s,a) + γ Σ_s' P(s'|s,a) V(s')]]: agent [n] is told what the others do before it acts.
    [a] is drawn from the product, and agent [n]'s own part of it is replaced. *)
Definition informed p n v s : R :=
  expectation (product p s) (fun a => maximum (a n) (fun x => backup v (s, put a n x))).

(** No agent gains by being told the others' actions: no fixed point of [informed] is above [V^π]. *)
Definition free_of_executed_gap p : Prop := forall n v w s,
  fixed_point (state_evaluation (product p)) v -> fixed_point (informed p n) w -> w s <= v s.

(** Agent [n]'s answers [πₙ(aⁿ|s,a⁻ⁿ)], read from the joint action of both parts. *)
Definition answers n (c : state g -> joint g -> R) : Prop :=
  forall s a, 0 <= c s a /\ \sum_x c s (put a n x) = 1.
(** A model [ρ(a⁻ⁿ|s)] of the others, read from any joint action with these parts. *)
Definition opponent_model n (rho : state g -> joint g -> R) : Prop := forall s,
  (forall a, 0 <= rho s a) /\ (forall a x, rho s (put a n x) = rho s a) /\
  forall x : action n, \sum_(a : joint g | a n == x) rho s a = 1.
(** [π̂(a|s) = πₙ(aⁿ|s,a⁻ⁿ) ρ(a⁻ⁿ|s)], the joint policy that agent [n] perceives. *)
Definition perceived (c rho : state g -> joint g -> R) s a : R := c s a * rho s a.
(** The joint policy that plays [d s] in state [s]. *)
Definition deterministic (d : state g -> joint g) : local_policies g := fun n s => certain (d s n).
(** [π̄ⁿ(x|s) = Σ_{a⁻ⁿ} π(x,a⁻ⁿ|s)]: each agent executes its marginal on its own. *)
Definition marginals (pi : state g -> joint g -> R) : local_policies g := marginal pi.

Section Answering.
Variables (n : agent g) (c rho : state g -> joint g -> R).
Hypotheses (ac : answers n c) (mr : opponent_model n rho).

(** [E_{πₙρ} f = Σ_{a⁻ⁿ} ρ(a⁻ⁿ) Σ_x πₙ(x|a⁻ⁿ) f(x,a⁻ⁿ)]. *)
Lemma perceived_expectation s (x0 : action n) f :
  expectation (perceived c rho s) f
  = \sum_(a : joint g | a n == x0) rho s a * \sum_x c s (put a n x) * f (put a n x).
Proof.
have [_ [rn _]] := mr s; rewrite /expectation (sum_over_own x0); apply: eq_bigr => a _.
by rewrite -sum_scale; apply: eq_bigr => x _; rewrite /perceived rn; lra.
Qed.

Lemma perceived_policy : inhabited (action n) -> policy (perceived c rho).
Proof.
move=> [x0] s; have [r0 [rn r1]] := mr s; split=> [a|].
  by apply: Rmult_le_pos; [case: (ac s a) | apply: r0].
rewrite (sum_over_own x0) -(r1 x0); apply: eq_bigr => a _.
have -> : \sum_x perceived c rho s (put a n x) = \sum_x c s (put a n x) * rho s a.
  by apply: eq_bigr => x _; rewrite /perceived rn.
by rewrite sum_scale_r; case: (ac s a) => _ ->; lra.
Qed.
End Answering.

Lemma opponent_model_others p n : policies p -> opponent_model n (others p n).
Proof.
move=> dp s; split; first by move=> a; exact: others_ge0.
by split=> [a x|x]; [apply: others_put | apply: others_sum].
Qed.

Section Informed.
Variables (p : local_policies g) (n : agent g).
Hypothesis policies_p : policies p.
Let policy_p : policy (product p) := product_policy policies_p.

Lemma informed_mono : monotone (informed p n).
Proof.
move=> v w vw s; apply: expectation_le => [a|a]; first by case: (policy_p s).
by apply: maximum_mono => x; apply: backup_mono.
Qed.

Lemma informed_shift v c s : informed p n (fun x => v x + c) s = informed p n v s + discount g * c.
Proof.
rewrite /informed -expectation_shift //; congr expectation; apply: functional_extensionality => a.
rewrite -maximum_shift; congr maximum; apply: functional_extensionality => x.
by rewrite backup_shift.
Qed.

Lemma informed_discounts : discounts (discount g) (informed p n).
Proof. by move=> v c _ s; rewrite informed_shift; lra. Qed.

Lemma informed_contracts : contracts (discount g) (informed p n).
Proof. by apply: blackwell; [case: (discount_range g) | exact: informed_mono | exact: informed_discounts]. Qed.

Lemma informed_fixed_point : exists w, fixed_point (informed p n) w.
Proof. exact: banach (discount_range g) informed_contracts. Qed.

(** Agent [n]'s own policy does not enter: [Σ_{a⁻ⁿ} π⁻ⁿ(a⁻ⁿ) max_x …]. *)
Lemma informed_over_others v s (x0 : action n) :
  informed p n v s = \sum_(a : joint g | a n == x0) others p n s a * maximum x0 (fun x => backup v (s, put a n x)).
Proof.
rewrite /informed (product_expectation p n).
have inv (a : joint g) x y : maximum x (fun z => backup v (s, put (put a n y) n z))
    = maximum x0 (fun z => backup v (s, put a n z)).
  rewrite (maximum_any x x0); congr maximum; apply: functional_extensionality => z.
  by rewrite put_put.
under eq_bigr => x _.
  rewrite (@sum_others_shift _ _ _ x x0) => [|a z /=]; last by rewrite others_put inv (maximum_any (a n) x0).
  over.
rewrite sum_scale_r; case: (policies_p n s) => _ ->; rewrite Rmult_1_l.
by apply: eq_bigr => a _; rewrite (maximum_any (a n) x0).
Qed.

(** Acting on what one is told is no worse than ignoring it. *)
Lemma state_evaluation_le_informed v s : state_evaluation (product p) v s <= informed p n v s.
Proof.
apply: expectation_le => [a|a]; first by case: (policy_p s).
by have := le_maximum (a n) (fun x => backup v (s, put a n x)) (a n); rewrite put_id.
Qed.

Lemma answered_le_informed c v s : answers n c ->
  state_evaluation (perceived c (others p n)) v s <= informed p n v s.
Proof.
move=> ac; pose x0 := some_joint policies_p s n.
rewrite (informed_over_others v s x0) /state_evaluation /policy_value.
rewrite (perceived_expectation _ (opponent_model_others n policies_p) s x0).
apply: sum_le => a _; apply: Rmult_le_compat_l; first exact: others_ge0.
have [c1 e1] := ac s a; pose most := maximum x0 (fun x => backup v (s, put a n x)).
apply: Rle_trans (_ : \sum_x c s (put a n x) * most <= _).
  apply: sum_le => x _; apply: Rmult_le_compat_l; last exact: (le_maximum x0 (fun x => backup v (s, put a n x))).
  by case: (ac s (put a n x)).
by rewrite sum_scale_r e1 Rmult_1_l /most; lra.
Qed.

(** The best answer to what one is told. *)
Definition best_answer v s a : R :=
  let f x := backup v (s, put a n x) in
  if [pick x | maximiser f x] is Some x then certain x (a n) else 0.

Lemma best_answer_put v s a : exists2 x, maximiser (fun x => backup v (s, put a n x)) x &
  forall y, best_answer v s (put a n y) = certain x y.
Proof.
have inv y : (fun x => backup v (s, put (put a n y) n x)) = (fun x => backup v (s, put a n x)).
  by apply: functional_extensionality => x; rewrite put_put.
case e : [pick x | maximiser (fun x => backup v (s, put a n x)) x] => [x|].
  exists x; first by case: pickP e => // z hz [<-].
  by move=> y; rewrite /best_answer inv e put_same.
case: pickP e => // none _; have [x] := maximiser_exists (a n) (fun x => backup v (s, put a n x)).
by rewrite none.
Qed.

Lemma best_answer_answers v : answers n (best_answer v).
Proof.
move=> s a; have [x _ h] := best_answer_put v s a; split.
  by rewrite -(put_id a n) h /certain; case: eqP; lra.
by under eq_bigr do rewrite h; case: (distribution_certain x).
Qed.

Lemma best_answer_attains v s : state_evaluation (perceived (best_answer v) (others p n)) v s = informed p n v s.
Proof.
pose x0 := some_joint policies_p s n; rewrite (informed_over_others v s x0) /state_evaluation /policy_value.
rewrite (perceived_expectation _ (opponent_model_others n policies_p) s x0).
apply: eq_bigr => a _; congr (_ * _); have [x hx h] := best_answer_put v s a.
under eq_bigr do rewrite h.
by rewrite (maximum_of_maximiser x0 hx); apply: (expectation_certain x (fun x => backup v (s, put a n x))).
Qed.

Lemma informed_above v w s : fixed_point (state_evaluation (product p)) v -> fixed_point (informed p n) w ->
  v s <= w s.
Proof.
move=> fv fw; apply: (below_fixed_point (discount_range g) informed_mono informed_discounts fw) => {}s.
by rewrite -{1}fv; apply: state_evaluation_le_informed.
Qed.

(** The fixed point of [informed] is the largest value that agent [n] has with answers to what it is told. *)
Lemma informed_is_best w : fixed_point (informed p n) w ->
  (forall c v s, answers n c -> fixed_point (state_evaluation (perceived c (others p n))) v -> v s <= w s) /\
  exists c, answers n c /\ fixed_point (state_evaluation (perceived c (others p n))) w.
Proof.
move=> fw; split.
  move=> c v s ac fv; apply: (below_fixed_point (discount_range g) informed_mono informed_discounts fw) => {}s.
  by rewrite -{1}fv; apply: answered_le_informed.
exists (best_answer w); split; first exact: best_answer_answers.
by apply: functional_extensionality => s; rewrite best_answer_attains fw.
Qed.
End Informed.
End Executed.

Lemma product_deterministic (g : game) (d : state g -> joint g) s : product (deterministic d) s = certain (d s).
Proof.
apply: functional_extensionality => a; rewrite /product /deterministic /certain; case: eqP => [->|ne].
  by apply: big1 => n _; rewrite eqxx.
have [n hn] : exists n, a n != d s n.
  apply/existsP; apply: contra_notT ne; rewrite negb_exists => /forallP h.
  by apply/ffunP => n; apply/eqP; have := h n; rewrite negbK.
by rewrite (bigD1 n) //= (negbTE hn) Rmult_0_l.
Qed.

Lemma policies_deterministic (g : game) (d : state g -> joint g) : policies (deterministic d).
Proof. by move=> n s; apply: distribution_certain. Qed.

Section Optimum.
Variables (g : game) (a0 : joint g) (q : state g * joint g -> R).
Hypothesis fq : fixed_point (optimality a0) q.

(** No informed agent earns more than the optimum. *)
Lemma informed_le_optimum p n w s : policies p -> fixed_point (informed p n) w -> w s <= greedy_value a0 q s.
Proof.
move=> dp fw; apply: (above_fixed_point (discount_range g) (informed_mono n dp) (informed_discounts n dp) fw) => {}s.
apply: expectation_le_const => [|a]; first exact: product_policy.
apply: maximum_le => x; rewrite -[X in X <= _]/(optimality a0 q (s, put a n x)) fq.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.

(** A policy that plays maximisers only earns the optimum. *)
Lemma maximisers_earn_optimum pi v : policy pi ->
  (forall s a, 0 < pi s a -> maximiser (fun b => q (s, b)) a) ->
  fixed_point (state_evaluation pi) v -> v = greedy_value a0 q.
Proof.
move=> dp best fv.
have con := blackwell (proj1 (discount_range g)) (state_evaluation_mono dp) (state_evaluation_discounts dp).
apply: (fixed_point_unique (proj2 (discount_range g)) con fv); apply: functional_extensionality => s.
rewrite /state_evaluation -/(optimality a0 q) fq /policy_value /expectation.
have -> : \sum_a pi s a * q (s, a) = \sum_a pi s a * greedy_value a0 q s.
  apply: eq_bigr => a _; have [p0 _] := dp s; have [pa|<-] := p0 a; last by rewrite !Rmult_0_l.
  by rewrite /greedy_value (maximum_of_maximiser a0 (best s a pa)).
by rewrite sum_scale_r (proj2 (dp s)); lra.
Qed.

Lemma optimal_value_free p v : policies p -> fixed_point (state_evaluation (product p)) v -> v = greedy_value a0 q ->
  free_of_executed_gap p.
Proof.
move=> dp fv e n v' w s fv' fw; have dpp := product_policy dp.
have con := blackwell (proj1 (discount_range g)) (state_evaluation_mono dpp) (state_evaluation_discounts dpp).
rewrite (fixed_point_unique (proj2 (discount_range g)) con fv' fv) e; exact: informed_le_optimum fw.
Qed.

Lemma state_evaluation_fixed_point pi : policy pi -> exists v, fixed_point (state_evaluation (g := g) pi) v.
Proof.
move=> dp; apply: banach (discount_range g) _.
exact: blackwell (proj1 (discount_range g)) (state_evaluation_mono dp) (state_evaluation_discounts dp).
Qed.

Lemma maximisers_free p : policies p ->
  (forall s a, 0 < product p s a -> maximiser (fun b => q (s, b)) a) -> free_of_executed_gap p.
Proof.
move=> dp best; have [v fv] := state_evaluation_fixed_point (product_policy dp).
by apply: (optimal_value_free dp fv); apply: maximisers_earn_optimum best fv; apply: product_policy.
Qed.
End Optimum.

Lemma policies_marginals (g : game) (pi : state g -> joint g -> R) : policy pi -> policies (marginals pi).
Proof.
move=> dp n s; split=> [x|]; first by apply: sum_ge0 => a _; case: (dp s).
by rewrite -(proj2 (dp s)) [RHS](sum_by_own n).
Qed.

(** * The undiscounted and the discounted utility *)
Section Utility.
Variables (g : game) (pi : state g -> joint g -> R) (start : state g -> R).

(** The distribution of [s_t]. *)
Fixpoint state_distribution t : state g -> R :=
  if t is t'.+1 then
    fun s' => \sum_s state_distribution t' s * expectation (pi s) (fun a => transition s a s')
  else start.
(** [E r(s_t, a_t)]. *)
Definition expected_reward t : R :=
  expectation (state_distribution t) (fun s => expectation (pi s) (fun a => reward s a)).
(** [U_k = Σ_{t<k} γ^t E r(s_t, a_t)]; the paper prints it with [gamma = 1]. *)
Definition utility gamma k : R := \sum_(t < k) gamma ^ t * expected_reward t.
(** [max_{s,a} |r(s,a)|]. *)
Definition reward_bound : R := norm (fun sa : state g * joint g => reward sa.1 sa.2).

Hypotheses (policy_pi : policy pi) (distribution_start : distribution start).

Lemma state_distribution_expectation t (v : state g -> R) :
  expectation (state_distribution t.+1) v
  = expectation (state_distribution t) (fun s => expectation (pi s) (fun a => expectation (transition s a) v)).
Proof.
rewrite /expectation /=.
under eq_bigr do rewrite -sum_scale_r; rewrite exchange_big /=; apply: eq_bigr => s _.
under eq_bigr do rewrite Rmult_assoc; rewrite sum_scale; congr (_ * _).
under eq_bigr do rewrite -sum_scale_r; rewrite exchange_big /=; apply: eq_bigr => a _.
by rewrite -sum_scale; apply: eq_bigr => s' _; lra.
Qed.

Lemma distribution_state_distribution t : distribution (state_distribution t).
Proof.
elim: t => [|t ih] //; split=> [s'|].
  apply: sum_ge0 => s _; apply: Rmult_le_pos; first by case: ih.
  by apply: expectation_ge_const => // a; case: (transition_distribution s a).
have := state_distribution_expectation t (fun _ => 1).
rewrite /expectation; under eq_bigr do rewrite Rmult_1_r; move=> ->.
under eq_bigr => s _.
  under eq_bigr => a _.
    under eq_bigr do rewrite Rmult_1_r.
    rewrite (proj2 (transition_distribution s a)) Rmult_1_r; over.
  rewrite (proj2 (policy_pi s)) Rmult_1_r; over.
by case: ih.
Qed.

Lemma expected_reward_bound t : Rabs (expected_reward t) <= reward_bound.
Proof.
apply: expectation_abs; [exact: distribution_state_distribution | move=> s; apply: expectation_abs => // a].
exact: (le_norm (fun sa : state g * joint g => reward sa.1 sa.2) (s, a)).
Qed.

(** What [k] steps earn and what is left: [E V(s_0) = U_k + γ^k E V(s_k)]. *)
Lemma utility_of_value v k : fixed_point (state_evaluation pi) v ->
  expectation start v = utility (discount g) k + discount g ^ k * expectation (state_distribution k) v.
Proof.
move=> fv; elim: k => [|k ih]; first by rewrite /utility big_ord0 /=; lra.
rewrite ih /utility big_ord_recr /= Rplus_assoc; congr (_ + _).
rewrite state_distribution_expectation -{1}fv /expected_reward.
have -> : expectation (state_distribution k) (state_evaluation pi v)
  = expectation (state_distribution k) (fun s => expectation (pi s) (fun a => reward s a))
    + discount g * expectation (state_distribution k)
        (fun s => expectation (pi s) (fun a => expectation (transition s a) v)).
  rewrite -expectation_scale -expectation_add; congr expectation; apply: functional_extensionality => s.
  by rewrite -expectation_scale -expectation_add.
by lra.
Qed.

Lemma value_bound v s : fixed_point (state_evaluation pi) v -> Rabs (v s) <= reward_bound / (1 - discount g).
Proof.
move=> fv; have [g0 g1] := discount_range g; have r0 : 0 <= reward_bound by apply: norm_ge0.
have mono : monotone (state_evaluation pi) by apply: state_evaluation_mono.
have disc : discounts (discount g) (state_evaluation pi) by apply: state_evaluation_discounts.
have step s' : Rabs (state_evaluation pi (fun _ => 0) s') <= reward_bound.
  apply: expectation_abs => // a; rewrite /backup /= expectation_const; last exact: transition_distribution.
  by rewrite Rmult_0_r Rplus_0_r; apply: (le_norm (fun sa : state g * joint g => reward sa.1 sa.2) (s', a)).
have up := @below_fixed_point_by _ _ _ _ (fun _ => 0) reward_bound (discount_range g) mono disc fv r0.
have down := @above_fixed_point_by _ _ _ _ (fun _ => 0) reward_bound (discount_range g) mono disc fv r0.
apply: Rabs_le; split.
  have := up _ s; move=> /(_ _) h; have : 0 <= v s + reward_bound / (1 - discount g).
    by apply: h => s'; have := step s'; rewrite /Rabs; case: Rcase_abs; lra.
  by lra.
have := down _ s; move=> h; have : v s <= 0 + reward_bound / (1 - discount g).
  by apply: h => s'; have := step s'; rewrite /Rabs; case: Rcase_abs; lra.
by lra.
Qed.

Lemma utility_converges v : fixed_point (state_evaluation pi) v -> Un_cv (utility (discount g)) (expectation start v).
Proof.
move=> fv; have [g0 g1] := discount_range g.
pose b := reward_bound / (1 - discount g) + 1.
have r0 : 0 <= reward_bound by apply: norm_ge0.
have b0 : 0 < b.
  have : 0 <= reward_bound / (1 - discount g).
    by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
  by rewrite /b; lra.
move=> e e0; have := pow_lt_1_zero (discount g); rewrite Rabs_pos_eq // => /(_ g1 (e / b)).
case=> [|k hk]; first exact: Rdiv_lt_0_compat.
exists k => m /hk; rewrite Rabs_pos_eq; last exact: pow_le.
move=> /(Rmult_lt_compat_r b _ _ b0); rewrite /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last by lra.
move=> h; rewrite /R_dist (utility_of_value m fv).
have -> : utility (discount g) m - (utility (discount g) m + discount g ^ m * expectation (state_distribution m) v)
  = - (discount g ^ m * expectation (state_distribution m) v) by lra.
rewrite Rabs_Ropp Rabs_mult (Rabs_pos_eq (_ ^ _)); last exact: pow_le.
apply: Rle_lt_trans h; apply: Rmult_le_compat_l; first exact: pow_le.
apply: Rle_trans (_ : reward_bound / (1 - discount g) <= _); last by rewrite /b; lra.
by apply: expectation_abs; [exact: distribution_state_distribution | move=> s; exact: value_bound].
Qed.
Lemma utility_bound k : Rabs (utility (discount g) k) <= reward_bound / (1 - discount g).
Proof.
have [g0 g1] := discount_range g; have r0 : 0 <= reward_bound by apply: norm_ge0.
suff h : Rabs (utility (discount g) k) <= reward_bound * ((1 - discount g ^ k) / (1 - discount g)).
  apply: Rle_trans h _; apply: Rmult_le_compat_l => //; rewrite -[/ _]Rmult_1_l.
  apply: Rmult_le_compat_r; first by left; apply: Rinv_0_lt_compat; lra.
  by have := pow_le _ k g0; lra.
elim: k => [|k ih].
  by rewrite /utility big_ord0 Rabs_R0 /= Rminus_diag_eq // /Rdiv Rmult_0_l Rmult_0_r; lra.
rewrite /utility big_ord_recr /= -/(utility _ k); apply: Rle_trans (Rabs_triang _ _) _.
have h : Rabs (discount g ^ k * expected_reward k) <= discount g ^ k * reward_bound.
  rewrite Rabs_mult Rabs_pos_eq; last exact: pow_le.
  by apply: Rmult_le_compat_l; [apply: pow_le | apply: expected_reward_bound].
have -> : reward_bound * ((1 - discount g * discount g ^ k) / (1 - discount g))
  = reward_bound * ((1 - discount g ^ k) / (1 - discount g)) + discount g ^ k * reward_bound by field; lra.
by lra.
Qed.
End Utility.

(** * Perceived over-generalization *)
Section Perceived.
Variables (g : game) (n : agent g).
Implicit Types (s : state g) (a : joint g) (c rho m pi : state g -> joint g -> R) (u : state g -> action n -> R).

(** [KL(ρ‖m) = Σ_{a⁻ⁿ} ρ(a⁻ⁿ) ln(ρ(a⁻ⁿ)/m(a⁻ⁿ))] of two models of the others, written with any action [x] of
    agent [n]. *)
Definition kl_others rho m s (x : action n) : R := \sum_(a : joint g | a n == x) rho s a * ln (rho s a / m s a).
(** An answer that does not depend on [a⁻ⁿ]. *)
Definition blind u s a : R := u s (a n).
(** [π(aⁿ|s,a⁻ⁿ) = π(a|s) / Σ_x π(x,a⁻ⁿ|s)]; even where the others' actions have probability 0. *)
Definition conditional pi s a : R :=
  if Req_EM_T (marginal_others pi n s a) 0 then / INR #|action n| else pi s a / marginal_others pi n s a.
(** The values [KL(πₙρ‖π)] for the [πₙ(aⁿ|s,a⁻ⁿ)] that may condition on [a⁻ⁿ]. *)
Definition informed_divergences pi rho s (d : R) : Prop :=
  exists c, answers n c /\ d = kl (perceived c rho s) (pi s).
(** The values [KL(πₙρ‖π)] for the [πₙ(aⁿ|s)] that may not. *)
Definition uninformed_divergences pi rho s (d : R) : Prop :=
  exists u, (forall s, distribution (u s)) /\ d = kl (perceived (blind u) rho s) (pi s).
(** [E_ρ ln π(x,a⁻ⁿ)]. *)
Definition expected_log pi rho s (x : action n) : R := \sum_(a : joint g | a n == x) rho s a * ln (pi s a).
(** [D(ρ) = -H(ρ) - ln Σ_x exp(E_ρ ln π(x,a⁻ⁿ))]. *)
Definition uninformed_least pi rho s (x0 : action n) : R :=
  \sum_(a : joint g | a n == x0) rho s a * ln (rho s a) - ln (\sum_x exp (expected_log pi rho s x)).
(** The minimiser [πₙ(x) ∝ exp(E_ρ ln π(x,a⁻ⁿ))]. *)
Definition uninformed_policy pi rho s : action n -> R := boltzmann 1 (expected_log pi rho s).
(** The perceived gap of a model [ρ], where answers may condition on [a⁻ⁿ]: [KL(ρ‖π⁻ⁿ)]. *)
Definition perceived_gap_informed pi rho s (x0 : action n) : R := kl_others rho (marginal_others pi n) s x0.
(** The perceived gap of a model [ρ], where they may not: [D(ρ) - D(π⁻ⁿ)]. *)
Definition perceived_gap_uninformed pi rho s (x0 : action n) : R :=
  uninformed_least pi rho s x0 - uninformed_least pi (marginal_others pi n) s x0.

Lemma marginal_others_put pi s a x : marginal_others pi n s (put a n x) = marginal_others pi n s a.
Proof. by apply: eq_bigr => y _; rewrite put_put. Qed.

Lemma opponent_model_marginal pi : policy pi -> opponent_model n (marginal_others pi n).
Proof.
move=> dp s; split=> [a|]; first by apply: sum_ge0 => x _; case: (dp s).
split=> [a x|x]; first exact: marginal_others_put.
by case: (dp s) => _ <-; rewrite [RHS](sum_over_own x).
Qed.

Lemma kl_others_ge0 rho m s x : opponent_model n rho -> opponent_model n m ->
  (forall a, m s a = 0 -> rho s a = 0) -> 0 <= kl_others rho m s x.
Proof.
move=> hr hm sup; have [r0 [_ r1]] := hr s; have [m0 [_ m1]] := hm s.
have -> : 0 = \sum_(a : joint g | a n == x) (rho s a - m s a) by rewrite sum_sub r1 m1; lra.
by apply: sum_le => a _; apply: kl_term_ge => //; apply: sup.
Qed.

Lemma kl_others_refl m s x : (forall a, 0 <= m s a) -> kl_others m m s x = 0.
Proof.
move=> m0; apply: big1 => a _; case: (m0 a) => [h|<-]; last by lra.
by rewrite /Rdiv Rinv_r ?ln_1; lra.
Qed.

Lemma answers_blind u : (forall s, distribution (u s)) -> answers n (blind u).
Proof.
move=> du s a; split; first exact: (proj1 (du s)).
by rewrite -(proj2 (du s)); apply: eq_bigr => x _; rewrite /blind put_same.
Qed.

Lemma answers_conditional pi : inhabited (action n) -> policy pi -> answers n (conditional pi).
Proof.
move=> [x0] dp s a; have m0 b : 0 <= marginal_others pi n s b by case: (opponent_model_marginal dp s).
have c0 := card_gt0 x0; split; rewrite /conditional.
  case: Req_EM_T => h; first by left; apply: Rinv_0_lt_compat.
  apply: Rmult_le_pos; first by case: (dp s).
  by left; apply: Rinv_0_lt_compat; have := m0 a; lra.
under eq_bigr do rewrite marginal_others_put.
case: Req_EM_T => h; first by rewrite sum_const Rinv_r; lra.
by rewrite sum_scale_r -/(marginal_others pi n s a) Rinv_r.
Qed.

(** The definition of the conditional: [π(aⁿ|a⁻ⁿ) π⁻ⁿ(a⁻ⁿ) = π(a)]. *)
Lemma perceived_conditional pi s a : policy pi -> perceived (conditional pi) (marginal_others pi n) s a = pi s a.
Proof.
move=> dp; rewrite /perceived /conditional; case: Req_EM_T => h /=; last by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
have nonneg x : 0 <= pi s (put a n x) by case: (dp s).
by rewrite h Rmult_0_r -(put_id a n) (sum_eq0 nonneg h).
Qed.

Section Chain.
Variables (pi rho c : state g -> joint g -> R) (s : state g) (x0 : action n).
Hypotheses (mr : opponent_model n rho) (ac : answers n c).

(** Where [π(a) = k(a) m(a⁻ⁿ)]: [KL(πₙρ‖π) = KL(ρ‖m) + E_ρ KL(πₙ(·|a⁻ⁿ)‖k(·|a⁻ⁿ))]. *)
Lemma divergence_chain k m : (forall a x, m s (put a n x) = m s a) -> (forall a, 0 < k s a) -> (forall a, 0 < m s a) ->
  (forall a, pi s a = k s a * m s a) ->
  kl (perceived c rho s) (pi s) = kl_others rho m s x0
    + \sum_(a : joint g | a n == x0) rho s a * kl (fun x => c s (put a n x)) (fun x => k s (put a n x)).
Proof.
move=> mput k0 m0 split_pi; have [r0 [rput r1]] := mr s.
rewrite /kl (sum_over_own x0) /kl_others -sum_add; apply: eq_bigr => a _.
have [_ c1] := ac s a.
rewrite -{1}[rho s a * ln _]Rmult_1_l -c1 -sum_scale_r -sum_scale -sum_add; apply: eq_bigr => x _.
rewrite /perceived split_pi rput mput.
have [cp|<-] : 0 <= c s (put a n x) by case: (ac s (put a n x)).
  have [rp|<-] := r0 a; last by rewrite Rmult_0_r; lra.
  have kx := k0 (put a n x); have mx := m0 a.
  rewrite !ln_div // ?ln_mult //; try exact: Rmult_lt_0_compat.
  by lra.
by rewrite !Rmult_0_l; lra.
Qed.
End Chain.

Section Positive.
Variables (pi : state g -> joint g -> R) (s : state g) (x0 : action n).
Hypotheses (dp : policy pi) (pi0 : forall a, 0 < pi s a).

Lemma marginal_others_gt0 a : 0 < marginal_others pi n s a.
Proof. by apply: sum_gt0 => [x|]; [left | exists x0]. Qed.

Lemma conditional_gt0 a : 0 < conditional pi s a.
Proof.
have h := marginal_others_gt0 a; rewrite /conditional; case: Req_EM_T => e; first by lra.
exact: Rdiv_lt_0_compat.
Qed.

Lemma informed_chain c rho : opponent_model n rho -> answers n c ->
  kl (perceived c rho s) (pi s) = perceived_gap_informed pi rho s x0
    + \sum_(a : joint g | a n == x0) rho s a * kl (fun x => c s (put a n x)) (fun x => conditional pi s (put a n x)).
Proof.
move=> mr ac; apply: divergence_chain => //.
- by move=> a x; apply: marginal_others_put.
- exact: conditional_gt0.
- exact: marginal_others_gt0.
by move=> a; rewrite -[RHS]/(perceived _ _ _ _) perceived_conditional.
Qed.

Lemma conditional_divergence_ge0 c rho a : answers n c -> (forall a, 0 <= rho s a) ->
  0 <= rho s a * kl (fun x => c s (put a n x)) (fun x => conditional pi s (put a n x)).
Proof.
move=> ac r0; apply: Rmult_le_pos => //; apply: kl_ge0.
- by split=> [x|]; [case: (ac s (put a n x)) | case: (ac s a)].
- have ak := answers_conditional (inhabits x0) dp.
  by split=> [x|]; [case: (ak s (put a n x)) | case: (ak s a)].
by move=> x e; have := conditional_gt0 (put a n x); lra.
Qed.

(** The informed minimum is [KL(ρ‖π⁻ⁿ)], attained by the conditional of [π]. *)
Lemma informed_minimum rho : opponent_model n rho ->
  least (informed_divergences pi rho s) (perceived_gap_informed pi rho s x0) /\
  kl (perceived (conditional pi) rho s) (pi s) = perceived_gap_informed pi rho s x0.
Proof.
move=> mr; have ak := answers_conditional (inhabits x0) dp; have [r0 _] := mr s.
have att : kl (perceived (conditional pi) rho s) (pi s) = perceived_gap_informed pi rho s x0.
  rewrite informed_chain // big1 ?Rplus_0_r // => a _; rewrite kl_refl ?Rmult_0_r // => x.
  by case: (ak s (put a n x)).
split=> //; split; first by exists (conditional pi).
move=> _ [c [ac ->]]; rewrite informed_chain // -{1}[perceived_gap_informed _ _ _ _]Rplus_0_r.
by apply: Rplus_le_compat_l; apply: sum_ge0 => a _; apply: conditional_divergence_ge0.
Qed.

(** [KL(πₙρ‖π) = D(ρ) + KL(πₙ‖argmin)] for the [πₙ] that do not condition. *)
Lemma uninformed_chain u rho : opponent_model n rho -> (forall s, distribution (u s)) ->
  kl (perceived (blind u) rho s) (pi s) = uninformed_least pi rho s x0 + kl (u s) (uninformed_policy pi rho s).
Proof.
move=> mr du; have [r0 [rput r1]] := mr s.
have := gibbs (expected_log pi rho s) Rlt_0_1 (du s); rewrite Rmult_1_l /soft_value !Rmult_1_l.
have -> : \sum_x exp (expected_log pi rho s x / 1) = \sum_x exp (expected_log pi rho s x).
  by apply: eq_bigr => x _; rewrite /Rdiv Rinv_1 Rmult_1_r.
rewrite -/(uninformed_policy pi rho s) /uninformed_least => gi.
suff -> : kl (perceived (blind u) rho s) (pi s)
  = \sum_(a : joint g | a n == x0) rho s a * ln (rho s a)
    - (expectation (u s) (expected_log pi rho s) + entropy (u s)) by lra.
have inv : forall x, \sum_(a : joint g | a n == x) rho s a * ln (rho s a)
    = \sum_(a : joint g | a n == x0) rho s a * ln (rho s a).
  by move=> x; apply: sum_others_shift => a z; rewrite rput.
rewrite /kl (sum_by_own n) /expectation /entropy.
have -> : \sum_(a : joint g | a n == x0) rho s a * ln (rho s a)
  = \sum_x u s x * \sum_(a : joint g | a n == x) rho s a * ln (rho s a).
  by under eq_bigr do rewrite inv; rewrite sum_scale_r (proj2 (du s)); lra.
have e x : \sum_(a : joint g | a n == x) perceived (blind u) rho s a * ln (perceived (blind u) rho s a / pi s a)
  = u s x * (\sum_(a : joint g | a n == x) rho s a * ln (rho s a)) - u s x * expected_log pi rho s x
    + u s x * ln (u s x).
  rewrite -[u s x * ln _]Rmult_1_r -(r1 x) /expected_log -!sum_scale -sum_sub -sum_add.
  apply: eq_bigr => a /eqP <-; rewrite /perceived /blind.
  have [up|<-] : 0 <= u s (a n) by case: (du s).
    have [rp|<-] := r0 a; last by rewrite Rmult_0_r; lra.
    rewrite ln_div // ?ln_mult //; last exact: Rmult_lt_0_compat.
    by lra.
  by rewrite !Rmult_0_l; lra.
under eq_bigr do rewrite e.
by rewrite sum_add sum_sub; lra.
Qed.

Lemma distribution_uninformed_policy rho s' : distribution (uninformed_policy pi rho s').
Proof. by apply: (distribution_boltzmann x0); lra. Qed.

Lemma uninformed_minimum rho : opponent_model n rho ->
  least (uninformed_divergences pi rho s) (uninformed_least pi rho s x0) /\
  kl (perceived (blind (uninformed_policy pi rho)) rho s) (pi s) = uninformed_least pi rho s x0.
Proof.
move=> mr; have du := distribution_uninformed_policy rho.
have att : kl (perceived (blind (uninformed_policy pi rho)) rho s) (pi s) = uninformed_least pi rho s x0.
  by rewrite uninformed_chain // kl_refl ?Rplus_0_r // => x; case: (du s).
split=> //; split; first by exists (uninformed_policy pi rho).
move=> _ [u [dus ->]]; rewrite uninformed_chain //.
have := kl_ge0 (dus s) (du s) (@supported_boltzmann _ _ _ _); lra.
Qed.

(** Only [uninformed_policy] attains the minimum. *)
Lemma uninformed_minimiser u rho : opponent_model n rho -> (forall s, distribution (u s)) ->
  kl (perceived (blind u) rho s) (pi s) <= uninformed_least pi rho s x0 -> u s = uninformed_policy pi rho s.
Proof.
move=> mr du; rewrite uninformed_chain // => h.
apply: kl_eq0; [exact: du | exact: distribution_uninformed_policy | exact: supported_boltzmann |].
have := kl_ge0 (du s) (distribution_uninformed_policy rho s) (@supported_boltzmann _ _ _ _); lra.
Qed.

(** Where [π(a) = k(aⁿ) π⁻ⁿ(a⁻ⁿ)] both readings of the gap agree, and [k] attains both. *)
Lemma factored_chain u k rho : distribution k -> (forall x, 0 < k x) ->
  (forall a, pi s a = k (a n) * marginal_others pi n s a) -> opponent_model n rho -> (forall s, distribution (u s)) ->
  kl (perceived (blind u) rho s) (pi s) = perceived_gap_informed pi rho s x0 + kl (u s) k.
Proof.
move=> dk k0 fact mr du; have [r0 [_ r1]] := mr s.
rewrite (@divergence_chain pi rho (blind u) s x0 mr (answers_blind du) (fun _ a => k (a n)) (marginal_others pi n)) //.
- congr (_ + _).
  have e (a : joint g) : kl (fun x => blind u s (put a n x)) (fun x => k (put a n x n)) = kl (u s) k.
    by apply: eq_bigr => x _; rewrite /blind put_same.
  by under eq_bigr do rewrite e; rewrite sum_scale_r r1; lra.
- by move=> a x; apply: marginal_others_put.
exact: marginal_others_gt0.
Qed.
End Positive.

Lemma model_inhabited rho s (x : action n) : opponent_model n rho -> joint g.
Proof.
move=> mr; apply: xchoose (_ : exists a : joint g, xpredT a).
apply: Classical_Prop.NNPP => none; have [_ [_ /(_ x)]] := mr s.
by rewrite big1 => [e|a _]; [lra | case: none; exists a].
Qed.

(** [Q(s,a) = Σ_m f_m(s,aᵐ)], a part of each agent. *)
Definition sum_of_parts (q : state g * joint g -> R) : Prop :=
  exists parts : forall m : agent g, state g -> action m -> R, forall s a, q (s, a) = \sum_m parts m s (a m).

(** The Boltzmann policy of such a [Q] is a product. *)
Lemma boltzmann_factors alpha q s (x0 : action n) : 0 < alpha -> sum_of_parts q ->
  exists2 k : action n -> R, distribution k /\ (forall x, 0 < k x) &
    forall a, boltzmann_policy alpha q s a = k (a n) * marginal_others (boltzmann_policy alpha q) n s a.
Proof.
move=> a0 [parts e]; exists (boltzmann alpha (parts n s)).
  by split; [apply: (distribution_boltzmann x0) | move=> x; apply: boltzmann_gt0].
move=> a; pose rest (a : joint g) := \sum_(m | m != n) parts m s (a m).
pose z := soft_value alpha (fun a => q (s, a)).
have rp b x : rest (put b n x) = rest b by apply: eq_bigr => m mn; rewrite put_other.
have ep b : boltzmann_policy alpha q s b = exp (parts n s (b n) / alpha) * exp ((rest b - z) / alpha).
  rewrite /boltzmann_policy /boltzmann e (bigD1 n) //= -/(rest b) -exp_plus -/z; congr exp; field; lra.
have -> : marginal_others (boltzmann_policy alpha q) n s a
  = (\sum_x exp (parts n s x / alpha)) * exp ((rest a - z) / alpha).
  by rewrite -sum_scale_r; apply: eq_bigr => x _; rewrite ep put_same rp.
rewrite ep boltzmann_ratio //; have := sum_exp_gt0 x0 (fun x => parts n s x / alpha) => h.
by field; lra.
Qed.
End Perceived.

(** * Low temperatures *)
Section Temperature.
Variable T : finType.
Implicit Types (f : T -> R) (x y : T).

(** [max f - E f] under the Boltzmann policy. *)
Definition regret (x0 : T) alpha f : R := maximum x0 f - expectation (boltzmann alpha f) f.

(** [π(y)/π(x) = exp((f y - f x)/α)]. *)
Lemma boltzmann_quotient alpha f x y : 0 < alpha ->
  boltzmann alpha f y = boltzmann alpha f x * exp ((f y - f x) / alpha).
Proof. by move=> a0; rewrite /boltzmann -exp_plus; congr exp; field; lra. Qed.

Lemma boltzmann_maximisers alpha f x y : 0 < alpha -> maximiser f x -> maximiser f y ->
  boltzmann alpha f x = boltzmann alpha f y.
Proof.
move=> a0 /maximiserP hx /maximiserP hy; have e : f x = f y by apply: Rle_antisym.
by rewrite /boltzmann e.
Qed.

Lemma boltzmann_decays alpha f x y : 0 < alpha -> boltzmann alpha f y <= exp (- ((f x - f y) / alpha)).
Proof.
move=> a0; have := distribution_le1 x (distribution_boltzmann x f a0); have b0 := boltzmann_gt0 alpha f x.
move=> b1; rewrite (boltzmann_quotient f x y a0).
have -> : (f y - f x) / alpha = - ((f x - f y) / alpha) by field; lra.
by have := exp_pos (- ((f x - f y) / alpha)); nra.
Qed.

(** The probability of everything that is no maximiser. *)
Definition off_maximisers alpha f : R := \sum_(y | ~~ maximiser f y) boltzmann alpha f y.

Lemma maximisers_and_rest alpha f x : 0 < alpha -> maximiser f x ->
  INR #|maximiser f| * boltzmann alpha f x + off_maximisers alpha f = 1.
Proof.
move=> a0 hx; rewrite -(proj2 (distribution_boltzmann x f a0)) (bigID (maximiser f)) /=; congr (_ + _).
rewrite -sum_const_on; apply: eq_bigr => y hy; exact: boltzmann_maximisers.
Qed.

Lemma card_rest f : INR #|[pred y | ~~ maximiser f y]| = INR #|T| - INR #|maximiser f|.
Proof.
have h : (#|maximiser f| + #|[pred y | ~~ maximiser f y]| = #|T|)%N.
  by rewrite -(cardC (maximiser f)); congr (_ + _)%N; apply: eq_card.
by rewrite -h -plusE plus_INR; lra.
Qed.

(** With a gap [Δ] below the maximum the rest has less than [(|T| - m)/m exp(-Δ/α)] in all. *)
Lemma off_maximisers_le alpha f delta x : 0 < alpha -> maximiser f x ->
  (forall y, ~~ maximiser f y -> f y <= f x - delta) ->
  off_maximisers alpha f
    <= (INR #|T| - INR #|maximiser f|) * (boltzmann alpha f x * exp (- (delta / alpha))).
Proof.
move=> a0 hx gap; rewrite -card_rest -sum_const_on; apply: sum_le => y hy.
rewrite (boltzmann_quotient f x y a0); apply: Rmult_le_compat_l; first by left; apply: exp_pos.
apply: exp_le; have := gap y hy => h; rewrite /Rdiv Ropp_mult_distr_l.
by apply: Rmult_le_compat_r; [left; apply: Rinv_0_lt_compat | lra].
Qed.

Lemma off_maximisers_ge0 alpha f : 0 <= off_maximisers alpha f.
Proof. by apply: sum_ge0 => y _; left; apply: exp_pos. Qed.

Lemma off_maximisers_lt alpha f delta x y : 0 < alpha -> maximiser f x -> ~~ maximiser f y ->
  (forall y, ~~ maximiser f y -> f y <= f x - delta) ->
  off_maximisers alpha f
    < (INR #|T| - INR #|maximiser f|) / INR #|maximiser f| * exp (- (delta / alpha)).
Proof.
move=> a0 hx hy gap; apply: Rle_lt_trans (off_maximisers_le a0 hx gap) _.
have m0 := maximisers_gt0 x f; have e0 := exp_pos (- (delta / alpha)).
have rest0 : 0 < INR #|T| - INR #|maximiser f|.
  by rewrite -card_rest; apply: lt_0_INR; apply/ltP; apply/card_gt0P; exists y.
have off0 : 0 < off_maximisers alpha f.
  have := off_maximisers_ge0 alpha f; rewrite /off_maximisers (bigD1 y) //= => _.
  have := boltzmann_gt0 alpha f y.
  have := @sum_ge0 _ (fun z => ~~ maximiser f z && (z != y)) (boltzmann alpha f) (fun z _ => Rlt_le _ _ (exp_pos _)).
  by lra.
have share : boltzmann alpha f x < / INR #|maximiser f|.
  apply: (Rmult_lt_reg_l (INR #|maximiser f|)) => //; rewrite Rinv_r; last by lra.
  by have := maximisers_and_rest a0 hx; lra.
rewrite /Rdiv Rmult_assoc; apply: Rmult_lt_compat_l => //; exact: Rmult_lt_compat_r.
Qed.

(** Some gap there is. *)
Lemma gap_exists f x : maximiser f x -> exists2 delta, 0 < delta & forall y, ~~ maximiser f y -> f y <= f x - delta.
Proof.
move=> hx; pose h y := if maximiser f y then f x - 1 else f y.
have [z e] := maximum_attained x h; exists (f x - maximum x h).
  rewrite e /h; case hz : (maximiser f z); first by lra.
  have := maximiserP _ _ hx z; case=> [|ez]; first by lra.
  by move: hz; have -> : maximiser f z = true by apply/maximiserP => y; rewrite ez; apply/maximiserP.
by move=> y hy; have := le_maximum x h y; rewrite {1}/h (negbTE hy); lra.
Qed.

Lemma exp_opp_lt u : 0 < u -> exp (- u) < / u.
Proof.
move=> u0; rewrite exp_Ropp; apply: Rinv_lt_contravar.
  by apply: Rmult_lt_0_compat => //; apply: exp_pos.
by have := exp_ineq1_le u; lra.
Qed.

(** The Boltzmann policy is nearly even over the maximisers: [|π_α(x) - π_0(x)| <= |T| exp(-Δ/α)]. *)
Lemma boltzmann_near_even alpha f delta x y : 0 < alpha -> maximiser f x ->
  (forall y, ~~ maximiser f y -> f y <= f x - delta) ->
  Rabs (boltzmann alpha f y - even_over_maximisers f y) <= INR #|T| * exp (- (delta / alpha)).
Proof.
move=> a0 hx gap; have off := off_maximisers_le a0 hx gap; have off0 := off_maximisers_ge0 alpha f.
have m0 := maximisers_gt0 x f; have e0 := exp_pos (- (delta / alpha)).
have b1 := distribution_le1 x (distribution_boltzmann x f a0); have b0 := boltzmann_gt0 alpha f x.
have be : boltzmann alpha f x * exp (- (delta / alpha)) <= exp (- (delta / alpha)) by nra.
have be0 : 0 < boltzmann alpha f x * exp (- (delta / alpha)) by apply: Rmult_lt_0_compat.
have rest0 : 0 <= INR #|T| - INR #|maximiser f| by rewrite -card_rest; apply: pos_INR.
have bound : off_maximisers alpha f <= INR #|T| * exp (- (delta / alpha)) by nra.
have m1 : 1 <= INR #|maximiser f|.
  by apply: (le_INR 1); apply/leP; apply/card_gt0P; exists x.
have tot := maximisers_and_rest a0 hx.
rewrite /even_over_maximisers; case hy : (maximiser f y).
  rewrite (boltzmann_maximisers a0 hy hx); apply: Rle_trans bound.
  have -> : boltzmann alpha f x - / INR #|maximiser f| = - (off_maximisers alpha f / INR #|maximiser f|).
    by apply: (Rmult_eq_reg_l (INR #|maximiser f|)); [field_simplify; lra | lra].
  rewrite Rabs_Ropp Rabs_pos_eq; last by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat.
  rewrite -[X in _ <= X]Rmult_1_r; apply: Rmult_le_compat_l => //.
  by rewrite -Rinv_1; apply: Rinv_le_contravar; lra.
rewrite Rminus_0_r Rabs_pos_eq; last by left; apply: exp_pos.
apply: Rle_trans bound; rewrite /off_maximisers (bigD1 y) ?hy //=.
have := @sum_ge0 _ (fun z => ~~ maximiser f z && (z != y)) (boltzmann alpha f) (fun z _ => Rlt_le _ _ (exp_pos _)).
by lra.
Qed.

(** As [α → 0] the Boltzmann policy becomes even over the maximisers. *)
Theorem boltzmann_limit f y :
  limit1_in (fun alpha => boltzmann alpha f y) (fun alpha => 0 < alpha) (even_over_maximisers f y) 0.
Proof.
have [x hx] := maximiser_exists y f; have [delta d0 gap] := gap_exists hx.
have t0 : 0 < INR #|T| := card_gt0 x.
move=> e e0; exists (e * delta / INR #|T|); split; first by apply: Rdiv_lt_0_compat => //; apply: Rmult_lt_0_compat.
move=> alpha [a0]; rewrite /= /R_dist Rminus_0_r Rabs_pos_eq; last by lra.
move=> small; apply: Rle_lt_trans (boltzmann_near_even y a0 hx gap) _.
have u0 : 0 < delta / alpha by apply: Rdiv_lt_0_compat.
apply: Rlt_trans (Rmult_lt_compat_l _ _ _ t0 (exp_opp_lt u0)) _.
have -> : / (delta / alpha) = alpha / delta by field; lra.
have := Rmult_lt_compat_r (INR #|T| / delta) _ _ (Rdiv_lt_0_compat _ _ t0 d0) small.
have -> : e * delta / INR #|T| * (INR #|T| / delta) = e by field; lra.
by have -> : alpha * (INR #|T| / delta) = INR #|T| * (alpha / delta) by field; lra.
Qed.

(** ** The regret *)
(** [t e^{-t} <= e^{-1}]. *)
Lemma lag_le t : t * exp (- t) <= exp (- 1).
Proof.
have h := exp_ineq1_le (t - 1); have e0 := exp_pos (- t).
have -> : exp (- 1) = exp (t - 1) * exp (- t) by rewrite -exp_plus; congr exp; lra.
by apply: Rmult_le_compat_r; lra.
Qed.

(** [x e^{x+1} <= |T| - 1] for [x = regret / α]. *)
Lemma regret_bound x0 alpha f : 0 < alpha ->
  let x := regret x0 alpha f / alpha in 0 <= x /\ x * exp (x + 1) <= INR #|T| - 1.
Proof.
move=> a0 x; have [b hb] := maximum_attained x0 f.
have dp := distribution_boltzmann x0 f a0.
pose d y := (f b - f y) / alpha.
have d0 y : 0 <= d y.
  apply: Rmult_le_pos; last by left; apply: Rinv_0_lt_compat.
  by have := le_maximum x0 f y; rewrite hb; lra.
have ex : x = expectation (boltzmann alpha f) d.
  rewrite /x /regret hb -{1}(expectation_const (f b) dp) -expectation_sub /Rdiv Rmult_comm -expectation_scale.
  by congr expectation; apply: functional_extensionality => y; rewrite /d; lra.
have x1 : 0 <= x by rewrite ex; apply: expectation_ge_const.
split=> //.
have e0 y : boltzmann alpha f y = boltzmann alpha f b * exp (- d y).
  by rewrite (boltzmann_quotient f b y a0); congr (_ * exp _); rewrite /d; field; lra.
have zero : \sum_y exp (- d y) * (d y - x) = 0.
  have h : \sum_y boltzmann alpha f y * (d y - x) = 0.
    have := expectation_sub (boltzmann alpha f) d (fun _ => x).
    by rewrite expectation_const // -ex Rminus_diag_eq.
  have bb := boltzmann_gt0 alpha f b.
  apply: (Rmult_eq_reg_l (boltzmann alpha f b)); last by lra.
  by rewrite Rmult_0_r -sum_scale -[RHS]h; apply: eq_bigr => y _; rewrite (e0 y); lra.
have db : d b = 0 by rewrite /d Rminus_diag_eq // /Rdiv Rmult_0_l.
have lag : \sum_(y | y != b) exp (- d y) * (d y - x) <= \sum_(y | y != b) exp (- (1 + x)).
  apply: sum_le => y _; have := lag_le (d y - x); have ep := exp_pos (- x).
  have -> : exp (- d y) = exp (- (d y - x)) * exp (- x) by rewrite -exp_plus; congr exp; lra.
  have -> : exp (- (1 + x)) = exp (- 1) * exp (- x) by rewrite -exp_plus; congr exp; lra.
  by move=> h; have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ ep) h; lra.
move: zero; rewrite (bigD1 b) //= db Ropp_0 exp_0 => zero.
have count : \sum_(y | y != b) exp (- (1 + x)) = (INR #|T| - 1) * exp (- (1 + x)).
  have := sum_const T (exp (- (1 + x))); rewrite (bigD1 b) //=; lra.
have xle : x <= (INR #|T| - 1) * exp (- (1 + x)) by lra.
have ep := exp_pos (x + 1).
have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ ep) xle; rewrite Rmult_assoc -exp_plus.
have -> : - (1 + x) + (x + 1) = 0 by lra.
by rewrite exp_0 Rmult_1_r.
Qed.

(** Attained where all others lag by [α (1 + x)] behind one maximiser. *)
Lemma regret_attained (b : T) alpha (x : R) : 0 < alpha -> 0 <= x -> x * exp (x + 1) = INR #|T| - 1 ->
  regret b alpha (fun y => if y == b then 0 else - (alpha * (1 + x))) = alpha * x.
Proof.
move=> a0 x0 ex; pose f y := if y == b then 0 else - (alpha * (1 + x)); rewrite -/f.
have lag : 0 <= alpha * (1 + x) by apply: Rmult_le_pos; lra.
have max0 : maximum b f = 0.
  rewrite (@maximum_of_maximiser _ b f b) /f ?eqxx //; apply/maximiserP => y.
  by rewrite eqxx; case: eqP; lra.
have fb : f b = 0 by rewrite /f eqxx.
have fy y : y != b -> f y = - (alpha * (1 + x)) by rewrite /f => /negbTE ->.
pose w := exp (- (1 + x)).
have wy y : y != b -> boltzmann alpha f y = boltzmann alpha f b * w.
  move=> yb; rewrite (boltzmann_quotient f b y a0) fb (fy _ yb); congr (_ * exp _); field; lra.
have count c : \sum_(y : T | y != b) c = (INR #|T| - 1) * c.
  by have := sum_const T c; rewrite (bigD1 b) //=; lra.
have xw : x = (INR #|T| - 1) * w.
  by rewrite -ex Rmult_assoc /w -exp_plus (_ : x + 1 + - (1 + x) = 0); [rewrite exp_0; lra | lra].
have tot := proj2 (distribution_boltzmann b f a0); rewrite (bigD1 b) //= in tot.
rewrite (eq_bigr (fun _ => boltzmann alpha f b * w)) in tot; last by move=> y; apply: wy.
rewrite count in tot.
have pb : boltzmann alpha f b * (1 + x) = 1 by rewrite {1}xw; lra.
rewrite /regret max0 /expectation (bigD1 b) //= fb.
rewrite (eq_bigr (fun _ => boltzmann alpha f b * w * - (alpha * (1 + x)))); last first.
  by move=> y yb; rewrite (wy _ yb) (fy _ yb).
rewrite count.
have -> : (INR #|T| - 1) * (boltzmann alpha f b * w * - (alpha * (1 + x)))
  = - (alpha * ((INR #|T| - 1) * w) * (boltzmann alpha f b * (1 + x))) by lra.
by rewrite pb -xw; lra.
Qed.
End Temperature.

(** ** Lambert's function *)
(** [x e^{x+1}] grows with [x >= 0]. *)
Lemma lambert_mono x y : 0 <= x -> x < y -> x * exp (x + 1) < y * exp (y + 1).
Proof.
move=> x0 xy; have := exp_pos (x + 1); have : exp (x + 1) < exp (y + 1) by apply: exp_increasing; lra.
by move=> *; nra.
Qed.

(** [x e^{x+1} = c] has one root [x >= 0] for each [c >= 0]; it is [W(c/e)], [W] Lambert's function. *)
Lemma lambert_root c : 0 <= c -> exists! x, 0 <= x /\ x * exp (x + 1) = c.
Proof.
move=> c0; have ex : exists x, 0 <= x /\ x * exp (x + 1) = c.
  have cont : continuity (fun x => x * exp (x + 1) - c).
    apply: continuity_minus; last exact: continuity_const.
    apply: continuity_mult; first exact: derivable_continuous derivable_id.
    apply: (continuity_comp (fun x => x + 1) exp); last exact: derivable_continuous derivable_exp.
    apply: continuity_plus; first exact: derivable_continuous derivable_id.
    exact: continuity_const.
  have [|z [z01 ez]] := IVT_cor _ 0 c cont c0; last by exists z; split; lra.
  have e1 := exp_ineq1_le (c + 1); have : 0 <= c * exp (c + 1) - c by nra.
  by rewrite Rmult_0_l => h; nra.
have [x [x0 e]] := ex; exists x; split=> // y [y0 e'].
case: (Rtotal_order x y) => [h|[//|h]].
  by have := lambert_mono x0 h; lra.
by have := lambert_mono y0 h; lra.
Qed.

(** [(2 - t) e^t <= 2 + t] and [1 + t + t²/2 <= e^t] for [t >= 0]. *)
Lemma exp_above t : 0 <= t -> (2 - t) * exp t <= 2 + t.
Proof.
move=> [t0|<-]; last by rewrite exp_0; lra.
pose f x := (2 - x) * exp x - (2 + x); pose f' x := (0 - 1) * exp x + (2 - x) * exp x - (0 + 1).
have df c : 0 <= c <= t -> derivable_pt_lim f c (f' c).
  move=> _; apply: derivable_pt_lim_minus.
    apply: (derivable_pt_lim_mult (fun x => 2 - x) exp); last exact: derivable_pt_lim_exp.
    by apply: derivable_pt_lim_minus; [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
  by apply: derivable_pt_lim_plus; [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
have [c [e [c0 _]]] := MVT_cor2 _ _ _ _ t0 df.
have h : (1 - c) * exp c <= 1.
  have := exp_ineq1_le (- c); have := exp_pos c => p q.
  have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ p) q; rewrite -exp_plus (_ : - c + c = 0) ?exp_0; lra.
have f0 : f 0 = 0 by rewrite /f exp_0; lra.
by rewrite f0 /f /f' in e; nra.
Qed.

Lemma exp_below t : 0 <= t -> 1 + t + t * t / 2 <= exp t.
Proof.
move=> [t0|<-]; last by rewrite exp_0; lra.
pose f x := exp x - (1 + x + x * x / 2); pose f' x := exp x - (0 + 1 + (1 * x + x * 1) * / 2).
have df c : 0 <= c <= t -> derivable_pt_lim f c (f' c).
  move=> _; apply: derivable_pt_lim_minus; first exact: derivable_pt_lim_exp.
  apply: (derivable_pt_lim_plus (fun x => 1 + x)).
    by apply: derivable_pt_lim_plus; [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
  have -> : (1 * c + c * 1) * / 2 = (1 * c + c * 1) * / 2 + c * c * 0 by lra.
  apply: (derivable_pt_lim_mult (fun x => x * x) (fun _ => / 2)); last exact: derivable_pt_lim_const.
  by apply: derivable_pt_lim_mult; exact: derivable_pt_lim_id.
have [c [e [c0 _]]] := MVT_cor2 _ _ _ _ t0 df.
have h := exp_ineq1_le c; have f0 : f 0 = 0 by rewrite /f exp_0; lra.
by rewrite f0 /f /f' in e; nra.
Qed.

Lemma exp_double_le t t' c d : exp t <= c -> t' = t + t -> c * c <= d -> exp t' <= d.
Proof. by move=> h ->; have e0 := exp_pos t; rewrite exp_plus; nra. Qed.

Lemma exp_double_ge t t' c d : c <= exp t -> t' = t + t -> 0 <= c -> d <= c * c -> d <= exp t'.
Proof. by move=> h -> c0; rewrite exp_plus; nra. Qed.

(** [0.2784 e^{1.2784} < 1 < 0.2785 e^{1.2785}], by six squarings of [e^{x/64}]. *)
Lemma lambert_two w : 0 <= w -> w * exp (w + 1) = 1 -> 2784 / 10000 < w < 2785 / 10000.
Proof.
move=> w0 e.
have below : 2784 / 10000 * exp (2784 / 10000 + 1) < 1.
  have u0 : exp (12784 / 640000) <= 1020176513 / 1000000000 by have := @exp_above (12784 / 640000); lra.
  have u1 : exp (12784 / 320000) <= 1040760118 / 1000000000 by apply: (exp_double_le u0); lra.
  have u2 : exp (12784 / 160000) <= 1083181624 / 1000000000 by apply: (exp_double_le u1); lra.
  have u3 : exp (12784 / 80000) <= 1173282431 / 1000000000 by apply: (exp_double_le u2); lra.
  have u4 : exp (12784 / 40000) <= 1376591663 / 1000000000 by apply: (exp_double_le u3); lra.
  have u5 : exp (12784 / 20000) <= 1895004607 / 1000000000 by apply: (exp_double_le u4); lra.
  have u6 : exp (12784 / 10000) <= 3591042461 / 1000000000 by apply: (exp_double_le u5); lra.
  by rewrite (_ : 2784 / 10000 + 1 = 12784 / 10000); lra.
have above : 1 < 2785 / 10000 * exp (2785 / 10000 + 1).
  have u0 : 1020176094 / 1000000000 <= exp (12785 / 640000) by have := @exp_below (12785 / 640000); lra.
  have u1 : 1040759262 / 1000000000 <= exp (12785 / 320000) by apply: (exp_double_ge u0); lra.
  have u2 : 1083179841 / 1000000000 <= exp (12785 / 160000) by apply: (exp_double_ge u1); lra.
  have u3 : 1173278567 / 1000000000 <= exp (12785 / 80000) by apply: (exp_double_ge u2); lra.
  have u4 : 1376582595 / 1000000000 <= exp (12785 / 40000) by apply: (exp_double_ge u3); lra.
  have u5 : 1894979640 / 1000000000 <= exp (12785 / 20000) by apply: (exp_double_ge u4); lra.
  have u6 : 3590947836 / 1000000000 <= exp (12785 / 10000) by apply: (exp_double_ge u5); lra.
  by rewrite (_ : 2785 / 10000 + 1 = 12785 / 10000); lra.
split; apply: Rnot_le_lt => h.
  have [h'|h'] := h; last by rewrite h' in e; lra.
  by have := lambert_mono w0 h'; lra.
have [h'|h'] := h; last by rewrite -h' in e; lra.
by have := @lambert_mono (2785 / 10000) w ltac:(lra) h'; lra.
Qed.
