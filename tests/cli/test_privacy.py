"""``gongshi privacy`` as anyone would run it."""

from __future__ import annotations

import json

import pytest

from gongshi.public.audience import AUDIENCES
from gongshi.public.privacy import privacy
from gongshi.public.register import ENTRIES
from tests.cli.test_commands import run
from tests.conftest import ROOT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_of_the_register_is_told_with_reason_and_ground(language: str) -> None:
    done = run("privacy", "--lang", language, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    for entry in ENTRIES:
        said = {"zh": (entry.what.zh, entry.reason.zh), "en": (entry.what.en, entry.reason.en)}
        for text in said[language]:
            assert str(text) in done.stdout
    assert "第二十八条" in done.stdout
    assert {"zh": "没有核对原文", "en": "original not read"}[language] in done.stdout


@pytest.mark.parametrize("audience", AUDIENCES)
def test_for_machines_each_audience_has_its_own_fields(audience: str) -> None:
    done = run("privacy", "--format", "json", "--audience", audience, cwd=ROOT)
    found = json.loads(done.stdout)
    fields = {field for one in found["published"] for field in one["fields"]}
    assert ("household: members.*.name" in fields) is (audience in ("web", "board"))
    assert ("household: surveys.*.income.net" in fields) is (audience != "staff")
    assert not any("members.*.sex" in field for field in fields)
    for one in found["published"]:
        assert list(one["forms"]) == [audience]
        assert one["grounds"]


def test_staff_see_whole_records() -> None:
    done = run("privacy", "--audience", "staff", "--lang", "en", cwd=ROOT)
    assert done.stdout == "Staff see whole records.\n"


def test_every_private_field_is_named_and_nothing_is_on_both_lists() -> None:
    found = privacy()
    told = {name for one in found.told for name in one.fields}
    assert len(found.private) > 100
    assert not told & set(found.private)
    assert "Household / Members / Sex" in {one.en for one in found.private}
