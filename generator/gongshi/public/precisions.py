"""The six precisions as public facts: every figure with its definition, small groups held back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from gongshi import precisions as figures
from gongshi.finding import Text
from gongshi.model import county as model
from gongshi.policy.law import Law
from gongshi.precisions.figure import COUNTY, Definition, Figure, Parts, Place, Table
from gongshi.public import facts
from gongshi.public.label import label
from gongshi.public.suppression import Cells, Node, Row, published
from gongshi.rules.base import Index

_NOTHING = 10**12
"""The smallest group where the parameter has no value: larger than any county."""


def smallest_group(law: Law, as_of: date) -> int | None:
    """From how many households or persons on a group is told; None where nobody has set it."""
    return law.parameters.on("smallest-group", as_of).number


def precisions(index: Index, county: model.County, as_of: date) -> tuple[facts.PrecisionFact, ...]:
    """The precisions that the catalogue has, in their order, with the figures of all places."""
    smallest = smallest_group(index.law, as_of) or _NOTHING
    sets: dict[str, list[facts.FigureSet]] = {}
    for table in figures.tables(index, as_of):
        sets.setdefault(table.clause, []).extend(figure_sets(table, county, smallest))
    return tuple(
        facts.PrecisionFact(
            clause=facts.ClauseLink(clause.id, index.law.group_of(clause.id).id),
            title=facts.Label(clause.zh, clause.en),
            plain=label(clause.plain),
            figures=tuple(found),
        )
        for name, found in sets.items()
        for clause in (index.law.clauses.get(name),)
        if clause is not None
    )


def figure_sets(table: Table, county: model.County, smallest: int) -> list[facts.FigureSet]:
    """The figures of a table, as far as they may be told."""
    places = table.places()
    rows = _rows(table, smallest)
    told = {place: _Told(table, places[place], rows[place], smallest) for place in places}
    return [
        facts.FigureSet(
            id=one.id,
            detail_of=one.detail_of,
            title=_label(one.title),
            plain=_label(one.plain),
            counted=_label(one.counted),
            among=_label(one.among) if one.among else None,
            unknowns=_label(one.unknowns) if one.unknowns else None,
            unit=_label(one.unit),
            form=one.form,
            day=table.when if isinstance(table.when, date) else None,
            year=table.when if isinstance(table.when, int) else None,
            county=told[COUNTY].fact(one),
            townships=tuple(
                (
                    facts.Place(township.record.id, label(township.record.name)),
                    told[Place(township.record.id)].fact(one),
                )
                for township in county.townships
                if Place(township.record.id) in told
            ),
            villages={
                village.record.id: told[Place(township.record.id, village.record.id)].fact(one)
                for township, village in county.villages()
            },
        )
        for one in table.definitions
    ]


def _rows(table: Table, smallest: int) -> dict[Place, list[Row]]:
    """For each place the counts of each cohort that may be told."""
    places = table.places()
    parents: dict[Node, Node | None] = {
        place: None if place == COUNTY else Place(place.township) if place.village else COUNTY
        for place in places
    }
    cells = [
        Cells(
            {
                village: tuple(int(parts.get(part, 0)) for part in cohort.parts)
                for village, parts in table.villages.items()
            },
            cohort.total_public,
            frozenset(map(cohort.parts.index, cohort.sensitive)),
        )
        for cohort in table.cohorts
    ]
    found = published(parents, cells, smallest) if cells else []
    return {place: [rows[place] for rows in found] for place in places}


class _Told:
    """What may be told of the parts of a table in one place."""

    def __init__(self, table: Table, parts: Parts, rows: list[Row], smallest: int) -> None:
        self.smallest = smallest
        self.when = table.when
        self.parts = parts
        self.rows = {cohort.parts: row for cohort, row in zip(table.cohorts, rows, strict=True)}
        self.whole = all(None not in row.groups for row in rows)

    def fact(self, one: Definition) -> facts.FigureFact:
        """A figure, as far as it may be told; of incomes never more than the percentage."""
        numerator, unknown = self._sum(one.numerator), self._sum(one.unknown)
        denominator = self._sum(one.denominator) if one.denominator else None
        if numerator is None or (one.denominator and denominator is None):
            return facts.FigureFact("held-back", numerator, denominator, unknown, None)
        value = _value(one.figure(self.parts, self.when))
        if one.form == "growth":
            numerator = denominator = None
        empty = bool(one.denominator) and value is None
        return facts.FigureFact(
            "empty" if empty else "shown", numerator, denominator, unknown, value
        )

    def _sum(self, names: Iterable[str]) -> int | None:
        """The sum of some parts; None where it must not be told."""
        left, total = set(names), 0
        for group, row in self.rows.items():
            counts = dict(zip(group, row.groups, strict=True))
            found = _of_cohort(counts, row, left)
            if found is None or 0 < found < self.smallest:
                return None
            total += found
            left -= counts.keys()
        if left and not self.whole:
            return None
        return total + sum(int(self.parts.get(name, 0)) for name in left)


def _of_cohort(counts: Mapping[str, int | None], row: Row, names: set[str]) -> int | None:
    """The sum of some groups, from the groups themselves or from the total less the others."""
    wanted = [counts[name] for name in counts if name in names]
    if None not in wanted:
        return sum(one for one in wanted if one is not None)
    others = [counts[name] for name in counts if name not in names]
    if row.total is None or None in others:
        return None
    return row.total - sum(one for one in others if one is not None)


def _value(figure: Figure) -> int | None:
    """What is shown of a share: rounded down, so that it never says more than there is."""
    if figure.share is None:
        return None
    scale = {"percent": 10_000, "growth": 100}.get(figure.definition.form, 1)
    return figure.share.numerator * scale // figure.share.denominator


def _label(text: Text) -> facts.Label:
    return facts.Label(text.zh, text.en)
