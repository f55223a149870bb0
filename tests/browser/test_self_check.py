"""The self-check as a family uses it, on a phone, by the keyboard, on paper; and as the rules say.

What an answer means as a fact of the record is written out here a second time, by hand, and the
record is judged by the rules: the page must say the same of every clause, and of all together.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongshi.decision import household
from gongshi.decision.case import Case
from gongshi.decision.household import Decision, Outcome, combined, outcome_of
from gongshi.decision.truth import Truth
from gongshi.load import walk
from gongshi.load.document import Document, Origin
from gongshi.policy.law import Law
from tests.conftest import ROOT

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
YEAR, DAY = 2019, date(2019, 11, 18)
LINE, AVERAGE = 3218, 13900
PAGES = {"entry": "self-check.html", "exit": "self-check-exit.html"}
PROOF = [{"kind": "document", "date": "2019-05-01", "text": {"zh": "证明"}}]

# What each answer says, as a survey has it; the first is what a family that manages would say.
FACTS: dict[str, dict[str, dict[str, Any]]] = {
    "children": {"yes": {"education.children": 1}, "no": {"education.children": 0}},
    "out-for-money": {
        "no": {"education.out_for_money": 0},
        "yes": {"education.out_for_money": 1},
    },
    "out-other": {"no": {"education.out_other": 0}, "yes": {"education.out_other": 1}},
    "homes": {
        "one": {"housing.homes": 1},
        "none": {"housing.homes": 0},
        "more": {"housing.homes": 3},
    },
    "grade": {grade: {"housing.grade": grade} for grade in "bacd"},
    "can-build": {"yes": {"housing.can_build": True}, "no": {"housing.can_build": False}},
    "new-housing": {
        "no": {"new_housing.done": False},
        "yes": {"new_housing.done": True},
        **{
            answer: {
                "new_housing.done": True,
                "new_housing.exception": exception,
                "new_housing.evidence": PROOF,
            }
            for answer, exception in (
                ("disaster", "disaster"),
                ("relocation", "mountain-relocation"),
                ("expropriation", "expropriation"),
            )
        },
        "without-proof": {"new_housing.done": True, "new_housing.exception": "expropriation"},
    },
    "vehicles": {
        "none": {
            "vehicles.comfort_car": False,
            "vehicles.vessel": False,
            "vehicles.construction_machinery": False,
            "vehicles.large_farm_machinery": False,
        },
        "car": {"vehicles.comfort_car": True},
        "vessel": {"vehicles.vessel": True},
        "construction": {"vehicles.construction_machinery": True},
        "farm": {"vehicles.large_farm_machinery": True},
    },
    "enterprise": {
        "no": {"enterprise.runs_or_invests": False},
        "yes": {"enterprise.runs_or_invests": True},
    },
    "enterprise-kind": {
        "all": {
            "enterprise.long_term_employees": True,
            "enterprise.trades_normally": True,
            "enterprise.pays_tax": True,
        },
        "nobody": {"enterprise.long_term_employees": False},
        "idle": {"enterprise.trades_normally": False},
        "untaxed": {"enterprise.pays_tax": False},
    },
    "payroll": {"no": {"payroll.state_payroll": False}, "yes": {"payroll.state_payroll": True}},
    "post": {
        "none": {"payroll.village_post": "none"},
        "principal": {"payroll.village_post": "principal"},
        "principal-in-need": {
            "payroll.village_post": "principal",
            "payroll.exception": "major-cause",
            "payroll.evidence": PROOF,
        },
        "ordinary": {
            "payroll.village_post": "ordinary",
            "payroll.exception": "ordinary-cadre",
            "payroll.evidence": PROOF,
        },
        "ordinary-without-proof": {"payroll.village_post": "ordinary"},
    },
    "away": {
        "no": {"absence.months_away": 0},
        "under-a-year": {"absence.months_away": 11},
        "a-year": {"absence.months_away": 12},
    },
    "earns-more": {
        "no": {"absence.income_clearly_above_average": False},
        "yes": {"absence.income_clearly_above_average": True},
    },
    "food": {"yes": {"food_enough": True}, "no": {"food_enough": False}},
    "clothing": {"yes": {"clothing_enough": True}, "no": {"clothing_enough": False}},
    "water": {"yes": {"safe_water": True}, "no": {"safe_water": False}},
    "electricity": {"yes": {"electricity": True}, "no": {"electricity": False}},
    "insured": {"yes": {"medical.insured": True}, "no": {"medical.insured": False}},
    "care": {"yes": {"medical.guaranteed": True}, "no": {"medical.guaranteed": False}},
    "relapse": {"no": {"medical.relapse_risk": False}, "yes": {"medical.relapse_risk": True}},
    "stable": {"yes": {"stable_source": True}, "no": {"stable_source": False}},
    "steady": {"yes": {"steady": True}, "no": {"steady": False}},
    "illness": {"no": {"medical.heavy_burden": False}, "yes": {"medical.heavy_burden": True}},
    "outside": {"no": {"clearly_outside.applies": False}, "yes": {"clearly_outside.applies": True}},
}
# What every record has: who does not know it is told that the clause cannot be told.
ON_RECORD: dict[str, tuple[str, tuple[str, ...]]] = {
    "registration": ("scope.1", ("rural", "converted", "urban")),
    "township": ("scope.4", ("yes", "no")),
    "entered": ("exit.three-not-out.3", ("earlier", "this-year")),
    "effect": ("exit.three-not-out.2", ("clear", "none", "not-yet")),
}
ASKED_IF: dict[str, tuple[str, tuple[str, ...]]] = {
    "out-for-money": ("children", ("yes",)),
    "out-other": ("children", ("yes",)),
    "grade": ("homes", ("one", "more")),
    "can-build": ("homes", ("none", "one", "unknown")),
    "enterprise-kind": ("enterprise", ("yes",)),
    "earns-more": ("away", ("a-year",)),
    "cost": ("illness", ("yes",)),
}
Given = dict[str, Any]


def asked(given: Given, question: str) -> bool:
    needs = ASKED_IF.get(question)
    return needs is None or given.get(needs[0], "unknown") in needs[1]


@cache
def law() -> Law:
    kinds = {"county", "clauses", "parameter"}
    return Law(walk.read(ROOT / "records", wanted=lambda one: one.kind in kinds).documents)


def record(given: Given) -> Case:
    """The household whose record says what was answered."""
    survey: dict[str, Any] = {
        "year": YEAR,
        "date": "2019-10-20",
        "window": {"from": "2018-10-01", "to": "2019-09-30"},
    }
    for question, answers in FACTS.items():
        for key, value in answers.get(given.get(question, ""), {}).items():
            part, _, field = key.partition(".")
            if asked(given, question) and field:
                survey.setdefault(part, {})[field] = value
            elif asked(given, question):
                survey[part] = value
    persons = 1
    if "income" in given:
        persons, net = given["income"]["persons"], given["income"]["net"]
        survey["income"] = {
            "wages": net, "business": 700, "property": 0, "transfer": 300, "business_costs": 1000,
            "persons": persons, "net": net,
        }  # fmt: skip
    if "cost" in given and asked(given, "cost"):
        survey.setdefault("medical", {})["out_of_pocket"] = given["cost"]
    entered = YEAR if given.get("entered") == "this-year" else 2017
    effect = given.get("effect", "none")
    value = {
        "id": "h000009",
        "registration": {
            "kind": "urban" if given.get("registration") == "urban" else "rural",
            "township": "elsewhere" if given.get("township") == "no" else "shuiyun",
        },
        "members": [
            {"id": f"p{n:07}", "joined": {"date": "2014-01-01", "reason": "on-record"}}
            for n in range(persons)
        ],
        "surveys": [survey],
        "history": [{"date": f"{entered}-06-20", "change": "entry", "round": f"{entered}-entry"}],
        "measures": []
        if effect in ("none", "unknown")
        else [{"from": "2018-03-01", "effect": effect, "effect_on": "2019-09-01"}],
    }
    origin = Origin("household", "records/h.yaml", "h000009", "shuiyun", "tingquan")
    return Case(Document(origin, value, b""), law())


@dataclass(frozen=True)
class Said:
    """What is said of each clause, and what follows."""

    verdicts: dict[str, Truth]
    outcome: str


def by_the_rules(kind: str, given: Given) -> Said:
    decide = household.entry if kind == "entry" else household.leave
    decision: Decision = decide(record(given), YEAR, DAY)
    open_ = {
        clause
        for question, (clause, answers) in ON_RECORD.items()
        if given.get(question) not in answers
    }
    groups = tuple(
        combined(
            one.group,
            tuple(
                replace(verdict, truth=None) if verdict.clause in open_ else verdict
                for verdict in one.verdicts
            ),
        )
        for one in decision.groups
    )
    verdicts = {verdict.clause: verdict.truth for one in groups for verdict in one.verdicts}
    return Said(verdicts, outcome_of(kind, groups).value)


@cache
def by_the_rules_of_all(kind: str) -> tuple[Said, ...]:
    return tuple(by_the_rules(kind, given) for given in SETS)


def answer_sets(number: int) -> Iterator[Given]:
    """Families of every kind: some know all, some little; incomes at the lines and beside them."""
    draw = random.Random(20191118)
    for _ in range(number):
        well, blank = draw.choice((0.3, 0.8, 0.95)), draw.choice((0, 0, 0.05, 0.4))
        given: Given = {}
        choices = {question: tuple(answers) for question, answers in FACTS.items()}
        choices |= {question: answers for question, (_, answers) in ON_RECORD.items()}
        for question, answers in choices.items():
            chance = draw.random()
            if chance < blank:
                if draw.random() < 0.5:
                    given[question] = "unknown"
            else:
                given[question] = answers[0] if draw.random() < well else draw.choice(answers)
        if draw.random() >= blank:
            persons = draw.randint(1, 7)
            near = draw.choice((LINE, AVERAGE)) * persons + draw.choice((-1, 0, 1))
            net = draw.choice((near, draw.randint(0, 30_000 * persons)))
            given["income"] = {"persons": persons, "net": net}
            left = LINE * persons + draw.choice((-1, 0, 1))
            if draw.random() >= blank:
                given["cost"] = draw.choice((max(net - left, 0), 0, draw.randint(0, 90_000)))
        elif draw.random() < 0.5:
            given["cost"] = draw.randint(0, 90_000)
        yield given


SETS = tuple(answer_sets(500))


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    yield page
    assert page.faults == []
    context.close()


@pytest.mark.parametrize("folder", ["", "en"])
def test_500_families_are_told_what_the_rules_say(
    phone: Any, sample_site: Path, folder: str
) -> None:
    reached = set()
    for kind, name in PAGES.items():
        phone.goto((sample_site / folder / name).as_uri())
        found = phone.evaluate(
            """sets => {
              const page = document.querySelector("[data-self-check]");
              const data = JSON.parse(page.dataset.selfCheck);
              return sets.map(given => SelfCheck.judge(data, given));
            }""",
            SETS,
        )
        for given, page, rules in zip(SETS, found, by_the_rules_of_all(kind), strict=True):
            verdicts = {clause: one["truth"] for clause, one in page["verdicts"].items()}
            assert Said(verdicts, page["outcome"]) == rules, given
            reached.add(page["outcome"])
    assert reached == set(Outcome) - {Outcome.NOT_IN_FORCE}, "every outcome is met by some family"


def fill(page: Any, question: str, given: Given) -> None:
    """Answer the question that is shown by the keyboard alone, from its text onwards."""
    fieldset = page.locator(f"[data-question='{question}']")
    if question == "income" and "income" in given:
        persons, net = given["income"]["persons"], given["income"]["net"]
        if persons % 2:
            figures = [str(persons), "", "", "", "", "", f"{net:,}"]
        else:
            figures = [f"{persons}", f"{net}", "７００", "0", "300 元", "1,000", ""]
        for figure in figures:
            page.keyboard.press("Tab")
            page.keyboard.type(figure)
    elif question == "cost" and "cost" in given:
        page.keyboard.press("Tab")
        page.keyboard.type(str(given["cost"]))
    elif question in ("income", "cost"):
        page.keyboard.press("Tab")
    else:
        values = fieldset.locator("input").evaluate_all("all => all.map(each => each.value)")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(values.index(given.get(question, "unknown"))):
            page.keyboard.press("ArrowDown")
        assert fieldset.locator("input:checked").get_attribute("value") == given.get(
            question, "unknown"
        )
    page.keyboard.press("Enter")


def walk_through(page: Any, given: Given) -> list[str]:
    """Answer every question that is asked, to the end; which they were."""
    seen: list[str] = []
    page.locator("legend >> visible=true").focus()
    while (shown := page.locator("[data-question] >> visible=true")).count():
        assert shown.count() == 1
        question = shown.get_attribute("data-question")
        assert question not in seen
        seen.append(question)
        focus = page.evaluate("document.activeElement.tagName")
        assert focus == "LEGEND", question
        fill(page, question, given)
    assert page.evaluate("document.activeElement.id") == "result"
    return seen


def told(page: Any) -> Said:
    """What the page shows at the end."""
    outcomes = page.locator("[data-outcome] >> visible=true")
    assert outcomes.count() == 1
    shown = page.locator("[data-clause]").evaluate_all(
        """all => all.map(each => [
          each.dataset.clause, each.closest("[data-truth]").dataset.truth,
          each.offsetHeight > 0])"""
    )
    assert all(visible for _, _, visible in shown)
    truths = {"true": True, "false": False, "unknown": None}
    verdicts = {clause: truths[truth] for clause, truth, _ in shown}
    return Said(verdicts, outcomes.get_attribute("data-outcome"))


@pytest.mark.parametrize("folder", ["", "en"])
@pytest.mark.parametrize("kind", ["entry", "exit"])
def test_families_who_fill_it_in_by_the_keyboard_are_told_the_same(
    phone: Any, sample_site: Path, folder: str, kind: str
) -> None:
    phone.goto((sample_site / folder / PAGES[kind]).as_uri())
    # Those who are asked most: a family without the follow-up questions is soon through.
    sets = sorted(SETS, key=lambda given: -sum(asked(given, one) for one in ASKED_IF))[:200:40]
    for given in sets:
        seen = walk_through(phone, given)
        assert all(asked(given, question) for question in seen), given
        assert told(phone) == by_the_rules(kind, given), given
        phone.locator("[data-again]").focus()
        phone.keyboard.press("Enter")
    assert len(sets) == 5, "twenty in all, in both languages"


def test_what_is_missing_is_one_tap_away(phone: Any, sample_site: Path) -> None:
    phone.goto((sample_site / "self-check.html").as_uri())
    walk_through(phone, {"registration": "rural", "homes": "one", "grade": "c"})
    clause = phone.locator("[data-clause='entry.four-in.3']")
    wanted = clause.locator("[data-go] >> visible=true")
    assert wanted.evaluate_all("all => all.map(each => each.dataset.go)") == ["can-build"]
    away = phone.locator("[data-clause='entry.seven-not-in.6'] [data-go] >> visible=true")
    assert away.evaluate_all("all => all.map(each => each.dataset.go)") == ["away"], (
        "what was not asked yet is not missing"
    )
    wanted.click()
    assert phone.locator("[data-question] >> visible=true").get_attribute("id") == "q-can-build"
    phone.locator("[data-question='can-build'] input[value=no]").check()
    while phone.locator("[data-next] >> visible=true").count():
        phone.click("[data-next]")
    phone.click("[data-finish]")
    assert told(phone).verdicts["entry.four-in.3"] is True


def test_what_to_bring_is_what_the_answers_call_for(phone: Any, sample_site: Path) -> None:
    phone.goto((sample_site / "self-check.html").as_uri())
    managing = {question: next(iter(answers)) for question, answers in FACTS.items()}
    fixed = {"registration": "rural", "township": "yes", "income": {"persons": 2, "net": 9000}}
    walk_through(phone, {**managing, **fixed, "vehicles": "car"})
    shown = phone.locator("[data-bring] >> visible=true").all_inner_texts()
    assert len(shown) == 2, shown
    assert "户口簿" in shown[0]
    assert "行驶证" in shown[1]


def test_a_number_that_is_none_is_told_and_waited_for(phone: Any, sample_site: Path) -> None:
    phone.goto((sample_site / "self-check.html").as_uri())
    while phone.locator("[data-question='income'] >> visible=true").count() == 0:
        phone.click("[data-next]")
    for wrong in ("0", "四", "-1", "2.5"):
        phone.fill("[data-number='persons']", wrong)
        phone.click("[data-next]")
        assert phone.evaluate("document.activeElement.id") == "n-persons"
        assert phone.locator("#n-persons").get_attribute("aria-invalid") == "true"
        assert phone.locator("#n-persons-wrong").is_visible()
    phone.fill("[data-number='persons']", "2")
    phone.fill("[data-number='total']", "6,437")
    assert "3,219" in phone.locator("[data-sum]").inner_text(), "rounded half up to be shown"
    phone.click("[data-next]")
    assert phone.locator("[data-question='income'] >> visible=true").count() == 0


def test_nothing_is_stored_sent_or_left_behind(phone: Any, sample_site: Path) -> None:
    phone.goto((sample_site / "self-check.html").as_uri())
    requested: list[str] = []
    phone.on("request", lambda request: requested.append(request.url))
    walk_through(phone, SETS[0])
    assert [url for url in requested if not url.endswith("/favicon.png")] == []
    assert phone.context.cookies() == []
    assert phone.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0, 0, "",
    ]  # fmt: skip
    assert phone.evaluate("indexedDB.databases()") == []
    assert phone.evaluate("location.search + location.hash") == ""
    assert phone.locator("form, input[name][type=text]").count() == 0
    phone.goto((sample_site / "policy.html").as_uri())
    phone.go_back()
    assert phone.locator("input:checked").count() == 0
    assert phone.locator("[data-question='registration'] >> visible=true").count() == 1


def test_the_script_can_neither_store_nor_send_nor_run_text() -> None:
    script = (ROOT / "site_templates/scripts/self-check.js").read_text(encoding="utf-8")
    for means in ("fetch", "XMLHttpRequest", "sendBeacon", "WebSocket", "Storage", "cookie",
                  "indexedDB", "eval", "Function(", "innerHTML", "import", "location"):  # fmt: skip
        assert means not in script, means


@pytest.mark.parametrize("folder", ["", "en"])
@pytest.mark.parametrize("kind", ["entry", "exit"])
def test_without_the_script_it_is_a_list_to_print(
    browser: Any, sample_site: Path, folder: str, kind: str
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto((sample_site / folder / PAGES[kind]).as_uri())
    questions = page.locator("[data-question]")
    wanted = {"exit": {"entered", "effect", "steady"}, "entry": {"registration", "cost"}}[kind]
    ids = [one.get_attribute("data-question") for one in questions.all()]
    assert wanted <= set(ids)
    for question in questions.all():
        assert question.is_visible()
        assert question.locator(".gs-why li").count() >= 1, "the clauses and what they mean"
        boxes = question.locator("label >> visible=true").count()
        assert boxes >= 3 or question.locator("[data-number]").count() >= 1
    for needs, (earlier, _) in ASKED_IF.items():
        if needs in ids:
            told_when = page.locator(f"[data-question='{needs}'] .gs-paper").inner_text()
            assert page.locator(f"#q-{earlier} legend").inner_text() in told_when
    assert page.locator("button >> visible=true").count() == 0
    assert page.locator("[data-result]").is_hidden()
    assert page.locator("[data-bring] >> visible=true").count() >= 5
    assert page.locator("[href^='tel:'] >> visible=true").count() >= 1
    assert page.pdf(format="A4").startswith(b"%PDF")
    context.close()


def test_before_the_end_the_whole_list_prints_and_then_the_result(
    phone: Any, sample_site: Path
) -> None:
    phone.goto((sample_site / "self-check.html").as_uri())
    phone.emulate_media(media="print")
    assert all(one.is_visible() for one in phone.locator("[data-question]").all())
    phone.emulate_media(media="screen")
    walk_through(phone, {})
    phone.emulate_media(media="print")
    assert phone.locator("[data-question] >> visible=true").count() == 0
    assert phone.locator("[data-result]").is_visible()
    assert phone.locator("button >> visible=true").count() == len(
        phone.locator("[data-go] >> visible=true").all()
    )


@pytest.mark.parametrize("folder", ["", "en"])
@pytest.mark.parametrize("kind", ["entry", "exit"])
def test_it_fits_a_phone_and_text_of_twice_the_size(
    phone: Any, sample_site: Path, folder: str, kind: str
) -> None:
    phone.goto((sample_site / folder / PAGES[kind]).as_uri())
    for size in ("112.5%", "225%"):
        phone.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        phone.evaluate("document.querySelectorAll('[hidden]').forEach(each => each.hidden = false)")
        wide = phone.locator(".gs-check *").evaluate_all(
            "all => all.filter(each => each.getBoundingClientRect().right > innerWidth)"
            ".map(each => each.outerHTML.slice(0, 80))"
        )
        assert wide == [], size
    small = phone.locator(".gs-choice, .gs-check button, .gs-field input").evaluate_all(
        "all => all.filter(each => each.offsetHeight && each.offsetHeight < 44).length"
    )
    assert small == 0, "each can be hit with a thumb"


def test_every_field_has_its_name_and_every_question_its_text(
    phone: Any, sample_site: Path
) -> None:
    """As a screen reader has it: groups with their question, each choice and number with a name."""
    phone.goto((sample_site / "self-check.html").as_uri())
    phone.evaluate("document.querySelectorAll('[hidden]').forEach(each => each.hidden = false)")
    for question in phone.locator("[data-question]").all():
        name = question.locator("legend").inner_text()
        group = phone.get_by_role("group", name=name, exact=True)
        assert group.count() == 1, name
        for field in question.locator("input").all():
            assert field.evaluate("each => each.labels.length") == 1
        described = question.get_attribute("aria-describedby")
        assert described is None or phone.locator(f"#{described}").count() == 1
    assert phone.locator("[data-progress]").get_attribute("role") == "status"
