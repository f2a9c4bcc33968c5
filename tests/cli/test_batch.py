"""``handouts batch``: a table becomes leaflets, and what is said of it."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from handouts import making
from handouts.cli.program import program
from handouts.spec.models import Person, Spec

from .conftest import Call, Process

HEAD = "First name,Last name,Therapist\n"
MADE = r"Made (\d+) leaflets? in out.* in [\d.]+ s, [\d.,]+ a second\.\n"


def toy(spec: Spec, *, person: Person | None = None, **_: object) -> bytes:
    """What stands for a leaflet: a page with the name on it."""
    from pikepdf import Dictionary, Name, Pdf, Stream

    made = io.BytesIO()
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        words = Stream(pdf, b"% " + msgspec.json.encode((spec.handout.title, person)))
        pdf.pages[0].obj.Contents = pdf.make_indirect(words)
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.PageMode = Name.UseOutlines
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


@pytest.fixture
def patients(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six people, and leaflets that cost next to nothing."""
    monkeypatch.setattr(making, "render", toy)
    monkeypatch.setattr(making, "check", lambda *_, **__: None)
    return write(folder, *(f"Secret{number},Known{number},Dr. Kim" for number in range(6)))


def write(folder: Path, *rows: str, head: str = HEAD) -> Path:
    """A table of such rows."""
    path = folder / "patients.csv"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def made(folder: Path) -> list[str]:
    """The names of the leaflets."""
    return sorted(each.name for each in (folder / "out").glob("*.pdf"))


def batch(call: Call, *more: str | Path) -> Result:
    """The command on the six, in this process."""
    return call("batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1", *more)


def test_a_table_becomes_leaflets(call: Call, patients: Path, folder: Path) -> None:
    """The folder is the result, on stdout; how it went is said on stderr."""
    result = batch(call)
    assert (result.exit_code, result.stdout) == (0, "out\n"), result.stderr
    assert re.fullmatch(MADE, result.stderr)
    assert made(folder) == [f"dry-needling-{row:05}.pdf" for row in range(2, 8)]
    again = batch(call)
    assert (again.exit_code, again.stdout) == (0, "out\n")
    assert again.stderr == "All there already: 6 leaflets in out.\n"


def test_what_was_there_is_said(call: Call, patients: Path, folder: Path) -> None:
    """And what the folder holds of other tables."""
    batch(call)
    (folder / "out" / "dry-needling-00003.pdf").unlink()
    write(folder, *patients.read_text().splitlines()[1:4])
    said = batch(call).stderr
    assert said.startswith("Made 1 leaflet in out (2 were there already) in ")
    assert said.endswith("It also holds 3 leaflets of other rows or tables.\n")


def test_quiet_says_nothing_but_where_it_is(call: Call, patients: Path) -> None:
    """For a person who does not want to know."""
    result = batch(call, "--quiet")
    assert (result.stdout, result.stderr) == ("out\n", "")


def test_json_is_one_object(call: Call, patients: Path, folder: Path) -> None:
    """For a script, which reads nothing else."""
    result = batch(call, "--json")
    assert result.stderr == ""
    assert json.loads(result.stdout) == {
        "folder": "out",
        "manifest": str(Path("out", "manifest.jsonl")),
        "dry_run": False,
        "due": 6,
        "made": 6,
        "kept": 0,
        "replaced": 0,
        "bad": 0,
        "ignored": [],
        "unmarked": 0,
        "bad_file": None,
        "problems": [],
    }


