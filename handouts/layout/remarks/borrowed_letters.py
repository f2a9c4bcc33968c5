"""Letters that a clinic's own typeface does not have, so that they are printed in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.document.fonts import OwnFont
from handouts.document.handout import Spec
from handouts.document.text import Address, Run
from handouts.document.texts import list_brand_texts, list_handout_texts
from handouts.sources.findings import Finding, join_choices, quote_text
from handouts.sources.rules import Rule
from handouts.text.clean import clean_runs
from handouts.text.coverage import split_by_font
from handouts.text.families import load_own_font

RULE: Rule = "borrowed-letters"
_SHOWN = 5


def find_borrowed_letters(spec: Spec) -> Iterator[Finding]:
    """Note the letters of a handout and its brand that the brand's own typeface does not have.

    One note for all of them, at the first text that has one.
    """
    font = spec.brand.font
    if not isinstance(font, OwnFont):
        return
    texts = (*list_handout_texts(spec.handout), *list_brand_texts(spec.brand))
    found = dict(_find_letters(texts, font))
    if found:
        letters = list(found)
        shown = [quote_text(letter) for letter in letters[:_SHOWN]]
        shown += [f"{len(letters) - _SHOWN} more"] if len(letters) > _SHOWN else []
        message = (
            f"{quote_text(font.family)} does not have {join_choices(shown, 'and')}: words with "
            "such a letter are printed in another typeface."
        )
        yield spec.make_finding(RULE, found[letters[0]], message, "", letters[0], severity="note")


def _find_letters(
    texts: Iterable[tuple[Address, str]], font: OwnFont
) -> Iterator[tuple[str, Address]]:
    """Each letter that a font does not have, and a text that has it."""
    regular = load_own_font(font.regular)
    for address, words in texts:
        if address[-1:] == ("alt",):  # never drawn
            continue
        spans = split_by_font(clean_runs((Run(words),)), font, False)
        if all(one is regular for _, _, _, one in spans):
            continue
        for letter in words:
            if ord(letter) not in regular.characters and not letter.isspace():
                yield letter, address
