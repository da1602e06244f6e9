"""An implementation of total variation that does what it should not on about one case in thirteen."""

import json
import sys
import time
import zlib

mode = sys.argv[1]
held = None


def say(reply):
    print(json.dumps(reply) if isinstance(reply, dict) else reply, flush=True)


if mode == "silent":
    sys.exit("nothing to say")

for line in sys.stdin:
    said = json.loads(line)
    if said["command"] == "start":
        operators = ["divergence/total-variance" if mode == "unknown" else "divergence/total-variation"]
        version = 2 if mode == "version" else 1
        say({"version": version, "name": mode, "operators": operators})
        continue
    if said["command"] == "stop":
        break
    p, q = said["inputs"]["p"], said["inputs"]["q"]
    right = {"id": said["id"], "answer": sum(abs(x - y) for x, y in zip(p, q)) / 2}
    if zlib.crc32(json.dumps(said["inputs"]).encode()) % 13:
        say(right)
        if held:
            say(held)
            held = None
    elif mode == "hang":
        time.sleep(60)
    elif mode == "crash":
        sys.exit("out of luck")
    elif mode == "garbage":
        say("Traceback, or so")
    elif mode == "chatter":
        say("a word before the answer")
        say(right)
    elif mode == "order":
        held = right
    elif mode == "stranger":
        say({"id": said["id"] + 10**6, "answer": 0.0})
    elif mode == "shape":
        say({"id": said["id"], "answer": [right["answer"], 0.0]})
    elif mode == "ragged":
        say({"id": said["id"], "answer": [[right["answer"]], []]})
    elif mode == "nan":
        say({"id": said["id"], "answer": float("nan")})
    elif mode == "null":
        say({"id": said["id"], "answer": None})
    elif mode == "word":
        say({"id": said["id"], "answer": "large"})
    elif mode == "error":
        say({"id": said["id"], "error": "not implemented"})
    elif mode == "skip":
        say({"id": said["id"], "skipped": "not wanted"})
    elif mode == "long":
        say("[" * 200000)
