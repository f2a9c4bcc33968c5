"""The runs: each one a whole new process, timed and weighed from outside.

This process imports nothing heavy: on Linux a child's peak memory is never told as less
than what its parent held when it was started.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.peers import PEERS

ROOT = Path(__file__).resolve().parent.parent
TELL = "import json, sys, pathlib; from benchmarks.telling import leaflet_text as tell; "
TELL += "pathlib.Path(sys.argv[1]).write_text(json.dumps(tell(pathlib.Path(sys.argv[2]))))"


class Failed(Exception):
    """A run that ended with an error; the message is what it said."""


@dataclass
class Runs:
    """What was measured of one program: seconds, seconds of processor, bytes of memory.

    ``number`` stands on the cover of the last PDF that was made warm.
    """

    name: str
    label: str
    cold: list[float] = field(default_factory=list)
    cold_processor: list[float] = field(default_factory=list)
    cold_memory: list[int] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    warm_processor: list[float] = field(default_factory=list)
    warm_memory: list[int] = field(default_factory=list)
    number: int = 0


@dataclass(frozen=True)
class Bench:
    """The folder of a benchmark: the prepared text, the PDFs, a cache folder of our own."""

    folder: Path

    @property
    def text(self) -> Path:
        """The leaflet's text as JSON."""
        return self.folder / "leaflet.json"

    @property
    def cache(self) -> Path:
        """The cache folder of all runs but a first one."""
        return self.folder / "cache"

    def pdf(self, name: str, way: str) -> Path:
        """Where the last PDF of a program is, made ``cold`` or ``warm``."""
        return self.folder / f"{name}.{way}.pdf"

    def prepare(self) -> None:
        """Put the leaflet's text, its QR code and its pictures in pixels into the folder."""
        self.run(["-c", TELL, str(self.text), str(self.folder)])

    def cold(self, runs: Runs) -> None:
        """One build as a user's command."""
        out = self.pdf(runs.name, "cold")
        out.unlink(missing_ok=True)
        if runs.name == "first":
            with tempfile.TemporaryDirectory(dir=self.folder) as empty:
                taken = self.run(_command("handouts", self.text, out), Path(empty))
        else:
            taken = self.run(_command(runs.name, self.text, out))
        runs.cold.append(taken.wall)
        runs.cold_processor.append(taken.processor)
        runs.cold_memory.append(taken.memory)

    def warm(self, runs: Runs) -> None:
        """Many builds in one process."""
        out = self.pdf(runs.name, "warm")
        arguments = ["-m", "benchmarks.warm", runs.name, str(self.text), str(out)]
        taken = self.run(arguments)
        times = json.loads(taken.said)
        runs.warm += times["wall"]
        runs.warm_processor += times["processor"]
        runs.warm_memory.append(taken.memory)
        runs.number = len(times["wall"])

    def run(self, arguments: list[str], cache: Path | None = None) -> Taken:
        """Run Python as a user would, with a cache folder of its own and our checkout to import.

        Raises Failed, with what it said, where it ends with an error.
        """
        ours = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache or self.cache)}
        left = {"HANDOUTS_LIBRARY", "PYTHONDONTWRITEBYTECODE"}
        env = {key: value for key, value in os.environ.items() if key not in left} | ours
        with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as errors:
            start = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *arguments], stdout=said, stderr=errors, cwd=self.folder, env=env
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                errors.seek(0)
                raise Failed(errors.read().decode(errors="replace").strip())
            said.seek(0)
            unit = 1 if sys.platform == "darwin" else 1024
            return Taken(
                wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit, said.read().decode()
            )


@dataclass(frozen=True)
class Taken:
    """What a process took: seconds, seconds of processor, bytes at its peak; and what it said."""

    wall: float
    processor: float
    memory: int
    said: str


def _command(name: str, text: Path, out: Path) -> list[str]:
    if name == "handouts":
        return ["-m", "handouts", "build", "dry-needling", "--quiet", "-o", str(out)]
    return ["-m", f"benchmarks.peers.{name}", str(text), str(out)]


def contenders() -> dict[str, str]:
    """What can be measured here: name and label, in the order of each round."""
    labels = {name: label for name, (label, package) in PEERS.items() if installed(package)}
    return {"handouts": "handouts", "first": "handouts, first time", **labels}


def installed(package: str) -> bool:
    """Whether a package is there, without importing it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def rounds(bench: Bench, all_runs: list[Runs], count: int) -> Iterator[int]:
    """Measure everything in turn, round after round; yields each round's number when done.

    What is measured first runs once without a clock, so that nobody pays for bytecode or
    for a cold disk.
    """
    for runs in all_runs:
        bench.cold(Runs(runs.name, runs.label))
    for number in range(1, count + 1):
        for runs in all_runs:
            bench.cold(runs)
            if runs.name != "first":
                bench.warm(runs)
        yield number
