"""What is wrong with a field, in a sentence: from a schema keyword to Chinese and English."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gongshi.finding import Text

_TYPES = {
    "object": Text("一组“键: 值”", "a mapping of keys to values"),
    "array": Text("列表（每项以“- ”开头）", 'a list (each item begins with "- ")'),
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text(" true 或 false", "true or false"),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A schema finding before it has a place: its code, message and hint."""

    code: str
    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Subject:
    """The field a fault is about: its key (empty for a list item), and its schema."""

    key: str
    schema: dict[str, Any]

    def named(self) -> Text:
        """The field as a person knows it: its key with its title."""
        zh, _, en = str(self.schema.get("title", "")).partition(" | ")
        if not self.key:
            return Text(zh or "这一项", f'"{en}"' if en else "this item")
        return Text(
            f"“{self.key}”（{zh}）" if zh else f"“{self.key}”",
            f'"{self.key}" ({en})' if en else f'"{self.key}"',
        )

    def described(self) -> Text:
        """What the schema tells about the field, for a hint."""
        zh, _, en = str(self.schema.get("description", "")).partition(" | ")
        return Text(zh, en)


def missing(subject: Subject) -> Fault:
    """A required field that is not there."""
    name, about = subject.named(), subject.described()
    return Fault(
        "schema.missing-field",
        Text(f"缺少必填的{name.zh}。", f"The required field {name.en} is missing."),
        Text(f"请补上：{about.zh}", f"Add it: {about.en}"),
    )


def unknown(key: str, allowed: list[str]) -> Fault:
    """A field that the schema does not have. A key that is no plain word is not repeated."""
    shown = key if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", key) else ""
    near = difflib.get_close_matches(shown, allowed, n=1) if shown else []
    guess = (
        Text(f"是不是“{near[0]}”？", f'Did you mean "{near[0]}"?')
        if near
        else Text(
            f"这里可以用的键：{'、'.join(allowed)}。", f"Fields allowed here: {', '.join(allowed)}."
        )
    )
    quoted = Text(f"“{shown}”", f' "{shown}"') if shown else Text("", "")
    return Fault(
        "schema.unknown-field",
        Text(f"这里没有{quoted.zh}这个键。", f"There is no field{quoted.en} here."),
        Text(
            f"{guess.zh}不需要的信息（如证件号、手机号）不要记入。",
            f"{guess.en} Leave out what is not asked for, such as ID or mobile numbers.",
        ),
    )


def broken(keyword: str, bound: Any, subject: Subject, definition: dict[str, Any]) -> Fault:
    """A field that is there but breaks ``keyword`` of its schema, ``bound`` being its argument.

    ``definition`` is the schema that holds the keyword: a shared one tells how a value is written.
    """
    wording = _BY_KEYWORD.get(keyword, _not_valid)
    code, message, hint = wording(bound, subject.named())
    form, about = Subject("", definition).described(), subject.described()
    told = [hint, form, about] if form != about else [hint, about]
    told = told if any(one.zh for one in told) else [_COMPARE]
    return Fault(
        code,
        message,
        Text("".join(one.zh for one in told if one.zh), " ".join(one.en for one in told if one.en)),
    )


_COMPARE = Text("请对照样例改正。", "Compare it with a sample.")


def far_off(subject: Subject) -> Fault:
    """A date that is written right and lies in no year that records speak of."""
    name = subject.named()
    return Fault(
        "schema.date-far-off",
        Text(
            f"{name.zh}应在 1900 年到 2099 年之间。",
            f"{name.en} must lie in the years 1900 to 2099.",
        ),
        Text(
            "请检查年份；还不知道的日期不要填。",
            "Check the year; leave a date out while it is not known.",
        ),
    )


def too_many() -> Fault:
    """A record with more faults than are listed."""
    return Fault(
        "schema.too-many-faults",
        Text(
            "这份记录的问题太多，没有全部列出。", "There are too many faults here to list them all."
        ),
        Text("请先改正列出的这些，再检查一次。", "Mend those listed first, then check again."),
    )


_Worded = tuple[str, Text, Text]


def _type(bound: Any, name: Text) -> _Worded:
    kinds = [_TYPES[kind] for kind in ([bound] if isinstance(bound, str) else bound)]
    zh = "或".join(kind.zh for kind in kinds)
    en = " or ".join(kind.en for kind in kinds)
    if bound == "string":
        hint = Text("数字样的文字请加引号。", "Quote text that looks like a number.")
    elif bound in {"integer", "number"}:
        hint = Text("只写半角数字，不加逗号和单位。", "Write digits only, without commas or units.")
    else:
        hint = Text("", "")
    message = Text(f"{name.zh}应是{zh}。", f"{name.en} must be {en}.")
    return "schema.wrong-type", message, hint


def _enum(bound: Any, name: Text) -> _Worded:
    words = [str(word) for word in bound]
    return (
        "schema.not-in-list",
        Text(f"{name.zh}只能从规定的词里选。", f"{name.en} must be one of the listed words."),
        Text(f"可选：{'、'.join(words)}。", f"Choose from: {', '.join(words)}."),
    )


def _pattern(_bound: Any, name: Text) -> _Worded:
    return (
        "schema.wrong-format",
        Text(f"{name.zh}的写法不对。", f"{name.en} is not written in the right form."),
        Text("", ""),
    )


def _format(bound: Any, name: Text) -> _Worded:
    if bound != "date":
        return _pattern(bound, name)
    return (
        "schema.no-such-date",
        Text(f"{name.zh}不是日历上有的日期。", f"{name.en} is not a day of the calendar."),
        Text("", ""),
    )


def _bound(code: str, zh: str, en: str) -> Callable[[Any, Text], _Worded]:
    def worded(bound: Any, name: Text) -> _Worded:
        return (
            code,
            Text(f"{name.zh}{zh.format(bound)}", f"{name.en} {en.format(bound)}"),
            Text("", ""),
        )

    return worded


def _not_valid(_bound: Any, name: Text) -> _Worded:
    return (
        "schema.not-valid",
        Text(f"{name.zh}不符合规定的写法。", f"{name.en} does not fit its schema."),
        Text("", ""),
    )


_BY_KEYWORD: dict[str, Callable[[Any, Text], _Worded]] = {
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minimum": _bound("schema.too-small", "不能小于 {}。", "must not be less than {}."),
    "maximum": _bound("schema.too-large", "不能大于 {}。", "must not be more than {}."),
    "minLength": _bound(
        "schema.too-short", "至少要有 {} 个字。", "needs at least {} character(s)."
    ),
    "maxLength": _bound("schema.too-long", "最多 {} 个字。", "holds at most {} characters."),
    "minItems": _bound("schema.too-few-items", "至少要有 {} 项。", "needs at least {} item(s)."),
    "maxItems": _bound("schema.too-many-items", "最多 {} 项。", "holds at most {} items."),
    "uniqueItems": _bound(
        "schema.repeated-item", "里有重复的项。", "holds the same item more than once."
    ),
}
