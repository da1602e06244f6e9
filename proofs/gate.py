#!/usr/bin/env python3
"""Builds the proofs and holds them against the registry: proofs/gate.py ORACLE [--write]

ORACLE is the program, whose registry names a theorem for each claim. Refused are: a proof left open or a premise
slipped in; a theorem that is missing, or registered nowhere, or of another type than the standing asks for; an axiom
that is not on the short list; a statement other than the recorded one. --write records what Coq says.
"""

import argparse
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROOFS = Path(__file__).resolve().parent
PACKAGES = [
    "coq",
    "libcoq-mathcomp-ssreflect",
    "libcoq-coquelicot",
    "ocaml-findlib",
    "libzarith-ocaml-dev",
    "make",
]
FORBIDDEN = re.compile(
    r"\b(Admitted|admit|give_up|Abort|Axioms?|Parameters?|Conjectures?|Load|Declare\s+ML|AdmitAxiom"
    r"|Unset\s+(Guard|Positivity|Universe)\s+Check\w*|bypass_check|type-in-type)\b"
)
OUTCOMES = "stands|refuted|vacuous"
# What the standard library's real numbers rest on, by the letter that the table shows.
AXIOMS = {
    "ClassicalDedekindReals.sig_forall_dec": "R",
    "ClassicalDedekindReals.sig_not_dec": "R",
    "FunctionalExtensionality.functional_extensionality_dep": "F",
    "Classical_Prop.classic": "C",
}


# What the statements are printed with, so that they read as they are written.
PRELUDE = """
From Coq Require Import Reals.
From mathcomp Require Import all_ssreflect.
From Oracle Require Import num prob solvers.fixed_point game witness {modules} claims.
From Oracle Require executable.certificate executable.tables.
Open Scope R_scope.
Set Printing Width 118.
"""


class Refused(Exception):
    pass


def run(command, cwd=PROOFS, **options):
    done = subprocess.run(command, cwd=cwd, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    if done.returncode != 0:
        raise Refused(f"{' '.join(map(str, command))}\n{done.stdout[-6000:]}")
    return done.stdout


def install():
    """Coq and what the proofs use of it, where Debian's packages can be had."""
    if shutil.which("dpkg-query") and shutil.which("apt-get"):
        known = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *PACKAGES], capture_output=True, text=True)
        missing = [package for package in PACKAGES if f"{package} install ok installed" not in known.stdout]
        if missing:
            run(["apt-get", "update"])
            run(["apt-get", "install", "-y", "--no-install-recommends", *missing])
    elif not (shutil.which("coqc") and shutil.which("ocamlfind")):
        raise Refused(f"Coq 8.16 is needed with MathComp and Coquelicot; in Debian: {' '.join(PACKAGES)}")


def module(path):
    return path.relative_to(PROOFS).with_suffix("").as_posix().replace("/", ".")


def prelude():
    return PRELUDE.format(modules=" ".join(module(path) for path in sources() if path.parent.name == "operators"))


def sources(folder=PROOFS):
    return sorted(path for path in folder.rglob("*.v"))


def code(path):
    """The text of a file without its comments, which nest, and in which Coq reads strings too."""
    kept, depth, at = [], 0, 0
    text = path.read_text()
    for mark in re.finditer(r'\(\*|\*\)|"(?:[^"]|"")*"', text):
        if mark.group().startswith('"'):
            continue
        if depth == 0:
            kept.append(text[at : mark.start()])
        depth += 1 if mark.group() == "(*" else -1
        if depth < 0:
            raise Refused(f"{path.name} closes a comment that is not open")
        at = mark.end()
    if depth:
        raise Refused(f"{path.name} leaves a comment open")
    return "".join(kept) + text[at:]


def scan(paths):
    """No proof is left open, no premise slipped in."""
    for path in paths:
        text = code(path)
        if found := FORBIDDEN.search(text):
            raise Refused(f"{path.name}: {found.group()!r} leaves something unproved")


def theorems(paths):
    """The theorems of claim files: (file without ending, name)."""
    for path in paths:
        file = path.relative_to(PROOFS / "claims").with_suffix("").as_posix()
        for name in re.findall(rf"^Theorem\s+(\w+_(?:{OUTCOMES}))\b", code(path), re.M):
            yield file, name


REGISTERED = re.compile(
    r"^Definition (\w+) : (?:~ )?Oracle\.claims\.([\w.]+)\.(\w+) :=\s+Oracle\.claims\.[\w.]+\.(\w+)\.$", re.M
)


def registered(text):
    """The lines of claims.v: (its name, file, statement, theorem)."""
    return [(name, file.replace(".", "/"), statement, theorem) for name, file, statement, theorem in REGISTERED.findall(text)]


def compare(stated, proved):
    """Registry and theorems name the same things."""
    names = {(file, theorem) for _, file, _, theorem in stated}
    if missing := sorted(names - set(proved)):
        raise Refused("registered and not proved: " + ", ".join(f"{file}.{name}" for file, name in missing))
    if strays := sorted(set(proved) - names):
        raise Refused("proved and not registered: " + ", ".join(f"{file}.{name}" for file, name in strays))


