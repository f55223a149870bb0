"""Figures as tables: the list by place, the six precisions, how duties were kept."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.public.facts import County, FigureFact, Figures, FigureSet, Tallies, Tally
from gongshi.site.tables.columns import ID, NONE, TITLE, UNKNOWN
from gongshi.site.tables.table import Column, Table, Value
from gongshi.site.words import N_


def _figures(county: County) -> Iterator[tuple[Value, ...]]:
    yield "county", county.id, *_figure(county.figures)
    for township in county.townships:
        yield "township", township.id, *_figure(township.figures)
    for village in county.villages:
        yield "village", village.id, *_figure(village.figures)


def _figure(found: Figures) -> tuple[Value, ...]:
    return (
        found.registered.households,
        found.registered.persons,
        found.exited.households,
        found.exited.persons,
        found.villages,
        found.listed_villages,
        found.exited_villages,
        found.population,
        found.population_year,
        None if found.incidence is None else found.incidence / 100,
    )


def _precision_figures(county: County) -> Iterator[tuple[Value, ...]]:
    for precision in county.precisions:
        for one in precision.figures:
            yield (
                one.id,
                precision.clause.id,
                one.detail_of,
                one.title,
                one.plain,
                one.form,
                one.counted,
                one.among,
                one.unknowns,
                one.unit,
                one.day,
                one.year,
            )


def _precision_values(county: County) -> Iterator[tuple[Value, ...]]:
    for precision in county.precisions:
        for one in precision.figures:
            yield one.id, "county", county.id, *_told(one, one.county)
            for township, fact in one.townships:
                yield one.id, "township", township.id, *_told(one, fact)
            for village, fact in one.villages.items():
                yield one.id, "village", village, *_told(one, fact)


def _told(figure: FigureSet, fact: FigureFact) -> tuple[Value, ...]:
    """A figure of a place, in the units that a page shows: percent, not hundredths of it."""
    value: int | float | None = fact.numerator if figure.form == "sum" else fact.value
    if figure.form == "percent" and value is not None:
        value /= 100
    return fact.state, value, fact.numerator, fact.denominator, fact.unknown


def _duty_counts(county: County) -> Iterator[tuple[Value, ...]]:
    places = (
        ("county", county.id, county.duties),
        *(("township", one.id, one.duties) for one in county.townships),
        *(("village", one.id, one.duties) for one in county.villages),
    )
    for level, place, years in places:
        for year in years:
            for row in _tallied(year.to_village):
                yield level, place, year.year, "village", *row
            for row in _tallied(year.to_households):
                yield level, place, year.year, "household", *row


def _unit_duty_counts(county: County) -> Iterator[tuple[Value, ...]]:
    for unit in county.units:
        for year in unit.duties:
            for share in year.shares:
                for row in _tallied(share.own):
                    yield unit.id, year.year, share.place.id, *row
            for row in _tallied(year.to_households):
                yield unit.id, year.year, None, *row


def _tallied(tallies: Tallies) -> Iterator[tuple[Value, ...]]:
    """The tasks of tallies in the order of their ids, those that are held back among them."""
    for task in sorted({*tallies.tasks, *tallies.withheld}):
        tally = tallies.tasks.get(task)
        if tally is None:
            yield task, "held-back", *(None for _ in _COUNTED)
        else:
            yield task, "partly" if task in tallies.withheld else "shown", *_counts(tally)


def _counts(tally: Tally) -> tuple[Value, ...]:
    return (
        tally.owed,
        tally.kept,
        tally.late,
        tally.overdue,
        tally.ahead - tally.early,
        tally.excused,
        tally.unknown,
    )


_PLACE = (
    Column("level", "string", N_("Level"), words="level"),
    Column("place", "string", N_("Place"), N_("Id of the county, township or village.")),
)
_HELD_BACK = N_("Empty: held back, because too few households or persons are behind it.")
_NOT_TOLD = N_("Empty: held back, or not part of this figure.")
_COUNTED = tuple(
    Column(name, "integer", title, about, _HELD_BACK)
    for name, title, about in (
        ("due", N_("Times due"), N_("So far this year, with those that still have time.")),
        ("done", N_("Times done"), N_("In time or late.")),
        ("late", N_("Times done late"), ""),
        ("missed", N_("Times not done"), N_("Their time is over.")),
        ("ahead", N_("Times still in time"), N_("Not done yet, and not late.")),
        ("excused", N_("Times excused"), N_("Not among those due.")),
        ("unknown", N_("Times not known"), N_("No log tells; not among those due.")),
    )
)
_TASK = (
    Column("task", "string", N_("Task"), N_("The id of a duty, or of one of its tasks.")),
    Column("state", "string", N_("How far it is told"), words="duty-state"),
)


TABLES = (
    Table(
        "figures",
        N_("Figures"),
        N_("Households and persons on the list and off it, by village, township and county."),
        (
            *_PLACE,
            Column(
                "registered_households",
                "integer",
                N_("Households on the list now"),
                unit=N_("households"),
            ),
            Column(
                "registered_persons", "integer", N_("Persons on the list now"), unit=N_("persons")
            ),
            Column(
                "exited_households",
                "integer",
                N_("Households that have left the list"),
                N_("Those that came back are not counted."),
                unit=N_("households"),
            ),
            Column(
                "exited_persons",
                "integer",
                N_("Persons of the households that have left"),
                unit=N_("persons"),
            ),
            Column("villages", "integer", N_("Villages"), unit=N_("villages")),
            Column("listed_villages", "integer", N_("Villages ever listed"), unit=N_("villages")),
            Column(
                "exited_villages",
                "integer",
                N_("Listed villages that have exited"),
                unit=N_("villages"),
            ),
            Column(
                "population",
                "integer",
                N_("Rural registered persons"),
                N_("At the end of the year in the next column."),
                UNKNOWN,
                unit=N_("persons"),
            ),
            Column("population_year", "year", N_("Year of the population"), empty=UNKNOWN),
            Column(
                "incidence_percent",
                "number",
                N_("Incidence of poverty"),
                N_("Persons on the list now to the population, in percent, rounded down."),
                UNKNOWN,
                unit=N_("percent"),
            ),
        ),
        _figures,
        ("level", "place"),
        caution=N_(
            "A household on the list has passed the procedure; a poor household that nobody "
            "reported is not counted. A fall may come from exits, deaths or moves: the figures "
            "alone do not say that income rose. The population is last year's, the list today's."
        ),
    ),
    Table(
        "precision_figures",
        N_("Figures of the six precisions"),
        N_("What each figure counts, among what, and what is not known."),
        (
            ID,
            Column("precision", "string", N_("Precision"), N_("Its id in clauses.")),
            Column(
                "detail_of",
                "string",
                N_("Part of"),
                N_("Id of the figure that it divides further."),
                N_("Empty: it stands for itself."),
            ),
            TITLE,
            Column("about", "text", N_("What it is")),
            Column("form", "string", N_("Form"), words="figure-form"),
            Column("counted", "text", N_("What is counted")),
            Column("among", "text", N_("Among what"), empty=N_("Empty: it is a sum.")),
            Column("unknowns", "text", N_("What is not known"), empty=NONE),
            Column("unit", "text", N_("Unit")),
            Column("day", "date", N_("On the day"), empty=N_("Empty: it is about a year.")),
            Column("year", "year", N_("In the year"), empty=N_("Empty: it is about a day.")),
        ),
        _precision_figures,
        ("id",),
        (("precision", "clauses"),),
    ),
    Table(
        "precision_values",
        N_("The six precisions by place"),
        N_("Each figure of the county, of every township and of every village."),
        (
            Column("figure", "string", N_("Figure"), N_("Its id in precision_figures.")),
            *_PLACE,
            Column("state", "string", N_("How far it is told"), words="figure-state"),
            Column(
                "value",
                "number",
                N_("Value"),
                N_("Rounded down: percent, or the unit of the figure."),
                N_("Empty: held back or nothing to count, see the state."),
            ),
            Column("numerator", "integer", N_("Counted"), empty=_NOT_TOLD),
            Column("denominator", "integer", N_("Among"), empty=_NOT_TOLD),
            Column("unknown", "integer", N_("Not known"), empty=_NOT_TOLD),
        ),
        _precision_values,
        ("figure", "level", "place"),
        (("figure", "precision_figures"),),
        N_(
            "What is not on record counts neither as yes nor as no, and is told beside. A figure "
            "that is held back is not zero."
        ),
    ),
    Table(
        "duty_counts",
        N_("How duties were kept, by place"),
        N_("How often each task was due and done, by village, township and county."),
        (
            *_PLACE,
            Column("year", "year", N_("Year"), N_("The year of the last day to do it.")),
            Column("owed_to", "string", N_("Owed to"), words="owed-to"),
            *_TASK,
            *_COUNTED,
        ),
        _duty_counts,
        ("level", "place", "year", "owed_to", "task"),
        caution=N_(
            "Counted from the logs of those who owe the duties. Done says that it was logged, not "
            "that it helped. What is held back in a village is in no sum."
        ),
    ),
    Table(
        "unit_duty_counts",
        N_("How duties were kept, by unit"),
        N_("What each helping unit owed its villages, and what its contacts owed households."),
        (
            Column("unit", "string", N_("Unit"), N_("Its id in the table units.")),
            Column("year", "year", N_("Year"), N_("The year of the last day to do it.")),
            Column(
                "village",
                "string",
                N_("Village"),
                N_("Its id in the table villages."),
                N_("Empty: what its contacts owe households, all villages together."),
            ),
            *_TASK,
            *_COUNTED,
        ),
        _unit_duty_counts,
        refers=(("unit", "units"), ("village", "villages")),
    ),
)
