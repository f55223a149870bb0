"""The first half of the flow: a records folder to findings and, where clean, the typed county."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongshi import rules
from gongshi.finding import Finding, Severity, Since
from gongshi.load import commits, walk
from gongshi.load.document import KINDS, Document
from gongshi.load.git import Version, blob_name, commit_of
from gongshi.model import build as model
from gongshi.model.county import County
from gongshi.rules import change, review
from gongshi.rules.base import INTERNAL, Index, Message
from gongshi.schema import check as schema


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the findings in order, the date they hold for, the records it read.

    ``index`` holds those that fit their schemas; ``counts`` says how many files there are of
    each kind that has any.
    """

    findings: tuple[Finding, ...]
    as_of: date
    counts: dict[str, int]
    index: Index = field(compare=False)
    strict: bool = False

    @property
    def documents(self) -> list[Document]:
        """The records that fit their schemas, ordered by path."""
        return self.index.documents

    def weighing(self, severity: Severity, since: Since | None = None) -> int:
        """How many findings have this severity, of all or of those of one standing."""
        return sum(
            finding.severity is severity and since in (None, finding.since)
            for finding in self.findings
        )

    def blocks(self, finding: Finding) -> bool:
        """Whether a finding blocks: an error, and where a change is checked one that came with it.

        With ``strict`` errors that were there before, or became due, block a change too.
        """
        came = finding.since in (None, Since.NEW)
        return finding.severity is Severity.ERROR and (came or self.strict)

    @property
    def passes(self) -> bool:
        """Whether nothing blocks."""
        return not any(map(self.blocks, self.findings))

    @property
    def version(self) -> str:
        """What the records are known by: the same for the same records, other for any change."""
        whole = hashlib.sha256()
        for one in sorted(self.documents, key=lambda document: document.origin.path):
            origin = one.origin
            name = "/".join((origin.kind, origin.township, origin.village, origin.id))
            whole.update(f"{name} {hashlib.sha256(one.source).hexdigest()}\n".encode())
        return whole.hexdigest()[:12]

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
    base: Version | None = None,
    *,
    strict: bool = False,
) -> Checked:
    """Read and check every record below ``folder``.

    ``given`` is the as-of date that the user asked for, ``now`` the moment the command began: the
    only clock there is. With ``base``, the records that a change started from, each finding tells
    since when it is there, and the change itself is checked. Raises RecordsMissing where there is
    no such folder, VersionMissing where git cannot give the base.
    """
    index, found = _read(folder, walk.read(folder, progress, readings))
    as_of = given or _as_of(index, now)
    earlier = _at(base, index) if base else None
    if base and earlier:
        index.before = earlier[0]
        index.change = commits.change(base, review.signers(index.before))
        index.messages = _messages(base)
    findings = _judged(index, found, as_of)
    if base and earlier and findings:
        findings = _dated(findings, index, *earlier, as_of, _as_of(earlier[0], base.made))
    return Checked(findings, as_of, _counts(index), index, strict)


def check_version(version: Version, as_of: date) -> Checked:
    """Check the records as a commit has them, not as they lie in the folder.

    Raises VersionMissing where git cannot give them.
    """
    records = walk.read_entries(version.entries(), walk.shown(version.folder), {})
    index, found = _read(version.folder, records)
    return Checked(_judged(index, found, as_of), as_of, _counts(index), index)


def commit(checked: Checked, folder: Path) -> str | None:
    """The commit at hand, where it has exactly the records that were checked; else None.

    Raises VersionMissing where the folder has no commit.
    """
    records = checked.index.records
    return commit_of(
        folder,
        {walk.relative(records, one.origin.path): one.source for one in checked.documents},
    )


def _judged(index: Index, found: tuple[Finding, ...], as_of: date) -> tuple[Finding, ...]:
    """What was found in the form of the records, and what the rules find in them, in order."""
    every = (*found, *rules.check(index, as_of))
    return tuple(sorted(every, key=lambda finding: finding.sort_key))


def _counts(index: Index) -> dict[str, int]:
    kinds = Counter(origin.kind for origin in index.origins)
    return {kind: kinds[kind] for kind in KINDS if kinds[kind]}


def _at(version: Version, index: Index) -> tuple[Index, tuple[Finding, ...]]:
    """The records of a version; what is the same as in ``index`` is not read again."""
    known: walk.Readings = {
        walk.relative(index.records, document.origin.path): walk.Reading(
            (blob_name(document.source, version.commit),), document, ()
        )
        for document in index.documents
    }
    records = walk.read_entries(version.entries(), index.records, known)
    return _read(version.folder, records)


def _messages(base: Version) -> tuple[Message, ...]:
    """What the commits since ``base`` say of themselves."""
    return tuple(Message(commit[:10], text) for commit, text in base.messages_since())


def _dated(
    findings: tuple[Finding, ...],
    index: Index,
    before: Index,
    found: tuple[Finding, ...],
    as_of: date,
    then: date,
) -> tuple[Finding, ...]:
    """The findings, each with since when it is there.

    ``before`` and ``found`` are the records that the change started from and what was wrong with
    their form; ``then`` is the day they stood for. A record that has moved is known again.
    """
    moved = change.moves(before, index)

    def on(day: date) -> Counter[str]:
        every = (*found, *rules.check(before, day))
        return Counter(
            replace(
                one, place=replace(one.place, path=moved.get(one.place.path, one.place.path))
            ).fingerprint
            for one in every
        )

    today = on(as_of)
    earlier = on(then) if then < as_of else today.copy()
    dated = []
    for finding in findings:
        name, since = finding.fingerprint, Since.NEW
        if today[name]:
            since = Since.BEFORE if earlier[name] else Since.DUE
            today[name] -= 1
            earlier[name] -= bool(earlier[name])
        dated.append(replace(finding, since=since))
    return tuple(dated)


def versions(
    folder: Path, first: Version, second: Version | None, given: date | None, now: datetime
) -> tuple[Index, Index, date, int]:
    """The records of ``first`` and of ``second``, or as they lie in the folder; the as-of date.

    Last, how many records have faults of form and could not be used. Raises VersionMissing where
    git cannot give a version.
    """
    if second is None:
        after, _ = _read(folder, walk.read(folder))
    else:
        after, _ = _read(folder, walk.read_entries(second.entries(), walk.shown(folder), {}))
    before, _ = _at(first, after)
    unread = len(before.unclean) + len(after.unclean)
    return before, after, given or _as_of(after, now), unread


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
    unfit = [doc for doc in records.documents if doc.origin.path not in kept]
    unclean = (*records.unreadable, *(doc.origin for doc in unfit))
    index = Index(fitting, unclean, walk.shown(folder), unfit=unfit)
    return index, (*records.findings, *findings)


def county(checked: Checked) -> tuple[County, Index]:
    """The typed county and the records, with their policy, of a check that passes."""
    return model.build(checked.documents), checked.index


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
