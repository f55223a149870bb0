"""The gate itself: every file of an audience held against every private value of the records."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from gongshi import assets, readings, shapes
from gongshi.errors import LeakFound
from gongshi.finding import Text
from gongshi.gate import lists
from gongshi.gate.lists import Listed, Lists
from gongshi.gate.private import Private, Where, private
from gongshi.load.walk import printable
from gongshi.load.yaml import Keys
from gongshi.model.county import County
from gongshi.public.audience import Audience
from gongshi.rules.base import Index
from gongshi.rules.privacy import duty_phones
from gongshi.schema.naming import schema_of
from gongshi.shapes import Shape

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HAN_ONE = re.compile(f"[{_HAN}]")
_JOINED = re.compile(r"[0-9a-z_]")
_BLANK = "[ \\t\u00a0\u2000-\u200d\u2060\u3000\ufeff\u00ad\u00b7]"
_APART = re.compile(f"{_BLANK}{{1,3}}(?=[{_HAN}])")
"""Spaces, seen or not, between two Chinese characters: names are often set wide."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A private value in a file, or a shape: where it is written, and what field of the records.

    ``record`` is a path with a line. It and ``field`` are empty for a shape, which need not be from
    the records.
    """

    file: str
    record: str
    field: str
    shape: Shape | None = None

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """By file, then by record and field."""
        return self.file, self.record, self.field, str(self.shape)

    @property
    def text(self) -> Text:
        """What leaks where; never the value."""
        if self.shape is not None:
            name = shapes.NAMES[self.shape]
            return Text(f"{self.file}：像是{name.zh}", f"{self.file}: looks like {name.en}")
        return Text(
            f"{self.file}：{self.record} 的 {self.field}",
            f"{self.file}: {self.field} of {self.record}",
        )


class Gate:
    """Holds files for one audience against the records of a county.

    ``lists`` are the lists that the audience may see.
    ``looked`` counts files, ``size`` their bytes.
    """

    def __init__(self, lists: Lists, index: Index, audience: Audience) -> None:
        self.private = private(index.documents, audience)
        self.lists = lists
        self.phones = duty_phones(index)
        self.looked = self.size = 0
        self._words = _Words(self.private)
        self._rows = _Rows(index)
        self._clean: set[str] = set()
        # An example of the rulebook may have the amounts of a county made to try things on.
        self._examples = _together(self.private, _texts(assets.rulebook()))

    def folder(self, folder: Path) -> None:
        """Look at every file below ``folder``. Raises LeakFound where one leaks."""
        self.files(
            (path.relative_to(folder).as_posix(), path.read_bytes())
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        )

    def files(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Look at files by path and content. Raises LeakFound where one leaks."""
        refuse(leak for path, content in files for leak in self.file(path, content))

    def file(self, path: str, content: bytes) -> list[Leak]:
        """What leaks in a file of this path, each field once."""
        self.looked += 1
        self.size += len(content)
        text = readings.text_of(content)
        listed = self._listed(path)
        # Pages share most of their lines: what had nothing in it once has nothing in it again.
        lines = [line for line in (path, *text.split("\n")) if line not in self._clean]
        if not lines:
            return []
        found: set[Leak] = set()
        clean = True
        shown = shapes.masked(printable(path))
        for reading in _readings("\n".join(lines)):
            for number in self._words.find(reading):
                clean = False
                if not _may(self._words.values[number], listed):
                    where = self._words.where[number]
                    found.add(Leak(shown, where.record, where.field))
            for shape in shapes.find(reading, self.phones):
                found.add(Leak(shown, "", "", shape.shape))
            for survey in _together(self.private, reading) - self._examples:
                where = self.private.surveys[survey]
                found.add(Leak(shown, where.record, where.field))
        for reading in _readings(text) if listed else ():
            for where in self._rows.find(reading, listed, by_line=not content.startswith(b"%PDF")):
                found.add(Leak(shown, where.record, where.field))
        if clean and not found:
            self._clean.update(lines)
        return sorted(found, key=lambda leak: leak.sort_key)

    def _listed(self, path: str) -> tuple[Listed, ...]:
        """The households that the file of a list may show."""
        name = _LIST.match(path)
        return self.lists.get(name[1] or name[2], ()) if name else ()


