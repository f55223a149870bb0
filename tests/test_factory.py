"""The county generator: the committed sample is what it writes, and the story it tells holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from gongshi import pipeline
from gongshi.load import yaml
from gongshi.load.document import origin_of
from tests.conftest import NOW
from tests.factory import NotADemonstration, county_files, county_records, write_county
from tests.factory.days import AS_OF, LINES
from tests.factory.record import Record, file_of

ROOT = Path(__file__).parents[1]
RECORDS = ROOT / "records"
SMALL: dict[str, int] = {"villages": 5, "households": 60, "seed": 3}
SHOWN = [
    ("haves.contradicted", "haves.eight-haves.6.status"),
    ("haves.contradicted", "haves.eight-haves.7.status"),
]
BANDS = ("0-5", "6-15", "16-17", "18-59", "60-79", "80-plus")


# The sample is read as values, before they become text; that the text is the committed one, and
# that text reads back as the values, two tests below hold.
@pytest.fixture(scope="module")
def sample_records() -> dict[str, Record]:
    return dict(county_records())


@pytest.fixture(scope="module")
def small_files() -> dict[str, str]:
    return dict(county_files(**SMALL))


def of_kind(records: dict[str, Record], folder: str) -> Iterator[tuple[str, Record]]:
    """The village's folder and the record, for all records of a kind that lie in villages."""
    for path, record in records.items():
        if f"/{folder}/" in path:
            yield path.split(f"/{folder}/")[0], record


@pytest.fixture(scope="module")
def households(sample_records: dict[str, Record]) -> list[Record]:
    return [record for _, record in of_kind(sample_records, "households")]


@pytest.fixture(scope="module")
def registered(households: list[Record]) -> list[Record]:
    return [one for one in households if "history" in one]


@pytest.fixture(scope="module")
def rounds(sample_records: dict[str, Record]) -> list[tuple[str, Record]]:
    return list(of_kind(sample_records, "rounds"))


def by_year(household: Record) -> dict[int, Record]:
    return {survey["year"]: survey for survey in household["surveys"]}


def members_on(household: Record, day: date) -> list[Record]:
    return [
        one
        for one in household["members"]
        if one["joined"]["date"] <= day and ("left" not in one or day < one["left"]["date"])
    ]


def changed(household: Record, change: str) -> date | None:
    return next((one["date"] for one in household["history"] if one["change"] == change), None)


def is_poor(household: Record) -> bool:
    closed = "closed" in household and household["closed"]["date"] <= AS_OF
    return household["history"][-1]["change"] != "exit" and not closed


def meets_exit_standard(survey: Record) -> bool:
    """All conditions of "one out" as the survey shows them; what is not known is not met."""
    return (
        survey["income"]["per_head"] > LINES[survey["year"]]
        and survey.get("stable_source", False)
        and survey["education"]["out_for_money"] == 0
        and survey["medical"]["insured"]
        and survey["medical"]["guaranteed"]
        and survey["housing"].get("grade") in ("a", "b")
        and survey.get("safe_water", False)
        and survey.get("electricity", False)
        and not survey["medical"]["relapse_risk"]
    )


# --- the files


def test_the_committed_sample_is_what_the_factory_writes() -> None:
    written = dict(county_files())
    committed = {
        path.relative_to(RECORDS).as_posix()
        for path in RECORDS.rglob("*")
        if path.is_file() and RECORDS / "policy" not in path.parents
    }
    assert committed == set(written)
    differing = [
        path for path, text in written.items() if (RECORDS / path).read_bytes() != text.encode()
    ]
    assert differing == [], "run: make sample"


