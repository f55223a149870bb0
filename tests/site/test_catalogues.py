"""The catalogues of messages: whole, settled, and with the places of values as in English."""

from __future__ import annotations

import ast

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from gongshi.site.language import known
from tests.conftest import ROOT
from tests.site.catalogue import messages, places

MESSAGES = ROOT / "site_templates" / "messages"


def catalogue(code: str) -> Catalog:
    with (MESSAGES / code / "LC_MESSAGES" / "gongshi.po").open("rb") as file:
        return read_po(file, locale=code)


def ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def said(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_every_message_is_translated_into_chinese_and_no_other_is_kept() -> None:
    wanted = {message for message, *_ in messages()}
    assert len(wanted) > 150
    found = {ids(one)[0]: said(one) for one in catalogue("zh") if one.id}
    assert wanted - {each for each, strings in found.items() if all(strings)} == set()
    assert found.keys() - wanted == set(), "no longer used"


@pytest.mark.parametrize("code", sorted(one.name for one in MESSAGES.iterdir()))
def test_no_translation_is_a_guess_or_loses_a_value(code: str) -> None:
    """The places are those of the English plural, which alone is sure to tell the number."""
    found = catalogue(code)
    assert code in known()
    for message in (one for one in found if one.id and any(said(one))):
        assert not message.fuzzy, message.id
        assert list(message.check()) == [], message.id
        for string in filter(None, said(message)):
            assert places(string) == places(ids(message)[-1]), string


def test_extraction_sees_every_message_that_python_says() -> None:
    """Within an f-string it sees none, and such a message would stay English in every language."""
    seen = {message for message, *_ in messages()}
    for package in ("site", "board"):
        for path in sorted((ROOT / "generator" / "gongshi" / package).glob("*.py")):
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(call, ast.Call) and name_of(call) in {"say", "N_"}:
                    (message, *_) = call.args
                    if isinstance(message, ast.Constant):
                        assert message.value in seen, f"{path.name}: {message.value}"


def name_of(call: ast.Call) -> str:
    called = call.func
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
