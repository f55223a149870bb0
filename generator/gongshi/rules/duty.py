"""Duty logs: entries that fulfil a duty as the lists ask for it, once, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from gongshi.decision.wording import ids
from gongshi.duties.acts import Fault, Misfit
from gongshi.duties.ledger import State
from gongshi.duties.tasks import Tasks
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import EVERY_DUTY, Family, Hit, Index
from gongshi.rules.ledgers import ledgers

FAMILY = Family("duty", Text("帮扶履职台账", "Duty logs"))

_DUTIES = (EVERY_DUTY,)

_UNFIT = {
    Fault.NOT_NAMED: (
        Text("这项职责有几个任务，没有写是哪一个", "It has several tasks, and none is named"),
        Text("请写任务编号，如 duty.unit.2.visit。", "Name the task, such as duty.unit.2.visit."),
    ),
    Fault.SHOWN_ELSEWHERE: (
        Text("这件事不登台账", "It is not entered in the log"),
        Text(
            "请在单位文件的 leaders 里登记分管领导。",
            "Enter the leader in charge in the unit's leaders.",
        ),
    ),
    Fault.NOT_IN_FORCE: (
        Text("这一天没有这项职责", "No such duty was in force on that day"),
        Text("请核对日期和职责编号。", "Check the day and the duty's id."),
    ),
    Fault.WITHOUT_HOUSEHOLDS: (
        Text("对户的职责，没有写是哪些户", "It is owed to households, and none is named"),
        Text("请在 households 里写明对哪些户。", "Name the households, in households."),
    ),
    Fault.WITH_HOUSEHOLDS: (
        Text("对全村的职责，写了户", "It is owed to the village, and households are named"),
        Text(
            "请去掉 households；对户做的事写对户的职责。",
            "Take out households; what was done for households goes under a duty owed to them.",
        ),
    ),
    Fault.OUTSIDE_WINDOW: (
        Text("年底的事，这一天还早", "It is due at the end of the year, and that day is too early"),
        Text("请核对日期和职责编号。", "Check the day and the duty's id."),
    ),
}


_Found = tuple[Document, dict[str, Any], list[Misfit]]


def _misfits(index: Index, as_of: date, *faults: Fault) -> Iterator[_Found]:
    """The misfits of some kinds, those of one entry, kind and household together.

    Each with the log and the entry it stands in.
    """
    for document, _, ledger in ledgers(index, as_of):
        logs = {log.origin.id: log for log in index.of_village("duty-log", document.origin)}
        wanted = sorted((one for one in ledger.misfits if one.fault in faults), key=_alike)
        for (year, number, *_), group in groupby(wanted, key=_alike):
            log = logs[str(year)]
            yield log, log.value["entries"][number], list(group)


def _alike(misfit: Misfit) -> tuple[int, int, str, str]:
    return misfit.year, misfit.number, misfit.fault, misfit.household or ""


def _keys(entry: dict[str, Any], misfit: Misfit) -> Keys:
    """Where a misfit stands: at the household, where it is about one, else at the duty."""
    if misfit.household is not None:
        place: Keys = ("households", entry["households"].index(misfit.household))
    else:
        place = ("duties", entry["duties"].index(misfit.name))
    return ("entries", misfit.number, *place)


@FAMILY.rule("fits-none", needs=_DUTIES)
def fits_none(index: Index, as_of: date) -> Iterator[Hit]:
    """An entry that fulfils no duty as the lists ask for it.

    Its task is not named, it was not in force that day, it is owed to households and none is named
    (or the reverse), or it comes before the end of the year at which it is due.
    """
    for log, entry, misfits in _misfits(index, as_of, *_UNFIT):
        what, hint = _UNFIT[misfits[0].fault]
        named = ids(one.name for one in misfits)
        yield Hit(
            log,
            _keys(entry, misfits[0]),
            Text(f"{named.zh}：{what.zh}。", f"{named.en}: {what.en}."),
            hint,
        )


@FAMILY.rule("by-another", needs=_DUTIES)
def by_another(index: Index, as_of: date) -> Iterator[Hit]:
    """An entry by somebody who did not owe that duty on that day.

    A contact not paired with the household, an official of no unit that helps the village, one
    without the post.
    """
    for log, entry, misfits in _misfits(index, as_of, Fault.NOT_PAIRED, Fault.NOT_OWING):
        day, who, whom = entry["date"], entry["who"], misfits[0].household
        named = ids(one.name for one in misfits)
        yield Hit(
            log,
            _keys(entry, misfits[0]),
            Text(
                f"{day} 这一天，{who} 没有这项职责：{named.zh}{f'（对 {whom}）' if whom else ''}。",
                f"On {day} {who} did not owe {named.en}{f' to {whom}' if whom else ''}.",
            ),
            Text(
                "请核对干部编号、日期和结对、任职的起止；别人做的，写别人的编号。",
                "Check the official's number, the day, and when the pairing or post ran; what "
                "somebody else did is entered under their number.",
            ),
        )


@FAMILY.rule("entered-twice", needs=_DUTIES)
def entered_twice(index: Index, as_of: date) -> Iterator[Hit]:
    """One act entered twice: the same day, official, duty and household."""
    for log, entry, misfits in _misfits(index, as_of, Fault.TWICE):
        named = ids(one.name for one in misfits)
        yield Hit(
            log,
            _keys(entry, misfits[0]),
            Text(
                f"同一天、同一人、同一件事已经登记过：{named.zh}。",
                f"The same act of the same day is entered already: {named.en}.",
            ),
            Text("请删去重复的一条，或改正日期。", "Take out one of the two, or correct the day."),
        )


@FAMILY.rule("in-future", needs=_DUTIES)
def in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """An entry dated after the as-of date: a log tells what was done, not what is planned."""
    as_of = index.present(as_of)
    for log in index.of_kind("duty-log"):
        for number, entry in enumerate(log.value["entries"]):
            if entry["date"] > as_of.isoformat():
                yield Hit(
                    log,
                    ("entries", number, "date"),
                    Text(
                        f"{entry['date']} 还没有到（截至 {as_of}）。",
                        f"{entry['date']} has not come yet (as of {as_of}).",
                    ),
                    Text("做了再登记；日期写错的请改正。", "Enter what was done; correct the day."),
                )


@FAMILY.rule("of-another-year", needs=_DUTIES)
def of_another_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """An entry of another year than the log's."""
    for log in index.of_kind("duty-log"):
        for number, entry in enumerate(log.value["entries"]):
            if entry["date"][:4] != str(log.value["year"]):
                yield Hit(
                    log,
                    ("entries", number, "date"),
                    Text(
                        f"这一条是 {entry['date'][:4]} 年的，登在了 {log.value['year']} 年。",
                        f"An entry of {entry['date'][:4]} in the log of {log.value['year']}.",
                    ),
                    Text(
                        "请移到那一年的台账，或改正日期。",
                        "Move it to that year's log, or correct the day.",
                    ),
                )


