"""The program: its commands by name, its use of colour, and how it reports errors."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any

import click

import handouts
from handouts.cli.clock import drop_invalid_epoch
from handouts.cli.memory import LOW_MEMORY, lacks_memory
from handouts.cli.report import is_expected, report_bug, report_error, written_summary
from handouts.cli.signals import exit_code, handle_stop_signals

COMMANDS = (
    "list",
    "formats",
    "kinds",
    "areas",
    "advice",
    "exercises",
    "build",
    "preview",
    "batch",
    "print",
    "find",
    "check",
    "explain",
    "conformance",
    "status",
    "read",
    "new",
    "copy",
    "init",
    "test-sheet",
    "schema",
    "completion",
)


def colour_choice(environ: Mapping[str, str]) -> bool | None:
    """Return whether the environment wants colour, or None to let the terminal decide.

    NO_COLOR takes precedence over FORCE_COLOR.
    """
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return True if environ.get("FORCE_COLOR") else None


def replace_unencodable(stream: object) -> None:
    """Make a console that lacks a character (Windows' cp1252) show its code, not a traceback."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


class HandoutsGroup(click.Group):
    """The command group: imports a command when it is called, and reports errors in words."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a user meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name: the ``command`` in its module."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"handouts.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Do as Click does, but suggest our commands for a misspelled name."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=COMMANDS, ctx=ctx) from None

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Do as Click does, with colours as the environment wants them."""
        drop_invalid_epoch()
        replace_unencodable(sys.stdout)
        replace_unencodable(sys.stderr)
        extra.setdefault("color", colour_choice(os.environ))
        return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; exit with 1 on a problem or a bug, and as a shell does when stopped.

        A signal that ends the program ends it like Ctrl-C: no draft of a file is left behind.
        """
        try:
            with handle_stop_signals():
                return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            ctx.exit(exit_code(stop))
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise  # Click reports these itself
        except Exception as error:
            if lacks_memory(error):
                click.echo(f"{LOW_MEMORY} {written_summary(ctx)}".rstrip(), err=True)
                ctx.exit(1)
            (report_error if is_expected(error) else report_bug)(error, written_summary(ctx))
            ctx.exit(1)


@click.group(
    cls=HandoutsGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    help="""\b
    Examples:
      handouts list
      handouts build dry-needling
      handouts check

    Turn patient handouts, written once in YAML, into branded PDFs that a clinic can hand
    to anyone.

    The library is the folder given with --library, else the one named in
    HANDOUTS_LIBRARY, else the current folder if it holds a brand.yaml, else the
    built-in one. Exit codes: 0 done; 1 something is wrong with the input, all of it
    listed; 2 wrong usage.
    """,
    epilog="To start a folder of your own: handouts init DIR",
)
@click.version_option(handouts.__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Patient handouts as branded PDFs."""
