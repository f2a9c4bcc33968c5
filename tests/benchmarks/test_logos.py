"""The benchmark for logos counts what it says."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.drawing_programs import PROGRAMS
from benchmarks.logos import describe_results, list_logos, try_logo, try_logos
from tests.svg.logos import MARKS, SIZE


def write_collection(path: Path, **bodies: str) -> Path:
    """A collection of logos in Iconify's format."""
    icons = {name: {"body": body, "width": SIZE[0]} for name, body in bodies.items()}
    path.write_text(json.dumps({"height": SIZE[1], "icons": icons}), "utf-8")
    return path


def test_logos_are_counted(tmp_path: Path) -> None:
    """What passes, what is refused, what becomes pixels."""
    blur = '<filter id="b"><feGaussianBlur stdDeviation="3"/></filter>'
    path = write_collection(
        tmp_path / "icons.json",
        a=MARKS["flat"],
        b="<text>words</text>",
        c=f'{blur}<g filter="url(#b)">{MARKS["flat"]}</g>',
        d=MARKS["linear"],
    )
    results = try_logos(path, 400)
    assert [each.passes for each in results] == [True, False, True, True]
    assert [each.program for each in results] == list(PROGRAMS)[:4]
    report = list(describe_results(results))
    assert report[:3] == [
        "4 logos: 75.0% pass",
        "drawn as vectors: 50.0%",
        "  as pixels, for a filter, such as a shadow or a blur: 1",
    ]
    assert report[-1].startswith("b (inkscape): The picture has text in it")


def test_logos_are_taken_at_even_distances(tmp_path: Path) -> None:
    """By name, with their sizes."""
    path = write_collection(tmp_path / "icons.json", **dict.fromkeys("dcba", MARKS["flat"]))
    assert [(name, size) for name, _, size in list_logos(path, 2)] == [("a", SIZE), ("c", SIZE)]


def test_a_logo_that_is_drawn_otherwise_does_not_pass() -> None:
    """What resvg does not know, as we do: a variable."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
    shape = '<path d="M0 0h9v9z" fill="var(--a,#eee)"/>'
    assert try_logo("a", "figma", svg.format(shape).encode()).difference > 64
    assert not try_logo("a", "figma", svg.format(shape).encode()).passes