def test_a_small_county_fits_its_schemas_and_reads_back(small_files: dict[str, str]) -> None:
    schemas = [json.loads(path.read_text("utf-8")) for path in (ROOT / "schemas").glob("*.json")]
    resources = [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    registry: Registry[Any] = Registry().with_resources(resources)
    validators = {
        schema["$id"].rsplit("/", 1)[1].removesuffix(".json"): Draft202012Validator(
            schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
        )
        for schema in schemas
    }
    values = dict(county_records(**SMALL))
    assert set(values) == set(small_files)
    for path, text in small_files.items():
        value, findings = yaml.parse(text.encode(), path)
        assert findings == []
        assert value == json.loads(json.dumps(values[path], default=str)), path
        origin = origin_of(path, path)
        assert origin is not None
        faults = [fault.message for fault in validators[origin.kind].iter_errors(value)]
        assert faults == [], path


@pytest.mark.parametrize("seed_of_hashes", ["0", "4711"])
def test_the_same_arguments_give_the_same_bytes(
    seed_of_hashes: str, small_files: dict[str, str], tmp_path: Path
) -> None:
    options = [f"--{name}={value}" for name, value in SMALL.items()]
    subprocess.run(
        [sys.executable, "-m", "tests.factory", *options, str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed_of_hashes, "LC_ALL": "C", "TZ": "UTC+9"},
        check=True,
        capture_output=True,
    )
    for path, text in small_files.items():
        assert (tmp_path / "out" / path).read_bytes() == text.encode(), path


def test_what_an_earlier_county_left_goes_and_the_policy_comes(tmp_path: Path) -> None:
    write_county(tmp_path / "out", villages=4, households=20, seed=1)
    write_county(tmp_path / "out", villages=3, households=12, seed=2)
    files = dict(county_files(villages=3, households=12, seed=2))
    found = {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    }
    assert {path for path in found if not path.startswith("policy/")} == set(files)
    assert any(path.startswith("policy/") for path in found)


def test_a_real_county_is_never_written_over(tmp_path: Path) -> None:
    county = file_of(
        "county.yaml", dict(county_records(villages=1, households=3, seed=1))["county.yaml"]
    )
    real = re.sub(r"demonstration:\n(  .*\n)+", "", county)
    assert real != county
    (tmp_path / "county.yaml").write_text(real, "utf-8")
    with pytest.raises(NotADemonstration):
        write_county(tmp_path, villages=1, households=3, seed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["county.yaml"]


def test_keys_stand_in_the_order_of_the_schemas(sample_records: dict[str, Record]) -> None:
    common = json.loads((ROOT / "schemas" / "common.json").read_text("utf-8"))["$defs"]
    schemas: dict[str, Any] = {}

    def follow(schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = common[schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def check(value: Any, schema: dict[str, Any], where: str) -> None:
        schema = follow(schema)
        if isinstance(value, list):
            for item in value:
                check(item, schema["items"], where)
        elif isinstance(value, dict):
            order = list(schema["properties"])
            assert list(value) == sorted(value, key=order.index), where
            for key, item in value.items():
                check(item, schema["properties"][key], f"{where}.{key}")

    for path, record in sample_records.items():
        origin = origin_of(path, path)
        assert origin is not None
        if origin.kind not in schemas:
            text = (ROOT / "schemas" / f"{origin.kind}.json").read_text("utf-8")
            schemas[origin.kind] = json.loads(text)
        check(record, schemas[origin.kind], path)


# --- numbers and references


def test_the_sample_is_as_large_as_promised(
    sample_records: dict[str, Record], registered: list[Record]
) -> None:
    kinds = Counter(path.rsplit("/", 1)[1] for path in sample_records if "/" in path)
    assert kinds["township.yaml"] >= 4
    assert kinds["village.yaml"] >= 24
    assert len(registered) >= 600


def test_ids_are_given_once(sample_records: dict[str, Record], households: list[Record]) -> None:
    persons = [one["id"] for household in households for one in household["members"]]
    officials = [
        (one["id"], one["name"])
        for record in sample_records.values()
        for part in ("leaders", "contacts", "team", "posts")
        for one in record.get(part, ())
    ]
    villages = [path.split("/")[2] for path in sample_records if path.endswith("/village.yaml")]
    for ids in (persons, officials, villages, [one["id"] for one in households]):
        assert len(ids) == len(set(ids))


def test_household_numbers_tell_nothing(sample_records: dict[str, Record]) -> None:
    numbers = [record["id"] for _, record in of_kind(sample_records, "households")]
    by_village = Counter(path for path, _ in of_kind(sample_records, "households"))
    assert numbers != sorted(numbers)
    first = next(iter(by_village))
    own = [record["id"] for path, record in of_kind(sample_records, "households") if path == first]
    assert int(max(own)[1:]) - int(min(own)[1:]) > 300


def test_no_number_could_be_an_identity_card_or_a_mobile() -> None:
    shape = re.compile(r"(?<![0-9])(?:[0-9]{11}|[0-9]{15}|[0-9]{17}[0-9Xx])(?![0-9])")
    for path, text in county_files():
        assert not shape.search(text), path


def test_every_signer_is_in_office_on_the_day(sample_records: dict[str, Record]) -> None:
    terms: dict[str, list[Record]] = defaultdict(list)
    for record in sample_records.values():
        for part in ("leaders", "contacts", "team", "posts"):
            for one in record.get(part, ()):
                terms[one["id"]].append(one)

    def holds(official: str, day: date) -> bool:
        return any(one["from"] <= day <= one.get("to", AS_OF) for one in terms[official])

    for _, household in of_kind(sample_records, "households"):
        for survey in household["surveys"]:
            assert all(holds(one, survey["date"]) for one in survey["by"]), household["id"]
        for helper in household.get("helpers", ()):
            assert holds(helper["contact"], helper["from"])
            assert holds(helper["contact"], helper.get("to", AS_OF))
    for path, made in of_kind(sample_records, "rounds"):
        for step in made["steps"]:
            for meeting in step.get("meetings", ()):
                assert holds(meeting["chair"], meeting["date"]), path
            assert any(holds(one, step["from"]) for one in step["by"]), path
    for path, log in of_kind(sample_records, "duties"):
        assert all(holds(entry["who"], entry["date"]) for entry in log["entries"]), path


# --- households


def test_a_household_has_one_head(households: list[Record]) -> None:
    for household in households:
        heads = [one for one in members_on(household, AS_OF) if one["relation"] == "head"]
        assert len(heads) == 1, household["id"]
        assert 1 <= len(members_on(household, AS_OF)) <= 7, household["id"]


def test_income_is_the_sum_of_its_parts(households: list[Record]) -> None:
    for household in households:
        for survey in household["surveys"]:
            income = survey["income"]
            earned = income["wages"] + income["business"] + income["property"] + income["transfer"]
            assert income["net"] == earned - income["business_costs"]
            assert income["per_head"] == int(income["net"] / income["persons"] + 0.5)
            assert income["persons"] == len(members_on(household, survey["window"]["to"]))
            assert min(income.values()) >= 0, household["id"]


def test_income_moves_without_wild_jumps(households: list[Record]) -> None:
    steps = []
    for household in households:
        surveys = household["surveys"]
        for before, after in pairwise(surveys):
            assert after["year"] == before["year"] + 1
            steps.append(after["income"]["per_head"] / before["income"]["per_head"])
            for part in ("wages", "business"):
                assert bool(before["income"][part]) == bool(after["income"][part])
    usual = sum(0.85 <= step <= 1.45 for step in steps)
    assert usual / len(steps) > 0.97
    assert min(steps) > 0.75
    assert max(steps) < 1.6


def test_age_bands_only_go_forward_and_fit_what_is_said(households: list[Record]) -> None:
    for household in households:
        last: dict[str, int] = {}
        for survey in household["surveys"]:
            for one in survey.get("members", ()):
                band = BANDS.index(one["age_band"])
                assert last.get(one["id"], 0) <= band <= last.get(one["id"], band) + 1
                last[one["id"]] = band
                if band <= 1:
                    assert one["labour"] == "none"
                    assert one["schooling"] in ("none", "preschool", "primary", "junior")
                if band == 5:
                    assert one["labour"] in ("none", "lost", "weak")
                assert band != 4 or one["labour"] in ("weak", "ordinary", "lost")


def test_who_entered_met_the_entry_standard(registered: list[Record]) -> None:
    for household in registered:
        entries = [one for one in household["history"] if one["change"] in ("entry", "return")]
        for entry in entries:
            survey = by_year(household)[entry["date"].year]
            income, housing, medical = survey["income"], survey["housing"], survey["medical"]
            line = LINES[entry["date"].year]
            own_cost = medical["out_of_pocket"] / income["persons"]
            unsafe = housing["homes"] == 0 or housing.get("grade") in ("c", "d")
            assert (
                income["per_head"] < line
                or survey["education"]["out_for_money"] > 0
                or (unsafe and not housing["can_build"])
                or (medical["heavy_burden"] and income["per_head"] - own_cost < line)
            ), household["id"]
            assert not survey["vehicles"]["comfort_car"]
            assert not survey["enterprise"]["runs_or_invests"]
            assert not survey["payroll"]["state_payroll"]
            assert survey["absence"]["months_away"] < 12
            assert not survey["new_housing"]["done"] or "exception" in survey["new_housing"]
            assert not survey["clearly_outside"]["applies"]
        assert household["standard"] in ("national", "municipal")


def test_who_exited_met_the_exit_standard_and_stayed_above(registered: list[Record]) -> None:
    for household in registered:
        exited = changed(household, "exit")
        if exited is None:
            continue
        assert exited.year > household["history"][0]["date"].year
        returned = any(one["change"] == "return" for one in household["history"])
        for year, survey in by_year(household).items():
            fallen = year == 2019 and (returned or not survey["steady"])
            if year >= exited.year and not fallen:
                assert meets_exit_standard(survey), household["id"]
                assert survey["steady"]
                assert survey["income"]["per_head"] > 1.1 * LINES[year]
                assert survey["food_enough"]
                assert survey["clothing_enough"]
        for measure in household["measures"]:
            if measure["from"] < exited:
                assert measure["effect"] == "clear"
                assert measure["effect_on"] <= exited


def test_nobody_who_meets_the_exit_standard_is_kept(
    sample_records: dict[str, Record], registered: list[Record]
) -> None:
    leaving = {
        row["household"]
        for path, made in of_kind(sample_records, "rounds")
        if made["id"] == "2019-exit"
        for row in made["steps"][0]["nominations"]
    }
    for household in registered:
        surveys = by_year(household)
        exited = changed(household, "exit")
        last = exited.year if exited else 2020
        for year, survey in surveys.items():
            if household["history"][0]["date"].year < year < last and (
                year < 2019 or household["id"] not in leaving
            ):
                assert not meets_exit_standard(survey), (household["id"], year)


def test_who_is_nominated_now_meets_the_standard_or_is_dropped(
    rounds: list[tuple[str, Record]], sample_records: dict[str, Record]
) -> None:
    for path, made in rounds:
        if made["id"] != "2019-exit":
            continue
        gone = {row["household"] for step in made["steps"] for row in step.get("dropped", ())}
        for row in made["steps"][0]["nominations"]:
            if row["household"] not in gone:
                household = sample_records[f"{path}/households/{row['household']}.yaml"]
                assert meets_exit_standard(by_year(household)[2019])


def test_some_fall_back_and_few_are_unknown(
    sample_records: dict[str, Record], registered: list[Record]
) -> None:
    applied = [
        row
        for path, made in of_kind(sample_records, "rounds")
        for row in made["steps"][0].get("applications", ())
        if row.get("returning")
    ]
    announced = sum(
        any(one["change"] == "return" for one in household["history"]) for household in registered
    )
    assert 2 <= len(applied) <= 4
    assert 1 <= announced < len(applied)
    unknown = [one for one in registered if is_poor(one) and "safe_water" not in one["surveys"][-1]]
    assert unknown


def test_causes_measures_and_facts_agree(registered: list[Record]) -> None:
    for household in registered:
        causes = {household["causes"]["main"], *household["causes"].get("others", ())}
        helped = {cause for one in household["measures"] for cause in one["causes"]}
        assert helped == causes, household["id"]
        first = household["surveys"][0]
        assert ("illness" in causes) == first["medical"]["heavy_burden"]
        if "schooling" in causes:
            assert (
                any(one.get("schooling", "none") != "none" for one in first["members"])
                or (first["education"]["out_for_money"])
            )
        exited = changed(household, "exit")
        told = [one for one in household["difficulties"] if one["status"] != "none"]
        # One that falls back after its exit has its difficulties anew.
        anew = [one for one in told if exited and one["since"] > exited]
        assert 1 <= len(told) - len(anew) <= 4
        for difficulty in told:
            if exited and difficulty not in anew:
                assert difficulty["status"] == "solved"
                assert difficulty["evidence"]
                assert difficulty["solved_on"] < exited
        if exited is None and not meets_exit_standard(household["surveys"][-1]):
            assert any(one["status"] in ("open", "solving") for one in household["difficulties"])


def test_only_old_people_without_labour_are_destitute(registered: list[Record]) -> None:
    destitute = [one for one in registered if one["category"] == "destitute"]
    assert destitute
    for household in destitute:
        for one in household["surveys"][0]["members"]:
            assert one["age_band"] in ("60-79", "80-plus")
            assert one["labour"] not in ("skilled", "ordinary")
        assert household["surveys"][0]["income"]["transfer"] > 0


def test_the_registered_have_a_helper_throughout(registered: list[Record]) -> None:
    loads: Counter[str] = Counter()
    changes = 0
    for household in registered:
        helpers = household["helpers"]
        if "closed" not in household:
            assert helpers, household["id"]
            loads[helpers[-1]["contact"]] += 1
            assert "to" not in helpers[-1]
        assert helpers[0]["from"] > household["history"][0]["date"]
        for before, after in pairwise(helpers):
            assert after["from"] == before["to"] + timedelta(days=1)
            changes += 1
    assert changes > 20
    assert max(loads.values()) <= 5
    assert sum(load >= 2 for load in loads.values()) / len(loads) > 0.95


def test_who_only_applied_has_neither_history_nor_helper(households: list[Record]) -> None:
    applied = [one for one in households if "history" not in one]
    assert len(applied) > 20
    for household in applied:
        assert not {"helpers", "measures", "causes", "difficulties"} & set(household)


# --- rounds


def test_announced_lists_equal_the_histories(
    sample_records: dict[str, Record], rounds: list[tuple[str, Record]]
) -> None:
    announced: dict[tuple[str, str, date], dict[str, int]] = {}
    for path, made in rounds:
        last = made["steps"][-1]
        if "announcement" in last:
            assert last["to"] == last["announcement"]["date"]
            listed = {row["household"]: row["persons"] for row in last["list"]}
            announced[path, made["id"], last["announcement"]["date"]] = listed
    told: dict[tuple[str, str, date], dict[str, int]] = defaultdict(dict)
    for path, household in of_kind(sample_records, "households"):
        for one in household.get("history", ()):
            count = len(members_on(household, one["date"]))
            told[path, one["round"], one["date"]][household["id"]] = count
    assert announced == told


def test_listed_persons_are_those_on_the_books(
    sample_records: dict[str, Record], rounds: list[tuple[str, Record]]
) -> None:
    for path, made in rounds:
        for step in made["steps"]:
            for row in step.get("list", ()):
                household = sample_records[f"{path}/households/{row['household']}.yaml"]
                for day in (step["from"], step.get("to", AS_OF)):
                    assert row["persons"] == len(members_on(household, day)), path


def test_a_list_loses_a_household_only_with_a_reason(rounds: list[tuple[str, Record]]) -> None:
    for path, made in rounds:
        first = made["steps"][0]
        alive = {
            row["household"]
            for key in ("applications", "nominations")
            for row in first.get(key, ())
        }
        for step in made["steps"]:
            hangs = set()  # taken off while the notice hung, and on it as it was posted
            for row in step.get("dropped", ()):
                assert row["household"] in alive, path
                alive.remove(row["household"])
                assert step["from"] <= row["date"] <= step.get("to", AS_OF)
                if "notice" in step and row["date"] > step["notice"]["from"]:
                    hangs.add(row["household"])
            if "list" in step:
                assert {row["household"] for row in step["list"]} == alive | hangs, path
        assert alive, path


def test_steps_follow_one_another(rounds: list[tuple[str, Record]]) -> None:
    for path, made in rounds:
        direction = made["procedure"]
        assert made["opened"] == made["steps"][0]["from"]
        for number, step in enumerate(made["steps"], 1):
            assert step["step"] == f"{direction}.{number}"
            last = number == len(made["steps"])
            assert step["from"] <= step.get("to", AS_OF) <= AS_OF
            assert ("to" in step) or last, path
            if not last:
                assert step["to"] < made["steps"][number]["from"]
                assert len({*step["by"], *made["steps"][number]["by"]}) > 1
            if "notice" in step:
                notice = step["notice"]
                assert notice["to"] == notice["from"] + timedelta(days=7)
                assert step["from"] <= notice["from"] <= AS_OF
                assert notice["to"] < step.get("to", date.max)
                assert len(notice["places"]) >= (2 if number < 3 else 1)
        assert set(made["steps"][-1]) >= {"by"}


def test_meetings_have_their_quorum_and_votes_their_majority(
    rounds: list[tuple[str, Record]], sample_records: dict[str, Record]
) -> None:
    for path, made in rounds:
        for step in made["steps"]:
            dropped = {row["household"]: row["reason"] for row in step.get("dropped", ())}
            for meeting in step.get("meetings", ()):
                assert 3 * meeting["present"] >= 2 * meeting["eligible"]
                for vote in meeting["votes"]:
                    assert vote["for"] + vote["against"] <= meeting["present"]
                    carried = 2 * vote["for"] > meeting["present"]
                    assert carried == (dropped.get(vote["household"]) != "vote"), path
                    household = sample_records[f"{path}/households/{vote['household']}.yaml"]
                    assert meeting.get("group", household["group"]) == household["group"]


def test_visits_of_a_round_are_the_surveys_of_the_year(
    rounds: list[tuple[str, Record]], sample_records: dict[str, Record]
) -> None:
    for path, made in rounds:
        for step in made["steps"]:
            for row in step.get("surveyed", ()):
                household = sample_records[f"{path}/households/{row['household']}.yaml"]
                survey = by_year(household)[made["year"]]
                assert (row["date"], row["by"]) == (survey["date"], survey["by"])
                assert len(row["by"]) == 2
                assert step["from"] <= row["date"] <= step.get("to", AS_OF)


def test_every_step_is_where_some_round_stands(rounds: list[tuple[str, Record]]) -> None:
    standing = {made["steps"][-1]["step"] for _, made in rounds if "to" not in made["steps"][-1]}
    expected = {*(f"proc.entry.{n}" for n in range(1, 9)), *(f"proc.exit.{n}" for n in range(1, 7))}
    assert standing == expected
    over = {made["id"] for _, made in rounds if "announcement" in made["steps"][-1]}
    assert {"2019-entry", "2019-exit"} <= over


def test_notices_hang_today_and_one_objection_waits(rounds: list[tuple[str, Record]]) -> None:
    left: Counter[int] = Counter()
    waiting, answered = 0, 0
    for _, made in rounds:
        last = made["steps"][-1]
        for row in made.get("objections", ()):
            step = next(step for step in made["steps"] if step["step"] == row["step"])
            notice = step["notice"]
            assert notice["from"] <= row["date"] <= notice["to"]
            if "answer" in row:
                assert row["date"] <= row["answer"]["date"] <= row["date"] + timedelta(days=5)
                assert row["answer"]["date"] <= min(notice["to"], AS_OF)
                answered += "to" not in step
            else:
                assert step is last
                assert notice["to"] >= AS_OF
                waiting += 1
        if "notice" in last and "to" not in last:
            left[(last["notice"]["to"] - AS_OF).days] += 1
    assert (waiting, answered) == (1, 1)
    assert left.total() >= 6
    assert {0, 1, 2} <= set(left)
    assert min(left) == 0


def test_upheld_objections_and_confirmed_hits_end_a_households_way(
    rounds: list[tuple[str, Record]],
) -> None:
    upheld = {
        (path, made["id"], row["household"], row["answer"]["clause"])
        for path, made in rounds
        for row in made.get("objections", ())
        if row.get("answer", {}).get("outcome") == "upheld"
    }
    confirmed = {
        (path, made["id"], row["household"], row["clause"])
        for path, made in rounds
        for step in made["steps"]
        for row in step.get("comparisons", ())
        if row.get("recheck", {}).get("finding") == "confirmed"
    }
    dropped = defaultdict(set)
    for path, made in rounds:
        for step in made["steps"]:
            for row in step.get("dropped", ()):
                key = (path, made["id"], row["household"], row.get("clause"))
                dropped[row["reason"]].add(key)
    assert upheld == dropped["objection"]
    assert confirmed == dropped["comparison"]
    assert upheld
    assert confirmed
    assert {"vote", "barred", "not-met", "not-accepted"} <= set(dropped)


def test_one_hit_is_still_to_be_checked_again(rounds: list[tuple[str, Record]]) -> None:
    unchecked = [
        made["steps"][-1]
        for _, made in rounds
        for step in made["steps"]
        for row in step.get("comparisons", ())
        if "recheck" not in row
    ]
    assert [step["step"] for step in unchecked] == ["proc.entry.6"]
    assert "to" not in unchecked[0]


# --- villages, projects, duties


def test_a_village_left_the_list_with_fewer_than_three_poor_in_a_hundred(
    sample_records: dict[str, Record],
) -> None:
    poor: dict[tuple[str, int], int] = Counter()
    for path, household in of_kind(sample_records, "households"):
        for year in (2017, 2018):
            day = date(year, 12, 28)
            past = [one for one in household.get("history", ()) if one["date"] <= day]
            closed = "closed" in household and household["closed"]["date"] <= day
            if past and past[-1]["change"] != "exit" and not closed:
                poor[path, year] += len(members_on(household, day))
    left = 0
    listed = 0
    for path, village in sample_records.items():
        if not path.endswith("/village.yaml"):
            continue
        listed += "history" in village
        persons = {row["year"]: row["persons"] for row in village["populations"]}
        assert all(600 <= count <= 2400 for count in persons.values()), path
        for change in village.get("history", ()):
            if change["change"] == "exited":
                left += 1
                year = change["date"].year
                assert poor[path.removesuffix("/village.yaml"), year] * 100 < 3 * persons[year]
                assert {row["factor"] for row in village["exit_reviews"]} == {
                    "infrastructure", "public-services", "industry", "collective-income",
                }  # fmt: skip
    assert 14 <= listed <= 16
    assert 9 <= left <= 11


def test_projects_spend_what_they_received_and_no_more(sample_records: dict[str, Record]) -> None:
    for path, project in of_kind(sample_records, "projects"):
        budget = sum(row["amount"] for row in project["budget"])
        received = sum(row["amount"] for row in project["funds"])
        spent = sum(row["amount"] for row in project["spending"])
        assert spent <= received <= budget, path
        for household in project["beneficiaries"].get("households", ()):
            assert f"{path}/households/{household}.yaml" in sample_records


def test_a_trade_is_wanting_only_where_there_was_none(sample_records: dict[str, Record]) -> None:
    wanting, further = 0, 0
    for path, project in of_kind(sample_records, "projects"):
        if project["kind"] == "industry":
            haves = sample_records[f"{path}/village.yaml"]["haves"]
            there = [
                one["since"]
                for one in haves
                if one["clause"] == "eight-haves.1" and one["status"] == "has"
            ]
            further += project["need"]["clause"] == "eight-difficulties.1"
            if project["need"]["clause"] == "eight-haves.1":
                wanting += 1
                assert all(since >= project["approved"]["date"] for since in there), path
    assert wanting >= 10
    assert further >= 5


def test_nothing_happens_after_the_as_of_date(sample_records: dict[str, Record]) -> None:
    def later(value: Any, key: str) -> Iterator[str]:
        if isinstance(value, dict):
            for name, item in value.items():
                yield from later(item, name)
        elif isinstance(value, list):
            for item in value:
                yield from later(item, key)
        elif isinstance(value, date) and value > AS_OF:
            yield key

    # Only a notice's last day, a milestone's plan and a village's planned meetings may lie ahead.
    done = [
        {key: value for key, value in record.items() if key != "meetings"}
        for record in sample_records.values()
    ]
    assert {key for record in done for key in later(record, "")} == {"to", "due"}
    planned = [one for record in sample_records.values() for one in record.get("meetings", ())]
    assert planned
    assert all(one["date"] > AS_OF for one in planned)


def test_logs_are_in_order_and_about_households_the_contact_has(
    sample_records: dict[str, Record],
) -> None:
    for path, log in of_kind(sample_records, "duties"):
        keys = [(entry["date"], entry["who"]) for entry in log["entries"]]
        assert keys == sorted(keys)
        for entry in log["entries"]:
            assert entry["date"].year == log["year"]
            for number in entry.get("households", ()):
                household = sample_records[f"{path}/households/{number}.yaml"]
                assert any(
                    one["contact"] == entry["who"]
                    and one["from"] <= entry["date"] <= one.get("to", AS_OF)
                    for one in household["helpers"]
                )


def test_one_call_in_ten_is_missing_and_villages_differ(
    sample_records: dict[str, Record],
) -> None:
    owed: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for path, household in of_kind(sample_records, "households"):
        for helper in household.get("helpers", ()):
            first, last = helper["from"], helper.get("to", date(2019, 10, 31))
            owed[path] += sum(
                first <= date(2019, month, 1) and last >= date(2019, month, 28)
                for month in range(1, 11)
            )
    for path, log in of_kind(sample_records, "duties"):
        for entry in log["entries"]:
            if "duty.contact.5" in entry["duties"] and date(2019, 1, 1) <= entry["date"] < date(
                2019, 11, 1
            ):
                done[path] += len(entry["households"])
    shares = {path: done[path] / owed[path] for path in owed}
    assert 0.86 < done.total() / owed.total() < 0.95
    assert max(shares.values()) > 0.97
    assert min(shares.values()) < 0.8


@pytest.mark.parametrize("seed", [1, 7])
def test_another_county_passes_every_rule_but_where_it_shows_one(seed: int, tmp_path: Path) -> None:
    """Its stories are the policy's: who entered met a clause, who exited met all eight.

    Two villages show what is wrong with a "has": posts stand empty, the team changes too often.
    """
    write_county(tmp_path / "out", villages=24, households=240, seed=seed)
    checked = pipeline.check(tmp_path / "out", None, NOW)
    # Some duties and some work are always late somewhere: reminders.
    late = [one for one in checked.findings if one.code == "project.milestone-overdue"]
    assert len(late) <= 12, "a county is not late with every project"
    others = [one for one in checked.findings if one.code != "duty.overdue" and one not in late]
    assert sorted((one.code, one.spot) for one in others) == SHOWN
    assert checked.passes
    assert checked.counts["household"] > 200
