"""Broken specs and brands: each beside the very words that people are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.reading.brand import read_brand
from handouts.reading.handout import read_handout
from handouts.sources import nodes
from handouts.sources.findings import SpecError

BROKEN = Path(__file__).parent / "broken"
HANDOUTS = sorted((BROKEN / "handouts").glob("*.yaml"))
BRANDS = sorted((BROKEN / "brands").glob("*.yaml"))
FILES = [*HANDOUTS, *BRANDS]


def told(path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """All that is said of a file to those who stand in its folder."""
    monkeypatch.chdir(path.parent)
    read: Callable[[Path], object] = read_handout if path in HANDOUTS else read_brand
    with pytest.raises(SpecError) as error:
        read(Path(path.name))
    return f"{error.value}\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_message(path: Path, monkeypatch: pytest.MonkeyPatch, regenerate: bool) -> None:
    """A broken file gives exactly the message that stands beside it."""
    expected = path.with_suffix(".txt")
    message = told(path, monkeypatch)
    if regenerate:
        expected.write_text(message, encoding="utf-8")
    assert message == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_same_without_c(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML's C parser and its Python one make people read the same."""
    message = told(path, monkeypatch)
    monkeypatch.setattr(nodes, "quick_loader", lambda: None)
    assert told(path, monkeypatch) == message


def test_enough() -> None:
    """No broken file was lost: each has its message, and there are many."""
    messages = {path.with_suffix(".yaml") for path in BROKEN.glob("*/*.txt")}
    assert messages == set(FILES)
    assert len(HANDOUTS) >= 40
    assert len(BRANDS) >= 15
