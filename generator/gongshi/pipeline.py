"""The first half of the flow: a records folder to findings and, where clean, the typed county."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongshi import rules
from gongshi.finding import Finding, Severity
from gongshi.load import walk
from gongshi.load.document import KINDS, Document
from gongshi.model import build as model
from gongshi.model.county import County
from gongshi.policy.law import Law
from gongshi.rules.base import INTERNAL, Index
from gongshi.schema import check as schema


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the findings in order, the date they hold for, the records it read.

    ``documents`` are those that fit their schemas; ``counts`` says how many files there are of
    each kind that has any.
    """

    findings: tuple[Finding, ...]
    as_of: date
    counts: dict[str, int]
    documents: tuple[Document, ...]

    def weighing(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def passes(self) -> bool:
        """Whether nothing blocks: no finding of severity error."""
        return self.weighing(Severity.ERROR) == 0

    @property
    def crashed(self) -> bool:
        """Whether a rule failed through a fault of gongshi itself."""
        return any(finding.code == INTERNAL for finding in self.findings)


def check(
    folder: Path,
    given: date | None,
    now: datetime,
    progress: walk.Progress | None = None,
    readings: walk.Readings | None = None,
) -> Checked:
    """Read and check every record below ``folder``.

    ``given`` is the as-of date that the user asked for, ``now`` the moment the command began: the
    only clock there is. Raises RecordsMissing where there is no such folder.
    """
    index, found = _read(folder, walk.read(folder, progress, readings))
    as_of = given or _as_of(index, now)
    findings = (*found, *rules.check(index, as_of))
    kinds = Counter(origin.kind for origin in index.origins)
    return Checked(
        findings=tuple(sorted(findings, key=lambda finding: finding.sort_key)),
        as_of=as_of,
        counts={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        documents=tuple(index.documents),
    )


def look_up(
    folder: Path, given: date | None, now: datetime, wanted: walk.Wanted
) -> tuple[Index, date, tuple[Finding, ...]]:
    """Only the wanted records: those that fit, the as-of date, and why the others do not.

    Raises RecordsMissing where there is no such folder.
    """
    index, findings = _read(folder, walk.read(folder, wanted=wanted))
    return index, given or _as_of(index, now), findings


def _read(folder: Path, records: walk.Records) -> tuple[Index, tuple[Finding, ...]]:
    """What was read, held against the schemas."""
    fitting, findings = schema.check(records.documents)
    kept = {document.origin.path for document in fitting}
    unfit = [doc.origin for doc in records.documents if doc.origin.path not in kept]
    index = Index(fitting, (*records.unreadable, *unfit), folder.resolve().name)
    return index, (*records.findings, *findings)


def county(checked: Checked) -> tuple[County, Law]:
    """The typed county and the policy of a check that passes."""
    return model.build(checked.documents), Law(checked.documents)


def _as_of(index: Index, now: datetime) -> date:
    """The date fixed in ``county.yaml``, else today where the county is."""
    for settings in index.of_kind("county"):
        if "as_of" in settings.value:
            return date.fromisoformat(settings.value["as_of"])
        try:
            return now.astimezone(ZoneInfo(settings.value["time_zone"])).date()
        except (ZoneInfoNotFoundError, ValueError, OSError):
            break  # reference.time-zone-unknown says so
    return now.date()
