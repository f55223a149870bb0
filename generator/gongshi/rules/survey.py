"""Surveys: what was found in a home agrees with the books, with the ages, and with itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.decision.case import Case, Facts, on_the_books
from gongshi.finding import Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index

FAMILY = Family("survey", Text("入户调查", "Home surveys"))

BANDS = ("0-5", "6-15", "16-17", "18-59", "60-79", "80-plus")
"""Age bands, youngest first."""

_YOUNGEST = dict(zip(BANDS, (0, 6, 16, 18, 60, 80), strict=True))
"""The lowest age of each band."""

_IMPOSSIBLE: dict[str, dict[str, frozenset[str]]] = {
    "schooling": {
        "0-5": frozenset({"primary", "junior", "senior", "vocational", "college"}),
        "6-15": frozenset({"college"}),
        "16-17": frozenset({"preschool", "primary"}),
        "18-59": frozenset({"preschool", "primary", "junior"}),
        "60-79": frozenset({"preschool", "primary", "junior", "senior", "vocational"}),
        "80-plus": frozenset({"preschool", "primary", "junior", "senior", "vocational", "college"}),
    },
    "education": {
        "0-5": frozenset({"primary", "junior", "senior", "college", "university"}),
        "6-15": frozenset({"senior", "college", "university"}),
        "16-17": frozenset({"college", "university"}),
    },
    "labour": {
        "0-5": frozenset({"skilled", "ordinary", "weak", "lost"}),
        "6-15": frozenset({"skilled", "ordinary", "weak", "lost"}),
        "80-plus": frozenset({"skilled", "ordinary"}),
    },
}
"""What nobody of an age band can be. Age 16 begins the labour force; from 16 a child may work."""


def _surveys(index: Index) -> Iterator[tuple[Case, int, dict[str, Any]]]:
    for case in index.cases:
        for number, survey in enumerate(case.value["surveys"]):
            yield case, number, survey


@FAMILY.rule("dated-another-year", clauses=("scope.3",))
def dated_another_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """A survey of a year made before that year, or later than the year after it."""
    for case, number, survey in _surveys(index):
        if int(survey["date"][:4]) - survey["year"] not in (0, 1):
            yield Hit(
                case.document,
                ("surveys", number, "date"),
                Text(
                    f"{survey['year']} 年的调查，日期却是 {survey['date']}。",
                    f"The survey of {survey['year']} is dated {survey['date']}.",
                ),
                Text(
                    "请改正年度或日期；可能是照抄上一年的调查，忘了改日期。",
                    "Correct the year or the day; it may have been left when last year's survey "
                    "was copied.",
                ),
            )


def _impossible(index: Index, what: str) -> Iterator[tuple[Case, Keys, str]]:
    """Members whose ``what`` cannot go with their age band, with the band."""
    for case, number, survey in _surveys(index):
        for place, member in enumerate(survey.get("members", ())):
            band = member["age_band"]
            if member.get(what) in _IMPOSSIBLE[what].get(band, ()):
                yield case, ("surveys", number, "members", place, what), band


@FAMILY.rule("schooling-impossible", clauses=("goal.guarantee.education",))
def schooling_impossible(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member at a school that nobody of their age band attends."""
    for case, keys, _ in _impossible(index, "schooling"):
        yield Hit(
            case.document,
            keys,
            Text("在校状况与年龄段对不上。", "Schooling does not go with the age band."),
            Text("请核对在校状况和年龄段。", "Check the schooling and the age band."),
        )


