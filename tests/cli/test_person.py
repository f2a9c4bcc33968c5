"""A handout for one person, from the command line and from Python."""

from __future__ import annotations

import traceback
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

import handouts
from handouts.cli.program import program
from handouts.document.edition import Edition
from handouts.document.person import PERSON_FIELDS
from handouts.editions import check_handout
from handouts.render_errors import unprintable_fields
from handouts.sources.findings import Place
from tests.pages import read_text

from .conftest import ROOT, Call


def test_each_list_of_the_fields_is_complete(call: Call) -> None:
    """The help, the explanation of an unknown field, and the README name them all."""
    readme = Path(ROOT, "README.md").read_text("utf-8").replace("`", "")
    named = " ".join(f"{call('build', '--help').output} {readme}".split())
    explained = " ".join(call("explain", "unknown-field").output.split())
    *first, last = PERSON_FIELDS
    assert f"The fields are {', '.join(first)} and {last}, each optional" in named
    assert f"The fields, each optional, are {', '.join(first)} and {last}." in named
    assert f"A person's fields are {', '.join(first)} and {last};" in explained


def test_a_person_is_set_field_by_field(call: Call, folder: Path) -> None:
    """The values are in the leaflet; the file name is the usual one, without a person's name."""
    result = call(
        *("build", "dry-needling"),
        *("--set", "first_name=Samira", "--set", "areas=left trapezius, QL R"),
        *("--set", "next_visit=2026-12-08 14:30", "--set", "notes=a = b"),
    )
    assert result.exit_code == 0, result.output
    assert result.stdout == "dry-needling-personal.pdf\n"
    text = read_text(folder / "dry-needling-personal.pdf")
    assert "Samira" in text
    assert "trapezius" in text
    assert "2:30" in text
    assert "a = b" in text


def test_the_command_and_python_make_the_same(call: Call, folder: Path) -> None:
    """Option, file and Python give the same person."""
    call("build", "dry-needling", "--set", "first_name=Sam", "--set", "areas=left calf, neck")
    (folder / "sam.yaml").write_text("first_name: Sam\nareas: [left calf, neck]\n")
    call("build", "dry-needling", "--person", "sam.yaml", "-o", "file.pdf")
    spec = handouts.load("dry-needling")
    sam = handouts.person({"first_name": "Sam", "areas": "left calf, neck"}, spec)
    pdf = (folder / "dry-needling-personal.pdf").read_bytes()
    assert pdf == (folder / "file.pdf").read_bytes()
    assert pdf == handouts.render(spec, person=sam)
    assert pdf != handouts.render(spec)


def test_by_hand_leaves_a_panel_to_fill_in(call: Call, folder: Path) -> None:
    """As of a person of whom nothing is known."""
    assert call("build", "dry-needling", "--by-hand").exit_code == 0
    spec = handouts.load("dry-needling")
    pdf = (folder / "dry-needling-by-hand.pdf").read_bytes()
    assert pdf == handouts.render(spec, person=handouts.person({}, spec))
    assert pdf != handouts.render(spec)


def test_by_hand_leaves_to_the_pen_what_is_not_known(call: Call, folder: Path) -> None:
    """Name and next visit are printed; the chart, the advice and the notes are left open."""
    known = ("--set", "first_name=Samira", "--set", "next_visit=2026-12-08 14:30")
    result = call("build", "dry-needling", "--by-hand", *known)
    assert result.stdout == "dry-needling-by-hand.pdf\n"
    text = read_text(folder / "dry-needling-by-hand.pdf")
    assert "Samira" in text
    assert "2:30" in text
    assert "Mark the areas treated" in " ".join(text.split())


