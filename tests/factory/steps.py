"""What each step of the two procedures leaves on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, after, day_in, workday_in
from tests.factory.officials import signers
from tests.factory.places import COUNTY_EN, COUNTY_ZH, group_name
from tests.factory.record import Record
from tests.factory.schedule import StepDays

if TYPE_CHECKING:
    from tests.factory.households import Household
    from tests.factory.rounds import Round


def _last(days: StepDays) -> date:
    """The last day of a step so far."""
    return days.to or AS_OF


def _apply(made: Round, days: StepDays, record: Record) -> None:
    village = made.village
    record["by"] = village.pair("member", "accountant", days.since)
    last = _last(days)
    rows = []
    for one in made.alive:
        row: Record = {
            "household": one.id,
            "date": workday_in(made.rng, days.since, last),
            "signed": True,
            "fingerprinted": True,
        }
        if one.fate.returned and one.fate.applied != made.calendar.year:
            row["returning"] = True
        rows.append(row)
    record["applications"] = sorted(rows, key=lambda row: (row["date"], row["household"]))


def _appraise_groups(made: Round, days: StepDays, record: Record) -> None:
    """A meeting in each group concerned; then the list and its notice."""
    assert days.meeting is not None
    record["by"] = signers(
        made.village.group_head(made.alive[0].group, days.meeting),
        made.village.post("deputy", days.meeting),
    )
    groups = sorted({one.group for one in made.alive})
    record["meetings"] = [
        _meeting(made, days.since if place % 2 and days.since > made.calendar.steps[0].since
                 else days.meeting, group)
        for place, group in enumerate(groups)
    ]  # fmt: skip
    record["meetings"].sort(key=lambda row: (row["date"], row["group"]))
    places = [
        {"zh": f"{group_name(group)['zh']}公示栏", "en": f"Notice board of group {group}"}
        for group in groups
    ]
    _post(made, days, record, places)


def _meeting(made: Round, day: date, group: int) -> Record:
    """A group's meeting; group 0 is the meeting of the village's representatives."""
    rng, village = made.rng, made.village
    eligible = village.voters[group - 1] if group else 30 + sum(village.voters) // 9
    present = rng.randint((2 * eligible + 2) // 3, eligible)
    place = group_name(group)["zh"] if group else village.place.zh
    row: Record = {"group": f"g{group}"} if group else {}
    row |= {
        "date": day,
        "place": {
            "zh": f"{place}院坝" if group else f"{place}便民服务中心会议室",
            "en": f"Courtyard of group {group}" if group else "Meeting room, service centre",
        },
        "eligible": eligible,
        "present": present,
        "chair": village.group_head(group, day) if group else village.secretary(day),
        "votes": [_vote(made, one, present) for one in made.alive if group in (0, one.group)],
    }
    return row


def _vote(made: Round, one: Household, present: int) -> Record:
    """A clear majority, unless the household fails the vote of this very step."""
    rng = made.rng
    number = len(made.steps) + 1
    drop = made.drops.get(one.id)
    if drop is not None and drop.reason == "vote" and drop.step == number:
        agreed = rng.randint(present // 5, (2 * present) // 5)
        return {
            "household": one.id,
            "for": agreed,
            "against": rng.randint(present // 2 + 1, present - agreed),
        }
    agreed = rng.randint((3 * present) // 4, present)
    return {"household": one.id, "for": agreed, "against": rng.randint(0, present - agreed)}


def _post(made: Round, days: StepDays, record: Record, places: list[Record]) -> None:
    """Drop those who did not pass, then list and post the others.

    Who is taken off by an objection stays on the list as it hangs.
    """
    if days.notice is None:
        return
    since, until = days.notice
    off = {one.id for one, drop in made.dropped_at(days.number) if drop.reason == "objection"}
    _leave_out(made, days, record)
    record["list"] = made.listing(since, off)
    board = {"zh": f"{made.village.place.zh}村务公开栏", "en": "Village notice board"}
    record["notice"] = {"from": since, "to": until, "places": [*places, board]}


def _leave_out(made: Round, days: StepDays, record: Record) -> None:
    """Those who end at this step, out of the round."""
    rows = []
    for one, drop in made.dropped_at(days.number):
        row: Record = {"household": one.id, "date": _dropped_on(days, drop.reason)}
        row["reason"] = drop.reason
        if drop.clause:
            row["clause"] = drop.clause
        rows.append(row)
        made.alive.remove(one)
    if rows:
        record["dropped"] = rows


def _dropped_on(days: StepDays, reason: str) -> date:
    if reason == "vote" and days.meeting is not None:
        return days.meeting
    if reason == "objection" and days.notice is not None:
        return after(days.notice[0], 4)
    return _last(days)


def _visit(made: Round, days: StepDays, record: Record) -> None:
    """Home visits by two officials; the day is that of the household's survey of the year."""
    record["by"] = made.village.pair("member", "director", days.since)
    rows = []
    for one in made.alive:
        survey = one.survey(made.calendar.year)
        assert survey is not None
        rows.append({"household": one.id, "date": survey["date"], "by": survey["by"]})
    record["surveyed"] = sorted(rows, key=lambda row: (row["date"], row["household"]))
    _leave_out(made, days, record)


def _appraise_village(made: Round, days: StepDays, record: Record) -> None:
    assert days.meeting is not None
    record["by"] = signers(
        made.village.secretary(days.meeting),
        made.village.post("supervisor", days.meeting),
    )
    record["meetings"] = [_meeting(made, days.meeting, 0)]
    _post(made, days, record, [])


