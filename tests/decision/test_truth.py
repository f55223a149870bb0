"""The tables of three values, written out, and what must hold of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.decision.truth import Truth, all_of, any_of, opposite

Y, N, U = True, False, None
ALL = {(Y, Y): Y, (Y, N): N, (Y, U): U, (N, N): N, (N, U): N, (U, U): U}
ANY = {(Y, Y): Y, (Y, N): Y, (Y, U): Y, (N, N): N, (N, U): U, (U, U): U}
TRUTHS = st.sampled_from((Y, N, U))


@pytest.mark.parametrize(("pair", "both"), ALL.items())
def test_all_of_two(pair: tuple[Truth, Truth], both: Truth) -> None:
    assert all_of(*pair) is all_of(*pair[::-1]) is both


@pytest.mark.parametrize(("pair", "either"), ANY.items())
def test_any_of_two(pair: tuple[Truth, Truth], either: Truth) -> None:
    assert any_of(*pair) is any_of(*pair[::-1]) is either


def test_of_nothing_and_the_opposite() -> None:
    assert all_of() is True
    assert any_of() is False
    assert [opposite(truth) for truth in (Y, N, U)] == [N, Y, U]


@given(st.lists(TRUTHS, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8))
def test_learning_never_unsettles_what_is_known(known: list[Truth], learnt: list[bool]) -> None:
    filled = [new if old is None else old for old, new in zip(known, learnt, strict=False)]
    for combine in (all_of, any_of):
        if combine(*known) is not None:
            assert combine(*filled) is combine(*known)
