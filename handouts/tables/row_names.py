"""The name in a row: from one column or several, in doubt a question.

Names come as parts in columns of their own, as a whole name, or as a whole name beside one part.
A preferred name takes the place of the first name, and particles go before the last name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.data import Data
from handouts.patterns import compile_late
from handouts.people.missing import is_missing, is_missing_name, may_be_name, names_nobody
from handouts.people.names import (
    SEVERAL_PEOPLE,
    FullName,
    check_name,
    check_one_person,
    read_full_name,
    strip_name,
    strip_part,
)
from handouts.people.person import has_hidden_character
from handouts.sources.findings import ValueFinding
from handouts.tables.cell_texts import find_markup
from handouts.tables.columns import NAME_PARTS, Columns
from handouts.tables.csv_rows import TableRow
from handouts.tables.headers import (
    FULL_NAME,
    LAST_NAME_PREFIX,
    PREFERRED_NAME,
    SECOND_LAST_NAME,
    load_headers,
    normalize_header,
)

SHORTENED = "A title, a degree, a number or words in brackets beside a name are not printed."
TAKEN_AS_MISSING = "A word such as NULL or Unknown is taken for a missing part of the name."

_NAMELESS = ValueFinding(
    "nameless-person",
    "There is no name in this row.",
    "Fill in the name, or delete the row. For leaflets without names: --nameless.",
)
_DISAGREEING = ValueFinding(
    "conflicting-values",
    "The whole name and the column with a part of the name do not agree.",
    "Correct one of the two; or leave one column out, as in --columns name=-.",
)


_REPEATED_PART = ValueFinding(
    "conflicting-values",
    "The first and the last name share a word, as if one column held the whole name.",
    'Correct the cell; or read one column as the whole name, as in --columns name="its header".',
)
_UNCLEAR_PREFERRED = ValueFinding(
    "conflicting-values",
    "The preferred name has several words, and not this row's last name behind the first one.",
    "Write only the name that is used in place of the first one, with a hyphen if it has two.",
)
# What practices write in place of a preferred name: a choice, a way of contact, a pronoun.
_NOT_PREFERRED = compile_late(
    r"(?:y|yes|n|no|same|as above|none|no preference|e-?mail|sms|text|phone|telephone|mobile|cell"
    r"|call|mail|post|letter|home|work|see notes?|(?:he|she|they|him|her|them|his|hers|theirs)"
    r"(?:[ /,]+(?:he|she|they|him|her|them|his|hers|theirs))*)",
    re.IGNORECASE,
)


class RowName(Data, frozen=True):
    """The name in a row: each part with its column, what is wrong, and what must be told.

    ``parts`` has the text and the column, from 0, of first_name and last_name. Each of
    ``problems`` belongs to the column beside it.
    """

    parts: dict[str, tuple[str, int]] = {}
    problems: tuple[tuple[int, ValueFinding], ...] = ()
    remarks: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """The name without its text."""
        return f"RowName({len(self.problems)} problems)"


class NameReader:
    """Reads the names of one table's rows; a row may be ``nameless`` if that was asked for.

    ``has_last_first`` says that all whole names of the table have one comma.
    """

    def __init__(self, columns: Columns, nameless: bool, has_last_first: bool = False) -> None:
        self.columns = columns
        self.has_last_first = has_last_first
        self.nameless = nameless or not columns.hold_names
        fields = columns.fields
        self.whole = fields.get(FULL_NAME)
        self.part = next((part for part in sorted(NAME_PARTS) if part in fields), "")
        header = "" if self.whole is None else normalize_header(columns.headers[self.whole])
        self.is_other_part = header in load_headers().last_beside_first

    def read(self, row: TableRow) -> RowName:
        """The name in a row."""
        remarks: list[str] = []
        if self.whole is None:
            parts, problems = self._read_parts(row, remarks)
        elif self.part:
            parts, problems = self._read_whole_beside_part(row, self.whole, remarks)
        else:
            parts, problems = self._read_whole(row, self.whole, remarks)
        if not problems:
            self._add_preferred(row, parts, problems, remarks)
        if not problems and names_nobody([text for text, _ in parts.values()]):
            parts = {}
            if not self.nameless:
                problems.append((min(self._columns(), default=0), _NAMELESS))
        return RowName(parts, tuple(problems), tuple(dict.fromkeys(remarks)))

    def _columns(self) -> Iterator[int]:
        names = (FULL_NAME, *NAME_PARTS, PREFERRED_NAME)
        return (self.columns.fields[name] for name in names if name in self.columns.fields)

    def _read_parts(self, row: TableRow, remarks: list[str]) -> _Read:
        """First and last name from columns of their own."""
        parts: dict[str, tuple[str, int]] = {}
        problems: list[tuple[int, ValueFinding]] = []
        for part in ("first_name", "last_name"):
            at = self.columns.fields.get(part)
            if at is None:
                continue
            text, error = _read_part(row.cell(at), remarks, part)
            if error:
                problems.append((at, error))
            elif text:
                parts[part] = text, at
        problems += self._find_conflicts(row, parts)
        prefix = self.columns.fields.get(LAST_NAME_PREFIX)
        if prefix is not None and "last_name" in parts and not is_missing(row.cell(prefix)):
            last, at = parts["last_name"]
            parts["last_name"] = f"{' '.join(row.cell(prefix).split())} {last}", at
        self._add_second_last_name(row, parts, problems, remarks)
        return parts, problems

    def _add_second_last_name(
        self,
        row: TableRow,
        parts: dict[str, tuple[str, int]],
        problems: list[tuple[int, ValueFinding]],
        remarks: list[str],
    ) -> None:
        """Put the second of two last names, from a column of its own, behind the first."""
        at = self.columns.fields.get(SECOND_LAST_NAME)
        if at is None:
            return
        text, error = _read_part(row.cell(at), remarks, "last_name")
        if error:
            problems.append((at, error))
        elif text:
            first, first_at = parts.get("last_name", ("", at))
            parts["last_name"] = f"{first} {text}".strip(), first_at

    def _find_conflicts(
        self, row: TableRow, parts: dict[str, tuple[str, int]]
    ) -> list[tuple[int, ValueFinding]]:
        """What is wrong with two parts together, or with the whole name beside them."""
        if len(parts) < 2:
            return []
        first, last = (_fold_words(parts[part][0]) for part in ("first_name", "last_name"))
        is_repeated = first[-len(last) :] == last and len(first) > len(last)
        if is_repeated or (last[: len(first)] == first and len(last) > len(first)):
            return [(parts["last_name"][1], _REPEATED_PART)]
        at = self.columns.compared_name
        whole = [] if at is None else _fold_words(strip_name(row.cell(at)))
        if at is None or is_missing_name(row.cell(at)) or not any(map(str.isalpha, "".join(whole))):
            return []
        return [] if set(last) <= set(whole) else [(at, _DISAGREEING)]

    def _read_whole(self, row: TableRow, at: int, remarks: list[str]) -> _Read:
        """First and last name from a whole name."""
        if is_missing_name(row.cell(at)):
            return {}, []
        if has_hidden_character(row.cell(at)):  # reported when the person is read
            return {"first_name": (row.cell(at), at)}, []
        name = find_markup(row.cell(at)) or read_full_name(
            row.cell(at), last_first=self.columns.is_last_first or self.has_last_first
        )
        if isinstance(name, ValueFinding):
            return {}, [(at, name)]
        if name.is_shortened:
            remarks.append(SHORTENED)
        if any(each and is_missing_name(each) for each in (name.first, name.last)):
            remarks.append(TAKEN_AS_MISSING)
        return _place_name(name, at), []

    def _read_whole_beside_part(self, row: TableRow, at: int, remarks: list[str]) -> _Read:
        """A whole name beside one part of it; below "Name" it may be the other part."""
        parts, problems = self._read_parts(row, remarks)
        if problems or not parts or is_missing_name(row.cell(at)):
            return (parts, problems) if parts or problems else self._read_whole(row, at, remarks)
        text, part_at = parts[self.part]
        whole, part = _fold_words(strip_name(row.cell(at))), _fold_words(text)
        if len(whole) > len(part) and set(part) <= set(whole):
            return self._read_whole(row, at, remarks)
        if not self.is_other_part:
            return {}, [(at, _DISAGREEING)]
        (missing,) = NAME_PARTS - {self.part}
        other, error = _read_part(row.cell(at), remarks, missing)
        if error:
            return {}, [(at, error)]
        return {self.part: (text, part_at), missing: (other, at)}, []

    def _add_preferred(
        self,
        row: TableRow,
        parts: dict[str, tuple[str, int]],
        problems: list[tuple[int, ValueFinding]],
        remarks: list[str],
    ) -> None:
        """Use the preferred name in place of the first, without a last name that it repeats."""
        at = self.columns.fields.get(PREFERRED_NAME)
        if at is None:
            return
        if _NOT_PREFERRED.fullmatch(row.cell(at).strip()):
            return
        text, error = _read_part(row.cell(at), remarks, "first_name")
        if error:
            problems.append((at, error))
        elif text:
            last = parts["last_name"][0] if "last_name" in parts else ""
            words, repeated = text.split(), last.split()
            if repeated and _fold_words(" ".join(words[-len(repeated) :])) == _fold_words(last):
                words = words[: -len(repeated)]
            if len(words) > 1:  # another last name, or words that are no name
                problems.append((at, _UNCLEAR_PREFERRED))
            elif words:
                parts["first_name"] = words[0], at


_Read = tuple[dict[str, tuple[str, int]], list[tuple[int, ValueFinding]]]


def _read_part(cell: str, remarks: list[str], part: str) -> tuple[str, ValueFinding | None]:
    """A first or a last name; see ``strip_part``."""
    if is_missing_name(cell):
        if may_be_name(cell):
            remarks.append(TAKEN_AS_MISSING)
        return "", None
    if has_hidden_character(cell):  # reported when the person is read
        return cell, None
    bare = strip_name(cell)
    is_last = part == "last_name"
    text = strip_part(bare, is_last_name=is_last)
    if text is None:
        return "", SEVERAL_PEOPLE
    error = find_markup(cell) or check_name(bare) or check_one_person(cell, is_last_name=is_last)
    if error:
        return "", error
    if is_missing_name(text):  # "Unknown, Jr."
        remarks.append(TAKEN_AS_MISSING)
        return "", None
    if text != cell and sum(map(str.isalnum, text)) < sum(map(str.isalnum, cell)):
        remarks.append(SHORTENED)
    return text, None


def read_staff_name(cell: str) -> str:
    """A therapist's name as it is printed: as it stands, but for HL7's form."""
    name = read_full_name(cell) if "^" in cell else None
    return f"{name.first} {name.last}".strip() if isinstance(name, FullName) else cell


def _place_name(name: FullName, at: int) -> dict[str, tuple[str, int]]:
    parts = {"first_name": (name.first, at), "last_name": (name.last, at)}
    return {part: value for part, value in parts.items() if not is_missing_name(value[0])}


def _fold_words(text: str) -> list[str]:
    """The words of a name without case, accents and signs, for comparison."""
    return [word for word in map(normalize_header, text.replace(",", " ").split()) if word]
