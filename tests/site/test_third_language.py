"""A language beyond Chinese and English: a folder of messages, and a line in county.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

from gongshi import assets, pipeline
from gongshi.errors import LanguageMissing
from gongshi.public.facts import County, Label
from gongshi.public.view import view
from gongshi.site import api, data
from gongshi.site.build import build, shells
from gongshi.site.file import File
from gongshi.site.language import Language, languages, named
from gongshi.site.manifest import Source
from gongshi.site.pages import GLOSSARY, PRIVACY, pages
from gongshi.site.render import render
from gongshi.site.shell import written_in
from tests.audit.kinds import one_of_each
from tests.conftest import NOW, ROOT
from tests.factory.write import write_county
from tests.public.test_view import facts
from tests.rules.test_identity import edit
from tests.site import untranslated
from tests.site.catalogue import turned, with_pseudo_locale
from tests.site.published import files_of, tiny
from tests.site.test_render import SHELLS

FITS = """() => {
    document.querySelectorAll('details').forEach(each => each.open = true);
    return document.documentElement.scrollWidth <= window.innerWidth;
}"""
BESIDE = """() => [...document.querySelectorAll('.gs-drawing text')].filter(text => {
    const [inner, outer] = [text, text.ownerSVGElement].map(each => each.getBoundingClientRect());
    return inner.left < outer.left - 2 || inner.right > outer.right + 2;
}).map(text => text.textContent)"""
CODE = "ug"
"""The language that the pseudo-locale stands in for: Uyghur, from right to left."""


@pytest.fixture(scope="module")
def uyghur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Language]:
    templates = with_pseudo_locale(tmp_path_factory.mktemp("pseudo") / "templates", CODE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "templates", lambda: templates)
        yield named(CODE)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> County:
    """Three villages in two townships, with every kind of page."""
    folder = tmp_path_factory.mktemp("small") / "records"
    write_county(folder, villages=3, households=60, seed=3, townships=2)
    checked = pipeline.check(folder, None, NOW)
    assert checked.passes
    return view(*pipeline.county(checked), checked.as_of)


@pytest.fixture(scope="module")
def tiny_files(uyghur: Language) -> list[File]:
    """The tiny county's site in three languages, its texts in brackets, in the barest frame."""
    marked: County = untranslated.marked(tiny())
    return list(render(replace(marked, languages=("en", uyghur.code)), SHELLS))


@pytest.fixture(scope="module")
def small_files(small: County, uyghur: Language) -> list[File]:
    """The small county's in Chinese and the pseudo-locale."""
    marked: County = untranslated.marked(small)
    return list(render(replace(marked, languages=(uyghur.code,)), SHELLS))


@pytest.fixture(scope="module")
def html(tiny_files: list[File]) -> dict[str, str]:
    return {one.path: one.content.decode() for one in tiny_files if one.path.endswith(".html")}


@pytest.fixture(scope="module")
def site(
    small: County, uyghur: Language, tmp_path_factory: pytest.TempPathFactory
) -> tuple[County, Path]:
    """The small county's site in Chinese and the pseudo-locale, and whose it is."""
    county, target = replace(small, languages=(uyghur.code,)), tmp_path_factory.mktemp("site")
    build(county, target, Source(county.as_of.isoformat(), "0"))
    return county, target


@pytest.mark.parametrize("which", ["tiny", "small"])
def test_no_text_is_left_untranslated(
    uyghur: Language, which: str, request: pytest.FixtureRequest
) -> None:
    files: list[File] = request.getfixturevalue(f"{which}_files")
    county = tiny() if which == "tiny" else request.getfixturevalue("small")
    names = {name for one in files for name in (one.path, Path(one.path).name)}
    known = {*untranslated.shown_as_it_is(county), *names}
    found = []
    for file in (one for one in files if one.path.startswith(uyghur.prefix)):
        if file.path.endswith(".html"):
            own = file.path in {f"{uyghur.prefix}{one}" for one in (GLOSSARY, PRIVACY)}
            left = untranslated.in_page(file.content.decode(), uyghur, known, own_texts=own)
        else:
            read = {".atom": untranslated.in_feed, ".ics": untranslated.in_calendar}
            left = read[Path(file.path).suffix](file.content, uyghur, known)
        found += [f"{file.path}: {one}" for one in left]
    assert not found, "\n".join(found)


