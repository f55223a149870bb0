"""``make audit-dependencies``: what it says of good, vulnerable, old and unreachable packages.

The tools are stand-ins that answer as uv and pip-audit do; ``make audit-dependencies`` asks the
real ones.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from tests.audit import dependencies
from tests.audit.dependencies import LOCK, OLD, NotAsked, audit, is_old, locked, newest
from tests.conftest import ROOT

TODAY = date(2026, 11, 24)
LOCKED = "fresh==2.0\nold==1.0\n"
UV = """#!/bin/sh
# Answers like uv: the newest versions; of what was there by a day, only the old.
case "$*" in
  *--exclude-newer*) grep -q '^old' "$3" && exit 0; echo 'no version' >&2; exit 1 ;;
  *) echo 'fresh==3.0'; echo 'old==1.0' ;;
esac
"""


def tool(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(script, encoding="utf-8")
    file.chmod(0o755)


def auditor(folder: Path, *rows: object) -> None:
    told = json.dumps({"dependencies": rows})
    tool(folder, "pip-audit", f"#!/bin/sh\ncat <<'END'\n{told}\nEND\n")


def sound(name: str, *faults: object) -> dict[str, object]:
    return {"name": name, "version": "1.0", "vulns": list(faults)}


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock of two packages, with tools that find nothing wrong but the age of one."""
    file = tmp_path / "requirements.lock"
    file.write_text(LOCKED, encoding="utf-8")
    tool(tmp_path, "uv", UV)
    auditor(tmp_path, sound("fresh"), sound("old"))
    return file


@pytest.fixture(autouse=True)
def _none_excused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dependencies, "OLD", {})


def test_a_package_without_a_release_for_three_years_is_told(lock: Path) -> None:
    told = list(audit(lock.parent, lock, TODAY))
    assert told == ["old: the newest version is 1.0, with none since 2023-11-24"]


def test_one_that_is_excused_is_not_and_the_excuse_must_still_be_needed(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "OLD", {"old": "why"})
    assert list(audit(lock.parent, lock, TODAY)) == []
    monkeypatch.setattr(dependencies, "OLD", {"old": "why", "fresh": "why"})
    (told,) = audit(lock.parent, lock, TODAY)
    assert told.startswith("fresh: has a release since 2023-11-24")


def test_a_known_vulnerability_is_told_with_its_mend(
    lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dependencies, "OLD", {"old": "why"})
    fault = {"id": "PYSEC-0", "fix_versions": ["1.1"]}
    auditor(lock.parent, sound("fresh", fault), sound("old"))
    assert list(audit(lock.parent, lock, TODAY)) == ["fresh 1.0: PYSEC-0, mended in 1.1"]


def test_a_package_that_was_not_looked_up_is_no_pass(lock: Path) -> None:
    """pip-audit itself exits with 0 for packages it could not find."""
    auditor(lock.parent, sound("fresh"), {"name": "old", "skip_reason": "not found"})
    with pytest.raises(NotAsked, match="no word on 1 packages: old"):
        list(audit(lock.parent, lock, TODAY))


def test_without_the_network_one_line_says_so_and_it_fails(
    lock: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool(lock.parent, "uv", "#!/bin/sh\necho 'error: x\n  cause: no route' >&2\nexit 2\n")
    assert dependencies.main(lock.parent) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "needs the internet (cause: no route)" in told.err


def test_an_index_that_does_not_tell_days_is_no_pass(lock: Path) -> None:
    warning = "warning: `x.whl` is missing an upload date"
    tool(lock.parent, "uv", f"#!/bin/sh\necho '{warning}' >&2\nexit 1\n")
    with pytest.raises(NotAsked, match="missing an upload date"):
        is_old(lock.parent, "x", "1", TODAY)
    with pytest.raises(NotAsked):
        newest(lock.parent, ["x"])


def test_the_packages_that_are_old_all_the_same_are_locked_and_told_in_the_readme() -> None:
    assert OLD.keys() <= locked(LOCK.read_text(encoding="utf-8")).keys()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme.split("no release in the last three years:")[1].split(".")[0]
    assert sorted(re.findall(r"`([^`]+)`", told)) == sorted(OLD)


def test_the_lock_of_the_tools_has_every_hash_and_no_address() -> None:
    lock = (ROOT / "tests" / "audit" / "requirements.lock").read_text(encoding="utf-8")
    assert {"pip-audit", "uv"} <= locked(lock).keys()
    assert "://" not in lock
    for block in re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block, block.splitlines()[0]
