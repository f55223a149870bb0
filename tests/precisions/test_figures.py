"""The six precisions: one village of the sample worked by hand, boundaries, and sums."""

from __future__ import annotations

import copy
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.load.document import Document, Origin
from gongshi.pipeline import Checked
from gongshi.precisions import by_place, tables
from gongshi.precisions.figure import COUNTY, Figure, Place, Quantity, Table
from gongshi.precisions.measures import addressed
from gongshi.precisions.people import days_served
from gongshi.precisions.projects import NEED
from gongshi.precisions.results import anniversary, fate
from gongshi.rules.base import Index
from gongshi.rules.project import need_recorded
from tests.conftest import AS_OF
from tests.decision.county import case
from tests.rules.test_rulebook import base, document

TINGQUAN = Place("shuiyun", "tingquan")
Counted = tuple[Quantity, Quantity | None, Quantity]


@pytest.fixture(scope="module")
def sample_figures(sample_checked: Checked) -> dict[Place, dict[str, Figure]]:
    return by_place(tables(sample_checked.index, AS_OF))


def counted(figure: Figure) -> Counted:
    return figure.numerator, figure.denominator, figure.unknown


# Tingquan Village on 18 November 2019, worked from its records.
BY_HAND: dict[str, Counted] = {
    # One objection was answered and upheld (2019-exit); the one of 15 November waits.
    "targets.objections-upheld": (1, 1, 1),
    # One comparison hit (2017-entry), not confirmed on 13 November 2017.
    "targets.hits-confirmed": (0, 1, 0),
    # Four met the standard in 2018, and the round 2018-exit listed all four of them.
    "targets.late-exits": (0, 4, 0),
    # 14 entered in 2016, 5 in 2017, 3 in 2018; none against the rules.
    "targets.wrongly-entered": (0, 22, 0),
    # The road (eight-haves.2) came on 2017-10-09, after its approval: needed. Safe homes: seven
    # households have had the difficulty. Herbs: the leading industry is there since 2016, the
    # approval is of 2019. Tidying: tidy since 2017, approved in 2019. Two of four.
    "projects.need-recorded": (2, 4, 0),
    # Road: 25/29 May yes, 31/28 August no, 9/9 October yes. Homes: 29/17 April no, 18/17 July no,
    # 28/28 August yes. Herbs: 19/25 June yes, 8/11 November yes, the third is due in 2020.
    # Tidying: 7 May/29 April no, 23/29 July yes, 10/10 September yes. 2 + 1 + 2 + 2 of 11.
    "projects.on-time": (7, 11, 0),
    # Road, homes and tidying; the herbs are at work.
    "projects.accepted": (3, 3, 0),
    # 1,820,000 + 1,110,000 + 950,000 + 500,000.
    "funds.budgeted": (4_380_000, None, 0),
    # All of the road, homes and tidying; of the herbs 92,800 + 417,000 = 509,800.
    "funds.received": (3_939_800, 4_380_000, 0),
    # Herbs 417,000 of 834,000, and tidying 377,000.
    "funds.received-central": (794_000, 1_211_000, 0),
    # 1,126,000 + 858,000 + 123,000.
    "funds.received-province": (2_107_000, 2_107_000, 0),
    "funds.received-county": (0, 0, 0),
    # 347,000 + 252,000.
    "funds.received-unit": (599_000, 599_000, 0),
    "funds.received-credit": (0, 0, 0),
    # 347,000 + 92,800 of 347,000 + 116,000.
    "funds.received-self-raised": (439_800, 463_000, 0),
    # Road 691,600 + 728,000 + 364,000 = 1,783,600; homes 421,800 + 444,000 + 222,000 = 1,087,800;
    # herbs 178,430 + 101,960 = 280,390; tidying 190,000 + 200,000 + 100,000 = 490,000.
    "funds.spent": (3_641_790, 3_939_800, 0),
    # 427 + 245 + 245 + 434 persons.
    "funds.per-person": (3_641_790, 1_351, 0),
    # Five are on the list; each of their nine causes has a measure without an end.
    "measures.causes-addressed": (5, 5, 0),
    # Secretary, director, deputy, accountant and women's affairs are held.
    "people.posts-filled": (5, 5, 0),
    # 18 November is the 322nd day; the first secretary has served since 2015.
    "people.first-secretary-days": (322, 322, 0),
    "people.team-days": (322, 322, 0),
    # Announced on 14 November 2019.
    "results.exits": (3, None, 0),
    # Ten exited on 25 December 2017; those of 11 December 2018 are not a year out. None is two.
    "results.returns-within-one-year": (0, 10, 0),
    "results.returns-within-two-years": (0, 0, 0),
    # 22 are paired. One had 13,538 yuan and now 11,975 for four persons; the others rose.
    "results.income-rose": (21, 22, 0),
    # What households of so many persons gained, by persons: 516, 1,482 / 2, 1,666 / 3, 8,081 / 4,
    # 10,342 / 5, 18,085 / 6 and 12,502 / 7 = 1,786: together 10,701.15. Last year they had
    # 7,057, 22,108 / 2, 17,028 / 3, 54,005 / 4, 74,004 / 5, 101,303 / 6 and 83,054 / 7.
    "results.income-growth": (
        Fraction(1_070_115, 100),
        7057 + 11054 + 5676 + Fraction(54005, 4) + Fraction(74004, 5) + Fraction(101303, 6)
        + Fraction(83054, 7),
        0,
    ),
    # Entered in 2016: 2 + 6 + 6 + 6 + 5 + 5 + 4 + 5 + 4 + 2 + 6 + 7 + 5 + 7 persons.
    "results.incidence-2016": (70, 1_232, 0),
    # Still on the list: 2 + 6 + 5 + 5 of these, and 3 + 5 + 1 + 4 + 1 entered in 2017.
    "results.incidence-2017": (32, 1_229, 0),
    # 6 + 5 of 2016, 3 + 1 + 4 of 2017, and 2 + 4 + 3 entered in 2018.
    "results.incidence-2018": (28, 1_227, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", BY_HAND)
def test_a_village_worked_by_hand(
    name: str, sample_figures: dict[Place, dict[str, Figure]]
) -> None:
    assert counted(sample_figures[TINGQUAN][name]) == BY_HAND[name]


def test_every_figure_of_the_village_was_worked(
    sample_figures: dict[Place, dict[str, Figure]],
) -> None:
    assert set(sample_figures[TINGQUAN]) == set(BY_HAND)


def test_each_figure_says_for_when_it_stands(
    sample_figures: dict[Place, dict[str, Figure]],
) -> None:
    found = sample_figures[COUNTY]
    assert found["targets.late-exits"].when == 2018, "the last year that is over"
    assert found["results.exits"].when == 2019
    assert found["results.incidence-2017"].when == 2017
    assert found["measures.causes-addressed"].when == AS_OF


def test_a_share_is_exact_and_never_of_nothing(
    sample_figures: dict[Place, dict[str, Figure]],
) -> None:
    found = sample_figures[TINGQUAN]
    assert found["projects.on-time"].share == Fraction(7, 11)
    assert found["results.returns-within-two-years"].share is None
    assert found["funds.budgeted"].share is None


def test_villages_add_up_to_townships_and_the_county(
    sample_figures: dict[Place, dict[str, Figure]],
) -> None:
    for name in BY_HAND:
        for place in [COUNTY, *(one for one in sample_figures if one.township and not one.village)]:
            within = [
                figures[name]
                for one, figures in sample_figures.items()
                if one.village and place.township in ("", one.township)
            ]
            whole = sample_figures[place][name]
            assert whole.numerator == sum(one.numerator for one in within)
            assert (whole.denominator or 0) == sum(one.denominator or 0 for one in within)
            assert whole.unknown == sum(one.unknown for one in within)


VILLAGES = [Place(township, f"{township}{n}") for township in ("a", "b") for n in (1, 2, 3)]
PARTS = st.fixed_dictionaries({name: st.integers(0, 50) for name in ("yes", "no", "unknown")})


@given(st.fixed_dictionaries(dict.fromkeys(VILLAGES, PARTS)))
def test_the_share_of_a_township_is_of_sums_and_no_mean_of_shares(
    villages: dict[Place, dict[str, int]],
) -> None:
    found = Table("six-precisions.2", AS_OF, (NEED,), villages).figures()
    for place in (COUNTY, Place("a"), Place("b")):
        within = [parts for one, parts in villages.items() if place.township in ("", one.township)]
        yes = sum(parts["yes"] for parts in within)
        known = yes + sum(parts["no"] for parts in within)
        (figure,) = found[place]
        assert figure.share == (Fraction(yes, known) if known else None)
        assert figure.unknown == sum(parts["unknown"] for parts in within)


@pytest.mark.parametrize(
    ("day", "years", "last"),
    [
        (date(2018, 12, 20), 1, date(2019, 12, 20)),
        (date(2016, 2, 29), 1, date(2017, 2, 28)),
        (date(2016, 2, 29), 2, date(2018, 2, 28)),
        (date(2016, 2, 29), 4, date(2020, 2, 29)),
        (date(2015, 2, 28), 1, date(2016, 2, 28)),
        (date(2018, 12, 31), 1, date(2019, 12, 31)),
    ],
)
def test_a_year_ends_on_the_same_day_or_on_the_last_of_february(
    day: date, years: int, last: date
) -> None:
    assert anniversary(day, years) == last


@pytest.mark.parametrize(
    ("back", "gone", "as_of", "part"),
    [
        (None, None, "2018-12-19", None),  # a day short of a year: nobody can tell
        ("2018-06-01", None, "2018-12-19", None),  # and none is counted early
        (None, None, "2018-12-20", "one stayed"),
        ("2018-12-20", None, "2018-12-20", "one back"),  # exactly a year after
        ("2018-12-21", None, "2018-12-21", "one stayed"),  # a day later
        (None, "2018-12-20", "2018-12-21", "one unknown"),
        (None, "2018-12-21", "2018-12-22", "one stayed"),
        ("2018-05-01", "2018-06-01", "2019-01-01", "one back"),
        ("2018-12-20", None, "2019-12-20", "two back first"),
        ("2019-12-20", None, "2019-12-20", "two back second"),  # exactly two years after
        ("2019-12-21", None, "2019-12-21", "two stayed"),
        (None, "2018-12-20", "2020-01-01", "two gone first"),
        (None, "2018-12-21", "2020-01-01", "two gone second"),
        (None, "2019-12-21", "2020-01-01", "two stayed"),
    ],
)
def test_what_became_of_an_exit_of_20_december_2017(
    back: str | None, gone: str | None, as_of: str, part: str | None
) -> None:
    assert fate(date(2017, 12, 20), back, gone, date.fromisoformat(as_of)) == part


MEASURE = {"id": "m1", "kind": "skills", "causes": ["illness"], "from": "2019-01-10"}


@pytest.mark.parametrize(
    ("causes", "measures", "answer"),
    [
        (None, [MEASURE], None),  # no cause on record is unknown, never no
        ({"main": "illness"}, [], False),
        ({"main": "illness"}, [MEASURE], True),
        ({"main": "illness", "others": ["schooling"]}, [MEASURE], False),
        ({"main": "illness"}, [{**MEASURE, "to": "2019-11-18"}], True),  # its last day
        ({"main": "illness"}, [{**MEASURE, "to": "2019-11-17"}], False),
        ({"main": "illness"}, [{**MEASURE, "from": "2019-11-19"}], False),
    ],
)
def test_a_cause_is_addressed_by_a_measure_that_runs_today(
    causes: dict[str, Any] | None, measures: list[dict[str, Any]], answer: bool | None
) -> None:
    value: dict[str, Any] = {"measures": measures}
    if causes is not None:
        value["causes"] = causes
    assert addressed(case(value), AS_OF) is answer


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ([], 0),
        ([("2015-01-01", None)], 322),
        ([("2019-11-18", None)], 1),
        ([("2019-11-19", None)], 0),
        ([("2015-01-01", "2018-12-31")], 0),
        ([("2015-01-01", "2019-01-01")], 1),
        (
            [("2019-01-01", "2019-01-10"), ("2019-01-05", "2019-01-20")],
            20,
        ),  # two at once count once
        ([("2019-01-01", "2019-01-31"), ("2019-01-05", "2019-01-06")], 31),
        ([("2019-01-01", "2019-01-10"), ("2019-01-12", "2019-01-20")], 19),  # a day without
    ],
)
def test_days_with_somebody_in_post(terms: list[tuple[str, str | None]], days: int) -> None:
    records = [{"from": since, **({"to": until} if until else {})} for since, until in terms]
    assert days_served(records, date(2019, 1, 1), AS_OF) == days


