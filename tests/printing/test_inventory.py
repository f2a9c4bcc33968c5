"""The status of a library, as a program asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handouts.building.clinic import create_clinic
from handouts.building.scaffold import create_handout
from handouts.events import Event
from handouts.layout.formats import FORMATS
from handouts.printing.inventory import StatusRequest, read_status
from handouts.sources.findings import SpecError
from tests.documents import OUR_CLINIC


def test_each_handout_is_reported_as_it_is_known(tmp_path: Path) -> None:
    """The result has the same, and the library's folder."""
    clinic = tmp_path / "clinic"
    create_clinic(clinic, OUR_CLINIC)
    create_handout("back-pain", clinic)
    (clinic / "knee-pain.en.yaml").write_text("title: Knee\n")
    events: list[Event] = []
    status = read_status(StatusRequest(clinic, paper="a4"), date(2026, 12, 1), events.append)
    assert status.folder == clinic
    assert events == list(status.handouts)
    states = {row.name: row.state for row in status.handouts}
    assert states == {"back-pain": "draft", "dry-needling": "draft", "knee-pain": "not right"}
    (ready,) = (row for row in status.handouts if row.name == "dry-needling")
    assert (ready.paper, ready.formats) == (
        "a4",
        tuple(name for name, kind in FORMATS.items() if not kind.short_text),
    )


def test_a_library_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """It is not taken for an empty one."""
    with pytest.raises(SpecError):
        read_status(StatusRequest(tmp_path / "nowhere"), date(2026, 12, 1))
