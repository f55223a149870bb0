"""One run of the entry or exit procedure in a village: steps, lists, notices, objections."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

from gongshi.model.common import Paper, Term, Words


class ListEntry(Struct, frozen=True):
    """A household on a list, with the members on the books that day."""

    household: str
    persons: int


class Notice(Struct, frozen=True):
    """A list hung up for objection, from its first to its last day."""

    since: date = field(name="from")
    until: date = field(name="to")
    places: tuple[Words, ...]


class Announcement(Struct, frozen=True):
    """The final public word."""

    on: date = field(name="date")
    medium: Words
    document: Paper | None = None


class Dropped(Struct, frozen=True):
    """A household that goes no further from a step, and why, as a word of the schema."""

    household: str
    reason: str
    on: date = field(name="date")


class Step(Term, frozen=True, kw_only=True):
    """One step of the round; without an end it is under way."""

    step: str
    list: tuple[ListEntry, ...] | None = None
    notice: Notice | None = None
    announcement: Announcement | None = None
    dropped: tuple[Dropped, ...] = ()


class Answer(Struct, frozen=True):
    """How an objection was answered."""

    on: date = field(name="date")
    outcome: Literal["upheld", "rejected"]
    clause: str | None = None


class Objection(Struct, frozen=True):
    """An objection to a list. Unanswered, it blocks the next step and does not lapse."""

    id: str
    on: date = field(name="date")
    step: str
    topic: str
    answer: Answer | None = None


class Correction(Struct, frozen=True):
    """What was put right after it was public: a part of a step, or an objection."""

    on: date = field(name="date")
    part: Literal["list", "notice", "announcement", "objection"]
    reason: Words
    step: str | None = None
    household: str | None = None
    objection: str | None = None


class Round(Struct, frozen=True):
    """One run of a procedure, identified within its village."""

    id: str
    procedure: str
    year: int
    opened: date
    steps: tuple[Step, ...]
    objections: tuple[Objection, ...] = ()
    corrections: tuple[Correction, ...] = ()
