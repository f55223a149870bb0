"""Sets by which villages and households are judged: data alone; dates at their edges; three values.

The eleven haves are another county's set (domain: eleven haves and incidence below 3 %), in the
test's own words. Nothing in the code knows them.
"""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from gongshi import rules
from gongshi.load.document import Document
from gongshi.model.build import build
from gongshi.public.facts import County
from gongshi.public.view import view
from gongshi.rules.base import Index
from gongshi.rules.grounds import GROUNDS, team_changes
from gongshi.schema import check as schema
from gongshi.schema import registry
from gongshi.site.render import render
from tests.conftest import AS_OF
from tests.rules.test_rulebook import VILLAGE, base, document, put
from tests.site.test_render import SHELLS

ELEVEN = [
    ("有特色产业", []), ("有住房保障", ["housing"]), ("有基本医疗保障", ["clinic"]),
    ("有义务教育保障", []), ("有路通村屯", ["road", "projects"]), ("有饮用水", ["water"]),
    ("有电用", ["power"]), ("有基本公共服务", []), ("有网络电视看", ["broadband"]),
    ("有集体经济收入", ["collective-income"]), ("有好班子", ["posts", "team"]),
]  # fmt: skip
SOURCE = {
    "title": {"zh": "另一个县的做法", "en": "As another county does"},
    "standing": "unverified",
}
VILLAGE_FILE = f"{VILLAGE}/village.yaml"
PROJECT = f"{VILLAGE}/projects/2018-road.yaml"
EXITED = f"{VILLAGE}/households/h999903.yaml"


def group(name: str, judged: str, clauses: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": name,
        "order": 140,
        "title": {"zh": "县里自己的一套", "en": "The county's own set"},
        "intro": {"zh": "逐项判断。", "en": "Judged one by one."},
        "combine": "each",
        "judged": judged,
        "in_force": {"from": "2016-01-01"},
        "source": SOURCE,
        "clauses": [
            {
                "id": f"{name}.{number}",
                "en": f"Clause {number}",
                "plain": {"zh": "有没有，看得见。", "en": "It can be seen."},
                "how": "rule",
                **clause,
            }
            for number, clause in enumerate(clauses, 1)
        ],
    }


def eleven() -> dict[str, Any]:
    told: list[dict[str, Any]] = [
        {"zh": zh, **({"held_against": words} if words else {})} for zh, words in ELEVEN
    ]
    return group("eleven-haves", "village", told)


def elsewhere(edits: dict[str, Any] | None = None) -> list[Document]:
    """The county without faults, under eleven haves in place of eight; ``edits`` of the village."""
    documents = dict(base())
    del documents["policy/clauses/eight-haves.yaml"]
    path = "policy/clauses/eleven-haves.yaml"
    documents[path] = document(path, eleven())
    village, project = (copy.deepcopy(documents[one].value) for one in (VILLAGE_FILE, PROJECT))
    village["haves"][0]["clause"] = project["need"]["clause"] = "eleven-haves.5"
    for keys, edit in (edits or {}).items():
        put(village, keys, edit)
    documents[VILLAGE_FILE] = document(VILLAGE_FILE, village)
    documents[PROJECT] = document(PROJECT, project)
    return fitting(documents)


def fitting(documents: dict[str, Document]) -> list[Document]:
    found, findings = schema.check(list(documents.values()))
    assert not findings, findings
    return list(found)


def findings(documents: list[Document], as_of: date = AS_OF) -> list[tuple[str, tuple[str, ...]]]:
    found = rules.check(Index(documents, (), "records"), as_of)
    return [(one.code, one.clauses) for one in found]


def public(documents: list[Document], as_of: date = AS_OF) -> County:
    index = Index(documents, (), "records")
    return view(build(documents), index, as_of)


def judgement(clause: str, status: str = "has", on: str = "2018-12-01", **more: Any) -> Any:
    evidence = [{"kind": "inspection", "date": on, "text": {"zh": "现场查看"}}]
    return {
        "clause": clause, "status": status, "judged_on": on, "judged_by": ["c99993"],
        **({} if status == "lacks" else {"evidence": evidence}), **more,
    }  # fmt: skip


