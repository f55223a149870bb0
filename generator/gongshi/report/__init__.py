"""What a check found, as text: one module a format, each with a pure ``render``."""

from __future__ import annotations

from collections.abc import Callable

from gongshi.pipeline import Checked
from gongshi.report import json_v1, text

FORMATS: dict[str, Callable[[Checked, str], str]] = {"text": text.render, "json": json_v1.render}
"""Every output format by its name; each takes what was found and the language (zh or en)."""
