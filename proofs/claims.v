(** Every claim with its theorem. Written by [marl-oracle audit --list --coq]. *)
Require Oracle.claims.svnr.reasoning.
Require Oracle.claims.svnr.stein.
Require Oracle.claims.svnr.control.
Require Oracle.claims.svnr.practical.
Require Oracle.claims.svnr.nested.
Require Oracle.claims.svnr.games.
Require Oracle.claims.maosql.values.
Require Oracle.claims.maosql.bounds.
Require Oracle.claims.maosql.limits.
Require Oracle.claims.maosql.gradients.
Require Oracle.claims.maosql.games.
Require Oracle.claims.tvpo.critics.
Require Oracle.claims.tvpo.divergences.
Require Oracle.claims.tvpo.alice_and_bob.
Require Oracle.claims.tvpo.improvement.
Require Oracle.claims.tvpo.unary.
Require Oracle.claims.rommeo.objective.
Require Oracle.claims.rommeo.improvement.
Require Oracle.claims.rommeo.formulas.

(** svnr/definition-2-1, stands as printed. *)
Definition svnr_definition_2_1 : Oracle.claims.svnr.reasoning.definition_2_1 :=
  Oracle.claims.svnr.reasoning.definition_2_1_stands.

(** svnr/definition-2-1-utility, refuted. *)
Definition svnr_definition_2_1_utility : ~ Oracle.claims.svnr.reasoning.definition_2_1_utility :=
  Oracle.claims.svnr.reasoning.definition_2_1_utility_refuted.

(** svnr/definition-2-1-utility-amended, stands as amended. *)
Definition svnr_definition_2_1_utility_amended : Oracle.claims.svnr.reasoning.definition_2_1_utility_amended :=
  Oracle.claims.svnr.reasoning.definition_2_1_utility_amended_stands.

(** svnr/ero-free-is-optimal, refuted. *)
Definition svnr_ero_free_is_optimal : ~ Oracle.claims.svnr.reasoning.ero_free_is_optimal :=
  Oracle.claims.svnr.reasoning.ero_free_is_optimal_refuted.

(** svnr/ero-free-is-optimal-amended, stands as amended. *)
Definition svnr_ero_free_is_optimal_amended : Oracle.claims.svnr.reasoning.ero_free_is_optimal_amended :=
  Oracle.claims.svnr.reasoning.ero_free_is_optimal_amended_stands.

(** svnr/definition-2-2-informed, stands as printed. *)
Definition svnr_definition_2_2_informed : Oracle.claims.svnr.reasoning.definition_2_2_informed :=
  Oracle.claims.svnr.reasoning.definition_2_2_informed_stands.

(** svnr/definition-2-2-uninformed, refuted. *)
Definition svnr_definition_2_2_uninformed : ~ Oracle.claims.svnr.reasoning.definition_2_2_uninformed :=
  Oracle.claims.svnr.reasoning.definition_2_2_uninformed_refuted.

(** svnr/definition-2-2-uninformed-amended, stands as amended. *)
Definition svnr_definition_2_2_uninformed_amended : Oracle.claims.svnr.reasoning.definition_2_2_uninformed_amended :=
  Oracle.claims.svnr.reasoning.definition_2_2_uninformed_amended_stands.

(** svnr/pro-free-perceived, stands as printed. *)
Definition svnr_pro_free_perceived : Oracle.claims.svnr.reasoning.pro_free_perceived :=
  Oracle.claims.svnr.reasoning.pro_free_perceived_stands.

(** svnr/pro-free-perceived-uninformed, refuted. *)
Definition svnr_pro_free_perceived_uninformed : ~ Oracle.claims.svnr.reasoning.pro_free_perceived_uninformed :=
  Oracle.claims.svnr.reasoning.pro_free_perceived_uninformed_refuted.

(** svnr/pro-free-perceived-uninformed-amended, stands as amended. *)
Definition svnr_pro_free_perceived_uninformed_amended : Oracle.claims.svnr.reasoning.pro_free_perceived_uninformed_amended :=
  Oracle.claims.svnr.reasoning.pro_free_perceived_uninformed_amended_stands.

(** svnr/definition-2-3-deterministic, refuted. *)
Definition svnr_definition_2_3_deterministic : ~ Oracle.claims.svnr.reasoning.definition_2_3_deterministic :=
  Oracle.claims.svnr.reasoning.definition_2_3_deterministic_refuted.

(** svnr/definition-2-3-deterministic-amended, stands as amended. *)
Definition svnr_definition_2_3_deterministic_amended : Oracle.claims.svnr.reasoning.definition_2_3_deterministic_amended :=
  Oracle.claims.svnr.reasoning.definition_2_3_deterministic_amended_stands.

(** svnr/theorem-3-1, stands as printed. *)
Definition svnr_theorem_3_1 : Oracle.claims.svnr.reasoning.theorem_3_1 :=
  Oracle.claims.svnr.reasoning.theorem_3_1_stands.

(** svnr/theorem-3-1-particles, vacuous. *)
Definition svnr_theorem_3_1_particles : Oracle.claims.svnr.reasoning.theorem_3_1_particles :=
  Oracle.claims.svnr.reasoning.theorem_3_1_particles_vacuous.

(** svnr/theorem-3-2, stands as printed. *)
Definition svnr_theorem_3_2 : Oracle.claims.svnr.reasoning.theorem_3_2 :=
  Oracle.claims.svnr.reasoning.theorem_3_2_stands.

(** svnr/theorem-3-2-own-index, refuted. *)
Definition svnr_theorem_3_2_own_index : ~ Oracle.claims.svnr.reasoning.theorem_3_2_own_index :=
  Oracle.claims.svnr.reasoning.theorem_3_2_own_index_refuted.

(** svnr/theorem-3-2-own-index-amended, stands as amended. *)
Definition svnr_theorem_3_2_own_index_amended : Oracle.claims.svnr.reasoning.theorem_3_2_own_index_amended :=
  Oracle.claims.svnr.reasoning.theorem_3_2_own_index_amended_stands.

(** svnr/theorem-3-2-temperature, refuted. *)
Definition svnr_theorem_3_2_temperature : ~ Oracle.claims.svnr.reasoning.theorem_3_2_temperature :=
  Oracle.claims.svnr.reasoning.theorem_3_2_temperature_refuted.

(** svnr/theorem-3-2-temperature-amended, stands as amended. *)
Definition svnr_theorem_3_2_temperature_amended : Oracle.claims.svnr.reasoning.theorem_3_2_temperature_amended :=
  Oracle.claims.svnr.reasoning.theorem_3_2_temperature_amended_stands.

(** svnr/h-4-1-decay, stands as printed. *)
Definition svnr_h_4_1_decay : Oracle.claims.svnr.reasoning.h_4_1_decay :=
  Oracle.claims.svnr.reasoning.h_4_1_decay_stands.

(** svnr/figure-1-left, stands as printed. *)
Definition svnr_figure_1_left : Oracle.claims.svnr.reasoning.figure_1_left :=
  Oracle.claims.svnr.reasoning.figure_1_left_stands.

(** svnr/figure-1-left-printed, refuted. *)
Definition svnr_figure_1_left_printed : ~ Oracle.claims.svnr.reasoning.figure_1_left_printed :=
  Oracle.claims.svnr.reasoning.figure_1_left_printed_refuted.

(** svnr/figure-1-left-printed-amended, stands as amended. *)
Definition svnr_figure_1_left_printed_amended : Oracle.claims.svnr.reasoning.figure_1_left_printed_amended :=
  Oracle.claims.svnr.reasoning.figure_1_left_printed_amended_stands.

(** svnr/figure-1-right-printed, refuted. *)
Definition svnr_figure_1_right_printed : ~ Oracle.claims.svnr.reasoning.figure_1_right_printed :=
  Oracle.claims.svnr.reasoning.figure_1_right_printed_refuted.

(** svnr/figure-1-right-printed-amended, stands as amended. *)
Definition svnr_figure_1_right_printed_amended : Oracle.claims.svnr.reasoning.figure_1_right_printed_amended :=
  Oracle.claims.svnr.reasoning.figure_1_right_printed_amended_stands.

(** svnr/equation-5, refuted. *)
Definition svnr_equation_5 : ~ Oracle.claims.svnr.stein.equation_5 :=
  Oracle.claims.svnr.stein.equation_5_refuted.

(** svnr/equation-5-amended, stands as amended. *)
Definition svnr_equation_5_amended : Oracle.claims.svnr.stein.equation_5_amended :=
  Oracle.claims.svnr.stein.equation_5_amended_stands.

