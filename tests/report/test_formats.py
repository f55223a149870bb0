"""What was found, in the formats that build servers and code hosts read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.finding import Finding, Place, Severity, Since, Text
from gongshi.pipeline import Checked
from gongshi.report import github, gitlab, junit, markdown, sarif
from gongshi.rules.base import Index

GOLDEN = Path(__file__).parent / "golden"
RENDER: dict[str, Callable[[Checked, str], str]] = {
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
}
LANGUAGES = ("zh", "en")
ALL = list(product(RENDER, LANGUAGES))
HOSTILE = (
    "\n::error::x\r\n100%, a:b | `c` \x1b[31m\u202e<script> @someone #7 ![i](http://e.org) {0}"
)

MISSING = Finding(
    "schema.missing-field", Severity.ERROR, Place("records/甲/a.yaml", 3, 5),
    Text("缺少必填的“group”。", 'The required field "group" is missing.'),
    Text("请补上。", "Add it."), "h000001", "group", since=Since.NEW,
)  # fmt: skip
FINDINGS = (
    MISSING,
    replace(MISSING, place=Place("records/甲/a.yaml", 9, 1), hint=Text("", "")),
    Finding(
        "path.unexpected-file", Severity.ERROR, Place(f"records/{HOSTILE}.txt"),
        Text(f"这里不该有{HOSTILE}。", f"There should be no {HOSTILE} here."),
        Text("请移走。", "Move it away."), since=Since.NEW,
    ),
    Finding(
        "scope.two-heads", Severity.ERROR, Place("records/b c.yaml", 7, 3),
        Text("有两个户主。", "There are two heads."), Text("请改成一个。", "Leave one."),
        "h000002", "members", ("entry.any-one-in.1",), Since.DUE,
    ),
    Finding(
        "survey.age-goes-back", Severity.WARNING, Place("records/b c.yaml", 8, 3),
        Text("年龄变小了。", "An age goes back."), Text("请核对。", "Look again."),
        "h000002", "surveys", since=Since.BEFORE,
    ),
    Finding(
        "duty.noted", Severity.INFO, Place("records/d.yaml"),
        Text("走访已记下。", "A visit is noted."), Text("", ""), since=Since.BEFORE,
    ),
)  # fmt: skip


def checked(findings: Iterable[Finding] = FINDINGS, *, strict: bool = False) -> Checked:
    ordered = tuple(sorted(findings, key=lambda finding: finding.sort_key))
    return Checked(ordered, date(2019, 11, 18), {"household": 2}, Index((), (), "records"), strict)


def many(number: int, severity: Severity = Severity.ERROR, **changes: Any) -> list[Finding]:
    return [
        replace(MISSING, severity=severity, place=Place(f"records/{n:05}.yaml"), **changes)
        for n in range(number)
    ]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_report_is_as_it_was_read_and_approved(
    name: str, language: str, request: pytest.FixtureRequest
) -> None:
    text = RENDER[name](checked(), language)
    golden = GOLDEN / f"{name}.{language}.txt"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="")
    assert text == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize(("name", "language"), ALL)
def test_nothing_found_is_a_report_too(name: str, language: str) -> None:
    text = RENDER[name](checked([]), language)
    assert text == "" if name == "github" else text.endswith("\n")


@pytest.mark.parametrize(("name", "language"), ALL)
def test_a_path_that_is_no_text_is_told_all_the_same(name: str, language: str) -> None:
    one = replace(MISSING, place=Place("records/\udcff.yaml"))
    assert RENDER[name](checked([one]), language).encode("utf-8", "backslashreplace")


# --- GitHub


def unescaped(text: str) -> str:
    """As the runner reads a property or a message back."""
    for mark in "\r\n:,%":
        text = text.replace(f"%{ord(mark):02X}", mark)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in text.splitlines():
        if parts := re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line):
            kind, named, data = parts.groups()
            pairs = (pair.split("=", 1) for pair in named.split(","))
            found.append((kind, {k: unescaped(v) for k, v in pairs}, unescaped(data)))
    return found


@pytest.mark.parametrize(("language", "more"), [("zh", "15 个"), ("en", "15.")])
def test_github_gets_ten_of_a_kind_and_how_many_more(language: str, more: str) -> None:
    lines = github.render(checked(many(25)), language).splitlines()
    assert len(lines) == 11
    assert all(line.startswith("::error ") for line in lines[:10])
    assert not lines[10].startswith("::")
    assert more in lines[10]


def test_github_counts_each_kind_for_itself() -> None:
    found = [finding for severity in Severity for finding in many(12, severity)]
    kinds = [kind for kind, _, _ in commands(github.render(checked(found), "en"))]
    assert sorted(kinds) == ["error"] * 10 + ["notice"] * 10 + ["warning"] * 10


@pytest.mark.parametrize("strict", [False, True])
def test_github_shows_first_what_blocks_then_what_is_new(strict: bool) -> None:
    standings = [(Since.BEFORE, "a"), (Since.DUE, "b"), (Since.NEW, "c")]
    errors = [
        replace(MISSING, since=since, place=Place(f"{path}.yaml")) for since, path in standings
    ]
    warning = replace(MISSING, severity=Severity.WARNING, place=Place("0.yaml"))
    told = commands(github.render(checked([*errors, warning], strict=strict), "en"))
    order = [named["file"].removesuffix(".yaml") for _, named, _ in told]
    assert order == (["c", "b", "a", "0"] if strict else ["c", "0", "b", "a"])


@given(st.text(), st.text())
def test_no_text_of_a_finding_becomes_a_command(path: str, message: str) -> None:
    one = replace(MISSING, place=Place(path + HOSTILE), message=Text(message, message + HOSTILE))
    text = github.render(checked([one]), "en")
    assert len(text.splitlines()) == 1
    ((kind, named, data),) = commands(text)
    assert kind == "error"
    assert list(named) == ["file", "line", "col", "title"]
    assert "100%, a:b" in named["file"]
    assert "100%, a:b" in data
    assert not re.search(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


# --- SARIF and GitLab

TEXT = {"type": "string", "minLength": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def strict_object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": False,
    }  # fmt: skip


MESSAGE = strict_object({"text": TEXT})
# What the schema of SARIF 2.1.0 says of the parts that are written here.
SARIF = strict_object({
    "$schema": {"type": "string", "pattern": r"^https://.*/sarif-schema-2\.1\.0\.json$"},
    "version": {"const": "2.1.0"},
    "runs": {"type": "array", "minItems": 1, "maxItems": 1, "items": strict_object({
        "tool": strict_object({"driver": strict_object({
            "name": TEXT,
            "version": TEXT,
            "rules": {"type": "array", "uniqueItems": True, "items": strict_object({
                "id": TEXT,
                "shortDescription": MESSAGE,
                "defaultConfiguration": strict_object({"level": LEVEL}),
            })},
        })}),
        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": strict_object({
            "ruleId": TEXT,
            "ruleIndex": {"type": "integer", "minimum": 0},
            "level": LEVEL,
            "message": MESSAGE,
            "locations": {"type": "array", "items": strict_object({
                "physicalLocation": strict_object({
                    "artifactLocation": strict_object({
                        "uri": {
                            "type": "string",
                            "pattern": r"^([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$",
                        },
                        "uriBaseId": {"const": "%SRCROOT%"},
                    }),
                    "region": strict_object({
                        "startLine": {"type": "integer", "minimum": 1},
                        "startColumn": {"type": "integer", "minimum": 1},
                    }),
                }),
            })},
            "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
            "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
            "properties": {"type": "object"},
        }, "baselineState", "properties")},
    })},
})  # fmt: skip
GITLAB = {"type": "array", "items": strict_object({
    "description": TEXT,
    "check_name": TEXT,
    "fingerprint": TEXT,
    "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
    "location": strict_object({
        "path": TEXT, "lines": strict_object({"begin": {"type": "integer", "minimum": 1}}),
    }),
})}  # fmt: skip


@pytest.mark.parametrize("found", [(), FINDINGS, many(30)], ids=["none", "hostile", "many"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "schema"), [("sarif", SARIF), ("gitlab", GITLAB)])
def test_what_is_read_by_machines_fits_its_schema(
    name: str, schema: dict[str, Any], language: str, found: tuple[Finding, ...]
) -> None:
    told = json.loads(RENDER[name](checked(found), language))
    jsonschema.Draft202012Validator(schema).validate(told)


def test_sarif_names_each_rule_once_and_results_point_to_it() -> None:
    (run,) = json.loads(sarif.render(checked(), "zh"))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({finding.code for finding in FINDINGS})
    assert all(rules[one["ruleIndex"]]["id"] == one["ruleId"] for one in run["results"])
    titles = {rule["id"]: rule["shortDescription"]["text"] for rule in rules}
    assert titles["schema.missing-field"] == "schema.missing-field"
    assert titles["scope.two-heads"] not in ("scope.two-heads", "")


def test_sarif_tells_what_is_new_and_since_when() -> None:
    standings = [None, *Since]
    found = [replace(MISSING, since=one, place=Place(str(one))) for one in standings]
    (run,) = json.loads(sarif.render(checked(found), "en"))["runs"]
    told = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: one
        for one in run["results"]
    }
    states = {uri: one.get("baselineState") for uri, one in told.items()}
    assert states == {"None": None, "new": "new", "due": "unchanged", "before": "unchanged"}
    assert "properties" not in told["None"]
    assert told["due"]["properties"] == {"since": "due"}


def test_sarif_takes_a_message_as_plain_text() -> None:
    (run,) = json.loads(sarif.render(checked([FINDINGS[2]]), "en"))["runs"]
    text = run["results"][0]["message"]["text"]
    assert "{{0}}" in text
    assert "](" not in text


def test_the_same_fault_twice_has_two_fingerprints() -> None:
    same = [replace(MISSING, place=Place("a.yaml", line)) for line in (1, 2, 3)]
    first = same[0].fingerprint
    (run,) = json.loads(sarif.render(checked(same), "en"))["runs"]
    entries = json.loads(gitlab.render(checked(same), "en"))
    expected = [first, f"{first}:2", f"{first}:3"]
    assert [one["partialFingerprints"]["gongshi/v1"] for one in run["results"]] == expected
    assert [one["fingerprint"] for one in entries] == expected


def test_gitlab_knows_what_blocks() -> None:
    told = json.loads(gitlab.render(checked(), "en"))
    severities = {one["check_name"]: one["severity"] for one in told}
    assert severities == {
        "schema.missing-field": "blocker",
        "path.unexpected-file": "blocker",
        "scope.two-heads": "major",
        "survey.age-goes-back": "minor",
        "duty.noted": "info",
    }


# --- JUnit


@given(st.text(), st.text())
def test_junit_is_xml_whatever_a_finding_says(path: str, message: str) -> None:
    one = replace(MISSING, place=Place(path), message=Text(message, message))
    root = ET.fromstring(junit.render(checked([one, *FINDINGS]), "en").encode())  # noqa: S314
    assert len(root.findall("testsuite/testcase")) == 1 + len(FINDINGS)


@pytest.mark.parametrize(("strict", "failures"), [(False, 3), (True, 4)])
def test_junit_fails_what_blocks(strict: bool, failures: int) -> None:
    root = ET.fromstring(junit.render(checked(strict=strict), "en").encode())  # noqa: S314
    assert len(root.findall("testsuite/testcase/failure")) == failures
    assert len(root.findall("testsuite/testcase/system-out")) == len(FINDINGS) - failures
    assert sum(int(suite.get("failures", "")) for suite in root) == failures
    assert sum(int(suite.get("tests", "")) for suite in root) == len(FINDINGS)


def test_junit_has_one_test_that_passes_where_nothing_is_found() -> None:
    root = ET.fromstring(junit.render(checked([]), "en").encode())  # noqa: S314
    (case,) = root.findall("testsuite/testcase")
    assert case.get("name") == "gongshi check"
    assert not list(case)


# --- Markdown


def test_markdown_keeps_the_sections_in_their_order() -> None:
    titles = re.findall("^### (.*)$", markdown.render(checked(), "en"), re.MULTILINE)
    assert titles == ["New with this change (3)", "Became due by time (1)", "Were there before (2)"]
    plain = [replace(finding, since=None) for finding in FINDINGS]
    titles = re.findall("^### (.*)$", markdown.render(checked(plain), "zh"), re.MULTILINE)
    assert titles == ["问题（6）"]


def test_markdown_lists_five_of_a_code() -> None:
    text = markdown.render(checked(many(12)), "en")
    assert text.count("\n- **") == 5
    assert "\n- and 7 more schema.missing-field\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("same_code", [False, True])
def test_markdown_is_never_too_long(language: str, same_code: bool) -> None:
    long = Text("长<" * 2000, "long @a " * 2000)
    found = [
        replace(
            finding,
            code="a.b" if same_code else f"a.{number % 1000}@@@" + "<" * 100,
            message=long,
            since=list(Since)[number % 3],
        )
        for number, finding in enumerate(many(5000))
    ]
    text = markdown.render(checked(found), language)
    assert 5_000 < len(text) < 60_000
    assert "<" not in text
    listed = text.count("\n- **")
    told = re.search(r"([\d,]+) 个问题没有列出。|: ([\d,]+)\.\n\Z", text)
    if not same_code:
        assert told
        assert int((told[1] or told[2]).replace(",", "")) == 5000 - listed


@pytest.mark.parametrize(
    ("least", "since"),
    [(Severity.INFO, Since.NEW), (Severity.WARNING, Since.DUE), (Severity.WARNING, Since.BEFORE)],
)
def test_markdown_leaves_out_the_least_important_first(least: Severity, since: Since) -> None:
    long = Text("长" * 500, "long " * 100)
    news = [
        replace(one, code=f"z.{n}", message=long)
        for n, one in enumerate(many(150, Severity.WARNING))
    ]
    rest = [
        replace(one, code=f"a.{n}", message=long, since=since)
        for n, one in enumerate(many(29, least))
    ]
    text = markdown.render(checked([*rest, *news]), "en")
    assert "\n- **records/00100" in text
    # This path is in both lists; only the more important of the two findings is shown.
    assert text.count("\n- **records/00001.yaml") == 1
    assert text.count("\n- **") < 150
    assert since is Since.NEW or "| a.0 | warning | 1 |" in text


@given(st.text(), st.text())
def test_markdown_of_a_finding_is_text_and_nothing_else(path: str, message: str) -> None:
    one = replace(MISSING, place=Place(path + HOSTILE), message=Text(message, message))
    text = markdown.render(checked([one]), "en")
    (item,) = [line for line in text.splitlines() if line.startswith("- ")]
    assert "<" not in item
    assert "@" not in item
    bare = re.sub(r"\\.|&#?\w+;", "", item.removeprefix("- "))
    assert not re.search(r"[\\`_\[\]|#!~$]|&(?!#?\w+;)", bare)
    assert "http://" not in item


def test_markdown_parts_a_mark_from_the_name_that_would_be_linked() -> None:
    one = replace(MISSING, message=Text("", "by @some-one, see #12 and a@example.org, www.e.org"))
    text = markdown.render(checked([one]), "en")
    assert r"by &#64;*some*-one, see \#*12* and a&#64;*example*.org, www\.e.org" in text
