"""Every case of the rulebook, run: what differs from a clean county, and exactly what is found.

A page's findings are written by ``--update-golden``; read the diff as you would read a policy.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml as pyyaml

from gongshi import pipeline, rules
from gongshi.finding import Text
from gongshi.load import yaml
from gongshi.load.commits import Change, Commit, Signature
from gongshi.load.document import ITEM_NAMES, Document, Origin, origin_of
from gongshi.rules import rulebook
from gongshi.rules.base import Hit, Index, Rule, run
from gongshi.schema import check as schema
from tests import numbers
from tests.conftest import ROOT, TINY

BOOK = ROOT / "rulebook"
VILLAGE = "townships/example/example-village"
EXAMPLE = (
    ("h0000", "h9999"),
    ("p00000", "p99999"),
    ("c0000", "c9999"),
    ("tingquan", "example-village"),
    ("shuiyun", "example"),
)
"""The rulebook is public, so its ids are nobody's: what they replace in the tiny county."""
RULES = {rule.code: rule for family in rules.FAMILIES for rule in family.rules}
PAGES = sorted(
    f"{file.parent.name}.{file.stem}" for file in BOOK.rglob("*.md") if file.parent != BOOK
)
AS_OF = date(2019, 11, 18)
PERSONAL = numbers.by_mark()
"""What stands where a page has a mark such as ‹MOBILE›: the pages are public and hold none."""
ABSENT = "absent"
"""What a case writes where a record, entry or field is not there."""


@cache
def base() -> dict[str, Document]:
    """The tiny county and a household that has exited, by path within the records folder."""
    found = {}
    for folder in (TINY, ROOT / "tests" / "rulebook" / "records"):
        for read in pipeline.walk.read(folder).documents:
            within = read.origin.path.removeprefix(f"{pipeline.walk.shown(folder)}/")
            path, text = within, read.source.decode()
            for real, example in EXAMPLE:
                path, text = path.replace(real, example), text.replace(real, example)
            value, _ = yaml.parse(text.encode(), path)
            found[path] = Document(origin(path), value, text.encode())
    return found


def origin(path: str) -> Origin:
    found = origin_of(path, f"records/{path}")
    assert found is not None, path
    return found


def path_of(name: str) -> str:
    """``h000001``, ``2018-exit``, ``village``, ``county`` or a path, as a path."""
    if re.fullmatch(r"h\d{6}", name):
        return f"{VILLAGE}/households/{name}.yaml"
    if re.fullmatch(r"\d{4}-(entry|exit)", name):
        return f"{VILLAGE}/rounds/{name}.yaml"
    return f"{VILLAGE}/village.yaml" if name == "village" else f"{name}.yaml"


@dataclass(frozen=True)
class Told:
    """A case as rules see it: the documents, the day, and what there was before the change.

    A case says under ``before`` what was already so, under ``files`` which other files the change
    touches, and under ``commits`` what the signature of each commit says.
    """

    documents: list[Document]
    as_of: date
    before: list[Document]
    change: Change


def changed(case: rulebook.Case) -> Told:
    """What a case tells; each document fits its schema."""
    text = re.sub("‹([A-Z-]+)›", lambda mark: PERSONAL[mark[1]], case.changes)
    changes, problems = yaml.parse(text.encode(), "case")
    assert not problems, problems
    as_of = date.fromisoformat(changes.pop("as-of", AS_OF.isoformat()))
    commits = [
        Commit(f"{number:010}", Signature(state))
        for number, state in enumerate(changes.pop("commits", ()), 1)
    ]
    signers_found = changes.pop("signers", "there") != ABSENT
    change = Change(tuple(changes.pop("files", ())), tuple(commits), signers_found)
    before = edited(base(), changes.pop("before", {}))
    return Told(fitting(edited(before, changes)), as_of, fitting(before), change)


def edited(documents: dict[str, Document], changes: dict[str, Any]) -> dict[str, Document]:
    """The documents with the edits of a case, by path."""
    documents = dict(documents)
    for name, edits in changes.items():
        path = path_of(name)
        if edits == ABSENT:
            del documents[path]
            continue
        like = edits.pop("like", None)
        value = copy.deepcopy(documents[path_of(like) if like else path].value)
        if like:
            value["id"] = Path(path).stem
        for keys, edit in edits.items():
            put(value, keys, edit)
        documents[path] = document(path, value)
    return documents


def fitting(documents: dict[str, Document]) -> list[Document]:
    found, findings = schema.check(list(documents.values()))
    assert not findings, [(one.place, one.message.en) for one in findings]
    return list(found)


def document(path: str, value: Any) -> Document:
    source = pyyaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()
    return Document(origin(path), value, source)


def put(value: Any, keys: str, edit: Any) -> None:
    """Set, or remove where it is absent, what dotted ``keys`` lead to."""
    first, rest = step(value, keys)
    if rest:
        if isinstance(value, dict):
            value.setdefault(first, {})
        put(value[first], rest, edit)
    elif edit == ABSENT:
        del value[first]
    elif isinstance(value, list) and first == len(value):
        value.append(edit)
    elif isinstance(value, list) and isinstance(edit, dict):
        # An item keeps the name it was found by, or gets it; one found by its number keeps none.
        value[first] = {**_named(value[first], keys), **edit}
    else:
        value[first] = edit


