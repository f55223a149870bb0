"""What the README says is so."""

from __future__ import annotations

import re
import tomllib

from click.testing import CliRunner

from gongshi.cli import VERBS, group
from tests.cli.test_commands import run
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


WITHOUT = {
    "--records": ("privacy", "rollback", "scan", "verify"),
    "--as-of": ("codeowners", "fmt", "privacy", "rollback", "rules", "scan", "verify"),
}
"""The commands that do not read records, and those that hold on any day."""


def table(heading: str) -> list[str]:
    """The first column of the table below a heading."""
    section = README.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `?([^|`]+?)`? \|", section, re.MULTILINE)[2:]


def test_the_two_commands_come_first_and_exist() -> None:
    block = README.split("```sh\n")[1].split("```")[0]
    assert re.findall(r"^make (\w+)", block, re.MULTILINE) == ["site", "test"]
    assert README.index("```sh") < README.index("## ")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in {*re.findall(r"`make (\w+)`", README), "site", "test"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_command_is_told_and_no_other() -> None:
    told = [name for name in table("Commands") if name.startswith("gongshi ")]
    assert sorted(name.split()[1] for name in told) == list(VERBS)


def test_every_file_that_a_ci_reads_is_told_and_no_other() -> None:
    there = [
        path.relative_to(ROOT).as_posix()
        for pattern in ("ci/*", ".github/workflows/*", ".gitlab-ci.yml", ".pre-commit-hooks.yaml")
        for path in ROOT.glob(pattern)
    ]
    assert sorted(table("In CI")) == sorted(there)


def test_the_reports_it_names_are_the_ones_the_script_writes() -> None:
    told = README.split("with `REPORTS=DIR` leaves\n")[1].split(" there,")[0]
    script = (ROOT / "ci" / "check-records.sh").read_text(encoding="utf-8")
    assert set(re.findall("`([^`]*)`", told)) == set(re.findall(r"reports/([\w.]+)", script))


def test_the_options_that_work_with_each_command_do() -> None:
    for verb in VERBS:
        shown = CliRunner().invoke(group, [verb, "--help"]).output
        for option in ("--records", "--as-of", "--lang"):
            assert (option in shown) is (verb not in WITHOUT.get(option, ())), (verb, option)


def test_the_account_it_shows_is_what_the_sample_gives() -> None:
    command, *lines = README.split("```\n$ gongshi ")[1].split("```")[0].splitlines()
    done = run(*command.split(), cwd=ROOT)
    assert lines == done.stdout.splitlines()[3 : 3 + len(lines)]


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[]", one)[0] for one in project["dependencies"]}
    told = {name for row in table("Dependencies") for name in row.split(", ")}
    assert told == wanted
    rows = README.split("## Dependencies\n\n")[1].split("\n\n")[0].splitlines()[2:]
    for row in rows:
        assert re.fullmatch(r"\| [a-z0-9, -]+ \| \S.{4,} \|", row), row


def test_every_picture_file_and_folder_it_names_is_there() -> None:
    for path in re.findall(r"\]\((?!http)([^)#]+)\)", README):
        assert (ROOT / path).is_file(), path
    for path in re.findall(
        r"`((?:generator|schemas|tests|records|rulebook|site_templates)/[^`]*)`", README
    ):
        assert (ROOT / path).exists(), path


def test_the_record_tree_is_the_one_of_the_sample() -> None:
    """Each path of the tree, its placeholders taken as any name, is there in the sample."""
    block = README.split("```\nrecords/\n")[1].split("```")[0]
    names = [line.strip().split("  ")[0] for line in block.splitlines()]
    assert len(names) == 10
    for name in names:
        pattern = re.sub(r"<[^>]*>(-<[^>]*>)?", "*", name).rstrip("/")
        assert list((ROOT / "records").glob(f"**/{pattern}")), name
