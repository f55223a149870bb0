"""The register holds: what it does not list is told to nobody, in whatever an audience is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from gongshi.load.document import Document
from gongshi.minutes.compare import compare
from gongshi.model.build import build
from gongshi.public.audience import AUDIENCES, Audience
from gongshi.public.board import Board, board
from gongshi.public.facts import County
from gongshi.public.minutes import published
from gongshi.public.register import ENTRIES, GROUNDS, Place, form
from gongshi.public.view import view
from gongshi.rules.base import Index
from gongshi.schema import registry
from gongshi.site import build as site
from gongshi.site import comment
from gongshi.site.language import LANGUAGES
from gongshi.site.manifest import Source
from tests.conftest import AS_OF
from tests.public import planted
from tests.public.planted import every_place

PUBLIC = tuple(one for one in AUDIENCES if one != "staff")


def told(documents: list[Document], audience: Audience = "web") -> County:
    return view(build(documents), Index(documents, (), "records"), AS_OF, audience)


def posted(documents: list[Document]) -> Board:
    return board(build(documents), Index(documents, (), "records").law, AS_OF)


def private() -> set[Place]:
    """The fields that no audience but the staff is told of in any form."""
    return {place for place in every_place() if not any(form(*place, one) for one in PUBLIC)}


def named(places: Iterable[Place]) -> list[str]:
    return sorted(f"{kind}: {'.'.join(field)}" for kind, field in places)


def test_every_field_of_the_register_is_in_the_schemas_and_listed_once() -> None:
    listed = [place for entry in ENTRIES for place in entry.fields]
    assert named(set(listed) - every_place().keys()) == []
    assert len(listed) == len(set(listed))
    assert len(private()) + len(listed) == len(every_place())


def test_every_entry_says_who_why_and_on_what_ground() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert entry.fields
        assert entry.forms
        assert set(entry.forms) <= set(PUBLIC)
        assert entry.grounds
        assert set(entry.grounds) <= GROUNDS.keys()
        for label in (entry.what, entry.reason):
            assert label.zh
            assert label.en


def test_a_field_that_a_schema_gains_is_private(monkeypatch: pytest.MonkeyPatch) -> None:
    grown = registry.schema("household")["properties"]
    monkeypatch.setitem(grown, "bank_card", {"title": "银行卡 | Bank card", "type": "string"})
    assert [form("household", ("bank_card",), one) for one in PUBLIC] == [None, None, None]


def test_a_place_may_be_named_by_positions() -> None:
    assert form("household", ("members", 3, "name"), "web") == "name"
    assert form("household", ("members", 3, "name"), "web-after") is None
    assert form("household", ("members", 3, "sex"), "web") is None
    assert form("household", ("members", 3, "sex"), "staff") == "as-written"
    assert form("household", ("members", 3, "no-such"), "staff") is None


def test_the_planted_county_has_something_in_every_field() -> None:
    found: set[Place] = set()

    def note(place: Place, _part: registry.Schema, value: object) -> object:
        found.add(place)
        return value

    planted.each(planted.full(), note)
    missing = {place for place in every_place() if place[0] not in planted.POLICY} - found
    assert named(missing) == []


def test_what_is_private_makes_no_difference_to_anything_that_is_told() -> None:
    """Every private value is changed at once: the web, what is kept and paper stay the same."""
    before, hidden = planted.full(), private()
    after = planted.each(
        before,
        lambda place, part, value: planted.otherwise(part, value) if place in hidden else value,
    )
    assert told(after) == told(before)
    assert posted(after) == posted(before)


WORD = re.compile(r"[0-9A-Za-z]+(?:-\d+)?")
ALLOWED = {
    "masked": {"as-written", "total", "held-back-total"},
    "full": {"as-written", "total", "held-back-total", "name"},
    "number-only": {"as-written", "total", "held-back-total", "number"},
}
"""By the style of names: the forms whose values may stand in a text. A sum of one is that one."""


def markers_in(text: str, found: planted.Planted) -> set[str]:
    """The markers that stand in a text; numbers also where a comma parts thousands."""
    plain = re.sub(r"(?<=\d),(?=\d)", "", text.replace("\r\n ", ""))
    return found.markers.keys() & set(WORD.findall(plain))


def beyond(text: str, found: planted.Planted, audience: Audience, style: str) -> list[str]:
    """The fields whose values stand in a text, though the register does not let the audience."""
    return named(
        place
        for place in {found.markers[one] for one in markers_in(text, found)}
        if form(*place, audience) not in ALLOWED[style]
    )


def grown_up(place: Place, _part: registry.Schema, value: object) -> object:
    """Everybody of age, so that a number in place of a name comes from the county's setting."""
    return "18-59" if place[1][-1:] == ("age_band",) else value


