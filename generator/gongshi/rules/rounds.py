"""Rounds as the rules read them: steps in the order of the procedure, names from list to list.

Days are compared as the text they are recorded in, which sorts as they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.catalogue import Procedure, ProcedureStep
from gongshi.policy.parameters import Amount, Parameters
from gongshi.rules.base import Hit, Index

PARTS = {
    "application": "applications",
    "nomination": "nominations",
    "appraisal": "meetings",
    "notice": "notice",
    "survey": "surveyed",
    "acknowledgement": "acknowledgements",
    "review": "document",
    "comparison": "comparisons",
    "announcement": "announcement",
    "list": "list",
}
"""The field of a step that holds what the procedure says the step needs or yields."""

_REMOVING = frozenset({"income", "housing", "vehicle", "business", "payroll", "absence"})
_RETURNING = frozenset({"left-out"})


class Step:
    """One step of a round: what is recorded of it, and what the procedure says of it."""

    def __init__(
        self, document: Document, number: int, procedure: Procedure, policy: ProcedureStep
    ) -> None:
        self.document = document
        self.value: dict[str, Any] = document.value["steps"][number]
        self.policy = policy
        self.keys: Keys = ("steps", number)
        self.place = procedure.steps.index(policy)

    @property
    def id(self) -> str:
        """The step's id in the procedure."""
        return self.policy.id

    @property
    def since(self) -> str:
        """Its first day."""
        return str(self.value["from"])

    @property
    def until(self) -> str | None:
        """The day it was completed; None while it is under way."""
        return self.value.get("to")

    @property
    def notice(self) -> dict[str, Any] | None:
        """Its notice, if one is recorded."""
        return self.value.get("notice")

    @property
    def announcement(self) -> dict[str, Any] | None:
        """Its announcement, if one is recorded."""
        return self.value.get("announcement")

    @property
    def name(self) -> Text:
        """How a sentence speaks of it."""
        title = self.policy.title
        return Text(
            f"第 {self.place + 1} 步“{title.zh}”（{self.id}）",
            f'step {self.place + 1}, "{title.en}" ({self.id})',
        )

    def needs(self, what: str) -> bool:
        """Whether the procedure asks the step for it."""
        return what in self.policy.needs

    def items(self, part: str) -> Iterator[tuple[Keys, dict[str, Any]]]:
        """The entries of a part that is a list, each with its place."""
        for number, item in enumerate(self.value.get(part, ())):
            yield (*self.keys, part, number), item

    def names(self, part: str = "list") -> dict[str, Keys]:
        """The households that a part names, each with the place of its entry."""
        return {item["household"]: keys for keys, item in self.items(part)}

    def hit(self, keys: Keys, message: Text, hint: Text) -> Hit:
        """A finding at ``keys`` within the step; it is about this step of the procedure."""
        return Hit(self.document, (*self.keys, *keys), message, hint, clauses=(self.id,))


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection with its place, and the step at which it was raised if that is recorded."""

    document: Document
    keys: Keys
    value: dict[str, Any]
    step: Step | None

    @property
    def household(self) -> str | None:
        """Whom it concerns, if one household."""
        return self.value.get("household")

    def answered_by(self, day: str) -> bool:
        """Whether it was answered on ``day`` or before."""
        answer = self.value.get("answer")
        return answer is not None and answer["date"] <= day

    @property
    def upheld(self) -> bool:
        """Whether the answer says that it is right."""
        answer = self.value.get("answer")
        return answer is not None and answer["outcome"] == "upheld"

    @property
    def removes(self) -> bool:
        """Whether it is right, and of a kind that takes the household off the list."""
        return self.upheld and self.value["topic"] in _REMOVING

    @property
    def returns(self) -> bool:
        """Whether it is right, and of a kind that brings the household back to the list."""
        return self.upheld and self.value["topic"] in _RETURNING

    def hit(self, message: Text, hint: Text, *keys: str) -> Hit:
        """A finding on the objection."""
        clauses = (self.step.id,) if self.step else ()
        return Hit(self.document, (*self.keys, *keys), message, hint, clauses=clauses)


class Round:
    """One run of a procedure in a village."""

    def __init__(self, document: Document, procedure: Procedure) -> None:
        self.document = document
        self.value: dict[str, Any] = document.value
        self.procedure = procedure

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The steps recorded, in the order of the procedure; a step it does not have is left out.

        ``reference.leads-nowhere`` tells of such a step.
        """
        by_id = {step.id: step for step in self.procedure.steps}
        found = [
            Step(self.document, number, self.procedure, by_id[step["step"]])
            for number, step in enumerate(self.value["steps"])
            if step["step"] in by_id
        ]
        return tuple(sorted(found, key=lambda step: step.place))

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """The steps recorded, by id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def objections(self) -> tuple[Objection, ...]:
        """The objections, in the order recorded."""
        return tuple(
            Objection(self.document, ("objections", number), value, self.by_id.get(value["step"]))
            for number, value in enumerate(self.value.get("objections", ()))
        )

    @cached_property
    def lists(self) -> tuple[Step, ...]:
        """The steps that have a list, in order."""
        return tuple(step for step in self.steps if "list" in step.value)

    @property
    def announced(self) -> Step | None:
        """The step that announced the outcome."""
        return next((step for step in self.steps if step.announcement), None)

    def list_before(self, step: Step) -> Step | None:
        """The step with the last list before ``step``."""
        earlier = [one for one in self.lists if one.place < step.place]
        return earlier[-1] if earlier else None

    def asked(self) -> dict[str, Keys]:
        """Every household that applied or was nominated, with the place of the entry."""
        return {
            household: keys
            for step in self.steps
            for part in ("applications", "nominations")
            for household, keys in step.names(part).items()
        }

    def drops(self, after: Step | None, until: Step) -> dict[str, dict[str, Any]]:
        """Who was dropped from the step ``after`` up to the step ``until``, both included."""
        first = after.place if after else 0
        return {
            item["household"]: item
            for step in self.steps
            if first <= step.place <= until.place
            for _, item in step.items("dropped")
        }

    def returned(self, household: str, day: str) -> bool:
        """Whether an objection, upheld by ``day``, brought a household back."""
        return any(
            objection.returns and objection.household == household and objection.answered_by(day)
            for objection in self.objections
        )

    def waited_for(self, step: Step) -> Iterator[Step]:
        """The steps recorded that must be over before ``step`` begins."""
        for name in step.policy.after:
            if name in self.by_id:
                yield self.by_id[name]


def rounds(index: Index) -> tuple[Round, ...]:
    """Every round whose procedure is known, ordered by path."""
    return index.once(
        "rounds",
        lambda: tuple(
            Round(document, index.law.procedures[document.value["procedure"]])
            for document in index.of_kind("round")
            if document.value["procedure"] in index.law.procedures
        ),
    )


def steps(index: Index, need: str = "") -> Iterator[tuple[Round, Step]]:
    """Every step of every round; with ``need``, only those that the procedure asks for it."""
    for found in rounds(index):
        for step in found.steps:
            if not need or step.needs(need):
                yield found, step


def notice_days(notice: dict[str, Any], parameters: Parameters) -> int | None:
    """How many days a notice hangs, counted as the county counts; None where that is not set.

    The last day always counts; whether the day of posting does is a parameter.
    """
    since, until = day_of(notice["from"]), day_of(notice["to"])
    counts = parameters.on("notice-first-day-counts", since).dated
    if counts is None or not isinstance(counts.value, bool):
        return None
    return (until - since).days + int(counts.value)


def amounts(index: Index, as_of: date) -> Iterator[tuple[Round, Amount]]:
    """Every dated parameter that a rule asks for because of what a round records."""
    on = index.law.parameters.on
    for found, step in steps(index):
        for _, meeting in step.items("meetings"):
            yield found, on("appraisal-quorum", day_of(meeting["date"]))
            yield found, on("appraisal-majority", day_of(meeting["date"]))
        if step.notice:
            yield found, on("notice-days", day_of(step.notice["from"]))
            yield found, on("notice-first-day-counts", day_of(step.notice["from"]))
    for found in rounds(index):
        if not found.announced:
            yield found, on("standstill-days", as_of)


def day_of(text: str) -> date:
    """A recorded day."""
    return date.fromisoformat(text)


def day_after(text: str) -> str:
    """The day after a recorded day; the last day there is has none after it."""
    day = day_of(text)
    return (day if day == date.max else day + timedelta(days=1)).isoformat()