def test_a_leap_year_has_its_29_february() -> None:
    assert days_served([{"from": "2015-01-01"}], date(2016, 1, 1), date(2016, 12, 31)) == 366


def changed(path: str, **edits: Any) -> Index:
    """The rulebook's county, with fields of one record set or, where None, taken out."""
    documents = dict(base())
    value = copy.deepcopy(documents[path].value)
    for key, edit in edits.items():
        value[key] = edit
        if edit is None:
            del value[key]
    documents[path] = document(path, value)
    return Index(documents.values(), (), "records")


PROJECT = "townships/example/example-village/projects/2018-road.yaml"
VILLAGE = "townships/example/example-village/village.yaml"


def of_county(index: Index, as_of: date = AS_OF) -> dict[str, Counted]:
    return {name: counted(one) for name, one in by_place(tables(index, as_of))[COUNTY].items()}


@pytest.mark.parametrize(
    ("milestone", "on_time"),
    [
        ({"due": "2019-11-18", "done": "2019-11-18"}, (1, 1, 0)),  # on its day
        ({"due": "2019-11-17", "done": "2019-11-18"}, (0, 1, 0)),
        ({"due": "2019-11-18"}, (0, 0, 0)),  # today is not over
        ({"due": "2019-11-17"}, (0, 1, 0)),
        ({"due": "2019-11-17", "done": "2019-11-19"}, (0, 1, 0)),  # nobody knows the future
        ({"due": "2019-11-19", "done": "2019-11-18"}, (0, 0, 0)),  # not due yet
        (None, (0, 0, 1)),
    ],
)
def test_a_milestone_and_its_day(milestone: dict[str, str] | None, on_time: Counted) -> None:
    row = [{"what": {"zh": "路基"}, **milestone}] if milestone else None
    index = changed(PROJECT, **({"milestones": row} if row else {}))
    assert of_county(index)["projects.on-time"] == on_time


