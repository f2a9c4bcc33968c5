"""The handout: what its file holds, what is checked across it, and the model made of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from handouts.spec.group import Group, Key, Record
from handouts.spec.inlines import FROM_BRAND, check_fields
from handouts.spec.models import Handout
from handouts.spec.nodes import Mapping, Node, Scalar, compose
from handouts.spec.problems import SpecError, meant, quoted
from handouts.spec.reading import Reading
from handouts.spec.references import REFERENCES, reference
from handouts.spec.sections import (
    COVER,
    OWN_SECTION,
    PERSONAL,
    QUESTIONS,
    SECTION,
    picture,
    section,
)
from handouts.spec.shapes import Choice, Day, Text, each
from handouts.spec.source import read_source

LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
_MOST_SECTIONS = 40
_EXPLANATIONS = {"trigger_points", "explanation"}
_LIKE = 0.8

_FACTS = {
    "title": Key(Text(150, prose=True), "The title.", True, "What is dry needling?"),
    "subtitle": Key(Text(200, prose=True), "A line below the title."),
    "id": Key(
        Text(40, r"[A-Za-z0-9][A-Za-z0-9_./\-]*", "DN-1"),
        "The clinic's own number for the handout.",
        True,
        "DN-1",
    ),
    "version": Key(Text(20), "The version of the text.", True, '"1.0"'),
    "reviewed": Key(Day(), "The day a professional last checked it.", True, "2026-11-23"),
    "review_by": Key(Day(), "The day it must be checked again.", True, "2028-11-23"),
    "status": Key(
        Choice(("approved", "draft")), "A draft prints with a mark on each sheet.", True, "draft"
    ),
    "language": Key(
        Text(20, LANGUAGE, "en, pt-BR or zh-Hans"),
        "The language, if the file's name does not say it (NAME.LANGUAGE.yaml).",
    ),
    "cover": Key(COVER, "The picture on the front."),
}
_SECTIONS = {
    "intro": Key(SECTION, "What it is, in the first lines read.", True, "Dry needling is..."),
    "personal": Key(PERSONAL, "What is known of one person; printed for a person alone."),
    "trigger_points": Key(SECTION, "What a trigger point is."),
    "explanation": Key(SECTION, "What the reader should understand."),
    "how_it_works": Key(SECTION, "How the treatment works."),
    "tell_us": Key(SECTION, "What to tell the therapist first."),
    "before_visit": Key(SECTION, "What to do before the visit."),
    "what_to_expect": Key(SECTION, "What happens and how it feels.", True, "You may feel..."),
    "risks": Key(SECTION, "What can go wrong, and how often."),
    "aftercare": Key(SECTION, "What to do afterwards.", True, "Rest today."),
    "get_help": Key(SECTION, "When to get help straight away."),
    "caveat": Key(SECTION, "What it cannot do.", True, "It does not..."),
    "your_choice": Key(SECTION, "That the reader may say no, and what else there is."),
    "questions": Key(QUESTIONS, "Whom to ask; the clinic's contact stands here."),
}
_ENDS = {
    "references": Key(REFERENCES, "What the text rests on, each cited by [@id].", True),
}


def _stranger(key: Scalar, value: Node, reading: Reading) -> bool:
    """A name that is not known is a section of the author's own, unless it is a slip."""
    near = HANDOUT.meant(key.text, _LIKE)
    kind = "a section" if near is None or near in _SECTIONS else "known in a handout"
    own = isinstance(value, Mapping) and any(
        isinstance(name, Scalar) and name.text == "heading" for name, _ in value.items
    )
    if own and not near and re.fullmatch(r"[A-Za-z][A-Za-z0-9_\-]{0,59}", key.text):
        return True
    near = near or HANDOUT.meant(key.text)
    own_way = "A section of your own needs a simple name and a 'heading'."
    mend = f"Did you mean {quoted(near)}?" if near else own_way
    reading.wrong(key, f"{quoted(key.text)} is not {kind}.", mend)
    return False


HANDOUT = Group(
    "a handout",
    {**_FACTS, **_SECTIONS, **_ENDS},
    others=OWN_SECTION,
    stranger=_stranger,
    also={"anyOf": [{"required": ["trigger_points"]}, {"required": ["explanation"]}]},
)


def read_handout(
    path: Path, pictures: tuple[Path, ...] = (), given: Container[str] = FROM_BRAND
) -> Handout:
    """The handout of a file. Raises SpecError with all that is wrong with it.

    A picture is looked up in ``pictures`` beside the file, then in the folders given.
    ``given`` are the fields that the brand fills: any other needs words for where it is not.
    """
    source = read_source(path)
    folders = (path.parent / "pictures", *pictures)

    def read(root: Node) -> Handout:
        english = language_of(path, root).partition("-")[0] == "en"
        reading = Reading(source, path.parent, english, folders)
        record = HANDOUT.read(root, "", reading)
        check_fields(reading, given)
        return _made(record, path, reading)

    return compose(source, read)


