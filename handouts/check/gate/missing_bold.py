"""A clinic's own typeface should have a bold, for headings and strong words."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.fonts import OwnFont
from handouts.document.handout import Spec
from handouts.sources.findings import Finding, quote_text
from handouts.sources.rules import Rule

RULE: Rule = "missing-bold"


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find a typeface without a bold."""
    font = spec.brand.font
    if isinstance(font, OwnFont) and font.bold is None:
        yield spec.make_finding(
            RULE,
            ("brand", "font"),
            f"There is no bold of {quote_text(font.family)} in 'fonts', so headings and strong "
            "words are printed in another typeface.",
            "Put the bold's file beside the others, such as NAME-Bold.ttf.",
            severity=rule_severity(RULE),
        )
