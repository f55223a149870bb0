"""The public facts as tables: what the data files and the API hold, column by column.

Rows of open lists are not here and must not be. A page takes a name down when its notice closes; a
file that was downloaded is kept for good. So the data tell how many households and persons a list
has, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongshi.plain import HIDDEN
from gongshi.public.facts import (
    ClauseLink,
    CorrectionFact,
    County,
    Figures,
    HaveFact,
    Label,
    Notice,
    Office,
    RuleLink,
    SourceFact,
    Village,
)
from gongshi.site.language import Language
from gongshi.site.words import N_, WORDS

Kind = Literal["text", "string", "integer", "number", "boolean", "date", "year"]
Value = Label | str | int | float | date | tuple[str, ...] | None
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; one of kind ``text`` is written as two, in Chinese and in English.

    ``title``, ``about`` and ``empty`` (what an empty cell means) are messages. A column that is
    ``required`` is never empty, except in English. ``words`` names the words it may hold, by their
    key in WORDS; ``many`` of them stand in one cell, parted by spaces. ``unit`` is a message.
    """

    name: str
    kind: Kind
    title: str
    about: str = ""
    empty: str = ""
    words: str = ""
    unit: str = ""
    many: bool = False

    @property
    def required(self) -> bool:
        """Whether it is filled in every row."""
        return not self.empty

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in the files."""
        return (f"{self.name}_zh", f"{self.name}_en") if self.kind == "text" else (self.name,)

    def explained(self, language: Language) -> str:
        """What it holds, in a sentence or a few; empty where the title says it all."""
        parts = [language.say(self.about)] if self.about else []
        if self.unit:
            parts.append(language.say(N_("Unit: %(unit)s."), unit=language.say(self.unit)))
        if self.words:
            pairs = (f"{word} = {language.say(said)}" for word, said in WORDS[self.words].items())
            parts.append(language.say(N_("Words: %(words)s."), words="; ".join(pairs)))
        if self.empty:
            parts.append(language.say(self.empty))
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``key`` columns tell its rows apart, ``refers`` are columns of another table's id.

    ``title``, ``about`` and ``caution`` (what its figures do not mean) are messages.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[County], Iterator[tuple[Value, ...]]]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    caution: str = ""

    def names(self) -> tuple[str, ...]:
        """The names of its columns in the files."""
        return tuple(name for column in self.columns for name in column.names)

    def records(self, county: County) -> list[dict[str, Plain]]:
        """Its rows by the names of the columns, in an order that does not change by itself."""
        return [
            dict(zip(self.names(), _spread(self.columns, row), strict=True))
            for row in self.rows(county)
        ]


def _spread(columns: tuple[Column, ...], row: tuple[Value, ...]) -> Iterator[Plain]:
    for column, value in zip(columns, row, strict=True):
        if column.kind == "text":
            found = value if isinstance(value, Label) else None
            yield clean(found.zh) if found else None
            yield clean(found.en) if found and found.en is not None else None
        elif isinstance(value, date):
            yield value.isoformat()
        elif isinstance(value, tuple):
            yield " ".join(value)
        elif isinstance(value, str):
            yield clean(value)
        elif not isinstance(value, Label):
            yield value


def clean(text: str) -> str:
    """A text of the records without control characters and without marks that turn its direction.

    Only the end of a line stays, always as one line feed.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(HIDDEN.sub("", line) for line in lines)


UNKNOWN = N_("Empty: not known.")
NONE = N_("Empty: there is none.")
NOT_YET = N_("Empty: not yet.")
NO_END = N_("Empty: no end has been set.")

