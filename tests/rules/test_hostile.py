"""Whatever fits the schemas: no rule fails on it, and it can be explained, told and compared."""

from __future__ import annotations

import copy
import random
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi import due, rules
from gongshi.due.build import listing
from gongshi.due.scope import Scope
from gongshi.explain import FORMATS
from gongshi.explain.account import account
from gongshi.load.document import Document
from gongshi.minutes import text
from gongshi.minutes.compare import compare
from gongshi.model import build as model
from gongshi.public.minutes import published
from gongshi.rules.base import INTERNAL, Index
from gongshi.schema import registry
from gongshi.site import comment
from tests.conftest import AS_OF
from tests.rules.test_rulebook import base, document

DAYS = ("1900-01-01", "2014-01-01", "2018-12-20", "2019-11-18", "2099-12-31")


def places(value: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every key and item of a record."""
    found = [keys] if keys else []
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            found += places(inner, (*keys, key))
    return found


def other(rng: random.Random, value: Any) -> Any:
    """Another value of the same kind, often an extreme one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return rng.choice((0, 1, value + 1, 10**6, 2018, 2019))
    if isinstance(value, list):
        return rng.choice(([], value[::-1], value + value[:1], value[:1]))
    if isinstance(value, str) and value[:2] in {"19", "20"} and value.count("-") == 2:
        return rng.choice(DAYS)
    words = [
        "none",
        "principal",
        "ordinary",
        "exit",
        "return",
        "not-yet",
        "any",
        "all",
        "weigh",
        "urban",
        "death",
        "birth",
        "2019-exit",
        "0000-entry",
        "9999-exit",
        "h999902",
        "c99994",
        "o1",
        "proc.entry.4",
        "proc.exit",
        "proc.monitoring",
        "upheld",
        "left-out",
        "confirmed",
        "vote",
        "exit.one-out.a",
        "at-most",
        "1/2",
        "spouse",
        "head",
    ]
    return rng.choice(words) if isinstance(value, str) else value


def spoilt(rng: random.Random, found: Document) -> Document:
    """The record with a few things taken out or changed, as far as its schema allows."""
    value = copy.deepcopy(found.value)
    for _ in range(rng.randint(1, 4)):
        tried = copy.deepcopy(value)
        *above, last = rng.choice(places(tried))
        inside = tried
        for key in above:
            inside = inside[key]
        if rng.random() < 0.4:
            del inside[last]
        else:
            inside[last] = other(rng, inside[last])
        if registry.verdict(found.origin.kind).is_valid(tried):
            value = tried
    return document(found.origin.path.removeprefix("records/"), value)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_nothing_that_fits_its_schema_makes_a_rule_fail(seed: int) -> None:
    rng = random.Random(seed)
    documents = dict(base())
    for path in rng.sample(sorted(documents), 6):
        documents[path] = spoilt(rng, documents[path])
    for path in rng.sample(sorted(documents), rng.randint(0, 2)):
        del documents[path]
    before = Index(base().values(), (), "records")
    index = Index(documents.values(), (), "records", before)
    as_of = rng.choice((AS_OF, date(2015, 1, 1), date(2030, 1, 1)))
    failed = [one.message.en for one in rules.check(index, as_of) if one.code == INTERNAL]
    assert failed == []
    for case in index.cases:
        for render in FORMATS.values():
            assert render(account(case, as_of), rng.choice(("zh", "en")))
    if index.of_kind("county"):
        owed = listing(
            model.build(index.documents), index.law, as_of, as_of, Scope(), any_time=True
        )
        for form in due.FORMATS.values():
            assert form(owed, rng.choice(("zh", "en")))
    for old, new in ((before, index), (index, before)):
        told = compare(old, new, as_of, ("a", "b"))
        for language in ("zh", "en"):
            assert text.render(told, language)
            shown = comment.render(published(told), language)
            assert "h999901" not in shown  # the words above may put h999902 anywhere
            assert "h999903" not in shown