(** svnr/equation-12-steepest, stands as printed. *)
Definition svnr_equation_12_steepest : Oracle.claims.svnr.stein.equation_12_steepest :=
  Oracle.claims.svnr.stein.equation_12_steepest_stands.

(** svnr/equation-12-rate, stands as printed. *)
Definition svnr_equation_12_rate : Oracle.claims.svnr.stein.equation_12_rate :=
  Oracle.claims.svnr.stein.equation_12_rate_stands.

(** svnr/d-1-convergence, refuted. *)
Definition svnr_d_1_convergence : ~ Oracle.claims.svnr.stein.d_1_convergence :=
  Oracle.claims.svnr.stein.d_1_convergence_refuted.

(** svnr/d-1-convergence-amended, stands as amended. *)
Definition svnr_d_1_convergence_amended : Oracle.claims.svnr.stein.d_1_convergence_amended :=
  Oracle.claims.svnr.stein.d_1_convergence_amended_stands.

(** svnr/f-2-kernel, refuted. *)
Definition svnr_f_2_kernel : ~ Oracle.claims.svnr.stein.f_2_kernel :=
  Oracle.claims.svnr.stein.f_2_kernel_refuted.

(** svnr/f-2-kernel-amended, stands as amended. *)
Definition svnr_f_2_kernel_amended : Oracle.claims.svnr.stein.f_2_kernel_amended :=
  Oracle.claims.svnr.stein.f_2_kernel_amended_stands.

(** svnr/equation-13, refuted. *)
Definition svnr_equation_13 : ~ Oracle.claims.svnr.stein.equation_13 :=
  Oracle.claims.svnr.stein.equation_13_refuted.

(** svnr/equation-13-amended, stands as amended. *)
Definition svnr_equation_13_amended : Oracle.claims.svnr.stein.equation_13_amended :=
  Oracle.claims.svnr.stein.equation_13_amended_stands.

(** svnr/equation-9, refuted. *)
Definition svnr_equation_9 : ~ Oracle.claims.svnr.stein.equation_9 :=
  Oracle.claims.svnr.stein.equation_9_refuted.

(** svnr/equation-9-amended, stands as amended. *)
Definition svnr_equation_9_amended : Oracle.claims.svnr.stein.equation_9_amended :=
  Oracle.claims.svnr.stein.equation_9_amended_stands.

(** svnr/equation-9-temperature, stands as printed. *)
Definition svnr_equation_9_temperature : Oracle.claims.svnr.stein.equation_9_temperature :=
  Oracle.claims.svnr.stein.equation_9_temperature_stands.

(** svnr/equation-10, refuted. *)
Definition svnr_equation_10 : ~ Oracle.claims.svnr.stein.equation_10 :=
  Oracle.claims.svnr.stein.equation_10_refuted.

(** svnr/equation-10-amended, stands as amended. *)
Definition svnr_equation_10_amended : Oracle.claims.svnr.stein.equation_10_amended :=
  Oracle.claims.svnr.stein.equation_10_amended_stands.

(** svnr/algorithm-1-target, refuted. *)
Definition svnr_algorithm_1_target : ~ Oracle.claims.svnr.stein.algorithm_1_target :=
  Oracle.claims.svnr.stein.algorithm_1_target_refuted.

(** svnr/algorithm-1-target-amended, stands as amended. *)
Definition svnr_algorithm_1_target_amended : Oracle.claims.svnr.stein.algorithm_1_target_amended :=
  Oracle.claims.svnr.stein.algorithm_1_target_amended_stands.

(** svnr/equation-29, stands as printed. *)
Definition svnr_equation_29 : Oracle.claims.svnr.stein.equation_29 :=
  Oracle.claims.svnr.stein.equation_29_stands.

(** svnr/equation-28, refuted. *)
Definition svnr_equation_28 : ~ Oracle.claims.svnr.stein.equation_28 :=
  Oracle.claims.svnr.stein.equation_28_refuted.

(** svnr/equation-28-amended, stands as amended. *)
Definition svnr_equation_28_amended : Oracle.claims.svnr.stein.equation_28_amended :=
  Oracle.claims.svnr.stein.equation_28_amended_stands.

(** svnr/m-1-2-factorizes, refuted. *)
Definition svnr_m_1_2_factorizes : ~ Oracle.claims.svnr.stein.m_1_2_factorizes :=
  Oracle.claims.svnr.stein.m_1_2_factorizes_refuted.

(** svnr/m-1-2-factorizes-amended, stands as amended. *)
Definition svnr_m_1_2_factorizes_amended : Oracle.claims.svnr.stein.m_1_2_factorizes_amended :=
  Oracle.claims.svnr.stein.m_1_2_factorizes_amended_stands.

(** svnr/evaluation-contracts, stands as printed. *)
Definition svnr_evaluation_contracts : Oracle.claims.svnr.control.evaluation_contracts :=
  Oracle.claims.svnr.control.evaluation_contracts_stands.

(** svnr/optimality-contracts, stands as printed. *)
Definition svnr_optimality_contracts : Oracle.claims.svnr.control.optimality_contracts :=
  Oracle.claims.svnr.control.optimality_contracts_stands.

(** svnr/discount-range, refuted. *)
Definition svnr_discount_range : ~ Oracle.claims.svnr.control.discount_range :=
  Oracle.claims.svnr.control.discount_range_refuted.

(** svnr/discount-range-amended, stands as amended. *)
Definition svnr_discount_range_amended : Oracle.claims.svnr.control.discount_range_amended :=
  Oracle.claims.svnr.control.discount_range_amended_stands.

(** svnr/lemma-4-1, stands as printed. *)
Definition svnr_lemma_4_1 : Oracle.claims.svnr.control.lemma_4_1 :=
  Oracle.claims.svnr.control.lemma_4_1_stands.

(** svnr/equation-7-normalised, refuted. *)
Definition svnr_equation_7_normalised : ~ Oracle.claims.svnr.control.equation_7_normalised :=
  Oracle.claims.svnr.control.equation_7_normalised_refuted.

(** svnr/equation-7-normalised-amended, stands as amended. *)
Definition svnr_equation_7_normalised_amended : Oracle.claims.svnr.control.equation_7_normalised_amended :=
  Oracle.claims.svnr.control.equation_7_normalised_amended_stands.

(** svnr/lemma-4-2, refuted. *)
Definition svnr_lemma_4_2 : ~ Oracle.claims.svnr.control.lemma_4_2 :=
  Oracle.claims.svnr.control.lemma_4_2_refuted.

(** svnr/lemma-4-2-amended, stands as amended. *)
Definition svnr_lemma_4_2_amended : Oracle.claims.svnr.control.lemma_4_2_amended :=
  Oracle.claims.svnr.control.lemma_4_2_amended_stands.

(** svnr/lemma-4-2-sharp-amended, stands as amended. *)
Definition svnr_lemma_4_2_sharp_amended : Oracle.claims.svnr.control.lemma_4_2_sharp_amended :=
  Oracle.claims.svnr.control.lemma_4_2_sharp_amended_stands.

(** svnr/theorem-4-3, refuted. *)
Definition svnr_theorem_4_3 : ~ Oracle.claims.svnr.control.theorem_4_3 :=
  Oracle.claims.svnr.control.theorem_4_3_refuted.

(** svnr/theorem-4-3-amended, stands as amended. *)
Definition svnr_theorem_4_3_amended : Oracle.claims.svnr.control.theorem_4_3_amended :=
  Oracle.claims.svnr.control.theorem_4_3_amended_stands.

(** svnr/theorem-4-3-optimum, stands as printed. *)
Definition svnr_theorem_4_3_optimum : Oracle.claims.svnr.control.theorem_4_3_optimum :=
  Oracle.claims.svnr.control.theorem_4_3_optimum_stands.

(** svnr/equation-11-discount, refuted. *)
Definition svnr_equation_11_discount : ~ Oracle.claims.svnr.practical.equation_11_discount :=
  Oracle.claims.svnr.practical.equation_11_discount_refuted.

(** svnr/equation-11-discount-amended, stands as amended. *)
Definition svnr_equation_11_discount_amended : Oracle.claims.svnr.practical.equation_11_discount_amended :=
  Oracle.claims.svnr.practical.equation_11_discount_amended_stands.

(** svnr/equation-11-value, refuted. *)
Definition svnr_equation_11_value : ~ Oracle.claims.svnr.practical.equation_11_value :=
  Oracle.claims.svnr.practical.equation_11_value_refuted.

(** svnr/equation-11-value-amended, stands as amended. *)
Definition svnr_equation_11_value_amended : Oracle.claims.svnr.practical.equation_11_value_amended :=
  Oracle.claims.svnr.practical.equation_11_value_amended_stands.

