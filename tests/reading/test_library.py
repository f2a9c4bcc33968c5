"""The library: where it is looked for, what is in it, and what is loaded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handouts.document.language_tags import COPY_ENDINGS
from handouts.reading.library import find_library, load_spec
from handouts.reading.library_files import find_ignored_files, list_handouts
from handouts.resources import fonts_folder, library_folder
from handouts.sources.findings import SpecError

GOOD = Path(__file__).parent / "good"


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clinic's folder, with one handout."""
    monkeypatch.delenv("HANDOUTS_LIBRARY", raising=False)
    return Path(shutil.copytree(GOOD, tmp_path / "clinic"))


def test_places() -> None:
    """Fonts and library are there, in a checkout as in an installed package."""
    assert (library_folder() / "brand.yaml").is_file()
    assert fonts_folder().is_dir()


def test_order_of_libraries(clinic: Path, tmp_path: Path) -> None:
    """An argument, the environment, the current folder if it has a brand, the built-in one."""
    other = tmp_path / "other"
    other.mkdir()
    named = {"HANDOUTS_LIBRARY": str(clinic)}
    assert find_library(other, named, clinic) == other
    assert find_library(None, named, other) == clinic
    assert find_library(None, {}, clinic) == clinic
    assert find_library(None, {"HANDOUTS_LIBRARY": ""}, other) == library_folder()


def test_library_missing(tmp_path: Path) -> None:
    """A library that is named but not there is reported, not passed over."""
    with pytest.raises(SpecError, match="There is no such library folder"):
        find_library(tmp_path / "nowhere", {})


def test_list(clinic: Path) -> None:
    """Handouts are listed by name and language; the brand and other files are not."""
    shutil.copy(clinic / "heat.en.yaml", clinic / "heat.de.yaml")
    (clinic / "cold.yaml").write_text("title: Cold\nlanguage: fr\n")
    (clinic / "broken.yaml").write_text("title: [")
    (clinic / ".hidden.en.yaml").touch()
    (clinic / "notes.txt").touch()
    found = [(entry.name, entry.language) for entry in list_handouts(clinic)]
    assert found == [("broken", ""), ("cold", "fr"), ("heat", "de"), ("heat", "en")]
    assert list_handouts(clinic / "nowhere") == []


@pytest.mark.parametrize("ending", [*sorted(COPY_ENDINGS), "New", "BAK", "en.old"])
def test_a_copy_is_not_read(clinic: Path, ending: str) -> None:
    """Its ending is no language: it takes no handout's place, and there is a warning about it."""
    path = Path(shutil.copy(clinic / "heat.en.yaml", clinic / f"heat.{ending}.yaml"))
    assert [entry.path.name for entry in list_handouts(clinic)] == ["heat.en.yaml"]
    (warning,) = find_ignored_files(clinic)
    last = ending.rpartition(".")[2]
    assert warning.message == (
        f"This file was not read: '{last}', at the end of its name, is no language."
    )
    assert (warning.severity, Path(warning.place.file)) == ("warning", path)


@pytest.mark.parametrize(
    "name",
    [
        *("heat.en - Copy.yaml", "heat - Copy (2).en.yaml", "heat (1).en.yaml", "heat.en (1).yaml"),
        *(
            "heat.en copy.yaml",
            "heat.en copy 2.yaml",
            "Copy of heat.en.yaml",
            "heat - Kopie.en.yaml",
        ),
    ],
)
def test_a_copy_that_a_system_made_is_not_read(clinic: Path, name: str) -> None:
    """Windows, macOS and browsers name them so; who looks for the handout learns where it is."""
    (clinic / "heat.en.yaml").rename(clinic / name)
    assert list_handouts(clinic) == []
    (warning,) = find_ignored_files(clinic)
    assert warning.message == "This file was not read: its name is that of a copy."
    with pytest.raises(SpecError, match="its name is that of a copy"):
        load_spec("heat", library=clinic)


@pytest.mark.parametrize("name", ["heat (2026).en.yaml", "hard copy.en.yaml"])
def test_names_that_only_sound_like_copies(clinic: Path, name: str) -> None:
    """A year in brackets, or a copy that is printed."""
    (clinic / "heat.en.yaml").rename(clinic / name)
    assert [entry.path.name for entry in list_handouts(clinic)] == [name]


def test_a_text_of_notepad_is_not_overlooked(clinic: Path) -> None:
    """It adds an ending that Windows hides."""
    (clinic / "heat.en.yaml").rename(clinic / "heat.en.yaml.txt")
    (warning,) = find_ignored_files(clinic)
    assert warning.message == "This file was not read: its name ends in '.txt'."
    for name in ("heat", "heat.en", "heat.en.yaml.txt"):
        with pytest.raises(SpecError, match="Take '.txt' off its name"):
            load_spec(name, library=clinic)


