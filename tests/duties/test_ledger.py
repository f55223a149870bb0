"""How each duty stands on a day, worked by hand on the small county of the rulebook.

Household h999901 was entered on 2018-12-20 and is paired with c99992 since 2019-01-10; h999903
entered on 2017-12-20 and exited on 2018-12-18. The log of 2019 has every duty done up to 17
October. A period counts if at least 15 days of it are owed; the year's start is two months, its
end two months; "regularly" is every quarter; help goes on 36 months after an exit.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from gongshi.duties.acts import Fault
from gongshi.duties.books import Books, VillageBooks
from gongshi.duties.ledger import Owed, State, of_township, of_village
from gongshi.duties.span import Span
from gongshi.model import build as model
from gongshi.policy.law import Law
from tests.minutes.test_minutes import after
from tests.rules.test_rulebook import AS_OF

LOG = "townships/example/example-village/duties/2019"
UNIT = "organisations/county-forestry"
DONE, DUE, OVERDUE = State.DONE, State.DUE, State.OVERDUE
EXCUSED, BRIEF, UNKNOWN = State.EXCUSED, State.BRIEF, State.UNKNOWN
NOTHING_DONE = {LOG: {"entries": []}}


def books(as_of: date = AS_OF, **edits: dict[str, Any]) -> VillageBooks:
    documents = after(**edits)
    county = model.build(documents)
    (township,) = county.townships
    (village,) = township.villages
    return VillageBooks(Books(county, Law(documents), as_of), township, village)


def owed(
    task: str, as_of: date = AS_OF, within: Span | None = None, **edits: dict[str, Any]
) -> list[Owed]:
    """What is owed of one task in the as-of year, period by period."""
    year = Span(date(as_of.year, 1, 1), date(as_of.year, 12, 31))
    found = of_village(books(as_of, **edits), within or year).owed
    return [one for one in found if one.asked.id == task]


def standing(task: str, as_of: date = AS_OF, **edits: dict[str, Any]) -> list[State]:
    return [one.state for one in owed(task, as_of, **edits)]


# --- periods


def test_a_monthly_call_is_owed_once_a_month_from_the_pairing_on() -> None:
    found = owed("duty.contact.5")
    assert [one.due for one in found] == [
        date(2019, 1, 31), date(2019, 2, 28), date(2019, 3, 31), date(2019, 4, 30),
        date(2019, 5, 31), date(2019, 6, 30), date(2019, 7, 31), date(2019, 8, 31),
        date(2019, 9, 30), date(2019, 10, 31), date(2019, 11, 30), date(2019, 12, 31),
    ]  # fmt: skip
    assert found[0].begins == date(2019, 1, 10)
    assert [one.state for one in found] == [DONE] * 10 + [DUE] * 2
    assert found[10].days_left(AS_OF) == 12
    assert {(one.household, one.who) for one in found} == {("h999901", "c99992")}


def test_the_same_day_is_still_in_time_and_the_next_is_late() -> None:
    for as_of, state, left in (
        (date(2019, 11, 30), DUE, 0),
        (date(2019, 12, 1), OVERDUE, -1),
    ):
        november = owed("duty.contact.5", as_of)[10]
        assert (november.state, november.days_left(as_of)) == (state, left)


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        (date(2019, 1, 1), [DUE, DUE, DUE, DUE]),
        (date(2019, 3, 31), [DONE, DUE, DUE, DUE]),
        (date(2019, 4, 1), [DONE, DUE, DUE, DUE]),
        (date(2019, 7, 1), [DONE, DONE, DUE, DUE]),
        (date(2019, 12, 31), [DONE, DONE, DONE, DONE]),
    ],
)
def test_a_quarterly_visit_on_the_first_and_last_days_of_quarters(
    as_of: date, states: list[State]
) -> None:
    assert standing("duty.contact.2", as_of) == states


def test_what_was_not_done_in_a_quarter_is_not_made_up_in_the_next() -> None:
    moved = {LOG: {"entries.3.date": "2019-04-02"}}  # the visit of the first quarter
    found = owed("duty.contact.2", **moved)
    assert [one.state for one in found] == [OVERDUE, DONE, DONE, DONE]
    assert len(found[1].done) == 2


def test_the_plan_of_the_years_start_may_come_late_and_is_told_so() -> None:
    """Due by the end of February; the plan of 16 January moved to 15 March."""
    (found,) = owed("duty.contact.1")
    assert (found.state, found.due, found.late) == (DONE, date(2019, 2, 28), False)
    (found,) = owed("duty.contact.1", **{LOG: {"entries.0.date": "2019-02-28"}})
    assert (found.state, found.late) == (DONE, False)
    (found,) = owed("duty.contact.1", **{LOG: {"entries.0.date": "2019-03-15"}})
    assert (found.state, found.late) == (DONE, True)
    (found,) = owed("duty.contact.1", date(2019, 3, 1), **{LOG: {"entries.0.date": "2019-03-15"}})
    assert (found.state, found.days_left(date(2019, 3, 1))) == (OVERDUE, -1)


def test_the_start_of_a_leap_year_ends_on_29_february() -> None:
    (found,) = owed("duty.contact.1", date(2020, 2, 29))
    assert (found.due, found.state) == (date(2020, 2, 29), DUE)
    (found,) = owed("duty.contact.1", date(2020, 3, 1))
    assert found.state is UNKNOWN  # no log of 2020 is kept: nobody can say


def test_the_check_of_the_years_end_is_due_in_its_last_two_months() -> None:
    (found,) = owed("duty.contact.10")
    assert (found.begins, found.due, found.state) == (
        date(2019, 11, 1), date(2019, 12, 31), DUE,
    )  # fmt: skip
    entry = {"date": "2019-11-01", "who": "c99992", "duties": ["duty.contact.10"],
             "households": ["h999901"]}  # fmt: skip
    assert standing("duty.contact.10", **{LOG: {"entries.30": entry}}) == [DONE]
    early = books(**{LOG: {"entries.30": {**entry, "date": "2019-10-31"}}})
    found_early = of_village(early, Span(date(2019, 1, 1), AS_OF))
    assert [(one.fault, one.number) for one in found_early.misfits] == [(Fault.OUTSIDE_WINDOW, 30)]
    assert [one.state for one in found_early.owed if one.asked.id == "duty.contact.10"] == [DUE]


def test_regularly_is_what_the_county_says_it_is() -> None:
    assert len(owed("duty.contact.9")) == 4
    monthly = {"policy/parameters/regular-duty-period": {"values.0.value": "month"}}
    assert len(owed("duty.contact.9", **monthly)) == 12
    none = {"policy/parameters/regular-duty-period": {"values.0.to": "2018-12-31"}}
    assert owed("duty.contact.9", **none) == []  # never another year's value


def test_regularly_may_mean_another_thing_from_a_year_on() -> None:
    values = [
        {"from": "2014-01-01", "to": "2018-12-31", "value": "month"},
        {"from": "2019-01-01", "value": "year"},
    ]
    source = {"title": {"zh": "定", "en": "set"}, "standing": "unverified"}
    edits = {"policy/parameters/regular-duty-period": {
        "values": [{**one, "source": source} for one in values]}}  # fmt: skip
    both = Span(date(2018, 11, 1), date(2019, 12, 31))
    found = owed("duty.unit.5.collect", within=both, **edits)
    assert [one.due for one in found] == [
        date(2018, 11, 30), date(2018, 12, 31), date(2019, 12, 31),
    ]  # fmt: skip


def test_what_has_no_period_is_owed_once_while_its_list_is_in_force() -> None:
    (found,) = owed("five-ones.2")
    assert (found.state, found.begins, found.due) == (
        DONE, date(2019, 1, 10), date(2020, 12, 31),
    )  # fmt: skip
    (found,) = owed("five-ones.2", **{LOG: {"entries.10.duties": ["duty.contact.5"]}})
    assert found.state is DUE
    endless = {"policy/duties/five-ones": {"in_force.to": "absent"}, **NOTHING_DONE}
    (found,) = owed("five-ones.2", date(2031, 5, 1), **endless)
    assert (found.state, found.due, found.days_left(AS_OF)) == (DUE, None, None)


def test_what_is_owed_once_and_was_not_done_is_known_only_where_all_its_years_have_logs() -> None:
    """Helped from 10 January to 30 June 2019: the log of 2019 tells of all of it."""
    ended = {"h999901": {"helpers.0.to": "2019-06-30"}, **NOTHING_DONE}
    (found,) = owed("five-ones.2", **ended)
    assert (found.due, found.state) == (date(2019, 6, 30), OVERDUE)
    ended["h999901"]["helpers.0.from"] = "2018-12-25"
    (found,) = owed("five-ones.2", **ended)
    assert (found.due, found.state) == (date(2019, 6, 30), UNKNOWN)


def test_a_number_out_of_range_is_read_as_none() -> None:
    for months in (0, 13):
        edits = {"policy/parameters/year-start-months": {"values.0.value": months}}
        assert owed("duty.contact.1", **edits) == []


def test_what_is_always_owed_cannot_be_counted() -> None:
    assert owed("duty.unit.1") == []


def test_nothing_is_owed_before_a_list_is_in_force_or_after() -> None:
    late = {"policy/duties/duty.contact": {"in_force.from": "2019-06-10"}}
    found = owed("duty.contact.5", **late)
    assert [one.due for one in found][:2] == [date(2019, 6, 30), date(2019, 7, 31)]
    assert len(found) == 7
    ended = {"policy/duties/duty.contact": {"in_force.to": "2019-03-31"}}
    assert len(owed("duty.contact.5", **ended)) == 3


# --- an act that two lists ask for


def test_one_call_counts_for_both_lists_that_ask_for_it() -> None:
    assert owed("five-ones.5") == []
    assert owed("five-ones.1") == []
    renamed = {LOG: {"entries.8.duties": ["five-ones.5"]}}
    assert standing("duty.contact.5", **renamed)[2] is DONE


# --- pairings and hand-overs


def test_a_pairing_of_fewer_than_15_days_of_a_month_does_not_count() -> None:
    """January has 31 days: from the 17th on 15 are left, from the 18th 14."""
    for since, state in (("2019-01-17", OVERDUE), ("2019-01-18", BRIEF)):
        edits = {"h999901": {"helpers.0.from": since}, **NOTHING_DONE}
        assert standing("duty.contact.5", **edits)[0] is state


def test_a_pairing_that_began_after_the_years_start_owes_no_plan() -> None:
    edits = {"h999901": {"helpers.0.from": "2019-02-20"}, **NOTHING_DONE}
    assert standing("duty.contact.1", **edits) == [BRIEF]
    edits = {"h999901": {"helpers.0.from": "2019-03-01"}, **NOTHING_DONE}
    assert standing("duty.contact.1", **edits) == [BRIEF]


def test_nothing_is_owed_before_a_pairing_began() -> None:
    edits = {"h999901": {"helpers.0.from": "2019-05-01"}, **NOTHING_DONE}
    assert [one.due for one in owed("duty.contact.2", **edits)] == [
        date(2019, 6, 30), date(2019, 9, 30), date(2019, 12, 31),
    ]  # fmt: skip


def handed_over(day: str, **log: Any) -> dict[str, dict[str, Any]]:
    """A hand-over from c99992 to a new contact c99995 on a day, within the same unit."""
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    return {
        UNIT: {
            "contacts.c99992.to": before,
            "contacts.1": {
                "id": "c99995", "name": "某某", "post": {"zh": "职员"}, "from": day,
            },
        },
        "h999901": {
            "helpers.0.to": before,
            "helpers.1": {"contact": "c99995", "from": day},
        },
        LOG: log,
    }  # fmt: skip


def test_a_hand_over_within_a_quarter_leaves_one_visit_owed_not_two() -> None:
    """Handed over on 15 May: the visit of 16 May is now the successor's to enter."""
    edits = handed_over("2019-05-15", entries=[])
    found = owed("duty.contact.2", date(2019, 5, 20), **edits)
    assert [(one.who, one.due, one.state) for one in found][1] == (
        "c99995", date(2019, 6, 30), DUE,
    )  # fmt: skip
    assert len(found) == 4
    assert found[0].who == "c99992"  # the quarter that was over before


