"""Files that are PDF/UA-2 and PDF/A-4f, and what their tests read in them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

import handouts
from handouts.document.person import Person
from tests.documents import SAM

PDF_2, PDF_1_7 = "http://iso.org/pdf2/ssn", "http://iso.org/pdf/ssn"
PEOPLE = {"everyone": None, "sam": SAM, "by hand": Person()}
CUSTOM = {"Callout": "Sect", "Checklist": "L", "Timeline": "L"}
EVERY_PART = Path(__file__).with_name("every-part.en.yaml")


@cache
def draw_pdf(
    format: handouts.Format = "trifold",
    who: str = "everyone",
    ink: handouts.Ink = "colour",
    standard: handouts.Standard = "ua-2",
    name: str | Path = "dry-needling",
) -> bytes:
    """A handout of the library."""
    spec, person = handouts.load(name), PEOPLE[who]
    return handouts.render(
        spec, format=format, paper="a4", person=person, ink=ink, standard=standard
    )


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    """A file to read."""
    return pikepdf.open(io.BytesIO(pdf))


def walk_tree(element: Any) -> Iterator[Any]:
    """The elements of a structure tree, parents first."""
    yield element
    for kid in read_kids(element):
        if "/S" in kid:
            yield from walk_tree(kid)


def read_kids(element: Any) -> list[Any]:
    """The elements and annotations in an element."""
    kids = element.get("/K")
    several = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in several if isinstance(each, pikepdf.Dictionary)]


def list_kids(element: Any) -> list[str]:
    """The types of the elements in an element."""
    return [str(each.S) for each in read_kids(element) if "/S" in each]


def list_links(file: pikepdf.Pdf) -> list[Any]:
    """The annotations of all links."""
    return [each for page in file.pages for each in page.get("/Annots", []) if "/A" in each]


def list_bookmarks(file: pikepdf.Pdf) -> list[Any]:
    """The dictionaries of the outline, in order."""
    found: list[Any] = []
    entry: Any = file.Root.Outlines.First
    while entry is not None:
        found.append(entry)
        following = entry.get("/First") or entry.get("/Next")
        while following is None and entry.get("/Parent") != file.Root.Outlines:
            entry = entry.Parent
            following = entry.get("/Next")
        entry = following
    return found


def read_attribute(element: Any, key: str) -> str:
    """An attribute of an element, of whatever owner; empty if it has none."""
    attributes = element.get("/A", pikepdf.Array())
    several = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(each[key]) for each in several if key in each), "")
