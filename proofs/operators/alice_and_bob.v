(** Two agents with two actions each: Alice plays her first action with probability p, Bob his with q. *)
From Coq Require Import Reals Lra Lia FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game witness operators.divergence.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** The policy on two actions that plays the first one, [true], with probability [x]. *)
Definition row (x : R) (first : bool) : R := if first then x else 1 - x.

(** The payoffs: [a] and [b] where Alice plays her first action and Bob his first or second, [c] and [d] where she
    plays her second. Alice is the agent [true], Bob the agent [false]. *)
Definition alice_and_bob (a b c d : R) : game := payoffs (fun u : {dffun forall _ : bool, bool} =>
  if u true then if u false then a else b else if u false then c else d).

(** What Alice's actions earn her against [q]: [qa + (1-q)b] and [qc + (1-q)d]. *)
Definition alice_critic (a b c d q : R) (first : bool) : R :=
  if first then q * a + (1 - q) * b else q * c + (1 - q) * d.
(** What Bob's actions earn him against [p]: [pa + (1-p)c] and [pb + (1-p)d]. *)
Definition bob_critic (a b c d p : R) (first : bool) : R :=
  if first then p * a + (1 - p) * c else p * b + (1 - p) * d.

(** [M = b + c - a - d], [p̂ = (c - d)/M], [q̂ = (b - d)/M]. *)
Definition mixed (a b c d : R) : R := b + c - a - d.
Definition p_hat (a b c d : R) : R := (c - d) / mixed a b c d.
Definition q_hat (a b c d : R) : R := (b - d) / mixed a b c d.

(** A response relates action values and an old policy to a new one: one of the best responses, say. *)
Definition response := (bool -> R) -> (bool -> R) -> (bool -> R) -> Prop.

(** Both agents respond at once, each to what the other played. *)
Definition step (respond : response) (a b c d p q p' q' : R) : Prop :=
  respond (alice_critic a b c d q) (row p) (row p') /\ respond (bob_critic a b c d p) (row q) (row q').

Definition iteration (respond : response) (a b c d : R) (p q : nat -> R) : Prop :=
  forall t, step respond a b c d (p t) (q t) (p t.+1) (q t.+1).

(** A best response, and of equals the old policy. *)
Definition best_or_old (D : (bool -> R) -> (bool -> R) -> R) omega values old p : Prop :=
  best_response D omega values old p /\ (best_response D omega values old old -> p = old).

(** ** The game *)
Section Game.
Variables a b c d : R.

(** The two policies, as local policies of the game. *)
Definition policies_of (p q : R) : local_policies (alice_and_bob a b c d) := fun n _ => row (if n then p else q).

(** The critics are those of the game: [E_{a⁻ⁿ ~ π⁻ⁿ} r(x, a⁻ⁿ)]. *)
Lemma alice_critic_of_game p q x :
  local_mean (others (policies_of p q) true) (fun sa => reward sa.1 sa.2) (n := true) tt x = alice_critic a b c d q x.
Proof.
have w u : others (policies_of p q) true tt u = row q (u false) by rewrite /others (big_pred1 false) // => -[].
by rewrite /local_mean sum_both_true sum_bool !w /= !both_true !both_false /row /alice_critic; case: x.
Qed.

Lemma bob_critic_of_game p q x :
  local_mean (others (policies_of p q) false) (fun sa => reward sa.1 sa.2) (n := false) tt x = bob_critic a b c d p x.
Proof.
have w u : others (policies_of p q) false tt u = row p (u true) by rewrite /others (big_pred1 true) // => -[].
by rewrite /local_mean sum_both_false sum_bool !w /= !both_true !both_false /row /bob_critic; case: x.
Qed.

Lemma alice_gain q : mixed a b c d <> 0 ->
  alice_critic a b c d q true - alice_critic a b c d q false = mixed a b c d * (q_hat a b c d - q).
Proof. by move=> m; rewrite /alice_critic /q_hat; move: m; rewrite /mixed => m; field. Qed.

Lemma bob_gain p : mixed a b c d <> 0 ->
  bob_critic a b c d p true - bob_critic a b c d p false = mixed a b c d * (p_hat a b c d - p).
Proof. by move=> m; rewrite /bob_critic /p_hat; move: m; rewrite /mixed => m; field. Qed.
End Game.

(** ** Rows *)
Lemma distribution_row x : distribution (row x) <-> 0 <= x <= 1.
Proof.
split=> [[x0 _]|x01]; first by have := x0 true; have := x0 false; rewrite /row; lra.
by split=> [[]|]; rewrite ?sum_bool /row; lra.
Qed.

Lemma row_of p : distribution p -> p = row (p true).
Proof.
move=> [_ p1]; rewrite sum_bool in p1; apply: functional_extensionality; case; rewrite /row //; lra.
Qed.

Lemma row_range p : distribution p -> 0 <= p true <= 1.
Proof. by move=> dp; apply/distribution_row; rewrite -row_of. Qed.

Lemma row_inj x y : row x = row y -> x = y.
Proof. by move/(congr1 (fun p => p true)). Qed.

Lemma supported_row x y : 0 < x < 1 -> supported (row y) (row x).
Proof. by move=> x01 []; rewrite /row; lra. Qed.

Lemma penalized_row D omega values x y : penalized D omega values (row x) (row y) =
  values false + (y * (values true - values false) - omega * D (row y) (row x)).
Proof. by rewrite /penalized /expectation sum_bool /row; lra. Qed.

(** [y] maximises [y G - ω D(y‖x)], [G] being what the first action earns above the second. *)
Definition maximises (D : (bool -> R) -> (bool -> R) -> R) (omega gain x y : R) : Prop :=
  0 <= y <= 1 /\
  forall z, 0 <= z <= 1 -> z * gain - omega * D (row z) (row x) <= y * gain - omega * D (row y) (row x).

(** As [maximises], and nothing else does as well. *)
Definition only_maximises (D : (bool -> R) -> (bool -> R) -> R) (omega gain x y : R) : Prop :=
  0 <= y <= 1 /\
  forall z, 0 <= z <= 1 -> z <> y -> z * gain - omega * D (row z) (row x) < y * gain - omega * D (row y) (row x).

Section Responses.
Variables (D : (bool -> R) -> (bool -> R) -> R) (omega : R).
Implicit Types (values : bool -> R) (x y : R).

Lemma best_row values x y :
  best_response D omega values (row x) (row y) <-> maximises D omega (values true - values false) x y.
Proof.
split=> [[dy best]|[y01 best]]; split; try exact/distribution_row.
  by move=> z /distribution_row dz; have := best _ dz; rewrite !penalized_row; lra.
move=> p dp; have z01 := row_range dp; rewrite (row_of dp).
by have := best _ z01; rewrite !penalized_row; lra.
Qed.

Lemma only_best_row values x y :
  only_maximises D omega (values true - values false) x y -> only_best_response D omega values (row x) (row y).
Proof.
move=> [y01 best]; split; first exact/distribution_row.
move=> p dp ne; have z01 := row_range dp.
have ne' : p true <> y by move=> e; apply: ne; rewrite -e; apply: row_of.
rewrite (row_of dp).
by have := best _ z01 ne'; rewrite !penalized_row; lra.
Qed.

Lemma best_supported_row values x y : 0 < x < 1 ->
  best_supported_response D omega values (row x) (row y) <-> maximises D omega (values true - values false) x y.
Proof.
move=> x01; split=> [[dy sy best]|m].
  split; first exact/distribution_row.
  move=> z /distribution_row dz; have := best _ dz (supported_row _ x01); rewrite !penalized_row; lra.
have [dy best] := (proj2 (best_row values x y)) m.
by split=> //; [apply: supported_row | move=> p dp _; apply: best].
Qed.

Lemma only_best_supported_row values x y : 0 < x < 1 ->
  only_maximises D omega (values true - values false) x y ->
  only_best_supported_response D omega values (row x) (row y).
Proof.
move=> x01 /only_best_row [dy best].
by split=> //; [apply: supported_row | move=> p dp _; apply: best].
Qed.

Lemma supported_stays values y : best_supported_response D omega values (row 0) (row y) -> y = 0.
Proof. by move=> [_ sy _]; apply: (sy true). Qed.

Lemma supported_stays_1 values y : best_supported_response D omega values (row 1) (row y) -> y = 1.
Proof. by move=> [_ sy _]; have := sy false; rewrite /row => h; have := h ltac:(lra); lra. Qed.

Lemma only_maximiser gain x y : only_maximises D omega gain x y -> maximises D omega gain x y.
Proof.
move=> [y01 best]; split=> // z z01; case: (Req_dec z y) => [->|ne]; first by right.
by left; apply: best.
Qed.

Lemma only_maximiser_unique gain x y y' : only_maximises D omega gain x y -> maximises D omega gain x y' -> y' = y.
Proof.
move=> [y01 best] [y01' best']; apply: Classical_Prop.NNPP => ne.
by have := best _ y01' ne; have := best' _ y01; lra.
Qed.

(** Renaming the two actions. *)
Hypothesis renamed : forall x y, D (row (1 - y)) (row (1 - x)) = D (row y) (row x).

Lemma maximises_renamed gain x y : maximises D omega gain x y -> maximises D omega (- gain) (1 - x) (1 - y).
Proof.
move=> [y01 best]; split=> [|z z01]; first lra.
have e := renamed x (1 - z); rewrite (_ : 1 - (1 - z) = z) in e; last by lra.
by have := best (1 - z) ltac:(lra); rewrite (renamed x y) e; lra.
Qed.

Lemma only_maximises_renamed gain x y :
  only_maximises D omega gain x y -> only_maximises D omega (- gain) (1 - x) (1 - y).
Proof.
move=> [y01 best]; split=> [|z z01 ne]; first lra.
have e := renamed x (1 - z); rewrite (_ : 1 - (1 - z) = z) in e; last by lra.
by have := best (1 - z) ltac:(lra) ltac:(lra); rewrite (renamed x y) e; lra.
Qed.

(** ** A divergence that is flat at the old policy lets every gain move it *)
Hypotheses (omega0 : 0 < omega) (ge0 : forall x y, 0 < x < 1 -> 0 <= y <= 1 -> 0 <= D (row y) (row x)).
Hypothesis flat : forall x y, 0 < x < 1 -> 0 <= y <= 1 -> D (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x)).

Lemma gain_raises gain x y : 0 < x < 1 -> 0 < gain -> maximises D omega gain x y -> x < y.
Proof.
move=> x01 g0 [y01 best]; have s0 : 0 < x * (1 - x) by nra.
pose k := x * (1 - x) * (gain / (gain + 2 * omega)).
have r1 : gain / (gain + 2 * omega) * (gain + 2 * omega) = gain by field; lra.
have r0 : 0 < gain / (gain + 2 * omega) by apply: Rdiv_lt_0_compat; lra.
have r2 : gain / (gain + 2 * omega) < 1 by nra.
have k0 : 0 < k by rewrite /k; nra.
have k1 : k <= 1 - x by rewrite /k; nra.
have z01 : 0 <= x + k <= 1 by lra.
have := best _ z01; have := flat x01 z01; have := ge0 x01 y01.
have -> : (x + k - x) ^ 2 / (x * (1 - x)) = k * (gain / (gain + 2 * omega)).
  by rewrite /k; field; split; lra.
move=> d0 dk low; have o : omega * D (row (x + k)) (row x) <= omega * (k * (gain / (gain + 2 * omega))).
  by apply: Rmult_le_compat_l; lra.
have o' : 0 <= omega * D (row y) (row x) by apply: Rmult_le_pos; lra.
have p : omega * (gain / (gain + 2 * omega)) < gain by nra.
have : 0 < (y - x) * gain by nra.
by nra.
Qed.

Lemma gain_lowers gain x y : 0 < x < 1 -> gain < 0 -> maximises D omega gain x y -> y < x.
Proof.
move=> x01 g0 /maximises_renamed m.
by have := @gain_raises (- gain) (1 - x) (1 - y) ltac:(lra) ltac:(lra) m; lra.
Qed.
End Responses.

(** ** Kullback–Leibler *)
Lemma kl_renamed x y : kl (row (1 - y)) (row (1 - x)) = kl (row y) (row x).
Proof.
rewrite /kl !sum_bool /row.
by rewrite (_ : 1 - (1 - y) = y) 1?(_ : 1 - (1 - x) = x); lra.
Qed.

Lemma kl_row_ge0 x y : 0 < x < 1 -> 0 <= y <= 1 -> 0 <= kl (row y) (row x).
Proof.
move=> x01 y01; apply: kl_ge0; [exact/distribution_row | apply/distribution_row; lra | exact: supported_row].
Qed.

Lemma kl_term_le p q : 0 <= p -> 0 < q -> p * ln (p / q) <= p ^ 2 / q - p.
Proof.
move=> [p0|<-] q0; last by rewrite /Rdiv; lra.
have := ln_le_sub1 (Rdiv_lt_0_compat _ _ p0 q0); move/(Rmult_le_compat_l _ _ _ (Rlt_le _ _ p0)).
by have -> : p * (p / q - 1) = p ^ 2 / q - p by field; lra.
Qed.

Lemma kl_flat x y : 0 < x < 1 -> 0 <= y <= 1 -> kl (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x)).
Proof.
move=> x01 y01; rewrite /kl sum_bool /row.
have := @kl_term_le y x ltac:(lra) ltac:(lra); have := @kl_term_le (1 - y) (1 - x) ltac:(lra) ltac:(lra).
have -> : (y - x) ^ 2 / (x * (1 - x)) = (y ^ 2 / x - y) + ((1 - y) ^ 2 / (1 - x) - (1 - y)) by field; lra.
by lra.
Qed.