def test_what_the_first_contact_did_in_the_quarter_counts_for_the_second() -> None:
    visit = {"date": "2019-04-10", "who": "c99992", "duties": ["duty.contact.2"],
             "households": ["h999901"]}  # fmt: skip
    found = owed("duty.contact.2", **handed_over("2019-05-15", entries=[visit]))
    assert (found[1].state, found[1].done) == (DONE, (date(2019, 4, 10),))


def test_days_of_two_contacts_count_together() -> None:
    """10 days of January with one, 12 with the other: 22 are enough."""
    edits = handed_over("2019-01-20", entries=[])
    assert standing("duty.contact.5", **edits)[0] is OVERDUE


def test_a_visit_by_a_contact_after_the_hand_over_does_not_count() -> None:
    visit = {"date": "2019-06-01", "who": "c99992", "duties": ["duty.contact.2"],
             "households": ["h999901"]}  # fmt: skip
    of = books(**handed_over("2019-05-15", entries=[visit]))
    ledger = of_village(of, Span(date(2019, 1, 1), AS_OF))
    assert [one.fault for one in ledger.misfits] == [Fault.NOT_PAIRED]
    visits = [one for one in ledger.owed if one.asked.id == "duty.contact.2"]
    assert visits[1].state is OVERDUE


def test_a_gap_between_two_contacts_is_not_held_against_the_second() -> None:
    """Nobody from 1 to 20 June; paired again from the 21st: ten days of June are left."""
    edits = handed_over("2019-06-21", entries=[])
    edits["h999901"]["helpers.0.to"] = "2019-05-31"
    assert standing("duty.contact.5", **edits)[5] is BRIEF


