"""How to reach the clinic: a few lines, or rows with labels, places and QR codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from handouts.compose.phones import link_numbers
from handouts.compose.qr_codes import compose_qr_codes, list_unseen, make_content
from handouts.compose.resolve import InlineResolver
from handouts.document.blocks import (
    Block,
    ContactLines,
    ContactRow,
    ContactRows,
    Paragraph,
    PlaceCards,
    Subheading,
    TextTable,
)
from handouts.document.brand import Brand
from handouts.document.contact import (
    ClinicSite,
    OpeningHours,
    Phone,
    PlaceMap,
    QrTarget,
    SocialAccount,
)
from handouts.document.text import LINE_BREAK, Run, Text, make_unbreakable, plain
from handouts.language.words import LanguageWords
from handouts.reading.links import make_mail_link, make_web_link, strip_scheme
from handouts.reading.telephones import make_telephone_link

_AT = ("brand", "contact")


def compose_contact(
    brand: Brand, resolver: InlineResolver, words: LanguageWords
) -> tuple[Block, ...]:
    """The blocks of the clinic's contact; what is missing from the brand is left out."""
    if brand.contact.is_short and not _has_several_codes(brand):
        return (_compose_lines(brand, resolver, words),)
    return tuple(_compose_details(brand, resolver, words))


def _has_several_codes(brand: Brand) -> bool:
    """Whether the codes need words below them: several, or one that opens no web address."""
    return len(brand.qr) > 1 or any(code.kind != "web" or code.label for code in brand.qr)


# --- a few lines -----------------------------------------------------------------------------


def _compose_lines(brand: Brand, resolver: InlineResolver, words: LanguageWords) -> ContactLines:
    details = brand.contact
    lines: list[Text] = [resolver.resolve_text(details.reach)] if details.reach else []
    if details.phone:
        lines.append(Text(link_numbers(details.phone, strong=True), (*_AT, "phone")))
    if details.web:
        lines.append(_link_web(plain(details.web, (*_AT, "web")), strong=True))
    if details.email:
        lines.append(_link_mail(plain(details.email, (*_AT, "email")), strong=True))
    address = (*_AT, "address")
    lines += [plain(line, address) for line in details.address.splitlines() if line.strip()]
    if not brand.qr:
        return ContactLines(tuple(lines), "", "")
    code = brand.qr[0]
    opened, web = strip_scheme(code.value.words), strip_scheme(details.web)
    shown = _link_web(code.value) if opened != web else Text()
    if web and opened.startswith(f"{web}/"):  # it says where the other is, too
        lines = [line for line in lines if line.words != web]
    return ContactLines(tuple(lines), make_content(code, brand), words.qr.format(opened), shown)


def _link_web(text: Text, *, strong: bool = False) -> Text:
    """A web address as printed, with its link."""
    link = make_web_link(text.words)
    return Text((Run(strip_scheme(text.words), strong=strong, link=link),), text.address)


def _link_mail(text: Text, *, strong: bool = False) -> Text:
    """An e-mail address with its link."""
    return Text((Run(text.words, strong=strong, link=make_mail_link(text.words)),), text.address)


# --- rows, places and codes ------------------------------------------------------------------


def _compose_details(
    brand: Brand, resolver: InlineResolver, words: LanguageWords
) -> Iterator[Block]:
    details, labels = brand.contact, words.labels
    if details.reach:
        yield Paragraph(resolver.resolve_text(details.reach))
    main = (Phone(plain(details.phone, (*_AT, "phone"))),) if details.phone else ()
    rows = list(_list_phones((*main, *details.phones), labels["phone"]))
    if details.fax:
        rows.append(ContactRow(plain(labels["fax"]), (_resolve_numbers(details.fax, strong=True),)))
    if details.email:
        mail = _link_mail(plain(details.email, (*_AT, "email")), strong=True)
        rows.append(ContactRow(plain(labels["email"]), (mail,)))
    if details.web:
        web = _link_web(plain(details.web, (*_AT, "web")), strong=True)
        rows.append(ContactRow(plain(labels["web"]), (web,)))
    rows += map(_compose_account, details.social)
    printed = (value.words for row in rows for value in row.lines)
    rows += [_compose_target(each) for each in list_unseen(brand, printed, words)]
    if details.address:
        address = plain(details.address.replace("\n", LINE_BREAK), (*_AT, "address"))
        rows.append(ContactRow(plain(labels["address"]), (address,)))
    yield from _compose_place_parts(rows, details.hours, details.map, words)
    if brand.qr:  # before the places, lest they look like the last one's
        yield compose_qr_codes(brand, words)
    if details.places:
        yield PlaceCards(
            tuple(tuple(_compose_place(place, resolver, words)) for place in details.places)
        )


