"""What speaks against handing out a leaflet: it is a draft, or its review is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handouts.spec.models import Handout
from handouts.spec.problems import Place, Problem
from handouts.spec.source import shown


def today() -> date:
    """The day by this computer's clock. What is overdue hangs on it, and no PDF does."""
    return date.today()


def overdue(handout: Handout, today: date) -> bool:
    """Whether the day by which it was to be reviewed is over."""
    return handout.review_by < today


def objections(handout: Handout, today: date) -> Iterator[Problem]:
    """Why it should not be printed on a day; nothing where it may be."""
    place = Place(shown(handout.path))
    if handout.status == "draft":
        yield Problem(
            place,
            "This is a draft, not for patients.",
            "Have it approved (status: approved), or print it all the same with --anyway.",
        )
    if overdue(handout, today):
        yield Problem(
            place,
            f"It was to be reviewed by {handout.review_by.isoformat()}.",
            "Review it and write the next day into review_by, or print it all the same with "
            "--anyway.",
        )
