"""Two versions of the records, compared: what happened, and what it changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.household import Decision, Outcome
from gongshi.finding import Text
from gongshi.minutes.events import Event, events
from gongshi.plain import on_one_line
from gongshi.rules.base import Index

_POLICY = frozenset({"clauses", "parameter", "county"})


@dataclass(frozen=True, slots=True)
class Count:
    """Households and the persons in them."""

    households: int = 0
    persons: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """How many are on the list and how many have left it."""

    registered: Count
    exited: Count


@dataclass(frozen=True, slots=True)
class Shift:
    """A village's figures on the as-of date, by the records before and after the change."""

    township: str
    village: str
    before: Figures
    after: Figures


@dataclass(frozen=True, slots=True)
class Turn:
    """A household that the law decides otherwise on after the change of the policy."""

    township: str
    village: str
    household: str
    kind: str
    year: int
    before: Outcome
    after: Outcome


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a change means.

    ``names`` are what townships, villages, parameters and steps are called, by id. ``smallest`` is
    from how many households on a group may be told of, None where nobody has set it.
    """

    as_of: date
    before: str
    after: str
    events: tuple[Event, ...]
    shifts: tuple[Shift, ...]
    turns: tuple[Turn, ...]
    names: dict[str, Text]
    smallest: int | None


def compare(before: Index, after: Index, as_of: date, versions: tuple[str, str]) -> Minutes:
    """The minutes of a change from ``before`` to ``after``, as things stand on ``as_of``."""
    return Minutes(
        as_of=as_of,
        before=versions[0],
        after=versions[1],
        events=events(before, after),
        shifts=_shifts(before, after, as_of),
        turns=_turns(before, after, as_of),
        names={**_names(before), **_names(after)},
        smallest=after.law.parameters.on("smallest-group", as_of).number,
    )


def _shifts(before: Index, after: Index, as_of: date) -> tuple[Shift, ...]:
    """Every village whose figures are other than before."""
    figures = [_figures(index, as_of) for index in (before, after)]
    none = Figures(Count(), Count())
    return tuple(
        Shift(*place, old, new)
        for place in sorted({*figures[0], *figures[1]})
        for old, new in ((figures[0].get(place, none), figures[1].get(place, none)),)
        if old != new
    )


def _figures(index: Index, as_of: date) -> dict[tuple[str, str], Figures]:
    counts: dict[tuple[str, str, str], list[int]] = {}
    for case in index.cases:
        standing, persons = case.standing_on(as_of), case.persons_on(as_of)
        if standing is not None and persons:
            origin = case.document.origin
            counts.setdefault((origin.township, origin.village, standing), []).append(persons)
    return {
        (township, village): Figures(
            *(
                Count(len(found), sum(found))
                for standing in ("registered", "exited")
                for found in (counts.get((township, village, standing), []),)
            )
        )
        for township, village, _ in counts
    }


def _turns(before: Index, after: Index, as_of: date) -> tuple[Turn, ...]:
    """Every household that the law before and after the change decides differently on.

    Both laws are held against the facts as they are after the change, so that only the change of
    the policy tells.
    """
    if _policy(before) == _policy(after):
        return ()
    turns = []
    for case in after.cases:
        now = _decision(case, as_of)
        was = _decision(Case(case.document, before.law), as_of)
        if now is not None and was is not None and now.outcome is not was.outcome:
            origin = case.document.origin
            turns.append(
                Turn(
                    origin.township,
                    origin.village,
                    case.id,
                    now.kind,
                    now.year,
                    was.outcome,
                    now.outcome,
                )
            )
    return tuple(turns)


def _policy(index: Index) -> list[object]:
    return [document.value for document in index.documents if document.origin.kind in _POLICY]


def _decision(case: Case, as_of: date) -> Decision | None:
    """Of a household on the list whether it exits, of another whether it enters."""
    years = case.surveyed_by(as_of)
    if not years or case.closed_by(as_of):
        return None
    if case.standing_on(as_of) == "registered":
        return household.leave(case, years[-1], as_of)
    return household.entry(case, years[-1], as_of)


def _names(index: Index) -> dict[str, Text]:
    """What townships, villages, parameters and steps are called, each on one line."""
    names = {one.id: _line(one.title.zh, one.title.en) for one in index.law.policy.parameters}
    for kind in ("township", "village"):
        for document in index.of_kind(kind):
            name = document.value["name"]
            names[document.origin.id] = _line(name["zh"], name.get("en"))
    for procedure in index.law.policy.procedures:
        for number, step in enumerate(procedure.steps, 1):
            title = _line(step.title.zh, step.title.en)
            names[step.id] = Text(f"第 {number} 步 {title.zh}", f"Step {number}: {title.en}")
    return names


def _line(zh: str, en: str | None) -> Text:
    return Text(on_one_line(zh), on_one_line(en or zh))
