"""A clinic's own typeface: as TrueType, with CFF outlines, variable, without bold, forbidden."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from fontTools.ttLib import TTFont
from msgspec.structs import replace

import handouts
from handouts.building.check import CheckRequest, check_handouts
from handouts.building.clinic import create_clinic
from handouts.document.fonts import OwnFont
from tests import own_fonts
from tests.documents import OUR_CLINIC
from tests.verapdf import Flavour, find_failures

KINDS: dict[str, Callable[[Path], object]] = {
    "truetype": lambda folder: own_fonts.write_truetype(folder, "Regular", "Bold"),
    "cff": lambda folder: own_fonts.write_cff(folder, "Regular", "Bold"),
    "variable": own_fonts.write_variable,
    "no-bold": lambda folder: own_fonts.write_truetype(folder, "Regular"),
    "whole": lambda folder: own_fonts.write_truetype(folder, "Regular", "Bold", rights=0x100),
}


@pytest.fixture(scope="module")
def clinics(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A clinic's folder for each kind of font."""
    found = {}
    for kind, write in KINDS.items():
        folder = tmp_path_factory.mktemp(kind) / "clinic"
        create_clinic(folder, OUR_CLINIC)
        (folder / "brand.yaml").write_text("name: A clinic\nfont: clinic sans\n", "utf-8")
        write(folder / "fonts")
        found[kind] = folder
    return found


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A clinic's folder whose brand names a font that is not there yet."""
    create_clinic(tmp_path / "clinic", OUR_CLINIC)
    (tmp_path / "clinic" / "brand.yaml").write_text("name: A clinic\nfont: Clinic Sans\n", "utf-8")
    (tmp_path / "clinic" / "fonts").mkdir()
    return tmp_path / "clinic"


def read_texts(pdf: bytes) -> list[str]:
    """What can be copied from each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def read_programs(pdf: bytes) -> dict[str, list[bytes]]:
    """The font programs of a PDF by the kind of entry that holds them."""
    found: dict[str, list[bytes]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for each in file.objects:
            for key in ("/FontFile2", "/FontFile3"):
                if isinstance(each, pikepdf.Dictionary) and key in each:
                    found.setdefault(key, []).append(each[key].read_bytes())
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_printed_and_copied(clinics: dict[str, Path], kind: str) -> None:
    """In the clinic's letters, whatever their outlines; what is copied is what was written."""
    spec = handouts.load("dry-needling", library=clinics[kind])
    assert isinstance(spec.brand.font, OwnFont)
    assert spec.brand.font.family == "Clinic Sans"
    pdf = handouts.render(spec)
    plain = handouts.render(replace(spec, brand=replace(spec.brand, font="source-sans-3")))
    if kind in ("truetype", "cff", "whole"):
        assert read_texts(pdf) == read_texts(plain)
    words = [" ".join(text.split()) for text in read_texts(pdf)]
    assert "trigger point" in words[0]
    assert set(read_programs(pdf)) == {"/FontFile3" if kind == "cff" else "/FontFile2"}


@pytest.mark.parametrize("kind", ["cff", "variable", "whole"])
@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_finds_nothing(clinics: dict[str, Path], kind: str, flavour: Flavour) -> None:
    """In each kind of outlines."""
    pdf = handouts.render(handouts.load("dry-needling", library=clinics[kind]))
    assert find_failures(pdf, flavour) == []


def test_cff_looks_like_truetype(clinics: dict[str, Path]) -> None:
    """The same letters at the same places: no pixel differs by more than smoothing does."""
    pages = [
        pypdfium2.PdfDocument(handouts.render(handouts.load("dry-needling", library=clinics[kind])))
        for kind in ("truetype", "cff")
    ]
    for ours, theirs in zip(*pages, strict=True):
        one, other = (page.render(scale=1).to_pil().convert("L") for page in (ours, theirs))
        differing = sum(
            abs(a - b) > 60 for a, b in zip(one.tobytes(), other.tobytes(), strict=True)
        )
        assert differing < 0.0005 * one.width * one.height