def _named(item: dict[str, Any], called: str) -> dict[str, Any]:
    return {name: item[name] for name in ITEM_NAMES if str(item.get(name, "")) == called}


def step(value: Any, keys: str) -> tuple[Any, str]:
    """The key or list index that ``keys`` begin with, and what is left of them.

    An item of a list goes by its id, year, step or the like, or by its number; one that is not
    there yet is appended under that name.
    """
    if isinstance(value, dict):
        first, _, rest = keys.partition(".")
        return first, rest
    for number, item in enumerate(value):
        for name in ITEM_NAMES:
            called = str(item.get(name, ""))
            if called and (keys == called or keys.startswith(f"{called}.")):
                return number, keys[len(called) + 1 :]
    first, _, rest = keys.partition(".")
    if first.isdigit() and int(first) <= len(value):
        return int(first), rest
    return _new(value, keys), ""


def _new(value: list[Any], keys: str) -> int:
    name = next(name for name in ITEM_NAMES if value and name in value[0])
    value.append({name: int(keys) if keys.isdigit() else keys})
    return len(value) - 1


def found(rule: Rule, told: Told) -> list[rulebook.Told]:
    """What a rule finds; where it is about change, the county without faults is what was before."""
    of_change = rule.code.startswith(("change.", "review."))
    before = Index(told.before, (), "records") if of_change else None
    index = Index(told.documents, (), "records", before, told.change)
    hits = sorted(rule.judge(index, told.as_of), key=lambda hit: (place(hit), hit.message.en))
    return [rulebook.Told(place(hit), hit.message, hit.hint) for hit in hits]


def place(hit: Hit) -> str:
    """The record and the dotted keys in it, items of a list by their names."""
    if hit.document is None:
        return hit.path.removeprefix("records/")
    path = hit.document.origin.path.removeprefix("records/")
    return f"{path} {hit.document.spot(hit.keys)}".strip()


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert sorted(RULES) == PAGES


def test_the_base_is_clean() -> None:
    index = Index(base().values(), (), "records")
    every = [run(rule, index, AS_OF) for rule in RULES.values()]
    assert [finding.code for findings in every for finding in findings] == []


@pytest.mark.parametrize("code", PAGES)
def test_the_cases_of_a_rule(code: str, request: pytest.FixtureRequest) -> None:
    file = BOOK / code.split(".")[0] / f"{code.split('.')[1]}.md"
    text = file.read_text(encoding="utf-8")
    page = rulebook.parse(text)
    told = [found(RULES[code], changed(case)) for case in page.cases]
    if request.config.getoption("--update-golden"):
        file.write_text(written(text, told), encoding="utf-8")
        page = rulebook.parse(file.read_text(encoding="utf-8"))
    for case, findings in zip(page.cases, told, strict=True):
        assert list(case.findings) == findings, case.title.en
    for one in (one for findings in told for one in findings):
        assert all((one.message.zh, one.message.en, one.hint.zh, one.hint.en))
    assert any(case.passes for case in page.cases), "no case that passes"
    assert not all(case.passes for case in page.cases), "no case that fails"


def written(text: str, told: list[list[rulebook.Told]]) -> str:
    """The page with its findings written anew."""
    blocks: Iterator[list[rulebook.Told]] = iter(told)
    last: list[Text] = []

    def block(_match: re.Match[str]) -> str:
        lines = []
        for one in next(blocks):
            lines += [one.place, f"  {one.message.zh}", f"  {one.message.en}"]
            if one.hint not in last[-1:]:
                lines += [f"  {one.hint.zh}", f"  {one.hint.en}"]
            last.append(one.hint)
        return "\n".join(["```findings", *lines, "```"])

    return re.sub(r"```findings\n.*?```", block, text, flags=re.DOTALL)


def test_the_examples_name_nobody_of_a_real_county() -> None:
    """The pages are public: their households, persons and officials are numbered out of reach."""
    for file in BOOK.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        for number in re.findall(r"\b(?:h\d{6}|p\d{7}|c\d{5})\b", text):
            assert number[1:].startswith("999"), file
        for name in re.findall(r"name: ([\u4e00-\u9fff]+)", text):
            assert name.startswith("某"), file


def test_a_page_that_is_not_written_as_pages_are_is_refused() -> None:
    with pytest.raises(ValueError, match="case"):
        rulebook.parse("# 一 | One\n\n一。\n\nOne.\n\n## 二 | Two\n\nno block\n")


def test_the_index_is_named_by_its_year() -> None:
    """The rulebook's own words for places lead to the right items."""
    value = {"surveys": [{"year": 2017, "a": 1}, {"year": 2018, "a": 1}]}
    put(value, "surveys.2018.a", 2)
    put(value, "surveys.2017.a", ABSENT)
    assert value == {"surveys": [{"year": 2017}, {"year": 2018, "a": 2}]}
