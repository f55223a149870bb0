"""Shapes of personal numbers are found however people write them, and nothing else is."""

from __future__ import annotations

import random
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi import shapes
from gongshi.pipeline import Checked
from gongshi.shapes import Shape
from tests import numbers

ID = numbers.id_number()
MOBILE = numbers.mobile()
CARD = numbers.bank_card()
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def found(text: str) -> list[Shape]:
    return [one.shape for one in shapes.find(text)]


def in_groups(number: str, *sizes: int, between: str = " ") -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(number[start : start + size])
        start += size
    return between.join(parts)


@pytest.mark.parametrize(
    "written",
    [
        ID,
        f"身份证{ID}，",
        f'"{ID}"',
        f"{ID}01",  # a disability card
        ID.translate(FULL_WIDTH),
        in_groups(ID, 6, 8, 4),
        in_groups(ID, 6, 8, 4, between="-"),
        in_groups(ID, 6, 4, 4, 4, between="－"),
        in_groups(ID, 6, 4, 2, 2, 4, between="\u3000"),
        in_groups(ID, 4, 4, 4, 4, 2),
        in_groups(ID, *[1] * 18),
        in_groups(ID, 6, 12, between="\u200b"),
        f"2019-11-18 {ID} 2019-11-20",
        numbers.old_id_number(),
        in_groups(numbers.old_id_number(), 6, 6, 3),
    ],
)
def test_an_id_number_is_found_however_it_is_written(written: str) -> None:
    assert found(written) == [Shape.ID_NUMBER]


def test_an_id_number_may_end_in_an_x_of_any_case() -> None:
    ending = next(
        number
        for sequence in range(1000)
        if (number := numbers.id_number(sequence=f"{sequence:03}")).endswith("X")
    )
    for written in (ending, ending.lower(), ending[:-1] + "Ｘ", in_groups(ending, 6, 8, 4)):
        assert found(written) == [Shape.ID_NUMBER]


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_and_it_is_no_id_number(place: int, more: int) -> None:
    digit = str((int(ID[place]) + more) % 10)
    assert Shape.ID_NUMBER not in found(f"{ID[:place]}{digit}{ID[place + 1 :]}")


@pytest.mark.parametrize("region", ["002345", "992345", "200000", "510000"])
def test_a_region_that_does_not_exist_is_no_id_number(region: str) -> None:
    assert found(numbers.id_number(region=region)) == []


@pytest.mark.parametrize("birth", ["18900229", "18901301", "18900100", "17900101"])
def test_a_day_that_never_was_is_no_birth_date(birth: str) -> None:
    assert found(numbers.id_number(birth=birth)) == []


