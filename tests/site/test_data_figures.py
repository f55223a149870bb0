"""The figures in the tables: those of the pages, and what is held back stays so."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest

from gongshi.public.facts import County
from gongshi.site import data
from gongshi.site.language import LANGUAGES
from gongshi.site.render import render
from tests.public import test_duties as duties
from tests.site.published import files_of, table
from tests.site.test_render import SHELLS

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def values(sample_facts: County) -> Rows:
    return table(files_of(sample_facts, data), "precision_values")


def counted(rows: Rows, **where: str) -> dict[str, str]:
    """The one row that is so, without what it was found by."""
    (row,) = [row for row in rows if all(row[name] == wanted for name, wanted in where.items())]
    return {name: cell for name, cell in row.items() if name not in where}


def test_the_visits_and_calls_of_five_households_worked_by_hand(county: Path) -> None:
    """Of 20 visits 10 are done, one late, 7 were missed, 3 have time; of 55 calls 5 are done."""
    seen = duties.facts(duties.helped(county))
    files = files_of(seen, data)
    visits = counted(
        table(files, "duty_counts"), level="village", place="tingquan", task="duty.contact.2"
    )
    assert list(visits.values()) == [
        "2019", "household", "shown", "20", "10", "0", "7", "3", "0", "0",
    ]  # fmt: skip
    calls = [row for row in table(files, "duty_counts") if (row["due"], row["done"]) == ("55", "5")]
    assert {row["level"] for row in calls} == {"village", "township", "county"}
    own = counted(
        table(files, "unit_duty_counts"), unit="county-forestry", task="duty.unit.2.visit"
    )
    assert own["village"] == "tingquan"
    assert own["due"] == "11"
    assert own["done"] == "2"


def test_what_concerns_few_households_is_held_back_and_says_so(county: Path) -> None:
    """Of one helped household nothing is counted: the cells are empty, never nought."""
    seen = duties.facts(duties.helped(county, households=("h000001",)))
    for name in ("duty_counts", "unit_duty_counts"):
        rows = [row for row in table(files_of(seen, data), name) if "contact" in row["task"]]
        assert rows
        for row in rows:
            assert row["state"] == "held-back"
            assert {row[column] for column in ("due", "done", "late", "missed", "ahead")} == {""}


def test_a_figure_that_is_held_back_has_no_value_in_the_tables(values: Rows) -> None:
    held = [row for row in values if row["state"] == "held-back"]
    assert len(held) > 20
    for row in held:
        assert row["value"] == "", row
        assert "" in (row["numerator"], row["denominator"]), row


def test_the_tables_tell_each_figure_of_each_place_as_far_as_the_facts_do(
    values: Rows, sample_facts: County
) -> None:
    told = {(row["figure"], row["level"], row["place"]): row for row in values}
    facts = {
        (one.id, level, place): fact
        for precision in sample_facts.precisions
        for one in precision.figures
        for level, place, fact in (
            ("county", sample_facts.id, one.county),
            *(("township", township.id, fact) for township, fact in one.townships),
            *(("village", village, fact) for village, fact in one.villages.items()),
        )
    }
    assert told.keys() == facts.keys()
    for key, fact in facts.items():
        for name in ("numerator", "denominator", "unknown"):
            number = getattr(fact, name)
            assert told[key][name] == ("" if number is None else str(number)), key


def test_the_value_of_the_county_is_the_one_on_the_precisions_page(
    values: Rows, sample_facts: County
) -> None:
    pages = {
        file.path: unescape(file.content.decode("utf-8"))
        for file in render(sample_facts, SHELLS)
        if file.path.startswith("precisions/")
    }
    shown = 0
    for precision in sample_facts.precisions:
        page = pages[f"precisions/{precision.clause.id}.html"]
        for figure in precision.figures:
            row = counted(values, figure=figure.id, level="county")
            section = page.partition(f'<h2 id="{figure.id}">')[2].partition("</section>")[0]
            assert section, figure.id
            if row["state"] == "shown":
                assert f"<dd>{LANGUAGES[0].number(float(row['value']))}" in section, figure.id
                shown += 1
    assert shown > 15