@pytest.fixture(scope="module")
def found() -> planted.Planted:
    return planted.planted(planted.each(planted.full(), grown_up))


def styled(found: planted.Planted, **names: str) -> list[Document]:
    """The planted county with names as these settings say, and no other."""
    return [
        replace(
            one, value={**one.value, "publication": {**one.value["publication"], "names": names}}
        )
        if one.origin.kind == "county"
        else one
        for one in found.documents
    ]


@pytest.fixture(scope="module")
def pages_and_files(
    found: planted.Planted, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, str], dict[str, str]]:
    """The built site of the planted county: what a browser shows, and what may be kept."""
    target = tmp_path_factory.mktemp("planted") / "site"
    site.build(told(styled(found, web="masked")), target, Source(AS_OF.isoformat(), "0"))
    read = {
        path.relative_to(target).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(target.rglob("*"))
        if path.is_file() and path.suffix not in (".png", ".css")
    }
    pages = {path: text for path, text in read.items() if path.endswith(".html")}
    return pages, {path: text for path, text in read.items() if path not in pages}


def test_no_page_shows_a_value_that_the_register_keeps_from_the_web(
    found: planted.Planted, pages_and_files: tuple[dict[str, str], dict[str, str]]
) -> None:
    pages, _ = pages_and_files
    assert len(pages) > 100
    for path, text in pages.items():
        assert beyond(text, found, "web", "masked") == [], path


def test_no_file_that_may_be_kept_holds_a_value_that_the_register_keeps_from_it(
    found: planted.Planted, pages_and_files: tuple[dict[str, str], dict[str, str]]
) -> None:
    _, files = pages_and_files
    assert {Path(path).suffix for path in files} >= {".csv", ".json", ".atom", ".ics", ".js"}
    for path, text in files.items():
        # Closed lists that a county keeps stand on pages only.
        assert beyond(text, found, "web-after", "masked") == [], path


@pytest.mark.parametrize("style", ["masked", "full", "number-only"])
def test_the_web_names_heads_in_its_own_style_and_nobody_else(
    found: planted.Planted, style: str
) -> None:
    shown = repr(told(styled(found, web=style)))
    assert beyond(shown, found, "web", style) == []
    names = {one for one in markers_in(shown, found) if found.markers[one][1][-1] == "name"}
    of_household = {one for one in names if found.markers[one][0] == "household"}
    assert bool(of_household) is (style == "full")


@pytest.mark.parametrize("style", ["masked", "full", "number-only"])
def test_paper_names_heads_in_its_own_style_and_nobody_else(
    found: planted.Planted, style: str
) -> None:
    shown = repr(posted(styled(found, board=style)))
    assert beyond(shown, found, "board", style) == []


def test_what_is_kept_never_names_anybody_of_a_household(found: planted.Planted) -> None:
    documents = styled(found, web="full", **{"web-after": "number-only"})
    kept = repr(told(documents, "web-after"))
    assert beyond(kept, found, "web-after", "number-only") == []


@pytest.mark.parametrize("kinds", [(), ("household", "round"), ("village", "organisation")])
def test_no_comment_on_a_change_holds_what_the_register_keeps_from_it(
    found: planted.Planted, kinds: tuple[str, ...]
) -> None:
    """Everything is new; some kinds of records are; or every value of a record is altered."""
    before = [one for one in planted.full() if one.origin.kind not in kinds]
    for old, new in ((before, found.documents), (found.documents, before)):
        minutes = compare(
            Index(old, (), "records"), Index(new, (), "records"), AS_OF, ("main", "work")
        )
        for language in LANGUAGES:
            text = comment.render(published(minutes), language.code)
            assert len(text) > 300
            assert beyond(text, found, "web-after", "masked") == []


def test_what_the_register_lets_out_is_told_somewhere(
    found: planted.Planted, pages_and_files: tuple[dict[str, str], dict[str, str]]
) -> None:
    """A field that no page tells has no business on the list; the policy stands there whole."""
    pages, files = pages_and_files
    text = "\n".join((*pages.values(), *files.values(), repr(posted(found.documents))))
    seen = {found.markers[one] for one in markers_in(text, found)}
    listed = {place for place in found.markers.values() if form(*place, "web") == "as-written"}
    assert named(place for place in listed - seen if place[0] not in planted.POLICY) == []


def test_markers_are_many(found: planted.Planted, tally: Callable[[str, int], None]) -> None:
    listed = sum(len(entry.fields) for entry in ENTRIES)
    tally("fields in the register", listed)
    tally("fields that are private", len(every_place()) - listed)
    tally("markers planted", len(found.markers))
    assert len(found.markers) > 2000