@pytest.mark.parametrize(
    "written",
    [
        MOBILE,
        f"电话:{MOBILE}。",
        f"+86{MOBILE}",
        f"+86 {MOBILE}",
        f"0086-{MOBILE}",
        f"0{MOBILE}",
        MOBILE.translate(FULL_WIDTH),
        in_groups(MOBILE, 3, 4, 4),
        in_groups(MOBILE, 3, 4, 4, between="-"),
        f"+86 {in_groups(MOBILE, 3, 4, 4)}",
        in_groups(MOBILE, *[1] * 11),
        f"2 人 {MOBILE} 3 人",
        f"1,{MOBILE},2",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(written: str) -> None:
    assert found(written) == [Shape.MOBILE]


@pytest.mark.parametrize(
    "written",
    [
        CARD,
        numbers.bank_card(length=16),
        numbers.bank_card(prefix="4", length=16),
        numbers.bank_card(prefix="95588", length=19),
        in_groups(CARD, 4, 4, 4, 4, 3),
        in_groups(CARD, 6, 13),
        CARD.translate(FULL_WIDTH),
    ],
)
def test_a_bank_card_is_found_however_it_is_written(written: str) -> None:
    assert found(written) == [Shape.BANK_CARD]


def test_a_card_number_with_a_wrong_check_digit_is_none() -> None:
    assert found(numbers.wrong(CARD)) == []


def test_e_mail_addresses_but_not_what_only_looks_like_one() -> None:
    assert found(f"发到 {numbers.e_mail()}。") == [Shape.E_MAIL]
    assert found(numbers.e_mail().replace("@", "＠")) == [Shape.E_MAIL]
    for other in ("a@example.org", "hefeng@yunxiu.gongshi", "icon@2x.png", "git@host.org",
                  "tool@1.2.3", "a@b.js", "x@users.noreply.github.com", "@media"):  # fmt: skip
        assert found(other) == [], other


NORTH, EAST = f"29.{'5' * 5}", f"106.{'5' * 5}"
"""Put together here, so that this file holds no coordinates itself."""
MINUTES = "33′"


@pytest.mark.parametrize(
    "written",
    [
        f"{NORTH}, {EAST}",
        f"{EAST} {NORTH}",
        f'"lng": {EAST}, "lat": {NORTH}',
        f"东经106°{MINUTES}，北纬29°{MINUTES}",
        f"29°{MINUTES}46.8″N, 106°{MINUTES}5.6″E",
        f"106度{33}分 29度{33}分",
    ],
)
def test_coordinates_in_china_are_found_in_either_order(written: str) -> None:
    assert found(written) == [Shape.COORDINATES]


@pytest.mark.parametrize(
    "written",
    [
        f"{NORTH[:5]}, {EAST[:6]}",  # a town, not a house
        f"48.{'5' * 5}, 2.{'5' * 5}",  # not in China
        f"{EAST}\n{NORTH}",
        f"{NORTH} 元，另有很长很长很长很长很长很长很长的一段说明文字 {EAST}",
        f"坡度 29°{MINUTES}",
        f"12.{'5' * 5} 23.{'5' * 5}",
    ],
)
def test_other_decimals_are_no_coordinates(written: str) -> None:
    assert found(written) == []


@pytest.mark.parametrize(
    "written",
    [
        "2019-11-18 2019-11-20 2019-12-01",
        "2015 2016 2017 2018",
        "990121102205",
        "0000-1000039",
        "12345",
        "云岫扶发〔2017〕396号",
        "999999999999",
        f"a{MOBILE}",
        f"{MOBILE}0",
        f"0.{MOBILE}",
        f"{MOBILE}.5",
        f"h{MOBILE}",
        f"{ID}{ID}",
        "3f1a13333333333b",
        "13333333-3333-4333-8333-133333333333",
        "d2a84f4b8b650937ec8f73cd8be2c74add5a911b",
        "2019-11-18T12:00:00+08:00",
        "20191118T120000Z",
    ],
)
def test_dates_sums_codes_and_hashes_are_none(written: str) -> None:
    assert found(written) == []


def test_a_duty_phone_is_public_however_it_is_written() -> None:
    phone = f"0138-1{'2' * 7}"  # a land line whose digits would make a mobile
    assert found(phone) == [Shape.MOBILE]
    assert shapes.find(phone, frozenset({shapes.digits(phone)})) == []


def test_one_number_is_found_once_and_where_it_stands() -> None:
    text = f"甲 {ID}，乙 {MOBILE}"
    assert [text[one.start : one.end] for one in shapes.find(text)] == [ID, MOBILE]
    assert shapes.masked(f"照片-{MOBILE}.jpg") == "照片-….jpg"


def test_who_signed_a_commit_is_named_by_address_and_nothing_else_is() -> None:
    message = f"改正\n\nSigned-off-by: 某 <{numbers.e_mail()}>\nReviewed-by: 某 {MOBILE}\n"
    assert [one.shape for one in shapes.in_message(message)] == [Shape.MOBILE]
    assert [one.shape for one in shapes.in_message(numbers.e_mail())] == [Shape.E_MAIL]


def test_random_numbers_are_seldom_taken_for_one() -> None:
    """Of 50,000 numbers of 18 digits about one is expected to pass as an ID number."""
    source = random.Random(7)
    every = [str(source.randrange(10**17, 10**18)) for _ in range(50_000)]
    assert sum(Shape.ID_NUMBER in found(one) for one in every) <= 3


def test_a_long_line_of_digits_is_looked_through_in_no_time() -> None:
    for text in (
        "1 " * 20_000,
        "13812 " * 20_000,
        "9" * 200_000,
        "a@" * 50_000,
        "12.34567 " * 20_000,
    ):
        began = process_time()
        assert found(text) == []
        assert process_time() - began < 1, text[:9]


def test_the_sample_has_none(sample: Path, sample_checked: Checked) -> None:
    for file in sample.rglob("*.yaml"):
        assert found(file.read_text(encoding="utf-8")) == [], file
    assert not [one for one in sample_checked.findings if one.code.startswith("privacy.")]
