"""What several tests share: the sample county, its built site, a tiny county, a browser."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings

from gongshi import pipeline
from gongshi.board import typeset
from gongshi.errors import FontMissing
from gongshi.pipeline import Checked
from gongshi.public.facts import County
from gongshi.public.view import view
from gongshi.site.manifest import Source
from tests.browser import chromium

ROOT = Path(__file__).parents[1]
_HOME = TemporaryDirectory(prefix="gongshi-tiny-")
TINY = Path(_HOME.name) / "records"
"""A tiny county, whole: its own few records under the sample's policy."""
shutil.copytree(ROOT / "tests" / "tiny" / "records", TINY)
shutil.copytree(ROOT / "records" / "policy", TINY / "policy")
# A change is tested with the same examples everywhere; HYPOTHESIS_PROFILE=explore seeks new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
_TALLY = "tally"
"""Under this name a test's report carries a count, also from a worker process."""
NOW = datetime(2019, 11, 18, 4, 0, tzinfo=UTC)
AS_OF = date(2019, 11, 18)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden pages anew; read the diff"
    )


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Callable[[str, int], None]:
    """Adds to a named count of what was tried; the counts stand at the end of the test run."""

    def add(name: str, number: int) -> None:
        request.node.user_properties.append((_TALLY, (name, number)))

    return add


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the tests of promises tried, counted."""
    totals: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        for kind, count in report.user_properties:
            if kind == _TALLY:
                name, number = count
                totals[name] += number
    if totals:
        terminalreporter.section("counts")
        for name, number in sorted(totals.items()):
            terminalreporter.write_line(f"{number:>9,}  {name}")


_LONGEST = frozenset({"test_make.py", "test_reach.py", "test_killed.py", "test_villager.py"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process waits for it at the end.

    Without a browser, or a font for Chinese, their tests are left out, but never in CI.
    """
    items.sort(key=lambda item: item.path.name not in _LONGEST)
    if chromium.required():
        return
    for marker, wanting in (("browser", _no_browser), ("paper", _no_font)):
        marked = [item for item in items if item.get_closest_marker(marker)]
        reason = wanting() if marked else None
        for item in marked if reason else ():
            item.add_marker(pytest.mark.skip(reason=reason))


def _no_browser() -> str | None:
    return None if chromium.find() else "no Chromium on the path or in CHROMIUM"


def _no_font() -> str | None:
    try:
        typeset.fonts()
    except FontMissing as missing:
        return str(missing)
    return None


@pytest.fixture(scope="session")
def sample() -> Path:
    return ROOT / "records"


@pytest.fixture(scope="session")
def sample_checked(sample: Path) -> Checked:
    return pipeline.check(sample, None, NOW)


@pytest.fixture(scope="session")
def sample_facts(sample_checked: Checked) -> County:
    return view(*pipeline.county(sample_checked), sample_checked.as_of)


@pytest.fixture(scope="session")
def sample_site(
    sample_checked: Checked, sample_facts: County, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    from gongshi.site.build import build

    target = tmp_path_factory.mktemp("sample") / "site"
    build(sample_facts, target, Source(AS_OF.isoformat(), sample_checked.version))
    return target


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A copy of the tiny county's records, free to be broken."""
    return Path(shutil.copytree(TINY, tmp_path / "records"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    executable = chromium.find()
    assert executable, "in CI a missing browser is a failure: install chromium"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        yield launched
        launched.close()
