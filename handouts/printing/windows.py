"""Windows: the program that opens PDFs prints them too, but takes no settings from us."""

from __future__ import annotations

import os
from pathlib import Path

from handouts.files import shown
from handouts.printing.job import Job, PrintProblem


def hand_over(path: Path, job: Job, printer: str | None = None) -> str:
    """Give a PDF to the default program for PDFs; says what is left to do, with the settings.

    One copy is printed at once, by the default printer or the one named. More are opened to
    be printed by hand, since a program that prints unasked prints one. Raises PrintProblem.
    """
    words = ["open"]
    if job.copies == 1:
        words = ["printto", _quoted(printer)] if printer else ["print"]
    start = getattr(os, "startfile", None)  # which only Windows has
    try:
        if start is None:
            raise OSError("no startfile")
        start(str(path.resolve()), *words)
    except OSError as error:
        raise PrintProblem(
            f"No program on this computer prints PDFs by itself. Open {shown(path)}, press "
            f"Ctrl+P, and choose: {_settings(job, printer)}."
        ) from error
    if words == ["open"]:
        return f"It is open now. Press Ctrl+P, and choose: {_settings(job, printer)}."
    return f"If it comes out wrong, print it by hand, and choose: {_settings(job, printer)}."


def command(path: Path, job: Job, printer: str | None = None) -> str:
    """What ``hand_over`` would do, in words."""
    what = "print" if job.copies == 1 else "open"
    return f"{what} {shown(path)} by the default program for PDFs; {_settings(job, printer)}"


def _settings(job: Job, printer: str | None) -> str:
    named = f"printer {shown(printer)}; " if printer else ""
    return f"{named}{job.copies} copies; {job.settings}" if job.copies > 1 else named + job.settings


def _quoted(printer: str) -> str:
    if '"' in printer:
        raise PrintProblem("A printer's name has no quotes in it. Check --printer.")
    return f'"{printer}"'
