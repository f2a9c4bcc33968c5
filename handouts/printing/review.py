"""Why a leaflet should not be handed out: it is a draft, or its review is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from handouts.compose.compose import identify_handout
from handouts.document.handout import Handout, Spec
from handouts.document.identity import FileIdentity
from handouts.sources.findings import Finding, Place
from handouts.sources.source import display_path


def today() -> date:
    """The date by this computer's clock. It decides what is overdue, but affects no PDF."""
    return date.today()


def is_overdue(handout: Handout, today: date) -> bool:
    """Whether the date by which it should have been reviewed has passed."""
    return handout.review_by < today


def list_objections(spec: Spec, today: date) -> Iterator[Finding]:
    """Why a handout should not be printed on the day ``today``; empty where it may be."""
    return list_file_objections(spec.handout.path, identify_handout(spec), today)


def list_file_objections(path: Path, identity: FileIdentity, today: date) -> Iterator[Finding]:
    """The same for a handout's file, or for a PDF that was made from it."""
    place = Place(display_path(path))
    if identity.is_example:
        yield Finding(
            "example-brand",
            place,
            "It has the name and the telephone number of a made-up clinic.",
            "Make a folder for your own with 'handouts init DIR', and print it from there.",
        )
    if identity.is_draft:
        yield Finding(
            "draft",
            place,
            "This is a draft, not for patients.",
            "Have it approved (status: approved), or print it regardless with --anyway.",
        )
    if identity.review_by and identity.review_by < today:
        yield Finding(
            "review-overdue",
            place,
            f"Its review date, {identity.review_by.isoformat()}, has passed.",
            "Review it and set review_by to the next review date, or print it regardless with "
            "--anyway.",
        )
