"""What is told of a household: its standing, then each decision clause by clause, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.decision import household
from gongshi.decision.case import Case, Fact
from gongshi.decision.criteria import Verdict
from gongshi.decision.household import Decision, GroupVerdict
from gongshi.decision.wording import amount_name, fact_name
from gongshi.explain.changes import changes
from gongshi.explain.shown import comparison, value_of
from gongshi.explain.told import (
    Account,
    AmountTold,
    ClauseTold,
    DecisionTold,
    FactTold,
    GroupTold,
)
from gongshi.explain.words import (
    CONCEPTS,
    CONTRADICTION,
    LOGIC,
    OUTCOMES,
    STANDINGS,
    WAIVED,
    answer,
)
from gongshi.finding import Place, Text
from gongshi.policy.parameters import Amount


def account(case: Case, as_of: date) -> Account:
    """What is told of a household: why it is where it is, and what its latest survey says."""
    return Account(
        household=case.id,
        place=Place(case.document.origin.path),
        as_of=as_of,
        standing=_standing(case, as_of),
        decisions=tuple(_decision(one) for one in _decisions(case, as_of)),
    )


def _decisions(case: Case, as_of: date) -> Iterator[Decision]:
    """The latest entry and exit announced; else what the latest survey says."""
    history = [change for _, change in case.history_by(as_of)]
    entries = [change for change in history if change["change"] != "exit"]
    surveyed = case.surveyed_by(as_of)
    latest = surveyed[-1] if surveyed else as_of.year
    if entries:
        day = date.fromisoformat(entries[-1]["date"])
        yield household.entry(case, int(entries[-1]["round"][:4]), day)
    else:
        yield household.entry(case, latest, as_of)
    if history and history[-1]["change"] == "exit":
        day = date.fromisoformat(history[-1]["date"])
        yield household.leave(case, int(history[-1]["round"][:4]), day)
    elif history and not case.closed_by(as_of):
        yield household.leave(case, latest, as_of)


def _standing(case: Case, as_of: date) -> Text:
    history = [change for _, change in case.history_by(as_of)]
    if not history:
        found = Text("没有公告识别过，不在册。", "Never announced as poor; not on the list.")
    else:
        since = history[-1]["date"]
        found = {
            "entry": Text(f"{since} 公告识别，现在在册。", f"Entered on {since}; on the list now."),
            "return": Text(
                f"{since} 公告返贫，现在在册。", f"Returned on {since}; on the list now."
            ),
            "exit": Text(f"{since} 公告脱贫。", f"Exited on {since}."),
        }[history[-1]["change"]]
    if case.closed_by(as_of):
        closed = case.value["closed"]["date"]
        found = Text(f"{found.zh}{closed} 整户销户。", f"{found.en} Closed on {closed}.")
    return found


def _decision(decision: Decision) -> DecisionTold:
    headline, reason = OUTCOMES[decision.outcome]
    if any(verdict.waived for verdict in decision.verdicts):
        reason = Text(f"{reason.zh}{WAIVED.zh}", f"{reason.en} {WAIVED.en}")
    if decision.contradictory:
        reason = Text(f"{reason.zh}{CONTRADICTION.zh}", f"{reason.en} {CONTRADICTION.en}")
    what = (
        Text(f"{decision.year} 年能不能识别", f"Entry in {decision.year}")
        if decision.kind == "entry"
        else Text(f"{decision.year} 年能不能脱贫", f"Exit in {decision.year}")
    )
    return DecisionTold(
        kind=decision.kind,
        year=decision.year,
        day=decision.day,
        outcome=decision.outcome,
        headline=Text(f"{what.zh}：{headline.zh}", f"{what.en}: {headline.en}"),
        reason=reason,
        groups=tuple(_group(decision, one) for one in decision.groups),
        changes=tuple(changes(decision)),
    )


def _group(decision: Decision, found: GroupVerdict) -> GroupTold:
    group = found.group
    return GroupTold(
        id=group.id,
        title=Text(group.title.zh, group.title.en or group.title.zh),
        logic=LOGIC[group.combine],
        truth=found.truth,
        answer=answer(group.id, found.truth),
        clauses=tuple(_clause(decision, group.id, verdict) for verdict in found.verdicts),
    )


def _clause(decision: Decision, group: str, verdict: Verdict) -> ClauseTold:
    clause = decision.case.law.clauses[verdict.clause]
    return ClauseTold(
        id=verdict.clause,
        plain=Text(clause.plain.zh, clause.plain.en or clause.plain.zh),
        truth=verdict.truth,
        answer=answer(group, verdict.truth),
        reckoning=comparison(verdict),
        waiver=_waiver(verdict.waived) if verdict.waived else None,
        facts=tuple(_fact(fact, decision.year) for fact in verdict.facts),
        amounts=tuple(_amount(amount) for amount in verdict.amounts),
    )


def _waiver(waived: Fact) -> Text:
    by, reason = waived.value["by"], waived.value["reason"]
    return Text(
        f"书面例外：{waived.value['date']}，{by['zh']}批准。理由：{reason['zh'].rstrip('。')}。",
        f"Waived in writing on {waived.value['date']} by {by.get('en', by['zh'])}: "
        f"{reason.get('en', reason['zh']).rstrip('.')}.",
    )


def _fact(fact: Fact, year: int) -> FactTold:
    return FactTold(fact_name(fact, year), value_of(fact), fact.place)


def _amount(amount: Amount) -> AmountTold:
    name = amount_name(amount)
    if amount.dated is None or amount.parameter is None:
        return AmountTold(name, None, None, None, amount.place)
    unit, source = amount.parameter.unit, amount.dated.source
    value = amount.dated.value
    if isinstance(value, tuple):
        shown = Text("、".join(value), ", ".join(value))
    elif isinstance(value, int):
        shown = Text(f"{value:,} {unit.zh}", f"{value:,} {unit.en}")
    else:
        shown = Text(value, value)
    if amount.dated.concept:
        concept = CONCEPTS[amount.dated.concept]
        shown = Text(f"{shown.zh}，{concept.zh}", f"{shown.en}, {concept.en}")
    standing = STANDINGS[source.standing]
    return AmountTold(
        name,
        shown,
        Text(
            f"{source.title.zh}，{standing.zh}",
            f"{source.title.en or source.title.zh}, {standing.en}",
        ),
        ", ".join(one for one in (source.reference, source.url) if one) or None,
        amount.place,
    )
