"""What a place is found by: names, pinyin in every reading, initials; and never markup or code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongshi.public.facts import Label
from gongshi.site import find_village
from tests.site.published import HOSTILE, hostile, tiny


@pytest.mark.parametrize(
    ("name", "found_by"),
    [
        (
            Label("听泉村", "Tingquan Village"),
            ["听泉村", "tingquanvillage", "tingquancun", "yinquancun", "yiquancun", "tqc", "yqc"],
        ),
        (Label("单集"), ["单集", "danji", "chanji", "shanji", "dj", "cj", "sj"]),
        (Label("绿坪"), ["绿坪", "lvping", "luping", "lp"]),
        (Label("７组 Ａ"), ["7组a", "7zua", "7za"]),
    ],
)
def test_a_place_is_found_by_its_names_its_pinyin_and_the_initials(
    name: Label, found_by: list[str]
) -> None:
    assert find_village.keys(name) == found_by


def test_many_readings_of_one_name_are_eight_at_most() -> None:
    readings = [
        key for key in find_village.keys(Label("乐家湾单集")) if key.isascii() and len(key) > 5
    ]
    assert len(readings) == 8
    assert readings[0] == "lejiawandanji"


def test_tone_marks_width_case_and_signs_make_no_difference() -> None:
    assert find_village.folded("Ｔīng-Quán Cūn ’") == "tingquancun"


def test_the_data_is_one_assignment_whatever_the_names_are() -> None:
    for text in HOSTILE:
        for file in find_village.files(hostile(tiny(), text)):
            start = f"window.{find_village.GLOBAL} = "
            script = file.content.decode()
            assert script.startswith(start)
            places = json.loads(script.removeprefix(start).rstrip().removesuffix(";"))
            assert len(places) == 1 + len(tiny().villages)


def test_every_place_leads_to_its_page(sample_site: Path) -> None:
    for folder, code in (("", "zh"), ("en", "en")):
        script = (sample_site / f"scripts/find-village-data.{code}.js").read_text("utf-8")
        places = json.loads(script.partition(" = ")[2].rstrip().removesuffix(";"))
        assert len(places) >= 28
        for _name, _township, path, _keys in places:
            assert (sample_site / folder / path).is_file()
