"""Every reference leads somewhere: ids named in a record exist where they should."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.select import Pattern, select

FAMILY = Family("reference", Text("引用", "References"))

Ids = frozenset[str] | None
"""The ids a reference may name; None where they cannot be known, as a file is not readable."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: its name, where it is entered, and the ids there are.

    ``scope`` says how far the ids reach: one set for the county, one a village, one a record.
    """

    name: Text
    home: Text
    scope: Literal["county", "village", "record"]
    ids: Callable[[Index, Document], Ids]


def _records_in_county(kind: str) -> Callable[[Index, Document], Ids]:
    return lambda index, _document: frozenset(
        origin.id for origin in index.origins if origin.kind == kind
    )


def _records_in_village(kind: str) -> Callable[[Index, Document], Ids]:
    return lambda index, document: frozenset(
        origin.id
        for origin in index.origins_in(document.origin.township, document.origin.village)
        if origin.kind == kind
    )


def _entries_in_county(*entered: tuple[str, Pattern]) -> Callable[[Index, Document], Ids]:
    def ids(index: Index, _document: Document) -> Ids:
        if index.unclean_kinds & {kind for kind, _ in entered}:
            return None
        return frozenset(
            value
            for kind, pattern in entered
            for document in index.of_kind(kind)
            for _, value in select(document.value, pattern)
        )

    return ids


def _groups(index: Index, document: Document) -> Ids:
    home = (document.origin.township, document.origin.village)
    for village in index.of_kind("village"):
        if (village.origin.township, village.origin.village) == home:
            return frozenset(group["id"] for group in village.value["groups"])
    return None


def _steps_of_procedure(index: Index, document: Document) -> Ids:
    for procedure in index.of_kind("procedure"):
        if procedure.origin.id == document.value["procedure"]:
            return frozenset(step["id"] for step in procedure.value["steps"])
    return None


def _in_record(pattern: Pattern) -> Callable[[Index, Document], Ids]:
    return lambda _index, document: frozenset(value for _, value in select(document.value, pattern))


_OFFICIALS = (
    ("organisation", ("leaders", "*", "id")),
    ("organisation", ("contacts", "*", "id")),
    ("village", ("team", "*", "id")),
    ("village", ("posts", "*", "id")),
)
_CLAUSES = (
    ("clauses", ("id",)),
    ("clauses", ("clauses", "*", "id")),
    ("procedure", ("steps", "*", "id")),
    ("duty-list", ("duties", "*", "id")),
)

TOWNSHIP = Target(
    Text("乡镇", "township"),
    Text("乡镇在 townships/ 下各有文件夹。", "Each township has a folder in townships/."),
    "county",
    _records_in_county("township"),
)
VILLAGE = Target(
    Text("村", "village"),
    Text("村在 townships/<乡镇>/ 下各有文件夹。", "Each village has a folder in its township's."),
    "county",
    _records_in_county("village"),
)
ORGANISATION = Target(
    Text("帮扶单位", "helping unit"),
    Text("帮扶单位登记在 organisations/ 里。", "Helping units are entered in organisations/."),
    "county",
    _records_in_county("organisation"),
)
PROCEDURE = Target(
    Text("程序", "procedure"),
    Text("程序写在 policy/procedures/ 里。", "Procedures are entered in policy/procedures/."),
    "county",
    _records_in_county("procedure"),
)
PARAMETER = Target(
    Text("参数", "parameter"),
    Text("参数写在 policy/parameters/ 里。", "Parameters are entered in policy/parameters/."),
    "county",
    _records_in_county("parameter"),
)
HOUSEHOLD = Target(
    Text("农户", "household"),
    Text("农户在本村的 households/ 里。", "Households lie in this village's households/."),
    "village",
    _records_in_village("household"),
)
ROUND = Target(
    Text("批次", "round"),
    Text("批次在本村的 rounds/ 里。", "Rounds lie in this village's rounds/."),
    "village",
    _records_in_village("round"),
)
PROJECT = Target(
    Text("项目", "project"),
    Text("项目在本村的 projects/ 里。", "Projects lie in this village's projects/."),
    "village",
    _records_in_village("project"),
)
GROUP = Target(
    Text("村民小组", "group"),
    Text("村民小组写在 village.yaml 的 groups 里。", "Groups are entered in village.yaml, groups."),
    "village",
    _groups,
)
CONTACT = Target(
    Text("帮扶联系人", "contact"),
    Text(
        "联系人登记在帮扶单位文件的 contacts 里。",
        "Contacts are entered in their unit's file, contacts.",
    ),
    "county",
    _entries_in_county(("organisation", ("contacts", "*", "id"))),
)
OFFICIAL = Target(
    Text("干部", "official"),
    Text(
        "干部登记在帮扶单位的 leaders、contacts 或村的 team、posts 里。",
        "Officials are entered in a unit's leaders or contacts, or a village's team or posts.",
    ),
    "county",
    _entries_in_county(*_OFFICIALS),
)
CLAUSE = Target(
    Text("条款", "clause"),
    Text("条款写在 policy/ 里。", "Clauses are entered in policy/."),
    "county",
    _entries_in_county(*_CLAUSES),
)
DUTY = Target(
    Text("职责", "duty"),
    Text("职责写在 policy/duties/ 里。", "Duties are entered in policy/duties/."),
    "county",
    _entries_in_county(
        ("duty-list", ("duties", "*", "id")), ("duty-list", ("duties", "*", "tasks", "*", "id"))
    ),
)
STEP = Target(
    Text("步骤", "step"),
    Text("步骤写在所用程序的 steps 里。", "Steps are entered in the procedure's steps."),
    "record",
    _steps_of_procedure,
)
OWN_STEP = Target(STEP.name, STEP.home, "record", _in_record(("steps", "*", "id")))
MEMBER = Target(
    Text("本户成员", "member of this household"),
    Text("成员写在本文件的 members 里。", "Members are entered in this file, members."),
    "record",
    _in_record(("members", "*", "id")),
)
MEASURE = Target(
    Text("本户措施", "measure of this household"),
    Text("措施写在本文件的 measures 里。", "Measures are entered in this file, measures."),
    "record",
    _in_record(("measures", "*", "id")),
)

REFERENCES: tuple[tuple[str, Pattern, Target], ...] = (
    ("county", ("parameters", "*", "parameter"), PARAMETER),
    ("clauses", ("clauses", "*", "answers_to", "*"), CLAUSE),
    ("procedure", ("steps", "*", "after", "*"), OWN_STEP),
    ("duty-list", ("duties", "*", "same_as"), DUTY),
    ("organisation", ("township",), TOWNSHIP),
    ("organisation", ("villages", "*", "village"), VILLAGE),
    ("village", ("haves", "*", "clause"), CLAUSE),
    ("village", ("haves", "*", "judged_by", "*"), OFFICIAL),
    ("village", ("haves", "*", "evidence", "*", "project"), PROJECT),
    ("village", ("exit_reviews", "*", "by", "*"), OFFICIAL),
    ("village", ("exit_reviews", "*", "evidence", "*", "project"), PROJECT),
    ("village", ("team", "*", "organisation"), ORGANISATION),
    ("village", ("posts", "*", "group"), GROUP),
    ("village", ("meetings", "*", "group"), GROUP),
    ("household", ("group",), GROUP),
    ("household", ("members", "*", "official"), OFFICIAL),
    ("household", ("corrections", "*", "by", "*"), OFFICIAL),
    ("household", ("registration", "township"), TOWNSHIP),
    ("household", ("history", "*", "round"), ROUND),
    ("household", ("difficulties", "*", "clause"), CLAUSE),
    ("household", ("difficulties", "*", "measures", "*"), MEASURE),
    ("household", ("difficulties", "*", "project"), PROJECT),
    ("household", ("difficulties", "*", "evidence", "*", "project"), PROJECT),
    ("household", ("measures", "*", "organisation"), ORGANISATION),
    ("household", ("measures", "*", "project"), PROJECT),
    ("household", ("helpers", "*", "contact"), CONTACT),
    ("household", ("waivers", "*", "clause"), CLAUSE),
    ("household", ("surveys", "*", "by", "*"), OFFICIAL),
    ("household", ("surveys", "*", "new_housing", "evidence", "*", "project"), PROJECT),
    ("household", ("surveys", "*", "payroll", "evidence", "*", "project"), PROJECT),
    ("household", ("surveys", "*", "members", "*", "id"), MEMBER),
    ("round", ("procedure",), PROCEDURE),
    ("round", ("steps", "*", "step"), STEP),
    ("round", ("steps", "*", "by", "*"), OFFICIAL),
    ("round", ("steps", "*", "applications", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "nominations", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "meetings", "*", "group"), GROUP),
    ("round", ("steps", "*", "meetings", "*", "chair"), OFFICIAL),
    ("round", ("steps", "*", "meetings", "*", "votes", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "surveyed", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "surveyed", "*", "by", "*"), OFFICIAL),
    ("round", ("steps", "*", "acknowledgements", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "comparisons", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "comparisons", "*", "clause"), CLAUSE),
    ("round", ("steps", "*", "comparisons", "*", "recheck", "by", "*"), OFFICIAL),
    ("round", ("steps", "*", "dropped", "*", "household"), HOUSEHOLD),
    ("round", ("steps", "*", "dropped", "*", "clause"), CLAUSE),
    ("round", ("steps", "*", "list", "*", "household"), HOUSEHOLD),
    ("round", ("objections", "*", "step"), STEP),
    ("round", ("objections", "*", "household"), HOUSEHOLD),
    ("round", ("objections", "*", "answer", "by", "*"), OFFICIAL),
    ("round", ("objections", "*", "answer", "clause"), CLAUSE),
    ("round", ("corrections", "*", "step"), STEP),
    ("round", ("corrections", "*", "household"), HOUSEHOLD),
    ("round", ("corrections", "*", "by", "*"), OFFICIAL),
    ("project", ("need", "clause"), CLAUSE),
    ("project", ("organisation",), ORGANISATION),
    ("project", ("beneficiaries", "households", "*"), HOUSEHOLD),
    ("duty-log", ("entries", "*", "who"), OFFICIAL),
    ("duty-log", ("entries", "*", "duties", "*"), DUTY),
    ("duty-log", ("entries", "*", "households", "*"), HOUSEHOLD),
    ("duty-log", ("excused", "*", "duties", "*"), DUTY),
    ("duty-log", ("excused", "*", "households", "*"), HOUSEHOLD),
    ("duty-log", ("excused", "*", "by", "*"), OFFICIAL),
)
"""Every field of every record kind that names something entered elsewhere."""


@FAMILY.rule("leads-nowhere")
def leads_nowhere(index: Index, _as_of: date) -> Iterator[Hit]:
    """A field that names a record, official, clause or entry that is not there.

    Nothing is said of a reference into a file that has faults of its own.
    """
    for kind, pattern, target in REFERENCES:
        shared: dict[tuple[str, str], Ids] = {}
        for document in index.of_kind(kind):
            named = list(select(document.value, pattern))
            if not named:
                continue
            origin = document.origin
            reach = {
                "county": ("", ""),
                "village": (origin.township, origin.village),
                "record": (origin.path, ""),
            }[target.scope]
            if reach not in shared:
                shared[reach] = target.ids(index, document)
            ids = shared[reach]
            for keys, value in named:
                if ids is not None and value not in ids:
                    yield Hit(document, keys, *_nowhere(index, value, target))


def _nowhere(index: Index, value: str, target: Target) -> tuple[Text, Text]:
    """What to say of a reference; a record that lies in another village is named with its path."""
    # An id is opaque by its schema's pattern, so it can be repeated.
    message = Text(
        f"没有编号为 {value} 的{target.name.zh}。", f"There is no {target.name.en} {value} here."
    )
    if target is HOUSEHOLD:
        for origin in index.origins:
            if (origin.kind, origin.id) == ("household", value):
                return message, Text(
                    f"这一户在 {origin.path}，不在本村。请核对编号，或把文件放回本村。",
                    f"It lies in {origin.path}, another village's. Check the id or move it back.",
                )
    return message, Text(f"请核对编号。{target.home.zh}", f"Check the id. {target.home.en}")


@FAMILY.rule("series-unknown")
def series_unknown(index: Index, _as_of: date) -> Iterator[Hit]:
    """A chosen parameter series that the parameter does not declare."""
    declared = {
        parameter.origin.id: {series["id"] for series in parameter.value.get("series", ())}
        for parameter in index.of_kind("parameter")
    }
    for county in index.of_kind("county"):
        for number, choice in enumerate(county.value["parameters"]):
            series = declared.get(choice["parameter"])
            if series is not None and choice["series"] not in series:
                yield Hit(
                    county,
                    ("parameters", number, "series"),
                    Text(
                        f"参数 {choice['parameter']} 没有系列 {choice['series']}。",
                        f"The parameter {choice['parameter']} has no series {choice['series']}.",
                    ),
                    Text(
                        f"可选：{'、'.join(sorted(series))}。",
                        f"Choose from: {', '.join(sorted(series))}.",
                    ),
                )


@FAMILY.rule("time-zone-unknown")
def time_zone_unknown(index: Index, _as_of: date) -> Iterator[Hit]:
    """A time zone that the world's time zone database does not have."""
    for county in index.of_kind("county"):
        try:
            ZoneInfo(county.value["time_zone"])
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Hit(
                county,
                ("time_zone",),
                Text("没有这个时区。", "There is no such time zone."),
                Text("中国各地请写 Asia/Shanghai。", "Anywhere in China, write Asia/Shanghai."),
            )
