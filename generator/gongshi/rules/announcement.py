"""Announcements: the approved list, name for name, and nothing else makes a status."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Text
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.rounds import Round, Step, rounds

FAMILY = Family("announcement", Text("公告", "Announcements"))

_ANNOUNCEMENT = ("announcement",)


@FAMILY.rule("differs", needs=_ANNOUNCEMENT)
def differs(index: Index, _as_of: date) -> Iterator[Hit]:
    """The list to be announced is not the approved one, name for name.

    Approved is the last list before the announcement, less those dropped before it.
    """
    for found in rounds(index):
        for step in found.lists:
            before = found.list_before(step)
            if step.needs("announcement") and before is not None:
                yield from _differences(found, step, before)


def _differences(found: Round, step: Step, before: Step) -> Iterator[Hit]:
    dropped = {
        item["household"]
        for one in found.steps
        if before.place <= one.place < step.place
        for _, item in one.items("dropped")
    }
    approved, announced = set(before.names()) - dropped, step.names()
    for household in sorted(approved - set(announced)):
        yield step.hit(
            ("list",),
            Text(
                f"审定的名单（{before.id}）上有 {household}，公告里没有。",
                f"{household} is on the approved list ({before.id}), and not announced.",
            ),
            _SAME,
        )
    for household in sorted(set(announced) - approved):
        yield step.hit(
            announced[household][len(step.keys) :],
            Text(
                f"公告里有 {household}，审定的名单（{before.id}）上没有。",
                f"{household} is announced, and not on the approved list ({before.id}).",
            ),
            _SAME,
        )


_SAME = Text(
    "公告要与审定的名单一户不差；要去掉的，在公告之前写明原因（dropped）。",
    "The announcement is the approved list, name for name; who is to go is dropped with a reason "
    "before it.",
)


@FAMILY.rule("not-in-history", clauses=("scope.3",), needs=_ANNOUNCEMENT)
def not_in_history(index: Index, as_of: date) -> Iterator[Hit]:
    """A household announced by a round whose own record does not have that status change."""
    for found in rounds(index):
        step = found.announced
        if step is None or step.value["announcement"]["date"] > as_of.isoformat():
            continue
        for household in step.names():
            case = index.case(found.document.origin, household)
            entered = case.value.get("history", ()) if case else ()
            if case and found.document.origin.id not in {one["round"] for one in entered}:
                yield Hit(
                    case.document,
                    ("history",),
                    Text(
                        f"批次 {found.document.origin.id} 已经公告这一户，这里没有记身份变化。",
                        f"The round {found.document.origin.id} announced this household; its "
                        "status change is not here.",
                    ),
                    Text(
                        "请在 history 里记上：公告日期、变化和批次。",
                        "Enter it in history: day of the announcement, change and round.",
                    ),
                    clauses=(step.id,),
                )


@FAMILY.rule("history-differs", clauses=("scope.3",), needs=_ANNOUNCEMENT)
def history_differs(index: Index, _as_of: date) -> Iterator[Hit]:
    """A status change whose round has not announced it, or announced it on another day.

    One whose round does not list the household at all is told by ``status.change-without-round``.
    """
    by_village = {
        (origin.township, origin.village, origin.id): found
        for found in rounds(index)
        for origin in (found.document.origin,)
    }
    for case in index.cases:
        origin = case.document.origin
        for number, change in enumerate(case.value.get("history", ())):
            found = by_village.get((origin.township, origin.village, change["round"]))
            if found is None or not any(case.id in step.names() for step in found.lists):
                continue
            step = found.announced
            if step is None or case.id not in step.names():
                what = Text(
                    f"批次 {change['round']} 还没有公告这一户。",
                    f"The round {change['round']} has not announced this household.",
                )
            elif step.value["announcement"]["date"] != change["date"]:
                what = Text(
                    f"批次 {change['round']} 的公告日期是 {step.value['announcement']['date']}。",
                    f"The round {change['round']} announced it on "
                    f"{step.value['announcement']['date']}.",
                )
            else:
                continue
            yield Hit(
                case.document,
                ("history", number, "date"),
                what,
                Text(
                    "身份变化以公告为准：公告了才记，日期与公告相同。",
                    "Status follows the announcement: entered once announced, under its day.",
                ),
            )
