"""What is told of duties: who owes what next, and what is late, by place and person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongshi.duties.ledger import State
from gongshi.duties.span import Span
from gongshi.finding import Text


class Standing(StrEnum):
    """How a row stands: its time is over, it is due, or it has no day within the horizon."""

    LATE = "late"
    DUE = "due"
    ANY_TIME = "any-time"


@dataclass(frozen=True, slots=True)
class Named:
    """A place, unit or person: its id and what it is called."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class Item:
    """A task owed to one household (its number and villagers' group) or, without, to the village.

    ``begins`` and ``due`` are the first and last day in time, ``done`` the days of the acts so far.
    """

    household: Named | None
    begins: date
    due: date | None
    state: State
    done: tuple[date, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A task of one period and one last day, for one person in one village: what is open of it.

    ``key`` is the same for the same task, person, place and period on every day; where some
    households have an earlier last day than the others, theirs names it. ``duty`` asks for the
    task, ``also`` are duties of other lists that the same act fulfils, ``needs`` what its entry in
    the log states besides day, who and what; not ``logged`` is what shows in the unit's file
    instead. ``period`` are the days whose acts count, ``name`` what the period is called. ``open``
    is for whom it is still to be done, by ``due``. ``done`` of ``counted`` households (or of one
    village) have it, each at least ``times`` times.
    """

    key: str
    task: str
    duty: str
    also: tuple[str, ...]
    what: Text
    plain: Text
    needs: tuple[str, ...]
    logged: bool
    period: Span
    name: Text | None
    standing: Standing
    due: date | None
    open: tuple[Item, ...]
    done: int
    counted: int
    times: int

    def days_left(self, as_of: date) -> int | None:
        """Days to the last one in time: 0 on that day, negative when late, None without one."""
        return None if self.due is None else (self.due - as_of).days


@dataclass(frozen=True, slots=True)
class SetAside:
    """What does not count: excused, too brief, or of a time of which no log was kept."""

    task: str
    period: Span
    item: Item


@dataclass(frozen=True, slots=True)
class Group:
    """What one person answers for in one place, for a unit or for the village.

    No village: the township's own. No unit: the village's own. No person: the post is vacant.
    """

    township: Named
    village: Named | None
    unit: Named | None
    person: Named | None
    rows: tuple[Row, ...]
    set_aside: tuple[SetAside, ...]

    def number(self, standing: Standing) -> int:
        """How many of its rows stand so."""
        return sum(row.standing is standing for row in self.rows)


@dataclass(frozen=True, slots=True)
class Listing:
    """What is late on the as-of date and due up to ``until``, in a county or a part of it.

    ``about`` is the person, unit, village or township that was asked for; None for the county.
    ``unset`` are parameters that the calendar needs and that have no value: then it is not whole.
    """

    county: Named
    about: Named | None
    as_of: date
    until: date
    groups: tuple[Group, ...]
    unset: tuple[str, ...]

    def number(self, standing: Standing) -> int:
        """How many rows of all groups stand so."""
        return sum(group.number(standing) for group in self.groups)
