"""Send a PDF to a printer and report it: shared by all commands that print."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.cli import output as outputs
from handouts.cli.options import Command
from handouts.cli.report import format_command, print_note, record_written, start_writing
from handouts.files import format_path

if TYPE_CHECKING:
    from handouts.printing.job import PrintJob


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


def prints_by_program() -> bool:
    """Return whether this system prints through programs, as on Windows."""
    return os.name == "nt"


@dataclass
class PrintRequest:
    """One PDF to print: the job, the file to keep it in, and how to report it.

    With ``keep`` the file is kept even if printing succeeds.
    """

    pdf: bytes
    job: PrintJob
    path: Path
    printer: str | None = None
    keep: bool = False
    as_json: bool = False
    quiet: bool = False

    def send(self, dry_run: bool = False) -> None:
        """Print the PDF, or show the command. Raises PrintProblem, after saving the PDF."""
        if prints_by_program():
            self._hand_to_program(dry_run)
        elif dry_run:
            self._print_command()
        else:
            self._send_to_queue()

    def _send_to_queue(self) -> None:
        from handouts.printing import lp

        start_writing()
        with self._keep_on_problem():
            queue = lp.choose_printer(self.printer)
            number = lp.send_job(self.job, queue, self.pdf)
        copies = "1 copy" if self.job.copies == 1 else f"{self.job.copies} copies"
        self._print_result({"job": number, "printer": queue}, number)
        self._print_note(
            f"Sent {copies} to the printer '{format_path(queue)}': {self.job.settings}."
        )

    def _print_command(self) -> None:
        """Show the command even if the printer has a problem; then report that problem."""
        from handouts.printing import lp

        queue = self.printer or ""
        try:
            queue = lp.choose_printer(self.printer)
        finally:
            words = (
                f"{format_command(*lp.build_command(self.job, queue))} < "
                f"{format_command(self.path)}"
            )
            self._print_result({"command": words}, words)

    def _hand_to_program(self, dry_run: bool) -> None:
        """Print through the default program for PDFs, which needs a file that stays."""
        from handouts.printing import windows

        if dry_run:
            words = windows.describe_command(self.path, self.job, self.printer)
            self._print_result({"command": words}, words)
            return
        start_writing()
        self._write_file()
        message = windows.hand_over(self.path, self.job, self.printer)
        self._print_result(
            {"file": str(self.path), "printer": self.printer}, format_path(self.path)
        )
        self._print_note(message)

    def _print_result(self, known: dict[str, str | None], words: str) -> None:
        """Print the result on stdout."""
        from msgspec.structs import asdict

        click.echo(json.dumps(asdict(self.job) | known) if self.as_json else words)

    def _print_note(self, text: str) -> None:
        if not self.quiet:
            print_note(text)

    @contextmanager
    def _keep_on_problem(self) -> Iterator[None]:
        """Save the PDF if the body raises PrintProblem, or beforehand if ``keep`` is set."""
        from handouts.printing.job import PrintError

        if self.keep:
            self._write_file()
        try:
            yield
        except PrintError as problem:
            if not self.keep:
                self._write_after_problem(problem)
            raise

    def _write_after_problem(self, problem: Exception) -> None:
        from handouts.printing.job import PrintError

        try:
            self._write_file()
        except OSError as other:
            raise PrintError(f"{problem}\n\n{other}") from other

    def _write_file(self) -> None:
        from handouts.files import write_atomically

        outputs.protect_file(self.path, [b"%PDF-"], "a PDF")
        write_atomically(self.path, self.pdf)
        record_written(self.path)
