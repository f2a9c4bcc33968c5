"""An approved handout should say who approved it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.handout import Spec
from handouts.sources.findings import Finding
from handouts.sources.rules import Rule

RULE: Rule = "missing-approver"


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find a handout that is approved by nobody."""
    if spec.handout.status == "approved" and spec.handout.approved_by is None:
        yield spec.make_finding(
            RULE,
            ("handout", "status"),
            "The handout is approved, but does not say by whom.",
            "Add 'approved_by' with a role and a date, or write 'status: draft'.",
            severity=rule_severity(RULE),
        )
