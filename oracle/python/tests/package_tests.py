"""Games, operators and algorithms as Python sees them."""

import inspect
import math
import pickle
import signal
import threading
import time
from fractions import Fraction

import marl_oracle
import numpy as np
import pytest
from marl_oracle import stubs

TWO_STATES = marl_oracle.Game(
    reward=np.arange(12.0).reshape(2, 2, 3),
    transition=np.broadcast_to([0.25, 0.75], (2, 2, 3, 2)),
    discount=0.5,
    initial=[1.0, 0.0],
)


def a_game_gives_back_its_arrays():
    assert TWO_STATES.shape == (2, 2, 3) and TWO_STATES.action_counts == (2, 3)
    assert (TWO_STATES.state_count, TWO_STATES.agent_count, TWO_STATES.joint_count) == (2, 2, 6)
    assert np.array_equal(TWO_STATES.reward, np.arange(12.0).reshape(2, 2, 3))
    assert np.array_equal(TWO_STATES.transition, np.broadcast_to([0.25, 0.75], (2, 2, 3, 2)))
    assert TWO_STATES.discount == 0.5 and TWO_STATES.initial.tolist() == [1.0, 0.0]
    assert repr(TWO_STATES) == "Game(2 states, 2 agents, 2 × 3 actions, discount 0.5)"


def layouts_do_not_matter():
    reward = np.arange(12.0).reshape(2, 2, 3)
    for turned in (np.asfortranarray(reward), np.repeat(reward, 2, axis=2)[:, :, ::2], reward.tolist()):
        assert np.array_equal(marl_oracle.Game(turned).reward, reward)


def transitions_have_three_forms():
    pairs = np.broadcast_to([0.25, 0.75], (12, 2))
    flat = marl_oracle.Game(TWO_STATES.reward, pairs.reshape(2, 6, 2), 0.5)
    assert np.array_equal(flat.transition, TWO_STATES.transition)
    following = marl_oracle.Game(TWO_STATES.reward, np.ones((2, 2, 3), int))
    assert np.array_equal(following.transition[..., 1], np.ones((2, 2, 3)))
    assert np.array_equal(marl_oracle.Game(TWO_STATES.reward).transition[1, 0, 0], [0.0, 1.0])
    lists = marl_oracle.Game.from_successors(TWO_STATES.reward, *TWO_STATES.successors, 0.5)
    assert np.array_equal(lists.transition, TWO_STATES.transition)


def a_sparse_matrix_is_a_transition():
    sparse = pytest.importorskip("scipy.sparse")
    matrix = sparse.csr_array(TWO_STATES.transition.reshape(12, 2))
    assert np.array_equal(marl_oracle.Game(TWO_STATES.reward, matrix, 0.5).transition, TWO_STATES.transition)


def a_game_survives_a_pickle():
    again = pickle.loads(pickle.dumps(TWO_STATES))
    assert repr(again) == repr(TWO_STATES)
    assert np.array_equal(again.transition, TWO_STATES.transition) and np.array_equal(again.reward, TWO_STATES.reward)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"reward": np.zeros(3)}, r"reward has 1 axes where \(S, m_1, …, m_N\) are needed"),
        ({"reward": np.zeros((1, 2)), "discount": 1.0}, r"discount is 1, outside \[0, 1\)"),
        ({"reward": np.full((1, 2), np.nan)}, r"reward\[0\]\[0\] is NaN, not a finite number"),
        ({"reward": np.zeros((1, 2)), "transition": np.full((1, 2, 1), 0.5)}, r"transition\[0\]\[0\] sums to 0.5"),
        ({"reward": np.zeros((1, 2)), "transition": np.zeros((3, 3))}, "transition has shape"),
        ({"reward": np.zeros((1, 2)), "transition": np.full((1, 2), 5)}, "leads to state 5"),
        ({"reward": np.zeros((1, 2)), "initial": [0.5]}, "initial sums to 0.5"),
        ({"reward": "abc"}, "reward has entries of type <U3 where numbers are needed"),
        ({"reward": [[1.0], [2.0, 3.0]]}, "reward is no array"),
    ],
)
def a_bad_game_is_refused_with_the_place(arguments, text):
    with pytest.raises(ValueError, match=text):
        marl_oracle.Game(**arguments)


