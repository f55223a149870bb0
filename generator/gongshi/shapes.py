"""The shapes of what must never be public: ID, mobile and card numbers, e-mails, coordinates.

A shape is told by its form and by what the number itself says: an ID number by its region, birth
date and check digit, a card by its issuer and check digit, coordinates by lying in China. Digits
may be full-width and stand in the groups in which people write them. What is longer than the
shape, as a hash or a sum, is not one.

Limits: a shape spelt in words, cut over two lines or put into a picture is not seen. The ID number
of 15 digits has no check digit, so about one in a hundred numbers of 15 digits looks like one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from gongshi.finding import Text


class Shape(StrEnum):
    """What a text looks like."""

    ID_NUMBER = "id-number"
    MOBILE = "mobile"
    BANK_CARD = "bank-card"
    E_MAIL = "e-mail"
    COORDINATES = "coordinates"


NAMES: dict[Shape, Text] = {
    Shape.ID_NUMBER: Text("身份证号", "an ID number"),
    Shape.MOBILE: Text("手机号", "a mobile number"),
    Shape.BANK_CARD: Text("银行卡号", "a bank card number"),
    Shape.E_MAIL: Text("电子邮箱", "an e-mail address"),
    Shape.COORDINATES: Text("经纬度坐标", "coordinates"),
}


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """Where in a text a shape stands; what stands there is not kept."""

    start: int
    end: int
    shape: Shape


def find(text: str, public: frozenset[str] = frozenset()) -> list[Found]:
    """Every shape in ``text``, in order.

    ``public`` are the digits of numbers that are public: the duty phones of offices.
    """
    found = [*_numbers(text, public), *_coordinates(text), *_e_mails(text)]
    return sorted(found)


def in_message(text: str, public: frozenset[str] = frozenset()) -> list[Found]:
    """Every shape in the message of a commit.

    Those who signed it or had a part in it are named there by their own addresses, as git has it.
    """
    trailers = [(one.start(), one.end()) for one in _TRAILER.finditer(text)]
    return [
        found
        for found in find(text, public)
        if found.shape is not Shape.E_MAIL
        or not any(start <= found.start < end for start, end in trailers)
    ]


_TRAILER = re.compile(r"^[A-Z][A-Za-z-]*-[Bb]y: .*$", re.MULTILINE)


def digits(number: str) -> str:
    """The digits alone of a number as it is written, for ``public``."""
    return "".join(sign for sign in number.translate(_PLAIN) if sign in "0123456789")


def masked(text: str) -> str:
    """The text with dots in the place of every shape, to name a file by."""
    for found in reversed(find(text)):
        text = f"{text[: found.start]}…{text[found.end :]}"
    return text


_PLAIN = {
    **{ord("０") + digit: str(digit) for digit in range(10)},
    **dict.fromkeys(map(ord, "xＸｘ"), "X"),
}
_DIGIT = "[0-9０-９]"
_BETWEEN = "[ \\t\u00a0\u3000\u200b-\u200d\u2060\ufeff\u2010-\u2015\u2212\ufe63\uff0d-]"
"""One such sign may stand between groups: spaces, seen or not, and dashes of any width."""

_RUN = re.compile(f"{_DIGIT}(?:{_BETWEEN}?{_DIGIT}){{10,}}(?:{_BETWEEN}?[XxＸｘ])?")
_GROUP = re.compile(f"{_DIGIT}+[XxＸｘ]?|[XxＸｘ]")
_JOINED = re.compile(r"[0-9A-Za-z_０-９]")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    digits: str


def _numbers(text: str, public: frozenset[str]) -> Iterator[Found]:
    for run in _RUN.finditer(text):
        groups = [
            _Group(
                run.start() + one.start(), run.start() + one.end(), one.group().translate(_PLAIN)
            )
            for one in _GROUP.finditer(run.group())
        ]
        first = 0
        while first < len(groups):
            if first and len(groups[first].digits) == len(groups[first - 1].digits) == 1:
                first += 1  # digits written one by one are one number, from the first of them on
                continue
            last, shape = _longest(groups, first, public)
            start, end = groups[first].start, groups[last].end
            if shape is not None and _stands_alone(text, start, end):
                yield Found(start, end, shape)
                first = last + 1
            else:
                first += 1


def _longest(groups: list[_Group], first: int, public: frozenset[str]) -> tuple[int, Shape | None]:
    """The shape that the groups from ``first`` on have, and its last group."""
    number = ""
    lengths: list[int] = []
    found: tuple[int, Shape | None] = (first, None)
    for last in range(first, len(groups)):
        number += groups[last].digits
        lengths.append(len(groups[last].digits))
        if len(number) > _LONGEST:
            break
        if len(number) >= _SHORTEST and number not in public:
            shape = _shape(number, tuple(lengths))
            found = (last, shape) if shape else found
    return found


_SHORTEST = 11
_LONGEST = 20
"""From a mobile number to an ID number with the two digits that a disability card adds."""


def _shape(number: str, lengths: tuple[int, ...]) -> Shape | None:
    """What a number is that is written in groups of these lengths."""
    if _is_id_number(number, lengths):
        return Shape.ID_NUMBER
    if len(number) < 16:
        return Shape.MOBILE if _is_mobile(number, lengths) else None
    return Shape.BANK_CARD if _is_bank_card(number, lengths) else None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a number is not part of a longer word, a decimal number or a UUID."""
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    if _JOINED.match(before[-1:]) or _JOINED.match(after):
        return False
    if re.fullmatch(r"[0-9]\.", before) or re.match(r"\.[0-9]", after):
        return False
    around = _UUID.finditer(text, max(start - 36, 0), end + 36)
    return not any(one.start() <= start and end <= one.end() for one in around)


