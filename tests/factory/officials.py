"""Numbers given once in the county, and officials with the days on which they hold a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.factory import names
from tests.factory.record import Record


class Numbers:
    """Hands out the county's permanent numbers, each once."""

    def __init__(self, households: list[int]) -> None:
        self._households = iter(households)
        self._persons = 0
        self._officials = 0
        self._phones = 0

    def household(self) -> str:
        """The next household number, in an order that says nothing about the household."""
        return f"h{next(self._households):06d}"

    def person(self) -> str:
        """The next person number."""
        self._persons += 1
        return f"p{self._persons:07d}"

    def official(self) -> str:
        """The next official's number."""
        self._officials += 1
        return f"c{self._officials:05d}"

    def phone(self) -> str:
        """The next office land line; no area has the code 0000."""
        self._phones += 1
        return f"0000-{1_000_000 + self._phones}"


@dataclass(slots=True)
class Term:
    """One official in one post, from a day to a day; ``to`` is None while in the post."""

    id: str
    name: str
    post: str
    since: date
    to: date | None = None
    organisation: str = ""
    group: int = 0

    def holds_on(self, day: date) -> bool:
        """Whether the official is in the post on ``day``."""
        return self.since <= day and (self.to is None or day <= self.to)


def term(numbers: Numbers, rng: Random, post: str, since: date, to: date | None = None) -> Term:
    """A new official in a post."""
    return Term(numbers.official(), names.official(rng), post, since, to)


def succession(numbers: Numbers, rng: Random, post: str, since: date, *changes: date) -> list[Term]:
    """One official after another in a post, each from the day after the one before."""
    terms = [term(numbers, rng, post, since)]
    for day in changes:
        terms[-1].to = day - timedelta(days=1)
        terms.append(term(numbers, rng, post, day))
    return terms


def holder(terms: list[Term], post: str, day: date, group: int = 0) -> str | None:
    """Who holds a post on a day; None where it is vacant."""
    for one in terms:
        if one.post == post and one.group == group and one.holds_on(day):
            return one.id
    return None


def signers(*officials: str | None) -> list[str]:
    """Those who sign, each once, vacancies left out."""
    return list(dict.fromkeys(one for one in officials if one is not None))


def dates_of(one: Term) -> Record:
    """The days of a term as a record writes them."""
    return {"from": one.since} if one.to is None else {"from": one.since, "to": one.to}


def office(zh: str, en: str, address_zh: str, address_en: str, phone: str) -> Record:
    """An office as a record writes it."""
    return {
        "name": {"zh": zh, "en": en},
        "address": {"zh": address_zh, "en": address_en},
        "duty_phone": phone,
        "hours": {"zh": "工作日 8:30–17:30", "en": "weekdays 8:30–17:30"},
    }
