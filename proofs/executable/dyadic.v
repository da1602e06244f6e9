(** Dyadic numbers [m / 2^e]: what a double holds, with exact sums and products, and enclosures of exp. *)
From Coq Require Import ZArith NArith Reals Lra Lia Psatz.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Record dyadic := Dyadic { mantissa : Z; places : N }.

Definition same (a b : dyadic) : bool := Z.eqb (mantissa a) (mantissa b) && N.eqb (places a) (places b).
Lemma sameP : Equality.axiom same.
Proof.
move=> [m e] [m' e']; apply: (iffP andP) => [[/Z.eqb_eq /= -> /N.eqb_eq /= ->] // | [-> ->]].
by rewrite /= Z.eqb_refl N.eqb_refl.
Qed.
Canonical dyadic_eqType := Eval hnf in EqType dyadic (EqMixin sameP).

(** The power [2^e] as a real number. *)
Definition two_to (e : N) : R := 2 ^ N.to_nat e.
(** The number that is meant. *)
Definition real (d : dyadic) : R := IZR (mantissa d) / two_to (places d).

Definition zero : dyadic := Dyadic 0 0.
Definition one : dyadic := Dyadic 1 0.
(** The mantissa with [e] places, which are at least those of [d]. *)
Definition aligned (d : dyadic) (e : N) : Z := Z.shiftl (mantissa d) (Z.of_N (e - places d)).
Definition add (a b : dyadic) : dyadic :=
  let e := N.max (places a) (places b) in Dyadic (aligned a e + aligned b e) e.
Definition opp (a : dyadic) : dyadic := Dyadic (- mantissa a) (places a).
Definition sub (a b : dyadic) : dyadic := add a (opp b).
Definition mul (a b : dyadic) : dyadic := Dyadic (mantissa a * mantissa b) (places a + places b).
Definition le (a b : dyadic) : bool :=
  let e := N.max (places a) (places b) in Z.leb (aligned a e) (aligned b e).
Definition lt (a b : dyadic) : bool := ~~ le b a.
Definition max (a b : dyadic) : dyadic := if le a b then b else a.
Definition abs (a : dyadic) : dyadic := Dyadic (Z.abs (mantissa a)) (places a).
Definition of_nat (n : nat) : dyadic := Dyadic (Z.of_nat n) 0.
(** [x / 2^k]. *)
Definition halved (k : N) (x : dyadic) : dyadic := Dyadic (mantissa x) (places x + k).
(** At most [p] places, rounded down, rounded up. *)
Definition round_down (p : N) (a : dyadic) : dyadic :=
  if N.leb (places a) p then a else Dyadic (Z.shiftr (mantissa a) (Z.of_N (places a - p))) p.
Definition round_up (p : N) (a : dyadic) : dyadic := opp (round_down p (opp a)).
(** [a / b] with [p] places, rounded down, for [b > 0]. *)
Definition div_down (p : N) (a b : dyadic) : dyadic :=
  Dyadic (Z.div (Z.shiftl (mantissa a) (Z.of_N (p + places b))) (Z.shiftl (mantissa b) (Z.of_N (places a)))) p.
Definition div_up (p : N) (a b : dyadic) : dyadic := opp (div_down p (opp a) b).
Definition sum (xs : seq dyadic) : dyadic := foldr add zero xs.

(** ** What they compute *)
Lemma two_to_gt0 e : 0 < two_to e. Proof. by apply: pow_lt; lra. Qed.

Lemma two_to_add e f : two_to (e + f) = two_to e * two_to f.
Proof. by rewrite /two_to Nnat.N2Nat.inj_add pow_add. Qed.

Lemma two_to_shift (m : Z) (e : N) : IZR (Z.shiftl m (Z.of_N e)) = IZR m * two_to e.
Proof.
rewrite Z.shiftl_mul_pow2; last exact: N2Z.is_nonneg.
by rewrite mult_IZR /two_to pow_IZR -(N_nat_Z e).
Qed.

Lemma real_aligned d e : (places d <= e)%num -> IZR (aligned d e) = real d * two_to e.
Proof.
move=> le_e; rewrite /aligned two_to_shift /real.
have -> : two_to e = two_to (e - places d) * two_to (places d).
  by rewrite -two_to_add N.sub_add.
by field; have := two_to_gt0 (places d); lra.
Qed.

Lemma real_zero : real zero = 0. Proof. by rewrite /real /=; lra. Qed.
Lemma real_one : real one = 1. Proof. by rewrite /real /two_to /=; lra. Qed.

Lemma real_add a b : real (add a b) = real a + real b.
Proof.
rewrite {1}/real /add /= plus_IZR !real_aligned; try lia.
by field; have := two_to_gt0 (N.max (places a) (places b)); lra.
Qed.

Lemma real_opp a : real (opp a) = - real a.
Proof. by rewrite /real /opp /= opp_IZR; field; have := two_to_gt0 (places a); lra. Qed.

Lemma real_sub a b : real (sub a b) = real a - real b.
Proof. by rewrite real_add real_opp; lra. Qed.

Lemma real_mul a b : real (mul a b) = real a * real b.
Proof.
rewrite /real /mul /= mult_IZR two_to_add.
by field; have := two_to_gt0 (places a); have := two_to_gt0 (places b); lra.
Qed.

Lemma leP a b : reflect (real a <= real b) (le a b).
Proof.
have t := two_to_gt0 (N.max (places a) (places b)).
have ea := @real_aligned a (N.max (places a) (places b)) ltac:(lia).
have eb := @real_aligned b (N.max (places a) (places b)) ltac:(lia).
apply: (iffP idP); rewrite /le => h.
  have /IZR_le := Zle_bool_imp_le _ _ h; rewrite ea eb => h'.
  exact: Rmult_le_reg_r t h'.
apply: Zle_imp_le_bool; apply: le_IZR; rewrite ea eb.
by apply: Rmult_le_compat_r => //; lra.
Qed.

Lemma ltP a b : reflect (real a < real b) (lt a b).
Proof. by rewrite /lt; case: leP => h; constructor; lra. Qed.

Lemma real_max a b : real (max a b) = Rmax (real a) (real b).
Proof. by rewrite /max; case: leP => h; rewrite /Rmax; case: Rle_dec; lra. Qed.

Lemma real_abs a : real (abs a) = Rabs (real a).
Proof.
rewrite /real /abs /= abs_IZR Rabs_mult; congr (_ * _).
by rewrite Rabs_pos_eq //; left; apply: Rinv_0_lt_compat; apply: two_to_gt0.
Qed.

Lemma real_of_nat n : real (of_nat n) = INR n.
Proof. by rewrite /real /of_nat /two_to /= INR_IZR_INZ; lra. Qed.

Lemma real_halved k x : real (halved k x) = real x / two_to k.
Proof.
rewrite /real /halved /= two_to_add.
by field; have := two_to_gt0 (places x); have := two_to_gt0 k; lra.
Qed.

Lemma real_sum xs : real (sum xs) = \sum_(x <- xs) real x.
Proof. by elim: xs => [|x xs ih]; rewrite ?big_nil ?big_cons ?real_zero //= real_add ih. Qed.

Lemma round_down_le p a : real (round_down p a) <= real a.
Proof.
rewrite /round_down; case: N.leb_spec => h; first by right.
rewrite Z.shiftr_div_pow2; last exact: N2Z.is_nonneg.
have d0 : (0 < 2 ^ Z.of_N (places a - p))%Z by apply: Z.pow_pos_nonneg; lia.
have := Z.mul_div_le (mantissa a) _ d0 => /IZR_le; rewrite mult_IZR.
have -> : IZR (2 ^ Z.of_N (places a - p)) = two_to (places a - p).
  by have := two_to_shift 1 (places a - p); rewrite Z.shiftl_1_l Rmult_1_l.
rewrite /real /=; set m := IZR (mantissa a / _).
have -> : two_to (places a) = two_to (places a - p) * two_to p by rewrite -two_to_add; congr two_to; lia.
have t := two_to_gt0 p; have t' := two_to_gt0 (places a - p) => h'.
apply: (Rmult_le_reg_r (two_to (places a - p) * two_to p)); first exact: Rmult_lt_0_compat.
have -> : m / two_to p * (two_to (places a - p) * two_to p) = two_to (places a - p) * m by field; lra.
by have -> : IZR (mantissa a) / (two_to (places a - p) * two_to p) * (two_to (places a - p) * two_to p)
  = IZR (mantissa a) by field; lra.
Qed.

Lemma round_up_ge p a : real a <= real (round_up p a).
Proof. by rewrite /round_up real_opp; have := round_down_le p (opp a); rewrite real_opp; lra. Qed.

Lemma div_down_le p a b : 0 < real b -> real (div_down p a b) <= real a / real b.
Proof.
move=> b0; have ta := two_to_gt0 (places a); have tb := two_to_gt0 (places b); have tp := two_to_gt0 p.
have mb : 0 < IZR (mantissa b).
  have : 0 < real b * two_to (places b) by apply: Rmult_lt_0_compat.
  by rewrite /real /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r; lra.
rewrite {1}/real /div_down /=; set num := Z.shiftl _ _; set den := Z.shiftl _ _.
have en : IZR num = IZR (mantissa a) * (two_to p * two_to (places b)) by rewrite two_to_shift two_to_add.
have ed : IZR den = IZR (mantissa b) * two_to (places a) by rewrite two_to_shift.
have d0 : (0 < den)%Z by apply: lt_IZR; rewrite ed; apply: Rmult_lt_0_compat.
have := Z.mul_div_le num _ d0 => /IZR_le; rewrite mult_IZR en ed => h.
have -> : real a / real b = IZR (mantissa a) * two_to (places b) / (IZR (mantissa b) * two_to (places a)).
  by rewrite /real; field; lra.
apply: (Rmult_le_reg_r (IZR (mantissa b) * two_to (places a) * two_to p)).
  by apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat.
have -> : IZR (num / den) / two_to p * (IZR (mantissa b) * two_to (places a) * two_to p)
  = IZR (mantissa b) * two_to (places a) * IZR (num / den) by field; lra.
have -> : IZR (mantissa a) * two_to (places b) / (IZR (mantissa b) * two_to (places a))
  * (IZR (mantissa b) * two_to (places a) * two_to p) = IZR (mantissa a) * (two_to p * two_to (places b)).
  by field; lra.
exact: h.
Qed.

Lemma div_up_ge p a b : 0 < real b -> real a / real b <= real (div_up p a b).
Proof.
move=> b0; have := @div_down_le p (opp a) b b0; rewrite /div_up !real_opp => h.
have -> : real a / real b = - (- real a / real b) by field; lra.
by lra.
Qed.

(** ** Enclosures of exp: [(1 + x/2^k)^(2^k) <= exp x <= (1 - x/2^k)^(-2^k)], by squaring [k] times *)
Definition squaring_steps : nat := 64.
Definition working_places : N := 192.

Fixpoint squared_down (k : nat) (x : dyadic) : dyadic :=
  if k is k'.+1 then squared_down k' (round_down working_places (mul x x)) else x.
Fixpoint squared_up (k : nat) (x : dyadic) : dyadic :=
  if k is k'.+1 then squared_up k' (round_up working_places (mul x x)) else x.

(** A lower bound of [exp x]; 0 where [x <= -2^64]. *)
Definition exp_down_by (k : nat) (x : dyadic) : dyadic :=
  let base := round_down working_places (add one (halved (N.of_nat k) x)) in
  if le base zero then zero else squared_down k base.
Definition exp_down : dyadic -> dyadic := exp_down_by squaring_steps.

(** An upper bound of [exp x], where [x < 2^64]; elsewhere there is none. *)
Definition exp_up_by (k : nat) (x : dyadic) : option dyadic :=
  let below := sub one (halved (N.of_nat k) x) in
  if le below zero then None else Some (squared_up k (div_up working_places one below)).
Definition exp_up : dyadic -> option dyadic := exp_up_by squaring_steps.

Lemma round_down_ge0 p a : 0 <= real a -> 0 <= real (round_down p a).
Proof.
move=> a0; rewrite /round_down; case: N.leb => //.
have ma : (0 <= mantissa a)%Z.
  apply: le_IZR; have := Rmult_le_pos _ _ a0 (Rlt_le _ _ (two_to_gt0 (places a))).
  by rewrite /real /Rdiv Rmult_assoc Rinv_l ?Rmult_1_r //; have := two_to_gt0 (places a); lra.
apply: Rmult_le_pos; last by left; apply: Rinv_0_lt_compat; apply: two_to_gt0.
by apply: (IZR_le 0); apply/Z.shiftr_nonneg.
Qed.

Lemma exp_double t : exp t * exp t = exp (2 * t).
Proof. by rewrite -exp_plus; congr exp; lra. Qed.

Lemma squared_down_le k x t : 0 <= real x <= exp t -> 0 <= real (squared_down k x) <= exp (2 ^ k * t).
Proof.
elim: k x t => [|k ih] x t [x0 xt] /=; first by rewrite Rmult_1_l.
have -> : 2 * 2 ^ k * t = 2 ^ k * (2 * t) by ring.
apply: ih; split; first by apply: round_down_ge0; rewrite real_mul; apply: Rmult_le_pos.
apply: Rle_trans (round_down_le _ _) _; rewrite real_mul -exp_double.
exact: Rmult_le_compat.
Qed.

Lemma squared_up_ge k x t : exp t <= real x -> exp (2 ^ k * t) <= real (squared_up k x).
Proof.
elim: k x t => [|k ih] x t xt /=; first by rewrite Rmult_1_l.
have -> : 2 * 2 ^ k * t = 2 ^ k * (2 * t) by ring.
apply: ih; apply: Rle_trans (round_up_ge _ _); rewrite real_mul -exp_double.
by apply: Rmult_le_compat => //; left; apply: exp_pos.
Qed.

Lemma unscaled k (x : R) : 2 ^ k * (x / two_to (N.of_nat k)) = x.
Proof.
rewrite /two_to Nnat.Nat2N.id; field.
by have := pow_lt 2 k ltac:(lra); lra.
Qed.

Lemma exp_down_by_le k x : 0 <= real (exp_down_by k x) <= exp (real x).
Proof.
rewrite /exp_down_by; set base := round_down _ _.
have b1 : real base <= 1 + real x / two_to (N.of_nat k).
  by apply: Rle_trans (round_down_le _ _) _; rewrite real_add real_one real_halved; lra.
case: leP => [_|b0]; first by rewrite real_zero; split; [lra | left; apply: exp_pos].
rewrite -(unscaled k (real x)); apply: squared_down_le; rewrite real_zero in b0; split; first lra.
exact: Rle_trans b1 (exp_ineq1_le _).
Qed.

Lemma exp_up_by_ge k x y : exp_up_by k x = Some y -> exp (real x) <= real y.
Proof.
rewrite /exp_up_by; set below := sub _ _; case: leP => [_ h|b0 [<-]]; first by discriminate h.
have e : real below = 1 - real x / two_to (N.of_nat k) by rewrite real_sub real_one real_halved.
rewrite real_zero in b0; rewrite -(unscaled k (real x)); apply: squared_up_ge.
apply: Rle_trans (div_up_ge _ _ _); last lra.
have le := exp_ineq1_le (- (real x / two_to (N.of_nat k))).
have <- : / exp (- (real x / two_to (N.of_nat k))) = exp (real x / two_to (N.of_nat k)).
  by rewrite exp_Ropp Rinv_inv.
by rewrite real_one /Rdiv Rmult_1_l; apply: Rinv_le_contravar; lra.
Qed.

Lemma exp_down_le x : 0 <= real (exp_down x) <= exp (real x).
Proof. exact: exp_down_by_le. Qed.

Lemma exp_up_ge x y : exp_up x = Some y -> exp (real x) <= real y.
Proof. exact: exp_up_by_ge. Qed.