# What makes the evaluator and the checkers worth something.
EXECUTABLE = {
    "executable.evaluator": ["state_evaluation", "evaluation", "greedy_value", "optimality", "product", "others", "local_mean",
                             "total_variation", "response", "tvpo_step"],
    "executable.certificate": ["optimal", "evaluation", "soft"],
}


def soundness():
    """The theorems of the executable side, by their full names."""
    for file, names in EXECUTABLE.items():
        for name in names:
            yield f"Oracle.{file}." + (f"read_{name}" if file.endswith("evaluator") else f"check_{name}_sound")


def definitions():
    """Everything that is defined, and no proof: what the statements speak of."""
    for path in sources():
        if path.name in ("claims.v", "pinned.v", "extract.v"):
            continue
        for name in re.findall(r"^(?:Definition|Fixpoint|Record|Inductive) (\w+)", code(path), re.M):
            yield f"Oracle.{module(path)}.{name}"


def clean():
    """Nothing is left over from another text: no object file without its source, no extraction."""
    orphans = [path for path in PROOFS.rglob("*.vo") if not path.with_suffix(".v").exists()]
    for path in [*orphans, *(PROOFS / "extracted").glob("*"), PROOFS / "executable" / "extract.vo"]:
        path.unlink(missing_ok=True)


LIBRARIES = ("Coq.", "mathcomp.", "Coquelicot.")


def verified(modules, *flags):
    """coqchk accepts the object files; axioms are the libraries' alone, and no guard was put out of force."""
    text = run(["coqchk", "-silent", "-o", "-R", ".", "Oracle", *flags, *modules])
    sections = dict(re.findall(r"^\* ([^\n:]+):(.*?)(?=^\* |\Z)", text, re.M | re.S))
    axioms = sections.pop("Axioms", None)
    if axioms is None or len(sections) < 3:
        raise Refused(f"coqchk says something new: {text[-2000:]}")
    if strangers := [name for name in axioms.split() if name != "<none>" and not name.startswith(LIBRARIES)]:
        raise Refused(f"coqchk finds axioms outside the libraries: {', '.join(strangers)}")
    for title, content in sections.items():
        if "relying" in title and content.strip() != "<none>":
            raise Refused(f"coqchk: {title}: {content.strip()}")


def coqtop(commands, folder=PROOFS):
    flags = ["-q", "-w", "none", "-R", str(PROOFS), "Oracle"]
    if folder != PROOFS:
        flags += ["-R", str(folder), "Planted"]
    done = subprocess.run(["coqtop", *flags], input=commands, text=True, capture_output=True, cwd=folder)
    text = done.stderr + done.stdout
    if "Error" in text:
        raise Refused("coqtop: " + text[max(text.index("Error") - 400, 0) :][:3000])
    return done.stdout


def answers(requires, questions, folder=PROOFS):
    """What Coq answers to each question, by two processes."""
    half = (len(questions) + 1) // 2

    def ask(part):
        if not part:
            return []
        marked = "".join(f"Fail Check ANSWER{index}.\n{question}\n" for index, question in enumerate(part))
        text = coqtop(requires + marked, folder)
        pieces = re.split(r"The command has indeed failed with message:\s+The reference ANSWER\d+ was not found\s+in the current environment\.", text)
        return [re.sub(r"^Coq < ?", "", piece.strip(), flags=re.M).removesuffix("Coq <").strip() for piece in pieces[1:]]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, [questions[:half], questions[half:]])
    found = first + second
    if len(found) != len(questions):
        raise Refused(f"{len(questions)} questions to Coq and {len(found)} answers")
    return found


def assumptions(text):
    """The axioms in an answer to Print Assumptions."""
    if "Closed under the global context" in text:
        return []
    lines = [line for line in text.split("Axioms:", 1)[-1].splitlines() if line and not line.startswith(" ")]
    found = [re.match(r"(\S+)(\s*:|$)", line) for line in lines]
    if not lines or None in found:
        raise Refused(f"Coq names no axioms but says {text[-1000:]}")
    return [match.group(1) for match in found]


def allowed(name, axioms):
    short = {axiom.split(".")[-1] for axiom in AXIOMS}
    if strangers := [axiom for axiom in axioms if axiom not in AXIOMS and axiom not in short]:
        raise Refused(f"{name} rests on {', '.join(strangers)}")


def letters(axioms):
    of = {**AXIOMS, **{axiom.split(".")[-1]: letter for axiom, letter in AXIOMS.items()}}
    return "".join(sorted({of[axiom] for axiom in axioms})) or "none"


def by_file(stated):
    """The registered theorems of each file."""
    files = {}
    for name, file, *_ in stated:
        files.setdefault(file, []).append(name)
    return files


def together(requires, files):
    """The axioms of all theorems of each file taken together, which is soon asked."""
    questions = [
        f"Definition together_{index} := ({', '.join(names)}, I). Print Assumptions together_{index}."
        for index, names in enumerate(files.values())
    ]
    return dict(zip(files, map(assumptions, answers(requires, questions))))


