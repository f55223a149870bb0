"""No file can break a check: each ends in a finding, soon and in little room, never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.load import hostile, measured
from tests.load.hostile import Hostile
from tests.load.measured import Outcome

SECONDS = 1.0
MEGABYTES = 200
EVERY = [*hostile.FILES, *hostile.stuffed()]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Each hostile file checked as the only record of a county."""
    home = tmp_path_factory.mktemp("hostile")
    commands = []
    for number, one in enumerate(EVERY):
        path = home / str(number) / "records" / one.path
        path.parent.mkdir(parents=True)
        path.write_bytes(one.content)
        commands.append(["check", "--records", f"{number}/records", "--format", "json"])
    told = measured.run(commands, home)
    return {one.name: outcome for one, outcome in zip(EVERY, told, strict=True)}


def test_every_name_is_another() -> None:
    assert len({one.name for one in EVERY}) == len(EVERY)


def test_every_kind_of_record_is_tried() -> None:
    from gongshi.load.document import KINDS

    assert set(hostile.PATHS) == set(KINDS)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_a_hostile_file_ends_in_a_finding_at_its_place(
    outcomes: dict[str, Outcome], one: Hostile
) -> None:
    outcome = outcomes[one.name]
    assert outcome.complaint == ""
    assert outcome.code == 1
    findings = found(outcome, f"records/{one.path}")
    assert one.code in {finding["code"] for finding in findings}
    lines = one.content.split(b"\n")
    for finding in findings:
        assert 1 <= finding["line"] <= len(lines)
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1
        for text in (finding["message"], finding["hint"]):
            assert CHINESE.search(text["zh"])
            assert text["en"]
            assert not CHINESE.search(text["en"])


def found(outcome: Outcome, path: str) -> list[dict[str, Any]]:
    return [one for one in json.loads(outcome.out)["findings"] if one["path"] == path]


def test_no_hostile_file_takes_more_than_a_second_or_200_megabytes(
    outcomes: dict[str, Outcome], tally: Callable[[str, int], None]
) -> None:
    slow = {name: one.seconds for name, one in outcomes.items() if one.seconds > SECONDS}
    large = {name: one.megabytes for name, one in outcomes.items() if one.megabytes > MEGABYTES}
    assert slow == {}
    assert large == {}
    assert max(one.seconds for one in outcomes.values()) > 0
    tally("hostile files", len(outcomes))
