"""Windows: SumatraPDF prints with our settings; the program that opens PDFs takes none.

Its options are described at https://www.sumatrapdfreader.org/docs/Command-line-arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from handouts.drafts import create_private_folder
from handouts.files import format_path
from handouts.printing.job import PrintError, PrintJob
from handouts.sources.findings import escape_hidden

PROGRAM = "SumatraPDF"
REMARK = "Windows does not say what the printer can do: look at the first leaflet."
_FOLDERS = ("LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)")
"""The variables with the folders that it is installed in."""

_SIDES = {
    "one-sided": "simplex",
    "two-sided-short-edge": "duplexshort",
    "two-sided-long-edge": "duplexlong",
}
_TIMEOUT = 600.0
"""The time limit in seconds for a job; a list of many people takes a while to draw."""


def find_program() -> str | None:
    """The path of SumatraPDF, on the path or where its installer puts it; None if missing."""
    found = shutil.which(PROGRAM) or shutil.which(f"{PROGRAM}.exe")
    if found:
        return found
    folders = (Path(os.environ[name]) for name in _FOLDERS if os.environ.get(name))
    places = (folder / PROGRAM / f"{PROGRAM}.exe" for folder in folders)
    return next((str(place) for place in places if place.is_file()), None)


def build_command(job: PrintJob, path: Path, printer: str | None, program: str) -> list[str]:
    """The command that prints a file with a job's settings. Raises PrintError for a bad tray."""
    to = ["-print-to", printer] if printer else ["-print-to-default"]
    return [program, *to, "-print-settings", _format_settings(job), "-silent", str(path)]


def _format_settings(job: PrintJob) -> str:
    if "," in job.tray:
        raise PrintError("A tray's name cannot contain a comma. Check --tray.")
    settings = [
        "noscale",
        _SIDES[job.sides],
        f"paper={job.media if job.media == 'A4' else job.media.lower()}",
        "monochrome" if job.ink == "mono" else "color",
        f"{job.copies}x",
    ]
    return ",".join([*settings, *([f"bin={job.tray}"] if job.tray else [])])


def print_file(pdf: bytes, job: PrintJob, printer: str | None, program: str) -> None:
    """Print a PDF, from a private folder that is deleted. Raises PrintError if that fails."""
    with create_private_folder() as folder:
        path = folder / "leaflet.pdf"
        path.write_bytes(pdf)
        try:
            done = subprocess.run(
                build_command(job, path, printer, program), capture_output=True, timeout=_TIMEOUT
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PrintError(
                f"SumatraPDF did not print ({type(error).__name__}). Start it once by hand, and "
                "try again."
            ) from error
    if done.returncode:
        named = f" '{escape_hidden(printer)}'" if printer else ""
        raise PrintError(
            f"SumatraPDF could not print (exit code {done.returncode}). Is the printer{named} on, "
            "and is this its name in Windows' settings?"
        )


def format_settings(job: PrintJob, printer: str | None) -> str:
    """What to choose in a print dialog: the printer, the copies and the job's settings."""
    named = f"printer {format_path(printer)}; " if printer else ""
    return f"{named}{job.copies} copies; {job.settings}" if job.copies > 1 else named + job.settings
