"""Six precisions, 2: precise projects. A recorded need, work on time, acceptance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Text
from gongshi.load.document import Document, Origin
from gongshi.precisions.figure import (
    PROJECTS,
    Quantity,
    Table,
    share_of,
    tally,
    truth_part,
)
from gongshi.rules.base import Index
from gongshi.rules.project import need_recorded, undone

CLAUSE = "six-precisions.2"
Found = Iterator[tuple[Origin, str, Quantity]]

NEED = share_of(
    "projects.need-recorded",
    Text("对得上需求的项目", "Projects that meet a recorded need"),
    Text(
        "每个项目都写明解决哪一难、补上哪一有。村里的记录也这样说，才算对得上：有户有这一难，"
        "或者批复以前这一有还不全。",
        "Each project names the difficulty or the have it is for. It counts where the village's "
        "own records say so too: a household has the difficulty, or the have was not there when "
        "the project was approved.",
    ),
    Text("记录里有这项需求的项目", "projects whose need is on record"),
    Text("记录说得清的项目", "projects of which the records tell"),
    PROJECTS,
    Text("记录里说不清有没有需求的项目", "projects whose need the records do not settle"),
)
ON_TIME = share_of(
    "projects.on-time",
    Text("按时完成的进度", "Milestones on time"),
    Text(
        "项目每一步都定了日子。到期的，当天或者提前完成算按时；今天到期还没完成的，今天不算。",
        "Every step of a project has its day. Of those due, one done on that day or before is on "
        "time; one due today and not done yet is left out.",
    ),
    Text("按时完成的进度", "milestones done by their day"),
    Text("已到期的进度", "milestones that have come due"),
    Text("项", "milestones"),
    Text("没有记录进度的项目", "projects without milestones on record"),
)
ACCEPTED = share_of(
    "projects.accepted",
    Text("验收合格的项目", "Projects accepted"),
    Text(
        "项目完工要验收。这里看验收过的项目里，有几个合格。",
        "A finished project is inspected. Of those inspected, how many were accepted.",
    ),
    Text("验收合格的项目", "projects accepted"),
    Text("验收过的项目", "projects inspected"),
    PROJECTS,
    Text("进度都完成、还没有验收结论的项目", "projects finished and not inspected yet"),
)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of this precision, of the projects approved by ``as_of``."""
    return tuple(
        Table(CLAUSE, as_of, (definition,), tally(index, found(index, as_of)))
        for definition, found in ((NEED, _needs), (ON_TIME, _milestones), (ACCEPTED, _accepted))
    )


def approved(index: Index, as_of: date) -> Iterator[Document]:
    """Every project approved by a day."""
    for document in index.of_kind("project"):
        if document.value["approved"]["date"] <= as_of.isoformat():
            yield document


def _needs(index: Index, as_of: date) -> Found:
    for document in approved(index, as_of):
        yield document.origin, truth_part(need_recorded(index, document, as_of)), 1


def _milestones(index: Index, as_of: date) -> Found:
    today = as_of.isoformat()
    for document in approved(index, as_of):
        if "milestones" not in document.value:
            yield document.origin, "unknown", 1
        for milestone in document.value.get("milestones", ()):
            open_ = undone(milestone, today)
            if milestone["due"] < today or (milestone["due"] == today and not open_):
                on_time = not open_ and milestone["done"] <= milestone["due"]
                yield document.origin, truth_part(on_time), 1


def _accepted(index: Index, as_of: date) -> Found:
    today = as_of.isoformat()
    for document in approved(index, as_of):
        acceptance = document.value.get("acceptance")
        milestones = document.value.get("milestones", ())
        if acceptance is not None and acceptance["date"] <= today:
            yield document.origin, truth_part(acceptance["result"] == "accepted"), 1
        elif milestones and not any(undone(one, today) for one in milestones):
            yield document.origin, "unknown", 1
