"""The runs for many people: programs side by side on one core, and whole batches on disk.

Like measure.py, which times each process from outside, this imports nothing heavy.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Bench, contenders

SLOW = {"weasyprint": 30, "fpdf2": 30}
"""How many people those are measured with that would take minutes for a thousand."""

MORE = {"typst": {"typst_file": "Typst, by a file"}}
"""Other ways of a peer, with the names to print, that are of use for many people alone."""

LEFT_OUT = ("first", "svglib")
"""What cannot be measured so, and what is plain ReportLab once more, unless asked for."""

FEW = 3
"""How many people everything is run with once without a clock."""


@dataclass
class Took:
    """What a number of leaflets took, a value a round: seconds, and bytes at the peak.

    ``memory`` is that of the largest process, where there are more than one.
    """

    count: int
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def add(self, wall: float, processor: float, memory: int) -> None:
        """One round's."""
        self.wall.append(wall)
        self.processor.append(processor)
        self.memory.append(memory)


@dataclass
class Crowd:
    """A program, and what each number of people took it."""

    name: str
    label: str
    counts: list[Took]


@dataclass
class Batch(Took):
    """`handouts batch` with so many processes; ``folder`` holds what was made last."""

    jobs: int = 1
    folder: Path = Path()


def crowds(counts: Sequence[int], only: Sequence[str] | None) -> list[Crowd]:
    """The programs that are here and asked for; none where only batches are."""
    if not counts:
        return []
    there: dict[str, str] = {}
    for name, label in contenders().items():
        there |= {name: label, **MORE.get(name, {})}
    chosen = only or there.keys() - LEFT_OUT
    return [
        Crowd(name, label, [Took(c) for c in ([SLOW[name]] if name in SLOW else counts)])
        for name, label in there.items()
        if name in chosen
    ]


def prepare(bench: Bench, most: int, batches: Sequence[int]) -> None:
    """Put the text, the panels of so many people, and a table for each batch into the folder."""
    counts = map(str, (max(most, FEW), FEW, *batches))
    bench.run(["-m", "benchmarks.panels", str(bench.folder), *counts])


def panels(bench: Bench) -> Path:
    """Where the panels are, a line each."""
    return bench.folder / "panels.jsonl"


def table(bench: Bench, count: int) -> Path:
    """Where the table of so many people is."""
    return bench.folder / f"people-{count}.csv"


def rounds(
    bench: Bench, found: Sequence[Crowd], batches: Sequence[Batch], count: int
) -> Iterator[int]:
    """Measure all in turn, round after round; yields each round's number when done.

    Everything makes a few leaflets before without a clock, for bytecode and cold disks.
    """
    for crowd in found:
        _personal(bench, crowd.name, Took(FEW))
    if batches:
        _batch(bench, Batch(FEW))
    for number in range(1, count + 1):
        for place in range(max((len(crowd.counts) for crowd in found), default=0)):
            for crowd in found:
                if place < len(crowd.counts):
                    _personal(bench, crowd.name, crowd.counts[place])
        for batch in batches:
            _batch(bench, batch)
        yield number


def _personal(bench: Bench, name: str, took: Took) -> None:
    """So many leaflets in a process; the last one is kept."""
    out = bench.pdf(name, str(took.count))
    command = ["-m", "benchmarks.personal", name, str(bench.text), str(panels(bench))]
    run = bench.run([*command, str(took.count), str(out)])
    said = json.loads(run.said)
    assert said["count"] == took.count
    took.add(said["wall"], said["processor"], run.memory)


def _batch(bench: Bench, batch: Batch) -> None:
    """A table's leaflets, from the command to the last file, into a new folder."""
    batch.folder = bench.folder / f"batch-{batch.count}-{batch.jobs}"
    shutil.rmtree(batch.folder, ignore_errors=True)
    command = ["-m", "handouts", "batch", "dry-needling", str(table(bench, batch.count))]
    run = bench.run([*command, "-o", str(batch.folder), "--jobs", str(batch.jobs), "--quiet"])
    batch.add(run.wall, run.processor, run.memory)
