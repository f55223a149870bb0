"""What is private in the records, by the register, in the form in which it could be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from gongshi.load.document import KINDS, Document
from gongshi.load.yaml import Keys
from gongshi.public import register
from gongshi.public.audience import Audience
from gongshi.schema.naming import Field
from gongshi.schema.registry import Schema, resolved, schema


class Treatment(Enum):
    """How the values of a field are taken."""

    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    AMOUNT = "amount"
    PUBLIC_NAME = "public-name"
    PUBLIC_TEXT = "public-text"


Plan: TypeAlias = "dict[str, Plan] | Treatment"
"""What to take from a record, by keys; ``*`` stands for every item of a list."""


@dataclass(frozen=True, slots=True)
class Where:
    """The record and field that a private value is of."""

    document: Document
    keys: Keys

    @property
    def record(self) -> str:
        """The record's path, as findings show it, and the line; never an id of a person."""
        line, _ = self.document.positions().of(self.keys)
        return f"{self.document.origin.path}:{line}"

    @property
    def field(self) -> str:
        """The field as the schemas name it; ``*`` stands for an item of a list."""
        return ".".join("*" if isinstance(key, int) else key for key in self.keys)


@dataclass(slots=True)
class Private:
    """The private values of a county, and the public texts that hold some of the same words.

    ``numbers``, ``names`` and ``texts`` say of each value where it first stands, ``surveys`` of the
    amounts of a survey, ``amounts`` in which surveys each is. ``public_names`` are names of places,
    offices, projects and officials, and the texts of the policy; ``public_texts`` what clerks wrote
    to be published.
    """

    numbers: dict[str, Where] = field(default_factory=dict)
    names: dict[str, Where] = field(default_factory=dict)
    texts: dict[str, Where] = field(default_factory=dict)
    surveys: list[Where] = field(default_factory=list)
    amounts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    public_names: set[str] = field(default_factory=set)
    public_texts: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        """How many different values are private."""
        return len(self.numbers) + len(self.names) + len(self.texts) + len(self.amounts)


def private(documents: list[Document], audience: Audience) -> Private:
    """The private values of some records, as far as ``audience`` is concerned."""
    found = Private()
    for document in documents:
        survey: tuple[str | int, ...] = ()
        for keys, treatment, value in _values(
            document.value, _plan(document.origin.kind, audience), ()
        ):
            text = str(value)
            match treatment:
                case Treatment.PUBLIC_NAME:
                    found.public_names.add(text)
                case Treatment.PUBLIC_TEXT:
                    found.public_texts.add(text)
                case Treatment.AMOUNT:
                    if keys[:2] != survey:
                        survey = keys[:2]
                        found.surveys.append(Where(document, survey))
                    if len(found.surveys) - 1 not in found.amounts[text]:
                        found.amounts[text].append(len(found.surveys) - 1)
                case _:
                    into = {
                        Treatment.NUMBER: found.numbers,
                        Treatment.NAME: found.names,
                        Treatment.TEXT: found.texts,
                    }[treatment]
                    if text not in into:
                        into[text] = Where(document, keys)
    return found


def _values(value: Any, plan: Plan, keys: Keys) -> Iterator[tuple[Keys, Treatment, Any]]:
    if isinstance(plan, Treatment):
        yield keys, plan, value
    elif isinstance(value, dict):
        for key, inner in plan.items():
            if key in value:
                yield from _values(value[key], inner, (*keys, key))
    elif isinstance(value, list) and "*" in plan:
        for number, item in enumerate(value):
            yield from _values(item, plan["*"], (*keys, number))


@cache
def _plan(kind: str, audience: Audience) -> Plan:
    return _planned(schema(kind), kind, (), audience) or {} if kind in KINDS else {}


def _planned(part: Schema, kind: str, path: Field, audience: Audience) -> Plan | None:
    """What to take below a field; None where there is nothing to look for."""
    part = resolved(part)
    inner = dict(part.get("properties", {}))
    if "items" in part:
        inner["*"] = part["items"]
    if not inner:
        return _treatment(part, kind, path, audience)
    plans = {key: _planned(one, kind, (*path, key), audience) for key, one in inner.items()}
    kept = {key: plan for key, plan in plans.items() if plan is not None}
    return kept or None


_NUMBERS = frozenset({"^h[0-9]{6}$", "^p[0-9]{7}$", "^c[0-9]{5}$"})
"""The patterns of the numbers of households, persons and officials."""


def _treatment(part: Schema, kind: str, path: Field, audience: Audience) -> Treatment | None:
    form = register.form(kind, path, audience)
    if part.get("pattern") in _NUMBERS:
        # Everything else that has such a number points to where it is given.
        return Treatment.NUMBER if path[-1] == "id" and form != "as-written" else None
    if form == "name":
        return Treatment.NAME
    is_text = part.get("type") == "string" and "enum" not in part and _is_free(part)
    if form == "as-written":
        if not is_text:
            return None
        return Treatment.PUBLIC_TEXT if _is_of_a_case(kind, path) else Treatment.PUBLIC_NAME
    if is_text:
        return Treatment.TEXT
    in_survey = kind == "household" and path[:2] == ("surveys", "*")
    return Treatment.AMOUNT if in_survey and part.get("type") in {"integer", "number"} else None


def _is_free(part: Schema) -> bool:
    """Whether a text is whatever somebody writes, and no date, id or code."""
    return "format" not in part and part.get("maxLength", 0) >= _LONG


_LONG = 200


def _is_of_a_case(kind: str, path: Field) -> bool:
    """Whether a public text is what a clerk wrote about a case, where a name may slip in."""
    return kind in {"household", "round"} or path[0] in {"haves", "meetings"}
