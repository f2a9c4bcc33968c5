"""Ctrl-C while ReportLab writes a reference is Ctrl-C, and no bug of the program."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfdoc import PDFObjectReference

from handouts.pdf.backend.document import format_object


class _Stopped(dict[str, object]):
    """Numbers of objects, on whose reading someone presses Ctrl-C."""

    def __getitem__(self, name: str) -> object:
        raise KeyboardInterrupt


class _Document:
    """As much of a document as a reference needs."""

    def __init__(self, numbers: dict[str, object]) -> None:
        self.idToObjectNumberAndVersion = numbers


def test_a_stop_is_passed_on() -> None:
    """Though ReportLab makes a KeyError of it."""
    reference = PDFObjectReference("Forms")
    with pytest.raises(KeyboardInterrupt):
        format_object(reference, _Document(_Stopped()))
    with pytest.raises(KeyError, match="forward reference"):
        format_object(reference, _Document({}))
