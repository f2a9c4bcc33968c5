"""One word edited: the text is changed, read again, laid out and drawn by a warm process.

``python -m benchmarks.editing NAME TEXT.json OUT.pdf`` edits the text again and again, each
time with another word, and prints the seconds of each edit as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copytree
from statistics import median
from typing import TypedDict

from benchmarks.measure import ROOT, Bench, find_programs
from benchmarks.table import format_target

WORD = "trained"
"""A word of the leaflet's first paragraph, which each edit replaces."""

EDITS, FIRST = 40, 3
"""How often a process edits, and how many of the first edits are not counted."""

EDITORS = ("handouts", "typst")
"""Ours, and the one other tool that keeps what an edit did not change."""

Build = Callable[[str], bytes]
"""Makes the PDF of the text with a word in place of WORD."""


class EditRow(TypedDict):
    """One program's numbers: medians, in milliseconds."""

    name: str
    edit: float
    edit_processor: float


@dataclass
class Edits:
    """One program's measurements: the seconds and the processor seconds of each edit."""

    name: str
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def as_row(self) -> EditRow:
        """The medians, for a script."""
        return EditRow(
            name=self.name,
            edit=1000 * median(self.wall),
            edit_processor=1000 * median(self.processor),
        )


def measure_edits(bench: Bench, only: Collection[str] | None, rounds: int) -> Iterator[Edits]:
    """Measure the edits of each program that is installed, in turn, round after round."""
    names = [name for name in find_programs() if name in EDITORS and name in (only or EDITORS)]
    found = [Edits(name) for name in names]
    for _ in range(rounds):
        for edits in found:
            out = bench.pdf(edits.name, "edited")
            taken = bench.run(["-m", "benchmarks.editing", edits.name, str(bench.text), str(out)])
            times = json.loads(taken.stdout)
            edits.wall += times["wall"]
            edits.processor += times["processor"]
    yield from found


def compare_edits(found: list[Edits]) -> Iterator[str]:
    """The time of an edit, and the ratio of handouts to Typst if both were measured."""
    rows = {edits.name: edits.as_row() for edits in found}
    for name, row in rows.items():
        taken = f"{row['edit']:.1f} ms, CPU {row['edit_processor']:.1f} ms"
        yield f"one word edited, {name}: {taken}"
    if set(rows) == set(EDITORS):
        clock = rows["handouts"]["edit"] / rows["typst"]["edit"]
        yield f"one word edited, x Typst on the clock: {clock:.2f}"
        ratio = rows["handouts"]["edit_processor"] / rows["typst"]["edit_processor"]
        yield format_target("one word edited, CPU, x Typst", ratio, "at most", 1.5)


def prepare_build(name: str, path: str) -> Build:
    """A function that makes a program's PDF for a word."""
    return _prepare_handouts(Path(path)) if name == "handouts" else _prepare_typst(path)


def _prepare_handouts(path: Path) -> Build:
    import handouts

    library = path.parent / "edited"
    copytree(ROOT / "specs", library, dirs_exist_ok=True)
    file = library / "dry-needling.en.yaml"
    text = file.read_text("utf-8")

    def build(word: str) -> bytes:
        file.write_text(text.replace(WORD, word, 1), "utf-8")
        return handouts.render(handouts.load(file, library=library))

    return build


def _prepare_typst(path: str) -> Build:
    from benchmarks import leaflet
    from benchmarks.peers.typst import build as compile_text

    text = leaflet.read_leaflet(path)

    def build(word: str) -> bytes:
        run = next(
            run for item in leaflet.all_items(text) for run in item["runs"] if WORD in run["text"]
        )
        before, run["text"] = run["text"], run["text"].replace(WORD, word, 1)
        pdf = compile_text(text)
        run["text"] = before
        return pdf

    return build


def main(name: str, path: str, out: str) -> None:
    """Edit the text, each time with another word; keep the last PDF."""
    build = prepare_build(name, path)
    wall: list[float] = []
    processor: list[float] = []
    for number in range(EDITS):
        start, busy = time.perf_counter(), time.process_time()
        pdf = build(f"trained{number}")
        processor.append(time.process_time() - busy)
        wall.append(time.perf_counter() - start)
    Path(out).write_bytes(pdf)
    json.dump({"wall": wall[FIRST:], "processor": processor[FIRST:]}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
