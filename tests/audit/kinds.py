"""Which pages stand for all: one of each kind of page, the largest or the smallest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from gongshi.public.facts import County
from gongshi.site.language import languages
from gongshi.site.pages import Page, pages


def one_of_each(county: County, site: Path, choose: Callable[..., Any]) -> list[tuple[Page, str]]:
    """Of each kind the page that ``choose`` (max or min) takes by its bytes, and its path.

    In each language its own. A kind is a template; a page with names is a kind
    apart from one without.
    """
    chosen = []
    for language in languages(county):
        kinds: dict[tuple[str, bool], list[tuple[int, str, Page]]] = {}
        for page in pages(county):
            path = f"{language.prefix}{page.path}"
            size = (site / path).stat().st_size
            kind = (page.template, page.with_names)
            kinds.setdefault(kind, []).append((size, path, page))
        for of_a_kind in kinds.values():
            _, path, page = choose(of_a_kind, key=lambda each: each[:2])
            chosen.append((page, path))
    return chosen
