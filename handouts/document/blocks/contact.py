"""The clinic's contact."""

from __future__ import annotations

from handouts.document.blocks.block import Block
from handouts.document.text import Text


class ContactLines(Block, frozen=True):
    """How to reach the clinic: lines of text, and the address in the QR code."""

    lines: tuple[Text, ...]
    qr: str
    qr_alt: str
