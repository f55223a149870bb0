"""Invented names of people, put together from common surnames and given-name characters."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷"
    "钱汤尹黎易常武乔贺赖龚文"
)
_RARE_SURNAMES = ("欧阳", "司徒", "上官", "诸葛")
_FEMALE = "秀英芳娟敏静丽兰芬玲凤霞梅莲菊桂香琴云春红玉珍燕萍雪月巧慧佳欣雨婷怡可晴诗琪彩惠素翠"
_MALE = "伟强军明勇杰涛超平刚华建国文辉志斌鹏飞俊宇浩然东林山川海峰德福贵才根生发财安康顺利成业"
_ANY = "子永世光明新天一长正学仁义礼思家宏远景清泽润嘉恒立修怀若以知"


def surname(rng: Random) -> str:
    """A surname; now and then one of two characters."""
    if rng.random() < 0.008:
        return rng.choice(_RARE_SURNAMES)
    # The list runs from common to less common: the lower of two draws leans to the common.
    return _SURNAMES[min(rng.randrange(len(_SURNAMES)), rng.randrange(len(_SURNAMES)))]


def given(rng: Random, sex: str) -> str:
    """A given name of one or two characters that suits the sex."""
    own = _FEMALE if sex == "female" else _MALE
    last = rng.choice(own)
    if rng.random() < 0.14:
        return last
    first = rng.choice(_ANY if rng.random() < 0.55 else own)
    return first + last


def person(rng: Random, sex: str, family: str | None = None) -> str:
    """A whole name, with the family's surname where one is given."""
    return (family or surname(rng)) + given(rng, sex)


def official(rng: Random) -> str:
    """The name of an official, who may be a man or a woman."""
    return person(rng, "female" if rng.random() < 0.36 else "male")


def family_name(name: str) -> str:
    """The surname of a whole name."""
    return name[:2] if name[:2] in _RARE_SURNAMES else name[:1]
