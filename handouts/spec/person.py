"""The person: whom a handout is made for, read from named cells of text.

Where the cells come from (options, a file, a row) the caller knows, and gives each its
place. What a cell holds is a patient's: no message here ever repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

from handouts.spec.advice import advice_of, read_advice
from handouts.spec.areas import read_areas
from handouts.spec.dates import month_first, read_day, read_visit
from handouts.spec.garbled import garbled
from handouts.spec.handout import LANGUAGE, normal
from handouts.spec.inlines import blank
from handouts.spec.models import Brand, Handout, Person, Visit
from handouts.spec.problems import Fault, Place, Problem, SpecError, meant, quoted

FIELDS: Mapping[str, str] = {
    "first_name": "The first name.",
    "last_name": "The last name.",
    "therapist": "Who treats the person.",
    "date": "The day of the treatment, such as 2026-12-01.",
    "areas": "What was treated: left trapezius, low back.",
    "advice": "Advice chosen from the handout's, by its names: heat, water.",
    "next_visit": "The day of the next visit, with or without its time: 2026-12-08 14:30.",
    "notes": "Notes in plain text, a paragraph a line.",
    "language": "The language of this person's handout: en, es, pt-BR.",
    "format": "The format of this person's handout: trifold.",
    "paper": "The paper of this person's handout: a4 or letter.",
}
"""The fields of a person, in order, with what each is for."""

LIMITS: Mapping[str, int] = {
    **dict.fromkeys(("first_name", "last_name", "therapist"), 80),
    **dict.fromkeys(("areas", "advice"), 500),
    "notes": 1_000,
    **dict.fromkeys(("date", "next_visit", "language", "format", "paper"), 60),
}
"""How many characters each field holds at most. A longer name is a slip of a column."""

LISTS = frozenset({"areas", "advice", "notes"})
"""The fields whose lines count: each is an item, or a paragraph."""

NAMES = frozenset({"first_name", "last_name", "therapist"})
"""The fields that hold names of people."""

# What software writes where it knows nothing; spelled otherwise, most of it is somebody's name.
_NOTHING = frozenset(
    "n/a N/A n.a. N.A. null NULL none None NONE nan NaN undefined - -- --- – — . , / ?".split()
)
_MOST_LINES = 20
# Control characters but white space, halves of characters, and what is no character at all.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
    )
    + "]"
)
# What steers the order of the text about it, or marks a file's beginning. Copied along
# unseen; it would turn about the words that a name is set into.
_STEERING = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")

_LANGUAGES = {
    "ar": "arabic",
    "de": "german deutsch",
    "en": "english",
    "es": "spanish español espanol castellano",
    "fa": "persian farsi",
    "fr": "french français francais",
    "he": "hebrew",
    "hi": "hindi",
    "it": "italian italiano",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch nederlands",
    "pl": "polish polski",
    "pt": "portuguese português portugues",
    "ru": "russian",
    "so": "somali",
    "tl": "tagalog filipino",
    "tr": "turkish",
    "uk": "ukrainian",
    "ur": "urdu",
    "vi": "vietnamese",
    "zh": "chinese",
}
_NAMED = {name: tag for tag, names in _LANGUAGES.items() for name in names.split()}
_PAPERS = {"a4": "a4", "din a4": "a4", "letter": "letter", "us letter": "letter"}


class Cell(NamedTuple):
    """A text as it was written, where, and what its writer calls the field: a column's header."""

    text: str
    place: Place
    called: str = ""

    def __repr__(self) -> str:
        """Where it stands, and not what is in it."""
        return f"Cell({str(self.place)!r})"


class _Known(NamedTuple):
    """What cells are read against."""

    handout: Handout | None
    formats: Collection[str]
    month_first: bool | None


def read_person(
    values: Mapping[str, Cell],
    handout: Handout | None,
    *,
    formats: Collection[str],
    brand: Brand | None = None,
) -> Person:
    """The person of some cells, by field.

    A blank cell is not given, nor is one with what software writes for that (N/A). Values are
    data and never markup: they are trimmed, white space becomes single spaces, and in ``notes``
    each line is a paragraph. Characters that steer the direction of text are left out.
    ``areas`` and ``advice`` are lists, parted by commas, semicolons, "and" or lines. ``advice``
    is checked against the handout's; numbers-only dates are read the way of the brand (see
    ``spec.dates``).

    Raises SpecError with all that is wrong, each at its cell's place, no value repeated.
    """
    known = _Known(handout, formats, month_first(brand))
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for name, cell in values.items():
        if name not in FIELDS:
            problems.append(_unknown(name, cell))
            continue
        value, faults = _value(name, cell, known)
        problems += (Problem(cell.place, *fault) for fault in faults)
        if value:
            parts["treated" if name == "date" else name] = value
    made = Person(**parts)
    problems += _too_soon(made, values)
    if problems:
        raise SpecError(problems)
    return made


