"""A promise, the worst that was measured against it, and the table of them all."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """How one promise is kept: its limit, the worst value, the page that has it, what breaks it."""

    promise: str
    limit: str
    worst: str
    where: str
    broken: tuple[str, ...]

    @property
    def kept(self) -> bool:
        return not self.broken


def none_of(promise: str, found: Iterable[str], pages: int) -> Measure:
    """A promise that nothing of a kind is found on ``pages`` pages.

    A finding begins with its page and a colon. Where no page was seen, nothing is kept.
    """
    every = tuple(found)
    where = every[0].partition(": ")[0] if every else f"{pages} pages"
    return Measure(promise, "0", str(len(every)), where, every if pages else ("no page seen",))


def at_most(promise: str, limit: float, unit: str, values: Mapping[str, float]) -> Measure:
    """A promise that no page's value is greater than ``limit``."""
    where = max(values, key=lambda page: (values[page], page))
    broken = [f"{page}: {value:,g} {unit}" for page, value in values.items() if value > limit]
    return Measure(
        promise, f"≤ {limit:,g} {unit}", f"{values[where]:,g}", where, tuple(sorted(broken))
    )


def at_least(promise: str, limit: float, values: Mapping[str, float]) -> Measure:
    """A promise that no page's value is less than ``limit``."""
    where = min(values, key=lambda page: (values[page], page))
    broken = [f"{page}: {value:g}" for page, value in values.items() if value < limit]
    return Measure(promise, f"≥ {limit:g}", f"{values[where]:g}", where, tuple(sorted(broken)))


def table(measures: Iterable[Measure]) -> str:
    """One line a promise, then what breaks those that are not kept."""
    every = list(measures)
    rows = [("", "Promise", "Limit", "Worst", "Where")]
    rows += [
        ("OK" if one.kept else "FAIL", one.promise, one.limit, one.worst, one.where)
        for one in every
    ]
    widths = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell + " " * (width - _columns(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    for one in every:
        if not one.kept:
            lines += ["", f"FAIL {one.promise}", *(f"  {each}" for each in one.broken[:40])]
            if len(one.broken) > 40:
                lines.append(f"  … {len(one.broken) - 40} more")
    return "\n".join(lines) + "\n"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
