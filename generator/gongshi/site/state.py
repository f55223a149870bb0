"""What state the records are in: how much there is, and what nobody has recorded or read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.public.facts import County, SourceFact


@dataclass(frozen=True, slots=True)
class State:
    """The state of the public records on the as-of date, in numbers.

    Each of the second group counts villages, of all ``villages``: ``unlogged`` without a log of
    duties of the year, ``unjudged`` where some clause of a set has not been judged, ``unformed``
    without a village form, ``uncounted`` without a population. ``sources`` says of how many
    groups of clauses, procedures, duty lists and values the original was read, by the words of
    the schema.
    """

    townships: int
    villages: int
    notices: int
    open_notices: int
    announcements: int
    unlogged: int
    unjudged: int
    unformed: int
    uncounted: int
    sources: tuple[tuple[str, int], ...]


def of_records(county: County) -> State:
    """Count what is there and what is missing."""
    villages = county.villages
    standings = Counter(found.standing for found in _sources(county))
    return State(
        townships=len(county.townships),
        villages=len(villages),
        notices=len(county.notices),
        open_notices=sum(one.state == "open" for one in county.notices),
        announcements=len(county.announcements),
        unlogged=county.duties[0].unlogged,
        unjudged=sum(any(board.count(None) for board in one.boards) for one in villages),
        unformed=sum(one.profile_year is None for one in villages),
        uncounted=sum(one.figures.population is None for one in villages),
        sources=tuple(
            (standing, standings[standing])
            for standing in ("verified", "reconstructed", "unverified")
        ),
    )


def _sources(county: County) -> Iterator[SourceFact]:
    for group in county.clause_groups:
        yield group.source
    for procedure in county.procedures:
        yield procedure.source
    for duties in county.duty_lists:
        yield duties.source
    for parameter in county.parameters:
        for value in parameter.values:
            yield value.source
