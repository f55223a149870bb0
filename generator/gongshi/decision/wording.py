"""How facts, clauses and parameters are named in a sentence, in both languages; never a value."""

from __future__ import annotations

from collections.abc import Iterable

from gongshi.decision.case import Fact
from gongshi.finding import Text
from gongshi.policy.parameters import Amount
from gongshi.schema import naming


def listing(texts: Iterable[Text]) -> Text:
    """Texts one after the other, each once, in the order they come."""
    found = list(dict.fromkeys(texts))
    return Text("、".join(one.zh for one in found), ", ".join(one.en for one in found))


def ids(names: Iterable[str]) -> Text:
    """Clause ids or other codes one after the other."""
    return listing(Text(name, name) for name in names)


def field_name(fact: Fact) -> Text:
    """What a fact is called, with the thing it belongs to where its own name does not say."""
    kind = fact.document.origin.kind
    own = naming.title(kind, fact.field)
    inner = tuple(key for key in fact.field if key != "*")
    if len(inner) > (2 if inner[0] == "surveys" else 1):
        above = naming.title(kind, inner_field(fact.field))
        return Text(f"{above.zh}（{own.zh}）", f"{above.en} ({_lower(own.en)})")
    return own


def inner_field(field: tuple[str, ...]) -> tuple[str, ...]:
    """The thing that a field belongs to; for an item of a list, the list."""
    above = field[:-1]
    return above[:-1] if above[-1] == "*" else above


def fact_name(fact: Fact, year: int) -> Text:
    """A fact, with the year of its survey where it is another than ``year``; or the survey."""
    if fact.field == ("surveys",):
        return Text(f"{fact.year} 年的入户调查", f"the home survey of {fact.year}")
    own = field_name(fact)
    if fact.year in (None, year):
        return own
    return Text(f"{own.zh}（{fact.year} 年）", f"{own.en} of {fact.year}")


def amount_name(amount: Amount) -> Text:
    """A parameter with its series, and the year or day it is wanted for."""
    if amount.parameter is None:
        return Text(f"参数 {amount.name}", f"the parameter {amount.name}")
    title = amount.parameter.title
    zh, en = title.zh, title.en or title.zh
    if amount.series is not None:
        series = amount.series.title
        zh, en = f"{zh}，{series.zh}", f"{en}, {series.en}"
    return Text(f"{amount.day.year} 年的{zh}", f"{en}, for {amount.day.year}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
