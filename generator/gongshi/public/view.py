"""From the county's records to what the public may know: the only way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongshi.model import county as model
from gongshi.model.village import Profile, Village
from gongshi.policy.law import Law
from gongshi.public import boards, catalogue, facts, notices, precisions, rules
from gongshi.public.audience import Audience
from gongshi.public.duties import Duties
from gongshi.public.label import label, office
from gongshi.public.register import form
from gongshi.public.self_check import self_checks
from gongshi.rules.base import Index
from gongshi.schema.registry import schema


def view(
    county: model.County, index: Index, as_of: date, audience: Audience = "web"
) -> facts.County:
    """What ``audience`` may know about ``county`` on ``as_of``; ``index`` holds its records."""
    law = index.law
    duties = Duties(county, law, as_of)
    source = _Source(county, law, as_of, boards.officials(county), duties, audience)
    townships = tuple(_township(source, township) for township in county.townships)
    settings = county.settings
    published = settings.publication
    return facts.County(
        id=settings.id,
        time_zone=settings.time_zone,
        address=f"{published.address.rstrip('/')}/" if published.address else None,
        languages=published.languages,
        licence=facts.Licence(label(published.licence.title), published.licence.url)
        if published.licence
        else None,
        name=label(settings.name),
        province=label(settings.province),
        as_of=as_of,
        demonstration=label(settings.demonstration) if settings.demonstration else None,
        office=office(settings.office),
        figures=_sum(township.figures for township in townships),
        duties=duties.together(village.record.id for _, village in county.villages()),
        townships=townships,
        units=_units(county, duties, as_of),
        clause_groups=tuple(map(catalogue.clause_group, law.policy.clause_groups)),
        procedures=tuple(map(catalogue.procedure, law.policy.procedures)),
        duty_lists=tuple(catalogue.duty_list(one, law, as_of) for one in law.policy.duty_lists),
        parameters=tuple(
            catalogue.parameter(parameter, law.parameters.chosen.get(parameter.id))
            for parameter in law.policy.parameters
        ),
        rule_families=rules.families(law),
        precisions=precisions.precisions(index, county, as_of),
        smallest_group=precisions.smallest_group(law, as_of),
        self_checks=self_checks(law, as_of),
    )


@dataclass(frozen=True, slots=True)
class _Source:
    """What every part of the view draws on."""

    county: model.County
    law: Law
    as_of: date
    officials: boards.Officials
    duties: Duties
    audience: Audience


def _township(source: _Source, township: model.Township) -> facts.Township:
    villages = tuple(_village(source, township, village) for village in township.villages)
    return facts.Township(
        id=township.record.id,
        name=label(township.record.name),
        office=office(township.record.office),
        figures=_sum(village.figures for village in villages),
        villages=villages,
        duties=source.duties.together(village.id for village in villages),
        government=source.duties.government(township),
    )


def _village(source: _Source, township: model.Township, village: Village) -> facts.Village:
    county, law, as_of = source.county, source.law, source.as_of
    record = village.record
    changes = sorted((c for c in record.history if c.on <= as_of), key=lambda change: change.on)
    profiles = [profile for profile in record.profiles if profile.year <= as_of.year]
    profile = max(profiles, key=lambda profile: profile.year, default=None)
    published = notices.Village(county, law, township, village, as_of, source.audience)
    return facts.Village(
        id=record.id,
        name=label(record.name),
        township=facts.Place(township.record.id, label(township.record.name)),
        office=office(record.office),
        listing=changes[-1].change if changes else None,
        listing_since=changes[-1].on if changes else None,
        groups=tuple(label(group.name) for group in record.groups),
        figures=_figures(village, as_of),
        profile_year=profile.year if profile else None,
        profile=_profile(village, profile, law, as_of) if profile else (),
        boards=boards.boards(village, law, source.officials, as_of),
        team=_team(county, village, as_of),
        posts=_posts(village, as_of),
        units=tuple(
            facts.Place(unit.id, label(unit.name))
            for unit in county.organisations
            if any(one.village == record.id and one.holds_on(as_of) for one in unit.villages)
        ),
        projects=_projects(village, as_of),
        rounds=published.rounds(),
        notices=published.notices(),
        announcements=published.announcements(),
        waivers=_waivers(village, law, as_of),
        duties=source.duties.village(record.id),
        meetings=_meetings(village, as_of),
    )


def _meetings(village: Village, as_of: date) -> tuple[facts.MeetingFact, ...]:
    """The meetings that are still to come, or are today, the next first."""
    groups = {group.id: label(group.name) for group in village.record.groups}
    ahead = [
        facts.MeetingFact(
            id=meeting.id,
            on=meeting.on,
            time=meeting.time,
            kind=meeting.kind,
            group=groups.get(meeting.group or ""),
            place=label(meeting.place),
            topic=label(meeting.topic) if meeting.topic else None,
        )
        for meeting in village.record.meetings
        if meeting.on >= as_of
    ]
    return tuple(sorted(ahead, key=lambda meeting: (meeting.on, meeting.time, meeting.id)))


def _waivers(village: Village, law: Law, as_of: date) -> tuple[facts.WaiverFact, ...]:
    """The waivers decided by ``as_of``, the latest first; never whose they are."""
    found = [
        facts.WaiverFact(
            clause=facts.ClauseLink(waiver.clause, law.group_of(waiver.clause).id),
            year=waiver.year,
            on=waiver.on,
            by=label(waiver.by),
            reason=label(waiver.reason),
        )
        for household in village.households
        for waiver in household.waivers
        if waiver.on <= as_of
    ]
    return tuple(
        sorted(found, key=lambda one: (one.on, one.clause.id, one.reason.zh), reverse=True)
    )


def _figures(village: Village, as_of: date) -> facts.Figures:
    counts = {"registered": facts.Count(), "exited": facts.Count()}
    for household in village.households:
        persons = len(household.members_on(as_of))
        standing = household.standing_on(as_of)
        if standing is not None and persons:
            counts[standing] += facts.Count(1, persons)
    past = [people for people in village.record.populations if people.year < as_of.year]
    latest = max(past, key=lambda people: people.year, default=None)
    changes = [change.change for change in village.record.history if change.on <= as_of]
    return facts.Figures(
        registered=counts["registered"],
        exited=counts["exited"],
        villages=1,
        listed_villages=int("listed" in changes),
        exited_villages=int("exited" in changes),
        population=latest.persons if latest else None,
        population_year=latest.year if latest else None,
    )


def _sum(parts: Iterable[facts.Figures]) -> facts.Figures:
    """Figures of a township or county; a population only if every village has it for one year."""
    each = list(parts)
    years = {part.population_year for part in each}
    populations = [part.population for part in each if part.population is not None]
    whole = len(years) == 1 and len(populations) == len(each)
    return facts.Figures(
        registered=sum((part.registered for part in each), facts.Count()),
        exited=sum((part.exited for part in each), facts.Count()),
        villages=sum(part.villages for part in each),
        listed_villages=sum(part.listed_villages for part in each),
        exited_villages=sum(part.exited_villages for part in each),
        population=sum(populations) if whole else None,
        population_year=years.pop() if whole else None,
    )


def _profile(
    village: Village, profile: Profile, law: Law, as_of: date
) -> tuple[facts.ProfileFact, ...]:
    """The items of the village form that are on record, named as the schema names them.

    What counts households or persons is held back where it counts few, or leaves few of the
    village's people beside it.
    """
    smallest = precisions.smallest_group(law, as_of)
    people = {one.year: one.persons for one in village.record.populations}.get(profile.year)
    described = schema("village")["properties"]["profiles"]["items"]["properties"]
    items = []
    for field in profile.__struct_fields__:
        value = getattr(profile, field)
        if field != "year" and value is not None:
            title, unit = described[field]["title"], described[field].get("x-unit")
            shown_unit = _titled(unit) if unit else None
            counts = form("village", ("profiles", "*", field), "web") == "held-back-total"
            few = counts and any(
                smallest is None or 0 < part < smallest
                for part in (value, *([people - value] if people is not None else []))
            )
            shown = None if few else value
            items.append(facts.ProfileFact(field, _titled(title), shown, shown_unit))
    return tuple(items)


def _titled(title: str) -> facts.Label:
    zh, _, en = title.partition(" | ")
    return facts.Label(zh, en)


def _team(county: model.County, village: Village, as_of: date) -> tuple[facts.OfficialFact, ...]:
    names = {unit.id: label(unit.name) for unit in county.organisations}
    order = {"first-secretary": 0, "leader": 1, "member": 2}
    serving = [person for person in village.record.team if person.holds_on(as_of)]
    return tuple(
        facts.OfficialFact(
            person.name, person.role, None, names.get(person.organisation), person.since
        )
        for person in sorted(serving, key=lambda person: (order[person.role], person.id))
    )


def _posts(village: Village, as_of: date) -> tuple[facts.OfficialFact, ...]:
    groups = {group.id: label(group.name) for group in village.record.groups}
    return tuple(
        facts.OfficialFact(
            holder.name, holder.post, None, groups.get(holder.group or ""), holder.since
        )
        for holder in village.record.posts
        if holder.holds_on(as_of)
    )


def _projects(village: Village, as_of: date) -> tuple[facts.ProjectFact, ...]:
    projects = []
    for project in village.projects:
        accepted = project.acceptance
        if accepted is not None and accepted.on > as_of:
            accepted = None
        if project.approved.on <= as_of:
            projects.append(
                facts.ProjectFact(
                    id=project.id,
                    name=label(project.name),
                    kind=project.kind,
                    approved=project.approved.on,
                    budget=sum(part.amount for part in project.budget),
                    spent=sum(part.amount for part in project.spending if part.on <= as_of),
                    state=accepted.result if accepted else "under-way",
                    accepted_on=accepted.on if accepted else None,
                )
            )
    return tuple(sorted(projects, key=lambda project: project.approved, reverse=True))


def _units(county: model.County, duties: Duties, as_of: date) -> tuple[facts.Unit, ...]:
    places = {
        village.record.id: facts.Place(village.record.id, label(village.record.name))
        for _, village in county.villages()
    }
    helped = Counter(
        pairing.contact
        for _, village in county.villages()
        for household in village.households
        for pairing in household.helpers
        if pairing.holds_on(as_of) and household.members_on(as_of)
    )
    return tuple(
        facts.Unit(
            id=unit.id,
            name=label(unit.name),
            kind=unit.kind,
            group=label(unit.group) if unit.group else None,
            leads_group=unit.group_leader,
            office=office(unit.office),
            villages=tuple(places[item.village] for item in unit.villages if item.holds_on(as_of)),
            leader=next(
                (
                    facts.OfficialFact(person.name, None, label(person.post), None, person.since)
                    for person in unit.leaders
                    if person.holds_on(as_of)
                ),
                None,
            ),
            contacts=tuple(
                facts.ContactFact(person.name, label(person.post), helped[person.id])
                for person in unit.contacts
                if person.holds_on(as_of)
            ),
            duties=duties.unit(unit.id),
        )
        for unit in county.organisations
    )
