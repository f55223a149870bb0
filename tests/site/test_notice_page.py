"""A notice page carries what an official notice must: line by line, in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from tests.public.test_view import facts
from tests.rules.test_identity import edit
from tests.site.test_render import html_of

ROUND = "townships/shuiyun/tingquan/rounds/2019-entry.yaml"
PAGE = "notices/tingquan-2019-entry-2.html"
REASON = "人口数登记有误，已经更正"
CORRECTION = f"""corrections:
  - date: 2019-11-16
    part: list
    step: proc.entry.2
    household: h000002
    reason:
      zh: {REASON}
      en: The number of persons was wrong
    by:
      - c00003
"""
UPHELD = """    answer:
      date: 2019-11-16
      outcome: upheld
      by:
        - c00003
      clause: entry.seven-not-in.3
"""


def page(county: Path | None = None, day: date | None = None, folder: str = "") -> str:
    shown = facts(day or date(2019, 11, 18), folder=county) if county else facts()
    return re.sub(r"\s+", " ", html_of(shown)[f"{folder}{PAGE}"])


def section(html: str, name: str) -> str:
    """What stands under a heading."""
    return html.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_it_names_ground_standard_and_line_with_their_sources() -> None:
    ground = section(page(), "standard")
    for link in ("entry.four-in.html", "entry.seven-not-in.html", "proc.entry.html"):
        assert f"policy/{link}" in ground
    assert ground.count('class="gs-source"') >= 5, "each standard, the line, the procedure"
    assert "3,218" in ground
    assert 'href="../self-check.html"' in ground


def test_it_names_the_offices_and_calls_with_one_tap() -> None:
    told = section(page(), "object")
    assert "2019年11月20日" in told, "until when"
    assert len(re.findall(r'<a href="tel:[0-9-]+">', told)) == 3
    assert told.count("gs-office") == 3


def test_one_step_is_marked_you_are_here_and_the_next_are_told() -> None:
    html = page()
    steps = section(html, "steps")
    assert steps.count('aria-current="step"') == 1
    assert re.search(r'aria-current="step".*?本次公示.*?现在走到这一步', steps)
    ahead = section(html, "next")
    assert '<ol class="gs-next" start="3">' in ahead
    assert ahead.count("<li>") == 6
    assert "有 1 条异议还没有答复" in ahead
    assert "1 objection has no answer yet" in section(page(folder="en/"), "next")


def test_a_row_corrected_after_posting_carries_a_mark_and_the_reason(county: Path) -> None:
    path = county / ROUND
    path.write_text(path.read_text("utf-8") + CORRECTION, encoding="utf-8")
    (row,) = re.findall("<tr><td>.*?</tr>", section(page(county), "list"))
    assert "已更正" in row
    assert REASON in row
    early = section(page(county, date(2019, 11, 15)), "list")
    assert REASON not in early, "not before its day"


def test_a_correction_of_the_whole_list_is_told_once_and_marks_each_row(county: Path) -> None:
    path = county / ROUND
    whole = CORRECTION.replace("    household: h000002\n", "")
    path.write_text(path.read_text("utf-8") + whole, encoding="utf-8")
    told = section(page(county), "list")
    (row,) = re.findall("<tr><td>.*?</tr>", told)
    assert "已更正" in row
    assert REASON not in row
    assert told.count(REASON) == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("objection", "异议成立"),
        ("withdrawn", "本人撤回"),
        ("not-met", "经核实取下"),
        ("not-steady", "经核实取下"),
        ("moved", "经核实取下"),
    ],
)
def test_a_row_taken_off_says_why_but_nothing_of_an_income_or_a_death(
    county: Path, reason: str, said: str
) -> None:
    dropped = (
        f"    dropped:\n      - household: h000002\n        date: 2019-11-17\n"
        f"        reason: {reason}\n    list:\n"
    )
    edit(county, ROUND, "    list:\n", dropped)
    path = county / ROUND
    path.write_text(path.read_text("utf-8") + UPHELD, encoding="utf-8")
    (row,) = re.findall("<tr><td>.*?</tr>", section(page(county), "list"))
    assert "<s>秦某某</s>" in row
    assert "2019年11月17日" in row
    assert said in row


def test_after_the_period_only_counts_are_left(county: Path) -> None:
    path = county / ROUND
    path.write_text(path.read_text("utf-8") + CORRECTION, encoding="utf-8")
    told = section(page(county, date(2019, 11, 21)), "list")
    assert "<table" not in told
    assert "秦某某" not in told
    assert "1 户" in told
