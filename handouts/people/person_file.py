"""A person's file: the fields of one person in YAML, as cells for ``read_person``.

It is a patient's file, so its findings give the line and column but show none of its content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from handouts.document.person import PERSON_FIELDS
from handouts.people.person import Cell
from handouts.sources.findings import Finding, SpecError, suggest_name
from handouts.sources.nodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    describe_node,
    parse_yaml,
)
from handouts.sources.source import (
    MAX_FILE_BYTES,
    Source,
    decode_source,
    display_path,
    read_bytes,
)

_T = TypeVar("_T")


def read_person_file(path: Path) -> dict[str, Cell]:
    """The cells of a person's file, by field. Raises SpecError with all findings."""
    return parse_person_cells(display_path(path), read_bytes(path, MAX_FILE_BYTES))


def parse_person_cells(file: str, data: bytes) -> dict[str, Cell]:
    """The cells in the bytes of a person's file, by field. Messages call it ``file``.

    ``areas``, ``advice`` and ``exercises`` may be lists; so may ``notes``, with a paragraph in
    each item.
    Raises SpecError with all findings, none of which shows a line of the file.
    """
    return _hide_lines(lambda: _read_cells(decode_source(file, data)))


def _hide_lines(read: Callable[[], _T]) -> _T:
    """Return the result of ``read``; its findings lose their lines of the file."""
    try:
        return read()
    except SpecError as error:
        findings = [_hide_content(problem) for problem in error.problems]
    raise SpecError(findings)


def _hide_content(finding: Finding) -> Finding:
    # The only message about YAML that repeats a word of the file, the name of an alias.
    names_alias = finding.message.endswith("contains itself.")
    message = "The alias contains itself." if names_alias else finding.message
    return replace(finding, message=message, source_line="")


def _read_cells(source: Source) -> dict[str, Cell]:
    return parse_yaml(source, lambda root: _read_fields(root, source))


def _read_fields(root: Node, source: Source) -> dict[str, Cell]:
    if not isinstance(root, Mapping):
        message = "This file should contain the fields of a person."
        hint = "Write each on its own line, such as: first_name: Sam"
        raise SpecError([source.finding_at("wrong-type", root.offset, message, hint)])
    cells: dict[str, Cell] = {}
    findings: list[Finding] = []
    for key, value in root.items:
        field_findings = list(_check_field(key, value, cells, source))
        findings += field_findings
        if not field_findings and isinstance(key, Scalar):
            cells[key.text] = Cell(_node_text(value), source.place_at(value.offset, value.end))
    if findings:
        raise SpecError(findings)
    return cells


def _check_field(
    key: Node, value: Node, cells: dict[str, Cell], source: Source
) -> Iterator[Finding]:
    """The findings about a field's name and about the kind of its value."""
    name = key.text if isinstance(key, Scalar) else ""
    if name not in PERSON_FIELDS:
        hint = suggest_name(name, PERSON_FIELDS, f"The fields are {', '.join(PERSON_FIELDS)}.")
        yield source.finding_at(
            "unknown-field", key.offset, "There is no such field of a person.", hint, end=key.end
        )
    elif name in cells:
        yield source.finding_at(
            "duplicate-name",
            key.offset,
            f"'{name}' is used twice.",
            "Keep one of the two.",
            end=key.end,
        )
    elif isinstance(value, Mapping) or (
        isinstance(value, Sequence) and not PERSON_FIELDS[name].keeps_lines
    ):
        hint = "Put the whole text in quotes." if value.flow else "Write text after the colon."
        yield source.finding_at(
            "wrong-type",
            value.offset,
            f"'{name}' must be text, not {describe_node(value)}.",
            hint,
            end=value.end,
        )
    elif isinstance(value, Sequence):
        for item in value.items:
            if not isinstance(item, Scalar):
                message = f"An item of '{name}' must be text, not {describe_node(item)}."
                yield source.finding_at(
                    "wrong-type",
                    item.offset,
                    message,
                    "Put the whole text in quotes.",
                    end=item.end,
                )


def _node_text(value: Node) -> str:
    if isinstance(value, Sequence):
        return "\n".join(item.text for item in value.items if isinstance(item, Scalar))
    return value.text if isinstance(value, Scalar) else ""
