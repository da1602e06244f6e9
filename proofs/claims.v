(** Every claim with its theorem. Written by [marl-oracle audit --list --coq]. *)
From Oracle Require claims.svnr.reasoning.
From Oracle Require claims.svnr.stein.
From Oracle Require claims.svnr.control.
From Oracle Require claims.svnr.practical.
From Oracle Require claims.svnr.nested.
From Oracle Require claims.svnr.games.
From Oracle Require claims.maosql.values.
From Oracle Require claims.maosql.bounds.
From Oracle Require claims.maosql.limits.
From Oracle Require claims.maosql.gradients.
From Oracle Require claims.maosql.games.
From Oracle Require claims.tvpo.critics.
From Oracle Require claims.tvpo.divergences.
From Oracle Require claims.tvpo.alice_and_bob.
From Oracle Require claims.tvpo.improvement.
From Oracle Require claims.tvpo.unary.
From Oracle Require claims.rommeo.objective.
From Oracle Require claims.rommeo.improvement.
From Oracle Require claims.rommeo.formulas.

(** svnr/definition-2-1, stands as printed. *)
Definition svnr_definition_2_1 : claims.svnr.reasoning.definition_2_1 :=
  claims.svnr.reasoning.definition_2_1_stands.

(** svnr/definition-2-1-utility, refuted. *)
Definition svnr_definition_2_1_utility : ~ claims.svnr.reasoning.definition_2_1_utility :=
  claims.svnr.reasoning.definition_2_1_utility_refuted.

(** svnr/definition-2-1-utility-amended, stands as amended. *)
Definition svnr_definition_2_1_utility_amended : claims.svnr.reasoning.definition_2_1_utility_amended :=
  claims.svnr.reasoning.definition_2_1_utility_amended_stands.

(** svnr/ero-free-is-optimal, refuted. *)
Definition svnr_ero_free_is_optimal : ~ claims.svnr.reasoning.ero_free_is_optimal :=
  claims.svnr.reasoning.ero_free_is_optimal_refuted.

(** svnr/ero-free-is-optimal-amended, stands as amended. *)
Definition svnr_ero_free_is_optimal_amended : claims.svnr.reasoning.ero_free_is_optimal_amended :=
  claims.svnr.reasoning.ero_free_is_optimal_amended_stands.

(** svnr/definition-2-2-informed, stands as printed. *)
Definition svnr_definition_2_2_informed : claims.svnr.reasoning.definition_2_2_informed :=
  claims.svnr.reasoning.definition_2_2_informed_stands.

(** svnr/definition-2-2-uninformed, refuted. *)
Definition svnr_definition_2_2_uninformed : ~ claims.svnr.reasoning.definition_2_2_uninformed :=
  claims.svnr.reasoning.definition_2_2_uninformed_refuted.

(** svnr/definition-2-2-uninformed-amended, stands as amended. *)
Definition svnr_definition_2_2_uninformed_amended : claims.svnr.reasoning.definition_2_2_uninformed_amended :=
  claims.svnr.reasoning.definition_2_2_uninformed_amended_stands.

(** svnr/pro-free-perceived, stands as printed. *)
Definition svnr_pro_free_perceived : claims.svnr.reasoning.pro_free_perceived :=
  claims.svnr.reasoning.pro_free_perceived_stands.

(** svnr/pro-free-perceived-uninformed, refuted. *)
Definition svnr_pro_free_perceived_uninformed : ~ claims.svnr.reasoning.pro_free_perceived_uninformed :=
  claims.svnr.reasoning.pro_free_perceived_uninformed_refuted.

(** svnr/pro-free-perceived-uninformed-amended, stands as amended. *)
Definition svnr_pro_free_perceived_uninformed_amended : claims.svnr.reasoning.pro_free_perceived_uninformed_amended :=
  claims.svnr.reasoning.pro_free_perceived_uninformed_amended_stands.

(** svnr/definition-2-3-deterministic, refuted. *)
Definition svnr_definition_2_3_deterministic : ~ claims.svnr.reasoning.definition_2_3_deterministic :=
  claims.svnr.reasoning.definition_2_3_deterministic_refuted.

(** svnr/definition-2-3-deterministic-amended, stands as amended. *)
Definition svnr_definition_2_3_deterministic_amended : claims.svnr.reasoning.definition_2_3_deterministic_amended :=
  claims.svnr.reasoning.definition_2_3_deterministic_amended_stands.

(** svnr/theorem-3-1, stands as printed. *)
Definition svnr_theorem_3_1 : claims.svnr.reasoning.theorem_3_1 :=
  claims.svnr.reasoning.theorem_3_1_stands.

(** svnr/theorem-3-1-particles, vacuous. *)
Definition svnr_theorem_3_1_particles : claims.svnr.reasoning.theorem_3_1_particles :=
  claims.svnr.reasoning.theorem_3_1_particles_vacuous.

(** svnr/theorem-3-2, stands as printed. *)
Definition svnr_theorem_3_2 : claims.svnr.reasoning.theorem_3_2 :=
  claims.svnr.reasoning.theorem_3_2_stands.

(** svnr/theorem-3-2-own-index, refuted. *)
Definition svnr_theorem_3_2_own_index : ~ claims.svnr.reasoning.theorem_3_2_own_index :=
  claims.svnr.reasoning.theorem_3_2_own_index_refuted.

(** svnr/theorem-3-2-own-index-amended, stands as amended. *)
Definition svnr_theorem_3_2_own_index_amended : claims.svnr.reasoning.theorem_3_2_own_index_amended :=
  claims.svnr.reasoning.theorem_3_2_own_index_amended_stands.

(** svnr/theorem-3-2-temperature, refuted. *)
Definition svnr_theorem_3_2_temperature : ~ claims.svnr.reasoning.theorem_3_2_temperature :=
  claims.svnr.reasoning.theorem_3_2_temperature_refuted.

(** svnr/theorem-3-2-temperature-amended, stands as amended. *)
Definition svnr_theorem_3_2_temperature_amended : claims.svnr.reasoning.theorem_3_2_temperature_amended :=
  claims.svnr.reasoning.theorem_3_2_temperature_amended_stands.

(** svnr/h-4-1-decay, stands as printed. *)
Definition svnr_h_4_1_decay : claims.svnr.reasoning.h_4_1_decay :=
  claims.svnr.reasoning.h_4_1_decay_stands.

(** svnr/figure-1-left, stands as printed. *)
Definition svnr_figure_1_left : claims.svnr.reasoning.figure_1_left :=
  claims.svnr.reasoning.figure_1_left_stands.

(** svnr/figure-1-left-printed, refuted. *)
Definition svnr_figure_1_left_printed : ~ claims.svnr.reasoning.figure_1_left_printed :=
  claims.svnr.reasoning.figure_1_left_printed_refuted.

(** svnr/figure-1-left-printed-amended, stands as amended. *)
Definition svnr_figure_1_left_printed_amended : claims.svnr.reasoning.figure_1_left_printed_amended :=
  claims.svnr.reasoning.figure_1_left_printed_amended_stands.

(** svnr/figure-1-right-printed, refuted. *)
Definition svnr_figure_1_right_printed : ~ claims.svnr.reasoning.figure_1_right_printed :=
  claims.svnr.reasoning.figure_1_right_printed_refuted.

(** svnr/figure-1-right-printed-amended, stands as amended. *)
Definition svnr_figure_1_right_printed_amended : claims.svnr.reasoning.figure_1_right_printed_amended :=
  claims.svnr.reasoning.figure_1_right_printed_amended_stands.

