"""``python -m benchmarks``: the leaflet by handouts and its peers, side by side in one run."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import table
from benchmarks.editing import compare_edits, measure_edits
from benchmarks.measure import Bench, Failed, Runs, contenders, rounds
from benchmarks.peers import PEERS
from benchmarks.table import Row
from benchmarks.tags import cost


def main() -> int:
    """Measure, check, print; 1 where a PDF is not the leaflet or a run failed."""
    if sys.argv[1:2] == ["people"]:
        from benchmarks.many import main as people

        return people(sys.argv[2:])
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(arguments.keep or folder).resolve())
        bench.folder.mkdir(parents=True, exist_ok=True)
        try:
            found = _measured(bench, arguments)
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
        text = json.loads(bench.text.read_text())
        rows = [_row(runs, found, bench) for runs in found]
        edits = list(measure_edits(bench, arguments.only, arguments.rounds))
    size, time = cost(30 * arguments.rounds)
    if arguments.json:
        told = {"machine": table.machine(), "rounds": arguments.rounds, "rows": rows}
        told |= {"edits": [edit.as_row() for edit in edits]}
        print(json.dumps(told | {"tags": {"size": size, "time": time}}))
    else:
        aims = [*table.aims(rows), *table.tags(size, time), *compare_edits(edits)]
        _print(rows, arguments.rounds, text["size"], aims)
    return int(any(row["missing"] or row["pages"] != 2 for row in rows))


def _arguments() -> argparse.Namespace:
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


def _measured(bench: Bench, arguments: argparse.Namespace) -> list[Runs]:
    there = contenders()
    for name in set(PEERS) - set(there):
        print(f"{name} is not installed: pip install 'handouts[benchmark]'", file=sys.stderr)
    chosen = [name for name in there if name in (arguments.only or there)]
    found = [Runs(name, there[name]) for name in chosen]
    bench.prepare()
    for number in rounds(bench, found, arguments.rounds):
        if sys.stderr.isatty():
            print(f"\rround {number} of {arguments.rounds}", end="", file=sys.stderr)
    return found


def _row(runs: Runs, found: list[Runs], bench: Bench) -> Row:
    """A program's numbers, with what is wrong with its PDFs."""
    from benchmarks import leaflet
    from benchmarks.checking import missing, pages

    text = leaflet.read(str(bench.text))
    pdf = bench.pdf(runs.name, "cold").read_bytes()
    lacking = missing(pdf, text)
    if runs.warm:
        last = leaflet.numbered(text, runs.number)
        lacking += missing(bench.pdf(runs.name, "warm").read_bytes(), last)
    base = next((other for other in found if other.name == table.BASE), None)
    return table.row(runs, base, len(pdf), len(pages(pdf)), lacking)


def _print(rows: list[Row], count: int, size: float, aims: list[str]) -> None:
    print(f"\nThe dry-needling leaflet, medians of {count} interleaved rounds\n")
    print("\n".join(table.lines(rows)), end="\n\n")
    print("\n".join(aims), end="\n\n")
    print(table.MEASURED.format(size=size), end="\n\n")
    print(table.machine())


if __name__ == "__main__":
    sys.exit(main())
