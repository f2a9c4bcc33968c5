"""Made-up clinics in every format: loud colours and a long name, and nothing but a name.

The clinic with two places is in `test_contact.py`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import handouts
from tests.documents import USUAL_FORMATS
from tests.layout.goldens import GOLDEN, check_picture, join_pages
from tests.pages import render_pages
from tests.verapdf import FLAVOURS, Flavour, find_failures

CLINICS = {"loud": "low-back-pain", "minimal": "first-visit"}
"""The handout that each clinic prints."""

FORMATS = USUAL_FORMATS
DOTS = 60


@cache
def draw_pdf(clinic: str, format: handouts.Format) -> bytes:
    """A clinic's handout in a format."""
    brand = Path(__file__).parent / "clinics" / f"{clinic}.yaml"
    return handouts.render(handouts.load(CLINICS[clinic], brand=brand), format=format)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("clinic", CLINICS)
def test_pages_look_as_they_did(clinic: str, format: handouts.Format, regenerate: bool) -> None:
    """All pages, up to what another version of PDFium smooths otherwise."""
    pages = join_pages(render_pages(draw_pdf(clinic, format), DOTS))
    check_picture(pages, GOLDEN / "clinics" / f"{clinic}.{format}.a4.png", regenerate, 256)


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("clinic", CLINICS)
def test_verapdf_finds_nothing(clinic: str, format: handouts.Format, flavour: Flavour) -> None:
    """Each format conforms to PDF/UA-1 and PDF/A-2a."""
    assert find_failures(draw_pdf(clinic, format), flavour) == []
