"""The masthead: the content of a cover, at the top of the first page."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from handouts.document.blocks import Picture
from handouts.document.story import Cover
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.layout.bands import TITLE_PADDING, lay_out_on_band
from handouts.layout.cover import centre_figure, fit_picture, fit_title, lay_out_clinic
from handouts.layout.graphics import Rule
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Bookmarked,
    Decoration,
    Piece,
    PieceGroup,
    Placed,
    Tagged,
)
from handouts.layout.roles import HEAD_TAGLINE, SUBTITLE, TITLE
from handouts.layout.typesetting import typeset_lines
from handouts.memo import memoized
from handouts.pdf.drawing.pictures import measure_picture

GAP = mm(5)
NARROW_WIDTH = mm(140)
"""Below this width the picture is above the title, else beside it."""

HEIGHT_BESIDE, HEIGHT_ABOVE = mm(46), mm(44)
"""The greatest height of a picture beside the title, and of one above it."""

MOST_UPRIGHT = 1.5
"""The ratio of height to width up to which an upright picture is higher than a square one."""

LARGER = 1.3
"""How much higher a picture beside the title may be in large print."""

HEIGHT_ON_SCREEN = mm(66)
"""The greatest height of a picture above the title on a screen, whose pages cost nothing."""

SHARE_BESIDE, SHARES_WITH_ROOM = 0.34, (0.46, 0.4, 0.34)
"""The greatest share of the width of a picture beside the title, and those with room below it."""

LEAST_SHARE, LARGEST_ACROSS = 0.85, mm(95)
"""The least share of the width of a picture below the title, and its greatest height."""

BAND_RULE = 3.0
"""The weight, in points, of a rule in a light colour."""

CLOSE_HEIGHT = mm(19)
"""The greatest height of the title and of the picture beside it in a text set close."""


@memoized(256)
def lay_out_masthead(front: Cover, width: float, look: Look, room: float = 0.0) -> PieceGroup:
    """Lay out clinic, tagline, picture, title and subtitle over a rule, as high as needed.

    The picture may take so much ``room`` besides, in points.
    """
    brand = _lay_out_brand(front, width, look)
    gap = GAP * 0.6 if look.close else GAP
    below = brand.height + gap * 1.4
    lay_out = _lay_out_above if width < NARROW_WIDTH else _lay_out_wide
    content = lay_out(front, width, look, room)
    rule = below + content.height + gap
    parts = (Placed(brand), Placed(content, 0.0, below), _place_rule(width, rule, look))
    return PieceGroup(rule + 1.5, parts)


def _place_rule(width: float, down: float, look: Look) -> Placed:
    """The rule below a masthead; in a band's colour, it ends where the band does."""
    if not look.is_light or look.mono:
        return Placed(Decoration(Rule(width, look.shade("main"), 1.5)), 0.0, down)
    band = Rule(width - BAND_RULE, look.shade("band"), BAND_RULE)
    return Placed(Decoration(band), BAND_RULE / 2, down)  # its ends are round


def _lay_out_brand(front: Cover, width: float, look: Look) -> PieceGroup:
    """Lay out the clinic, with its tagline on the right if there is room, else below."""
    if not front.tagline:
        return lay_out_clinic(front, width, look)
    words = typeset_lines(
        plain(front.tagline), replace(look.body_style, colour=look.shade("quiet")), width
    )
    tagline, wide = Tagged(words, HEAD_TAGLINE), words.setting.width
    room = width - wide - GAP
    if words.last == 1 and room > width / 2:
        clinic = lay_out_clinic(front, room, look)
        down = (clinic.height - tagline.height) / 2
        return PieceGroup(clinic.height, (Placed(clinic), Placed(tagline, width - wide, down)))
    clinic = lay_out_clinic(front, width, look)
    down = clinic.height + look.step
    return PieceGroup(down + tagline.height, (Placed(clinic), Placed(tagline, 0.0, down)))


