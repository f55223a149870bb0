"""Earlier versions of the records: the right ones, as raw as they were committed, or a clear no."""

from __future__ import annotations

import os
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongshi.errors import VersionMissing
from gongshi.load import git, yaml
from tests.repository import ALONE, DAY, Repository, begin, clone

Tree = dict[str, tuple[str, bytes | None]]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one record, in ``records``."""
    folder = tmp_path / "county"
    write(folder / "records" / "county.yaml", "id: one\n")
    return begin(folder)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def read(version: git.Version) -> Tree:
    return {one.relative: (one.form, one.content()) for one in version.entries()}


def contents(folder: Path, reference: str = "HEAD") -> dict[str, bytes | None]:
    return {name: content for name, (_, content) in read(git.version(folder, reference)).items()}


def refused(folder: Path, reference: str) -> tuple[str, str]:
    """What is said, in Chinese and English: one line."""
    with pytest.raises(VersionMissing) as told:
        git.base(folder, reference)
    assert "\n" not in str(told.value)
    zh, en = str(told.value).split(" / ", 1)
    return zh, en


def test_a_version_is_what_was_committed_not_what_lies_there(repository: Repository) -> None:
    records = repository.folder / "records"
    write(records / "county.yaml", "id: two\n")
    write(records / "new.yaml", "id: new\n")
    version = git.version(records, "HEAD")
    assert read(version) == {"county.yaml": ("file", b"id: one\n")}
    assert version.made == datetime.fromisoformat(DAY).astimezone(UTC)
    assert version.short == repository.git("rev-parse", "HEAD")[:10]


def test_the_base_is_where_the_work_left_the_branch(repository: Repository) -> None:
    """What was merged into main since is no part of the change."""
    records = repository.folder / "records"
    left = repository.git("rev-parse", "main")
    repository.git("checkout", "--quiet", "-b", "work")
    write(records / "work.yaml", "id: work\n")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    write(records / "later.yaml", "id: later\n")
    repository.commit()
    for place in (("work",), ("--detach", "work")):
        repository.git("checkout", "--quiet", *place)
        assert git.base(records, "main").commit == left
    assert set(contents(records, "main")) == {"county.yaml", "later.yaml"}


@pytest.mark.parametrize("name", ["main", "HEAD", "v1", "v2", "heads/main", "work/改动"])
def test_branches_tags_and_commits_are_versions(repository: Repository, name: str) -> None:
    repository.git("tag", "v1")
    repository.git("tag", "--annotate", "--message", "signed", "v2")
    repository.git("branch", "work/改动")
    commit = repository.git("rev-parse", "HEAD")
    for given in (name, commit, commit[:12]):
        assert git.base(repository.folder / "records", given).commit == commit


@pytest.mark.parametrize(
    "reference",
    [
        "", " ", "-x", "--output=x", "--all", "$(touch x)", "`touch x`", "main; touch x", "HEAD~9",
        "HEAD:records", "HEAD^{tree}", "main..HEAD", "^HEAD", "@{upstream}", "main\nmain", "\udcff",
        "not a git repository", "dubious ownership", "--git-dir=/", "ext::sh -c touch% x",
    ],
)  # fmt: skip
def test_what_names_no_version_is_said_to(repository: Repository, reference: str) -> None:
    """Nothing is run or written, and no command is proposed with it."""
    zh, en = refused(repository.folder / "records", reference)
    assert zh.startswith("没有这个版本")
    assert en.startswith("there is no version")
    assert "git fetch" not in en
    assert {path.name for path in repository.folder.iterdir()} == {".git", "records"}


def test_an_unknown_name_is_to_be_fetched(repository: Repository) -> None:
    zh, en = refused(repository.folder / "records", "work/改动")
    assert zh == "这里没有版本 work/改动；请先取来：git fetch origin work/改动:work/改动"
    assert en.endswith("fetch it first: git fetch origin work/改动:work/改动")
    _, en = refused(repository.folder / "records", "0" * 40)
    assert en.endswith(f"git fetch origin {'0' * 40}")


@pytest.mark.parametrize("reference", ["origin/main", "main", "commit"])
@pytest.mark.parametrize("main_at_hand", [False, True])
def test_a_shallow_clone_says_the_command_that_mends_it(
    repository: Repository, tmp_path: Path, reference: str, main_at_hand: bool
) -> None:
    """The command is taken from the message and run; then the base is found."""
    left = repository.git("rev-parse", "main")
    repository.git("checkout", "--quiet", "-b", "work")
    repository.commit()
    repository.git("checkout", "--quiet", "main")
    tip = repository.commit("main went on")
    shallow = clone(repository, tmp_path / "shallow", "--depth=1", "--branch=work")
    named = tip if reference == "commit" else reference
    if main_at_hand:
        local = "refs/remotes/origin/main" if reference == "origin/main" else "main"
        shallow.git("fetch", "--quiet", "--depth=1", "origin", f"main:{local}")
    zh, en = refused(shallow.folder / "records", named)
    assert ("克隆太浅" in zh) is main_at_hand
    command = en.partition(": ")[2].partition(" (")[0]
    assert command in zh
    assert command.startswith("git fetch --unshallow origin ")
    shallow.git(*shlex.split(command)[1:])
    assert git.base(shallow.folder / "records", named).commit == left


def test_two_histories_have_no_common_start(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "alone")
    repository.commit()
    zh, en = refused(repository.folder / "records", "main")
    assert "没有共同的起点" in zh
    assert "no history in common" in en


def test_no_repository_no_earlier_version(tmp_path: Path) -> None:
    write(tmp_path / "records" / "county.yaml", "id: one\n")
    assert "no git repository" in refused(tmp_path / "records", "main")[1]


@pytest.mark.parametrize("mode", [None, 0o644])
def test_a_machine_without_git_says_so(
    repository: Repository, tmp_path: Path, mode: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not on the path, or there and not to be run."""
    (tmp_path / "bin").mkdir()
    if mode is not None:
        (tmp_path / "bin" / "git").touch(mode)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert refused(repository.folder / "records", "main")[1] == "there is no git on this machine."


