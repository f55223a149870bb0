"""The policy catalogue: every clause once, in both languages, with plain words and a source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from gongshi.pipeline import Checked
from gongshi.public.facts import County
from gongshi.site.pages import pages
from gongshi.site.render import render
from tests.site.test_render import SHELLS

# Every clause of the policy, as its text numbers it. Written out, so that a lost one is missed.
CLAUSES = {
    "term": ["targeted-poverty-alleviation"],
    "goal": [
        "no-worry.food", "no-worry.clothing", "guarantee.education", "guarantee.housing",
        "guarantee.medical", "standard.income",
    ],
    "scope": ["1", "2", "3", "4"],
    "entry.standard": ["national", "municipal"],
    "entry.four-in": ["1", "2", "3", "4"],
    "entry.seven-not-in": ["1", "2", "3", "4", "5", "6", "7"],
    "exit.one-out": ["a", "b", "c", "d", "e", "f", "g", "h"],
    "exit.three-not-out": ["1", "2", "3"],
    "village-exit": ["incidence", "context"],
    "method.links": ["1", "2", "3", "4", "5", "6", "7", "8"],
    "method.four-views": ["1", "2", "3", "4"],
    "six-precisions": ["1", "2", "3", "4", "5", "6"],
    "eight-difficulties": ["1", "2", "3", "4", "5", "6", "7", "8"],
    "eight-haves": ["1", "2", "3", "4", "5", "6", "7", "8"],
    "proc.entry": ["1", "2", "3", "4", "5", "6", "7", "8"],
    "proc.exit": ["1", "2", "3", "4", "5", "6"],
    "duty.unit": ["1", "2", "3", "4", "5"],
    "duty.contact": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
    "five-ones": ["1", "2", "3", "4", "5"],
    "gratitude": ["1", "2", "3", "4", "5"],
}  # fmt: skip
# How each group combines, word by word from its source.
LOGIC = {
    "entry.four-in": "any",
    "entry.seven-not-in": "any",
    "exit.one-out": "all",
    "exit.three-not-out": "any",
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARTS = {"clauses": "clauses", "procedure": "steps", "duty-list": "duties"}


@pytest.fixture(scope="module")
def groups(sample_checked: Checked) -> dict[str, dict[str, Any]]:
    return {
        document.value["id"]: {**document.value, "items": document.value[PARTS[kind]]}
        for document in sample_checked.documents
        if (kind := document.origin.kind) in PARTS
    }


@pytest.fixture(scope="module")
def parameters(sample_checked: Checked) -> dict[str, dict[str, Any]]:
    return {
        document.value["id"]: document.value
        for document in sample_checked.documents
        if document.origin.kind == "parameter"
    }


def test_every_clause_is_there_once_and_no_other(groups: dict[str, dict[str, Any]]) -> None:
    found = {
        name: [item["id"].removeprefix(f"{name}.") for item in group["items"]]
        for name, group in groups.items()
    }
    assert found == CLAUSES


def test_every_clause_is_held_in_exactly_one_way(groups: dict[str, dict[str, Any]]) -> None:
    """By a rule, as a duty, or explained only: nothing is left out and nothing is both."""
    held = {item["id"]: item["how"] for group in groups.values() for item in group["items"]}
    assert set(held.values()) == {"rule", "duty", "explained"}
    duties = {"duty.unit", "duty.contact", "five-ones", "gratitude"}
    for name, how in held.items():
        assert (how == "duty") is (name.rpartition(".")[0] in duties), name
    rules = {name.partition(".")[0] for name, how in held.items() if how == "rule"}
    assert rules == {
        "goal", "scope", "entry", "exit", "village-exit", "six-precisions", "proc",
        "eight-haves", "eight-difficulties",
    }  # fmt: skip


def test_the_logic_of_a_group_is_the_one_of_its_text(groups: dict[str, dict[str, Any]]) -> None:
    assert {name: groups[name]["combine"] for name in LOGIC} == LOGIC
    in_principle = [
        item["id"] for group in groups.values() for item in group["items"] if "in_principle" in item
    ]
    assert in_principle == ["exit.three-not-out.3"]


def texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with its language."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif key in {"zh", "en"}:
        yield key, value


def test_chinese_is_chinese_and_english_is_english(
    groups: dict[str, dict[str, Any]], parameters: dict[str, dict[str, Any]]
) -> None:
    for record in (*groups.values(), *parameters.values()):
        for language, text in texts(record):
            assert bool(CHINESE.search(text)) is (language == "zh") or text == "%", text
            if language == "zh":
                assert not re.search(r"[\u4e00-\u9fff] *[,;?!]", text), f"half-width sign: {text}"


def test_plain_words_are_not_the_wording(groups: dict[str, dict[str, Any]]) -> None:
    """Said as to a villager: the wording's own sentences are not simply repeated."""
    for group in groups.values():
        for item in group["items"]:
            assert item["plain"]["zh"].strip("。") != item["zh"].strip("。"), item["id"]
            longest = max(len(one) for one in re.split("[，。；：？]", item["plain"]["zh"]))
            assert longest <= 30, f"{item['id']}: a part of a sentence is too long to read aloud"


