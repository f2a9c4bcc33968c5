"""The formats of the shipped handouts: each has room for all of its words."""

from __future__ import annotations

from pathlib import Path

import pytest

import handouts
from handouts.document.edition import Edition
from handouts.document.papers import Paper
from handouts.layout.rendering import lay_out_spec
from tests.documents import USUAL_FORMATS
from tests.specs.library import HANDOUTS

PAPERS: tuple[Paper, ...] = ("a4", "letter")


@pytest.mark.slow
@pytest.mark.parametrize("format", USUAL_FORMATS)
@pytest.mark.parametrize("path", HANDOUTS, ids=lambda path: path.name)
def test_each_format_holds_the_handout(path: Path, format: handouts.Format) -> None:
    """On both papers, for everyone, at the format's smallest type or larger."""
    spec = handouts.load(path)
    for paper in PAPERS:
        assert lay_out_spec(spec, Edition(format=format, paper=paper)).look.size >= 12
