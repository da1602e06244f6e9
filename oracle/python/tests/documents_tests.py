"""What the documents show is what happens."""

import contextlib
import doctest
import io
import json
import re
import warnings
from pathlib import Path

import marl_oracle
import numpy as np
import pytest

FOLDER = Path(__file__).parent.parent


def the_notebook_runs_from_top_to_bottom():
    cells = json.loads((FOLDER / "tour.ipynb").read_text(encoding="utf-8"))["cells"]
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        for cell in cells:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), "tour.ipynb", "exec"), names)
    assert "transition[0][0] sums to 0.5" in printed.getvalue()
    assert "no temperature" in printed.getvalue()
    assert "the right values as f32 has them" in printed.getvalue()


def the_docstring_of_the_package_is_true():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        assert doctest.testmod(marl_oracle).failed == 0


def the_readme_shows_what_a_check_prints():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    source = re.search(r"```python\n(.*?)```", text, re.DOTALL).group(1)
    shown = re.search(r"```text\n(.*?)```", text, re.DOTALL).group(1)
    with pytest.raises(marl_oracle.NonConformance) as raised:
        exec(source, {"np": np})
    printed = f"NonConformance: {raised.value}"
    for line in shown.splitlines():
        # What the README leaves out it shows as an ellipsis.
        assert line.split("…")[0] in printed
