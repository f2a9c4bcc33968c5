"""What all commands that print share: their options, and what they show of a job."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from handouts.cli.choice import WordChoice
from handouts.cli.notes import describe_event
from handouts.cli.options import Command
from handouts.cli.report import format_command, print_note, record_event, start_writing
from handouts.cli.stack_picture import describe_turn
from handouts.events import Event
from handouts.files import format_path

if TYPE_CHECKING:
    from handouts.printing.delivery import PrintCommand, PrintResult, StackToTurn
    from handouts.printing.job import Half
    from handouts.printing.sheets import SheetHandling

_PRESS_ENTER = "Press Enter when the stack is in the tray again (Ctrl+C to stop). "


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


def sheet_options(command: Command) -> Command:
    """``--tray``, ``--one-sided``, ``--manual-duplex`` and ``--half``."""
    for option in (_half_option, _manual_option, _one_sided_option, _tray_option):
        command = option(command)
    return command


def _complete_tray(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from handouts.printing import lp
    from handouts.printing.queue import read_queue

    try:
        trays = read_queue(lp.choose_printer(context.params.get("printer"))).trays
    except OSError:
        return []  # as above
    return [name for name in (trays.choices if trays else ()) if name.startswith(incomplete)]


_tray_option = click.option(
    "--tray",
    default="",
    metavar="NAME",
    shell_complete=_complete_tray,
    help="The tray to take the paper from, by the printer's name for it.",
)
_one_sided_option = click.option(
    "--one-sided", is_flag=True, help="Print each side on a sheet of its own."
)
_manual_option = click.option(
    "--manual-duplex",
    is_flag=True,
    help="Print the odd pages, wait until you have turned the stack, print the even pages.",
)
_half_option = click.option(
    "--half",
    type=WordChoice(["odd", "even"]),
    help="Print only the odd or the even pages, to turn the stack without a terminal.",
)


def read_sheets(
    tray: str, one_sided: bool, manual_duplex: bool, half: Half | None, dry_run: bool = False
) -> SheetHandling:
    """Return how the sheets go through the printer. Raises UsageError for what cannot be."""
    from handouts.printing.sheets import SheetHandling

    if sum((one_sided, manual_duplex, half is not None)) > 1:
        raise click.UsageError("Give one of --one-sided, --manual-duplex, --half.")
    if manual_duplex and dry_run:
        raise click.UsageError("--manual-duplex is two commands: see each with --half.")
    if manual_duplex and not sys.stdin.isatty():
        raise click.UsageError(
            "--manual-duplex waits for you to turn the stack, and there is no terminal to wait "
            "at. Print with --half odd, turn the stack, and print with --half even."
        )
    return SheetHandling(tray, one_sided, manual_duplex, half)


def dry_run_option(command: Command) -> Command:
    """``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Only show the command.")(command)


class PrintEvents:
    """Takes a printing session's events: records written files, and prints notes as they come."""

    def __init__(self, quiet: bool = False) -> None:
        self._quiet = quiet

    def __call__(self, event: Event) -> None:
        """Take an event."""
        from handouts.printing.delivery import Sending, StackToTurn

        record_event(event)
        if isinstance(event, Sending):
            start_writing()
        if isinstance(event, StackToTurn):
            wait_for_turn(event, self._quiet)
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
    return describe_event(event)


def wait_for_turn(event: StackToTurn, quiet: bool) -> None:
    """Report the first half, show how to put the stack back, and wait for Enter."""
    report_result(event.first, quiet=quiet)
    print_note(describe_turn(event.sides))
    click.echo(_PRESS_ENTER, nl=False, err=True)
    if not sys.stdin.readline():
        raise click.Abort


def report_result(
    result: PrintResult | PrintCommand, as_json: bool = False, quiet: bool = False
) -> None:
    """Print what became of a job. Raises PrintError if a dry run found what is in the way."""
    from handouts.printing.delivery import PrintCommand

    _, words, note = _describe_result(result)
    if as_json or words:  # SumatraPDF gives no number
        click.echo(json.dumps(describe_as_json(result)) if as_json else words)
    if note and not quiet:
        print_note(note)
    if isinstance(result, PrintCommand) and result.obstacle:
        raise result.obstacle


def describe_as_json(result: PrintResult | PrintCommand) -> dict[str, object]:
    """Return a job and what became of it, for a script."""
    known, _, _ = _describe_result(result)
    return asdict(result.job) | known


def _describe_result(
    result: PrintResult | PrintCommand,
) -> tuple[dict[str, str | None], str, str]:
    """Return a result as JSON, as the line on stdout, and as the note on stderr."""
    from handouts.printing.delivery import JobSent, PrintCommand

    job = result.job
    if isinstance(result, PrintCommand):
        words = format_command(*result.words)
        words += "" if result.names_file else f" < {format_command(result.path)}"
        return {"command": words}, words, ""
    copies = "1 copy" if job.copies == 1 else f"{job.copies} copies"
    if job.per_copy > 1:
        copies += f" of {job.per_copy} leaflets each, to cut apart,"
    to = f"the printer '{format_path(result.printer)}'" if result.printer else "the default printer"
    note = f"Sent {copies} to {to}: {job.settings}."
    number = result.number if isinstance(result, JobSent) else ""
    return {"job": number or None, "printer": result.printer}, number, note
