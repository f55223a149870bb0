"""What a rule is: it says what is wrong and where; the engine adds code, severity and the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from gongshi.decision.case import Case
from gongshi.finding import Finding, Place, Severity, Text
from gongshi.load import walk
from gongshi.load.commits import Change
from gongshi.load.document import Document, Origin
from gongshi.load.yaml import Keys
from gongshi.policy.catalogue import Clause, ClauseGroup, ProcedureStep
from gongshi.policy.law import Law

T = TypeVar("T")

INTERNAL = "internal.rule-failed"
"""The code of a finding that reports a fault of gongshi itself."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken: the record, the keys in it, the message and the mend.

    ``document`` is None where a whole record is missing; ``path`` then says which. ``clauses`` are
    given where the hit is about one of the rule's clauses and not about all; ``severity`` where
    the county has chosen another than the rule's; ``at`` (line and column) where it stands
    elsewhere than at its key.
    """

    document: Document | None
    keys: Keys
    message: Text
    hint: Text
    path: str = ""
    clauses: tuple[str, ...] = ()
    severity: Severity | None = None
    at: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a commit says of itself; ``commit`` is its name as people write it."""

    commit: str
    text: str


class Index:
    """All documents that fit their schemas, by kind, and the ids that the others would have had.

    ``before`` are the records that a change started from, where a change is checked, and
    ``change`` what git tells of it, ``messages`` those of its commits. ``unfit`` are the documents
    that could be read and do not fit their schemas.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        unclean: Iterable[Origin],
        records: str,
        before: Index | None = None,
        change: Change | None = None,
        unfit: Iterable[Document] = (),
    ) -> None:
        self.records = records
        self.before = before
        self.change = change
        self.messages: tuple[Message, ...] = ()
        self.unfit = tuple(unfit)
        self.documents = sorted(documents, key=lambda document: document.origin.path)
        self.unclean = tuple(unclean)
        self._found: dict[Hashable, Any] = {}
        self._of_kind: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            self._of_kind[document.origin.kind].append(document)

    def path(self, relative: str) -> str:
        """A path in the records folder, as findings show it."""
        return walk.within(self.records, relative)

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What ``find`` gives, found once for all rules that ask under the same key."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def present(self, as_of: date) -> date:
        """The day up to which records may tell what happened.

        That is the as-of date, or the day fixed in ``county.yaml`` where somebody looks back from
        it to an earlier one.
        """
        fixed = [one.value["as_of"] for one in self.of_kind("county") if "as_of" in one.value]
        return max(as_of, *map(date.fromisoformat, fixed)) if fixed else as_of

    def of_kind(self, kind: str) -> list[Document]:
        """The documents of a kind, ordered by path."""
        return self._of_kind.get(kind, [])

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """Where every record lies, readable or not."""
        return (*(document.origin for document in self.documents), *self.unclean)

    @cached_property
    def law(self) -> Law:
        """The policy catalogue and the parameters."""
        return Law(self.documents)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every household, ready to be judged, ordered by path."""
        return tuple(Case(document, self.law) for document in self.of_kind("household"))

    @cached_property
    def _cases_by_village(self) -> dict[tuple[str, str, str], Case]:
        return {
            (origin.township, origin.village, origin.id): case
            for case in self.cases
            for origin in (case.document.origin,)
        }

    def case(self, village: Origin, household: str) -> Case | None:
        """A household of the village that ``village`` lies in; None where it cannot be used."""
        return self._cases_by_village.get((village.township, village.village, household))

    def cases_in(self, village: Origin) -> list[Case]:
        """The households of the village that ``village`` lies in, ordered by path."""
        return self._cases_in.get((village.township, village.village), [])

    @cached_property
    def _cases_in(self) -> dict[tuple[str, str], list[Case]]:
        found: dict[tuple[str, str], list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.document.origin.township, case.document.origin.village].append(case)
        return found

    def of_village(self, kind: str, village: Origin) -> list[Document]:
        """The documents of a kind that lie in the same village, ordered by path."""
        return self._kinds_by_village.get((kind, village.township, village.village), [])

    @cached_property
    def _kinds_by_village(self) -> dict[tuple[str, str, str], list[Document]]:
        found: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
        for document in self.documents:
            origin = document.origin
            found[origin.kind, origin.township, origin.village].append(document)
        return found

    def origins_in(self, township: str, village: str) -> list[Origin]:
        """Where the records of one village lie, readable or not."""
        return self._by_village.get((township, village), [])

    @cached_property
    def _by_village(self) -> dict[tuple[str, str], list[Origin]]:
        villages: dict[tuple[str, str], list[Origin]] = defaultdict(list)
        for origin in self.origins:
            villages[origin.township, origin.village].append(origin)
        return villages

    @cached_property
    def unclean_kinds(self) -> frozenset[str]:
        """Kinds of which at least one record could not be used, so that its content is unknown."""
        return frozenset(origin.kind for origin in self.unclean)


