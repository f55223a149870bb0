"""Which pages the site has, and what each is made from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongshi.public.facts import Announcement, County, Label, Notice, Township
from gongshi.public.privacy import AUDIENCE_NAMES, FORM_NAMES, privacy
from gongshi.site import (
    api,
    calendars,
    data,
    feeds,
    glossary,
    pictures,
    self_check,
    state,
    subjects,
)
from gongshi.site.tables import TABLES
from gongshi.site.words import N_


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site, the same in every language.

    ``path`` is relative to the language's folder; ``title`` is a label of the records or, as a
    string, a message; ``section`` is the entry of the main navigation it belongs to; ``trail`` are
    the pages above it, each a path and a title. A page ``with_names`` must not be indexed.
    ``scripts`` are files of ``site_templates/scripts/`` that it loads, and could do without;
    ``feed`` is the Atom feed of a page, below the language's folder.
    """

    path: str
    template: str
    title: Label | str
    section: str
    facts: dict[str, Any]
    trail: tuple[tuple[str, Label | str], ...] = ()
    with_names: bool = False
    scripts: tuple[str, ...] = ()
    feed: str = ""


SECTIONS = (
    ("index.html", N_("Home")),
    ("notices.html", N_("Notices")),
    ("policy.html", N_("Policy")),
    ("responsibilities.html", N_("Who helps")),
    ("about.html", N_("About")),
)
"""The main navigation: each section's first page and its name."""

HOME, NOTICES, POLICY, HELP, ABOUT = (path for path, _ in SECTIONS)
DATA = "data.html"
GLOSSARY = "policy/glossary.html"
PRIVACY = "privacy.html"


def pages(county: County) -> Iterator[Page]:
    """Every page that is made from the public view."""
    yield Page(
        HOME,
        "home.html",
        county.name,
        HOME,
        {},
        scripts=("find-village.js",),
        feed=feeds.COUNTY,
    )
    yield from _lists(county)
    plain_order = {"subjects": subjects.subjects(county)}
    yield Page(POLICY, "policy.html", N_("Policy in plain words"), POLICY, plain_order)
    yield Page(HELP, "responsibilities.html", N_("Who helps, and what they must do"), HELP, {})
    # What stands above, the same for every county, is written in Markdown.
    yield Page(ABOUT, "about.html", N_("About"), ABOUT, {"state": state.of_records(county)})
    yield _data(county)
    yield _privacy()
    yield from _places(county)
    yield from _notices(county)
    yield from _policy(county)
    yield from _help(county)


def _data(county: County) -> Page:
    followed = [
        (county.name, feeds.COUNTY, calendars.COUNTY),
        *(
            (one.name, feeds.township_path(one.id), calendars.township_path(one.id))
            for one in county.townships
        ),
    ]
    facts = {
        "tables": TABLES,
        "followed": followed,
        "data": data.FOLDER,
        "api": api.FOLDER,
        "guard": data.GUARD,
        "promise": api.PROMISE,
    }
    title = N_("Data, feeds and calendars")
    return Page(DATA, "data.html", title, ABOUT, facts, ((ABOUT, N_("About")),))


def _privacy() -> Page:
    facts = {
        "privacy": privacy(),
        "audience_names": AUDIENCE_NAMES,
        "form_names": FORM_NAMES,
    }
    title = N_("What is published, and what never is")
    return Page(PRIVACY, "privacy.html", title, ABOUT, facts, ((ABOUT, N_("About")),))


def _places(county: County) -> Iterator[Page]:
    figures = [one for precision in county.precisions for one in precision.figures]
    for township in county.townships:
        path = f"townships/{township.id}.html"
        yield Page(
            path,
            "township.html",
            township.name,
            HOME,
            {"township": township},
            feed=feeds.township_path(township.id),
        )
        for village in township.villages:
            yield Page(
                f"villages/{village.id}.html",
                "village.html",
                village.name,
                HOME,
                {"village": village, "incidence": pictures.incidence(figures, village.id)},
                ((path, township.name),),
            )


@dataclass(frozen=True, slots=True)
class Over:
    """What is over: announcements made and notices closed, each the latest first."""

    announcements: tuple[Announcement, ...]
    closed: tuple[Notice, ...]


LATEST = 10
"""So many announcements and closed notices stand on the page of notices; a year's page has all."""


