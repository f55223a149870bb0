"""Who counts: registration, one household a person, and changes with their dates (scope.1-4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.decision import criteria
from gongshi.decision.case import Case, on_the_books
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.claims import claims

FAMILY = Family("scope", Text("哪些人算，怎么算一户", "Who counts, and what a household is"))

_FOR_GOOD = "9999-12-31"


@FAMILY.rule("out-of-scope", clauses=("scope.1",))
def out_of_scope(index: Index, as_of: date) -> Iterator[Hit]:
    """A household entered, or on an entry list, that is neither rural nor converted from rural.

    Clause scope.1: rural residents, and those converted by the registration reform.
    """
    for claim in claims(index, "entry", as_of):
        judged = criteria.judge("scope.1", claim.case, claim.decision.year, claim.decision.day)
        if judged.truth is False:
            yield claim.hit(
                Text(
                    "但户籍既不是农村户籍，也不是农转非（scope.1）。",
                    "but its registration is neither rural nor converted from rural (scope.1).",
                ),
                Text(
                    "请核对户口簿上的户籍类别；确为城镇户籍的，不在识别范围内。",
                    "Check the kind of registration in the booklet; urban households are outside.",
                ),
            )


@FAMILY.rule("registered-elsewhere", clauses=("scope.4",))
def registered_elsewhere(index: Index, as_of: date) -> Iterator[Hit]:
    """A household kept in one township and registered in another.

    Clause scope.4: the township of registration handles the household.
    """
    for case in index.cases:
        if not case.closed_by(as_of) and _township(case) != case.document.origin.township:
            yield Hit(
                case.document,
                ("registration", "township"),
                Text(
                    f"户籍在乡镇 {_township(case)}，记录却在 {case.document.origin.township}"
                    "（scope.4）。",
                    f"Registered in {_township(case)}, but recorded in "
                    f"{case.document.origin.township} (scope.4).",
                ),
                Text(
                    "请核对户口簿：由户籍所在乡镇办理，把记录移到那里，或改正户籍乡镇。",
                    "Check the booklet: the township of registration keeps the record; move it "
                    "there, or correct the township.",
                ),
            )


def _township(case: Case) -> str:
    return str(case.value["registration"]["township"])


@FAMILY.rule("person-in-two-households", clauses=("scope.2",))
def person_in_two_households(index: Index, _as_of: date) -> Iterator[Hit]:
    """A person who counts in two households, or twice in one, on the same day.

    Clause scope.2: one person belongs to one household. Leaving one and joining the other on the
    same day is right.
    """
    stays: dict[str, list[tuple[str, str, Document, int]]] = defaultdict(list)
    for case in index.cases:
        for number, member in enumerate(case.value["members"]):
            since, until = _stay(case, member)
            if since < until:
                stays[member["id"]].append((since, until, case.document, number))
    for entered in stays.values():
        entered.sort(key=lambda stay: (stay[0], stay[2].origin.path, stay[3]))
        longest = entered[0]
        for later in entered[1:]:
            earlier, longest = longest, max(longest, later, key=lambda stay: stay[1])
            if later[0] < earlier[1]:
                other = earlier[2].origin
                line, _ = earlier[2].positions().of(("members", earlier[3]))
                yield Hit(
                    later[2],
                    ("members", later[3], "id"),
                    Text(
                        f"从 {later[0]} 起，这个人同时算在 {other.path}:{line} 里（scope.2）。",
                        f"From {later[0]} this person also counts in {other.path}:{line} "
                        "(scope.2).",
                    ),
                    Text(
                        "一个人同一天只能算在一户：请填写离开原户的日期，或改正加入日期、人编号。",
                        "One person, one household: enter the day of leaving the other, or correct "
                        "the day of joining or the person's number.",
                    ),
                )


def _stay(case: Case, member: dict[str, Any]) -> tuple[str, str]:
    """The first day a member counts, and the first on which they no longer do."""
    ends = [_FOR_GOOD]
    ends += [event["date"] for event in (member.get("left"), case.value.get("closed")) if event]
    return member["joined"]["date"], min(ends)


@FAMILY.rule("on-the-books-after-death", clauses=("scope.3",))
def on_the_books_after_death(index: Index, _as_of: date) -> Iterator[Hit]:
    """A person recorded as dead who joins a household on a later day.

    Clause scope.3: on a death the household is adjusted; the person's number is not used again.
    """
    died: dict[str, str] = {}
    for case in index.cases:
        for member in case.value["members"]:
            left = member.get("left")
            if left is not None and left["reason"] == "death":
                died[member["id"]] = left["date"]
    for case in index.cases:
        for number, member in enumerate(case.value["members"]):
            day = died.get(member["id"])
            if day is not None and member["joined"]["date"] >= day:
                yield Hit(
                    case.document,
                    ("members", number, "joined", "date"),
                    Text(
                        f"这个人已登记在 {day} 死亡，却在这天以后加入（scope.3）。",
                        f"This person is recorded as having died on {day}, yet joins later "
                        "(scope.3).",
                    ),
                    Text(
                        "请核对人编号、离开的原因和日期；编号不重用。",
                        "Check the person's number, and the reason and day of leaving; numbers "
                        "are not used again.",
                    ),
                )


@FAMILY.rule("left-before-joining", clauses=("scope.3",))
def left_before_joining(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member whose day of leaving is not after the day of joining.

    Clause scope.3: each change has its date, and counts from that day.
    """
    for case in index.cases:
        for number, member in enumerate(case.value["members"]):
            left = member.get("left")
            if left is not None and left["date"] <= member["joined"]["date"]:
                yield Hit(
                    case.document,
                    ("members", number, "left", "date"),
                    Text(
                        "离开的日期不在加入的日期之后（scope.3）。",
                        "The day of leaving is not after the day of joining (scope.3).",
                    ),
                    Text("请改正其中一个日期。", "Correct one of the two days."),
                )


