"""How a PDF is sent to a printer, and what is said of it: shared by all commands that print."""

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
from handouts.cli.report import note, typed, writing, wrote
from handouts.files import shown

if TYPE_CHECKING:
    from handouts.printing.job import Job


def printer(command: Command) -> Command:
    """``--printer NAME``."""
    return click.option(
        "--printer",
        metavar="NAME",
        shell_complete=_printers,
        help="The printer, by the name of its queue.",
    )(command)


def _printers(context: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from handouts.printing import lp

    try:
        return [name for name in lp.printers() if name.startswith(incomplete)]
    except OSError:
        return []  # the shell is waiting; the command itself will say what is wrong


def dry_run(command: Command) -> Command:
    """``--dry-run``."""
    return click.option("--dry-run", is_flag=True, help="Show the command, print nothing.")(command)


def by_program() -> bool:
    """Whether this system prints through programs, as Windows does, and not through CUPS."""
    return os.name == "nt"


@dataclass
class Sending:
    """One PDF on its way: the job, the file it is kept in, and how much is said.

    ``keep`` keeps the file even where it could be printed.
    """

    pdf: bytes
    job: Job
    path: Path
    printer: str | None = None
    keep: bool = False
    as_json: bool = False
    quiet: bool = False

    def send(self, dry_run: bool = False) -> None:
        """Print it, or show how it would be; raises PrintProblem, with the PDF kept."""
        if by_program():
            self._by_program(dry_run)
        elif dry_run:
            self._rehearse()
        else:
            self._by_queue()

    def _by_queue(self) -> None:
        from handouts.printing import lp

        writing()
        with self._kept():
            queue = lp.chosen(self.printer)
            number = lp.send(self.job, queue, self.pdf)
        copies = "1 copy" if self.job.copies == 1 else f"{self.job.copies} copies"
        self._say({"job": number, "printer": queue}, number)
        self._note(f"Sent {copies} to the printer '{shown(queue)}': {self.job.settings}.")

    def _rehearse(self) -> None:
        """Show the command whatever is wrong with the printer, and then what that is."""
        from handouts.printing import lp

        queue = self.printer or ""
        try:
            queue = lp.chosen(self.printer)
        finally:
            words = f"{typed(*lp.command(self.job, queue))} < {typed(self.path)}"
            self._say({"command": words}, words)

    def _by_program(self, dry_run: bool) -> None:
        """By the default program for PDFs, which needs a file that stays."""
        from handouts.printing import windows

        if dry_run:
            words = windows.command(self.path, self.job, self.printer)
            self._say({"command": words}, words)
            return
        writing()
        self._write()
        said = windows.hand_over(self.path, self.job, self.printer)
        self._say({"file": str(self.path), "printer": self.printer}, shown(self.path))
        self._note(said)

    def _say(self, known: dict[str, str | None], words: str) -> None:
        """The result, on stdout."""
        from msgspec.structs import asdict

        click.echo(json.dumps(asdict(self.job) | known) if self.as_json else words)

    def _note(self, text: str) -> None:
        if not self.quiet:
            note(text)

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep the PDF where what happens inside is a problem; or first, where that is asked."""
        from handouts.printing.job import PrintProblem

        if self.keep:
            self._write()
        try:
            yield
        except PrintProblem as problem:
            if not self.keep:
                self._keep_after(problem)
            raise

    def _keep_after(self, problem: Exception) -> None:
        from handouts.printing.job import PrintProblem

        try:
            self._write()
        except OSError as other:
            raise PrintProblem(f"{problem}\n\n{other}") from other

    def _write(self) -> None:
        from handouts.files import write_whole

        outputs.keep(self.path, [b"%PDF-"], "a PDF")
        write_whole(self.path, self.pdf)
        wrote(self.path)
