"""Notices: long enough, after the appraisal, and nothing goes on before they are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Text
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.rounds import Round, Step, day_after, day_of, notice_days, steps

FAMILY = Family("notice", Text("公示", "Notices"))

_NOTICE = ("notice",)


@FAMILY.rule("too-short", needs=_NOTICE)
def too_short(index: Index, _as_of: date) -> Iterator[Hit]:
    """A notice that hangs for fewer days than the parameter of its first day asks.

    Counted as the county counts: the last day always, the day of posting if the parameter says so.
    """
    for _, step in steps(index):
        if step.notice is None:
            continue
        least = index.law.parameters.on("notice-days", day_of(step.notice["from"])).number
        days = notice_days(step.notice, index.law.parameters)
        if least is not None and days is not None and 0 <= days < least:
            yield step.hit(
                ("notice", "to"),
                Text(
                    f"只公示 {days} 天，至少要 {least} 天：{step.name.zh}。",
                    f"Posted for {days} days, at least {least} are needed: {step.name.en}.",
                ),
                Text(
                    "请延长公示，或者改正日期；张贴当天算不算一天，由县里的参数规定。",
                    "Let it hang longer, or correct the days; whether the day of posting counts is "
                    "a parameter of the county.",
                ),
            )


@FAMILY.rule("cut-short", needs=_NOTICE)
def cut_short(index: Index, _as_of: date) -> Iterator[Hit]:
    """The next step began, or the step was closed, while its notice still hung."""
    for found, step in steps(index):
        if step.notice is None:
            continue
        until = step.notice["to"]
        following = [one for one in _waiting(found, step) if one.since <= until]
        if following:
            yield following[0].hit(
                ("from",),
                Text(
                    f"{step.name.zh}的公示到 {until} 才满，{following[0].name.zh}在"
                    f" {following[0].since} 就开始了。",
                    f"The notice of {step.name.en} hangs until {until}; "
                    f"{following[0].name.en} began on {following[0].since}.",
                ),
                _wait(until),
            )
        elif step.until is not None and step.until < until:
            yield step.hit(
                ("to",),
                Text(
                    f"公示到 {until} 才满，{step.until} 就写了完成：{step.name.zh}。",
                    f"The notice hangs until {until}; the step was closed on {step.until}: "
                    f"{step.name.en}.",
                ),
                _wait(until),
            )


def _waiting(found: Round, step: Step) -> list[Step]:
    """The steps recorded that may only begin after ``step``, the first of them first."""
    return [one for one in found.steps if step.id in one.policy.after]


def _wait(until: str) -> Text:
    return Text(
        f"公示期满才能往下走：最早 {day_after(until)}。期间谁都可以提异议。",
        f"Nothing goes on before it is over: {day_after(until)} at the earliest. Until then "
        "anyone may object.",
    )


@FAMILY.rule("before-appraisal", needs=_NOTICE)
def before_appraisal(index: Index, _as_of: date) -> Iterator[Hit]:
    """A notice posted before the last meeting that its list comes from."""
    for _, step in steps(index, "appraisal"):
        met = [meeting["date"] for _, meeting in step.items("meetings")]
        if step.notice is not None and met and step.notice["from"] < max(met):
            yield step.hit(
                ("notice", "from"),
                Text(
                    f"{max(met)} 才评议，{step.notice['from']} 就公示了：{step.name.zh}。",
                    f"Posted on {step.notice['from']}, before the meeting of {max(met)}: "
                    f"{step.name.en}.",
                ),
                Text("先评议，后公示；请核对日期。", "First the appraisal, then the notice."),
            )


@FAMILY.rule("without-appraisal", needs=_NOTICE)
def without_appraisal(index: Index, as_of: date) -> Iterator[Hit]:
    """A notice that hangs though the appraisal of its step is not on record."""
    for _, step in steps(index, "appraisal"):
        posted = step.notice is not None and step.notice["from"] <= as_of.isoformat()
        if posted and "meetings" not in step.value and step.until is None:
            yield step.hit(
                ("notice",),
                Text(
                    f"已经公示，却没有评议记录：{step.name.zh}。",
                    f"Posted, and no appraisal is on record: {step.name.en}.",
                ),
                Text(
                    "请补上评议会（meetings）：应到、实到、每户的票数。",
                    "Enter the meeting (meetings): entitled, present, and the votes on each.",
                ),
            )


@FAMILY.rule("without-list", needs=_NOTICE)
def without_list(index: Index, as_of: date) -> Iterator[Hit]:
    """A notice that hangs, or hung, without a list."""
    for _, step in steps(index):
        posted = step.notice is not None and step.notice["from"] <= as_of.isoformat()
        if posted and "list" not in step.value and step.until is None:
            yield step.hit(
                ("notice",),
                Text(
                    f"公示没有名单：{step.name.zh}。", f"A notice without a list: {step.name.en}."
                ),
                Text("请填写公示的名单（list）。", "Enter the list that is posted (list)."),
            )
