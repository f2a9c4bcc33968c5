"""Large nonsense in a CSV ends with a word, and fills no memory."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.measured import run_measured

from .tables import read_error, read_rows

HEAD = b"First name,Last name\nSam,Lee\n"
LETTERS = b" Its letters may be in "
NONSENSE: dict[str, tuple[Callable[[], bytes], bytes]] = {
    "columns": (
        lambda: b",".join(b"h%d" % at for at in range(100_000)) + b"\nx\n",
        b"1:1: The table has 100,000 columns; the most is 16,384.",
    ),
    "columns that are alike": (
        lambda: b"First name," + b"Frst name," * 16_000 + b"\nSam\n",
        b"Columns that are not read: B 'Frst name'",
    ),
    "commas": (lambda: b"," * 60_000_000 + b"a\n", b"1:1: This row is far too long"),
    "commas in a row": (lambda: HEAD + b"," * 60_000_000, b"3:1: This row is far too long"),
    "cells": (
        lambda: HEAD + (b"Sam" + b"," * 16_000 + b"\n") * 3_500,
        b": The table is too large: over 20,000,000 cells.",
    ),
    "line ends": (lambda: b"\n" * 60_000_000, b": The table has more than 1,048,576 rows."),
    "line ends below": (
        lambda: HEAD + b"\r\n" * 30_000_000,
        b": The table has more than 1,048,576 rows.",
    ),
    "delimiters": (lambda: b"sep=;\n" + b";" * 8_000_000, b" far too long"),
    "quotes": (lambda: b'"' * 60_000_000, b"far too long"),
    "letters": (lambda: b"\xc3" * 60_000_000, LETTERS),
    "words": (lambda: HEAD + b"a\x92b,c\n" * 8_000_000, LETTERS),
    "records": (
        lambda: (
            b'{"resourceType":"Bundle","entry":['
            + b'{"resource":{"resourceType":"Patient"}},' * 1_500_000
            + b'{"resource":{"resourceType":"Patient"}}]}'
        ),
        b"It holds more than 250,000 records. Split the file into several.",
    ),
    "a word": (lambda: b"a\x92b" * 20_000_000, b"far too long"),
}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows does not measure memory")
@pytest.mark.parametrize("kind", NONSENSE)
def test_large_nonsense_is_refused(tmp_path: Path, kind: str) -> None:
    """In plain words."""
    make, message = NONSENSE[kind]
    (tmp_path / "week.csv").write_bytes(make())
    done = run_measured(tmp_path, "batch", "dry-needling", "week.csv", "-o", "x", "--dry-run")
    assert done.code == 1
    assert message.decode() in done.stderr
    assert done.megabytes <= 300


def test_what_a_table_may_have_is_read() -> None:
    """All columns of a spreadsheet, and a row of two million letters."""
    wide = b",".join(b"h%d" % at for at in range(16_384))
    assert len(read_rows(wide + b"\nx\n")) == 1
    long = b",".join([b"y" * 100_000] * 20)
    assert len(read_rows(HEAD + long + b"\n")) == 2


def test_a_row_without_end_is_refused() -> None:
    """By its number."""
    assert read_error(HEAD + b"," * 5_000_000).startswith("week.csv:3:1: This row is far too long")
