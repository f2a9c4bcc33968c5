"""A person's values as a script has them: texts, dates, lists or None, as cells for a reader.

They are a patient's: what is wrong is told by the field and by the type of its value alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from handouts.spec.models import Person, Spec
from handouts.spec.person import FIELDS, LISTS, Cell, read_person
from handouts.spec.problems import Fault, Place, Problem, SpecError

_DATES = frozenset({"date", "next_visit"})


def read_values(values: Mapping[str, object], spec: Spec, *, formats: Collection[str]) -> Person:
    """The person of some values by field; each field's place is its name.

    None is not given. ``date`` and ``next_visit`` may be a date or a datetime; ``areas``,
    ``advice`` and ``notes`` a list or a tuple of texts. Raises SpecError with all that is wrong.
    """
    cells: dict[str, Cell] = {}
    problems: list[Problem] = []
    for name, value in values.items():
        place = Place(str(name))
        text = _text(name, value) if name in FIELDS else ""  # what is unknown is told below
        if isinstance(text, Fault):
            problems.append(Problem(place, *text))
        else:
            cells[str(name)] = Cell(text, place)
    try:
        person = read_person(cells, spec.handout, formats=formats, brand=spec.brand)
    except SpecError as error:
        problems += error.problems
    if problems:
        raise SpecError(problems)
    return person


def _text(name: str, value: object) -> str | Fault:
    if value is None or isinstance(value, str):
        return value or ""
    if name in _DATES:
        if isinstance(value, date):
            return value.isoformat()
        return _wrong(f"'{name}'", value, "Give a text, a date or a datetime.")
    if name not in LISTS or not isinstance(value, list | tuple):
        several = "Give a text, or a list of texts." if name in LISTS else "Give a text."
        return _wrong(f"'{name}'", value, several)
    for each in value:
        if not isinstance(each, str):
            return _wrong(f"An item of '{name}'", each, "Give texts.")
    return "\n".join(value)


def _wrong(what: str, value: object, mend: str) -> Fault:
    return Fault(f"{what} must be a text, not of the type {type(value).__name__}.", mend)
