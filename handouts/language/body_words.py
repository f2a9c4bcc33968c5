"""Parts of the body with their sides, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.data import Data
from handouts.document.body import PLAIN_NAMES
from handouts.document.person import Area


class BodyPartWords(Data, frozen=True):
    """One language's words for parts of the body.

    ``plain`` has the words by part. ``both`` maps the words of paired parts to their plural.
    ``one`` are the parts that everyone has one of; ``half`` forms their sides, as in "left side
    of the neck", also where the words begin with ``edge``. Otherwise ``side`` goes before words
    that name a thing, as in "left calf", and ``place`` goes behind words that describe a place,
    as in "top of the shoulder on the left": those that contain any of ``placing``.
    """

    plain: Mapping[str, str]
    both: Mapping[str, str]
    one: frozenset[str]
    edge: str
    half: Mapping[str, str]
    side: Mapping[str, str]
    place: Mapping[str, str]
    placing: tuple[str, ...]

    def describe_area(self, area: Area) -> str:
        """A part in words, with its side: "left calf", "both knees", "left side of the neck"."""
        words = self.plain[area.part]
        if not area.side:
            return words
        thing, muscle, exact = words.partition(" (")
        half = thing.removeprefix(self.edge)
        if half in self.one:
            return self.half[area.side].format(half) + muscle + exact
        if area.side == "both" and thing in self.both:
            return self.both[thing] + muscle + exact
        if area.side == "both" or any(each in thing for each in self.placing):
            return self.place[area.side].format(words)
        return self.side[area.side].format(words)


_PAIRS = (
    "ankle arm buttock elbow forearm groin hand heel hip knee leg palm shin shoulder temple "
    "thigh thumb wrist".split()
)
_PLACED = ("inner elbow", "outer elbow", "inner thigh", "outer thigh", "outer hip", "lower leg")

ENGLISH_PARTS = BodyPartWords(
    plain=PLAIN_NAMES,
    both={
        **{thing: f"both {thing}s" for thing in (*_PAIRS, *_PLACED, "shoulder blade", "upper arm")},
        "calf": "both calves",
        "lower calf": "both lower calves",
        "foot": "both feet",
        "fingers": "fingers of both hands",
        "toes": "toes of both feet",
    },
    one=frozenset(
        {
            *("head", "forehead", "face", "jaw", "neck", "chest", "upper chest", "ribs", "belly"),
            *("back", "upper back", "low back"),
        }
    ),
    edge="side of the ",
    half={
        "left": "left side of the {}",
        "right": "right side of the {}",
        "both": "both sides of the {}",
    },
    side={"left": "left {}", "right": "right {}"},
    place={"left": "{} on the left", "right": "{} on the right", "both": "{} on both sides"},
    placing=(" of ", " to ", "deep ", "beside ", "between ", "below ", "under "),
)