(** svnr/equation-5, refuted. *)
Definition svnr_equation_5 : ~ claims.svnr.stein.equation_5 :=
  claims.svnr.stein.equation_5_refuted.

(** svnr/equation-5-amended, stands as amended. *)
Definition svnr_equation_5_amended : claims.svnr.stein.equation_5_amended :=
  claims.svnr.stein.equation_5_amended_stands.

(** svnr/equation-12-steepest, stands as printed. *)
Definition svnr_equation_12_steepest : claims.svnr.stein.equation_12_steepest :=
  claims.svnr.stein.equation_12_steepest_stands.

(** svnr/equation-12-rate, stands as printed. *)
Definition svnr_equation_12_rate : claims.svnr.stein.equation_12_rate :=
  claims.svnr.stein.equation_12_rate_stands.

(** svnr/d-1-convergence, refuted. *)
Definition svnr_d_1_convergence : ~ claims.svnr.stein.d_1_convergence :=
  claims.svnr.stein.d_1_convergence_refuted.

(** svnr/d-1-convergence-amended, stands as amended. *)
Definition svnr_d_1_convergence_amended : claims.svnr.stein.d_1_convergence_amended :=
  claims.svnr.stein.d_1_convergence_amended_stands.

(** svnr/f-2-kernel, refuted. *)
Definition svnr_f_2_kernel : ~ claims.svnr.stein.f_2_kernel :=
  claims.svnr.stein.f_2_kernel_refuted.

(** svnr/f-2-kernel-amended, stands as amended. *)
Definition svnr_f_2_kernel_amended : claims.svnr.stein.f_2_kernel_amended :=
  claims.svnr.stein.f_2_kernel_amended_stands.

(** svnr/equation-13, refuted. *)
Definition svnr_equation_13 : ~ claims.svnr.stein.equation_13 :=
  claims.svnr.stein.equation_13_refuted.

(** svnr/equation-13-amended, stands as amended. *)
Definition svnr_equation_13_amended : claims.svnr.stein.equation_13_amended :=
  claims.svnr.stein.equation_13_amended_stands.

(** svnr/equation-10, refuted. *)
Definition svnr_equation_10 : ~ claims.svnr.stein.equation_10 :=
  claims.svnr.stein.equation_10_refuted.

(** svnr/equation-10-amended, stands as amended. *)
Definition svnr_equation_10_amended : claims.svnr.stein.equation_10_amended :=
  claims.svnr.stein.equation_10_amended_stands.

(** svnr/algorithm-1-target, refuted. *)
Definition svnr_algorithm_1_target : ~ claims.svnr.stein.algorithm_1_target :=
  claims.svnr.stein.algorithm_1_target_refuted.

(** svnr/algorithm-1-target-amended, stands as amended. *)
Definition svnr_algorithm_1_target_amended : claims.svnr.stein.algorithm_1_target_amended :=
  claims.svnr.stein.algorithm_1_target_amended_stands.

(** svnr/equation-29, stands as printed. *)
Definition svnr_equation_29 : claims.svnr.stein.equation_29 :=
  claims.svnr.stein.equation_29_stands.

(** svnr/equation-28, refuted. *)
Definition svnr_equation_28 : ~ claims.svnr.stein.equation_28 :=
  claims.svnr.stein.equation_28_refuted.

(** svnr/equation-28-amended, stands as amended. *)
Definition svnr_equation_28_amended : claims.svnr.stein.equation_28_amended :=
  claims.svnr.stein.equation_28_amended_stands.

(** svnr/m-1-2-factorizes, refuted. *)
Definition svnr_m_1_2_factorizes : ~ claims.svnr.stein.m_1_2_factorizes :=
  claims.svnr.stein.m_1_2_factorizes_refuted.

(** svnr/m-1-2-factorizes-amended, stands as amended. *)
Definition svnr_m_1_2_factorizes_amended : claims.svnr.stein.m_1_2_factorizes_amended :=
  claims.svnr.stein.m_1_2_factorizes_amended_stands.

(** svnr/evaluation-contracts, stands as printed. *)
Definition svnr_evaluation_contracts : claims.svnr.control.evaluation_contracts :=
  claims.svnr.control.evaluation_contracts_stands.

(** svnr/optimality-contracts, stands as printed. *)
Definition svnr_optimality_contracts : claims.svnr.control.optimality_contracts :=
  claims.svnr.control.optimality_contracts_stands.

(** svnr/discount-range, refuted. *)
Definition svnr_discount_range : ~ claims.svnr.control.discount_range :=
  claims.svnr.control.discount_range_refuted.

(** svnr/discount-range-amended, stands as amended. *)
Definition svnr_discount_range_amended : claims.svnr.control.discount_range_amended :=
  claims.svnr.control.discount_range_amended_stands.

(** svnr/lemma-4-1, stands as printed. *)
Definition svnr_lemma_4_1 : claims.svnr.control.lemma_4_1 :=
  claims.svnr.control.lemma_4_1_stands.

(** svnr/equation-7-normalised, refuted. *)
Definition svnr_equation_7_normalised : ~ claims.svnr.control.equation_7_normalised :=
  claims.svnr.control.equation_7_normalised_refuted.

(** svnr/equation-7-normalised-amended, stands as amended. *)
Definition svnr_equation_7_normalised_amended : claims.svnr.control.equation_7_normalised_amended :=
  claims.svnr.control.equation_7_normalised_amended_stands.

(** svnr/lemma-4-2, refuted. *)
Definition svnr_lemma_4_2 : ~ claims.svnr.control.lemma_4_2 :=
  claims.svnr.control.lemma_4_2_refuted.

(** svnr/lemma-4-2-amended, stands as amended. *)
Definition svnr_lemma_4_2_amended : claims.svnr.control.lemma_4_2_amended :=
  claims.svnr.control.lemma_4_2_amended_stands.

(** svnr/lemma-4-2-sharp-amended, stands as amended. *)
Definition svnr_lemma_4_2_sharp_amended : claims.svnr.control.lemma_4_2_sharp_amended :=
  claims.svnr.control.lemma_4_2_sharp_amended_stands.

(** svnr/theorem-4-3, refuted. *)
Definition svnr_theorem_4_3 : ~ claims.svnr.control.theorem_4_3 :=
  claims.svnr.control.theorem_4_3_refuted.

(** svnr/theorem-4-3-amended, stands as amended. *)
Definition svnr_theorem_4_3_amended : claims.svnr.control.theorem_4_3_amended :=
  claims.svnr.control.theorem_4_3_amended_stands.

(** svnr/theorem-4-3-optimum, stands as printed. *)
Definition svnr_theorem_4_3_optimum : claims.svnr.control.theorem_4_3_optimum :=
  claims.svnr.control.theorem_4_3_optimum_stands.

(** svnr/equation-11-discount, refuted. *)
Definition svnr_equation_11_discount : ~ claims.svnr.practical.equation_11_discount :=
  claims.svnr.practical.equation_11_discount_refuted.

(** svnr/equation-11-discount-amended, stands as amended. *)
Definition svnr_equation_11_discount_amended : claims.svnr.practical.equation_11_discount_amended :=
  claims.svnr.practical.equation_11_discount_amended_stands.

(** svnr/equation-11-value, refuted. *)
Definition svnr_equation_11_value : ~ claims.svnr.practical.equation_11_value :=
  claims.svnr.practical.equation_11_value_refuted.

(** svnr/equation-11-value-amended, stands as amended. *)
Definition svnr_equation_11_value_amended : claims.svnr.practical.equation_11_value_amended :=
  claims.svnr.practical.equation_11_value_amended_stands.

