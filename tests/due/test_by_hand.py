"""One contact on six days, worked by hand from the records that lie beside.

c00159 of the water service took over four households of Zhenliu from c00155 on 2019-02-03:
h000125 (group 2) and h000274 (group 3), on the list since 2017-12-20, and h000826 and h000855 (both
group 1), which exited on 2017-12-11 and are helped for 36 months more. So all four are owed every
duty all through 2019, and a period that began under c00155 is answered for by c00159.

What the village's log of 2019 has on these four households (ALL: all four of them):

    01-04 c00155 contact.5 ALL              05-24 c00159 five-ones.2 ALL
    01-31 c00155 contact.1 ALL              06-07 c00159 contact.5 ALL
    01-31 c00155 contact.4, five-ones.3 ALL 08-26 c00159 contact.5 ALL
    02-11 c00159 contact.1 ALL              09-02 c00159 contact.9 ALL
    02-25 c00159 contact.5 ALL              09-09 c00159 contact.5 ALL
    03-19 c00159 contact.5 ALL              10-16 c00159 contact.2, .3, .5 ALL
    04-17 c00159 contact.5 ALL              11-04 c00159 contact.5 ALL
    04-25 c00159 contact.9 ALL
    05-06 c00159 contact.2, .3, .5, .6, .7 of all but h000826

and that the road was closed from 06-12 to 07-20, which excuses everybody. What the five ones ask
for once was done by 2018 or has until the end of 2020.

Periods: .5 monthly (five-ones.5 asks for the same); .2, .3 quarterly; .9 regularly, which in this
county is quarterly; .1 by the end of February; .10 in November and December; .4, .6, .7, .8 yearly.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from gongshi.cli import group
from tests.due.county import BEFORE, CONTACT, RECORDS, VILLAGE

ALL = ("h000125", "h000274", "h000826", "h000855")
ONE = ("h000826",)
GROUPS = {"h000125": "二组", "h000274": "三组", "h000826": "一组", "h000855": "一组"}
JANUARY = ("2019-01-01", "2019-01-31")
FEBRUARY = ("2019-02-01", "2019-02-28")
APRIL = ("2019-04-01", "2019-04-30")
MAY = ("2019-05-01", "2019-05-31")
JULY = ("2019-07-01", "2019-07-31")
DECEMBER = ("2019-12-01", "2019-12-31")
Q1 = ("2019-01-01", "2019-03-31")
Q2 = ("2019-04-01", "2019-06-30")
Q3 = ("2019-07-01", "2019-09-30")
Q4 = ("2019-10-01", "2019-12-31")
YEAR = ("2019-01-01", "2019-12-31")
YEAR_END = ("2019-11-01", "2019-12-31")


def row(
    task: str,
    period: tuple[str, str],
    left: int,
    households: tuple[str, ...] = ALL,
    *,
    who: str = CONTACT,
    begins: str | None = None,
    due: str | None = None,
) -> dict[str, Any]:
    """A row as JSON has it, its policy texts left out; in time from begin to end of the period."""
    begins, due = begins or period[0], due or period[1]
    return {
        "key": f"duty.contact.{task}_{period[0]}_{VILLAGE}_{who}",
        "task": f"duty.contact.{task}",
        "duty": f"duty.contact.{task}",
        "also": ["five-ones.5"] if task == "5" else [],
        "needs": [],
        "logged": True,
        "period": period,
        "standing": "late" if left < 0 else "due",
        "due": due,
        "days_left": left,
        "done": 4 - len(households),
        "counted": 4,
        "times": 1,
        "open": [
            {
                "household": {"id": one, "name": GROUPS[one]},
                "begins": begins,
                "due": due,
                "state": "overdue" if left < 0 else "due",
                "done": [],
            }
            for one in households
        ],
    }


def told(found: dict[str, Any]) -> dict[str, Any]:
    """A row without its policy texts."""
    period = found["period"]["first"], found["period"]["last"]
    items = [
        {**item, "household": {**item["household"], "name": item["household"]["name"]["zh"]}}
        for item in found["open"]
    ]
    return {
        **{key: value for key, value in found.items() if key not in ("what", "plain")},
        "period": period,
        "open": items,
    }


def missed(days: int) -> list[dict[str, Any]]:
    """What was never made up in 2019, as it stands ``days`` days after 2019-11-18."""
    return [
        # No visit in the first quarter: 232 days from its end to 11-18.
        row("2", Q1, -232 - days),
        row("3", Q1, -232 - days),
        row("9", Q1, -232 - days),
        # On 05-06 three of four were visited and called.
        row("5", MAY, -171 - days, ONE),
        # The road was closed from 06-12 to the end of the quarter: 06-11 was the last day.
        row("2", Q2, -160 - days, ONE, due="2019-06-11"),
        row("3", Q2, -160 - days, ONE, due="2019-06-11"),
        # No visit in the third quarter, which began for them when the road opened on 07-21.
        row("2", Q3, -49 - days, begins="2019-07-21"),
        row("3", Q3, -49 - days, begins="2019-07-21"),
    ]


BY_HAND = [
    # The year's first day: still c00155's households; their January call is due.
    (BEFORE, "2019-01-01", [row("5", JANUARY, 30, who=BEFORE)]),
    # The day of the hand-over: nothing is left to c00155, and the February call falls to c00159.
    # The year's plan (.1, by 02-28) was made on 01-31 by c00155, which counts.
    (BEFORE, "2019-02-03", []),
    (CONTACT, "2019-02-03", [row("5", FEBRUARY, 25)]),
    # A quarter's last day: no visit, no cleaning and no difficulties collected so far, and all
    # three can still be done today. The call of March is done; April's comes within 30 days.
    (
        CONTACT,
        "2019-03-31",
        [row("2", Q1, 0), row("3", Q1, 0), row("9", Q1, 0), row("5", APRIL, 30)],
    ),
    # A quarter's first day: the same three are late. Of the new quarter only the call of April
    # falls due by 05-01.
    (
        CONTACT,
        "2019-04-01",
        [row("2", Q1, -1), row("3", Q1, -1), row("9", Q1, -1), row("5", APRIL, 29)],
    ),
    # November's call is done, and what the year's end asks for is due on 12-31, beyond 12-18.
    (CONTACT, "2019-11-18", missed(0)),
    # Thirty days from here reach 2020-01-01. Visit and cleaning of the quarter were done on
    # 10-16; insurance (.6) and loans (.7) were asked about on 05-06, but not of h000826.
    (
        CONTACT,
        "2019-12-02",
        [
            *missed(14),
            row("5", DECEMBER, 29),
            row("6", YEAR, 29, ONE),
            row("7", YEAR, 29, ONE),
            row("8", YEAR, 29),
            row("9", Q4, 29),
            row("10", YEAR_END, 29),
        ],
    ),
]
"""Who, on which day, and every row there should be, in order."""


@pytest.mark.parametrize(("who", "day", "expected"), BY_HAND)
def test_a_contact_is_told_what_the_records_say(
    who: str, day: str, expected: list[dict[str, Any]]
) -> None:
    arguments = ["due", "--who", who, "--as-of", day, "--within", "30d"]
    done = CliRunner().invoke(group, [*arguments, "--format", "json", "--records", str(RECORDS)])
    assert (done.exit_code, done.stderr) == (0, "")
    value = json.loads(done.stdout)
    found = [told(one) for of in value["groups"] for one in of["rows"]]
    assert found == expected
    late = sum(one["standing"] == "late" for one in expected)
    assert value["totals"] == {"late": late, "due": len(expected) - late, "any_time": 0}


def test_what_the_closed_road_excused_is_set_aside_with_its_reason() -> None:
    """July had 11 days left, fewer than the 15 that count; June's call was made before."""
    arguments = ["due", "--who", CONTACT, "--as-of", "2019-11-18"]
    done = CliRunner().invoke(group, [*arguments, "--format", "json", "--records", str(RECORDS)])
    (of,) = json.loads(done.stdout)["groups"]
    assert [
        (one["task"], one["period"]["first"], one["household"]["id"], one["state"], one["reason"])
        for one in of["set_aside"]
    ] == [("duty.contact.5", JULY[0], one, "excused", "road-closed") for one in ALL]
    assert {(one["begins"], one["due"]) for one in of["set_aside"]} == {("2019-07-21", JULY[1])}
    assert (of["unit"]["id"], of["person"]) == (
        "water",
        {"id": CONTACT, "name": {"zh": "梁英", "en": "梁英"}},
    )
