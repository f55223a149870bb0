"""Of whom, or of which place, a listing tells."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from gongshi.due.listing import Named
from gongshi.errors import RecordUnknown
from gongshi.finding import Text
from gongshi.model.common import Words
from gongshi.model.county import County
from gongshi.plain import on_one_line


@dataclass(frozen=True, slots=True)
class Scope:
    """An official's number or a unit's id, a village, a township; None does not narrow."""

    who: str | None = None
    village: str | None = None
    township: str | None = None


class Names:
    """What officials, units, villages and townships of a county are called, by id."""

    def __init__(self, county: County) -> None:
        self.units = {one.id: named(one.id, one.name) for one in county.organisations}
        self.townships = {
            one.record.id: named(one.record.id, one.record.name) for one in county.townships
        }
        self.villages = {
            village.record.id: named(village.record.id, village.record.name)
            for _, village in county.villages()
        }
        called = [
            *((one.id, one.name) for _, of in county.villages() for one in of.record.team),
            *((one.id, one.name) for _, of in county.villages() for one in of.record.posts),
            *((one.id, one.name) for unit in county.organisations for one in unit.leaders),
            *((one.id, one.name) for unit in county.organisations for one in unit.contacts),
        ]
        self.people = {number: named(number, Words(name)) for number, name in called}

    def about(self, scope: Scope) -> Named | None:
        """Who or what a scope names. Raises RecordUnknown where the county has no such one."""
        for wanted, known, kind in (
            (scope.who, {**self.units, **self.people}, Text("干部或单位", "official or unit")),
            (scope.village, self.villages, Text("村", "village")),
            (scope.township, self.townships, Text("乡镇", "township")),
        ):
            if wanted is not None:
                if wanted not in known:
                    raise RecordUnknown(_unknown(wanted, kind, list(known)))
                return known[wanted]
        return None


def named(name: str, words: Words) -> Named:
    """An id with what it is called."""
    return Named(name, said(words))


def said(words: Words) -> Text:
    """A text of the records on one line; Chinese where nobody wrote English."""
    zh = on_one_line(words.zh)
    return Text(zh, on_one_line(words.en) if words.en else zh)


def _unknown(wanted: str, kind: Text, known: list[str]) -> str:
    near = difflib.get_close_matches(wanted, known, n=3)
    guess = Text("", "")
    if near:
        guess = Text(f"；相近的有 {'、'.join(near)}", f"; near it: {', '.join(near)}")
    shown = on_one_line(wanted)[:60]
    return f"没有编号为 {shown} 的{kind.zh}{guess.zh}。 / there is no {kind.en} {shown}{guess.en}."
