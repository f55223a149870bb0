"""Minutes of a change: everything is told to the staff, and nobody is named in a comment."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.minutes import json_v1, text, words
from gongshi.minutes.compare import Count as Counted
from gongshi.minutes.compare import Figures, Minutes, Shift, compare
from gongshi.minutes.events import Event
from gongshi.public.facts import Count
from gongshi.public.minutes import published
from gongshi.rules import rulebook
from gongshi.rules.base import Index
from gongshi.site import comment
from tests.conftest import AS_OF
from tests.rules.test_rulebook import BOOK, PAGES, VILLAGE, base, changed, document, path_of, put

GOLDEN = Path(__file__).parent / "golden"
ENTRY, EXIT = path_of("2019-entry"), path_of("2018-exit")
TWO_OFFICIALS = ["c99993", "c99994"]


def after(**edits: dict[str, Any]) -> list[Document]:
    """The county without faults with some records edited, named as the rulebook names them."""
    documents = dict(base())
    for name, record in edits.items():
        path = path_of(name)
        value = copy.deepcopy(documents[path].value)
        for keys, edit in record.items():
            put(value, keys, edit)
        documents[path] = document(path, value)
    return list(documents.values())


def minutes(documents: list[Document], as_of: date = AS_OF) -> Minutes:
    before = Index(base().values(), (), "records")
    return compare(before, Index(documents, (), "records"), as_of, ("main", "work"))


def season() -> list[Document]:
    """A round walked on: an objection answered, the survey, the second notice, and one who left."""
    steps = [
        {
            "step": "proc.entry.3", "from": "2019-11-21", "to": "2019-11-22", "by": TWO_OFFICIALS,
            "surveyed": [{"household": "h999902", "date": "2019-11-21", "by": TWO_OFFICIALS}],
        },
        {
            "step": "proc.entry.4", "from": "2019-11-25", "by": TWO_OFFICIALS,
            "meetings": [{
                "date": "2019-11-25", "eligible": 45, "present": 36, "chair": "c99994",
                "votes": [{"household": "h999902", "for": 30, "against": 2}],
            }],
            "list": [{"household": "h999902", "persons": 2}],
            "notice": {
                "from": "2019-11-26", "to": "2019-12-03",
                "places": [{"zh": "村务公开栏", "en": "village board"}],
            },
        },
    ]  # fmt: skip
    answer = {"date": "2019-11-19", "outcome": "rejected", "by": TWO_OFFICIALS}
    before = base()[ENTRY].value["steps"]
    record = {
        "objections.o1.answer": answer,
        "steps": [before[0], {**before[1], "to": "2019-11-21"}, *steps],
    }
    survey = {"year": 2019, "date": "2019-11-21", "by": TWO_OFFICIALS}
    return after(
        **{
            "2019-entry": record,
            "h999902": {"surveys": [survey]},
            "h999901": {"members.p9999903.left": {"date": "2019-11-20", "reason": "marriage"}},
            "h999903": {"closed": {"date": "2019-11-12", "reason": "moved-out"}},
            "village": {"posts.1": {"id": "c99995", "name": "某某", "post": "director",
                                    "from": "2019-11-01"}},
            "policy/parameters/notice-days": {"values.0.value": 10},
        }
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_a_season_reads_as_it_was_read_and_approved(
    form: str, language: str, request: pytest.FixtureRequest
) -> None:
    found = minutes(season(), date(2019, 11, 27))
    told = {
        "text": lambda: text.render(found, language),
        "json": lambda: json_v1.render(found, language),
        "markdown": lambda: comment.render(published(found), language),
    }[form]()
    golden = GOLDEN / f"season.{language}.{form}"
    if request.config.getoption("--update-golden"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")


CASES = [
    pytest.param(case, id=f"{code}: {case.title.en}")
    for code in PAGES
    for case in rulebook.parse(
        (BOOK / code.split(".")[0] / f"{code.split('.')[1]}.md").read_text(encoding="utf-8")
    ).cases
]


@pytest.mark.parametrize("case", CASES)
def test_no_change_goes_untold_and_no_comment_names_anybody(case: rulebook.Case) -> None:
    """Every case of the rulebook is a change; numbers, names and reasons stay out of a comment."""
    told = changed(case)
    found = minutes(told.documents, told.as_of)
    values = {one.origin.path: one.value for one in told.documents}
    same = values == {one.origin.path: one.value for one in base().values()}
    assert bool(found.events) is not same
    for language in ("zh", "en"):
        assert text.render(found, language)
        shown = comment.render(published(found), language)
        assert not re.search(r"h\d{6}|p\d{7}|c\d{5}", shown)
        names = {one["name"] for value in values.values() for one in value.get("members", ())}
        assert not any(name in shown for name in names)
    assert json.loads(json_v1.render(found, "zh"))["version"] == 1


def told(documents: list[Document], what: str) -> list[Event]:
    return [event for event in minutes(documents).events if event.what == what]


def test_reasons_topics_and_outcomes_are_told_in_words() -> None:
    """Every word that the schemas allow has its words in both languages."""
    from gongshi.schema import naming

    for kind, field in words._HOW.values():
        described = naming._found(kind, field)
        assert set(described["x-words"]) == set(described["enum"]), field


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ({"2018-exit": {"objections.o1.answer.outcome": "upheld"}}, "objection-altered"),
        ({"2019-entry": {"objections": "absent"}}, "objection-gone"),
        ({"2018-exit": {"steps.proc.exit.3": "absent"}}, "step-gone"),
        ({"2019-entry": {"steps.proc.entry.2.list.h999902.persons": 3}}, "recounted"),
        ({"2019-entry": {"steps.proc.entry.2.list": []}}, "unlisted"),
        ({"2018-exit": {"steps.proc.exit.6.list": "absent"}}, "unlisted"),
        ({"h999901": {"surveys.2018.housing.grade": "c"}}, "altered"),
        ({"h999901": {"corrections": [{"date": "2019-11-15", "part": "history",
                                       "reason": {"zh": "改"}, "by": ["c99994"]}]}}, "corrected"),
        ({"h999901": {"history": [{"date": "2018-12-20", "change": "entry",
                                   "round": "2018-entry"},
                                  {"date": "2019-11-15", "change": "exit",
                                   "round": "2019-exit"}]}}, "exited"),
    ],
)  # fmt: skip
def test_each_thing_is_told_as_what_it_is(edits: dict[str, Any], expected: str) -> None:
    assert [event.what for event in minutes(after(**edits)).events] == [expected]


def test_figures_are_told_before_and_after() -> None:
    """h999901 has 2 persons on 2019-11-18, h999903 has 2: one exits, the other returns."""
    history = base()[path_of("h999901")].value["history"]
    gone = [*history, {"date": "2019-11-15", "change": "exit", "round": "2019-exit"}]
    (shift,) = minutes(after(h999901={"history": gone})).shifts
    assert (shift.before.registered.households, shift.before.registered.persons) == (1, 2)
    assert (shift.after.registered.households, shift.after.registered.persons) == (0, 0)
    assert (shift.before.exited.households, shift.after.exited.households) == (1, 2)
    (figure,) = published(minutes(after(h999901={"history": gone}))).figures
    assert figure.exited == (Count(1, 2), Count(2, 4))
    assert minutes(after(h999901={"category": "destitute"})).shifts == ()


def test_a_changed_line_tells_whose_verdict_changes() -> None:
    """The household that exited in 2018 had 3,050 yuan a head: under a line of 3,100 it is poor."""
    documents = after(**{"policy/parameters/poverty-line": {"values.2.value": 2995}})
    assert minutes(documents).turns == ()
    lines = base()["policy/parameters/poverty-line.yaml"].value["values"]
    place = next(
        number for number, one in enumerate(lines)
        if (one.get("series"), one.get("year")) == ("statistics", 2018)
    )  # fmt: skip
    raised = after(**{"policy/parameters/poverty-line": {f"values.{place}.value": 9000}})
    found = minutes(raised)
    (value,) = [event for event in found.events if event.what == "value"]
    assert value.of == ("statistics", "2018", "2995", "9000")
    assert {turn.household for turn in found.turns} == {"h999903"}
    (turn,) = found.turns
    assert (turn.kind, turn.year) == ("entry", 2018)
    assert turn.before != turn.after
    shown = comment.render(published(found), "en")
    assert "entry: " in shown
    assert "h999903" not in shown


def test_minutes_do_not_depend_on_the_order_of_files() -> None:
    documents = season()
    assert minutes(documents) == minutes(documents[::-1])


def test_a_comment_stays_short_and_says_what_it_leaves_out() -> None:
    some = minutes(season())
    events = tuple(
        replace(event, township=f"t{number % 50}", village=f"v{number}")
        for number in range(3000)
        for event in some.events
    )
    names = {f"v{number}": Text(f"第{number}村" * 3, f"Village {number} " * 3)
             for number in range(3000)}  # fmt: skip
    many = replace(some, events=events, names=names | some.names)
    for language, said in (("zh", "没有列出"), ("en", "Places not listed")):
        shown = comment.render(published(many), language)
        assert 50_000 < len(shown) < 60_000
        assert said in shown


def test_no_name_or_value_makes_a_comment_too_long() -> None:
    """150 villages and values, each named as long as can be and of marks that are written out."""
    some = minutes(season())
    places = [Shift("&" * 600, f"v{number}{'&' * 600}", *_FIGURES) for number in range(150)]
    value = next(one for one in some.events if one.what == "value")
    values = [replace(value, of=("<" * 600, str(number), "7", "&" * 600)) for number in range(150)]
    many = replace(some, events=(*some.events, *values), shifts=tuple(places))
    for language, more in (("zh", ("个村", "个数值")), ("en", ("more villages", "more values"))):
        shown = comment.render(published(many), language)
        assert len(shown) < 60_000
        for said in more:
            assert said in shown


_FIGURES = (Figures(Counted(1, 2), Counted(3, 4)), Figures(Counted(2, 4), Counted(2, 2)))


def test_what_records_say_is_text_in_a_comment() -> None:
    village = {"name": {"zh": "<b>村</b>@all|[x](y)", "en": "<script>x</script>"}}
    documents = after(village=village, **{"2019-entry": {"objections.o1.answer": {
        "date": "2019-11-18", "outcome": "rejected", "by": ["c99994"]}}})  # fmt: skip
    for language in ("zh", "en"):
        shown = comment.render(published(minutes(documents)), language)
        folded = shown.replace("<details><summary>", "").replace("</summary>", "")
        assert "<" not in folded.replace("</details>", "")
        assert "@all" not in shown


def test_the_village_stands_under_its_township() -> None:
    documents = after(h999902={"category": "destitute"})
    lines = text.render(minutes(documents), "zh").splitlines()
    assert lines[2] == "水云镇听泉村"
    assert VILLAGE.endswith("example-village")
