"""CUPS, by its commands: ``lp`` prints a leaflet, ``lpstat`` reports a printer's state.

The PDF goes through a pipe, so that no copy of it is left anywhere but in the queue. Texts are
passed as arguments, without a shell; CUPS answers in English, so that its output can be parsed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

from handouts.data import Data
from handouts.printing.cups import clean_message, query_cups, run_command
from handouts.printing.job import PrintError, PrintJob
from handouts.printing.queue import PrintQueue
from handouts.printing.queue_settings import list_options
from handouts.sources.findings import escape_hidden, quote_text, suggest_name

PATIENCE = 15.0
"""The time in seconds that a printer has to wake up before it counts as off."""

_PAUSE = 0.25
_CALM_CHECKS = 4

# What CUPS's backends report about a printer that they cannot reach, or not yet.
_UNREACHED = re.compile(
    r"unavailable|unreachable|not respond|not connected|no longer exists|Unable to locate"
    r"|become available|not available|offline|Connecting to|Looking for|connecting-to-device",
    re.IGNORECASE,
)
_EMPTY_REASONS = ("reason unknown", "Paused")
_STUCK = re.compile(r"printer-stopped|job-hold|job-held|resources-are-not-ready|offline-report")


class JobState(Data, frozen=True):
    """The state of a job: ``trouble`` describes a problem; if ``stuck``, waiting will not help."""

    trouble: str = ""
    stuck: bool = False


def build_command(job: PrintJob, queue: PrintQueue) -> list[str]:
    """The command that prints the PDF on its standard input, in this queue if it has a name."""
    to = ["-d", queue.name] if queue.name else []
    words = ["lp", *to, "-n", str(job.copies), "-t", job.title]
    for name, value in list_options(job, queue).items():
        words += ["-o", f"{name}={value}"]
    return [*words, "-"]


def choose_printer(wanted: str | None = None) -> str:
    """The printer to use: the one ``wanted``, else the default, else the only one there is.

    Raises PrintError where there is none, or where it is off or does not accept jobs.
    """
    if "is running" not in query_cups("lpstat", "-r"):
        raise PrintError(
            "The printing system of this computer (CUPS) is not running. Start it: "
            "sudo systemctl start cups (on macOS: restart the computer)."
        )
    printer = _find_printer(wanted, list_printers())
    _check_printer(printer)
    return printer


def list_printers() -> list[str]:
    """The names of all queues. Raises PrintError where there is no CUPS."""
    return sorted(filter(None, query_cups("lpstat", "-e").split("\n")))


def send_job(job: PrintJob, queue: PrintQueue, pdf: bytes, patience: float = PATIENCE) -> str:
    """Send a PDF to a printer's queue, wait until it is printing, and return the job's id.

    Raises PrintError where the queue does not accept it, or the printer is off. The job is then
    removed from the queue, so that it is not printed twice when the printer is back.
    """
    printer = queue.name
    result = run_command(build_command(job, queue), pdf)
    match = re.search(rf"\b{re.escape(printer.partition('/')[0])}-\d+\b", result.stdout)
    if result.returncode or not match:
        raise PrintError(
            f"The printing system did not accept the job: {clean_message(result.stderr)}"
        )
    job_id = match[0]
    try:
        _wait_for_print(job_id, printer, patience)
    except PrintError:
        run_command(["cancel", job_id])
        raise
    return job_id


# --- which printer ------------------------------------------------------------------------


def _find_printer(wanted: str | None, available: list[str]) -> str:
    if not available:
        raise PrintError(
            "No printer is set up on this computer. Add one in the system's settings first."
        )
    if wanted:
        if wanted in available:
            return wanted
        hint = suggest_name(wanted, available, f"The printers are {_join_names(available)}.")
        raise PrintError(f"There is no printer {quote_text(wanted)}. {hint}")
    default = re.search(r"^system default destination: (.+)$", query_cups("lpstat", "-d"), re.M)
    if default and default[1] in available:
        return default[1]
    if len(available) == 1:
        return available[0]
    raise PrintError(
        f"There is no default printer. Name one with --printer: {_join_names(available)}."
    )


def _join_names(names: Iterable[str]) -> str:
    return ", ".join(map(escape_hidden, names))


def _check_printer(printer: str) -> None:
    queue = printer.partition("/")[0]
    state = query_cups("lpstat", "-p", queue)
    name = escape_hidden(queue)
    if f"{queue} disabled since" in state:
        raise PrintError(
            f"The printer '{name}' is off or paused{_format_reason(state)}. Switch it on and "
            "resume "
            f"it (cupsenable {name}), or choose another with --printer."
        )
    state = query_cups("lpstat", "-a", queue)
    if f"{queue} not accepting" in state:
        raise PrintError(
            f"The printer '{name}' does not accept jobs{_format_reason(state)}. Let it accept jobs "
            f"again (sudo cupsaccept {name}), or choose another with --printer."
        )


def _format_reason(state: str) -> str:
    """The reason that a printer reports below the line with its state, in parentheses."""
    _, _, reason = state.strip().partition("\n")
    message = clean_message(reason)
    return f" ({message})" if message and message not in _EMPTY_REASONS else ""


# --- how a job is getting on --------------------------------------------------------------


def _wait_for_print(job_id: str, printer: str, patience: float) -> None:
    """Wait until a job is printed, or is being printed without trouble for a while."""
    end = time.monotonic() + patience
    calm = 0
    while calm < _CALM_CHECKS:
        state = _read_job_state(job_id, printer)
        if state is None:
            return
        calm = 0 if state.trouble else calm + 1
        if state.stuck or (state.trouble and time.monotonic() > end):
            raise PrintError(
                f"The printer '{escape_hidden(printer)}' does not print: {state.trouble} Is it on, "
                "and does it have paper and toner? The job was removed from its queue."
            )
        time.sleep(_PAUSE)


def _read_job_state(job_id: str, printer: str) -> JobState | None:
    """The state of a job; None where it is no longer waiting."""
    queue = printer.partition("/")[0]
    job = _find_job_lines(job_id, query_cups("lpstat", "-l", "-W", "not-completed", "-o", queue))
    if job is None:
        return None
    head, _, message = query_cups("lpstat", "-p", queue).partition("\n")
    stuck = bool(_STUCK.search(job)) or f"{queue} disabled since" in head
    unreached = _UNREACHED.search(job) or _UNREACHED.search(message)
    if not stuck and not unreached:
        return JobState()
    status = re.search(r"Status: *(\S.*)", job)
    trouble = clean_message(status[1] if status else message) or "it is stopped"
    return JobState(trouble if trouble.endswith(".") else f"{trouble}.", stuck)


def _find_job_lines(job_id: str, listing: str) -> str | None:
    """The lines of one job in a long listing."""
    match = re.search(rf"^{re.escape(job_id)} .*\n(?:\t.*\n?)*", listing, re.MULTILINE)
    return match[0] if match else None
