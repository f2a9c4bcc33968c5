"""The brand: what a clinic's file holds, and the model made of it."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

from handouts.spec.colours import GROUNDS, TEXT, Failing, failing
from handouts.spec.group import Group, Key, Record
from handouts.spec.handout import LANGUAGE, normal
from handouts.spec.inlines import check_fields
from handouts.spec.models import Artwork, Brand, Colours, Contact
from handouts.spec.nodes import Node, compose
from handouts.spec.problems import SpecError, quoted
from handouts.spec.reading import Reading
from handouts.spec.sections import LINE
from handouts.spec.shapes import Choice, Made, Text
from handouts.spec.source import read_source

FONTS = ("atkinson-hyperlegible-next", "source-sans-3")
# A name with a dot in it, with or without a scheme, a port and a path.
_WEB = (
    r"([Hh][Tt][Tt][Pp][Ss]?://)?([A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?\.)+"
    r"[A-Za-z]([A-Za-z0-9\-]*[A-Za-z0-9])(:[0-9]{1,5})?([/?#][!-~]*)?"
)
_COLOUR = r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"


def _colour(value: str, node: Node, reading: Reading) -> str:
    """A colour in full: ``#0b5563``."""
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _schemed(value: str, node: Node, reading: Reading) -> str:
    """A web address whose scheme, if it has one, is in small letters."""
    scheme, mark, rest = value.partition("://")
    return scheme.lower() + mark + rest if mark and scheme.isalpha() else value


def _logo(value: str, node: Node, reading: Reading) -> Artwork | None:
    """The logo's file, which stands in the brand's folder or below it."""
    path = reading.folder / value
    if not re.search(r"(?i)\.(svg|png)$", value):
        reading.wrong(node, f"The logo {quoted(value)} is no picture.", "Name an SVG or PNG file.")
    elif not _inside(path, reading.folder):
        mend = "Copy it beside this file, and write its name only."
        reading.wrong(node, f"The logo {quoted(value)} is outside this file's folder.", mend)
    elif not path.is_file():
        mend = "Copy it beside this file, or delete this line."
        reading.wrong(node, f"There is no file {quoted(value)}.", mend)
    else:
        return reading.artwork(path)
    return None


def _inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, a name no file can have
        return False


def _hued(example: str) -> Made:
    return Made(Text(7, _COLOUR, example), _colour)


_COLOURS = Group(
    "the colours",
    {
        "main": Key(_hued("'#0b5563'"), "The one strong colour, in quotes.", False, "#0b5563"),
        "accent": Key(_hued("'#b5381f'"), "The warm accent, in quotes.", False, "#b5381f"),
        "text": Key(_hued("'#1b2b30'"), "The text's colour, in quotes.", False, "#1b2b30"),
    },
)
_CONTACT = Group(
    "the contact",
    {
        "phone": Key(Text(60), "The telephone number, as it is to be read.", False, "555 0142"),
        "web": Key(
            Made(Text(200, _WEB, "clinic.example"), _schemed),
            "The web address, as it is to be read.",
            False,
            "clinic.example",
        ),
        "email": Key(
            Text(200, r"[^@\s]+@[^@\s]+\.[^@\s]+", "desk@clinic.example"), "The e-mail address."
        ),
        "address": Key(Text(300, prose=True), "Where the clinic is."),
        "reach": Key(LINE, "How best to reach the clinic, in a line of Markdown."),
    },
)
_QR = Text(
    500,
    r"[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9\[][!-~]*",
    "https://clinic.example/appointments",
)

BRAND = Group(
    "a brand",
    {
        "name": Key(Text(80, prose=True), "The clinic's name.", True, "Riverside Physical Therapy"),
        "tagline": Key(Text(120, prose=True), "A line below the name."),
        "logo": Key(
            Made(Text(200), _logo), "An SVG or PNG file in this folder.", False, "logo.svg"
        ),
        "colours": Key(_COLOURS, "The clinic's colours."),
        "font": Key(Choice(FONTS), "The type that handouts are set in."),
        "contact": Key(_CONTACT, "How the clinic is reached."),
        "qr": Key(Made(_QR, _schemed), "The web address behind the QR code."),
        "emergency": Key(Text(300, prose=True), "What to do in an emergency.", False, "Call 911."),
        "paper": Key(Choice(("a4", "letter")), "The paper in the clinic's printer."),
        "language": Key(Text(20, LANGUAGE, "en"), "The language that is meant if none is named."),
    },
)


def read_brand(path: Path) -> Brand:
    """The brand of a file. Raises SpecError with all that is wrong with it."""
    source = read_source(path)
    return compose(source, lambda root: _read(root, path, Reading(source, path.parent)))


def _read(root: Node, path: Path, reading: Reading) -> Brand:
    record = BRAND.read(root, "", reading)
    if record:
        _check_colours(record.get("colours"), reading)
        contact = record.get("contact")
        check_fields(reading, {"clinic", *record.nodes, *(contact.nodes if contact else ())})
    for citation in reading.cited:
        message = "A brand has no references to cite."
        reading.wrong_at(citation.text, citation.index, message, "Take the citation out.")
    if record is None or reading.problems:
        raise SpecError(reading.problems)
    return _brand(record, path)


def _check_colours(record: Record | None, reading: Reading) -> None:
    """Whether each colour that the file gives shows on what it stands on."""
    if record is None:
        return
    for fault in failing(Colours(**record.values)):
        if fault.name in record.values:
            mend = f"The nearest that passes is {quoted(fault.nearest)}."
            reading.wrong(record.nodes[fault.name], _unseen(fault, record), mend)


def _unseen(fault: Failing, record: Record) -> str:
    made = ", lightened for small print," if fault.shade == "quiet" else ""
    ratio = math.floor(fault.ratio * 10) / 10  # never rounded up to what is needed
    needs = "text needs" if fault.least == TEXT else "graphics need"
    return (
        f"{quoted(record.values[fault.name])}{made} has a contrast of {ratio}:1 on "
        f"{GROUNDS[fault.ground]}, where {needs} {fault.least:g}:1."
    )


def _brand(record: Record, path: Path) -> Brand:
    given: dict[str, Any] = {**record.values, "path": path}
    if "colours" in given:
        given["colours"] = Colours(**given["colours"].values)
    if "contact" in given:
        given["contact"] = Contact(**given["contact"].values)
    if "language" in given:
        given["language"] = normal(given["language"])
    return Brand(**given)
