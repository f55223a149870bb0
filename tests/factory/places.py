"""Invented townships and villages: names in both languages, ids from their pinyin, area codes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

COUNTY_ZH, COUNTY_EN, COUNTY_ID = "云岫县", "Yunxiu County", "yunxiu"
PROVINCE_ZH, PROVINCE_EN = "示例省", "Example Province"
_COUNTY_CODE = "990121"
"""No province has 99, so no place of this county has a real code."""

_TOWNSHIPS = "水云 shui yun|松岚 song lan|霁月 ji yue|青棠 qing tang|鹿吟 lu yin"
_VILLAGES = (
    "听泉 ting quan|揽月 lan yue|松涛 song tao|枕流 zhen liu|晴岚 qing lan|双榕 shuang rong|"
    "梨雪坪 li xue ping|桐荫 tong yin|枫露 feng lu|白鹭汀 bai lu ting|青萝 qing luo|樱谷 ying gu|"
    "流萤 liu ying|溪月 xi yue|荷风 he feng|麦浪 mai lang|稻香坞 dao xiang wu|芦汀 lu ting|"
    "茶语 cha yu|雨棠 yu tang|银杉坳 yin shan ao|柿叶坪 shi ye ping|听松 ting song|星垂 xing chui"
)
_FIRST = (
    "烟 yan|霜 shuang|鹭 lu|桂 gui|榆 yu|槐 huai|楠 nan|棠 tang|杏 xing|梅 mei|荻 di|蓼 liao|"
    "芷 zhi|蕙 hui|岚 lan|霁 ji|虹 hong|曦 xi|晨 chen|暮 mu|秋 qiu|雁 yan|莺 ying|燕 yan|蝉 chan|"
    "鹤 he|鹿 lu|雪 xue|露 lu|星 xing|月 yue|溪 xi|泉 quan|潭 tan|涧 jian|汀 ting|渡 du|桥 qiao|"
    "砚 yan|琴 qin|棋 qi|墨 mo|笛 di|帆 fan|舟 zhou|灯 deng|茶 cha|稻 dao|麦 mai|桑 sang|麻 ma|"
    "竹 zhu|松 song|柏 bai|枫 feng|栗 li"
)
_SECOND = (
    "湾 wan|坪 ping|坞 wu|岭 ling|冲 chong|垭 ya|塘 tang|堰 yan|洲 zhou|浦 pu|岩 yan|峪 yu|畈 fan|"
    "垄 long|坡 po|坎 kan|井 jing|屿 yu|隈 wei|岸 an|林 lin|园 yuan|亭 ting|舍 she|里 li|影 ying|"
    "声 sheng|语 yu|色 se|香 xiang|痕 hen|梦 meng"
)
_GROUPS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Township:
    """A township (乡) or town (镇)."""

    id: str
    zh: str
    en: str
    code: str


@dataclass(frozen=True, slots=True)
class Place:
    """A village's name, id, code and township."""

    id: str
    zh: str
    en: str
    code: str
    township: Township


@dataclass(frozen=True, slots=True)
class _Name:
    zh: str
    slug: str


def plan(rng: Random, villages: int, townships: int | None) -> list[Place]:
    """So many villages, spread evenly over the townships, in the townships' order."""
    count = townships or _usual_townships(villages)
    if not 1 <= count <= villages:
        raise ValueError("a county needs a village at least, and no more townships than villages")
    taken: set[str] = {COUNTY_ID}
    towns = _towns(_draw(rng, _named(_TOWNSHIPS), count, taken))
    names = _draw(rng, _named(_VILLAGES), villages, taken)
    places: list[Place] = []
    for number, name in enumerate(names):
        town = towns[number * count // villages]
        within = sum(place.township is town for place in places[-200:]) + 1
        places.append(
            Place(
                name.slug,
                f"{name.zh}村",
                f"{name.slug.capitalize()} Village",
                f"{town.code[:9]}{200 + within:03d}",
                town,
            )
        )
    return places


def _usual_townships(villages: int) -> int:
    return min(villages, max(2, min((villages + 4) // 5, max(5, villages // 12))))


def _towns(names: list[_Name]) -> list[Township]:
    found = []
    for number, name in enumerate(names):
        is_town = number % 5 in (0, 2)
        code = (100 if is_town else 200) + number
        found.append(
            Township(
                name.slug,
                f"{name.zh}{'镇' if is_town else '乡'}",
                f"{name.slug.capitalize()} {'Town' if is_town else 'Township'}",
                f"{_COUNTY_CODE}{code:03d}000",
            )
        )
    return found


def _named(table: str) -> list[_Name]:
    rows = [entry.split(" ", 1) for entry in table.split("|")]
    return [_Name(zh, pinyin.replace(" ", "")) for zh, pinyin in rows]


def _draw(rng: Random, chosen: list[_Name], count: int, taken: set[str]) -> list[_Name]:
    """The names chosen by hand first, then composed ones whose id is still free."""
    names = [name for name in chosen if name.slug not in taken][:count]
    taken.update(name.slug for name in names)
    pool = [
        _Name(first.zh + second.zh, first.slug + second.slug)
        for first in _named(_FIRST)
        for second in _named(_SECOND)
    ]
    rng.shuffle(pool)
    sides = ("", "上 shang", "下 xia", "东 dong", "西 xi", "南 nan", "北 bei")
    for side in sides:
        zh, _, slug = side.partition(" ")
        for name in pool:
            if len(names) == count:
                return names
            if slug + name.slug not in taken:
                taken.add(slug + name.slug)
                names.append(_Name(zh + name.zh, slug + name.slug))
    if len(names) < count:
        raise ValueError("so many places have no names")
    return names


def group_name(number: int) -> dict[str, str]:
    """The name of a villagers' group, counted from 1."""
    return {"zh": f"{_GROUPS[number - 1]}组", "en": f"Group {number}"}
