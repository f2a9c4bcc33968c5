"""CUPS, by its own commands: ``lp`` hands a leaflet over, ``lpstat`` tells how a printer is.

The PDF goes through a pipe, so that no copy of it is left anywhere but in the queue. Texts
are arguments, never a shell's; CUPS is asked in English, so that its words can be read.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Iterable

from handouts.data import Data
from handouts.printing.job import Job, PrintProblem
from handouts.spec.problems import meant, quoted, visible

PATIENCE = 15.0
"""For so many seconds a printer may be waking up before it counts as off."""

_PAUSE = 0.25
_CALM = 4
_SLOW = 30.0
"""For so many seconds a command of CUPS may keep us waiting."""

# What CUPS's backends say of a printer that they cannot reach, or not yet.
_UNREACHED = re.compile(
    r"unavailable|unreachable|not respond|not connected|no longer exists|Unable to locate"
    r"|become available|not available|offline|Connecting to|Looking for|connecting-to-device",
    re.IGNORECASE,
)
_SAYS_NOTHING = ("reason unknown", "Paused")
_STUCK = re.compile(r"printer-stopped|job-hold|job-held|resources-are-not-ready|offline-report")


class State(Data, frozen=True):
    """How a job is: ``trouble`` is empty where all is well; ``stuck`` does not pass by waiting."""

    trouble: str = ""
    stuck: bool = False


def command(job: Job, printer: str = "") -> list[str]:
    """The command that prints what comes in by its standard input.

    Colour is always said, since a queue may take black and white for granted.
    """
    mono = job.ink == "mono"
    options = {
        "media": job.media,
        "sides": job.sides,
        "print-scaling": "none",
        "print-color-mode": "monochrome" if mono else "color",
        "ColorModel": "Gray" if mono else "RGB",
        "collate": "true",
    }
    words = ["lp", *(["-d", printer] if printer else []), "-n", str(job.copies), "-t", job.title]
    for name, value in options.items():
        words += ["-o", f"{name}={value}"]
    return [*words, "-"]


def chosen(wanted: str | None = None) -> str:
    """The printer to use: the one wanted, else the default, else the only one there is.

    Raises PrintProblem where there is none such, or where it is off or takes nothing.
    """
    if "is running" not in _asked("lpstat", "-r"):
        raise PrintProblem(
            "The printing system of this computer (CUPS) is not running. Start it: "
            "sudo systemctl start cups (on macOS: restart the computer)."
        )
    printer = _found(wanted, printers())
    _check_ready(printer)
    return printer


def printers() -> list[str]:
    """The names of all queues. Raises PrintProblem where there is no CUPS."""
    return sorted(filter(None, _asked("lpstat", "-e").split("\n")))


def send(job: Job, printer: str, pdf: bytes, patience: float = PATIENCE) -> str:
    """Hand a PDF to a printer's queue, and wait until the printer is at it; gives the job's id.

    Raises PrintProblem where the queue does not take it, or the printer is off. Then it is
    out of the queue again, so that it does not come twice when the printer is back.
    """
    done = _ran(command(job, printer), pdf)
    said = re.search(rf"\b{re.escape(printer.partition('/')[0])}-\d+\b", done.stdout)
    if done.returncode or not said:
        raise PrintProblem(f"The printing system did not take it: {_words(done.stderr)}")
    number = said[0]
    try:
        _settle(number, printer, patience)
    except PrintProblem:
        _ran(["cancel", number])
        raise
    return number


# --- which printer ------------------------------------------------------------------------


def _found(wanted: str | None, there: list[str]) -> str:
    if not there:
        raise PrintProblem(
            "No printer is set up on this computer. Add one in the system's settings first."
        )
    if wanted:
        if wanted in there:
            return wanted
        mend = meant(wanted, there, f"There is: {_listed(there)}.")
        raise PrintProblem(f"There is no printer {quoted(wanted)}. {mend}")
    default = re.search(r"^system default destination: (.+)$", _asked("lpstat", "-d"), re.M)
    if default and default[1] in there:
        return default[1]
    if len(there) == 1:
        return there[0]
    raise PrintProblem(f"No printer is the default. Name one with --printer: {_listed(there)}.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(visible, names))


def _check_ready(printer: str) -> None:
    queue = printer.partition("/")[0]
    state = _asked("lpstat", "-p", queue)
    name = visible(queue)
    if f"{queue} disabled since" in state:
        raise PrintProblem(
            f"The printer '{name}' is off or paused{_reason(state)}. Switch it on and let it go "
            f"on (cupsenable {name}), or choose another with --printer."
        )
    state = _asked("lpstat", "-a", queue)
    if f"{queue} not accepting" in state:
        raise PrintProblem(
            f"The printer '{name}' takes nothing at present{_reason(state)}. Let it take jobs "
            f"again (sudo cupsaccept {name}), or choose another with --printer."
        )


def _reason(state: str) -> str:
    """What a printer says of itself, below the line that tells its state."""
    _, _, reason = state.strip().partition("\n")
    said = _words(reason)
    return f" ({said})" if said and said not in _SAYS_NOTHING else ""


# --- how a job is getting on --------------------------------------------------------------


def _settle(number: str, printer: str, patience: float) -> None:
    """Wait until a job is printed, or is being printed without trouble for a while."""
    end = time.monotonic() + patience
    calm = 0
    while calm < _CALM:
        state = _state(number, printer)
        if state is None:
            return
        calm = 0 if state.trouble else calm + 1
        if state.stuck or (state.trouble and time.monotonic() > end):
            raise PrintProblem(
                f"The printer '{visible(printer)}' does not print: {state.trouble} Is it on, with "
                "paper and toner in it? The job was taken out of its queue again."
            )
        time.sleep(_PAUSE)


def _state(number: str, printer: str) -> State | None:
    """How a job is; None where it is no longer waiting."""
    queue = printer.partition("/")[0]
    job = _block(number, _asked("lpstat", "-l", "-W", "not-completed", "-o", queue))
    if job is None:
        return None
    head, _, message = _asked("lpstat", "-p", queue).partition("\n")
    stuck = bool(_STUCK.search(job)) or f"{queue} disabled since" in head
    unreached = _UNREACHED.search(job) or _UNREACHED.search(message)
    if not stuck and not unreached:
        return State()
    status = re.search(r"Status: *(\S.*)", job)
    said = _words(status[1] if status else message) or "it is stopped"
    return State(said if said.endswith(".") else f"{said}.", stuck)


def _block(number: str, listing: str) -> str | None:
    """The lines of one job in a long listing."""
    found = re.search(rf"^{re.escape(number)} .*\n(?:\t.*\n?)*", listing, re.MULTILINE)
    return found[0] if found else None


# --- the commands -------------------------------------------------------------------------


def _asked(*words: str) -> str:
    """What a command of CUPS answers; nothing where it fails."""
    return _ran(list(words)).stdout


def _ran(words: list[str], given: bytes = b"") -> subprocess.CompletedProcess[str]:
    # SOFTWARE makes CUPS on macOS heed LANG.
    english = {"LC_ALL": "C", "LANG": "C", "LANGUAGE": "C", "SOFTWARE": "handouts"}
    try:
        done = subprocess.run(
            words, input=given, capture_output=True, timeout=_SLOW, env=os.environ | english
        )
    except FileNotFoundError as error:
        raise PrintProblem(
            "There is no printing system (CUPS) on this computer: it has no command "
            f"'{words[0]}'. Install it (on Debian and Ubuntu: sudo apt install cups), or print "
            "the PDF from a program that shows it."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise PrintProblem(
            f"The printing system (CUPS) does not answer: '{words[0]}' took over {_SLOW:.0f} s. "
            "Is the print server on, and the network up?"
        ) from error
    out, err = (text.decode(errors="replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(words, done.returncode, out, err)


def _words(text: str) -> str:
    """What CUPS says, on one line that no terminal minds."""
    return visible(" ".join(text.removeprefix("lp: ").split()))
