"""Six precisions, 1: precise targets. Objections, comparison hits, late exits, wrong entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.household import Outcome
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
from gongshi.rules.claims import claims
from gongshi.rules.exit import taken_up
from gongshi.rules.rounds import rounds, steps

CLAUSE = "six-precisions.1"
Found = Iterator[tuple[Origin, str, Quantity]]

UPHELD = share_of(
    "targets.objections-upheld",
    Text("成立的异议", "Objections upheld"),
    Text(
        "群众提了异议，村里、乡镇都要答复。这里看已经答复的异议里，有几件成立。",
        "Every objection is answered. Of those answered, how many were right.",
    ),
    Text("成立的异议", "objections upheld"),
    Text("已答复的异议", "objections answered"),
    Text("件", "objections"),
    Text("还没有答复的异议", "objections not yet answered"),
)
CONFIRMED = share_of(
    "targets.hits-confirmed",
    Text("比对属实的疑点", "Comparison hits confirmed"),
    Text(
        "县里各部门比对数据发现疑点，乡镇和村再去核实。这里看核实过的疑点里，有几条属实。",
        "The county compares its data; each hit is verified again in the village. Of those "
        "verified, how many proved true.",
    ),
    Text("属实的疑点", "hits confirmed"),
    Text("核实过的疑点", "hits verified again"),
    Text("条", "hits"),
    Text("还没有核实的疑点", "hits not yet verified"),
)
LATE = share_of(
    "targets.late-exits",
    Text("该退未退的户", "Late exits"),
    Text(
        "上一年“一出”八条都达到的在册户，应当列入脱贫批次。这里看有几户到现在还没有列入过。",
        "A household on the list that met all of one-out last year had to be listed for exit. How "
        "many have not been listed to this day.",
    ),
    Text("没有列入脱贫批次的户", "households not listed for exit"),
    Text("上一年达到脱贫标准的在册户", "households that met the exit standard last year"),
    HOUSEHOLDS,
    Text(
        "记录不全、还不能判断达没达到的户",
        "households of which too little is recorded to tell",
    ),
)
WRONG = share_of(
    "targets.wrongly-entered",
    Text("不该进的户", "Wrongly entered"),
    Text(
        "每次公告识别或返贫的户，都按公告那天知道的情况重新对照：不在范围、有“七不进”的情形，"
        "或者“四进”一条都没有，就是不该进。一户识别两次，算两次。",
        "Every household announced as entered or returned is held against the rules again, on what "
        "was known that day: out of scope, barred by the seven not in, or without any of the four "
        "in, it should not have entered. One that entered twice counts twice.",
    ),
    Text("按记录不该进的户次", "entries that the records do not allow"),
    Text("能判断的识别户次", "entries that can be judged"),
    Text("户次", "entries"),
    Text("记录不全、还不能判断的户次", "entries of which too little is recorded to tell"),
)

_WRONG = (Outcome.OUT_OF_SCOPE, Outcome.BARRED, Outcome.NOT_ELIGIBLE)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of this precision.

    Objections are public one by one, so their numbers hide nobody. How many households were ever
    entered is announced village by village.
    """
    households = Cohort(GROUPS, total_public=False)
    entries = Cohort(GROUPS, total_public=True)
    last_year = as_of.year - 1
    return (
        Table(CLAUSE, as_of, (UPHELD,), tally(index, _objections(index, as_of))),
        Table(CLAUSE, as_of, (CONFIRMED,), tally(index, _hits(index, as_of)), (households,)),
        Table(CLAUSE, last_year, (LATE,), tally(index, _late(index, as_of)), (households,)),
        Table(CLAUSE, as_of, (WRONG,), tally(index, _entries(index, as_of)), (entries,)),
    )


def _objections(index: Index, as_of: date) -> Found:
    today = as_of.isoformat()
    for found in rounds(index):
        for objection in found.objections:
            if objection.value["date"] <= today:
                answered = objection.answered_by(today)
                truth = objection.upheld if answered else None
                yield found.document.origin, truth_part(truth), 1


def _hits(index: Index, as_of: date) -> Found:
    today = as_of.isoformat()
    for found, step in steps(index):
        for _, hit in step.items("comparisons"):
            if hit["date"] <= today:
                recheck = hit.get("recheck")
                truth = None
                if recheck is not None and recheck["date"] <= today:
                    truth = recheck["finding"] == "confirmed"
                yield found.document.origin, truth_part(truth), 1


def _late(index: Index, as_of: date) -> Found:
    year = as_of.year - 1
    for case in index.cases:
        if not case.closed_by(as_of) and _on_the_list_in(case, year, as_of):
            met = _met(case, year, as_of)
            if met is None:
                yield case.document.origin, "unknown", 1
            elif met:
                late = not taken_up(index, case, year, as_of)
                yield case.document.origin, truth_part(late), 1


def _on_the_list_in(case: Case, year: int, as_of: date) -> bool:
    """Whether a household was on the list when surveyed for ``year``; unsurveyed, at its end."""
    number = case.survey(year, as_of)
    day = case.value["surveys"][number]["date"] if number is not None else f"{year}-12-31"
    return case.standing_on(date.fromisoformat(day)) == "registered"


def _met(case: Case, year: int, as_of: date) -> Truth:
    """Whether the household had to be listed for exit for ``year``, by what is known now."""
    outcome = household.leave(case, year, as_of).outcome
    if outcome in (Outcome.UNDECIDED, Outcome.NOT_IN_FORCE):
        return None
    return outcome is Outcome.MUST_BE_LISTED


def _entries(index: Index, as_of: date) -> Found:
    for claim in claims(index, "entry", as_of):
        if claim.document is claim.case.document:  # announced, not only on a list
            outcome = claim.decision.outcome
            unknown = outcome in (Outcome.UNDECIDED, Outcome.NOT_IN_FORCE)
            wrong = None if unknown else outcome in _WRONG
            yield claim.document.origin, truth_part(wrong), 1
