(** MAOSQL, §3.1: what remains of the values and policies as [α] and [β] grow; §2.3: a count. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness operators.projections operators.optimistic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** [f α → l] as [α → ∞]. *)
Definition tends_at_infinity (f : R -> R) (l : R) : Prop :=
  forall eps, 0 < eps -> exists A, forall alpha, A < alpha -> Rabs (f alpha - l) < eps.
(** [f β → l] as [β → 0] from above. *)
Definition tends_at_zero (f : R -> R) (l : R) : Prop :=
  forall eps, 0 < eps -> exists b, 0 < b /\ forall beta, 0 < beta < b -> Rabs (f beta - l) < eps.

(** What differs from [l] by at most [c/α] tends to [l]. *)
Lemma tends_by_inverse (f : R -> R) (l c : R) : 0 <= c ->
  (forall alpha, 0 < alpha -> Rabs (f alpha - l) <= c / alpha) -> tends_at_infinity f l.
Proof.
move=> c0 h eps e0; exists ((c + 1) / eps) => alpha big.
have q0 : 0 < (c + 1) / eps by apply: Rdiv_lt_0_compat; lra.
have a0 : 0 < alpha by lra.
apply: Rle_lt_trans (h _ a0) _; apply: (Rmult_lt_reg_r alpha) => //.
have -> : c / alpha * alpha = c by field; lra.
have := Rmult_lt_compat_r eps _ _ e0 big.
have -> : (c + 1) / eps * eps = c + 1 by field; lra.
by lra.
Qed.

(** * The policy as [α → ∞] *)

(** MAOSQL, §3.1: as [α → ∞] the policy [πⁿ ∝ exp(αQⁿ)] approaches a deterministic one. *)
Definition limit_alpha_policy : Prop :=
  forall (g : game) (a0 : joint g) (x : local_tables g) (n : agent g) (s : state g),
  exists u, tends_at_infinity (fun alpha => softmax_policy alpha x n s u) 1.

Theorem limit_alpha_policy_refuted : ~ limit_alpha_policy.
Proof.
move=> claim; pose g := @payoffs [finType of unit] (fun=> [finType of bool]) (fun _ => 0).
pose x : local_tables g := fun _ _ _ => 0.
have [u /(_ (/ 2))] := claim g (alone true) x tt tt; case; first lra.
move=> A /(_ (Rmax A 0 + 1)); have := Rmax_l A 0; have := Rmax_r A 0 => h0 hA.
rewrite /softmax_policy boltzmann_inverse; last lra.
rewrite sum_bool /x Rmult_0_r exp_0 => h; have {h} := h ltac:(lra).
have -> : 1 / (1 + 1) - 1 = - / 2 by field.
by rewrite Rabs_Ropp Rabs_pos_eq; lra.
Qed.

(** MAOSQL, §3.1, amended: let [k] of the [m] actions maximise [Qⁿ], with a lead over the others. Then
    [πⁿ ∝ exp(αQⁿ)] plays the others with probability at most [((m - k)/k) exp(-α lead)], and each maximiser
    equally often; as [α → ∞] it approaches the uniform policy over the maximisers. *)
Definition limit_alpha_policy_amended : Prop :=
  forall (g : game) (a0 : joint g) (x : local_tables g) (n : agent g) (s : state g)
    (best : {set action n}) (lead : R),
  (forall u, u \in best <-> forall v, x n s v <= x n s u) ->
  (forall u v, u \in best -> v \notin best -> x n s v + lead <= x n s u) ->
  let k := INR #|best| in
  let m := INR #|action n| in
  (forall alpha, 0 < alpha ->
    \sum_(v | v \notin best) softmax_policy alpha x n s v <= (m - k) / k * exp (- (alpha * lead)) /\
    forall u v, u \in best -> v \in best -> softmax_policy alpha x n s u = softmax_policy alpha x n s v) /\
  (0 < lead ->
    (forall u, u \in best -> tends_at_infinity (fun alpha => softmax_policy alpha x n s u) (/ k)) /\
    (forall u, u \notin best -> tends_at_infinity (fun alpha => softmax_policy alpha x n s u) 0)).

Lemma sum_const_set (T : finType) (A : {set T}) c : \sum_(u in A) c = INR #|A| * c.
Proof. by rewrite big_const; elim: #|A| => [|i ih]; rewrite ?S_INR /= ?ih; lra. Qed.

