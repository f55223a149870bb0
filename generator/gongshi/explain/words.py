"""How outcomes and answers are said in an account."""

from __future__ import annotations

from gongshi.decision.household import (
    FOUR_IN,
    ONE_OUT,
    SCOPE,
    SEVEN_NOT_IN,
    THREE_NOT_OUT,
    Outcome,
)
from gongshi.decision.truth import Truth
from gongshi.finding import Text

OUTCOMES = {
    Outcome.MAY_BE_ASSESSED: (
        Text("可以参加评议", "it may be assessed"),
        Text(
            "符合“四进”，没有“七不进”的情形。最后由评议、公示决定。",
            "It meets the four in, and none of the seven not in applies. Appraisal and notices "
            "decide in the end.",
        ),
    ),
    Outcome.OUT_OF_SCOPE: (
        Text("不在识别范围内", "it is out of scope"),
        Text("户籍不在范围内，或者不在本乡镇。", "Its registration is out of scope or elsewhere."),
    ),
    Outcome.BARRED: (
        Text("不能识别", "it is barred"),
        Text(
            "有“七不进”的情形，有一条就不能进。",
            "One of the seven not in applies, and one is enough.",
        ),
    ),
    Outcome.NOT_ELIGIBLE: (
        Text("不能参加评议", "it may not be assessed"),
        Text("“四进”一条也不符合。", "It meets none of the four in."),
    ),
    Outcome.MUST_BE_LISTED: (
        Text("必须列为脱贫户", "it must be listed for exit"),
        Text(
            "“一出”八条都达到，没有“三不出”的情形。",
            "All eight of one-out hold, and none of the three not out keeps it.",
        ),
    ),
    Outcome.NOT_YET: (
        Text("还不能脱贫", "it may not exit yet"),
        Text("“一出”八条还没有全部达到。", "The eight of one-out do not all hold."),
    ),
    Outcome.MAY_NOT_EXIT: (
        Text("不能脱贫", "it may not exit"),
        Text(
            "有“三不出”的情形，有一条就不能出。",
            "One of the three not out applies, and one is enough.",
        ),
    ),
    Outcome.IN_PRINCIPLE_NOT: (
        Text("原则上不能脱贫", "in principle it may not exit"),
        Text(
            "当年才识别或者返贫。确需脱贫，要有书面批准并公布。",
            "It entered or returned that year. To exit it needs a written waiver, made public.",
        ),
    ),
    Outcome.UNDECIDED: (
        Text("还不能判断", "it cannot be decided yet"),
        Text(
            "有的情况没有记录，不能当作“没有”。",
            "Some facts are not recorded, and what is unknown is not a no.",
        ),
    ),
    Outcome.NOT_IN_FORCE: (
        Text("没有生效的标准", "no standard is in force"),
        Text("这一年没有生效的条款，不能判断。", "No clause was in force that year."),
    ),
}

WAIVED = Text(
    "“原则上”的一条有书面例外，见下。",
    'The clause that holds "in principle" is waived in writing, see below.',
)

CONTRADICTION = Text(
    "可是“一出”八条又都达到：记录互相矛盾，要先核对清楚。",
    "Yet all eight of one-out hold: the record contradicts itself and has to be looked at first.",
)

_ANSWERS: dict[str, tuple[Text, Text, Text]] = {
    SCOPE: (
        Text("在范围内", "is in scope"),
        Text("不在", "is out of scope"),
        Text("不清楚", "is unknown"),
    ),
    FOUR_IN: (Text("符合", "is met"), Text("不符合", "is not met"), Text("不清楚", "is unknown")),
    SEVEN_NOT_IN: (
        Text("有", "applies"),
        Text("没有", "does not apply"),
        Text("不清楚", "is unknown"),
    ),
    ONE_OUT: (Text("达到", "holds"), Text("没达到", "does not hold"), Text("不清楚", "is unknown")),
    THREE_NOT_OUT: (
        Text("有", "applies"),
        Text("没有", "does not apply"),
        Text("不清楚", "is unknown"),
    ),
}
"""How the answers of each group are said: a clause that bars is not "met", it applies."""


def answer(group: str, truth: Truth) -> Text:
    """The answer of a clause of ``group`` in a word."""
    met, not_met, unknown = _ANSWERS[group]
    return unknown if truth is None else met if truth else not_met


LOGIC = {
    "any": Text("有一条就算", "any one is enough"),
    "all": Text("要全部达到", "all must hold"),
    "each": Text("每条都要", "each applies"),
    "weigh": Text("综合考虑", "weighed together"),
}


CONCEPTS = {
    "net": Text("按纯收入", "as net income"),
    "disposable": Text("按可支配收入", "as disposable income"),
}
STANDINGS = {
    "verified": Text("已核对", "checked"),
    "reconstructed": Text("按意思整理", "rebuilt from its meaning"),
    "unverified": Text("未核对", "not checked"),
}
