"""The cover: the clinic, a picture, the title. It always fills its panel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace

from handouts.document.blocks import Picture
from handouts.document.story import Cover
from handouts.document.text import plain
from handouts.document.units import mm
from handouts.layout.bands import TITLE_PADDING, lay_out_on_band
from handouts.layout.bleed import ACROSS, Bleeding, ColourField
from handouts.layout.formats import Panel
from handouts.layout.graphics import Rule
from handouts.layout.logo_visibility import is_faint
from handouts.layout.look import Look
from handouts.layout.pieces import (
    Artifact,
    Bookmarked,
    Decoration,
    Figure,
    PieceGroup,
    Placed,
    Tagged,
    TextLines,
)
from handouts.layout.roles import CLINIC, COVER_TAGLINE, PICTURE_RANK, SUBTITLE, TITLE, Role
from handouts.layout.typesetting import (
    fit_artwork,
    fit_logo,
    tag_picture,
    typeset_lines,
)
from handouts.memo import memoized
from handouts.pdf.drawing.photo_edges import fills_frame
from handouts.text.setting import typeset_text

LOGO_HEIGHT = mm(14)
LOGO_AREA = mm(12) * mm(40)
NAME_LOGO_HEIGHT, NAME_LOGO_AREA = mm(22), mm(16) * mm(40)
"""The greatest height of a logo that stands for the name, and the area of a usual one."""

WIDE_LOGO = 0.8
"""The greatest share of a panel's width that a logo without a name beside it takes."""

UNBOUNDED = 1e6
"""A line width in points that no word exceeds."""

GAP = mm(7)
"""The space between clinic, picture and title."""

FIELD_PADDING = 1.3
"""The padding of a cover's field, in body sizes."""

MOST_WHITE = 0.2
"""The greatest share of a cover around its title that stays white; more is a field of colour."""

TITLE_RISE = 0.3
"""The share of a field's free height that is above the title, where the field fills the cover."""

LARGE_TITLE_SIZES = (52.0, 48.0, 44.0, 40.0, 36.0, 33.0, 30.0, 27.0, 24.0, 21.0, 18.0)
"""The sizes of a title that stands alone."""

TITLE_SIZES = (40.0, 36.0, 33.0, 30.0, 27.0, 24.0, 21.0, 18.0)


@memoized(256)
def lay_out_cover(front: Cover, panel: Panel, look: Look) -> PieceGroup:
    """Lay out the cover, from the top down: clinic, picture, title, subtitle, tagline.

    It is as high as the panel, or higher if the text alone needs more. Title and what is below it
    stand on a field of colour if the look has one, if there is no picture, or if one that is wide
    and low would leave the cover white.
    """
    if not front.picture or look.style.covers == "field":
        return _lay_out_on_field(front, panel, look)
    lay_out = partial(_lay_out_words, front, panel, look)
    words = lay_out_on_band(lay_out, look, panel.width, TITLE_PADDING)
    foot = _lay_out_tagline(front, panel.width, look)
    clinic = lay_out_clinic(front, panel.width, look)
    needed = clinic.height + foot.height + words.height + 3 * GAP
    parts = [Placed(clinic)]
    down = clinic.height + GAP
    figure = _fit_cover_picture(front.picture, panel, panel.height - needed - GAP)
    if figure:
        parts.append(Placed(figure, 0.0, down))
        down += figure.height + GAP
    spare = panel.height - foot.height - down - words.height
    if spare > MOST_WHITE * panel.height:
        return _lay_out_on_field(front, panel, look)
    parts.append(Placed(words, 0.0, down + spare * 0.4))
    parts.append(Placed(foot, 0.0, panel.height - foot.height))
    return PieceGroup(max(panel.height, needed), tuple(parts))


def _lay_out_words(
    front: Cover, panel: Panel, look: Look, measure: float, colour: str
) -> PieceGroup:
    """Lay out title and subtitle for a width, with type of a colour, or of the usual ones."""
    sizes = TITLE_SIZES if front.picture else LARGE_TITLE_SIZES
    large = fit_title(front, measure, panel.height / 3, look, 4, colour, sizes)
    style = look.make_subtitle_style(look.size * 1.2, colour)
    subtitle = typeset_lines(front.subtitle, style, measure)
    heading = Tagged(Bookmarked(large, front.title.words, 1), TITLE)
    below = large.height + look.step * 1.5
    parts = (Placed(heading), Placed(Tagged(subtitle, SUBTITLE), 0.0, below))
    return PieceGroup(below + subtitle.height, parts)


def _fit_cover_picture(picture: Picture, panel: Panel, room: float) -> PieceGroup | None:
    """The picture as large as a room in points allows, centred; None where it would be tiny."""
    if room <= mm(20):
        return None
    return _lay_out_picture(picture, panel.width, room)


