"""``python -m benchmarks``: the leaflet by handouts and its peers, side by side in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import table
from benchmarks.editing import compare_edits, measure_edits
from benchmarks.measure import Bench, RunFailed, Runs, find_programs, run_rounds
from benchmarks.peers import PEERS
from benchmarks.table import Row
from benchmarks.tags import measure_tag_cost


def main() -> int:
    """Measure, check and print; returns 1 if a PDF is not the leaflet or a run failed."""
    if sys.argv[1:2] == ["people"]:
        from benchmarks.people_main import main as people

        return people(sys.argv[2:])
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(arguments.keep or folder).resolve())
        bench.folder.mkdir(parents=True, exist_ok=True)
        try:
            found = _measure_programs(bench, arguments)
        except RunFailed as error:
            print(error, file=sys.stderr)
            return 1
        text = json.loads(bench.text.read_text())
        rows = [_make_row(runs, found, bench) for runs in found]
        edits = list(measure_edits(bench, arguments.only, arguments.rounds))
    size, time = measure_tag_cost(30 * arguments.rounds)
    if arguments.json:
        report = {"machine": table.describe_machine(), "rounds": arguments.rounds, "rows": rows}
        report |= {"edits": [edit.as_row() for edit in edits]}
        print(json.dumps(report | {"tags": {"size": size, "time": time}}))
    else:
        aims = [
            *table.check_targets(rows),
            *table.check_tag_cost(size, time),
            *compare_edits(edits),
        ]
        _print_report(rows, arguments.rounds, text["size"], aims)
    return int(any(row["missing"] or row["pages"] != 2 for row in rows))


def _parse_arguments() -> argparse.Namespace:
    names = ["handouts", "first", *PEERS]
    more = "python -m benchmarks people [-h]: a leaflet for each of many people"
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__, epilog=more)
    parser.add_argument("--rounds", type=int, default=7, help="how often each runs (7)")
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--json", action="store_true", help="numbers for a script")
    parser.add_argument("--keep", metavar="DIR", help="keep the text and the PDFs there")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds must be 1 or more")
    return arguments


def _measure_programs(bench: Bench, arguments: argparse.Namespace) -> list[Runs]:
    installed = find_programs()
    for name in set(PEERS) - set(installed):
        print(f"{name} is not installed: pip install 'handouts[benchmark]'", file=sys.stderr)
    chosen = [name for name in installed if name in (arguments.only or installed)]
    found = [Runs(name, installed[name]) for name in chosen]
    bench.prepare()
    for number in run_rounds(bench, found, arguments.rounds):
        if sys.stderr.isatty():
            print(f"\rround {number} of {arguments.rounds}", end="", file=sys.stderr)
    return found


def _make_row(runs: Runs, found: list[Runs], bench: Bench) -> Row:
    """A program's numbers, and the problems of its PDFs."""
    from benchmarks import leaflet
    from benchmarks.checking import find_missing_words, read_pages

    text = leaflet.read_leaflet(str(bench.text))
    pdf = bench.pdf(runs.name, "cold").read_bytes()
    missing = find_missing_words(pdf, text)
    if runs.warm:
        last = leaflet.number_leaflet(text, runs.number)
        missing += find_missing_words(bench.pdf(runs.name, "warm").read_bytes(), last)
    base = next((other for other in found if other.name == table.BASE), None)
    return table.make_row(runs, base, len(pdf), len(read_pages(pdf)), missing)


def _print_report(rows: list[Row], count: int, size: float, aims: list[str]) -> None:
    print(f"\nThe dry-needling leaflet, medians of {count} interleaved rounds\n")
    print("\n".join(table.format_table(rows)), end="\n\n")
    print("\n".join(aims), end="\n\n")
    print(table.NOTES.format(size=size), end="\n\n")
    print(table.describe_machine())


if __name__ == "__main__":
    sys.exit(main())
