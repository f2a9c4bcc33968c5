"""The names of files for the printer, and whether those of an earlier run are kept.

A file that was made from other rows, or not by a batch, is never replaced unasked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec

from handouts.batch.file_names import fold_name
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import Job, number_people
from handouts.batch.manifest import (
    ManifestContent,
    MergedRecord,
    hash_input,
    read_manifest,
)
from handouts.batch.sheet_groups import MergedFile, group_by_sheets, restrict_plan
from handouts.data import Data
from handouts.files import FileError, format_path, open_found_file, require_regular_file

_UNKNOWN_HINT = "Choose another folder with -o, or replace it with --force."
_OTHER_ROWS_HINT = (
    "Choose another folder with -o, or use --force to make it again from this table's rows only."
)
_STRAY_HINT = "Delete it, or choose another folder with -o."
_BLOCK_BYTES = 1 << 20

DeskFileKind = Literal["index", "labels"]
"""The files beside those for the printer; each has its kind in its name."""

NO_DESK_FILES: Mapping[DeskFileKind, bytes] = {}


def merged_path(job: Job, *, force: bool = False) -> Path:
    """The path of a job's merged file: NAME-all.pdf, or NAME-rows-2-9.pdf for corrected rows.

    Raises FileError if a file is there that no batch has made, unless ``force`` is set.
    """
    name = job.translations.name
    path = job.folder / f"{name}-{_rows_label(job)}.pdf"
    require_regular_file(path)
    if path.exists() and not force:
        _identify_merged(read_manifest(job.folder, name), path)
    return path


def _rows_label(job: Job) -> str:
    """The part of the name that says which rows the file holds: all, or only corrected ones."""
    if not job.is_part:
        return "all"
    numbers = sorted(entry.number for entry in job.people())
    return "-".join(map(str, ("rows", *dict.fromkeys((numbers[0], numbers[-1])))))


class DeskFile(Data, frozen=True):
    """A file beside those for the printer, such as their index.

    ``source`` is a digest of all that it is made from, as it is and in its order.
    """

    kind: DeskFileKind
    path: Path
    source: bytes


class MergePlan(Data, frozen=True):
    """The files of a merge: for the printer, and for the desk.

    ``path`` is that of the job's own kind of sheet, and the names of all files begin like its.
    """

    path: Path
    files: tuple[MergedFile, ...]
    desk_files: tuple[DeskFile, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths of all files."""
        paths = (file.path for file in self.files)
        return (*paths, *(file.path for file in self.desk_files))

    def find_desk_file(self, kind: DeskFileKind) -> Path | None:
        """The path of the file of a kind, if it is to be made."""
        return next((each.path for each in self.desk_files if each.kind == kind), None)


def plan_merged(
    plan: Inspection, path: Path, notes: Mapping[DeskFileKind, bytes] = NO_DESK_FILES
) -> MergePlan:
    """Plan the files for the printer, one for each kind of sheet, and those for the desk.

    The leaflets of the job's own kind come first, with this path; the others have their label in
    the name, as in NAME-all-large-print.pdf. ``notes`` say what each file for the desk says besides
    the people and their pages. Raises FileError where what is there is not a file.
    """
    groups = sorted(group_by_sheets(plan), key=lambda group: bool(group.label))
    files = tuple(MergedFile(_add_label(path, group.label), group) for group in groups)
    merge = MergePlan(path, files)
    if files and notes:
        source = _digest_all(plan, files)
        desk = (
            DeskFile(kind, _add_label(path, kind), hashlib.sha256(source + each).digest())
            for kind, each in notes.items()
        )
        merge = MergePlan(path, files, tuple(desk))
    for each in merge.paths:
        require_regular_file(each)
    return merge


def _digest_all(plan: Inspection, files: Sequence[MergedFile]) -> bytes:
    """A digest of the leaflets in all files, of their order, and of the handouts."""
    hashed = hashlib.sha256(msgspec.json.encode(sorted(plan.digests.items())))
    for file in files:
        people, order = digest_file(plan, file)
        hashed.update(people + order + file.path.name.encode())
    return hashed.digest()


def _add_label(path: Path, label: str) -> Path:
    return path.with_name(f"{path.stem}-{label}{path.suffix}") if label else path


