"""Files that get their names together: all of them, or none."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import BinaryIO, NamedTuple

from handouts.drafts import draft_path
from handouts.files import (
    check_writable,
    open_reporting,
    rename_draft,
    reporting_errors,
    sync_file,
)


class FileSet:
    """Files to write piece by piece, which get their names together when the block ends.

    After an error all files are as they were, and no draft is left; after a kill drafts may be
    left, whose names end in ``suffix``. Raises FileError as ``open_atomically`` does::

        with FileSet(".part") as files:
            files.open(one).write(data)
            files.open(other).write(more)
    """

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._drafts: list[_Draft] = []

    def __enter__(self) -> FileSet:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        try:
            for each in self._drafts if kind is None else ():
                with reporting_errors(each.path):
                    sync_file(each.file)
                    each.file.close()
            if kind is None:
                self._place_drafts()
        finally:
            while self._drafts:
                self._drafts.pop().delete()

    def open(self, path: Path) -> BinaryIO:
        """Open a file that is not in the set yet. What is there must be a file, if anything."""
        with reporting_errors(path):
            target = Path(os.path.realpath(path))
            mode = check_writable(target)
        draft = draft_path(target.parent, self._suffix)
        backup = draft_path(target.parent, self._suffix)
        file = open_reporting(draft, "xb", path)
        self._drafts.append(_Draft(path, target, mode, draft, backup, file))
        return file

    def discard(self, path: Path) -> None:
        """Take a file out of the set, so that it is not written."""
        for each in [each for each in self._drafts if each.path == path]:
            self._drafts.remove(each)
            each.delete()

    def _place_drafts(self) -> None:
        try:
            if len(self._drafts) > 1:  # one by itself is replaced in one step
                for each in self._drafts:
                    each.free_target()
            for each in self._drafts:
                each.place()
        except BaseException:
            for each in self._drafts:
                each.restore_target()
            raise


class _Draft(NamedTuple):
    """A file of a set: its path, where that leads to, and the mode of the file that is there."""

    path: Path
    target: Path
    mode: int | None
    draft: Path
    backup: Path
    file: BinaryIO

    def free_target(self) -> None:
        """Rename the file that is there, so that it can be restored."""
        if self.mode is not None:
            with reporting_errors(self.path):
                self.target.replace(self.backup)

    def place(self) -> None:
        with reporting_errors(self.path):
            rename_draft(self.draft, self.target, self.mode)

    def restore_target(self) -> None:
        """Undo ``place`` and ``free_target``, as far as they were done."""
        with contextlib.suppress(OSError):
            if not self.draft.exists():
                self.target.unlink(missing_ok=True)
            if self.backup.exists():
                self.backup.replace(self.target)

    def delete(self) -> None:
        """Delete what is not needed any more."""
        with contextlib.suppress(OSError):
            self.file.close()
        for path in (self.draft, self.backup):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
