"""Telephone numbers in any text: a link dials exactly one printed number, or is not there."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from handouts.reading.telephones import (
    find_certain_numbers,
    find_numbers,
    make_telephone_link,
)

SHAPES = (
    *("### ####", "13# #### ####", "0#### ######", "0## #### ####", "(0##) #### ####"),
    *("(###) ###-####", "###-###-####", "###.###.####", "1-###-###-####", "0# ## ## ## ##"),
    *("0###/######", "0###-### ## ##", "#######", "0##########", "00## ## #### ####"),
    *("0### ### ###", "08## ######", "0## ### ## ##"),
)
"""Numbers without a country code as people write them; a # is any digit from 2 to 9."""

ABROAD = (
    ("+44 (0)20 7946 0###", "+4420794" + "60###"),
    ("+44 20 7946 0###", "+44207946" + "0###"),
    ("+44(0)7700 900###", "+447700900###"),
    ("+1 (###) 555-01##", "+1###55501##"),
    ("+49 (0) 30 12345##", "+493012345##"),
    ("+39 (0)6 6982 1###", "+390669821###"),
    ("+353 1 555 01##", "+353155501##"),
)
"""Numbers with a country code, and what is dialled."""

LABELS = (
    *("", "Hove ", "Tel. ", "Phone: ", "call ", "Desk 2: ", "Out of hours – ", "(Lewes) ", "T "),
    *("Room 12, ", "Ring us on ", "24/7: ", "Mo 8:00-12:00 "),
    *("8-18 ", "10-12 ", "9-5 ", "24 h ", "No. 7 ", "Fax ", "1. ", "A1 "),
)
BEHIND = (
    *("", " (Hove)", " (24/7)", " (8-18)", " 24/7", ", 9 am to 5 pm", " ext. 12", " x7", "."),
    *(" Mon to Fri 9 to 5", " (voicemail)", "!", " – ask for Sam", " 9-5", " 10 to 12", " (0199)"),
    *(" 24 hours", " 10-12", " 3 rings", " 2nd line", " 8.30-17.30", " (10p/min)", " #3", ", 2"),
)
BETWEEN = (", ", " / ", "/", " or ", " and ", "; ", " ", "  ", " | ", "\n", " - ", " · ", ",", "-")
JUNK = ("", "999", "0101", "or 0102", "0800 HELP", "12.05.2026", "£5", "Room 3", "10p a minute")


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A number as it is printed, and what is dialled."""
    shape, dialled = draw(st.sampled_from([*((one, one) for one in SHAPES), *ABROAD]))
    digits = draw(st.lists(st.sampled_from("23456789"), min_size=12, max_size=12))
    return fill(shape, digits), keep_digits(fill(dialled, digits))


def fill(shape: str, digits: list[str]) -> str:
    """A shape with digits for its signs, in order."""
    left = iter(digits)
    return "".join(next(left) if sign == "#" else sign for sign in shape)


def keep_digits(text: str) -> str:
    """The digits of a text, with a plus sign if it begins with one."""
    return "+" * text.startswith("+") + "".join(filter(str.isdigit, text))


@st.composite
def telephone_texts(draw: st.DrawFn) -> tuple[str, frozenset[str]]:
    """A text with one to three numbers among other words, and what each of them dials."""
    parts, dialled = [], set()
    for place in range(draw(st.integers(1, 3))):
        printed, number = draw(numbers())
        dialled.add(number)
        parts.append(draw(st.sampled_from(BETWEEN)) if place else "")
        parts.append(draw(st.sampled_from(LABELS)) + printed + draw(st.sampled_from(BEHIND)))
    junk = draw(st.sampled_from(JUNK))
    parts.append(draw(st.sampled_from(BETWEEN)) + junk if junk else "")
    return "".join(parts), frozenset(dialled)


@given(telephone_texts())
@example(("020 7946 0958 020 7946 0959", frozenset({"02079460958", "02079460959"})))
@example(("222 2222 999", frozenset({"2222222"})))
@example(("555 0100 / 0101", frozenset({"5550100"})))
def test_a_link_dials_one_printed_number(sample: tuple[str, frozenset[str]]) -> None:
    """Whatever stands around it; the link is on this number's own characters."""
    text, dialled = sample
    found = list(find_numbers(text))
    for number in found:
        if number.link:
            digits, _, extension = number.link.removeprefix("tel:").partition(";ext=")
            assert digits in dialled, (text, number.link)
            printed = keep_digits(text[number.start : number.end].strip("("))
            assert printed.replace("+440", "+44").replace("+490", "+49") == digits + extension
    ends = [0, *(number.end for number in found)]
    assert all(end <= number.start for end, number in zip(ends, found, strict=False))


