"""The form on which a villager objects: by hand, to any list or to one."""

from __future__ import annotations

from gongshi.board.lists import offices, whereabouts
from gongshi.board.sheet import Sheet, Style
from gongshi.public.board import Board, Notice, Village
from gongshi.site.words import WORDS


def form(board: Board, village: Village, found: Notice | None, style: Style) -> Sheet:
    """The blank form of a village; with a notice, the notice is filled in."""
    say = style.say
    place = whereabouts(board, village, style)
    title = say("Objection form")
    if found is not None:
        fact = found.notice
        about = say(
            "%(title)s, %(year)s (No. %(id)s)",
            title=style.text(fact.step_title),
            year=fact.year,
            id=fact.id,
        )
        by = say("Hand in by %(day)s, that day included.", day=style.day(fact.until))
    else:
        about, by = "", say("Hand in before the last day of the notice, that day included.")
    freely = say("You need not give your name; nobody may press you to.")
    blank_day = say("Year ____ month ____ day ____")
    demonstration = style.text(board.demonstration) if board.demonstration else None
    content = {
        **style.frame(title, board.as_of, say("This form is not posted."), demonstration),
        "lead": [by, freely],
        "front": [
            {
                "title": say("What it is about"),
                "fields": [
                    [say("Village"), place],
                    [say("Notice"), about],
                    [say("Household, its group"), ""],
                ],
                "choices": {
                    "title": say("Tick what applies"),
                    "items": [say(word) for word in WORDS["topic"].values()],
                },
                "lines": {"title": say("What is wrong, and how do you know?"), "number": 6},
            },
            {
                "title": say("Who objects (may be left empty)"),
                "fields": [[say("Name"), ""], [say("Where the answer reaches you"), ""]],
            },
        ],
        "offices": offices(village.offices, style),
        "back": [
            {
                "title": say("Filled in by the office"),
                "fields": [
                    [say("Number"), ""],
                    [say("Received on"), blank_day],
                    [say("Received by (signature)"), ""],
                    [say("Looked into by (two persons)"), ""],
                ],
                "lines": {"title": say("What was found"), "number": 4},
            },
            {
                "title": say("The answer"),
                "fields": [
                    [say("Answered on"), blank_day],
                    [say("Answered by (signature)"), ""],
                ],
                "choices": {
                    "title": say("Outcome"),
                    "items": [say(word) for word in WORDS["outcome"].values()],
                },
                "lines": {"title": say("Reason, and the clause"), "number": 4},
            },
        ],
        "receipt": {
            "title": say("Receipt, for who objected"),
            "fields": [
                [say("Notice"), about],
                [say("Number"), ""],
                [say("Received on"), blank_day],
                [say("Received by (signature)"), ""],
            ],
            "note": say(
                "Your objection will be answered, and until it is answered the next step cannot "
                "begin."
            ),
        },
    }
    return Sheet(style.name("objection", found.notice.id if found else village.id), "form", content)
