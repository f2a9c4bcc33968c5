"""The clinic's contact: a few lines, or rows with labels, places side by side, and QR codes."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.text import Address, Text


class ContactLines(Block, frozen=True):
    """How to reach the clinic: lines of text, and the address in the QR code.

    ``qr_address`` is that address in words, for those who cannot scan it, if no line has it.
    """

    lines: tuple[Text, ...]
    qr: str
    qr_alt: str
    qr_address: Text = Text()


class ContactRow(Data, frozen=True):
    """A way to reach the clinic after its label, such as a telephone number and its hours."""

    label: Text
    lines: tuple[Text, ...]


class ContactRows(Block, frozen=True):
    """Ways to reach the clinic, below one another.

    Labels are above what they label where that ``is_stacked``, else where there is no room beside.
    """

    rows: tuple[ContactRow, ...]
    is_stacked: bool = False


class PlaceCards(Block, frozen=True):
    """The clinic's places, side by side where there is room: the blocks of each."""

    cards: tuple[tuple[Block, ...], ...]


class CaptionedCode(Data, frozen=True):
    """A QR code: its content, what it opens in words, and the same for those who cannot see it."""

    content: str
    caption: Text
    alt: str
    address: Address = ()


class QrCodes(Block, frozen=True):
    """QR codes side by side, each with words below it."""

    codes: tuple[CaptionedCode, ...]
