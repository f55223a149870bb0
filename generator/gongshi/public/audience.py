"""Who is told: every writer names its audience, and gets what the register lets that one have.

``web``: anyone who opens a page, now, while a notice is open. ``web-after``: what stays when the
notice is over, and so all that can be kept or sent on: the pages of closed notices, data files, the
API, feeds, calendars, and the comment on a change, which travels by mail. ``board``: who stands
before the paper on the village's own board. ``staff``: who works with the records and sees them
whole (`gongshi due`, `gongshi explain`, the sheet for a family itself).
"""

from __future__ import annotations

from typing import Literal, get_args

Audience = Literal["web", "web-after", "board", "staff"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
