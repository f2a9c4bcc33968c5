"""``handouts explain``: say more about a rule that a finding names."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
from msgspec.structs import asdict

from handouts.cli.report import print_json
from handouts.sources.findings import suggest_name
from handouts.sources.rules import RULES

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from handouts.check.explanations import Explanation

WIDTH = 80


class RuleParam(click.ParamType[str]):
    """The name of a rule."""

    name = "rule"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the rule's name; a misspelled one is refused with the name that is close."""
        rule = value.strip().lower().replace("_", "-")
        if rule not in RULES:
            hint = suggest_name(rule, RULES, "'handouts explain' lists them all.")
            self.fail(f"There is no such rule. {hint}", param, ctx)
        return rule

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Complete the name, with the rule's title."""
        from click.shell_completion import CompletionItem

        from handouts.check.explanations import load_explanations

        return [
            CompletionItem(rule, help=explanation.title)
            for rules in load_explanations().values()
            for rule, explanation in rules.items()
            if rule.startswith(incomplete)
        ]


@click.command(
    "explain",
    short_help="Say more about a kind of problem.",
    help="""\b
    Examples:
      handouts explain
      handouts explain unknown-section
      handouts explain unknown-section --json

    Say what a rule means, why it matters and how to fix what breaks it. Each problem that
    `handouts check --json` lists names its rule. Without a RULE, list all rules.
    """,
)
@click.argument("rule", metavar="[RULE]", required=False, type=RuleParam())
@click.option("--json", "as_json", is_flag=True, help="Print all details as JSON, for a script.")
def command(rule: str | None, as_json: bool) -> None:
    """Print the explanation of a rule, or the list of rules, on stdout."""
    from handouts.check.explanations import explain_rule

    explanation = explain_rule(rule) if rule else None
    if as_json:
        print_json(_collect_details(rule))
    elif rule and explanation:
        click.echo("\n".join(_format_explanation(rule, explanation)))
    else:
        click.echo("\n".join(_list_rules()))


def _collect_details(only: str | None) -> list[dict[str, str]]:
    """Return all that is known of one rule, or of each."""
    from handouts.check.explanations import load_explanations

    return [
        {"rule": rule, "subject": subject, **asdict(explanation)}
        for subject, rules in load_explanations().items()
        for rule, explanation in rules.items()
        if only in (None, rule)
    ]


def _list_rules() -> Iterator[str]:
    """Yield a line for each rule, below the subject it belongs to."""
    from handouts.check.explanations import load_explanations

    subjects = load_explanations()
    width = max(len(rule) for rules in subjects.values() for rule in rules)
    for number, (subject, rules) in enumerate(subjects.items()):
        yield from ([""] if number else [])
        yield click.style(subject, bold=True)
        for rule, explanation in rules.items():
            yield f"  {rule:{width}}  {explanation.title}"


def _format_explanation(rule: str, explanation: Explanation) -> Iterator[str]:
    """Yield the lines that explain a rule."""
    yield click.style(rule, bold=True)
    yield f"{explanation.title}."
    for heading, text in (("Why", explanation.why), ("What to do", explanation.fix)):
        yield ""
        yield f"{heading}:"
        yield textwrap.fill(
            text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    for heading, text in (("Wrong", explanation.wrong), ("Right", explanation.right)):
        if text:
            yield ""
            yield f"{heading}:"
            yield textwrap.indent(text.rstrip(), "  ")
