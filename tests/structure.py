"""A tagged PDF as a screen reader reads it: which text, by which element, in which order.

The tree is read by pikepdf, for only it sees all pages at once; the letters of each marked
sequence are read by PDFium. Neither is what wrote the file.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from tests.pages import without_spaces

Mark = tuple[int, int]
"""A page, counted from 0, and the number of a marked sequence on it."""

INLINE = ("Link", "Span", "Reference")


@dataclass(frozen=True, slots=True)
class Speech:
    """The speech of an element: its text, or the text that replaces it.

    ``path`` names the roles from the root down, such as ``Document/Sect/P``; roles that the
    file maps are by their own names. ``instead`` says that the text is an Alt or ActualText.
    ``block`` tells elements apart: what is in a Link or a Span belongs to the block
    around it.
    """

    path: str
    text: str
    instead: bool = False
    language: str = ""
    block: object = None


def read_speech(pdf: bytes) -> list[Speech]:
    """The file's speech, in the order of its tree, across pages.

    Pieces of one element that follow each other are one; an element with Alt or ActualText has
    no other text.
    """
    texts = marked_texts(pdf)
    joined: list[tuple[object, Speech]] = []
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for element, piece in _speech_pieces(file, texts):
            if joined and joined[-1][0] == element:
                before = joined.pop()[1]
                piece = replace(piece, text=before.text + piece.text)
            joined.append((element, piece))
    return [piece for _, piece in joined]


def speech_text(pdf: bytes) -> str:
    """The file's speech, one element on each line, for people to read."""
    return "\n".join(f"{one.path}: {' '.join(one.text.split())}" for one in read_speech(pdf))


def marked_texts(pdf: bytes) -> dict[Mark | tuple[int, None], str]:
    """The text of each marked sequence by PDFium, and under None what is in no sequence."""
    found: dict[Mark | tuple[int, None], str] = {}
    with pypdfium2.PdfDocument(pdf) as file:
        for number, page in enumerate(file):
            letters = page.get_textpage()
            for place in range(letters.count_chars()):
                shown = pdfium.FPDFText_GetTextObject(letters, place)
                if not shown:
                    continue
                mark = pdfium.FPDFPageObj_GetMarkedContentID(shown)
                letter = chr(pdfium.FPDFText_GetUnicode(letters, place))
                # At the end of a line, PDFium reads "-" as the first; a word's own is the second.
                letter = "-" if letter in "\x02\u2010" else letter
                key = (number, mark) if mark >= 0 else (number, None)
                found[key] = found.get(key, "") + letter
    return found


def read_blocks(file: bytes) -> list[tuple[str, str]]:
    """The role and words of each block of a file; links and spans are part of the block."""
    found = []
    for _, group in groupby(read_speech(file), key=lambda piece: piece.block):
        pieces = list(group)
        roles = [role for role in pieces[0].path.split("/") if role not in INLINE]
        found.append((roles[-1], without_spaces("".join(piece.text for piece in pieces))))
    return found


NOTES_AFTER_THE_FIRST = (("P", "Notes"), ("Form", "Linestowriteon"))
"""What is heard of lines for notes after their first heading."""


