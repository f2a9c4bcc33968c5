"""A right handout and a right brand, and what becomes of every part of them."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from pathlib import Path

import pytest

from handouts.document.blocks import (
    Checklist,
    Moment,
    Paragraph,
    Picture,
    Risk,
    Risks,
    Step,
    Steps,
    TextList,
    Timeline,
    Unit,
)
from handouts.document.handout import Approval, Handout, Name, Section
from handouts.document.language_tags import normalize_language
from handouts.document.text import Citation, Field, Run, Text
from handouts.reading.brand import read_brand
from handouts.reading.handout import read_handout
from handouts.reading.pictures import read_picture
from handouts.sources.findings import SpecError
from tests.documents import make_text, without_addresses

GOOD = Path(__file__).parent / "good"
HEAT = GOOD / "heat.en.yaml"
SOURCE = Citation(("french-2006",))


@pytest.fixture(scope="module")
def heat() -> Handout:
    """The good handout."""
    return read_handout(HEAT)


def edit_handout(folder: Path, *edits: tuple[str, str], name: str = "heat.en.yaml") -> Path:
    """The good handout with something in it changed, as a file of its own."""
    content = HEAT.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in content
        content = content.replace(old, new, 1)
    (folder / "pictures").mkdir(exist_ok=True)
    (folder / "pictures" / "pack.svg").write_bytes((GOOD / "pictures" / "pack.svg").read_bytes())
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def test_facts(heat: Handout) -> None:
    """The facts of a handout are read as what they are: text, days, a status."""
    assert (heat.name, heat.language, heat.path) == ("heat", "en", HEAT)
    assert (heat.title, heat.id, heat.version) == ("Heat and cold", "HC-1", "1.0")
    assert (heat.reviewed, heat.review_by) == (date(2026, 1, 31), date(2028, 1, 31))
    assert heat.status == "approved"
    assert without_addresses(heat.cover) == Picture(
        "pack", read_picture(GOOD / "pictures" / "pack.svg"), "A warm pack on a shoulder."
    )


def test_sections_in_order(heat: Handout) -> None:
    """Sections, custom ones too, come in the order of the file."""
    assert [section.key for section in heat.sections] == [
        *("intro", "explanation", "what_to_expect", "risks", "aftercare", "caveat"),
        "my_own_section",
    ]
    assert heat.sections[-1].heading == "Words of our own"


def test_bare_text(heat: Handout) -> None:
    """A section may be a bare text, without a heading."""
    words = make_text("Warmth can ease a sore muscle. ", Citation(("french-2006",)))
    assert without_addresses(heat.sections[0]) == Section("intro", "", (Paragraph(words),))


def test_parts_in_order(heat: Handout) -> None:
    """A section's parts come in the order of the file, its text as paragraphs and lists."""
    first, items, picture = without_addresses(heat.sections[1].blocks)
    strong = Run("more blood", strong=True)
    assert first == Paragraph(make_text("It brings ", strong, " to the muscle:"))
    cites = Citation(("french-2006", "hotfiel-2018"))
    assert items == TextList((make_text("it relaxes"), make_text("it hurts less ", cites)))
    assert isinstance(picture, Picture)
    assert picture.caption == make_text("A warm pack.")


def test_other_parts(heat: Handout) -> None:
    """Timeline, risks, steps and checklist are read item by item."""
    moments = (
        Moment(make_text("At once"), make_text("warmth")),
        Moment(make_text("Later"), make_text("ease")),
    )
    timed, counted, ordered = without_addresses(heat.sections[2:5])
    assert timed.blocks[1] == Timeline(moments)
    assert counted.blocks == (Risks((Risk(1, 100, make_text("had red skin"), SOURCE),)),)
    sit = make_text("Sit down, ", Field("first_name", "please"), ".")
    steps = Steps((Step(make_text("Rest"), sit), Step(make_text("Drink"))))
    assert ordered.blocks == (steps, Checklist((make_text("water"), make_text("tea"))))


