"""Tables in the encodings of each country: read as they were written, or asked about."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.sources.findings import SpecError
from handouts.tables.letters.encodings import LEGACY, Encoding, find_encoding
from handouts.tables.table import parse_table
from tests.tables.tables import AGAIN, read_error

POLISH = (
    "Agnieszka Zięba Łukasz Żak Węgrzyn Wójcik Małgorzata Błażej Dąbrowska Kuźniar Gołąb Święch"
)
CZECH = "Jiří Dvořák Šárka Růžička Vojtěch Novotný Zdeněk Černý Kateřina Tomáš Žofie Hájek Němec"
HUNGARIAN = "Erzsébet Szűcs György Fűzi Gergő Kőszegi Zsófia Bálint Ökrös Dénes Győri Ágnes Tűzkő"
TURKISH = "Ayşe Şahin İsmail Yıldız Tuğba Çelik Gökçe Öztürk Işıl Doğan Müge Uğur Kılıç Ünal Özgür"
GREEK = "Γιώργος Παπαδόπουλος Ελένη Νικολάου Δημήτρης Κώστας Αικατερίνη Σταύρος Ιωάννης Θεοδωρίδης"
BALTIC = "Ārija Bērziņš Jūratė Kalniņš Žydrūnė Šukytė Aistė Ozoliņš Ģirts Liepiņa Rūta Čepaitė Mäkk"
HEBREW = "דוד כהן שרה לוי יעקב מזרחי רבקה פרץ אברהם ביטון מרים אזולאי יוסף פרידמן"
RUSSIAN = "Иван Сидоров Ольга Кузнецова Дмитрий Щербаков Наталья Юрьева Пётр Фёдоров Елена Жукова"
ROMANIAN = "Ştefan Ioniţă Mădălina Bănică Ţurcanu Crăciun Ileana Brânză Gheorghiţă Răducan Vlăduţ"
ICELANDIC = (
    "Guðrún Þórður Björk Jónsdóttir Ásgeir Sigurðsson Þóra Hrafnsdóttir Æsa Valdís Ýmir Eiður"
)
FRENCH = "Hélène Lefèvre François Benoît Zoé Jérôme Côté Gisèle Noël Étienne Maëlle Desprès Garçon"
GERMAN = "Jürgen Müller Käthe Weiß Jörg Schröder Günther Böhm Bärbel Großmann Özlem Süß Übel Köhler"
PORTUGUESE = (
    "João Gonçalves Inês Conceição António Simões Luís Magalhães Fátima Araújo Márcio Brandão"
)
DANISH = "Søren Åberg Jørgen Kjær Bjørn Østergaard Åse Nørgaard Lærke Krogh Pål Skjødt Bødker"
ARABIC = "محمد أحمد فاطمة علي خديجة حسن يوسف مريم إبراهيم العلي سليمان"
THAI = "สมชาย ใจดี กนกวรรณ สุขสวัสดิ์ ประเสริฐ วงศ์ทอง นภาพร ศรีสุข"
JAPANESE = "佐々木 太郎 高橋 花子 渡辺 健一 さくら 伊藤 山本 鈴木 加藤 由美"
KOREAN = "김민준 이서연 박지훈 최수빈 정하은 강도윤 조은우 윤서현"
CHINESE = "王伟 李娜 张敏 刘洋 陈静 杨帆 赵磊 黄丽 周杰 吴敏"
TAIWANESE = "陳怡君 林志明 黃淑芬 張家豪 李雅婷 王建宏 吳美玲 劉俊傑"
NAMES = (
    (POLISH, "cp1250 iso8859_2 cp852"),
    (CZECH, "cp1250 iso8859_2 cp852 mac_latin2"),
    (HUNGARIAN, "cp1250 iso8859_2 cp852"),
    (ROMANIAN, "cp1250 iso8859_2"),
    (TURKISH, "cp1254 iso8859_9 cp857"),
    (GREEK, "cp1253 iso8859_7 mac_greek"),
    (BALTIC, "cp1257 iso8859_13 cp775"),
    (HEBREW, "cp1255 iso8859_8"),
    (ARABIC, "cp1256 iso8859_6"),
    (RUSSIAN, "cp1251 iso8859_5 koi8_r cp866 mac_cyrillic"),
    (ICELANDIC, "cp1252"),
    (FRENCH, "cp1252 iso8859_15 mac_roman cp850"),
    (GERMAN, "cp1252 iso8859_15 mac_roman cp850 cp437"),
    (PORTUGUESE, "cp1252 iso8859_15 mac_roman cp850"),
    (DANISH, "cp1252 iso8859_15 mac_roman cp850"),
    (THAI, "cp874"),
    (JAPANESE, "cp932 euc_jp"),
    (KOREAN, "cp949"),
    (CHINESE, "gb18030"),
    (TAIWANESE, "big5"),
)
WRITTEN = [(names.split(), codec) for names, codecs in NAMES for codec in codecs.split()]


@given(st.data())
def test_names_come_back_as_they_were_written_or_are_asked_about(
    data: st.DataObject,
) -> None:
    """In the code page of its language, a name never turns into other letters."""
    names, codec = data.draw(st.sampled_from(WRITTEN))
    rows = data.draw(
        st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), min_size=1)
    )
    text = "First name;Last name\r\n" + "".join(f"{a};{b}\r\n" for a, b in rows)
    try:
        table = parse_table("week.csv", text.encode(codec))
    except SpecError as error:
        (problem,) = error.problems
        assert problem.rule == "unclear-encoding"
        assert not any(name in f"{problem.message} {problem.hint}" for name in names)
    else:
        assert [row.cells for row in table.rows] == rows


def test_bytes_that_are_utf_8_by_chance_are_not_believed() -> None:
    """A word of two scripts is nobody's name."""
    data = "First name;Last name\r\nJiří;Jiří\r\n".encode("mac_latin2")
    assert data.decode("utf-8").endswith("Ji\u0792;Ji\u0792\r\n")
    try:
        rows = [row.cells for row in parse_table("week.csv", data).rows]
    except SpecError as error:
        assert error.problems[0].rule == "unclear-encoding"
    else:
        assert rows == [("Jiří", "Jiří")]
    for name in ("Mª Carmen", "Kaʻahumanu", "Zoë", "O’Brien", "Nguyễn"):
        (row,) = parse_table("week.csv", f"Name\n{name}\n".encode()).rows
        assert row.cells == (name,)
    greek = "Name;Town\nΕλένη;Ω1\nSam;Τσαπ\n".encode()
    assert [row.cells for row in parse_table("week.csv", greek).rows] == [
        ("Ελένη", "Ω1"),
        ("Sam", "Τσαπ"),
    ]


