"""What the public may know: the allow-list, as types. A fact with no field here is never published.

No field holds an income, a cause of poverty, health, schooling, a child, a person's number, or who
is helped by whom. A household appears in one place only, `Row`: on an open list, with the official
columns.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

Direction = Literal["entry", "exit"]
NoticeState = Literal["open", "closed", "coming"]


@dataclass(frozen=True, slots=True)
class Label:
    """A text to read: Chinese always; where English is None the page shows the Chinese."""

    zh: str
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A township or village to link to."""

    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class Office:
    """Where to come or call."""

    name: Label
    address: Label
    duty_phone: str
    hours: Label | None


@dataclass(frozen=True, slots=True)
class Count:
    """So many households with so many persons."""

    households: int = 0
    persons: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.households + other.households, self.persons + other.persons)


@dataclass(frozen=True, slots=True)
class Figures:
    """A village's, township's or county's figures on the as-of date.

    ``registered`` are on the list now, ``exited`` have left it and not come back. ``population``
    counts rural registered people at the end of ``population_year``: the denominator of the
    incidence of poverty; both are None where no year is on record.
    """

    registered: Count
    exited: Count
    villages: int
    listed_villages: int
    exited_villages: int
    population: int | None
    population_year: int | None

    @property
    def incidence(self) -> int | None:
        """Poor persons to population in hundredths of a percent, rounded down; None if unknown.

        Rounded down and shown beside the two numbers, as 2.995 % must not read as 3.00 %.
        """
        if not self.population:
            return None
        return self.registered.persons * 10_000 // self.population


Removal = Literal["withdrawn", "vote", "objection", "comparison", "not-accepted", "verified"]
"""Why a row was taken off; ``verified`` tells no more than that the facts were looked at again."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list, in the official columns: number, group, head as configured, persons.

    ``removed`` is the day it was taken off while the notice hung, and ``why`` as much of the reason
    as is not the family's own business. ``amended`` marks a row that a correction is about;
    ``reasons`` are those of the corrections of this row, not of the whole list.
    """

    number: int
    group: Label
    head: str
    persons: int
    removed: date | None
    amended: bool
    why: Removal | None = None
    reasons: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was owed, and what became of it, on the as-of date.

    Of what is over ``done`` were done, ``late`` of them after the last day, and ``overdue`` were
    not. Of what there is still time for, ``ahead``, ``early`` are done already; ``until`` is its
    latest last day, None where it has none. ``excused`` were excused; of ``unknown`` no log tells.
    """

    done: int = 0
    late: int = 0
    overdue: int = 0
    ahead: int = 0
    early: int = 0
    excused: int = 0
    unknown: int = 0
    until: date | None = None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            done=self.done + other.done,
            late=self.late + other.late,
            overdue=self.overdue + other.overdue,
            ahead=self.ahead + other.ahead,
            early=self.early + other.early,
            excused=self.excused + other.excused,
            unknown=self.unknown + other.unknown,
            until=max((one for one in (self.until, other.until) if one), default=None),
        )

    @property
    def owed(self) -> int:
        """How often it was owed so far, what there is still time for among it."""
        return self.over + self.ahead

    @property
    def kept(self) -> int:
        """How often of these it was done, in time or late."""
        return self.done + self.early

    @property
    def over(self) -> int:
        """How often its time is over: the denominator of what was done on time."""
        return self.done + self.overdue

    @property
    def on_time(self) -> int:
        """How often of these it was done by the last day."""
        return self.done - self.late


@dataclass(frozen=True, slots=True)
class Tallies:
    """What became of tasks, by their ids; a task that was not owed is not among them.

    Those ``withheld`` concern too few households of a village, and are left out of every sum.
    """

    tasks: Mapping[str, Tally] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()

    def __add__(self, other: Tallies) -> Tallies:
        tasks = dict(self.tasks)
        for name, tally in other.tasks.items():
            tasks[name] = tasks.get(name, Tally()) + tally
        return Tallies(tasks, self.withheld | other.withheld)

    @property
    def total(self) -> Tally:
        """All tasks together."""
        return sum(self.tasks.values(), Tally())


@dataclass(frozen=True, slots=True)
class DutyShare:
    """What a unit owed in a village itself, and what its contacts owed; of which unit or where."""

    place: Place
    own: Tallies
    contacts: Tallies


@dataclass(frozen=True, slots=True)
class DutyYear:
    """What became of the duties of a year in a village, or several.

    ``unlogged`` of the villages keep no log of the year; ``shares`` tells units or villages apart.
    """

    year: int
    to_village: Tallies = Tallies()
    to_households: Tallies = Tallies()
    unlogged: int = 0
    shares: tuple[DutyShare, ...] = ()

    def __add__(self, other: DutyYear) -> DutyYear:
        return DutyYear(
            year=self.year,
            to_village=self.to_village + other.to_village,
            to_households=self.to_households + other.to_households,
            unlogged=self.unlogged + other.unlogged,
            shares=self.shares + other.shares,
        )

    @property
    def tasks(self) -> Mapping[str, Tally]:
        """What is told of each task, by its id."""
        return {**self.to_village.tasks, **self.to_households.tasks}

    def share(self, place: str) -> DutyShare | None:
        """The share of a unit or village, if it owed anything."""
        return next((one for one in self.shares if one.place.id == place), None)


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """A clause and the policy page it stands on."""

    id: str
    page: str


@dataclass(frozen=True, slots=True)
class ObjectionFact:
    """An objection without its author: when, at which step, about what, and the answer if any."""

    on: date
    step: Label
    topic: str
    answered: date | None
    outcome: Literal["upheld", "rejected"] | None
    clause: ClauseLink | None


@dataclass(frozen=True, slots=True)
class CorrectionFact:
    """What was put right after it was public: when, which part, and why. Never about whom."""

    on: date
    part: Literal["list", "notice", "announcement", "objection"]
    reason: Label


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step of the procedure as one round stands on the as-of date."""

    number: int
    title: Label
    plain: Label
    state: Literal["done", "current", "ahead"]
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Line:
    """The poverty line of a year: yuan a person a year, in the series that the county uses."""

    year: int
    value: int
    series: Label
    source: SourceFact


