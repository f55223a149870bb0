"""Six precisions, 4: measures reach the household, each for its own causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.decision.case import Case
from gongshi.decision.truth import Truth
from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.precisions.figure import (
    GROUPS,
    HOUSEHOLDS,
    Cohort,
    Quantity,
    Table,
    share_of,
    tally,
    truth_part,
)
from gongshi.rules.base import Index
from gongshi.rules.status import causes

CLAUSE = "six-precisions.4"

ADDRESSED = share_of(
    "measures.causes-addressed",
    Text("每个原因都有措施的户", "Households with a measure for each cause"),
    Text(
        "在册户为什么穷，记一到三个原因。每个原因今天都有正在执行的措施，才算一户。",
        "Why a household on the list is poor is recorded as one to three causes. It counts where "
        "each of them has a measure that is running today.",
    ),
    Text("每个原因都有措施的在册户", "households with a running measure for each cause"),
    Text("记录了原因的在册户", "households on the list with causes on record"),
    HOUSEHOLDS,
    Text("没有记录原因的在册户", "households on the list without causes on record"),
)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The table of this precision; how many households are on the list is public."""
    found = tally(index, _registered(index, as_of))
    return (Table(CLAUSE, as_of, (ADDRESSED,), found, (Cohort(GROUPS, total_public=True),)),)


def _registered(index: Index, as_of: date) -> Iterator[tuple[Origin, str, Quantity]]:
    for case in index.cases:
        # As the villages' pages count them: a household that nobody is left in is not shown.
        if case.on_the_list(as_of) and case.persons_on(as_of):
            yield case.document.origin, truth_part(addressed(case, as_of)), 1


def addressed(case: Case, day: date) -> Truth:
    """Whether each recorded cause has a measure running on ``day``; unknown without causes."""
    recorded = [cause for _, cause in causes(case)]
    if not recorded:
        return None
    shown = day.isoformat()
    running = {
        cause
        for measure in case.value.get("measures", ())
        if measure["from"] <= shown <= measure.get("to", shown)
        for cause in measure["causes"]
    }
    return running.issuperset(recorded)
