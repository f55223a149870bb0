"""``gongshi check --base``: what came with a change, what became due, what was there before."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.cli.check import exit_code
from gongshi.load import git
from tests.cli.test_commands import HOUSEHOLD, run
from tests.conftest import NOW, TINY
from tests.repository import ALONE, WHO, Repository, begin, clone
from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan"
UNIT = "organisations/county-forestry.yaml"
NOWHERE = "villages:\n  - village: nowhere\n    from: 2019-01-01\n"
HEAD_LEFT = "reason: on-record\n    left:\n      date: 2019-12-01\n      reason: death\n"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(county: Path) -> Repository:
    """The tiny county, in a repository of its own."""
    return begin(county.parent)


def check(
    repository: Repository, *arguments: str, code: int, cwd: Path | None = None, **settings: str
) -> str:
    """What the command prints in English, once its exit code is as expected and nothing is said."""
    done = run("check", "--lang=en", *arguments, cwd=cwd or repository.folder, **ALONE, **settings)
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def standings(
    repository: Repository, as_of: str = "", base: str = "main", *, code: int, strict: bool = False
) -> list[str]:
    """Each finding's code and since when it is there, once the exit code would be as expected."""
    records = repository.folder / "records"
    day = date.fromisoformat(as_of) if as_of else None
    checked = pipeline.check(records, day, NOW, base=git.base(records, base), strict=strict)
    assert exit_code(checked) == code
    return [f"{one.since} {one.code}" for one in checked.findings]


def refused(repository: Repository, reference: str, *arguments: str) -> str:
    done = run("check", f"--base={reference}", *arguments, cwd=repository.folder, **ALONE)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("gongshi: ")
    assert done.stderr.count("\n") == 1
    return done.stderr


def a_fault(repository: Repository) -> None:
    """One error: a unit helps a village that there is not."""
    edit(repository.folder / "records", UNIT, "villages:\n", NOWHERE)


def a_fault_that_comes(repository: Repository) -> None:
    """The head of h000001 leaves on 1 December: a warning now, an error from then on."""
    edit(repository.folder / "records", HOUSEHOLD, "reason: on-record\n", HEAD_LEFT)


def test_only_what_came_with_the_change_blocks(repository: Repository) -> None:
    """One error of each standing, on 2 December; of the two others, each is told for itself.

    By then duties of November are overdue too, a warning.
    """
    a_fault(repository)
    a_fault_that_comes(repository)
    repository.commit("an error, and one that comes")
    assert standings(repository, "2019-12-02", code=0) == [
        "before reference.leads-nowhere",
        "due duty.overdue",
        "due scope.head-missing",
    ]
    edit(repository.folder / "records", HOUSEHOLD, "group: g1", "group: g2")
    told = check(repository, "--base=main", "--as-of=2019-12-02", code=1)
    order = ["New with this change", "appraisal.another-group", "Became due by time",
             "scope.head-missing", "Were there before"]  # fmt: skip
    assert sorted(order, key=told.index) == order
    assert "Of the errors 1 came with this change, 1 became due, 1 were there before: it is" in told
    assert UNIT not in told


@pytest.mark.parametrize(("day", "since"), [("2019-11-18", "before"), ("2019-12-02", "due")])
def test_strict_lets_nothing_pass(repository: Repository, day: str, since: str) -> None:
    if since == "before":
        a_fault(repository)
    else:
        a_fault_that_comes(repository)
    repository.commit()
    *overdue, found = standings(repository, day, code=0)
    assert overdue == (["due duty.overdue"] if since == "due" else [])
    assert found.startswith(since)
    assert standings(repository, day, code=1, strict=True) == [*overdue, found]
    told = check(repository, "--base=main", f"--as-of={day}", "--strict", code=1)
    assert f": error {found.split()[1]} " in told


def test_strict_goes_with_a_base_only(repository: Repository) -> None:
    done = run("check", "--strict", cwd=repository.folder, **ALONE)
    assert done.returncode == 2
    assert "--strict goes with --base" in done.stderr


def test_a_new_warning_never_blocks(repository: Repository) -> None:
    a_fault_that_comes(repository)
    for strict in (False, True):
        found = standings(repository, code=0, strict=strict)
        assert found == ["new scope.change-in-future"]


def test_nothing_changed_nothing_found(repository: Repository) -> None:
    count = len(list(TINY.rglob("*.yaml")))
    told = check(repository, "--base=main", "--strict", code=0)
    assert told.startswith(f"{count} records checked as of 2019-11-18: 0 errors, 0 warnings.\n")


