"""``make audit``: build the sample, measure every promise, print one table."""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from gongshi import pipeline
from gongshi.cli.build import source
from gongshi.public.view import view
from gongshi.site.build import build
from tests.audit import kinds, reach, tools, weight
from tests.audit.measure import table
from tests.audit.served import served
from tests.browser import chromium


def main() -> int:
    """0 when every promise is kept, 1 otherwise."""
    checked = pipeline.check(Path("records"), None, datetime.now(UTC))
    county = view(*pipeline.county(checked), checked.as_of)
    with tempfile.TemporaryDirectory(prefix="gongshi-audit-") as work:
        site = Path(work) / "site"
        build(county, site, source(checked, Path("records")))
        chosen = kinds.one_of_each(county, site, max)
        pages = [path for _, path in chosen]
        sys.stderr.write(f"Reading the files, then {len(pages)} pages in Chromium: some minutes\n")
        measures = weight.measures(county, site)
        with served(site) as address:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=chromium.find(), args=chromium.ARGUMENTS
                )
                measures += reach.measures(browser, site.as_uri() + "/", address, pages)
                browser.close()
            measures.append(tools.valid(site))
            measures += tools.lighthouse(address, chosen)
    sys.stdout.write(table(measures))
    return 0 if all(one.kept for one in measures) else 1


if __name__ == "__main__":
    sys.exit(main())
