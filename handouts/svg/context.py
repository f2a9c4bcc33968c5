"""What is known of a file while it is drawn, and what in it is not drawn as vectors, or at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.svg.clean import is_inside, is_small_enough
from handouts.svg.elements import AS_PNG, SvgElement, SvgFile, list_children
from handouts.svg.geometry import (
    IDENTITY,
    Matrix,
    measure_area,
    multiply,
    read_numbers,
    read_transform,
)
from handouts.svg.lengths import read_length
from handouts.svg.picture import SIZE
from handouts.svg.styles import Style, derive_style

_SMALLER = f"Make it smaller in the drawing program: 2,000 pixels wide are plenty. {AS_PNG}"
BLENDS = frozenset(
    "multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light "
    "difference exclusion hue saturation color luminosity".split()
)
_MOST_SPREAD = 16
"""How much larger than the whole picture one in it may be; a filter would draw all of it."""

_MARKERS = ("marker", "marker-start", "marker-mid", "marker-end")
_MARKED = frozenset(("path", "line", "polyline", "polygon"))


class DrawingContext:
    """A file while it is drawn; percentages are of its ``viewport``.

    ``reasons`` say what in it cannot be drawn as vectors.
    """

    def __init__(
        self, file: SvgFile, own: Mapping[SvgElement, Style], viewport: tuple[float, float]
    ) -> None:
        self.file = file
        self.own = own
        self.viewport = viewport
        self.reasons: list[str] = []
        self._parents = {child: each for each in file.elements() for child in list_children(each)}

    @property
    def diagonal(self) -> float:
        """What a percentage is of that is neither across nor down (SVG 1.1, 7.10)."""
        return float(((self.viewport[0] ** 2 + self.viewport[1] ** 2) / 2) ** 0.5)

    def style_of(self, element: SvgElement) -> Style:
        """The style of an element where it stands in the file."""
        above = self._parents.get(element)
        return derive_style(self.style_of(above) if above is not None else {}, self.own[element])

    def read_transform(self, element: SvgElement, style: Style) -> Matrix:
        """An element's own transform, about its origin."""
        text = style.get("transform", "")
        matrix = read_transform(text)
        if matrix is None:
            message = f"'transform' may not be '{text[:40]}' in a picture."
            hint = f"Save the picture again as plain SVG. {AS_PNG}"
            self.file.report("unsupported-drawing", message, hint, element, "transform")
            return IDENTITY
        origin = style.get("transform-origin", "") if text else ""
        if not origin:
            return matrix
        numbers = read_numbers(origin)
        if len(numbers) != 2 or origin.replace("px", "").strip("-+0123456789. "):
            self.reasons.append("a turn about a point of its own")
            return matrix
        x, y = numbers
        return multiply(multiply((1, 0, 0, 1, x, y), matrix), (1, 0, 0, 1, -x, -y))

    def read_shift(self, element: SvgElement) -> Matrix:
        """How far a ``use`` moves what it refers to."""
        width, height = self.viewport
        x = read_length(element.attrib.get("x"), width)
        return (1, 0, 0, 1, x, read_length(element.attrib.get("y"), height))

    def read_blend(self, style: Style) -> str:
        """How an element is mixed with what is below it; empty where it covers it."""
        blend = style.get("mix-blend-mode", "normal")
        if blend == "normal":
            return ""
        if blend not in BLENDS:
            self.reasons.append("colours that blend")
            return ""
        return blend

    def note_effects(self, style: Style) -> None:
        """Note what changes the edges of an element."""
        if style.get("filter", "none") != "none":
            self.reasons.append("a filter, such as a shadow or a blur")

    def note_image(self, element: SvgElement, matrix: Matrix) -> None:
        """Note a picture of pixels, or refuse one that is in another file or far too large.

        ``matrix`` leads from its units to the picture's.
        """
        reference = element.attrib.get("href", "")
        if not reference.strip():
            return
        if is_inside(reference):
            width, height = self.viewport
            wide = read_length(element.attrib.get("width"), width)
            high = read_length(element.attrib.get("height"), height)
            spread = wide * high * measure_area(matrix) > _MOST_SPREAD * SIZE**2
            if spread or not is_small_enough(reference):
                message = "A picture of pixels in this picture is damaged or far too large."
                self.file.report("picture-size", message, _SMALLER, element, "href")
            self.reasons.append("a picture of pixels in it")
            return
        message = "The picture shows another file, which is not in it."
        hint = f"Embed that picture in the drawing program, and export again. {AS_PNG}"
        self.file.report("unsupported-drawing", message, hint, element, "href")

    def note_markers(self, element: SvgElement, style: Style) -> None:
        """Note arrow heads and the like."""
        if element.tag in _MARKED and any(style.get(each, "none") != "none" for each in _MARKERS):
            self.reasons.append("arrow heads")

    def refuse_words(self, element: SvgElement, style: Style) -> None:
        """Refuse text: another computer has other fonts, and a logo would look otherwise."""
        if not "".join(each.words for each in _walk(element)).strip():
            return
        if style.get("visibility", "visible") == "visible":
            message = (
                "The picture has text in it, which looks otherwise where its typeface is missing."
            )
            hint = f"Convert the text to outlines (paths) in the drawing program. {AS_PNG}"
            self.file.report("unsupported-drawing", message, hint, element)


def is_shown(element: SvgElement) -> bool:
    """Whether an element is for this program, in a language that it reads."""
    if element.attrib.get("requiredExtensions", "").strip():
        return False
    languages = element.attrib.get("systemLanguage", "en").replace(",", " ").split()
    return any(each.lower().split("-")[0] == "en" for each in languages)


def _walk(element: SvgElement) -> Iterator[SvgElement]:
    yield element
    for child in list_children(element):
        yield from _walk(child)
