"""The policy in plain order: what it is, who counts, who enters and leaves, how, and who helps."""

from __future__ import annotations

from dataclasses import dataclass

from gongshi.public.facts import (
    ClauseGroup,
    County,
    DutyList,
    Label,
    Parameter,
    Procedure,
    ValueFact,
)
from gongshi.site import self_check
from gongshi.site.words import N_

POVERTY_LINE = "poverty-line"
"""The parameter that has a page of its own."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A page to link to: its path, and texts of the records or messages."""

    path: str
    title: Label | str
    about: Label | str


@dataclass(frozen=True, slots=True)
class Subject:
    """Pages that belong together under a title, which is a message."""

    id: str
    title: str
    topics: tuple[Topic, ...]


_SUBJECTS = (
    ("what", N_("What it is and what must be reached"), ("term", "goal")),
    ("who", N_("Who counts"), ("scope", "entry.standard")),
    ("enter", N_("Who may enter"), ("entry.four-in", "entry.seven-not-in", "check-entry")),
    ("leave", N_("Who leaves the list"), ("exit.one-out", "exit.three-not-out", "check-exit")),
    ("village", N_("How a poor village exits"), ("village-exit",)),
    ("how", N_("How it is done"), ("method.links", "method.four-views")),
    ("steps", N_("Step by step"), ("proc.entry", "proc.exit")),
    ("precise", N_("Six precisions"), ("six-precisions", "precisions")),
    (
        "difficulties",
        N_("What families lack, what villages should have"),
        ("eight-difficulties", "eight-haves"),
    ),
    (
        "help",
        N_("What helpers must do"),
        ("duty.unit", "duty.contact", "five-ones", "gratitude"),
    ),
    ("words", N_("Words, numbers and checks"), ("glossary", POVERTY_LINE, "parameters", "rules")),
)
"""Each subject with its pages; what a county has beyond them comes last."""

_PAGES = {
    **{
        f"check-{direction}": (title, N_("Answer some questions; nothing is stored or sent."))
        for direction, title in self_check.TITLES.items()
    },
    "precisions": (
        N_("The six precisions in figures"),
        N_("Targets, projects, funds, measures, people and results, county and townships."),
    ),
    "glossary": (N_("Glossary"), N_("What the words mean, in Chinese and English.")),
    POVERTY_LINE: (N_("Poverty lines by year"), N_("The line of each year, and its source.")),
    "parameters": (
        N_("Lines, days and shares"),
        N_("Poverty lines by year, days of a notice, and where each number comes from."),
    ),
    "rules": (
        N_("How it is checked"),
        N_("Every rule that the records are held against, with examples."),
    ),
}


def subjects(county: County) -> tuple[Subject, ...]:
    """The county's pages on its policy, by subject; a subject without a page is left out."""
    written: list[ClauseGroup | Procedure | DutyList] = []
    written += (*county.clause_groups, *county.procedures, *county.duty_lists)
    topics = {one.id: Topic(f"policy/{one.id}.html", one.title, one.intro) for one in written}
    paths = {
        "precisions": "precisions.html",
        "glossary": "policy/glossary.html",
        "parameters": "policy/parameters.html",
        "rules": "rules.html",
        **{
            f"check-{check.direction}": self_check.PATHS[check.direction]
            for check in county.self_checks
        },
    }
    if poverty_line(county):
        paths[POVERTY_LINE] = f"policy/{POVERTY_LINE}.html"
    topics |= {name: Topic(path, *_PAGES[name]) for name, path in paths.items()}
    found = [
        Subject(name, title, tuple(topics.pop(topic) for topic in wanted if topic in topics))
        for name, title, wanted in _SUBJECTS
    ]
    found.append(Subject("more", N_("This county has besides"), tuple(topics.values())))
    return tuple(subject for subject in found if subject.topics)


def poverty_line(county: County) -> Parameter | None:
    """The parameter, if the county has it."""
    return next((one for one in county.parameters if one.id == POVERTY_LINE), None)


def by_year(line: Parameter) -> tuple[tuple[int, tuple[ValueFact, ...]], ...]:
    """Each year with its values in their order, the latest year first."""
    years = sorted({one.year for one in line.values if one.year is not None}, reverse=True)
    return tuple((year, tuple(one for one in line.values if one.year == year)) for year in years)
