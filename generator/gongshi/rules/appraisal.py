"""Appraisals: enough people came, every name was voted on, and a majority agreed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.finding import Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.rounds import Step, day_of, steps

FAMILY = Family("appraisal", Text("民主评议", "Appraisals"))

_APPRAISAL = ("appraisal",)


def _meetings(index: Index) -> Iterator[tuple[Step, Keys, dict[str, Any]]]:
    """Every meeting, with its place below the step."""
    for _, step in steps(index):
        for keys, meeting in step.items("meetings"):
            yield step, keys[len(step.keys) :], meeting


@FAMILY.rule("numbers-impossible", needs=_APPRAISAL)
def numbers_impossible(index: Index, _as_of: date) -> Iterator[Hit]:
    """More people present than entitled, or more votes than people present."""
    for step, keys, meeting in _meetings(index):
        if meeting["present"] > meeting["eligible"]:
            yield step.hit(
                (*keys, "present"),
                Text(
                    "实到人数比应到人数还多。", "More people were present than are entitled to be."
                ),
                Text("请核对签到表。", "Check the list of those present."),
            )
        for number, vote in enumerate(meeting["votes"]):
            if vote["for"] + vote["against"] > meeting["present"]:
                yield step.hit(
                    (*keys, "votes", number),
                    Text("票数比实到人数还多。", "There are more votes than people present."),
                    Text(
                        "请核对计票；弃权的不用填。", "Check the count; abstentions are left out."
                    ),
                )


@FAMILY.rule("quorum-not-met", needs=_APPRAISAL)
def quorum_not_met(index: Index, _as_of: date) -> Iterator[Hit]:
    """An appraisal with fewer of those entitled than the parameter asks; the share is enough."""
    for step, keys, meeting in _meetings(index):
        quorum = index.law.parameters.on("appraisal-quorum", day_of(meeting["date"])).share
        if quorum is not None and meeting["present"] < quorum * meeting["eligible"]:
            least = -(-quorum.numerator * meeting["eligible"] // quorum.denominator)
            yield step.hit(
                (*keys, "present"),
                Text(
                    f"应到 {meeting['eligible']} 人，实到 {meeting['present']} 人，"
                    f"不到 {quorum}（至少 {least} 人）。",
                    f"{meeting['present']} of {meeting['eligible']} entitled were present, less "
                    f"than {quorum} (at least {least}).",
                ),
                Text(
                    "到会人数不够，评议不算数，请重新开会；数字写错的请改正。",
                    "Too few for an appraisal: meet again, or correct the numbers.",
                ),
            )


@FAMILY.rule("another-group", needs=_APPRAISAL)
def another_group(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household appraised by a villagers' group that is not its own."""
    for step, keys, meeting in _meetings(index):
        for number, vote in enumerate(meeting["votes"]):
            case = index.case(step.document.origin, vote["household"])
            if "group" in meeting and case and case.value["group"] != meeting["group"]:
                yield step.hit(
                    (*keys, "votes", number),
                    Text(
                        f"{vote['household']} 不是这个小组的。",
                        f"{vote['household']} is not of the group that met.",
                    ),
                    Text(
                        "由本人所在的小组评议；请核对小组和户编号。",
                        "Its own group appraises it; check the group and the household's number.",
                    ),
                )


@FAMILY.rule("not-voted-on", needs=_APPRAISAL)
def not_voted_on(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name on the list of an appraisal that no meeting of that step voted on."""
    for _, step in steps(index, "appraisal"):
        voted = votes(step)
        for household, keys in step.names().items() if "meetings" in step.value else ():
            if household not in voted:
                yield step.hit(
                    keys[len(step.keys) :],
                    Text(
                        f"{household} 没有经过评议，却在名单上。",
                        f"{household} is on the list, and nobody voted on it.",
                    ),
                    Text(
                        "请补上这一户的表决；没有评议的，从名单上去掉并写明原因（dropped）。",
                        "Enter the vote on it; if there was none, take it off the list with a "
                        "reason (dropped).",
                    ),
                )


@FAMILY.rule("majority-not-met", needs=_APPRAISAL)
def majority_not_met(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name on the list for which no more voted than the share of those present asked for."""
    for _, step in steps(index, "appraisal"):
        voted = votes(step)
        for household, keys in step.names().items():
            if household in voted and passed(index, *voted[household]) is False:
                yield step.hit(
                    keys[len(step.keys) :],
                    Text(
                        f"{household} 评议没有通过，却在名单上。",
                        f"{household} is on the list, and the vote did not carry.",
                    ),
                    Text(
                        "同意的要超过规定的比例；没有通过的写进 dropped，原因填 vote。",
                        "The votes for must exceed the share; enter it in dropped, reason vote.",
                    ),
                )


def votes(step: Step) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The vote on each household and its meeting; where there are several, the last in time."""
    found = {}
    for _, meeting in sorted(step.items("meetings"), key=lambda item: item[1]["date"]):
        for vote in meeting["votes"]:
            found[vote["household"]] = (vote, meeting)
    return found


def passed(index: Index, vote: dict[str, Any], meeting: dict[str, Any]) -> bool | None:
    """Whether a vote carried; None where no share is set for that day."""
    share = index.law.parameters.on("appraisal-majority", day_of(meeting["date"])).share
    return None if share is None else bool(vote["for"] > share * meeting["present"])
