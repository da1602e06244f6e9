"""JAX arrays in, JAX functions under test; skipped where JAX is not installed."""

import marl_oracle
import numpy as np
import pytest

jax = pytest.importorskip("jax")
jnp = jax.numpy


@jax.jit
def warm(q, temperature):
    return temperature * jax.nn.logsumexp(q / temperature, axis=1)


def softmaximum(q, temperature):
    return jnp.max(q, axis=1) if temperature == 0 else warm(q, temperature)


def a_jitted_function_conforms_in_float32():
    marl_oracle.check(softmaximum, "soft/value", precision="f32", cases=60)


def its_bug_is_named():
    report = marl_oracle.check(lambda q: jax.nn.logsumexp(jnp.asarray(q), axis=1), "soft/value", precision="f32", raises=False)
    assert "no temperature" in report.failure.diagnosis


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.int32])
def arrays_of_any_type_are_read(dtype):
    game = marl_oracle.Game.named("matrix")
    q = jnp.arange(9, dtype=dtype).reshape(1, 9)
    expected = marl_oracle.bellman.optimality(game, np.arange(9.0).reshape(1, 9))
    assert np.array_equal(marl_oracle.bellman.optimality(game, q), expected)


def a_float64_array_is_read_where_it_lies():
    with jax.enable_x64(True):
        q = jnp.arange(9, dtype=jnp.float64).reshape(1, 9)
        read = marl_oracle._arrays.floats("q", q)
        assert read.__array_interface__["data"][0] == q.unsafe_buffer_pointer()
