"""Minutes as the public may read them: comments on a change travel by mail.

No household and no reason is named; what a notice or a figure already shows may be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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

_TOPICS = frozenset({"objected", "answered", "corrected"})
"""Events whose topic, outcome or part the notice shows too."""

_POLICY = frozenset({"county", "clauses", "procedure", "duty-list", "parameter", "questions"})
_OFFICES = frozenset({"organisation", "township", "village", "project"})


@dataclass(frozen=True, slots=True)
class Line:
    """What happened in a place: in a round and step or outside one, how often, to how many."""

    what: Label
    round: str
    step: Label | None
    days: tuple[str, ...]
    detail: Label | None
    number: int
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
    number: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The public minutes of a change."""

    as_of: date
    before: str
    after: str
    totals: tuple[tuple[Label, int], ...]
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    values: tuple[Value, ...]
    turned: tuple[Turned, ...]


def published(minutes: Minutes) -> Changes:
    """What anyone may know of a change."""
    events = sorted(minutes.events, key=lambda one: (one.township, one.village))
    places = [
        Place(_names(minutes, *place), tuple(_lines(minutes, list(found))))
        for place, found in groupby(events, key=lambda one: (one.township, one.village))
    ]
    return Changes(
        as_of=minutes.as_of,
        before=minutes.before,
        after=minutes.after,
        totals=tuple(_totals(minutes)),
        places=tuple(place for place in places if place.lines),
        figures=tuple(_figure(minutes, shift) for shift in minutes.shifts),
        values=tuple(Value(one.record, *one.of) for one in minutes.events if one.what == "value"),
        turned=tuple(_turned(minutes)),
    )


def _totals(minutes: Minutes) -> Iterator[tuple[Label, int]]:
    """How often each thing happened in the whole county, and how many household records changed."""
    for what, said in words.EVENTS.items():
        number = sum(one.what == what for one in minutes.events)
        if number and (what in _COUNTED or what in ("objected", "answered", "announced", "posted")):
            yield _label(said), number
    changed = {one.household for one in minutes.events if one.kind == "household"}
    if changed:
        yield Label("农户记录有改动", "household records changed"), len(changed)


def _lines(minutes: Minutes, found: list[Event]) -> Iterator[Line]:
    shown = sorted((one for one in found if _shown(one)), key=_order)
    for _, group in groupby(shown, key=_alike):
        alike = list(group)
        first = alike[0]
        step = minutes.names.get(first.step)
        yield Line(
            what=_label(words.EVENTS[first.what]),
            round=first.round,
            step=_label(step) if step else None,
            days=_days(alike),
            detail=_detail(first),
            number=len(alike) if first.what in (*_COUNTED, "objected", "answered") else 0,
            persons=sum(one.persons for one in alike),
        )
    changed = {one.household for one in found if one.kind == "household"}
    if changed:
        said = Label("农户记录有改动", "household records changed")
        yield Line(said, "", None, (), None, len(changed), 0)


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
            number=len(list(group)),
        )


def _names(minutes: Minutes, township: str, village: str) -> tuple[Label, ...]:
    found = (minutes.names.get(one, Text(one, one)) for one in (village, township) if one)
    return tuple(map(_label, found))


def _label(text: Text) -> Label:
    return Label(text.zh, text.en)
