"""``gongshi verify`` and ``gongshi rollback`` as processes, over sites built from a repository."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from gongshi import pipeline
from gongshi.cli import group
from gongshi.cli.build import source
from gongshi.errors import GongshiError
from tests.cli.test_commands import HOUSEHOLD, run
from tests.conftest import NOW, TINY
from tests.repository import Repository, begin
from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan/village.yaml"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the tiny county with its site built from a clean checkout."""
    home = tmp_path_factory.mktemp("built")
    shutil.copytree(TINY, home / "records")
    (home / ".gitignore").write_text("site\n.site.*\n")
    begin(home)
    assert run("build", cwd=home).returncode == 0
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of it, free to be changed."""
    return Path(shutil.copytree(built, tmp_path / "home"))


def test_a_site_as_it_was_built(home: Path) -> None:
    head = Repository(home).git("rev-parse", "HEAD")
    done = run("verify", cwd=home, LC_ALL="zh_CN.UTF-8", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    first, second = done.stdout.splitlines()
    assert first.startswith("site：清单列有 ")
    assert first.endswith(f" 个文件，截至 2019-11-18，提交 {head}。")
    assert second == "每个文件都与清单一致。"


def test_what_was_changed_afterwards_is_told_and_exits_1(home: Path) -> None:
    (home / "site" / "index.html").write_text("<script>")
    (home / "site" / "data.html").unlink()
    (home / "site" / "\x1b[31m").touch()
    done = run("verify", "site", cwd=home)
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        r"  added  \x1b[31m", "  missing  data.html", "  changed  index.html",
        "Otherwise than the manifest says: 3.",
    ]  # fmt: skip
    told = json.loads(run("verify", "--format", "json", cwd=home).stdout)
    assert [(one["path"], one["what"]) for one in told["differences"]] == [
        ("\x1b[31m", "added"), ("data.html", "missing"), ("index.html", "changed"),
    ]  # fmt: skip
    assert told["differences_from_commit"] is None


def test_the_commit_makes_the_same_bytes_whatever_lies_in_the_checkout(home: Path) -> None:
    edit(home / "records", HOUSEHOLD, "group: g1\n", "group: [\n")
    edited = (home / "records" / HOUSEHOLD).read_bytes()
    state = Repository(home).git("status", "--porcelain")
    done = run("verify", "--against", "records", cwd=home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "Built again from its commit, every byte is the same."
    assert (home / "records" / HOUSEHOLD).read_bytes() == edited
    assert Repository(home).git("status", "--porcelain") == state


def test_who_changes_the_manifest_too_is_found_by_the_commit(home: Path) -> None:
    """A page forged together with its manifest passes the one and not the other."""
    forged = home / "site" / "index.html"
    before = forged.read_bytes()
    told = json.loads((home / "site" / "manifest.json").read_bytes())
    forged.write_bytes(before.replace(b"</main>", b"x</main>"))
    for one in told["files"]:
        if one["path"] == "index.html":
            one["sha256"] = hashlib.sha256(forged.read_bytes()).hexdigest()
            one["size"] += 1
    (home / "site" / "manifest.json").write_text(json.dumps(told))
    done = run("verify", cwd=home)
    assert done.returncode == 0, "the manifest alone cannot know"
    done = run("verify", "--against", "records", cwd=home)
    assert done.returncode == 1
    assert done.stdout.splitlines()[-3:] == [
        "  changed  index.html",
        "  changed  manifest.json",
        "Otherwise than its commit makes it: 2.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("commit", "version", "why"),
    [
        ("changed", None, "it names no commit to build from"),
        ("none", None, "it names no commit to build from"),
        ("--output=x", None, "it names no commit to build from"),
        ("main", None, "it names no commit to build from"),
        ("0" * 40, None, "there is no version 0000"),
        (None, "9.9\x1b", "gongshi 9.9 built "),
    ],
)
def test_what_cannot_be_compared_is_told_in_one_sentence(
    home: Path, commit: str | None, version: str | None, why: str
) -> None:
    path = home / "site" / "manifest.json"
    told = json.loads(path.read_bytes())
    told["commit"] = commit or told["commit"]
    told["gongshi"] = version or told["gongshi"]
    path.write_text(json.dumps(told))
    told_off = refused("verify", str(home / "site"), "--against", str(home / "records"))
    assert why in told_off


@pytest.mark.parametrize(
    "arguments",
    [("verify", "nowhere"), ("verify", "records"), ("rollback", "--out", "records"),
     ("rollback", "--out", "site"), ("rollback", "--out", "site", "--to", "abc")],
)  # fmt: skip
def test_wrong_use_is_told_in_one_sentence(home: Path, arguments: tuple[str, ...]) -> None:
    places = {"nowhere", "records", "site"}
    assert refused(*(str(home / one) if one in places else one for one in arguments))


def test_wrong_use_exits_2(home: Path) -> None:
    done = run("rollback", cwd=home)
    assert done.returncode == 2
    assert done.stderr.startswith("gongshi: site 没有保留这样的旧版")
    assert done.stderr.count("\n") == 1


def refused(*arguments: str) -> str:
    """The sentence by which a command refuses."""
    done = CliRunner().invoke(group, arguments)
    assert isinstance(done.exception, GongshiError)
    assert str(done.exception).isprintable(), "no line break, and nothing hidden"
    return str(done.exception)


def test_the_commit_is_named_only_for_exactly_its_records(home: Path) -> None:
    records = home / "records"

    def named() -> str:
        return source(pipeline.check(records, None, NOW), records).commit

    (home / "note").write_text("beside the records")
    assert named() == Repository(home).git("rev-parse", "HEAD")
    edit(records, VILLAGE, "zh: 听泉村\n", "zh: 听雨村\n")
    assert named() == "changed"
    Repository(home).git("update-index", "--assume-unchanged", f"records/{VILLAGE}")
    assert named() == "changed", "what git was told to overlook is seen"
    Repository(home).git("update-index", "--no-assume-unchanged", f"records/{VILLAGE}")
    head = Repository(home).commit()
    assert named() == head
    shutil.rmtree(home / ".git")
    assert named() == "none"


def test_rollback_lists_goes_back_and_forth(home: Path) -> None:
    first = json.loads((home / "site" / "manifest.json").read_bytes())
    assert run("build", "--as-of", "2019-11-21", cwd=home).returncode == 0
    listed = run("rollback", "--list", cwd=home).stdout.splitlines()
    assert len(listed) == 1
    build = listed[0].split()[0]
    assert (
        f"as of 2019-11-18, records {first['records']}, commit {first['commit'][:10]}" in listed[0]
    )
    done = run("rollback", "--to", build[:8], "--lang", "zh", cwd=home)
    assert done.returncode == 0
    assert done.stdout.startswith(f"site 已退回：{build}  截至 2019-11-18，")
    assert "名单可能已过公示期" in done.stdout
    assert json.loads((home / "site" / "manifest.json").read_bytes()) == first
    assert run("rollback", cwd=home).returncode == 0
    assert json.loads((home / "site" / "manifest.json").read_bytes())["as_of"] == "2019-11-21"
    (next((home / ".site.builds").iterdir()) / "index.html").write_text("other")
    assert run("rollback", "--list", cwd=home).stdout.rstrip().endswith("; damaged")
    assert run("rollback", cwd=home).returncode == 2
    assert run("build", "--keep", "0", cwd=home).returncode == 0
    assert run("rollback", "--list", cwd=home).stdout == ""


@pytest.mark.parametrize("verb", [("rollback",), ("build",)])
def test_folders_and_files_of_others_beside_a_site_are_left_alone(
    county: Path, verb: tuple[str, ...]
) -> None:
    """What has the name that gongshi would give, yet was not made by it."""
    aside = county.parent / ".site.builds"
    (aside / "2018").mkdir(parents=True)
    (aside / "2018" / "thesis.doc").write_text("keep", encoding="utf-8")
    (aside / "new").mkdir()
    (county.parent / ".site.link").write_text("keep", encoding="utf-8")
    done = run(*verb, cwd=county.parent)
    assert done.returncode == 2
    assert "left alone" in done.stderr
    assert (aside / "2018" / "thesis.doc").read_text(encoding="utf-8") == "keep"
    assert (aside / "new").is_dir()
    assert (county.parent / ".site.link").is_file()


def test_links_beside_a_site_are_neither_followed_nor_emptied(county: Path) -> None:
    archive = county.parent / "archive"
    (archive / "2018").mkdir(parents=True)
    (county.parent / ".site.builds").symlink_to(archive)
    assert run("rollback", cwd=county.parent).returncode == 2
    assert (archive / "2018").is_dir()
    (county.parent / ".site.builds").unlink()
    precious = county.parent / "precious"
    precious.write_text("keep", encoding="utf-8")
    (county.parent / ".site.lock").symlink_to(precious)
    done = run("build", cwd=county.parent)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert precious.read_text(encoding="utf-8") == "keep"


def test_a_site_among_the_records_is_refused(county: Path) -> None:
    done = run("build", "--out", "records/site", cwd=county.parent)
    assert done.returncode == 2
    assert "among the records" in done.stderr
    assert not (county / "site").exists()


def test_a_name_too_long_is_told_in_one_sentence(county: Path) -> None:
    done = run("rollback", "--list", "--out", "a" * 300, cwd=county.parent)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
