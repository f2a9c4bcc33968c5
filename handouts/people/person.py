"""The person a handout is made for, read from named cells of text.

The caller knows where the cells come from (options, a file, a row) and passes the place of
each. A cell holds a patient's data: no message here ever repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
from msgspec.structs import replace

from handouts.data import Data
from handouts.document.brand import Brand
from handouts.document.handout import Handout
from handouts.document.language_tags import LANGUAGE_TAG, normalize_language
from handouts.document.papers import PAPERS
from handouts.document.person import (
    PERSON_FIELDS,
    PRINTED_FIELDS,
    Area,
    ChosenExercise,
    Person,
    Visit,
)
from handouts.memo import memoized
from handouts.patterns import compile_late
from handouts.people.advice import choose_advice, collect_advice
from handouts.people.areas import read_areas
from handouts.people.clocks import check_hour, drop_winter_offset, has_winter_utc
from handouts.people.dates import (
    is_month_first,
    is_no_day,
    read_day,
    read_visit,
)
from handouts.people.day_checks import check_days, move_coming_day
from handouts.people.exercises import choose_exercises, collect_exercises
from handouts.people.missing import (
    is_language_unknown,
    is_missing,
    is_missing_name,
    is_open_visit,
)
from handouts.people.names import check_letters
from handouts.sources.findings import (
    Finding,
    Place,
    SpecError,
    ValueFinding,
    join_choices,
    quote_text,
    suggest_name,
)
from handouts.sources.mojibake import find_mojibake

_MOST_LINES = 20
# Control characters except white space, lone surrogates, and noncharacters.
_HIDDEN = compile_late(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# Bidirectional controls and the byte order mark. They are easily copied along unseen and would
# reorder the words around a name.
_STEERING = compile_late("[\ufeff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = compile_late("\r\n|[\n\r\v\f\x85\u2028\u2029]")

_NO_ORDERS: Mapping[str, bool] = {}
_LANGUAGES_FILE = Path(__file__).with_name("languages.json")
_PAPERS_BY_NAME = {name: paper for paper, size in PAPERS.items() for name in size.spellings}


class Cell(Data, frozen=True):
    """A text as written, its place, and the writer's name for the field (a column's header)."""

    text: str
    place: Place
    header: str = ""

    def __repr__(self) -> str:
        """The cell's place, never its text."""
        return f"Cell({str(self.place)!r})"


class _ReadingContext(Data, frozen=True):
    """What a cell's value depends on besides its text."""

    handout: Handout | None
    formats: Collection[str]
    month_first: bool | None
    has_winter_utc: bool = False


def read_person(
    values: Mapping[str, Cell],
    handout: Handout | None,
    *,
    formats: Collection[str],
    brand: Brand | None = None,
    date_orders: Mapping[str, bool] = _NO_ORDERS,
    today: date | None = None,
) -> Person:
    """Build a person from cells, keyed by field.

    A blank cell counts as missing, and so does a placeholder written by software (N/A). Values
    are data, never markup: they are trimmed, white space becomes single spaces, and in ``notes``
    each line is a paragraph. Bidirectional control characters are removed. ``areas`` and
    ``advice`` are lists, separated by commas, semicolons, "and" or line ends; so are
    ``exercises``, each perhaps with its dose. Advice and exercises are the handout's; dates in
    numbers alone are read in the brand's order (see ``people.dates``), unless ``date_orders`` says
    for a field whether the month comes first. A word
    such as TBC leaves a visit open. Nobody was treated on a day after ``today``, if that is given:
    such a day is the appointment; a next visit before it, and a visit long before, are errors.

    Raises SpecError with every problem, each at its cell's place, without repeating any value.
    """
    context = _find_context(handout, formats, brand)
    problems: list[Finding] = []
    fields: dict[str, object] = {}
    for name, cell in values.items():
        if name not in PERSON_FIELDS:
            problems.append(_report_unknown_field(name, cell))
            continue
        if not cell.text:  # quick: as many cells as not
            continue
        order = date_orders.get(name, context.month_first)
        here = context if order is context.month_first else _change_order(context, order)
        value, errors = _read_value(name, cell, here)
        if errors:
            problems += [error.place_at(cell.place) for error in errors]
        if value:
            fields["treated" if name == "date" else name] = value
    person = move_coming_day(replace(Person(), **fields), today)
    for name, error in check_days(
        person, {name: cell.text for name, cell in values.items()}, today
    ):
        problems.append(_add_header(values[name].header, error).place_at(values[name].place))
    if problems:
        raise SpecError(problems)
    return person


