"""Names that people have pass; signs that pass for others are told, and no name is repeated."""

from __future__ import annotations

import copy

import pytest

from gongshi.rules import character
from gongshi.rules.base import Index, run
from tests.conftest import AS_OF
from tests.rules.test_rulebook import VILLAGE, base, document, put

HOUSEHOLD = f"{VILLAGE}/households/h999901.yaml"


def told(name: str, keys: str = "members.p9999901.name", path: str = HOUSEHOLD) -> list[str]:
    """What the family finds where one name is this one."""
    documents = dict(base())
    value = copy.deepcopy(documents[path].value)
    put(value, keys, name)
    documents[path] = document(path, value)
    index = Index(documents.values(), (), "records")
    every = [one for rule in character.FAMILY.rules for one in run(rule, index, AS_OF)]
    assert all(name not in f"{one.message} {one.hint}" for one in every)
    return [one.code.partition(".")[2] for one in every]


@pytest.mark.parametrize(
    "name",
    [
        "阿卜杜拉·买买提",
        "迪丽热巴·迪力木拉提",
        "欧阳采薇",
        "刘䶮",  # once in the private use area, in the standard since extension A
        "李𠮷",  # extension B
        "王𫚉",  # extension C
        "张𬱖",  # extension E
        "赵\U00030edd",  # extension G
        "孙\U000323af",  # extension H, younger than Python's own tables
        "〇七",
        "﨑山",  # in the compatibility block, and a character of its own
        "Maria Müller",
        "Мария",
        "ᠪᠣᠷᠵᠢᠭᠢᠨ",  # Mongolian
        "བསྟན་འཛིན",  # Tibetan
        "ئابدۇللا",  # Uyghur
    ],
)
def test_a_name_that_people_have_passes(name: str) -> None:
    assert told(name) == []


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("刘\ue863", "lost"),
        ("刘\U000f0001", "lost"),
        ("刘\ufffd", "lost"),
        ("⼈山", "compatibility"),
        ("⻓山", "compatibility"),
        ("金\uf90a", "compatibility"),
        ("金\U0002f800", "compatibility"),
        ("王ロ", "mixed-name"),
        ("王ㄧ", "mixed-name"),
        ("王ㅁ", "mixed-name"),
        ("王a", "mixed-name"),
        ("M\u0430ria", "look-alike"),
        ("M\u03bfria", "look-alike"),
        ("\u0430\u0440\u0435", "look-alike"),
        ("阿卜杜拉•买买提", "middle-dot"),
        ("阿卜杜拉・买买提", "middle-dot"),
        ("阿卜杜拉.买买提", "middle-dot"),
        ("阿卜杜拉 ． 买买提", "middle-dot"),
        ("温 若谷", "names-alike"),
        ("温\u3000若谷", "names-alike"),
    ],
)
def test_a_name_that_passes_for_another_is_told(name: str, fault: str) -> None:
    found = told(name)
    assert fault in found
    assert set(found) <= {fault, "mixed-name"}


def test_composed_and_decomposed_letters_are_the_same_name() -> None:
    documents = dict(base())
    value = copy.deepcopy(documents[HOUSEHOLD].value)
    put(value, "members.p9999901.name", "Mu\u0308ller")
    put(value, "members.p9999903.name", "Müller")
    documents[HOUSEHOLD] = document(HOUSEHOLD, value)
    index = Index(documents.values(), (), "records")
    (rule,) = (rule for rule in character.FAMILY.rules if rule.code == "character.names-alike")
    assert [one.spot for one in run(rule, index, AS_OF)] == ["members.p9999903.name"]


def test_look_alikes_in_prose_are_told_and_foreign_words_are_not() -> None:
    village = f"{VILLAGE}/village.yaml"
    for text, fault in (
        ("Pass\u0440ort office", ["look-alike"]),
        ("use 5 μm and 2 kΩ, α and β, Привет, ＡＢＣ", []),
        ("第Ⅱ车间 B超 X光", []),
    ):
        assert told(text, "office.address.en", village) == fault
