"""A sheet before it is typeset: its file name, its template and every word on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongshi.public import facts
from gongshi.site.language import Language


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF to be: ``name`` is its file without the ending, ASCII, made from ids.

    ``content`` is what the template lays out: texts, numbers and lists of them, never markup.
    """

    name: str
    template: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Style:
    """How sheets are made: in which language, with type of double size or not."""

    language: Language
    large: bool = False

    def name(self, *parts: str) -> str:
        """The file name of a sheet; it tells language and size where they are not the usual."""
        marks = [self.language.code] if self.language.folder else []
        return ".".join(("-".join(parts), *marks, *(["large"] if self.large else [])))

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogue, with its values put in."""
        return self.language.translations().ugettext(message) % values

    def count(self, number: facts.Count) -> str:
        """So many households with so many persons."""
        translations = self.language.translations()
        households = translations.ungettext(
            "%(shown)s household", "%(shown)s households", number.households
        )
        persons = translations.ungettext("%(shown)s person", "%(shown)s persons", number.persons)
        return self.say(", ").join(
            (
                households % {"shown": self.language.number(number.households)},
                persons % {"shown": self.language.number(number.persons)},
            )
        )

    def text(self, label: facts.Label) -> str:
        """A label of the records."""
        return self.language.plain(label)

    def day(self, day: date) -> str:
        """A calendar day written out."""
        return self.language.day(day)

    def frame(
        self, title: str, as_of: date, foot: str, banner: str | None, *, private: bool = False
    ) -> dict[str, Any]:
        """What every sheet has: title, foot, and a banner, black where the sheet is private."""
        return {
            "language": self.language.code.partition("-")[0],
            "direction": self.language.direction,
            "scale": 2 if self.large else 1,
            "day": [as_of.year, as_of.month, as_of.day],
            "title": title,
            "banner": banner,
            "private": private,
            "foot": foot,
            "page": self.say("Page {page} of {pages}"),
        }
