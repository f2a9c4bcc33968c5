"""Runs of programs: each one in a new process, whose time and memory are measured from outside.

This process imports nothing heavy: on Linux a child's reported peak memory is at least what
its parent used when the child was started.
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
WRITE_TEXT = "import json, sys, pathlib; from benchmarks.peer_text import leaflet_text; "
WRITE_TEXT += (
    "pathlib.Path(sys.argv[1]).write_text(json.dumps(leaflet_text(pathlib.Path(sys.argv[2]))))"
)


class RunFailed(Exception):
    """A run that ended with an error; the message is its stderr."""


@dataclass
class Runs:
    """One program's measurements: seconds, processor seconds, bytes of memory.

    ``number`` is on the cover of the last PDF of the warm builds.
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
    """The folder of a benchmark: the prepared text, the PDFs, and a private cache folder."""

    folder: Path

    @property
    def text(self) -> Path:
        """The leaflet's text as JSON."""
        return self.folder / "leaflet.json"

    @property
    def cache(self) -> Path:
        """The cache folder of all runs except a "first time" run."""
        return self.folder / "cache"

    def pdf(self, name: str, way: str) -> Path:
        """The last PDF of a program; ``way`` is ``cold`` or ``warm``, or a number of people."""
        return self.folder / f"{name}.{way}.pdf"

    def prepare(self) -> None:
        """Write the leaflet's text, its QR code and its pictures as PNG into the folder."""
        self.run(["-c", WRITE_TEXT, str(self.text), str(self.folder)])

    def cold(self, runs: Runs) -> None:
        """Measure one build by the command that a user would type."""
        out = self.pdf(runs.name, "cold")
        out.unlink(missing_ok=True)
        if runs.name == "first":
            with tempfile.TemporaryDirectory(dir=self.folder) as empty:
                taken = self.run(build_command("handouts", self.text, out), Path(empty))
        else:
            taken = self.run(build_command(runs.name, self.text, out))
        runs.cold.append(taken.wall)
        runs.cold_processor.append(taken.processor)
        runs.cold_memory.append(taken.memory)

    def warm(self, runs: Runs) -> None:
        """Measure many builds in one process."""
        out = self.pdf(runs.name, "warm")
        arguments = ["-m", "benchmarks.warm_builds", runs.name, str(self.text), str(out)]
        taken = self.run(arguments)
        times = json.loads(taken.stdout)
        runs.warm += times["wall"]
        runs.warm_processor += times["processor"]
        runs.warm_memory.append(taken.memory)
        runs.number = len(times["wall"])

    def run(self, arguments: list[str], cache: Path | None = None) -> ProcessResult:
        """Run Python as a user would, with a private cache folder and this checkout to import.

        Raises RunFailed, with its stderr, if it ends with an error.
        """
        added = {"PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache or self.cache)}
        removed = {"HANDOUTS_LIBRARY", "PYTHONDONTWRITEBYTECODE"}
        env = {key: value for key, value in os.environ.items() if key not in removed} | added
        with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            start = time.perf_counter()
            process = subprocess.Popen(
                [sys.executable, *arguments], stdout=output, stderr=errors, cwd=self.folder, env=env
            )
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                errors.seek(0)
                raise RunFailed(errors.read().decode(errors="replace").strip())
            output.seek(0)
            unit = 1 if sys.platform == "darwin" else 1024
            return ProcessResult(
                wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit, output.read().decode()
            )


@dataclass(frozen=True)
class ProcessResult:
    """What a process cost and printed: seconds, processor seconds, peak bytes, and stdout."""

    wall: float
    processor: float
    memory: int
    stdout: str


def build_command(name: str, text: Path, out: Path) -> list[str]:
    """The arguments of Python that make one program build the leaflet."""
    if name == "handouts":
        return ["-m", "handouts", "build", "dry-needling", "--quiet", "-o", str(out)]
    return ["-m", f"benchmarks.peers.{name}", str(text), str(out)]


def find_programs() -> dict[str, str]:
    """The installed programs, by name with label, in the order of each round."""
    labels = {name: label for name, (label, package) in PEERS.items() if is_installed(package)}
    return {"handouts": "handouts", "first": "handouts, first time", **labels}


def is_installed(package: str) -> bool:
    """Whether a package is installed, without importing it."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        version(package)
    except PackageNotFoundError:
        return False
    return True


def run_rounds(bench: Bench, all_runs: list[Runs], count: int) -> Iterator[int]:
    """Measure everything in turn, round after round; yields the number of each finished round.

    Before, each program runs once untimed, so that none pays for bytecode or a cold disk.
    """
    for runs in all_runs:
        bench.cold(Runs(runs.name, runs.label))
    for number in range(1, count + 1):
        for runs in all_runs:
            bench.cold(runs)
            if runs.name != "first":
                bench.warm(runs)
        yield number
