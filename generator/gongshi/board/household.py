"""A household's own sheet: the account of it on paper, to go through together and hand over."""

from __future__ import annotations

from typing import Any

from gongshi.board.sheet import Sheet, Style
from gongshi.explain.told import Account, ClauseTold, DecisionTold, GroupTold
from gongshi.finding import Text
from gongshi.public.facts import Label


def household(account: Account, style: Style) -> Sheet:
    """The sheet of a household; private, as its name, its banner and its foot say."""
    say = style.say
    content = {
        **style.frame(
            say("How your household was judged"),
            account.as_of,
            say("As of %(day)s", day=style.day(account.as_of)),
            say("PRIVATE: for this household alone. Not to be posted, not to be passed on."),
            private=True,
        ),
        "facts": [[say("Household number"), account.household], [say("Name of the head"), ""]],
        "standing": _text(account.standing, style),
        "decisions": [_decision(one, style) for one in account.decisions],
        "changes": say("What would change this"),
        "signatures": [
            say("Explained by (signature)"),
            say("Received by the household (signature)"),
            say("Date"),
        ],
    }
    return Sheet(style.name("private", account.household), "household", content)


def _text(text: Text, style: Style) -> str:
    return style.text(Label(text.zh, text.en))


def _decision(decision: DecisionTold, style: Style) -> dict[str, Any]:
    return {
        "headline": _text(decision.headline, style),
        "reason": _text(decision.reason, style),
        "changes": [_text(one, style) for one in decision.changes],
        "groups": [_group(one, style) for one in decision.groups],
    }


def _group(group: GroupTold, style: Style) -> dict[str, Any]:
    return {
        "title": style.say(
            "%(title)s (%(logic)s): %(answer)s",
            title=_text(group.title, style),
            logic=_text(group.logic, style),
            answer=_text(group.answer, style),
        ),
        "clauses": [
            {
                "answer": _text(one.answer, style),
                "truth": {True: "met", False: "not-met", None: "unknown"}[one.truth],
                "plain": _text(one.plain, style),
                "because": _because(one, style),
            }
            for one in group.clauses
        ],
    }


def _because(clause: ClauseTold, style: Style) -> str:
    """What the answer rests on: facts and values in words, without the files they stand in."""
    say = style.say
    told = [_text(one, style) for one in (clause.reckoning, clause.waiver) if one is not None]
    values = [
        *((fact.name, fact.value) for fact in clause.facts),
        *((amount.name, amount.value) for amount in clause.amounts),
    ]
    rests = [
        say(
            "%(name)s: %(value)s",
            name=_text(name, style),
            value=_text(value, style) if value else say("not recorded"),
        )
        for name, value in values
    ]
    return " ".join((*told, say("; ").join(rests))).strip()
