"""The terms of the field in both languages, each in a plain sentence: a text of the site."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongshi import assets
from gongshi.public.facts import County, Label


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what it means; ``page`` explains it, None where this county has no such page."""

    id: str
    name: Label
    plain: Label
    page: str | None


@dataclass(frozen=True, slots=True)
class Chapter:
    """Terms that belong together."""

    title: Label
    terms: tuple[Term, ...]


def chapters(county: County) -> tuple[Chapter, ...]:
    """The glossary, linked as far as the county's policy goes."""
    anchors = {
        *(group.id for group in county.clause_groups),
        *(clause.id for group in county.clause_groups for clause in group.clauses),
        *(procedure.id for procedure in county.procedures),
        *(step.id for procedure in county.procedures for step in procedure.steps),
        *(duties.id for duties in county.duty_lists),
        *(duty.id for duties in county.duty_lists for duty in duties.duties),
        *(parameter.id for parameter in county.parameters),
    }
    return tuple(
        Chapter(
            Label(chapter["zh"], chapter["en"]),
            tuple(_term(one, anchors) for one in chapter["terms"]),
        )
        for chapter in _texts()
    )


def _term(found: dict[str, str], anchors: set[str]) -> Term:
    page, _, anchor = found["page"].partition("#")
    known = (anchor or page.removeprefix("policy/").removesuffix(".html")) in anchors
    return Term(
        found["id"],
        Label(found["zh"], found["en"]),
        Label(found["plain_zh"], found["plain_en"]),
        found["page"] if known else None,
    )


@cache
def _texts() -> list[dict[str, Any]]:
    """The file of the terms; its shape is held by the tests."""
    texts = (assets.templates() / "content" / "glossary.toml").read_text("utf-8")
    return list(tomllib.loads(texts)["chapters"])
