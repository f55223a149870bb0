"""Every record says who it is: ids that fit their paths, are given once, and miss nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.select import Pattern, select

FAMILY = Family("identity", Text("编号与文件", "Ids and files"))

_UNIQUE_IN_RECORD: tuple[tuple[str, Pattern, tuple[str, ...]], ...] = (
    ("clauses", ("clauses",), ("id",)),
    ("county", ("parameters",), ("parameter",)),
    ("duty-list", ("duties",), ("id",)),
    ("household", ("measures",), ("id",)),
    ("household", ("surveys",), ("year",)),
    ("household", ("surveys", "*", "members"), ("id",)),
    ("organisation", ("contacts",), ("id", "from")),
    ("parameter", ("series",), ("id",)),
    ("procedure", ("steps",), ("id",)),
    ("questions", ("questions",), ("id",)),
    ("questions", ("questions", "*", "answers"), ("id",)),
    ("round", ("steps",), ("step",)),
    ("round", ("steps", "*", "list"), ("household",)),
    ("round", ("objections",), ("id",)),
    ("village", ("groups",), ("id",)),
    ("village", ("meetings",), ("id",)),
    ("village", ("haves",), ("clause", "judged_on")),
    ("village", ("populations",), ("year",)),
    ("village", ("profiles",), ("year",)),
)
"""Lists in a record, and the keys that together may stand in such a list only once."""

_CATALOGUE = (("clauses", "clauses"), ("procedure", "steps"), ("duty-list", "duties"))
"""The kinds of the policy catalogue, and the list in each whose items have clause ids."""

_OFFICIALS: tuple[tuple[str, Pattern], ...] = (
    ("organisation", ("leaders", "*")),
    ("organisation", ("contacts", "*")),
    ("village", ("team", "*")),
    ("village", ("posts", "*")),
)
"""Where officials are entered under their numbers."""


@FAMILY.rule("differs-from-path")
def differs_from_path(index: Index, _as_of: date) -> Iterator[Hit]:
    """A record whose id (a duty log: whose year) is not the one its path gives."""
    for document in index.documents:
        key = "year" if document.origin.kind == "duty-log" else "id"
        expected = document.origin.id
        if document.origin.kind != "county" and str(document.value[key]) != expected:
            yield Hit(
                document,
                (key,),
                Text(
                    f"“{key}”与文件的位置不一致：按位置应是 {expected}。",
                    f'"{key}" differs from the path, which says {expected}.',
                ),
                Text(
                    "请改正编号，或把文件放到正确的位置、起正确的文件名。",
                    "Correct the id, or move or rename the file.",
                ),
            )


@FAMILY.rule("repeated-in-record")
def repeated_in_record(index: Index, _as_of: date) -> Iterator[Hit]:
    """An entry given twice in a list whose entries are told apart by their keys."""
    for kind, pattern, names in _UNIQUE_IN_RECORD:
        for document in index.of_kind(kind):
            for keys, entries in select(document.value, pattern):
                yield from _repeats(document, keys, entries, names)


def _repeats(document: Document, keys: Keys, entries: Any, names: tuple[str, ...]) -> Iterator[Hit]:
    first: dict[tuple[Any, ...], int] = {}
    for number, entry in enumerate(entries):
        identity = tuple(entry.get(name) for name in names)
        if identity not in first:
            first[identity] = number
            continue
        line, _ = document.positions().of((*keys, first[identity]))
        shown = "、".join(names)
        yield Hit(
            document,
            (*keys, number),
            Text(
                f"这一项与第 {line} 行的一项重复（{shown}相同）。",
                f"This entry repeats the one on line {line} (same {', '.join(names)}).",
            ),
            Text("请合并，或改正其中一项。", "Merge the two, or correct one of them."),
        )


@FAMILY.rule("repeated-in-county")
def repeated_in_county(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household or village number that two files of the county carry."""
    for kind in ("household", "village"):
        first: dict[str, str] = {}
        for document in index.of_kind(kind):
            own, path = document.origin.id, document.origin.path
            if own in first:
                yield Hit(
                    document,
                    ("id",),
                    Text(
                        f"编号 {own} 已经用于 {first[own]}。",
                        f"The id {own} is already used by {first[own]}.",
                    ),
                    Text(
                        "编号全县唯一，不重用；请给新记录另编一个。",
                        "Ids are never reused: give the new record an id of its own.",
                    ),
                )
            first.setdefault(own, path)


