"""The handout: what its file may hold, the checks across it, and the model built from it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from handouts.document.choices import DEFAULT_KIND
from handouts.document.handout import Approval, Handout
from handouts.document.handout_kinds import REFERENCES
from handouts.document.language_tags import (
    COPY_ENDINGS,
    LANGUAGE_TAG,
    correct_language,
    normalize_language,
)
from handouts.document.section_kinds import SECTION_KINDS, section_kind
from handouts.reading.context import Reading
from handouts.reading.days import Day
from handouts.reading.formats import FORMATS
from handouts.reading.group import Group, Key, Record
from handouts.reading.inlines import BRAND_FIELDS, check_fields
from handouts.reading.kinds import KIND, build_kind_schema, check_kind, is_needed
from handouts.reading.picture_shapes import COVER, build_picture
from handouts.reading.references import REFERENCE_LIST, build_reference
from handouts.reading.scalar_shapes import Choice, Flag, PlainText
from handouts.reading.sections import (
    CUSTOM_SECTION,
    PERSONAL,
    QUESTIONS,
    SECTION,
    build_section,
)
from handouts.reading.shapes import valid_values
from handouts.reading.web_addresses import make_web_address
from handouts.sources.findings import SpecError, find_nearest, quote_text, suggest_name
from handouts.sources.nodes import (
    Mapping,
    Node,
    Scalar,
    find_value,
    list_names,
    parse_yaml,
)
from handouts.sources.rules import Rule
from handouts.sources.source import read_source
from handouts.sources.source_map import SourceMap

_MOST_SECTIONS = 40
_CLOSE_MATCH = 0.8
_CUSTOM_NAME = r"[A-Za-z][A-Za-z0-9_\-]{0,59}"

APPROVAL = Group(
    "an approval",
    {
        "role": Key(
            PlainText(80, is_prose=True),
            "The approver's role.",
            True,
            "our lead physical therapist",
        ),
        "date": Key(Day("first day"), "The day or month of the approval.", True, "2026-11-23"),
        "name": Key(PlainText(80), "The approver's name, if it is to be printed."),
    },
)
_FACTS = {
    "title": Key(PlainText(150, is_prose=True), "The title.", True, "What is dry needling?"),
    "subtitle": Key(PlainText(200, is_prose=True), "A line below the title."),
    "id": Key(
        PlainText(40, r"[A-Za-z0-9][A-Za-z0-9_./ ()\-]*", "DN-1 or PIL 1234 (v2)"),
        "The clinic's number for the handout.",
        True,
        "DN-1",
    ),
    "version": Key(PlainText(20), "The version of the text.", True, '"1.0"'),
    "reviewed": Key(
        Day("first day"),
        "The day or month in which a professional last checked it.",
        True,
        "2026-11-23",
    ),
    "review_by": Key(
        Day("last day"),
        "The day by which it must be checked again; of a month, the last one.",
        True,
        "2028-11-23",
    ),
    "status": Key(
        Choice(("approved", "draft")), "A draft prints with a mark on each sheet.", True, "draft"
    ),
    "kind": KIND,
    "approved_by": Key(APPROVAL, "Who approved it, printed on the handout."),
    "language": Key(
        PlainText(20, LANGUAGE_TAG, "en, pt-BR or zh-Hans", correct=correct_language),
        "The language, if the file's name does not say it (NAME.LANGUAGE.yaml).",
    ),
    "cover": Key(COVER, "The picture on the front."),
    "formats": Key(
        FORMATS, "The formats it is for, the usual one first.", False, "[booklet, sheet]"
    ),
    "short_references": Key(
        Flag(), "Whether references are printed short or in full, whatever the brand says."
    ),
    "note_lines": Key(
        Flag(),
        "Whether what it leaves white on paper has lines for notes, whatever the brand says.",
    ),
    "references_web": Key(
        make_web_address("clinic.example/dn-1"),
        "The page with the list of its references, for brands with 'references: link'.",
    ),
}
_SHAPES = {"file": SECTION, "brand": QUESTIONS, "person": PERSONAL}
_SECTIONS = {
    kind.key: Key(
        _SHAPES[kind.filled_by], kind.about, example=kind.example, synonyms=kind.other_names
    )
    for kind in SECTION_KINDS.values()
}
_CLOSING = {
    REFERENCES: Key(REFERENCE_LIST, "The sources of the text, each cited as [@id]."),
}


def _accept_custom_section(key: Scalar, value: Node, handout: Mapping, reading: Reading) -> bool:
    """Accept an unknown name with a heading as a section of the author's own.

    It is refused if it is nearly the name of a section that the file does not have, and if that
    is needed or has a look of its own, which would be lost if that was meant.
    """
    near = find_nearest(key.text, HANDOUT.keys, _CLOSE_MATCH)
    is_custom = "heading" in list_names(value) and re.fullmatch(_CUSTOM_NAME, key.text)
    missed = SECTION_KINDS.get(near) if near and near not in list_names(handout) else None
    needed = missed is not None and is_needed(missed.key, handout)
    if is_custom and not (missed and (needed or missed.is_special)):
        return True
    is_section = near is None or near in _SECTIONS
    kind = "a section" if is_section else "known in a handout"
    near = near or HANDOUT.suggest_key(key.text)
    hint = f"Did you mean {quote_text(near)}?" if near else ""
    if is_custom and not needed:
        hint += f" If it is a section of your own, call it {quote_text(f'other_{key.text}', 80)}."
    rule: Rule = "unknown-section" if is_section else "unknown-name"
    has_parts = isinstance(value, Mapping) and "heading" not in list_names(value)
    if not hint or (is_section and has_parts):
        hint = f"{hint} {_explain_custom_section(key.text)}".lstrip()
    reading.report(rule, key, f"{quote_text(key.text)} is not {kind}.", hint)
    return False


def _explain_custom_section(name: str) -> str:
    """What a section of the author's own needs, of which a name may have a sign too many."""
    simple = re.sub(r"[^A-Za-z0-9_-]+", "_", name).strip("_-")
    if re.fullmatch(_CUSTOM_NAME, name) or not re.fullmatch(_CUSTOM_NAME, simple):
        return "A section of your own needs a simple name and a 'heading'."
    return f"The name of a section has letters and '_' only: {simple}. It needs a 'heading' too."