(** svnr/equation-18-nats, refuted. *)
Definition svnr_equation_18_nats : ~ Oracle.claims.svnr.practical.equation_18_nats :=
  Oracle.claims.svnr.practical.equation_18_nats_refuted.

(** svnr/equation-18-amended, stands as amended. *)
Definition svnr_equation_18_amended : Oracle.claims.svnr.practical.equation_18_amended :=
  Oracle.claims.svnr.practical.equation_18_amended_stands.

(** svnr/e-10-monotone, refuted. *)
Definition svnr_e_10_monotone : ~ Oracle.claims.svnr.practical.e_10_monotone :=
  Oracle.claims.svnr.practical.e_10_monotone_refuted.

(** svnr/e-10-monotone-amended, stands as amended. *)
Definition svnr_e_10_monotone_amended : Oracle.claims.svnr.practical.e_10_monotone_amended :=
  Oracle.claims.svnr.practical.e_10_monotone_amended_stands.

(** svnr/k-1, stands as printed. *)
Definition svnr_k_1 : Oracle.claims.svnr.practical.k_1 :=
  Oracle.claims.svnr.practical.k_1_stands.

(** svnr/k-1-existence, refuted. *)
Definition svnr_k_1_existence : ~ Oracle.claims.svnr.practical.k_1_existence :=
  Oracle.claims.svnr.practical.k_1_existence_refuted.

(** svnr/k-1-existence-amended, stands as amended. *)
Definition svnr_k_1_existence_amended : Oracle.claims.svnr.practical.k_1_existence_amended :=
  Oracle.claims.svnr.practical.k_1_existence_amended_stands.

(** svnr/kl-decomposition, stands as printed. *)
Definition svnr_kl_decomposition : Oracle.claims.svnr.nested.kl_decomposition :=
  Oracle.claims.svnr.nested.kl_decomposition_stands.

(** svnr/equation-3, stands as printed. *)
Definition svnr_equation_3 : Oracle.claims.svnr.nested.equation_3 :=
  Oracle.claims.svnr.nested.equation_3_stands.

(** svnr/theorem-c-1, refuted. *)
Definition svnr_theorem_c_1 : ~ Oracle.claims.svnr.nested.theorem_c_1 :=
  Oracle.claims.svnr.nested.theorem_c_1_refuted.

(** svnr/theorem-c-1-positive-amended, stands as amended. *)
Definition svnr_theorem_c_1_positive_amended : Oracle.claims.svnr.nested.theorem_c_1_positive_amended :=
  Oracle.claims.svnr.nested.theorem_c_1_positive_amended_stands.

(** svnr/theorem-c-1-order-amended, stands as amended. *)
Definition svnr_theorem_c_1_order_amended : Oracle.claims.svnr.nested.theorem_c_1_order_amended :=
  Oracle.claims.svnr.nested.theorem_c_1_order_amended_stands.

(** svnr/theorem-c-1-only-if, stands as printed. *)
Definition svnr_theorem_c_1_only_if : Oracle.claims.svnr.nested.theorem_c_1_only_if :=
  Oracle.claims.svnr.nested.theorem_c_1_only_if_stands.

(** svnr/theorem-c-1-free, refuted. *)
Definition svnr_theorem_c_1_free : ~ Oracle.claims.svnr.nested.theorem_c_1_free :=
  Oracle.claims.svnr.nested.theorem_c_1_free_refuted.

(** svnr/theorem-c-1-free-amended, stands as amended. *)
Definition svnr_theorem_c_1_free_amended : Oracle.claims.svnr.nested.theorem_c_1_free_amended :=
  Oracle.claims.svnr.nested.theorem_c_1_free_amended_stands.

(** svnr/e-3, refuted. *)
Definition svnr_e_3 : ~ Oracle.claims.svnr.nested.e_3 :=
  Oracle.claims.svnr.nested.e_3_refuted.

(** svnr/e-3-amended, stands as amended. *)
Definition svnr_e_3_amended : Oracle.claims.svnr.nested.e_3_amended :=
  Oracle.claims.svnr.nested.e_3_amended_stands.

(** svnr/e-4-representation, stands as printed. *)
Definition svnr_e_4_representation : Oracle.claims.svnr.nested.e_4_representation :=
  Oracle.claims.svnr.nested.e_4_representation_stands.

(** svnr/equation-16, refuted. *)
Definition svnr_equation_16 : ~ Oracle.claims.svnr.nested.equation_16 :=
  Oracle.claims.svnr.nested.equation_16_refuted.

(** svnr/equation-16-amended, stands as amended. *)
Definition svnr_equation_16_amended : Oracle.claims.svnr.nested.equation_16_amended :=
  Oracle.claims.svnr.nested.equation_16_amended_stands.

(** svnr/e-9-gap, refuted. *)
Definition svnr_e_9_gap : ~ Oracle.claims.svnr.nested.e_9_gap :=
  Oracle.claims.svnr.nested.e_9_gap_refuted.

(** svnr/e-9-gap-amended, stands as amended. *)
Definition svnr_e_9_gap_amended : Oracle.claims.svnr.nested.e_9_gap_amended :=
  Oracle.claims.svnr.nested.e_9_gap_amended_stands.

(** svnr/two-modalities-maxima, stands as printed. *)
Definition svnr_two_modalities_maxima : Oracle.claims.svnr.games.two_modalities_maxima :=
  Oracle.claims.svnr.games.two_modalities_maxima_stands.

(** svnr/max-of-three-maxima, stands as printed. *)
Definition svnr_max_of_three_maxima : Oracle.claims.svnr.games.max_of_three_maxima :=
  Oracle.claims.svnr.games.max_of_three_maxima_stands.

(** svnr/figure-4-caption, refuted. *)
Definition svnr_figure_4_caption : ~ Oracle.claims.svnr.games.figure_4_caption :=
  Oracle.claims.svnr.games.figure_4_caption_refuted.

(** svnr/figure-4-caption-amended, stands as amended. *)
Definition svnr_figure_4_caption_amended : Oracle.claims.svnr.games.figure_4_caption_amended :=
  Oracle.claims.svnr.games.figure_4_caption_amended_stands.

(** svnr/h-4-1-two-modalities, refuted. *)
Definition svnr_h_4_1_two_modalities : ~ Oracle.claims.svnr.games.h_4_1_two_modalities :=
  Oracle.claims.svnr.games.h_4_1_two_modalities_refuted.

(** svnr/h-4-1-two-modalities-amended, stands as amended. *)
Definition svnr_h_4_1_two_modalities_amended : Oracle.claims.svnr.games.h_4_1_two_modalities_amended :=
  Oracle.claims.svnr.games.h_4_1_two_modalities_amended_stands.

(** maosql/lemma-1, stands as printed. *)
Definition maosql_lemma_1 : Oracle.claims.maosql.values.lemma_1 :=
  Oracle.claims.maosql.values.lemma_1_stands.

(** maosql/lemma-1-value, stands as printed. *)
Definition maosql_lemma_1_value : Oracle.claims.maosql.values.lemma_1_value :=
  Oracle.claims.maosql.values.lemma_1_value_stands.

(** maosql/lemma-1-derivative, refuted. *)
Definition maosql_lemma_1_derivative : ~ Oracle.claims.maosql.values.lemma_1_derivative :=
  Oracle.claims.maosql.values.lemma_1_derivative_refuted.

(** maosql/lemma-1-derivative-amended, stands as amended. *)
Definition maosql_lemma_1_derivative_amended : Oracle.claims.maosql.values.lemma_1_derivative_amended :=
  Oracle.claims.maosql.values.lemma_1_derivative_amended_stands.

(** maosql/lemma-2, stands as printed. *)
Definition maosql_lemma_2 : Oracle.claims.maosql.values.lemma_2 :=
  Oracle.claims.maosql.values.lemma_2_stands.

(** maosql/lemma-2-sharp, stands as printed. *)
Definition maosql_lemma_2_sharp : Oracle.claims.maosql.values.lemma_2_sharp :=
  Oracle.claims.maosql.values.lemma_2_sharp_stands.

(** maosql/theorem-1-greedy, stands as printed. *)
Definition maosql_theorem_1_greedy : Oracle.claims.maosql.values.theorem_1_greedy :=
  Oracle.claims.maosql.values.theorem_1_greedy_stands.

(** maosql/theorem-1-attained, stands as printed. *)
Definition maosql_theorem_1_attained : Oracle.claims.maosql.values.theorem_1_attained :=
  Oracle.claims.maosql.values.theorem_1_attained_stands.

(** maosql/theorem-1-monotone, stands as printed. *)
Definition maosql_theorem_1_monotone : Oracle.claims.maosql.values.theorem_1_monotone :=
  Oracle.claims.maosql.values.theorem_1_monotone_stands.

