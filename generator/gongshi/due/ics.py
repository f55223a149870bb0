"""A listing as a calendar for phones: an all-day event for each row that has a last day.

What is due stands on its last day, with a reminder three days before and one that morning. What is
late stands on the as-of date, marked, so that it is seen today and not looked for in the past. An
event keeps its UID, so that a later calendar replaces what an earlier one said.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from gongshi.due import words
from gongshi.due.listing import Group, Listing, Row, Standing
from gongshi.duties.span import ONE_DAY
from gongshi.finding import Text

_REMINDERS = (timedelta(days=-3, hours=9), timedelta(hours=9))
"""At nine in the morning; an all-day event begins at midnight, wherever the phone is."""

_CATEGORY = Text("帮扶职责", "Duties of help")
_LATE = Text("【过期】", "[LATE] ")


def render(listing: Listing, language: str) -> bytes:
    """The calendar, in UTF-8 with lines as RFC 5545 has them."""
    name = words.title(listing).in_language(language)
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", f"-//gongshi//due//{language.upper()}")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    for property_ in ("NAME", "X-WR-CALNAME"):  # as text: of itself the package leaves these raw
        calendar.add(property_, vText(name))
    for group in listing.groups:
        for row in group.rows:
            if row.due is not None:
                calendar.add_component(_event(listing, group, row, language))
    return bytes(calendar.to_ical())


def _event(listing: Listing, group: Group, row: Row, language: str) -> Event:
    late = row.standing is Standing.LATE
    day = listing.as_of if late else row.due or listing.as_of
    event = Event()
    event.add("UID", f"{row.key}@{listing.county.id}.gongshi")
    event.add("DTSTAMP", datetime(listing.as_of.year, listing.as_of.month, listing.as_of.day,
                                  tzinfo=UTC))  # fmt: skip
    event.add("SEQUENCE", listing.as_of.toordinal())  # phones keep the event of the later listing
    event.add("DTSTART", day)
    event.add("DTEND", day + ONE_DAY)
    event.add("SUMMARY", _summary(listing, group, row).in_language(language))
    event.add("LOCATION", words.place(group).in_language(language))
    event.add("DESCRIPTION", _description(listing, group, row, language))
    kinds = (_CATEGORY, words.STANDINGS[row.standing])
    event.add("CATEGORIES", [kind.in_language(language) for kind in kinds])
    event.add("CLASS", "PRIVATE")
    event.add("TRANSP", "TRANSPARENT")
    for before in () if late else _REMINDERS:
        alarm = Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("DESCRIPTION", words.task(row).in_language(language))
        alarm.add("TRIGGER", before)
        event.add_component(alarm)
    return event


def _summary(listing: Listing, group: Group, row: Row) -> Text:
    """What and where; for how many households; and who, where that is not whose calendar it is."""
    task, late = words.task(row), row.standing is Standing.LATE
    place = (group.village or group.township).name
    zh, en = [task.zh, place.zh], [task.en, place.en]
    if row.open[0].household is not None:
        number = len(row.open)
        zh.append(f"还差 {number} 户")
        en.append(f"{number} household{'s' * (number > 1)} to go")
    if group.person is not None and group.person != listing.about:
        zh.append(group.person.name.zh)
        en.append(group.person.name.en)
    marks = (_LATE.zh, _LATE.en) if late else ("", "")
    return Text(marks[0] + " · ".join(zh), marks[1] + " · ".join(en))


def _description(listing: Listing, group: Group, row: Row, language: str) -> str:
    last = Text(f"最后一天 {row.due}", f"Last day {row.due}")
    comma, stop = ("，", "、") if language == "zh" else (", ", ", ")

    def said(text: Text) -> str:
        return text.in_language(language)

    lines = [
        said(words.answering(group)),
        said(row.plain),
        comma.join(map(said, (last, words.days(row, listing.as_of), words.progress(row)))),
        stop.join(map(said, words.households(row))),
        said(words.duties(row)),
        said(words.enter(row)),
        said(words.INTERNAL),
    ]
    return "\n".join(filter(None, lines))
