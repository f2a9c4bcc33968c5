"""Options that several commands share, and what the shell completes for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

import handouts

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMATS: tuple[str, ...] = get_args(handouts.Format)
ALL = "all"
PAPERS = {"a4": "A4", "letter": "US Letter"}

Command = TypeVar("Command", bound=Callable[..., Any])


class Handout(click.ParamType[str]):
    """The name of a handout in the library, or the path of its file."""

    name = "name_or_path"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The library's names that begin so, else files, since a path will do."""
        from click.shell_completion import CompletionItem

        names = [name for name in _names(ctx.params.get("library")) if name.startswith(incomplete)]
        return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


def library(command: Command) -> Command:
    """``--library DIR``."""
    return click.option(
        "--library",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="The folder of handouts and their brand.yaml.",
    )(command)


def brand(command: Command) -> Command:
    """``--brand FILE``."""
    return click.option(
        "--brand",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The brand to print under, instead of the library's brand.yaml.",
    )(command)


def language(command: Command) -> Command:
    """``--language LANG``."""
    return click.option(
        "--language",
        metavar="LANG",
        shell_complete=_languages,
        help="The language, as in the file's name: en, es, pt-BR.",
    )(command)


def paper(command: Command) -> Command:
    """``--format`` and ``--paper``."""
    return _format(FORMATS, "How it is laid out; see handouts formats.")(paper_alone(command))


def paper_and_all(command: Command) -> Command:
    """``--format``, which may be all of them, and ``--paper``."""
    return _format((*FORMATS, ALL), "How it is laid out; see handouts formats.")(
        paper_alone(command)
    )


def _format(names: Sequence[str], help: str) -> Callable[[Command], Command]:
    return click.option(
        "--format",
        type=click.Choice(names, case_sensitive=False),
        default=FORMATS[0],
        show_default=True,
        help=help,
    )


def paper_alone(command: Command) -> Command:
    """``--paper``."""
    return click.option(
        "--paper",
        type=click.Choice(list(PAPERS), case_sensitive=False),
        help="The paper; the brand's where it is not given.",
    )(command)


def ink(command: Command) -> Command:
    """``--ink``."""
    return click.option(
        "--ink",
        type=click.Choice(get_args(handouts.Ink), case_sensitive=False),
        default="colour",
        show_default=True,
        help="In colour, or in black and white, for photocopies and to spare toner.",
    )(command)


def press(command: Command) -> Command:
    """``--press``."""
    return click.option(
        "--press", is_flag=True, help="For a print shop: bleed, and marks where to cut and fold."
    )(command)


def _languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    found = {language for _, language, _ in _handouts(ctx.params.get("library"))}
    return sorted(each for each in found if each.startswith(incomplete))


def _names(library: Path | None) -> list[str]:
    return sorted({name for name, _, _ in _handouts(library)})


def _handouts(library: Path | None) -> list[tuple[str, str, Path]]:
    from handouts.spec.library import find_library, handouts_in
    from handouts.spec.problems import SpecError

    try:
        return list(handouts_in(find_library(library)))
    except (SpecError, OSError):
        return []  # the shell is waiting; the command itself will say what is wrong
