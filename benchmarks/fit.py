"""What the search for a layout costs, in layouts at one size.

``python -m benchmarks.fit``. Each handout of the library is laid out in each format on both papers,
and then once more at the size that was found and at no other, each in a process of its own, where
nothing is cached. The ratio of the two times is how many single layouts the search costs, whatever
the machine. Times are those of the processor, the least of several rounds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from statistics import median
from typing import get_args

import handouts
from handouts.compose.compose import compose_story
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.layout.fit.adaptation import adapt_story
from handouts.layout.fit.trial import fill_panels_at
from handouts.layout.formats import FORMATS
from handouts.layout.look import make_look
from handouts.layout.rendering import lay_out_spec
from handouts.reading.library_files import list_handouts
from handouts.resources import library_folder
from handouts.sources.findings import SpecError

ROUNDS = 3


def main() -> None:
    """Measure every edition, and print the ratios."""
    ratios = []
    for entry in list_handouts(library_folder()):
        for format in FORMATS:
            for paper in get_args(Paper):
                ratio = _compare(entry.name, format, paper)
                if ratio:
                    ratios.append(ratio)
                    print(f"{entry.name:24} {format:12} {paper:8} {ratio:5.1f}")
    print(f"{len(ratios)} searches cost {median(ratios):.1f} single layouts (median)")
    print(f"and {max(ratios):.1f} at most")


def _compare(name: str, format: str, paper: str) -> float:
    """How many single layouts a search costs; 0 if the text is too long for the format."""
    search = [_run(name, format, paper) for _ in range(ROUNDS)]
    if not search[0]["size"]:
        return 0.0
    found = (str(search[0][key]) for key in ("plan", "size", "picture"))
    single = [_run(name, format, paper, *found) for found in [tuple(found)] * ROUNDS]
    return min(each["time"] for each in search) / min(each["time"] for each in single)


def _run(*arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.fit", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def measure(name: str, format: str, paper: Paper) -> dict[str, float]:
    """Lay a handout out; its processor time in seconds, and what was chosen: 0 if nothing fits."""
    spec = handouts.load(name)
    compose_story(spec)
    start = time.process_time()
    try:
        leaflet = lay_out_spec(spec, Edition(format, paper))
    except SpecError:
        return {"size": 0.0}
    seconds = time.process_time() - start
    sheets = [plan.sheet for plan, _ in zip(FORMATS[format].iter_plans(paper), range(60))]
    shape = len(leaflet.sheet.panels), leaflet.sheet.page_count  # a screen's pages are shortened
    plan = [(len(sheet.panels), sheet.page_count) for sheet in sheets].index(shape)
    look = leaflet.look
    return {"time": seconds, "plan": plan, "size": look.size, "picture": look.picture}


def measure_single(
    name: str, format: str, paper: Paper, plan: str, size: str, picture: str
) -> dict[str, float]:
    """Lay a handout out at one size, with pictures of one height; its processor time in seconds."""
    spec, kind = handouts.load(name), FORMATS[format]
    story = compose_story(spec)
    start = time.process_time()
    story = adapt_story(story, spec.brand, kind, paper)
    sheet = [each.sheet for each, _ in zip(kind.iter_plans(paper), range(int(plan) + 1))][-1]
    look = make_look(spec.brand, story.language, float(size), kind.scale, float(picture))
    fill_panels_at(story, sheet, look, frozenset())
    return {"time": time.process_time() - start}


if __name__ == "__main__":
    if len(sys.argv) == 1:
        main()
    else:
        name, format, paper, *found = sys.argv[1:]
        on_paper = next(each for each in get_args(Paper) if each == paper)
        measured = measure_single(name, format, on_paper, *found) if found else None
        json.dump(measured or measure(name, format, on_paper), sys.stdout)
