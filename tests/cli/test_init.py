"""``init``: the folder that a clinic starts from, and what it asks for."""

from __future__ import annotations

import contextlib
import errno
import os
import subprocess
import sys
from itertools import count
from pathlib import Path

import pikepdf
import pytest

import handouts
from handouts.building import scaffold
from handouts.document.contact import Contact
from handouts.files import write_atomically
from handouts.resources import library_folder
from tests.pages import read_text

from .conftest import ROOT, Call
from .shell import list_files


def test_a_clinics_folder_is_ready_to_use(call: Call, clinic: Path) -> None:
    """Brand, handout, pictures, schemas, what to do next; it checks and builds."""
    found = list_files(clinic)
    assert {
        "README.txt",
        "brand.yaml",
        "brand.schema.json",
        "dry-needling.en.yaml",
        "handout.schema.json",
        "pictures/muscle-knot.svg",
    } <= set(found)
    check = call("check", "--library", clinic)
    assert check.exit_code == 0, check.output
    assert call("build", "dry-needling", "--library", clinic).exit_code == 0


def test_a_clinics_folder_needs_nothing_of_the_package(call: Call, clinic: Path) -> None:
    """Every picture that the handout shows came along."""
    text = (clinic / "dry-needling.en.yaml").read_text(encoding="utf-8")
    shown = {line.split(":")[1].strip() for line in text.splitlines() if "picture: " in line}
    assert {Path(name).stem for name in list_files(clinic / "pictures")} == shown


@pytest.mark.slow
def test_each_line_of_the_brand_that_is_off_is_right_when_on(call: Call, clinic: Path) -> None:
    """Taking away the # is all there is to it."""
    path = clinic / "brand.yaml"
    on = {"# contact:": "contact:", "#   ": "  ", "# logo:": "logo:", "# qr:": "qr:"}
    text = path.read_text(encoding="utf-8")
    for old, new in on.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    (clinic / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<circle cx="4" cy="4" r="4" fill="#0b5563"/></svg>'
    )
    check = call("check", "--library", clinic)
    assert check.exit_code == 0, check.output


def test_no_made_up_clinic_is_left_behind(call: Call, folder: Path) -> None:
    """What is known is printed; what is not is a comment; the first leaflet is there at once."""
    name = 'O"Brien & Sons: Physio #1'
    result = call("init", "clinic", "--name", name, "--colour", "orange", "--country", "uk")
    assert result.exit_code == 0
    assert result.stdout.split()[-1] == "clinic/dry-needling.pdf"
    brand = handouts.load("dry-needling", library=folder / "clinic").brand
    assert (brand.name, brand.colours.main, brand.contact) == (name, "#ffa500", Contact())
    assert (brand.paper, brand.language) == ("a4", "en-GB")
    assert brand.emergency == "Call 999 or go to A&E."
    with pikepdf.open(folder / "clinic" / "dry-needling.pdf") as file:
        assert str(file.docinfo.Author) == name
    printed = read_text(folder / "clinic" / "dry-needling.pdf")
    for made_up in ("Your Clinic", "Riverside", "555", "clinic.example", "911"):
        assert made_up not in printed


@pytest.mark.parametrize(
    ("country", "paper", "emergency"),
    [("US", "letter", "911"), ("gb", "a4", "999"), ("DE", "a4", ""), ("", "letter", "")],
)
def test_the_country_decides(
    call: Call, folder: Path, country: str, paper: str, emergency: str
) -> None:
    """The paper and the number for emergencies, which is left out where it is not sure."""
    assert call("init", "c", "--name", "A", "--country", country).exit_code == 0
    brand = handouts.load("dry-needling", library=folder / "c").brand
    assert brand.paper == paper
    assert emergency in brand.emergency
    assert bool(brand.emergency) is bool(emergency)


