"""``handouts kinds``: list the kinds of handout, and what each must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from handouts.cli.report import print_json

if TYPE_CHECKING:
    from handouts.document.handout_kinds import HandoutKind, Need


@click.command(
    "kinds",
    short_help="List the kinds of handout and what each needs.",
    help="""\b
    Examples:
      handouts kinds
      handouts kinds --json

    List the kinds of handout: what each is for, and what it must have. A handout names its
    kind in a line such as 'kind: visit'; without one, it is about a treatment. Sections
    that are not needed may be there too. To start one: handouts new NAME --kind KIND
    """,
)
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(as_json: bool) -> None:
    """List the kinds on stdout."""
    from handouts.document.handout_kinds import HANDOUT_KINDS

    kinds = HANDOUT_KINDS.values()
    if as_json:
        print_json([_kind_row(kind) for kind in kinds])
        return
    width = max(len(kind.name) for kind in kinds)
    for kind in kinds:
        needs = ", ".join(map(_describe_need, kind.needs))
        click.echo(f"{kind.name:{width}}  {kind.purpose}")
        click.echo(f"{'':{width}}  needs {needs}")


def _kind_row(kind: HandoutKind) -> dict[str, object]:
    from handouts.document.choices import DEFAULT_KIND

    needs = [{"any_of": list(need.keys), "any_part_of": list(need.parts)} for need in kind.needs]
    return {
        "name": kind.name,
        "purpose": kind.purpose,
        "needs": needs,
        "must_cite": kind.must_cite,
        "default": kind.name == DEFAULT_KIND,
    }


def _describe_need(need: Need) -> str:
    if need.is_any_section:
        return "any section"
    names = " or ".join(need.keys or need.parts)
    return names if need.keys else f"{names} in a section"
