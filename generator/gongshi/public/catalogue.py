"""The policy catalogue as public facts: the policy is public as it stands."""

from __future__ import annotations

from gongshi.policy import catalogue as policy
from gongshi.public import facts, rules
from gongshi.public.label import label
from gongshi.rules.base import held_by, holding


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


def duty_list(duties: policy.DutyList) -> facts.DutyList:
    """A responsibility list."""
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
                same_as=duty.same_as,
                tasks=tuple(
                    facts.TaskFact(
                        label(task.what), task.every, task.when, task.times_min, task.times_max
                    )
                    for task in duty.tasks
                ),
            )
            for duty in duties.duties
        ),
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
