"""The commands as a user runs them: a process, its output and its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.test_identity import edit

HOUSEHOLD = "townships/shuiyun/tingquan/households/h000001.yaml"


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run gongshi as a process, in an environment that says nothing of this machine."""
    clean = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "gongshi", *arguments],
        cwd=cwd,
        env={**clean, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_check_of_a_clean_county(county: Path) -> None:
    done = run("check", cwd=county.parent)
    assert done.returncode == 0, done.stderr
    first, kinds = done.stdout.splitlines()
    files = len(list(county.rglob("*.yaml")))
    assert first == f"{files} records checked as of 2019-11-18: 0 errors, 0 warnings."
    assert "Household 2 · Round 2 · Project 1" in kinds
    assert done.stderr == ""


def test_a_required_field_deleted_exits_1_with_its_line(county: Path) -> None:
    edit(county, HOUSEHOLD, "group: g1\n", "")
    done = run("check", cwd=county.parent, LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1
    assert done.stdout.startswith(
        f"records/{HOUSEHOLD}:1:1: 错误 schema.missing-field [h000001] 缺少必填的“group”"
    )
    assert "错误 1" in done.stdout


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, True),
        ({"LC_ALL": "C"}, False),
    ],
)
def test_the_locale_decides_the_language(
    county: Path, environment: dict[str, str], chinese: bool
) -> None:
    done = run("check", cwd=county.parent, PYTHONIOENCODING="utf-8", **environment)
    assert ("共检查" in done.stdout) is chinese


def test_json_is_json(county: Path) -> None:
    edit(county, HOUSEHOLD, "group: g1\n", "")
    done = run("check", "--format", "json", cwd=county.parent)
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [one["code"] for one in told["findings"]] == ["schema.missing-field"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--records", "nowhere"),
        ("check", "--as-of", "2019-2-30"),
        ("check", "--as-of", "20191118"),
        ("check", "--format", "xml"),
        ("publish",),
        ("build", "--out", "records"),
    ],
)
def test_wrong_use_exits_2_in_one_sentence(county: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, cwd=county.parent)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_an_empty_or_missing_records_folder_is_no_success(tmp_path: Path) -> None:
    assert run("check", cwd=tmp_path).returncode == 2
    (tmp_path / "records").mkdir()
    assert run("check", cwd=tmp_path).returncode == 1


def test_a_fault_of_gongshi_itself_exits_3(county: Path) -> None:
    """The index breaks: the command says whose fault it is, and no record is quoted."""
    script = (
        "import sys; from gongshi import rules; from gongshi.rules.base import Family\n"
        "from gongshi.finding import Text\n"
        "family = Family('demo', Text('', ''))\n"
        "@family.rule('broken')\n"
        "def broken(index, as_of): raise KeyError('欧阳采薇')\n"
        "rules.FAMILIES = (family,)\n"
        "sys.argv = ['gongshi', 'check']\n"
        "from gongshi.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=county.parent, capture_output=True, check=False
    )
    assert done.returncode == 3
    assert "internal.rule-failed" in done.stdout.decode()
    assert "欧阳" not in done.stdout.decode() + done.stderr.decode()


def test_build_publishes_both_languages(county: Path) -> None:
    done = run("build", "--lang", "en", cwd=county.parent)
    assert done.returncode == 0, done.stderr
    assert "Site built: site" in done.stdout
    site = county.parent / "site"
    assert '<html lang="zh-CN"' in (site / "index.html").read_text(encoding="utf-8")
    assert '<html lang="en"' in (site / "en" / "index.html").read_text(encoding="utf-8")


def test_build_refuses_records_with_errors_and_leaves_the_site(county: Path) -> None:
    run("build", cwd=county.parent)
    before = sorted((county.parent / "site").rglob("*"))
    edit(county, HOUSEHOLD, "group: g1\n", "")
    done = run("build", cwd=county.parent)
    assert done.returncode == 1
    assert "nothing was built" in done.stderr
    assert sorted((county.parent / "site").rglob("*")) == before


def test_as_of_decides_what_is_open(county: Path) -> None:
    run("build", "--as-of", "2019-11-21", cwd=county.parent)
    page = county.parent / "site" / "notices" / "tingquan-2019-entry-2.html"
    assert "秦某某" not in page.read_text(encoding="utf-8")


def test_a_gbk_terminal_reads_chinese_and_gets_code_points_for_the_rest(county: Path) -> None:
    (county / "𠮷.yaml").touch()
    done = subprocess.run(
        [sys.executable, "-m", "gongshi", "check", "--lang", "zh"],
        cwd=county.parent,
        env={**os.environ, "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    told = done.stdout.decode("gbk")
    assert r"records/\U00020bb7.yaml:1:1: 错误 path.unexpected-file" in told


def test_check_loads_neither_the_site_nor_its_libraries() -> None:
    """A check must start fast: no template engine, no theme, no catalogue."""
    script = (
        "import sys, gongshi.cli.check, gongshi.pipeline\n"
        "print(sorted({'mkdocs', 'jinja2', 'babel', 'gongshi.site'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "[]"
