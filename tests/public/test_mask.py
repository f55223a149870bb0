"""How a head of household is named in public."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.public import mask


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("秦牧野", "秦某某"),
        ("秦牧", "秦某某"),
        ("欧阳采薇", "欧阳某某"),
        ("欧阳", "欧某某"),  # two characters: surname and given name
        ("李", "李某某"),
        ("阿依古丽·买买提", "阿某某"),
    ],
)
def test_masked_keeps_the_surname_alone(name: str, shown: str) -> None:
    assert mask.head(name, "h000001", "masked") == shown


def test_full_and_number_only() -> None:
    assert mask.head("秦牧野", "h000001", "full") == "秦牧野"
    assert mask.head("秦牧野", "h000001", "number-only") == "h000001"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=8))
def test_a_masked_name_never_holds_the_given_name(name: str) -> None:
    shown = mask.head(name, "h000001", "masked")
    assert shown.endswith("某某")
    assert len(shown) <= 4
    assert shown != name or name.endswith("某某")
