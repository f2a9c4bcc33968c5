"""No workbook fills the memory or takes for ever: each is read, or refused in plain words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.measured import run_measured

from .hostile_workbooks import ATTACKS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="Windows does not measure memory"),
]

MAX_MEGABYTES = 300


@pytest.mark.parametrize("name", ATTACKS)
def test_it_ends_with_a_plain_message_and_little_memory(tmp_path: Path, name: str) -> None:
    """Whatever the file declares, repeats or refers to."""
    (tmp_path / name).write_bytes(ATTACKS[name]())
    done = run_measured(tmp_path, "batch", "dry-needling", name, "-o", "out", "--dry-run")
    assert done.code == 1, done.stderr
    assert done.stderr.startswith(f"{name}:"), done.stderr
    assert done.stderr.endswith("Nothing was written.\n")
    assert "Traceback" not in done.stderr and "program failed" not in done.stderr
    assert done.megabytes <= MAX_MEGABYTES
