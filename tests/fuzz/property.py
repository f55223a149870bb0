"""What must hold for a file of any bytes: what the fuzzer tries and the corpus repeats."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import yaml as pyyaml

from gongshi import rules
from gongshi.finding import Finding, Severity
from gongshi.load import walk, yaml
from gongshi.load.document import KINDS, Document
from gongshi.model import build as model
from gongshi.public.view import view
from gongshi.rules.base import INTERNAL, Index
from gongshi.schema import check as schema
from tests.conftest import AS_OF, TINY

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def holds(source: bytes) -> None:
    """Fails where a file breaks something; ``# <kind>`` as first line says which record it is."""
    value, findings = yaml.parse(source, "x.yaml")
    assert (value is None) is bool(findings)
    _in_the_file(findings, source)
    if value is None:
        yaml.Positions(source).of(("a", 0))
        return
    assert same(value, reading(source)), "another reader reads another thing"
    old = _place_of(source)
    document = Document(old.origin, value, source)
    fitting, faults = schema.check([document])
    assert bool(fitting) is not bool(faults)
    _in_the_file(faults, source)
    if fitting:
        _can_be_used(document)


def _in_the_file(findings: list[Finding], source: bytes) -> None:
    """Every finding is an error in both languages, at a place that the file has."""
    lines = source.split(b"\n")
    for one in findings:
        assert one.severity is Severity.ERROR
        assert 1 <= one.place.line <= len(lines), one
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1, one
        assert all((one.message.zh, one.message.en, one.hint.zh, one.hint.en)), one


def reading(source: bytes) -> Any:
    """The text as PyYAML composes it, with what the strict subset means by a plain scalar."""
    return _meant(pyyaml.compose(source.decode(), Loader=pyyaml.CSafeLoader))


def _meant(node: Any) -> Any:
    if isinstance(node, pyyaml.MappingNode):
        return {key.value: _meant(value) for key, value in node.value}
    if isinstance(node, pyyaml.SequenceNode):
        return [_meant(item) for item in node.value]
    if node.style in (None, "") and (
        node.value in ("true", "false") or _NUMBER.fullmatch(node.value)
    ):
        try:
            return json.loads(node.value)
        except ValueError:  # such as 007, which must not be read at all
            return None
    return node.value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same; true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return isinstance(one, bool) is isinstance(other, bool) and one == other


@cache
def county() -> dict[str, Document]:
    """The records of the tiny county by path."""
    return {document.origin.path: document for document in walk.read(TINY).documents}


@cache
def _first_of_kind() -> dict[str, Document]:
    found: dict[str, Document] = {}
    for document in county().values():
        found.setdefault(document.origin.kind, document)
    return found


def _place_of(source: bytes) -> Document:
    """The record whose place a file takes: the one of its id, or the first of its kind."""
    kind = source.partition(b"\n")[0].removeprefix(b"# ").decode("utf-8", "replace")
    return _first_of_kind()[kind if kind in KINDS else "household"]


def _can_be_used(document: Document) -> None:
    """A record that fits its schema: no rule fails on it, and a clean county has a view."""
    documents = {**county(), document.origin.path: document}
    index = Index(documents.values(), (), "records")
    findings = list(rules.check(index, AS_OF))
    assert [one for one in findings if one.code == INTERNAL] == []
    if not any(one.severity is Severity.ERROR for one in findings):
        assert view(model.build(index.documents), index, AS_OF).villages
