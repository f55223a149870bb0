"""What a village has, clause by clause, with evidence and by whom it was judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from gongshi.model import county as model
from gongshi.model.common import Term
from gongshi.model.village import Have, Village
from gongshi.policy.catalogue import Clause
from gongshi.policy.law import Law
from gongshi.public import facts
from gongshi.public.label import label

Officials = dict[str, list[tuple[Term, facts.OfficialFact]]]
"""The public posts of every official of the county, by number."""


def officials(county: model.County) -> Officials:
    """Every official with the posts held, and when."""
    found: Officials = defaultdict(list)
    for number, term, fact in _posts(county):
        found[number].append((term, fact))
    return found


def _posts(county: model.County) -> Iterator[tuple[str, Term, facts.OfficialFact]]:
    units = {unit.id: label(unit.name) for unit in county.organisations}
    for _, village in county.villages():
        name = label(village.record.name)
        for one in village.record.team:
            of = units.get(one.organisation)
            yield one.id, one, facts.OfficialFact(one.name, one.role, None, of, one.since)
        for holder in village.record.posts:
            fact = facts.OfficialFact(holder.name, holder.post, None, name, holder.since)
            yield holder.id, holder, fact
    for unit in county.organisations:
        for person in (*unit.leaders, *unit.contacts):
            post = label(person.post)
            of = units[unit.id]
            yield person.id, person, facts.OfficialFact(person.name, None, post, of, person.since)


def boards(village: Village, law: Law, known: Officials, as_of: date) -> tuple[facts.Board, ...]:
    """The sets by which villages are judged, in the catalogue's order.

    A set that is no longer in force stands as long as something in it was judged. What nobody has
    judged by ``as_of`` is unknown.
    """
    judged: dict[str, list[Have]] = defaultdict(list)
    for have in sorted(village.record.haves, key=lambda one: one.judged_on, reverse=True):
        if have.judged_on <= as_of:
            judged[have.clause].append(have)
    found = []
    for group in law.judged("village"):
        now = group.in_force.holds_on(as_of)
        begun = group.in_force.since <= as_of
        if now or (begun and any(clause.id in judged for clause in group.clauses)):
            found.append(
                facts.Board(
                    id=group.id,
                    title=label(group.title),
                    intro=label(group.intro),
                    until=None if now else group.in_force.until,
                    haves=tuple(
                        _have(clause, judged.get(clause.id, []), known) for clause in group.clauses
                    ),
                )
            )
    return tuple(found)


def _have(clause: Clause, judged: list[Have], known: Officials) -> facts.HaveFact:
    """A clause by its judgements, the latest first; none of them: unknown."""
    title = facts.Label(clause.zh, clause.en)
    if not judged:
        return facts.HaveFact(clause.id, title, None, None, None, (), (), ())
    have, *earlier = judged
    return facts.HaveFact(
        clause=clause.id,
        title=title,
        status=have.status,
        since=have.since,
        judged_on=have.judged_on,
        judged_by=tuple(_on(known[one], have.judged_on) for one in have.judged_by if one in known),
        evidence=tuple(
            facts.EvidenceFact(evidence.kind, evidence.on, label(evidence.text))
            for evidence in have.evidence
        ),
        earlier=tuple((one.judged_on, one.status) for one in earlier),
    )


def _on(posts: list[tuple[Term, facts.OfficialFact]], day: date) -> facts.OfficialFact:
    """The post that an official held on a day; else the first on record."""
    return next((fact for term, fact in posts if term.holds_on(day)), posts[0][1])
