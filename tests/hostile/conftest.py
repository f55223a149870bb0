"""The county with a harmless word at each place, and those with hostile texts in their stead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from gongshi.model import build as model
from gongshi.public.facts import County
from gongshi.public.view import view
from gongshi.rules.base import Index
from gongshi.site import data
from gongshi.site.build import shells
from gongshi.site.file import File
from gongshi.site.render import render
from gongshi.site.shell import Shells
from tests.conftest import AS_OF
from tests.hostile.fields import Place, harmless, hostile, places, planted, turns

_FRAMES: dict[tuple[str, ...], Shells] = {}


def frames(county: County) -> Shells:
    """Shells without a Content-Security-Policy: what is escaped must do no harm on its own."""
    if county.languages not in _FRAMES:
        _FRAMES[county.languages] = shells(county, "")
    return _FRAMES[county.languages]


@dataclass
class Planted:
    """A county with a text at each place, and what is made from it."""

    text: Callable[[Place], str | None]

    @cached_property
    def at(self) -> dict[int, str]:
        """What stands at each place that was planted."""
        found = {place.number: self.text(place) for place in places()}
        return {number: text for number, text in found.items() if text is not None}

    @cached_property
    def index(self) -> Index:
        """Its records."""
        return Index(planted(self.text), (), "records")

    @cached_property
    def records(self) -> Any:
        """Its records as the typed county."""
        return model.build(self.index.documents)

    @cached_property
    def facts(self) -> County:
        """What the public may know of it."""
        return view(self.records, self.index, AS_OF)

    @cached_property
    def site(self) -> dict[str, bytes]:
        """Every file of its site, by its path; the version of the public data is one for all."""
        files = {file.path: file.content for file in render(self.facts, frames(self.facts))}
        version = data.version(File(path, content) for path, content in files.items()).encode()
        return {path: content.replace(version, b"0" * 12) for path, content in files.items()}


@pytest.fixture(scope="session")
def plain() -> Planted:
    """The county with a harmless word at each place."""
    return Planted(harmless)


@pytest.fixture(scope="session")
def attacked() -> list[Planted]:
    """The hostile counties: in all of them together each text stands in each field."""
    return [Planted(hostile(turn)) for turn in range(turns())]