def test_another_set_of_haves_is_on_the_board_and_on_its_page() -> None:
    county = public(elsewhere())
    (village,) = county.villages
    (board,) = village.boards
    assert (board.id, board.count("has"), board.count(None)) == ("eleven-haves", 1, 10)
    assert [have.title.zh for have in board.haves] == [zh for zh, _ in ELEVEN]
    pages = {file.path: file.content.decode() for file in render(county, SHELLS)}
    shown = pages[f"villages/{village.id}.html"]
    assert 'href="../policy/eleven-haves.html#eleven-haves.11"' in shown
    assert "县里自己的一套" in shown
    assert "eight-haves" not in shown
    assert "haves.contradicted" in pages["rules/haves.html"]
    assert 'id="eleven-haves.11"' in pages["policy/eleven-haves.html"]


@pytest.mark.parametrize(
    ("number", "edits", "expected"),
    [
        (2, {"profiles.2018.unsafe_houses": 1}, True),
        (2, {"profiles.2018.unsafe_houses": 0}, False),
        (2, {}, False),
        (3, {"profiles.2018.clinics": 0}, True),
        (3, {"profiles.2018.clinics": 1}, False),
        (3, {}, False),
        (6, {"profiles.2018.households_without_safe_water": 4}, True),
        (6, {"profiles.2018.households_without_safe_water": 0}, False),
        (7, {"profiles.2018.households_without_electricity": 1}, True),
        (9, {"profiles.2018.broadband": False}, True),
        (9, {"profiles.2018.broadband": True}, False),
        (10, {"profiles.2018.collective_income": 0}, True),
        (10, {"profiles.2018.collective_income": 1}, False),
        (11, {}, True),  # of the five principal posts only one is filled
        (1, {"profiles.2018.unsafe_houses": 1}, False),  # this clause is held against nothing
    ],
)
def test_each_have_is_held_against_what_its_clause_says(
    number: int, edits: dict[str, Any], expected: bool
) -> None:
    """What is not recorded contradicts nothing."""
    clause = f"eleven-haves.{number}"
    found = findings(elsewhere({"haves.1": judgement(clause), **edits}))
    assert found == ([("haves.contradicted", (clause,))] if expected else [])


def test_a_village_that_exits_is_judged_by_the_set_in_force_that_day() -> None:
    exit_ = {"history.1": {"date": "2019-11-01", "change": "exited"}}
    every = {
        f"haves.{number}": judgement(f"eleven-haves.{one}", "partly")
        for number, one in enumerate((1, 2, 3, 4, 6, 7, 8, 9, 10, 11), 1)
    }
    told = [code for code, _ in findings(elsewhere({**exit_, **every}))]
    assert "village.haves-not-judged" not in told
    del every["haves.10"]
    told = [code for code, _ in findings(elsewhere({**exit_, **every}))]
    assert "village.haves-not-judged" in told


def test_a_judgement_by_the_old_set_is_out_of_place() -> None:
    found = findings(elsewhere({"haves.1": judgement("eleven-haves.1", on="2015-12-31")}))
    assert found == [("haves.not-of-a-set", ("eleven-haves.1",))]


