"""Every duty of a county, period by period: done, due, overdue, excused, or not counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongshi.duties import answering
from gongshi.duties.acts import Act, Misfit, read
from gongshi.duties.books import ALWAYS, Books, VillageBooks
from gongshi.duties.span import Span, Spans, common, days, without
from gongshi.duties.tasks import Asked
from gongshi.duties.windows import windows
from gongshi.model.county import Township
from gongshi.model.household import Household
from gongshi.model.village import Excuse


class State(StrEnum):
    """How a duty stands in one period.

    ``unknown``: its time is over and no log of that year was kept, so nobody can say. ``brief``:
    the pairing or post covered too few days of the period for the duty to count in it.
    """

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    EXCUSED = "excused"
    BRIEF = "brief"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Owed:
    """A task owed in one period, and how it stands on the as-of date.

    ``township`` and ``village`` say where (no village: the township's own); ``household`` to whom,
    else it is owed to the village; ``unit`` which unit owes it, ``who`` the official who answers
    for it. ``begins`` and ``due`` are the first and the last day on which it is in time; ``due`` is
    None where there is no last day. ``counts`` are the days whose acts count, the same for all to
    whom the task is owed: with the task they name the period. ``done`` are the days of the acts
    that count, oldest first; ``late`` says that the last one needed came after ``due``. ``reason``
    is why it is excused.
    """

    asked: Asked
    township: str
    village: str | None
    household: str | None
    unit: str | None
    who: str | None
    begins: date
    due: date | None
    counts: Span
    done: tuple[date, ...]
    state: State
    late: bool = False
    reason: str | None = None

    def days_left(self, as_of: date) -> int | None:
        """Days from the as-of date to the last in time: 0 on that day, negative when late."""
        return None if self.due is None else (self.due - as_of).days


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is owed in a village, or by a township, and what the logs tell.

    ``acts`` are the tasks that they tell of as done, ``misfits`` the entries that fit nothing.
    """

    owed: tuple[Owed, ...]
    acts: tuple[Act, ...] = ()
    misfits: tuple[Misfit, ...] = ()


def owed_to_few(owed: Iterable[Owed], smallest: int | None) -> frozenset[str]:
    """The tasks owed to fewer households than ``smallest``: a figure would be about them.

    Where no smallest group is known, every task that is owed to households.
    """
    households: dict[str, set[str]] = defaultdict(set)
    for one in owed:
        if one.household is not None and one.state is not State.BRIEF:
            households[one.asked.id].add(one.household)
    return frozenset(
        name for name, each in households.items() if smallest is None or len(each) < smallest
    )


Done = dict[tuple[str, str | None, str | None], list[date]]
"""The days of the acts of a task, by its id, household and unit."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """A task, on which days it is owed, by which unit or to which household.

    ``done`` are the days of its acts, ``excuses`` what may excuse it, ``who`` answers for it;
    ``shown`` says that it shows as done without an act.
    """

    asked: Asked
    spans: Spans
    done: list[date]
    excuses: tuple[Excuse, ...]
    who: answering.Answering
    household: str | None = None
    unit: str | None = None
    shown: bool = False


def of_village(books: VillageBooks, within: Span) -> Ledger:
    """The duties of a village in every period that shares a day with ``within``."""
    acts, misfits = read(books)
    done: Done = defaultdict(list)
    for act in acts:
        done[act.task, act.household, act.unit].append(act.on)
    logged = frozenset(log.year for log in books.village.logs)
    place = (books.township.record.id, books.village.record.id)
    owed: list[Owed] = []
    for asked in books.books.tasks.every:
        periods = list(windows(books.books, asked, within))
        for claim in _claims(books, asked, done) if periods else ():
            owed += _standing(books.books, claim, place, logged, periods)
    return Ledger(tuple(owed), tuple(acts), tuple(misfits))


def of_township(books: Books, township: Township, acts: Iterable[Act], within: Span) -> Ledger:
    """What a township's government owes by itself; ``acts`` are those of all its villages' logs."""
    government = books.governments.get(township.record.id)
    if government is None:
        return Ledger(())
    done_by: dict[str, set[date]] = defaultdict(set)
    for act in acts:
        if act.unit == government.id:
            done_by[act.task].add(act.on)
    logged = frozenset(log.year for village in township.villages for log in village.logs)
    owed: list[Owed] = []
    for asked in books.tasks.every:
        if "township" in asked.actors:
            done = sorted(done_by[asked.id])
            claim = _Claim(
                asked, ALWAYS, done, (), answering.leader(government), unit=government.id
            )
            periods = list(windows(books, asked, within))
            owed += _standing(books, claim, (township.record.id, None), logged, periods)
    return Ledger(tuple(owed))


def _claims(books: VillageBooks, asked: Asked, done: Done) -> Iterator[_Claim]:
    """To whom a task is owed in the village and by which unit, with the days on which it is."""
    excuses = tuple(
        one for log in books.village.logs for one in log.excused if _excuses(books, one, asked)
    )
    of_village = tuple(one for one in excuses if not one.households)
    if asked.list.owed_by == "unit":
        for unit, terms in books.units:
            yield _Claim(
                asked,
                terms,
                done=done.get((asked.id, None, unit.id), []),
                excuses=of_village,
                who=answering.leader(unit),
                unit=unit.id,
                shown=asked.task.shown_by == "leaders"
                and any(one.holds_on(books.books.as_of) for one in unit.leaders),
            )
    elif asked.list.owed_to == "village":
        yield _Claim(
            asked,
            books.acting(asked.actors[0]),
            done=done.get((asked.id, None, None), []),
            excuses=of_village,
            who=answering.of_village(books.village.record, asked.actors[0]),
        )
    else:
        for household in books.households.values():
            yield _to_household(books, asked, household, done, excuses)


def _to_household(
    books: VillageBooks,
    asked: Asked,
    household: Household,
    done: Done,
    excuses: tuple[Excuse, ...],
) -> _Claim:
    """A task owed to a household: by its contact, else by those who act for the village."""
    actor = asked.actors[0]
    spans, who = books.helped[household.id], answering.contact(household)
    if actor != "contact":
        spans = common(books.books.on_the_list(household), books.acting(actor))
        who = answering.of_village(books.village.record, actor)
    return _Claim(
        asked,
        spans,
        done=done.get((asked.id, household.id, None), []),
        excuses=tuple(
            one for one in excuses if not one.households or household.id in one.households
        ),
        who=who,
        household=household.id,
    )


def _excuses(books: VillageBooks, excuse: Excuse, asked: Asked) -> bool:
    """Whether an excuse is about a task."""
    if not excuse.duties or asked.id in excuse.duties:
        return True
    return any(
        one.id == asked.id for name in excuse.duties for one in books.books.tasks.of_duty(name)
    )


def _standing(
    books: Books,
    claim: _Claim,
    place: tuple[str, str | None],
    logged: frozenset[int],
    periods: list[tuple[Span, Span]],
) -> Iterator[Owed]:
    """How a claim stands in each period of which at least one day was owed."""
    excused = tuple(Span(one.since, one.until) for one in claim.excuses)
    for window, counts in periods:
        if not common(claim.spans, (counts,)):
            continue
        owed = common(claim.spans, (window,))
        left = without(owed, excused)
        in_time = left or owed or (window,)
        begins, last = in_time[0].first, in_time[-1].last
        due = None if last == date.max else last
        acts = _between(claim.done, counts)
        times = claim.asked.times
        enough = len(acts) >= times
        state = State.DONE if enough or claim.shown else _open(books, owed, left, due, logged)
        yield Owed(
            asked=claim.asked,
            township=place[0],
            village=place[1],
            household=claim.household,
            unit=claim.unit,
            who=claim.who(min(max(books.as_of, begins), last)),
            begins=begins,
            due=due,
            counts=counts,
            done=tuple(acts),
            state=state,
            late=enough and due is not None and acts[times - 1] > due,
            reason=_reason(claim.excuses, owed) if state is State.EXCUSED else None,
        )


def _reason(excuses: tuple[Excuse, ...], owed: Spans) -> str:
    """Why a task is excused: the reason of the first excuse that covers a day of those owed."""
    return next(one.reason for one in excuses if common(owed, (Span(one.since, one.until),)))


def _open(
    books: Books, owed: Spans, left: Spans, due: date | None, logged: frozenset[int]
) -> State:
    """How a task stands of which no log tells that it was done."""
    least = books.number("duty-least-days", books.as_of) or 1
    if days(owed) < least:
        return State.BRIEF
    if days(left) < least:
        return State.EXCUSED
    if due is None or books.as_of <= due:
        return State.DUE
    years = range(owed[0].first.year, due.year + 1)
    return State.OVERDUE if logged.issuperset(years) else State.UNKNOWN


def _between(ordered: list[date], span: Span) -> list[date]:
    return ordered[bisect_left(ordered, span.first) : bisect_right(ordered, span.last)]
