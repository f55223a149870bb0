"""The rules: every family, listed by hand, and the one function that runs them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongshi.finding import Finding
from gongshi.rules import (
    announcement,
    appraisal,
    change,
    character,
    comparison,
    difficulty,
    duty,
    entry,
    exit,  # noqa: A004 - the policy's word
    haves,
    help,  # noqa: A004 - the policy's word
    identity,
    income,
    names,
    notice,
    objection,
    parameter,
    policy,
    privacy,
    procedure,
    project,
    reference,
    review,
    scope,
    status,
    survey,
    village,
)
from gongshi.rules.base import Family, Index, run

FAMILIES: tuple[Family, ...] = (
    scope.FAMILY,
    income.FAMILY,
    survey.FAMILY,
    entry.FAMILY,
    exit.FAMILY,
    status.FAMILY,
    difficulty.FAMILY,
    village.FAMILY,
    haves.FAMILY,
    help.FAMILY,
    duty.FAMILY,
    procedure.FAMILY,
    appraisal.FAMILY,
    names.FAMILY,
    notice.FAMILY,
    objection.FAMILY,
    comparison.FAMILY,
    announcement.FAMILY,
    change.FAMILY,
    review.FAMILY,
    project.FAMILY,
    policy.FAMILY,
    parameter.FAMILY,
    privacy.FAMILY,
    identity.FAMILY,
    character.FAMILY,
    reference.FAMILY,
)


def check(index: Index, as_of: date) -> Iterator[Finding]:
    """Every finding of every rule on the records of ``index``, as they stand on ``as_of``.

    A rule that crashes is reported under the code ``internal.rule-failed``; the others still run.
    """
    for family in FAMILIES:
        for rule in family.rules:
            yield from run(rule, index, as_of)