(** svnr/equation-18-nats, refuted. *)
Definition svnr_equation_18_nats : ~ claims.svnr.practical.equation_18_nats :=
  claims.svnr.practical.equation_18_nats_refuted.

(** svnr/equation-18-amended, stands as amended. *)
Definition svnr_equation_18_amended : claims.svnr.practical.equation_18_amended :=
  claims.svnr.practical.equation_18_amended_stands.

(** svnr/e-10-monotone, refuted. *)
Definition svnr_e_10_monotone : ~ claims.svnr.practical.e_10_monotone :=
  claims.svnr.practical.e_10_monotone_refuted.

(** svnr/e-10-monotone-amended, stands as amended. *)
Definition svnr_e_10_monotone_amended : claims.svnr.practical.e_10_monotone_amended :=
  claims.svnr.practical.e_10_monotone_amended_stands.

(** svnr/k-1, stands as printed. *)
Definition svnr_k_1 : claims.svnr.practical.k_1 :=
  claims.svnr.practical.k_1_stands.

(** svnr/k-1-existence, refuted. *)
Definition svnr_k_1_existence : ~ claims.svnr.practical.k_1_existence :=
  claims.svnr.practical.k_1_existence_refuted.

(** svnr/k-1-existence-amended, stands as amended. *)
Definition svnr_k_1_existence_amended : claims.svnr.practical.k_1_existence_amended :=
  claims.svnr.practical.k_1_existence_amended_stands.

(** svnr/kl-decomposition, stands as printed. *)
Definition svnr_kl_decomposition : claims.svnr.nested.kl_decomposition :=
  claims.svnr.nested.kl_decomposition_stands.

(** svnr/equation-3, stands as printed. *)
Definition svnr_equation_3 : claims.svnr.nested.equation_3 :=
  claims.svnr.nested.equation_3_stands.

(** svnr/theorem-c-1, refuted. *)
Definition svnr_theorem_c_1 : ~ claims.svnr.nested.theorem_c_1 :=
  claims.svnr.nested.theorem_c_1_refuted.

(** svnr/theorem-c-1-positive-amended, stands as amended. *)
Definition svnr_theorem_c_1_positive_amended : claims.svnr.nested.theorem_c_1_positive_amended :=
  claims.svnr.nested.theorem_c_1_positive_amended_stands.

(** svnr/theorem-c-1-order-amended, stands as amended. *)
Definition svnr_theorem_c_1_order_amended : claims.svnr.nested.theorem_c_1_order_amended :=
  claims.svnr.nested.theorem_c_1_order_amended_stands.

(** svnr/theorem-c-1-only-if, stands as printed. *)
Definition svnr_theorem_c_1_only_if : claims.svnr.nested.theorem_c_1_only_if :=
  claims.svnr.nested.theorem_c_1_only_if_stands.

(** svnr/theorem-c-1-free, refuted. *)
Definition svnr_theorem_c_1_free : ~ claims.svnr.nested.theorem_c_1_free :=
  claims.svnr.nested.theorem_c_1_free_refuted.

(** svnr/theorem-c-1-free-amended, stands as amended. *)
Definition svnr_theorem_c_1_free_amended : claims.svnr.nested.theorem_c_1_free_amended :=
  claims.svnr.nested.theorem_c_1_free_amended_stands.

(** svnr/e-3, refuted. *)
Definition svnr_e_3 : ~ claims.svnr.nested.e_3 :=
  claims.svnr.nested.e_3_refuted.

(** svnr/e-3-amended, stands as amended. *)
Definition svnr_e_3_amended : claims.svnr.nested.e_3_amended :=
  claims.svnr.nested.e_3_amended_stands.

(** svnr/e-4-representation, stands as printed. *)
Definition svnr_e_4_representation : claims.svnr.nested.e_4_representation :=
  claims.svnr.nested.e_4_representation_stands.

(** svnr/equation-16, refuted. *)
Definition svnr_equation_16 : ~ claims.svnr.nested.equation_16 :=
  claims.svnr.nested.equation_16_refuted.

(** svnr/equation-16-amended, stands as amended. *)
Definition svnr_equation_16_amended : claims.svnr.nested.equation_16_amended :=
  claims.svnr.nested.equation_16_amended_stands.

(** svnr/e-9-gap, refuted. *)
Definition svnr_e_9_gap : ~ claims.svnr.nested.e_9_gap :=
  claims.svnr.nested.e_9_gap_refuted.

(** svnr/e-9-gap-amended, stands as amended. *)
Definition svnr_e_9_gap_amended : claims.svnr.nested.e_9_gap_amended :=
  claims.svnr.nested.e_9_gap_amended_stands.

(** svnr/two-modalities-maxima, stands as printed. *)
Definition svnr_two_modalities_maxima : claims.svnr.games.two_modalities_maxima :=
  claims.svnr.games.two_modalities_maxima_stands.

(** svnr/max-of-three-maxima, stands as printed. *)
Definition svnr_max_of_three_maxima : claims.svnr.games.max_of_three_maxima :=
  claims.svnr.games.max_of_three_maxima_stands.

(** svnr/figure-4-caption, refuted. *)
Definition svnr_figure_4_caption : ~ claims.svnr.games.figure_4_caption :=
  claims.svnr.games.figure_4_caption_refuted.

(** svnr/figure-4-caption-amended, stands as amended. *)
Definition svnr_figure_4_caption_amended : claims.svnr.games.figure_4_caption_amended :=
  claims.svnr.games.figure_4_caption_amended_stands.

(** svnr/h-4-1-two-modalities, refuted. *)
Definition svnr_h_4_1_two_modalities : ~ claims.svnr.games.h_4_1_two_modalities :=
  claims.svnr.games.h_4_1_two_modalities_refuted.

(** svnr/h-4-1-two-modalities-amended, stands as amended. *)
Definition svnr_h_4_1_two_modalities_amended : claims.svnr.games.h_4_1_two_modalities_amended :=
  claims.svnr.games.h_4_1_two_modalities_amended_stands.

(** maosql/lemma-1, stands as printed. *)
Definition maosql_lemma_1 : claims.maosql.values.lemma_1 :=
  claims.maosql.values.lemma_1_stands.

(** maosql/lemma-1-value, stands as printed. *)
Definition maosql_lemma_1_value : claims.maosql.values.lemma_1_value :=
  claims.maosql.values.lemma_1_value_stands.

(** maosql/lemma-1-derivative, refuted. *)
Definition maosql_lemma_1_derivative : ~ claims.maosql.values.lemma_1_derivative :=
  claims.maosql.values.lemma_1_derivative_refuted.

(** maosql/lemma-1-derivative-amended, stands as amended. *)
Definition maosql_lemma_1_derivative_amended : claims.maosql.values.lemma_1_derivative_amended :=
  claims.maosql.values.lemma_1_derivative_amended_stands.

(** maosql/lemma-2, stands as printed. *)
Definition maosql_lemma_2 : claims.maosql.values.lemma_2 :=
  claims.maosql.values.lemma_2_stands.

(** maosql/lemma-2-sharp, stands as printed. *)
Definition maosql_lemma_2_sharp : claims.maosql.values.lemma_2_sharp :=
  claims.maosql.values.lemma_2_sharp_stands.

(** maosql/theorem-1-greedy, stands as printed. *)
Definition maosql_theorem_1_greedy : claims.maosql.values.theorem_1_greedy :=
  claims.maosql.values.theorem_1_greedy_stands.

