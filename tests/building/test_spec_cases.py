"""Handouts as clinics write them: what is printed of each, or what its author is told.

Each folder in ``cases`` is a small library, after a public bug report, an author's habit or a real
clinic's file. ``cases.yaml`` holds what is right for each: the findings, and where a PDF is made,
what a screen reader reads in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from handouts.building.check import CheckRequest, check_handouts
from handouts.building.read import read_leaflet
from handouts.building.selection import HandoutRequest
from handouts.sources.findings import Finding

CASES = Path(__file__).with_name("cases")
EXPECTED = Path(__file__).with_name("cases.yaml")
NAMES = sorted(path.name for path in CASES.iterdir())


def describe_case(folder: Path) -> Iterator[str]:
    """Line by line: what is told about a handout, and what is heard of its PDF."""
    result = check_handouts(CheckRequest(library=folder, format="large-print"))
    for kind, findings in (
        ("problem", result.problems), ("warning", result.warnings), ("note", result.notes)
    ):  # fmt: skip
        yield from (f"{kind} {describe_finding(each)}" for each in findings)
    if result.checked and not result.problems:
        request = HandoutRequest("leaflet", folder)
        yield from (f"reads {line.strip()}" for line in read_leaflet(request) if ": " in line)


def describe_finding(finding: Finding) -> str:
    """A finding with its line and column, and the name of its file alone."""
    place = finding.place
    where = ":".join(map(str, filter(None, (Path(place.file).name, place.line, place.column))))
    return f"{where} {finding.rule}: {finding.message} {finding.hint}".strip()


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Every case described, from the folder of the cases."""
    monkeypatch.chdir(CASES)
    return {name: list(describe_case(CASES / name)) for name in NAMES}


def test_cases(described: dict[str, list[str]], regenerate: bool) -> None:
    """Each is printed as it was meant, or its author is told where and what to do."""
    if regenerate:
        text = yaml.safe_dump(described, allow_unicode=True, sort_keys=False, width=100)
        EXPECTED.write_text(text, encoding="utf-8", newline="\n")
    expected: dict[str, list[str]] = yaml.safe_load(EXPECTED.read_text(encoding="utf-8"))
    assert set(expected) == set(NAMES)
    for name in NAMES:
        assert described[name] == expected[name], name
