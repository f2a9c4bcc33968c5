"""Windows: the program that opens PDFs prints them too, but accepts no settings from us."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.files import format_path
from handouts.printing.job import PrintError, PrintJob


def can_print(job: PrintJob) -> bool:
    """Whether the default program for PDFs can print a job by itself: it prints one copy."""
    return job.copies == 1


def hand_over(path: Path, job: PrintJob, printer: str | None = None) -> bool:
    """Pass a PDF to the default program for PDFs; returns whether it prints it.

    One copy is printed at once, on the default printer or the one named. For more copies the
    PDF is opened, to be printed by hand. Raises PrintError.
    """
    words = ["open"]
    if can_print(job):
        words = ["printto", _quote_printer(printer)] if printer else ["print"]
    start = getattr(os, "startfile", None)  # only on Windows
    try:
        if start is None:
            raise OSError("no startfile")
        start(str(path.resolve()), *words)
    except OSError as error:
        raise PrintError(
            f"No program on this computer prints PDFs by itself. Open {format_path(path)}, press "
            f"Ctrl+P, and choose: {format_settings(job, printer)}."
        ) from error
    return words != ["open"]


def format_settings(job: PrintJob, printer: str | None) -> str:
    """What to choose in a print dialog: the printer, the copies and the job's settings."""
    named = f"printer {format_path(printer)}; " if printer else ""
    return f"{named}{job.copies} copies; {job.settings}" if job.copies > 1 else named + job.settings


def _quote_printer(printer: str) -> str:
    if '"' in printer:
        raise PrintError("A printer's name cannot contain quotes. Check --printer.")
    return f'"{printer}"'
