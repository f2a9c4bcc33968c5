"""``handouts status``: the state of a library, for people and for scripts."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from handouts.printing import review
from handouts.printing.inventory import take_inventory

from .conftest import Call, approve

pytestmark = pytest.mark.slow

DAY = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which no shipped handout needs a review."""
    monkeypatch.setattr(review, "today", lambda: DAY)


@pytest.fixture
def clinic(clinic: Path) -> Path:
    """A clinic that has approved its leaflet."""
    approve(clinic / "dry-needling.en.yaml")
    return clinic


@pytest.fixture
def mixed_library(call: Call, clinic: Path) -> Path:
    """A library with a handout that is ready, one overdue, a draft, and one that is broken."""
    call("new", "back-pain", "--library", clinic)
    text = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    old = re.sub(r"review_by: .*", "review_by: 2026-12-31", text)
    (clinic / "needles.en.yaml").write_text(old.replace("id: DN-1", "id: DN-9"), encoding="utf-8")
    (clinic / "odd.en.yaml").write_text("title: [")
    return clinic


def test_each_handout_is_a_line_in_columns(call: Call, mixed_library: Path) -> None:
    """Results on stdout, below aligned headings; the count on stderr."""
    result = call("status", "--library", mixed_library)
    assert result.exit_code == 0
    head, *lines = result.stdout.splitlines()
    starts = [match.start() for match in re.finditer(r"\S+( \S+)*", head)]
    rows = {
        line.split()[0]: [
            line[begin:end].strip() for begin, end in zip(starts, [*starts[1:], None])
        ]
        for line in lines
    }
    assert rows["needles"] == [
        "needles",
        "en",
        "DN-9",
        "1.3",
        "2026-11-30",
        "2026-12-31",
        "trifold, booklet, sheet, large-print, screen",
        "overdue",
    ]
    assert rows["dry-needling"][-1] == "ready"
    assert rows["back-pain"][-1] == "draft"
    assert rows["odd"] == ["odd", "en", "", "", "", "", "", "not right"]
    assert result.stderr == (
        "4 handouts: 1 overdue, 1 draft, 1 not right.\nWhat is wrong: handouts check odd.en\n"
    )


def test_json_says_all_that_is_known(call: Call, mixed_library: Path) -> None:
    """Every field that a script might sort or search by."""
    rows = json.loads(call("status", "--library", mixed_library, "--json", "--paper", "a4").stdout)
    known = {row["name"]: row for row in rows}
    assert known["needles"] | {"path": ""} == {
        "name": "needles",
        "language": "en",
        "languages": ["en"],
        "path": "",
        "state": "overdue",
        "title": "What is dry needling?",
        "id": "DN-9",
        "version": "1.3",
        "status": "approved",
        "reviewed": "2026-11-30",
        "review_by": "2026-12-31",
        "overdue": True,
        "paper": "a4",
        "formats": ["trifold", "booklet", "sheet", "large-print", "screen"],
        "personal_formats": ["trifold", "booklet", "sheet", "large-print", "screen"],
    }
    assert Path(known["needles"]["path"]).is_file()
    assert known["dry-needling"]["overdue"] is False
    assert known["odd"]["state"] == "not right"
    assert "title" not in known["odd"]


def test_a_handout_is_overdue_the_day_after(clinic: Path) -> None:
    """On the day itself it may still be reviewed."""
    (row,) = take_inventory(clinic, date(2028, 11, 30))
    assert (row.is_overdue, row.state) == (False, "ready")
    (row,) = take_inventory(clinic, date(2028, 12, 1))
    assert (row.is_overdue, row.state) == (True, "overdue")


def test_a_draft_can_be_overdue(call: Call, clinic: Path) -> None:
    """Both are reported."""
    call("new", "back-pain", "--library", clinic)
    states = [row.state for row in take_inventory(clinic, date(2040, 1, 1))]
    assert states == ["draft, overdue", "overdue"]


@pytest.mark.parametrize(
    ("names", "code"), [(["needles"], 1), (["odd"], 1), (["back-pain"], 0), ([], 0)]
)
def test_strict_is_for_scripts(
    call: Call, mixed_library: Path, names: list[str], code: int
) -> None:
    """Exit code 1 if something is overdue or broken; a draft is not an error."""
    for path in mixed_library.glob("*.en.yaml"):
        if path.name.split(".")[0] not in [*names, "dry-needling"]:
            path.unlink()
    assert call("status", "--library", mixed_library, "--strict").exit_code == code
    assert call("status", "--library", mixed_library).exit_code == 0


def test_languages_of_one_handout_are_listed_together(call: Call, clinic: Path) -> None:
    """A line each, and for a script all of them in each."""
    text = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    (clinic / "dry-needling.en-GB.yaml").write_text(text, encoding="utf-8")
    rows = json.loads(call("status", "--library", clinic, "--json").stdout)
    assert [(row["language"], row["languages"]) for row in rows] == [
        ("en", ["en", "en-GB"]),
        ("en-GB", ["en", "en-GB"]),
    ]


def test_what_fits_no_format_is_not_right(call: Call, clinic: Path) -> None:
    """A box that no page holds, since boxes are never split: it can be read and not be made."""
    path = clinic / "dry-needling.en.yaml"
    text = path.read_text(encoding="utf-8")
    more = "    - checklist:\n" + f"        - {'one more thing ' * 14}\n" * 20
    assert "    - checklist:\n" in text
    path.write_text(text.replace("    - checklist:\n", more, 1), encoding="utf-8")
    result = call("status", "--library", clinic)
    assert re.search(r"dry-needling +en +DN-1 .* none +not right\n", result.stdout)
    assert "What is wrong: handouts check dry-needling.en" in result.stderr


def test_a_language_without_words_fits_nothing(call: Call, clinic: Path) -> None:
    """As build would report it."""
    path = clinic / "dry-needling.en.yaml"
    path.rename(clinic / "dry-needling.tlh.yaml")
    assert "not right" in call("status", "--library", clinic).stdout


def test_an_empty_library_says_so(call: Call, folder: Path) -> None:
    """Nothing on stdout, or an empty list."""
    (folder / "brand.yaml").write_text("name: Clinic\n")
    result = call("status")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "No handouts in" in result.stderr
    assert json.loads(call("status", "--json").stdout) == []
