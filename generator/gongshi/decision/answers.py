"""A household's record made from a family's answers: what the self-check asks, as facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

from gongshi.decision.case import Case
from gongshi.load.document import Document, Origin
from gongshi.policy.catalogue import Question, Statement
from gongshi.policy.law import Law
from gongshi.schema import naming

UNKNOWN = "unknown"
"""The answer of a family that does not know."""

Answers = Mapping[str, str]
"""What was answered, by the id of the question: an answer's id, a band, or unknown."""

ELSEWHERE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "registration.kind": (("registration", "kind"), ("rural", "converted", "urban")),
    "registration.township": (("registration", "township"), ("here", "elsewhere")),
    "measures.effect": (("measures", "*", "effect"), ("none", "clear", "not-yet")),
    "history.entered": (("history", "*", "round"), ("this-year", "earlier")),
}
"""Facts outside the survey that an answer may state: the field each stands in, and its values."""

_AMOUNTS = {
    "income": ("surveys", "*", "income"),
    "cost": ("surveys", "*", "medical", "out_of_pocket"),
}
_PERSONS = 2
# Everything here is made up but the answers; no such record lies anywhere.
_ORIGIN = Origin("household", "", "h000000", "here", "here")
_SHOWN = [{"kind": "document", "text": {"zh": "证明"}}]


def fields(question: Question) -> set[tuple[str, ...]]:
    """The fields of a household's record that the answers to a question fill in."""
    if question.amount:
        return {_AMOUNTS[question.amount]}
    return {field(one.fact) for answer in question.answers for one in answer.states}


def field(fact: str) -> tuple[str, ...]:
    """The field that a fact stands in, as the household's schema has it."""
    known = ELSEWHERE.get(fact)
    return known[0] if known else ("surveys", "*", *fact.split("."))


def fits(statement: Statement) -> bool:
    """Whether a household's record could hold the fact that an answer states."""
    known = ELSEWHERE.get(statement.fact)
    if known:
        return statement.value in known[1]
    way = field(statement.fact)
    if not naming.has("household", way):
        return False
    if way[-1] == "evidence":
        return statement.value is True
    return Draft202012Validator(naming.schema_of("household", way)).is_valid(statement.value)


def bands(bounds: tuple[int, ...]) -> Iterator[str]:
    """The bands that sums a head fall into: below the first bound, equal to it, between, ..."""
    return (f"b{number}" for number in range(2 * len(bounds) + 1))


def within(band: str, bounds: tuple[int, ...]) -> int:
    """A sum for two persons that lies in ``band``: half of it is below, at or between bounds."""
    number = int(band[1:])
    if number % 2:
        return _PERSONS * bounds[number // 2]
    below, above = bounds[: number // 2], bounds[number // 2 :]
    if below and above:
        return below[-1] + above[0]
    return _PERSONS * below[-1] + 1 if below else _PERSONS * above[0] - 1 if above else 0


class Household:
    """Makes households of two persons in which the answers of a family are recorded.

    ``bounds`` are the sums a head that the clauses compare with: the line of the year alone for
    what is left after medical costs, the line and the local average for the income.
    """

    def __init__(self, questions: Iterable[Question], law: Law, year: int) -> None:
        self.questions = {one.id: one for one in questions}
        self.law = law
        self.year = year
        line, average = (
            law.parameters.in_year(name, year).number
            for name in ("poverty-line", "local-average-income")
        )
        self.bounds = {
            "cost": tuple(one for one in (line,) if one is not None),
            "income": tuple(sorted({one for one in (line, average) if one is not None})),
        }

    def of(self, answers: Answers) -> Case:
        """The household whose record says what was answered, and nothing else."""
        year = self.year
        survey: dict[str, Any] = {
            "year": year,
            "date": f"{year}-12-31",
            "window": {"from": f"{year}-01-01", "to": f"{year}-12-31"},
        }
        joined = {"date": f"{year}-01-01", "reason": "on-record"}
        value: dict[str, Any] = {
            "id": _ORIGIN.id,
            "registration": {},
            "members": [{"id": f"p000000{number}", "joined": joined} for number in range(_PERSONS)],
            "surveys": [survey],
        }
        for name, given in answers.items():
            question = self.questions[name]
            if question.amount:
                self._record_amount(survey, question, given, answers)
            else:
                for statement in _stated(question, given):
                    self._record(value, survey, statement)
        return Case(Document(_ORIGIN, value, b""), self.law)

    def choices(self, question: Question, answers: Answers) -> tuple[str, ...]:
        """What a question may be answered by; after a cost no more is left than there was."""
        if not question.amount:
            return tuple(one.id for one in question.answers)
        bounds = self.bounds[question.amount]
        found = tuple(bands(bounds))
        net = self._net(answers)
        if question.amount == "income" or net is None:
            return found
        return tuple(one for one in found if within(one, bounds) <= net)

    def _net(self, answers: Answers) -> int | None:
        """The income that was answered, of both persons together."""
        for question in self.questions.values():
            band = answers.get(question.id, UNKNOWN)
            if question.amount == "income" and band != UNKNOWN:
                return within(band, self.bounds["income"])
        return None

    def _record_amount(
        self, survey: dict[str, Any], question: Question, given: str, answers: Answers
    ) -> None:
        net = self._net(answers)
        if given == UNKNOWN or net is None:
            return
        if question.amount == "income":
            parts = ("business", "property", "transfer", "business_costs")
            survey["income"] = {"wages": net, **dict.fromkeys(parts, 0)}
        else:
            medical = survey.setdefault("medical", {})
            medical["out_of_pocket"] = net - within(given, self.bounds["cost"])

    def _record(self, value: dict[str, Any], survey: dict[str, Any], stated: Statement) -> None:
        year, said = self.year, stated.value
        part, _, own = stated.fact.partition(".")
        if stated.fact == "history.entered":
            entered = year if said == "this-year" else year - 1
            change = {"date": f"{entered}-01-01", "change": "entry", "round": f"{entered}-entry"}
            value["history"] = [change]
        elif stated.fact == "measures.effect":
            begun = {"from": f"{year}-01-01", "effect": said}
            value["measures"] = [] if said == "none" else [begun]
        elif stated.fact in ELSEWHERE:
            value[part][own] = said
        elif own:
            survey.setdefault(part, {})[own] = _SHOWN if own == "evidence" else said
        else:
            survey[part] = said


def _stated(question: Question, given: str) -> tuple[Statement, ...]:
    return next((one.states for one in question.answers if one.id == given), ())
