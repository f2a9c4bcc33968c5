"""A PDF that this program made before: what it says about its handout, and its pages."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.data import Data
from handouts.document.identity import FileIdentity, read_identity
from handouts.files import FileError, describe_error, format_path
from handouts.pdf.files.xmp import ENTRIES
from handouts.printing.job import describe_settings, match_paper
from handouts.printing.review import list_file_objections
from handouts.sources.findings import Finding

if TYPE_CHECKING:
    import pikepdf


class PrintedFile(Data, frozen=True):
    """A PDF of this program: its bytes, its title, and which handout it was made from."""

    path: Path
    pdf: bytes
    title: str
    identity: FileIdentity

    def list_objections(self, today: date) -> Iterator[Finding]:
        """Why it should not be handed out on the day ``today``."""
        return list_file_objections(self.path, self.identity, today)


def read_printed_file(path: Path) -> PrintedFile:
    """Read a PDF to print. Raises FileError if this program did not make it, or it is locked."""
    import pikepdf  # slow to load

    name = format_path(path)
    try:
        pdf = path.read_bytes()
    except OSError as error:
        raise FileError(describe_error(path, error)) from error
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            entries = _read_entries(file)
            identity = read_identity(entries)
            papers = _find_papers(file)
    except pikepdf.PasswordError as error:
        hint = "Open it with its password, and print it from the program that displays it."
        raise FileError(f"{name}: is locked by a password. {hint}") from error
    except (pikepdf.PdfError, ValueError, LookupError) as error:
        raise FileError(f"{name}: is not a PDF that can be read. Make it again.") from error
    if identity is None:
        raise FileError(
            f"{name}: was not made by this program, or by an older version of it, so nobody knows "
            "whether it is a draft. Make it again from its handout, or print it from a program "
            f"that displays it{describe_settings(pdf)}."
        )
    if len(papers) > 1:
        listed = " and ".join(sorted(papers))
        raise FileError(
            f"{name}: has pages of {listed}, but a printer takes all of a file from one tray. Make "
            "a file for each paper."
        )
    return PrintedFile(path, pdf, entries.get("Title", ""), identity)


def _read_entries(file: pikepdf.Pdf) -> dict[str, str]:
    """What a file says about itself: in its information dictionary, or in PDF 2.0 in its XMP."""
    if "/Info" in file.trailer:
        return {key[1:]: str(value) for key, value in file.docinfo.items()}
    opening = f"{{{ENTRIES}}}"
    try:  # in a strict way, since otherwise what is broken is logged
        metadata = file.open_metadata(strict=True)
    except (ValueError, SyntaxError):
        return {}
    entries = {key.removeprefix(opening): str(metadata[key]) for key in metadata}
    return entries | {"Title": str(metadata.get("dc:title", ""))}


def _find_papers(file: pikepdf.Pdf) -> set[str]:
    """The names of the papers that the pages have."""
    found = set()
    for page in file.pages:
        left, bottom, right, top = map(float, page.mediabox)
        paper = match_paper(right - left, top - bottom)
        found.add(paper.name if paper else "another paper")
    return found
