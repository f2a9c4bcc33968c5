"""Runs for many people: programs compared on one core, and complete batches on disk.

Like measure.py, which times each process from outside, this imports nothing heavy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Bench, build_command, find_programs

SLOW_PROGRAMS = {"weasyprint": 30, "fpdf2": 30}
"""The number of people for programs that would take minutes for a thousand."""

VARIANTS = {"typst": {"typst_file": "Typst, by a file"}}
"""Variants of a peer that only make sense for many people: names, and labels to print."""

LEFT_OUT = ("first", "svglib")
"""Programs left out by default: one cannot be measured here, the other is ReportLab again."""

WARM_UP = 3
"""The number of people of the untimed first run."""


@dataclass
class Timings:
    """The cost of a number of leaflets, one value for each round: seconds, and peak bytes.

    With several processes ``memory`` is that of the largest.
    """

    count: int
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)

    def add(self, wall: float, processor: float, memory: int) -> None:
        """Add the values of a round."""
        self.wall.append(wall)
        self.processor.append(processor)
        self.memory.append(memory)


@dataclass
class ProgramTimings:
    """A program, and its timings for each number of people."""

    name: str
    label: str
    counts: list[Timings]


@dataclass
class BatchTimings(Timings):
    """`handouts batch` with ``jobs`` processes; ``folder`` holds the latest leaflets."""

    jobs: int = 1
    folder: Path = Path()


SHORT_LIST = 30
"""How many people a short list has: the first leaflet of one should not keep anyone waiting."""


@dataclass
class ListStart:
    """A batch of a short list, and one build: the first leaflet is there before the last."""

    batch: BatchTimings = field(default_factory=lambda: BatchTimings(SHORT_LIST))
    build: Timings = field(default_factory=lambda: Timings(1))


def choose_programs(counts: Sequence[int], only: Sequence[str] | None) -> list[ProgramTimings]:
    """The requested programs that are installed; none if only batches are measured."""
    if not counts:
        return []
    installed: dict[str, str] = {}
    for name, label in find_programs().items():
        installed |= {name: label, **VARIANTS.get(name, {})}
    chosen = only or installed.keys() - LEFT_OUT
    return [
        ProgramTimings(
            name,
            label,
            [Timings(c) for c in ([SLOW_PROGRAMS[name]] if name in SLOW_PROGRAMS else counts)],
        )
        for name, label in installed.items()
        if name in chosen
    ]


def prepare_folder(bench: Bench, most: int, batches: Sequence[int]) -> None:
    """Write the text, the panels for ``most`` people, and a table for each batch."""
    counts = map(str, (max(most, WARM_UP), WARM_UP, SHORT_LIST, *batches))
    bench.run(["-m", "benchmarks.panels", str(bench.folder), *counts])


def panels_path(bench: Bench) -> Path:
    """The file of the panels, one on each line."""
    return bench.folder / "panels.jsonl"


def table_path(bench: Bench, count: int) -> Path:
    """The table of so many people."""
    return bench.folder / f"people-{count}.csv"


def run_rounds(
    bench: Bench,
    programs: Sequence[ProgramTimings],
    batches: Sequence[BatchTimings],
    start: ListStart | None,
    count: int,
) -> Iterator[int]:
    """Measure everything in turn, round after round; yields the number of each finished round.

    First everything makes a few untimed leaflets, to compile bytecode and warm the disk cache.
    """
    for program in programs:
        _time_program(bench, program.name, Timings(WARM_UP))
    if batches:
        _time_batch(bench, BatchTimings(WARM_UP))
    for number in range(1, count + 1):
        for place in range(max((len(program.counts) for program in programs), default=0)):
            for program in programs:
                if place < len(program.counts):
                    _time_program(bench, program.name, program.counts[place])
        for batch in batches:
            _time_batch(bench, batch)
        if start:
            _time_batch(bench, start.batch)
            _time_build(bench, start.build)
        yield number


def _time_program(bench: Bench, name: str, timings: Timings) -> None:
    """Time so many leaflets in a process; keeps the last one."""
    out = bench.pdf(name, str(timings.count))
    command = ["-m", "benchmarks.person_builds", name, str(bench.text), str(panels_path(bench))]
    run = bench.run([*command, str(timings.count), str(out)])
    result = json.loads(run.stdout)
    assert result["count"] == timings.count
    timings.add(result["wall"], result["processor"], run.memory)


def _time_batch(bench: Bench, batch: BatchTimings) -> None:
    """Time a table's leaflets, from the command to the last file, in a new folder.

    Earlier ones are kept until the end: where thousands of files have just been removed, making
    one takes ten times as long on some file systems.
    """
    batch.folder = bench.folder / f"batch-{batch.count}-{batch.jobs}-{len(batch.wall)}"
    command = [
        "-m",
        "handouts",
        "batch",
        "dry-needling",
        str(table_path(bench, batch.count)),
        "--nameless",
    ]
    run = bench.run([*command, "-o", str(batch.folder), "--jobs", str(batch.jobs), "--quiet"])
    batch.add(run.wall, run.processor, run.memory)


def _time_build(bench: Bench, timings: Timings) -> None:
    """Time one leaflet for nobody in particular, by the command that a user would type."""
    run = bench.run(build_command("handouts", bench.text, bench.pdf("handouts", "cold")))
    timings.add(run.wall, run.processor, run.memory)