def test_money_that_is_not_on_record_is_unknown() -> None:
    found = of_county(Index(base().values(), (), "records"))
    assert found["funds.budgeted"] == (350_000, None, 0)
    assert found["funds.received"] == (0, 0, 1)
    assert found["funds.spent"] == (0, 0, 1)
    assert found["funds.per-person"] == (0, 0, 1)


def test_money_moved_after_the_day_does_not_count() -> None:
    funds = [
        {"source": "central", "date": "2018-05-01", "amount": 200_000},
        {"source": "county", "date": "2018-08-02", "amount": 50_000},
    ]
    index = changed(PROJECT, funds=funds, beneficiaries={"persons": 100})
    found = of_county(index, date(2018, 8, 1))
    assert found["funds.received"] == (200_000, 350_000, 0)
    assert found["funds.received-county"] == (0, 50_000, 0)
    assert found["funds.spent"] == (340_000, 200_000, 0)
    assert found["funds.per-person"] == (340_000, 100, 0)
    assert of_county(index, date(2018, 3, 14))["funds.budgeted"] == (0, None, 0), "not approved"


def test_a_finished_project_nobody_inspected_is_unknown() -> None:
    done = [{"what": {"zh": "路基"}, "due": "2018-06-30", "done": "2018-06-30"}]
    index = changed(PROJECT, milestones=done, acceptance=None)
    assert of_county(index)["projects.accepted"] == (0, 0, 1)