@FAMILY.rule("education-impossible", clauses=("goal.guarantee.education",))
def education_impossible(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member with an education that nobody of their age band can have."""
    for case, keys, _ in _impossible(index, "education"):
        yield Hit(
            case.document,
            keys,
            Text("文化程度与年龄段对不上。", "Education does not go with the age band."),
            Text(
                "填已经毕业的最高一级；在读的不算。请核对。",
                "Enter the highest level finished, not the one attended; check it.",
            ),
        )


@FAMILY.rule("labour-impossible", clauses=("goal.standard.income",))
def labour_impossible(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member with a labour capacity that nobody of their age band has.

    Below 16 there is none to have or to lose; at 80 and over it is at most weak.
    """
    for case, keys, _ in _impossible(index, "labour"):
        yield Hit(
            case.document,
            keys,
            Text("劳动能力与年龄段对不上。", "Labour capacity does not go with the age band."),
            Text(
                "16 岁以下填 none；80 岁以上最多填 weak。请核对劳动能力和年龄段。",
                "Below 16 enter none; from 80 at most weak. Check the capacity and the age band.",
            ),
        )


@FAMILY.rule("age-goes-back", clauses=("scope.3",))
def age_goes_back(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member in a younger age band than in an earlier survey."""
    for case in index.cases:
        seen: dict[str, int] = {}
        surveys = sorted(enumerate(case.value["surveys"]), key=lambda item: item[1]["year"])
        for number, survey in surveys:
            for place, member in enumerate(survey.get("members", ())):
                band = BANDS.index(member["age_band"])
                if band < seen.get(member["id"], 0):
                    yield Hit(
                        case.document,
                        ("surveys", number, "members", place, "age_band"),
                        Text(
                            "年龄段比以前调查的还小。",
                            "A younger age band than in an earlier survey.",
                        ),
                        Text(
                            "请核对人编号和各年的年龄段。",
                            "Check the person's number and the bands of each year.",
                        ),
                    )
                seen[member["id"]] = max(band, seen.get(member["id"], 0))


@FAMILY.rule("older-than-birth", clauses=("scope.3",))
def older_than_birth(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member who joined by birth and is in an age band that nobody born then has reached."""
    for case, number, survey in _surveys(index):
        born = {
            member["id"]: int(member["joined"]["date"][:4])
            for member in case.value["members"]
            if member["joined"]["reason"] == "birth"
        }
        for place, member in enumerate(survey.get("members", ())):
            oldest = int(survey["date"][:4]) - born.get(member["id"], 0)
            if _YOUNGEST[member["age_band"]] > oldest:
                yield Hit(
                    case.document,
                    ("surveys", number, "members", place, "age_band"),
                    Text(
                        "按出生加入的日期算，到不了这个年龄段。",
                        "Born on the day of joining, nobody is of this age band yet.",
                    ),
                    Text(
                        "请核对加入的原因、日期和年龄段。",
                        "Check the reason and day of joining, and the age band.",
                    ),
                )


@FAMILY.rule("members-differ", clauses=("scope.2", "scope.3"))
def members_differ(index: Index, _as_of: date) -> Iterator[Hit]:
    """A survey that lists members, but not those on the books on the day of the visit."""
    for case, number, survey in _surveys(index):
        if "members" not in survey:
            continue
        day = date.fromisoformat(survey["date"])
        books = {member["id"] for member in case.value["members"] if on_the_books(member, day)}
        if {member["id"] for member in survey["members"]} != books:
            yield Hit(
                case.document,
                ("surveys", number, "members"),
                Text(
                    f"调查到的成员与当天（{day}）在册的成员不同（scope.2）。",
                    f"The members found differ from those on the books that day, {day} (scope.2).",
                ),
                Text(
                    "请核对成员的加入、离开日期；在册的每个人都要填。",
                    "Check the days on which members joined and left; list everyone on the books.",
                ),
            )


@FAMILY.rule("more-out-than-children", clauses=("entry.four-in.2", "exit.one-out.c"))
def more_out_than_children(index: Index, _as_of: date) -> Iterator[Hit]:
    """More children out of school than there are of school age."""
    for case, number, survey in _surveys(index):
        found = survey.get("education", {"children": 0})
        out = sum(found.get(reason, 0) for reason in ("out_for_money", "out_unfit", "out_other"))
        if out > found["children"]:
            yield Hit(
                case.document,
                ("surveys", number, "education"),
                Text(
                    "失学的孩子比适龄的孩子还多。",
                    "More children are out of school than are of school age.",
                ),
                Text("请核对各项人数。", "Check each number."),
            )


@FAMILY.rule("above-average-contradicted", clauses=("entry.seven-not-in.6",))
def above_average_contradicted(index: Index, as_of: date) -> Iterator[Hit]:
    """Income said to be clearly above the local average that is not above it by its parts."""
    for case, number, survey in _surveys(index):
        if survey.get("absence", {}).get("income_clearly_above_average") is True:
            facts = Facts(case, survey["year"], as_of)
            income = facts.income()
            average = facts.amount("local-average-income").number
            if income is not None and income.above(average) is False:
                yield Hit(
                    case.document,
                    ("surveys", number, "absence", "income_clearly_above_average"),
                    Text(
                        "写的是收入明显高于当地平均，按分项算却不高于（entry.seven-not-in.6）。",
                        "Said to be clearly above the local average, which by its parts it is not "
                        "(entry.seven-not-in.6).",
                    ),
                    Text(
                        "请核对外出务工的收入，或改正这一项。",
                        "Check what is earned away, or correct this answer.",
                    ),
                )
