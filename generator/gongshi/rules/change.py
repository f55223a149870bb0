"""Change itself: what was announced, posted, answered or closed is corrected in the open.

These rules hold the records against those that a change started from (``Index.before``); without
them, all but the last two find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from gongshi.decision.wording import ids
from gongshi.finding import Text
from gongshi.load.document import Document, Origin
from gongshi.load.yaml import Keys
from gongshi.rules.base import EVERY_STEP, Family, Hit, Index

FAMILY = Family("change", Text("改动", "Changes"))

_STEPS = (EVERY_STEP,)
_PERMANENT = frozenset(
    {"household", "round", "village", "township", "organisation", "project", "duty-log"}
)
_OFFICIALS = (("organisation", "leaders"), ("organisation", "contacts"))
_OF_VILLAGE = (("village", "team"), ("village", "posts"))

_CORRECT = Text(
    "已经公开的不能悄悄改。请恢复原样；确实写错的，在 corrections 里写明日期、更正什么、"
    "原因和经办人，再改正。例子：gongshi rules change.list-altered",
    "What was public is not edited quietly. Put it back; if it was wrong, enter in corrections the "
    "day, what is corrected, why and by whom, and then correct it. An example: gongshi rules "
    "change.list-altered",
)


def identity(origin: Origin) -> tuple[str, ...]:
    """What makes a record the same one as before, wherever it has moved to.

    Households move between villages and villages between townships; their ids stay theirs.
    """
    village = "" if origin.kind == "household" else origin.village
    return (origin.kind, village, origin.id)


def _known(index: Index) -> Mapping[tuple[str, ...], Document]:
    return index.once(
        "known", lambda: {identity(document.origin): document for document in index.documents}
    )


def moves(before: Index, index: Index) -> dict[str, str]:
    """The path of every record that lies elsewhere than before, by its earlier path."""
    now = {identity(origin): origin.path for origin in index.origins}
    return {
        origin.path: now[identity(origin)]
        for origin in before.origins
        if now.get(identity(origin), origin.path) != origin.path
    }


def pairs(index: Index, kind: str) -> Iterator[tuple[Document, Document]]:
    """Every record of a kind as it was and as it is, where it was there and still is."""
    if index.before is not None:
        known = _known(index.before)
        for document in index.of_kind(kind):
            was = known.get(identity(document.origin))
            if was is not None and was.value != document.value:
                yield was, document


def corrected(was: Document, now: Document, part: str) -> list[dict[str, Any]]:
    """The corrections of a part that came with the change."""
    before = was.value.get("corrections", [])
    added = [one for one in now.value.get("corrections", []) if one not in before]
    return [one for one in added if one["part"] == part]


@FAMILY.rule("record-gone", clauses=("scope.3",))
def record_gone(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household, round, village, unit, project or duty log that is no longer there.

    A household that left is closed; its record stays. Of a village that is gone, its own records
    are not told one by one.
    """
    villages = {"", *(origin.village for origin in index.origins)}
    for was in _gone(index):
        if was.origin.kind != "village" and was.origin.village not in villages:
            continue
        if was.origin.kind == "household" and _under_another_number(index, was):
            continue
        closing = was.origin.kind == "household"
        yield Hit(
            None,
            (),
            Text(
                f"记录 {was.origin.id} 被删除了。", f"The record {was.origin.id} has been deleted."
            ),
            Text(
                "请恢复文件。整户离开的，在 closed 里写明日期和原因，记录要保留。"
                if closing
                else "请恢复文件：记录只增不删，写错的要更正。",
                "Put the file back. A household that left is closed (closed: date and reason); its "
                "record stays."
                if closing
                else "Put the file back: records are added to and corrected, never deleted.",
            ),
            was.origin.path,
        )


def _gone(index: Index) -> list[Document]:
    """The records that were there before and are not now; one that cannot be read is there."""
    if index.before is None:
        return []
    there = {identity(origin) for origin in index.origins}
    return [
        document
        for document in index.before.documents
        if document.origin.kind in _PERMANENT and identity(document.origin) not in there
    ]


