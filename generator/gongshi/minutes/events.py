"""What happened between two versions of the records, event by event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gongshi.load.document import Document, Origin, item_name
from gongshi.rules.base import Index
from gongshi.rules.change import identity

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    ``what`` is a key of ``words.EVENTS``; ``round`` and ``step`` say at which step of which round;
    ``how`` is a word of the records (a reason, topic or outcome), ``of`` whatever else names it: an
    objection, a year, the fields that were altered. Empty where it does not apply.
    """

    what: str
    kind: str
    record: str
    township: str = ""
    village: str = ""
    round: str = ""
    step: str = ""
    household: str = ""
    day: str = ""
    how: str = ""
    of: tuple[str, ...] = ()
    persons: int = 0


@dataclass(frozen=True, slots=True)
class _Scribe:
    """Writes down what happened in one record."""

    origin: Origin

    def note(self, what: str, **said: Any) -> Event:
        """An event of this record."""
        origin = self.origin
        own = {
            "household": {"household": origin.id},
            "round": {"round": origin.id},
        }.get(origin.kind, {})
        return Event(
            what, origin.kind, origin.id, origin.township, origin.village, **{**own, **said}
        )


def events(before: Index, after: Index) -> tuple[Event, ...]:
    """Everything that happened from ``before`` to ``after``, record by record, ordered by path."""
    known = {identity(document.origin): document for document in before.documents}
    found: list[Event] = []
    for document in after.documents:
        was = known.pop(identity(document.origin), None)
        if was is None or was.value != document.value or was.origin.path != document.origin.path:
            found += _of_record(was, document)
    there = {identity(origin) for origin in after.origins}
    found += [
        _Scribe(document.origin).note("gone") for key, document in known.items() if key not in there
    ]
    return tuple(found)


def _of_record(was: Document | None, now: Document) -> Iterator[Event]:
    scribe = _Scribe(now.origin)
    if was is None:
        yield scribe.note("new")
    elif was.origin.path != now.origin.path:
        yield scribe.note("moved", of=(was.origin.path, now.origin.path))
    read = _READERS.get(now.origin.kind, _only_altered)
    yield from read(scribe, was.value if was else {}, now.value)


def _added(was: Record, now: Record, part: str) -> list[Any]:
    """The items of a list that are there now and were not."""
    before = was.get(part, ())
    return [item for item in now.get(part, ()) if item not in before]


def _altered(
    scribe: _Scribe,
    was: Record,
    now: Record,
    told: Iterable[str] = (),
    apart: Iterable[str] = (),
    **said: Any,
) -> Iterator[Event]:
    """Fields that are otherwise than before, though nothing said above tells of it.

    Of a list in ``told`` what was added has been told, and what was changed or taken out is left
    to tell; what stands in ``apart`` is told item by item. A new record has nothing altered.
    """
    names = []
    for key in {**was, **now} if was else ():
        before, after = was.get(key), now.get(key)
        if key in told and isinstance(before or [], list):
            kept = after or []
            gone = before is not None and after is None
            altered = gone or any(item not in kept for item in before or [])
        else:
            altered = key not in told and key not in apart and before != after
        if altered:
            names.append(key)
    if names:
        yield scribe.note("altered", of=tuple(names), **said)


def _but_for(
    was: Record, now: Record, part: str, same: Callable[[Record], Any], news: str
) -> Record:
    """``now`` with a part's items as they were before they gained ``news``, which has been told."""
    before = {same(one): one for one in was.get(part, ())}
    items = [
        {key: value for key, value in one.items() if key != news}
        if news not in before.get(same(one), {news: None})
        else one
        for one in now.get(part, ())
    ]
    return {**now, part: items} if part in now else now


def _id(one: Record) -> Any:
    return one["id"]


