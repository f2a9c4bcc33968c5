"""Windows: the program that opens PDFs prints them too, but accepts no settings from us."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.files import format_path
from handouts.printing.job import PrintError, PrintJob


def hand_over(path: Path, job: PrintJob, printer: str | None = None) -> str:
    """Pass a PDF to the default program for PDFs; returns what is left to do, with the settings.

    One copy is printed at once, on the default printer or the one named. For more copies the
    PDF is opened and printed by hand, since the program would print only one. Raises PrintError.
    """
    words = ["open"]
    if job.copies == 1:
        words = ["printto", _quote_printer(printer)] if printer else ["print"]
    start = getattr(os, "startfile", None)  # only on Windows
    try:
        if start is None:
            raise OSError("no startfile")
        start(str(path.resolve()), *words)
    except OSError as error:
        raise PrintError(
            f"No program on this computer prints PDFs by itself. Open {format_path(path)}, press "
            f"Ctrl+P, and choose: {_format_settings(job, printer)}."
        ) from error
    if words == ["open"]:
        return f"It is open now. Press Ctrl+P, and choose: {_format_settings(job, printer)}."
    return f"If it comes out wrong, print it by hand, and choose: {_format_settings(job, printer)}."


def describe_command(path: Path, job: PrintJob, printer: str | None = None) -> str:
    """What ``hand_over`` would do, in words."""
    what = "print" if job.copies == 1 else "open"
    return (
        f"{what} {format_path(path)} with the default program for PDFs; "
        f"{_format_settings(job, printer)}"
    )


def _format_settings(job: PrintJob, printer: str | None) -> str:
    named = f"printer {format_path(printer)}; " if printer else ""
    return f"{named}{job.copies} copies; {job.settings}" if job.copies > 1 else named + job.settings


def _quote_printer(printer: str) -> str:
    if '"' in printer:
        raise PrintError("A printer's name cannot contain quotes. Check --printer.")
    return f'"{printer}"'