Theorem limit_alpha_policy_amended_stands : limit_alpha_policy_amended.
Proof.
move=> g a0 x n s best lead bestP leadP k m; set f := x n s in bestP leadP *.
have [u0 fu0] := maximum_attained (a0 n) f.
have u0b : u0 \in best by apply/bestP => v; rewrite -fu0; apply: le_maximum.
have k1 : 1 <= k by rewrite /k -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists u0.
have mk : INR #|~: best| = m - k by rewrite /m /k -(cardsC best) plus_INR; lra.
have mk0 : 0 <= m - k by rewrite -mk; apply: pos_INR.
have same u v : u \in best -> v \in best -> f u = f v.
  by move=> /bestP hu /bestP hv; apply: Rle_antisym; [apply: hv | apply: hu].
have part alpha : 0 < alpha ->
    \sum_(v | v \notin best) softmax_policy alpha x n s v <= (m - k) / k * exp (- (alpha * lead)) /\
    forall u v, u \in best -> v \in best -> softmax_policy alpha x n s u = softmax_policy alpha x n s v.
  move=> al; split=> [|u v ub vb]; last by rewrite /softmax_policy /boltzmann -/f (same _ _ ub vb).
  have Z0 : 0 < \sum_v exp (alpha * f v) by apply: (sum_exp_gt0 u0).
  have Zk : k * exp (alpha * f u0) <= \sum_v exp (alpha * f v).
    rewrite (bigID (fun v => v \in best)) /= -[X in X <= _]Rplus_0_r; apply: Rplus_le_compat.
      rewrite -sum_const_set; apply: Req_le; apply: eq_bigr => v vb; by rewrite (same _ _ u0b vb).
    by apply: sum_ge0 => v _; left; apply: exp_pos.
  have each v : v \notin best -> softmax_policy alpha x n s v <= exp (- (alpha * lead)) / k.
    move=> vb; rewrite /softmax_policy boltzmann_inverse // -/f.
    apply: (Rmult_le_reg_r (\sum_v exp (alpha * f v))) => //.
    rewrite [X in X <= _](_ : _ = exp (alpha * f v)); last by field; lra.
    have e0 : 0 < exp (- (alpha * lead)) / k by apply: Rdiv_lt_0_compat; [apply: exp_pos | lra].
    apply: Rle_trans (Rmult_le_compat_l _ _ _ (Rlt_le _ _ e0) Zk).
    rewrite [X in _ <= X](_ : _ = exp (- (alpha * lead) + alpha * f u0)); last by rewrite exp_plus; field; lra.
    by apply: exp_le; have := leadP _ _ u0b vb; nra.
  rewrite [X in _ <= X](_ : _ = \sum_(v in ~: best) exp (- (alpha * lead)) / k).
    rewrite [X in _ <= X](eq_bigl (fun v => v \notin best)) => [|v]; last by rewrite inE.
    by apply: sum_le.
  by rewrite sum_const_set mk; field; lra.
split=> // lead0.
have rest alpha : 0 < alpha -> \sum_(v | v \notin best) softmax_policy alpha x n s v <= m / lead / alpha.
  move=> al; apply: Rle_trans (proj1 (part _ al)) _.
  have al1 : 0 < alpha * lead by apply: Rmult_lt_0_compat.
  have small : exp (- (alpha * lead)) <= / (alpha * lead).
    rewrite exp_Ropp; apply: Rinv_le_contravar => //.
    by have := exp_ineq1_le (alpha * lead); lra.
  have -> : m / lead / alpha = m * / (alpha * lead) by field; lra.
  apply: Rmult_le_compat => //.
  - by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
  - by left; apply: exp_pos.
  - by apply: (Rmult_le_reg_r k); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; nra].
have rest0 alpha : 0 <= \sum_(v | v \notin best) softmax_policy alpha x n s v.
  by apply: sum_ge0 => v _; left; apply: boltzmann_gt0.
have c0 : 0 <= m / lead by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat].
split=> u ub; apply: (tends_by_inverse c0) => alpha al; have := rest _ al; have := rest0 alpha; last first.
  rewrite (bigD1 u) //= Rminus_0_r Rabs_pos_eq; last by left; apply: boltzmann_gt0.
  have : 0 <= \sum_(v | (v \notin best) && (v != u)) softmax_policy alpha x n s v.
    by apply: sum_ge0 => v _; left; apply: boltzmann_gt0.
  by lra.
