"""Deliver a PDF to a printer: through the system's queue, or the program that prints PDFs.

Whatever cannot be printed is kept as a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handouts.building.output_files import write_pdf
from handouts.data import Data
from handouts.events import Event, Reporter
from handouts.printing import lp, windows
from handouts.printing.job import PrintError, PrintJob


class Delivery(Data, frozen=True):
    """One PDF to print: the job, the printer, and the file to keep it in.

    The file is written if the PDF cannot be printed, and with ``keep`` in any case. Without a
    printer it is the default one, or the only one.
    """

    pdf: bytes
    job: PrintJob
    path: Path
    printer: str | None = None
    keep: bool = False


class Sending(Event, frozen=True):
    """The PDF is about to be printed; from here on it is kept as a file if that fails."""


class JobSent(Data, frozen=True):
    """The printer has accepted the job, under this number."""

    job: PrintJob
    number: str
    printer: str


class PassedToProgram(Data, frozen=True):
    """The program for PDFs has the file; it prints it, or has only opened it."""

    job: PrintJob
    path: Path
    printer: str | None
    is_printing: bool


class PrintCommand(Data, frozen=True):
    """The command that would print the file, and what would be in the way of it, if anything."""

    job: PrintJob
    path: Path
    words: tuple[str, ...]
    obstacle: PrintError | None = None


class ProgramPlan(Data, frozen=True):
    """The program for PDFs would print the file, or only open it."""

    job: PrintJob
    path: Path
    printer: str | None
    would_print: bool


PrintResult = JobSent | PassedToProgram
PrintPlan = PrintCommand | ProgramPlan


def prints_by_program() -> bool:
    """Whether this system prints through programs, as Windows does."""
    return os.name == "nt"


def plan_delivery(delivery: Delivery) -> PrintPlan:
    """How a PDF would be printed. Nothing is printed or written."""
    job, path, printer = delivery.job, delivery.path, delivery.printer
    if prints_by_program():
        return ProgramPlan(job, path, printer, windows.can_print(job))
    obstacle = None
    queue = printer or ""
    try:
        queue = lp.choose_printer(printer)
    except PrintError as error:
        obstacle = error
    return PrintCommand(job, path, tuple(lp.build_command(job, queue)), obstacle)


def deliver_pdf(delivery: Delivery, report: Reporter) -> PrintResult:
    """Print a PDF, and wait until the printer has accepted it.

    Reports Sending, and Written if the PDF is kept as a file. Raises PrintError, after keeping
    it.
    """
    report(Sending())
    job, path, printer = delivery.job, delivery.path, delivery.printer
    if prints_by_program():  # it needs a file that stays
        write_pdf(path, delivery.pdf, report)
        return PassedToProgram(job, path, printer, windows.hand_over(path, job, printer))
    with _keep_on_problem(delivery, report):
        queue = lp.choose_printer(printer)
        number = lp.send_job(job, queue, delivery.pdf)
    return JobSent(job, number, queue)


@contextmanager
def _keep_on_problem(delivery: Delivery, report: Reporter) -> Iterator[None]:
    """Save the PDF if the body raises PrintError, or beforehand if ``keep`` is set."""
    if delivery.keep:
        write_pdf(delivery.path, delivery.pdf, report)
    try:
        yield
    except PrintError as problem:
        if not delivery.keep:
            _write_after_problem(delivery, problem, report)
        raise


def _write_after_problem(delivery: Delivery, problem: PrintError, report: Reporter) -> None:
    try:
        write_pdf(delivery.path, delivery.pdf, report)
    except OSError as other:
        raise PrintError(f"{problem}\n\n{other}") from other
