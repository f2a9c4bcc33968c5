"""Events: what a use case reports while it runs, as values that a face puts into words.

A use case takes a request, reports events to a function, and returns its result. It never
prints and never asks. Its errors are SpecError and OSError, which carry a message for the user,
and RequestError.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from handouts.data import Data

Step = Literal["check", "make"]


class Event(Data, frozen=True):
    """Something that happened in a use case."""


class Progress(Event, frozen=True):
    """How far a step has got; ``total`` is None if it is unknown."""

    step: Step
    done: int
    total: int | None = None


class Written(Event, frozen=True):
    """A file is complete under its name, whatever else may go wrong later."""

    path: Path


Reporter = Callable[[Event], None]
"""Called with each event as it happens. An exception that it raises ends the use case."""


def ignore_event(event: Event) -> None:
    """Do nothing with an event."""


class RequestError(ValueError):
    """A request asks for what does not go together; the text says what to change in it."""
