(** The exponential of a rational number that is not 0 is irrational. *)
From Coq Require Import Reals Lra Lia ZArith.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Open Scope R_scope.

Definition integer (x : R) : Prop := exists z : Z, x = IZR z.
(** A quotient of two integers. *)
Definition rational (x : R) : Prop := exists p q : Z, q <> 0%Z /\ x = IZR p / IZR q.

Lemma integer_add x y : integer x -> integer y -> integer (x + y).
Proof. by move=> [a ->] [b ->]; exists (a + b)%Z; rewrite plus_IZR. Qed.
Lemma integer_sub x y : integer x -> integer y -> integer (x - y).
Proof. by move=> [a ->] [b ->]; exists (a - b)%Z; rewrite minus_IZR. Qed.
Lemma integer_mul x y : integer x -> integer y -> integer (x * y).
Proof. by move=> [a ->] [b ->]; exists (a * b)%Z; rewrite mult_IZR. Qed.
Lemma integer_INR n : integer (INR n).
Proof. by exists (Z.of_nat n); rewrite INR_IZR_INZ. Qed.
Lemma integer_pow x n : integer x -> integer (x ^ n).
Proof. by move=> hx; elim: n => [|n ih] /=; [exists 1%Z | apply: integer_mul]. Qed.

Lemma rational_sub x y : rational x -> rational y -> rational (x - y).
Proof.
move=> [a [b [b0 ->]]] [c [d [d0 ->]]]; exists (a * d - c * b)%Z, (b * d)%Z; split; first by lia.
have := not_0_IZR _ b0; have := not_0_IZR _ d0 => *.
by rewrite minus_IZR !mult_IZR; field.
Qed.

Lemma rational_div x y : y <> 0 -> rational x -> rational y -> rational (x / y).
Proof.
move=> y0 [a [b [b0 ->]]] [c [d [d0 e]]]; rewrite e in y0 *.
have c0 : c <> 0%Z by move=> c0; apply: y0; rewrite c0 /Rdiv Rmult_0_l.
exists (a * d)%Z, (b * c)%Z; split; first by lia.
have := not_0_IZR _ b0; have := not_0_IZR _ d0; have := not_0_IZR _ c0 => *.
by rewrite !mult_IZR; field.
Qed.

Lemma rational_nat_div k m : INR m <> 0 -> rational (INR k / INR m).
Proof.
move=> m0; exists (Z.of_nat k), (Z.of_nat m); rewrite -!INR_IZR_INZ; split=> // z; apply: m0.
by rewrite INR_IZR_INZ z.
Qed.

