"""A decision on one household told in full: text for a terminal, JSON, or a page to print.

For staff and the family itself: an account holds the household's income and circumstances.
"""

from __future__ import annotations

from collections.abc import Callable

from gongshi.explain import html, json_v1, text
from gongshi.explain.told import Account

FORMATS: dict[str, Callable[[Account, str], str]] = {
    "text": text.render,
    "json": json_v1.render,
    "html": html.render,
}
"""Every output format by its name; each takes the account and the language (zh or en)."""