(** maosql/theorem-1-contracts, stands as printed. *)
Definition maosql_theorem_1_contracts : Oracle.claims.maosql.values.theorem_1_contracts :=
  Oracle.claims.maosql.values.theorem_1_contracts_stands.

(** maosql/theorem-1, stands as printed. *)
Definition maosql_theorem_1 : Oracle.claims.maosql.values.theorem_1 :=
  Oracle.claims.maosql.values.theorem_1_stands.

(** maosql/theorem-1-optimal, stands as printed. *)
Definition maosql_theorem_1_optimal : Oracle.claims.maosql.values.theorem_1_optimal :=
  Oracle.claims.maosql.values.theorem_1_optimal_stands.

(** maosql/theorem-3-modulus, stands as printed. *)
Definition maosql_theorem_3_modulus : Oracle.claims.maosql.values.theorem_3_modulus :=
  Oracle.claims.maosql.values.theorem_3_modulus_stands.

(** maosql/theorem-3-projection, stands as printed. *)
Definition maosql_theorem_3_projection : Oracle.claims.maosql.values.theorem_3_projection :=
  Oracle.claims.maosql.values.theorem_3_projection_stands.

(** maosql/theorem-3, stands as printed. *)
Definition maosql_theorem_3 : Oracle.claims.maosql.values.theorem_3 :=
  Oracle.claims.maosql.values.theorem_3_stands.

(** maosql/theorem-3-experiments, vacuous. *)
Definition maosql_theorem_3_experiments : Oracle.claims.maosql.values.theorem_3_experiments :=
  Oracle.claims.maosql.values.theorem_3_experiments_vacuous.

(** maosql/theorem-2-1-printed, refuted. *)
Definition maosql_theorem_2_1_printed : ~ Oracle.claims.maosql.bounds.theorem_2_1_printed :=
  Oracle.claims.maosql.bounds.theorem_2_1_printed_refuted.

(** maosql/theorem-2-1-amended, stands as amended. *)
Definition maosql_theorem_2_1_amended : Oracle.claims.maosql.bounds.theorem_2_1_amended :=
  Oracle.claims.maosql.bounds.theorem_2_1_amended_stands.

(** maosql/theorem-2-1-sharp, stands as amended. *)
Definition maosql_theorem_2_1_sharp : Oracle.claims.maosql.bounds.theorem_2_1_sharp :=
  Oracle.claims.maosql.bounds.theorem_2_1_sharp_stands.

(** maosql/theorem-2-1-entropy-raises, stands as printed. *)
Definition maosql_theorem_2_1_entropy_raises : Oracle.claims.maosql.bounds.theorem_2_1_entropy_raises :=
  Oracle.claims.maosql.bounds.theorem_2_1_entropy_raises_stands.

(** maosql/theorem-2-2, refuted. *)
Definition maosql_theorem_2_2 : ~ Oracle.claims.maosql.bounds.theorem_2_2 :=
  Oracle.claims.maosql.bounds.theorem_2_2_refuted.

(** maosql/theorem-2-2-amended, stands as amended. *)
Definition maosql_theorem_2_2_amended : Oracle.claims.maosql.bounds.theorem_2_2_amended :=
  Oracle.claims.maosql.bounds.theorem_2_2_amended_stands.

(** maosql/theorem-2-2-greedy, refuted. *)
Definition maosql_theorem_2_2_greedy : ~ Oracle.claims.maosql.bounds.theorem_2_2_greedy :=
  Oracle.claims.maosql.bounds.theorem_2_2_greedy_refuted.

(** maosql/theorem-2-2-greedy-amended, stands as amended. *)
Definition maosql_theorem_2_2_greedy_amended : Oracle.claims.maosql.bounds.theorem_2_2_greedy_amended :=
  Oracle.claims.maosql.bounds.theorem_2_2_greedy_amended_stands.

(** maosql/limit-alpha-policy, refuted. *)
Definition maosql_limit_alpha_policy : ~ Oracle.claims.maosql.limits.limit_alpha_policy :=
  Oracle.claims.maosql.limits.limit_alpha_policy_refuted.

(** maosql/limit-alpha-policy-amended, stands as amended. *)
Definition maosql_limit_alpha_policy_amended : Oracle.claims.maosql.limits.limit_alpha_policy_amended :=
  Oracle.claims.maosql.limits.limit_alpha_policy_amended_stands.

(** maosql/limit-alpha-value, stands as printed. *)
Definition maosql_limit_alpha_value : Oracle.claims.maosql.limits.limit_alpha_value :=
  Oracle.claims.maosql.limits.limit_alpha_value_stands.

(** maosql/limit-beta, stands as printed. *)
Definition maosql_limit_beta : Oracle.claims.maosql.limits.limit_beta :=
  Oracle.claims.maosql.limits.limit_beta_stands.

(** maosql/limit-both-optimum, stands as printed. *)
Definition maosql_limit_both_optimum : Oracle.claims.maosql.limits.limit_both_optimum :=
  Oracle.claims.maosql.limits.limit_both_optimum_stands.

(** maosql/limit-both-evaluation, refuted. *)
Definition maosql_limit_both_evaluation : ~ Oracle.claims.maosql.limits.limit_both_evaluation :=
  Oracle.claims.maosql.limits.limit_both_evaluation_refuted.

(** maosql/limit-both-evaluation-amended, stands as amended. *)
Definition maosql_limit_both_evaluation_amended : Oracle.claims.maosql.limits.limit_both_evaluation_amended :=
  Oracle.claims.maosql.limits.limit_both_evaluation_amended_stands.

(** maosql/degrees-of-freedom, stands as printed. *)
Definition maosql_degrees_of_freedom : Oracle.claims.maosql.limits.degrees_of_freedom :=
  Oracle.claims.maosql.limits.degrees_of_freedom_stands.

(** maosql/policy-gradient, stands as printed. *)
Definition maosql_policy_gradient : Oracle.claims.maosql.gradients.policy_gradient :=
  Oracle.claims.maosql.gradients.policy_gradient_stands.

(** maosql/policy-gradient-local, stands as printed. *)
Definition maosql_policy_gradient_local : Oracle.claims.maosql.gradients.policy_gradient_local :=
  Oracle.claims.maosql.gradients.policy_gradient_local_stands.

(** maosql/state-distribution, stands as printed. *)
Definition maosql_state_distribution : Oracle.claims.maosql.gradients.state_distribution :=
  Oracle.claims.maosql.gradients.state_distribution_stands.

(** maosql/local-loss-gradient, stands as printed. *)
Definition maosql_local_loss_gradient : Oracle.claims.maosql.gradients.local_loss_gradient :=
  Oracle.claims.maosql.gradients.local_loss_gradient_stands.

(** maosql/local-loss-projects, refuted. *)
Definition maosql_local_loss_projects : ~ Oracle.claims.maosql.gradients.local_loss_projects :=
  Oracle.claims.maosql.gradients.local_loss_projects_refuted.

(** maosql/local-loss-projects-amended, stands as amended. *)
Definition maosql_local_loss_projects_amended : Oracle.claims.maosql.gradients.local_loss_projects_amended :=
  Oracle.claims.maosql.gradients.local_loss_projects_amended_stands.

(** maosql/miscoordination-q-learning, stands as printed. *)
Definition maosql_miscoordination_q_learning : Oracle.claims.maosql.games.miscoordination_q_learning :=
  Oracle.claims.maosql.games.miscoordination_q_learning_stands.

(** maosql/miscoordination-value-decomposition, refuted. *)
Definition maosql_miscoordination_value_decomposition : ~ Oracle.claims.maosql.games.miscoordination_value_decomposition :=
  Oracle.claims.maosql.games.miscoordination_value_decomposition_refuted.

(** maosql/miscoordination-value-decomposition-amended, stands as amended. *)
Definition maosql_miscoordination_value_decomposition_amended : Oracle.claims.maosql.games.miscoordination_value_decomposition_amended :=
  Oracle.claims.maosql.games.miscoordination_value_decomposition_amended_stands.

(** maosql/overgeneralization-numbers, stands as printed. *)
Definition maosql_overgeneralization_numbers : Oracle.claims.maosql.games.overgeneralization_numbers :=
  Oracle.claims.maosql.games.overgeneralization_numbers_stands.

(** maosql/policy-gradient-always-fails, refuted. *)
Definition maosql_policy_gradient_always_fails : ~ Oracle.claims.maosql.games.policy_gradient_always_fails :=
  Oracle.claims.maosql.games.policy_gradient_always_fails_refuted.

