"""Village exit: the incidence of poverty is under the threshold, and the rest was weighed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.decision.village import FACTORS, Incidence, incidence, judgements
from gongshi.decision.wording import listing
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.schema import naming

FAMILY = Family("village", Text("贫困村退出", "Exit of a poor village"))

_INCIDENCE = "village-exit.incidence"
_CONTEXT = "village-exit.context"
_FACTOR = ("exit_reviews", "*", "factor")


def _exits(index: Index, as_of: date) -> Iterator[tuple[Document, Keys, date]]:
    """Every village that has exited by ``as_of``, with the place of its exit and its day."""
    for document in index.of_kind("village"):
        for number, change in enumerate(document.value.get("history", ())):
            day = date.fromisoformat(change["date"])
            if change["change"] == "exited" and day <= as_of:
                yield document, ("history", number), day


def _incidence(index: Index, document: Document, day: date) -> Incidence | None:
    """A village's incidence; None where one of its households cannot be read."""
    origin = document.origin
    files = index.origins_in(origin.township, origin.village)
    households = [one for one in files if one.kind == "household"]
    cases = [index.case(origin, one.id) for one in households]
    known = [case for case in cases if case is not None]
    if len(known) < len(households):
        return None
    return incidence(document, known, index.law, day)


@FAMILY.rule("incidence-not-met", clauses=(_INCIDENCE,))
def incidence_not_met(index: Index, as_of: date) -> Iterator[Hit]:
    """A village that exited while its incidence of poverty was not under the threshold.

    Poor persons x 100 against the threshold x the rural registered persons of the last year's
    end, by the operator of the parameter, never on a rounded percentage (domain 2.3).
    """
    for document, keys, day in _exits(index, as_of):
        found = _incidence(index, document, day)
        if found is not None and found.met is False:
            percent = found.threshold.number
            yield Hit(
                document,
                keys,
                Text(
                    f"退出时贫困发生率没有达到标准：在册 {found.poor:,} 人，"
                    f"{found.year} 年末农业户籍 {found.population:,} 人，标准 {percent}%"
                    f"（{_INCIDENCE}）。",
                    f"At its exit the incidence was not under the threshold: {found.poor:,} "
                    f"persons on the list, {found.population:,} rural registered at the end of "
                    f"{found.year}, threshold {percent}% ({_INCIDENCE}).",
                ),
                Text(
                    "请核对各户的身份变化、人口数和退出日期。",
                    "Check the status changes of its households, the population and the day.",
                ),
            )


@FAMILY.rule("incidence-unknown", clauses=(_INCIDENCE,))
def incidence_unknown(index: Index, as_of: date) -> Iterator[Hit]:
    """A village that exited with no population on record to measure its incidence by."""
    for document, keys, day in _exits(index, as_of):
        found = _incidence(index, document, day)
        if found is not None and found.population is None:
            yield Hit(
                document,
                keys,
                Text(
                    f"没有 {day.year} 年以前的年末人口，算不出退出时的贫困发生率（{_INCIDENCE}）。",
                    f"No year-end population before {day.year}: its incidence at exit is unknown "
                    f"({_INCIDENCE}).",
                ),
                Text(
                    "请在 populations 里补上上年末的农业户籍户数和人数。",
                    "Enter last year-end's rural registered households and persons in populations.",
                ),
            )


@FAMILY.rule("context-not-weighed", clauses=(_CONTEXT,))
def context_not_weighed(index: Index, as_of: date) -> Iterator[Hit]:
    """A village that exited before each of the four context factors was judged with evidence.

    Infrastructure, public services, industry and collective income are weighed together.
    """
    for document, keys, day in _exits(index, as_of):
        judged = {
            review["factor"]
            for review in document.value.get("exit_reviews", ())
            if review["date"] <= day.isoformat() and review.get("evidence")
        }
        open_ = [factor for factor in FACTORS if factor not in judged]
        if open_:
            named = listing(
                naming.word("village", _FACTOR, factor) or Text(factor, factor) for factor in open_
            )
            yield Hit(
                document,
                keys,
                Text(
                    f"退出前没有评估，或没有依据：{named.zh}（{_CONTEXT}）。",
                    f"Not judged with evidence before its exit: {named.en} ({_CONTEXT}).",
                ),
                Text(
                    "请在 exit_reviews 里补上每一项的结论、日期、评估人和依据。",
                    "Enter each factor in exit_reviews, with judgement, date, by whom, evidence.",
                ),
            )


@FAMILY.rule("context-not-met", Severity.WARNING, clauses=(_CONTEXT,))
def context_not_met(index: Index, as_of: date) -> Iterator[Hit]:
    """A village that exited with a context factor judged not met.

    The factors are weighed together, so one that is not met does not bar; it wants a second look.
    """
    for document, _, day in _exits(index, as_of):
        for number, review in enumerate(document.value.get("exit_reviews", ())):
            if review["judged"] == "not-met" and review["date"] <= day.isoformat():
                yield Hit(
                    document,
                    ("exit_reviews", number, "judged"),
                    Text(
                        f"退出时这一项没有达到（{_CONTEXT}）。",
                        f"This factor was not met when the village exited ({_CONTEXT}).",
                    ),
                    Text(
                        "综合因素要一起考虑；请确认退出的理由站得住。",
                        "The factors are weighed together; make sure that the exit holds up.",
                    ),
                )


@FAMILY.rule("haves-not-judged", clauses=(_CONTEXT,), judged="village")
def haves_not_judged(index: Index, as_of: date) -> Iterator[Hit]:
    """A village that exited before each clause of the sets in force was judged with evidence.

    What counts is the judgement that held on the day of the exit: one made or renewed since does
    not, and one renewed since does not take away what held then.
    """
    for document, keys, day in _exits(index, as_of):
        held = judgements(document, day)
        for group in index.law.judged_on("village", day):
            open_ = [
                clause
                for clause in group.clauses
                if clause.id not in held or not held[clause.id][1].get("evidence")
            ]
            if open_:
                named = listing(Text(one.zh.rstrip("。"), one.en.rstrip(".")) for one in open_)
                title = group.title
                yield Hit(
                    document,
                    keys,
                    Text(
                        f"退出时“{title.zh}”还没有判断，或没有依据：{named.zh}（{_CONTEXT}）。",
                        f'At its exit, of "{title.en}", not judged with evidence: {named.en} '
                        f"({_CONTEXT}).",
                    ),
                    Text(
                        "请在 haves 里逐项写明退出以前的情况、判断日期、判断人和依据。",
                        "Enter in haves how each stood before the exit: status, date, by whom, and "
                        "evidence.",
                    ),
                )
