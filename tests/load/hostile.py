"""Files that somebody may put into a change: what each holds, and the finding it must end in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gongshi.load.yaml import MAX_BYTES
from gongshi.schema import registry

HOUSEHOLD = "townships/shuiyun/tingquan/households/h000001.yaml"


@dataclass(frozen=True)
class Hostile:
    """A file with its content, and the code of a finding that it gets at its own path."""

    name: str
    content: bytes
    code: str
    path: str = HOUSEHOLD


def full(unit: str, head: str = "", tail: str = "") -> bytes:
    """As much of ``unit``, again and again, as a file may hold."""
    room = MAX_BYTES - len((head + tail).encode())
    return (head + unit * (room // len(unit.encode())) + tail).encode()


def numbered(unit: str, number: int, head: str = "", tail: str = "") -> bytes:
    """``unit`` with the numbers from 0 in it."""
    return (head + "".join(unit.format(n) for n in range(number)) + tail).encode()


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{to}: &{to} [{', '.join([f'*{of}'] * 9)}]\n"
    for of, to in zip("abcdefgh", "bcdefghi", strict=True)
)

FILES = [
    # Bombs.
    Hostile("a billion laughs", LAUGHS.encode(), "yaml.alias"),
    Hostile("laughs by merging", b"a: &a {x: 1}\nb:\n  <<: [*a, *a]\n", "yaml.alias"),
    Hostile("a list that holds itself", b"a: &a [*a]\n", "yaml.alias"),
    Hostile("an anchor of a megabyte", full("x", "a: &"), "yaml.anchor"),
    Hostile("an alias of a megabyte", full("x", "a: *"), "yaml.alias"),
    Hostile("a tag of a megabyte", full("x", "a: !"), "yaml.tag"),
    Hostile("a tag that runs code", b"a: !!python/object/apply:os.system [id]\n", "yaml.tag"),
    Hostile(
        "forty thousand tag directives",
        numbered("%TAG !e{}! x\n", 40_000, tail="---\na: 1\n"), "yaml.directive",
    ),
    Hostile(
        "as many after an end of document",
        numbered("%TAG !e{}! x\n", 40_000, "a: 1\n...\n", "---\na: 1\n"), "yaml.directive",
    ),
    Hostile("documents without end", full("---\n"), "yaml.second-document"),
    # Depth.
    Hostile("deep in dashes", full("- ", "a:\n  "), "yaml.too-deep"),
    Hostile("deep in brackets", full("[", "a: "), "yaml.too-deep"),
    Hostile("deep in braces", full("{a: ", "a: "), "yaml.too-deep"),
    Hostile("deep in question marks", full("? "), "yaml.complex-key"),
    Hostile(
        "deep in indentation",
        "".join(f"{' ' * depth}a:\n" for depth in range(1000)).encode(), "yaml.too-deep",
    ),
    # Numbers.
    Hostile("a million digits", full("9", "a: "), "yaml.number-too-long"),
    Hostile("a million decimals", full("9", "a: 1."), "yaml.number-too-long"),
    Hostile("a negative million digits", full("9", "a: -"), "yaml.number-too-long"),
    Hostile("a million noughts", full("0", "a: "), "yaml.leading-zero"),
    Hostile("an exponent of a million digits", full("9", "a: 1e"), "schema.unknown-field"),
    Hostile("a base of sixty", full(":59", "a: 1"), "schema.unknown-field"),
    # Many of something.
    Hostile("half a million numbers", full("1,", "a: [", "1]"), "yaml.too-many-values"),
    Hostile("half a million texts", full('"",', "a: [", "1]"), "yaml.too-many-values"),
    Hostile("mappings without number", full("{},", "a: [", "1]"), "yaml.too-many-values"),
    Hostile("many keys", numbered("k{}: 1\n", 40_000), "schema.too-many-faults"),
    Hostile("more keys", numbered("k{}: 1\n", 80_000), "yaml.too-many-values"),
    Hostile("one key over and over", full("a: 1\n"), "yaml.too-many-faults"),
    Hostile("keys without values", full("? a\n"), "yaml.too-many-faults"),
    Hostile("nothing but control characters", full("\x01\n", "a: "), "yaml.too-many-faults"),
    Hostile("control characters on one line", full("\x01", "a: "), "yaml.too-many-faults"),
    # Long things.
    Hostile("a key of a megabyte", full("k", "", ": 1\n"), "yaml.syntax"),
    Hostile("a quoted key of a megabyte", full("k", '? "', '"\n: 1\n'), "yaml.key-too-long"),
    Hostile("text of a megabyte", full("汉", "id: "), "schema.wrong-format"),
    Hostile("lines of text of a megabyte", full("x\n  ", "id: |\n  "), "schema.wrong-format"),
    Hostile("quoted blank lines", full("\n", "id: 'x", "'"), "schema.wrong-format"),
    Hostile("escapes of a megabyte", full("\\x41", 'id: "', '"'), "schema.wrong-format"),
    Hostile("a comment of a megabyte", full("#", "a: 1\n"), "schema.unknown-field"),
    Hostile("spaces of a megabyte", full(" ", "a:", "b: ["), "yaml.syntax"),
    Hostile("dashes and spaces", full("-  ", "a: [\n", "x"), "yaml.syntax"),
    Hostile("colons in full width", full("：", "a: ["), "yaml.syntax"),
    Hostile("a byte too many", b"#" * (MAX_BYTES + 1), "yaml.too-large"),
    Hostile("thirty megabytes", b"a: 1\n" * 6_000_000, "yaml.too-large"),
    # Bytes.
    Hostile("nothing", b"", "yaml.empty-file"),
    Hostile("NULs", full("\0"), "yaml.not-utf-8"),
    Hostile("a NUL", b"a: 1\nb: x\0y\n", "yaml.control-character"),
    Hostile("a NUL by an escape", b'a: "\\0"\n', "yaml.control-character"),
    Hostile("an escape sequence by an escape", b'a: "\\e[31m"\n', "yaml.control-character"),
    Hostile("a line separator by an escape", b'a: "\\L"\n', "yaml.hidden-character"),
    Hostile("bytes that begin no character", b"\xff" * MAX_BYTES, "yaml.not-utf-8"),
    Hostile("half a character at the end", "a: 汉".encode()[:-1], "yaml.not-utf-8"),
    Hostile("a surrogate as bytes", b"a: \xed\xa0\x80\n", "yaml.not-utf-8"),
    Hostile("a long form of a slash", b"a: \xc0\xaf\n", "yaml.not-utf-8"),
    Hostile("GBK", "name: 张三\n".encode("gbk"), "yaml.not-utf-8"),
    Hostile("UTF-16 with its mark", "a: 1\n".encode("utf-16"), "yaml.not-utf-8"),
    Hostile("UTF-16 without one", "a: 1\n".encode("utf-16-be"), "yaml.not-utf-8"),
    Hostile("UTF-32", "a: 1\n".encode("utf-32"), "yaml.not-utf-8"),
    Hostile("a byte order mark", b"\xef\xbb\xbfa: 1\n", "yaml.byte-order-mark"),
    Hostile("a lone surrogate", b'a: "\\ud800"\n', "yaml.lone-surrogate"),
    Hostile("two that would be one", b'a: "\\ud83d\\ude00"\n', "yaml.lone-surrogate"),
    Hostile("beyond the last character", b'a: "\\U00110000"\n', "yaml.lone-surrogate"),
    Hostile("an unfinished escape", b'a: "\\uZZZZ"\n', "yaml.syntax"),
    Hostile("a path of Windows", b'a: "C:\\Users"\n', "yaml.syntax"),
    Hostile("tabs", b"a:\n\tb: 1\n", "yaml.syntax"),
    Hostile("lines of an old Macintosh", full("a: 1\r"), "yaml.line-break"),
    Hostile("lines of a mainframe", full("a: 1\x85"), "yaml.line-break"),
    Hostile("line separators", full("a\u2028", "a: "), "yaml.line-break"),
    Hostile("a picture", b"\x89PNG\r\n\x1a\n" + b"\0" * 4096, "yaml.not-utf-8"),
    # Places that are read in their own way.
    Hostile("bombs in the settings", LAUGHS.encode(), "yaml.alias", "county.yaml"),
    Hostile(
        "bombs in the policy", LAUGHS.encode(), "yaml.alias",
        "policy/parameters/poverty-line.yaml",
    ),
    Hostile(
        "a megabyte of policy", full("1,", "a: [", "1]"), "yaml.too-many-values",
        "policy/clauses/entry.yaml",
    ),
    Hostile("settings of NULs", full("\0"), "yaml.not-utf-8", "county.yaml"),
]  # fmt: skip

PATHS = {
    "clauses": "policy/clauses/x.yaml",
    "county": "county.yaml",
    "duty-list": "policy/duties/x.yaml",
    "duty-log": "townships/a/b/duties/2019.yaml",
    "household": HOUSEHOLD,
    "organisation": "organisations/x.yaml",
    "parameter": "policy/parameters/x.yaml",
    "procedure": "policy/procedures/x.yaml",
    "project": "townships/a/b/projects/2019-x.yaml",
    "questions": "policy/questions/x.yaml",
    "round": "townships/a/b/rounds/2019-entry.yaml",
    "township": "townships/a/township.yaml",
    "village": "townships/a/b/village.yaml",
}
"""A path a record kind."""


def stuffed() -> Iterator[Hostile]:
    """A file for every list that a record may have, full of texts and mappings by turns."""
    for kind, path in PATHS.items():
        for field, schema in registry.schema(kind)["properties"].items():
            if registry.resolved(schema).get("type") == "array":
                yield _stuffed(f"{kind}.{field}", path, f"{field}: [", "]\n")
    for kind, outer, inner in (
        ("household", "surveys", "by"),
        ("round", "steps", "by"),
        ("duty-log", "entries", "households"),
    ):
        yield _stuffed(f"{kind}.{outer}.{inner}", PATHS[kind], f"{outer}: [{{{inner}: [", "]}]\n")


def _stuffed(name: str, path: str, head: str, tail: str) -> Hostile:
    content = numbered("x{0},{{a: {0}}},", 8_000, head, f"1{tail}")
    return Hostile(f"a stuffed {name}", content, "schema.too-many-faults", path)
