"""Minutes for machines, first version of the format, in full: for the staff."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gongshi.minutes import words
from gongshi.minutes.compare import Minutes


def render(minutes: Minutes, _language: str) -> str:
    """One JSON object: ``version``, the versions compared, ``events``, ``figures``, ``decisions``.

    An event has its ``words`` in both languages.
    """
    value = {
        "version": 1,
        "as_of": minutes.as_of.isoformat(),
        "before": minutes.before,
        "after": minutes.after,
        "events": [
            {
                **{key: value for key, value in asdict(event).items() if value},
                "words": asdict(words.EVENTS[event.what]),
            }
            for event in minutes.events
        ],
        "figures": [asdict(shift) for shift in minutes.shifts],
        "decisions": [_decision(asdict(turn)) for turn in minutes.turns],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _decision(turn: dict[str, Any]) -> dict[str, Any]:
    return {**turn, "before": str(turn["before"]), "after": str(turn["after"])}