@pytest.mark.parametrize(("names", "codec"), WRITTEN, ids=[codec for _, codec in WRITTEN])
def test_the_right_encoding_is_read_or_offered(names: list[str], codec: str) -> None:
    """A table of a dozen names is read; if not, its encoding is among those that are offered."""
    data = ("Name\n" + "\n".join(names)).encode(codec)
    try:
        table = parse_table("week.csv", data)
    except SpecError as error:
        assert f"{find_encoding(codec).name} (" in str(error)
    else:
        assert [row.cells for row in table.rows] == [(name,) for name in names]


@pytest.mark.parametrize(
    ("names", "codec"),
    [(POLISH, "cp1250"), (CZECH, "cp1250"), (HUNGARIAN, "cp1250"), (TURKISH, "cp1254")]
    + [(GREEK, "cp1253"), (BALTIC, "cp1257"), (RUSSIAN, "cp1251"), (FRENCH, "cp1252")]
    + [
        (DANISH, "mac_roman"),
        (GERMAN, "cp850"),
        (ROMANIAN, "cp1250"),
        (CHINESE, "gb18030"),
    ],
)
def test_a_dozen_names_leave_no_doubt(names: str, codec: str) -> None:
    """Nobody is asked about an ordinary table of one country."""
    table = parse_table("week.csv", ("Name\n" + names.replace(" ", "\n")).encode(codec))
    assert [row.cells[0] for row in table.rows] == names.split()
    assert table.encoding == find_encoding(codec).name


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1250", "First name;Last name\r\nAgnieszka;Zięba\r\nMarek;Węgrzyn\r\n"),
        ("cp1250", "First name;Last name\r\nErzsébet;Szőcs\r\nGyörgy;Fűzi\r\n"),
        ("cp1250", "First name;Last name\nJiří;Dvořák\n"),
        (
            "cp1254",
            "First name;Last name\r\nAyşe;Şahin\r\nİsmail;Yıldız\r\nTuğba;Çelik\r\n",
        ),
        ("cp850", "First name,Last name\r\nJoão,Conceição\r\nSøren,Åberg\r\n"),
        ("cp1257", "First name;Last name\r\nĀrija;Bērziņš\r\nJūratė;Šukytė\r\n"),
        ("utf-16", "First name\tLast name\r\nRené\tMüller\r\n"),
    ],
)
def test_short_exports_that_are_clear(codec: str, text: str) -> None:
    """Two or three names of a country are enough where no other encoding makes sense of them."""
    table = parse_table("week.csv", text.encode(codec))
    assert [table.headers, *(row.cells for row in table.rows)] == [
        tuple(line.replace(",", ";").replace("\t", ";").split(";")) for line in text.splitlines()
    ]