(** [x k / (x k + 1 - x)] with [k = exp (G/ω)]. *)
Definition kl_answer (omega gain x : R) : R := x * exp (gain / omega) / (x * exp (gain / omega) + (1 - x)).

Lemma kl_answer_range omega gain x : 0 < x < 1 -> 0 < kl_answer omega gain x < 1.
Proof.
move=> x01; rewrite /kl_answer; have k0 := exp_pos (gain / omega); set k := exp _ in k0 *.
have xk : 0 < x * k by nra.
split; first by apply: Rdiv_lt_0_compat; lra.
by apply: (Rmult_lt_reg_r (x * k + (1 - x))); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
Qed.

Lemma kl_best omega gain x : 0 < omega -> 0 < x < 1 -> only_maximises (@kl _) omega gain x (kl_answer omega gain x).
Proof.
move=> o0 x01.
pose f first := (if first then gain else 0) + omega * ln (row x first).
have split_objective y : 0 <= y <= 1 -> y * gain - omega * kl (row y) (row x)
    = soft_value omega f - omega * kl (row y) (boltzmann omega f).
  move=> y01; rewrite -gibbs //; last exact/distribution_row.
  rewrite /expectation /entropy /kl !sum_bool /f /row.
  have t p q : 0 <= p -> 0 < q -> p * ln (p / q) = p * ln p - p * ln q.
    by move=> [p0|<-] q0; [rewrite ln_div // | idtac]; lra.
  by rewrite !t; lra.
have e : boltzmann omega f = row (kl_answer omega gain x).
  have db := distribution_boltzmann true f o0.
  rewrite (row_of db); congr row; rewrite boltzmann_ratio // sum_bool /f /row /kl_answer.
  have -> : (gain + omega * ln x) / omega = gain / omega + ln x by field; lra.
  have -> : (0 + omega * ln (1 - x)) / omega = ln (1 - x) by field; lra.
  by rewrite exp_plus !exp_ln; try lra; rewrite (Rmult_comm x).
have r := kl_answer_range omega gain x01.
have dr : distribution (row (kl_answer omega gain x)) by apply/distribution_row; lra.
split=> [|z z01 ne]; first lra.
rewrite !split_objective ?e; try lra.
have s y : supported (row y) (row (kl_answer omega gain x)) by apply: supported_row.
have dz : distribution (row z) by apply/distribution_row.
have := kl_ge0 dz dr (s z); case=> [pos|zero].
  rewrite kl_refl; last by case: dr.
  by have := Rmult_lt_0_compat _ _ o0 pos; lra.
by case: ne; apply: row_inj; apply: (kl_eq0 dz dr (s z)).
Qed.

(** The losing probability falls by a smaller factor where it is smaller and where the gain is larger. *)
Lemma kl_shrinks omega gain gain' x x' : 0 < omega -> 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  kl_answer omega (- gain') x' * x <= kl_answer omega (- gain) x * x'.
Proof.
move=> o0 x0 x1 g0; rewrite /kl_answer.
have k1 : exp (- gain / omega) < 1.
  rewrite -exp_0; apply: exp_increasing; rewrite /Rdiv.
  by have := Rinv_0_lt_compat _ o0; nra.
have kk : exp (- gain' / omega) <= exp (- gain / omega).
  by apply: exp_le; apply: Rmult_le_compat_r; [left; apply: Rinv_0_lt_compat | lra].
have k0 := exp_pos (- gain' / omega).
set k := exp (- gain / omega) in k1 kk *; set k' := exp (- gain' / omega) in kk k0 *.
have d : 0 < x * k + (1 - x) by nra.
have d' : 0 < x' * k' + (1 - x') by nra.
apply: (Rmult_le_reg_r ((x * k + (1 - x)) * (x' * k' + (1 - x')))); first exact: Rmult_lt_0_compat.
have -> : x' * k' / (x' * k' + (1 - x')) * x * ((x * k + (1 - x)) * (x' * k' + (1 - x')))
  = x * x' * (k' * (x * k + (1 - x))) by field; lra.
have -> : x * k / (x * k + (1 - x)) * x' * ((x * k + (1 - x)) * (x' * k' + (1 - x')))
  = x * x' * (k * (x' * k' + (1 - x'))) by field; lra.
apply: Rmult_le_compat_l; first by nra.
have : 0 <= (k - k') * (1 - x') by apply: Rmult_le_pos; lra.
have : 0 <= (x - x') * (k' * (1 - k)) by apply: Rmult_le_pos; [lra | apply: Rmult_le_pos; lra].
by nra.
Qed.

(** ** χ² *)
Lemma chi_squared_row x y : 0 < x < 1 -> chi_squared (row y) (row x) = (y - x) ^ 2 / (x * (1 - x)).
Proof. by move=> x01; rewrite /chi_squared sum_bool /row; field; lra. Qed.

Lemma chi_squared_renamed x y : chi_squared (row (1 - y)) (row (1 - x)) = chi_squared (row y) (row x).
Proof.
rewrite /chi_squared !sum_bool /row.
by rewrite (_ : 1 - (1 - y) = y) 1?(_ : 1 - (1 - x) = x); lra.
Qed.

Lemma chi_squared_row_ge0 x y : 0 < x < 1 -> 0 <= y <= 1 -> 0 <= chi_squared (row y) (row x).
Proof.
move=> x01 _; rewrite chi_squared_row //; apply: Rmult_le_pos; first exact: pow2_ge_0.
by left; apply: Rinv_0_lt_compat; nra.
Qed.

Lemma chi_squared_flat x y : 0 < x < 1 -> 0 <= y <= 1 -> chi_squared (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x)).
Proof. by move=> x01 _; rewrite chi_squared_row //; right. Qed.

(** [x + x (1 - x) G / (2ω)], clipped to [[0, 1]]. *)
Definition chi_squared_answer (omega gain x : R) : R := Rmax 0 (Rmin 1 (x + x * (1 - x) * gain / (2 * omega))).

Lemma chi_squared_best omega gain x : 0 < omega -> 0 < x < 1 ->
  only_maximises (@chi_squared _) omega gain x (chi_squared_answer omega gain x).
Proof.
move=> o0 x01; have s0 : 0 < x * (1 - x) by nra.
pose v := x + x * (1 - x) * gain / (2 * omega).
have c0 : 0 < omega / (x * (1 - x)) by apply: Rdiv_lt_0_compat.
have square z : z * gain - omega * chi_squared (row z) (row x)
    = v * gain - omega * ((v - x) ^ 2 / (x * (1 - x))) - omega / (x * (1 - x)) * (z - v) ^ 2.
  by rewrite chi_squared_row // /v; field; lra.
have r : 0 <= chi_squared_answer omega gain x <= 1.
  by rewrite /chi_squared_answer /Rmax /Rmin; case: Rle_dec; case: Rle_dec; lra.
split=> // z z01 ne; rewrite !square.
suff : (chi_squared_answer omega gain x - v) ^ 2 < (z - v) ^ 2.
  by move/(Rmult_lt_compat_l _ _ _ c0); lra.
move: ne; rewrite /chi_squared_answer -/v /Rmax /Rmin.
by case: (Rle_dec 1 v) => v1; case: Rle_dec => v0 ne; nra.
Qed.

Lemma chi_squared_shrinks omega gain gain' x x' : 0 < omega -> 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  chi_squared_answer omega (- gain') x' * x <= chi_squared_answer omega (- gain) x * x'.
Proof.
move=> o0 x0 x1 g0; rewrite /chi_squared_answer.
have i0 : 0 < / (2 * omega) by apply: Rinv_0_lt_compat; lra.
have v w h : 0 < w < 1 -> 0 < h ->
    Rmin 1 (w + w * (1 - w) * - h / (2 * omega)) = w * (1 - (1 - w) * h * / (2 * omega)).
  move=> w01 h0; rewrite Rmin_right; first by field; lra.
  have : 0 < w * (1 - w) * h by apply: Rmult_lt_0_compat; nra.
  by move/(Rmult_lt_compat_r _ _ _ i0); rewrite /Rdiv; lra.
rewrite !v; try lra.
have le : (1 - x) * gain <= (1 - x') * gain' by nra.
have := Rmult_le_compat_r _ _ _ (Rlt_le _ _ i0) le.
set u := (1 - x) * gain * _; set u' := (1 - x') * gain' * _ => uu.
have xx : 0 <= x * x' by nra.
have := Rmult_le_compat_l _ _ _ xx uu => prod.
rewrite /Rmax; case: Rle_dec => h; case: Rle_dec => h'.
- by lra.
- have u1 : 1 < u by apply: Rnot_le_lt => u1; apply: h'; apply: Rmult_le_pos; lra.
  have u2 : x' * (1 - u') < 0 by nra.
  by lra.
- by have := Rmult_le_pos x' (x * (1 - u)) ltac:(lra) h'; lra.
by lra.
Qed.

(** ** Total variation *)
Lemma total_variation_row x y : total_variation (row y) (row x) = Rabs (y - x).
Proof.
rewrite /total_variation sum_bool /row (_ : 1 - y - (1 - x) = - (y - x)); last lra.
by rewrite Rabs_Ropp; lra.
Qed.

Lemma total_variation_renamed x y : total_variation (row (1 - y)) (row (1 - x)) = total_variation (row y) (row x).
Proof. by rewrite !total_variation_row -Rabs_Ropp; congr Rabs; lra. Qed.

(** All mass moves for a gain above [ω], none for one below it. *)
Lemma total_variation_jumps omega gain x : 0 < omega -> 0 <= x <= 1 -> omega < gain ->
  only_maximises (@total_variation _) omega gain x 1.
Proof.
move=> o0 x01 g; split=> [|z z01 ne]; first lra.
rewrite !total_variation_row (Rabs_pos_eq (1 - x)); last lra.
have far := Rmult_le_compat_l _ _ _ (Rlt_le _ _ o0) (Rle_abs (z - x)).
have : 0 < (1 - z) * (gain - omega) by apply: Rmult_lt_0_compat; lra.
by lra.
Qed.

Lemma total_variation_falls omega gain x : 0 < omega -> 0 <= x <= 1 -> omega < - gain ->
  only_maximises (@total_variation _) omega gain x 0.
Proof.
move=> o0 x01 g.
have := only_maximises_renamed total_variation_renamed (@total_variation_jumps omega (- gain) (1 - x) o0 ltac:(lra) g).
have -> : 1 - 1 = 0 by lra.
by have -> : 1 - (1 - x) = x; [lra | rewrite Ropp_involutive].
Qed.

