"""Small workbooks that would fill the memory or take for ever, made when they are asked for."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterable

from tests.workbooks import pack_parts, sheet_xml, write_raw_workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_XML_HEAD = '<row><c t="str"><v>First name</v></c></row><row><c t="str"><v>Sam</v></c></row>'
_SHARED = "<c t='s'><v>0</v></c>"


def _xlsx(rows: str = "", **more: str) -> bytes:
    """An XLSX of one person and these rows."""
    return write_raw_workbook(sheet_xml(_XML_HEAD + rows, **more))


def _shared(texts: str, rows: str = f"<row>{_SHARED}</row>") -> bytes:
    return write_raw_workbook(sheet_xml(_XML_HEAD + rows), shared=texts)


def _part(path: str, xml: str) -> bytes:
    return write_raw_workbook(sheet_xml(_XML_HEAD), parts={path: xml})


def _ods(rows: str, before: str = "") -> bytes:
    head = "".join(
        f"<t:table-row>{_ods_cell(text)}</t:table-row>" for text in ("First name", "Sam")
    )
    spaces = " ".join(
        f'xmlns:{name[0] if name != "text" else "x"}="{_NAMES}{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f"<o:document-content {spaces}>{before}<o:body><o:spreadsheet>"
        f'<t:table t:name="A">{head}{rows}</t:table>'
        "</o:spreadsheet></o:body></o:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return pack_parts({"mimetype": kind, "content.xml": content})


def _ods_cell(text: str, more: str = "") -> str:
    return f"<t:table-cell {more}><x:p>{text}</x:p></t:table-cell>"


def _ods_text(inside: str) -> bytes:
    return _ods(f"<t:table-row><t:table-cell><x:p>{inside}</x:p></t:table-cell></t:table-row>")


def _count(piece: str, count: int) -> str:
    """A piece so many times, with a number in place of each @."""
    return "".join(piece.replace("@", f"{at:x}") for at in range(count))


def _many_parts() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for number in range(200_000):
            packed.writestr(zipfile.ZipInfo(f"a{number}"), b"")
    return buffer.getvalue()


def _bzip() -> bytes:
    """A part of 200 MB that would be unpacked in one piece."""
    parts = zipfile.ZipFile(io.BytesIO(_xlsx()))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as packed:
        for each in parts.infolist():
            packed.writestr(each.filename, parts.read(each) + b" " * 200_000_000)
            break
        for each in parts.infolist()[1:]:
            packed.writestr(each.filename, parts.read(each))
    return buffer.getvalue()


# --- XLS: a compound file ([MS-CFB]) with one stream of records ([MS-XLS] 2.1.4) ----------------

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _xls(book: Iterable[bytes] = (), sheet: Iterable[bytes] = (), sheets: int = 1) -> bytes:
    """An XLS with these records in its globals, and these in each sheet, of which there is one."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0, 1996, 0, 0)
    middle = b"".join(book) + _record(0x0A)
    names = [f"A{number}".encode() for number in range(sheets)]
    listed = sum(len(name) + 8 + 4 for name in names)
    at = 4 + len(begin) + listed + len(middle)
    bounds = (_record(0x85, struct.pack("<IHBB", at, 0, len(n), 0) + n) for n in names)
    inner = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 1996, 0, 0))
    inner += b"".join(sheet) + _record(0x0A)
    return _compound(_record(0x809, begin) + b"".join(bounds) + middle + inner)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _flag(row: int, column: int) -> bytes:
    return _record(0x205, struct.pack("<HHHBB", row, column, 0, 1, 0))


def _compound(stream: bytes) -> bytes:
    """A compound file whose only stream is the workbook; of 7 MB at most."""
    stream += b"\0" * (-len(stream) % _SECTOR + 4096)
    count = len(stream) // _SECTOR
    fats = 1
    while fats * 128 < count + fats + 1:
        fats += 1
    assert fats <= 109, "too large for this writer"
    chain = [_FAT] * fats + [_END] + [*range(fats + 2, fats + 1 + count), _END]
    chain += [_FREE] * (fats * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHHHIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0, fats, fats, 0, 4096, _END, 0, _END, 0
    )
    header += struct.pack("<109I", *range(fats), *[_FREE] * (109 - fats))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(
        "Workbook", 2, _FREE, fats + 1, len(stream)
    )
    table = struct.pack(f"<{len(chain)}I", *chain)
    return header + table + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<III", start, size, 0)
    )


