"""Times NumPy's SVGD direction and PyTorch's critic on the instance in a folder; leaves results and times there.

    python time_continuous.py FOLDER SECONDS

Writes `peers/<id>.<version>.bin` (little-endian f64) and `continuous.json`: for each id the versions tried, each
with its shortest time and its median.
"""

import json
import statistics
import sys
from pathlib import Path

import numpy as np
import torch
from scipy.spatial.distance import pdist, squareform
from time_operators import timed

PARTICLES, COORDINATES, BANDWIDTH = 1024, 8, 1.5
STATES, ACTIONS, HIDDEN = 512, 32, 256


def moved(kernel, x, scores):
    """The direction from the Gram matrix, with the repulsion expanded."""
    repulsion = x * kernel.sum(axis=1)[:, None] - kernel @ x
    return (kernel @ scores + 2.0 / BANDWIDTH * repulsion) / len(x)


def by_distances(x, scores):
    """Pairwise distances by SciPy, as in the first SVGD code."""
    return moved(np.exp(-squareform(pdist(x, "sqeuclidean")) / BANDWIDTH), x, scores)


def by_products(x, scores):
    """Squared distances as |x|^2 + |y|^2 - 2 x.y: one matrix product, and digits lost where particles are near."""
    squares = (x * x).sum(axis=1)
    return moved(np.exp(-(squares[:, None] + squares - 2.0 * (x @ x.T)) / BANDWIDTH), x, scores)


class Critic:
    """The perceptron on the states and their joint actions, f64, one thread."""

    def __init__(self, parameters, states, actions):
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
        widths = [2 * COORDINATES, HIDDEN, HIDDEN, 1]
        self.layers, start = [], 0
        for width, outputs in zip(widths, widths[1:]):
            weight = torch.from_numpy(parameters[start:start + width * outputs].reshape(outputs, width).copy())
            start += width * outputs
            bias = torch.from_numpy(parameters[start:start + outputs].copy())
            start += outputs
            self.layers.append((weight, bias))
        self.states = torch.from_numpy(states.reshape(STATES, 1, COORDINATES).copy())
        self.actions = torch.from_numpy(actions.reshape(STATES, ACTIONS, COORDINATES).copy())

    def forward(self, actions):
        x = torch.cat([self.states.expand(-1, ACTIONS, -1), actions], dim=-1)
        for weight, bias in self.layers[:-1]:
            x = torch.relu(torch.nn.functional.linear(x, weight, bias))
        return torch.nn.functional.linear(x, *self.layers[-1]).squeeze(-1)

    def value(self):
        with torch.no_grad():
            return self.forward(self.actions).numpy()

    def action_gradient(self):
        actions = self.actions.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(self.forward(actions).sum(), actions)
        return gradient.numpy()


def main():
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    given = {
        name: np.fromfile(folder / "continuous" / f"{name}.bin", "<f8")
        for name in ("particles", "scores", "parameters", "states", "actions")
    }
    x, scores = (given[name].reshape(PARTICLES, COORDINATES) for name in ("particles", "scores"))
    critic = Critic(given["parameters"], given["states"], given["actions"])
    versions = {
        "stein/direction": {
            "SciPy distances": lambda: by_distances(x, scores),
            "NumPy products": lambda: by_products(x, scores),
        },
        "critic/value": {"PyTorch": critic.value},
        "critic/action-gradient": {"PyTorch": critic.action_gradient},
    }
    (folder / "peers").mkdir(exist_ok=True)
    report = {}
    for name, calls in versions.items():
        report[name] = {}
        for version, (label, call) in enumerate(calls.items(), start=1):
            result, times = timed(call, seconds)
            report[name][label] = [min(times), statistics.median(times)]
            np.ascontiguousarray(result, "<f8").tofile(folder / "peers" / f"{name.replace('/', '_')}.{version}.bin")
    (folder / "continuous.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
