"""The policy catalogue as public facts: the policy is public as it stands."""

from __future__ import annotations

from datetime import date

from gongshi.duties.tasks import Tasks
from gongshi.policy import catalogue as policy
from gongshi.policy.law import Law
from gongshi.public import facts, rules
from gongshi.public.label import label
from gongshi.rules.base import held_by, hold_duties, holding


def clause_group(group: policy.ClauseGroup) -> facts.ClauseGroup:
    """A group of clauses."""
    return facts.ClauseGroup(
        id=group.id,
        title=label(group.title),
        intro=label(group.intro),
        combine=group.combine,
        effect=label(group.effect) if group.effect else None,
        since=group.in_force.since,
        until=group.in_force.until,
        source=source(group.source),
        clauses=tuple(
            facts.ClauseFact(
                id=clause.id,
                wording=facts.Label(clause.zh, clause.en),
                plain=label(clause.plain),
                question=label(clause.question) if clause.question else None,
                how=clause.how,
                in_principle=clause.in_principle,
                rules=rules.links(holding(group, clause)),
                bring=label(clause.bring) if clause.bring else None,
                examples=tuple(
                    facts.ExampleFact(facts.Label(one.zh, one.en), one.met)
                    for one in clause.examples
                ),
            )
            for clause in group.clauses
        ),
    )


def procedure(steps: policy.Procedure) -> facts.Procedure:
    """A procedure with its steps."""
    return facts.Procedure(
        id=steps.id,
        title=label(steps.title),
        intro=label(steps.intro),
        since=steps.in_force.since,
        until=steps.in_force.until,
        source=source(steps.source),
        most_days=steps.most_days,
        steps=tuple(
            facts.ProcedureStep(
                id=step.id,
                title=label(step.title),
                wording=facts.Label(step.zh, step.en),
                plain=label(step.plain),
                actor=step.actor,
                needs=step.needs,
                rules=rules.links(held_by(step)),
            )
            for step in steps.steps
        ),
    )


def duty_list(duties: policy.DutyList, law: Law, as_of: date) -> facts.DutyList:
    """A responsibility list, with what the county takes its periods to be on ``as_of``."""
    tasks = Tasks(law.policy.duty_lists)
    return facts.DutyList(
        id=duties.id,
        title=label(duties.title),
        intro=label(duties.intro),
        owed_by=duties.owed_by,
        owed_to=duties.owed_to,
        since=duties.in_force.since,
        until=duties.in_force.until,
        source=source(duties.source),
        duties=tuple(
            facts.DutyFact(
                id=duty.id,
                wording=facts.Label(duty.zh, duty.en),
                plain=label(duty.plain),
                same_as=tuple(
                    facts.ClauseLink(other.id, one.id)
                    for one in law.policy.duty_lists
                    for other in one.duties
                    if other is not duty and tasks.of_duty(other.id) == tasks.of_duty(duty.id)
                ),
                tasks=tuple(_task(task.id or duty.id, task, law, as_of) for task in duty.tasks),
                counted=tuple(
                    _task(one.id, one.task, law, as_of) for one in tasks.of_duty(duty.id)
                ),
            )
            for duty in duties.duties
        ),
        rules=rules.links(hold_duties()),
    )


_READ_BY = {
    "regular": "regular-duty-period",
    "start": "year-start-months",
    "end": "year-end-months",
}
"""The parameters that say what the county takes a period without a number to be."""


def _task(name: str, task: policy.Task, law: Law, as_of: date) -> facts.TaskFact:
    read_by = _READ_BY.get(task.when or task.every)
    amount = law.parameters.on(read_by, as_of) if read_by else None
    return facts.TaskFact(
        id=name,
        what=label(task.what),
        every=task.every,
        when=task.when,
        times_min=task.times_min,
        times_max=task.times_max,
        by=task.by,
        needs=task.needs,
        shown=task.shown_by is not None,
        parameter=read_by,
        reading=amount.word or (str(amount.number) if amount.number else None) if amount else None,
    )


def parameter(found: policy.Parameter, chosen: str | None) -> facts.Parameter:
    """A parameter with every value; ``chosen`` is the series that the county uses."""
    titles = {series.id: label(series.title) for series in found.series}
    return facts.Parameter(
        id=found.id,
        title=label(found.title),
        description=label(found.description),
        unit=label(found.unit),
        chosen=titles.get(chosen or ""),
        values=tuple(
            facts.ValueFact(
                series=titles.get(value.series or ""),
                year=value.year,
                since=value.since,
                until=value.until,
                value=_shown(value.value),
                source=source(value.source),
            )
            for value in found.values
        ),
    )


def source(found: policy.Source) -> facts.SourceFact:
    """Where a clause or value comes from."""
    return facts.SourceFact(
        title=label(found.title),
        standing=found.standing,
        reference=found.reference,
        url=found.url,
        note=label(found.note) if found.note else None,
    )


def _shown(value: int | bool | str | tuple[str, ...]) -> tuple[str, ...]:
    if isinstance(value, bool):
        return ("true" if value else "false",)
    return value if isinstance(value, tuple) else (str(value),)