def test_the_repository_of_another_user_is_not_taken_for_a_missing_version(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in a container that runs as root on files of somebody else."""
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    zh, en = refused(repository.folder / "records", "main")
    assert "另一个用户" in zh
    assert "git config --global --add safe.directory" in en


@pytest.mark.parametrize(
    "name",
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"],
)
def test_a_hook_of_another_repository_does_not_lead_astray(
    repository: Repository, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "other" / "records" / "county.yaml", "id: other\n")
    other = begin(tmp_path / "other")
    monkeypatch.setenv(name, str(other.folder / ("" if name == "GIT_WORK_TREE" else ".git")))
    assert contents(repository.folder / "records") == {"county.yaml": b"id: one\n"}


def test_a_linked_work_tree_is_read_as_its_own(repository: Repository, tmp_path: Path) -> None:
    repository.git("worktree", "add", "--quiet", "-b", "work", str(tmp_path / "linked"))
    write(tmp_path / "linked" / "records" / "county.yaml", "id: linked\n")
    Repository(tmp_path / "linked").commit()
    linked = tmp_path / "linked" / "records"
    assert git.base(linked, "main").commit == repository.git("rev-parse", "main")
    assert contents(linked) == {"county.yaml": b"id: linked\n"}


def test_a_work_tree_of_a_bare_repository_and_the_bare_one_itself(
    repository: Repository, tmp_path: Path
) -> None:
    bare = clone(repository, tmp_path / "bare.git", "--bare")
    bare.git("worktree", "add", "--quiet", str(tmp_path / "linked"), "main")
    assert contents(tmp_path / "linked" / "records") == {"county.yaml": b"id: one\n"}
    (bare.folder / "records").mkdir()
    assert "work tree" in refused(bare.folder / "records", "main")[1]


@pytest.mark.parametrize("place", ["", "a/b/records", "云岫县/记录", "with\nline end\n", "\udcff"])
def test_the_records_may_lie_anywhere_in_the_repository(tmp_path: Path, place: str) -> None:
    folder = tmp_path / "county"
    write(folder / place / "county.yaml", "id: one\n")
    write(folder / "elsewhere.txt", "no record\n")
    begin(folder)
    found = contents(folder / place)
    assert found.pop("elsewhere.txt", None) == (None if place else b"no record\n")
    assert found == {"county.yaml": b"id: one\n"}


def test_a_repository_whose_folder_ends_in_a_line_end(tmp_path: Path) -> None:
    write(tmp_path / "county\n" / "records" / "county.yaml", "id: one\n")
    begin(tmp_path / "county\n")
    assert contents(tmp_path / "county\n" / "records") == {"county.yaml": b"id: one\n"}


def test_before_there_were_records_there_are_none(tmp_path: Path) -> None:
    """The folder was not there, was empty, or was a file."""
    folder = tmp_path / "county"
    write(folder / "README.md", "soon\n")
    repository = begin(folder)
    first = repository.git("rev-parse", "HEAD")
    write(folder / "records", "soon\n")
    second = repository.commit()
    (folder / "records").unlink()
    write(folder / "records" / "README.md", "soon\n")
    third = repository.commit()
    for commit in (first, second, third):
        assert contents(folder / "records", commit) == {}


NAMES = [
    "村 庄.yaml", "two\nlines.yaml", "tab\tand \"quotes' .yaml", "-leading.yaml", "--output=x",
    "back\\slash.yaml", "\udcff\udcfe.yaml", ":(glob)*.yaml", "%00.yaml", "a" * 200,
    "\x1b[31m.yaml",
]  # fmt: skip


@pytest.mark.parametrize("quoted", ["true", "false"])
def test_every_file_name_is_read_as_it_is(repository: Repository, quoted: str) -> None:
    for number, name in enumerate(NAMES):
        write(repository.folder / "records" / "村" / name, f"id: {number}\n")
    repository.commit()
    repository.git("config", "core.quotePath", quoted)
    found = contents(repository.folder / "records")
    expected = {f"村/{name}": f"id: {number}\n".encode() for number, name in enumerate(NAMES)}
    assert found == {"county.yaml": b"id: one\n", **expected}


def test_links_and_other_repositories_are_what_they_are(repository: Repository) -> None:
    """A link is not followed; a submodule is not read."""
    records = repository.folder / "records"
    (records / "link.yaml").symlink_to("/etc/passwd")
    (records / "folder").symlink_to("..")
    (records / "run.yaml").touch(0o755)
    repository.commit()
    commit = repository.git("rev-parse", "HEAD")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{commit},records/module")
    repository.git("commit", "--quiet", "--message", "a submodule")
    forms = {name: form for name, (form, _) in read(git.version(records, "HEAD")).items()}
    assert forms == {
        "county.yaml": "file", "folder": "link", "link.yaml": "link", "module": "other",
        "run.yaml": "file",
    }  # fmt: skip


def test_contents_are_raw_and_nothing_of_the_repository_runs(
    repository: Repository, tmp_path: Path
) -> None:
    """Filters, text conversions, hooks, monitors, aliases and pagers that would leave a trace."""
    records = repository.folder / "records"
    trace = tmp_path / "ran"
    write(records / "county.yaml", "id: one\r\n# $Id$\r\n")
    write(
        records / ".gitattributes",
        "*.yaml filter=evil diff=evil text eol=crlf ident export-ignore merge=evil\n",
    )
    repository.commit()
    blob = repository.git("rev-parse", "HEAD:records/county.yaml")
    run = tmp_path / "run.sh"
    run.write_text(f"#!/bin/sh\ntouch {trace}\ncat\n")
    run.chmod(0o755)
    for name in (
        "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv",
        "diff.evil.command", "diff.external", "core.fsmonitor", "core.pager", "pager.show",
        "gpg.program", "core.editor", "core.sshCommand",
    ):  # fmt: skip
        repository.git("config", name, str(run))
    for alias in ("show", "rev-parse", "cat-file", "ls-tree", "merge-base"):
        repository.git("config", f"alias.{alias}", f"!{run}")
    repository.git("config", "log.showSignature", "true")
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        shutil.copy(run, repository.folder / ".git" / "hooks" / hook)
    _sign(repository)
    version = git.base(records, "main")
    found = {one.relative: one for one in version.entries()}
    assert not trace.exists()
    content = found["county.yaml"].content()
    assert content is not None
    # Filters cleaned the line ends as it was committed; nothing is done to it since.
    assert content == b"id: one\n# $Id$\n"
    assert git.blob_name(content, version.commit) == blob


def _sign(repository: Repository) -> None:
    """The last commit again, with a signature that git would have checked."""
    head, _, message = repository.git("cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = f"{head}\n{signature}\n\n{message}\n"
    commit = repository.git("hash-object", "-t", "commit", "-w", "--stdin", given=signed)
    (repository.folder / ".git" / "refs" / "heads" / "main").write_text(f"{commit}\n")


def test_a_stand_in_for_a_commit_is_not_believed(repository: Repository) -> None:
    """``git replace`` shows another history on one machine; what was committed counts."""
    records = repository.folder / "records"
    first = repository.git("rev-parse", "HEAD")
    write(records / "county.yaml", "id: two\n")
    repository.commit()
    repository.git("replace", first, "HEAD")
    blob = repository.git("--no-replace-objects", "rev-parse", f"{first}:records/county.yaml")
    other = repository.git("hash-object", "-w", "--stdin", given="id: three\n")
    repository.git("replace", blob, other)
    assert contents(records, first) == {"county.yaml": b"id: one\n"}


def test_a_repository_with_long_object_names(tmp_path: Path) -> None:
    folder = tmp_path / "county"
    write(folder / "records" / "county.yaml", "id: one\n")
    begin(folder, "--object-format=sha256")
    version = git.version(folder / "records", "HEAD")
    (entry,) = version.entries()
    assert entry.stamp == (git.blob_name(b"id: one\n", version.commit),)
    assert len(version.commit) == 64


def test_what_is_too_large_is_not_brought_into_memory(repository: Repository) -> None:
    large = b"#" * (yaml.MAX_BYTES + 5)
    (repository.folder / "records" / "large.yaml").write_bytes(large)
    (repository.folder / "records" / "full.yaml").write_bytes(large[: yaml.MAX_BYTES])
    repository.commit()
    found = contents(repository.folder / "records")
    assert len(found["large.yaml"] or b"") == yaml.MAX_BYTES + 1
    assert found["full.yaml"] == large[: yaml.MAX_BYTES]


def test_contents_that_the_repository_has_lost_are_missed_in_words(repository: Repository) -> None:
    blob = repository.git("rev-parse", "HEAD:records/county.yaml")
    lost = repository.folder / ".git" / "objects" / blob[:2] / blob[2:]
    lost.unlink()
    with pytest.raises(VersionMissing, match=r"缺少以前的文件内容.* / .*lacks contents of earlier"):
        contents(repository.folder / "records")


def test_a_clone_without_contents_fetches_what_it_needs(
    repository: Repository, tmp_path: Path
) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    first = repository.git("rev-parse", "HEAD")
    write(repository.folder / "records" / "county.yaml", "id: two\n")
    repository.commit()
    partial = clone(repository, tmp_path / "partial", "--filter=blob:none")
    assert contents(partial.folder / "records", first) == {"county.yaml": b"id: one\n"}


def test_a_commit_dated_beyond_the_calendar(repository: Repository) -> None:
    repository.commit("far", GIT_COMMITTER_DATE="@999999999999999 +0000")
    assert git.version(repository.folder / "records", "HEAD").made.year == 9999


def test_many_files_cost_no_more_processes_than_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """3,000 records, of 1,500 different contents."""
    folder = tmp_path / "county"
    for number in range(3000):
        write(folder / "records" / str(number % 7) / f"{number}.yaml", f"id: {number % 1500}\n")
    begin(folder)
    asked = tmp_path / "asked"
    real = shutil.which("git")
    (tmp_path / "bin").mkdir()
    counting = tmp_path / "bin" / "git"
    counting.write_text(f'#!/bin/sh\necho >> {asked}\nexec {real} "$@"\n')
    counting.chmod(0o755)
    monkeypatch.setenv("PATH", f"{counting.parent}{os.pathsep}{os.environ['PATH']}")
    found = read(git.base(folder / "records", "main"))
    assert len(found) == 3000
    assert found["3/2999.yaml"] == ("file", b"id: 1499\n")
    assert 1 < len(asked.read_text().splitlines()) <= 10
