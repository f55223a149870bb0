"""What a file says is read whatever its bytes are, and reading never fails."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gongshi import readings

NAME = "王小明"
HTML = "".join(f"&#{ord(sign)};" for sign in NAME)
HEX = "".join(f"&#x{ord(sign):x};" for sign in NAME)
UNICODE = "".join(f"\\u{ord(sign):04x}" for sign in NAME)
PERCENT = "".join(f"%{byte:02X}" for byte in NAME.encode())


def everything(content: bytes) -> str:
    text = readings.text_of(content)
    return "\n".join((text, *readings.undone(text)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_whatever_the_encoding(encoding: str) -> None:
    assert NAME in everything(f"户主：{NAME}。".encode(encoding))


def test_old_word_and_excel_files_hold_wide_text() -> None:
    content = b"\xd0\xcf\x11\xe0\0\0" + f"{NAME} 12345678901".encode("utf-16-le") + b"\0\0\xff"
    assert NAME in everything(content)
    assert "12345678901" in everything(content)


@pytest.mark.parametrize(
    "written",
    [
        HTML,
        HEX,
        UNICODE,
        UNICODE.upper().replace("\\U", "\\u"),
        "".join(f"\\u{{{ord(sign):x}}}" for sign in NAME),
        PERCENT,
        PERCENT.lower(),
        "王<b>小</b>明",
        '王<span class="x">小</span><wbr>明',
        "王<!-- x -->小明",
        "&lt;p&gt;王&lt;b&gt;小&lt;/b&gt;明&lt;/p&gt;",
        "".join(f"&amp;#{ord(sign)};" for sign in NAME),
        f'<a data-x="{UNICODE}">',
        f'<a href="?{PERCENT}">',
        f"<text>{HTML[:8]}<tspan>小明</tspan></text>",
    ],
)
def test_escapes_are_undone_and_tags_within_words_are_gone(written: str) -> None:
    assert NAME in everything(written.encode())


def test_a_surrogate_pair_is_one_character() -> None:
    assert "𠮷" in everything(b'"\\ud842\\udfb7"')


def test_cells_do_not_run_together() -> None:
    assert NAME not in everything("<td>王</td><td>小明</td>".encode())


def test_a_folded_line_of_a_calendar_is_one_line() -> None:
    folded = "BEGIN:VCALENDAR\r\nSUMMARY:户主王\r\n 小明\r\nEND:VCALENDAR\r\n"
    assert NAME in everything(folded.encode())
    assert NAME not in everything("户主王\r\n 小明\r\n".encode())


def test_a_workbook_and_its_name() -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet(NAME)
    sheet.write_row(0, 0, ["王大", "明小", 123456789012345])
    sheet.write_rich_string(1, 0, "李", book.add_format({"bold": True}), "大", "明")
    book.close()
    text = everything(content.getvalue())
    assert NAME in text
    assert "李大明" in text
    assert "123456789012345" in text
    assert "王大明" not in text


def test_a_word_document_whose_runs_cut_a_word() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "word/document.xml",
            "<w:p><w:r><w:t>王</w:t></w:r><w:r><w:t>小明</w:t></w:r></w:p><w:p><w:t>甲</w:t></w:p>",
        )
    assert "王小明\n甲" in everything(content.getvalue())


def test_an_archive_that_unpacks_to_more_than_anybody_reads() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", b"0" * (readings.MOST_CHARACTERS // 2))
    assert len(readings.text_of(content.getvalue())) < readings.MOST_CHARACTERS + 1000


@given(st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xff\xfe", b"\0"]), st.binary())
def test_reading_never_fails(begins: bytes, rest: bytes) -> None:
    readings.undone(readings.text_of(begins + rest))


@given(st.text(alphabet="&#x\\u{}%<>b/0dD8;\\n"))
def test_undoing_never_fails(text: str) -> None:
    readings.undone(text)
