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
SHIPPED = sorted(
    path
    for folder in (".github", ".gitea", ".forgejo")
    for path in (ROOT / folder).glob("workflows/*")
)
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


def test_shellcheck_finds_nothing_in_any_script() -> None:
    done = run("git", "grep", "-lE", "^#!/(usr/)?bin/(env )?(ba)?sh", cwd=ROOT)
    scripts = [ROOT / path for path in done.stdout.split()]
    assert {SCRIPT, ROOT / ".ci" / "run"} <= set(scripts)
    assert SCRIPT.read_text().startswith("#!/bin/sh\n")
    for script in (SCRIPT, ROOT / ".ci" / "run"):
        assert script.stat().st_mode & 0o111 == 0o111
    code, told = tool("shellcheck", *scripts)
    assert code == 0, told


# --- Rules of our own


def steps(workflow: Any) -> Iterator[Any]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


def _writing(workflow: Any) -> Iterator[Any]:
    """The jobs that run for pull requests, with a permission to more than read."""
    for job in workflow["jobs"].values():
        only_main = job.get("if") == "github.ref == 'refs/heads/main'"
        if not only_main and set(job["permissions"].values()) - {"read"}:
            yield job


def faults(text: str) -> list[str]:
    """What a workflow must not have, each in a word."""
    workflow = read(text)
    writes = "workflow_run" in workflow["on"]
    found = ["not pinned" for line in re.findall("uses: *(.*)", text) if not PINNED.fullmatch(line)]
    if workflow["permissions"] != {}:
        found.append("permissions for all jobs")
    if "pull_request_target" in text:
        found.append("pull_request_target")
    if re.search(r"\bsecrets\b", text):
        found.append("a secret")
    if "pull_request" in workflow["on"]:
        found += ["a token that writes for a stranger" for job in _writing(workflow)]
    for step in steps(workflow):
        given = step.get("with", {})
        if "${{" in step.get("run", "") + given.get("script", ""):
            found.append("an expression in a script")
        if "checkout" in step.get("uses", "") and given.get("persist-credentials") is not False:
            found.append("credentials kept")
        if writes and ("checkout" in step.get("uses", "") or "run" in step):
            found.append("code beside a token that writes")
    return found


def test_every_workflow_that_is_shipped_is_held_to_the_rules() -> None:
    assert {RECORDS, COMMENT} <= set(SHIPPED)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_a_workflow_has_none_of_the_faults(file: Path) -> None:
    assert faults(file.read_text(encoding="utf-8")) == []
    assert file.read_text(encoding="utf-8").count("uses: ") == len(
        [step for step in steps(read(file.read_text(encoding="utf-8"))) if "uses" in step]
    )


CHECKOUT = f"""steps:
      - uses: actions/checkout@{"0" * 40} # v1.0.0
        with: {{persist-credentials: false}}"""
FAULTS = {
    "a secret": (RECORDS, "run: gongshi build", "run: gongshi build ${TOKEN:+${secrets.TOKEN}}"),
    "a token that writes for a stranger": (RECORDS, "contents: read", "contents: write"),
    "a token that writes for a stranger: publish": (
        RECORDS,
        r"if: github\.ref == 'refs/heads/main'\n    needs",
        "needs",
    ),
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


def test_gitlab_gives_a_stranger_s_change_nothing_either() -> None:
    """Its pipeline runs in the fork; here no job asks for a token, a secret or an identity."""
    text = (ROOT / GITLAB).read_text(encoding="utf-8")
    assert not re.search(r"TOKEN|PASSWORD|secrets|id_tokens|environment", text)
    jobs = read(text)
    assert jobs["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]


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
