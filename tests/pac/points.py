"""What PAC's quality checks and the Matterhorn Protocol's human conditions ask for, and more.

Each point finds what is wrong in a file: a sentence for each fault. A validator of PDF/UA sees none
of them. In brackets are the numbers of the Matterhorn Protocol (1.1) and clauses of ISO 14289-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from statistics import median

import pikepdf

from tests.pac.files import SETS_COLOUR, OpenFile, attribute_of, list_operators, role_of
from tests.pages import without_spaces
from tests.structure import list_children, list_marks

PEN_WORDS = re.compile(r"\b(?:box to tick|lines? to write on)\b", re.IGNORECASE)

RUNNING = ("/Pagination/Footer", "/Pagination/Header")

TARGET = 18.0
"""The least width and height of a link on a screen in points: 24 px (WCAG 2.2, 2.5.8)."""

EMERGENCY = re.compile(r"(?<![\w.,])(?:000|111|112|911|999)(?![\w]|[.,]\d)")


def find_captions(file: OpenFile) -> Iterator[str]:
    """A paragraph right after a figure, smaller than all others, is its caption (13; 7.3)."""
    sizes = _measure_type(file)
    usual = median(size for size in sizes.values() if size)
    for element in file.elements:
        kids = list_children(element)
        for figure, after in zip(kids, kids[1:]):
            size = sizes.get(after.objgen, 0.0)
            if role_of(figure) == "Figure" and role_of(after) == "P" and 0 < size < usual - 0.2:
                yield f"{file.words_of(after)!r} is no Caption"


def _measure_type(file: OpenFile) -> dict[tuple[int, int], float]:
    """The size of the type of each paragraph and caption, as its operators set it."""
    by_mark: dict[tuple[int, int], float] = {}
    for number, page in enumerate(file.file.pages):
        by_mark |= {(number, mark): size for mark, size in _measure_marks(page)}
    return {
        each.objgen: max(
            (by_mark.get(mark, 0.0) for mark in list_marks(file.file, each)), default=0.0
        )
        for each in file.list_role("P", "Caption")
    }


def _measure_marks(page: pikepdf.Page) -> Iterator[tuple[int, float]]:
    """The size of the type of each marked sequence; none of bold type, which is a heading's."""
    mark, size, sizes = -1, 0.0, dict[int, float]()
    fonts = page.Resources.Font
    for operands, operator in list_operators(page):
        if operator == "BDC" and "/MCID" in operands[1]:
            mark = int(operands[1].MCID)
        elif operator == "Tf":
            is_bold = "Bold" in str(fonts[str(operands[0])].BaseFont)
            size = 0.0 if is_bold else float(operands[1])
        elif operator == "TJ":
            sizes[mark] = max(size, sizes.get(mark, 0.0))
    yield from sizes.items()


def find_footers(file: OpenFile) -> Iterator[str]:
    """What runs along the foot of pages is a Pagination artifact with a Subtype (18; 7.8)."""
    for page in range(len(file.file.pages)):
        shown = [each for each in file.list_shown() if each.page == page]
        real = [each.height for each in shown if each.kind is None and each.height]
        for each in shown:
            is_below = not real or 0 < each.height < min(real)
            if each.kind and is_below and each.kind not in RUNNING and each.kind != "/Page":
                yield f"page {page + 1}: the text at {each.height} is an artifact {each.kind}"


def find_artifact_text(file: OpenFile) -> Iterator[str]:
    """No text of the page's body is mere layout: it would be read nowhere (01)."""
    for each in file.list_shown():
        if each.kind in ("/", "/Layout", "/Background"):
            yield f"page {each.page + 1}: text at {each.height} is an artifact {each.kind}"


def find_citations(file: OpenFile) -> Iterator[str]:
    """A link to a place of the file is in a Reference, unless it is a label (19; 7.9)."""
    for link in file.list_role("Link"):
        is_inner = any("/Dest" in each for each in _list_annotations(link))
        if is_inner and file.parent_role(link) not in ("Reference", "Lbl"):
            yield f"{file.words_of(link)!r} is in a {file.parent_role(link)}"


def find_entries(file: OpenFile) -> Iterator[str]:
    """Whatever is cited is a BibEntry in the body of its item (19)."""
    cited = {
        int(each) for link in file.list_role("Reference") for each in _read_numbers(link, file)
    }
    entries = file.list_role("BibEntry")
    if cited and max(cited) != len(entries) and entries:
        yield f"{max(cited)} are cited, {len(entries)} are entries"
    for item in file.list_role("LI"):
        back = [each for each in list_children(item) if _leads_back(each)]
        if back and not any(role_of(each) == "BibEntry" for each in _walk(item)):
            yield f"{file.words_of(item)[:40]!r} has no BibEntry"


def _read_numbers(element: pikepdf.Object, file: OpenFile) -> list[str]:
    return re.findall(r"\d+", file.words_of(element))


def _leads_back(element: pikepdf.Object) -> bool:
    return role_of(element) == "Lbl" and any(
        role_of(each) == "Link" for each in list_children(element)
    )


def _walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for child in list_children(element):
        yield from _walk(child)


def find_pen_places(file: OpenFile) -> Iterator[str]:
    """Boxes and lines for a pen are Form, with PrintField attributes (24; 7.14)."""
    for each in file.elements:
        words = str(each.get("/Alt", each.get("/ActualText", "")))
        if PEN_WORDS.search(words) and role_of(each) != "Form":
            yield f"{words!r} is a {role_of(each)}"
    for form in file.list_role("Form"):
        if _has_widget(form):
            continue
        role = str(attribute_of(form, "PrintField", "Role"))
        if role not in ("/tv", "/cb"):
            yield f"a Form for a pen has the role {role}"
        elif not attribute_of(form, "PrintField", "Desc"):
            yield "a Form for a pen says not what belongs there"
        elif role == "/cb" and attribute_of(form, "PrintField", "checked") != "/off":
            yield "a box for a pen is not said to be empty"


