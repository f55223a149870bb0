"""The listing made from the records: each task once a person, village and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from gongshi.due.listing import Group, Item, Listing, Named, Row, SetAside, Standing
from gongshi.due.scope import Names, Scope, named, said
from gongshi.duties.books import Books, VillageBooks
from gongshi.duties.ledger import Owed, State, of_township, of_village
from gongshi.duties.span import Span
from gongshi.duties.tasks import Asked
from gongshi.finding import Text
from gongshi.model.common import Words
from gongshi.model.county import County
from gongshi.policy.law import Law

_COUNTED = frozenset({State.DONE, State.DUE, State.OVERDUE})


def listing(
    county: County, law: Law, as_of: date, until: date, scope: Scope, *, any_time: bool = False
) -> Listing:
    """What is late on ``as_of`` of that year, and due by ``until``, within ``scope``.

    With ``any_time`` also what is to be done once and has no last day by then. Raises
    RecordUnknown where the county has nobody and nothing of the scope's name.
    """
    return _Builder(Books(county, law, as_of), until, any_time).listing(scope)


class _Builder:
    """Gathers what is owed into groups and rows."""

    def __init__(self, books: Books, until: date, any_time: bool) -> None:
        self.books = books
        self.until = until
        self.any_time = any_time
        self.names = Names(books.county)
        self.order = {asked.id: number for number, asked in enumerate(books.tasks.every)}
        self.units_of_contacts = _units_of_contacts(books)
        self.households = {
            (village.record.id, household.id): named(
                household.id, groups.get(household.group, Words(household.group))
            )
            for _, village in books.county.villages()
            for groups in [{one.id: one.name for one in village.record.groups}]
            for household in village.households
        }

    def listing(self, scope: Scope) -> Listing:
        about = self.names.about(scope)
        found: dict[tuple[str, str, str, str], list[Owed]] = defaultdict(list)
        for owed in self._owed(scope):
            unit = self._unit(owed)
            if scope.who in (None, unit, owed.who):
                # The village's own officials come after its units.
                key = (owed.township, owed.village or "", unit or "~", owed.who or "")
                found[key].append(owed)
        groups = (self._group(key, found[key]) for key in sorted(found))
        settings = self.books.county.settings
        return Listing(
            county=named(settings.id, settings.name),
            about=about,
            as_of=self.books.as_of,
            until=self.until,
            groups=tuple(group for group in groups if group.rows or group.set_aside),
            unset=tuple(sorted(self.books.unset)),
        )

    def _owed(self, scope: Scope) -> Iterator[Owed]:
        within = Span(self.books.as_of.replace(month=1, day=1), self.until)
        for township in self.books.county.townships:
            if scope.township not in (None, township.record.id):
                continue
            ledgers = [
                of_village(VillageBooks(self.books, township, village), within)
                for village in township.villages
                if scope.village in (None, village.record.id)
            ]
            yield from (one for ledger in ledgers for one in ledger.owed)
            if scope.village is None:
                acts = (act for ledger in ledgers for act in ledger.acts)
                yield from of_township(self.books, township, acts, within).owed

    def _unit(self, owed: Owed) -> str | None:
        """The unit that owes it, or that the contact who owes it is of."""
        if owed.unit is not None or "contact" not in owed.asked.actors:
            return owed.unit
        return self.units_of_contacts.get(owed.who or "")

    def _group(self, key: tuple[str, str, str, str], owed: list[Owed]) -> Group:
        township, village, unit, person = key
        first = date(self.books.as_of.year, 1, 1)
        return Group(
            township=self.names.townships[township],
            village=self.names.villages.get(village),
            unit=self.names.units.get(unit),
            person=self.names.people.get(person, _unnamed(person)),
            rows=tuple(sorted(self._rows(owed), key=self._in_order)),
            set_aside=tuple(
                SetAside(one.asked.id, one.counts, self._item(one))
                for one in sorted(owed, key=self._place)
                if one.state not in _COUNTED and one.due and first <= one.due <= self.until
            ),
        )

    def _rows(self, owed: list[Owed]) -> Iterator[Row]:
        """A row a task and period; a household with a last day of its own is in a row of its own.

        So nobody is told as late, or as in time, along with others who are not.
        """
        periods: dict[tuple[str, Span, str | None], dict[date, list[Owed]]] = {}
        for one in sorted(owed, key=self._place):
            if one.state in _COUNTED:
                days = periods.setdefault((one.asked.id, one.counts, one.unit), defaultdict(list))
                days[one.due or date.max].append(one)
        for days in periods.values():
            for day, same in days.items():
                told = [one for one in same if self._standing(one) is not None]
                if told:
                    yield self._row(same, told, "" if day == max(days) else day.isoformat())

    def _row(self, same: list[Owed], told: list[Owed], apart: str) -> Row:
        """One task in one period, for all with one last day; ``told`` is what is open of it.

        ``apart`` is that last day where others have a later one.
        """
        one, asked = told[0], told[0].asked
        place = (one.village or one.township, one.unit, one.who)
        return Row(
            key="_".join(filter(None, (asked.id, one.counts.first.isoformat(), *place, apart))),
            task=asked.id,
            duty=asked.duty.id,
            also=self.books.tasks.also(asked),
            what=said(asked.task.what),
            plain=said(asked.duty.plain),
            needs=asked.task.needs,
            logged=asked.task.shown_by is None,
            period=one.counts,
            name=_period(asked, one.counts),
            standing=self._standing(one) or Standing.DUE,
            due=one.due,
            open=tuple(map(self._item, told)),
            done=sum(each.state is State.DONE for each in same),
            counted=len(same),
            times=asked.times,
        )

    def _standing(self, owed: Owed) -> Standing | None:
        """How it is told; None for what is done, of another year, or beyond the horizon."""
        if owed.state is State.OVERDUE:
            of_year = owed.due is not None and owed.due.year == self.books.as_of.year
            return Standing.LATE if of_year else None
        if owed.state is not State.DUE:
            return None
        if owed.due is not None and owed.due <= self.until:
            return Standing.DUE
        once = owed.asked.task.every in ("once", "unstated")
        return Standing.ANY_TIME if self.any_time and once else None

    def _item(self, owed: Owed) -> Item:
        place = (owed.village or "", owed.household or "")
        household = self.households[place] if owed.household else None
        return Item(household, owed.begins, owed.due, owed.state, owed.done, owed.reason)

    def _place(self, owed: Owed) -> tuple[int, date, str]:
        return self.order[owed.asked.id], owed.counts.first, owed.household or ""

    def _in_order(self, row: Row) -> tuple[date, int, date, str]:
        # By the day alone what is late comes first, and what has no day within the horizon last.
        return row.due or date.max, self.order[row.task], row.period.first, row.key


def _units_of_contacts(books: Books) -> dict[str, str]:
    """By contact: the unit whose contact they are on the as-of date, else were last."""
    found: dict[str, tuple[bool, date, str]] = {}
    for unit in books.county.organisations:
        for contact in unit.contacts:
            standing = (contact.holds_on(books.as_of), contact.since, unit.id)
            found[contact.id] = max(standing, found.get(contact.id, standing))
    return {contact: unit for contact, (_, _, unit) in found.items()}


def _unnamed(person: str) -> Named | None:
    """An official whose number stands in a record and nowhere a name; None for a vacant post."""
    return Named(person, Text(person, person)) if person else None


def _period(asked: Asked, counts: Span) -> Text | None:
    """What a period is called: a month, a quarter, a year; None for what is done once."""
    if asked.task.every in ("once", "unstated"):
        return None
    year, month = counts.first.year, counts.first.month
    months = counts.last.month - month + 1
    if asked.task.every == "year" or months == 12:
        return Text(f"{year} 年", f"{year}")
    if months == 3:
        quarter = (month + 2) // 3
        return Text(f"{year} 年第 {quarter} 季度", f"{year} Q{quarter}")
    return Text(f"{year} 年 {month} 月", f"{year}-{month:02}")
