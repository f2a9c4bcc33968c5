"""Fields of a form that are filled in on a screen, as widgets that a screen reader knows.

Each is an annotation and a field in one (ISO 32000-1, 12.5.6.19 and 12.7), in an element Form
(ISO 14289-1, 7.18.4), with a tooltip as its name for those who listen (7.18.1).
"""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.pdf import objects
from handouts.pdf.colours import ColourSpace
from handouts.pdf.navigation.links import FileReferences
from handouts.pdf.objects import Rectangle

FONT = "/Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
"""The font in which a reader's program writes what is typed: a standard one (9.6.2.2)."""

_SIZE = 13
_MANY_LINES = 1 << 12  # table 228
_PRINT = 4  # table 165


class FieldShape(Data, frozen=True):
    """A field: its kind, its box in points, its name for those who listen, its colour."""

    kind: Literal["text", "box"]
    box: Rectangle
    label: str
    colour: str
    is_high: bool = False


class FieldAnnotation(Data, frozen=True, eq=False):
    """The widget of a field, with its number on the document's pages and its appearances.

    ``looks`` are the references of what it looks like: of a box that is empty, then ticked.
    ``key`` is its key in the structure's parent tree.
    """

    shape: FieldShape
    name: str
    looks: tuple[str, ...]
    page: int
    key: int | None = None

    @property
    def is_resolved(self) -> bool:
        """Whether all that it refers to is known."""
        return True

    def format(self, references: FileReferences) -> bytes:
        """The dictionary of annotation and field.

        In PDF/UA-2 its name is its description too, since it has no label in its element
        (ISO 14289-2, 8.10.2.3).
        """
        parent = "" if self.key is None else f"/StructParent {self.key}"
        name = objects.format_string(self.shape.label)
        described = "" if references.elements is None else f"/Contents{name}"
        dictionary = (
            f"<</Type/Annot/Subtype/Widget/Rect{objects.format_numbers(self.shape.box)}"
            f"/F {_PRINT}/P {references.pages(self.page)}/T{objects.format_string(self.name)}"
            f"/TU{name}{described}{parent}{self._format_kind()}>>"
        )
        return dictionary.encode("ascii")

    def _format_kind(self) -> str:
        if self.shape.kind == "box":
            empty, ticked = self.looks
            return f"/FT/Btn/V/Off/AS/Off/AP<</N<</Off {empty}/Yes {ticked}>>>>"
        flags = f"/Ff {_MANY_LINES}" if self.shape.is_high else ""
        return f"/FT/Tx{flags}/DA(/Helv {_SIZE} Tf 0 g)/AP<</N {self.looks[0]}>>"


def draw_looks(shape: FieldShape, colours: ColourSpace) -> list[bytes]:
    """What a field looks like, as form XObjects: an empty one, and of a box the ticked one."""
    left, bottom, right, top = shape.box
    width, height = right - left, top - bottom
    frame = (
        f"1 1 1 rg {objects.format_rgb(shape.colour)} RG 1 w "
        f"0.5 0.5 {width - 1:.2f} {height - 1:.2f} re B"
    )
    looks = [frame]
    if shape.kind == "box":
        tick = (
            f"{width / 8:.2f} w 1 J 1 j {width * 0.2:.2f} {height * 0.5:.2f} m "
            f"{width * 0.42:.2f} {height * 0.25:.2f} l {width * 0.8:.2f} {height * 0.78:.2f} l S"
        )
        looks.append(f"{frame} {tick}")
    else:
        looks = [f"{frame} /Tx BMC EMC"]
    entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {width:.2f} {height:.2f}]/Resources<<>>"
    converted = map(colours.convert_operators, looks)
    return [objects.format_flate_stream(look.encode("ascii"), entries) for look in converted]


def format_form(numbers: tuple[int, ...]) -> str:
    """The document's form, with the numbers of its fields (12.7.2)."""
    fields = " ".join(f"{number} 0 R" for number in numbers)
    return f"/AcroForm<</Fields[{fields}]/DA(/Helv {_SIZE} Tf 0 g)/DR<</Font<<{FONT}>>>>>>"