def test_a_dry_run_writes_nothing(call: Call, patients: Path, folder: Path) -> None:
    """All is checked, and said."""
    before = sorted(folder.rglob("*"))
    result = batch(call, "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "6 leaflets would be made in out. Nothing was written.\n"
    assert sorted(folder.rglob("*")) == before


def test_what_is_replaced_is_said(call: Call, patients: Path, folder: Path) -> None:
    """A row that was mended, and one that is someone else's now: nobody can tell which."""
    batch(call)
    rows = patients.read_text().splitlines()[1:]
    write(folder, "Other,One,", "Other,Two,", *rows[2:])
    dry = batch(call, "--dry-run")
    assert "2 leaflets would be replaced, since their rows have changed.\n" in dry.stderr
    assert json.loads(batch(call, "--dry-run", "--json").stdout)["replaced"] == 2
    done = batch(call)
    assert done.exit_code == 0
    assert "2 leaflets were replaced, since their rows have changed.\n" in done.stderr
    write(folder, "Other,One,x", "Other,Two,", *rows[2:])
    assert json.loads(batch(call, "--json").stdout)["replaced"] == 1
    assert "replaced" not in batch(call).stderr


def test_another_weeks_table_is_told(call: Call, patients: Path, folder: Path) -> None:
    """Though one of its people was there last week too, at the same time."""
    batch(call)
    before = [(folder / "out" / name).read_bytes() for name in made(folder)]
    first = patients.read_text().splitlines()[1]
    write(folder, first, *(f"Other{number},Known,Kim" for number in range(5)))
    result = batch(call)
    assert result.exit_code == 1
    assert "5 of 6 leaflets there were made from another table" in result.stderr
    assert result.stderr.endswith("1 problem. Nothing was written.\n")
    assert [(folder / "out" / name).read_bytes() for name in made(folder)] == before
    assert "5 leaflets were replaced" in batch(call, "--force").stderr


def test_another_format_is_said_as_what_it_is(call: Call, patients: Path) -> None:
    """Who asks for other paper has changed no handout."""
    batch(call)
    said = batch(call, "--paper", "a4").stderr
    assert "The handout, its format, its paper or the program has changed since" in said


def test_a_row_of_which_nothing_is_known_is_wrong(call: Call, patients: Path, folder: Path) -> None:
    """The sum below an export is not handed a leaflet."""
    write(folder, "Sam,Lee,", ",,", head="First name,Last name,Fee\n")
    patients.write_text(patients.read_text() + ",,Total 120\n")
    result = batch(call, "--skip-bad")
    assert result.exit_code == 1
    assert "patients.csv:4:1: Nothing is known of this row." in result.stderr
    assert made(folder) == ["dry-needling-00002.pdf"]
    assert "Total 120" in (folder / "out" / "bad-rows.csv").read_text(encoding="utf-8-sig")


def wrong(folder: Path) -> None:
    """Two rows of four that ask for a format that there is not."""
    head = "First name,Last name,Format\n"
    rows = ("Secret1,Known1,", "Secret2,Known2,nonsense", "Secret3,Known3,trifold", "S,K,fold")
    write(folder, *rows, head=head)


def test_wrong_rows_are_told_before_the_first_page(
    call: Call, patients: Path, folder: Path
) -> None:
    """All of them, by row and column, and no cell is repeated."""
    wrong(folder)
    result = batch(call)
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(" ")[0] for line in result.stderr.split("\n\n")[:2]] == [
        "patients.csv:3:3:",
        "patients.csv:5:3:",
    ]
    assert result.stderr.endswith("2 problems in 1 file. Nothing was written.\n")
    assert "nonsense" not in result.stderr and "Secret" not in result.stderr
    assert not (folder / "out").exists()
    told = json.loads(batch(call, "--json").stdout)
    assert (told["bad"], [each["line"] for each in told["problems"]]) == (2, [3, 5])
    assert "nonsense" not in json.dumps(told)


def test_bad_rows_are_mended_and_run_by_themselves(
    call: Call, patients: Path, folder: Path
) -> None:
    """In the end everyone has the leaflet that they would have had at once."""
    wrong(folder)
    result = batch(call, "--skip-bad")
    bad = folder / "out" / "bad-rows.csv"
    assert (result.exit_code, made(folder)) == (
        1,
        ["dry-needling-00002.pdf", "dry-needling-00004.pdf"],
    )
    assert result.stderr.startswith("Made 2 leaflets in out in ")
    assert f"They are in {Path('out', 'bad-rows.csv')}, to be mended and run" in result.stderr
    assert "delete it, for it holds patients' data." in result.stderr
    text = bad.read_text(encoding="utf-8-sig")
    bad.write_text(text.replace('"nonsense"', '""').replace('"fold"', '""'), encoding="utf-8-sig")
    mended = call("batch", "dry-needling", bad, "-o", "out", "-j", "1")
    assert mended.exit_code == 0, mended.stderr
    assert made(folder) == [f"dry-needling-{row:05}.pdf" for row in (2, 3, 4, 5)]


