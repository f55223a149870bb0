"""What a check found, as text: one module a format, each with a pure ``render``."""

from __future__ import annotations

from collections.abc import Callable

from gongshi.pipeline import Checked
from gongshi.report import github, gitlab, json_v1, junit, markdown, sarif, text

FORMATS: dict[str, Callable[[Checked, str], str]] = {
    "text": text.render,
    "json": json_v1.render,
    "github": github.render,
    "gitlab": gitlab.render,
    "junit": junit.render,
    "markdown": markdown.render,
    "sarif": sarif.render,
}
"""Every output format by its name; each takes what was found and the language (zh or en)."""