have [_ total] := softmax_policies a0 x al n s.
have : \sum_(v in best) softmax_policy alpha x n s v = k * softmax_policy alpha x n s u.
  by rewrite -sum_const_set; apply: eq_bigr => v vb; apply: (proj2 (part _ al)).
move: total; rewrite (bigID (fun v => v \in best)) /= => total e; move: total; rewrite e.
move: (\sum_(v | v \notin best) _) (softmax_policy _ _ _ _ _) => y pu total y0 y1.
have -> : pu - / k = - (y / k).
  by apply: (Rmult_eq_reg_l k); last lra; rewrite Rmult_minus_distr_l; field_simplify; lra.
rewrite Rabs_Ropp Rabs_pos_eq; last by apply: Rmult_le_pos => //; left; apply: Rinv_0_lt_compat; lra.
apply: Rle_trans y1; apply: (Rmult_le_reg_r k); first lra.
by rewrite /Rdiv Rmult_assoc Rinv_l; nra.
Qed.

(** * The values as [α → ∞] and [β → ∞] *)

(** MAOSQL, §3.1: [max Qⁿ <= (1/α) ln Σ exp(αQⁿ) <= max Qⁿ + ln m/α] with [m] actions: the value tends to the
    maximum, and the entropy term vanishes, as [α → ∞]. *)