def with_own_difficulties(row: dict[str, Any]) -> list[Document]:
    documents = dict(base())
    del documents["policy/clauses/eight-difficulties.yaml"]
    path = "policy/clauses/own-difficulties.yaml"
    clauses: list[dict[str, Any]] = [
        {"zh": "用电难", "answers_to": ["exit.one-out.g"]},
        {"zh": "穿衣难", "answers_to": ["goal.no-worry.clothing"]},
    ]
    documents[path] = document(path, group("own-difficulties", "household", clauses))
    household = copy.deepcopy(documents[EXITED].value)
    household["difficulties"] = [row]
    documents[EXITED] = document(EXITED, household)
    return fitting(documents)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"clause": "own-difficulties.1", "status": "open", "since": "2018-12-18"},
         [("difficulty.open-at-exit", ("own-difficulties.1", "exit.one-out.g"))]),
        ({"clause": "own-difficulties.1", "status": "open", "since": "2018-12-19"}, []),
        ({"clause": "own-difficulties.2", "status": "open", "since": "2018-01-01"}, []),
        ({"clause": "own-difficulties.1", "status": "none"}, []),
    ],
)  # fmt: skip
def test_another_set_of_difficulties_bars_an_exit_where_it_says_so(
    row: dict[str, Any], expected: list[Any]
) -> None:
    assert findings(with_own_difficulties(row)) == expected


def term(who: str, to: str = "", since: str = "2018-01-01") -> dict[str, Any]:
    return {"id": who, "role": "member", "from": since, **({"to": to} if to else {})}


@pytest.mark.parametrize(
    ("day", "team", "changes"),
    [
        # Who left on 18 November 2018 is gone from the 19th: within the year up to this day.
        ("2019-11-18", [term("a", "2018-11-18")], ["2018-11-19"]),
        ("2019-11-18", [term("a", "2018-11-17")], []),
        ("2019-11-18", [term("a", "2019-11-17")], ["2019-11-18"]),
        ("2019-11-18", [term("a", "2019-11-18")], []),  # still there today
        ("2020-02-29", [term("a", "2019-02-28")], ["2019-03-01"]),
        ("2020-02-29", [term("a", "2019-02-27")], []),
        ("2021-02-28", [term("a", "2020-02-28")], ["2020-02-29"]),
        ("2020-01-01", [term("a", "2019-12-31")], ["2020-01-01"]),
        # Two who leave on one day are one change; one who takes another role has not left.
        ("2019-11-18", [term("a", "2019-03-31"), term("b", "2019-03-31")], ["2019-04-01"]),
        ("2019-11-18", [term("a", "2019-03-31"), term("a", since="2019-04-01")], []),
        ("2019-11-18", [term("a", "2019-03-31"), term("a", since="2019-04-02")], ["2019-04-01"]),
        ("2019-11-18", [term("a"), term("b", since="2019-05-01")], []),  # only more of them
        ("2019-11-18", [], []),
    ],
)
def test_how_often_a_team_changed_in_twelve_months(
    day: str, team: list[dict[str, Any]], changes: list[str]
) -> None:
    found = team_changes(team, date.fromisoformat(day))
    assert [one.isoformat() for one in found] == changes


def under(edits: dict[str, dict[str, Any]]) -> list[Document]:
    documents = dict(base())
    for path, changes in edits.items():
        value = copy.deepcopy(documents[path].value)
        for keys, edit in changes.items():
            put(value, keys, edit)
        documents[path] = document(path, value)
    return fitting(documents)


