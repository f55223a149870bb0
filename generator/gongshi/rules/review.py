"""Review: who must look at a change, and whether its commits are signed.

All but the first hold the records against those that a change started from (``Index.before``), by
the settings it started from (``review`` of county.yaml): a change cannot loosen its own review.
None forbids anything by itself; they say what a reviewer must not overlook.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.finding import Severity, Text
from gongshi.load import walk
from gongshi.load.commits import Signature
from gongshi.load.document import Document, Origin
from gongshi.policy.parameters import Amount
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.change import identity

FAMILY = Family("review", Text("审核", "Review"))

WORKINGS = re.compile(
    r"(.*/)?CODEOWNERS"
    r"|\.(github|gitlab|gitea|forgejo|ci)/.*|ci/.*"
    r"|\.gitlab-ci\.yml|\.pre-commit-(config|hooks)\.yaml"
    r"|(.*/)?\.git(attributes|modules|ignore)"
    r"|Makefile|pyproject\.toml|requirements[^/]*\.lock"
)
"""Files that decide how records are checked and published, by their path in the repository."""

_POLICY = frozenset({"clauses", "procedure", "questions", "duty-list", "parameter"})
_SMALLEST_GROUP = "smallest-group"


def settings(index: Index) -> dict[str, Any]:
    """``review`` of county.yaml; empty where the county has chosen nothing."""
    for county in index.of_kind("county"):
        found: dict[str, Any] = county.value.get("review", {})
        return found
    return {}


def signers(index: Index) -> str | None:
    """Where the listed keys are, from the top of the repository; None where none are asked for."""
    chosen = settings(index)
    return chosen["signers"] if "signatures" in chosen else None


@FAMILY.rule("township-without-reviewers", Severity.WARNING)
def township_without_reviewers(index: Index, _as_of: date) -> Iterator[Hit]:
    """A township that names nobody, where the county has said who reviews."""
    if settings(index):
        for township in index.of_kind("township"):
            if "reviewers" not in township.value:
                yield Hit(
                    township,
                    (),
                    Text(
                        "没有写由谁审核本乡镇的改动，先由县里审核。",
                        "Nobody is named to review this township's changes: the county does.",
                    ),
                    Text(
                        "请在 township.yaml 里填 reviewers，再运行 gongshi codeowners。",
                        "Enter reviewers in township.yaml, and run gongshi codeowners again.",
                    ),
                )


@FAMILY.rule("policy-changed", Severity.WARNING)
def policy_changed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A change of clauses, procedures, questions, duty lists or parameters; told once a file."""
    for origin, now in _changed(index):
        if origin.kind in _POLICY and origin.id != _SMALLEST_GROUP:
            yield Hit(
                now,
                (),
                Text(
                    "这次改动修改了政策：全县的认定、程序和职责都照它执行。",
                    "This change alters the policy, by which the whole county decides and acts.",
                ),
                _BY_THE_COUNTY,
                origin.path,
            )


_BY_THE_COUNTY = Text(
    "请县里的审核人看过出处和生效日期，同意后再合并。",
    "Merge it when the county's reviewers have seen its source and dates, and agree.",
)


@FAMILY.rule("publication-changed", Severity.WARNING)
def publication_changed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A change of what is made public: settings of ``publication``, or the smallest group shown."""
    for was, now in _county(index):
        before, after = was.value["publication"], now.value["publication"]
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                keys = ("publication", name) if name in after else ("publication",)
                yield Hit(now, keys, _published(name), _CANNOT_BE_TAKEN_BACK)
    for origin, document in _changed(index):
        if (origin.kind, origin.id) == ("parameter", _SMALLEST_GROUP):
            yield Hit(document, (), _published(origin.id), _CANNOT_BE_TAKEN_BACK, origin.path)


def _published(name: str) -> Text:
    return Text(
        f"这次改动修改了公开设置：{name}。", f"This change alters what is made public: {name}."
    )


_CANNOT_BE_TAKEN_BACK = Text(
    "公开出去的收不回来。请县里的审核人确认公开得不比规定的多，同意后再合并。",
    "What was public cannot be taken back. Merge it when the county's reviewers have made sure "
    "that no more is shown than may be, and agree.",
)


@FAMILY.rule("settings-changed", Severity.WARNING)
def settings_changed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A change of county.yaml besides ``publication``: who reviews, which parameters, what day."""
    for was, now in _county(index):
        for name in sorted(was.value.keys() | now.value.keys()):
            if name != "publication" and was.value.get(name) != now.value.get(name):
                yield Hit(
                    now,
                    (name,) if name in now.value else (),
                    Text(
                        f"这次改动修改了全县的设置：{name}。",
                        f"This change alters a setting of the whole county: {name}.",
                    ),
                    _BY_THE_COUNTY,
                )