def _only_altered(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    yield from _altered(scribe, was, now)


# Rounds


def _of_round(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    before = {step["step"]: step for step in was.get("steps", ())}
    for step in now["steps"]:
        yield from _of_step(scribe, before.pop(step["step"], {}), step)
    for name in before:
        yield scribe.note("step-gone", step=name)
    yield from _objections(scribe, was, now)
    for one in _added(was, now, "corrections"):
        yield scribe.note(
            "corrected",
            day=one["date"],
            how=one["part"],
            step=one.get("step", ""),
            household=one.get("household", ""),
            of=(one["objection"],) if "objection" in one else (),
        )
    yield from _altered(scribe, was, now, ("corrections",), ("steps", "objections"))


_ACTS = {
    "applications": "applied",
    "nominations": "nominated",
    "surveyed": "surveyed",
    "dropped": "dropped",
}


def _of_step(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    step = now["step"]
    if not was:
        yield scribe.note("begun", step=step, day=now["from"])
    for part, what in _ACTS.items():
        for one in _added(was, now, part):
            yield scribe.note(
                what,
                step=step,
                household=one["household"],
                day=one["date"],
                how=one.get("reason", ""),
            )
    yield from _meetings(scribe, was, now)
    for own in _added(was, now, "acknowledgements"):
        what = "accepted" if own["accepted"] else "refused"
        yield scribe.note(what, step=step, household=own["household"], day=own["date"])
    yield from _comparisons(scribe, was, now)
    rows = list(_rows(scribe, was, now))
    yield from rows
    yield from _made_public(scribe, was, now)
    if "to" in now and "to" not in was:
        yield scribe.note("completed", step=step, day=now["to"])
    told = {*_ACTS, "meetings", "acknowledgements", "comparisons"}
    known = {"notice", "announcement", "to", "document", "by"}
    fresh = {key for key in known if key not in was}
    rest = _but_for(was, now, "comparisons", _hit, "recheck")
    yield from _altered(scribe, was, rest, told | fresh, {"list"} if rows else (), step=step)


def _meetings(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    for meeting in _added(was, now, "meetings"):
        for vote in meeting["votes"]:
            yield scribe.note(
                "voted",
                step=now["step"],
                household=vote["household"],
                day=meeting["date"],
                of=(str(vote["for"]), str(vote["against"]), str(meeting["present"])),
            )


def _comparisons(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    before = {_hit(one): one for one in was.get("comparisons", ())}
    for one in now.get("comparisons", ()):
        earlier = before.get(_hit(one), {})
        said = {"step": now["step"], "household": one["household"]}
        if not earlier:
            yield scribe.note("hit", day=one["date"], how=one["department"], **said)
        if "recheck" in one and "recheck" not in earlier:
            again = one["recheck"]
            yield scribe.note("verified", day=again["date"], how=again["finding"], **said)
    if "comparisons" in now and "comparisons" not in was and not now["comparisons"]:
        yield scribe.note("no-hits", step=now["step"])


def _hit(one: Record) -> tuple[str, ...]:
    return one["household"], one["department"], one["date"], one["clause"]


def _rows(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    """Who came onto a list, is on it with other persons, or is no longer on it."""
    before = {row["household"]: row["persons"] for row in was.get("list", ())}
    for row in now.get("list", ()):
        persons = row["persons"]
        earlier = before.pop(row["household"], None)
        said = {"step": now["step"], "household": row["household"]}
        if earlier is None:
            yield scribe.note("listed", persons=persons, **said)
        elif earlier != persons:
            yield scribe.note("recounted", of=(str(earlier), str(persons)), **said)
    for household in before:
        yield scribe.note("unlisted", step=now["step"], household=household)


def _made_public(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    """The notice or announcement that made a list public."""
    step = now["step"]
    if "notice" in now and "notice" not in was:
        notice = now["notice"]
        yield scribe.note("posted", step=step, day=notice["from"], of=(notice["to"],))
    if "announcement" in now and "announcement" not in was:
        yield scribe.note("announced", step=step, day=now["announcement"]["date"])


def _objections(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    before = {one["id"]: one for one in was.get("objections", ())}
    unanswered = _but_for(was, now, "objections", _id, "answer").get("objections", ())
    for number, one in enumerate(now.get("objections", ())):
        earlier = before.pop(one["id"], {})
        said = {"step": one["step"], "household": one.get("household", ""), "of": (one["id"],)}
        if not earlier:
            yield scribe.note("objected", day=one["date"], how=one["topic"], **said)
        if "answer" in one and "answer" not in earlier:
            answer = one["answer"]
            yield scribe.note("answered", day=answer["date"], how=answer["outcome"], **said)
        if earlier and unanswered[number] != earlier:
            yield scribe.note("objection-altered", **said)
    for one in before.values():
        yield scribe.note("objection-gone", step=one["step"], of=(one["id"],))


# Households


def _of_household(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    for change in _added(was, now, "history"):
        what = {"entry": "entered", "return": "returned", "exit": "exited"}[change["change"]]
        yield scribe.note(what, day=change["date"], round=change["round"])
    if "closed" in now and "closed" not in was:
        yield scribe.note("closed", day=now["closed"]["date"], how=now["closed"]["reason"])
    yield from _members(scribe, was, now)
    years = {one["year"] for one in was.get("surveys", ())}
    for survey in now["surveys"]:
        if survey["year"] not in years:
            yield scribe.note("survey", day=survey["date"], of=(str(survey["year"]),))
    for one in _added(was, now, "waivers"):
        yield scribe.note("waived", day=one["date"], of=(one["clause"],))
    for one in _added(was, now, "corrections"):
        yield scribe.note("corrected", day=one["date"], how=one["part"])
    told = {"history", "waivers", "corrections", "members", "surveys"}
    rest = _but_for(was, now, "members", _id, "left")
    yield from _altered(scribe, was, rest, told if "closed" in was else told | {"closed"})


def _members(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    before = {one["id"]: one for one in was.get("members", ())}
    for one in now["members"]:
        earlier = before.get(one["id"], {})
        if was and not earlier:
            joined = one["joined"]
            yield scribe.note("joined", day=joined["date"], how=joined["reason"])
        if earlier and "left" in one and "left" not in earlier:
            yield scribe.note("left", day=one["left"]["date"], how=one["left"]["reason"])


# Everything else


def _of_log(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    for entry in _added(was, now, "entries"):
        for duty in entry["duties"]:
            yield scribe.note("done", day=entry["date"], of=(duty,))
    yield from _altered(scribe, was, now, ("entries",))


def _of_parameter(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
    """Values told apart by series and date: new, another than before, or gone."""
    before, after = (
        {_dated(one): one["value"] for one in side.get("values", ())} for side in (was, now)
    )
    for when in {**before, **after}:
        if before.get(when) != after.get(when):
            values = (_value(before.get(when)), _value(after.get(when)))
            yield scribe.note("value", of=(*when, *values))
    if was and [*map(_cited, was["values"])] != [*map(_cited, now["values"])]:
        yield scribe.note("altered", of=("values",))
    yield from _altered(scribe, was, now, apart=("values",))


def _cited(value: Record) -> Record:
    """All that is said of a value but the value: its dates, its source."""
    return {key: said for key, said in value.items() if key != "value"}


def _dated(value: Record) -> tuple[str, str]:
    return value.get("series", ""), str(value.get("year") or value.get("from") or "")


def _value(value: Any) -> str:
    """A parameter's value as it is written; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, list) else str(value)


def _of_people(*parts: str) -> Callable[[_Scribe, Record, Record], Iterator[Event]]:
    """A reader of a record whose lists hold officials, posts, judgements and the like."""

    def read(scribe: _Scribe, was: Record, now: Record) -> Iterator[Event]:
        for part in parts:
            for item in _added(was, now, part) if was else ():
                yield scribe.note("entry", how=part, of=(item_name(item),))
        yield from _altered(scribe, was, now, parts)

    return read


_READERS: dict[str, Callable[[_Scribe, Record, Record], Iterator[Event]]] = {
    "round": _of_round,
    "household": _of_household,
    "duty-log": _of_log,
    "parameter": _of_parameter,
    "organisation": _of_people("leaders", "contacts", "villages"),
    "village": _of_people("team", "posts", "haves", "history", "populations", "meetings"),
}
