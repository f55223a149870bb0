"""Columns that several tables have, and what their cells hold."""

from __future__ import annotations

from gongshi.public.facts import ClauseLink, Office, RuleLink, SourceFact
from gongshi.site.tables.table import Column, Value
from gongshi.site.words import N_

UNKNOWN = N_("Empty: not known.")
NONE = N_("Empty: there is none.")
NOT_YET = N_("Empty: not yet.")
NO_END = N_("Empty: no end has been set.")
TOWNSHIP = Column("township", "string", N_("Township"), N_("Its id in the table townships."))
VILLAGE = Column("village", "string", N_("Village"), N_("Its id in the table villages."))
ID = Column("id", "string", N_("Id"), N_("Never changes and is never used again."))
NAME = Column("name", "text", N_("What it is called"))
TITLE = Column("title", "text", N_("Title"))
DIRECTION = Column("direction", "string", N_("Entry or exit"), words="direction")
YEAR = Column("year", "year", N_("Year"), N_("The year of the round."))
HOUSEHOLDS = Column("households", "integer", N_("Households"), unit=N_("households"))
PERSONS = Column("persons", "integer", N_("Persons"), unit=N_("persons"))
WORDING = Column("wording", "text", N_("Official wording"))
PLAIN = Column("plain", "text", N_("In plain words"))
INTRO = Column("intro", "text", N_("Introduction"))
SINCE = Column("from", "date", N_("In force from"))
UNTIL = Column("to", "date", N_("In force until"), empty=NO_END)
NUMBER = Column("number", "integer", N_("Position"), N_("Counted from 1, in the order shown."))
RULES = Column(
    "rules",
    "string",
    N_("Rules"),
    N_("Codes of the rules that check it, parted by spaces."),
    NONE,
    many=True,
)
OFFICE = (
    Column("office", "text", N_("Office")),
    Column("address", "text", N_("Address of the office")),
    Column("phone", "string", N_("Duty phone")),
    Column("hours", "text", N_("Office hours"), empty=UNKNOWN),
)
SOURCE = (
    Column("source_title", "text", N_("Source")),
    Column("source_standing", "string", N_("Whether the original was read"), words="standing"),
    Column("source_reference", "string", N_("Document number, article or page"), empty=NONE),
    Column("source_url", "string", N_("Address of the original"), empty=NONE),
    Column("source_note", "text", N_("Note on the source"), empty=NONE),
)


def office_cells(found: Office) -> tuple[Value, ...]:
    """The cells of the columns OFFICE."""
    return found.name, found.address, found.duty_phone, found.hours


def source_cells(found: SourceFact) -> tuple[Value, ...]:
    """The cells of the columns SOURCE."""
    return found.title, found.standing, found.reference, found.url, found.note


def codes(links: tuple[RuleLink, ...]) -> tuple[str, ...] | None:
    """The cell of the column RULES."""
    return tuple(link.code for link in links) or None


def clause_id(link: ClauseLink | None) -> str | None:
    """The cell of a column that names a clause."""
    return link.id if link else None