def test_a_variable_font_has_its_bold(clinics: dict[str, Path]) -> None:
    """Headings are at weight 700, which is wider in this font; both are static in the PDF."""
    spec = handouts.load("dry-needling", library=clinics["variable"])
    assert isinstance(spec.brand.font, OwnFont)
    assert spec.brand.font.bold
    assert (spec.brand.font.regular.weight, spec.brand.font.bold.weight) == (400, 700)
    programs = read_programs(handouts.render(spec))["/FontFile2"]
    fonts = [TTFont(io.BytesIO(program)) for program in programs]
    assert not any({"fvar", "gvar"} & set(font.keys()) for font in fonts)
    source = own_fonts.read_source("Regular")
    glyph = source.getGlyphID("n")
    usual = source["hmtx"]["n"][0]
    widths = sorted(font["hmtx"][font.getGlyphName(glyph)][0] for font in fonts)
    assert widths == [usual, round(usual * 1.15)]  # three quarters of the way to a fifth wider


def test_a_font_that_must_be_whole_is_whole(clinics: dict[str, Path]) -> None:
    """Its licence forbids to embed a part of it."""
    pdf = handouts.render(handouts.load("dry-needling", library=clinics["whole"]))
    programs = read_programs(pdf)["/FontFile2"]
    for program in programs:
        outlines = TTFont(io.BytesIO(program))["glyf"]
        drawn = sum(outlines[name].numberOfContours != 0 for name in outlines.glyphOrder)
        assert drawn > 300


@pytest.mark.parametrize("convert", [lambda font: font, own_fonts.convert_to_cff])
def test_one_glyph_for_two_letters(clinic: Path, convert: Callable[[TTFont], TTFont]) -> None:
    """Each is copied as it was written, although they look the same."""
    font = own_fonts.read_source("Regular")
    for table in font["cmap"].tables:
        table.cmap[0x0391] = table.cmap[0x0041]  # the Greek Alpha looks like an A
    own_fonts.save_font(convert(font), clinic / "fonts" / "ClinicSans-Regular.otf")
    file = clinic / "two.en.yaml"
    file.write_text(
        "title: Two letters\nkind: information\nid: T-1\nversion: '1'\nreviewed: 2026-11-23\n"
        "review_by: 2028-11-23\nstatus: draft\nwords:\n  heading: Words\n"
        "  text: A and \u0391 and A.\n",
        "utf-8",
    )
    pdf = handouts.render(handouts.load(file), format="sheet")
    assert "A and \u0391 and A." in read_texts(pdf)[0]
    assert find_failures(pdf, "2a") == []


def drop_checksum(path: Path) -> None:
    """Leave out the checksum of a whole font (OpenType, head), as some converters do."""
    content = path.read_bytes()
    with TTFont(path) as font:
        start = font.reader.tables["head"].offset + 8
    path.write_bytes(content[:start] + bytes(4) + content[start + 4 :])


def test_fonts_with_one_checksum_are_two_fonts(clinic: Path) -> None:
    """Each letter is there, from its own font: none is lost, and none is taken from the other."""
    own_fonts.write_truetype(clinic / "fonts", "Regular", "Bold")
    expected = handouts.render(handouts.load("dry-needling", library=clinic))
    for path in (clinic / "fonts").iterdir():
        drop_checksum(path)
    pdf = handouts.render(handouts.load("dry-needling", library=clinic))
    assert read_texts(pdf) == read_texts(expected)
    for ours, theirs in zip(
        pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(expected), strict=True
    ):
        one, other = (page.render(scale=1).to_pil().tobytes() for page in (ours, theirs))
        assert one == other
    assert find_failures(pdf, "ua1") == []


