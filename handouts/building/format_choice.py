"""The format in which a handout is made where none is asked for: the first that holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar

from handouts import editions
from handouts.building.personal_panel import check_personal_panel
from handouts.data import Data
from handouts.document.edition import Edition
from handouts.document.handout import Handout, Spec
from handouts.document.papers import Paper
from handouts.events import Event, Reporter, RequestError
from handouts.layout import overflow
from handouts.layout.formats import FORMATS
from handouts.memo import memoized
from handouts.sources.findings import Finding, SpecError

Made = TypeVar("Made")


class FormatReplaced(Event, frozen=True):
    """No format was asked for, and the first does not hold the handout: it is made in another."""

    title: str
    first: str
    format: str


class FormatUnusual(Event, frozen=True):
    """A handout is made in a format that was asked for, and that it is not meant for."""

    format: str
    formats: tuple[str, ...]


class FormatLeftOut(Event, frozen=True):
    """All formats were asked for, and one does not hold the handout, by how much is in ``finding``.

    The others are made.
    """

    format: str
    finding: Finding


class FirstFit(Data, Generic[Made], frozen=True):
    """What was made, in the first format that holds it.

    ``skipped`` says of each format before it by how much the text is too long for it.
    """

    format: str
    made: Made
    skipped: tuple[Finding, ...] = ()


def list_formats(handout: Handout, *, on_paper: bool = False) -> tuple[str, ...]:
    """The formats that a handout is for, in the order to try them.

    If it does not say, they are all, but for those that are for short texts alone. Raises
    RequestError if ``on_paper`` is wanted and none of them is.
    """
    usual = (name for name, kind in FORMATS.items() if not kind.short_text)
    formats = handout.formats or tuple(usual)
    if not on_paper:
        return formats
    printable = tuple(name for name in formats if FORMATS[name].printing.on_paper)
    if not printable:
        raise RequestError(
            f"This handout is only for the {formats[0]} format, which is not for paper. "
            "To print it all the same, choose a --format."
        )
    return printable


def make_first_fit(formats: Sequence[str], make: Callable[[str], Made]) -> FirstFit[Made]:
    """Make something in the first format that holds it.

    Raises the SpecError of the first format if none holds it; any other error at once.
    """
    skipped: list[Finding] = []
    first: SpecError | None = None
    for name in formats:
        try:
            return FirstFit(name, make(name), tuple(skipped))
        except SpecError as error:
            if not is_overflow(error):
                raise
            first = first or error
            skipped += error.problems[:1]
    assert first
    raise first


def report_format(handout: Handout, tried: Sequence[str], format: str, report: Reporter) -> None:
    """Report what is not as usual about the format in which a handout is made."""
    if format != tried[0]:
        report(FormatReplaced(handout.title, tried[0], format))
    if handout.formats and format not in handout.formats:
        report(FormatUnusual(format, handout.formats))


def is_overflow(error: SpecError) -> bool:
    """Whether the only problem is that the text is too long for the format."""
    return all(each.rule == overflow.RULE for each in error.problems)


def find_overflows(spec: Spec, formats: Sequence[str], paper: Paper | None) -> Iterator[Finding]:
    """A finding for each format that does not hold the handout. Raises other SpecErrors."""
    for name in formats:
        try:
            editions.check_handout(spec, Edition(name, paper))
        except SpecError as error:
            if not is_overflow(error):
                raise
            yield from error.problems[:1]


@memoized(32)
def find_usual_format(spec: Spec, paper: Paper | None, on_paper: bool) -> str:
    """The format for a handout for many people: the first that holds it for everyone.

    One that holds the personal panel too, blank or filled in, comes before one that does not; what
    holds the panel holds the rest without it. If none holds the handout, it is the first of all.
    Raises RequestError as ``list_formats`` does.
    """
    formats = list_formats(spec.handout, on_paper=on_paper)
    fitting = (name for name in formats if fits_panel(spec, format=name, paper=paper))
    holding = (name for name in formats if fits_format(spec, format=name, paper=paper))
    return next(chain(fitting, holding), formats[0])


def fits_format(spec: Spec, *, format: str, paper: Paper | None) -> bool:
    """Whether a handout fits a format on a paper. Nothing is drawn."""
    try:
        editions.check_handout(spec, Edition(format, paper))
    except SpecError:
        return False
    return True


def fits_panel(spec: Spec, *, format: str, paper: Paper | None) -> bool:
    """Whether a handout with its personal panel fits a format; see ``check_personal_panel``."""
    try:
        check_personal_panel(spec, format=format, paper=paper)
    except SpecError:
        return False
    return True
