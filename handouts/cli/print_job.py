"""What all commands that print share: their options, and what they show of a job."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from handouts.cli.options import Command
from handouts.cli.person_options import note_text
from handouts.cli.report import format_command, print_note, record_event, start_writing
from handouts.events import Event
from handouts.files import format_path

if TYPE_CHECKING:
    from handouts.printing.delivery import PrintPlan, PrintResult


def printer_option(command: Command) -> Command:
    """``--printer NAME``."""
    return click.option(
        "--printer",
        metavar="NAME",
        shell_complete=_complete_printer,
        help="The printer, by its queue's name.",
    )(command)


def _complete_printer(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from handouts.printing import lp

    try:
        return [name for name in lp.list_printers() if name.startswith(incomplete)]
    except OSError:
        return []  # the shell is waiting; the command itself will report the problem


def dry_run_option(command: Command) -> Command:
    """``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Only show the command.")(command)


class PrintEvents:
    """Takes a printing session's events: records written files, and prints notes as they come."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet

    def __call__(self, event: Event) -> None:
        """Take an event."""
        from handouts.printing.delivery import Sending

        record_event(event)
        if isinstance(event, Sending):
            start_writing()
        note = _note_text(event)
        if note and not self._quiet:
            print_note(note)


def _note_text(event: Event) -> str:
    from handouts.printing.delivery import QueueRemark
    from handouts.printing.session import ObjectionIgnored

    if isinstance(event, QueueRemark):
        return event.message
    if isinstance(event, ObjectionIgnored):
        return f"Printing anyway: {event.objection.place}: {event.objection.message}"
    return note_text(event)


def report_result(
    result: PrintResult | PrintPlan, as_json: bool = False, quiet: bool = False
) -> None:
    """Print what became of a job. Raises PrintError if a dry run found what is in the way."""
    from handouts.printing.delivery import PrintCommand

    known, words, note = _describe_result(result)
    click.echo(json.dumps(asdict(result.job) | known) if as_json else words)
    if note and not quiet:
        print_note(note)
    if isinstance(result, PrintCommand) and result.obstacle:
        raise result.obstacle


def _describe_result(
    result: PrintResult | PrintPlan,
) -> tuple[dict[str, str | None], str, str]:
    """Return a result as JSON, as the line on stdout, and as the note on stderr."""
    from handouts.printing.delivery import JobSent, PassedToProgram, PrintCommand
    from handouts.printing.windows import format_settings

    job = result.job
    if isinstance(result, JobSent):
        copies = "1 copy" if job.copies == 1 else f"{job.copies} copies"
        note = f"Sent {copies} to the printer '{format_path(result.printer)}': {job.settings}."
        return {"job": result.number, "printer": result.printer}, result.number, note
    if isinstance(result, PrintCommand):
        words = f"{format_command(*result.words)} < {format_command(result.path)}"
        return {"command": words}, words, ""
    path, settings = format_path(result.path), format_settings(job, result.printer)
    if isinstance(result, PassedToProgram):
        printed = "If it comes out wrong, print it by hand, and choose"
        opened = "It is open now. Press Ctrl+P, and choose"
        note = f"{printed if result.is_printing else opened}: {settings}."
        return {"file": str(result.path), "printer": result.printer}, path, note
    verb = "print" if result.would_print else "open"
    words = f"{verb} {path} with the default program for PDFs; {settings}"
    return {"command": words}, words, ""
