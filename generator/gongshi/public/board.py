"""What hangs on a village's own board: another audience than the web, with names of its own.

Only the sheets for printing take these facts. Nothing that writes the site can: a list here holds
names as the county set for paper, whole ones as a rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gongshi.model import county as model
from gongshi.model.round import Step
from gongshi.policy.catalogue import Procedure
from gongshi.policy.law import Law
from gongshi.public import facts, notices
from gongshi.public.label import label, office
from gongshi.public.mask import NameStyle


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that hangs or is about to, with its list as it is printed.

    ``ordinal`` is 1 for the first notice of its procedure, None where there is only one. ``days``
    counts from the first to the last day as the county counts, with or without the first
    (``first_counts``); both are None where the county set no way of counting. ``seals`` are those
    who sign or seal, as the procedure names actors.
    """

    notice: facts.Notice
    rows: tuple[facts.Row, ...]
    ordinal: int | None
    days: int | None
    first_counts: bool | None
    seals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Announcement:
    """An announcement; ``rows`` is None where its list is not printed, or no longer."""

    id: str
    announcement: facts.Announcement
    rows: tuple[facts.Row, ...] | None
    standards: tuple[facts.Place, ...]
    line: facts.Line | None
    seals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Village:
    """A village's sheets: notices open or coming, the latest announcement of each direction.

    ``closed`` are the ids of the notices that are over, so that their names have come down,
    ``unlisted`` of those to come whose list is not on record yet.
    """

    id: str
    name: facts.Label
    township: facts.Place
    offices: tuple[facts.Office, ...]
    notices: tuple[Notice, ...]
    announcements: tuple[Announcement, ...]
    closed: tuple[str, ...]
    unlisted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All that a county's villages hang up on the as-of date.

    ``names`` says how heads of household are written here, ``web_names`` how on the site at
    ``address``; None where the site has no address yet. ``languages`` are those of the site beside
    Chinese.
    """

    county: facts.Label
    office: facts.Office
    as_of: date
    demonstration: facts.Label | None
    names: NameStyle
    web_names: NameStyle
    address: str | None
    languages: tuple[str, ...]
    villages: tuple[Village, ...]


def board(county: model.County, law: Law, as_of: date) -> Board:
    """What the villages of ``county`` hang up on ``as_of``."""
    settings = county.settings
    return Board(
        county=label(settings.name),
        office=office(settings.office),
        as_of=as_of,
        demonstration=label(settings.demonstration) if settings.demonstration else None,
        names=settings.publication.names.board,
        web_names=settings.publication.names.web,
        address=settings.publication.address,
        languages=settings.publication.languages,
        villages=tuple(
            _village(notices.Village(county, law, township, village, as_of, "board"))
            for township, village in county.villages()
        ),
    )


def _village(source: notices.Village) -> Village:
    posted = source.posted()
    record, township = source.village.record, source.township.record
    return Village(
        id=record.id,
        name=label(record.name),
        township=facts.Place(township.id, label(township.name)),
        offices=source.offices(),
        notices=tuple(
            _notice(source, notice, procedure, step)
            for notice, procedure, step in posted
            if notice.state != "closed" and step.list is not None
        ),
        announcements=_announcements(source),
        closed=tuple(notice.id for notice, _, _ in posted if notice.state == "closed"),
        unlisted=tuple(
            notice.id
            for notice, _, step in posted
            if notice.state != "closed" and step.list is None
        ),
    )


def _notice(
    source: notices.Village, notice: facts.Notice, procedure: Procedure, step: Step
) -> Notice:
    posting = [one.id for one in procedure.steps if "notice" in one.needs]
    counting = source.law.parameters.on("notice-first-day-counts", notice.since).dated
    first_counts = counting.value if counting and isinstance(counting.value, bool) else None
    return Notice(
        notice=notice,
        rows=notice.rows or (),
        ordinal=posting.index(step.step) + 1 if len(posting) > 1 and step.step in posting else None,
        days=None
        if first_counts is None
        else (notice.until - notice.since).days + int(first_counts),
        first_counts=first_counts,
        seals=_seals(procedure, step),
    )


def _announcements(source: notices.Village) -> tuple[Announcement, ...]:
    settings = source.county.settings.publication
    days = settings.announcement_list_days
    latest: dict[facts.Direction, Announcement] = {}
    for fact, found, procedure, step in source.announced():
        listed = days is not None and source.as_of < fact.on + timedelta(days)
        made = Announcement(
            id=f"{source.village.record.id}-{found.id}",
            announcement=fact,
            rows=source.rows_of(found, step, settings.names.board) if listed else None,
            standards=source.standards(procedure),
            line=source.line(found.year),
            seals=_seals(procedure, step),
        )
        latest.setdefault(fact.direction, made)
    return tuple(latest.values())


def _seals(procedure: Procedure, step: Step) -> tuple[str, ...]:
    policy = next(one for one in procedure.steps if one.id == step.step)
    return policy.seals or (policy.actor,)