def a_game_has_a_name_or_is_near_one():
    assert marl_oracle.Game.named("matrix").shape == (1, 3, 3)
    assert "matrix" in [name for name, _, _ in marl_oracle.games()]
    with pytest.raises(ValueError, match='is "matrx", no named game; the nearest is "matrix"'):
        marl_oracle.soft.value("matrx", [[0.0]], 1.0)


def an_operator_is_a_function():
    q = np.log([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] * 2)
    assert np.allclose(marl_oracle.soft.value(TWO_STATES, q, 1.0), math.log(21))
    assert np.allclose(marl_oracle.soft.value(game=TWO_STATES, q=q.reshape(2, 2, 3), temperature=1), math.log(21))
    assert marl_oracle.soft.policy(TWO_STATES, q, 1.0).shape == (2, 6)
    assert [each.shape for each in marl_oracle.projections.maximum(TWO_STATES, q)] == [(2, 2), (2, 3)]


def every_operator_and_algorithm_has_a_documented_function():
    for operator in marl_oracle.OPERATORS.values():
        function = getattr(getattr(marl_oracle, operator.module), operator.function)
        assert list(inspect.signature(function).parameters) == [input.name for input in operator.inputs]
        assert function.__doc__.startswith(operator.formula) and operator.source in function.__doc__
    for algorithm in marl_oracle.ALGORITHMS.values():
        function = getattr(marl_oracle.algorithms, algorithm.function)
        assert set(inspect.signature(function).parameters) > {parameter.name for parameter in algorithm.parameters}
        assert function.__doc__.startswith(algorithm.summary)


def stubs_are_current():
    for name, text in stubs.stubs().items():
        written = (stubs.HERE / name).read_text(encoding="utf-8")
        assert written == text, f"{name} is stale: python -m marl_oracle.stubs"
    for name in ("Game", "Case", "Session"):
        known = {name for name in dir(getattr(marl_oracle._oracle, name)) if not name.startswith("_")}
        stub = (stubs.HERE / "_oracle.pyi").read_text(encoding="utf-8")
        part = stub.split(f"class {name}:")[1].split("\nclass ")[0].split("\ndef ")[0]
        assert known == {line.split("def ")[1].split("(")[0] for line in part.splitlines() if " def " in line} - {"__new__"}


@pytest.mark.parametrize(
    ("inputs", "text"),
    [
        ({"temperature": -1.0}, r"temperature is -1, outside \[0, ∞\)"),
        ({"temperature": math.nan}, "temperature is NaN, outside"),
        ({"temperature": "warm"}, "temperature is of type str where a number is needed"),
        ({"q": np.zeros((2, 5))}, r"q has shape \(2, 5\) where \(2, 6\) or \(2, 2, 3\) or a flat array is needed"),
        ({"q": np.full((2, 6), np.inf)}, r"q\[0\]\[0\] is inf, not a finite number"),
        ({"game": 3}, "game is of type int where a Game or the name of one is needed"),
    ],
)
def a_bad_input_is_refused_with_the_place(inputs, text):
    given = {"game": TWO_STATES, "q": np.zeros((2, 6)), "temperature": 1.0} | inputs
    with pytest.raises(ValueError, match=text):
        marl_oracle.soft.value(**given)


def inputs_are_all_there_and_no_others():
    with pytest.raises(TypeError):
        marl_oracle.soft.value(TWO_STATES)
    with pytest.raises(ValueError, match="q is missing"):
        marl_oracle.apply("soft/value", game=TWO_STATES, temperature=1.0)
    with pytest.raises(ValueError, match="alpha is no input of soft/value, which takes game, q, temperature"):
        marl_oracle.apply("soft/value", game=TWO_STATES, q=np.zeros((2, 6)), temperature=1.0, alpha=2.0)


def numbers_come_in_any_type_and_leave_as_float64():
    q = np.arange(12).reshape(2, 6)
    right = marl_oracle.bellman.optimality(TWO_STATES, q.astype(float))
    for other in (q, q.astype(np.float32), q.astype(np.int8), q.tolist(), q.astype(object)):
        assert np.array_equal(marl_oracle.bellman.optimality(TWO_STATES, other), right)
    assert right.dtype == np.float64


