"""Minutes as text, in full: with household numbers and reasons, for the staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongshi.explain.words import OUTCOMES
from gongshi.finding import Text
from gongshi.minutes import words
from gongshi.minutes.compare import Count, Minutes, Shift, Turn
from gongshi.minutes.events import Event


def render(minutes: Minutes, language: str) -> str:
    """What the change means, place by place; then figures, parameters and decisions."""
    lines = [_title(minutes).in_language(language), ""]
    for place, found in groupby(
        sorted(minutes.events, key=lambda event: (event.township, event.village)),
        key=lambda event: (event.township, event.village),
    ):
        lines += [_place(minutes, *place).in_language(language)]
        lines += [f"  {line}" for line in _told(minutes, list(found), language)]
        lines.append("")
    if not minutes.events:
        lines += [Text("没有改动。", "Nothing has changed.").in_language(language), ""]
    lines += [line.in_language(language) for line in _effects(minutes)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _title(minutes: Minutes) -> Text:
    return Text(
        f"从 {minutes.before} 到 {minutes.after}，截至 {minutes.as_of}",
        f"From {minutes.before} to {minutes.after}, as of {minutes.as_of}",
    )


def _place(minutes: Minutes, township: str, village: str) -> Text:
    """A village with its township, a township, or the county."""
    names = [minutes.names.get(name, Text(name, name)) for name in (village, township) if name]
    if not names:
        return Text("全县", "The county")
    return Text("".join(one.zh for one in names[::-1]), ", ".join(one.en for one in names))


def _told(minutes: Minutes, found: list[Event], language: str) -> Iterator[str]:
    """Of a place: its rounds step by step, then its households, then the rest."""
    rounds = [event for event in found if event.kind == "round"]
    for name, events in groupby(sorted(rounds, key=_in_round), key=lambda event: event.round):
        yield round_name(name).in_language(language)
        for step, acts in groupby(events, key=lambda event: event.step):
            if step:
                yield f"  {minutes.names.get(step, Text(step, step)).in_language(language)}"
            indent = "    " if step else "  "
            yield from (f"{indent}{line}" for line in _lines(minutes, acts, language))
    others = [event for event in found if event.kind != "round"]
    yield from _lines(minutes, sorted(others, key=_order), language)


def round_name(name: str) -> Text:
    """A round by its year and direction, with its id."""
    year, _, direction = name.partition("-")
    zh = "退出" if direction == "exit" else "识别"
    return Text(f"{year} 年{zh}批次（{name}）", f"{direction.title()} round of {year} ({name})")


def _order(event: Event) -> tuple[int, str, str, tuple[str, ...], str, str]:
    same = event.of if event.what in _APART else ()
    return words.ORDER[event.what], event.kind, event.how, same, event.record, event.day


def _in_round(event: Event) -> tuple[str, int, str, int, str, tuple[str, ...], str]:
    # The tenth step comes after the ninth.
    return (
        event.round,
        len(event.step),
        event.step,
        words.ORDER[event.what],
        event.how,
        event.of,
        event.household,
    )


def _lines(minutes: Minutes, events: Iterable[Event], language: str) -> Iterator[str]:
    """A line for events of one kind that differ only in the household and the day."""
    for _, group in groupby(events, key=_alike):
        found = list(group)
        yield _line(minutes, found, language)


def _alike(event: Event) -> tuple[str, ...]:
    same = event.of if event.what in _APART else ()
    record = "" if event.kind in ("household", "round") else event.record
    return (event.what, event.kind, record, event.step, event.how, *same)


_APART = frozenset(
    {
        "altered",
        "answered",
        "corrected",
        "done",
        "entry",
        "moved",
        "objected",
        "posted",
        "recounted",
        "survey",
        "value",
        "waived",
    }
)
"""Events that have a line for each thing they are about."""


def _line(minutes: Minutes, found: list[Event], language: str) -> str:
    first = found[0]
    said = words.EVENTS[first.what].in_language(language)
    line = " ".join(filter(None, (_days(found), f"{said}{_detail(first, language)}")))
    named = _named(minutes, found, language)
    return f"{line}{'：' if language == 'zh' else ': '}{named}" if named else line


def _days(found: list[Event]) -> str:
    days = sorted({event.day for event in found if event.day})
    if not days:
        return ""
    return days[0] if len(days) == 1 else f"{days[0]}–{days[-1]}"


def _detail(event: Event, language: str) -> str:
    """The reason, topic or outcome, and what it is about."""
    how = words.how(event)
    told = [how.in_language(language)] if how else []
    if event.what == "altered":
        told.append(words.fields(event).in_language(language))
    elif event.what == "value":
        series, when, before, after = event.of
        told.append(f"{series} {when}: {before or '–'} → {after or '–'}".strip())
    elif event.what == "posted":
        told.append(Text(f"到 {event.of[0]}", f"until {event.of[0]}").in_language(language))
    elif event.what == "voted":
        pass  # the votes stand beside each household
    elif event.what in ("moved", "recounted"):
        told.append(" → ".join(event.of))
    else:
        told += event.of
    if not told:
        return ""
    return f"（{'，'.join(told)}）" if language == "zh" else f" ({', '.join(told)})"


def _named(minutes: Minutes, found: list[Event], language: str) -> str:
    """Whom or what it is about: household numbers, with the votes; else the record.

    Of duties done only the number.
    """
    if found[0].what == "done":
        return Text(f"{len(found):,} 次", f"{len(found):,}").in_language(language)
    names = []
    for event in found:
        name = event.household or ("" if event.kind == "round" else event.record)
        if name in minutes.names:
            name = minutes.names[name].in_language(language)
        if event.what == "voted":
            name = f"{name}{_votes(*event.of).in_language(language)}"
        names.append(name)
    between = "、" if language == "zh" else ", "
    return between.join(dict.fromkeys(filter(None, names)))


def _votes(agreed: str, against: str, present: str) -> Text:
    return Text(
        f"（同意 {agreed}，不同意 {against}，到会 {present}）",
        f" ({agreed} for, {against} against, {present} present)",
    )


def _effects(minutes: Minutes) -> Iterator[Text]:
    if minutes.shifts:
        yield Text("村的数字", "Figures of villages")
    for shift in minutes.shifts:
        yield from _shift(minutes, shift)
    if minutes.turns:
        yield Text("政策改动后结论不同的户", "Households decided otherwise by the changed policy")
    turns = sorted(minutes.turns, key=_turned)
    for _, group in groupby(turns, key=_turned):
        yield _turns(list(group))


def _shift(minutes: Minutes, shift: Shift) -> Iterator[Text]:
    place = _place(minutes, shift.township, shift.village)
    for zh, en, before, after in (
        ("在册", "on the list", shift.before.registered, shift.after.registered),
        ("已脱贫", "exited", shift.before.exited, shift.after.exited),
    ):
        if before != after:
            yield Text(
                f"  {place.zh}：{zh} {count(before).zh} → {count(after).zh}",
                f"  {place.en}: {en} {count(before).en} → {count(after).en}",
            )


def count(found: Count) -> Text:
    """Households and persons."""
    households = "household" if found.households == 1 else "households"
    persons = "person" if found.persons == 1 else "persons"
    return Text(
        f"{found.households:,} 户 {found.persons:,} 人",
        f"{found.households:,} {households}, {found.persons:,} {persons}",
    )


def _turned(turn: Turn) -> tuple[str, int, str, str]:
    return turn.kind, turn.year, str(turn.before), str(turn.after)


def _turns(turns: list[Turn]) -> Text:
    """The households that turn from one outcome to another."""
    turn = turns[0]
    before, after = OUTCOMES[turn.before][0], OUTCOMES[turn.after][0]
    kind = Text("退出", "Exit") if turn.kind == "exit" else Text("识别", "Entry")
    named = sorted(one.household for one in turns)
    return Text(
        f"  {turn.year} 年{kind.zh}：{before.zh} → {after.zh}，{len(turns):,} 户："
        f"{'、'.join(named)}",
        f"  {kind.en} of {turn.year}: {before.en} → {after.en}, {len(turns):,}: {', '.join(named)}",
    )
