"""``gongshi rules`` as staff and auditors would run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongshi import rules
from gongshi.rules.base import enforced_by
from tests.cli.test_commands import run
from tests.conftest import ROOT

CODES = [rule.code for family in rules.FAMILIES for rule in family.rules]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_rule_is_listed_and_every_rule_clause_enforced(language: str) -> None:
    done = run("rules", "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  ")]
    assert set(CODES) <= set(listed)
    title = {"zh": "由规则检查的条款和步骤", "en": "Clauses and steps held by"}[language]
    _, coverage = done.stdout.split(title)
    lines = [line.split(maxsplit=1) for line in coverage.splitlines()[1:]]
    steps = {line[0] for line in lines if line[0].startswith("proc.")}
    judged = {line[0] for line in lines if line[0].startswith("eight-")}
    assert {line[0] for line in lines} - steps - judged == set(enforced_by())
    assert len(judged) == 16
    assert len(steps) == 14
    assert all(len(line) == 2 for line in lines), "a clause without a rule"


def test_one_rule_is_told_with_clause_source_and_both_examples() -> None:
    done = run("rules", "exit.late", "--lang", "zh", cwd=ROOT)
    assert "早已达到“一出”，还在册" in done.stdout
    assert "生活用电问题已经解决" in done.stdout
    assert "出处：" in done.stdout
    assert "不通过的例子：2018 年达到，2019 年还在册" in done.stdout
    assert "通过的例子：列入过 2018 年脱贫批次" in done.stdout


def test_a_clause_tells_the_rules_that_hold_it() -> None:
    done = run("rules", "scope.4", "--lang", "en", cwd=ROOT)
    assert done.stdout.startswith("scope.registered-elsewhere  error  ")


def test_an_unknown_code_is_one_line_with_a_guess(county: Path) -> None:
    done = run("rules", "entry.bared", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean entry.barred?" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_records_the_rules_are_still_told(tmp_path: Path) -> None:
    done = run("rules", "entry.barred", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0
    assert "entry.seven-not-in.3" in done.stdout
    assert "No records folder" in done.stderr


def test_json_holds_every_rule_in_both_languages(tmp_path: Path) -> None:
    value = json.loads(run("rules", "--format", "json", cwd=tmp_path).stdout)
    assert [one["code"] for one in value["rules"]] == CODES
    for one in value["rules"]:
        assert all(one[key]["zh"] and one[key]["en"] for key in ("title", "about"))
        assert {bool(case["findings"]) for case in one["cases"]} == {True, False}
