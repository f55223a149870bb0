"""The register as people read it: what is published, in which form and why, and what never is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongshi.load.document import KINDS
from gongshi.public.audience import AUDIENCES, Audience
from gongshi.public.facts import Label, SourceFact
from gongshi.public.register import ENTRIES, GROUNDS, Form, Place
from gongshi.schema import naming
from gongshi.schema.naming import Field
from gongshi.schema.registry import Schema, resolved, schema

AUDIENCE_NAMES: dict[Audience, Label] = {
    "web": Label("网页，公示期内", "the web while a notice is open"),
    "web-after": Label(
        "网页，公示期满以后；下载、订阅和邮件",
        "the web afterwards; downloads, feeds and mail",
    ),
    "board": Label("村公示栏", "the village's board"),
    "staff": Label("工作人员", "staff"),
}
FORM_NAMES: dict[Form, Label] = {
    "as-written": Label("照写", "as written"),
    "name": Label("户主姓名，按县里定的写法", "the head's name, as the county set"),
    "number": Label("户编号，代替姓名", "the household number, in place of a name"),
    "label": Label("只写名称", "by its name only"),
    "total": Label("只算进总数", "only within totals"),
    "held-back-total": Label(
        "只算进总数，户数、人数太少的隐去", "only within totals, held back where they are of few"
    ),
    "deciding": Label("不写出来，只用来判断", "not told; it only decides"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Something of the records that is told: to whom, in which form, why and on what ground.

    ``forms`` has each form with those who are told in it; ``fields`` are the names of the fields.
    """

    id: str
    what: Label
    forms: tuple[tuple[Form, tuple[Audience, ...]], ...]
    reason: Label
    grounds: tuple[SourceFact, ...]
    fields: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Never:
    """Something that is told to nobody outside, why and on what ground."""

    what: Label
    reason: Label
    grounds: tuple[SourceFact, ...]


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is told, what never is, and the names of all fields that never leave."""

    told: tuple[Told, ...]
    never: tuple[Never, ...]
    private: tuple[Label, ...]


def privacy(audience: Audience | None = None) -> Privacy:
    """The register as a whole, or what one audience is told; staff see whole records."""
    chosen = [one for one in ENTRIES if audience is None or audience in one.forms]
    return Privacy(
        told=tuple(
            Told(
                id=one.id,
                what=one.what,
                forms=tuple(
                    (form, tuple(who for who in AUDIENCES if one.forms.get(who) == form))
                    for form in dict.fromkeys(one.forms.values())
                ),
                reason=one.reason,
                grounds=_grounds(one.grounds),
                fields=field_names(one.fields),
            )
            for one in chosen
        ),
        never=NEVER,
        private=field_names(private()),
    )


def private() -> Iterator[Place]:
    """Every field of the schemas that the register does not list."""
    listed = {place for entry in ENTRIES for place in entry.fields}
    for kind in KINDS:
        for field in fields(schema(kind)):
            if (kind, field) not in listed:
                yield kind, field


def fields(part: Schema, above: Field = ()) -> Iterator[Field]:
    """Every field below a part of a schema that holds a single value."""
    part = resolved(part)
    for name, below in part.get("properties", {}).items():
        yield from fields(below, (*above, name))
    if "items" in part:
        yield from fields(part["items"], (*above, "*"))
    if not {"properties", "items"} & part.keys():
        yield above


def field_names(found: Iterable[Place]) -> tuple[Label, ...]:
    """What fields are called, from the record down; a text in two languages is one field."""
    return tuple(dict.fromkeys(_name(kind, field) for kind, field in found))


def _name(kind: str, field: Field) -> Label:
    if field[-1] in ("zh", "en") and naming.has(kind, (*field[:-1], "zh")):
        field = field[:-1] or field
    parts = [
        naming.title(kind, field[:length])
        for length in range(len(field) + 1)
        if not length or field[length - 1] != "*"
    ]
    return Label(" / ".join(one.zh for one in parts), " / ".join(str(one.en) for one in parts))


def _grounds(names: Iterable[str]) -> tuple[SourceFact, ...]:
    return tuple(GROUNDS[name] for name in names)


NEVER: tuple[Never, ...] = (
    Never(
        Label(
            "身份证号、个人手机号、银行账号、病名、出生日期、住址坐标",
            "Identity numbers, personal phones, bank accounts, diagnoses, birth dates, coordinates",
        ),
        Label(
            "记录里根本没有这些栏目：没有记，就不会漏。同名的人用小组和户编号区分。",
            "The records have no field for them: what is not written cannot leak. People of one "
            "name are told apart by group and household number.",
        ),
        _grounds(("sensitive", "third-party")),
    ),
    Never(
        Label(
            "一户的收入、致贫原因、健康、残疾、就学、住房",
            "A household's income, cause of poverty, health, disability, schooling, housing",
        ),
        Label(
            "只用来对照条款，只以总数公开；太少的、能推算出来的总数隐去。",
            "They are only held against the clauses and told only in totals, which are held back "
            "where they are of few or could be worked out.",
        ),
        _grounds(("sensitive", "third-party")),
    ),
    Never(
        Label("孩子的任何情况", "Anything about a child"),
        Label(
            "未成年人从不写姓名，当户主的也只写户编号。法律对不满十四周岁的保护最严，"
            "本站对不满十八周岁的一样办。",
            "A minor is never named, not even as head of a household, which is then shown by its "
            "number. The law is strictest below 14; this site does the same below 18.",
        ),
        _grounds(("sensitive",)),
    ),
    Never(
        Label("户主以外的家庭成员", "Members of a household other than its head"),
        Label("提异议用不着知道。", "Nobody needs them to object."),
        _grounds(("third-party", "consent")),
    ),
    Never(
        Label(
            "谁提了异议、针对谁；会上怎样投票；哪一户没有通过、为什么",
            "Who objected and about whom; how people voted; which household was turned down, why",
        ),
        Label(
            "让人敢说话，也不让人难堪。本户可以向村里要自己的对照结果。",
            "So that people dare to speak and nobody is shamed. A household may ask the village "
            "for the account of itself.",
        ),
        _grounds(("third-party",)),
    ),
    Never(
        Label("哪一户由谁结对帮扶", "Who is helped by whom"),
        Label(
            "只公开干部做了多少，不公开帮的是谁。",
            "What officials did is public, not whom they helped.",
        ),
        _grounds(("third-party",)),
    ),
)
"""What is told to nobody outside, in the words of people rather than of fields."""
