"""Every format and kind of edition is right at every point, and each point sees a breakage."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pikepdf
import pytest
from msgspec.structs import replace

import handouts
from handouts.document.handout import Spec
from tests.documents import SAM, USUAL_FORMATS
from tests.pac.files import OpenFile, attribute_of
from tests.pac.points import (
    EVERYWHERE,
    ON_SCREEN,
    Point,
    find_coloured_text,
    find_colours,
    find_faults,
)

Edition = Literal["everyone", "personal", "by hand", "mono", "press"]
EDITIONS: tuple[Edition, ...] = ("everyone", "personal", "by hand", "mono", "press")
EVERY_PART = Path(__file__).parent.parent / "layout" / "every-part.en.yaml"

ON_PAPER_TOO = {"codes": ON_SCREEN["codes"], "emergencies": ON_SCREEN["emergencies"]}


@cache
def load_handout(name: str) -> Spec:
    """A handout of the library, or the one with every part."""
    return handouts.load(EVERY_PART if name == "every part" else name)


@cache
def draw_file(name: str, format: handouts.Format, edition: Edition) -> bytes:
    """An edition of a handout on A4."""
    spec = load_handout(name)
    person = None
    if edition == "personal":
        person = replace(SAM, areas=(), advice=())
    elif edition == "by hand":
        person = replace(SAM, by_hand=True, areas=(), advice=(), notes="", treated=None)
    return handouts.render(
        spec,
        format=format,
        paper="a4",
        person=person,
        ink="mono" if edition == "mono" else "colour",
        press="rgb" if edition == "press" else None,
    )


CASES = [
    (name, format, edition)
    for name, formats in (
        ("dry-needling", USUAL_FORMATS),
        ("neck-exercises", ("sheet", "screen")),
        ("every part", ("large-print", "screen")),
    )
    for format in formats
    for edition in EDITIONS
    if (format, edition) != ("screen", "press")
]


@pytest.mark.parametrize(("name", "format", "edition"), CASES)
def test_nothing_is_wrong(name: str, format: handouts.Format, edition: Edition) -> None:
    """At any of the points that concern the edition."""
    points = dict(EVERYWHERE)
    if format == "screen":
        points |= ON_SCREEN
    elif edition != "press":
        points |= ON_PAPER_TOO
    if edition == "mono":
        points["colours"] = find_colours
    if edition == "press":
        points["text"] = find_coloured_text
    assert find_faults(OpenFile(draw_file(name, format, edition)), points) == {}


# --- breakages -------------------------------------------------------------------------------

Break = Callable[[OpenFile], None]


def rename(old: str, new: str) -> Break:
    """A breakage that gives elements another role."""

    def break_file(file: OpenFile) -> None:
        for each in file.list_role(old):
            each.S = pikepdf.Name(f"/{new}")

    return break_file


def edit_pages(old: bytes, new: bytes) -> Break:
    """A breakage of what is written on the pages."""

    def break_file(file: OpenFile) -> None:
        for page in file.file.pages:
            page.contents_coalesce()
            content = re.sub(old, new, page.Contents.read_bytes())
            page.Contents = file.file.make_stream(content)

    return break_file


def edit_links(change: Callable[[Any], None]) -> Break:
    """A breakage of all links."""

    def break_file(file: OpenFile) -> None:
        for each in file.list_annotations("Link"):
            change(each)

    return break_file


def unwrap_references(file: OpenFile) -> None:
    """Citations that are links alone."""
    for each in file.list_role("Reference"):
        each.S = pikepdf.Name.Span


def drop_attributes(file: OpenFile) -> None:
    """Places for a pen without their attributes."""
    for each in file.list_role("Form"):
        if attribute_of(each, "PrintField", "Role") is not None:
            del each.A


def drop_labels(file: OpenFile) -> None:
    """A booklet whose pages have their own numbers."""
    del file.file.Root.PageLabels


def shrink(link: Any) -> None:
    """A link that is hard to hit."""
    left, bottom, _, top = (float(each) for each in link.Rect)
    link.Rect = pikepdf.Array([left, bottom, left + 6, top])


def cut_target(link: Any) -> None:
    """A link that dials nothing and opens nothing."""
    if "/A" in link:
        link.A.URI = pikepdf.String("https://elsewhere.example")


def rename_link(link: Any) -> None:
    """A link with another name than its words."""
    link.Contents = pikepdf.String("doi.org")


LAYOUT = rb"/Artifact<</Type/Layout>>BDC"
BREAKAGES: list[tuple[str, Point, Break, handouts.Format, Edition]] = [
    ("captions", EVERYWHERE["captions"], rename("Caption", "P"), "sheet", "everyone"),
    (
        "footers",
        EVERYWHERE["footers"],
        edit_pages(rb"/Type/Pagination/Subtype/Footer", b"/Type/Layout"),
        "booklet",
        "everyone",
    ),
    (
        "artifact text",
        EVERYWHERE["artifact text"],
        edit_pages(rb"/Lbl<</MCID \d+>>BDC", LAYOUT),
        "sheet",
        "everyone",
    ),
    ("citations", EVERYWHERE["citations"], unwrap_references, "trifold", "everyone"),
    ("entries", EVERYWHERE["entries"], rename("BibEntry", "P"), "trifold", "everyone"),
    ("boxes", EVERYWHERE["places for a pen"], rename("Form", "Lbl"), "sheet", "everyone"),
    ("attributes", EVERYWHERE["places for a pen"], drop_attributes, "sheet", "by hand"),
    (
        "signs",
        EVERYWHERE["silent marks"],
        edit_pages(rb"(?s)q 3 Tr.*?ET Q\s+Q", b""),
        "sheet",
        "everyone",
    ),
    ("labels", EVERYWHERE["page labels"], drop_labels, "booklet", "everyone"),
    ("names", EVERYWHERE["link names"], edit_links(rename_link), "screen", "everyone"),
    ("codes", ON_SCREEN["codes"], edit_links(cut_target), "screen", "everyone"),
    ("targets", ON_SCREEN["targets"], edit_links(shrink), "screen", "everyone"),
    ("emergencies", ON_SCREEN["emergencies"], edit_links(cut_target), "screen", "everyone"),
    ("colours", find_colours, edit_pages(rb"0\.000 g", b"0 0 0 rg"), "sheet", "mono"),
    ("text", find_coloured_text, edit_pages(rb"\b0 g", b"0.106 0.169 0.188 rg"), "sheet", "press"),
]


@pytest.mark.parametrize(
    ("find", "break_file", "format", "edition"),
    [each[1:] for each in BREAKAGES],
    ids=[each[0] for each in BREAKAGES],
)
def test_a_breakage_is_seen(
    find: Point, break_file: Break, format: handouts.Format, edition: Edition
) -> None:
    """A good file has no fault at a point, and the same file, broken, has some."""
    good = OpenFile(draw_file("dry-needling", format, edition))
    assert list(find(good)) == []
    break_file(good)
    broken = io.BytesIO()
    good.file.save(broken)
    assert list(find(OpenFile(broken.getvalue())))
