"""Problems: how they are shown, and that nothing in a file can act on a terminal."""

from __future__ import annotations

import json
import pickle
import unicodedata

from hypothesis import given
from hypothesis import strategies as some

from handouts.sources.findings import (
    Finding,
    Place,
    SpecError,
    find_nearest,
    join_choices,
    quote_text,
)
from handouts.sources.source import Source


def show_problem(line: str, column: int) -> list[str]:
    """The lines of a problem at a column of a line."""
    return str(Finding("wrong-form", Place("a.yaml", 3, column), "Wrong.", "Mend it.", line)).split(
        "\n"
    )


def test_three_lines() -> None:
    """A problem is a message, the file's line, and a caret."""
    assert show_problem("title: x", 8) == ["a.yaml:3:8: Wrong. Mend it.", "title: x", "       ^"]


def test_whole_file() -> None:
    """A problem of the entire file is one line, without a position."""
    assert str(Finding("wrong-form", Place("a.yaml"), "Wrong.")) == "a.yaml: Wrong."


def test_caret_under_wide() -> None:
    """The caret is under its character after wide ones, accents and tabs."""
    assert show_problem("暖か!", 3)[2] == "    ^"
    assert show_problem("e\u0301!", 3)[2] == " ^"
    assert show_problem("\t!", 2)[1:] == ["    !", "    ^"]


def test_long_line() -> None:
    """A long line is cut about the caret, which stays under its character."""
    line = "a" * 500 + "!" + "b" * 500
    _, cut, caret = show_problem(line, 501)
    assert len(cut) < 80
    assert cut[caret.index("^")] == "!"
    assert cut[0] == cut[-1] == "…"


@given(some.text(), some.text(), some.integers(1, 60))
def test_harmless(line: str, words: str, column: int) -> None:
    """Whatever a file contains, messages never contain terminal control characters."""
    text = str(Finding("wrong-form", Place(words, 1, column), words, words, line))
    assert text.count("\n") == (2 if line else 0)
    hostile = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.category(char) in hostile for char in text.replace("\n", ""))
    text.encode("utf-8")


@given(some.text(alphabet="ab\n"), some.data())
def test_place_of_offset(text: str, data: some.DataObject) -> None:
    """An offset's line and column lead back to it."""
    offset = data.draw(some.integers(0, len(text)))
    source = Source("a", text)
    place = source.place_at(offset)
    assert source.offset_of(place.line - 1, place.column - 1) == offset


def test_error_sorts() -> None:
    """An error shows each problem once, by file, line and column, however they were found."""
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 2, 5), Place("a", 2, 1)]
    error = SpecError([Finding("wrong-form", place, "x") for place in places * 2])
    assert [problem.place for problem in error.problems] == sorted(places)
    assert str(error).count("x") == 4


def test_rule_does_not_sort() -> None:
    """Findings at one place sort by their words: the names of their rules do not matter."""
    one = Finding("wrong-form", Place("a", 1, 1, 1, 9), "First.")
    two = Finding("bad-row", Place("a", 1, 1), "Second.")
    assert SpecError([two, one]).problems == (one, two)


def test_end_of_place() -> None:
    """A place in a line covers one character unless it has an end; an entire file has none."""
    assert Place("a", 3, 5) == Place("a", 3, 5, 3, 6)
    assert (Place("a").end_line, Place("a").end_column) == (0, 0)


def test_error_travels() -> None:
    """An error is passed unchanged to another process, and to a script as JSON."""
    error = SpecError([Finding("wrong-form", Place("a", 1, 2, 3, 4), "Wrong.", "Mend it.", "line")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
    assert json.loads(json.dumps(error.problems[0].as_dict())) == {
        "rule": "wrong-form",
        "severity": "error",
        "file": "a",
        "line": 1,
        "column": 2,
        "end_line": 3,
        "end_column": 4,
        "message": "Wrong.",
        "hint": "Mend it.",
        "source_line": "line",
    }


def test_nearest() -> None:
    """A misspelled name finds its suggestion, and an unknown one finds none."""
    names = ["aftercare", "caveat", "DOI"]
    assert find_nearest("aftercre", names) == "aftercare"
    assert find_nearest("doi", names) == "DOI"
    assert find_nearest("weather", names) is None


def test_quoted() -> None:
    """A file's words are cut and kept on one line inside a message."""
    assert quote_text("a\n b") == "'a b'"
    assert len(quote_text("x" * 1000)) == 42


def test_choices_are_joined() -> None:
    """With commas, and a word before the last."""
    assert join_choices(["a4"]) == "a4"
    assert join_choices(["a4", "letter"]) == "a4 or letter"
    assert join_choices(["a4", "letter", "legal"], "and") == "a4, letter and legal"
