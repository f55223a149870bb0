"""Objections: every one is answered before the round goes on, and an upheld one takes effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import EVERY_STEP, Family, Hit, Index
from gongshi.rules.rounds import Objection, Round, Step, rounds

FAMILY = Family("objection", Text("异议", "Objections"))

_STEPS = (EVERY_STEP,)


def _objections(index: Index) -> Iterator[tuple[Round, Objection]]:
    for found in rounds(index):
        for objection in found.objections:
            yield found, objection


@FAMILY.rule("before-its-step", needs=_STEPS)
def before_its_step(index: Index, _as_of: date) -> Iterator[Hit]:
    """An objection to a step that had not begun on its day, or is not on record."""
    for _, objection in _objections(index):
        step, day = objection.step, objection.value["date"]
        if step is None or day < step.since:
            yield objection.hit(
                Text(
                    f"{day} 提出异议时，{objection.value['step']} 这一步还没有开始。",
                    f"Raised on {day}, when the step {objection.value['step']} had not begun.",
                ),
                Text(
                    "请核对日期和步骤：对哪份名单提出的，就写哪一步。",
                    "Check the day and the step: it is the one whose list it is about.",
                ),
                "step",
            )


@FAMILY.rule("answered-before-raised", needs=_STEPS)
def answered_before_raised(index: Index, _as_of: date) -> Iterator[Hit]:
    """An answer dated before the objection."""
    for _, objection in _objections(index):
        if objection.answered_by(objection.value["date"]):
            answered = objection.value["answer"]["date"]
            if answered < objection.value["date"]:
                yield objection.hit(
                    Text(
                        f"{answered} 就答复了，{objection.value['date']} 才提出。",
                        f"Answered on {answered}, raised only on {objection.value['date']}.",
                    ),
                    Text("请改正日期。", "Correct the days."),
                    "answer",
                    "date",
                )


@FAMILY.rule("unanswered", needs=_STEPS)
def unanswered(index: Index, _as_of: date) -> Iterator[Hit]:
    """A step begun, or an announcement made, while an objection raised before had no answer.

    An objection does not lapse: not with the end of the notice, nor with time.
    """
    for found, objection in _objections(index):
        raised = objection.value["date"]
        for step, keys, day in _advances(found, objection):
            if raised < day and not objection.answered_by(day):
                yield step.hit(
                    keys,
                    Text(
                        f"异议 {objection.value['id']}（{raised}）还没有答复，{day} 就往下走了。",
                        f"The round went on on {day} while the objection "
                        f"{objection.value['id']} ({raised}) had no answer.",
                    ),
                    Text(
                        "先核实、答复（answer），再办下一步；异议不会过期。",
                        "Look into it and answer it (answer) first; an objection does not lapse.",
                    ),
                )
                break


def _advances(found: Round, objection: Objection) -> Iterator[tuple[Step, Keys, str]]:
    """Every start of a step after the objection's own, and the announcement."""
    place = objection.step.place if objection.step else -1
    for step in found.steps:
        if step.place > place:
            yield step, ("from",), step.since
        if step.announcement is not None:
            yield step, ("announcement", "date"), step.announcement["date"]


@FAMILY.rule("upheld-and-kept", needs=_STEPS)
def upheld_and_kept(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household that an upheld objection takes off the list, on a list drawn up afterwards.

    It concerns income, housing, vehicles, business, the payroll or absence; one about the head
    count or the procedure is mended without taking anybody off.
    """
    for found, objection in _objections(index):
        if objection.removes and objection.household is not None:
            for step in _lists_after(found, objection):
                if objection.household in step.names():
                    keys = step.names()[objection.household]
                    yield step.hit(
                        keys[len(step.keys) :],
                        Text(
                            f"针对 {objection.household} 的异议 {objection.value['id']} 成立，"
                            f"它却还在名单上。",
                            f"The objection {objection.value['id']} about {objection.household} "
                            "was upheld, and it is still on the list.",
                        ),
                        Text(
                            "请从名单上去掉，写进 dropped，原因填 objection。",
                            "Take it off, and enter it in dropped, reason objection.",
                        ),
                    )
                    break


def _lists_after(found: Round, objection: Objection) -> list[Step]:
    """The lists of steps that began once the objection was answered."""
    answered = objection.value["answer"]["date"]
    place = objection.step.place if objection.step else -1
    return [step for step in found.lists if step.place > place and step.since >= answered]


@FAMILY.rule("upheld-and-missing", needs=_STEPS)
def upheld_and_missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household left out, its objection upheld, and not on the next list nor dropped since."""
    for found, objection in _objections(index):
        if objection.returns and objection.household is not None:
            for step in _lists_after(found, objection)[:1]:
                dropped = found.drops(objection.step, step)
                again = dropped.get(objection.household)
                since = again is not None and again["date"] >= objection.value["answer"]["date"]
                if objection.household not in step.names() and not since:
                    yield step.hit(
                        ("list",),
                        Text(
                            f"{objection.household} 被漏掉的异议 {objection.value['id']} 成立，"
                            f"名单上还是没有它。",
                            f"{objection.household} was left out, its objection "
                            f"{objection.value['id']} was upheld, and it is not on the list.",
                        ),
                        Text(
                            "请补入名单；后来又不符合的，写进 dropped，写明原因。",
                            "Put it on the list; if it failed later, enter it in dropped with the "
                            "reason.",
                        ),
                    )


@FAMILY.rule("about-nobody", needs=_STEPS)
def about_nobody(index: Index, _as_of: date) -> Iterator[Hit]:
    """An objection that takes a household off, or brings one back, and names none."""
    for _, objection in _objections(index):
        if (objection.removes or objection.returns) and objection.household is None:
            yield objection.hit(
                Text(
                    f"异议 {objection.value['id']} 成立，却没有写涉及哪一户。",
                    f"The objection {objection.value['id']} was upheld, and names no household.",
                ),
                Text(
                    "请写上涉及的户（household）；成立的异议要落实到名单。",
                    "Enter the household; an upheld objection takes effect on the list.",
                ),
            )
