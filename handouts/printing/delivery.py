"""Deliver a PDF to a printer: through the system's queue, or by SumatraPDF on Windows.

Whatever cannot be printed is kept as a file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from handouts.building.output_files import write_pdf
from handouts.data import Data
from handouts.events import Event, Reporter
from handouts.files import format_path
from handouts.printing import lp, windows
from handouts.printing.job import PrintError, PrintJob, PrintSides
from handouts.printing.queue import PrintQueue, read_queue
from handouts.printing.queue_settings import check_queue, list_remarks
from handouts.printing.sheets import SheetHandling


class Delivery(Data, frozen=True):
    """One PDF to print: the job, the printer, and the file to keep it in.

    The PDF of a handout is written there if it cannot be printed, and with ``keep`` in any case;
    a ``file`` is there already, and a ``list`` is never kept. Without a printer it is the default
    one, or the only one.
    """

    pdf: bytes
    job: PrintJob
    path: Path
    printer: str | None = None
    keep: bool = False
    sheets: SheetHandling = SheetHandling()
    source: Literal["handout", "file", "list"] = "handout"


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


class PrintedByProgram(Data, frozen=True):
    """SumatraPDF has printed the job; without a printer, on the default one."""

    job: PrintJob
    printer: str | None


class PrintCommand(Data, frozen=True):
    """The command that would print the file, and what would be in the way of it, if anything.

    It reads the file from standard input, unless it ``names_file``.
    """

    job: PrintJob
    path: Path
    words: tuple[str, ...]
    obstacle: PrintError | None = None
    names_file: bool = False


PrintResult = JobSent | PrintedByProgram


def prints_by_program() -> bool:
    """Whether this system prints through programs, as Windows does."""
    return os.name == "nt"


def plan_delivery(delivery: Delivery) -> PrintCommand:
    """How a PDF would be printed. Nothing is printed or written."""
    path, printer = delivery.path, delivery.printer
    job = delivery.sheets.apply_to(delivery.job)
    if prints_by_program():
        return _plan_program(delivery, job)
    obstacle = None
    queue = PrintQueue(printer or "")
    try:
        queue = read_queue(lp.choose_printer(printer))
        check_queue(job, queue)
    except PrintError as error:
        obstacle = error
    return PrintCommand(job, path, tuple(lp.build_command(job, queue)), obstacle)


def _plan_program(delivery: Delivery, job: PrintJob) -> PrintCommand:
    obstacle, program = None, windows.PROGRAM
    try:
        program = _find_program(delivery)
    except PrintError as error:
        obstacle = error
    words = windows.build_command(job, delivery.path, delivery.printer, program)
    return PrintCommand(job, delivery.path, tuple(words), obstacle, names_file=True)


def _find_program(delivery: Delivery) -> str:
    """The path of SumatraPDF. Raises PrintError, with what to do instead."""
    program = windows.find_program()
    if program is None:
        settings = windows.format_settings(delivery.job, delivery.printer)
        name = format_path(delivery.path)
        by_hand = f"open {name}, press Ctrl+P, and choose: {settings}."
        if delivery.source == "list":
            by_hand = "make a file with 'handouts batch --merge', and print that by hand."
        raise PrintError(
            "On Windows, only SumatraPDF prints with the right paper and sides, and it was not "
            f"found. Install it (it is free), or {by_hand}"
        )
    return program


def deliver_pdf(delivery: Delivery, report: Reporter) -> PrintResult:
    """Print a PDF, and wait until the printer has accepted it.

    Reports Sending, QueueRemark, StackToTurn between the halves of a manual duplex job, and
    Written if the PDF is kept as a file. Raises PrintError, after keeping it.
    """
    report(Sending())
    with _keep_on_problem(delivery, report):
        if prints_by_program():
            program = _find_program(delivery)
            report(QueueRemark(windows.REMARK))
            return _send_parts(delivery, partial(_print_by_program, delivery, program), report)
        queue = read_queue(lp.choose_printer(delivery.printer))
        check_queue(delivery.sheets.apply_to(delivery.job), queue)
        for remark in list_remarks(delivery.job, queue):
            report(QueueRemark(remark))
        return _send_parts(delivery, partial(_send_to_queue, queue), report)


def _print_by_program(
    delivery: Delivery, program: str, job: PrintJob, pdf: bytes
) -> PrintedByProgram:
    windows.print_file(pdf, job, delivery.printer, program)
    return PrintedByProgram(job, delivery.printer)


def _send_to_queue(queue: PrintQueue, job: PrintJob, pdf: bytes) -> JobSent:
    """Send a job to a queue; what is said of it afterwards is what the printer can do."""
    possible = replace(job, ink="mono") if queue.prints_black_only else job
    return JobSent(possible, lp.send_job(possible, queue, pdf), queue.name)


def _send_parts(
    delivery: Delivery, send: Callable[[PrintJob, bytes], PrintResult], report: Reporter
) -> PrintResult:
    """Send the whole PDF, or its halves one after the other."""
    sent: PrintResult | None = None
    for job, pdf in delivery.sheets.split_job(delivery.job, delivery.pdf):
        if sent:
            report(StackToTurn(sent, delivery.job.sides))
        sent = send(job, pdf)
    assert sent
    return sent


@contextmanager
def _keep_on_problem(delivery: Delivery, report: Reporter) -> Iterator[None]:
    """Save the PDF if the body raises PrintError, or beforehand if ``keep`` is set."""
    if delivery.keep and delivery.source == "handout":
        write_pdf(delivery.path, delivery.pdf, report)
    try:
        yield
    except PrintError as problem:
        if not delivery.keep and delivery.source == "handout":
            _write_after_problem(delivery, problem, report)
        raise


def _write_after_problem(delivery: Delivery, problem: PrintError, report: Reporter) -> None:
    try:
        write_pdf(delivery.path, delivery.pdf, report)
    except OSError as other:
        raise PrintError(f"{problem}\n\n{other}") from other