(** maosql/theorem-1-attained, stands as printed. *)
Definition maosql_theorem_1_attained : claims.maosql.values.theorem_1_attained :=
  claims.maosql.values.theorem_1_attained_stands.

(** maosql/theorem-1-monotone, stands as printed. *)
Definition maosql_theorem_1_monotone : claims.maosql.values.theorem_1_monotone :=
  claims.maosql.values.theorem_1_monotone_stands.

(** maosql/theorem-1-contracts, stands as printed. *)
Definition maosql_theorem_1_contracts : claims.maosql.values.theorem_1_contracts :=
  claims.maosql.values.theorem_1_contracts_stands.

(** maosql/theorem-1, stands as printed. *)
Definition maosql_theorem_1 : claims.maosql.values.theorem_1 :=
  claims.maosql.values.theorem_1_stands.

(** maosql/theorem-1-optimal, stands as printed. *)
Definition maosql_theorem_1_optimal : claims.maosql.values.theorem_1_optimal :=
  claims.maosql.values.theorem_1_optimal_stands.

(** maosql/theorem-3-modulus, stands as printed. *)
Definition maosql_theorem_3_modulus : claims.maosql.values.theorem_3_modulus :=
  claims.maosql.values.theorem_3_modulus_stands.

(** maosql/theorem-3-projection, stands as printed. *)
Definition maosql_theorem_3_projection : claims.maosql.values.theorem_3_projection :=
  claims.maosql.values.theorem_3_projection_stands.

(** maosql/theorem-3, stands as printed. *)
Definition maosql_theorem_3 : claims.maosql.values.theorem_3 :=
  claims.maosql.values.theorem_3_stands.

(** maosql/theorem-3-experiments, vacuous. *)
Definition maosql_theorem_3_experiments : claims.maosql.values.theorem_3_experiments :=
  claims.maosql.values.theorem_3_experiments_vacuous.

(** maosql/theorem-2-1-printed, refuted. *)
Definition maosql_theorem_2_1_printed : ~ claims.maosql.bounds.theorem_2_1_printed :=
  claims.maosql.bounds.theorem_2_1_printed_refuted.

(** maosql/theorem-2-1-amended, stands as amended. *)
Definition maosql_theorem_2_1_amended : claims.maosql.bounds.theorem_2_1_amended :=
  claims.maosql.bounds.theorem_2_1_amended_stands.

(** maosql/theorem-2-1-sharp, stands as amended. *)
Definition maosql_theorem_2_1_sharp : claims.maosql.bounds.theorem_2_1_sharp :=
  claims.maosql.bounds.theorem_2_1_sharp_stands.

(** maosql/theorem-2-1-entropy-raises, stands as printed. *)
Definition maosql_theorem_2_1_entropy_raises : claims.maosql.bounds.theorem_2_1_entropy_raises :=
  claims.maosql.bounds.theorem_2_1_entropy_raises_stands.

(** maosql/theorem-2-2, refuted. *)
Definition maosql_theorem_2_2 : ~ claims.maosql.bounds.theorem_2_2 :=
  claims.maosql.bounds.theorem_2_2_refuted.

(** maosql/theorem-2-2-amended, stands as amended. *)
Definition maosql_theorem_2_2_amended : claims.maosql.bounds.theorem_2_2_amended :=
  claims.maosql.bounds.theorem_2_2_amended_stands.

(** maosql/theorem-2-2-greedy, refuted. *)
Definition maosql_theorem_2_2_greedy : ~ claims.maosql.bounds.theorem_2_2_greedy :=
  claims.maosql.bounds.theorem_2_2_greedy_refuted.

(** maosql/theorem-2-2-greedy-amended, stands as amended. *)
Definition maosql_theorem_2_2_greedy_amended : claims.maosql.bounds.theorem_2_2_greedy_amended :=
  claims.maosql.bounds.theorem_2_2_greedy_amended_stands.

(** maosql/limit-alpha-policy, refuted. *)
Definition maosql_limit_alpha_policy : ~ claims.maosql.limits.limit_alpha_policy :=
  claims.maosql.limits.limit_alpha_policy_refuted.

(** maosql/limit-alpha-policy-amended, stands as amended. *)
Definition maosql_limit_alpha_policy_amended : claims.maosql.limits.limit_alpha_policy_amended :=
  claims.maosql.limits.limit_alpha_policy_amended_stands.

(** maosql/limit-alpha-value, stands as printed. *)
Definition maosql_limit_alpha_value : claims.maosql.limits.limit_alpha_value :=
  claims.maosql.limits.limit_alpha_value_stands.

(** maosql/limit-beta, stands as printed. *)
Definition maosql_limit_beta : claims.maosql.limits.limit_beta :=
  claims.maosql.limits.limit_beta_stands.

(** maosql/limit-both-optimum, stands as printed. *)
Definition maosql_limit_both_optimum : claims.maosql.limits.limit_both_optimum :=
  claims.maosql.limits.limit_both_optimum_stands.

(** maosql/limit-both-evaluation, refuted. *)
Definition maosql_limit_both_evaluation : ~ claims.maosql.limits.limit_both_evaluation :=
  claims.maosql.limits.limit_both_evaluation_refuted.

(** maosql/limit-both-evaluation-amended, stands as amended. *)
Definition maosql_limit_both_evaluation_amended : claims.maosql.limits.limit_both_evaluation_amended :=
  claims.maosql.limits.limit_both_evaluation_amended_stands.

(** maosql/degrees-of-freedom, stands as printed. *)
Definition maosql_degrees_of_freedom : claims.maosql.limits.degrees_of_freedom :=
  claims.maosql.limits.degrees_of_freedom_stands.

(** maosql/policy-gradient, stands as printed. *)
Definition maosql_policy_gradient : claims.maosql.gradients.policy_gradient :=
  claims.maosql.gradients.policy_gradient_stands.

(** maosql/policy-gradient-local, stands as printed. *)
Definition maosql_policy_gradient_local : claims.maosql.gradients.policy_gradient_local :=
  claims.maosql.gradients.policy_gradient_local_stands.

(** maosql/state-distribution, stands as printed. *)
Definition maosql_state_distribution : claims.maosql.gradients.state_distribution :=
  claims.maosql.gradients.state_distribution_stands.

(** maosql/local-loss-gradient, stands as printed. *)
Definition maosql_local_loss_gradient : claims.maosql.gradients.local_loss_gradient :=
  claims.maosql.gradients.local_loss_gradient_stands.

(** maosql/local-loss-projects, refuted. *)
Definition maosql_local_loss_projects : ~ claims.maosql.gradients.local_loss_projects :=
  claims.maosql.gradients.local_loss_projects_refuted.

(** maosql/local-loss-projects-amended, stands as amended. *)
Definition maosql_local_loss_projects_amended : claims.maosql.gradients.local_loss_projects_amended :=
  claims.maosql.gradients.local_loss_projects_amended_stands.

(** maosql/miscoordination-q-learning, stands as printed. *)
Definition maosql_miscoordination_q_learning : claims.maosql.games.miscoordination_q_learning :=
  claims.maosql.games.miscoordination_q_learning_stands.

(** maosql/miscoordination-value-decomposition, refuted. *)
Definition maosql_miscoordination_value_decomposition : ~ claims.maosql.games.miscoordination_value_decomposition :=
  claims.maosql.games.miscoordination_value_decomposition_refuted.

(** maosql/miscoordination-value-decomposition-amended, stands as amended. *)
Definition maosql_miscoordination_value_decomposition_amended : claims.maosql.games.miscoordination_value_decomposition_amended :=
  claims.maosql.games.miscoordination_value_decomposition_amended_stands.

