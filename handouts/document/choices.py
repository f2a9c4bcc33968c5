"""The choices that a user has of an edition, by the words that name them."""

from __future__ import annotations

from typing import Literal

Format = Literal["trifold", "booklet", "sheet", "large-print", "screen"]
"""The formats, in the order of the help; each has a file of its name in ``layout/formats``."""
Ink = Literal["colour", "mono"]
"""What a leaflet is printed with: colour, or black and greys."""
