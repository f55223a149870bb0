"""The public view of the tiny county, worked by hand, on days before, within and after a notice."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.public.facts import Count, County
from gongshi.public.view import view
from tests.conftest import NOW, TINY
from tests.rules.test_identity import edit


def facts(as_of: date | None = None, folder: Path = TINY) -> County:
    checked = pipeline.check(folder, as_of, NOW)
    assert checked.passes, checked.findings
    return view(*pipeline.county(checked), checked.as_of)


def test_the_figures_of_the_village() -> None:
    """h000001 was entered on 2018-12-20 with 3 persons; one died on 2019-03-05; 1,000 people."""
    (village,) = facts().villages
    assert village.figures.registered == Count(households=1, persons=2)
    assert village.figures.exited == Count()
    assert village.figures.population == 1000
    assert village.figures.population_year == 2018
    assert village.figures.incidence == 20  # 2 of 1,000 is 0.20 %


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(2018, 12, 19), Count()),
        (date(2018, 12, 20), Count(1, 3)),
        (date(2019, 3, 4), Count(1, 3)),
        (date(2019, 3, 5), Count(1, 2)),
    ],
)
def test_a_status_and_a_member_count_from_their_own_day(day: date, count: Count) -> None:
    (village,) = facts(day).villages
    assert village.figures.registered == count


def test_incidence_is_rounded_down_so_that_it_never_reads_as_the_threshold() -> None:
    (village,) = facts().villages
    near = type(village.figures)(Count(1, 599), Count(), 1, 0, 0, 20_000, 2018)
    assert near.incidence == 299  # 2.995 % must not read as 3.00 %


@pytest.mark.parametrize(
    ("day", "state", "days_left", "rows"),
    [
        (date(2019, 11, 12), "coming", None, None),
        (date(2019, 11, 13), "open", 7, 1),
        (date(2019, 11, 18), "open", 2, 1),
        (date(2019, 11, 20), "open", 0, 1),
        (date(2019, 11, 21), "closed", None, None),
    ],
)
def test_names_are_on_a_notice_only_while_it_is_open(
    day: date, state: str, days_left: int | None, rows: int | None
) -> None:
    notice = next(one for one in facts(day).notices if one.id == "tingquan-2019-entry-2")
    assert (notice.state, notice.days_left) == (state, days_left)
    assert (len(notice.rows) if notice.rows is not None else None) == rows
    assert notice.count == Count(1, 2)


def test_an_open_list_holds_the_official_columns_and_nothing_else() -> None:
    notice = next(one for one in facts().notices if one.state == "open")
    assert notice.rows is not None
    (row,) = notice.rows
    assert (row.number, row.group.zh, row.head, row.persons) == (1, "二组", "秦某某", 2)
    assert set(asdict(row)) == {
        "number", "group", "head", "persons", "removed", "amended", "why", "reasons",
    }  # fmt: skip


@pytest.mark.parametrize(("names", "head"), [("full", "秦牧野"), ("number-only", "h000002")])
def test_the_county_sets_how_heads_are_named(county: Path, names: str, head: str) -> None:
    edit(county, "county.yaml", "web: masked", f"web: {names}")
    notice = next(one for one in facts(folder=county).notices if one.state == "open")
    assert notice.rows is not None
    assert notice.rows[0].head == head


def test_an_objection_shows_its_topic_and_answer_but_not_who_it_is_about(county: Path) -> None:
    (objection,) = next(one for one in facts().notices if one.state == "open").objections
    assert (objection.on, objection.topic, objection.answered) == (
        date(2019, 11, 15), "vehicle", None,
    )  # fmt: skip
    path = county / "townships/shuiyun/tingquan/rounds/2019-entry.yaml"
    answer = (
        "    answer:\n      date: 2019-11-17\n      outcome: rejected\n"
        "      by:\n        - c00003\n      clause: entry.four-in.1\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + answer, encoding="utf-8")
    (objection,) = next(
        one for one in facts(folder=county).notices if one.state == "open"
    ).objections
    assert (objection.answered, objection.outcome) == (date(2019, 11, 17), "rejected")
    assert objection.clause is not None
    assert objection.clause.page == "entry.four-in"
    early = next(o for o in facts(date(2019, 11, 16), county).notices if o.state == "open")
    assert early.objections[0].answered is None, "the future is not known yet"


def test_the_round_stands_where_the_records_say() -> None:
    (village,) = facts().villages
    (under_way,) = village.rounds
    assert (under_way.year, under_way.step, under_way.steps) == (2019, 2, 8)
    notice = next(one for one in village.notices if one.state == "open")
    assert [step.state for step in notice.steps] == ["done", "current", *["ahead"] * 6]


def test_what_nobody_judged_is_unknown_not_lacking() -> None:
    (village,) = facts().villages
    (board,) = village.boards
    assert [(have.clause, have.status) for have in board.haves] == [
        (f"eight-haves.{number}", "has" if number == 2 else None) for number in range(1, 9)
    ]
    assert [board.count(status) for status in ("has", "partly", "lacks", None)] == [1, 0, 0, 7]


def test_a_year_without_a_poverty_line_shows_none_never_another_year(county: Path) -> None:
    edit(county, "policy/parameters/poverty-line.yaml", "year: 2018", "year: 2009")
    checked = pipeline.check(county, None, NOW)
    assert {one.code for one in checked.findings} == {"parameter.without-value"}
    seen = view(*pipeline.county(checked), checked.as_of)
    notices = {one.id: one for one in seen.notices}
    line = notices["tingquan-2019-entry-2"].line
    assert line is not None
    assert (line.year, line.value) == (2019, 3218)
    assert notices["tingquan-2018-entry-2"].line is None


def test_terms_end_on_their_last_day(county: Path) -> None:
    file = "townships/shuiyun/tingquan/village.yaml"
    path = county / file
    path.write_text(path.read_text(encoding="utf-8") + "    to: 2019-11-17\n", encoding="utf-8")
    assert facts(date(2019, 11, 17), county).villages[0].posts
    assert not facts(date(2019, 11, 18), county).villages[0].posts


def test_a_contact_shows_how_many_households_never_which() -> None:
    (unit,) = facts().units
    (contact,) = unit.contacts
    assert contact.households == 1
    assert "h000001" not in repr(unit)


def test_no_private_value_is_in_the_view() -> None:
    """Every value the records keep inside, looked for in everything the view holds."""
    # The rulebook's examples are no record: that they name nobody is tested with the rulebook.
    text = repr(replace(facts(date(2019, 11, 18)), rule_families=()))
    for private in ("欧阳采薇", "温若谷", "温晴川", "牧野", "小满", "p000000", "h00000", "7500"):
        assert private not in text


WAIVER = """waivers:
  - clause: exit.three-not-out.3
    year: 2019
    date: 2019-11-15
    by:
      zh: 县扶贫开发领导小组
      en: County leading group
    reason:
      zh: 赔偿款到位，困难已经解决
      en: Compensation was paid and the hardship is over
