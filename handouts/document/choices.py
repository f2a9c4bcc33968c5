"""The choices that a user has of an edition, by the words that name them."""

from __future__ import annotations

from typing import Literal

Format = Literal["trifold", "booklet", "sheet", "large-print", "screen"]
Paper = Literal["a4", "letter"]
Ink = Literal["colour", "mono"]
"""What a leaflet is printed with: colour, or black and greys."""
