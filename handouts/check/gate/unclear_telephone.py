"""A telephone number should be clear enough to be dialled with one touch."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.check.explanations import rule_severity
from handouts.document.brand import Brand
from handouts.document.contact import Phone
from handouts.document.handout import Spec
from handouts.document.text import Address
from handouts.document.walk import walk
from handouts.reading.telephones import find_numbers
from handouts.sources.findings import Finding, quote_text
from handouts.sources.rules import Rule

RULE: Rule = "unclear-telephone"


def check_spec(spec: Spec) -> Iterator[Finding]:
    """Find the numbers of the brand that have no link, since it is in doubt what they dial."""
    for address, text in _list_telephones(spec.brand):
        for number in find_numbers(text):
            if not number.link:
                printed = text[number.start : number.end]
                yield spec.make_finding(
                    RULE,
                    address,
                    f"{quote_text(printed)} is printed, but no link dials it: it may be no number, "
                    "a part of one, or several.",
                    "If it is one, write it alone, with its country's code, and others under "
                    "'phones'.",
                    printed,
                    severity=rule_severity(RULE),
                )


def _list_telephones(brand: Brand) -> Iterator[tuple[Address, str]]:
    """Each text of a brand that is a telephone number, with its address."""
    contact = brand.contact
    if contact.phone:
        yield ("brand", "contact", "phone"), contact.phone
    phones = (value for value in walk(contact) if isinstance(value, Phone))
    for text in (contact.fax, *(phone.number for phone in phones)):
        if text:
            yield text.address, text.words
