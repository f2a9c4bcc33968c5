"""``handouts.printing.windows``: what SumatraPDF gets."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from handouts.printing import windows
from handouts.printing.job import PrintError, PrintJob

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the program is a script")

JOB = PrintJob("T", "A4", "two-sided-short-edge")
_SCRIPT = """\
#!{python}
import json, os, pathlib, sys
told = dict(words=sys.argv[1:], size=os.path.getsize(sys.argv[-1]))
pathlib.Path({file!r}).write_text(json.dumps(told))
sys.exit({code})
"""


def install_program(folder: Path, code: int = 0, name: str = "SumatraPDF") -> Path:
    """Put a program into a folder that notes what it is told; returns the file it notes it in."""
    noted = folder / "noted.json"
    script = folder / name
    script.write_text(_SCRIPT.format(python=sys.executable, file=str(noted), code=code))
    script.chmod(0o700)
    return noted


@pytest.mark.parametrize(
    ("job", "settings"),
    [
        (JOB, "noscale,duplexshort,paper=A4,color,1x"),
        (
            replace(JOB, media="Letter", sides="two-sided-long-edge", copies=20),
            "noscale,duplexlong,paper=letter,color,20x",
        ),
        (
            replace(JOB, sides="one-sided", ink="mono", tray="Tray 2"),
            "noscale,simplex,paper=A4,monochrome,1x,bin=Tray 2",
        ),
    ],
)
def test_sides_and_paper_are_really_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, job: PrintJob, settings: str
) -> None:
    """And the tray, the colour and the copies; the file is gone afterwards."""
    noted = install_program(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    program = windows.find_program()
    assert program == str(tmp_path / "SumatraPDF")
    windows.print_file(b"%PDF-", job, 'Front "desk"', program)
    told = json.loads(noted.read_text())
    assert told["words"][:-1] == [
        "-print-to",
        'Front "desk"',
        "-print-settings",
        settings,
        "-silent",
    ]
    assert told["size"] == 5
    assert not Path(told["words"][-1]).parent.exists()
    windows.print_file(b"%PDF-", job, None, program)
    assert json.loads(noted.read_text())["words"][0] == "-print-to-default"


def test_it_is_found_where_its_installer_puts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For one user or for all."""
    monkeypatch.setenv("PATH", "")
    for name in ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)"):
        monkeypatch.delenv(name, raising=False)
    assert windows.find_program() is None
    (tmp_path / "SumatraPDF").mkdir()
    install_program(tmp_path / "SumatraPDF", name="SumatraPDF.exe")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert windows.find_program() == str(tmp_path / "SumatraPDF/SumatraPDF.exe")


def test_what_it_cannot_print_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its exit code, or because it does not start."""
    install_program(tmp_path, code=1)
    with pytest.raises(PrintError, match=r"could not print \(exit code 1\). Is the printer 'desk'"):
        windows.print_file(b"%PDF-", JOB, "desk", str(tmp_path / "SumatraPDF"))
    with pytest.raises(PrintError, match="SumatraPDF did not print"):
        windows.print_file(b"%PDF-", JOB, None, str(tmp_path / "missing"))


def test_a_tray_is_one_setting(tmp_path: Path) -> None:
    """A comma would begin another one."""
    with pytest.raises(PrintError, match="cannot contain a comma"):
        windows.build_command(replace(JOB, tray="1,2"), tmp_path, None, "SumatraPDF")


def test_copies_and_printer_are_named_for_a_dialog() -> None:
    """For printing by hand."""
    assert windows.format_settings(replace(JOB, copies=20), "desk") == (
        "printer desk; 20 copies; paper A4; both sides, flip on the short edge; actual size "
        "(100%); colour"
    )
