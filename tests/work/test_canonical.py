"""One canonical form: keys in the schema's order, comments kept, the value never changed."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from gongshi.load.document import origin_of
from gongshi.load.yaml import parse
from gongshi.work import emit
from gongshi.work.canonical import formatted, text_of
from tests.conftest import ROOT


def form(text: str, kind: str = "round") -> str:
    return formatted(dedent(text).encode("utf-8"), kind).decode("utf-8")


def test_keys_stand_in_the_order_of_the_schema_and_comments_go_with_them() -> None:
    assert form(
        """\
        # A round of the village.
        year: 2019   # the year of the round
        id: 2019-entry
        # the letter of the township
        opened: '2019-01-01'
        procedure: "proc.entry"
        steps:
          # the first step
          - from: 2019-01-02  # began late
            # who signed
            by: [c00001,   # the clerk
              c00002]
            step: proc.entry.1
            # more to come
          # the second step
          - {step: proc.entry.2, from: 2019-02-01}
        # the end
        """
    ) == dedent(
        """\
        # A round of the village.
        id: 2019-entry
        procedure: proc.entry
        year: 2019  # the year of the round
        # the letter of the township
        opened: 2019-01-01
        steps:
          # the first step
          - step: proc.entry.1
              # more to come
            from: 2019-01-02  # began late
            # who signed
            by:
              - c00001  # the clerk
              - c00002
          # the second step
          - step: proc.entry.2
            from: 2019-02-01
        # the end
        """
    )


def test_a_key_that_the_schema_does_not_know_comes_last() -> None:
    assert (
        form("zebra: 1\nyear: 2019\nid: 2019-entry\n") == "id: 2019-entry\nyear: 2019\nzebra: 1\n"
    )


def test_a_text_of_several_lines_is_a_block_and_no_comment_falls_into_it() -> None:
    assert form(
        """\
        id: "one\\ntwo\\n"
            # about the text
        year: 2019
        """
    ) == dedent(
        """\
        id: |
          one
          two
        # about the text
        year: 2019
        """
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("yes", '"yes"'),
        ("No", '"No"'),
        ("on", '"on"'),
        ("2019", '"2019"'),
        ("12:30", '"12:30"'),
        ("0123", '"0123"'),
        ("2019-11-18", "2019-11-18"),
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("a#b", "a#b"),
        ("- a", '"- a"'),
        ("", '""'),
        ("八难：一家人的八种难处", "八难：一家人的八种难处"),
        ('say "yes"', 'say "yes"'),
        ("line\u2028break", '"line\\u2028break"'),
        (True, "true"),
        (0.00001, "0.00001"),
        (-3, "-3"),
        (2800.5, "2800.5"),
    ],
)
def test_quotes_stand_only_where_a_reader_needs_them(value: Any, written: str) -> None:
    assert emit.scalar(value) == written


def test_an_item_that_looks_like_a_key_with_a_full_width_colon_is_quoted() -> None:
    assert emit.scalar("日期：今天", is_item=True) == '"日期：今天"'


def test_every_record_of_the_sample_is_in_the_form() -> None:
    for path in sorted((ROOT / "records").rglob("*.yaml")):
        assert _formatted(path) == path.read_bytes(), path


def _formatted(path: Path) -> bytes:
    origin = origin_of(path.relative_to(ROOT / "records").as_posix(), "")
    assert origin is not None
    return formatted(path.read_bytes(), origin.kind)


SCALARS = st.one_of(
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 4)),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30),
    st.sampled_from(["yes", "~", "1e3", "- a", "a: b", "x # y", "a\nb\n", " a", "|", "：", "#"]),
)
KEYS = st.sampled_from(["id", "year", "steps", "from", "other", "no", "1", "a b"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


@given(RECORDS)
def test_what_is_written_is_read_as_it_was(value: dict[str, Any]) -> None:
    written = text_of(value, "round")
    read, faults = parse(written, "")
    assert not faults, written
    assert read == value
    assert formatted(written, "round") == written, "the form is its own form"


@given(RECORDS, st.integers(0, 2**32), st.booleans(), st.sampled_from([20, 80, 4096]))
def test_no_value_changes_and_no_comment_is_lost(
    value: dict[str, Any], seed: int, flow: bool, width: int
) -> None:
    """Whatever the style of the text before, and wherever a comment stands."""
    chance = random.Random(seed)
    text = yaml.safe_dump(
        value, allow_unicode=True, default_flow_style=flow or None, width=width, sort_keys=False
    )
    before, faults = parse(text.encode("utf-8"), "")
    if faults:
        return  # what PyYAML writes and our strict reader refuses has no form
    text = _commented(text, before, chance)
    written = formatted(text.encode("utf-8"), "round")
    after, faults = parse(written, "")
    assert not faults, written.decode()
    assert after == before
    assert _marks(written.decode()) == _marks(text)
    assert formatted(written, "round") == written


def _commented(text: str, value: Any, chance: random.Random) -> str:
    """The text with comments at places where they are comments: the value stays."""
    for number in range(6):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        if chance.random() < 0.5:
            lines.insert(at, " " * chance.choice([0, 0, 2, 4, 6]) + f"# mark {number}")
        else:
            lines[at] += f"  # mark {number}"
        tried = "\n".join(lines)
        read, faults = parse(tried.encode("utf-8"), "")
        if not faults and read == value:
            text = tried
    return text


def _marks(text: str) -> Counter[str]:
    return Counter(re.findall(r"# mark \d", text))
