"""Notices and announcements in a line or two of plain text, for feeds and calendars."""

from __future__ import annotations

import re
from typing import Literal

from gongshi.public.facts import Announcement, Count, Label, Notice, Office
from gongshi.site.language import Language
from gongshi.site.tables.table import clean
from gongshi.site.words import N_

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, in whatever way it is written."""


def line(text: str) -> str:
    """A text on one line that any format can carry."""
    return " ".join(_NO_XML.sub("", clean(text)).split())


def words(language: Language, label: Label) -> str:
    """A label on one line."""
    return line(language.plain(label))


def heading(language: Language, notice: Notice) -> str:
    """The village and the step."""
    return f"{words(language, notice.village.name)} · {words(language, notice.step_title)}"


def subject(language: Language, direction: Literal["entry", "exit"], year: int) -> str:
    """What the households of a notice are proposed for."""
    if direction == "entry":
        return language.say(N_("Entry %(year)s: households proposed for the list"), year=year)
    return language.say(N_("Exit %(year)s: households proposed to leave the list"), year=year)


def outcome(language: Language, item: Announcement) -> str:
    """What an announcement says of how many."""
    if item.direction == "entry":
        said = language.say(N_("Entered in %(year)s:"), year=item.year)
    else:
        said = language.say(N_("Exited in %(year)s:"), year=item.year)
    return f"{said} {count(language, item.count)}"


def count(language: Language, found: Count) -> str:
    """So many households with so many persons."""
    say = language.translations().ungettext
    households = say("%(shown)s household", "%(shown)s households", found.households)
    persons = say("%(shown)s person", "%(shown)s persons", found.persons)
    return language.say(", ").join(
        (
            households % {"shown": language.number(found.households)},
            persons % {"shown": language.number(found.persons)},
        )
    )


def office(language: Language, place: Office) -> str:
    """Where to come or call, and when."""
    hours = words(language, place.hours) if place.hours else ""
    parts = (words(language, place.name), words(language, place.address), place.duty_phone, hours)
    return language.say(", ").join(filter(None, parts))
