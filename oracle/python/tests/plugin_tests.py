"""The pytest plugin and the Hypothesis strategies."""

import marl_oracle
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marl_oracle import strategies

pytest_plugins = ["pytester"]

SUITE = """
    import numpy as np
    import pytest

    @pytest.fixture
    def scale():
        return 1.0

    @pytest.mark.marl_oracle("bellman/policy-value", cases=50)
    def test_right(scale):
        return lambda policy, q: scale * (policy * q).sum(axis=1)

    @pytest.mark.marl_oracle("soft/value", cases=50)
    def test_wrong():
        return lambda q, temperature: q.max(axis=1)

    @pytest.mark.marl_oracle("soft/value")
    def test_nothing():
        return None
"""


def marked_tests_check_what_they_return(pytester):
    pytester.makepyfile(test_suite=SUITE)
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(["*soft/value: * cases pass*", "*diagnosis*hard maximum*", "*replay*soft/value:0:*"])
    result.stdout.fnmatch_lines(["*returns the implementation, not None*"])


def options_change_the_cases(pytester):
    pytester.makepyfile(test_suite=SUITE)
    result = pytester.runpytest_inprocess(
        "-p", "no:cacheprovider", "-k", "wrong", "--marl-oracle-cases=30", "--marl-oracle-seed=5"
    )
    result.stdout.fnmatch_lines(["*of 30 cases pass*(f64, seed 5)*"])


@given(strategies.games())
@settings(max_examples=50, deadline=None)
def drawn_games_are_games(game):
    assert game.shape == (game.state_count, *game.action_counts)
    assert np.allclose(game.transition.sum(-1), 1)


@given(st.data(), strategies.games(states=(2, 2), agents=(2, 2)))
@settings(max_examples=50, deadline=None)
def soft_values_lie_above_maxima(data, game):
    q = data.draw(strategies.joint_tables(game))
    alpha = data.draw(strategies.temperatures())
    assert np.all(marl_oracle.soft.value(game, q, alpha) >= q.max(axis=1))


@given(strategies.cases("rommeo/bellman"))
@settings(max_examples=30, deadline=None)
def cases_hold_their_answers(case):
    lower, upper = case.expected
    answer = marl_oracle.rommeo.bellman(**case.inputs)
    width = 1e-12 * np.maximum(1, np.abs(answer))
    assert np.all(lower - width <= answer) and np.all(answer <= upper + width)


def strategies_of_unknown_operators_are_refused():
    with pytest.raises(ValueError, match="is no operator"):
        strategies.inputs("soft/valeu")