def _lay_out_on_field(front: Cover, panel: Panel, look: Look) -> PieceGroup:
    """Lay out a cover whose title stands on a field of colour that reaches down to its foot.

    In black and white the field is a frame.
    """
    fill, colour = look.ground_colours
    padding = round(look.size * FIELD_PADDING, 2)
    measure = panel.width - 2 * padding
    words = _lay_out_words(front, panel, look, measure, colour)
    foot = _lay_out_tagline(front, measure, look, colour)
    clinic = lay_out_clinic(front, panel.width, look)
    least = words.height + foot.height + look.step * 2 + 2 * padding
    down = clinic.height + GAP
    parts = [Placed(clinic)]
    room = panel.height - down - least - GAP
    figure = _fit_cover_picture(front.picture, panel, room) if front.picture else None
    if figure:
        parts.append(Placed(figure, 0.0, down))
        down += figure.height + GAP
    height = max(panel.height - down, least)
    inner = height - 2 * padding
    above = (inner - words.height - foot.height) * (0.5 if figure else TITLE_RISE)
    on_field = (Placed(words, 0.0, above), Placed(foot, 0.0, inner - foot.height))
    ground = Decoration(ColourField(panel.width, height, fill, "" if fill else look.shade("ink")))
    parts += (
        Placed(Bleeding(ground, panel.width, ACROSS | {"bottom"}), 0.0, down),
        Placed(PieceGroup(inner, on_field), padding, down + padding),
    )
    return PieceGroup(max(panel.height, down + least), tuple(parts))


def lay_out_clinic(front: Cover, width: float, look: Look) -> PieceGroup:
    """Lay out the logo with the clinic's name beside it, or below where it would be too narrow.

    A logo that holds the name stands alone, and is heard as the name; but where it cannot be seen,
    the name is printed, so that no leaflet is without it.
    """
    if not front.logo:
        name = _typeset_name(front, width, look)
        return PieceGroup(name.height, (Placed(Tagged(name, CLINIC)),))
    if front.logo_holds_name and not is_faint(front.logo):
        logo = fit_logo(front.logo, NAME_LOGO_AREA, width * WIDE_LOGO, NAME_LOGO_HEIGHT)
        role = Role("Figure", alt=front.clinic, address=("brand", "name"))
        return PieceGroup(logo.height, (Placed(Figure(logo, role, logo.width)),))
    logo = fit_artwork(front.logo, width / 2, LOGO_HEIGHT)
    indent = logo.width + mm(3)
    name, below = _typeset_name(front, width - indent, look), _typeset_name(front, width, look)
    is_narrow = name.setting.least_width > width - indent or name.last > max(3, below.last + 1)
    if is_narrow:
        logo = fit_logo(front.logo, LOGO_AREA, width * WIDE_LOGO, LOGO_HEIGHT)
        down = logo.height + look.step
        parts = (Placed(Artifact(logo)), Placed(Tagged(below, CLINIC), 0.0, down))
        return PieceGroup(down + below.height, parts)
    height = max(LOGO_HEIGHT, name.height)
    beside = Placed(Tagged(name, CLINIC), indent, (height - name.height) / 2)
    return PieceGroup(height, (Placed(Artifact(logo)), beside))


def _typeset_name(front: Cover, width: float, look: Look) -> TextLines:
    return typeset_lines(plain(front.clinic), look.make_title_style(look.size * 1.12), width)


def fit_title(
    front: Cover,
    width: float,
    tallest: float,
    look: Look,
    max_lines: int = 4,
    colour: str = "",
    sizes: Sequence[float] = TITLE_SIZES,
) -> TextLines:
    """Typeset the title as large as fits in ``max_lines`` without breaking a word."""
    for size in sizes:
        style = replace(look.make_title_style(size, colour), leading=round(size * 1.08, 2))
        widest = typeset_text(front.title.runs, style, UNBOUNDED).least_width
        if widest > width and size > sizes[-1]:
            continue  # a smaller size may hold the widest word
        title = typeset_lines(front.title, style, width)
        if title.last <= max_lines and widest <= width and title.height < tallest:
            break
    return title


def fit_picture(front: Picture, width: float, room: float) -> Figure | Decoration:
    """Scale the picture to be as large as a width and a height, in points, allow."""
    return tag_picture(front, fit_artwork(front.artwork, width, room), None, PICTURE_RANK)


def centre_figure(figure: Figure | Decoration | Bleeding, width: float) -> PieceGroup:
    """Centre a picture in a width."""
    return PieceGroup(figure.height, (Placed(figure, (width - figure.width) / 2),))


def _lay_out_picture(front: Picture, width: float, room: float) -> PieceGroup:
    """Lay out the picture; for a print shop a photograph is as wide as the cover."""
    figure = fit_picture(front, width, room)
    if not fills_frame(front.artwork.kind, front.artwork.content):
        return centre_figure(figure, width)
    return centre_figure(Bleeding(figure, figure.width, ACROSS), width)


def _lay_out_tagline(front: Cover, width: float, look: Look, colour: str = "") -> PieceGroup:
    """Lay out the tagline under a rule; on a ground both have its colour of type."""
    if not front.tagline:
        return PieceGroup(0.0, ())
    style = replace(look.body_style, colour=colour or look.shade("quiet"))
    words = typeset_lines(plain(front.tagline), style, width)
    rule = Decoration(Rule(width, colour or look.shade("pale")))
    tagline = Tagged(words, COVER_TAGLINE)
    return PieceGroup(words.height + look.step, (Placed(rule), Placed(tagline, 0.0, look.step)))
