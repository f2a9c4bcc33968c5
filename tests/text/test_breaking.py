"""Lines break where a careful typesetter would break them."""

from __future__ import annotations

import random
from statistics import pstdev

import pytest

from handouts.document.text import Run
from handouts.text.breaks import find_breaks
from handouts.text.setting import typeset_text
from handouts.text.style import TextStyle
from handouts.text.wrap import WrapBox, break_lines
from tests.text.sheets import STYLE, WIDTH, line_texts, make_runs

PROSE = (
    "Dry needling uses a very thin needle to reach a tight spot in a muscle. The spot may twitch "
    "like a small cramp and then let go. After that more blood can flow, which brings oxygen and "
    "takes away what has built up. Most people feel sore for a day or two, as after a workout."
)


def greedy_ends(boxes: list[WrapBox], measure: float) -> list[int]:
    """The ends of lines that each take as much as fits."""
    ends, width = [], 0.0
    for number, box in enumerate(boxes):
        if width and width + box.width > measure:
            ends.append(number)
            width = 0.0
        width += box.width + box.space
    return [*ends, len(boxes)]


def line_slacks(boxes: list[WrapBox], ends: list[int], measure: float) -> list[float]:
    """What is left on each line."""
    starts = [0, *ends[:-1]]
    widths = [
        sum(box.width + box.space for box in boxes[start:end]) - boxes[end - 1].space
        for start, end in zip(starts, ends)
    ]
    return [measure - width for width in widths]


def random_words(seed: int) -> list[WrapBox]:
    """Fifty words of random width."""
    chance = random.Random(seed)
    return [WrapBox(chance.uniform(0.5, 4), 0.3) for _ in range(50)]


@pytest.mark.parametrize("measure", [8, 12, 17])
def test_lines_are_evener_than_greedy_ones(measure: int) -> None:
    """Over many paragraphs: no more lines than greedy breaking needs, lines that differ
    less from each other, and no lone last word."""
    ours = theirs = lone = 0.0
    for seed in range(40):
        boxes = random_words(seed)
        best, simple = break_lines(boxes, measure), greedy_ends(boxes, measure)
        assert len(best) <= len(simple)
        ours += pstdev(line_slacks(boxes, best, measure)[:-1])
        theirs += pstdev(line_slacks(boxes, simple, measure)[:-1])
        lone += best[-1] - best[-2] == 1
    assert ours < 0.95 * theirs
    assert lone == 0


@pytest.mark.parametrize("width", range(120, 330, 7))
def test_no_word_is_left_alone_on_the_last_line(width: int) -> None:
    """The last line has company, as the text allows it at any of these widths."""
    lines = line_texts(PROSE, STYLE, width)
    assert len(lines) == 1 or len(lines[-1].split()) > 1


def test_no_line_is_wider_than_the_measure() -> None:
    """At all widths down to the longest word."""
    for width in range(60, 300, 11):
        assert all(
            line.width <= width + 1e-6
            for line in typeset_text(make_runs(PROSE), STYLE, width).lines
        )


def test_balance_makes_the_last_line_as_long() -> None:
    """A balanced heading breaks in the middle."""
    style = TextStyle(22, 26, strong=True, breaking="balanced")
    setting = typeset_text(make_runs("Looking after yourself at home each day"), style, 330)
    widths = [line.width for line in setting.lines]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_no_break_spaces_hold() -> None:
    """What is joined by no-break spaces stays on one line at any width it fits in."""
    phone = "555\u00a0123\u00a04567"
    for width in range(90, 240, 5):
        lines = line_texts(f"Call us any weekday at {phone} or come by.", STYLE, width)
        assert any("555 123 4567" in line for line in lines)


def test_a_soft_hyphen_shows_only_where_a_line_ends() -> None:
    """Inside a line nothing of it is seen, and the word is as wide as without it."""
    unbroken = typeset_text(make_runs("extraordinary"), STYLE, 230)
    soft = typeset_text(make_runs("extra\u00adordinary"), STYLE, 230)
    assert soft.width == unbroken.width
    assert [g.ids for g in soft.lines[0].row.glyphs] == [
        g.ids for g in unbroken.lines[0].row.glyphs
    ]
    parted = typeset_text(make_runs("extra\u00adordinary"), STYLE, 60)
    assert [line.text for line in parted.lines] == ["extra\u00ad", "ordinary"]
    assert parted.lines[0].width > typeset_text(make_runs("extra"), STYLE, 60).width


def test_ligatures_come_back_where_a_word_was_not_broken() -> None:
    """A place where a word could be broken does not separate its letters."""
    style = TextStyle(13, 18, family="source-sans-3")
    plain = typeset_text(make_runs("office"), style, 200).lines[0].row.glyphs[0].ids
    assert typeset_text(make_runs("of\u00adfice"), style, 200).lines[0].row.glyphs[0].ids == plain