@pytest.mark.parametrize(
    ("ascent", "descent"), [(20000, -9000), (-500, -200), (0, 0), (984, 300), (32767, 32767)]
)
def test_lines_stand_in_their_place_whatever_a_font_claims(
    clinic: Path, ascent: int, descent: int
) -> None:
    """Its heights may be anything: no line leaves the page, or moves by more than a third."""
    own_fonts.write_truetype(clinic / "fonts", "Regular", "Bold")
    expected = find_line_heights(handouts.render(handouts.load("dry-needling", library=clinic)))
    for weight in ("Regular", "Bold"):
        font = own_fonts.read_source(weight)
        font["hhea"].ascent = font["OS/2"].sTypoAscender = ascent
        font["hhea"].descent = font["OS/2"].sTypoDescender = descent
        font["OS/2"].sxHeight = font["OS/2"].sCapHeight = ascent
        own_fonts.save_font(font, clinic / "fonts" / f"ClinicSans-{weight}.ttf")
    found = find_line_heights(handouts.render(handouts.load("dry-needling", library=clinic)))
    assert len(found) == len(expected)
    assert max(abs(a - b) for a, b in zip(found, expected, strict=True)) < 6


def find_line_heights(pdf: bytes) -> list[float]:
    """The height on the page of the foot of each text that is drawn on the first."""
    page = pypdfium2.PdfDocument(pdf)[0]
    return [each.get_bounds()[1] for each in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])]


def remove_letter(font: TTFont, letter: int) -> TTFont:
    """A font without a letter."""
    for table in font["cmap"].tables:
        table.cmap.pop(letter, None)
    return font


def remove_widths(font: TTFont) -> TTFont:
    """A font in which no letter moves the next."""
    for name, (_, bearing) in list(font["hmtx"].metrics.items()):
        font["hmtx"].metrics[name] = (0, bearing)
    return font


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda font: remove_letter(font, 0x20), "has no space, which every text needs."),
        (lambda font: remove_letter(font, 0x2D), "has no hyphen, which every text needs."),
        (remove_widths, "gives its letters no width."),
    ],
)
def test_a_font_that_no_text_can_be_set_in(
    clinic: Path, spoil: Callable[[TTFont], TTFont], why: str
) -> None:
    """Told at the font's line, before a leaflet is made that nobody can read."""
    font = spoil(own_fonts.read_source("Regular"))
    own_fonts.save_font(font, clinic / "fonts" / "ClinicSans-Regular.ttf")
    (found,) = find_messages(clinic)
    assert found.startswith(f"2:bad-font: The font file 'ClinicSans-Regular.ttf' {why}")


def find_messages(clinic: Path) -> list[str]:
    """What ``check`` finds in a clinic's brand, problems and warnings."""
    found = check_handouts(CheckRequest(library=clinic))
    return [
        f"{each.place.line}:{each.rule}: {each.message} {each.hint}".rstrip()
        for each in (*found.problems, *found.warnings)
    ]


def test_a_missing_bold_is_told(clinics: dict[str, Path]) -> None:
    """The leaflet is made all the same."""
    assert find_messages(clinics["no-bold"]) == [
        "2:missing-bold: There is no bold of 'Clinic Sans' in 'fonts', so headings and strong "
        "words are printed in another typeface. Put the bold's file beside the others, such as "
        "NAME-Bold.ttf."
    ]


def test_a_bold_alone_is_refused(clinic: Path) -> None:
    """All of a leaflet would be bold, and nothing in it would stand out."""
    own_fonts.write_truetype(clinic / "fonts", "Bold")
    assert find_messages(clinic) == [
        "2:bad-font: The folder 'fonts' has only a bold of 'Clinic Sans'. Put its regular beside "
        "it, such as NAME-Regular.ttf: all would be bold."
    ]


def test_a_font_that_forbids_embedding_is_refused(clinic: Path) -> None:
    """With what to do, and once although it is the regular and the bold."""
    own_fonts.write_truetype(clinic / "fonts", "Regular", rights=0x2)
    assert find_messages(clinic) == [
        "2:bad-font: The font file 'ClinicSans-Regular.ttf' says that it may not be embedded in "
        "documents. Ask who made it for a licence that allows it, or choose another font."
    ]


