"""What a village has: each judgement made properly, and not against what the records say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.decision.village import judgements
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.catalogue import Clause
from gongshi.policy.parameters import Amount
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.grounds import AMOUNTS, GROUNDS, Judgement
from gongshi.rules.rounds import day_of

FAMILY = Family("haves", Text("村里有什么：逐项判断", "What a village has, judged one by one"))


def _judgements(index: Index) -> Iterator[tuple[Document, Keys, Judgement]]:
    """Every judgement of every village, the earlier ones too, with its place."""
    for document in index.of_kind("village"):
        for number, judgement in enumerate(document.value["haves"]):
            yield document, ("haves", number), judgement


@FAMILY.rule("not-of-a-set", judged="village")
def not_of_a_set(index: Index, _as_of: date) -> Iterator[Hit]:
    """A judgement by a clause by which villages are not judged, or were not on that day."""
    for document, keys, judgement in _judgements(index):
        name = judgement["clause"]
        sets = index.law.judged_on("village", day_of(judgement["judged_on"]))
        inside = any(clause.id == name for group in sets for clause in group.clauses)
        if name in index.law.clauses and not inside:
            yield Hit(
                document,
                (*keys, "clause"),
                Text(
                    f"条款 {name} 当天不是用来判断村的。",
                    f"On that day villages were not judged by {name}.",
                ),
                Text(
                    "请核对条款编号和判断日期；每村逐条判断的条款组写明 judged: village 和有效期。",
                    "Check the clause and the day; a group by which each village is judged states "
                    "judged: village, and when it is in force.",
                ),
                clauses=(name,),
            )


@FAMILY.rule("without-evidence", judged="village")
def without_evidence(index: Index, _as_of: date) -> Iterator[Hit]:
    """A village said to have something, wholly or in part, with nothing to show it by."""
    for document, keys, judgement in _judgements(index):
        if judgement["status"] != "lacks" and not judgement.get("evidence"):
            yield Hit(
                document,
                (*keys, "status"),
                Text("判断为有（或部分有），没有依据。", "Said to be there, without any evidence."),
                Text(
                    "请在 evidence 里写明凭什么判断：项目、会议、台账或现场查看，写明日期。",
                    "Enter in evidence what shows it: a project, a meeting, a ledger or an "
                    "inspection, with its date.",
                ),
                clauses=(judgement["clause"],),
            )


@FAMILY.rule("evidence-later", judged="village")
def evidence_later(index: Index, _as_of: date) -> Iterator[Hit]:
    """Evidence that came about only after the judgement that rests on it."""
    for document, keys, judgement in _judgements(index):
        for number, evidence in enumerate(judgement.get("evidence", ())):
            if evidence["date"] > judgement["judged_on"]:
                yield Hit(
                    document,
                    (*keys, "evidence", number, "date"),
                    Text(
                        "依据的日期在判断日期之后。",
                        "This evidence is dated after the judgement.",
                    ),
                    Text(
                        "判断只能凭当时已有的依据；有了新依据，另写一条新的判断。",
                        "A judgement rests on what was there that day; with new evidence, add a "
                        "new judgement.",
                    ),
                    clauses=(judgement["clause"],),
                )


@FAMILY.rule("in-future", judged="village")
def in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """A judgement dated after the day up to which records may tell what happened."""
    present = index.present(as_of)
    for document, keys, judgement in _judgements(index):
        if day_of(judgement["judged_on"]) > present:
            yield Hit(
                document,
                (*keys, "judged_on"),
                Text("判断日期还没有到。", "The day of this judgement has not come yet."),
                Text(
                    "请核对日期；还没有判断的，先不写。",
                    "Check the day; what has not been judged yet is left out.",
                ),
                clauses=(judgement["clause"],),
            )


@FAMILY.rule("since-impossible", judged="village")
def since_impossible(index: Index, _as_of: date) -> Iterator[Hit]:
    """A day since when something has been there that cannot be.

    After the judgement; of something that is lacking; or before a judgement that found it lacking.
    """
    for document, keys, judgement in _judgements(index):
        said = _impossible(document, judgement) if "since" in judgement else None
        if said is not None:
            yield Hit(
                document,
                (*keys, "since"),
                said,
                Text(
                    "请核对从何时起（since）；没有的不填。",
                    "Check since; it is left out where something is lacking.",
                ),
                clauses=(judgement["clause"],),
            )


def _impossible(document: Document, judgement: Judgement) -> Text | None:
    since = judgement["since"]
    if judgement["status"] == "lacks":
        return Text(
            "判断为没有，却写了从何时起。", "Said to be lacking, and since when it is there."
        )
    if since > judgement["judged_on"]:
        return Text("从何时起在判断日期之后。", "It is there only since after the judgement.")
    for earlier in document.value["haves"]:
        of_the_same = earlier["clause"] == judgement["clause"] and earlier["status"] == "lacks"
        if of_the_same and since <= earlier["judged_on"] < judgement["judged_on"]:
            return Text(
                f"说从这天起就有，但 {earlier['judged_on']} 判断为没有。",
                f"Said to be there since that day, but found lacking on {earlier['judged_on']}.",
            )
    return None


@FAMILY.rule("project-not-accepted", judged="village")
def project_not_accepted(index: Index, _as_of: date) -> Iterator[Hit]:
    """Evidence of a project that shows nothing yet.

    For a "has" the project was accepted by the day of the judgement; and evidence of the kind
    ``project`` says which one.
    """
    for document, keys, judgement in _judgements(index):
        for number, evidence in enumerate(judgement.get("evidence", ())):
            said = _shows_nothing(index, document, judgement, evidence)
            if said is not None:
                yield Hit(
                    document,
                    (*keys, "evidence", number),
                    said,
                    Text(
                        "请写明项目编号，补上项目的验收；还没有验收合格的，只能判断为部分有（partly）。",
                        "Name the project and enter its acceptance; until it is accepted the "
                        "judgement is partly at most.",
                    ),
                    clauses=(judgement["clause"],),
                )


def _shows_nothing(
    index: Index, document: Document, judgement: Judgement, evidence: dict[str, Any]
) -> Text | None:
    if "project" not in evidence:
        if evidence["kind"] == "project":
            return Text("依据是项目，没有写是哪个项目。", "The evidence is a project, unnamed.")
        return None
    for project in index.of_village("project", document.origin):
        if project.origin.id == evidence["project"] and judgement["status"] == "has":
            acceptance = project.value.get("acceptance")
            if acceptance is None or acceptance["date"] > judgement["judged_on"]:
                return Text(
                    f"判断为有的那天，项目 {project.origin.id} 还没有验收。",
                    f"On the day of the judgement {project.origin.id} was not accepted yet.",
                )
            if acceptance["result"] == "rejected":
                return Text(
                    f"项目 {project.origin.id} 验收不合格，不能作为“有”的依据。",
                    f"{project.origin.id} was not accepted: it does not show that this is there.",
                )
    return None


@FAMILY.rule("contradicted", Severity.WARNING, judged="village", contradicts=True)
def contradicted(index: Index, as_of: date) -> Iterator[Hit]:
    """A village judged to have something, by the latest judgement, against what the records say.

    The clause says what it is held against. What is not recorded contradicts nothing.
    """
    for document, number, judgement, clause in _held(index, as_of):
        said = [
            text
            for word in clause.held_against
            for ground in GROUNDS[word]
            for text in ground(index, document, clause, judgement, as_of)
        ]
        if said:
            zh, en = "；".join(one.zh for one in said), "; ".join(one.en for one in said)
            yield Hit(
                document,
                ("haves", number, "status"),
                Text(
                    f"判断为“有”，但记录对不上：{zh}。",
                    f"Judged to be there, but the records say otherwise: {en}.",
                ),
                Text(
                    "请核实。情况变了，另写一条新的判断，原来的保留；记录有误的，改正记录。",
                    "Look again. If things have changed, add a new judgement and keep this one; if "
                    "a record is wrong, correct it.",
                ),
                clauses=(clause.id,),
            )


def _held(index: Index, as_of: date) -> Iterator[tuple[Document, int, Judgement, Clause]]:
    """The "has" that hold on a day, by clauses in force that are held against records."""
    clauses = [
        clause
        for group in index.law.judged_on("village", as_of)
        for clause in group.clauses
        if clause.held_against
    ]
    for document in index.of_kind("village"):
        latest = judgements(document, as_of)
        for clause in clauses:
            number, judgement = latest.get(clause.id, (0, {}))
            if judgement.get("status") == "has":
                yield document, number, judgement, clause


def amounts(index: Index, as_of: date) -> Iterator[tuple[Document, Amount]]:
    """Every parameter that a judgement is held against."""
    for document, _, _, clause in _held(index, as_of):
        for word in clause.held_against:
            if word in AMOUNTS:
                yield document, index.law.parameters.on(AMOUNTS[word], as_of)
