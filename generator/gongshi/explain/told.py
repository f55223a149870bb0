"""The parts of an account, as every format of it takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongshi.decision.household import Outcome
from gongshi.decision.truth import Truth
from gongshi.finding import Place, Text


@dataclass(frozen=True, slots=True)
class FactTold:
    """A fact that a clause rests on; ``value`` is None where it is not recorded."""

    name: Text
    value: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class AmountTold:
    """A parameter that a clause rests on, with its source; ``value`` is None where it has none."""

    name: Text
    value: Text | None
    source: Text | None
    cited: str | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class ClauseTold:
    """A clause: its plain words, the answer, and everything that the answer rests on."""

    id: str
    plain: Text
    truth: Truth
    answer: Text
    reckoning: Text | None
    waiver: Text | None
    facts: tuple[FactTold, ...]
    amounts: tuple[AmountTold, ...]


@dataclass(frozen=True, slots=True)
class GroupTold:
    """A group of clauses, how they combine, and the answer of them together."""

    id: str
    title: Text
    logic: Text
    truth: Truth
    answer: Text
    clauses: tuple[ClauseTold, ...]


@dataclass(frozen=True, slots=True)
class DecisionTold:
    """A decision: what follows, why, clause by clause, and what would change it."""

    kind: str
    year: int
    day: date
    outcome: Outcome
    headline: Text
    reason: Text
    groups: tuple[GroupTold, ...]
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that is told of one household as of a day."""

    household: str
    place: Place
    as_of: date
    standing: Text
    decisions: tuple[DecisionTold, ...]
