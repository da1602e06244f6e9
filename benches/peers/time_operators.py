"""Times the vectorised versions on the instance in a folder and leaves results and times there.

    python time_operators.py FOLDER SECONDS

Writes `peers/<id>.bin` (little-endian f64) for each id, and `peers.json`: for each id the versions tried,
each with its shortest time, its median, and the times' number.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np
from instance import Instance
from operators import OPERATORS


def timed(call, seconds):
    """The result, and the times of calls for about `seconds`, at least five."""
    result = call()
    times = []
    start = time.perf_counter()
    while len(times) < 5 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        call()
        times.append(time.perf_counter() - before)
    return result, times


def main():
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    instance = Instance(folder)
    (folder / "peers").mkdir(exist_ok=True)
    transitions = {"gather": instance.expected_by_gather, "CSR": instance.expected_by_sparse_product}
    report = {}
    for name, versions in OPERATORS.items():
        report[name] = {}
        for version in versions:
            for transition, expected in transitions.items():

                def backup(value, expected=expected):
                    return instance.reward + instance.gamma * expected(value).reshape(instance.reward.shape)

                result, times = timed(lambda: version(instance, backup), seconds / (2 * len(versions)))
                label = f"{version.__name__}, {transition}"
                report[name][label] = [min(times), statistics.median(times), len(times)]
                file = f"{name.replace('/', '_')}.{len(report[name])}.bin"
                np.ascontiguousarray(result, "<f8").tofile(folder / "peers" / file)
    (folder / "peers.json").write_text(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
