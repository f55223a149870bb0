"""``gongshi diff`` as a process: which versions it compares, what it prints, whom it names."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gongshi import pipeline
from gongshi.cli.diff import command
from gongshi.explain.words import OUTCOMES
from gongshi.load import walk
from gongshi.minutes import text
from gongshi.minutes.compare import compare
from gongshi.public.minutes import published
from gongshi.schema import naming
from gongshi.site import comment
from tests.cli.test_commands import HOUSEHOLD, run
from tests.conftest import AS_OF
from tests.factory.write import write_county
from tests.repository import ALONE, Repository, begin, clone
from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan"
ROUND = f"{VILLAGE}/rounds/2019-entry.yaml"
ANSWER = """\
    topic: vehicle
    answer:
      date: 2019-11-18
      outcome: rejected
      by:
        - c00003
        - c00004
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(county: Path) -> Repository:
    return begin(county.parent)


def diff(repository: Repository, *arguments: str) -> str:
    done = run("diff", "--lang=en", *arguments, cwd=repository.folder, **ALONE)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def happenings(repository: Repository, *references: str) -> list[str]:
    """What happened, event by event; without a process of its own, to be quick."""
    records = f"--records={repository.folder / 'records'}"
    done = CliRunner().invoke(command, [*references, records, "--format=json"])
    assert done.exit_code == 0, done.output
    return [one["what"] for one in json.loads(done.stdout)["events"]]


def answer(repository: Repository) -> None:
    edit(repository.folder / "records", ROUND, "    topic: vehicle\n", ANSWER)


def test_without_a_change_there_is_nothing_to_tell(repository: Repository) -> None:
    assert diff(repository, "main").endswith("\n\nNothing has changed.\n")
    assert "Nothing has changed." in diff(repository, "main", "--format=markdown")


def test_one_version_is_compared_with_the_files_here_two_with_each_other(
    repository: Repository,
) -> None:
    answer(repository)
    assert happenings(repository, "main") == ["answered"]
    commit = repository.commit()
    assert happenings(repository, "main") == []
    edit(repository.folder / "records", HOUSEHOLD, "category: ordinary", "category: destitute")
    assert happenings(repository, "main~1") == ["altered", "answered"]
    assert happenings(repository, "main~1", "main") == ["answered"]
    assert happenings(repository, "main", "main~1") == ["objection-altered"]
    first, *_ = diff(repository, "main~1", "main").splitlines()
    base = repository.git("rev-parse", "main~1")
    assert first == f"From {base[:10]} to {commit[:10]}, as of 2019-11-18"


def test_a_branch_is_compared_from_where_the_work_left_it(repository: Repository) -> None:
    """Two versions are compared as they are: then the work undoes what main gained."""
    repository.git("branch", "work")
    answer(repository)
    repository.commit("answered on main")
    repository.git("checkout", "--quiet", "work")
    edit(repository.folder / "records", HOUSEHOLD, "category: ordinary", "category: destitute")
    repository.commit("altered in the work")
    assert happenings(repository, "main") == ["altered"]
    assert happenings(repository, "main", "work") == ["altered", "objection-altered"]


def test_the_as_of_date_is_the_day_of_the_figures(repository: Repository) -> None:
    """A member who leaves on 1 December is one of two until then."""
    left = "reason: on-record\n    left:\n      date: 2019-12-01\n      reason: death\n"
    edit(repository.folder / "records", HOUSEHOLD, "reason: on-record\n", left)
    assert "Figures" not in diff(repository, "main")
    told = diff(repository, "main", "--as-of=2019-12-01")
    assert "on the list 1 household, 2 persons → 1 household, 1 person\n" in told


def test_records_with_faults_of_form_are_left_out_and_that_is_said(
    repository: Repository,
) -> None:
    answer(repository)
    edit(repository.folder / "records", HOUSEHOLD, "id: h000001", "id: [")
    done = run("diff", "main", "--lang=en", cwd=repository.folder, **ALONE)
    assert done.returncode == 0
    assert done.stderr.startswith("1 record has faults of form and is left out")
    assert "objection answered" in done.stdout
    assert "deleted" not in done.stdout


def test_the_first_records_are_all_new(tmp_path: Path, county: Path) -> None:
    shutil.move(county, tmp_path / "aside")
    (tmp_path / "README.md").touch()
    repository = begin(tmp_path)
    shutil.move(tmp_path / "aside", county)
    told = diff(repository, "main")
    assert "2018-12-20 entered: h000001" in told
    assert "on the list 0 households, 0 persons → 1 household, 2 persons" in told


