"""The engine: a rule cannot mislabel itself, a crash is one finding, every rule is listed."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gongshi import pipeline, rules
from gongshi.finding import Severity, Text
from gongshi.rules.base import Family, Hit, Index
from tests.conftest import NOW


def test_a_code_that_is_taken_is_refused() -> None:
    family = Family("demo", Text("演示", "demo"))

    @family.rule("fault")
    def first(_index: Index, _as_of: date) -> Iterator[Hit]:
        yield from ()

    with pytest.raises(ValueError, match=r"demo\.fault"):
        family.rule("fault")(first)


def test_a_rule_that_crashes_is_told_and_the_others_still_run(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = Family("demo", Text("演示", "demo"))

    @family.rule("crash")
    def crash(index: Index, _as_of: date) -> Iterator[Hit]:
        raise RuntimeError(index.documents[0].value["name"])
        yield

    @family.rule("told", Severity.WARNING)
    def told(index: Index, _as_of: date) -> Iterator[Hit]:
        yield Hit(index.of_kind("county")[0], ("name", "en"), Text("一", "one"), Text("", ""))

    monkeypatch.setattr(rules, "FAMILIES", (family, *rules.FAMILIES))
    checked = pipeline.check(county, None, NOW)
    assert [(one.code, one.severity, one.place.line) for one in checked.findings] == [
        ("internal.rule-failed", Severity.ERROR, 1),
        ("demo.told", Severity.WARNING, 4),
    ]
    assert checked.crashed
    failed = checked.findings[0]
    assert "demo.crash" in failed.message.en
    assert "云岫" not in f"{failed.message}{failed.hint}", "an error's text may hold a name"


def test_every_family_is_listed() -> None:
    found = {
        module.FAMILY.name
        for info in pkgutil.iter_modules(rules.__path__)
        if hasattr(module := importlib.import_module(f"gongshi.rules.{info.name}"), "FAMILY")
    }
    assert found == {family.name for family in rules.FAMILIES}


def test_every_rule_is_named_for_its_fault_and_documented() -> None:
    banned = re.compile(r"(^|-)(no|must|should|avoid|check|validate|ensure|require)(-|$)")
    for family in rules.FAMILIES:
        for rule in family.rules:
            fault = rule.code.removeprefix(f"{family.name}.")
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", fault), rule.code
            assert not banned.search(fault), rule.code
            assert rule.judge.__doc__, rule.code
            assert rule.judge.__name__ == fault.replace("-", "_")


def test_findings_do_not_depend_on_the_order_of_files(county: Path) -> None:
    """The index sorts what it is given: the same findings from any order of documents."""
    village = county / "townships/shuiyun/tingquan"
    for file in (village / "households").iterdir():
        file.write_text(file.read_text(encoding="utf-8").replace("group: g", "group: g9"), "utf-8")
    read = pipeline.walk.read(county).documents
    one, other = (Index(order, (), "records") for order in (read, read[::-1]))
    as_of = date(2019, 11, 18)
    assert list(rules.check(one, as_of)) == list(rules.check(other, as_of))
    found = [finding.code for finding in rules.check(one, as_of)]
    assert sorted(found) == ["appraisal.another-group"] * 2 + ["reference.leads-nowhere"] * 2
