"""Leaflets by the sheets they are printed on: those of a group are printed alike, in one job.

A PDF sets the edge on which the printer flips only once, for all of its pages, and a printer
takes all of them from one tray.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import Job, PersonEntry, number_people
from handouts.batch.manifest import ManifestContent
from handouts.batch.separators import fold_separator
from handouts.data import Data
from handouts.document.papers import Paper
from handouts.layout.formats import FORMATS, Printing
from handouts.sources.findings import Finding, Place


class GroupedLeaflet(Data, frozen=True):
    """A leaflet in a group: its person's place in the job, from 0, and its row's numbers.

    ``number`` is the row's in the first table, if it was copied out of that one; two rows may have
    the same, so a person is known by the ``row``. ``handout`` is
    the name of the handout, where a batch makes several; ``separator`` and ``address`` are as in
    PersonEntry.
    """

    place: int
    row: int
    number: int
    handout: str = ""
    separator: str | None = None
    address: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """The row only."""
        return f"GroupedLeaflet(row {self.number})"

    @property
    def separator_key(self) -> str | None:
        """What leaflets behind the same separator share."""
        return None if self.separator is None else fold_separator(self.separator)


class SheetGroup(Data, frozen=True):
    """Leaflets that are printed alike: flipped on the same edge, and on the same paper.

    ``label`` says how they differ from the job's own format and paper, such as "large-print" or
    "booklet-a4"; it is empty where they do not. ``formats`` are in the order of FORMATS, and
    ``specs`` are the keys of their handouts. The leaflets are in the job's order; if they are
    ``is_mailed``, a sheet with the address is before those of each person.
    """

    label: str
    formats: tuple[str, ...]
    paper: Paper
    specs: tuple[str, ...]
    leaflets: tuple[GroupedLeaflet, ...]
    is_mailed: bool = False

    def __len__(self) -> int:
        """The number of leaflets."""
        return len(self.leaflets)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The row's number of each leaflet."""
        return tuple(each.number for each in self.leaflets)

    @property
    def separators(self) -> int:
        """The number of separator sheets between the leaflets."""
        return sum(key is not None for key, _ in self.divide_leaflets())

    @property
    def address_sheets(self) -> int:
        """The number of sheets with addresses: one for each person."""
        return len({each.row for each in self.leaflets}) * self.is_mailed

    @property
    def other_sheets(self) -> int:
        """The number of sheets between the leaflets, of any kind."""
        return self.separators + self.address_sheets

    def divide_leaflets(self) -> Iterator[tuple[str | None, Iterator[GroupedLeaflet]]]:
        """The leaflets behind each separator, with its key."""
        return groupby(self.leaflets, key=lambda each: each.separator_key)

    def without_places(self, places: Collection[int]) -> SheetGroup:
        """The group without some of its leaflets."""
        kept = tuple(each for each in self.leaflets if each.place not in places)
        return replace(self, leaflets=kept)


class MergedFile(Data, frozen=True):
    """A file for the printer, and the leaflets in it."""

    path: Path
    group: SheetGroup


@dataclass
class _Members:
    """The leaflets of a group while they are collected."""

    formats: set[str] = field(default_factory=set)
    specs: dict[str, None] = field(default_factory=dict)
    leaflets: list[GroupedLeaflet] = field(default_factory=list)


def group_by_sheets(plan: Inspection) -> list[SheetGroup]:
    """The leaflets of an inspection by their sheets, each group in the job's order.

    Groups are in the order of their first leaflets.
    """
    job, usual = plan.job, find_paper(plan.job)
    found: dict[tuple[Printing, Paper], _Members] = {}
    for place, entry, _, _ in number_people(job, ManifestContent()):
        if plan.marks[place] == NO_LEAFLET:
            continue
        spec = job.translations.load_spec(entry.person.language, entry.handout)
        format = job.find_format(spec, entry.person)
        key = (FORMATS[format].printing, entry.person.paper or usual)
        members = found.setdefault(key, _Members())
        members.formats.add(format)
        members.specs[job.translations.find_key(spec)] = None
        members.leaflets.append(_note_leaflet(place, entry, job))
    return [_make_group(job, *key, members) for key, members in found.items()]


def _note_leaflet(place: int, entry: PersonEntry, job: Job) -> GroupedLeaflet:
    several = len(job.translations.handouts) > 1
    handout = job.translations.load_spec("", entry.handout).handout.name if several else ""
    extras = (handout, entry.separator, entry.address)
    return GroupedLeaflet(place, entry.row, entry.number, *extras)


def _make_group(job: Job, printing: Printing, paper: Paper, members: _Members) -> SheetGroup:
    formats = tuple(format for format in FORMATS if format in members.formats)
    usual = job.find_format(job.translations.load_spec())
    other_edge = "" if printing == FORMATS[usual].printing else "+".join(formats)
    other_paper = "" if paper == find_paper(job) else paper
    label = "-".join(filter(None, (other_edge, other_paper)))
    specs, leaflets = tuple(members.specs), tuple(members.leaflets)
    return SheetGroup(label, formats, paper, specs, leaflets, is_mailed=bool(job.window))


def restrict_plan(plan: Inspection, group: SheetGroup) -> Inspection:
    """The inspection of a group's leaflets alone."""
    marks = bytearray([NO_LEAFLET] * len(plan.marks))
    for each in group.leaflets:
        marks[each.place] = plan.marks[each.place]
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
