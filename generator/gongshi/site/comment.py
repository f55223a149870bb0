"""The comment on a change: public minutes in Markdown, short enough for any forge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongshi.plain import in_markdown
from gongshi.public.facts import Count, Label
from gongshi.public.minutes import Changes, Figure, Line, Number, Place, Value

LIMIT = 60_000
"""No comment has as many characters; GitHub takes 65,536."""
_LAST = 200
"""Characters kept free for the line that says how much is left out."""


def render(changes: Changes, language: str) -> str:
    """The totals, figures, parameters and decisions; then place by place, folded."""
    parts = list(_summary(changes, language))
    used = sum(map(len, parts)) + 2 * len(parts)
    shown = 0
    for place in changes.places:
        folded = _place(place, language)
        used += len(folded) + 2
        if used > LIMIT - _LAST:
            break
        parts.append(folded)
        shown += 1
    if left := len(changes.places) - shown:
        zh, en = f"还有 {left:,} 个地方有改动，没有列出。", f"Places not listed: {left:,}."
        parts.append(zh if language == "zh" else en)
    parts.append(_note(language))
    return "\n\n".join(parts) + "\n"


def _say(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def _in(label: Label, language: str) -> str:
    return in_markdown(label.zh if language == "zh" else label.en or label.zh)


def _summary(changes: Changes, language: str) -> Iterator[str]:
    day = changes.as_of
    yield _say(
        language, f"## 这次改动的意思（截至 {day}）", f"## What this change means (as of {day})"
    )
    before, after = in_markdown(changes.before), in_markdown(changes.after)
    yield f"{before} → {after}"
    if changes.totals:
        yield "\n".join(
            f"- {_in(what, language)}{_say(language, '：', ': ')}{_number(number, language)}"
            for what, number in changes.totals
        )
    elif not changes.places:
        yield _say(language, "没有改动。", "Nothing has changed.")
    if changes.figures:
        yield "\n".join(_figures(changes.figures, language))
    if changes.values:
        yield "\n".join(_values(changes, language))
    if changes.turned:
        yield "\n".join(_turned(changes, language))


_MOST = 100
"""Rows of a table: villages, or values of parameters."""
_ROOM = 15_000
"""Characters of a table."""


def _first(rows: Iterable[str]) -> list[str]:
    """The rows for which a table has room."""
    kept: list[str] = []
    used = 0
    for row in rows:
        used += len(row)
        if len(kept) == _MOST or used > _ROOM:
            break
        kept.append(row)
    return kept


def _figures(figures: tuple[Figure, ...], language: str) -> Iterator[str]:
    yield _say(
        language,
        "| 村 | 在册：改动前 | 改动后 | 已脱贫：改动前 | 改动后 |",
        "| Village | On the list before | after | Exited before | after |",
    )
    yield "| --- | ---: | ---: | ---: | ---: |"
    rows = _first(_figure(one, language) for one in figures)
    yield from rows
    if more := len(figures) - len(rows):
        yield f"| {_say(language, f'还有 {more:,} 个村', f'{more:,} more villages')} | | | | |"


def _figure(figure: Figure, language: str) -> str:
    cells = [_count(count, language) for count in (*figure.registered, *figure.exited)]
    return f"| {_named(figure.names, language)} | {' | '.join(cells)} |"


def _count(count: Count, language: str) -> str:
    if language == "zh":
        return f"{count.households:,} 户 {count.persons:,} 人"
    return f"{count.households:,} ({count.persons:,} persons)"


def _values(changes: Changes, language: str) -> Iterator[str]:
    yield _say(
        language,
        "| 参数 | 系列 | 日期 | 改动前 | 改动后 |",
        "| Parameter | Series | For | Before | After |",
    )
    yield "| --- | --- | --- | ---: | ---: |"
    rows = _first(map(_value, changes.values))
    yield from rows
    if more := len(changes.values) - len(rows):
        yield f"| {_say(language, f'还有 {more:,} 个数值', f'{more:,} more values')} | | | | |"


def _value(value: Value) -> str:
    before, after = value.before or "–", value.after or "–"
    cells = (value.parameter, value.series, value.when, before, after)
    return f"| {' | '.join(map(in_markdown, cells))} |"


def _turned(changes: Changes, language: str) -> Iterator[str]:
    yield _say(
        language,
        "政策改动以后，结论不同的户：",
        "Households that the changed policy decides otherwise on:",
    )
    yield ""
    for one in changes.turned:
        said = f"{_in(one.before, language)} → {_in(one.after, language)}"
        kind, number = _in(one.kind, language), _number(one.number, language)
        yield f"- {kind}{_say(language, '：', ': ')}{said} × {number}"


def _number(number: Number, language: str) -> str:
    """A number, or what is told of it."""
    if number.most is None:
        return _say(language, f"至少 {number.least:,}", f"{number.least:,} or more")
    if number.least != number.most:
        return _say(language, f"不到 {number.most + 1:,}", f"fewer than {number.most + 1:,}")
    return f"{number.least:,}"


def _named(names: tuple[Label, ...], language: str) -> str:
    if not names:
        return _say(language, "全县", "The county")
    shown = [_in(name, language) for name in names]
    return "".join(shown[::-1]) if language == "zh" else ", ".join(shown)


def _place(place: Place, language: str) -> str:
    """What happened in one place, folded away behind its name."""
    lines = [f"- {_line(line, language)}" for line in place.lines]
    head = f"<details><summary>{_named(place.names, language)}</summary>"
    return "\n".join((head, "", *lines, "", "</details>"))


def _line(line: Line, language: str) -> str:
    days = "–".join(line.days)
    step = _in(line.step, language) if line.step else ""
    detail = _in(line.detail, language) if line.detail else ""
    what = _in(line.what, language)
    if detail:
        what += _say(language, f"（{detail}）", f" ({detail})")
    if line.number:
        what += f" × {_number(line.number, language)}"
    if line.persons:
        what += _say(language, f"，{line.persons:,} 人", f", {line.persons:,} persons")
    return " · ".join(filter(None, (in_markdown(line.round), days, step, what)))


def _note(language: str) -> str:
    return _say(
        language,
        "户编号和原因不写在这里；在本地用 `gongshi diff` 看全部。",
        "Household numbers and reasons are not named here; `gongshi diff` in a checkout tells all.",
    )
