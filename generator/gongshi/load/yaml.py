"""Records as a strict subset of YAML that cannot surprise: plain values, or findings with places.

Read from the parser's events in one pass, so that no anchor, tag or date is ever resolved. What a
scalar means is settled here alone: ``true`` and ``false`` are yes and no, plain decimal numbers are
numbers, and everything else is text as written (``no``, ``12:30``, ``2019-02-03``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from gongshi.finding import Finding, Place, Severity
from gongshi.load.yaml_problems import encoding_problem, syntax_problem, wording

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value]"
Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top of a record: keys of mappings, numbers of list items."""

MAX_BYTES = 1024 * 1024
"""A record is small; a larger file is a mistake or an attack."""
MAX_DEPTH = 20
MAX_KEY = 100
MAX_DIGITS = 15
"""More digits than any sum or code has, and as many as every reader keeps exactly."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_LEADING_ZERO = re.compile(r"-?0[0-9]+\Z")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_FULL_WIDTH_COLON = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff-]{1,40}：")
_FULL_WIDTH_LINE = re.compile(r"\s*(?:-\s+)*[^\s:：#'\"]{1,40}：")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NUMERIC_START = frozenset("-0123456789")


def parse(source: bytes, path: str) -> tuple[Value | None, list[Finding]]:
    """The value of a record's text, or None and every fault that could be found in it.

    Never raises. Every finding is an error, so a value comes only without findings.
    """
    text, faults = _decoded(source)
    value: Value | None = None
    if text is not None:
        reader = _Reader()
        value = reader.read(text)
        faults = reader.faults
    if faults:
        return None, [
            _finding(fault, path)
            for fault in sorted(faults, key=lambda one: (one.line, one.column))
        ]
    return value, []


@dataclass(frozen=True, slots=True)
class _Fault:
    code: str
    line: int
    column: int
    arguments: dict[str, Any] = field(default_factory=dict)


def _finding(fault: _Fault, path: str) -> Finding:
    message, hint = wording(fault.code, fault.arguments)
    place = Place(path, fault.line, fault.column)
    return Finding(fault.code, Severity.ERROR, place, message, hint)


def _decoded(source: bytes) -> tuple[str | None, list[_Fault]]:
    """The text of a file, or the fault that keeps it from being one."""
    if len(source) > MAX_BYTES:
        return None, [_Fault("yaml.too-large", 1, 1, {"limit": MAX_BYTES // 1024})]
    if source.startswith(b"\xef\xbb\xbf"):
        return None, [_Fault("yaml.byte-order-mark", 1, 1)]
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        line, column = _place_in(before, len(before))
        return None, [_Fault("yaml.not-utf-8", line, column, encoding_problem(source))]
    if source[:2].find(b"\x00") >= 0:
        return None, [_Fault("yaml.not-utf-8", 1, 1, encoding_problem(source))]
    controls = [
        _Fault("yaml.control-character", *_place_in(text, found.start()))
        for found in _CONTROL.finditer(text)
    ]
    return (None, controls) if controls else (text, [])


def _place_in(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


class _Reader:
    """Builds the value from events and notes every fault on the way."""

    def __init__(self) -> None:
        self.faults: list[_Fault] = []
        # The open collections, innermost last: the collection, and for a mapping the line of each
        # key and the key that waits for its value (None between entries).
        self._stack: list[Any] = []
        self._lines: list[dict[str, int] | None] = []
        self._key: list[str | None] = []
        self._root: Any = None
        self._documents = 0

    def read(self, text: str) -> Value | None:
        """The value of the text; whether it can be used, `faults` tells."""
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                if not self._take(event):
                    break
        except yaml.MarkedYAMLError as error:
            self._syntax(error, text)
        except (yaml.YAMLError, ValueError, RecursionError):
            self._fault("yaml.syntax", None, problem="")
        if not self.faults:
            if self._documents == 0:
                self._fault("yaml.empty-file", None)
            elif not isinstance(self._root, dict):
                self._fault("yaml.not-a-mapping", None)
        root: Value | None = self._root
        return root

    def _take(self, event: Any) -> bool:
        """One event; False when reading must stop."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            return self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stack.pop()
            self._lines.pop()
            self._key.pop()
        elif kind is yaml.AliasEvent:
            self._fault("yaml.alias", event.start_mark)
            self._put("", event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if event.version or event.tags:
                self._fault("yaml.directive", event.start_mark)
            if self._documents > 1:
                self._fault("yaml.second-document", event.start_mark)
                return False
        return True

    def _scalar(self, event: Any) -> None:
        mark, text = event.start_mark, event.value
        if event.anchor or event.tag:
            self._decorated(event)
        # libyaml calls the plain style "", the Python parser None.
        plain = not event.style
        if not plain:
            self._surrogates(text, mark)
        if self._waits_for_key():
            self._take_key(text, mark, plain=plain)
        else:
            self._put(self._plain(text, mark) if plain else text, mark)

    def _plain(self, text: str, mark: Any) -> Value:
        """What an unquoted scalar means."""
        if text == "true":
            return True
        if text == "false":
            return False
        if text in _NULL:
            self._fault("yaml.empty-value", mark)
            return ""
        if text[0] in _NUMERIC_START:
            return self._number(text, mark)
        if self._at_item_or_root() and _FULL_WIDTH_COLON.match(text):
            self._fault("yaml.full-width-colon", mark)
        return text

    def _number(self, text: str, mark: Any) -> Value:
        whole = _INTEGER.match(text)
        if whole or _DECIMAL.match(text):
            if sum(character.isdigit() for character in text) > MAX_DIGITS:
                self._fault("yaml.number-too-long", mark, limit=MAX_DIGITS)
                return text
            return int(text) if whole else float(text)
        if _LEADING_ZERO.match(text):
            self._fault("yaml.leading-zero", mark)
        return text

    def _take_key(self, key: str, mark: Any, *, plain: bool) -> None:
        if key == "<<" and plain:
            self._fault("yaml.merge-key", mark)
        if len(key) > MAX_KEY:
            self._fault("yaml.key-too-long", mark, limit=MAX_KEY)
        lines = self._lines[-1]
        assert lines is not None, "only a mapping waits for a key"  # noqa: S101 - for the types
        if key in lines:
            self._fault("yaml.duplicate-key", mark, key=key, first=lines[key], second=mark.line + 1)
        lines.setdefault(key, mark.line + 1)
        self._key[-1] = key

    def _open(self, event: Any, collection: Any) -> bool:
        if event.anchor or event.tag:
            self._decorated(event)
        if len(self._stack) >= MAX_DEPTH:
            self._fault("yaml.too-deep", event.start_mark, limit=MAX_DEPTH)
            return False
        if self._waits_for_key():
            # The key is a collection: name it once and go on as if it were text.
            self._fault("yaml.complex-key", event.start_mark)
            self._key[-1] = ""
            self._stack.append(collection)
            self._lines.append({} if isinstance(collection, dict) else None)
            self._key.append(None)
            return False
        self._put(collection, event.start_mark)
        self._stack.append(collection)
        self._lines.append({} if isinstance(collection, dict) else None)
        self._key.append(None)
        return True

    def _put(self, value: Any, mark: Any) -> None:
        """A finished value into the innermost collection, or as the root."""
        if not self._stack:
            self._root = value
            return
        into = self._stack[-1]
        if isinstance(into, list):
            into.append(value)
        elif self._key[-1] is None:
            self._fault("yaml.complex-key", mark)
            self._key[-1] = ""
        else:
            into.setdefault(self._key[-1], value)
            self._key[-1] = None

    def _waits_for_key(self) -> bool:
        return bool(self._stack) and self._lines[-1] is not None and self._key[-1] is None

    def _at_item_or_root(self) -> bool:
        return not self._stack or self._lines[-1] is None

    def _decorated(self, event: Any) -> None:
        if event.anchor:
            self._fault("yaml.anchor", event.start_mark)
        if event.tag:
            self._fault("yaml.tag", event.start_mark)

    def _surrogates(self, text: str, mark: Any) -> None:
        if any("\ud800" <= character <= "\udfff" for character in text):
            self._fault("yaml.lone-surrogate", mark)

    def _fault(self, code: str, mark: Any, **arguments: Any) -> None:
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        self.faults.append(_Fault(code, line, column, arguments))

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> None:
        """What the parser refuses, in words of our own, at the line where the mend belongs."""
        mark = error.problem_mark or error.context_mark
        lines = text.split("\n")
        at = mark.line if mark else 0
        for number in sorted({at - 1, at, at + 1} | _context_lines(error)):
            if 0 <= number < len(lines) and _FULL_WIDTH_LINE.match(lines[number]):
                column = lines[number].index("：") + 1
                if ": " not in lines[number][:column]:
                    self.faults.append(_Fault("yaml.full-width-colon", number + 1, column))
                    return
        code, arguments = syntax_problem(error, lines[at] if at < len(lines) else "")
        if code == "yaml.unquoted-asterisk" and error.context_mark:
            mark = error.context_mark
        self._fault(code, mark, **arguments)


def _context_lines(error: yaml.MarkedYAMLError) -> set[int]:
    return {error.context_mark.line} if error.context_mark else set()


class Positions:
    """Where each key and item of a text stands, for the findings of a file that has some."""

    def __init__(self, source: bytes) -> None:
        self._places: dict[Keys, tuple[int, int]] = {}
        try:
            node = yaml.compose(source.decode("utf-8"), Loader=_LOADER)
        except (yaml.YAMLError, ValueError, RecursionError):
            return
        if node is not None:
            self._places.update(_places(node, ()))

    def of(self, keys: Keys) -> tuple[int, int]:
        """Line and column, from 1, of the key or list item that ``keys`` lead to.

        Where they lead nowhere it is the nearest thing above that is there; a mapping's own place
        is its first key.
        """
        for length in range(len(keys), -1, -1):
            place = self._places.get(keys[:length])
            if place is not None:
                return place
        return 1, 1


def _places(node: Any, keys: Keys) -> Iterator[tuple[Keys, tuple[int, int]]]:
    if not keys:
        yield keys, _mark(node)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*keys, str(key.value))
            yield here, _mark(key)
            yield from _places(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            here = (*keys, number)
            yield here, _mark(item)
            yield from _places(item, here)


def _mark(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
