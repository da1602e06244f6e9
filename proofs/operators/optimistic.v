(** Optimistic soft values, MAOSQL: each agent takes the others to coordinate, as far as [β] says.
    [α] and [β] are inverse temperatures; the operators at [α = ∞] have a maximum in place of a log-sum-exp. *)
From Coq Require Import Reals Lra FunctionalExtensionality.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.projections.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Section Definitions.
Variable g : game.
Implicit Types (q : state g * joint g -> R) (x : local_tables g) (p : local_policies g).
Implicit Types (zeta : state g -> joint g -> R).

(** [(1/N) Σ_n f n]. *)
Definition mean_of_agents (f : agent g -> R) : R := (\sum_n f n) / INR #|agent g|.

(** [(1/β) ln Σ_{a⁻ⁿ} wⁿ(a⁻ⁿ|s) exp(β Q(s,aⁿ,a⁻ⁿ))] for weights [w] of the others' actions. *)
Definition projected beta (w : agent g -> state g -> joint g -> R) q : local_tables g := fun n s u =>
  ln (\sum_(a : joint g | a n == u) w n s a * exp (beta * q (s, a))) / beta.
(** [Qⁿ_ζ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β Q(s,aⁿ,a⁻ⁿ))], [ζ] any joint policy. *)
Definition optimistic_q beta zeta q : local_tables g := projected beta (marginal_others zeta) q.

(** [πⁿ(aⁿ|s) = exp(α Qⁿ(s,aⁿ)) / Σ_u exp(α Qⁿ(s,u))]. *)
Definition softmax_policy alpha x : local_policies g := fun n s => boltzmann (/ alpha) (x n s).
(** [Vⁿ(s) = (1/α) ln Σ_{aⁿ} exp(α Qⁿ(s,aⁿ))]. *)
Definition local_value alpha x n s : R := soft_value (/ alpha) (x n s).
(** [Ṽ(s) = (1/N) Σ_n Vⁿ(s)]. *)
Definition mean_value alpha x s : R := mean_of_agents (fun n => local_value alpha x n s).
(** [V^{π,n}(s) = E_{aⁿ~πⁿ} [Qⁿ(s,aⁿ) - (1/α) ln πⁿ(aⁿ|s)]]. *)
Definition regularized_value alpha p x n s : R :=
  expectation (p n s) (fun u => x n s u - / alpha * ln (p n s u)).
(** [J(π) = (1/N) Σ_n V^{π,n}(s)]. *)
Definition mean_regularized_value alpha p x s : R := mean_of_agents (fun n => regularized_value alpha p x n s).

(** [T_{π,ζ} Q = r + γ P Ṽ^π_ζ]. *)
Definition optimistic_evaluation alpha beta p zeta q : state g * joint g -> R :=
  backup (mean_regularized_value alpha p (optimistic_q beta zeta q)).
(** [T_ζ Q = r + γ P Ṽ_ζ], one step of MAOSVI. *)
Definition optimistic_bellman alpha beta zeta q : state g * joint g -> R :=
  backup (mean_value alpha (optimistic_q beta zeta q)).

(** At [α = ∞]: [(1/N) Σ_n max_{aⁿ} Qⁿ(s,aⁿ)]. *)
Definition mean_greedy_value (a0 : joint g) x s : R := mean_of_agents (fun n => maximum (a0 n) (x n s)).
(** At [α = ∞]: [E_{aⁿ~πⁿ} Qⁿ(s,aⁿ)], the mean over the agents. *)
Definition mean_expected_value p x s : R := mean_of_agents (fun n => expectation (p n s) (x n s)).
(** [T_ζ] at [α = ∞]. *)
Definition optimistic_greedy (a0 : joint g) beta zeta q : state g * joint g -> R :=
  backup (mean_greedy_value a0 (optimistic_q beta zeta q)).
(** The policies that are uniform in every state. *)
Definition uniform_policies : local_policies g := fun n _ => @uniform (action n).
(** [ζ(a|s) = ε/|A| + (1 - ε) ∏_n πⁿ(aⁿ|s)]. *)
Definition exploring epsilon p s (a : joint g) : R :=
  epsilon / INR #|{: joint g}| + (1 - epsilon) * product p s a.
(** [ζ⁻ⁿ(a⁻ⁿ|s) = ε/|A⁻ⁿ| + (1 - ε) ∏_{m≠n} πᵐ(aᵐ|s)]. *)
Definition exploring_others epsilon p n s (a : joint g) : R :=
  epsilon * others uniform_policies n s a + (1 - epsilon) * others p n s a.

(** [Q = r + γ P Ṽ], the joint table that a step of MAOSQL passes through. *)
Definition maosql_joint alpha x : state g * joint g -> R := backup (mean_value alpha x).
(** One step of MAOSQL on local tables:
    [T̂ Qⁿ(s,aⁿ) = (1/β) ln E_{a⁻ⁿ~ζ⁻ⁿ} exp(β (r + γ P Ṽ))], [ζ⁻ⁿ = ε/|A⁻ⁿ| + (1 - ε) π̂⁻ⁿ], [π̂] the softmax. *)
Definition maosql_step alpha beta epsilon x : local_tables g :=
  projected beta (exploring_others epsilon (softmax_policy alpha x)) (maosql_joint alpha x).
(** [2(N - 1)α/β + γ]. *)
Definition maosql_modulus alpha beta : R := 2 * (INR #|agent g| - 1) * alpha / beta + discount g.

(** The entries [(n, s, aⁿ)] of local tables, and their sup norm's distance. *)
Definition local_entry : finType := [finType of {n : agent g & (state g * action n)%type}].
Definition entries x (e : local_entry) : R := x (tag e) (tagged e).1 (tagged e).2.
Definition of_entries (f : local_entry -> R) : local_tables g :=
  fun n s u => f (Tagged (fun n : agent g => (state g * action n)%type) (s, u)).
Definition local_distance x y : R := distance (entries x) (entries y).
End Definitions.
Arguments projected {g} beta w q n s u.
Arguments optimistic_q {g} beta zeta q n s u.
Arguments softmax_policy {g} alpha x n s u.
Arguments local_value {g} alpha x n s.
Arguments regularized_value {g} alpha p x n s.
Arguments uniform_policies {g} n s u.
Arguments exploring_others {g} epsilon p n s a.
Arguments maosql_step {g} alpha beta epsilon x n s u.
Arguments of_entries {g} f n s u.
