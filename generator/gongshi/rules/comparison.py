"""The county's comparison: a hit is verified again below; data alone strikes nobody off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.finding import Severity, Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.rounds import Round, Step, steps

FAMILY = Family("comparison", Text("数据比对", "Comparisons"))

_COMPARISON = ("comparison",)


def _hits(index: Index) -> Iterator[tuple[Round, Step, Keys, dict[str, Any]]]:
    for found, step in steps(index):
        for keys, hit in step.items("comparisons"):
            yield found, step, keys[len(step.keys) :], hit


@FAMILY.rule("not-verified", needs=_COMPARISON)
def not_verified(index: Index, _as_of: date) -> Iterator[Hit]:
    """A hit that nobody verified again, in a step that is over or that another has followed."""
    for found, step, keys, hit in _hits(index):
        followed = any(one.place > step.place for one in found.steps)
        if "recheck" not in hit and (step.until is not None or followed):
            yield step.hit(
                keys,
                Text(
                    f"{hit['household']} 的比对疑点没有复核，就往下走了。",
                    f"The hit on {hit['household']} was not verified again, and the round went on.",
                ),
                Text(
                    "请乡镇或村上门核实，写上结论（recheck）；不能只凭数据去掉，也不能不管。",
                    "Have township or village verify it at home, and enter what was found "
                    "(recheck); it is neither struck off by data alone nor passed over.",
                ),
            )


@FAMILY.rule("verified-before-hit", needs=_COMPARISON)
def verified_before_hit(index: Index, _as_of: date) -> Iterator[Hit]:
    """A re-verification dated before the hit."""
    for _, step, keys, hit in _hits(index):
        if "recheck" in hit and hit["recheck"]["date"] < hit["date"]:
            yield step.hit(
                (*keys, "recheck", "date"),
                Text(
                    f"{hit['recheck']['date']} 就复核了，{hit['date']} 才比对出来。",
                    f"Verified again on {hit['recheck']['date']}, before the hit of {hit['date']}.",
                ),
                Text("请改正日期。", "Correct the days."),
            )


@FAMILY.rule("confirmed-and-kept", Severity.WARNING, needs=_COMPARISON)
def confirmed_and_kept(index: Index, _as_of: date) -> Iterator[Hit]:
    """A hit confirmed at home, of a household that is still on a list drawn up with or after it.

    A warning: an exception may hold, and people decide.
    """
    for found, step, keys, hit in _hits(index):
        if hit.get("recheck", {}).get("finding") != "confirmed":
            continue
        later = [one for one in found.lists if one.place >= step.place]
        if any(hit["household"] in one.names() for one in later):
            yield step.hit(
                keys,
                Text(
                    f"{hit['household']} 的疑点核实属实，却还在名单上。",
                    f"The hit on {hit['household']} was confirmed, and it is still on the list.",
                ),
                Text(
                    "有例外情形的，在当年调查里写明依据；没有的，从名单上去掉，原因填 comparison。",
                    "If an exception holds, enter it with its evidence in that year's survey; if "
                    "not, drop it, reason comparison.",
                ),
            )
