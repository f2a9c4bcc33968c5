"""An address as it stands on an envelope: lines, in the order of the clinic's country.

No word of a cell is changed. Sources: USPS Publication 28 ("City, ST ZIP"), Canada Post's
addressing guidelines, Royal Mail (the postcode on a line of its own), Australia Post, and DIN 5008
and UPU S42 for countries that write the postcode before the town.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from handouts.document.brand import Brand
from handouts.document.locale import find_country, find_region
from handouts.patterns import compile_late

AddressStyle = Literal["us", "ca", "uk", "au", "din"]

_STYLES: Mapping[str, AddressStyle] = {
    **dict.fromkeys(("US", "PR"), "us"),
    **dict.fromkeys(("GB", "IE"), "uk"),
    **dict.fromkeys(("AU", "NZ"), "au"),
    "CA": "ca",
}
_FIVE_DIGITS = frozenset({"US", "PR", "DE", "ES", "FI", "FR", "IT"})
_DOMESTIC = frozenset({"", "us", "usa", "unitedstates", "unitedstatesofamerica"})
_REGION_NAMES = {
    "US": "us usa unitedstates unitedstatesofamerica",
    "GB": "uk gb unitedkingdom greatbritain england scotland wales northernireland",
    "IE": "ireland ie éire republicofireland",
    "CA": "canada kanada",
    "AU": "australia au australien",
    "NZ": "newzealand nz",
    "DE": "germany deutschland de allemagne alemania germania duitsland niemcy tyskland almanya",
    "AT": "austria österreich at autriche",
    "CH": "switzerland schweiz suisse svizzera ch",
    "FR": "france frankreich fr francia",
    "IT": "italy italia italien it",
    "ES": "spain españa spanien es espagne",
    "NL": "netherlands thenetherlands nederland niederlande holland nl",
    "BE": "belgium belgien belgique belgië be",
    "PL": "poland polska polen pl",
    "DK": "denmark danmark dänemark dk",
    "SE": "sweden sverige schweden se",
    "NO": "norway norge norwegen no",
    "FI": "finland suomi finnland fi",
    "PT": "portugal pt",
    "TR": "turkey türkiye türkei tr",
    "LU": "luxembourg luxemburg lu",
    "CZ": "czechia czechrepublic tschechien cz",
}
_REGIONS = {name: region for region, names in _REGION_NAMES.items() for name in names.split()}
# Where many or all addresses have no postcode.
_WITHOUT_POSTCODES = frozenset(
    "ireland ie éire republicofireland hongkong hk unitedarabemirates uae ae qatar qa".split()
)
_COMMON = frozenset("address street address_line_2 address_line_3 town postcode country".split())
_FIELDS: Mapping[AddressStyle, frozenset[str]] = {
    "us": _COMMON | {"state"},
    "ca": _COMMON | {"state"},
    "uk": _COMMON | {"county"},
    "au": _COMMON | {"state", "suburb"},
    "din": _COMMON | {"house_number", "house_addition", "suburb"},
}
_ZIP = compile_late(r"[0-9]{5}(-[0-9]{4})?")
_STATE = compile_late(r"[A-Za-z]{2}\.?")
_STATE_AND_ZIP = compile_late(r"[A-Za-z]{2}\.?\s+[0-9]{5}(-[0-9]{4})?")
_ANY_POSTCODE = compile_late(
    r"[0-9]{3}|\b[0-9]{2}-[0-9]{3}\b|\b[a-z]{1,2}[0-9][0-9a-z]? ?[0-9][a-z]{2}\b"
    r"|\b[a-z][0-9][a-z] ?[0-9][a-z][0-9]\b",
    re.IGNORECASE,
)
_NUMBER = compile_late(r"[0-9]+\s?[A-Za-z]?([-/][0-9]+\s?[A-Za-z]?)?")


def find_address_style(brand: Brand) -> AddressStyle:
    """How addresses are written where the clinic is, by its language's region, else its paper."""
    region = _find_region(brand)
    return _STYLES.get(region, "din") if region else "din"


def _find_region(brand: Brand) -> str:
    """The country of a clinic, as in ISO 3166; empty where its language does not say it."""
    is_english = brand.language.partition("-")[0] == "en"
    return find_country(brand) if is_english else find_region(brand.language)


def find_row_style(parts: Mapping[str, str], style: AddressStyle) -> AddressStyle:
    """How one address is written: as in its own country, if it names one that is known."""
    region = _REGIONS.get(_fold(parts.get("country", "")), "")
    return _STYLES.get(region, "din") if region else style


def list_address_fields(style: AddressStyle) -> frozenset[str]:
    """The parts that an address has in a style."""
    return _FIELDS[style]


