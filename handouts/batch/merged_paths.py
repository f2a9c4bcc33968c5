"""The names of files for the printer, and whether those of an earlier run are kept.

A file that was made from other rows, or not by a batch, is never replaced unasked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from handouts.batch.file_names import fold_name
from handouts.batch.inspection import NO_LEAFLET, Inspection
from handouts.batch.jobs import Job, number_people
from handouts.batch.manifest import ManifestContent, MergedRecord, hash_input, read_manifest
from handouts.batch.sheet_groups import MergedFile, group_by_sheets, restrict_plan
from handouts.files import FileError, format_path, require_regular_file

_UNKNOWN_HINT = "Choose another folder with -o, or replace it with --force."
_OTHER_ROWS_HINT = (
    "Choose another folder with -o, or use --force to make it again from this table's rows only."
)
_STRAY_HINT = "Delete it, or choose another folder with -o."
_BLOCK_BYTES = 1 << 20


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


def plan_merged(plan: Inspection, path: Path) -> tuple[MergedFile, ...]:
    """The files for the printer, one for each kind of sheet.

    The leaflets of the job's own kind come first, with this path; the others have their label in
    the name, as in NAME-all-large-print.pdf. Raises FileError where what is there is not a file.
    """
    groups = sorted(group_by_sheets(plan), key=lambda group: bool(group.label))
    files = [MergedFile(_add_label(path, group.label), group) for group in groups]
    for file in files:
        require_regular_file(file.path)
    return tuple(files)


def _add_label(path: Path, label: str) -> Path:
    return path.with_name(f"{path.stem}-{label}{path.suffix}") if label else path


def check_earlier_merge(plan: Inspection, path: Path, files: Sequence[MergedFile]) -> bool:
    """Decide whether to keep the files of an earlier run, and say whether they are outdated.

    They are kept if all are there, made from the same people and the same handout; then no leaflet
    is pending. Returns True if the handout has changed since, so that they must be made again.
    Raises FileError if one was made from other people or not by a batch: it is never replaced.
    """
    records = [_check_file(plan, file) for file in files if file.path.exists()]
    for stray in list_stray_files(plan, path, files):
        raise FileError(f"{format_path(stray)}: was made from other rows. {_STRAY_HINT}")
    is_outdated = any(
        record.digest.get(name) != now for record in records for name, now in plan.digests.items()
    )
    if files and not is_outdated and _are_complete(records, files):
        plan.pending, plan.kept = 0, plan.pending
    return is_outdated


def list_stray_files(plan: Inspection, path: Path, files: Sequence[MergedFile]) -> Iterator[Path]:
    """The files that an earlier run has made of the same table, and that this one does not make."""
    expected = {fold_name(file.path.name) for file in files}
    name = re.compile(rf"{re.escape(fold_name(path.stem))}(-[a-z].*)?\.pdf")
    for record in {key: record for (key, _), record in plan.known.merged.items()}.values():
        key = fold_name(record.file)
        if key not in expected and name.fullmatch(key) and (path.parent / record.file).is_file():
            yield path.parent / record.file


def digest_people(plan: Inspection) -> bytes:
    """A digest of the rows and people in a merged file, without the handout."""
    hashed = hashlib.sha256()
    for number, entry, _, _ in number_people(plan.job, ManifestContent()):
        if plan.marks[number] != NO_LEAFLET:
            hashed.update(msgspec.json.encode((entry.number, entry.person)))
            hashed.update(entry.handout.encode())
    return hashed.digest()


def _check_file(plan: Inspection, file: MergedFile) -> MergedRecord:
    """The record of a file that is there. Raises FileError if it was made from other people."""
    record, hashed = _identify_merged(plan.known, file.path)
    people = digest_people(restrict_plan(plan, file.group))
    if record.input != hash_input(hashed, people):
        raise FileError(
            f"{format_path(file.path)}: was made from other rows than the table has. "
            f"{_OTHER_ROWS_HINT}"
        )
    return record


def _are_complete(records: Sequence[MergedRecord], files: Sequence[MergedFile]) -> bool:
    """Whether all files are there, each with all of its leaflets."""
    made = [record.leaflets for record in records]
    return made == [len(file.group) for file in files]


def _identify_merged(content: ManifestContent, path: Path) -> tuple[MergedRecord, hashlib._Hash]:
    """The manifest's record of a merged file, and the file's hash. Raises FileError."""
    hashed = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                hashed.update(block)
    except OSError as error:
        raise FileError(f"{format_path(path)}: cannot be read ({error.strerror}).") from error
    record = content.merged.get((fold_name(path.name), hashed.hexdigest()))
    if record is None:
        raise FileError(
            f"{format_path(path)}: is already there, but not in the manifest. {_UNKNOWN_HINT}"
        )
    return record, hashed
