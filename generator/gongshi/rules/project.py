"""Projects and their money: a need on record, work by the plan, every yuan accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from gongshi.decision.truth import Truth
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.parameters import Amount
from gongshi.rules.base import Family, Hit, Index
from gongshi.schema import naming

FAMILY = Family("project", Text("项目和资金", "Projects and their funds"))

_PROJECTS, _FUNDS = "six-precisions.2", "six-precisions.3"
_DIFFICULTIES = "eight-difficulties."
DAYS = "remainder-days"
"""The parameter that says when a remainder must be accounted for."""


def sum_by(entries: Iterable[dict[str, Any]], day: date) -> int:
    """The amounts of entries dated by ``day``, in yuan; one without a date always counts."""
    shown = day.isoformat()
    return sum(int(one["amount"]) for one in entries if one.get("date", shown) <= shown)


def undone(milestone: dict[str, Any], day: str) -> bool:
    """Whether a milestone was not done by a day, written as in records."""
    return "done" not in milestone or bool(milestone["done"] > day)


def need_recorded(index: Index, project: Document, as_of: date) -> Truth:
    """Whether the village's records say too that there was the need a project is for.

    A difficulty: some household has had it, or every household is recorded without it. A have: it
    was lacking or partly there, or came only after the approval. Unknown where nobody recorded it
    by ``as_of``.
    """
    clause, approved = project.value["need"]["clause"], project.value["approved"]["date"]
    if clause.startswith(_DIFFICULTIES):
        return _difficulty(index, project, clause, as_of)
    judged = [
        have
        for village in index.of_village("village", project.origin)
        for have in village.value["haves"]
        if have["clause"] == clause and have["judged_on"] <= as_of.isoformat()
    ]
    return _lacking(sorted(judged, key=lambda have: str(have["judged_on"])), approved)


def _lacking(judged: list[dict[str, Any]], day: str) -> Truth:
    """Whether a have was not there on a day, by its judgements, oldest first.

    The one that stood on that day tells, and a later one that says since when it is there.
    """
    before = [have for have in judged if have["judged_on"] <= day]
    telling = before[-1:] + judged[len(before) :]
    there = next((have for have in telling if have["status"] == "has"), None)
    if there is None:
        return True if telling else None
    return bool(there["since"] >= day) if "since" in there else None


def _difficulty(index: Index, project: Document, clause: str, as_of: date) -> Truth:
    """Whether a household of the village has or had a difficulty; all must be known for no."""
    households = [
        [
            one["status"]
            for one in case.value.get("difficulties", ())
            if one["clause"] == clause and one.get("since", "") <= as_of.isoformat()
        ]
        for case in index.cases_in(project.origin)
    ]
    if any(status != "none" for statuses in households for status in statuses):
        return True
    files = index.origins_in(project.origin.township, project.origin.village)
    readable = len(households) == sum(origin.kind == "household" for origin in files)
    return False if households and readable and all(households) else None


@FAMILY.rule("need-contradicted", Severity.WARNING, clauses=(_PROJECTS,))
def need_contradicted(index: Index, as_of: date) -> Iterator[Hit]:
    """A project for a difficulty that every household of the village is recorded not to have.

    While one household's answer is not recorded, nobody can say so.
    """
    for document in index.of_kind("project"):
        difficulty = document.value["need"]["clause"].startswith(_DIFFICULTIES)
        if difficulty and need_recorded(index, document, as_of) is False:
            yield Hit(
                document,
                ("need", "clause"),
                Text(
                    "项目写明解决这一难，本村各户却都记录没有这一难。",
                    "The project is for this difficulty, and every household of the village is "
                    "recorded not to have it.",
                ),
                Text(
                    "请核对项目的需求；各户的难处记漏了的，补上。",
                    "Check what the project is for; if difficulties were overlooked, enter them.",
                ),
            )


@FAMILY.rule("over-budget", clauses=(_FUNDS,))
def over_budget(index: Index, as_of: date) -> Iterator[Hit]:
    """Payments that add up to more than the budget; told at the first that goes beyond it."""
    for document in index.of_kind("project"):
        budget = sum_by(document.value["budget"], as_of)
        paid = 0
        for keys, payment in _dated(document, "spending"):
            paid += payment["amount"]
            if payment["date"] <= as_of.isoformat() and paid > budget:
                yield Hit(
                    document,
                    (*keys, "amount"),
                    Text(
                        f"到这一笔为止共支出 {paid:,} 元，超过预算 {budget:,} 元。",
                        f"Up to this payment {paid:,} yuan were spent, more than the budget of "
                        f"{budget:,}.",
                    ),
                    Text(
                        "请核对金额；确需追加的，先批准调整预算，再改记录。",
                        "Check the amounts; if more is needed, have the budget changed by an "
                        "approval first.",
                    ),
                )
                break


@FAMILY.rule("spent-before-approval", clauses=(_FUNDS,))
def spent_before_approval(index: Index, _as_of: date) -> Iterator[Hit]:
    """A payment dated before the project was approved."""
    for document in index.of_kind("project"):
        approved = document.value["approved"]["date"]
        for keys, payment in _dated(document, "spending"):
            if payment["date"] < approved:
                yield Hit(
                    document,
                    (*keys, "date"),
                    Text(
                        f"这一笔支出在批复（{approved}）以前。",
                        f"This payment was made before the approval ({approved}).",
                    ),
                    Text(
                        "先批复、后支出；请核对支出日期和批复日期。",
                        "Approval comes first; check the day of the payment and of the approval.",
                    ),
                )


@FAMILY.rule("source-not-budgeted", Severity.WARNING, clauses=(_FUNDS,))
def source_not_budgeted(index: Index, as_of: date) -> Iterator[Hit]:
    """Funds received from a source that the budget does not name."""
    for document in index.of_kind("project"):
        named = {share["source"] for share in document.value["budget"]}
        for keys, received in _dated(document, "funds"):
            source = received["source"]
            if source not in named and received["date"] <= as_of.isoformat():
                word = naming.word("project", ("funds", "*", "source"), source)
                said = word or Text(source, source)
                yield Hit(
                    document,
                    (*keys, "source"),
                    Text(
                        f"预算里没有这个来源：{said.zh}。",
                        f"The budget does not name this source: {said.en}.",
                    ),
                    Text(
                        "请核对来源；确有这笔钱的，按批准的调整补进预算。",
                        "Check the source; if the money is real, enter it in the budget as the "
                        "change was approved.",
                    ),
                )


@FAMILY.rule("remainder-unexplained", Severity.WARNING, clauses=(_FUNDS,))
def remainder_unexplained(index: Index, as_of: date) -> Iterator[Hit]:
    """Funds neither spent nor accounted for, a while after the project was accepted.

    Received less spent and less what the record says became of the rest. How long that may take is
    the county's own parameter. Without funds or spending on record the remainder is unknown.
    """
    for document, amount, ends in _settled(index, as_of):
        if amount.number is None or as_of <= ends + timedelta(days=amount.number):
            continue
        left = sum_by(document.value["funds"], as_of) - sum(
            sum_by(document.value.get(part, ()), as_of) for part in ("spending", "remainder")
        )
        if left > 0:
            yield Hit(
                document,
                ("funds",),
                Text(
                    f"验收已过 {amount.number} 天，还有 {left:,} 元到位资金没有说明去向。",
                    f"More than {amount.number} days after acceptance, {left:,} yuan of the funds "
                    "are not accounted for.",
                ),
                Text(
                    "请补记支出；没有用完的，在 remainder 里写明退回、留作质保金或者转用。",
                    "Enter the missing payments; of what was not spent, say in remainder whether "
                    "it was returned, retained or moved.",
                ),
            )


def _settled(index: Index, as_of: date) -> Iterator[tuple[Document, Amount, date]]:
    """Every accepted project with its money on record, the parameter, and the day of acceptance."""
    for document in index.of_kind("project"):
        acceptance = document.value.get("acceptance")
        accepted = acceptance is not None and acceptance["result"] == "accepted"
        if accepted and "funds" in document.value and "spending" in document.value:
            day = date.fromisoformat(acceptance["date"])
            if day <= as_of:
                yield document, index.law.parameters.on(DAYS, day), day


def amounts(index: Index, as_of: date) -> Iterator[tuple[Document, Amount]]:
    """Every dated parameter that a rule asks for because of what a project records."""
    for document, amount, _ in _settled(index, as_of):
        yield document, amount


@FAMILY.rule("accepted-before-approval", clauses=(_PROJECTS,))
def accepted_before_approval(index: Index, _as_of: date) -> Iterator[Hit]:
    """A project whose acceptance is dated before its approval."""
    for document in index.of_kind("project"):
        approved = document.value["approved"]["date"]
        acceptance = document.value.get("acceptance")
        if acceptance is not None and acceptance["date"] < approved:
            yield Hit(
                document,
                ("acceptance", "date"),
                Text(
                    f"验收日期在批复（{approved}）以前。",
                    f"The acceptance is dated before the approval ({approved}).",
                ),
                Text("请核对两个日期。", "Check both days."),
            )


@FAMILY.rule("accepted-unfinished", clauses=(_PROJECTS,))
def accepted_unfinished(index: Index, as_of: date) -> Iterator[Hit]:
    """A project accepted before one of its milestones was done."""
    for document in index.of_kind("project"):
        acceptance = document.value.get("acceptance")
        if acceptance is None or acceptance["result"] != "accepted":
            continue
        for number, milestone in enumerate(document.value.get("milestones", ())):
            if acceptance["date"] <= as_of.isoformat() and undone(milestone, acceptance["date"]):
                yield Hit(
                    document,
                    ("milestones", number),
                    Text(
                        f"验收合格（{acceptance['date']}）的时候，这一项还没有完成。",
                        f"Not done yet when the project was accepted ({acceptance['date']}).",
                    ),
                    Text(
                        "都完成了才能验收合格；请核对日期，漏记的补上完成日期。",
                        "A project is accepted when all is done; check the days, and enter the day "
                        "done if it is missing.",
                    ),
                )


@FAMILY.rule("milestone-overdue", Severity.WARNING, clauses=(_PROJECTS,))
def milestone_overdue(index: Index, as_of: date) -> Iterator[Hit]:
    """A milestone whose day has passed and that is not done; on the day itself there is time.

    A project that was accepted without it is told by ``project.accepted-unfinished``.
    """
    today = as_of.isoformat()
    for document in index.of_kind("project"):
        acceptance = document.value.get("acceptance")
        if acceptance is not None and acceptance["date"] <= today:
            continue
        for number, milestone in enumerate(document.value.get("milestones", ())):
            if milestone["due"] < today and undone(milestone, today):
                yield Hit(
                    document,
                    ("milestones", number),
                    Text(
                        f"计划 {milestone['due']} 完成，到 {as_of} 还没有完成。",
                        f"Planned for {milestone['due']}, and not done by {as_of}.",
                    ),
                    Text(
                        "完成了的填写完成日期（done）；没完成的抓紧办。",
                        "Enter the day it was done (done); if it was not, it is high time.",
                    ),
                )


@FAMILY.rule("in-future", Severity.WARNING, clauses=(_PROJECTS, _FUNDS))
def in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """An approval, receipt, payment, finished milestone or acceptance dated after the as-of date.

    What is planned has its own field. It is a warning, as the records may be looked at as of an
    earlier day; where the county has fixed a day, looking back from it makes nothing a matter of
    the future.
    """
    as_of = index.present(as_of)
    for document in index.of_kind("project"):
        for keys, day, clause in _days(document):
            if day > as_of.isoformat():
                yield Hit(
                    document,
                    keys,
                    Text(
                        f"{day} 还没有到（截至 {as_of}）。",
                        f"{day} has not come yet (as of {as_of}).",
                    ),
                    Text(
                        "办了才记，没有办的不要先写；日期写错的请改正。",
                        "Enter what has been done, not what is planned; correct the day if it is "
                        "wrong.",
                    ),
                    clauses=(clause,),
                )


def _days(document: Document) -> Iterator[tuple[Keys, str, str]]:
    """Every day on which something happened, with its place and the clause it belongs to."""
    value = document.value
    yield ("approved", "date"), value["approved"]["date"], _PROJECTS
    for part in ("funds", "spending", "remainder"):
        for keys, entry in _dated(document, part):
            yield (*keys, "date"), entry["date"], _FUNDS
    for number, milestone in enumerate(value.get("milestones", ())):
        if "done" in milestone:
            yield ("milestones", number, "done"), milestone["done"], _PROJECTS
    if "acceptance" in value:
        yield ("acceptance", "date"), value["acceptance"]["date"], _PROJECTS


def _dated(document: Document, part: str) -> list[tuple[Keys, dict[str, Any]]]:
    """The entries of a part of a project by day, each with its place."""
    entries = [((part, number), one) for number, one in enumerate(document.value.get(part, ()))]
    return sorted(entries, key=lambda entry: entry[1]["date"])
