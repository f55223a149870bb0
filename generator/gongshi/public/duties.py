"""What became of the duties, as public facts: sums by village and unit, never about one household.

What was done for households is counted over all helped households of a village together, and a
task is told only where it concerns at least as many of them as the parameter ``smallest-group``
says. The figures say what officials did, but why a visit failed or was excused may lie with the
family, and neighbours know who is on the list. Sums over tasks or villages leave out what is
withheld, so it cannot be worked out from a total. For the same reason the contacts of several
units are told apart only where the part of each is large enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from gongshi.duties import answering
from gongshi.duties.books import Books, VillageBooks
from gongshi.duties.ledger import Owed, State, of_township, of_village, owed_to_few
from gongshi.duties.span import Span
from gongshi.model.common import Term
from gongshi.model.county import County, Organisation, Township
from gongshi.model.village import Village, VillageRecord
from gongshi.policy.law import Law
from gongshi.public import facts
from gongshi.public.label import label


class Duties:
    """The duties of the as-of year, and of the year before where a log of it is kept."""

    def __init__(self, county: County, law: Law, as_of: date) -> None:
        self._books = Books(county, law, as_of)
        self._smallest = law.parameters.on("smallest-group", as_of).number
        self._years = (as_of.year, as_of.year - 1)
        self._within = Span(date(max(as_of.year - 1, 1), 1, 1), as_of)
        self._units = {unit.id: _place(unit) for unit in county.organisations}
        self._unit_of = _units_of_contacts(county)
        self._ledgers = {
            village.record.id: of_village(
                VillageBooks(self._books, township, village), self._within
            )
            for township, village in county.villages()
        }
        self._villages = {
            village.record.id: self._of_village(village) for _, village in county.villages()
        }

    def village(self, village: str) -> tuple[facts.DutyYear, ...]:
        """A village's years, the as-of year first, each with the share of every unit."""
        return self._villages[village]

    def together(self, villages: Iterable[str]) -> tuple[facts.DutyYear, ...]:
        """Years of several villages in one: what is withheld of one is in no sum."""
        return self._summed(
            replace(one, shares=()) for village in villages for one in self._villages[village]
        )

    def unit(self, unit: str) -> tuple[facts.DutyYear, ...]:
        """A unit's years: what it and its contacts owed, with the share of each village."""
        return self._summed(
            facts.DutyYear(
                year=one.year,
                to_village=share.own,
                to_households=share.contacts,
                unlogged=one.unlogged,
                shares=(replace(share, place=_place(village.record)),),
            )
            for _, village in self._books.county.villages()
            for one in self._villages[village.record.id]
            for share in one.shares
            if share.place.id == unit
        )

    def _summed(self, every: Iterable[facts.DutyYear]) -> tuple[facts.DutyYear, ...]:
        """A sum a year, the as-of year always and first."""
        found = {self._years[0]: facts.DutyYear(self._years[0])}
        for one in every:
            found[one.year] = found.get(one.year, facts.DutyYear(one.year)) + one
        return tuple(found.values())

    def government(self, township: Township) -> facts.DutyShare | None:
        """What the township's own government owes by itself in the as-of year, if it has one."""
        unit = self._books.governments.get(township.record.id)
        if unit is None:
            return None
        year, villages = self._years[0], township.villages
        logged = any(log.year == year for one in villages for log in one.logs)
        acts = (act for one in villages for act in self._ledgers[one.record.id].acts)
        ledger = of_township(self._books, township, acts, self._within)
        own = self._tallies(self._counted(ledger.owed, year), logged=logged)
        return facts.DutyShare(self._units[unit.id], own, facts.Tallies())

    def _of_village(self, village: Village) -> tuple[facts.DutyYear, ...]:
        logged = {log.year for log in village.logs}
        owed = self._ledgers[village.record.id].owed
        return tuple(
            self._of_year(year, self._counted(owed, year), logged=year in logged)
            for year in self._years
            if year in logged or year == self._years[0]
        )

    def _of_year(self, year: int, owed: list[Owed], *, logged: bool) -> facts.DutyYear:
        by_unit: dict[str | None, list[Owed]] = defaultdict(list)
        by_contacts: dict[str | None, list[Owed]] = defaultdict(list)
        for one in owed:
            if one.household is None:
                by_unit[one.unit].append(one)
            else:
                by_contacts[self._contacts_unit(one)].append(one)
        few = owed_to_few(owed, self._smallest)
        few_of_a_unit = few.union(
            *(owed_to_few(each, self._smallest) for each in by_contacts.values())
        )
        own = {unit: self._tallies(each, logged=logged) for unit, each in by_unit.items()}
        contacts = {unit: self._tallies(each, logged=logged) for unit, each in by_contacts.items()}
        none = facts.Tallies()
        return facts.DutyYear(
            year=year,
            to_village=sum(own.values(), none),
            to_households=_without(sum(contacts.values(), none), few),
            unlogged=int(bool(owed) and not logged),
            shares=tuple(
                facts.DutyShare(
                    self._units[unit],
                    own.get(unit, none),
                    _without(contacts.get(unit, none), few_of_a_unit),
                )
                for unit in self._units
                if unit in own or unit in contacts
            ),
        )

    def _counted(self, owed: Iterable[Owed], year: int) -> list[Owed]:
        """The duties told under a year: that of their last day, at the latest the as-of year."""
        last = self._years[0]
        return [
            one
            for one in owed
            if one.state is not State.BRIEF
            and (min(one.due.year, last) if one.due else last) == year
        ]

    def _contacts_unit(self, owed: Owed) -> str | None:
        """The unit whose contact answers for a duty."""
        unit_of = self._unit_of.get(owed.who or "")
        as_of = self._books.as_of
        return unit_of(min(owed.due or as_of, as_of)) if unit_of else None

    def _tallies(self, owed: Iterable[Owed], *, logged: bool) -> facts.Tallies:
        """Duties counted by their tasks."""
        tasks: dict[str, facts.Tally] = {}
        for one in owed:
            name = one.asked.id
            tasks[name] = tasks.get(name, facts.Tally()) + self._tally(one, logged=logged)
        return facts.Tallies(tasks)

    def _tally(self, owed: Owed, *, logged: bool) -> facts.Tally:
        """One duty of one period; without a log nobody can say whether an open one is done."""
        if owed.state is State.EXCUSED:
            return facts.Tally(excused=1)
        if owed.state is State.UNKNOWN or (owed.state is State.DUE and not logged):
            return facts.Tally(unknown=1)
        done = int(owed.state is State.DONE)
        if owed.due is None or owed.due >= self._books.as_of:
            return facts.Tally(ahead=1, early=done, until=owed.due)
        return facts.Tally(done=done, late=int(owed.late), overdue=1 - done)


def _without(tallies: facts.Tallies, few: frozenset[str]) -> facts.Tallies:
    """The tallies but for those of tasks that concern too few households, which are only named."""
    told = {name: tally for name, tally in tallies.tasks.items() if name not in few}
    return facts.Tallies(told, few & tallies.tasks.keys())


def _units_of_contacts(county: County) -> dict[str, answering.Answering]:
    """By contact: the unit that the contact belongs to, day by day."""
    terms: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for unit in county.organisations:
        for contact in unit.contacts:
            terms[contact.id].append((unit.id, contact))
    return {who: answering.holder(found) for who, found in terms.items()}


def _place(record: Organisation | VillageRecord) -> facts.Place:
    return facts.Place(record.id, label(record.name))
