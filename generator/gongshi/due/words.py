"""What a listing says in words, the same in each format for people."""

from __future__ import annotations

from datetime import date

from gongshi.due.listing import Group, Listing, Row, Standing
from gongshi.finding import Text
from gongshi.schema import naming

INTERNAL = Text(
    "内部资料：写有帮扶户编号，给本人和工作人员用，不要公开。",
    "Internal, with household numbers: for the staff, not for publication.",
)
STANDINGS = {
    Standing.LATE: Text("过期没有做", "Late"),
    Standing.DUE: Text("要做", "Due"),
    Standing.ANY_TIME: Text("没有规定日子", "At any time"),
}


def title(listing: Listing) -> Text:
    """Of what the listing tells: the person, unit or place that was asked for, else the county."""
    about = listing.about or listing.county
    number = f"{about.id} " if about.id != listing.county.id else ""
    return Text(f"{number}{about.name.zh} 的帮扶职责", f"Duties: {number}{about.name.en}")


def span(listing: Listing) -> Text:
    """The as-of date and the horizon."""
    return Text(
        f"截至 {listing.as_of}，看到 {listing.until}",
        f"as of {listing.as_of}, up to {listing.until}",
    )


def totals(of: Listing | Group) -> Text:
    """How many rows are late, due and without a day."""
    late, due, any_time = (of.number(standing) for standing in Standing)
    if not late + due + any_time:
        return Text("没有过期的，也没有到期要做的", "nothing is late, and nothing falls due")
    more = Text(f"，没有规定日子的 {any_time} 项", f", {any_time} at any time")
    return Text(
        f"过期 {late} 项，要做 {due} 项{more.zh if any_time else ''}",
        f"{late} late, {due} due{more.en if any_time else ''}",
    )


def place(group: Group) -> Text:
    """The village with its township, or the township whose own duties these are."""
    township = group.township.name
    if group.village is None:
        return Text(f"{township.zh}（乡镇自己的）", f"{township.en} (the township's own)")
    village = group.village.name
    return Text(f"{township.zh}{village.zh}", f"{village.en}, {township.en}")


def answering(group: Group) -> Text:
    """Who answers, and for which unit, or for the village."""
    person = group.person
    who = (
        Text(f"{person.id} {person.name.zh}", f"{person.id} {person.name.en}")
        if person
        else Text("（没有负责人）", "(nobody in charge)")
    )
    unit = group.unit.name if group.unit else Text("本村", "for the village")
    return Text(f"{who.zh}（{unit.zh}）", f"{who.en} ({unit.en})")


def task(row: Row) -> Text:
    """What is to be done, and in which period."""
    if row.name is None:
        return row.what
    return Text(f"{row.what.zh}（{row.name.zh}）", f"{row.what.en} ({row.name.en})")


def days(row: Row, as_of: date) -> Text:
    """How many days are left, or how many it is late."""
    left = row.days_left(as_of)
    if left is None:
        return Text("不限时", "no last day")
    if left < 0:
        return Text(f"晚 {-left} 天", f"{-left} day{'s' * (left < -1)} late")
    if left == 0:
        return Text("今天到期", "due today")
    return Text(f"还有 {left} 天", f"{left} day{'s' * (left > 1)} left")


def progress(row: Row) -> Text:
    """How far it is: of so many households, or of so many times."""
    if row.open[0].household is not None:
        households = "household" if row.counted == 1 else "households"
        return Text(
            f"{row.counted} 户做了 {row.done} 户",
            f"done for {row.done} of {row.counted} {households}",
        )
    acts = len(row.open[0].done)
    times = "time" if row.times == 1 else "times"
    return Text(f"{row.times} 次做了 {acts} 次", f"done {acts} of {row.times} {times}")


def households(row: Row) -> list[Text]:
    """For whom it is open: number and villagers' group; empty for what is owed to the village."""
    return [
        Text(f"{one.id}（{one.name.zh}）", f"{one.id} ({one.name.en})")
        for item in row.open
        if (one := item.household) is not None
    ]


def duties(row: Row) -> Text:
    """The id under which it is entered, and the duties of other lists that it fulfils as well."""
    if not row.also:
        return Text(row.task, row.task)
    return Text(
        f"{row.task}，同时算 {'、'.join(row.also)}",
        f"{row.task}, which counts for {', '.join(row.also)} too",
    )


def enter(row: Row) -> Text:
    """Where to write it down when it is done, and what."""
    if not row.logged:
        return Text("做了在单位文件里登记。", "When done, enter it in the unit's file.")
    field = ("duties", "*", "tasks", "*", "needs", "*")
    wanted = [naming.word("duty-list", field, need) for need in row.needs]
    needs = [one for one in wanted if one is not None]
    zh = "".join(f"、{one.zh}" for one in needs)
    en = "".join(f", {one.en}" for one in needs)
    whom = Text("、户编号", ", the households") if households(row) else Text("", "")
    return Text(
        f"做了登进台账：日期、本人编号、{row.task}{whom.zh}{zh}。",
        f"When done, enter in the log: the day, your number, {row.task}{whom.en}{en}.",
    )
