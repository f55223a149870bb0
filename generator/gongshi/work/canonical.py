"""One canonical form of a record: keys in the schema's order, plain block style, comments kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

from gongshi.load.yaml import LOADER, Value, parse
from gongshi.schema.registry import Schema, resolved, schema
from gongshi.work import emit

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


@dataclass(slots=True)
class Entry:
    """A key with its value, or an item of a list, with the comments that belong to it.

    ``above`` are comments on lines of their own before it, ``beside`` is the one at the end of its
    first line, ``after`` are those that follow its last line, indented as what they close.
    """

    key: str | None
    content: Content
    above: list[str] = field(default_factory=list)
    beside: str = ""
    after: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Collection:
    """A mapping's entries, or a list's items."""

    is_mapping: bool
    entries: list[Entry]


Content: TypeAlias = "Collection | str | int | float | bool"


def formatted(source: bytes, kind: str) -> bytes:
    """A readable record's text in the canonical form of its kind; its value stays the same.

    Key order is the schema's, keys that it does not know come last. Comments stay with what they
    stand by; those before the first key stay on top. Raises ValueError for a text that ``parse``
    cannot read.
    """
    value, faults = parse(source, "")
    if not isinstance(value, dict):
        raise ValueError(f"only a record that can be read has a canonical form: {faults[0].code}")
    text = source.decode("utf-8").replace("\r\n", "\n")
    root, places = _tree(text, value)
    header, below = _attach(places, _comments(text))
    _order(root, schema(kind))
    lines = [*header, *_emitted(root, ""), *below]
    return ("\n".join(lines) + "\n").encode("utf-8")


def text_of(value: dict[str, Value], kind: str) -> bytes:
    """A record's value as a file in canonical form."""
    root = _collection(value)
    _order(root, schema(kind))
    return ("\n".join(_emitted(root, "")) + "\n").encode("utf-8")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry's head stands: its first line, its column, and the line its head ends on."""

    line: int
    column: int
    end: int
    entry: Entry


def _tree(text: str, value: Any) -> tuple[Collection, list[_Place]]:
    """The record as entries, and their places in the order of the text."""
    places: list[_Place] = []
    node = yaml.compose(text, Loader=LOADER)
    return Collection(True, list(_entries(node, value, places))), places


def _grown(node: Any, value: Any, places: list[_Place]) -> Content:
    """What stands at a node; the value is our reader's, for it alone says what a scalar means."""
    if isinstance(node, yaml.MappingNode):
        return Collection(True, list(_entries(node, value, places)))
    if isinstance(node, yaml.SequenceNode):
        grown = Collection(False, [])
        for child, item in zip(node.value, value, strict=True):
            entry = Entry(None, "")
            _note(places, entry, child, child, dash=0 if node.flow_style else 2)
            entry.content = _grown(child, item, places)
            grown.entries.append(entry)
        return grown
    content: Content = value
    return content


def _entries(node: Any, value: Any, places: list[_Place]) -> Iterator[Entry]:
    """The keys of a mapping with what they hold."""
    for key, child in node.value:
        entry = Entry(key.value, "")
        _note(places, entry, key, child)
        entry.content = _grown(child, value[key.value], places)
        yield entry


def _note(places: list[_Place], entry: Entry, head: Any, child: Any, dash: int = 0) -> None:
    """Remember where an entry begins, and on which lines a comment would stand beside it."""
    start = head.start_mark
    end = child.end_mark.line if _flows(child) else start.line
    places.append(_Place(start.line, start.column - dash, end, entry))


def _flows(node: Any) -> bool:
    """Whether a node ends where its own text ends: anything but a block."""
    if isinstance(node, yaml.ScalarNode):
        return node.style not in ("|", ">")
    return bool(node.flow_style)


@dataclass(frozen=True, slots=True)
class _Comment:
    line: int
    column: int
    text: str
    alone: bool


def _comments(text: str) -> list[_Comment]:
    """Every comment of a text, in its order; a ``#`` inside a quoted or block scalar is none."""
    if "#" not in text:
        return []
    hidden = list(text)
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.ScalarEvent) and event.style:
            marks: Any = event
            start = marks.start_mark.index
            if header := _BLOCK_HEADER.match(text, start):
                start = text.find("\n", header.end())
                start = len(text) if start < 0 else start
            for index in range(start, marks.end_mark.index):
                if hidden[index] != "\n":
                    hidden[index] = "x"
    found = []
    for number, line in enumerate("".join(hidden).split("\n")):
        comment = _COMMENT.search(line)
        if comment:
            alone = not line[: comment.start()].strip(" -")
            column = len(line) - len(line.lstrip()) if alone else comment.start()
            found.append(_Comment(number, column, comment.group().rstrip(), alone))
    return found


