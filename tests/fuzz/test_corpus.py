"""What the fuzzer tries holds for text made here, and for every file that broke something once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.property import county, holds

HERE = Path(__file__).parent
CORPUS = sorted((HERE / "corpus").iterdir())


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode()) if found[1] else found[2]


WORDS = [
    re.sub(rb"\\x(..)|\\(.)", _unescaped, word)
    for word in re.findall(rb'^"(.*)"$', (HERE / "yaml.dict").read_bytes(), re.MULTILINE)
]
"""The words that the fuzzer puts together."""
BYTES, TEXTS, CHANGED = 100, 200, 60
QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_what_broke_once_holds(case: Path, tally: Callable[[str, int], None]) -> None:
    holds(case.read_bytes())
    tally("corpus cases of the fuzzer", 1)


@settings(QUIET, max_examples=BYTES)
@given(st.binary(max_size=300))
def _any_bytes(source: bytes) -> None:
    holds(source)


@settings(QUIET, max_examples=TEXTS)
@given(
    st.lists(
        st.sampled_from([*WORDS, b"\n", b"  ", b"    ", b"a: ", b"b: 1\n", b"- x\n", b"\n  - "]),
        max_size=30,
    )
)
def _words(words: list[bytes]) -> None:
    holds(b"".join(words))


@settings(QUIET, max_examples=CHANGED)
@given(st.data())
def _changed_records(data: st.DataObject) -> None:
    """A record of the tiny county with a few lines or bytes changed."""
    document = data.draw(
        st.sampled_from([one for one in county().values() if len(one.source) < 5000])
    )
    source = document.source
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(source)))
        until = data.draw(st.integers(at, min(at + 20, len(source))))
        source = source[:at] + data.draw(st.sampled_from([b"", *WORDS])) + source[until:]
    holds(f"# {document.origin.kind}\n".encode() + source)


@pytest.mark.parametrize(
    ("tried", "number"), [(_any_bytes, BYTES), (_words, TEXTS), (_changed_records, CHANGED)]
)
def test_no_file_made_here_breaks_anything(
    tried: Callable[[], None], number: int, tally: Callable[[str, int], None]
) -> None:
    tried()
    tally("files made by hypothesis", number)
