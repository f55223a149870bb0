"""How a head of household is named on a public list."""

from __future__ import annotations

import re
from typing import Literal, assert_never

NameStyle = Literal["masked", "full", "number-only"]

# Surnames of two characters; a name beginning with one keeps both, so that it still reads right.
_COMPOUND = re.compile(
    "欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟"
    "|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离"
    "|长孙|宇文|司徒|鲜于|司空|令狐|百里|呼延|东郭|南门|西门"
)


def head(name: str, number: str, style: NameStyle) -> str:
    """The head of a household as the list shows it.

    ``masked`` keeps the surname and says 某某 for the rest, whatever its length; ``full`` is the
    whole name; ``number-only`` is the household number.
    """
    match style:
        case "masked":
            surname = name[:2] if len(name) > 2 and _COMPOUND.match(name) else name[:1]
            return f"{surname}某某"
        case "full":
            return name
        case "number-only":
            return number
        case _:
            assert_never(style)
