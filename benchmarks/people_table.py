"""The report for many people: programs compared, complete batches, and whether targets were met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TypedDict

from benchmarks.people_runs import BatchTimings, ListStart, ProgramTimings, Timings
from benchmarks.table import format_target

BASE, BY_FILE = "typst", "typst_file"
LARGE_BATCH = 1_000
"""From so many people on, the start of the program must no longer be felt."""

NOTES = """\
Each program makes a leaflet for each person, one after the other, in one process on one core,
from the person's values to the PDF's bytes in memory. The first leaflet counts; the imports
before it do not. All programs get the same people: 1 to 4 areas, 0 to 4 pieces of advice,
notes of 0 to 3 lines, some without a name. Every program may cache what it likes.
handouts takes the values as they are, puts them into words, marks the areas on a body chart,
fits the page, and tags everything as PDF/UA-1 and PDF/A-2a. Typst keeps one compiler, gets
only the person, as an input or in a file (a changed input makes it lay out everything again,
a changed file does not), and tags to the same standards. No other peer tags. All peers get
the person's words ready to print, draw no chart and no lines to write on, and fit nothing:
they use 10.5 pt, so that everyone's words fit, and their panel is where it moves nothing else.
WeasyPrint and fpdf2 are measured with 30 people: a thousand would take minutes.
A ratio is the median of the ratios of all rounds. MB is the peak of a process, with Python.
A batch is `handouts batch` from the command to the last file on disk: it reads the table,
checks all rows, and makes and writes the leaflets. Its MB is that of its largest process.
The whole of a list of 30 people is compared with one build, by the command too."""


class Cost(TypedDict):
    """A program's cost of a leaflet, for so many people: medians.

    ``rate`` is in leaflets a second, ``processor`` in milliseconds, ``memory`` in bytes at
    the peak; ``ratio`` is the rate divided by the base's.
    """

    count: int
    rate: float
    processor: float
    memory: int
    ratio: float | None


class ProgramRow(TypedDict):
    """One program's costs, its PDF's size in bytes, and the problems of its last PDFs."""

    name: str
    label: str
    costs: list[Cost]
    bytes: int
    wrong: list[str]


class BatchRow(TypedDict):
    """One batch's cost, and the problems of its files.

    ``typst_ratio`` is its rate, counted from the command, divided by that of Typst in a process
    that has started, where that was measured.
    """

    jobs: int
    cost: Cost
    wrong: list[str]
    typst_ratio: float | None


def compare_costs(program: ProgramTimings, base: ProgramTimings | None) -> list[Cost]:
    """A program's costs, compared with the base at as many people, or else at its first number."""
    return [summarize_timings(timings, _find_base(timings, base)) for timings in program.counts]


def summarize_timings(timings: Timings, base: Timings | None = None) -> Cost:
    """The medians of all rounds."""
    return Cost(
        count=timings.count,
        rate=timings.count / median(timings.wall),
        processor=1000 * median(timings.processor) / timings.count,
        memory=max(timings.memory),
        ratio=_median_ratio(timings, base) if base else None,
    )


def _find_base(timings: Timings, base: ProgramTimings | None) -> Timings | None:
    if base is None:
        return None
    return next((other for other in base.counts if other.count == timings.count), base.counts[0])


def _median_ratio(timings: Timings, base: Timings) -> float:
    """How many times as many leaflets a second, by the median of all rounds."""
    pairs = zip(timings.wall, base.wall, strict=True)
    return median(theirs / base.count * timings.count / ours for ours, theirs in pairs)


HEAD = f"{'':22}{'people':>7}{'a second':>10}{'CPU ms':>8}{'x Typst':>9}{'MB':>6}{'KB':>5}"
BATCH_HEAD = f"{'handouts batch':22}{'people':>7}{'a second':>10}{'CPU ms':>8}{'x one':>9}{'MB':>6}"