_PROVINCES = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54"),
        *("61", "62", "63", "64", "65", "71", "81", "82", "83"),
    }
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID_BREAKS = frozenset({3, 6, 10, 12, 14, 17, 18})
"""After how many signs an ID number is broken: region, year, month and day, sequence, check."""


def _is_id_number(number: str, lengths: tuple[int, ...]) -> bool:
    """GB 11643: 18 signs with a check digit, or the earlier 15; a disability card adds two."""
    if len(number) == 20 and lengths in ((20,), (18, 2)):
        number, lengths = number[:18], (18,)
    if len(number) == 15:
        birth = f"19{number[6:12]}"
        return lengths in ((15,), (6, 6, 3)) and _is_region(number) and _is_birth(birth)
    if len(number) != 18 or not number[:17].isdigit():
        return False
    grouped = (
        _ID_BREAKS.issuperset(accumulate(lengths))
        or lengths in ((4, 4, 4, 4, 2), (4, 4, 4, 6))
        or set(lengths) == {1}
    )
    return grouped and _is_region(number) and _is_birth(number[6:14]) and _checks(number)


def _is_region(number: str) -> bool:
    return number[:2] in _PROVINCES and number[2:6] != "0000" and "X" not in number[:6]


def _is_birth(day: str) -> bool:
    year, month, date = int(day[:4]), int(day[4:6]), int(day[6:])
    return 1880 <= year < 2100 and 1 <= month <= 12 and 1 <= date <= monthrange(year, month)[1]


def _checks(number: str) -> bool:
    """Whether the last of the 18 signs is the one that the others ask for."""
    total = sum(weight * int(sign) for weight, sign in zip(_WEIGHTS, number, strict=False))
    return _CHECKS[total % 11] == number[17]


