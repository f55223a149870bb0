"""Exit: nobody leaves before they may, and nobody who must leave is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.criteria import Verdict
from gongshi.decision.household import ONE_OUT, THREE_NOT_OUT, Decision, Outcome
from gongshi.decision.wording import ids
from gongshi.finding import Severity, Text
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.claims import claims, unrecorded

FAMILY = Family("exit", Text("退出：一出三不出", "Exit: one out, three not out"))

_EIGHT = tuple(f"{ONE_OUT}.{letter}" for letter in "abcdefgh")
_FIRM = (f"{THREE_NOT_OUT}.1", f"{THREE_NOT_OUT}.2")
_IN_PRINCIPLE = f"{THREE_NOT_OUT}.3"
_GOALS = (
    "goal.no-worry.food",
    "goal.no-worry.clothing",
    "goal.guarantee.education",
    "goal.guarantee.housing",
    "goal.guarantee.medical",
    "goal.standard.income",
)


@FAMILY.rule("one-out-not-met", clauses=_EIGHT)
def one_out_not_met(index: Index, as_of: date) -> Iterator[Hit]:
    """A household exited, or on an exit list, that lacks one of the eight conditions.

    All eight must hold.
    """
    for claim in claims(index, "exit", as_of):
        decision = claim.decision
        if not decision.absent and decision.group(ONE_OUT).truth is False:
            lacking = ids(
                one.clause for one in decision.group(ONE_OUT).verdicts if one.truth is False
            )
            yield claim.hit(
                Text(
                    f"但“一出”没有达到：{lacking.zh}。",
                    f"but one-out is not met: {lacking.en}.",
                ),
                Text(
                    "八条全部达到才能脱贫。请核对这一年的调查；确实没有达到的，按程序移出脱贫名单。",
                    "All eight must hold. Check that year's survey; if one does not hold, take the "
                    "household off the exit list by the procedure.",
                ),
            )


@FAMILY.rule("held-back", clauses=(*_FIRM, *_GOALS))
def held_back(index: Index, as_of: date) -> Iterator[Hit]:
    """A household exited, or on an exit list, though three-not-out 1 or 2 applies to it.

    Where one-out is met too, the record contradicts itself: ``exit.contradiction`` says so.
    """
    for claim in claims(index, "exit", as_of):
        decision = claim.decision
        if decision.absent or decision.contradictory or decision.group(ONE_OUT).truth is False:
            continue
        firm = _applying(decision, in_principle=False)
        if firm:
            held = ids(verdict.clause for verdict in firm)
            yield claim.hit(
                Text(
                    f"但有“三不出”的情形 {held.zh}。",
                    f"though {held.en} of the three not out applies.",
                ),
                Text(
                    "有一条当年就不能退出。请核对收入年份、稳定情况和措施效果。",
                    "Any one keeps it on the list that year. Check the years of income, whether it "
                    "is steady, and the effect of the measures.",
                ),
            )


def _applying(decision: Decision, *, in_principle: bool) -> list[Verdict]:
    """The clauses of three-not-out that apply and are not waived, binding or in principle."""
    loose = {
        clause.id for clause in decision.group(THREE_NOT_OUT).group.clauses if clause.in_principle
    }
    return [
        verdict
        for verdict in decision.group(THREE_NOT_OUT).met()
        if not verdict.waived and (verdict.clause in loose) is in_principle
    ]


@FAMILY.rule("undecided", clauses=(*_EIGHT, *_FIRM))
def undecided(index: Index, as_of: date) -> Iterator[Hit]:
    """A household exited, or on an exit list, of which too little is recorded to decide.

    What is not recorded is unknown, never met.
    """
    for claim in claims(index, "exit", as_of):
        open_ = list(claim.decision.open)
        if any(verdict.missing for verdict in open_):
            yield claim.hit(*unrecorded(open_, claim.decision.year))


@FAMILY.rule("in-year-of-entry", Severity.WARNING, clauses=(_IN_PRINCIPLE,))
def in_year_of_entry(index: Index, as_of: date) -> Iterator[Hit]:
    """A household exited, or on an exit list, in the year it entered or returned, not waived.

    The clause holds "in principle": a waiver in writing, with reason, date and who decided, sets
    it aside, and is published. One decided too late is told by ``exit.waived-afterwards``.
    """
    for claim in claims(index, "exit", as_of):
        decision = claim.decision
        if decision.absent:
            continue
        applying = ids(one.clause for one in _applying(decision, in_principle=True))
        later = household.waiver_of(claim.case, _IN_PRINCIPLE, decision.year, as_of)
        if applying.zh and later is None:
            yield claim.hit(
                Text(
                    f"但当年才识别或返贫，原则上不能退出（{applying.zh}）。",
                    f"but it was entered or returned that year: in principle it stays "
                    f"({applying.en}).",
                ),
                Text(
                    "确需退出的，请在 waivers 里写明条款、年度、日期、批准机关和理由；会对外公布。",
                    "If it is to exit, enter a waiver: clause, year, date, who decided, and the "
                    "reason; it is published.",
                ),
            )


@FAMILY.rule("contradiction", clauses=(*_EIGHT, *_FIRM))
def contradiction(index: Index, as_of: date) -> Iterator[Hit]:
    """All of one-out met, and the same record says that three-not-out 1 or 2 applies.

    By the first the household must be listed, by the other it may not exit: one of them is wrong.
    Told of every exit claimed, and of the latest survey of households on the list.
    """
    told: set[tuple[str, int]] = set()
    for claim in claims(index, "exit", as_of):
        if claim.decision.contradictory:
            told.add((claim.case.document.origin.path, claim.decision.year))
            yield claim.hit(*_contradiction(claim.decision))
    for decision in current(index, as_of):
        seen = (decision.case.document.origin.path, decision.year)
        if decision.contradictory and seen not in told:
            number = decision.case.years[decision.year]
            message, hint = _contradiction(decision)
            said = Text(f"{decision.year} 年", f"In {decision.year}, ")
            yield Hit(
                decision.case.document,
                ("surveys", number),
                Text(f"{said.zh}{message.zh}", f"{said.en}{message.en}"),
                hint,
            )


def _contradiction(decision: Decision) -> tuple[Text, Text]:
    against = ids(verdict.clause for verdict in decision.contradictory)
    return (
        Text(
            f"“一出”八条都达到，记录又说有“三不出”的情形 {against.zh}，互相矛盾。",
            f"all of one-out holds, and the record also says that {against.en} of the three not "
            "out applies: they contradict each other.",
        ),
        Text(
            "请核对 steady（是否稳定）和措施的 effect（效果），再看八条里哪一条其实没有达到。",
            "Check steady and the effect of the measures, and which of the eight does not really "
            "hold.",
        ),
    )


def current(index: Index, as_of: date) -> tuple[Decision, ...]:
    """The exit decision of each household on the list, by its latest survey."""
    return index.once(("exit-now", as_of), lambda: tuple(_current(index, as_of)))


def _current(index: Index, as_of: date) -> Iterator[Decision]:
    for case in index.cases:
        years = case.surveyed_by(as_of)
        if years and case.on_the_list(as_of):
            yield household.leave(case, years[-1], as_of)


@FAMILY.rule("due", Severity.WARNING, clauses=_EIGHT)
def due(index: Index, as_of: date) -> Iterator[Hit]:
    """A household that meets one-out this year and that no exit round has taken up yet.

    It must be listed for exit that year (domain 1.3); the year is not over, so this is a reminder.
    """
    for decision in _unlisted(index, as_of):
        if decision.year >= as_of.year:
            yield _to_list(
                decision,
                Text(
                    f"{decision.year} 年“一出”八条都达到，还没有列入脱贫批次。",
                    f"All of one-out holds in {decision.year}, and no exit round lists it yet.",
                ),
            )


@FAMILY.rule("late", clauses=_EIGHT)
def late(index: Index, as_of: date) -> Iterator[Hit]:
    """A household still on the list though one-out was met in a year that is over.

    It had to be listed for exit that year (domain 1.3). A household that a round took up and
    dropped with a reason was listed.
    """
    for decision in _unlisted(index, as_of):
        if decision.year < as_of.year:
            yield _to_list(
                decision,
                Text(
                    f"{decision.year} 年“一出”八条就已达到，至今没有列入脱贫批次。",
                    f"All of one-out held in {decision.year}, and no exit round has listed it "
                    "since.",
                ),
            )


def _to_list(decision: Decision, message: Text) -> Hit:
    return Hit(
        decision.case.document,
        ("surveys", decision.case.years[decision.year]),
        message,
        Text(
            "达到的必须列为当年脱贫户：请列入脱贫批次评议；情况有变的，补上新的调查。",
            "It must be listed for exit: nominate it in an exit round; if things have changed, "
            "add the new survey.",
        ),
    )


def _unlisted(index: Index, as_of: date) -> Iterator[Decision]:
    for decision in current(index, as_of):
        listed = decision.outcome is Outcome.MUST_BE_LISTED
        if listed and not taken_up(index, decision.case, decision.year, as_of):
            yield decision


def taken_up(index: Index, case: Case, year: int, as_of: date) -> bool:
    """Whether an exit round of the year or later has nominated, listed or dropped a household."""
    for document in index.of_village("round", case.document.origin):
        value = document.value
        exits = document.origin.id.endswith("-exit") and value["year"] >= year
        if exits and value["opened"] <= as_of.isoformat():
            for step in value["steps"]:
                for part in ("nominations", "list", "dropped"):
                    if any(entry["household"] == case.id for entry in step.get(part, ())):
                        return True
    return False


@FAMILY.rule("waiver-misplaced", clauses=(_IN_PRINCIPLE,))
def waiver_misplaced(index: Index, _as_of: date) -> Iterator[Hit]:
    """A waiver of a clause that does not hold "in principle" only.

    Only such a clause can be set aside in writing; the others bind.
    """
    for case in index.cases:
        for number, waiver in enumerate(case.value.get("waivers", ())):
            clause = index.law.clauses.get(waiver["clause"])
            if clause is not None and not clause.in_principle:
                yield Hit(
                    case.document,
                    ("waivers", number, "clause"),
                    Text(
                        f"条款 {clause.id} 没有写“原则上”，不能例外。",
                        f'{clause.id} does not hold "in principle" only: it cannot be waived.',
                    ),
                    Text("请删去这一项例外批准。", "Take this waiver out."),
                )


@FAMILY.rule("waived-afterwards", clauses=(_IN_PRINCIPLE,))
def waived_afterwards(index: Index, as_of: date) -> Iterator[Hit]:
    """A waiver decided only after the exit that it is to allow was announced."""
    for claim in claims(index, "exit", as_of):
        decision = claim.decision
        if claim.document is not claim.case.document or decision.absent:
            continue
        later = household.waiver_of(claim.case, _IN_PRINCIPLE, decision.year, as_of)
        if later is not None and later.value["date"] > decision.day.isoformat():
            yield Hit(
                claim.document,
                (*later.keys, "date"),
                Text(
                    "例外批准的日期在脱贫公告之后。",
                    "This waiver was decided after the exit was announced.",
                ),
                Text(
                    "例外要先批准、后公告；请核对日期。",
                    "A waiver comes before the announcement; check the day.",
                ),
            )
