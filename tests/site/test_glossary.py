"""The glossary has the words of the field, says each plainly twice, and leads to its policy."""

from __future__ import annotations

import re
from dataclasses import replace

from gongshi.public.facts import County
from gongshi.site.glossary import Term, chapters
from tests.public.test_view import facts
from tests.site.test_render import html_of

WANTED = [
    "贫困户",
    "返贫",
    "退出",
    "评议",
    "公示",
    "公告",
    "异议",
    "比对",
    "帮扶单位",
    "帮扶联系人",
    "驻村工作队",
    "第一书记",
    "建档立卡",
    "两不愁三保障",
    "四进",
    "七不进",
    "一出",
    "三不出",
    "四看",
    "六个精准",
    "八难",
    "八有",
    "五个一",
    "五步感恩互动",
    "贫困发生率",
]


def terms(county: County) -> list[Term]:
    return [term for chapter in chapters(county) for term in chapter.terms]


def test_every_term_of_the_field_is_there_once() -> None:
    found = terms(facts())
    names = [re.sub("（.*", "", one.name.zh) for one in found]
    assert set(WANTED) <= set(names)
    assert len(names) == len(set(names))
    assert len({one.id for one in found}) == len(found)


def test_every_term_is_said_in_one_plain_sentence_in_both_languages() -> None:
    for one in terms(facts()):
        assert re.fullmatch("[^。]{5,50}。", one.plain.zh), one.id
        assert one.plain.en is not None
        assert re.fullmatch(r"[A-Z][^.]{10,140}\.", one.plain.en), one.id
        assert one.name.en, one.id


def test_every_term_leads_to_a_place_that_is_there() -> None:
    site = html_of(facts())
    for folder, up in (("", "../"), ("en/", "../../en/")):
        for one in terms(facts()):
            assert one.page, one.id
            page, _, anchor = one.page.partition("#")
            assert not anchor or f'id="{anchor}"' in site[f"{folder}{page}"], one.id
            assert f'href="{up}{one.page}"' in site[f"{folder}policy/glossary.html"]


def test_a_county_without_a_rule_keeps_the_word_but_no_dead_link() -> None:
    county = facts()
    without = tuple(group for group in county.clause_groups if group.id != "entry.four-in")
    found = {one.id: one for one in terms(replace(county, clause_groups=without))}
    assert found["four-in"].page is None
    assert found["seven-not-in"].page == "policy/entry.seven-not-in.html"
