"""What is owed next and what is late: text, JSON, a calendar for phones, a sheet to print.

For the staff: a listing holds the numbers of helped households.
"""

from __future__ import annotations

from collections.abc import Callable

from gongshi.due import ics, json_v1, sheet, text
from gongshi.due.listing import Listing

FORMATS: dict[str, Callable[[Listing, str], str | bytes]] = {
    "text": text.render,
    "json": json_v1.render,
    "ics": ics.render,
    "xlsx": sheet.render,
}
"""Every output format by its name; each takes the listing and the language (zh or en)."""
