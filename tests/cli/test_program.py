"""The program as a whole: its help, its colours, what it loads, how it ends."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner

import handouts
from handouts.cli import options, report
from handouts.cli import program as house
from handouts.cli.program import COMMANDS, HandoutsGroup, program

from .conftest import ROOT, Call, Process, approve

HEAVY = tuple(
    "reportlab resvg_py segno markdown_it uharfbuzz cssselect2 tinycss2 yaml PIL bidi fontTools "
    "phonenumbers idna".split()
)


@pytest.mark.parametrize("words", [["-h"], ["--help"]])
def test_help_is_a_result(call: Call, words: list[str]) -> None:
    """Requested help goes to stdout, names every command, and is not a failure."""
    result = call(*words)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert re.findall(r"^  (\w[\w-]*)  +[A-Z]", result.stdout, re.MULTILINE) == list(COMMANDS)


def test_no_arguments_show_the_short_help(call: Call) -> None:
    """A bare ``handouts`` shows the help, and is not a success."""
    result = call()
    assert result.exit_code == 2
    assert "handouts build dry-needling" in result.output


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["build", "dry-needling", "--format", "tri-fold"], "Did you mean 'trifold'?"),
        (["build", "dry-needling", "--ink", "color"], "Did you mean 'colour'?"),
        (["new", "knee", "--kind", "exercise"], "Did you mean 'exercises'?"),
        (["schema", "brands"], "Did you mean 'brand'?"),
        (["copy", "dryneedling"], "Did you mean 'dry-needling'?"),
        (["build", "dry-needling", "--format", "poster"], "'all'."),
    ],
)
def test_a_misspelled_word_is_suggested(call: Call, words: list[str], hint: str) -> None:
    """One of the words that an option or argument takes; nothing is suggested at random."""
    result = call(*words)
    assert result.exit_code == 2
    assert result.stderr.rstrip().endswith(hint), result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_opens_with_examples(call: Call, name: str) -> None:
    """The first thing under the usage line is a command that one can copy."""
    result = call(name, "-h")
    assert result.exit_code == 0
    lines = [line for line in result.stdout.splitlines() if line]
    assert lines[0].startswith(f"Usage: program {name}")
    assert lines[1] == "  Examples:"
    assert lines[2].startswith(f"    handouts {name}")


def find_examples() -> list[str]:
    """Every command line that a help shows."""
    context = click.Context(program, info_name="handouts", **program.context_settings)
    helps = [program.get_help(context)]
    for name in COMMANDS:
        command = program.get_command(context, name)
        assert command is not None
        helps.append(command.get_help(click.Context(command, info_name=name, parent=context)))
    return sorted(
        {line for text in helps for line in re.findall(r"^    (handouts .*)", text, re.M)}
    )


# What ships is due for review some day; its examples shall run after it as well.
RUN = """\
import datetime
from handouts.cli import main
from handouts.printing import review
review.today = lambda: datetime.date(2027, 1, 1)
if __name__ == "__main__":
    main()
"""
# A printing system with one printer, which is done at once.
LPSTAT = "#!/bin/sh\ncase $1 in -r) echo scheduler is running;; -e) echo desk;; esac\n"
LPOPTIONS = (
    "#!/bin/sh\necho 'PageSize/Paper: A4 *Letter'\necho 'Duplex/Sides: *None DuplexTumble'\n"
)
LP = "#!/bin/sh\ncat > /dev/null\necho request id is desk-1\n"


@pytest.fixture
def shell(folder: Path, tmp_path: Path, call: Call) -> dict[str, str]:
    """A user's shell: ``handouts`` on the path, a home, a PDF viewer, a printer."""
    bin, home = tmp_path / "bin", tmp_path / "home"
    (home / ".config/fish/completions").mkdir(parents=True)
    bin.mkdir()
    (tmp_path / "run.py").write_text(RUN)
    viewer = "#!/bin/sh\n"
    scripts = {
        "handouts": f'#!/bin/sh\nexec "{sys.executable}" "{tmp_path / "run.py"}" "$@"\n',
        "xdg-open": viewer,
        "open": viewer,
        "lp": LP,
        "lpstat": LPSTAT,
        "lpoptions": LPOPTIONS,
    }
    for name, script in scripts.items():
        (bin / name).write_text(script)
        (bin / name).chmod(0o755)
    return os.environ | {
        "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": ROOT,
        "HOME": str(home),
        "PROFILE": str(home / "profile.ps1"),
    }


