"""Pictures: what they show is said, and what only decorates is not."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

import handouts
from handouts.layout import laid_out
from handouts.layout.leaflet import draw
from handouts.spec.models import Picture, Section, Spec
from tests.structure import told
from tests.verapdf import FLAVOURS, Flavour, failures


def with_alt(section: Section, alt: str) -> Section:
    """A section whose pictures have another alternative text."""
    parts = (
        replace(part, alt=alt) if isinstance(part, Picture) else part for part in section.parts
    )
    return replace(section, parts=tuple(parts))


@cache
def pdf(alt: str) -> bytes:
    """The shipped leaflet with one alternative text for all its pictures."""
    spec: Spec = handouts.load("dry-needling")
    handout = spec.handout
    assert handout.cover
    sections = tuple(with_alt(section, alt) for section in handout.sections)
    handout = replace(handout, sections=sections, cover=replace(handout.cover, alt=alt))
    return draw(laid_out(replace(spec, handout=handout), paper="a4"))


def figures(file: bytes) -> list[str]:
    """What each figure of a file is said to show."""
    return [piece.text for piece in told(file) if piece.path.endswith("/Figure")]


def test_what_a_picture_shows_is_said() -> None:
    """By the cover's picture and that of a section; the code beside the contact says its own."""
    assert figures(pdf("A knot & <b>a needle</b>")).count("A knot & <b>a needle</b>") == 2


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_decoration_is_not_said(flavour: Flavour) -> None:
    """With ``alt: ""`` there is no figure but the code, and the file is sound."""
    assert len(figures(pdf(""))) == len(figures(pdf("A knot"))) - 2
    assert failures(pdf(""), flavour) == []
