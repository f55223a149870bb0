"""What each clause asks of a household, as a function of its recorded facts.

A criterion is entered under its clause's id, in the order of the catalogue. It answers met, not
met or unknown; the facts and parameters it reads are kept for the explanation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongshi.decision.case import Case, Fact, Facts
from gongshi.decision.truth import Truth, all_of, any_of, opposite
from gongshi.policy.parameters import Amount

Criterion = Callable[[Facts], Truth]
CRITERIA: dict[str, Criterion] = {}
"""Every clause that is judged on a household's facts, by its id."""

FIRST_YEAR = 1949
"""No record is of an earlier year, says the schema."""

UNSAFE = frozenset({"c", "d"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A clause judged: the answer, the facts it rests on, and the parameters used.

    ``waived`` is the written exception that sets an "in principle" clause aside.
    """

    clause: str
    truth: Truth
    facts: tuple[Fact, ...]
    amounts: tuple[Amount, ...]
    waived: Fact | None = None

    @property
    def counts(self) -> Truth:
        """The answer as it enters the decision: a waived clause does not apply."""
        return False if self.waived else self.truth

    @property
    def missing(self) -> tuple[Fact, ...]:
        """The facts that are not recorded, where the answer is unknown for want of them."""
        return tuple(fact for fact in self.facts if fact.value is None and self.truth is None)

    @property
    def unset(self) -> tuple[Amount, ...]:
        """The parameters without a value, where the answer is unknown for want of them."""
        return tuple(one for one in self.amounts if one.dated is None and self.truth is None)


def judge(clause: str, case: Case, year: int, day: date) -> Verdict:
    """What a clause says of a household for a year, on the facts that were known by ``day``."""
    facts = Facts(case, year, day)
    truth = CRITERIA[clause](facts)
    return Verdict(clause, truth, tuple(facts.read.values()), tuple(facts.amounts.values()))


def criterion(clause: str) -> Callable[[Criterion], Criterion]:
    """Enter a function as what ``clause`` asks; a clause that is taken is refused."""
    if clause in CRITERIA:
        raise ValueError(f"the clause {clause} has a criterion already")

    def enter(function: Criterion) -> Criterion:
        CRITERIA[clause] = function
        return function

    return enter


# The two no-worries, three guarantees and one standard (domain 1.1).


@criterion("goal.no-worry.food")
def food(facts: Facts) -> Truth:
    """Enough food all year, and safe drinking water, which the clause includes."""
    return all_of(facts.of_survey("food_enough"), facts.of_survey("safe_water"))


@criterion("goal.no-worry.clothing")
def clothing(facts: Facts) -> Truth:
    """Clothing for the four seasons."""
    answer: Truth = facts.of_survey("clothing_enough")
    return answer


@criterion("goal.guarantee.education")
@criterion("exit.one-out.c")
def education_guaranteed(facts: Facts) -> Truth:
    """No child of compulsory school age is out of school; one physically unfit does not count."""
    if facts.of_survey("education", "children") == 0:
        return True
    for_money = facts.of_survey("education", "out_for_money")
    for_other = facts.of_survey("education", "out_other")
    return all_of(*(None if out is None else out == 0 for out in (for_money, for_other)))


@criterion("goal.guarantee.housing")
@criterion("exit.one-out.e")
def housing_safe(facts: Facts) -> Truth:
    """There is a home, and it is graded A or B; without a grade it is unknown."""
    homes = facts.of_survey("housing", "homes")
    if homes == 0:
        return False
    grade = facts.of_survey("housing", "grade")
    if grade in UNSAFE:
        return False
    return None if homes is None or grade is None else True


@criterion("goal.guarantee.medical")
@criterion("exit.one-out.d")
def medical_guaranteed(facts: Facts) -> Truth:
    """Every member is insured, and common illness can be treated and afforded."""
    return all_of(facts.of_survey("medical", "insured"), facts.of_survey("medical", "guaranteed"))


@criterion("goal.standard.income")
@criterion("exit.one-out.a")
def income_above_line(facts: Facts) -> Truth:
    """Net income a head above the year's poverty line; an income equal to it is not above."""
    line, income = facts.amount("poverty-line"), facts.income()
    return None if income is None else income.above(line.number)


# Scope (domain 1.1): the two clauses that a household meets or fails by itself.


@criterion("scope.1")
def in_scope(facts: Facts) -> Truth:
    """Rural registration, or converted from rural by the registration reform."""
    return facts.of_household("registration", "kind") in ("rural", "converted")


@criterion("scope.4")
def registered_in_township(facts: Facts) -> Truth:
    """Registered in the township in whose folder the record lies."""
    township: str = facts.of_household("registration", "township")
    return township == facts.case.document.origin.township


# Entry (domain 1.2).


@criterion("entry.four-in.1")
def income_below_line(facts: Facts) -> Truth:
    """Net income a head below the year's poverty line; an income equal to it is not below."""
    line, income = facts.amount("poverty-line"), facts.income()
    return None if income is None else income.below(line.number)


@criterion("entry.four-in.2")
def child_out_for_money(facts: Facts) -> Truth:
    """A child cannot finish compulsory education for lack of money; one unfit does not count."""
    children = facts.of_survey("education", "children")
    read = facts.claim if children == 0 else facts.of_survey
    out = read("education", "out_for_money")
    if out is None:
        return False if children == 0 else None
    return bool(out > 0)


@criterion("entry.four-in.3")
def no_safe_home(facts: Facts) -> Truth:
    """No home, or an unsafe only home (graded C or D), and no means to build or repair."""
    homes = facts.of_survey("housing", "homes")
    if homes is not None and homes > 1:
        return False
    helpless = opposite(facts.of_survey("housing", "can_build"))
    if homes == 0:
        return helpless
    grade = facts.of_survey("housing", "grade")
    return all_of(None if grade is None else grade in UNSAFE, helpless)


@criterion("entry.four-in.4")
def medical_cost_below_line(facts: Facts) -> Truth:
    """A major or long-term illness whose own cost, after subsidies, leaves income below the line.

    Where income is below it before any cost, the cost need not be known.
    """
    heavy = facts.of_survey("medical", "heavy_burden")
    if heavy is False:
        return False
    cost = facts.of_survey("medical", "out_of_pocket")
    line, income = facts.amount("poverty-line"), facts.income()
    if income is None:
        return None
    below = income.less(cost or 0).below(line.number)
    return all_of(heavy, None if cost is None and not below else below)


@criterion("entry.seven-not-in.1")
def income_above_average(facts: Facts) -> Truth:
    """Net income a head above the local average of the year; equal is not above."""
    average, income = facts.amount("local-average-income"), facts.income()
    return None if income is None else income.above(average.number)


@criterion("entry.seven-not-in.2")
def new_housing(facts: Facts) -> Truth:
    """Bought, built or fitted out to a high standard since 2014.

    The three written exceptions count where they are recorded with evidence.
    """
    done: Truth = facts.of_survey("new_housing", "done")
    if done and facts.claim("new_housing", "exception"):
        return not facts.of_survey("new_housing", "evidence")
    return done


@criterion("entry.seven-not-in.3")
def vehicles(facts: Facts) -> Truth:
    """A car kept for comfort, a vessel, construction machinery or large farm machinery."""
    kinds = ("comfort_car", "vessel", "construction_machinery", "large_farm_machinery")
    return any_of(*(facts.of_survey("vehicles", kind) for kind in kinds))


@criterion("entry.seven-not-in.4")
def enterprise(facts: Facts) -> Truth:
    """Runs or invests in an enterprise that employs long-term, trades normally and pays tax."""
    runs: Truth = facts.of_survey("enterprise", "runs_or_invests")
    if runs is False:
        return False
    parts = ("long_term_employees", "trades_normally", "pays_tax")
    return all_of(runs, *(facts.of_survey("enterprise", part) for part in parts))


@criterion("entry.seven-not-in.5")
def payroll(facts: Facts) -> Truth:
    """A member on the permanent state payroll, or in one of the village's principal posts.

    A principal cadre with a major cause of poverty, and an ordinary cadre, are excepted where that
    is recorded with evidence. The exceptions do not reach the state payroll.
    """
    return any_of(facts.of_survey("payroll", "state_payroll"), _principal_post(facts))


def _principal_post(facts: Facts) -> Truth:
    post = facts.of_survey("payroll", "village_post")
    if post is None or post == "none":
        return None if post is None else False
    posts = facts.amount("village-posts")
    excepted = "major-cause" if post == "principal" else "ordinary-cadre"
    if facts.claim("payroll", "exception") == excepted:
        evidence = facts.of_survey("payroll", "evidence")
        if evidence:
            return False
    elif post == "ordinary":
        facts.of_survey("payroll", "exception")
    # What an ordinary cadre is rests on the exception; without it nobody has said so.
    return True if post == "principal" and posts.words is not None else None


@criterion("entry.seven-not-in.6")
def whole_household_away(facts: Facts) -> Truth:
    """The whole household away for twelve months or more, with income clearly above average."""
    months = facts.of_survey("absence", "months_away")
    if months is not None and months < 12:
        return False
    clearly = facts.of_survey("absence", "income_clearly_above_average")
    return all_of(None if months is None else True, clearly)


@criterion("entry.seven-not-in.7")
def clearly_outside(facts: Facts) -> Truth:
    """Any other situation clearly outside the target of the programme."""
    answer: Truth = facts.of_survey("clearly_outside", "applies")
    return answer


@criterion("entry.standard.national")
def national_standard(facts: Facts) -> Truth:
    """Income below the line, and one of the no-worries or guarantees not achieved."""
    goals = (food, clothing, education_guaranteed, housing_safe, medical_guaranteed)
    return all_of(income_below_line(facts), opposite(all_of(*(goal(facts) for goal in goals))))


# Exit (domain 1.3).


@criterion("exit.one-out.b")
def stable_source(facts: Facts) -> Truth:
    """A stable source of income."""
    answer: Truth = facts.of_survey("stable_source")
    return answer


@criterion("exit.one-out.f")
def safe_water(facts: Facts) -> Truth:
    """Drinking water is safe, enough and near."""
    answer: Truth = facts.of_survey("safe_water")
    return answer


@criterion("exit.one-out.g")
def electricity(facts: Facts) -> Truth:
    """The home has steady electricity."""
    answer: Truth = facts.of_survey("electricity")
    return answer


@criterion("exit.one-out.h")
def no_medical_relapse(facts: Facts) -> Truth:
    """Large medical costs will not push the household back."""
    return opposite(facts.of_survey("medical", "relapse_risk"))


@criterion("exit.three-not-out.1")
def not_steady(facts: Facts) -> Truth:
    """Income not above the line for enough years in a row, or the goals not steadily achieved.

    The parameter ``steady-years`` says how many years; a year that was not surveyed is unknown.
    """
    needed = facts.amount("steady-years").number
    above: list[Truth] = [None] if needed is None else []
    for year in range(facts.year, max(facts.year - (needed or 0), FIRST_YEAR - 1), -1):
        line, income = facts.amount("poverty-line", year), facts.income(year)
        above.append(None if income is None else income.above(line.number))
    goals = (food, clothing, education_guaranteed, housing_safe, medical_guaranteed)
    steady = facts.of_survey("steady")
    return opposite(all_of(*above, steady, *(goal(facts) for goal in goals)))


@criterion("exit.three-not-out.2")
def help_without_effect(facts: Facts) -> Truth:
    """A support measure that has begun has not yet had a clear effect.

    A measure whose effect nobody has judged by the day is unknown. A household that has had no
    measure is not meant.
    """
    day = facts.day.isoformat()
    effects: list[Truth] = []
    for number, measure in enumerate(facts.case.value.get("measures", ())):
        if measure["from"] <= day:
            known = measure.get("effect_on", day) <= day
            effect = measure.get("effect") if known else None
            keys = ("measures", number, "effect")
            facts.item(("measures", "*", "effect"), keys, effect)
            effects.append(None if effect is None else effect == "not-yet")
    return any_of(*effects)


@criterion("exit.three-not-out.3")
def entered_this_year(facts: Facts) -> Truth:
    """Entered, or returned to poverty, in the same year: the year is that of the round."""
    for number, change in facts.case.history_by(facts.day):
        if change["change"] != "exit":
            entered = int(change["round"][:4])
            keys = ("history", number, "round")
            facts.item(("history", "*", "round"), keys, change["round"])
            if entered == facts.year:
                return True
    return False
