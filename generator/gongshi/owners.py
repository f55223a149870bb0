"""CODEOWNERS: who reviews a change of what, in the words of each forge.

The county owns everything, so that a new pipeline, script or CODEOWNERS is its matter without being
named; of the records a township's own reviewers own what lies in its folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from gongshi.errors import OwnersNotTold
from gongshi.load import walk
from gongshi.rules import review
from gongshi.rules.base import Index

Forge: TypeAlias = Literal["gitea", "github", "gitlab"]

PLACES: dict[Forge, tuple[str, ...]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"),
    "gitea": ("CODEOWNERS", "docs/CODEOWNERS", ".gitea/CODEOWNERS"),
}
"""Where a forge looks for its file; it reads the first it finds and no other."""

_HANDLES: dict[Forge, re.Pattern[str]] = {
    "github": re.compile(r"@[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?"),
    "gitlab": re.compile(r"@.+"),
    "gitea": re.compile(r"@[^/]+(/[^/]+)?"),
}
_NO_PATTERN: dict[Forge, re.Pattern[str]] = {
    "github": re.compile(r"[#\[\]*?!\\]"),  # it knows no escape for these
    "gitlab": re.compile(r"(?!)"),
    "gitea": re.compile(r"^!"),
}


@dataclass(frozen=True, slots=True)
class Owners:
    """Who owns what: ``prefix`` leads from the top of the repository to the records.

    ``policy`` own the policy and county.yaml, each of ``townships`` what lies in its folder, and
    ``county`` all else. Handles are as the records have them, in their order.
    """

    prefix: str
    county: tuple[str, ...]
    policy: tuple[str, ...]
    townships: dict[str, tuple[str, ...]]
    without: tuple[str, ...]


def of(index: Index, folder_in_repository: str) -> Owners:
    """The owners that county.yaml and the townships name; those ``without`` name nobody.

    Raises OwnersNotTold where county.yaml names none.
    """
    chosen = review.settings(index)
    if not chosen:
        raise OwnersNotTold(
            "county.yaml 里没有写由谁审核；请填 review.owners。"
            " / county.yaml does not say who reviews: enter review.owners."
        )
    townships = {one.origin.id: one.value.get("reviewers", ()) for one in index.of_kind("township")}
    return Owners(
        prefix=f"{folder_in_repository}/" if folder_in_repository else "",
        county=tuple(chosen["owners"]),
        policy=tuple(chosen.get("policy_owners", ())),
        townships={name: tuple(named) for name, named in sorted(townships.items()) if named},
        without=tuple(sorted(name for name, named in townships.items() if not named)),
    )


def render(owners: Owners, forge: Forge) -> str:
    """The file of a forge. Raises OwnersNotTold where the forge has no way to say it."""
    _refuse(owners, forge)
    head = (
        f"# 由 gongshi codeowners --forge {forge} 生成；改 county.yaml、township.yaml，不改这里。\n"
        f"# Made by gongshi codeowners --forge {forge}: change county.yaml and township.yaml, "
        "not this file.\n"
    )
    return "\n".join([head, *_FORMS[forge](owners), ""])


def _refuse(owners: Owners, forge: Forge) -> None:
    handles = [*owners.county, *owners.policy, *(h for t in owners.townships.values() for h in t)]
    wrong = sorted({one for one in handles if not _HANDLES[forge].fullmatch(one)})
    if wrong:
        raise OwnersNotTold(
            f"{forge} 没有这样的账号或小组：{'、'.join(wrong)}；请改 county.yaml 或 township.yaml。"
            f" / {forge} has no such users or teams: {', '.join(wrong)}; correct them in "
            "county.yaml or township.yaml."
        )
    unclear = _NO_PATTERN[forge].search(owners.prefix)
    if unclear or not owners.prefix.isprintable():
        shown = walk.printable(owners.prefix)
        raise OwnersNotTold(
            f"{forge} 的 CODEOWNERS 写不了这个路径：{shown}；请给记录文件夹换个名字。"
            f" / CODEOWNERS of {forge} cannot say this path: {shown}; give the records folder "
            "another name."
        )


def _github(owners: Owners) -> list[str]:
    """The last line that matches holds."""
    prefix = owners.prefix.replace(" ", "\\ ")
    return [
        f"* {' '.join(owners.county)}",
        *(f"/{prefix}{path} {' '.join(owners.policy)}" for path in _POLICY if owners.policy),
        *(
            f"/{prefix}townships/{name}/ {' '.join(named)}"
            for name, named in owners.townships.items()
        ),
    ]


def _gitlab(owners: Owners) -> list[str]:
    """A section an owner, each of which must approve; the county's leaves out what others own.

    Before 17.10 GitLab takes no exceptions, and the county approves all. No id has a space, so that
    no township is called as the county's sections are: those of one name are taken together.
    """
    prefix = "/" + re.sub(r"([\\*?\[\]{} ])", r"\\\1", owners.prefix)
    policy = [f"{prefix}{path}" for path in _POLICY if owners.policy]
    townships = {name: f"{prefix}townships/{name}/" for name in owners.townships}
    lines = [f"[county office] {' '.join(owners.county)}", "*"]
    lines += [f"!{path}" for path in (*policy, *townships.values())]
    if policy:
        lines += ["", f"[county policy] {' '.join(owners.policy)}", *policy]
    for name, path in townships.items():
        lines += ["", f"[{name}] {' '.join(owners.townships[name])}", path]
    return lines


def _gitea(owners: Owners) -> list[str]:
    """Regular expressions of whole paths; each that matches asks its owners, in any order.

    The first stands for all files that it does not match.
    """

    def written(expression: str) -> str:
        # Before it is an expression it is a word of a line, in which \ takes the next as it is.
        return re.sub(r"([\\# ])", r"\\\1", expression)

    def quoted(path: str) -> str:
        return re.sub(r"([\\.+*?()|\[\]{}^$])", r"\\\1", f"{owners.prefix}{path}")

    policy = [quoted(path) + (".*" if path.endswith("/") else "") for path in _POLICY]
    townships = {name: quoted(f"townships/{name}/") + ".*" for name in owners.townships}
    others = [*(policy if owners.policy else ()), *townships.values()]
    county = f"!{written('(' + '|'.join(others) + ')')}" if others else ".*"
    return [
        f"{county} {' '.join(owners.county)}",
        *(f"{written(path)} {' '.join(owners.policy)}" for path in policy if owners.policy),
        *(
            f"{written(path)} {' '.join(owners.townships[name])}"
            for name, path in townships.items()
        ),
    ]


_POLICY = ("policy/", "county.yaml")
_FORMS: dict[Forge, Callable[[Owners], list[str]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "gitea": _gitea,
}