def test_without_populations_or_posts_on_record_nothing_is_said() -> None:
    index = changed(VILLAGE, populations=[{"year": 2020, "households": 1, "persons": 1}])
    assert not any(name.startswith("results.incidence") for name in of_county(index))
    documents = dict(base())
    del documents["policy/parameters/village-posts.yaml"]
    found = of_county(Index(documents.values(), (), "records"))
    assert found["people.posts-filled"] == (0, 0, 1)


def test_a_village_without_the_years_population_is_unknown_not_poor() -> None:
    documents = dict(base())
    other = copy.deepcopy(documents[VILLAGE].value)
    other.update(id="other", populations=[{"year": 2017, "households": 1, "persons": 9}])
    origin = Origin("village", "records/townships/example/other/village.yaml", "other", "example",
                    "other")  # fmt: skip
    index = Index((*documents.values(), Document(origin, other, b"")), (), "records")
    assert of_county(index)["results.incidence-2018"] == (3, 1000, 1)


@pytest.mark.parametrize(
    ("have", "answer"),
    [
        (None, None),
        ({"status": "lacks"}, True),
        ({"status": "partly"}, True),
        ({"status": "has"}, None),  # since when is not on record
        ({"status": "has", "since": "2018-03-14"}, False),  # there before the approval
        ({"status": "has", "since": "2018-03-15"}, True),
    ],
)
def test_a_have_that_was_there_before_was_no_need(
    have: dict[str, str] | None, answer: bool | None
) -> None:
    judged = {"clause": "eight-haves.2", "judged_on": "2019-01-01", "judged_by": ["c99993"]}
    index = changed(VILLAGE, haves=[{**judged, **have}] if have else [])
    (project,) = index.of_kind("project")
    assert need_recorded(index, project) is answer


LOG = "townships/example/example-village/duties/2019.yaml"


def test_duties_done_on_time_leave_out_what_is_owed_to_a_single_household() -> None:
    """Over by 18 November, owed to the village: ten visits and ten reports of the unit's leader,
    three meetings, three collections, three reports, and three courtyard meetings of five parts.
    """

    def duties(**edits: Any) -> tuple[int, ...]:
        found = by_place(tables(changed(LOG, **edits), AS_OF))[COUNTY]["people.duties-on-time"]
        return counted(found)

    assert duties() == (44, 44, 0)
    entries = changed(LOG).of_kind("duty-log")[0].value["entries"]
    without = [one for one in entries if (one["date"], one["who"]) != ("2019-10-22", "c99991")]
    assert duties(entries=without) == (42, 44, 0)