@FAMILY.rule("change-in-future", Severity.WARNING, clauses=("scope.3",))
def change_in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """A member's joining or leaving, or a household's closing, dated after the as-of date.

    Clause scope.3: changes are recorded when they have happened. It is a warning, as the records
    may be looked at as of an earlier day.
    """
    day = as_of.isoformat()
    for case in index.cases:
        dated: list[tuple[Keys, str]] = [
            (("members", number, event, "date"), member[event]["date"])
            for number, member in enumerate(case.value["members"])
            for event in ("joined", "left")
            if event in member
        ]
        if "closed" in case.value:
            dated.append((("closed", "date"), case.value["closed"]["date"]))
        for keys, found in dated:
            if found > day:
                yield Hit(
                    case.document,
                    keys,
                    Text(
                        f"这个日期在截至日期 {day} 之后（scope.3）。",
                        f"This day lies after the as-of date, {day} (scope.3).",
                    ),
                    Text(
                        "变动发生以后再记；请核对日期。",
                        "Record a change once it has happened; check the date.",
                    ),
                )


@FAMILY.rule("everyone-gone", clauses=("scope.3",))
def everyone_gone(index: Index, as_of: date) -> Iterator[Hit]:
    """A household on the list, not closed, of which every member has left.

    Clause scope.3: when the whole household leaves, it is adjusted as a whole.
    """
    for case in index.cases:
        if case.on_the_list(as_of) and not any(_present(case, as_of)):
            yield Hit(
                case.document,
                ("members",),
                Text(
                    "这一户在册，但成员都已离开，还没有销户（scope.3）。",
                    "On the list, but every member has left and it is not closed (scope.3).",
                ),
                Text(
                    "请填写 closed（日期和原因）；还有人在的，请改正成员的离开记录。",
                    "Fill in closed (date and reason); if somebody is still there, correct their "
                    "entry.",
                ),
            )


@FAMILY.rule("head-missing", clauses=("scope.2",))
def head_missing(index: Index, as_of: date) -> Iterator[Hit]:
    """A household with members and no head on the as-of date.

    Clause scope.2: the register booklet has one head a household.
    """
    for case in index.cases:
        present = list(_present(case, as_of))
        if present and not any(member["relation"] == "head" for _, member in present):
            yield Hit(
                case.document,
                ("members",),
                Text(
                    f"{as_of} 在册的成员里没有户主（scope.2）。",
                    f"None of the members on {as_of} is the head (scope.2).",
                ),
                Text(
                    "户主去世或离开后，请按户口簿把一名成员的 relation 改为 head。",
                    "When a head has died or left, set the relation of the new one to head.",
                ),
            )


@FAMILY.rule("two-heads", clauses=("scope.2",))
def two_heads(index: Index, as_of: date) -> Iterator[Hit]:
    """A household with two heads on the as-of date.

    Clause scope.2: the register booklet has one head a household.
    """
    for case in index.cases:
        heads = [n for n, member in _present(case, as_of) if member["relation"] == "head"]
        for number in heads[1:]:
            yield Hit(
                case.document,
                ("members", number, "relation"),
                Text(
                    f"{as_of} 在册的成员里有两个户主（scope.2）。",
                    f"Two of the members on {as_of} are heads (scope.2).",
                ),
                Text(
                    "一户一个户主：请改正其中一个。", "One head a household: correct one of them."
                ),
            )


def _present(case: Case, day: date) -> Iterator[tuple[int, dict[str, Any]]]:
    """The members on the books on a day, with their place in the record."""
    if not case.closed_by(day):
        for number, member in enumerate(case.value["members"]):
            if on_the_books(member, day):
                yield number, member