TEAM = [
    {"id": f"c9999{number}", "name": "某某", "role": role, "organisation": "county-forestry",
     "from": since, **({"to": to} if to else {})}
    for number, role, since, to in (
        (3, "first-secretary", "2018-03-01", ""), (5, "leader", "2018-03-01", "2019-02-28"),
        (6, "leader", "2019-03-01", "2019-05-31"), (7, "leader", "2019-06-01", "2019-08-31"),
        (8, "leader", "2019-09-01", ""),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("most", "expected"),
    [(2, ["haves.contradicted"]), (3, []), ("absent", ["parameter.without-value"])],
)
def test_how_often_is_too_often_is_the_countys_and_never_guessed(
    most: Any, expected: list[str]
) -> None:
    """Three changes; where no number holds on the day, that is said, and nothing else."""
    value = {"values.0.to": "2019-11-17"} if most == "absent" else {"values.0.value": most}
    documents = under(
        {
            "policy/parameters/team-changes.yaml": value,
            VILLAGE_FILE: {"haves.1": judgement("eight-haves.7"), "team": TEAM},
        }
    )
    assert [code for code, _ in findings(documents)] == expected


def test_every_word_to_be_held_against_has_its_ground() -> None:
    clause = registry.schema("clauses")["properties"]["clauses"]["items"]["properties"]
    assert set(clause["held_against"]["items"]["enum"]) == set(GROUNDS)


def test_the_latest_judgement_by_the_day_holds_and_the_earlier_ones_stay() -> None:
    rows = {
        "haves.1": judgement("eight-haves.5", "has", "2019-09-01", since="2019-08-01"),
        "haves.2": judgement("eight-haves.5", "lacks", "2018-03-01"),
        "haves.3": judgement("eight-haves.5", "partly", "2019-01-15"),
    }
    documents = under({VILLAGE_FILE: rows})
    assert findings(documents) == []
    seen = {}
    for day in ("2018-02-28", "2018-03-01", "2019-01-14", "2019-01-15", "2019-08-31", "2019-09-01"):
        (village,) = public(documents, date.fromisoformat(day)).villages
        have = village.boards[0].haves[4]
        seen[day] = (have.status, [status for _, status in have.earlier])
    assert seen == {
        "2018-02-28": (None, []),
        "2018-03-01": ("lacks", []),
        "2019-01-14": ("lacks", []),
        "2019-01-15": ("partly", ["lacks"]),
        "2019-08-31": ("partly", ["lacks"]),
        "2019-09-01": ("has", ["partly", "lacks"]),
    }


def test_the_same_clause_judged_twice_on_one_day_is_told() -> None:
    again = judgement("eight-haves.2", "partly", "2018-12-01")
    found = findings(under({VILLAGE_FILE: {"haves.1": again}}))
    assert [code for code, _ in found] == ["identity.repeated-in-record"]


def test_a_board_says_who_judged_in_which_post_that_day() -> None:
    """c99993 was first secretary from March 2018; another post since then is not shown."""
    later = {"id": "c99993", "name": "某某", "post": "director", "from": "2019-06-01"}
    name = base()[VILLAGE_FILE].value["team"][0]["name"]
    rows = {
        "team.c99993.to": "2019-05-31",
        "posts.1": {**later, "name": name},
        "haves.1": judgement("eight-haves.5", "lacks", "2019-05-31"),
        "haves.2": judgement("eight-haves.4", "lacks", "2019-06-01"),
        "haves.3": {**judgement("eight-haves.3", "lacks", "2019-06-01"), "judged_by": ["c99991"]},
    }
    (village,) = public(under({VILLAGE_FILE: rows})).villages
    judged = {have.clause: have.judged_by for have in village.boards[0].haves}
    (before,), (after,), (leader,) = (judged[f"eight-haves.{one}"] for one in (5, 4, 3))
    assert (before.name, before.role, before.of.zh if before.of else "") == (
        name, "first-secretary", "云岫县林业服务中心",
    )  # fmt: skip
    assert (after.role, after.of.zh if after.of else "") == ("director", "听泉村")
    assert (leader.role, leader.post.zh if leader.post else "") == (None, "副主任")


@pytest.mark.parametrize(
    ("day", "boards"),
    [
        ("2013-12-31", []),
        ("2014-01-01", [None]),
        ("2020-12-31", [None]),
        ("2021-01-01", [date(2020, 12, 31)]),  # no longer in force, and still told as it was judged
    ],
)
def test_a_set_stands_on_the_board_from_its_first_day(day: str, boards: list[Any]) -> None:
    (village,) = public(under({}), date.fromisoformat(day)).villages
    assert [board.until for board in village.boards] == boards


def test_nothing_of_a_difficulty_is_ever_public() -> None:
    rows = [
        {"clause": f"eight-difficulties.{number}", "status": "solving", "since": "2018-05-01",
         "measures": ["m1"], "project": "2018-road"}
        for number in range(1, 9)
    ]  # fmt: skip
    household = f"{VILLAGE}/households/h999901.yaml"
    told = public(under({household: {"difficulties": rows}}))
    assert told == public(under({}))
