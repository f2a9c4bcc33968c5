"""Broken specs and brands: each next to the exact messages that people read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.reading.brand import read_brand
from handouts.reading.handout import read_handout
from handouts.sources import nodes
from handouts.sources.findings import Finding, SpecError

BROKEN = Path(__file__).parent / "broken"
HANDOUTS = sorted((BROKEN / "handouts").glob("*.yaml"))
BRANDS = sorted((BROKEN / "brands").glob("*.yaml"))
FILES = [*HANDOUTS, *BRANDS]


def read_broken(path: Path, monkeypatch: pytest.MonkeyPatch) -> SpecError:
    """The error of a broken file, for a user whose current folder is the file's."""
    monkeypatch.chdir(path.parent)
    read: Callable[[Path], object] = read_handout if path in HANDOUTS else read_brand
    with pytest.raises(SpecError) as error:
        read(Path(path.name))
    return error.value


def show_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The messages about a file, for a user whose current folder is the file's."""
    return f"{read_broken(path, monkeypatch)}\n"


def covered_text(finding: Finding) -> str:
    """The text that a finding covers in its file; only the first line of several."""
    at = finding.place
    if not at.line:
        return ""
    line = Path(at.file).read_text(encoding="utf-8-sig", errors="replace").split("\n")[at.line - 1]
    more = at.end_line > at.line
    return repr(line[at.column - 1 : None if more else at.end_column - 1]) + " ..." * more


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_message(path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool) -> None:
    """A broken file gives exactly the message in the file next to it."""
    expected = path.with_suffix(".txt")
    message = show_error(path, monkeypatch)
    if regenerate:
        expected.write_text(message, encoding="utf-8")
    assert message == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_same_without_c(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's C parser and its Python one make people read the same."""
    message = show_error(path, monkeypatch)
    monkeypatch.setattr(nodes, "find_quick_loader", lambda: None)
    assert show_error(path, monkeypatch) == message


def test_covered(monkeypatch: pytest.MonkeyPatch, regenerate: bool) -> None:
    """Each finding names its rule and covers the text that is wrong: see broken/covered.txt."""
    lines = []
    for path in FILES:
        for finding in read_broken(path, monkeypatch).problems:
            at = ":".join(map(str, [path.stem, finding.place.line or ""])).rstrip(":")
            lines.append(f"{at} {finding.rule} {covered_text(finding)}".rstrip() + "\n")
    expected = BROKEN / "covered.txt"
    if regenerate:
        expected.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines) == expected.read_text(encoding="utf-8")


def test_enough() -> None:
    """No broken file was lost: each has its message, and there are many."""
    messages = {path.with_suffix(".yaml") for path in BROKEN.glob("*/*.txt")}
    assert messages == set(FILES)
    assert len(HANDOUTS) >= 40
    assert len(BRANDS) >= 15