_TOWNSHIP = Column("township", "string", N_("Township"), N_("Its id in the table townships."))
_VILLAGE = Column("village", "string", N_("Village"), N_("Its id in the table villages."))
_ID = Column("id", "string", N_("Id"), N_("Never changes and is never used again."))
_NAME = Column("name", "text", N_("What it is called"))
_TITLE = Column("title", "text", N_("Title"))
_DIRECTION = Column("direction", "string", N_("Entry or exit"), words="direction")
_YEAR = Column("year", "year", N_("Year"), N_("The year of the round."))
_HOUSEHOLDS = Column("households", "integer", N_("Households"), unit=N_("households"))
_PERSONS = Column("persons", "integer", N_("Persons"), unit=N_("persons"))
_WORDING = Column("wording", "text", N_("Official wording"))
_PLAIN = Column("plain", "text", N_("In plain words"))
_INTRO = Column("intro", "text", N_("Introduction"))
_SINCE = Column("from", "date", N_("In force from"))
_UNTIL = Column("to", "date", N_("In force until"), empty=NO_END)
_NUMBER = Column("number", "integer", N_("Position"), N_("Counted from 1, in the order shown."))
_RULES = Column(
    "rules",
    "string",
    N_("Rules"),
    N_("Codes of the rules that check it, parted by spaces."),
    NONE,
    many=True,
)
_OFFICE = (
    Column("office", "text", N_("Office")),
    Column("address", "text", N_("Address of the office")),
    Column("phone", "string", N_("Duty phone")),
    Column("hours", "text", N_("Office hours"), empty=UNKNOWN),
)
_SOURCE = (
    Column("source_title", "text", N_("Source")),
    Column("source_standing", "string", N_("Whether the original was read"), words="standing"),
    Column("source_reference", "string", N_("Document number, article or page"), empty=NONE),
    Column("source_url", "string", N_("Address of the original"), empty=NONE),
    Column("source_note", "text", N_("Note on the source"), empty=NONE),
)


def _office(found: Office) -> tuple[Value, ...]:
    return found.name, found.address, found.duty_phone, found.hours


def _source(found: SourceFact) -> tuple[Value, ...]:
    return found.title, found.standing, found.reference, found.url, found.note


def _codes(links: tuple[RuleLink, ...]) -> tuple[str, ...] | None:
    return tuple(link.code for link in links) or None


def _clause(link: ClauseLink | None) -> str | None:
    return link.id if link else None


