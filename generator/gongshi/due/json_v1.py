"""A listing for machines, first version of the format; both languages are always there.

One object: ``version``, ``county``, ``about`` (null for the county), ``as_of``, ``until``,
``totals`` (``late``, ``due``, ``any_time``) and ``groups``, one for each person in each place:

``township``, ``village``, ``unit``, ``person``
    objects with ``id`` and ``name``; null where there is none: the township's own, the village's
    own, a vacant post.
``totals``
    as above, of this group.
``rows``
    what is told, late first; a task and period has a row for each last day that households have.
    ``key`` (the same on every day for the same task, period, place and person), ``task``, ``duty``
    and ``also`` (ids), ``what`` and ``plain``, ``needs``, ``logged``, ``period`` (``first``,
    ``last``, ``name``), ``standing`` (late, due or any-time), ``due`` and ``days_left`` (null
    without a last day, negative when late), ``done`` of ``counted`` households or villages,
    ``times``, and ``open``: for whom, with ``household`` (``id``, and the villagers' group as
    ``name``; null for the village), ``begins``, ``due``, ``state`` and ``done`` (the days of the
    acts so far).
``set_aside``
    what does not count: ``task``, ``period`` and an item like those of ``open`` whose ``state`` is
    excused (with ``reason``), brief or unknown.

Texts are objects with ``zh`` and ``en``; days are written YYYY-MM-DD.
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from gongshi.due.listing import Group, Item, Listing, Row, Standing
from gongshi.duties.span import Span


def render(listing: Listing, _language: str) -> str:
    """The object that the module describes."""
    value = {
        "version": 1,
        "county": _plain(listing.county),
        "about": _plain(listing.about),
        "as_of": listing.as_of.isoformat(),
        "until": listing.until.isoformat(),
        "totals": _totals(listing),
        "groups": [_group(group, listing.as_of) for group in listing.groups],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _group(group: Group, as_of: date) -> dict[str, Any]:
    return {
        "township": _plain(group.township),
        "village": _plain(group.village),
        "unit": _plain(group.unit),
        "person": _plain(group.person),
        "totals": _totals(group),
        "rows": [_row(row, as_of) for row in group.rows],
        "set_aside": [
            {"task": one.task, "period": _plain(one.period), **_item(one.item)}
            for one in group.set_aside
        ],
    }


def _totals(of: Listing | Group) -> dict[str, int]:
    return {standing.value.replace("-", "_"): of.number(standing) for standing in Standing}


def _row(row: Row, as_of: date) -> dict[str, Any]:
    told = {field.name: _plain(getattr(row, field.name)) for field in dataclasses.fields(row)}
    told["period"] = {**told["period"], "name": told.pop("name")}
    return {**told, "days_left": row.days_left(as_of), "open": [_item(one) for one in row.open]}


def _item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = _plain(item)
    if told["reason"] is None:
        del told["reason"]
    return told


def _plain(value: Any) -> Any:
    """A value of the listing as JSON has it."""
    if isinstance(value, Span):
        return {"first": value.first.isoformat(), "last": value.last.isoformat()}
    if dataclasses.is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
