"""Income: every stated figure follows from its parts, and odd ones get a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gongshi.decision.case import INCOME_PARTS, Case, Income, income_of, on_the_books
from gongshi.finding import Severity, Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index

FAMILY = Family("income", Text("收入怎么算", "How income is counted"))

_CLAUSES = ("goal.standard.income", "entry.four-in.1", "exit.one-out.a")
_PARTS = (*INCOME_PARTS, "business_costs")
_YEAR_OF_DAYS = (365, 366)


def _stated(index: Index) -> Iterator[tuple[Case, Keys, dict[str, Any]]]:
    """Every survey that states an income, with its place."""
    for case in index.cases:
        for number, survey in enumerate(case.value["surveys"]):
            if "income" in survey:
                yield case, ("surveys", number), survey


@FAMILY.rule("net-differs", clauses=_CLAUSES)
def net_differs(index: Index, _as_of: date) -> Iterator[Hit]:
    """A stated net income that is off by more than 1 yuan from its parts.

    Net is wages, business, property and transfer income less business costs (household form items
    A17a to A19).
    """
    for case, keys, survey in _stated(index):
        stated = survey["income"]
        if abs(stated["net"] - _net(stated)) > 1:
            yield Hit(
                case.document,
                (*keys, "income", "net"),
                Text(
                    "纯收入与分项算出的数相差超过 1 元。",
                    "Net income differs from its parts by more than 1 yuan.",
                ),
                Text(
                    "纯收入 = 工资 + 生产经营 + 财产 + 转移性收入 − 生产经营性支出；请核对各项。",
                    "Net = wages + business + property + transfer - business costs; check each.",
                ),
            )


def _net(stated: dict[str, Any]) -> int:
    return sum(int(stated[part]) for part in INCOME_PARTS) - int(stated["business_costs"])


@FAMILY.rule("per-head-differs", clauses=_CLAUSES)
def per_head_differs(index: Index, _as_of: date) -> Iterator[Hit]:
    """A stated income a head that is off by more than 1 yuan from its parts by stated persons.

    Household form item A20. Faults of the stated net and persons are told by their own rules.
    """
    for case, keys, survey in _stated(index):
        stated = survey["income"]
        if abs(stated["per_head"] * stated["persons"] - _net(stated)) > stated["persons"]:
            yield Hit(
                case.document,
                (*keys, "income", "per_head"),
                Text(
                    "人均纯收入与纯收入除以人数相差超过 1 元。",
                    "Income a head differs from net income by persons by more than 1 yuan.",
                ),
                Text(
                    "人均纯收入 = 纯收入 ÷ 计算人数，四舍五入到元。",
                    "Income a head = net income / persons, rounded to the yuan.",
                ),
            )


@FAMILY.rule("persons-differ", clauses=_CLAUSES)
def persons_differ(index: Index, _as_of: date) -> Iterator[Hit]:
    """Stated persons that are not the members on the books as the accounting window ends.

    The last day of the window decides: who joined by then counts, who left by then does not.
    """
    for case, keys, survey in _stated(index):
        end = date.fromisoformat(survey["window"]["to"])
        persons = sum(on_the_books(member, end) for member in case.value["members"])
        if persons != survey["income"]["persons"]:
            yield Hit(
                case.document,
                (*keys, "income", "persons"),
                Text(
                    f"计算人数与收入期最后一天（{end}）的在册人数不同。",
                    f"Persons differ from the members on the books as the window ends, {end}.",
                ),
                Text(
                    "请核对成员的加入、离开日期，或改正计算人数。",
                    "Check the days on which members joined and left, or correct the number.",
                ),
            )


@FAMILY.rule("window-not-a-year", clauses=_CLAUSES)
def window_not_a_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """An accounting window that is not twelve months long.

    1 October to 30 September, or for a new household the twelve months before it applied
    (domain 2.2).
    """
    for case, keys, survey in _stated(index):
        since, until = (date.fromisoformat(survey["window"][end]) for end in ("from", "to"))
        if (until - since + timedelta(days=1)).days not in _YEAR_OF_DAYS:
            yield Hit(
                case.document,
                (*keys, "window"),
                Text("收入计算期不是十二个月。", "The accounting window is not twelve months."),
                Text(
                    "一般从上年 10 月 1 日算到本年 9 月 30 日；请改正起止日期。",
                    "It usually runs from 1 October to 30 September; correct its days.",
                ),
            )


@FAMILY.rule("window-of-another-year", clauses=_CLAUSES)
def window_of_another_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """An accounting window that does not end in the year of the survey.

    It is easily left as it was when last year's survey is copied.
    """
    for case, keys, survey in _stated(index):
        until = survey["window"]["to"]
        if int(until[:4]) != survey["year"]:
            yield Hit(
                case.document,
                (*keys, "window", "to"),
                Text(
                    f"收入计算期到 {until} 止，不在 {survey['year']} 年。",
                    f"The window ends on {until}, not in {survey['year']}.",
                ),
                Text(
                    "请改正年份；可能是照抄上一年的调查，忘了改日期。",
                    "Correct the year; it may have been left when last year's survey was copied.",
                ),
            )


@FAMILY.rule("same-as-last-year", Severity.WARNING, clauses=_CLAUSES)
def same_as_last_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """Income and costs that are, part by part, those of the year before."""
    for case in index.cases:
        parts = {
            survey["year"]: (number, [survey["income"][part] for part in _PARTS])
            for number, survey in enumerate(case.value["surveys"])
            if "income" in survey
        }
        for year, (number, found) in sorted(parts.items()):
            if year - 1 in parts and parts[year - 1][1] == found:
                yield Hit(
                    case.document,
                    ("surveys", number, "income"),
                    Text(
                        f"各项收入和支出与 {year - 1} 年完全一样。",
                        f"Every part of income and the costs are those of {year - 1}.",
                    ),
                    Text(
                        "可能是照抄上一年的；请再核对一遍，属实的不用改。",
                        "They may have been copied; look again, and if they are right, leave them.",
                    ),
                )


@FAMILY.rule("sharp-change", Severity.WARNING, clauses=_CLAUSES)
def sharp_change(index: Index, _as_of: date) -> Iterator[Hit]:
    """Income a head that rose or fell by more than a set share from one year to the next.

    The share is the parameter ``income-change-share``, the county's own. Only years that follow
    one another are compared.
    """
    for case in index.cases:
        incomes = _incomes(case)
        for year, (number, income) in sorted(incomes.items()):
            share = index.law.parameters.in_year("income-change-share", year).share
            if year - 1 in incomes and share is not None:
                before = incomes[year - 1][1]
                # a/b against c/d without division: both sides times both numbers of persons.
                change = income.net * before.persons - before.net * income.persons
                if abs(change) > share * abs(before.net) * income.persons:
                    yield Hit(
                        case.document,
                        ("surveys", number, "income"),
                        Text(
                            f"人均纯收入比 {year - 1} 年变动超过 {share}。",
                            f"Income a head changed by more than {share} since {year - 1}.",
                        ),
                        Text(
                            "请再核对一遍各项收入；属实的不用改。",
                            "Look at the parts once more; if they are right, leave them.",
                        ),
                    )


def _incomes(case: Case) -> dict[int, tuple[int, Income]]:
    """Recomputed income by year, with the survey's place in the record."""
    found = {}
    for number, survey in enumerate(case.value["surveys"]):
        income = income_of(survey, case.value["members"])
        if income is not None:
            found[survey["year"]] = (number, income)
    return found


@FAMILY.rule("part-zero-once", Severity.WARNING, clauses=_CLAUSES)
def part_zero_once(index: Index, _as_of: date) -> Iterator[Hit]:
    """A part of income, or the costs, that is zero in one surveyed year and in no other.

    Needs three surveyed years: with two, neither is the odd one.
    """
    for case in index.cases:
        surveys = [
            (number, survey["income"])
            for number, survey in enumerate(case.value["surveys"])
            if "income" in survey
        ]
        for part in _PARTS:
            zeros = [number for number, income in surveys if income[part] == 0]
            if len(surveys) > 2 and len(zeros) == 1:
                yield Hit(
                    case.document,
                    ("surveys", zeros[0], "income", part),
                    # Which part it is, its place says: a message never tells what a family earns.
                    Text(
                        "这一项只在这一年是零。", "This part is zero in this year and in no other."
                    ),
                    Text(
                        "请核对是不是漏填；确实没有的不用改。",
                        "Check that it was not left out; if there was none, leave it.",
                    ),
                )
