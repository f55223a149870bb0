"""Parameters: one value for each day, of the right kind, and none missing where it is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from gongshi.decision.household import Decision
from gongshi.decision.wording import amount_name, listing
from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.policy.parameters import COUNTS, KINDS, WORDS, YEARLY, Amount, days_of, kind_of
from gongshi.rules import haves, project, review, rounds
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.claims import claims
from gongshi.rules.exit import current
from gongshi.rules.ledgers import ledgers

FAMILY = Family("parameter", Text("政策参数", "Parameters"))

_SHAPES = {
    int: Text("整数", "a whole number"),
    bool: Text("true 或 false", "true or false"),
    Fraction: Text("分数，如 2/3", "a share such as 2/3"),
    str: Text("一个代号", "a word"),
    tuple: Text("代号的列表", "a list of words"),
}
_WORDS = {
    "less-than": Text("less-than（必须低于）", "less-than (must be below)"),
    "at-most": Text("at-most（可以等于）", "at-most (may equal)"),
    "month": Text("month（每月）", "month"),
    "quarter": Text("quarter（每季度）", "quarter"),
    "year": Text("year（每年）", "year"),
}


@FAMILY.rule("missing")
def missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """A parameter that the rules read and that has no file."""
    for name in sorted(KINDS):
        path = index.path(f"policy/parameters/{name}.yaml")
        if path not in {origin.path for origin in index.origins}:
            yield Hit(
                None,
                (),
                Text(f"缺少参数 {name}。", f"The parameter {name} is missing."),
                Text(
                    "规则要用到它；请补上数值，并写明日期和出处。",
                    "The rules read it: enter its values, each with its dates and source.",
                ),
                path,
            )


@FAMILY.rule("unused", Severity.WARNING)
def unused(index: Index, _as_of: date) -> Iterator[Hit]:
    """A parameter that no rule reads; its name may be misspelt."""
    for document in index.of_kind("parameter"):
        if document.origin.id not in KINDS:
            yield Hit(
                document,
                ("id",),
                Text("没有规则用到这个参数。", "No rule reads this parameter."),
                Text(
                    f"请核对名称；规则用到的有：{'、'.join(sorted(KINDS))}。",
                    f"Check the name; the rules read: {', '.join(sorted(KINDS))}.",
                ),
            )


@FAMILY.rule("wrong-kind")
def wrong_kind(index: Index, _as_of: date) -> Iterator[Hit]:
    """A value that is not of the parameter's kind: a share for a number, a word no rule knows."""
    for document in index.of_kind("parameter"):
        name = document.origin.id
        for number, dated in enumerate(document.value["values"]):
            if name in KINDS and not _fits(name, dated):
                yield Hit(
                    document,
                    ("values", number, "value"),
                    Text("这个数值不合这个参数的写法。", "Not the kind of value it takes."),
                    _kind_hint(name, KINDS[name]),
                )


def _fits(name: str, dated: dict[str, Any]) -> bool:
    value = dated["value"]
    if isinstance(value, list):
        return KINDS[name] is tuple
    if kind_of(value) is not KINDS[name] or (name in YEARLY and "year" not in dated):
        return False
    return value in (WORDS.get(name) or COUNTS.get(name) or (value,))


def _kind_hint(name: str, expected: type) -> Text:
    if name in WORDS:
        told = listing(_WORDS[word] for word in WORDS[name])
        return Text(f"可以写：{told.zh}。", f"Write one of: {told.en}.")
    if name in YEARLY:
        return Text(
            "每个数值写明 year，数值是整数。", "Each value states its year and is a whole number."
        )
    shape, span = _SHAPES[expected], Text("", "")
    if name in COUNTS:
        least, most = COUNTS[name][0], COUNTS[name][-1]
        span = Text(f"，从 {least} 到 {most}", f" from {least} to {most}")
    return Text(f"请写{shape.zh}{span.zh}。", f"Write {shape.en}{span.en}.")


