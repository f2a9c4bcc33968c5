"""The Story: blocks in reading order, pure data, independent of paper and layout."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.models import Area, Artwork
from handouts.document.runs import Run, Text

Tone = Literal["plain", "note", "caveat", "help", "small"]


class Lead(Data, frozen=True):
    """The first paragraph, which introduces the handout."""

    text: Text


class Paragraph(Data, frozen=True):
    """Running text."""

    text: Text


class Bullets(Data, frozen=True):
    """A list; ``numbered`` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


class Checklist(Data, frozen=True):
    """Things to tick, each with a box in front of it."""

    items: tuple[Text, ...]


class Step(Data, frozen=True):
    """One thing to do, and how."""

    do: Text
    how: Text


class Steps(Data, frozen=True):
    """Things to do in order, each with its number."""

    items: tuple[Step, ...]


class Moment(Data, frozen=True):
    """What one feels at a time."""

    when: Text
    feel: Text


class Timeline(Data, frozen=True):
    """What one feels when, earliest first."""

    moments: tuple[Moment, ...]


class Risk(Data, frozen=True):
    """``odds`` as words ("8 in 100"), the numbers behind them, and what happened."""

    odds: Text
    count: int
    out_of: int
    what: Text

    @property
    def sentence(self) -> Text:
        """The sentence: "8 in 100 had a bruise"."""
        return (*self.odds, Run(" "), *self.what)


class Risks(Data, frozen=True):
    """How often harm came, drawn to scale: as many marks filled as were harmed."""

    items: tuple[Risk, ...]


class Picture(Data, frozen=True):
    """A picture with alternative text; ``alt`` is empty for decoration."""

    artwork: Artwork
    alt: str
    caption: Text = ()


class Contact(Data, frozen=True):
    """How to reach the clinic: lines of text, and the address behind the QR code."""

    lines: tuple[Text, ...]
    qr: str
    qr_alt: str


class References(Data, frozen=True):
    """The references in order of number; ``back`` describes the link back to a citation."""

    items: tuple[Text, ...]
    back: str = "{}"


class Fact(Data, frozen=True):
    """One fact about a person with its label. An empty value becomes a line to write on."""

    label: Text
    value: Text = ()


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


class Label(Data, frozen=True):
    """A small label above the block that it belongs to."""

    text: Text


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
    Lead
    | Paragraph
    | Bullets
    | Checklist
    | Steps
    | Timeline
    | Risks
    | Picture
    | Contact
    | References
    | Label
    | Facts
    | Notes
)


CALLOUTS = ("note", "caveat", "help")


class Section(Data, frozen=True):
    """Blocks under one heading.

    The tones note, caveat and help make a callout, a box that is never split; small
    is small print. ``personal`` is true if anything in it depends on the person: other
    sections are the same for all people and are built once.
    """

    key: str
    heading: Text
    blocks: tuple[Block, ...]
    tone: Tone = "plain"
    personal: bool = False

    @property
    def is_callout(self) -> bool:
        """Whether it is drawn in a box."""
        return self.tone in CALLOUTS


class Cover(Data, frozen=True):
    """The front: the clinic, a picture, the title."""

    clinic: str
    tagline: str
    logo: Artwork | None
    picture: Picture | None
    title: Text
    subtitle: Text


class Story(Data, frozen=True):
    """A complete handout, ready to be laid out.

    ``version_lines`` are printed on each sheet; ``draft`` is the mark of a draft, or empty.
    """

    title: str
    language: str
    author: str
    cover: Cover
    sections: tuple[Section, ...]
    version_lines: tuple[Text, ...]
    draft: str = ""
