"""Which sheets are asked for: those of a notice, of a village, or of the whole county."""

from __future__ import annotations

from collections.abc import Iterator

from gongshi.board import lists, objection
from gongshi.board.sheet import Sheet, Style
from gongshi.errors import NoticeNotPrinted, RecordUnknown
from gongshi.public.board import Board, Village


def of_notice(board: Board, notice: str, style: Style, version: str) -> Iterator[Sheet]:
    """The sheet of a notice, and the form to object to it.

    Raises NoticeNotPrinted where its names have come down or its list is not on record yet,
    RecordUnknown where there is no such notice.
    """
    for village in board.villages:
        for found in village.notices:
            if found.notice.id == notice:
                yield lists.notice(board, village, found, style, version)
                yield objection.form(board, village, found, style)
                return
        _refuse(village, notice)
    raise RecordUnknown(
        f"没有编号为 {notice} 的公示；编号写在公示网页的网址里。"
        f" / there is no notice {notice}; its number stands in the address of its page."
    )


def of_village(board: Board, village: str, style: Style, version: str) -> Iterator[Sheet]:
    """All sheets of a village. Raises RecordUnknown where there is no such village."""
    for found in board.villages:
        if found.id == village:
            yield from _sheets(board, found, style, version)
            return
    raise RecordUnknown(
        f"没有代号为 {village} 的村；代号是它的文件夹名。"
        f" / there is no village {village}; its id is the name of its folder."
    )


def of_county(board: Board, style: Style, version: str) -> Iterator[Sheet]:
    """All sheets of every village."""
    for village in board.villages:
        yield from _sheets(board, village, style, version)


def _sheets(board: Board, village: Village, style: Style, version: str) -> Iterator[Sheet]:
    """Its notices, each with its form, a form for any other, its latest announcements."""
    for notice in village.notices:
        yield lists.notice(board, village, notice, style, version)
        yield objection.form(board, village, notice, style)
    yield objection.form(board, village, None, style)
    for announcement in village.announcements:
        yield lists.announcement(board, village, announcement, style, version)


def _refuse(village: Village, notice: str) -> None:
    if notice in village.closed:
        raise NoticeNotPrinted(
            f"公示 {notice} 已经结束，姓名已撤下，不再打印。"
            f" / notice {notice} is over: its names have come down and are not printed again."
        )
    if notice in village.unlisted:
        raise NoticeNotPrinted(
            f"公示 {notice} 的名单还没有填写，不能打印。"
            f" / the list of notice {notice} is not on record yet: there is nothing to print."
        )