def _lay_out_title(front: Cover, width: float, look: Look, max_lines: int, tallest: float) -> Piece:
    """Lay out title and subtitle, on a band if the look has any."""
    lay_out = partial(_lay_out_words, front, look=look, max_lines=max_lines, tallest=tallest)
    return lay_out_on_band(lay_out, look, width, TITLE_PADDING)


def _lay_out_words(
    front: Cover, width: float, colour: str, *, look: Look, max_lines: int, tallest: float
) -> PieceGroup:
    large = fit_title(front, width, tallest, look, max_lines, colour)
    heading = Tagged(Bookmarked(large, front.title.words, 1), TITLE)
    if not front.subtitle:
        return PieceGroup(heading.height, (Placed(heading),))
    small = typeset_lines(front.subtitle, look.make_subtitle_style(look.size * 1.15, colour), width)
    subtitle, down = Tagged(small, SUBTITLE), heading.height + look.step
    return PieceGroup(down + subtitle.height, (Placed(heading), Placed(subtitle, 0.0, down)))


def _lay_out_wide(front: Cover, width: float, look: Look, room: float) -> Piece:
    """Lay out title and subtitle beside the picture, or above it where that is wide and has room.

    Nothing is centred in large print.
    """
    words = _lay_out_title(front, width, look, 2, mm(60))
    if not front.picture:
        return words
    beside = _lay_out_beside(front, front.picture, width, look, 0.0)
    most = min(LARGEST_ACROSS, beside.height + room - words.height - GAP)
    figure = fit_picture(front.picture, width, max(0.0, most))
    if figure.width < width * LEAST_SHARE:
        return _lay_out_beside(front, front.picture, width, look, room)
    across = figure if look.scale.large else centre_figure(figure, width)
    down = words.height + GAP
    return PieceGroup(down + across.height, (Placed(words), Placed(across, 0.0, down)))


def _lay_out_beside(
    front: Cover, picture: Picture, width: float, look: Look, room: float
) -> PieceGroup:
    """Lay out title and subtitle with the picture to their right, both centred vertically."""
    least = _put_beside(front, picture, width, look, SHARE_BESIDE, 0.0)
    for share in SHARES_WITH_ROOM if room else ():
        larger = _put_beside(front, picture, width, look, share, room)
        if larger.height <= least.height + room + 0.01:  # a narrow title may have more lines
            return larger
    return least


def _put_beside(
    front: Cover, picture: Picture, width: float, look: Look, share: float, room: float
) -> PieceGroup:
    usual = CLOSE_HEIGHT if look.close else HEIGHT_BESIDE * (LARGER if look.scale.large else 1)
    wide, high = measure_picture(
        picture.artwork.name, picture.artwork.kind, picture.artwork.content
    )
    if high > wide and not look.close:  # as large in area as a square one
        usual *= min(MOST_UPRIGHT, high / wide) ** 0.5
    figure = fit_picture(picture, width * share, min(LARGEST_ACROSS, usual + room))
    words = _lay_out_title(
        front, width - figure.width - GAP * 2, look, 3, CLOSE_HEIGHT if look.close else mm(60)
    )
    height = max(words.height, figure.height)
    right = Placed(figure, width - figure.width, (height - figure.height) / 2)
    return PieceGroup(height, (Placed(words, 0.0, (height - words.height) / 2), right))


def _lay_out_above(front: Cover, width: float, look: Look, room: float) -> Piece:
    """Lay out title and subtitle below the picture."""
    words = _lay_out_title(front, width, look, 4, mm(28))
    if not front.picture:
        return words
    usual = HEIGHT_ON_SCREEN if look.scale.on_screen else HEIGHT_ABOVE
    figure = centre_figure(
        fit_picture(front.picture, width, min(LARGEST_ACROSS, usual + room)), width
    )
    down = figure.height + GAP
    return PieceGroup(down + words.height, (Placed(figure), Placed(words, 0.0, down)))
