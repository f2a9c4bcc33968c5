"""Options that several commands share, with their shell completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, get_args

import click

import handouts
from handouts.cli.choice import WordChoice
from handouts.document.papers import Paper
from handouts.sources.findings import SpecError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

FORMATS: tuple[str, ...] = get_args(handouts.Format)
ALL = "all"
PAPER_KEYS: tuple[str, ...] = get_args(Paper)

Command = TypeVar("Command", bound=Callable[..., object])


class HandoutParam(click.ParamType[str]):
    """The name of a handout in the library, or the path of its file."""

    name = "name_or_path"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete names from the library, or else files, since a path works too."""
        from click.shell_completion import CompletionItem

        names = [
            name
            for name in _handout_names(ctx.params.get("library"))
            if name.startswith(incomplete)
        ]
        return [CompletionItem(name) for name in names] or [CompletionItem(incomplete, type="file")]


def library_option(command: Command) -> Command:
    """``--library DIR``."""
    return click.option(
        "--library",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        help="The folder of handouts and their brand.yaml.",
    )(command)


def brand_option(command: Command) -> Command:
    """``--brand FILE``."""
    return click.option(
        "--brand",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="The brand to use instead of the library's brand.yaml.",
    )(command)


def language_option(command: Command) -> Command:
    """``--language LANG``."""
    return click.option(
        "--language",
        metavar="LANG",
        shell_complete=_complete_language,
        help="The language, as in the file's name: en, es, pt-BR.",
    )(command)


def layout_options(command: Command) -> Command:
    """``--format`` and ``--paper``."""
    return format_option(FORMATS)(paper_option(command))


def layout_options_with_all(command: Command) -> Command:
    """``--format``, which may also be ``all``, and ``--paper``."""
    return format_option((*FORMATS, ALL))(paper_option(command))


def format_option(
    names: Sequence[str],
    help: str = "The layout; see handouts formats. By default the first that holds the text.",
    default: str | None = None,
) -> Callable[[Command], Command]:
    """``--format``."""
    return click.option(
        "--format",
        type=WordChoice(names),
        default=default,
        show_default=bool(default),
        help=help,
    )


def paper_option(command: Command) -> Command:
    """``--paper``."""
    return click.option(
        "--paper",
        type=WordChoice(PAPER_KEYS),
        help="The paper size; by default the brand's.",
    )(command)


def ink_option(command: Command) -> Command:
    """``--ink``."""
    return click.option(
        "--ink",
        type=WordChoice(get_args(handouts.Ink)),
        default="colour",
        show_default=True,
        help="In colour, or in black and white for photocopies and to save toner.",
    )(command)


def standard_option(command: Command) -> Command:
    """``--standard``."""
    return click.option(
        "--standard",
        type=WordChoice(get_args(handouts.Standard)),
        default="ua-1",
        show_default=True,
        help="PDF/UA-1 and PDF/A-2a, or PDF/UA-2 and PDF/A-4f with the handout's file inside.",
    )(command)


PRESS = "--press"
PRESS_COLOURS: tuple[str, ...] = get_args(handouts.PressColours)


class PressCommand(click.Command):
    """A command with ``--press``, behind which the handout's name may stand in place of a value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse arguments, after giving ``--press`` its usual value where it has none."""
        filled, ended = list(args), False
        for place, word in enumerate(args):
            ended = ended or word == "--"
            value = args[place + 1] if place + 1 < len(args) else ""
            if word == PRESS and not ended and value.lower() not in PRESS_COLOURS:
                filled[place] = f"{PRESS}={PRESS_COLOURS[0]}"
        return super().parse_args(ctx, filled)


def press_options(command: Command) -> Command:
    """``--press``, which needs a `PressCommand`, and ``--no-imposition``."""
    imposition = click.option(
        "--no-imposition",
        "imposition",
        is_flag=True,
        flag_value=False,
        default=True,
        help="With --press, a booklet as single pages in reading order.",
    )
    return click.option(
        PRESS,
        type=WordChoice(PRESS_COLOURS),
        help="For a print shop: bleed, crop marks and fold marks, in RGB (without a value) or "
        "CMYK (PDF/X-4).",
    )(imposition(command))


def _complete_language(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    languages = {language for _, language, _ in _find_handouts(ctx.params.get("library"))}
    return sorted(each for each in languages if each.startswith(incomplete))


def _handout_names(library: Path | None) -> list[str]:
    return sorted({name for name, _, _ in _find_handouts(library)})


def _find_handouts(library: Path | None) -> list[tuple[str, str, Path]]:
    from handouts.reading.library import find_library
    from handouts.reading.library_files import list_handouts

    try:
        return list(list_handouts(find_library(library)))
    except (SpecError, OSError):
        return []  # the shell is waiting; the command itself will report the problem