def leave_out_notes(heard: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Blocks that are heard, but for the lines on panels that the text leaves for notes."""
    kept: list[tuple[str, str]] = []
    in_notes = False
    for each in heard:
        goes_on = in_notes and each in NOTES_AFTER_THE_FIRST
        in_notes = each == ("H2", "Notes") or goes_on
        if not in_notes:
            kept.append(each)
    return kept


Cell = tuple[str, str, str]
"""A cell of a table: its role, its scope if it is a head, and its text without spaces."""


def read_table(pdf: bytes) -> list[list[Cell]]:
    """The cells of a file's first table, row by row, from its structure tree."""
    texts = marked_texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        table = next(each for each in all_elements(file) if each.S == "/Table")
        return [
            [_read_cell(file, cell, texts) for cell in _as_array(row.K)]
            for row in _as_array(table.K)
        ]


def _read_cell(
    file: pikepdf.Pdf, cell: pikepdf.Object, texts: dict[Mark | tuple[int, None], str]
) -> Cell:
    scopes = [str(each.Scope) for each in _as_array(cell.get("/A")) if "/Scope" in each]
    words = "".join(texts.get(mark, "") for mark in list_marks(file, cell))
    return str(cell.S)[1:], "".join(scopes), without_spaces(words)


def artifact_text(pdf: bytes) -> str:
    """The text that is in no marked sequence, which no screen reader reads."""
    return " ".join(text for (_, mark), text in marked_texts(pdf).items() if mark is None)


def find_strays(pdf: bytes) -> list[Mark]:
    """Marked sequences with text that not exactly one element holds."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        held = Counter(kid for element in all_elements(file) for kid in list_marks(file, element))
    return [key for key in marked_texts(pdf) if key[1] is not None and held[key] != 1]


def seen_by_pdfium(pdf: bytes) -> list[Counter[int]]:
    """For each page, how often PDFium finds each marked sequence in the tree it reads itself."""
    found = []
    with pypdfium2.PdfDocument(pdf) as file:
        for page in file:
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            counted: Counter[int] = Counter()
            for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
                counted.update(_walk_tree(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)))
            pdfium.FPDF_StructTree_Close(tree)
            found.append(counted)
    return found


def _walk_tree(element: Any) -> Iterator[int]:
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            yield from _walk_tree(child)
        else:
            mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
            if mark >= 0:
                yield mark


def all_elements(file: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """All elements of a file's tree, parents first, in reading order."""
    waiting = [file.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = list_children(element)


def _speech_pieces(
    file: pikepdf.Pdf, texts: dict[Mark | tuple[int, None], str]
) -> Iterator[tuple[object, Speech]]:
    pages = {page.objgen: number for number, page in enumerate(file.pages)}

    def below(
        element: pikepdf.Object, path: str, language: str, block: object
    ) -> Iterator[tuple[object, Speech]]:
        block = block if str(element.S)[1:] in INLINE else element.objgen
        path = f"{path}/{str(element.S)[1:]}".lstrip("/")
        language = str(element.get("/Lang", language))
        instead = element.get("/ActualText", element.get("/Alt"))
        if instead is not None:
            yield element.objgen, Speech(path, str(instead), True, language, block)
            return
        for kid in _as_array(element.get("/K")):
            if "/S" in _tree_entries(kid):
                yield from below(kid, path, language, block)
            elif (mark := _mark_of(kid, element, pages)) is not None:
                yield element.objgen, Speech(path, texts.get(mark, ""), False, language, block)

    return below(file.Root.StructTreeRoot.K, "", str(file.Root.get("/Lang", "")), None)


def list_children(element: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements right below an element, in reading order."""
    return [kid for kid in _as_array(element.get("/K")) if "/S" in _tree_entries(kid)]


def list_marks(file: pikepdf.Pdf, element: pikepdf.Object) -> Iterator[Mark]:
    """The marked sequences that an element holds itself."""
    pages = {page.objgen: number for number, page in enumerate(file.pages)}
    marks = (_mark_of(kid, element, pages) for kid in _as_array(element.get("/K")))
    return (mark for mark in marks if mark is not None)


def _mark_of(kid: Any, element: pikepdf.Object, pages: dict[Any, int]) -> Mark | None:
    """The sequence that a kid is, or None where it is an element or an annotation."""
    if isinstance(kid, int):
        return pages[element.Pg.objgen], kid
    if "/MCID" in _tree_entries(kid):
        return pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)
    return None


def _as_array(kids: Any) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _tree_entries(kid: Any) -> Any:
    return kid if isinstance(kid, pikepdf.Dictionary) else {}
