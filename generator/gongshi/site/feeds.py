"""Atom feeds (RFC 4287) of notices and announcements, for the county and each township.

An entry appears on the first day of a notice or on the day of an announcement, and is updated when
it is corrected. That a notice closes is no news: calendars tell it beforehand. No entry names a
household: a feed reader keeps what it has read.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from gongshi import __version__
from gongshi.public.facts import Announcement, CorrectionFact, County, Label, Notice, Village
from gongshi.site import telling
from gongshi.site.file import File
from gongshi.site.language import Language, languages
from gongshi.site.moment import midnight
from gongshi.site.words import N_

RECENT = timedelta(days=60)
LEAST = 20
"""A feed tells what is so recent; where that is little, as many entries as this."""

COUNTY = "feeds/county.atom"

_ATOM = "http://www.w3.org/2005/Atom"
_NAMESPACE = uuid.UUID("68afd5c5-f01f-4022-9f0a-b8566f34aa87")
"""Ids are made from it and the records' own ids: the same wherever the site is published."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something new: ``key`` tells it apart for good, ``page`` says where it is told in full."""

    key: str
    category: str
    title: str
    summary: str
    page: str
    published: date
    updated: date


def township_path(township: str) -> str:
    """Where the feed of a township is."""
    return f"feeds/townships/{township}.atom"


def files(county: County) -> Iterator[File]:
    """The feeds in every language."""
    for language in languages(county):
        yield _feed(county, language, COUNTY, county.name, county.villages)
        for one in county.townships:
            yield _feed(county, language, township_path(one.id), one.name, one.villages)


def entries(county: County, language: Language, villages: Iterable[Village]) -> list[Entry]:
    """What is new in some villages, the latest first; what is only planned is not told yet."""
    found = []
    for village in villages:
        found += [_notice(language, one) for one in village.notices if one.since <= county.as_of]
        found += [_announcement(language, one) for one in village.announcements]
    found.sort(key=lambda one: (-one.updated.toordinal(), one.key))
    recent = sum(one.updated > county.as_of - RECENT for one in found)
    return found[: max(recent, LEAST)]


def _notice(language: Language, notice: Notice) -> Entry:
    until = language.say(
        N_("Anyone may object until %(day)s: %(office)s."),
        day=language.day(notice.until),
        office=telling.office(language, notice.offices[0]),
    )
    subject = telling.subject(language, notice.direction, notice.year)
    return Entry(
        key=f"notice/{notice.id}",
        category="notice",
        title=telling.heading(language, notice),
        summary=" · ".join(
            (
                subject,
                telling.count(language, notice.count),
                until,
                *_corrected(language, notice.corrections),
            )
        ),
        page=f"notices/{notice.id}.html",
        published=notice.since,
        updated=max((notice.since, *(one.on for one in notice.corrections))),
    )


def _announcement(language: Language, item: Announcement) -> Entry:
    village = telling.words(language, item.village.name)
    announced = language.say("Announcement")
    return Entry(
        key=f"announcement/{item.village.id}/{item.direction}/{item.year}",
        category="announcement",
        title=f"{village} · {announced}",
        summary=" · ".join(
            (
                telling.outcome(language, item),
                telling.words(language, item.medium),
                *_corrected(language, item.corrections),
            )
        ),
        page=f"villages/{item.village.id}.html#notices",
        published=item.on,
        updated=max((item.on, *(one.on for one in item.corrections))),
    )


def _corrected(language: Language, corrections: Iterable[CorrectionFact]) -> Iterator[str]:
    for one in corrections:
        yield language.say(
            N_("Corrected on %(day)s: %(reason)s"),
            day=language.day(one.on),
            reason=telling.words(language, one.reason),
        )


def _feed(
    county: County, language: Language, path: str, place: Label, villages: Iterable[Village]
) -> File:
    """The feed at ``path`` below the language's folder."""
    path = f"{language.prefix}{path}"
    found = entries(county, language, villages)
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language.tag})
    if county.address:
        feed.set("xml:base", f"{county.address}{path}")
    up = f"{'../' * path.count('/')}{language.prefix}"
    name = telling.words(language, place)
    _text(feed, "id", _urn(county, path))
    _text(feed, "title", language.say(N_("%(place)s: notices and announcements"), place=name))
    if county.demonstration:
        _text(feed, "subtitle", telling.words(language, county.demonstration))
    _text(
        feed, "updated", _moment(county, max((one.updated for one in found), default=county.as_of))
    )
    _link(feed, "self", path.rpartition("/")[2], "application/atom+xml")
    _link(feed, "alternate", f"{up}notices.html", "text/html")
    _text(ET.SubElement(feed, "author"), "name", telling.words(language, county.office.name))
    generator = _text(feed, "generator", "gongshi")
    generator.set("version", __version__)
    for one in found:
        _entry(feed, county, language, one, up)
    ET.indent(feed, space="")
    return File(path, ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entry(feed: ET.Element, county: County, language: Language, one: Entry, up: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _text(entry, "id", _urn(county, f"{language.code}/{one.key}"))
    _text(entry, "title", one.title)
    _text(entry, "published", _moment(county, one.published))
    _text(entry, "updated", _moment(county, one.updated))
    ET.SubElement(entry, "category", {"term": one.category})
    _link(entry, "alternate", f"{up}{one.page}", "text/html")
    _text(entry, "summary", one.summary)


def _text(parent: ET.Element, tag: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, tag)
    child.text = text
    return child


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "type": kind})


def _urn(county: County, key: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{county.province.zh}/{county.id}/{key}").urn


def _moment(county: County, day: date) -> str:
    return midnight(county, day).isoformat()
