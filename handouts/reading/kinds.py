"""The kind of a handout: what its file must have, for the reader and for the JSON Schema."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from handouts.document.choices import DEFAULT_KIND
from handouts.document.handout_kinds import HANDOUT_KINDS, REFERENCES, HandoutKind, Need
from handouts.document.section_kinds import PERSONAL, SECTION_KINDS
from handouts.reading.context import Reading
from handouts.reading.group import Key, Record
from handouts.reading.scalar_shapes import Choice
from handouts.reading.shapes import Json
from handouts.sources.findings import join_choices, quote_text
from handouts.sources.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    find_value,
    list_names,
)

KIND = Key(
    Choice(tuple(HANDOUT_KINDS)),
    f"What it is about, which decides what it must have; {DEFAULT_KIND} if it is not there.",
)
_MANY = 3
"""From so many missing parts on, the handout is probably of another kind: one finding says so."""


def check_kind(record: Record, misspelt: Collection[str], reading: Reading) -> None:
    """Add a finding for what a handout of its kind needs and does not have.

    ``misspelt`` are the names that refused names probably mean; those are reported already. A
    kind that cannot be read is not checked.
    """
    name = record.get("kind", "" if {"kind"} & {*record.nodes, *misspelt} else DEFAULT_KIND)
    if not name:
        return
    kind = HANDOUT_KINDS[name]
    missing = [need for need in kind.needs if not _is_met(need, record, misspelt)]
    hint = _suggest_kinds(kind, missing, record, misspelt)
    if len(missing) >= _MANY:
        listed = join_choices((_describe_need(need) for need in missing), "and")
        _report_missing(record, f"{kind.title} needs {listed}.", hint, reading)
        return
    for need in missing:
        hints = filter(None, (_describe_example(need), hint))
        message = f"{kind.title} needs {_describe_need(need)}."
        _report_missing(record, message, " ".join(hints), reading)


def _report_missing(record: Record, message: str, hint: str, reading: Reading) -> None:
    """Add a finding at the line that names the kind, or else at the file's first line."""
    if "kind" in record.nodes:
        reading.report("missing-part", record.nodes["kind"], message, hint)
    else:
        reading.report_missing(record.node, message, hint)


def _is_met(need: Need, record: Record, misspelt: Collection[str]) -> bool:
    if need.keys:
        return any(
            (key in record and record.get(key) != []) or key in misspelt for key in need.keys
        )
    sections = [
        node for key, node in record.nodes.items() if key != PERSONAL and _is_section(key, node)
    ]
    is_refused = any(key in SECTION_KINDS for key in misspelt)  # it may hold what is needed
    if need.parts:
        parts = (part for node in sections for part in _list_parts(node))
        return is_refused or any(part in need.parts for part in parts)
    return bool(sections) or is_refused


def _is_section(key: str, node: Node) -> bool:
    """Whether a name is a known section's, or that of a section of the author's own."""
    return key in SECTION_KINDS or "heading" in list_names(node)


def _list_parts(section: Node) -> Iterator[str]:
    """The names in a section, and in the items of its ``parts``."""
    yield from list_names(section)
    parts = find_value(section, "parts")
    for item in parts.items if isinstance(parts, Sequence) else ():
        yield from list_names(item)


def is_needed(section: str, handout: Mapping) -> bool:
    """Whether a handout of its kind needs a section, and has none that would do."""
    written = list_names(handout)
    name = find_value(handout, "kind")
    kind = HANDOUT_KINDS.get(name.text if isinstance(name, Scalar) else DEFAULT_KIND)
    needs = [need.keys for need in kind.needs if section in need.keys] if kind else []
    return any(not any(key in written for key in keys) for keys in needs)


# --- messages ----------------------------------------------------------------------------


def _describe_need(need: Need) -> str:
    """What is needed, for a message: ``'explanation' or 'trigger_points'``."""
    if need.is_any_section:
        return "at least one section"
    names = join_choices(map(quote_text, need.keys or need.parts))
    return names if need.keys else f"a section with {names}"


def _describe_example(need: Need) -> str:
    """A hint with a line to add; for a part, the table of parts says more."""
    example = next(
        (
            f"{key}: {SECTION_KINDS[key].example}"
            for key in need.keys
            if key in SECTION_KINDS and SECTION_KINDS[key].example
        ),
        "",
    )
    return f"Add it, for example: {example}" if example else "Add it."


def _suggest_kinds(
    kind: HandoutKind, missing: Iterable[Need], record: Record, misspelt: Collection[str]
) -> str:
    """A hint that names the kinds that need no more than there is; none of them if none does.

    Those that ask for most come first.
    """
    others = [
        other
        for other in HANDOUT_KINDS.values()
        if other is not kind and all(_is_met(need, record, misspelt) for need in other.needs)
    ]
    others.sort(key=lambda other: -len(other.needs))
    if not others:
        return "See: handouts kinds"
    names = join_choices((f"'kind: {other.name}'" for other in others), "and")
    verb = "needs" if len(others) == 1 else "need"
    return (
        f"If this is another kind of handout, say so: {names} {verb} nothing more. "
        "See: handouts kinds"
    )


# --- the JSON Schema ---------------------------------------------------------------------


def build_kind_schema(other_names: Iterable[str]) -> Json:
    """What each kind must have, as conditions. ``other_names`` are those that are no sections."""
    return {"allOf": [_build_condition(kind, [*other_names]) for kind in HANDOUT_KINDS.values()]}


def _build_condition(kind: HandoutKind, other_names: list[str]) -> Json:
    named: Json = {"properties": {"kind": {"const": kind.name}}}
    # Without a kind, nothing contradicts the default one.
    condition = named if kind.name == DEFAULT_KIND else {**named, "required": ["kind"]}
    needs: list[Json] = [_build_need(need, other_names) for need in kind.needs]
    return {"if": condition, "then": {"allOf": needs}}


def _build_need(need: Need, other_names: list[str]) -> Json:
    if need.keys:
        choices: list[Json] = [
            {"required": [key], "properties": {key: {"type": "array", "minItems": 1}}}
            if key == REFERENCES
            else {"required": [key]}
            for key in need.keys
        ]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if not need.parts:
        return {"not": {"propertyNames": {"enum": [*other_names, PERSONAL]}}}
    named: list[Json] = [{"required": [part]} for part in need.parts]
    item: Json = {"type": "object", "anyOf": named}
    listed: Json = {"required": ["parts"], "properties": {"parts": {"contains": item}}}
    section: Json = {"type": "object", "anyOf": [*named, listed]}
    return {"not": {"additionalProperties": {"not": section}}}