def test_an_approval_has_a_role_and_a_day(tmp_path: Path, heat: Handout) -> None:
    """A name is up to the clinic, and a month is enough; without the line nobody is named."""
    assert heat.approved_by is None
    role = "approved_by: {role: our lead, date: 2026-01"
    for more, day, name in ("}", 1, ""), ("-31, name: Ana Ortiz}", 31, "Ana Ortiz"):
        read = read_handout(edit_handout(tmp_path, ("status:", f"{role}{more}\nstatus:")))
        assert read.approved_by == Approval("our lead", date(2026, 1, day), name)
    with pytest.raises(SpecError, match="An approval needs 'date'"):
        read_handout(edit_handout(tmp_path, ("status:", "approved_by: {role: our lead}\nstatus:")))


@pytest.mark.parametrize("identity", ["PIL 1234 (v2)", "DN-1", "A/7_b.2"])
def test_ids_as_clinics_write_them(tmp_path: Path, identity: str) -> None:
    """With spaces and brackets too."""
    assert read_handout(edit_handout(tmp_path, ("HC-1", identity))).id == identity


@pytest.mark.parametrize("identity", ["(v2)", " ", "DN#1", "DN-1; x"])
def test_what_is_no_id(tmp_path: Path, identity: str) -> None:
    """It begins with a letter or digit, and holds no other signs."""
    with pytest.raises(SpecError, match="'id'"):
        read_handout(edit_handout(tmp_path, ("HC-1", f"'{identity}'")))


@pytest.mark.parametrize("unit", ["people", "treatments"])
def test_what_a_risk_is_counted_in(tmp_path: Path, unit: Unit) -> None:
    """People or treatments, and nothing else."""
    read = read_handout(edit_handout(tmp_path, ("in: 100,", f"in: 100, of: {unit},")))
    counted = without_addresses(read.sections[3]).blocks
    assert counted == (Risks((Risk(1, 100, make_text("had red skin"), SOURCE, unit),)),)
    with pytest.raises(SpecError, match="'of' must be people or treatments, not 'dogs'"):
        read_handout(edit_handout(tmp_path, ("in: 100,", "in: 100, of: dogs,")))


def test_a_step_may_have_a_picture(tmp_path: Path) -> None:
    """With its description, empty where it only decorates; without one, that is asked for."""
    path = edit_handout(tmp_path, ("- do: Drink", '- {do: Drink, picture: pack, alt: ""}'))
    steps = read_handout(path).sections[4].blocks[0]
    assert isinstance(steps, Steps)
    assert [step.picture and step.picture.name for step in steps.items] == [None, "pack"]
    with pytest.raises(SpecError, match="The picture has no 'alt'"):
        read_handout(edit_handout(tmp_path, ("- do: Drink", "- {do: Drink, picture: pack}")))


def test_references(heat: Handout) -> None:
    """References hold CSL's fields; a number stays the text that was written."""
    french, hotfiel = heat.references
    assert french.author == (Name("French", "SD"), Name(literal="et al"))
    assert (french.type, french.issued, french.volume) == ("article-journal", (2006,), "31")
    assert (french.container_title, french.pmid) == ("Spine", "16641776")
    assert (hotfiel.type, hotfiel.issued) == ("book", (2018, 5))
    assert (hotfiel.doi, hotfiel.url) == ("10.1055/a-0753-1884", "https://example.org/hotfiel")


@pytest.mark.parametrize(
    "written", ["no", "12:30", "0123", "1.10", "nil", "2026-11-23", "~1", "1_000"]
)
def test_text_stays_text(tmp_path: Path, written: str) -> None:
    """What YAML would take for something else is the text that was written."""
    edits = (("title: Heat and cold", f"title: {written}"), ('"1.0"', written))
    handout = read_handout(edit_handout(tmp_path, *edits))
    assert (handout.title, handout.version) == (written, written)