_LIST = re.compile(
    r"^(?:[A-Za-z-]+/)?notices/([^/]+)\.html$|^(?:notice|announcement)-([^/]+?)(?:\.[a-z-]+)*\.pdf$"
)


def for_web(county: County, index: Index, as_of: date) -> Gate:
    """The gate of the site of a day."""
    return Gate(lists.on_web(county, index.law, as_of), index, "web")


def for_boards(county: County, index: Index, as_of: date) -> Gate:
    """The gate of the sheets that hang on the villages' boards on a day."""
    return Gate(lists.on_boards(county, index.law, as_of), index, "board")


def comment(told: str, versions: Iterable[Index]) -> None:
    """Look at the comment on a change, held against the records before and after it.

    It travels by mail, so no list and no number of a household may stand in it. Raises LeakFound.
    """
    gates = [Gate({}, index, "web-after") for index in versions]
    refuse({leak for gate in gates for leak in gate.file("comment.md", told.encode("utf-8"))})


def _may(value: str, listed: tuple[Listed, ...]) -> bool:
    return any(one.may is not None and value == one.may.lower() for one in listed)


def refuse(leaks: Iterable[Leak]) -> None:
    """Raise LeakFound that names every file and field, where there is any leak."""
    found = sorted(leaks, key=lambda leak: leak.sort_key)
    if not found:
        return
    told = [leak.text for leak in found[:SHOWN]]
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        told.append(Text(f"……另有 {more:,} 处", f"... and {more:,} more"))
    raise LeakFound(
        "\n".join(
            (
                f"要写出的内容里有 {len(found):,} 处不能公开，没有写出。",
                f"{len(found):,} private values in what would be written: nothing was written.",
                *(f"  {one.zh} / {one.en}" for one in told),
                _MEND.zh,
                _MEND.en,
            )
        )
    )


SHOWN = 50
"""So many leaks are named; one fault often shows on every page."""

_MEND = Text(
    "如果这些话写在公开的说明、理由里，请改写记录；否则是 gongshi 的毛病，请报告，不要绕过。",
    "Where a clerk wrote it into a public text or reason, reword the record; else it is a fault of "
    "gongshi: report it, and do not go around it.",
)


def _readings(text: str) -> Iterator[str]:
    """A text as it stands, in small letters; then what other lines each way to read it gives."""
    plain = text.lower()
    yield plain
    seen = set(plain.split("\n"))
    for reading in (text, *readings.undone(text)):
        low = reading.lower()
        for one in (low, _APART.sub(_closed, low)):
            if one != plain:
                other = [line for line in one.split("\n") if line not in seen]
                seen.update(other)
                if other:
                    yield "\n".join(other)


def _closed(spaces: re.Match[str]) -> str:
    before = spaces.string[spaces.start() - 1 : spaces.start()]
    return "" if _HAN_ONE.match(before) else spaces[0]