(** maosql/policy-gradient-always-fails-amended, stands as amended. *)
Definition maosql_policy_gradient_always_fails_amended : Oracle.claims.maosql.games.policy_gradient_always_fails_amended :=
  Oracle.claims.maosql.games.policy_gradient_always_fails_amended_stands.

(** maosql/matrix-game, stands as printed. *)
Definition maosql_matrix_game : Oracle.claims.maosql.games.matrix_game :=
  Oracle.claims.maosql.games.matrix_game_stands.

(** maosql/tensor-game, refuted. *)
Definition maosql_tensor_game : ~ Oracle.claims.maosql.games.tensor_game :=
  Oracle.claims.maosql.games.tensor_game_refuted.

(** maosql/tensor-game-amended, stands as amended. *)
Definition maosql_tensor_game_amended : Oracle.claims.maosql.games.tensor_game_amended :=
  Oracle.claims.maosql.games.tensor_game_amended_stands.

(** maosql/three-state-game, refuted. *)
Definition maosql_three_state_game : ~ Oracle.claims.maosql.games.three_state_game :=
  Oracle.claims.maosql.games.three_state_game_refuted.

(** maosql/three-state-game-amended, stands as amended. *)
Definition maosql_three_state_game_amended : Oracle.claims.maosql.games.three_state_game_amended :=
  Oracle.claims.maosql.games.three_state_game_amended_stands.

(** maosql/matrix-game-maosql, stands as printed. *)
Definition maosql_matrix_game_maosql : Oracle.claims.maosql.games.matrix_game_maosql :=
  Oracle.claims.maosql.games.matrix_game_maosql_stands.

(** maosql/tensor-game-maosql, refuted. *)
Definition maosql_tensor_game_maosql : ~ Oracle.claims.maosql.games.tensor_game_maosql :=
  Oracle.claims.maosql.games.tensor_game_maosql_refuted.

(** maosql/tensor-game-maosql-amended, stands as amended. *)
Definition maosql_tensor_game_maosql_amended : Oracle.claims.maosql.games.tensor_game_maosql_amended :=
  Oracle.claims.maosql.games.tensor_game_maosql_amended_stands.

(** maosql/tensor-game-maosql-theorem-3, stands as amended. *)
Definition maosql_tensor_game_maosql_theorem_3 : Oracle.claims.maosql.games.tensor_game_maosql_theorem_3 :=
  Oracle.claims.maosql.games.tensor_game_maosql_theorem_3_stands.

(** maosql/three-state-game-maosql, refuted. *)
Definition maosql_three_state_game_maosql : ~ Oracle.claims.maosql.games.three_state_game_maosql :=
  Oracle.claims.maosql.games.three_state_game_maosql_refuted.

(** maosql/three-state-game-maosql-amended, stands as amended. *)
Definition maosql_three_state_game_maosql_amended : Oracle.claims.maosql.games.three_state_game_maosql_amended :=
  Oracle.claims.maosql.games.three_state_game_maosql_amended_stands.

(** tvpo/critic-contracts, stands as printed. *)
Definition tvpo_critic_contracts : Oracle.claims.tvpo.critics.critic_contracts :=
  Oracle.claims.tvpo.critics.critic_contracts_stands.

(** tvpo/critic-identity, stands as printed. *)
Definition tvpo_critic_identity : Oracle.claims.tvpo.critics.critic_identity :=
  Oracle.claims.tvpo.critics.critic_identity_stands.

(** tvpo/regularized-value-contracts-mean, stands as printed. *)
Definition tvpo_regularized_value_contracts_mean : Oracle.claims.tvpo.critics.regularized_value_contracts_mean :=
  Oracle.claims.tvpo.critics.regularized_value_contracts_mean_stands.

(** tvpo/regularized-value-contracts-sum, stands as printed. *)
Definition tvpo_regularized_value_contracts_sum : Oracle.claims.tvpo.critics.regularized_value_contracts_sum :=
  Oracle.claims.tvpo.critics.regularized_value_contracts_sum_stands.

(** tvpo/regularized-value-of-itself, stands as printed. *)
Definition tvpo_regularized_value_of_itself : Oracle.claims.tvpo.critics.regularized_value_of_itself :=
  Oracle.claims.tvpo.critics.regularized_value_of_itself_stands.

(** tvpo/lemma-2, stands as printed. *)
Definition tvpo_lemma_2 : Oracle.claims.tvpo.critics.lemma_2 :=
  Oracle.claims.tvpo.critics.lemma_2_stands.

(** tvpo/lemma-2-sharper, stands as printed. *)
Definition tvpo_lemma_2_sharper : Oracle.claims.tvpo.critics.lemma_2_sharper :=
  Oracle.claims.tvpo.critics.lemma_2_sharper_stands.

(** tvpo/lemma-2-hellinger, stands as printed. *)
Definition tvpo_lemma_2_hellinger : Oracle.claims.tvpo.critics.lemma_2_hellinger :=
  Oracle.claims.tvpo.critics.lemma_2_hellinger_stands.

(** tvpo/proposition-2-mean, stands as printed. *)
Definition tvpo_proposition_2_mean : Oracle.claims.tvpo.critics.proposition_2_mean :=
  Oracle.claims.tvpo.critics.proposition_2_mean_stands.

(** tvpo/proposition-2-mean-chi-squared, stands as printed. *)
Definition tvpo_proposition_2_mean_chi_squared : Oracle.claims.tvpo.critics.proposition_2_mean_chi_squared :=
  Oracle.claims.tvpo.critics.proposition_2_mean_chi_squared_stands.

(** tvpo/proposition-2-mean-kullback-leibler, stands as printed. *)
Definition tvpo_proposition_2_mean_kullback_leibler : Oracle.claims.tvpo.critics.proposition_2_mean_kullback_leibler :=
  Oracle.claims.tvpo.critics.proposition_2_mean_kullback_leibler_stands.

(** tvpo/proposition-2-mean-hellinger-squared, stands as printed. *)
Definition tvpo_proposition_2_mean_hellinger_squared : Oracle.claims.tvpo.critics.proposition_2_mean_hellinger_squared :=
  Oracle.claims.tvpo.critics.proposition_2_mean_hellinger_squared_stands.

(** tvpo/proposition-2-mean-hellinger, stands as printed. *)
Definition tvpo_proposition_2_mean_hellinger : Oracle.claims.tvpo.critics.proposition_2_mean_hellinger :=
  Oracle.claims.tvpo.critics.proposition_2_mean_hellinger_stands.

(** tvpo/proposition-2-sum, refuted. *)
Definition tvpo_proposition_2_sum : ~ Oracle.claims.tvpo.critics.proposition_2_sum :=
  Oracle.claims.tvpo.critics.proposition_2_sum_refuted.

(** tvpo/proposition-2-sum-amended, stands as amended. *)
Definition tvpo_proposition_2_sum_amended : Oracle.claims.tvpo.critics.proposition_2_sum_amended :=
  Oracle.claims.tvpo.critics.proposition_2_sum_amended_stands.

(** tvpo/total-variation-below-hellinger, stands as printed. *)
Definition tvpo_total_variation_below_hellinger : Oracle.claims.tvpo.divergences.total_variation_below_hellinger :=
  Oracle.claims.tvpo.divergences.total_variation_below_hellinger_stands.

(** tvpo/total-variation-below-hellinger-sharper, stands as printed. *)
Definition tvpo_total_variation_below_hellinger_sharper : Oracle.claims.tvpo.divergences.total_variation_below_hellinger_sharper :=
  Oracle.claims.tvpo.divergences.total_variation_below_hellinger_sharper_stands.

(** tvpo/total-variation-below-kullback-leibler, stands as printed. *)
Definition tvpo_total_variation_below_kullback_leibler : Oracle.claims.tvpo.divergences.total_variation_below_kullback_leibler :=
  Oracle.claims.tvpo.divergences.total_variation_below_kullback_leibler_stands.

(** tvpo/total-variation-below-kullback-leibler-sharper, stands as printed. *)
Definition tvpo_total_variation_below_kullback_leibler_sharper : Oracle.claims.tvpo.divergences.total_variation_below_kullback_leibler_sharper :=
  Oracle.claims.tvpo.divergences.total_variation_below_kullback_leibler_sharper_stands.

(** tvpo/lemma-1-kullback-leibler, stands as printed. *)
Definition tvpo_lemma_1_kullback_leibler : Oracle.claims.tvpo.divergences.lemma_1_kullback_leibler :=
  Oracle.claims.tvpo.divergences.lemma_1_kullback_leibler_stands.

(** tvpo/lemma-1-chi-squared, stands as printed. *)
Definition tvpo_lemma_1_chi_squared : Oracle.claims.tvpo.divergences.lemma_1_chi_squared :=
  Oracle.claims.tvpo.divergences.lemma_1_chi_squared_stands.