def _under_another_number(index: Index, was: Document) -> Document | None:
    """The household that has all the people of one that is gone."""
    people = {member["id"] for member in was.value["members"]}
    for document in index.of_kind("household"):
        if people == {member["id"] for member in document.value["members"]}:
            return document
    return None


@FAMILY.rule("number-changed", clauses=("scope.3",))
def number_changed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household that now has another number. Numbers are permanent and never given twice."""
    for was in _gone(index):
        now = _under_another_number(index, was) if was.origin.kind == "household" else None
        if now is not None:
            yield Hit(
                now,
                ("id",),
                Text(
                    f"这一户原来的编号是 {was.origin.id}。",
                    f"This household had the number {was.origin.id}.",
                ),
                Text(
                    "编号一经给出就不再变；请改回原来的编号和文件名。",
                    "A number is permanent: give it back its number and file name.",
                ),
            )


@FAMILY.rule("person-gone", clauses=("scope.3",))
def person_gone(index: Index, _as_of: date) -> Iterator[Hit]:
    """A member or an official who was entered and is gone: they leave, they do not vanish."""
    for was, now in pairs(index, "household"):
        people = {member["id"] for member in now.value["members"]}
        lost = [one["id"] for one in was.value["members"] if one["id"] not in people]
        if lost and not corrected(was, now, "members"):
            yield Hit(
                now,
                ("members",),
                Text(
                    f"原来的成员不见了：{ids(lost).zh}。",
                    f"Members who were here are gone: {ids(lost).en}.",
                ),
                Text(
                    "离开的人在 left 里写明日期和原因，不要删除；写错的人，在 corrections 里说明。",
                    "Who leaves has a day and reason in left, and stays in the file; one entered "
                    "by mistake is told in corrections.",
                ),
            )
    for kind, part in (*_OFFICIALS, *_OF_VILLAGE):
        for was, now in pairs(index, kind):
            there = {one["id"] for one in now.value.get(part, ())}
            lost = [one["id"] for one in was.value.get(part, ()) if one["id"] not in there]
            if lost:
                yield Hit(
                    now,
                    (part,),
                    Text(
                        f"原来的干部不见了：{ids(lost).zh}。",
                        f"Officials who were here are gone: {ids(lost).en}.",
                    ),
                    Text(
                        "不再任职的，写上截止日期（to），不要删除：签过的字还要能查到是谁。",
                        'Who leaves the post gets a last day ("to") and stays: it must remain '
                        "known who signed.",
                    ),
                )


def _steps(document: Document) -> dict[str, tuple[int, dict[str, Any]]]:
    return {step["step"]: (number, step) for number, step in enumerate(document.value["steps"])}


def _part(document: Document, name: str, part: str) -> Any:
    """A part of a step; None where the step or the part is not there."""
    _, step = _steps(document).get(name, (0, {}))
    return step.get(part)


def _was_public(index: Index, as_of: date) -> Iterator[tuple[Document, Document, str]]:
    """Every step that had hung out a notice, or been announced, before the change."""
    for was, now in pairs(index, "round"):
        for name, (_, step) in _steps(was).items():
            posted = "notice" in step and step["notice"]["from"] <= as_of.isoformat()
            if posted or "announcement" in step:
                yield was, now, name


def _told(document: Document, name: str, part: str, message: Text) -> Hit:
    """A finding on a part of a step, or on the round where the step is gone."""
    steps = _steps(document)
    keys: Keys = ("steps", steps[name][0], part) if name in steps else ("steps",)
    return Hit(document, keys, message, _CORRECT, clauses=(name,))


@FAMILY.rule("list-altered", needs=_STEPS)
def list_altered(index: Index, as_of: date) -> Iterator[Hit]:
    """A list that was posted or announced, changed without a correction that says why.

    A household dropped while the notice hangs stays on the posted list.
    """
    for was, now, name in _was_public(index, as_of):
        rows = [
            {row["household"]: row for row in _part(one, name, "list") or ()} for one in (was, now)
        ]
        differing = {
            household
            for household in rows[0] | rows[1]
            if rows[0].get(household) != rows[1].get(household)
        }
        for correction in corrected(was, now, "list"):
            if correction.get("step") == name:
                differing -= {correction["household"]} if "household" in correction else differing
        if differing:
            told = ids(sorted(differing))
            yield _told(
                now,
                name,
                "list",
                Text(
                    f"{name} 的名单已经公开，却改动了：{told.zh}。",
                    f"The list of {name} is public, and was changed: {told.en}.",
                ),
            )


@FAMILY.rule("notice-altered", needs=("notice",))
def notice_altered(index: Index, as_of: date) -> Iterator[Hit]:
    """A notice that hung before the change, with other days or places, or gone.

    One that still hangs may be left longer.
    """
    for was, now, name in _was_public(index, as_of):
        before, after = (_part(one, name, "notice") for one in (was, now))
        if before is None or before == after or _noted(was, now, "notice", name):
            continue
        hangs = before["to"] >= as_of.isoformat()
        if after and hangs and after == {**before, "to": max(before["to"], after["to"])}:
            continue
        yield _told(
            now,
            name,
            "notice",
            Text(
                f"{name} 的公示已经张贴，起止或地点却改动了。",
                f"The notice of {name} was posted, and its days or places were changed.",
            ),
        )


def _noted(was: Document, now: Document, part: str, step: str) -> bool:
    return any(one.get("step") == step for one in corrected(was, now, part))


@FAMILY.rule("announcement-altered", needs=("announcement",))
def announcement_altered(index: Index, as_of: date) -> Iterator[Hit]:
    """An announcement made before the change, that is another now, or gone."""
    for was, now, name in _was_public(index, as_of):
        before, after = (_part(one, name, "announcement") for one in (was, now))
        if before not in (None, after) and not _noted(was, now, "announcement", name):
            yield _told(
                now,
                name,
                "announcement",
                Text(
                    f"{name} 的公告已经发布，却改动了。",
                    f"The announcement of {name} was made, and was changed.",
                ),
            )


@FAMILY.rule("objection-altered", needs=_STEPS)
def objection_altered(index: Index, _as_of: date) -> Iterator[Hit]:
    """An objection that was recorded, and is another now or gone; all it may gain is an answer."""
    for was, now in pairs(index, "round"):
        after: dict[str, tuple[int, dict[str, Any]]] = {
            one["id"]: (number, one) for number, one in enumerate(now.value.get("objections", ()))
        }
        noted = {one.get("objection") for one in corrected(was, now, "objection")}
        for one in was.value.get("objections", ()):
            number, current = after.get(one["id"]) or (None, {})
            kept = {**one, "answer": current["answer"]} if "answer" in current else one
            if one["id"] in noted or current == (one if "answer" in one else kept):
                continue
            keys: Keys = ("objections",) if number is None else ("objections", number)
            yield Hit(
                now,
                keys,
                Text(
                    f"异议 {one['id']} 被删除了。"
                    if number is None
                    else f"异议 {one['id']} 的内容改动了。",
                    f"The objection {one['id']} was deleted."
                    if number is None
                    else f"The objection {one['id']} was changed.",
                ),
                Text(
                    "异议和答复不能删、不能改，只能补上答复；写错的，在 corrections 里写明"
                    "（part 填 objection），再改正。",
                    "Objections and answers are neither deleted nor edited, an answer is added. "
                    "A mistake is told in corrections (part: objection), and then corrected.",
                ),
                clauses=(one["step"],),
            )


@FAMILY.rule("survey-altered", clauses=("scope.3",))
def survey_altered(index: Index, as_of: date) -> Iterator[Hit]:
    """The survey of a year that is over, changed or gone without a correction."""
    for was, now in pairs(index, "household"):
        after = {one["year"]: (number, one) for number, one in enumerate(now.value["surveys"])}
        noted = {one.get("year") for one in corrected(was, now, "survey")}
        for one in was.value["surveys"]:
            number, current = after.get(one["year"], (None, None))
            if one["year"] < as_of.year and current != one and one["year"] not in noted:
                yield Hit(
                    now,
                    ("surveys",) if number is None else ("surveys", number),
                    Text(
                        f"{one['year']} 年已经过去，那一年的调查却改动了。",
                        f"{one['year']} is over, and its survey was changed.",
                    ),
                    Text(
                        "往年的调查是当年认定的依据。请恢复原样；确实写错的，在 corrections 里写明"
                        "（part 填 survey，写上 year），再改正。",
                        "A past year's survey is what that year's decisions rest on. Put it back; "
                        "if it was wrong, tell it in corrections (part: survey, with the year), "
                        "and then correct it.",
                    ),
                )


@FAMILY.rule("history-altered", clauses=("scope.3",))
def history_altered(index: Index, _as_of: date) -> Iterator[Hit]:
    """A status change, or the closing of a household, that was recorded and is another or gone."""
    for was, now in pairs(index, "household"):
        if corrected(was, now, "history"):
            continue
        lost = [
            one for one in was.value.get("history", ()) if one not in now.value.get("history", ())
        ]
        reopened = "closed" in was.value and was.value["closed"] != now.value.get("closed")
        if lost or reopened:
            yield Hit(
                now,
                ("history",) if lost else ("closed",),
                Text(
                    "记过的身份变化改动了。" if lost else "销户的记录改动了。",
                    "A status change on record was changed."
                    if lost
                    else "The closing on record was changed.",
                ),
                Text(
                    "身份只能经批次公告或动态调整而变。请恢复原样；确实写错的，"
                    "在 corrections 里写明（part 填 history），再改正。",
                    "Status changes only by a round or an adjustment. Put it back; if it was "
                    "wrong, tell it in corrections (part: history), and then correct it.",
                ),
            )


@FAMILY.rule("correction-altered", clauses=("scope.3",))
def correction_altered(index: Index, _as_of: date) -> Iterator[Hit]:
    """A correction that was recorded, and is another now or gone; corrections are only added."""
    for kind in ("household", "round"):
        for was, now in pairs(index, kind):
            after = now.value.get("corrections", ())
            if any(one not in after for one in was.value.get("corrections", ())):
                yield Hit(
                    now,
                    ("corrections",),
                    Text("以前的更正被删改了。", "An earlier correction was changed or deleted."),
                    Text(
                        "更正只能往后加；请恢复原来的更正。",
                        "Corrections are only added: put the earlier one back.",
                    ),
                )


@FAMILY.rule("correction-in-future", clauses=("scope.3",))
def correction_in_future(index: Index, as_of: date) -> Iterator[Hit]:
    """A correction dated after the as-of date."""
    as_of = index.present(as_of)
    for document, number, correction in _corrections(index):
        if correction["date"] > as_of.isoformat():
            yield Hit(
                document,
                ("corrections", number, "date"),
                Text(
                    f"更正的日期 {correction['date']} 还没有到（截至 {as_of}）。",
                    f"{correction['date']} has not come yet (as of {as_of}).",
                ),
                Text("请改正日期。", "Correct the day."),
            )


@FAMILY.rule("correction-astray", clauses=("scope.3",))
def correction_astray(index: Index, _as_of: date) -> Iterator[Hit]:
    """A correction that does not say which step, objection or year it is about, or a wrong one."""
    for document, number, correction in _corrections(index):
        if not _leads_somewhere(document.value, correction):
            key = _POINTS[correction["part"]]
            yield Hit(
                document,
                ("corrections", number),
                Text(
                    f"更正没有写明是哪一项（{key}），或者没有这一项。",
                    f"The correction does not say of what ({key}), or there is none such.",
                ),
                Text(f"请填写或改正 {key}。", f"Enter or correct {key}."),
            )


_POINTS = {
    "list": "step",
    "notice": "step",
    "announcement": "step",
    "objection": "objection",
    "survey": "year",
    "history": "history",
    "members": "members",
}


def _leads_somewhere(value: dict[str, Any], correction: dict[str, Any]) -> bool:
    part = correction["part"]
    if part == "survey":
        return correction.get("year") in {one["year"] for one in value["surveys"]}
    if part == "objection":
        return correction.get("objection") in {one["id"] for one in value.get("objections", ())}
    if part in ("list", "notice", "announcement"):
        return any(
            step["step"] == correction.get("step") and part in step for step in value["steps"]
        )
    return True


def _corrections(index: Index) -> Iterator[tuple[Document, int, dict[str, Any]]]:
    for kind in ("household", "round"):
        for document in index.of_kind(kind):
            for number, correction in enumerate(document.value.get("corrections", ())):
                yield document, number, correction
