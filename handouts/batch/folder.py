"""The folder that a batch fills: what is there already, what may be replaced, what is added.

Every file of ours is in the manifest before it has its name, so a file that is not known there
is another's, and stays.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from handouts.batch.manifest import Known, Record, read_manifest
from handouts.batch.names import DRAFTS, folded
from handouts.batch.noting import Manifest
from handouts.batch.work import Made
from handouts.files import FileProblem, clear_drafts, make_folder, shown, told
from handouts.spec.problems import Place, Problem

# On Windows a virus scanner holds a new file for a moment; who reads one holds it longer.
_TRIES, _PAUSE = (4, 0.1) if os.name == "nt" else (1, 0.0)


class Folder:
    """A folder before anything is written: which of its files are of this handout's batches."""

    def __init__(self, path: Path, handout: str, known: Known | None = None) -> None:
        self.path, self.handout = path, handout
        self.known = read_manifest(path, handout) if known is None else known
        self._there = _names(path)
        self._expected: set[str] = set()
        self._strange: list[str] = []

    def expect(self, file: str) -> Record | None:
        """What is known of a file that is to be made; a strange one in its place is noted."""
        record = self.known.get(file)
        if record:
            self._expected.add(folded(file))
        elif folded(file) in self._there:
            self._strange.append(file)
        return record

    def refuse(self, there: int, same: int) -> None:
        """Raise FileProblem where what is to be made would replace what it should not.

        ``there``: how many of our files are there, as they were made; ``same``: how many of
        those are of the person that their row names now. A few others are rows that were
        mended; where they are most of them, it is another table.
        """
        if self._strange:
            raise FileProblem(
                f"{shown(self.path)}: {self._named()} there already, and not in the manifest. "
                "Choose another folder with -o, or replace what is there with --force."
            )
        if 2 * (there - same) > there:
            raise FileProblem(
                f"{shown(self.path)}: {_most(there, same)} made from another table, or with "
                "another password. Choose another folder with -o, or replace them "
                "with --force."
            )

    def others(self) -> int:
        """How many files of this handout are there that were not expected."""
        return len((self.known.files.keys() - self._expected) & self._there)

    def tidy(self) -> None:
        """Take away the drafts of a batch that was killed, where none is at work here."""
        if self.known.size:
            with contextlib.suppress(FileProblem), Manifest(self.path):
                clear_drafts(self.path, DRAFTS)

    @contextlib.contextmanager
    def opened(self, digests: Mapping[str, str]) -> Iterator[Keeper]:
        """The folder to be filled: made where it is missing, and no other batch's meanwhile.

        At the end no draft stays, of this batch or of one that was killed.
        """
        make_folder(self.path)
        with Manifest(self.path) as manifest:
            if manifest.size != self.known.size:
                raise FileProblem(
                    f"{shown(self.path)}: another batch has just written there. Try again."
                )
            clear_drafts(self.path, DRAFTS)
            if not self.known.open or not digests.items() <= self.known.digest.items():
                manifest.head(self.handout, self.known.digest | dict(digests))
            try:
                yield Keeper(self.path, manifest)
            finally:
                clear_drafts(self.path, DRAFTS)

    def _named(self) -> str:
        if len(self._strange) == 1:
            return "a file of the name of a leaflet is"
        return f"{len(self._strange)} files of the names of leaflets are"


class Keeper:
    """Gives drafts their names, once they are in the manifest."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path, self._manifest = path, manifest

    def keep(self, made: list[tuple[Made, int, str]], table: str) -> Iterator[Problem]:
        """Put drafts in their places, by number and file's name; a problem where one is barred.

        Raises FileProblem where the folder takes nothing any more.
        """
        self._manifest.add((number, file, each.sha256, each.input) for each, number, file in made)
        for each, _, file in made:
            if not self._placed(each.draft, file):
                yield _barred(Place(table, each.row, 1))

    def note_merged(self, file: str, sha256: str, leaflets: int, input: str) -> None:
        """Note a file of many leaflets, before it has its name."""
        self._manifest.add_merged(file, sha256, leaflets, input)

    def _placed(self, draft: str, file: str) -> bool:
        for again in range(_TRIES):
            try:
                os.replace(self.path / draft, self.path / file)
                return True
            except (PermissionError, IsADirectoryError):
                time.sleep(_PAUSE * (again + 1))
            except OSError as error:
                raise FileProblem(f"{shown(self.path)}: {_reason(self.path, error)}") from error
        return False


def _most(there: int, same: int) -> str:
    if same:
        return f"{there - same:,} of {there:,} leaflets there were"
    return "the leaflets there were"


def _reason(path: Path, error: OSError) -> str:
    """What is wrong, without the name of a file, which may be a person's."""
    place = path / "leaflet.pdf"
    return told(place, error).removeprefix(f"{shown(place)}: ")


def _barred(place: Place) -> Problem:
    message = "The leaflet could not take its place: the file there is open, protected or a folder."
    return Problem(place, message, "Close it in the other program, and run the same again.")


def _names(path: Path) -> frozenset[str]:
    """The names in a folder, folded; none where it is not there yet."""
    try:
        with os.scandir(path) as entries:
            return frozenset(folded(entry.name) for entry in entries)
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        raise FileProblem(f"{shown(path)}: cannot be read ({error.strerror}).") from error