(** tvpo/lemma-1-hellinger-squared, refuted. *)
Definition tvpo_lemma_1_hellinger_squared : ~ Oracle.claims.tvpo.divergences.lemma_1_hellinger_squared :=
  Oracle.claims.tvpo.divergences.lemma_1_hellinger_squared_refuted.

(** tvpo/lemma-1-hellinger-squared-amended, stands as amended. *)
Definition tvpo_lemma_1_hellinger_squared_amended : Oracle.claims.tvpo.divergences.lemma_1_hellinger_squared_amended :=
  Oracle.claims.tvpo.divergences.lemma_1_hellinger_squared_amended_stands.

(** tvpo/lemma-1-hellinger, refuted. *)
Definition tvpo_lemma_1_hellinger : ~ Oracle.claims.tvpo.divergences.lemma_1_hellinger :=
  Oracle.claims.tvpo.divergences.lemma_1_hellinger_refuted.

(** tvpo/lemma-1-hellinger-amended, stands as amended. *)
Definition tvpo_lemma_1_hellinger_amended : Oracle.claims.tvpo.divergences.lemma_1_hellinger_amended :=
  Oracle.claims.tvpo.divergences.lemma_1_hellinger_amended_stands.

(** tvpo/lemma-1-total-variation, refuted. *)
Definition tvpo_lemma_1_total_variation : ~ Oracle.claims.tvpo.divergences.lemma_1_total_variation :=
  Oracle.claims.tvpo.divergences.lemma_1_total_variation_refuted.

(** tvpo/lemma-1-total-variation-unique, refuted. *)
Definition tvpo_lemma_1_total_variation_unique : ~ Oracle.claims.tvpo.divergences.lemma_1_total_variation_unique :=
  Oracle.claims.tvpo.divergences.lemma_1_total_variation_unique_refuted.

(** tvpo/lemma-1-total-variation-amended, stands as amended. *)
Definition tvpo_lemma_1_total_variation_amended : Oracle.claims.tvpo.divergences.lemma_1_total_variation_amended :=
  Oracle.claims.tvpo.divergences.lemma_1_total_variation_amended_stands.

(** tvpo/lemma-1-total-variation-unique-amended, stands as amended. *)
Definition tvpo_lemma_1_total_variation_unique_amended : Oracle.claims.tvpo.divergences.lemma_1_total_variation_unique_amended :=
  Oracle.claims.tvpo.divergences.lemma_1_total_variation_unique_amended_stands.

(** tvpo/proposition-1, refuted. *)
Definition tvpo_proposition_1 : ~ Oracle.claims.tvpo.alice_and_bob.proposition_1 :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_refuted.

(** tvpo/proposition-1-amended, stands as amended. *)
Definition tvpo_proposition_1_amended : Oracle.claims.tvpo.alice_and_bob.proposition_1_amended :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_amended_stands.

(** tvpo/proposition-1-chi-squared, stands as printed. *)
Definition tvpo_proposition_1_chi_squared : Oracle.claims.tvpo.alice_and_bob.proposition_1_chi_squared :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_chi_squared_stands.

(** tvpo/proposition-1-hellinger-squared, stands as printed. *)
Definition tvpo_proposition_1_hellinger_squared : Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger_squared :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger_squared_stands.

(** tvpo/proposition-1-total-variation, refuted. *)
Definition tvpo_proposition_1_total_variation : ~ Oracle.claims.tvpo.alice_and_bob.proposition_1_total_variation :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_total_variation_refuted.

(** tvpo/proposition-1-total-variation-amended, stands as amended. *)
Definition tvpo_proposition_1_total_variation_amended : Oracle.claims.tvpo.alice_and_bob.proposition_1_total_variation_amended :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_total_variation_amended_stands.

(** tvpo/proposition-1-hellinger, refuted. *)
Definition tvpo_proposition_1_hellinger : ~ Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger_refuted.

(** tvpo/proposition-1-hellinger-amended, stands as amended. *)
Definition tvpo_proposition_1_hellinger_amended : Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger_amended :=
  Oracle.claims.tvpo.alice_and_bob.proposition_1_hellinger_amended_stands.

(** tvpo/thresholds-inside, stands as printed. *)
Definition tvpo_thresholds_inside : Oracle.claims.tvpo.alice_and_bob.thresholds_inside :=
  Oracle.claims.tvpo.alice_and_bob.thresholds_inside_stands.

(** tvpo/corollary-1, stands as printed. *)
Definition tvpo_corollary_1 : Oracle.claims.tvpo.alice_and_bob.corollary_1 :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_stands.

(** tvpo/corollary-1-chi-squared, stands as printed. *)
Definition tvpo_corollary_1_chi_squared : Oracle.claims.tvpo.alice_and_bob.corollary_1_chi_squared :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_chi_squared_stands.

(** tvpo/corollary-1-hellinger, refuted. *)
Definition tvpo_corollary_1_hellinger : ~ Oracle.claims.tvpo.alice_and_bob.corollary_1_hellinger :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_hellinger_refuted.

(** tvpo/corollary-1-hellinger-amended, stands as amended. *)
Definition tvpo_corollary_1_hellinger_amended : Oracle.claims.tvpo.alice_and_bob.corollary_1_hellinger_amended :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_hellinger_amended_stands.

(** tvpo/corollary-1-total-variation, refuted. *)
Definition tvpo_corollary_1_total_variation : ~ Oracle.claims.tvpo.alice_and_bob.corollary_1_total_variation :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_total_variation_refuted.

(** tvpo/corollary-1-total-variation-amended, stands as amended. *)
Definition tvpo_corollary_1_total_variation_amended : Oracle.claims.tvpo.alice_and_bob.corollary_1_total_variation_amended :=
  Oracle.claims.tvpo.alice_and_bob.corollary_1_total_variation_amended_stands.

(** tvpo/section-5-1-kullback-leibler, stands as printed. *)
Definition tvpo_section_5_1_kullback_leibler : Oracle.claims.tvpo.alice_and_bob.section_5_1_kullback_leibler :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_kullback_leibler_stands.

(** tvpo/section-5-1-chi-squared, stands as printed. *)
Definition tvpo_section_5_1_chi_squared : Oracle.claims.tvpo.alice_and_bob.section_5_1_chi_squared :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_chi_squared_stands.

(** tvpo/section-5-1-total-variation, refuted. *)
Definition tvpo_section_5_1_total_variation : ~ Oracle.claims.tvpo.alice_and_bob.section_5_1_total_variation :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_total_variation_refuted.

(** tvpo/section-5-1-total-variation-amended, stands as amended. *)
Definition tvpo_section_5_1_total_variation_amended : Oracle.claims.tvpo.alice_and_bob.section_5_1_total_variation_amended :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_total_variation_amended_stands.

(** tvpo/section-5-1-hellinger, refuted. *)
Definition tvpo_section_5_1_hellinger : ~ Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger_refuted.

(** tvpo/section-5-1-hellinger-root-amended, stands as amended. *)
Definition tvpo_section_5_1_hellinger_root_amended : Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger_root_amended :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger_root_amended_stands.

(** tvpo/section-5-1-hellinger-squared-amended, stands as amended. *)
Definition tvpo_section_5_1_hellinger_squared_amended : Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger_squared_amended :=
  Oracle.claims.tvpo.alice_and_bob.section_5_1_hellinger_squared_amended_stands.

(** tvpo/theorem-1, refuted. *)
Definition tvpo_theorem_1 : ~ Oracle.claims.tvpo.improvement.theorem_1 :=
  Oracle.claims.tvpo.improvement.theorem_1_refuted.

(** tvpo/theorem-1-amended, stands as amended. *)
Definition tvpo_theorem_1_amended : Oracle.claims.tvpo.improvement.theorem_1_amended :=
  Oracle.claims.tvpo.improvement.theorem_1_amended_stands.

(** tvpo/theorem-1-weak-interaction, stands as amended. *)
Definition tvpo_theorem_1_weak_interaction : Oracle.claims.tvpo.improvement.theorem_1_weak_interaction :=
  Oracle.claims.tvpo.improvement.theorem_1_weak_interaction_stands.

(** tvpo/theorem-1-in-turn, stands as amended. *)
Definition tvpo_theorem_1_in_turn : Oracle.claims.tvpo.improvement.theorem_1_in_turn :=
  Oracle.claims.tvpo.improvement.theorem_1_in_turn_stands.

(** tvpo/theorem-1-large-coefficient, vacuous. *)
Definition tvpo_theorem_1_large_coefficient : Oracle.claims.tvpo.improvement.theorem_1_large_coefficient :=
  Oracle.claims.tvpo.improvement.theorem_1_large_coefficient_vacuous.

