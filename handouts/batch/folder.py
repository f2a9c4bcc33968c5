"""The folder that a batch fills: what is already there, what may be replaced, what is added.

The manifest lists each of our files before the file gets its final name. So a file that the
manifest does not list belongs to someone else, and stays.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.batch.file_names import DRAFT_SUFFIX, fold_name
from handouts.batch.manifest import (
    LeafletRecord,
    ManifestContent,
    MergedRecord,
    read_manifest,
)
from handouts.batch.manifest_writer import ManifestWriter
from handouts.batch.worker import LeafletResult
from handouts.drafts import remove_stale_drafts
from handouts.files import (
    FileError,
    clear_drafts,
    describe_error,
    format_path,
    make_folder,
)
from handouts.sources.findings import Finding, Place

# On Windows a virus scanner keeps a new file open for a moment; a reader keeps it open longer.
_MAX_TRIES, _PAUSE_SECONDS = (4, 0.1) if os.name == "nt" else (1, 0.0)


class OutputFolder:
    """A folder before anything is written: which of its files come from this handout's batches."""

    def __init__(self, path: Path, handout: str, known: ManifestContent | None = None) -> None:
        self.path, self.handout = path, handout
        self.known = read_manifest(path, handout) if known is None else known
        self._existing = _list_names(path)
        self._expected: set[str] = set()
        self._unknown: list[str] = []

    def expect_file(self, file: str) -> LeafletRecord | None:
        """The manifest's record of a file that the batch will write, or None.

        A file with that name that the manifest does not list is remembered as a conflict.
        """
        record = self.known.find_record(file)
        if record:
            self._expected.add(fold_name(file))
        elif fold_name(file) in self._existing:
            self._unknown.append(file)
        return record

    def check_conflicts(self, existing: int, same: int) -> None:
        """Raise FileError if the batch would replace files that it should not.

        ``existing`` counts our files that are still as we wrote them; ``same`` counts those
        that belong to the person whom their row names now. If a few differ, those rows were
        corrected; if most differ, this is another table.
        """
        if self._unknown:
            raise FileError(
                f"{format_path(self.path)}: {self._describe_unknown()} already there, but not "
                "in the manifest. "
                "Choose another folder with -o, or replace what is there with --force."
            )
        if 2 * (existing - same) > existing:
            raise FileError(
                f"{format_path(self.path)}: {_describe_replaced(existing, same)} made from "
                "another table, or with "
                "another password. Choose another folder with -o, or replace them "
                "with --force."
            )

    def count_others(self) -> int:
        """How many more files of this handout the folder holds than the batch expects."""
        return len((self.known.files.keys() - self._expected) & self._existing)

    def remove_leftovers(self) -> None:
        """Delete the drafts of a batch that was killed, unless another batch is running here."""
        if self.known.size:
            with contextlib.suppress(FileError), ManifestWriter(self.path):
                clear_drafts(self.path, DRAFT_SUFFIX)
                remove_stale_drafts(self.path)

    @contextlib.contextmanager
    def open_writer(self, digests: Mapping[str, str]) -> Iterator[FolderWriter]:
        """Open the folder for writing. It is created if missing, and locked for other batches.

        At the end no draft remains, neither of this batch nor of one that was killed. Raises
        FileError if the folder cannot be written to or another batch is using it.
        """
        make_folder(self.path)
        with ManifestWriter(self.path) as manifest:
            if manifest.size != self.known.size:
                raise FileError(
                    f"{format_path(self.path)}: another batch has just written there. Try again."
                )
            clear_drafts(self.path, DRAFT_SUFFIX)
            remove_stale_drafts(self.path)
            if not self.known.is_open or not digests.items() <= self.known.digest.items():
                manifest.write_header(self.handout, self.known.digest | dict(digests))
            try:
                yield FolderWriter(self.path, manifest)
            finally:
                clear_drafts(self.path, DRAFT_SUFFIX)

    def _describe_unknown(self) -> str:
        if len(self._unknown) == 1:
            return "a file with the name of a leaflet is"
        return f"{len(self._unknown)} files with the names of leaflets are"


class FolderWriter:
    """Gives drafts their final names, once they are in the manifest."""

    def __init__(self, path: Path, manifest: ManifestWriter) -> None:
        self.path, self._manifest = path, manifest

    def place_drafts(
        self, drafts: list[tuple[LeafletResult, int, str]], table: str
    ) -> Iterator[Finding]:
        """Give drafts their final names; yield a problem for each one that is blocked.

        ``drafts`` holds each result with its row's number and its file's name; ``table`` is
        the table's name, for the problems. Raises FileError if the folder accepts no more
        files.
        """
        self._manifest.add_leaflets(
            (number, file, each.sha256, each.input) for each, number, file in drafts
        )
        for each, _, file in drafts:
            if not self._place_draft(each.draft, file):
                yield _report_blocked(Place(table, each.row, 1))

    def record_merged(self, record: MergedRecord) -> None:
        """Record a file of many leaflets in the manifest, before the file gets its final name."""
        self._manifest.add_merged(record)

    def _place_draft(self, draft: str, file: str) -> bool:
        folder = os.path.join(self.path, "")
        for attempt in range(_MAX_TRIES):
            try:
                os.replace(f"{folder}{draft}", f"{folder}{file}")
                return True
            except (PermissionError, IsADirectoryError):
                time.sleep(_PAUSE_SECONDS * (attempt + 1))
            except OSError as error:
                raise FileError(
                    f"{format_path(self.path)}: {_explain_without_name(self.path, error)}"
                ) from error
        return False


def _describe_replaced(existing: int, same: int) -> str:
    if same:
        return f"{existing - same:,} of {existing:,} leaflets there were"
    return "the leaflets there were"


def _explain_without_name(path: Path, error: OSError) -> str:
    """What is wrong, without the file's name, which may contain a person's name."""
    place = path / "leaflet.pdf"
    return describe_error(place, error).removeprefix(f"{format_path(place)}: ")


def _report_blocked(place: Place) -> Finding:
    message = "The leaflet could not be saved: the file there is open, protected or a folder."
    hint = "Close it in the other program, then run the same command again."
    return Finding("leaflet-not-saved", place, message, hint)


def _list_names(path: Path) -> frozenset[str]:
    """The case-folded names in a folder; none if the folder does not exist yet."""
    try:
        with os.scandir(path) as entries:
            return frozenset(fold_name(entry.name) for entry in entries)
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise FileError(f"{format_path(path)}: cannot be read ({error.strerror}).") from error
