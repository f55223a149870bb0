"""Records as a strict subset of YAML that cannot surprise: plain values, or findings with places.

Read from the parser's events in one pass, so that no anchor, tag or date is ever resolved. What a
scalar means is settled here alone: ``true`` and ``false`` are yes and no, plain decimal numbers are
numbers, and everything else is text as written (``no``, ``12:30``, ``2019-02-03``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeAlias

import yaml

from gongshi.finding import Finding, Place, Severity
from gongshi.load.yaml_problems import encoding_problem, syntax_problem, wording
from gongshi.plain import HIDDEN

Value: TypeAlias = "str | int | float | bool | list[Value] | dict[str, Value]"
Keys: TypeAlias = tuple[str | int, ...]
"""The way to a value from the top of a record: keys of mappings, numbers of list items."""

MAX_BYTES = 1024 * 1024
"""A record is small; a larger file is a mistake or an attack."""
MAX_DEPTH = 20
MAX_KEY = 100
MAX_FAULTS = 100
"""More than anybody mends at one go; a file with more is not read to its end."""
MAX_VALUES = 100_000
"""Keys, values and collections; a record of the largest size that says something has fewer."""
MAX_DIGITS = 15
"""More digits than any sum or code has, and as many as every reader keeps exactly."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+\Z")
_LEADING_ZERO = re.compile(r"-?0[0-9]+\Z")
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_FULL_WIDTH_COLON = re.compile(r"[A-Za-z0-9_\u4e00-\u9fff-]{1,40}：")
_FULL_WIDTH_LINE = re.compile(r"\s*(?:-\s+)*[^\s:：#'\"]{1,40}：")
_UNSEEN = re.compile(rf"{HIDDEN.pattern}(?<![\t\n\r\x85\u2028\u2029])")
"""What nobody can see in a file, but for the ends of its lines."""
_UNSEEN_ESCAPED = re.compile(rf"{HIDDEN.pattern}(?<![\t\n])")
"""The same in a text with its escapes resolved, where a line always ends in a line feed."""
# Lines to YAML, yet none to git and most editors: a finding would name another line than they do.
_LINE_BREAK = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*%")
_LATER_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_NUMERIC_START = frozenset("-0123456789")


def parse(source: bytes, path: str) -> tuple[Value | None, list[Finding]]:
    """The value of a record's text, or None and every fault that could be found in it.

    Never raises. Every finding is an error, so a value comes only without findings.
    """
    text, faults = _decoded(source)
    value: Value | None = None
    if text is not None:
        reader = _Reader(text)
        value = reader.read()
        faults = [_in_the_text(fault, text) for fault in reader.faults]
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
    faults = [
        _unseen(found[0], *_place_in(text, found.start()))
        for found in islice(_UNSEEN.finditer(text), MAX_FAULTS)
    ]
    if len(faults) == MAX_FAULTS:
        faults.append(_too_many(faults[-1]))
    # One is enough to tell how the whole file was saved.
    line_break = _LINE_BREAK.search(text)
    if line_break:
        faults.append(_Fault("yaml.line-break", *_place_in(text, line_break.start())))
    directive = _DIRECTIVE.match(text)
    if directive:
        # Seen here, since the parser takes its time over many of them.
        faults.append(_Fault("yaml.directive", *_place_in(text, directive.end() - 1)))
    return (None, faults) if faults else (text, [])


def _unseen(character: str, line: int, column: int) -> _Fault:
    """The fault of a character that nobody can see; only what has a code of its own is named."""
    if unicodedata.category(character) == "Cc" or character in "\ufffe\uffff":
        return _Fault("yaml.control-character", line, column)
    return _Fault("yaml.hidden-character", line, column, {"code": f"U+{ord(character):04X}"})


def _too_many(last: _Fault) -> _Fault:
    return _Fault("yaml.too-many-faults", last.line, last.column)