(** maosql/overgeneralization-numbers, stands as printed. *)
Definition maosql_overgeneralization_numbers : claims.maosql.games.overgeneralization_numbers :=
  claims.maosql.games.overgeneralization_numbers_stands.

(** maosql/policy-gradient-always-fails, refuted. *)
Definition maosql_policy_gradient_always_fails : ~ claims.maosql.games.policy_gradient_always_fails :=
  claims.maosql.games.policy_gradient_always_fails_refuted.

(** maosql/policy-gradient-always-fails-amended, stands as amended. *)
Definition maosql_policy_gradient_always_fails_amended : claims.maosql.games.policy_gradient_always_fails_amended :=
  claims.maosql.games.policy_gradient_always_fails_amended_stands.

(** maosql/matrix-game, stands as printed. *)
Definition maosql_matrix_game : claims.maosql.games.matrix_game :=
  claims.maosql.games.matrix_game_stands.

(** maosql/tensor-game, refuted. *)
Definition maosql_tensor_game : ~ claims.maosql.games.tensor_game :=
  claims.maosql.games.tensor_game_refuted.

(** maosql/tensor-game-amended, stands as amended. *)
Definition maosql_tensor_game_amended : claims.maosql.games.tensor_game_amended :=
  claims.maosql.games.tensor_game_amended_stands.

(** maosql/three-state-game, refuted. *)
Definition maosql_three_state_game : ~ claims.maosql.games.three_state_game :=
  claims.maosql.games.three_state_game_refuted.

(** maosql/three-state-game-amended, stands as amended. *)
Definition maosql_three_state_game_amended : claims.maosql.games.three_state_game_amended :=
  claims.maosql.games.three_state_game_amended_stands.

(** maosql/matrix-game-maosql, stands as printed. *)
Definition maosql_matrix_game_maosql : claims.maosql.games.matrix_game_maosql :=
  claims.maosql.games.matrix_game_maosql_stands.

(** maosql/tensor-game-maosql, refuted. *)
Definition maosql_tensor_game_maosql : ~ claims.maosql.games.tensor_game_maosql :=
  claims.maosql.games.tensor_game_maosql_refuted.

(** tvpo/critic-contracts, stands as printed. *)
Definition tvpo_critic_contracts : claims.tvpo.critics.critic_contracts :=
  claims.tvpo.critics.critic_contracts_stands.

(** tvpo/critic-identity, stands as printed. *)
Definition tvpo_critic_identity : claims.tvpo.critics.critic_identity :=
  claims.tvpo.critics.critic_identity_stands.

(** tvpo/regularized-value-contracts-mean, stands as printed. *)
Definition tvpo_regularized_value_contracts_mean : claims.tvpo.critics.regularized_value_contracts_mean :=
  claims.tvpo.critics.regularized_value_contracts_mean_stands.

(** tvpo/regularized-value-contracts-sum, stands as printed. *)
Definition tvpo_regularized_value_contracts_sum : claims.tvpo.critics.regularized_value_contracts_sum :=
  claims.tvpo.critics.regularized_value_contracts_sum_stands.

(** tvpo/regularized-value-of-itself, stands as printed. *)
Definition tvpo_regularized_value_of_itself : claims.tvpo.critics.regularized_value_of_itself :=
  claims.tvpo.critics.regularized_value_of_itself_stands.

(** tvpo/lemma-2, stands as printed. *)
Definition tvpo_lemma_2 : claims.tvpo.critics.lemma_2 :=
  claims.tvpo.critics.lemma_2_stands.

(** tvpo/lemma-2-sharper, stands as printed. *)
Definition tvpo_lemma_2_sharper : claims.tvpo.critics.lemma_2_sharper :=
  claims.tvpo.critics.lemma_2_sharper_stands.

(** tvpo/lemma-2-hellinger, stands as printed. *)
Definition tvpo_lemma_2_hellinger : claims.tvpo.critics.lemma_2_hellinger :=
  claims.tvpo.critics.lemma_2_hellinger_stands.

(** tvpo/proposition-2-mean, stands as printed. *)
Definition tvpo_proposition_2_mean : claims.tvpo.critics.proposition_2_mean :=
  claims.tvpo.critics.proposition_2_mean_stands.

(** tvpo/proposition-2-mean-chi-squared, stands as printed. *)
Definition tvpo_proposition_2_mean_chi_squared : claims.tvpo.critics.proposition_2_mean_chi_squared :=
  claims.tvpo.critics.proposition_2_mean_chi_squared_stands.

(** tvpo/proposition-2-sum, refuted. *)
Definition tvpo_proposition_2_sum : ~ claims.tvpo.critics.proposition_2_sum :=
  claims.tvpo.critics.proposition_2_sum_refuted.

(** tvpo/proposition-2-sum-amended, stands as amended. *)
Definition tvpo_proposition_2_sum_amended : claims.tvpo.critics.proposition_2_sum_amended :=
  claims.tvpo.critics.proposition_2_sum_amended_stands.

(** tvpo/total-variation-below-hellinger, stands as printed. *)
Definition tvpo_total_variation_below_hellinger : claims.tvpo.divergences.total_variation_below_hellinger :=
  claims.tvpo.divergences.total_variation_below_hellinger_stands.

(** tvpo/total-variation-below-hellinger-sharper, stands as printed. *)
Definition tvpo_total_variation_below_hellinger_sharper : claims.tvpo.divergences.total_variation_below_hellinger_sharper :=
  claims.tvpo.divergences.total_variation_below_hellinger_sharper_stands.

(** tvpo/total-variation-below-kullback-leibler, stands as printed. *)
Definition tvpo_total_variation_below_kullback_leibler : claims.tvpo.divergences.total_variation_below_kullback_leibler :=
  claims.tvpo.divergences.total_variation_below_kullback_leibler_stands.

(** tvpo/total-variation-below-kullback-leibler-sharper, stands as printed. *)
Definition tvpo_total_variation_below_kullback_leibler_sharper : claims.tvpo.divergences.total_variation_below_kullback_leibler_sharper :=
  claims.tvpo.divergences.total_variation_below_kullback_leibler_sharper_stands.

(** tvpo/lemma-1-kullback-leibler, stands as printed. *)
Definition tvpo_lemma_1_kullback_leibler : claims.tvpo.divergences.lemma_1_kullback_leibler :=
  claims.tvpo.divergences.lemma_1_kullback_leibler_stands.

(** tvpo/lemma-1-chi-squared, stands as printed. *)
Definition tvpo_lemma_1_chi_squared : claims.tvpo.divergences.lemma_1_chi_squared :=
  claims.tvpo.divergences.lemma_1_chi_squared_stands.

(** tvpo/lemma-1-hellinger-squared, refuted. *)
Definition tvpo_lemma_1_hellinger_squared : ~ claims.tvpo.divergences.lemma_1_hellinger_squared :=
  claims.tvpo.divergences.lemma_1_hellinger_squared_refuted.

(** tvpo/lemma-1-hellinger-squared-amended, stands as amended. *)
Definition tvpo_lemma_1_hellinger_squared_amended : claims.tvpo.divergences.lemma_1_hellinger_squared_amended :=
  claims.tvpo.divergences.lemma_1_hellinger_squared_amended_stands.

(** tvpo/lemma-1-hellinger, refuted. *)
Definition tvpo_lemma_1_hellinger : ~ claims.tvpo.divergences.lemma_1_hellinger :=
  claims.tvpo.divergences.lemma_1_hellinger_refuted.

