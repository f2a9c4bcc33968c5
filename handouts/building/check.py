"""Check handouts: every problem and warning in them and in the brand, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from handouts import editions
from handouts.building.format_choice import (
    FirstFit,
    find_overflows,
    list_formats,
    make_first_fit,
)
from handouts.building.personal_panel import check_personal_panel, has_personal_panel
from handouts.building.selection import HandoutRequest
from handouts.check.run import run_checks
from handouts.data import Data
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.events import Event, Reporter, ignore_event
from handouts.reading.brand import read_brand
from handouts.reading.library import find_library, list_handouts_in_language
from handouts.reading.library_files import brand_path_in, find_ignored_files, list_handouts
from handouts.sources.findings import Finding, Severity, SpecError, quote_text

_T = TypeVar("_T")


class CheckRequest(Data, frozen=True):
    """What to check: ``handouts`` by name or path, or else all of the library and its brand.

    Without a ``format`` it is the one in which each handout is made.
    """

    handouts: tuple[str, ...] = ()
    format: str | None = None
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
        _collect_findings(lambda: _note_ignored_files(request, findings), findings)
    specs: list[Spec] = []
    for number, handout in enumerate(handouts, 1):
        found: set[Finding] = set()
        wanted = HandoutRequest(handout, request.library, request.brand, request.language)
        spec = _collect_findings(partial(wanted.load_spec, wanted.language), found)
        if spec:
            specs.append(spec)
            found |= _check_spec(request, spec)
        problems = len(_select_severity("error", found))
        report(HandoutChecked(handout, number, len(handouts), problems))
        findings |= found
    findings.update(_find_shared_ids(specs))
    return CheckResult(
        handouts,
        problems=_select_severity("error", findings),
        warnings=_select_severity("warning", findings),
        notes=_select_severity("note", findings),
    )


def _select_severity(severity: Severity, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(each for each in findings if each.severity == severity))


def _list_library(request: CheckRequest) -> tuple[str, ...]:
    folder, language = find_library(request.library), request.language
    entries = list_handouts_in_language(language, folder) if language else list_handouts(folder)
    return tuple(str(entry.path) for entry in entries)


def _read_brand(request: CheckRequest) -> None:
    """Check the brand on its own too: a library may have a brand and no handouts yet."""
    read_brand(request.brand or brand_path_in(find_library(request.library)))


def _note_ignored_files(request: CheckRequest, findings: set[Finding]) -> None:
    findings.update(find_ignored_files(find_library(request.library)))


def _find_shared_ids(specs: Iterable[Spec]) -> Iterator[Finding]:
    """A warning for each handout with the id of another; the languages of one share it."""
    known: dict[str, str] = {}
    for spec in specs:
        id, name = spec.handout.id, spec.handout.name
        other = known.setdefault(id, name)
        if other != name:
            message = f"The id {quote_text(id)} is that of the handout {quote_text(other)} too."
            hint = "Give each handout an id of its own, so that people know which one they have."
            yield spec.make_finding("shared-id", ("handout", "id"), message, hint, "", "warning")


def _check_spec(request: CheckRequest, spec: Spec) -> set[Finding]:
    """Run all checks on a handout; render it, and its personal panel if that fits."""
    findings = set(run_checks(spec))
    made = _collect_findings(lambda: _render_usual(spec, request), findings)
    if made is None:
        return findings
    edition = Edition(made.format, request.paper)
    findings.update(editions.find_remarks(spec, edition))
    if request.format is None:
        findings.update(_note_other_formats(spec, request.paper, made))
    if has_personal_panel(spec.handout):
        _collect_findings(
            lambda: check_personal_panel(spec, format=made.format, paper=request.paper), findings
        )
    return findings


def _render_usual(spec: Spec, request: CheckRequest) -> FirstFit[bytes]:
    """Render a handout in the format asked for, or in the first that holds it."""
    formats = (request.format,) if request.format else list_formats(spec.handout)
    return make_first_fit(
        formats, lambda name: editions.render_handout(spec, Edition(name, request.paper))
    )


def _note_other_formats(
    spec: Spec, paper: Paper | None, made: FirstFit[bytes]
) -> Iterable[Finding]:
    """What to say of formats that do not hold a handout that is made in another.

    One that the handout says it is for is worth a warning, else the first of all a note.
    """
    if not spec.handout.formats:
        hint = f"It is made as {made.format}. To say so, add a line 'formats: [{made.format}]'."
        return (replace(each, severity="note", hint=hint) for each in made.skipped[:1])
    later = spec.handout.formats[spec.handout.formats.index(made.format) + 1 :]
    skipped = [*made.skipped, *find_overflows(spec, later, paper)]
    return (replace(each, severity="warning") for each in skipped)


def _collect_findings(call: Callable[[], _T], findings: set[Finding]) -> _T | None:
    """Return the result of a call, or None if it raises SpecError; collect its findings."""
    try:
        return call()
    except SpecError as error:
        findings.update(error.problems)
        return None
