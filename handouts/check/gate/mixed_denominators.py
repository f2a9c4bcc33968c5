"""Risks are easier to compare if they are all out of the same number."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.blocks import Risk
from handouts.document.handout import Spec
from handouts.document.walk import walk
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "mixed-denominators"


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find the first risk that is out of another number than those before it."""
    risks = [risk for risk in walk(spec.handout.sections) if isinstance(risk, Risk)]
    counted = [risk for risk in risks if risk.out_of is not None]
    for risk in counted:
        if risk.out_of != counted[0].out_of:
            yield spec.make_finding(
                RULE,
                risk.what.address,
                f"This risk is out of {risk.out_of:,}, others are out of {counted[0].out_of:,}.",
                "Give all risks out of the same number, if they can be.",
                severity=rule_severity(RULE),
            )
            return
