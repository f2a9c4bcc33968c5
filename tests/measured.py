"""Runs the program as a process of its own, and measures how much memory it took."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import handouts

ROOT = str(Path(handouts.__file__).parents[1])

# A process's own figure begins with that of whoever started it, so a small one lies between.
_MEASURE = """
import resource, subprocess, sys
try:
    code = subprocess.run(sys.argv[2:], timeout=float(sys.argv[1])).returncode
except subprocess.TimeoutExpired:
    code = "too long"
print(f"\\n{code} {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}", file=sys.stderr)
"""


class Measured(NamedTuple):
    """What a run came to: its exit code, -1 where it took too long, and megabytes of memory."""

    code: int
    stderr: str
    megabytes: int


def run_measured(folder: Path, *words: str | Path, seconds: float = 60) -> Measured:
    """The program with arguments in a folder. Not on Windows, which does not measure."""
    command = [sys.executable, "-m", "handouts", *map(str, words)]
    done = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURE, str(seconds), *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    stderr, _, figures = done.stderr.rstrip("\n").rpartition("\n")
    code, _, kilobytes = figures.rpartition(" ")
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Measured(-1 if code == "too long" else int(code), stderr, int(kilobytes) // unit)
