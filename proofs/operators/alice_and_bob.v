(** Two agents with two actions each: Alice plays her first action with probability p, Bob his with q. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
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
Definition alice_and_bob (a b c d : R) : game :=
  payoffs (fun u : {dffun forall _ : bool, bool} => if u true then if u false then a else b else if u false then c else d).

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
have v w h : 0 < w < 1 -> 0 < h -> Rmin 1 (w + w * (1 - w) * - h / (2 * omega)) = w * (1 - (1 - w) * h * / (2 * omega)).
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

Lemma hellinger_squared_renamed x y : hellinger_squared (row (1 - y)) (row (1 - x)) = hellinger_squared (row y) (row x).
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
