"""Pictures of public facts: where each thing stands in the drawing. A template draws it as SVG.

Lengths are in units of the drawing, which is 320 wide: about a pixel each on the smallest phone.
A picture shows only figures that the table beside it shows too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongshi.public.facts import FigureFact, FigureSet, Notice, Place, StepFact

WIDTH = 320
STEPS = 5
"""How many shades a map has."""
MAPPED = ("people.duties-on-time",)
"""The figures, beside the latest incidence, that the page of all precisions maps."""

_INCIDENCE = "results.incidence-"
_YEARS = 7
"""As many columns as fit with a readable number over each; the table has every year."""
_COLUMN_HEIGHT = 120
_TILE_WIDTH, _TILE_HEIGHT, _GAP, _IN_A_ROW = 104, 96, 4, 3
_ROW_HEIGHT = 74
_SMALLEST_BAR = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A year's figure of one place; ``height`` is 0 where it is not told."""

    year: int
    figure: FigureSet
    fact: FigureFact
    x: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Incidence by year: ``drawn`` are the latest of ``years``, from left to right."""

    years: tuple[Column, ...]

    @property
    def drawn(self) -> tuple[Column, ...]:
        """The columns that fit."""
        return self.years[-_YEARS:]


def incidence(figures: Iterable[FigureSet], village: str | None = None) -> Columns | None:
    """The incidence of poverty by year, of a village or the county; None without two years."""
    sets = [one for one in figures if one.id.startswith(_INCIDENCE) and one.year is not None]
    sets.sort(key=lambda one: one.year or 0)
    found = [one.villages[village] if village else one.county for one in sets]
    if sum(fact.value is not None for fact in found) < 2:
        return None
    highest = max(fact.value or 0 for fact in found[-_YEARS:]) or 1
    slot = WIDTH // min(len(sets), _YEARS)
    hidden = max(len(sets) - _YEARS, 0)
    return Columns(
        tuple(
            Column(
                year=one.year or 0,
                figure=one,
                fact=fact,
                x=max(number - hidden, 0) * slot + slot // 6,
                width=slot - 2 * (slot // 6),
                height=(fact.value or 0) * _COLUMN_HEIGHT // highest,
            )
            for number, (one, fact) in enumerate(zip(sets, found, strict=True))
        )
    )


def chosen(figures: Sequence[FigureSet]) -> tuple[FigureSet, ...]:
    """The figures of a precision that are mapped on the page of all: a few, the latest."""
    latest = [one for one in figures if one.id.startswith(_INCIDENCE)]
    latest.sort(key=lambda one: one.year or 0)
    return (*(one for one in figures if one.id in MAPPED), *latest[-1:])


@dataclass(frozen=True, slots=True)
class Tile:
    """A township: ``step`` from 1 to 5, 0 where the figure is not told."""

    place: Place
    fact: FigureFact
    x: int
    y: int
    step: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The townships in the order of the records; ``legend`` has the least and most of each step."""

    figure: FigureSet
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[int, int, int], ...]
    height: int


def tile_map(figure: FigureSet) -> TileMap | None:
    """A figure township by township; None where fewer than two can be compared."""
    values = [fact.value for _, fact in figure.townships if fact.value is not None]
    if len(values) < 2:
        return None
    low, span = min(values), max(values) - min(values)
    tiles = tuple(
        Tile(
            place,
            fact,
            number % _IN_A_ROW * (_TILE_WIDTH + _GAP),
            number // _IN_A_ROW * (_TILE_HEIGHT + _GAP),
            0 if fact.value is None else _step(fact.value - low, span),
        )
        for number, (place, fact) in enumerate(figure.townships)
    )
    steps = {step: [one for one in tiles if one.step == step] for step in range(1, STEPS + 1)}
    legend = tuple(
        (step, min(told), max(told))
        for step, inside in steps.items()
        if (told := [one.fact.value for one in inside if one.fact.value is not None])
    )
    return TileMap(figure, tiles, legend, tiles[-1].y + _TILE_HEIGHT)


def _step(above: int, span: int) -> int:
    """The step of a value so far above the lowest; five of equal width."""
    return min(above * STEPS // span, STEPS - 1) + 1 if span else 1


@dataclass(frozen=True, slots=True)
class Bar:
    """Days from ``since`` to ``until`` (None: not over), as a length."""

    since: date
    until: date | None
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A step of the procedure: its row, its days if it has begun, and its notice if it had one."""

    step: StepFact
    y: int
    days: Bar | None
    notice: Bar | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """A round, a row a step; the whole width is from its first day to its last so far."""

    rows: tuple[Moment, ...]
    height: int


def timeline(notice: Notice, notices: Iterable[Notice], as_of: date) -> Timeline | None:
    """The round of a notice, with all notices of the round; None where no step has begun."""
    begun = [step.since for step in notice.steps if step.since]
    if not begun:
        return None
    hung = {one.step: one for one in notices if _round(one) == _round(notice)}
    ends = [step.until for step in notice.steps if step.until]
    first = min(begun)
    running = any(step.state == "current" for step in notice.steps)
    last = max([first, *ends, *(one.until for one in hung.values()), *([as_of] * running)])

    whole = (last - first).days + 1

    def bar(since: date, until: date | None, shown: date) -> Bar:
        x = min((since - first).days * WIDTH // whole, WIDTH - _SMALLEST_BAR)
        end = ((shown - first).days + 1) * WIDTH // whole
        return Bar(since, until, x, max(end - x, _SMALLEST_BAR))

    rows = tuple(
        Moment(
            step,
            number * _ROW_HEIGHT,
            bar(step.since, step.until, step.until or as_of) if step.since else None,
            bar(posted.since, posted.until, posted.until) if posted else None,
        )
        for number, step in enumerate(notice.steps)
        for posted in (hung.get(step.number),)
    )
    return Timeline(rows, len(rows) * _ROW_HEIGHT)


def _round(notice: Notice) -> tuple[str, str, int]:
    """A village has one round a year and direction."""
    return notice.village.id, notice.direction, notice.year


def fitted(text: str, units: int, lines: int = 1) -> tuple[str, ...]:
    """A text in exactly so many lines of so many half-widths of a character; cut with a sign.

    A Chinese character is as wide as two Latin ones. Lines that are not needed are empty, so that
    a drawing has the same parts whatever it says.
    """
    room = lines * (units + 1)  # letters, with the space that each line ends in
    words = _words(" ".join(text.split())[: room + 1])
    found: list[str] = [""]
    for word in words:
        if _wide(found[-1] + word.rstrip()) > units and found[-1]:
            found.append("")
        found[-1] += word if found[-1] else word.lstrip()
    found = [*found[: lines - 1], "".join(found[lines - 1 :]), *[""] * (lines - len(found))]
    shown = (one.rstrip() for one in found[:lines])
    return tuple(_cut(one, units) if _wide(one) > units else one for one in shown)


def _words(text: str) -> Iterable[str]:
    """The pieces between which a line may break: after a space or a wide character."""
    piece = ""
    for letter in text:
        piece += letter
        if letter == " " or _wide(letter) == 2:
            yield piece
            piece = ""
    if piece:
        yield piece


def _wide(text: str) -> int:
    """How wide a text is, in half-widths."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def _cut(text: str, units: int) -> str:
    """A text with its end left off, and a sign that says so."""
    while text and _wide(text) > units - 2:
        text = text[:-1]
    return f"{text}…"
