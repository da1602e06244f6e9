(** Answers on the papers' games, accepted inside Coq. Written by [marl-oracle certify --coq]. *)
From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import executable.dyadic executable.evaluator executable.certificate executable.tables.

Example safe_row_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 3 0; D 0 0; D 2 0; D 2 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 3 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example safe_row_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 3 0; D 0 0; D 2 0; D 2 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 8060822338863199 51])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example safe_row_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 3 0; D 0 0; D 2 0; D 2 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 3377794113206883 50])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example safe_row_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 3 0; D 0 0; D 2 0; D 2 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 7 2])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example two_agreements_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 3 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 3 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example two_agreements_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 3 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 1053204640289787 48])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example two_agreements_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 3 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 3475251513785769 50])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example two_agreements_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 3 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 3 1])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example miscoordination_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 0 0; D 1 0; D 1 0; D 0 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 1 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example miscoordination_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 0 0; D 1 0; D 1 0; D 0 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 141188472353589 46])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example miscoordination_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 0 0; D 1 0; D 1 0; D 0 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 2446997808691415 51])
    (D 4503604130970123 104)
    (D 4503604130970123 104)
  = true.
Proof. by vm_compute. Qed.

Example miscoordination_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 0 0; D 1 0; D 1 0; D 0 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 1 1])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example matrix_optimal :
  let counts := [:: 3; 3]%N in
  check_optimal
    (game_list 1 counts [:: D 2 0; D 2 0; D 0 0; D 2 0; D 2 0; D 0 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 3 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example matrix_soft :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 2 0; D 2 0; D 0 0; D 2 0; D 2 0; D 0 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 8967405209286553 51])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example matrix_nearly_greedy :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 2 0; D 2 0; D 0 0; D 2 0; D 2 0; D 0 0; D 0 0; D 0 0; D 3 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 422236055328717 47])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example tensor_optimal :
  let counts := [:: 3; 3; 3]%N in
  check_optimal
    (game_list 1 counts [:: D 1 1; D 1 0; D 1 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 1 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example tensor_soft :
  let counts := [:: 3; 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 1 1; D 1 0; D 1 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 267139705235425 46])
    (D 2814752581856327 100)
    (D 2814752581856327 100)
  = true.
Proof. by vm_compute. Qed.

Example tensor_nearly_greedy :
  let counts := [:: 3; 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 1 1; D 1 0; D 1 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 1 0; D 0 0; D 0 0; D 0 0; D 5404319552844595 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 5544048757252345 52])
    (D 4503604130970123 103)
    (D 4503604130970123 103)
  = true.
Proof. by vm_compute. Qed.

Example three_state_optimal :
  let counts := [:: 3; 3]%N in
  check_optimal
    (game_list 3 counts [:: D 5404319552844595 53; D 0 0; D 0 0; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 0 0; D 1 0; D 0 0; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 0 0; D 0 0; D 3602879701896397 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]]
      (D 8106479329266893 53))
    (state_list [:: D 7703525678396903 50; D 8059073017399837 50; D 7703525678396903 50])
    (D 1161454640742917 103)
    (D 5807273203714587 102)
  = true.
Proof. by vm_compute. Qed.

Example three_state_soft :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 3 counts [:: D 5404319552844595 53; D 0 0; D 0 0; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 0 0; D 1 0; D 0 0; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 0 0; D 0 0; D 3602879701896397 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]]
      (D 8106479329266893 53))
    (D 1 0)
    (state_list [:: D 7004235774021847 48; D 7055877416570047 48; D 6973063675135351 48])
    (D 422212887278449 95)
    (D 4222128872784491 95)
  = true.
Proof. by vm_compute. Qed.

Example three_state_nearly_greedy :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 3 counts [:: D 5404319552844595 53; D 0 0; D 0 0; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 0 0; D 3602879701896397 53; D 3602879701896397 53; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 0 0; D 1 0; D 0 0; D 5404319552844595 53; D 0 0; D 5404319552844595 53; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 5404319552844595 54; D 5404319552844595 54; D 0 0; D 0 0; D 0 0; D 3602879701896397 53]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (1%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (2%N, D 1 0)]; [:: (1%N, D 1 0)]]
      (D 8106479329266893 53))
    (D 1 3)
    (state_list [:: D 8296476245341849 50; D 8527597111263707 50; D 8175248814460347 50])
    (D 4503604130970123 101)
    (D 351844072732041 94)
  = true.
Proof. by vm_compute. Qed.

Example alice_and_bob_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 5 0; D 7 0; D 6 0; D 4 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 7 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example alice_and_bob_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 5 0; D 7 0; D 6 0; D 4 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 8376908888501501 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example alice_and_bob_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 5 0; D 7 0; D 6 0; D 4 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 7881346567986785 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example alice_and_bob_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 5 0; D 7 0; D 6 0; D 4 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 11 1])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_2_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 5 0; D 6 0; D 3 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 6 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_2_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 5 0; D 6 0; D 3 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 7408110889959471 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_2_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 5 0; D 6 0; D 3 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 6755493833734755 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_2_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 5 0; D 6 0; D 3 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 19 2])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_3_optimal :
  let counts := [:: 2; 2]%N in
  check_optimal
    (game_list 1 counts [:: D 7 0; D 5 0; D 4 0; D 6 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 7 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_3_soft :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 7 0; D 5 0; D 4 0; D 6 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 8376908888501501 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_3_nearly_greedy :
  let counts := [:: 2; 2]%N in
  check_soft
    (game_list 1 counts [:: D 7 0; D 5 0; D 4 0; D 6 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 7881346567986785 50])
    (D 4503604130970123 102)
    (D 4503604130970123 102)
  = true.
Proof. by vm_compute. Qed.

Example unary_case_3_even :
  let counts := [:: 2; 2]%N in
  check_evaluation
    (game_list 1 counts [:: D 7 0; D 5 0; D 4 0; D 6 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (local_list 1 counts [:: D 1 1; D 1 1; D 1 1; D 1 1])
    (state_list [:: D 11 1])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example climbing_optimal :
  let counts := [:: 3; 3]%N in
  check_optimal
    (game_list 1 counts [:: D 11 0; D (-30) 0; D 0 0; D (-30) 0; D 7 0; D 6 0; D 0 0; D 0 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (state_list [:: D 11 0])
    (D 0 0)
    (D 0 0)
  = true.
Proof. by vm_compute. Qed.

Example climbing_soft :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 11 0; D (-30) 0; D 0 0; D (-30) 0; D 7 0; D 6 0; D 0 0; D 0 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 0)
    (state_list [:: D 6207766737088315 49])
    (D 4503604130970123 101)
    (D 4503604130970123 101)
  = true.
Proof. by vm_compute. Qed.

Example climbing_nearly_greedy :
  let counts := [:: 3; 3]%N in
  check_soft
    (game_list 1 counts [:: D 11 0; D (-30) 0; D 0 0; D (-30) 0; D 7 0; D 6 0; D 0 0; D 0 0; D 5 0]
      [:: [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]; [:: (0%N, D 1 0)]]
      (D 0 0))
    (D 1 3)
    (state_list [:: D 6192449487634433 49])
    (D 4503604130970123 101)
    (D 4503604130970123 101)
  = true.
Proof. by vm_compute. Qed.
