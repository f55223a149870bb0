"""How a round goes: the right procedure, its steps in order, on record, and signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from gongshi.decision.case import Case, on_the_books
from gongshi.decision.wording import ids, listing
from gongshi.finding import Severity, Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import EVERY_STEP, Family, Hit, Index
from gongshi.rules.rounds import PARTS, Round, Step, day_of, rounds, steps

FAMILY = Family("procedure", Text("办理程序", "How a round goes"))

_ANY = (EVERY_STEP,)

_NAMES = {
    "application": Text("书面申请", "the written applications"),
    "nomination": Text("提名", "the nominations"),
    "appraisal": Text("民主评议", "the appraisal"),
    "notice": Text("公示", "the notice"),
    "survey": Text("入户核查", "the home surveys"),
    "acknowledgement": Text("本人认可", "the households' acknowledgements"),
    "review": Text("审核意见", "the review"),
    "comparison": Text("数据比对", "the comparison"),
    "announcement": Text("公告", "the announcement"),
    "list": Text("名单", "the list"),
}


@FAMILY.rule("another-in-force", needs=_ANY)
def another_in_force(index: Index, _as_of: date) -> Iterator[Hit]:
    """A round that follows a procedure of the other direction, or one not in force as it opened.

    A round is run to its end by the procedure that was in force on its first day.
    """
    for found in rounds(index):
        direction = found.document.origin.id.rpartition("-")[2]
        opened = day_of(found.value["opened"])
        right = index.law.procedure_on(direction, opened)
        if found.procedure.direction != direction or not found.procedure.in_force.holds_on(opened):
            use = Text(
                f"这一天应当按 {right.id} 办理。"
                if right
                else "这一天没有生效的程序，请核对日期。",
                f"On that day it is {right.id}."
                if right
                else "On that day none is in force; check the day.",
            )
            yield Hit(
                found.document,
                ("procedure",),
                Text(
                    f"程序 {found.procedure.id} 不是 {opened} 生效的"
                    f"{'退出' if direction == 'exit' else '识别'}程序。",
                    f"{found.procedure.id} is not the {direction} procedure in force on {opened}.",
                ),
                use,
            )


@FAMILY.rule("of-another-year", needs=_ANY)
def of_another_year(index: Index, _as_of: date) -> Iterator[Hit]:
    """A round whose year is not the one its id begins with."""
    for found in rounds(index):
        if str(found.value["year"]) != found.document.origin.id[:4]:
            yield Hit(
                found.document,
                ("year",),
                Text(
                    "年度与批次编号里的年份不同。",
                    "The year differs from the one in the round's id.",
                ),
                Text(
                    "批次编号以年度开头；请改正年度，或者文件名和编号。",
                    "A round's id begins with its year; correct the year, or the file name and id.",
                ),
            )


@FAMILY.rule("step-skipped", needs=_ANY)
def step_skipped(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step that began though one that must be over before it is not on record."""
    for found, step in steps(index):
        titles = {one.id: one.title for one in found.procedure.steps}
        skipped = [name for name in step.policy.after if name in titles and name not in found.by_id]
        if skipped:
            before = listing(
                Text(f"“{titles[name].zh}”（{name}）", f'"{titles[name].en}" ({name})')
                for name in skipped
            )
            yield step.hit(
                ("step",),
                Text(
                    f"{step.name.zh}之前应当先办的没有记录：{before.zh}。",
                    f"On record is {step.name.en}, but not what comes before it: {before.en}.",
                ),
                Text(
                    "办过的，请补上那一步；没有办的，不能走到这一步。",
                    "If it was done, enter that step; if not, the round cannot be here yet.",
                ),
            )


