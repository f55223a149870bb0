"""What belongs to the package is what was reviewed: a link in it leads nowhere."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi import assets
from gongshi.errors import AssetsMissing
from tests.conftest import ROOT


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("schemas", "site_templates", "rulebook"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copyfile(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    monkeypatch.setattr(assets, "_CHECKOUT", tmp_path)
    assets.root.cache_clear()
    yield tmp_path
    assets.root.cache_clear()


def test_a_checkout_without_links_is_taken(checkout: Path) -> None:
    assert assets.root() == checkout


@pytest.mark.parametrize(
    "place", ["site_templates/content/zh/about.md", "site_templates/styles", "mkdocs.yml"]
)
def test_a_link_to_another_file_of_the_machine_is_refused(checkout: Path, place: str) -> None:
    aside = checkout / "aside"
    (checkout / place).rename(aside)
    (checkout / place).symlink_to(aside)
    with pytest.raises(AssetsMissing, match=place):
        assets.root()