def _made(record: Record | None, path: Path, reading: Reading) -> Handout:
    if record is not None:
        _check(record, path, reading)
    if record is None or reading.problems:
        raise SpecError(reading.problems)
    return _handout(record, path)


# --- the language ------------------------------------------------------------------------


def name_and_language(path: Path) -> tuple[str, str]:
    """What a file's name says: ``dry-needling.en.yaml`` is dry-needling in en."""
    name, _, language = path.stem.rpartition(".")
    if name and re.fullmatch(LANGUAGE, language):
        return name, normal(language)
    return path.stem, ""


def normal(language: str) -> str:
    """A language tag as BCP 47 likes it: ``pt-BR``, ``zh-Hans-CN``."""
    first, *rest = language.split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def _subtag(part: str) -> str:
    return part.title() if len(part) == 4 else part.upper()


def language_of(path: Path, root: Node) -> str:
    """The language that the file, or else its name, says; empty if neither does."""
    for key, value in root.items if isinstance(root, Mapping) else ():
        if isinstance(key, Scalar) and key.text == "language" and isinstance(value, Scalar):
            return normal(value.text) if re.fullmatch(LANGUAGE, value.text) else ""
    return name_and_language(path)[1]


# --- checks across the file --------------------------------------------------------------


def _check(record: Record, path: Path, reading: Reading) -> None:
    _check_language(record, path, reading)
    if not _EXPLANATIONS & (set(record.nodes) | HANDOUT.misspelt(record)):
        message = "An explanation is missing: neither 'explanation' nor 'trigger_points' is there."
        reading.wrong(record.node, message, "Add one of these sections.")
    reviewed, again = record.get("reviewed"), record.get("review_by")
    if reviewed and again and again <= reviewed:
        message = "'review_by' must be later than 'reviewed'."
        reading.wrong(record.nodes["review_by"], message, "Check both days.")
    names = list(_section_names(record.nodes))
    if len(names) > _MOST_SECTIONS:
        at = record.nodes[names[_MOST_SECTIONS]]
        reading.wrong(at, f"A handout holds {_MOST_SECTIONS} sections at most.", "Join some.")
    _check_references(record, reading)


def _check_language(record: Record, path: Path, reading: Reading) -> None:
    named, said = name_and_language(path)[1], record.get("language")
    if not named and "language" not in record:
        mend = "Name the file NAME.LANGUAGE.yaml, or add a line 'language: en'."
        reading.wrong(record.node, "The handout does not say its language.", mend)
    elif named and said and named.partition("-")[0] != said.lower().partition("-")[0]:
        message = f"The file's name says {quoted(named)}, but 'language' says {quoted(said)}."
        reading.wrong(record.nodes["language"], message, "Make them agree, or delete this line.")


def _check_references(record: Record, reading: Reading) -> None:
    known: dict[str, int] = {}
    # What a section with a slip in its name cites was not read.
    refused = HANDOUT.misspelt(record)
    for _, one in record.get("references", ()):
        if one is None or not one.get("id"):
            continue
        at = one.nodes["id"]
        if one.get("id") in known:
            line = known[one.get("id")]
            message = f"The reference {quoted(one.get('id'))} stands twice, first on line {line}."
            reading.wrong(at, message, "Give each its own id.")
        elif not refused and all(citation.id != one.get("id") for citation in reading.cited):
            message = f"The reference {quoted(one.get('id'))} is never cited."
            mend = f"Cite it as [@{one.get('id')}] where it belongs, or delete it."
            reading.wrong(at, message, mend)
        known.setdefault(one.get("id"), reading.source.line(at.offset))
    if "references" in record.values or "references" not in record.nodes.keys() | refused:
        _check_citations(reading, list(known))


def _check_citations(reading: Reading, known: list[str]) -> None:
    for citation in reading.cited:
        if citation.id not in known:
            message = f"There is no reference {quoted(citation.id)}."
            mend = meant(citation.id, known, "Add it under 'references'.")
            reading.wrong_at(citation.text, citation.index, message, mend)


def _section_names(names: Any) -> Iterator[str]:
    return (name for name in names if name not in _FACTS and name not in _ENDS)


# --- the model ------------------------------------------------------------------------


def _handout(record: Record, path: Path) -> Handout:
    name, language = name_and_language(path)
    get = record.get
    return Handout(
        name=name,
        path=path,
        language=normal(get("language", language)),
        title=get("title"),
        subtitle=get("subtitle", ""),
        id=get("id"),
        version=get("version"),
        reviewed=get("reviewed"),
        review_by=get("review_by"),
        status=get("status"),
        cover=picture(get("cover")) if get("cover") else None,
        sections=tuple(section(key, get(key)) for key in _section_names(record.values)),
        references=tuple(map(reference, each(get("references")))),
    )
