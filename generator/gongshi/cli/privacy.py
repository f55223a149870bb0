"""``gongshi privacy``: what of the records is told, to whom, in which form, why, on what ground."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, cast

import click

from gongshi.cli import options
from gongshi.finding import Text
from gongshi.public.audience import AUDIENCES, Audience
from gongshi.public.facts import Label, SourceFact
from gongshi.public.privacy import AUDIENCE_NAMES, FORM_NAMES, Privacy, Told, privacy
from gongshi.public.register import ENTRIES, Form


@click.command("privacy", short_help="Say what of the records is published. 说明公开哪些内容。")
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="How to print the register. 输出格式。",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    help="Only what this audience is told. 只看公开给谁的。",
)
def command(language: str, form: str, audience: str | None) -> None:
    """List what of the records is published: to whom, in which form, why, and on what ground.

    列出记录里公开的内容：公开给谁、怎样写、为什么、依据什么；不在清单上的不公开。

    The list is the same for every county; `publication.names` in county.yaml sets how heads of
    household are named. The site has the same list as a page.
    """
    who = cast("Audience | None", audience)
    found = privacy(who)
    if form == "json":
        click.echo(json.dumps(_json(found, who), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_text(found, who, language)))


def _text(found: Privacy, who: Audience | None, language: str) -> Iterator[str]:
    def say(label: Label) -> str:
        return label.zh if language == "zh" else label.en or label.zh

    if who == "staff":
        yield Text("工作人员看到整份记录。", "Staff see whole records.").in_language(language)
        return
    for one in found.told:
        yield f"■ {say(one.what)}"
        for form, audiences in one.forms:
            shown = [say(AUDIENCE_NAMES[each]) for each in audiences if who in (None, each)]
            if shown:
                between = Text("；", "; ").in_language(language)
                yield f"  {say(FORM_NAMES[form])} – {between.join(shown)}"
        yield f"  {say(one.reason)}"
        yield from (f"  § {say(each.title)}{_reference(each, language)}" for each in one.grounds)
        yield from (f"    {say(each)}" for each in one.fields)
        yield ""
    yield Text("从不公开：", "Never published:").in_language(language)
    for never in found.never:
        yield f"■ {say(never.what)}"
        yield f"  {say(never.reason)}"
        yield from (f"  § {say(each.title)}{_reference(each, language)}" for each in never.grounds)
    yield ""
    yield Text(
        f"记录里有 {len(found.private)} 个栏目不在清单上，不公开。",
        f"{len(found.private)} fields of the records are not on the list and stay inside.",
    ).in_language(language)


def _reference(ground: SourceFact, language: str) -> str:
    """Where in its document a ground stands, and whether the original was read."""
    where = f" {ground.reference}" if ground.reference else ""
    unread = Text("（没有核对原文）", " (original not read)").in_language(language)
    return where if ground.standing == "verified" else where + unread


def _json(found: Privacy, who: Audience | None) -> dict[str, Any]:
    """The register for machines: paths into the records, with ``*`` for every item of a list."""
    paths = {
        entry.id: [f"{kind}: {'.'.join(at)}" for kind, at in entry.fields] for entry in ENTRIES
    }
    return {
        "version": 1,
        "audience": who,
        "published": [_told(one, paths[one.id], who) for one in found.told],
        "never": [
            {
                "what": _label(one.what),
                "reason": _label(one.reason),
                "grounds": _grounds(one.grounds),
            }
            for one in found.never
        ],
    }


def _told(one: Told, paths: list[str], who: Audience | None) -> dict[str, Any]:
    forms: dict[str, Form] = {
        each: form for form, audiences in one.forms for each in audiences if who in (None, each)
    }
    return {
        "id": one.id,
        "what": _label(one.what),
        "forms": forms,
        "reason": _label(one.reason),
        "grounds": _grounds(one.grounds),
        "fields": paths,
    }


def _grounds(found: tuple[SourceFact, ...]) -> list[dict[str, Any]]:
    return [
        {"title": _label(one.title), "reference": one.reference, "standing": one.standing}
        for one in found
    ]


def _label(label: Label) -> dict[str, str | None]:
    return {"zh": label.zh, "en": label.en}