HANDOUT = Group(
    "a handout",
    {**_FACTS, **_SECTIONS, **_CLOSING},
    other_shape=CUSTOM_SECTION,
    accept_other=_accept_custom_section,
    schema_extra=build_kind_schema((*_FACTS, *_CLOSING)),
)


def read_handout(
    path: Path, pictures: tuple[Path, ...] = (), brand_fields: Container[str] = BRAND_FIELDS
) -> Handout:
    """Read a handout from a file; see ``read_mapped_handout``."""
    return read_mapped_handout(path, pictures, brand_fields)[0]


def read_mapped_handout(
    path: Path, pictures: tuple[Path, ...] = (), brand_fields: Container[str] = BRAND_FIELDS
) -> tuple[Handout, SourceMap]:
    """Read a handout from a file, and where each of its values is written.

    Pictures are looked up in the folder ``pictures`` beside the file, then in ``pictures``.
    ``brand_fields`` are the fields that the brand fills; any other brand field in the text
    needs fallback words. Raises SpecError with everything that is wrong with the file.
    """
    source = read_source(path)
    folders = (path.parent / "pictures", *pictures)

    def read(root: Node) -> tuple[Handout, SourceMap]:
        """Read the handout from the root node of its file."""
        english = find_language(path, root).partition("-")[0] == "en"
        reading = Reading(source, path.parent, english, folders, address=("handout",))
        record = HANDOUT.read(root, "", reading)
        check_fields(reading, brand_fields)
        return _validate_handout(record, path, reading), reading.source_map

    return parse_yaml(source, read)


def _validate_handout(record: Record | None, path: Path, reading: Reading) -> Handout:
    if record is not None:
        _check_record(record, path, reading)
    if record is None or reading.findings:
        raise SpecError(reading.findings)
    return _build_handout(record, path)


# --- the language ------------------------------------------------------------------------


def split_handout_name(path: Path) -> tuple[str, str]:
    """The name and language in a file name: ``dry-needling.en.yaml`` is dry-needling in en.

    The language is empty if the file name has none; ``knee.old.yaml`` is a copy, in none.
    """
    name, _, language = path.stem.rpartition(".")
    if name and language.lower() not in COPY_ENDINGS and re.fullmatch(LANGUAGE_TAG, language):
        return name, normalize_language(language)
    return path.stem, ""


def find_language(path: Path, root: Node) -> str:
    """The language that the file declares, or else that its name has; empty if neither does."""
    value = find_value(root, "language")
    if isinstance(value, Scalar):
        return normalize_language(value.text) if re.fullmatch(LANGUAGE_TAG, value.text) else ""
    return split_handout_name(path)[1]


# --- checks across the file --------------------------------------------------------------


