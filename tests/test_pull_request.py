"""What happens to a change under review, told on a scratch clone of one township of the sample.

In Tingquan the list of the second notice hangs until 20 November 2019, and an objection of the
15th against one household has no answer yet.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.repository import ALONE, Repository, begin
from tests.rules.test_identity import edit

GOLDEN = Path(__file__).parent / "golden"
VILLAGE = "townships/shuiyun/tingquan"
ROUND = f"{VILLAGE}/rounds/2019-entry.yaml"
REVIEW = """\
    to: {day}
  - step: proc.entry.5
    from: {day}
    by:
      - c00063
      - c00049
objections:
"""
ANSWER = """\
    way: in-person
    answer:
      date: 2019-11-19
      outcome: rejected
      by:
        - c00063
        - c00053
      clause: entry.seven-not-in.3
"""
ANNOUNCED = f"{VILLAGE}/rounds/2018-exit.yaml"
POSTED = "townships/shuiyun/lanyue/rounds/2019-entry.yaml"
ROWS = {
    ANNOUNCED: "household: h000052\n        persons: 3",
    POSTED: "household: h000329\n        persons: 4",
}
"""Rows that the sample has corrected, in an announced list and in one that hangs."""


def uncorrected(records: Path, file: str) -> str:
    """A round without its correction; the numbers are as they are."""
    text, corrections, _ = (records / file).read_text("utf-8").partition("corrections:\n")
    assert corrections
    return text


@pytest.fixture(scope="module")
def township(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without its other townships, whose units help Tingquan instead.

    Two lists are as they were first made public: one number miscopied in each.
    """
    records = tmp_path_factory.mktemp("township") / "records"
    shutil.copytree(sample, records)
    for folder in (records / "townships").iterdir():
        if folder.name != "shuiyun":
            shutil.rmtree(folder)
    there = {folder.name for folder in (records / "townships" / "shuiyun").iterdir()}
    for unit in (records / "organisations").iterdir():
        text = unit.read_text("utf-8")
        helped = re.sub(
            r"(?<=village: )\S+", lambda name: name[0] if name[0] in there else "tingquan", text
        )
        alone = re.sub(r"\ntownship: (?!shuiyun\n).*", "", helped)
        unit.write_text(alone, "utf-8")
    for file, row in ROWS.items():
        before, found, after = uncorrected(sample, file).rpartition(row)
        assert found
        (records / file).write_text(f"{before}{row[:-1]}6{after}", "utf-8")
    begin(records.parent)
    return records.parent


@pytest.fixture
def clone(township: Path, tmp_path: Path) -> Repository:
    """A scratch clone with a branch for the change."""
    repository = Repository(tmp_path / "clone")
    Repository(township).git("clone", "--quiet", ".", str(repository.folder))
    repository.git("checkout", "--quiet", "-b", "work")
    return repository


def clerk(clone: Repository, *edits: tuple[str, str, str]) -> None:
    """Edit records as text, and commit."""
    for file, old, new in edits:
        edit(clone.folder / "records", file, old, new)
    clone.commit()


def answer() -> tuple[str, str, str]:
    return ROUND, "    way: in-person\n", ANSWER


def next_step(day: str) -> tuple[str, str, str]:
    return ROUND, "objections:\n", REVIEW.format(day=day)


def findings(clone: Repository, day: str, language: str = "en") -> list[str]:
    """What ``check --base main`` says came with the change; nothing else blocks it."""
    done = run("check", "--base=origin/main", f"--as-of={day}", f"--lang={language}", "--format",
               "json", cwd=clone.folder, **ALONE)  # fmt: skip
    told = json.loads(done.stdout)["findings"]
    new = [one for one in told if one["since"] == "new"]
    assert done.returncode == bool(new), done.stdout
    return [f"{one['code']} {one['line']}: {one['message'][language]} {one['hint'][language]}"
            for one in new]  # fmt: skip


def test_nothing_goes_on_before_the_notice_has_run(clone: Repository) -> None:
    """The objection is answered, and the township reviews the list two days early."""
    clerk(clone, answer(), next_step("2019-11-19"))
    (found,) = findings(clone, "2019-11-19")
    assert found == (
        'notice.cut-short 197: The notice of step 4, "Village appraisal (second notice)" '
        '(proc.entry.4) hangs until 2019-11-20; step 5, "Township review" (proc.entry.5) began '
        "on 2019-11-19. Nothing goes on before it is over: 2019-11-21 at the earliest. "
        "Until then anyone may object."
    )
    (found,) = findings(clone, "2019-11-19", "zh")
    assert found == (
        "notice.cut-short 197: 第 4 步“村级评议（第二次公示）”（proc.entry.4）的公示到 2019-11-20 "
        "才满，第 5 步“乡镇审核”（proc.entry.5）在 2019-11-19 就开始了。 公示期满才能往下走：最早 "
        "2019-11-21。期间谁都可以提异议。"
    )


