"""The walk over a records folder: what it takes, what it refuses, and that nothing is skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongshi.errors import RecordsMissing
from gongshi.load import walk
from tests.conftest import TINY

HOUSEHOLDS = "townships/shuiyun/tingquan/households"


def faults(county: Path) -> list[tuple[str, str]]:
    return [(one.code, one.place.path) for one in walk.read(county).findings]


def test_every_file_of_the_tiny_county_is_read() -> None:
    records = walk.read(TINY)
    files = [path for path in TINY.rglob("*") if path.is_file()]
    assert len(records.documents) == len(files) > 40
    assert records.findings == ()
    kinds = {document.origin.kind for document in records.documents}
    assert len(kinds) == 13


def test_the_path_tells_kind_id_township_and_village() -> None:
    (origin,) = (
        document.origin for document in walk.read(TINY).documents if document.origin.id == "h000002"
    )
    assert origin.kind == "household"
    assert (origin.township, origin.village) == ("shuiyun", "tingquan")
    assert origin.path == f"records/{HOUSEHOLDS}/h000002.yaml"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("notes.txt", "path.unexpected-file"),
        ("townships/stray.yaml", "path.unexpected-file"),
        (f"{HOUSEHOLDS}/张三.yaml", "path.unexpected-file"),
        (f"{HOUSEHOLDS}/H000009.yaml", "path.unexpected-file"),
        (f"{HOUSEHOLDS}/-rf.yaml", "path.unexpected-file"),
        (f"{HOUSEHOLDS}/h000009.yml", "path.wrong-extension"),
        ("households/h000009.yaml", "path.unexpected-file"),
    ],
)
def test_a_file_that_is_no_record_is_told(county: Path, name: str, code: str) -> None:
    path = county / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("id: x\n", encoding="utf-8")
    assert faults(county) == [(code, f"records/{name}")]


def test_notes_for_people_may_lie_beside_records(county: Path) -> None:
    (county / "README.md").write_text("# 说明", encoding="utf-8")
    (county / HOUSEHOLDS / ".gitkeep").touch()
    assert faults(county) == []


def test_links_are_refused_and_never_followed(county: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("id: secret\n", encoding="utf-8")
    (county / HOUSEHOLDS / "h000009.yaml").symlink_to(tmp_path / "secret.yaml")
    (county / "townships" / "elsewhere").symlink_to(tmp_path, target_is_directory=True)
    assert faults(county) == [
        ("path.symbolic-link", "records/townships/elsewhere"),
        ("path.symbolic-link", f"records/{HOUSEHOLDS}/h000009.yaml"),
    ]


def test_what_is_no_plain_file_is_refused_without_reading_it(county: Path) -> None:
    os.mkfifo(county / HOUSEHOLDS / "h000009.yaml")
    assert faults(county) == [("path.not-a-regular-file", f"records/{HOUSEHOLDS}/h000009.yaml")]


def test_a_name_with_control_characters_is_shown_escaped(county: Path) -> None:
    (county / HOUSEHOLDS / "a\n::error::\x1b[31m.yaml").touch()
    ((_, path),) = faults(county)
    assert path == rf"records/{HOUSEHOLDS}/a\n::error::\x1b[31m.yaml"


def test_a_name_that_is_not_utf_8_is_shown_escaped(county: Path) -> None:
    folder = os.fsencode(county / HOUSEHOLDS)
    Path(os.fsdecode(folder + b"/\xff.yaml")).touch()
    ((_, path),) = faults(county)
    assert path == rf"records/{HOUSEHOLDS}/\xff.yaml"


def test_a_missing_folder_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(RecordsMissing):
        walk.read(tmp_path / "records")


def test_a_file_that_has_not_changed_is_not_read_again(county: Path) -> None:
    readings: walk.Readings = {}
    first = walk.read(county, readings=readings)
    again = walk.read(county, readings=readings)
    pairs = zip(first.documents, again.documents, strict=True)
    assert all(one is other for one, other in pairs)
    (county / HOUSEHOLDS / "h000002.yaml").write_text("id: h000003\n", encoding="utf-8")
    changed = walk.read(county, readings=readings)
    values = [one.value for one in changed.documents if one.origin.id == "h000002"]
    assert values == [{"id": "h000003"}]
    (county / HOUSEHOLDS / "h000002.yaml").unlink()
    assert len(walk.read(county, readings=readings).documents) == len(first.documents) - 1
