"""Personal numbers for tests, worked out when they are needed: nothing in the repository is one.

None is anybody's: the ID numbers are of the year 1890, the mobile has one digit throughout.
"""

from __future__ import annotations

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(region: str = "512345", birth: str = "18900101", sequence: str = "123") -> str:
    """An ID number of 18 signs with its check digit."""
    number = f"{region}{birth}{sequence}"
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, number, strict=True))
    return number + "10X98765432"[total % 11]


def old_id_number() -> str:
    """An ID number of 15 digits."""
    return "512345" + "900101" + "123"


def mobile() -> str:
    return "1" + "3" * 10


def bank_card(prefix: str = "622848", length: int = 19) -> str:
    """A card number with its check digit, by Luhn's rule."""
    number = prefix + "0" * (length - len(prefix) - 1)
    total = 0
    for place, digit in enumerate(reversed(number), 1):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return number + str(-total % 10)


def e_mail() -> str:
    return "@".join(("nobody", "nowhere.cn"))


def coordinates() -> str:
    return f"{29}.5{'0' * 4}, {106}.5{'0' * 4}"


def wrong(number: str) -> str:
    """The number with another last digit."""
    return number[:-1] + ("1" if number[-1] != "1" else "2")


def by_mark() -> dict[str, str]:
    """Every kind by the mark that the rulebook writes in its place."""
    return {
        "ID-NUMBER": id_number(),
        "WRONG-ID-NUMBER": wrong(id_number()),
        "MOBILE": mobile(),
        "DUTY-PHONE": "0000-1000039",
        "BANK-CARD": bank_card(length=16),
        "WRONG-BANK-CARD": wrong(bank_card(length=16)),
        "E-MAIL": e_mail(),
        "COORDINATES": coordinates(),
    }
