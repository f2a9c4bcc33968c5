"""``handouts build --standard ua-2``, and printing what it made."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

import handouts
from tests.cups import Cups, needs_cups, run_cups

from .conftest import Call, approve


@pytest.fixture(scope="module")
def running_cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A CUPS with one printer, which keeps what it gets."""
    needs_cups()
    with run_cups(tmp_path_factory.mktemp("cups")) as cups:
        cups.add_printer("desk")
        yield cups


def test_the_standard_is_in_the_files_name(call: Call, folder: Path) -> None:
    """So that it does not replace the usual one; it is what the Python API makes."""
    result = call("build", "dry-needling", "--standard", "ua-2")
    assert (result.exit_code, result.stdout) == (0, "dry-needling-ua-2.pdf\n")
    made = (folder / "dry-needling-ua-2.pdf").read_bytes()
    assert made == handouts.render(handouts.load("dry-needling"), standard="ua-2")
    result = call("build", "dry-needling", "--standard", "ua-2", "--press", "--set", "notes=Rest.")
    assert result.stdout == "dry-needling-personal-press-ua-2.pdf\n"


def test_without_the_option_the_file_is_as_ever(call: Call, folder: Path) -> None:
    """Byte for byte."""
    call("build", "dry-needling", "-o", "a.pdf")
    call("build", "dry-needling", "-o", "b.pdf", "--standard", "ua-1")
    made = (folder / "a.pdf").read_bytes()
    assert made == (folder / "b.pdf").read_bytes()
    assert made.startswith(b"%PDF-1.7")


def test_pdfx_cannot_be_ua_2(call: Call, folder: Path) -> None:
    """It is said, and what to do; nothing is written."""
    result = call("build", "dry-needling", "--standard", "ua-2", "--press", "cmyk")
    assert result.exit_code == 2
    assert result.stderr.endswith(
        "Error: --press cmyk makes PDF/X-4, which is PDF 1.6, and --standard ua-2 makes PDF 2.0. "
        "Leave out one of them; --press alone goes with --standard ua-2.\n"
    )
    assert list(folder.iterdir()) == []


def test_such_a_file_is_printed(call: Call, cups: Cups, folder: Path) -> None:
    """It says in its metadata which handout it is, since it has no information dictionary."""
    call("build", "dry-needling", "--standard", "ua-2", "-o", "mine.pdf", "--paper", "a4")
    result = call("print", "mine.pdf")
    assert result.exit_code == 0, result.output
    got = cups.read_job(result.stdout.strip())
    assert got.title == "DN-1 What is dry needling?"
    assert got.options["sides"] == "two-sided-short-edge"
    assert got.pdf == (folder / "mine.pdf").read_bytes()


BROKEN = (b"", b"<broken", b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"\xff\xfe\0", b"<a>&b;</a>")


@pytest.mark.parametrize("metadata", [None, *BROKEN])
def test_a_file_with_neither_is_refused(
    call: Call, folder: Path, metadata: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is in its metadata, in a sentence and nothing else: no library logs a traceback."""
    file = pikepdf.new()
    file.add_blank_page()
    if metadata is not None:
        stream = file.make_stream(metadata)
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        file.Root.Metadata = stream
    (folder / "other.pdf").write_bytes(save_plainly(file))
    result = call("print", "other.pdf")
    assert result.exit_code == 1
    assert result.stderr.startswith("other.pdf: was not made by this program")
    assert caplog.records == []


def save_plainly(file: pikepdf.Pdf) -> bytes:
    """The file's bytes, with its metadata as they are."""
    out = io.BytesIO()
    file.save(out, fix_metadata_version=False)
    return out.getvalue()


def test_a_draft_is_known_by_its_mark(call: Call, cups: Cups, clinic: Path, folder: Path) -> None:
    """In such a file too, until it is approved; one that lacks the mark is refused."""
    assert call("new", "back-pain", "--library", clinic).exit_code == 0
    draft = clinic / "back-pain.en.yaml"
    call("build", draft, "--standard", "ua-2", "-o", "one.pdf")
    result = call("print", "one.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "one.pdf: This is a draft, not for patients." in result.stderr
    approve(draft)
    call("build", draft, "--standard", "ua-2", "-o", "one.pdf")
    assert call("print", "one.pdf").exit_code == 0
    with pikepdf.open(io.BytesIO((folder / "one.pdf").read_bytes())) as file:
        about = file.Root.Metadata.read_bytes().replace(b"HandoutID", b"Other")
        file.Root.Metadata.write(about)
        file.save(folder / "other.pdf")
    assert "other.pdf: was not made by this program" in call("print", "other.pdf").stderr
