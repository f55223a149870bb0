"""Clean documents to the policy catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from gongshi.load.document import Document
from gongshi.model.build import Folders
from gongshi.policy.catalogue import ClauseGroup, DutyList, Parameter, Policy, Procedure, Questions


def build(documents: Iterable[Document]) -> Policy:
    """The catalogue that ``documents`` hold; each part in its order on the site."""
    folders = Folders(documents)
    groups = folders.all("clauses", ClauseGroup)
    procedures = folders.all("procedure", Procedure)
    lists = folders.all("duty-list", DutyList)
    parameters = folders.all("parameter", Parameter)
    return Policy(
        clause_groups=tuple(sorted(groups, key=lambda group: (group.order, group.id))),
        procedures=tuple(sorted(procedures, key=lambda item: (item.order, item.id))),
        duty_lists=tuple(sorted(lists, key=lambda duties: (duties.order, duties.id))),
        parameters=tuple(sorted(parameters, key=lambda item: (item.order, item.id))),
        questions=tuple(
            question
            for asked in folders.all("questions", Questions)
            for question in asked.questions
        ),
    )