@pytest.mark.parametrize(
    "arguments",
    [("nowhere",), ("main", "nowhere"), ("--", "-x"), ("",), ("main", ""), ("HEAD:records",)],
)
def test_what_is_no_version_is_wrong_use(
    repository: Repository, arguments: tuple[str, ...]
) -> None:
    done = run("diff", *arguments, cwd=repository.folder, **ALONE)
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r"gongshi: .*没有.*版本.* / there is no version .*\n", done.stderr)


def test_a_shallow_clone_says_how_to_fetch(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    answer(repository)
    repository.commit()
    shallow = clone(repository, tmp_path / "shallow", "--depth=1", "--branch=work")
    done = run("diff", "origin/main", cwd=shallow.folder, **ALONE)
    assert done.returncode == 2
    fetching = "git fetch --unshallow origin main:refs/remotes/origin/main"
    assert done.stderr.count(fetching) == 2
    shallow.git(*fetching.split()[1:])
    assert happenings(shallow, "origin/main") == ["answered"]


def test_without_records_there_is_nothing_to_compare(repository: Repository) -> None:
    shutil.rmtree(repository.folder / "records")
    done = run("diff", "main", cwd=repository.folder, **ALONE)
    assert done.returncode == 2
    assert "no records folder" in done.stderr


def scalars(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value
    for one in inner:
        if isinstance(one, dict | list):
            yield from scalars(one)
        else:
            yield one


def private(index: pipeline.Index) -> set[str]:
    """Numbers, names, figures of four and more digits, causes and reasons of households."""
    found: set[str] = set()
    for document in index.of_kind("household"):
        found |= {document.origin.id, *(member["id"] for member in document.value["members"])}
        found |= {member["name"] for member in document.value["members"]}
        figures = [one for one in scalars(document.value["surveys"]) if type(one) is int]
        found |= {str(one) for one in figures if one > 2100 or 999 < one < 1900}
        found |= {f"{one:,}" for one in figures if one > 999}
        causes = document.value.get("causes", {})
        for cause in (causes.get("main"), *causes.get("others", ())):
            said = naming.word("household", ("causes", "main"), cause) if cause else None
            found |= {cause, said.zh, said.en} if said else set()
    for document in index.of_kind("round"):
        for step in document.value["steps"]:
            for one in step.get("dropped", ()):
                said = naming.word("round", ("steps", "*", "dropped", "*", "reason"), one["reason"])
                found |= {said.zh, said.en} if said else set()
    return {word for word in found if not any(word in said for said in PUBLIC)}


PUBLIC = {
    *(words.zh for words, _ in OUTCOMES.values()),
    *(words.en for words, _ in OUTCOMES.values()),
    "异议成立",
    "objection upheld",
}
"""Words for reasons that are also said of a verdict, or of an objection on its notice."""


@pytest.mark.parametrize("first", [None, 4])
def test_a_comment_holds_nothing_private_of_either_version(
    tmp_path: Path, first: int | None
) -> None:
    """Everything happens at once: records begin, or give way to another county's.

    Nothing that a household's record says stands in the comment; the text for the staff names all.
    """
    indexes = []
    for number, seed in enumerate((first, 8)):
        folder = tmp_path / str(number)
        folder.mkdir()
        if seed is not None:
            write_county(folder, villages=2, households=60, seed=seed)
        indexes.append(pipeline._read(folder, walk.read(folder))[0])
    minutes = compare(indexes[0], indexes[1], AS_OF, ("main", "work"))
    assert {"listed", "entered", "exited", "objected", "dropped", "done", "corrected"} <= {
        event.what for event in minutes.events
    }
    hidden = private(indexes[0]) | private(indexes[1])
    assert len(hidden) > 400
    for language in ("zh", "en"):
        shown = comment.render(published(minutes), language)
        shown = re.sub(r"(?<= × )[\d,]+|(?<=[：:] )[\d,]+(?=\n)", "", shown)  # how many of a thing
        shown = re.sub(r"\| .* \|", "", shown)  # villages' figures, which the site shows
        words = {word for word in hidden if word in shown}
        assert words == set()
        staff = text.render(minutes, language)
        assert {document.origin.id for document in indexes[1].of_kind("household")} <= set(
            re.findall(r"h\d{6}", staff)
        )


def test_a_name_cannot_forge_a_line_of_the_comment(repository: Repository) -> None:
    village = f"{VILLAGE}/village.yaml"
    forged = '"</summary></details> ## Passed @all #1 [x](https://x.example)"'
    edit(repository.folder / "records", village, "zh: 听泉村", f"zh: {forged}")
    answer(repository)
    shown = run("diff", "main", "--lang=zh", "--format=markdown", cwd=repository.folder, **ALONE)
    assert shown.returncode == 0
    assert shown.stdout.count("</details>") == shown.stdout.count("<details>") == 1
    assert "&lt;/summary&gt;&lt;/details&gt; \\#\\# Passed &#64;*all*" in shown.stdout
    assert "[x]" not in shown.stdout
