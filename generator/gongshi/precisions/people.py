"""Six precisions, 5: the right people for each village. Posts, the resident team, duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from gongshi.duties.ledger import State, owed_to_few
from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.precisions.figure import DAYS, Quantity, Table, share_of, tally
from gongshi.rules.base import Index
from gongshi.rules.ledgers import ledgers

CLAUSE = "six-precisions.5"
Found = Iterator[tuple[Origin, str, Quantity]]

POSTS = share_of(
    "people.posts-filled",
    Text("有人担任的主要职务", "Principal posts filled"),
    Text(
        "县里定了哪几个是村里的主要职务。这里看今天几个有人担任。",
        "The county names a village's principal posts. How many of them are filled today.",
    ),
    Text("有人担任的职务", "posts filled"),
    Text("应有的职务", "posts there are to be"),
    Text("个职务", "posts"),
    Text("没有定主要职务的村", "villages for which no posts are named"),
)
SECRETARY = share_of(
    "people.first-secretary-days",
    Text("有第一书记的日子", "Days with a first secretary"),
    Text(
        "从今年 1 月 1 日到今天，村里有第一书记的有几天。",
        "On how many days from 1 January to today the village had a first secretary.",
    ),
    Text("有第一书记的天数", "days with a first secretary"),
    Text("今年到今天的天数", "days of this year up to today"),
    DAYS,
)
TEAM = share_of(
    "people.team-days",
    Text("有驻村工作队的日子", "Days with a resident team"),
    Text(
        "从今年 1 月 1 日到今天，村里至少有一名驻村工作队员（含第一书记、队长）的有几天。",
        "On how many days from 1 January to today at least one member of a resident team, the "
        "first secretary and the leader included, was in post.",
    ),
    Text("有工作队的天数", "days with a team"),
    Text("今年到今天的天数", "days of this year up to today"),
    DAYS,
)
DUTIES = share_of(
    "people.duties-on-time",
    Text("按时尽到的帮扶责任", "Duties done on time"),
    Text(
        "清单上的帮扶责任，今年到期的有几项按时做到了。有理由免除的、帮扶户太少的不算。",
        "Of the duties of the lists that came due this year, how many were done in time. Those "
        "excused, and those owed to too few households, are left out.",
    ),
    Text("按时做到的责任", "duties done in time"),
    Text("到期的责任", "duties that came due"),
    Text("项", "duties"),
    Text("记录不全、说不清的责任", "duties of which too little is recorded to tell"),
)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of this precision that the records of villages give."""
    return (
        Table(CLAUSE, as_of, (POSTS,), tally(index, _posts(index, as_of))),
        *(
            Table(CLAUSE, as_of, (definition,), tally(index, _days(index, as_of, roles)))
            for definition, roles in (
                (SECRETARY, {"first-secretary"}),
                (TEAM, {"first-secretary", "leader", "member"}),
            )
        ),
        Table(CLAUSE, as_of, (DUTIES,), tally(index, _duties(index, as_of))),
    )


def _posts(index: Index, as_of: date) -> Found:
    wanted = index.law.parameters.on("village-posts", as_of).words
    for document in index.of_kind("village"):
        if wanted is None:
            yield document.origin, "unknown", 1
            continue
        held = {
            one["post"]
            for one in document.value["posts"]
            if one["from"] <= as_of.isoformat() <= one.get("to", as_of.isoformat())
        }
        filled = len(held.intersection(wanted))
        yield document.origin, "yes", filled
        yield document.origin, "no", len(set(wanted)) - filled


def _duties(index: Index, as_of: date) -> Found:
    """The duties of the year whose last day is over.

    Tasks owed to so few households of a village that a figure would be about them are left out
    here, so that no sum gives them away. Without a smallest group nothing owed to households is
    counted.
    """
    smallest = index.law.parameters.on("smallest-group", as_of).number
    for village, _, ledger in ledgers(index, as_of):
        few = owed_to_few(ledger.owed, smallest)
        for one in ledger.owed:
            told = one.household is None or one.asked.id not in few
            over = one.due is not None and one.due < as_of and one.due.year == as_of.year
            if told and over and one.state in _PARTS:
                late = one.state is State.DONE and one.late
                yield village.origin, "no" if late else _PARTS[one.state], 1


_PARTS = {State.DONE: "yes", State.OVERDUE: "no", State.UNKNOWN: "unknown"}


def _days(index: Index, as_of: date, roles: set[str]) -> Found:
    first = date(as_of.year, 1, 1)
    for document in index.of_kind("village"):
        terms = [one for one in document.value["team"] if one["role"] in roles]
        served = days_served(terms, first, as_of)
        yield document.origin, "yes", served
        yield document.origin, "no", (as_of - first).days + 1 - served


def days_served(terms: Iterable[dict[str, Any]], first: date, last: date) -> int:
    """On how many days from ``first`` to ``last``, both included, at least one term runs."""
    served, free = 0, first.toordinal()
    for term in sorted(terms, key=lambda one: str(one["from"])):
        since = max(date.fromisoformat(term["from"]).toordinal(), free)
        until = min(date.fromisoformat(term.get("to", last.isoformat())), last).toordinal()
        if since <= until:
            served += until - since + 1
            free = until + 1
    return served
