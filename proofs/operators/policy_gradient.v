(** The discounted state distribution, and what a policy's return gains when one agent moves. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.projections operators.optimistic.
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
Definition discounted_state_distribution rho pi d : Prop :=
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

Lemma state_distribution_exists : exists d, discounted_state_distribution rho pi d.
Proof. by exists (fun s => proj1_sig (visits_converge s)) => s; apply: (proj2_sig (visits_converge s)). Qed.

Lemma state_distribution_flow d : discounted_state_distribution rho pi d -> flow rho pi d = d.
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

Lemma state_distribution_distribution d : discounted_state_distribution rho pi d -> distribution d.
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
Lemma state_distribution_iff d : discounted_state_distribution rho pi d <-> flow rho pi d = d.
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

(** ** The local loss *)
(** The local loss with its denominators held at the tables [held], actions drawn from [ζ]:
    [E_{a~ζ} (1/N) Σ_n (e^{βxⁿ(s,aⁿ)} - e^{βQ(s,a)})² / (2β e^{β heldⁿ(s,aⁿ)})]. *)
Definition local_loss beta (zeta : state g -> joint g -> R) q (held x : local_tables g) s : R :=
  expectation (zeta s) (fun a => mean_of_agents (fun n =>
    (exp (beta * x n s (a n)) - exp (beta * q (s, a))) ^ 2 / (2 * beta * exp (beta * held n s (a n))))).
(** At the tables [x], themselves held in the denominators, the loss has the derivative 0 in all directions. *)
Definition stationary beta zeta q (x : local_tables g) s : Prop := forall delta : local_tables g,
  derivable_pt_lim (fun t => local_loss beta zeta q x (fun n s u => x n s u + t * delta n s u) s) 0 0.
(** [ε/|Aⁿ| + (1 - ε) πⁿ]: each agent explores on its own. *)
Definition explored epsilon p : local_policies g :=
  fun n s x => epsilon / INR #|action n| + (1 - epsilon) * p n s x.

Lemma explored_policies epsilon p : policies p -> 0 <= epsilon <= 1 -> policies (explored epsilon p).
Proof.
move=> pp e01 n s; have [p0 p1] := pp n s; have [x0 _] := distribution_inhabited (pp n s).
have c0 := card_gt0 x0; split=> [x|].
  have i0 : 0 <= / INR #|action n| by left; apply: Rinv_0_lt_compat.
  by apply: Rplus_le_le_0_compat; apply: Rmult_le_pos => //; lra.
rewrite /explored sum_add sum_scale p1 sum_const; field; lra.
Qed.

Lemma squared_difference_derivative beta c w f x0 l : derivable_pt_lim f x0 l ->
  derivable_pt_lim (fun x => (exp (beta * f x) - c) ^ 2 / w) x0
    (2 * (exp (beta * f x0) - c) * (exp (beta * f x0) * (beta * l)) / w).
Proof.
move=> df; have dexp : derivable_pt_lim (fun x => exp (beta * f x)) x0 (exp (beta * f x0) * (beta * l)).
  apply: (derivable_pt_lim_comp (fun x => beta * f x) exp); last exact: derivable_pt_lim_exp.
  exact: (derivable_pt_lim_scal f beta).
have dinner : derivable_pt_lim (fun x => exp (beta * f x) - c) x0 (exp (beta * f x0) * (beta * l)).
  have := derivable_pt_lim_minus _ (fct_cte c) x0 _ _ dexp (derivable_pt_lim_const c x0).
  by rewrite Rminus_0_r.
have dsquare := derivable_pt_lim_comp _ (fun x => x ^ 2) x0 _ _ dinner (derivable_pt_lim_pow _ 2).
have dscaled := derivable_pt_lim_scal _ (/ w) x0 _ dsquare.
have e : (fun x => (exp (beta * f x) - c) ^ 2 / w)
    = mult_real_fct (/ w) (comp (fun x => x ^ 2) (fun x => exp (beta * f x) - c)).
  by apply: functional_extensionality => x; rewrite /mult_real_fct /comp /Rdiv; ring.
rewrite e; move: dscaled; congr derivable_pt_lim; rewrite /= /Rdiv; ring.
Qed.

Lemma sum_derivative (T : finType) (f : T -> R -> R) (l : T -> R) t0 :
  (forall x, derivable_pt_lim (f x) t0 (l x)) -> derivable_pt_lim (fun t => \sum_x f x t) t0 (\sum_x l x).
Proof.
move=> h; elim: (index_enum T) => [|x r ih].
  rewrite big_nil; have -> : (fun t => \sum_(x <- [::]) f x t) = fct_cte 0.
    by apply: functional_extensionality => t; rewrite big_nil.
  exact: derivable_pt_lim_const.
rewrite big_cons; have -> : (fun t => \sum_(y <- x :: r) f y t) = plus_fct (f x) (fun t => \sum_(y <- r) f y t).
  by apply: functional_extensionality => t; rewrite big_cons.
exact: derivable_pt_lim_plus.
Qed.

Lemma mean_derivative (f : agent g -> R -> R) (l : agent g -> R) t0 : (forall n, derivable_pt_lim (f n) t0 (l n)) ->
  derivable_pt_lim (fun t => mean_of_agents (fun n => f n t)) t0 (mean_of_agents l).
Proof.
move=> h; have -> : (fun t => mean_of_agents (fun n => f n t))
    = mult_real_fct (/ INR #|agent g|) (fun t => \sum_n f n t).
  by apply: functional_extensionality => t; rewrite /mean_of_agents /mult_real_fct /Rdiv Rmult_comm.
by rewrite /mean_of_agents /Rdiv Rmult_comm; apply/derivable_pt_lim_scal/sum_derivative.
Qed.

(** [E_{a~ζ} (1/N) Σ_n (e^{βxⁿ} - e^{βQ}) δⁿ(aⁿ)]: the printed gradient of the loss, along [δ]. *)
Lemma local_loss_derivative beta zeta q (x delta : local_tables g) s : beta <> 0 ->
  derivable_pt_lim (fun t => local_loss beta zeta q x (fun n s u => x n s u + t * delta n s u) s) 0
    (expectation (zeta s) (fun a => mean_of_agents (fun n =>
      (exp (beta * x n s (a n)) - exp (beta * q (s, a))) * delta n s (a n)))).
Proof.
move=> b0; apply: sum_derivative => a; apply: derivable_pt_lim_scal.
apply: mean_derivative => n.
have line : derivable_pt_lim (fun t => x n s (a n) + t * delta n s (a n)) 0 (delta n s (a n)).
  move=> e e0; exists (mkposreal 1 Rlt_0_1) => h h0 _.
  set z := delta _ _ _; set y := x _ _ _; have -> : (y + (0 + h) * z - (y + 0 * z)) / h - z = 0 by field.
  by rewrite Rabs_R0.
have := squared_difference_derivative beta (exp (beta * q (s, a))) (2 * beta * exp (beta * x n s (a n))) line.
rewrite Rmult_0_l Rplus_0_r; have u0 := exp_pos (beta * x n s (a n)).
set u := exp (beta * x n s (a n)) in u0 *; set z := delta n s (a n); set c := exp (beta * q (s, a)).
have -> : 2 * (u - c) * (u * (beta * z)) / (2 * beta * u) = (u - c) * z by field; split=> //; lra.
by [].
Qed.

(** Where agents explore each on their own, the local loss rests at the projection. *)
Lemma product_stationary beta p q s : beta <> 0 -> policies p ->
  stationary beta (product p) q (optimistic_q beta (product p) q) s.
Proof.
move=> b0 pp delta.
have := local_loss_derivative (product p) q (optimistic_q beta (product p) q) delta s b0.
have e n u : exp (beta * optimistic_q beta (product p) q n s u)
    = \sum_(a : joint g | a n == u) others p n s a * exp (beta * q (s, a)).
  pose S := \sum_(a : joint g | a n == u) others p n s a * exp (beta * q (s, a)).
  have S0 : 0 < S.
    pose w (a : joint g) := if a n == u then others p n s a else 0.
    have -> : S = \sum_(a : joint g) w a * exp (beta * q (s, a)).
      by rewrite /S big_mkcond; apply: eq_bigr => a _; rewrite /w; case: ifP => // _; ring.
    apply: distribution_exp_gt0; split=> [a|]; last by rewrite /w -big_mkcond; apply: others_sum.
    by rewrite /w; case: ifP => _; [apply: others_ge0 | lra].
  rewrite /optimistic_q /projected.
  have -> : \sum_(a : joint g | a n == u) marginal_others (product p) n s a * exp (beta * q (s, a)) = S.
    by apply: eq_bigr => a _; rewrite marginal_others_product.
  have -> : beta * (ln S / beta) = ln S by field.
  exact: exp_ln.
set l := expectation _ _; suff -> : l = 0 by [].
rewrite /l /expectation /mean_of_agents.
have -> : \sum_(a : joint g) product p s a * ((\sum_n (exp (beta * optimistic_q beta (product p) q n s (a n))
      - exp (beta * q (s, a))) * delta n s (a n)) / INR #|agent g|)
    = \sum_n (expectation (product p s) (fun a => (exp (beta * optimistic_q beta (product p) q n s (a n))
      - exp (beta * q (s, a))) * delta n s (a n))) / INR #|agent g|.
  rewrite /expectation /Rdiv; under [RHS]eq_bigr do rewrite -sum_scale_r.
  rewrite exchange_big /=; apply: eq_bigr => a _.
  by rewrite -Rmult_assoc -sum_scale -sum_scale_r.
apply: big1 => n _.
suff -> : expectation (product p s) (fun a => (exp (beta * optimistic_q beta (product p) q n s (a n))
      - exp (beta * q (s, a))) * delta n s (a n)) = 0 by rewrite /Rdiv; ring.
rewrite (@product_expectation g p n); apply: big1 => u _.
suff -> : \sum_(a : joint g | a n == u) others p n s a * ((exp (beta * optimistic_q beta (product p) q n s (a n))
    - exp (beta * q (s, a))) * delta n s (a n)) = 0 by ring.
transitivity (\sum_(a : joint g | a n == u) (exp (beta * optimistic_q beta (product p) q n s u) * delta n s u
    * others p n s a - delta n s u * (others p n s a * exp (beta * q (s, a))))).
  by apply: eq_bigr => a /eqP ->; ring.
by rewrite sum_sub !sum_scale others_sum // -e; ring.
Qed.
End PolicyGradient.
Arguments moved {g} p delta n t.
Arguments towards {g} p p'.
Arguments direct_gradient {g} p q d n s x.
Arguments local_loss {g} beta zeta q held x s.
Arguments stationary {g} beta zeta q x s.
Arguments explored {g} epsilon p n s x.

(** * The derivative of the return *)
Lemma moved_none (g : game) (p delta : local_policies g) n : moved p delta n 0 = p.
Proof.
apply: functional_extensionality_dep => m; apply: functional_extensionality => s.
by apply: functional_extensionality => x; rewrite /moved; case: (m == n); lra.
Qed.

Lemma towards_policies (g : game) (p p' : local_policies g) n t : policies p -> policies p' -> 0 <= t <= 1 ->
  policies (moved p (towards p p') n t).
Proof.
move=> pp pp' t01 m s; have [p0 p1] := pp m s; have [q0 q1] := pp' m s.
rewrite /moved /towards; case: (m == n) => //; split=> [x|]; first by have := p0 x; have := q0 x; nra.
by rewrite sum_add sum_scale sum_sub p1 q1; lra.
Qed.

Lemma limit_linear (f : R -> R) (P : R -> Prop) l c : 0 <= c -> (forall t, P t -> Rabs (f t - l) <= Rabs t * c) ->
  limit1_in f P l 0.
Proof.
move=> c0 near e e0; exists (e / (c + 1)); split; first by apply: Rdiv_lt_0_compat; lra.
move=> t [Pt]; rewrite /dist /= /R_dist Rminus_0_r => small; apply: Rle_lt_trans (near t Pt) _.
have : Rabs t * (c + 1) < e.
  have := Rmult_lt_compat_r (c + 1) _ _ ltac:(lra) small.
  by rewrite /Rdiv Rmult_assoc Rinv_l; lra.
by have := Rabs_pos t; lra.
Qed.

Section Derivative.
Variables (g : game) (rho d : state g -> R) (p delta : local_policies g) (n : agent g) (q : state g * joint g -> R).
Arguments p : clear implicits.
Arguments delta : clear implicits.
Hypotheses (drho : distribution rho) (policies_p : policies p).
Hypotheses (cv : discounted_state_distribution rho (product p) d) (fq : fixed_point (evaluation (product p)) q).

Definition gain s : R := \sum_x delta n s x * expectation_q p q n s x.
Definition turnover s : R := \sum_(a : joint g) Rabs (delta n s (a n) * others p n s a).

Lemma moved_difference t v : policies (moved p delta n t) ->
  fixed_point (state_evaluation (product (moved p delta n t))) v ->
  Rabs ((1 - discount g) * (utility rho v - utility rho (policy_value (product p) q)) - t * (\sum_s d s * gain s))
    <= t ^ 2 * (discount g * (\sum_s turnover s) / (1 - discount g) * \sum_s Rabs (gain s)).
Proof.
move=> pt fv; have gr := discount_range g.
have pp := product_policy policies_p; have ppt := product_policy pt.
have [d' cv'] := state_distribution_exists drho ppt.
have fd := state_distribution_flow cv; have fd' := state_distribution_flow cv'.
have dd := state_distribution_distribution drho pp cv.
have move_at s a := product_moved p delta n t s a.
rewrite (performance_difference fd' (value_of_fixed_point fq) fv).
have -> : \sum_s d' s * (\sum_(a : joint g) (product (moved p delta n t) s a - product p s a)
      * backup (policy_value (product p) q) (s, a)) = t * (\sum_s d' s * gain s).
  rewrite -sum_scale; apply: eq_bigr => s _; rewrite /gain -moved_sum -Rmult_assoc (Rmult_comm t) Rmult_assoc.
  congr (_ * _); rewrite -sum_scale; apply: eq_bigr => a _; rewrite move_at.
  have -> : backup (policy_value (product p) q) (s, a) = q (s, a) by rewrite -{2}fq.
  by set o := others _ _ _ _; set z := q _; set y := product _ _ _; set x := delta _ _ _; ring.
rewrite -Rmult_minus_distr_l -sum_sub Rabs_mult.
have near s : \sum_s' Rabs (step (product (moved p delta n t)) s s' - step (product p) s s')
    <= Rabs t * \sum_s turnover s.
  apply: Rle_trans (_ : Rabs t * turnover s <= _); last first.
    apply: Rmult_le_compat_l; first exact: Rabs_pos.
    by apply: (@term_le_sum _ turnover) => s'; apply: sum_ge0 => a _; apply: Rabs_pos.
  rewrite /turnover -sum_scale.
  apply: Rle_trans (_ : \sum_s' \sum_(a : joint g) Rabs t * Rabs (delta n s (a n) * others p n s a)
    * transition s a s' <= _).
    apply: sum_le => s' _; rewrite /step /expectation -sum_sub; apply: Rle_trans (sum_abs _ _) _.
    apply: sum_le => a _; rewrite move_at.
    have -> : (product p s a + t * (delta n s (a n) * others p n s a)) * transition s a s'
        - product p s a * transition s a s' = t * (delta n s (a n) * others p n s a) * transition s a s' by ring.
    rewrite !Rabs_mult (Rabs_pos_eq (transition s a s')); first by lra.
    by case: (transition_distribution s a).
  rewrite exchange_big /=; apply: sum_le => a _; rewrite sum_scale.
  by have [_ ->] := transition_distribution s a; lra.
have dist := flow_distance ppt dd fd fd' near.
have bound : Rabs (\sum_s (d' s * gain s - d s * gain s))
    <= (\sum_s Rabs (d' s - d s)) * \sum_s Rabs (gain s).
  apply: Rle_trans (sum_abs _ _) _; rewrite -sum_scale_r; apply: sum_le => s _.
  have -> : d' s * gain s - d s * gain s = (d' s - d s) * gain s by ring.
  rewrite Rabs_mult; apply: Rmult_le_compat_l; first exact: Rabs_pos.
  by apply: (@term_le_sum _ (fun s => Rabs (gain s))) => s'; apply: Rabs_pos.
have gain0 : 0 <= \sum_s Rabs (gain s) by apply: sum_ge0 => s _; apply: Rabs_pos.
have dist' : \sum_s Rabs (d' s - d s) <= Rabs t * (discount g * (\sum_s turnover s) / (1 - discount g)).
  apply: (Rmult_le_reg_l (1 - discount g)); first by lra.
  apply: Rle_trans dist _; right; field; lra.
rewrite -(pow2_abs t) /= Rmult_1_r Rmult_assoc; apply: Rmult_le_compat_l; first exact: Rabs_pos.
apply: Rle_trans bound _; rewrite -Rmult_assoc; exact: Rmult_le_compat_r.
Qed.

Lemma derivative (u : R -> R) (P : R -> Prop) : (forall t, P t -> t <> 0 /\ policies (moved p delta n t)) ->
  (forall t v, t = 0 \/ P t -> fixed_point (state_evaluation (product (moved p delta n t))) v ->
    u t = utility rho v) ->
  limit1_in (fun t => (u t - u 0) / t) P (\sum_s \sum_x delta n s x * direct_gradient p q d n s x) 0.
Proof.
move=> hP hu; have gr := discount_range g.
have u0 : u 0 = utility rho (policy_value (product p) q).
  by apply: hu; [left | rewrite moved_none; apply: value_of_fixed_point].
pose c := discount g * (\sum_s turnover s) / (1 - discount g) * (\sum_s Rabs (gain s)) / (1 - discount g).
have i0 : 0 < / (1 - discount g) by apply: Rinv_0_lt_compat; lra.
apply: (@limit_linear _ _ _ c) => [|t Pt]; last have [t0 pt] := hP t Pt.
  apply: Rmult_le_pos; last by lra.
  apply: Rmult_le_pos; last by apply: sum_ge0 => s _; apply: Rabs_pos.
  apply: Rmult_le_pos; last by lra.
  apply: Rmult_le_pos; first by lra.
  by apply: sum_ge0 => s _; apply: sum_ge0 => a _; apply: Rabs_pos.
have [v fv] : exists v, fixed_point (state_evaluation (product (moved p delta n t))) v.
  have ppt := product_policy pt.
  have [q' fq'] := backed_up_fixed_point (policy_value_mono ppt) (policy_value_shift ppt).
  by exists (policy_value (product (moved p delta n t)) q'); apply: value_of_fixed_point.
rewrite (hu t v (or_intror Pt) fv) u0.
have -> : \sum_s \sum_x delta n s x * direct_gradient p q d n s x = (\sum_s d s * gain s) / (1 - discount g).
  rewrite /Rdiv -sum_scale_r; apply: eq_bigr => s _; rewrite /gain -sum_scale -sum_scale_r.
  by apply: eq_bigr => x _; rewrite /direct_gradient; field; lra.
have := moved_difference pt fv; set D := utility _ _ - _; set G := \sum_s d s * gain s.
set K := _ * \sum_s Rabs (gain s) => le.
have -> : D / t - G / (1 - discount g) = ((1 - discount g) * D - t * G) * (/ t * / (1 - discount g)) by field; lra.
rewrite Rabs_mult Rabs_mult (Rabs_pos_eq (/ (1 - discount g))); last by lra.
have at0 : 0 < Rabs t by apply: Rabs_pos_lt.
rewrite Rabs_inv; have i1 : 0 < / Rabs t by apply: Rinv_0_lt_compat.
apply: Rle_trans (Rmult_le_compat_r _ _ _ _ le) _; first by apply: Rmult_le_pos; lra.
by right; rewrite -(pow2_abs t) /c -/K; field; lra.
Qed.
End Derivative.