@pytest.mark.parametrize(
    ("codec", "text", "names"),
    [
        ("cp1253", "Γιώργος;Παπαδόπουλος", "Windows-1253 (Greek)"),
        ("cp1255", "דוד;כהן", "Windows-1255 (Hebrew)"),
        ("gb18030", "伟;王", "GB18030 (Chinese)"),
        ("cp949", "민준;김", "EUC-KR (Korean)"),
        (
            "cp1250",
            "Ewa;Zięba",
            "Windows-1250 (Polish, Czech, Hungarian) or Windows-1252",
        ),
    ],
)
def test_short_exports_that_are_asked_about(codec: str, text: str, names: str) -> None:
    """One name that makes sense in two alphabets is never printed in the wrong one."""
    message = read_error(f"First name;Last name\n{text}\n".encode(codec))
    assert message.startswith("week.csv: Its letters may be in ")
    assert names in message
    assert text.split(";")[1] not in message


def test_what_is_asked() -> None:
    """The candidates are named by whose letters they have, and what to do about it."""
    assert read_error("First,Notes\nKristýna,\n".encode("cp1250")) == (
        "week.csv: Its letters may be in Windows-1254 (Turkish), Windows-1252 (Western Europe) or "
        "DOS 852 (Polish, Czech, Hungarian): in the wrong one, names would be misspelled. "
        f"{AGAIN} Or name the encoding, as in --encoding cp1254; --encoding ask shows how the "
        "letters of a row look in each."
    )


@pytest.mark.parametrize(
    "name",
    [
        "Müller",
        "José",
        "Zoë",
        "Søren",
        "O’Brien",
        "François",
        "Hélène",
        "Núñez",
        "Åsa",
        "João",
    ]
    + ["MÜLLER", "Muñoz", "Straße", "Jørgensen", "Renée", "Siân"],
)
def test_a_single_western_name(name: str) -> None:
    """A table often has one such name only, and Windows-1252 is what most programs write."""
    table = parse_table("week.csv", f"First,Last\nSam,{name}\n".encode("cp1252"))
    assert table.encoding == "Windows-1252"


@given(st.lists(st.sampled_from([b"\x81", b"\x8d", b"\xfe", b"\x0b", b"a"]), min_size=1))
def test_bytes_in_no_encoding_are_told_in_words_alone(letters: list[bytes]) -> None:
    """No library warns of them, for a warning is an error in tests."""
    with suppress(SpecError):
        parse_table("week.csv", b"First\n" + b"".join(letters) + b"\n")


def test_an_encoding_that_is_named_is_used() -> None:
    """It settles what is in doubt."""
    data = "First;Last\nדוד;כהן\n".encode("cp1255")
    table = parse_table("week.csv", data, encoding=find_encoding("cp1255"))
    assert [row.cells for row in table.rows] == [("דוד", "כהן")]
    assert table.encoding == "Windows-1255"


def test_bytes_that_are_not_text_in_the_encoding_that_is_named() -> None:
    """The row is named."""
    with pytest.raises(SpecError) as error:
        parse_table("week.csv", b"First\nSam\n\x81\n", encoding=find_encoding("cp1252"))
    message = f"week.csv:3:1: This row has bytes that are not text (Windows-1252). {AGAIN}"
    assert str(error.value) == message


def test_a_byte_order_mark_contradicts_the_name() -> None:
    """A file that says itself what it is in is never read as something else."""
    data = "First\nZoë\n".encode("utf-8-sig")
    with pytest.raises(SpecError) as error:
        parse_table("week.csv", data, encoding=find_encoding("cp1250"))
    assert str(error.value) == (
        "week.csv: The file says itself that it is in UTF-8, not in Windows-1250. "
        "Leave --encoding out."
    )


@pytest.mark.parametrize("name", ["cp1250", "CP1250", "windows-1250", "Windows-1250", "1250"])
def test_how_people_write_an_encoding(name: str) -> None:
    """Any of the names that programs use."""
    assert find_encoding(name).codec == "cp1250"


@pytest.mark.parametrize(
    ("name", "hint"),
    [("cp12500", "Did you mean 'cp1250'?"), ("base64", "Write it like this: cp1250.")]
    + [
        ("windows1250x", "Did you mean 'windows-1250'?"),
        ("idna", "Write it like this: cp1250."),
    ],
)
def test_an_unknown_encoding(name: str, hint: str) -> None:
    """What is near is suggested; codecs that are no encodings of tables are unknown."""
    with pytest.raises(ValueError, match="There is no encoding of this name") as error:
        find_encoding(name)
    assert str(error.value).endswith(hint)


@pytest.mark.parametrize("encoding", LEGACY, ids=[each.codec for each in LEGACY])
def test_each_encoding_can_be_typed(encoding: Encoding) -> None:
    """By its name and by its codec."""
    assert find_encoding(encoding.name) == find_encoding(encoding.codec) == encoding
