"""What is printed of many people: programs side by side, whole batches, and whether it held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TypedDict

from benchmarks.crowd import Batch, Crowd, Took
from benchmarks.table import aim

BASE = "typst"

MEASURED = """\
Each program makes a leaflet for each person, one after the other, in one process on one core,
from the person's values to the PDF's bytes in memory; the first one counts, what each program
imports before it does not. Everyone's people
are the same: 1 to 4 areas, 0 to 4 pieces of advice, notes of 0 to 3 lines, some without a name.
Every program may remember what it likes. Ours takes the values as they are, puts them in
words, marks the areas on a chart of the body, fits the page, and tags all as PDF/UA-1 and
PDF/A-2a. Typst, its compiler made once, is handed the person alone, as an input or in a file
(a changed input makes it lay out all anew, a changed file does not), and tags to the same
standards. No other peer tags. All peers get the person's words ready made, draw no chart and
no lines to write on, and fit nothing: they are set at 10.5 pt, so that all people's words find
room, and the panel stands where it moves nothing else.
WeasyPrint and fpdf2 are measured with 30 people: a thousand would take minutes.
Ratios are medians of each round's own. MB is the peak of a process, Python and all.
A batch is `handouts batch` from the command to the last file on disk: it reads the table,
checks all rows, makes and writes the leaflets. Its MB is that of its largest process."""


class Cost(TypedDict):
    """What a leaflet cost a program, at so many people: medians.

    ``rate`` is leaflets a second, ``processor`` milliseconds, ``memory`` bytes at the peak,
    ``ratio`` how many times the base's rate it is.
    """

    count: int
    rate: float
    processor: float
    memory: int
    ratio: float | None


class CrowdRow(TypedDict):
    """One program's numbers, its PDF's size in bytes, and what is wrong with the last PDFs."""

    name: str
    label: str
    costs: list[Cost]
    bytes: int
    wrong: list[str]


class BatchRow(TypedDict):
    """One batch's numbers; ``wrong`` is what is wrong with its files."""

    jobs: int
    cost: Cost
    wrong: list[str]


def costs(crowd: Crowd, base: Crowd | None) -> list[Cost]:
    """A program's numbers beside the base's at as many people, or else at its most."""
    return [cost(took, _beside(took, base)) for took in crowd.counts]


def cost(took: Took, base: Took | None = None) -> Cost:
    """The medians of some rounds."""
    return Cost(
        count=took.count,
        rate=took.count / median(took.wall),
        processor=1000 * median(took.processor) / took.count,
        memory=max(took.memory),
        ratio=_ratio(took, base) if base else None,
    )


def _beside(took: Took, base: Crowd | None) -> Took | None:
    if base is None:
        return None
    return next((other for other in base.counts if other.count == took.count), base.counts[0])


def _ratio(took: Took, base: Took) -> float:
    """How many times as many leaflets a second, round by round."""
    pairs = zip(took.wall, base.wall, strict=True)
    return median(theirs / base.count * took.count / ours for ours, theirs in pairs)


HEAD = f"{'':22}{'people':>7}{'a second':>10}{'CPU ms':>8}{'x Typst':>9}{'MB':>6}{'KB':>5}"
BATCH_HEAD = f"{'handouts batch':22}{'people':>7}{'a second':>10}{'CPU ms':>8}{'x one':>9}{'MB':>6}"


def lines(rows: Sequence[CrowdRow]) -> Iterator[str]:
    """The table of programs, and a warning for each PDF that is not the person's."""
    yield HEAD
    for row in rows:
        for place, found in enumerate(row["costs"]):
            size = f"{row['bytes'] / 1000:5.0f}" if place == 0 else ""
            yield f"{row['label'] if place == 0 else '':22}{_numbers(found)}{size}"
    for row in rows:
        for wrong in row["wrong"]:
            yield f"WARNING: {row['label']} {wrong}"


def batch_lines(rows: Sequence[BatchRow]) -> Iterator[str]:
    """The table of batches, and a warning for each that is not all there."""
    yield BATCH_HEAD
    for row in rows:
        jobs = row["jobs"]
        yield f"{f'{jobs} process' + ('es' if jobs > 1 else ''):22}{_numbers(row['cost'])}"
    for row in rows:
        for wrong in row["wrong"]:
            yield f"WARNING: a batch of {row['cost']['count']} {wrong}"


def _numbers(found: Cost) -> str:
    ratio = f"{found['ratio']:.2f}" if found["ratio"] else "-"
    return (
        f"{found['count']:7,}{found['rate']:10.1f}{found['processor']:8.2f}"
        f"{ratio:>9}{found['memory'] / 1e6:6.0f}"
    )


def aims(rows: Sequence[CrowdRow], batches: Sequence[BatchRow]) -> Iterator[str]:
    """How ours stands to its aims, as far as what they need was measured."""
    ours = next((row for row in rows if row["name"] == "handouts"), None)
    for found in ours["costs"] if ours else ():
        if found["ratio"]:
            what = f"{found['count']:,} people on one core, x Typst"
            yield aim(what, found["ratio"], "at least", 4)
    for row in batches:
        if row["jobs"] == 2 and row["cost"]["ratio"]:
            what = f"{row['cost']['count']:,} people by two processes, x one"
            yield aim(what, row["cost"]["ratio"], "at least", 1.8)
    yield from _flat([row for row in batches if row["jobs"] == 1])


def _flat(batches: Sequence[BatchRow]) -> Iterator[str]:
    """Whether more people cost no more each."""
    if len(batches) < 2:
        return
    few, many = batches[0]["cost"], batches[-1]["cost"]
    what = f"{many['count']:,} people, x {few['count']:,}"
    yield aim(f"memory of {what}", many["memory"] / few["memory"], "at most", 1.1)
    yield aim(f"CPU a leaflet of {what}", many["processor"] / few["processor"], "at most", 1.1)


def batch_rows(batches: Sequence[Batch], wrong: dict[int, list[str]]) -> list[BatchRow]:
    """The batches' numbers, each beside one process with as many people."""
    alone = {batch.count: batch for batch in batches if batch.jobs == 1}
    rows = []
    for place, batch in enumerate(batches):
        base = alone.get(batch.count) if batch.jobs > 1 else None
        rows.append(BatchRow(jobs=batch.jobs, cost=cost(batch, base), wrong=wrong[place]))
    return rows
