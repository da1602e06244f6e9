(** The discounted state distribution, and what a policy's return gains when one agent moves. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.projections.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section PolicyGradient.
Variable g : game.
Implicit Types (s : state g) (a : joint g) (rho d : state g -> R) (pi : state g -> joint g -> R) (v : state g -> R).
Implicit Types (p delta : local_policies g) (q : state g * joint g -> R).

(** [P_π(s'|s) = Σ_a π(a|s) P(s'|s,a)]. *)
Definition step pi s s' : R := expectation (pi s) (fun a => transition s a s').
(** [r_π(s) = Σ_a π(a|s) r(s,a)]. *)
Definition expected_reward pi s : R := expectation (pi s) (fun a => reward s a).
(** [Pr(s_t = s | s₀ ~ ρ, π)]. *)
Fixpoint state_at rho pi t s' : R :=
  if t is t'.+1 then \sum_s state_at rho pi t' s * step pi s s' else rho s'.
(** [d(s) = (1 - γ) Σ_t γᵗ Pr(s_t = s | s₀ ~ ρ, π)]. *)
Definition state_distribution rho pi d : Prop :=
  forall s, infinite_sum (fun t => (1 - discount g) * discount g ^ t * state_at rho pi t s) (d s).
(** [(1 - γ) ρ(s') + γ Σ_s d(s) P_π(s'|s)]. *)
Definition flow rho pi d s' : R := (1 - discount g) * rho s' + discount g * \sum_s d s * step pi s s'.
(** [V^π(ρ) = Σ_s ρ(s) V^π(s)]. *)
Definition utility rho v : R := expectation rho v.

