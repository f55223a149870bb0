"""SECURITY.md: every protection it names is there, and each row tells what is not stopped too."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in TEXT.splitlines()
    if line.startswith("| **")
]
HELD_BY = re.compile(r"`((?:tests|rulebook|server|requirements)[^`]*)`")


def test_everybody_who_could_do_harm_has_a_row() -> None:
    told = " ".join(row[0] for row in ROWS).lower()
    for who in (
        "reader", "villager", "clerk", "township editor", "stranger with a pull request",
        "dependency", "insider", "forge", "web host", "hostile record",
    ):  # fmt: skip
        assert who in told, who


@pytest.mark.parametrize("row", ROWS, ids=[row[0].split("**")[1] for row in ROWS])
def test_a_row_says_what_stops_it_by_what_that_is_held_and_what_does_not(row: list[str]) -> None:
    assert len(row) == 4
    assert all(len(cell) > 10 for cell in row)
    held = HELD_BY.findall(row[2])
    assert held, "nothing holds it"
    for one in held:
        path, _, test = one.partition("::")
        assert (ROOT / path).is_file(), one
        if path.endswith(".py"):
            assert test, f"{one} names no test"
            text = (ROOT / path).read_text(encoding="utf-8")
            assert re.search(rf"^def {test}\(", text, re.MULTILINE), one


def test_every_file_and_test_it_names_is_there() -> None:
    named = HELD_BY.findall(TEXT)
    assert len(named) > 30
    for one in named:
        assert (ROOT / one.partition("::")[0]).is_file(), one


def test_it_says_in_both_languages_how_to_report() -> None:
    assert TEXT.index("## 摘要") < TEXT.index("## Reporting")
    assert "私下告诉维护人员" in TEXT
    assert "privately" in TEXT