@pytest.mark.slow
@pytest.mark.parametrize("example", find_examples())
def test_each_example_runs(example: str, call: Call, folder: Path, shell: dict[str, str]) -> None:
    """Every example in the help can be typed as it is."""
    if "clinic" in example and not example.startswith("handouts init"):
        assert call("init", "clinic", "--name", "Our Clinic").exit_code == 0
    if example.startswith("handouts print"):  # which refuses the made-up clinic
        assert call("init", ".", "--name", "Our Clinic").exit_code == 0
        approve(folder / "dry-needling.en.yaml")
    if "clinic/back-pain" in example:
        assert call("new", "back-pain", "--library", "clinic").exit_code == 0
    if "clinic/neck-exercises" in example:
        made = call("new", "neck-exercises", "--kind", "exercises", "--library", "clinic")
        assert made.exit_code == 0
    if "patients.csv" in example:
        head = "Given name,Last name,Visit date,Status,Practitioner"
        row = "Sam,Lee,2026-12-02,Booked,J. Park"  # tomorrow, see tests/conftest.py
        (folder / "patients.csv").write_text(f"{head}\n{row}\n")
    if example.startswith("handouts find"):
        (folder / "out").mkdir()
    if "dry-needling.pdf" in example:
        assert call("build", "dry-needling").exit_code == 0
    once = example.replace(" --watch", "")  # which ends by Ctrl+C alone: see test_preview.py
    done = subprocess.run(
        ["sh", "-c", once], cwd=folder, env=shell, capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr if done.returncode else "") == (0, "")


def test_a_mistyped_command_is_wrong_usage_with_a_suggestion(call: Call) -> None:
    """``buidl`` is nearly ``build``."""
    result = call("buidl")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Did you mean 'build'?" in result.stderr


def test_a_mistyped_option_is_wrong_usage_with_a_suggestion(call: Call) -> None:
    """``--papr`` is nearly ``--paper``."""
    result = call("build", "dry-needling", "--papr", "a4")
    assert result.exit_code == 2
    assert "--paper" in result.stderr


def test_the_version_is_the_packages(call: Call) -> None:
    """The program shows the same version as Python."""
    assert call("--version").stdout == f"program {handouts.__version__}\n"


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"], ["list", "--papr"]])
def test_help_loads_nothing_heavy(process: Process, words: list[str]) -> None:
    """The first words on screen wait for no PDF library and no YAML reader."""
    code = (
        "import os, sys\n"
        "os._exit = lambda code: None\n"
        "from handouts.cli import main\n"
        f"sys.argv = ['handouts', *{words!r}]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_the_package_loads_nothing_heavy() -> None:
    """``import handouts`` costs next to nothing until something is done with it."""
    code = f"import sys, handouts; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_the_formats_are_those_of_the_layout() -> None:
    """The command line offers the formats that there are, although it does not load them."""
    from handouts.document.papers import PAPERS
    from handouts.layout.formats import FORMATS

    assert options.FORMATS == get_args(handouts.Format) == tuple(FORMATS)
    assert set(options.PAPER_KEYS) == set(PAPERS)


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, None),
        ({"NO_COLOR": ""}, None),
        ({"NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
    ],
)
def test_the_environment_decides_on_colour(environ: dict[str, str], wanted: bool | None) -> None:
    """NO_COLOR is the last word; otherwise the terminal decides unless forced."""
    assert house.colour_choice(environ) is wanted


