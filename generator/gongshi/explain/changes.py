"""What would change a decision: the facts to find out, or the clauses that it turns on."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.decision import household
from gongshi.decision.household import SCOPE, Decision, GroupVerdict, Outcome
from gongshi.decision.wording import amount_name, fact_name, ids, listing
from gongshi.explain.words import OUTCOMES, answer
from gongshi.finding import Text


def changes(decision: Decision) -> Iterator[Text]:
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
        then = Text(f"就{OUTCOMES[follows][0].zh}", OUTCOMES[follows][0].en)
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
            said, then = answer(found.group.id, truth), OUTCOMES[follows][0]
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
