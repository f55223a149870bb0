"""Status and support: the history of a household hangs together, and help answers to causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.household import FOUR_IN, Outcome
from gongshi.decision.wording import ids
from gongshi.finding import Severity, Text
from gongshi.rules.base import Family, Hit, Index
from gongshi.schema import naming

FAMILY = Family("status", Text("身份变化与帮扶", "Status changes and support"))

_BEFORE = {"entry": (None,), "return": ("exited",), "exit": ("registered",)}
"""What a household was, before each change; None: never on the list."""


@FAMILY.rule("change-out-of-order", clauses=("scope.3",))
def change_out_of_order(index: Index, as_of: date) -> Iterator[Hit]:
    """A status change that cannot follow what the household was.

    Entry is the first; an exit follows an entry or a return; a return follows an exit.
    """
    for case in index.cases:
        standing: str | None = None
        for number, change in case.history_by(as_of):
            if standing not in _BEFORE[change["change"]]:
                yield Hit(
                    case.document,
                    ("history", number, "change"),
                    Text(
                        "这一变化与之前的身份接不上。",
                        "This change does not follow from what the household was.",
                    ),
                    Text(
                        "先识别（entry），再脱贫（exit），脱贫以后才能返贫（return）；请核对先后。",
                        "First entry, then exit, and a return only after an exit; check the order.",
                    ),
                )
            standing = "exited" if change["change"] == "exit" else "registered"


@FAMILY.rule("return-without-entry", clauses=("entry.four-in.1", "scope.3"))
def return_without_entry(index: Index, as_of: date) -> Iterator[Hit]:
    """A return to poverty that no entry round of the village has listed.

    A household that falls back goes through the entry procedure again.
    """
    yield from _outside_round(index, as_of, ("return",))


@FAMILY.rule("change-without-round", clauses=("scope.3",))
def change_without_round(index: Index, as_of: date) -> Iterator[Hit]:
    """An entry or exit whose round is of the other direction, or does not list the household."""
    yield from _outside_round(index, as_of, ("entry", "exit"))


def _outside_round(index: Index, as_of: date, changes: tuple[str, ...]) -> Iterator[Hit]:
    for case in index.cases:
        for number, change in case.history_by(as_of):
            direction = "exit" if change["change"] == "exit" else "entry"
            if change["change"] in changes and not _listed_in(index, case, change, direction):
                yield Hit(
                    case.document,
                    ("history", number, "round"),
                    Text(
                        f"批次 {change['round']} 的名单里没有这一户，或者不是"
                        f"{'脱贫' if direction == 'exit' else '识别'}批次。",
                        f"The round {change['round']} does not list this household, or is no "
                        f"{direction} round.",
                    ),
                    Text(
                        "识别、返贫都要走识别程序，脱贫走退出程序；请核对批次。",
                        "Entry and return go through an entry round, exit through an exit round; "
                        "check the round.",
                    ),
                )


def _listed_in(index: Index, case: Case, change: dict[str, Any], direction: str) -> bool:
    if not change["round"].endswith(f"-{direction}"):
        return False
    rounds = index.of_village("round", case.document.origin)
    named = [document for document in rounds if document.origin.id == change["round"]]
    # A round that cannot be read, or is not there, is told elsewhere.
    return not named or any(
        entry["household"] == case.id
        for step in named[0].value["steps"]
        for entry in step.get("list", ())
    )


@FAMILY.rule("poor-again", Severity.WARNING, clauses=("entry.four-in.1", "scope.3"))
def poor_again(index: Index, as_of: date) -> Iterator[Hit]:
    """An exited household that meets one of the four in by a later survey, and has not applied.

    The tool flags it; whether the household applies, and what follows, people decide.
    """
    for case in index.cases:
        past = case.history_by(as_of)
        years = case.surveyed_by(as_of)
        if not past or past[-1][1]["change"] != "exit" or case.closed_by(as_of):
            continue
        exited = int(past[-1][1]["round"][:4])
        if years and years[-1] > exited and not _applied_since(index, case, exited):
            decision = household.entry(case, years[-1], as_of)
            if decision.outcome in (Outcome.MAY_BE_ASSESSED, Outcome.UNDECIDED):
                met = ids(one.clause for one in decision.group(FOUR_IN).met())
                if met.zh:
                    yield Hit(
                        case.document,
                        ("surveys", case.years[years[-1]]),
                        Text(
                            f"已脱贫，但 {years[-1]} 年又符合“四进”{met.zh}。",
                            f"Exited, but in {years[-1]} it meets {met.en} of the four in again.",
                        ),
                        Text(
                            "可能返贫：请入户核实；本人申请的，按识别程序办理。",
                            "It may have fallen back: visit it; if it applies, follow the entry "
                            "procedure.",
                        ),
                    )


def _applied_since(index: Index, case: Case, year: int) -> bool:
    return any(
        entry["household"] == case.id
        for document in index.of_village("round", case.document.origin)
        if document.origin.id.endswith("-entry") and document.value["year"] > year
        for step in document.value["steps"]
        for part in ("applications", "list", "dropped")
        for entry in step.get(part, ())
    )


def _registered(index: Index, as_of: date) -> Iterator[Case]:
    for case in index.cases:
        if case.on_the_list(as_of):
            yield case


@FAMILY.rule("cause-missing", Severity.WARNING, clauses=("six-precisions.4",))
def cause_missing(index: Index, as_of: date) -> Iterator[Hit]:
    """A household on the list for which no cause of poverty is recorded.

    Measures answer to causes; without a cause none can be chosen.
    """
    for case in _registered(index, as_of):
        if "causes" not in case.value:
            yield Hit(
                case.document,
                (),
                Text("在册户没有记录致贫原因。", "On the list, with no cause of poverty recorded."),
                Text(
                    "请在 causes 里填写一个主要原因，最多两个其他原因。",
                    "Enter one main cause, and at most two others, in causes.",
                ),
            )


@FAMILY.rule("cause-without-measure", Severity.WARNING, clauses=("six-precisions.4",))
def cause_without_measure(index: Index, as_of: date) -> Iterator[Hit]:
    """A cause of poverty, of a household on the list since an earlier year, that nobody addresses.

    In the year of entry the measures are still being planned.
    """
    for case in _registered(index, as_of):
        since = case.history_by(as_of)[-1][1]["date"]
        if int(since[:4]) >= as_of.year:
            continue
        addressed = {
            cause
            for measure in case.value.get("measures", ())
            if measure["from"] <= as_of.isoformat()
            for cause in measure["causes"]
        }
        for keys, cause in causes(case):
            if cause not in addressed:
                yield Hit(
                    case.document,
                    keys,
                    Text("这个致贫原因没有帮扶措施。", "No support measure addresses this cause."),
                    Text(
                        "请在 measures 里补上针对它的措施；原因写错的请改正。",
                        "Enter a measure for it in measures, or correct the cause.",
                    ),
                )


@FAMILY.rule("measure-without-cause", clauses=("six-precisions.4",))
def measure_without_cause(index: Index, _as_of: date) -> Iterator[Hit]:
    """A measure for a cause that the household is not recorded to have."""
    for case in index.cases:
        recorded = {cause for _, cause in causes(case)}
        for number, measure in enumerate(case.value.get("measures", ())):
            for place, cause in enumerate(measure["causes"]):
                if cause not in recorded:
                    kind = naming.title("household", ("causes",))
                    yield Hit(
                        case.document,
                        ("measures", number, "causes", place),
                        Text(
                            "措施针对的原因不在本户的致贫原因里。",
                            "This measure is for a cause that the household does not have.",
                        ),
                        Text(
                            f"请核对“{kind.zh}”（causes），或改正措施针对的原因。",
                            f"Check {kind.en.lower()} (causes), or correct what the measure is "
                            "for.",
                        ),
                    )


def causes(case: Case) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The recorded causes of poverty, the main one first, each with its place."""
    recorded = case.value.get("causes")
    if recorded is not None:
        yield ("causes", "main"), recorded["main"]
        for number, cause in enumerate(recorded.get("others", ())):
            yield ("causes", "others", number), cause
