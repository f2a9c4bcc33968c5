"""Marks: what stands in a cell whose text cannot be known, and what to do about each.

They look like a spreadsheet's own error signs, so that people see in a file of bad rows which
cell they have to correct. What is known of the cell's text may follow a mark.
"""

from __future__ import annotations

import re

from handouts.sources.findings import ValueFinding

FAILED = "#N/A"
NO_VALUE = "#NO VALUE!"
MERGED = "#MERGED!"
FORMAT = "#FORMAT!"

# What a spreadsheet shows where a formula fails, or where a column is too narrow for a date.
_ERROR_SIGN = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|BLOCKED!|#{2,})")
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
}


def explain_mark(text: str) -> ValueFinding | None:
    """What is wrong with a cell that holds a mark or an error sign; None for any other."""
    text = text.strip()
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
    return text.lstrip().startswith("#") and explain_mark(text) is not None
