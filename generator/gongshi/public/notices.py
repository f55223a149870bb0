"""A village's rounds as the public sees them: where they stand, their notices, their outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.model import county as model
from gongshi.model.round import Announcement, Notice, Round, Step
from gongshi.model.village import Village as VillageRecords
from gongshi.policy.catalogue import Procedure
from gongshi.policy.law import Law
from gongshi.public import catalogue, facts, mask
from gongshi.public.audience import Audience
from gongshi.public.label import label, office
from gongshi.public.mask import NameStyle

_TOLD: dict[str, facts.Removal] = {
    "withdrawn": "withdrawn",
    "vote": "vote",
    "objection": "objection",
    "comparison": "comparison",
    "not-accepted": "not-accepted",
}
"""The reasons that may stand beside a row; the others speak of an income or of a death."""


@dataclass(frozen=True, slots=True)
class Village:
    """A village with all that its notices draw on, for one audience.

    Who reads the web sees a list while its notice is open, with names as the county set for it.
    When the notice is over the list comes down; where the county wants it to stay, it has household
    numbers only. The list for the village's own board is printed before its first day, never after
    its last.
    """

    county: model.County
    law: Law
    township: model.Township
    village: VillageRecords
    as_of: date
    audience: Audience = "web"

    def rounds(self) -> tuple[facts.RoundFact, ...]:
        """The rounds that are under way."""
        return tuple(
            facts.RoundFact(
                direction=procedure.direction,
                year=found.year,
                step=current.number,
                steps=len(procedure.steps),
                title=current.title,
            )
            for found, procedure in self._known_rounds()
            for current in self._steps(found, procedure)
            if current.state == "current"
        )

    def notices(self) -> tuple[facts.Notice, ...]:
        """Every notice that has been posted or is dated, the latest first."""
        return tuple(notice for notice, _, _ in self.posted())

    def posted(self) -> list[tuple[facts.Notice, Procedure, Step]]:
        """The same, each with its procedure and the step as recorded."""
        found = [
            (self._notice(found, procedure, step, step.notice), procedure, step)
            for found, procedure in self._known_rounds()
            for step in found.steps
            if step.notice is not None
        ]
        return sorted(found, key=lambda one: (one[0].since, one[0].id), reverse=True)

    def announcements(self) -> tuple[facts.Announcement, ...]:
        """Every announcement made by the as-of date, the latest first."""
        return tuple(announcement for announcement, _, _, _ in self.announced())

    def announced(self) -> list[tuple[facts.Announcement, Round, Procedure, Step]]:
        """The same, each with its round, procedure and the step as recorded."""
        found = [
            (self._announcement(found, procedure, step, step.announcement), found, procedure, step)
            for found, procedure in self._known_rounds()
            for step in found.steps
            if step.announcement is not None and step.announcement.on <= self.as_of
        ]
        return sorted(found, key=lambda one: (one[0].on, one[0].direction), reverse=True)

    def _announcement(
        self, found: Round, procedure: Procedure, step: Step, made: Announcement
    ) -> facts.Announcement:
        return facts.Announcement(
            direction=procedure.direction,
            year=found.year,
            village=self._village(),
            township=self._township(),
            on=made.on,
            medium=label(made.medium),
            document=label(made.document.title) if made.document else None,
            count=_count(step),
            corrections=self._corrections(found, step, ("list", "announcement")),
        )

    def _known_rounds(self) -> list[tuple[Round, Procedure]]:
        procedures = {procedure.id: procedure for procedure in self.law.policy.procedures}
        return [
            (found, procedures[found.procedure])
            for found in self.village.rounds
            if found.opened <= self.as_of
        ]

    def _notice(
        self, found: Round, procedure: Procedure, step: Step, notice: Notice
    ) -> facts.Notice:
        steps = self._steps(found, procedure)
        here = next(number for number, one in enumerate(procedure.steps, 1) if one.id == step.step)
        is_open = notice.since <= self.as_of <= notice.until
        coming = self.as_of < notice.since
        state: facts.NoticeState = "open" if is_open else "coming" if coming else "closed"
        names = self._names(state)
        return facts.Notice(
            id=f"{self.village.record.id}-{found.id}-{here}",
            direction=procedure.direction,
            year=found.year,
            village=self._village(),
            township=self._township(),
            step=here,
            step_title=steps[here - 1].title,
            steps=steps,
            standards=self.standards(procedure),
            procedure=facts.Place(procedure.id, label(procedure.title)),
            line=self.line(found.year),
            since=notice.since,
            until=notice.until,
            state=state,
            days_left=(notice.until - self.as_of).days if is_open else None,
            places=tuple(map(label, notice.places)),
            count=_count(step),
            rows=self.rows_of(found, step, names) if names else None,
            objections=self._objections(found, procedure, step),
            corrections=self._corrections(found, step, ("list", "notice", "objection")),
            offices=self.offices(),
        )

    def offices(self) -> tuple[facts.Office, ...]:
        """Where to come or call: the village's, the township's and the county's office."""
        return (
            office(self.village.record.office),
            office(self.township.record.office),
            office(self.county.settings.office),
        )

    def _steps(self, found: Round, procedure: Procedure) -> tuple[facts.StepFact, ...]:
        taken = {step.step: step for step in found.steps if step.since <= self.as_of}
        steps = []
        for number, step in enumerate(procedure.steps, 1):
            record = taken.get(step.id)
            over = record is not None and record.until is not None and record.until <= self.as_of
            steps.append(
                facts.StepFact(
                    number=number,
                    title=label(step.title),
                    plain=label(step.plain),
                    state="done" if over else "current" if record else "ahead",
                    since=record.since if record else None,
                    until=record.until if record and over else None,
                )
            )
        return tuple(steps)

    def _names(self, state: facts.NoticeState) -> NameStyle | None:
        """How the list of a notice names heads for the audience; None: it is not shown."""
        names = self.county.settings.publication.names
        shown: dict[Audience, dict[facts.NoticeState, NameStyle | None]] = {
            "web": {"open": names.web, "closed": names.web_after},
            "web-after": {"closed": names.web_after},
            "board": {"coming": names.board, "open": names.board},
            "staff": {"coming": "full", "open": "full", "closed": "full"},
        }
        return shown[self.audience].get(state)

    def rows_of(self, found: Round, step: Step, style: NameStyle) -> tuple[facts.Row, ...]:
        """The list as it hangs: by group, then household number, in the official columns.

        A household taken off while the notice hangs stays, marked, as it does on the wall. One
        whose head is a minor is shown by its number, whatever the style.
        """
        removed = {one.household: one for one in step.dropped if one.on <= self.as_of}
        amended = [
            one
            for one in sorted(found.corrections, key=lambda one: one.on)
            if (one.part, one.step) == ("list", step.step) and one.on <= self.as_of
        ]
        groups = {group.id: label(group.name) for group in self.village.record.groups}
        order = {group: number for number, group in enumerate(groups)}
        households = {household.id: household for household in self.village.households}
        entries = sorted(
            step.list or (),
            key=lambda entry: (order[households[entry.household].group], entry.household),
        )
        rows = []
        for number, entry in enumerate(entries, 1):
            household = households[entry.household]
            head = household.head_on(self.as_of)
            named = head is not None and not household.minor_on(head.id, self.as_of)
            name = mask.head(head.name, household.id, style) if head and named else household.id
            gone = removed.get(entry.household)
            own = [one for one in amended if one.household == entry.household]
            rows.append(
                facts.Row(
                    number=number,
                    group=groups[household.group],
                    head=name,
                    persons=entry.persons,
                    removed=gone.on if gone else None,
                    amended=any(one.household in (None, entry.household) for one in amended),
                    why=_TOLD.get(gone.reason, "verified") if gone else None,
                    reasons=tuple(label(one.reason) for one in own),
                )
            )
        return tuple(rows)

    def _corrections(
        self, found: Round, step: Step, parts: tuple[str, ...]
    ) -> tuple[facts.CorrectionFact, ...]:
        """What was corrected of a step by the as-of date, and of the objections raised at it."""
        raised = {one.id for one in found.objections if one.step == step.step}
        return tuple(
            facts.CorrectionFact(one.on, one.part, label(one.reason))
            for one in sorted(found.corrections, key=lambda one: (one.on, one.part))
            if one.on <= self.as_of
            and one.part in parts
            and (one.step == step.step or one.objection in raised)
        )

    def _objections(
        self, found: Round, procedure: Procedure, step: Step
    ) -> tuple[facts.ObjectionFact, ...]:
        titles = {one.id: label(one.title) for one in procedure.steps}
        shown = []
        for objection in sorted(
            found.objections, key=lambda objection: (objection.on, objection.id)
        ):
            if objection.step != step.step or objection.on > self.as_of:
                continue
            answer = objection.answer
            if answer is not None and answer.on > self.as_of:
                answer = None
            shown.append(
                facts.ObjectionFact(
                    on=objection.on,
                    step=titles[objection.step],
                    topic=objection.topic,
                    answered=answer.on if answer else None,
                    outcome=answer.outcome if answer else None,
                    clause=self._clause(answer.clause) if answer else None,
                )
            )
        return tuple(shown)

    def _clause(self, clause: str | None) -> facts.ClauseLink | None:
        """Where a clause is explained; None for a clause that the catalogue does not have."""
        for group in self.law.policy.clause_groups:
            if any(one.id == clause for one in group.clauses):
                return facts.ClauseLink(str(clause), group.id)
        return None

    def standards(self, procedure: Procedure) -> tuple[facts.Place, ...]:
        """The clause groups that decide in this direction."""
        return tuple(
            facts.Place(group.id, label(group.title))
            for group in self.law.policy.clause_groups
            if group.id.startswith(f"{procedure.direction}.")
        )

    def line(self, year: int) -> facts.Line | None:
        """The poverty line of the year in the county's series; None where none is on record."""
        amount = self.law.parameters.in_year("poverty-line", year)
        if amount.dated is None or amount.number is None or amount.series is None:
            return None
        return facts.Line(
            year=year,
            value=amount.number,
            series=label(amount.series.title),
            source=catalogue.source(amount.dated.source),
        )

    def _village(self) -> facts.Place:
        return facts.Place(self.village.record.id, label(self.village.record.name))

    def _township(self) -> facts.Place:
        return facts.Place(self.township.record.id, label(self.township.record.name))


def _count(step: Step) -> facts.Count:
    entries = step.list or ()
    return facts.Count(len(entries), sum(entry.persons for entry in entries))