_PARTS = {
    "sum": Text("慰问金额（sum）", "the sum"),
    "topic": Text("主题（topic）", "the topic"),
    "evidence": Text("佐证（evidence）", "the evidence"),
}


@FAMILY.rule("part-missing", needs=_DUTIES)
def part_missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """An entry without what its duty asks for: the sum of a gift, the topic of a meeting."""
    tasks = Tasks(index.law.policy.duty_lists)
    for log in index.of_kind("duty-log"):
        for number, entry in enumerate(log.value["entries"]):
            for place, name in enumerate(entry["duties"]):
                asked = tasks.named(name)
                for part in asked.task.needs if asked else ():
                    if part not in entry:
                        yield Hit(
                            log,
                            ("entries", number, "duties", place),
                            Text(
                                f"{name} 要写明{_PARTS[part].zh}，这里没有写。",
                                f"{name} asks for {_PARTS[part].en}, which is not stated.",
                            ),
                            Text(
                                f"请补上 {part}；确实没有的，不能算做了这件事。",
                                f'Enter "{part}"; without it the duty does not count as done.',
                            ),
                        )


@FAMILY.rule("excused-by-oneself", needs=_DUTIES)
def excused_by_oneself(index: Index, _as_of: date) -> Iterator[Hit]:
    """An excuse to which only those agreed who owed the duty themselves.

    The contacts paired, within its days, with the households that it names; where it names none and
    is about a duty of contacts, those paired with any household of the village.
    """
    tasks = Tasks(index.law.policy.duty_lists)
    for log in index.of_kind("duty-log"):
        for number, excuse in enumerate(log.value.get("excused", ())):
            named = excuse.get("households")
            owing = {
                helper["contact"]
                for case in index.cases_in(log.origin)
                if (
                    _of_contacts(tasks, excuse)
                    if named is None
                    else case.document.origin.id in named
                )
                for helper in case.value.get("helpers", ())
                if helper["from"] <= excuse["to"] and excuse["from"] <= helper.get("to", "9999")
            }
            if owing and set(excuse["by"]) <= owing:
                yield Hit(
                    log,
                    ("excused", number, "by"),
                    Text("免责只有本人同意。", "Only those who owe the duty agreed to excuse it."),
                    Text(
                        "请由驻村工作队、村或单位的其他干部同意，写他们的编号。",
                        "Have the team, the village or another official of the unit agree, and "
                        "enter their numbers.",
                    ),
                )


