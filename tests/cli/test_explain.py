"""``gongshi explain`` as staff would run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.rules.test_identity import edit

HOUSEHOLD = "townships/shuiyun/tingquan/households/h000001.yaml"


def test_a_household_is_explained_in_the_language_asked_for(county: Path) -> None:
    done = run("explain", "h000001", "--lang", "zh", cwd=county.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2018 年能不能识别：可以参加评议。" in done.stdout
    assert "人均 2,500 元，低于 2,995 元" in done.stdout
    done = run("explain", "h000001", "--lang", "en", cwd=county.parent)
    assert "Entry in 2018: it may be assessed." in done.stdout


def test_as_of_an_earlier_day_the_household_had_not_entered(county: Path) -> None:
    done = run("explain", "h000001", "--as-of", "2018-11-30", "--lang", "en", cwd=county.parent)
    assert "Never announced as poor" in done.stdout
    assert "Exit in" not in done.stdout


def test_before_the_survey_its_facts_are_not_known(county: Path) -> None:
    args = ("explain", "h000001", "--as-of", "2018-10-11", "--format", "json")
    value = json.loads(run(*args, cwd=county.parent).stdout)
    assert value["decisions"][0]["outcome"] == "undecided"


@pytest.mark.parametrize("name", ["h000009", "h1", "../county", "'; rm -rf /", "欧阳采薇"])
def test_a_household_that_is_not_there_is_one_line_and_exit_2(county: Path, name: str) -> None:
    done = run("explain", name, cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_household_whose_file_is_broken_gets_its_findings_and_exit_1(county: Path) -> None:
    edit(county, HOUSEHOLD, "group: g1\n", "")
    done = run("explain", "h000001", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"records/{HOUSEHOLD}:1:1: error schema.missing-field [h000001]" in done.stderr


def test_a_broken_policy_is_told_and_what_can_be_told_is_told(county: Path) -> None:
    edit(county, "policy/clauses/exit.one-out.yaml", "combine: all", "combine: most")
    done = run("explain", "h000001", "--lang", "en", cwd=county.parent)
    assert done.returncode == 1
    assert "schema.not-in-list" in done.stderr
    assert "Exit in 2018: no standard is in force." in done.stdout


def test_a_broken_file_elsewhere_does_not_matter(county: Path) -> None:
    (county / HOUSEHOLD.replace("h000001", "h000002")).write_bytes(b"\xff\xfe")
    assert run("explain", "h000001", cwd=county.parent).returncode == 0
