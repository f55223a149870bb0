"""Texts and offices of the records as public facts."""

from __future__ import annotations

from gongshi.model import common
from gongshi.public import facts


def label(words: common.Words) -> facts.Label:
    """A text that is meant to be read by anyone."""
    return facts.Label(words.zh, words.en)


def office(place: common.Office) -> facts.Office:
    """Where to come or call."""
    return facts.Office(
        name=label(place.name),
        address=label(place.address),
        duty_phone=place.duty_phone,
        hours=label(place.hours) if place.hours else None,
    )
