"""Six operators in NumPy, as `marl-oracle conform` asks for them.

    marl-oracle conform -- python3 examples/numpy_harness.py
    marl-oracle conform -- python3 examples/numpy_harness.py --precision f32

Put your own functions in OPERATORS: each takes the inputs of a case by name, as `marl-oracle eval ID --example`
shows them, and returns an array. The rest of the file is the protocol, schema/protocol.json.
"""

import argparse
import json
import sys

import numpy as np


def soft_maximum(x, alpha, axis):
    """alpha ln sum exp(x / alpha), the maximum at alpha = 0."""
    largest = x.max(axis, keepdims=True)
    if alpha == 0:
        return largest.squeeze(axis)
    return alpha * np.log(np.exp((x - largest) / alpha).sum(axis)) + largest.squeeze(axis)


def soft_value(game, q, temperature):
    return soft_maximum(q, temperature, 1)


def soft_policy(game, q, temperature):
    weights = np.exp((q - q.max(1, keepdims=True)) / temperature)
    return weights / weights.sum(1, keepdims=True)


def soft_bellman(game, q, temperature):
    value = soft_maximum(q, temperature, 1)
    reward, transition = array(game["reward"]), array(game["transition"])
    backed_up = reward + array(game["discount"]) * (transition @ value)
    return backed_up.reshape(q.shape)


def rommeo_value(game, agent, prior, temperature, q):
    actions = game["actions"]
    own_last = np.moveaxis(q.reshape(-1, *actions), agent + 1, -1)
    own_last = own_last.reshape(len(q), -1, actions[agent])
    answered = soft_maximum(own_last, temperature, 2)
    largest = answered.max(1, keepdims=True)
    return np.log((prior * np.exp(answered - largest)).sum(1)) + largest[:, 0]


def total_variation(p, q):
    return np.abs(p - q).sum() / 2


def stein_direction(particles, scores, bandwidth, convention):
    width = bandwidth if convention == "h" else 2 * bandwidth
    apart = particles[None, :, :] - particles[:, None, :]  # [j, l] = x_l - x_j
    squares = (apart**2).sum(2)
    if width == 0:
        return (squares == 0).astype(scores.dtype).T @ scores / array(len(particles))
    kernel = np.exp(-squares / width)
    repulsion = (2 / width * kernel[:, :, None] * apart).sum(0)
    return (kernel.T @ scores + repulsion) / array(len(particles))


OPERATORS = {
    "soft/value": soft_value,
    "soft/policy": soft_policy,
    "soft/bellman": soft_bellman,
    "rommeo/value": rommeo_value,
    "divergence/total-variation": total_variation,
    "stein/direction": stein_direction,
}

PRECISIONS = {"f64": np.float64, "f32": np.float32}
precision = np.float64


def array(numbers):
    return np.asarray(numbers, dtype=precision)


def converted(value):
    """Numbers and arrays in the precision; games, agents and words as they are."""
    if isinstance(value, (float, list)) and not isinstance(value, bool):
        return array(value)
    return value


def answer(case):
    inputs = {name: converted(value) for name, value in case["inputs"].items()}
    try:
        # What a formula makes of an edge is held against the truth; NumPy's warnings of it would only be noise.
        with np.errstate(all="ignore"):
            result = OPERATORS[case["operator"]](**inputs)
        return {"id": case["id"], "answer": np.asarray(result, dtype=np.float64).tolist()}
    except Exception as error:
        return {"id": case["id"], "error": f"{type(error).__name__}: {error}"}


def main():
    global precision
    parser = argparse.ArgumentParser()
    parser.add_argument("--precision", choices=PRECISIONS, default="f64")
    name = parser.parse_args().precision
    precision = PRECISIONS[name]
    for line in sys.stdin:
        said = json.loads(line)
        if said["command"] == "start":
            reply = {
                "version": 1,
                "name": f"NumPy {name}",
                "operators": list(OPERATORS),
                "precision": name,
                "batch": 32,
            }
        elif said["command"] == "run":
            reply = {"answers": [answer(case) for case in said["cases"]]}
        else:
            break
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
