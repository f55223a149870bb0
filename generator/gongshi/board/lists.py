"""Lists for the board: the sheet of a notice and the sheet of an announcement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import segno

from gongshi.board.sheet import Sheet, Style
from gongshi.public import facts
from gongshi.public.board import Announcement, Board, Notice, Village
from gongshi.site.words import N_


def notice(board: Board, village: Village, found: Notice, style: Style, version: str) -> Sheet:
    """The sheet of a notice; ``version`` is that of the records it was made from."""
    say, fact = style.say, found.notice
    title = say(
        _TITLES[fact.direction],
        place=whereabouts(board, village, style),
        year=fact.year,
        which=_which(found.ordinal, style),
    )
    opening = say(_OPENINGS[fact.direction], village=style.text(fact.village.name), year=fact.year)
    content = {
        **_frame(board, title, style, version),
        "place": _place(board, village, fact.year, style),
        "facts": [
            [say("Step"), _step(fact, style)],
            [say("Posted at"), say(", ").join(map(style.text, fact.places))],
        ],
        "paragraphs": [opening, *_standard(fact.standards, fact.line, style)],
        "table": _table(found.rows, board, style),
        "corrections": _corrections(fact.corrections, style),
        "box": [
            [say("Posted from"), _period(found, style)],
            [
                say("How to object"),
                say(
                    "If a household should not be on this list, or one is missing, or a number is "
                    "wrong, tell any of these offices by %(day)s, that day included: in person, by "
                    "telephone or in writing. You need not give your name. Every objection gets an "
                    "answer, and while one is unanswered the next step cannot begin.",
                    day=style.day(fact.until),
                ),
            ],
        ],
        "offices": offices(village.offices, style),
        "qr": _code(board, f"notices/{fact.id}.html", style),
        "seals": _seals(found.seals, board, style),
        "signed": style.day(fact.since),
        "copies": say("Three copies: the county, the township and the village keep one each."),
    }
    return Sheet(style.name("notice", fact.id), "list", content)


def announcement(
    board: Board, village: Village, found: Announcement, style: Style, version: str
) -> Sheet:
    """The sheet of an announcement: the counts, and the list for as long as the county says."""
    say, fact = style.say, found.announcement
    comma = say(", ")
    title = say(
        _ANNOUNCED[fact.direction], place=whereabouts(board, village, style), year=fact.year
    )
    paragraphs = [
        say(
            _DECIDED[fact.direction],
            village=style.text(fact.village.name),
            year=fact.year,
            count=style.count(fact.count),
        ),
        *_standard(found.standards, found.line, style),
    ]
    if found.rows is not None:
        paragraphs.append(say("The list follows."))
    published = [say("Published"), comma.join((style.day(fact.on), style.text(fact.medium)))]
    document = [[say("Document"), style.text(fact.document)]] if fact.document else []
    content = {
        **_frame(board, title, style, version),
        "place": _place(board, village, fact.year, style),
        "facts": [published, *document],
        "paragraphs": paragraphs,
        "table": None if found.rows is None else _table(found.rows, board, style),
        "corrections": _corrections(fact.corrections, style),
        "box": [
            [
                say("Questions"),
                say("If you think something is wrong, tell any of these offices at any time."),
            ]
        ],
        "offices": offices(village.offices, style),
        "qr": _code(board, f"villages/{village.id}.html", style),
        "seals": _seals(found.seals, board, style),
        "signed": style.day(fact.on),
        "copies": say("Three copies: the county, the township and the village keep one each."),
    }
    return Sheet(style.name("announcement", found.id), "list", content)


def whereabouts(board: Board, village: Village, style: Style) -> str:
    """A village with its township and county, as a title says it."""
    return style.say(
        "%(village)s, %(township)s, %(county)s",
        village=style.text(village.name),
        township=style.text(village.township.name),
        county=style.text(board.county),
    )


def offices(found: Sequence[facts.Office], style: Style) -> dict[str, Any]:
    """The offices as a table: name, address, duty phone, hours."""
    say = style.say
    return {
        "head": [say("Office"), say("Address"), say("Duty phone"), say("Hours")],
        "rows": [
            [
                style.text(one.name),
                style.text(one.address),
                one.duty_phone,
                style.text(one.hours) if one.hours else "",
            ]
            for one in found
        ],
    }


def _frame(board: Board, title: str, style: Style, version: str) -> dict[str, Any]:
    foot = style.say(
        "Records as of %(day)s, version %(version)s", day=style.day(board.as_of), version=version
    )
    demonstration = style.text(board.demonstration) if board.demonstration else None
    return style.frame(title, board.as_of, foot, demonstration)


def _place(board: Board, village: Village, year: int, style: Style) -> list[list[str]]:
    return [
        [style.say("County"), style.text(board.county)],
        [style.say("Township"), style.text(village.township.name)],
        [style.say("Village"), style.text(village.name)],
        [style.say("Year"), str(year)],
    ]


def _which(ordinal: int | None, style: Style) -> str:
    if ordinal is None:
        return style.say("notice")
    if ordinal <= len(_ORDINALS):
        return style.say(_ORDINALS[ordinal - 1])
    return style.say("notice no. %(number)s", number=ordinal)


def _step(fact: facts.Notice, style: Style) -> str:
    return style.say(
        "%(title)s (step %(step)s of %(steps)s)",
        title=style.text(fact.step_title),
        step=fact.step,
        steps=len(fact.steps),
    )


def _standard(standards: Sequence[facts.Place], line: facts.Line | None, style: Style) -> list[str]:
    """What the list was held against: groups of clauses, the year's line with its source."""
    say = style.say
    titles = say("; ").join(style.text(one.name) for one in standards)
    told = [say("Standard: %(titles)s.", titles=titles)]
    if line is not None:
        told.append(
            say(
                "Poverty line %(year)s: %(value)s yuan a person a year (%(series)s). "
                "Source: %(source)s.",
                year=line.year,
                value=style.language.number(line.value),
                series=style.text(line.series),
                source=style.text(line.source.title),
            )
        )
    return told


