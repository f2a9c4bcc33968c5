"""Drafts: what a killed batch left behind is found and removed, and nothing else."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from handouts.files import clear_drafts
from handouts.locks import lock_file

from .batch_jobs import make_entries, run_people, toys

__all__ = ["toys"]
pytestmark = pytest.mark.usefixtures("toys")


def test_drafts_of_a_killed_batch_are_taken_away(tmp_path: Path) -> None:
    """And nothing else that begins with a dot: another command may be writing there."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".0123456789abcdef.batch.part").write_bytes(b"half")
    others = [".0123456789abcdef.part", ".keep"]
    for name in others:
        (tmp_path / "out" / name).write_bytes(b"theirs")
    (tmp_path / "out" / ".fedcba9876543210.part").write_bytes(b"half")
    with (tmp_path / "out" / others[0]).open("rb") as theirs:
        assert lock_file(theirs.fileno())
        run_people(tmp_path, make_entries(2))
        assert sorted(each.name for each in (tmp_path / "out").glob(".*")) == others


def test_drafts_are_taken_away_where_all_is_there(tmp_path: Path) -> None:
    """A killed batch may have left one that holds everybody, and the next has nothing to make."""
    run_people(tmp_path, make_entries(2))
    draft = tmp_path / "out" / ".0123456789abcdef.batch.part"
    draft.write_bytes(b"half")
    assert run_people(tmp_path, make_entries(2)) == (0, 2)
    assert not draft.exists()


def test_drafts_are_found_without_holding_the_folder(tmp_path: Path) -> None:
    """There may be very many leaflets: only the names of drafts are kept in memory."""
    for number in range(1_000):
        (tmp_path / f"{number:05}.pdf").touch()
    clear_drafts(tmp_path, ".batch.part")
    tracemalloc.start()
    try:
        clear_drafts(tmp_path, ".batch.part")
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert held < 1_000 * 50


def test_drafts_of_a_batch_can_be_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed batch leaves drafts with the ending that the next batch removes."""
    from handouts.batch import folder

    monkeypatch.setattr(folder, "clear_drafts", lambda *_: None)
    monkeypatch.setattr(folder.FolderWriter, "_place_draft", lambda *_: True)
    run_people(tmp_path, make_entries(3))
    drafts = sorted(each.name for each in (tmp_path / "out").glob(".*"))
    assert len(drafts) == 3 and all(each.endswith(".batch.part") for each in drafts)
