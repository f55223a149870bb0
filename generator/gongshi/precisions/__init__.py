"""The six precisions as figures, computed from the records: village by village, added up.

One module a precision; ``tables`` gives the tables of all six.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongshi.precisions import funds, measures, people, projects, results, targets
from gongshi.precisions.figure import Figure, Place, Table
from gongshi.rules.base import Index

__all__ = ["by_place", "tables"]

_MODULES = (targets, projects, funds, measures, people, results)


def tables(index: Index, as_of: date) -> tuple[Table, ...]:
    """The tables of the six precisions as the records stand on ``as_of``, in their order."""
    return tuple(table for module in _MODULES for table in module.tables(index, as_of))


def by_place(found: Iterable[Table]) -> dict[Place, dict[str, Figure]]:
    """Every figure by its id, of the county, of each township and of each village."""
    places: dict[Place, dict[str, Figure]] = {}
    for table in found:
        for place, figures in table.figures().items():
            places.setdefault(place, {}).update({one.definition.id: one for one in figures})
    return places
