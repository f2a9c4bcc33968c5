"""Runs the program once a line of its input, each time with an empty cache.

A line is a JSON list of words, as they would be typed. The answer is the exit code, a line.
Forked from a process that has only imported the program, a run takes a quarter of a second
where a fresh interpreter takes three times that; where nothing can be forked it is the latter.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys

HEAVY = ("cli.build", "compose.compose", "layout.drawing", "layout.leaflet", "text.bidi")


def run_in_fork(words: list[str]) -> int:
    """The exit code of the program for these words, run in a process of its own."""
    if not hasattr(os, "fork"):
        command = [sys.executable, "-m", "handouts", *words]
        return subprocess.run(command, stdout=subprocess.DEVNULL).returncode
    child = os.fork()
    if not child:
        os._exit(_run_command(words))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run_command(words: list[str]) -> int:
    from handouts.cli.program import program

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        program.main(words, "handouts")
    except SystemExit as done:
        return int(done.code or 0)
    except BaseException:
        return 70


if __name__ == "__main__":
    for name in HEAVY:
        importlib.import_module(f"handouts.{name}")
    for line in sys.stdin:
        print(run_in_fork(json.loads(line)), flush=True)
