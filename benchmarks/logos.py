"""How many logos pass, and how much they differ from what resvg draws.

    python -m benchmarks.logos PATH [COUNT]

PATH is the file icons.json of the npm package @iconify-json/logos, or any other collection in
Iconify's format. COUNT logos (400 unless given) are taken at even distances from its list, by
name. Each is written in the way of one drawing program after another. A logo passes if it can be
drawn and no pixel of it, made small, differs by more than a quarter from the reference.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.drawing_programs import PROGRAMS
from benchmarks.svg_pixels import draw_both, measure_difference
from handouts.svg.simplify import simplify_svg

MOST_DIFFERENT = 64
"""The greatest difference of a pixel, of 255, with which a logo passes."""


class LogoResult(NamedTuple):
    """What became of a logo: refused in words, or drawn, with its greatest difference."""

    name: str
    program: str
    refused: str = ""
    reasons: tuple[str, ...] = ()
    difference: int = 0

    @property
    def passes(self) -> bool:
        """Whether it is drawn as the reference is."""
        return not self.refused and self.difference <= MOST_DIFFERENT


def list_logos(path: Path, count: int) -> Iterator[tuple[str, str, tuple[float, float]]]:
    """Yield logos of a collection: name, body, width and height."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    icons = collection["icons"]
    names = sorted(icons)
    usual = collection.get("width", 16), collection.get("height", 16)
    for number in range(min(count, len(names))):
        name = names[number * len(names) // min(count, len(names))]
        icon = icons[name]
        size = icon.get("width", usual[0]), icon.get("height", usual[1])
        yield name, icon["body"], size


def try_logo(name: str, program: str, svg: bytes) -> LogoResult:
    """Draw a logo and compare it."""
    picture = simplify_svg(svg.decode())
    if picture.problems:
        return LogoResult(name, program, picture.problems[0].message)
    difference = measure_difference(*draw_both(svg))
    return LogoResult(name, program, "", picture.reasons, difference)


def try_logos(path: Path, count: int) -> list[LogoResult]:
    """Draw the logos of a collection, each in the way of another program."""
    programs = list(PROGRAMS.items())
    results = []
    for number, (name, body, size) in enumerate(list_logos(path, count)):
        program, write = programs[number % len(programs)]
        results.append(try_logo(name, program, write(body, size).encode()))
    return results


def describe_results(results: list[LogoResult]) -> Iterator[str]:
    """Yield the lines of a report."""
    passed = sum(each.passes for each in results)
    vectors = sum(not each.refused and not each.reasons for each in results)
    yield f"{len(results)} logos: {passed / len(results):.1%} pass"
    yield f"drawn as vectors: {vectors / len(results):.1%}"
    for reason, count in Counter(each for one in results for each in one.reasons).most_common():
        yield f"  as pixels, for {reason}: {count}"
    worst = max(results, key=lambda each: each.difference)
    yield f"greatest difference: {worst.difference} of 255 ({worst.name}, {worst.program})"
    for program in PROGRAMS:
        own = [each for each in results if each.program == program]
        if own:
            yield f"  {program}: {sum(each.passes for each in own)} of {len(own)}"
    for each in results:
        if not each.passes:
            yield f"{each.name} ({each.program}): {each.refused or each.difference}"


def main() -> None:
    """Print the report."""
    if len(sys.argv) < 2:
        sys.exit(str(__doc__))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    print("\n".join(describe_results(try_logos(Path(sys.argv[1]), count))))


if __name__ == "__main__":
    main()
