"""What a page, a feed or a calendar of the pseudo-locale says that no translator could reach.

A text of the interface stands between ⟦ and ⟧, a text of the records between ‹ and ›. All else with
a letter in it was left untranslated, but for days, ids, names of files, and languages' own names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from icalendar import Calendar

from gongshi.public.facts import Label
from gongshi.site.language import Language
from tests.site.catalogue import CLOSE, OPEN
from tests.site.published import changed

TEXT_OPEN, TEXT_CLOSE = "‹›"
_BOTH = re.compile(f"[{OPEN}{CLOSE}{TEXT_OPEN}{TEXT_CLOSE}]")
_LETTER = re.compile(r"[^\W\d_]")
_NAMED = {"id", "code", "page", "url", "time"}
"""Fields of the public facts that are shown as they are in every language."""
_FILE = re.compile(r"[\w/]*\.(csv|json)\b")
_MACHINE = {
    "aria-controls", "aria-current", "aria-describedby", "aria-hidden", "aria-labelledby",
    "aria-live", "aria-pressed", "autocapitalize", "autocomplete", "charset", "class", "d",
    "data-again", "data-back", "data-bring", "data-clause", "data-find", "data-finish", "data-go",
    "data-group", "data-md-component", "data-number", "data-outcome", "data-question",
    "data-self-check", "data-source", "data-truth", "data-unless", "defer", "dir", "enterkeyhint",
    "fill", "for", "height", "hidden", "href", "hreflang", "http-equiv", "id", "inputmode", "lang",
    "maxlength", "name", "patterntransform", "patternunits", "preserveaspectratio", "rel", "role",
    "rx", "scope", "spellcheck", "src", "tabindex", "type", "value", "viewbox", "width", "x", "y",
}  # fmt: skip
"""Attributes that nobody reads."""
_META = {"viewport", "robots"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "path", "rect"}
_AS_IT_IS = {"code", "var", "script", "style"}


def marked(found: Any) -> Any:
    """The same facts with every text of the records between its brackets."""
    return changed(found, lambda text: f"{TEXT_OPEN}{text}{TEXT_CLOSE}")


def shown_as_it_is(found: Any) -> Iterator[str]:
    """Ids and the like of the facts, which no language translates."""
    if isinstance(found, tuple):
        for one in found:
            yield from shown_as_it_is(one)
    elif is_dataclass(found) and not isinstance(found, (type, Label)):
        for one in fields(found):
            value = getattr(found, one.name)
            if one.name in _NAMED and isinstance(value, str):
                yield value
            yield from shown_as_it_is(value)


class Reading:
    """Texts read one after the other; what is wrong with them is collected."""

    def __init__(self, language: Language, known: Iterable[str]) -> None:
        days = {language.day(date(2019, month, 11)) for month in range(1, 13)}
        patterns = (re.escape(day).replace("2019", r"\d{4}").replace("11", r"\d+") for day in days)
        self.day = re.compile("|".join(patterns))
        self.known = {*known, language.tag}
        self.found: list[str] = []

    def told(self, text: str, where: str = "") -> None:
        """A text that stands for itself."""
        outside, depth = [], 0
        for part in re.split(f"({_BOTH.pattern})", text):
            if part in (OPEN, TEXT_OPEN, CLOSE, TEXT_CLOSE):
                depth += 1 if part in (OPEN, TEXT_OPEN) else -1
            elif depth == 0:
                outside.append(part)
        if depth:
            self.found.append(f"{where}: brackets of {text!r}")
        self.outside(" ".join(outside), where)

    def outside(self, text: str, where: str) -> None:
        """What stands outside all brackets may be a day, an id, a number, and nothing else."""
        rest = self.day.sub("", text)
        words = [word for word in rest.split() if word.strip("()/·:,;.") not in self.known]
        if _LETTER.search(" ".join(words)):
            self.found.append(f"{where}: {text.strip()!r}")


class _Page(HTMLParser):
    """A page in the order of its text: brackets are counted from element to element."""

    def __init__(self, reading: Reading, language: Language, *, own_texts: bool) -> None:
        super().__init__()
        self.reading, self.tag, self.own_texts = reading, language.tag, own_texts
        self.within: list[tuple[str, str, str]] = []
        self.depth = {OPEN: 0, TEXT_OPEN: 0}
        self.one: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name not in _MACHINE and not (name == "content" and self._for_machines(values)):
                self.reading.told(value, f"<{tag} {name}>")
        if tag not in _VOID:
            before = self.within[-1][1] if self.within else self.tag
            self.within.append((tag, values.get("lang", before), values.get("class", "")))
        if tag in {"title", "desc", "option"} or values.get("type") == "application/ld+json":
            self.one = []

    @staticmethod
    def _for_machines(values: dict[str, str]) -> bool:
        return values.get("name") in _META or "http-equiv" in values

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        opened, _, _ = self.within.pop()
        assert opened == tag, (opened, tag)
        if self.one is not None and tag in {"title", "desc", "script"}:
            text, self.one = "".join(self.one), None
            if tag == "script":
                _told_to_search_engines(json.loads(text), self.reading)
            else:
                self.reading.told(text, f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self.one is not None:
            self.one.append(data)
            return
        tag, lang, kind = self.within[-1] if self.within else ("", self.tag, "")
        if tag in _AS_IT_IS or kind == "gs-language":
            return
        for part in re.split(f"({_BOTH.pattern})", data):
            if part in (OPEN, TEXT_OPEN):
                self.depth[part] += 1
            elif part in (CLOSE, TEXT_CLOSE):
                self.depth[OPEN if part == CLOSE else TEXT_OPEN] -= 1
            elif _LETTER.search(part):
                self._piece(part, tag, lang)

    def _piece(self, text: str, tag: str, lang: str) -> None:
        """A piece of text; one of the records must be marked with its language, and only such."""
        of_records, of_interface = self.depth[TEXT_OPEN] > 0, self.depth[OPEN] > 0
        if of_records and lang == self.tag:
            self.reading.found.append(f"<{tag}>: no language on {text.strip()!r}")
        elif not of_records and lang != self.tag and not self.own_texts:
            self.reading.found.append(f"<{tag} lang={lang}>: {text.strip()!r}")
        elif not of_records and not of_interface and lang == self.tag:
            self.reading.outside(text, f"<{tag}>")


def _told_to_search_engines(found: Any, reading: Reading) -> None:
    for name, value in found.items() if isinstance(found, dict) else ():
        if name in {"name", "description", "address"} and isinstance(value, str):
            reading.told(value, f"JSON-LD {name}")
        for each in value if isinstance(value, list) else [value]:
            _told_to_search_engines(each, reading)


def in_page(html: str, language: Language, known: Iterable[str], *, own_texts: bool) -> list[str]:
    """What a page left untranslated; ``own_texts`` where it has texts in zh and en of its own."""
    reading = Reading(language, known)
    page = _Page(reading, language, own_texts=own_texts)
    page.feed(html)
    assert not page.within
    assert not any(page.depth.values()), "a bracket was never closed"
    return reading.found


def in_feed(xml: bytes, language: Language, known: Iterable[str]) -> list[str]:
    """What an Atom feed left untranslated."""
    reading = Reading(language, known)
    for element in ET.fromstring(xml).iter():  # noqa: S314 - our own feed
        tag = element.tag.rpartition("}")[2]
        if tag in {"title", "subtitle", "summary", "name", "content", "rights"} and element.text:
            reading.told(element.text, tag)
    return reading.found


def in_calendar(ics: bytes, language: Language, known: Iterable[str]) -> list[str]:
    """What a calendar left untranslated."""
    reading = Reading(language, known)
    for component in Calendar.from_ical(ics).walk():
        for name in ("NAME", "X-WR-CALNAME", "X-WR-CALDESC", "SUMMARY", "LOCATION", "DESCRIPTION"):
            if name in component:
                reading.told(str(component[name]), name)
    return reading.found


class _Markup(HTMLParser):
    """Pieces of markup as a template has it: what a reader would read of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.skipped += tag in _AS_IT_IS
        for name, value in values.items():
            shown = name not in _MACHINE and not (
                name == "content" and ("http-equiv" in values or values.get("name") in _META)
            )
            if shown and _LETTER.search(value):
                self.found.append(f"{name}={value}")

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= tag in _AS_IT_IS

    def handle_data(self, data: str) -> None:
        if not self.skipped and _LETTER.search(_FILE.sub("", data)):
            self.found.append(data.strip())


def words_of_markup(html: str) -> list[str]:
    """The words that stand in markup itself."""
    markup = _Markup()
    markup.feed(html)
    markup.close()
    return markup.found
