"""How to reach the clinic, told as lines of text and an address for the QR code."""

from __future__ import annotations

import re

from handouts.compose.inlines import Teller
from handouts.compose.runs import Run, Text
from handouts.compose.story import Contact
from handouts.compose.words import Words
from handouts.spec.models import Brand


def contact(brand: Brand, teller: Teller, words: Words) -> Contact:
    """The clinic's contact details; what the brand does not give is left out."""
    given = brand.contact
    lines: list[Text] = [teller.text(given.reach)] if given.reach else []
    for told, link in _addresses(brand):
        lines.append((Run(told, strong=True, link=link),))
    lines += [(Run(line),) for line in given.address.splitlines() if line.strip()]
    return Contact(tuple(lines), brand.qr, words.qr.format(bare(brand.qr)) if brand.qr else "")


def _dialled(phone: str) -> str | None:
    """The link that dials a number; none where it is not plainly one (RFC 3966, 5.1)."""
    plain = re.fullmatch(r"\+?[0-9][0-9 ().\-/\u00a0]*", phone.strip())
    return "tel:" + re.sub(r"[^0-9+]", "", phone) if plain else None


def _addresses(brand: Brand) -> list[tuple[str, str | None]]:
    given = brand.contact
    found: list[tuple[str, str | None]] = []
    if given.phone:
        found.append((given.phone.replace(" ", "\u00a0"), _dialled(given.phone)))
    if given.web:
        found.append((bare(given.web), whole(given.web)))
    if given.email:
        found.append((given.email, "mailto:" + given.email))
    return found


def bare(address: str) -> str:
    """A web address as it is printed: without its scheme and the slash at its end."""
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/")


def whole(address: str) -> str:
    """A web address as it is followed: with a scheme."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"


def fields(brand: Brand) -> dict[str, str]:
    """The fields that a brand fills in a spec's text."""
    return {
        "clinic": brand.name,
        "emergency": brand.emergency,
        "phone": brand.contact.phone,
        "web": bare(brand.contact.web),
        "email": brand.contact.email,
    }
