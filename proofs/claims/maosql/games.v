(** MAOSQL, §2.3 and §4: the two issues of decentralized learning, and the exact algorithms on the paper's games. *)
From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness operators.projections operators.optimistic.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** * The games *)
(** The reward is 1 if the two actions differ, and 0 otherwise. *)
Definition miscoordination : game :=
  payoffs (fun a : {dffun forall _ : bool, bool} => if a true == a false then 0 else 1).

(** The entry of a table in row [x] and column [y]. *)
Definition entry (rows : seq (seq R)) (x y : 'I_3) : R := nth 0 (nth [::] rows x) y.

(** The three actions of an agent; the tensor game's target is the first one. *)
Definition action_1 : 'I_3 := @Ordinal 3 0 isT.
Definition action_2 : 'I_3 := @Ordinal 3 1 isT.
Definition action_3 : 'I_3 := @Ordinal 3 2 isT.

(** Table 2. *)
Definition matrix : game := payoffs (fun a : {dffun forall _ : bool, 'I_3} =>
  entry [:: [:: 2; 2; 0]; [:: 2; 2; 0]; [:: 0; 0; 3]] (a true) (a false)).

(** The reward as a table: the [Q] of a payoff game. *)
Definition rewards (g : game) (sa : state g * joint g) : R := reward sa.1 sa.2.

(** Whether [a] maximises [Q(s,·)]. *)
Definition optimal (g : game) (q : state g * joint g -> R) (s : state g) (a : joint g) : bool :=
  [forall b : joint g, Rle_dec (q (s, b)) (q (s, a))].

(** In every state [pi] plays an optimal action with probability 3/4 at least. *)
Definition mostly_optimal (g : game) (pi : state g -> joint g -> R) : Prop :=
  forall (a0 : joint g) q, fixed_point (optimality a0) q ->
  forall s, 3 / 4 <= \sum_(a : joint g | optimal q s a) pi s a.

(** The policy of the limit of MAOSVI at α = 50, β = 10 and ζ, the fixed point of its operator, is mostly optimal. *)
Definition maosvi_succeeds (g : game) (zeta : state g -> joint g -> R) : Prop :=
  forall q, fixed_point (optimistic_bellman 50 10 zeta) q ->
  mostly_optimal (product (softmax_policy 50 (optimistic_q 10 zeta q))).

(** * Small sums *)
Lemma sum_3 (f : 'I_3 -> R) : \sum_x f x = f action_1 + f action_2 + f action_3.
Proof.
rewrite !big_ord_recl big_ord0 Rplus_0_r Rplus_assoc.
by congr (f _ + (f _ + f _)); apply: val_inj.
Qed.

Lemma case_3 (P : 'I_3 -> Prop) : P action_1 -> P action_2 -> P action_3 -> forall x, P x.
Proof.
move=> p1 p2 p3 [[|[|[|k]]] lt] //; [have -> : Ordinal lt = action_1 | have -> : Ordinal lt = action_2 |
  have -> : Ordinal lt = action_3] => //; exact: val_inj.
Qed.

Lemma optimalP (g : game) (q : state g * joint g -> R) s a :
  reflect (forall b, q (s, b) <= q (s, a)) (optimal q s a).
Proof.
apply: (iffP forallP) => h b; have := h b; first by case: Rle_dec.
by case: Rle_dec.
Qed.

(** Payoff games: what follows counts for nothing. *)
Lemma payoffs_backup (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) v :
  backup (g := payoffs r) v = @rewards _.
Proof. by apply: functional_extensionality => sa; rewrite /backup /rewards /= Rmult_0_l Rplus_0_r. Qed.

Lemma payoffs_optimality (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) a0 q :
  fixed_point (optimality (g := payoffs r) a0) q -> q = @rewards (payoffs r).
Proof. by rewrite /fixed_point /optimality payoffs_backup. Qed.

Lemma payoffs_maosvi (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R) alpha beta zeta q :
  fixed_point (optimistic_bellman (g := payoffs r) alpha beta zeta) q -> q = @rewards (payoffs r).
Proof. by rewrite /fixed_point /optimistic_bellman payoffs_backup. Qed.

(** ** At α = 50 and β = 10 *)
Section Powers.
Variable g : game.
Variables (w : agent g -> state g -> joint g -> R) (q : state g * joint g -> R).
Arguments w : clear implicits.

(** [Σ_{a⁻ⁿ} w(a⁻ⁿ) exp(10 q(a))]. *)
Definition lifted (n : agent g) (s : state g) (u : action n) : R :=
  \sum_(a : joint g | a n == u) w n s a * exp (10 * q (s, a)).
Arguments lifted : clear implicits.

Lemma lifted_power n s (u : action n) : 0 < lifted n s u -> exp (50 * projected 10 w q n s u) = lifted n s u ^ 5.
Proof.
move=> l0; rewrite /projected -/(lifted n s u).
have -> : 50 * (ln (lifted n s u) / 10) = ln (lifted n s u) + (ln (lifted n s u) + (ln (lifted n s u) +
  (ln (lifted n s u) + ln (lifted n s u)))) by field.
by rewrite !exp_plus !exp_ln //=; ring.
Qed.

Lemma softmax_power n s (u : action n) : (forall v : action n, 0 < lifted n s v) ->
  softmax_policy 50 (projected 10 w q) n s u = lifted n s u ^ 5 / \sum_v lifted n s v ^ 5.
Proof.
move=> l0; rewrite /softmax_policy boltzmann_inverse; last lra.
rewrite lifted_power //.
by congr (_ / _); apply: eq_bigr => v _; rewrite lifted_power.
Qed.

Lemma local_value_power n s : (forall v : action n, 0 < lifted n s v) ->
  local_value 50 (projected 10 w q) n s = ln (\sum_v lifted n s v ^ 5) / 50.
Proof.
move=> l0; rewrite /local_value soft_value_inverse.
by congr (ln _ / _); apply: eq_bigr => v _; rewrite lifted_power.
Qed.

Lemma lifted_gt0 n s (u : action n) : opponents w -> 0 < lifted n s u.
Proof.
move=> ow; have := distribution_exp_gt0 (fun a => 10 * q (s, a)) (given_distribution ow s u).
by rewrite /lifted (given_sum w s u (fun a => exp (10 * q (s, a)))).
Qed.
End Powers.
Arguments lifted {g} w q n s u.

(** A share of fifth powers is large where the others are [c] times smaller at least. *)
Lemma share_large (x y z c : R) : 0 < x -> 0 <= c -> 0 <= y -> 0 <= z -> c * y <= x -> c * z <= x ->
  c ^ 5 / (c ^ 5 + 2) <= x ^ 5 / (x ^ 5 + y ^ 5 + z ^ 5).
Proof.
move=> x0 c0 y0 z0 cy cz.
have x5 : 0 < x ^ 5 by apply: pow_lt.
have y5 : 0 <= y ^ 5 by apply: pow_le.
have z5 : 0 <= z ^ 5 by apply: pow_le.
have c5 : 0 <= c ^ 5 by apply: pow_le.
have py : c ^ 5 * y ^ 5 <= x ^ 5.
  by rewrite -Rpow_mult_distr; apply: pow_incr; split=> //; apply: Rmult_le_pos.
have pz : c ^ 5 * z ^ 5 <= x ^ 5.
  by rewrite -Rpow_mult_distr; apply: pow_incr; split=> //; apply: Rmult_le_pos.
apply: (Rmult_le_reg_r ((c ^ 5 + 2) * (x ^ 5 + y ^ 5 + z ^ 5))); first by apply: Rmult_lt_0_compat; lra.
have -> : c ^ 5 / (c ^ 5 + 2) * ((c ^ 5 + 2) * (x ^ 5 + y ^ 5 + z ^ 5)) = c ^ 5 * (x ^ 5 + y ^ 5 + z ^ 5).
  by field; lra.
have -> : x ^ 5 / (x ^ 5 + y ^ 5 + z ^ 5) * ((c ^ 5 + 2) * (x ^ 5 + y ^ 5 + z ^ 5)) = x ^ 5 * (c ^ 5 + 2).
  by field; lra.
by lra.
Qed.

(** * §2.3.1: miscoordination *)
(** MAOSQL, §2.3.1: where two agents' rewards depend only on whether their two actions differ, [max_{a⁻ⁿ} Q] is the
    same for both actions of each agent, so all four joint actions look optimal; two are, if it makes a difference. *)
Definition miscoordination_q_learning : Prop := forall same different : R,
  let r (a : {dffun forall _ : bool, bool}) := if a true == a false then same else different in
  let q : state (payoffs r) * joint (payoffs r) -> R := fun sa => r sa.2 in
  (forall a0 n s u v, maximum_q a0 q n s u = maximum_q a0 q n s v) /\
  (same <> different -> exists equal : bool,
    forall a : joint (payoffs r), optimal q tt a <-> (a true == a false) = equal).

Theorem miscoordination_q_learning_stands : miscoordination_q_learning.
Proof.
move=> same different r q; split=> [a0 n s u v|ne].
  have top u' : maximum_q a0 q n s u' = Rmax same different.
    rewrite /maximum_q; apply: Rle_antisym.
      apply: maximum_le => a; rewrite /q /r /=; case: eqP => _; [exact: Rmax_l | exact: Rmax_r].
    apply: Rmax_lub.
      apply: Rle_trans (le_maximum a0 (fun a => q (s, put a n u')) (both u' u')).
      by rewrite /q /r /=; case: n u' {u v} => -[]; rewrite ?put_true ?put_false !both_true !both_false; right.
    apply: Rle_trans (le_maximum a0 (fun a => q (s, put a n u')) (both (~~ u') (~~ u'))).
    by rewrite /q /r /=; case: n u' {u v} => -[]; rewrite ?put_true ?put_false !both_true !both_false; right.
  by rewrite !top.
have le (a : joint (payoffs r)) : q (tt, a) = if a true == a false then same else different by [].
exists (if Rle_dec different same then true else false) => a; split=> [/optimalP h|e].
  have h1 := h (both true true); have h2 := h (both true false); move: h1 h2.
  rewrite !le !both_true !both_false /=; case: (a true == a false); case: Rle_dec => //=; lra.
by apply/optimalP => b; rewrite !le; move: e; case: (a true == a false); case: (b true == b false);
  case: Rle_dec => //=; lra.
Qed.

(** MAOSQL, §2.3.1: on the miscoordination game, local values that satisfy the individual-global-max principle are the
    same for both actions of each agent. *)
Definition miscoordination_value_decomposition : Prop := forall x : local_tables miscoordination,
  individual_global_max x (@rewards _) tt -> forall n u v, x n tt u = x n tt v.

(** [Q¹ = (1, 0)] and [Q² = (0, 1)] satisfy it: a mixing that tells the agents apart breaks the tie. *)
Theorem miscoordination_value_decomposition_refuted : ~ miscoordination_value_decomposition.
Proof.
move=> claim; pose x : local_tables miscoordination := fun n _ u => if u == n then 1 else 0.
have igm : individual_global_max x (@rewards _) tt.
  move=> a best b; have := best true true; have := best false false; rewrite /x /rewards /=.
  by case: (a true); case: (a false) => /=; case: (b true == b false) => /=; lra.
by have := claim x igm true true false; rewrite /x /=; lra.
Qed.

(** [Σ_a (Q¹(a¹) + Q²(a²) - r(a))²]. *)
Definition fit_error (x : local_tables miscoordination) : R :=
  \sum_(a : joint miscoordination)
    (x true tt (a true) + x false tt (a false) - reward (g := miscoordination) tt a) ^ 2.

(** MAOSQL, §2.3.1, amended: the best additive fit ties both actions of each agent:
    [Σ_a (Q¹ + Q² - r)² >= 1 + (Q¹(1) - Q¹(2))² + (Q²(1) - Q²(2))²], with equality for some. *)
Definition miscoordination_value_decomposition_amended : Prop :=
  [/\ forall x, fit_error x >= 1 + (x true tt true - x true tt false) ^ 2 + (x false tt true - x false tt false) ^ 2,
      exists x, fit_error x = 1 &
      forall x, (forall y, fit_error x <= fit_error y) -> forall n u v, x n tt u = x n tt v].

Theorem miscoordination_value_decomposition_amended_stands : miscoordination_value_decomposition_amended.
Proof.
have written x : fit_error x = (x true tt true + x false tt true) ^ 2 + (x true tt true + x false tt false - 1) ^ 2 +
    ((x true tt false + x false tt true - 1) ^ 2 + (x true tt false + x false tt false) ^ 2).
  by rewrite /fit_error sum_both !sum_bool /= !both_true !both_false /= !Rminus_0_r.
have bound x : fit_error x >= 1 + (x true tt true - x true tt false) ^ 2 + (x false tt true - x false tt false) ^ 2.
  rewrite written; set a := x true tt true; set b := x true tt false; set c := x false tt true.
  set d := x false tt false; have := pow2_ge_0 (a + b + c + d - 1); nra.
have least : fit_error (fun _ _ _ => / 4) = 1 by rewrite written; lra.
split=> [//||x best n u v]; first by exists (fun _ _ _ => / 4).
have := best (fun _ _ _ => / 4); rewrite least => b1.
have b2 := bound x; have b3 := pow2_ge_0 (x true tt true - x true tt false).
have b4 := pow2_ge_0 (x false tt true - x false tt false).
have z y : y ^ 2 = 0 -> y = 0 by move=> e; apply: Rsqr_0_uniq; rewrite Rsqr_pow2.
have e1 := z (x true tt true - x true tt false) ltac:(lra).
have e2 := z (x false tt true - x false tt false) ltac:(lra).
by case: n u v => -[] [] //; lra.
Qed.

(** * §2.3.2: the matrix game *)
Lemma matrix_critic (p : local_policies matrix) n u :
  expectation_q p (@rewards _) n tt u = entry [:: [:: 2; 2; 0]; [:: 2; 2; 0]; [:: 0; 0; 3]] u action_1
    * p (~~ n) tt action_1 + entry [:: [:: 2; 2; 0]; [:: 2; 2; 0]; [:: 0; 0; 3]] u action_2 * p (~~ n) tt action_2
    + entry [:: [:: 2; 2; 0]; [:: 2; 2; 0]; [:: 0; 0; 3]] u action_3 * p (~~ n) tt action_3.
Proof.
rewrite /expectation_q /local_mean; case: n u => u.
  have o a : others p true tt a = p false tt (a false) by rewrite /others (big_pred1 false) // => -[].
  rewrite sum_both_true sum_3 !o /rewards /= !both_true !both_false; lra.
have o a : others p false tt a = p true tt (a true) by rewrite /others (big_pred1 true) // => -[].
rewrite sum_both_false sum_3 !o /rewards /= !both_true !both_false.
by elim/case_3: u; rewrite /entry /=; lra.
Qed.

(** MAOSQL, §2.3.2, Table 2: under uniform policies [Qⁿ = (4/3, 4/3, 1)] for both agents of the matrix game. *)
Definition overgeneralization_numbers : Prop := forall n : agent matrix,
  let q := expectation_q uniform_policies (@rewards _) n tt in
  [/\ q action_1 = 4 / 3, q action_2 = 4 / 3 & q action_3 = 1].

Theorem overgeneralization_numbers_stands : overgeneralization_numbers.
Proof.
move=> n q; rewrite /q !matrix_critic /entry /uniform_policies /uniform /= !card_ord /=.
by split; field.
Qed.

(** MAOSQL, §2.3.2: policy gradient on the matrix game moves away from action 3, whatever it starts from: it earns
    either agent less than action 1. *)
Definition policy_gradient_always_fails : Prop := forall p : local_policies matrix, policies p ->
  forall n, expectation_q p (@rewards _) n tt action_3 <
            expectation_q p (@rewards _) n tt action_1.

(** Both play actions 1 and 3 with probability 1/2. *)
Theorem policy_gradient_always_fails_refuted : ~ policy_gradient_always_fails.
Proof.
move=> claim.
pose p : local_policies matrix := fun _ _ (u : 'I_3) => if u == action_2 then 0 else / 2.
have dp : policies p.
  by move=> n s; split=> [u|]; [rewrite /p; case: eqP; lra | rewrite sum_3 /p /=; lra].
by have := claim p dp true; rewrite !matrix_critic /entry /p /=; lra.
Qed.

(** MAOSQL, §2.3.2, amended: where both agents play action 3 of the matrix game with probability below 2/5, as uniform
    ones do, the exact gradient lowers it: [Qⁿ(3) < Qⁿ(1) = Qⁿ(2)], so that the softmax gradient
    [πⁿ(3) (Qⁿ(3) - E Qⁿ)] is negative where [πⁿ(3) > 0]. *)
Definition policy_gradient_always_fails_amended : Prop := forall p : local_policies matrix, policies p ->
  (forall n, p n tt action_3 < 2 / 5) -> forall n,
  let q := expectation_q p (@rewards _) n tt in
  [/\ q action_3 < q action_1, q action_1 = q action_2 &
      0 < p n tt action_3 -> p n tt action_3 * (q action_3 - expectation (p n tt) q) < 0].

Theorem policy_gradient_always_fails_amended_stands : policy_gradient_always_fails_amended.
Proof.
move=> p dp small n q; have [p0 p1] := dp n tt; have [o0 o1] := dp (~~ n) tt; rewrite !sum_3 in p1 o1.
have q1 : q action_1 = 2 * (1 - p (~~ n) tt action_3) by rewrite /q matrix_critic /entry /=; lra.
have q2 : q action_2 = 2 * (1 - p (~~ n) tt action_3) by rewrite /q matrix_critic /entry /=; lra.
have q3 : q action_3 = 3 * p (~~ n) tt action_3 by rewrite /q matrix_critic /entry /=; lra.
have s := small (~~ n); split=> [||pos]; try lra.
rewrite /expectation sum_3 q1 q2 q3.
have s' := small n; set y := p (~~ n) tt action_3 in s *; move: p1 pos s'.
set c := p n tt action_3 => p1 pos s'.
have e2 : p n tt action_2 = 1 - c - p n tt action_1 by lra.
have -> : 3 * y - (p n tt action_1 * (2 * (1 - y)) + p n tt action_2 * (2 * (1 - y)) + c * (3 * y))
  = - ((1 - c) * (2 - 5 * y)) by rewrite e2; ring.
have : 0 < (1 - c) * (2 - 5 * y) by apply: Rmult_lt_0_compat; lra.
by move=> m; have := Rmult_lt_0_compat _ _ pos m; lra.
Qed.

(** * §4.2: the matrix game *)
Lemma exp_multiple x k : exp (INR k * x) = exp x ^ k.
Proof.
elim: k => [|k ih]; first by rewrite Rmult_0_l exp_0.
by rewrite S_INR Rmult_plus_distr_r Rmult_1_l exp_plus ih /= Rmult_comm.
Qed.

Lemma exp_10_large : 1024 <= exp 10.
Proof.
have e1 : 2 <= exp 1 by have := exp_ineq1_le 1; lra.
have -> : 10 = INR 10 * 1 by rewrite /=; lra.
by rewrite exp_multiple; have := pow_incr 2 (exp 1) 10; rewrite /=; lra.
Qed.

Lemma optimal_chance (g : game) (pi : state g -> joint g -> R) q s a : policy pi -> optimal q s a ->
  pi s a <= \sum_(b : joint g | optimal q s b) pi s b.
Proof.
move=> dp opt; rewrite big_mkcond /=.
have := @term_le_sum _ (fun b => if optimal q s b then pi s b else 0) a; rewrite opt; apply=> b.
by case: optimal => //; [case: (dp s) | lra].
Qed.

(** Whoever takes the other to play action 3 with probability 1/60 at least plays it himself. *)
Lemma matrix_solved (w : agent matrix -> state matrix -> joint matrix -> R) : opponents w ->
  (forall n, / 60 <= w n tt (both action_3 action_3)) ->
  mostly_optimal (product (softmax_policy 50 (projected 10 w (@rewards _)))).
Proof.
move=> ow w3 a0 q /payoffs_optimality -> [].
have a50 : 0 < 50 by lra.
have dp := product_policy (softmax_policies a0 (projected 10 w (@rewards _)) a50).
have opt : optimal (g := matrix) (@rewards _) tt (both action_3 action_3).
  apply/optimalP => b; rewrite /rewards /= both_true both_false; move: (b true) (b false).
  by elim/case_3; elim/case_3; rewrite /entry /=; lra.
apply: Rle_trans (optimal_chance dp opt).
have large := exp_10_large.
have e20 := exp_pos 20.
have e30 : exp 30 = exp 20 * exp 10 by rewrite -exp_plus; congr exp; lra.
have [w0 w1] := ow.
have chance (n : agent matrix) : 17 ^ 5 / (17 ^ 5 + 2) <=
    softmax_policy 50 (projected 10 w (@rewards _)) n tt action_3.
  rewrite softmax_power; last by move=> v; apply: lifted_gt0.
  have pos u := lifted_gt0 (@rewards _) tt u ow (n := n).
  have low : 17 * exp 20 <= lifted w (@rewards _) n tt action_3.
    rewrite /lifted big_mkcond.
    have := @term_le_sum _ (fun a : joint matrix => if a n == action_3 then
      w n tt a * exp (10 * rewards (g := matrix) (tt, a)) else 0) (both action_3 action_3).
    have -> : both action_3 action_3 n == action_3 by rewrite ffunE; case: n {pos}.
    have -> : rewards (g := matrix) (tt, both action_3 action_3) = 3 by rewrite /rewards /= both_true both_false.
    have -> : 10 * 3 = 30 by lra.
    move=> h; apply: Rle_trans (h _) => [|a]; last first.
      by case: eqP => _; [apply: Rmult_le_pos; [apply: w0 | left; apply: exp_pos] | lra].
    have := w3 n; have : 0 < exp 20 * exp 10 by apply: Rmult_lt_0_compat; lra.
    by rewrite e30; nra.
  have high u : u != action_3 -> lifted w (@rewards _) n tt u <= exp 20.
    move=> u3; rewrite /lifted -[exp 20]Rmult_1_l -(w1 n tt u) -sum_scale_r; apply: sum_le => a /eqP au.
    apply: Rmult_le_compat_l; first exact: w0.
    apply: exp_le; rewrite /rewards /=; move: u3; rewrite -au.
    case: n {pos low au u} => /=; move: (a true) (a false);
      by elim/case_3; elim/case_3; rewrite /entry //=; lra.
  have h1 := high action_1 isT; have h2 := high action_2 isT.
  rewrite sum_3 (Rplus_comm (_ + _)) -Rplus_assoc; apply: share_large; try lra; try exact: pos; by left; apply: pos.
rewrite /product big_bool /= both_true both_false.
have c1 := chance true; have c2 := chance false.
have := Rmult_le_compat _ _ _ _ _ _ c1 c2; lra.
Qed.

Lemma uniform_3 (n : bool) : uniform (T := [finType of 'I_3]) action_3 = / 3.
Proof. by rewrite /uniform card_ord /=; congr Rinv; lra. Qed.

Lemma others_matrix (p : local_policies matrix) n : others p n tt (both action_3 action_3) = p (~~ n) tt action_3.
Proof.
by rewrite /others (big_pred1 (~~ n)); [rewrite ffunE; case: n | case: n => -[]].
Qed.

(** MAOSQL, §4.2, Figure 2: at α = 50, β = 10 and uniform ζ the limit of MAOSVI plays the optimum (3, 3) of the matrix
    game with probability 3/4 at least. *)
Definition matrix_game : Prop := maosvi_succeeds (product (@uniform_policies matrix)).

Theorem matrix_game_stands : matrix_game.
Proof.
move=> q /payoffs_maosvi -> a0.
have du : policies (@uniform_policies matrix) by move=> n s; apply: (distribution_uniform (a0 n)).
apply: (matrix_solved (opponents_marginal (product_policy du))) => n.
rewrite marginal_others_product // others_matrix /uniform_policies uniform_3 //; lra.
Qed.

(** MAOSQL, §4.2, Figure 2: at α = 50, β = 10 and ε = 1/20 MAOSQL plays the optimum of the matrix game with probability
    3/4 at least after any number of steps but 0, whatever it starts from. *)
Definition matrix_game_maosql : Prop := forall (x : local_tables matrix) t, (1 <= t)%N ->
  mostly_optimal (product (softmax_policy 50 (iter t (maosql_step 50 10 (/ 20)) x))).

Theorem matrix_game_maosql_stands : matrix_game_maosql.
Proof.
move=> x [//|t] _ a0 q fq; rewrite iterS; set y := iter t _ x.
rewrite /maosql_step /maosql_joint payoffs_backup.
have a50 : 0 < 50 by lra.
have dy := softmax_policies a0 y a50.
apply: (matrix_solved (opponents_exploring a0 _ dy)) fq; first lra.
move=> n; rewrite /exploring_others !others_matrix /uniform_policies uniform_3 //.
by have [p0 _] := dy (~~ n) tt; have := p0 action_3; lra.
Qed.

(** * §4.1: the tensor game *)
(** How many of three agents take the target, action 1. *)
Definition hits (a : {dffun forall _ : 'I_3, 'I_3}) : nat := \sum_n (a n == action_1).

(** Table 3: 0.6, 0, 1, 0.5 as 0, 1, 2, 3 agents take the target. *)
Definition tensor : game :=
  payoffs (fun a : {dffun forall _ : 'I_3, 'I_3} => nth 0 [:: 6 / 10; 0; 1; 1 / 2] (hits a)).

(** The agents have the numbers that their actions have. *)
Definition agent_1 : agent tensor := action_1.
Definition agent_2 : agent tensor := action_2.
Definition agent_3 : agent tensor := action_3.

Section Three.
Variable A : finType.
Local Notation triples := {dffun forall _ : 'I_3, A}.

Definition three (x y z : A) : triples :=
  [ffun n : 'I_3 => if n == action_1 then x else if n == action_2 then y else z].

Lemma three_eta (a : triples) : three (a action_1) (a action_2) (a action_3) = a.
Proof. by apply/ffunP; elim/case_3; rewrite ffunE. Qed.

Lemma sum_three (f : triples -> R) : \sum_(a : triples) f a = \sum_x \sum_y \sum_z f (three x y z).
Proof.
under [RHS]eq_bigr do rewrite pair_bigA /=.
rewrite pair_bigA /= (reindex (fun xyz : A * (A * A) => three xyz.1 xyz.2.1 xyz.2.2)) //=.
exists (fun a : triples => (a action_1, (a action_2, a action_3))) => [[x [y z]] _|a _] /=; first by rewrite !ffunE.
exact: three_eta.
Qed.

Lemma sum_three_1 (f : triples -> R) x : \sum_(a : triples | a action_1 == x) f a = \sum_y \sum_z f (three x y z).
Proof.
rewrite big_mkcond sum_three (@sum_only _ x) => [|x' ne].
  by apply: eq_bigr => y _; apply: eq_bigr => z _; rewrite ffunE /= eqxx.
by rewrite big1 // => y _; rewrite big1 // => z _; rewrite ffunE /= (negbTE ne).
Qed.

Lemma sum_three_2 (f : triples -> R) y : \sum_(a : triples | a action_2 == y) f a = \sum_x \sum_z f (three x y z).
Proof.
rewrite big_mkcond sum_three; apply: eq_bigr => x _; rewrite (@sum_only _ y) => [|y' ne].
  by apply: eq_bigr => z _; rewrite ffunE /= eqxx.
by rewrite big1 // => z _; rewrite ffunE /= (negbTE ne).
Qed.

Lemma sum_three_3 (f : triples -> R) z : \sum_(a : triples | a action_3 == z) f a = \sum_x \sum_y f (three x y z).
Proof.
rewrite big_mkcond sum_three; apply: eq_bigr => x _; apply: eq_bigr => y _; rewrite (@sum_only _ z) => [|z' ne].
  by rewrite ffunE /= eqxx.
by rewrite ffunE /= (negbTE ne).
Qed.
End Three.

Lemma hits_three x y z : hits (three x y z) = ((x == action_1) + (y == action_1) + (z == action_1))%N.
Proof. by rewrite /hits !big_ord_recl big_ord0 addn0 addnA !ffunE. Qed.

Lemma prod_3 (f : 'I_3 -> R) : \prod_x f x = f action_1 * f action_2 * f action_3.
Proof.
rewrite !big_ord_recl big_ord0 Rmult_1_r Rmult_assoc.
by congr (f _ * (f _ * f _)); apply: val_inj.
Qed.

(** The sum of what depends on hit or miss alone. *)
Lemma sum_hit (d : 'I_3 -> R) (f : bool -> R) : distribution d ->
  \sum_x d x * f (x == action_1) = d action_1 * f true + (1 - d action_1) * f false.
Proof.
move=> [_ d1]; rewrite sum_3 in d1.
rewrite sum_3 (_ : (action_2 == action_1) = false) // (_ : (action_3 == action_1) = false) //.
by rewrite eqxx -d1; ring.
Qed.

(** [exp(10 r)] at 0, 1, 2 and 3 hits. *)
Definition weight (k : nat) : R := exp (10 * nth 0 [:: 6 / 10; 0; 1; 1 / 2] k).
(** Its mean if the others hit with probabilities [x] and [y]. *)
Definition mixture (x y : R) (hit : bool) : R :=
  x * y * weight (hit + 2) + (x * (1 - y) + (1 - x) * y) * weight (hit + 1) + (1 - x) * (1 - y) * weight hit.

Lemma mixtureC x y hit : mixture x y hit = mixture y x hit.
Proof. by rewrite /mixture; ring. Qed.

Lemma sum_hits (d e : 'I_3 -> R) (f : nat -> R) k : distribution d -> distribution e ->
  \sum_x \sum_y d x * e y * f (k + (x == action_1) + (y == action_1))%N =
  d action_1 * e action_1 * f (k + 2)%N +
  (d action_1 * (1 - e action_1) + (1 - d action_1) * e action_1) * f (k + 1)%N +
  (1 - d action_1) * (1 - e action_1) * f k.
Proof.
move=> dd de.
have inner x : \sum_y d x * e y * f (k + (x == action_1) + (y == action_1))%N =
    d x * (e action_1 * f (k + (x == action_1) + 1)%N + (1 - e action_1) * f (k + (x == action_1))%N).
  have h := @sum_hit e (fun h : bool => f (k + (x == action_1) + h)%N) de; rewrite /= addn0 in h.
  by rewrite -h -sum_scale; apply: eq_bigr => y _; ring.
under eq_bigr do rewrite inner.
rewrite (@sum_hit d (fun h : bool => e action_1 * f (k + h + 1)%N + (1 - e action_1) * f (k + h)%N)) //.
rewrite /= !addn0; have -> : (k + 1 + 1 = k + 2)%N by rewrite -addnA.
by ring.
Qed.

Section TensorPolicies.
Variable p : local_policies tensor.
Arguments p : clear implicits.
Hypothesis dp : policies p.

(** What each agent sees of the others. *)
Lemma lifted_tensor (n : agent tensor) (u : 'I_3) : lifted (others p) (@rewards tensor) n tt u =
  match val n with
  | 0%N => mixture (p agent_2 tt action_1) (p agent_3 tt action_1) (u == action_1)
  | 1%N => mixture (p agent_1 tt action_1) (p agent_3 tt action_1) (u == action_1)
  | _ => mixture (p agent_1 tt action_1) (p agent_2 tt action_1) (u == action_1)
  end.
Proof.
have o1 (a : joint tensor) : others p agent_1 tt a = p agent_2 tt (a agent_2) * p agent_3 tt (a agent_3).
  by rewrite /others big_mkcond prod_3 /= Rmult_1_l.
have o2 (a : joint tensor) : others p agent_2 tt a = p agent_1 tt (a agent_1) * p agent_3 tt (a agent_3).
  by rewrite /others big_mkcond prod_3 /= Rmult_1_r.
have o3 (a : joint tensor) : others p agent_3 tt a = p agent_1 tt (a agent_1) * p agent_2 tt (a agent_2).
  by rewrite /others big_mkcond prod_3 /= Rmult_1_r.
rewrite /mixture; elim/case_3: n; rewrite /lifted.
- rewrite (sum_three_1 (fun a => others p agent_1 tt a * exp (10 * rewards (g := tensor) (tt, a)))).
  rewrite -(sum_hits weight _ (dp agent_2 tt) (dp agent_3 tt)); apply: eq_bigr => y _; apply: eq_bigr => z _.
  by rewrite o1 /rewards /= hits_three !ffunE.
- rewrite (sum_three_2 (fun a => others p agent_2 tt a * exp (10 * rewards (g := tensor) (tt, a)))).
  rewrite -(sum_hits weight _ (dp agent_1 tt) (dp agent_3 tt)); apply: eq_bigr => y _; apply: eq_bigr => z _.
  by rewrite o2 /rewards /= hits_three !ffunE /= (addnC (y == action_1)).
rewrite (sum_three_3 (fun a => others p agent_3 tt a * exp (10 * rewards (g := tensor) (tt, a)))).
rewrite -(sum_hits weight _ (dp agent_1 tt) (dp agent_2 tt)); apply: eq_bigr => y _; apply: eq_bigr => z _.
by rewrite o3 /rewards /= hits_three !ffunE /= addnC addnA.
Qed.

Lemma optimal_tensor (a : joint tensor) : optimal (@rewards tensor) tt a = (hits a == 2)%N.
Proof.
have r (b : joint tensor) : rewards (g := tensor) (tt, b) = nth 0 [:: 6 / 10; 0; 1; 1 / 2] (hits b) by [].
apply/optimalP/eqP => [h|e b].
  have := h (three action_1 action_1 action_2); rewrite !r hits_three /=.
  by case: (hits a) => [|[|[|[|k]]]] //=; try lra; rewrite nth_nil; lra.
rewrite !r e /=; case: (hits b) => [|[|[|[|k]]]] //=; try lra; rewrite nth_nil; lra.
Qed.

(** The chance that exactly two of three hit. *)
Lemma chance_tensor : let hit n := p n tt action_1 in
  \sum_(a : joint tensor | optimal (@rewards tensor) tt a) product p tt a =
  hit agent_1 * hit agent_2 * (1 - hit agent_3) + hit agent_1 * (1 - hit agent_2) * hit agent_3 +
  (1 - hit agent_1) * hit agent_2 * hit agent_3.
Proof.
move=> hit; rewrite big_mkcond sum_three.
have inner x : \sum_y \sum_z (if optimal (@rewards tensor) tt (three x y z) then product p tt (three x y z) else 0) =
    p agent_1 tt x * (\sum_y \sum_z p agent_2 tt y * p agent_3 tt z *
      (if ((x == action_1) + (y == action_1) + (z == action_1))%N == 2%N then 1 else 0)).
  rewrite -sum_scale; apply: eq_bigr => y _; rewrite -sum_scale; apply: eq_bigr => z _.
  rewrite optimal_tensor hits_three /product prod_3 !ffunE /=.
  by case: (_ == 2%N); rewrite /agent_1 /agent_2 /agent_3; ring.
under eq_bigr do rewrite inner (sum_hits (fun k => if k == 2%N then 1 else 0) _ (dp agent_2 tt) (dp agent_3 tt)).
rewrite (@sum_hit _ (fun h : bool => hit agent_2 * hit agent_3 * (if (h + 2)%N == 2%N then 1 else 0) +
  (hit agent_2 * (1 - hit agent_3) + (1 - hit agent_2) * hit agent_3) * (if (h + 1)%N == 2%N then 1 else 0) +
  (1 - hit agent_2) * (1 - hit agent_3) * (if nat_of_bool h == 2%N then 1 else 0)) (dp agent_1 tt)) /=.
by rewrite -/(hit agent_1); ring.
Qed.
End TensorPolicies.

(** The target's share where both other actions are alike. *)
Lemma softmax_tensor (w : agent tensor -> state tensor -> joint tensor -> R) n :
  opponents w ->
  let l u := lifted w (@rewards tensor) n tt u in
  l action_3 = l action_2 ->
  softmax_policy 50 (projected 10 w (@rewards tensor)) n tt action_1 =
  l action_1 ^ 5 / (l action_1 ^ 5 + l action_2 ^ 5 + l action_2 ^ 5).
Proof.
move=> ow l e; rewrite softmax_power => [|v]; last exact: lifted_gt0.
by rewrite sum_3 -/(l action_1) -/(l action_2) -/(l action_3) e.
Qed.

Lemma share_range x y : 0 < x -> 0 < y -> 0 <= x ^ 5 / (x ^ 5 + y ^ 5 + y ^ 5) <= 1.
Proof.
move=> x0 y0; have x5 := pow_lt x 5 x0; have y5 := pow_lt y 5 y0.
split; first by left; apply: Rdiv_lt_0_compat; lra.
by apply: (Rmult_le_reg_r (x ^ 5 + y ^ 5 + y ^ 5)); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
Qed.

Lemma share_small x y c : 0 < x -> 0 <= c -> c * x <= y -> x ^ 5 / (x ^ 5 + y ^ 5 + y ^ 5) <= / (1 + 2 * c ^ 5).
Proof.
move=> x0 c0 cx; have x5 := pow_lt x 5 x0; have c5 := pow_le c 5 c0.
have p : c ^ 5 * x ^ 5 <= y ^ 5.
  by rewrite -Rpow_mult_distr; apply: pow_incr; split=> //; apply: Rmult_le_pos; lra.
have y5 : 0 <= y ^ 5 by apply: Rle_trans p; apply: Rmult_le_pos; lra.
apply: (Rmult_le_reg_r ((x ^ 5 + y ^ 5 + y ^ 5) * (1 + 2 * c ^ 5))); first by apply: Rmult_lt_0_compat; lra.
have -> : x ^ 5 / (x ^ 5 + y ^ 5 + y ^ 5) * ((x ^ 5 + y ^ 5 + y ^ 5) * (1 + 2 * c ^ 5)) = x ^ 5 * (1 + 2 * c ^ 5).
  by field; lra.
have -> : / (1 + 2 * c ^ 5) * ((x ^ 5 + y ^ 5 + y ^ 5) * (1 + 2 * c ^ 5)) = x ^ 5 + y ^ 5 + y ^ 5 by field; lra.
by lra.
Qed.

(** MAOSQL, §4.1, Figure 1: at α = 50, β = 10 and uniform ζ the limit of MAOSVI plays an optimal action of the tensor
    game with probability 3/4 at least. *)
Definition tensor_game : Prop := maosvi_succeeds (product (@uniform_policies tensor)).

(** Agents alike in all things choose alike: exactly two of three hit with probability 4/9 at most. *)
Theorem tensor_game_refuted : ~ tensor_game.
Proof.
move=> claim; pose a0 : joint tensor := three action_1 action_1 action_1.
have fixed : fixed_point (optimistic_bellman 50 10 (product (@uniform_policies tensor))) (@rewards tensor).
  by rewrite /fixed_point /optimistic_bellman payoffs_backup.
have best : fixed_point (optimality a0) (@rewards tensor) by rewrite /fixed_point /optimality payoffs_backup.
have := claim _ fixed a0 _ best tt; set p := softmax_policy _ _.
have a50 : 0 < 50 by lra.
have dp : policies p by apply: (softmax_policies a0).
have du : policies (@uniform_policies tensor) by move=> n s; apply: (distribution_uniform (a0 n)).
have ow := opponents_marginal (product_policy du).
pose x := uniform (T := [finType of 'I_3]) action_1.
have l n (u : 'I_3) :
    lifted (marginal_others (product (@uniform_policies tensor))) (@rewards tensor) n tt u =
    mixture x x (u == action_1).
  have -> : marginal_others (product (@uniform_policies tensor)) = others (@uniform_policies tensor).
    by do 3 (apply: functional_extensionality_dep => ?); rewrite marginal_others_product.
  by rewrite lifted_tensor //; elim/case_3: n.
pose h := mixture x x true ^ 5 / (mixture x x true ^ 5 + mixture x x false ^ 5 + mixture x x false ^ 5).
have hit n : p n tt action_1 = h by rewrite /p softmax_tensor // !l.
rewrite chance_tensor // !hit => big.
have h01 : 0 <= h <= 1.
  have [p0 _] := dp agent_1 tt; rewrite -(hit agent_1).
  by split; [exact: (p0 action_1) | exact: (distribution_le1 action_1 (dp agent_1 tt))].
have := pow2_ge_0 (h - 2 / 3) => sq.
have : 0 <= (h + / 3) * (h - 2 / 3) ^ 2 by apply: Rmult_le_pos; lra.
by lra.
Qed.

(** Numbers. *)
Lemma exp_twice x c : 0 <= c -> c <= exp x -> c * c <= exp (2 * x).
Proof.
move=> c0 cx; have -> : 2 * x = x + x by lra.
by rewrite exp_plus; apply: Rmult_le_compat.
Qed.

Lemma exp_1_bounds : 2.7 <= exp 1 <= 2.73.
Proof.
have half y c d : c <= exp y -> 0 <= c -> d <= c * c -> d <= exp (2 * y).
  by move=> cy c0 dc; apply: Rle_trans dc (exp_twice c0 cy).
split.
  have h0 : 1.0078125 <= exp (/ 128) by have := exp_ineq1_le (/ 128); lra.
  have h1 := half _ _ 1.01568 h0 ltac:(lra) ltac:(lra); have h2 := half _ _ 1.0316 h1 ltac:(lra) ltac:(lra).
  have h3 := half _ _ 1.06419 h2 ltac:(lra) ltac:(lra); have h4 := half _ _ 1.1325 h3 ltac:(lra) ltac:(lra).
  have h5 := half _ _ 1.2825 h4 ltac:(lra) ltac:(lra); have h6 := half _ _ 1.6448 h5 ltac:(lra) ltac:(lra).
  have h7 := half _ _ 2.7 h6 ltac:(lra) ltac:(lra).
  by move: h7; rewrite (_ : 2 * _ = 1) //; lra.
have h0 : 0.9921875 <= exp (- / 128) by have := exp_ineq1_le (- / 128); lra.
have h1 := half _ _ 0.984436 h0 ltac:(lra) ltac:(lra); have h2 := half _ _ 0.96911 h1 ltac:(lra) ltac:(lra).
have h3 := half _ _ 0.93917 h2 ltac:(lra) ltac:(lra); have h4 := half _ _ 0.88204 h3 ltac:(lra) ltac:(lra).
have h5 := half _ _ 0.77799 h4 ltac:(lra) ltac:(lra); have h6 := half _ _ 0.60526 h5 ltac:(lra) ltac:(lra).
have h7 := half _ _ 0.36633 h6 ltac:(lra) ltac:(lra).
have e : exp (-1) * exp 1 = 1 by rewrite -exp_plus (_ : -1 + 1 = 0) ?exp_0; lra.
move: h7; rewrite (_ : 2 * _ = -1); last lra.
by have := exp_pos 1; nra.
Qed.

(** [exp 4], [exp (-1)] and [exp (-6)]: what 2, 3 and 1 hits weigh beside none. *)
Lemma exp_4_bounds : 53 <= exp 4 <= 56.
Proof.
have [lo hi] := exp_1_bounds; have -> : 4 = INR 4 * 1 by rewrite /=; lra.
rewrite exp_multiple; split.
  by apply: Rle_trans (pow_incr _ _ 4 (conj _ lo)); lra.
by apply: Rle_trans (pow_incr _ _ 4 (conj _ hi)) _; have := exp_pos 1; lra.
Qed.

Lemma exp_minus_1 : 0 < exp (-1) <= 2 / 5.
Proof.
split; first exact: exp_pos.
have e : exp (-1) * exp 1 = 1 by rewrite -exp_plus (_ : -1 + 1 = 0) ?exp_0; lra.
by have [lo _] := exp_1_bounds; have := exp_pos (-1); nra.
Qed.

Lemma exp_minus_6 : 0 < exp (-6) <= 3 / 1000.
Proof.
split; first exact: exp_pos.
have e : exp (-6) * (exp 4 * (exp 1 * exp 1)) = 1.
  by rewrite -!exp_plus (_ : -6 + (4 + (1 + 1)) = 0) ?exp_0; lra.
have [lo _] := exp_1_bounds; have [lo' _] := exp_4_bounds; have x0 := exp_pos (-6).
have p : 7 <= exp 1 * exp 1 by nra.
have p' : 53 * 7 <= exp 4 * (exp 1 * exp 1) by apply: Rmult_le_compat; lra.
by nra.
Qed.

Definition relative (x y : R) (hit : bool) : R :=
  if hit then x * y * exp (-1) + (x * (1 - y) + (1 - x) * y) * exp 4 + (1 - x) * (1 - y) * exp (-6)
  else x * y * exp 4 + (x * (1 - y) + (1 - x) * y) * exp (-6) + (1 - x) * (1 - y).

Lemma mixture_relative x y hit : mixture x y hit = exp 6 * relative x y hit.
Proof.
have w0 : weight 0 = exp 6 by rewrite /weight /=; congr exp; lra.
have w1 : weight 1 = exp 6 * exp (-6) by rewrite /weight /= -exp_plus; congr exp; lra.
have w2 : weight 2 = exp 6 * exp 4 by rewrite /weight /= -exp_plus; congr exp; lra.
have w3 : weight 3 = exp 6 * exp (-1) by rewrite /weight /= -exp_plus; congr exp; lra.
by rewrite /mixture /relative; case: hit => /=; rewrite ?w0 ?w1 ?w2 ?w3; ring.
Qed.

Lemma mixture_gt0 x y hit : 0 <= x <= 1 -> 0 <= y <= 1 -> 0 < mixture x y hit.
Proof.
move=> x01 y01; rewrite mixture_relative; apply: Rmult_lt_0_compat; first exact: exp_pos.
have e4 := exp_pos 4; have e1 := exp_pos (-1); have [e6 e6'] := exp_minus_6; have [lo _] := exp_4_bounds.
have a : 0 <= x * y by apply: Rmult_le_pos; lra.
have b : 0 <= (1 - x) * (1 - y) by apply: Rmult_le_pos; lra.
have c : 0 <= x * (1 - y) + (1 - x) * y by apply: Rplus_le_le_0_compat; apply: Rmult_le_pos; lra.
have s : x * y + (x * (1 - y) + (1 - x) * y) + (1 - x) * (1 - y) = 1 by ring.
rewrite /relative; move: a b c s; set u := x * y; set v := _ + _; set w := _ * (1 - y) => a b c s.
by case: hit; (have [h|[h|h]] : / 3 <= u \/ / 3 <= v \/ / 3 <= w by lra); nra.
Qed.

(** Two agents take the target with probability 3/4, the third with 1/8; both share the rest. *)
Definition two_take_the_target : local_policies tensor := fun n _ u =>
  if n == agent_3 then if u == action_1 then 1 / 8 else 7 / 16 else if u == action_1 then 3 / 4 else 1 / 8.

(** MAOSQL, §4.1, Figure 1, amended: at α = 50, β = 10 and a ζ under which two agents take the target of the tensor
    game with probability 3/4 and the third with 1/8 the limit of MAOSVI plays an optimal action with probability 3/4
    at least. *)
Definition tensor_game_amended : Prop := maosvi_succeeds (product two_take_the_target).

Theorem tensor_game_amended_stands : tensor_game_amended.
Proof.
move=> q /payoffs_maosvi -> a0 qs /payoffs_optimality -> [].
set p := softmax_policy _ _; have a50 : 0 < 50 by lra.
have dp : policies p by apply: (softmax_policies a0).
have dz : policies two_take_the_target.
  move=> n s; split=> [u|]; first by rewrite /two_take_the_target; case: eqP => _; case: eqP => _; lra.
  by rewrite sum_3 /two_take_the_target /=; case: eqP => _; lra.
have ow := opponents_marginal (product_policy dz).
have l n (u : 'I_3) : lifted (marginal_others (product two_take_the_target)) (@rewards tensor) n tt u =
    mixture (3 / 4) (if n == agent_3 then 3 / 4 else 1 / 8) (u == action_1).
  have -> : marginal_others (product two_take_the_target) = others two_take_the_target.
    by do 3 (apply: functional_extensionality_dep => ?); rewrite marginal_others_product.
  by rewrite lifted_tensor //; elim/case_3: n.
have hit n : p n tt action_1 = let x := mixture (3 / 4) (if n == agent_3 then 3 / 4 else 1 / 8) in
    x true ^ 5 / (x true ^ 5 + x false ^ 5 + x false ^ 5) by rewrite /p softmax_tensor // !l.
have [d0 d1] := exp_4_bounds; have [b0 b1] := exp_minus_1; have [c0 c1] := exp_minus_6; have e6 := exp_pos 6.
have pos x y h : 0 <= x <= 1 -> 0 <= y <= 1 -> 0 < relative x y h.
  move=> x01 y01; have := mixture_gt0 h x01 y01; rewrite mixture_relative => m.
  by apply: (Rmult_lt_reg_l (exp 6)) => //; rewrite Rmult_0_r.
have eager : 7 ^ 5 / (7 ^ 5 + 2) <= p agent_1 tt action_1 /\ 7 ^ 5 / (7 ^ 5 + 2) <= p agent_2 tt action_1.
  rewrite !hit /=; split; apply: share_large; try lra; try (by apply: mixture_gt0; lra);
    try (by left; apply: mixture_gt0; lra);
    rewrite !mixture_relative -Rmult_assoc (Rmult_comm 7) Rmult_assoc; apply: Rmult_le_compat_l; try lra;
    rewrite /relative; lra.
have shy : p agent_3 tt action_1 <= / (1 + 2 * 1.4 ^ 5).
  rewrite hit /=; apply: share_small; [by apply: mixture_gt0; lra | lra |].
  rewrite !mixture_relative -Rmult_assoc (Rmult_comm 1.4) Rmult_assoc; apply: Rmult_le_compat_l; first lra.
  rewrite /relative; lra.
rewrite chance_tensor //.
have r n := conj (proj1 (dp n tt) action_1) (distribution_le1 action_1 (dp n tt)).
have [r1 s1] := r agent_1; have [r2 s2] := r agent_2; have [r3 s3] := r agent_3.
move: r1 s1 r2 s2 r3 s3 eager shy; set x := p agent_1 _ _; set y := p agent_2 _ _; set z := p agent_3 _ _.
move=> r1 s1 r2 s2 r3 s3 [ex ey] sz.
have lowx : 0.999 <= x by lra.
have lowy : 0.999 <= y by lra.
have lowz : 0.9 <= 1 - z by have small : / (1 + 2 * 1.4 ^ 5) <= 0.1; lra.
have xy : 0.998 <= x * y by nra.
have xyz : 0.8 <= x * y * (1 - z) by nra.
have t1 : 0 <= x * (1 - y) * z by apply: Rmult_le_pos => //; apply: Rmult_le_pos; lra.
have t2 : 0 <= (1 - x) * y * z by apply: Rmult_le_pos => //; apply: Rmult_le_pos; lra.
by lra.
Qed.

(** MAOSQL, §4.1, Theorem 3: at α = 50, β = 10 and ε = 1/20 MAOSQL settles on the tensor game, whatever it starts from:
    from some step on, the sixth say, no policy moves by more than 1/4 in a step. *)
Definition tensor_game_maosql : Prop := forall x : local_tables tensor, exists T, forall t, (T <= t)%N ->
  let pi t := softmax_policy 50 (iter t (maosql_step 50 10 (/ 20)) x) in
  forall n s u, Rabs (pi t.+1 n s u - pi t n s u) <= 1 / 4.

(** The step of the target's probability where the three agents are alike. *)
Definition explored (x : R) (hit : bool) : R := / 20 * mixture (/ 3) (/ 3) hit + 19 / 20 * mixture x x hit.
Definition alike_step (x : R) : R :=
  explored x true ^ 5 / (explored x true ^ 5 + explored x false ^ 5 + explored x false ^ 5).

Lemma alike_maosql (a0 : joint tensor) (x : local_tables tensor) chance :
  (forall n, softmax_policy 50 x n tt action_1 = chance) ->
  forall n, softmax_policy 50 (maosql_step 50 10 (/ 20) x) n tt action_1 = alike_step chance.
Proof.
move=> alike n; have a50 : 0 < 50 by lra.
have dp := softmax_policies a0 x a50.
have du : policies (@uniform_policies tensor) by move=> m s; apply: (distribution_uniform (a0 m)).
have e01 : 0 <= / 20 <= 1 by lra.
have ow := opponents_exploring a0 e01 dp.
have third : uniform (T := [finType of 'I_3]) action_1 = / 3 by rewrite /uniform card_ord /=; congr Rinv; lra.
have l m (u : 'I_3) : lifted (exploring_others (/ 20) (softmax_policy 50 x)) (@rewards tensor) m tt u =
    explored chance (u == action_1).
  have -> : lifted (exploring_others (/ 20) (softmax_policy 50 x)) (@rewards tensor) m tt u =
      / 20 * lifted (others (@uniform_policies tensor)) (@rewards tensor) m tt u +
      (1 - / 20) * lifted (others (softmax_policy 50 x)) (@rewards tensor) m tt u.
    by rewrite /lifted -!sum_scale -sum_add; apply: eq_bigr => a _; rewrite /exploring_others; ring.
  rewrite !lifted_tensor // !alike /uniform_policies third /explored.
  by elim/case_3: m => /=; lra.
by rewrite /maosql_step /maosql_joint payoffs_backup softmax_tensor // !l.
Qed.

Lemma explored_relative x hit :
  explored x hit = exp 6 * (/ 20 * relative (/ 3) (/ 3) hit + 19 / 20 * relative x x hit).
Proof. by rewrite /explored !mixture_relative; ring. Qed.

Lemma explored_gt0 x hit : 0 <= x <= 1 -> 0 < explored x hit.
Proof.
move=> x01; have := @mixture_gt0 (/ 3) (/ 3) hit ltac:(lra) ltac:(lra); have := @mixture_gt0 x x hit x01 x01.
by rewrite /explored; lra.
Qed.

Lemma explored_le c x h h' : 0 <= c ->
  c * (/ 20 * relative (/ 3) (/ 3) h + 19 / 20 * relative x x h) <=
  / 20 * relative (/ 3) (/ 3) h' + 19 / 20 * relative x x h' -> c * explored x h <= explored x h'.
Proof.
move=> c0 le; rewrite !explored_relative -Rmult_assoc (Rmult_comm c) Rmult_assoc.
by apply: Rmult_le_compat_l => //; left; apply: exp_pos.
Qed.

(** All undecided: next, all on the target. *)
Lemma undecided x : / 4 <= x <= 34 / 100 -> 99 / 100 <= alike_step x <= 1.
Proof.
move=> x0; have x01 : 0 <= x <= 1 by lra.
split; last by case: (share_range (explored_gt0 true x01) (explored_gt0 false x01)).
have [d0 d1] := exp_4_bounds; have [b0 b1] := exp_minus_1; have [c0 c1] := exp_minus_6.
have le : 2.9 * explored x false <= explored x true.
  apply: explored_le; first lra.
  rewrite /relative; have u : 375 / 1000 <= x * (1 - x) + (1 - x) * x by nra.
  have v : 0 <= x * x <= 0.1156 by nra.
  have w : 0 <= (1 - x) * (1 - x) <= 0.5625 by nra.
  have s : x * (1 - x) + (1 - x) * x <= / 2 by have := pow2_ge_0 (x - / 2); lra.
  move: u v w s; set u := _ + _; set v := x * x; set w := (1 - x) * _ => u0 v0 w0 s.
  have m1 : 375 / 1000 * exp 4 <= u * exp 4 by apply: Rmult_le_compat_r; lra.
  have m2 : v * exp 4 <= 0.1156 * exp 4 by apply: Rmult_le_compat_r; lra.
  have m3 : 0 <= v * exp (-1) by apply: Rmult_le_pos; lra.
  have m4 : 0 <= w * exp (-6) by apply: Rmult_le_pos; lra.
  have m5 : u * exp (-6) <= / 2 * (3 / 1000) by apply: Rmult_le_compat; lra.
  by lra.
have := share_large (explored_gt0 true x01) _ (Rlt_le _ _ (explored_gt0 false x01))
  (Rlt_le _ _ (explored_gt0 false x01)) le le.
rewrite -/(alike_step x) => h; apply: Rle_trans (h _); lra.
Qed.

(** All on the target: next, none on it. *)
Lemma all_on x : 99 / 100 <= x <= 1 -> 0 <= alike_step x <= / 1000000.
Proof.
move=> x0; have x01 : 0 <= x <= 1 by lra.
split; first by case: (share_range (explored_gt0 true x01) (explored_gt0 false x01)).
have [d0 d1] := exp_4_bounds; have [b0 b1] := exp_minus_1; have [c0 c1] := exp_minus_6.
have le : 15 * explored x true <= explored x false.
  apply: explored_le; first lra.
  rewrite /relative; have u : 0 <= x * (1 - x) + (1 - x) * x <= 0.02 by nra.
  have v : 0.98 <= x * x <= 1 by nra.
  have w : 0 <= (1 - x) * (1 - x) <= 0.0001 by nra.
  move: u v w; set u := _ + _; set v := x * x; set w := (1 - x) * _ => u0 v0 w0.
  have m1 : u * exp 4 <= 0.02 * exp 4 by apply: Rmult_le_compat_r; lra.
  have m2 : 0.98 * exp 4 <= v * exp 4 by apply: Rmult_le_compat_r; lra.
  have m3 : v * exp (-1) <= 1 * (2 / 5) by apply: Rmult_le_compat; lra.
  have m4 : w * exp (-6) <= 1 * (3 / 1000) by apply: Rmult_le_compat; lra.
  have m5 : 0 <= u * exp (-6) by apply: Rmult_le_pos; lra.
  by lra.
have fifteen : 0 <= 15 by lra.
have := share_small (explored_gt0 true x01) fifteen le; rewrite -/(alike_step x); lra.
Qed.

(** None on the target: next, all undecided. *)
Lemma none_on x : 0 <= x <= / 1000000 -> / 4 <= alike_step x <= 34 / 100.
Proof.
move=> x0; have x01 : 0 <= x <= 1 by lra.
have [d0 d1] := exp_4_bounds; have [b0 b1] := exp_minus_1; have [c0 c1] := exp_minus_6.
have u : 0 <= x * (1 - x) + (1 - x) * x <= 2 / 1000000 by nra.
have v : 0 <= x * x <= / 1000000 by nra.
have w : 0.99999 <= (1 - x) * (1 - x) <= 1 by nra.
have both_le : 0.923 * explored x false <= explored x true /\ 1 * explored x true <= explored x false.
  split; (apply: explored_le; first lra); rewrite /relative; move: u v w;
    set u := x * (1 - x) + _; set v := x * x; set w := (1 - x) * (1 - x) => u0 v0 w0.
    have m1 : 0 <= u * exp 4 by apply: Rmult_le_pos; lra.
    have m2 : v * exp 4 <= / 1000000 * 56 by apply: Rmult_le_compat; lra.
    have m3 : 0 <= v * exp (-1) by apply: Rmult_le_pos; lra.
    have m4 : 0 <= w * exp (-6) by apply: Rmult_le_pos; lra.
    have m5 : u * exp (-6) <= 2 / 1000000 * (3 / 1000) by apply: Rmult_le_compat; lra.
    by lra.
  have m1 : u * exp 4 <= 2 / 1000000 * 56 by apply: Rmult_le_compat; lra.
  have m2 : 0 <= v * exp 4 by apply: Rmult_le_pos; lra.
  have m3 : v * exp (-1) <= / 1000000 * (2 / 5) by apply: Rmult_le_compat; lra.
  have m4 : w * exp (-6) <= 1 * (3 / 1000) by apply: Rmult_le_compat; lra.
  have m5 : 0 <= u * exp (-6) by apply: Rmult_le_pos; lra.
  by lra.
have [le1 le2] := both_le; split.
  have := share_large (explored_gt0 true x01) _ (Rlt_le _ _ (explored_gt0 false x01))
    (Rlt_le _ _ (explored_gt0 false x01)) le1 le1.
  by rewrite -/(alike_step x) => h; apply: Rle_trans (h _); lra.
have := share_small (explored_gt0 true x01) Rle_0_1 le2; rewrite -/(alike_step x); lra.
Qed.

(** From a start that tells nothing apart the policies cycle with period three: all undecided, all on the target, none
    on it. *)
Theorem tensor_game_maosql_refuted : ~ tensor_game_maosql.
Proof.
move=> claim; pose x : local_tables tensor := fun _ _ _ => 0.
pose a0 : joint tensor := three action_1 action_1 action_1.
have [T settles] := claim x; pose chance t := iter t alike_step (/ 3).
have alike t : forall n, softmax_policy 50 (iter t (maosql_step 50 10 (/ 20)) x) n tt action_1 = chance t.
  elim: t => [|t ih] n /=; last exact: (alike_maosql a0 ih).
  rewrite /softmax_policy boltzmann_inverse; last lra.
  by rewrite sum_3 /x Rmult_0_r exp_0 /chance /=; lra.
have cycle k : / 4 <= chance (3 * k)%N <= 34 / 100.
  elim: k => [|k ih]; first by rewrite /chance /=; lra.
  by rewrite mulnS; apply: none_on; apply: all_on; apply: undecided.
have late : (T <= 3 * T)%N by rewrite leq_pmull.
have := settles (3 * T)%N late agent_1 tt action_1.
rewrite !alike; have c := cycle T; have := undecided c; rewrite -[alike_step _]/(chance (3 * T).+1) => c'.
by rewrite Rabs_pos_eq; lra.
Qed.

(** * §4.2: the three-state game *)
(** Tables 4 and 5, in tenths: the rewards of the three states … *)
Definition three_state_rewards : seq (seq (seq R)) :=
  [:: [:: [:: 6; 0; 0]; [:: 0; 4; 4]; [:: 0; 4; 4]];
      [:: [:: 6; 0; 6]; [:: 0; 10; 0]; [:: 6; 0; 6]];
      [:: [:: 3; 3; 0]; [:: 3; 3; 0]; [:: 0; 0; 4]]].

Definition state_1 : 'I_3 := action_1.
Definition state_2 : 'I_3 := action_2.
Definition state_3 : 'I_3 := action_3.

(** … and where the actions lead. *)
Definition three_state_moves : seq (seq (seq 'I_3)) :=
  [:: [:: [:: state_1; state_1; state_1]; [:: state_1; state_3; state_2]; [:: state_1; state_2; state_3]];
      [:: [:: state_1; state_2; state_1]; [:: state_2; state_3; state_2]; [:: state_1; state_2; state_1]];
      [:: [:: state_1; state_1; state_3]; [:: state_1; state_1; state_3]; [:: state_3; state_3; state_2]]].

Definition next_state (s x y : 'I_3) : 'I_3 := nth state_1 (nth [::] (nth [::] three_state_moves s) x) y.

Lemma nine_tenths : 0 <= 9 / 10 < 1. Proof. by lra. Qed.

(** Three states, two agents, three actions each; γ = 9/10 for the mean length of the paper's episodes, 10. *)
Definition three_state : game :=
  @Game [finType of 'I_3] [finType of bool] (fun=> [finType of 'I_3])
    (fun s a => entry (nth [::] three_state_rewards s) (a true) (a false) / 10)
    (fun s a => certain (next_state s (a true) (a false))) (9 / 10)
    (fun s a => distribution_certain (next_state s (a true) (a false))) nine_tenths.

Definition tabled (v : 'I_3 -> R) (s x y : 'I_3) : R :=
  entry (nth [::] three_state_rewards s) x y / 10 + 9 / 10 * v (next_state s x y).

Lemma backup_three_state v s a : backup (g := three_state) v (s, a) = tabled v s (a true) (a false).
Proof. by rewrite /backup /= expectation_certain. Qed.

(** [V* = (130, 136, 130)/19]. *)
Definition best_value (s : 'I_3) : R := if s == state_2 then 136 / 19 else 130 / 19.

Lemma tabled_best : [/\ forall x y, tabled best_value state_1 x y <= 130 / 19,
  forall x y, tabled best_value state_2 x y <= 136 / 19 & forall x y, tabled best_value state_3 x y <= 130 / 19].
Proof. by split; elim/case_3; elim/case_3; rewrite /tabled /entry /best_value /=; lra. Qed.

Lemma three_state_optimality a0 q :
  fixed_point (optimality (g := three_state) a0) q -> q = backup (g := three_state) best_value.
Proof.
move=> fq; apply: (fixed_point_unique _ (optimality_contracts a0) fq); first by case: nine_tenths.
rewrite /fixed_point /optimality; congr backup; apply: functional_extensionality => s.
have [m1 m2 m3] := tabled_best.
apply: Rle_antisym.
  apply: maximum_le => a; rewrite backup_three_state.
  by move: s; elim/case_3; rewrite /best_value /=; [apply: m1 | apply: m2 | apply: m3].
pose a : joint three_state := if s == state_1 then both action_2 action_3 else
  if s == state_2 then both action_2 action_2 else both action_3 action_3.
apply: Rle_trans (le_maximum a0 (fun a => backup (g := three_state) best_value (s, a)) a).
rewrite backup_three_state /a; move: s {a}; elim/case_3 => /=;
  by rewrite !both_true !both_false /tabled /entry /best_value /=; lra.
Qed.

Lemma optimal_state_1 (a : joint three_state) : optimal (backup (g := three_state) best_value) state_1 a =
  (a true == action_2) && (a false == action_3) || (a true == action_3) && (a false == action_2).
Proof.
have [m1 _ _] := tabled_best.
have top : tabled best_value state_1 action_2 action_3 = 130 / 19 by rewrite /tabled /entry /best_value /=; lra.
apply/optimalP/idP => [h|e b]; last first.
  rewrite !backup_three_state; apply: Rle_trans (m1 _ _) _.
  by case/orP: e => /andP[/eqP-> /eqP->]; rewrite /tabled /entry /best_value /=; lra.
have := h (both action_2 action_3); rewrite !backup_three_state both_true both_false top.
by move: (a true) (a false); elim/case_3; elim/case_3; rewrite /tabled /entry /best_value //= => e; exfalso; lra.
Qed.

Lemma optimal_state_2 : optimal (backup (g := three_state) best_value) state_2 (both action_2 action_2).
Proof.
have [_ m2 _] := tabled_best; apply/optimalP => b; rewrite !backup_three_state both_true both_false.
by apply: Rle_trans (m2 _ _) _; rewrite /tabled /entry /best_value /=; lra.
Qed.

Lemma optimal_state_3 : optimal (backup (g := three_state) best_value) state_3 (both action_3 action_3).
Proof.
have [_ _ m3] := tabled_best; apply/optimalP => b; rewrite !backup_three_state both_true both_false.
by apply: Rle_trans (m3 _ _) _; rewrite /tabled /entry /best_value /=; lra.
Qed.

Lemma product_three_state (p : local_policies three_state) s x y : product p s (both x y) = p true s x * p false s y.
Proof. by rewrite /product big_bool /= both_true both_false. Qed.

Lemma others_three_state (p : local_policies three_state) s (a : joint three_state) :
  others p true s a = p false s (a false) /\ others p false s a = p true s (a true).
Proof. by rewrite /others (big_pred1 false) ?(big_pred1 true) //; case. Qed.

(** What each agent sees of the other. *)
Lemma lifted_three_state (p : local_policies three_state) v s u :
  lifted (others p) (backup (g := three_state) v) true s u = \sum_y p false s y * exp (10 * tabled v s u y) /\
  lifted (others p) (backup (g := three_state) v) false s u = \sum_x p true s x * exp (10 * tabled v s x u).
Proof.
split; rewrite /lifted.
  rewrite (sum_both_true (fun a => others p true s a * exp (10 * backup (g := three_state) v (s, a)))).
  apply: eq_bigr => y _; have [-> _] := others_three_state p s (both u y).
  by rewrite backup_three_state both_true both_false.
rewrite (sum_both_false (fun a => others p false s a * exp (10 * backup (g := three_state) v (s, a)))).
apply: eq_bigr => x _; have [_ ->] := others_three_state p s (both x u).
by rewrite backup_three_state both_true both_false.
Qed.

Lemma marginal_others_three_state (p : local_policies three_state) : policies p ->
  marginal_others (product p) = others p.
Proof. by move=> dp; do 3 (apply: functional_extensionality_dep => ?); rewrite marginal_others_product. Qed.

(** MAOSQL, §4.2, Figure 3: at α = 50, β = 10 and uniform ζ the limit of MAOSVI plays an optimal action of the
    three-state game with probability 3/4 at least in every state. *)
Definition three_state_game : Prop := maosvi_succeeds (product (@uniform_policies three_state)).

(** In the first state (2, 3) and (3, 2) are optimal and the agents alike: they meet them half the time at most. *)
Theorem three_state_game_refuted : ~ three_state_game.
Proof.
move=> claim; pose a0 : joint three_state := both action_1 action_1.
have du : policies (@uniform_policies three_state) by move=> n s; apply: (distribution_uniform (a0 n)).
have a50 : 0 < 50 by lra.
have b10 : 0 < 10 by lra.
have [q fq] := optimistic_bellman_fixed_point a50 b10 (product_policy du).
have [qs fs] := banach (discount_range three_state) (optimality_contracts a0).
have := claim q fq a0 qs fs state_1; rewrite (three_state_optimality fs).
have [v ->] : exists v, q = backup v by rewrite -fq; eexists.
rewrite /optimistic_q marginal_others_three_state //.
set p := softmax_policy _ _; have dp : policies p by apply: (softmax_policies a0).
have symmetric s x y : tabled v s x y = tabled v s y x.
  by move: s x y; elim/case_3; elim/case_3; elim/case_3.
have alike u : p true state_1 u = p false state_1 u.
  have ow := opponents_others du; rewrite /p !softmax_power; try by move=> w; apply: lifted_gt0.
  have l w : lifted (others uniform_policies) (backup v) true state_1 w =
      lifted (others uniform_policies) (backup v) false state_1 w.
    have [-> ->] := lifted_three_state (@uniform_policies three_state) v state_1 w.
    by apply: eq_bigr => y _; rewrite symmetric.
  by rewrite l; congr (_ / _); apply: eq_bigr => w _; rewrite l.
rewrite big_mkcond sum_both sum_3 !sum_3 !optimal_state_1 !both_true !both_false /= !product_three_state !alike.
have [p0 p1] := dp false state_1; rewrite sum_3 in p1.
have r1 := p0 action_1; have r2 := p0 action_2; have r3 := p0 action_3.
move: p1 r1 r2 r3; set x := p false state_1 action_2; set y := p false state_1 action_3 => p1 r1 r2 r3.
have : x * y <= / 4.
  have h : (x + y) * (x + y) <= 1 * 1 by apply: Rmult_le_compat; lra.
  by have := pow2_ge_0 (x - y); lra.
by lra.
Qed.

(** [ζ¹ = (1/4, 1/2, 1/4)] and [ζ² = (1/4, 1/4, 1/2)] in all three states. *)
Definition uneven : local_policies three_state := fun n _ u =>
  if n then if u == action_2 then 1 / 2 else 1 / 4 else if u == action_3 then 1 / 2 else 1 / 4.

Arguments uneven n s u : clear implicits.

(** MAOSQL, §4.2, Figure 3, amended: at α = 50, β = 10 and [ζ¹ = (1/4, 1/2, 1/4)], [ζ² = (1/4, 1/4, 1/2)] the limit of
    MAOSVI plays an optimal action of the three-state game with probability 3/4 at least in every state. *)
Definition three_state_game_amended : Prop := maosvi_succeeds (product uneven).

Lemma uneven_policies : policies uneven.
Proof.
move=> n s; split=> [u|]; first by rewrite /uneven; case: n u => u; case: eqP => _; lra.
by rewrite sum_3 /uneven; case: n => /=; lra.
Qed.

Lemma exp_tenths k x : x <= - (INR k / 10) -> exp x <= (10 / 11) ^ k.
Proof.
move=> xk; apply: Rle_trans (exp_le xk) _.
have -> : - (INR k / 10) = INR k * - / 10 by field.
rewrite exp_multiple; apply: pow_incr; split; first by left; apply: exp_pos.
have e : exp (- / 10) * exp (/ 10) = 1 by rewrite -exp_plus (_ : - / 10 + / 10 = 0) ?exp_0; lra.
by have := exp_ineq1_le (/ 10); have := exp_pos (- / 10); nra.
Qed.

(** Values about as far apart as those of the limit. *)
Definition near (v : 'I_3 -> R) : Prop :=
  [/\ 0.26 <= v state_2 - v state_3 <= 0.37, 0.2225 <= v state_2 - v state_1 & v state_1 - v state_3 <= 0.1].

(** [exp(10 Q)], relative to the best action of the state. *)
Definition best_exponent (v : 'I_3 -> R) (s : 'I_3) : R :=
  if s == state_2 then 10 + 9 * v state_3 else 4 + 9 * v state_2.
Definition against_best v s x y : R := exp (10 * tabled v s x y - best_exponent v s).

Definition ceilings : seq (seq (seq R)) :=
  [:: [:: [:: 1; 0.0037; 0.0037]; [:: 0.0037; 0.112; 1]; [:: 0.0037; 1; 0.112]];
      [:: [:: 0.0525; 0.0019; 0.0525]; [:: 0.0019; 1; 0.0019]; [:: 0.0525; 0.0019; 0.0525]];
      [:: [:: 0.0635; 0.0635; 0.0025]; [:: 0.0635; 0.0635; 0.0025]; [:: 0.0025; 0.0025; 1]]].

Lemma exp_at_most_1 x : x <= 0 -> exp x <= 1.
Proof. by move=> x0; rewrite -exp_0; apply: exp_le. Qed.

Lemma below_ceilings v s x y : near v -> against_best v s x y <= entry (nth [::] ceilings s) x y.
Proof.
move=> [[d0 d1] y0 z0]; rewrite /against_best /tabled /best_exponent.
have p23 := @exp_tenths 23; have p59 := @exp_tenths 59; have p66 := @exp_tenths 66.
have p31 := @exp_tenths 31; have p63 := @exp_tenths 63; have p29 := @exp_tenths 29.
rewrite !INR_IZR_INZ in p23 p59 p66 p31 p63 p29.
move: p23 p59 p66 p31 p63 p29; simpl Z.of_nat => p23 p59 p66 p31 p63 p29.
move: s x y; elim/case_3; elim/case_3; elim/case_3; rewrite /entry /next_state /=.
all: try (by apply: exp_at_most_1; lra).
all: try (by apply: Rle_trans (p59 _ _) _; lra).
all: try (by apply: Rle_trans (p23 _ _) _; lra).
all: try (by apply: Rle_trans (p66 _ _) _; lra).
all: try (by apply: Rle_trans (p31 _ _) _; lra).
all: try (by apply: Rle_trans (p63 _ _) _; lra).
all: try (by apply: Rle_trans (p29 _ _) _; lra).
Qed.

(** What an agent sees of an action, relative to [best_exponent]. *)
Definition seen (n : bool) v s u : R :=
  if n then / 4 * against_best v s u action_1 + / 4 * against_best v s u action_2 + / 2 * against_best v s u action_3
  else / 4 * against_best v s action_1 u + / 2 * against_best v s action_2 u + / 4 * against_best v s action_3 u.

Lemma seen_gt0 n v s u : 0 < seen n v s u.
Proof.
have e x y : 0 < against_best v s x y by apply: exp_pos.
have e1 := e u action_1; have e2 := e u action_2; have e3 := e u action_3.
have f1 := e action_1 u; have f2 := e action_2 u; have f3 := e action_3 u.
by rewrite /seen; case: n; lra.
Qed.

Lemma lifted_uneven n v s (u : 'I_3) :
  lifted (others uneven) (backup (g := three_state) v) n s u = exp (best_exponent v s) * seen n v s u.
Proof.
have split_exp x y : exp (10 * tabled v s x y) = exp (best_exponent v s) * against_best v s x y.
  by rewrite /against_best -exp_plus; congr exp; lra.
have [lt lf] := lifted_three_state uneven v s u.
by case: n; rewrite ?lt ?lf sum_3 !split_exp /uneven /seen /=; lra.
Qed.

Lemma sum_powers_le (f g : 'I_3 -> R) : (forall u, 0 <= f u <= g u) -> \sum_u f u ^ 5 <= \sum_u g u ^ 5.
Proof. by move=> fg; apply: sum_le => u _; apply: pow_incr. Qed.

(** Ceilings of what the two see, state by state. *)
Definition seen_ceiling (n : bool) (s u : 'I_3) : R :=
  entry (nth [::] (if n then
      [:: [:: [:: 0.2528; 0.529; 0.307]]; [:: [:: 0.04; 0.2515; 0.04]]; [:: [:: 0.033; 0.033; 0.5013]]]
    else [:: [:: [:: 0.2528; 0.307; 0.529]]; [:: [:: 0.0273; 0.501; 0.0273]]; [:: [:: 0.0483; 0.0483; 0.2519]]]) s)
    action_1 u.

Lemma seen_le n v s u : near v -> seen n v s u <= seen_ceiling n s u.
Proof.
move=> nv; have c x y := below_ceilings s x y nv.
have e1 := c u action_1; have e2 := c u action_2; have e3 := c u action_3.
have f1 := c action_1 u; have f2 := c action_2 u; have f3 := c action_3 u.
move: e1 e2 e3 f1 f2 f3 {c}; rewrite /seen /seen_ceiling /entry.
move: s u; elim/case_3; elim/case_3; case: n => /=; lra.
Qed.

(** The value of a state against those that follow. *)
Definition saved (s : 'I_3) : R := if s == state_1 then 6 else 10.

Lemma exp_saved s : (if s == state_1 then 0.0024 else 0.000043) <= exp (- saved s).
Proof.
have [_ hi] := exp_1_bounds; have e := exp_pos 1.
have i : / 2.73 <= exp (- (1)) by rewrite exp_Ropp; apply: Rinv_le_contravar.
have -> : - saved s = INR (if s == state_1 then 6 else 10)%N * - (1) by rewrite /saved; case: eqP => _ /=; lra.
rewrite exp_multiple; case: eqP => _; (apply: Rle_trans (pow_incr _ _ _ (conj _ i)); lra).
Qed.

Lemma uneven_value v s : near v -> mean_value 50 (optimistic_q 10 (product uneven) (backup (g := three_state) v)) s <=
  (10 * best_exponent v s - saved s) / 100.
Proof.
move=> nv; rewrite /mean_value /mean_of_agents sum_bool /optimistic_q.
rewrite marginal_others_three_state; last exact: uneven_policies.
have ow := opponents_others uneven_policies.
rewrite !local_value_power; try by move=> u; apply: lifted_gt0.
have factored n : \sum_u lifted (others uneven) (backup (g := three_state) v) n s u ^ 5 =
    exp (5 * best_exponent v s) * \sum_u seen n v s u ^ 5.
  rewrite -sum_scale; apply: eq_bigr => u _; rewrite lifted_uneven Rpow_mult_distr -exp_multiple.
  by congr (exp _ * _); rewrite /=; lra.
have pos n : 0 < \sum_u seen n v s u ^ 5.
  apply: sum_gt0 => [u|]; first by left; apply: pow_lt; apply: seen_gt0.
  by exists action_1; apply: pow_lt; apply: seen_gt0.
have le n : \sum_u seen n v s u ^ 5 <= \sum_u seen_ceiling n s u ^ 5.
  by apply: sum_powers_le => u; split; [left; apply: seen_gt0 | apply: seen_le].
rewrite !factored !ln_mult ?ln_exp //; try exact: exp_pos.
have both_le : ln (\sum_u seen true v s u ^ 5) + ln (\sum_u seen false v s u ^ 5) <= - saved s.
  rewrite -ln_mult // -(ln_exp (- saved s)); apply: ln_le; first exact: Rmult_lt_0_compat.
  apply: Rle_trans (Rmult_le_compat _ _ _ _ (Rlt_le _ _ (pos true)) (Rlt_le _ _ (pos false)) (le true) (le false)) _.
  apply: Rle_trans (exp_saved s); rewrite !sum_3 /seen_ceiling /entry.
  by move: s {nv factored pos le}; elim/case_3 => /=; lra.
have two : INR #|agent three_state| = 2 by rewrite card_bool /=; lra.
by rewrite two; lra.
Qed.

(** Values that bound those of the limit from above. *)
Definition upper_value (s : 'I_3) : R :=
  if s == state_1 then 111.76 / 19 else if s == state_2 then 117 / 19 else 111 / 19.

Lemma near_upper_value : near upper_value.
Proof. by rewrite /near /upper_value /=; split; lra. Qed.

Section Limit.
Variable q : state three_state * joint three_state -> R.
Hypothesis fq : fixed_point (optimistic_bellman 50 10 (product uneven)) q.
Let value := mean_value 50 (optimistic_q 10 (product uneven) q).

Lemma limit_backup : q = backup value. Proof. by rewrite -[LHS]fq. Qed.

Lemma limit_upper s : value s <= upper_value s.
Proof.
have a50 : 0 < 50 by lra.
have b10 : 0 < 10 by lra.
have dz := product_policy uneven_policies.
have up t :
    mean_value 50 (optimistic_q 10 (product uneven) (backup (g := three_state) upper_value)) t <= upper_value t.
  apply: Rle_trans (uneven_value t near_upper_value) _.
  by move: t; elim/case_3; rewrite /best_exponent /saved /upper_value /=; lra.
have le : forall sa, q sa <= backup (g := three_state) upper_value sa.
  apply: (above_fixed_point (discount_range three_state) (optimistic_bellman_mono a50 b10 dz)
    (optimistic_bellman_discounts a50 b10 dz) fq) => sa.
  exact: backup_mono.
apply: Rle_trans (up s); exact: (optimistic_value_mono a50 b10 dz).
Qed.

Lemma limit_lower s x y : tabled value s x y + (ln (uneven false s y) + ln (uneven true s x)) / 20 <= value s.
Proof.
have b10 : 0 < 10 by lra.
have a50 : 0 < 50 by lra.
have ow := opponents_others uneven_policies.
rewrite {2}/value /mean_value /mean_of_agents sum_bool /optimistic_q.
rewrite marginal_others_three_state; last exact: uneven_policies.
have [o1 o2] := others_three_state uneven s (both x y); rewrite both_false in o1; rewrite both_true in o2.
have pos n u : 0 < uneven n s u by rewrite /uneven; case: n u => u; case: eqP => _; lra.
have l1 := @le_projected three_state 10 b10 (others uneven) ow q true s (both x y) ltac:(by rewrite o1; apply: pos).
have l2 := @le_projected three_state 10 b10 (others uneven) ow q false s (both x y) ltac:(by rewrite o2; apply: pos).
rewrite o1 both_true in l1; rewrite o2 both_false in l2.
have e : q (s, both x y) = tabled value s x y by rewrite {1}limit_backup backup_three_state both_true both_false.
rewrite e in l1 l2.
have v1 := le_soft_value a50 (projected 10 (others uneven) q true s) x.
have v2 := le_soft_value a50 (projected 10 (others uneven) q false s) y.
have two : INR #|agent three_state| = 2 by rewrite card_bool /=; lra.
by rewrite two /local_value; lra.
Qed.

Lemma ln_half : - 0.7 <= ln (1 / 2) /\ - 1.4 <= ln (1 / 4).
Proof.
have e7 : exp (- 0.7) <= 1 / 2.
  apply: Rnot_lt_le => big.
  have p : (1 / 2) ^ 10 <= exp (- 0.7) ^ 10 by apply: pow_incr; lra.
  rewrite -exp_multiple (_ : INR 10 * - 0.7 = - 7) in p; last by rewrite /=; lra.
  have e : exp (- 7) * exp 7 = 1 by rewrite -exp_plus (_ : -7 + 7 = 0) ?exp_0; lra.
  have [lo _] := exp_1_bounds.
  have b : 1040 <= exp 7.
    have -> : 7 = INR 7 * 1 by rewrite /=; lra.
    by rewrite exp_multiple; apply: Rle_trans (pow_incr _ _ 7 (conj _ lo)); lra.
  by have := exp_pos (- 7); nra.
have l : - 0.7 <= ln (1 / 2) by rewrite -(ln_exp (- 0.7)); apply: ln_le => //; exact: exp_pos.
split=> //; have -> : 1 / 4 = 1 / 2 * (1 / 2) by field.
by rewrite ln_mult; lra.
Qed.

Lemma near_limit : near value.
Proof.
have [h q4] := ln_half.
have u1 := limit_upper state_1; have u2 := limit_upper state_2; have u3 := limit_upper state_3.
have l1 := limit_lower state_1 action_2 action_3; have l2 := limit_lower state_2 action_2 action_2.
have l3 := limit_lower state_3 action_3 action_3.
move: u1 u2 u3 l1 l2 l3; rewrite /upper_value /tabled /entry /next_state /uneven /=.
set v1 := value state_1; set v2 := value state_2; set v3 := value state_3 => u1 u2 u3 l1 l2 l3.
by rewrite /near -/v1 -/v2 -/v3; split; lra.
Qed.
End Limit.

(** A share is at least what it is with the others at their ceilings. *)
Lemma share_at_least (x y z x0 y0 z0 : R) : 0 < x0 <= x -> 0 <= y <= y0 -> 0 <= z <= z0 ->
  x0 ^ 5 / (x0 ^ 5 + y0 ^ 5 + z0 ^ 5) <= x ^ 5 / (x ^ 5 + y ^ 5 + z ^ 5).
Proof.
move=> x1 y1 z1; have ex := pow_incr x0 x 5 ltac:(lra); have ey := pow_incr y y0 5 y1; have ez := pow_incr z z0 5 z1.
have px : 0 < x0 ^ 5 by apply: pow_lt; lra.
have py : 0 <= y ^ 5 by apply: pow_le; lra.
have pz : 0 <= z ^ 5 by apply: pow_le; lra.
move: ex ey ez px py pz; set a := x0 ^ 5; set b := y0 ^ 5; set c := z0 ^ 5; set d := x ^ 5; set e := y ^ 5.
set f := z ^ 5 => ex ey ez px py pz.
apply: (Rmult_le_reg_r ((a + b + c) * (d + e + f))); first by apply: Rmult_lt_0_compat; lra.
have -> : a / (a + b + c) * ((a + b + c) * (d + e + f)) = a * (d + e + f) by field; lra.
have -> : d / (d + e + f) * ((a + b + c) * (d + e + f)) = d * (a + b + c) by field; lra.
have : a * (e + f) <= d * (b + c) by apply: Rmult_le_compat; lra.
by lra.
Qed.

Theorem three_state_game_amended_stands : three_state_game_amended.
Proof.
move=> q fq a0 qs /three_state_optimality ->.
have a50 : 0 < 50 by lra.
have ow := opponents_others uneven_policies.
have nv := near_limit fq.
rewrite /optimistic_q marginal_others_three_state; last exact: uneven_policies.
rewrite (limit_backup fq); move: nv; set v := mean_value _ _ => nv.
set p := softmax_policy _ _; have dp : policies p by apply: (softmax_policies a0).
have best s x y : 10 * tabled v s x y = best_exponent v s -> against_best v s x y = 1.
  by move=> e; rewrite /against_best e Rminus_diag_eq // exp_0.
have pos s x y : 0 < against_best v s x y by apply: exp_pos.
have share n s (u : 'I_3) : p n s u = seen n v s u ^ 5 /
    (seen n v s action_1 ^ 5 + seen n v s action_2 ^ 5 + seen n v s action_3 ^ 5).
  rewrite /p softmax_power => [|w]; last exact: lifted_gt0.
  rewrite sum_3 !lifted_uneven !Rpow_mult_distr; have e0 := pow_lt _ 5 (exp_pos (best_exponent v s)).
  have s1 := pow_lt _ 5 (seen_gt0 n v s action_1); have s2 := pow_lt _ 5 (seen_gt0 n v s action_2).
  have s3 := pow_lt _ 5 (seen_gt0 n v s action_3).
  rewrite -!Rmult_plus_distr_l; move: e0 s1 s2 s3; set E := exp _ ^ 5 => e0 s1 s2 s3.
  by field; lra.
have up n s u := conj (Rlt_le _ _ (seen_gt0 n v s u)) (seen_le n s u nv).
have chance s x y : optimal (backup (g := three_state) best_value) s (both x y) ->
    0.87 <= p true s x -> 0.87 <= p false s y ->
    3 / 4 <= \sum_(a : joint three_state | optimal (backup (g := three_state) best_value) s a) product p s a.
  move=> opt px py; apply: Rle_trans (optimal_chance (product_policy dp) opt).
  by rewrite product_three_state; have := Rmult_le_compat 0.87 _ 0.87 _ ltac:(lra) ltac:(lra) px py; lra.
elim/case_3.
- apply: (chance _ action_2 action_3); first by rewrite optimal_state_1 both_true both_false.
    have b := best state_1 action_2 action_3 ltac:(rewrite /tabled /entry /next_state /best_exponent /=; lra).
    have lo : 0 < 0.5 <= seen true v state_1 action_2.
      by rewrite /seen b; have := pos state_1 action_2 action_1; have := pos state_1 action_2 action_2; lra.
    rewrite share (Rplus_comm (seen true v state_1 action_1 ^ 5)).
    apply: (Rle_trans _ (0.5 ^ 5 / (0.5 ^ 5 + 0.2528 ^ 5 + 0.307 ^ 5))); first lra.
    exact: share_at_least lo (up true state_1 action_1) (up true state_1 action_3).
  have b := best state_1 action_2 action_3 ltac:(rewrite /tabled /entry /next_state /best_exponent /=; lra).
  have lo : 0 < 0.5 <= seen false v state_1 action_3.
    by rewrite /seen b; have := pos state_1 action_1 action_3; have := pos state_1 action_3 action_3; lra.
  rewrite share (Rplus_comm (_ + _) (seen false v state_1 action_3 ^ 5)) -Rplus_assoc.
  apply: (Rle_trans _ (0.5 ^ 5 / (0.5 ^ 5 + 0.2528 ^ 5 + 0.307 ^ 5))); first lra.
  exact: share_at_least lo (up false state_1 action_1) (up false state_1 action_2).
- have b := best state_2 action_2 action_2 ltac:(rewrite /tabled /entry /next_state /best_exponent /=; lra).
  apply: (chance _ action_2 action_2); first exact: optimal_state_2.
    have lo : 0 < 0.25 <= seen true v state_2 action_2.
      by rewrite /seen b; have := pos state_2 action_2 action_1; have := pos state_2 action_2 action_3; lra.
    rewrite share (Rplus_comm (seen true v state_2 action_1 ^ 5)).
    apply: (Rle_trans _ (0.25 ^ 5 / (0.25 ^ 5 + 0.04 ^ 5 + 0.04 ^ 5))); first lra.
    exact: share_at_least lo (up true state_2 action_1) (up true state_2 action_3).
  have lo : 0 < 0.5 <= seen false v state_2 action_2.
    by rewrite /seen b; have := pos state_2 action_1 action_2; have := pos state_2 action_3 action_2; lra.
  rewrite share (Rplus_comm (seen false v state_2 action_1 ^ 5)).
  apply: (Rle_trans _ (0.5 ^ 5 / (0.5 ^ 5 + 0.0273 ^ 5 + 0.0273 ^ 5))); first lra.
  exact: share_at_least lo (up false state_2 action_1) (up false state_2 action_3).
have b := best state_3 action_3 action_3 ltac:(rewrite /tabled /entry /next_state /best_exponent /=; lra).
apply: (chance _ action_3 action_3); first exact: optimal_state_3.
  have lo : 0 < 0.5 <= seen true v state_3 action_3.
    by rewrite /seen b; have := pos state_3 action_3 action_1; have := pos state_3 action_3 action_2; lra.
  rewrite share (Rplus_comm (_ + _) (seen true v state_3 action_3 ^ 5)) -Rplus_assoc.
  apply: (Rle_trans _ (0.5 ^ 5 / (0.5 ^ 5 + 0.033 ^ 5 + 0.033 ^ 5))); first lra.
  exact: share_at_least lo (up true state_3 action_1) (up true state_3 action_2).
have lo : 0 < 0.25 <= seen false v state_3 action_3.
  by rewrite /seen b; have := pos state_3 action_1 action_3; have := pos state_3 action_2 action_3; lra.
rewrite share (Rplus_comm (_ + _) (seen false v state_3 action_3 ^ 5)) -Rplus_assoc.
apply: (Rle_trans _ (0.25 ^ 5 / (0.25 ^ 5 + 0.0483 ^ 5 + 0.0483 ^ 5))); first lra.
exact: share_at_least lo (up false state_3 action_1) (up false state_3 action_2).
Qed.
