"""Check handouts: every problem and warning in them and in the brand, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from handouts import editions
from handouts.building.selection import DEFAULT_FORMAT, HandoutRequest
from handouts.check.run import run_checks
from handouts.data import Data
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.person import Person
from handouts.document.section_kinds import PERSONAL
from handouts.events import Event, Reporter, ignore_event
from handouts.layout import overflow
from handouts.layout.shortening import make_sample_person
from handouts.reading.brand import read_brand
from handouts.reading.library import (
    brand_path_in,
    find_copies,
    find_library,
    list_handouts,
    list_handouts_in_language,
)
from handouts.sources.findings import Finding, Place, Severity, SpecError
from handouts.sources.source import display_path

_T = TypeVar("_T")


class CheckRequest(Data, frozen=True):
    """What to check: ``handouts`` by name or path, or else all of the library and its brand."""

    handouts: tuple[str, ...] = ()
    format: str = DEFAULT_FORMAT
    paper: Paper | None = None
    library: Path | None = None
    brand: Path | None = None
    language: str | None = None


class HandoutChecked(Event, frozen=True):
    """A handout was checked: the ``number``-th of ``total``, and how many problems it has."""

    handout: str
    number: int
    total: int
    problems: int


class CheckResult(Data, frozen=True):
    """What was checked, and what was found, by file, line and column.

    ``problems`` stop a PDF; ``warnings`` do not. ``notes`` are about what looks otherwise in this
    format, and about personal panels that do not fit, where the leaflet for everyone does.
    """

    checked: tuple[str, ...]
    problems: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    notes: tuple[Finding, ...]


def check_handouts(request: CheckRequest, report: Reporter = ignore_event) -> CheckResult:
    """Check each handout that is asked for; reports HandoutChecked after each.

    What is found is in the result, not raised.
    """
    findings: set[Finding] = set()
    handouts = request.handouts
    if not handouts:
        handouts = _collect_findings(lambda: _list_library(request), findings) or ()
        _collect_findings(lambda: _read_brand(request), findings)
        _collect_findings(lambda: _note_copies(request, findings), findings)
    for number, handout in enumerate(handouts, 1):
        found = _check_handout(request, handout)
        problems = len(_select_severity("error", found))
        report(HandoutChecked(handout, number, len(handouts), problems))
        findings |= found
    return CheckResult(
        handouts,
        problems=_select_severity("error", findings),
        warnings=_select_severity("warning", findings),
        notes=_select_severity("note", findings),
    )


def _select_severity(severity: Severity, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(each for each in findings if each.severity == severity))


def check_personal_panel(spec: Spec, *, format: str, paper: Paper | None) -> None:
    """Raise SpecError with notes if the personal panel does not fit, blank or for a person.

    The person is a typical one, with the usual values and the longest advice. What else is
    wrong with the panel, such as a letter that no font has, is raised as it is.
    """
    problems: list[Finding] = []
    for person, prefix in (
        (Person(), "To be filled in by hand"),
        (make_sample_person(spec.handout), "For a person with the longest advice"),
    ):
        try:
            editions.check_handout(spec, Edition(format, paper, person=person))
        except SpecError as error:
            place = Place(display_path(spec.handout.path))
            problems += (
                replace(
                    each,
                    place=place,
                    message=f"{prefix}: {each.message}",
                    source_line="",
                    severity="note",
                )
                if each.rule == overflow.RULE
                else each
                for each in error.problems
            )
    if problems:
        raise SpecError(dict.fromkeys(problems))


def _list_library(request: CheckRequest) -> tuple[str, ...]:
    folder, language = find_library(request.library), request.language
    entries = list_handouts_in_language(language, folder) if language else list_handouts(folder)
    return tuple(str(entry.path) for entry in entries)


def _read_brand(request: CheckRequest) -> None:
    """Check the brand on its own too: a library may have a brand and no handouts yet."""
    read_brand(request.brand or brand_path_in(find_library(request.library)))


def _note_copies(request: CheckRequest, findings: set[Finding]) -> None:
    findings.update(find_copies(find_library(request.library)))


def _check_handout(request: CheckRequest, handout: str) -> set[Finding]:
    """Read one handout and run all checks on it; render it, and its personal panel if that fits."""
    format, paper = request.format, request.paper
    findings: set[Finding] = set()
    wanted = HandoutRequest(handout, request.library, request.brand, request.language)
    spec = _collect_findings(lambda: wanted.load_spec(wanted.language), findings)
    if spec is None:
        return findings
    findings.update(run_checks(spec))
    pdf = _collect_findings(lambda: editions.render_handout(spec, Edition(format, paper)), findings)
    if pdf:
        findings.update(editions.find_remarks(spec, Edition(format, paper)))
    if pdf and any(section.key == PERSONAL for section in spec.handout.sections):
        _collect_findings(lambda: check_personal_panel(spec, format=format, paper=paper), findings)
    return findings


def _collect_findings(call: Callable[[], _T], findings: set[Finding]) -> _T | None:
    """Return the result of a call, or None if it raises SpecError; collect its findings."""
    try:
        return call()
    except SpecError as error:
        findings.update(error.problems)
        return None
