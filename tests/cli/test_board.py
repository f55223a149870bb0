"""``gongshi board`` as a village office would run it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gongshi.site.manifest import Source
from gongshi.site.publish import publish
from gongshi.site.render import File
from tests.board.paper import pages
from tests.cli.test_commands import run
from tests.rules.test_identity import edit

pytestmark = pytest.mark.paper

NOTICE = "tingquan-2019-entry-2"
HOUSEHOLD = "townships/shuiyun/tingquan/households/h000002.yaml"


def board(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("board", *arguments, cwd=cwd, **environment)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_notice_is_printed_with_a_form_and_said_with_its_pages(county: Path) -> None:
    done = board("out", "--notice", NOTICE, cwd=county.parent, LC_ALL="zh_CN.UTF-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "已生成 2 份，共 3 页。",
        f"{Path('out') / f'notice-{NOTICE}.pdf'}  1",
        f"{Path('out') / f'objection-{NOTICE}.pdf'}  2",
        "名单只张贴在村里；不要放到网上，也不要提交到记录仓库。",
    ]
    found = files(county.parent / "out")
    assert [len(pages(pdf)) for pdf in found.values()] == [1, 2]
    assert "秦牧野" in pages(found[f"notice-{NOTICE}.pdf"])[0]


def test_a_village_gets_all_its_sheets_and_the_county_those_of_every_village(county: Path) -> None:
    expected = {
        "announcement-tingquan-2018-entry.pdf", f"notice-{NOTICE}.pdf",
        f"objection-{NOTICE}.pdf", "objection-tingquan.pdf",
    }  # fmt: skip
    assert board("one", "--village", "tingquan", cwd=county.parent).returncode == 0
    assert board("all", cwd=county.parent).returncode == 0
    assert set(files(county.parent / "one")) == expected
    assert files(county.parent / "all") == files(county.parent / "one")


def test_paper_is_chinese_whatever_the_terminal_speaks_unless_a_language_is_given(
    county: Path,
) -> None:
    done = board("out", "--notice", NOTICE, cwd=county.parent, LC_ALL="en_US.UTF-8")
    assert done.stdout.startswith("Sheets: 2, pages: 3.")
    assert "户主姓名" in pages(files(county.parent / "out")[f"notice-{NOTICE}.pdf"])[0]
    done = board("out", "--notice", NOTICE, "--lang", "en", cwd=county.parent)
    assert "Nameofthehead" in pages(files(county.parent / "out")[f"notice-{NOTICE}.en.pdf"])[0]


def test_the_same_records_give_the_same_bytes_in_any_surroundings(county: Path) -> None:
    surroundings = [
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "Asia/Tokyo", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "77"},
        {"TZ": "America/Lima", "LC_ALL": "", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "4"},
    ]
    made = []
    for number, around in enumerate(surroundings):
        for arguments in (("--village", "tingquan"), ("--household", "h000001", "--large")):
            done = board(f"out{number}", *arguments, cwd=county.parent, **around)
            assert done.returncode == 0, done.stderr
        made.append(files(county.parent / f"out{number}"))
    assert len(made[0]) == 5
    assert made[0] == made[1] == made[2]


def test_a_household_gets_its_own_sheet_and_nothing_else(county: Path) -> None:
    done = board("out", "--household", "h000001", "--lang", "zh", cwd=county.parent)
    assert done.returncode == 0
    assert "只给本户：不张贴，不放到网上" in done.stdout
    assert list(files(county.parent / "out")) == ["private-h000001.pdf"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--notice", "tingquan-2019-entry-9"), "没有编号为"),
        (("--notice", "tingquan-2018-entry-4"), "已经结束，姓名已撤下"),
        (("--village", "atlantis"), "没有代号为"),
        (("--household", "h999999"), "没有编号为"),
        (("--notice", "../../x"), "没有编号为"),
    ],
)
def test_what_is_not_there_or_is_over_is_one_line_and_exit_2(
    county: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = board("out", *arguments, cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert " / " in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (county.parent / "out").exists()


def test_only_one_of_them_can_be_asked_for(county: Path) -> None:
    done = board("out", "--notice", NOTICE, "--village", "tingquan", cwd=county.parent)
    assert done.returncode == 2
    assert "exclude one another" in done.stderr


def test_names_on_paper_are_never_written_into_a_site(county: Path) -> None:
    home = county.parent
    site = (File("index.html", b"home"), File("villages/tingquan.html", b"village"))
    publish(site, home / "site", Source("2019-11-18", "abc"))
    before = set((home / "site").rglob("*"))
    (home / "link").symlink_to(home / "site" / "villages")
    for out in ("site", "site/board", "site/en/../villages", "link", "link/deeper"):
        done = board(out, "--notice", NOTICE, cwd=home)
        assert done.returncode == 2, out
        assert "公开的网站" in done.stderr
        assert "public site" in done.stderr
    assert set((home / "site").rglob("*")) == before
    assert board("site-sheets", "--notice", NOTICE, cwd=home).returncode == 0, "beside it is well"


def test_nor_among_the_records(county: Path) -> None:
    for out in ("records", "records/townships/shuiyun/board"):
        done = board(out, cwd=county.parent)
        assert done.returncode == 2
        assert "lies among the records" in done.stderr
    assert not list(county.rglob("*.pdf"))


def test_records_with_errors_are_not_printed(county: Path) -> None:
    edit(county, HOUSEHOLD, "group: g2\n", "")
    for arguments in (("--village", "tingquan"), ("--household", "h000002")):
        done = board("out", *arguments, "--lang", "zh", cwd=county.parent)
        assert done.returncode == 1
        assert "schema.missing-field" in done.stdout + done.stderr
        assert "没有生成" in done.stderr
    assert not (county.parent / "out").exists()


def test_a_character_that_cannot_be_printed_is_told_and_nothing_is_written(county: Path) -> None:
    edit(county, HOUSEHOLD, "秦牧野", "秦\U000323af")
    done = board("out", "--village", "tingquan", cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"notice-{NOTICE}" in done.stderr
    assert "U+323AF" in done.stderr
    assert not (county.parent / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_told(county: Path) -> None:
    (county.parent / "taken").write_text("x")
    done = board("taken/out", "--notice", NOTICE, cwd=county.parent)
    assert done.returncode == 2
    assert "写不了" in done.stderr