@FAMILY.rule("undated")
def undated(index: Index, _as_of: date) -> Iterator[Hit]:
    """A value that says neither for which year nor from which day it holds, or says both."""
    for document in index.of_kind("parameter"):
        for number, dated in enumerate(document.value["values"]):
            if ("year" in dated) == ("from" in dated):
                yield Hit(
                    document,
                    ("values", number),
                    Text(
                        "数值要写明年份（year），或者起始日期（from），只写一样。",
                        "A value states its year or its first day (from), one of the two.",
                    ),
                    Text(
                        "按年公布的写 year；长期有效的写 from，有截止的再写 to。",
                        'A yearly value has "year"; one that lasts has "from", and "to" if it '
                        "ends.",
                    ),
                )


@FAMILY.rule("values-overlap")
def values_overlap(index: Index, _as_of: date) -> Iterator[Hit]:
    """Two values of one series that hold on the same day."""
    for name, parameter in index.law.parameters.typed.items():
        document = index.law.parameters.documents[name]
        spans: dict[str | None, list[tuple[date, date, int]]] = defaultdict(list)
        for number, value in enumerate(parameter.values):
            spans[value.series].append((*days_of(value), number))
        for series in spans.values():
            ordered = sorted(series)
            longest = ordered[0]
            for later in ordered[1:]:
                earlier, longest = longest, max(longest, later, key=lambda span: span[1])
                if later[0] <= earlier[1]:
                    yield _overlap(document, earlier[2], later)


def _overlap(document: Document, earlier: int, later: tuple[date, date, int]) -> Hit:
    line, _ = document.positions().of(("values", earlier))
    return Hit(
        document,
        ("values", later[2]),
        Text(
            f"从 {later[0]} 起，这个数值与第 {line} 行的数值同时有效。",
            f"From {later[0]} this value and the one on line {line} both hold.",
        ),
        Text(
            "同一天只能有一个数值：请给前一个写上截止日期（to），或改正年份。",
            'One value a day: end the earlier one with "to", or correct the year.',
        ),
    )


@FAMILY.rule("series-not-chosen")
def series_not_chosen(index: Index, _as_of: date) -> Iterator[Hit]:
    """A parameter with several series of which county.yaml chooses none."""
    for county in index.of_kind("county"):
        for name, parameter in index.law.parameters.typed.items():
            if parameter.series and name not in index.law.parameters.chosen:
                names = [series.id for series in parameter.series]
                yield Hit(
                    county,
                    ("parameters",),
                    Text(
                        f"参数 {name} 有几套数值，没有说明用哪一套。",
                        f"The parameter {name} has several series, and none is chosen.",
                    ),
                    Text(
                        f"请在 parameters 里选一套：{'、'.join(names)}。",
                        f"Choose one in parameters: {', '.join(names)}.",
                    ),
                )


@FAMILY.rule("series-empty", clauses=("goal.standard.income",))
def series_empty(index: Index, _as_of: date) -> Iterator[Hit]:
    """A chosen series in which nobody has entered a value yet.

    The municipal line is not known to gongshi (domain 2.1): a county that works by it supplies
    and cites it.
    """
    for county in index.of_kind("county"):
        for number, choice in enumerate(county.value["parameters"]):
            parameter = index.law.parameters.typed.get(choice["parameter"])
            declared = {one.id for one in parameter.series} if parameter else set()
            filled = {one.series for one in parameter.values} if parameter else set()
            if parameter and choice["series"] in declared - filled:
                path = index.law.parameters.documents[parameter.id].origin.path
                yield Hit(
                    county,
                    ("parameters", number, "series"),
                    Text(
                        f"选用的系列 {choice['series']} 还没有数值。",
                        f"The chosen series {choice['series']} has no value yet.",
                    ),
                    Text(
                        f"请在 {path} 里逐年填写数值和收入口径，写明文件名、文号和网址，"
                        f"或另选一套。",
                        f"Enter each year's value and income concept in {path}, citing the "
                        "document, its number and address, or choose another series.",
                    ),
                )