def test_a_copy_alone_is_named(clinic: Path) -> None:
    """Who asks for its name learns why it is not there; as a path, it is read."""
    path = (clinic / "heat.en.yaml").rename(clinic / "heat.new.yaml")
    with pytest.raises(SpecError, match="'heat.new.yaml' is there. This file was not read: 'new'"):
        load_spec("heat", library=clinic)
    path.write_text(f"language: en\n{path.read_text('utf-8')}", "utf-8")
    handout = load_spec(path).handout
    assert (handout.name, handout.language) == ("heat.new", "en")


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("sam.yaml", "first_name: Sam\nareas: left calf\n", "person"),
        ("brand-winter.yaml", "name: Riverside\ncolours: {main: '#123456'}\n", "brand"),
        ("shopping.yaml", "milk: 2\n", "other"),
        ("empty.yaml", "", "handout"),
        ("knee.yml", "title: Your knee\n", "handout"),
        ("knee.yaml", "id: K-1\nfirst_name: Sam\n", "handout"),
        ("broken.yaml", "first_name: [", "handout"),
        ("notes.en.yaml", "milk: 2\n", "handout"),
    ],
)
def test_other_files_in_the_folder(clinic: Path, name: str, text: str, kind: str) -> None:
    """A person's file or another brand is no broken handout; what is neither is told."""
    (clinic / name).write_text(text, "utf-8")
    names = [entry.path.name for entry in list_handouts(clinic)]
    assert (name in names) is (kind == "handout")
    told = [warning.message for warning in find_ignored_files(clinic)]
    expected = "This file was not read: it has neither a title nor an id, so it is no handout."
    assert told == ([expected] if kind == "other" else [])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("sam.yaml", "first_name: Sam\n", "This is a person's file, not a handout."),
        ("sam.doe.yaml", "areas: neck\n", "This is a person's file, not a handout."),
        ("winter.yaml", "name: Riverside\nqr: a.example\n", "This is a brand, not a handout."),
    ],
)
def test_another_file_is_taken_for_a_handout(
    clinic: Path, name: str, text: str, message: str
) -> None:
    """One thing is told: what it is, and how to give it; not all that a handout needs."""
    path = clinic / name
    path.write_text(text, "utf-8")
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    (found,) = caught.value.problems
    assert (found.message, Path(found.place.file)) == (message, path)
    option = "--brand" if "brand" in message else "--person"
    assert found.hint == f"Name the handout, and give this file with {option}."


def test_by_name(clinic: Path) -> None:
    """A name is enough, with or without its language."""
    for name in ("heat", "heat.en", "heat.EN"):
        spec = load_spec(name, library=clinic)
        assert spec.handout.path == clinic / "heat.en.yaml"
        assert spec.brand.name == "Riverside Physical Therapy"


def test_language_chosen(clinic: Path) -> None:
    """The requested language, else the brand's, else English."""
    for language in ("de", "pt-BR"):
        shutil.copy(clinic / "heat.en.yaml", clinic / f"heat.{language}.yaml")
    assert load_spec("heat", library=clinic).handout.language == "en"
    assert load_spec("heat", library=clinic, language="de").handout.language == "de"
    assert load_spec("heat", library=clinic, language="pt").handout.language == "pt-BR"
    brand = clinic / "brand.yaml"
    brand.write_text(brand.read_text().replace("language: en", "language: de"))
    assert load_spec("heat", library=clinic).handout.language == "de"
    with pytest.raises(SpecError, match=r"not available in 'fr'\. It is available in de, en, pt"):
        load_spec("heat", library=clinic, language="fr")


def test_language_of_a_path(clinic: Path) -> None:
    """A path's handout must be in the requested language, or in another form of it."""
    path = clinic / "heat.en.yaml"
    for language in ("en", "EN", "en-GB"):
        assert load_spec(path, language=language).handout.language == "en"
    with pytest.raises(SpecError, match=r"heat\.en\.yaml: The handout is in 'en', not in 'de'"):
        load_spec(path, language="de")


def test_endings(clinic: Path) -> None:
    """A file may end in .yml, a handout's as the brand's."""
    (clinic / "heat.en.yaml").rename(clinic / "heat.en.yml")
    (clinic / "brand.yaml").rename(clinic / "brand.yml")
    assert [entry.path.name for entry in list_handouts(clinic)] == ["heat.en.yml"]
    assert find_library(None, {}, clinic) == clinic
    for name in ("heat", str(clinic / "heat.en.yml")):
        assert load_spec(name, library=clinic).brand.path == clinic / "brand.yml"


