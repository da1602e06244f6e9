"""The instance that `benches/backups.rs` left in a folder."""

import json
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array


class Instance:
    """Arrays by name as attributes, beside gamma, agent, the temperatures and `actions`."""

    def __init__(self, folder: Path):
        described = json.loads((folder / "instance.json").read_text())
        for name, shape in described.pop("shapes").items():
            setattr(self, name, np.fromfile(folder / f"{name}.bin", "<f8").reshape(shape))
        for name, value in described.items():
            setattr(self, name, value)
        successors = np.fromfile(folder / "successors.bin", "<u4").reshape(self.probabilities.shape)
        agents = range(len(self.actions))
        self.products = [getattr(self, f"product{agent}") for agent in agents]
        self.references = [getattr(self, f"reference{agent}") for agent in agents]
        self.local_tables = [getattr(self, f"local_q{agent}") for agent in agents]
        self.states = self.q.shape[0]
        self.joint_shape = (self.states, *self.actions)

        # As ours: the marginals of the behaviour policy are computed once, not once per backup.
        behaviour = self.policy.reshape(self.joint_shape)
        self.behaviour_of_others = [behaviour.sum(agent + 1, keepdims=True) for agent in agents]

        # numpy gathers fastest through its own index type; scipy multiplies fastest with 32-bit indices.
        self.successors = successors.astype(np.intp)
        rows, width = successors.shape
        pointers = np.arange(0, rows * width + 1, width, dtype=np.int32)
        entries = (self.probabilities.ravel(), successors.ravel().astype(np.int32), pointers)
        self.transition = csr_array(entries, shape=(rows, self.states))

    def expected_by_gather(self, value):
        """sum_s' P(s'|s,a) V(s') by gathering V."""
        return np.einsum("ik,ik->i", self.probabilities, value.take(self.successors))

    def expected_by_sparse_product(self, value):
        """The same as a CSR matrix times a vector."""
        return self.transition @ value
