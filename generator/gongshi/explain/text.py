"""An account for a terminal: sentences that can be read aloud, each fact with file and line."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.explain.told import Account, AmountTold, ClauseTold, DecisionTold, FactTold
from gongshi.finding import Text
from gongshi.plain import on_one_line

_NOT_RECORDED = Text("没有记录", "not recorded")
_NO_VALUE = Text("没有这一年的数值", "no value for that year")
_INTERNAL = Text(
    "内部资料：给本户和工作人员看，不要公开。",
    "Internal: for the household itself and the staff, not for publication.",
)


def render(account: Account, language: str) -> str:
    """The account as text; the last line says for whom it is."""
    lines = [
        f"{account.household}  {account.place.path}",
        _said(
            Text(
                f"截至 {account.as_of}：{account.standing.zh}",
                f"As of {account.as_of}: {account.standing.en}",
            ),
            language,
        ),
    ]
    for decision in account.decisions:
        lines += ["", *_decision(decision, language)]
    return "\n".join([*lines, "", _said(_INTERNAL, language)]) + "\n"


def _said(text: Text, language: str) -> str:
    return on_one_line(text.in_language(language))


def _decision(decision: DecisionTold, language: str) -> Iterator[str]:
    stop = "。" if language == "zh" else "."
    yield f"■ {_said(decision.headline, language)}{stop}"
    yield f"  {_said(decision.reason, language)}"
    if decision.changes:
        yield f"  {_said(Text('什么会改变结论：', 'What would change this:'), language)}"
        for change in decision.changes:
            yield f"    - {_said(change, language)}"
    for group in decision.groups:
        open_, close = ("（", "）：") if language == "zh" else (" (", "): ")
        yield ""
        yield (
            f"  {_said(group.title, language)}{open_}{_said(group.logic, language)}{close}"
            f"{_said(group.answer, language)}"
        )
        for clause in group.clauses:
            yield from _clause(clause, language)


def _clause(clause: ClauseTold, language: str) -> Iterator[str]:
    answer = _said(clause.answer, language)
    marked = f"【{answer}】" if language == "zh" else f"[{answer}] "
    yield f"    {marked}{_said(clause.plain, language)}  ({clause.id})"
    if clause.reckoning is not None:
        yield f"        {_said(clause.reckoning, language)}"
    if clause.waiver is not None:
        yield f"        {_said(clause.waiver, language)}"
    for fact in clause.facts:
        line = Text(f"第 {fact.place.line} 行", f"line {fact.place.line}")
        yield f"        · {_fact(fact, language)}  ({_said(line, language)})"
    for amount in clause.amounts:
        yield f"        · {_amount(amount, language)}"


def _amount(amount: AmountTold, language: str) -> str:
    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    told = f"{_said(amount.name, language)}{colon}{_said(amount.value or _NO_VALUE, language)}"
    if amount.source is not None:
        told += f"{comma}{_said(amount.source, language)}"
    place = amount.place
    return f"{told}  ({place.path}:{place.line})" if place else told


def _fact(fact: FactTold, language: str) -> str:
    colon = "：" if language == "zh" else ": "
    return f"{_said(fact.name, language)}{colon}{_said(fact.value or _NOT_RECORDED, language)}"
