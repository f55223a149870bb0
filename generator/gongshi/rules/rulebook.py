"""The rulebook: a page a rule, in plain words, with cases that fail and cases that pass.

The pages are read by people, on the command line and on the site, and run by the tests: each case
says what differs from a small county without faults, and what exactly is found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gongshi import assets
from gongshi.finding import Text

_CASE = re.compile(
    r"^## (?P<zh>.+?) \| (?P<en>.+?)\n+"
    r"```yaml\n(?P<changes>.*?)```\n+```findings\n(?P<found>.*?)```",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding of a case: where, what is wrong and how to mend it."""

    place: str
    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Case:
    """A case: what differs from the county without faults (YAML), and what is then found."""

    title: Text
    changes: str
    findings: tuple[Told, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing is found."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Page:
    """What a rule says: the fault in a few words, the explanation, and its cases."""

    title: Text
    about: Text
    cases: tuple[Case, ...]


@cache
def page(code: str) -> Page:
    """The page of a rule, from ``rulebook/<family>/<fault>.md``."""
    family, _, fault = code.partition(".")
    return parse((assets.rulebook() / family / f"{fault}.md").read_text(encoding="utf-8"))


def parse(text: str) -> Page:
    """A page: a title and a paragraph in Chinese and in English, then the cases.

    Raises ValueError where it is not written so.
    """
    head, *_ = text.partition("\n## ")
    title, zh, en = [part.strip() for part in head.strip().split("\n\n")]
    hint = Text("", "")
    cases: list[Case] = []
    for one in _CASE.finditer(text):
        told, hint = _told(one["found"], hint)
        cases.append(Case(Text(one["zh"], one["en"]), one["changes"], told))
    if len(cases) != text.count("\n## "):
        raise ValueError(f"a case of the page {title!r} is not written as cases are")
    return Page(_both(title.removeprefix("# ")), Text(_joined(zh), _joined(en)), tuple(cases))


def _told(block: str, hint: Text) -> tuple[tuple[Told, ...], Text]:
    """The findings of a block; a hint that is the same as the last one is not written again."""
    found = []
    for entry in re.split(r"\n(?=\S)", block.strip()) if block.strip() else ():
        place, zh, en, *cure = [line.strip() for line in entry.splitlines()]
        hint = Text(cure[0], cure[1]) if cure else hint
        found.append(Told(place, Text(zh, en), hint))
    return tuple(found), hint


def _both(bilingual: str) -> Text:
    zh, separator, en = bilingual.partition(" | ")
    if not separator:
        raise ValueError(f"the title {bilingual!r} is not in both languages")
    return Text(zh, en)


def _joined(paragraph: str) -> str:
    """A paragraph on one line; Chinese lines join without a space."""
    wide = r"[\u3000-\u9fff\uff00-\uffef]"
    return re.sub(rf"(?<={wide})\n(?={wide})", "", paragraph).replace("\n", " ")
