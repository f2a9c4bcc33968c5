"""``python -m benchmarks people``: a leaflet for each of many people, by handouts and its peers.

This takes some minutes, most of them for plain ReportLab; ``--rounds 1`` takes a third of that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks import people_runs, people_table, synthetic_people, table
from benchmarks.measure import Bench, RunFailed
from benchmarks.peers import PEERS
from benchmarks.people_runs import BatchTimings, ListStart, ProgramTimings
from benchmarks.people_table import BatchRow, ProgramRow


def main(words: Sequence[str]) -> int:
    """Measure, check and print; returns 1 if a PDF is not the person's leaflet or a run failed."""
    arguments = _parse_arguments(words)
    synthetic_people.fix_today()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(arguments.keep or folder).resolve())
        bench.folder.mkdir(parents=True, exist_ok=True)
        found = people_runs.choose_programs(arguments.people, arguments.only)
        batches = [BatchTimings(count, jobs=jobs) for count in arguments.batch for jobs in (1, 2)]
        start = ListStart() if batches else None
        try:
            _measure_all(bench, found, batches, start, arguments)
        except RunFailed as error:
            print(error, file=sys.stderr)
            return 1
        base = next((each for each in found if each.name == people_table.BASE), None)
        rows, done = _make_program_rows(bench, found, base), _make_batch_rows(bench, batches, base)
    if arguments.json:
        report = {"machine": table.describe_machine(), "rounds": arguments.rounds}
        print(json.dumps(report | {"people": rows, "batches": done}))
    else:
        _print_report(rows, done, start, arguments.rounds)
    return int(any(row["wrong"] for row in (*rows, *done)))


def _parse_arguments(words: Sequence[str]) -> argparse.Namespace:
    names = ["handouts", *PEERS, *(name for more in people_runs.VARIANTS.values() for name in more)]
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
    arguments = parser.parse_args(words)
    if min((arguments.rounds, *arguments.people, *arguments.batch)) < 1:
        parser.error("all numbers must be 1 or more")
    return arguments


def _measure_all(
    bench: Bench,
    found: list[ProgramTimings],
    batches: list[BatchTimings],
    start: ListStart | None,
    arguments: argparse.Namespace,
) -> None:
    most = max((took.count for each in found for took in each.counts), default=1)
    people_runs.prepare_folder(bench, most, arguments.batch)
    for number in people_runs.run_rounds(bench, found, batches, start, arguments.rounds):
        if sys.stderr.isatty():
            print(f"\rround {number} of {arguments.rounds}", end="", file=sys.stderr)


def _make_program_rows(
    bench: Bench, found: list[ProgramTimings], base: ProgramTimings | None
) -> list[ProgramRow]:
    return [
        ProgramRow(
            name=each.name,
            label=each.label,
            costs=people_table.compare_costs(each, base),
            bytes=bench.pdf(each.name, str(each.counts[0].count)).stat().st_size,
            wrong=[w for t in each.counts for w in _check_last_pdf(bench, each.name, t.count)],
        )
        for each in found
        if each.counts
    ]


def _check_last_pdf(bench: Bench, name: str, count: int) -> list[str]:
    """The problems of the PDF that a program made for the last person."""
    return check_leaflet(bench, bench.pdf(name, str(count)).read_bytes(), count)


def check_leaflet(bench: Bench, pdf: bytes, count: int) -> list[str]:
    """The problems of a PDF that should be the leaflet for the person of this number."""
    from benchmarks import leaflet
    from benchmarks.checking import find_missing_words, read_pages
    from benchmarks.panels import make_panel

    text = leaflet.read_leaflet(str(bench.text))
    missing = find_missing_words(
        pdf, leaflet.fill_places(text, make_panel(count - 1, text, bench.folder))
    )
    found = [f"lacks words: {' '.join(missing[:12])}"] if missing else []
    return found + [f"needs {n} pages, not 2" for n in [len(read_pages(pdf))] if n != 2]


def _make_batch_rows(
    bench: Bench, batches: list[BatchTimings], base: ProgramTimings | None
) -> list[BatchRow]:
    wrong = {place: _check_batch(bench, batch) for place, batch in enumerate(batches)}
    return people_table.make_batch_rows(batches, wrong, base)


def _check_batch(bench: Bench, batch: BatchTimings) -> list[str]:
    """The problems of a batch's files: their number, and the words of the last one."""
    files = sorted(batch.folder.glob("*.pdf"))
    if len(files) != batch.count:
        return [f"made {len(files)} files"]
    return check_leaflet(bench, files[-1].read_bytes(), batch.count)


def _print_report(
    rows: list[ProgramRow], batches: list[BatchRow], start: ListStart | None, count: int
) -> None:
    print(f"\nA leaflet for each person, medians of {count} interleaved rounds\n")
    if rows:
        print("\n".join(people_table.format_programs(rows)), end="\n\n")
    if batches:
        print("\n".join(people_table.format_batches(batches)), end="\n\n")
    print("\n".join(people_table.check_targets(rows, batches, start)), end="\n\n")
    print(people_table.NOTES, end="\n\n")
    print(table.describe_machine())
