"""Implementations written independently in NumPy pass, in float64 and in float32."""

import marl_oracle
import numpy as np
import pytest
from implementations import IMPLEMENTATIONS
from in_precision import implementation

# What float32 cannot do with these formulas, and why; each must still fail.
BEYOND_F32 = {
    "practical-tvpo/discrete-objective": "two softmaxes 10⁻¹⁰ apart are one in float32",
    "practical-tvpo/discrete-gradient": "the sign of their difference is lost with it",
    "practical-tvpo/gaussian-objective": "as for the softmaxes",
    "practical-tvpo/gaussian-gradient": "the ratio of two densities overflows where its weight is 0",
    "maosdqn/local-loss": "exp(β Q) of a drawn critic overflows float32",
}


@pytest.mark.parametrize("operator", IMPLEMENTATIONS)
def float64_conforms(operator):
    marl_oracle.check(implementation(operator, np.float64), operator)


@pytest.mark.parametrize("operator", IMPLEMENTATIONS)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def float32_conforms(operator):
    report = marl_oracle.check(implementation(operator, np.float32), operator, precision="f32", raises=False)
    assert report.conforms != (operator in BEYOND_F32), str(report)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def float32_is_not_taken_for_float64():
    report = marl_oracle.check(implementation("soft/value", np.float32), "soft/value", raises=False)
    assert "the right values as f32 has them" in report.failure.diagnosis


def few_operators_are_without_a_second_implementation():
    missing = set(marl_oracle.OPERATORS) - set(IMPLEMENTATIONS)
    # One that maximises over a curve, and integrals over a box, which take quadrature.
    assert missing == {
        "independent/response-hellinger",
        "differential/log-normaliser",
        "differential/mode-masses",
        "differential/marginal-density",
        "differential/conditional-density",
        "differential/conditional-score",
    }
