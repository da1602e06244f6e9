(* Reads certificates, as `marl-oracle solve --certificate` and `marl-oracle certify` write them, from standard input
   and says of each whether it is accepted. What is checked, and that it suffices, is certificate.v; here are only
   the words of the format and the places of numbers in arrays.

   checker            exit code 0 if all are accepted
   checker --refused  exit code 0 if all are refused *)

open Core

exception Malformed of string

(* Words of the input, one after another. *)
let word =
  let buffer = Scanf.Scanning.stdin in
  fun () -> Scanf.bscanf buffer " %s" (fun text -> text)

let expect name =
  let found = word () in
  if found <> name then raise (Malformed (Printf.sprintf "%S where %S should stand" found name))

let digits text = text <> "" && String.for_all (fun c -> '0' <= c && c <= '9') text

let number () =
  let text = word () in
  if digits text && String.length text < 16 then int_of_string text
  else raise (Malformed (Printf.sprintf "%S is no count" text))

let count () =
  let n = number () in
  if n = 0 then raise (Malformed "a count is 0") else n

let integer () =
  let text = word () in
  let length = String.length text in
  let body = if length > 0 && text.[0] = '-' then String.sub text 1 (length - 1) else text in
  if digits body then Big_int_Z.big_int_of_string text
  else raise (Malformed (Printf.sprintf "%S is no integer" text))

let dyadic () =
  let mantissa = integer () in
  let places = integer () in
  if Big_int_Z.sign_big_int places < 0 || not (Big_int_Z.is_int_big_int places) then
    raise (Malformed "a number of places is out of range");
  { mantissa; places }

let array length = Array.init length (fun _ -> dyadic ())

let named name length =
  expect name;
  array length

type setting = { data : data; states : int; counts : int array; joint : int }

(* Joint actions in C order, agent 1 most significant. *)
let index counts action = List.fold_left2 (fun place count x -> (place * count) + x) 0 counts action

let setting () =
  expect "states";
  let states = count () in
  expect "actions";
  let counts = List.init (count ()) (fun _ -> count ()) in
  let joint = List.fold_left ( * ) 1 counts in
  let rewards = named "reward" (states * joint) in
  expect "transition";
  let rows =
    Array.init (states * joint) (fun _ ->
        List.init (number ()) (fun _ ->
            let successor = number () in
            (successor, dyadic ())))
  in
  let discount_factor = (named "discount" 1).(0) in
  let at table s a = table.((s * joint) + index counts a) in
  let data =
    { state_count = states; action_counts = counts; rewards = at rewards; successors = at rows; discount_factor }
  in
  { data; states; counts = Array.of_list counts; joint }

let joint_table game values s a = values.((s * game.joint) + index game.data.action_counts a)
let state_table values s = values.(s)

(* Local tables: agent by agent, state by state. *)
let locals game name =
  expect name;
  let tables = Array.map (fun count -> array (game.states * count)) game.counts in
  fun n s x -> tables.(n).((s * game.counts.(n)) + x)

let range n = List.init n (fun i -> i)
let each_state game f = List.for_all f (range game.states)
let each_joint game f = List.for_all (fun a -> each_state game (fun s -> f s a)) (lists game.data.action_counts)

let each_local game f =
  let own n s = List.for_all (f n s) (range game.counts.(n)) in
  List.for_all (fun n -> each_state game (own n)) (range (Array.length game.counts))

(* A fixed point: value, residual, bound. *)
let bounded game check =
  let value = named "value" game.states in
  let residual = (named "residual" 1).(0) in
  let bound = (named "bound" 1).(0) in
  check game.data (state_table value) residual bound

(* What a theorem on operators asks of the policies. *)
let policies game =
  let policy = locals game "policy" in
  (policy, check_policies game.data policy)

let answer kind game =
  match kind with
  | "optimal" -> bounded game check_optimal
  | "soft" ->
      let alpha = (named "temperature" 1).(0) in
      bounded game (fun data -> check_soft data alpha)
  | "evaluation" ->
      let policy = locals game "policy" in
      bounded game (fun data -> check_evaluation data policy)
  | "backup" ->
      let value = named "value" game.states in
      let result = joint_table game (named "result" (game.states * game.joint)) in
      each_joint game (fun s a -> equal (eval_backup game.data (state_table value) s a) (result s a))
  | "greedy-value" ->
      let q = joint_table game (named "q" (game.states * game.joint)) in
      let result = named "result" game.states in
      each_state game (fun s -> equal (eval_greedy_value game.data q s) result.(s))
  | "policy-value" ->
      let policy, proper = policies game in
      let q = joint_table game (named "q" (game.states * game.joint)) in
      let result = named "result" game.states in
      let mean = eval_policy_value game.data (eval_product game.data policy) q in
      proper && each_state game (fun s -> equal (mean s) result.(s))
  | "critic" ->
      let policy, proper = policies game in
      let q = joint_table game (named "q" (game.states * game.joint)) in
      let result = locals game "result" in
      let mean n = eval_local_mean game.data (eval_others game.data policy n) q n in
      proper && each_local game (fun n s x -> equal (mean n s x) (result n s x))
  | "tvpo-step" ->
      let omega = (named "omega" 1).(0) in
      let policy, proper = policies game in
      let q = joint_table game (named "q" (game.states * game.joint)) in
      let result = locals game "result" in
      let step = eval_tvpo_step game.data omega q policy in
      le zero omega && proper && each_local game (fun n s x -> equal (step n s x) (result n s x))
  | _ -> raise (Malformed (Printf.sprintf "%S is no kind of certificate" kind))

(* All of it is read before anything is said of it. *)
let checked kind game =
  let accepted = answer kind game in
  valid game.data && accepted

let () =
  let refused_wanted = Array.length Sys.argv > 1 && Sys.argv.(1) = "--refused" in
  let accepted = ref 0 and refused = ref 0 in
  (try
     let rec next () =
       match word () with
       | "" -> ()
       | "certificate" ->
           let kind = word () in
           let ok = checked kind (setting ()) in
           expect "end";
           incr (if ok then accepted else refused);
           if ok = refused_wanted then
             Printf.printf "certificate %d, %s: %s\n" (!accepted + !refused) kind (if ok then "accepted" else "refused");
           next ()
       | other -> raise (Malformed (Printf.sprintf "%S where a certificate should begin" other))
     in
     next ()
   with
  | Malformed message ->
      Printf.eprintf "certificate %d: %s\n" (!accepted + !refused + 1) message;
      exit 2
  | End_of_file | Scanf.Scan_failure _ | Invalid_argument _ | Failure _ ->
      Printf.eprintf "certificate %d ends too early\n" (!accepted + !refused + 1);
      exit 2);
  Printf.printf "%d accepted, %d refused\n" !accepted !refused;
  let wrong = if refused_wanted then !accepted else !refused in
  exit (if wrong = 0 && !accepted + !refused > 0 then 0 else 1)
