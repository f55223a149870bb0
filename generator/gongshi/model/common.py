"""Values that several records share.

Every class here and beside is a frozen struct that `msgspec` fills from a checked record; a struct
holds only the fields that a rule or a page uses, and a test holds that the schema has each of them.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field


class Words(Struct, frozen=True):
    """A text of the records: Chinese always, English where somebody wrote it."""

    zh: str
    en: str | None = None


class Office(Struct, frozen=True):
    """Where people can come or call; it is published."""

    name: Words
    address: Words
    duty_phone: str
    hours: Words | None = None


class Evidence(Struct, frozen=True):
    """A thing that can be checked: a document, project, meeting, ledger or inspection."""

    kind: str
    on: date = field(name="date")
    text: Words
    project: str | None = None


class Paper(Struct, frozen=True):
    """An official document."""

    title: Words
    on: date = field(name="date")
    number: str | None = None


class Term(Struct, frozen=True):
    """A span of days, both ends included; without an end it still runs."""

    since: date = field(name="from")
    until: date | None = field(name="to", default=None)

    def holds_on(self, day: date) -> bool:
        """Whether ``day`` lies within the span."""
        return self.since <= day and (self.until is None or day <= self.until)
