"""An edition: in which form a handout is printed."""

from __future__ import annotations

from typing import Literal

Paper = Literal["a4", "letter"]