Definition limit_alpha_value : Prop :=
  forall (g : game) (a0 : joint g) (x : local_tables g) (n : agent g) (s : state g),
  (forall alpha, 0 < alpha ->
    maximum (a0 n) (x n s) <= local_value alpha x n s <=
    maximum (a0 n) (x n s) + ln (INR #|action n|) / alpha) /\
  tends_at_infinity (fun alpha => local_value alpha x n s) (maximum (a0 n) (x n s)).

Lemma ln_card_ge0 (T : finType) (x : T) : 0 <= ln (INR #|T|).
Proof.
rewrite -ln_1; apply: ln_le; first lra.
by rewrite -[1]/(INR 1); apply: le_INR; apply/leP/card_gt0P; exists x.
Qed.

Theorem limit_alpha_value_stands : limit_alpha_value.
Proof.
move=> g a0 x n s.
have part alpha : 0 < alpha -> maximum (a0 n) (x n s) <= local_value alpha x n s <=
    maximum (a0 n) (x n s) + ln (INR #|action n|) / alpha.
  move=> al; split; first by apply: maximum_le => u; apply: le_soft_value.
  by apply: (soft_value_le al (a0 n)) => u; apply: le_maximum.
split=> //; apply: (tends_by_inverse (ln_card_ge0 (a0 n))) => alpha al.
by have [lo hi] := part _ al; rewrite Rabs_pos_eq; lra.
Qed.

(** MAOSQL, §3.1: [max Q - ln(1/ζ⁻ⁿ(a⁻ⁿ))/β <= Qⁿ(aⁿ) <= max Q] over the others' actions, [a⁻ⁿ] a maximiser:
    as [β → ∞] the softmax goes to the maximum, whatever [ζ > 0]. *)
Definition limit_beta : Prop :=
  forall (g : game) (zeta : state g -> joint g -> R) (q : state g * joint g -> R) (n : agent g) (s : state g),
  policy zeta ->
  (forall beta (a : joint g), 0 < beta -> 0 < marginal_others zeta n s a ->
    (forall b : joint g, b n = a n -> q (s, b) <= q (s, a)) ->
    q (s, a) - ln (/ marginal_others zeta n s a) / beta <= optimistic_q beta zeta q n s (a n) <= q (s, a)) /\
  ((forall a : joint g, 0 < zeta s a) -> forall (a0 : joint g) u,
    tends_at_infinity (fun beta => optimistic_q beta zeta q n s u) (maximum_q a0 q n s u)).

Theorem limit_beta_stands : limit_beta.
Proof.
move=> g zeta q n s dz; have opp := opponents_marginal dz.
have part beta (a : joint g) : 0 < beta -> 0 < marginal_others zeta n s a ->
    (forall b : joint g, b n = a n -> q (s, b) <= q (s, a)) ->
    q (s, a) - ln (/ marginal_others zeta n s a) / beta <= optimistic_q beta zeta q n s (a n) <= q (s, a).
  move=> be za best; split; last exact: projected_le.
  rewrite ln_Rinv //; have := le_projected be opp q za.
  by rewrite /optimistic_q /Rdiv; lra.
split=> // zpos a0 u.
have [a ea] := maximum_attained a0 (fun a => q (s, put a n u)).
have an : put a n u n = u by rewrite put_same.
have za : 0 < marginal_others zeta n s (put a n u).
  by apply: Rlt_le_trans (zpos _) (zeta_le_marginal n s (put a n u) dz).
have best (b : joint g) : b n = put a n u n -> q (s, b) <= q (s, put a n u).
  rewrite an => bn; rewrite -ea -(put_id b n) bn.
  exact: (le_maximum a0 (fun a => q (s, put a n u))).
have z1 : marginal_others zeta n s (put a n u) <= 1.
  have [w0 w1] := opp; rewrite -(w1 n s u) (bigD1 (put a n u)) /= ?put_same //.
  set r := \big[_/_]_(_ | _) _; suff : 0 <= r by lra.
  by apply: sum_ge0 => b _; apply: w0.
have c0 : 0 <= ln (/ marginal_others zeta n s (put a n u)).
  by rewrite ln_Rinv //; have := ln_le za z1; rewrite ln_1; lra.
apply: (tends_by_inverse c0) => beta be; rewrite /maximum_q ea.
have := part beta (put a n u) be za best; rewrite an => -[lo hi].
by rewrite Rabs_left1; lra.
Qed.

(** MAOSQL, §3.1: at [α = β = ∞] the optimistic soft optimum is the original one,
    [(1/N) Σ_n max_{aⁿ} max_{a⁻ⁿ} Q = max_a Q], and so are the fixed points. *)
Definition limit_both_optimum : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g),
  (forall (q : state g * joint g -> R) (s : state g), mean_greedy_value a0 (maximum_q a0 q) s = greedy_value a0 q s) /\
  forall q, fixed_point (fun q => backup (mean_greedy_value a0 (maximum_q a0 q))) q <-> fixed_point (optimality a0) q.

Theorem limit_both_optimum_stands : limit_both_optimum.
Proof.
move=> g n0 a0; suff same (q : state g * joint g -> R) s : mean_greedy_value a0 (maximum_q a0 q) s = greedy_value a0 q s.
  split=> // q; rewrite /fixed_point /optimality.
  by have -> : mean_greedy_value a0 (maximum_q a0 q) = greedy_value a0 q by apply: functional_extensionality => s.
rewrite -(mean_const n0 (greedy_value a0 q s)); apply: eq_mean => n.
apply: Rle_antisym.
  by apply: maximum_le => u; apply: maximum_le => a; apply: (le_maximum a0 (fun a => q (s, a))).
apply: maximum_le => a; apply: Rle_trans (le_maximum (a0 n) _ (a n)).
by have := le_maximum a0 (fun b => q (s, put b n (a n))) a; rewrite put_id.
Qed.

(** MAOSQL, §3.1: at [α = β = ∞] the optimistic soft value of a policy is its original one,
    [(1/N) Σ_n E_{πⁿ} max_{a⁻ⁿ} Q^π = E_π Q^π]. *)
Definition limit_both_evaluation : Prop :=
  forall (g : game) (n0 : agent g) (a0 : joint g) (p : local_policies g) (q : state g * joint g -> R) (s : state g),
  policies p -> fixed_point (evaluation (product p)) q ->
  mean_expected_value p (maximum_q a0 q) s = policy_value (product p) q s.

Theorem limit_both_evaluation_refuted : ~ limit_both_evaluation.
Proof.
pose r (a : {dffun forall _ : bool, bool}) := if a false then 1 else 0.
pose g := @payoffs [finType of bool] (fun=> [finType of bool]) r.
pose p : local_policies g := uniform_policies; pose q : state g * joint g -> R := fun sa => r sa.2.
have half : / INR #|[finType of bool]| = / 2 by rewrite card_bool.
have dp : policies p by move=> n s; apply: (distribution_uniform true).
have fq : fixed_point (evaluation (product p)) q.
  by apply: functional_extensionality => sa; rewrite /evaluation /backup /q /= Rmult_0_l Rplus_0_r.
move=> claim; have := claim g true (both true true) p q tt dp fq.
have one x : maximum (both true true) (fun a => r (put (T := fun=> [finType of bool]) a true x)) = 1.
  apply: Rle_antisym.
    by apply: maximum_le => a; rewrite /r; case: (put _ _ _ _); lra.
  have := le_maximum (both true true) (fun a => r (put (T := fun=> [finType of bool]) a true x)) (both true true).
  by rewrite put_true /r both_false.
have own y : maximum (both true true) (fun a => r (put (T := fun=> [finType of bool]) a false y)) = if y then 1 else 0.
  have same a : r (put (T := fun=> [finType of bool]) a false y) = if y then 1 else 0 by rewrite /r put_same.
  by have [a ->] := maximum_attained (both true true) (fun a => r (put (T := fun=> [finType of bool]) a false y)).
rewrite /mean_expected_value /mean_of_agents sum_bool card_bool /policy_value /expectation.
rewrite !sum_bool sum_both !sum_bool /maximum_q /q /= !one !own /product /p /uniform_policies /uniform.
rewrite !big_bool /r !both_false !half /=; lra.
Qed.

(** MAOSQL, §3.1, amended: the original value of a product policy is the optimistic one at [α = ∞], [β → 0] and
    [ζ = π]: [(1/β) ln E_{π⁻ⁿ} exp(βQ) → E_{π⁻ⁿ} Q], and [(1/N) Σ_n E_{πⁿ} E_{π⁻ⁿ} Q = E_π Q]. *)
Definition limit_both_evaluation_amended : Prop :=
  forall (g : game) (n0 : agent g) (p : local_policies g) (q : state g * joint g -> R) (s : state g),
  policies p ->
  (forall n u, tends_at_zero (fun beta => optimistic_q beta (product p) q n s u) (expectation_q p q n s u)) /\
  mean_expected_value p (expectation_q p q) s = policy_value (product p) q s.

Lemma exp_le_quadratic y : y <= / 2 -> exp y <= 1 + y + 2 * (y * y).
Proof.
move=> y2; have := exp_ineq1_le (- y); rewrite exp_Ropp => h.
have e0 := exp_pos y; have : exp y * (1 + - y) <= 1.
  by have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ e0) h; rewrite Rinv_r; lra.
move=> h1; apply: (Rmult_le_reg_r (1 - y)); first lra.
have : 0 <= y * y * (1 - 2 * y) by apply: Rmult_le_pos; [nra | lra].
by lra.
Qed.

(** [Qⁿ <= E_{a⁻ⁿ~wⁿ} Q + 2 β M²] for [|Q| <= M], [β M <= 1/2]. *)
Lemma projected_near_mean (g : game) beta w (q : state g * joint g -> R) n s u M :
  0 < beta -> opponents w -> (forall sa, Rabs (q sa) <= M) -> beta * M <= / 2 ->
  projected beta w q n s u <= local_mean (w n) q s u + 2 * beta * (M * M).
Proof.
move=> be opp qM bM; have d := given_distribution opp s u.
rewrite /local_mean given_sum projected_lse -/(expectation _ _); apply: (Rmult_le_reg_l beta) => //.
rewrite [X in X <= _](_ : _ = lse (given w s u) (fun a => beta * q (s, a))); last first.
  by rewrite /Rdiv -Rmult_assoc Rinv_r_simpl_m //; lra.
have E0 : 0 < \sum_a given w s u a * exp (beta * q (s, a)) by apply: distribution_exp_gt0.
apply: Rle_trans (ln_le_sub1 E0) _.
have bound a : exp (beta * q (s, a)) <= 1 + beta * q (s, a) + 2 * (beta * beta) * (M * M).
  have qa : - M <= q (s, a) <= M by have := qM (s, a); rewrite /Rabs; case: Rcase_abs; lra.
  apply: Rle_trans (exp_le_quadratic _) _; first by nra.
  have sq : q (s, a) * q (s, a) <= M * M by nra.
  have bb : 0 <= beta * beta by nra.
  by have := Rmult_le_compat_l _ _ _ bb sq; lra.
have := expectation_le (proj1 d) bound.
rewrite expectation_add expectation_add expectation_const // expectation_const // expectation_scale.
move=> h; apply: Rle_trans (Rplus_le_compat_r (-1) _ _ h) _; lra.
Qed.

Theorem limit_both_evaluation_amended_stands : limit_both_evaluation_amended.
Proof.
move=> g n0 p q s dp; split=> [n u|]; last first.
  rewrite -(mean_const n0 (policy_value (product p) q s)); apply: eq_mean => n.
  by rewrite /policy_value (product_expectation p n).
have opp := opponents_others dp; pose M := norm q + 1.
have M1 : 1 <= M by have := norm_ge0 q; rewrite /M; lra.
have qM sa : Rabs (q sa) <= M by have := le_norm q sa; rewrite /M; lra.
move=> eps e0; exists (Rmin (/ (2 * M)) (eps / (4 * (M * M)))).
have b1 : 0 < / (2 * M) by apply: Rinv_0_lt_compat; lra.
have b2 : 0 < eps / (4 * (M * M)) by apply: Rdiv_lt_0_compat; nra.
split=> [|beta [be]]; first exact: Rmin_glb_lt.
move=> small; have s1 := Rlt_le_trans _ _ _ small (Rmin_l _ _); have s2 := Rlt_le_trans _ _ _ small (Rmin_r _ _).
have -> : optimistic_q beta (product p) q n s u = projected beta (others p) q n s u.
  by rewrite /optimistic_q /projected; under eq_bigr do rewrite marginal_others_product //.
have bM : beta * M <= / 2.
  have := Rmult_lt_compat_r (2 * M) _ _ ltac:(lra) s1; rewrite Rinv_l; lra.
have up := projected_near_mean s u be opp qM bM; have down := mean_le_projected be opp q s u.
rewrite /expectation_q Rabs_pos_eq; last lra.
have := Rmult_lt_compat_r (4 * (M * M)) _ _ ltac:(nra) s2.
by rewrite /Rdiv Rmult_assoc Rinv_l; nra.
Qed.

(** * A count *)

(** A distribution on [T] has [|T| - 1] free numbers. *)
Definition free_numbers (T : finType) : nat := #|T|.-1.

(** MAOSQL, §2.3: product policies have [Σ_n (m_n - 1)] free numbers per state, joint ones [∏ m_n - 1], which is
    never fewer; [N(m - 1)] and [m^N - 1] for equal [m]. *)
Definition degrees_of_freedom : Prop :=
  forall (g : game), joint g ->
  let product_policies := (\sum_(n : agent g) free_numbers (action n))%N in
  let joint_policies := free_numbers [finType of joint g] in
  product_policies = (\sum_(n : agent g) #|action n|.-1)%N /\
  joint_policies = (\prod_(n : agent g) #|action n|).-1 /\
  (product_policies <= joint_policies)%N /\
  forall m, (forall n : agent g, #|action n| = m) ->
    product_policies = (#|agent g| * (m - 1))%N /\ joint_policies = (m ^ #|agent g| - 1)%N.

Lemma sum_below_product (u1 v1 u2 v2 : nat) : (u1 < v1)%N -> (u2 < v2)%N -> (u1 + u2 < v1 * v2)%N.
Proof.
case: v1 v2 => [//|v1] [//|v2] h1 h2; rewrite !ltnS in h1 h2.
rewrite mulSn mulnS addSn ltnS addnA; apply: leq_trans (leq_add h1 h2) _.
by rewrite (addnC v1) leq_addr.
Qed.

Theorem degrees_of_freedom_stands : degrees_of_freedom.
Proof.
move=> g a0 product_policies joint_policies.
have card : #|[finType of joint g]| = (\prod_(n : agent g) #|action n|)%N.
  by rewrite card_dep_ffun foldrE big_map -big_enum.
have pos n : (0 < #|action (g := g) n|)%N by apply/card_gt0P; exists (a0 n).
split=> //; split; first by rewrite /joint_policies /free_numbers card.
have fewer : (product_policies <= joint_policies)%N.
  rewrite /joint_policies /free_numbers card -ltnS prednK; last by apply: prodn_gt0 => n; apply: pos.
  suff : (\sum_(n : agent g) (#|action n|.-1) < \prod_(n : agent g) #|action n|)%N /\
    (0 < \prod_(n : agent g) #|action n|)%N by case.
  apply: (big_ind2 (fun u v => (u < v)%N /\ (0 < v)%N)) => // [u1 v1 u2 v2 [h1 p1] [h2 p2]|n _].
    split; last by rewrite muln_gt0 p1.
    exact: sum_below_product.
  by rewrite prednK // pos.
split=> // m eqm; split.
  rewrite /product_policies /free_numbers (eq_bigr (fun=> m.-1)) => [|n _]; last by rewrite eqm.
  by rewrite sum_nat_const subn1.
rewrite /joint_policies /free_numbers card (eq_bigr (fun=> m)) => [|n _]; last exact: eqm.
by rewrite prod_nat_const subn1.
Qed.
