"""The program itself: its commands by name, its colours, and what it does when things go wrong."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any

import click

import handouts
from handouts.cli.report import end, expected, tell, tell_mistake

COMMANDS = (
    "list",
    "formats",
    "build",
    "batch",
    "print",
    "check",
    "status",
    "read",
    "new",
    "init",
    "test-sheet",
    "schema",
    "completion",
)


def colour(environ: Mapping[str, str]) -> bool | None:
    """What the environment wants: NO_COLOR before FORCE_COLOR; None leaves it to the terminal."""
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return True if environ.get("FORCE_COLOR") else None


def patient(stream: object) -> None:
    """Let a console that lacks a letter (Windows' cp1252) show its number, not a traceback."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


class Program(click.Group):
    """Commands imported when they are called; what goes wrong told in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name: the ``command`` of its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"handouts.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own, with our commands among the suggestions."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Click's own, with the colours that the environment wants."""
        patient(sys.stdout)
        patient(sys.stderr)
        extra.setdefault("color", colour(os.environ))
        return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; 1 where the input is wrong, or the program is; 130 by Ctrl-C."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            ctx.exit(130)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # Click's own to tell
        except Exception as error:
            (tell if expected(error) else tell_mistake)(error, end(ctx))
            ctx.exit(1)


@click.group(
    cls=Program,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help="""\b
    Examples:
      handouts list
      handouts build dry-needling
      handouts check

    Patient handouts, written once in YAML, as branded PDFs that a clinic can hand to
    anyone.

    The library is the folder given with --library, else the one named in
    HANDOUTS_LIBRARY, else the current folder where it holds a brand.yaml, else the
    built-in one. Exit codes: 0 done; 1 something is wrong with the input, all of it
    listed; 2 wrong usage.
    """,
    epilog="To start a folder of your own: handouts init DIR",
)
@click.version_option(handouts.__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Patient handouts as branded PDFs."""
