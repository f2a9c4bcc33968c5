"""The cost of tags: the leaflet drawn on a page without tags, compared with the real one.

Users cannot get such a page: every PDF is tagged. Both carry the same metadata, colour
profile, bookmarks and links, so that the difference is the tags: marks, tree and parents.
"""

from __future__ import annotations

import time
from statistics import median

from msgspec.structs import replace

import handouts
from handouts.layout.drawing import draw_leaflet
from handouts.layout.page import Page, Tags
from handouts.layout.rendering import lay_out_spec
from handouts.layout.roles import Role
from handouts.pdf.canvas import Canvas
from handouts.pdf.files.base import Base
from handouts.pdf.files.metadata import DocumentInfo, declare_conformance
from handouts.pdf.tags.structure import Element


class Untagged(Page):
    """A page on which pieces draw the same and are not tagged."""

    def __init__(
        self,
        size: tuple[float, float],
        about: DocumentInfo,
        tree: Tags,
        *,
        base: Base | None = None,
        letters: str = "",
    ) -> None:
        Canvas.__init__(self, size, about, base=base, letters=letters)
        if base is None:
            declare_conformance(self.objects, about)
        self.reading_order = (0, 0)
        self._first_citations = {}

    def element_of(self, role: Role) -> Element | None:
        """No element: nothing is tagged."""
        return None


def measure_tag_cost(builds: int) -> tuple[float, float]:
    """What tags add to the leaflet: a share of its size, and of the processor's time.

    Tagged and untagged builds alternate, each with another subtitle; the shares are of the
    median untagged build.
    """
    spec = handouts.load("dry-needling")
    sizes, times = [0, 0], ([0.0], [0.0])
    for number in range(2 * builds):
        kind = number % 2
        handout = replace(spec.handout, subtitle=f"Build {number // 2}")
        start = time.process_time()
        pdf = draw_leaflet(lay_out_spec(replace(spec, handout=handout)), (Page, Untagged)[kind])
        if number > 9:  # the first ones fill the caches
            times[kind].append(time.process_time() - start)
        sizes[kind] = len(pdf)
    tagged, plain = (median(each[1:]) for each in times)
    return sizes[0] / sizes[1] - 1, tagged / plain - 1
