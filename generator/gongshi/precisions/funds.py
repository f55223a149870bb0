"""Six precisions, 3: precise use of funds. Budgeted, received, spent, and what a person costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.precisions.figure import (
    YUAN,
    Cohort,
    Definition,
    Quantity,
    Table,
    tally,
)
from gongshi.precisions.projects import approved
from gongshi.rules.base import Index
from gongshi.rules.project import sum_by
from gongshi.schema import naming

CLAUSE = "six-precisions.3"
Found = Iterator[tuple[Origin, str, Quantity]]
SOURCES = ("central", "province", "county", "unit", "credit", "self-raised")

BUDGETED = Definition(
    "funds.budgeted",
    Text("批复的预算", "Budgeted"),
    Text("已批复项目的预算，全部加起来。", "The budgets of all approved projects, added up."),
    Text("预算", "the budget"),
    None,
    None,
    YUAN,
    "sum",
    ("budget",),
)
RECEIVED = Definition(
    "funds.received",
    Text("到位的资金", "Received"),
    Text(
        "预算里的钱，实际到账多少。没有记录到位资金的项目，预算也不算在内。",
        "How much of the budget has arrived. A project whose funds are not on record is left out "
        "with its budget.",
    ),
    Text("到位资金", "funds received"),
    Text("这些项目的预算", "the budget of these projects"),
    Text("没有记录到位资金的项目", "projects whose funds are not on record"),
    YUAN,
    "percent",
    ("received",),
    ("budget-received",),
    ("received-unknown",),
)
SPENT = Definition(
    "funds.spent",
    Text("支出的资金", "Spent"),
    Text(
        "到账的钱，实际支出多少。到位或者支出没有记录的项目不算在内。",
        "How much of what arrived has been spent. A project without funds or spending on record "
        "is left out.",
    ),
    Text("支出", "spent"),
    Text("这些项目的到位资金", "funds received by these projects"),
    Text("没有记录到位或者支出的项目", "projects without funds or spending on record"),
    YUAN,
    "percent",
    ("spent",),
    ("received-spent",),
    ("spent-unknown",),
)
PER_PERSON = Definition(
    "funds.per-person",
    Text("每个受益人花了多少", "Spent for each person who benefits"),
    Text(
        "支出除以受益人数，等于每人多少元。一个人在几个项目里受益，就算几次。"
        "没有记录受益人数或者支出的项目不算在内。",
        "What was spent by the number of persons who benefit: yuan a person. Somebody who benefits "
        "from several projects counts for each. A project without beneficiaries or spending on "
        "record is left out.",
    ),
    Text("支出（元）", "spent (yuan)"),
    Text("受益人次", "persons who benefit"),
    Text("没有记录受益人数或者支出的项目", "projects without beneficiaries or spending on record"),
    Text("元/人", "yuan a person"),
    "rate",
    ("spent-for",),
    ("persons",),
    ("persons-unknown",),
)


def _by_source(source: str) -> Definition:
    word = naming.word("project", ("funds", "*", "source"), source) or Text(source, source)
    return Definition(
        f"funds.received-{source}",
        Text(f"到位的资金：{word.zh}", f"Received: {word.en}"),
        Text("同上，只看这一个来源。", "As above, of this source only."),
        Text("到位资金", "funds received"),
        Text("这些项目的这项预算", "budgeted from this source"),
        RECEIVED.unknowns,
        YUAN,
        "percent",
        (f"received {source}",),
        (f"budget {source}",),
        ("received-unknown",),
        RECEIVED.id,
    )


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of this precision, of the projects approved and the money moved by ``as_of``."""
    money = tally(index, _money(index, as_of))
    sources = tuple(_by_source(source) for source in SOURCES)
    return (
        Table(CLAUSE, as_of, (BUDGETED, RECEIVED, *sources, SPENT), money),
        Table(
            CLAUSE,
            as_of,
            (PER_PERSON,),
            tally(index, _benefits(index, as_of)),
            (Cohort(PER_PERSON.denominator, total_public=False),),
        ),
    )


def _money(index: Index, as_of: date) -> Found:
    for document in approved(index, as_of):
        value, origin = document.value, document.origin
        yield origin, "budget", sum_by(value["budget"], as_of)
        if "funds" not in value:
            yield origin, "received-unknown", 1
        else:
            yield from _received(origin, value, as_of)
        if "funds" not in value or "spending" not in value:
            yield origin, "spent-unknown", 1
        else:
            yield origin, "spent", sum_by(value["spending"], as_of)
            yield origin, "received-spent", sum_by(value["funds"], as_of)


def _received(origin: Origin, value: dict[str, Any], as_of: date) -> Found:
    yield origin, "received", sum_by(value["funds"], as_of)
    yield origin, "budget-received", sum_by(value["budget"], as_of)
    for source in SOURCES:
        for part, entries in (("received", value["funds"]), ("budget", value["budget"])):
            of_source = [one for one in entries if one["source"] == source]
            yield origin, f"{part} {source}", sum_by(of_source, as_of)


def _benefits(index: Index, as_of: date) -> Found:
    for document in approved(index, as_of):
        value, origin = document.value, document.origin
        if "beneficiaries" not in value or "spending" not in value:
            yield origin, "persons-unknown", 1
        else:
            yield origin, "persons", value["beneficiaries"]["persons"]
            yield origin, "spent-for", sum_by(value["spending"], as_of)