(** tvpo/lemma-1-hellinger-amended, stands as amended. *)
Definition tvpo_lemma_1_hellinger_amended : claims.tvpo.divergences.lemma_1_hellinger_amended :=
  claims.tvpo.divergences.lemma_1_hellinger_amended_stands.

(** tvpo/lemma-1-total-variation, refuted. *)
Definition tvpo_lemma_1_total_variation : ~ claims.tvpo.divergences.lemma_1_total_variation :=
  claims.tvpo.divergences.lemma_1_total_variation_refuted.

(** tvpo/lemma-1-total-variation-unique, refuted. *)
Definition tvpo_lemma_1_total_variation_unique : ~ claims.tvpo.divergences.lemma_1_total_variation_unique :=
  claims.tvpo.divergences.lemma_1_total_variation_unique_refuted.

(** tvpo/lemma-1-total-variation-amended, stands as amended. *)
Definition tvpo_lemma_1_total_variation_amended : claims.tvpo.divergences.lemma_1_total_variation_amended :=
  claims.tvpo.divergences.lemma_1_total_variation_amended_stands.

(** tvpo/lemma-1-total-variation-unique-amended, stands as amended. *)
Definition tvpo_lemma_1_total_variation_unique_amended : claims.tvpo.divergences.lemma_1_total_variation_unique_amended :=
  claims.tvpo.divergences.lemma_1_total_variation_unique_amended_stands.

(** tvpo/proposition-1, refuted. *)
Definition tvpo_proposition_1 : ~ claims.tvpo.alice_and_bob.proposition_1 :=
  claims.tvpo.alice_and_bob.proposition_1_refuted.

(** tvpo/proposition-1-amended, stands as amended. *)
Definition tvpo_proposition_1_amended : claims.tvpo.alice_and_bob.proposition_1_amended :=
  claims.tvpo.alice_and_bob.proposition_1_amended_stands.

(** tvpo/proposition-1-chi-squared, stands as printed. *)
Definition tvpo_proposition_1_chi_squared : claims.tvpo.alice_and_bob.proposition_1_chi_squared :=
  claims.tvpo.alice_and_bob.proposition_1_chi_squared_stands.

(** tvpo/proposition-1-hellinger-squared, stands as printed. *)
Definition tvpo_proposition_1_hellinger_squared : claims.tvpo.alice_and_bob.proposition_1_hellinger_squared :=
  claims.tvpo.alice_and_bob.proposition_1_hellinger_squared_stands.

(** tvpo/proposition-1-total-variation, refuted. *)
Definition tvpo_proposition_1_total_variation : ~ claims.tvpo.alice_and_bob.proposition_1_total_variation :=
  claims.tvpo.alice_and_bob.proposition_1_total_variation_refuted.

(** tvpo/proposition-1-total-variation-amended, stands as amended. *)
Definition tvpo_proposition_1_total_variation_amended : claims.tvpo.alice_and_bob.proposition_1_total_variation_amended :=
  claims.tvpo.alice_and_bob.proposition_1_total_variation_amended_stands.

(** tvpo/proposition-1-hellinger, refuted. *)
Definition tvpo_proposition_1_hellinger : ~ claims.tvpo.alice_and_bob.proposition_1_hellinger :=
  claims.tvpo.alice_and_bob.proposition_1_hellinger_refuted.

(** tvpo/proposition-1-hellinger-amended, stands as amended. *)
Definition tvpo_proposition_1_hellinger_amended : claims.tvpo.alice_and_bob.proposition_1_hellinger_amended :=
  claims.tvpo.alice_and_bob.proposition_1_hellinger_amended_stands.

(** tvpo/thresholds-inside, stands as printed. *)
Definition tvpo_thresholds_inside : claims.tvpo.alice_and_bob.thresholds_inside :=
  claims.tvpo.alice_and_bob.thresholds_inside_stands.

(** tvpo/corollary-1, stands as printed. *)
Definition tvpo_corollary_1 : claims.tvpo.alice_and_bob.corollary_1 :=
  claims.tvpo.alice_and_bob.corollary_1_stands.

(** tvpo/corollary-1-chi-squared, stands as printed. *)
Definition tvpo_corollary_1_chi_squared : claims.tvpo.alice_and_bob.corollary_1_chi_squared :=
  claims.tvpo.alice_and_bob.corollary_1_chi_squared_stands.

(** tvpo/corollary-1-hellinger, refuted. *)
Definition tvpo_corollary_1_hellinger : ~ claims.tvpo.alice_and_bob.corollary_1_hellinger :=
  claims.tvpo.alice_and_bob.corollary_1_hellinger_refuted.

(** tvpo/corollary-1-hellinger-amended, stands as amended. *)
Definition tvpo_corollary_1_hellinger_amended : claims.tvpo.alice_and_bob.corollary_1_hellinger_amended :=
  claims.tvpo.alice_and_bob.corollary_1_hellinger_amended_stands.

(** tvpo/corollary-1-total-variation, refuted. *)
Definition tvpo_corollary_1_total_variation : ~ claims.tvpo.alice_and_bob.corollary_1_total_variation :=
  claims.tvpo.alice_and_bob.corollary_1_total_variation_refuted.

(** tvpo/corollary-1-total-variation-amended, stands as amended. *)
Definition tvpo_corollary_1_total_variation_amended : claims.tvpo.alice_and_bob.corollary_1_total_variation_amended :=
  claims.tvpo.alice_and_bob.corollary_1_total_variation_amended_stands.

(** tvpo/section-5-1-kullback-leibler, stands as printed. *)
Definition tvpo_section_5_1_kullback_leibler : claims.tvpo.alice_and_bob.section_5_1_kullback_leibler :=
  claims.tvpo.alice_and_bob.section_5_1_kullback_leibler_stands.

(** tvpo/section-5-1-chi-squared, stands as printed. *)
Definition tvpo_section_5_1_chi_squared : claims.tvpo.alice_and_bob.section_5_1_chi_squared :=
  claims.tvpo.alice_and_bob.section_5_1_chi_squared_stands.

(** tvpo/section-5-1-total-variation, refuted. *)
Definition tvpo_section_5_1_total_variation : ~ claims.tvpo.alice_and_bob.section_5_1_total_variation :=
  claims.tvpo.alice_and_bob.section_5_1_total_variation_refuted.

(** tvpo/section-5-1-total-variation-amended, stands as amended. *)
Definition tvpo_section_5_1_total_variation_amended : claims.tvpo.alice_and_bob.section_5_1_total_variation_amended :=
  claims.tvpo.alice_and_bob.section_5_1_total_variation_amended_stands.

(** tvpo/section-5-1-hellinger, refuted. *)
Definition tvpo_section_5_1_hellinger : ~ claims.tvpo.alice_and_bob.section_5_1_hellinger :=
  claims.tvpo.alice_and_bob.section_5_1_hellinger_refuted.

(** tvpo/section-5-1-hellinger-root-amended, stands as amended. *)
Definition tvpo_section_5_1_hellinger_root_amended : claims.tvpo.alice_and_bob.section_5_1_hellinger_root_amended :=
  claims.tvpo.alice_and_bob.section_5_1_hellinger_root_amended_stands.

(** tvpo/section-5-1-hellinger-squared-amended, stands as amended. *)
Definition tvpo_section_5_1_hellinger_squared_amended : claims.tvpo.alice_and_bob.section_5_1_hellinger_squared_amended :=
  claims.tvpo.alice_and_bob.section_5_1_hellinger_squared_amended_stands.

