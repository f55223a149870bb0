"""What the duties of a county are judged by: posts, pairings, the help of units, dated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from gongshi.duties.span import ONE_DAY, Span, Spans, common, joined, months_later
from gongshi.duties.tasks import Asked, Tasks
from gongshi.model.common import Term
from gongshi.model.county import County, Organisation, Township
from gongshi.model.household import Household
from gongshi.model.village import Village
from gongshi.policy.catalogue import Actor
from gongshi.policy.law import Law
from gongshi.policy.parameters import COUNTS, WORDS, Amount

T = TypeVar("T")

ALWAYS: Spans = (Span(date.min, date.max),)


AMOUNTS = (
    "regular-duty-period",
    "year-start-months",
    "year-end-months",
    "duty-least-days",
    "help-after-exit-months",
    "pairing-days",
    "households-per-contact",
)
"""The parameters that duties and help are reckoned by."""


def span(term: Term) -> Span:
    """The days of a term."""
    return Span(term.since, term.until or date.max)


@dataclass(frozen=True)
class Books:
    """A county's organisations and policy, as duties need them on an as-of date.

    ``unset`` are the parameters that were asked for so far and had no value that can be used.
    """

    county: County
    law: Law
    as_of: date
    unset: set[str] = field(default_factory=set, compare=False)

    @cached_property
    def tasks(self) -> Tasks:
        """The tasks of the duty lists."""
        return Tasks(self.law.policy.duty_lists)

    @cached_property
    def helping(self) -> dict[str, list[tuple[Organisation, Spans]]]:
        """By village: the units that help it, and when."""
        found: dict[str, list[tuple[Organisation, Spans]]] = defaultdict(list)
        for unit in self.county.organisations:
            for village in sorted({one.village for one in unit.villages}):
                terms = [span(one) for one in unit.villages if one.village == village]
                found[village].append((unit, joined(terms)))
        return found

    @cached_property
    def contacts(self) -> frozenset[str]:
        """The numbers of all contacts of all units."""
        return frozenset(one.id for unit in self.county.organisations for one in unit.contacts)

    @cached_property
    def unplaced(self) -> frozenset[str]:
        """The officials of units that help a village which is not on record.

        That is a finding of its own; where they act for their unit nobody can say.
        """
        villages = {village.record.id for _, village in self.county.villages()}
        return frozenset(
            one.id
            for unit in self.county.organisations
            if any(helped.village not in villages for helped in unit.villages)
            for one in (*unit.leaders, *unit.contacts)
        )

    @cached_property
    def governments(self) -> dict[str, Organisation]:
        """By township: its own government."""
        return {unit.township: unit for unit in self.county.organisations if unit.township}

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The parameters that duties are reckoned by, as they stand on the as-of date."""
        return tuple(self.law.parameters.on(name, self.as_of) for name in AMOUNTS)

    def number(self, parameter: str, day: date) -> int | None:
        """A number of days, months or households as it stands on a day; None where there is none.

        One out of range is a finding of its own (``parameter.wrong-kind``) and read as none.
        """
        number = self.law.parameters.on(parameter, day).number
        return self._known(parameter, number, COUNTS[parameter])

    def word(self, parameter: str, day: date) -> str | None:
        """A word as it stands on a day; None where there is none, or one that nobody knows."""
        return self._known(parameter, self.law.parameters.on(parameter, day).word, WORDS[parameter])

    def _known(self, parameter: str, value: T | None, possible: Container[T]) -> T | None:
        if value is not None and value in possible:
            return value
        self.unset.add(parameter)
        return None

    def on_the_list(self, household: Household) -> Spans:
        """The days on which a household is helped: while it is on the list, and for a time after.

        For how long after an exit a parameter says (``help-after-exit-months``); without a value
        for that day the help ends with the exit. Nothing dated after the as-of date is seen.
        """
        spans = []
        changes = sorted(
            (one for one in household.history if one.on <= self.as_of), key=lambda one: one.on
        )
        ends = [one.on - ONE_DAY for one in changes[1:]]
        for change, end in zip(changes, [*ends, date.max], strict=bool(changes)):
            if change.change == "exit":
                months = self.number("help-after-exit-months", change.on) or 0
                end = min(end, months_later(change.on, months))
            spans.append(Span(change.on, end))
        closed = household.closed
        open_until = (
            closed.on - ONE_DAY if closed is not None and closed.on <= self.as_of else date.max
        )
        return common(joined(spans), (Span(date.min, open_until),))


@dataclass(frozen=True)
class VillageBooks:
    """One village within the books of its county."""

    books: Books
    township: Township
    village: Village

    @cached_property
    def households(self) -> dict[str, Household]:
        """The village's households by number."""
        return {one.id: one for one in self.village.households}

    @cached_property
    def helped(self) -> dict[str, Spans]:
        """By household: the days on which it is on the list or helped after, and has a contact."""
        return {
            one.id: common(self.books.on_the_list(one), joined(map(span, one.helpers)))
            for one in self.village.households
        }

    @property
    def units(self) -> list[tuple[Organisation, Spans]]:
        """The units that help the village, and when."""
        return self.books.helping.get(self.village.record.id, [])

    def acting(self, actor: Actor) -> Spans:
        """The days on which there is anybody to act for the village: its team, its posts."""
        record = self.village.record
        if actor == "first-secretary":
            return joined(span(one) for one in record.team if one.role == "first-secretary")
        # The courtyard meetings and the team's own duties belong to the residence in the village.
        return joined(map(span, record.team))

    def acts_for_village(self, who: str, actor: Actor, day: date) -> bool:
        """Whether an official acts for the village: as first secretary, of the team, in a post."""
        record = self.village.record
        team = [one for one in record.team if one.id == who and one.holds_on(day)]
        if actor == "first-secretary":
            return any(one.role == "first-secretary" for one in team)
        if actor == "resident-team":
            return bool(team)
        return any(one.id == who and one.holds_on(day) for one in record.posts)

    def unit_of(self, who: str, asked: Asked, day: date) -> str | None:
        """The unit for which an official does a task in this village on a day; None where none."""
        leaders_only = asked.actors == ("leader",)
        for unit, terms in self.units:
            if any(one.holds(day) for one in terms) and _serves(unit, who, day, leaders_only):
                return unit.id
        government = self.books.governments.get(self.township.record.id)
        if "township" in asked.actors and government and _serves(government, who, day, False):
            return government.id
        return None


def _serves(unit: Organisation, who: str, day: date, leaders_only: bool) -> bool:
    officials: Iterable[tuple[str, Term]] = (
        (one.id, one) for one in (*unit.leaders, *(() if leaders_only else unit.contacts))
    )
    return any(one == who and term.holds_on(day) for one, term in officials)


def paired(household: Household, contact: str, day: date) -> bool:
    """Whether a contact is paired with a household on a day."""
    return any(one.contact == contact and one.holds_on(day) for one in household.helpers)


def with_unknown(household: Household, contacts: frozenset[str], day: date) -> bool:
    """Whether a household is paired on a day with a number that is no contact's.

    That is a finding of its own, and says nothing of who entered what.
    """
    return any(one.holds_on(day) and one.contact not in contacts for one in household.helpers)
