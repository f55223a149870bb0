"""Places as tables: townships, villages, what they have, who serves there, projects, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.public.facts import County, HaveFact, Village
from gongshi.site.tables.columns import (
    ID,
    NAME,
    NONE,
    NOT_YET,
    NUMBER,
    OFFICE,
    TOWNSHIP,
    UNKNOWN,
    VILLAGE,
    office_cells,
)
from gongshi.site.tables.table import Column, Table, Value
from gongshi.site.words import N_


def _townships(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.townships:
        yield one.id, one.name, *office_cells(one.office)


def _villages(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.villages:
        yield (
            one.id,
            one.township.id,
            one.name,
            one.listing,
            one.listing_since,
            *office_cells(one.office),
        )


def _groups(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for number, name in enumerate(village.groups, 1):
            yield village.id, number, name


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


def _meetings(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.meetings:
            yield village.id, one.id, one.on, one.time, one.kind, one.group, one.place, one.topic


TABLES = (
    Table(
        "townships",
        N_("Townships"),
        N_("The county's townships and where their offices are."),
        (ID, NAME, *OFFICE),
        _townships,
        ("id",),
    ),
    Table(
        "villages",
        N_("Villages"),
        N_("Every village, its township, its office and whether it was a listed poor village."),
        (
            ID,
            TOWNSHIP,
            NAME,
            Column(
                "listing",
                "string",
                N_("Poor village"),
                empty=N_("Empty: it was never a listed poor village."),
                words="listing",
            ),
            Column("listing_since", "date", N_("Listed or exited on"), empty=NONE),
            *OFFICE,
        ),
        _villages,
        ("id",),
        (("township", "townships"),),
    ),
    Table(
        "groups",
        N_("Villagers' groups"),
        N_("The villagers' groups of each village."),
        (VILLAGE, NUMBER, NAME),
        _groups,
        ("village", "number"),
        (("village", "villages"),),
    ),
    Table(
        "profile",
        N_("Village profiles"),
        N_("The village form, item by item, at the end of the latest year on record."),
        (
            VILLAGE,
            Column("year", "year", N_("Year"), N_("As recorded at its end.")),
            Column("item", "string", N_("Item"), N_("Its id in profile_items.")),
            Column("value", "number", N_("Value"), empty=N_("Empty: the answer is yes or no.")),
            Column("answer", "boolean", N_("Yes or no"), empty=N_("Empty: it is a number.")),
        ),
        _profile,
        ("village", "item"),
        (("village", "villages"), ("item", "profile_items")),
        N_(
            "An item that is missing is not known: it does not mean none. One with neither a value "
            "nor an answer counts few households or persons, or leaves few out, and is held back."
        ),
    ),
    Table(
        "profile_items",
        N_("Items of the village form"),
        N_("What each item of the village profiles is called, and its unit."),
        (ID, NAME, Column("unit", "text", N_("Unit"), empty=NONE)),
        _profile_items,
        ("id",),
    ),
    Table(
        "haves",
        N_("What villages have"),
        N_("What each village has of the eight, as judged."),
        (
            VILLAGE,
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
            VILLAGE,
            Column("clause", "string", N_("Which of the eight"), N_("Its id in clauses.")),
            NUMBER,
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
            VILLAGE,
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
            VILLAGE,
            Column("name", "string", N_("Name")),
            Column("post", "string", N_("Post"), words="post"),
            Column("group", "text", N_("Villagers' group"), empty=NONE),
            Column("since", "date", N_("Since")),
        ),
        _posts,
        refers=(("village", "villages"),),
    ),
    Table(
        "projects",
        N_("Village projects"),
        N_("Approved projects and their money in whole yuan."),
        (
            VILLAGE,
            Column("id", "string", N_("Id"), N_("Tells it apart within its village.")),
            NAME,
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
        "meetings",
        N_("Planned meetings"),
        N_("Public meetings still to come, or today."),
        (
            VILLAGE,
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
)
