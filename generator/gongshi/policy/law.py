"""The policy as a decision reads it: clause groups in force in a year, and dated parameters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongshi.load.document import Document
from gongshi.policy import build
from gongshi.policy.catalogue import Clause, ClauseGroup, Procedure
from gongshi.policy.parameters import Parameters


class Law:
    """The clauses and parameters of a county."""

    def __init__(self, documents: Iterable[Document]) -> None:
        records = tuple(documents)
        self.policy = build.build(records)
        self.parameters = Parameters(records)
        self.procedures = {one.id: one for one in self.policy.procedures}
        self._groups = {group.id: group for group in self.policy.clause_groups}
        self.clauses: dict[str, Clause] = {
            clause.id: clause for group in self.policy.clause_groups for clause in group.clauses
        }

    def procedure_on(self, direction: str, day: date) -> Procedure | None:
        """The procedure of a direction that is in force on a day."""
        for procedure in self.policy.procedures:
            if procedure.direction == direction and procedure.in_force.holds_on(day):
                return procedure
        return None

    def group_of(self, clause: str) -> ClauseGroup:
        """The group that a clause of the catalogue stands in."""
        return next(
            group
            for group in self.policy.clause_groups
            if any(one.id == clause for one in group.clauses)
        )

    def judged(self, of: str) -> tuple[ClauseGroup, ...]:
        """The sets by whose clauses each ``village``, or each ``household``, is judged."""
        return tuple(group for group in self.policy.clause_groups if group.judged == of)

    def judged_on(self, of: str, day: date) -> tuple[ClauseGroup, ...]:
        """The same, those in force on a day."""
        return tuple(group for group in self.judged(of) if group.in_force.holds_on(day))

    def group(self, name: str, year: int) -> ClauseGroup | None:
        """A clause group, if it is in force at any time of ``year``."""
        group = self._groups.get(name)
        if group is None or group.in_force.since.year > year:
            return None
        until = group.in_force.until
        return group if until is None or year <= until.year else None