@FAMILY.rule("workings-changed", Severity.WARNING)
def workings_changed(index: Index, _as_of: date) -> Iterator[Hit]:
    """A change of files that decide how records are checked, reviewed or published."""
    for path in _workings(index):
        yield Hit(
            None,
            (),
            Text(
                "这个文件决定记录怎样检查、由谁审核、怎样发布；这次改动修改了它。",
                "This file decides how records are checked, reviewed or published, and this change "
                "alters it.",
            ),
            Text(
                "这样的改动是按它自己的规则检查的。请县里的审核人逐行看过再合并。",
                "Such a change is checked by its own rules: merge it when the county's reviewers "
                "have read each line.",
            ),
            walk.printable(path),
        )


def _workings(index: Index) -> list[str]:
    if index.change is None or index.before is None:
        return []
    keys = settings(index.before).get("signers")
    return [path for path in index.change.files if path == keys or WORKINGS.fullmatch(path)]


@FAMILY.rule("mixed-change", Severity.WARNING)
def mixed_change(index: Index, _as_of: date) -> Iterator[Hit]:
    """A change of several townships' records, or of records and of what is the county's.

    Nobody answers for all of it. With ``mixed_changes: refused`` it is an error.
    """
    if index.before is None:
        return
    parts: dict[str, list[str]] = defaultdict(list)
    for origin, _ in _changed(index):
        if origin.township:
            parts[origin.township].append(origin.path)
        elif origin.kind in _POLICY or origin.kind == "county":
            parts[""].append(origin.path)
    parts[""] += [walk.printable(path) for path in _workings(index)]
    if len(touched := sorted(part for part in parts if parts[part])) > 1:
        refused = settings(index.before).get("mixed_changes") == "refused"
        first = min(path for part in touched for path in parts[part])
        yield Hit(
            None,
            (),
            Text(
                "这次改动涉及几家："
                + "、".join(f"{part or '县里'}（{len(parts[part]):,} 个文件）" for part in touched)
                + "。",
                "This change belongs to several: "
                + ", ".join(
                    f"{part or 'the county'} (files: {len(parts[part]):,})" for part in touched
                )
                + ".",
            ),
            Text(
                "请按乡镇分开提交，政策、设置和记录也分开，各由负责的人审核。",
                "Make a change of each township's part, and of policy or settings, so that each is "
                "reviewed by who answers for it.",
            ),
            first,
            severity=Severity.ERROR if refused else None,
        )


@FAMILY.rule("signers-missing", Severity.WARNING)
def signers_missing(index: Index, _as_of: date) -> Iterator[Hit]:
    """Signatures are asked for, and the file of listed keys was not there before the change."""
    if index.before is not None and index.change is not None and not index.change.signers_found:
        yield Hit(
            None,
            (),
            Text(
                "县里要求提交签名，改动以前却没有登记密钥的文件。",
                "The county asks for signed commits, and before this change there was no file of "
                "listed keys.",
            ),
            Text(
                "请县里先单独提交这个文件（allowed_signers 格式，每人一行）。",
                "Let the county add the file first, in a change of its own (the form of "
                "allowed_signers, a line a person).",
            ),
            walk.printable(str(signers(index.before))),
        )


@FAMILY.rule("commits-unsigned", Severity.WARNING)
def commits_unsigned(index: Index, _as_of: date) -> Iterator[Hit]:
    """Commits that no listed key has signed, told once a change.

    Listed are the keys that were so before the change. With ``signatures: required`` it is an
    error.
    """
    if index.before is None or index.change is None:
        return
    found: dict[Signature, list[str]] = defaultdict(list)
    for commit in index.change.commits:
        found[commit.signature].append(commit.id[:10])
    wrong = [state for state in Signature if state is not Signature.GOOD and found[state]]
    if wrong:
        required = settings(index.before)["signatures"] == "required"
        count, good = len(index.change.commits), len(found[Signature.GOOD])
        yield Hit(
            next(iter(index.of_kind("county")), None),
            ("review", "signatures") if "signatures" in settings(index) else (),
            Text(
                f"{count:,} 个提交里有 {good:,} 个由登记的密钥签名；"
                + "；".join(f"{_STATES[one].zh}：{_some(found[one])}" for one in wrong)
                + "。",
                f"Signed by a listed key: {good:,} of {count:,} commits; "
                + "; ".join(f"{_STATES[one].en}: {_some(found[one])}" for one in wrong)
                + ".",
            ),
            Text(
                "请用登记的 SSH 密钥重新签名：git rebase --exec 'git commit --amend --no-edit -S' "
                "接改动的起点。新密钥由县里先登记。",
                "Sign them again with a listed SSH key: git rebase --exec 'git commit --amend "
                "--no-edit -S' with where the change began. A new key is listed by the county "
                "first.",
            ),
            index.path("county.yaml"),
            severity=Severity.ERROR if required else None,
        )


