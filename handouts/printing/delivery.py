"""Deliver a PDF to a printer: through the system's queue, or the program that prints PDFs.

Whatever cannot be printed is kept as a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from handouts.building.output_files import write_pdf
from handouts.data import Data
from handouts.events import Event, Reporter
from handouts.printing import lp, windows
from handouts.printing.job import PrintError, PrintJob, PrintSides
from handouts.printing.queue import PrintQueue, read_queue
from handouts.printing.queue_settings import check_queue, list_remarks
from handouts.printing.sheets import SheetHandling


class Delivery(Data, frozen=True):
    """One PDF to print: the job, the printer, and the file to keep it in.

    The file is written if the PDF cannot be printed, and with ``keep`` in any case; it is
    there already if ``is_file`` is set. Without a printer it is the default one, or the only one.
    """

    pdf: bytes
    job: PrintJob
    path: Path
    printer: str | None = None
    keep: bool = False
    sheets: SheetHandling = SheetHandling()
    is_file: bool = False


class Sending(Event, frozen=True):
    """The PDF is about to be printed; from here on it is kept as a file if that fails."""


class QueueRemark(Event, frozen=True):
    """Something to know about the printer before it prints."""

    message: str


class StackToTurn(Event, frozen=True):
    """The odd pages are sent; the even ones follow when the report returns.

    Until then, someone must put the stack back; ``sides`` says over which edge to turn it.
    """

    first: PrintResult
    sides: PrintSides


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
    path, printer = delivery.path, delivery.printer
    job = delivery.sheets.apply_to(delivery.job)
    if prints_by_program():
        return ProgramPlan(job, path, printer, windows.can_print(job))
    obstacle = None
    queue = PrintQueue(printer or "")
    try:
        queue = read_queue(lp.choose_printer(printer))
        check_queue(job, queue)
    except PrintError as error:
        obstacle = error
    return PrintCommand(job, path, tuple(lp.build_command(job, queue)), obstacle)


def deliver_pdf(delivery: Delivery, report: Reporter) -> PrintResult:
    """Print a PDF, and wait until the printer has accepted it.

    Reports Sending, QueueRemark, StackToTurn between the halves of a manual duplex job, and
    Written if the PDF is kept as a file. Raises PrintError, after keeping it.
    """
    report(Sending())
    job, path, printer = delivery.job, delivery.path, delivery.printer
    if prints_by_program():  # it needs a file that stays
        write_pdf(path, delivery.pdf, report)
        return PassedToProgram(job, path, printer, windows.hand_over(path, job, printer))
    with _keep_on_problem(delivery, report):
        queue = read_queue(lp.choose_printer(printer))
        check_queue(delivery.sheets.apply_to(job), queue)
        for remark in list_remarks(job, queue):
            report(QueueRemark(remark))
        return _send_parts(delivery, queue, report)


def _send_parts(delivery: Delivery, queue: PrintQueue, report: Reporter) -> PrintResult:
    """Send the whole PDF, or its halves one after the other."""
    sent: PrintResult | None = None
    for job, pdf in delivery.sheets.split_job(delivery.job, delivery.pdf):
        if sent:
            report(StackToTurn(sent, delivery.job.sides))
        possible = replace(job, ink="mono") if queue.prints_black_only else job
        sent = JobSent(possible, lp.send_job(possible, queue, pdf), queue.name)
    assert sent
    return sent


@contextmanager
def _keep_on_problem(delivery: Delivery, report: Reporter) -> Iterator[None]:
    """Save the PDF if the body raises PrintError, or beforehand if ``keep`` is set."""
    if delivery.keep and not delivery.is_file:
        write_pdf(delivery.path, delivery.pdf, report)
    try:
        yield
    except PrintError as problem:
        if not delivery.keep and not delivery.is_file:
            _write_after_problem(delivery, problem, report)
        raise


def _write_after_problem(delivery: Delivery, problem: PrintError, report: Reporter) -> None:
    try:
        write_pdf(delivery.path, delivery.pdf, report)
    except OSError as other:
        raise PrintError(f"{problem}\n\n{other}") from other
