"""The strict subset of YAML, trap by trap: each fault with its code and place, and no value."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from gongshi.load import yaml
from gongshi.load.yaml import Positions, parse
from tests.conftest import TINY

# Each trap: what is written, and the code, line and column it gets.
TRAPS: list[tuple[str, str, int, int]] = [
    # Anchors, aliases, merge keys, tags, directives, second documents.
    ("a: &x 1\nb: 2\n", "yaml.anchor", 1, 4),
    ("a: 1\nb: *x\n", "yaml.alias", 2, 4),
    ("a:\n  <<: 1\n", "yaml.merge-key", 2, 3),
    ("a: !!python/object:os.system 1\n", "yaml.tag", 1, 4),
    ("a: !secret x\n", "yaml.tag", 1, 4),
    ("a: !!map {}\nb: 1\n", "yaml.tag", 1, 4),
    ("%YAML 1.2\n---\na: 1\n", "yaml.directive", 1, 1),
    ("a: 1\n---\nb: 2\n", "yaml.second-document", 2, 1),
    # Keys.
    ("a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", 3, 1),
    ("x:\n  - a: 1\n    a: 2\n", "yaml.duplicate-key", 3, 5),
    ("? [a, b]\n: 1\n", "yaml.complex-key", 1, 3),
    ("? {a: b}\n: 1\n", "yaml.complex-key", 1, 3),
    (f"{'k' * 101}: 1\n", "yaml.key-too-long", 1, 1),
    # Values that are none, or that other readers take for something else.
    ("a:\nb: 1\n", "yaml.empty-value", 1, 3),
    ("a: ~\n", "yaml.empty-value", 1, 4),
    ("a: null\n", "yaml.empty-value", 1, 4),
    ("a:\n  - Null\n", "yaml.empty-value", 2, 5),
    ("a: 0123\n", "yaml.leading-zero", 1, 4),
    ("a: 007\n", "yaml.leading-zero", 1, 4),
    ("a: -012\n", "yaml.leading-zero", 1, 4),
    ("a: 1234567890123456\n", "yaml.number-too-long", 1, 4),
    (f"a: {'9' * 5000}\n", "yaml.number-too-long", 1, 4),
    ("a: 0.12345678901234567\n", "yaml.number-too-long", 1, 4),
    ('a: "\\ud800"\n', "yaml.lone-surrogate", 1, 4),
    # What staff type by mistake.
    ("name: *三\n", "yaml.unquoted-asterisk", 1, 7),
    ("姓名：张三\nage: 3\n", "yaml.full-width-colon", 1, 3),
    ("id: h1\ngroup：g1\nkind: x\n", "yaml.full-width-colon", 2, 6),
    ("members:\n  - name：张三\n", "yaml.full-width-colon", 2, 5),
    ("姓名：张三\n", "yaml.full-width-colon", 1, 1),
    ("a:\n\tb: 1\n", "yaml.syntax", 2, 1),
    ("a: 1\n\u00a0\u00a0b: 2\n", "yaml.syntax", 2, 1),
    ('a: "x\nb: 1\n', "yaml.syntax", 1, 4),
    ("a: [1, 2\nb: 3\n", "yaml.syntax", 2, 2),
    ("a: @home\n", "yaml.syntax", 1, 4),
    ("a: `x`\n", "yaml.syntax", 1, 4),
    ("a: b: c\n", "yaml.syntax", 1, 5),
    ("a:\n  b: 1\n c: 2\n", "yaml.syntax", 3, 2),
    # Whole files.
    ("", "yaml.empty-file", 1, 1),
    ("# nothing but a comment\n", "yaml.empty-file", 1, 1),
    ("- a\n- b\n", "yaml.not-a-mapping", 1, 1),
    ("just text\n", "yaml.not-a-mapping", 1, 1),
    ("a: x\x07y\n", "yaml.control-character", 1, 5),
    ("a: 1\nb: \x00\n", "yaml.control-character", 2, 4),
    # What nobody sees: in a text, a comment, a key, or behind an escape.
    ('a: "x\\e[2J"\n', "yaml.control-character", 1, 4),
    ('a: "x\\r"\n', "yaml.control-character", 1, 4),
    ("a: x\u202ey\n", "yaml.hidden-character", 1, 5),
    ("a: 1  # \u2066x\n", "yaml.hidden-character", 1, 9),
    ("a\u200b: 1\n", "yaml.hidden-character", 1, 2),
    ('a: "x\\u200dy"\n', "yaml.hidden-character", 1, 4),
    ('"a\\ufeff": 1\n', "yaml.hidden-character", 1, 1),
    ("a: x\u3164y\n", "yaml.hidden-character", 1, 5),
    ("a: x\U000e0061y\n", "yaml.hidden-character", 1, 5),
    ("a: 葛\U000e0100\n", "yaml.hidden-character", 1, 5),
]  # fmt: skip

BYTES = [
    (b"\xef\xbb\xbfa: 1\n", "yaml.byte-order-mark", 1, 1, ""),
    ("a: 1\n".encode("utf-16"), "yaml.not-utf-8", 1, 1, "UTF-16"),
    ("a: 1\n".encode("utf-16-be"), "yaml.not-utf-8", 1, 1, "UTF-16"),
    ("id: 1\nname: 张三\n".encode("gbk"), "yaml.not-utf-8", 2, 7, "GBK"),
    (b"a: 1\nb: \xff\xff\n", "yaml.not-utf-8", 2, 4, "?"),
    (b"a: " + b"x" * 1024 * 1024, "yaml.too-large", 1, 1, ""),
]

PLAIN: list[tuple[str, Any]] = [
    ("true", True), ("false", False), ("no", "no"), ("yes", "yes"), ("on", "on"), ("True", "True"),
    ("0", 0), ("-7", -7), ("123456789012345", 123456789012345), ("1.50", 1.5), ("-0.5", -0.5),
    ("3.0", 3),
    ("12:30", "12:30"), ("2019-02-30", "2019-02-30"), ("1e5", "1e5"), (".inf", ".inf"),
    ("0x1F", "0x1F"), ("0o7", "0o7"), ("1_000", "1_000"), ("+5", "+5"), ("1.", "1."),
    ("５", "５"), ('"0123"', "0123"), ("'null'", "null"), ('""', ""), ("|\n  x\n  y\n", "x\ny\n"),
    ("张*三", "张*三"), ('"*三"', "*三"), ("注意：要看", "注意：要看"), ("[]", []),
    ("[1, x]", [1, "x"]), ('"x\\ty\\nz"', "x\ty\nz"),
    ("阿卜杜拉·买买提 𠮷\u3000\u00a0", "阿卜杜拉·买买提 𠮷\u3000\u00a0"),
    ("{}", {}), ("a#b", "a#b"), ("x # comment", "x"),
]  # fmt: skip


def codes(source: str | bytes) -> list[tuple[str, int, int]]:
    raw = source if isinstance(source, bytes) else source.encode("utf-8")
    value, findings = parse(raw, "records/x.yaml")
    assert (value is None) is bool(findings)
    return [(one.code, one.place.line, one.place.column) for one in findings]


@pytest.mark.parametrize(("source", "code", "line", "column"), TRAPS)
def test_a_trap_is_told_at_its_place(source: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in codes(source)


@pytest.mark.parametrize(("source", "code", "line", "column", "encoding"), BYTES)
def test_bytes_that_are_no_utf_8_text(
    source: bytes, code: str, line: int, column: int, encoding: str
) -> None:
    assert codes(source)[0] == (code, line, column)
    _, (finding, *_) = parse(source, "x")
    assert encoding in finding.message.en


@pytest.mark.parametrize(("written", "meant"), PLAIN)
def test_a_scalar_means_what_is_written(written: str, meant: Any) -> None:
    value, findings = parse(f"a: {written}\n".encode(), "x")
    assert findings == []
    assert value == {"a": meant}
    assert isinstance(value, dict)
    assert type(value["a"]) is type(meant)


def test_a_duplicate_key_names_both_lines() -> None:
    _, (finding,) = parse(b"group: g1\nname: x\ngroup: g2\n", "x")
    assert "“group”" in finding.message.zh
    assert "1" in finding.message.zh
    assert "3" in finding.message.zh
    assert "line 1 and line 3" in finding.message.en


def test_every_fault_of_a_file_is_told_at_once() -> None:
    source = "a: &x 1\nb:\nc: 007\na: 2\nd: !t x\ne: 12345678901234567\n"
    assert [code for code, *_ in codes(source)] == [
        "yaml.anchor",
        "yaml.empty-value",
        "yaml.leading-zero",
        "yaml.duplicate-key",
        "yaml.tag",
        "yaml.number-too-long",
    ]


def test_faults_before_a_syntax_error_are_kept() -> None:
    assert [code for code, *_ in codes("a: 007\nb: [1\n")] == ["yaml.leading-zero", "yaml.syntax"]


def test_a_file_full_of_faults_is_not_read_to_its_end() -> None:
    found = codes("a:\n" * 200_000)
    assert len(found) == yaml.MAX_FAULTS + 1
    assert found[-1][0] == "yaml.too-many-faults"


@pytest.mark.parametrize("opening", ["- ", "[", "{a: "])
def test_nesting_has_an_end(opening: str) -> None:
    assert codes("a:\n  " + opening * 5_000)[0][0] == "yaml.too-deep"
    assert codes(f"a: {'[' * 30}{']' * 30}\n")[0][0] == "yaml.too-deep"
    value, findings = parse(f"a: {'[' * 18}1{']' * 18}\n".encode(), "x")
    assert findings == []
    assert value


def test_nothing_repeats_what_stands_in_the_file() -> None:
    canary = "金丝雀CANARY"
    sources = [source.replace("x", canary).replace("张三", canary) for source, *_ in TRAPS]
    sources.append(f"{canary}: 1\n{canary}: 2\n")
    for source in sources:
        for finding in parse(source.encode(), "p")[1]:
            told = f"{finding.message}{finding.hint}"
            assert "金丝雀" not in told, finding.code
            assert "CANARY" not in told, finding.code


def test_messages_are_chinese_and_english() -> None:
    for source, *_ in TRAPS:
        for finding in parse(source.encode("utf-8", "surrogatepass"), "p")[1]:
            for text in (finding.message, finding.hint):
                assert re.search(r"[\u4e00-\u9fff]", text.zh), finding.code
                assert text.en, finding.code
                assert not re.search(r"[\u4e00-\u9fff]", text.en), finding.code
                assert "{" not in text.en, finding.code


def test_windows_line_ends_are_line_ends() -> None:
    value, findings = parse(b"a: 1\r\nb:\r\n  - x\r\n", "x")
    assert (value, findings) == ({"a": 1, "b": ["x"]}, [])
    assert codes("a: 1\r\nb: 007\r\n") == [("yaml.leading-zero", 2, 4)]


def test_a_plain_record_is_what_other_readers_read() -> None:
    for path in sorted(TINY.rglob("households/*.yaml")):
        source = path.read_bytes()
        value, findings = parse(source, "x")
        assert findings == []
        # Days are text here; the other reader is told so by quoting them.
        quoted = re.sub(rb"(\d{4}-\d{2}-\d{2})", rb'"\1"', source)
        assert value == pyyaml.load(quoted, Loader=pyyaml.SafeLoader)  # noqa: TID251 - the reference


POSITIONS = b"""\
id: h1
members:
  - id: p1
    name: x
  - id: p2
