"""A household: its members, its status changes and who helps it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

from gongshi.model.common import Term, Words

Standing = Literal["registered", "exited"]


class Event(Struct, frozen=True):
    """A day on which a member joined or left, and why."""

    on: date = field(name="date")
    reason: str


class Member(Struct, frozen=True):
    """A person who is or was in the household."""

    id: str
    name: str
    relation: str
    joined: Event
    left: Event | None = None

    def present_on(self, day: date) -> bool:
        """Whether the person counts in the household on ``day``."""
        return self.joined.on <= day and (self.left is None or day < self.left.on)


class StatusChange(Struct, frozen=True):
    """An announced entry, return to poverty or exit."""

    on: date = field(name="date")
    change: Literal["entry", "return", "exit"]
    round: str


class Pairing(Term, frozen=True, kw_only=True):
    """A contact paired with the household."""

    contact: str


class Waiver(Struct, frozen=True):
    """A written exception to a clause that holds "in principle"; it is published."""

    clause: str
    year: int
    on: date = field(name="date")
    by: Words
    reason: Words


class Surveyed(Struct, frozen=True):
    """How old a person was when surveyed."""

    id: str
    age_band: str


class Survey(Struct, frozen=True):
    """What the public view must know of a survey: which members are minors, so as not to say it."""

    on: date = field(name="date")
    members: tuple[Surveyed, ...] = ()


_MINORS = frozenset({"0-5", "6-15", "16-17"})


class Household(Struct, frozen=True):
    """One household of a village."""

    id: str
    group: str
    members: tuple[Member, ...]
    history: tuple[StatusChange, ...] = ()
    helpers: tuple[Pairing, ...] = ()
    closed: Event | None = None
    waivers: tuple[Waiver, ...] = ()
    surveys: tuple[Survey, ...] = ()

    def members_on(self, day: date) -> tuple[Member, ...]:
        """The members on the books on ``day``; none once the household is closed."""
        if self.closed is not None and self.closed.on <= day:
            return ()
        return tuple(member for member in self.members if member.present_on(day))

    def head_on(self, day: date) -> Member | None:
        """The head of household on ``day``; None where the records name none."""
        for member in self.members_on(day):
            if member.relation == "head":
                return member
        return None

    def minor_on(self, member: str, day: date) -> bool:
        """Whether a person is a minor (under 18) by the latest survey up to ``day``.

        Who was one then stays one until a later survey says otherwise: a name that comes late does
        less harm than one too early. Of whom no survey tells is not taken for one.
        """
        told = [
            (survey.on, person.age_band in _MINORS)
            for survey in self.surveys
            for person in survey.members
            if person.id == member and survey.on <= day
        ]
        return max(told, default=(day, False))[1]

    def standing_on(self, day: date) -> Standing | None:
        """Registered, exited, or None for a household that was never announced by ``day``."""
        past = [change for change in self.history if change.on <= day]
        if not past:
            return None
        last = max(past, key=lambda change: change.on)
        return "exited" if last.change == "exit" else "registered"
