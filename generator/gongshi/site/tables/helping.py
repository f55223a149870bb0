"""Help as tables: units, their villages, their contacts."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.public.facts import County
from gongshi.site.tables.columns import ID, NAME, NONE, OFFICE, VILLAGE, office_cells
from gongshi.site.tables.table import Column, Table, Value
from gongshi.site.words import N_


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
            *office_cells(one.office),
        )


def _helped_villages(county: County) -> Iterator[tuple[Value, ...]]:
    for unit in county.units:
        for village in unit.villages:
            yield unit.id, village.id


def _contacts(county: County) -> Iterator[tuple[Value, ...]]:
    for unit in county.units:
        for one in unit.contacts:
            yield unit.id, one.name, one.post, one.households


TABLES = (
    Table(
        "units",
        N_("Helping units"),
        N_("Every helping unit, its leader in charge and its office."),
        (
            ID,
            NAME,
            Column("kind", "string", N_("Kind"), words="organisation"),
            Column("group", "text", N_("Helping group"), empty=NONE),
            Column("leads_group", "boolean", N_("Leads its group")),
            Column("leader", "string", N_("Leader in charge"), empty=NONE),
            Column("leader_post", "text", N_("Post of the leader"), empty=NONE),
            Column("leader_since", "date", N_("Leader since"), empty=NONE),
            *OFFICE,
        ),
        _units,
        ("id",),
    ),
    Table(
        "helped_villages",
        N_("Which unit helps which village"),
        N_("Pairs that hold today."),
        (Column("unit", "string", N_("Unit"), N_("Its id in the table units.")), VILLAGE),
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
)
