"""A language of the site: its folder, its messages, and how it writes texts, days and numbers.

What a language is called, which way it runs and how it writes days comes from CLDR, through Babel.
Its messages are one folder, ``site_templates/messages/<code>/``; ``county.yaml`` names it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations
from markupsafe import Markup, escape

from gongshi import assets
from gongshi.errors import LanguageMissing
from gongshi.public.facts import County, Label

Direction = Literal["ltr", "rtl"]

_TAGS = {"zh": "zh-CN", "en": "en"}
"""The tags of the two languages that records are written in; both run from left to right."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, BCP 47 tag, folder on the site (Chinese has none), name, direction."""

    code: str
    tag: str
    folder: str
    name: str
    direction: Direction

    @property
    def prefix(self) -> str:
        """What stands before the paths of its pages."""
        return f"{self.folder}/" if self.folder else ""

    def text(self, label: Label) -> Markup:
        """A label, escaped; in another language than the page's it is marked as such."""
        return self._marked(self._written(label), self.plain(label))

    def plain(self, label: Label) -> str:
        """A label as plain text, for titles."""
        written = self._written(label)
        return label.en if written == "en" and label.en is not None else label.zh

    def chinese(self, text: str) -> Markup:
        """A text that is Chinese whatever the page's language, such as a person's name."""
        return self._marked("zh", text)

    def others(self, label: Label) -> Markup:
        """A label in the other language, where it has one: what `text` does not show."""
        if self._written(label) == "en":
            return self._marked("zh", label.zh)
        return self._marked("en", label.en) if label.en is not None else Markup()

    def tag_of(self, label: Label) -> str:
        """The tag of the language that a label is shown in."""
        return _TAGS[self._written(label)]

    def marks(self, code: str) -> Markup:
        """The attributes of an element whose text is in one of the languages of the records."""
        turned = Markup(' dir="ltr"') if self.direction == "rtl" else ""
        return Markup('lang="{}"{}').format(_TAGS[code], turned)

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

    def percent(self, hundredths: int) -> str:
        """So many hundredths of a percent as percent: 250 is 2.5 %."""
        return _percent(hundredths, self.code)

    def translations(self) -> NullTranslations:
        """The message catalogue; messages are written in English, which needs none."""
        return _catalogue(self.code)

    def _written(self, label: Label) -> str:
        """The language that a label is shown in: English on English pages, otherwise Chinese."""
        return "en" if self.code == "en" and label.en is not None else "zh"

    def _marked(self, code: str, text: str) -> Markup:
        if code == self.code:
            return escape(text)
        return Markup("<span {}>{}</span>").format(self.marks(code), text)


@cache
def named(code: str) -> Language:
    """The language of a code such as ``en``, ``ug`` or ``kk-Arab``.

    Raises LanguageMissing where CLDR does not know it.
    """
    locale = _locale(code)
    return Language(
        code=code,
        tag=_TAGS.get(code, code),
        folder="" if code == "zh" else code,
        name=locale.display_name or locale.english_name or code,
        direction="rtl" if locale.text_direction == "rtl" else "ltr",
    )


def languages(county: County) -> tuple[Language, ...]:
    """The languages of a county's site; Chinese is the first and stands at its root.

    Raises LanguageMissing where one has no messages, or CLDR does not know it.
    """
    found = tuple(named(code) for code in dict.fromkeys(("zh", *county.languages)))
    for one in found:
        if one.code not in known():
            raise LanguageMissing(
                f"county.yaml 的 publication.languages 写了 {one.code}，"
                f"但没有译文 {_messages(one.code)}；请补上译文，或去掉 {one.code}。"
                f" / county.yaml names {one.code} in publication.languages, but there is no "
                f"{_messages(one.code)}: add its messages, or take it out."
            )
    return found


def known() -> tuple[str, ...]:
    """The codes of every language with messages, Chinese and English first."""
    folders = (assets.templates() / "messages").glob("*/LC_MESSAGES/gongshi.po")
    found = (path.parents[1].name.replace("_", "-") for path in sorted(folders))
    return tuple(dict.fromkeys(("zh", "en", *found)))


def in_each(message: str) -> str:
    """A message in both languages of the records, as files say it that stand once for all."""
    return " | ".join(language.say(message) for language in LANGUAGES)


# The same days and numbers stand on many pages, and formatting one is slow.
@cache
def _day(day: date, code: str) -> str:
    return format_date(day, "d MMMM y" if code == "en" else "long", locale=_locale(code))


@cache
def _number(number: float, code: str) -> str:
    return format_decimal(number, locale=_locale(code))


@cache
def _percent(hundredths: int, code: str) -> str:
    share = Decimal(hundredths) / 10_000
    return format_percent(share, locale=_locale(code), decimal_quantization=False)


@cache
def _locale(code: str) -> Locale:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        raise LanguageMissing(
            f"不认识语言 {code}；请写 CLDR 里有的语言代码，如 ug。"
            f" / the language {code} is not known: write a code that CLDR has, such as ug."
        ) from None


def _messages(code: str) -> str:
    """Where the messages of a language are, in the folder of the templates."""
    return f"messages/{code.replace('-', '_')}/LC_MESSAGES/gongshi.po"


@cache
def _catalogue(code: str) -> NullTranslations:
    """What a catalogue leaves untranslated is said in Chinese, as the texts of the records are."""
    path = assets.templates() / _messages(code)
    if code == "en" and not path.is_file():
        return NullTranslations()
    catalogue = _compiled(path, code)
    if code not in _TAGS:
        catalogue.add_fallback(_catalogue("zh"))
    return catalogue


def _compiled(path: Path, code: str) -> Translations:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code.replace("-", "_"))
    for message in tuple(catalogue):
        # Babel would compile one whose plural forms are empty, in English.
        if isinstance(message.string, tuple) and not all(message.string):
            catalogue.delete(message.id)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain="gongshi")


LANGUAGES = (named("zh"), named("en"))
"""The languages that records are written in."""
