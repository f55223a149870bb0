"""What each clause says for whatever a family answers, worked out before anybody asks.

The criteria are functions of a record; a browser has neither. So each criterion is run on records
made from answers, one answer more each time, until it is settled or every fact it reads was asked
about. What comes out is a diagram: which question to look at first, and what follows from each
answer. Nobody writes a clause a second time, and a criterion that changes changes its diagram.

Two things make it quick, and the tests hold every criterion to both: a clause that is settled while
the rest is unknown stays settled whatever the rest is; and for who does not know an answer it is
settled exactly where every answer would settle it alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import product
from typing import TypeAlias

from gongshi.decision import household
from gongshi.decision.answers import UNKNOWN, Answers, Household, fields
from gongshi.decision.criteria import Verdict, judge
from gongshi.decision.household import Decision, GroupVerdict, Outcome, combined
from gongshi.decision.truth import Truth
from gongshi.decision.wording import amount_name, fact_name
from gongshi.finding import Text
from gongshi.policy.catalogue import Question
from gongshi.policy.law import Law

DECISIONS = {"entry": household.entry, "exit": household.leave}


@dataclass(frozen=True, slots=True)
class Fork:
    """A question, and which node follows from each answer to it, ``unknown`` among them."""

    question: str
    then: tuple[tuple[str, int], ...]


Node: TypeAlias = Truth | Fork
"""An end, which is a clause's answer, or the question that comes next."""

ENDS: tuple[Truth, ...] = (True, False, None)


class Nodes:
    """The nodes of diagrams, each once and known by its number, the ends first."""

    def __init__(self) -> None:
        self.nodes: list[Node] = list(ENDS)
        self._numbers: dict[Fork, int] = {}
        self._agreed: dict[tuple[int, int], int] = {}

    def end(self, truth: Truth) -> int:
        """The node of an answer."""
        return ENDS.index(truth)

    def fork(self, question: str, then: tuple[tuple[str, int], ...]) -> int:
        """The node of a question, or what follows where every answer leads to the same."""
        follows = {number for _, number in then}
        if len(follows) == 1:
            return follows.pop()
        found = Fork(question, then)
        if found not in self._numbers:
            self._numbers[found] = len(self.nodes)
            self.nodes.append(found)
        return self._numbers[found]

    def agreed(self, one: int, other: int) -> int:
        """What two diagrams say alike: settled where both settle it so, else unknown."""
        pair = (min(one, other), max(one, other))
        if pair not in self._agreed:
            self._agreed[pair] = one if one == other else self._agreement(*pair)
        return self._agreed[pair]

    def _agreement(self, one: int, other: int) -> int:
        fork = self.nodes[other]  # the ends have the lowest numbers
        if not isinstance(fork, Fork):
            return self.end(None)
        then = (
            (choice, self.agreed(number, self._given(one, fork.question, choice)))
            for choice, number in fork.then
        )
        return self.fork(fork.question, tuple(then))

    def _given(self, number: int, question: str, choice: str) -> int:
        """What is left of a diagram once a question is answered."""
        node = self.nodes[number]
        if not isinstance(node, Fork):
            return number
        then = dict(node.then)
        if node.question == question:
            return then.get(choice, then[UNKNOWN])
        left = tuple((key, self._given(one, question, choice)) for key, one in node.then)
        return self.fork(node.question, left)


@dataclass(frozen=True, slots=True)
class Diagram:
    """A clause as a diagram: the node where it begins, and the questions it may turn on.

    ``lacks`` is what it needs and no question asks.
    """

    clause: str
    root: int
    questions: frozenset[str]
    lacks: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Clauses of one group that count alike in the outcome, and how they are put together."""

    group: str
    combine: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A self-check: a diagram a clause, and the outcome for each answer of each part together."""

    nodes: tuple[Node, ...]
    diagrams: tuple[Diagram, ...]
    parts: tuple[Part, ...]
    outcomes: Mapping[tuple[Truth, ...], Outcome]
    bounds: Mapping[str, tuple[int, ...]]


def check(kind: str, questions: Iterable[Question], law: Law, year: int) -> Check | None:
    """The self-check for entry or exit in ``year``; None where no such clauses are in force."""
    made = Household(questions, law, year)
    decision = DECISIONS[kind](made.of({}), year, date(year, 12, 31))
    if decision.absent:
        return None
    parts = tuple(part for group in decision.groups for part in _parts(group))
    nodes = Nodes()
    diagrams = tuple(_diagram(one.clause, made, nodes) for one in decision.verdicts)
    return Check(tuple(nodes.nodes), diagrams, parts, _outcomes(decision, parts), made.bounds)