def what_speaks_dlpack_is_read_where_it_lies():
    class Foreign:
        def __init__(self, array):
            self.array, self.asked = array, 0

        def __dlpack__(self, **options):
            self.asked += 1
            return self.array.__dlpack__(**options)

        def __dlpack_device__(self):
            return self.array.__dlpack_device__()

    foreign = Foreign(np.arange(12.0).reshape(2, 6))
    value = marl_oracle.bellman.optimality(TWO_STATES, foreign)
    assert foreign.asked == 1 and np.array_equal(value, marl_oracle.bellman.optimality(TWO_STATES, foreign.array))
    assert np.shares_memory(marl_oracle._arrays.floats("q", foreign), foreign.array)


def an_enclosure_holds_the_value_and_a_fraction_is_exact():
    third = marl_oracle.Game([[1.0, 0.0]], discount=0.5)
    policy = [[0.25, 0.75]]
    lower, upper = marl_oracle.enclose("bellman/policy-fixed-point", game=third, policy=policy)
    exact = marl_oracle.exact("bellman/policy-fixed-point", game=third, policy=policy)
    assert exact.tolist() == [Fraction(1, 2)] and lower[0] <= 0.5 <= upper[0]
    q = np.array([[0.1, 0.2]])
    found = marl_oracle.certified("soft/value", game=third, q=q, temperature=0.3)
    lower, upper = marl_oracle.enclose("soft/value", game=third, q=q, temperature=0.3)
    assert found.value - found.error_bound <= lower and upper <= found.value + found.error_bound
    assert 0 < found.error_bound < 1e-15
    with pytest.raises(ValueError, match="arithmetic is rational, and soft/value has f64, interval"):
        marl_oracle.exact("soft/value", game=third, q=q, temperature=0.3)


def an_algorithm_returns_certified_values():
    solution = marl_oracle.algorithms.maosvi("matrix", alpha=50, beta=10, comparison=True)
    assert abs(solution.value.value[0] - 2.8901387711332078) <= 2 * solution.value.error_bound
    assert solution.value.within(1e-14) and solution.value.claim and solution.value.stopped
    assert solution.greedy.tolist() == [[2, 2]] and solution.greedy_is_optimal == ["yes"]
    assert solution.optimal_value.value[0] == 3.0
    short = marl_oracle.algorithms.value_iteration(TWO_STATES, limit=2, trajectory=True)
    assert short.value.stopped == "limit" and short.value.error_bound > 1
    assert [iteration for iteration, _, _ in short.trajectory] == [0, 1, 2]


def algorithms_refuse_as_the_command_line_does():
    with pytest.raises(ValueError, match=r"alpha is -1, outside"):
        marl_oracle.algorithms.soft_value_iteration("matrix", alpha=-1)
    with pytest.raises(ValueError, match=r"tolerance is -1, outside \[0, ∞\)"):
        marl_oracle.algorithms.value_iteration("matrix", tolerance=-1)
    with pytest.raises(ValueError, match="maosv is no algorithm; the nearest is maosvi"):
        marl_oracle.solve("maosv", "matrix")
    with pytest.raises(ValueError, match="start has 1 arrays where the game has 2 agents"):
        marl_oracle.algorithms.policy_evaluation("matrix", start=[[[1.0, 0.0, 0.0]]])


def endless():
    """A run that takes far longer than any test waits."""
    slow = marl_oracle.Game(np.ones((300, 4, 4)), discount=0.9999999)
    marl_oracle.algorithms.value_iteration(slow, limit=10**9)


def control_c_ends_a_run():
    ring = threading.Timer(0.3, signal.raise_signal, [signal.SIGINT])
    ring.start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        endless()
    assert time.monotonic() - begun < 5


def control_c_ends_an_operator():
    def slow():
        still = marl_oracle.Game(np.ones((1, 64, 64)), discount=0.5)
        uniform = np.full((1, 4096), 1 / 4096)
        marl_oracle.bellman.utility_over_horizon(still, uniform, horizon=200_000)

    threading.Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        slow()
    assert time.monotonic() - begun < 5


def other_threads_run_meanwhile():
    counted = []

    def count():
        begun = time.monotonic()
        while time.monotonic() - begun < 0.3:
            counted.append(None)
        signal.raise_signal(signal.SIGINT)

    thread = threading.Thread(target=count)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        endless()
    thread.join()
    assert len(counted) > 1000
