"""``python -m benchmarks people``: a leaflet for each of many people, by ours and its peers.

The whole takes some minutes, most of them plain ReportLab's; ``--rounds 1`` a third of that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import crowd, crowd_table, table
from benchmarks.crowd import Batch, Crowd
from benchmarks.crowd_table import BatchRow, CrowdRow
from benchmarks.measure import Bench, Failed
from benchmarks.peers import PEERS


def main(arguments: Sequence[str]) -> int:
    """Measure, check, print; 1 where a PDF is not the person's leaflet or a run failed."""
    asked = _asked(arguments)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(asked.keep or folder).resolve())
        bench.folder.mkdir(parents=True, exist_ok=True)
        found = crowd.crowds(asked.people, asked.only)
        batches = [Batch(count, jobs=jobs) for count in asked.batch for jobs in (1, 2)]
        try:
            _measure(bench, found, batches, asked)
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
        rows, done = _rows(bench, found), _batches(bench, batches)
    if asked.json:
        told = {"machine": table.machine(), "rounds": asked.rounds}
        print(json.dumps(told | {"people": rows, "batches": done}))
    else:
        _print(rows, done, asked.rounds)
    return int(any(row["wrong"] for row in (*rows, *done)))


def _asked(arguments: Sequence[str]) -> argparse.Namespace:
    names = ["handouts", *PEERS, *(name for more in crowd.MORE.values() for name in more)]
    parser = argparse.ArgumentParser(prog="python -m benchmarks people", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="how often each runs (3)")
    for name, default, what in (
        ("--people", [100, 1000], "how many in one process (100 1000)"),
        ("--batch", [2000], "how many by handouts batch (2000)"),
    ):
        parser.add_argument(name, type=int, nargs="*", default=default, metavar="COUNT", help=what)
    large = "batches of 1,000 and 10,000 people: whether memory and cost stay flat"
    parser.add_argument(
        "--large", action="store_const", dest="batch", const=[1000, 10000], help=large
    )
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--json", action="store_true", help="numbers for a script")
    parser.add_argument("--keep", metavar="DIR", help="keep the text and the PDFs there")
    asked = parser.parse_args(arguments)
    if min((asked.rounds, *asked.people, *asked.batch)) < 1:
        parser.error("all numbers must be 1 or more")
    return asked


def _measure(
    bench: Bench, found: list[Crowd], batches: list[Batch], asked: argparse.Namespace
) -> None:
    most = max((took.count for each in found for took in each.counts), default=1)
    crowd.prepare(bench, most, asked.batch)
    for number in crowd.rounds(bench, found, batches, asked.rounds):
        if sys.stderr.isatty():
            print(f"\rround {number} of {asked.rounds}", end="", file=sys.stderr)


def _rows(bench: Bench, found: list[Crowd]) -> list[CrowdRow]:
    base = next((each for each in found if each.name == crowd_table.BASE), None)
    return [
        CrowdRow(
            name=each.name,
            label=each.label,
            costs=crowd_table.costs(each, base),
            bytes=bench.pdf(each.name, str(each.counts[0].count)).stat().st_size,
            wrong=[w for t in each.counts for w in _wrong(bench, each.name, t.count)],
        )
        for each in found
        if each.counts
    ]


def _wrong(bench: Bench, name: str, count: int) -> list[str]:
    """What is wrong with the last person's PDF of a program."""
    return unlike(bench, bench.pdf(name, str(count)).read_bytes(), count)


def unlike(bench: Bench, pdf: bytes, count: int) -> list[str]:
    """What keeps a PDF from being the leaflet of the person of that number."""
    from benchmarks import leaflet
    from benchmarks.checking import missing, pages
    from benchmarks.panels import panel

    text = leaflet.read(str(bench.text))
    lacking = missing(pdf, leaflet.personal(text, panel(count - 1, text, bench.folder)))
    found = [f"lacks words: {' '.join(lacking[:12])}"] if lacking else []
    return found + [f"needs {n} pages, not 2" for n in [len(pages(pdf))] if n != 2]


def _batches(bench: Bench, batches: list[Batch]) -> list[BatchRow]:
    wrong = {place: _lost(bench, batch) for place, batch in enumerate(batches)}
    return crowd_table.batch_rows(batches, wrong)


def _lost(bench: Bench, batch: Batch) -> list[str]:
    """What is wrong with a batch's files: how many there are, and whose the last one is."""
    files = sorted(batch.folder.glob("*.pdf"))
    if len(files) != batch.count:
        return [f"made {len(files)} files"]
    return unlike(bench, files[-1].read_bytes(), batch.count)


def _print(rows: list[CrowdRow], batches: list[BatchRow], count: int) -> None:
    print(f"\nA leaflet for each person, medians of {count} interleaved rounds\n")
    if rows:
        print("\n".join(crowd_table.lines(rows)), end="\n\n")
    if batches:
        print("\n".join(crowd_table.batch_lines(batches)), end="\n\n")
    print("\n".join(crowd_table.aims(rows, batches)), end="\n\n")
    print(crowd_table.MEASURED, end="\n\n")
    print(table.machine())
