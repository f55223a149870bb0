"""The policy catalogue: every clause, step and duty in both languages, with its source.

Here the schemas require both languages of every text, so ``Words.en`` is never missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct, field

from gongshi.model.common import Term, Words

Every = Literal["month", "quarter", "year", "once", "ongoing", "regular", "unstated"]
Debtor = Literal["unit", "contact", "village", "resident-team"]
Actor = Literal[
    "unit", "leader", "contact", "township", "village", "first-secretary", "resident-team"
]


class Source(Struct, frozen=True):
    """Where a clause or value comes from, and whether the original was read."""

    title: Words
    standing: Literal["verified", "reconstructed", "unverified"]
    reference: str | None = None
    url: str | None = None
    note: Words | None = None


class Example(Struct, frozen=True):
    """An invented example of a clause; ``met`` says whether the clause applies to it."""

    zh: str
    en: str
    met: bool | None = None


class Clause(Struct, frozen=True):
    """One clause: its wording, and the same in plain words.

    Of a clause that is judged, ``held_against`` names the records that a "has" of a village is
    held against, ``answers_to`` the clauses that hold once a household's difficulty is gone.
    """

    id: str
    zh: str
    en: str
    plain: Words
    how: Literal["rule", "duty", "explained"]
    question: Words | None = None
    in_principle: bool = False
    held_against: tuple[str, ...] = ()
    answers_to: tuple[str, ...] = ()
    source: Source | None = None
    bring: Words | None = None
    examples: tuple[Example, ...] = ()


class ClauseGroup(Struct, frozen=True):
    """A group of clauses and how they combine.

    A group is ``judged`` where every village, or every household, is judged by each clause of it:
    the eight haves, the eight difficulties, or whatever set a county has.
    """

    id: str
    order: int
    title: Words
    intro: Words
    combine: Literal["any", "all", "each", "weigh"]
    in_force: Term
    source: Source
    clauses: tuple[Clause, ...]
    effect: Words | None = None
    judged: Literal["village", "household"] | None = None


class ProcedureStep(Struct, frozen=True):
    """One step of a procedure.

    ``needs`` is what it must leave on record, ``after`` the steps that must be over before it
    begins, ``yields`` what comes of it: a list, the households' status; ``seals`` who seals what is
    posted, where it is another than who acts.
    """

    id: str
    title: Words
    zh: str
    en: str
    plain: Words
    how: Literal["rule", "duty", "explained"]
    actor: str
    needs: tuple[str, ...]
    yields: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()


class Procedure(Struct, frozen=True):
    """An entry or exit procedure: steps in order, and how many days it takes at most as a rule."""

    id: str
    order: int
    direction: Literal["entry", "exit"]
    title: Words
    intro: Words
    in_force: Term
    source: Source
    steps: tuple[ProcedureStep, ...]
    most_days: int | None = None


class Task(Struct, frozen=True):
    """Something countable that a duty asks for.

    ``by`` says who acts, where it is another than who owes the list; ``needs`` what an entry in
    the log states besides day, who and what; ``shown_by`` where it shows without an entry.
    """

    what: Words
    every: Every
    id: str | None = None
    when: Literal["start", "end"] | None = None
    times_min: int | None = None
    times_max: int | None = None
    by: tuple[Actor, ...] = ()
    needs: tuple[Literal["sum", "topic", "evidence"], ...] = ()
    shown_by: Literal["leaders"] | None = None


class Duty(Struct, frozen=True):
    """One duty of a responsibility list."""

    id: str
    zh: str
    en: str
    plain: Words
    tasks: tuple[Task, ...]
    same_as: str | None = None


class DutyList(Struct, frozen=True):
    """A responsibility list: who owes what to whom."""

    id: str
    order: int
    title: Words
    intro: Words
    owed_by: Debtor
    owed_to: Literal["household", "village"]
    in_force: Term
    source: Source
    duties: tuple[Duty, ...]


class Series(Struct, frozen=True):
    """One reading of a parameter that has several."""

    id: str
    title: Words
    note: Words


class DatedValue(Struct, frozen=True):
    """A value of a parameter, for a year or from a day, with its source."""

    value: int | bool | str | tuple[str, ...]
    source: Source
    series: str | None = None
    year: int | None = None
    since: date | None = field(name="from", default=None)
    until: date | None = field(name="to", default=None)
    concept: Literal["net", "disposable"] | None = None


class Parameter(Struct, frozen=True):
    """A dated, sourced value: a line, a number of days, a share."""

    id: str
    order: int
    title: Words
    description: Words
    unit: Words
    values: tuple[DatedValue, ...]
    series: tuple[Series, ...] = ()


class Statement(Struct, frozen=True):
    """A fact of a household's record, and its value."""

    fact: str
    value: bool | int | str


class Answer(Struct, frozen=True):
    """An answer to a question, and the facts that it comes to."""

    id: str
    zh: str
    en: str
    states: tuple[Statement, ...]


class AskedIf(Struct, frozen=True):
    """The answers to an earlier question that a question waits for."""

    question: str
    answers: tuple[str, ...]


class Question(Struct, frozen=True):
    """A question that a family can answer: by one of ``answers``, or by a sum of money.

    ``always_recorded`` marks what a household's record always has, so that it is never unknown
    there, though the family may not know it.
    """

    id: str
    zh: str
    en: str
    help: Words | None = None
    asked_if: AskedIf | None = None
    always_recorded: bool = False
    amount: Literal["income", "cost"] | None = None
    answers: tuple[Answer, ...] = ()


class Questions(Struct, frozen=True):
    """What the self-check asks, in order."""

    id: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The whole catalogue, each part in its order on the site."""

    clause_groups: tuple[ClauseGroup, ...]
    procedures: tuple[Procedure, ...]
    duty_lists: tuple[DutyList, ...]
    parameters: tuple[Parameter, ...]
    questions: tuple[Question, ...]