def _too_soon(person: Person, values: Mapping[str, Cell]) -> Iterator[Problem]:
    """A next visit that cannot be one."""
    if person.treated and person.next_visit and person.next_visit.day < person.treated:
        cell = values["next_visit"]
        message = _called(cell, "The next visit is before the day of the treatment.")
        yield Problem(cell.place, message, "Check both days.")


def _unknown(name: str, cell: Cell) -> Problem:
    mend = meant(name, FIELDS, f"The fields are {', '.join(FIELDS)}.")
    return Problem(cell.place, "There is no such field of a person.", mend)


def _value(name: str, cell: Cell, known: _Known) -> tuple[Any, list[Fault]]:
    """The value of a cell, empty where it is blank or wrong, and all that is wrong with it."""
    called = quoted(cell.called or name)
    hidden = _HIDDEN.search(cell.text)
    if hidden:
        message = f"A hidden character (U+{ord(hidden[0]):04X}) is in {called}."
        return None, [Fault(message, "Take it out.")]
    text = _folded(cell.text, name)
    if nothing(text):
        return None, []
    fault = None if text.isascii() else garbled(text, name=name in NAMES)
    if fault:
        return None, [Fault(_called(cell, fault.message), fault.mend)]
    if len(text) > LIMITS[name]:
        many = f"{len(text):,} characters; {LIMITS[name]:,} are the most"
        return None, [Fault(f"{called} is too long: {many}.", "Make it shorter.")]
    value, faults = _READERS[name](text, known)
    return value, [Fault(_called(cell, fault.message), fault.mend) for fault in faults]


def nothing(text: str) -> bool:
    """Whether a text is not given: blank, or what software writes where it knows nothing."""
    return blank(text) or text.strip() in _NOTHING


def _called(cell: Cell, message: str) -> str:
    """A message with the cell's header before it, where the place alone says too little."""
    return f"{quoted(cell.called)}: {message}" if cell.called else message


def _folded(text: str, name: str) -> str:
    """A text without blanks at its ends, with single ones inside; lines stay where they count."""
    lines = _LINE_ENDS.split(_STEERING.sub("", text))
    kept = filter(None, (" ".join(line.split()) for line in lines))
    return ("\n" if name in LISTS else " ").join(kept)


# --- readers: the value or None, and faults ---------------------------------------------


def _plain(text: str, known: _Known) -> tuple[str, list[Fault]]:
    return text, []


def _areas(text: str, known: _Known) -> tuple[Any, Any]:
    return read_areas(text)


def _notes(text: str, known: _Known) -> tuple[str, list[Fault]]:
    lines = text.count("\n") + 1
    if lines > _MOST_LINES:
        return "", [Fault(f"{lines:,} lines are too many; {_MOST_LINES} are the most.", "Cut it.")]
    return text, []


def _day(text: str, known: _Known) -> tuple[Any, list[Fault]]:
    read = read_day(text, known.month_first)
    return (None, [read]) if isinstance(read, Fault) else (read, [])


def _advice(text: str, known: _Known) -> tuple[tuple[str, ...], list[Fault]]:
    there = None if known.handout is None else advice_of(known.handout)
    return read_advice(text, there)


def _visit(text: str, known: _Known) -> tuple[Visit | None, list[Fault]]:
    read = read_visit(text, known.month_first)
    return (read, []) if isinstance(read, Visit) else (None, [read])


def language_tag(text: str) -> str:
    """The tag of a language as it was written: es for ES, "Spanish" and "es"; empty for none.

    Whoever chooses a handout by a person's language needs it before the person is read.
    """
    said = _folded(text, "language")
    tag = _NAMED.get(said.lower(), said.replace("_", "-"))
    return normal(tag) if re.fullmatch(LANGUAGE, tag) else ""


def _language(text: str, known: _Known) -> tuple[str, list[Fault]]:
    tag = language_tag(text)
    faults = [Fault("This is no language.", "Write it like this: en, es or pt-BR.")]
    return tag, [] if tag else faults


def _format(text: str, known: _Known) -> tuple[str, list[Fault]]:
    name = text.lower()
    if name in known.formats:
        return name, []
    mend = meant(name, known.formats, f"There is {', '.join(known.formats)}.")
    return "", [Fault("There is no such format.", mend)]


def _paper(text: str, known: _Known) -> tuple[str, list[Fault]]:
    name = " ".join(re.split(r"[\s_-]+", text.lower()))
    if name in _PAPERS:
        return _PAPERS[name], []
    return "", [Fault("There is no such paper.", meant(name, _PAPERS, "It is a4 or letter."))]


_READERS: Mapping[str, Callable[[str, _Known], tuple[Any, Any]]] = {
    **dict.fromkeys(("first_name", "last_name", "therapist"), _plain),
    "date": _day,
    "areas": _areas,
    "advice": _advice,
    "next_visit": _visit,
    "notes": _notes,
    "language": _language,
    "format": _format,
    "paper": _paper,
}
