"""Blocks: the parts of a section, from the file to the sheet.

Reading makes most of them. Composing resolves their texts, and adds those that no file holds:
the lead, the clinic's contact, the references and the parts of a personal panel.
"""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.person import Area
from handouts.document.text import Address, Run, Text

ADVICE_KEY = r"[a-z][a-z0-9_\-]{0,39}"
"""A regular expression: the key by which a person's advice is chosen."""

# --- the parts that a file holds --------------------------------------------------


class Paragraph(Data, frozen=True):
    """Running text."""

    text: Text


class TextList(Data, frozen=True):
    """A list; ``numbered`` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


class Artwork(Data, frozen=True):
    """The content of a picture's file, checked to be safe; ``name`` is the path to display."""

    name: str
    kind: Literal["svg", "pixels"]
    content: bytes


class Picture(Data, frozen=True):
    """A picture with its name and its description; ``alt`` is empty for decoration."""

    name: str
    artwork: Artwork
    alt: str
    caption: Text = Text()
    address: Address = ()


class Checklist(Data, frozen=True):
    """Things to tick, each with a box in front of it."""

    items: tuple[Text, ...]


class Step(Data, frozen=True):
    """One thing to do, and how."""

    do: Text
    how: Text = Text()
    picture: Picture | None = None


class Steps(Data, frozen=True):
    """Things to do in order, each with its number, or with a small picture in its place."""

    items: tuple[Step, ...]


class Moment(Data, frozen=True):
    """What one feels at a time."""

    when: Text
    feel: Text


class Timeline(Data, frozen=True):
    """What one feels when, earliest first."""

    moments: tuple[Moment, ...]


Unit = Literal["people", "treatments"]
"""What a risk is counted in."""

MAX_DOTS = 100
"""The most dots drawn for one risk; what is rarer is told in words only."""


class Risk(Data, frozen=True):
    """``count`` in ``out_of`` people or treatments; ``source`` is a reference's id.

    ``unit`` is None where the file does not say which of the two were counted. ``odds`` are the
    numbers in words ("8 in 100"), once it is composed.
    """

    count: int
    out_of: int
    what: Text
    source: str
    unit: Unit | None = None
    odds: Text = Text()

    @property
    def has_dots(self) -> bool:
        """Whether it is drawn to scale, and not only told."""
        return self.out_of <= MAX_DOTS

    @property
    def sentence(self) -> Text:
        """The sentence: "8 in 100 had a bruise"."""
        return Text((*self.odds.inlines, Run(" "), *self.what.inlines), self.what.address)


class Risks(Data, frozen=True):
    """How often harm came, drawn to scale: as many dots filled as were harmed.

    ``key`` says what a dot stands for, once it is composed; it is empty where there are no dots.
    """

    items: tuple[Risk, ...]
    key: Text = Text()


class Advice(Data, frozen=True):
    """Advice that a person may be given, by the key that chooses it, in the order of the file."""

    items: tuple[tuple[str, Text], ...]


# --- what composing adds ---------------------------------------------------------


class Lead(Data, frozen=True):
    """The first paragraph, which introduces the handout."""

    text: Text


class ContactLines(Data, frozen=True):
    """How to reach the clinic: lines of text, and the address in the QR code."""

    lines: tuple[Text, ...]
    qr: str
    qr_alt: str


class SmallPrint(Data, frozen=True):
    """A note in small type, for those who look after the handout."""

    text: Text


class ReferenceList(Data, frozen=True):
    """The references in order of number; ``back`` describes the link back to a citation."""

    items: tuple[Text, ...]
    back: str = "{}"


class Label(Data, frozen=True):
    """A small label above the block that it belongs to."""

    text: Text


class Fact(Data, frozen=True):
    """One fact about a person with its label. An empty value becomes a line to write on."""

    label: Text
    value: Text = Text()


class BodyChart(Data, frozen=True):
    """The body from the front and from the back, with what was treated marked on it.

    ``alt`` describes it in words. ``front``, ``back``, ``left`` and ``right`` are printed
    beside the figures; left and right are the person's left and right. ``caption`` is the
    instruction on a chart to be marked by hand, or empty.
    """

    areas: tuple[Area, ...]
    alt: str
    front: str
    back: str
    left: str
    right: str
    caption: str = ""


class Facts(Data, frozen=True):
    """Facts about a person, one below the other, with a chart beside them if there is one.

    ``blank`` is the accessible text of a line to write on.
    """

    items: tuple[Fact, ...]
    blank: str
    chart: BodyChart | None = None


class Notes(Data, frozen=True):
    """Notes for one person, and below them ruled lines to write on.

    The lines fill the space left on their panel. ``blank`` is their accessible text.
    """

    paragraphs: tuple[Text, ...]
    blank: str


Block = (
    Paragraph
    | TextList
    | Picture
    | Checklist
    | Steps
    | Timeline
    | Risks
    | Advice
    | Lead
    | ContactLines
    | SmallPrint
    | ReferenceList
    | Label
    | Facts
    | Notes
)
