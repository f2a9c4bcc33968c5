"""The kinds of section that a handout knows: how each looks, and where its content comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from handouts.data import Data
from handouts.document.colours import Tone

Filled = Literal["file", "brand", "person"]
EXPLANATIONS = frozenset({"trigger_points", "explanation"})
"""The sections of which a treatment needs one."""


class SectionKind(Data, frozen=True):
    """A known section: what it is for, its tone, and what besides the file fills it.

    With ``has_lead`` its first paragraph is a lead. One filled by the brand ends with the clinic's
    contact; one filled by a person is printed for a person only. ``example`` is a text to start
    from, for a section that a handout must have.
    """

    key: str
    about: str
    example: str = ""
    tone: Tone = "plain"
    has_lead: bool = False
    filled_by: Filled = "file"

    @property
    def is_required(self) -> bool:
        """Whether each treatment must have it."""
        return bool(self.example)


_KINDS = (
    SectionKind("intro", "What it is, in a few lines.", "Dry needling is...", has_lead=True),
    SectionKind("in_short", "The most important points, in three lines or so.", tone="note"),
    SectionKind(
        "personal", "What applies to one person; printed only for a person.", filled_by="person"
    ),
    SectionKind("trigger_points", "What a trigger point is."),
    SectionKind("explanation", "What the reader should understand."),
    SectionKind("how_it_works", "How the treatment works."),
    SectionKind("tell_us", "What to tell the therapist first.", tone="note"),
    SectionKind("before_visit", "What to do before the visit."),
    SectionKind("what_to_expect", "What happens and how it feels.", "You may feel..."),
    SectionKind("risks", "What can go wrong, and how often."),
    SectionKind("aftercare", "What to do afterwards.", "Rest today."),
    SectionKind("get_help", "When to get help straight away.", tone="help"),
    SectionKind("caveat", "What it cannot do.", "It does not...", tone="caveat"),
    SectionKind("your_choice", "That the reader may say no, and what the alternatives are."),
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
