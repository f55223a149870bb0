"""``gongshi rules``: what is checked, and by which clause."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from gongshi import pipeline
from gongshi import rules as registry
from gongshi.cli import options
from gongshi.errors import RecordUnknown
from gongshi.finding import Text
from gongshi.policy.law import Law
from gongshi.report import rules_json_v1, rules_text
from gongshi.rules.base import Rule, enforced_by, held_by, holding


@click.command("rules", short_help="List the rules, or tell one in full. 列出规则。")
@click.argument("code", required=False)
@options.records
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="How to print the rules. 输出格式。",
)
def command(code: str | None, folder: Path, language: str, form: str) -> None:
    """List every rule, or tell the rule CODE in full: its clauses, and cases that fail and pass.

    列出全部规则；写出 CODE 就详细说明一条：依据的条款、不通过和通过的例子。

    CODE may be a clause or a step too: then every rule that holds it is told. The clauses' words
    come from the policy in the records; without records they are named by their ids.
    """
    law = _law(folder, language if form == "text" else None)
    chosen = _chosen(code, law, language)
    if form == "json":
        click.echo(rules_json_v1.render(chosen), nl=False)
    elif code is None:
        click.echo(rules_text.listed(registry.FAMILIES, law, language), nl=False)
    else:
        click.echo("\n\n".join(rules_text.told(rule, law, language) for rule in chosen), nl=False)


def _chosen(code: str | None, law: Law, language: str) -> list[Rule]:
    every = {rule.code: rule for family in registry.FAMILIES for rule in family.rules}
    if code is None:
        return list(every.values())
    steps = {step.id: step for one in law.policy.procedures for step in one.steps}
    if code in every:
        codes = [code]
    elif code in law.clauses:
        codes = holding(law.group_of(code), law.clauses[code])
    else:
        codes = held_by(steps[code]) if code in steps else enforced_by().get(code, [])
    if not codes:
        near = difflib.get_close_matches(code, [*every, *enforced_by(), *steps], n=1)
        raise RecordUnknown(_unknown(near).in_language(language))
    return [every[one] for one in codes]


def _unknown(near: list[str]) -> Text:
    guess = Text(f"；是不是 {near[0]}？", f"; did you mean {near[0]}?") if near else Text("。", ".")
    return Text(
        f"没有这条规则或条款{guess.zh}用 gongshi rules 列出全部。",
        f"there is no such rule or clause{guess.en} gongshi rules lists them all.",
    )


_NO_RECORDS = Text(
    "没有找到记录文件夹，条款只列编号。", "No records folder: clauses are named by their ids."
)


def _law(folder: Path, language: str | None) -> Law:
    """The policy in the records; where there is none, it is said in ``language`` if given."""
    if not folder.is_dir():
        if language:
            click.echo(_NO_RECORDS.in_language(language), err=True)
        return Law(())
    index, *_ = pipeline.look_up(
        folder, None, options.now(), lambda origin: origin.kind in ("clauses", "procedure")
    )
    return index.law
