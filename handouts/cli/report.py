"""Report problems to a person: every one on stderr, then the count."""

from __future__ import annotations

import contextlib
import functools
import os
import shlex
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeGuard

import click

from handouts.events import Event, RequestError, Written
from handouts.files import format_path
from handouts.sources.findings import Finding, Place, SpecError, escape_hidden

OPTION_MARK = "--"
"""How a place begins that is an option, such as "--rows" or "--set date", and not a file."""


def is_expected(error: Exception) -> TypeGuard[SpecError | OSError]:
    """Return whether an error is about a user's input or computer, not a bug.

    A broken pipe is neither: the reader has seen enough, and Click exits silently.
    """
    return isinstance(error, (OSError, SpecError)) and not isinstance(error, BrokenPipeError)


@contextlib.contextmanager
def usage_errors() -> Iterator[None]:
    """Raise the block's RequestError as wrong usage."""
    try:
        yield
    except RequestError as error:
        raise click.UsageError(str(error)) from None


def report_error(error: Exception, end: str = "") -> None:
    """Report an expected error on stderr; ``end`` is the last sentence, after the count."""
    if isinstance(error, SpecError):
        report_findings(error.problems, end)
    else:
        click.echo(f"{error_text(error)}\n\n1 problem. {end}".rstrip(), err=True)


def list_findings(error: SpecError | OSError, output: str | Path) -> tuple[Finding, ...]:
    """Return the findings of an expected error; ``output`` is the place of one about a result."""
    if isinstance(error, SpecError):
        return error.problems
    return (Finding("unusable-output", Place(str(output)), error_text(error)),)


def failure_as_json(command: Callable[..., None]) -> Callable[..., None]:
    """Make a command with ``--json`` and ``--output`` print an expected error as JSON too.

    The JSON lists the files that were written and all problems. The exit code is 1.
    """

    @functools.wraps(command)
    def run_command(context: click.Context, **arguments: Any) -> None:
        """Run the command, and print its error as JSON if it was called with --json."""
        try:
            command(context, **arguments)
        except Exception as error:
            if not (arguments["as_json"] and is_expected(error)):
                raise
            problems = list_findings(error, arguments["output"] or ".")
            files = [{"path": str(path)} for path in _written_paths()]
            print_json({"files": files, "problems": [each.as_dict() for each in problems]})
            context.exit(1)

    return run_command


def print_json(result: object) -> None:
    """Print a result on stdout as JSON, for a script."""
    import json

    click.echo(json.dumps(result, indent=2))


def report_bug(error: Exception, end: str = "") -> None:
    """Report a bug on stderr: its type and where it happened, the innermost frame last.

    The exception's text and its cause are left out: they may repeat a patient's name.
    """
    for frame in traceback.extract_tb(error.__traceback__):
        click.echo(f"{Path(frame.filename).name}, line {frame.lineno}, in {frame.name}", err=True)
    message = f"The program failed ({type(error).__name__}). This is a bug in the program: "
    click.echo(f"{message}report it with the lines above. {end}".rstrip(), err=True)


def report_findings(
    problems: Iterable[Finding], end: str = "", limit: int | None = None, more: str = ""
) -> None:
    """Report problems on stderr, a blank line after each, then how many there are.

    Only the first ``limit`` are printed; ``more`` says how to see the others.
    """
    problems = tuple(problems)
    print_findings(problems[:limit])
    left = len(problems[limit:]) if limit else 0
    if left:
        click.echo(f"... and {left:,} more. {more}\n", err=True)
    click.echo(f"{count_problems(problems)} {end}".rstrip(), err=True)


def print_findings(findings: Iterable[Finding]) -> None:
    """Print findings on stderr, a blank line after each."""
    for finding in findings:
        click.echo(f"{_format_finding(finding)}\n", err=True)


def count_problems(problems: Iterable[Finding]) -> str:
    """Return ``3 problems in 2 files.``, or ``1 problem.`` if it is not in a file but was typed."""
    places = [problem.place.file for problem in problems]
    files = {place for place in places if not place.startswith(OPTION_MARK)}
    where = f" in {format_count(len(files), 'file')}" if files else ""
    return f"{format_count(len(places), 'problem')}{where}."


def format_count(number: int, thing: str) -> str:
    """Return ``1 problem``, ``2 problems``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def unmarked_note(areas: int, where: str = "") -> str:
    """Return a note that areas are named but not marked on the body chart, with a hint."""
    if areas == 1:
        subject = f"1 area{where} has no side, so it is"
    else:
        subject = f"{areas:,} areas{where} have no side, so they are"
    return f"{subject} named and not marked on the chart. Write left, right or both."


def print_note(text: str) -> None:
    """Print on stderr something that is not a result, so that no script reads it."""
    click.echo(text, err=True)


def format_command(*words: str | Path) -> str:
    """Return a command line that can be typed as it is, even with spaces or worse in a name."""
    text = [str(word) for word in words]
    if os.name == "nt":
        import subprocess

        return escape_hidden(subprocess.list2cmdline(text))

    return escape_hidden(shlex.join(text))


def start_writing() -> None:
    """Record that this command writes files, so that ``written_summary`` can list them."""
    _written_paths()


def record_written(path: Path) -> None:
    """Record a file that was written, whatever else may go wrong later."""
    _written_paths().append(path)


def record_event(event: Event) -> None:
    """Record the file that an event says was written."""
    if isinstance(event, Written):
        record_written(event.path)


def written_summary(context: click.Context) -> str:
    """Return which files a failed command wrote; empty if it is not one that writes files."""
    paths: list[Path] | None = context.meta.get(_WRITTEN)
    if paths is None:
        return ""
    return f"Written: {', '.join(map(format_path, paths))}." if paths else "Nothing was written."


_WRITTEN = "handouts.written"


def _written_paths() -> list[Path]:
    paths: list[Path] = click.get_current_context().meta.setdefault(_WRITTEN, [])
    return paths


def print_path(path: Path) -> None:
    """Print a path that was written: its exact bytes for a script, escaped for a terminal."""
    exact = os.name == "posix" and not sys.stdout.isatty()
    click.echo(os.fsencode(path) if exact else format_path(path))


def error_text(error: Exception) -> str:
    """Return the text of a FileError, or the system's message for another file error."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if isinstance(error, FileNotFoundError) and not error.filename:
        return "The current folder has been deleted. Change to another one, and try again."
    return (
        f"{format_path(error.filename)}: {error.strerror}."
        if error.filename
        else f"{error.strerror}."
    )


def _format_finding(finding: Finding) -> str:
    first_line, *source = str(finding).split("\n")
    place = str(finding.place)
    head = click.style(place, bold=True) + first_line.removeprefix(place)
    if not source:
        return head
    return "\n".join([head, *source[:-1], click.style(source[-1], fg="red", bold=True)])


def was_or_were(number: int) -> str:
    """Return the verb for so many things."""
    return "was" if number == 1 else "were"
