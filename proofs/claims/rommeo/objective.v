(** The objective and its optimum: Definition 1, (6), (7), (37), Theorems 1 and 2. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game.
From Oracle Require operators.rommeo.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** ** Definition 1, of all agents *)

(** The distribution of s_t from p, where all act by a joint policy. *)
Fixpoint reached (g : game) (pi : state g -> joint g -> R) (p : state g -> R) t : state g -> R :=
  if t is t'.+1 then
    fun s' => expectation (reached pi p t') (fun s => expectation (pi s) (fun a => transition s a s'))
  else p.

(** The return Σ_t γᵗ E[r] of a joint policy, s_0 drawn from p, is j. *)
Definition return_is (g : game) (pi : state g -> joint g -> R) (p : state g -> R) (j : R) : Prop :=
  infinite_sum (fun t => discount g ^ t * expectation (reached pi p t) (fun s => expectation (pi s) (reward s))) j.

(** The profile in which agent n plays [choice n s] for certain. *)
Definition deterministic (g : game) (choice : forall n : agent g, state g -> action n) : local_policies g :=
  fun n s => certain (choice n s).

(** ROMMEO, Definition 1: an optimum exists: a profile of deterministic policies whose return no profile exceeds,
    from any start. *)
Definition definition_1 : Prop :=
  forall (g : game), (forall n : agent g, action n) ->
  exists choice : forall n : agent g, state g -> action n,
  forall start : state g -> R, distribution start ->
  exists j_star : R,
  return_is (product (deterministic choice)) start j_star /\
  forall (p : local_policies g) (j : R), policies p -> return_is (product p) start j -> j <= j_star.

Section Returns.
Variables (g : game) (pi : state g -> joint g -> R) (v p : state g -> R).
Hypotheses (dpi : policy pi) (fv : fixed_point (state_evaluation pi) v) (dp : distribution p).

Lemma reached_step t f :
  expectation (reached pi p t.+1) f
  = expectation (reached pi p t) (fun s => expectation (pi s) (fun a => expectation (transition s a) f)).
Proof.
rewrite /= rommeo.expectation_mixture; apply: rommeo.eq_expectation => s.
exact: rommeo.expectation_mixture.
Qed.

Lemma distribution_reached t : distribution (reached pi p t).
Proof.
elim: t => [//|t ih]; split=> [s'|].
  apply: sum_ge0 => s _; apply: Rmult_le_pos; first by case: ih.
  apply: sum_ge0 => a _; apply: Rmult_le_pos; first by case: (dpi s).
  by case: (transition_distribution s a).
have one f : \sum_s f s = expectation f (fun _ : state g => 1) by apply: eq_bigr => s _; lra.
rewrite one reached_step -[RHS](expectation_const 1 ih); apply: rommeo.eq_expectation => s.
rewrite -[RHS](expectation_const 1 (dpi s)); apply: rommeo.eq_expectation => a.
exact: expectation_const (transition_distribution s a).
Qed.

Lemma partial_return n :
  sum_f_R0 (fun t => discount g ^ t * expectation (reached pi p t) (fun s => expectation (pi s) (reward s))) n
  = expectation p v - discount g ^ n.+1 * expectation (reached pi p n.+1) v.
Proof.
have step t : expectation (reached pi p t) (fun s => expectation (pi s) (reward s))
  = expectation (reached pi p t) v - discount g * expectation (reached pi p t.+1) v.
  rewrite reached_step -expectation_scale -expectation_sub; apply: rommeo.eq_expectation => s.
  have -> : v s = expectation (pi s) (fun a => reward s a + discount g * expectation (transition s a) v).
    by rewrite -[in LHS]fv.
  by rewrite expectation_add expectation_scale; lra.
elim: n => [|n ih].
  rewrite -[LHS]/(discount g ^ 0 * expectation (reached pi p 0) (fun s => expectation (pi s) (reward s))) step.
  by rewrite -[reached pi p 0]/p pow_O pow_1; lra.
by rewrite tech5 ih step -!tech_pow_Rmult; lra.
Qed.

(** The return is that of V ← E_π[r + γ P V], whose fixed point is V^π. *)
Lemma return_of_fixed_point : return_is pi p (expectation p v).
Proof.
apply: (@rommeo.rate_converges (discount g) _ _ (norm v)) => [|n]; first exact: discount_range.
have [g0 g1] := discount_range g; rewrite partial_return.
set e := expectation (reached pi p n.+1) v.
have -> : expectation p v - discount g ^ n.+1 * e - expectation p v = - (discount g ^ n.+1 * e) by lra.
rewrite Rabs_Ropp Rabs_mult Rabs_pos_eq; last exact: pow_le.
have le : Rabs e <= norm v by apply: expectation_abs (fun s => le_norm _ s); apply: distribution_reached.
rewrite -tech_pow_Rmult; have := pow_le (discount g) n g0; have := norm_ge0 v; have := Rabs_pos e.
move=> e0 n0 pn; apply: Rle_trans (_ : discount g ^ n * Rabs e <= _); last exact: Rmult_le_compat_l.
by apply: Rmult_le_compat_r => //; have := Rmult_le_compat_r _ _ _ pn (Rlt_le _ _ g1); lra.
Qed.
End Returns.

Section Optimum.
Variable g : game.
Variable a0 : joint g.

Lemma greedy_value_mono : monotone (@greedy_value g a0).
Proof. by move=> q q' h s; apply: maximum_mono. Qed.

Lemma greedy_value_shift : shifts (@greedy_value g a0).
Proof.
move=> q c s; rewrite /greedy_value; apply: Rle_antisym.
  by apply: maximum_le => a; apply: Rplus_le_compat_r; apply: (le_maximum a0 (fun a => q (s, a))).
have [a ->] := maximum_attained a0 (fun a => q (s, a)).
exact: (le_maximum a0 (fun a => q (s, a) + c)).
Qed.

Lemma product_deterministic (choice : state g -> joint g) s a :
  product (deterministic (fun n s => choice s n)) s a = certain (choice s) a.
Proof.
rewrite /product /deterministic /certain; case: (eqVneq a (choice s)) => [->|ne].
  by rewrite big1 // => n _; rewrite eqxx.
have [n an] : exists n, a n != choice s n.
  by apply/existsP; apply: contraNT ne => /existsPn h; apply/eqP/ffunP => n; apply/eqP; have := h n; rewrite negbK.
by rewrite (bigD1 n) //= (negbTE an) Rmult_0_l.
Qed.
End Optimum.

Theorem definition_1_stands : definition_1.
Proof.
move=> g some; pose a0 : joint g := [ffun n => some n].
have [q fq] := backed_up_fixed_point (@greedy_value_mono g a0) (@greedy_value_shift g a0).
pose v_star := greedy_value a0 q.
have [f best] : exists f : state g -> joint g, forall s, q (s, f s) = v_star s.
  apply: (@fin_all_exists _ (fun _ => joint g) (fun s a => q (s, a) = v_star s)) => s.
  by have [a e] := maximum_attained a0 (fun a => q (s, a)); exists a; rewrite -e.
have certainly s : product (deterministic (fun n s => f s n)) s = certain (f s).
  by apply: functional_extensionality => a; apply: product_deterministic.
have policy_f : policy (product (deterministic (fun n s => f s n))).
  by move=> s; rewrite certainly; apply: distribution_certain.
have fixed_f : fixed_point (state_evaluation (product (deterministic (fun n s => f s n)))) v_star.
  apply: functional_extensionality => s; rewrite /state_evaluation /policy_value certainly.
  by rewrite expectation_certain -[RHS]best -[in RHS]fq.
exists (fun n s => f s n) => start dstart; exists (expectation start v_star).
split=> [|p j dp hj]; first exact: return_of_fixed_point.
have pp := product_policy dp.
have con : contracts (discount g) (state_evaluation (product p)).
  apply: blackwell; [by case: (discount_range g) | exact: state_evaluation_mono | exact: state_evaluation_discounts].
have [v fv] := banach (discount_range g) con.
rewrite (uniqueness_sum _ _ _ hj (return_of_fixed_point pp fv dstart)).
apply: expectation_le => [s|s]; first by case: dstart.
apply: (above_fixed_point (discount_range g) (state_evaluation_mono pp) (state_evaluation_discounts pp) fv) => {}s.
apply: expectation_le_const => // a.
have -> : backup v_star (s, a) = q (s, a) by rewrite -[in RHS]fq.
exact: (le_maximum a0 (fun a => q (s, a))).
Qed.

(** From here on the names are those of one agent's view. *)
From Oracle Require Import operators.rommeo.

(** ** (6) and (7) *)

(** ROMMEO, (6), as printed: ln P(o = 1 over T steps) >= J_T(π,ρ) = E Σ_t [r + H(π) - KL(ρ‖P)] for every π and ρ, where
    P(o_t = 1) = exp r <= 1, at some T >= 1 at least. *)
Definition equation_6 : Prop :=
  exists T, (0 < T)%N /\
  forall (g : perspective) (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (start : state g -> R),
  (forall (s : state g) x y, reward s x y <= 0) -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  distribution start ->
  objective 1 prior pi rho start T <= ln (expectation start (evidence prior T)).

Theorem equation_6_refuted : ~ equation_6.
Proof.
move=> [T [T0 claim]]; pose g := @payoffs [finType of bool] [finType of unit] true (fun _ _ => 0).
pose one : opponent_model g := fun _ _ => 1; pose pi : conditional_policy g := fun _ _ => coin (/ 2).
pose start (_ : state g) := 1.
have model_one : model one by move=> s; split=> [y|]; rewrite ?sum_unit /one; lra.
have dpi : policy pi by move=> s y; apply: distribution_coin; lra.
have pi0 s y x : 0 < pi s y x by case: x; rewrite /pi /coin; lra.
have one0 s y : 0 < one s y by rewrite /one; lra.
have dstart : distribution start by split=> [s|]; rewrite ?sum_unit /start; lra.
have := claim g one pi one start (fun _ _ _ => Rle_refl 0) model_one dpi model_one one0 pi0 one0 dstart.
have -> : evidence one T = fun _ => 1.
  elim: T {T0 claim} => [//|T ih]; apply: functional_extensionality => s; rewrite /= ih.
  rewrite -[RHS](drawn_const (@uniform_policy g) model_one s); apply: eq_expectation => y; apply: eq_expectation => x.
  by rewrite exp_0 expectation_const ?Rmult_1_l //; apply: transition_distribution.
have -> : objective 1 one pi one start T = INR T * ln 2.
  rewrite /objective (eq_bigr (fun _ => ln 2)) => [|t _]; first by rewrite sum_const card_ord.
  rewrite (eq_expectation _ (h := fun _ => ln 2)) ?expectation_const // => [|s]; first exact: distribution_visited.
  rewrite /payoff /policy_value kl_refl; last by move=> y; left; apply: one0.
  by rewrite /answered /expectation sum_unit !sum_bool entropy_coin2 /rewards /= /one; lra.
rewrite expectation_const // ln_1; have : 0 < INR T by apply: lt_0_INR; apply/ltP.
by have := ln_lt_2; nra.
Qed.

(** ROMMEO, (6), amended: ln P(o = 1 over T steps) >= J_T(π,ρ) - T ln m, m the number of agent i's actions. *)
Definition equation_6_amended : Prop :=
  forall (g : perspective) (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (start : state g -> R) T,
  model prior -> policy pi -> model rho -> within rho prior -> distribution start ->
  objective 1 prior pi rho start T - INR T * ln (INR #|own g|) <= ln (expectation start (evidence prior T)).

Theorem equation_6_amended_stands : equation_6_amended.
Proof.
move=> g prior pi rho start T dP dpi drho wi dstart; have m0 := card_gt0 (some_own g).
rewrite objective_horizon //; set v := horizon_value 1 prior pi rho T; set e := expectation start (evidence prior T).
have mT : 0 < INR #|own g| ^ T by apply: pow_lt.
have le : exp (expectation start v) <= INR #|own g| ^ T * e.
  apply: Rle_trans (exp_expectation_le _ dstart) _; rewrite -expectation_scale.
  by apply: expectation_le => [s|s]; [case: dstart | apply: exp_horizon_value_le].
have e0 : 0 < e by have := exp_pos (expectation start v); nra.
by have := ln_le (exp_pos _) le; rewrite ln_exp ln_mult // ln_pow //; lra.
Qed.

(** ROMMEO, (7): it is (6): E_{π,ρ}[r + H(π)] - E_{a⁻ⁱ~ρ}[ln(ρ/P)] is E_ρ[E_π r + H(π)] - KL(ρ‖P), of any table in the
    place of r and any α, and so over T steps. *)
Definition equation_7 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g),
  policy pi -> model rho ->
  (forall (q : entry g -> R) s,
    drawn pi rho s (fun x y => q (s, x, y) + alpha * entropy (pi s y))
      - expectation (rho s) (fun y => ln (rho s y / prior s y))
    = policy_value alpha prior pi rho q s) /\
  (forall start T,
    \sum_(t < T) expectation (visited pi rho start t) (fun s =>
      drawn pi rho s (fun x y => reward s x y + alpha * entropy (pi s y))
        - expectation (rho s) (fun y => ln (rho s y / prior s y)))
    = objective alpha prior pi rho start T).

Theorem equation_7_stands : equation_7.
Proof.
move=> g alpha prior pi rho dpi drho.
have same q s : drawn pi rho s (fun x y => q (s, x, y) + alpha * entropy (pi s y))
    - expectation (rho s) (fun y => ln (rho s y / prior s y)) = policy_value alpha prior pi rho q s.
  rewrite /policy_value; congr (_ - _); apply: eq_expectation => y.
  by rewrite /answered expectation_shift.
split=> // start T; apply: eq_bigr => t _; apply: eq_expectation => s; exact: (same (@rewards g)).
Qed.

(** ROMMEO, (7), as printed: it is (6) with r(s,aⁱ,a★) and H(π(·|s,a★)) at one a★ for all a⁻ⁱ, the others' best
    action or whichever else, own actions drawn against a★ or as the others act. *)
Definition equation_7_fixed_opponent : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R) s,
  0 < alpha -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  exists a_star : other g,
  answered alpha pi q s a_star - kl (rho s) (prior s) = policy_value alpha prior pi rho q s \/
  drawn pi rho s (fun x _ => q (s, x, a_star) + alpha * entropy (pi s a_star)) - kl (rho s) (prior s)
    = policy_value alpha prior pi rho q s.

Theorem equation_7_fixed_opponent_refuted : ~ equation_7_fixed_opponent.
Proof.
move=> claim; pose g := @payoffs [finType of unit] [finType of bool] tt (fun _ _ => 0).
pose prior : opponent_model g := fun _ => coin (/ 2); pose pi : conditional_policy g := fun _ _ _ => 1.
pose q (e : entry g) := if e.2 then 1 else 0.
have dprior : model prior by move=> s; apply: distribution_coin; lra.
have prior0 s y : 0 < prior s y by case: y; rewrite /prior /coin; lra.
have dpi : policy pi by move=> s y; split=> [x|]; rewrite ?sum_unit /pi; lra.
have [a] := claim g 1 prior pi prior q tt Rlt_0_1 dprior dpi dprior prior0 (fun _ _ _ => Rlt_0_1) prior0.
rewrite /policy_value /drawn !expectation_coin /answered /entropy /expectation !sum_unit /pi /q /= ln_1.
by case: a; lra.
Qed.

(** ** (37) *)

(** The t-th summand of (37), discounted, which favours the claim: γᵗ E[Q + α H(π) - KL(ρ‖P)]. *)
Definition summand_37 (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g)
  (rho : opponent_model g) (q : entry g -> R) (start : state g -> R) t : R :=
  discount g ^ t * expectation (visited pi rho start t) (policy_value alpha prior pi rho q).

(** ROMMEO, (37), as printed: the objective is Σ_t γᵗ E[Q^{π,ρ} + α H(π) - KL(ρ‖P)], over some T >= 2 steps or all. *)
Definition equation_37 : Prop :=
  let objective_is (sum : (nat -> R) -> R -> Prop) :=
    forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
      (q : entry g -> R) (start : state g -> R) j,
    0 < alpha -> model prior -> policy pi -> model rho ->
    (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) -> distribution start ->
    fixed_point (soft_evaluation alpha prior pi rho) q ->
    discounted_objective alpha prior pi rho start j ->
    sum (summand_37 alpha prior pi rho q start) j in
  (exists T, (2 <= T)%N /\ objective_is (fun summand j => \sum_(t < T) summand t = j)) \/ objective_is infinite_sum.

Theorem equation_37_refuted : ~ equation_37.
Proof.
pose g := @one_state [finType of unit] [finType of unit] tt (fun _ _ => 1) (/ 2) half_in_range.
pose one : opponent_model g := fun _ _ => 1; pose pi : conditional_policy g := fun _ _ _ => 1.
pose start (_ : state g) := 1.
have model_one : model one by move=> s; split=> [y|]; rewrite ?sum_unit /one; lra.
have dpi : policy pi by move=> s y; split=> [x|]; rewrite ?sum_unit /pi; lra.
have dstart : distribution start by split=> [s|]; rewrite ?sum_unit /start; lra.
have fq := constant_evaluation 1 one dpi model_one; set c := (_ / _) in fq.
have v0 d s : policy_value 1 one pi one (fun _ => d) s = d.
  rewrite /policy_value kl_refl; last by move=> y; rewrite /one; lra.
  by rewrite /answered /entropy /expectation !sum_unit /one /pi ln_1; lra.
have c2 : c = 2 by rewrite /c v0; field.
have e2 t : summand_37 1 one pi one (fun _ => c) start t = (/ 2) ^ t * 2.
  rewrite /summand_37 (eq_expectation _ (h := fun _ => c)) ?expectation_const ?c2 //.
  exact: distribution_visited.
have j2 : discounted_objective 1 one pi one start 2.
  have := discounted_objective_value dpi model_one fq dstart.
  by rewrite (eq_expectation _ (h := fun _ => 2)) ?expectation_const // => s; rewrite v0.
have more n : 3 <= sum_f_R0 (fun t => (/ 2) ^ t * 2) n.+1.
  elim: n => [|n ih]; first by rewrite /=; lra.
  by rewrite tech5; have := pow_le (/ 2) n.+2 ltac:(lra); lra.
have sum_ord (f : nat -> R) n : \sum_(t < n.+1) f t = sum_f_R0 f n.
  elim: n => [|n ih]; first by rewrite big_ord_recl big_ord0 Rplus_0_r.
  by rewrite big_ord_recr ih.
have pos s y : 0 < one s y := Rlt_0_1.
have pos' s y x : 0 < pi s y x := Rlt_0_1.
have eq : summand_37 1 one pi one (fun _ => c) start = fun t => (/ 2) ^ t * 2 := functional_extensionality _ _ e2.
case=> [[T [T2]]|] /(_ g 1 one pi one (fun _ => c) start 2 Rlt_0_1 model_one dpi model_one pos pos' pos dstart fq j2).
  rewrite eq; case: T T2 => [//|[//|n]] _ h; have := more n.
  by rewrite (etrans (esym (sum_ord _ _)) h : sum_f_R0 (fun t => (/ 2) ^ t * 2) n.+1 = 2); lra.
rewrite eq => /(_ 1 ltac:(lra)) [N /(_ N.+1 (le_S _ _ (le_n N)))]; rewrite /R_dist.
by have := more N; rewrite /Rabs; case: Rcase_abs; lra.
Qed.

(** ROMMEO, (37), amended: the discounted objective is its first summand:
    J(π,ρ) = E_{s~ρ₀}[E Q^{π,ρ} + α H(π) - KL(ρ‖P)]. *)
Definition equation_37_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R) (start : state g -> R),
  policy pi -> model rho -> distribution start ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  discounted_objective alpha prior pi rho start (expectation start (policy_value alpha prior pi rho q)).

Theorem equation_37_amended_stands : equation_37_amended.
Proof. by move=> g alpha prior pi rho q start dpi drho dstart fq; apply: discounted_objective_value. Qed.

(** ** Theorem 2 *)

(** ROMMEO, Theorem 2 and (12), as printed: Q^{π,ρ} = r + γ E V^{π,ρ} with V^{π,ρ} = ln Σ P (Σ exp(Q^{π,ρ}/α))^α of
    (58), for every π and ρ. *)
Definition theorem_2 : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) ->
  fixed_point (soft_evaluation alpha prior pi rho) q -> q = bellman alpha prior q.

Theorem theorem_2_refuted : ~ theorem_2.
Proof.
pose g := @one_state [finType of bool] [finType of unit] true (fun _ _ => 0) (/ 2) half_in_range.
pose one : opponent_model g := fun _ _ => 1; pose pi : conditional_policy g := fun _ _ => coin (/ 4).
have model_one : model one by move=> s; split=> [y|]; rewrite ?sum_unit /one; lra.
have dpi : policy pi by move=> s y; apply: distribution_coin; lra.
have pi0 s y x : 0 < pi s y x by case: x; rewrite /pi /coin; lra.
have one0 s y : 0 < one s y := Rlt_0_1.
have fq := constant_evaluation 1 one dpi model_one; set c := (_ / _) in fq.
have c0 : c < ln 2.
  have small := entropy_coin4; set e := entropy (coin (/ 4)) in small.
  rewrite /c /policy_value kl_refl; last by move=> y; left; apply: one0.
  rewrite /answered /expectation !sum_unit !sum_bool -[entropy (pi tt tt)]/e /one.
  have cancel x : (0 + / 2 * (1 * (x + 1 * e) - 0)) / (1 - / 2) = x + e by field; lra.
  by rewrite cancel; lra.
move=> claim; have := claim g 1 one pi one _ Rlt_0_1 model_one dpi model_one one0 pi0 one0 fq.
move/(congr1 (fun q => q (tt, true, tt))); rewrite /bellman /backup /= /expectation sum_unit value_lse /lse sum_unit.
rewrite /own_value /soft_value sum_bool /one !Rmult_1_l exp_ln; last by have := exp_pos (c / 1); lra.
have -> : exp (c / 1) + exp (c / 1) = exp (c / 1) * 2 by lra.
have one_c : c / 1 = c by field.
by rewrite ln_mult ?ln_exp ?one_c; [lra | exact: exp_pos | lra].
Qed.

(** ROMMEO, Theorem 2, (12) and (59), amended: Q^{π,ρ} <= r + γ E V^{π,ρ} with V^{π,ρ} of (58), for every π and ρ, with
    equality where they are (10) and (11) of Q^{π,ρ}. *)
Definition theorem_2_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho -> within rho prior ->
  fixed_point (soft_evaluation alpha prior pi rho) q ->
  (forall e, q e <= bellman alpha prior q e) /\
  (pi = optimal_policy alpha q -> rho = optimal_model alpha prior q -> q = bellman alpha prior q).

Theorem theorem_2_amended_stands : theorem_2_amended.
Proof.
move=> g alpha prior pi rho q a0 dP dpi drho wi fq; split; first exact: below_backup fq.
move=> epi erho; rewrite -{1}fq epi erho; congr backup.
by apply: functional_extensionality => s; apply: policy_value_optimal.
Qed.

(** ** Theorem 1 *)

(** ROMMEO, Theorem 1, as printed: π* of (10) and ρ* of (11) maximise (6) over T steps: no π and ρ have
    more, though Q* of (8) is discounted and (6) is not; at some T >= 1 at least. *)
Definition theorem_1 : Prop :=
  exists T, (0 < T)%N /\
  forall (g : perspective) (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q_star : entry g -> R) (start : state g -> R),
  model prior -> policy pi -> model rho ->
  (forall s y, 0 < prior s y) -> (forall s y x, 0 < pi s y x) -> (forall s y, 0 < rho s y) -> distribution start ->
  fixed_point (bellman 1 prior) q_star ->
  objective 1 prior pi rho start T
    <= objective 1 prior (optimal_policy 1 q_star) (optimal_model 1 prior q_star) start T.

(** Two actions at the start: one leads to where each step pays 1, the other to where none does. *)
Section Crossroads.
Let paid (s : option bool) : R := if s is Some true then 1 else 0.
Let follows (s : option bool) (x : bool) : option bool := if s is Some b then Some b else Some (~~ x).

Lemma third_in_range : 0 <= / 3 < 1. Proof. by lra. Qed.

Let crossroads : perspective :=
  @Perspective [finType of option bool] [finType of bool] [finType of unit] (fun s _ _ => paid s)
    (fun s x _ => certain (follows s x)) (/ 3) (fun s x _ => distribution_certain (follows s x)) third_in_range true.

Let fork : state crossroads := None.
Let road (b : bool) : state crossroads := Some b.
Let nobody : other crossroads := tt.
Let one : opponent_model crossroads := fun _ _ => 1.

Let model_one : model one.
Proof. by move=> s; split=> [y|]; rewrite ?sum_unit /one; lra. Qed.

Let within_one : within one one.
Proof. by move=> s y. Qed.

Let policy_value_one pi (q : entry crossroads -> R) s :
  policy_value 1 one pi one q s = answered 1 pi q s tt.
Proof.
rewrite /policy_value kl_refl; last by move=> y; rewrite /one; lra.
by rewrite /expectation sum_unit /one; lra.
Qed.

Let next_certain pi (v : state crossroads -> R) (b : bool) : policy pi -> next pi one v (road b) = v (road b).
Proof.
move=> dpi; rewrite -[RHS](drawn_const dpi model_one (road b)).
by apply: eq_expectation => y; apply: eq_expectation => x; rewrite expectation_certain.
Qed.

Let value_constant (q : entry crossroads -> R) c s : (forall x, q (s, x, tt) = c) -> value 1 one q s = c + ln 2.
Proof.
move=> qc; rewrite value_lse /lse sum_unit /own_value /soft_value sum_bool /= !qc /one !Rmult_1_l.
rewrite exp_ln; last by have := exp_pos (c / 1); lra.
have -> : exp (c / 1) + exp (c / 1) = exp (c / 1) * 2 by lra.
rewrite ln_mult ?ln_exp; [field | exact: exp_pos | lra].
Qed.

Let worth (b : bool) T : R := INR T * (paid (road b) + ln 2).

Let horizon_value_le pi (b : bool) T : policy pi -> horizon_value 1 one pi one T (road b) <= worth b T.
Proof.
move=> dpi; elim: T => [|T ih]; first by rewrite /worth /=; lra.
rewrite [horizon_value _ _ _ _ _ _]/= next_certain // /worth S_INR -/(worth b T).
have := policy_value_le Rlt_0_1 model_one (@rewards crossroads) (road b) dpi model_one within_one.
rewrite (@value_constant _ (paid (road b))) // /payoff; move: ih; rewrite /worth; lra.
Qed.

Let horizon_value_coin (pi : conditional_policy crossroads) (b : bool) T : policy pi -> pi (road b) tt = coin (/ 2) ->
  horizon_value 1 one pi one T (road b) = worth b T.
Proof.
move=> dpi even; elim: T => [|T ih]; first by rewrite /worth /=; lra.
rewrite [LHS]/= next_certain // ih /worth S_INR /payoff policy_value_one /answered even entropy_coin2.
by rewrite expectation_coin /rewards /=; lra.
Qed.

Theorem theorem_1_refuted : ~ theorem_1.
Proof.
move=> [T [T0 claim]]; case: T T0 claim => [//|n] _ claim.
have [q fq] := bellman_fixed_point Rlt_0_1 model_one.
pose f (x : own crossroads) := worth (~~ x) n.
pose pi : conditional_policy crossroads := fun s _ => if s is None then boltzmann 1 f else coin (/ 2).
have dpi : policy pi.
  by move=> [b|] y; [apply: distribution_coin; lra | apply: (distribution_boltzmann true f Rlt_0_1)].
have pi0 s y x : 0 < pi s y x by case: s => [b|] /=; [case: x; rewrite /coin; lra | apply: boltzmann_gt0].
have one0 s y : 0 < one s y := Rlt_0_1.
pose best := optimal_policy 1 q; have dbest : policy best by apply: policy_optimal; lra.
have best_one : optimal_model 1 one q = one.
  apply: functional_extensionality => s; apply: functional_extensionality; case.
  by have [_] := model_optimal 1 model_one q s; rewrite sum_unit.
have := claim crossroads one pi one q (certain fork) model_one dpi model_one one0 pi0 one0
  (distribution_certain fork) fq.
rewrite best_one -/best !objective_horizon // !expectation_certain.
have first_step answer : policy answer -> horizon_value 1 one answer one n.+1 fork
    = expectation (answer fork nobody) (fun x => horizon_value 1 one answer one n (road (~~ x)))
      + 1 * entropy (answer fork nobody).
  move=> danswer; rewrite (horizon_value_step 1 one one danswer) policy_value_one /answered; congr (_ + _).
  by apply: eq_expectation => x; rewrite /rewards /= expectation_certain Rplus_0_l.
rewrite !first_step // (eq_expectation _ (h := f)) => [|x]; last exact: horizon_value_coin.
rewrite (@gibbs_attained (own crossroads) true 1 f Rlt_0_1) => le.
have le' : expectation (best fork nobody) (fun x => horizon_value 1 one best one n (road (~~ x)))
  <= expectation (best fork nobody) f.
  by apply: expectation_le => [x|x]; [case: (dbest fork nobody) | apply: horizon_value_le].
have k0 : 0 <= @kl (own crossroads) (best fork nobody) (boltzmann 1 f).
  exact: kl_ge0 (dbest fork nobody) (dpi fork nobody) (@supported_boltzmann _ 1 _ f).
have k1 : @kl (own crossroads) (best fork nobody) (boltzmann 1 f) = 0.
  by have := @gibbs (own crossroads) 1 _ f Rlt_0_1 (dbest fork nobody); lra.
have same : best fork nobody = boltzmann 1 f.
  exact: (kl_eq0 (dbest fork nobody) (dpi fork nobody) (@supported_boltzmann _ 1 _ f) k1).
have gap x : q (fork, x, nobody) - f x = own_value 1 q fork nobody - soft_value 1 f.
  have := @ln_boltzmann (own crossroads) 1 f x Rlt_0_1; rewrite -same /best optimal_policy_boltzmann; last by lra.
  by rewrite (@ln_boltzmann (own crossroads) 1 (fun x => q (fork, x, nobody)) x Rlt_0_1) /own_value; lra.
have at_start x : q (fork, x, nobody) = / 3 * value 1 one q (road (~~ x)).
  by rewrite -[in LHS]fq /bellman /backup /= expectation_certain Rplus_0_l.
have later (b : bool) : value 1 one q (road b) = 3 / 2 * (paid (road b) + ln 2).
  suff v : value 1 one q (road b) = paid (road b) + / 3 * value 1 one q (road b) + ln 2 by lra.
  by apply: value_constant => x; rewrite -[in LHS]fq /bellman /backup /= expectation_certain.
have : INR n = / 2.
  by have := gap true; have := gap false; rewrite !at_start !later /f /worth /=; lra.
by case: n {le le' first_step f pi dpi pi0 k0 k1 same gap claim} => [|m]; rewrite ?S_INR /=; [|have := pos_INR m]; lra.
Qed.
End Crossroads.

(** ROMMEO, Theorem 1, amended: Q* of (8) is Q^{π★,ρ★} of π★ of (10) and ρ★ of (11), and they maximise the discounted
    objective, in every state and from every start, at every α: V^{π,ρ} <= V★ of (9) = V^{π★,ρ★}. *)
Definition theorem_1_amended : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q_star : entry g -> R),
  0 < alpha -> model prior -> fixed_point (bellman alpha prior) q_star ->
  let pi_star := optimal_policy alpha q_star in
  let rho_star := optimal_model alpha prior q_star in
  fixed_point (soft_evaluation alpha prior pi_star rho_star) q_star /\
  (forall s, policy_value alpha prior pi_star rho_star q_star s = value alpha prior q_star s) /\
  forall (pi : conditional_policy g) (rho : opponent_model g),
  policy pi -> model rho -> within rho prior ->
  (forall q, fixed_point (soft_evaluation alpha prior pi rho) q ->
    forall s, policy_value alpha prior pi rho q s <= value alpha prior q_star s) /\
  (forall start j j_star, distribution start ->
    discounted_objective alpha prior pi rho start j ->
    discounted_objective alpha prior pi_star rho_star start j_star -> j <= j_star).

Theorem theorem_1_amended_stands : theorem_1_amended.
Proof.
move=> g alpha prior q_star a0 dP fs pi_star rho_star; have fs' := optimum_evaluation a0 dP fs.
have attained s : policy_value alpha prior pi_star rho_star q_star s = value alpha prior q_star s.
  exact: policy_value_optimal.
split=> //; split=> // pi rho dpi drho wi.
have le q : fixed_point (soft_evaluation alpha prior pi rho) q ->
    forall s, policy_value alpha prior pi rho q s <= value alpha prior q_star s.
  move=> fq s; apply: Rle_trans (value_mono a0 dP (below_optimum a0 dP dpi drho wi fq fs) s).
  exact: policy_value_le.
split=> // start j j_star dstart hj hj_star.
have [q fq] := soft_evaluation_fixed_point alpha prior dpi drho.
rewrite (uniqueness_sum _ _ _ hj (discounted_objective_value dpi drho fq dstart)).
have dpi' : policy pi_star by apply: policy_optimal.
have drho' : model rho_star by apply: model_optimal.
rewrite (uniqueness_sum _ _ _ hj_star (discounted_objective_value dpi' drho' fs' dstart)).
by apply: expectation_le => [s|s]; [case: dstart | rewrite attained; apply: le].
Qed.

(** ROMMEO, Theorem 1 and (9): for any Q, π and ρ E_{π,ρ} Q + α E_ρ H(π) - KL(ρ‖P) <= ln Σ P (Σ exp(Q/α))^α. *)
Definition theorem_1_one_step : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g) (rho : opponent_model g)
    (q : entry g -> R),
  0 < alpha -> model prior -> policy pi -> model rho -> within rho prior ->
  forall s,
  expectation (rho s) (fun y => expectation (pi s y) (fun x => q (s, x, y)))
    + alpha * expectation (rho s) (fun y => entropy (pi s y)) - kl (rho s) (prior s)
  <= ln (\sum_y prior s y * Rpower (\sum_x exp (q (s, x, y) / alpha)) alpha).

Lemma policy_value_split (g : perspective) alpha (prior : opponent_model g) (pi : conditional_policy g)
    (rho : opponent_model g) (q : entry g -> R) s :
  expectation (rho s) (fun y => expectation (pi s y) (fun x => q (s, x, y)))
    + alpha * expectation (rho s) (fun y => entropy (pi s y)) - kl (rho s) (prior s)
  = policy_value alpha prior pi rho q s.
Proof. by rewrite -expectation_scale -expectation_add. Qed.

Theorem theorem_1_one_step_stands : theorem_1_one_step.
Proof.
by move=> g alpha prior pi rho q a0 dP dpi drho wi s; rewrite policy_value_split; apply: policy_value_le.
Qed.

(** ROMMEO, Theorem 1, (9)–(11): for any Q E_{π,ρ} Q + α E_ρ H(π) - KL(ρ‖P) at π ∝ exp(Q/α) and ρ ∝ P (Σ exp(Q/α))^α is
    ln Σ P (Σ exp(Q/α))^α. *)
Definition theorem_1_attained : Prop :=
  forall (g : perspective) alpha (prior : opponent_model g) (q : entry g -> R),
  0 < alpha -> model prior ->
  let pi := optimal_policy alpha q in
  let rho := optimal_model alpha prior q in
  forall s,
  expectation (rho s) (fun y => expectation (pi s y) (fun x => q (s, x, y)))
    + alpha * expectation (rho s) (fun y => entropy (pi s y)) - kl (rho s) (prior s)
  = ln (\sum_y prior s y * Rpower (\sum_x exp (q (s, x, y) / alpha)) alpha).

Theorem theorem_1_attained_stands : theorem_1_attained.
Proof. by move=> g alpha prior q a0 dP pi rho s; rewrite policy_value_split policy_value_optimal. Qed.
