"""References: their shape, with CSL's field names, and the model built from them."""

from __future__ import annotations

import re

from handouts.data import Data
from handouts.document.handout import Name, Reference
from handouts.reading.context import Reading
from handouts.reading.days import Day
from handouts.reading.group import Group, Key, Record
from handouts.reading.scalar_shapes import Choice, PlainText
from handouts.reading.shapes import Converted, Items, Json, valid_values
from handouts.sources.findings import join_choices, quote_text
from handouts.sources.nodes import Node, Scalar

TYPES = ("article-journal", "report", "book", "webpage")
ID = r"[A-Za-z0-9][A-Za-z0-9_.:\-]*"
_ISSUED = r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


def _check_author_name(record: Record, node: Node, reading: Reading) -> Record:
    """Check that a name is either a person's or an organisation's."""
    if "literal" in record:
        if "family" in record or "given" in record:
            reading.report(
                "conflicting-values",
                node,
                "A name has either 'literal' or 'family', not both.",
                "Keep one of them.",
            )
    elif "family" not in record:
        hint = "Write {family: Brady, given: S}, or {literal: An Organisation}."
        reading.report_missing(record.node, "The author has no name.", hint)
    return record


NAME = Group(
    "an author",
    {
        "family": Key(PlainText(100), "The family name.", example="Brady"),
        "given": Key(PlainText(100), "The given names, or their initials.", example="S"),
        "literal": Key(PlainText(200), "An organisation's name."),
    },
)


def _check_reference(record: Record, node: Node, reading: Reading) -> Record:
    """Check that it has a title or a text, not both, and an article its journal and authors."""
    if (
        "accessed" in record
        and "URL" not in record
        and "URL" not in REFERENCE.misspelt_keys(record)
    ):
        message = "'accessed' is the day on which a web page was read, but there is no 'URL'."
        reading.report("missing-part", record.nodes["accessed"], message, "Add it, or delete this.")
    if "text" in record:
        _check_text_alone(record, reading)
        return record
    if "title" not in record and "title" not in REFERENCE.misspelt_keys(record):
        hint = "Add it, for example: title: The title as published; or all of it as 'text'."
        reading.report_missing(record.node, "A reference needs 'title'.", hint)
    if "type" not in record or record.get("type") == TYPES[0]:
        for name in ("author", "container-title", "issued"):
            if name not in record:
                message = f"{quote_text(name)} is missing from this article."
                reading.report_missing(
                    record.node, message, "Add it, or set another type: report, book, webpage."
                )
    return record


def _check_text_alone(record: Record, reading: Reading) -> None:
    """Check that a reference with a text has nothing else that would be printed."""
    others = [name for name in record.nodes if name not in _BESIDE_TEXT]
    if others:
        message = f"A reference is a 'text' or has parts, but this has {quote_text(others[0])} too."
        hint = f"Beside 'text' there may be {join_choices(_BESIDE_TEXT[2:])}, for a link."
        reading.report("conflicting-values", record.nodes[others[0]], message, hint)


_BESIDE_TEXT = ("id", "text", "DOI", "PMID", "URL")
"""What a reference with a text may have."""

