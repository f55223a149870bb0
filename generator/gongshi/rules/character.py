"""Characters: what a text shows is what it is, and no two names only look alike.

What nobody can see (marks that turn the direction of reading, characters of no width) does not come
so far: the reader refuses a file that holds any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeAlias

from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.select import Pattern, select

FAMILY = Family("character", Text("用字", "Characters"))

_LOST = re.compile("[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""Private use, where each computer shows something else, and what stands for a lost character."""

_COMPATIBLE = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufa0d\ufa10\ufa12\ufa15-\ufa1e\ufa20\ufa22\ufa25\ufa26\ufa2a-\ufaff"
    "\U0002f800-\U0002fa1f]"
)
"""Radicals and compatibility ideographs. Twelve of that block are characters of their own."""

_OTHER_LETTERS = re.compile(
    "[\u0370-\u058f\u10a0-\u10ff\u13a0-\u13ff\u1c80-\u1cbf\u2c80-\u2d2f\ua4d0-\ua4ff\ua640-\ua69f"
    "\uab30-\uabbf\U00010280-\U000102df\U00010400-\U0001044f"
    "\U0001d400-\U0001d7cb]"
)
"""Letters of alphabets of which some pass for Latin ones."""

_AS_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухѕіјԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaeopcyxsijdqwhlABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters that nobody can tell from the Latin ones below them."""
_LIKE_LATIN = frozenset(map(chr, _AS_LATIN))

_UNITS = str.maketrans("", "", "μΩ")
"""Greek letters that stand with Latin ones in the names of units."""

_HAN = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LETTERS = re.compile(rf"[^\W\d_{_HAN}]+")
"""Letters that stand together. Chinese characters stand beside those of any script."""

_SYLLABLES = re.compile("[\u1100-\u11ff\u3041-\u30fa\u30fc-\u318e\u31a0-\u31ff\uac00-\ud7a3]")
"""Kana, bopomofo and Hangul, of which some pass for a Chinese character."""

_PLAIN = re.compile("[\u3400-\u9fff·]+")
_OTHER_DOT = re.compile(rf"(?<=[{_HAN}])\s*[•‧・･∙⋅●．.˙]\s*(?=[{_HAN}])")
"""What is written for the middle dot (U+00B7) between the parts of a name."""

_PERSONS: tuple[tuple[str, Pattern], ...] = (
    ("household", ("members", "*", "name")),
    ("organisation", ("leaders", "*", "name")),
    ("organisation", ("contacts", "*", "name")),
    ("village", ("team", "*", "name")),
    ("village", ("posts", "*", "name")),
)
_PLACES: tuple[tuple[str, Pattern], ...] = tuple(
    (kind, ("name", language))
    for kind in ("county", "organisation", "township", "village")
    for language in ("zh", "en")
)
"""Where names stand."""


_Written: TypeAlias = tuple[Document, Keys, str]


def _texts(index: Index, wanted: re.Pattern[str]) -> Iterator[_Written]:
    """Every text of the records that holds what is wanted."""
    for document in index.documents:
        source = document.source.decode()
        # Most files hold none: only one that does, or spells it as an escape, is gone through.
        if wanted.search(source) or "\\" in source:
            for keys, text in _strings(document.value, ()):
                if wanted.search(text):
                    yield document, keys, text


def _strings(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _strings(one, (*keys, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _strings(one, (*keys, number))


def _which(found: re.Match[str]) -> Text:
    """Which character of its text it is, by its number: a finding repeats no part of a name."""
    number = found.start() + 1
    return Text(f"第 {number} 个字", f"character {number}")


@FAMILY.rule("lost")
def lost(index: Index, _as_of: date) -> Iterator[Hit]:
    """A character of the private use area, or the sign that stands for a lost one."""
    for document, keys, text in _texts(index, _LOST):
        for found in _LOST.finditer(text):
            which = _which(found)
            yield Hit(
                document,
                keys,
                Text(
                    f"{which.zh}是自造字或没有转换成功的字，换一台电脑就显示不对。",
                    f"No standard has {which.en}: another computer shows it otherwise, or a box.",
                ),
                Text(
                    "请按户口簿或原件重新输入国家标准里的字；生僻字用新版输入法可以打出。",
                    "Type the standard character as the original has it; a recent input method has "
                    "the rare ones.",
                ),
            )


@FAMILY.rule("compatibility")
def compatibility(index: Index, _as_of: date) -> Iterator[Hit]:
    """A radical or a compatibility ideograph in the place of the character itself."""
    for document, keys, text in _texts(index, _COMPATIBLE):
        for found in _COMPATIBLE.finditer(text):
            which = _which(found)
            yield Hit(
                document,
                keys,
                Text(
                    f"{which.zh}是部首或兼容字，样子一样，却不是这个字，查不到也对不上。",
                    f"In place of {which.en} stands a radical or a compatibility form: it looks "
                    "the same, and is neither found nor matched.",
                ),
                Text(
                    "多半是从 PDF 复制来的；请用键盘重新输入这个字。",
                    "Most come with text copied from a PDF; type the character again.",
                ),
            )


@FAMILY.rule("look-alike")
def look_alike(index: Index, _as_of: date) -> Iterator[Hit]:
    """A word with letters of another alphabet that pass for Latin ones."""
    for document, keys, text in _texts(index, _OTHER_LETTERS):
        for word in _LETTERS.finditer(text):
            if _passes_for_latin(word[0].translate(_UNITS)):
                which = _which(word)
                yield Hit(
                    document,
                    keys,
                    Text(
                        f"从{which.zh}起的词里有别的文字的字母，样子像拉丁字母。",
                        f"The word from {which.en} on has letters of another alphabet that look "
                        "like Latin ones.",
                    ),
                    Text(
                        "请换成英文输入法，重新输入这个词。",
                        "Type the word again with one keyboard layout.",
                    ),
                )


def _passes_for_latin(word: str) -> bool:
    """Whether a word mixes Latin letters with others, or has only such as pass for them."""
    others = _OTHER_LETTERS.findall(word)
    return bool(others) and (len(others) < len(word) or _LIKE_LATIN.issuperset(others))


@FAMILY.rule("mixed-name")
def mixed_name(index: Index, _as_of: date) -> Iterator[Hit]:
    """A Chinese name with a sign in it that is no Chinese character.

    A place or a unit may have a Latin letter in its name; a person may not.
    """
    for patterns, foreign in ((_PERSONS, _LETTERS), (_PLACES, _SYLLABLES)):
        for document, keys, name in _names(index, patterns):
            found = foreign.search(name)
            if found and re.search(f"[{_HAN}]", name):
                which = _which(found)
                yield Hit(
                    document,
                    keys,
                    Text(
                        f"中文名称的{which.zh}不是汉字，只是样子相像。",
                        f"In a Chinese name, {which.en} is no Chinese character.",
                    ),
                    Text(
                        "请按户口簿或批文用中文输入法重新输入。",
                        "Type it again as the register or the founding document has it.",
                    ),
                )


def _names(index: Index, patterns: tuple[tuple[str, Pattern], ...]) -> Iterator[_Written]:
    for kind, pattern in patterns:
        for document in index.of_kind(kind):
            for keys, name in select(document.value, pattern):
                yield document, keys, name


@FAMILY.rule("middle-dot")
def middle_dot(index: Index, _as_of: date) -> Iterator[Hit]:
    """A person's name whose parts are parted by another dot than the middle dot."""
    for document, keys, name in _names(index, _PERSONS):
        if _OTHER_DOT.search(name):
            yield Hit(
                document,
                keys,
                Text(
                    "姓名中间的点不是标准的间隔号“·”，和别处的同一个人对不上。",
                    "The dot in this name is not the middle dot (U+00B7), so the name is not "
                    "matched with the same one elsewhere.",
                ),
                Text(
                    "请改成“·”（中文输入法下按数字 1 左边的键），前后不留空格。",
                    "Write · (U+00B7), without spaces around it.",
                ),
            )


