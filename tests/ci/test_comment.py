"""The job that comments: its script run in Node against a GitHub that is only remembered calls."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest

from gongshi.plain import in_markdown
from tests.ci.test_workflows import COMMENT, read, steps
from tests.conftest import ROOT

NODE = Path(playwright.__file__).parent / "driver" / "node"
GOLDEN = ROOT / "tests" / "minutes" / "golden"
MARK = "<!-- gongshi diff -->\n"
RUN = {
    "id": 7, "head_sha": "a" * 40, "head_branch": "$(x) 改动",
    "head_repository": {"id": 5, "owner": {"login": "village"}},
}  # fmt: skip
PULL = {"number": 3, "head": {"sha": "a" * 40, "repo": {"id": 5}}}
OURS = {"id": 9, "user": {"login": "github-actions[bot]"}, "body": f"{MARK}earlier"}

HARNESS = """
const given = JSON.parse(require('node:fs').readFileSync(0, 'utf8'))
const calls = []
const asked = (name, data) => async (values) => { calls.push([name, values]); return { data } }
const github = {
  paginate: async (method, values) => (await method(values)).data,
  rest: {
    pulls: { list: asked('pulls.list', given.pulls) },
    issues: {
      listComments: asked('listComments', given.comments),
      createComment: asked('createComment'),
      updateComment: asked('updateComment'),
    },
  },
}
const context = {
  repo: { owner: 'county', repo: 'records' },
  payload: { workflow_run: given.run, repository: { default_branch: 'main' } },
}
const core = {
  notice: (text) => { calls.push(['notice', text]) },
  setFailed: (text) => { calls.push(['setFailed', text]) },
}
const AsyncFunction = (async () => {}).constructor
const script = new AsyncFunction('github', 'context', 'core', 'require', given.script)
script(github, context, core, require).then(() => console.log(JSON.stringify(calls)))
"""


def script() -> str:
    workflow = read(COMMENT.read_text(encoding="utf-8"))
    (found,) = (step["with"]["script"] for step in steps(workflow) if "script" in step["with"])
    assert isinstance(found, str)
    return found


def calls(
    folder: Path,
    text: str | bytes | None,
    run: Any = RUN,
    pulls: tuple[Any, ...] = (PULL,),
    comments: tuple[Any, ...] = (),
) -> list[Any]:
    """What the script asked of GitHub; ``text`` is the comment that the check left, if any."""
    if text is not None:
        (folder / "comment").mkdir()
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "comment" / "comment.md").write_bytes(data)
    given = {"script": script(), "run": run, "pulls": pulls, "comments": comments}
    done = subprocess.run(
        [NODE, "-e", HARNESS], input=json.dumps(given), env={"RUNNER_TEMP": str(folder)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def names(told: list[Any]) -> list[str]:
    return [name for name, _ in told]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_comment_is_made_on_the_pull_request_that_github_names(
    tmp_path: Path, language: str
) -> None:
    text = (GOLDEN / f"season.{language}.markdown").read_text(encoding="utf-8")
    told = calls(tmp_path, text)
    assert names(told) == ["pulls.list", "listComments", "createComment"]
    assert told[0][1] == {
        "owner": "county", "repo": "records", "state": "open",
        "head": "village:$(x) 改动", "base": "main",
    }  # fmt: skip
    assert told[2][1] == {
        "owner": "county", "repo": "records", "issue_number": 3, "body": MARK + text,
    }  # fmt: skip


def test_there_is_one_comment_which_is_brought_up_to_date(tmp_path: Path) -> None:
    someone = {"id": 8, "user": {"login": "someone"}, "body": f"{MARK}not ours"}
    other = {"id": 6, "user": {"login": "github-actions[bot]"}, "body": "another workflow's"}
    gone = {"id": 5, "user": None, "body": MARK}
    told = calls(tmp_path, "new", comments=(someone, other, gone, OURS))
    assert names(told) == ["pulls.list", "listComments", "updateComment"]
    assert told[2][1]["comment_id"] == 9
    assert told[2][1]["body"] == f"{MARK}new"


@pytest.mark.parametrize(
    "pull",
    [
        None,
        {**PULL, "head": {"sha": "b" * 40, "repo": {"id": 5}}},
        {**PULL, "head": {"sha": "a" * 40, "repo": {"id": 6}}},
        {**PULL, "head": {"sha": "a" * 40, "repo": None}},
    ],
    ids=["none", "a later commit", "another repository", "a repository that is gone"],
)
def test_no_pull_request_but_the_one_of_that_commit_is_written_to(
    tmp_path: Path, pull: Any
) -> None:
    told = calls(tmp_path, "text", pulls=(pull,) if pull else ())
    assert names(told) == ["pulls.list", "notice"]


def test_nothing_is_asked_where_the_fork_is_gone_or_no_comment_was_left(tmp_path: Path) -> None:
    assert names(calls(tmp_path, None)) == ["notice"]
    assert names(calls(tmp_path, "text", run={**RUN, "head_repository": None})) == ["notice"]


@pytest.mark.parametrize(
    "text",
    [
        "ask @someone", "ask &#64;someone", "ask &commat;someone", "ask &#x40;someone",
        "[pay here](https://example.org)", "pay here: http://example.org", "at www.example.org",
        "![seen](x)", r"\\[pay](x)", "<img src=x>", r"\<img src=x>", "<details open onclick=x>",
        "<!-- gongshi diff -->", "字" * 60_001,
    ],
)  # fmt: skip
def test_what_gongshi_would_not_write_is_not_published(tmp_path: Path, text: str | bytes) -> None:
    assert names(calls(tmp_path, text)) == ["setFailed"]


def test_a_link_in_the_place_of_the_comment_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "comment").mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "comment" / "comment.md").symlink_to(tmp_path / "secret")
    assert names(calls(tmp_path, None)) == ["setFailed"]


def test_text_of_records_however_hostile_is_what_gongshi_writes(tmp_path: Path) -> None:
    """The other side of the same coin: escaped as comments are, everything passes."""
    hostile = (
        "@someone #7 [a](b) ![c](d) <script> https://e.org \\[x](y) \\\\[x](y) \\https://e.org "
        "www.e.org &commat;x &#64;y <details> `code` a@example.org"
    )
    told = calls(tmp_path, f"<details><summary>{in_markdown(hostile)}</summary>\n\n</details>\n")
    assert names(told)[-1] == "createComment"