def _table(rows: Sequence[facts.Row], board: Board, style: Style) -> dict[str, Any]:
    """The list in the official columns; a row taken off stays, struck through."""
    say = style.say
    kept = [row for row in rows if row.removed is None]
    whole = facts.Count(len(rows), sum(row.persons for row in rows))
    total = say("Total: %(count)s.", count=style.count(whole))
    if len(kept) < len(rows):
        left = facts.Count(len(kept), sum(row.persons for row in kept))
        total += say(" Without those taken off: %(count)s.", count=style.count(left))
    head = N_("Household number") if board.names == "number-only" else N_("Name of the head")
    return {
        "head": [say("No."), say("Group"), say(head), say("Persons")],
        "rows": [
            {
                "cells": [str(row.number), style.text(row.group), row.head, str(row.persons)],
                "struck": row.removed is not None,
                "marks": _marks(row, style),
            }
            for row in rows
        ],
        "total": total,
    }


def _marks(row: facts.Row, style: Style) -> list[str]:
    marks = []
    if row.removed is not None:
        marks.append(style.say("taken off on %(day)s", day=style.day(row.removed)))
    if row.amended:
        marks.append(style.say("corrected"))
    return marks


def _corrections(corrections: Sequence[facts.CorrectionFact], style: Style) -> list[str]:
    return [
        style.say(
            "Corrected on %(day)s: %(reason)s", day=style.day(one.on), reason=style.text(one.reason)
        )
        for one in corrections
    ]


def _period(found: Notice, style: Style) -> str:
    since, until = style.day(found.notice.since), style.day(found.notice.until)
    if found.days is None:
        return style.say("%(since)s to %(until)s", since=since, until=until)
    message = N_("%(since)s to %(until)s, %(days)s days in all")
    if not found.first_counts:
        message = N_("%(since)s to %(until)s, %(days)s days in all (the first does not count)")
    return style.say(message, since=since, until=until, days=found.days)


def _seals(seals: Sequence[str], board: Board, style: Style) -> list[list[str]]:
    """Who signs or seals, each with the word that stands in the box."""
    say, seal = style.say, style.say("(seal)")
    boxes = {
        "villager-group": [say("Villagers' group"), say("(signature of the group head)")],
        "village": [say("Villagers' committee"), seal],
        "township": [say("Township government"), seal],
        "county": [style.text(board.office.name), seal],
    }
    return [boxes[one] for one in seals]


def _code(board: Board, page: str, style: Style) -> dict[str, str] | None:
    """The QR code of a page of the site, as a picture with its text; None without an address."""
    if board.address is None:
        return None
    on_site = style.language.code in board.languages
    address = f"{board.address}{style.language.prefix if on_site else ''}{page}"
    say = style.say
    shown = say("Scan to see it on the web.")
    if board.web_names != board.names:
        shown = say("Scan to see it on the web, where names are shortened or left out.")
    picture: str = segno.make(address, error="m", micro=False).svg_inline(border=4, scale=1)
    return {"picture": picture, "text": shown, "address": address}


_ORDINALS = (N_("first notice"), N_("second notice"))
_TITLES: dict[facts.Direction, str] = {
    "entry": N_("%(place)s: households proposed for entry in %(year)s, %(which)s"),
    "exit": N_("%(place)s: households proposed for exit in %(year)s, %(which)s"),
}
_OPENINGS: dict[facts.Direction, str] = {
    "entry": N_(
        "The households of %(village)s that are proposed to be entered as poor in %(year)s are "
        "posted here for everyone to look over."
    ),
    "exit": N_(
        "The households of %(village)s that are proposed to leave the list in %(year)s are posted "
        "here for everyone to look over."
    ),
}
_ANNOUNCED: dict[facts.Direction, str] = {
    "entry": N_("%(place)s: announcement of households entered in %(year)s"),
    "exit": N_("%(place)s: announcement of households that exited in %(year)s"),
}
_DECIDED: dict[facts.Direction, str] = {
    "entry": N_(
        "By the standard below, after appraisal, notices, review and comparison, %(count)s of "
        "%(village)s are entered as poor households of %(year)s. This is announced."
    ),
    "exit": N_(
        "By the standard below, after appraisal, notices and review, %(count)s of %(village)s "
        "reach the standard of exit and leave the list in %(year)s. This is announced."
    ),
}
