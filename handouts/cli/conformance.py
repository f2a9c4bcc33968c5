"""``handouts conformance``: how the PDFs keep to PDF/UA, condition by condition."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from handouts.cli.report import print_json

if TYPE_CHECKING:
    from handouts.check.conformance import FailureCondition, Means

WIDTH = 80
MEANS: dict[Means, str] = {
    "construction": "by construction",
    "test": "by a test",
    "person": "by a person",
}


@click.command(
    "conformance",
    short_help="Show how the PDFs keep to PDF/UA.",
    help="""\b
    Examples:
      handouts conformance
      handouts conformance --json

    Show how each failure condition of the Matterhorn Protocol 1.1 for PDF/UA-1 is
    held: by construction, as the program cannot make it; by a test, which is
    named; or by a person, who writes the handout or looks at it.
    """,
)
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(as_json: bool) -> None:
    """Print the statement of conformance on stdout."""
    if as_json:
        print_json(_collect_details())
    else:
        click.echo("\n".join(_format_statement()))


def _collect_details() -> list[dict[str, object]]:
    """All that is known of each condition."""
    from handouts.check.conformance import load_checkpoints

    return [
        {"condition": index, "checkpoint": number, "subject": checkpoint.name, **asdict(condition)}
        for number, checkpoint in load_checkpoints().items()
        for index, condition in checkpoint.conditions.items()
    ]


def _format_statement() -> Iterator[str]:
    from handouts.check.conformance import load_checkpoints

    checkpoints = load_checkpoints()
    conditions = [each for one in checkpoints.values() for each in one.conditions.values()]
    counts = Counter(each.held for each in conditions)
    yield (
        f"{len(conditions)} failure conditions of {len(checkpoints)} checkpoints: "
        + ", ".join(f"{counts[each]} held {words}" for each, words in MEANS.items())
        + "."
    )
    for number, checkpoint in checkpoints.items():
        yield ""
        yield click.style(f"{number:02} {checkpoint.name}", bold=True)
        for index, condition in checkpoint.conditions.items():
            yield from _format_condition(index, condition)


def _format_condition(index: str, condition: FailureCondition) -> Iterator[str]:
    yield _fill(f"{index}  {condition.fails}", "  ", " " * 10)
    yield _fill(f"Held {MEANS[condition.held]}: {condition.how}", " " * 10, " " * 10)
    yield from (f"{'':10}{test}" for test in condition.tests)


def _fill(text: str, first: str, others: str) -> str:
    """A text in lines, of which the first is indented otherwise."""
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_on_hyphens=False
    )
