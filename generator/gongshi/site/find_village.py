"""What the search box of the home page looks through: every place by its names and its pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice, product

from pypinyin import Style, pinyin

from gongshi.public.facts import County, Label
from gongshi.site.file import File, compact
from gongshi.site.language import Language, languages

GLOBAL = "gongshiPlaces"
"""The one global that the data script assigns: ``[name, township, path, keys]`` of each place."""

MOST_READINGS = 8
"""So many readings of one name are taken at most, the most usual first."""


def data_path(language: Language) -> str:
    """The script with the places in a language; the search box loads it when it is first used."""
    return f"scripts/find-village-data.{language.code}.js"


def files(county: County) -> Iterator[File]:
    """A data script for each language: a script, for a page on disk may not read a JSON file."""
    for language in languages(county):
        places = ",\n".join(map(compact, _places(county, language)))
        yield File(data_path(language), f"window.{GLOBAL} = [\n{places}\n];\n".encode())


def _places(county: County, language: Language) -> Iterator[list[object]]:
    for township in county.townships:
        name = language.plain(township.name)
        yield [name, "", f"townships/{township.id}.html", keys(township.name)]
        for village in township.villages:
            path = f"villages/{village.id}.html"
            yield [language.plain(village.name), name, path, keys(village.name)]


def keys(name: Label) -> list[str]:
    """What a place is found by, folded: its names, its pinyin in each reading, their initials."""
    found = [name.zh, name.en or ""]
    readings = list(islice(product(*map(_spellings, _syllables(folded(name.zh)))), MOST_READINGS))
    found += ["".join(reading) for reading in readings]
    found += ["".join(syllable[:1] for syllable in reading) for reading in readings]
    return [key for key in dict.fromkeys(map(folded, found)) if key]


def folded(text: str) -> str:
    """A text as it is compared: no tone marks, case, width, spaces or signs.

    ``find-village.js`` folds what is typed in the same way.
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN")


def _syllables(name: str) -> list[list[str]]:
    return pinyin(name, style=Style.NORMAL, heteronym=True)


def _spellings(readings: list[str]) -> list[str]:
    """The readings of a character; ü is typed as v by most and as u by some."""
    both = [(one, one.replace("v", "u")) if one in _WITH_UMLAUT else (one,) for one in readings]
    return list(dict.fromkeys(spelling for pair in both for spelling in pair))


_WITH_UMLAUT = ("lv", "lve", "nv", "nve")
