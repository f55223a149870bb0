"""The tasks of the duty lists, each once: an act that two lists ask for is one task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongshi.duties.span import Span
from gongshi.policy.catalogue import Actor, Duty, DutyList, Task


@dataclass(frozen=True, slots=True)
class Asked:
    """A task that the log can name: by ``id``, that of the duty, or its own where it has one."""

    id: str
    list: DutyList
    duty: Duty
    task: Task

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who acts: as the task says, else who owes the list."""
        return self.task.by or (self.list.owed_by,)

    @property
    def in_force(self) -> Span:
        """The days on which the list is in force."""
        return Span(self.list.in_force.since, self.list.in_force.until or date.max)

    @property
    def times(self) -> int:
        """How often it is owed, at least, in a period."""
        return self.task.times_min or 1


class Tasks:
    """All tasks, under every id by which a log may name them."""

    def __init__(self, lists: Iterable[DutyList]) -> None:
        duties = [(one, duty) for one in lists for duty in one.duties]
        self._same = {duty.id: duty.same_as for _, duty in duties if duty.same_as}
        self._of_duty: dict[str, list[Asked]] = {}
        self._by_id: dict[str, Asked] = {}
        for one, duty in duties:
            if duty.id not in self._same:
                asked = [Asked(task.id or duty.id, one, duty, task) for task in duty.tasks]
                self._of_duty[duty.id] = asked
                self._by_id.update({task.id: task for task in asked})
                if len(asked) > 1:  # without ids of their own: policy.task-unnamed says so
                    self._by_id.pop(duty.id, None)

    @property
    def every(self) -> tuple[Asked, ...]:
        """Every task, in the order of the lists."""
        return tuple(asked for tasks in self._of_duty.values() for asked in tasks)

    def named(self, name: str) -> Asked | None:
        """The task that an entry means; None for a duty of several tasks, or none at all."""
        return self._by_id.get(self._original(name))

    def of_duty(self, name: str) -> list[Asked]:
        """The tasks of a duty, or of the one that it is the same as."""
        return self._of_duty.get(self._original(name), [])

    def also(self, asked: Asked) -> tuple[str, ...]:
        """The duties of other lists that the same act fulfils, in the order of the lists."""
        return tuple(name for name in self._same if self._original(name) == asked.duty.id)

    def _original(self, name: str) -> str:
        seen = set()
        while name in self._same and name not in seen:
            seen.add(name)
            name = self._same[name]
        return name
