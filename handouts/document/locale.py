"""Where a clinic is: the country whose way of writing days and times is used."""

from __future__ import annotations

from handouts.document.brand import Brand
from handouts.document.papers import PAPERS


def find_region(language: str) -> str:
    """The region of a language tag: US for en-US; empty for zh-Hans."""
    return next((part for part in language.split("-")[1:] if len(part) in (2, 3)), "")


def find_country(brand: Brand) -> str:
    """The country of a clinic: the region of its language, else as its paper suggests.

    US Letter is the paper of the United States; with A4 it is taken for British, since days and
    weeks are written as in Britain nearly everywhere else.
    """
    return find_region(brand.language) or ("US" if PAPERS[brand.paper].uses_inches else "GB")


def localize_language(language: str, brand: Brand) -> str:
    """A language tag with a region: its own, or else the clinic's country."""
    return language if find_region(language) else f"{language}-{find_country(brand)}"
