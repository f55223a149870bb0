"""Every message of the interface, as templates and Python have it; and a pseudo-locale of them.

In the pseudo-locale each message stands between brackets, its letters turned into Arabic ones, so
that whatever was not translated is seen, and the page runs from right to left as Uyghur does.
"""

from __future__ import annotations

import re
import shutil
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from tests.conftest import ROOT

OPEN, CLOSE = "⟦⟧"
_LETTERS = "ابتجحدذرزسشصضطظعغفقكلمنهوي"
_TURNED = str.maketrans(string.ascii_letters, _LETTERS * 2)
_KEPT = re.compile(r"(%\(\w+\)s|%%|\{\w+\})")
"""What must stay in a message as it is: the places of its values."""


def messages() -> Iterator[tuple[str, ...]]:
    """Every message, one with a plural as a pair."""
    options = {"extensions": "jinja2.ext.i18n", "newstyle_gettext": "true"}
    method_map = [
        ("site_templates/pages/**.html", "jinja2"),
        ("generator/gongshi/site/**.py", "python"),
        ("generator/gongshi/board/**.py", "python"),
    ]
    names = ("_", "gettext", "N_", "say")
    keywords = {**dict.fromkeys(names), "ngettext": (1, 2), "ungettext": (1, 2)}
    for _file, _line, message, *_ in extract_from_dir(
        ROOT, method_map, {"**.html": options}, keywords,
        directory_filter=lambda folder: not Path(folder).name.startswith("."),
    ):  # fmt: skip
        yield (message,) if isinstance(message, str) else message[:2]


def places(message: str) -> set[str]:
    """The places of values in a message."""
    return set(_KEPT.findall(message)) - {"%%"}


def turned(message: str) -> str:
    """A message of the pseudo-locale."""
    parts = _KEPT.split(message)
    parts[::2] = (part.translate(_TURNED) for part in parts[::2])
    return f"{OPEN}{''.join(parts)}{CLOSE}"


def with_pseudo_locale(folder: Path, code: str, of: Sequence[str] = ()) -> Path:
    """A copy of the site's templates in ``folder``, with a pseudo-locale in place of a language.

    ``of`` names the only messages that are translated; otherwise all are.
    """
    templates = Path(shutil.copytree(ROOT / "site_templates", folder))
    catalogue = Catalog(locale=code)
    for message in messages():
        done = not of or message[0] in of
        said = tuple(turned(one) if done else "" for one in message)
        catalogue.add(message if message[1:] else message[0], said if message[1:] else said[0])
    target = templates / "messages" / code / "LC_MESSAGES" / "gongshi.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_po(file, catalogue)
    return templates
