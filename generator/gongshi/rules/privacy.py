"""Records hold no ID number, mobile, card number, e-mail or coordinates: not even in a comment.

Looked at are the texts of the files as they lie there, comments and all, what they mean once read,
and what the commits of a change say. Duty phones of offices are public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongshi import shapes
from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.shapes import Shape

FAMILY = Family("privacy", Text("个人信息", "Personal data"))


@FAMILY.rule("id-number")
def id_number(index: Index, _as_of: date) -> Iterator[Hit]:
    """An ID number, of 18 digits or the earlier 15."""
    return _hits(index, Shape.ID_NUMBER)


@FAMILY.rule("mobile")
def mobile(index: Index, _as_of: date) -> Iterator[Hit]:
    """A mobile number that is nobody's duty phone."""
    return _hits(index, Shape.MOBILE)


@FAMILY.rule("bank-card")
def bank_card(index: Index, _as_of: date) -> Iterator[Hit]:
    """The number of a bank card."""
    return _hits(index, Shape.BANK_CARD)


@FAMILY.rule("e-mail")
def e_mail(index: Index, _as_of: date) -> Iterator[Hit]:
    """An e-mail address."""
    return _hits(index, Shape.E_MAIL)


@FAMILY.rule("coordinates")
def coordinates(index: Index, _as_of: date) -> Iterator[Hit]:
    """Where a house is, as longitude and latitude."""
    return _hits(index, Shape.COORDINATES)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shape stands: a record or a commit, the keys, and line and column where known."""

    shape: Shape
    document: Document | None
    path: str
    keys: Keys
    at: tuple[int, int] | None


def _hits(index: Index, shape: Shape) -> Iterator[Hit]:
    name = shapes.NAMES[shape]
    for place in index.once("privacy", lambda: list(_places(index))):
        if place.shape is shape:
            in_message = place.document is None
            yield Hit(
                place.document,
                place.keys,
                Text(f"这里像是{name.zh}。", f"This looks like {name.en}."),
                _IN_MESSAGE if in_message else _IN_RECORD,
                place.path,
                at=place.at,
            )


_IN_RECORD = Text(
    "请删除；记录里不写个人号码、邮箱和位置，注释里也不写。已经提交过的，历史里还有："
    "运行 gongshi scan --history，按它的说明清理。",
    "Remove it: records hold no personal number, e-mail or position, not even in a comment. "
    "What was committed stays in history: run gongshi scan --history and do as it says.",
)
_IN_MESSAGE = Text(
    "请改写这次提交的说明（git rebase -i，选 reword），再推送。",
    "Reword the commit (git rebase -i, reword) before it is merged.",
)


def duty_phones(index: Index) -> frozenset[str]:
    """The digits of the duty phones of all offices: the phone numbers that are public."""
    kinds = ("county", "township", "village", "organisation")
    return frozenset(
        shapes.digits(document.value["office"]["duty_phone"])
        for kind in kinds
        for document in index.of_kind(kind)
    )


def _places(index: Index) -> Iterator[_Place]:
    public = duty_phones(index)
    for document in (*index.documents, *index.unfit):
        yield from _in_source(document, public)
    for message in index.messages:
        text = message.text
        for found in shapes.in_message(text, public):
            yield _Place(found.shape, None, f"commit {message.commit}", (), _at(text, found.start))


def _in_source(document: Document, public: frozenset[str]) -> Iterator[_Place]:
    """What the file shows; then what its values are, where quoting or folding hid it there."""
    text = document.source.decode("utf-8")
    seen = set()
    for found in shapes.find(text, public):
        at = _at(text, found.start)
        keys = document.positions().at(*at)
        seen.add((found.shape, keys))
        yield _Place(found.shape, document, "", keys, at)
    for keys, value in _escaped(document.value, ()) if _HIDING.search(text) else ():
        for found in shapes.find(value, public):
            if (found.shape, keys) not in seen:
                seen.add((found.shape, keys))
                yield _Place(found.shape, document, "", keys, None)


_HIDING = re.compile(r"\\|: *[|>]")
"""An escape, or a text over several lines: without them a value is as the file shows it."""


def _at(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _escaped(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text of a record, and its keys, each on one line."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*keys, key), key
            yield from _escaped(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _escaped(inner, (*keys, number))
    elif isinstance(value, str):
        yield keys, value
        yield keys, "".join(value.split("\n"))