@given(numbers())
def test_a_number_alone_is_dialled(number: tuple[str, str]) -> None:
    """A usual number by itself has its link."""
    printed, dialled = number
    assert make_telephone_link(printed) == f"tel:{dialled}"


@given(telephone_texts())
def test_a_link_in_a_running_text_dials_one_printed_number(
    sample: tuple[str, frozenset[str]],
) -> None:
    """Without its country's code, only after words that say to call."""
    text, dialled = sample
    for number in find_certain_numbers(text):
        digits = number.link.removeprefix("tel:").partition(";")[0]
        assert digits in dialled
        is_called = re.search(r"(?i)call|ring|phone|tel", text[: number.start]) is not None
        assert digits.startswith("+") or is_called


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Call the ward on 01632 960200.", ["01632960200"]),
        ("Ring us at (217) 555-0142 or 217-555-0143", ["2175550142", "2175550143"]),
        ("Phone: 555 0142", ["5550142"]),
        ("01632 960200", []),
        ("Call us on 0800 123 456 24 Hours a day", []),
        ("Ring 08 9340 8222 15 Hospital Avenue", []),
        ("Call us on 02 12 2026 to book.", []),
        ("Phone 0800-1700, Monday to Friday.", []),
        ("We call 112 patients each week.", []),
        ("Call 911 Main Street", []),
        ("Add your number and call 12345678", []),
        ("Dial (9) 0151 496 0123", []),
        ("Call 999 if you cannot breathe", ["999"]),
        ("Dial 112 or call 911", ["112", "911"]),
        ("Call 111 or 999 now", ["111", "999"]),
        ("Call 999, or 01632 960200", ["999", "01632960200"]),
        ("Call us with your NHS number 943 476 5919", []),
        ("943 476 5919", []),
        ("01632960200", []),
        ("The code is 0123 456789", []),
        ("We called 999 people", []),
        ("Call 999 7777 now", ["9997777"]),
        ("Call 999.", ["999"]),
        ("Walk 10 000 steps. Take 500 mg, 4 times a day.", []),
        ("In 2020-2021 we saw 20 464 treatments", []),
    ],
)
def test_numbers_in_a_running_text(text: str, links: list[str]) -> None:
    """What surely is to be dialled is a link; other numbers are not."""
    assert [each.link.removeprefix("tel:") for each in find_certain_numbers(text)] == links


@given(st.text("0123456789 +()-/.,x:\u00a0٠٢٣\uff10ab", max_size=40))
def test_any_text(text: str) -> None:
    """No text is too strange, and a link has no digit that is not printed, in this order."""
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assume(number.link)
        digits = iter(str(int(one)) for one in text[number.start : number.end] if one.isdigit())
        assert all(one in digits for one in number.link if one.isdigit())


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("01273 555 0142 (Hove), 01273 555 0199 (Lewes)", ["012735550142", "012735550199"]),
        ("020 7946 0958 / 07700 900123", ["02079460958", "07700900123"]),
        ("555-0100/0101", ["5550100", ""]),
        ("0171 / 555 0100", ["01715550100"]),
        ("0171-555/0100", [""]),
        ("0171, 555 0100", ["", ""]),
        ("Hove 01273 555 0142 or Lewes 01273 555 0199", ["012735550142", "012735550199"]),
        ("+44 1273 555014 +44 1273 555015", ["+441273555014", "+441273555015"]),
        ("+44 020 7946 0958", [""]),
        ("+44 20 7946 0958 0959", [""]),
        ("+39 (0)6 6982 1234", ["+390669821234"]),
        ("0044 (0)20 7946 0958", ["00442079460958"]),
        ("(0)20 7946 0958", [""]),
        ("1-800-FLOWERS", [""]),
        ("1-800-555-CARE", [""]),
        ("111", ["111"]),
        ("116 117", ["116117"]),
        ("999 or 111", ["", ""]),
        ("555 0100 ext. 12", ["5550100;ext=12"]),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", ["02079460958"]),
        ("\uff10\uff12\uff10 7946 0958", ["02079460958"]),
        ("Desk 2 555 0142", [""]),
        ("555 0142 10 to 12", [""]),
        ("0171 555 01 42 am Bahnhof", [""]),
        ("0800 123 4567 24/7", ["08001234567"]),
        ("ask at the desk", []),
    ],
)
def test_what_people_write(text: str, links: list[str]) -> None:
    """Each number of a text with its link; an empty one is in doubt."""
    found = [number.link.removeprefix("tel:") for number in find_numbers(text)]
    assert found == links