def compose_address(parts: Mapping[str, str], style: AddressStyle) -> tuple[str, ...]:
    """The lines of an address from its parts; none if nothing of it is known.

    An address in one cell is divided at its own lines, or else at its commas. The town is not
    repeated where that cell has it already.
    """
    values = {name: " ".join(text.split()) for name, text in parts.items() if name != "address"}
    whole = split_address(parts.get("address", ""))
    get = values.get
    street = " ".join(filter(None, (get("street"), get("house_number"), get("house_addition"))))
    lines = [*whole, street, get("address_line_2", ""), get("address_line_3", "")]
    last = [] if _has_town(whole, values) else _list_town_lines(values, style)
    country = get("country", "")
    if country and any(_fold(country) == _fold(line) for line in whole):
        country = ""
    return tuple(filter(None, (*lines, *last, country)))


def find_address_gap(parts: Mapping[str, str], brand: Brand) -> str:
    """What an address lacks, in words; empty if nothing.

    A postcode that is too short where all have five digits has lost a zero in a spreadsheet.
    """
    whole = split_address(parts.get("address", ""))
    has_street = any(map(parts.get, ("street", "address_line_2", "address_line_3")))
    has_town = any(map(parts.get, ("town", "suburb")))
    postcode = parts.get("postcode", "").strip()
    if not whole and not has_street and not has_town and not postcode:
        return "The row has no address."
    if not whole and not has_street:
        return "The address has no street."
    if len(whole) < 2 and not has_town:
        return "The address has no town."
    if not postcode and not _may_lack_postcode(parts, brand):
        lines = "\n".join(whole[1:])  # the first has the number of the house
        if not _ANY_POSTCODE.search(lines):
            return "The address has no postal code."
    is_domestic = _fold(parts.get("country", "")) in _DOMESTIC
    has_lost = bool(re.fullmatch(r"[0-9]{3,4}", postcode))
    if has_lost and is_domestic and _find_region(brand) in _FIVE_DIGITS:
        return "The postcode lacks a digit: a spreadsheet may have dropped a zero in front of it."
    return ""


def _may_lack_postcode(parts: Mapping[str, str], brand: Brand) -> bool:
    """Whether an address is in a country where many have no postcode."""
    country = _fold(parts.get("country", ""))
    return country in _WITHOUT_POSTCODES if country else _find_region(brand) == "IE"


def split_address(text: str) -> tuple[str, ...]:
    """An address in one cell as lines."""
    lines = [" ".join(line.split()).rstrip(",;") for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) != 1:
        return tuple(lines)
    parts = [part.strip() for part in re.split(r"[,;]", lines[0]) if part.strip()]
    return tuple(_join_state(_join_number(parts)))


def _join_number(parts: list[str]) -> list[str]:
    """Join a number of a house with the street after it: "12, rue de la Paix"."""
    joined: list[str] = []
    for part in parts:
        if joined and _NUMBER.fullmatch(joined[-1]):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _join_state(parts: list[str]) -> list[str]:
    """Join a town with the state and the ZIP code after it: "Springfield, IL 62701"."""
    for at in range(1, len(parts)):
        before, part = parts[at - 1], parts[at]
        if _STATE_AND_ZIP.fullmatch(part):
            return [*parts[: at - 1], f"{before}, {part}", *parts[at + 1 :]]
        if at > 1 and _ZIP.fullmatch(part) and _STATE.fullmatch(before):
            town = f"{parts[at - 2]}, {before} {part}"
            return [*parts[: at - 2], town, *parts[at + 1 :]]
    return parts


def _has_town(whole: tuple[str, ...], values: Mapping[str, str]) -> bool:
    """Whether the address in one cell has the postcode, or without one the town, in it."""
    mark = _fold(values.get("postcode", "") or values.get("town", ""))
    return bool(whole and mark) and mark in _fold(" ".join(whole))


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _list_town_lines(values: Mapping[str, str], style: AddressStyle) -> list[str]:
    """The town with its postcode and state, as the style writes them."""
    town, postcode, state = (values.get(name, "") for name in ("town", "postcode", "state"))
    match style:
        case "us":
            return [_join(", ", town, _join(" ", state, postcode))]
        case "ca":
            return [_join("  ", _join(", ", town, state), postcode)]
        case "uk":
            return [town, values.get("county", ""), postcode]
        case "au":
            suburb = values.get("suburb", "")
            return [suburb if town else "", _join(" ", town or suburb, state, postcode)]
        case "din":
            return [values.get("suburb", ""), _join(" ", postcode, town), state]


def _join(mark: str, *texts: str) -> str:
    return mark.join(filter(None, texts))