_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_MOBILE_GROUPS = frozenset({(11,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (3, 3, 5), (1,) * 11})


def _is_mobile(number: str, lengths: tuple[int, ...]) -> bool:
    """Eleven digits, with or without the country in front."""
    prefix = number[:-11]
    if prefix in ("0", "86", "086", "0086"):
        number = number[len(prefix) :]
        apart = lengths[0] == len(prefix)
        lengths = lengths[1:] if apart else (lengths[0] - len(prefix), *lengths[1:])
    return bool(_MOBILE.fullmatch(number)) and lengths in _MOBILE_GROUPS


_ISSUERS = re.compile(r"62|60|4|5[1-5]|35|9558")
"""What cards issued in China begin with: UnionPay, Discover, Visa, Mastercard, JCB, old ICBC."""


def _is_bank_card(number: str, lengths: tuple[int, ...]) -> bool:
    """Of 16 to 19 digits with a check digit; in fours only from UnionPay, as lists of years are."""
    if not 16 <= len(number) <= 19 or "X" in number or not _ISSUERS.match(number):
        return False
    in_fours = number.startswith("62") and set(lengths[:-1]) == {4} and lengths[-1] <= 4
    in_two = number.startswith("62") and lengths in ((6, 10), (6, 13))
    return (len(lengths) == 1 or in_fours or in_two) and _luhn(number)


def _luhn(number: str) -> bool:
    doubled = (
        int(sign) * 2 if place % 2 else int(sign) for place, sign in enumerate(reversed(number))
    )
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_DECIMAL = re.compile(r"(?<![0-9.])([0-9]{2,3})\.[0-9]{4,}(?![0-9.])")
_DEGREES = re.compile(r"(?<![0-9.])([0-9]{2,3})(?:°|º|度)\s?[0-5]?[0-9](?:\.[0-9]+)?(?:['′’]|分)")
_APART = 24
"""How many signs stand at most between the two numbers of a pair: their labels."""


def _coordinates(text: str) -> Iterator[Found]:
    """A longitude and a latitude of China beside each other, in either order."""
    for one in (_DECIMAL, _DEGREES):
        before: re.Match[str] | None = None
        for match in one.finditer(text) if _may_have(text, one) else ():
            if before is not None and _is_pair(text, before, match):
                yield Found(before.start(), match.end(), Shape.COORDINATES)
                before = None
            else:
                before = match


def _may_have(text: str, pattern: re.Pattern[str]) -> bool:
    # Few texts have either, and to look for a sign is quicker than for a number.
    if pattern is _DECIMAL:
        return _FRACTION.search(text) is not None
    return any(sign in text for sign in "°º度")


_FRACTION = re.compile(r"\.[0-9]{4}")


def _is_pair(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    between = text[first.end() : second.start()]
    if len(between) > _APART or "\n" in between:
        return False
    low, high = sorted((int(first[1]), int(second[1])))
    return 3 <= low <= 53 and 73 <= high <= 135


_E_MAIL = re.compile(
    r"([A-Za-z0-9._%+-]{1,64})[@＠]((?:[A-Za-z0-9-]{1,63}\.)+([A-Za-z]{2,12}))(?![A-Za-z0-9@-])"
)
_TOP = frozenset(
    {
        *("com", "net", "org", "gov", "edu", "mil", "int", "info", "biz", "name", "mobi", "pro"),
        *("asia", "top", "xyz", "vip", "club", "site", "online", "shop", "wang", "ren", "ink"),
        *("group", "work", "email", "cloud", "live", "link", "fun", "tech", "app", "dev"),
    }
)
"""Endings of domains, besides the two letters of a country."""
_NOBODY = re.compile(r"(?:.*\.)?(?:example(?:\.(?:com|net|org|cn))?|invalid|test|localhost)")
_NO_COUNTRY = frozenset({"js", "ts", "md", "py", "sh", "rs", "rb", "so"})
"""Two letters that end the name of a file far more often than a domain."""


def _e_mails(text: str) -> Iterator[Found]:
    if "@" not in text and "＠" not in text:
        return
    for match in _E_MAIL.finditer(text):
        local, domain, top = match[1], match[2].lower(), match[3].lower()
        known = top in _TOP or (len(top) == 2 and top not in _NO_COUNTRY)
        # What git writes for itself and what is reserved for examples is nobody's.
        machine = local == "git" or domain.endswith("noreply.github.com")
        if known and not machine and not _NOBODY.fullmatch(domain):
            yield Found(match.start(), match.end(), Shape.E_MAIL)
