"""A heading should not end in a colon."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.handout import Spec
from handouts.sources.findings import Finding, quote_text
from handouts.sources.rules import Rule

RULE: Rule = "heading-with-colon"
COLONS = (":", "：")


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find the headings of sections that end in a colon."""
    for section in spec.handout.sections:
        if section.heading.rstrip().endswith(COLONS):
            yield spec.make_finding(
                RULE,
                section.heading_text.address,
                f"The heading {quote_text(section.heading)} ends in a colon.",
                "Delete the colon.",
                severity=rule_severity(RULE),
            )
