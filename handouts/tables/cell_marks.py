"""Marks: what stands in a cell whose text cannot be known, and what to do about each.

They look like a spreadsheet's own error signs, so that people see in a file of bad rows which
cell they have to correct. What is known of the cell's text may follow a mark.
"""

from __future__ import annotations

from handouts.patterns import compile_late
from handouts.sources.findings import ValueFinding

FAILED = "#N/A"
NO_VALUE = "#NO VALUE!"
MERGED = "#MERGED!"
FORMAT = "#FORMAT!"
NO_PATIENT = "#NO PATIENT!"
NO_NAME = "#NO NAME!"
NO_ADDRESS = "#NO ADDRESS!"
SHARED_NOTE = "#SHARED NOTE!"
NO_TEXT = "#NO TEXT!"
UTC_TIME = "#UTC TIME!"
UNREADABLE = "#UNREADABLE!"

# What a spreadsheet shows where a formula fails, or where a column is too narrow for a date.
_ERROR_SIGN = compile_late(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BLOCKED!|#{2,})"
)
_FINDINGS = {
    NO_VALUE: ValueFinding(
        "spreadsheet-error",
        "This cell holds a formula, but the file does not say what it comes to.",
        "Open the workbook in Excel and save it.",
    ),
    MERGED: ValueFinding(
        "merged-cells",
        "This cell is merged with cells of other rows, so it is unclear whose text it is.",
        "Unmerge the cells, and fill in each row.",
    ),
    FORMAT: ValueFinding(
        "bad-password",
        "It is unclear how the spreadsheet shows this password.",
        "Format the cell as text, and type the password again.",
    ),
    NO_PATIENT: ValueFinding(
        "unclear-record",
        "The patient of this appointment is not in the file.",
        "Export the appointments together with their patients.",
    ),
    NO_NAME: ValueFinding(
        "unclear-record",
        "This patient has no current name with a given and a family name, or more than one.",
        "Correct the name in the practice's software, and export again.",
    ),
    NO_ADDRESS: ValueFinding(
        "unclear-record",
        "This patient has more than one current address.",
        "Correct the addresses in the practice's software, and export again.",
    ),
    SHARED_NOTE: ValueFinding(
        "unclear-record",
        "This appointment has several patients and one instruction, which may be for one of them.",
        "Write it for each of them, or leave all instructions out: --columns notes=-",
    ),
    NO_TEXT: ValueFinding(
        "unclear-record",
        "This instruction for the patient is a code or a reference, not a text.",
        "Write it as a text, or leave all instructions out: --columns notes=-",
    ),
    UTC_TIME: ValueFinding(
        "unclear-record",
        "This time is in UTC, so the clinic's own day and time are not known.",
        "Export it with the clinic's time zone, such as 2026-12-01T14:30:00-05:00.",
    ),
    UNREADABLE: ValueFinding(
        "unclear-record",
        "This part of the record does not follow the rules of FHIR.",
        "Correct it in the practice's software, and export again.",
    ),
}


def explain_mark(text: str) -> ValueFinding | None:
    """What is wrong with a cell that holds a mark or an error sign; None for any other."""
    text = text.strip()
    if not text.startswith("#"):
        return None
    for mark, finding in _FINDINGS.items():
        if text.startswith(mark):
            return finding
    if _ERROR_SIGN.match(text):
        return ValueFinding(
            "spreadsheet-error",
            "The spreadsheet shows an error sign here instead of a value.",
            "Correct the formula or widen the column, and export the table again.",
        )
    return None


def is_marked(text: str) -> bool:
    """Whether a cell holds a mark or an error sign instead of a text."""
    return "#" in text and explain_mark(text) is not None