def _of_contacts(tasks: Tasks, excuse: dict[str, Any]) -> bool:
    """Whether an excuse is about a duty of contacts; one that names no duty is about all."""
    if "duties" not in excuse:
        return True
    asked = [one for name in excuse["duties"] for one in (tasks.named(name), *tasks.of_duty(name))]
    return any("contact" in one.actors for one in asked if one)


@FAMILY.rule("excused-at-another-time", needs=_DUTIES)
def excused_at_another_time(index: Index, _as_of: date) -> Iterator[Hit]:
    """An excuse whose days run backwards, or do not all lie in the log's year."""
    for log in index.of_kind("duty-log"):
        year = str(log.value["year"])
        for number, excuse in enumerate(log.value.get("excused", ())):
            in_year = excuse["from"][:4] == excuse["to"][:4] == year
            if not in_year or excuse["to"] < excuse["from"]:
                yield Hit(
                    log,
                    ("excused", number, "to"),
                    Text(
                        f"免责的日期要先起后止，都在 {year} 年之内。",
                        f"The days of an excuse run forward, and lie in {year}.",
                    ),
                    Text(
                        "请改正日期；跨年的，两年的台账各登一条。",
                        "Correct the days; one that goes on into another year has an entry in each "
                        "year's log.",
                    ),
                )


@FAMILY.rule("log-missing", Severity.WARNING, needs=_DUTIES)
def log_missing(index: Index, as_of: date) -> Iterator[Hit]:
    """A village in which duties fell due this year and that keeps no log of the year.

    What was done there is unknown; it does not count as not done.
    """
    for village, _, ledger in ledgers(index, as_of):
        unreadable = any(
            one.kind == "duty-log"
            for one in index.unclean
            if (one.township, one.village) == (village.origin.township, village.origin.village)
        )
        unknown = not unreadable and any(
            one.state is State.UNKNOWN and one.due and one.due.year == as_of.year
            for one in ledger.owed
        )
        if unknown:
            yield Hit(
                village,
                (),
                Text(
                    f"有帮扶户，没有 {as_of.year} 年的履职台账，做了什么无从知道。",
                    f"Households are helped, and there is no duty log of {as_of.year}: what was "
                    "done is unknown.",
                ),
                Text(
                    f"请建 duties/{as_of.year}.yaml，逐条登记。",
                    f"Begin duties/{as_of.year}.yaml, and enter what is done.",
                ),
            )


@FAMILY.rule("overdue", Severity.WARNING, needs=_DUTIES)
def overdue(index: Index, as_of: date) -> Iterator[Hit]:
    """Duties whose time ran out this year without being done; told once a village.

    It never blocks a change. ``gongshi due`` tells each, with who answers for it.
    """
    for village, _, ledger in ledgers(index, as_of):
        late = [
            one
            for one in ledger.owed
            if one.state is State.OVERDUE and one.due and one.due.year == as_of.year
        ]
        logs = {log.origin.id: log for log in index.of_village("duty-log", village.origin)}
        if late:
            names = sorted({one.asked.list.id for one in late})
            titles = [one for one in index.law.policy.duty_lists if one.id in names]
            yield Hit(
                logs.get(str(as_of.year), village),
                (),
                Text(
                    f"{as_of.year} 年有 {len(late):,} 项职责过期没有做（"
                    f"{'、'.join(one.title.zh for one in titles)}）。",
                    f"Overdue duties of {as_of.year}: {len(late):,} "
                    f"({', '.join(one.title.en or one.title.zh for one in titles)}).",
                ),
                Text(
                    f"看逐项清单：gongshi due --village {village.origin.id}。做了没登的补登；"
                    "有原因做不到的，登在 excused。",
                    f"For each: gongshi due --village {village.origin.id}. Enter what was done; "
                    "what could not be done for a reason goes in excused.",
                ),
                clauses=tuple(sorted({one.asked.duty.id for one in late})),
            )
