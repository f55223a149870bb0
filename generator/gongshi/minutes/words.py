"""How each kind of event is said, and the words of the records that go with it."""

from __future__ import annotations

from gongshi.finding import Text
from gongshi.minutes.events import Event
from gongshi.schema import naming

EVENTS: dict[str, Text] = {
    "new": Text("新增记录", "new record"),
    "gone": Text("记录被删除", "record deleted"),
    "moved": Text("记录移动", "record moved"),
    "begun": Text("这一步开始", "the step began"),
    "applied": Text("提出申请", "applied"),
    "nominated": Text("被提名", "nominated"),
    "voted": Text("评议表决", "voted on"),
    "surveyed": Text("入户核查", "surveyed at home"),
    "accepted": Text("本人认可", "accepted its exit"),
    "refused": Text("本人不认可", "did not accept its exit"),
    "hit": Text("比对出疑点", "hit of the comparison"),
    "no-hits": Text("比对没有疑点", "the comparison found nothing"),
    "verified": Text("疑点复核", "hit verified at home"),
    "dropped": Text("不再往下走", "dropped"),
    "listed": Text("列入名单", "listed"),
    "recounted": Text("名单上的人数改动", "other persons on the list"),
    "unlisted": Text("不再在名单上", "no longer on the list"),
    "posted": Text("公示", "notice posted"),
    "objected": Text("收到异议", "objection received"),
    "answered": Text("答复异议", "objection answered"),
    "completed": Text("这一步完成", "the step was completed"),
    "announced": Text("公告", "announced"),
    "entered": Text("识别为贫困户", "entered"),
    "returned": Text("返贫", "returned to poverty"),
    "exited": Text("脱贫", "exited"),
    "closed": Text("销户", "closed"),
    "joined": Text("成员加入", "a member joined"),
    "left": Text("成员离开", "a member left"),
    "survey": Text("入户调查", "survey on record"),
    "waived": Text("例外批准", "waiver"),
    "corrected": Text("更正", "corrected"),
    "done": Text("履职", "duty done"),
    "entry": Text("新增", "added"),
    "value": Text("参数数值", "value"),
    "step-gone": Text("步骤被删除", "step deleted"),
    "objection-altered": Text("异议内容改动", "objection altered"),
    "objection-gone": Text("异议被删除", "objection deleted"),
    "altered": Text("其他改动", "otherwise altered"),
}
"""What is said of each kind of event, in the order in which minutes tell them."""

ORDER = {what: number for number, what in enumerate(EVENTS)}

_HOW = {
    "dropped": ("round", ("steps", "*", "dropped", "*", "reason")),
    "hit": ("round", ("steps", "*", "comparisons", "*", "department")),
    "verified": ("round", ("steps", "*", "comparisons", "*", "recheck", "finding")),
    "objected": ("round", ("objections", "*", "topic")),
    "answered": ("round", ("objections", "*", "answer", "outcome")),
    "closed": ("household", ("closed", "reason")),
    "joined": ("household", ("members", "*", "joined", "reason")),
    "left": ("household", ("members", "*", "left", "reason")),
}


def how(event: Event) -> Text | None:
    """The reason, topic or outcome of an event, in words; None where it has none."""
    if not event.how:
        return None
    if event.what == "corrected":
        found = naming.word(event.kind, ("corrections", "*", "part"), event.how)
    elif event.what == "entry":
        found = naming.title(event.kind, (event.how,))
    else:
        found = naming.word(*_HOW[event.what], event.how)
    return found or Text(event.how, event.how)


def fields(event: Event) -> Text:
    """The names of the fields that were altered."""
    inner = ("steps", "*") if event.kind == "round" and event.step else ()
    names = [naming.title(event.kind, (*inner, name)) for name in event.of]
    return Text("、".join(one.zh for one in names), ", ".join(one.en.lower() for one in names))
