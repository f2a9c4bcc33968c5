"""A person's values from a script (strings, dates, lists or None) become cells to be read.

They are a patient's data: messages name only the field and the type of its value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from handouts.document.handout import Spec
from handouts.document.person import PERSON_FIELDS, Person
from handouts.people.person import Cell, read_person
from handouts.sources.findings import Finding, Place, SpecError, ValueFinding

_DATES = frozenset({"date", "appointment", "next_visit"})


def read_values(values: Mapping[str, object], spec: Spec, *, formats: Collection[str]) -> Person:
    """Build a person from values keyed by field; the place of each problem is the field's name.

    None counts as missing. ``date``, ``appointment`` and ``next_visit`` may be a date or a
    datetime; ``areas``, ``advice``, ``exercises`` and ``notes`` a list or a tuple of
    strings. Raises SpecError with every problem.
    """
    cells: dict[str, Cell] = {}
    problems: list[Finding] = []
    for name, value in values.items():
        place = Place(str(name))
        text = (
            _convert_to_text(name, value) if name in PERSON_FIELDS else ""
        )  # read_person reports it
        if isinstance(text, ValueFinding):
            problems.append(text.place_at(place))
        else:
            cells[str(name)] = Cell(text, place)
    try:
        person = read_person(cells, spec.handout, formats=formats, brand=spec.brand)
    except SpecError as error:
        problems += error.problems
    if problems:
        raise SpecError(problems)
    return person


def _convert_to_text(name: str, value: object) -> str | ValueFinding:
    if value is None or isinstance(value, str):
        return value or ""
    if name in _DATES:
        if isinstance(value, date):
            return value.isoformat()
        return _report_wrong_type(f"'{name}'", value, "Pass a string, a date or a datetime.")
    if not PERSON_FIELDS[name].keeps_lines or not isinstance(value, list | tuple):
        hint = (
            "Pass a string or a list of strings."
            if PERSON_FIELDS[name].keeps_lines
            else "Pass a string."
        )
        return _report_wrong_type(f"'{name}'", value, hint)
    for each in value:
        if not isinstance(each, str):
            return _report_wrong_type(f"An item of '{name}'", each, "Pass strings.")
    return "\n".join(value)


def _report_wrong_type(what: str, value: object, hint: str) -> ValueFinding:
    return ValueFinding("wrong-type", f"{what} must be a string, not {type(value).__name__}.", hint)
