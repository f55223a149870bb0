"""The clauses of a household put together: may it enter, must it exit, or is it undecided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from gongshi.decision.case import Case, Fact
from gongshi.decision.criteria import CRITERIA, Verdict, judge
from gongshi.decision.truth import Truth, all_of, any_of
from gongshi.policy.catalogue import ClauseGroup

FOUR_IN, SEVEN_NOT_IN = "entry.four-in", "entry.seven-not-in"
ONE_OUT, THREE_NOT_OUT = "exit.one-out", "exit.three-not-out"
SCOPE, STANDARD = "scope", "entry.standard"


class Outcome(StrEnum):
    """What follows from the clauses together."""

    MAY_BE_ASSESSED = "may-be-assessed"
    OUT_OF_SCOPE = "out-of-scope"
    BARRED = "barred"
    NOT_ELIGIBLE = "not-eligible"
    MUST_BE_LISTED = "must-be-listed"
    NOT_YET = "not-yet"
    MAY_NOT_EXIT = "may-not-exit"
    IN_PRINCIPLE_NOT = "in-principle-not"
    UNDECIDED = "undecided"
    NOT_IN_FORCE = "not-in-force"


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """A group of clauses judged and combined as the group says."""

    group: ClauseGroup
    truth: Truth
    verdicts: tuple[Verdict, ...]

    def met(self) -> tuple[Verdict, ...]:
        """The clauses that are met, waived ones included."""
        return tuple(verdict for verdict in self.verdicts if verdict.truth is True)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the law says of a household for a year, on the facts known by a day.

    ``absent`` names the clause groups that the decision needs and that are not in force.
    """

    kind: Literal["entry", "exit"]
    case: Case
    year: int
    day: date
    outcome: Outcome
    groups: tuple[GroupVerdict, ...]
    absent: tuple[str, ...] = ()

    def group(self, name: str) -> GroupVerdict:
        """One of the groups that the decision rests on."""
        return next(one for one in self.groups if one.group.id == name)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every clause judged, in the order of the catalogue."""
        return tuple(verdict for group in self.groups for verdict in group.verdicts)

    @property
    def open(self) -> tuple[Verdict, ...]:
        """The clauses that leave an undecided household undecided."""
        if self.outcome is not Outcome.UNDECIDED:
            return ()
        return tuple(
            verdict
            for group in self.groups
            for verdict in group.verdicts
            if group.truth is None and verdict.truth is None
        )

    @property
    def contradictory(self) -> tuple[Verdict, ...]:
        """Where one-out is met: what the record itself says against it (three-not-out 1 or 2).

        Income counted over fewer years than "steadily" asks is no contradiction: nobody recorded
        anything that contradicts; the household only has to wait.
        """
        if self.kind != "exit" or self.absent or self.group(ONE_OUT).truth is not True:
            return ()
        said = ((False, ("surveys", "*", "steady")), ("not-yet", ("measures", "*", "effect")))
        return tuple(
            verdict
            for verdict in self.group(THREE_NOT_OUT).met()
            if any((fact.value, fact.field) in said for fact in verdict.facts)
        )


def entry(case: Case, year: int, day: date) -> Decision:
    """Whether a household may be assessed as poor for ``year``, on the facts known by ``day``.

    In scope, and one of the four in, and none of the seven not in (domain 1.3).
    """
    return _decide("entry", case, year, day, (SCOPE, FOUR_IN, SEVEN_NOT_IN))


def leave(case: Case, year: int, day: date) -> Decision:
    """Whether a household must be listed for exit for ``year``, on the facts known by ``day``.

    All of one-out, and none of three-not-out; the third of these can be waived (domain 1.3).
    """
    return _decide("exit", case, year, day, (ONE_OUT, THREE_NOT_OUT))


def _decide(
    kind: Literal["entry", "exit"], case: Case, year: int, day: date, names: tuple[str, ...]
) -> Decision:
    found = {name: case.law.group(name, year) for name in names}
    groups = tuple(_judged(group, case, year, day) for group in found.values() if group)
    absent = tuple(name for name, group in found.items() if group is None)
    outcome = Outcome.NOT_IN_FORCE if absent else outcome_of(kind, groups)
    return Decision(kind, case, year, day, outcome, groups, absent)


def _judged(group: ClauseGroup, case: Case, year: int, day: date) -> GroupVerdict:
    verdicts = []
    for clause in group.clauses:
        if clause.how == "rule" and clause.id in CRITERIA:
            verdict = judge(clause.id, case, year, day)
            if clause.in_principle and verdict.truth is True:
                waiver = waiver_of(case, clause.id, year, day)
                verdict = replace(verdict, waived=waiver)
            verdicts.append(verdict)
    return combined(group, tuple(verdicts))


def combined(group: ClauseGroup, verdicts: tuple[Verdict, ...]) -> GroupVerdict:
    """The verdicts of a group put together by its logic: any, or all."""
    combine = any_of if group.combine == "any" else all_of
    return GroupVerdict(group, combine(*(one.counts for one in verdicts)), verdicts)


def outcome_of(kind: str, groups: tuple[GroupVerdict, ...]) -> Outcome:
    """What follows from the groups; a group that settles it does so though others are unknown."""
    truths = {one.group.id: one.truth for one in groups}
    if kind == "entry":
        return _entry_outcome(truths)
    firm = [one for one in groups if one.group.id == THREE_NOT_OUT]
    return _exit_outcome(truths[ONE_OUT], firm[0])


def _entry_outcome(truths: dict[str, Truth]) -> Outcome:
    if truths[SCOPE] is False:
        return Outcome.OUT_OF_SCOPE
    if truths[SEVEN_NOT_IN] is True:
        return Outcome.BARRED
    if truths[FOUR_IN] is False:
        return Outcome.NOT_ELIGIBLE
    if truths[SCOPE] is None or truths[SEVEN_NOT_IN] is None or truths[FOUR_IN] is None:
        return Outcome.UNDECIDED
    return Outcome.MAY_BE_ASSESSED


def _exit_outcome(one_out: Truth, three: GroupVerdict) -> Outcome:
    in_principle = {clause.id for clause in three.group.clauses if clause.in_principle}
    if any(one.counts is True and one.clause not in in_principle for one in three.verdicts):
        return Outcome.MAY_NOT_EXIT
    if one_out is False:
        return Outcome.NOT_YET
    if three.truth is True:
        return Outcome.IN_PRINCIPLE_NOT
    if one_out is None or three.truth is None:
        return Outcome.UNDECIDED
    return Outcome.MUST_BE_LISTED


def turned(decision: Decision, clause: str, truth: Truth) -> Outcome:
    """What the outcome would be if this one clause were answered otherwise."""
    groups = tuple(
        combined(
            one.group,
            tuple(
                replace(verdict, truth=truth, waived=None) if verdict.clause == clause else verdict
                for verdict in one.verdicts
            ),
        )
        for one in decision.groups
    )
    return outcome_of(decision.kind, groups)


def waiver_of(case: Case, clause: str, year: int, day: date) -> Fact | None:
    """The written exception to a clause for a year, decided by ``day``."""
    for number, waiver in enumerate(case.value.get("waivers", ())):
        written = waiver["clause"] == clause and waiver["year"] == year
        if written and waiver["date"] <= day.isoformat():
            keys = ("waivers", number)
            return Fact(case.document, keys, ("waivers", "*"), waiver, year)
    return None