def test_the_small_county_has_every_kind_of_page(small: County) -> None:
    templates = {f"{page.template}" for page in pages(small) if page.template}
    folder = ROOT / "site_templates" / "pages"
    parts = {"frame.html", "parts.html", "duty_parts.html", "pictures.html"}
    assert templates == {path.name for path in folder.glob("*.html")} - parts
    states = {notice.state for notice in small.notices}
    assert states >= {"open", "closed"}
    assert small.announcements


@pytest.mark.parametrize(
    "path", sorted((ROOT / "site_templates" / "pages").glob("*.html")), ids=lambda path: path.name
)
def test_a_template_has_no_words_of_its_own(path: Path) -> None:
    """Whatever the county: what stands in no message is markup, numbers and signs."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    written = "".join(one.data for one in tree.find_all(nodes.TemplateData))
    assert untranslated.words_of_markup(written) == []


def test_scripts_and_styles_have_no_words_of_their_own() -> None:
    """What a script says stands in the page, as data for it: here are names of keys alone."""
    keys = {"use strict", "ArrowDown", "ArrowUp", "Enter", "Escape", "NFKC", "NFKD"}
    for script in sorted((ROOT / "site_templates" / "scripts").glob("*.js")):
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script.read_text("utf-8"), flags=re.DOTALL)
        strings = {text for _, text in re.findall(r"""(["'`])((?:(?!\1).)*)\1""", code)}
        words = {text for text in strings if re.search(r"^[^\W_a-z]|^[^-\[]*[a-z]{2} [a-z]", text)}
        assert words - keys == set(), script.name
    for sheet in sorted((ROOT / "site_templates" / "styles").glob("*.css")):
        for shown in re.findall(r"""content:\s*["']([^"']*)["']""", sheet.read_text("utf-8")):
            assert not re.search(r"[^\W\d_]", shown), shown


def test_a_name_and_a_direction_come_from_cldr() -> None:
    found = [(one.name, one.direction, one.folder) for one in map(named, ("ug", "bo", "ii"))]
    assert found == [
        ("ئۇيغۇرچە", "rtl", "ug"),
        ("བོད་སྐད་", "ltr", "bo"),
        ("ꆈꌠꉙ", "ltr", "ii"),
    ]
    assert named("mn-Mong").name == "Mongolian (Mongolian)", "CLDR has no name of its own"
    assert named("ug").day(date(2019, 11, 18)) == "18-نويابىر، 2019"
    assert named("tt").number(1234567.5) == "1\xa0234\xa0567,5"
    assert named("tt").percent(299) == "2,99\xa0%"


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(LanguageMissing, match="CLDR"):
        named("xx")


def test_a_language_without_messages_is_told_with_the_folder_that_is_missing() -> None:
    with pytest.raises(LanguageMissing, match="messages/kk_Arab/LC_MESSAGES/"):
        languages(replace(tiny(), languages=("en", "kk-Arab")))


@pytest.mark.usefixtures("uyghur")
@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("", ["zh", "en"]),
        ("  languages: []", ["zh"]),
        ("  languages: [en, ug]", ["zh", "en", "ug"]),
        ("  languages: [ug, zh]", ["zh", "ug"]),
    ],
)
def test_a_line_of_the_county_says_which_languages_its_site_has(
    county: Path, line: str, codes: list[str]
) -> None:
    edit(county, "county.yaml", "publication:\n", f"publication:\n{line}\n")
    assert [one.code for one in languages(facts(folder=county))] == codes