@FAMILY.rule("entries-late", Severity.WARNING)
def entries_late(index: Index, as_of: date) -> Iterator[Hit]:
    """Entries of a duty log that a change adds long after their day; told once a log.

    They turn what was overdue into done. A county says after how many days it wants to look.
    """
    limit = index.law.parameters.on(_LATE, as_of).number
    for log, days in _added(index):
        late = [day for day in days if limit is not None and (as_of - day).days > limit]
        if late:
            yield Hit(
                log,
                (),
                Text(
                    f"这次改动补登了 {len(late):,} 条履职记录，事情都在 {limit} 天以前，"
                    f"最早的是 {min(late)}。",
                    f"This change enters acts of more than {limit} days ago: {len(late):,}, the "
                    f"earliest of {min(late)}.",
                ),
                Text(
                    "原来过期的职责因此变成已做。请审核人对照佐证材料看过再合并。",
                    "What was overdue is done by them: merge it when the reviewers have seen the "
                    "evidence.",
                ),
            )


def amounts(index: Index, as_of: date) -> Iterator[tuple[Document, Amount]]:
    """The dated parameter that a change asks for by adding to a duty log."""
    for log, _ in _added(index):
        yield log, index.law.parameters.on(_LATE, as_of)


def _added(index: Index) -> list[tuple[Document, list[date]]]:
    """Each duty log that a change adds entries to, with the days of these.

    None of a county's first records is added.
    """
    return index.once("added", lambda: _entered(index))


def _entered(index: Index) -> list[tuple[Document, list[date]]]:
    if index.before is None or not index.before.origins:
        return []
    before = {identity(one.origin): one for one in index.before.of_kind("duty-log")}
    found = []
    for log in index.of_kind("duty-log"):
        was = before.get(identity(log.origin))
        entered = [_act(entry) for entry in was.value["entries"]] if was else []
        acts = log.value["entries"] if was is not log else ()
        days = [date.fromisoformat(one["date"]) for one in acts if _act(one) not in entered]
        if days:
            found.append((log, days))
    return found


def _act(entry: dict[str, Any]) -> list[Any]:
    """What was done, when, by and for whom; its evidence may come later."""
    return [entry.get(name) for name in ("date", "who", "duties", "households")]


_LATE = "late-entry-days"

_STATES = {
    Signature.UNKNOWN: Text("密钥没有登记", "key not listed"),
    Signature.BAD: Text("签名不对", "signature that does not fit"),
    Signature.NONE: Text("没有签名", "unsigned"),
}


def _some(commits: list[str]) -> str:
    shown = ", ".join(commits[:5])
    return shown if len(commits) <= 5 else f"{shown}, … (+{len(commits) - 5:,})"


def _changed(index: Index) -> list[tuple[Origin, Document | None]]:
    """Every record that a change adds, alters or removes, as it is now; None where it is gone."""
    return index.once("changed", lambda: list(_compared(index)))


def _compared(index: Index) -> Iterator[tuple[Origin, Document | None]]:
    if index.before is None or not index.before.origins:  # a county's first records
        return
    before = {one.origin.path: one for one in index.before.documents}
    after = {one.origin.path: one for one in index.documents}
    # One that cannot be read is told of by other findings; what it says is unknown.
    unread = {origin.path for origin in (*index.unclean, *index.before.unclean)}
    for path in sorted((before.keys() | after.keys()) - unread):
        was, now = before.get(path), after.get(path)
        # Comments, order and line ends say nothing.
        if was is None or now is None or (was is not now and was.value != now.value):
            yield (now or before[path]).origin, now


def _county(index: Index) -> Iterator[tuple[Document, Document]]:
    """``county.yaml`` as it was and as it is."""
    if index.before is not None:
        yield from zip(index.before.of_kind("county"), index.of_kind("county"), strict=False)
