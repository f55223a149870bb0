"""On the sample, every contact's list is what a plain count of the log's entries gives.

The count here knows nothing of hand-overs, exits and excuses: it takes the households that kept one
contact and stayed on the list all through 2019, in villages where nothing was excused.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from gongshi import pipeline
from gongshi.due.build import listing
from gongshi.due.listing import Standing
from gongshi.due.scope import Scope
from gongshi.model import build as model
from gongshi.rules.base import Index
from tests.conftest import NOW, ROOT

EVERY = {"2": 3, "3": 3, "5": 1, "9": 3}
"""Duties of contacts by the months of their period; "regularly" is quarterly in the sample."""

Owed = tuple[str, str, str, str]
"""The task, the first day of its period, the household, the contact."""


@cache
def sample() -> Index:
    kinds = {"round", "project", "clauses", "procedure"}
    index, _, findings = pipeline.look_up(
        ROOT / "records", None, NOW, lambda one: one.kind not in kinds
    )
    assert findings == ()
    return index


def steady() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every household that is counted here, with its contact and its village's log of 2019."""
    logs = {
        (one.origin.township, one.origin.village): one.value
        for one in sample().of_kind("duty-log")
        if one.origin.id == "2019"
    }
    for one in sample().of_kind("household"):
        log = logs.get((one.origin.township, one.origin.village))
        history = sorted(one.value.get("history", ()), key=lambda change: change["date"])
        helpers = [
            helper
            for helper in one.value.get("helpers", ())
            if helper["from"] <= "2019-01-01" and helper.get("to", "2019-12-31") >= "2019-12-31"
        ]
        if (
            log
            and not log.get("excused")
            and "closed" not in one.value
            and history
            and history[-1]["change"] != "exit"
            and history[-1]["date"] < "2019-01-01"
            and helpers
        ):
            yield one.origin.id, helpers[0]["contact"], log


def counted(as_of: date, until: date) -> tuple[set[Owed], set[Owed]]:
    """What is late and what is due, by the entries alone."""
    late, due = set(), set()
    done: dict[tuple[int, str, str], set[int]] = defaultdict(set)
    for number, contact, log in steady():
        for entry in log["entries"]:
            if number in entry.get("households", ()) and entry["who"] == contact:
                day = date.fromisoformat(entry["date"])
                for duty in entry["duties"]:
                    if day <= as_of:
                        done[id(log), number, duty.replace("five-ones.5", "duty.contact.5")].add(
                            day.month
                        )
        for task, months in EVERY.items():
            acts = done[id(log), number, f"duty.contact.{task}"]
            for first in range(1, 13, months):
                last = first + months - 1
                end = date(2019, last, monthrange(2019, last)[1])
                owed = (f"duty.contact.{task}", f"2019-{first:02}-01", number, contact)
                if not acts & set(range(first, last + 1)):
                    if end < as_of:
                        late.add(owed)
                    elif end <= until:
                        due.add(owed)
    return late, due


@pytest.mark.parametrize(
    ("as_of", "until"),
    [
        (date(2019, 1, 1), date(2019, 1, 31)),
        (date(2019, 3, 31), date(2019, 4, 30)),
        (date(2019, 4, 1), date(2019, 5, 1)),
        (date(2019, 11, 18), date(2019, 12, 18)),
        (date(2019, 12, 2), date(2020, 1, 1)),
    ],
)
def test_the_listing_is_what_the_entries_say(as_of: date, until: date) -> None:
    told = listing(model.build(sample().documents), sample().law, as_of, until, Scope())
    households = {number for number, _, _ in steady()}
    found: dict[Standing, set[Owed]] = defaultdict(set)
    for group in told.groups:
        for row in group.rows:
            for item in row.open:
                number = item.household.id if item.household else ""
                if number in households and row.task.rpartition(".")[2] in EVERY and group.person:
                    first = row.period.first.isoformat()
                    found[row.standing].add((row.task, first, number, group.person.id))
    late, due = counted(as_of, until)
    assert len(households) > 50
    assert (found[Standing.LATE], found[Standing.DUE]) == (late, due)
    assert late or as_of < date(2019, 2, 1)


def test_what_is_told_of_a_township_a_unit_or_a_person_is_what_is_told_of_them_in_the_county() -> (
    None
):
    county, law = model.build(sample().documents), sample().law
    days = (date(2019, 11, 18), date(2019, 12, 18))
    whole = listing(county, law, *days, Scope()).groups
    for township in county.townships:
        own = listing(county, law, *days, Scope(township=township.record.id)).groups
        assert own == tuple(one for one in whole if one.township.id == township.record.id)
    person, unit = next((one.person, one.unit) for one in whole if one.person and one.unit)
    for wanted in (person, unit):
        own = listing(county, law, *days, Scope(wanted.id)).groups
        assert own == tuple(one for one in whole if wanted in (one.person, one.unit))
