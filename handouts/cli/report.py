"""Problems, told to a person: every one of them on stderr, the count last."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from handouts.spec.problems import Problem


TYPED = "--set "
"""How a place begins that is no file: the option that a field was set by."""


def expected(error: Exception) -> bool:
    """Whether an error is about a user's input or computer, not a mistake of ours.

    A broken pipe is neither: the reader has seen enough, and Click ends in silence.
    """
    from handouts.spec.problems import SpecError

    return isinstance(error, (OSError, SpecError)) and not isinstance(error, BrokenPipeError)


def tell(error: Exception, end: str = "") -> None:
    """Tell an expected error on stderr; ``end`` is the last sentence, behind the count."""
    from handouts.spec.problems import SpecError

    if isinstance(error, SpecError):
        tell_all(error.problems, end)
    else:
        click.echo(f"{said(error)}\n\n1 problem. {end}".rstrip(), err=True)


def tell_mistake(error: Exception, end: str = "") -> None:
    """Tell a mistake of ours on stderr: its kind and where it happened, the last place last.

    What an exception says is left out, and what caused it: it may repeat a patient's name.
    """
    import traceback

    for frame in traceback.extract_tb(error.__traceback__):
        click.echo(f"{Path(frame.filename).name}, line {frame.lineno}, in {frame.name}", err=True)
    message = f"The program failed ({type(error).__name__}). It is a mistake in the program: "
    click.echo(f"{message}report it with the lines above. {end}".rstrip(), err=True)


def tell_all(
    problems: Iterable[Problem], end: str = "", most: int | None = None, more: str = ""
) -> None:
    """Tell problems on stderr, a blank line behind each, then how many there are.

    Only the first ``most`` are shown; ``more`` says how to see the others.
    """
    problems = tuple(problems)
    for problem in problems[:most]:
        click.echo(f"{_coloured(problem)}\n", err=True)
    left = len(problems[most:]) if most else 0
    if left:
        click.echo(f"... and {left:,} more. {more}\n", err=True)
    click.echo(f"{count(problems)} {end}".rstrip(), err=True)


def count(problems: Iterable[Problem]) -> str:
    """``3 problems in 2 files.``, or ``1 problem.`` where it is in none but in what was typed."""
    places = [problem.place.file for problem in problems]
    files = {place for place in places if not place.startswith(TYPED)}
    where = f" in {many(len(files), 'file')}" if files else ""
    return f"{many(len(places), 'problem')}{where}."


def many(number: int, thing: str) -> str:
    """``1 problem``, ``2 problems``."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def unmarked(areas: int, where: str = "") -> str:
    """That areas are named and not marked on the body chart, and how to mend it."""
    if areas == 1:
        said = f"1 area{where} has no side, so it is"
    else:
        said = f"{areas:,} areas{where} have no side, so they are"
    return f"{said} named and not marked on the chart. Write left, right or both."


def note(text: str) -> None:
    """Say something that is not a result: on stderr, where no script reads it."""
    click.echo(text, err=True)


def typed(*words: str | Path) -> str:
    """A command line that can be typed as it stands, be there spaces or worse in a name."""
    from handouts.spec.problems import visible

    text = [str(word) for word in words]
    if os.name == "nt":
        import subprocess

        return visible(subprocess.list2cmdline(text))
    import shlex

    return visible(shlex.join(text))


def writing() -> None:
    """Say that this command is to write files, so that ``end`` can tell whether it did."""
    _written()


def wrote(path: Path) -> None:
    """Note a file that stands there now, whatever may yet go wrong."""
    _written().append(path)


def end(context: click.Context) -> str:
    """What became of the files of a command that failed; nothing where it writes none."""
    from handouts.files import shown

    paths: list[Path] | None = context.meta.get(_WRITTEN)
    if paths is None:
        return ""
    return f"Written: {', '.join(map(shown, paths))}." if paths else "Nothing was written."


_WRITTEN = "handouts.written"


def _written() -> list[Path]:
    paths: list[Path] = click.get_current_context().meta.setdefault(_WRITTEN, [])
    return paths


def written(path: Path) -> None:
    """Print a path that was written. A script gets the name's own bytes, a terminal no tricks."""
    from handouts.files import shown

    exact = os.name == "posix" and not sys.stdout.isatty()
    click.echo(os.fsencode(path) if exact else shown(path))


def said(error: Exception) -> str:
    """The text of a FileProblem; what the system says of any other file."""
    from handouts.files import shown

    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    return f"{shown(error.filename)}: {error.strerror}." if error.filename else f"{error.strerror}."


def _coloured(problem: Problem) -> str:
    said, *source = str(problem).split("\n")
    place = str(problem.place)
    head = click.style(place, bold=True) + said.removeprefix(place)
    if not source:
        return head
    return "\n".join([head, *source[:-1], click.style(source[-1], fg="red", bold=True)])
