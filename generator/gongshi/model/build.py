"""Clean documents to the typed county."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from gongshi.load.document import Document
from gongshi.model.county import County, Organisation, Settings, Township, TownshipRecord
from gongshi.model.household import Household
from gongshi.model.round import Round
from gongshi.model.village import DutyLog, Project, Village, VillageRecord

T = TypeVar("T")


class Folders:
    """Documents by kind and folder, each list ordered by record id."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
        for document in sorted(documents, key=lambda document: document.origin.id):
            origin = document.origin
            self._documents[origin.kind, origin.township, origin.village].append(document)

    def all(self, kind: str, into: type[T], township: str = "", village: str = "") -> tuple[T, ...]:
        """Every record of a kind in one folder, as typed values."""
        found = self._documents.get((kind, township, village), [])
        return tuple(msgspec.convert(document.value, into) for document in found)

    def places(self, kind: str) -> list[tuple[str, str]]:
        """The (township, village) folders that hold a record of ``kind``, in order."""
        return sorted(
            (township, village) for found, township, village in self._documents if found == kind
        )


def build(documents: Iterable[Document]) -> County:
    """The county that ``documents`` describe.

    Every document must fit its schema, and county, townships and villages must be there: `check`
    reports what is missing before anything is built.
    """
    folders = Folders(documents)
    (settings,) = folders.all("county", Settings)
    return County(
        settings=settings,
        organisations=folders.all("organisation", Organisation),
        townships=tuple(_township(folders, name) for name, _ in folders.places("township")),
    )


def _township(folders: Folders, township: str) -> Township:
    (record,) = folders.all("township", TownshipRecord, township)
    villages = [village for place, village in folders.places("village") if place == township]
    return Township(record, tuple(_village(folders, township, village) for village in villages))


def _village(folders: Folders, township: str, village: str) -> Village:
    (record,) = folders.all("village", VillageRecord, township, village)
    return Village(
        record=record,
        households=folders.all("household", Household, township, village),
        rounds=folders.all("round", Round, township, village),
        projects=folders.all("project", Project, township, village),
        logs=folders.all("duty-log", DutyLog, township, village),
    )
