"""References are printed in the style of Citing Medicine."""

from __future__ import annotations

import pytest

from handouts.compose.vancouver import format_reference
from handouts.document.handout import Name, Reference

ARTICLE = Reference(
    id="kalichman-2010",
    type="article-journal",
    title="Dry needling in the management of musculoskeletal pain",
    author=(Name("Kalichman", "L"), Name("Vulfsons", "Simon Z.")),
    issued=(2010,),
    container_title="Journal of the American Board of Family Medicine",
    container_title_short="J Am Board Fam Med",
    volume="23",
    issue="5",
    page="640-646",
    doi="10.3122/jabfm.2010.05.090296",
)
REPORT = Reference(
    id="apta-2012",
    type="report",
    title="Physical Therapists & the Performance of Dry Needling",
    author=(Name(literal="American Physical Therapy Association"),),
    issued=(2012, 1),
    publisher="APTA",
    publisher_place="Alexandria",
)


def change_reference(source: Reference, **parts: object) -> Reference:
    """A reference with some parts changed."""
    from msgspec.structs import replace

    return replace(source, **parts)


def test_an_article() -> None:
    """Short title, no spaces in year;volume(issue):pages, the last page cut."""
    assert format_reference(ARTICLE) == (
        "Kalichman\u00a0L, Vulfsons\u00a0SZ. Dry needling in the management of musculoskeletal "
        "pain. J Am Board Fam Med. 2010;23(5):640–6.",
        "https://doi.org/10.3122/jabfm.2010.05.090296",
    )


def test_a_report() -> None:
    """Place and publisher come before the date, which may have a month."""
    assert format_reference(REPORT) == (
        "American Physical Therapy Association. Physical Therapists & the Performance of Dry "
        "Needling. Alexandria: APTA; 2012 Jan.",
        "",
    )


def test_seven_authors_are_six_and_others() -> None:
    """The sixth author is followed by "et al"."""
    many = tuple(Name(f"Name{letter}", letter) for letter in "ABCDEFG")
    text, _ = format_reference(change_reference(ARTICLE, author=many))
    text = text.replace("\u00a0", " ")
    assert text.startswith("NameA A, NameB B, NameC C, NameD D, NameE E, NameF F, et al. Dry")


@pytest.mark.parametrize(
    ("page", "told"),
    [("134-140", "134–40"), ("16-23", "16–23"), ("99-101", "99–101"), ("R502-R516", "R502–R516"),
     ("403", "403"), ("120-129", "120–9"), ("7-7", "7–7")],
)  # fmt: skip
def test_pages(page: str, told: str) -> None:
    """The last page loses the digits that it shares with the first, but never all of them."""
    assert format_reference(change_reference(ARTICLE, page=page))[0].endswith(f":{told}.")


def test_a_title_that_asks_keeps_its_mark() -> None:
    """No full stop follows a question mark."""
    text, _ = format_reference(
        change_reference(ARTICLE, title="Is lactic acid related to soreness?")
    )
    assert "soreness? J Am" in text


def test_where_it_leads() -> None:
    """The DOI first, else PubMed, else the page."""
    without = change_reference(ARTICLE, doi="", pmid="123", url="https://a.example/")
    assert format_reference(without)[1] == "https://pubmed.ncbi.nlm.nih.gov/123/"
    assert format_reference(change_reference(without, pmid=""))[1] == "https://a.example/"


@pytest.mark.parametrize(
    ("parts", "end"),
    [
        ({"issued": ()}, "pain. J Am Board Fam Med. 23(5):640–6."),
        ({"issued": (), "volume": "", "issue": "", "page": ""}, "pain. J Am Board Fam Med."),
        ({"volume": "", "issue": ""}, "Med. 2010:640–6."),
        ({"container_title": "", "publisher": "APTA", "issued": ()}, "pain. APTA."),
        ({"container_title": "", "issued": ()}, "musculoskeletal pain."),
    ],
)
def test_what_is_not_known_leaves_no_trace(parts: dict[str, object], end: str) -> None:
    """A reference with missing parts has no stray punctuation."""
    assert format_reference(change_reference(ARTICLE, **parts))[0].endswith(end)


