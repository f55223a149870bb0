"""Calendars for phones (RFC 5545): the last days to object, and the public meetings planned.

One for the county and each township, to subscribe to; an event keeps its UID, so a calendar that
is fetched again replaces what it said before. What is over leaves it. There is no alarm: whoever
subscribes to a whole township sets on the own phone what to be reminded of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vText

from gongshi.public.facts import County, Label, MeetingFact, Notice, Village
from gongshi.site import telling
from gongshi.site.file import File
from gongshi.site.language import Language, languages
from gongshi.site.words import N_, WORDS

COUNTY = "calendars/county.ics"


def township_path(township: str) -> str:
    """Where the calendar of a township is."""
    return f"calendars/townships/{township}.ics"


def files(county: County) -> Iterator[File]:
    """The calendars in every language."""
    for language in languages(county):
        yield _calendar(county, language, COUNTY, county.name, county.villages)
        for one in county.townships:
            yield _calendar(county, language, township_path(one.id), one.name, one.villages)


def _calendar(
    county: County, language: Language, path: str, place: Label, villages: Iterable[Village]
) -> File:
    name = language.say(
        N_("%(place)s: last days to object, and meetings"), place=telling.words(language, place)
    )
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//gongshi//notices//{language.code.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    for property_ in ("NAME", "X-WR-CALNAME"):  # as text: of itself the package leaves these raw
        calendar.add(property_, vText(name))
    if county.demonstration:
        calendar.add("X-WR-CALDESC", vText(telling.words(language, county.demonstration)))
    # A calendar must hold something even where no list is open.
    calendar.add_component(
        Timezone.from_tzid(
            county.time_zone, first_date=county.as_of, last_date=county.as_of + timedelta(365)
        )
    )
    for village in villages:
        for notice in sorted(village.notices, key=lambda one: (one.until, one.id)):
            if notice.state != "closed":
                calendar.add_component(_deadline(county, language, notice))
        for meeting in village.meetings:
            calendar.add_component(_meeting(county, language, village, meeting))
    return File(f"{language.prefix}{path}", calendar.to_ical())


def _event(county: County, key: str) -> Event:
    """An event that keeps its name as long as its key, said as on the as-of date."""
    event = Event()
    event.add("UID", f"{key}@{county.id}.gongshi")
    event.add("DTSTAMP", datetime.combine(county.as_of, time.min, UTC))
    return event


def _meeting(county: County, language: Language, village: Village, meeting: MeetingFact) -> Event:
    """A public meeting; it says when it begins, and not when it ends, which nobody knows."""
    event = _event(county, f"{village.id}-meeting-{meeting.id}")
    begins = time.fromisoformat(meeting.time)
    begin = datetime.combine(meeting.on, begins, ZoneInfo(county.time_zone))
    event.add("DTSTART", begin.astimezone(UTC))
    word = WORDS["meeting"][meeting.kind]
    kind = language.say(word)
    who = [village.name, *([meeting.group] if meeting.group else [])]
    named = " · ".join(telling.words(language, one) for one in who)
    event.add("SUMMARY", f"{kind} · {named}")
    event.add("LOCATION", telling.words(language, meeting.place))
    if meeting.topic:
        event.add("DESCRIPTION", telling.words(language, meeting.topic))
    if county.address:
        event.add("URL", f"{county.address}{language.prefix}villages/{village.id}.html#meetings")
    return event


def _deadline(county: County, language: Language, notice: Notice) -> Event:
    """The last day of a notice, the whole day long."""
    event = _event(county, notice.id)
    event.add("DTSTART", notice.until)
    event.add("DTEND", notice.until + timedelta(days=1))
    heading = telling.heading(language, notice)
    event.add("SUMMARY", language.say(N_("Last day to object: %(notice)s"), notice=heading))
    event.add("LOCATION", telling.office(language, notice.offices[0]))
    lines = [
        telling.subject(language, notice.direction, notice.year),
        telling.count(language, notice.count),
        *(telling.office(language, one) for one in notice.offices),
    ]
    event.add("DESCRIPTION", "\n".join(lines))
    if county.address:
        event.add("URL", f"{county.address}{language.prefix}notices/{notice.id}.html")
    event.add("TRANSP", "TRANSPARENT")
    return event
