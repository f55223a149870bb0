"""The languages of the site as a county sets them, told at the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.rules.test_identity import edit


def set_languages(county: Path, codes: str) -> None:
    edit(county, "county.yaml", "publication:\n", f"publication:\n  languages: [{codes}]\n")


def test_a_language_without_messages_is_told_in_both_languages_and_nothing_is_built(
    county: Path,
) -> None:
    set_languages(county, "en, kk-Arab")
    done = run("build", cwd=county.parent)
    assert done.returncode == 2
    assert "但没有译文 messages/kk_Arab/LC_MESSAGES/gongshi.po" in done.stderr
    assert "there is no messages/kk_Arab/LC_MESSAGES/gongshi.po" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (county.parent / "site").exists()


def test_a_site_may_be_in_chinese_alone(county: Path) -> None:
    set_languages(county, "")
    done = run("build", cwd=county.parent)
    assert done.returncode == 0, done.stderr
    site = county.parent / "site"
    assert not (site / "en").exists()
    assert "gs-language" not in (site / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["English", "../en", "zh_CN"])
def test_what_is_no_code_of_a_language_is_a_finding(county: Path, code: str) -> None:
    set_languages(county, f'"{code}"')
    done = run("check", "--lang", "en", cwd=county.parent)
    assert done.returncode == 1
    assert "county.yaml" in done.stdout
    assert "schema.wrong-format" in done.stdout