@pytest.mark.parametrize("rights", [0x0, 0x4, 0x8])
def test_a_font_for_print_or_editing_is_taken(clinic: Path, rights: int) -> None:
    """What is made is a document for reading."""
    own_fonts.write_truetype(clinic / "fonts", "Regular", "Bold", rights=rights)
    assert find_messages(clinic) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("ClinicSans-Regular.ttf", b"no font", "is damaged, or is not a font."),
        ("ClinicSans-Regular.woff2", b"wOF2", "is not a font file that a PDF can hold."),
        ("ClinicSans.ttc", b"ttcf", "is not a font file that a PDF can hold."),
    ],
)
def test_files_that_are_no_fonts(clinic: Path, name: str, content: bytes, message: str) -> None:
    """Told at the font's line, with what to get instead."""
    (clinic / "fonts" / name).write_bytes(content)
    (found,) = find_messages(clinic)
    assert found.startswith(f"2:bad-font: {'The font file ' * name.endswith('.ttf')}'{name}'")
    assert message in found
    assert "Get it as TTF" in found


def test_a_damaged_file_beside_a_good_one_is_passed_over(clinic: Path) -> None:
    """What is usable is used."""
    own_fonts.write_truetype(clinic / "fonts", "Regular", "Bold")
    (clinic / "fonts" / "ClinicSans-Aaa.ttf").write_bytes(b"no font")
    assert find_messages(clinic) == []


@pytest.mark.parametrize(("good", "damaged"), [("Regular", "Bold"), ("Bold", "Regular")])
def test_a_damaged_file_that_nothing_replaces_is_told(
    clinic: Path, good: str, damaged: str
) -> None:
    """It is not said to be missing, and the text is not all bold without a word."""
    own_fonts.write_truetype(clinic / "fonts", good)
    (clinic / "fonts" / f"ClinicSans-{damaged}.ttf").write_bytes(b"no font")
    (found,) = find_messages(clinic)
    assert found.startswith(
        f"2:bad-font: The font file 'ClinicSans-{damaged}.ttf' is damaged, or is not a font."
    )


def test_a_font_that_is_not_there(clinic: Path) -> None:
    """Which there are, and where to put it."""
    (found,) = find_messages(clinic)
    assert found == (
        "2:unknown-choice: There is no font 'Clinic Sans' here. Choose "
        "atkinson-hyperlegible-next or source-sans-3, or put its files, such as "
        "ClinicSans-Regular.ttf and ClinicSans-Bold.ttf, into a folder 'fonts' beside this file."
    )
    own_fonts.write_truetype(clinic / "fonts", "Regular", "Bold")
    brand = clinic / "brand.yaml"
    brand.write_text("name: A clinic\nfont: Clinic Sens\n", "utf-8")
    (found,) = find_messages(clinic)
    assert found.endswith("Did you mean 'Clinic Sans'?")
    brand.write_text("name: A clinic\nfont: Source Sans 3\n", "utf-8")
    assert find_messages(clinic) == []


def test_letters_of_another_typeface_are_noted(clinics: dict[str, Path]) -> None:
    """At the first of them; the words are printed all the same."""
    folder = clinics["truetype"]
    file = folder / "greek.en.yaml"
    file.write_text(
        "title: \u0393\u03b5\u03b9\u03b1\nkind: information\nid: G-1\nversion: '1'\n"
        "reviewed: 2026-11\nreview_by: 2028-11\nstatus: draft\nwords:\n  heading: Words\n"
        "  text: Some words.\n",
        "utf-8",
    )
    found = check_handouts(CheckRequest((str(file),)))
    file.unlink()
    (note,) = (each for each in found.notes if each.rule == "borrowed-letters")
    assert (note.place.line, note.place.column) == (1, 8)
    assert note.message == (
        "'Clinic Sans' does not have '\u0393', '\u03b5', '\u03b9' and '\u03b1': words with such a "
        "letter are printed in another typeface."
    )