def _compose_place(
    place: ClinicSite, resolver: InlineResolver, words: LanguageWords
) -> Iterator[Block]:
    yield Subheading(place.name)
    if place.address:
        yield Paragraph(place.address)
    rows = list(_list_phones(place.phones, words.labels["phone"]))
    if place.email:
        mail = _link_mail(place.email, strong=True)
        rows.append(ContactRow(plain(words.labels["email"]), (mail,)))
    yield from _compose_place_parts(rows, place.hours, PlaceMap(), words)
    if place.directions:
        yield Paragraph(resolver.resolve_text(place.directions))
    yield from _compose_place_parts([], (), place.map, words)


def _compose_place_parts(
    rows: list[ContactRow], hours: tuple[OpeningHours, ...], where: PlaceMap, words: LanguageWords
) -> Iterator[Block]:
    """The rows, then a table of hours, then a map."""
    caption = plain(words.labels["hours"])
    is_table = bool(hours) and all(row.days for row in hours)
    if hours and not is_table:
        rows = [*rows, ContactRow(caption, tuple(_join_hours(row) for row in hours))]
    if where.web:
        rows = [*rows, ContactRow(plain(words.labels["map"]), (_link_web(where.web),))]
    if rows:
        yield ContactRows(tuple(rows))
    if is_table:
        cells = tuple((row.days, row.times) for row in hours)
        yield TextTable((), cells, ("", "start"), caption, hours[0].times.address[:-1])
    if where.picture:
        yield where.picture


def _join_hours(row: OpeningHours) -> Text:
    """Days and times on one line, where not every line has days."""
    return Text((Run(f"{row.days.words}: "), *row.times.inlines)) if row.days else row.times


def _list_phones(phones: Iterable[Phone], label: str) -> Iterator[ContactRow]:
    """A row for each telephone with a label, and one for those without that follow one another."""
    for name, several in groupby(phones, key=lambda phone: phone.label):
        rows = [tuple(_list_phone_lines(phone)) for phone in several]
        if name:
            yield from (ContactRow(name, lines) for lines in rows)
        else:
            yield ContactRow(plain(label), tuple(line for lines in rows for line in lines))


def _list_phone_lines(phone: Phone) -> Iterator[Text]:
    yield _resolve_numbers(phone.number, strong=True)
    if phone.hours:
        yield phone.hours


def _resolve_numbers(text: Text, *, strong: bool = False) -> Text:
    return Text(link_numbers(text.words, strong=strong), text.address)


def _compose_account(account: SocialAccount) -> ContactRow:
    """The clinic on a network: a web address or a number is a link, a name is none."""
    words, name = account.address.words, account.name.words
    number = make_telephone_link(words)
    if number.startswith("tel:+") and name.lower() == "whatsapp":
        # As WhatsApp documents it: the number with its country's code, digits only.
        link = f"https://wa.me/{number.removeprefix('tel:+')}"
    else:
        link = number or _find_web_link(words)
    shown = make_unbreakable(words) if number else strip_scheme(words) if link else words
    value = Text((Run(shown, strong=True, link=link or None),), account.address.address)
    return ContactRow(account.name, (value,))


def _compose_target(target: QrTarget) -> ContactRow:
    """What a QR code contains, in words, under the code's label."""
    value = target.value
    if target.kind == "web":
        shown = _link_web(value, strong=True)
    elif target.kind == "email":
        shown = _link_mail(value, strong=True)
    else:
        shown = _resolve_numbers(value, strong=True)
    return ContactRow(target.label, (shown,))


def _find_web_link(words: str) -> str:
    """The link to what is a web address and nothing else; else an empty string."""
    if not re.fullmatch(r"(https?://)?([^\W_][\w-]*\.)+[^\W\d_]{2,}(/\S*)?", words):
        return ""
    try:
        return make_web_link(words)
    except ValueError:
        return ""


def collect_brand_fields(brand: Brand) -> dict[str, str]:
    """The values of the fields that come from the brand, by name."""
    return {
        "clinic": brand.name,
        "emergency": brand.emergency,
        "phone": brand.contact.main_phone,
        "web": strip_scheme(brand.contact.web),
        "email": brand.contact.email,
    }