REFERENCE = Group(
    "a reference",
    {
        "id": Key(
            PlainText(60, ID, "brady-2014"), "The id that citations use: [@id].", True, "brady-2014"
        ),
        "type": Key(Choice(TYPES), "What it is; a journal article by default."),
        "author": Key(Items(Converted(NAME, _check_author_name), 30), "Its authors, in order."),
        "title": Key(PlainText(500), "Its title.", False, "The title as published"),
        "container-title": Key(
            PlainText(300),
            "The journal's or site's name.",
            False,
            "Pain Medicine",
            ("journal", "site"),
        ),
        "container-title-short": Key(
            PlainText(150), "The journal's short name.", False, "Pain Med"
        ),
        "publisher": Key(PlainText(200), "Who published it."),
        "publisher-place": Key(PlainText(100), "Where it was published."),
        "issued": Key(
            PlainText(10, _ISSUED, "2014, 2014-05 or 2014-05-31"),
            "When it was published.",
            False,
            "2014",
            ("year", "date", "published"),
        ),
        "volume": Key(PlainText(30), "The volume."),
        "issue": Key(PlainText(30), "The issue."),
        "page": Key(PlainText(40), "The pages, such as 134-140."),
        "DOI": Key(
            PlainText(200, r"10\.[0-9]{4,9}/\S+", "10.1179/2042618613Y.0000000044"),
            "Its digital object identifier (DOI), without a web address before it.",
        ),
        "PMID": Key(PlainText(12, r"[0-9]+", "25125935"), "Its number in PubMed (PMID)."),
        "URL": Key(
            PlainText(500, r"https?://[!-~]+", "https://example.org/page"), "Its web address."
        ),
        "accessed": Key(
            Day(), "The day on which the page was read, printed with it.", False, "2026-11-01"
        ),
        "genre": Key(PlainText(100), "What kind of report.", False, "Clinical guideline"),
        "number": Key(PlainText(60), "The report's number.", False, "NG59"),
        "text": Key(
            PlainText(1_000),
            "All of it as it is to be printed, in place of its parts.",
            False,
            "Smith J. Knee pain. J Knee 2020;1:1-10.",
        ),
    },
    schema_extra={
        "anyOf": [
            {"required": ["title"], "not": {"required": ["text"]}},
            {"required": ["text"], "propertyNames": {"enum": [*_BESIDE_TEXT]}},
        ],
        "dependentRequired": {"accessed": ["URL"]},
    },
)


class ReferenceItem(Data, frozen=True):
    """A reference in the list: a mapping. A text alone has no id to cite it by."""

    def read(self, node: Node, name: str, reading: Reading) -> Record | None:
        """The record of the reference, or None if it is none."""
        if not isinstance(node, Scalar) or node.is_empty:
            return _CHECKED.read(node, name, reading)
        identity = _propose_id(node.text)
        message = "A reference needs an id, by which the text cites it."
        hint = (
            f"Write '- id: {identity}', below it 'text: ...', and [@{identity}] where it belongs."
        )
        reading.report("wrong-type", node, message, hint)
        return None

    def schema(self, shared: dict[str, Json]) -> Json:
        """That of the mapping."""
        return _CHECKED.schema(shared)


def _propose_id(text: str) -> str:
    """An id for a reference in words: its first word and its year, "smith-2020"."""
    word = re.search("[A-Za-z]+", text)
    year = re.search(r"\b(19|20)[0-9]{2}\b", text)
    return f"{word[0][:20].lower() if word else 'source'}-{year[0] if year else 1}"


_CHECKED = Converted(REFERENCE, _check_reference)
REFERENCE_LIST = Items(ReferenceItem(), 60, 0)


def build_reference(record: Record) -> Reference:
    """The model of a reference, from a valid record."""
    get = record.get
    return Reference(
        id=get("id"),
        type=get("type", TYPES[0]),
        title=get("title", ""),
        author=tuple(map(_build_name, valid_values(get("author")))),
        issued=tuple(int(number) for number in get("issued", "").split("-") if number),
        container_title=get("container-title", ""),
        container_title_short=get("container-title-short", ""),
        volume=get("volume", ""),
        issue=get("issue", ""),
        page=get("page", ""),
        publisher=get("publisher", ""),
        publisher_place=get("publisher-place", ""),
        doi=get("DOI", ""),
        pmid=get("PMID", ""),
        url=get("URL", ""),
        genre=get("genre", ""),
        number=get("number", ""),
        accessed=get("accessed"),
        text=get("text", ""),
    )


def _build_name(record: Record) -> Name:
    return Name(*(record.get(name, "") for name in ("family", "given", "literal")))