@pytest.mark.parametrize(
    "given",
    [("--set", "areas="), ("--set", "first_name= ", "--set", "paper=letter"), ("--person", "-")],
)
def test_without_a_person_it_is_the_leaflet_for_everyone(
    folder: Path, given: tuple[str, ...]
) -> None:
    """Blank values make no panel to fill in, which has a separate option; a note says so."""
    arguments = ["build", "dry-needling", *given]
    result = CliRunner().invoke(program, arguments, input="areas:\nlanguage: en\n")
    assert result.exit_code == 0, result.output
    assert "Nothing is known about the person, so this is the leaflet for" in result.stderr
    pdf = (folder / "dry-needling.pdf").read_bytes()
    assert pdf == handouts.render(handouts.load("dry-needling"), paper="letter")
    quiet = CliRunner().invoke(program, [*arguments, "-q"], input="areas:\n")
    assert (quiet.stdout, quiet.stderr) == ("dry-needling.pdf\n", "")


def test_the_person_s_paper_counts_unless_one_is_typed(call: Call, folder: Path) -> None:
    """Options for the command come first."""
    own = ("build", "dry-needling", "--set", "paper=a4", "--set", "format=trifold")
    assert "For A4:" in call(*own, "-o", "own.pdf").stderr
    assert "For US Letter:" in call(*own, "--paper", "letter", "-o", "typed.pdf").stderr
    own_pdf = handouts.render(handouts.load("dry-needling"), paper="a4")
    assert (folder / "own.pdf").read_bytes() == own_pdf


def test_the_person_s_language_chooses_the_handout(call: Call, clinic: Path) -> None:
    """Its file is read in place of the clinic's own."""
    first = clinic / "dry-needling.en.yaml"
    other = first.read_text("utf-8").replace("title: What is", "title: Whatever is")
    (clinic / "dry-needling.en-GB.yaml").write_text(other, "utf-8")
    command = ("build", "dry-needling", "--library", clinic, "-o", "x.pdf", "--set")
    assert call(*command, "language=en-GB").exit_code == 0
    assert "Whatever" in read_text(Path("x.pdf"))
    assert call(*command, "language=English", "--language", "en-GB").exit_code == 0
    assert "Whatever" in read_text(Path("x.pdf"))
    assert call(*command, "language=English").exit_code == 0
    assert "Whatever" not in read_text(Path("x.pdf"))


def test_a_language_that_is_not_there_is_reported_without_repeating_it(call: Call) -> None:
    """A slip of a column might have put a name there."""
    result = call("build", "dry-needling", "--set", "language=Sam")
    assert result.exit_code == 1
    assert result.stderr == (
        "--set language: There is no handout in this language, or it has problems. "
        "See 'handouts list', or leave the field empty.\n\n1 problem. Nothing was written.\n"
    )


def test_all_problems_are_reported_at_once_and_nothing_is_made(call: Call, folder: Path) -> None:
    """With the option that it was set by; no value is repeated."""
    result = call(
        *("build", "dry-needling", "--set", "first_nam=Samira", "--set", "areas=left trapezus"),
        *("--set", "date=Samira", "--set", f"last_name={'Samira' * 50}"),
    )
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == (
        "--set areas: Area 1 is not a known part of the body. Did you mean 'trapezius'?\n\n"
        "--set date: This date cannot be read. "
        "Write it as year-month-day: 2026-12-01. If there is none, leave it empty.\n\n"
        "--set first_nam: There is no such field of a person. Did you mean 'first_name'?\n\n"
        "--set last_name: 'last_name' is too long: 300 characters; the limit is 80. "
        "Make it shorter.\n\n"
        "4 problems. Nothing was written.\n"
    )
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        ("--set", "Samira Lee"),
        ("--set", "=Samira"),
        ("--set", "first_name=Samira", "--set", "first_name=Samira"),
        ("--person", "nowhere.yaml"),
    ],
)
def test_wrong_usage(call: Call, wrong: tuple[str, ...]) -> None:
    """Exit code 2 and how to write it, but not the value."""
    result = call("build", "dry-needling", *wrong)
    assert result.exit_code == 2
    assert "Error:" in result.stderr
    assert "Samira" not in result.output


