"""Running text: paragraphs, lists and sub-headings, the lead, small print and labels."""

from __future__ import annotations

from typing import Literal

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Text


class Paragraph(Block, frozen=True):
    """Running text."""

    text: Text


class ListItem(Data, frozen=True):
    """An item of a list that holds more than one text: paragraphs or another list ``below`` it."""

    text: Text
    below: tuple[Block, ...]


class TextList(Block, frozen=True):
    """A list; ``numbered`` where the order matters, from the number ``start`` on."""

    items: tuple[Text | ListItem, ...]
    numbered: bool = False
    start: int = 1


class Subheading(Block, frozen=True):
    """A heading inside a section. It is one ``level`` below that of the section."""

    text: Text
    level: Literal[2, 3] = 3


class Lead(Block, frozen=True):
    """The first paragraph, which introduces the handout."""

    text: Text


class SmallPrint(Block, frozen=True):
    """A note in small type, for those who look after the handout."""

    text: Text


class Label(Block, frozen=True):
    """A small label above the block that it belongs to."""

    text: Text