@pytest.mark.parametrize(
    ("address", "ends"),
    [
        (
            "https://www.example.org/a-page/with?some=thing&more=x",
            "https://www. example. org/ a- page/ with? some= thing& more=x",
        ),
        ("www.clinic.example/team", "www. clinic. example/ team"),
        ("front.desk@clinic.example", "front. desk@ clinic. example"),
        ("10.1016/j.jbmt.2014.03", "10. 1016/ j. jbmt. 2014. 03"),
        ("mailto:desk@clinic.example", "mailto:desk@ clinic. example"),
    ],
)
def test_addresses_break_after_their_marks(address: str, ends: str) -> None:
    """After a slash, stop, or sign between parameters; never after the scheme."""
    places = [0, *(place for place, _ in find_breaks(address)), len(address)]
    assert " ".join(address[a:b] for a, b in zip(places, places[1:])) == ends


def test_an_address_is_not_broken_where_it_fits() -> None:
    """It goes to the next line, unless that leaves the line before half empty."""
    lines = line_texts("You can read more about this at www.clinic.example today.", STYLE, 230)
    assert any("www.clinic.example" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("well-known", ["well-", "known"]),
        ("x-ray e-mail -5 10-12 10–12", ["x-ray ", "e-mail ", "-5 ", "10-12 ", "10–12"]),
        ("yes – no", ["yes – ", "no"]),
        ("mot !", ["mot !"]),
        ("« mot »", ["« mot »"]),
        ("and/or", ["and/", "or"]),
        ("zero\u200bwidth", ["zero\u200b", "width"]),
        ("glued\u2060-\u2060fast", ["glued\u2060-\u2060fast"]),
        ("12:30 (noon)", ["12:30 ", "(noon)"]),
    ],
)
def test_words_break_where_they_may(text: str, parts: list[str]) -> None:
    """The places within and between words."""
    places = [0, *(place for place, _ in find_breaks(text)), len(text)]
    assert [text[a:b] for a, b in zip(places, places[1:])] == parts


def test_long_words_are_hyphenated_by_the_languages_rules() -> None:
    """With hyphenation, and only where lines would be bad without."""
    style = TextStyle(13, 18, language="de", hyphenate=True)
    lines = line_texts("Donaudampfschifffahrtsgesellschaft", style, 130)
    assert lines[0].endswith("\u00ad")
    easy = line_texts(PROSE, TextStyle(13, 18, hyphenate=True), 230)
    assert not any("\u00ad" in line for line in easy)


def test_a_word_too_long_for_any_line_is_broken_between_letters() -> None:
    """Ten thousand letters fill lines; letters and their marks stay together."""
    text = "e\u0301" * 5_000
    setting = typeset_text(make_runs(text), TextStyle(13, 18, family="source-sans-3"), WIDTH)
    assert all(line.width <= WIDTH for line in setting.lines)
    assert "".join(line.text for line in setting.lines) == text
    assert not any(line.text.startswith("\u0301") for line in setting.lines)


def test_a_raised_citation_stays_with_its_word() -> None:
    """No line begins with the number of a citation."""
    text = (Run("Most people feel sore for a day or two"), Run("1,2", raised=True), Run(" after."))
    for width in range(60, 260, 5):
        lines = typeset_text(text, STYLE, width).lines
        assert not any(line.text.startswith(("1", "2")) for line in lines)


def test_split_places_leave_no_orphan_and_no_widow() -> None:
    """Two lines at least on either side, as asked."""
    setting = typeset_text(make_runs(PROSE), STYLE, 200)
    assert setting.list_split_points() == tuple(range(2, len(setting) - 1))
    assert setting.list_split_points(3, 1) == tuple(range(3, len(setting)))
    assert typeset_text(make_runs("One line"), STYLE, 200).list_split_points() == ()


def test_uniseg_allows_our_breaks() -> None:
    """Outside of addresses we break nowhere that the full rules of UAX #14 forbid."""
    linebreak = pytest.importorskip("uniseg.linebreak")
    text = "Well-known “quoted” (bracketed) words – and/or dashes—so 10–12, 50 % of $5.00! e.g. a?b"
    allowed = set(linebreak.line_break_boundaries(text))
    assert {place for place, _ in find_breaks(text)} <= allowed


def test_a_line_ends_where_the_author_wants_it() -> None:
    """At any width, however short the line is; the next one begins without a space."""
    text = (Run("Mon to Fri: 8 am \u2028 Sat: "), Run("9 am", strong=True), Run("\u2028\u2028Sun"))
    for width in (40, 90, 400):
        lines = [line.text.strip() for line in typeset_text(text, STYLE, width).lines]
        assert " ".join(lines) == "Mon to Fri: 8 am Sat: 9 am Sun"
        assert [line for line in lines if line.startswith(("Mon", "Sat", "Sun"))] == [
            lines[0], next(line for line in lines if line.startswith("Sat")), "Sun",
        ]  # fmt: skip
    assert len(typeset_text(text, STYLE, 400)) == 3


def test_scripts_stand_off_the_line() -> None:
    """A subscript below it, a superscript above it, both smaller."""
    text = (Run("H"), Run("2", script="sub"), Run("O, m"), Run("2", script="super"))
    (line,) = typeset_text(text, STYLE, 400).lines
    stretches = [each for group in line.row.segments for each in group.stretches]
    rises = [each.rise for each in stretches]
    assert rises[0] == rises[2] == 0.0 and rises[1] < 0 < rises[-1]
    assert stretches[1].size == stretches[-1].size < stretches[0].size