others: [a, b]
"""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ((), (1, 1)),
        (("id",), (1, 1)),
        (("members",), (2, 1)),
        (("members", 0), (3, 5)),
        (("members", 0, "name"), (4, 5)),
        (("members", 1), (5, 5)),
        (("members", 1, "name"), (5, 5)),  # missing: where the member begins
        (("members", 7, "name"), (2, 1)),
        (("others", 1), (6, 13)),
        (("gone",), (1, 1)),
    ],
)
def test_positions_lead_to_the_key_or_the_nearest_thing_above(
    keys: yaml.Keys, place: tuple[int, int]
) -> None:
    assert Positions(POSITIONS).of(keys) == place


def test_positions_of_what_cannot_be_read() -> None:
    for source in (b"a: [", b"\xff\xfe", b"", b"a: !x 1\n", b"[" * 5_000):
        assert Positions(source).of(("a",)) == (1, 1)


@given(st.binary(max_size=400))
def test_no_bytes_raise(source: bytes) -> None:
    value, findings = parse(source, "x")
    assert (value is None) is bool(findings)
    Positions(source).of(("a", 0))


YAML_SIGNS = st.text(
    st.sampled_from(list("abc012:- \n\t'\"[]{},#&*!|>%@`~?：三\u00a0\u3000\ufeff\r\x85\u2028.")),
    max_size=60,
)


@given(YAML_SIGNS)
def test_no_text_raises(source: str) -> None:
    value, findings = parse(source.encode(), "x")
    assert (value is None) is bool(findings)
    Positions(source.encode()).of(("a",))


KEYS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=20)
SCALARS = (
    st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=20)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_what_is_written_as_json_is_read_back(value: dict[str, Any]) -> None:
    """JSON is close to YAML: whatever it holds, the reader gives back the same."""
    read, findings = parse(json.dumps(value, ensure_ascii=False).encode(), "x")
    assert findings == []
    assert read == value