def test_bad_rows_that_someone_mends_are_never_written_over(
    call: Call, patients: Path, folder: Path
) -> None:
    """The same again is the same file; others go to a file of their own."""
    wrong(folder)
    batch(call, "--skip-bad")
    batch(call, "--skip-bad")
    assert sorted(each.name for each in (folder / "out").glob("*.csv")) == ["bad-rows.csv"]
    (folder / "out" / "bad-rows.csv").write_text("half mended")
    batch(call, "--skip-bad")
    assert (folder / "out" / "bad-rows.csv").read_text() == "half mended"
    assert (folder / "out" / "bad-rows-2.csv").exists()


def test_many_problems_are_counted_and_not_all_shown(
    call: Call, patients: Path, folder: Path
) -> None:
    """Nobody reads a thousand; a script gets them all."""
    write(folder, *["Sam,nonsense"] * 120, head="First name,Format\n")
    result = batch(call)
    assert result.stderr.count("patients.csv:") == 50
    assert result.stderr.endswith(
        "... and 70 more. --json lists all.\n\n120 problems in 1 file. Nothing was written.\n"
    )
    assert len(json.loads(batch(call, "--json").stdout)["problems"]) == 120


def test_a_table_comes_from_stdin(folder: Path, patients: Path) -> None:
    """As a script hands it on."""
    words = ["batch", "dry-needling", "-", "-o", "out", "-j", "1"]
    result = CliRunner().invoke(program, words, input=patients.read_bytes())
    assert result.exit_code == 0, result.stderr
    assert len(made(folder)) == 6


def test_headers_in_other_words_are_told_and_remembered(
    call: Call, clinic: Path, patients: Path, folder: Path
) -> None:
    """In the clinic's folder, where the next batch finds them."""
    write(folder, "Sam,Lee,555", head="Rufname,Zuname,Fon\n")
    words = ("--library", clinic, "--columns", "first_name=Rufname")
    result = batch(call, *words, "--remember-columns", "--name", "{first_name}")
    assert result.exit_code == 0, result.stderr
    assert "Columns that are not read: C 'Fon'.\n" in result.stderr
    assert (clinic / "columns.yaml").is_file()
    batch(call, "--library", clinic, "--name", "{first_name}-again")
    assert made(folder) == ["Sam-again.pdf", "Sam.pdf"]


def test_nothing_is_remembered_in_the_library_that_ships(call: Call, patients: Path) -> None:
    """It is not the clinic's."""
    result = batch(call, "--remember-columns")
    assert result.exit_code == 2
    assert "--library" in result.stderr


def test_a_header_that_is_not_there_is_told(call: Call, patients: Path) -> None:
    """With what was probably meant."""
    result = batch(call, "--columns", "first_name=Frist name")
    assert result.exit_code == 1
    assert "Did you mean 'First name'?" in result.stderr


def test_the_pattern_names_the_files(call: Call, patients: Path, folder: Path) -> None:
    """People's names stand there only where someone has written so."""
    batch(call, "--name", "{row:03}-{last_name}.pdf")
    assert made(folder)[0] == "002-Known0.pdf"


def test_a_wrong_pattern_is_wrong_usage(call: Call, patients: Path) -> None:
    """With a suggestion."""
    result = batch(call, "--name", "{frist_name}")
    assert result.exit_code == 2
    assert "Did you mean 'first_name'?" in result.stderr


def test_a_folder_is_asked_for(call: Call, patients: Path) -> None:
    """Ten thousand files are never put where one stands."""
    result = call("batch", "dry-needling", "patients.csv")
    assert result.exit_code == 2
    assert "'-o'" in result.stderr


def test_a_handout_that_is_not_there_is_told(call: Call, patients: Path) -> None:
    """Before the table's rows are looked at."""
    result = call("batch", "dry-neddling", "patients.csv", "-o", "out")
    assert result.exit_code == 1
    assert "Did you mean 'dry-needling'?" in result.stderr
    assert result.stderr.endswith("1 problem in 1 file. Nothing was written.\n")


def test_a_file_in_the_way_is_told(call: Call, patients: Path, folder: Path) -> None:
    """And replaced only by ``--force``."""
    (folder / "out").mkdir()
    (folder / "out" / "dry-needling-00004.pdf").write_bytes(b"theirs")
    result = batch(call)
    assert result.exit_code == 1
    assert "not in the manifest" in result.stderr and "--force" in result.stderr
    assert result.stderr.endswith("1 problem. Nothing was written.\n")
    assert json.loads(batch(call, "--json").stdout)["problems"][0]["file"] == "out"
    assert batch(call, "--force").exit_code == 0