class _Words:
    """Numbers, names and texts as patterns, with the public words that hold some of them.

    ``values`` are the patterns looked for, ``where`` their fields.
    """

    def __init__(self, values: Private) -> None:
        public_names = {name.lower() for name in values.public_names}
        public_words = "\n".join(sorted(public_names))
        program = _program().lower()
        public_texts = "\n".join(sorted(values.public_texts)).lower()
        names = {name.lower(): where for name, where in values.names.items() if len(name) > 1}
        windows = {
            window: where
            for text, where in values.texts.items()
            for window in _windows(text.lower())
        }
        # A name within a public word is excused there; one that is a public name, whole, or a word
        # of the program is excused everywhere. One mention among office hours excuses nobody.
        around, in_program = _around(names, public_words), _around(names, program)
        alone = public_names | {name for name, words in in_program.items() if name in words}
        kept = {name: where for name, where in names.items() if name not in alone}
        said = _occurring(windows, f"{public_words}\n{program}\n{public_texts}")
        windows = {text: where for text, where in windows.items() if text not in said}
        every = {**windows, **kept, **values.numbers}
        self.values = list(every)
        self.where = list(every.values())
        self._names = frozenset(kept)
        self._numbers = frozenset(values.numbers)
        excused = {word for name in kept for word in around[name] | in_program[name]} - set(every)
        self._matcher = AhoCorasick(
            [*self.values, *sorted(excused)], matchkind=MatchKind.LeftmostLongest
        )

    def find(self, text: str) -> Iterator[int]:
        """Which of ``values`` stand in a text for themselves."""
        for number, start, end in self._matcher.find_matches_as_indexes(text):
            if number < len(self.values) and self._counts(self.values[number], text, start, end):
                yield number

    def _counts(self, value: str, text: str, start: int, end: int) -> bool:
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if value in self._numbers:
            # A colour of a style sheet is written as the number of an official might be.
            return not (_JOINED.match(before) or _JOINED.match(after) or value[0] + before == "c#")
        if value not in self._names:
            return True
        if value.isascii():
            return not (_JOINED.match(before) or _JOINED.match(after))
        return len(value) > 2 or not (_HAN_ONE.match(before) and _HAN_ONE.match(after))


def _windows(text: str) -> Iterator[str]:
    """What of a text must not be found: the whole of a short one, else pieces that overlap."""
    latin = len(_HAN_ONE.findall(text)) * 4 < len(text)
    least, length = (16, 32) if latin else (8, 16)
    if least <= len(text) <= length:
        yield text
    elif len(text) > length:
        step = length // 2
        yield from (text[at : at + length] for at in range(0, len(text) - length + 1, step))
        yield text[-length:]


_AROUND = 4
"""So many Chinese characters on either side make up the word that a name is part of."""


def _around(names: Iterable[str], public: str) -> Mapping[str, set[str]]:
    """Of each name the words in a public text that it is part of; itself where it stands alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, start, end in _every(names, public):
        first, last = start, end
        while start - first < _AROUND and first and _HAN_ONE.match(public[first - 1]):
            first -= 1
        while last - end < _AROUND and last < len(public) and _HAN_ONE.match(public[last]):
            last += 1
        found[name].add(public[first:last])
        if last > end:  # what follows a name makes it another word, what goes before it need not
            found[name].add(public[start:last])
    return found


def _occurring(texts: Iterable[str], public: str) -> set[str]:
    return {text for text, _, _ in _every(texts, public)}


def _every(texts: Iterable[str], inside: str) -> Iterator[tuple[str, int, int]]:
    """Every occurrence of some texts, those within one another too."""
    wanted = list(texts)
    if wanted:
        found = AhoCorasick(wanted).find_matches_as_indexes(inside, overlapping=True)
        yield from ((wanted[number], start, end) for number, start, end in found)


def _program() -> str:
    """The words of the program itself: templates, messages, rulebook, schemas, sources."""
    return _texts(
        assets.templates(), assets.rulebook(), assets.schemas(), Path(__file__).parents[1]
    )


def _texts(*folders: Path) -> str:
    own = Path(__file__).parent  # what is written here of names is about them
    found = {path for folder in folders for path in folder.rglob("*") if own not in path.parents}
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted(found) if path.suffix in _TEXTS
    )


_TEXTS = frozenset({".css", ".html", ".js", ".json", ".md", ".po", ".py", ".toml", ".typ", ".yml"})

_NUMBER = re.compile(r"[0-9][0-9,]{2,}")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_NEAR = 8
_DIGITS = 16
"""Numbers so near one another that have so many digits in all are nobody else's by chance."""


