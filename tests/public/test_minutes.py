"""The comment on a change: a number of households is told only where the site tells it too."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from gongshi.minutes.compare import Minutes
from gongshi.minutes.events import Event
from gongshi.public.minutes import Changes, Number, published
from gongshi.site import comment
from tests.minutes.test_minutes import minutes, season

FEW = Number(1, 4)
COUNTED = ("dropped", "surveyed", "hit", "listed")
"""Events whose number no page shows: of a list, as long as it was not posted."""


def of(*events: Event) -> Changes:
    return published(replace(_empty(), events=events, shifts=(), turns=()))


def _empty() -> Minutes:
    return replace(minutes(season()), events=())


def happened(what: str, times: int, village: str = "v1", step: str = "proc.entry.2") -> list[Event]:
    """Something that befell so many households of a village."""
    return [
        Event(what, "round", "2019-entry", "t", village, "2019-entry", step, f"h{number:06}")
        for number in range(times)
    ]


def total(changes: Changes, english: str) -> Number | None:
    return next((number for what, number in changes.totals if what.en == english), None)


def test_of_a_single_household_that_was_dropped_only_few_is_said() -> None:
    found = of(*happened("dropped", 1))
    assert [line.number for line in found.places[0].lines] == [FEW]
    assert total(found, "dropped") == FEW
    for language, said in (("zh", "不到 5"), ("en", "fewer than 5")):
        shown = comment.render(found, language)
        assert said in shown
        assert "× 1" not in shown


def test_of_five_the_number_is_told() -> None:
    assert total(of(*happened("dropped", 5)), "dropped") == Number(5, 5)


def test_a_sum_does_not_give_the_few_of_one_village_away() -> None:
    """20 in one village and 1 in another: 21 would tell of the one."""
    found = of(*happened("surveyed", 20), *happened("surveyed", 1, "v2"))
    assert [line.number for place in found.places for line in place.lines] == [
        Number(20, 20),
        FEW,
    ]
    assert total(found, "surveyed at home") is None


def test_nobody_sees_who_returned_among_those_who_were_entered() -> None:
    found = of(*happened("entered", 6, step=""), *happened("returned", 1, step=""))
    assert "returned to poverty" not in {what.en for what, _ in found.totals}
    assert total(found, "entered or returned") == Number(7, 7)
    assert [line.number for line in found.places[0].lines] == [Number(7, 7)]


def test_how_many_a_list_has_is_told_when_it_is_posted_and_not_before() -> None:
    listed = [replace(one, persons=3) for one in happened("listed", 2)]
    posted = replace(happened("posted", 1)[0], household="", day="2019-11-20", of=("2019-11-27",))
    (line,) = of(*listed).places[0].lines
    assert (line.number, line.persons) == (FEW, 0)
    line = next(one for one in of(*listed, posted).places[0].lines if one.what.en == "listed")
    assert (line.number, line.persons) == (Number(2, 2), 6)


def test_few_records_of_households_that_changed_are_few() -> None:
    changed = Event("altered", "household", "h000001", "t", "v1", household="h000001", of=("x",))
    found = of(changed)
    assert [line.number for line in found.places[0].lines] == [FEW]
    assert total(found, "household records changed") == FEW


def test_without_a_smallest_group_no_number_of_households_is_told() -> None:
    found = published(replace(_empty(), events=tuple(happened("hit", 50)), smallest=None))
    assert [line.number for line in found.places[0].lines] == [Number(1, None)]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(COUNTED), st.integers(0, 9), st.sampled_from("abcd")), max_size=8
    )
)
def test_nobody_works_out_a_small_number_from_lines_and_totals(
    cases: list[tuple[str, int, str]],
) -> None:
    """All that is told taken together, each number of few may still be any from 1 to 4."""
    events = [
        one
        for number, (what, times, village) in enumerate(cases)
        for one in happened(what, times, village, f"proc.entry.{number}")
    ]
    found = of(*events)
    totals = dict(found.totals)
    for what in {line.what for place in found.places for line in place.lines}:
        lines = [
            line.number
            for place in found.places
            for line in place.lines
            if line.what == what and line.number
        ]
        blurred = [line for line in lines if line != FEW and line.least < 5]
        assert blurred == []
        if FEW in lines:
            assert totals.get(what) in ([FEW] if lines == [FEW] else [None])
