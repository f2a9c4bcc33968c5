"""A person: whom a handout is made for."""

from __future__ import annotations

from datetime import date, time
from typing import Literal

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.choices import Paper

Side = Literal["", "left", "right", "both"]


class Area(Data, frozen=True):
    """A part of the body that was treated: ``part`` is one of the names in ``spec.areas``.

    ``side`` is left or right as the person sees it; empty where the part has no sides or the
    side is not known.
    """

    part: str
    side: Side = ""


class Visit(Data, frozen=True):
    """A day, and the time of day if it is known."""

    day: date
    at: time | None = None


class Person(Data, frozen=True):
    """The person a handout is made for; what is not known is empty.

    ``treated`` is the day of the treatment, the field ``date``. ``advice`` holds keys of the
    handout's advice. ``notes`` is plain text, one paragraph per line.
    ``language``, ``format`` and ``paper`` apply to this person's handout, where they differ
    from what is requested for everyone.
    """

    first_name: str = ""
    last_name: str = ""
    therapist: str = ""
    treated: date | None = None
    areas: tuple[Area, ...] = ()
    advice: tuple[str, ...] = ()
    next_visit: Visit | None = None
    notes: str = ""
    language: str = ""
    format: str = ""
    paper: Paper | Literal[""] = ""

    @property
    def name(self) -> str:
        """First and last name, as far as they are known."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    @property
    def is_blank(self) -> bool:
        """Whether nothing is known of the person, so that the panel is filled in by hand."""
        return replace(self, language="", format="", paper="") == Person()

    def __repr__(self) -> str:
        """Reveals nothing about the person, in case it is logged or displayed by mistake."""
        return "Person(...)"
