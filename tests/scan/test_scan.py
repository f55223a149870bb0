"""Scanning a folder, and all that git ever kept: where, by which commit, and never the value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result

from gongshi.cli.scan import command
from gongshi.load import git
from gongshi.scan import look
from tests import numbers
from tests.conftest import ROOT
from tests.repository import Repository

ID = numbers.id_number()
MOBILE = numbers.mobile()


def scan(*arguments: object) -> Result:
    return CliRunner().invoke(command, [*map(str, arguments), "--lang", "en"])


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "county")
    made.folder.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    return made


def put(repository: Repository, path: str, text: str) -> None:
    file = repository.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def told(result: Result) -> list[str]:
    """The places of a report, one a line."""
    return [line for line in result.output.split("\n\n")[0].splitlines() if ": a" in line]


def test_a_folder_without_any(repository: Repository) -> None:
    put(repository, "records/county.yaml", "id: yunxiu\n")
    result = scan(repository.folder)
    assert (result.exit_code, result.output) == (0, "Looked at 1 files: nothing found.\n")


def test_tracked_and_new_files_are_looked_at_and_ignored_ones_are_not(
    repository: Repository,
) -> None:
    put(repository, "a.yaml", f"# {ID}\n")
    repository.commit()
    put(repository, "new.txt", f"\n\n{MOBILE}\n")
    put(repository, ".gitignore", "site/\n")
    put(repository, "site/index.html", ID)
    put(repository, "tracked-once.yaml", ID)
    repository.commit()
    (repository.folder / "tracked-once.yaml").unlink()
    result = scan(repository.folder)
    assert result.exit_code == 1
    assert told(result) == ["a.yaml:1: an ID number", "new.txt:3: a mobile number"]
    assert "gongshi scan --history" in result.output


def test_a_folder_outside_git_is_looked_at_whole(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "list.csv").write_bytes(f"某甲,{ID}\n".encode("gb18030"))
    (tmp_path / "link").symlink_to(tmp_path / "deep")
    assert told(scan(tmp_path)) == ["deep/er/list.csv:1: an ID number"]


def test_workbooks_and_names_of_files(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / f"{MOBILE}.xlsx"))
    book.add_worksheet().write_row(0, 0, ["某甲", ID])
    book.close()
    result = scan(tmp_path)
    assert [line.split(": ")[1] for line in told(result)] == ["a mobile number", "an ID number"]
    assert told(result)[0] == "….xlsx (name): a mobile number"


def test_escapes_hide_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"x\n{ID[:6]}<b>{ID[6:]}</b>\n")
    (tmp_path / "data.json").write_text("".join(f"\\u{ord(sign):04x}" for sign in MOBILE))
    assert told(scan(tmp_path)) == [
        "data.json:1: a mobile number",
        "page.html:2: an ID number",
    ]


def test_a_duty_phone_of_a_record_is_public(tmp_path: Path) -> None:
    phone = "0138-1" + "2" * 7
    (tmp_path / "county.yaml").write_text(f"office:\n  duty_phone: {phone}\n  hours: {phone}\n")
    assert scan(tmp_path).exit_code == 0
    (tmp_path / "county.yaml").write_text(f"office:\n  hours: {phone}\n")
    assert scan(tmp_path).exit_code == 1


def test_history_keeps_what_was_deleted(repository: Repository) -> None:
    put(repository, "list.yaml", f"ok\nid: {ID}\n")
    first = repository.commit()
    put(repository, "list.yaml", "ok\n")
    repository.commit()
    put(repository, f"photo-{MOBILE}.txt", "x")
    named = repository.commit()
    repository.git("rm", "--quiet", f"photo-{MOBILE}.txt")
    said = repository.commit(f"电话\n\n{MOBILE}")
    assert scan(repository.folder).exit_code == 0
    result = scan(repository.folder, "--history")
    assert result.exit_code == 1
    assert sorted(told(result)) == sorted(
        [
            f"{first[:12]} list.yaml:2: an ID number",
            f"{named[:12]} photo-….txt (name): a mobile number",
            f"{said[:12]} (message):3: a mobile number",
        ]
    )
    for step in (
        "git filter-repo",
        "git push --force",
        "purge",
        "clone anew",
        "change the numbers",
    ):
        assert step in result.output


def test_each_content_is_told_once_where_it_first_came(repository: Repository) -> None:
    put(repository, "a.yaml", f"{ID}\n")
    first = repository.commit()
    put(repository, "b.yaml", f"{ID}\n")
    repository.commit()
    result = scan(repository.folder, "--history")
    assert told(result) == [f"{first[:12]} a.yaml:1: an ID number"]


def test_other_branches_tags_merges_and_the_stash_are_history_too(repository: Repository) -> None:
    put(repository, "a", "1\n")
    repository.commit()
    repository.git("checkout", "--quiet", "-b", "side")
    put(repository, "side", f"{ID}\n")
    side = repository.commit()
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    put(repository, "evil", f"{MOBILE}\n")
    merge = repository.commit("merged")
    repository.git("tag", "--annotate", "--message", f"v1\n{MOBILE}", f"v{MOBILE}")
    put(repository, "a", f"{numbers.bank_card()}\n")
    repository.git("stash", "--quiet")
    found = told(scan(repository.folder, "--history"))
    assert f"{side[:12]} side:1: an ID number" in found
    assert f"{merge[:12]} evil:1: a mobile number" in found
    assert "refs/tags/v…:2: a mobile number" not in found  # v before it: part of a word
    assert any(line.endswith("a:1: a bank card number") for line in found)
    assert any(line.startswith("refs/tags/") for line in found)


def test_odd_names_in_history(repository: Repository) -> None:
    put(repository, "-x\n\x1b[31mb", f"{ID}\n")
    first = repository.commit()
    assert told(scan(repository.folder, "--history")) == [
        f"{first[:12]} -x\\n\\x1b[31mb:1: an ID number"
    ]


def test_a_repository_without_a_commit(repository: Repository) -> None:
    assert scan(repository.folder, "--history").exit_code == 0


def test_a_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    result = scan(tmp_path, "--history")
    assert result.exit_code == 1
    assert result.exception is not None
    assert "git" in str(result.exception)


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    put(repository, "a", f"{ID}\n")
    repository.commit()
    put(repository, "a", "2\n")
    repository.commit()
    repository.git(
        "clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(tmp_path / "shallow")
    )
    result = scan(tmp_path / "shallow", "--history")
    assert result.exit_code == 0
    assert "git fetch --unshallow" in result.output


def test_what_is_too_large_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look.history, "LARGEST", 10)
    (tmp_path / "large.txt").write_text("x" * 20)
    assert "large.txt: too large" in scan(tmp_path).output


def test_json_holds_places_and_never_the_value(repository: Repository) -> None:
    put(repository, "a.yaml", f"{ID}\n")
    first = repository.commit()
    result = scan(repository.folder, "--history", "--format", "json")
    value = json.loads(result.output)
    assert value["found"] == [
        {"commit": first[:12], "path": "a.yaml", "line": 1, "shape": "id-number"}
    ]
    assert (value["commits"], value["files"], value["shallow"]) == (1, 1, False)
    assert ID not in result.output


def test_few_calls_of_git_however_long_the_history(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        put(repository, f"{number}.yaml", f"{number}\n")
        repository.commit()
    calls = []
    real = git.command
    monkeypatch.setattr(git, "command", lambda *given: calls.append(given) or real(*given))
    assert look.of_history(repository.folder).files == 30
    assert len(calls) <= 6


def test_this_repository_holds_none(tally: Callable[[str, int], None]) -> None:
    scanned = look.of_folder(ROOT)
    assert scanned.seen == []
    tally("files of this repository scanned for personal numbers, none found", scanned.files)
