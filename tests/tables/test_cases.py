"""Tables as practice software exports them: what the leaflet of each row says, or what is asked.

Each file in ``cases`` is a small table of made-up people after a public bug report, a vendor's help
page or a real export's form. ``cases.yaml`` holds what is right for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from handouts.compose.personal import describe_person
from handouts.language.words import words_for
from handouts.sources.findings import SpecError
from handouts.tables.checked_row import CheckedRow
from handouts.tables.column_finder import find_columns
from handouts.tables.headers import column_letter
from handouts.tables.rows import read_people
from handouts.tables.survey import survey_table
from handouts.tables.table import parse_table
from tests.tables.tables import SPEC, spec_for

CASES = Path(__file__).with_name("cases")
EXPECTED = Path(__file__).with_name("cases.yaml")
WORDS = words_for("en")


def describe_table(path: Path) -> Iterator[str]:
    """Line by line: what is asked about the table, and what becomes of each row.

    The clinic's brand reads dates month first.
    """
    try:
        table = parse_table(path.name, path.read_bytes())
        columns = find_columns(table)
    except SpecError as error:
        yield from (f"asks: {problem.message}" for problem in error.problems)
        return
    survey = survey_table(table, columns, brand_order=True)
    yield from (f"asks: {problem.message}" for problem in survey.problems)
    yield from (f"says: {remark}" for remark in survey.dates.remarks)
    rows = read_people(table, columns, spec_for, ("trifold",), survey=survey)
    yield from (f"row {row.row}: {describe_row(row)}" for row in rows)


def describe_row(row: CheckedRow) -> str:
    """What a row's leaflet says, why there is none, or what is asked, with the column's letter."""
    if row.left_out:
        return f"left out, {row.left_out}"
    if row.problems:
        places = (f"{each.rule} in {column_letter(each.place.column - 1)}" for each in row.problems)
        return f"asks: {', '.join(places)}"
    facts = [f"{label} {value}" for label, value in describe_person(row.person, WORDS)]
    return "; ".join([*facts, *(f"({remark})" for remark in row.remarks)])


def test_cases_are_complete(regenerate: bool) -> None:
    """Each file has its right values, and none is left over."""
    if regenerate:
        values = {path.name: list(describe_table(path)) for path in sorted(CASES.iterdir())}
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)
        EXPECTED.write_text(text, encoding="utf-8", newline="\n")
    assert set(load_expected()) == {path.name for path in CASES.iterdir()}


def load_expected() -> dict[str, list[str]]:
    """What is right, by file."""
    expected: dict[str, list[str]] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    return expected


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.iterdir()))
def test_case(name: str) -> None:
    """Each row is read rightly, or asked about."""
    assert SPEC.handout.name == "dry-needling"
    assert list(describe_table(CASES / name)) == load_expected()[name]
