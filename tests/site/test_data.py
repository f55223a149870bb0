"""The tables: what the CSV files and the data package tell, and what they must not."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongshi.public.facts import County, Label, Licence
from gongshi.site import api, data
from gongshi.site.language import LANGUAGES
from gongshi.site.render import render
from gongshi.site.tables import TABLES
from gongshi.site.tables.table import clean
from gongshi.site.words import WORDS
from tests.public.test_view import facts, planned
from tests.rules.test_identity import edit
from tests.site.published import HOSTILE, files_of, hostile, table, tiny
from tests.site.test_render import SHELLS, html_of


@pytest.fixture(scope="module")
def own() -> dict[str, bytes]:
    return files_of(tiny())


@pytest.fixture(scope="module")
def shipped(sample_facts: County) -> dict[str, bytes]:
    return files_of(sample_facts)


def test_the_figures_worked_by_hand(own: dict[str, bytes]) -> None:
    """One household with two living members is on the list; 2 of 1,000 people are 0.2 %."""
    county, township, village = table(own, "figures")
    assert village == {
        "level": "village",
        "place": "tingquan",
        "registered_households": "1",
        "registered_persons": "2",
        "exited_households": "0",
        "exited_persons": "0",
        "villages": "1",
        "listed_villages": "1",
        "exited_villages": "0",
        "population": "1000",
        "population_year": "2018",
        "incidence_percent": "0.2",
    }
    assert {**county, "level": "", "place": ""} == {**township, "level": "", "place": ""}


def test_the_open_notice_and_its_objection(own: dict[str, bytes]) -> None:
    (notice,) = [row for row in table(own, "notices") if row["state"] == "open"]
    assert (notice["id"], notice["from"], notice["to"]) == (
        "tingquan-2019-entry-2", "2019-11-13", "2019-11-20",
    )  # fmt: skip
    assert (notice["households"], notice["persons"]) == ("1", "2")
    (objection,) = [row for row in table(own, "objections") if row["notice"] == notice["id"]]
    assert objection == {
        "notice": "tingquan-2019-entry-2",
        "village": "tingquan",
        "number": "1",
        "date": "2019-11-15",
        "topic": "vehicle",
        "answered": "",
        "outcome": "",
        "clause": "",
    }


def test_a_planned_meeting_is_in_the_tables_and_on_the_page(county: Path) -> None:
    shown = facts(folder=planned(county))
    today, later = table(files_of(shown, data), "meetings")
    assert today["date"] == "2019-11-18"
    assert list(later.values()) == [
        "tingquan", "m1", "2019-11-25", "19:30", "courtyard", "二组", "Group 2", "二组晒坝", "", "",
        "",
    ]  # fmt: skip
    page = html_of(shown)["villages/tingquan.html"]
    assert "<strong>2019年11月25日 19:30</strong> 院坝会 · 二组 · 二组晒坝" in page


def test_yes_a_number_and_what_is_not_known_are_told_apart(own: dict[str, bytes]) -> None:
    profile = {row["item"]: (row["value"], row["answer"]) for row in table(own, "profile")}
    assert profile == {"bus": ("", "true"), "cultivated_land": ("812.5", "")}
    haves = {row["clause"]: row["status"] for row in table(own, "haves")}
    assert haves == {f"eight-haves.{n}": "has" if n == 2 else "" for n in range(1, 9)}


def test_every_number_of_the_csv_is_the_one_on_the_page(
    shipped: dict[str, bytes], sample_facts: County
) -> None:
    pages = {
        file.path: unescape(file.content.decode("utf-8"))
        for file in render(sample_facts, SHELLS)
        if file.path.endswith(".html") and not file.path.startswith("en/")
    }

    def count(row: dict[str, str], kind: str = "") -> str:
        households, persons = int(row[f"{kind}households"]), int(row[f"{kind}persons"])
        return f"{households:,} 户、{persons:,} 人"

    home = {"county": "index.html"}
    figures = table(shipped, "figures")
    assert len(figures) == 1 + len(sample_facts.townships) + len(sample_facts.villages)
    for row in figures:
        page = pages[home.get(row["level"], f"{row['level']}s/{row['place']}.html")]
        assert f"<dd>{count(row, 'registered_')}</dd>" in page, row
        assert f"<dd>{count(row, 'exited_')}</dd>" in page, row
        assert f"<dd>{row['incidence_percent']}% " in page, row
        assert f"{int(row['population']):,}" in page, row
    notices = table(shipped, "notices")
    assert len(notices) == len(sample_facts.notices)
    for row in notices:
        page = pages[f"notices/{row['id']}.html"]
        assert row["state"] == "coming" or count(row) in page, row
    for row in table(shipped, "announcements"):
        assert count(row) in pages[f"villages/{row['village']}.html"], row
    for row in table(shipped, "projects"):
        page = pages[f"villages/{row['village']}.html"]
        assert f">{int(row['budget']):,}</td>" in page, row
        assert f">{int(row['spent']):,}</td>" in page, row
    for row in table(shipped, "contacts"):
        assert row["name"] in pages[f"organisations/{row['unit']}.html"], row


def test_the_files_are_csv_for_excel(shipped: dict[str, bytes]) -> None:
    """UTF-8 with one byte order mark, and lines that end as RFC 4180 says."""
    for one in TABLES:
        content = shipped[f"data/{one.name}.csv"]
        assert content.startswith(b"\xef\xbb\xbf"), one.name
        assert content.count(b"\xef\xbb\xbf") == 1, one.name
        assert content.endswith(b"\r\n"), one.name
        assert content.split(b"\r\n")[0].decode("utf-8-sig").split(",") == list(one.names())


def test_no_cell_is_a_formula_and_every_text_can_be_had_again() -> None:
    assert data.cell("=1+1") == "'=1+1"
    assert data.cell("'quoted'") == "''quoted'"
    assert data.cell(" \n@x") == "' \n@x"
    assert data.cell("plain - text") == "plain - text"
    assert data.cell(-5) == "-5", "numbers stay numbers"


@given(st.text())
def test_whatever_a_text_begins_with(text: str) -> None:
    shown = data.cell(text)
    assert not shown.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert shown.removeprefix("'") == text, "one apostrophe taken away gives the text again"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_in_their_cells(text: str, own: dict[str, bytes]) -> None:
    attacked = files_of(hostile(tiny(), text), data)
    assert attacked.keys() == {path for path in own if path.startswith("data/")}
    for one in TABLES:
        before, after = table(own, one.name), table(attacked, one.name)
        assert len(before) == len(after), one.name
        for row, changed in zip(before, after, strict=True):
            assert row.keys() == changed.keys()
            for column in row:
                if column.endswith("_zh") and row[column]:
                    assert changed[column] == data.cell(clean(text)), (one.name, column)


def test_no_control_character_is_in_any_file() -> None:
    attacked = files_of(hostile(tiny(), "a\x00b\x1bc\x85d\u202ee\u2066\u2028f"))
    for path, content in attacked.items():
        assert not set(content.decode("utf-8")) & set("\x00\x1b\x85\u202e\u2066\u2028"), path
    for path in ("data/villages.csv", "api/v1/notices.json", "feeds/county.atom"):
        assert "abcdef" in attacked[path].decode("utf-8"), path


@pytest.mark.parametrize(
    ("names", "head"), [("masked", "秦某某"), ("full", "秦牧野"), ("number-only", "h000002")]
)
def test_no_file_holds_a_row_of_an_open_list(county: Path, names: str, head: str) -> None:
    """However heads are named on the page, downloads and feeds have none of them."""
    edit(county, "county.yaml", "web: masked", f"web: {names}")
    shown = facts(folder=county)
    assert any(
        row.head == head for one in shown.notices if one.rows is not None for row in one.rows
    )
    for path, content in files_of(shown).items():
        assert head not in content.decode("utf-8").replace("\r\n ", ""), path


def test_without_the_rows_of_open_lists_the_files_are_the_same() -> None:
    shown = tiny()
    bare = replace(
        shown,
        townships=tuple(
            replace(
                township,
                villages=tuple(
                    replace(
                        village,
                        notices=tuple(replace(one, rows=None) for one in village.notices),
                    )
                    for village in township.villages
                ),
            )
            for township in shown.townships
        ),
    )
    assert files_of(bare) == files_of(shown)


def test_every_word_in_a_cell_is_explained(sample_facts: County) -> None:
    for one in TABLES:
        for row in one.records(sample_facts):
            for column in one.columns:
                value = row[column.names[0]]
                if column.words and value is not None:
                    assert set(str(value).split()) <= WORDS[column.words].keys(), one.name
                assert value is not None or column.empty, f"{one.name}.{column.name} is empty"


def test_the_same_facts_give_the_same_bytes(
    shipped: dict[str, bytes], sample_facts: County
) -> None:
    assert files_of(sample_facts) == shipped


def frictionless(folder: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).parent / "frictionless"
    return subprocess.run(
        [command, "validate", folder / "datapackage.json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def written(files: dict[str, bytes], folder: Path) -> Path:
    for path, content in files.items():
        if path.startswith("data/"):
            (folder / path.removeprefix("data/")).write_bytes(content)
    return folder


def test_the_package_of_the_sample_is_valid(shipped: dict[str, bytes], tmp_path: Path) -> None:
    """Types, words, keys and references of every table, as the frictionless tool reads them."""
    result = frictionless(written(shipped, tmp_path))
    assert result.returncode == 0, result.stdout
    assert result.stdout.count("VALID") == len(TABLES)


def test_a_row_that_refers_to_nothing_would_be_seen(own: dict[str, bytes], tmp_path: Path) -> None:
    folder = written(own, tmp_path)
    villages = folder / "villages.csv"
    villages.write_bytes(villages.read_bytes().replace(b"tingquan,", b"elsewhere,"))
    result = frictionless(folder)
    assert result.returncode == 1
    assert "foreign-key" in result.stdout


def test_the_package_tells_what_it_is() -> None:
    shown = replace(
        tiny(),
        address="https://example.org/gs/",
        licence=Licence(Label("许可", "Licence"), "https://example.org/licence"),
    )
    package = json.loads(files_of(shown)["data/datapackage.json"])
    assert package["name"] == "gongshi-yunxiu"
    assert package["created"] == "2019-11-18T00:00:00+08:00"
    assert package["homepage"] == "https://example.org/gs/data.html"
    assert package["licenses"] == [
        {"path": "https://example.org/licence", "title": "许可 | Licence"}
    ]
    assert "演示数据，全部虚构。" in package["description"]
    bare = json.loads(files_of(tiny())["data/datapackage.json"])
    assert "licenses" not in bare, "no licence is made up"
    assert "homepage" not in bare


def test_the_page_and_the_package_explain_every_column(own: dict[str, bytes]) -> None:
    package = json.loads(own["data/datapackage.json"])
    pages = [
        next(
            file.content.decode("utf-8")
            for file in render(tiny(), SHELLS)
            if file.path == f"{language.prefix}data.html"
        )
        for language in LANGUAGES
    ]
    for one, resource in zip(TABLES, package["resources"], strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == list(one.names())
        assert resource["bytes"] == len(own[f"data/{one.name}.csv"])
        for page in pages:
            assert f"{data.FOLDER}/{one.name}.csv" in page
            assert f"{api.FOLDER}/{one.name}.json" in page
            for name in one.names():
                assert f"<code>{name}</code>" in page, (one.name, name)