@FAMILY.rule("names-alike", Severity.WARNING)
def names_alike(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name that looks like another one, of a person or of a place, and is written otherwise."""
    for patterns in (_PERSONS, _PLACES):
        first: dict[str, tuple[Document, Keys, str]] = {}
        for document, keys, name in _names(index, patterns):
            other, its_keys, its_name = first.setdefault(_seen(name), (document, keys, name))
            if name != its_name:
                line, _ = other.positions().of(its_keys)
                path = other.origin.path
                yield Hit(
                    document,
                    keys,
                    Text(
                        f"这个名称和 {path} 第 {line} 行的看起来一样，写法却不同。",
                        f"This name looks like the one in {path}, line {line}, and is written "
                        "otherwise.",
                    ),
                    Text(
                        "同一个人或地方请写成一样：去掉多余的空格，用半角字母和标准的间隔号。",
                        "Write the same person or place the same way: no spare spaces, plain "
                        "letters, the middle dot.",
                    ),
                )


def _seen(name: str) -> str:
    """What the eye keeps of a name: the same for names that nobody tells apart."""
    if _PLAIN.fullmatch(name):
        return name
    dotted = _OTHER_DOT.sub("·", unicodedata.normalize("NFKC", name))
    return re.sub(r"\s+", "", dotted.translate(_AS_LATIN)).casefold()