def _has_widget(form: pikepdf.Object) -> bool:
    kid = form.get("/K")
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


def find_silent_marks(file: OpenFile) -> Iterator[str]:
    """Bullets and boxes are in the text that is copied, too."""
    boxes = [
        each for each in file.list_role("Form") if attribute_of(each, "PrintField", "Role") == "/cb"
    ]
    for each in (*file.list_role("Lbl"), *boxes):
        if not file.words_of(each).strip():
            yield f"a {role_of(each)} has no text"


def find_page_labels(file: OpenFile) -> Iterator[str]:
    """A page whose printed numbers are not its own has a label (27)."""
    labels = file.file.Root.get("/PageLabels")
    for number, text in enumerate(_read_pages(file)):
        printed = re.findall(r"Page (\d+) of \d+", text)
        if printed and printed != [str(number + 1)]:
            label = "" if labels is None else str(labels.Nums[2 * number + 1].get("/P", ""))
            if not set(printed) <= set(label.split(", ")):
                yield f"page {number + 1} has {printed} printed on it, and is called {label!r}"


def _read_pages(file: OpenFile) -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(file.pdf) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


def find_link_names(file: OpenFile) -> Iterator[str]:
    """The name of a link holds the words that are seen (WCAG 2.2, 2.5.3)."""
    for link in file.list_role("Link"):
        words = re.sub(r"\W+", "", file.words_of(link)).casefold()
        for name in (str(each.Contents) for each in _list_annotations(link)):
            if words not in re.sub(r"\W+", "", name).casefold():
                yield f"{name!r} does not hold {file.words_of(link)!r}"


def _list_annotations(link: pikepdf.Object) -> Iterator[pikepdf.Object]:
    for kid in link.K if isinstance(link.K, pikepdf.Array) else [link.K]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
            yield kid.Obj


def find_dead_codes(file: OpenFile) -> Iterator[str]:
    """The address in a QR code is live, and stands in words (screens: 28; WCAG 1.1.1)."""
    live = [str(each.A.get("/URI", "")) for each in file.list_annotations("Link") if "/A" in each]
    drawn = "".join(without_spaces(text) for text in file.texts.values()).replace("\u2010", "-")
    for figure in file.list_role("Figure"):
        address = re.search(r"(?:[\w-]+\.)+\w+/\S+", str(figure.get("/Alt", "")))
        if address and "QR" in str(figure.Alt):
            if not any(address[0] in each for each in live):
                yield f"no link leads to {address[0]}"
            if address[0] not in drawn:
                yield f"{address[0]} stands nowhere in words"


def find_small_targets(file: OpenFile) -> Iterator[str]:
    """A citation on a screen is 24 px wide and high."""
    for each in file.list_annotations("Link"):
        left, bottom, right, top = (float(value) for value in each.Rect)
        is_citation = str(each.Contents).startswith("Reference ")
        if is_citation and min(right - left, top - bottom) < TARGET:
            yield f"{each.Contents} is {right - left:.1f} by {top - bottom:.1f} points"


def find_silent_emergencies(file: OpenFile) -> Iterator[str]:
    """The number for an emergency can be tapped."""
    live = {str(each.A.get("/URI", "")) for each in file.list_annotations("Link") if "/A" in each}
    for each in file.list_role("P", "LBody"):
        for number in EMERGENCY.findall(file.words_of(each)):
            if f"tel:{number}" not in live:
                yield f"{number} is no link"


def find_colours(file: OpenFile) -> Iterator[str]:
    """In black and white nothing is set in another colour space than DeviceGray."""
    used = {operator for _, operator in file.list_all_operators()} & SETS_COLOUR
    yield from (f"{operator} is used" for operator in sorted(used))
    for each in file.file.objects:
        is_image = isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        if is_image and each.ColorSpace != "/DeviceGray":
            yield f"a picture is in {each.ColorSpace}"


def find_coloured_text(file: OpenFile) -> Iterator[str]:
    """For a press, text that reads as black is in no colour space with other inks."""
    colour: tuple[float, ...] = ()
    for operands, operator in file.list_all_operators():
        if operator in ("g", "rg", "k"):
            colour = tuple(float(each) for each in operands)
        elif operator == "TJ" and len(colour) == 3 and max(colour) < 0.3 and colour[0] > 0.05:
            yield f"text in {colour}"


Point = Callable[[OpenFile], Iterator[str]]

EVERYWHERE: dict[str, Point] = {
    "captions": find_captions,
    "footers": find_footers,
    "artifact text": find_artifact_text,
    "citations": find_citations,
    "entries": find_entries,
    "places for a pen": find_pen_places,
    "silent marks": find_silent_marks,
    "page labels": find_page_labels,
    "link names": find_link_names,
}
"""What every file has to be."""

ON_SCREEN: dict[str, Point] = {
    "codes": find_dead_codes,
    "targets": find_small_targets,
    "emergencies": find_silent_emergencies,
}
"""What a file for a screen has to be, too."""


def find_faults(file: OpenFile, points: dict[str, Point]) -> dict[str, list[str]]:
    """The faults of a file by point, without the points at which it has none."""
    found = {name: list(find(file)) for name, find in points.items()}
    return {name: faults for name, faults in found.items() if faults}
