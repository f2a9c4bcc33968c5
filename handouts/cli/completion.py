"""``handouts completion``: the script that lets a shell complete commands, names and options."""

from __future__ import annotations

import click

from handouts.cli.choice import WordChoice

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command(
    "completion",
    no_args_is_help=True,
    short_help="Print the completion script of a shell.",
    help="""\b
    Examples:
      handouts completion bash >> ~/.bashrc
      handouts completion zsh >> ~/.zshrc
      handouts completion fish > ~/.config/fish/completions/handouts.fish
      handouts completion powershell >> $PROFILE

    Print a script with which a shell completes commands, options, formats, languages and
    names of handouts. It takes effect in the next terminal.
    """,
)
@click.argument("shell", type=WordChoice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    program = context.find_root().command
    click.echo(maker(program, {}, "handouts", "_HANDOUTS_COMPLETE").source())