@pytest.mark.parametrize("written", ["null", "~", "Null", "NULL"])
def test_nothing_is_not_printed(tmp_path: Path, written: str) -> None:
    """YAML's words for nothing are no text; in quotes, they are."""
    subtitle = "subtitle: Which helps, and when"
    with pytest.raises(SpecError, match="'subtitle' is empty"):
        read_handout(edit_handout(tmp_path, (subtitle, f"subtitle: {written}")))
    handout = read_handout(edit_handout(tmp_path, (subtitle, f"subtitle: '{written}'")))
    assert handout.subtitle == written


def test_bom_and_windows(tmp_path: Path, heat: Handout) -> None:
    """A file with a byte order mark and Windows line ends reads the same."""
    path = edit_handout(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_handout(path).sections[2:] == heat.sections[2:]


def test_columns_with_bom(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends do not shift lines and columns."""
    path = edit_handout(tmp_path, ("version:", "vertion:"))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.raises(SpecError) as error:
        read_handout(path)
    (problem,) = error.value.problems
    assert (problem.place.line, problem.place.column) == (4, 1)
    assert problem.source_line == 'vertion: "1.0"'


def test_too_large(tmp_path: Path) -> None:
    """A file over 512 KB is not read at all."""
    path = edit_handout(tmp_path)
    path.write_bytes(path.read_bytes() + b"# " + b"x" * 512 * 1024)
    with pytest.raises(SpecError, match="The file is too large: over 512 KB"):
        read_handout(path)


def test_language_key(tmp_path: Path) -> None:
    """A file without a language in its name needs the key; one with a language does not."""
    added = ("status:", "language: PT-br\nstatus:")
    assert read_handout(edit_handout(tmp_path, added, name="heat.yaml")).language == "pt-BR"
    with pytest.raises(SpecError, match=r"does not say its language\. Name the file NAME"):
        read_handout(edit_handout(tmp_path, name="cold.yaml"))
    assert read_handout(edit_handout(tmp_path, name="heat.zh-hans.yaml")).language == "zh-Hans"


def test_quotes_by_language(tmp_path: Path) -> None:
    """Straight quotes become curly in English, and in English only."""
    quoted = ("title: Heat and cold", 'title: What\'s "heat"?')
    assert read_handout(edit_handout(tmp_path, quoted)).title == "What’s “heat”?"
    german = read_handout(edit_handout(tmp_path, quoted, name="heat.de.yaml"))
    assert german.title == 'What\'s "heat"?'


def test_alias_is_read(tmp_path: Path) -> None:
    """An anchor and its alias are the same thing twice."""
    anchored = ("caption: A warm pack.", "caption: &c A warm pack.")
    path = edit_handout(tmp_path, anchored, ("- do: Drink", "- do: *c"))
    sit = make_text("Sit down, ", Field("first_name", "please"), ".")
    steps = Steps((Step(make_text("Rest"), sit), Step(make_text("A warm pack."))))
    assert without_addresses(read_handout(path).sections[4].blocks[0]) == steps


def test_decoration(tmp_path: Path) -> None:
    """An empty ``alt`` says that a picture only decorates."""
    cover = read_handout(
        edit_handout(tmp_path, ("alt: A warm pack on a shoulder.", 'alt: ""'))
    ).cover
    assert cover is not None
    assert cover.alt == ""


def test_questions_may_be_bare(tmp_path: Path) -> None:
    """The section of questions is filled by the brand: a heading is enough."""
    path = edit_handout(
        tmp_path, ("my_own_section:", "questions:\n  heading: Ask us\nmy_own_section:")
    )
    assert read_handout(path).sections[-2] == Section("questions", "Ask us", ())


def test_brand() -> None:
    """A brand is read in full; colours come as six digits, the logo as its content."""
    brand = read_brand(GOOD / "brand.yaml")
    assert (brand.name, brand.tagline) == ("Riverside Physical Therapy", "Moving well, living well")
    assert brand.logo == read_picture(GOOD / "logo.svg")
    assert (brand.colours.main, brand.colours.text) == ("#0b5563", "#112233")
    assert (brand.contact.phone, brand.contact.email) == ("555 0142", "desk@riverside.example")
    reach = make_text("Send a message under the ", Run("Appointments", strong=True), " tab.")
    assert without_addresses(brand.contact.reach) == reach
    assert (brand.paper, brand.language, brand.emergency) == ("letter", "en", "Call 911.")


def test_twice_in_one_citation(tmp_path: Path) -> None:
    """A reference that is named twice in one citation is cited once."""
    twice = ("[@french-2006]", "[@french-2006; @french-2006]")
    (paragraph,) = read_handout(edit_handout(tmp_path, twice)).sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.inlines[-1] == Citation(("french-2006",))


@pytest.mark.parametrize("caveat", ['"{{notes|Nothing}}"', '"{{clinic}}"', '"[@french-2006]"', "."])
def test_little_is_enough(tmp_path: Path, caveat: str) -> None:
    """A field that is filled or has other words, a citation, a mark will do."""
    path = edit_handout(tmp_path, ("caveat: It does not heal.", f"caveat: {caveat}"))
    assert read_handout(path).sections[-2].key == "caveat"


@pytest.mark.parametrize("ending", ["SVG", "Png"])
def test_ending_in_capitals(tmp_path: Path, ending: str) -> None:
    """``logo.PNG``, as cameras and Windows write it, is a logo like any other."""
    png = b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    content = (GOOD / "logo.svg").read_bytes() if ending == "SVG" else png
    (tmp_path / f"logo.{ending}").write_bytes(content)
    (tmp_path / "brand.yaml").write_text(f"name: A\nlogo: logo.{ending}\n")
    logo = read_brand(tmp_path / "brand.yaml").logo
    assert logo is not None
    assert (logo.kind, logo.content) == ("svg" if ending == "SVG" else "pixels", content)


@pytest.mark.parametrize(
    ("web", "read"),
    [
        ("clinic.example", "clinic.example"),
        ("www.clinic-one.example/appointments?a=1", "www.clinic-one.example/appointments?a=1"),
        ("HTTPS://Clinic.example:8080/A", "https://Clinic.example:8080/A"),
        ("two words.example", None),
        ("clinic", None),
        ("-x.example", None),
        ("ftp://clinic.example", None),
        ("javascript:alert(1).example", None),
        ("clinic.example/a b", None),
        ("clinic.example/é", "clinic.example/é"),
        ("praxis-müller.example", "praxis-müller.example"),
        ("müller.example/a b", None),
    ],
)
def test_web(tmp_path: Path, web: str, read: str | None) -> None:
    """A web address is a name with a dot, and optional parts before and after it."""
    path = tmp_path / "brand.yaml"
    path.write_text(f"name: A\ncontact: {{web: '{web}'}}\n", encoding="utf-8")
    if read:
        assert read_brand(path).contact.web == read
    else:
        with pytest.raises(SpecError, match=r"'web' cannot be .* Write it like this"):
            read_brand(path)


def test_qr_in_capitals(tmp_path: Path) -> None:
    """The scheme's letters may be large or small."""
    path = tmp_path / "brand.yaml"
    path.write_text("name: A\nqr: Https://clinic.example/A\n")
    (target,) = read_brand(path).qr
    assert (target.kind, target.value.words) == ("web", "https://clinic.example/A")


def test_least_brand(tmp_path: Path) -> None:
    """A name is brand enough; everything else has its default."""
    path = tmp_path / "brand.yaml"
    path.write_text("name: A\n")
    brand = read_brand(path)
    assert (brand.name, brand.logo, brand.paper, brand.contact.reach) == ("A", None, "a4", Text())


@pytest.mark.parametrize(
    ("tag", "expected"), [("EN", "en"), ("pt-br", "pt-BR"), ("ZH-HANS-cn", "zh-Hans-CN")]
)
def test_normal(tag: str, expected: str) -> None:
    """Language tags are written as BCP 47 likes them."""
    assert normalize_language(tag) == expected
