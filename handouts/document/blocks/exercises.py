"""Exercises, with pictures, a dose and a video, and the diary in which they are ticked off."""

from __future__ import annotations

from handouts.data import Data
from handouts.document.blocks.block import Block
from handouts.document.blocks.picture import Picture
from handouts.document.dose import Dose
from handouts.document.text import Address, Text


class Video(Data, frozen=True):
    """A video by its web address.

    ``line`` is the line of text that names and links it, and ``qr_alt`` describes its QR code,
    once it is composed.
    """

    target: str
    line: Text = Text()
    qr_alt: str = ""
    address: Address = ()


class Exercise(Data, frozen=True):
    """One exercise: what it is called, what it looks like from start to end, and how to do it.

    ``amount`` is the dose in words, once it is composed.
    """

    name: Text
    pictures: tuple[Picture, ...] = ()
    how: tuple[Block, ...] = ()
    dose: Dose = Dose()
    stop_if: Text = Text()
    video: Video | None = None
    amount: Text = Text()
    address: Address = ()


class Exercises(Block, frozen=True):
    """Exercises to do at home, numbered from ``start`` on.

    If it ``is_form``, each has a box to tick and a line on which a dose is written by hand.
    """

    items: tuple[Exercise, ...]
    start: int = 1
    is_form: bool = False


class Diary(Block, frozen=True):
    """A diary in which exercises are ticked off each day, for a number of ``weeks``.

    They are counted from ``first_week`` on. The exercises are numbered from ``start`` on, as they
    are where they are explained.
    """

    weeks: int
    names: tuple[Text, ...]
    start: int = 1
    first_week: int = 1