def format_programs(rows: Sequence[ProgramRow]) -> Iterator[str]:
    """The table of programs, and a warning for each PDF that is not the person's leaflet."""
    yield HEAD
    for row in rows:
        for place, found in enumerate(row["costs"]):
            size = f"{row['bytes'] / 1000:5.0f}" if place == 0 else ""
            yield f"{row['label'] if place == 0 else '':22}{_format_cost(found)}{size}"
    for row in rows:
        for wrong in row["wrong"]:
            yield f"WARNING: {row['label']} {wrong}"


def format_batches(rows: Sequence[BatchRow]) -> Iterator[str]:
    """The table of batches, and a warning for each that is incomplete."""
    yield BATCH_HEAD
    for row in rows:
        jobs = row["jobs"]
        yield f"{f'{jobs} process' + ('es' if jobs > 1 else ''):22}{_format_cost(row['cost'])}"
    for row in rows:
        for wrong in row["wrong"]:
            yield f"WARNING: a batch of {row['cost']['count']} {wrong}"


def _format_cost(found: Cost) -> str:
    ratio = f"{found['ratio']:.2f}" if found["ratio"] else "-"
    return (
        f"{found['count']:7,}{found['rate']:10.1f}{found['processor']:8.2f}"
        f"{ratio:>9}{found['memory'] / 1e6:6.0f}"
    )


def check_targets(
    rows: Sequence[ProgramRow], batches: Sequence[BatchRow], start: ListStart | None = None
) -> Iterator[str]:
    """Whether handouts meets its targets, for all that was measured."""
    by_name = {row["name"]: row["costs"] for row in rows}
    for found in by_name.get("handouts", ()):
        if found["ratio"]:
            what = f"{found['count']:,} people on one core, x Typst"
            yield format_target(what, found["ratio"], "at least", 4)
        for other in by_name.get(BY_FILE, ()):
            if other["count"] == found["count"]:
                what = f"{found['count']:,} people on one core, x Typst by a file"
                yield format_target(what, found["rate"] / other["rate"], "at least", 2.5)
    for row in batches:
        yield from _check_batch(row)
    if start:
        what = f"the whole list of {start.batch.count} people, x one build"
        yield format_target(what, _median_quotient(start), "at most", 2)
    yield from _check_growth([row for row in batches if row["jobs"] == 1])


def _check_batch(row: BatchRow) -> Iterator[str]:
    """Whether a batch is quick enough, beside one process or beside Typst."""
    people = f"{row['cost']['count']:,} people"
    if row["jobs"] == 2 and row["cost"]["ratio"]:
        what = f"{people} by two processes, x one"
        yield format_target(what, row["cost"]["ratio"], "at least", 1.8)
    if row["jobs"] == 1 and row["typst_ratio"]:
        least = 5 if row["cost"]["count"] >= LARGE_BATCH else 3.5
        what = f"{people} from the command to the files, x Typst"
        yield format_target(what, row["typst_ratio"], "at least", least)


def _median_quotient(start: ListStart) -> float:
    pairs = zip(start.batch.wall, start.build.wall, strict=True)
    return median(batch / build for batch, build in pairs)


def _check_growth(batches: Sequence[BatchRow]) -> Iterator[str]:
    """Whether the cost of each leaflet stays the same with more people."""
    if len(batches) < 2:
        return
    few, many = batches[0]["cost"], batches[-1]["cost"]
    what = f"{many['count']:,} people, x {few['count']:,}"
    yield format_target(f"memory of {what}", many["memory"] / few["memory"], "at most", 1.1)
    yield format_target(
        f"CPU a leaflet of {what}", many["processor"] / few["processor"], "at most", 1.1
    )


def make_batch_rows(
    batches: Sequence[BatchTimings], wrong: dict[int, list[str]], base: ProgramTimings | None = None
) -> list[BatchRow]:
    """The batches' costs, each compared with one process for as many people, and with Typst."""
    single = {batch.count: batch for batch in batches if batch.jobs == 1}
    rows = []
    for place, batch in enumerate(batches):
        one = single.get(batch.count) if batch.jobs > 1 else None
        peer = _find_base(batch, base)
        rows.append(
            BatchRow(
                jobs=batch.jobs,
                cost=summarize_timings(batch, one),
                wrong=wrong[place],
                typst_ratio=_median_ratio(batch, peer) if peer else None,
            )
        )
    return rows
