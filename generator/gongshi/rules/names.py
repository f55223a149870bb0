"""Names: who applied comes on the list, who is on it stays on it, or it is said why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from gongshi.finding import Text
from gongshi.load.yaml import Keys
from gongshi.rules import appraisal
from gongshi.rules.base import EVERY_STEP, Family, Hit, Index
from gongshi.rules.rounds import Round, Step, day_of, rounds, steps

FAMILY = Family("names", Text("名单", "Names on the lists"))

_LISTS = (EVERY_STEP,)
_OFF = Text(
    "核对名单；确实要去掉的，写进这一步的 dropped，写明日期和原因。",
    "Check the list; if it is off, enter it in dropped, with the day and the reason.",
)


def _below(step: Step, keys: Keys) -> Keys:
    return keys[len(step.keys) :]


@FAMILY.rule("not-asked-for", needs=("application", "nomination"))
def not_asked_for(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name on a list without an application (entry) or a nomination (exit)."""
    for found in rounds(index):
        wanted = {need for step in found.procedure.steps for need in step.needs}
        if not wanted & {"application", "nomination"}:
            continue
        asked, told = found.asked(), set()
        for step in found.lists:
            for household, keys in step.names().items():
                if household not in asked and household not in told:
                    told.add(household)
                    applies = "application" in wanted
                    yield step.hit(
                        _below(step, keys),
                        Text(
                            f"{household} 没有{'申请' if applies else '提名'}，却在名单上。",
                            f"{household} is on the list without "
                            f"{'an application' if applies else 'a nomination'}.",
                        ),
                        Text(
                            "请补上书面申请（applications）；本人没有申请的，不能列入。"
                            if applies
                            else "请补上小组的提名（nominations）；没有提名的，不能列入。",
                            "Enter its written application (applications); who has not applied is "
                            "not listed."
                            if applies
                            else "Enter the group's nomination (nominations); who is not "
                            "nominated is not listed.",
                        ),
                    )


@FAMILY.rule("application-unsigned", needs=("application",))
def application_unsigned(index: Index, _as_of: date) -> Iterator[Hit]:
    """A listed household whose application lacks the signature or the fingerprint."""
    for found in rounds(index):
        listed = {name for step in found.lists for name in step.names()}
        for step in found.steps:
            for keys, item in step.items("applications"):
                whole = item["signed"] and item["fingerprinted"]
                if item["household"] in listed and not whole:
                    yield step.hit(
                        _below(step, keys),
                        Text(
                            f"{item['household']} 的申请没有签字或没有按手印，却已列入名单。",
                            f"{item['household']} is listed, and its application lacks the "
                            "signature or the fingerprint.",
                        ),
                        Text(
                            "请本人补签、补按手印后再改为 true。",
                            "Have the household sign it and press the fingerprint, then set true.",
                        ),
                    )