def _review(made: Round, days: StepDays, record: Record) -> None:
    """The township's review: a document and the list it sends on."""
    unit = made.village.township_unit
    record["by"] = [unit.leader_on(days.since), unit.staff()]
    if days.to is None:
        return
    _leave_out(made, days, record)
    record["list"] = made.listing(days.to)
    kind = {"entry": ("识别", "entry"), "exit": ("退出", "exit")}[made.calendar.direction]
    record["document"] = {
        "title": {
            "zh": f"关于{made.village.place.zh}{made.calendar.year}年度贫困户{kind[0]}的审核意见",
            "en": f"Review of the {made.calendar.year} {kind[1]} round, {made.village.place.en}",
        },
        "date": days.to,
    }


def _compare(made: Round, days: StepDays, record: Record) -> None:
    """The county's comparison: hits, each checked again, and who is dropped for one confirmed."""
    unit = made.village.county_unit
    record["by"] = [unit.leader_on(days.since), unit.staff()]
    rows = _hits(made, days)
    if rows or days.to is not None:
        # An empty list says that the comparison was made and found nothing.
        record["comparisons"] = rows
    if days.to is not None:
        _leave_out(made, days, record)
        record["list"] = made.listing(days.to)


def _hits(made: Round, days: StepDays) -> list[Record]:
    stage = made.calendar.stage
    kept = [one for one in made.alive if one.id not in made.drops]
    rows = []
    for one in made.alive:
        drop = made.drops.get(one.id)
        if drop is not None and drop.reason == "comparison" and days.to is not None:
            rows.append(_hit(made, days, one, drop.clause, "confirmed"))
    planned = stage.comparison if stage and days.to is None else None
    if kept and planned == "unchecked":
        rows.append(_hit(made, days, kept[-1], "entry.seven-not-in.3", None))
    if kept and (planned == "rechecked" or (days.to is not None and made.rng.random() < 0.3)):
        clause = made.rng.choice(("entry.seven-not-in.3", "entry.seven-not-in.4"))
        rows.append(_hit(made, days, kept[0], clause, "not-confirmed"))
    return rows


def _hit(
    made: Round, days: StepDays, one: Household, clause: str | None, finding: str | None
) -> Record:
    department = {"3": "vehicles", "4": "business", "2": "housing"}[str(clause)[-1]]
    row: Record = {"household": one.id, "department": department}
    row |= {"date": days.since, "clause": clause}
    if finding is None:
        return row
    unit = made.village.township_unit
    day = min(after(days.since), _last(days))
    words = {
        "confirmed": ("入户核对证照，情况属实", "Papers were checked at the home; it is so"),
        "not-confirmed": ("登记在册的是同名他人", "It is registered to another of the same name"),
    }[finding]
    row["recheck"] = {
        "date": day,
        "level": "township",
        "by": [unit.staff(), made.village.pair("leader", "director", day)[0]],
        "finding": finding,
        "reason": {"zh": words[0], "en": words[1]},
    }
    return row


def _enter_data(made: Round, days: StepDays, record: Record) -> None:
    unit = made.village.township_unit
    resident = made.village.pair("member", "accountant", days.since)
    record["by"] = [unit.staff(), resident[1]]
    if days.to is not None:
        record["list"] = made.listing(days.to)


def _announce(made: Round, days: StepDays, record: Record) -> None:
    unit = made.village.county_unit
    record["by"] = [unit.leader_on(days.since), unit.staff()]
    record["list"] = made.listing(days.since)
    if days.to is None:
        return
    year = made.calendar.year
    entry = made.calendar.direction == "entry"
    record["announcement"] = {
        "date": days.to,
        "medium": {
            "zh": f"{COUNTY_ZH}政务公开网、县电视台",
            "en": f"{COUNTY_EN} open government site, county television",
        },
        "document": {
            "title": {
                "zh": f"{COUNTY_ZH}{year}年{'新识别和返贫' if entry else '脱贫'}户公告",
                "en": f"Announcement of {year} {'entries and returns' if entry else 'exits'}",
            },
            "number": f"云岫扶告〔{year}〕{1 if entry else 2}号",
            "date": days.to,
        },
    }


def _nominate(made: Round, days: StepDays, record: Record) -> None:
    """The groups nominate, vote, list and post."""
    first = days.since
    last = (days.meeting or _last(days)) - timedelta(days=1)
    nominations = [
        {"household": one.id, "date": day_in(made.rng, first, max(first, last))}
        for one in made.alive
    ]
    record["by"] = []  # Keeps the schema's order: those who signed, then what they signed.
    record["nominations"] = sorted(nominations, key=lambda row: (row["date"], row["household"]))
    _appraise_groups(made, days, record)


def _acknowledge(made: Round, days: StepDays, record: Record) -> None:
    """Each household says itself whether it agrees."""
    record["by"] = made.village.pair("first-secretary", "women", days.since)
    rows = []
    for one in made.alive:
        drop = made.drops.get(one.id)
        accepted = drop is None or drop.reason != "not-accepted"
        rows.append(
            {
                "household": one.id,
                "date": workday_in(made.rng, days.since, _last(days)),
                "accepted": accepted,
                "signed": True,
                "fingerprinted": True,
            }
        )
    record["acknowledgements"] = sorted(rows, key=lambda row: (row["date"], row["household"]))
    _leave_out(made, days, record)


FILL: dict[tuple[str, int], Callable[[Round, StepDays, Record], None]] = {
    ("entry", 1): _apply,
    ("entry", 2): _appraise_groups,
    ("entry", 3): _visit,
    ("entry", 4): _appraise_village,
    ("entry", 5): _review,
    ("entry", 6): _compare,
    ("entry", 7): _enter_data,
    ("entry", 8): _announce,
    ("exit", 1): _nominate,
    ("exit", 2): _visit,
    ("exit", 3): _acknowledge,
    ("exit", 4): _appraise_village,
    ("exit", 5): _review,
    ("exit", 6): _announce,
}
