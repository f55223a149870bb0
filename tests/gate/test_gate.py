"""The leak gate: a private value that is planted anywhere is found, and nothing else is.

The names, numbers and amounts are those of the invented county.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from icalendar import Calendar, Event

from gongshi import pipeline
from gongshi.cli.build import command as build_command
from gongshi.errors import LeakFound
from gongshi.gate import gate as module
from gongshi.gate.gate import Gate, Leak, for_boards, for_web
from gongshi.pipeline import Checked
from gongshi.public import mask
from gongshi.public.facts import County
from gongshi.public.view import view
from gongshi.site.render import render
from tests import numbers
from tests.board.paper import boards, listed, posted, printed
from tests.conftest import NOW, TINY
from tests.factory import write_county
from tests.site.test_render import SHELLS

Tally = Callable[[str, int], None]
HOUSEHOLD = "h000065"
"""Its head has a name of two characters, its other members names of three; it applies."""


def gate_of(checked: Checked) -> Gate:
    return for_web(*pipeline.county(checked), checked.as_of)


@pytest.fixture(scope="module")
def gate(sample_checked: Checked) -> Gate:
    return gate_of(sample_checked)


@dataclass(frozen=True)
class Planted:
    """A private value, and the field that the gate must name."""

    value: str
    field: str


VALUES = {
    "number of a household": Planted(HOUSEHOLD, "id"),
    "number of a person": Planted("p0001722", "members.*.id"),
    "number of an official": Planted("c00486", "id"),
    "name of two characters": Planted("苏福", "members.*.name"),
    "name of three characters": Planted("李珍香", "members.*.name"),
    "name of a child": Planted("苏莲娟", "members.*.name"),
    "private text": Planted("登记在册的是同名他人", "recheck.reason.zh"),
    "private text in English": Planted("It is registered to another of the", "recheck.reason.en"),
    "amounts of a survey": Planted("7740 3701 3101 13814 2763", "surveys.*"),
    "ID number": Planted(numbers.id_number(), ""),
    "mobile number": Planted(numbers.mobile(), ""),
    "bank card": Planted(numbers.bank_card(), ""),
    "e-mail": Planted(numbers.e_mail(), ""),
    "coordinates": Planted(numbers.coordinates(), ""),
}  # fmt: skip


def coded(value: str, form: str) -> str:
    return "".join(form.format(ord(sign)) for sign in value)


def page(text: str) -> bytes:
    return f'<!doctype html>\n<html lang="zh"><body>\n<p>{text}</p>\n</body></html>\n'.encode()


def calendar(value: str) -> bytes:
    made, event = Calendar(), Event()
    event.add("UID", "1")
    # Long enough that the value is folded, wherever it begins.
    event.add("DESCRIPTION", "。".join(["公示名单；请核对，" * 3, value, value, value]))
    made.add_component(event)
    return bytes(made.to_ical())


def table(value: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["村", "户主", "人数"], ["荷风村", value, "4"]])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


JSON_ESCAPE = "\\u{:04x}"
SCRIPT_ESCAPE = "\\u{{{:x}}}"
WAYS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "HTML text": ("a.html", lambda v: page(escape(v))),
    "HTML attribute": ("a.html", lambda v: page(f'<a href="#" title="{escape(v)}">x</a>')),
    "HTML decimal entities": ("a.html", lambda v: page(coded(v, "&#{};"))),
    "HTML hexadecimal entities": ("a.html", lambda v: page(coded(v, "&#x{:X};"))),
    "HTML cut by tags": ("a.html", lambda v: page(f"{escape(v[:1])}<b>{escape(v[1:])}</b>")),
    "HTML comment": ("a.html", lambda v: page(f"<!-- {v} -->")),
    "JSON": ("a.json", lambda v: json.dumps({"head": v}, ensure_ascii=False).encode()),
    "JSON with escapes": ("a.json", lambda v: f'{{"head": "{coded(v, JSON_ESCAPE)}"}}'.encode()),
    "CSV": ("a.csv", table),
    "folded line of a calendar": ("a.ics", calendar),
    "Atom": ("a.atom", lambda v: f"<summary>{escape(escape(f'<p>{v}</p>'))}</summary>".encode()),
    "SVG": ("a.svg", lambda v: f"<text>{escape(v[:2])}<tspan>{escape(v[2:])}</tspan>".encode()),
    "script": ("a.js", lambda v: f'window.x = ["{coded(v, SCRIPT_ESCAPE)}"];'.encode()),
    "address with percent signs": ("a.html", lambda v: page(f'<a href="?q={quote(v)}">x</a>')),
    "UTF-16": ("a.txt", lambda v: v.encode("utf-16")),
    "GB 18030": ("a.txt", lambda v: f"户主：{v}。".encode("gb18030")),
    "within a sentence": ("a.html", lambda v: page(f"经查，{escape(v)}，已通知本人")),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", VALUES)
def test_a_private_value_is_found_wherever_it_is_planted(
    gate: Gate, kind: str, way: str, tally: Tally
) -> None:
    planted = VALUES[kind]
    name, written = WAYS[way]
    found = gate.file(name, written(planted.value))
    assert any(leak.field.endswith(planted.field) for leak in found), found
    assert all(leak.file == name for leak in found)
    if planted.value != HOUSEHOLD:  # the record of a household is named by its number
        assert planted.value not in str([(leak, leak.text) for leak in found])
    tally("private values planted in files, all found", 1)


@pytest.mark.parametrize(
    "kind", ["name of three characters", "number of a person", "mobile number"]
)
def test_the_name_of_a_file_is_looked_at_too(gate: Gate, kind: str) -> None:
    value = VALUES[kind].value
    assert gate.file(f"photos/{value}.png", b"")


def test_names_set_wide_or_with_signs_nobody_sees(gate: Gate) -> None:
    for between in (" ", "\u3000", "\u200b", "\u00ad", "·", "&nbsp;", "&#8203;"):
        assert gate.file("a.html", page(f"户主 {between.join('苏福')}")), between


def test_every_person_and_every_number_of_the_county_is_found(
    gate: Gate, sample_checked: Checked, tally: Tally
) -> None:
    """In one file of a line each; but for namesakes of officials, whose names are public."""
    officials = gate.private.public_names
    for document in sample_checked.index.of_kind("household"):
        for number, member in enumerate(document.value["members"]):
            spots = {leak.field for leak in gate.file("x", f"{member['name']}\n".encode())}
            assert spots or member["name"] in officials, (document.origin.id, number)
            assert gate.file("x", f"({member['id']})".encode())
        assert gate.file("x", f"/{document.origin.id}/".encode())
    tally("private values of the sample that the gate looks for", gate.private.count)


def test_an_official_is_public_and_so_is_a_namesake(gate: Gate) -> None:
    assert gate.file("x.html", page("赵红")) == []


def test_a_name_within_a_longer_word_is_no_name(sample_checked: Checked) -> None:
    """A villager 高山 lives where there is a 高山茶园."""
    county, index = pipeline.county(sample_checked)
    document = next(one for one in index.of_kind("household") if one.origin.id == HOUSEHOLD)
    document.value["members"][0]["name"] = "高山"
    try:
        gate = for_web(county, index, sample_checked.as_of)
        assert gate.file("x.html", page("荷风村高山茶园")) == []
        assert gate.file("x.html", page("今年的高山茶园丰收")) == []
        assert gate.file("x.html", page("<td>高山茶园</td>")) == []
        assert gate.file("x.html", page("<td>荷风村高山</td>")) != []
        assert gate.file("x.html", page("户主高山，五口人")) != []
        assert gate.file("x.html", page("<td>高山</td>")) != []
        assert gate.file("x.html", page("到处高山流水")) == []
    finally:
        document.value["members"][0]["name"] = "苏福"


def test_a_number_within_a_longer_word_is_none(gate: Gate) -> None:
    for text in ("xh000065", "h0000651", "color:#c00486", "ah000065b", "0ph000065"):
        assert gate.file("x.css", text.encode()) == [], text
    assert gate.file("x.html", page('<a href="#h000065">'))


def test_part_of_a_long_private_text_is_found_from_twentythree_characters_on(
    sample_checked: Checked,
) -> None:
    county, index = pipeline.county(sample_checked)
    text = "户主常年在外打工没有音讯家里只有两位老人和一个上学的孩子靠亲戚接济过日子村里都知道"
    document = next(one for one in index.of_kind("household") if one.origin.id == HOUSEHOLD)
    document.value["surveys"][0]["clearly_outside"]["what"] = text
    try:
        gate = for_web(county, index, sample_checked.as_of)
        for start in range(len(text) - 23):
            (leak,) = gate.file("x.html", page(f"说明：{text[start : start + 23]}。"))
            assert leak.field == "surveys.*.clearly_outside.what"
        assert gate.file("x.html", page(text[:7])) == []
    finally:
        del document.value["surveys"][0]["clearly_outside"]["what"]


def test_amounts_count_together_and_not_alone(gate: Gate) -> None:
    assert gate.file("x.json", b'{"wages": 7740, "net": 13814}') == []
    assert gate.file("x.json", b"[7740,3701,3101,13814]") != []
    assert gate.file("x.html", page("7,740 元、3,701 元、3,101 元、13,814 元")) != []
    far = " 111111 ".join(["7740", *["5"] * 9]) + " 3701 " + "222222 " * 9 + "3101 " + "333333 " * 9
    assert gate.file("x.txt", f"{far} 13814".encode()) == []


def notices(county: County) -> dict[str, bytes]:
    return {
        file.path: file.content
        for file in render(county, SHELLS)
        if re.match(r"(en/)?notices/", file.path)
    }


@pytest.mark.parametrize("leak", ["10543", "cause", "helper"])
def test_a_row_that_shows_a_household_says_nothing_else_of_it(
    gate: Gate, sample_checked: Checked, sample_facts: County, leak: str
) -> None:
    """One amount, its cause of poverty or its helper: each is enough beside a head, even masked."""
    pages = notices(sample_facts)
    tried = 0
    for identity, shown in gate.lists.items():
        content = pages[f"notices/{identity}.html"].decode()
        assert gate.file(f"notices/{identity}.html", content.encode()) == []
        for one in shown:
            value = next(
                document.value
                for document in sample_checked.index.of_kind("household")
                if document.origin.id == one.household
            )
            said = secret(value, leak, sample_checked)
            if said is None:
                continue
            row = re.search(rf"<tr>(?:(?!</tr>).)*{one.shown}(?:(?!</tr>).)*", content)
            assert row is not None
            changed = content.replace(row[0], f"{row[0]}<td>{said}</td>")
            found = gate.file(f"notices/{identity}.html", changed.encode())
            assert any(one.household in leak.record for leak in found), (identity, one)
            tried += 1
    assert tried > 5


def secret(value: dict[str, Any], what: str, checked: Checked) -> str | None:
    if what == "cause":
        return {"illness": "因病", "disability": "因残", "schooling": "因学"}.get(
            value.get("causes", {}).get("main", "")
        )
    if what == "helper":
        contacts = {
            one["id"]: one["name"]
            for document in checked.index.of_kind("organisation")
            for one in document.value["contacts"]
        }
        helpers = [contacts.get(one["contact"]) for one in value.get("helpers", ())]
        return next(filter(None, helpers), None)
    return f"{value['surveys'][-1]['income']['net']:,} 元"


def test_where_the_web_has_whole_names_they_stand_on_the_page_of_the_open_list_alone(
    county: Path,
) -> None:
    settings = county / "county.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "web: masked" in text
    settings.write_text(text.replace("web: masked", "web: full"), encoding="utf-8")
    checked = pipeline.check(county, None, NOW)
    gate = gate_of(checked)
    (identity, shown) = next((key, rows) for key, rows in gate.lists.items() if rows)
    name = shown[0].may
    assert name is not None
    assert name in gate.private.names
    for path in (f"notices/{identity}.html", f"en/notices/{identity}.html"):
        assert gate.file(path, page(f"<td>{name}</td>")) == []
    for path in ("notices.html", "data/notices.csv", "notices/other.html"):
        assert gate.file(path, page(f"<td>{name}</td>")) != [], path


def test_the_sample_has_no_leak_and_costs_little(
    sample_checked: Checked, sample_site: Path, tally: Tally
) -> None:
    gate = gate_of(sample_checked)
    gate.folder(sample_site)
    assert gate.looked > 1000
    tally("bytes of the sample's site that the gate read", gate.size)


@pytest.mark.parametrize("seed", range(20))
def test_no_generated_county_is_taken_for_a_leak(seed: int, tmp_path: Path, tally: Tally) -> None:
    write_county(tmp_path / "records", villages=3, households=45, seed=seed)
    checked = pipeline.check(tmp_path / "records", None, NOW)
    assert not [one for one in checked.findings if one.code.startswith("privacy.")]
    county, index = pipeline.county(checked)
    gate = for_web(county, index, checked.as_of)
    found = [
        leak
        for file in render(view(county, index, checked.as_of), SHELLS)
        for leak in gate.file(file.path, file.content)
    ]
    assert found == []
    tally("generated counties without a false alarm", 1)
    tally("bytes of their sites", gate.size)


@pytest.mark.paper
def test_sheets_for_the_board_have_the_whole_names_of_their_list_and_no_other(
    tally: Tally,
) -> None:
    checked = pipeline.check(TINY, None, NOW)
    county, index = pipeline.county(checked)
    gate = for_boards(county, index, checked.as_of)
    _, notice = posted(boards())
    sheet = listed(notice.rows)
    assert gate.file(f"{sheet.name}.pdf", printed(sheet)) == []
    assert gate.file("objection-other.pdf", printed(sheet)) != [], "on its own sheet only"
    heads = {one.may for one in gate.lists[notice.notice.id]}
    for name in sorted(set(gate.private.names) - heads):
        other = listed((replace(notice.rows[0], head=name), *notice.rows[1:]))
        assert gate.file(f"{other.name}.pdf", printed(other)) != []
        tally("private values planted in files, all found", 1)


def run(county: Path, site: Path) -> Any:
    return CliRunner().invoke(
        build_command, ["--records", str(county), "--out", str(site), "--lang", "en"]
    )


def test_a_leak_blocks_the_build_and_the_published_site_stays(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mask fails, as a fault in the program might have it."""
    site = county.parent / "site"
    assert run(county, site).exit_code == 0
    before = {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    monkeypatch.setattr(mask, "head", lambda name, _number, _style: name)
    result = run(county, site)
    assert result.exit_code == 1
    assert {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()} == before
    assert [path.name for path in county.parent.iterdir() if "new" in path.name] == []
    assert re.search(
        r"notices/tingquan-2019-entry-\d\.html: members\.\*\.name of records/", result.output
    )
    checked = pipeline.check(county, None, NOW)
    for name in gate_of(checked).private.names:
        assert name not in result.output.split("records checked as of")[1]


def test_a_name_in_a_public_reason_is_a_leak(county: Path) -> None:
    """What clerks write to be published excuses no name."""
    checked = pipeline.check(county, None, NOW)
    name = next(iter(gate_of(checked).private.names))
    found = gate_of(checked).file("x.html", page(f"{name}户人数写错"))
    assert [leak.field.endswith(".name") for leak in found] == [True]


def test_a_name_among_office_hours_is_a_leak_and_excuses_nobody(county: Path) -> None:
    checked = pipeline.check(county, None, NOW)
    name = next(iter(gate_of(checked).private.names))
    village = county / "townships/shuiyun/tingquan/village.yaml"
    text = village.read_text(encoding="utf-8")
    hours = "    zh: 工作日 9:00–17:00\n"
    assert hours in text
    told = text.replace(hours, f"    zh: 工作日9时起（值班 {name}）\n")
    village.write_text(told, encoding="utf-8")
    gate = gate_of(pipeline.check(county, None, NOW))
    found = gate.file("x.html", page(f"值班：{name}。{name}户"))
    assert [leak.field.endswith(".name") for leak in found] == [True]


def test_many_leaks_are_told_in_bounds() -> None:
    with pytest.raises(LeakFound) as told:
        module.refuse(Leak(f"{number}.html", "r", "f") for number in range(1000))
    assert str(told.value).count("\n") < module.SHOWN + 10
    assert "1,000" in str(told.value)
