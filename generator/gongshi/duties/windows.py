"""Within which days a task is to be done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.duties.books import Books
from gongshi.duties.span import PERIODS, Span, end_of_month, periods
from gongshi.duties.tasks import Asked
from gongshi.policy.catalogue import Task


def windows(books: Books, asked: Asked, within: Span) -> Iterator[tuple[Span, Span]]:
    """Every period of a task that shares a day with ``within``: its window and what counts.

    In the window it is to be done; what is done later within the second span counts still, as
    late. A task without a period of its own has one as long as its list is in force; one that
    lasts (``ongoing``) has none, as it cannot be counted. None where a parameter has no value.
    """
    task, in_force = asked.task, asked.in_force
    span = Span(max(within.first, in_force.first), min(within.last, in_force.last))
    if task.every == "ongoing" or span.first > span.last:
        return
    if task.every in ("once", "unstated"):
        yield in_force, in_force
        return
    for period in _periods(books, task, span):
        window, counts = due(books, task, period), counted(books, task, period)
        if window is not None and counts is not None:
            yield window, counts


def _periods(books: Books, task: Task, span: Span) -> Iterator[Span]:
    if task.every in PERIODS:
        yield from periods(task.every, span)
        return
    for year in periods("year", span):  # what "regularly" means may change from year to year
        word = books.word("regular-duty-period", max(year.first, span.first))
        if word is not None:
            within = Span(max(year.first, span.first), min(year.last, span.last))
            yield from periods(word, within)


def due(books: Books, task: Task, period: Span) -> Span | None:
    """The part of a period within which a task is to be done."""
    if task.when == "start":
        months = books.number("year-start-months", period.first)
        return Span(period.first, end_of_month(period.first.year, months)) if months else None
    return counted(books, task, period)


def counted(books: Books, task: Task, period: Span) -> Span | None:
    """The part of a period within which an act counts: all of it, but for the end of a year."""
    if task.when == "end":
        months = books.number("year-end-months", period.first)
        return Span(date(period.first.year, 13 - months, 1), period.last) if months else None
    return period
