"""What in the records contradicts a "has" of a village, by the words of ``held_against``.

Each ground yields what to say, as a part of a sentence. What is not recorded contradicts nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from gongshi.decision.wording import listing
from gongshi.duties.ledger import State
from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.policy.catalogue import Clause
from gongshi.policy.parameters import last_day
from gongshi.rules.base import Index
from gongshi.rules.ledgers import ledgers
from gongshi.rules.rounds import day_after, day_of
from gongshi.schema import naming

Judgement = dict[str, Any]
Ground = Callable[[Index, Document, Clause, Judgement, date], Iterator[Text]]

AMOUNTS = {
    "team": "team-changes",
    "posts": "village-posts",
    "pairing": "missed-duties-share",
}
"""The parameters that a "has" is held against, by the words of ``held_against``."""


def team_changes(team: Iterable[dict[str, Any]], day: date) -> list[date]:
    """The days in the twelve months up to ``day`` from which somebody had left a resident team.

    However many leave on one day, it changed once; who stays in another role has not left.
    """
    members = list(team)
    gone = [(one["id"], day_of(day_after(one["to"]))) for one in members if "to" in one]
    return sorted(
        {
            left
            for who, left in gone
            if _a_year_before(day) < left <= day
            and not any(one["id"] == who and _serves(one, left) for one in members)
        }
    )


def _a_year_before(day: date) -> date:
    """The same day a year earlier; of 29 February the 28th."""
    if (day.month, day.day) == (2, 29):
        day -= timedelta(days=1)
    return day.replace(year=day.year - 1)


def _serves(term: dict[str, Any], day: date) -> bool:
    shown = day.isoformat()
    return bool(term["from"] <= shown and ("to" not in term or shown <= term["to"]))


def _changes_often(
    index: Index, document: Document, _clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    most = index.law.parameters.on(AMOUNTS["team"], as_of).number
    changes = team_changes(document.value["team"], as_of)
    if most is not None and len(changes) > most:
        yield Text(
            f"十二个月里工作队换了 {len(changes)} 次人，最多可以 {most} 次",
            f"the team changed {len(changes)} times in twelve months, and {most} is the most",
        )


def _nobody_leads(
    _index: Index, document: Document, _clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    roles = {one["role"] for one in document.value["team"] if _serves(one, as_of)}
    if not roles:
        yield Text("驻村工作队现在没有人", "the resident team has nobody now")
    elif "first-secretary" not in roles:
        yield Text("现在没有第一书记", "there is no first secretary now")


def _vacant(
    index: Index, document: Document, _clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    posts = index.law.parameters.on(AMOUNTS["posts"], as_of).words or ()
    held = {one["post"] for one in document.value["posts"] if _serves(one, as_of)}
    vacant = listing(
        naming.word("village", ("posts", "*", "post"), post) or Text(post, post)
        for post in posts
        if post not in held
    )
    if vacant.zh:
        yield Text(f"职务空缺：{vacant.zh}", f"vacant posts: {vacant.en}")


def _unpaired(
    index: Index, document: Document, _clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    households = index.of_village("household", document.origin)
    cases = [index.case(document.origin, one.origin.id) for one in households]
    alone = sum(
        case is not None
        and case.standing_on(as_of) == "registered"
        and not case.closed_by(as_of)
        and not any(_serves(helper, as_of) for helper in case.value.get("helpers", ()))
        for case in cases
    )
    if alone:
        yield Text(
            f"在册户里有 {alone} 户现在没有帮扶联系人",
            f"registered households without a helper now: {alone}",
        )


def _missed(
    index: Index, document: Document, _clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    """Of what the contacts owed the households by now, too much was not done."""
    most = index.law.parameters.on(AMOUNTS["pairing"], as_of).share
    states = Counter(
        one.state
        for village, _, ledger in ledgers(index, as_of)
        if village is document
        for one in ledger.owed
        if one.asked.list.owed_by == "contact" and one.due and one.due < as_of
    )
    missed, over = states[State.OVERDUE], states[State.OVERDUE] + states[State.DONE]
    if most is not None and missed and missed >= most * over:
        yield Text(
            f"今年到期的结对帮扶职责有 {over:,} 项，其中 {missed:,} 项没有做",
            f"of {over:,} duties of contacts that fell due this year {missed:,} were not done",
        )


def _rejected(
    index: Index, document: Document, clause: Clause, _judgement: Judgement, as_of: date
) -> Iterator[Text]:
    """The last project for this very clause that was examined by the day was not accepted."""
    examined = [
        (project.value["acceptance"]["date"], project.value["acceptance"]["result"], project)
        for project in index.of_village("project", document.origin)
        if project.value["need"]["clause"] == clause.id
        and project.value.get("acceptance", {"date": "9999"})["date"] <= as_of.isoformat()
    ]
    if examined:
        _, result, project = max(examined, key=lambda one: (one[0], one[2].origin.id))
        if result == "rejected":
            yield Text(
                f"为这一条立的项目 {project.origin.id} 验收不合格",
                f"the project for it, {project.origin.id}, was not accepted",
            )


def _by_the_form(
    field: str,
    fault: str,
    _index: Index,
    document: Document,
    _clause: Clause,
    judgement: Judgement,
    as_of: date,
) -> Iterator[Text]:
    """The village form of the last year's end says otherwise, at a time when it was there."""
    forms = [one for one in document.value.get("profiles", ()) if last_day(one["year"]) <= as_of]
    form = max(forms, key=lambda one: int(one["year"]), default=None)
    since = str(judgement.get("since", judgement["judged_on"]))
    if form is None or field not in form or last_day(form["year"]).isoformat() < since:
        return
    value = form[field]
    if (value > 0) if fault == "some" else not value:
        title = naming.title("village", ("profiles", "*", field))
        unit = naming.unit("village", ("profiles", "*", field))
        shown = Text(f"{value} {unit.zh}", f"{value} {unit.en}") if unit else Text("没有", "no")
        yield Text(
            f"{form['year']} 年末村情登记的{title.zh}：{shown.zh}",
            f"the village form of {form['year']} says: {title.en}, {shown.en}",
        )


GROUNDS: dict[str, tuple[Ground, ...]] = {
    "team": (_changes_often, _nobody_leads),
    "posts": (_vacant,),
    "pairing": (_unpaired, _missed),
    "projects": (_rejected,),
    "road": (partial(_by_the_form, "unpaved_road_km", "some"),),
    "water": (partial(_by_the_form, "households_without_safe_water", "some"),),
    "power": (partial(_by_the_form, "households_without_electricity", "some"),),
    "housing": (partial(_by_the_form, "unsafe_houses", "some"),),
    "clinic": (partial(_by_the_form, "clinics", "none"),),
    "waste": (partial(_by_the_form, "waste_points", "none"),),
    "broadband": (partial(_by_the_form, "broadband", "none"),),
    "collective-income": (partial(_by_the_form, "collective_income", "none"),),
}
"""By what each word of ``held_against`` contradicts a "has"."""