@memoized(16)
def _find_context(
    handout: Handout | None, formats: Collection[str], brand: Brand | None
) -> _ReadingContext:
    """The context of a whole table's cells: one object, by which their values are found again."""
    return _ReadingContext(handout, formats, is_month_first(brand), has_winter_utc(brand))


@memoized(16)
def _change_order(context: _ReadingContext, month_first: bool | None) -> _ReadingContext:
    """The context of a column whose dates have an order of their own."""
    return replace(context, month_first=month_first)


def _report_unknown_field(name: str, cell: Cell) -> Finding:
    hint = suggest_name(name, PERSON_FIELDS, f"The fields are {', '.join(PERSON_FIELDS)}.")
    return Finding("unknown-field", cell.place, "There is no such field of a person.", hint)


def _read_value(
    name: str, cell: Cell, context: _ReadingContext
) -> tuple[object, list[ValueFinding]]:
    """The value of a cell, empty where it is blank or wrong, and every error in it."""
    is_unique = name == "notes" or PERSON_FIELDS[name].is_name
    read = _read_text if is_unique else _read_recurring
    return read(name, cell.text, cell.header, context)


def _read_text(
    name: str,
    written: str,
    header: str,
    context: _ReadingContext,
) -> tuple[object, list[ValueFinding]]:
    """The value of a cell's text, and every error in it."""
    hidden = None if _is_plain(written) else _HIDDEN.search(written)
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        message = f"A hidden character ({code}) is in {quote_text(header or name)}."
        return None, [ValueFinding("hidden-character", message, "Take it out.")]
    text = _normalize_spaces(written, name)
    is_name = PERSON_FIELDS[name].is_name
    if is_missing_name(text) if is_name else is_missing(text):
        return None, []
    error = None if text.isascii() else find_mojibake(text, is_name=is_name)
    if error:
        return None, [_add_header(header, error)]
    limit = PERSON_FIELDS[name].limit
    if len(text) > limit:
        many = f"{len(text):,} characters; the limit is {limit:,}"
        message = f"{quote_text(header or name)} is too long: {many}."
        return None, [ValueFinding("text-too-long", message, "Make it shorter.")]
    value, errors = _READERS[name](text, context)
    return value, [_add_header(header, error) for error in errors] if errors else []


# Many people of a table have the same therapist, the same day and the same advice.
_read_recurring = memoized(512)(_read_text)


def has_hidden_character(text: str) -> bool:
    """Whether a text holds a control character, which is refused when a person is read."""
    return not _is_plain(text) and _HIDDEN.search(text) is not None


def _is_plain(text: str) -> bool:
    """Whether a text has nothing but what is printed, and line ends: a quick test."""
    return text.isprintable() or text.replace("\n", "").isprintable()


def _prefix_header(header: str, message: str) -> str:
    """The message, with the cell's header in front of it if the cell has one."""
    return f"{quote_text(header)}: {message}" if header else message


def _add_header(header: str, error: ValueFinding) -> ValueFinding:
    return ValueFinding(error.rule, _prefix_header(header, error.message), error.hint)


def _normalize_spaces(text: str, name: str) -> str:
    """Trim a text and reduce its white space to single spaces; keep line ends that matter."""
    if text.isprintable():  # quick: a single line, as nearly all texts are
        return " ".join(text.split())
    is_plain = _is_plain(text)
    lines = text.split("\n") if is_plain else _LINE_ENDS.split(_STEERING.sub("", text))
    filled = filter(None, (" ".join(line.split()) for line in lines))
    return ("\n" if PERSON_FIELDS[name].keeps_lines else " ").join(filled)


# --- readers: the value or None, and the errors -----------------------------------------


def _read_plain_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    return text, []


def _read_name_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    error = check_letters(text)
    return text, [error] if error else []


def _read_areas_field(
    text: str, context: _ReadingContext
) -> tuple[tuple[Area, ...], tuple[ValueFinding, ...]]:
    return read_areas(text)