def test_the_logo_is_copied(call: Call, folder: Path) -> None:
    """Under a name of its own, whatever it was called."""
    (folder / "My logo (final).SVG").write_bytes((library_folder() / "logo.svg").read_bytes())
    result = call("init", "c", "--name", "A", "--logo", "My logo (final).SVG")
    assert result.exit_code == 0
    brand = handouts.load("dry-needling", library=folder / "c").brand
    assert brand.logo and Path(brand.logo.name).name == "logo.svg"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "Give the clinic's name, as patients know it: --name"),
        (["--name", "A", "--country", "Germany"], 2, "Write two letters, such as US, GB or DE."),
        (["--name", "A", "--colour", "blurple"], 1, "'blurple' is not a colour"),
        (["--name", "A", "--web", "a b"], 1, "web: "),
        (["--name", "A", "--logo", "no.svg"], 1, "no.svg: There is no such file."),
        (["--name", "A", "--logo", "notes.svg"], 1, "logo.svg: "),
        (["--name", "{{clinic}}"], 1, "name: "),
        (["--name", "\U0001f600 Clinic"], 1, "name: No font here has U+1F600 GRINNING FACE."),
        (["--name", "A", "--phone", "555\udcff"], 1, "phone: A hidden character (U+DCFF)"),
    ],
)
def test_what_is_wrong_about_a_clinic_is_told(
    call: Call, folder: Path, words: list[str], code: int, message: str
) -> None:
    """By the name of the detail, before anything is written."""
    (folder / "notes.svg").write_text("no picture")
    result = call("init", "clinic", *words)
    assert result.exit_code == code
    assert message in result.stderr
    assert not (folder / "clinic").exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal on Windows")
def test_init_asks_at_a_terminal(folder: Path) -> None:
    """Until each answer is right; Enter leaves out what is not known."""
    answers = ["Hill Street Physio", "020 7946 0958", "", "blurple", "#ff7a00", "", "GB"]
    said = answer_at_terminal([sys.executable, "-m", "handouts", "init", "clinic"], answers)
    assert "Your clinic's name, as patients know it: " in said
    assert "'blurple' is not a colour that is known here." in said
    assert said.count("Main colour") == 2
    brand = handouts.load("dry-needling", library=folder / "clinic").brand
    assert (brand.name, brand.contact.phone) == ("Hill Street Physio", "020 7946 0958")
    assert (brand.colours.main, brand.paper) == ("#ff7a00", "a4")


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal on Windows")
def test_a_name_that_is_wrong_is_asked_for_again(folder: Path) -> None:
    """At once, not at the next question, which no answer could then put right."""
    answers = ["{{x}}", "\U0001f600", "Our Clinic", "", "", "", "", "GB"]
    said = answer_at_terminal([sys.executable, "-m", "handouts", "init", "clinic"], answers)
    assert said.count("Your clinic's name, as patients know it: ") == 3
    assert said.count("Telephone") == 1
    assert handouts.load("dry-needling", library=folder / "clinic").brand.name == "Our Clinic"


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal on Windows")
def test_what_is_given_wrong_is_told_before_anything_is_asked(folder: Path) -> None:
    """No answer could put it right."""
    words = [sys.executable, "-m", "handouts", "init", "clinic", "--colour", "blurple"]
    said = answer_at_terminal(words, [], code=1)
    assert "'blurple' is not a colour" in said
    assert "Your clinic's name" not in said
    assert not (folder / "clinic").exists()


def test_the_first_leaflet_replaces_none(call: Call, folder: Path) -> None:
    """It is one of the files that are never overwritten."""
    assert call("build", "dry-needling").exit_code == 0
    before = (folder / "dry-needling.pdf").read_bytes()
    result = call("init", ".", "--name", "Our Clinic")
    assert result.exit_code == 1
    assert "dry-needling.pdf: already exists" in result.stderr
    assert list_files(folder) == ["dry-needling.pdf"]
    assert (folder / "dry-needling.pdf").read_bytes() == before


def test_the_first_leaflet_is_the_one_that_is_built_there(call: Call, clinic: Path) -> None:
    """Byte for byte."""
    first = (clinic / "dry-needling.pdf").read_bytes()
    assert call("build", "dry-needling", "--library", clinic, "-o", "again.pdf").exit_code == 0
    assert Path("again.pdf").read_bytes() == first


