"""The PDFs of a handout as files: their names, and writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handouts.building.selection import DEFAULT_FORMAT, Selection
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.events import Event, Reporter, Written
from handouts.files import FileError, format_path, protect_file, write_atomically
from handouts.reading.library_files import ENDINGS


class EarlierKept(Event, frozen=True):
    """A file of this name is there already, for another person or to fill in: it was kept."""

    path: Path


def default_path(selection: Selection, edition: Edition, folder: Path = Path()) -> Path:
    """NAME.pdf in the usual language, the brand's, or NAME.LANG.pdf, in a folder.

    Suffixes show that it is personal or to be filled in by hand, so that no one takes it for
    the leaflet for everyone; then the format, unless it is the tri-fold, and what is unusual
    about the edition: NAME-personal.pdf, NAME-booklet-mono-press-cmyk-pages.pdf. Raises
    FileError where a pipe or a device has that name: nobody has named it.
    """
    suffix = "" if edition.format == DEFAULT_FORMAT else edition.format
    path = folder / build_file_name(selection, suffix, edition)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileError(
            f"{format_path(path)}: is a pipe or a device, not a file. Delete it, or name a file "
            "with -o."
        )
    return path


def build_file_name(selection: Selection, format: str, edition: Edition) -> str:
    """The same file name, with the format in any case, unless it is empty."""
    suffixes = (
        selection.audience,
        format,
        "" if edition.ink == "colour" else edition.ink,
        "press" if edition.press else "",
        "" if edition.press == "rgb" else edition.press,
        "" if edition.imposition else "pages",
        "" if edition.standard == "ua-1" else edition.standard,
    )
    return "-".join([_file_stem(selection.spec), *filter(None, suffixes)]) + ".pdf"


def _file_stem(spec: Spec) -> str:
    handout = spec.handout
    return handout.name if _is_usual_language(spec) else f"{handout.name}.{handout.language}"


def _is_usual_language(spec: Spec) -> bool:
    """Whether a handout is the one that is meant where no language is named.

    A handout in en is, under a brand in en-GB, unless there is one in en-GB too.
    """
    handout, wanted = spec.handout, spec.brand.language
    if handout.language == wanted:
        return True
    exact = (handout.path.with_name(f"{handout.name}.{wanted}{ending}") for ending in ENDINGS)
    return wanted.startswith(f"{handout.language}-") and not any(map(Path.exists, exact))


def number_paths(pdfs: Mapping[Path, bytes], report: Reporter) -> dict[Path, Path]:
    """A path for each PDF of a person that replaces no other: NAME-personal-2.pdf, if need be.

    One that holds the same PDF already is as good as free. All get the same number. Reports
    EarlierKept for each file in whose place another name was chosen.
    """
    number = 1
    while not all(_is_free(_add_number(path, number), pdf) for path, pdf in pdfs.items()):
        number += 1
    if number > 1:
        for path in filter(Path.exists, pdfs):
            report(EarlierKept(path))
    return {path: _add_number(path, number) for path in pdfs}


def _add_number(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")


def _is_free(path: Path, pdf: bytes) -> bool:
    try:
        return not path.exists() or (path.is_file() and path.read_bytes() == pdf)
    except FileNotFoundError:
        return True
    except OSError:  # a folder, or not for this user
        return False


def protect_pdf(path: Path) -> None:
    """Raise FileError if writing a PDF would overwrite a file of another kind."""
    protect_file(path, [b"%PDF-"], "a PDF")


def write_pdf(path: Path, pdf: bytes, report: Reporter) -> None:
    """Write a PDF, but never over a file of another kind. Raises FileError."""
    protect_pdf(path)
    write_atomically(path, pdf)
    report(Written(path))