# --- who is helped


def exited(day: str, months: int = 36) -> dict[str, dict[str, Any]]:
    return {
        "h999901": {"history": [
            {"date": "2018-12-20", "change": "entry", "round": "2018-entry"},
            {"date": day, "change": "exit", "round": "2019-exit"},
        ]},
        "policy/parameters/help-after-exit-months": {"values.0.value": months},
        **NOTHING_DONE,
    }  # fmt: skip


def test_help_goes_on_after_an_exit_as_long_as_the_county_says() -> None:
    """Exit on 14 June; without help after it June has 14 days, one too few."""
    assert standing("duty.contact.5", **exited("2019-06-14"))[5:7] == [OVERDUE, OVERDUE]
    found = owed("duty.contact.5", **exited("2019-06-14", months=0))
    assert [one.state for one in found] == [OVERDUE] * 5 + [BRIEF]
    found = owed("duty.contact.5", **exited("2019-06-15", months=0))
    assert (found[5].due, found[5].state) == (date(2019, 6, 15), OVERDUE)
    assert len(found) == 6


def test_an_exit_in_the_middle_of_the_year_ends_the_yearly_duties_with_the_help() -> None:
    (asked,) = owed("duty.contact.6", **exited("2019-06-15", months=2))
    assert (asked.due, asked.state) == (date(2019, 8, 15), OVERDUE)


