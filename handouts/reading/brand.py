"""The brand: what a clinic's file may hold, and the model built from it."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from handouts.document.brand import Brand, Colours
from handouts.document.choices import LookName, ReferenceStyle
from handouts.document.language_tags import LANGUAGE_TAG, correct_language, normalize_language
from handouts.document.papers import PAPERS
from handouts.memo import intern_value
from handouts.reading.colours import COLOURS
from handouts.reading.contact import CONTACT, build_contact
from handouts.reading.context import Reading
from handouts.reading.fonts import FONT
from handouts.reading.group import Group, Key, Record
from handouts.reading.inlines import check_fields
from handouts.reading.logo import LOGO, PARTNER_LOGOS, check_logo
from handouts.reading.qr_codes import QR, gather_targets
from handouts.reading.scalar_shapes import Choice, Flag, PlainText
from handouts.reading.shapes import valid_values
from handouts.reading.web_addresses import make_web_address
from handouts.resources import library_folder
from handouts.sources.findings import SpecError
from handouts.sources.nodes import Node, parse_yaml
from handouts.sources.source import read_source
from handouts.sources.source_map import SourceMap

BRAND = Group(
    "a brand",
    {
        "name": Key(
            PlainText(120, is_prose=True), "The clinic's name.", True, "Riverside Physical Therapy"
        ),
        "tagline": Key(PlainText(120, is_prose=True), "A line below the name."),
        "logo": Key(
            LOGO,
            "A picture in this folder: SVG, PNG, JPEG or WebP.",
            False,
            "logo.svg",
        ),
        "logo_holds_name": Key(
            Flag(),
            "Whether the logo shows the clinic's name, which is then not printed beside it.",
            False,
            "true",
        ),
        "partner_logos": Key(PARTNER_LOGOS, "Logos of partners, printed small below the contact."),
        "colours": Key(COLOURS, "The clinic's colours."),
        "look": Key(
            Choice(get_args(LookName)),
            "How headings, boxes and covers look, for example on bands of colour.",
        ),
        "font": Key(FONT, "The typeface: one of the program's, or one in the folder 'fonts'."),
        "hyphenate": Key(
            Flag(),
            "Whether long words may be hyphenated where lines would be uneven.",
            False,
            "true",
        ),
        "references": Key(
            Choice(get_args(ReferenceStyle)),
            "How references are printed: in full, short, or as a link to where they are listed.",
            False,
            "short",
        ),
        "references_web": Key(
            make_web_address("clinic.example/sources"),
            "The web address where the references of handouts are listed, for 'references: link'.",
        ),
        "note_lines": Key(
            Flag(), "Whether what a text leaves white on paper has lines for notes.", False, "false"
        ),
        "contact": Key(CONTACT, "How to reach the clinic."),
        "qr": Key(QR, "The web address that the QR code opens, or a list of what several open."),
        "emergency": Key(
            PlainText(300, is_prose=True), "What to do in an emergency.", False, "Call 911."
        ),
        "paper": Key(Choice(tuple(PAPERS)), "The paper in the clinic's printer."),
        "language": Key(
            PlainText(20, LANGUAGE_TAG, "en", correct=correct_language),
            "The language to use where none is requested.",
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
    pictures = (path.parent / "pictures",)
    reading = Reading(source, path.parent, picture_folders=pictures, address=("brand",))
    brand = parse_yaml(source, lambda root: _validate_brand(root, path, reading))
    return brand, reading.source_map


def _validate_brand(root: Node, path: Path, reading: Reading) -> Brand:
    record = BRAND.read(root, "", reading)
    if record:
        check_logo(record, reading)
        _check_references(record, reading)
        contact = record.get("contact")
        filled = {"clinic", *record.nodes, *(contact.nodes if contact else ())}
        check_fields(reading, filled | ({"phone"} if "phones" in filled else set()))
    for citation in reading.citations:
        message = "A brand cannot cite references."
        reading.report_citation("bad-citation", citation, message, "Delete the citation.")
    if record is None or reading.findings:
        raise SpecError(reading.findings)
    return _build_brand(record, path)


def _build_brand(record: Record, path: Path) -> Brand:
    values = {**record.values, "path": path, "is_example": _is_example(path)}
    if "colours" in values:
        values["colours"] = Colours(**values["colours"].values)
    if "contact" in values:
        values["contact"] = build_contact(values["contact"])
    if "qr" in values:
        values["qr"] = gather_targets(values["qr"])
    if "partner_logos" in values:
        values["partner_logos"] = tuple(valid_values(values["partner_logos"]))
    if "language" in values:
        values["language"] = normalize_language(values["language"])
    return intern_value(Brand(**values))


def _check_references(record: Record, reading: Reading) -> None:
    """Check that there is an address where references are only a link to it."""
    if record.get("references") == "link" and "references_web" not in record.nodes:
        message = "'references: link' needs the web address where the references are listed."
        hint = "Add a line 'references_web: clinic.example/sources'; or write 'references: short'."
        reading.report("missing-part", record.nodes["references"], message, hint)


def _is_example(path: Path) -> bool:
    """Whether a path, however it is written, leads to the brand of the built-in library."""
    return path.resolve() == (library_folder() / "brand.yaml").resolve()
