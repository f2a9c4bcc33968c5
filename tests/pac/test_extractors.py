"""Copied, searched and read aloud, a citation's number is never part of a word or a number."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.document.handout import Spec
from handouts.document.text import Run, Text
from handouts.document.walk import walk
from tests.documents import USUAL_FORMATS, load_with_status
from tests.pac.extractors import EXTRACTORS

ON_ITS_OWN = ("txtwrite", "pymupdf sorted", "pdftotext -layout")
"""What sets a raised number on a line of its own, or between other columns."""


@cache
def find_cited_words() -> list[tuple[str, str]]:
    """The last word before each citation, with its full stop, and the number behind it."""
    found = []
    for section in compose_story(load_leaflet("")).sections:
        for text in walk(section.blocks):
            if isinstance(text, Text):
                words = "".join(map(_mark_raised, text.runs))
                found += re.findall(r"([\w,]+[.:;?!]?)\0+([\d\0,–]+)", words)
    return [(word, number.replace("\0", "")) for word, number in found]


def _mark_raised(run: Run) -> str:
    return f"\0{run.text.strip()}" if run.raised else run.text


@cache
def load_leaflet(font: str) -> Spec:
    """The shipped leaflet in a typeface; one has a narrow space."""
    spec = load_with_status("dry-needling", "approved")
    return replace(spec, brand=replace(spec.brand, font=font)) if font else spec


@pytest.fixture(scope="module", params=[*USUAL_FORMATS, "source-sans-3"])
def leaflet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leaflet as a file: in each format, and in the bundled typeface with a narrow space."""
    name: str = request.param
    path = tmp_path_factory.mktemp("leaflet") / "leaflet.pdf"
    if name in USUAL_FORMATS:
        path.write_bytes(handouts.render(load_leaflet(""), format=name))
    else:
        path.write_bytes(handouts.render(load_leaflet(name), format="sheet"))
    return path


@pytest.mark.parametrize("name", EXTRACTORS)
def test_no_number_is_glued_to_a_word(leaflet: Path, name: str) -> None:
    """Whatever takes the text out: "1,000. 7" and "bruise 5", not "1,000.7" and "bruise5"."""
    text = EXTRACTORS[name](leaflet).replace("\u00a0", " ")
    cited = find_cited_words()
    assert len(cited) > 8
    assert [each for each in cited if re.search(re.escape("".join(each)) + r"\b", text)] == []
    if name not in ON_ITS_OWN:
        apart = [re.search(rf"{re.escape(word)}\s+\[?{number}\b", text) for word, number in cited]
        assert all(apart)
