"""The policy in plain order: every page of it once, by subject; and the poverty lines by year."""

from __future__ import annotations

from dataclasses import replace

from gongshi.public.facts import Label
from gongshi.site import subjects
from gongshi.site.pages import pages
from tests.site.published import tiny


def test_the_subjects_stand_in_the_order_a_villager_would_ask() -> None:
    found = [
        [topic.path.removesuffix(".html").rpartition("/")[2] for topic in subject.topics]
        for subject in subjects.subjects(tiny())
    ]
    assert found == [
        ["term", "goal"],
        ["scope", "entry.standard"],
        ["entry.four-in", "entry.seven-not-in", "self-check"],
        ["exit.one-out", "exit.three-not-out", "self-check-exit"],
        ["village-exit"],
        ["method.links", "method.four-views"],
        ["proc.entry", "proc.exit"],
        ["six-precisions", "precisions"],
        ["eight-difficulties", "eight-haves"],
        ["duty.unit", "duty.contact", "five-ones", "gratitude"],
        ["glossary", "poverty-line", "parameters", "rules"],
    ]


def test_every_page_on_the_policy_is_listed_once() -> None:
    listed = [topic.path for one in subjects.subjects(tiny()) for topic in one.topics]
    assert len(listed) == len(set(listed))
    written = {page.path for page in pages(tiny()) if page.path.startswith("policy/")}
    assert written <= set(listed)


def test_a_set_of_the_countys_own_is_listed_too() -> None:
    group = replace(tiny().clause_groups[0], id="five-haves", title=Label("五有", "Five haves"))
    county = replace(tiny(), clause_groups=(*tiny().clause_groups, group))
    last = subjects.subjects(county)[-1]
    assert [topic.path for topic in last.topics] == ["policy/five-haves.html"]


def test_the_poverty_lines_stand_year_by_year_in_each_series() -> None:
    line = subjects.poverty_line(tiny())
    assert line
    years = {
        year: [(one.series.en if one.series else None, one.value[0]) for one in values]
        for year, values in subjects.by_year(line)
    }
    assert list(years) == sorted(years, reverse=True)
    assert years[2018] == [("statistical series", "2995"), ("exit-work series", "3400")]
    assert years[2019] == [("statistical series", "3218")]