def _check_record(record: Record, path: Path, reading: Reading) -> None:
    _check_declared_language(record, path, reading)
    check_kind(record, HANDOUT.misspelt_keys(record), reading)
    reviewed, review_by = record.get("reviewed"), record.get("review_by")
    if reviewed and review_by and review_by <= reviewed:
        message = "'review_by' must be later than 'reviewed'."
        reading.report("date-order", record.nodes["review_by"], message, "Check both dates.")
    names = list(_section_names(record.nodes))
    _check_tones(record, names, reading)
    if len(names) > _MOST_SECTIONS:
        node = record.nodes[names[_MOST_SECTIONS]]
        reading.report(
            "wrong-count",
            node,
            f"A handout may have at most {_MOST_SECTIONS} sections.",
            "Merge some.",
        )
    _check_references(record, reading)


def _check_tones(record: Record, names: Iterable[str], reading: Reading) -> None:
    """Check that no section with a box of its own is put in another."""
    for name in names:
        tone = find_value(record.nodes[name], "tone")
        if tone is not None and section_kind(name).tone != "plain":
            message = f"{quote_text(name)} has a box of its own."
            reading.report("conflicting-values", tone, message, "Delete this line.")


def _check_declared_language(record: Record, path: Path, reading: Reading) -> None:
    language_in_name, declared = split_handout_name(path)[1], record.get("language")
    if not language_in_name and "language" not in record:
        hint = "Name the file NAME.LANGUAGE.yaml, or add a line 'language: en'."
        reading.report_missing(record.node, "The handout does not say its language.", hint)
    elif (
        language_in_name
        and declared
        and language_in_name.partition("-")[0] != declared.lower().partition("-")[0]
    ):
        message = (
            f"The file name says {quote_text(language_in_name)}, but 'language' says "
            f"{quote_text(declared)}."
        )
        reading.report(
            "conflicting-values",
            record.nodes["language"],
            message,
            "Make them agree, or delete this line.",
        )


def _check_references(record: Record, reading: Reading) -> None:
    known: dict[str, int] = {}
    # A section with a misspelled name was not read, so neither were its citations.
    misspelled = HANDOUT.misspelt_keys(record)
    for _, reference_record in record.get("references", ()):
        if reference_record is None or not reference_record.get("id"):
            continue
        node = reference_record.nodes["id"]
        if reference_record.get("id") in known:
            line = known[reference_record.get("id")]
            message = (
                f"The id {quote_text(reference_record.get('id'))} is used twice, first on line "
                f"{line}."
            )
            reading.report("duplicate-name", node, message, "Give each reference a different id.")
        elif not misspelled and all(
            citation.id != reference_record.get("id") for citation in reading.citations
        ):
            message = f"The reference {quote_text(reference_record.get('id'))} is never cited."
            hint = f"Cite it as [@{reference_record.get('id')}] where it belongs, or delete it."
            reading.report("unused-reference", node, message, hint)
        known.setdefault(reference_record.get("id"), reading.source.line_of(node.offset))
    if "references" in record.values or "references" not in record.nodes.keys() | misspelled:
        _check_citations(reading, list(known))


def _check_citations(reading: Reading, known: list[str]) -> None:
    for citation in reading.citations:
        if citation.id not in known:
            message = f"There is no reference {quote_text(citation.id)}."
            hint = suggest_name(citation.id, known, "Add it under 'references'.")
            reading.report_citation("unknown-citation", citation, message, hint)


def _section_names(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if name not in _FACTS and name not in _CLOSING)


# --- the model ------------------------------------------------------------------------


def _build_handout(record: Record, path: Path) -> Handout:
    name, language = split_handout_name(path)
    get = record.get
    return Handout(
        name=name,
        path=path,
        language=normalize_language(get("language", language)),
        title=get("title"),
        subtitle=get("subtitle", ""),
        id=get("id"),
        version=get("version"),
        reviewed=get("reviewed"),
        review_by=get("review_by"),
        status=get("status"),
        cover=build_picture(get("cover"), ("handout", "cover")) if get("cover") else None,
        sections=tuple(build_section(key, get(key)) for key in _section_names(record.values)),
        references=tuple(map(build_reference, valid_values(get("references")))),
        approved_by=_build_approval(get("approved_by")),
        kind=get("kind", DEFAULT_KIND),
        short_references=get("short_references"),
        note_lines=get("note_lines"),
        references_web=get("references_web", ""),
        formats=get("formats", ()),
    )


def _build_approval(record: Record | None) -> Approval | None:
    if record is None:
        return None
    return Approval(record.get("role"), record.get("date"), record.get("name", ""))
