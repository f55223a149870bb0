"""What is done for a household: measures that fit its causes, difficulties and how they ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.factory.days import AS_OF, THIS_YEAR, after, workday_in
from tests.factory.fates import Fate
from tests.factory.needs import NEVER, Needs
from tests.factory.record import Record
from tests.factory.village import Village

_FITTING: dict[str, tuple[str, ...]] = {
    "illness": ("medical",),
    "disability": ("allowance", "public-post"),
    "schooling": ("education",),
    "disaster": ("infrastructure", "industry"),
    "lack-of-land": ("employment", "industry"),
    "lack-of-water": ("infrastructure",),
    "lack-of-skills": ("skills", "employment"),
    "lack-of-labour": ("allowance", "public-post"),
    "lack-of-funds": ("credit", "industry"),
    "poor-transport": ("infrastructure",),
    "lack-of-drive": ("skills", "employment"),
    "marriage": ("employment", "industry"),
    "bereavement": ("allowance", "employment"),
}
_PROJECT_KINDS = {
    "industry": ("industry",),
    "infrastructure": ("road", "water", "power"),
    "housing": ("housing",),
    "skills": ("training",),
    "education": ("education",),
    "medical": ("clinic",),
}
_CARE = ("relapse_risk", "insured", "guaranteed")
"""What there is once a household's difficulty with medical care is solved."""
_ASKED = {"2": "poor-transport", "3": "water", "4": "housing", "5": "lack-of-skills", "8": ""}
"""Difficulties of which a household that has none is asked, and what it would have them by."""
_SOLVED_WORDS = {
    "1": "家庭收入逐项核算，稳定超过标准线",
    "2": "入户便道修通",
    "3": "自来水接到家中，水量水质合格",
    "4": "住房改造完工，鉴定为安全",
    "5": "参加技能培训并结业",
    "6": "全家参加医保，报销政策落实",
    "7": "教育资助到位，孩子在校就读",
    "8": "可就近办理事务",
}
"""What shows that a difficulty is solved; internal, so in Chinese only."""


@dataclass(slots=True)
class Measure:
    """One support measure of a household."""

    kind: str
    causes: list[str]
    since: date
    serves: str = ""
    to: date | None = None
    organisation: str = ""
    project: str = ""
    effect: str = ""
    effect_on: date | None = None


@dataclass(slots=True)
class Support:
    """The measures of a household in order of their start, and its difficulties."""

    measures: list[Measure] = field(default_factory=list)
    difficulties: list[Record] = field(default_factory=list)

    def kinds_in(self, year: int) -> set[str]:
        """The kinds of the measures that were running in a year's income window."""
        day = date(year, 6, 30)
        return {one.kind for one in self.measures if one.since <= day}


def give(
    rng: Random,
    village: Village,
    fate: Fate,
    needs: Needs,
    *,
    announced: date,
    judged: dict[int, date],
    labour: bool,
) -> Support:
    """The support of a household whose entry was announced on a day.

    ``judged`` gives the day of each year's survey, on which effects are judged too.
    """
    support = Support()
    for cause in needs.causes:
        kind = rng.choice(_FITTING[cause])
        support.measures.append(Measure(kind, [cause], _start(rng, announced), _served(cause)))
    _add_more(rng, needs, support, announced, labour=labour)
    for one in support.measures:
        _place(rng, village, one)
        _judge(rng, fate, needs, one, judged)
        if fate.closed is not None:
            one.to = fate.closed - timedelta(days=1)
    support.measures.sort(key=lambda one: one.since)
    support.difficulties = _difficulties(rng, village, fate, needs, support, announced)
    return support


def _start(rng: Random, announced: date) -> date:
    if announced.year == THIS_YEAR:
        return min(AS_OF, after(announced, rng.randint(1, 2)))
    return workday_in(rng, date(announced.year + 1, 1, 8), date(announced.year + 1, 4, 28))


def _served(cause: str) -> str:
    """Which difficulty a measure for a cause serves."""
    named = {"illness": "6", "schooling": "7", "poor-transport": "2", "lack-of-water": "3"}
    return named.get(cause, "5" if cause == "lack-of-skills" else "1")


def _add_more(
    rng: Random, needs: Needs, support: Support, announced: date, *, labour: bool
) -> None:
    """Work on the home where it is unsafe, and often one thing more to earn by."""
    main = needs.causes[0]
    fixed = needs.met_from.get("housing")
    if fixed is not None and announced.year < THIS_YEAR:
        kind = "relocation" if needs.relocates else "housing"
        year = fixed if fixed != NEVER else THIS_YEAR
        since = workday_in(rng, date(year, 2, 25), date(year, 5, 10))
        support.measures.append(Measure(kind, [main], since, "4"))
    if labour and announced.year < THIS_YEAR and rng.random() < 0.4:
        kinds = {one.kind for one in support.measures}
        kind = "industry" if "industry" not in kinds else "employment"
        if kind not in kinds:
            support.measures.append(Measure(kind, [main], _start(rng, announced), "1"))