# --- locked files ----------------------------------------------------------------------------


def opens(path: Path, password: str) -> bool:
    """Whether a password opens a PDF."""
    from pikepdf import PasswordError, Pdf

    try:
        with Pdf.open(path, password=password) as pdf:
            assert pdf.encryption.R == 6 and pdf.encryption.bits == 256
            assert pdf.allow.accessibility and pdf.allow.print_highres
            assert not pdf.allow.modify_other
            return True
    except PasswordError:
        return False


def test_a_password_for_all_locks_each_file(call: Call, patients: Path, folder: Path) -> None:
    """It is asked for unseen, twice; nothing of a person stands in the bytes."""
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1", "--password"]
    result = CliRunner().invoke(program, words, input="hedgehog\nhedgehog\n")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "out\n"
    for name in made(folder):
        path = folder / "out" / name
        assert opens(path, "hedgehog")
        assert not opens(path, "") and not opens(path, "Hedgehog")
        assert b"Secret" not in path.read_bytes()
    (folder / "word").write_text("hedgehog\n")
    again = batch(call, "--password-file", "word")
    assert again.stderr == "All there already: 6 leaflets in out.\n"


def test_a_column_locks_each_file_by_its_own(call: Call, patients: Path, folder: Path) -> None:
    """A row without a password is wrong: no leaflet is left open by mistake."""
    write(folder, "Sam,one1", "Ana,", "Bo,three3", head="First name,Code\n")
    result = batch(call, "--password-column", "Code")
    assert result.exit_code == 1
    assert result.stderr.startswith("patients.csv:3:2: Column B 'Code': The password is missing.\n")
    assert "one1" not in result.stderr
    write(folder, "Sam,one1", "Ana,two2", "Bo,three3", head="First name,Code\n")
    assert batch(call, "--password-column", "Code").exit_code == 0
    assert [opens(folder / "out" / name, "two2") for name in made(folder)] == [False, True, False]
    told = (folder / "out" / "manifest.jsonl").read_text()
    assert "two2" not in told


def test_two_ways_of_locking_are_wrong_usage(call: Call, patients: Path) -> None:
    """One is meant, and nobody can know which."""
    result = batch(call, "--password", "--password-column", "Code")
    assert result.exit_code == 2


@pytest.mark.parametrize("more", [[], ["--merge"], ["--password"]])
@pytest.mark.parametrize("header", ["", " "])
def test_a_column_without_a_header_is_wrong_usage(
    call: Call, patients: Path, folder: Path, header: str, more: list[str]
) -> None:
    """A script whose variable is empty makes no open files."""
    result = batch(call, "--password-column", header, *more)
    assert result.exit_code == 2, result.stderr
    assert "password" in result.stderr or "lock" in result.stderr
    assert not (folder / "out").exists()


@pytest.mark.parametrize("data", ["schlüssel\n".encode("cp1252"), "key\n".encode("utf-16")])
def test_a_passwords_file_in_another_encoding_is_told(
    call: Call, patients: Path, folder: Path, data: bytes
) -> None:
    """With the mend; the password is not repeated."""
    (folder / "word").write_bytes(data)
    result = batch(call, "--password-file", "word")
    assert result.exit_code == 2
    assert "Save the file as UTF-8." in result.stderr
    assert "Traceback" not in result.stderr and "chl" not in result.stderr
    assert not (folder / "out").exists()


def test_an_empty_password_is_wrong_usage(call: Call, patients: Path, folder: Path) -> None:
    """It would lock nothing."""
    (folder / "word").write_text("\n")
    result = batch(call, "--password-file", "word")
    assert result.exit_code == 2
    assert "The password is missing." in result.stderr


# --- as a process ----------------------------------------------------------------------------


