"""The self-check as public facts: what is asked, and what follows from the answers."""

from __future__ import annotations

from datetime import date
from typing import get_args

from gongshi.decision import diagram
from gongshi.decision.diagram import Check, Fork
from gongshi.decision.wording import amount_name
from gongshi.finding import Text
from gongshi.policy.catalogue import Question
from gongshi.policy.law import Law
from gongshi.public import facts
from gongshi.public.label import label


def self_checks(law: Law, as_of: date) -> tuple[facts.SelfCheck, ...]:
    """A self-check for entry and one for exit, where their clauses are in force that year."""
    directions: tuple[facts.Direction, ...] = get_args(facts.Direction)
    made = (
        (direction, diagram.check(direction, law.policy.questions, law, as_of.year))
        for direction in directions
    )
    return tuple(
        _self_check(direction, check, law, as_of) for direction, check in made if check is not None
    )


def _self_check(direction: facts.Direction, check: Check, law: Law, as_of: date) -> facts.SelfCheck:
    asked = {name for one in check.diagrams for name in one.questions}
    procedure = law.procedure_on(direction, as_of)
    names = {"poverty-line"} if direction == "exit" else {"poverty-line", "local-average-income"}
    amounts = [law.parameters.in_year(name, as_of.year) for name in sorted(names, reverse=True)]
    return facts.SelfCheck(
        direction=direction,
        year=as_of.year,
        procedure=facts.Place(procedure.id, label(procedure.title)) if procedure else None,
        amounts=tuple(facts.CheckAmount(_label(amount_name(one)), one.number) for one in amounts),
        questions=tuple(_question(one, check) for one in law.policy.questions if one.id in asked),
        clauses=tuple(
            facts.CheckClause(one.clause, one.root, tuple(map(_label, one.lacks)))
            for one in check.diagrams
        ),
        parts=tuple(facts.CheckPart(one.group, one.combine, one.clauses) for one in check.parts),
        nodes=tuple(
            facts.CheckFork(node.question, node.then) if isinstance(node, Fork) else node
            for node in check.nodes
        ),
        outcomes=tuple(check.outcomes.items()),
        bounds=tuple(sorted(check.bounds.items())),
    )


def _question(question: Question, check: Check) -> facts.CheckQuestion:
    return facts.CheckQuestion(
        id=question.id,
        text=facts.Label(question.zh, question.en),
        help=label(question.help) if question.help else None,
        amount=question.amount,
        asked_if=(
            (question.asked_if.question, question.asked_if.answers) if question.asked_if else None
        ),
        answers=tuple(
            facts.CheckAnswer(one.id, facts.Label(one.zh, one.en)) for one in question.answers
        ),
        clauses=tuple(one.clause for one in check.diagrams if question.id in one.questions),
    )


def _label(text: Text) -> facts.Label:
    return facts.Label(text.zh, text.en)
