"""What the duty logs say was done, and which entries fit no duty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongshi.duties.books import VillageBooks, paired, with_unknown
from gongshi.duties.span import Span
from gongshi.duties.tasks import Asked
from gongshi.duties.windows import counted
from gongshi.model.village import Entry


class Fault(StrEnum):
    """Why an entry, or a part of one, fulfils no duty."""

    NOT_NAMED = "not-named"
    SHOWN_ELSEWHERE = "shown-elsewhere"
    NOT_IN_FORCE = "not-in-force"
    WITHOUT_HOUSEHOLDS = "without-households"
    WITH_HOUSEHOLDS = "with-households"
    OUTSIDE_WINDOW = "outside-window"
    NOT_OWING = "not-owing"
    NOT_PAIRED = "not-paired"
    TWICE = "twice"
    IN_FUTURE = "in-future"


@dataclass(frozen=True, slots=True)
class Act:
    """One task done, for one household or for the village; ``unit`` is for which unit."""

    task: str
    on: date
    who: str
    household: str | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A fault of entry ``number`` of the log of ``year``: in its duty ``name``, for a household."""

    fault: Fault
    year: int
    number: int
    name: str
    household: str | None = None


def read(books: VillageBooks) -> tuple[list[Act], list[Misfit]]:
    """Every act that the village's logs tell by the as-of date, oldest first, and every misfit."""
    acts: list[Act] = []
    misfits: list[Misfit] = []
    seen: set[Act] = set()
    for log in books.village.logs:
        for number, entry in enumerate(log.entries):
            for name in entry.duties:
                for found in _of_entry(books, entry, name):
                    if isinstance(found, Act) and found not in seen:
                        seen.add(found)
                        acts.append(found)
                        continue
                    household = found.household if isinstance(found, Act) else found[1]
                    fault = Fault.TWICE if isinstance(found, Act) else found[0]
                    misfits.append(Misfit(fault, log.year, number, name, household))
    return sorted(acts, key=lambda act: (act.on, act.task, act.who, act.household or "")), misfits


_Wrong = tuple[Fault, str | None]


def _of_entry(books: VillageBooks, entry: Entry, name: str) -> Iterator[Act | _Wrong]:
    """What one duty of an entry says was done, or why it does not fit."""
    tasks = books.books.tasks
    asked = tasks.named(name)
    if asked is None:
        if tasks.of_duty(name):
            yield Fault.NOT_NAMED, None
        return  # an unknown duty is told by reference.leads-nowhere
    fault = _misfit(books, entry, asked)
    if fault is not None:
        yield fault, None
    elif asked.list.owed_to == "household":
        for household in entry.households:
            record = books.households.get(household)
            if record is None:
                continue  # of another village, or unreadable: told elsewhere
            if _owes(books, entry, asked, household):
                yield Act(asked.id, entry.on, entry.who, household, None)
            else:
                yield Fault.NOT_PAIRED, household
    else:
        of_unit = asked.list.owed_by == "unit"
        unit = books.unit_of(entry.who, asked, entry.on) if of_unit else None
        if unit is not None or (not of_unit and _for_village(books, entry, asked)):
            yield Act(asked.id, entry.on, entry.who, None, unit)
        elif not of_unit or entry.who not in books.books.unplaced:
            yield Fault.NOT_OWING, None


def _misfit(books: VillageBooks, entry: Entry, asked: Asked) -> Fault | None:
    """What is wrong with an entry as a whole, for a task."""
    if entry.on > books.books.as_of:
        return Fault.IN_FUTURE
    if asked.task.shown_by is not None:
        return Fault.SHOWN_ELSEWHERE
    if not asked.in_force.holds(entry.on):
        return Fault.NOT_IN_FORCE
    to_households = asked.list.owed_to == "household"
    if to_households != bool(entry.households):
        return Fault.WITHOUT_HOUSEHOLDS if to_households else Fault.WITH_HOUSEHOLDS
    if asked.task.when == "end":
        year = Span(entry.on.replace(month=1, day=1), entry.on.replace(month=12, day=31))
        last = counted(books.books, asked.task, year)
        if last is not None and not last.holds(entry.on):
            return Fault.OUTSIDE_WINDOW
    return None


def _owes(books: VillageBooks, entry: Entry, asked: Asked, household: str) -> bool:
    if "contact" in asked.actors:
        record = books.households[household]
        known = books.books.contacts
        return paired(record, entry.who, entry.on) or with_unknown(record, known, entry.on)
    return _for_village(books, entry, asked) or bool(books.unit_of(entry.who, asked, entry.on))


def _for_village(books: VillageBooks, entry: Entry, asked: Asked) -> bool:
    return any(books.acts_for_village(entry.who, actor, entry.on) for actor in asked.actors)
