"""What a check says: a finding names the fault, its place and its mend, in Chinese and English."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only an error blocks a change or a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Since(StrEnum):
    """Since when a finding is there, as seen from a change of the records.

    ``new`` came with the change; ``due`` was in the records before and became a finding as time
    passed; ``before`` was there already.
    """

    NEW = "new"
    DUE = "due"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages. It never repeats a personal value of a record."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in ``zh`` or ``en``."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where: a path relative to the repository, POSIX style; line and column count from 1."""

    path: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place.

    ``code`` is stable and never reused (``family.fault``); ``record`` is the record's own id,
    empty where the file could not be read so far. ``spot`` names the place by ids, years and field
    names, so that it stays when lines move; it is never shown. ``clauses`` are the policy clauses
    that the fault is about. ``since`` is known only where the records are held against an earlier
    version of themselves.
    """

    code: str
    severity: Severity
    place: Place
    message: Text
    hint: Text
    record: str = ""
    spot: str = ""
    clauses: tuple[str, ...] = ()
    since: Since | None = None

    @property
    def fingerprint(self) -> str:
        """The same for the same fault at the same place, wherever its line has moved to."""
        named = "\0".join((self.code, self.place.path, self.spot))
        return hashlib.sha256(named.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    @property
    def sort_key(self) -> tuple[Place, str, str, str]:
        """Order of a report: by place, then code; nothing depends on the order of discovery."""
        return (self.place, self.code, self.record, self.message.en)
