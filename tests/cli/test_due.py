"""``gongshi due`` as a clerk would run it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.cli.test_commands import run
from tests.conftest import ROOT
from tests.rules.test_identity import edit

VILLAGE = "townships/shuiyun/tingquan"
HOUSEHOLD = f"{VILLAGE}/households/h000001.yaml"


def test_a_contact_is_told_in_the_language_asked_for(county: Path) -> None:
    arguments = ("due", "--who", "c00002", "--as-of", "2019-12-20")
    done = run(*arguments, "--lang", "zh", cwd=county.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "■ c00002 程以宁（云岫县林业服务中心）" in done.stdout
    assert "2019-12-31  还有 11 天  打电话或发短信（2019 年 12 月）" in done.stdout
    assert "h000001（一组）" in done.stdout
    done = run(*arguments, "--lang", "en", cwd=county.parent)
    assert "2019-12-31  11 days left  call or text (2019-12)" in done.stdout
    assert done.stdout.endswith("for the staff, not for publication.\n")


def test_the_whole_county_is_told_by_default() -> None:
    done = run("due", "--format", "json", cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    value = json.loads(done.stdout)
    assert value["about"] is None
    assert (value["as_of"], value["until"]) == ("2019-11-18", "2019-12-18")
    places = [(one["township"]["id"], (one["village"] or {"id": ""})["id"])
              for one in value["groups"]]  # fmt: skip
    assert places == sorted(places)
    assert len({village for _, village in places if village}) == 24


@pytest.mark.parametrize(
    ("within", "until"),
    [
        ("0d", "2019-11-18"),
        ("30d", "2019-12-18"),
        ("4w", "2019-12-16"),
        ("2m", "2020-01-18"),
        ("12m", "2020-11-18"),
    ],
)
def test_days_weeks_and_months_ahead(county: Path, within: str, until: str) -> None:
    done = run("due", "--within", within, "--format", "json", cwd=county.parent)
    assert json.loads(done.stdout)["until"] == until


@pytest.mark.parametrize("within", ["30", "d", "3y", "-1d", "367d", "13m", "１d", "30 d", "0x1d"])
def test_another_length_of_time_is_wrong_use(county: Path, within: str) -> None:
    done = run("due", f"--within={within}", cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "write days, weeks or months, such as 30d, 4w or 2m" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--who", "c99999"),
        ("--who", "../county"),
        ("--village", "tingquen"),
        ("--township", "tingquan"),
    ],
)
def test_nobody_and_nothing_of_that_name_is_one_line_and_exit_2(
    county: Path, arguments: tuple[str, str]
) -> None:
    done = run("due", *arguments, cwd=county.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "there is no" in done.stderr


def test_a_village_and_a_township_at_once_are_wrong_use(county: Path) -> None:
    done = run("due", "--village", "tingquan", "--township", "shuiyun", cwd=county.parent)
    assert done.returncode == 2


def test_a_record_that_cannot_be_used_is_said_and_the_rest_told(county: Path) -> None:
    edit(county, HOUSEHOLD, "group: g1\n", "")
    done = run("due", "--lang", "en", "--as-of", "2019-12-20", cwd=county.parent)
    assert done.returncode == 0
    assert done.stderr.startswith("1 record has faults of form and is left out")
    assert "h000001" not in done.stdout
    assert "duty.unit.2.report" in done.stdout


@pytest.mark.parametrize(
    ("file", "old"),
    [
        ("organisations/county-forestry.yaml", "kind: institution\n"),
        ("county.yaml", "id: yunxiu\n"),
    ],
)
def test_without_what_says_who_owes_nothing_is_told(county: Path, file: str, old: str) -> None:
    edit(county, file, old, "")
    done = run("due", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"records/{file}:1:1: error schema.missing-field" in done.stderr


def test_without_a_county_nothing_is_told(county: Path) -> None:
    (county / "county.yaml").unlink()
    done = run("due", cwd=county.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert "county.yaml" in done.stderr


def test_a_village_whose_own_record_is_broken_is_not_said_to_be_unknown(county: Path) -> None:
    edit(county, f"{VILLAGE}/village.yaml", "id: tingquan\n", "")
    done = run("due", "--village", "tingquan", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"records/{VILLAGE}/village.yaml:1:1: error schema.missing-field" in done.stderr


def test_a_parameter_without_a_value_is_told_by_name(county: Path) -> None:
    (county / "policy/parameters/year-start-months.yaml").unlink()
    done = run("due", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no usable value: year-start-months." in done.stderr


def test_only_the_records_of_the_village_asked_for_are_read(county: Path) -> None:
    (county / f"{VILLAGE}/rounds/2018-entry.yaml").write_bytes(b"\xff")
    other = county / "townships/shuiyun/luming"
    (other / "households").mkdir(parents=True)
    (other / "households/h000009.yaml").write_bytes(b"\xff")
    done = run("due", "--village", "tingquan", cwd=county.parent)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_calendar_can_be_piped_byte_for_byte(county: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gongshi", "due", "--format", "ics"],
        cwd=county.parent, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"\n" not in done.stdout.replace(b"\r\n", b"")


def test_a_workbook_goes_to_a_file_and_what_it_holds_is_said(county: Path) -> None:
    arguments = ("due", "--format", "xlsx", "--output", "due.xlsx", "--lang", "en")
    done = run(*arguments, cwd=county.parent)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("due.xlsx: ")
    first = (county.parent / "due.xlsx").read_bytes()
    assert ZipFile(county.parent / "due.xlsx").testzip() is None
    run(*arguments, cwd=county.parent, PYTHONHASHSEED="7", TZ="America/New_York")
    assert (county.parent / "due.xlsx").read_bytes() == first


def test_a_workbook_is_not_poured_into_a_terminal(county: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "gongshi", "due", "--format", "xlsx"],
        cwd=county.parent, stdout=theirs, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert b"--output FILE" in done.stderr


def test_a_file_that_cannot_be_written_is_one_line_and_exit_2(county: Path) -> None:
    done = run("due", "--format", "ics", "--output", "no/such/due.ics", cwd=county.parent)
    assert done.returncode == 2
    assert "cannot write no/such/due.ics" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("day", ["1900-01-01", "2099-12-31"])
def test_no_day_is_too_far(county: Path, day: str) -> None:
    done = run("due", "--as-of", day, "--within", "12m", "--lang", "en", cwd=county.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is late, and nothing falls due" in done.stdout
