"""Difficulties of a household: told apart, being solved by something, solved with proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

from gongshi.decision.case import Case
from gongshi.decision.criteria import CRITERIA, judge
from gongshi.decision.household import ONE_OUT
from gongshi.decision.truth import Truth, all_of
from gongshi.decision.wording import ids, listing
from gongshi.finding import Severity, Text
from gongshi.load.yaml import Keys
from gongshi.rules.base import Family, Hit, Index
from gongshi.rules.claims import claims
from gongshi.schema import naming

FAMILY = Family("difficulty", Text("一户的难处", "Difficulties of a household"))

Difficulty = dict[str, Any]
_UNSOLVED = ("open", "solving")


def _difficulties(index: Index) -> Iterator[tuple[Case, Keys, Difficulty]]:
    """Every difficulty on record of every household, with its place."""
    for case in index.cases:
        for number, difficulty in enumerate(case.value.get("difficulties", ())):
            yield case, ("difficulties", number), difficulty


@FAMILY.rule("not-of-a-set", judged="household")
def not_of_a_set(index: Index, _as_of: date) -> Iterator[Hit]:
    """A difficulty by a clause that is not one of those by which households are judged."""
    known = {
        clause.id for group in index.law.judged("household") for clause in group.clauses
    }  # whichever set was in force: a difficulty lasts from one set to the next
    for case, keys, difficulty in _difficulties(index):
        name = difficulty["clause"]
        if name in index.law.clauses and name not in known:
            yield Hit(
                case.document,
                (*keys, "clause"),
                Text(f"条款 {name} 不是一种难处。", f"{name} is not a difficulty."),
                Text(
                    "请核对条款编号，如 eight-difficulties.3；每户逐条判断的条款组写明 "
                    "judged: household。",
                    "Check the clause, such as eight-difficulties.3; a group by which each "
                    "household is judged states judged: household.",
                ),
                clauses=(name,),
            )


@FAMILY.rule("does-not-fit", judged="household")
def does_not_fit(index: Index, _as_of: date) -> Iterator[Hit]:
    """Fields that do not go with the status: anything beside none; a day solved while unsolved."""
    for case, keys, difficulty in _difficulties(index):
        status = difficulty["status"]
        unfit = [
            field
            for field in difficulty
            if (status == "none" and field not in ("clause", "status"))
            or (status in _UNSOLVED and field == "solved_on")
        ]
        if unfit:
            names = listing(naming.title("household", ("difficulties", "*", one)) for one in unfit)
            yield Hit(
                case.document,
                (*keys, unfit[0]),
                Text(
                    f"情况是“{_status(status).zh}”，不应有：{names.zh}。",
                    f'With the status "{_status(status).en}" there is no: {names.en}.',
                ),
                Text(
                    "请改正情况（status），或删去多余的内容。",
                    "Correct the status, or take out what does not belong to it.",
                ),
                clauses=(difficulty["clause"],),
            )


def _status(word: str) -> Text:
    return naming.word("household", ("difficulties", "*", "status"), word) or Text(word, word)


@FAMILY.rule("solving-without-means", judged="household")
def solving_without_means(index: Index, _as_of: date) -> Iterator[Hit]:
    """A difficulty said to be under solution, with neither a measure nor a project."""
    for case, keys, difficulty in _difficulties(index):
        means = "measures" in difficulty or "project" in difficulty
        if difficulty["status"] == "solving" and not means:
            yield Hit(
                case.document,
                (*keys, "status"),
                Text(
                    "写明正在解决，没有写用什么措施或项目。",
                    "Said to be under solution, by no measure or project.",
                ),
                Text(
                    "请在 measures 或 project 里写明；还没有办法的，情况填 open。",
                    "Name them in measures or project; while there is none the status is open.",
                ),
                clauses=(difficulty["clause"],),
            )


@FAMILY.rule("means-not-running", Severity.WARNING, judged="household")
def means_not_running(index: Index, as_of: date) -> Iterator[Hit]:
    """A difficulty said to be under solution, of whose measures and project none runs now."""
    for case, keys, difficulty in _difficulties(index):
        if difficulty["status"] == "solving" and not case.closed_by(as_of):
            running = _running(index, case, difficulty, as_of)
            if running and not any(one is not False for one in running):
                yield Hit(
                    case.document,
                    (*keys, "status"),
                    Text(
                        "写明正在解决，但所写的措施和项目现在一个也没有在进行。",
                        "Said to be under solution, but none of its measures and projects runs.",
                    ),
                    Text(
                        "解决了的，情况填 solved，写明日期和依据；没有解决的，请另想办法。",
                        "If it is solved, enter solved with day and evidence; if not, find other "
                        "means.",
                    ),
                    clauses=(difficulty["clause"],),
                )


def _running(index: Index, case: Case, difficulty: Difficulty, day: date) -> list[Truth]:
    """Whether each means of a difficulty runs on a day; unknown for one that cannot be read."""
    shown = day.isoformat()
    measures = {one["id"]: one for one in case.value.get("measures", ())}
    found: list[Truth] = []
    for name in difficulty.get("measures", ()):
        measure = measures.get(name)
        found.append(
            None
            if measure is None
            else measure["from"] <= shown and shown <= measure.get("to", shown)
        )
    if "project" in difficulty:
        projects = index.of_village("project", case.document.origin)
        named = [one.value for one in projects if one.origin.id == difficulty["project"]]
        found.append(_under_way(named[0], shown) if named else None)
    return found


def _under_way(project: dict[str, Any], shown: str) -> bool:
    """Whether a project was approved by a day and not yet accepted as finished."""
    acceptance = project.get("acceptance", {"result": "", "date": ""})
    finished = acceptance["result"] == "accepted" and acceptance["date"] <= shown
    return project["approved"]["date"] <= shown and not finished


@FAMILY.rule("solved-without-proof", judged="household")
def solved_without_proof(index: Index, _as_of: date) -> Iterator[Hit]:
    """A difficulty said to be solved, without the day or without evidence."""
    for case, keys, difficulty in _difficulties(index):
        lacking = [one for one in ("solved_on", "evidence") if one not in difficulty]
        if difficulty["status"] == "solved" and lacking:
            names = listing(
                naming.title("household", ("difficulties", "*", one)) for one in lacking
            )
            yield Hit(
                case.document,
                (*keys, "status"),
                Text(
                    f"写明已解决，没有{names.zh}。",
                    f"Said to be solved, without: {names.en}.",
                ),
                Text(
                    "请补上哪天解决、凭什么；还没有解决的，情况填 open 或 solving。",
                    "Enter when, and what shows it; while it is not solved the status is open or "
                    "solving.",
                ),
                clauses=(difficulty["clause"],),
            )


@FAMILY.rule("dates-impossible", judged="household")
def dates_impossible(index: Index, as_of: date) -> Iterator[Hit]:
    """A day of a difficulty that cannot be: solved or shown before it began, or in the future."""
    present = index.present(as_of).isoformat()
    for case, keys, difficulty in _difficulties(index):
        since = difficulty.get("since", "")
        for field, day in _days(difficulty):
            future, early = day > present, day < since
            if future or early:
                yield Hit(
                    case.document,
                    (*keys, *field),
                    Text("这一天还没有到。", "This day has not come yet.")
                    if future
                    else Text("这一天在难处开始以前。", "This day is before the difficulty began."),
                    Text("请核对日期。", "Check the days."),
                    clauses=(difficulty["clause"],),
                )


def _days(difficulty: Difficulty) -> Iterator[tuple[Keys, str]]:
    for field in ("since", "solved_on"):
        if field in difficulty:
            yield (field,), difficulty[field]
    for number, evidence in enumerate(difficulty.get("evidence", ())):
        yield ("evidence", number, "date"), evidence["date"]


@FAMILY.rule("twice-at-once", judged="household")
def twice_at_once(index: Index, _as_of: date) -> Iterator[Hit]:
    """One difficulty entered twice for the same time. One that came back later is a new entry."""
    for case in index.cases:
        entries = list(enumerate(case.value.get("difficulties", ())))
        for (first, earlier), (second, later) in combinations(entries, 2):
            if earlier["clause"] == later["clause"] and _at_once(earlier, later):
                line, _ = case.document.positions().of(("difficulties", first))
                yield Hit(
                    case.document,
                    ("difficulties", second),
                    Text(
                        f"这一难与第 {line} 行的是同一难、同一段时间。",
                        f"The same difficulty at the same time stands on line {line}.",
                    ),
                    Text(
                        "请合并成一条；解决以后又出现的，写明各自的起止日期。",
                        "Merge the two; if it came back once it was solved, state both their days.",
                    ),
                    clauses=(later["clause"],),
                )


def _at_once(one: Difficulty, other: Difficulty) -> bool:
    """Whether two entries are about the same time. "None" is said of all the time."""
    if "none" in (one["status"], other["status"]):
        return True
    return all_of(_begun_by_end(one, other), _begun_by_end(other, one)) is True


def _begun_by_end(one: Difficulty, other: Difficulty) -> Truth:
    """Whether one began before the other was solved; unknown where a day is not recorded."""
    if other["status"] in _UNSOLVED:
        return True
    if "since" not in one or "solved_on" not in other:
        return None
    return bool(one["since"] < other["solved_on"])


@FAMILY.rule("contradicted", Severity.WARNING, judged="household", contradicts=True)
def contradicted(index: Index, as_of: date) -> Iterator[Hit]:
    """A difficulty said not to be there, or solved, against the latest survey.

    The clause says what holds once the difficulty is gone (``answers_to``). A survey made before
    it was solved contradicts nothing, and neither does a fact that is not recorded.
    """
    for case in index.cases:
        years = case.surveyed_by(as_of)
        if not years or case.closed_by(as_of):
            continue
        surveyed = case.value["surveys"][case.years[years[-1]]]["date"]
        for number, difficulty in _latest(case, as_of):
            status = difficulty["status"]
            gone = status == "none" or (
                status == "solved" and difficulty.get("solved_on", "9999") <= surveyed
            )
            clause = index.law.clauses.get(difficulty["clause"])
            failing = [
                name
                for name in (clause.answers_to if clause and gone else ())
                if name in CRITERIA and judge(name, case, years[-1], as_of).truth is False
            ]
            if failing:
                named = ids(failing)
                yield Hit(
                    case.document,
                    ("difficulties", number, "status"),
                    Text(
                        f"写明“{_status(status).zh}”，但 {years[-1]} 年调查没有达到 {named.zh}。",
                        f'Said to be "{_status(status).en}", but by the survey of {years[-1]} '
                        f"{named.en} does not hold.",
                    ),
                    Text(
                        "请入户核实。难处又出现的，另写一条；调查或这里写错的，请改正。",
                        "Visit the home. If the difficulty came back, add an entry; if the survey "
                        "or this is wrong, correct it.",
                    ),
                    clauses=(difficulty["clause"], *failing),
                )


def _latest(case: Case, day: date) -> list[tuple[int, Difficulty]]:
    """Of each clause the entry that began last by a day; one without a day began first."""
    found: dict[str, tuple[int, Difficulty]] = {}
    entries = enumerate(case.value.get("difficulties", ()))
    for number, one in sorted(entries, key=lambda item: str(item[1].get("since", ""))):
        if one.get("since", "") <= day.isoformat():
            found[one["clause"]] = (number, one)
    return list(found.values())


@FAMILY.rule("open-at-exit", judged="household", contradicts=True)
def open_at_exit(index: Index, as_of: date) -> Iterator[Hit]:
    """A household whose exit was announced while a difficulty that bars it was not solved.

    It bars an exit where its clause answers to a condition of one-out.
    """
    yield from _unsolved(index, as_of, announced=True)


@FAMILY.rule("open-on-exit-list", Severity.WARNING, judged="household", contradicts=True)
def open_on_exit_list(index: Index, as_of: date) -> Iterator[Hit]:
    """The same, of a household on an exit list: until the announcement it can still be solved."""
    yield from _unsolved(index, as_of, announced=False)


def _unsolved(index: Index, as_of: date, *, announced: bool) -> Iterator[Hit]:
    conditions = {
        clause.id
        for group in index.law.policy.clause_groups
        for clause in group.clauses
        if group.id == ONE_OUT
    }
    for claim in claims(index, "exit", as_of):
        if (claim.document is claim.case.document) is not announced:
            continue
        barring: list[str] = []
        against: list[str] = []
        for difficulty in claim.case.value.get("difficulties", ()):
            clause = index.law.clauses.get(difficulty["clause"])
            barred = [name for name in (clause.answers_to if clause else ()) if name in conditions]
            if barred and _open_on(difficulty, claim.decision.day, now=not announced):
                barring.append(difficulty["clause"])
                against += barred
        if barring:
            named, answers = ids(barring), ids(against)
            when = Text("当时", "then") if announced else Text("现在", "now")
            hit = claim.hit(
                Text(
                    f"但{when.zh}还有难处没有解决：{named.zh}（对应 {answers.zh}）。",
                    f"with a difficulty not solved {when.en}: {named.en} (for {answers.en}).",
                ),
                Text(
                    "请入户核实：已经解决的，写明哪天解决和依据；没有解决的，不能脱贫。",
                    "Visit the home: if it was solved, enter when and what shows it; if not, the "
                    "household may not exit.",
                ),
            )
            yield replace(hit, clauses=tuple(dict.fromkeys((*barring, *against))))


def _open_on(difficulty: Difficulty, day: date, *, now: bool) -> bool:
    """Whether a difficulty is known to have been there, unsolved, on a day.

    Of an earlier day that is known only where it is recorded since when, or until when.
    """
    shown, status = day.isoformat(), difficulty["status"]
    if difficulty.get("since", "") > shown:
        return False
    if status in _UNSOLVED:
        return now or "since" in difficulty
    solved = difficulty.get("solved_on", "")
    return status == "solved" and "since" in difficulty and solved > shown
