"""The policy as tables: parameters, clauses, procedures, duties, rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongshi.public.facts import County
from gongshi.site.tables.columns import (
    ID,
    INTRO,
    NO_END,
    NONE,
    NUMBER,
    PLAIN,
    RULES,
    SINCE,
    SOURCE,
    TITLE,
    UNTIL,
    WORDING,
    codes,
    source_cells,
)
from gongshi.site.tables.table import Column, Table, Value
from gongshi.site.words import N_


def _parameters(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.parameters:
        yield one.id, one.title, one.description, one.unit, one.chosen


_NUMBER_OR_SHARE = re.compile(r"([0-9]+)(?:/([0-9]+))?")


def _parameter_values(county: County) -> Iterator[tuple[Value, ...]]:
    for parameter in county.parameters:
        for one in parameter.values:
            number = _NUMBER_OR_SHARE.fullmatch(one.value[0])
            yield (
                parameter.id,
                one.series,
                one.year,
                one.since,
                one.until,
                int(number[1]) if number else None,
                int(number[2]) if number and number[2] else None,
                None if number else one.value,
                *source_cells(one.source),
            )


def _clause_groups(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.clause_groups:
        yield (
            one.id,
            one.title,
            one.intro,
            one.combine,
            one.effect,
            one.since,
            one.until,
            *source_cells(one.source),
        )


def _clauses(county: County) -> Iterator[tuple[Value, ...]]:
    for group in county.clause_groups:
        for one in group.clauses:
            yield (
                one.id,
                group.id,
                one.wording,
                one.plain,
                one.question,
                one.how,
                one.in_principle,
                codes(one.rules),
            )


def _clause_examples(county: County) -> Iterator[tuple[Value, ...]]:
    for group in county.clause_groups:
        for clause in group.clauses:
            for number, one in enumerate(clause.examples, 1):
                yield clause.id, number, one.text, one.met


def _procedures(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.procedures:
        yield (
            one.id,
            one.title,
            one.intro,
            one.most_days,
            one.since,
            one.until,
            *source_cells(one.source),
        )


def _procedure_steps(county: County) -> Iterator[tuple[Value, ...]]:
    for procedure in county.procedures:
        for number, one in enumerate(procedure.steps, 1):
            yield (
                one.id,
                procedure.id,
                number,
                one.title,
                one.wording,
                one.plain,
                one.actor,
                one.needs or None,
                codes(one.rules),
            )


def _duty_lists(county: County) -> Iterator[tuple[Value, ...]]:
    for one in county.duty_lists:
        yield (
            one.id,
            one.title,
            one.intro,
            one.owed_by,
            one.owed_to,
            one.since,
            one.until,
            *source_cells(one.source),
        )


def _duties(county: County) -> Iterator[tuple[Value, ...]]:
    for duties in county.duty_lists:
        for one in duties.duties:
            same = tuple(link.id for link in one.same_as) or None
            yield one.id, duties.id, one.wording, one.plain, same


def _duty_tasks(county: County) -> Iterator[tuple[Value, ...]]:
    for duties in county.duty_lists:
        for duty in duties.duties:
            for number, one in enumerate(duty.tasks, 1):
                yield (
                    duty.id,
                    number,
                    one.what,
                    one.every,
                    one.when,
                    one.times_min,
                    one.times_max,
                    one.id,
                )


def _rules(county: County) -> Iterator[tuple[Value, ...]]:
    for family in county.rule_families:
        for one in family.rules:
            yield one.code, one.severity, one.title, one.about


TABLES = (
    Table(
        "parameters",
        N_("Parameters"),
        N_("Every number that a rule uses: lines, days and shares."),
        (
            ID,
            TITLE,
            Column("about", "text", N_("What it is")),
            Column("unit", "text", N_("Unit")),
            Column("series", "text", N_("Series the county uses"), empty=N_("Empty: only one.")),
        ),
        _parameters,
        ("id",),
    ),
    Table(
        "parameter_values",
        N_("Values of the parameters"),
        N_("Each value, when it holds and where it comes from."),
        (
            Column("parameter", "string", N_("Parameter"), N_("Its id in parameters.")),
            Column("series", "text", N_("Series"), empty=N_("Empty: only one.")),
            Column("year", "year", N_("Year"), empty=N_("Empty: it holds between days.")),
            Column("from", "date", N_("First day"), empty=N_("Empty: it holds for a year.")),
            Column("to", "date", N_("Last day"), empty=NO_END),
            Column("value", "integer", N_("Value"), empty=N_("Empty: it is in words.")),
            Column(
                "divisor",
                "integer",
                N_("Divided by"),
                N_("Of a share such as 2/3, which a spreadsheet would take for a day."),
                N_("Empty: it is no share."),
            ),
            Column(
                "words",
                "string",
                N_("Value in words"),
                N_("Words parted by spaces."),
                N_("Empty: it is a number."),
                words="value",
                many=True,
            ),
            *SOURCE,
        ),
        _parameter_values,
        refers=(("parameter", "parameters"),),
        caution=N_("A value whose original was not read may be wrong: see the source's standing."),
    ),
    Table(
        "clause_groups",
        N_("Groups of clauses"),
        N_("The clauses' groups, how they combine and since when they hold."),
        (
            ID,
            TITLE,
            INTRO,
            Column("combine", "string", N_("How its clauses combine"), words="combine"),
            Column("effect", "text", N_("What follows"), empty=NONE),
            SINCE,
            UNTIL,
            *SOURCE,
        ),
        _clause_groups,
        ("id",),
    ),
    Table(
        "clauses",
        N_("Clauses"),
        N_("Every clause of the policy in its official and in plain words."),
        (
            ID,
            Column("group", "string", N_("Group"), N_("Its id in clause_groups.")),
            WORDING,
            PLAIN,
            Column("question", "text", N_("As a question"), empty=NONE),
            Column("how", "string", N_("How it is watched"), words="how"),
            Column("in_principle", "boolean", N_("Holds in principle")),
            RULES,
        ),
        _clauses,
        ("id",),
        (("group", "clause_groups"),),
        N_("Only the official documents are binding; the plain words explain them."),
    ),
    Table(
        "clause_examples",
        N_("Examples of the clauses"),
        N_("Invented examples in plain words: what a clause applies to, and what not."),
        (
            Column("clause", "string", N_("Clause"), N_("Its id in clauses.")),
            NUMBER,
            Column("text", "text", N_("Example")),
            Column(
                "met",
                "boolean",
                N_("Whether the clause applies"),
                empty=N_("Empty: the example only explains."),
            ),
        ),
        _clause_examples,
        ("clause", "number"),
        (("clause", "clauses"),),
    ),
    Table(
        "procedures",
        N_("Procedures"),
        N_("How entry and exit are decided."),
        (
            ID,
            TITLE,
            INTRO,
            Column(
                "most_days", "integer", N_("Days it takes at most"), empty=NONE, unit=N_("days")
            ),
            SINCE,
            UNTIL,
            *SOURCE,
        ),
        _procedures,
        ("id",),
    ),
    Table(
        "procedure_steps",
        N_("Steps of the procedures"),
        N_("Each step: who acts and what it must leave on record."),
        (
            ID,
            Column("procedure", "string", N_("Procedure"), N_("Its id in procedures.")),
            NUMBER,
            TITLE,
            WORDING,
            PLAIN,
            Column("actor", "string", N_("Who acts"), words="actor"),
            Column(
                "needs",
                "string",
                N_("What it must leave on record"),
                N_("Words parted by spaces."),
                NONE,
                words="need",
                many=True,
            ),
            RULES,
        ),
        _procedure_steps,
        ("id",),
        (("procedure", "procedures"),),
    ),
    Table(
        "duty_lists",
        N_("Lists of duties"),
        N_("Who owes help to whom, list by list."),
        (
            ID,
            TITLE,
            INTRO,
            Column("owed_by", "string", N_("Owed by"), words="owed-by"),
            Column("owed_to", "string", N_("Owed to"), words="owed-to"),
            SINCE,
            UNTIL,
            *SOURCE,
        ),
        _duty_lists,
        ("id",),
    ),
    Table(
        "duties",
        N_("Duties"),
        N_("Every duty in its official and in plain words."),
        (
            ID,
            Column("list", "string", N_("List"), N_("Its id in duty_lists.")),
            WORDING,
            PLAIN,
            Column(
                "same_as",
                "string",
                N_("Same as"),
                N_("Duties of other lists that ask for the same act, parted by spaces."),
                NONE,
            ),
        ),
        _duties,
        ("id",),
        (("list", "duty_lists"),),
    ),
    Table(
        "duty_tasks",
        N_("What the duties ask"),
        N_("What can be counted of a duty: how often, and how many times at least and most."),
        (
            Column("duty", "string", N_("Duty"), N_("Its id in duties.")),
            NUMBER,
            Column("what", "text", N_("What is done")),
            Column("every", "string", N_("How often"), words="every"),
            Column("when", "string", N_("When in the period"), empty=NONE, words="when"),
            Column("times_min", "integer", N_("Times at least"), empty=NONE),
            Column("times_max", "integer", N_("Times at most"), empty=NONE),
            Column("task", "string", N_("Task"), N_("Its id in duty_counts.")),
        ),
        _duty_tasks,
        ("duty", "number"),
        (("duty", "duties"),),
    ),
    Table(
        "rules",
        N_("Rules"),
        N_("The rules by which the records are checked; cases stand on the pages."),
        (
            Column("code", "string", N_("Code"), N_("Never used again for another rule.")),
            Column("severity", "string", N_("Weight"), words="severity"),
            TITLE,
            Column("about", "text", N_("What it says")),
        ),
        _rules,
        ("code",),
    ),
)
