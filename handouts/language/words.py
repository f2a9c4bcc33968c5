"""The program's own printed words, by language: labels, headings, dates, accessible texts.

Each language is one catalogue, a JSON file named by its tag (BCP 47) in this folder. The words
there are complete: no grammar is in the code.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from msgspec.structs import asdict, replace

from handouts.data import Data
from handouts.document.person import Area, Visit

_FOLDER = Path(__file__).parent
_WORLD = "001"
"""The region of a language's other regions (UN M49)."""


class RegionWords(Data, frozen=True, forbid_unknown_fields=True):
    """How one region writes dates, where it differs from others of its language (CLDR 48)."""

    day: str | None = None
    weekday: str | None = None
    at: str | None = None
    clock: str | None = None
    morning: str | None = None
    afternoon: str | None = None
    first_day: int | None = None

    def list_differences(self) -> dict[str, str | int]:
        """What differs, by the names of ``DateWords``."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class DateWords(Data, frozen=True, forbid_unknown_fields=True):
    """The words of dates, and patterns to put them together.

    ``day`` is made of {day}, {month} and {year}, ``month`` of {month} and {year}; ``weekday``
    adds the {weekday} to that {day}, and ``at`` the {time}. ``clock`` is made of {hour} (0 to
    23) or {hour12} (1 to 12), {minute}, and {half}: ``morning`` or ``afternoon``. ``first_day`` is
    that of the week, counted from Monday as 0.
    """

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    day: str
    weekday: str
    month: str
    at: str
    clock: str
    morning: str
    afternoon: str
    first_day: int

    def list_week(self) -> tuple[str, ...]:
        """The short names of the days of a week, from the first."""
        return self.short_weekdays[self.first_day :] + self.short_weekdays[: self.first_day]

    def format_day(self, day: date) -> str:
        """A day in full: "November 24, 2026"."""
        return self.day.format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def format_short_day(self, day: date) -> str:
        """A day with a short month: "Nov 24, 2026"."""
        return self.day.format(day=day.day, month=self.short_months[day.month - 1], year=day.year)

    def format_month(self, day: date) -> str:
        """The month and year of a day, as printed in small print: "Nov 2026"."""
        return self.month.format(month=self.short_months[day.month - 1], year=day.year)

    def format_visit(self, visit: Visit) -> str:
        """A visit in full: "Tuesday, December 1, 2026 at 2:30 PM"."""
        weekday = self.weekdays[visit.day.weekday()]
        day = self.weekday.format(weekday=weekday, day=self.format_day(visit.day))
        return day if visit.at is None else self.at.format(day=day, time=self.format_time(visit.at))

    def format_time(self, at: time) -> str:
        """A time of day: "2:30 PM", or "14:30"."""
        half = self.morning if at.hour < 12 else self.afternoon
        return self.clock.format(
            hour=at.hour, hour12=at.hour % 12 or 12, minute=f"{at.minute:02}", half=half
        )


class AreaWords(Data, frozen=True, forbid_unknown_fields=True):
    """A part of the body in plain words, by itself and with each side."""

    plain: str
    left: str
    right: str
    both: str


class DoseWords(Data, frozen=True, forbid_unknown_fields=True):
    """The parts of an exercise's dose; each has the forms of the language's plural.

    They are made of {sets}, {repeats}, {hold} in seconds, and {times}; each is a number, or a
    ``range`` made of {least} and {most}. ``first_per_day`` and ``first_per_week`` are the words for
    once, twice and so on, as far as there are any.
    """

    sets: tuple[str, ...]
    sets_of: tuple[str, ...]
    repeats: tuple[str, ...]
    hold: tuple[str, ...]
    per_day: tuple[str, ...]
    first_per_day: tuple[str, ...]
    per_week: tuple[str, ...]
    first_per_week: tuple[str, ...]
    sides: Mapping[str, str]
    range: str


class LanguageWords(Data, frozen=True, forbid_unknown_fields=True):
    """One language's catalogue.

    ``headings`` has the heading of each known section, ``labels`` each text that is printed or
    read aloud as it is; those of a person's fields have the field's name. ``frequencies`` has how
    often harm comes for each word of the European Union, with its number; ``qr_captions`` what each
    kind of QR code does. Texts with something
    to fill in have names of their own. ``regions`` has what differs by region, ``areas`` the
    words for each part of the body. ``plural`` is the number of the form for n things, counted
    from 0, as an expression of gettext (its Plural-Forms). A test compares
    the keys of all catalogues.
    """

    language: str
    headings: Mapping[str, str]
    labels: Mapping[str, str]
    version: str
    reviewed: str
    review_by: str
    approved: str
    odds: str
    odds_range: str
    frequencies: Mapping[str, str]
    qr: str
    qr_captions: Mapping[str, str]
    qr_alt: str
    reference: str
    references_at: str
    accessed: str
    back: str
    page: str
    week: str
    diary_box: str
    plural: str
    dose: DoseWords
    chart: str
    thousands: str
    dates: DateWords
    comma: str
    last: str
    areas: Mapping[str, AreaWords]
    regions: Mapping[str, RegionWords] = {}

    def format_number(self, value: int) -> str:
        """An integer with the language's thousands separator: "7,629"."""
        return f"{value:,}".replace(",", self.thousands)

    def join_items(self, items: Sequence[str]) -> str:
        """Join items into a list: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.last.format(self.comma.join(items[:-1]), items[-1])

    def count(self, number: int, forms: Sequence[str]) -> str:
        """The form of a word for a number of things: "{sets} set" for 1, "{sets} sets" for 2."""
        return forms[_read_plural(self.plural)(number)]

    def describe_area(self, area: Area) -> str:
        """A part in words, with its side: "left calf", "both knees", "left side of the neck"."""
        words = self.areas[area.part]
        sides = {"left": words.left, "right": words.right, "both": words.both}
        return sides.get(area.side, words.plain)


@cache
def _read_plural(expression: str) -> Callable[[int], int]:
    """The function of a plural's expression. Raises ValueError for one that is none."""
    return gettext.c2py(expression)


@cache
def list_languages() -> tuple[str, ...]:
    """The tags of the languages that have a catalogue."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@lru_cache(maxsize=32)
def words_for(language: str) -> LanguageWords:
    """The words for a BCP 47 tag: those of its language, with dates as its region writes them.

    Raises KeyError for a language that has no catalogue yet.
    """
    primary, *subtags = language.lower().split("-")
    if primary not in list_languages():
        raise KeyError(language)
    words = _load_catalogue(primary)
    named = [each.upper() for each in subtags if len(each) in (2, 3)]
    region = next((words.regions[each] for each in (*named, _WORLD) if each in words.regions), None)
    if not named or region is None:
        return words
    return replace(words, dates=replace(words.dates, **region.list_differences()))


@cache
def _load_catalogue(language: str) -> LanguageWords:
    content = (_FOLDER / f"{language}.json").read_bytes()
    return msgspec.json.decode(content, type=LanguageWords)