def test_letters_that_no_font_has_are_reported_where_they_were_given(
    call: Call, folder: Path
) -> None:
    """Once a field, and none of them by its name: together they may spell a patient's."""
    (folder / "p.yaml").write_text("first_name: 日本太郎\nnotes: 漢 Samira 😀\n", encoding="utf-8")
    result = call("build", "dry-needling", "--person", "p.yaml", "--set", "therapist=Quinn 😀")
    assert result.exit_code == 1
    message = (
        "No font here has all of its letters and signs. "
        "Write names in Latin letters, as in a passport, and leave out emoji."
    )
    assert result.stderr == (
        f"--set therapist: {message}\n\np.yaml:1:13: {message}\n\np.yaml:2:8: {message}\n\n"
        "3 problems in 1 file. Nothing was written.\n"
    )


def test_letters_of_a_name_stay_out_of_a_script_s_traceback(clinic: Path) -> None:
    """An uncaught error is logged; a letter in the handout's text is reported at its place."""
    path = clinic / "dry-needling.en.yaml"
    path.write_text(path.read_text("utf-8").replace("a tight, sore spot", "a 結 spot"), "utf-8")
    spec = handouts.load("dry-needling", library=clinic)
    someone = handouts.person({"first_name": "日本太郎", "notes": "日"}, spec)
    with pytest.raises(handouts.SpecError) as caught:
        handouts.render(spec, person=someone)
    logged = "".join(traceback.format_exception(caught.value))
    theirs, *own = caught.value.problems
    assert [each.place.file for each in own] == ["first_name", "notes"]
    assert "結" in theirs.source_line
    assert "U+7D50" in theirs.message
    for letter in "日本太郎":
        assert letter not in logged
        assert f"{ord(letter):X}" not in logged


def test_a_person_is_looked_over_before_any_page_is_made(folder: Path) -> None:
    """Whether a font has its letters, by field; then whether it all fits."""
    spec = handouts.load("dry-needling")
    strange = handouts.person({"first_name": "😀Sam😀", "notes": "漢 😀"}, spec)
    assert unprintable_fields(strange, spec.brand.font) == ("first_name", "notes")
    with pytest.raises(handouts.SpecError) as caught:
        check_handout(
            spec,
            Edition(format="trifold", paper=None, person=strange),
            places={"notes": Place("n", 2)},
        )
    assert sorted({str(each.place) for each in caught.value.problems}) == ["first_name", "n:2:0"]
    much = handouts.person({"notes": "long words " * 89}, spec)
    with pytest.raises(handouts.SpecError) as caught:
        check_handout(spec, Edition(format="trifold", paper="letter", person=much))
    assert "long words" not in str(caught.value)
    check_handout(spec, Edition(format="trifold", paper="letter", person=handouts.person({}, spec)))


def test_no_name_lies_in_the_metadata(call: Call, folder: Path) -> None:
    """It is only on the page."""
    call("build", "dry-needling", "--set", "first_name=Zyxquux", "--set", "last_name=Vwopp")
    with pikepdf.open(folder / "dry-needling-personal.pdf") as pdf:
        metadata = f"{pdf.docinfo!r}{pdf.open_metadata()}{pdf.Root.get('/Outlines')!r}"
    assert "Zyxquux" not in metadata
    assert "Vwopp" not in metadata


def test_python_reports_problems_by_field(folder: Path) -> None:
    """One error class, as for files."""
    spec = handouts.load("dry-needling")
    with pytest.raises(handouts.SpecError) as caught:
        handouts.person({"date": "tomorrow", "first_nam": "x"}, spec)
    assert [each.place.file for each in caught.value.problems] == ["date", "first_nam"]


@pytest.mark.parametrize(
    "value",
    ["../../etc", "<b>x</b>", "=cmd()", "CON", "שרה", "a\nb", "{{clinic}}", "**x**", "x" * 80],
)
def test_hostile_values_are_data(folder: Path, value: str) -> None:
    """For every text field a leaflet is made, and markup in it has no effect."""
    spec = handouts.load("dry-needling")
    names = ("first_name", "last_name", "therapist", "notes")
    someone = handouts.person(dict.fromkeys(names, value), spec)
    path = folder / "x.pdf"
    path.write_bytes(handouts.render(spec, person=someone))
    if value.isascii() and "\n" not in value and len(value) < 20:
        assert value in read_text(path)


