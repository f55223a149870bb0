"""Text from records and paths, made so that it shows as it is written and does nothing else."""

from __future__ import annotations

import re
import unicodedata

HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc"
    "\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""What nobody can see: control characters, what has no width or turns the reading around."""

# What Markdown or the pages around it read as more than text. A name or number after @ or # is
# taken along: GitHub links it however the mark is written, unless the two stand apart.
_SPECIAL = re.compile(r"([\\`*_<>\[\]|#@!&~$]|(?<=www)\.|:(?=//))((?<=[@#])[A-Za-z0-9]+)?")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def on_one_line(text: str) -> str:
    """Text on one line, without what nobody could see."""
    return " ".join(HIDDEN.sub(" ", text).split())


def columns(text: str) -> int:
    """How many columns a text takes in a terminal or a sheet: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "FW" else 1 for one in text)


def in_markdown(text: str, longest: int = 500) -> str:
    """Text on one line that shows as it is written and does nothing else."""
    plain = on_one_line(text)
    cut = plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
    return _SPECIAL.sub(_harmless, cut)


def _harmless(special: re.Match[str]) -> str:
    mark, name = special.groups()
    shown = _ENTITIES.get(mark, f"\\{mark}")
    return f"{shown}*{name}*" if name else shown