(** tvpo/theorem-1, refuted. *)
Definition tvpo_theorem_1 : ~ claims.tvpo.improvement.theorem_1 :=
  claims.tvpo.improvement.theorem_1_refuted.

(** tvpo/theorem-1-amended, stands as amended. *)
Definition tvpo_theorem_1_amended : claims.tvpo.improvement.theorem_1_amended :=
  claims.tvpo.improvement.theorem_1_amended_stands.

(** tvpo/theorem-1-weak-interaction, stands as amended. *)
Definition tvpo_theorem_1_weak_interaction : claims.tvpo.improvement.theorem_1_weak_interaction :=
  claims.tvpo.improvement.theorem_1_weak_interaction_stands.

(** tvpo/theorem-1-in-turn, stands as amended. *)
Definition tvpo_theorem_1_in_turn : claims.tvpo.improvement.theorem_1_in_turn :=
  claims.tvpo.improvement.theorem_1_in_turn_stands.

(** tvpo/theorem-1-large-coefficient, vacuous. *)
Definition tvpo_theorem_1_large_coefficient : claims.tvpo.improvement.theorem_1_large_coefficient :=
  claims.tvpo.improvement.theorem_1_large_coefficient_vacuous.

(** tvpo/theorem-1-convergence, refuted. *)
Definition tvpo_theorem_1_convergence : ~ claims.tvpo.improvement.theorem_1_convergence :=
  claims.tvpo.improvement.theorem_1_convergence_refuted.

(** tvpo/theorem-1-convergence-amended, stands as amended. *)
Definition tvpo_theorem_1_convergence_amended : claims.tvpo.improvement.theorem_1_convergence_amended :=
  claims.tvpo.improvement.theorem_1_convergence_amended_stands.

(** tvpo/theorem-1-chain-mean, refuted. *)
Definition tvpo_theorem_1_chain_mean : ~ claims.tvpo.improvement.theorem_1_chain_mean :=
  claims.tvpo.improvement.theorem_1_chain_mean_refuted.

(** tvpo/theorem-1-chain-mean-amended, stands as amended. *)
Definition tvpo_theorem_1_chain_mean_amended : claims.tvpo.improvement.theorem_1_chain_mean_amended :=
  claims.tvpo.improvement.theorem_1_chain_mean_amended_stands.

(** tvpo/theorem-1-chain-sum, stands as printed. *)
Definition tvpo_theorem_1_chain_sum : claims.tvpo.improvement.theorem_1_chain_sum :=
  claims.tvpo.improvement.theorem_1_chain_sum_stands.

(** tvpo/theorem-1-hellinger, refuted. *)
Definition tvpo_theorem_1_hellinger : ~ claims.tvpo.improvement.theorem_1_hellinger :=
  claims.tvpo.improvement.theorem_1_hellinger_refuted.

(** tvpo/theorem-1-hellinger-amended, stands as amended. *)
Definition tvpo_theorem_1_hellinger_amended : claims.tvpo.improvement.theorem_1_hellinger_amended :=
  claims.tvpo.improvement.theorem_1_hellinger_amended_stands.

(** tvpo/lemma-3, refuted. *)
Definition tvpo_lemma_3 : ~ claims.tvpo.unary.lemma_3 :=
  claims.tvpo.unary.lemma_3_refuted.

(** tvpo/lemma-3-shannon, stands as amended. *)
Definition tvpo_lemma_3_shannon : claims.tvpo.unary.lemma_3_shannon :=
  claims.tvpo.unary.lemma_3_shannon_stands.

(** tvpo/lemma-3-tsallis, stands as amended. *)
Definition tvpo_lemma_3_tsallis : claims.tvpo.unary.lemma_3_tsallis :=
  claims.tvpo.unary.lemma_3_tsallis_stands.

(** tvpo/proposition-3-shannon, stands as printed. *)
Definition tvpo_proposition_3_shannon : claims.tvpo.unary.proposition_3_shannon :=
  claims.tvpo.unary.proposition_3_shannon_stands.

(** tvpo/proposition-3-tsallis, refuted. *)
Definition tvpo_proposition_3_tsallis : ~ claims.tvpo.unary.proposition_3_tsallis :=
  claims.tvpo.unary.proposition_3_tsallis_refuted.

(** tvpo/proposition-3-tsallis-amended, stands as amended. *)
Definition tvpo_proposition_3_tsallis_amended : claims.tvpo.unary.proposition_3_tsallis_amended :=
  claims.tvpo.unary.proposition_3_tsallis_amended_stands.

(** tvpo/unary-first-case, stands as printed. *)
Definition tvpo_unary_first_case : claims.tvpo.unary.unary_first_case :=
  claims.tvpo.unary.unary_first_case_stands.

(** tvpo/unary-second-case, refuted. *)
Definition tvpo_unary_second_case : ~ claims.tvpo.unary.unary_second_case :=
  claims.tvpo.unary.unary_second_case_refuted.

(** tvpo/unary-second-case-amended, stands as amended. *)
Definition tvpo_unary_second_case_amended : claims.tvpo.unary.unary_second_case_amended :=
  claims.tvpo.unary.unary_second_case_amended_stands.

(** tvpo/corollary-2-composition, refuted. *)
Definition tvpo_corollary_2_composition : ~ claims.tvpo.unary.corollary_2_composition :=
  claims.tvpo.unary.corollary_2_composition_refuted.

(** tvpo/corollary-2-composition-amended, stands as amended. *)
Definition tvpo_corollary_2_composition_amended : claims.tvpo.unary.corollary_2_composition_amended :=
  claims.tvpo.unary.corollary_2_composition_amended_stands.

(** tvpo/corollary-2, stands as printed. *)
Definition tvpo_corollary_2 : claims.tvpo.unary.corollary_2 :=
  claims.tvpo.unary.corollary_2_stands.

(** tvpo/corollary-2-sharper, stands as printed. *)
Definition tvpo_corollary_2_sharper : claims.tvpo.unary.corollary_2_sharper :=
  claims.tvpo.unary.corollary_2_sharper_stands.

(** tvpo/corollary-2-tsallis, stands as printed. *)
Definition tvpo_corollary_2_tsallis : claims.tvpo.unary.corollary_2_tsallis :=
  claims.tvpo.unary.corollary_2_tsallis_stands.

(** tvpo/unary-convergence, stands as printed. *)
Definition tvpo_unary_convergence : claims.tvpo.unary.unary_convergence :=
  claims.tvpo.unary.unary_convergence_stands.

(** tvpo/unary-convergence-sharper, stands as printed. *)
Definition tvpo_unary_convergence_sharper : claims.tvpo.unary.unary_convergence_sharper :=
  claims.tvpo.unary.unary_convergence_sharper_stands.

(** tvpo/appendix-e-case-2, refuted. *)
Definition tvpo_appendix_e_case_2 : ~ claims.tvpo.unary.appendix_e_case_2 :=
  claims.tvpo.unary.appendix_e_case_2_refuted.

(** tvpo/appendix-e-case-2-amended, stands as amended. *)
Definition tvpo_appendix_e_case_2_amended : claims.tvpo.unary.appendix_e_case_2_amended :=
  claims.tvpo.unary.appendix_e_case_2_amended_stands.

(** tvpo/appendix-e-case-2-printed-coefficient, stands as amended. *)
Definition tvpo_appendix_e_case_2_printed_coefficient : claims.tvpo.unary.appendix_e_case_2_printed_coefficient :=
  claims.tvpo.unary.appendix_e_case_2_printed_coefficient_stands.

