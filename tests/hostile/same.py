"""Whether two outputs are the same but for the words of the records that stand in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from icalendar import Calendar
from icalendar.prop import vUnknown

from tests.hostile.fields import TOKEN

_MASKED = re.compile(r".某某", re.DOTALL)
_DERIVED = re.compile(r"urn:uuid:[0-9a-f-]{36}|[0-9,]+ KB")
"""What is made from texts and shows none: names of entries, sizes of files."""


def instead(shown: str, at: dict[int, str]) -> str:
    """A harmless output with the hostile texts in the place of its words."""
    return TOKEN.sub(lambda found: at.get(int(found["number"]), found[0]), shown)


def expected(harmless: Any, at: dict[int, str], as_shown: Callable[[str], str] = str) -> Any:
    """A value of a harmless output as it must be in the hostile one.

    A text that is JSON itself is compared as what it says, which stands on one line there.
    ``as_shown`` is what the format does with white space.
    """
    if isinstance(harmless, str):
        inner = _json(harmless)
        if inner is not None:
            return expected(inner, at, on_one_line)
        return as_shown(settled(instead(harmless, at)))
    if isinstance(harmless, list | tuple):
        return [expected(one, at, as_shown) for one in harmless]
    if isinstance(harmless, dict):
        return {key: expected(one, at, as_shown) for key, one in harmless.items()}
    return harmless


def difference(
    hostile: Any, harmless: Any, at: dict[int, str], as_shown: Callable[[str], str] = str
) -> str | None:
    """The first thing in a hostile output that is not the harmless one's with the texts put in."""
    return next(
        _differences(expected(hostile, {}, as_shown), expected(harmless, at, as_shown)), None
    )


def _differences(found: Any, wanted: Any) -> Iterator[str]:
    if isinstance(found, list) and isinstance(wanted, list):
        for one, other in zip(found, wanted, strict=False):
            yield from _differences(one, other)
        found, wanted = len(found), len(wanted)
    elif isinstance(found, dict) and isinstance(wanted, dict):
        for key in wanted:
            yield from _differences(found.get(key), wanted[key])
        found, wanted = found.keys(), wanted.keys()
    if found != wanted:
        yield f"{found!r:.300} instead of {wanted!r:.300}"


def settled(shown: str) -> str:
    """A text without what is only made from hostile ones, such as the rest of a masked name."""
    return _DERIVED.sub("", _MASKED.sub("某某", shown) if "某某" in shown else shown)


def _json(text: str) -> Any:
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def on_one_line(text: str) -> str:
    """What is left of white space in formats of one line."""
    return " ".join(text.split())


def words(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from words(one)


def calendar(content: bytes) -> Any:
    """The components of a calendar and their properties, with their texts unescaped."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return [
        [one.name, [(name, _unescaped(value)) for name, value in one.property_items(False)]]
        for one in Calendar.from_ical(content).walk()
    ]


def _unescaped(value: Any) -> str:
    """A text of RFC 5545 (3.3.11), also where the package does not know that it is one."""
    if isinstance(value, vUnknown):
        return re.sub(r"\\([\\,;nN])", lambda one: _ESCAPED.get(one[1], one[1]), str(value))
    return str(value)


_ESCAPED = {"n": "\n", "N": "\n"}