surveys:
"""


def test_a_waiver_is_public_from_its_day_and_never_says_whose_it_is(county: Path) -> None:
    edit(county, "townships/shuiyun/tingquan/households/h000001.yaml", "surveys:\n", WAIVER)
    (village,) = facts(folder=county).villages
    (waiver,) = village.waivers
    assert (waiver.clause.id, waiver.clause.page) == (
        "exit.three-not-out.3", "exit.three-not-out",
    )  # fmt: skip
    assert (waiver.year, waiver.on) == (2019, date(2019, 11, 15))
    assert waiver.by.zh == "县扶贫开发领导小组"
    assert waiver.reason.en == "Compensation was paid and the hardship is over"
    assert "h000001" not in repr(village)
    (before,) = facts(date(2019, 11, 14), county).villages
    assert before.waivers == ()


def test_every_rule_is_public_with_links_both_ways() -> None:
    seen = facts()
    rules = {rule.code: rule for family in seen.rule_families for rule in family.rules}
    clauses = [clause for group in seen.clause_groups for clause in group.clauses]
    steps = [step for procedure in seen.procedures for step in procedure.steps]
    for clause in clauses:
        assert bool(clause.rules) is (clause.how == "rule"), clause.id
    assert all(step.rules for step in steps)
    links = {one.id: one.rules for one in (*clauses, *steps)}
    for name, found in links.items():
        for link in found:
            assert name in {one.id for one in rules[link.code].clauses}
    for rule in rules.values():
        for clause_link in rule.clauses:
            assert rule.code in {one.code for one in links[clause_link.id]}


MEETINGS = """meetings:
  - id: m1
    date: 2019-11-25
    time: 19:30
    kind: courtyard
    group: g2
    place:
      zh: 二组晒坝
  - id: m2
    date: 2019-11-18
    time: 14:00
    kind: assembly
    place:
      zh: 村委会
    topic:
      zh: 讲政策
      en: Policy
"""


def planned(county: Path) -> Path:
    """The tiny county with a meeting today and one in a week."""
    edit(county, "townships/shuiyun/tingquan/village.yaml", "team:\n", f"{MEETINGS}team:\n")
    return county


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2019, 11, 18), ["m2", "m1"]),
        (date(2019, 11, 19), ["m1"]),
        (date(2019, 11, 25), ["m1"]),
        (date(2019, 11, 26), []),
    ],
)
def test_a_planned_meeting_is_public_until_its_day_is_over(
    county: Path, day: date, shown: list[str]
) -> None:
    (village,) = facts(day, planned(county)).villages
    assert [meeting.id for meeting in village.meetings] == shown


def test_a_planned_meeting_tells_whom_it_asks_and_where(county: Path) -> None:
    (village,) = facts(folder=planned(county)).villages
    assembly, courtyard = village.meetings
    assert (courtyard.on, courtyard.time, courtyard.kind) == (
        date(2019, 11, 25), "19:30", "courtyard",
    )  # fmt: skip
    assert courtyard.group is not None
    assert (courtyard.group.zh, courtyard.place.zh) == ("二组", "二组晒坝")
    assert assembly.group is None, "the whole village"


@pytest.mark.parametrize(
    ("item", "value", "shown"),
    [
        ("unsafe_houses", 4, None),
        ("unsafe_houses", 5, 5),
        ("unsafe_houses", 0, 0),
        ("households_without_safe_water", 1, None),
        ("medical_scheme_persons", 996, None),
        ("medical_scheme_persons", 995, 995),
        ("medical_scheme_persons", 1000, 1000),
        ("clinics", 1, 1),
    ],
)
def test_an_item_of_the_village_form_that_counts_few_or_leaves_few_is_held_back(
    county: Path, item: str, value: int, shown: int | None
) -> None:
    """Of the 1,000 people of the village 996 in the scheme would tell of 4 who are not."""
    file = "townships/shuiyun/tingquan/village.yaml"
    edit(county, file, "    bus: true\n", f"    bus: true\n    {item}: {value}\n")
    (village,) = facts(folder=county).villages
    assert {one.id: one.value for one in village.profile}[item] == shown
