"""The kinds of handout: what each is for, and what it must have."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.data import Data
from handouts.document.choices import KindName
from handouts.document.section_kinds import EXPLANATIONS

REFERENCES = "references"
"""The key of the list of references, which is no section."""


class Need(Data, frozen=True):
    """One thing that a handout must have: any one of some ``keys``, or of some ``parts``.

    Keys are those of sections, or of the references; a part may be in any section. Without both
    it is any section that everyone gets.
    """

    keys: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def is_any_section(self) -> bool:
        """Whether any section will do."""
        return not self.keys and not self.parts


class HandoutKind(Data, frozen=True):
    """A kind of handout: its ``name`` in the file, what to call one, its purpose, its needs."""

    name: KindName
    title: str
    purpose: str
    needs: tuple[Need, ...]

    @property
    def must_cite(self) -> bool:
        """Whether it must have references."""
        return any(REFERENCES in need.keys for need in self.needs)


_EXPLANATION = Need(EXPLANATIONS)
_REFERENCES = Need((REFERENCES,))

_KINDS = (
    HandoutKind(
        "treatment",
        "A treatment",
        "A treatment: what it is, what it feels like, what it cannot do",
        (
            Need(("intro",)),
            _EXPLANATION,
            Need(("what_to_expect",)),
            Need(("aftercare",)),
            Need(("caveat",)),
            _REFERENCES,
        ),
    ),
    HandoutKind(
        "condition",
        "A condition",
        "A condition: what it is, which signs are dangerous, whom to call",
        (Need(("intro",)), _EXPLANATION, Need(("get_help",)), _REFERENCES),
    ),
    HandoutKind(
        "exercises",
        "An exercise sheet",
        "Exercises to do at home, and when to stop",
        (Need(parts=("exercises", "steps")), Need(("stop",))),
    ),
    HandoutKind(
        "visit",
        "A visit",
        "A visit: what to bring, what it costs, how to find the clinic",
        (Need(),),
    ),
    HandoutKind(
        "consent",
        "A consent form",
        "What the patient agrees to",
        (Need(("agreement",)), Need(parts=("signature",))),
    ),
    HandoutKind(
        "aftercare",
        "Aftercare",
        "What to do after a treatment, and when to get help",
        (Need(("aftercare",)), Need(("get_help",))),
    ),
    HandoutKind(
        "information",
        "Information",
        "Anything else: prices, rules of the house, news",
        (Need(),),
    ),
)
HANDOUT_KINDS: Mapping[str, HandoutKind] = {kind.name: kind for kind in _KINDS}
"""The kinds by name, in the order in which they are listed."""
