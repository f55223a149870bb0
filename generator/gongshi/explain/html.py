"""An account as a page to read at the table with a family, or to print."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gongshi import assets
from gongshi.explain.told import Account
from gongshi.finding import Text


def render(account: Account, language: str) -> str:
    """One HTML page that needs nothing else: no script, no font, no picture."""
    environment = Environment(
        loader=FileSystemLoader(assets.templates() / "decision"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["said"] = lambda text: text.in_language(language)
    environment.globals["both"] = lambda zh, en: Text(zh, en).in_language(language)
    page = environment.get_template("household.html")
    return page.render(account=account, language="zh-CN" if language == "zh" else "en") + "\n"
