"""What tags cost: the leaflet drawn on a page that tells nothing, beside the real one.

There is no such page for users: every PDF is tagged. Both carry the same metadata, colour
profile, bookmarks and links, so that the difference is the tags: marks, tree and parents.
"""

from __future__ import annotations

from typing import Any

from handouts.layout.page import Page
from handouts.layout.telling import Telling
from handouts.pdf.canvas import About, Canvas, _identify


class Untagged(Page):
    """A page on which pieces draw the same and tell nothing."""

    def __init__(self, size: tuple[float, float], about: About, telling: Telling) -> None:
        Canvas.__init__(self, size, about)
        _identify(self._doc, about)
        self.elements = {}
        self.at = ()
        self._first = {}

    def linkRect(self, contents: str, name: str, box: Any, **looks: Any) -> None:
        """A link inside the document, as a tagged page makes it but for its element."""
        self.link(None, f"#{name}", [box], contents)

    def linkURL(self, address: str, box: Any, **looks: Any) -> None:
        """A link to the web, likewise."""
        self.link(None, address, [box], address)
