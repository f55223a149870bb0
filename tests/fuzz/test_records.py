"""What the schemas allow, made by the schemas themselves: no rule, view or list fails on it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi import due, rules
from gongshi.due.build import listing
from gongshi.due.scope import Scope
from gongshi.explain import FORMATS
from gongshi.explain.account import account
from gongshi.finding import Severity
from gongshi.load.document import KINDS, Document
from gongshi.model import build as model
from gongshi.public.view import view
from gongshi.rules.base import INTERNAL, Index
from gongshi.schema import check as schema
from gongshi.schema import registry
from tests.conftest import AS_OF
from tests.fuzz.property import county
from tests.fuzz.records import made

MADE = 20
COUNTIES = 40
SEEDS = st.integers(0, 10**9)
ODD = (None, True, 10**15, -1, 0.5, "", "x" * 5000, [], {}, [[]], [{}] * 3, {"a": {}}, "\ud800")


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_validators_agree_on_what_is_made(
    kind: str, tally: Callable[[str, int], None]
) -> None:
    """A whole record made from its schema; then one of its fields is something odd."""
    fitted = 0
    for seed in range(MADE):
        rng = Random(seed)
        value = made(registry.schema(kind), rng)
        fitted += _agreed(kind, value)
        _agreed(kind, {**value, rng.choice(sorted(value)): rng.choice(ODD[1:-1])})
    assert fitted, "not one record made from its schema fits it"
    tally("records made from schemas", 2 * MADE)


def _agreed(kind: str, value: Any) -> bool:
    """Whether a record fits, after both validators and the findings said the same."""
    fits = registry.verdict(kind).is_valid(value)
    assert fits is registry.reference(kind).is_valid(value)
    origin = next(one.origin for one in county().values() if one.origin.kind == kind)
    fitting, faults = schema.check([Document(origin, value, b"a: 1\n")])
    assert bool(fitting) is fits
    assert bool(faults) is not fits
    return fits


@settings(max_examples=COUNTIES, deadline=None)
@given(SEEDS)
def _a_county_with_records_made(seed: int) -> None:
    """A few records of the tiny county, each with some fields made anew."""
    rng = Random(seed)
    documents = dict(county())
    for path in rng.sample(sorted(documents), rng.randint(1, 5)):
        documents[path] = _changed(documents[path], rng)
    index = Index(documents.values(), (), "records", Index(county().values(), (), "records"))
    as_of = rng.choice((AS_OF, date(1900, 1, 1), date(2099, 12, 31)))
    findings = list(rules.check(index, as_of))
    assert [one.message.en for one in findings if one.code == INTERNAL] == []
    for case in index.cases:
        for render in FORMATS.values():
            assert render(account(case, as_of), rng.choice(("zh", "en")))
    owed = listing(model.build(index.documents), index.law, as_of, as_of, Scope(), any_time=True)
    for form in due.FORMATS.values():
        assert form(owed, rng.choice(("zh", "en")))
    if not any(one.severity is Severity.ERROR for one in findings):
        assert view(model.build(index.documents), index, as_of).villages


def _changed(document: Document, rng: Random) -> Document:
    """The record with up to four fields, at any depth, as their schemas make them."""
    value = document.value
    for _ in range(rng.randint(1, 4)):
        tried = copy.deepcopy(value)
        inside, part = tried, registry.resolved(registry.schema(document.origin.kind))
        while True:
            keys = sorted(part["properties"]) if isinstance(inside, dict) else range(len(inside))
            key = rng.choice(keys)
            part = part["properties"][key] if isinstance(inside, dict) else part["items"]
            part = registry.resolved(part)
            if "anyOf" in part:
                break
            deeper = inside[key] if isinstance(inside, list) or key in inside else None
            if not deeper or not isinstance(deeper, dict | list) or rng.random() < 0.3:
                break
            inside = deeper
        inside[key] = made(part, rng)
        if registry.verdict(document.origin.kind).is_valid(tried):
            value = tried
    return Document(document.origin, value, document.source)


def test_nothing_made_from_the_schemas_makes_anything_fail(
    tally: Callable[[str, int], None],
) -> None:
    _a_county_with_records_made()
    tally("counties with fields made from schemas", COUNTIES)
