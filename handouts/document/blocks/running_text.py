"""Running text: paragraphs and lists, the lead, small print and labels."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class Paragraph(Block, frozen=True):
    """Running text."""

    text: Text


class TextList(Block, frozen=True):
    """A list; ``numbered`` where the order matters."""

    items: tuple[Text, ...]
    numbered: bool = False


class Lead(Block, frozen=True):
    """The first paragraph, which introduces the handout."""

    text: Text


class SmallPrint(Block, frozen=True):
    """A note in small type, for those who look after the handout."""

    text: Text


class Label(Block, frozen=True):
    """A small label above the block that it belongs to."""

    text: Text