def test_an_exit_on_29_february_is_helped_until_28_february_a_year_later() -> None:
    edits = {
        "h999903": {
            "history": [
                {"date": "2014-12-20", "change": "entry", "round": "2014-entry"},
                {"date": "2016-02-29", "change": "exit", "round": "2016-exit"},
            ],
            "helpers": [{"contact": "c99992", "from": "2015-01-01"}],
        },
        "policy/parameters/help-after-exit-months": {"values.0.value": 12},
    }
    within = Span(date(2016, 12, 1), date(2017, 12, 31))
    found = [
        one for one in owed("duty.contact.5", within=within, **edits) if one.household == "h999903"
    ]
    assert [one.due for one in found] == [
        date(2016, 12, 31), date(2017, 1, 31), date(2017, 2, 28),
    ]  # fmt: skip


def test_who_falls_back_is_helped_again_from_that_day() -> None:
    edits = exited("2019-02-01", months=0)
    edits["h999901"]["history"].append(
        {"date": "2019-10-01", "change": "return", "round": "2019-entry"}
    )
    found = owed("duty.contact.5", **edits)
    assert [one.due for one in found if one.due] == [
        date(2019, 1, 31), date(2019, 2, 1),
        date(2019, 10, 31), date(2019, 11, 30), date(2019, 12, 31),
    ]  # fmt: skip
    assert [one.state for one in found] == [OVERDUE, BRIEF, OVERDUE, DUE, DUE]


def test_a_household_that_left_is_owed_nothing_from_that_day() -> None:
    closed = {"h999901": {"closed": {"date": "2019-03-16", "reason": "moved-out"}}, **NOTHING_DONE}
    found = owed("duty.contact.5", **closed)
    assert [one.due for one in found] == [date(2019, 1, 31), date(2019, 2, 28), date(2019, 3, 15)]
    assert [one.state for one in found] == [OVERDUE] * 3


