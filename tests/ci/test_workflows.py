"""The files that forges read: right by their schemas, safe by zizmor and by rules of our own."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from ruamel.yaml import YAML

from tests.ci.scratch import REPORTS, SCRIPT, run
from tests.conftest import ROOT

WORKFLOWS = ROOT / ".github" / "workflows"
RECORDS, COMMENT, GITLAB = WORKFLOWS / "records.yml", WORKFLOWS / "comment.yml", ".gitlab-ci.yml"
PINNED = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(text: str) -> Any:
    """As GitHub and GitLab read it: YAML 1.2, in which ``on`` is a word."""
    return YAML(typ="safe", pure=True).load(text)


def tool(name: str, *arguments: str | Path) -> tuple[int, str]:
    """A linter of this environment, without the network."""
    done = run(Path(sys.executable).parent / name, *arguments, cwd=ROOT)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"]
)
def test_github_takes_the_workflows_and_each_job_ends_in_time(schema: str) -> None:
    code, told = tool("check-jsonschema", "--builtin-schema", schema, RECORDS, COMMENT)
    assert code == 0, told


def test_gitlab_takes_its_file() -> None:
    code, told = tool(
        "check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform",
        "gitlab-ci", GITLAB,
    )  # fmt: skip
    assert code == 0, told


def test_zizmor_finds_nothing_not_even_a_matter_of_style() -> None:
    """One thing is let pass by name: a workflow that follows another, which may comment."""
    code, told = tool(
        "zizmor", "--offline", "--no-config", "--strict-collection", "--persona", "auditor",
        WORKFLOWS, ".pre-commit-hooks.yaml",
    )  # fmt: skip
    assert code == 0, told
    ignored = re.findall(r"zizmor: ignore\[([^\]]*)\]", RECORDS.read_text() + COMMENT.read_text())
    assert ignored == ["dangerous-triggers"]


def test_shellcheck_finds_nothing_in_the_script() -> None:
    assert SCRIPT.read_text().startswith("#!/bin/sh\n")
    assert SCRIPT.stat().st_mode & 0o111 == 0o111
    code, told = tool("shellcheck", SCRIPT)
    assert code == 0, told


# --- Rules of our own


def steps(workflow: Any) -> Iterator[Any]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def faults(text: str) -> list[str]:
    """What a workflow must not have, each in a word."""
    workflow = read(text)
    writes = "workflow_run" in workflow["on"]
    found = ["not pinned" for line in re.findall("uses: *(.*)", text) if not PINNED.fullmatch(line)]
    if workflow["permissions"] != {}:
        found.append("permissions for all jobs")
    if "pull_request_target" in text:
        found.append("pull_request_target")
    for step in steps(workflow):
        given = step.get("with", {})
        if "${{" in step.get("run", "") + given.get("script", ""):
            found.append("an expression in a script")
        if "checkout" in step.get("uses", "") and given.get("persist-credentials") is not False:
            found.append("credentials kept")
        if writes and ("checkout" in step.get("uses", "") or "run" in step):
            found.append("code beside a token that writes")
    return found


@pytest.mark.parametrize("file", [RECORDS, COMMENT], ids=lambda file: file.name)
def test_a_workflow_has_none_of_the_faults(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []
    assert file.read_text(encoding="utf-8").count("uses: ") == len(
        [step for step in steps(read(file.read_text(encoding="utf-8"))) if "uses" in step]
    )


CHECKOUT = f"""steps:
      - uses: actions/checkout@{"0" * 40} # v1.0.0
        with: {{persist-credentials: false}}"""
FAULTS = {
    "permissions for all jobs": (RECORDS, "permissions: {}", "permissions: read-all"),
    "pull_request_target": (RECORDS, "pull_request:", "pull_request_target:"),
    "not pinned": (RECORDS, r"@[0-9a-f]{40} # v7\.0\.1", "@v7.0.1"),
    "not pinned: no version": (RECORDS, r" # v7\.0\.1", ""),
    "credentials kept": (RECORDS, "persist-credentials: false", "clean: true"),
    "an expression in a script": (RECORDS, "run: gongshi", "run: echo ${{ github.head_ref }}"),
    "an expression in a script: JavaScript": (COMMENT, "'node:fs'", "'${{ github.head_ref }}'"),
    "code beside a token that writes": (COMMENT, "steps:", "steps:\n      - run: make"),
    "code beside a token that writes: checkout": (COMMENT, "steps:", CHECKOUT),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_would_be_seen(fault: str) -> None:
    file, old, new = FAULTS[fault]
    text, changed = re.subn(old, lambda _: new, file.read_text(encoding="utf-8"), count=1)
    assert changed == 1
    assert faults(text) == [fault.partition(":")[0]]


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    granted = {
        name: job["permissions"]
        for file in (RECORDS, COMMENT)
        for name, job in read(file.read_text(encoding="utf-8"))["jobs"].items()
    }
    assert granted == {
        "records": {"contents": "read"},
        "publish": {"pages": "write", "id-token": "write"},
        "comment": {"actions": "read", "pull-requests": "write"},
    }


def test_only_main_is_published() -> None:
    workflow = read(RECORDS.read_text(encoding="utf-8"))
    publishing = [
        step
        for step in steps({"jobs": {"records": workflow["jobs"]["records"]}})
        if "build" in step.get("run", "") or "pages" in step.get("uses", "")
    ]
    assert len(publishing) == 2
    for part in (workflow["jobs"]["publish"], *publishing):
        assert part["if"] == "github.ref == 'refs/heads/main'"


def test_it_is_published_every_morning_of_the_county() -> None:
    workflow = read(RECORDS.read_text(encoding="utf-8"))
    county = read((ROOT / "records" / "county.yaml").read_text(encoding="utf-8"))
    minute, hour, *every_day = workflow["on"]["schedule"][0]["cron"].split()
    assert every_day == ["*", "*", "*"]
    begins = datetime(2026, 1, 1, int(hour), int(minute), tzinfo=UTC)
    there = begins.astimezone(ZoneInfo(county["time_zone"]))
    told = f"{begins:%H:%M} UTC is {there:%H:%M} of the next day in {county['time_zone']}"
    assert told in RECORDS.read_text(encoding="utf-8")
    assert 5 <= there.hour < 8


def test_the_second_workflow_follows_the_first_by_its_name() -> None:
    first, second = (read(file.read_text(encoding="utf-8")) for file in (RECORDS, COMMENT))
    assert second["on"] == {"workflow_run": {"workflows": [first["name"]], "types": ["completed"]}}


def test_what_the_forges_take_along_is_what_the_script_writes() -> None:
    gitlab = read((ROOT / GITLAB).read_text(encoding="utf-8"))
    assert gitlab["variables"]["REPORTS"] == "reports"
    named = re.findall(r"reports/([\w.]+)", f"{gitlab} {RECORDS.read_text(encoding='utf-8')}")
    assert sorted(named) == ["comment.md", "comment.md", "gitlab.json", "junit.xml"]
    assert set(named) <= {*REPORTS, "comment.md"}
