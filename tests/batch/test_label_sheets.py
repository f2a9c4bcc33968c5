"""``handouts batch --merge --labels``: a file of labels for the envelopes, one for each person."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from handouts.cli.program import program

from .merged_files import list_folder, read_files, read_texts

pytestmark = pytest.mark.slow

TABLE = """\
First name,Last name,Street,City,State,ZIP,Format,Therapist
Mira,Castle,12 Mill Road,Springfield,IL,62701,,J. Park
Tom,Reed,1 Main St,Boston,MA,02134,large-print,A. Lowe
Ana,Holt,2 Main St,Boston,MA,02134,,A. Lowe
"""
LABELS = "out/dry-needling-all-labels.pdf"


@pytest.fixture(autouse=True)
def _table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(TABLE)


def run_command(*more: str) -> Result:
    """Make the files and labels, in this process."""
    words = ["batch", "dry-needling", "day.csv", "-o", "out", "--merge", "-j", "1"]
    return CliRunner().invoke(program, [*words, *more])


def read_labels() -> list[list[str]]:
    """The lines of each page."""
    return [text.splitlines() for text in read_texts(Path(LABELS).read_bytes())]


def test_each_person_has_a_label(tmp_path: Path) -> None:
    """In the order of the leaflets, file by file; its path is printed and told."""
    done = run_command("--labels", "5160", "--separate-by", "Therapist")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == LABELS
    assert f"Labels for the envelopes: {LABELS}.\n" in done.stderr
    assert "address sheet" not in done.stderr
    [page] = read_labels()
    names = [line for line in page if line in ("Mira Castle", "Tom Reed", "Ana Holt")]
    assert names == ["Ana Holt", "Mira Castle", "Tom Reed"]
    assert "Springfield, IL 62701" in page
    with pikepdf.open(LABELS) as file:
        about = repr(file.docinfo) + file.Root.Metadata.read_bytes().decode()
    about += Path("out/manifest.jsonl").read_text() + repr(list_folder(tmp_path)) + done.output
    assert not any(word in about for word in ("Mill", "Springfield", "Castle"))
    answer = json.loads(
        run_command("--labels", "5160", "--separate-by", "Therapist", "--json").stdout
    )
    assert (answer["labels"], answer["kept"]) == (LABELS, 3)


def test_labels_are_kept_with_the_files(tmp_path: Path) -> None:
    """And made again where they are missing, or on other sheets."""
    assert run_command("--labels", "l7160", "--index").exit_code == 0
    files = read_files(tmp_path)
    assert "Already complete: 3 leaflets" in run_command("--labels", "L7160", "--index").stderr
    Path(LABELS).unlink()
    assert run_command("--labels", "L7160", "--index").exit_code == 0
    assert read_files(tmp_path) == files
    assert run_command("--labels", "L7160", "--index", "--skip-labels", "2").exit_code == 0
    assert read_files(tmp_path) != files
    Path(LABELS).write_bytes(b"%PDF of somebody")
    Path("out/dry-needling-all-index.pdf").unlink()
    done = run_command("--labels", "L7160", "--index")
    assert done.exit_code == 1
    assert f"{LABELS}: is already there, but not in the manifest" in done.stderr


def test_a_dry_run_says_what_there_would_be(tmp_path: Path) -> None:
    """Nothing is written."""
    done = run_command("--labels", "5160", "--index", "--dry-run")
    assert (done.exit_code, list_folder(tmp_path)) == (0, [])
    assert f"Labels for the envelopes would be: {LABELS}.\n" in done.stderr
    assert "for the desk would be: out/dry-needling-all-index.pdf.\n" in done.stderr


def test_labels_of_old_addresses_are_not_kept(tmp_path: Path) -> None:
    """Although the leaflets, which were made again meanwhile without labels, are."""
    assert run_command("--labels", "5160", "--window", "us10").exit_code == 0
    Path("day.csv").write_text(TABLE.replace("12 Mill", "14 Mill"))
    told = run_command("--window", "us10").stderr
    assert f"From an earlier run, and not made again: {LABELS}. Delete it." in told
    assert run_command("--labels", "5160", "--window", "us10").exit_code == 0
    assert "14 Mill Road" in read_labels()[0] and "12 Mill Road" not in read_labels()[0]


def test_an_address_that_does_not_fit_is_asked_about(tmp_path: Path) -> None:
    """By its row and column."""
    Path("day.csv").write_text(TABLE.replace("12 Mill Road", "Secret Road " * 8))
    done = run_command("--labels", "5160")
    assert (done.exit_code, list_folder(tmp_path)) == (1, [])
    assert "day.csv:2:3: The name and the address do not fit on a label" in done.stderr
    assert "Secret" not in done.output
    done = run_command("--labels", "5160", "--skip-bad")
    assert (done.exit_code, "Tom Reed" in read_labels()[0]) == (1, True)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--labels", "5160"], "--labels makes labels for the leaflets of --merge: give both."),
        (["--merge", "--skip-labels", "3"], "--skip-labels is for the first sheet of --labels"),
        (["--merge", "--labels", "5163", "--skip-labels", "10"], "a sheet of 5163 has 10 labels."),
    ],
)
def test_what_it_needs_is_said(words: list[str], message: str) -> None:
    """As wrong usage."""
    done = CliRunner().invoke(program, ["batch", "dry-needling", "day.csv", "-o", "out", *words])
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.split())
