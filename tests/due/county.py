"""What the tests of listings share: a village with six helped households, and listings of it.

``records/`` here was taken from the sample and cut down to what duties rest on: six households
of Zhenliu, who helps them, the village's logs, team and posts. It stays as it is when the sample is
made anew, since a list worked by hand holds for the records that it was worked from.
"""

from __future__ import annotations

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from gongshi import pipeline
from gongshi.due.build import listing
from gongshi.due.listing import Listing, Row
from gongshi.due.scope import Scope
from gongshi.load.document import Document
from gongshi.model import build as model
from gongshi.policy.law import Law
from tests.conftest import NOW, ROOT

_HOME = TemporaryDirectory(prefix="gongshi-due-")
RECORDS = Path(_HOME.name) / "records"
shutil.copytree(ROOT / "tests" / "due" / "records", RECORDS)
shutil.copytree(ROOT / "records" / "policy", RECORDS / "policy")

VILLAGE, CONTACT, BEFORE = "zhenliu", "c00159", "c00155"
"""The village, a contact of four households there, and who had them before."""


@cache
def documents(folder: Path = RECORDS) -> tuple[Document, ...]:
    """The records of a county."""
    index, _, findings = pipeline.look_up(folder, None, NOW, lambda _: True)
    assert findings == ()
    return tuple(index.documents)


@cache
def _read() -> tuple[model.County, Law]:
    return model.build(documents()), Law(documents())


def of_village(
    as_of: date, until: date, scope: Scope | None = None, *, any_time: bool = False
) -> Listing:
    """A listing of the village, or of somebody in it."""
    return listing(*_read(), as_of, until, scope or Scope(village=VILLAGE), any_time=any_time)


def rows(of: Listing) -> list[Row]:
    """Every row of every group."""
    return [row for group in of.groups for row in group.rows]