@pytest.mark.parametrize(
    ("areas", "said"),
    [
        ("trapezius", "1 area has no side, so it is named and not marked on the chart."),
        ("knee, left calf, elbow", "2 areas have no side, so they are named and not marked"),
        ("left knee, both calves, low back, sacrum", ""),
    ],
)
def test_an_area_without_its_side_is_reported(call: Call, areas: str, said: str) -> None:
    """With a number and a hint, not its name; areas without sides are not reported."""
    words = ["dry-needling", "--set", f"areas={areas}"]
    for command in ("build", "read"):
        result = call(command, *words)
        assert result.exit_code == 0
        assert said in result.stderr
        assert bool(said) == ("Write left, right or both." in result.stderr)
        assert not any(word in result.stderr for word in ("trapezius", "knee", "elbow"))
    assert call("build", *words, "--quiet").stderr == ""


def test_fields_are_completed() -> None:
    """The shell offers the names of fields."""
    from click.shell_completion import ShellComplete

    completion = ShellComplete(program, {}, "handouts", "_HANDOUTS_COMPLETE")
    found = completion.get_completions(["build", "dry-needling", "--set"], "first")
    assert [item.value for item in found] == ["first_name="]


def test_a_leaflet_of_someone_is_not_named_as_everyones(call: Call, folder: Path) -> None:
    """Else two hundred of Sam's could be printed for everyone; no name is there either."""
    sam = ("--set", "first_name=Sam")
    for words in ((), sam, ("--by-hand",), (*sam, "--format", "sheet", "--ink", "mono")):
        assert call("build", "dry-needling", *words).exit_code == 0
    assert sorted(each.name for each in folder.iterdir()) == [
        "dry-needling-by-hand.pdf",
        "dry-needling-personal-sheet-mono.pdf",
        "dry-needling-personal.pdf",
        "dry-needling.pdf",
    ]


def test_one_persons_file_never_replaces_anothers(call: Call, folder: Path) -> None:
    """It gets a number, and that is said; the same leaflet again needs none."""
    first = call("build", "dry-needling", "--set", "first_name=Sam")
    sam = (folder / "dry-needling-personal.pdf").read_bytes()
    second = call("build", "dry-needling", "--set", "first_name=Ana")
    again = call("build", "dry-needling", "--set", "first_name=Sam")
    assert first.stdout == again.stdout == "dry-needling-personal.pdf\n"
    assert second.stdout == "dry-needling-personal-2.pdf\n"
    note = "dry-needling-personal.pdf is another person's leaflet and was kept."
    assert note in second.stderr
    assert note not in first.stderr + again.stderr
    assert (folder / "dry-needling-personal.pdf").read_bytes() == sam
    assert "Ana" in read_text(folder / "dry-needling-personal-2.pdf")


def test_a_leaflet_to_fill_in_is_nobodys(call: Call) -> None:
    """It is kept too, but it is not called another person's."""
    assert call("build", "dry-needling", "--by-hand").exit_code == 0
    result = call("build", "dry-needling", "--by-hand", "--set", "therapist=J. Park")
    assert "by-hand.pdf is an earlier leaflet to fill in and was kept." in result.stderr


def test_all_formats_of_a_person_get_the_same_number(call: Call, folder: Path) -> None:
    """They belong together."""
    for name in ("Sam", "Ana"):
        words = ("--format", "all", "-o", "out", "--set", f"first_name={name}")
        assert call("build", "dry-needling", *words).exit_code == 0
    numbered = [each.name for each in (folder / "out").glob("*-2.pdf")]
    assert len(numbered) == 5
    assert len(list((folder / "out").iterdir())) == 10


def test_a_file_that_is_named_is_replaced(call: Call, folder: Path) -> None:
    """And so is the leaflet for everyone."""
    for name in ("Sam", "Ana"):
        call("build", "dry-needling", "--set", f"first_name={name}", "-o", "leaflet.pdf")
        call("build", "dry-needling")
    assert "Ana" in read_text(folder / "leaflet.pdf")
    assert sorted(each.name for each in folder.iterdir()) == ["dry-needling.pdf", "leaflet.pdf"]
