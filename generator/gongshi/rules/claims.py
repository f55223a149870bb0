"""What the records claim: this household was entered, has exited, or is on a list for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.criteria import Verdict
from gongshi.decision.household import Decision
from gongshi.decision.wording import fact_name, ids, listing
from gongshi.finding import Text
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.rules.base import Hit, Index

Direction = Literal["entry", "exit"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A place in the records that says a household enters or exits, with what the law decides.

    ``said`` is how a message begins: which household, which year, announced or only listed.
    """

    document: Document
    keys: Keys
    decision: Decision
    said: Text

    @property
    def case(self) -> Case:
        """The household."""
        return self.decision.case

    def hit(self, message: Text, hint: Text) -> Hit:
        """A finding on this claim."""
        return Hit(
            self.document,
            self.keys,
            Text(f"{self.said.zh}，{message.zh}", f"{self.said.en}, {message.en}"),
            hint,
        )


def claims(index: Index, direction: Direction, as_of: date) -> tuple[Claim, ...]:
    """Every claim of a direction: status changes announced, and lists drawn up after a survey."""
    return index.once(
        ("claims", direction, as_of),
        lambda: (
            *_announced(index, direction, as_of),
            *_listed(index, direction, as_of),
        ),
    )


def _announced(index: Index, direction: Direction, as_of: date) -> Iterator[Claim]:
    for case in index.cases:
        for number, change in case.history_by(as_of):
            if (change["change"] == "exit") == (direction == "exit"):
                year, day = int(change["round"][:4]), date.fromisoformat(change["date"])
                yield Claim(
                    case.document,
                    ("history", number),
                    _decided(case, direction, year, day),
                    _said(direction, year, announced=True),
                )


def _listed(index: Index, direction: Direction, as_of: date) -> Iterator[Claim]:
    """Those on the latest list of a round that has surveyed them and has not announced them.

    Who was taken off a list while it hung is still on it, and is claimed no longer.
    """
    for document in index.of_kind("round"):
        if not document.origin.id.endswith(f"-{direction}"):
            continue
        number, rows = _latest_list(document.value["steps"], as_of)
        surveyed = {
            visit["household"]
            for step in document.value["steps"][: number + 1]
            for visit in step.get("surveyed", ())
        }
        dropped = {
            one["household"]
            for step in document.value["steps"][number:]
            for one in step.get("dropped", ())
            if one["date"] <= as_of.isoformat()
        }
        for row, item in enumerate(rows):
            case = index.case(document.origin, item["household"])
            if case is not None and item["household"] in surveyed - dropped:
                history = (change["round"] for _, change in case.history_by(as_of))
                if document.origin.id not in history:
                    year = document.value["year"]
                    yield Claim(
                        document,
                        ("steps", number, "list", row),
                        _decided(case, direction, year, as_of),
                        _said(direction, year, announced=False, number=case.id),
                    )


def _latest_list(steps: list[dict[str, Any]], as_of: date) -> tuple[int, list[dict[str, Any]]]:
    begun = [
        (number, step["list"])
        for number, step in enumerate(steps)
        if "list" in step and step["from"] <= as_of.isoformat()
    ]
    return begun[-1] if begun else (0, [])


def _decided(case: Case, direction: Direction, year: int, day: date) -> Decision:
    """The decision on a household in a direction."""
    decide = household.entry if direction == "entry" else household.leave
    return decide(case, year, day)


def _said(direction: Direction, year: int, *, announced: bool, number: str = "") -> Text:
    if announced:
        if direction == "entry":
            return Text(f"{year} 年批次公告识别", f"Entered by the round of {year}")
        return Text(f"{year} 年批次公告脱贫", f"Exited by the round of {year}")
    if direction == "entry":
        return Text(f"{number} 在 {year} 年识别名单上", f"{number} is on the entry list of {year}")
    return Text(f"{number} 在 {year} 年脱贫名单上", f"{number} is on the exit list of {year}")


def unrecorded(verdicts: list[Verdict], year: int) -> tuple[Text, Text]:
    """What to say of facts that a decision for ``year`` needs and that nobody has recorded."""
    facts = [fact for verdict in verdicts for fact in verdict.missing]
    missing = listing(fact_name(fact, year) for fact in facts)
    clauses = ids(verdict.clause for verdict in verdicts)
    for_what = Text(f"（{clauses.zh}）", f" ({clauses.en})")
    if any(fact.field == ("surveys",) for fact in facts):
        for_what = Text("", "")  # without the survey every clause is open
    return (
        Text(
            f"但还不能判断，没有记录：{missing.zh}{for_what.zh}。",
            f"but this cannot be decided; not recorded: {missing.en}{for_what.en}.",
        ),
        Text(
            "请到户核实后补上；不知道就是不知道，不能当作“没有”。",
            "Ask at the home and fill it in; what is unknown is not a no.",
        ),
    )
