"""The words of the furniture: what the program itself says on paper, by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from msgspec.structs import replace

from handouts.compose.parts import ENGLISH_PARTS, Parts
from handouts.data import Data
from handouts.spec.models import Visit


class Personal(Data, frozen=True):
    """The words of the personal panel.

    ``day`` puts a date together from {day}, {month} and {year}, ``weekday`` puts {weekday}
    to that {day}, and ``at`` the {time}; ``hours`` is how many the clock has, 12 or 24.
    """

    name: str
    treated: str
    therapist: str
    areas: str
    advice: str
    next_visit: str
    notes: str
    blank: str
    lines: str
    chart: str
    empty_chart: str
    mark: str
    front: str
    back: str
    left: str
    right: str
    parts: Parts
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    weekday: str
    at: str
    hours: int
    last: str

    def full(self, day: date) -> str:
        """A day in full: "November 24, 2026"."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def brief(self, day: date) -> str:
        """A day with its month cut short: "Nov 24, 2026"."""
        return self.day.format(day=day.day, month=self.short_months[day.month - 1], year=day.year)

    def visit(self, visit: Visit) -> str:
        """A visit in full: "Tuesday, December 1, 2026 at 2:30 PM"."""
        told = self.weekday.format(
            weekday=self.weekdays[visit.day.weekday()], day=self.full(visit.day)
        )
        return told if visit.at is None else self.at.format(day=told, time=self.clock(visit.at))

    def clock(self, at: time) -> str:
        """A time of day: "2:30 PM", or "14:30"."""
        if self.hours == 24:
            return f"{at.hour}:{at.minute:02}"
        return f"{at.hour % 12 or 12}:{at.minute:02}\u00a0{'AM' if at.hour < 12 else 'PM'}"

    def listed(self, items: Sequence[str]) -> str:
        """Things in a row: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.last.format(", ".join(items[:-1]), items[-1])


class Words(Data, frozen=True):
    """One language's words. ``headings`` are those of the known sections."""

    language: str
    headings: Mapping[str, str]
    months: tuple[str, ...]
    references: str
    version: str
    reviewed: str
    review_by: str
    draft: str
    odds: str
    qr: str
    tickbox: str
    reference: str
    back: str
    personal: Personal
    page: str
    thousands: str = ","

    def month(self, day: date) -> str:
        """The month and year of a day, as small print has them: "Nov 2026"."""
        return f"{self.months[day.month - 1]} {day.year}"

    def number(self, value: int) -> str:
        """A whole number with the language's mark between thousands: "7,629"."""
        return f"{value:,}".replace(",", self.thousands)


MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())

ENGLISH_PERSONAL = Personal(
    name="For",
    treated="Treated on",
    therapist="By",
    areas="Areas treated",
    advice="To help yourself",
    next_visit="Next visit",
    notes="Notes",
    blank="Line to write on",
    lines="Lines to write on",
    chart="The body from the front and from the back. Marked: {}.",
    empty_chart="The body from the front and from the back, to mark what was treated.",
    mark="Mark the areas treated",
    front="Front",
    back="Back",
    left="Left",
    right="Right",
    parts=ENGLISH_PARTS,
    months=tuple(
        "January February March April May June July August September October November "
        "December".split()
    ),
    short_months=MONTHS,
    weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    day="{month}\u00a0{day}, {year}",
    weekday="{weekday}, {day}",
    at="{day} at\u00a0{time}",
    hours=12,
    last="{} and {}",
)

ENGLISH = Words(
    language="English",
    headings={
        "intro": "",
        "personal": "Your treatment",
        "trigger_points": "What is a trigger point?",
        "explanation": "What is it?",
        "how_it_works": "How does it work?",
        "tell_us": "Tell us first if you",
        "before_visit": "Before your visit",
        "what_to_expect": "What to expect",
        "risks": "Is it safe?",
        "aftercare": "Looking after yourself",
        "get_help": "Get help straight away",
        "caveat": "Not a cure-all",
        "your_choice": "Your choice",
        "questions": "Questions?",
    },
    months=MONTHS,
    references="References",
    version="Version {}",
    reviewed="Reviewed {}",
    review_by="Next review {}",
    draft="Draft: not for patients",
    odds="{count} in {out_of}",
    qr="QR code that opens {}",
    tickbox="Box to tick:",
    reference="Reference {}",
    back="Back to citation {}",
    personal=ENGLISH_PERSONAL,
    page="Page {} of {}",
)

DAY_FIRST = replace(
    ENGLISH,
    personal=replace(
        ENGLISH_PERSONAL,
        day="{day}\u00a0{month} {year}",
        weekday="{weekday} {day}",
        hours=24,
    ),
)
"""English where the day stands before the month."""

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH}

REGIONS: Mapping[str, Words] = dict.fromkeys(
    ("en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in"), DAY_FIRST
)
"""Tags whose words differ from those of their language."""


def words_for(language: str) -> Words:
    """The words of a language by its BCP 47 tag: its region's, or else the language's own.

    Raises KeyError for a language that has no words yet.
    """
    tag = language.lower()
    return REGIONS.get(tag) or LANGUAGES[tag.split("-")[0]]
