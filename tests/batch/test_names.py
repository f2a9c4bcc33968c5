"""The names of files: safe on every system, all different, never outside of the folder."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.batch.file_names import FileNames, fold_name
from handouts.batch.file_pattern import DEFAULT_PATTERN, read_pattern

HOSTILE = (
    "../../etc",
    "..\\..\\windows",
    "C:evil",
    "CON",
    "con.txt",
    "LPT¹",
    "nul ",
    "-rf",
    "~root",
    ".hidden",
    "a.",
    "a ",
    "<b>bold</b>",
    "=cmd()",
    "$(reboot)",
    "`reboot`",
    "%PATH%",
    "two\nlines",
    "nul\0byte",
    "\u202egnp.exe",
    "Łukasz Żółć",
    "李小龍",
    "🙂" * 80,
    "x" * 300,
    "e\u0301" * 150,
    "\ud800",
    "",
    "   ",
    "...",
)
DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.I)


def check_name(name: str) -> None:
    """A name that Windows, macOS, Linux and a shell take as a file's in the folder."""
    stem = name.removesuffix(".pdf")
    assert stem and name == stem + ".pdf"
    assert len(name.encode()) <= 160
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', name)
    assert stem[0] not in " .-~" and stem[-1] not in " ."
    assert not DEVICES.fullmatch(stem)
    assert PureWindowsPath(name).name == PurePosixPath(name).name == name
    assert unicodedata.is_normalized("NFC", name)
    assert not any(unicodedata.category(letter) in {"Cc", "Cf", "Cs"} for letter in name)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("pattern", ["{last_name}", "{row}-{last_name}", "{last_name}.{row:03}"])
def test_a_hostile_name_gives_a_plain_file_name(text: str, pattern: str) -> None:
    """Whatever a patient is called, the file is one of the folder's, on every system."""
    check_name(FileNames(read_pattern(pattern)).assign_name(7, {"last_name": text}))


@given(st.lists(st.text(), min_size=1, max_size=8), st.sampled_from(["{first_name}", "{row:2}x"]))
def test_any_names_give_plain_file_names_that_differ(texts: list[str], pattern: str) -> None:
    """Also on a system to which large and small letters are one."""
    names = FileNames(read_pattern(pattern))
    file_names = [names.assign_name(row, {"first_name": text}) for row, text in enumerate(texts, 2)]
    for name in file_names:
        check_name(name)
    assert len(set(map(fold_name, file_names))) == len(file_names)


def test_by_default_a_name_holds_the_row_and_no_person() -> None:
    """The handout and five digits, so that they sort."""
    pattern = read_pattern(DEFAULT_PATTERN)
    name = FileNames(pattern).assign_name(17, {"handout": "dry-needling", "first_name": "Sam"})
    assert name == "dry-needling-00017.pdf"
    assert not pattern.is_personal


def test_a_pattern_with_a_person_in_it_is_known_as_such() -> None:
    """So that the program can warn that file names then contain names."""
    assert read_pattern("{last_name}-{row}").is_personal
    assert not read_pattern("{language}-{paper}-{row}").is_personal


@pytest.mark.parametrize("second", ["Lee", "LEE", "lee", "Lee ", "Lee."])
def test_two_of_one_name_get_two_files(second: str) -> None:
    """The later one gets its row number added, whichever is made first."""
    names = FileNames(read_pattern("{last_name}"))
    assert names.assign_name(2, {"last_name": "Lee"}) == "Lee.pdf"
    assert names.assign_name(5, {"last_name": second}).endswith("-row5.pdf")


def test_one_letter_written_in_two_ways_is_one_letter() -> None:
    """macOS takes é in one piece and in two for the same."""
    names = FileNames(read_pattern("{last_name}"))
    one = names.assign_name(2, {"last_name": "Ren\u00e9"})
    other = names.assign_name(3, {"last_name": "Rene\u0301"})
    assert (one, other) == ("Ren\u00e9.pdf", "Ren\u00e9-row3.pdf")


def test_a_number_that_comes_twice_still_gives_two_files() -> None:
    """A row that was copied while bad rows were corrected does not replace the first."""
    names = FileNames(read_pattern(DEFAULT_PATTERN), counted=False)
    file_names = [names.assign_name(4, {"handout": "x"}) for _ in range(3)]
    assert len(set(file_names)) == 3
    assert file_names[0] == "x-00004.pdf"


def test_names_by_row_are_not_remembered() -> None:
    """Memory does not grow with the rows."""
    names = FileNames(read_pattern(DEFAULT_PATTERN))
    for row in range(2, 200):
        names.assign_name(row, {"handout": "x"})
    assert not names.taken


def test_a_long_name_is_cut_and_its_row_is_kept_apart() -> None:
    """Two long names with the same start are two files."""
    names = FileNames(read_pattern("{handout}-{row}"))
    file_names = {names.assign_name(row, {"handout": "x" * 200}) for row in (2, 3, 4)}
    assert len(file_names) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{frist_name}", "'frist_name' is not a field for file names. Did you mean 'first_name'"),
        ("{notes}", "'notes' is not a field for file names. The fields are row, handout,"),
        ("{row.__class__}", "is not a field"),
        ("{0}", "is not a field"),
        ("{}", "is not a field"),
        ("{row", "Write a field in braces: {row}."),
        ("row}", "Write a field in braces: {row}."),
        ("{row!r}", "Only the row number can have a width"),
        ("{row:>9999}", "Only the row number can have a width"),
        ("{handout:5}", "Only the row number can have a width"),
        ("{language}/{row}", "A file name cannot contain any of"),
        ("..\\{row}", "A file name cannot contain any of"),
        ("", "An empty pattern makes no file names."),
        (".pdf", "An empty pattern makes no file names."),
    ],
)
def test_a_wrong_pattern_is_reported(text: str, said: str) -> None:
    """With a clear message and a suggestion."""
    with pytest.raises(ValueError, match=re.escape(said)):
        read_pattern(text)


def test_the_ending_may_be_written() -> None:
    """``{row}.pdf`` is what people write."""
    assert FileNames(read_pattern("{row}.pdf")).assign_name(3, {}) == "3.pdf"
