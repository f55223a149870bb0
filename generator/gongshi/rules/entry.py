"""Entry: nobody is on the list without a clause that lets them in, or against one that bars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.decision import criteria
from gongshi.decision.case import Case
from gongshi.decision.criteria import Verdict
from gongshi.decision.household import FOUR_IN, SEVEN_NOT_IN, Decision, Outcome
from gongshi.decision.wording import ids
from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.claims import Claim, claims, unrecorded

FAMILY = Family("entry", Text("识别：四进七不进", "Entry: four in, seven not in"))

_FOUR = tuple(f"{FOUR_IN}.{number}" for number in range(1, 5))
_SEVEN = tuple(f"{SEVEN_NOT_IN}.{number}" for number in range(1, 8))
_NATIONAL = "entry.standard.national"
_MUNICIPAL = "entry.standard.municipal"
_GOALS = (
    "goal.no-worry.food",
    "goal.no-worry.clothing",
    "goal.guarantee.education",
    "goal.guarantee.housing",
    "goal.guarantee.medical",
)


@FAMILY.rule("barred", clauses=(_MUNICIPAL, *_SEVEN))
def barred(index: Index, as_of: date) -> Iterator[Hit]:
    """A household entered, or on an entry list, though one of the seven not in applies to it.

    Any one of the seven bars; where one of the four in is met too, both are told. An exception
    that is claimed without evidence is told by ``entry.exception-without-evidence``.
    """
    for claim in claims(index, "entry", as_of):
        if claim.decision.outcome is Outcome.BARRED:
            barring = [one for one in claim.decision.group(SEVEN_NOT_IN).met() if not _claims(one)]
            if barring:
                yield claim.hit(*_barred(claim.decision, barring))


def _claims(verdict: Verdict) -> bool:
    """Whether an exception to the clause is claimed, which then lacks its evidence."""
    return any(fact.field[-1] == "evidence" and not fact.value for fact in verdict.facts)


def _barred(decision: Decision, barring: list[Verdict]) -> tuple[Text, Text]:
    bars = ids(verdict.clause for verdict in barring)
    met = ids(verdict.clause for verdict in decision.group(FOUR_IN).met())
    though = Text(
        f"；同时符合“四进”{met.zh}" if met.zh else "",
        f"; of the four in it meets {met.en}" if met.en else "",
    )
    return (
        Text(
            f"但有“七不进”的情形 {bars.zh}{though.zh}。",
            f"though barred by {bars.en} of the seven not in{though.en}.",
        ),
        Text(
            "有一条就不能识别。请到户核实：情况属实的，按程序移出名单并写明原因；记录有误的，"
            "改正调查；符合例外的，写明例外和依据。",
            "Any one of the seven bars. Look again at the home: if it is so, drop the household by "
            "the procedure, with the reason; if the record is wrong, correct the survey; if an "
            "exception applies, record it with its evidence.",
        ),
    )


@FAMILY.rule("not-eligible", clauses=(_MUNICIPAL, *_FOUR))
def not_eligible(index: Index, as_of: date) -> Iterator[Hit]:
    """A household entered, or on an entry list, that meets none of the four in."""
    for claim in claims(index, "entry", as_of):
        if claim.decision.outcome is Outcome.NOT_ELIGIBLE:
            year = claim.decision.year
            yield claim.hit(
                Text(
                    f"但按 {year} 年的调查，“四进”一条也不符合。",
                    f"but by the survey of {year} it meets none of the four in.",
                ),
                Text(
                    "符合一条才能评议。请核对调查；确实不符合的，按程序移出名单并写明原因。",
                    "It takes one to be assessed. Check the survey; if none is met, drop the "
                    "household by the procedure, with the reason.",
                ),
            )


@FAMILY.rule("undecided", clauses=(_MUNICIPAL, *_FOUR, *_SEVEN))
def undecided(index: Index, as_of: date) -> Iterator[Hit]:
    """A household entered, or on an entry list, of which too little is recorded to decide.

    What is not recorded is unknown, never no. Facts known only after the announcement do not
    count for it.
    """
    national = _by_national_standard(index, as_of)
    for claim in claims(index, "entry", as_of):
        open_ = list(claim.decision.open)
        if national.get(claim.case) is claim and _national(claim).truth is None:
            open_.append(_national(claim))
        # A parameter without a value is told where it belongs: parameter.without-value.
        if any(verdict.missing for verdict in open_):
            yield claim.hit(*unrecorded(open_, claim.decision.year))


def _by_national_standard(index: Index, as_of: date) -> dict[Case, Claim]:
    """The latest entry of each household whose record says that it was by that standard."""
    return {
        claim.case: claim
        for claim in claims(index, "entry", as_of)
        if claim.case.value.get("standard") == "national"
    }


def _national(claim: Claim) -> Verdict:
    return criteria.judge(_NATIONAL, claim.case, claim.decision.year, claim.decision.day)


@FAMILY.rule("national-standard-not-met", clauses=(_NATIONAL, *_GOALS))
def national_standard_not_met(index: Index, as_of: date) -> Iterator[Hit]:
    """A household entered by the national standard that does not meet it.

    Income below the line, and one of the two no-worries or three guarantees not achieved. The
    record names the standard of the latest entry.
    """
    for claim in _by_national_standard(index, as_of).values():
        if _national(claim).truth is False:
            yield claim.hit(
                Text(
                    f"记录为按国家标准识别，但不符合国家标准（{_NATIONAL}）。",
                    f"by the national standard, which it does not meet ({_NATIONAL}).",
                ),
                Text(
                    "国家标准要求收入低于标准线，并且“两不愁三保障”还有没实现的。按“四进”识别的，"
                    "standard 请填 municipal。",
                    "The national standard takes income below the line and a no-worry or guarantee "
                    "unmet. If it was entered by the four in, set standard to municipal.",
                ),
            )


_Claimed = tuple[Document, Keys, dict[str, Any]]

_EXCEPTIONS = (
    ("new_housing", "entry.seven-not-in.2"),
    ("payroll", "entry.seven-not-in.5"),
)


def _excepted(index: Index) -> Iterator[tuple[_Claimed, str]]:
    """Every exception that a survey claims: the part it stands in, and the clause it is from."""
    for case in index.cases:
        for number, survey in enumerate(case.value["surveys"]):
            for part, clause in _EXCEPTIONS:
                if "exception" in survey.get(part, {}):
                    yield (case.document, ("surveys", number, part), survey[part]), clause


@FAMILY.rule("exception-without-evidence", clauses=("entry.seven-not-in.2", "entry.seven-not-in.5"))
def exception_without_evidence(index: Index, _as_of: date) -> Iterator[Hit]:
    """An exception to the second or fifth of the seven that nothing recorded shows.

    The written exceptions hold where they are recorded with evidence (domain 1.3).
    """
    for (document, keys, value), clause in _excepted(index):
        if not value.get("evidence"):
            yield Hit(
                document,
                (*keys, "exception"),
                Text(
                    f"写了例外情形，但没有依据（{clause}）。",
                    f"An exception without evidence ({clause}).",
                ),
                Text(
                    "例外要有依据才算数：请在 evidence 里写明文件、日期；没有依据的，删去例外。",
                    "An exception counts with evidence only: enter the document and its date in "
                    "evidence, or take the exception out.",
                ),
            )


@FAMILY.rule("exception-misplaced", clauses=("entry.seven-not-in.2", "entry.seven-not-in.5"))
def exception_misplaced(index: Index, _as_of: date) -> Iterator[Hit]:
    """An exception to what does not apply: no new housing, no post, or one for another post.

    ``major-cause`` excepts a principal cadre, ``ordinary-cadre`` an ordinary one; the permanent
    state payroll has no exception (clause 5 names cadres only).
    """
    posts = {"major-cause": "principal", "ordinary-cadre": "ordinary"}
    for (document, keys, value), clause in _excepted(index):
        if "done" in value:
            fits = value["done"]
        else:
            fits = value.get("village_post") == posts[value["exception"]]
        if not fits:
            yield Hit(
                document,
                (*keys, "exception"),
                Text(
                    f"这个例外与记录的情况对不上（{clause}）。",
                    f"This exception does not fit what is recorded ({clause}).",
                ),
                Text(
                    "购建房的例外只用于已购建的房；major-cause 只用于主要村干部，ordinary-cadre "
                    "只用于一般村干部；财政供养人员没有例外。",
                    "Housing exceptions are for housing that was bought or built; major-cause is "
                    "for a principal cadre, ordinary-cadre for an ordinary one; the state payroll "
                    "has none.",
                ),
            )
