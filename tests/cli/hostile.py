"""Hostile values, and people who have them in each field of words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from handouts.document.person import PERSON_FIELDS

NOTES_HEADER = "notes for patient"
"""The header of the column of notes in a table."""

WORDS = ("first_name", "last_name", "therapist", "notes")
"""The fields that the leaflets here hold a value in each."""


DATA = {
    "a path": "../../etc/passwd",
    "a path of Windows": "..\\..\\Windows\\System32",
    "a tag": "<b>bold</b>",
    "a script": "<script>alert(1)</script>",
    "entities": "&amp; &#65; &lt;",
    "a formula": "=cmd|' /C calc'!A0",
    "a sum": "+1-1@SUM(1)",
    "a device": "CON",
    "a device with an ending": "NUL.txt",
    "80 letters": "y" * 80,
    "80 wide letters": "W" * 80,
    "Arabic": "محمد علي",
    "Hebrew": "שרה כהן",
    "both directions": "Sam שרה Lee 12",
    "turned about": "\u202eevil\u202c \u2067x\u2069",
    "a field": "{{first_name}}",
    "a field with a default": "{{clinic|you}}",
    "a format": "{0} {row} %s %d %(x)s",
    "strong": "**strong** __strong__ `code`",
    "a link": "[x](http://evil.example) <http://evil.example>",
    "an address": "http://evil.example javascript:alert(1)",
    "a citation": "[@brady-2014]",
    "a heading": "# Heading",
    "a list": "- item",
    "backslashes": "a\\b\\\\c\\n",
    "a shell": "$(rm -rf ~) `reboot` ; | & %PATH%",
    "quotes": '"it\'s" “so” «là»',
    "the end of a text in a PDF": ")(\\) Tj ET <</JS (x)>> >> endobj",
    "a name that is nothing": "Null",
    "YAML": "*x &y !z [a] {b: c} # d",
    "a tab": "one\ttwo",
    "a no-break space": "Mary\u00a0Ann",
    "nothing to see": "Sam\u200bLee\u200d\u2060x\u00ad\ufe0fy",
    "combining marks": "Ze\u0301 o\u0302\u0323 q\u0308\u0304",
    "other digits and letters": "½ № ² ª",
}


ASKED_IN_TABLES = frozenset(
    {
        "a path",
        "a tab",
        "a path of Windows",
        "a tag",
        "a script",
        "entities",
        "a formula",
        "a sum",
        "both directions",
        "a field",
        "a field with a default",
        "a format",
        "strong",
        "a link",
        "an address",
        "a citation",
        "backslashes",
        "a shell",
        "quotes",
        "the end of a text in a PDF",
        "YAML",
    }
)
"""Those that a table may not have as a name: signs, numbers, codes of a web page, two people."""


def hostile_person(value: str) -> dict[str, str]:
    """A value in each field of words."""
    return dict.fromkeys(WORDS, value)


def write_table(folder: Path, *people: dict[str, str]) -> Path:
    """A table of people, its headers the names of fields."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, PERSON_FIELDS, quoting=csv.QUOTE_ALL, restval="")
    writer.writerow({**{field: field for field in PERSON_FIELDS}, "notes": NOTES_HEADER})
    writer.writerows(people)
    path = folder / "patients.csv"
    path.write_bytes(text.getvalue().encode("utf-8-sig", "surrogatepass"))
    return path