(** [πⁿ + t δⁿ]: agent [n]'s policy after a move along [δⁿ]; the others keep theirs. *)
Definition moved p delta (n : agent g) t : local_policies g :=
  fun m s x => if m == n then p m s x + t * delta m s x else p m s x.
(** The direction from [p] to [p']. *)
Definition towards p p' : local_policies g := fun m s x => p' m s x - p m s x.

(** ** Where the states are *)
Section Policy.
Variables (rho : state g -> R) (pi : state g -> joint g -> R).
Hypotheses (drho : distribution rho) (policy_pi : policy pi).

Lemma step_distribution s : distribution (step pi s).
Proof.
split=> [s'|].
  apply: sum_ge0 => a _; apply: Rmult_le_pos; first by case: (policy_pi s).
  by case: (transition_distribution s a).
rewrite /step /expectation exchange_big /=; have [_ <-] := policy_pi s; apply: eq_bigr => a _.
by rewrite sum_scale; have [_ ->] := transition_distribution s a; rewrite Rmult_1_r.
Qed.

Lemma carried_distribution d : distribution d -> distribution (fun s' => \sum_s d s * step pi s s').
Proof.
move=> [d0 d1]; split=> [s'|].
  by apply: sum_ge0 => s _; apply: Rmult_le_pos => //; case: (step_distribution s).
rewrite exchange_big /= -d1; apply: eq_bigr => s _.
by rewrite sum_scale; have [_ ->] := step_distribution s; rewrite Rmult_1_r.
Qed.

Lemma state_at_distribution t : distribution (state_at rho pi t).
Proof. by elim: t => [|t ih] //=; apply: carried_distribution. Qed.

(** [V^π = r_π + γ P_π V^π]. *)
Lemma state_evaluation_step v s :
  state_evaluation pi v s = expected_reward pi s + discount g * \sum_s' step pi s s' * v s'.
Proof.
rewrite /state_evaluation /policy_value /expectation /expected_reward /expectation -sum_scale.
have -> : \sum_s' discount g * (step pi s s' * v s')
    = \sum_a \sum_s' discount g * (pi s a * transition s a s' * v s').
  rewrite exchange_big /=; apply: eq_bigr => s' _; rewrite sum_scale /step /expectation sum_scale_r.
  by [].
rewrite -sum_add; apply: eq_bigr => a _; rewrite /backup /expectation /= Rmult_plus_distr_l; congr (_ + _).
rewrite sum_scale -Rmult_assoc (Rmult_comm (pi s a)) Rmult_assoc -sum_scale; congr (_ * _).
by apply: eq_bigr => s' _; ring.
Qed.

(** ** The linear equation *)
(** [(1 - γ) Σ ρ v = Σ_s d(s) [v(s) - γ Σ_s' P_π(s'|s) v(s')]]. *)
Lemma flow_duality d v : flow rho pi d = d ->
  (1 - discount g) * utility rho v = \sum_s d s * (v s - discount g * \sum_s' step pi s s' * v s').
Proof.
move=> fd; have -> : \sum_s d s * (v s - discount g * \sum_s' step pi s s' * v s')
    = \sum_s d s * v s - discount g * \sum_s' (\sum_s d s * step pi s s') * v s'.
  have -> : \sum_s' (\sum_s d s * step pi s s') * v s' = \sum_s d s * \sum_s' step pi s s' * v s'.
    rewrite (eq_bigr (fun s' => \sum_s d s * step pi s s' * v s')) => [|s' _]; last by rewrite sum_scale_r.
    by rewrite exchange_big /=; apply: eq_bigr => s _; rewrite -sum_scale; apply: eq_bigr => s' _; ring.
  by rewrite -sum_scale -sum_sub; apply: eq_bigr => s _; ring.
rewrite -{1}fd /flow /utility /expectation -!sum_scale -sum_sub.
by apply: eq_bigr => s _; ring.
Qed.

(** The distance of two solutions to two policies. *)
Lemma flow_distance pi' d d' c : policy pi' -> distribution d -> flow rho pi d = d -> flow rho pi' d' = d' ->
  (forall s, \sum_s' Rabs (step pi' s s' - step pi s s') <= c) ->
  (1 - discount g) * (\sum_s Rabs (d' s - d s)) <= discount g * c.
Proof.
move=> policy_pi' [d0 d1] fd fd' near; have gr := discount_range g.
have bound s' : Rabs (d' s' - d s')
    <= discount g * \sum_s (Rabs (d' s - d s) * step pi' s s' + d s * Rabs (step pi' s s' - step pi s s')).
  have -> : d' s' - d s'
      = discount g * \sum_s ((d' s - d s) * step pi' s s' + d s * (step pi' s s' - step pi s s')).
    rewrite -{1}fd' -{1}fd /flow.
    have -> : \sum_s ((d' s - d s) * step pi' s s' + d s * (step pi' s s' - step pi s s'))
        = \sum_s d' s * step pi' s s' - \sum_s d s * step pi s s'.
      by rewrite -sum_sub; apply: eq_bigr => s _; ring.
    by ring.
  rewrite Rabs_mult Rabs_pos_eq; last by lra.
  apply: Rmult_le_compat_l; first by lra.
  apply: Rle_trans (sum_abs _ _) _; apply: sum_le => s _.
  apply: Rle_trans (Rabs_triang _ _) _; rewrite !Rabs_mult.
  rewrite (Rabs_pos_eq (d s)) // (Rabs_pos_eq (step pi' s s')); first by lra.
  have [p0 _] := policy_pi' s; apply: sum_ge0 => a _; apply: Rmult_le_pos => //.
  by case: (transition_distribution s a).
have : \sum_s' Rabs (d' s' - d s') <= discount g * (\sum_s Rabs (d' s - d s) + c).
  apply: Rle_trans (sum_le (fun s' _ => bound s')) _; rewrite sum_scale; apply: Rmult_le_compat_l; first lra.
  rewrite exchange_big /=.
  rewrite (eq_bigr (fun s => Rabs (d' s - d s) + d s * \sum_s' Rabs (step pi' s s' - step pi s s'))) => [|s _].
    rewrite sum_add; apply: Rplus_le_compat_l; rewrite -(Rmult_1_l c) -d1 -sum_scale_r.
    by apply: sum_le => s _; apply: Rmult_le_compat_l.
  rewrite sum_add !sum_scale; congr (_ + _).
  have [_ one] : distribution (step pi' s).
    split=> [s'|]; first by apply: sum_ge0 => a _; apply: Rmult_le_pos;
      [case: (policy_pi' s) | case: (transition_distribution s a)].
    rewrite /step /expectation exchange_big /=; have [_ <-] := policy_pi' s; apply: eq_bigr => a _.
    by rewrite sum_scale; have [_ ->] := transition_distribution s a; rewrite Rmult_1_r.
  by rewrite one Rmult_1_r.
by lra.
Qed.

(** ** The series *)
(** [(1 - γ) Σ_{t <= k} γᵗ Pr(s_t = s)]. *)
Definition visits k s : R := sum_f_R0 (fun t => (1 - discount g) * discount g ^ t * state_at rho pi t s) k.

Lemma state_at_step t s' : state_at rho pi t.+1 s' = \sum_s state_at rho pi t s * step pi s s'.
Proof. by []. Qed.

Lemma visits_flow k : visits k.+1 = flow rho pi (visits k).
Proof.
elim: k => [|k ih]; apply: functional_extensionality => s'; rewrite /flow.
  rewrite /visits /= -!sum_scale; congr (_ + _); first by ring.
  by apply: eq_bigr => s _; ring.
have e : visits k.+2 s' = visits k.+1 s' + (1 - discount g) * discount g ^ k.+2 * state_at rho pi k.+2 s' by [].
rewrite e {1}ih /flow.
have -> : \sum_s visits k.+1 s * step pi s s'
    = \sum_s visits k s * step pi s s' + (1 - discount g) * discount g ^ k.+1 * state_at rho pi k.+2 s'.
  rewrite (state_at_step k.+1) -sum_scale -sum_add.
  apply: eq_bigr => s _.
  have -> : visits k.+1 s = visits k s + (1 - discount g) * discount g ^ k.+1 * state_at rho pi k.+1 s by [].
  by ring.
by rewrite /=; ring.
Qed.

Lemma visits_converge s : {l | Un_cv (fun k => visits k s) l}.
Proof.
have gr := discount_range g; apply: (Rseries_CV_comp _ (fun t => 1 * discount g ^ t)) => [t|].
  have [p0 _] := state_at_distribution t; have := distribution_le1 s (state_at_distribution t).
  have := p0 s; have := pow_le _ t (proj1 gr) => w0 x0 x1.
  have w1 : 0 <= (1 - discount g) * discount g ^ t by apply: Rmult_le_pos; lra.
  by split; [apply: Rmult_le_pos | nra].
exists (/ (1 - discount g)); apply: GP_infinite.
by rewrite Rabs_pos_eq; lra.
Qed.

Lemma sum_limit (T : finType) (f : nat -> T -> R) (l : T -> R) :
  (forall x, Un_cv (fun k => f k x) (l x)) -> Un_cv (fun k => \sum_x f k x) (\sum_x l x).
Proof.
move=> h; elim: (index_enum T) => [|x r ih].
  by move=> e e0; exists 0%N => k _; rewrite !big_nil R_dist_eq.
apply: (Un_cv_ext (fun k => f k x + \sum_(y <- r) f k y)); first by move=> k; rewrite big_cons.
by rewrite big_cons; apply: CV_plus.
Qed.

Lemma scale_limit (u : nat -> R) l c : Un_cv u l -> Un_cv (fun k => c * u k) (c * l).
Proof.
move=> ul; apply: (CV_mult (fun _ => c)) => // e e0; exists 0%N => k _.
by rewrite R_dist_eq.
Qed.

Lemma state_distribution_exists : exists d, state_distribution rho pi d.
Proof. by exists (fun s => proj1_sig (visits_converge s)) => s; apply: (proj2_sig (visits_converge s)). Qed.

Lemma state_distribution_flow d : state_distribution rho pi d -> flow rho pi d = d.
Proof.
move=> cv; apply: functional_extensionality => s'; apply: (UL_sequence (fun k => visits k.+1 s')).
  apply: (Un_cv_ext (fun k => flow rho pi (visits k) s')); first by move=> k; rewrite visits_flow.
  apply: CV_plus; first by move=> e e0; exists 0%N => k _; rewrite R_dist_eq.
  apply: scale_limit; apply: sum_limit => s.
  apply: (Un_cv_ext (fun k => step pi s s' * visits k s)); first by move=> k; ring.
  by rewrite Rmult_comm; apply: scale_limit; apply: cv.
move=> e e0; have [k hk] := cv s' e e0; exists k => i /leP ki; apply: hk.
by apply/leP; apply: leq_trans ki _.
Qed.

Lemma flow_sum d : flow rho pi d = d -> \sum_s d s = 1.
Proof.
move=> fd; have gr := discount_range g; have := flow_duality (fun _ => 1) fd.
have -> : utility rho (fun _ => 1) = 1 by apply: expectation_const.
have -> : \sum_s d s * (1 - discount g * \sum_s' step pi s s' * 1) = \sum_s (1 - discount g) * d s.
  apply: eq_bigr => s _; rewrite sum_scale_r; have [_ ->] := step_distribution s; ring.
by rewrite sum_scale; nra.
Qed.

Lemma state_distribution_distribution d : state_distribution rho pi d -> distribution d.
Proof.
move=> cv; split=> [s|]; last by apply: flow_sum; apply: state_distribution_flow.
have gr := discount_range g; apply: (@Rle_cv_lim (fun _ => 0) (fun k => visits k s)) => [k||]; last exact: cv.
  apply: cond_pos_sum => t; apply: Rmult_le_pos; last by case: (state_at_distribution t).
  by apply: Rmult_le_pos; [lra | apply: pow_le; lra].
by move=> e e0; exists 0%N => k _; rewrite R_dist_eq.
Qed.

Lemma flow_unique d d' : distribution d -> flow rho pi d = d -> flow rho pi d' = d' -> d' = d.
Proof.
move=> dd fd fd'; have gr := discount_range g.
have := flow_distance (c := 0) policy_pi dd fd fd'.
have z s : \sum_s' Rabs (step pi s s' - step pi s s') <= 0.
  by right; apply: big1 => s' _; rewrite Rminus_diag_eq // Rabs_R0.
move=> /(_ z) h; apply: functional_extensionality => s.
have abs0 x : 0 <= Rabs (d' x - d x) by exact: Rabs_pos.
have := term_le_sum s abs0; have := abs0 s => a0 le.
have : Rabs (d' s - d s) = 0 by nra.
by rewrite /Rabs; case: Rcase_abs; lra.
Qed.

(** The series is the one solution of the linear equation. *)
Lemma state_distribution_iff d : state_distribution rho pi d <-> flow rho pi d = d.
Proof.
split=> [|fd]; first exact: state_distribution_flow.
have [d' cv] := state_distribution_exists.
by rewrite (flow_unique (state_distribution_distribution cv) (state_distribution_flow cv) fd).
Qed.

(** [V^π(ρ) = d·r_π / (1 - γ)]. *)
Lemma utility_visits d v : flow rho pi d = d -> fixed_point (state_evaluation pi) v ->
  utility rho v = (\sum_s d s * expected_reward pi s) / (1 - discount g).
Proof.
move=> fd fv; have gr := discount_range g; have := flow_duality v fd.
have -> : \sum_s d s * (v s - discount g * \sum_s' step pi s s' * v s') = \sum_s d s * expected_reward pi s.
  by apply: eq_bigr => s _; have := state_evaluation_step v s; rewrite fv => ->; ring.
by move=> <-; field; lra.
Qed.
End Policy.

(** The difference of two policies' returns. *)
Lemma performance_difference rho pi pi' d' v v' : flow rho pi' d' = d' ->
  fixed_point (state_evaluation pi) v -> fixed_point (state_evaluation pi') v' ->
  (1 - discount g) * (utility rho v' - utility rho v) =
  \sum_s d' s * \sum_(a : joint g) (pi' s a - pi s a) * backup v (s, a).
Proof.
move=> fd fv fv'; rewrite Rmult_minus_distr_l !(flow_duality _ fd) -sum_sub; apply: eq_bigr => s _.
rewrite -Rmult_minus_distr_l; congr (_ * _).
have e' := state_evaluation_step pi' v' s; rewrite fv' in e'.
have e := state_evaluation_step pi' v s.
have -> : \sum_(a : joint g) (pi' s a - pi s a) * backup v (s, a)
    = state_evaluation pi' v s - state_evaluation pi v s.
  by rewrite /state_evaluation /policy_value /expectation -sum_sub; apply: eq_bigr => a _; ring.
by rewrite fv e {1}e'; ring.
Qed.

(** ** A move of one agent *)
Lemma product_moved p delta n t s a :
  product (moved p delta n t) s a = product p s a + t * (delta n s (a n) * others p n s a).
Proof.
rewrite !(product_split _ n) /moved eqxx.
have -> : others (fun m s x => if m == n then p m s x + t * delta m s x else p m s x) n s a = others p n s a.
  by apply: eq_bigr => m /negbTE ->.
by ring.
Qed.

(** [Σ_a δⁿ(aⁿ|s) π⁻ⁿ(a⁻ⁿ|s) q(s,a) = Σ_{aⁿ} δⁿ(aⁿ|s) E_{π⁻ⁿ} q(s,aⁿ,·)]. *)
Lemma moved_sum p delta n s q :
  \sum_(a : joint g) delta n s (a n) * others p n s a * q (s, a) = \sum_x delta n s x * expectation_q p q n s x.
Proof.
rewrite (sum_by_own n); apply: eq_bigr => x _; rewrite /expectation_q /local_mean -sum_scale.
by apply: eq_bigr => a /eqP <-; ring.
Qed.

(** [d(s) Q^{π,n}(s,aⁿ) / (1 - γ)], the claimed [∂V^π(ρ)/∂πⁿ(aⁿ|s)]. *)
Definition direct_gradient p q d (n : agent g) s x : R := d s * expectation_q p q n s x / (1 - discount g).
End PolicyGradient.
Arguments moved {g} p delta n t.
Arguments towards {g} p p'.
Arguments direct_gradient {g} p q d n s x.
