"""Several handouts for each person: all that a batch makes, or those that a row names."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result

from handouts.cli.program import program
from tests.structure import speech_text

pytestmark = pytest.mark.slow

TABLE = "Name,Handouts\nMira Castle,\nTom Reed,dry-needling\nAna Holt,Neck_Care and dry-needling\n"


@pytest.fixture(autouse=True)
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with two handouts, and a table."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(program, ["init", "clinic", "--name", "Our Clinic"]).exit_code == 0
    shipped = tmp_path / "clinic" / "dry-needling.en.yaml"
    text = shipped.read_text(encoding="utf-8").replace(
        "title: What is dry needling?", "title: Neck"
    )
    text = text.replace("    heat:", "    neckheat:").replace("id: DN-1", "id: NC-1")
    (tmp_path / "clinic" / "neck-care.en.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "week.csv").write_text(TABLE)
    return tmp_path / "clinic"


def run_batch(*more: str, handouts: str = "dry-needling,neck-care") -> Result:
    """The command on both handouts."""
    words = ["batch", handouts, "week.csv", "-o", "out", "--library", "clinic", "-j", "1", *more]
    return CliRunner().invoke(program, words)


def list_leaflets() -> list[str]:
    """The names of the leaflets, without their ending."""
    return sorted(path.stem for path in Path("out").glob("*.pdf"))


def test_each_person_gets_theirs(clinic: Path) -> None:
    """Files are named for their handout; a second run finds them complete."""
    result = run_batch()
    assert result.exit_code == 0, result.output
    assert list_leaflets() == [
        "dry-needling-00002",
        "dry-needling-00003",
        "dry-needling-00004",
        "neck-care-00002",
        "neck-care-00004",
    ]
    assert "Made 5 leaflets in out" in result.output
    assert "more than one row" not in result.output
    assert "Already complete: 5 leaflets in out." in run_batch().output


def test_each_equals_its_own_build(clinic: Path) -> None:
    """Byte for byte, as if it had been made alone."""
    assert run_batch().exit_code == 0
    words = ["build", "neck-care", "--library", "clinic", "--set", "first_name=Ana"]
    done = CliRunner().invoke(program, [*words, "--set", "last_name=Holt", "-o", "a.pdf"])
    assert done.exit_code == 0
    assert Path("a.pdf").read_bytes() == Path("out", "neck-care-00004.pdf").read_bytes()


def test_each_persons_sheets_are_together_in_a_merged_file() -> None:
    """In the order of the rows, and for each in that of the command."""
    assert run_batch("--merge").exit_code == 0
    data = Path("out", "dry-needling+neck-care-all.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as file, file.open_outline() as outline:
        assert [each.title for each in outline.root] == [
            "Row 2, dry-needling",
            "Row 2, neck-care",
            "Row 3, dry-needling",
            "Row 4, dry-needling",
            "Row 4, neck-care",
        ]
    assert "Already complete" in run_batch("--merge").output


def test_advice_of_either_may_be_chosen(clinic: Path) -> None:
    """A leaflet prints what its handout has; what none has is asked about."""
    Path("week.csv").write_text("Name,Advice\nMira Castle,neckheat\nTom Reed,heat\nAna Holt,ice\n")
    result = run_batch("--skip-bad")
    assert result.output.count("week.csv:4:2: Column B 'Advice': Advice 1 is not in this") == 1
    assert len(list_leaflets()) == 4


def test_an_unknown_handout_is_told_with_its_cell() -> None:
    """With what was meant; nothing is made."""
    Path("week.csv").write_text("Name,Handouts\nMira Castle,neck-cares\n")
    result = run_batch()
    assert result.exit_code == 1
    assert (
        "week.csv:2:2: Column B 'Handouts': There is no such handout in this batch. "
        "Did you mean 'neck-care'?"
    ) in result.output
    assert not Path("out").exists()


def test_a_missing_handout_is_told(clinic: Path) -> None:
    """By the name that was typed."""
    result = run_batch(handouts="dry-needling,neck-cares")
    assert result.exit_code == 1
    assert "neck-cares" in result.output
    assert not Path("out").exists()


def test_once_and_changes(clinic: Path) -> None:
    """Equal rows get one of each; a changed row is made again in each."""
    Path("week.csv").write_text("Name,Date\nMira Castle,2026-12-01\nMira Castle,2026-12-01\n")
    result = run_batch("--once")
    assert result.exit_code == 0
    assert "Left out since an earlier row is the same: row 3." in result.output
    assert list_leaflets() == ["dry-needling-00002", "neck-care-00002"]
    Path("week.csv").write_text("Name,Date\nMira Castle,2026-12-02\nMira Castle,2026-12-02\n")
    result = run_batch("--once", "--force")
    assert "2 leaflets were replaced, since their rows have changed." in result.output


def test_the_index_has_a_line_for_each_person(clinic: Path) -> None:
    """With the pages and the names of all their handouts."""
    result = run_batch("--merge", "--index")
    assert result.exit_code == 0, result.output
    lines = speech_text(Path("out/dry-needling+neck-care-all-index.pdf").read_bytes()).splitlines()
    cells = [line.partition(": ")[2] for line in lines if "/TD: " in line]
    assert cells == [
        *("2", "1–4", "dry-needling, neck-care"),
        *("3", "5–6", "dry-needling"),
        *("4", "7–10", "dry-needling, neck-care"),
    ]
    assert "Document/P: 5 leaflets for 3 people." in lines


@pytest.mark.parametrize("word", ["None", "none", "-", "\u2013", "n/a", "nil"])
def test_a_word_for_none_is_asked_about(word: str) -> None:
    """It may mean that this patient gets no leaflet."""
    Path("week.csv").write_text(f"Name,Handouts\nMira Castle,{word}\n", encoding="utf-8")
    result = run_batch()
    assert result.exit_code == 1
    message = f"week.csv:2:2: Column B 'Handouts': '{word}' may mean all handouts, or none."
    assert message in result.output
    assert not Path("out").exists()


@pytest.mark.parametrize("word", ["NULL", "nan"])
def test_what_programs_write_into_an_empty_cell_means_all(word: str) -> None:
    """As an empty cell does."""
    Path("week.csv").write_text(f"Name,Handouts\nMira Castle,{word}\n", encoding="utf-8")
    assert run_batch().exit_code == 0
    assert list_leaflets() == ["dry-needling-00002", "neck-care-00002"]
