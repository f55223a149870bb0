"""The duties of every village this year, worked out once for all rules that ask."""

from __future__ import annotations

from datetime import date

from gongshi.duties.books import Books, VillageBooks
from gongshi.duties.ledger import Ledger, of_village
from gongshi.duties.span import Span
from gongshi.load.document import Document
from gongshi.model import build as model
from gongshi.rules.base import Index

_NEEDED = frozenset({"county", "organisation", "township", "village", "duty-list", "parameter"})
"""Without one of these nobody can say who owed what, and what is wrong with it is told already."""

Known = tuple[Document, VillageBooks, Ledger]


def ledgers(index: Index, as_of: date) -> tuple[Known, ...]:
    """Each village: its record, its books, and the duties of the as-of year up to that date.

    Empty while a record cannot be used that says who owes what.
    """
    return index.once(("ledgers", as_of), lambda: tuple(_ledgers(index, as_of)))


def _ledgers(index: Index, as_of: date) -> list[Known]:
    if index.unclean_kinds & _NEEDED or not index.of_kind("county"):
        return []
    county = model.build(index.documents)
    books = Books(county, index.law, as_of)
    records = {(one.origin.township, one.origin.village): one for one in index.of_kind("village")}
    year = Span(as_of.replace(month=1, day=1), as_of)
    return [
        (records[township.record.id, village.record.id], of, of_village(of, year))
        for township, village in county.villages()
        for of in [VillageBooks(books, township, village)]
        if (township.record.id, village.record.id) in records
    ]
