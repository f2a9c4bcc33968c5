"""What is printed for one person: facts, the body chart, notes."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.person import Area
from handouts.document.text import Text


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


class Facts(Block, frozen=True):
    """Facts about a person, one below the other, with a chart beside them if there is one.

    ``blank`` is the accessible text of a line to write on.
    """

    items: tuple[Fact, ...]
    blank: str
    chart: BodyChart | None = None


class Notes(Block, frozen=True):
    """Notes for one person, and below them ruled lines to write on.

    The lines fill the space left on their panel. ``blank`` is their accessible text.
    """

    paragraphs: tuple[Text, ...]
    blank: str
