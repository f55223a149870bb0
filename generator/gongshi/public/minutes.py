"""Minutes as the public may read them: comments on a change travel by mail.

No household and no reason is named; what a notice or a figure already shows may be told. How often
something befell households is told exactly only where the site tells it too; else of few it is only
said that they are few, and a sum with few in it is not told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from gongshi.explain.words import OUTCOMES
from gongshi.finding import Text
from gongshi.minutes import words
from gongshi.minutes.compare import Minutes, Shift
from gongshi.minutes.events import Event
from gongshi.public.facts import Count, Label

_STEPS = frozenset(
    {"begun", "completed", "posted", "announced", "no-hits", "step-gone", "objection-gone"}
)
"""Events of a step that concern nobody in particular."""

_COUNTED = frozenset(
    {
        "applied",
        "nominated",
        "surveyed",
        "hit",
        "verified",
        "dropped",
        "listed",
        "recounted",
        "unlisted",
        "entered",
        "returned",
        "exited",
        "done",
        "waived",
    }
)
"""Events of which only the number is told."""

_AS_SHOWN = frozenset(
    {"entered", "exited", "waived", "objected", "answered", "posted", "announced"}
)
"""Events that the site tells one by one or with the same number, so their number is told."""

_TOPICS = frozenset({"objected", "answered", "corrected"})
"""Events whose topic, outcome or part the notice shows too."""

_POLICY = frozenset({"county", "clauses", "procedure", "duty-list", "parameter", "questions"})
_OFFICES = frozenset({"organisation", "township", "village", "project"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number as far as it is told: from ``least`` to ``most``, None for no end."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """What happened in a place: in a round and step or outside one, how often, to how many."""

    what: Label
    round: str
    step: Label | None
    days: tuple[str, ...]
    detail: Label | None
    number: Number | None
    persons: int


@dataclass(frozen=True, slots=True)
class Place:
    """A village, a township or the county (without a name), and what happened there."""

    names: tuple[Label, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A village's figures before and after."""

    names: tuple[Label, ...]
    registered: tuple[Count, Count]
    exited: tuple[Count, Count]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value before and after; empty where there is none."""

    parameter: str
    series: str
    when: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Turned:
    """How many households of the county the changed policy decides otherwise on, and how."""

    kind: Label
    before: Label
    after: Label
    number: Number


@dataclass(frozen=True, slots=True)
class Changes:
    """The public minutes of a change."""

    as_of: date
    before: str
    after: str
    totals: tuple[tuple[Label, Number], ...]
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    values: tuple[Value, ...]
    turned: tuple[Turned, ...]


def published(minutes: Minutes) -> Changes:
    """What anyone may know of a change."""
    events = sorted(map(_public, minutes.events), key=lambda one: (one.township, one.village))
    told = {
        place: list(_counts(minutes, list(found)))
        for place, found in groupby(events, key=lambda one: (one.township, one.village))
    }
    places = [
        Place(_names(minutes, *place), tuple(line for _, line in lines))
        for place, lines in told.items()
    ]
    return Changes(
        as_of=minutes.as_of,
        before=minutes.before,
        after=minutes.after,
        totals=tuple(_totals(events, [one for lines in told.values() for one in lines])),
        places=tuple(place for place in places if place.lines),
        figures=tuple(_figure(minutes, shift) for shift in minutes.shifts),
        values=tuple(Value(one.record, *one.of) for one in minutes.events if one.what == "value"),
        turned=tuple(_turned(minutes)),
    )


def _public(event: Event) -> Event:
    """An event as it may be told: lists do not say who returned among those who were entered."""
    return replace(event, what="entered") if event.what == "returned" else event


_CHANGED = "changed"
"""Stands for the records of households that changed in any way."""


def _few(number: int, smallest: int | None) -> Number:
    """A number of households; of few it is only told that they are few."""
    if smallest is None:
        return Number(1, None)
    return Number(1, smallest - 1) if number < smallest else Number(number, number)


def _totals(events: list[Event], told: list[tuple[str, Line]]) -> Iterator[tuple[Label, Number]]:
    """How often each thing happened in the whole county, and how many household records changed.

    Of what is told of several places or steps, and of one of them not exactly, there is no total:
    it would narrow down what is not told.
    """
    for what in (*words.EVENTS, _CHANGED):
        number = _number(what, events)
        if number and what in (*_COUNTED, *_AS_SHOWN, _CHANGED):
            parts = [line.number for name, line in told if name == what and line.number]
            exact = all(one.least == one.most for one in parts)
            if exact or len(parts) == 1:
                yield _label(_said(what)), Number(number, number) if exact else parts[0]


def _number(what: str, events: list[Event]) -> int:
    if what == _CHANGED:
        return len({one.household for one in events if one.kind == "household"})
    return sum(one.what == what for one in events)


def _said(what: str) -> Text:
    if what == _CHANGED:
        return Text("农户记录有改动", "household records changed")
    if what == "entered":
        return Text("识别或返贫", "entered or returned")
    return words.EVENTS[what]


def _counts(minutes: Minutes, found: list[Event]) -> Iterator[tuple[str, Line]]:
    """The lines of a place, each with what it tells of."""
    posted = {(one.round, one.step) for one in found if one.what in ("posted", "announced")}
    shown = sorted((one for one in found if _shown(one)), key=_order)
    for _, group in groupby(shown, key=_alike):
        alike = list(group)
        first = alike[0]
        step = minutes.names.get(first.step)
        open_ = first.what in _AS_SHOWN or (
            first.what == "listed" and (first.round, first.step) in posted
        )
        number = None
        if first.what in (*_COUNTED, "objected", "answered"):
            number = Number(len(alike), len(alike))
            number = number if open_ else _few(len(alike), minutes.smallest)
        yield (
            first.what,
            Line(
                what=_label(_said(first.what)),
                round=first.round,
                step=_label(step) if step else None,
                days=_days(alike),
                detail=_detail(first),
                number=number,
                persons=sum(one.persons for one in alike) if open_ else 0,
            ),
        )
    changed = _number(_CHANGED, found)
    if changed:
        number = _few(changed, minutes.smallest)
        yield _CHANGED, Line(_label(_said(_CHANGED)), "", None, (), None, number, 0)


def _shown(event: Event) -> bool:
    if event.kind == "household":
        return event.what in _COUNTED
    if event.what in ("new", "gone", "altered", "moved", "entry"):
        return event.kind in (*_POLICY, *_OFFICES, "round")
    return event.what in (*_STEPS, *_COUNTED, *_TOPICS)


def _order(event: Event) -> tuple[str, int, str, int, str, tuple[str, ...], str]:
    number, step = words.ORDER[event.what], event.step
    return event.round, len(step), step, number, event.how, event.of, event.record


def _alike(event: Event) -> tuple[str, ...]:
    if event.what in ("done", "listed") or event.what in _COUNTED:
        return event.what, event.round, event.step
    own = "" if event.kind == "round" else event.record
    return event.what, event.round, event.step, event.how, own, *event.of


def _days(alike: list[Event]) -> tuple[str, ...]:
    days = sorted({one.day for one in alike if one.day})
    if alike[0].what == "posted":
        return (days[0], *alike[0].of)
    return (days[0], days[-1]) if len(days) > 1 else tuple(days)


def _detail(event: Event) -> Label | None:
    """The topic, outcome or part; of a record that is no household's, its id and fields."""
    if event.what in _TOPICS:
        how = words.how(event)
        return _label(how) if how else None
    if event.kind in ("household", "round") and event.what != "altered":
        return None
    if event.what in _COUNTED:
        return None
    own = "" if event.kind == "round" else event.record
    if event.what in ("altered", "entry"):
        fields = (
            words.fields(event) if event.what == "altered" else words.how(event) or Text("", "")
        )
        return Label(
            " ".join(filter(None, (own, fields.zh))), " ".join(filter(None, (own, fields.en)))
        )
    return Label(own, own)


def _figure(minutes: Minutes, shift: Shift) -> Figure:
    counts = [
        (
            Count(one.registered.households, one.registered.persons),
            Count(one.exited.households, one.exited.persons),
        )
        for one in (shift.before, shift.after)
    ]
    return Figure(
        names=_names(minutes, shift.township, shift.village),
        registered=(counts[0][0], counts[1][0]),
        exited=(counts[0][1], counts[1][1]),
    )


def _turned(minutes: Minutes) -> Iterator[Turned]:
    turns = sorted((one.kind, one.before, one.after) for one in minutes.turns)
    for (kind, before, after), group in groupby(turns):
        yield Turned(
            kind=Label("退出", "exit") if kind == "exit" else Label("识别", "entry"),
            before=_label(OUTCOMES[before][0]),
            after=_label(OUTCOMES[after][0]),
            number=_few(len(list(group)), minutes.smallest),
        )


def _names(minutes: Minutes, township: str, village: str) -> tuple[Label, ...]:
    found = (minutes.names.get(one, Text(one, one)) for one in (village, township) if one)
    return tuple(map(_label, found))


def _label(text: Text) -> Label:
    return Label(text.zh, text.en)