def test_real_leaflets_over_two_processes(process: Process, folder: Path) -> None:
    """The whole way, from the table to PDFs; each as it is when it is made alone."""
    from handouts import load, render
    from handouts.spec.models import Person

    rows = [f"Sam{number},Lee,Dr. Kim" for number in range(70)]
    write(folder, *rows)
    done = process("batch", "dry-needling", "patients.csv", "-o", "out", "--jobs", "2")
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout == b"out\n"
    assert b"\r" not in done.stderr, "a bar where no terminal is"
    assert len(made(folder)) == 70
    person = Person(first_name="Sam69", last_name="Lee", therapist="Dr. Kim")
    alone = render(load("dry-needling"), person=person)
    assert (folder / "out" / "dry-needling-00071.pdf").read_bytes() == alone


@pytest.mark.parametrize("more", [(), ("--dry-run",), ("--merge",)])
def test_areas_without_a_side_are_told(
    call: Call, patients: Path, folder: Path, more: tuple[str, ...]
) -> None:
    """How many, in which rows, and the mend; not which. No word where all have one."""
    rows = [f"Sam{number},trapezius" for number in range(7)]
    write(folder, "Lee,left calf", *rows, head="first_name,areas\n")
    result = batch(call, *more)
    assert result.exit_code == 0, result.output
    said = "7 areas (rows 3, 4, 5, 6, 7, ...) have no side, so they are named and not marked"
    assert said in result.stderr
    assert "trapezius" not in result.output
    write(folder, "Lee,left calf", "Kim,low back", head="first_name,areas\n")
    assert "no side" not in batch(call, *more, "--force").stderr


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_a_bar_is_shown_on_a_terminal(patients: Path, folder: Path) -> None:
    """How many of how many; and it is gone at the end."""
    import pty

    toys = Path(__file__).parents[1] / "batch" / "toyprogram.py"
    write(folder, *(f"Sam{number},Lee,Kim" for number in range(200)))
    ours, theirs = pty.openpty()
    words = ["batch", "dry-needling", "patients.csv", "-o", "out", "-j", "1"]
    root = str(Path(making.__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, str(toys), *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        stderr=theirs,
        stdout=subprocess.DEVNULL,
    ) as running:
        os.close(theirs)
        told = b""
        try:
            while data := os.read(ours, 4096):
                told += data
        except OSError:
            pass  # Linux says so that the other end is closed
        os.close(ours)
    assert running.returncode == 0
    shown = told.decode().split("\r")
    assert any(re.match(r"Made \[#*-*\]  \d+ of 200", each) for each in shown)
    assert re.match(r"Made 200 leaflets in out", [each for each in shown if each.strip()][-1])


def test_a_slip_in_a_header_is_told_though_it_is_quiet(
    call: Call, patients: Path, folder: Path
) -> None:
    """It would cost everyone their name; what is merely not read is left to those who look."""
    write(folder, "Sam,Lee,12", head="Frist name,Last name,Phone\n")
    said = """The column A 'Frist name' is not read. Did you mean 'first name'? """
    said += """If so: --columns first_name="Frist name"\n"""
    assert batch(call, "--quiet").stderr == said
    script = batch(call, "--json")
    assert script.stderr == said
    assert json.loads(script.stdout)["ignored"] == ["C 'Phone'"]


def test_a_title_above_the_headers_is_told(call: Call, patients: Path, folder: Path) -> None:
    """That it is passed over, and where the headers are."""
    write(folder, "Sam,Lee,Dr. Kim", head=f"Appointments 23 Nov 2026\n\n{HEAD}")
    result = batch(call)
    assert "The headers are in row 3; what is above is not read.\n" in result.stderr
    assert made(folder) == ["dry-needling-00004.pdf"]


def test_headers_below_something_else_are_named(call: Call, patients: Path, folder: Path) -> None:
    """Where one word alone is known, the row is told, and nothing is passed over."""
    write(folder, "Sam,12", head="Appointments,Monday\nSurname,Fon\n")
    result = batch(call)
    assert result.exit_code == 1
    assert "Row 2 looks like the headers: delete the rows above it." in result.stderr


def test_headers_that_are_remembered_are_found_below_a_title(
    call: Call, patients: Path, folder: Path
) -> None:
    """Though nobody else knows them."""
    write(folder, "Sam,Lee", head="Monday\n\nRufname,Sippe\n")
    words = ("--columns", "first_name=Rufname", "--columns", "last_name=Sippe")
    result = batch(call, *words, "--name", "{first_name}-{last_name}")
    assert result.exit_code == 0, result.stderr
    assert made(folder) == ["Sam-Lee.pdf"]
