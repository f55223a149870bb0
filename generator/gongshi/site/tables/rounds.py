"""Rounds as tables: where they stand, notices, objections, announcements, corrections."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.public.facts import CorrectionFact, County, Notice
from gongshi.site.tables.columns import (
    DIRECTION,
    HOUSEHOLDS,
    ID,
    NONE,
    NOT_YET,
    NUMBER,
    PERSONS,
    TOWNSHIP,
    VILLAGE,
    YEAR,
    clause_id,
)
from gongshi.site.tables.table import Column, Table, Value
from gongshi.site.words import N_


def _rounds(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in village.rounds:
            yield village.id, one.direction, one.year, one.step, one.steps, one.title


def _by_place(county: County) -> Iterator[Notice]:
    """Every notice, village by village: an order that time does not change."""
    for village in county.villages:
        yield from sorted(village.notices, key=lambda notice: (notice.since, notice.id))


def _notices(county: County) -> Iterator[tuple[Value, ...]]:
    """The notices without their lists."""
    for one in _by_place(county):
        yield (
            one.id,
            one.direction,
            one.year,
            one.township.id,
            one.village.id,
            one.procedure.id,
            one.step,
            one.step_title,
            one.since,
            one.until,
            one.state,
            one.count.households,
            one.count.persons,
        )


def _steps(county: County) -> Iterator[tuple[Value, ...]]:
    """The steps of each round that a notice tells of; every notice of a round tells the same."""
    for village in county.villages:
        rounds = {(one.direction, one.year): one for one in village.notices}
        for (direction, year), notice in sorted(rounds.items()):
            for step in notice.steps:
                yield (
                    village.id,
                    direction,
                    year,
                    notice.procedure.id,
                    step.number,
                    step.state,
                    step.since,
                    step.until,
                )


def _objections(county: County) -> Iterator[tuple[Value, ...]]:
    for notice in _by_place(county):
        for number, one in enumerate(notice.objections, 1):
            yield (
                notice.id,
                notice.village.id,
                number,
                one.on,
                one.topic,
                one.answered,
                one.outcome,
                clause_id(one.clause),
            )


def _announcements(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in sorted(village.announcements, key=lambda item: (item.on, item.direction)):
            yield (
                one.township.id,
                one.village.id,
                one.direction,
                one.year,
                one.on,
                one.medium,
                one.document,
                one.count.households,
                one.count.persons,
            )


def _corrections(county: County) -> Iterator[tuple[Value, ...]]:
    def row(
        village: str, direction: str, year: int, notice: str | None, found: CorrectionFact
    ) -> tuple[Value, ...]:
        return village, direction, year, notice, found.on, found.part, found.reason

    for village in county.villages:
        for notice in sorted(village.notices, key=lambda one: (one.since, one.id)):
            for found in notice.corrections:
                yield row(village.id, notice.direction, notice.year, notice.id, found)
        for item in sorted(village.announcements, key=lambda one: (one.on, one.direction)):
            for found in item.corrections:
                yield row(village.id, item.direction, item.year, None, found)


def _waivers(county: County) -> Iterator[tuple[Value, ...]]:
    for village in county.villages:
        for one in reversed(village.waivers):
            yield village.id, one.clause.id, one.year, one.on, one.by, one.reason


TABLES = (
    Table(
        "rounds",
        N_("Rounds under way"),
        N_("Where each round that is not finished stands."),
        (
            VILLAGE,
            DIRECTION,
            YEAR,
            Column("step", "integer", N_("Step it stands at")),
            Column("steps", "integer", N_("Steps in all")),
            Column("title", "text", N_("Title of the step")),
        ),
        _rounds,
        ("village", "direction", "year"),
        (("village", "villages"),),
    ),
    Table(
        "notices",
        N_("Notices"),
        N_("Every list that was, is or will be open to objection. Counts only, no names."),
        (
            ID,
            DIRECTION,
            YEAR,
            TOWNSHIP,
            VILLAGE,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            Column("step", "integer", N_("Step"), N_("Its number in the procedure.")),
            Column("step_title", "text", N_("Title of the step")),
            Column("from", "date", N_("First day")),
            Column("to", "date", N_("Last day to object")),
            Column("state", "string", N_("State on the as-of date"), words="notice-state"),
            HOUSEHOLDS,
            PERSONS,
        ),
        _notices,
        ("id",),
        (("township", "townships"), ("village", "villages"), ("procedure", "procedures")),
        N_(
            "Being on a list that is open to objection decides nothing yet. A household may stand "
            "on the lists of several steps: do not add them up."
        ),
    ),
    Table(
        "steps",
        N_("Steps of rounds"),
        N_("The steps of every round that has had a notice, and when each began and ended."),
        (
            VILLAGE,
            DIRECTION,
            YEAR,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            Column("step", "integer", N_("Step"), N_("Its number in the procedure.")),
            Column("state", "string", N_("State"), words="step-state"),
            Column("from", "date", N_("First day"), empty=NOT_YET),
            Column("to", "date", N_("Last day"), empty=NOT_YET),
        ),
        _steps,
        ("village", "direction", "year", "step"),
        (("village", "villages"), ("procedure", "procedures")),
    ),
    Table(
        "objections",
        N_("Objections"),
        N_("What was objected and answered; neither who objected nor about whom."),
        (
            Column("notice", "string", N_("Notice"), N_("Its id in the table notices.")),
            VILLAGE,
            NUMBER,
            Column("date", "date", N_("Raised on")),
            Column("topic", "string", N_("Topic"), words="topic"),
            Column("answered", "date", N_("Answered on"), empty=NOT_YET),
            Column("outcome", "string", N_("Outcome"), empty=NOT_YET, words="outcome"),
            Column(
                "clause", "string", N_("Clause it was decided by"), N_("Its id in clauses."), NONE
            ),
        ),
        _objections,
        ("notice", "number"),
        (("notice", "notices"), ("village", "villages"), ("clause", "clauses")),
        N_("Few objections do not show that a list is right, nor many that it is wrong."),
    ),
    Table(
        "announcements",
        N_("Announcements"),
        N_("The final word on each round: how many were entered or exited."),
        (
            TOWNSHIP,
            VILLAGE,
            DIRECTION,
            YEAR,
            Column("date", "date", N_("Announced on")),
            Column("medium", "text", N_("Where it was announced")),
            Column("document", "text", N_("Document"), empty=NONE),
            HOUSEHOLDS,
            PERSONS,
        ),
        _announcements,
        ("village", "direction", "year"),
        (("township", "townships"), ("village", "villages")),
    ),
    Table(
        "corrections",
        N_("Corrections"),
        N_("What was put right after it was public, and why; never about whom."),
        (
            VILLAGE,
            DIRECTION,
            YEAR,
            Column(
                "notice",
                "string",
                N_("Notice"),
                N_("Its id in the table notices."),
                N_("Empty: it is about the announcement."),
            ),
            Column("date", "date", N_("Corrected on")),
            Column("part", "string", N_("Part"), words="correction"),
            Column("reason", "text", N_("Reason")),
        ),
        _corrections,
        refers=(("village", "villages"), ("notice", "notices")),
    ),
    Table(
        "waivers",
        N_("Exceptions in writing"),
        N_("Clauses that hold in principle and were set aside; never for which household."),
        (
            VILLAGE,
            Column("clause", "string", N_("The clause set aside"), N_("Its id in clauses.")),
            Column("year", "year", N_("Year"), N_("The year it holds for.")),
            Column("date", "date", N_("Decided on")),
            Column("by", "text", N_("Decided by")),
            Column("reason", "text", N_("Reason")),
        ),
        _waivers,
        refers=(("village", "villages"), ("clause", "clauses")),
    ),
)