def test_nothing_dated_after_the_as_of_date_is_seen() -> None:
    closed = {"h999901": {"closed": {"date": "2019-03-16", "reason": "moved-out"}}}
    assert len(owed("duty.contact.5", date(2019, 3, 1), **closed)) == 12
    assert standing("duty.contact.2", date(2019, 2, 19))[0] is DUE  # the visit is of the 20th


def test_an_exit_still_to_come_changes_nothing_yet() -> None:
    assert len(owed("duty.contact.5", date(2019, 3, 1), **exited("2019-06-15", months=0))) == 12


def test_what_was_done_today_counts_today() -> None:
    assert standing("duty.contact.2", date(2019, 2, 20))[0] is DONE


def test_a_household_without_a_contact_is_owed_nothing_by_anybody() -> None:
    edits = {"h999901": {"helpers": "absent"}, **NOTHING_DONE}
    assert owed("duty.contact.5", **edits) == []


# --- excuses


def excuse(first: str, last: str, **about: Any) -> dict[str, Any]:
    return {"from": first, "to": last, "reason": "road-closed", "by": ["c99994"], **about}


@pytest.mark.parametrize(
    ("first", "last", "state"),
    [
        ("2019-06-01", "2019-06-15", OVERDUE),  # 15 days of June are left
        ("2019-06-01", "2019-06-16", EXCUSED),  # 14 are left
        ("2019-05-01", "2019-07-31", EXCUSED),
        ("2019-06-10", "2019-06-12", OVERDUE),
    ],
)
def test_an_excuse_counts_where_it_leaves_too_few_days(first: str, last: str, state: State) -> None:
    edits = {LOG: {"entries": [], "excused": [excuse(first, last)]}}
    june = owed("duty.contact.5", **edits)[5]
    assert june.state is state
    assert june.reason == ("road-closed" if state is EXCUSED else None)


def test_the_reason_told_is_that_of_the_excuse_for_those_days() -> None:
    march = {**excuse("2019-03-01", "2019-03-31"), "reason": "disaster"}
    edits = {LOG: {"entries": [], "excused": [march, excuse("2019-06-01", "2019-06-30")]}}
    calls = owed("duty.contact.5", **edits)
    assert (calls[2].reason, calls[5].reason) == ("disaster", "road-closed")


def test_what_was_done_in_spite_of_an_excuse_is_done() -> None:
    edits = {LOG: {"excused": [excuse("2019-06-01", "2019-06-30")]}}
    assert standing("duty.contact.5", **edits)[5] is DONE


def test_an_excuse_may_end_the_time_earlier() -> None:
    """From 21 June on nobody can come: whoever has not been there by the 20th is late."""
    edits = {LOG: {"entries": [], "excused": [excuse("2019-06-21", "2019-06-30")]}}
    june = owed("duty.contact.5", date(2019, 6, 25), **edits)[5]
    assert (june.due, june.state) == (date(2019, 6, 20), OVERDUE)


def test_an_excuse_is_about_the_duties_and_households_that_it_names() -> None:
    def states(**about: Any) -> tuple[State, State]:
        edits = {LOG: {"entries": [], "excused": [excuse("2019-06-01", "2019-06-30", **about)]}}
        call = owed("duty.contact.5", **edits)[5].state
        visit = owed("duty.unit.2.visit", **edits)[5].state
        return call, visit

    assert states() == (EXCUSED, EXCUSED)
    assert states(duties=["duty.contact.5"]) == (EXCUSED, OVERDUE)
    assert states(duties=["five-ones.5"]) == (EXCUSED, OVERDUE)  # the same act
    assert states(duties=["duty.unit.2"]) == (OVERDUE, EXCUSED)
    assert states(households=["h999901"]) == (EXCUSED, OVERDUE)
    assert states(households=["h999903"]) == (OVERDUE, OVERDUE)


# --- units, the village, the township


def test_a_unit_owes_each_village_that_it_helps() -> None:
    visits = owed("duty.unit.2.visit")
    assert [one.state for one in visits] == [DONE] * 10 + [DUE] * 2
    assert {(one.unit, one.who, one.household) for one in visits} == {
        ("county-forestry", "c99991", None)
    }
    (named,) = owed("duty.unit.2.leader")
    assert named.state is DONE
    (named,) = owed("duty.unit.2.leader", **{UNIT: {"leaders.c99991.to": "2019-11-17"}})
    assert named.state is DUE
    (problem,) = owed("duty.unit.4")
    assert (problem.state, problem.due) == (DUE, date(2019, 12, 31))


