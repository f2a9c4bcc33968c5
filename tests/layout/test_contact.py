"""How to reach a clinic of two places, and any other: on paper, for a screen reader, in links."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import get_args

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import handouts
from handouts.compose.compose import compose_story
from handouts.compose.contact import compose_contact
from handouts.compose.qr_codes import compose_qr_codes
from handouts.compose.resolve import InlineResolver
from handouts.document.brand import Brand
from handouts.document.contact import (
    ClinicSite,
    Contact,
    OpeningHours,
    Phone,
    QrTarget,
    SocialAccount,
)
from handouts.document.edition import Edition
from handouts.document.handout import Spec
from handouts.document.papers import Paper
from handouts.document.text import LINE_BREAK, Text, plain
from handouts.document.units import mm
from handouts.editions import find_remarks
from handouts.language.words import words_for
from handouts.layout.blocks.contact_rows import KEPT_HEIGHT
from handouts.layout.blocks.dispatch import lay_out_block
from handouts.layout.drawing import draw_leaflet
from handouts.layout.formats import FORMATS as FORMAT_TABLE
from handouts.layout.look import make_look
from handouts.layout.pieces import (
    Figure,
    Piece,
    PieceGroup,
    TextLines,
    list_inner_pieces,
    stack_atoms,
    words_of,
)
from handouts.layout.rendering import lay_out_spec
from handouts.layout.roles import Role
from tests.documents import FACTS, USUAL_FORMATS
from tests.expected import expected_elements
from tests.layout.corpus import VISIT
from tests.layout.goldens import GOLDEN, check_picture, join_pages
from tests.pages import render_pages, without_spaces
from tests.structure import leave_out_notes, read_blocks
from tests.verapdf import FLAVOURS, find_failures

BRAND = Path(__file__).with_name("two-places") / "brand.yaml"
FORMATS = USUAL_FORMATS
DOTS = 60


@cache
def load_two_places() -> Spec:
    """A shipped handout under the brand of a clinic with two places."""
    return handouts.load("first-visit", brand=BRAND)


TITLE = "title: Your first visit\nsubtitle: What it costs, and how to find us"


def load_shorter(folder: Path) -> Spec:
    """A handout of 60 words under the same brand."""
    path = folder / "visit.en.yaml"
    path.write_text(FACTS.replace("title: Prices", TITLE) + VISIT, "utf-8")
    return handouts.load(path, brand=BRAND)


@cache
def draw_two_places(format: handouts.Format, paper: Paper = "a4") -> bytes:
    """It in a format."""
    return draw_leaflet(lay_out_spec(load_two_places(), Edition(format, paper)))


# --- two places ------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
def test_pages_look_as_they_did(format: handouts.Format, tmp_path: Path, regenerate: bool) -> None:
    """All pages of each format, up to what another version of PDFium smooths otherwise.

    Two places and the visit are more than a sheet or a tri-fold holds well; these show a shorter
    handout.
    """
    is_short = format in ("trifold", "sheet")
    spec = load_shorter(tmp_path) if is_short else load_two_places()
    pdf = draw_leaflet(lay_out_spec(spec, Edition(format, "a4")))
    pages = join_pages(render_pages(pdf, DOTS))
    check_picture(pages, GOLDEN / "contact" / f"two-places.{format}.a4.png", regenerate)


def test_what_a_tri_fold_holds_only_torn_is_told(tmp_path: Path) -> None:
    """The visit with two places is, and the shorter handout is not."""
    told, other = (
        {each.rule for each in find_remarks(spec, Edition("trifold", "a4"))}
        for spec in (load_two_places(), load_shorter(tmp_path))
    )
    assert "torn-section" in told
    assert "torn-section" not in other


@pytest.mark.slow
@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("format", FORMATS)
def test_each_edition_is_made(format: handouts.Format, paper: Paper) -> None:
    """On both papers, in black and white, and for a print shop."""
    for ink in get_args(handouts.Ink):
        assert handouts.render(load_two_places(), format=format, paper=paper, ink=ink)
    if format != "screen":
        assert handouts.render(load_two_places(), format=format, paper=paper, press="rgb")


@pytest.mark.slow
@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("format", FORMATS)
def test_verapdf_finds_nothing(format: handouts.Format, flavour: str) -> None:
    """Each format conforms to PDF/UA-1 and PDF/A-2a."""
    assert find_failures(draw_two_places(format), flavour) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("format", ["trifold", "booklet"])
def test_all_is_heard_in_order(format: handouts.Format) -> None:
    """Place by place, each with its own telephones and hours, and then the codes."""
    heard = leave_out_notes(read_blocks(draw_two_places(format)))
    expected = expected_elements(compose_story(load_two_places()))
    assert [(tag, without_spaces(words)) for tag, words in heard] == [
        (tag, without_spaces(words)) for tag, words in expected
    ]
    words = [without_spaces(words) for _, words in heard]
    hove, lewes = words.index("Hove"), words.index("Lewes")
    assert hove < words.index("MondaytoFriday") < lewes < words.index("MondayandTuesday")


def test_links_lead_where_they_say() -> None:
    """Each number by itself, and addresses in ASCII."""
    with pikepdf.open(BytesIO(draw_two_places("screen"))) as file:
        links = {
            str(note.A.URI)
            for page in file.pages
            for note in page.get("/Annots", [])
            if "/A" in note
            if "/URI" in note.A
        }
    assert links == {
        *("tel:012735550142", "tel:+447700900123", "tel:012735550143", "tel:012735550199"),
        *("https://wa.me/447700900123", "https://instagram.com/marigold"),
        *("https://xn--praxis-mller-klb.example/besuch", "mailto:lewes@marigold.example"),
        *("mailto:desk@xn--praxis-mller-klb.example", "tel:999"),
        "https://xn--praxis-mller-klb.example/termin",
    }


def test_the_main_number_is_the_first() -> None:
    """A field for the telephone is the number that the file has first."""
    assert load_two_places().brand.contact.main_phone == "01273 555 0142"


# --- any contact -----------------------------------------------------------------------------

WORDS = st.text("abcdefghijkl ÄÖü0123456789-/().,", min_size=1, max_size=40).filter(str.strip)
TEXTS = WORDS.map(lambda words: plain(" ".join(words.split())))
PHONES = st.builds(
    Phone,
    st.sampled_from(["555 0142", "+44 (0)20 7946 0958", "0800 123 4567 (24/7)"]).map(plain),
    st.just(Text()) | TEXTS,
    st.just(Text()) | TEXTS,
)
HOURS = st.builds(OpeningHours, TEXTS, TEXTS)
PLACES = st.builds(
    ClinicSite,
    TEXTS,
    st.tuples(TEXTS, TEXTS).map(lambda pair: plain(LINE_BREAK.join(one.words for one in pair))),
    st.lists(PHONES, max_size=3).map(tuple),
    hours=st.lists(HOURS, max_size=4).map(tuple),
    directions=st.just(Text()) | TEXTS,
)
CODES = st.builds(
    QrTarget,
    st.just("web"),
    st.sampled_from(["clinic.example", "münchen.example/ä"]).map(plain),
    st.just(Text()) | TEXTS,
)
CONTACTS = st.builds(
    Contact,
    phone=st.sampled_from(["", "555 0142", "01273 555 0142 (Hove), 01273 555 0199 (Lewes)"]),
    email=st.sampled_from(["", "a-very-long-name-of-a-person@a-very-long-name.example"]),
    web=st.sampled_from(["", "praxis-müller.example/" + "besuch/" * 8]),
    phones=st.lists(PHONES, max_size=4).map(tuple),
    social=st.lists(st.builds(SocialAccount, TEXTS, TEXTS), max_size=2).map(tuple),
    hours=st.lists(HOURS, max_size=4).map(tuple),
    places=st.lists(PLACES, max_size=4).map(tuple),
)


def find_right_edges(piece: Piece, left: float = 0.0) -> Iterator[float]:
    """How far to the right each line and picture in a piece goes, in points."""
    if isinstance(piece, TextLines):
        yield left + piece.setting.width
    elif isinstance(piece, Figure):
        yield left + piece.width
    elif isinstance(piece, PieceGroup):
        for part in piece.parts:
            yield from find_right_edges(part.piece, left + part.x)
    else:
        for inner in list_inner_pieces(piece):
            yield from find_right_edges(inner, left)


@settings(max_examples=60)
@given(
    CONTACTS,
    st.lists(CODES, max_size=4),
    st.sampled_from([110, 180, 250, 380, 520]),
    st.sampled_from([12, 15, 18]),
)
def test_any_contact(contact: Contact, codes: list[QrTarget], width: float, size: float) -> None:
    """Each letter is printed once, and nothing is wider than the panel but a code's white edge."""
    brand = Brand(name="Clinic", contact=contact, qr=tuple(codes))
    blocks = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    look, section = make_look(brand, "en", size), Role("Sect")
    atoms = [atom for each in blocks for atom in lay_out_block(each, look, width, section)]
    piece = stack_atoms(atoms)
    assert max(find_right_edges(piece), default=0.0) <= width + look.size * 1.5 * bool(codes) + 0.1
    printed = without_spaces(words_of(piece))
    for text in (*_list_words(contact), *(code.label.words for code in codes)):
        assert without_spaces(text) in printed