def _parts(found: GroupVerdict) -> list[Part]:
    """A group, its "in principle" clauses apart from the others."""
    firm: list[str] = []
    in_principle: list[str] = []
    for clause in found.group.clauses:
        if any(one.clause == clause.id for one in found.verdicts):
            (in_principle if clause.in_principle else firm).append(clause.id)
    combine = "any" if found.group.combine == "any" else "all"
    return [Part(found.group.id, combine, tuple(one)) for one in (firm, in_principle) if one]


def _outcomes(decision: Decision, parts: tuple[Part, ...]) -> dict[tuple[Truth, ...], Outcome]:
    """The outcome for every way that the parts may be answered."""
    found: dict[tuple[Truth, ...], Outcome] = {}
    for truths in product((True, False, None), repeat=len(parts)):
        answered = {
            clause: truth
            for part, truth in zip(parts, truths, strict=True)
            for clause in part.clauses
        }
        groups = tuple(
            combined(
                one.group,
                tuple(replace(verdict, truth=answered[verdict.clause]) for verdict in one.verdicts),
            )
            for one in decision.groups
        )
        found[truths] = household.outcome_of(decision.kind, groups)
    return found


def _diagram(clause: str, made: Household, nodes: Nodes) -> Diagram:
    explorer = _Explorer(clause, made, nodes)
    root = explorer.node({})
    return Diagram(clause, root, frozenset(_asked(root, nodes)), tuple(explorer.lacks))


def _asked(root: int, nodes: Nodes) -> set[str]:
    """The questions of a diagram."""
    found: set[str] = set()
    seen: set[int] = set()
    ahead = [root]
    while ahead:
        number = ahead.pop()
        node = nodes.nodes[number]
        if number not in seen and isinstance(node, Fork):
            found.add(node.question)
            ahead.extend(then for _, then in node.then)
        seen.add(number)
    return found


class _Explorer:
    """Follows one criterion through the answers that it turns on."""

    def __init__(self, clause: str, made: Household, nodes: Nodes) -> None:
        self.clause = clause
        self.made = made
        self.nodes = nodes
        self.day = date(made.year, 12, 31)
        self.fields = {name: fields(one) for name, one in made.questions.items()}
        self.asked = {field for found in self.fields.values() for field in found}
        self.lacks: dict[Text, None] = {}
        # Without what every record has there is no record, and nothing is settled.
        self.first = {
            name
            for name, one in made.questions.items()
            if one.always_recorded
            and any(self._reads(one, self._judge({name: answer.id})) for answer in one.answers)
        }

    def node(self, answers: Answers) -> int:
        """What the clause says after ``answers``, or the question that it needs next."""
        verdict = self._judge(answers)
        question = self._next(verdict, answers)
        if question is None:
            self._note(verdict)
            return self.nodes.end(verdict.truth)
        if not _applies(question, answers):
            return self.node({**answers, question.id: UNKNOWN})
        then = [
            (choice, self.node({**answers, question.id: choice}))
            for choice in self.made.choices(question, answers)
        ]
        unknown = reduce(self.nodes.agreed, (number for _, number in then))
        return self.nodes.fork(question.id, (*then, (UNKNOWN, unknown)))

    def _next(self, verdict: Verdict, answers: Answers) -> Question | None:
        """The first question whose facts the clause reads, or one that must be asked before it."""
        for question in self.made.questions.values():
            wanted = question.id in self.first or (
                verdict.truth is None and self._reads(question, verdict)
            )
            if wanted and question.id not in answers:
                return self._before(question, answers)
        return None

    def _before(self, question: Question, answers: Answers) -> Question:
        """``question``, or the one that says whether it is asked, or what is left after a cost."""
        asked_if = question.asked_if
        if asked_if is not None and asked_if.question not in answers:
            return self._before(self.made.questions[asked_if.question], answers)
        if question.amount == "cost":
            for other in self.made.questions.values():
                if other.amount == "income" and other.id not in answers:
                    return other
        return question

    def _reads(self, question: Question, verdict: Verdict) -> bool:
        own = self.fields[question.id]
        return any(fact.field in own for fact in verdict.facts)

    def _judge(self, answers: Answers) -> Verdict:
        return judge(self.clause, self.made.of(answers), self.made.year, self.day)

    def _note(self, verdict: Verdict) -> None:
        """What an unknown answer lacks that nobody is asked: a parameter, another year's survey."""
        for amount in verdict.unset:
            self.lacks[amount_name(amount)] = None
        for fact in verdict.missing:
            other_year = fact.year not in (None, self.made.year)
            if other_year or fact.field not in self.asked:
                self.lacks[fact_name(fact, self.made.year)] = None


def _applies(question: Question, answers: Answers) -> bool:
    asked_if = question.asked_if
    return asked_if is None or answers[asked_if.question] in asked_if.answers
