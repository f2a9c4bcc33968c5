"""``handouts batch --standard ua-2``: each leaflet, locked or not, and one file for the printer."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result

import handouts
from handouts.batch.password import encrypt_pdf
from handouts.cli.program import program
from handouts.resources import library_folder
from tests.verapdf import FLAVOURS_2, find_failures

DAY = """\
First name,Last name,Areas,Practitioner,Format,Street,City,State,ZIP
Mira,Castle,left calf,J. Park,,1 High St,Springfield,IL,62701
Tom,Reed,,A. Lowe,,2 High St,Springfield,IL,62701
Ana,Holt,,J. Park,large-print,3 High St,Springfield,IL,62701
"""
BOTH = "dry-needling,neck-exercises"


@pytest.fixture(autouse=True)
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in the current folder, and a table."""
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(DAY)
    return Path(shutil.copytree(library_folder(), tmp_path / "clinic"))


def run_command(*words: str) -> Result:
    """The command, with the clinic's library."""
    done = CliRunner().invoke(program, [*words, "--library", "clinic"])
    assert done.exit_code == 0, done.output
    return done


def run_batch(*more: str, names: str = "dry-needling", folder: str = "out") -> Result:
    """Make the leaflets of the day."""
    words = ("batch", names, "day.csv", "-o", folder, "--standard", "ua-2")
    return run_command(*words, *more)


def read_attached(pdf: bytes) -> dict[str, bytes]:
    """The files in a file, by name."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {str(each.UF): each.EF.F.read_bytes() for each in file.Root.AF}


@pytest.mark.parametrize("jobs", ["1", pytest.param("2", marks=pytest.mark.slow)])
def test_each_equals_its_own_build(jobs: str) -> None:
    """Byte for byte, whichever process made it."""
    run_batch("-j", jobs)
    sets = ("first_name=Mira", "last_name=Castle", "areas=left calf", "therapist=J. Park")
    words = [word for each in sets for word in ("--set", each)]
    run_command("build", "dry-needling", "--standard", "ua-2", *words, "-o", "a.pdf")
    assert Path("a.pdf").read_bytes() == Path("out", "dry-needling-00002.pdf").read_bytes()


def test_leaflets_are_made_again_for_another_standard(clinic: Path) -> None:
    """And, since they hold the handout's file, for another comment in it; others are not."""

    def count_made(standard: str, folder: str) -> int:
        """How many leaflets a run makes."""
        words = ("batch", "dry-needling", "day.csv", "-o", folder, "--standard", standard)
        return int(json.loads(run_command(*words, "-j", "1", "--json").stdout)["made"])

    assert count_made("ua-1", "out") == count_made("ua-2", "out") == 3
    assert count_made("ua-2", "out") == count_made("ua-1", "other") - 3 == 0
    path = clinic / "dry-needling.en.yaml"
    path.write_text(f"# New.\n{path.read_text('utf-8')}", "utf-8")
    assert count_made("ua-2", "out") == 3
    assert count_made("ua-1", "other") == 0
    attached = read_attached(Path("out", "dry-needling-00003.pdf").read_bytes())
    assert attached == {path.name: path.read_bytes()}


@pytest.mark.parametrize("flavour", FLAVOURS_2)
def test_a_file_for_the_printer_is_valid(flavour: str, clinic: Path) -> None:
    """With separators, sheets for envelopes and several handouts, whose files it holds once."""
    run_batch("--merge", "--separate-by", "Practitioner", "--window", "us10", names=BOTH)
    files = {each.name: each.read_bytes() for each in Path("out").glob("*.pdf")}
    assert len(files) == 2
    for pdf in files.values():
        assert find_failures(pdf, flavour) == []  # type: ignore[arg-type]
    names = ("dry-needling.en.yaml", "neck-exercises.en.yaml")
    for pdf in files.values():
        assert read_attached(pdf) == {each: (clinic / each).read_bytes() for each in names}
        assert b"Castle" not in b"".join(read_attached(pdf).values())


def test_bookmarks_of_a_file_for_the_printer_lead_to_leaflets() -> None:
    """To the part of the tags that a leaflet is, on its first page; its links to its own tags."""
    run_batch("--merge", "--rows", "2-3")
    with pikepdf.open(Path("out", "dry-needling-all.pdf")) as file:
        assert file.pdf_version == "2.0"
        parts = list(file.Root.StructTreeRoot.K.K)
        entry: Any = file.Root.Outlines.First
        found: list[Any] = []
        while entry is not None:
            found.append(entry.A.SD[0].objgen)
            assert entry.A.D[0].objgen == file.pages[2 * len(found) - 2].objgen
            entry = entry.get("/Next")
        assert found == [each.objgen for each in parts]
        for number, page in enumerate(file.pages):
            for link in page.get("/Annots", []):
                if link.A.S == "/GoTo":
                    assert find_part(link.A.SD[0]).objgen == parts[number // 2].objgen


def find_part(element: pikepdf.Object) -> pikepdf.Object:
    """The part that an element is in."""
    while element.S != "/Part":
        element = element.P
    return element


def test_a_locked_file_claims_no_pdfa() -> None:
    """It is PDF/UA-2 still, with the handout's file, and nothing is in the open."""
    spec = handouts.load("dry-needling")
    locked = encrypt_pdf(handouts.render(spec, standard="ua-2"), "hedgehog")
    assert locked.startswith(b"%PDF-2.0")
    with pikepdf.open(io.BytesIO(locked), password="hedgehog") as file:
        about = file.Root.Metadata.read_bytes()
        assert b"pdfaid:" not in about.replace(b"xmlns:pdfaid:", b"")
        assert b'pdfuaid:part="2" pdfuaid:rev="2024"' in about
        assert "/Info" not in file.trailer
        assert file.allow.accessibility
        assert file.Root.AF[0].EF.F.read_bytes() == spec.handout.path.read_bytes()
