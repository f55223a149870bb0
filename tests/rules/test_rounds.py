"""Rounds whatever way they are written down, and changes that the rulebook's county cannot show."""

from __future__ import annotations

import copy
from typing import Any

from gongshi import rules
from gongshi.load.document import Document
from gongshi.rules.base import Index
from tests.conftest import AS_OF
from tests.rules.test_rulebook import base, document, path_of, put

ROUNDS = ("2017-entry", "2018-entry", "2018-exit", "2019-entry")


def edited(documents: dict[str, Document], name: str, **edits: Any) -> dict[str, Document]:
    path = path_of(name)
    value = copy.deepcopy(documents[path].value)
    for keys, edit in edits.items():
        put(value, keys, edit)
    return {**documents, path: document(path, value)}


def codes(documents: dict[str, Document], before: dict[str, Document]) -> list[str]:
    index = Index(documents.values(), (), "records", Index(before.values(), (), "records"))
    return [finding.code for finding in rules.check(index, AS_OF)]


def test_the_order_in_which_steps_are_written_down_does_not_matter() -> None:
    """Their order is the procedure's; a clerk may add a forgotten step at the end of the file."""
    documents = dict(base())
    for name in ROUNDS:
        steps = documents[path_of(name)].value["steps"]
        documents = edited(documents, name, steps=steps[::-1])
    assert codes(documents, documents) == []


def test_a_closed_household_is_not_opened_again_quietly() -> None:
    closed = {"date": "2019-01-10", "reason": "moved-out"}
    before = edited(dict(base()), "h999902", closed=closed)
    assert codes(dict(base()), before) == ["change.history-altered"]
    assert codes(before, dict(base())) == []


def test_of_a_village_that_is_gone_its_records_are_not_told_one_by_one() -> None:
    before = dict(base())
    kept = {path: one for path, one in before.items() if not one.origin.village}
    index = Index(kept.values(), (), "records", Index(before.values(), (), "records"))
    gone = [one for one in rules.check(index, AS_OF) if one.code == "change.record-gone"]
    assert sorted(one.place.path for one in gone) == [
        before[path].origin.path
        for path in sorted(before)
        if path.endswith("village.yaml")
    ]  # fmt: skip


def test_a_file_with_faults_of_its_own_is_not_gone() -> None:
    before = dict(base())
    path = path_of("h999902")
    kept = [one for name, one in before.items() if name != path]
    index = Index(kept, (before[path].origin,), "records", Index(before.values(), (), "records"))
    assert "change.record-gone" not in {one.code for one in rules.check(index, AS_OF)}


def test_nothing_is_said_of_a_change_that_changes_nothing() -> None:
    assert codes(dict(base()), dict(base())) == []