def recorded(table):
    """What the table says of each theorem of a file, letters joined: {file: letters}."""
    found = {}
    for file, axioms in re.findall(r"\[([\w/]+)\.v\]\(\S+\) \| (\w+) \|$", table, re.M):
        found[file] = found.get(file, set()) | (set() if axioms == "none" else set(axioms))
    return {file: "".join(sorted(axioms)) or "none" for file, axioms in found.items()}


def record(path, content, write):
    """The file holds this, or is written."""
    if write:
        path.write_text(content)
    elif not path.exists() or path.read_text() != content:
        raise Refused(f"{path.name} does not say what Coq and the registry say; `{sys.argv[0]} ORACLE --write` records it")


def table(stated, axioms):
    """THEOREMS.md: each theorem with the letters of its axioms."""
    lines = [
        "# Theorems\n",
        "Written by `proofs/gate.py --write`; `./check proofs` compares. Axioms, all of Coq's standard library: "
        "R the real numbers (`sig_forall_dec`, `sig_not_dec`), F functional extensionality, C excluded middle. Rows are as "
        "`--write` found them; each time, those of a file together are held against Coq.\n",
        "| claim | theorem | file | axioms |\n| --- | --- | --- | --- |",
    ]
    for (name, file, _, theorem), found in zip(stated, axioms):
        lines.append(f"| `{name}` | `{theorem}` | [{file}.v](claims/{file}.v) | {found} |")
    return "\n".join(lines) + "\n"


CERTIFICATES, TAMPERED, SEED = 10_000, 200, 20261121


def checker():
    """The checker of certificates, from the functions that Coq extracted."""
    folder = PROOFS / "extracted"
    shutil.copy(PROOFS / "executable" / "checker.ml", folder)
    sources = ["core.mli", "core.ml", "checker.ml"]
    flags = ["-package", "zarith", "-linkpkg", "-w", "-a", "-o", "checker"]
    run(["ocamlfind", "ocamlopt", *flags, *sources], cwd=folder)
    return folder / "checker"


def certificates(oracle, checker):
    """Honest answers of the program are accepted, all of them; none that was tampered with is."""
    for options, flags in (([CERTIFICATES], []), ([TAMPERED, "--tamper"], ["--refused"])):
        command = [oracle, "certify", "--seed", SEED, "--cases", *options]
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE) as written:
            said = run([checker, *flags], stdin=written.stdout).strip()
        if written.returncode != 0 or not re.match(rf"(0 accepted, )?{options[0]} (accepted, 0 )?refused$", said):
            raise Refused(f"the checker of certificates says: {said}")
        print(f"certificates: {said}", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("oracle", type=Path, help="the program marl-oracle")
    arguments.add_argument("--write", action="store_true", help="record claims.v, statements.txt and THEOREMS.md")
    options = arguments.parse_args()

    install()
    scan(sources())
    oracle = options.oracle.resolve()
    clean()
    registry = run([oracle, "audit", "--list", "--coq"])
    record(PROOFS / "claims.v", registry, options.write)
    record(PROOFS / "executable" / "pinned.v", run([oracle, "certify", "--coq"]), options.write)
    stated = registered(registry)
    compare(stated, list(theorems(sources(PROOFS / "claims"))))
    print(f"{len(stated)} theorems registered; building", flush=True)
    (PROOFS / "extracted").mkdir(exist_ok=True)
    run(["make", "--jobs=2", "--silent"])
    certificates(oracle, checker())

    requires = prelude()
    found = together(requires, by_file(stated))
    for file, axioms in found.items():
        allowed(f"a theorem of {file}", axioms)
    for file, axioms in together(requires, {"executable": list(soundness())}).items():
        allowed(f"a theorem of {file}", axioms)
    theorems_table = PROOFS / "THEOREMS.md"
    if options.write:
        each = answers(requires, [f"Print Assumptions {name}." for name, *_ in stated])
        theorems_table.write_text(table(stated, [letters(assumptions(text)) for text in each]))
    text = theorems_table.read_text()
    of_file = recorded(text)
    record(theorems_table, table(stated, re.findall(r"^\| `.* \| (\w+) \|$", text, re.M)), False)
    if of_file != {file: letters(axioms) for file, axioms in found.items()}:
        raise Refused(f"THEOREMS.md names other axioms than Coq: {of_file}")
    propositions = [f"Print Oracle.claims.{file.replace('/', '.')}.{statement}." for _, file, statement, _ in stated]
    spoken_of = [f"Print {name}." for name in definitions() if not name.startswith("Oracle.claims.")]
    shown = answers(requires, propositions + [f"Check @{name}." for name in soundness()] + spoken_of)
    record(PROOFS / "statements.txt", "\n\n".join(shown) + "\n", options.write)
    print("assumptions and statements as recorded; coqchk", flush=True)
    verified([f"Oracle.{module(path)}" for path in sources() if path.name not in ("pinned.v", "extract.v")])
    print(f"{len(stated)} theorems proved, none with another axiom than those of Coq's real numbers")


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(f"proofs: {refused}")
