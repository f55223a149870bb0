"""The script that every CI calls, run for real on changes, clones and forks."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ci.scratch import (
    REPORTS,
    VILLAGE,
    answer_objection,
    check,
    cloned,
    commit,
    edit,
    git,
    run,
    started,
)

ROUND, HOUSEHOLD = "rounds/2019-entry.yaml", "households/h000001.yaml"


@pytest.fixture
def repository(county: Path) -> Path:
    return started(county.parent)


@pytest.fixture
def clones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clones")


def written(folder: Path) -> set[str]:
    return {path.name for path in (folder / "reports").glob("*")}


# --- What a change gets


def test_a_good_change_passes_and_its_meaning_is_told_without_naming_a_household(
    repository: Path,
) -> None:
    answer_objection(repository)
    commit(repository)
    done = check(repository, "main", REPORTS="reports", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 0, done.stderr
    assert "共检查" in done.stdout
    assert written(repository) == {*REPORTS, "comment.md"}
    comment = (repository / "reports" / "comment.md").read_text(encoding="utf-8")
    assert "答复异议：1" in comment
    assert "h00000" not in comment


def quorum_missed(folder: Path) -> None:
    edit(folder, ROUND, "eligible: 60", "eligible: 600")


def announced_list_edited(folder: Path) -> None:
    edit(folder, "rounds/2018-entry.yaml", "persons: 3", "persons: 2")


def household_deleted(folder: Path) -> None:
    (folder / VILLAGE / "households" / "h000002.yaml").unlink()


def unreadable(folder: Path) -> None:
    edit(folder, "village.yaml", "id:", "id: [")


def field_missing(folder: Path) -> None:
    edit(folder, HOUSEHOLD, "group: g1\n", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (field_missing, "schema.missing-field"),
        (quorum_missed, "appraisal.quorum-not-met"),
        (announced_list_edited, "change.list-altered"),
        (household_deleted, "change.record-gone"),
        (unreadable, "yaml.syntax"),
    ],
)
def test_a_bad_change_blocks_and_every_report_is_written(
    repository: Path, change: Callable[[Path], None], code: str
) -> None:
    change(repository)
    commit(repository)
    done = check(repository, "main", REPORTS="reports")
    assert done.returncode == 1, done.stderr
    assert f" error {code}" in done.stdout
    assert written(repository) == {*REPORTS, "comment.md"}
    reports = repository / "reports"
    quality = json.loads((reports / "gitlab.json").read_text(encoding="utf-8"))
    assert code in [one["check_name"] for one in quality]
    for name in ("junit.xml", "summary.md", "gongshi.sarif"):
        assert code in (reports / name).read_text(encoding="utf-8"), name


def test_what_was_wrong_before_blocks_a_whole_check_but_no_change(repository: Path) -> None:
    git(repository, "switch", "--quiet", "main")
    quorum_missed(repository)
    commit(repository)
    git(repository, "switch", "--quiet", "--create", "later")
    answer_objection(repository)
    commit(repository)
    assert check(repository, "main").returncode == 0
    assert check(repository, BASE_REF="main").returncode == 0
    whole = check(repository)
    assert whole.returncode == 1
    assert "appraisal.quorum-not-met" in whole.stdout


def test_what_came_to_main_meanwhile_is_not_laid_on_the_change(
    repository: Path, clones: Path
) -> None:
    """As a forge checks a pull request: work merged with main as it is now."""
    git(repository, "switch", "--quiet", "main")
    quorum_missed(repository)
    commit(repository)
    git(repository, "switch", "--quiet", "work")
    answer_objection(repository)
    commit(repository)
    clone = cloned(repository, clones / "clone")
    git(clone, "merge", "--quiet", "--no-edit", "origin/main")
    git(clone, "checkout", "--quiet", "--detach")
    assert check(clone, "origin/main").returncode == 0
    assert check(clone).returncode == 1


def test_without_a_base_there_is_no_comment_not_even_an_earlier_one(repository: Path) -> None:
    check(repository, "main", REPORTS="reports")
    assert "comment.md" in written(repository)
    assert check(repository, REPORTS="reports").returncode == 0
    assert written(repository) == REPORTS


def test_records_may_lie_elsewhere_and_no_file_is_written_unasked(repository: Path) -> None:
    (repository / "records").rename(repository / "县 记录")
    commit(repository)
    assert check(repository, RECORDS="县 记录").returncode == 0
    assert check(repository, "main").returncode == 2
    assert git(repository, "status", "--porcelain") == ""


# --- How it ends


@pytest.mark.parametrize(
    ("checked", "told", "code"),
    [(0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 3), (0, 3, 3), (1, 3, 1)],
)
def test_it_ends_as_gongshi_did_and_a_half_written_comment_is_taken_away(
    repository: Path, clones: Path, checked: int, told: int, code: int
) -> None:
    stand_in = clones / "gongshi"
    stand_in.write_text(
        f'#!/bin/sh\n[ "$1" = diff ] || exit {checked}\necho half\nexit {told}\n', encoding="utf-8"
    )
    stand_in.chmod(0o755)
    path = f"{clones}{os.pathsep}{os.environ['PATH']}"
    assert check(repository, "main", REPORTS="reports", PATH=path).returncode == code
    assert ("comment.md" in written(repository)) is (checked != 2 and told == 0)


def test_a_base_that_is_nowhere_is_wrong_use_and_says_how_to_fetch_it(repository: Path) -> None:
    done = check(repository, "origin/nowhere", REPORTS="reports")
    assert done.returncode == 2
    assert "这里没有版本 origin/nowhere" in done.stderr
    assert "git fetch origin nowhere" in done.stderr
    assert done.stdout == ""


def test_outside_git_a_whole_check_works_and_a_base_is_wrong_use(county: Path) -> None:
    assert check(county.parent).returncode == 0
    done = check(county.parent, "main")
    assert done.returncode == 2
    assert "不在 git 仓库里" in done.stderr


def test_where_gongshi_is_not_installed_it_says_so(repository: Path, clones: Path) -> None:
    done = check(repository, PATH=str(clones))
    assert done.returncode == 2
    assert "没有安装 gongshi" in done.stderr


# --- Clones


def shallow(repository: Path, target: Path) -> Path:
    """One commit of one branch, as CI clones are."""
    clone = cloned(repository, target, "--depth", "1", "--branch", "work")
    assert git(clone, "rev-parse", "--is-shallow-repository") == "true"
    assert "origin/main" not in git(clone, "branch", "--remotes")
    return clone


@pytest.mark.parametrize("name", ["origin/main", "main", None])
def test_a_shallow_clone_is_deepened(repository: Path, clones: Path, name: str | None) -> None:
    """The base by the remote's branch, by its bare name, or by its commit."""
    base = name or git(repository, "rev-parse", "main")
    announced_list_edited(repository)
    commit(repository)
    clone = shallow(repository, clones / "clone")
    git(clone, "checkout", "--quiet", "--detach")
    done = check(clone, base)
    assert done.returncode == 1, done.stderr
    assert "change.list-altered" in done.stdout
    assert git(clone, "rev-parse", "--is-shallow-repository") == "false"


