"""What a check says: a finding names the fault, its place and its mend, in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only an error blocks a change or a build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


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
    empty where the file could not be read so far.
    """

    code: str
    severity: Severity
    place: Place
    message: Text
    hint: Text
    record: str = ""

    @property
    def sort_key(self) -> tuple[Place, str, str, str]:
        """Order of a report: by place, then code; nothing depends on the order of discovery."""
        return (self.place, self.code, self.record, self.message.en)
