"""What a rule is: it says what is wrong and where; the engine adds code, severity and the line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongshi.finding import Finding, Place, Severity, Text
from gongshi.load.document import Document, Origin
from gongshi.load.yaml import Keys

INTERNAL = "internal.rule-failed"
"""The code of a finding that reports a fault of gongshi itself."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken: the record, the keys in it, the message and the mend.

    ``document`` is None where a whole record is missing; ``path`` then says which.
    """

    document: Document | None
    keys: Keys
    message: Text
    hint: Text
    path: str = ""


class Index:
    """All documents that fit their schemas, by kind, and the ids that the others would have had."""

    def __init__(
        self, documents: Iterable[Document], unclean: Iterable[Origin], records: str
    ) -> None:
        self.records = records
        self.documents = sorted(documents, key=lambda document: document.origin.path)
        self.unclean = tuple(unclean)
        self._of_kind: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            self._of_kind[document.origin.kind].append(document)

    def of_kind(self, kind: str) -> list[Document]:
        """The documents of a kind, ordered by path."""
        return self._of_kind.get(kind, [])

    @cached_property
    def origins(self) -> tuple[Origin, ...]:
        """Where every record lies, readable or not."""
        return (*(document.origin for document in self.documents), *self.unclean)

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
    """A rule: its code (``family.fault``), how much it weighs, and the function that finds hits."""

    code: str
    severity: Severity
    judge: Judge


class Family:
    """Rules that belong together, in the order they were written down."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rules: list[Rule] = []

    def rule(self, fault: str, severity: Severity = Severity.ERROR) -> Callable[[Judge], Judge]:
        """Enter a function as the rule ``family.fault``; a code that is taken is refused."""
        code = f"{self.name}.{fault}"
        if any(rule.code == code for rule in self.rules):
            raise ValueError(f"the rule {code} is there already")

        def enter(judge: Judge) -> Judge:
            self.rules.append(Rule(code, severity, judge))
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
    if hit.document is None:
        return Finding(rule.code, rule.severity, Place(hit.path), hit.message, hit.hint)
    line, column = hit.document.positions().of(hit.keys)
    place = Place(hit.document.origin.path, line, column)
    return Finding(rule.code, rule.severity, place, hit.message, hit.hint, hit.document.origin.id)