def _attach(places: list[_Place], comments: list[_Comment]) -> tuple[list[str], list[str]]:
    """Give each comment to its entry; what stands before the first and below the last is returned.

    A comment alone on its line belongs to what follows, unless it is indented deeper: then it
    closes what stands above it.
    """
    header: list[str] = []
    below: list[str] = []
    starts = [place.line for place in places]
    for comment in comments:
        following = _first_after(starts, comment.line)
        before = places[following - 1] if following else None
        if not comment.alone and (beside := _beside(places, comment)):
            beside.beside = f"{beside.beside} {comment.text}".strip()
        elif before is None:
            header.append(comment.text)
        elif following == len(places):
            (below if below or not comment.column else before.entry.after).append(comment.text)
        elif comment.column <= places[following].column or not _is_leaf(before.entry):
            places[following].entry.above.append(comment.text)
        else:
            before.entry.after.append(comment.text)
    return header, below


def _is_leaf(entry: Entry) -> bool:
    """Whether nothing stands inside an entry."""
    return not (isinstance(entry.content, Collection) and entry.content.entries)


def _first_after(starts: list[int], line: int) -> int:
    """The number of the first entry that begins below a line."""
    return next((number for number, start in enumerate(starts) if start > line), len(starts))


def _beside(places: list[_Place], comment: _Comment) -> Entry | None:
    """The entry that a comment at the end of a line stands beside: the last that ends there."""
    ends = [place for place in places if place.line <= comment.line <= place.end]
    return ends[-1].entry if ends else None


def _order(content: Content, part: Schema) -> None:
    """Put the keys of every mapping into the order of its schema."""
    if not isinstance(content, Collection):
        return
    parts = list(_branches(part))
    if content.is_mapping:
        properties: dict[str, Schema] = {}
        for one in parts:
            for key, schema_of_key in one.get("properties", {}).items():
                properties.setdefault(key, schema_of_key)
        rank = {key: number for number, key in enumerate(properties)}
        content.entries.sort(key=lambda entry: rank.get(entry.key or "", len(rank)))
        for entry in content.entries:
            _order(entry.content, properties.get(entry.key or "", {}))
        return
    items: Schema = next((one["items"] for one in parts if "items" in one), {})
    for entry in content.entries:
        _order(entry.content, items)


def _branches(part: Schema) -> Iterator[Schema]:
    """A part of a schema and all it is put together from, references followed."""
    here = resolved(part)
    yield here
    for word in ("allOf", "oneOf", "anyOf"):
        for one in here.get(word, ()):
            yield from _branches(one)


def _collection(value: Any) -> Any:
    if isinstance(value, dict):
        return Collection(True, [Entry(key, _collection(one)) for key, one in value.items()])
    if isinstance(value, list):
        return Collection(False, [Entry(None, _collection(one)) for one in value])
    return value


def _emitted(collection: Collection, pad: str) -> Iterator[str]:
    """The lines of a collection, each entry with its comments."""
    for entry in collection.entries:
        for comment in entry.above:
            yield pad + comment
        lead = pad + ("- " if entry.key is None else f"{emit.scalar(entry.key)}:")
        yield from _entry(entry, lead, pad)
        # What is indented below a block of text would be read as its last line.
        is_block = isinstance(entry.content, str) and emit.block(entry.content) is not None
        for comment in entry.after:
            yield f"{pad if is_block else pad + '  '}{comment}"


def _entry(entry: Entry, lead: str, pad: str) -> Iterator[str]:
    beside = f"  {entry.beside}" if entry.beside else ""
    content, inner = entry.content, pad + "  "
    space = "" if entry.key is None else " "
    if not isinstance(content, Collection):
        lines = emit.block(content) if isinstance(content, str) else None
        if lines is None:
            yield f"{lead}{space}{emit.scalar(content, is_item=not space)}{beside}"
        else:
            yield f"{lead}{space}|{beside}"
            yield from (inner + line for line in lines)
    elif not content.entries:
        yield f"{lead}{space}{'{}' if content.is_mapping else '[]'}{beside}"
    elif entry.key is None:
        yield from _item(entry, content, lead, inner)
    else:
        yield f"{lead}{beside}"
        yield from _emitted(content, inner)


def _item(entry: Entry, content: Collection, lead: str, inner: str) -> Iterator[str]:
    """An item that is itself a collection: its first line stands behind the dash."""
    lines = list(_emitted(content, inner))
    # Nothing but the first key stands behind a dash: its comments go before it.
    if entry.beside:
        yield lead[:-2] + entry.beside
    while lines and lines[0].lstrip().startswith("#"):
        yield lead[:-2] + lines.pop(0).lstrip()
    yield lead + lines[0][len(inner) :]
    yield from lines[1:]