def test_nothing_goes_on_while_an_objection_has_no_answer(clone: Repository) -> None:
    """The notice has run; waiting does not answer anybody."""
    clerk(clone, next_step("2019-11-21"))
    (found,) = findings(clone, "2019-11-21")
    assert found == (
        "objection.unanswered 197: The round went on on 2019-11-21 while the objection o1 "
        "(2019-11-15) had no answer. Look into it and answer it (answer) first; an objection "
        "does not lapse."
    )


def test_going_on_early_without_an_answer_is_two_faults(clone: Repository) -> None:
    clerk(clone, next_step("2019-11-19"))
    assert [found.split()[0] for found in findings(clone, "2019-11-19")] == [
        "notice.cut-short",
        "objection.unanswered",
    ]


def test_an_answer_and_waiting_let_it_through(clone: Repository) -> None:
    clerk(clone, answer(), next_step("2019-11-21"))
    assert findings(clone, "2019-11-21") == []


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (ANNOUNCED, "221: The list of proc.exit.6 is public, and was changed: h000052. "),
        (POSTED, "67: The list of proc.entry.2 is public, and was changed: h000329. "),
    ],
)
def test_a_public_list_is_not_edited_quietly(
    clone: Repository, sample: Path, file: str, said: str
) -> None:
    """The number is put right, and nothing says so."""
    (clone.folder / "records" / file).write_text(uncorrected(sample, file), "utf-8")
    (found,) = findings(clone, "2019-11-18")
    assert found == (
        f"change.list-altered {said}"
        "What was public is not edited quietly. Put it back; if it was wrong, enter in "
        "corrections the day, what is corrected, why and by whom, and then correct it. "
        "An example: gongshi rules change.list-altered"
    )
    (found,) = findings(clone, "2019-11-18", "zh")
    assert "已经公开的不能悄悄改" in found
    assert "在 corrections 里写明日期、更正什么、原因和经办人" in found


def test_corrected_in_the_open_it_goes_through_and_the_site_marks_the_row(
    clone: Repository, sample: Path
) -> None:
    for file in ROWS:
        shutil.copy(sample / file, clone.folder / "records" / file)
    assert findings(clone, "2019-11-18") == []
    assert run("build", cwd=clone.folder).returncode == 0
    for place, mark in (("", "已更正"), ("en/", "corrected")):
        badge = f'<span class="gs-badge">{mark}</span>'
        notice = clone.folder / "site" / place / "notices" / "lanyue-2019-entry-2.html"
        rows = re.findall(r"<tr><td>.*?</tr>", notice.read_text("utf-8"), re.DOTALL)
        assert [row.count(badge) for row in rows] == [0, 0, 1]
        village = clone.folder / "site" / place / "villages" / "tingquan.html"
        assert village.read_text("utf-8").count(badge) == 1


@pytest.fixture
def reviewed(clone: Repository, sample: Path) -> Repository:
    """The objection answered, the list with the township, the old number corrected."""
    clerk(clone, answer(), next_step("2019-11-21"))
    shutil.copy(sample / ANNOUNCED, clone.folder / "records" / ANNOUNCED)
    return clone


def told(clone: Repository, *arguments: str) -> str:
    done = run("diff", "origin/main", "--as-of=2019-11-21", *arguments, cwd=clone.folder, **ALONE)
    assert done.returncode == 0
    assert done.stderr == ""
    base = clone.git("rev-parse", "origin/main")[:10]
    assert base in done.stdout
    return done.stdout.replace(base, "main")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_diff_tells_it_like_minutes(
    reviewed: Repository, form: str, language: str, request: pytest.FixtureRequest
) -> None:
    shown = told(reviewed, f"--lang={language}", f"--format={form}")
    golden = GOLDEN / f"pull-request.{language}.{form}"
    if request.config.getoption("--update-golden"):
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
    assert ("h000052" in shown) is ("h000091" in shown) is (form == "text")


def test_diff_as_json_names_whom_it_is_about(reviewed: Repository) -> None:
    events = json.loads(told(reviewed, "--format=json"))["events"]
    assert [(one["what"], one["household"]) for one in events if "household" in one] == [
        ("recounted", "h000052"),
        ("corrected", "h000052"),
        ("answered", "h000091"),
    ]
