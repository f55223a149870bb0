"""How a fact's value is said in an account: with its unit, as a word of the schema, as a sum."""

from __future__ import annotations

from gongshi.decision.case import INCOME_PARTS, Fact, Income
from gongshi.decision.criteria import Verdict
from gongshi.finding import Text
from gongshi.schema import naming

_YES, _NO = Text("是", "yes"), Text("否", "no")


def value_of(fact: Fact) -> Text | None:
    """A fact's value in words; None where it is not recorded."""
    value, kind = fact.value, fact.document.origin.kind
    if value is None:
        return None
    if isinstance(value, Income):
        return _income(fact, value)
    if isinstance(value, bool):
        return _YES if value else _NO
    if isinstance(value, int):
        unit = naming.unit(kind, fact.field) or Text("", "")
        counted = unit.en.removesuffix("s") if value == 1 else unit.en
        return Text(f"{value:,} {unit.zh}".strip(), f"{value:,} {counted}".strip())
    if isinstance(value, list):
        return Text(f"{len(value)} 份", f"{len(value)} on record")
    return naming.word(kind, fact.field, value) or Text(str(value), str(value))


def _income(fact: Fact, income: Income) -> Text:
    """The sum that a family can follow: the four parts less the costs, by the persons."""
    stated = fact.document.value["surveys"][fact.keys[1]]["income"]
    parts = " + ".join(f"{stated[part]:,}" for part in INCOME_PARTS)
    cost = f"{stated['business_costs']:,}"
    return Text(
        f"（{parts} − {cost}）÷ {income.persons} 人 = 人均 {income.per_head:,} 元",
        f"({parts} - {cost}) / {income.persons} persons = {income.per_head:,} yuan a head",
    )


def comparison(verdict: Verdict) -> Text | None:
    """Income held against the line or the average that the clause names, for each year used.

    Own medical cost is taken off first where the clause says so.
    """
    incomes = {fact.year: fact.value for fact in verdict.facts if isinstance(fact.value, Income)}
    costs = [fact.value for fact in verdict.facts if fact.field[-1] == "out_of_pocket"]
    told = []
    for amount in verdict.amounts:
        income = incomes.get(amount.day.year)
        if income is not None and amount.number is not None and amount.name != "steady-years":
            after = Text("", "")
            if costs and costs[0] is not None:
                income = income.less(costs[0])
                after = Text("扣掉自付医疗费后", "after own medical cost ")
            told.append(_against(income, amount.number, amount.day.year, after))
    return Text("".join(one.zh for one in told), " ".join(one.en for one in told)) if told else None


def _against(income: Income, amount: int, year: int, after: Text) -> Text:
    if income.below(amount):
        relation = Text("低于", "below")
    else:
        relation = Text("高于", "above") if income.above(amount) else Text("等于", "equal to")
    return Text(
        f"{year} 年{after.zh}人均 {income.per_head:,} 元，{relation.zh} {amount:,} 元。",
        f"{year}: {after.en}{income.per_head:,} yuan a head, {relation.en} {amount:,}.",
    )
