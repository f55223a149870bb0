"""What a self-check's page needs besides its questions: its diagram, its clauses, what to bring."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from gongshi.public.facts import CheckFork, ClauseGroup, County, Label, SelfCheck
from gongshi.site.words import N_

TITLES = {
    "entry": N_("Self-check: may my household be assessed?"),
    "exit": N_("Self-check: must my household leave the list?"),
}
"""What each self-check is called, by what it is about."""
PATHS = {"entry": "self-check.html", "exit": "self-check-exit.html"}


@dataclass(frozen=True, slots=True)
class Bring:
    """Something to bring for a clause, unless its answer is ``unless`` (``""``: always)."""

    text: Label
    clause: str
    unless: str


def context(county: County, check: SelfCheck) -> dict[str, Any]:
    """The facts of a self-check's page."""
    names = dict.fromkeys(part.group for part in check.parts)
    groups = tuple(group for name in names for group in county.clause_groups if group.id == name)
    return {
        "check": check,
        "diagram": diagram(check),
        "asked": {question.id: question for question in check.questions},
        "groups": groups,
        "plain": {clause.id: clause.plain for group in groups for clause in group.clauses},
        "lacks": {clause.id: clause.lacks for clause in check.clauses},
        "outcomes": tuple(dict.fromkeys(outcome for _, outcome in check.outcomes)),
        "bring": bring(groups, check),
        "check_path": PATHS,
    }


def diagram(check: SelfCheck) -> str:
    """Everything the script walks, as JSON: no text, and no logic of its own."""
    return json.dumps(
        {
            "questions": [
                {"id": one.id, "amount": one.amount, "asked_if": _asked_if(one.asked_if)}
                for one in check.questions
            ],
            "nodes": [
                {"ask": node.question, "then": dict(node.then)}
                if isinstance(node, CheckFork)
                else node
                for node in check.nodes
            ],
            "clauses": {clause.id: clause.root for clause in check.clauses},
            "parts": [{"combine": one.combine, "clauses": one.clauses} for one in check.parts],
            "outcomes": {
                ",".join(map(_truth, truths)): outcome for truths, outcome in check.outcomes
            },
            "bounds": dict(check.bounds),
        },
        separators=(",", ":"),
    )


def _asked_if(found: tuple[str, tuple[str, ...]] | None) -> dict[str, Any] | None:
    return {"question": found[0], "answers": found[1]} if found else None


def _truth(truth: bool | None) -> str:
    return {True: "true", False: "false", None: "unknown"}[truth]


def bring(groups: tuple[ClauseGroup, ...], check: SelfCheck) -> tuple[Bring, ...]:
    """What to bring, in the order of the clauses.

    Papers on the registration always; for what lets in, bars or keeps, where it may apply; for what
    must all hold, where it may not.
    """
    unless = {"any": "false", "all": "true"}
    asked = {clause.id for clause in check.clauses}
    return tuple(
        Bring(clause.bring, clause.id, unless.get(group.combine, ""))
        for group in groups
        for clause in group.clauses
        if clause.bring is not None and clause.id in asked
    )
