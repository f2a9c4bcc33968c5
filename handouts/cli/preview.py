"""``handouts preview``: one picture of a handout in every format."""

from __future__ import annotations

import gc
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import options
from handouts.cli import output as outputs
from handouts.cli.report import (
    print_note,
    print_path,
    record_event,
    report_findings,
    start_writing,
)
from handouts.events import Written
from handouts.files import FileError, make_folder, protect_file, write_atomically
from handouts.sources.findings import SpecError

if TYPE_CHECKING:
    from handouts.building.selection import HandoutRequest
    from handouts.document.handout import Spec

_PAUSE = 0.1
"""How long to wait, in seconds, before the files are looked at again."""

Stamp = tuple[float, int]
"""When a file was changed, in seconds, and its size in bytes."""

_PNG = b"\x89PNG\r\n"


@click.command(
    "preview",
    short_help="Make one picture of a handout in every format.",
    help="""\b
    Examples:
      handouts preview dry-needling
      handouts preview clinic/back-pain.en.yaml --open
      handouts preview clinic/back-pain.en.yaml --watch
      handouts preview --all -o previews

    Make one picture, NAME.LANG-preview.png, of all pages of a handout: in each of its formats, on
    both papers, with the size of the type, how full the panels are, and which sections are torn.
    A format that does not hold the text says by how much.

    With --watch, the picture is made again whenever the handout, its brand or a picture in it
    changes, until Ctrl+C; what is wrong is listed meanwhile. With --all, it is made for each
    handout of the library, and -o is the folder.
    """,
)
@click.argument("handout", metavar="[NAME_OR_PATH]", required=False, type=options.HandoutParam())
@outputs.output_option(help="The picture; with --all, or a slash at the end, the folder.")
@options.library_option
@options.brand_option
@options.language_option
@click.option("--all", "is_all", is_flag=True, help="Make one for each handout of the library.")
@click.option("--watch", is_flag=True, help="Make it again whenever a file changes.")
@click.option("--open", "show", is_flag=True, help="Open the picture afterwards.")
def command(
    handout: str | None,
    output: str | None,
    library: Path | None,
    brand: Path | None,
    language: str | None,
    is_all: bool,
    watch: bool,
    show: bool,
) -> None:
    """Make the picture, write it and print its path."""
    if bool(handout) is is_all:
        raise click.UsageError("Name a handout, or give --all.")
    if is_all and (watch or show):
        raise click.UsageError("--watch and --open are for one handout: name it.")
    from handouts.building.selection import HandoutRequest

    start_writing()
    if handout:
        request = HandoutRequest(handout, library, brand, language)
        watcher = _Watcher(request, output)
        path = watcher.write()
        if show and click.launch(str(path.resolve())):
            print_note("No program was found to open it with.")
        if watch:
            watcher.watch()
        return
    from handouts.reading.library import find_library
    from handouts.reading.library_files import list_handouts

    folder = Path(output or ".")
    make_folder(folder)
    for entry in list_handouts(find_library(library)):
        wanted = HandoutRequest(str(entry.path), library, brand)
        spec = wanted.load_spec(None)
        _write_preview(spec, folder / _name_file(spec))


def _name_file(spec: Spec) -> str:
    return f"{spec.handout.name}.{spec.handout.language}-preview.png"


def _write_preview(spec: Spec, path: Path) -> None:
    """Write a preview, but never over a file that is no PNG. Raises FileError."""
    from handouts.building.preview import preview_handout

    protect_file(path, [_PNG], "a PNG picture")
    write_atomically(path, preview_handout(spec))
    record_event(Written(path))
    print_path(path)


class _Watcher:
    """Makes a preview again whenever one of its files has changed."""

    def __init__(self, request: HandoutRequest, output: str | None) -> None:
        self.request = request
        self.output = output
        self._known: dict[Path, Stamp] = {}

    def write(self) -> Path:
        """Make the preview and write it. Raises SpecError and FileError."""
        from handouts.building.preview import list_source_files

        files = list_source_files(self.request.load_spec(self.request.language))
        self._known = {file: _stamp_file(file) for file in files}
        # Read again now that it is noted how the files are, so that no change is missed.
        spec = self.request.load_spec(self.request.language)
        name = _name_file(spec)
        path = outputs.name_file(self.output, name) if self.output else Path(name)
        _write_preview(spec, path)
        return path

    def watch(self) -> None:
        """Wait for changes until Ctrl+C; what is wrong is listed, and waited for too."""
        gc.enable()  # this may run all day
        print_note("Watching its files; Ctrl+C ends.")
        while True:
            time.sleep(_PAUSE)
            now = {file: _stamp_file(file) for file in self._known}
            if now == self._known:
                continue
            self._known = now
            try:
                self.write()
            except SpecError as error:
                report_findings(error.problems, "The picture is as it was.")
            except FileError as error:
                print_note(str(error))


def _stamp_file(file: Path) -> Stamp:
    """When a file was last changed, and its size; zeros for one that is not there."""
    try:
        status = file.stat()
    except OSError:
        return 0.0, 0
    return status.st_mtime, status.st_size