ATTACKS: dict[str, Callable[[], bytes]] = {
    "blanks.xlsx": lambda: _xlsx(" " * 280_000_000),
    "elements.xlsx": lambda: _xlsx("<x/>" * 8_100_000),
    "depth.xlsx": lambda: _xlsx("<x>" * 7_900_000),
    "names of elements.xlsx": lambda: _xlsx(_count("<x@/>", 3_000_000)),
    "names of attributes.xlsx": lambda: _xlsx(
        _count("<x " + _count("a#n@='' ", 500).replace("@", "").replace("#", "@") + "/>", 8_000)
    ),
    "attributes.xlsx": lambda: _xlsx(("<x " + _count("a@='' ", 1_000) + "/>") * 30_000),
    "namespace.xlsx": lambda: write_raw_workbook(
        f"<worksheet xmlns='{'u' * 900_000}'>{'<x/>' * 1_000_000}</worksheet>"
    ),
    "namespace of attributes.xlsx": lambda: write_raw_workbook(
        f"<worksheet xmlns:p='{'u' * 900_000}'><x " + _count("p:a@='' ", 90_000) + "/></worksheet>"
    ),
    "columns.xlsx": lambda: _xlsx(f"<row>{'<c><v>1</v></c>' * 2_000_000}</row>"),
    "far cells.xlsx": lambda: _xlsx(
        "".join(f"<row r='{at}'><c r='XFD{at}'><v>1</v></c></row>" for at in range(3, 1_213))
        + "<row r='1048576'><c r='B1048576'><v>1</v></c></row>"
    ),
    "shared texts.xlsx": lambda: _shared(_count("<si><t>@</t></si>", 3_900_000)),
    "shared nothing.xlsx": lambda: _shared("<si/>" * 7_900_000),
    "one shared text.xlsx": lambda: _shared(f"<si><t>{'x' * 60_000_000}</t></si>"),
    "pieces of a shared text.xlsx": lambda: _shared(f"<si>{'<r><t>x</t></r>' * 2_500_000}</si>"),
    "a text in many rows.xlsx": lambda: _shared(
        f"<si><t>{'x' * 30_000}</t></si>", f"<row>{_SHARED}</row>" * 3_000
    ),
    "a text in many columns.xlsx": lambda: _shared(
        f"<si><t>{'x' * 60_000}</t></si>", f"<row>{_SHARED * 16_000}</row>"
    ),
    "one text.xlsx": lambda: _xlsx(f"<row><c t='str'><v>{'x' * 200_000_000}</v></c></row>"),
    "one text in pieces.xlsx": lambda: _xlsx(
        f"<row><c t='str'><v>{'x&#10;' * 40_000_000}</v></c></row>"
    ),
    "number formats.xlsx": lambda: _part(
        "xl/styles.xml",
        f"<styleSheet xmlns='{_MAIN}'>"
        + _count("<numFmt numFmtId='@' formatCode='0.@'/>", 2_000_000)
        + "</styleSheet>",
    ),
    "styles.xlsx": lambda: _part(
        "xl/styles.xml",
        f"<styleSheet xmlns='{_MAIN}'><cellXfs>{'<xf/>' * 7_000_000}</cellXfs></styleSheet>",
    ),
    "hidden columns.xlsx": lambda: _xlsx(
        before="<cols>" + "<col min='1' max='16384' hidden='1'/>" * 200_000 + "</cols>"
    ),
    "links.xlsx": lambda: _part(
        "xl/_rels/workbook.xml.rels",
        "<Relationships>" + _count("<Relationship Id='@'/>", 3_000_000) + "</Relationships>",
    ),
    "sheets.xlsx": lambda: _part(
        "xl/workbook.xml",
        f"<workbook xmlns='{_MAIN}'>" + _count("<sheet name='@'/>", 900_000) + "</workbook>",
    ),
    "parts.xlsx": _many_parts,
    "unpacked at once.xlsx": _bzip,
    "spaces.ods": lambda: _ods_text("<x:s x:c='32767'/>" * 20_000),
    "spans.ods": lambda: _ods_text("<x:span>a</x:span>" * 3_000_000),
    "paragraphs.ods": lambda: _ods_text("</x:p><x:p>" * 7_000_000),
    "repeated rows.ods": lambda: _ods(
        f"<t:table-row t:number-rows-repeated='10'>{_ods_cell('y')}</t:table-row>" * 100_000
    ),
    "repeated cells.ods": lambda: _ods(
        "<t:table-row>"
        + _ods_cell("x" * 60_000, "t:number-columns-repeated='16000'")
        + "</t:table-row>"
    ),
    "repeated rows of cells.ods": lambda: _ods(
        "<t:table-row t:number-rows-repeated='90000'>"
        + _ods_cell("abc", "t:number-columns-repeated='200'")
        + "</t:table-row>"
    ),
    "depth.ods": lambda: _ods_text("<x:p>" * 7_000_000),
    "styles.ods": lambda: _ods(
        "",
        _count("<s:style s:name='@'><s:table-properties t:display='false'/></s:style>", 1_500_000),
    ),
    "styles.xls": lambda: _xls([_record(0xE0, bytes(20))] * 280_000),
    "far cells.xls": lambda: _xls(
        sheet=[_record(0xBE, struct.pack("<HHHHH", at, 254, 0, 0, 255)) for at in range(65_536)],
        sheets=20,
    ),
    "merged cells.xls": lambda: _xls(
        sheet=[_record(0xE5, struct.pack("<H", 1000) + struct.pack("<4H", 0, 9, 0, 1) * 1000)] * 800
    ),
    "runs of a text.xls": lambda: _xls(
        [
            _record(0xFC, struct.pack("<IIHBH", 1, 1, 1, 8, 65_000) + b"x"),
            *[_record(0x3C, bytes(8_000))] * 40,
        ]
    ),
    "flags.xls": lambda: _xls(sheet=[_flag(at // 7, at % 7) for at in range(450_000)]),
    "sheets.xls": lambda: _xls(
        sheet=[_flag(at, 0) for at in range(60_000)],
        sheets=1_000,
    ),
}
"""Each by the name of its file."""
