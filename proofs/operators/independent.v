(** Independent policy optimization: decentralized critics, regularized values, the step of TVPO. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob game witness solvers.fixed_point operators.divergence operators.projections.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

(** A divergence [D(p‖q)] of distributions, whatever their outcomes. *)
Definition divergence := forall T : finType, (T -> R) -> (T -> R) -> R.

Section Operators.
Variable g : game.
Implicit Types (p r : local_policies g) (q : state g * joint g -> R) (v : state g -> R) (n : agent g).

(** [N], the number of agents. *)
Definition agents : R := INR #|agent g|.

(** [Γ Q_i(s,x) = E_{π⁻ⁱ}[r(s,a) + γ E_P Σ_y πⁱ(y|s') Q_i(s',y)]], the operator of which agent [i]'s
    decentralized critic [expectation_q p q i], the mean of [Q] over the others' actions, is the fixed point. *)
Definition critic_evaluation p n (qn : state g * action n -> R) (sx : state g * action n) : R :=
  expectation_q p (backup (fun s => expectation (p n s) (fun y => qn (s, y)))) n sx.1 sx.2.

(** [Γ_ρ^π V = (1/N) Σ_i [Σ πⁱ Σ ρ⁻ⁱ (r + γPV) - ω D(πⁱ‖ρⁱ)]], the divergence inside the mean. *)
Definition regularized_mean (D : divergence) omega p r v s : R :=
  / agents * \sum_n (expectation (p n s) (expectation_q r (backup v) n s) - omega * D _ (p n s) (r n s)).

(** [Γ_ρ^π V = (1/N) Σ_i Σ πⁱ Σ ρ⁻ⁱ (r + γPV) - ω Σ_i D(πⁱ‖ρⁱ)], the divergences summed. *)
Definition regularized_sum (D : divergence) omega p r v s : R :=
  / agents * (\sum_n expectation (p n s) (expectation_q r (backup v) n s)) - omega * \sum_n D _ (p n s) (r n s).

(** [r_max], the largest reward in absolute value. *)
Definition reward_bound : R := norm (fun sa : state g * joint g => reward sa.1 sa.2).

(** [M = 2 r_max / (1 - γ)]. *)
Definition return_range : R := 2 * reward_bound / (1 - discount g).

(** [max Q(s,·) - min Q(s,·)], as the largest difference of two entries. *)
Definition spread q s : R := norm (fun ab : joint g * joint g => q (s, ab.1) - q (s, ab.2)).

(** [Q(a) - Q(a: x) - Q(a: y) + Q(a: x, y)] in state [s]: [x] put for [i]'s action, [y] for [j]'s. *)
Definition mixed_difference q s (a : joint g) i (x : action i) j (y : action j) : R :=
  q (s, a) - q (s, put a i x) - q (s, put a j y) + q (s, put (put a i x) j y).

(** [κ], the largest mixed second difference, in absolute value, between two agents. *)
Definition interaction q : R :=
  norm (fun k : state g * joint g * {i : agent g & action i} * {j : agent g & action j} =>
    let: (s, a, x, y) := k in
    if tag x == tag y then 0 else mixed_difference q s a (tagged x) (tagged y)).

(** The agents in [l] play as in [r], the others as in [p]. *)
Definition mix (l : seq (agent g)) r p : local_policies g := fun n => if n \in l then r n else p n.

(** Every agent plays its part of [a], whatever the state. *)
Definition pure (a : joint g) : local_policies g := fun n _ => certain (a n).
End Operators.
Arguments critic_evaluation {g} p n qn sx.
Arguments pure {g} a n s x.
Arguments mix {g} l r p n s x.

(** ** Differences of expectations *)
Section Differences.
Variable T : finType.
Implicit Types (d f p q : T -> R).

(** A measure of mass 0 sees no more than the oscillation of a function. *)
Lemma centred_le d f c : \sum_x d x = 0 -> (forall x y, Rabs (f x - f y) <= c) ->
  Rabs (\sum_x d x * f x) <= c * (/ 2 * \sum_x Rabs (d x)).
Proof.
move=> d0 osc; case: (pickP (fun _ : T => true)) => [x0 _|none]; last first.
  by rewrite !big_pred0 ?Rabs_R0 //; lra.
have [x1 e1] := maximum_attained x0 f; have [x2 e2] := maximum_attained x0 (fun x => - f x).
pose m := (f x1 + f x2) / 2.
have near x : Rabs (f x - m) <= c / 2.
  have := le_maximum x0 f x; have := le_maximum x0 (fun x => - f x) x; rewrite e1 e2 => h1 h2.
  by have := osc x1 x2; have := Rle_abs (f x1 - f x2); rewrite /m => h3 h4; apply: Rabs_le; lra.
have -> : \sum_x d x * f x = \sum_x d x * (f x - m).
  have -> : \sum_x d x * (f x - m) = \sum_x (d x * f x - d x * m) by apply: eq_bigr => x _; lra.
  by rewrite sum_sub sum_scale_r d0; lra.
apply: Rle_trans (sum_abs _ _) _; rewrite -Rmult_assoc -sum_scale; apply: sum_le => x _.
by rewrite Rabs_mult; have := near x; have := Rabs_pos (d x); nra.
Qed.

Lemma total_variation_refl p : total_variation p p = 0.
Proof. by rewrite /total_variation big1 ?Rmult_0_r // => x _; rewrite Rminus_diag_eq ?Rabs_R0. Qed.

Lemma expectation_apart p q f c : distribution p -> distribution q -> (forall x y, Rabs (f x - f y) <= c) ->
  Rabs (expectation p f - expectation q f) <= c * total_variation p q.
Proof.
move=> [_ p1] [_ q1] osc; have -> : expectation p f - expectation q f = \sum_x (p x - q x) * f x.
  by rewrite /expectation -sum_sub; apply: eq_bigr => x _; lra.
by apply: centred_le => //; rewrite sum_sub p1 q1; lra.
Qed.

(** [Σ min(p, q) = 1 - D_TV(p‖q)]. *)
Lemma overlap p q : distribution p -> distribution q -> \sum_x Rmin (p x) (q x) = 1 - total_variation p q.
Proof.
move=> [_ p1] [_ q1].
have -> : \sum_x Rmin (p x) (q x) = \sum_x (/ 2 * (p x + q x) - / 2 * Rabs (p x - q x)).
  by apply: eq_bigr => x _; rewrite /Rmin /Rabs; case: Rle_dec; case: Rcase_abs; lra.
by rewrite sum_sub !sum_scale sum_add p1 q1 /total_variation; lra.
Qed.

Lemma total_variation_le1 p q : distribution p -> distribution q -> total_variation p q <= 1.
Proof.
move=> dp dq; have := overlap dp dq.
have : 0 <= \sum_x Rmin (p x) (q x) by apply: sum_ge0 => x _; apply: Rmin_glb; [case: dp | case: dq].
by lra.
Qed.

Lemma total_variation_eq0 p q : total_variation p q = 0 -> p = q.
Proof.
rewrite /total_variation => z; apply: functional_extensionality => x.
have := @sum_eq0 _ (fun x => Rabs (p x - q x)) (fun x => Rabs_pos _) ltac:(lra) x.
by rewrite /Rabs; case: Rcase_abs; lra.
Qed.
End Differences.

Lemma total_variation_certain (T : finType) (x y : T) : x != y -> total_variation (certain x) (certain y) = 1.
Proof.
move=> xy; rewrite /total_variation (bigD1 x) //= (bigD1 y) 1?eq_sym //= big1 => [|z /andP[zx zy]].
  by rewrite /certain !eqxx (negbTE xy) eq_sym (negbTE xy) Rminus_0_r Rminus_0_l Rabs_Ropp Rabs_R1; lra.
by rewrite /certain (negbTE zx) (negbTE zy) Rminus_0_r Rabs_R0.
Qed.

(** A bilinear form of two measures of mass 0 sees no more than the mixed second differences. *)
Lemma centred_bilinear_le (T U : finType) (d : T -> R) (e : U -> R) (G : T -> U -> R) kappa :
  \sum_x d x = 0 -> \sum_y e y = 0 ->
  (forall x x' y y', Rabs (G x y - G x' y - G x y' + G x' y') <= kappa) ->
  Rabs (\sum_x d x * \sum_y e y * G x y) <= kappa * (/ 2 * \sum_x Rabs (d x)) * (/ 2 * \sum_y Rabs (e y)).
Proof.
move=> d0 e0 mixed; rewrite Rmult_assoc (Rmult_comm (/ 2 * _)) -Rmult_assoc.
apply: centred_le => // x x'; rewrite -sum_sub.
have -> : \sum_y (e y * G x y - e y * G x' y) = \sum_y e y * (G x y - G x' y) by apply: eq_bigr => y _; lra.
apply: centred_le => // y y'; have := mixed x x' y y'.
by congr (Rabs _ <= _); lra.
Qed.

(** ** Policies that differ in some agents only *)
Section Games.
Variable g : game.
Implicit Types (p r w : local_policies g) (q : state g * joint g -> R) (v : state g -> R) (i j n : agent g).
Implicit Types (f : joint g -> R) (l : seq (agent g)).

Lemma policies_mix l r p : policies r -> policies p -> policies (mix l r p).
Proof. by move=> pr pp n s; rewrite /mix; case: ifP. Qed.

Lemma expectation_exchange (T : finType) (m : T -> R) (U : finType) (w : U -> R) (f : T -> U -> R) :
  expectation w (fun u => expectation m (fun t => f t u)) = expectation m (fun t => expectation w (f t)).
Proof.
rewrite /expectation; under eq_bigr do rewrite -sum_scale.
rewrite exchange_big /=; apply: eq_bigr => t _; rewrite -sum_scale; apply: eq_bigr => u _; lra.
Qed.

(** Where only agent [i] plays differently, its action may be drawn after the others'. *)
Lemma redraw w w' i s f : policies w -> policies w' -> (forall n, n != i -> w' n = w n) ->
  expectation (product w' s) f = expectation (product w s) (fun a => expectation (w' i s) (fun x => f (put a i x))).
Proof.
move=> pw pw' same; have x0 := some_joint pw s i.
have oth a : others w' i s a = others w i s a by apply: eq_bigr => m mi; rewrite same.
rewrite /expectation (sum_over_own (i := i) x0) [RHS](sum_over_own (i := i) x0).
apply: eq_bigr => a _.
have -> : \sum_y product w' s (put a i y) * f (put a i y)
    = others w i s a * (\sum_y w' i s y * f (put a i y)).
  by rewrite -sum_scale; apply: eq_bigr => y _; rewrite (product_split w' i) put_same others_put oth; lra.
have -> : \sum_z product w s (put a i z) * (\sum_x w' i s x * f (put (put a i z) i x))
    = \sum_z w i s z * (others w i s a * (\sum_y w' i s y * f (put a i y))).
  apply: eq_bigr => z _; rewrite (product_split w i) put_same others_put.
  by under eq_bigr do rewrite put_put; lra.
by rewrite sum_scale_r; case: (pw i s) => _ ->; lra.
Qed.

(** [E_π f = E_π E_{x~πⁱ} f(a: x)]. *)
Lemma redraw_own w i s f : policies w ->
  expectation (product w s) f = expectation (product w s) (fun a => expectation (w i s) (fun x => f (put a i x))).
Proof. by move=> pw; apply: redraw. Qed.

(** One agent's new policy against the critic of the others' old ones. *)
Lemma critic_expectation p p' i s q : policies p -> policies p' -> (forall n, n != i -> p' n = p n) ->
  expectation (p' i s) (expectation_q p q i s) = policy_value (product p') q s.
Proof.
move=> pp pp' same; rewrite /policy_value (product_expectation p' i); apply: eq_bigr => x _; congr (_ * _).
by apply: eq_bigr => a _; congr (_ * _); apply: eq_bigr => m mi; rewrite same.
Qed.

Lemma critic_expectation_own p i s q :
  expectation (p i s) (expectation_q p q i s) = policy_value (product p) q s.
Proof. by rewrite /policy_value (product_expectation p i). Qed.

Lemma mixed_difference_le q s a i (x : action i) j (y : action j) : i != j ->
  Rabs (mixed_difference q s a x y) <= interaction q.
Proof.
move=> ij; have := @le_norm _ (fun k : state g * joint g * {i : agent g & action i} * {j : agent g & action j} =>
    let: (s, a, x, y) := k in
    if tag x == tag y then 0 else mixed_difference q s a (tagged x) (tagged y)) (s, a, existT _ i x, existT _ j y).
by rewrite /= (negbTE ij).
Qed.

Lemma interaction_ge0 q : 0 <= interaction q. Proof. exact: norm_ge0. Qed.

Lemma interaction_le q c : 0 <= c -> (forall s a i (x : action i) j (y : action j), i != j ->
  Rabs (mixed_difference q s a x y) <= c) -> interaction q <= c.
Proof.
move=> c0 h; apply: norm_le => // -[[[s a] [i x]] [j y]] /=; case: eqP => [_|/eqP ij]; last exact: h.
by rewrite Rabs_R0.
Qed.

(** Two agents who change at once interfere by at most [κ D_TVⁱ D_TVʲ]. *)
Lemma interference q s w wi wj wij i j : i != j -> policies w -> policies wi -> policies wj -> policies wij ->
  (forall n, n != i -> wi n = w n) -> (forall n, n != j -> wj n = w n) ->
  wij i = wi i -> wij j = wj j -> (forall n, n != i -> n != j -> wij n = w n) ->
  let value p := policy_value (product p) q s in
  Rabs (value wij - value wi - value wj + value w)
    <= interaction q * total_variation (wi i s) (w i s) * total_variation (wj j s) (w j s).
Proof.
move=> ij pw pwi pwj pwij hi hj iji ijj hij value; rewrite /value /policy_value.
have ji : j != i by rewrite eq_sym.
pose G a (x : action i) (y : action j) := q (s, put (put a j y) i x).
have e_w : expectation (product w s) (fun a => q (s, a)) = expectation (product w s) (fun a =>
    expectation (w i s) (fun x => expectation (w j s) (G a x))).
  rewrite (redraw_own i s _ pw) (redraw_own j s _ pw); congr expectation.
  by apply: functional_extensionality => a; rewrite expectation_exchange.
have e_i : expectation (product wi s) (fun a => q (s, a)) = expectation (product w s) (fun a =>
    expectation (wi i s) (fun x => expectation (w j s) (G a x))).
  rewrite (redraw s _ pw pwi hi) (redraw_own j s _ pw); congr expectation.
  by apply: functional_extensionality => a; rewrite expectation_exchange.
have e_j : expectation (product wj s) (fun a => q (s, a)) = expectation (product w s) (fun a =>
    expectation (w i s) (fun x => expectation (wj j s) (G a x))).
  rewrite (redraw_own i s _ pwj) (redraw s _ pw pwj hj) (hj _ ij); congr expectation.
  by apply: functional_extensionality => a; rewrite expectation_exchange.
have e_ij : expectation (product wij s) (fun a => q (s, a)) = expectation (product w s) (fun a =>
    expectation (wi i s) (fun x => expectation (wj j s) (G a x))).
  rewrite (redraw (i := i) s _ pwj pwij) => [|n ni]; last first.
    by case: (eqVneq n j) => [->|nj]; [rewrite ijj | rewrite hij ?hj].
  rewrite (redraw s _ pw pwj hj) iji; congr expectation.
  by apply: functional_extensionality => a; rewrite expectation_exchange.
rewrite e_w e_i e_j e_ij -!expectation_sub -expectation_add; apply: expectation_abs => [|a].
  exact: product_policy.
have -> : expectation (wi i s) (fun x => expectation (wj j s) (G a x))
    - expectation (wi i s) (fun x => expectation (w j s) (G a x))
    - expectation (w i s) (fun x => expectation (wj j s) (G a x))
    + expectation (w i s) (fun x => expectation (w j s) (G a x))
    = \sum_x (wi i s x - w i s x) * (\sum_y (wj j s y - w j s y) * G a x y).
  have inner x : \sum_y (wj j s y - w j s y) * G a x y = expectation (wj j s) (G a x) - expectation (w j s) (G a x).
    by rewrite /expectation -sum_sub; apply: eq_bigr => y _; lra.
  rewrite {1 3 5 7}/expectation -!sum_sub -sum_add; apply: eq_bigr => x _; rewrite inner; lra.
have := @centred_bilinear_le _ _ (fun x => wi i s x - w i s x) (fun y => wj j s y - w j s y) (G a) (interaction q).
rewrite !sum_sub; case: (pwi i s) => _ ->; case: (pw i s) => _ ->; case: (pwj j s) => _ ->; case: (pw j s) => _ ->.
apply; try lra; move=> x x' y y'.
have := mixed_difference_le q s (put (put a j y') i x') x y ij; rewrite /mixed_difference /G.
congr (Rabs _ <= _); rewrite !put_put (putC _ x' y ij) !put_put (putC _ x y ij) !put_put; lra.
Qed.
End Games.

(** ** What agents gain who answer at once *)
Section Gains.
Variable g : game.
Implicit Types (p r w : local_policies g) (q : state g * joint g -> R) (v : state g -> R) (i j n : agent g).
Implicit Types (l : seq (agent g)).

Lemma mix_nil r p : mix [::] r p = p. Proof. by []. Qed.

Lemma mix_all r p : mix (index_enum (agent g)) r p = r.
Proof. by apply: functional_extensionality_dep => n; rewrite /mix mem_index_enum. Qed.

Lemma mix_in l r p n : n \in l -> mix l r p n = r n. Proof. by rewrite /mix => ->. Qed.

Lemma mix_out l r p n : n \notin l -> mix l r p n = p n. Proof. by rewrite /mix => /negbTE ->. Qed.

Lemma mix_cons k l r p n : n != k -> mix (k :: l) r p n = mix l r p n.
Proof. by rewrite /mix inE => /negbTE ->. Qed.

Section Answers.
Variables (q : state g * joint g -> R) (s : state g) (r p : local_policies g).
Arguments r : clear implicits.
Arguments p : clear implicits.
Hypotheses (policies_r : policies r) (policies_p : policies p).
Let value w := policy_value (product w) q s.
Let moved i := total_variation (r i s) (p i s).
Let kappa := interaction q.

Lemma moved_range i : 0 <= moved i <= 1.
Proof. by split; [apply: total_variation_ge0 | apply: total_variation_le1]. Qed.

Lemma joins k l : k \notin l ->
  Rabs ((value (mix (k :: l) r p) - value (mix l r p)) - (value (mix [:: k] r p) - value p))
    <= kappa * moved k * \sum_(j <- l) moved j.
Proof.
elim: l => [|j l ih] kl.
  by rewrite big_nil mix_nil Rminus_diag_eq // Rabs_R0; lra.
move: kl; rewrite inE negb_or => /andP[kj kl]; have {ih} := ih kl.
have [jl|jl] := boolP (j \in l).
  have e x : x \in j :: l = (x \in l) by rewrite inE; case: eqP => // ->; rewrite jl.
  have -> : mix (j :: l) r p = mix l r p by apply: functional_extensionality_dep => n; rewrite /mix e.
  have -> : mix (k :: j :: l) r p = mix (k :: l) r p.
    by apply: functional_extensionality_dep => n; rewrite /mix in_cons e -in_cons.
  rewrite big_cons => h; apply: Rle_trans h _; rewrite Rmult_plus_distr_l.
  have := Rmult_le_pos _ _ (Rmult_le_pos _ _ (interaction_ge0 q) (proj1 (moved_range k))) (proj1 (moved_range j)).
  by rewrite -/kappa; lra.
have jk : j != k by rewrite eq_sym.
have := @interference g q s (mix l r p) (mix (k :: l) r p) (mix (j :: l) r p) (mix (k :: j :: l) r p) k j kj.
rewrite (mix_out _ _ kl) (mix_out _ _ jl) -/(value _) !mix_in ?inE ?eqxx ?orbT // -/(moved k) -/(moved j) -/kappa.
move=> h ih; rewrite big_cons Rmult_plus_distr_l.
have ps m : policies (mix m r p) by apply: policies_mix.
have {}h : Rabs (value (mix [:: k, j & l] r p) - value (mix (k :: l) r p) - value (mix (j :: l) r p)
    + value (mix l r p)) <= kappa * moved k * moved j.
  exact: h (ps _) (ps _) (ps _) (ps _) (fun n => @mix_cons k l r p n) (fun n => @mix_cons j l r p n) erefl erefl
    (fun n nk nj => etrans (mix_cons _ _ _ nk) (mix_cons _ _ _ nj)).
have -> : value (mix [:: k, j & l] r p) - value (mix (j :: l) r p) - (value (mix [:: k] r p) - value p)
  = (value (mix [:: k, j & l] r p) - value (mix (k :: l) r p) - value (mix (j :: l) r p) + value (mix l r p))
    + (value (mix (k :: l) r p) - value (mix l r p) - (value (mix [:: k] r p) - value p)) by lra.
by apply: Rle_trans (Rabs_triang _ _) _; apply: Rplus_le_compat.
Qed.

(** The gain of agents who move at once differs from the sum of what each would gain alone by at most
    [κ Σ_{i<j} D_TVⁱ D_TVʲ]. *)
Lemma joint_gain l : uniq l ->
  Rabs ((value (mix l r p) - value p) - \sum_(i <- l) (value (mix [:: i] r p) - value p))
    <= kappa / 2 * ((\sum_(i <- l) moved i) ^ 2 - \sum_(i <- l) moved i ^ 2).
Proof.
elim: l => [_|k l ih] /=.
  by rewrite !big_nil mix_nil Rminus_0_r Rminus_diag_eq // Rabs_R0; lra.
move=> /andP[kl ul]; have := ih ul; have := joins kl; rewrite !big_cons.
set S := \sum_(i <- l) moved i; set P := \sum_(i <- l) moved i ^ 2.
set G := \sum_(i <- l) (value (mix [:: i] r p) - value p) => h1 h2.
have -> : value (mix (k :: l) r p) - value p - (value (mix [:: k] r p) - value p + G)
  = (value (mix (k :: l) r p) - value (mix l r p) - (value (mix [:: k] r p) - value p))
    + (value (mix l r p) - value p - G) by lra.
apply: Rle_trans (Rabs_triang _ _) _; apply: Rle_trans (Rplus_le_compat _ _ _ _ h1 h2) _.
by right; rewrite -/S; field.
Qed.

Lemma pairs_le l : let S := \sum_(i <- l) moved i in
  0 <= S <= INR (size l) /\ S ^ 2 - \sum_(i <- l) moved i ^ 2 <= (INR (size l) - 1) * S.
Proof.
elim: l => [|k l [[s0 s1] ih]] /=; first by rewrite !big_nil /=; lra.
rewrite !big_cons -/(INR (size l).+1) S_INR; have [d0 d1] := moved_range k; split; first by lra.
move: s0 s1 ih; set S := \sum_(i <- l) moved i; set P := \sum_(i <- l) _; set m := INR (size l) => s0 s1 ih.
have h1 : moved k * S <= m * moved k by nra.
have h2 : moved k * S <= S by nra.
by lra.
Qed.

(** Agents of [l] who each gain [ω D_TV] alone gain together, if [ω >= (|l| - 1) κ / 2]. *)
Lemma gain_together l omega : uniq l -> (INR (size l) - 1) * kappa / 2 <= omega ->
  (forall i, i \in l -> omega * moved i <= value (mix [:: i] r p) - value p) ->
  value p <= value (mix l r p) /\
  ((exists2 i, i \in l & omega * moved i < value (mix [:: i] r p) - value p) -> value p < value (mix l r p)).
Proof.
move=> ul big gains; have := joint_gain ul; have [[s0 s1] pairs] := pairs_le l.
move: s0 s1 pairs; set S := \sum_(i <- l) moved i; set P := \sum_(i <- l) _; set G := \sum_(i <- l) _.
move=> s0 s1 pairs near.
have k0 : 0 <= kappa by apply: interaction_ge0.
have h1 : kappa / 2 * (S ^ 2 - P) <= omega * S.
  have : kappa / 2 * (S ^ 2 - P) <= kappa / 2 * ((INR (size l) - 1) * S) by apply: Rmult_le_compat_l; lra.
  by have := Rmult_le_compat_r _ _ _ s0 big; lra.
have h2 : omega * S <= G.
  rewrite /S /G big_distrr /= !big_seq; apply: (big_ind2 Rle) => [|*|i il]; [lra | lra | exact: gains].
split; first by move: near; rewrite /Rabs; case: Rcase_abs; lra.
move=> [i il gi]; have {h2} : omega * S < G.
  rewrite /S /G big_distrr /= (big_rem i il) /= [X in _ < X](big_rem i il) /=; apply: Rplus_lt_le_compat => //.
  rewrite !big_seq; apply: (big_ind2 Rle) => [|*|m ml]; [lra | lra | apply: gains].
  exact: (mem_rem ml).
by move: near; rewrite /Rabs; case: Rcase_abs; lra.
Qed.
End Answers.
End Gains.

(** ** Steps *)
Section Steps.
Variable g : game.
Implicit Types (p r w : local_policies g) (q : state g * joint g -> R) (v : state g -> R) (i j n : agent g).
Implicit Types (l : seq (agent g)) (pi : state g -> joint g -> R) (D : divergence).

(** [q = Q^π], the fixed point of the evaluation of [π]. *)
Definition value_table pi q : Prop := fixed_point (evaluation pi) q.

(** [πᵢ_new] maximises [π·Q_i - ω D(π‖πᵢ_old)] in every state. *)
Definition answers D omega p q i r : Prop :=
  forall s, best_response (@D (action i)) omega (expectation_q p q i s) (p i s) (r i s).

(** Every agent of [l] answers at once to what all play; the others stay. *)
Definition step_of l D omega p q r : Prop :=
  (forall i, i \in l -> answers D omega p q i r) /\ forall i, i \notin l -> r i = p i.

(** A step: every agent answers at once. *)
Definition step D omega p q r : Prop := forall i, answers D omega p q i r.

(** The answer of TVPO with ties settled: the mass of all actions whose [Q_i] is below the best by more than [ω]
    goes to an action with the best [Q_i], and no other mass moves. *)
Definition settled_answers omega p q i r : Prop := forall s, exists best,
  (forall x, expectation_q p q i s x <= expectation_q p q i s best) /\
  r i s = total_variation_response (expectation_q p q i s) (p i s) omega best.

(** A step of TVPO with ties settled. *)
Definition settled_step omega p q r : Prop := forall i, settled_answers omega p q i r.

Lemma settled_answer omega p q i r : 0 <= omega -> policies p -> settled_answers omega p q i r ->
  answers (@total_variation) omega p q i r.
Proof. by move=> o0 pp h s; have [b [best ->]] := h s; apply: total_variation_response_best. Qed.

(** There always is such a step, and it leads to policies. *)
Lemma settled_step_exists omega p q : 0 <= omega -> policies p -> exists2 r, policies r & settled_step omega p q r.
Proof.
move=> o0 pp; have one i s : exists d, distribution d /\ exists best,
    (forall x, expectation_q p q i s x <= expectation_q p q i s best) /\
    d = total_variation_response (expectation_q p q i s) (p i s) omega best.
  have [x0 _] := distribution_inhabited (pp i s).
  have [best e] := maximum_attained x0 (expectation_q p q i s).
  have top x : expectation_q p q i s x <= expectation_q p q i s best by rewrite -e; apply: le_maximum.
  exists (total_variation_response (expectation_q p q i s) (p i s) omega best).
  by split; [apply: total_variation_response_distribution | exists best].
have [r h] := fin_all_exists (fun i => fin_all_exists (one i)).
by exists r => [i s|i s]; [exact: proj1 (h i s) | exact: proj2 (h i s)].
Qed.

(** The policy value of an answer is at least [ω D] above the old one. *)
Lemma answer_gain (D : divergence) omega p q i r s :
  (forall (T : finType) (x : T -> R), distribution x -> D T x x = 0) ->
  policies p -> answers D omega p q i r ->
  omega * D _ (r i s) (p i s) <= expectation (r i s) (expectation_q p q i s) - policy_value (product p) q s.
Proof.
move=> refl pp h; have [_ /(_ _ (pp i s))] := h s; rewrite /penalized refl // critic_expectation_own; lra.
Qed.

Lemma value_table_exists pi : policy pi -> exists q, value_table pi q.
Proof. by move=> pp; apply: banach (discount_range g) (evaluation_contracts pp). Qed.

Lemma value_table_unique pi q q' : policy pi -> value_table pi q -> value_table pi q' -> q = q'.
Proof. by move=> pp; apply: fixed_point_unique (evaluation_contracts pp); case: (discount_range g). Qed.

(** A policy that does no worse for one step does no worse for ever, and where it does better for one step it does
    better for ever. *)
Lemma policy_improvement pi pi' q q' : policy pi' -> value_table pi q -> value_table pi' q' ->
  (forall s, policy_value pi q s <= policy_value pi' q s) ->
  (forall s, policy_value pi q s <= policy_value pi' q' s) /\
  (forall s, policy_value pi q s < policy_value pi' q s -> policy_value pi q s < policy_value pi' q' s).
Proof.
move=> pp fq fq' better; have fv' := value_of_fixed_point fq'.
have e : backup (policy_value pi q) = q by exact: fq.
have up : forall s, policy_value pi q s <= policy_value pi' q' s.
  apply: (below_fixed_point (discount_range g) (state_evaluation_mono pp) (state_evaluation_discounts pp) fv').
  by move=> s; rewrite /state_evaluation e.
split=> // s lt; apply: Rlt_le_trans lt _.
by rewrite -fv' -{1}e; apply: state_evaluation_mono.
Qed.

(** ** Bounds of the values *)
Lemma reward_le s (a : joint g) : Rabs (reward s a) <= reward_bound g.
Proof. exact: (@le_norm _ (fun sa : state g * joint g => reward sa.1 sa.2) (s, a)). Qed.

Lemma reward_bound_ge0 : 0 <= reward_bound g. Proof. exact: norm_ge0. Qed.

Lemma return_range_ge0 : 0 <= return_range g.
Proof.
have := reward_bound_ge0; have := discount_range g => d r.
by apply: Rmult_le_pos; [lra | left; apply: Rinv_0_lt_compat; lra].
Qed.

(** [|Q^π| <= r_max / (1 - γ) = M / 2]. *)
Lemma value_table_bound pi q sa : policy pi -> value_table pi q -> Rabs (q sa) <= return_range g / 2.
Proof.
move=> pp fq; have [d0 d1] := discount_range g; have r0 := reward_bound_ge0.
have n0 := norm_ge0 q.
have : norm q <= reward_bound g + discount g * norm q.
  apply: norm_le => [|[s a]]; first by have := Rmult_le_pos _ _ d0 n0; lra.
  rewrite -{1}fq /evaluation /backup /=; apply: Rle_trans (Rabs_triang _ _) _.
  apply: Rplus_le_compat; first exact: reward_le.
  rewrite Rabs_mult (Rabs_pos_eq _ d0); apply: Rmult_le_compat_l => //.
  apply: expectation_abs => [|s']; first exact: transition_distribution.
  by apply: expectation_abs => // b; apply: le_norm.
move=> h; apply: Rle_trans (le_norm q sa) _.
have -> : return_range g / 2 = reward_bound g / (1 - discount g) by rewrite /return_range; field; lra.
by apply: (Rmult_le_reg_r (1 - discount g)); [lra | rewrite /Rdiv Rmult_assoc Rinv_l; lra].
Qed.

Lemma spread_ge0 q s : 0 <= spread q s. Proof. exact: norm_ge0. Qed.

Lemma le_spread q s a b : Rabs (q (s, a) - q (s, b)) <= spread q s.
Proof. exact: (@le_norm _ (fun ab : joint g * joint g => q (s, ab.1) - q (s, ab.2)) (a, b)). Qed.

Lemma spread_le_range pi q s : policy pi -> value_table pi q -> spread q s <= return_range g.
Proof.
move=> pp fq; apply: norm_le => [|[a b] /=]; first exact: return_range_ge0.
have low c : - (return_range g / 2) <= q (s, c) <= return_range g / 2.
  by have := value_table_bound (s, c) pp fq; rewrite /Rabs; case: Rcase_abs; lra.
by apply: Rabs_le; have := low a; have := low b; lra.
Qed.

Lemma interaction_le_range pi q : policy pi -> value_table pi q -> interaction q <= 2 * return_range g.
Proof.
move=> pp fq; apply: interaction_le => [|s a i x j y _]; first by have := return_range_ge0; lra.
have h b := value_table_bound (s, b) pp fq; rewrite /mixed_difference.
have low b : - (return_range g / 2) <= q (s, b) <= return_range g / 2.
  by have := h b; rewrite /Rabs; case: Rcase_abs; lra.
apply: Rabs_le; have := low a; have := low (put a i x); have := low (put a j y).
by have := low (put (put a i x) j y); lra.
Qed.

Lemma critic_apart q p i s x y : policies p ->
  Rabs (expectation_q p q i s x - expectation_q p q i s y) <= spread q s.
Proof.
move=> pp; have m z : expectation_q p q i s z = expectation (product p s) (fun a => q (s, put a i z)).
  have pz : policies (mix [:: i] (fun n _ => if @eqP _ i n is ReflectT e then
      ecast k (action k -> R) e (certain z) else p n s) p).
    by move=> n s'; rewrite /mix inE; case: ifP => // /eqP ->; case: eqP => // e; rewrite eq_axiomK;
      apply: distribution_certain.
  rewrite -(expectation_certain z (expectation_q p q i s)).
  have := @critic_expectation _ p _ i s q pp pz; rewrite /mix inE eqxx.
  case: eqP => // e; rewrite eq_axiomK /= => -> => [|n ni]; last by rewrite inE (negbTE ni).
  rewrite /policy_value (redraw (i := i) s _ pp pz) => [|n ni]; last by rewrite /mix inE (negbTE ni).
  congr expectation; apply: functional_extensionality => a.
  by rewrite /mix inE eqxx; case: eqP => // e'; rewrite eq_axiomK /= expectation_certain.
rewrite !m -expectation_sub; apply: expectation_abs => [|a]; first exact: product_policy.
exact: le_spread.
Qed.
End Steps.

(** ** Pure policies, and the distance of products *)
Section Products.
Variable g : game.
Implicit Types (p r : local_policies g) (q : state g * joint g -> R) (i n : agent g) (a b : joint g).

Lemma policies_pure a : policies (pure a).
Proof. by move=> n s; apply: distribution_certain. Qed.

Lemma product_pure a s : product (pure a) s = certain a.
Proof.
apply: functional_extensionality => b; rewrite /product /pure /certain; case: eqP => [->|ab].
  by rewrite big1 // => n _; rewrite eqxx.
have [n] : exists n, b n != a n.
  by apply/existsP; rewrite -negb_forall; apply/forallP => h; apply: ab; apply/ffunP => n; apply/eqP.
by move/negbTE => e; rewrite (bigD1 n) //= e Rmult_0_l.
Qed.

Lemma policy_value_pure a q s : policy_value (product (pure a)) q s = q (s, a).
Proof. by rewrite /policy_value product_pure expectation_certain. Qed.

Lemma expectation_q_pure a q i s (x : action i) : expectation_q (pure a) q i s x = q (s, put a i x).
Proof.
have e : pure (put a i x) i s = certain x by rewrite /pure put_same.
rewrite -(expectation_certain x (expectation_q _ _ _ _)) -e.
rewrite (critic_expectation s q (policies_pure a) (policies_pure (put a i x))) ?policy_value_pure // => n ni.
by rewrite /pure put_other.
Qed.

(** [D_TV(π‖π') <= 1 - ∏_n (1 - D_TV(πⁿ‖π'ⁿ))]. *)
Lemma total_variation_product p r s : policies p -> policies r ->
  total_variation (product p s) (product r s) <= 1 - \prod_n (1 - total_variation (p n s) (r n s)).
Proof.
move=> pp pr; have := overlap (product_policy pp s) (product_policy pr s).
have -> : \prod_n (1 - total_variation (p n s) (r n s)) = \prod_n (\sum_x Rmin (p n s x) (r n s x)).
  by apply: eq_bigr => n _; rewrite overlap.
rewrite (prod_sum (fun n x => Rmin (p n s x) (r n s x)) (some_joint pp s)) => e.
suff : \sum_(a : joint g) \prod_n Rmin (p n s (a n)) (r n s (a n))
    <= \sum_(a : joint g) Rmin (product p s a) (product r s a) by rewrite e /=; lra.
apply: sum_le => a _; rewrite /product; apply: Rmin_glb.
  apply: (proj2 (_ : 0 <= _ /\ _)).
  apply: (big_ind2 (fun u v => 0 <= u /\ u <= v)) => [|u u' v v' [] u0 uu [] v0 vv|n _].
  - lra.
  - by split; [apply: Rmult_le_pos | apply: Rmult_le_compat].
  - by split; [apply: Rmin_glb; [case: (pp n s) | case: (pr n s)] | apply: Rmin_l].
apply: (proj2 (_ : 0 <= _ /\ _)).
apply: (big_ind2 (fun u v => 0 <= u /\ u <= v)) => [|u u' v v' [] u0 uu [] v0 vv|n _].
- lra.
- by split; [apply: Rmult_le_pos | apply: Rmult_le_compat].
- by split; [apply: Rmin_glb; [case: (pp n s) | case: (pr n s)] | apply: Rmin_r].
Qed.

(** [1 - Σ x <= ∏ (1 - x)] for numbers between 0 and 1. *)
Lemma weierstrass (T : finType) (P : pred T) (x : T -> R) : (forall k, 0 <= x k <= 1) ->
  1 - \sum_(k | P k) x k <= \prod_(k | P k) (1 - x k).
Proof.
move=> h; suff : 0 <= \prod_(k | P k) (1 - x k) <= 1 /\ 1 - \sum_(k | P k) x k <= \prod_(k | P k) (1 - x k) by case.
apply: (big_rec2 (fun u v => 0 <= v <= 1 /\ 1 - u <= v)) => [|k u v _ [[v0 v1] uv]]; first by lra.
have := h k => -[k0 k1]; split; first by split; nra.
nra.
Qed.

(** [Σ_i Σ_{k≠i} x_k = (N - 1) Σ_k x_k]. *)
Lemma sum_but_one (x : agent g -> R) : \sum_i \sum_(k | k != i) x k = (agents g - 1) * \sum_k x k.
Proof.
have -> : \sum_i \sum_(k | k != i) x k = \sum_i (\sum_k x k - x i).
  by apply: eq_bigr => i _; rewrite [in RHS](bigD1 i) //=; lra.
by rewrite sum_sub sum_const -/(agents g); lra.
Qed.
End Products.

(** ** The operators contract *)
Section Contractions.
Variable g : game.
Implicit Types (p r : local_policies g) (q : state g * joint g -> R) (v : state g -> R) (i n : agent g).

Lemma expectation_q_mono p q q' i s (x : action i) : policies p -> (forall sa, q sa <= q' sa) ->
  expectation_q p q i s x <= expectation_q p q' i s x.
Proof. by move=> pp h; apply: sum_le => a _; apply: Rmult_le_compat_l => //; apply: others_ge0. Qed.

Lemma expectation_q_shift p q c i s (x : action i) : policies p ->
  expectation_q p (fun sa => q sa + c) i s x = expectation_q p q i s x + c.
Proof.
move=> pp; rewrite /expectation_q /local_mean -[c in RHS]Rmult_1_l -(others_sum pp s x) -sum_scale_r -sum_add.
by apply: eq_bigr => a _; lra.
Qed.

Lemma expectation_q_backup_shift p v c i s (x : action i) : policies p ->
  expectation_q p (backup (fun s' => v s' + c)) i s x = expectation_q p (backup v) i s x + discount g * c.
Proof.
move=> pp; rewrite -expectation_q_shift //.
have -> // : backup (fun s' => v s' + c) = (fun sa => backup v sa + discount g * c).
by apply: functional_extensionality => sa; apply: backup_shift.
Qed.

Lemma critic_evaluation_mono p n : policies p -> monotone (critic_evaluation p n).
Proof.
move=> pp f f' h [s x] /=; apply: expectation_q_mono => // sa; apply: backup_mono => s'.
by apply: expectation_le => //; case: (pp n s').
Qed.

Lemma critic_evaluation_discounts p n : policies p -> discounts (discount g) (critic_evaluation p n).
Proof.
move=> pp f c c0 [s x]; rewrite /critic_evaluation /= -expectation_q_backup_shift //; right.
have -> // : (fun s' => expectation (p n s') (fun y => f (s', y) + c))
  = (fun s' => expectation (p n s') (fun y => f (s', y)) + c).
by apply: functional_extensionality => s'; apply: expectation_shift.
Qed.

Section Regularized.
Variables (D : divergence) (omega : R) (p r : local_policies g).
Arguments D : clear implicits.
Arguments p : clear implicits.
Arguments r : clear implicits.
Hypotheses (policies_p : policies p) (policies_r : policies r).

Lemma agents_gt0 : (0 < #|agent g|)%N -> 0 < agents g. Proof. by move=> h; apply: lt_0_INR; apply/ltP. Qed.

Lemma inv_agents_ge0 : 0 <= / agents g.
Proof.
rewrite /agents; case: #|agent g| => [|k]; first by rewrite /= Rinv_0; lra.
by left; apply: Rinv_0_lt_compat; apply: lt_0_INR; apply/ltP.
Qed.

Lemma agent_value_mono v v' i s : (forall s', v s' <= v' s') ->
  expectation (p i s) (expectation_q r (backup v) i s) <= expectation (p i s) (expectation_q r (backup v') i s).
Proof.
move=> h; apply: expectation_le => [x|x]; first by case: (policies_p i s).
by apply: expectation_q_mono => // sa; apply: backup_mono.
Qed.

Lemma agent_value_shift v c i s :
  expectation (p i s) (expectation_q r (backup (fun s' => v s' + c)) i s)
  = expectation (p i s) (expectation_q r (backup v) i s) + discount g * c.
Proof.
rewrite -expectation_shift //; congr expectation; apply: functional_extensionality => x.
exact: expectation_q_backup_shift.
Qed.

Lemma regularized_mean_mono : monotone (regularized_mean D omega p r).
Proof.
move=> v v' h s; apply: Rmult_le_compat_l; first exact: inv_agents_ge0.
by apply: sum_le => i _; have := agent_value_mono i s h; lra.
Qed.

Lemma regularized_sum_mono : monotone (regularized_sum D omega p r).
Proof.
move=> v v' h s; apply: Rplus_le_compat_r; apply: Rmult_le_compat_l; first exact: inv_agents_ge0.
by apply: sum_le => i _; apply: agent_value_mono.
Qed.

Lemma inv_agents_le1 : / agents g * agents g <= 1.
Proof.
rewrite /agents; case: #|agent g| => [|k]; first by rewrite /= Rmult_0_r; lra.
by rewrite Rinv_l; [lra | apply: not_0_INR].
Qed.

Lemma regularized_mean_discounts : discounts (discount g) (regularized_mean D omega p r).
Proof.
move=> v c c0 s; rewrite /regularized_mean.
under eq_bigr do rewrite agent_value_shift.
rewrite (_ : \sum_n _ = \sum_n (expectation (p n s) (expectation_q r (backup v) n s) - omega * D _ (p n s) (r n s))
  + agents g * (discount g * c)).
  have d0 : 0 <= discount g * c by apply: Rmult_le_pos => //; case: (discount_range g).
  by rewrite Rmult_plus_distr_l -Rmult_assoc; have := Rmult_le_compat_r _ _ _ d0 inv_agents_le1; lra.
by rewrite -sum_const -sum_add; apply: eq_bigr => i _; lra.
Qed.

Lemma regularized_sum_discounts : discounts (discount g) (regularized_sum D omega p r).
Proof.
move=> v c c0 s; rewrite /regularized_sum.
under eq_bigr do rewrite agent_value_shift.
rewrite sum_add sum_const -/(agents g).
have d0 : 0 <= discount g * c by apply: Rmult_le_pos => //; case: (discount_range g).
by rewrite Rmult_plus_distr_l -Rmult_assoc; have := Rmult_le_compat_r _ _ _ d0 inv_agents_le1; lra.
Qed.

Lemma regularized_mean_contracts : contracts (discount g) (regularized_mean D omega p r).
Proof.
by apply: blackwell; [case: (discount_range g) | exact: regularized_mean_mono | exact: regularized_mean_discounts].
Qed.

Lemma regularized_sum_contracts : contracts (discount g) (regularized_sum D omega p r).
Proof.
by apply: blackwell; [case: (discount_range g) | exact: regularized_sum_mono | exact: regularized_sum_discounts].
Qed.

(** The sum with [ω] is the mean with [N ω]. *)
Lemma regularized_sum_mean : (0 < #|agent g|)%N ->
  regularized_sum D omega p r = regularized_mean D (agents g * omega) p r.
Proof.
move=> /agents_gt0 n0; apply: functional_extensionality => v; apply: functional_extensionality => s.
by rewrite /regularized_sum /regularized_mean sum_sub sum_scale; field; lra.
Qed.
End Regularized.
End Contractions.

(** ** Payoff games *)
Section Payoffs.
Variables (N : finType) (A : N -> finType) (r : {dffun forall n, A n} -> R).

Lemma payoffs_backup v : @backup (payoffs r) v = fun sa => r sa.2.
Proof. by apply: functional_extensionality => sa; rewrite /backup /= Rmult_0_l Rplus_0_r. Qed.

Lemma payoffs_value_table pi : @value_table (payoffs r) pi (fun sa => r sa.2).
Proof. exact: payoffs_backup. Qed.

Lemma payoffs_return_range c : (forall a, Rabs (r a) <= c) -> (exists a, Rabs (r a) = c) ->
  return_range (payoffs r) = 2 * c.
Proof.
move=> le [a e]; rewrite /return_range /= Rminus_0_r /Rdiv Rinv_1 Rmult_1_r; congr (2 * _).
apply: Rle_antisym; last by rewrite -e; apply: (@reward_le (payoffs r) tt).
by apply: norm_le => [|[s b]]; [rewrite -e; apply: Rabs_pos | apply: le].
Qed.
End Payoffs.

Lemma hellinger_refl (T : finType) (p : T -> R) : hellinger p p = 0.
Proof. by rewrite /hellinger /hellinger_squared big1 ?sqrt_0 // => x _; lra. Qed.

(** ** An agent of two actions who plays one of them *)
Section TwoActions.
Implicit Types (values p : bool -> R) (x : bool).

Lemma two_actions p x : distribution p -> p (~~ x) = 1 - p x.
Proof. by move=> [_]; rewrite sum_bool; case: x => /=; lra. Qed.

Lemma two_actions_eq p p' x : distribution p -> distribution p' -> p x = p' x -> p = p'.
Proof.
move=> dp dp' e; apply: functional_extensionality => y; case: (eqVneq y x) => [->//|].
move=> yx; have -> : y = ~~ x by case: x y yx {e} => -[].
by rewrite (two_actions x dp) (two_actions x dp') e.
Qed.

Lemma penalized_from_certain omega values p x : distribution p ->
  penalized (@total_variation bool_finType) omega values (certain x) p
  = values x + (1 - p x) * (values (~~ x) - values x - omega).
Proof.
move=> dp; have e := two_actions x dp; have p1 := distribution_le1 x dp.
rewrite /penalized; have -> : total_variation p (certain x) = 1 - p x.
  rewrite /total_variation sum_bool /certain; case: x e p1 => /= -> p1.
    by rewrite Rabs_left1 ?Rabs_pos_eq; lra.
  by rewrite Rabs_pos_eq ?Rabs_left1; lra.
by rewrite /expectation sum_bool; case: x e p1 => /= -> _; ring.
Qed.

(** It leaves for a gain above [ω], for certain. *)
Lemma leaves omega values x : omega < values (~~ x) - values x ->
  only_best_response (@total_variation bool_finType) omega values (certain x) (certain (~~ x)).
Proof.
move=> gain; split=> [|p dp np]; first exact: distribution_certain.
rewrite !penalized_from_certain //; last exact: distribution_certain.
have e : certain (~~ x) x = 0 by rewrite /certain; case: (x).
have p0 := distribution_ge0 x dp; have [p1|p1] := Rle_lt_or_eq_dec _ _ p0; last first.
  by case: np; apply: (two_actions_eq (x := x)) => //; [apply: distribution_certain | rewrite e].
by rewrite e; have := Rmult_lt_0_compat _ _ p1 (Rlt_Rminus _ _ gain); lra.
Qed.

(** It stays for a gain below [ω]. *)
Lemma stays omega values x : values (~~ x) - values x < omega ->
  only_best_response (@total_variation bool_finType) omega values (certain x) (certain x).
Proof.
move=> gain; split=> [|p dp np]; first exact: distribution_certain.
rewrite !penalized_from_certain //; last exact: distribution_certain.
have e : certain x x = 1 by rewrite /certain eqxx.
have [p1|p1] := Rle_lt_or_eq_dec _ _ (distribution_le1 x dp); last first.
  by case: np; apply: (two_actions_eq (x := x)) => //; [apply: distribution_certain | rewrite e].
by rewrite e; have := Rmult_lt_0_compat (1 - p x) _ ltac:(lra) (Rlt_Rminus _ _ gain); lra.
Qed.
End TwoActions.

(** ** Mass that moves by whole actions *)
Section Carrying.
Variable T : finType.
Implicit Types (p values : T -> R) (f : T -> T).

(** The mass of every [y] goes to [f y]. *)
Definition carry f p x : R := \sum_(y | f y == x) p y.

Lemma carry_id p : carry id p = p.
Proof. by apply: functional_extensionality => x; rewrite /carry big_pred1_eq. Qed.

Lemma carry_carry f h p : carry h (carry f p) = carry (h \o f) p.
Proof.
apply: functional_extensionality => x; rewrite /carry [RHS](partition_big f (fun y => h y == x)) //=.
apply: eq_bigr => y hy; apply: eq_bigl => z.
by case: eqP => [->|]; rewrite ?hy ?andbF.
Qed.

Lemma response_carry values p omega best : total_variation_response values p omega best
  = carry (fun x => if Rlt_dec omega (values best - values x) then best else x) p.
Proof.
apply: functional_extensionality => x; rewrite /carry big_mkcond /=.
rewrite (eq_bigr (fun y => (if y == x then kept values p omega best y else 0)
  + (if x == best then p y - kept values p omega best y else 0))) => [|y _].
  by rewrite sum_add sum_indicator /total_variation_response; case: ifP => // _; rewrite big1.
rewrite /kept; case: Rlt_dec => h /=; last by case: ifP => _; case: ifP => _; lra.
by rewrite (eq_sym x); case: ifP => _; case: ifP => _; lra.
Qed.

(** Whoever moves gains more than [ω D_TV]. *)
Lemma response_gain values p omega best : 0 <= omega -> distribution p ->
  (forall x, values x <= values best) -> let r := total_variation_response values p omega best in
  r <> p -> omega * total_variation r p < expectation r values - expectation p values.
Proof.
move=> o0 dp top r moves; have dr : distribution r by apply: total_variation_response_distribution.
have [p0 _] := dp; pose lost x := p x - kept values p omega best x.
have lost0 x : 0 <= lost x by rewrite /lost; have := @kept_le _ omega values p best dp x; lra.
have gain : expectation r values - expectation p values = \sum_x lost x * (values best - values x).
  have -> : expectation r values = \sum_x p x * values (if Rlt_dec omega (values best - values x) then best else x).
    rewrite /r response_carry /expectation /carry; under eq_bigr do rewrite -sum_scale_r.
    rewrite (exchange_big_dep xpredT) //=; apply: eq_bigr => y _.
    by rewrite (big_pred1 (if Rlt_dec omega (values best - values y) then best else y)) // => z; rewrite /= eq_sym.
  rewrite /expectation -sum_sub; apply: eq_bigr => x _; rewrite /lost /kept.
  by case: Rlt_dec => h /=; lra.
have cost : total_variation r p <= \sum_x lost x.
  rewrite total_variation_lost //; apply: sum_le => x _; apply: Rmax_lub => //.
  rewrite /lost /r /total_variation_response; case: ifP => _; last by lra.
  by have := sum_ge0 (fun y (_ : xpredT y) => lost0 y); rewrite /lost; lra.
have each x : omega * lost x <= lost x * (values best - values x).
  by rewrite /lost /kept; case: Rlt_dec => h /=; [have := p0 x; nra | lra].
apply: Rle_lt_trans (Rmult_le_compat_l _ _ _ o0 cost) _; rewrite gain -sum_scale; apply: sum_lt => //.
have [[x mx]|none] := Classical_Prop.classic (exists x, kept values p omega best x <> p x).
  exists x; move: mx; rewrite /lost /kept; case: Rlt_dec => h //= px.
  by have := Rmult_lt_compat_l (p x) _ _ ltac:(have := p0 x; lra) h; lra.
case: moves; apply: functional_extensionality => x.
have same y : kept values p omega best y = p y by apply: Classical_Prop.NNPP => h; apply: none; exists y.
rewrite /r /total_variation_response same; case: ifP => _; last by lra.
by rewrite big1 => [|y _]; rewrite ?same; lra.
Qed.
End Carrying.

(** A sequence of numbers that never falls and takes finitely many values stops rising: [coded t c] says that [c]
    stands for what there is at [t]. *)
Lemma stops_rising (C : finType) (coded : nat -> C -> Prop) (u : nat -> R) : (forall t, exists c, coded t c) ->
  (forall t, u t <= u t.+1) -> (forall t t' c, coded t c -> coded t' c -> u t = u t') ->
  exists t0, forall t, (t0 <= t)%N -> u t = u t0.
Proof.
move=> total rises same; apply: Classical_Prop.NNPP => never.
have mono t k : u t <= u (t + k)%N.
  by elim: k => [|k ih]; rewrite ?addn0 ?addnS; [lra | have := rises (t + k)%N; lra].
have again t : exists t', u t < u t'.
  apply: Classical_Prop.NNPP => stuck; apply: never; exists t => t' tt'.
  have := mono t (t' - t)%N; rewrite subnKC // => -[lt|//]; by case: stuck; exists t'.
have [many [last [um [size_m _]]]] : exists (m : seq C) last, uniq m /\ size m = #|C|.+1 /\
    forall c, c \in m -> exists2 t, coded t c & u t <= u last.
  elim: #|C|.+1 => [|k [m [last [um [<- below]]]]]; first by exists [::], 0%N.
  have [t lt] := again last; have [c ct] := total t; exists (c :: m), t; split=> /=.
    rewrite um andbT; apply/negP => /below[t' ct' le]; by rewrite -(same _ _ _ ct ct') in le; lra.
  split=> // c'; rewrite inE => /orP[/eqP->|/below[t' e le]]; first by exists t => //; lra.
  by exists t' => //; lra.
by have := max_card (mem many); rewrite (card_uniqP um) size_m ltnn.
Qed.

Section Rest.
Variable g : game.
Implicit Types (p r : local_policies g) (i : agent g).

(** All mass that moves from [p] to [r] is that of whole actions. *)
Definition moves_whole p r : Prop := forall i s, exists f : action i -> action i, r i s = carry f (p i s).

Lemma settled_moves_whole omega p q i r s : settled_answers omega p q i r ->
  exists f : action i -> action i, r i s = carry f (p i s).
Proof. by move=> h; have [best [_ ->]] := h s; rewrite response_carry; eexists. Qed.

(** Where all moves are of whole actions and each raises a number that depends on the policies alone, the policies
    come to rest. *)
Lemma comes_to_rest (p : nat -> local_policies g) (u : nat -> R) :
  (forall t, moves_whole (p t) (p t.+1)) -> (forall t, u t <= u t.+1) ->
  (forall t, p t.+1 <> p t -> u t < u t.+1) -> (forall t t', p t = p t' -> u t = u t') ->
  exists t0, forall t, (t0 <= t)%N -> p t = p t0.
Proof.
move=> whole rises strict same.
pose C := {dffun forall i : agent g, {ffun state g -> {ffun action i -> action i}}}.
have codes t : exists c : C, forall i s, p t i s = carry (c i s) (p 0%N i s).
  elim: t => [|t [c ih]].
    exists [ffun i => [ffun s => [ffun x => x]]] => i s; rewrite -[LHS]carry_id; congr carry.
    by apply: functional_extensionality => x; rewrite !ffunE.
  have [f hf] := fin_all_exists (fun i => fin_all_exists (fun s => whole t i s)).
  exists [ffun i => [ffun s => [ffun x => f i s (c i s x)]]] => i s.
  rewrite hf ih carry_carry; congr carry; apply: functional_extensionality => x.
  by rewrite !ffunE.
have rest : exists t0, forall t, (t0 <= t)%N -> u t = u t0.
  apply: (@stops_rising [finType of C] (fun t (c : C) => forall i s, p t i s = carry (c i s) (p 0%N i s)) u) => //.
  move=> t t' c h h'.
  apply: same; apply: functional_extensionality_dep => i; apply: functional_extensionality => s.
  by rewrite h h'.
have [t0 h] := rest; exists t0 => t; elim: t => [|t ih]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /orP[/eqP <- //|]; rewrite ltnS => t0t; rewrite -(ih t0t).
apply: Classical_Prop.NNPP => /strict; rewrite !h //; first by lra.
exact: leq_trans t0t (leqnSn t).
Qed.
End Rest.