(** tvpo/theorem-1-convergence, refuted. *)
Definition tvpo_theorem_1_convergence : ~ Oracle.claims.tvpo.improvement.theorem_1_convergence :=
  Oracle.claims.tvpo.improvement.theorem_1_convergence_refuted.

(** tvpo/theorem-1-convergence-amended, stands as amended. *)
Definition tvpo_theorem_1_convergence_amended : Oracle.claims.tvpo.improvement.theorem_1_convergence_amended :=
  Oracle.claims.tvpo.improvement.theorem_1_convergence_amended_stands.

(** tvpo/theorem-1-chain-mean, refuted. *)
Definition tvpo_theorem_1_chain_mean : ~ Oracle.claims.tvpo.improvement.theorem_1_chain_mean :=
  Oracle.claims.tvpo.improvement.theorem_1_chain_mean_refuted.

(** tvpo/theorem-1-chain-mean-amended, stands as amended. *)
Definition tvpo_theorem_1_chain_mean_amended : Oracle.claims.tvpo.improvement.theorem_1_chain_mean_amended :=
  Oracle.claims.tvpo.improvement.theorem_1_chain_mean_amended_stands.

(** tvpo/theorem-1-chain-sum, stands as printed. *)
Definition tvpo_theorem_1_chain_sum : Oracle.claims.tvpo.improvement.theorem_1_chain_sum :=
  Oracle.claims.tvpo.improvement.theorem_1_chain_sum_stands.

(** tvpo/theorem-1-hellinger, refuted. *)
Definition tvpo_theorem_1_hellinger : ~ Oracle.claims.tvpo.improvement.theorem_1_hellinger :=
  Oracle.claims.tvpo.improvement.theorem_1_hellinger_refuted.

(** tvpo/theorem-1-hellinger-amended, stands as amended. *)
Definition tvpo_theorem_1_hellinger_amended : Oracle.claims.tvpo.improvement.theorem_1_hellinger_amended :=
  Oracle.claims.tvpo.improvement.theorem_1_hellinger_amended_stands.

(** tvpo/lemma-3, refuted. *)
Definition tvpo_lemma_3 : ~ Oracle.claims.tvpo.unary.lemma_3 :=
  Oracle.claims.tvpo.unary.lemma_3_refuted.

(** tvpo/lemma-3-shannon, stands as amended. *)
Definition tvpo_lemma_3_shannon : Oracle.claims.tvpo.unary.lemma_3_shannon :=
  Oracle.claims.tvpo.unary.lemma_3_shannon_stands.

(** tvpo/lemma-3-tsallis, stands as amended. *)
Definition tvpo_lemma_3_tsallis : Oracle.claims.tvpo.unary.lemma_3_tsallis :=
  Oracle.claims.tvpo.unary.lemma_3_tsallis_stands.

(** tvpo/lemma-3-conditions-shannon, stands as printed. *)
Definition tvpo_lemma_3_conditions_shannon : Oracle.claims.tvpo.unary.lemma_3_conditions_shannon :=
  Oracle.claims.tvpo.unary.lemma_3_conditions_shannon_stands.

(** tvpo/lemma-3-conditions-tsallis, refuted. *)
Definition tvpo_lemma_3_conditions_tsallis : ~ Oracle.claims.tvpo.unary.lemma_3_conditions_tsallis :=
  Oracle.claims.tvpo.unary.lemma_3_conditions_tsallis_refuted.

(** tvpo/lemma-3-conditions-tsallis-amended, stands as amended. *)
Definition tvpo_lemma_3_conditions_tsallis_amended : Oracle.claims.tvpo.unary.lemma_3_conditions_tsallis_amended :=
  Oracle.claims.tvpo.unary.lemma_3_conditions_tsallis_amended_stands.

(** tvpo/lemma-3-inverse, stands as printed. *)
Definition tvpo_lemma_3_inverse : Oracle.claims.tvpo.unary.lemma_3_inverse :=
  Oracle.claims.tvpo.unary.lemma_3_inverse_stands.

(** tvpo/proposition-3-shannon, stands as printed. *)
Definition tvpo_proposition_3_shannon : Oracle.claims.tvpo.unary.proposition_3_shannon :=
  Oracle.claims.tvpo.unary.proposition_3_shannon_stands.

(** tvpo/proposition-3-tsallis, refuted. *)
Definition tvpo_proposition_3_tsallis : ~ Oracle.claims.tvpo.unary.proposition_3_tsallis :=
  Oracle.claims.tvpo.unary.proposition_3_tsallis_refuted.

(** tvpo/proposition-3-tsallis-amended, stands as amended. *)
Definition tvpo_proposition_3_tsallis_amended : Oracle.claims.tvpo.unary.proposition_3_tsallis_amended :=
  Oracle.claims.tvpo.unary.proposition_3_tsallis_amended_stands.

(** tvpo/unary-first-case, stands as printed. *)
Definition tvpo_unary_first_case : Oracle.claims.tvpo.unary.unary_first_case :=
  Oracle.claims.tvpo.unary.unary_first_case_stands.

(** tvpo/unary-second-case, refuted. *)
Definition tvpo_unary_second_case : ~ Oracle.claims.tvpo.unary.unary_second_case :=
  Oracle.claims.tvpo.unary.unary_second_case_refuted.

(** tvpo/unary-second-case-amended, stands as amended. *)
Definition tvpo_unary_second_case_amended : Oracle.claims.tvpo.unary.unary_second_case_amended :=
  Oracle.claims.tvpo.unary.unary_second_case_amended_stands.

(** tvpo/corollary-2-composition, refuted. *)
Definition tvpo_corollary_2_composition : ~ Oracle.claims.tvpo.unary.corollary_2_composition :=
  Oracle.claims.tvpo.unary.corollary_2_composition_refuted.

(** tvpo/corollary-2-composition-amended, stands as amended. *)
Definition tvpo_corollary_2_composition_amended : Oracle.claims.tvpo.unary.corollary_2_composition_amended :=
  Oracle.claims.tvpo.unary.corollary_2_composition_amended_stands.

(** tvpo/corollary-2, stands as printed. *)
Definition tvpo_corollary_2 : Oracle.claims.tvpo.unary.corollary_2 :=
  Oracle.claims.tvpo.unary.corollary_2_stands.

(** tvpo/corollary-2-sharper, stands as printed. *)
Definition tvpo_corollary_2_sharper : Oracle.claims.tvpo.unary.corollary_2_sharper :=
  Oracle.claims.tvpo.unary.corollary_2_sharper_stands.

(** tvpo/corollary-2-tsallis, stands as printed. *)
Definition tvpo_corollary_2_tsallis : Oracle.claims.tvpo.unary.corollary_2_tsallis :=
  Oracle.claims.tvpo.unary.corollary_2_tsallis_stands.

(** tvpo/unary-convergence, stands as printed. *)
Definition tvpo_unary_convergence : Oracle.claims.tvpo.unary.unary_convergence :=
  Oracle.claims.tvpo.unary.unary_convergence_stands.

(** tvpo/unary-convergence-sharper, stands as printed. *)
Definition tvpo_unary_convergence_sharper : Oracle.claims.tvpo.unary.unary_convergence_sharper :=
  Oracle.claims.tvpo.unary.unary_convergence_sharper_stands.

(** tvpo/appendix-e-case-2, refuted. *)
Definition tvpo_appendix_e_case_2 : ~ Oracle.claims.tvpo.unary.appendix_e_case_2 :=
  Oracle.claims.tvpo.unary.appendix_e_case_2_refuted.

(** tvpo/appendix-e-case-2-amended, stands as amended. *)
Definition tvpo_appendix_e_case_2_amended : Oracle.claims.tvpo.unary.appendix_e_case_2_amended :=
  Oracle.claims.tvpo.unary.appendix_e_case_2_amended_stands.

(** tvpo/appendix-e-case-2-printed-coefficient, stands as amended. *)
Definition tvpo_appendix_e_case_2_printed_coefficient : Oracle.claims.tvpo.unary.appendix_e_case_2_printed_coefficient :=
  Oracle.claims.tvpo.unary.appendix_e_case_2_printed_coefficient_stands.

(** tvpo/appendix-e-case-2-monotone, refuted. *)
Definition tvpo_appendix_e_case_2_monotone : ~ Oracle.claims.tvpo.unary.appendix_e_case_2_monotone :=
  Oracle.claims.tvpo.unary.appendix_e_case_2_monotone_refuted.

