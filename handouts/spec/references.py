"""References: their shape, in CSL's field names, and the model made of them."""

from __future__ import annotations

from typing import Any

from handouts.spec.group import Group, Key, Record
from handouts.spec.models import Name, Reference
from handouts.spec.nodes import Node
from handouts.spec.problems import quoted
from handouts.spec.reading import Reading
from handouts.spec.shapes import Choice, Items, Made, Text, each

TYPES = ("article-journal", "report", "book", "webpage")
ID = r"[A-Za-z0-9][A-Za-z0-9_.:\-]*"
_ISSUED = r"[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"


def _named(record: Record, node: Node, reading: Reading) -> Record:
    """A name is a person's or an organisation's."""
    if "literal" in record:
        if "family" in record or "given" in record:
            reading.wrong(
                node, "A name is 'literal' or 'family' and 'given', not both.", "Keep one of them."
            )
    elif "family" not in record:
        mend = "Write {family: Brady, given: S}, or {literal: An Organisation}."
        reading.wrong(node, "An author has no name.", mend)
    return record


NAME = Group(
    "an author",
    {
        "family": Key(Text(100), "The family name.", example="Brady"),
        "given": Key(Text(100), "The given names, or their initials.", example="S"),
        "literal": Key(Text(200), "An organisation's name."),
    },
)


def _complete(record: Record, node: Node, reading: Reading) -> Record:
    """An article needs its journal, its year and its authors."""
    if "type" not in record or record.get("type") == TYPES[0]:
        for name in ("author", "container-title", "issued"):
            if name not in record:
                message = f"{quoted(name)} is missing from this article."
                reading.wrong(node, message, "Add it, or give another type: report, book, webpage.")
    return record


REFERENCE = Group(
    "a reference",
    {
        "id": Key(
            Text(60, ID, "brady-2014"), "What citations name it by: [@id].", True, "brady-2014"
        ),
        "type": Key(Choice(TYPES), "What it is; an article in a journal if not said."),
        "author": Key(Items(Made(NAME, _named), 30), "Its authors, in order."),
        "title": Key(Text(500), "Its title.", True, "The title as published"),
        "container-title": Key(
            Text(300), "The journal's or site's name.", False, "Pain Medicine", ("journal", "site")
        ),
        "container-title-short": Key(Text(150), "The journal's short name.", False, "Pain Med"),
        "publisher": Key(Text(200), "Who published it."),
        "publisher-place": Key(Text(100), "Where it was published."),
        "issued": Key(
            Text(10, _ISSUED, "2014, 2014-05 or 2014-05-31"),
            "When it was published.",
            False,
            "2014",
            ("year", "date", "published"),
        ),
        "volume": Key(Text(30), "The volume."),
        "issue": Key(Text(30), "The issue."),
        "page": Key(Text(40), "The pages, such as 134-140."),
        "DOI": Key(
            Text(200, r"10\.[0-9]{4,9}/\S+", "10.1179/2042618613Y.0000000044"),
            "Its digital object identifier, without an address before it.",
        ),
        "PMID": Key(Text(12, r"[0-9]+", "25125935"), "Its number in PubMed."),
        "URL": Key(Text(500, r"https?://[!-~]+", "https://example.org/page"), "Its address."),
    },
)

REFERENCES = Items(Made(REFERENCE, _complete), 60)


def reference(record: Record) -> Reference:
    """The model of a reference that was read and found right."""
    get: Any = record.get
    return Reference(
        id=get("id"),
        type=get("type", TYPES[0]),
        title=get("title"),
        author=tuple(map(_name, each(get("author")))),
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


def _name(record: Record) -> Name:
    return Name(*(record.get(name, "") for name in ("family", "given", "literal")))
