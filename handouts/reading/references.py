"""References: their shape, with CSL's field names, and the model built from them."""

from __future__ import annotations

from handouts.document.handout import Name, Reference
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key, Record
from handouts.reading.scalar_shapes import Choice, PlainText
from handouts.reading.shapes import Converted, Items, valid_values
from handouts.sources.findings import quote_text
from handouts.sources.nodes import Node

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


def _check_article(record: Record, node: Node, reading: Reading) -> Record:
    """Check that an article has its journal, its year and its authors."""
    if "type" not in record or record.get("type") == TYPES[0]:
        for name in ("author", "container-title", "issued"):
            if name not in record:
                message = f"{quote_text(name)} is missing from this article."
                reading.report_missing(
                    record.node, message, "Add it, or set another type: report, book, webpage."
                )
    return record


REFERENCE = Group(
    "a reference",
    {
        "id": Key(
            PlainText(60, ID, "brady-2014"), "The id that citations use: [@id].", True, "brady-2014"
        ),
        "type": Key(Choice(TYPES), "What it is; a journal article by default."),
        "author": Key(Items(Converted(NAME, _check_author_name), 30), "Its authors, in order."),
        "title": Key(PlainText(500), "Its title.", True, "The title as published"),
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
    },
)

REFERENCE_LIST = Items(Converted(REFERENCE, _check_article), 60)


def build_reference(record: Record) -> Reference:
    """The model of a reference, from a valid record."""
    get = record.get
    return Reference(
        id=get("id"),
        type=get("type", TYPES[0]),
        title=get("title"),
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
    )


def _build_name(record: Record) -> Name:
    return Name(*(record.get(name, "") for name in ("family", "given", "literal")))
