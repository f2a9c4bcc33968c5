"""Files that are no plain text, whatever their names say."""

from __future__ import annotations

import pytest

from handouts.sources.findings import SpecError
from handouts.sources.source import decode_source


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\0", "a file of Word or Excel, or a packed folder"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old file of Word or Excel"),
        (b"{\\rtf1\\ansi\n", "a file in rich text format (RTF)"),
        (b"\x89PNG\r\n", "a picture (PNG)"),
        (b"\xff\xd8\xff\xe0", "a picture (JPEG)"),
    ],
)
def test_a_file_of_another_kind_is_named(start: bytes, kind: str) -> None:
    """What it is, in place of the first byte that is not UTF-8."""
    with pytest.raises(SpecError) as raised:
        decode_source("knee.en.yaml", start + b"more")
    (problem,) = raised.value.problems
    assert problem.rule == "not-text"
    assert problem.message == f"This is {kind}, not a plain text."
