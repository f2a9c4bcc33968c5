"""A clinic's folder to start from: its brand, one handout, and what explains them."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from msgspec.structs import replace

from handouts.building.build import BuildRequest, build_handout
from handouts.building.scaffold import (
    EXAMPLE,
    list_folder_files,
    read_starter,
    write_new_files,
)
from handouts.building.selection import HandoutRequest
from handouts.data import Data
from handouts.document.brand import Colours
from handouts.drafts import create_private_folder
from handouts.events import Reporter, ignore_event
from handouts.files import FileError, describe_error, format_path
from handouts.reading.pixel_files import MAX_BYTES
from handouts.sources.findings import Place, SpecError

_LETTER = frozenset("US CA MX PH CL CO CR GT SV DO PA PR VE".split())
"""The countries whose office paper is US Letter; all others have A4 (CLDR, paperSize)."""

_EMERGENCIES = {
    **dict.fromkeys(("US", "CA"), "Call 911 or go to the emergency room."),
    "GB": "Call 999 or go to A&E.",
    "IE": "Call 112 or 999, or go to the emergency department.",
    "AU": "Call 000 or go to the emergency department.",
    "NZ": "Call 111 or go to the emergency department.",
}
"""What patients do in an emergency; nothing where we do not know the number for sure."""


_LEAFLET = f"{EXAMPLE.partition('.')[0]}.pdf"

_MORE_CONTACT = (
    "email: hello@clinic.example",
    "address: 1 Main Street, Anytown",
    "reach: Call us, or send us a message.",
    "phones:                                # more telephones",
    "  - {number: 555 0101, label: Appointments}",
    "hours: {Monday to Friday: 8 am to 6 pm, Saturday: 9 am to noon}",
    "places:                                # more places, each with what it has",
    "  - {name: Old Town, address: 2 High Street, phone: 555 0102, directions: Bus 7 stops here.}",
)


class ClinicDetails(Data, frozen=True):
    """What a clinic says about itself at the start; all but the name may be empty.

    ``main`` is its main colour, as its style guide has it, and ``country`` two letters (ISO 3166).
    """

    name: str
    phone: str = ""
    web: str = ""
    main: str = ""
    logo: Path | None = None
    country: str = ""


def create_clinic(
    folder: Path, details: ClinicDetails, report: Reporter = ignore_event
) -> list[Path]:
    """Write a clinic's folder to start from, with its first leaflet, and return the paths.

    The leaflet is the last. Reports Written for each. Raises SpecError if the brand would be wrong
    or cannot be printed, at the name of the detail, and FileError; then nothing is written.
    """
    leaflet = make_leaflet(details, report)
    logo = _read_logo(details.logo)
    brand = write_brand_text(details, logo_name=next(iter(logo), ""))
    files = {**list_folder_files(brand), **logo, _LEAFLET: leaflet}
    return write_new_files(folder, files, "Choose another folder.", report)


def write_brand_text(details: ClinicDetails, logo_name: str = "") -> str:
    """The text of a brand's file, in which what is not known is a comment."""
    emergency = _EMERGENCIES.get(details.country, "")
    language = f"en-{details.country}" if details.country else "en"
    accent = details.main or Colours().accent
    return Template(read_starter("brand.yaml")).substitute(
        name=_quote(details.name),
        logo=f"logo: {logo_name}" if logo_name else "# logo: logo.svg",
        main=_quote(details.main or Colours().main),
        accent=_quote(accent),
        contact=_write_contact(details),
        emergency=f"emergency: {emergency}" if emergency else "# emergency: Call 112.",
        paper="a4" if details.country and details.country not in _LETTER else "letter",
        language=language,
    )


def _write_contact(details: ClinicDetails) -> str:
    """The contact in a brand's file: what is known, then what may be added, as comments."""
    reach = {"phone": details.phone, "web": details.web}
    known = [f"  {name}: {_quote(value)}" for name, value in reach.items() if value]
    if known:
        return "\n".join(["contact:", *known, *(f"  # {line}" for line in _MORE_CONTACT)])
    more = ("phone: 555 0100", *_MORE_CONTACT)
    return "\n".join(["# contact:", *(f"#   {line}" for line in more)])


def make_leaflet(details: ClinicDetails, report: Reporter = ignore_event) -> bytes:
    """The PDF of the example under a clinic's brand. Raises as ``create_clinic`` does."""
    logo = _read_logo(details.logo)
    brand = write_brand_text(details, logo_name=next(iter(logo), ""))
    with create_private_folder() as folder:
        for file, content in {**list_folder_files(brand), **logo}.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(content)
        handout = HandoutRequest(str(folder / EXAMPLE), folder)
        try:
            (built,) = build_handout(BuildRequest(handout, in_memory=True), report).pdfs
        except SpecError as error:
            raise SpecError(
                replace(each, place=Place(_name_detail(each.source_line, each.place)))
                for each in error.problems
            ) from None
    return built.pdf


def _quote(text: str) -> str:
    """Any text as a YAML scalar in double quotes, of which JSON's strings are a part.

    What a terminal typed in another encoding than UTF-8 is a lone surrogate, which no file can
    hold: it is escaped, so that reading it says what is wrong.
    """
    return json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _read_logo(path: Path | None) -> dict[str, bytes]:
    """The logo's name in the clinic's folder, and its content. Raises FileError."""
    if path is None:
        return {}
    try:
        with path.open("rb") as file:  # what is too large is refused when it is checked
            return {f"logo{path.suffix.lower()}": file.read(MAX_BYTES + 1)}
    except FileNotFoundError:
        raise FileError(f"{format_path(path)}: There is no such file.") from None
    except OSError as error:
        raise FileError(describe_error(path, error)) from error


def _name_detail(line: str, place: Place) -> str:
    """The name of the detail on a line of the brand; the file's name for a logo's own faults."""
    file = Path(place.file)
    return file.name if file.stem == "logo" else line.strip().partition(":")[0] or file.name
