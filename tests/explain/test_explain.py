"""What a family is told: four households in both languages, as they were read and approved."""

from __future__ import annotations

import copy
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from gongshi.decision.case import Case
from gongshi.explain import FORMATS
from gongshi.explain.account import account
from gongshi.explain.told import Account
from gongshi.policy.law import Law
from tests.conftest import AS_OF
from tests.rules.test_rulebook import base, document, put

GOLDEN = Path(__file__).parent / "golden"
FOLDER = "townships/example/example-village/households"
WAIVER = {
    "clause": "exit.three-not-out.3",
    "year": 2018,
    "date": "2018-12-01",
    "by": {"zh": "县扶贫开发领导小组", "en": "the county leading group"},
    "reason": {"zh": "赔偿款到位，困难已经解决", "en": "compensation was paid"},
}
# A household, and what differs from the rulebook's county.
HOUSEHOLDS: dict[str, tuple[str, dict[str, Any]]] = {
    "registered": ("h999901", {}),
    "barred": ("h999901", {"history": [], "surveys.2018.vehicles.comfort_car": True}),
    "exited": ("h999903", {}),
    "undecided": (
        "h999903",
        {
            "history": [{"date": "2017-12-20", "change": "entry", "round": "2017-entry"}],
            "surveys.2018.electricity": "absent",
            "measures.m1.effect": "absent",
        },
    ),
    "waived": (
        "h999903",
        {
            "history.0": {"date": "2018-06-20", "change": "entry", "round": "2018-entry"},
            "waivers": [WAIVER],
        },
    ),
    "contradictory": ("h999903", {"surveys.2018.steady": False}),
    "never-surveyed": ("h999902", {}),
}


def told(kind: str) -> Account:
    name, changes = HOUSEHOLDS[kind]
    path = f"{FOLDER}/{name}.yaml"
    found = base()[path]
    if changes:
        value = copy.deepcopy(found.value)
        for keys, edit in changes.items():
            put(value, keys, edit)
        found = document(path, value)
    return account(Case(found, Law(base().values())), AS_OF)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", sorted(HOUSEHOLDS))
def test_an_account_reads_as_it_was_read_and_approved(
    kind: str, language: str, request: pytest.FixtureRequest
) -> None:
    text = FORMATS["text"](told(kind), language)
    golden = GOLDEN / f"{kind}.{language}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", sorted(HOUSEHOLDS))
def test_an_account_is_all_in_its_language(kind: str) -> None:
    """English accounts hold no Chinese; Chinese ones no English words but ids and file names."""
    english = FORMATS["text"](told(kind), "en")
    assert not re.search(r"[\u4e00-\u9fff]", english)
    chinese = FORMATS["text"](told(kind), "zh")
    chinese = re.sub(r"\S+\.yaml\S*|[a-z0-9]+([.-][a-z0-9]+)+", "", chinese)
    left = set(re.findall(r"[A-Za-z]{3,}", chinese))
    assert left <= {"example"}


def test_json_has_the_whole_tree_with_facts_places_and_both_languages() -> None:
    value = json.loads(FORMATS["json"](told("undecided"), "zh"))
    assert (value["version"], value["household"], value["as_of"]) == (1, "h999903", "2019-11-18")
    entry, exit_ = value["decisions"]
    assert (entry["kind"], entry["outcome"]) == ("entry", "may-be-assessed")
    assert (exit_["kind"], exit_["outcome"], exit_["year"]) == ("exit", "undecided", 2018)
    clauses = {one["id"]: one for group in exit_["groups"] for one in group["clauses"]}
    assert len(clauses) == 11
    unknown = clauses["exit.one-out.g"]
    assert unknown["truth"] == "unknown"
    (fact,) = unknown["facts"]
    assert fact["value"] is None
    assert fact["name"] == {"zh": "生活用电", "en": "Electricity"}
    line = clauses["exit.one-out.a"]["amounts"][0]
    assert line["value"]["zh"].startswith("2,995 元")
    assert line["place"]["path"] == "records/policy/parameters/poverty-line.yaml"
    assert [one["truth"] for one in clauses.values()].count("met") == 7
    assert len(exit_["changes"]) == 2


def test_every_fact_points_at_its_line() -> None:
    """The line that an account names holds the field that it tells."""
    source = base()[f"{FOLDER}/h999903.yaml"].source.decode().splitlines()
    value = json.loads(FORMATS["json"](told("exited"), "zh"))
    facts = {
        fact["name"]["en"]: source[fact["place"]["line"] - 1]
        for decision in value["decisions"][1:]  # the exit, so that a name stands for one line
        for group in decision["groups"]
        for clause in group["clauses"]
        for fact in clause["facts"]
    }
    assert "electricity: true" in facts["Electricity"]
    assert "grade: b" in facts["Housing (grade)"]
    assert "effect: clear" in facts["Measures (effect)"]
    assert "income:" in facts["Income"]


def test_without_a_standard_in_force_that_is_what_is_told() -> None:
    found = base()
    law = Law(one for one in found.values() if one.origin.id != "exit.three-not-out")
    shown = account(Case(found[f"{FOLDER}/h999903.yaml"], law), AS_OF)
    assert [one.outcome for one in shown.decisions] == ["may-be-assessed", "not-in-force"]
    assert "没有生效的标准" in FORMATS["text"](shown, "zh")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}
        self.tags.append(tag)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_needs_nothing_else_and_runs_nothing(language: str) -> None:
    html = FORMATS["html"](told("waived"), language)
    page = _Text()
    page.feed(html)
    assert {"main", "h1", "h2", "h3", "details"} <= set(page.tags)
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert 'content="noindex' in html
    assert ("赔偿款到位" if language == "zh" else "compensation was paid") in html


def test_a_hostile_text_of_the_record_stays_text() -> None:
    waiver = {**WAIVER, "reason": {"zh": "<script>alert(1)</script>"}}
    name, changes = HOUSEHOLDS["waived"]
    value = copy.deepcopy(base()[f"{FOLDER}/{name}.yaml"].value)
    for keys, edit in {**changes, "waivers": [waiver]}.items():
        put(value, keys, edit)
    case = Case(document(f"{FOLDER}/{name}.yaml", value), Law(base().values()))
    assert "<script>" not in FORMATS["html"](account(case, AS_OF), "zh")
