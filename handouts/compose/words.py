"""The words of the furniture: what the program itself says on paper, by language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handouts.data import Data


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
    thousands: str = ","

    def month(self, day: date) -> str:
        """The month and year of a day, as small print has them: "Nov 2026"."""
        return f"{self.months[day.month - 1]} {day.year}"

    def number(self, value: int) -> str:
        """A whole number with the language's mark between thousands: "7,629"."""
        return f"{value:,}".replace(",", self.thousands)


ENGLISH = Words(
    language="English",
    headings={
        "intro": "",
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
    months=tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()),
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
)

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH}


def words_for(language: str) -> Words:
    """The words of a language by its BCP 47 tag; the first subtag decides.

    Raises KeyError for a language that has no words yet.
    """
    return LANGUAGES[language.split("-")[0].lower()]
