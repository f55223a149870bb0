"""A language of the site: its folder, its messages, and how it writes texts, days and numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from markupsafe import Markup, escape

from gongshi import assets
from gongshi.public.facts import Label


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its BCP 47 tag, its folder on the site, its own name, its direction."""

    code: str
    tag: str
    folder: str
    name: str
    direction: str = "ltr"

    @property
    def prefix(self) -> str:
        """What stands before the paths of its pages."""
        return f"{self.folder}/" if self.folder else ""

    def text(self, label: Label) -> Markup:
        """A label, escaped; where there is no English, the Chinese is marked as Chinese."""
        if self.code == "zh":
            return escape(label.zh)
        if label.en is not None:
            return escape(label.en)
        return self.chinese(label.zh)

    def plain(self, label: Label) -> str:
        """A label as plain text, for titles."""
        return label.zh if self.code == "zh" or label.en is None else label.en

    def chinese(self, text: str) -> Markup:
        """A text that is Chinese whatever the page's language, such as a person's name."""
        if self.code == "zh":
            return escape(text)
        return Markup('<span lang="zh-CN">{}</span>').format(text)

    def say(self, message: str, **values: object) -> str:
        """A message of the catalogue as plain text, with its values filled in."""
        said = self.translations().ugettext(message)
        return said % values if values else said

    def day(self, day: date) -> str:
        """A calendar day written out."""
        return _day(day, self.code)

    def number(self, number: float) -> str:
        """A number with its thousands grouped."""
        return _number(number, self.code)

    def translations(self) -> NullTranslations:
        """The message catalogue; messages are written in English, which needs none."""
        return _catalogue(self.code)


# The same days and numbers stand on many pages, and formatting one is slow.
@cache
def _day(day: date, code: str) -> str:
    return format_date(day, "y年M月d日" if code == "zh" else "d MMMM y", locale=code)


@cache
def _number(number: float, code: str) -> str:
    return format_decimal(number, locale=code)


@cache
def _catalogue(code: str) -> NullTranslations:
    path = assets.templates() / "messages" / code / "LC_MESSAGES" / "gongshi.po"
    if not path.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled, domain="gongshi")


LANGUAGES = (
    Language("zh", "zh-CN", "", "中文"),
    Language("en", "en", "en", "English"),
)
"""The languages of the site; the first stands at its root."""


def in_each(message: str) -> str:
    """A message in every language, as files say it that stand once for all of them."""
    return " | ".join(language.say(message) for language in LANGUAGES)
