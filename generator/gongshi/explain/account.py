"""What is told of a household: its standing, then each decision clause by clause, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongshi.decision import household
from gongshi.decision.case import Case, Fact
from gongshi.decision.criteria import Verdict
from gongshi.decision.household import (
    FOUR_IN,
    ONE_OUT,
    SCOPE,
    SEVEN_NOT_IN,
    THREE_NOT_OUT,
    Decision,
    GroupVerdict,
    Outcome,
)
from gongshi.decision.truth import Truth
from gongshi.decision.wording import amount_name, fact_name, ids, listing
from gongshi.explain.shown import comparison, value_of
from gongshi.finding import Place, Text
from gongshi.policy.parameters import Amount


@dataclass(frozen=True, slots=True)
class FactTold:
    """A fact that a clause rests on; ``value`` is None where it is not recorded."""

    name: Text
    value: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class AmountTold:
    """A parameter that a clause rests on, with its source; ``value`` is None where it has none."""

    name: Text
    value: Text | None
    source: Text | None
    cited: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause: its plain words, the answer, and everything that the answer rests on."""

    id: str
    plain: Text
    truth: Truth
    answer: Text
    reckoning: Text | None
    waiver: Text | None
    facts: tuple[FactTold, ...]
    amounts: tuple[AmountTold, ...]


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group of clauses, how they combine, and the answer of them together."""

    id: str
    title: Text
    logic: Text
    truth: Truth
    answer: Text
    clauses: tuple[ClauseTold, ...]


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision: what follows, why, clause by clause, and what would change it."""

    kind: str
    year: int
    day: date
    outcome: Outcome
    headline: Text
    reason: Text
    groups: tuple[GroupTold, ...]
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that is told of one household as of a day."""

    household: str
    place: Place
    as_of: date
    standing: Text
    decisions: tuple[DecisionTold, ...]


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
    headline, reason = _OUTCOMES[decision.outcome]
    if any(verdict.waived for verdict in decision.verdicts):
        reason = Text(f"{reason.zh}{_WAIVED.zh}", f"{reason.en} {_WAIVED.en}")
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
        changes=tuple(_changes(decision)),
    )


_OUTCOMES = {
    Outcome.MAY_BE_ASSESSED: (
        Text("可以参加评议", "it may be assessed"),
        Text(
            "符合“四进”，没有“七不进”的情形。最后由评议、公示决定。",
            "It meets the four in, and none of the seven not in applies. Appraisal and notices "
            "decide in the end.",
        ),
    ),
    Outcome.OUT_OF_SCOPE: (
        Text("不在识别范围内", "it is out of scope"),
        Text("户籍不在范围内，或者不在本乡镇。", "Its registration is out of scope or elsewhere."),
    ),
    Outcome.BARRED: (
        Text("不能识别", "it is barred"),
        Text(
            "有“七不进”的情形，有一条就不能进。",
            "One of the seven not in applies, and one is enough.",
        ),
    ),
    Outcome.NOT_ELIGIBLE: (
        Text("不能参加评议", "it may not be assessed"),
        Text("“四进”一条也不符合。", "It meets none of the four in."),
    ),
    Outcome.MUST_BE_LISTED: (
        Text("必须列为脱贫户", "it must be listed for exit"),
        Text(
            "“一出”八条都达到，没有“三不出”的情形。",
            "All eight of one-out hold, and none of the three not out keeps it.",
        ),
    ),
    Outcome.NOT_YET: (
        Text("还不能脱贫", "it may not exit yet"),
        Text("“一出”八条还没有全部达到。", "The eight of one-out do not all hold."),
    ),
    Outcome.MAY_NOT_EXIT: (
        Text("不能脱贫", "it may not exit"),
        Text(
            "有“三不出”的情形，有一条就不能出。",
            "One of the three not out applies, and one is enough.",
        ),
    ),
    Outcome.IN_PRINCIPLE_NOT: (
        Text("原则上不能脱贫", "in principle it may not exit"),
        Text(
            "当年才识别或者返贫。确需脱贫，要有书面批准并公布。",
            "It entered or returned that year. To exit it needs a written waiver, made public.",
        ),
    ),
    Outcome.UNDECIDED: (
        Text("还不能判断", "it cannot be decided yet"),
        Text(
            "有的情况没有记录，不能当作“没有”。",
            "Some facts are not recorded, and what is unknown is not a no.",
        ),
    ),
    Outcome.NOT_IN_FORCE: (
        Text("没有生效的标准", "no standard is in force"),
        Text("这一年没有生效的条款，不能判断。", "No clause was in force that year."),
    ),
}

_WAIVED = Text(
    "“原则上”的一条有书面例外，见下。",
    'The clause that holds "in principle" is waived in writing, see below.',
)

_ANSWERS: dict[str, tuple[Text, Text, Text]] = {
    SCOPE: (
        Text("在范围内", "is in scope"),
        Text("不在", "is out of scope"),
        Text("不清楚", "is unknown"),
    ),
    FOUR_IN: (Text("符合", "is met"), Text("不符合", "is not met"), Text("不清楚", "is unknown")),
    SEVEN_NOT_IN: (
        Text("有", "applies"),
        Text("没有", "does not apply"),
        Text("不清楚", "is unknown"),
    ),
    ONE_OUT: (Text("达到", "holds"), Text("没达到", "does not hold"), Text("不清楚", "is unknown")),
    THREE_NOT_OUT: (
        Text("有", "applies"),
        Text("没有", "does not apply"),
        Text("不清楚", "is unknown"),
    ),
}
"""How the answers of each group are said: a clause that bars is not "met", it applies."""


def answer(group: str, truth: Truth) -> Text:
    """The answer of a clause of ``group`` in a word."""
    met, not_met, unknown = _ANSWERS[group]
    return unknown if truth is None else met if truth else not_met


_LOGIC = {
    "any": Text("有一条就算", "any one is enough"),
    "all": Text("要全部达到", "all must hold"),
    "each": Text("每条都要", "each applies"),
    "weigh": Text("综合考虑", "weighed together"),
}


def _group(decision: Decision, found: GroupVerdict) -> GroupTold:
    group = found.group
    return GroupTold(
        id=group.id,
        title=Text(group.title.zh, group.title.en or group.title.zh),
        logic=_LOGIC[group.combine],
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
        concept = _CONCEPTS[amount.dated.concept]
        shown = Text(f"{shown.zh}，{concept.zh}", f"{shown.en}, {concept.en}")
    standing = _STANDINGS[source.standing]
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


_CONCEPTS = {
    "net": Text("按纯收入", "as net income"),
    "disposable": Text("按可支配收入", "as disposable income"),
}
_STANDINGS = {
    "verified": Text("已核对", "checked"),
    "reconstructed": Text("按意思整理", "rebuilt from its meaning"),
    "unverified": Text("未核对", "not checked"),
}


def _changes(decision: Decision) -> Iterator[Text]:
    """What would change the outcome: facts to find out, or clauses that turn it by themselves."""
    if decision.outcome is Outcome.UNDECIDED:
        yield from _to_find_out(decision)
    elif not decision.absent:
        yield from _turning(decision)


def _to_find_out(decision: Decision) -> Iterator[Text]:
    """Each fact or value that is wanting, and what would follow from either answer."""
    if decision.case.survey(decision.year, decision.day) is None:
        yield Text(
            f"要先做 {decision.year} 年的入户调查。",
            f"The home survey of {decision.year} has to be made first.",
        )
        return
    for verdict in decision.open:
        missing = listing(
            (
                *(fact_name(fact, decision.year) for fact in verdict.missing),
                *(amount_name(amount) for amount in verdict.unset),
            )
        )
        ways = [_way(decision, verdict.clause, truth) for truth in (True, False)]
        yes, no = ways
        yield Text(
            f"要查清：{missing.zh}（{verdict.clause}）。{yes.zh}；{no.zh}。",
            f"To find out: {missing.en} ({verdict.clause}). If it {yes.en}; if it {no.en}.",
        )


def _way(decision: Decision, clause: str, truth: bool) -> Text:
    """What follows if an open clause is answered one way."""
    said = answer(clause.rpartition(".")[0], truth)
    follows = household.turned(decision, clause, truth)
    if follows is Outcome.UNDECIDED:
        then = Text("还要看别的", "the rest decides")
    else:
        then = Text(f"就{_OUTCOMES[follows][0].zh}", _OUTCOMES[follows][0].en)
    return Text(f"“{said.zh}”，{then.zh}", f"{said.en}, {then.en}")


def _turning(decision: Decision) -> Iterator[Text]:
    """Each group whose clauses, one by one, would turn the outcome, and into what."""
    for found in decision.groups:
        if found.group.id == SCOPE and decision.outcome is not Outcome.OUT_OF_SCOPE:
            continue  # where a family is registered is not what a decision turns on
        turns: dict[tuple[bool, Outcome], list[str]] = {}
        for verdict in found.verdicts:
            for truth in (True, False):
                follows = household.turned(decision, verdict.clause, truth)
                if truth is not verdict.truth and follows is not decision.outcome:
                    turns.setdefault((truth, follows), []).append(verdict.clause)
        for (truth, follows), clauses in turns.items():
            said, then = answer(found.group.id, truth), _OUTCOMES[follows][0]
            named = _named(decision, found, clauses)
            yield Text(
                f"如果{named.zh}变成“{said.zh}”，就{then.zh}。",
                f'If {named.en} became "{said.en}", then {then.en}.',
            )


def _named(decision: Decision, found: GroupVerdict, clauses: list[str]) -> Text:
    """One clause by its plain words, several by their group."""
    if len(clauses) == 1:
        plain = decision.case.law.clauses[clauses[0]].plain
        zh, en = plain.zh.rstrip("。"), (plain.en or plain.zh).rstrip(".")
        return Text(f"这一条“{zh}”（{clauses[0]}）", f'"{en}" ({clauses[0]})')
    title, of = found.group.title, ids(clauses)
    same = [verdict.truth for verdict in found.verdicts]
    every = len(clauses) == len(found.verdicts) or len(set(same)) > 1
    which = Text("", "") if every else Text(f"（{of.zh}）", f" ({of.en})")
    return Text(
        f"“{title.zh.partition('：')[0]}”里任何一条{which.zh}",
        f'any one of "{(title.en or title.zh).partition(":")[0]}"{which.en}',
    )