def _place(rng: Random, village: Village, one: Measure) -> None:
    """The unit that gives it, or the village project it belongs to."""
    kinds = _PROJECT_KINDS.get(one.kind, ())
    for project in village.projects:
        if project.kind in kinds and project.approved <= one.since and rng.random() < 0.7:
            one.project = project.id
            return
    if rng.random() < 0.5:
        one.organisation = rng.choice(village.units).id


def _judge(rng: Random, fate: Fate, needs: Needs, one: Measure, judged: dict[int, date]) -> None:
    leaving = fate.leaving
    if leaving is not None:
        one.effect, one.effect_on = "clear", judged[leaving]
        return
    last = max(judged)
    if judged[last] > one.since and rng.random() < 0.75:
        clear = one.kind in ("medical", "education", "allowance", "infrastructure")
        if one.serves == "4":
            clear = not needs.lacks("housing", last)
        one.effect = "clear" if clear else "not-yet"
        one.effect_on = judged[last]


def _difficulties(
    rng: Random, village: Village, fate: Fate, needs: Needs, support: Support, announced: date
) -> list[Record]:
    """Up to four of the eight difficulties, in their order; then those it was asked of in vain.

    What keeps a household that falls back from standing comes back as a new difficulty.
    """
    found: dict[str, int] = {"1": fate.leaving or NEVER}
    for what, number in (("water", "3"), ("housing", "4")):
        if what in needs.met_from:
            found[number] = needs.met_from[what]
    if "relapse_risk" in needs.met_from:
        found["6"] = max(needs.met_from.get(what, 0) for what in _CARE)
    if "schooling" in needs.causes:
        found["7"] = needs.met_from.get("out_of_school", fate.leaving or NEVER)
    for cause, number in (("poor-transport", "2"), ("lack-of-skills", "5")):
        if cause in needs.causes and len(found) < 4:
            found[number] = fate.leaving or NEVER
    if len(found) < 3 and rng.random() < 0.07:
        found["8"] = fate.leaving or NEVER
    chosen = sorted(found)[:4]
    rows = [
        _difficulty(rng, village, fate, support, number, found[number], announced)
        for number in chosen
    ]
    if fate.returned is not None:
        rows += [
            {
                "clause": f"eight-difficulties.{number}",
                "status": "open",
                "since": date(THIS_YEAR, 2, 1),
            }
            for number in ("1", "6")
        ]
    elif fate.leaving is None:
        rows += [
            {"clause": f"eight-difficulties.{number}", "status": "none"}
            for number, by in _ASKED.items()
            if number not in found and by not in (*needs.causes, *needs.met_from)
        ]
    return sorted(rows, key=lambda row: (row["clause"], str(row.get("since", ""))))


def _difficulty(
    rng: Random,
    village: Village,
    fate: Fate,
    support: Support,
    number: str,
    met: int,
    announced: date,
) -> Record:
    serving = [place for place, one in enumerate(support.measures, 1) if one.serves == number]
    project = _project_for(village, number, met)
    helped = bool(serving or project)
    entry: Record = {
        "clause": f"eight-difficulties.{number}",
        "status": "solved" if met <= THIS_YEAR else "solving" if helped else "open",
        "since": date(fate.applied, rng.randint(1, 6), 1),
    }
    if serving:
        entry["measures"] = [f"m{place}" for place in serving]
    if project:
        entry["project"] = project
    if met <= THIS_YEAR:
        starts = [support.measures[place - 1].since for place in serving]
        first = max([*starts, announced, date(met, 5, 31)]) + timedelta(days=1)
        solved = workday_in(rng, first, date(met, 9, 25))
        entry["solved_on"] = solved
        kind = rng.choice(("team-record", "inspection", "document"))
        entry["evidence"] = [{"kind": kind, "date": solved, "text": {"zh": _SOLVED_WORDS[number]}}]
    return entry


def _project_for(village: Village, number: str, met: int) -> str:
    """The project that solves a difficulty; one that is finished solves nothing that is left."""
    kinds = {"2": "road", "3": "water", "4": "housing"}
    for project in village.projects:
        fits = project.kind == kinds.get(number) and project.approved.year <= min(met, THIS_YEAR)
        if fits and (met <= THIS_YEAR or project.done is None):
            return project.id
    return ""
