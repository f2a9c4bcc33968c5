"""What the tests of ``handouts batch`` share: six people, and leaflets that cost nothing."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from handouts import editions
from handouts.document.edition import Edition
from handouts.document.handout import Spec

from .conftest import Call

HEAD = "First name,Last name,Therapist\n"


def render_toy(spec: Spec, edition: Edition, places: object = None) -> bytes:
    """A stand-in for a leaflet: a page with the name on it."""
    person = edition.person
    from pikepdf import Dictionary, Name, Pdf, Stream

    buffer = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        words = Stream(pdf, b"% " + msgspec.json.encode((spec.handout.title, person)))
        pdf.pages[0].obj.Contents = pdf.make_indirect(words)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.PageMode = Name.UseOutlines
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


@pytest.fixture
def patients(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six people, and leaflets that cost next to nothing."""
    monkeypatch.setattr(editions, "render_handout", render_toy)
    monkeypatch.setattr(editions, "check_handout", lambda *_, **__: None)
    return write_table(folder, *(f"Secret{number},Known{number},Dr. Kim" for number in range(6)))


def write_table(folder: Path, *rows: str, head: str = HEAD) -> Path:
    """A table of such rows."""
    path = folder / "patients.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def list_leaflets(folder: Path) -> list[str]:
    """The names of the leaflets."""
    return sorted(each.name for each in (folder / "out").glob("*.pdf"))


def run_batch(call: Call, *more: str | Path) -> Result:
    """The command on the six, in this process."""
    return call("batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1", *more)