Lemma total_variation_stays omega gain x : 0 < omega -> 0 <= x <= 1 -> Rabs gain < omega ->
  only_maximises (@total_variation _) omega gain x x.
Proof.
move=> o0 x01 g; split=> // z z01 ne; rewrite !total_variation_row (Rminus_diag_eq x x erefl) Rabs_R0.
have far : 0 < Rabs (z - x) by apply: Rabs_pos_lt; lra.
have := Rmult_lt_compat_l _ _ _ far g; rewrite -Rabs_mult; have := Rle_abs ((z - x) * gain).
by lra.
Qed.

Lemma total_variation_may_stay omega gain x : 0 <= omega -> 0 <= x <= 1 -> Rabs gain <= omega ->
  maximises (@total_variation _) omega gain x x.
Proof.
move=> o0 x01 g; split=> // z z01; rewrite !total_variation_row (Rminus_diag_eq x x erefl) Rabs_R0.
have := Rmult_le_compat_l _ _ _ (Rabs_pos (z - x)) g; rewrite -Rabs_mult; have := Rle_abs ((z - x) * gain).
by lra.
Qed.

(** ** The squared Hellinger distance *)
Lemma sqrt_pow2 x : 0 <= x -> sqrt x ^ 2 = x.
Proof. by move=> x0; rewrite /= Rmult_1_r sqrt_sqrt. Qed.

Lemma sqrt_below_1 x : 0 <= x <= 1 -> sqrt x <= 1.
Proof. by move=> x01; have := @sqrt_le_1 x 1 ltac:(lra) ltac:(lra) ltac:(lra); rewrite sqrt_1. Qed.

Lemma sqrt_of_pow2 u : 0 <= u -> sqrt (u ^ 2) = u.
Proof. by move=> u0; rewrite /= Rmult_1_r sqrt_square. Qed.

Lemma hellinger_squared_row x y : 0 <= x <= 1 -> 0 <= y <= 1 ->
  hellinger_squared (row y) (row x) = 2 - 2 * (sqrt x * sqrt y + sqrt (1 - x) * sqrt (1 - y)).
Proof.
move=> x01 y01; rewrite /hellinger_squared sum_bool /row.
have e1 := sqrt_pow2 (proj1 x01); have e2 := sqrt_pow2 (proj1 y01).
have e3 := @sqrt_pow2 (1 - x) ltac:(lra); have e4 := @sqrt_pow2 (1 - y) ltac:(lra).
by nra.
Qed.

Lemma hellinger_squared_renamed x y :
  hellinger_squared (row (1 - y)) (row (1 - x)) = hellinger_squared (row y) (row x).
Proof.
have e z : 1 - (1 - z) = z by lra.
by rewrite /hellinger_squared !sum_bool /row !e Rplus_comm.
Qed.

Lemma root_difference x y : 0 < x -> 0 <= y -> (sqrt y - sqrt x) ^ 2 <= (y - x) ^ 2 / x.
Proof.
move=> x0 y0; apply: (Rmult_le_reg_r x) => //; rewrite /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; last lra.
have := sqrt_pow2 (Rlt_le _ _ x0); have := sqrt_pow2 y0; have s0 := sqrt_lt_R0 _ x0; have u0 := sqrt_pos y.
set s := sqrt x in s0 *; set u := sqrt y in u0 * => <- <-.
have -> : (u ^ 2 - s ^ 2) ^ 2 = (u - s) ^ 2 * (u + s) ^ 2 by ring.
by apply: Rmult_le_compat_l; [exact: pow2_ge_0 | nra].
Qed.

Lemma hellinger_squared_flat x y : 0 < x < 1 -> 0 <= y <= 1 ->
  hellinger_squared (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x)).
Proof.
move=> x01 y01; rewrite /hellinger_squared sum_bool /row.
have := @root_difference x y ltac:(lra) ltac:(lra); have := @root_difference (1 - x) (1 - y) ltac:(lra) ltac:(lra).
have -> : (y - x) ^ 2 / (x * (1 - x)) = (y - x) ^ 2 / x + (1 - y - (1 - x)) ^ 2 / (1 - x) by field; lra.
by lra.
Qed.

Lemma hellinger_squared_row_ge0 x y : 0 < x < 1 -> 0 <= y <= 1 -> 0 <= hellinger_squared (row y) (row x).
Proof. by move=> _ _; apply: hellinger_squared_ge0. Qed.

Lemma sqrt_below u : 0 <= u <= 1 -> 1 - u ^ 2 <= sqrt (1 - u ^ 2).
Proof.
move=> u01; have w : 0 <= 1 - u ^ 2 <= 1 by nra.
by have := sqrt_pow2 (proj1 w); have := sqrt_pos (1 - u ^ 2); set r := sqrt _; nra.
Qed.

(** What leaving [0] for [u²] saves of the squared distance. *)
Lemma hellinger_squared_saved x u : 0 <= x <= 1 -> 0 <= u <= 1 ->
  2 * u * (sqrt x - u) <= hellinger_squared (row 0) (row x) - hellinger_squared (row (u ^ 2)) (row x).
Proof.
move=> x01 u01; rewrite !hellinger_squared_row; try nra.
rewrite sqrt_0 Rminus_0_r sqrt_1 (sqrt_of_pow2 (proj1 u01)).
have := sqrt_below u01; have c0 := sqrt_pos (1 - x).
have c1 := @sqrt_below_1 (1 - x) ltac:(lra).
by move=> b; nra.
Qed.

(** From inside no mass is given up altogether. *)
Lemma hellinger_squared_inside omega gain x y : 0 < omega -> 0 < x < 1 ->
  maximises (@hellinger_squared _) omega gain x y -> 0 < y < 1.