def _place_in(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


@dataclass(slots=True)
class _Open:
    """A collection that is being read; for a mapping, its keys' lines and the key that waits."""

    collection: Any
    lines: dict[str, int] | None
    key: str | None = None


def _in_the_text(fault: _Fault, text: str) -> _Fault:
    """The fault at a place that the text has: the parser ends it with a line of its own."""
    last = text.count("\n") + 1
    if fault.line <= last:
        return fault
    return replace(fault, line=last, column=len(text) - text.rfind("\n"))


class _Reader:
    """Builds the value from events and notes every fault on the way."""

    def __init__(self, text: str) -> None:
        self.faults: list[_Fault] = []
        self._text = text
        self._values = 0
        self._stack: list[_Open] = []  # the open collections, innermost last
        self._root: Any = None
        self._documents = 0

    def read(self) -> Value | None:
        """The value of the text; whether it can be used, `faults` tells."""
        loader = LOADER(self._text)
        try:
            while self._take(loader.get_event()) and len(self.faults) < MAX_FAULTS:
                pass
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
        except (yaml.YAMLError, ValueError, RecursionError):
            self._fault("yaml.syntax", None, problem="")
        finally:
            loader.dispose()
        if len(self.faults) >= MAX_FAULTS:
            self.faults.append(_too_many(self.faults[-1]))
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
        self._values += 1
        if self._values > MAX_VALUES:
            self._fault("yaml.too-many-values", event.start_mark, limit=MAX_VALUES)
            return False
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            return self._begin(event, _Open({}, {}))
        elif kind is yaml.SequenceStartEvent:
            return self._begin(event, _Open([], None))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._stack.pop()
        elif kind is yaml.AliasEvent:
            self._fault("yaml.alias", event.start_mark)
            self._put("", event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            return self._document(event)
        elif kind is yaml.DocumentEndEvent:
            return self._nothing_directed(event.start_mark.index)
        return kind is not yaml.StreamEndEvent

    def _document(self, event: Any) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._fault("yaml.second-document", event.start_mark)
        return self._documents == 1

    def _nothing_directed(self, end: int) -> bool:
        """Whether no directive follows the document that ends here."""
        found = _LATER_DIRECTIVE.search(self._text, end)
        if found:
            line, column = _place_in(self._text, found.start())
            self.faults.append(_Fault("yaml.directive", line, column))
        return found is None

    def _scalar(self, event: Any) -> None:
        text = event.value
        if event.anchor or event.tag:
            self._decorated(event)
        if not text.isascii():
            self._surrogates(text, event.start_mark)
        if event.style == '"' and (unseen := _UNSEEN_ESCAPED.search(text)):
            # Written as an escape, or it would have been seen in the file.
            mark = event.start_mark
            self.faults.append(_unseen(unseen[0], mark.line + 1, mark.column + 1))
        # libyaml calls the plain style "", the Python parser None.
        plain = not event.style
        innermost = self._stack[-1] if self._stack else None
        if innermost is not None and innermost.lines is not None and innermost.key is None:
            self._take_key(innermost, text, event.start_mark, plain=plain)
        else:
            self._put(self._plain(text, event.start_mark) if plain else text, event.start_mark)

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
        item_or_root = not self._stack or self._stack[-1].lines is None
        if item_or_root and _FULL_WIDTH_COLON.match(text):
            self._fault("yaml.full-width-colon", mark)
        return text

    def _number(self, text: str, mark: Any) -> Value:
        whole = _INTEGER.match(text)
        if whole or _DECIMAL.match(text):
            if sum(character.isdigit() for character in text) > MAX_DIGITS:
                self._fault("yaml.number-too-long", mark, limit=MAX_DIGITS)
                return text
            number, _, fraction = text.partition(".")
            # JSON Schema knows one kind of number: 3.0 is the whole number 3.
            return int(number) if whole or not fraction.strip("0") else float(text)
        if _LEADING_ZERO.match(text):
            self._fault("yaml.leading-zero", mark)
        return text

    def _take_key(self, mapping: _Open, key: str, mark: Any, *, plain: bool) -> None:
        if plain:
            if key == "<<":
                self._fault("yaml.merge-key", mark)
            elif key != key.strip():
                # Special spaces are no indentation: the key would land a level too high.
                self._fault("yaml.syntax", mark, problem="space")
        if len(key) > MAX_KEY:
            self._fault("yaml.key-too-long", mark, limit=MAX_KEY)
        lines = mapping.lines or {}
        if key in lines:
            self._fault("yaml.duplicate-key", mark, key=key, first=lines[key], second=mark.line + 1)
        elif mapping.lines is not None:
            mapping.lines[key] = mark.line + 1
        mapping.key = key

    def _begin(self, event: Any, opened: _Open) -> bool:
        """A collection begins; False where reading must stop: too deep, or it stands as a key."""
        if event.anchor or event.tag:
            self._decorated(event)
        if len(self._stack) >= MAX_DEPTH:
            self._fault("yaml.too-deep", event.start_mark, limit=MAX_DEPTH)
            return False
        if self._stack and self._stack[-1].lines is not None and self._stack[-1].key is None:
            self._fault("yaml.complex-key", event.start_mark)
            return False
        self._put(opened.collection, event.start_mark)
        self._stack.append(opened)
        return True

    def _put(self, value: Any, mark: Any) -> None:
        """A finished value into the innermost collection, or as the root."""
        if not self._stack:
            self._root = value
            return
        into = self._stack[-1]
        if into.lines is None:
            into.collection.append(value)
        elif into.key is None:
            # Only an alias comes as a key without being text.
            self._fault("yaml.complex-key", mark)
            into.key = ""
        else:
            into.collection[into.key] = value
            into.key = None

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

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        """What the parser refuses, in words of our own, at the line where the mend belongs."""
        mark = error.problem_mark or error.context_mark
        lines = self._text.split("\n")
        at = mark.line if mark else 0
        for number in sorted({at - 1, at, at + 1} | _context_lines(error)):
            if 0 <= number < len(lines) and _FULL_WIDTH_LINE.match(lines[number]):
                column = lines[number].index("：") + 1
                if ": " not in lines[number][:column]:
                    self.faults.append(_Fault("yaml.full-width-colon", number + 1, column))
                    return
        code, arguments = syntax_problem(error, lines[at] if at < len(lines) else "")
        if error.context_mark and (code != "yaml.syntax" or arguments["problem"] == "quote"):
            # What was begun and not ended is mended where it begins.
            mark = error.context_mark
        self._fault(code, mark, **arguments)


def _context_lines(error: yaml.MarkedYAMLError) -> set[int]:
    return {error.context_mark.line} if error.context_mark else set()


class Positions:
    """Where each key and item of a text stands, for the findings of a file that has some."""

    def __init__(self, source: bytes) -> None:
        self._places: dict[Keys, tuple[int, int]] = {}
        try:
            node = yaml.compose(source.decode("utf-8"), Loader=LOADER)
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

    def at(self, line: int, column: int) -> Keys:
        """The keys of what stands at a line and column: the last key or item that begins there.

        A comment belongs to what it follows.
        """
        begun = [(place, keys) for keys, place in self._places.items() if place <= (line, column)]
        return max(begun, default=((1, 1), ()), key=lambda one: (one[0], len(one[1])))[1]


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
