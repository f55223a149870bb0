"""Six precisions, 6: precise results. Exits, returns to poverty, income, incidence by year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from gongshi.decision.case import Case, income_of
from gongshi.decision.village import poor_on
from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.policy.parameters import last_day
from gongshi.precisions.figure import (
    GROUPS,
    HOUSEHOLDS,
    PERSONS,
    Cohort,
    Definition,
    Quantity,
    Table,
    share_of,
    tally,
    truth_part,
)
from gongshi.rules.base import Index

CLAUSE = "six-precisions.6"
Found = Iterator[tuple[Origin, str, Quantity]]

EXITS = Definition(
    "results.exits",
    Text("今年脱贫的户", "Households that left poverty this year"),
    Text(
        "今年到今天，公告脱贫的有几户。",
        "How many households were announced as exited this year up to today.",
    ),
    Text("公告脱贫的户", "households announced as exited"),
    None,
    None,
    HOUSEHOLDS,
    "sum",
    ("exits",),
)

_ONE = ("one back", "one stayed", "one unknown")
_TWO = ("two back first", "two back second", "two stayed", "two gone first", "two gone second")
# Exits between one and two years old, and those of two years and more, by what became of them.


def _returns(years: Text, name: str, parts: tuple[tuple[str, ...], ...]) -> Definition:
    back, known, unknown = parts
    return Definition(
        name,
        Text(f"脱贫{years.zh}以内返贫的户", f"Returned to poverty within {years.en} of the exit"),
        Text(
            f"脱贫已满{years.zh}的户里，有几户在{years.zh}以内又公告返贫。"
            "脱贫那天不算，对应的那一天是最后一天；没有这一天的，算月末。一户脱贫两次，算两次。",
            f"Of exits at least {years.en} old, how many were followed by an announced return "
            f"within {years.en}. The same day of the month is the last day; where there is none, "
            "the last of the month. One that exited twice counts twice.",
        ),
        Text("返贫的户", "households that returned"),
        Text(f"脱贫已满{years.zh}的户", f"households that exited at least {years.en} ago"),
        Text(
            f"没满{years.zh}就整户离开、说不清的户",
            "households that left as a whole before that, so that nobody can tell",
        ),
        HOUSEHOLDS,
        "percent",
        back,
        (*back, *known),
        unknown,
    )


WITHIN_ONE = _returns(
    Text("一年", "one year"),
    "results.returns-within-one-year",
    (
        ("one back", "two back first"),
        ("one stayed", "two back second", "two stayed", "two gone second"),
        ("one unknown", "two gone first"),
    ),
)
WITHIN_TWO = _returns(
    Text("两年", "two years"),
    "results.returns-within-two-years",
    (
        ("two back first", "two back second"),
        ("two stayed",),
        ("two gone first", "two gone second"),
    ),
)
ROSE = share_of(
    "results.income-rose",
    Text("收入增加的帮扶户", "Helped households whose income rose"),
    Text(
        "今天有帮扶人的户，今年调查的人均纯收入比去年多的有几户。两年都有记录才能比。",
        "Of the households that have a helper today, how many have more net income a head by this "
        "year's survey than by last year's. Both years must be on record.",
    ),
    Text("人均纯收入增加的户", "households whose net income a head rose"),
    Text("两年收入都有记录的帮扶户", "helped households with both years on record"),
    HOUSEHOLDS,
    Text("有一年收入没有记录的帮扶户", "helped households with a year not on record"),
)
GROWTH = Definition(
    "results.income-growth",
    Text("帮扶户收入增长", "Income growth of helped households"),
    Text(
        "把这些户今年的人均纯收入加起来，比去年加起来的多百分之几。这是平均数，"
        "村的数能加成乡镇的数；个别户变化大会带动它，所以要和上一项一起看。"
        "收入是各家的私事，只公布百分数。",
        "The net incomes a head of these households, added up, against the same sum last year. It "
        "is a mean, so that villages add up to townships; a few large changes can move it, so read "
        "it with the figure above. Incomes are private: only the percentage is published.",
    ),
    Text("增加的人均纯收入之和", "net income a head gained, added up"),
    Text("去年的人均纯收入之和", "last year's net income a head, added up"),
    ROSE.unknowns,
    HOUSEHOLDS,
    "growth",
    ("gained",),
    ("last year",),
    ("unknown",),
)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of this precision.

    Who is on the list and who exits is announced village by village, so those numbers hide nobody.
    How many helpers' households there are is public too; but that the incomes of all of them rose,
    or of none, would tell something of each.
    """
    return (
        Table(CLAUSE, as_of.year, (EXITS,), tally(index, _exits(index, as_of))),
        Table(
            CLAUSE,
            as_of,
            (WITHIN_ONE, WITHIN_TWO),
            tally(index, _after_exit(index, as_of)),
            (Cohort(_ONE, total_public=True), Cohort(_TWO, total_public=True)),
        ),
        Table(
            CLAUSE,
            as_of.year,
            (ROSE, GROWTH),
            tally(index, _incomes(index, as_of)),
            (Cohort(GROUPS, total_public=True, sensitive=("yes", "no")),),
        ),
        *_incidences(index, as_of),
    )


