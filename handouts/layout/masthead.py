"""The masthead: what a cover says, on the upper part of a first page."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.compose.runs import plain
from handouts.compose.runs import words as words_of
from handouts.compose.story import Cover
from handouts.layout.blocks import lines
from handouts.layout.cover import centred, head, picture, title
from handouts.layout.formats import mm
from handouts.layout.look import Look
from handouts.layout.pieces import Bookmarked, Group, Placed, Rule, Told
from handouts.remembering import remembered

GAP = mm(5)
NARROW = mm(140)
"""Below this width the picture stands above the title, else beside it."""

BESIDE, ABOVE = mm(42), mm(44)
"""The greatest height of the picture there."""

LOW = mm(19)
"""The greatest height of the title and of the picture beside it where a text is set close."""


@remembered(256)
def masthead(front: Cover, width: float, look: Look) -> Group:
    """Clinic and tagline, picture, title and subtitle, over a rule; as high as they need."""
    brand = _brand(front, width, look)
    gap = GAP * 0.6 if look.close else GAP
    below = brand.height + gap * 1.4
    told = (_above if width < NARROW else _beside)(front, width, look)
    rule = below + told.height + gap
    parts = (
        Placed(brand),
        Placed(told, 0.0, below),
        Placed(Rule(width, look.main, 1.5), 0.0, rule),
    )
    return Group(rule + 1.5, parts)


def _brand(front: Cover, width: float, look: Look) -> Group:
    """The clinic, and at the right its tagline where there is room, else below."""
    if not front.tagline:
        return head(front, width, look)
    words = lines(plain(front.tagline), replace(look.body, colour=look.quiet), width)
    tagline, wide = Told(words, ("tagline",)), words.setting.width
    room = width - wide - GAP
    if words.last == 1 and room > width / 2:
        clinic = head(front, room, look)
        down = (clinic.height - tagline.height) / 2
        return Group(clinic.height, (Placed(clinic), Placed(tagline, width - wide, down)))
    clinic = head(front, width, look)
    down = clinic.height + look.step
    return Group(down + tagline.height, (Placed(clinic), Placed(tagline, 0.0, down)))


def _words(front: Cover, width: float, look: Look, most: int, tallest: float) -> Group:
    """Title and subtitle."""
    large = title(front, width, tallest, look, most)
    heading = Told(Bookmarked(large, words_of(front.title), 1), ("title",))
    if not front.subtitle:
        return Group(heading.height, (Placed(heading),))
    small = lines(front.subtitle, look.scaled(look.size * 1.15), width)
    subtitle, down = Told(small, ("subtitle",)), heading.height + look.step
    return Group(down + subtitle.height, (Placed(heading), Placed(subtitle, 0.0, down)))


def _beside(front: Cover, width: float, look: Look) -> Group:
    """Title and subtitle with the picture to their right, each in the middle of the other."""
    if not front.picture:
        return _words(front, width, look, 2, mm(60))
    shown = picture(front.picture, width * 0.3, LOW if look.close else BESIDE)
    words = _words(front, width - shown.width - GAP * 2, look, 3, LOW if look.close else mm(60))
    height = max(words.height, shown.height)
    right = Placed(shown, width - shown.width, (height - shown.height) / 2)
    return Group(height, (Placed(words, 0.0, (height - words.height) / 2), right))


def _above(front: Cover, width: float, look: Look) -> Group:
    """Title and subtitle below the picture."""
    words = _words(front, width, look, 4, mm(28))
    if not front.picture:
        return words
    shown = centred(picture(front.picture, width, ABOVE), width)
    down = shown.height + GAP
    return Group(down + words.height, (Placed(shown), Placed(words, 0.0, down)))
