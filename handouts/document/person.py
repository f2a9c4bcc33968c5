"""A person: whom a handout is made for, and what is known of each field of a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.dose import Dose
from handouts.document.papers import PAPERS, Paper

Side = Literal["", "left", "right", "both"]


class Area(Data, frozen=True):
    """A part of the body that was treated: ``part`` is the name of one in ``document.body``.

    ``side`` is left or right as the person sees it; empty where the part has no sides or the
    side is not known.
    """

    part: str
    side: Side = ""


class Visit(Data, frozen=True):
    """A day, and the time of day if it is known."""

    day: date
    at: time | None = None


class ChosenExercise(Data, frozen=True):
    """An exercise of a handout by its name, with whatever a person's own dose says."""

    name: str
    dose: Dose = Dose()


class Person(Data, frozen=True):
    """The person a handout is made for; what is not known is empty.

    ``treated`` is the day of the treatment, the field ``date``; ``appointment`` is the visit at
    which the handout is given, which may still be to come. ``advice`` holds keys of the handout's
    advice, and ``exercises`` which of its exercises to do, in this order; all where none is
    chosen. ``notes`` is plain text, one paragraph per line.
    ``language``, ``format`` and ``paper`` apply to this person's handout, where they differ
    from what is requested for everyone. ``by_hand`` leaves what is not known to the pen.
    """

    first_name: str = ""
    last_name: str = ""
    therapist: str = ""
    treated: date | None = None
    appointment: Visit | None = None
    areas: tuple[Area, ...] = ()
    advice: tuple[str, ...] = ()
    exercises: tuple[ChosenExercise, ...] = ()
    next_visit: Visit | None = None
    notes: str = ""
    language: str = ""
    format: str = ""
    paper: Paper | Literal[""] = ""
    by_hand: bool = False

    @property
    def name(self) -> str:
        """First and last name, as far as they are known."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of the person, so that the panel is filled in by hand."""
        return replace(self, language="", format="", paper="", by_hand=False) == Person()

    @property
    def is_form(self) -> bool:
        """Whether the panel is filled in by hand: all of it, or what is not known."""
        return self.by_hand or self.is_blank

    def __repr__(self) -> str:
        """Reveals nothing about the person, in case it is logged or displayed by mistake."""
        return "Person(...)"


class PersonField(Data, frozen=True):
    """A field of a person, as users name and write it.

    ``about`` says what it is for. A value of more characters than ``limit`` is usually from a
    wrong column. Where it ``keeps_lines``, each line is an item or a paragraph. One that
    ``is_name`` is a person's name, and one that ``is_printed`` is printed as it was entered.
    ``fallback`` is an example of what a text says where the field has no value; a field without
    one is not for texts. ``shorten_hint`` is for a field that makes a leaflet too long, and
    ``short_value`` is a value that takes little space.
    """

    about: str
    limit: int = 60
    keeps_lines: bool = False
    is_name: bool = False
    is_printed: bool = False
    fallback: str = ""
    shorten_hint: str = ""
    short_value: str = ""


def _name_field(about: str, fallback: str, short_value: str = "") -> PersonField:
    return PersonField(
        about,
        limit=80,
        is_name=True,
        is_printed=True,
        fallback=fallback,
        shorten_hint="Shorten the name.",
        short_value=short_value,
    )


PERSON_FIELDS: Mapping[str, PersonField] = {
    "first_name": _name_field("The first name.", "you", "Sam"),
    "last_name": _name_field("The last name.", "you"),
    "therapist": _name_field("The person's therapist.", "your therapist"),
    "date": PersonField(
        "The day of the treatment, such as 2026-12-01.", fallback="the day of your treatment"
    ),
    "appointment": PersonField(
        "The visit at which the handout is given: 2026-12-01 14:30.",
        fallback="the day of your visit",
    ),
    "areas": PersonField(
        "What was treated: left trapezius, low back.",
        limit=500,
        keeps_lines=True,
        fallback="the sore spots",
        shorten_hint="Choose fewer areas.",
    ),
    "advice": PersonField(
        "Advice chosen from the handout by name: heat, water.",
        limit=500,
        keeps_lines=True,
        shorten_hint="Choose less advice, or shorten it in the handout.",
    ),
    "exercises": PersonField(
        "Exercises chosen from the handout, each with its own dose: chin tuck 2x10, neck turn.",
        limit=1_000,
        keeps_lines=True,
    ),
    "next_visit": PersonField(
        "The day of the next visit, with or without a time: 2026-12-08 14:30.",
        fallback="the day we agreed on",
    ),
    "notes": PersonField(
        "Notes in plain text, one paragraph per line.",
        limit=1_000,
        keeps_lines=True,
        is_printed=True,
        fallback="what we told you",
        shorten_hint="Shorten the notes.",
        short_value="Rest.",
    ),
    "language": PersonField("The language of this person's handout: en, es, pt-BR."),
    "format": PersonField("The format of this person's handout: trifold."),
    "paper": PersonField(f"The paper of this person's handout: {', '.join(PAPERS)}."),
}
"""The fields of a person by name, in the order in which they are shown.

Those that come later are easier to shorten.
"""
PRINTED_FIELDS = tuple(name for name, field in PERSON_FIELDS.items() if field.is_printed)
"""The fields that are printed exactly as they were entered."""
