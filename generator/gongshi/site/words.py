"""Words of the record schemas as the site says them: from a slug to a message of the catalogue."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the name that message extraction knows
    """Mark a message for translation where it stands, to be translated where it is shown."""
    return message


WORDS: dict[str, dict[str, str]] = {
    "direction": {"entry": N_("Entry"), "exit": N_("Exit")},
    "role": {
        "first-secretary": N_("First secretary"),
        "leader": N_("Team leader"),
        "member": N_("Team member"),
    },
    "post": {
        "secretary": N_("Branch secretary"),
        "director": N_("Village director"),
        "deputy": N_("Deputy"),
        "accountant": N_("Accountant"),
        "women": N_("Head of women's affairs"),
        "militia": N_("Militia leader"),
        "group-head": N_("Group head"),
        "supervisor": N_("Head of supervision"),
    },
    "meeting": {
        "appraisal": N_("Appraisal meeting"),
        "courtyard": N_("Courtyard meeting"),
        "assembly": N_("Assembly"),
        "briefing": N_("Policy briefing"),
    },
    "have": {"has": N_("Has"), "partly": N_("In part"), "lacks": N_("Lacks")},
    "evidence": {
        "document": N_("Document"),
        "project": N_("Project"),
        "meeting": N_("Meeting"),
        "team-record": N_("Team record"),
        "inspection": N_("Inspection"),
        "statement": N_("Statement"),
    },
    "project": {
        "road": N_("Road"),
        "water": N_("Drinking water"),
        "power": N_("Electricity"),
        "housing": N_("Housing"),
        "industry": N_("Industry"),
        "education": N_("Education"),
        "clinic": N_("Clinic"),
        "service-centre": N_("Service centre"),
        "environment": N_("Village environment"),
        "training": N_("Training"),
        "other": N_("Other"),
    },
    "project-state": {
        "accepted": N_("Accepted"),
        "rejected": N_("Not accepted"),
        "under-way": N_("Under way"),
    },
    "topic": {
        "income": N_("Income"),
        "housing": N_("Housing"),
        "vehicle": N_("Vehicles and machinery"),
        "business": N_("Running a business"),
        "payroll": N_("State payroll or village post"),
        "absence": N_("Whole household away"),
        "left-out": N_("A household was left out"),
        "head-count": N_("Number of persons"),
        "procedure": N_("The procedure"),
        "other": N_("Other"),
    },
    "outcome": {"upheld": N_("Upheld"), "rejected": N_("Not upheld")},
    "need": {
        "application": N_("a written application, signed and fingerprinted"),
        "nomination": N_("the nominations"),
        "appraisal": N_("the appraisal, with those entitled, those present and the votes"),
        "notice": N_("the notice, with its places and days"),
        "survey": N_("home surveys, each by two people or more"),
        "acknowledgement": N_("the household's own agreement, signed and fingerprinted"),
        "review": N_("the review, with its document"),
        "comparison": N_("the departments' comparison, and what became of each hit"),
        "data-entry": N_("the data as entered"),
        "announcement": N_("the announcement, with its medium and day"),
    },
    "correction": {
        "list": N_("The list"),
        "notice": N_("The notice"),
        "announcement": N_("The announcement"),
        "objection": N_("An objection"),
    },
    "organisation": {
        "government": N_("Government office"),
        "institution": N_("Public institution"),
        "enterprise": N_("Enterprise"),
        "school": N_("School"),
        "hospital": N_("Hospital"),
    },
    "standing": {
        "verified": N_("Checked against the original"),
        "reconstructed": N_("Rebuilt from its meaning; the original was not seen"),
        "unverified": N_("Not checked"),
    },
    "combine": {
        "any": N_("Any one of these is enough"),
        "all": N_("All of these must hold"),
        "each": N_("Each of these applies by itself"),
        "weigh": N_("These are weighed together"),
    },
    "actor": {
        "household": N_("The household"),
        "villager-group": N_("The villagers' group"),
        "village": N_("The village"),
        "township": N_("The township"),
        "county": N_("The county"),
    },
    "owed-by": {
        "unit": N_("Helping unit"),
        "contact": N_("Helping contact"),
        "village": N_("Village branch and committee"),
        "resident-team": N_("Resident team"),
        "leader": N_("Leader in charge"),
        "first-secretary": N_("First secretary"),
        "township": N_("Township leaders"),
    },
    "carries": {
        "sum": N_("the sum"),
        "topic": N_("the topic"),
        "evidence": N_("the evidence"),
    },
    "owed-to": {"household": N_("each helped household"), "village": N_("the village")},
    "every": {
        "month": N_("Every month"),
        "quarter": N_("Every quarter"),
        "year": N_("Every year"),
        "once": N_("Once"),
        "ongoing": N_("All the time"),
        "regular": N_("Regularly (the text gives no number)"),
        "unstated": N_("The text gives no period"),
    },
    "value": {
        "true": N_("Yes, it counts"),
        "false": N_("No, it does not count"),
        "less-than": N_("must be below"),
        "at-most": N_("must not be above"),
        "month": N_("Every month"),
        "quarter": N_("Every quarter"),
        "year": N_("Every year"),
        "secretary": N_("Branch secretary"),
        "director": N_("Village director"),
        "deputy": N_("Deputy"),
        "accountant": N_("Accountant"),
        "women": N_("Head of women's affairs"),
        "militia": N_("Militia leader"),
    },
    "check-outcome": {
        "may-be-assessed": N_("Your household may be assessed."),
        "out-of-scope": N_("Your household is not in scope here."),
        "barred": N_("One of the seven not in applies."),
        "not-eligible": N_("None of the four in is met."),
        "must-be-listed": N_("Your household must be listed for exit."),
        "not-yet": N_("Your household need not exit yet."),
        "may-not-exit": N_("Your household may not exit this year."),
        "in-principle-not": N_("In principle your household does not exit this year."),
        "undecided": N_("It cannot be told yet."),
    },
    "check-reason": {
        "may-be-assessed": N_(
            "By your answers one of the four in is met, and none of the seven not in applies. "
            "You can apply to the villagers' group."
        ),
        "out-of-scope": N_(
            "Apply where you are registered; if you are not sure, ask the office to look it up."
        ),
        "barred": N_(
            "One is enough to keep a household out. If an exception fits, or a fact is wrong, "
            "bring what shows it and ask."
        ),
        "not-eligible": N_(
            "By your answers a household cannot be assessed. If your life has changed, "
            "you can ask and apply at any time."
        ),
        "must-be-listed": N_(
            "By your answers all eight of one out hold. Your family is asked for its agreement, "
            "and may object."
        ),
        "not-yet": N_("By your answers one of the eight of one out does not hold yet."),
        "may-not-exit": N_("By your answers one of the three not out applies; one is enough."),
        "in-principle-not": N_(
            "It entered or returned this year. An exit would need a written reason, made public."
        ),
        "undecided": N_("Some answers are missing. See below what has to be found out."),
    },
    "check-answer": {
        "scope:true": N_("In scope"),
        "scope:unknown": N_("Cannot be told yet"),
        "scope:false": N_("Not in scope"),
        "entry.four-in:true": N_("Met"),
        "entry.four-in:unknown": N_("Cannot be told yet"),
        "entry.four-in:false": N_("Not met"),
        "entry.seven-not-in:true": N_("Applies: it keeps you out"),
        "entry.seven-not-in:unknown": N_("Cannot be told yet"),
        "entry.seven-not-in:false": N_("Does not apply"),
        "exit.one-out:true": N_("Holds"),
        "exit.one-out:unknown": N_("Cannot be told yet"),
        "exit.one-out:false": N_("Does not hold yet"),
        "exit.three-not-out:true": N_("Applies: it keeps you on the list"),
        "exit.three-not-out:unknown": N_("Cannot be told yet"),
        "exit.three-not-out:false": N_("Does not apply"),
    },
    "severity": {
        "error": N_("Blocks the change"),
        "warning": N_("Asks for a second look"),
        "info": N_("For information"),
    },
    "when": {"start": N_("at the start"), "end": N_("at the end")},
    "listing": {"listed": N_("Listed"), "exited": N_("Exited")},
    "level": {
        "county": N_("The county"),
        "township": N_("The township"),
        "village": N_("The village"),
    },
    "removal": {
        "withdrawn": N_("the household withdrew"),
        "vote": N_("the vote did not carry"),
        "objection": N_("an objection was upheld"),
        "comparison": N_("a hit of the comparison was confirmed"),
        "not-accepted": N_("the household did not accept"),
        "verified": N_("after verification"),
    },
    "figure-state": {
        "shown": N_("Told"),
        "held-back": N_("Held back, because a group is too small to be told"),
        "empty": N_("Nothing to count"),
    },
    "figure-form": {
        "percent": N_("A part of the whole, in percent"),
        "sum": N_("A sum"),
        "rate": N_("So much for each"),
        "growth": N_("Growth since the year before, in percent"),
    },
    "duty-state": {
        "shown": N_("Told"),
        "partly": N_("Told without the villages where too few households are helped"),
        "held-back": N_("Held back, because a group is too small to be told"),
    },
    "notice-state": {"open": N_("Open"), "coming": N_("Not yet posted"), "closed": N_("Closed")},
    "step-state": {"done": N_("Done"), "current": N_("Under way"), "ahead": N_("Not begun")},
    "how": {
        "rule": N_("A rule checks it"),
        "duty": N_("A duty, followed in the logs"),
        "explained": N_("Explained, not checked by a rule"),
    },
}
"""Every word that a page shows, by what it is a word of."""
