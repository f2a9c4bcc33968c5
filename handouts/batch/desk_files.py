"""Files for the desk, beside those for the printer: an index of them, and labels for envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from handouts.batch.desk_index import IndexOptions, digest_index, draw_index
from handouts.batch.inspection import Inspection
from handouts.batch.merged_paths import DeskFileKind
from handouts.batch.stacking import FileStack
from handouts.data import Data
from handouts.document.choices import LabelCode
from handouts.plain_sheets.labels import draw_labels
from handouts.sources.findings import Finding


class LabelOptions(Data, frozen=True):
    """The sheets that labels are printed on; so many of the first one are used already."""

    code: LabelCode
    skipped: int = 0


class DeskOptions(Data, frozen=True):
    """Which files for the desk are made, and what they are like."""

    index: IndexOptions | None = None
    labels: LabelOptions | None = None


NOTHING_FOR_DESK = DeskOptions()


def note_desk_files(plan: Inspection, options: DeskOptions) -> dict[DeskFileKind, bytes]:
    """What each file for the desk says besides the people and their pages."""
    notes: dict[DeskFileKind, bytes] = {}
    if options.index:
        notes["index"] = digest_index(plan, options.index)
    if options.labels:
        notes["labels"] = msgspec.json.encode(options.labels)
    return notes


def draw_desk_file(
    kind: DeskFileKind,
    plan: Inspection,
    bad: Mapping[int, Iterable[Finding]],
    stacks: Sequence[FileStack],
    options: DeskOptions,
) -> bytes:
    """The PDF of a file for the desk; ``bad`` holds the problems by row."""
    if kind == "index":
        assert options.index
        return draw_index(plan, bad, stacks, options.index)
    assert options.labels
    people = {
        each.leaflet.row: (each.person.name, *each.leaflet.address)
        for stack in stacks
        for each in stack.leaflets
    }
    font = plan.job.translations.load_spec().brand.font
    return draw_labels(tuple(people.values()), options.labels.code, options.labels.skipped, font)
