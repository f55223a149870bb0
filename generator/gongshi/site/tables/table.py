"""What a table is: its columns, and its rows as they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongshi.plain import HIDDEN
from gongshi.public.facts import County, Label
from gongshi.site.language import Language
from gongshi.site.words import N_, WORDS

Kind = Literal["text", "string", "integer", "number", "boolean", "date", "year"]
Value = Label | str | int | float | date | tuple[str, ...] | None
Plain = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column; one of kind ``text`` is written as two, in Chinese and in English.

    ``title``, ``about`` and ``empty`` (what an empty cell means) are messages. A column that is
    ``required`` is never empty, except in English. ``words`` names the words it may hold, by their
    key in WORDS; ``many`` of them stand in one cell, parted by spaces. ``unit`` is a message.
    """

    name: str
    kind: Kind
    title: str
    about: str = ""
    empty: str = ""
    words: str = ""
    unit: str = ""
    many: bool = False

    @property
    def required(self) -> bool:
        """Whether it is filled in every row."""
        return not self.empty

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in the files."""
        return (f"{self.name}_zh", f"{self.name}_en") if self.kind == "text" else (self.name,)

    def explained(self, language: Language) -> str:
        """What it holds, in a sentence or a few; empty where the title says it all."""
        parts = [language.say(self.about)] if self.about else []
        if self.unit:
            parts.append(language.say(N_("Unit: %(unit)s."), unit=language.say(self.unit)))
        if self.words:
            pairs = (f"{word} = {language.say(said)}" for word, said in WORDS[self.words].items())
            parts.append(language.say(N_("Words: %(words)s."), words="; ".join(pairs)))
        if self.empty:
            parts.append(language.say(self.empty))
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``key`` columns tell its rows apart, ``refers`` are columns of another table's id.

    ``title``, ``about`` and ``caution`` (what its figures do not mean) are messages.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[County], Iterator[tuple[Value, ...]]]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()
    caution: str = ""

    def names(self) -> tuple[str, ...]:
        """The names of its columns in the files."""
        return tuple(name for column in self.columns for name in column.names)

    def records(self, county: County) -> list[dict[str, Plain]]:
        """Its rows by the names of the columns, in an order that does not change by itself."""
        return [
            dict(zip(self.names(), _spread(self.columns, row), strict=True))
            for row in self.rows(county)
        ]


def _spread(columns: tuple[Column, ...], row: tuple[Value, ...]) -> Iterator[Plain]:
    for column, value in zip(columns, row, strict=True):
        if column.kind == "text":
            found = value if isinstance(value, Label) else None
            yield clean(found.zh) if found else None
            yield clean(found.en) if found and found.en is not None else None
        elif isinstance(value, date):
            yield value.isoformat()
        elif isinstance(value, tuple):
            yield " ".join(value)
        elif isinstance(value, str):
            yield clean(value)
        elif not isinstance(value, Label):
            yield value


def clean(text: str) -> str:
    """A text of the records without control characters and without marks that turn its direction.

    Only the end of a line stays, always as one line feed; a tab becomes a space.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(HIDDEN.sub("", line) for line in lines)
