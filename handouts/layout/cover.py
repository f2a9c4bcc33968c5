"""The cover: the clinic, a picture, the title. It fills its panel by design."""

from __future__ import annotations

from msgspec.structs import replace

from handouts.compose.runs import plain
from handouts.compose.runs import words as words_of
from handouts.compose.story import Cover, Picture
from handouts.layout.blocks import fitted, lines
from handouts.layout.formats import Panel, mm
from handouts.layout.look import Look
from handouts.layout.pieces import Bookmarked, Figure, Furniture, Group, Lines, Placed, Rule, Told
from handouts.remembering import remembered
from handouts.text.setting import typeset

LOGO = mm(12)
WHOLE = 1e6
"""A measure in points that no word is wider than."""

TITLES = (40.0, 36.0, 33.0, 30.0, 27.0, 24.0, 21.0, 18.0)


@remembered(256)
def cover(front: Cover, panel: Panel, look: Look) -> Group:
    """The cover's pieces, from the top of its panel: clinic, picture, title, subtitle, tagline.

    Its height is the panel's, or more where the words alone need more.
    """
    large = title(front, panel.width, panel.height / 3, look)
    subtitle = lines(front.subtitle, look.scaled(look.size * 1.2), panel.width)
    foot = _foot(front, panel.width, look)
    clinic = head(front, panel.width, look)
    gap = mm(7)
    words = large.height + look.step * 1.5 + subtitle.height
    needed = clinic.height + foot.height + words + 3 * gap
    room = panel.height - needed - gap
    parts = [Placed(clinic)]
    down = clinic.height + gap
    if front.picture and room > mm(20):
        shown = centred(picture(front.picture, panel.width, room), panel.width)
        parts.append(Placed(shown, 0.0, down))
        down += shown.height + gap
    spare = (panel.height - foot.height - down - words) * 0.4
    down += spare
    parts.append(Placed(Told(Bookmarked(large, words_of(front.title), 1), ("title",)), 0.0, down))
    below = down + large.height + look.step * 1.5
    parts.append(Placed(Told(subtitle, ("subtitle",)), 0.0, below))
    parts.append(Placed(foot, 0.0, panel.height - foot.height))
    return Group(max(panel.height, needed), tuple(parts))


def head(front: Cover, width: float, look: Look) -> Group:
    """The logo with the clinic's name beside it."""
    parts, indent = [], 0.0
    if front.logo:
        logo = fitted(front.logo, width / 2, LOGO)
        indent = logo.width + mm(3)
        parts.append(Placed(Furniture(logo)))
    name = lines(plain(front.clinic), look.title(look.size * 1.12), width - indent)
    height = max(LOGO if front.logo else 0.0, name.height)
    parts.append(Placed(Told(name, ("clinic",)), indent, (height - name.height) / 2))
    return Group(height, tuple(parts))


def title(front: Cover, width: float, tallest: float, look: Look, most: int = 4) -> Lines:
    """The title as large as it stands in so many lines with no word broken."""
    for size in TITLES:
        style = replace(look.title(size), leading=round(size * 1.08, 2))
        made = lines(front.title, style, width)
        widest = typeset(front.title, style, WHOLE).least_width
        if made.last <= most and widest <= width and made.height < tallest:
            break
    return made


def picture(front: Picture, width: float, room: float) -> Figure:
    """The picture as large as a width and a room's height allow."""
    drawn = fitted(front.artwork, width, room)
    return Figure(drawn, ("picture",), drawn.width)


def centred(figure: Figure, width: float) -> Group:
    """A picture in the middle of a width."""
    return Group(figure.height, (Placed(figure, (width - figure.width) / 2),))


def _foot(front: Cover, width: float, look: Look) -> Group:
    """The tagline under a rule."""
    if not front.tagline:
        return Group(0.0, ())
    told = lines(plain(front.tagline), replace(look.body, colour=look.quiet), width)
    rule = Rule(width, look.pale)
    tagline = Told(told, ("tagline",))
    return Group(told.height + look.step, (Placed(rule), Placed(tagline, 0.0, look.step)))
