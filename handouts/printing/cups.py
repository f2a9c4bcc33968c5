"""The commands of CUPS, run without a shell, and in English so that their output can be parsed."""

from __future__ import annotations

import os
import subprocess

from handouts.printing.job import PrintError
from handouts.sources.findings import escape_hidden

_TIMEOUT = 30.0
"""The time limit in seconds for a CUPS command."""


def query_cups(*words: str) -> str:
    """The output of a CUPS command. Raises PrintError if it is missing or does not answer."""
    return run_command(list(words)).stdout


def run_command(words: list[str], stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run a CUPS command in English. Raises PrintError if it is missing or does not answer."""
    # SOFTWARE makes CUPS on macOS obey LANG.
    english = {"LC_ALL": "C", "LANG": "C", "LANGUAGE": "C", "SOFTWARE": "handouts"}
    try:
        result = subprocess.run(
            words, input=stdin, capture_output=True, timeout=_TIMEOUT, env=os.environ | english
        )
    except FileNotFoundError as error:
        raise PrintError(
            "There is no printing system (CUPS) on this computer: the command "
            f"'{words[0]}' is missing. Install it (on Debian and Ubuntu: sudo apt install cups), "
            "or print the PDF from a PDF viewer."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise PrintError(
            f"The printing system (CUPS) does not answer: '{words[0]}' took over {_TIMEOUT:.0f} s. "
            "Is the print server on, and the network up?"
        ) from error
    out, err = (text.decode(errors="replace") for text in (result.stdout, result.stderr))
    return subprocess.CompletedProcess(words, result.returncode, out, err)


def clean_message(text: str) -> str:
    """A message of CUPS, on one line that is safe on a terminal."""
    return escape_hidden(" ".join(text.removeprefix("lp: ").split()))