def test_a_clone_that_has_all_is_not_fetched_into(repository: Path, clones: Path) -> None:
    clone = cloned(repository, clones / "clone")
    git(clone, "remote", "set-url", "origin", (clones / "gone").as_uri())
    done = check(clone, "origin/main")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("remote", [False, True])
def test_too_shallow_and_nothing_to_fetch_from_says_what_to_do(
    repository: Path, clones: Path, remote: bool
) -> None:
    answer_objection(repository)
    commit(repository)
    clone = cloned(repository, clones / "clone", "--depth", "1", "--no-single-branch")
    git(clone, "branch", "main", "origin/main")
    if remote:
        git(clone, "remote", "set-url", "origin", (clones / "gone").as_uri())
    else:
        git(clone, "remote", "remove", "origin")
    done = check(clone, "main", REPORTS="reports")
    assert done.returncode == 2
    for word in ("克隆太浅", "git fetch --unshallow", "fetch-depth: 0"):
        assert word in done.stderr
    assert ("cannot fetch earlier versions from origin" in done.stderr) is remote


@pytest.mark.parametrize("depth", [("--depth", "1"), ()])
def test_from_a_fork_whose_main_is_old_it_compares_with_the_county(
    repository: Path, clones: Path, depth: tuple[str, ...]
) -> None:
    git(repository, "switch", "--quiet", "main")
    fork = cloned(repository, clones / "fork")
    quorum_missed(repository)
    begun = commit(repository)
    git(fork, "fetch", "--quiet", "origin", "main")
    git(fork, "switch", "--quiet", "--create", "work", begun)
    answer_objection(fork)
    commit(fork)
    clone = cloned(fork, clones / "clone", "--branch", "work", *depth)
    git(clone, "remote", "add", "upstream", repository.as_uri())
    assert check(clone, "upstream/main").returncode == 0
    assert check(clone, "origin/main").returncode == 1, "the fork's own main is old"


