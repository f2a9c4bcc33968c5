"""Which headers a clinic uses for which fields: typed as options, or saved.

They are saved in ``columns.yaml`` in the clinic's folder, which contains headers and never a
patient's data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from handouts.files import write_atomically
from handouts.reading.context import Reading
from handouts.reading.group import Group, Key
from handouts.reading.scalar_shapes import PlainText
from handouts.sources.blanks import is_blank
from handouts.sources.findings import (
    Finding,
    Place,
    SpecError,
    ValueFinding,
    quote_text,
    suggest_name,
)
from handouts.sources.nodes import parse_yaml
from handouts.sources.source import read_source
from handouts.tables.address_columns import load_address_headers
from handouts.tables.headers import load_headers

COLUMNS_FILE = "columns.yaml"
_OPTION = "--columns"
_FILE_COMMENT = "# Which column of the practice's export holds which field, for 'handouts batch'.\n"


def parse_choices(words: Iterable[str]) -> dict[str, str]:
    """Headers by field, from texts like ``first_name=Given name``; ``notes=-`` leaves one out.

    Raises SpecError for a text without '=', and for a field that is unknown or used twice.
    """
    choices: dict[str, str] = {}
    problems: list[Finding] = []
    for word in words:
        field, mark, header = (part.strip() for part in word.partition("="))
        known = field.lower().replace("-", "_").replace(" ", "_")
        error = _check_choice(known, mark, header, choices)
        if error:
            problems.append(error.place_at(Place(_OPTION)))
        choices.setdefault(known, header)
    if problems:
        raise SpecError(problems)
    return choices


def _check_choice(
    field: str, mark: str, header: str, choices: Mapping[str, str]
) -> ValueFinding | None:
    if not mark or not header:
        return ValueFinding(
            "wrong-form",
            "This should be a field and its header.",
            'For example: --columns first_name="Given name"; notes=- leaves the field out.',
        )
    fields = (*load_headers().synonyms, *load_address_headers())
    if field not in fields:
        hint = suggest_name(field, fields, f"The fields are {', '.join(fields)}.")
        return ValueFinding("unknown-field", f"{quote_text(field)} is not a field.", hint)
    if field in choices:
        message = f"The field {quote_text(field)} is used twice."
        return ValueFinding("duplicate-name", message, "Keep one of the two.")
    return None


def load_choices(folder: Path) -> dict[str, str]:
    """The headers by field in a clinic's columns.yaml; empty where there is no such file.

    Raises SpecError with every error in the file.
    """
    path = folder / COLUMNS_FILE
    if not path.is_file():
        return {}
    source = read_source(path)
    reading = Reading(source, folder)
    keys = {
        field: Key(PlainText(200, is_literal=True), f"The header of the column for {field}.")
        for field in (*load_headers().synonyms, *load_address_headers())
    }
    record = parse_yaml(
        source, lambda root: Group("a list of columns", keys).read(root, "", reading)
    )
    if record is None or reading.findings:
        raise SpecError(reading.findings)
    return dict(record.values)


def save_choices(folder: Path, mapping: Mapping[str, str]) -> Path:
    """Add headers by field to a clinic's columns.yaml, and return the file's path.

    Fields already in the file keep their headers unless ``mapping`` has them too. A blank
    header is left out. Raises SpecError where the file has errors, FileError where it cannot
    be written.
    """
    # Every JSON string is also valid YAML.
    merged = {**load_choices(folder), **mapping}
    lines = [
        f"{field}: {json.dumps(merged[field], ensure_ascii=False)}\n"
        for field in (*load_headers().synonyms, *load_address_headers())
        if field in merged and not is_blank(merged[field])
    ]
    path = folder / COLUMNS_FILE
    write_atomically(path, (_FILE_COMMENT + "".join(lines)).encode("utf-8"))
    return path
