"""The Story: blocks in reading order, pure data, with nothing of paper in it."""

from __future__ import annotations

from typing import Literal

from handouts.compose.runs import Run, Text
from handouts.data import Data
from handouts.spec.models import Area, Artwork

Tone = Literal["plain", "note", "caveat", "help", "small"]


class Lead(Data, frozen=True):
    """The first paragraph, which says what the handout is about."""

    text: Text


class Paragraph(Data, frozen=True):
    """Running text."""

    text: Text


class Bullets(Data, frozen=True):
    """A list; ``numbered`` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


class Checklist(Data, frozen=True):
    """Things to tick, each behind a box."""

    items: tuple[Text, ...]


class Step(Data, frozen=True):
    """One thing to do, and how."""

    do: Text
    how: Text


class Steps(Data, frozen=True):
    """Things to do in order, each behind its number."""

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
    def told(self) -> Text:
        """The sentence: "8 in 100 had a bruise"."""
        return (*self.odds, Run(" "), *self.what)


class Risks(Data, frozen=True):
    """How often harm came, drawn to scale: as many marks filled as were harmed."""

    items: tuple[Risk, ...]


class Picture(Data, frozen=True):
    """A picture with what it shows in words; ``alt`` is empty for decoration."""

    artwork: Artwork
    alt: str
    caption: Text = ()


class Contact(Data, frozen=True):
    """How to reach the clinic: lines of text, and the address behind the QR code."""

    lines: tuple[Text, ...]
    qr: str
    qr_alt: str


class References(Data, frozen=True):
    """The references in order of number, each a text; ``back`` is said of the way back."""

    items: tuple[Text, ...]
    back: str = "{}"


class Fact(Data, frozen=True):
    """What is known of one person, behind its label. No value: a line to write it on."""

    label: Text
    value: Text = ()


class BodyChart(Data, frozen=True):
    """The body from the front and from the back, with what was treated marked on it.

    ``alt`` says the same in words. ``front``, ``back``, ``left`` and ``right`` are printed
    beside the figures; left and right are the person's own. ``caption`` is what to do with a
    chart to be marked by hand, or empty.
    """

    areas: tuple[Area, ...]
    alt: str
    front: str
    back: str
    left: str
    right: str
    caption: str = ""


class Label(Data, frozen=True):
    """A few quiet words above the block that they belong to."""

    text: Text


class Facts(Data, frozen=True):
    """Facts of a person, one below the other, with a chart beside them where there is one.

    ``blank`` is said of a line to write on.
    """

    items: tuple[Fact, ...]
    blank: str
    chart: BodyChart | None = None


class Notes(Data, frozen=True):
    """Notes to one person, and below them ruled lines to write on.

    The lines take what room their panel has left. ``blank`` is said of them.
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
    is small print. ``personal`` is true where anything in it is of one person: what is not
    personal is the same for all, and made once for all.
    """

    key: str
    heading: Text
    blocks: tuple[Block, ...]
    tone: Tone = "plain"
    personal: bool = False

    @property
    def is_callout(self) -> bool:
        """Whether it stands in a box."""
        return self.tone in CALLOUTS


class Cover(Data, frozen=True):
    """What the front says: the clinic, a picture, the title."""

    clinic: str
    tagline: str
    logo: Artwork | None
    picture: Picture | None
    title: Text
    subtitle: Text


class Story(Data, frozen=True):
    """A whole handout, ready to be laid out.

    ``version_lines`` stand on each sheet; ``draft`` is the mark of a draft, or empty.
    """

    title: str
    language: str
    author: str
    cover: Cover
    sections: tuple[Section, ...]
    version_lines: tuple[Text, ...]
    draft: str = ""
