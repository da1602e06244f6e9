"""What a check says of an implementation that is wrong, in every way in which one can be."""

import pickle

import marl_oracle
import numpy as np
import pytest


def reported(implementation, operator="soft/value", **options):
    return marl_oracle.check(implementation, operator, raises=False, **options)


def stable(q, temperature):
    if temperature == 0:
        return q.max(axis=1)
    top = q.max(axis=1, keepdims=True)
    return top[:, 0] + temperature * np.log(np.exp((q - top) / temperature).sum(axis=1))


def cold(q, temperature):
    """Right at α = 1 only."""
    return stable(q, 1.0)


def a_right_implementation_is_reported_with_its_counts():
    report = marl_oracle.check(stable, "soft/value", cases=300, seed=7)
    assert (report.cases, report.passed + report.undecided, report.failed) == (300, 300, 0)
    assert str(report).startswith("soft/value: ") and "(f64, seed 7)" in str(report)


def a_wrong_one_is_raised_with_a_small_case_and_its_name():
    with pytest.raises(marl_oracle.NonConformance) as raised:
        marl_oracle.check(cold, "soft/value")
    failure = raised.value.report.failure
    assert "no temperature" in failure.diagnosis
    game = failure.case.inputs["game"]
    assert game.state_count <= 2 and game.agent_count <= 2 and max(game.action_counts) <= 2
    for part in ("wrong", "diagnosis", "temperature = ", failure.case.token):
        assert part in str(raised.value)


def a_token_replays_the_case():
    failure = reported(cold).failure
    with pytest.raises(marl_oracle.NonConformance) as raised:
        marl_oracle.replay(cold, failure.case.token)
    assert raised.value.report.failure.fault == failure.fault
    case = marl_oracle.replay(stable, failure.case.token)
    assert case.token == failure.case.token


def a_seed_makes_the_same_cases():
    assert str(reported(cold, seed=3)) == str(reported(cold, seed=3))
    assert reported(cold, seed=3).failure.first.token.startswith("soft/value:3:")


@pytest.mark.parametrize(
    ("implementation", "fault"),
    [
        (lambda q, temperature: 1 / 0, "it raised ZeroDivisionError: division by zero"),
        (lambda q, temperature: None, "it returned None"),
        (lambda q, temperature: "three", "answer"),
        (lambda q, temperature: q, "shape"),
        (lambda q, temperature: np.full(len(q), np.nan), "not a finite number"),
        (lambda q, temperature: np.zeros(len(q) + 1), "shape"),
        (lambda q, temperature: [[0.0], [0.0, 1.0]], "answer"),
        (lambda q, temperature: np.zeros(len(q), complex), "complex"),
    ],
)
def garbage_is_said_in_a_line(implementation, fault):
    report = reported(implementation, cases=20)
    assert report.failed > 0 and fault in report.failure.fault
    assert "\n" not in report.failure.fault


def an_implementation_that_cannot_make_up_its_mind_is_reported():
    answers = iter(range(1_000_000))
    report = reported(lambda q, temperature: np.full(len(q), 1e6 + next(answers)), cases=5)
    assert report.failed == 5


def cases_may_be_declined():
    def positive_only(q, temperature):
        if temperature == 0:
            raise NotImplementedError
        return stable(q, temperature)

    report = marl_oracle.check(positive_only, "soft/value")
    assert report.declined > 0 and report.failed == 0


def nothing_but_declined_is_no_pass():
    def never(q):
        raise NotImplementedError

    with pytest.raises(ValueError, match="soft/value has no case"):
        marl_oracle.check(never, "soft/value", cases=20)


def inputs_go_by_name_by_position_or_by_a_given_name():
    marl_oracle.check(lambda temperature, q: stable(q, temperature), "soft/value", cases=40)
    marl_oracle.check(lambda g, table, alpha: stable(table, alpha), "soft/value", cases=40)
    marl_oracle.check(lambda **given: stable(given["q"], given["temperature"]), "soft/value", cases=40)
    marl_oracle.check(lambda *given: stable(*given[1:]), "soft/value", cases=40)
    marl_oracle.check(lambda q, alpha: stable(q, alpha), "soft/value", cases=40, names={"alpha": "temperature"})
    marl_oracle.check(lambda q, temperature, device="cpu": stable(q, temperature), "soft/value", cases=40)


def names_that_fit_nothing_are_refused():
    with pytest.raises(ValueError, match="soft/value has no input 'alpha'"):
        marl_oracle.check(lambda q, alpha: q, "soft/value")
    with pytest.raises(ValueError, match=r"names\['a'\] is 'b', no input of soft/value"):
        marl_oracle.check(stable, "soft/value", names={"a": "b"})


def unknown_operators_and_precisions_are_refused():
    with pytest.raises(ValueError, match="soft/valu is no operator; the nearest is soft/value"):
        marl_oracle.check(stable, "soft/valu")
    with pytest.raises(ValueError, match="f64, f32, bf16"):
        marl_oracle.check(stable, "soft/value", precision="f16")


def an_axis_for_each_agent_is_as_good_as_one_for_all():
    marl_oracle.check(
        lambda game, v: game.reward + game.discount * np.tensordot(game.transition, v, 1), "bellman/backup"
    )


def all_implementations_are_checked_whichever_fail():
    reports = marl_oracle.check_all({"soft/value": cold, "bellman/optimality": marl_oracle.bellman.optimality}, raises=False)
    assert [report.conforms for report in reports] == [False, True]
    assert str(reports).startswith("1 of 2 implementations conform\nsoft/value: ")
    assert "soft/bellman" in reports.missing and "soft/value" not in reports.missing
    with pytest.raises(marl_oracle.NonConformance):
        marl_oracle.check_all({"soft/value": cold})


@pytest.mark.parametrize("operator", marl_oracle.OPERATORS)
def the_oracle_conforms_to_itself(operator):
    home = getattr(marl_oracle, marl_oracle.OPERATORS[operator].module)
    marl_oracle.check(getattr(home, marl_oracle.OPERATORS[operator].function), operator, cases=60)


def a_case_survives_a_pickle():
    case = reported(cold).failure.case
    again = pickle.loads(pickle.dumps(case))
    assert again.token == case.token
    assert np.array_equal(again.expected[0], case.expected[0])


def interrupts_and_exits_go_through():
    def interrupted(q):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        marl_oracle.check(interrupted, "soft/value")
