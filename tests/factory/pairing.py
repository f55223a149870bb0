"""Who helps which household, from when to when: a contact has two to five households."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, after
from tests.factory.officials import Numbers, Term
from tests.factory.organisations import Unit, replacement_day

if TYPE_CHECKING:
    from tests.factory.households import Household
    from tests.factory.village import Village

_USUAL, _MOST = 4, 5


@dataclass(slots=True)
class Pairing:
    """A contact paired with a household."""

    contact: str
    since: date
    to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the pairing holds on a day."""
        return self.since <= day and (self.to is None or day <= self.to)


@dataclass(slots=True)
class _Post:
    """A contact's place in a unit, and the households that whoever holds it has."""

    unit: Unit
    contact: Term
    households: list[Household] = field(default_factory=list)


def pair(rng: Random, numbers: Numbers, village: Village) -> None:
    """Give every registered household its contact, and let some contacts hand over."""
    registered = sorted(
        (one for one in village.households if one.history),
        key=lambda one: (one.history[0].on, one.id),
    )
    posts: list[_Post] = []
    for household in registered:
        since = min(AS_OF, after(household.history[0].on, rng.randint(4, 16)))
        if household.fate.closed is not None and household.fate.closed <= since:
            continue
        post = _free(rng, numbers, village, posts, since)
        post.contact.since = min(post.contact.since, since)
        post.households.append(household)
        household.helpers.append(Pairing(post.contact.id, since))
    _join_lonely(posts)
    for post in posts:
        if post.contact.id != post.unit.staff() and rng.random() < 0.13:
            _hand_over(rng, numbers, post)
    _end_with_household(registered)


def _free(
    rng: Random, numbers: Numbers, village: Village, posts: list[_Post], since: date
) -> _Post:
    """A contact with room for one household more; else a new contact of a helping unit."""
    if posts and len(posts[-1].households) < _USUAL - (len(posts) % 3 == 2):
        return posts[-1]
    unit = village.units[len(posts) % len(village.units)]
    first = unit.contacts[0]
    # A unit's own signing official has households in the first village the unit helps.
    if unit.villages[0][0] == village.place.id and not any(post.contact is first for post in posts):
        contact = first
    else:
        contact = unit.new_contact(numbers, rng, since - timedelta(days=rng.randint(0, 40)))
    posts.append(_Post(unit, contact))
    return posts[-1]


def _join_lonely(posts: list[_Post]) -> None:
    """A last contact with a single household gives it to one who has room."""
    if len(posts) < 2 or len(posts[-1].households) != 1:
        return
    lonely = posts[-1]
    other = next((post for post in posts[:-1] if len(post.households) < _MOST), None)
    if other is None or lonely.contact is lonely.unit.contacts[0]:
        return
    household = lonely.households.pop()
    household.helpers[0].contact = other.contact.id
    other.households.append(household)
    lonely.unit.contacts.remove(lonely.contact)
    posts.remove(lonely)


def _hand_over(rng: Random, numbers: Numbers, post: _Post) -> None:
    """The contact leaves and a colleague takes all the households over the next day."""
    day = replacement_day(rng, max(one.helpers[-1].since for one in post.households))
    if day > AS_OF:
        return
    post.contact.to = day - timedelta(days=1)
    post.contact = post.unit.new_contact(numbers, rng, day)
    for household in post.households:
        household.helpers[-1].to = day - timedelta(days=1)
        household.helpers.append(Pairing(post.contact.id, day))


def _end_with_household(households: list[Household]) -> None:
    """No pairing outlasts a household that is closed."""
    for household in households:
        closed = household.fate.closed
        if closed is not None:
            household.helpers = [one for one in household.helpers if one.since < closed]
            if household.helpers:
                household.helpers[-1].to = closed - timedelta(days=1)