(** tvpo/appendix-e-case-2-monotone-amended, stands as amended. *)
Definition tvpo_appendix_e_case_2_monotone_amended : Oracle.claims.tvpo.unary.appendix_e_case_2_monotone_amended :=
  Oracle.claims.tvpo.unary.appendix_e_case_2_monotone_amended_stands.

(** tvpo/appendix-e-case-3, refuted. *)
Definition tvpo_appendix_e_case_3 : ~ Oracle.claims.tvpo.unary.appendix_e_case_3 :=
  Oracle.claims.tvpo.unary.appendix_e_case_3_refuted.

(** tvpo/appendix-e-case-3-amended, stands as amended. *)
Definition tvpo_appendix_e_case_3_amended : Oracle.claims.tvpo.unary.appendix_e_case_3_amended :=
  Oracle.claims.tvpo.unary.appendix_e_case_3_amended_stands.

(** rommeo/definition-1, stands as printed. *)
Definition rommeo_definition_1 : Oracle.claims.rommeo.objective.definition_1 :=
  Oracle.claims.rommeo.objective.definition_1_stands.

(** rommeo/equation-6, refuted. *)
Definition rommeo_equation_6 : ~ Oracle.claims.rommeo.objective.equation_6 :=
  Oracle.claims.rommeo.objective.equation_6_refuted.

(** rommeo/equation-6-amended, stands as amended. *)
Definition rommeo_equation_6_amended : Oracle.claims.rommeo.objective.equation_6_amended :=
  Oracle.claims.rommeo.objective.equation_6_amended_stands.

(** rommeo/equation-7, stands as printed. *)
Definition rommeo_equation_7 : Oracle.claims.rommeo.objective.equation_7 :=
  Oracle.claims.rommeo.objective.equation_7_stands.

(** rommeo/equation-7-fixed-opponent, refuted. *)
Definition rommeo_equation_7_fixed_opponent : ~ Oracle.claims.rommeo.objective.equation_7_fixed_opponent :=
  Oracle.claims.rommeo.objective.equation_7_fixed_opponent_refuted.

(** rommeo/equation-37, refuted. *)
Definition rommeo_equation_37 : ~ Oracle.claims.rommeo.objective.equation_37 :=
  Oracle.claims.rommeo.objective.equation_37_refuted.

(** rommeo/equation-37-amended, stands as amended. *)
Definition rommeo_equation_37_amended : Oracle.claims.rommeo.objective.equation_37_amended :=
  Oracle.claims.rommeo.objective.equation_37_amended_stands.

(** rommeo/theorem-1, refuted. *)
Definition rommeo_theorem_1 : ~ Oracle.claims.rommeo.objective.theorem_1 :=
  Oracle.claims.rommeo.objective.theorem_1_refuted.

(** rommeo/theorem-1-amended, stands as amended. *)
Definition rommeo_theorem_1_amended : Oracle.claims.rommeo.objective.theorem_1_amended :=
  Oracle.claims.rommeo.objective.theorem_1_amended_stands.

(** rommeo/theorem-1-one-step, stands as printed. *)
Definition rommeo_theorem_1_one_step : Oracle.claims.rommeo.objective.theorem_1_one_step :=
  Oracle.claims.rommeo.objective.theorem_1_one_step_stands.

(** rommeo/theorem-1-attained, stands as printed. *)
Definition rommeo_theorem_1_attained : Oracle.claims.rommeo.objective.theorem_1_attained :=
  Oracle.claims.rommeo.objective.theorem_1_attained_stands.

(** rommeo/theorem-2, refuted. *)
Definition rommeo_theorem_2 : ~ Oracle.claims.rommeo.objective.theorem_2 :=
  Oracle.claims.rommeo.objective.theorem_2_refuted.

(** rommeo/theorem-2-amended, stands as amended. *)
Definition rommeo_theorem_2_amended : Oracle.claims.rommeo.objective.theorem_2_amended :=
  Oracle.claims.rommeo.objective.theorem_2_amended_stands.

(** rommeo/theorem-3, stands as printed. *)
Definition rommeo_theorem_3 : Oracle.claims.rommeo.improvement.theorem_3 :=
  Oracle.claims.rommeo.improvement.theorem_3_stands.

(** rommeo/equation-61, refuted. *)
Definition rommeo_equation_61 : ~ Oracle.claims.rommeo.improvement.equation_61 :=
  Oracle.claims.rommeo.improvement.equation_61_refuted.

(** rommeo/equation-61-amended, stands as amended. *)
Definition rommeo_equation_61_amended : Oracle.claims.rommeo.improvement.equation_61_amended :=
  Oracle.claims.rommeo.improvement.equation_61_amended_stands.

(** rommeo/equation-61-sharp, stands as printed. *)
Definition rommeo_equation_61_sharp : Oracle.claims.rommeo.improvement.equation_61_sharp :=
  Oracle.claims.rommeo.improvement.equation_61_sharp_stands.

(** rommeo/theorem-4, stands as printed. *)
Definition rommeo_theorem_4 : Oracle.claims.rommeo.improvement.theorem_4 :=
  Oracle.claims.rommeo.improvement.theorem_4_stands.

(** rommeo/theorem-5, refuted. *)
Definition rommeo_theorem_5 : ~ Oracle.claims.rommeo.improvement.theorem_5 :=
  Oracle.claims.rommeo.improvement.theorem_5_refuted.

(** rommeo/theorem-5-amended, stands as amended. *)
Definition rommeo_theorem_5_amended : Oracle.claims.rommeo.improvement.theorem_5_amended :=
  Oracle.claims.rommeo.improvement.theorem_5_amended_stands.

(** rommeo/policy-iteration, stands as printed. *)
Definition rommeo_policy_iteration : Oracle.claims.rommeo.improvement.policy_iteration :=
  Oracle.claims.rommeo.improvement.policy_iteration_stands.

(** rommeo/equation-15, stands as printed. *)
Definition rommeo_equation_15 : Oracle.claims.rommeo.formulas.equation_15 :=
  Oracle.claims.rommeo.formulas.equation_15_stands.

(** rommeo/equation-15-mean, stands as printed. *)
Definition rommeo_equation_15_mean : Oracle.claims.rommeo.formulas.equation_15_mean :=
  Oracle.claims.rommeo.formulas.equation_15_mean_stands.

(** rommeo/equation-43, stands as printed. *)
Definition rommeo_equation_43 : Oracle.claims.rommeo.formulas.equation_43 :=
  Oracle.claims.rommeo.formulas.equation_43_stands.

(** rommeo/equation-44, refuted. *)
Definition rommeo_equation_44 : ~ Oracle.claims.rommeo.formulas.equation_44 :=
  Oracle.claims.rommeo.formulas.equation_44_refuted.

(** rommeo/equation-44-amended, stands as amended. *)
Definition rommeo_equation_44_amended : Oracle.claims.rommeo.formulas.equation_44_amended :=
  Oracle.claims.rommeo.formulas.equation_44_amended_stands.

(** rommeo/equation-56, refuted. *)
Definition rommeo_equation_56 : ~ Oracle.claims.rommeo.formulas.equation_56 :=
  Oracle.claims.rommeo.formulas.equation_56_refuted.

(** rommeo/equation-56-amended, stands as amended. *)
Definition rommeo_equation_56_amended : Oracle.claims.rommeo.formulas.equation_56_amended :=
  Oracle.claims.rommeo.formulas.equation_56_amended_stands.

(** rommeo/equation-57, refuted. *)
Definition rommeo_equation_57 : ~ Oracle.claims.rommeo.formulas.equation_57 :=
  Oracle.claims.rommeo.formulas.equation_57_refuted.

(** rommeo/equation-57-amended, stands as amended. *)
Definition rommeo_equation_57_amended : Oracle.claims.rommeo.formulas.equation_57_amended :=
  Oracle.claims.rommeo.formulas.equation_57_amended_stands.

(** rommeo/algorithm-1-estimator, refuted. *)
Definition rommeo_algorithm_1_estimator : ~ Oracle.claims.rommeo.formulas.algorithm_1_estimator :=
  Oracle.claims.rommeo.formulas.algorithm_1_estimator_refuted.

(** rommeo/algorithm-1-estimator-at-1, stands as amended. *)
Definition rommeo_algorithm_1_estimator_at_1 : Oracle.claims.rommeo.formulas.algorithm_1_estimator_at_1 :=
  Oracle.claims.rommeo.formulas.algorithm_1_estimator_at_1_stands.

(** rommeo/algorithm-1-estimator-amended, stands as amended. *)
Definition rommeo_algorithm_1_estimator_amended : Oracle.claims.rommeo.formulas.algorithm_1_estimator_amended :=
  Oracle.claims.rommeo.formulas.algorithm_1_estimator_amended_stands.
