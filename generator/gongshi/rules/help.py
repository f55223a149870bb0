"""Who helps: contacts of households, leaders of units, the resident team of each village."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from gongshi.finding import Severity, Text
from gongshi.load.document import Document
from gongshi.rules.base import Family, Hit, Index

FAMILY = Family("help", Text("帮扶人员", "Who helps"))

_PEOPLE = ("six-precisions.5",)


def _holds(term: dict[str, str], day: str) -> bool:
    return term["from"] <= day <= term.get("to", day)


@FAMILY.rule("household-without-helper", Severity.WARNING, clauses=_PEOPLE)
def household_without_helper(index: Index, as_of: date) -> Iterator[Hit]:
    """A household on the list for longer than ``pairing-days`` that no contact is paired with."""
    for case in index.cases:
        past = case.history_by(as_of)
        if case.standing_on(as_of) != "registered" or case.closed_by(as_of):
            continue
        since = date.fromisoformat(past[-1][1]["date"])
        allowed = index.law.parameters.on("pairing-days", since).number
        helped = any(_holds(one, as_of.isoformat()) for one in case.value.get("helpers", ()))
        if not helped and allowed is not None and since + timedelta(days=allowed) < as_of:
            yield Hit(
                case.document,
                ("helpers",),
                Text(
                    f"在册户现在没有帮扶联系人（识别后 {allowed} 天内要有）。",
                    f"On the list, with no helping contact now (one is due within {allowed} days).",
                ),
                Text(
                    "请在 helpers 里登记联系人和起始日期；换人的，前后要接上。",
                    "Enter a contact and the first day in helpers; a successor follows at once.",
                ),
            )


@FAMILY.rule("paired-with-two", clauses=_PEOPLE)
def paired_with_two(index: Index, _as_of: date) -> Iterator[Hit]:
    """A household with two contacts on one day: nobody could say which of them owed the visit."""
    for case in index.cases:
        helpers = sorted(
            enumerate(case.value.get("helpers", ())), key=lambda item: (item[1]["from"], item[0])
        )
        for (_, earlier), (number, later) in pairwise(helpers):
            if later["from"] <= earlier.get("to", later["from"]):
                yield Hit(
                    case.document,
                    ("helpers", number, "from"),
                    Text(
                        f"{later['from']} 这一天有两名帮扶联系人。",
                        f"On {later['from']} the household has two helping contacts.",
                    ),
                    Text(
                        "请给前一名写上截止日期（to），后一名从第二天起。",
                        'End the earlier pairing with "to"; the successor begins the next day.',
                    ),
                )


@FAMILY.rule("paired-out-of-post", clauses=_PEOPLE)
def paired_out_of_post(index: Index, _as_of: date) -> Iterator[Hit]:
    """A pairing that runs on days on which the official is no contact of any unit."""
    if "organisation" in index.unclean_kinds:
        return
    terms: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for unit in index.of_kind("organisation"):
        for contact in unit.value["contacts"]:
            terms[contact["id"]].append((contact["from"], contact.get("to", "9999-12-31")))
    for case in index.cases:
        for number, helper in enumerate(case.value.get("helpers", ())):
            since, until = helper["from"], helper.get("to", "9999-12-31")
            known = terms.get(helper["contact"])
            if known and not any(first <= since and until <= last for first, last in known):
                yield Hit(
                    case.document,
                    ("helpers", number),
                    Text(
                        f"结对的日期超出了 {helper['contact']} 担任联系人的日期。",
                        f"The pairing runs outside the days on which {helper['contact']} is a "
                        "contact.",
                    ),
                    Text(
                        "请核对两处的起止；联系人离任的，结对也要截止并换人。",
                        "Check the days of both; when a contact leaves, the pairing ends and "
                        "another begins.",
                    ),
                )


@FAMILY.rule("too-many-households", Severity.WARNING, clauses=_PEOPLE)
def too_many_households(index: Index, as_of: date) -> Iterator[Hit]:
    """A contact paired with more households at once than ``households-per-contact`` allows."""
    most = index.law.parameters.on("households-per-contact", as_of).number
    helped: dict[str, int] = defaultdict(int)
    for case in index.cases:
        if not case.closed_by(as_of):
            for helper in case.value.get("helpers", ()):
                helped[helper["contact"]] += _holds(helper, as_of.isoformat())
    for unit in index.of_kind("organisation"):
        for number, contact in enumerate(unit.value["contacts"]):
            has = helped[contact["id"]]
            if most is not None and has > most and _holds(contact, as_of.isoformat()):
                yield Hit(
                    unit,
                    ("contacts", number),
                    Text(
                        f"这名联系人结对 {has} 户，最多 {most} 户。",
                        f"Paired with {has} households; the most is {most}.",
                    ),
                    Text(
                        "请分给别的联系人，或由县里改参数 households-per-contact。",
                        "Give some to other contacts, or have the county change "
                        "households-per-contact.",
                    ),
                )


@FAMILY.rule("unit-without-leader", Severity.WARNING, clauses=_PEOPLE)
def unit_without_leader(index: Index, as_of: date) -> Iterator[Hit]:
    """A unit that helps a village now and has no leader in charge."""
    today = as_of.isoformat()
    for unit in index.of_kind("organisation"):
        helps = any(_holds(one, today) for one in unit.value["villages"])
        if helps and not any(_holds(one, today) for one in unit.value["leaders"]):
            yield Hit(
                unit,
                ("leaders",),
                Text(
                    "帮扶单位现在没有分管领导（duty.unit.2）。",
                    "The unit has no leader in charge now (duty.unit.2).",
                ),
                Text(
                    "请明确一名分管领导，登记在 leaders 里。",
                    "Name one leader in charge, and enter the name in leaders.",
                ),
            )


@FAMILY.rule("village-without-team", Severity.WARNING, clauses=_PEOPLE)
def village_without_team(index: Index, as_of: date) -> Iterator[Hit]:
    """A village with households on the list and nobody in its resident team."""
    for village in _with_poor(index, as_of):
        team = village.value["team"]
        if not any(_holds(one, as_of.isoformat()) for one in team):
            yield Hit(
                village,
                ("team",),
                Text(
                    "有在册户，现在没有驻村工作队。",
                    "Households are on the list, and there is no resident team now.",
                ),
                Text(
                    "请登记工作队成员；换人的，前后要接上。",
                    "Enter the team's members; a successor follows at once.",
                ),
            )


@FAMILY.rule("village-without-first-secretary", Severity.WARNING, clauses=_PEOPLE)
def village_without_first_secretary(index: Index, as_of: date) -> Iterator[Hit]:
    """A village with households on the list whose team has no first secretary.

    A village without any team is told by ``help.village-without-team``.
    """
    for village in _with_poor(index, as_of):
        serving = [one for one in village.value["team"] if _holds(one, as_of.isoformat())]
        if serving and not any(one["role"] == "first-secretary" for one in serving):
            yield Hit(
                village,
                ("team",),
                Text("有在册户，现在没有第一书记。", "There is no first secretary now."),
                Text(
                    "请登记第一书记（role: first-secretary）和起始日期。",
                    "Enter the first secretary (role: first-secretary) and the first day.",
                ),
            )


def _with_poor(index: Index, as_of: date) -> Iterator[Document]:
    """Every village in which a household is on the list."""
    poor = {
        (case.document.origin.township, case.document.origin.village)
        for case in index.cases
        if case.standing_on(as_of) == "registered" and not case.closed_by(as_of)
    }
    for village in index.of_kind("village"):
        if (village.origin.township, village.origin.village) in poor:
            yield village
