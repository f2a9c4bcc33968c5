"""The PDFs of a handout as files: their names, and writing them."""

from __future__ import annotations

from pathlib import Path

from handouts.building.selection import DEFAULT_FORMAT, Selection
from handouts.document.choices import Ink
from handouts.document.handout import Spec
from handouts.events import Reporter, Written
from handouts.files import protect_file, write_atomically


def default_path(
    selection: Selection, format: str = DEFAULT_FORMAT, *, ink: Ink = "colour", press: bool = False
) -> Path:
    """NAME.pdf in the brand's language, or NAME.LANG.pdf, in the current folder.

    Suffixes show that it is personal or to be filled in by hand, so that no one takes it for
    the leaflet for everyone; then the format, unless it is the tri-fold, and what is unusual
    about the edition: NAME-personal.pdf, NAME-booklet-mono-press.pdf.
    """
    suffix = "" if format == DEFAULT_FORMAT else format
    return Path(build_file_name(selection, suffix, ink=ink, press=press))


def build_file_name(
    selection: Selection, format: str, *, ink: Ink = "colour", press: bool = False
) -> str:
    """The same file name, with the format in any case, unless it is empty."""
    unusual_ink = "" if ink == "colour" else ink
    suffixes = (selection.audience, format, unusual_ink, "press" if press else "")
    return "-".join([_file_stem(selection.spec), *filter(None, suffixes)]) + ".pdf"


def _file_stem(spec: Spec) -> str:
    handout = spec.handout
    is_brand_language = handout.language == spec.brand.language
    return handout.name if is_brand_language else f"{handout.name}.{handout.language}"


def protect_pdf(path: Path) -> None:
    """Raise FileError if writing a PDF would overwrite a file of another kind."""
    protect_file(path, [b"%PDF-"], "a PDF")


def write_pdf(path: Path, pdf: bytes, report: Reporter) -> None:
    """Write a PDF, but never over a file of another kind. Raises FileError."""
    protect_pdf(path)
    write_atomically(path, pdf)
    report(Written(path))