def test_what_is_not_translated_is_said_in_chinese(tmp_path: Path) -> None:
    """A catalogue that was only begun: singular, plural, and a text of the records."""
    templates = with_pseudo_locale(tmp_path / "templates", "kk_Arab", of=["Notices"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "templates", lambda: templates)
        kazakh = named("kk-Arab")
        assert kazakh.say("Notices") == turned("Notices")
        assert kazakh.say("Policy") == named("zh").say("Policy")
        say = kazakh.translations().ungettext
        assert say("%(shown)s person", "%(shown)s persons", 2) == "%(shown)s 人"
    assert kazakh.text(Label("听泉村", "Tingquan")) == '<span lang="zh-CN" dir="ltr">听泉村</span>'


def test_texts_in_another_language_say_so_and_run_their_own_way(
    html: dict[str, str],
) -> None:
    page = html["ug/policy/entry.four-in.html"]
    assert '<html lang="ug" dir="rtl">' in page
    assert '<p lang="zh-CN" dir="ltr">' in page, "the official wording"
    assert '<p lang="en" dir="ltr">' in page
    assert '<span lang="zh-CN" dir="ltr">' in page, "a text of the policy"
    assert '<html lang="zh-CN" dir="ltr">' in html["policy/entry.four-in.html"]


def test_every_page_leads_to_itself_in_every_other_language(html: dict[str, str]) -> None:
    switch = re.compile(r'<a class="gs-language" href="([^"]*)" hreflang="([^"]*)" lang="([^"]*)"')
    page = html["en/policy/entry.four-in.html"]
    assert switch.findall(page) == [
        ("../../policy/entry.four-in.html", "zh-CN", "zh-CN"),
        ("../../ug/policy/entry.four-in.html", "ug", "ug"),
    ]
    assert 'lang="ug" dir="rtl">ئۇيغۇرچە</a>' in page
    chinese = {path for path in html if not path.startswith(("en/", "ug/"))}
    for prefix in ("en/", "ug/"):
        assert {path.removeprefix(prefix) for path in html if path.startswith(prefix)} == chinese


def test_a_demonstration_is_told_in_both_languages_of_the_records(html: dict[str, str]) -> None:
    for prefix in ("", "en/", "ug/"):
        banner = html[f"{prefix}index.html"].split("</aside>")[0]
        assert banner.count("演示数据，全部虚构。") == 1
        assert banner.count("Demonstration records, all invented.") == 1


@pytest.mark.usefixtures("uyghur")
def test_data_and_api_are_the_same_whatever_the_languages() -> None:
    more = replace(tiny(), languages=("en", CODE))
    assert files_of(more, data, api) == files_of(tiny(), data, api)


def test_a_written_page_that_nobody_translated_is_the_chinese_one_marked_as_such(
    site: tuple[County, Path],
) -> None:
    page = (site[1] / "ug/about.html").read_text("utf-8")
    assert '<div lang="zh-CN" dir="ltr">' in page
    assert "哪些内容不公开，为什么" in page
    assert turned("About") in page
    assert '<div lang="zh-CN"' not in (site[1] / "about.html").read_text("utf-8")


def test_a_page_written_in_the_language_is_taken(tmp_path: Path) -> None:
    templates = with_pseudo_locale(tmp_path / "templates", CODE)
    (templates / "content" / CODE).mkdir()
    (templates / "content" / CODE / "about.md").write_text("# بىز ھەققىدە\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "templates", lambda: templates)
        assert written_in(CODE, "about") == CODE
        county = replace(tiny(), languages=(CODE,))
        assert "بىز ھەققىدە" in shells(county).written["ug/about.html"].html


@pytest.mark.browser
def test_from_right_to_left_every_page_fits_a_phone_and_its_header_mirrors(
    browser: Any, site: tuple[County, Path]
) -> None:
    county, folder = site
    every = [path for _, path in one_of_each(county, folder, min) if path.startswith("ug/")]
    assert len(every) > 20
    phone = browser.new_page(viewport={"width": 360, "height": 740})
    drawn = 0
    for path in every:
        phone.goto((folder / path).as_uri())
        assert phone.get_attribute("html", "dir") == "rtl"
        assert phone.evaluate(FITS), path
        assert phone.evaluate(BESIDE) == [], path
        drawn += phone.locator(".gs-drawing").count()
    assert drawn, "no picture was seen"
    for path, mirrored in (("ug/index.html", True), ("index.html", False)):
        phone.goto((folder / path).as_uri())
        for first, second in (
            (".gs-brand", ".gs-switch"),
            (".gs-nav a >> nth=0", ".gs-nav a >> nth=1"),
        ):
            starts = [phone.locator(one).bounding_box()["x"] for one in (first, second)]
            assert (starts[0] > starts[1]) is mirrored, f"{path}: {first}"
    phone.close()