# --- Names from strangers

MARK = "touch${IFS}harmed"
HARD_BUT_REAL = [
    "--upload-pack=x",
    "-rf",
    f"$({MARK})",
    f"`{MARK}`",
    f"a;{MARK};'\"",
    "改动/甲村",
]


@pytest.mark.parametrize("name", HARD_BUT_REAL)
def test_a_branch_of_any_name_is_compared_with_and_does_no_harm(
    repository: Path, clones: Path, name: str
) -> None:
    git(repository, "update-ref", f"refs/heads/{name}", "main")
    announced_list_edited(repository)
    commit(repository)
    git(repository, "update-ref", f"refs/heads/{name}-here", "work")
    clone = shallow(repository, clones / "clone")
    done = check(clone, f"origin/{name}", GITHUB_ACTIONS="true")
    assert done.returncode == 1, done.stderr
    assert "change.list-altered" in done.stdout
    assert git(clone, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    "name",
    [
        "a b",
        "$(touch harmed) x",
        "*",
        "work:refs/heads/main",
        "origin/",
        "--since=2019",
        "a\n::error::b",
    ],
)
def test_what_is_no_branch_is_wrong_use_and_does_no_harm(
    repository: Path, clones: Path, name: str
) -> None:
    clone = shallow(repository, clones / "clone")
    done = check(clone, name, REPORTS="out", GITHUB_ACTIONS="true")
    assert done.returncode == 2
    shown = name.replace("\n", "?")
    said = "这里没有版本 origin/；" if name == "origin/" else f"没有这个版本：“{shown}”；"
    assert said in done.stderr
    assert not any(line.startswith("::") for line in done.stderr.splitlines())
    assert git(clone, "status", "--porcelain") == ""
    assert git(clone, "branch", "--format", "%(refname:short)") == "work"


def test_a_tag_does_not_stand_in_for_the_branch_of_its_name(repository: Path, clones: Path) -> None:
    announced_list_edited(repository)
    commit(repository)
    git(repository, "tag", "origin/main", "work")
    git(repository, "tag", "main", "work")
    clone = cloned(repository, clones / "clone")
    for base in ("origin/main", "main"):
        assert check(clone, base).returncode == 1


# --- On GitHub


def test_github_gets_text_annotations_and_the_summary_of_the_job(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    field_missing(repository)
    (repository / "records" / "a\n::error::x.yaml").write_text("", encoding="utf-8")
    commit(repository)
    scratch = tmp_path_factory.mktemp("runner")
    summary = scratch / "summary.md"
    done = check(
        repository, "main", GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY=str(summary),
        TMPDIR=str(scratch),
    )  # fmt: skip
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert any(line.startswith("records/") and "missing-field" in line for line in lines)
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 2
    assert f"::error file={VILLAGE}/{HOUSEHOLD},line=1,col=1,title=schema.missing-field::" in (
        line[: line.index("::", 2) + 2] for line in commands
    )
    assert "schema.missing-field" in summary.read_text(encoding="utf-8")
    assert [path.name for path in scratch.iterdir()] == ["summary.md"], "nothing is left behind"


# --- Who reviews what


def test_owners_out_of_date_are_told_and_block(repository: Path) -> None:
    """A file of CODEOWNERS that gongshi made; one that people wrote is theirs."""
    file = repository / ".gitlab" / "CODEOWNERS"
    file.parent.mkdir()
    file.write_text("* @somebody\n", encoding="utf-8")
    assert check(repository).returncode == 0
    file.write_text("# gongshi codeowners\n* @somebody\n", encoding="utf-8")
    county = repository / "records" / "county.yaml"
    review = 'review:\n  owners: ["@example-county/office"]\n'
    county.write_text(county.read_text(encoding="utf-8") + review, encoding="utf-8")
    done = check(repository)
    assert done.returncode == 1
    command = "gongshi codeowners --forge gitlab --out .gitlab/CODEOWNERS"
    assert command in done.stderr
    made = run(*command.split(), cwd=repository)
    assert made.returncode == 0, made.stderr
    assert check(repository).returncode == 0
