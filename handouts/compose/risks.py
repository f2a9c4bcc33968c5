"""Risks in words: the odds of each, its source, and what a dot stands for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import Risk, Risks
from handouts.document.text import Text, make_unbreakable, plain
from handouts.language.words import LanguageWords


def compose_risks(block: Risks, resolver: InlineResolver, words: LanguageWords) -> Risks:
    """The risks with their odds in words and their sources cited, and the key of the dots."""
    items = tuple(_compose_risk(item, resolver, words) for item in block.items)
    return Risks(items, _compose_key(items, words))


def _compose_key(risks: Iterable[Risk], words: LanguageWords) -> Text:
    """What one dot stands for; without its unit if risks differ in it, or do not name it."""
    units = {risk.unit for risk in risks if risk.has_dots}
    if not units:
        return Text()
    unit = units.pop() if len(units) == 1 else None
    return plain(words.labels[f"dots_of_{unit}" if unit else "dots"])


def _compose_risk(risk: Risk, resolver: InlineResolver, words: LanguageWords) -> Risk:
    odds = words.odds.format(
        count=words.format_number(risk.count), out_of=words.format_number(risk.out_of)
    )
    cited = (*risk.what.inlines, *resolver.cite_references(risk.source.ids))
    return replace(
        risk,
        odds=plain(make_unbreakable(odds), strong=True),
        what=replace(risk.what, inlines=cited),
    )