def check_earlier_merge(plan: Inspection, merge: MergePlan) -> bool:
    """Decide whether to keep the files of an earlier run, and say whether they are outdated.

    They are kept if all are there, made from the same people in the same order, and the same
    handout; then no leaflet is pending. Returns True if the order or the handout has changed since,
    so that they must be made again. Raises FileError if one was made from other people or not by a
    batch: it is never replaced.
    """
    records = [_check_file(plan, file) for file in merge.files if file.path.exists()]
    for stray in list_stray_files(plan, merge):
        if stray not in {_add_label(merge.path, kind) for kind in get_args(DeskFileKind)}:
            raise FileError(f"{format_path(stray)}: was made from other rows. {_STRAY_HINT}")
    is_outdated = any(
        not is_same_order or record.digest.get(name) != now
        for record, is_same_order in records
        for name, now in plan.digests.items()
    )
    there = [_is_there(plan, each) for each in merge.desk_files]  # each is looked at
    made = [record.leaflets for record, _ in records]
    is_complete = all(there) and made == [len(file.group) for file in merge.files]
    if merge.files and is_complete and not is_outdated:
        plan.pending, plan.kept = 0, plan.pending
    return is_outdated


def list_stray_files(plan: Inspection, merge: MergePlan) -> Iterator[Path]:
    """The files that an earlier run has made of the same table, and that this one does not make."""
    expected = {fold_name(path.name) for path in merge.paths}
    path = merge.path
    name = re.compile(rf"{re.escape(fold_name(path.stem))}(-[a-z].*)?\.pdf")
    for record in {key: record for (key, _), record in plan.known.merged.items()}.values():
        key = fold_name(record.file)
        if key not in expected and name.fullmatch(key) and (path.parent / record.file).is_file():
            yield path.parent / record.file


class MergeDigests(NamedTuple):
    """Digests of a merged file's leaflets, without the handout: as they are, and their order.

    The order includes the sheets between them.
    """

    people: bytes
    order: bytes


def digest_file(plan: Inspection, file: MergedFile) -> MergeDigests:
    """The digests of the rows and people in a merged file."""
    job, restricted = plan.job, restrict_plan(plan, file.group)
    day = job.day if job.separate_by else None
    people, order = [], hashlib.sha256(msgspec.json.encode((job.separate_by, day, job.window)))
    for number, entry, _, _ in number_people(job, ManifestContent()):
        if restricted.marks[number] != NO_LEAFLET:
            hashed = hashlib.sha256(msgspec.json.encode((entry.number, entry.person)))
            hashed.update(entry.handout.encode())
            people.append(hashed.digest())
            order.update(hashed.digest() + msgspec.json.encode((entry.separator, entry.address)))
    return MergeDigests(hashlib.sha256(b"".join(sorted(people))).digest(), order.digest())


def _check_file(plan: Inspection, file: MergedFile) -> tuple[MergedRecord, bool]:
    """The record of a file that is there, and whether its leaflets are in the same order.

    Raises FileError if it was made from other people.
    """
    record, hashed = _identify_merged(plan.known, file.path)
    people, order = digest_file(plan, file)
    if record.input != hash_input(hashed, people):
        raise FileError(
            f"{format_path(file.path)}: was made from other rows than the table has. "
            f"{_OTHER_ROWS_HINT}"
        )
    return record, record.order == hash_input(hashed, order)


def _is_there(plan: Inspection, file: DeskFile) -> bool:
    """Whether a file for the desk is there, and is made from the same.

    Raises FileError if it was not made by a batch.
    """
    if not file.path.exists():
        return False
    record, hashed = _identify_merged(plan.known, file.path)
    return record.input == hash_input(hashed, file.source)


def _identify_merged(content: ManifestContent, path: Path) -> tuple[MergedRecord, hashlib._Hash]:
    """The manifest's record of a merged file, and the file's hash. Raises FileError."""
    hashed = hashlib.sha256()
    try:
        with open_found_file(path) as file:
            while block := file.read(_BLOCK_BYTES):
                hashed.update(block)
    except FileError:
        raise
    except OSError as error:
        raise FileError(f"{format_path(path)}: cannot be read ({error.strerror}).") from error
    record = content.merged.get((fold_name(path.name), hashed.hexdigest()))
    if record is None:
        raise FileError(
            f"{format_path(path)}: is already there, but not in the manifest. {_UNKNOWN_HINT}"
        )
    return record, hashed