def _exits(index: Index, as_of: date) -> Found:
    for case in index.cases:
        for _, change in case.history_by(as_of):
            if change["change"] == "exit" and change["date"][:4] == str(as_of.year):
                yield case.document.origin, "exits", 1


def anniversary(day: date, years: int) -> date:
    """The same day of the month so many years later; for 29 February the last of the month."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _after_exit(index: Index, as_of: date) -> Found:
    for case in index.cases:
        history = [change for _, change in case.history_by(as_of)]
        for number, change in enumerate(history):
            if change["change"] == "exit":
                later = history[number + 1 :]
                back = next((one["date"] for one in later if one["change"] == "return"), None)
                part = fate(date.fromisoformat(change["date"]), back, _gone(case), as_of)
                if part:
                    yield case.document.origin, part, 1


def _gone(case: Case) -> str | None:
    """The day the whole household left, if it did."""
    closed = case.value.get("closed")
    return closed["date"] if closed else None


def fate(exited: date, back: str | None, gone: str | None, as_of: date) -> str | None:
    """The part of an exit by what became of it; None while it is not a year old.

    A return before the year is over is not counted early: only exits of which the whole period is
    known are compared. Who left as a whole within it, not having returned, might have done so.
    """
    one, two = (anniversary(exited, years).isoformat() for years in (1, 2))
    today = as_of.isoformat()
    if today < one:
        return None
    if today < two:
        if back and back <= one:
            return "one back"
        return "one unknown" if gone and gone <= one else "one stayed"
    if back and back <= two:
        return "two back first" if back <= one else "two back second"
    if gone and gone <= two:
        return "two gone first" if gone <= one else "two gone second"
    return "two stayed"


def _incomes(index: Index, as_of: date) -> Found:
    today = as_of.isoformat()
    for case in index.cases:
        paired = any(
            one["from"] <= today <= one.get("to", today) for one in case.value.get("helpers", ())
        )
        if paired and not case.closed_by(as_of) and case.persons_on(as_of):
            before, now = (_per_head(case, as_of.year - ago, as_of) for ago in (1, 0))
            if before is None or now is None:
                yield case.document.origin, "unknown", 1
            else:
                yield case.document.origin, truth_part(now > before), 1
                yield case.document.origin, "gained", now - before
                yield case.document.origin, "last year", before


def _per_head(case: Case, year: int, as_of: date) -> Fraction | None:
    """Net income a head of a year, exact; None where it is not recorded."""
    number = case.survey(year, as_of)
    if number is None:
        return None
    income = income_of(case.value["surveys"][number], case.value["members"])
    return None if income is None else Fraction(income.net, income.persons)


def _incidences(index: Index, as_of: date) -> Iterator[Table]:
    """A table a year of which any village has a population, up to the last year that is over.

    Who was on the list before the first status change on record, the records do not tell.
    """
    changes = [change["date"] for case in index.cases for _, change in case.history_by(as_of)]
    years = {
        population["year"]
        for document in index.of_kind("village")
        for population in document.value["populations"]
        if last_day(population["year"]) <= as_of
        and min(changes, default="9999") <= f"{population['year']}-12-31"
    }
    for year in sorted(years):
        definition = share_of(
            f"results.incidence-{year}",
            Text(f"{year} 年末贫困发生率", f"Incidence of poverty at the end of {year}"),
            Text(
                "那年年底在册的人数，除以那年年底的农业户籍人口。没有人口记录的村不算在内。",
                "Persons on the list at the end of that year by the rural registered persons on "
                "that day. A village without a population on record is left out.",
            ),
            Text("年末在册人口", "persons on the list"),
            Text("年末农业户籍人口", "rural registered persons"),
            PERSONS,
            Text("没有这一年人口记录的村", "villages without a population of that year on record"),
        )
        yield Table(CLAUSE, year, (definition,), tally(index, _poor(index, year)))


def _poor(index: Index, year: int) -> Found:
    for document in index.of_kind("village"):
        populations = {one["year"]: one["persons"] for one in document.value["populations"]}
        if year not in populations:
            yield document.origin, "unknown", 1
            continue
        poor = poor_on(index.cases_in(document.origin), last_day(year))
        yield document.origin, "yes", poor
        yield document.origin, "no", populations[year] - poor