def test_field_that_the_brand_leaves_empty(clinic: Path) -> None:
    """A field of the brand's needs other words, unless the brand gives it."""
    path = clinic / "heat.en.yaml"
    path.write_text(path.read_text().replace("It does not heal.", '"{{emergency}}"'))
    assert load_spec("heat", library=clinic).handout.sections[-2].key == "caveat"
    (clinic / "brand.yaml").write_text("name: A\n")
    with pytest.raises(SpecError) as caught:
        load_spec("heat", library=clinic)
    (problem,) = caught.value.problems
    assert problem.place.line == path.read_text().splitlines().index(problem.source_line) + 1
    assert problem.source_line[problem.place.column - 1 :].startswith("{{emergency}}")
    assert problem.message == "The brand has no 'emergency', so this field would leave a gap."
    assert problem.hint == (
        "Add it to the brand, or add a fallback to the field: "
        "{{emergency|Call your emergency number.}}."
    )
    (clinic / "brand.yaml").write_text("nam: A\n")
    with pytest.raises(SpecError) as caught:
        load_spec("heat", library=clinic)
    assert {each.place.file for each in caught.value.problems} == {str(clinic / "brand.yaml")}


def test_unknown_name(clinic: Path) -> None:
    """A name that is nearly right gets a suggestion, and any other the way to the list."""
    with pytest.raises(SpecError, match=r"no handout 'haet' in this library\. Did you mean 'heat'"):
        load_spec("haet", library=clinic)
    with pytest.raises(SpecError, match="Run 'handouts list' to see all"):
        load_spec("zzz", library=clinic)


def test_by_path(clinic: Path, tmp_path: Path) -> None:
    """A file is printed under the brand beside it, else the library's, unless one is given."""
    assert load_spec(clinic / "heat.en.yaml").brand.name == "Riverside Physical Therapy"
    other = tmp_path / "other.yaml"
    other.write_text("name: Other\n")
    assert load_spec(str(clinic / "heat.en.yaml"), brand=other).brand.name == "Other"
    (clinic / "brand.yaml").unlink()
    shutil.copy(other, tmp_path / "brand.yaml")
    assert load_spec(clinic / "heat.en.yaml", library=tmp_path).brand.name == "Other"


def test_pictures_of_the_library(clinic: Path) -> None:
    """A picture that is not beside the handout comes from the built-in library."""
    path = clinic / "heat.en.yaml"
    path.write_text(path.read_text().replace("{picture: pack", "{picture: muscle-knot"))
    cover = load_spec(path).handout.cover
    assert cover is not None
    built_in = library_folder() / "pictures" / "muscle-knot.svg"
    assert cover.artwork.content == built_in.read_bytes()


def test_problems_of_both(clinic: Path) -> None:
    """What is wrong with the handout and with the brand is reported together."""
    for name, old in (("heat.en.yaml", "title:"), ("brand.yaml", "name:")):
        path = clinic / name
        path.write_text(path.read_text().replace(old, f"x{old}", 1))
    with pytest.raises(SpecError) as error:
        load_spec("heat", library=clinic)
    assert {Path(problem.place.file).name for problem in error.value.problems} == {
        "heat.en.yaml",
        "brand.yaml",
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [("nowhere/heat.en.yaml", "There is no such file"), ("a\0b.yaml", "cannot be read")],
)
def test_no_file(clinic: Path, name: str, expected: str) -> None:
    """A path that leads nowhere is reported in plain words."""
    with pytest.raises(SpecError, match=expected):
        load_spec(name, library=clinic)


def test_no_brand(clinic: Path) -> None:
    """A folder of handouts without a brand: how to start one is told."""
    (clinic / "brand.yaml").unlink()
    with pytest.raises(
        SpecError, match=r"brand\.yaml: There is no such file\. .*handouts init DIR"
    ):
        load_spec("heat", library=clinic)


def test_barred_file(clinic: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is reported in plain words."""

    def barred(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", barred)
    with pytest.raises(SpecError, match="You do not have permission to read this file"):
        load_spec("heat", library=clinic)


def test_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Every handout that ships is right."""
    monkeypatch.delenv("HANDOUTS_LIBRARY", raising=False)
    monkeypatch.chdir(tmp_path)
    for entry in list_handouts(library_folder()):
        assert load_spec(f"{entry.name}.{entry.language}").handout.language == entry.language