def test_a_unit_that_stopped_helping_owes_nothing_more() -> None:
    assert len(owed("duty.unit.2.visit", **{UNIT: {"villages.0.to": "2019-04-20"}})) == 4


def test_a_visit_by_somebody_else_of_the_unit_is_not_the_leaders() -> None:
    edits = {LOG: {"entries.29.who": "c99992", "entries.29.duties": ["duty.unit.2.visit"]}}
    assert standing("duty.unit.2.visit", **edits)[9] is OVERDUE
    edits = {LOG: {"entries.29.who": "c99992", "entries.29.duties": ["duty.unit.2.report"]}}
    assert standing("duty.unit.2.report", **edits)[9] is DONE


def test_the_courtyard_meeting_is_the_villages_and_the_lesson_the_first_secretarys() -> None:
    assert [(one.state, one.who) for one in owed("gratitude.1")] == [
        (DONE, "c99994"), (DONE, "c99994"), (DONE, "c99994"), (DUE, "c99994"),
    ]  # fmt: skip
    assert {one.who for one in owed("gratitude.2")} == {"c99993"}


def test_a_lesson_by_a_member_of_the_team_is_not_the_first_secretarys() -> None:
    member = {"id": "c99995", "name": "某某", "role": "member",
              "organisation": "county-forestry", "from": "2019-01-01"}  # fmt: skip
    edits = {"village": {"team.c99995": member}, LOG: {"entries.6.who": "c99995"}}
    ledger = of_village(books(**edits), Span(date(2019, 1, 1), AS_OF))
    assert [(one.fault, one.name) for one in ledger.misfits] == [(Fault.NOT_OWING, "gratitude.2")]


def test_without_a_resident_team_no_courtyard_meeting_is_owed() -> None:
    edits = {"village": {"team.c99993.to": "2019-06-30"}, **NOTHING_DONE}
    assert standing("gratitude.1", **edits) == [OVERDUE, OVERDUE]


def test_a_township_reports_once_a_quarter_whichever_log_tells_of_it() -> None:
    report = {"date": "2019-03-20", "who": "c99996", "duties": ["duty.unit.5.report"]}
    government = {
        "township": "example",
        "leaders.c99996": {"id": "c99996", "name": "某某", "post": {"zh": "镇长"},
                           "from": "2018-01-01"},
    }  # fmt: skip
    of = books(**{UNIT: government, LOG: {"entries": [report]}})
    year = Span(date(2019, 1, 1), date(2019, 12, 31))
    found = of_township(of.books, of.township, of_village(of, year).acts, year).owed
    assert [(one.state, one.village, one.unit) for one in found] == [
        (DONE, None, "county-forestry"), (OVERDUE, None, "county-forestry"),
        (OVERDUE, None, "county-forestry"), (DUE, None, "county-forestry"),
    ]  # fmt: skip
    without = books()
    assert of_township(without.books, without.township, (), year).owed == ()


# --- what always holds


def test_a_year_without_a_log_is_unknown_and_not_undone() -> None:
    """The log tells of 2019 only: nobody can say what was done in 2018."""
    year = Span(date(2018, 1, 1), date(2018, 12, 31))
    found = [one.state for one in owed("duty.unit.2.visit", within=year)]
    assert found == [UNKNOWN] * 12


def test_every_entry_counts_once_at_the_most() -> None:
    """An act counts in one period of its task and no other."""
    found = of_village(books(), Span(date(2019, 1, 1), date(2019, 12, 31))).owed
    times = Counter((one.asked.id, one.household, day) for one in found for day in one.done)
    assert max(times.values()) == 1


def test_time_alone_never_undoes_what_was_done() -> None:
    """From day to day a duty of the year goes from due to done or overdue, and not back."""
    before: dict[tuple[str, str | None, date], State] = {}
    day = date(2019, 1, 1)
    while day <= date(2019, 12, 31):
        year = Span(date(2019, 1, 1), date(2019, 12, 31))
        now = {
            (one.asked.id, one.household, one.begins): one.state
            for one in of_village(books(day), year).owed
        }
        for key, state in before.items():
            assert state is now[key] or state in (DUE, OVERDUE), (key, day)
            assert not (state is OVERDUE and now[key] is DUE), (key, day)
        before = now
        day += timedelta(days=5)
    assert set(before.values()) == {DONE, DUE, OVERDUE}
