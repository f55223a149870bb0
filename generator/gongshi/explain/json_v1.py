"""An account for machines, first version of the format; both languages are always there."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from gongshi.decision.truth import Truth
from gongshi.explain.told import Account
from gongshi.finding import Text

_TRUTHS: dict[Truth, str] = {True: "met", False: "not-met", None: "unknown"}


def render(account: Account, _language: str) -> str:
    """One JSON object: the household, its standing, and ``decisions`` down to facts and places.

    Texts are objects with ``zh`` and ``en``; ``truth`` is met, not-met or unknown; a place has
    ``path``, ``line`` and ``column``; a value that is not recorded is null.
    """
    return json.dumps({"version": 1, **_plain(account)}, ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    """A value of the account as JSON has it."""
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if dataclasses.is_dataclass(value):
        return {
            field.name: _TRUTHS[getattr(value, field.name)]
            if field.name == "truth"
            else _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
        }
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