def test_the_next_leaflet_takes_the_place_of_the_first(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the country: nobody finds one with the old telephone number beside it."""
    assert call("init", "clinic", "--name", "Our Clinic", "--country", "GB").exit_code == 0
    monkeypatch.chdir(folder / "clinic")
    brand = Path("brand.yaml")
    brand.write_text(brand.read_text("utf-8").replace("Our Clinic", "Their Clinic"), "utf-8")
    assert call("build", "dry-needling").stdout == "dry-needling.pdf\n"
    assert "Their Clinic" in read_text(Path("dry-needling.pdf"))


def test_two_forms_of_a_language_have_two_files(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is written over the other."""
    assert call("init", "clinic", "--name", "Our Clinic", "--country", "GB").exit_code == 0
    monkeypatch.chdir(folder / "clinic")
    file = Path("dry-needling.en.yaml")
    file.with_name("dry-needling.en-GB.yaml").write_bytes(file.read_bytes())
    assert call("build", "dry-needling.en-GB").stdout == "dry-needling.pdf\n"
    assert call("build", "dry-needling.en").stdout == "dry-needling.en.pdf\n"


def test_a_folder_is_started_whatever_the_usual_library_is(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next command names the new folder, even if it is the current one."""
    monkeypatch.setenv("HANDOUTS_LIBRARY", "nowhere")
    result = call("init", ".", "--name", "Our Clinic")
    assert result.exit_code == 0, result.output
    assert "handouts build dry-needling --library ." in result.stderr


def answer_at_terminal(words: list[str], answers: list[str], code: int = 0) -> str:
    """What a program says at a terminal where these answers are typed, each after a question."""
    import pty

    leader, follower = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": ROOT, "BROWSER": "true"}
    with subprocess.Popen(
        words, stdin=follower, stdout=follower, stderr=follower, env=environ, close_fds=True
    ) as running:
        os.close(follower)
        said = b""
        for answer in answers:
            while not said.rstrip(b" ").endswith((b":", b"]:")):
                said += os.read(leader, 1024)
            os.write(leader, f"{answer}\n".encode())
            said += os.read(leader, len(answer) + 2)  # the terminal's echo
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while more := os.read(leader, 1024):
                said += more
        assert running.wait(60) == code, said.decode()
    os.close(leader)
    return said.decode()


def test_a_clinics_folder_is_written_over_nothing(call: Call, clinic: Path) -> None:
    """A second init changes no file and says which are in the way."""
    (clinic / "brand.yaml").write_text("mine")
    result = call("init", clinic, "--name", "Our Clinic")
    assert result.exit_code == 1
    assert "brand.yaml" in result.stderr
    assert result.stderr.endswith("\n\n1 problem. Nothing was written.\n")
    assert (clinic / "brand.yaml").read_text() == "mine"


def test_a_folder_that_is_there_can_be_filled(call: Call, folder: Path) -> None:
    """``handouts init .`` in a folder with other things in it."""
    (folder / "notes.txt").write_text("mine")
    assert call("init", ".", "--name", "Our Clinic").exit_code == 0
    assert "brand.yaml" in list_files(folder)
    assert call("check").exit_code == 0


def test_a_file_where_the_folder_should_be_is_reported(call: Call, folder: Path) -> None:
    """No traceback for a path that leads through a file."""
    (folder / "file").touch()
    assert call("init", "file", "--name", "Our Clinic").exit_code == 2
    result = call("init", "file/clinic", "--name", "Our Clinic")
    assert result.exit_code == 1
    assert result.stderr.endswith("\n\n1 problem. Nothing was written.\n")


@pytest.mark.parametrize("there", [False, True])
def test_a_failure_in_the_middle_leaves_nothing(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    """What was written before is taken away, with the folders that were made, and no other."""
    if there:
        (folder / "clinic").mkdir()
    fail_at(4, monkeypatch)
    result = call("init", "clinic/deep", "--name", "Our Clinic")
    assert result.exit_code == 1
    assert result.stderr == "No space left on device.\n\n1 problem. Nothing was written.\n"
    assert [each.name for each in folder.rglob("*")] == (["clinic"] if there else [])


def test_what_cannot_be_taken_away_is_reported(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then no message says that nothing was written."""

    really = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == "README.txt":
            raise PermissionError
        really(path, missing_ok)

    fail_at(2, monkeypatch)
    monkeypatch.setattr(Path, "unlink", refuse)
    result = call("init", "clinic", "--name", "Our Clinic")
    assert result.exit_code == 1
    assert result.stderr.endswith("1 problem. Written: clinic/README.txt, clinic.\n")


def fail_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full when this file, counted from 1, is to be written."""
    really, calls = write_atomically, count(1)

    def write(path: Path, data: bytes) -> None:
        if next(calls) == number:
            raise OSError(errno.ENOSPC, "No space left on device")
        really(path, data)

    monkeypatch.setattr(scaffold, "write_atomically", write)
