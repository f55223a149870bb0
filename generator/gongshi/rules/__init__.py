"""The rules: every family, listed by hand, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Finding
from gongshi.rules import identity, reference
from gongshi.rules.base import Family, Index, run

FAMILIES: tuple[Family, ...] = (identity.FAMILY, reference.FAMILY)


def check(index: Index, as_of: date) -> Iterator[Finding]:
    """Every finding of every rule on the records of ``index``, as they stand on ``as_of``.

    A rule that crashes is reported under the code ``internal.rule-failed``; the others still run.
    """
    for family in FAMILIES:
        for rule in family.rules:
            yield from run(rule, index, as_of)
