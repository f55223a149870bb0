"""A scan told: as text for people with what to do, and as JSON for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gongshi.finding import Text
from gongshi.scan.look import Scan, Seen
from gongshi.shapes import NAMES


def text(scan: Scan, language: str, *, history: bool) -> str:
    """Every place, how much was looked at, and how to clean up where something was found."""
    lines = [_place(seen, language) for seen in scan.seen]
    lines += (_UNREAD.in_language(language).format(path) for path in scan.unread)
    lines.append(_summary(scan).in_language(language))
    if scan.shallow:
        lines.append(_SHALLOW.in_language(language))
    if scan.seen:
        lines += ("", (_IN_HISTORY if history else _IN_FOLDER).in_language(language))
    return "\n".join(lines) + "\n"


def json_v1(scan: Scan) -> str:
    """One JSON object: ``version``, ``files``, ``commits``, ``shallow``, ``unread``, ``found``."""
    found = [
        {"commit": seen.commit, "path": seen.path, "line": seen.line, "shape": str(seen.shape)}
        for seen in scan.seen
    ]
    value = {
        "version": 1,
        "files": scan.files,
        "commits": scan.commits,
        "shallow": scan.shallow,
        "unread": scan.unread,
        "found": found,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _place(seen: Seen, language: str) -> str:
    where = " ".join(_where(seen, language))
    return f"{where}: {NAMES[seen.shape].in_language(language)}"


def _where(seen: Seen, language: str) -> Iterator[str]:
    if seen.commit:
        yield seen.commit
    if not seen.path:
        yield f"{_MESSAGE.in_language(language)}:{seen.line}"
    elif seen.line:
        yield f"{seen.path}:{seen.line}"
    else:
        yield f"{seen.path} {_NAME.in_language(language)}"


_MESSAGE = Text("（提交说明）", "(message)")
_NAME = Text("（名称）", "(name)")
_UNREAD = Text("{}：太大或读不出，没有查看", "{}: too large or unreadable, not looked at")
_SHALLOW = Text(
    "这个克隆不完整，更早的提交没有查看；请先运行 git fetch --unshallow。",
    "This clone is shallow, so earlier commits were not looked at; run git fetch --unshallow.",
)


def _summary(scan: Scan) -> Text:
    number = len(scan.seen)
    where = (
        Text(
            f"查看了 {scan.commits:,} 次提交、{scan.files:,} 份内容：",
            f"Looked at {scan.commits:,} commits and {scan.files:,} contents: ",
        )
        if scan.commits
        else Text(f"查看了 {scan.files:,} 个文件：", f"Looked at {scan.files:,} files: ")
    )
    if not number:
        return Text(f"{where.zh}没有发现。", f"{where.en}nothing found.")
    return Text(
        f"{where.zh}{number:,} 处像是个人号码、邮箱或坐标。",
        f"{where.en}{number:,} with what looks like a personal number, e-mail or coordinates.",
    )


_IN_FOLDER = Text(
    "请从文件里删掉，再提交。以前提交过的，历史里还有：运行 gongshi scan --history 查看。",
    "Remove it before you commit. What was committed earlier stays in history: "
    "run gongshi scan --history to see.",
)
_IN_HISTORY = Text(
    """怎样清理（删掉文件或撤销提交没有用，历史里还在）：
1. 先停：把仓库设为私有或只读，请所有人不要再推送。
2. 另外克隆一份，在里面用 git filter-repo（要另外安装）改写历史。
   整个文件删掉：git filter-repo --invert-paths --path 文件路径
   只换掉号码：在仓库外写 values.txt，每个号码一行，形如 号码==>***，再运行
   git filter-repo --replace-text values.txt --replace-message values.txt ，用完删掉 values.txt。
   文件名里的：git filter-repo --path-rename 旧名:新名 。
3. 再运行 gongshi scan --history，直到没有发现。
4. 强制推送：git push --force --all，再 git push --force --tags。
5. 请代码平台清除缓存、旧的合并请求和派生仓库：平台不清，知道提交编号的人还能打开。
6. 请所有人删掉旧的克隆，重新克隆；旧克隆一推送，号码又回来。
7. 公开过的号码收不回来：告诉本人，能换的号码换掉，并按规定报告。""",
    """How to clean up (deleting the file or reverting the commit does not help: history keeps it):
1. Stop first: make the repository private or read-only, and ask everybody not to push.
2. Make another clone and rewrite history in it with git filter-repo (installed separately).
   To remove a whole file: git filter-repo --invert-paths --path PATH
   To replace only the numbers: outside the repository write values.txt with a line a number, as
   NUMBER==>***, and run
   git filter-repo --replace-text values.txt --replace-message values.txt ; then delete values.txt.
   In the name of a file: git filter-repo --path-rename OLD:NEW .
3. Run gongshi scan --history again until it finds nothing.
4. Push with force: git push --force --all, then git push --force --tags.
5. Ask the forge to purge its caches, old merge requests and forks: until it does, whoever knows
   the id of a commit can open it.
6. Have everybody delete their clones and clone anew: one push from an old clone brings it back.
7. What was public cannot be called back: tell the persons, change the numbers that can be changed,
   and report it as the rules say.""",
)