def _list_words(contact: Contact) -> Iterator[str]:
    """The texts of a contact that are printed as they are."""
    yield from (contact.phone, contact.email)
    phones = (*contact.phones, *(phone for place in contact.places for phone in place.phones))
    for phone in phones:
        yield from (phone.number.words, phone.label.words, phone.hours.words)
    for hours in (*contact.hours, *(row for place in contact.places for row in place.hours)):
        yield from (hours.days.words, hours.times.words)
    for place in contact.places:
        yield from (place.name.words, place.address.words, place.directions.words)
    for account in contact.social:
        yield from (account.name.words, account.address.words)


@pytest.mark.parametrize(("width", "rows"), [(380, 1), (240, 1), (190, 3)])
def test_codes_that_do_not_stand_side_by_side_are_in_rows(width: float, rows: int) -> None:
    """With its words to the right of each, so that none is left over, and no code is in another's
    quiet zone."""
    brand = load_two_places().brand
    look = make_look(brand, "en", 12)
    atoms = lay_out_block(compose_qr_codes(brand, words_for("en")), look, width, Role("Sect"))
    assert len(atoms) == rows
    for before, atom in itertools.pairwise(atoms):
        assert atom.before >= mm(4) - 0.01
        assert before.piece.height >= mm(22) - 0.01