def _townships(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.townships:
        yield one.id, one.name, *_office(one.office)


def _villages(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.villages:
        yield (
            one.id,
            one.township.id,
            one.name,
            one.listing,
            one.listing_since,
            *_office(one.office),
        )


def _groups(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for number, name in enumerate(village.groups, 1):
            yield village.id, number, name


def _figures(county: County) -> Iterator[tuple[Value, ...]]:
    yield "county", county.id, *_figure(county.figures)
    for township in county.townships:
        yield "township", township.id, *_figure(township.figures)
    for village in county.villages:
        yield "village", village.id, *_figure(village.figures)


def _figure(found: Figures) -> tuple[Value, ...]:
    return (
        found.registered.households,
        found.registered.persons,
        found.exited.households,
        found.exited.persons,
        found.villages,
        found.listed_villages,
        found.exited_villages,
        found.population,
        found.population_year,
        None if found.incidence is None else found.incidence / 100,
    )


def _profile(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for item in village.profile:
            answer = item.value if isinstance(item.value, bool) else None
            number = None if isinstance(item.value, bool) else item.value
            yield village.id, village.profile_year, item.id, number, answer


def _profile_items(county: County) -> Iterator[tuple[Value, ...]]:
    """Every item that some village's form has, in the order of the form."""
    items = {item.id: item for village in county.villages for item in village.profile}
    for item in items.values():
        yield item.id, item.name, item.unit


def _judged(village: Village) -> Iterator[HaveFact]:
    """The clauses of every set by which the village is judged."""
    return (have for board in village.boards for have in board.haves)


def _haves(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for have in _judged(village):
            yield village.id, have.clause, have.status, have.since, have.judged_on


def _have_evidence(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for have in _judged(village):
            for number, one in enumerate(have.evidence, 1):
                yield village.id, have.clause, number, one.kind, one.on, one.text


def _team(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.team:
            yield village.id, one.name, one.role, one.of, one.since


def _posts(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.posts:
            yield village.id, one.name, one.role, one.of, one.since


def _units(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.units:
        leader = one.leader
        leading = (leader.name, leader.post, leader.since) if leader else (None, None, None)
        yield (
            one.id,
            one.name,
            one.kind,
            one.group,
            one.leads_group,
            *leading,
            *_office(one.office),
        )


def _helped_villages(county: County) -> Iterator[tuple[Value, ...]]:
    for unit in county.units:
        for village in unit.villages:
            yield unit.id, village.id


def _contacts(county: County) -> Iterator[tuple[Value, ...]]:
    for unit in county.units:
        for one in unit.contacts:
            yield unit.id, one.name, one.post, one.households


def _projects(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.projects:
            yield (
                village.id,
                one.id,
                one.name,
                one.kind,
                one.approved,
                one.budget,
                one.spent,
                one.state,
                one.accepted_on,
            )


def _rounds(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.rounds:
            yield village.id, one.direction, one.year, one.step, one.steps, one.title


def _by_place(county: County) -> Iterator[Notice]:
    """Every notice, village by village: an order that time does not change."""
    for village in county.villages:
        yield from sorted(village.notices, key=lambda notice: (notice.since, notice.id))


def _notices(county: County) -> Iterator[tuple[Value, ...]]:
    """The notices without their lists."""
    for one in _by_place(county):
        yield (
            one.id,
            one.direction,
            one.year,
            one.township.id,
            one.village.id,
            one.procedure.id,
            one.step,
            one.step_title,
            one.since,
            one.until,
            one.state,
            one.count.households,
            one.count.persons,
        )


def _steps(county: County) -> Iterator[tuple[Value, ...]]:
    """The steps of each round that a notice tells of; every notice of a round tells the same."""
    for village in county.villages:
        rounds = {(one.direction, one.year): one for one in village.notices}
        for (direction, year), notice in sorted(rounds.items()):
            for step in notice.steps:
                yield (
                    village.id,
                    direction,
                    year,
                    notice.procedure.id,
                    step.number,
                    step.state,
                    step.since,
                    step.until,
                )


def _objections(county: County) -> Iterator[tuple[Value, ...]]:
    for notice in _by_place(county):
        for number, one in enumerate(notice.objections, 1):
            yield (
                notice.id,
                notice.village.id,
                number,
                one.on,
                one.topic,
                one.answered,
                one.outcome,
                _clause(one.clause),
            )


def _announcements(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in sorted(village.announcements, key=lambda item: (item.on, item.direction)):
            yield (
                one.township.id,
                one.village.id,
                one.direction,
                one.year,
                one.on,
                one.medium,
                one.document,
                one.count.households,
                one.count.persons,
            )


def _corrections(county: County) -> Iterator[tuple[Value, ...]]:
    def row(
        village: str, direction: str, year: int, notice: str | None, found: CorrectionFact
    ) -> tuple[Value, ...]:
        return village, direction, year, notice, found.on, found.part, found.reason

    for village in county.villages:
        for notice in sorted(village.notices, key=lambda one: (one.since, one.id)):
            for found in notice.corrections:
                yield row(village.id, notice.direction, notice.year, notice.id, found)
        for item in sorted(village.announcements, key=lambda one: (one.on, one.direction)):
            for found in item.corrections:
                yield row(village.id, item.direction, item.year, None, found)


def _meetings(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.meetings:
            yield village.id, one.id, one.on, one.time, one.kind, one.group, one.place, one.topic


def _waivers(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in reversed(village.waivers):
            yield village.id, one.clause.id, one.year, one.on, one.by, one.reason


def _parameters(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.parameters:
        yield one.id, one.title, one.description, one.unit, one.chosen


_NUMBER_OR_SHARE = re.compile(r"([0-9]+)(?:/([0-9]+))?")


def _parameter_values(county: County) -> Iterator[tuple[Value, ...]]:
    for parameter in county.parameters:
        for one in parameter.values:
            number = _NUMBER_OR_SHARE.fullmatch(one.value[0])
            yield (
                parameter.id,
                one.series,
                one.year,
                one.since,
                one.until,
                int(number[1]) if number else None,
                int(number[2]) if number and number[2] else None,
                None if number else one.value,
                *_source(one.source),
            )


def _clause_groups(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.clause_groups:
        yield (
            one.id,
            one.title,
            one.intro,
            one.combine,
            one.effect,
            one.since,
            one.until,
            *_source(one.source),
        )


def _clauses(county: County) -> Iterator[tuple[Value, ...]]:
    for group in county.clause_groups:
        for one in group.clauses:
            yield (
                one.id,
                group.id,
                one.wording,
                one.plain,
                one.question,
                one.how,
                one.in_principle,
                _codes(one.rules),
            )


def _procedures(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.procedures:
        yield (
            one.id,
            one.title,
            one.intro,
            one.most_days,
            one.since,
            one.until,
            *_source(one.source),
        )


def _procedure_steps(county: County) -> Iterator[tuple[Value, ...]]:
    for procedure in county.procedures:
        for number, one in enumerate(procedure.steps, 1):
            yield (
                one.id,
                procedure.id,
                number,
                one.title,
                one.wording,
                one.plain,
                one.actor,
                one.needs or None,
                _codes(one.rules),
            )


def _duty_lists(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.duty_lists:
        yield (
            one.id,
            one.title,
            one.intro,
            one.owed_by,
            one.owed_to,
            one.since,
            one.until,
            *_source(one.source),
        )


def _duties(county: County) -> Iterator[tuple[Value, ...]]:
    for duties in county.duty_lists:
        for one in duties.duties:
            same = tuple(link.id for link in one.same_as) or None
            yield one.id, duties.id, one.wording, one.plain, same


def _duty_tasks(county: County) -> Iterator[tuple[Value, ...]]:
    for duties in county.duty_lists:
        for duty in duties.duties:
            for number, one in enumerate(duty.tasks, 1):
                yield (
                    duty.id,
                    number,
                    one.what,
                    one.every,
                    one.when,
                    one.times_min,
                    one.times_max,
                )


def _rules(county: County) -> Iterator[tuple[Value, ...]]:
    for family in county.rule_families:
        for one in family.rules:
            yield one.code, one.severity, one.title, one.about


TABLES = (
    Table(
        "townships",
        N_("Townships"),
        N_("The county's townships and where their offices are."),
        (_ID, _NAME, *_OFFICE),
        _townships,
        ("id",),
    ),
    Table(
        "villages",
        N_("Villages"),
        N_("Every village, its township, its office and whether it was a listed poor village."),
        (
            _ID,
            _TOWNSHIP,
            _NAME,
            Column(
                "listing",
                "string",
                N_("Poor village"),
                empty=N_("Empty: it was never a listed poor village."),
                words="listing",
            ),
            Column("listing_since", "date", N_("Listed or exited on"), empty=NONE),
            *_OFFICE,
        ),
        _villages,
        ("id",),
        (("township", "townships"),),
    ),
    Table(
        "groups",
        N_("Villagers' groups"),
        N_("The villagers' groups of each village."),
        (_VILLAGE, _NUMBER, _NAME),
        _groups,
        ("village", "number"),
        (("village", "villages"),),
    ),
    Table(
        "figures",
        N_("Figures"),
        N_("Households and persons on the list and off it, by village, township and county."),
        (
            Column("level", "string", N_("Level"), words="level"),
            Column("place", "string", N_("Place"), N_("Id of the county, township or village.")),
            Column(
                "registered_households",
                "integer",
                N_("Households on the list now"),
                unit=N_("households"),
            ),
            Column(
                "registered_persons", "integer", N_("Persons on the list now"), unit=N_("persons")
            ),
            Column(
                "exited_households",
                "integer",
                N_("Households that have left the list"),
                N_("Those that came back are not counted."),
                unit=N_("households"),
            ),
            Column(
                "exited_persons",
                "integer",
                N_("Persons of the households that have left"),
                unit=N_("persons"),
            ),
            Column("villages", "integer", N_("Villages"), unit=N_("villages")),
            Column("listed_villages", "integer", N_("Villages ever listed"), unit=N_("villages")),
            Column(
                "exited_villages",
                "integer",
                N_("Listed villages that have exited"),
                unit=N_("villages"),
            ),
            Column(
                "population",
                "integer",
                N_("Rural registered persons"),
                N_("At the end of the year in the next column."),
                UNKNOWN,
                unit=N_("persons"),
            ),
            Column("population_year", "year", N_("Year of the population"), empty=UNKNOWN),
            Column(
                "incidence_percent",
                "number",
                N_("Incidence of poverty"),
                N_("Persons on the list now to the population, in percent, rounded down."),
                UNKNOWN,
                unit=N_("percent"),
            ),
        ),
        _figures,
        ("level", "place"),
        caution=N_(
            "A household on the list has passed the procedure; a poor household that nobody "
            "reported is not counted. A fall may come from exits, deaths or moves: the figures "
            "alone do not say that income rose. The population is last year's, the list today's."
        ),
    ),
    Table(
        "profile",
        N_("Village profiles"),
        N_("The village form, item by item, at the end of the latest year on record."),
        (
            _VILLAGE,
            Column("year", "year", N_("Year"), N_("As recorded at its end.")),
            Column("item", "string", N_("Item"), N_("Its id in profile_items.")),
            Column("value", "number", N_("Value"), empty=N_("Empty: the answer is yes or no.")),
            Column("answer", "boolean", N_("Yes or no"), empty=N_("Empty: it is a number.")),
        ),
        _profile,
        ("village", "item"),
        (("village", "villages"), ("item", "profile_items")),
        N_("An item that is missing is not known: it does not mean none."),
    ),
    Table(
        "profile_items",
        N_("Items of the village form"),
        N_("What each item of the village profiles is called, and its unit."),
        (_ID, _NAME, Column("unit", "text", N_("Unit"), empty=NONE)),
        _profile_items,
        ("id",),
    ),
    Table(
        "haves",
        N_("What villages have"),
        N_("What each village has of the eight, as judged."),
        (
            _VILLAGE,
            Column("clause", "string", N_("Which of the eight"), N_("Its id in clauses.")),
            Column("status", "string", N_("State"), empty=UNKNOWN, words="have"),
            Column("since", "date", N_("Since"), empty=UNKNOWN),
            Column("judged_on", "date", N_("Judged on"), empty=NOT_YET),
        ),
        _haves,
        ("village", "clause"),
        (("village", "villages"), ("clause", "clauses")),
        N_("An empty state means that nobody has judged it, not that the village lacks it."),
    ),
    Table(
        "have_evidence",
        N_("Evidence for what villages have"),
        N_("What each judgement rests on."),
        (
            _VILLAGE,
            Column("clause", "string", N_("Which of the eight"), N_("Its id in clauses.")),
            _NUMBER,
            Column("kind", "string", N_("Kind"), words="evidence"),
            Column("date", "date", N_("Day")),
            Column("text", "text", N_("What it is")),
        ),
        _have_evidence,
        ("village", "clause", "number"),
        (("village", "villages"), ("clause", "clauses")),
    ),
    Table(
        "team",
        N_("Resident teams"),
        N_("Who serves in each village's resident team today."),
        (
            _VILLAGE,
            Column("name", "string", N_("Name")),
            Column("role", "string", N_("Role"), words="role"),
            Column("unit", "text", N_("Sent by"), empty=UNKNOWN),
            Column("since", "date", N_("Since")),
        ),
        _team,
        refers=(("village", "villages"),),
    ),
    Table(
        "posts",
        N_("Village posts"),
        N_("Who holds which post of the village branch and committee today."),
        (
            _VILLAGE,
            Column("name", "string", N_("Name")),
            Column("post", "string", N_("Post"), words="post"),
            Column("group", "text", N_("Villagers' group"), empty=NONE),
            Column("since", "date", N_("Since")),
        ),
        _posts,
        refers=(("village", "villages"),),
    ),
    Table(
        "units",
        N_("Helping units"),
        N_("Every helping unit, its leader in charge and its office."),
        (
            _ID,
            _NAME,
            Column("kind", "string", N_("Kind"), words="organisation"),
            Column("group", "text", N_("Helping group"), empty=NONE),
            Column("leads_group", "boolean", N_("Leads its group")),
            Column("leader", "string", N_("Leader in charge"), empty=NONE),
            Column("leader_post", "text", N_("Post of the leader"), empty=NONE),
            Column("leader_since", "date", N_("Leader since"), empty=NONE),
            *_OFFICE,
        ),
        _units,
        ("id",),
    ),
    Table(
        "helped_villages",
        N_("Which unit helps which village"),
        N_("Pairs that hold today."),
        (Column("unit", "string", N_("Unit"), N_("Its id in the table units.")), _VILLAGE),
        _helped_villages,
        ("unit", "village"),
        (("unit", "units"), ("village", "villages")),
    ),
    Table(
        "contacts",
        N_("Helping contacts"),
        N_("Who of a unit is paired with households, and with how many; never with which."),
        (
            Column("unit", "string", N_("Unit"), N_("Its id in the table units.")),
            Column("name", "string", N_("Name")),
            Column("post", "text", N_("Post")),
            Column("households", "integer", N_("Households paired today"), unit=N_("households")),
        ),
        _contacts,
        refers=(("unit", "units"),),
    ),
    Table(
        "projects",
        N_("Village projects"),
        N_("Approved projects and their money in whole yuan."),
        (
            _VILLAGE,
            Column("id", "string", N_("Id"), N_("Tells it apart within its village.")),
            _NAME,
            Column("kind", "string", N_("Kind"), words="project"),
            Column("approved", "date", N_("Approved on")),
            Column("budget", "integer", N_("Budget"), unit=N_("yuan")),
            Column("spent", "integer", N_("Spent by the as-of date"), unit=N_("yuan")),
            Column("state", "string", N_("State"), words="project-state"),
            Column("accepted_on", "date", N_("Decided on"), empty=NOT_YET),
        ),
        _projects,
        ("village", "id"),
        (("village", "villages"),),
        N_("Spent is what has been paid and recorded; it does not show that the work is good."),
    ),
    Table(
        "rounds",
        N_("Rounds under way"),
        N_("Where each round that is not finished stands."),
        (
            _VILLAGE,
            _DIRECTION,
            _YEAR,
            Column("step", "integer", N_("Step it stands at")),
            Column("steps", "integer", N_("Steps in all")),
            Column("title", "text", N_("Title of the step")),
        ),
        _rounds,
        ("village", "direction", "year"),
        (("village", "villages"),),
    ),
    Table(
        "notices",
        N_("Notices"),
        N_("Every list that was, is or will be open to objection. Counts only, no names."),
        (
            _ID,
            _DIRECTION,
            _YEAR,
            _TOWNSHIP,
            _VILLAGE,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            Column("step", "integer", N_("Step"), N_("Its number in the procedure.")),
            Column("step_title", "text", N_("Title of the step")),
            Column("from", "date", N_("First day")),
            Column("to", "date", N_("Last day to object")),
            Column("state", "string", N_("State on the as-of date"), words="notice-state"),
            _HOUSEHOLDS,
            _PERSONS,
        ),
        _notices,
        ("id",),
        (("township", "townships"), ("village", "villages"), ("procedure", "procedures")),
        N_(
            "Being on a list that is open to objection decides nothing yet. A household may stand "
            "on the lists of several steps: do not add them up."
        ),
    ),
    Table(
        "steps",
        N_("Steps of rounds"),
        N_("The steps of every round that has had a notice, and when each began and ended."),
        (
            _VILLAGE,
            _DIRECTION,
            _YEAR,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            Column("step", "integer", N_("Step"), N_("Its number in the procedure.")),
            Column("state", "string", N_("State"), words="step-state"),
            Column("from", "date", N_("First day"), empty=NOT_YET),
            Column("to", "date", N_("Last day"), empty=NOT_YET),
        ),
        _steps,
        ("village", "direction", "year", "step"),
        (("village", "villages"), ("procedure", "procedures")),
    ),
    Table(
        "objections",
        N_("Objections"),
        N_("What was objected and answered; neither who objected nor about whom."),
        (
            Column("notice", "string", N_("Notice"), N_("Its id in the table notices.")),
            _VILLAGE,
            _NUMBER,
            Column("date", "date", N_("Raised on")),
            Column("topic", "string", N_("Topic"), words="topic"),
            Column("answered", "date", N_("Answered on"), empty=NOT_YET),
            Column("outcome", "string", N_("Outcome"), empty=NOT_YET, words="outcome"),
            Column(
                "clause", "string", N_("Clause it was decided by"), N_("Its id in clauses."), NONE
            ),
        ),
        _objections,
        ("notice", "number"),
        (("notice", "notices"), ("village", "villages"), ("clause", "clauses")),
        N_("Few objections do not show that a list is right, nor many that it is wrong."),
    ),
    Table(
        "announcements",
        N_("Announcements"),
        N_("The final word on each round: how many were entered or exited."),
        (
            _TOWNSHIP,
            _VILLAGE,
            _DIRECTION,
            _YEAR,
            Column("date", "date", N_("Announced on")),
            Column("medium", "text", N_("Where it was announced")),
            Column("document", "text", N_("Document"), empty=NONE),
            _HOUSEHOLDS,
            _PERSONS,
        ),
        _announcements,
        ("village", "direction", "year"),
        (("township", "townships"), ("village", "villages")),
    ),
    Table(
        "corrections",
        N_("Corrections"),
        N_("What was put right after it was public, and why; never about whom."),
        (
            _VILLAGE,
            _DIRECTION,
            _YEAR,
            Column(
                "notice",
                "string",
                N_("Notice"),
                N_("Its id in the table notices."),
                N_("Empty: it is about the announcement."),
            ),
            Column("date", "date", N_("Corrected on")),
            Column("part", "string", N_("Part"), words="correction"),
            Column("reason", "text", N_("Reason")),
        ),
        _corrections,
        refers=(("village", "villages"), ("notice", "notices")),
    ),
    Table(
        "meetings",
        N_("Planned meetings"),
        N_("Public meetings still to come, or today."),
        (
            _VILLAGE,
            Column("id", "string", N_("Id"), N_("Tells it apart within its village.")),
            Column("date", "date", N_("Day")),
            Column("time", "string", N_("Begins at"), N_("By the 24-hour clock, local time.")),
            Column("kind", "string", N_("Kind"), words="meeting"),
            Column(
                "group",
                "text",
                N_("Villagers' group"),
                empty=N_("Empty: the whole village is asked."),
            ),
            Column("place", "text", N_("Place")),
            Column("topic", "text", N_("Topic"), empty=UNKNOWN),
        ),
        _meetings,
        ("village", "id"),
        (("village", "villages"),),
        N_("A meeting that is planned may be put off, and does not show that it was held."),
    ),
    Table(
        "waivers",
        N_("Exceptions in writing"),
        N_("Clauses that hold in principle and were set aside; never for which household."),
        (
            _VILLAGE,
            Column("clause", "string", N_("The clause set aside"), N_("Its id in clauses.")),
            Column("year", "year", N_("Year"), N_("The year it holds for.")),
            Column("date", "date", N_("Decided on")),
            Column("by", "text", N_("Decided by")),
            Column("reason", "text", N_("Reason")),
        ),
        _waivers,
        refers=(("village", "villages"), ("clause", "clauses")),
    ),
    Table(
        "parameters",
        N_("Parameters"),
        N_("Every number that a rule uses: lines, days and shares."),
        (
            _ID,
            _TITLE,
            Column("about", "text", N_("What it is")),
            Column("unit", "text", N_("Unit")),
            Column("series", "text", N_("Series the county uses"), empty=N_("Empty: only one.")),
        ),
        _parameters,
        ("id",),
    ),
    Table(
        "parameter_values",
        N_("Values of the parameters"),
        N_("Each value, when it holds and where it comes from."),
        (
            Column("parameter", "string", N_("Parameter"), N_("Its id in parameters.")),
            Column("series", "text", N_("Series"), empty=N_("Empty: only one.")),
            Column("year", "year", N_("Year"), empty=N_("Empty: it holds between days.")),
            Column("from", "date", N_("First day"), empty=N_("Empty: it holds for a year.")),
            Column("to", "date", N_("Last day"), empty=NO_END),
            Column("value", "integer", N_("Value"), empty=N_("Empty: it is in words.")),
            Column(
                "divisor",
                "integer",
                N_("Divided by"),
                N_("Of a share such as 2/3, which a spreadsheet would take for a day."),
                N_("Empty: it is no share."),
            ),
            Column(
                "words",
                "string",
                N_("Value in words"),
                N_("Words parted by spaces."),
                N_("Empty: it is a number."),
                words="value",
                many=True,
            ),
            *_SOURCE,
        ),
        _parameter_values,
        refers=(("parameter", "parameters"),),
        caution=N_("A value whose original was not read may be wrong: see the source's standing."),
    ),
    Table(
        "clause_groups",
        N_("Groups of clauses"),
        N_("The clauses' groups, how they combine and since when they hold."),
        (
            _ID,
            _TITLE,
            _INTRO,
            Column("combine", "string", N_("How its clauses combine"), words="combine"),
            Column("effect", "text", N_("What follows"), empty=NONE),
            _SINCE,
            _UNTIL,
            *_SOURCE,
        ),
        _clause_groups,
        ("id",),
    ),
    Table(
        "clauses",
        N_("Clauses"),
        N_("Every clause of the policy in its official and in plain words."),
        (
            _ID,
            Column("group", "string", N_("Group"), N_("Its id in clause_groups.")),
            _WORDING,
            _PLAIN,
            Column("question", "text", N_("As a question"), empty=NONE),
            Column("how", "string", N_("How it is watched"), words="how"),
            Column("in_principle", "boolean", N_("Holds in principle")),
            _RULES,
        ),
        _clauses,
        ("id",),
        (("group", "clause_groups"),),
        N_("Only the official documents are binding; the plain words explain them."),
    ),
    Table(
        "procedures",
        N_("Procedures"),
        N_("How entry and exit are decided."),
        (
            _ID,
            _TITLE,
            _INTRO,
            Column(
                "most_days", "integer", N_("Days it takes at most"), empty=NONE, unit=N_("days")
            ),
            _SINCE,
            _UNTIL,
            *_SOURCE,
        ),
        _procedures,
        ("id",),
    ),
    Table(
        "procedure_steps",
        N_("Steps of the procedures"),
        N_("Each step: who acts and what it must leave on record."),
        (
            _ID,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            _NUMBER,
            _TITLE,
            _WORDING,
            _PLAIN,
            Column("actor", "string", N_("Who acts"), words="actor"),
            Column(
                "needs",
                "string",
                N_("What it must leave on record"),
                N_("Words parted by spaces."),
                NONE,
                words="need",
                many=True,
            ),
            _RULES,
        ),
        _procedure_steps,
        ("id",),
        (("procedure", "procedures"),),
    ),
    Table(
        "duty_lists",
        N_("Lists of duties"),
        N_("Who owes help to whom, list by list."),
        (
            _ID,
            _TITLE,
            _INTRO,
            Column("owed_by", "string", N_("Owed by"), words="owed-by"),
            Column("owed_to", "string", N_("Owed to"), words="owed-to"),
            _SINCE,
            _UNTIL,
            *_SOURCE,
        ),
        _duty_lists,
        ("id",),
    ),
    Table(
        "duties",
        N_("Duties"),
        N_("Every duty in its official and in plain words."),
        (
            _ID,
            Column("list", "string", N_("List"), N_("Its id in duty_lists.")),
            _WORDING,
            _PLAIN,
            Column(
                "same_as",
                "string",
                N_("Same as"),
                N_("Duties of other lists that ask for the same act, parted by spaces."),
                NONE,
            ),
        ),
        _duties,
        ("id",),
        (("list", "duty_lists"),),
    ),
    Table(
        "duty_tasks",
        N_("What the duties ask"),
        N_("What can be counted of a duty: how often, and how many times at least and most."),
        (
            Column("duty", "string", N_("Duty"), N_("Its id in duties.")),
            _NUMBER,
            Column("what", "text", N_("What is done")),
            Column("every", "string", N_("How often"), words="every"),
            Column("when", "string", N_("When in the period"), empty=NONE, words="when"),
            Column("times_min", "integer", N_("Times at least"), empty=NONE),
            Column("times_max", "integer", N_("Times at most"), empty=NONE),
        ),
        _duty_tasks,
        ("duty", "number"),
        (("duty", "duties"),),
    ),
    Table(
        "rules",
        N_("Rules"),
        N_("The rules by which the records are checked; cases stand on the pages."),
        (
            Column("code", "string", N_("Code"), N_("Never used again for another rule.")),
            Column("severity", "string", N_("Weight"), words="severity"),
            _TITLE,
            Column("about", "text", N_("What it says")),
        ),
        _rules,
        ("code",),
    ),
)
"""Every table, in the order in which the data page explains them."""