Judge = Callable[[Index, date], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code (``family.fault``), how much it weighs, and the function that finds hits.

    ``clauses`` are the policy clauses that it enforces; a rule that only guards the form of the
    records has none. A rule on rounds names no step, as a later procedure has other steps: it says
    in ``needs`` what a step must need for the rule to hold it (``EVERY_STEP``: any step). In the
    same way a rule on duty logs names no duty (``EVERY_DUTY``). Nor does a rule on judgements name
    a clause, as a county has its own sets: ``judged`` says of what, village or household; with
    ``contradicts`` it holds only clauses that say what contradicts them.
    """

    code: str
    severity: Severity
    clauses: tuple[str, ...]
    judge: Judge
    needs: tuple[str, ...] = ()
    judged: str = ""
    contradicts: bool = False

    def holds(self, step: ProcedureStep) -> bool:
        """Whether the rule holds a step of a procedure."""
        return EVERY_STEP in self.needs or not set(self.needs).isdisjoint(step.needs)

    @property
    def holds_duties(self) -> bool:
        """Whether the rule holds what the logs say of every duty."""
        return EVERY_DUTY in self.needs

    def judges(self, group: ClauseGroup, clause: Clause) -> bool:
        """Whether the rule holds the judgements of a clause of a group."""
        told = not self.contradicts or bool(clause.held_against or clause.answers_to)
        return group.judged == self.judged and told

    def clauses_of(self, law: Law) -> tuple[str, ...]:
        """Every clause that the rule enforces, those of the judged sets among them."""
        sets = ((group, clause) for group in law.policy.clause_groups for clause in group.clauses)
        judged = (clause.id for group, clause in sets if self.judges(group, clause))
        return (*self.clauses, *judged)

    def clauses_in(self, law: Law) -> tuple[str, ...]:
        """Every clause that the rule enforces, with the steps and duties it holds."""
        steps = (step for procedure in law.policy.procedures for step in procedure.steps)
        duties = (duty for one in law.policy.duty_lists for duty in one.duties)
        return (
            *self.clauses_of(law),
            *(step.id for step in steps if self.holds(step)),
            *(duty.id for duty in duties if self.holds_duties),
        )


EVERY_STEP = "every-step"
EVERY_DUTY = "every-duty"

_ENFORCED: dict[str, list[str]] = defaultdict(list)
_ON_STEPS: list[Rule] = []
_ON_SETS: list[Rule] = []


def enforced_by() -> Mapping[str, list[str]]:
    """Every clause that a rule names, with the codes of those rules in their order."""
    return _ENFORCED


def held_by(step: ProcedureStep) -> list[str]:
    """The codes of the rules that hold a step of a procedure; those that hold every step last."""
    found = [rule for rule in _ON_STEPS if rule.holds(step)]
    return [rule.code for rule in sorted(found, key=lambda rule: EVERY_STEP in rule.needs)]


def hold_duties() -> list[str]:
    """The codes of the rules that hold what the logs say of duties, in their order."""
    return [rule.code for rule in _ON_STEPS if rule.holds_duties]


def holding(group: ClauseGroup, clause: Clause) -> list[str]:
    """The codes of the rules that hold a clause of a group, in their order."""
    judging = (rule.code for rule in _ON_SETS if rule.judges(group, clause))
    return [*_ENFORCED.get(clause.id, ()), *judging]


class Family:
    """Rules that belong together, in the order they were written down; ``title`` says on what."""

    def __init__(self, name: str, title: Text) -> None:
        self.name = name
        self.title = title
        self.rules: list[Rule] = []

    def rule(
        self,
        fault: str,
        severity: Severity = Severity.ERROR,
        *,
        clauses: tuple[str, ...] = (),
        needs: tuple[str, ...] = (),
        judged: str = "",
        contradicts: bool = False,
    ) -> Callable[[Judge], Judge]:
        """Enter a function as the rule ``family.fault``; a code that is taken is refused."""
        code = f"{self.name}.{fault}"
        if any(rule.code == code for rule in self.rules):
            raise ValueError(f"the rule {code} is there already")

        def enter(judge: Judge) -> Judge:
            rule = Rule(code, severity, clauses, judge, needs, judged, contradicts)
            self.rules.append(rule)
            for clause in clauses:
                _ENFORCED[clause].append(code)
            if needs:
                _ON_STEPS.append(rule)
            if judged:
                _ON_SETS.append(rule)
            return judge

        return enter


def run(rule: Rule, index: Index, as_of: date) -> Iterator[Finding]:
    """The findings of one rule; its crash is a finding too, and says nothing of the records."""
    try:
        for hit in rule.judge(index, as_of):
            yield _finding(rule, hit)
    except Exception as fault:  # noqa: BLE001 - one broken rule must not silence the others
        kind = type(fault).__name__
        yield Finding(
            INTERNAL,
            Severity.ERROR,
            Place(index.records),
            Text(
                f"规则 {rule.code} 运行出错（{kind}）。", f"The rule {rule.code} failed ({kind})."
            ),
            Text(
                "这是 gongshi 的毛病，不是记录的毛病；请报告给维护人员。",
                "This is a fault of gongshi, not of the records; please report it.",
            ),
        )


def _finding(rule: Rule, hit: Hit) -> Finding:
    clauses, severity = hit.clauses or rule.clauses, hit.severity or rule.severity
    if hit.document is None:
        place = Place(hit.path, *(hit.at or ()))
        return Finding(rule.code, severity, place, hit.message, hit.hint, clauses=clauses)
    line, column = hit.at or hit.document.positions().of(hit.keys)
    place = Place(hit.document.origin.path, line, column)
    return Finding(
        rule.code,
        severity,
        place,
        hit.message,
        hit.hint,
        hit.document.origin.id,
        hit.document.spot(hit.keys),
        clauses,
    )
