"""The brand: what a clinic's file may hold, and the model built from it."""

from __future__ import annotations

import math
from pathlib import Path

from handouts.document.blocks import Artwork
from handouts.document.brand import Brand, Colours, Contact
from handouts.document.colours import BACKGROUNDS, TEXT, ContrastFailure, find_contrast_failures
from handouts.document.language_tags import LANGUAGE_TAG, normalize_language
from handouts.document.papers import PAPERS
from handouts.memo import intern_value
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.inlines import check_fields
from handouts.reading.pictures import is_drawable
from handouts.reading.pixel_files import explain_ending
from handouts.reading.scalar_shapes import Choice, Flag, PlainText, ProseLine
from handouts.reading.shapes import Converted
from handouts.reading.web_addresses import lower_scheme, make_web_address
from handouts.sources.findings import SpecError, quote_text
from handouts.sources.nodes import Node, parse_yaml
from handouts.sources.source import read_source
from handouts.sources.source_map import SourceMap

FONTS = ("atkinson-hyperlegible-next", "source-sans-3")
_COLOUR = r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})"


def _expand_colour(value: str, node: Node, reading: Reading) -> str:
    """A colour with six digits in lower case, such as ``#0b5563``; three digits are expanded."""
    digits = value[1:].lower()
    return "#" + (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits))


def _read_logo(value: str, node: Node, reading: Reading) -> Artwork | None:
    """Read the logo's file, which must be in the brand's folder or below it."""
    path = reading.folder / value
    if not is_drawable(path):
        reason = explain_ending(path.suffix)
        message = f"The logo {quote_text(value)} is not a picture that can be printed."
        hint = reason.hint if reason else "Use an SVG, PNG, JPEG or WebP file."
        reading.report("bad-picture", node, message, hint)
    elif not _is_inside(path, reading.folder):
        hint = "Copy it into this file's folder, and write only its name."
        reading.report(
            "file-outside-folder",
            node,
            f"The logo {quote_text(value)} is outside this file's folder.",
            hint,
        )
    elif not path.is_file():
        hint = "Copy it into this file's folder, or delete this line."
        reading.report("file-not-found", node, f"There is no file {quote_text(value)}.", hint)
    else:
        return reading.read_artwork(path)
    return None


def _is_inside(path: Path, folder: Path) -> bool:
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError, RuntimeError):  # a loop of links, or an impossible file name
        return False


def _colour_shape(example: str) -> Converted[str, str]:
    return Converted(PlainText(7, _COLOUR, example), _expand_colour)


_COLOURS = Group(
    "the brand colours",
    {
        "main": Key(
            _colour_shape("'#0b5563'"), "The main, strong colour, in quotes.", False, "#0b5563"
        ),
        "accent": Key(
            _colour_shape("'#b5381f'"), "The warm accent colour, in quotes.", False, "#b5381f"
        ),
        "text": Key(
            _colour_shape("'#1b2b30'"), "The colour of the text, in quotes.", False, "#1b2b30"
        ),
    },
)
_CONTACT = Group(
    "the contact details",
    {
        "phone": Key(
            PlainText(60), "The telephone number, as it should be printed.", False, "555 0142"
        ),
        "web": Key(
            make_web_address("clinic.example"),
            "The web address, as it should be printed.",
            False,
            "clinic.example",
        ),
        "email": Key(
            PlainText(200, r"[^@\s]+@[^@\s]+\.[^@\s]+", "desk@clinic.example"),
            "The e-mail address.",
        ),
        "address": Key(PlainText(300, is_prose=True), "Where the clinic is."),
        "reach": Key(ProseLine(), "How best to reach the clinic, in a line of Markdown."),
    },
)
_QR = PlainText(
    500,
    r"[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9\[][!-~]*",
    "https://clinic.example/appointments",
)

BRAND = Group(
    "a brand",
    {
        "name": Key(
            PlainText(80, is_prose=True), "The clinic's name.", True, "Riverside Physical Therapy"
        ),
        "tagline": Key(PlainText(120, is_prose=True), "A line below the name."),
        "logo": Key(
            Converted(PlainText(200), _read_logo),
            "A picture in this folder: SVG, PNG, JPEG or WebP.",
            False,
            "logo.svg",
        ),
        "colours": Key(_COLOURS, "The clinic's colours."),
        "font": Key(Choice(FONTS), "The typeface of the handouts."),
        "hyphenate": Key(
            Flag(),
            "Whether long words may be hyphenated where lines would be uneven.",
            False,
            "true",
        ),
        "contact": Key(_CONTACT, "How to reach the clinic."),
        "qr": Key(Converted(_QR, lower_scheme), "The web address that the QR code opens."),
        "emergency": Key(
            PlainText(300, is_prose=True), "What to do in an emergency.", False, "Call 911."
        ),
        "paper": Key(Choice(tuple(PAPERS)), "The paper in the clinic's printer."),
        "language": Key(
            PlainText(20, LANGUAGE_TAG, "en"), "The language to use where none is requested."
        ),
    },
)


_NO_BRAND = (
    "It holds the clinic's name, colours and contact. Check the folder, "
    "or start a clinic's folder with a brand: handouts init DIR."
)


def read_brand(path: Path) -> Brand:
    """Read a brand from a file; see ``read_mapped_brand``."""
    return read_mapped_brand(path)[0]


def read_mapped_brand(path: Path) -> tuple[Brand, SourceMap]:
    """Read a brand from a file, and where each of its values is written.

    Raises SpecError with everything that is wrong with the file.
    """
    source = read_source(path, _NO_BRAND)
    reading = Reading(source, path.parent, address=("brand",))
    brand = parse_yaml(source, lambda root: _validate_brand(root, path, reading))
    return brand, reading.source_map


def _validate_brand(root: Node, path: Path, reading: Reading) -> Brand:
    record = BRAND.read(root, "", reading)
    if record:
        _check_colours(record.get("colours"), reading)
        contact = record.get("contact")
        check_fields(reading, {"clinic", *record.nodes, *(contact.nodes if contact else ())})
    for citation in reading.citations:
        message = "A brand cannot cite references."
        reading.report_citation("bad-citation", citation, message, "Delete the citation.")
    if record is None or reading.findings:
        raise SpecError(reading.findings)
    return _build_brand(record, path)


def _check_colours(record: Record | None, reading: Reading) -> None:
    """Check that each colour in the file has enough contrast with its backgrounds."""
    if record is None:
        return
    for failure in find_contrast_failures(Colours(**record.values)):
        if failure.name in record.values:
            hint = f"The nearest colour with enough contrast is {quote_text(failure.nearest)}."
            reading.report(
                "low-contrast", record.nodes[failure.name], _contrast_message(failure, record), hint
            )


def _contrast_message(failure: ContrastFailure, record: Record) -> str:
    adjustment = ", lightened for small print," if failure.shade == "quiet" else ""
    ratio = math.floor(failure.ratio * 10) / 10  # never rounded up to what is needed
    requirement = "text needs" if failure.min_ratio == TEXT else "graphics need"
    return (
        f"{quote_text(record.values[failure.name])}{adjustment} has a contrast of {ratio}:1 on "
        f"{BACKGROUNDS[failure.background]}, but {requirement} {failure.min_ratio:g}:1."
    )


def _build_brand(record: Record, path: Path) -> Brand:
    values = {**record.values, "path": path}
    if "colours" in values:
        values["colours"] = Colours(**values["colours"].values)
    if "contact" in values:
        values["contact"] = Contact(**values["contact"].values)
    if "language" in values:
        values["language"] = normalize_language(values["language"])
    return intern_value(Brand(**values))
