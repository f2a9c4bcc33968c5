"""QR codes of a brand: what each contains, and the words below it.

segno writes such contents too, but leaves backslashes and line ends in a contact card as they are,
and letters in a mail address that none may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.compose.phones import dial_first
from handouts.document.blocks import CaptionedCode, QrCodes
from handouts.document.brand import Brand
from handouts.document.contact import QrTarget
from handouts.document.text import LINE_BREAK, Text, plain
from handouts.language.words import LanguageWords
from handouts.reading.links import make_mail_link, make_web_link, strip_scheme
from handouts.reading.telephones import make_telephone_link

_SPECIAL = re.compile(r"([\\,;])")


def compose_qr_codes(brand: Brand, words: LanguageWords) -> QrCodes:
    """The block of all QR codes of a brand."""
    return QrCodes(tuple(_compose_code(target, brand, words) for target in brand.qr))


def list_unseen(brand: Brand, printed: Iterable[str], words: LanguageWords) -> list[QrTarget]:
    """The targets of codes whose caption does not say the address, which is not ``printed`` either.

    Who cannot scan a code can type or dial what it contains.
    """
    seen = set(printed)
    return [
        target
        for target in brand.qr
        if target.label
        and "{}" in words.qr_captions[target.kind]
        and strip_scheme(target.value.words) not in target.label.words
        and strip_scheme(target.value.words) not in seen
    ]


def _compose_code(target: QrTarget, brand: Brand, words: LanguageWords) -> CaptionedCode:
    shown = strip_scheme(target.value.words)
    caption = target.label or plain(
        words.qr_captions[target.kind].format(shown), target.value.address
    )
    alt = words.qr_alt.format(caption.words)
    return CaptionedCode(make_content(target, brand), caption, alt, target.value.address)


def make_content(target: QrTarget, brand: Brand) -> str:
    """What the code of a target contains. Raises ValueError for an address that leads nowhere."""
    value = target.value.words
    if target.kind == "card":
        return make_card(brand)
    if target.kind == "email":
        return make_mail_link(value)
    if target.kind == "phone":
        return make_telephone_link(value)
    if target.kind == "sms":  # RFC 5724; it has no extensions
        return make_telephone_link(value).partition(";")[0].replace("tel:", "sms:", 1)
    if target.kind == "map" and not value.startswith("http"):
        return "geo:" + value.replace(" ", "")
    return make_web_link(value)


def make_card(brand: Brand) -> str:
    """A contact card of the clinic (vCard 3.0, RFC 2426, which all telephones read)."""
    contact, place = brand.contact, next(iter(brand.contact.places), None)
    phone = dial_first(contact.main_phone)
    address = contact.address or (_lines_of(place.address) if place else "")
    email = contact.email or (place.email.words if place else "")
    lines = ["BEGIN:VCARD", "VERSION:3.0", "N:;;;;"]
    lines.append(f"FN:{_escape(brand.name)}")
    lines.append(f"ORG:{_escape(brand.name)}")
    lines += [f"TEL;TYPE=WORK,VOICE:{phone}"] if phone else []
    lines += [f"EMAIL:{_escape(email)}"] if email else []
    lines += [f"URL:{make_web_link(contact.web)}"] if contact.web else []
    lines += [f"ADR;TYPE=WORK:;;{_escape(address)};;;;"] if address else []
    return "\r\n".join([*lines, "END:VCARD", ""])


def _escape(value: str) -> str:
    """A value with its special characters escaped (RFC 2426, 4; RFC 6350, 3.4)."""
    return _SPECIAL.sub(r"\\\1", value).replace("\n", r"\n").replace(LINE_BREAK, r"\n")


def _lines_of(text: Text) -> str:
    """The words of a text with its line breaks."""
    return "".join(run.text for run in text.runs)
