"""Tests that say which operator they test: `@pytest.mark.marl_oracle("rommeo/bellman")`.

The marked test returns the implementation, which is then checked:

    @pytest.mark.marl_oracle("soft/value", precision="f32")
    def test_soft_value():
        return my_package.soft_value
"""

import pytest


def pytest_addoption(parser):
    group = parser.getgroup("marl-oracle")
    group.addoption("--marl-oracle-cases", type=int, metavar="N", help="cases for each operator, in place of the mark's")
    group.addoption("--marl-oracle-seed", type=int, metavar="N", help="another seed: other cases")


def pytest_configure(config):
    config.addinivalue_line(
        "markers",
        "marl_oracle(operator, precision='f64', cases=200, seed=0, names=None): "
        "check the implementation that the test returns against the operator",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    mark = pyfuncitem.get_closest_marker("marl_oracle")
    if mark is None:
        return None
    # Only a marked test pays for the import.
    from .conformance import NonConformance, check

    taken = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    implementation = pyfuncitem.obj(**taken)
    if not callable(implementation):
        pytest.fail(f"a test marked marl_oracle returns the implementation, not {implementation!r}", pytrace=False)
    options = dict(mark.kwargs)
    for name in ("cases", "seed"):
        given = pyfuncitem.config.getoption(f"marl_oracle_{name}")
        if given is not None:
            options[name] = given
    try:
        report = check(implementation, *mark.args, **options)
    except NonConformance as error:
        pytest.fail(str(error), pytrace=False)
    pyfuncitem.user_properties.append(("marl_oracle", str(report)))
    return True
