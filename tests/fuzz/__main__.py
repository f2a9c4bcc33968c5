"""Fuzz a target for some seconds: ``python -m tests.fuzz TARGET SECONDS CORPUS``.

It starts from files that the target accepts and keeps in the folder CORPUS what reaches new code.
The last line says how many inputs were run and how many were accepted. An input that the target
should have refused in words is written to ``tests/fuzz/found``, where a test runs it from then on.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import sys
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["handouts"], enable_loader_override=False):
    from tests.fuzz.targets import SEEDS, TARGETS

from tests.fuzz.mutators import MUTATORS

FOUND = Path(__file__).with_name("found")

SLOW = 5.0
"""Seconds of work on one input that count as a finding."""

LARGEST = 60_000
"""The largest input, in bytes."""


class Run:
    """One run of a target: what it was given, and what it accepted."""

    def __init__(self, name: str) -> None:
        self.name, self.target = name, TARGETS[name]
        self.count = self.accepted = self.found = 0

    def try_input(self, data: bytes) -> None:
        """Give the target one input; whatever it raises is a finding, and the run goes on."""
        self.count += 1
        start = time.process_time()
        try:
            self.accepted += self.target(data)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            self._keep(data, traceback.format_exc())
        if time.process_time() - start > SLOW:
            self._keep(data, f"over {SLOW} seconds")

    def mutate(self, data: bytes, size: int, seed: int) -> bytes:
        """Change an input as its target's mutator does."""
        mutator = MUTATORS.get(self.name)
        if mutator is None:
            return bytes(atheris.Mutate(data, size))
        return mutator(data, size, random.Random(seed), atheris.Mutate)

    def _keep(self, data: bytes, why: str) -> None:
        folder = FOUND / self.name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / hashlib.sha256(data).hexdigest()[:16]
        if not path.exists():
            self.found += 1
            path.write_bytes(data)
            print(f"FOUND {path}\n{why}", file=sys.stderr)

    def describe(self) -> str:
        """The counts, in one line."""
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        return (
            f"{self.name}: {self.count} inputs, {self.accepted} accepted, {self.found} found, "
            f"{time.process_time():.0f} s, {memory} MB"
        )


def main() -> None:
    """Run one target; see the module."""
    name, seconds, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) / sys.argv[1]
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[name]():
        (folder / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    run = Run(name)
    end = time.monotonic() + seconds

    def try_input(data: bytes) -> None:
        """Try one input, or end the run when its time is over."""
        if time.monotonic() > end:
            print(run.describe(), flush=True)
            os._exit(0)
        run.try_input(data)

    arguments = [sys.argv[0], str(folder), f"-max_len={LARGEST}", "-verbosity=0", "-rss_limit_mb=0"]
    atheris.Setup(arguments, try_input, custom_mutator=run.mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