def _read_notes_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    lines = text.count("\n") + 1
    if lines > _MOST_LINES:
        return "", [
            ValueFinding(
                "wrong-count",
                f"{lines:,} lines are too many; the limit is {_MOST_LINES}.",
                "Shorten it.",
            )
        ]
    return text, []


def _read_day_field(text: str, context: _ReadingContext) -> tuple[date | None, list[ValueFinding]]:
    if is_no_day(text):
        return None, []
    read = read_day(_drop_offset(text, context), context.month_first)
    return (None, [read]) if isinstance(read, ValueFinding) else (read, [])


def _read_advice_field(
    text: str, context: _ReadingContext
) -> tuple[tuple[str, ...], list[ValueFinding]]:
    offered = None if context.handout is None else collect_advice(context.handout)
    return choose_advice(text, offered)


def _read_exercises_field(
    text: str, context: _ReadingContext
) -> tuple[tuple[ChosenExercise, ...], list[ValueFinding]]:
    return choose_exercises(text, collect_exercises(context.handout) if context.handout else ())


def _read_visit_field(
    text: str, context: _ReadingContext
) -> tuple[Visit | None, list[ValueFinding]]:
    if is_no_day(text) or is_open_visit(text):
        return None, []
    read = read_visit(_drop_offset(text, context), context.month_first)
    if not isinstance(read, Visit):
        return None, [read]
    error = check_hour(read)
    return (None, [error]) if error else (read, [])


def _drop_offset(text: str, context: _ReadingContext) -> str:
    """The text of a day without the offset +00:00 where it is the clinic's time."""
    return drop_winter_offset(text) if context.has_winter_utc else text


def parse_language_tag(text: str) -> str:
    """The language tag of a text: es for ES, "Spanish" and "spa"; empty if it is not a language.

    It is public for callers that choose a handout by language before they read the person.
    """
    name = _normalize_spaces(text, "language")
    bare = " ".join(re.sub(r"\(.*\)|[;,/]", " ", name).lower().split())
    tag = _load_language_names().get(bare, name.replace("_", "-"))
    return normalize_language(tag) if re.fullmatch(LANGUAGE_TAG, tag) else ""


@cache
def _load_language_names() -> dict[str, str]:
    """The tag of each name of a language that practice software exports."""
    names = msgspec.json.decode(_LANGUAGES_FILE.read_bytes(), type=dict[str, tuple[str, ...]])
    return {name: tag for tag, each in names.items() for name in each}


def _read_language_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    if is_language_unknown(text):
        return "", []
    tag = parse_language_tag(text)
    errors = [
        ValueFinding(
            "invalid-language",
            "This is not a language code.",
            "Write it like this: en, es or pt-BR.",
        )
    ]
    return tag, [] if tag else errors


def _read_format_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    name = text.lower()
    if name in context.formats:
        return name, []
    hint = suggest_name(name, context.formats, f"Choose from {', '.join(context.formats)}.")
    return "", [ValueFinding("unknown-choice", "There is no such format.", hint)]


def _read_paper_field(text: str, context: _ReadingContext) -> tuple[str, list[ValueFinding]]:
    name = " ".join(re.split(r"[\s_-]+", text.lower()))
    if name in _PAPERS_BY_NAME:
        return _PAPERS_BY_NAME[name], []
    return "", [
        ValueFinding(
            "unknown-choice",
            "There is no such paper.",
            suggest_name(name, _PAPERS_BY_NAME, f"Use {join_choices(PAPERS)}."),
        )
    ]


_Reader = Callable[[str, _ReadingContext], tuple[object, Sequence[ValueFinding]]]
# A field that is printed as it was entered needs no reader of its own.
_READERS: Mapping[str, _Reader] = {
    **dict.fromkeys(PRINTED_FIELDS, _read_plain_field),
    **dict.fromkeys(("first_name", "last_name"), _read_name_field),
    "date": _read_day_field,
    "areas": _read_areas_field,
    "advice": _read_advice_field,
    "exercises": _read_exercises_field,
    **dict.fromkeys(("appointment", "next_visit"), _read_visit_field),
    "notes": _read_notes_field,
    "language": _read_language_field,
    "format": _read_format_field,
    "paper": _read_paper_field,
}