(** tvpo/appendix-e-case-3, refuted. *)
Definition tvpo_appendix_e_case_3 : ~ claims.tvpo.unary.appendix_e_case_3 :=
  claims.tvpo.unary.appendix_e_case_3_refuted.

(** tvpo/appendix-e-case-3-amended, stands as amended. *)
Definition tvpo_appendix_e_case_3_amended : claims.tvpo.unary.appendix_e_case_3_amended :=
  claims.tvpo.unary.appendix_e_case_3_amended_stands.

(** rommeo/definition-1, stands as printed. *)
Definition rommeo_definition_1 : claims.rommeo.objective.definition_1 :=
  claims.rommeo.objective.definition_1_stands.

(** rommeo/equation-6, refuted. *)
Definition rommeo_equation_6 : ~ claims.rommeo.objective.equation_6 :=
  claims.rommeo.objective.equation_6_refuted.

(** rommeo/equation-6-amended, stands as amended. *)
Definition rommeo_equation_6_amended : claims.rommeo.objective.equation_6_amended :=
  claims.rommeo.objective.equation_6_amended_stands.

(** rommeo/equation-7, stands as printed. *)
Definition rommeo_equation_7 : claims.rommeo.objective.equation_7 :=
  claims.rommeo.objective.equation_7_stands.

(** rommeo/equation-7-fixed-opponent, refuted. *)
Definition rommeo_equation_7_fixed_opponent : ~ claims.rommeo.objective.equation_7_fixed_opponent :=
  claims.rommeo.objective.equation_7_fixed_opponent_refuted.

(** rommeo/equation-37, refuted. *)
Definition rommeo_equation_37 : ~ claims.rommeo.objective.equation_37 :=
  claims.rommeo.objective.equation_37_refuted.

(** rommeo/equation-37-amended, stands as amended. *)
Definition rommeo_equation_37_amended : claims.rommeo.objective.equation_37_amended :=
  claims.rommeo.objective.equation_37_amended_stands.

(** rommeo/theorem-1, refuted. *)
Definition rommeo_theorem_1 : ~ claims.rommeo.objective.theorem_1 :=
  claims.rommeo.objective.theorem_1_refuted.

(** rommeo/theorem-1-amended, stands as amended. *)
Definition rommeo_theorem_1_amended : claims.rommeo.objective.theorem_1_amended :=
  claims.rommeo.objective.theorem_1_amended_stands.

(** rommeo/theorem-1-one-step, stands as printed. *)
Definition rommeo_theorem_1_one_step : claims.rommeo.objective.theorem_1_one_step :=
  claims.rommeo.objective.theorem_1_one_step_stands.

(** rommeo/theorem-1-attained, stands as printed. *)
Definition rommeo_theorem_1_attained : claims.rommeo.objective.theorem_1_attained :=
  claims.rommeo.objective.theorem_1_attained_stands.

(** rommeo/theorem-2, refuted. *)
Definition rommeo_theorem_2 : ~ claims.rommeo.objective.theorem_2 :=
  claims.rommeo.objective.theorem_2_refuted.

(** rommeo/theorem-2-amended, stands as amended. *)
Definition rommeo_theorem_2_amended : claims.rommeo.objective.theorem_2_amended :=
  claims.rommeo.objective.theorem_2_amended_stands.

(** rommeo/theorem-3, stands as printed. *)
Definition rommeo_theorem_3 : claims.rommeo.improvement.theorem_3 :=
  claims.rommeo.improvement.theorem_3_stands.

(** rommeo/equation-61, refuted. *)
Definition rommeo_equation_61 : ~ claims.rommeo.improvement.equation_61 :=
  claims.rommeo.improvement.equation_61_refuted.

(** rommeo/equation-61-amended, stands as amended. *)
Definition rommeo_equation_61_amended : claims.rommeo.improvement.equation_61_amended :=
  claims.rommeo.improvement.equation_61_amended_stands.

(** rommeo/equation-61-sharp, stands as printed. *)
Definition rommeo_equation_61_sharp : claims.rommeo.improvement.equation_61_sharp :=
  claims.rommeo.improvement.equation_61_sharp_stands.

(** rommeo/theorem-4, stands as printed. *)
Definition rommeo_theorem_4 : claims.rommeo.improvement.theorem_4 :=
  claims.rommeo.improvement.theorem_4_stands.

(** rommeo/theorem-5, refuted. *)
Definition rommeo_theorem_5 : ~ claims.rommeo.improvement.theorem_5 :=
  claims.rommeo.improvement.theorem_5_refuted.

(** rommeo/theorem-5-amended, stands as amended. *)
Definition rommeo_theorem_5_amended : claims.rommeo.improvement.theorem_5_amended :=
  claims.rommeo.improvement.theorem_5_amended_stands.

(** rommeo/policy-iteration, stands as printed. *)
Definition rommeo_policy_iteration : claims.rommeo.improvement.policy_iteration :=
  claims.rommeo.improvement.policy_iteration_stands.

(** rommeo/equation-15, stands as printed. *)
Definition rommeo_equation_15 : claims.rommeo.formulas.equation_15 :=
  claims.rommeo.formulas.equation_15_stands.

(** rommeo/equation-15-mean, stands as printed. *)
Definition rommeo_equation_15_mean : claims.rommeo.formulas.equation_15_mean :=
  claims.rommeo.formulas.equation_15_mean_stands.

(** rommeo/equation-43, stands as printed. *)
Definition rommeo_equation_43 : claims.rommeo.formulas.equation_43 :=
  claims.rommeo.formulas.equation_43_stands.

(** rommeo/equation-44, refuted. *)
Definition rommeo_equation_44 : ~ claims.rommeo.formulas.equation_44 :=
  claims.rommeo.formulas.equation_44_refuted.

(** rommeo/equation-44-amended, stands as amended. *)
Definition rommeo_equation_44_amended : claims.rommeo.formulas.equation_44_amended :=
  claims.rommeo.formulas.equation_44_amended_stands.

(** rommeo/equation-56, refuted. *)
Definition rommeo_equation_56 : ~ claims.rommeo.formulas.equation_56 :=
  claims.rommeo.formulas.equation_56_refuted.

(** rommeo/equation-56-amended, stands as amended. *)
Definition rommeo_equation_56_amended : claims.rommeo.formulas.equation_56_amended :=
  claims.rommeo.formulas.equation_56_amended_stands.

(** rommeo/equation-57, refuted. *)
Definition rommeo_equation_57 : ~ claims.rommeo.formulas.equation_57 :=
  claims.rommeo.formulas.equation_57_refuted.

(** rommeo/equation-57-amended, stands as amended. *)
Definition rommeo_equation_57_amended : claims.rommeo.formulas.equation_57_amended :=
  claims.rommeo.formulas.equation_57_amended_stands.

(** rommeo/algorithm-1-estimator, refuted. *)
Definition rommeo_algorithm_1_estimator : ~ claims.rommeo.formulas.algorithm_1_estimator :=
  claims.rommeo.formulas.algorithm_1_estimator_refuted.

(** rommeo/algorithm-1-estimator-at-1, stands as amended. *)
Definition rommeo_algorithm_1_estimator_at_1 : claims.rommeo.formulas.algorithm_1_estimator_at_1 :=
  claims.rommeo.formulas.algorithm_1_estimator_at_1_stands.

(** rommeo/algorithm-1-estimator-amended, stands as amended. *)
Definition rommeo_algorithm_1_estimator_amended : claims.rommeo.formulas.algorithm_1_estimator_amended :=
  claims.rommeo.formulas.algorithm_1_estimator_amended_stands.
