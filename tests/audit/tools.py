"""The Node tools: html-validate and Lighthouse, as locked beside this file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Set
from pathlib import Path
from statistics import median
from typing import Any

from gongshi.site.pages import Page
from tests.audit.measure import Measure, at_least, none_of
from tests.browser import chromium

HERE = Path(__file__).parent
TOOLS = HERE.parents[1] / ".venv" / "audit" / "node_modules" / ".bin"
"""Where ``make audit`` puts them."""
SCORES = {
    "performance": ("Lighthouse performance", 95),
    "accessibility": ("Lighthouse accessibility", 100),
    "best-practices": ("Lighthouse best practices", 95),
    "seo": ("Lighthouse SEO, pages without names", 95),
}
THEME_FAULTS = frozenset(
    (rule, checkbox)
    for rule in ("valid-autocomplete", "input-missing-label")
    for checkbox in ("#__drawer", "#__search")
)
"""What is wrong in the theme's frame, which gongshi does not write: two checkboxes, never shown."""


def valid(site: Path) -> Measure:
    """Whether each page of the site is valid HTML, but for the named faults of the theme."""
    report = _report(
        TOOLS / "html-validate", "--config", HERE / "htmlvalidate.json", "--formatter",
        "json={output}", "**/*.html", cwd=site,
    )  # fmt: skip
    found = [
        f"{Path(result['filePath']).relative_to(site.resolve())}:"
        f" {message['line']}:{message['column']} {message['ruleId']} {message['message']}"
        for result in report
        for message in result["messages"]
        if (message["ruleId"], message["selector"]) not in THEME_FAULTS
    ]
    return none_of("Valid HTML", found, len(list(site.rglob("*.html"))))


def lighthouse(address: str, pages: Iterable[tuple[Page, str]]) -> list[Measure]:
    """Lighthouse at its mobile settings, one page after the other; says on stderr how far it is."""
    scores: dict[str, dict[str, float]] = {category: {} for category in SCORES}
    for number, (page, path) in enumerate(pages, 1):
        sys.stderr.write(f"Lighthouse {number}: {path}\n")
        asked = SCORES.keys() - ({"seo"} if page.with_names else set())
        for category, score in _settled(address + path, asked).items():
            scores[category][path] = score
    return [at_least(*SCORES[category], values) for category, values in scores.items()]


def _settled(url: str, categories: Set[str]) -> dict[str, float]:
    """A page's scores; where one falls short the median of three runs, as a busy machine lags."""
    first = _scores(url)
    if all(first[one] >= SCORES[one][1] for one in categories):
        return {one: first[one] for one in categories}
    runs = [first, _scores(url), _scores(url)]
    return {one: median(run[one] for run in runs) for one in categories}


def _scores(url: str) -> dict[str, float]:
    """A page's score out of 100 in each category."""
    report = _report(
        TOOLS / "lighthouse", url, "--quiet", "--output=json", "--output-path={output}",
        "--no-enable-error-reporting", "--disable-full-page-screenshot",
        f"--only-categories={','.join(SCORES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    )  # fmt: skip
    return {name: (report["categories"][name]["score"] or 0) * 100 for name in SCORES}


def _report(*command: str | Path, cwd: Path | None = None) -> Any:
    """The JSON that a tool writes to the file it is told as ``{output}``.

    To a file, since what Node writes to a pipe may be cut off as it exits. Raises RuntimeError with
    what the tool says where it writes none.
    """
    with tempfile.TemporaryDirectory(prefix="gongshi-audit-") as work:
        output = Path(work) / "report.json"
        done = subprocess.run(
            [str(part).replace("{output}", str(output)) for part in command],
            cwd=cwd, env={**os.environ, "CHROME_PATH": chromium.find() or ""},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if not output.is_file():
            raise RuntimeError(f"{command[0]}: {done.stderr or done.stdout}")
        return json.loads(output.read_text(encoding="utf-8"))
