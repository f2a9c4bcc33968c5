"""Icons at the headings of known sections: from Lucide, whose licence is beside them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts.document.blocks import Artwork
from handouts.document.handout import Section
from handouts.layout.graphics import Illustration
from handouts.layout.look import Look
from handouts.layout.pieces import Decoration, Piece, PieceGroup, Placed
from handouts.memo import memoized

ICONS: Mapping[str, str] = {
    "before_visit": "calendar-check",
    "what_to_bring": "backpack",
    "cost": "wallet",
    "how_to_find_us": "map-pin",
    "explanation": "info",
    "trigger_points": "info",
    "how_it_works": "lightbulb",
    "what_to_expect": "clock",
    "risks": "shield-check",
    "aftercare": "heart",
    "exercises": "dumbbell",
    "your_choice": "signpost",
    "agreement": "pen-line",
    "questions": "message-circle",
}
"""The icon of each kind of section that has one, by the name of its file."""

SIZE, GAP = 1.7, 0.5
"""The height of an icon, and the gap beside it, in body sizes."""

_FOLDER = Path(__file__).with_name("icons")


def measure_icon(section: Section, look: Look) -> float:
    """The width in points that a section's icon takes beside its heading; 0 if it has none."""
    has_icon = look.style.has_icons and section.key in ICONS
    return round(look.size * (SIZE + GAP), 2) if has_icon else 0.0


def put_icon_beside(section: Section, heading: Piece, look: Look) -> Piece:
    """The heading of a section with its icon to the left, both centred."""
    indent = measure_icon(section, look)
    if not indent:
        return heading
    size = round(look.size * SIZE, 2)
    icon = Illustration(_load_icon(ICONS[section.key], look.shade("main")), size, size)
    height = max(size, heading.height)
    down = (height - size) / 2, (height - heading.height) / 2
    parts = (Placed(Decoration(icon, size), 0.0, down[0]), Placed(heading, indent, down[1]))
    return PieceGroup(height, parts)


@memoized(64)
def _load_icon(name: str, colour: str) -> Artwork:
    """An icon, drawn in a colour."""
    path = _FOLDER / f"{name}.svg"
    content = path.read_text("utf-8").replace("currentColor", colour)
    return Artwork(f"{name}{colour}.svg", "svg", content.encode())
