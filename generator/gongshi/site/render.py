"""Public facts to finished HTML: our templates, autoescape on, poured into the shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from babel.support import NullTranslations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gongshi import assets
from gongshi.public.facts import County, Label
from gongshi.site import api, calendars, data, feeds, find_village, markup, pictures
from gongshi.site.file import File
from gongshi.site.language import Language, languages
from gongshi.site.pages import ABOUT, SECTIONS, Page, pages
from gongshi.site.shell import Shell, Shells, written_in
from gongshi.site.words import N_, WORDS


def render(county: County, shells: Shells) -> Iterator[File]:
    """Every file of the site, in every language."""
    for path, content in shells.files.items():
        yield File(path, content)
    # What stands beside the pages; the data page tells how large each file is.
    # They are kept and sent on, so they have no list that a page takes down.
    lasting = county.lasting
    beside = [file for make in (data, api, feeds, calendars) for file in make.files(lasting)]
    yield from beside
    version = data.version(beside)
    yield from find_village.files(lasting)
    sizes = {file.path: len(file.content) for file in beside}
    every = list(pages(county))
    for language in languages(county):
        environment = _environment(language)
        for page in every:
            path = f"{language.prefix}{page.path}"
            html = _shell(shells, path).fill(
                _slots(environment, language, county, page, sizes, version)
            )
            yield File(path, html.encode("utf-8"))


def _shell(shells: Shells, path: str) -> Shell:
    return shells.written.get(path) or shells.by_depth[path.count("/")]


def _slots(
    environment: Environment,
    language: Language,
    county: County,
    page: Page,
    sizes: Mapping[str, int],
    version: str,
) -> dict[str, str]:
    """What a page puts into each slot of the shell."""
    view = _View(language, page)
    context: dict[str, Any] = {
        "county": county,
        "page": page,
        "language": language,
        "languages": languages(county),
        "sections": SECTIONS,
        "href": view.href,
        "twin": view.twin,
        "top": view.top,
        "sizes": sizes,
        "version": version,
        "places": find_village.data_path(language),
        **page.facts,
    }
    frame = environment.get_template("frame.html")
    around = frame.new_context(context)
    return {
        "lang": language.tag,
        "dir": language.direction,
        "written": _marks(language, page),
        "content": environment.get_template(page.template).render(context),
        **{slot: "".join(block(around)) for slot, block in frame.blocks.items()},
    }


def _marks(language: Language, page: Page) -> str:
    """The attributes of what is written in Markdown, where that is in another language."""
    if page.path != ABOUT:
        return ""
    source = written_in(language.code, page.path.removesuffix(".html"))
    return "" if source == language.code else f" {language.marks(source)}"


@dataclass(frozen=True, slots=True)
class _View:
    """Links as they are written on one page: relative, so that the site works from anywhere."""

    language: Language
    page: Page

    def href(self, path: str) -> str:
        """The way to another page of the same language."""
        return self.top(f"{self.language.prefix}{path}")

    def twin(self, language: Language) -> str:
        """The way to this page in another language."""
        return self.top(f"{language.prefix}{self.page.path}")

    def top(self, path: str) -> str:
        """The way to a file that stands once for all languages."""
        return "../" * f"{self.language.prefix}{self.page.path}".count("/") + path


@cache
def _environment(language: Language) -> Environment:
    """The templates in a language; a template that changes on disk is read again."""
    environment = Environment(
        loader=FileSystemLoader(assets.templates() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translations = language.translations()
    environment.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(
        text=language.text,
        fitted=pictures.fitted,
        chinese=language.chinese,
        day=language.day,
        number=language.number,
        percent=language.percent,
        others=language.others,
        tag=language.tag_of,
        title=lambda title: _titled(language, title),
        plain=lambda title: _plain(language, title),
        word=lambda slug, of: translations.ugettext(WORDS[of][slug]),
        value=partial(_value, translations),
        explained=lambda column: column.explained(language),
        size=lambda size: language.say(
            N_("%(number)s KB"), number=language.number(-(-size // 1024))
        ),
        dataset=partial(markup.dataset, language),
    )
    return environment


def _value(translations: NullTranslations, shown: str) -> str:
    """A parameter's value: a word of the schemas, or digits as they are."""
    words = WORDS["value"]
    return translations.ugettext(words[shown]) if shown in words else shown


def _plain(language: Language, title: Label | str) -> str:
    """A page's title where no markup can stand, as in the head of a page."""
    if isinstance(title, Label):
        return language.plain(title)
    return language.translations().ugettext(title)


def _titled(language: Language, title: Label | str) -> str | Markup:
    """A page's title: a label of the records, or a message."""
    return language.text(title) if isinstance(title, Label) else _plain(language, title)
