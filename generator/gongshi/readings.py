"""What the bytes of a file say, every way they can be read: encodings, escapes, markup, PDF, Excel.

A private value can stand in a file as other bytes than its own: as entities or percent signs,
broken by a tag or a fold, within a PDF or a workbook. Here each becomes text that can be searched.

Limits: pictures, base64, encrypted and nested archives are not read.
"""

from __future__ import annotations

import html
import io
import logging
import lzma
import re
import zipfile
import zlib
from urllib.parse import unquote

from pypdf import PdfReader
from pypdf.errors import PyPdfError

MOST_CHARACTERS = 50_000_000
"""As much is read of an archive or a PDF; what unpacks to more is an attack."""
MOST_MEMBERS = 2_000
MOST_PAGES = 2_000


def text_of(content: bytes) -> str:
    """The text of a file by what its bytes are; lines of a calendar are unfolded.

    Never raises: what cannot be read as what it seems to be is read as bytes.
    """
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _archive(content)
    return _decoded(content)


def _decoded(content: bytes) -> str:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content:
        # Old Word and Excel files hold UTF-16: without its zeros, digits and letters stand plain.
        wide = content.decode("utf-16-le", "ignore")
        return f"{content.replace(bytes(1), b'').decode('latin-1')}\n{wide}"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return _FOLD.sub("", text) if "BEGIN:VC" in text[:200] else text


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_FOLD = re.compile(r"\r?\n[ \t]")


def _pdf(content: bytes) -> str:
    # It would tell of every oddity of a file on standard error.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(content))
        pages = [page.extract_text() for page in reader.pages[:MOST_PAGES]]
        about = [str(value) for value in (reader.metadata or {}).values()]
    except (PyPdfError, ArithmeticError, AttributeError, LookupError, OSError, RecursionError,
            TypeError, ValueError):  # fmt: skip
        return content.decode("latin-1")
    text = "\n".join((*about, *pages))[:MOST_CHARACTERS]
    # Where a line of Chinese is full the next one goes on with the same word.
    return f"{text}\n{_BROKEN.sub('', text)}"


_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_BROKEN = re.compile(f"(?<=[{_HAN}])\\n(?=[{_HAN}])")


def _archive(content: bytes) -> str:
    """The texts of a zip, as Word, Excel and OpenDocument files are: no tags, a line a cell."""
    parts = []
    left = MOST_CHARACTERS
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist()[:MOST_MEMBERS]:
                parts.append(member.filename)
                if not member.is_dir() and not member.flag_bits & 1 and left > 0:
                    with archive.open(member) as file:
                        found = file.read(left)
                    left -= len(found)
                    parts.append(_member(member.filename, found))
    except (
        zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError,
        ValueError,
    ):  # fmt: skip
        return content.decode("latin-1")
    return "\n".join(parts)


def _member(name: str, content: bytes) -> str:
    text = _decoded(content)
    if name.endswith((".xml", ".rels")):
        return html.unescape(_TAG.sub("", _CELL_END.sub("\n", text)))
    return text


_CELL_END = re.compile(r"</(?:\w+:)?(?:p|tc|tr|c|si|row|table-cell)>|<(?:\w+:)?(?:br|tab)\s*/>")
_TAG = re.compile(r"<[^<>]*>")


def undone(text: str) -> list[str]:
    """The other readings of a text: with its escapes undone, and with the markup in words gone.

    Twice, since a feed holds pages and a page holds data. Empty where there is nothing to undo.
    """
    found: dict[str, None] = {}
    last = text
    for _ in range(2):
        plain = _unescaped(last)
        found[plain] = None
        last = _INLINE.sub("", plain) if "<" in plain else plain
        found[last] = None
    found.pop(text, None)
    return list(found)


def _unescaped(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if "\\" in text:
        text = _UNICODE.sub(_character, text)
    if "%" in text:
        text = _PERCENT.sub(lambda match: unquote(match[0], errors="replace"), text)
    return text


_UNICODE = re.compile(
    r"\\u([Dd][89ABab][0-9A-Fa-f]{2})\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})"
    r"|\\(?:u|x)\{?([0-9A-Fa-f]{2,6})\}?"
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def _character(escape: re.Match[str]) -> str:
    high, low, one = escape.groups()
    if one is None:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    digits, rest = (one[:4], one[4:]) if "{" not in escape[0] else (one, "")
    code = int(digits, 16)
    return escape[0] if code > 0x10FFFF or 0xD800 <= code < 0xE000 else f"{chr(code)}{rest}"


_INLINE = re.compile(
    r"<(?:!--.*?--|/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|rp|rt"
    r"|ruby|s|samp|small|span|strong|sub|sup|time|tspan|tt|u|var|wbr)\b[^<>]*)>",
    re.DOTALL | re.IGNORECASE,
)
"""Tags within a word; any other begins a new cell or line."""