@FAMILY.rule("step-too-early", needs=_ANY)
def step_too_early(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step that began before one that must be over was completed.

    One that waits for a notice is told by ``notice.cut-short``.
    """
    for found, step in steps(index):
        for earlier in found.waited_for(step):
            hangs = earlier.notice is not None and step.since <= earlier.notice["to"]
            if not hangs and (earlier.until is None or step.since < earlier.until):
                done = (
                    Text("还没有完成", "is not over")
                    if earlier.until is None
                    else Text(f"到 {earlier.until} 才完成", f"was over only on {earlier.until}")
                )
                yield step.hit(
                    ("from",),
                    Text(
                        f"{earlier.name.zh}{done.zh}，{step.name.zh}就开始了。",
                        f"Began too early: {step.name.en}; {earlier.name.en} {done.en}.",
                    ),
                    Text(
                        "请核对两步的日期；上一步办完了的，写上完成日期（to）。",
                        'Check the days of both; if the earlier one is over, state its "to".',
                    ),
                )


@FAMILY.rule("dates-backwards", needs=_ANY)
def dates_backwards(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step that ends before it begins, a notice that does, or a step before the round opened."""
    for found, step in steps(index):
        faults: list[tuple[Keys, Text]] = []
        if step.until is not None and step.until < step.since:
            faults.append((("to",), Text("完成在开始之前", "It ends before it begins")))
        if step.notice is not None and step.notice["to"] < step.notice["from"]:
            faults.append((("notice", "to"), Text("公示先结束后开始", "The notice ends first")))
        if step.since < found.value["opened"]:
            faults.append((("from",), Text("在批次启动之前", "It begins before the round opened")))
        for keys, what in faults:
            yield step.hit(
                keys,
                Text(f"{what.zh}：{step.name.zh}。", f"{what.en}: {step.name.en}."),
                Text("请改正日期。", "Correct the days."),
            )


_DATED = (
    "applications",
    "nominations",
    "meetings",
    "surveyed",
    "acknowledgements",
    "comparisons",
    "dropped",
)


def _dates(step: Step) -> Iterator[tuple[Keys, str]]:
    """Every dated act within a step, with its place below the step; not the end of a notice."""
    for part in _DATED:
        for keys, item in step.items(part):
            inner = keys[len(step.keys) :]
            yield (*inner, "date"), item["date"]
            if "recheck" in item:
                yield (*inner, "recheck", "date"), item["recheck"]["date"]
    if step.notice is not None:
        yield ("notice", "from"), step.notice["from"]
    if step.announcement is not None:
        yield ("announcement", "date"), step.announcement["date"]


@FAMILY.rule("outside-step", needs=_ANY)
def outside_step(index: Index, as_of: date) -> Iterator[Hit]:
    """An application, meeting, visit, notice or other act dated outside the step it stands in."""
    today = as_of.isoformat()
    for _, step in steps(index):
        for keys, day in _dates(step):
            late = step.until is not None and day > step.until
            if (day < step.since or late) and day <= today:
                yield step.hit(
                    keys,
                    Text(
                        f"{day} 不在这一步的日期之内：{step.name.zh}从 {step.since} 到"
                        f" {step.until or '现在'}。",
                        f"{day} is outside {step.name.en}, from {step.since} to "
                        f"{step.until or 'now'}.",
                    ),
                    Text(
                        "请改正日期，或改正这一步的起止。",
                        "Correct the day, or the first and last day of the step.",
                    ),
                )


@FAMILY.rule("in-future", needs=_ANY)
def in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """A step, act, objection or answer dated after the as-of date.

    A notice may be dated ahead: it is shown as coming. A step that lies ahead as a whole is told
    once. Where the county has fixed a day, looking back from it makes nothing a matter of the
    future.
    """
    as_of = index.present(as_of)
    today = as_of.isoformat()
    for found in rounds(index):
        for step in found.steps:
            ahead = [(("from",), step.since)] if step.since > today else _within(step)
            for keys, day in ahead:
                if day > today:
                    yield step.hit(keys, *_ahead(day, as_of))
        for objection in found.objections:
            if objection.value["date"] > today:
                yield objection.hit(*_ahead(objection.value["date"], as_of), "date")
            elif "answer" in objection.value and objection.value["answer"]["date"] > today:
                day = objection.value["answer"]["date"]
                yield objection.hit(*_ahead(day, as_of), "answer", "date")


def _within(step: Step) -> list[tuple[Keys, str]]:
    planned = ("notice", "from")
    dates = [(keys, day) for keys, day in _dates(step) if keys != planned]
    return [*dates, (("to",), step.until)] if step.until is not None else dates


def _ahead(day: str, as_of: date) -> tuple[Text, Text]:
    return (
        Text(f"{day} 还没有到（截至 {as_of}）。", f"{day} has not come yet (as of {as_of})."),
        Text(
            "办了才记，没有办的不要先写；日期写错的请改正。",
            "Enter what has been done, not what is planned; correct the day if it is wrong.",
        ),
    )


@FAMILY.rule("part-missing", needs=_ANY)
def part_missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step that is over without what the procedure asks it to leave on record.

    An empty list of comparisons says that the comparison was made and found nothing.
    """
    for _, step in steps(index):
        asked = [*step.policy.needs, *(one for one in step.policy.yields if one == "list")]
        missing = [one for one in asked if one in PARTS and PARTS[one] not in step.value]
        if step.until is not None and missing:
            what = listing(_NAMES[one] for one in missing)
            fields = ids(PARTS[one] for one in missing)
            yield step.hit(
                ("to",),
                Text(
                    f"{step.name.zh}已经完成，却没有记录{what.zh}。",
                    f"Over, but not on record is {what.en}: {step.name.en}.",
                ),
                Text(
                    f"请补上（{fields.zh}）；还没有办的，不要写完成日期（to）。",
                    f'Enter it ({fields.en}); while it is not done, state no "to".',
                ),
            )


@FAMILY.rule("unsigned", needs=_ANY)
def unsigned(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step that is over and that nobody has signed."""
    for _, step in steps(index):
        if step.until is not None and "by" not in step.value:
            yield step.hit(
                ("to",),
                Text(
                    f"{step.name.zh}已经完成，没有写谁签字负责。",
                    f"Over, and nobody has signed: {step.name.en}.",
                ),
                Text("请在 by 里填写经办的干部。", "Enter the officials who signed, in by."),
            )


@FAMILY.rule("signed-by-one", needs=_ANY)
def signed_by_one(index: Index, _as_of: date) -> Iterator[Hit]:
    """Two steps in a row with one and the same person as their only signer."""
    for found in rounds(index):
        for earlier, step in pairwise(found.steps):
            signers = step.value.get("by", ())
            if len(signers) == 1 and signers == earlier.value.get("by"):
                yield step.hit(
                    ("by",),
                    Text(
                        f"{earlier.name.zh}和{step.name.zh}都只由同一个人签字。",
                        f"One person alone signed {earlier.name.en} and {step.name.en}.",
                    ),
                    Text(
                        "一步办、一步查，要有不同的人：请补上另一名经办人。",
                        "One does, another checks: have a second official sign.",
                    ),
                )


@FAMILY.rule("surveyed-alone", needs=("survey",))
def surveyed_alone(index: Index, _as_of: date) -> Iterator[Hit]:
    """A home survey made by one person."""
    for _, step in steps(index, "survey"):
        for keys, visit in step.items("surveyed"):
            if len(visit["by"]) < 2:
                yield step.hit(
                    (*keys[len(step.keys) :], "by"),
                    Text(
                        f"{visit['household']} 只有一个人入户核查。",
                        f"{visit['household']} was surveyed by one person.",
                    ),
                    Text(
                        "入户核查要两个人以上：请补上同去的人，或者再去一次。",
                        "It takes two: enter who else went, or go again.",
                    ),
                )


@FAMILY.rule("own-household", needs=("appraisal", "survey", "comparison", "notice"))
def own_household(index: Index, _as_of: date) -> Iterator[Hit]:
    """An official who appraises, surveys, verifies or answers on the own household.

    Known where a member of the household is entered as that official.
    """
    for found in rounds(index):
        for household, day, officials, keys in _acts(found):
            case = index.case(found.document.origin, household)
            own = _officials_of(case, day_of(day)) if case else set()
            if own & set(officials):
                yield Hit(
                    found.document,
                    keys,
                    Text(
                        f"经办人里有 {household} 自己家的人。",
                        f"One who acts here is of the household {household}.",
                    ),
                    Text(
                        "本人和家人要回避：请换人办理，按实际情况改正。",
                        "They stay out of it: have another official act, and record who did.",
                    ),
                )


def _acts(found: Round) -> Iterator[tuple[str, str, list[str], Keys]]:
    """Who acted on which household, on which day, and where that stands."""
    for step in found.steps:
        signers = step.value.get("by", [])
        for keys, meeting in step.items("meetings"):
            for number, vote in enumerate(meeting["votes"]):
                officials = [meeting["chair"], *signers]
                yield vote["household"], meeting["date"], officials, (*keys, "votes", number)
        for keys, visit in step.items("surveyed"):
            yield visit["household"], visit["date"], visit["by"], (*keys, "by")
        for keys, hit in step.items("comparisons"):
            recheck: dict[str, Any] | None = hit.get("recheck")
            if recheck is not None:
                yield hit["household"], recheck["date"], recheck["by"], (*keys, "recheck", "by")
    for objection in found.objections:
        answer = objection.value.get("answer")
        if answer is not None and objection.household is not None:
            yield (
                objection.household,
                answer["date"],
                answer["by"],
                (*objection.keys, "answer", "by"),
            )


def _officials_of(case: Case, day: date) -> set[str]:
    return {
        member["official"]
        for member in case.value["members"]
        if "official" in member and on_the_books(member, day)
    }


@FAMILY.rule("stands-still", Severity.WARNING, needs=_ANY)
def stands_still(index: Index, as_of: date) -> Iterator[Hit]:
    """A round that is not over and in which nothing has happened for longer than a parameter."""
    for found in rounds(index):
        last = _last_day(found, as_of)
        limit = index.law.parameters.on("standstill-days", as_of).number
        over = not found.steps or found.steps[-1].place == len(found.procedure.steps) - 1
        ended = over and found.steps and found.steps[-1].until is not None
        if not ended and limit is not None and (as_of - day_of(last)).days > limit:
            yield Hit(
                found.document,
                ("steps",),
                Text(
                    f"从 {last} 起，这个批次 {limit} 天以上没有动静。",
                    f"Nothing has been recorded in this round since {last}, more than {limit} "
                    "days.",
                ),
                Text(
                    "请补上已经办的步骤；还没有办的，抓紧办。",
                    "Enter what has been done since; what has not, get on with.",
                ),
            )


def _last_day(found: Round, as_of: date) -> str:
    """The last day on which anything of a round is recorded, or its notice ends."""
    days = [found.value["opened"]]
    for step in found.steps:
        days += [step.since, *([step.until] if step.until else [])]
        days += [day for _, day in _dates(step)]
        if step.notice is not None:
            days.append(step.notice["to"])
    for objection in found.objections:
        days.append(objection.value["date"])
        if "answer" in objection.value:
            days.append(objection.value["answer"]["date"])
    return str(max(day for day in days if day <= as_of.isoformat() or day == days[0]))


@FAMILY.rule("too-long", Severity.WARNING, needs=_ANY)
def too_long(index: Index, as_of: date) -> Iterator[Hit]:
    """A round that takes more days from its first step to its end than its procedure says."""
    for found in rounds(index):
        most = found.procedure.most_days
        if most is None or not found.steps:
            continue
        first, last = found.steps[0], found.steps[-1]
        over = last.place == len(found.procedure.steps) - 1 and last.until is not None
        end = day_of(last.until) if over and last.until else as_of
        days = (end - day_of(first.since)).days + 1
        if days > most:
            yield last.hit(
                ("to",) if over else ("from",),
                Text(
                    f"从第一步起已经 {days} 天，这个程序一般不超过 {most} 天。",
                    f"{days} days since the first step; the procedure takes at most {most} as a "
                    "rule.",
                ),
                Text(
                    "请核对日期；确实超过的，说明情况，抓紧办结。",
                    "Check the days; if it did take longer, say why, and bring it to its end.",
                ),
            )
