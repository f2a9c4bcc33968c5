"""Programs that take the text out of a file, each in its own way."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypdfium2
from pdfminer.high_level import extract_text

from tests.pages import needs_program


def _run(program: str, *arguments: str) -> Callable[[Path], str]:
    """What a program prints for a file; its name stands where there is an empty argument."""

    def extract(path: Path) -> str:
        needs_program(program)
        command = [program, *(each or str(path) for each in arguments)]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout

    return extract


def _read_pdfium(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as file:
        return "\n".join(page.get_textpage().get_text_bounded() for page in file)


def _read_pdfminer(path: Path) -> str:
    return extract_text(io.BytesIO(path.read_bytes()))


def _read_pymupdf(path: Path, *, sort: bool = False) -> str:
    with pymupdf.open(path) as file:
        return "\n".join(str(page.get_text(sort=sort)) for page in file)


EXTRACTORS: dict[str, Callable[[Path], str]] = {
    "pdftotext": _run("pdftotext", "", "-"),
    "pdftotext -raw": _run("pdftotext", "-raw", "", "-"),
    "pdftotext -layout": _run("pdftotext", "-layout", "", "-"),
    "mutool": _run("mutool", "draw", "-q", "-F", "txt", ""),
    "pdfminer": _read_pdfminer,
    "pdfium": _read_pdfium,
    "pymupdf": _read_pymupdf,
    "pymupdf sorted": lambda path: _read_pymupdf(path, sort=True),
    "txtwrite": _run(
        "gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=txtwrite", "-sOutputFile=-", ""
    ),
}
"""Each extractor by its name: from a file's path to its text."""
