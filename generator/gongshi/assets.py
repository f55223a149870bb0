"""Where schemas, templates, rulebook and theme set-up are: in the wheel, else the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gongshi.errors import AssetsMissing

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_data"
_CHECKOUT = _PACKAGE.parents[1]


@cache
def root() -> Path:
    """The folder that holds ``schemas/``, ``site_templates/``, ``rulebook/`` and ``mkdocs.yml``.

    Raises AssetsMissing where the installation is broken, or holds a link: a change of a checkout
    could publish any file of the machine through one.
    """
    for candidate in (_WHEEL, _CHECKOUT):
        if (candidate / "schemas" / "household.json").is_file():
            _refuse_links(candidate)
            return candidate
    raise AssetsMissing(f"no schemas in {_WHEEL} or {_CHECKOUT}; reinstall gongshi")


def _refuse_links(folder: Path) -> None:
    for name in ("schemas", "site_templates", "rulebook", "mkdocs.yml"):
        for path in (folder / name, *sorted((folder / name).rglob("*"))):
            if path.is_symlink():
                shown = path.relative_to(folder).as_posix()
                raise AssetsMissing(
                    f"{shown} 是符号链接；请换成真正的文件。"
                    f" / {shown} is a symbolic link; put the file itself there."
                )


def schemas() -> Path:
    """The folder of JSON Schemas, one a record kind."""
    return root() / "schemas"


def templates() -> Path:
    """The folder of templates, styles, written pages and message catalogues."""
    return root() / "site_templates"


def rulebook() -> Path:
    """The folder of rule pages, one a rule, by family."""
    return root() / "rulebook"


def theme_configuration() -> Path:
    """The ``mkdocs.yml`` that sets up the theme."""
    return root() / "mkdocs.yml"