def _amounts(text: str) -> Iterator[str]:
    """The numbers from 100 on in a text that are no years, with and without commas in them."""
    for match in _NUMBER.finditer(text):
        parts = match[0].split(",")
        if len(parts) > 1 and _THOUSANDS.fullmatch(match[0]):
            parts.append("".join(parts))
        for number in parts:
            if len(number) > 2 and not _YEAR.fullmatch(number):
                yield number


_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _together(values: Private, text: str) -> set[int]:
    """The surveys of which several amounts stand close together, as ``values`` numbers them."""
    found = set()
    recent: dict[int, dict[str, int]] = defaultdict(dict)
    for place, number in enumerate(_amounts(text)):
        for survey in values.amounts.get(number, ()):
            near = recent[survey]
            near[number] = place
            if len(near) > 2:
                digits = sum(len(one) for one, at in near.items() if place - at < _NEAR)
                if digits >= _DIGITS:
                    found.add(survey)
    return found


class _Rows:
    """What must not stand in the row of a list that shows a household."""

    def __init__(self, index: Index) -> None:
        self._documents = {one.origin.id: one for one in index.of_kind("household")}
        self._officials = _officials(index)

    def find(self, text: str, listed: tuple[Listed, ...], *, by_line: bool) -> Iterator[Where]:
        """The fields of listed households that stand in their rows."""
        by_name: dict[str, list[str]] = defaultdict(list)
        for one in listed:
            by_name[one.shown.lower()].append(one.household)
        for name, row in _split(text, by_name, by_line=by_line):
            numbers = set(_amounts(row))
            for household in by_name[name]:
                yield from self._in_row(household, row, numbers)

    def _in_row(self, household: str, row: str, numbers: set[str]) -> Iterator[Where]:
        document = self._documents[household]
        value = document.value
        for year, survey in enumerate(value["surveys"]):
            for keys, amount in _figures(survey, ("surveys", year)):
                if amount in numbers:
                    yield Where(document, keys)
        causes = value.get("causes", {})
        if any(word in row for cause in _both(causes) for word in _words_of(cause)):
            yield Where(document, ("causes",))
        for number, pairing in enumerate(value.get("helpers", ())):
            if self._officials.get(pairing["contact"], "\n") in row:
                yield Where(document, ("helpers", number, "contact"))


def _split(text: str, names: Iterable[str], *, by_line: bool) -> Iterator[tuple[str, str]]:
    """Each name in a text with its row: its line, or in a PDF what follows up to the next name."""
    wanted = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    found = list(re.finditer(wanted, text)) if wanted else []
    for one, following in zip(found, [*found, None][1:], strict=True):
        if by_line:
            end = text.find("\n", one.end())
            start = text.rfind("\n", 0, one.start()) + 1
            yield one[0], text[start : end if end >= 0 else len(text)]
        else:
            end = following.start() if following else len(text)
            yield one[0], text[one.start() : min(end, one.end() + _ROW)]


_ROW = 80
"""How far a row of a PDF reaches at most beyond the name in it."""


def _figures(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every number below some keys of a record, as it is written."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _figures(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _figures(inner, (*keys, number))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield keys, str(value)


def _both(causes: Mapping[str, Any]) -> list[str]:
    """The causes of poverty of a household, the main one and others."""
    return [*([causes["main"]] if causes else ()), *causes.get("others", ())]


@cache
def _words_of(cause: str) -> tuple[str, ...]:
    """A cause as it might be written: its id, in English, and in Chinese as the schema has it."""
    if cause == "other":
        return ()
    told = schema_of("household", ("causes", "main"))["description"]
    chinese = re.findall(f"(?:^|；){re.escape(cause)} ([{_HAN}]+)", told)
    return (cause, cause.replace("-", " "), *chinese)


def _officials(index: Index) -> dict[str, str]:
    """The names of officials by their numbers."""
    places = (("organisation", ("leaders", "contacts")), ("village", ("team", "posts")))
    return {
        person["id"]: person["name"].lower()
        for kind, parts in places
        for document in index.of_kind(kind)
        for part in parts
        for person in document.value.get(part, ())
    }
