"""Households to be judged, made from plain facts, under the sample's law."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import Any

from gongshi.decision.case import Case
from gongshi.load import walk
from gongshi.load.document import Document, Origin
from gongshi.policy.law import Law
from tests.conftest import TINY

LINE = {2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218}
AVERAGE = {2016: 10700, 2017: 11700, 2018: 12700, 2019: 13900}
DAY = date(2019, 11, 18)
ORIGIN = Origin("household", "records/h.yaml", "h000009", "shuiyun", "tingquan")


@cache
def documents() -> tuple[Document, ...]:
    kinds = {"county", "clauses", "parameter"}
    return tuple(one for one in walk.read(TINY).documents if one.origin.kind in kinds)


@cache
def law(steady_years: int = 1, no_line: int = 0) -> Law:
    """The law, with so many years that count as steady, and without the line of a year."""
    found = []
    for document in documents():
        value = copy.deepcopy(document.value)
        if document.origin.id == "steady-years":
            value["values"][0]["value"] = steady_years
        if document.origin.id == "poverty-line":
            value["values"] = [one for one in value["values"] if one["year"] != no_line]
        found.append(Document(document.origin, value, document.source))
    return Law(found)


def case(value: dict[str, Any], under: Law | None = None) -> Case:
    """A household of two persons; ``value`` adds to and replaces its keys."""
    whole = {
        "id": ORIGIN.id,
        "registration": {"kind": "rural", "township": "shuiyun"},
        "members": [
            {"id": f"p000000{n}", "joined": {"date": "2014-01-01", "reason": "on-record"}}
            for n in (1, 2)
        ],
        "surveys": [],
    }
    return Case(Document(ORIGIN, {**whole, **value}, b""), under or law())


def income(net: int) -> dict[str, Any]:
    """A net income of two persons, all of it wages."""
    return {
        "wages": net, "business": 0, "property": 0, "transfer": 0, "business_costs": 0,
        "persons": 2, "net": net, "per_head": (net + 1) // 2,
    }  # fmt: skip


def survey(year: int, facts: dict[str, Any]) -> dict[str, Any]:
    """A survey of a year with these facts; keys such as ``medical.insured`` reach into parts."""
    found: dict[str, Any] = {
        "year": year,
        "date": f"{year}-10-20",
        "window": {"from": f"{year - 1}-10-01", "to": f"{year}-09-30"},
    }
    for key, value in facts.items():
        part, _, field = key.partition(".")
        if value is None:
            continue
        if key == "net":
            found["income"] = income(value)
        elif field:
            found.setdefault(part, {})[field] = value
        else:
            found[key] = value
    return found
