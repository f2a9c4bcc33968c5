"""What is read for words that are cut, short or linked."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

import handouts
from handouts.document.text import Run
from handouts.text.lines import HYPHEN
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle
from tests.documents import FACTS
from tests.pac.extractors import EXTRACTORS
from tests.pac.files import OpenFile

HYPHENATED = "A systematic review and meta-analysis of well-known hyphens"


@pytest.mark.parametrize("width", range(60, 300, 10))
def test_a_words_own_hyphen_is_copied(width: int) -> None:
    """Where a line ends at it, it is a character that no program takes for a divided word."""
    setting = typeset_text((Run(HYPHENATED),), TextStyle(12, 16), width)
    lines = [line.text.strip() for line in setting.lines]
    assert "".join(lines).replace(" ", "").replace(HYPHEN, "-") == HYPHENATED.replace(" ", "")
    assert all((HYPHEN in line) == (line[-1] == HYPHEN) for line in lines)
    assert not any(line.endswith("-") for line in lines)


@pytest.fixture(scope="module")
def hyphens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a word at whose hyphen many lines end."""
    folder = tmp_path_factory.mktemp("hyphens")
    words = " ".join(f"{'and ' * (n % 7)}a well-established meta-analysis" for n in range(40))
    (folder / "prices.en.yaml").write_text(f"{FACTS}intro: {words}\n", "utf-8")
    path = folder / "prices.pdf"
    path.write_bytes(handouts.render(handouts.load(folder / "prices.en.yaml"), format="screen"))
    return path


@pytest.mark.parametrize("name", [each for each in EXTRACTORS if "sorted" not in each])
def test_no_program_loses_a_hyphen(hyphens: Path, name: str) -> None:
    """Copied, the word is not "metaanalysis"."""
    text = EXTRACTORS[name](hyphens)
    assert "metaanalysis" not in text and "wellestablished" not in text
    assert f"meta{HYPHEN}" in text or f"well{HYPHEN}" in text


def test_journals_are_read_in_full() -> None:
    """The short title of a journal has its full one, in the link of its reference."""
    file = OpenFile(handouts.render(handouts.load("dry-needling")))
    expanded = {file.words_of(each): str(each.E) for each in file.elements if "/E" in each}
    full = "Journal of the American Board of Family Medicine"
    assert {" ".join(short.split()): long for short, long in expanded.items()}[
        "J Am Board Fam Med"
    ] == full
    inside = [file.parent_role(each) for each in file.elements if "/E" in each]
    assert set(inside) == {"Link"} and len(inside) >= 5


def test_a_link_over_two_lines_has_one_name() -> None:
    """All its words, not only those of its first line."""
    file = OpenFile(handouts.render(handouts.load("dry-needling"), format="trifold"))
    names = [str(each.Contents) for each in file.list_annotations("Link")]
    assert "riverside-pt.example/appointments" in names


def test_a_booklets_pages_have_the_numbers_that_are_printed() -> None:
    """Of each side of a sheet, from left to right; single pages are numbered as the file is."""
    spec = handouts.load("dry-needling")
    pdf = handouts.render(spec, format="booklet")
    with pikepdf.open(io.BytesIO(pdf)) as file:
        labels = [str(each.P) for each in list(file.Root.PageLabels.Nums)[1::2]]
    assert labels == ["8, 1", "2, 7", "6, 3", "4, 5"]
    pages = handouts.render(spec, format="booklet", press="cmyk", imposition=False)
    with pikepdf.open(io.BytesIO(pages)) as file:
        assert "/PageLabels" not in file.Root
