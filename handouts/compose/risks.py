"""Risks in words: the odds of each, its source, and what a dot stands for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import Risk, Risks
from handouts.document.text import Text, make_unbreakable, plain
from handouts.language.words import LanguageWords


def compose_risks(block: Risks, resolver: InlineResolver, words: LanguageWords) -> Risks:
    """The risks with their odds in words and their sources cited, and the key of the dots."""
    items = tuple(_compose_risk(item, resolver, words) for item in block.items)
    return replace(block, items=items, key=_compose_key(items, words))


def _compose_key(risks: Sequence[Risk], words: LanguageWords) -> Text:
    """What one dot stands for; without its unit if risks differ in it, or do not name it."""
    units = {risk.unit for risk in risks if risk.has_dots}
    if not units:
        return Text()
    unit = units.pop() if len(units) == 1 else None
    sentences = [words.labels[f"dots_of_{unit}" if unit else "dots"]]
    if any(risk.has_dots and risk.most is not None for risk in risks):
        sentences.append(words.labels["half_filled_dots"])
    return plain(" ".join(sentences))


def _compose_risk(risk: Risk, resolver: InlineResolver, words: LanguageWords) -> Risk:
    odds = _describe_odds(risk, words)
    source = resolver.cite_references(risk.source.ids) if risk.source else ()
    return replace(
        risk,
        odds=plain(odds, strong=True) if odds else Text(),
        what=replace(risk.what, inlines=(*risk.what.inlines, *source)),
    )


def _describe_odds(risk: Risk, words: LanguageWords) -> str:
    """The odds: "8 in 100", "1 to 10 in 100", or those of a word; empty if none are given."""
    if risk.count is None or risk.out_of is None:
        return words.frequencies[risk.how_often] if risk.how_often else ""
    numbers = {"count": risk.count, "most": risk.most or 0, "out_of": risk.out_of}
    written = {name: words.format_number(number) for name, number in numbers.items()}
    pattern = words.odds if risk.most is None else words.odds_range
    return make_unbreakable(pattern.format(**written))
