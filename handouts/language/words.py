"""The program's own printed words, by language: labels, headings, dates, accessible texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

from msgspec.structs import replace

from handouts.data import Data
from handouts.document.person import Visit
from handouts.language.body_words import ENGLISH_PARTS, BodyPartWords


class PersonalWords(Data, frozen=True):
    """The words of the personal panel.

    ``day`` formats a date from {day}, {month} and {year}, ``weekday`` adds the {weekday} to
    that {day}, and ``at`` adds the {time}. ``hours`` is 12 or 24, the kind of clock.
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
    parts: BodyPartWords
    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    day: str
    weekday: str
    at: str
    hours: int
    last: str

    def format_day(self, day: date) -> str:
        """A day in full: "November 24, 2026"."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def format_short_day(self, day: date) -> str:
        """A day with a short month: "Nov 24, 2026"."""
        return self.day.format(day=day.day, month=self.short_months[day.month - 1], year=day.year)

    def format_visit(self, visit: Visit) -> str:
        """A visit in full: "Tuesday, December 1, 2026 at 2:30 PM"."""
        day = self.weekday.format(
            weekday=self.weekdays[visit.day.weekday()], day=self.format_day(visit.day)
        )
        return day if visit.at is None else self.at.format(day=day, time=self.format_time(visit.at))

    def format_time(self, at: time) -> str:
        """A time of day: "2:30 PM", or "14:30"."""
        if self.hours == 24:
            return f"{at.hour}:{at.minute:02}"
        return f"{at.hour % 12 or 12}:{at.minute:02}\u00a0{'AM' if at.hour < 12 else 'PM'}"

    def join_items(self, items: Sequence[str]) -> str:
        """Join items into a list: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.last.format(", ".join(items[:-1]), items[-1])


class LanguageWords(Data, frozen=True):
    """One language's words. ``headings`` has the headings of the known sections."""

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
    personal: PersonalWords
    page: str
    thousands: str = ","

    def format_month(self, day: date) -> str:
        """The month and year of a day, as printed in small print: "Nov 2026"."""
        return f"{self.months[day.month - 1]} {day.year}"

    def format_number(self, value: int) -> str:
        """An integer with the language's thousands separator: "7,629"."""
        return f"{value:,}".replace(",", self.thousands)


SHORT_MONTHS = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())

ENGLISH_PERSONAL = PersonalWords(
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
    short_months=SHORT_MONTHS,
    weekdays=tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
    day="{month}\u00a0{day}, {year}",
    weekday="{weekday}, {day}",
    at="{day} at\u00a0{time}",
    hours=12,
    last="{} and {}",
)

ENGLISH = LanguageWords(
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
    months=SHORT_MONTHS,
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
"""English with the day before the month."""

LANGUAGES: Mapping[str, LanguageWords] = {"en": ENGLISH}

REGIONS: Mapping[str, LanguageWords] = dict.fromkeys(
    ("en-gb", "en-ie", "en-au", "en-nz", "en-za", "en-in"), DAY_FIRST
)
"""Tags whose words differ from those of their language."""


def words_for(language: str) -> LanguageWords:
    """The words for a BCP 47 tag: those of its region, or else of its language.

    Raises KeyError for a language that has no words yet.
    """
    tag = language.lower()
    return REGIONS.get(tag) or LANGUAGES[tag.split("-")[0]]