@FAMILY.rule("added-later", needs=_LISTS)
def added_later(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name that was not on the list before; a later list only has names from the earlier one.

    A household that an upheld objection brought back is the exception. The announcement is held
    against the approved list by ``announcement.differs``.
    """
    for found, step, before in _consecutive(index):
        dropped = found.drops(None, step)
        for household, keys in step.names().items():
            back = found.returned(household, step.since)
            if household not in before.names() and household not in dropped and not back:
                yield step.hit(
                    _below(step, keys),
                    Text(
                        f"{household} 不在上一份名单上（{before.id}），这里多出来了。",
                        f"{household} was not on the list before ({before.id}).",
                    ),
                    Text(
                        "后一份名单只能从前一份里来；漏掉的户要由本人提出异议（left-out），成立后才能补入。",
                        "A later list has names of the earlier only; a household left out objects "
                        "(left-out), and comes back once that is upheld.",
                    ),
                )


def _consecutive(index: Index) -> Iterator[tuple[Round, Step, Step]]:
    """Every step with a list and the one with the list before it; not the announcement."""
    for found in rounds(index):
        for step in found.lists:
            before = found.list_before(step)
            if before is not None and not step.needs("announcement"):
                yield found, step, before


@FAMILY.rule("lost", needs=_LISTS)
def lost(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name that is on the list before, or applied, and is gone without a recorded reason."""
    for found, step, before in _consecutive(index):
        dropped = found.drops(before, step)
        for household in before.names():
            if household not in step.names() and household not in dropped:
                yield step.hit(
                    ("list",),
                    Text(
                        f"{household} 在上一份名单上（{before.id}），这里没有了，也没有写原因。",
                        f"{household} was on the list before ({before.id}), and is gone without a "
                        "reason.",
                    ),
                    _OFF,
                )
    for found in rounds(index):
        for step in found.lists[:1]:
            dropped = found.drops(None, step)
            for household in found.asked():
                if household not in step.names() and household not in dropped:
                    yield step.hit(
                        ("list",),
                        Text(
                            f"{household} 申请或提名了，没有列入名单，也没有写原因。",
                            f"{household} applied or was nominated, and is not on the list, "
                            "without a reason.",
                        ),
                        _OFF,
                    )


@FAMILY.rule("dropped-yet-listed", needs=_LISTS)
def dropped_yet_listed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household dropped with a reason that is on the list of that step or a later one.

    One dropped while the notice hung stays on the posted list; one that an upheld objection
    brought back may be on a later one.
    """
    for found in rounds(index):
        dropped: dict[str, tuple[Step, dict[str, Any]]] = {}
        for step in found.steps:
            for _, item in step.items("dropped"):
                dropped[item["household"]] = (step, item)
            for household, keys in step.names().items():
                if household not in dropped or found.returned(household, step.since):
                    continue
                where, item = dropped[household]
                posted = where is step and step.notice is not None
                if not (posted and item["date"] >= step.value["notice"]["from"]):
                    del dropped[household]  # told once, not at every later list again
                    yield step.hit(
                        _below(step, keys),
                        Text(
                            f"{household} {item['date']} 已经去掉，却还在名单上。",
                            f"{household} was dropped on {item['date']}, and is on this list.",
                        ),
                        Text(
                            "请从名单上去掉；没有去掉的，删去 dropped 里的这一项。",
                            "Take it off the list; if it was not dropped, take out that entry.",
                        ),
                    )


@FAMILY.rule("drop-unfounded", needs=_LISTS)
def drop_unfounded(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household dropped for a reason that the round's own record does not bear out.

    A vote that was carried; a comparison that no re-verification confirmed: a hit alone strikes
    nobody off; an objection that was not upheld; a household that did accept.
    """
    for found in rounds(index):
        for step in found.steps:
            for keys, item in step.items("dropped"):
                borne_out = _BORNE_OUT.get(item["reason"])
                if borne_out is not None and not borne_out(index, found, item):
                    yield step.hit(
                        (*_below(step, keys), "reason"),
                        Text(
                            f"{item['household']} 去掉的原因在这个批次里找不到依据。",
                            f"Nothing in this round bears out why {item['household']} was dropped.",
                        ),
                        _GROUNDS[item["reason"]],
                    )


def _voted_down(index: Index, found: Round, item: dict[str, Any]) -> bool:
    carried = [
        appraisal.passed(index, *voted[item["household"]])
        for step in found.steps
        if item["household"] in (voted := appraisal.votes(step))
    ]
    return any(one is not True for one in carried)


def _confirmed(_index: Index, found: Round, item: dict[str, Any]) -> bool:
    return any(
        hit["household"] == item["household"]
        and hit.get("recheck", {}).get("finding") == "confirmed"
        for step in found.steps
        for _, hit in step.items("comparisons")
    )


def _objected(_index: Index, found: Round, item: dict[str, Any]) -> bool:
    return any(
        objection.household == item["household"] and objection.upheld
        for objection in found.objections
    )


def _not_accepted(_index: Index, found: Round, item: dict[str, Any]) -> bool:
    return any(
        own["household"] == item["household"] and not own["accepted"]
        for step in found.steps
        for _, own in step.items("acknowledgements")
    )


_BORNE_OUT: dict[str, Callable[[Index, Round, dict[str, Any]], bool]] = {
    "vote": _voted_down,
    "comparison": _confirmed,
    "objection": _objected,
    "not-accepted": _not_accepted,
}
_GROUNDS = {
    "vote": Text(
        "原因写评议未通过的，要有没有通过的表决；请核对票数或原因。",
        "For reason vote there must be a vote that did not carry; check the count or the reason.",
    ),
    "comparison": Text(
        "比对疑点要由乡镇或村再次核实，属实（confirmed）才能去掉，不能只凭数据。",
        "A hit is verified again by township or village; only if confirmed may it count. Data "
        "alone strikes nobody off.",
    ),
    "objection": Text(
        "原因写异议成立的，要有涉及这一户、已经答复成立（upheld）的异议。",
        "For reason objection there must be an objection about it, answered as upheld.",
    ),
    "not-accepted": Text(
        "原因写本人不认可的，要有本人不认可（accepted: false）的记录。",
        "For reason not-accepted its own refusal must be on record (accepted: false).",
    ),
}


@FAMILY.rule("not-surveyed", needs=("survey",))
def not_surveyed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name on the first list after the home surveys that nobody visited."""
    yield from _without(
        index,
        "survey",
        lambda step: step.names("surveyed"),
        Text("没有入户核查", "was not surveyed at home"),
        Text(
            "请补上入户核查（surveyed）；没有去的先入户，再列入名单。",
            "Enter the visit (surveyed); a home not visited is visited first.",
        ),
    )


@FAMILY.rule("not-acknowledged", needs=("acknowledgement",))
def not_acknowledged(index: Index, _as_of: date) -> Iterator[Hit]:
    """A name on the list that the household itself has not accepted, signed and fingerprinted."""
    yield from _without(
        index,
        "acknowledgement",
        lambda step: {
            own["household"]: keys
            for keys, own in step.items("acknowledgements")
            if own["accepted"] and own["signed"] and own["fingerprinted"]
        },
        Text("本人没有签字认可", "has not accepted with signature and fingerprint"),
        Text(
            "要本人认可、签字、按手印才能往下走；不认可的写进 dropped，原因填 not-accepted。",
            "It goes on only once it accepts, signs and presses its fingerprint; if it does not, "
            "enter it in dropped, reason not-accepted.",
        ),
    )


def _without(
    index: Index,
    need: str,
    done: Callable[[Step], dict[str, Keys]],
    what: Text,
    hint: Text,
) -> Iterator[Hit]:
    """Names on the first list after the step with a need that the step has not done it for."""
    for found, asked in steps(index, need):
        after = [step for step in found.lists if step.place > asked.place]
        for step in after[:1]:
            for household, keys in step.names().items():
                if household not in done(asked):
                    yield step.hit(
                        _below(step, keys),
                        Text(
                            f"{household} {what.zh}，却在名单上。",
                            f"{household} {what.en}, and is on the list.",
                        ),
                        hint,
                    )


@FAMILY.rule("head-count-differs", clauses=("scope.2",), needs=_LISTS)
def head_count_differs(index: Index, _as_of: date) -> Iterator[Hit]:
    """Persons on a list that are not the members on the books that day.

    The day of a list is that of its announcement, else the first day of its notice, else the day
    the step was completed, else its first day.
    """
    for _, step in steps(index):
        day = _day_of_list(step)
        for keys, item in step.items("list"):
            case = index.case(step.document.origin, item["household"])
            if case is None:
                continue
            persons = case.persons_on(day_of(day))
            if persons != item["persons"]:
                yield step.hit(
                    (*_below(step, keys), "persons"),
                    Text(
                        f"{item['household']} 名单上写 {item['persons']} 人，"
                        f"{day} 在册 {persons} 人。",
                        f"{item['household']}: {item['persons']} persons on the list, {persons} on "
                        f"the books on {day}.",
                    ),
                    Text(
                        "请核对成员加入、离开的日期，改正人数。",
                        "Check when members joined and left, and correct the number.",
                    ),
                )


def _day_of_list(step: Step) -> str:
    if step.announcement is not None:
        return str(step.announcement["date"])
    if step.notice is not None:
        return str(step.notice["from"])
    return step.until or step.since
