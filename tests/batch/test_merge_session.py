"""A session that makes one file for the printer."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.batch.sessions import create_session
from handouts.events import Event, Progress
from handouts.files import FileError

from .merged_files import read_merged
from .requests import GOOD, make_request


def test_one_file_is_made_and_kept(tmp_path: Path) -> None:
    """The result names it; the same request again makes nothing."""
    events: list[Event] = []
    request = make_request(tmp_path, *GOOD, merge=True)
    result = create_session(request, events.append).run_batch()
    assert result.output == tmp_path / "out" / "dry-needling-all.pdf"
    assert (result.pending, result.made, result.kept) == (3, 3, 0)
    assert events[-1] == Progress("make", 3, 3)
    first = read_merged(tmp_path)
    again = create_session(request).run_batch()
    assert (again.pending, again.kept, again.has_begun) == (0, 3, True)
    assert read_merged(tmp_path) == first


def test_a_stopped_one_leaves_nothing(tmp_path: Path) -> None:
    """The file is complete or absent, and the result says that nothing has begun."""

    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.step == "make":
            raise KeyboardInterrupt

    session = create_session(make_request(tmp_path, *GOOD, merge=True), stop)
    with pytest.raises(KeyboardInterrupt):
        session.run_batch()
    assert not session.result.has_begun
    assert not session.result.output.exists()


def test_a_file_of_other_rows_is_not_replaced(tmp_path: Path) -> None:
    """Unless it is forced."""
    create_session(make_request(tmp_path, *GOOD, merge=True)).run_batch()
    with pytest.raises(FileError, match="other rows"):
        create_session(make_request(tmp_path, *GOOD[:2], merge=True)).run_batch()
    result = create_session(make_request(tmp_path, *GOOD[:2], merge=True, force=True)).run_batch()
    assert result.made == 2