def test_what_a_villager_can_answer_is_asked(groups: dict[str, dict[str, Any]]) -> None:
    for name in ("goal", "scope", "entry.four-in", "entry.seven-not-in", "exit.one-out"):
        for item in groups[name]["items"]:
            assert item["question"]["zh"].endswith("？"), item["id"]
            assert item["question"]["en"].endswith("?"), item["id"]


def test_every_clause_has_examples_and_none_is_used_twice(
    groups: dict[str, dict[str, Any]],
) -> None:
    """Of what a village or a household meets or not there is one of either kind."""
    seen: Counter[tuple[str, str]] = Counter()
    for name, group in groups.items():
        for item in group["items"] if "combine" in group else ():
            examples = item["examples"]
            seen.update((name, one["zh"]) for one in examples)
            if name == "eight-haves" or group["combine"] in ("any", "all"):
                weighed = item["id"] == "village-exit.context"
                assert [one.get("met") for one in examples] == (
                    [None] if weighed else [True, False]
                ), item["id"]
    assert len(seen) > 100
    assert set(seen.values()) == {1}


def test_both_series_of_the_poverty_line_are_there_and_apart(
    parameters: dict[str, dict[str, Any]],
) -> None:
    line = parameters["poverty-line"]
    by_series: dict[str, dict[int, int]] = {one["id"]: {} for one in line["series"]}
    for value in line["values"]:
        by_series[value["series"]][value["year"]] = value["value"]
    statistics = by_series["statistics"]
    assert {year: statistics[year] for year in (2014, 2015, 2016, 2017, 2018, 2019)} == {
        2014: 2800, 2015: 2855, 2016: 2952, 2017: 2952, 2018: 2995, 2019: 3218,
    }  # fmt: skip
    assert by_series["exit-work"] == {2014: 2800, 2015: 2852, 2016: 3026, 2017: 3200, 2018: 3400}
    assert by_series["municipal"] == {}, "not known: the county must supply and cite it"


def test_the_income_concept_changes_where_the_yearbook_says(
    parameters: dict[str, dict[str, Any]],
) -> None:
    concepts = {
        value["year"]: value["concept"]
        for value in parameters["poverty-line"]["values"]
        if value["series"] == "statistics"
    }
    assert {year for year, concept in concepts.items() if concept == "net"} == {
        2010, 2011, 2012, 2013,
    }  # fmt: skip


def test_every_value_has_a_source_and_stands_once(parameters: dict[str, dict[str, Any]]) -> None:
    for name, parameter in parameters.items():
        keys = Counter(
            (value.get("series"), value.get("year"), value.get("from"))
            for value in parameter["values"]
        )
        assert set(keys.values()) <= {1}, name
        for value in parameter["values"]:
            assert ("year" in value) != ("from" in value), name
            assert value["source"]["title"]["zh"], name


def test_every_clause_has_its_anchor_on_the_site_in_both_languages(sample_facts: County) -> None:
    html = {file.path: file.content.decode("utf-8") for file in render(sample_facts, SHELLS)}
    paths = {page.path for page in pages(sample_facts)}
    for group, items in CLAUSES.items():
        path = f"policy/{group}.html"
        assert path in paths
        for item in items:
            for folder in ("", "en/"):
                assert f'id="{group}.{item}"' in html[folder + path], f"{group}.{item}"