def test_codes_of_the_clinic_are_not_taken_for_those_of_a_place() -> None:
    """They come before all places."""
    brand = load_two_places().brand
    blocks = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    names = [type(block).__name__ for block in blocks]
    assert names.index("QrCodes") < names.index("PlaceCards")


@pytest.mark.parametrize(
    ("count", "width", "columns"),
    [(2, 380, [2]), (4, 380, [2, 2]), (3, 520, [3]), (2, 190, []), (1, 520, [])],
)
def test_places_stand_side_by_side_where_there_is_room(
    count: int, width: float, columns: list[int]
) -> None:
    """Four are two and two; in a narrow panel each is below the one before."""
    places = tuple(
        ClinicSite(plain(f"Place {n}"), plain("1 Road"), (Phone(plain("555 0142")),))
        for n in range(count)
    )
    brand = Brand(name="Clinic", contact=Contact(places=places))
    (block,) = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    rows = lay_out_block(block, make_look(brand, "en", 12), width, Role("Sect"))
    names = [text for text in map(words_of, (row.piece for row in rows)) if "Place" in text]
    beside = [text.count("Place") for text in names if text.count("Place") > 1]
    assert beside == columns
    assert sum(text.count("Place") for text in names) == count


def test_long_places_stay_below_one_another() -> None:
    """Two columns in which most lines would have to be broken are none."""
    long = plain(
        "Take the bus to the old town, then walk along the river to the third bridge. " * 3
    )
    place = ClinicSite(
        plain("A"), plain("A very long name of a road and of a town, AB1 2CD"), directions=long
    )
    contact = Contact(places=(place, place))
    brand = Brand(name="Clinic", contact=contact)
    (block,) = compose_contact(brand, InlineResolver({}, {}), words_for("en"))
    assert len(lay_out_block(block, make_look(brand, "en", 15), 360, Role("Sect"))) > 2


@pytest.mark.parametrize("paper", get_args(Paper))
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_kept_whole_has_room_on_every_panel(format: str, paper: Paper) -> None:
    """Also below a heading, and above the version line."""
    for plan in FORMAT_TABLE[format].iter_plans(paper):
        lowest = min(panel.height for panel in plan.sheet.text_panels)
        assert lowest > (KEPT_HEIGHT + 8) * plan.smallest


def test_a_place_higher_than_any_panel_is_divided() -> None:
    """Very many hours do not make a handout that fits nowhere."""
    hours = tuple(OpeningHours(plain(f"Day {n}"), plain("8 am to 6 pm")) for n in range(60))
    place = ClinicSite(plain("A"), hours=hours)
    brand = replace(load_two_places().brand, contact=Contact(places=(place, place)))
    spec = replace(load_two_places(), brand=brand)
    assert handouts.render(spec, format="large-print")
    assert handouts.render(spec, format="screen")
