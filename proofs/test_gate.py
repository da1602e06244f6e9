#!/usr/bin/env python3
"""What the gate must refuse, planted: run after gate.py, on the built proofs."""

import subprocess
import tempfile
import unittest
from pathlib import Path

import gate

HEAD = """
From Coq Require Import Reals ClassicalEpsilon.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game operators.soft claims.
Open Scope R_scope.
"""


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def file(self, text):
        path = Path(self.folder.name) / "planted.v"
        path.write_text(text)
        return path

    def compiled(self, text):
        """Planted text that Coq takes, to be asked questions of."""
        path = self.file(HEAD + text)
        gate.run(["coqc", "-q", "-w", "none", "-R", gate.PROOFS, "Oracle", "-R", self.folder.name, "Planted", path])
        return gate.prelude() + "From Planted Require planted.\n"

    def answer(self, requires, question):
        return gate.answers(requires, [question], Path(self.folder.name))[0]

    def test_an_open_proof_is_refused(self):
        for text in ("Lemma open : 1 = 2. Proof. Admitted.", "Lemma open : 1 = 2. Proof. admit. Admitted.", "Axiom a : 1 = 2.",
                     "Parameter p : nat.", "Conjecture c : 1 = 2.", "Lemma open : 1 = 2. Abort."):
            with self.assertRaises(gate.Refused):
                gate.scan([self.file(text)])
        gate.scan([self.file("(* An Axiom that (* is Admitted *) in a comment. *) Lemma one : 1 = 1. Proof. by []. Qed.")])

    def test_an_axiom_from_elsewhere_is_refused(self):
        requires = self.compiled("""
Theorem choice_stands : forall P : nat -> Prop, (exists n, P n) -> {n | P n}.
Proof. exact: constructive_indefinite_description. Qed.
Lemma harmless : forall x : R, x = x. Proof. by []. Qed.
""")
        gate.scan([Path(self.folder.name) / "planted.v"])
        axioms = gate.assumptions(self.answer(requires, "Print Assumptions planted.choice_stands."))
        with self.assertRaisesRegex(gate.Refused, "constructive_indefinite_description"):
            gate.allowed("choice_stands", axioms)
        gate.allowed("harmless", gate.assumptions(self.answer(requires, "Print Assumptions planted.harmless.")))

    def test_a_section_premise_becomes_part_of_the_type(self):
        """A hidden premise makes the line of claims.v ill-typed."""
        with self.assertRaises(gate.Refused):
            self.compiled("""
Definition wrong : Prop := forall x : R, x <= 0.
Section Hidden.
Hypothesis premise : forall x : R, x <= 0.
Theorem wrong_stands : wrong. Proof. exact: premise. Qed.
End Hidden.
Definition registered : wrong := wrong_stands.
""")

    def test_another_standing_is_refused(self):
        with self.assertRaises(gate.Refused):
            self.compiled("Definition turned : ~ claims.svnr.control.lemma_4_1 := claims.svnr.control.lemma_4_1_stands.")

    def test_a_theorem_about_the_wrong_operator_is_refused(self):
        """The same name with the evaluation where the optimality operator belongs: Coq prints another statement."""
        requires = self.compiled("""
Definition optimality_contracts : Prop := forall (g : game) (alpha : R), 0 < alpha ->
  forall pi, policy pi -> contracts (discount g) (@soft_evaluation g alpha pi).
Theorem optimality_contracts_stands : optimality_contracts.
Proof. by move=> g alpha _ pi h; apply: soft_evaluation_contracts. Qed.
""")
        recorded = " ".join((gate.PROOFS / "statements.txt").read_text().split())

        def is_recorded(name):
            text = self.answer(requires, f"Print {name}.optimality_contracts.")
            return " ".join(text.split("=", 1)[1].split()) in recorded

        self.assertTrue(is_recorded("claims.svnr.control"))
        self.assertFalse(is_recorded("planted"))

    def test_registry_and_theorems_name_the_same(self):
        stated = gate.registered((gate.PROOFS / "claims.v").read_text())
        proved = list(gate.theorems(gate.sources(gate.PROOFS / "claims")))
        gate.compare(stated, proved)
        with self.assertRaisesRegex(gate.Refused, "registered and not proved"):
            gate.compare(stated, proved[1:])
        with self.assertRaisesRegex(gate.Refused, "proved and not registered"):
            gate.compare(stated[1:], proved)

    def test_another_record_is_refused(self):
        path = self.file("what stood here")
        gate.record(path, "what stood here", False)
        with self.assertRaises(gate.Refused):
            gate.record(path, "what Coq says", False)

    def test_a_checker_without_its_test_is_found_out(self):
        """Broken on purpose, the checker accepts what was tampered with: the tampered certificates have teeth."""
        folder = Path(self.folder.name)
        for name in ("core.mli", "core.ml"):
            (folder / name).write_text((gate.PROOFS / "extracted" / name).read_text())
        text = (gate.PROOFS / "executable" / "checker.ml").read_text()
        (folder / "checker.ml").write_text(text.replace("incr (if ok then", "incr (if ok || true then"))
        self.assertNotEqual(text, (folder / "checker.ml").read_text())
        gate.run(["ocamlfind", "ocamlopt", "-package", "zarith", "-linkpkg", "-w", "-a", "-o", "checker", "core.mli", "core.ml",
                  "checker.ml"], cwd=folder)
        oracle = gate.PROOFS.parent / "target" / "release" / "marl-oracle"
        tampered = subprocess.run([oracle, "certify", "--tamper", "--cases", "20"], capture_output=True, check=True).stdout
        said = subprocess.run([folder / "checker", "--refused"], input=tampered, capture_output=True)
        self.assertEqual(said.returncode, 1)


if __name__ == "__main__":
    unittest.main()