def test_an_old_doi_is_quoted() -> None:
    """Characters that an address may not hold are percent-encoded (RFC 3986, 2.1)."""
    old = change_reference(ARTICLE, doi="10.1002/(SICI)1097<1::AID>3.0.CO;2-#")
    assert format_reference(old)[1] == "https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2-%23"


# --- web pages, guidelines, texts --------------------------------------------------------

PAGE = Reference(
    id="nhs-2024",
    type="webpage",
    title="Osteoarthritis",
    author=(Name(literal="NHS"),),
    issued=(2023, 3),
    url="https://www.nhs.uk/conditions/osteoarthritis/",
)


def test_a_web_page() -> None:
    """Its address is printed, since nobody can click on paper, and the day on which it was read."""
    text, link = format_reference(PAGE, "accessed Nov\u00a01, 2026")
    assert text == (
        "NHS. Osteoarthritis. 2023 Mar [accessed Nov\u00a01, 2026]. "
        "www.nhs.uk/conditions/osteoarthritis"
    )
    assert link == "https://www.nhs.uk/conditions/osteoarthritis/"
    undated = change_reference(PAGE, issued=())
    assert format_reference(undated, "accessed today")[0].startswith(
        "NHS. Osteoarthritis [accessed today]. www."
    )


def test_a_page_with_a_doi_has_no_second_address() -> None:
    """What is printed as an address is where the link leads."""
    text, link = format_reference(change_reference(PAGE, doi="10.1000/1"))
    assert (text, link) == ("NHS. Osteoarthritis. 2023 Mar.", "https://doi.org/10.1000/1")


@pytest.mark.parametrize(
    ("parts", "end"),
    [
        ({"genre": "Clinical guideline", "number": "NG226"}, "Jan. Clinical guideline\u00a0NG226."),
        ({"genre": "Clinical guideline"}, "2012 Jan. Clinical guideline."),
        ({"number": "NG226"}, "2012 Jan. NG226."),
    ],
)  # fmt: skip
def test_a_guideline(parts: dict[str, object], end: str) -> None:
    """Its kind and number come last, and stay on one line."""
    assert format_reference(change_reference(REPORT, **parts))[0].endswith(end)


@pytest.mark.parametrize("is_short", [True, False])
def test_a_text_is_printed_as_it_is(is_short: bool) -> None:
    """No sign is added or changed; its link is that of any other reference."""
    written = Reference("a", "article-journal", "", (), (), text="Smith J.  Pain; 2020", pmid="7")
    assert format_reference(written, is_short=is_short) == (
        "Smith J.  Pain; 2020",
        "https://pubmed.ncbi.nlm.nih.gov/7/",
    )


OFFICE = (
    "American Physical Therapy Association, Department of Practice and State Government Affairs"
)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (ARTICLE, "Kalichman\u00a0L, et al. J Am Board Fam Med\u00a02010."),
        (
            change_reference(ARTICLE, author=ARTICLE.author[:1], container_title_short=""),
            "Kalichman\u00a0L. Journal of the American Board of Family Medicine\u00a02010.",
        ),
        (
            REPORT,
            "American Physical Therapy Association. Physical Therapists & the Performance of Dry "
            "Needling. 2012.",
        ),
        (
            change_reference(REPORT, title="Advice: what to do", author=(Name(literal=OFFICE),)),
            "American Physical Therapy Association. Advice. 2012.",
        ),
        (
            change_reference(REPORT, author=(Name(literal="Department of Health, Education, and "
                                                  "Welfare"), Name("Smith", "J"))),
            "Department of Health, Education, and Welfare, et al. Physical Therapists & the "
            "Performance of Dry Needling. 2012.",
        ),
        (change_reference(REPORT, author=(), number="NG1"), "Physical Therapists & the Performance "
         "of Dry Needling. 2012. NG1."),
        (PAGE, "NHS. Osteoarthritis. 2023. www.nhs.uk/conditions/osteoarthritis"),
        (
            change_reference(ARTICLE, issued=()),
            "Kalichman\u00a0L, et al. Dry needling in the management of musculoskeletal pain.",
        ),
    ],
)  # fmt: skip
def test_a_short_reference(source: Reference, text: str) -> None:
    """The first author, and where an article is; the title where that would not be enough."""
    assert format_reference(source, is_short=True)[0] == text
    assert format_reference(source, is_short=True)[1] == format_reference(source)[1]