def _lists(county: County) -> Iterator[Page]:
    """The page of notices, and a page for each year that has something behind it."""
    closed = tuple(one for one in county.notices if one.state == "closed")
    over = Over(county.announcements, closed)
    days = [*(one.on for one in over.announcements), *(one.until for one in closed)]
    years = sorted({day.year for day in days}, reverse=True)
    latest = Over(over.announcements[:LATEST], over.closed[:LATEST])
    facts = {"latest": latest, "years": years}
    title = N_("Notices and announcements")
    yield Page(NOTICES, "notices.html", title, NOTICES, facts, feed=feeds.COUNTY)
    for year in years:
        yield Page(
            f"notices/{year}.html",
            "notices_year.html",
            Label(str(year), str(year)),
            NOTICES,
            {"year": year, "townships": list(_by_township(county, over, year))},
            ((NOTICES, N_("Notices")),),
        )


def _by_township(county: County, over: Over, year: int) -> Iterator[tuple[Township, Over]]:
    for township in county.townships:
        announced = tuple(
            one
            for one in over.announcements
            if one.on.year == year and one.township.id == township.id
        )
        closed = tuple(
            one for one in over.closed if one.until.year == year and one.township.id == township.id
        )
        if announced or closed:
            yield township, Over(announced, closed)


def _notices(county: County) -> Iterator[Page]:
    trail = ((NOTICES, N_("Notices")),)
    checks = {"check_path": self_check.PATHS, "check_title": self_check.TITLES}
    notices = county.notices  # put in order once, not for each of them
    for notice in notices:
        yield Page(
            f"notices/{notice.id}.html",
            "notice.html",
            notice.step_title,
            NOTICES,
            {
                "notice": notice,
                "timeline": pictures.timeline(notice, notices, county.as_of),
                **checks,
            },
            (*trail, (f"villages/{notice.village.id}.html", notice.village.name)),
            with_names=notice.rows is not None,
        )


def _policy(county: County) -> Iterator[Page]:
    trail = ((POLICY, N_("Policy")),)
    for check in county.self_checks:
        yield Page(
            self_check.PATHS[check.direction],
            "self_check.html",
            self_check.TITLES[check.direction],
            POLICY,
            self_check.context(county, check),
            trail,
            scripts=("self-check.js",),
        )
    for group in county.clause_groups:
        path = f"policy/{group.id}.html"
        yield Page(path, "clauses.html", group.title, POLICY, {"group": group}, trail)
    for procedure in county.procedures:
        path = f"policy/{procedure.id}.html"
        yield Page(path, "procedure.html", procedure.title, POLICY, {"procedure": procedure}, trail)
    for duties in county.duty_lists:
        path = f"policy/{duties.id}.html"
        yield Page(path, "duties.html", duties.title, POLICY, {"duties": duties}, trail)
    yield Page("rules.html", "rules.html", N_("How it is checked"), POLICY, {}, trail)
    above = (*trail, ("rules.html", N_("How it is checked")))
    for family in county.rule_families:
        path = f"rules/{family.id}.html"
        yield Page(path, "rule_family.html", family.title, POLICY, {"family": family}, above)
    yield from _precisions(county, trail)
    yield Page(
        "policy/parameters.html", "parameters.html", N_("Lines, days and shares"), POLICY, {}, trail
    )
    if line := subjects.poverty_line(county):
        path = f"policy/{subjects.POVERTY_LINE}.html"
        facts = {"line": line, "years": subjects.by_year(line)}
        yield Page(path, "poverty_line.html", N_("Poverty lines by year"), POLICY, facts, trail)
    terms = {"glossary": glossary.chapters(county)}
    yield Page(GLOSSARY, "glossary.html", N_("Glossary"), POLICY, terms, trail)


def _precisions(county: County, trail: tuple[tuple[str, Label | str], ...]) -> Iterator[Page]:
    title = N_("The six precisions in figures")
    drawn = {
        precision.clause.id: (
            pictures.incidence(precision.figures),
            [pictures.tile_map(one) for one in pictures.chosen(precision.figures)],
        )
        for precision in county.precisions
    }
    yield Page("precisions.html", "precisions.html", title, POLICY, {"drawn": drawn}, trail)
    above = (*trail, ("precisions.html", title))
    for precision in county.precisions:
        path = f"precisions/{precision.clause.id}.html"
        maps = {one.id: pictures.tile_map(one) for one in precision.figures if one.form != "sum"}
        facts = {"precision": precision, "maps": maps}
        yield Page(path, "precision.html", precision.title, POLICY, facts, above)


def _help(county: County) -> Iterator[Page]:
    trail = ((HELP, N_("Who helps")),)
    for village in county.villages:
        yield Page(
            f"responsibilities/{village.id}.html",
            "village_duties.html",
            N_("Who must do what"),
            HELP,
            {"village": village},
            (*trail, (f"villages/{village.id}.html", village.name)),
        )
    for unit in county.units:
        path = f"organisations/{unit.id}.html"
        yield Page(path, "organisation.html", unit.name, HELP, {"unit": unit}, trail)
