"""Parts of the body with their sides, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from handouts.data import Data
from handouts.spec.body import PLAIN
from handouts.spec.models import Area


class Parts(Data, frozen=True):
    """One language's words for parts of the body.

    ``plain`` are the words by part; ``pairs`` are those of which everyone has two, in their
    plural. ``side`` is put before words that name a thing, as in "left calf", and ``place``
    behind those that say where it is, as in "top of the shoulder on the left": the ones that
    have any of ``placing`` in them.
    """

    plain: Mapping[str, str]
    pairs: Mapping[str, str]
    side: Mapping[str, str]
    place: Mapping[str, str]
    placing: tuple[str, ...]

    def told(self, area: Area) -> str:
        """A part with its side: "left calf", "both knees", "neck on both sides"."""
        words = self.plain[area.part]
        if not area.side:
            return words
        thing, muscle, exact = words.partition(" (")
        if area.side == "both" and thing in self.pairs:
            return self.side["both"].format(self.pairs[thing] + muscle + exact)
        if area.side == "both" or any(each in thing for each in self.placing):
            return self.place[area.side].format(words)
        return self.side[area.side].format(words)


ENGLISH_PARTS = Parts(
    plain=PLAIN,
    pairs={
        **{
            one: f"{one}s"
            for one in (
                "ankle",
                "arm",
                "buttock",
                "elbow",
                "forearm",
                "hand",
                "heel",
                "hip",
                "inner elbow",
                "inner thigh",
                "knee",
                "leg",
                "lower leg",
                "outer elbow",
                "outer hip",
                "outer thigh",
                "palm",
                "shin",
                "shoulder",
                "shoulder blade",
                "temple",
                "thigh",
                "thumb",
                "upper arm",
                "wrist",
            )
        },
        "calf": "calves",
        "lower calf": "lower calves",
        "foot": "feet",
    },
    side={"left": "left {}", "right": "right {}", "both": "both {}"},
    place={"left": "{} on the left", "right": "{} on the right", "both": "{} on both sides"},
    placing=(" of ", " to ", ",", "beside ", "between ", "below ", "under "),
)
