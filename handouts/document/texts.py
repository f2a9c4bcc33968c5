"""Every text of a handout and its brand that may be printed, with its address."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document.blocks import Picture
from handouts.document.brand import Brand
from handouts.document.handout import Handout, Section
from handouts.document.text import Address, Field, Text
from handouts.document.walk import walk

_FACTS = ("title", "subtitle", "id", "version")
_REFERENCE_FIELDS = (
    "title",
    "container_title",
    "container_title_short",
    "publisher",
    "publisher_place",
    "genre",
    "number",
    "text",
)


def list_handout_texts(handout: Handout) -> Iterator[tuple[Address, str]]:
    """The texts of a handout in the order of its file, but for those that are empty."""
    for name in _FACTS:
        yield from _yield_filled(("handout", name), getattr(handout, name))
    if handout.approved_by:
        for name in ("role", "name"):
            value = getattr(handout.approved_by, name)
            yield from _yield_filled(("handout", "approved_by", name), value)
    if handout.cover:
        yield from _yield_filled((*handout.cover.address[:-1], "alt"), handout.cover.alt)
    for section in handout.sections:
        # An exercise's name is printed in the diary too, and is one text of the file.
        yield from dict.fromkeys(_list_section_texts(section))
    for place, reference in enumerate(handout.references):
        for name in _REFERENCE_FIELDS:
            address = ("handout", "references", place, name.replace("_", "-"))
            yield from _yield_filled(address, getattr(reference, name))


def list_brand_texts(brand: Brand) -> Iterator[tuple[Address, str]]:
    """The texts of a brand, but for those that are empty."""
    for name in ("name", "tagline", "emergency"):
        yield from _yield_filled(("brand", name), getattr(brand, name))
    for name in ("phone", "web", "email", "address"):
        yield from _yield_filled(("brand", "contact", name), getattr(brand.contact, name))
    for value in walk((brand.contact, brand.qr)):
        if isinstance(value, Text):
            yield from _yield_filled(value.address, _full_words(value))
        elif isinstance(value, Picture):
            yield from _yield_filled((*value.address[:-1], "alt"), value.alt)


def find_picture(handout: Handout, brand: Brand, file: str) -> Address:
    """The address of the first picture that is read from a file; empty if there is none."""
    if brand.logo and brand.logo.name == file:
        return ("brand", "logo")
    for partner in brand.partner_logos:
        if partner.artwork.name == file:
            return partner.address
    pictures = (
        value
        for value in walk((handout.cover, handout.sections, brand.contact))
        if type(value) is Picture
    )
    return next((each.address for each in pictures if each.artwork.name == file), ())


def _list_section_texts(section: Section) -> Iterator[tuple[Address, str]]:
    if section.heading:
        yield section.heading_text.address, section.heading
    for value in walk(section.blocks):
        if isinstance(value, Text):
            yield from _yield_filled(value.address, _full_words(value))
        elif isinstance(value, Picture):
            yield from _yield_filled((*value.address[:-1], "alt"), value.alt)


def _full_words(text: Text) -> str:
    """The words of a text, and what its fields fall back to."""
    return "".join(
        each.otherwise if isinstance(each, Field) else getattr(each, "text", "")
        for each in text.inlines
    )


def _yield_filled(address: Address, words: str) -> Iterator[tuple[Address, str]]:
    if words:
        yield address, words