@FAMILY.rule("without-value")
def without_value(index: Index, as_of: date) -> Iterator[Hit]:
    """A parameter without a value for a year or day that a decision needs.

    Never last year's value: each year has its own, with its source. Told once a parameter and
    year, with the number of decisions that wait for it.
    """
    waiting: dict[tuple[str, date, str], tuple[Amount, set[str]]] = {}
    for key, amount, document in _wanted(index, as_of):
        if amount.dated is None and amount.parameter is not None:
            waits = (*key, document.origin.kind)
            waiting.setdefault(waits, (amount, set()))[1].add(document.origin.path)
    for (*_, kind), (amount, records) in sorted(waiting.items()):
        if amount.parameter and (not amount.parameter.series or _filled(amount)):
            yield _without(index, amount, kind, len(records))


def _wanted(index: Index, as_of: date) -> Iterator[tuple[tuple[str, date], Amount, Document]]:
    """Every value that a decision, a record or the site asks for, by the name and day it is told.

    A round asks for the day of each meeting and notice, a project for that of its acceptance, a
    village's judgements and duties for the as-of date, as does what a change adds to a duty log;
    that is told once a year.
    """
    for decision in _decisions(index, as_of):
        for verdict in decision.verdicts:
            for amount in verdict.amounts:
                yield (amount.name, amount.day), amount, decision.case.document
    for found, amount in rounds.amounts(index, as_of):
        yield (amount.name, amount.day.replace(month=1, day=1)), amount, found.document
    for document, amount in haves.amounts(index, as_of):
        yield (amount.name, amount.day.replace(month=1, day=1)), amount, document
    for document, amount in project.amounts(index, as_of):
        yield (amount.name, amount.day.replace(month=1, day=1)), amount, document
    for document, amount in review.amounts(index, as_of):
        yield (amount.name, amount.day.replace(month=1, day=1)), amount, document
    for village, books, _ in ledgers(index, as_of):
        for amount in books.books.amounts:
            yield (amount.name, amount.day.replace(month=1, day=1)), amount, village
    for document in index.of_kind("village"):
        amount = index.law.parameters.on(_PUBLISHED, as_of)
        yield (amount.name, amount.day.replace(month=1, day=1)), amount, document


def _decisions(index: Index, as_of: date) -> Iterator[Decision]:
    for direction in ("entry", "exit"):
        for claim in claims(index, direction, as_of):
            yield claim.decision
    yield from current(index, as_of)


def _filled(amount: Amount) -> bool:
    """Whether the chosen series has values at all; an empty one is told by itself."""
    if amount.parameter is None or amount.series is None:
        return False
    return any(value.series == amount.series.id for value in amount.parameter.values)


_PUBLISHED = "smallest-group"
_WAITING = {
    "household": Text("户因此不能判断", "Decisions that wait for it"),
    "round": Text("个批次因此不能检查", "Rounds that wait for it"),
    "project": Text("个项目因此不能检查", "Projects that wait for it"),
    "duty-log": Text("份台账的补登因此不能检查", "Duty logs whose new entries wait for it"),
    "village": Text("个村因此不能计算", "Villages that wait for it"),
}
"""What waits for a value, by the kind of the record that asks for it."""


def _without(index: Index, amount: Amount, kind: str, records: int) -> Hit:
    name, waiting = amount_name(amount), _WAITING[kind]
    return Hit(
        index.law.parameters.documents[amount.name],
        ("values",),
        Text(
            f"缺 {name.zh}，{records:,} {waiting.zh}。",
            f"No value of: {name.en}. {waiting.en}: {records:,}.",
        ),
        Text(
            "请补上当年的数值和出处；不能沿用别的年份。",
            "Enter that year's value and its source; another year's is not used.",
        ),
    )