def test_the_change_may_be_committed_or_lie_there(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    a_fault(repository)
    lying = standings(repository, code=1)
    repository.commit()
    assert standings(repository, code=1) == lying
    assert standings(repository, base="HEAD", code=0) == ["before reference.leads-nowhere"]


def test_what_main_gained_meanwhile_is_no_part_of_the_change(repository: Repository) -> None:
    """On main a household was entered after the work began: the work has not deleted it."""
    repository.git("checkout", "--quiet", "-b", "work")
    repository.git("checkout", "--quiet", "main")
    records = repository.folder / "records"
    later = records / VILLAGE / "households" / "h000003.yaml"
    text = (records / VILLAGE / "households" / "h000002.yaml").read_text(encoding="utf-8")
    later.write_text(text.replace("h000002", "h000003").replace("p000000", "p000001"), "utf-8")
    repository.commit("one more household")
    repository.git("checkout", "--quiet", "work")
    assert standings(repository, code=0) == []
    repository.git("merge", "--quiet", "main")
    assert standings(repository, code=0) == []
    later.unlink()
    assert standings(repository, code=1) == ["new change.record-gone"]


def test_a_finding_whose_line_moved_is_not_new(repository: Repository) -> None:
    """Lines above it, keys in another order, an item put before it."""
    records = repository.folder / "records"
    a_fault(repository)
    repository.commit()
    edit(records, UNIT, "villages:\n", "villages:\n  - village: tingquan\n    from: 2019-01-01\n")
    edit(records, UNIT, "id: county", "# a remark\n\n\nid: county")
    path = records / UNIT
    lines = path.read_text(encoding="utf-8").replace("kind: institution\n", "")
    path.write_text(f"{lines}kind: institution\n", "utf-8")
    assert standings(repository, code=0) == ["before reference.leads-nowhere"]


def test_a_second_fault_of_the_same_kind_in_a_record_is_new(repository: Repository) -> None:
    records = repository.folder / "records"
    a_fault(repository)
    repository.commit()
    edit(records, UNIT, "villages:\n", NOWHERE.replace("nowhere", "elsewhere"))
    found = standings(repository, code=1)
    assert Counter(found) == {
        "before reference.leads-nowhere": 1,
        "new reference.leads-nowhere": 1,
    }


def test_other_line_ends_change_nothing(repository: Repository) -> None:
    a_fault(repository)
    repository.commit()
    for path in (repository.folder / "records").rglob("*.yaml"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert standings(repository, code=0) == ["before reference.leads-nowhere"]


def test_a_household_moved_to_another_village_is_known_again(repository: Repository) -> None:
    """Its old fault moves along; it is neither deleted nor new."""
    records = repository.folder / "records"
    text = (records / VILLAGE / "households" / "h000002.yaml").read_text(encoding="utf-8")
    text = text.replace("h000002", "h000003").replace("p000000", "p000001").replace("g2", "g9")
    moving = records / VILLAGE / "households" / "h000003.yaml"
    moving.write_text(text, "utf-8")
    other = records / VILLAGE / ".." / "wanghe"
    (other / "households").mkdir(parents=True)
    village = (records / VILLAGE / "village.yaml").read_text(encoding="utf-8")
    village = re.sub(r"haves:\n(?:[ -].*\n)*", "haves: []\n", village).replace("tingquan", "wanghe")
    (other / "village.yaml").write_text(village, "utf-8")
    repository.commit("a household of a group that there is not, and another village")
    # The other village keeps no log of duties.
    expected = ["before reference.leads-nowhere", "before duty.log-missing"]
    assert standings(repository, code=0) == expected
    repository.git("mv", str(moving), str(other.resolve() / "households" / "h000003.yaml"))
    assert standings(repository, code=0) == expected


def test_a_village_that_comes_under_another_township_is_known_again(
    repository: Repository,
) -> None:
    """Its rounds are still held against what was announced; no record of it is gone."""
    records = repository.folder / "records"
    township = (records / VILLAGE / ".." / "township.yaml").read_text(encoding="utf-8")
    (records / "townships" / "wangyun").mkdir()
    other = records / "townships" / "wangyun" / "township.yaml"
    other.write_text(township.replace("shuiyun", "wangyun"), "utf-8")
    repository.commit("another township")
    repository.git("mv", f"records/{VILLAGE}", "records/townships/wangyun/tingquan")
    for number in (1, 2):
        household = f"townships/wangyun/tingquan/households/h00000{number}.yaml"
        edit(records, household, "township: shuiyun", "township: wangyun")
    assert standings(repository, code=0) == ["new review.mixed-change"]
    edit(records, "townships/wangyun/tingquan/rounds/2018-entry.yaml", "persons: 3", "persons: 2")
    found = standings(repository, code=1)
    assert "new change.list-altered" in found
    assert "new change.record-gone" not in found


def test_a_deleted_village_is_told_once(repository: Repository) -> None:
    """The village, and the households, which are the county's; not each of its rounds."""
    shutil.rmtree(repository.folder / "records" / VILLAGE)
    told = check(repository, "--base=main", code=1)
    assert f"records/{VILLAGE}/village.yaml:1:1: error change.record-gone" in told
    assert told.count(": error change.record-gone") == 1


def test_a_change_that_sets_the_as_of_date_on_makes_nothing_due_new(
    repository: Repository,
) -> None:
    a_fault_that_comes(repository)
    repository.commit()
    edit(repository.folder / "records", "county.yaml", "as_of: 2019-11-18", "as_of: 2019-12-02")
    assert standings(repository, code=0) == [
        "new review.settings-changed",
        "due duty.overdue",
        "due scope.head-missing",
    ]


@pytest.mark.parametrize(
    ("committed", "since"), [("2019-11-30T20:00:00Z", "before"), ("2019-11-30T12:00:00Z", "due")]
)
def test_without_a_fixed_date_a_version_stood_for_the_day_it_was_made(
    repository: Repository, committed: str, since: str
) -> None:
    """At 20:00 UTC it is 1 December in the county, when the household has no head any more."""
    records = repository.folder / "records"
    a_fault_that_comes(repository)
    edit(records, "county.yaml", "as_of: 2019-11-18\n", "")
    repository.commit(GIT_COMMITTER_DATE=committed)
    assert standings(repository, "2019-12-10", code=0) == [
        f"{since} duty.overdue",
        f"{since} scope.head-missing",
    ]


def test_the_first_records_are_all_new(tmp_path: Path, county: Path) -> None:
    shutil.move(county, tmp_path / "aside")
    (tmp_path / "README.md").touch()
    repository = begin(tmp_path)
    shutil.move(tmp_path / "aside", county)
    a_fault(repository)
    assert standings(repository, code=1) == ["new reference.leads-nowhere"]


def test_hostile_entries_of_the_base_are_findings_that_were_there(
    repository: Repository,
) -> None:
    """Links, a submodule, names that are no text, a file that is no YAML."""
    records = repository.folder / "records"
    (records / "link.yaml").symlink_to("/etc/passwd")
    (records / "村 庄\n::error::x.yaml").touch()
    (records / os.fsdecode(b"\xff.yaml")).touch()
    (records / "-x.yaml").touch()
    edit(records, UNIT, "kind: institution", "kind: [")
    repository.commit()
    commit = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},records/module")
    repository.git("commit", "--quiet", "--message", "a submodule")
    found = standings(repository, code=0)
    assert Counter(one.split()[0] for one in found) == {"before": len(found)}
    assert Counter(found)["before path.unexpected-file"] == 3
    assert {"before path.symbolic-link", "before yaml.syntax"} <= set(found)


@pytest.mark.parametrize("reference", ["--output=x", "$(touch x)", "HEAD:records", ""])
def test_what_is_no_version_is_wrong_use(repository: Repository, reference: str) -> None:
    told = refused(repository, reference)
    assert "没有这个版本" in told
    assert "there is no version" in told
    assert not (repository.folder / "x").exists()


def test_a_shallow_clone_says_how_to_fetch_and_then_works(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    a_fault(repository)
    repository.commit()
    shallow = clone(repository, tmp_path / "shallow", "--depth=1", "--branch=work")
    told = refused(shallow, "origin/main")
    command = "git fetch --unshallow origin main:refs/remotes/origin/main"
    assert told.count(command) == 2
    shallow.git(*command.split()[1:])
    found = standings(shallow, base="origin/main", code=1)
    assert found == ["new reference.leads-nowhere"]


def test_a_folder_in_no_repository_is_wrong_use(county: Path) -> None:
    told = refused(Repository(county.parent), "main")
    assert "the records folder is in no git repository" in told


def test_a_machine_without_git_checks_but_knows_no_base(repository: Repository) -> None:
    done = run("check", "--base=main", cwd=repository.folder, PATH="")
    assert done.returncode == 2
    assert done.stderr == "gongshi: 这台机器上没有 git。 / there is no git on this machine.\n"
    assert run("check", cwd=repository.folder, PATH="").returncode == 0


def test_a_hook_checks_the_commit_that_is_being_made(repository: Repository) -> None:
    """Git sets GIT_INDEX_FILE, and in a linked work tree GIT_DIR too."""
    a_fault(repository)
    repository.commit("an error that is there")
    linked = Repository(repository.folder / "linked")
    repository.git("worktree", "add", "--quiet", "-b", "work", str(linked.folder))
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    command = f"{sys.executable} -m gongshi check --base=main --lang=en"
    hook.write_text(f"#!/bin/sh\nenv > {repository.folder}/environment\n{command} >&2\n")
    hook.chmod(0o755)
    for place in (linked, repository):
        edit(place.folder / "records", HOUSEHOLD, "group: g1", "group: g2")
        place.git("add", "--all", "records")
        done = subprocess.run(
            ["git", "commit", "--quiet", "--message=x"],
            cwd=place.folder,
            env={**os.environ, **ALONE, **WHO},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "Of the errors 1 came with this change, 0 became due, 1 were there" in done.stderr
        environment = (repository.folder / "environment").read_text()
        assert "GIT_INDEX_FILE=" in environment
        assert ("GIT_DIR=" in environment) is (place is linked)


def test_records_in_a_folder_below_or_at_the_top_of_the_repository(tmp_path: Path) -> None:
    for name, where in (("below", "a/记录"), ("top", ".")):
        records = tmp_path / name / where
        shutil.copytree(TINY, records)
        repository = begin(tmp_path / name)
        edit(records, UNIT, "villages:\n", NOWHERE)
        path = UNIT if where == "." else f"{where}/{UNIT}"
        for cwd, folder in ((tmp_path / name, where), (records / "townships", "..")):
            arguments = (f"--records={folder}", "--base=main")
            assert f"\n{path}:15:5: error" in check(repository, *arguments, code=1, cwd=cwd)
        repository.commit()
        told = check(repository, f"--records={where}", "--base=main", code=0)
        assert "0 became due, 1 were there before: it may go on" in told


def test_every_format_names_paths_from_the_top_of_the_repository(repository: Repository) -> None:
    """Run from a folder of the records, all formats at once."""
    a_fault(repository)
    cwd = repository.folder / "records" / "townships"
    forms = ["github", "gitlab", "json", "junit", "markdown", "sarif"]
    pairs = [f"--format={form} --output={repository.folder}/{form}.out".split() for form in forms]
    arguments = [part for pair in pairs for part in pair]
    summary = repository.folder / "summary.md"
    summary.write_text("earlier\n")
    told = check(
        repository,
        "--records=..",
        "--base=main",
        *arguments,
        "--format=text",
        code=1,
        cwd=cwd,
        GITHUB_STEP_SUMMARY=str(summary),
    )
    written = {form: (repository.folder / f"{form}.out").read_text("utf-8") for form in forms}
    path = f"records/{UNIT}"
    assert f"\n{path}:15:5: error" in told
    assert f"file={path},line=15,col=5," in written["github"]
    (quality,) = json.loads(written["gitlab"])
    assert quality["location"] == {"path": path, "lines": {"begin": 15}}
    (finding,) = json.loads(written["json"])["findings"]
    assert (finding["path"], finding["line"], finding["since"]) == (path, 15, "new")
    (result,) = json.loads(written["sarif"])["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": path, "uriBaseId": "%SRCROOT%"}
    assert result["baselineState"] == "new"
    assert path in written["junit"]
    assert f"{path}:15" in written["markdown"]
    assert str(repository.folder) not in "".join(written.values())
    assert summary.read_text("utf-8") == f"earlier\n{written['markdown']}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format=json", "--output=nowhere/x.json"], "cannot write nowhere/x.json"),
        (["--format=json", "--output=records"], "is a directory"),
        (["--output=x"] * 2, "each --output follows the --format"),
        (["--format=json", "--format=sarif"], "only one format can be printed"),
        (["--output=x", "--format=json", "--output=y"], "each --output follows the --format"),
        (
            ["--format=json", "--output=x", "--format=text", "--output=./x"],
            "each --output needs a file of its own",
        ),
    ],
)
def test_where_nothing_can_be_written_is_wrong_use(
    repository: Repository, arguments: list[str], said: str
) -> None:
    done = run("check", *arguments, cwd=repository.folder)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_thousands_of_changed_files_are_one_change(repository: Repository) -> None:
    """1,500 households edited and as many new; git is asked a fixed number of times."""
    households = repository.folder / "records" / VILLAGE / "households"
    text = (households / "h000002.yaml").read_text(encoding="utf-8")

    def write(category: str, count: int) -> None:
        for number in range(count):
            record = text.replace("h000002", f"h1{number:05}").replace("p000000", f"p1{number:05}")
            (households / f"h1{number:05}.yaml").write_text(
                record.replace("category: ordinary", f"category: {category}"), "utf-8"
            )

    write("ordinary", 1500)
    repository.commit("many households")
    write("destitute", 3000)
    asked = repository.folder / "asked"
    counting = repository.folder / "bin" / "git"
    counting.parent.mkdir()
    counting.write_text(f'#!/bin/sh\necho >> {asked}\nexec {shutil.which("git")} "$@"\n')
    counting.chmod(0o755)
    path = f"{counting.parent}{os.pathsep}{os.environ['PATH']}"
    told = check(repository, "--base=main", code=0, PATH=path)
    assert told.startswith(f"{3000 + len(list(TINY.rglob('*.yaml'))):,} records checked")
    assert 1 < len(asked.read_text().splitlines()) <= 12