@pytest.mark.parametrize(("environ", "coloured"), [({}, False), ({"FORCE_COLOR": "1"}, True)])
def test_problems_are_coloured_on_request_only(
    process: Process, environ: dict[str, str], coloured: bool
) -> None:
    """Messages that go to a file have no colour, unless it is requested."""
    done = process("build", "no-such", **environ)
    assert done.returncode == 1
    assert (b"\x1b[" in done.stderr) is coloured


def test_ctrl_c_ends_with_130_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """As shells expect of a program that was stopped."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(HandoutsGroup, "get_command", stop)
    result = CliRunner().invoke(program, ["list"])
    assert result.exit_code == 130
    assert "Traceback" not in result.output


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes with names")
def test_a_running_program_stops_on_ctrl_c(folder: Path) -> None:
    """Writing into a pipe without a reader waits forever; Ctrl-C ends it silently."""
    os.mkfifo(folder / "pipe")
    words = [sys.executable, "-m", "handouts", "build", "dry-needling", "-o", "pipe"]
    environ = {**os.environ, "PYTHONPATH": ROOT}
    with subprocess.Popen(words, cwd=folder, env=environ, stderr=subprocess.PIPE) as running:
        time.sleep(2)
        running.send_signal(signal.SIGINT)
        try:
            assert running.wait(30) == 130
        finally:
            running.kill()
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()


def test_a_reader_that_goes_away_has_no_traceback(folder: Path) -> None:
    """``handouts schema | head -1`` ends quietly."""
    done = subprocess.run(
        f'"{sys.executable}" -m handouts schema | head -c 1',
        shell=True,
        capture_output=True,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": ROOT},
        timeout=60,
    )
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
@pytest.mark.parametrize("words", ["list", "schema", "check --json", "build dry-needling -o -"])
def test_an_output_that_takes_nothing_is_reported(folder: Path, words: str) -> None:
    """Results sent to a full disk are a problem; files are only mentioned if there are any."""
    done = subprocess.run(
        f'"{sys.executable}" -m handouts {words} > /dev/full',
        shell=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT},
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == b"No space left on device.\n\n1 problem.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("build dry-needling", ["dry-needling.pdf"]),
        ("new back-pain", ["back-pain.en.yaml"]),
        ("schema -o s.json", ["s.json"]),
    ],
)
def test_what_was_written_is_reported_when_its_name_cannot_be(
    folder: Path, words: str, names: list[str]
) -> None:
    """The file is there, so no message says that nothing was written."""
    done = subprocess.run(
        f'"{sys.executable}" -m handouts {words} > /dev/full',
        shell=True,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ROOT},
        timeout=60,
    )
    assert done.returncode == 1
    assert [each.name for each in folder.iterdir()] == names
    assert done.stderr.decode().endswith(f"\n\n1 problem. Written: {names[0]}.\n")


@pytest.mark.parametrize("words", [["read", "no-such"], ["check", "no-such"], ["list"]])
def test_a_command_that_writes_nothing_says_nothing_of_it(
    call: Call, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """A command that only reads ends with the count of problems."""
    if words == ["list"]:
        monkeypatch.setenv("HANDOUTS_LIBRARY", "no")
    result = call(*words)
    assert result.exit_code == 1
    assert result.stderr.endswith("\n\n1 problem in 1 file.\n")


def test_a_suggested_command_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces, quotes and semicolons are part of the name, in each system's way."""
    assert (
        report.format_command("handouts", "check", "a b;touch x") == "handouts check 'a b;touch x'"
    )
    assert report.format_command("a\x1b[31m") == "'a<U+001B>[31m'"
    monkeypatch.setattr(os, "name", "nt")
    assert report.format_command("handouts", "check", "a b") == 'handouts check "a b"'


def test_a_console_without_the_letters_still_gets_its_message(process: Process) -> None:
    """On a console of a small code page a letter becomes its number, not a traceback."""
    done = process("build", "\N{GREEK SMALL LETTER ALPHA}", PYTHONIOENCODING="cp1252")
    assert done.returncode == 1
    assert b"\\u03b1" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["list"]])
def test_a_full_disk_is_explained(words: list[str]) -> None:
    """What cannot be printed is one line on stderr and exit code 1, not a traceback."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "handouts", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
