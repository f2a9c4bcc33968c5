"""The kinds of section that a handout knows: how each looks, and where its content comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from handouts.data import Data
from handouts.document.colours import Tone

Filled = Literal["file", "brand", "person"]
EXPLANATIONS = ("explanation", "trigger_points")
"""The sections that explain a treatment or a condition."""


class SectionKind(Data, frozen=True):
    """A known section: what it is for, its tone, and what besides the file fills it.

    With ``has_lead`` its first paragraph is a lead. One filled by the brand ends with the clinic's
    contact; one filled by a person is printed for a person only. ``example`` is a text to start
    from, for a section that some kind of handout must have. ``other_names`` are those that people
    write instead.
    """

    key: str
    about: str
    example: str = ""
    tone: Tone = "plain"
    has_lead: bool = False
    filled_by: Filled = "file"
    other_names: tuple[str, ...] = ()

    @property
    def is_special(self) -> bool:
        """Whether it is printed in another way than a section of the author's own."""
        return self.tone != "plain" or self.has_lead or self.filled_by != "file"


_KINDS = (
    SectionKind("intro", "What it is, in a few lines.", "Dry needling is...", has_lead=True),
    SectionKind(
        "in_short",
        "The most important points, in three lines or so.",
        tone="note",
        other_names=("main_points", "key_points", "summary"),
    ),
    SectionKind(
        "personal", "What applies to one person; printed only for a person.", filled_by="person"
    ),
    SectionKind("trigger_points", "What a trigger point is."),
    SectionKind("explanation", "What the reader should understand.", "It is..."),
    SectionKind("how_it_works", "How the treatment works."),
    SectionKind("tell_us", "What to tell the therapist first.", tone="note"),
    SectionKind("before_visit", "What to do before the visit."),
    SectionKind("what_to_bring", "What to bring to the visit.", other_names=("bring",)),
    SectionKind(
        "cost", "What the visit or the treatment costs.", other_names=("price", "prices", "fees")
    ),
    SectionKind(
        "how_to_find_us",
        "The way to the clinic, parking and public transport.",
        other_names=("directions", "parking"),
    ),
    SectionKind("what_to_expect", "What happens and how it feels.", "You may feel..."),
    SectionKind("risks", "What can go wrong, and how often."),
    SectionKind("aftercare", "What to do afterwards.", "Rest today."),
    SectionKind("exercises", "The exercises to do at home."),
    SectionKind(
        "stop",
        "When to stop exercising.",
        "Stop if...",
        tone="caveat",
        other_names=("when_to_stop",),
    ),
    SectionKind(
        "get_help",
        "When to get help straight away, and whom to call.",
        "Call us at once if...",
        tone="help",
        other_names=("red_flags", "emergency"),
    ),
    SectionKind("caveat", "What it cannot do.", "It does not...", tone="caveat"),
    SectionKind("your_choice", "That the reader may say no, and what the alternatives are."),
    SectionKind(
        "agreement", "What the reader agrees to.", "I agree to...", other_names=("consent",)
    ),
    SectionKind(
        "questions",
        "Whom to ask; the clinic's contact details are printed here.",
        filled_by="brand",
    ),
)
SECTION_KINDS: Mapping[str, SectionKind] = {kind.key: kind for kind in _KINDS}
PERSONAL = next(kind.key for kind in _KINDS if kind.filled_by == "person")
"""The key of the section that is printed for one person only."""
CONTACT = next(kind.key for kind in _KINDS if kind.filled_by == "brand")
"""The key of the section that ends with the clinic's contact."""

_CUSTOM = SectionKind("", "A section of the author's own.")


def section_kind(key: str) -> SectionKind:
    """The kind of a section by its key; any unknown key is a section of the author's own."""
    return SECTION_KINDS.get(key, _CUSTOM)