@FAMILY.rule("clause-of-another-group")
def clause_of_another_group(index: Index, _as_of: date) -> Iterator[Hit]:
    """A clause, step or duty whose id does not begin with the id of the file it stands in."""
    for kind, part in _CATALOGUE:
        for document in index.of_kind(kind):
            group = document.value["id"]
            for keys, clause in select(document.value, (part, "*", "id")):
                if not clause.startswith(f"{group}."):
                    yield Hit(
                        document,
                        keys,
                        Text(
                            f"条款编号 {clause} 不是以 {group}. 开头。",
                            f"The clause id {clause} does not begin with {group}.",
                        ),
                        Text(
                            "请改正编号，或移到它所属的文件。",
                            "Correct the id, or move the clause to the file it belongs to.",
                        ),
                    )


@FAMILY.rule("clause-repeated")
def clause_repeated(index: Index, _as_of: date) -> Iterator[Hit]:
    """A clause, step or duty id that two files of the policy catalogue carry."""
    first: dict[str, str] = {}
    for kind, part in _CATALOGUE:
        for document in index.of_kind(kind):
            for keys, clause in select(document.value, (part, "*", "id")):
                path = first.setdefault(clause, document.origin.path)
                if path != document.origin.path:
                    yield Hit(
                        document,
                        keys,
                        Text(
                            f"条款编号 {clause} 已经用于 {path}。",
                            f"The clause id {clause} is already used in {path}.",
                        ),
                        Text("请另编一个编号。", "Give it an id of its own."),
                    )


@FAMILY.rule("official-with-two-names")
def official_with_two_names(index: Index, _as_of: date) -> Iterator[Hit]:
    """One official number entered with different names: two people share a number."""
    entered: dict[str, list[tuple[Document, Keys, str]]] = defaultdict(list)
    for kind, pattern in _OFFICIALS:
        for document in index.of_kind(kind):
            for keys, official in select(document.value, pattern):
                entered[official["id"]].append((document, keys, official["name"]))
    for number, entries in sorted(entered.items()):
        first, _, name = entries[0]
        for document, keys, other in entries[1:]:
            if other != name:
                yield Hit(
                    document,
                    (*keys, "id"),
                    Text(
                        f"干部编号 {number} 在 {first.origin.path} 里是另一个姓名。",
                        f"The official number {number} has another name in {first.origin.path}.",
                    ),
                    Text(
                        "一个编号只给一个人；请改正姓名或另编编号。",
                        "One number, one person: correct the name or give another number.",
                    ),
                )


@FAMILY.rule("missing-record")
def missing_record(index: Index, _as_of: date) -> Iterator[Hit]:
    """A folder without the record that describes it, or a county without a village."""
    have = {origin.path for origin in index.origins}
    needed = {index.path("county.yaml")}
    for origin in index.origins:
        if origin.township:
            township = index.path(f"townships/{origin.township}")
            needed.add(f"{township}/township.yaml")
            if origin.village:
                needed.add(f"{township}/{origin.village}/village.yaml")
    for path in sorted(needed - have):
        yield Hit(
            None,
            (),
            Text("缺少这个文件。", "This file is missing."),
            Text(
                "请补上；它说明所在的县、乡镇或村。",
                "Add it: it describes the county, township or village it lies in.",
            ),
            path,
        )
    if not any(origin.kind == "village" for origin in index.origins):
        yield Hit(
            None,
            (),
            Text("没有一个村的记录。", "There is no village on record."),
            Text(
                "至少要有一个乡镇和一个村：townships/<乡镇>/<村>/village.yaml。",
                "It needs a township and a village: townships/<township>/<village>/village.yaml.",
            ),
            index.path("townships"),
        )
