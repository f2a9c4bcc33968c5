"""A brand's colours that do not show as text are grounds, or printed darker."""

from __future__ import annotations

import math
from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.colours import BACKGROUNDS, TEXT
from handouts.document.handout import Spec
from handouts.document.palette import Derivation, find_derivations
from handouts.sources.findings import Finding, quote_text
from handouts.sources.rules import Rule

RULE: Rule = "derived-colour"
_GROUNDS = {
    "main": "bands, tints and discs, with dark type on them; headings and links are",
    "accent": "tints; headings, bullets and dots that would have it are",
}


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Note each of the brand's colours that is not printed as text as it is."""
    for each in find_derivations(spec.brand.colours):
        address = ("brand", "colours", each.name)
        message = f"{_describe_contrast(each)} {_describe_use(each)}"
        yield spec.make_finding(RULE, address, message, severity=rule_severity(RULE))


def _describe_contrast(derivation: Derivation) -> str:
    ratio = math.floor(derivation.ratio * 10) / 10  # never rounded up to what is needed
    requirement = "text needs" if derivation.min_ratio == TEXT else "graphics need"
    return (
        f"{quote_text(derivation.given)} has a contrast of {ratio}:1 on "
        f"{BACKGROUNDS[derivation.ground]}, but {requirement} {derivation.min_ratio:g}:1."
    )


def _describe_use(derivation: Derivation) -> str:
    printed = quote_text(derivation.printed)
    if derivation.is_light:
        return f"It is used for {_GROUNDS[derivation.name]} {printed}."
    return f"As text it is printed darker, as {printed}."
