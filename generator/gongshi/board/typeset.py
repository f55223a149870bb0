"""Sheets to PDF, by typst: the words go in as data, so that nothing in them is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import typst

from gongshi import assets
from gongshi.board.sheet import Sheet
from gongshi.errors import FontMissing, GlyphMissing
from gongshi.plain import HIDDEN

_SONG = (
    "Source Han Serif SC",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "SimSun",
    "Songti SC",
    "STSong",
)
_HEI = (
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "SimHei",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
"""Fonts with the simplified glyphs: of Linux, Windows and macOS; the first that is there serves."""

# How typst names a text that no font has, or a character that only one font gives a meaning.
_NOT_SHOWN = re.compile(r'(?:the text|the codepoint) `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(sheets: Iterable[Sheet]) -> Iterator[tuple[Sheet, bytes]]:
    """Each sheet as a PDF; the same sheet and fonts give the same bytes.

    Raises FontMissing where no font for Chinese is installed, GlyphMissing where none has one of
    the characters.
    """
    found = fonts()
    compiler = typst.Compiler(root=str(assets.templates() / "boards"))
    for sheet in sheets:
        content = json.dumps({**_shown(sheet.content), "fonts": found}, ensure_ascii=False)
        yield sheet, _compiled(compiler, sheet, content)


def _compiled(compiler: typst.Compiler, sheet: Sheet, content: str) -> bytes:
    try:
        made = compiler.compile(
            input=str(assets.templates() / "boards" / f"{sheet.template}.typ"),
            format="pdf",
            sys_inputs={"sheet": content},
            # The format for archives has a text behind every glyph, so typst refuses an empty box.
            pdf_standards="a-2a",
        )
    except typst.TypstError as fault:
        missing = _NOT_SHOWN.search(str(fault))
        if missing is None:
            raise
        raise _glyph_missing(sheet, missing[1]) from None
    if not isinstance(made, bytes):
        raise TypeError(f"typst gave {type(made)} for a PDF")
    return made


def _shown(value: Any) -> Any:
    """The same content without characters that nobody sees, or that turn the reading around."""
    if isinstance(value, str):
        return HIDDEN.sub(" ", value)
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items()}
    return list(map(_shown, value)) if isinstance(value, list) else value


@cache
def fonts() -> dict[str, list[str]]:
    """A font for running text and one for what stands out, each standing in for the other."""
    installed = set(typst.Fonts().families())
    song = [name for name in _SONG if name in installed][:1]
    hei = [name for name in _HEI if name in installed][:1]
    if not song and not hei:
        raise FontMissing(
            "这台电脑没有中文字体，印不了；请安装思源宋体、思源黑体（Linux：fonts-noto-cjk）。"
            " / no font for Chinese is installed; install Noto CJK (Linux: fonts-noto-cjk)."
        )
    return {"song": song or hei, "hei": hei or song}


def _glyph_missing(sheet: Sheet, text: str) -> GlyphMissing:
    """Names the character by its code alone: it is part of somebody's name, as a rule."""
    plain = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
    codes = " ".join(f"U+{ord(character):04X}" for character in plain)
    return GlyphMissing(
        f"{sheet.name}：没有字体能写出字符 {codes}，印出来会是空框；请安装收字更全的字体。"
        f" / {sheet.name}: no font installed has the character {codes}, which would print as an "
        "empty box; install a font that has it."
    )