(** The derivatives of [x^m (1 - x)^l / (m! l!)], by Leibniz. *)
Fixpoint hump (j m l : nat) (x : R) : R :=
  match j with
  | 0 => x ^ m / INR (fact m) * ((1 - x) ^ l / INR (fact l))
  | j'.+1 => (if m is m'.+1 then hump j' m' l x else 0) - (if l is l'.+1 then hump j' m l' x else 0)
  end.

Lemma fact_pos n : 0 < INR (fact n). Proof. exact: INR_fact_lt_0. Qed.

Lemma power_derivative m x : derivable_pt_lim (fun x => x ^ m / INR (fact m)) x
  (if m is m'.+1 then x ^ m' / INR (fact m') else 0).
Proof.
case: m => [|m].
  apply: (derivable_pt_lim_ext (fun _ => 1 / INR (fact 0))) => //.
  exact: derivable_pt_lim_const.
have h := derivable_pt_lim_scal _ (/ INR (fact m.+1)) x _ (derivable_pt_lim_pow x m.+1).
have e : / INR (fact m.+1) * (INR m.+1 * x ^ Init.Nat.pred m.+1) = x ^ m / INR (fact m).
  rewrite [fact m.+1]/= -/(fact m) -[(fact m + m * fact m)%coq_nat]/(m.+1 * fact m)%coq_nat mult_INR /=.
  have := fact_pos m; have : INR m.+1 <> 0 by apply: not_0_INR.
  by move=> h1 h2; field; split=> //; lra.
by rewrite e in h; refine (derivable_pt_lim_ext _ _ _ _ (fun y => _) h); rewrite /mult_real_fct /Rdiv Rmult_comm.
Qed.

Lemma mirror_derivative f d x : derivable_pt_lim f (1 - x) d -> derivable_pt_lim (fun x => f (1 - x)) x (- d).
Proof.
move=> h; have -> : - d = d * (0 - 1) by lra.
apply: (derivable_pt_lim_comp (fun x => 1 - x)) h.
by apply: derivable_pt_lim_minus; [apply: derivable_pt_lim_const | apply: derivable_pt_lim_id].
Qed.

Lemma hump_derivative j m l x : derivable_pt_lim (hump j m l) x (hump j.+1 m l x).
Proof.
elim: j m l => [|j ih] m l.
  have h := derivable_pt_lim_mult _ _ x _ _ (power_derivative m x) (mirror_derivative (power_derivative l (1 - x))).
  have e d d' : d = d' -> derivable_pt_lim (hump 0 m l) x d -> derivable_pt_lim (hump 0 m l) x d' by move=> <-.
  apply: (e _ _ _ h) => {e h} /=; case: m => [|m]; case: l => [|l] /=; lra.
apply: derivable_pt_lim_minus.
  by case: m => [|m]; [apply: derivable_pt_lim_const | apply: ih].
by case: l => [|l]; [apply: derivable_pt_lim_const | apply: ih].
Qed.

Lemma hump_vanishes j m l x : (m + l < j)%N -> hump j m l x = 0.
Proof.
elim: j m l => // j ih m l h /=.
have -> : (if m is m'.+1 then hump j m' l x else 0) = 0.
  by case: m h => // m h; rewrite ih // -ltnS.
have -> : (if l is l'.+1 then hump j m l' x else 0) = 0.
  by case: l h => // l h; rewrite ih //; rewrite addnS in h.
by lra.
Qed.

Lemma integer_fact_div n l : (l <= n)%N -> integer (INR (fact n) / INR (fact l)).
Proof.
elim: n => [|n ih]; first by rewrite leqn0 => /eqP ->; exists 1%Z; field; have := fact_pos 0; lra.
rewrite leq_eqVlt => /orP[/eqP ->|h].
  by exists 1%Z; field; have := fact_pos n.+1; lra.
have -> : INR (fact n.+1) / INR (fact l) = INR n.+1 * (INR (fact n) / INR (fact l)).
  rewrite -[fact n.+1]/(n.+1 * fact n)%coq_nat mult_INR; field; have := fact_pos l; lra.
by apply: integer_mul; [apply: integer_INR | apply: ih].
Qed.

Lemma hump_ends n j m l : (m <= n)%N -> (l <= n)%N ->
  integer (INR (fact n) * hump j m l 0) /\ integer (INR (fact n) * hump j m l 1).
Proof.
have z : integer (INR (fact n) * 0) by exists 0%Z; lra.
elim: j m l => [|j ih] m l mn ln /=.
  have e0 k : 0 ^ k.+1 = 0 by rewrite /=; lra.
  split.
    rewrite Rminus_0_r pow1; case: m mn => [|m] mn; last by rewrite e0 /Rdiv Rmult_0_l Rmult_0_l.
    have -> : INR (fact n) * (0 ^ 0 / INR (fact 0) * (1 / INR (fact l))) = INR (fact n) / INR (fact l).
      by rewrite /=; field; have := fact_pos l; lra.
    exact: integer_fact_div.
  rewrite Rminus_diag_eq // pow1; case: l ln => [|l] ln; last by rewrite e0 /Rdiv !Rmult_0_l Rmult_0_r.
  have -> : INR (fact n) * (1 / INR (fact m) * (0 ^ 0 / INR (fact 0))) = INR (fact n) / INR (fact m).
    by rewrite /=; field; have := fact_pos m; lra.
  exact: integer_fact_div.
rewrite !Rmult_minus_distr_l; split; apply: integer_sub.
- by case: m mn => // k kn; case: (ih _ _ (ltnW kn) ln).
- by case: l ln => // k kn; case: (ih _ _ mn (ltnW kn)).
- by case: m mn => // k kn; case: (ih _ _ (ltnW kn) ln).
- by case: l ln => // k kn; case: (ih _ _ mn (ltnW kn)).
Qed.

(** [Σ_{i<=k} (-1)^i r^{k-i} D^{j+i}] of the same. *)
Fixpoint summed (r : R) (k j m l : nat) (x : R) : R :=
  if k is k'.+1 then r ^ k * hump j m l x - summed r k' j.+1 m l x else hump j m l x.

Lemma summedS r k j m l x : summed r k.+1 j m l x = r ^ k.+1 * hump j m l x - summed r k j.+1 m l x.
Proof. by []. Qed.

Lemma summed_derivative r k j m l x : derivable_pt_lim (summed r k j m l) x (summed r k j.+1 m l x).
Proof.
elim: k j => [|k ih] j; first exact: hump_derivative.
apply: (derivable_pt_lim_minus (fun x => r ^ k.+1 * hump j m l x)); last exact: ih.
exact: derivable_pt_lim_scal (hump_derivative j m l x).
Qed.

Lemma summed_telescopes r k j m l x : (m + l <= j + k)%N ->
  r * summed r k j m l x + summed r k j.+1 m l x = r ^ k.+1 * hump j m l x.
Proof.
elim: k j => [|k ih] j h.
  rewrite -[summed r 0 j.+1 m l x]/(hump j.+1 m l x) hump_vanishes; last by rewrite ltnS -(addn0 j).
  by rewrite [summed _ _ _ _ _ _]/=; lra.
have := ih j.+1; rewrite addSnnS !summedS => /(_ h) e.
by have -> : r ^ k.+2 = r * r ^ k.+1 by []; rewrite -e; lra.
Qed.

Lemma summed_integer r k j n : integer r ->
  integer (INR (fact n) * summed r k j n n 0) /\ integer (INR (fact n) * summed r k j n n 1).
Proof.
move=> hr; elim: k j => [|k ih] j; first exact: hump_ends.
have [h0 h1] := hump_ends j (leqnn n) (leqnn n); have [i0 i1] := ih j.+1.
have p := integer_pow k.+1 hr.
split; rewrite summedS Rmult_minus_distr_l; apply: integer_sub => //.
  have -> : INR (fact n) * (r ^ k.+1 * hump j n n 0) = r ^ k.+1 * (INR (fact n) * hump j n n 0) by lra.
  exact: integer_mul.
have -> : INR (fact n) * (r ^ k.+1 * hump j n n 1) = r ^ k.+1 * (INR (fact n) * hump j n n 1) by lra.
exact: integer_mul.
Qed.

Lemma no_integer_between x : integer x -> 0 < x -> x < 1 -> False.
Proof. by move=> [z ->] /lt_IZR h0 /lt_IZR h1; lia. Qed.

(** Niven: [e^r] is no quotient of integers for a natural number [r > 0]. *)
Lemma exp_nat_irrational r (a b : Z) : (0 < r)%N -> (0 < b)%Z -> IZR b * exp (INR r) <> IZR a.
Proof.
move=> r0 b0 ab; have r1 : 0 < INR r by apply: lt_0_INR; apply/ltP.
have b1 : 0 < IZR b by apply: IZR_lt.
have e1 := exp_pos (INR r); pose K := IZR b * (INR r * exp (INR r)).
have K0 : 0 < K by apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat.
have [n hn] := cv_speed_pow_fact (INR r * INR r) (/ K) (Rinv_0_lt_compat _ K0).
have := hn n (le_n _); rewrite /R_dist Rminus_0_r => {hn} small.
have f0 := fact_pos n.
pose G x := exp (INR r * x) * summed (INR r) (n + n) 0 n n x.
have dG c : 0 <= c <= 1 ->
    derivable_pt_lim G c (exp (INR r * c) * (INR r ^ (n + n).+1 * hump 0 n n c)).
  move=> _; rewrite -(@summed_telescopes (INR r) (n + n) 0 n n c) //.
  have -> : exp (INR r * c) * (INR r * summed (INR r) (n + n) 0 n n c + summed (INR r) (n + n) 1 n n c)
    = exp (INR r * c) * (INR r * 1) * summed (INR r) (n + n) 0 n n c
      + exp (INR r * c) * summed (INR r) (n + n) 1 n n c by lra.
  apply: (derivable_pt_lim_mult (fun x => exp (INR r * x))); last exact: summed_derivative.
  apply: (derivable_pt_lim_comp (fun x => INR r * x)); last exact: derivable_pt_lim_exp.
  by apply: derivable_pt_lim_scal; apply: derivable_pt_lim_id.
have [c [e [c0 c1]]] := MVT_cor2 _ _ 0 1 Rlt_0_1 dG.
have i := @summed_integer (INR r) (n + n) 0 n (integer_INR r).
pose N := INR (fact n) * (IZR a * summed (INR r) (n + n) 0 n n 1 - IZR b * summed (INR r) (n + n) 0 n n 0).
have NZ : integer N.
  rewrite /N Rmult_minus_distr_l; apply: integer_sub.
    have -> : INR (fact n) * (IZR a * summed (INR r) (n + n) 0 n n 1)
      = IZR a * (INR (fact n) * summed (INR r) (n + n) 0 n n 1) by lra.
    by apply: integer_mul; [exists a | case: i].
  have -> : INR (fact n) * (IZR b * summed (INR r) (n + n) 0 n n 0)
    = IZR b * (INR (fact n) * summed (INR r) (n + n) 0 n n 0) by lra.
  by apply: integer_mul; [exists b | case: i].
have p0 : 0 < c ^ n by apply: pow_lt.
have q0 : 0 < (1 - c) ^ n by apply: pow_lt; lra.
have p1 : c ^ n <= 1 by have := pow_incr c 1 n ltac:(lra); rewrite pow1.
have q1 : (1 - c) ^ n <= 1 by have := pow_incr (1 - c) 1 n ltac:(lra); rewrite pow1.
have t0 : 0 < (INR r * INR r) ^ n by apply: pow_lt; apply: Rmult_lt_0_compat.
have eN : N = IZR b * INR r * exp (INR r * c) * ((INR r * INR r) ^ n / INR (fact n)) * (c ^ n * (1 - c) ^ n).
  have -> : N = INR (fact n) * IZR b * (G 1 - G 0).
    by rewrite /N /G -ab Rmult_1_r Rmult_0_r exp_0; lra.
  rewrite e /= pow_add Rpow_mult_distr; field; lra.
have pq : 0 < c ^ n * (1 - c) ^ n <= 1.
  split; first exact: Rmult_lt_0_compat.
  by have := Rmult_le_compat_l _ _ _ (Rlt_le _ _ p0) q1; lra.
have s0 : 0 < (INR r * INR r) ^ n / INR (fact n) by apply: Rdiv_lt_0_compat.
move: small; rewrite Rabs_pos_eq => [small|]; last lra.
have ec : exp (INR r * c) <= exp (INR r) by apply: exp_le; nra.
have ep := exp_pos (INR r * c).
apply: (no_integer_between NZ); rewrite eN.
  apply: Rmult_lt_0_compat; last by case: pq.
  by apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat.
have Ks : K * ((INR r * INR r) ^ n / INR (fact n)) < 1.
  by have := Rmult_lt_compat_l K _ _ K0 small; rewrite Rinv_r; lra.
have le1 : IZR b * INR r * exp (INR r * c) <= K.
  by rewrite /K Rmult_assoc; apply: Rmult_le_compat_l; [lra | apply: Rmult_le_compat_l; lra].
have br : 0 < IZR b * INR r * exp (INR r * c) by apply: Rmult_lt_0_compat => //; apply: Rmult_lt_0_compat.
set X := _ / _ in s0 Ks *; set Y := _ * _ in pq *; set B := IZR b * _ * _ in le1 br *.
have h1 : B * X <= K * X by apply: Rmult_le_compat_r; lra.
have bx : 0 < B * X by apply: Rmult_lt_0_compat.
by nra.
Qed.

Lemma exp_INR_mul n x : exp (INR n * x) = exp x ^ n.
Proof.
elim: n => [|n ih]; first by rewrite Rmult_0_l exp_0.
by rewrite S_INR /= -ih -exp_plus; congr exp; lra.
Qed.

(** [e^x] is irrational for a rational number [x] that is not 0. *)
Theorem exp_irrational x : rational x -> x <> 0 -> ~ rational (exp x).
Proof.
have pos y : 0 < y -> rational y -> ~ rational (exp y).
  move=> y0 [p [q [q0 ey]]] [a [b [b0 eb]]].
  have q1 := not_0_IZR _ q0; have b1 := not_0_IZR _ b0.
  have yq : INR (Z.abs_nat q) * y = INR (Z.abs_nat p).
    rewrite !INR_IZR_INZ !Zabs2Nat.id_abs !abs_IZR -(Rabs_pos_eq y); last lra.
    by rewrite -Rabs_mult ey; congr Rabs; field.
  have np : (0 < Z.abs_nat p)%N.
    rewrite lt0n; apply/eqP => z; rewrite z [INR 0]/= in yq.
    have h : INR (Z.abs_nat q) <> 0 by apply: not_0_INR => h; apply: q0; lia.
    by case: (Rmult_integral _ _ yq) => // ?; lra.
  have h := exp_INR_mul (Z.abs_nat q) y; rewrite yq eb in h.
  pose n := Z.of_nat (Z.abs_nat q).
  apply: (@exp_nat_irrational (Z.abs_nat p) ((a * b) ^ n)%Z ((b * b) ^ n)%Z) => //.
    by apply: Z.pow_pos_nonneg; [nia | lia].
  by rewrite -!pow_IZR h -Rpow_mult_distr !mult_IZR; congr (_ ^ _); field.
move=> rx x0; case: (Rtotal_order x 0) => [xneg|[//|xpos]]; last exact: pos.
have r0 z : rational (IZR z) by exists z, 1%Z; split=> //; field.
move=> re; apply: (pos (0 - x)); [lra | exact: rational_sub (r0 0%Z) rx |].
have -> : exp (0 - x) = 1 / exp x by rewrite Rminus_0_l exp_Ropp /Rdiv Rmult_1_l.
by have e0 := exp_pos x; apply: (rational_div _ (r0 1%Z) re); lra.
Qed.
