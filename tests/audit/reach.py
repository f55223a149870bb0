"""What must be seen in a browser: each measure opens the given pages in Chromium."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe

from tests.audit.measure import Measure, none_of

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
A4 = 718
"""Width of a printed A4 page within the browser's margins, in CSS pixels."""
_AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
_TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
_WORDS = """skipped => {
    for (const each of document.querySelectorAll(skipped)) each.style.display = 'none';
    return document.querySelector('main').innerText.split(/\\s+/).filter(Boolean);
}"""
_SIZES = """() => [...document.querySelectorAll('body *:not(svg[role=img] *)')]
    .filter(each => [...each.childNodes].some(
        child => child.nodeType === Node.TEXT_NODE && child.data.trim()))
    .map(each => parseFloat(getComputedStyle(each).fontSize))"""
_CLIPPED = """() => [...document.querySelectorAll('body *')]
    .filter(each => getComputedStyle(each).overflow !== 'visible' && each.clientWidth > 1
        && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1))
    .map(each => each.outerHTML.slice(0, 80))"""
_PDF_PAGE = re.compile(rb"/Type\s*/Page\b")


@contextmanager
def _page(browser: Any, width: int = 360, **context: Any) -> Iterator[Any]:
    opened = browser.new_context(viewport={"width": width, "height": 740}, **context)
    yield opened.new_page()
    opened.close()


def asks_nobody(browser: Any, address: str, pages: Iterable[str]) -> list[str]:
    """What pages ask of other places than ``address``, fail to load, or the browser complains of.

    The browser complains of everything that the page's Content-Security-Policy stops.
    """
    found: list[str] = []
    with _page(browser) as page:
        at = ""

        def failed(asked: Any) -> None:
            if asked.failure != "net::ERR_ABORTED":  # given up because the next page was opened
                found.append(f"{at}: not loaded {asked.url} {asked.failure}")

        page.on("console", lambda message: found.append(f"{at}: {message.text}"))
        page.on("pageerror", lambda error: found.append(f"{at}: {error}"))
        page.on("requestfailed", failed)
        page.on("request", lambda asked: (
            None if asked.url.startswith(address) else found.append(f"{at}: asked {asked.url}")
        ))  # fmt: skip
        for at in pages:
            page.goto(address + at)
            if page.evaluate("document.styleSheets.length") == 0:
                found.append(f"{at}: no style sheet")
    return found


def axe(browser: Any, address: str, pages: Iterable[str], width: int, scheme: str) -> list[str]:
    """What axe finds on the pages, everything unfolded. Axe itself is let past the policy."""
    found = []
    with _page(browser, width, color_scheme=scheme, bypass_csp=True) as page:
        for at in pages:
            page.goto(address + at)
            page.evaluate(_OPEN)
            for fault in Axe().run(page, options=_AXE).response["violations"]:
                nodes = [node["html"][:100] for node in fault["nodes"]]
                found.append(f"{at}: {width} px {scheme} {fault['id']} {len(nodes)} {nodes[0]}")
    return found


def too_wide(browser: Any, address: str, pages: Iterable[str]) -> list[str]:
    """Pages that must be scrolled sideways on a phone of 360 px, or of 320 px."""
    found = []
    for width in (360, 320):
        with _page(browser, width) as page:
            for at in pages:
                page.goto(address + at)
                page.evaluate(_OPEN)
                if page.evaluate(_TOO_WIDE):
                    found.append(f"{at}: {width} px")
    return found


def lost_when_large(browser: Any, address: str, pages: Iterable[str]) -> list[str]:
    """Where text is not twice as large, or is cut off, once the reader doubles the text size.

    A picture is as wide as the page and stays so; its numbers stand in the table beside it.
    """
    found = []
    with _page(browser) as page:
        settings = page.context.new_cdp_session(page)
        for at in pages:
            sizes = []
            for pixels in (16, 32):
                settings.send(
                    "Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels}}
                )
                page.goto(address + at)
                page.evaluate(_OPEN)
                sizes.append(page.evaluate(_SIZES))
            ratios = [large / small for small, large in zip(*sizes, strict=True)]
            if min(ratios) < 1.99:
                found.append(f"{at}: a text is only {min(ratios):g} times as large")
            found += [f"{at}: cut off {element}" for element in page.evaluate(_CLIPPED)]
            if page.evaluate(_TOO_WIDE):
                found.append(f"{at}: too wide")
    return found


def needs_a_script(browser: Any, address: str, pages: Iterable[str]) -> list[str]:
    """Words that a page shows only where scripts run; controls and live answers apart."""
    found = []
    words: list[dict[str, Counter[str]]] = []
    for scripts in (True, False):
        with _page(browser, java_script_enabled=scripts) as page:
            words.append({})
            for at in pages:
                page.goto(address + at)
                page.evaluate(_OPEN)
                skipped = "button, input, select, output, [aria-live], [role=status], [data-find]"
                words[-1][at] = Counter(page.evaluate(_WORDS, skipped))
    with_scripts, without = words
    for at in pages:
        found += [f"{at}: {word}" for word in with_scripts[at] - without[at]]
        if not without[at]:
            found.append(f"{at}: empty")
    return found


def lost_in_print(browser: Any, address: str, pages: Iterable[str]) -> list[str]:
    """Words on the screen that are not on paper, pages cut off at the side, no page printed.

    What is folded on the screen is printed; jump links and what one presses are not. Paper is white
    in dark mode too.
    """
    pressed = "nav, button, [role=status], [data-find]"
    found = []
    with _page(browser, A4, color_scheme="dark") as page:
        for at in pages:
            page.goto(address + at)
            page.emulate_media(media="print")
            printed = Counter(page.evaluate(_WORDS, pressed))
            paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
            if page.evaluate(_TOO_WIDE):
                found.append(f"{at}: wider than A4")
            if not _PDF_PAGE.search(page.pdf(format="A4")):
                found.append(f"{at}: no page")
            page.emulate_media(media="screen")
            page.evaluate(_OPEN)
            shown = Counter(page.evaluate(_WORDS, pressed))
            found += [f"{at}: {word}" for word in shown - printed]
            if paper not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"):
                found.append(f"{at}: paper is {paper}")
    return found


def measures(browser: Any, disk: str, served: str, pages: list[str]) -> list[Measure]:
    """Every promise that a browser shows, on each of ``pages``.

    ``disk`` and ``served`` are the site's address as files and under a sub-path of a server.
    """
    seen = len(pages)
    violations = [
        one for width in WIDTHS for scheme in SCHEMES
        for one in axe(browser, disk, pages, width, scheme)
    ]  # fmt: skip
    return [
        none_of("Works from disk, asks nobody", asks_nobody(browser, disk, pages), seen),
        none_of("Works under a sub-path, asks nobody", asks_nobody(browser, served, pages), seen),
        none_of("axe, WCAG 2.2 A and AA, light and dark", violations, seen),
        none_of("Fits 360 px and 320 px", too_wide(browser, disk, pages), seen),
        none_of("Text at 200 %, nothing lost", lost_when_large(browser, disk, pages), seen),
        none_of("Complete without JavaScript", needs_a_script(browser, disk, pages), seen),
        none_of("Prints to PDF, nothing lost", lost_in_print(browser, disk, pages), seen),
    ]