@dataclass(frozen=True, slots=True)
class Notice:
    """A list hung up for objection.

    ``rows`` is None unless the notice is open: before and after, only the count is public. Where
    the county keeps closed lists, one that is over has rows by household number.
    ``days_left`` counts the days after the as-of date on which one may still object; 0 on the last.
    """

    id: str
    direction: Direction
    year: int
    village: Place
    township: Place
    step: int
    step_title: Label
    steps: tuple[StepFact, ...]
    standards: tuple[Place, ...]
    procedure: Place
    line: Line | None
    since: date
    until: date
    state: NoticeState
    days_left: int | None
    places: tuple[Label, ...]
    count: Count
    rows: tuple[Row, ...] | None
    objections: tuple[ObjectionFact, ...]
    corrections: tuple[CorrectionFact, ...]
    offices: tuple[Office, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """The final word on a round: counts only."""

    direction: Direction
    year: int
    village: Place
    township: Place
    on: date
    medium: Label
    document: Label | None
    count: Count
    corrections: tuple[CorrectionFact, ...]


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round under way in a village, and the step it stands at."""

    direction: Direction
    year: int
    step: int
    steps: int
    title: Label


@dataclass(frozen=True, slots=True)
class EvidenceFact:
    """What a judgement rests on."""

    kind: str
    on: date
    text: Label


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One item of the village form, with its name and unit; yes or no is a bool.

    ``id`` is the field's name in the schema; ``value`` None is held back, as it counts few.
    """

    id: str
    name: Label
    value: int | float | bool | None
    unit: Label | None


@dataclass(frozen=True, slots=True)
class OfficialFact:
    """An official in a public post. ``role`` is a word of the schema, ``post`` a title."""

    name: str
    role: str | None
    post: Label | None
    of: Label | None
    since: date


Status = Literal["has", "partly", "lacks"]


@dataclass(frozen=True, slots=True)
class HaveFact:
    """Whether a village has what a clause says, by the latest judgement; status None is unknown.

    ``earlier`` are the judgements before it, the latest first: the day, and the status then.
    """

    clause: str
    title: Label
    status: Status | None
    since: date | None
    judged_on: date | None
    judged_by: tuple[OfficialFact, ...]
    evidence: tuple[EvidenceFact, ...]
    earlier: tuple[tuple[date, Status], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A set by whose clauses each village is judged, such as the eight haves, and its clauses.

    ``until`` is the last day of a set that is no longer in force.
    """

    id: str
    title: Label
    intro: Label
    until: date | None
    haves: tuple[HaveFact, ...]

    def count(self, status: Status | None) -> int:
        """How many of the clauses stand at a status; None: nobody has judged them."""
        return sum(have.status == status for have in self.haves)


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A village project and its money, in whole yuan; ``id`` is unique in its village."""

    id: str
    name: Label
    kind: str
    approved: date
    budget: int
    spent: int
    state: Literal["accepted", "rejected", "under-way"]
    accepted_on: date | None


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A public meeting that is planned; ``group`` None: the whole village is asked.

    ``id`` is unique in its village, ``time`` is when it begins, as 19:30.
    """

    id: str
    on: date
    time: str
    kind: str
    group: Label | None
    place: Label
    topic: Label | None


@dataclass(frozen=True, slots=True)
class Village:
    """Everything public about a village. ``listing`` None: it was never a listed poor village."""

    id: str
    name: Label
    township: Place
    office: Office
    listing: Literal["listed", "exited"] | None
    listing_since: date | None
    groups: tuple[Label, ...]
    figures: Figures
    profile_year: int | None
    profile: tuple[ProfileFact, ...]
    boards: tuple[Board, ...]
    team: tuple[OfficialFact, ...]
    posts: tuple[OfficialFact, ...]
    units: tuple[Place, ...]
    projects: tuple[ProjectFact, ...]
    rounds: tuple[RoundFact, ...]
    notices: tuple[Notice, ...]
    announcements: tuple[Announcement, ...]
    waivers: tuple[WaiverFact, ...]
    duties: tuple[DutyYear, ...]
    meetings: tuple[MeetingFact, ...]


@dataclass(frozen=True, slots=True)
class WaiverFact:
    """An "in principle" clause set aside in writing: for which year, when, by whom and why.

    Never for which household.
    """

    clause: ClauseLink
    year: int
    on: date
    by: Label
    reason: Label


@dataclass(frozen=True, slots=True)
class Township:
    """Everything public about a township; ``government`` is what its own government owes."""

    id: str
    name: Label
    office: Office
    figures: Figures
    villages: tuple[Village, ...]
    duties: tuple[DutyYear, ...]
    government: DutyShare | None


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A helping contact: how many households the contact is paired with, never which."""

    name: str
    post: Label
    households: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A helping unit as the responsibility lists show it."""

    id: str
    name: Label
    kind: str
    group: Label | None
    leads_group: bool
    office: Office
    villages: tuple[Place, ...]
    leader: OfficialFact | None
    contacts: tuple[ContactFact, ...]
    duties: tuple[DutyYear, ...]


@dataclass(frozen=True, slots=True)
class SourceFact:
    """Where a clause or value comes from, and whether the original was read."""

    title: Label
    standing: Literal["verified", "reconstructed", "unverified"]
    reference: str | None
    url: str | None
    note: Label | None


@dataclass(frozen=True, slots=True)
class ExampleFact:
    """An invented example; ``met``: the clause applies, does not, or is only explained by it."""

    text: Label
    met: bool | None


@dataclass(frozen=True, slots=True)
class ClauseFact:
    """A clause: its wording, and the same in plain words."""

    id: str
    wording: Label
    plain: Label
    question: Label | None
    how: Literal["rule", "duty", "explained"]
    in_principle: bool
    rules: tuple[RuleLink, ...]
    bring: Label | None = None
    examples: tuple[ExampleFact, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleLink:
    """A rule to link to: its code, the family on whose page it stands, and its title."""

    code: str
    family: str
    title: Label


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case of the rulebook: what differs from a county without faults, and what is found."""

    title: Label
    changes: str
    found: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class RuleFact:
    """A rule in full; ``clauses`` are places on the policy pages, by clause id and page."""

    code: str
    severity: Literal["error", "warning", "info"]
    title: Label
    about: Label
    hint: Label
    clauses: tuple[ClauseLink, ...]
    cases: tuple[CaseFact, ...]


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """A page of rules."""

    id: str
    title: Label
    rules: tuple[RuleFact, ...]


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """A page of clauses."""

    id: str
    title: Label
    intro: Label
    combine: Literal["any", "all", "each", "weigh"]
    effect: Label | None
    since: date
    until: date | None
    source: SourceFact
    clauses: tuple[ClauseFact, ...]


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """A step of a procedure as the policy pages tell it; ``needs`` are words of the schema."""

    id: str
    title: Label
    wording: Label
    plain: Label
    actor: str
    needs: tuple[str, ...]
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class Procedure:
    """A page of steps; ``most_days`` is how long it takes at most, as a rule."""

    id: str
    title: Label
    intro: Label
    since: date
    until: date | None
    source: SourceFact
    most_days: int | None
    steps: tuple[ProcedureStep, ...]


@dataclass(frozen=True, slots=True)
class TaskFact:
    """Something countable that a duty asks for.

    ``by`` says who acts where it is another than who owes the list, ``needs`` what an entry of the
    log states besides day, who and what; one that is ``shown`` needs no entry. Where ``parameter``
    says what the county takes the period to be, ``reading`` is its value on the as-of date.
    """

    id: str
    what: Label
    every: str
    when: Literal["start", "end"] | None
    times_min: int | None
    times_max: int | None
    by: tuple[str, ...]
    needs: tuple[str, ...]
    shown: bool
    parameter: str | None
    reading: str | None


@dataclass(frozen=True, slots=True)
class DutyFact:
    """One duty of a responsibility list.

    ``same_as`` are duties of other lists that ask for the same act. ``counted`` are the tasks by
    which it is counted: its own, or those of the duty that the act is counted as.
    """

    id: str
    wording: Label
    plain: Label
    same_as: tuple[ClauseLink, ...]
    tasks: tuple[TaskFact, ...]
    counted: tuple[TaskFact, ...]


@dataclass(frozen=True, slots=True)
class DutyList:
    """A page of duties."""

    id: str
    title: Label
    intro: Label
    owed_by: str
    owed_to: str
    since: date
    until: date | None
    source: SourceFact
    duties: tuple[DutyFact, ...]
    rules: tuple[RuleLink, ...]

    @property
    def recurring(self) -> tuple[TaskFact, ...]:
        """The tasks counted by this list, and no other, that come round within a year."""
        return tuple(
            task
            for duty in self.duties
            for task in duty.tasks
            if duty.tasks == duty.counted and task.every in ("month", "quarter", "regular")
        )


@dataclass(frozen=True, slots=True)
class ValueFact:
    """A value of a parameter, for a year or between days; ``series`` None where there is only one.

    ``value`` holds a number in digits, or one or more words of the schemas.
    """

    series: Label | None
    year: int | None
    since: date | None
    until: date | None
    value: tuple[str, ...]
    source: SourceFact


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter with all its values and where each comes from."""

    id: str
    title: Label
    description: Label
    unit: Label
    chosen: Label | None
    values: tuple[ValueFact, ...]


@dataclass(frozen=True, slots=True)
class FigureFact:
    """A figure of one place, as far as it may be told.

    ``state`` is ``held-back`` where a group is too small to be told, ``empty`` where there is
    nothing to count. ``numerator``, ``denominator`` and ``unknown`` are None where they are not
    told; a sum has no denominator. ``value``: hundredths of a percent, whole percent for a growth,
    whole units for a rate, each rounded down.
    """

    state: Literal["shown", "held-back", "empty"]
    numerator: int | None
    denominator: int | None
    unknown: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class FigureSet:
    """A figure with its definition, of the county, each township and each village (by id).

    It stands for ``day`` or, where that is None, for ``year``. ``detail_of`` is the figure that it
    only divides further.
    """

    id: str
    detail_of: str | None
    title: Label
    plain: Label
    counted: Label
    among: Label | None
    unknowns: Label | None
    unit: Label
    form: Literal["percent", "sum", "rate", "growth"]
    day: date | None
    year: int | None
    county: FigureFact
    townships: tuple[tuple[Place, FigureFact], ...]
    villages: Mapping[str, FigureFact]


@dataclass(frozen=True, slots=True)
class PrecisionFact:
    """One of the six precisions with its figures."""

    clause: ClauseLink
    title: Label
    plain: Label
    figures: tuple[FigureSet, ...]


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """An answer to choose."""

    id: str
    text: Label


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """A question of a self-check: answered by a choice, or by a sum of money (``amount``).

    ``asked_if`` is an earlier question and the answers to it that this one waits for; ``clauses``
    are those of this check that may turn on it.
    """

    id: str
    text: Label
    help: Label | None
    amount: Literal["income", "cost"] | None
    asked_if: tuple[str, tuple[str, ...]] | None
    answers: tuple[CheckAnswer, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckClause:
    """A clause of a self-check: the node where it begins, and what it needs that is not asked."""

    id: str
    root: int
    lacks: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class CheckPart:
    """Clauses of a group that count alike in the outcome: any one of them, or all."""

    group: str
    combine: str
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckFork:
    """A question, and which node follows from each answer."""

    question: str
    then: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CheckAmount:
    """A sum that incomes are held against, yuan a person a year; None where the year has none."""

    name: Label
    number: int | None


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What a family may ask itself about entry or exit in ``year``, and what would follow.

    ``nodes`` are the clauses' answers (True, False, None for unknown) and the forks that lead to
    them; ``outcomes`` says what follows for each answer of each part, in the order of ``parts``;
    ``bounds`` are the sums a head that an income, or what is left after medical costs, is compared
    with.
    """

    direction: Direction
    year: int
    procedure: Place | None
    amounts: tuple[CheckAmount, ...]
    questions: tuple[CheckQuestion, ...]
    clauses: tuple[CheckClause, ...]
    parts: tuple[CheckPart, ...]
    nodes: tuple[bool | CheckFork | None, ...]
    outcomes: tuple[tuple[tuple[bool | None, ...], str], ...]
    bounds: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what terms the county lets its data be used."""

    title: Label
    url: str


@dataclass(frozen=True, slots=True)
class County:
    """Everything public about the county on the as-of date.

    ``address`` is where the site is published, ending in a slash; None where the county has not
    said so. ``licence`` None: the county has stated none. ``time_zone`` is an IANA name.
    ``languages`` are the codes of the site's languages beside Chinese, such as ``en``.
    """

    id: str
    time_zone: str
    address: str | None
    languages: tuple[str, ...]
    licence: Licence | None
    name: Label
    province: Label
    as_of: date
    demonstration: Label | None
    office: Office
    figures: Figures
    duties: tuple[DutyYear, ...]
    townships: tuple[Township, ...]
    units: tuple[Unit, ...]
    clause_groups: tuple[ClauseGroup, ...]
    procedures: tuple[Procedure, ...]
    duty_lists: tuple[DutyList, ...]
    parameters: tuple[Parameter, ...]
    rule_families: tuple[RuleFamily, ...]
    precisions: tuple[PrecisionFact, ...]
    smallest_group: int | None
    self_checks: tuple[SelfCheck, ...]

    @property
    def lasting(self) -> County:
        """What may be kept or sent on, the view of ``web-after``: without the lists that hang."""
        return replace(self, townships=tuple(map(_lasting, self.townships)))

    @property
    def villages(self) -> tuple[Village, ...]:
        """Every village, township by township."""
        return tuple(village for township in self.townships for village in township.villages)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Every notice: open ones first, by the day they close; then the latest closed."""
        found = [notice for village in self.villages for notice in village.notices]
        order = {"open": 0, "coming": 1, "closed": 2}
        return tuple(
            sorted(
                found,
                key=lambda notice: (
                    order[notice.state],
                    notice.until.toordinal() * (-1 if notice.state == "closed" else 1),
                    notice.id,
                ),
            )
        )

    @property
    def announcements(self) -> tuple[Announcement, ...]:
        """Every announcement, the latest first."""
        found = [item for village in self.villages for item in village.announcements]
        return tuple(
            sorted(found, key=lambda item: (-item.on.toordinal(), item.village.id, item.direction))
        )


def _lasting(township: Township) -> Township:
    """A township without the lists of notices that are open."""
    return replace(
        township,
        villages=tuple(
            replace(
                village,
                notices=tuple(
                    replace(notice, rows=None) if notice.state == "open" else notice
                    for notice in village.notices
                ),
            )
            for village in township.villages
        ),
    )
