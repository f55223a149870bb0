"""The policy pack: every rule clause enforced, every enforced clause there and in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Any

import msgspec

from gongshi.decision.answers import UNKNOWN, fits
from gongshi.decision.criteria import CRITERIA
from gongshi.decision.household import FOUR_IN, ONE_OUT, SEVEN_NOT_IN, THREE_NOT_OUT
from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.catalogue import Questions, Statement
from gongshi.rules.base import Family, Hit, Index, enforced_by
from gongshi.rules.claims import claims

FAMILY = Family("policy", Text("政策条款", "Policy clauses"))


@FAMILY.rule("clause-missing")
def clause_missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """A clause that the rules enforce and that the catalogue does not have.

    Without its words nobody could be told why. A clause that is there under another id, or in a
    file with faults of its own, is told by those.
    """
    if "clauses" in index.unclean_kinds:
        return
    files = {document.origin.id: document for document in index.of_kind("clauses")}
    for clause in sorted(enforced_by()):
        if clause not in index.law.clauses:
            group = clause.rpartition(".")[0]
            while group and group not in files:
                group = group.rpartition(".")[0]
            path = index.path(f"policy/clauses/{clause.rpartition('.')[0]}.yaml")
            yield Hit(
                files.get(group),
                ("clauses",),
                Text(
                    f"规则依据的条款 {clause} 不在这里。",
                    f"The rules enforce the clause {clause}, which is not here.",
                ),
                Text(
                    "请补上这一条：条文、大白话和出处；不再执行的条款，用有效期（in_force）写明。",
                    "Enter it, with wording, plain words and source; a clause no longer in use is "
                    "ended by in_force.",
                ),
                path,
            )


@FAMILY.rule("clause-without-rule")
def clause_without_rule(index: Index, _as_of: date) -> Iterator[Hit]:
    """A clause of the catalogue marked ``how: rule`` that no rule enforces."""
    for document in index.of_kind("clauses"):
        for number, clause in enumerate(document.value["clauses"]):
            held = "judged" in document.value or clause["id"] in enforced_by()
            if clause["how"] == "rule" and not held:
                yield Hit(
                    document,
                    ("clauses", number, "how"),
                    Text(
                        f"条款 {clause['id']} 写明由规则检查，但没有这样的规则。",
                        f"{clause['id']} is said to be held by a rule, and there is none.",
                    ),
                    Text(
                        "请核对编号；只作说明的条款，how 请填 explained。",
                        "Check the id; a clause that is only explained has how: explained.",
                    ),
                )


@FAMILY.rule("clause-switched-off")
def clause_switched_off(index: Index, _as_of: date) -> Iterator[Hit]:
    """A clause that the rules enforce, marked as a duty or as explained only.

    A decision leaves such a clause out, so one word would let everybody past it.
    """
    for document in index.of_kind("clauses"):
        for number, clause in enumerate(document.value["clauses"]):
            held = "judged" in document.value or clause["id"] in enforced_by()
            if clause["how"] != "rule" and held:
                yield _switched_off(document, ("clauses", number, "how"), clause)
    for document in index.of_kind("procedure"):
        for number, step in enumerate(document.value["steps"]):
            if step["how"] != "rule":  # every step is held: in its order, dated, signed
                yield _switched_off(document, ("steps", number, "how"), step)


def _switched_off(document: Document, keys: Keys, clause: dict[str, Any]) -> Hit:
    return Hit(
        document,
        keys,
        Text(
            f"条款 {clause['id']} 由规则检查，这里却写成 {clause['how']}。",
            f"{clause['id']} is held by rules, and is marked {clause['how']} here.",
        ),
        Text(
            "请写 rule；不再执行的条款，用有效期（in_force）写明。",
            "Write rule; a clause no longer in use is ended by in_force.",
        ),
    )


@FAMILY.rule("judgement-misplaced")
def judgement_misplaced(index: Index, _as_of: date) -> Iterator[Hit]:
    """What a judgement is held against, stated where nothing is judged, or where nobody can judge.

    ``held_against`` is of a clause judged of villages, ``answers_to`` of one judged of households;
    it names clauses that are judged on a household's facts.
    """
    belongs = {"held_against": "village", "answers_to": "household"}
    for document in index.of_kind("clauses"):
        judged = document.value.get("judged")
        for number, clause in enumerate(document.value["clauses"]):
            for field, of in belongs.items():
                if field in clause and judged != of:
                    yield Hit(
                        document,
                        ("clauses", number, field),
                        Text(
                            f"这一组条款没有写 judged: {of}，用不上 {field}。",
                            f"The group does not state judged: {of}: {field} is of no use here.",
                        ),
                        Text(
                            "每村判断的条款用 held_against，每户判断的条款用 answers_to。",
                            "A clause judged of villages has held_against, one judged of "
                            "households answers_to.",
                        ),
                    )
            for place, name in enumerate(clause.get("answers_to", ())):
                if name in index.law.clauses and name not in CRITERIA:
                    yield Hit(
                        document,
                        ("clauses", number, "answers_to", place),
                        Text(
                            f"条款 {name} 不能按一户的调查来判断。",
                            f"{name} is not judged on the facts of a household.",
                        ),
                        Text(
                            "请写能按调查判断的条款，如 exit.one-out.f。",
                            "Name a clause that a survey answers, such as exit.one-out.f.",
                        ),
                    )


@FAMILY.rule("procedures-overlap")
def procedures_overlap(index: Index, _as_of: date) -> Iterator[Hit]:
    """Two procedures of one direction in force on the same day: a round could follow either."""
    # By what they call themselves: where that is not their path, another rule says so.
    documents = {document.value["id"]: document for document in index.of_kind("procedure")}
    for earlier, later in combinations(index.law.policy.procedures, 2):
        first, second = sorted((earlier, later), key=lambda one: (one.in_force.since, one.id))
        until = first.in_force.until
        if first.direction == second.direction and (
            until is None or second.in_force.since <= until
        ):
            yield Hit(
                documents[second.id],
                ("in_force",),
                Text(
                    f"从 {second.in_force.since} 起，程序 {first.id} 和 {second.id} 同时有效。",
                    f"From {second.in_force.since}, {first.id} and {second.id} are both in force.",
                ),
                Text(
                    "同一天只能有一个程序：请给前一个写上截止日期（in_force 的 to）。",
                    "One procedure a day: end the earlier one (in_force, to).",
                ),
            )


@FAMILY.rule("clause-not-in-force")
def clause_not_in_force(index: Index, as_of: date) -> Iterator[Hit]:
    """A decision claimed, or a waiver given, for a year in which its clauses are not in force."""
    for direction in ("entry", "exit"):
        for claim in claims(index, direction, as_of):
            for name in claim.decision.absent:
                if name in {document.origin.id for document in index.of_kind("clauses")}:
                    yield claim.hit(*_not_in_force(name, claim.decision.year))
    for case in index.cases:
        for number, waiver in enumerate(case.value.get("waivers", ())):
            group = waiver["clause"].rpartition(".")[0]
            known = waiver["clause"] in index.law.clauses
            if known and index.law.group(group, waiver["year"]) is None:
                message, hint = _not_in_force(waiver["clause"], waiver["year"])
                yield Hit(case.document, ("waivers", number, "clause"), message, hint)


def _not_in_force(name: str, year: int) -> tuple[Text, Text]:
    return (
        Text(f"条款 {name} 在 {year} 年不生效。", f"{name} is not in force in {year}."),
        Text(
            "请核对年度；条款仍在执行的，改正它的有效期（in_force）并写明出处。",
            "Check the year; if the clause still applies, correct its in_force and cite why.",
        ),
    )


@FAMILY.rule("logic-undecidable")
def logic_undecidable(index: Index, _as_of: date) -> Iterator[Hit]:
    """A group that decides over households, and does not say whether any one or all must hold."""
    for document in index.of_kind("clauses"):
        decides = document.origin.id in (FOUR_IN, SEVEN_NOT_IN, ONE_OUT, THREE_NOT_OUT)
        if decides and document.value["combine"] not in ("any", "all"):
            yield Hit(
                document,
                ("combine",),
                Text(
                    "这一组条款决定进出，只能写 any（有一条就算）或 all（要全部达到）。",
                    "These clauses decide over entry or exit: any (one is enough) or all.",
                ),
                Text(
                    "请按文件原文改正组合方式。",
                    "Correct it by the wording of the policy document.",
                ),
            )


@FAMILY.rule("question-unfit")
def question_unfit(index: Index, _as_of: date) -> Iterator[Hit]:
    """A question of the self-check whose answer no household's record could hold.

    Or one that waits for an answer that no earlier question has: it would never be asked.
    """
    for document in index.of_kind("questions"):
        answers: dict[str, set[str]] = {}
        asked = msgspec.convert(document.value, Questions)
        for number, question in enumerate(asked.questions):
            keys: Keys = ("questions", number)
            needs = question.asked_if
            if needs and not set(needs.answers) <= answers.get(needs.question, set()):
                yield Hit(
                    document,
                    (*keys, "asked_if"),
                    Text(
                        "前面没有这个问题，或者没有这个回答，这一题永远不会问到。",
                        "No earlier question has such an answer: this one would never be asked.",
                    ),
                    Text(
                        "请核对问题和回答的编号；先问的要写在前面。",
                        "Check the ids of question and answers; what is asked first comes first.",
                    ),
                )
            answers[question.id] = {UNKNOWN, *(one.id for one in question.answers)}
            for position, answer in enumerate(question.answers):
                for place, stated in enumerate(answer.states):
                    if not fits(stated):
                        where = (*keys, "answers", position, "states", place)
                        yield Hit(document, where, *_unfit(stated))


def _unfit(stated: Statement) -> tuple[Text, Text]:
    return (
        Text(
            f"农户的记录里没有 {stated.fact} 这一项，或者不能填这个值。",
            f"A household's record has no {stated.fact}, or not with this value.",
        ),
        Text(
            "请对照农户记录的格式（schemas/household.json）改正。",
            "Correct it by the schema of households (schemas/household.json).",
        ),
    )


@FAMILY.rule("circle")
def circle(index: Index, _as_of: date) -> Iterator[Hit]:
    """Steps that wait for one another, or duties that are each the same as the next, in a circle.

    Such a procedure could never begin.
    """
    for document in index.of_kind("procedure"):
        steps = document.value["steps"]
        after = {step["id"]: tuple(step.get("after", ())) for step in steps}
        for number, step in enumerate(steps):
            if _returns(step["id"], after):
                yield Hit(
                    document,
                    ("steps", number, "after"),
                    Text(
                        "这一步等的步骤又在等它，程序走不下去。",
                        "This step waits for steps that wait for it: it could never begin.",
                    ),
                    Text("请改正各步的先后（after）。", "Correct the order of the steps (after)."),
                )
    duties = [
        (document, number, duty)
        for document in index.of_kind("duty-list")
        for number, duty in enumerate(document.value["duties"])
    ]
    same: dict[str, tuple[str, ...]] = {
        duty["id"]: (duty["same_as"],) for *_, duty in duties if "same_as" in duty
    }
    for document, number, duty in duties:
        if _returns(duty["id"], same):
            yield Hit(
                document,
                ("duties", number, "same_as"),
                Text(
                    "这项职责等同的职责又等同于它，绕了一圈。",
                    "This duty is the same as one that is the same as it, in a circle.",
                ),
                Text("只在一边写 same_as。", "State same_as on one side only."),
            )


def _returns(start: str, onward: dict[str, tuple[str, ...]]) -> bool:
    """Whether following ``onward`` from ``start`` leads back to it."""
    seen: set[str] = set()
    ahead = list(onward.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name == start:
            return True
        if name not in seen:
            seen.add(name)
            ahead.extend(onward.get(name, ()))
    return False


@FAMILY.rule("task-unnamed")
def task_unnamed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A task that a log could not name: one of several of a duty, without an id of its own.

    Or with an id that does not begin with the duty's, or that another task has.
    """
    seen: set[str] = set()
    for document in index.of_kind("duty-list"):
        for place, duty in enumerate(document.value["duties"]):
            for number, task in enumerate(duty["tasks"]):
                name = task.get("id")
                fits = name is not None and name.startswith(f"{duty['id']}.") and name not in seen
                if not fits and (name is not None or len(duty["tasks"]) > 1):
                    yield Hit(
                        document,
                        ("duties", place, "tasks", number, *(() if name is None else ("id",))),
                        Text(
                            f"{duty['id']} 的这个任务没有自己的编号。",
                            f"This task of {duty['id']} has no id of its own.",
                        ),
                        Text(
                            f"请编一个以 {duty['id']}. 开头、没有用过的编号，台账才能登记。",
                            f"Give it an id of its own that begins with {duty['id']}., for logs to "
                            "name.",
                        ),
                    )
                seen.add(name or "")
