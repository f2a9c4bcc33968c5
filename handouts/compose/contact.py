"""How to reach the clinic: lines of text, and an address for the QR code."""

from __future__ import annotations

import re

from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import ContactLines
from handouts.document.brand import Brand
from handouts.document.text import Run, Text, plain
from handouts.language.words import LanguageWords

_GROUPS = re.compile(r"(?<=[0-9)+]) (?=[0-9(])")
"""A space between two groups of a number, where no line may end."""


def compose_contact(brand: Brand, resolver: InlineResolver, words: LanguageWords) -> ContactLines:
    """The block of the clinic's contact details; those missing from the brand are left out."""
    details = brand.contact
    lines: list[Text] = [resolver.resolve_text(details.reach)] if details.reach else []
    for name, text, link in _list_addresses(brand):
        lines.append(Text((Run(text, strong=True, link=link),), ("brand", "contact", name)))
    address = ("brand", "contact", "address")
    lines += [plain(line, address) for line in details.address.splitlines() if line.strip()]
    return ContactLines(
        tuple(lines), brand.qr, words.qr.format(strip_scheme(brand.qr)) if brand.qr else ""
    )


def _make_phone_link(phone: str) -> str | None:
    """The link that dials a number; None if the text is not clearly one (RFC 3966, 5.1)."""
    plain = re.fullmatch(r"\+?[0-9][0-9 ().\-/\u00a0]*", phone.strip())
    return "tel:" + re.sub(r"[^0-9+]", "", phone) if plain else None


def _list_addresses(brand: Brand) -> list[tuple[str, str, str | None]]:
    """The name, the text and the link of each way to reach the clinic."""
    details = brand.contact
    addresses: list[tuple[str, str, str | None]] = []
    if details.phone:
        phone = _GROUPS.sub("\u00a0", details.phone)
        addresses.append(("phone", phone, _make_phone_link(details.phone)))
    if details.web:
        addresses.append(("web", strip_scheme(details.web), add_scheme(details.web)))
    if details.email:
        addresses.append(("email", details.email, "mailto:" + details.email))
    return addresses


def strip_scheme(address: str) -> str:
    """A web address as printed: without its scheme and its final slash."""
    return re.sub(r"^https?://", "", address, flags=re.IGNORECASE).rstrip("/")


def add_scheme(address: str) -> str:
    """A web address as the target of a link: with a scheme."""
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"


def collect_brand_fields(brand: Brand) -> dict[str, str]:
    """The values of the fields that come from the brand, by name."""
    return {
        "clinic": brand.name,
        "emergency": brand.emergency,
        "phone": brand.contact.phone,
        "web": strip_scheme(brand.contact.web),
        "email": brand.contact.email,
    }
