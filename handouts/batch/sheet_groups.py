"""Leaflets by the sheets they are printed on: those of a group are printed alike, in one job.

A PDF sets the edge on which the printer flips only once, for all of its pages, and a printer
takes all of them from one tray.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import Job, PersonEntry, number_people
from handouts.batch.manifest import ManifestContent
from handouts.data import Data
from handouts.document.papers import Paper
from handouts.layout.formats import FORMATS, Printing
from handouts.sources.findings import Finding, Place


class SheetGroup(Data, frozen=True):
    """Leaflets that are printed alike: flipped on the same edge, and on the same paper.

    ``label`` says how they differ from the job's own format and paper, such as "large-print" or
    "booklet-a4"; it is empty where they do not. ``formats`` are in the order of FORMATS, and
    ``specs`` are the keys of their handouts. ``places`` count the job's people from 0, in its
    order; ``rows`` and ``numbers`` are their rows in this table and in the first one, where the
    rows were copied out of it.
    """

    label: str
    formats: tuple[str, ...]
    paper: Paper
    specs: tuple[str, ...]
    places: tuple[int, ...]
    rows: tuple[int, ...]
    numbers: tuple[int, ...]

    def __len__(self) -> int:
        """The number of leaflets."""
        return len(self.places)

    def without_places(self, places: Collection[int]) -> SheetGroup:
        """The group without some of its leaflets."""
        kept = [at for at, place in enumerate(self.places) if place not in places]
        return replace(
            self,
            places=tuple(self.places[at] for at in kept),
            rows=tuple(self.rows[at] for at in kept),
            numbers=tuple(self.numbers[at] for at in kept),
        )


class MergedFile(Data, frozen=True):
    """A file for the printer, and the leaflets in it."""

    path: Path
    group: SheetGroup


@dataclass
class _Members:
    """The leaflets of a group while they are collected."""

    formats: set[str] = field(default_factory=set)
    specs: dict[str, None] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def group_by_sheets(plan: Inspection) -> list[SheetGroup]:
    """The leaflets of an inspection by their sheets, each group in the job's order.

    Groups are in the order of their first leaflets.
    """
    job, usual = plan.job, find_paper(plan.job)
    found: dict[tuple[Printing, Paper], _Members] = {}
    for place, entry, _, _ in number_people(job, ManifestContent()):
        if plan.marks[place] == NO_LEAFLET:
            continue
        person = entry.person
        format = person.format or job.format
        key = (FORMATS[format].printing, person.paper or usual)
        members = found.setdefault(key, _Members())
        spec = job.translations.load_spec(person.language, entry.handout)
        members.formats.add(format)
        members.specs[job.translations.find_key(spec)] = None
        members.places.append(place)
        members.rows.append(entry.row)
        members.numbers.append(entry.number)
    return [_make_group(job, *key, members) for key, members in found.items()]


def _make_group(job: Job, printing: Printing, paper: Paper, members: _Members) -> SheetGroup:
    formats = tuple(format for format in FORMATS if format in members.formats)
    other_edge = "" if printing == FORMATS[job.format].printing else "+".join(formats)
    other_paper = "" if paper == find_paper(job) else paper
    return SheetGroup(
        "-".join(filter(None, (other_edge, other_paper))),
        formats,
        paper,
        tuple(members.specs),
        tuple(members.places),
        tuple(members.rows),
        tuple(members.numbers),
    )


def restrict_plan(plan: Inspection, group: SheetGroup) -> Inspection:
    """The inspection of a group's leaflets alone."""
    marks = bytearray([NO_LEAFLET] * len(plan.marks))
    for place in group.places:
        marks[place] = plan.marks[place]
    return Inspection(
        plan.job, plan.known, plan.digests, marks, bad=dict(plan.bad), pending=len(group)
    )


def find_paper(job: Job) -> Paper:
    """The paper of a job's leaflets, where a row names no other."""
    return job.paper or job.translations.load_spec().brand.paper


def require_paper(job: Job) -> Job:
    """The job, with a problem at each row whose format is not printed on paper."""
    return replace(job, people=lambda: (_check_format(job, each) for each in job.people()))


def _check_format(job: Job, entry: PersonEntry) -> PersonEntry:
    format = entry.person.format
    if not format or entry.problems or FORMATS[format].printing.on_paper:
        return entry
    place = Place(job.table, entry.row, job.columns.get("format", 1))
    hint = "Leave its cell empty, or make this row by itself with 'handouts batch' and --rows."
    finding = Finding("not-for-paper", place, "The row's format is not for paper.", hint)
    return replace(entry, problems=(finding,))