Proof.
have above0 g w z : 0 < omega -> 0 < w < 1 -> maximises (@hellinger_squared _) omega g w z -> 0 < z.
  move=> o0 w01 [[[//|z0] _] best].
  have s0 := sqrt_lt_R0 _ (proj1 w01).
  have s1 := @sqrt_below_1 w ltac:(lra).
  have k0 : 0 < Rabs g + 2 * omega by have := Rabs_pos g; lra.
  pose u := omega * sqrt w / (Rabs g + 2 * omega).
  have uk : u * (Rabs g + 2 * omega) = omega * sqrt w by rewrite /u; field; lra.
  have u0 : 0 < u by apply: Rdiv_lt_0_compat; nra.
  have us : u < sqrt w by have := Rabs_pos g; nra.
  have := best (u ^ 2) ltac:(nra); rewrite -z0.
  have := @hellinger_squared_saved w u ltac:(lra) ltac:(lra) => saved.
  have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ o0) saved.
  have g1 : - Rabs g <= g by rewrite /Rabs; case: Rcase_abs; lra.
  have := Rmult_le_compat_l (u ^ 2) _ _ ltac:(nra) g1.
  have : u * (u * (Rabs g + 2 * omega)) = u * (omega * sqrt w) by rewrite uk.
  have : 0 < u * (omega * sqrt w) by apply: Rmult_lt_0_compat; nra.
  by lra.
move=> o0 x01 m; have m' := maximises_renamed hellinger_squared_renamed m.
by have := above0 _ _ _ o0 x01 m; have := above0 _ _ _ o0 _ m'; lra.
Qed.

(** [G + ω (√(x/y) - √((1-x)/(1-y))) = 0] at the best response. *)
Lemma hellinger_squared_first_order omega gain x y : 0 < omega -> 0 < x < 1 ->
  maximises (@hellinger_squared _) omega gain x y ->
  gain + omega * (sqrt x / sqrt y - sqrt (1 - x) / sqrt (1 - y)) = 0.
Proof.
move=> o0 x01 m; have y01 := hellinger_squared_inside o0 x01 m; case: m => _ best.
pose f z := z * gain + 2 * omega * (sqrt x * sqrt z + sqrt (1 - x) * sqrt (1 - z)).
pose l := gain + omega * (sqrt x / sqrt y - sqrt (1 - x) / sqrt (1 - y)).
have u0 := sqrt_lt_R0 _ (proj1 y01); have v0 : 0 < sqrt (1 - y) by apply: sqrt_lt_R0; lra.
have df : derivable_pt_lim f y l.
  have d1 : derivable_pt_lim (fun z => sqrt x * sqrt z) y (sqrt x * / (2 * sqrt y)).
    by apply: (derivable_pt_lim_scal sqrt); apply: derivable_pt_lim_sqrt; lra.
  have d2 : derivable_pt_lim (fun z => sqrt (1 - z)) y (/ (2 * sqrt (1 - y)) * (0 - 1)).
    apply: (derivable_pt_lim_comp (fun z => 1 - z) sqrt); last by apply: derivable_pt_lim_sqrt; lra.
    apply: (derivable_pt_lim_minus (fct_cte 1) id); [exact: derivable_pt_lim_const | exact: derivable_pt_lim_id].
  have d3 := derivable_pt_lim_scal _ (sqrt (1 - x)) _ _ d2.
  have d4 := derivable_pt_lim_scal _ (2 * omega) _ _ (derivable_pt_lim_plus _ _ _ _ _ d1 d3).
  have d5 : derivable_pt_lim (fun z => z * gain) y (1 * gain + y * 0).
    apply: (derivable_pt_lim_mult id (fct_cte gain)); [exact: derivable_pt_lim_id | exact: derivable_pt_lim_const].
  have := derivable_pt_lim_plus _ _ _ _ _ d5 d4.
  rewrite /plus_fct /mult_real_fct.
  have -> : 1 * gain + y * 0 + 2 * omega * (sqrt x * / (2 * sqrt y) + sqrt (1 - x) * (/ (2 * sqrt (1 - y)) * (0 - 1)))
    = l by rewrite /l; field; lra.
  by [].
have top z : 0 < z -> z < 1 -> f z <= f y.
  move=> z0 z1; have := best z ltac:(lra); rewrite !hellinger_squared_row; try lra.
  by rewrite /f; lra.
have pr : derivable_pt f y := exist _ l df.
rewrite -/l -(derive_pt_eq_0 f y l pr df).
exact: (deriv_maximum f 0 1 y pr (proj1 y01) (proj2 y01) top).
Qed.

Lemma hellinger_squared_shrinks omega gain gain' x x' y y' : 0 < omega -> 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  maximises (@hellinger_squared _) omega (- gain) x y -> maximises (@hellinger_squared _) omega (- gain') x' y' ->
  y' * x <= y * x'.
Proof.
move=> o0 x0 x1 g0 m m'; have x01 : 0 < x < 1 by lra.
have x01' : 0 < x' < 1 by lra.
have y01 := hellinger_squared_inside o0 x01 m; have y01' := hellinger_squared_inside o0 x01' m'.
have := hellinger_squared_first_order o0 x01 m; have := hellinger_squared_first_order o0 x01' m'.
have ss : sqrt x' <= sqrt x by apply: sqrt_le_1; lra.
have := sqrt_pow2 (Rlt_le _ _ (proj1 x01)); have := sqrt_pow2 (Rlt_le _ _ (proj1 x01')).
have := sqrt_pow2 (Rlt_le _ _ (proj1 y01)); have := sqrt_pow2 (Rlt_le _ _ (proj1 y01')).
have := @sqrt_pow2 (1 - x) ltac:(lra); have := @sqrt_pow2 (1 - x') ltac:(lra).
have := @sqrt_pow2 (1 - y) ltac:(lra); have := @sqrt_pow2 (1 - y') ltac:(lra).
have := sqrt_lt_R0 _ (proj1 x01); have := sqrt_lt_R0 _ (proj1 x01').
have := sqrt_lt_R0 _ (proj1 y01); have := sqrt_lt_R0 _ (proj1 y01').
have := @sqrt_lt_R0 (1 - x) ltac:(lra); have := @sqrt_lt_R0 (1 - x') ltac:(lra).
have := @sqrt_lt_R0 (1 - y) ltac:(lra); have := @sqrt_lt_R0 (1 - y') ltac:(lra).
move: ss; set s := sqrt x; set s' := sqrt x'; set u := sqrt y; set u' := sqrt y'.
set c := sqrt (1 - x); set c' := sqrt (1 - x'); set v := sqrt (1 - y); set v' := sqrt (1 - y').
move=> ss v0' v0 c0' c0 u0' u0 s0' s0 ev' ev ec' ec eu' eu es' es foc' foc.
suff : u' * s <= u * s'.
  move=> h; rewrite -eu' -eu -es' -es -!Rpow_mult_distr.
  by apply: pow_incr; split=> //; apply: Rmult_le_pos; lra.
apply: Rnot_lt_le => far.
have gap w g : - g + omega * w = 0 -> w = g / omega by move=> h; apply: (Rmult_eq_reg_l omega); [field_simplify|]; lra.
move: foc foc' => /gap foc /gap foc'.
have o1 := Rinv_0_lt_compat _ o0.
pose r := u / s; pose r' := u' / s'; pose t := v / c; pose t' := v' / c'.
have er : u = r * s by rewrite /r; field; lra.
have er' : u' = r' * s' by rewrite /r'; field; lra.
have et : v = t * c by rewrite /t; field; lra.
have et' : v' = t' * c' by rewrite /t'; field; lra.
have r0 : 0 < r by apply: Rdiv_lt_0_compat.
have r0' : 0 < r' by apply: Rdiv_lt_0_compat.
have t0 : 0 < t by apply: Rdiv_lt_0_compat.
have t0' : 0 < t' by apply: Rdiv_lt_0_compat.
have i_r : s / u = / r by rewrite er; field; lra.
have i_r' : s' / u' = / r' by rewrite er'; field; lra.
have i_t : c / v = / t by rewrite et; field; lra.
have i_t' : c' / v' = / t' by rewrite et'; field; lra.
rewrite i_r i_t in foc; rewrite i_r' i_t' in foc'.
have rr : r < r'.
  apply: (Rmult_lt_reg_r (s * s')); first exact: Rmult_lt_0_compat.
  by rewrite er er' in far; lra.
have kk : gain / omega <= gain' / omega by apply: Rmult_le_compat_r; lra.
have k0 : 0 < gain' / omega by apply: Rdiv_lt_0_compat; lra.
have ir : / r' < / r by apply: Rinv_lt_contravar => //; apply: Rmult_lt_0_compat.
have tt : t < t'.
  by apply: Rnot_le_lt => le; have := Rinv_le_contravar _ _ t0' le; lra.
have rt' : r' < t'.
  by apply: Rnot_le_lt => le; have := Rinv_le_contravar _ _ t0' le; lra.
have one : s ^ 2 * r ^ 2 + c ^ 2 * t ^ 2 = 1.
  by move: eu ev; rewrite er et !Rpow_mult_distr; lra.
have one' : s' ^ 2 * r' ^ 2 + c' ^ 2 * t' ^ 2 = 1.
  by move: eu' ev'; rewrite er' et' !Rpow_mult_distr; lra.
have a1 : s ^ 2 * r ^ 2 < s ^ 2 * r' ^ 2 by apply: Rmult_lt_compat_l; nra.
have a2 : c ^ 2 * t ^ 2 < c ^ 2 * t' ^ 2 by apply: Rmult_lt_compat_l; nra.
have a3 : 0 <= (x - x') * (t' ^ 2 - r' ^ 2) by apply: Rmult_le_pos; nra.
by rewrite ec es in one a1 a2; rewrite ec' es' in one'; lra.
Qed.

(** ** The Hellinger distance with its root *)
Lemma hellinger_renamed x y : hellinger (row (1 - y)) (row (1 - x)) = hellinger (row y) (row x).
Proof. by rewrite /hellinger hellinger_squared_renamed. Qed.

Lemma hellinger_refl x : hellinger (row x) (row x) = 0.
Proof.
rewrite /hellinger /hellinger_squared big1 ?sqrt_0 // => b _.
by rewrite Rminus_diag_eq //= Rmult_0_l.
Qed.

(** From inside no mass is given up altogether. *)
Lemma hellinger_inside omega gain x y : 0 < omega -> 0 < x < 1 ->
  maximises (@hellinger _) omega gain x y -> 0 < y < 1.
Proof.
have above0 g w z : 0 < omega -> 0 < w < 1 -> maximises (@hellinger _) omega g w z -> 0 < z.
  move=> o0 w01 [[[//|z0] _] best].
  have s0 := sqrt_lt_R0 _ (proj1 w01).
  have s1 := @sqrt_below_1 w ltac:(lra).
  have ag := Rabs_pos g.
  pose k := 2 * (Rabs g + omega).
  have k0 : 0 < k by rewrite /k; lra.
  pose u := omega * sqrt w / k.
  have uk : u * k = omega * sqrt w by rewrite /u; field; lra.
  have u0 : 0 < u by apply: Rdiv_lt_0_compat => //; apply: Rmult_lt_0_compat.
  have us : u <= sqrt w / 2.
    apply: (Rmult_le_reg_r k) => //; rewrite uk /k.
    by have := Rmult_le_pos _ _ (Rlt_le _ _ s0) ag; lra.
  have := best (u ^ 2) ltac:(nra); rewrite -z0.
  have := @hellinger_squared_saved w u ltac:(lra) ltac:(lra).
  rewrite -!hellinger_pow2.
  have h0 := hellinger_ge0 (row 0) (row w); have h1 := hellinger_ge0 (row (u ^ 2)) (row w).
  have h2 : hellinger (row 0) (row w) ^ 2 <= 4.
    rewrite hellinger_pow2 hellinger_squared_row; try lra.
    rewrite sqrt_0 Rminus_0_r sqrt_1; have := sqrt_pos (1 - w); lra.
  set h := hellinger (row 0) (row w) in h0 h2 *; set h' := hellinger _ _ in h1 *.
  have u2 : 0 < 2 * u * (sqrt w - u) by apply: Rmult_lt_0_compat; lra.
  move=> saved.
  have hh : h' < h by nra.
  have four : h + h' <= 4 by nra.
  have big : u * (sqrt w - u) / 2 <= h - h'.
    have : (h - h') * (h + h') <= (h - h') * 4 by apply: Rmult_le_compat_l; lra.
    by lra.
  have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ o0) big.
  have g1 : - Rabs g <= g by rewrite /Rabs; case: Rcase_abs; lra.
  have := Rmult_le_compat_l (u ^ 2) _ _ ltac:(nra) g1.
  have : u * (u * k) = u * (omega * sqrt w) by rewrite uk.
  have : 0 < u ^ 2 * omega by apply: Rmult_lt_0_compat => //; nra.
  by rewrite /k; lra.
move=> o0 x01 m; have m' := maximises_renamed hellinger_renamed m.
by have := above0 _ _ _ o0 x01 m; have := above0 _ _ _ o0 _ m'; lra.
Qed.

(** With [s = √x], [c = √(1-x)], [u = √y], [v = √(1-y)]: [D_H (c + v) = (s - u) √((s+u)² + (c+v)²)] for [y <= x]. *)
Lemma hellinger_row_below x y : 0 <= y <= x -> x <= 1 ->
  hellinger (row y) (row x) * (sqrt (1 - x) + sqrt (1 - y)) =
  (sqrt x - sqrt y) * sqrt ((sqrt x + sqrt y) ^ 2 + (sqrt (1 - x) + sqrt (1 - y)) ^ 2).
Proof.
move=> y0 x1; have us : sqrt y <= sqrt x by apply: sqrt_le_1; lra.
have c0 := sqrt_pos (1 - x); have v0 := sqrt_pos (1 - y).
have n0 : 0 <= (sqrt x + sqrt y) ^ 2 + (sqrt (1 - x) + sqrt (1 - y)) ^ 2.
  by have := pow2_ge_0 (sqrt x + sqrt y); have := pow2_ge_0 (sqrt (1 - x) + sqrt (1 - y)); lra.
apply: Rsqr_inj.
- by apply: Rmult_le_pos; [exact: hellinger_ge0 | lra].
- by apply: Rmult_le_pos; [lra | exact: sqrt_pos].
rewrite !Rsqr_pow2 !Rpow_mult_distr hellinger_pow2 (sqrt_pow2 n0) /hellinger_squared sum_bool /row.
have := @sqrt_pow2 x ltac:(lra); have := @sqrt_pow2 y ltac:(lra).
have := @sqrt_pow2 (1 - x) ltac:(lra); have := @sqrt_pow2 (1 - y) ltac:(lra).
set s := sqrt x; set u := sqrt y; set c := sqrt (1 - x); set v := sqrt (1 - y) => ev ec eu es.
have e : (v - c) * (v + c) = (s - u) * (s + u).
  have -> : (v - c) * (v + c) = v ^ 2 - c ^ 2 by ring.
  have -> : (s - u) * (s + u) = s ^ 2 - u ^ 2 by ring.
  by lra.
have -> : ((u - s) ^ 2 + (v - c) ^ 2) * (c + v) ^ 2
  = (s - u) ^ 2 * (c + v) ^ 2 + ((v - c) * (v + c)) ^ 2 by ring.
by rewrite e; ring.
Qed.

(** A gain [G] of leaving [x] moves nothing where [2 G √(x (1-x)) <= ω] and [x <= 1/2]. *)
Lemma hellinger_stays omega gain x : 0 < omega -> 0 < gain -> 0 <= x <= / 2 ->
  2 * gain * sqrt (x * (1 - x)) <= omega -> only_maximises (@hellinger _) omega (- gain) x x.
Proof.
move=> o0 g0 x0 kink; split=> [|y y01 ne]; first lra.
rewrite hellinger_refl; have h0 := hellinger_ge0 (row y) (row x).
case: (Rtotal_order y x) => [yx|[//|xy]]; last first.
  by have := Rmult_le_pos _ _ (Rlt_le _ _ o0) h0; nra.
have := @hellinger_row_below x y ltac:(lra) ltac:(lra); move: kink h0; rewrite sqrt_mult; try lra.
have := @sqrt_pow2 x ltac:(lra); have := @sqrt_pow2 y ltac:(lra).
have := @sqrt_pow2 (1 - x) ltac:(lra); have := @sqrt_pow2 (1 - y) ltac:(lra).
have := @sqrt_lt_1 y x ltac:(lra) ltac:(lra) yx; have := @sqrt_lt_1 (1 - x) (1 - y) ltac:(lra) ltac:(lra) ltac:(lra).
have := @sqrt_lt_R0 (1 - x) ltac:(lra); have := sqrt_pos y.
set s := sqrt x; set u := sqrt y; set c := sqrt (1 - x); set v := sqrt (1 - y).
move=> u0 c0 cv us ev ec eu es kink h0.
set h := hellinger _ _ in h0 *; set n := sqrt _ => eh.
have n2 : n ^ 2 = (s + u) ^ 2 + (c + v) ^ 2.
  by rewrite /n sqrt_pow2 //; have := pow2_ge_0 (s + u); have := pow2_ge_0 (c + v); lra.
have np : 0 <= n by apply: sqrt_pos.
have n4 : n ^ 2 <= 4.
  have := pow2_ge_0 (s - u); have := pow2_ge_0 (c - v); rewrite n2; nra.
have t : (s + u) ^ 2 < x * n ^ 2.
  have a1 : u * c < s * v by apply: Rmult_le_0_lt_compat; lra.
  have a2 : ((s + u) * c) ^ 2 < (s * (c + v)) ^ 2.
    have p : 0 <= (s + u) * c by apply: Rmult_le_pos; lra.
    have q : (s + u) * c < s * (c + v) by lra.
    by nra.
  rewrite !Rpow_mult_distr ec es in a2; rewrite n2; lra.
have square : ((s + u) * (c + v)) ^ 2 < (2 * (s * c) * n) ^ 2.
  have -> : ((s + u) * (c + v)) ^ 2 = (s + u) ^ 2 * (n ^ 2 - (s + u) ^ 2) by rewrite n2; ring.
  have -> : (2 * (s * c) * n) ^ 2 = 4 * (x * (1 - x)) * n ^ 2 by rewrite !Rpow_mult_distr es ec; ring.
  set T := (s + u) ^ 2 in t *; set N := n ^ 2 in t n4 *.
  have N0 : 0 <= N by apply: pow2_ge_0.
  have T0 : 0 <= T by apply: pow2_ge_0.
  have b1 : 0 < (x * N - T) * (N - T - x * N) by apply: Rmult_lt_0_compat; nra.
  have b2 : 0 <= (4 - N) * (N * (x * (1 - x))).
    by apply: Rmult_le_pos; [lra | apply: Rmult_le_pos => //; nra].
  by lra.
have small : (s + u) * (c + v) < 2 * (s * c) * n.
  have : 0 <= 2 * (s * c) * n by apply: Rmult_le_pos => //; apply: Rmult_le_pos; [lra | apply: Rmult_le_pos; lra].
  by move=> p; apply: Rnot_le_lt => q; nra.
have cv0 : 0 < c + v by lra.
apply: (Rmult_lt_reg_r (c + v)) => //.
have -> : (y * - gain - omega * h) * (c + v) = - y * gain * (c + v) - omega * (h * (c + v)) by ring.
rewrite eh.
have m1 : gain * ((s + u) * (c + v)) < gain * (2 * (s * c) * n) by apply: Rmult_lt_compat_l.
have m2 : 2 * gain * (s * c) * n <= omega * n by apply: Rmult_le_compat_r.
have m3 : (s - u) * (gain * ((s + u) * (c + v))) < (s - u) * (omega * n) by apply: Rmult_lt_compat_l; lra.
have e : (s - u) * (gain * ((s + u) * (c + v))) = (s ^ 2 - u ^ 2) * (gain * (c + v)) by ring.
rewrite es eu in e; lra.
Qed.

(** It moves something where [ω < 2 G √(x (1-x))]. *)
Lemma hellinger_moves omega gain x y : 0 < omega -> 0 < gain -> 0 < x < 1 ->
  omega < 2 * gain * sqrt (x * (1 - x)) -> maximises (@hellinger _) omega (- gain) x y -> y < x.
Proof.
move=> o0 g0 x01; rewrite sqrt_mult; try lra.
have s0 := sqrt_lt_R0 _ (proj1 x01); have c0 : 0 < sqrt (1 - x) by apply: sqrt_lt_R0; lra.
move=> kink [y01 best].
pose u := omega / (2 * gain * sqrt (1 - x)).
have gc : 0 < 2 * gain * sqrt (1 - x) by apply: Rmult_lt_0_compat; lra.
have uc : 2 * gain * sqrt (1 - x) * u = omega by rewrite /u; field; lra.
have u0 : 0 < u by apply: Rdiv_lt_0_compat.
have us : u < sqrt x by apply: (Rmult_lt_reg_l (2 * gain * sqrt (1 - x))) => //; lra.
have es := @sqrt_pow2 x ltac:(lra).
have zx : 0 < u ^ 2 < x by nra.
have := best (u ^ 2) ltac:(lra).
have := @hellinger_row_below x (u ^ 2) ltac:(lra) ltac:(lra); rewrite sqrt_of_pow2; last lra.
have cv : sqrt (1 - x) <= sqrt (1 - u ^ 2) by apply: sqrt_le_1; lra.
have ec := @sqrt_pow2 (1 - x) ltac:(lra); have ev := @sqrt_pow2 (1 - u ^ 2) ltac:(lra).
move: s0 c0 kink gc uc us es cv ec ev.
set s := sqrt x; set c := sqrt (1 - x); set v := sqrt (1 - u ^ 2).
move=> s0 c0 kink gc uc us es cv ec ev.
set h := hellinger (row (u ^ 2)) _; set n := sqrt _ => eh low.
have np : 0 <= n by apply: sqrt_pos.
have n2 : n ^ 2 = (s + u) ^ 2 + (c + v) ^ 2.
  by rewrite /n sqrt_pow2 //; have := pow2_ge_0 (s + u); have := pow2_ge_0 (c + v); lra.
have n4 : n <= 2.
  have := pow2_ge_0 (s - u); have := pow2_ge_0 (c - v); have : n ^ 2 <= 4 -> n <= 2 by nra.
  by move=> imp p q; apply: imp; rewrite n2; nra.
have better : - x * gain < u ^ 2 * - gain - omega * h.
  apply: (Rmult_lt_reg_r (c + v)); first lra.
  have -> : (u ^ 2 * - gain - omega * h) * (c + v) = - u ^ 2 * gain * (c + v) - omega * (h * (c + v)) by ring.
  rewrite eh.
  have m1 : omega * n <= omega * 2 by apply: Rmult_le_compat_l; lra.
  have m2 : gain * ((s + u) * (2 * c)) <= gain * ((s + u) * (c + v)).
    by apply: Rmult_le_compat_l; [lra | apply: Rmult_le_compat_l; lra].
  have m3 : omega * n < gain * ((s + u) * (c + v)) by lra.
  have m4 : (s - u) * (omega * n) < (s - u) * (gain * ((s + u) * (c + v))) by apply: Rmult_lt_compat_l; lra.
  have e : (s - u) * (gain * ((s + u) * (c + v))) = (s ^ 2 - u ^ 2) * (gain * (c + v)) by ring.
  by rewrite es in e; lra.
have h0 := hellinger_ge0 (row y) (row x).
by have := Rmult_le_pos _ _ (Rlt_le _ _ o0) h0; nra.
Qed.

(** ** The dynamics *)
(** What Proposition 1 says of one step. *)
Definition turns (a b c d p q p' q' : R) : Prop :=
  (p > p_hat a b c d -> q' < q) /\ (p < p_hat a b c d -> q' > q) /\
  (q > q_hat a b c d -> p' < p) /\ (q < q_hat a b c d -> p' > p).

(** [(p t, q t) -> (0, 1)], geometrically at the rate of the first step. *)
Definition geometrically_to_0_1 (p q : nat -> R) : Prop :=
  [/\ p 1%N < p 0%N /\ q 1%N > q 0%N,
      forall t, p t <= p 0%N * (p 1%N / p 0%N) ^ t,
      forall t, 1 - q t <= (1 - q 0%N) * ((1 - q 1%N) / (1 - q 0%N)) ^ t,
      Un_cv p 0 & Un_cv q 1].

(** What both play earns: [pqa + p(1-q)b + (1-p)qc + (1-p)(1-q)d]. *)
Definition worth (a b c d p q : R) : R := p * q * a + p * (1 - q) * b + (1 - p) * q * c + (1 - p) * (1 - q) * d.

Lemma Un_cv_const l : Un_cv (fun _ => l) l.
Proof. by move=> e e0; exists 0%N => n _; rewrite /R_dist Rminus_diag_eq // Rabs_R0. Qed.

Lemma worth_limit a b c d p q x y : Un_cv p x -> Un_cv q y ->
  Un_cv (fun t => worth a b c d (p t) (q t)) (worth a b c d x y).
Proof.
move=> px qy; have k := Un_cv_const; have p' := CV_minus _ _ _ _ (k 1) px; have q' := CV_minus _ _ _ _ (k 1) qy.
rewrite /worth; apply: (CV_plus (fun t => _ + _ + _) (fun t => _)).
  apply: (CV_plus (fun t => _ + _) (fun t => _)).
    apply: (CV_plus (fun t => _) (fun t => _));
      by apply: (CV_mult (fun t => _ * _) (fun t => _)) => //; apply: CV_mult.
  by apply: (CV_mult (fun t => _ * _) (fun t => _)) => //; apply: CV_mult.
by apply: (CV_mult (fun t => _ * _) (fun t => _)) => //; apply: CV_mult.
Qed.

Section OneStep.
Variables (D : (bool -> R) -> (bool -> R) -> R) (omega : R).
Hypotheses (omega0 : 0 < omega) (renamed : forall x y, D (row (1 - y)) (row (1 - x)) = D (row y) (row x)).
Hypothesis ge0 : forall x y, 0 < x < 1 -> 0 <= y <= 1 -> 0 <= D (row y) (row x).
Hypothesis flat : forall x y, 0 < x < 1 -> 0 <= y <= 1 -> D (row y) (row x) <= (y - x) ^ 2 / (x * (1 - x)).

Lemma turns_of_maximises a b c d p q p' q' : 0 < mixed a b c d -> 0 < p < 1 -> 0 < q < 1 ->
  maximises D omega (alice_critic a b c d q true - alice_critic a b c d q false) p p' ->
  maximises D omega (bob_critic a b c d p true - bob_critic a b c d p false) q q' ->
  turns a b c d p q p' q'.
Proof.
move=> m p01 q01; rewrite /turns alice_gain ?bob_gain; try lra.
set M := mixed a b c d in m *; set ph := p_hat a b c d; set qh := q_hat a b c d => mp mq.
have up h : 0 < h -> 0 < M * h by move=> h0; apply: Rmult_lt_0_compat.
split=> [h|]; first by apply: (gain_lowers renamed omega0 ge0 flat q01 _ mq); have := up (p - ph) ltac:(lra); lra.
split=> [h|]; first by apply: (gain_raises omega0 ge0 flat q01 _ mq); have := up (ph - p) ltac:(lra); lra.
split=> [h|h]; first by apply: (gain_lowers renamed omega0 ge0 flat p01 _ mp); have := up (q - qh) ltac:(lra); lra.
by apply: (gain_raises omega0 ge0 flat p01 _ mp); have := up (qh - q) ltac:(lra); lra.
Qed.

(** Each next number is the best response to a gain, and what is 0 or 1 stays. *)
Definition moves (x gain : nat -> R) : Prop := forall t,
  [/\ 0 < x t < 1 -> maximises D omega (gain t) (x t) (x t.+1), x t = 0 -> x t.+1 = 0 & x t = 1 -> x t.+1 = 1].

Lemma moves_renamed x gain : moves x gain -> moves (fun t => 1 - x t) (fun t => - gain t).
Proof.
move=> mx t; have [m m0 m1] := mx t; split=> [x01|x0|x1]; first by apply: maximises_renamed => //; apply: m; lra.
  by rewrite m1; lra.
by rewrite m0; lra.
Qed.

(** The ratio of the next number to the last falls as the last does and as the loss grows. *)
Hypothesis ratio : forall gain gain' x x' y y', 0 < x' <= x -> x < 1 -> 0 < gain <= gain' ->
  maximises D omega (- gain) x y -> maximises D omega (- gain') x' y' -> y' * x <= y * x'.

Lemma both_shrink M alpha beta x z : 0 < M -> 0 < x 0%N < 1 -> x 0%N < beta -> 0 < z 0%N < 1 -> z 0%N < alpha ->
  moves x (fun t => - (M * (alpha - z t))) -> moves z (fun t => - (M * (beta - x t))) ->
  [/\ x 1%N < x 0%N, forall t, 0 <= x t <= x 0%N * (x 1%N / x 0%N) ^ t & Un_cv x 0].
Proof.
move=> m0 x01 xb z01 za mx mz.
have falls w w' g : 0 < w < 1 -> 0 < g -> maximises D omega (- g) w w' -> 0 <= w' < w.
  move=> w01 g0 mw; split; first by case: mw; lra.
  by apply: (gain_lowers renamed omega0 ge0 flat w01 _ mw); lra.
have gx : 0 < M * (alpha - z 0%N) by apply: Rmult_lt_0_compat; lra.
have gz : 0 < M * (beta - x 0%N) by apply: Rmult_lt_0_compat; lra.
have [mx0 _ _] := mx 0%N; have [mz0 _ _] := mz 0%N.
have x1 := falls _ _ _ x01 gx (mx0 x01); have z1 := falls _ _ _ z01 gz (mz0 z01).
pose r := x 1%N / x 0%N; pose s := z 1%N / z 0%N.
have rx : r * x 0%N = x 1%N by rewrite /r; field; lra.
have sz : s * z 0%N = z 1%N by rewrite /s; field; lra.
have r01 : 0 <= r < 1 by split; nra.
have s01 : 0 <= s < 1 by split; nra.
have inv t : (0 <= x t <= x 0%N /\ x t <= x 0%N * r ^ t) /\ (0 <= z t <= z 0%N).
  elim: t => [|t [[xt xr] zt]]; first by rewrite /=; lra.
  have [mxt mxs _] := mx t; have [mzt mzs _] := mz t.
  have xs : 0 <= x t.+1 <= r * x t.
    case: (proj1 xt) => [x0|x0]; last by rewrite mxs -?x0; lra.
    have xt1 : 0 < x t < 1 by lra.
    have g : M * (alpha - z 0%N) <= M * (alpha - z t) by apply: Rmult_le_compat_l; lra.
    have := falls _ _ _ xt1 (Rlt_le_trans _ _ _ gx g) (mxt xt1).
    have := ratio (conj x0 (proj2 xt)) (proj2 x01) (conj gx g) (mx0 x01) (mxt xt1).
    move=> h pos; split; first by lra.
    by apply: (Rmult_le_reg_r (x 0%N)); [lra | rewrite -rx in h; lra].
  have zs : 0 <= z t.+1 <= s * z t.
    case: (proj1 zt) => [z0|z0]; last by rewrite mzs -?z0; lra.
    have zt1 : 0 < z t < 1 by lra.
    have g : M * (beta - x 0%N) <= M * (beta - x t) by apply: Rmult_le_compat_l; lra.
    have := falls _ _ _ zt1 (Rlt_le_trans _ _ _ gz g) (mzt zt1).
    have := ratio (conj z0 (proj2 zt)) (proj2 z01) (conj gz g) (mz0 z01) (mzt zt1).
    move=> h pos; split; first by lra.
    by apply: (Rmult_le_reg_r (z 0%N)); [lra | rewrite -sz in h; lra].
  have rt : r * x t <= r * (x 0%N * r ^ t) by apply: Rmult_le_compat_l; lra.
  have rt1 : r * x t <= 1 * x t by apply: Rmult_le_compat_r; lra.
  have st1 : s * z t <= 1 * z t by apply: Rmult_le_compat_r; lra.
  by rewrite /=; lra.
split=> [|t|e e0]; first by case: x1.
  by have [[? ?] _] := inv t; rewrite -/r; lra.
have e1 : 0 < e / x 0%N by apply: Rdiv_lt_0_compat; lra.
have [N far] := @pow_lt_1_zero r ltac:(rewrite Rabs_pos_eq; lra) _ e1.
exists N => n nN; have [[xn0 xn] _] := inv n; have := far n nN.
rewrite /R_dist Rminus_0_r !Rabs_pos_eq; try lra; last by apply: pow_le; lra.
move/(Rmult_lt_compat_l (x 0%N) _ _ (proj1 x01)).
have -> : x 0%N * (e / x 0%N) = e by field; lra.
by lra.
Qed.

Lemma geometrically M ph qh p q : 0 < M -> 0 < p 0%N < 1 -> p 0%N < ph -> 0 < q 0%N < 1 -> qh < q 0%N ->
  moves p (fun t => M * (qh - q t)) -> moves q (fun t => M * (ph - p t)) -> geometrically_to_0_1 p q.
Proof.
move=> m0 p01 pp q01 qq mp mq; have mz := moves_renamed mq.
have mp' : moves p (fun t => - (M * ((1 - qh) - (1 - q t)))).
  by move=> t; have [? ? ?] := mp t; split=> //; rewrite (_ : - _ = M * (qh - q t)) //; lra.
have [h1 h2 h3] := @both_shrink M (1 - qh) ph p (fun t => 1 - q t) m0 p01 pp ltac:(lra) ltac:(lra) mp' mz.
have [k1 k2 k3] := @both_shrink M ph (1 - qh) (fun t => 1 - q t) p m0 ltac:(lra) ltac:(lra) p01 pp mz mp'.
split=> [|t|t||]; [lra | by case: (h2 t) | by case: (k2 t) | by [] |].
have := CV_minus _ _ _ _ (Un_cv_const 1) k3; rewrite Rminus_0_r => cv e e0.
have [N far] := cv e e0; exists N => n nN; have := far n nN.
by rewrite /R_dist (_ : 1 - (1 - q n) = q n); lra.
Qed.

(** The mirror image: to [(1, 0)]. *)
Lemma geometrically_mirrored M ph qh p q : 0 < M -> 0 < p 0%N < 1 -> ph < p 0%N -> 0 < q 0%N < 1 -> q 0%N < qh ->
  moves p (fun t => M * (qh - q t)) -> moves q (fun t => M * (ph - p t)) -> geometrically_to_0_1 q p.
Proof. by move=> m0 p01 pp q01 qq mp mq; apply: (@geometrically M qh ph). Qed.
End OneStep.

(** The sequences of an iteration move in this way: divergences that are infinite where support is gained … *)
Lemma supported_iteration D omega a b c d p q : 0 < mixed a b c d ->
  iteration (best_supported_response D omega) a b c d p q ->
  moves D omega p (fun t => mixed a b c d * (q_hat a b c d - q t)) /\
  moves D omega q (fun t => mixed a b c d * (p_hat a b c d - p t)).
Proof.
move=> m it; split=> t; have [sa sb] := it t.
  split=> [p01|p0|p1].
  - by rewrite -alice_gain; [apply/best_supported_row | lra].
  - by move: sa; rewrite p0 => /supported_stays.
  by move: sa; rewrite p1 => /supported_stays_1.
split=> [q01|q0|q1].
- by rewrite -bob_gain; [apply/best_supported_row | lra].
- by move: sb; rewrite q0 => /supported_stays.
by move: sb; rewrite q1 => /supported_stays_1.
Qed.

(** … and divergences that never let go of support. *)
Lemma inner_iteration D omega a b c d p q : 0 < mixed a b c d ->
  (forall gain x y, 0 < x < 1 -> maximises D omega gain x y -> 0 < y < 1) ->
  0 < p 0%N < 1 -> 0 < q 0%N < 1 -> iteration (best_response D omega) a b c d p q ->
  [/\ forall t, 0 < p t < 1 /\ 0 < q t < 1, moves D omega p (fun t => mixed a b c d * (q_hat a b c d - q t)) &
  moves D omega q (fun t => mixed a b c d * (p_hat a b c d - p t))].
Proof.
move=> m inner p0 q0 it.
have inside t : 0 < p t < 1 /\ 0 < q t < 1.
  elim: t => [//|t [pt qt]]; have [/best_row ma /best_row mb] := it t.
  by split; [apply: inner pt ma | apply: inner qt mb].
split=> // t; have [pt qt] := inside t; have [/best_row ma /best_row mb] := it t.
  by split; [move=> _; rewrite -alice_gain //; lra | lra | lra].
by split; [move=> _; rewrite -bob_gain //; lra | lra | lra].
Qed.

(** ** Total variation, of equals the old policy *)
(** All mass goes to the better action for a gain above [ω], and stays for any other. *)
Lemma total_variation_answer omega values x y : 0 < omega -> 0 <= x <= 1 ->
  best_or_old (@total_variation _) omega values (row x) (row y) ->
  [/\ omega < values true - values false -> y = 1, omega < values false - values true -> y = 0 &
      Rabs (values true - values false) <= omega -> y = x].
Proof.
move=> o0 x01 [/best_row m tie]; split=> g.
- exact: only_maximiser_unique (total_variation_jumps o0 x01 g) m.
- by apply: only_maximiser_unique (total_variation_falls o0 x01 _) m; lra.
by apply: row_inj; apply: tie; apply/best_row; apply: total_variation_may_stay => //; lra.
Qed.

Lemma total_variation_answers omega values x : 0 < omega -> 0 <= x <= 1 ->
  exists y, best_or_old (@total_variation _) omega values (row x) (row y).
Proof.
move=> o0 x01; case: (Rle_dec (Rabs (values true - values false)) omega) => [g|/Rnot_le_lt g].
  by exists x; split=> //; apply/best_row; apply: total_variation_may_stay => //; lra.
have jump y : x <> y -> only_maximises (@total_variation _) omega (values true - values false) x y ->
    best_or_old (@total_variation _) omega values (row x) (row y).
  move=> xy m; split; first by apply/best_row; apply: only_maximiser.
  by move=> /best_row m'; case: xy; apply: only_maximiser_unique m m'.
move: g; rewrite /Rabs; case: Rcase_abs => s g.
  case: (Req_dec x 0) => [->|x0]; last by exists 0; apply: jump => //; apply: total_variation_falls => //; lra.
  exists 0; split=> //; apply/best_row; apply: only_maximiser.
  by apply: total_variation_falls => //; lra.
case: (Req_dec x 1) => [->|x1]; last by exists 1; apply: jump => //; apply: total_variation_jumps.
by exists 1; split=> //; apply/best_row; apply: only_maximiser; apply: total_variation_jumps => //; lra.
Qed.

(** ** The Hellinger distance, either agent *)
(** With [G > 0] the gain over an action of probability [w] that becomes [w']: it falls and stays above 0 where
    [ω < 2 G √(w (1-w))]; where [w <= 1/2] and [ω] is not below this, it stays. *)
Definition moves_or_stays (omega : R) (values : bool -> R) (x x' : R) : Prop := forall loser : bool,
  let gain := values (~~ loser) - values loser in
  let w := row x loser in
  let w' := row x' loser in
  0 < gain ->
  (omega < 2 * gain * sqrt (w * (1 - w)) -> 0 < w' < w) /\
  (w <= / 2 -> 2 * gain * sqrt (w * (1 - w)) <= omega -> w' = w).

Lemma hellinger_moves_or_stays omega values x y : 0 < omega -> 0 <= x <= 1 ->
  best_response (@hellinger _) omega values (row x) (row y) -> moves_or_stays omega values x y.
Proof.
move=> o0 x01 /best_row m loser.
have [gain [w [w' [eg ew ew' w01 mw]]]] : exists gain w w', [/\ gain = values (~~ loser) - values loser,
    w = row x loser, w' = row y loser, 0 <= w <= 1 & maximises (@hellinger _) omega (- gain) w w'].
  case: loser; first by exists (values false - values true), x, y; rewrite Ropp_minus_distr.
  exists (values true - values false), (1 - x), (1 - y); split=> //; first lra.
  exact: (maximises_renamed hellinger_renamed m).
rewrite /= -eg -ew -ew' => g0; split=> [kink|w0 kink].
  have inside : 0 < w < 1.
    case: (Req_dec w 0) => [z|n0]; first by move: kink; rewrite z Rmult_0_l sqrt_0; lra.
    case: (Req_dec w 1) => [z|n1]; last lra.
    by move: kink; rewrite z (_ : 1 * (1 - 1) = 0) ?sqrt_0; lra.
  by have := hellinger_inside o0 inside mw; have := hellinger_moves o0 g0 inside kink mw; lra.
by apply: only_maximiser_unique (hellinger_stays o0 g0 _ kink) mw; lra.
Qed.

(** A small probability stays: from inside the losing action keeps some for ever. *)
Lemma hellinger_keeps omega gain x bound : 0 < omega -> 0 < bound -> (forall t, gain t <= bound) ->
  (forall t, 0 < x t < 1) -> (forall t, maximises (@hellinger _) omega (- gain t) (x t) (x t.+1)) ->
  (exists N, forall t, (N <= t)%coq_nat -> 0 < gain t) -> ~ Un_cv x 0.
Proof.
move=> o0 b0 gb x01 m [N pos] cv.
pose e := Rmin (/ 2) ((omega / (2 * bound)) ^ 2).
have k0 : 0 < omega / (2 * bound) by apply: Rdiv_lt_0_compat; lra.
have e0 : 0 < e by apply: Rmin_pos; [lra | apply: pow_lt].
have [K small] := cv e e0; pose S := Nat.max N K.
have stays t : (S <= t)%coq_nat -> x t.+1 = x t.
  move=> St; have g0 := pos t ltac:(rewrite /S in St; lia).
  have := small t ltac:(rewrite /S in St; lia); rewrite /R_dist Rminus_0_r Rabs_pos_eq; last by have := x01 t; lra.
  have := Rmin_l (/ 2) ((omega / (2 * bound)) ^ 2); have := Rmin_r (/ 2) ((omega / (2 * bound)) ^ 2).
  rewrite -/e => e1 e2 xe; have xt := x01 t.
  apply: only_maximiser_unique (hellinger_stays o0 g0 _ _) (m t); first lra.
  have root : sqrt (x t * (1 - x t)) <= omega / (2 * bound).
    rewrite -(sqrt_of_pow2 (Rlt_le _ _ k0)); apply: sqrt_le_1; [nra | by apply: pow2_ge_0 | nra].
  have := sqrt_pos (x t * (1 - x t)); set r := sqrt _ in root * => r0.
  apply: Rle_trans (_ : 2 * bound * r <= _); first by apply: Rmult_le_compat_r; have := gb t; lra.
  have := Rmult_le_compat_l (2 * bound) _ _ ltac:(lra) root.
  by have -> : 2 * bound * (omega / (2 * bound)) = omega by field; lra.
have const k : x (S + k)%coq_nat = x S.
  elim: k => [|k ih]; first by rewrite Nat.add_0_r.
  by rewrite Nat.add_succ_r stays //; lia.
have [L far] := cv (x S) (proj1 (x01 S)); have := far (S + L)%coq_nat ltac:(lia).
by rewrite const /R_dist Rminus_0_r Rabs_pos_eq; have := x01 S; lra.
Qed.

(** So no iteration from inside gets to [(0, 1)], nor to [(1, 0)]. *)
Lemma hellinger_reaches_no_corner omega a b c d p q : 0 < omega -> 0 < mixed a b c d ->
  0 < p_hat a b c d < 1 -> 0 < q_hat a b c d < 1 -> 0 < p 0%N < 1 -> 0 < q 0%N < 1 ->
  iteration (best_response (@hellinger _) omega) a b c d p q ->
  [/\ forall t, 0 < p t < 1 /\ 0 < q t < 1, ~ (Un_cv p 0 /\ Un_cv q 1) & ~ (Un_cv p 1 /\ Un_cv q 0)].
Proof.
move=> o0 m ph qh p0 q0 it.
have [inside mp _] := inner_iteration m (fun g x y => @hellinger_inside omega g x y o0) p0 q0 it.
set M := mixed a b c d in m mp *; move: qh mp; set h := q_hat a b c d => qh mp.
split=> // -[cp cq].
  apply: (@hellinger_keeps omega (fun t => M * (q t - h)) p M o0 m _ _ _ _ cp) => [t|t|t|].
  - by have [_ qt] := inside t; rewrite -{2}(Rmult_1_r M); apply: Rmult_le_compat_l; lra.
  - by case: (inside t).
  - have [mt _ _] := mp t; have [pt _] := inside t.
    by rewrite (_ : - _ = M * (h - q t)); [apply: mt | lra].
  have [N far] := cq (1 - h) ltac:(lra); exists N => t Nt; have := far t Nt; rewrite /R_dist.
  by have [_ qt] := inside t; rewrite Rabs_minus_sym Rabs_pos_eq; [move=> f; apply: Rmult_lt_0_compat; lra | lra].
have cx : Un_cv (fun t => 1 - p t) 0.
  by have := CV_minus _ _ _ _ (Un_cv_const 1) cp; rewrite Rminus_diag_eq.
apply: (@hellinger_keeps omega (fun t => M * (h - q t)) (fun t => 1 - p t) M o0 m _ _ _ _ cx) => [t|t|t|].
- by have [_ qt] := inside t; rewrite -{2}(Rmult_1_r M); apply: Rmult_le_compat_l; lra.
- by have [pt _] := inside t; lra.
- have [mt _ _] := mp t; have [pt _] := inside t.
  by have := maximises_renamed hellinger_renamed (mt pt).
have [N far] := cq h ltac:(lra); exists N => t Nt; have := far t Nt; rewrite /R_dist.
by have [_ qt] := inside t; rewrite Rminus_0_r Rabs_pos_eq; [move=> f; apply: Rmult_lt_0_compat; lra | lra].
Qed.

(** ** Best responses exist *)
Lemma continuous_hellinger_squared x y : 0 <= x <= 1 -> 0 <= y <= 1 ->
  continuity_pt (fun z => 2 - 2 * (sqrt x * sqrt z + sqrt (1 - x) * sqrt (1 - z))) y.
Proof.
move=> x01 y01; have c k : continuity_pt (fct_cte k) y by apply: continuity_pt_const => u v.
apply: (continuity_pt_minus (fct_cte 2)) => //; apply: (continuity_pt_mult (fct_cte 2)) => //.
apply: (continuity_pt_plus (fun z => sqrt x * sqrt z)).
  by apply: (continuity_pt_mult (fct_cte (sqrt x))) => //; apply: continuity_pt_sqrt; lra.
apply: (continuity_pt_mult (fct_cte (sqrt (1 - x)))) => //.
apply: (continuity_pt_comp (fun z => 1 - z) sqrt); last by apply: continuity_pt_sqrt; lra.
by apply: (continuity_pt_minus (fct_cte 1) id) => //; apply: derivable_continuous_pt; apply: derivable_pt_id.
Qed.

Lemma continuous_objective omega gain f y : continuity_pt f y -> continuity_pt (fun y => y * gain - omega * f y) y.
Proof.
move=> cf; have c k : continuity_pt (fct_cte k) y by apply: continuity_pt_const => u v.
apply: (continuity_pt_minus (fun y => y * gain)).
  by apply: (continuity_pt_mult id (fct_cte gain)) => //; apply: derivable_continuous_pt; apply: derivable_pt_id.
by apply: (continuity_pt_mult (fct_cte omega)).
Qed.

(** The largest maximiser of a continuous objective. *)
Lemma continuous_maximiser D omega gain x f : (forall y, 0 <= y <= 1 -> D (row y) (row x) = f y) ->
  (forall y, 0 <= y <= 1 -> continuity_pt f y) -> {y | maximises D omega gain x y}.
Proof.
move=> Df cf; pose F y := y * gain - omega * f y; pose E y := maximises D omega gain x y.
have cF y : 0 <= y <= 1 -> continuity_pt F y by move=> y01; apply: continuous_objective; apply: cf.
have some : exists y, E y.
  have [y [best y01]] := @continuity_ab_maj F 0 1 Rle_0_1 cF.
  by exists y; split=> // z z01; rewrite !Df //; apply: best.
have bounded : bound E by exists 1 => y [[]].
have [m [above least]] := completeness E bounded some; exists m.
have m01 : 0 <= m <= 1.
  split; last by apply: least => y [[]].
  by have [y Ey] := some; have := above y Ey; case: Ey => -[]; lra.
split=> // z z01; rewrite !Df // -/(F z) -/(F m); apply: Rnot_lt_le => low.
have [delta [d0 close]] := cF m m01 (F z - F m) ltac:(lra).
have : m <= m - delta.
  apply: least => y Ey; apply: Rnot_lt_le => far; have ym := above y Ey; have [y01 best] := Ey.
  have := best z z01; rewrite !Df // -/(F z) -/(F y) => zy.
  case: (Req_dec m y) => [my|my]; first by move: zy; rewrite -my; lra.
  have := close y; rewrite /= /R_dist => h.
  have d : Rabs (y - m) < delta by apply: Rabs_def1; lra.
  have := h (conj (conj I my) d); have := Rle_abs (F y - F m); lra.
by lra.
Qed.

Lemma hellinger_squared_maximiser omega gain x : 0 <= x <= 1 ->
  {y | maximises (@hellinger_squared _) omega gain x y}.
Proof.
move=> x01; apply: continuous_maximiser => [y y01|y y01]; first exact: hellinger_squared_row.
exact: continuous_hellinger_squared.
Qed.

Lemma hellinger_maximiser omega gain x : 0 <= x <= 1 -> {y | maximises (@hellinger _) omega gain x y}.
Proof.
move=> x01; apply: continuous_maximiser => [y y01|y y01]; first by rewrite /hellinger hellinger_squared_row.
apply: (continuity_pt_comp (fun z => 2 - 2 * (sqrt x * sqrt z + sqrt (1 - x) * sqrt (1 - z))) sqrt).
  exact: continuous_hellinger_squared.
by apply: continuity_pt_sqrt; rewrite -hellinger_squared_row //; apply: hellinger_squared_ge0.
Qed.

(** So every start has an iteration. *)
Definition iterates (respond : response) : Prop := forall a b c d p0 q0, 0 <= p0 <= 1 -> 0 <= q0 <= 1 ->
  exists p q, [/\ p 0%N = p0, q 0%N = q0 & iteration respond a b c d p q].

Lemma iterates_by (respond : response) (answer : (bool -> R) -> R -> R) :
  (forall values x, 0 <= x <= 1 -> 0 <= answer values x <= 1 /\ respond values (row x) (row (answer values x))) ->
  iterates respond.
Proof.
move=> h a b c d p0 q0 p01 q01.
pose f (s : R * R) := (answer (alice_critic a b c d s.2) s.1, answer (bob_critic a b c d s.1) s.2).
have inside t : 0 <= (iter t f (p0, q0)).1 <= 1 /\ 0 <= (iter t f (p0, q0)).2 <= 1.
  elim: t => [//|t [pt qt]]; rewrite iterS /f /=.
  by have [? _] := h (alice_critic a b c d (iter t f (p0, q0)).2) _ pt;
     have [? _] := h (bob_critic a b c d (iter t f (p0, q0)).1) _ qt.
exists (fun t => (iter t f (p0, q0)).1), (fun t => (iter t f (p0, q0)).2); split=> // t.
have [pt qt] := inside t; rewrite /step iterS /f /=; split.
  by have [_] := h (alice_critic a b c d (iter t f (p0, q0)).2) _ pt.
by have [_] := h (bob_critic a b c d (iter t f (p0, q0)).1) _ qt.
Qed.

Lemma best_at_0 D omega values : best_supported_response D omega values (row 0) (row 0).
Proof.
split=> // [|p dp sp]; first by apply/distribution_row; lra.
have e : p true = 0 by apply: sp.
by rewrite (row_of dp) e; right.
Qed.

Lemma best_at_1 D omega values : best_supported_response D omega values (row 1) (row 1).
Proof.
split=> // [|p dp sp]; first by apply/distribution_row; lra.
have z : p false = 0 by apply: sp; rewrite /row; lra.
have [_] := dp; rewrite sum_bool z Rplus_0_r => e.
by rewrite (row_of dp) e; right.
Qed.

Lemma supported_iterates D omega (answer : R -> R -> R) :
  (forall gain x, 0 < x < 1 -> maximises D omega gain x (answer gain x)) ->
  iterates (best_supported_response D omega).
Proof.
move=> best; apply: (iterates_by (answer := fun values x => if Rlt_dec 0 x then if Rlt_dec x 1 then
  answer (values true - values false) x else x else x)) => values x x01.
case: Rlt_dec => [x0|x0] /=; last first.
  have -> : x = 0 by lra.
  by split; [lra | apply: best_at_0].
case: Rlt_dec => [x1|x1] /=; last first.
  have -> : x = 1 by lra.
  by split; [lra | apply: best_at_1].
have m := best (values true - values false) x (conj x0 x1).
by split; [case: m | apply/best_supported_row].
Qed.

Lemma kl_iterates omega : 0 < omega -> iterates (best_supported_response (@kl _) omega).
Proof. by move=> o0; apply: supported_iterates => gain x x01; apply: only_maximiser; apply: kl_best. Qed.

Lemma chi_squared_iterates omega : 0 < omega -> iterates (best_supported_response (@chi_squared _) omega).
Proof. by move=> o0; apply: supported_iterates => gain x x01; apply: only_maximiser; apply: chi_squared_best. Qed.

Lemma best_iterates D omega : (forall gain x, 0 <= x <= 1 -> {y | maximises D omega gain x y}) ->
  iterates (best_response D omega).
Proof.
move=> best; pose answer (values : bool -> R) x :=
  match Rle_dec 0 x, Rle_dec x 1 with
  | left x0, left x1 => proj1_sig (best (values true - values false) x (conj x0 x1))
  | _, _ => x
  end.
apply: (iterates_by (answer := answer)) => values x x01; rewrite /answer.
case: Rle_dec => [x0|]; last lra; case: Rle_dec => [x1|]; last lra.
have m := proj2_sig (best (values true - values false) x (conj x0 x1)).
by split; [case: m | apply/best_row].
Qed.

Lemma hellinger_squared_iterates omega : iterates (best_response (@hellinger_squared _) omega).
Proof. by apply: best_iterates => gain x; apply: hellinger_squared_maximiser. Qed.

Lemma hellinger_iterates omega : iterates (best_response (@hellinger _) omega).
Proof. by apply: best_iterates => gain x; apply: hellinger_maximiser. Qed.

Lemma total_variation_iterates omega : 0 < omega -> iterates (best_or_old (@total_variation _) omega).
Proof.
move=> o0; apply: (iterates_by (answer := fun values x =>
  if Rle_dec (Rabs (values true - values false)) omega then x
  else if Rle_dec (values false) (values true) then 1 else 0)) => values x x01.
have [y r] := total_variation_answers values o0 x01; have [y1 y0 ys] := total_variation_answer o0 x01 r.
case: Rle_dec => [g|/Rnot_le_lt g] /=; first by rewrite (ys g) in r.
case: Rle_dec => s /=; split; try lra.
  by rewrite y1 in r => //; move: g; rewrite Rabs_pos_eq; lra.
by rewrite y0 in r => //; move: g; rewrite Rabs_left; lra.
Qed.

(** ** Iterations under total variation *)
(** All mass leaves for a gain above [ω], comes for a loss above [ω], and stays otherwise. *)
Definition jumps (omega : R) (x gain : nat -> R) : Prop := forall t,
  [/\ omega < gain t -> x t.+1 = 0, omega < - gain t -> x t.+1 = 1 & Rabs (gain t) <= omega -> x t.+1 = x t].

Lemma jumps_renamed omega x gain : jumps omega x gain -> jumps omega (fun t => 1 - x t) (fun t => - gain t).
Proof.
move=> j t; have [j0 j1 js] := j t; split=> g; first by rewrite j1; lra.
  by rewrite j0; lra.
by rewrite js // -Rabs_Ropp.
Qed.

Lemma jumps_eq omega x gain gain' : (forall t, gain t = gain' t) -> jumps omega x gain -> jumps omega x gain'.
Proof. by move=> e j t; rewrite -e; apply: j. Qed.

Lemma total_variation_iteration omega a b c d p q : 0 < omega -> mixed a b c d <> 0 ->
  0 <= p 0%N <= 1 -> 0 <= q 0%N <= 1 -> iteration (best_or_old (@total_variation _) omega) a b c d p q ->
  jumps omega p (fun t => mixed a b c d * (q t - q_hat a b c d)) /\
  jumps omega q (fun t => mixed a b c d * (p t - p_hat a b c d)).
Proof.
move=> o0 m p0 q0 it.
have inside t : 0 <= p t <= 1 /\ 0 <= q t <= 1.
  by case: t => [//|t]; have [[[/distribution_row dp _] _] [[/distribution_row dq _] _]] := it t.
split=> t; have [pt qt] := inside t; have [sa sb] := it t.
  have [a1 a2 a3] := total_variation_answer o0 pt sa.
  move: a1 a2 a3; rewrite -(Ropp_minus_distr (alice_critic a b c d (q t) true)) alice_gain // => a1 a2 a3.
  split=> g; [by apply: a2; lra | by apply: a1; lra | apply: a3].
  by rewrite -Rabs_Ropp (_ : - (mixed a b c d * _) = mixed a b c d * (q t - q_hat a b c d)) //; lra.
have [a1 a2 a3] := total_variation_answer o0 qt sb.
move: a1 a2 a3; rewrite -(Ropp_minus_distr (bob_critic a b c d (p t) true)) bob_gain // => a1 a2 a3.
split=> g; [by apply: a2; lra | by apply: a1; lra | apply: a3].
by rewrite -Rabs_Ropp (_ : - (mixed a b c d * _) = mixed a b c d * (p t - p_hat a b c d)) //; lra.
Qed.

Section Jumps.
Variables (omega M alpha beta : R).
Hypotheses (omega0 : 0 < omega) (M0 : 0 < M).

Lemma jumps_first x z : 0 < x 0%N < 1 -> x 0%N < beta -> 0 < z 0%N < 1 -> z 0%N < alpha ->
  jumps omega x (fun t => M * (alpha - z t)) -> jumps omega z (fun t => M * (beta - x t)) ->
  omega < Rmin (M * (alpha - z 0%N)) (M * beta) -> forall t, (2 <= t)%N -> x t = 0 /\ z t = 0.
Proof.
move=> x0 xb z0 za jx jz low.
have gx := Rlt_le_trans _ _ _ low (Rmin_l _ _); have gb := Rlt_le_trans _ _ _ low (Rmin_r _ _).
have [x1 _ _] := jx 0%N; have {}x1 := x1 gx.
have z1 : z 1%N <= z 0%N.
  have gz : 0 < M * (beta - x 0%N) by apply: Rmult_lt_0_compat; lra.
  have [j0 _ js] := jz 0%N; case: (Rlt_dec omega (M * (beta - x 0%N))) => g; first by rewrite j0; lra.
  by rewrite js ?Rabs_pos_eq; lra.
have ge w : w <= z 0%N -> omega < M * (alpha - w).
  by move=> wz; have := Rmult_le_compat_l M (alpha - z 0%N) (alpha - w) (Rlt_le _ _ M0); lra.
case=> [//|[//|t]] _; elim: t => [|t [xt zt]].
  have [j0 _ _] := jx 1%N; have [k0 _ _] := jz 1%N; split; [apply: j0; exact: ge | apply: k0].
  by rewrite x1 Rminus_0_r.
have [j0 _ _] := jx t.+2; have [k0 _ _] := jz t.+2; split; first by apply: j0; apply: ge; lra.
by apply: k0; rewrite xt Rminus_0_r.
Qed.

Lemma jumps_not x z : jumps omega x (fun t => M * (alpha - z t)) -> jumps omega z (fun t => M * (beta - x t)) ->
  z 0%N < alpha -> x 0%N < beta -> M * (alpha - z 0%N) <= omega -> M * (beta - x 0%N) <= omega ->
  forall t, x t = x 0%N /\ z t = z 0%N.
Proof.
move=> jx jz za xb gx gz; elim=> [//|t [xt zt]].
have px : 0 < M * (alpha - z 0%N) by apply: Rmult_lt_0_compat; lra.
have pz : 0 < M * (beta - x 0%N) by apply: Rmult_lt_0_compat; lra.
have [_ _ js] := jx t; have [_ _ ks] := jz t.
by split; [rewrite js ?zt ?Rabs_pos_eq; lra | rewrite ks ?xt ?Rabs_pos_eq; lra].
Qed.

Lemma jumps_half x z : 0 < x 0%N < 1 -> x 0%N < beta -> 0 < z 0%N < 1 -> z 0%N < alpha ->
  jumps omega x (fun t => M * (alpha - z t)) -> jumps omega z (fun t => M * (beta - x t)) ->
  omega < M * (alpha - z 0%N) -> M * beta <= omega -> forall t, (1 <= t)%N -> x t = 0 /\ z t = z 0%N.
Proof.
move=> x0 xb z0 za jx jz gx gb.
have pz : 0 < M * (beta - x 0%N) by apply: Rmult_lt_0_compat; lra.
have pb : 0 < M * beta by apply: Rmult_lt_0_compat; lra.
have le : M * (beta - x 0%N) <= M * beta by apply: Rmult_le_compat_l; lra.
case=> [//|t] _; elim: t => [|t [xt zt]].
  have [j0 _ _] := jx 0%N; have [_ _ ks] := jz 0%N; split; first exact: j0.
  by apply: ks; rewrite Rabs_pos_eq; lra.
have [j0 _ _] := jx t.+1; have [_ _ ks] := jz t.+1; split; first by apply: j0; rewrite zt.
by rewrite ks // xt Rminus_0_r Rabs_pos_eq; lra.
Qed.
End Jumps.

(** The corner is reached within two steps if ω is below the bound; elsewhere the agents rest short of it after one. *)
Lemma jumps_to_corner omega M alpha beta x z : 0 < omega -> 0 < M ->
  0 < x 0%N < 1 -> x 0%N < beta -> 0 < z 0%N < 1 -> z 0%N < alpha ->
  jumps omega x (fun t => M * (alpha - z t)) -> jumps omega z (fun t => M * (beta - x t)) ->
  let bound := Rmax (Rmin (M * (alpha - z 0%N)) (M * beta)) (Rmin (M * (beta - x 0%N)) (M * alpha)) in
  (omega < bound -> forall t, (2 <= t)%N -> x t = 0 /\ z t = 0) /\
  (bound <= omega -> exists x' z', ~ (x' = 0 /\ z' = 0) /\ forall t, (1 <= t)%N -> x t = x' /\ z t = z').
Proof.
move=> o0 m0 x0 xb z0 za jx jz bound; split.
  rewrite /bound /Rmax; case: Rle_dec => _ low t t2.
    by have [] := jumps_first m0 z0 za x0 xb jz jx low t2.
  exact: (jumps_first m0 x0 xb z0 za jx jz low t2).
move=> high; have low1 := Rle_trans _ _ _ (Rmax_l _ _) high; have low2 := Rle_trans _ _ _ (Rmax_r _ _) high.
case: (Rle_dec (M * (alpha - z 0%N)) omega) => [gx|/Rnot_le_lt gx]; last first.
  exists 0, (z 0%N); split=> [[_]|t t1]; first lra.
  by apply: (jumps_half m0 x0 xb z0 za jx jz gx) => //; move: low1; rewrite /Rmin; case: Rle_dec; lra.
case: (Rle_dec (M * (beta - x 0%N)) omega) => [gz|/Rnot_le_lt gz]; last first.
  exists (x 0%N), 0; split=> [[]|t t1]; first lra.
  have ma : M * alpha <= omega by move: low2; rewrite /Rmin; case: Rle_dec; lra.
  by have [] := jumps_half m0 z0 za x0 xb jz jx gz ma t1.
exists (x 0%N), (z 0%N); split=> [[]|t _]; first lra.
exact: (jumps_not m0 jx jz za xb gx gz).
Qed.

(** What the two lose on the way to [(0, 1)], and on the way to [(1, 0)]. *)
Lemma jumps_to_0_1 omega a b c d p q : 0 < omega -> mixed a b c d <> 0 ->
  0 <= p 0%N <= 1 -> 0 <= q 0%N <= 1 -> iteration (best_or_old (@total_variation _) omega) a b c d p q ->
  jumps omega p (fun t => mixed a b c d * ((1 - q_hat a b c d) - (1 - q t))) /\
  jumps omega (fun t => 1 - q t) (fun t => mixed a b c d * (p_hat a b c d - p t)).
Proof.
move=> o0 m p0 q0 /(total_variation_iteration o0 m p0 q0) [jp /jumps_renamed jq].
by split; [apply: jumps_eq jp | apply: jumps_eq jq] => t; lra.
Qed.

Lemma jumps_to_1_0 omega a b c d p q : 0 < omega -> mixed a b c d <> 0 ->
  0 <= p 0%N <= 1 -> 0 <= q 0%N <= 1 -> iteration (best_or_old (@total_variation _) omega) a b c d p q ->
  jumps omega (fun t => 1 - p t) (fun t => mixed a b c d * (q_hat a b c d - q t)) /\
  jumps omega q (fun t => mixed a b c d * ((1 - p_hat a b c d) - (1 - p t))).
Proof.
move=> o0 m p0 q0 /(total_variation_iteration o0 m p0 q0) [/jumps_renamed jp jq].
by split; [apply: jumps_eq jp | apply: jumps_eq jq] => t; lra.
Qed.
