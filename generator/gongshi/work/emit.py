"""Values as canonical YAML: block style, two spaces, quotes only where a reader needs them."""

from __future__ import annotations

import json
import re
from decimal import Decimal

# What any YAML reader, 1.1 or 1.2, takes for something other than text.
_RESERVED = frozenset(
    {"", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"}
)
_NUMBER = re.compile(r"[-+.]?[0-9][0-9_,.]*([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F]+|[-+]?\.(inf|nan)")
_BASE_SIXTY = re.compile(r"[-+]?[0-9]+(:[0-9]+)+(\.[0-9]*)?")
_UNSAFE_START = frozenset("-?:,[]{}#&*!|>'\"%@` =+.\t<")
_CONTROL = "\\x00-\\x1f\\x7f-\\x9f"
_UNSEEN = "\\xa0\\u2000-\\u200f\\u2028-\\u202f\\ufeff"
_UNSAFE_INSIDE = re.compile(rf": |:$| #|[{_CONTROL}{_UNSEEN}\u3000]")
_UNSAFE_QUOTED = re.compile(rf"[\x7f-\x9f{_UNSEEN}]")
_BLOCK = re.compile(rf"(?:[^\s{_CONTROL}{_UNSEEN}][^{_CONTROL}{_UNSEEN}]*(?<! )\n)+\Z")
_LIKE_A_KEY = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff-]{1,40}：")
"""What the reader of an item takes for a key with a full-width colon."""


def scalar(value: str | float, *, is_item: bool = False) -> str:
    """One value as it is written after a key or, an item, after a dash, on one line."""
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        plain = _plain(value) and not (is_item and _LIKE_A_KEY.match(value))
        return value if plain else quoted(value)
    if isinstance(value, float):
        # 3.0 is the whole number 3, and no reader of ours takes an exponent.
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    return str(value)


def quoted(text: str) -> str:
    """A text in double quotes, with what cannot be seen or would be folded written as escapes."""
    written = json.dumps(text, ensure_ascii=False)
    return _UNSAFE_QUOTED.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def block(text: str) -> list[str] | None:
    """The lines of a text that reads best as a block (``|``); None for any other."""
    return text[:-1].split("\n") if _BLOCK.match(text) else None


def _plain(text: str) -> bool:
    """Whether a text can stand without quotes and still be read as that text everywhere."""
    return not (
        text.lower() in _RESERVED
        or text[0] in _UNSAFE_START
        or text[-1] in " :"
        or _NUMBER.fullmatch(text)
        or _BASE_SIXTY.fullmatch(text)
        or _UNSAFE_INSIDE.search(text)
    )
