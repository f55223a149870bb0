"""The register of public fields: what of the records may leave, each field listed once.

A field that is not here is private. `ENTRIES` says of each field who is told, in which form, why,
and on what ground; `form` answers it for one field of one record, by its path in the YAML document.
A field that the schemas gain is private until somebody writes here why it is not.

A place is written as ``kind: path``: the record kind, then keys from the top of the record, parted
by dots; ``*`` stands for every item of a list, ``{a,b}`` for a and for b.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gongshi.load.yaml import Keys
from gongshi.public.audience import AUDIENCES, Audience
from gongshi.public.facts import Label, SourceFact
from gongshi.schema import naming
from gongshi.schema.naming import Field

Form = Literal["as-written", "name", "number", "label", "total", "held-back-total", "deciding"]
"""How a value is told.

``as-written``: the value itself, as it stands in the record. ``name``: the name of a head of
household, in the style that the county set for the audience (a child's never). ``number``: the
household number, only where it stands in place of a name. ``label``: by the name of what the value
points to, never the value itself. ``total``: only within counts or sums, told exactly.
``held-back-total``: only within counts or sums, and not where few could be singled out.
``deciding``: never told; it only decides what else is, such as who is the head or still in post.
"""

SHOWN: frozenset[Form] = frozenset({"as-written", "name", "number"})
"""The forms in which the value itself, or a part of it, may stand in what is written."""

Place = tuple[str, Field]
"""A record kind and a path in its records."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Fields that are told for one reason on one ground: to whom, and in which form."""

    id: str
    what: Label
    fields: tuple[Place, ...]
    forms: Mapping[Audience, Form]
    reason: Label
    grounds: tuple[str, ...]


def form(kind: str, keys: Keys | Field, audience: Audience) -> Form | None:
    """How a value of a record may be told to ``audience``; None: it is private.

    ``kind`` is the record kind and ``keys`` the value's path in the YAML document; positions in
    lists may be numbers or ``*``. Staff see whole records, as written.
    """
    field = tuple("*" if isinstance(key, int) else key for key in keys)
    if audience == "staff":
        return "as-written" if naming.has(kind, field) else None
    entry = _by_place().get((kind, field))
    return entry.forms.get(audience) if entry else None


def places(written: str) -> Iterator[Place]:
    """The places that a notation such as ``village: name.{zh,en}`` stands for."""
    choice = re.search(r"\{([^{}]*)\}", written)
    if choice is None:
        kind, _, path = written.partition(": ")
        yield kind, tuple(path.split("."))
        return
    for one in choice[1].split(","):
        yield from places(f"{written[: choice.start()]}{one}{written[choice.end() :]}")


@cache
def _by_place() -> dict[Place, Entry]:
    return {place: entry for entry in ENTRIES for place in entry.fields}


def _entry(
    name: str,
    what: Label,
    fields: str,
    forms: Mapping[Audience, Form],
    reason: Label,
    grounds: Iterable[str],
) -> Entry:
    """An entry from its fields as written, one a line."""
    lines = filter(None, map(str.strip, fields.splitlines()))
    found = tuple(place for line in lines for place in places(line))
    return Entry(name, what, found, forms, reason, tuple(grounds))


def _everywhere(how: Form) -> dict[Audience, Form]:
    """One form for the web at any time and for paper."""
    return {audience: how for audience in AUDIENCES if audience != "staff"}


GROUNDS: dict[str, SourceFact] = {
    "publicity": SourceFact(
        title=Label(
            "贫困户识别、退出程序：两评议、两公示、一比对、一公告",
            "The procedures of entry and exit: two appraisals, two notices, one comparison, "
            "one announcement",
        ),
        standing="reconstructed",
        reference="中办发〔2016〕16号",
        url=None,
        note=Label(
            "退出名单在村内公示无异议后公告，中办发〔2016〕16号有规定；各步骤见本站政策页。",
            "That the exit list hangs in the village and is announced when nobody objects stands "
            "in the national rule of 2016; the steps are on the policy pages.",
        ),
    ),
    "active-disclosure": SourceFact(
        title=Label(
            "《中华人民共和国政府信息公开条例》（2019年修订）",
            "Regulations on Open Government Information (revised 2019)",
        ),
        standing="unverified",
        reference="第二十条",
        url=None,
        note=Label(
            "扶贫政策、措施及其实施情况应当主动公开；条文没有核对原文。",
            "Poverty policy, measures and how they are carried out are disclosed actively; the "
            "original of the article was not read.",
        ),
    ),
    "third-party": SourceFact(
        title=Label(
            "《中华人民共和国政府信息公开条例》（2019年修订）",
            "Regulations on Open Government Information (revised 2019)",
        ),
        standing="verified",
        reference="第十五条",
        url=None,
        note=Label(
            "公开会对第三方合法权益造成损害的政府信息，不得公开；第三方同意公开，"
            "或者不公开会对公共利益造成重大影响的除外。",
            "What would harm a third party's lawful rights is not disclosed, unless that party "
            "agrees or keeping it back would gravely harm the public interest.",
        ),
    ),
    "de-identified": SourceFact(
        title=Label("2018年政务公开工作要点", "Key points of open government work in 2018"),
        standing="verified",
        reference=None,
        url=None,
        note=Label(
            "除惩罚性、强制性公示外，公开涉及个人隐私的政府信息要去标识化，方式、范围要适当。",
            "But for punitive and mandatory publicity, government information that touches privacy "
            "is de-identified, in a fitting manner and scope.",
        ),
    ),
    "sensitive": SourceFact(
        title=Label(
            "《中华人民共和国个人信息保护法》", "Personal Information Protection Law (PIPL)"
        ),
        standing="verified",
        reference="第二十八条",
        url=None,
        note=Label(
            "特定身份、医疗健康、金融账户、行踪轨迹、不满十四周岁未成年人的信息等是敏感个人信息，"
            "只有具有特定的目的和充分的必要性，并采取严格保护措施，才可以处理。",
            "Specific identity, medical health, financial accounts, whereabouts and all data of "
            "minors under 14 are sensitive: only for a specific purpose, where sufficiently "
            "necessary, and strictly protected.",
        ),
    ),
    "duty": SourceFact(
        title=Label(
            "《中华人民共和国个人信息保护法》", "Personal Information Protection Law (PIPL)"
        ),
        standing="unverified",
        reference="第十三条第一款第三项",
        url=None,
        note=Label(
            "为履行法定职责所必需；条文没有核对原文。",
            "Necessary for a statutory duty; the original of the article was not read.",
        ),
    ),
    "consent": SourceFact(
        title=Label(
            "《中华人民共和国个人信息保护法》", "Personal Information Protection Law (PIPL)"
        ),
        standing="unverified",
        reference="第二十五条",
        url=None,
        note=Label(
            "未取得个人单独同意，不得公开其个人信息；条文没有核对原文。",
            "No publication of personal information without separate consent; the original of the "
            "article was not read.",
        ),
    ),
}
"""The legal grounds, by the ids that entries give; each says whether its original was read."""


ENTRIES: tuple[Entry, ...] = (
    # Households: on a list that hangs, and in counts
    _entry(
        "head",
        Label("户主姓名", "Name of the head of household"),
        "household: members.*.name",
        {"web": "name", "board": "name"},
        Label(
            "村民要知道名单上是谁，才能提出异议。只写户主，其他家庭成员从不公开；户主未成年的，"
            "只写户编号。网页上按县里的设置写，一般只写姓；公示期一满就撤下。",
            "Villagers must know who is on a list to object to it. Only the head is named, never "
            "another member; where the head is a minor, the household number stands instead. On "
            "the web as the county set, usually the surname only; it comes down when the notice "
            "closes.",
        ),
        ("publicity", "duty", "de-identified"),
    ),
    _entry(
        "household-number",
        Label("户编号", "Household number"),
        """
        household: id
        round: steps.*.{list,dropped}.*.household
        round: corrections.*.household
        """,
        {"web": "number", "web-after": "number", "board": "number"},
        Label(
            "不写姓名的地方，用户编号代替，本户自己认得。编号不含任何个人信息。",
            "It stands where no name is written; the family itself knows it. It has nothing "
            "personal in it.",
        ),
        ("publicity", "de-identified"),
    ),
    _entry(
        "list-row",
        Label(
            "名单上的一行：村民小组、人数、撤下日期、更正标记",
            "A row of a list: villager group, persons, day it was taken off, mark of a correction",
        ),
        """
        household: group
        round: steps.*.list.*.persons
        round: steps.*.dropped.*.date
        """,
        {"web": "as-written", "web-after": "as-written", "board": "as-written"},
        Label(
            "同名的人多，用小组和人数区分，不用证件号码。公示期满，名单只剩户数、人数。",
            "Many share a name: group and size tell them apart, not an identity number. When the "
            "notice is over only the numbers of households and persons are left.",
        ),
        ("publicity", "duty"),
    ),
    _entry(
        "taken-off",
        Label("公示期间撤下一户的缘由", "Why a household was taken off a list while it hung"),
        "round: steps.*.dropped.*.reason",
        {"web": "as-written", "board": "as-written"},
        Label(
            "名单公示以后改了，要说明缘由：申请撤回、评议未通过、异议成立、比对、没有通过审核。"
            "涉及收入、去世的不说，只写“核实后”。公示期一满就撤下。",
            "A list that changes while it hangs must say why: withdrawn, voted down, objected to, "
            "compared, not accepted. What speaks of an income or a death is not told: it reads "
            "“after verification”. It comes down when the notice closes.",
        ),
        ("publicity", "duty"),
    ),
    _entry(
        "registered",
        Label(
            "在册、脱贫的户数和人数，每年脱贫、返贫的户数",
            "How many households and persons are on the list or have left it, and each year's "
            "exits and returns",
        ),
        """
        household: history.*.{date,change}
        household: members.*.{joined,left}.date
        household: closed.date
        """,
        _everywhere("total"),
        Label(
            "每份名单有多少户、多少人，公示和公告时必须写明，所以这些总数不隐去。",
            "How many households and persons a list has must be said when it is posted and "
            "announced, so these totals are not held back.",
        ),
        ("publicity", "active-disclosure"),
    ),
    _entry(
        "situation",
        Label(
            "收入、住房、健康、就学、劳动能力、致贫原因、困难、措施",
            "Income, housing, health, schooling, labour, causes, difficulties, measures",
        ),
        """
        household: registration.{kind,township}
        household: causes.{main,others.*}
        household: difficulties.*.{clause,status,since,solved_on}
        household: measures.*.{from,to,causes.*,effect,effect_on}
        household: surveys.*.{year,date}
        household: surveys.*.{stable_source,food_enough,clothing_enough}
        household: surveys.*.{safe_water,electricity,steady}
        household: surveys.*.income.{wages,business,property,transfer,business_costs}
        household: surveys.*.income.{persons,net,per_head}
        household: surveys.*.education.{children,out_for_money,out_unfit,out_other}
        household: surveys.*.housing.{homes,grade,can_build}
        household: surveys.*.new_housing.{done,kind,exception}
        household: surveys.*.medical.{insured,guaranteed,heavy_burden}
        household: surveys.*.medical.{out_of_pocket,relapse_risk}
        household: surveys.*.vehicles.{comfort_car,vessel}
        household: surveys.*.vehicles.{construction_machinery,large_farm_machinery}
        household: surveys.*.enterprise.{runs_or_invests,long_term_employees}
        household: surveys.*.enterprise.{trades_normally,pays_tax}
        household: surveys.*.payroll.{state_payroll,village_post,exception}
        household: surveys.*.absence.{months_away,income_clearly_above_average}
        household: surveys.*.clearly_outside.applies
        round: steps.*.comparisons.*.{date,recheck.date,recheck.finding}
        """,
        _everywhere("held-back-total"),
        Label(
            "从不逐户公开。只算进全村、全乡镇、全县的总数；户数太少、或者能推算出来的，隐去不写。",
            "Never household by household. Only within totals of a village, township or county, "
            "which are held back where they are of few households or would give them away.",
        ),
        ("sensitive", "third-party"),
    ),
    _entry(
        "pairing",
        Label("联系人结对帮扶的户数", "How many households a contact is paired with"),
        "household: helpers.*.{contact,from,to}",
        _everywhere("total"),
        Label(
            "干部承担多少户的帮扶任务，是干部的职责；帮的是哪一户，不公开。",
            "How many households an official has to help is the official's duty; which ones is "
            "never told.",
        ),
        ("active-disclosure",),
    ),
    _entry(
        "waiver",
        Label("“原则上”条款的书面例外", "Written exceptions to clauses that hold in principle"),
        """
        household: waivers.*.{clause,year,date}
        household: waivers.*.{by,reason}.{zh,en}
        """,
        _everywhere("as-written"),
        Label(
            "例外要公开才能监督。理由照写下的公开，不写是哪一户；写理由的人不得写能认出一家的内容。",
            "Only a public exception can be watched. The reason stands as written, never the "
            "household; who writes it must not write what a family is known by.",
        ),
        ("active-disclosure", "de-identified"),
    ),
    # Rounds: notices, objections, announcements
    _entry(
        "round",
        Label("批次、步骤和日期", "Rounds, steps and days"),
        """
        round: {id,year,opened}
        round: steps.*.{from,to}
        """,
        _everywhere("as-written"),
        Label("村民要知道走到哪一步。", "Villagers must know at which step things are."),
        ("publicity", "active-disclosure"),
    ),
    _entry(
        "round-policy",
        Label("按哪个程序、哪一步、哪一条", "By which procedure, step and clause"),
        """
        round: procedure
        round: steps.*.step
        round: {objections,corrections}.*.step
        round: objections.*.answer.clause
        """,
        _everywhere("as-written"),
        Label("名单依据什么定下来，要写明。", "What a list was decided by must be said."),
        ("publicity",),
    ),
    _entry(
        "notice",
        Label("公示的起止日期和张贴地点", "First and last day of a notice, and where it hangs"),
        """
        round: steps.*.notice.{from,to}
        round: steps.*.notice.places.*.{zh,en}
        """,
        _everywhere("as-written"),
        Label(
            "村民要知道到哪里看、到哪天为止可以提异议。",
            "Villagers must know where to read it and until when to object.",
        ),
        ("publicity",),
    ),
    _entry(
        "announcement",
        Label("公告的日期、媒体和文件名", "Day, medium and document of an announcement"),
        """
        round: steps.*.announcement.date
        round: steps.*.announcement.medium.{zh,en}
        round: steps.*.announcement.document.title.{zh,en}
        """,
        _everywhere("as-written"),
        Label("公告是最后的结论，由县里向社会公布。", "It is the final word, told by the county."),
        ("publicity", "active-disclosure"),
    ),
    _entry(
        "objection",
        Label("异议的日期、事由和答复", "Day, topic and answer of an objection"),
        "round: objections.*.{date,topic,answer.date,answer.outcome}",
        _everywhere("as-written"),
        Label(
            "有没有人提、答没答复，要让人看得到。谁提的、针对哪一户，不公开。",
            "Whether anybody objected and was answered must be seen. Who did, and about whom, is "
            "never told.",
        ),
        ("publicity", "third-party"),
    ),
    _entry(
        "correction",
        Label("更正的日期、部分和理由", "Day, part and reason of a correction"),
        """
        round: corrections.*.{date,part}
        round: corrections.*.reason.{zh,en}
        """,
        _everywhere("as-written"),
        Label(
            "公开过的内容不悄悄改。理由照写下的公开，不得写能认出一家的内容。",
            "What was public is not changed quietly. The reason stands as written; it must not "
            "hold what a family is known by.",
        ),
        ("publicity", "active-disclosure"),
    ),
    # Places, offices and officials
    _entry(
        "place",
        Label(
            "县、乡镇、村、小组的名称和代号", "Names and ids of county, townships, villages, groups"
        ),
        """
        {county,township,village}: id
        {county,township,village}: name.{zh,en}
        county: {province,demonstration}.{zh,en}
        county: {time_zone,as_of}
        village: groups.*.name.{zh,en}
        """,
        _everywhere("as-written"),
        Label("村民要找得到自己的村。", "Villagers must find their village."),
        ("active-disclosure",),
    ),
    _entry(
        "office",
        Label("办公地点和值班电话", "Offices and duty phones"),
        """
        {county,township,village,organisation}: office.{name,address,hours}.{zh,en}
        {county,township,village,organisation}: office.duty_phone
        """,
        _everywhere("as-written"),
        Label(
            "提异议、问政策要有地方去、有电话打。只写值班电话，不写个人电话。",
            "To object or ask, people need a place to go and a number to call: a duty phone, never "
            "a private one.",
        ),
        ("publicity", "active-disclosure"),
    ),
    _entry(
        "publication",
        Label(
            "网站地址、语言、使用许可、姓名写法",
            "Address, languages and licence of the site, how names are written",
        ),
        """
        county: publication.{address,languages.*,licence.url}
        county: publication.licence.title.{zh,en}
        county: publication.names.{web,web-after,board}
        """,
        _everywhere("as-written"),
        Label("怎样公开，本身要公开。", "How things are published is itself public."),
        ("active-disclosure",),
    ),
    _entry(
        "official",
        Label(
            "驻村干部、村干部、单位分管领导、联系人的姓名和职务",
            "Names and posts of resident officials, village cadres, leaders in charge and contacts",
        ),
        """
        village: team.*.{name,role,from}
        village: posts.*.{name,post,from}
        organisation: {leaders,contacts}.*.name
        organisation: {leaders,contacts}.*.post.{zh,en}
        organisation: leaders.*.from
        """,
        _everywhere("as-written"),
        Label(
            "谁负责，群众要知道；写的是公务身份，不写个人电话、住址。",
            "People must know who is responsible: in the public post, without a private phone or "
            "address.",
        ),
        ("active-disclosure",),
    ),
    _entry(
        "official-place",
        Label("干部属于哪个单位、哪个小组", "The unit or group that an official belongs to"),
        """
        village: team.*.organisation
        village: posts.*.group
        village: meetings.*.group
        village: haves.*.judged_by.*
        """,
        _everywhere("label"),
        Label("写名称，不写代号。", "Told by its name; the code itself is not shown."),
        ("active-disclosure",),
    ),
    _entry(
        "unit",
        Label("帮扶单位和它帮的村", "Helping units and the villages they help"),
        """
        organisation: {id,kind,group_leader}
        organisation: {name,group}.{zh,en}
        organisation: villages.*.village
        """,
        _everywhere("as-written"),
        Label("谁帮哪个村，要公开。", "Who helps which village is public."),
        ("active-disclosure",),
    ),
    # Villages
    _entry(
        "village-history",
        Label("贫困村列入、退出", "When a village was listed as poor and left the list"),
        "village: history.*.{date,change}",
        _everywhere("as-written"),
        Label("村的身份不是个人信息。", "What a village is listed as is nobody's personal data."),
        ("active-disclosure",),
    ),
    _entry(
        "population",
        Label("户籍人口", "Registered population"),
        "village: populations.*.{year,persons}",
        _everywhere("as-written"),
        Label("贫困发生率的分母。", "The denominator of the incidence of poverty."),
        ("active-disclosure",),
    ),
    _entry(
        "profile",
        Label("村情：道路、土地、设施", "The village: roads, land, facilities"),
        """
        village: profiles.*.{year,natural_villages,hamlets_without_road,unpaved_road_km,bus}
        village: profiles.*.{cultivated_land,irrigated_land,forest_land,orchard_land}
        village: profiles.*.{clinics,qualified_doctors,culture_room,public_toilets,waste_points}
        village: profiles.*.{broadband,collective_income}
        """,
        _everywhere("as-written"),
        Label(
            "村里有什么、缺什么，与个人无关。",
            "What a village has and lacks is about no single person.",
        ),
        ("active-disclosure",),
    ),
    _entry(
        "profile-counts",
        Label(
            "村情：饮水、用电、危房、参保、外出务工的户数或人数",
            "The village: households or persons by water, power, unsafe houses, insurance, work",
        ),
        """
        village: profiles.*.{households_without_safe_water,households_without_electricity}
        village: profiles.*.{unsafe_houses,medical_scheme_persons,pension_persons}
        village: profiles.*.{labour_force,working_away}
        """,
        _everywhere("held-back-total"),
        Label(
            "数的是户和人，太少的隐去不写。",
            "They count households and persons: few of them are held back.",
        ),
        ("active-disclosure", "sensitive"),
    ),
    _entry(
        "have",
        Label("八有等逐条判断和依据", "What a village has, clause by clause, with evidence"),
        """
        village: haves.*.{clause,status,since,judged_on}
        village: haves.*.evidence.*.{kind,date}
        village: haves.*.evidence.*.text.{zh,en}
        """,
        _everywhere("as-written"),
        Label(
            "每个判断都要有依据可查；依据照写下的公开。",
            "Every judgement can be looked into; its evidence stands as written.",
        ),
        ("active-disclosure",),
    ),
    _entry(
        "meeting",
        Label("公开的会议", "Public meetings"),
        """
        village: meetings.*.{id,date,time,kind}
        village: meetings.*.{place,topic}.{zh,en}
        """,
        _everywhere("as-written"),
        Label("请村民来开会，要写明时间、地点。", "Whom one invites one tells when and where."),
        ("publicity", "active-disclosure"),
    ),
    # Projects and duties
    _entry(
        "project",
        Label("项目的名称、类别、批复和验收", "Name, kind, approval and acceptance of a project"),
        """
        project: {id,kind,approved.date,acceptance.date,acceptance.result}
        project: name.{zh,en}
        """,
        _everywhere("as-written"),
        Label("扶贫项目要公开。", "Projects of poverty alleviation are public."),
        ("active-disclosure",),
    ),
    _entry(
        "project-money",
        Label("项目的预算、到位、支出、进度", "Budget, funds, spending and progress of projects"),
        """
        project: {budget,funds,spending}.*.amount
        project: {budget,funds}.*.source
        project: {funds,spending}.*.date
        project: milestones.*.{due,done}
        project: need.clause
        """,
        _everywhere("total"),
        Label("钱花到哪里去了，要公开。", "Where the money went is public."),
        ("active-disclosure",),
    ),
    _entry(
        "beneficiaries",
        Label("项目受益人数", "Persons who benefit from projects"),
        "project: beneficiaries.persons",
        _everywhere("held-back-total"),
        Label(
            "只算进总数，人数太少的隐去；受益的是哪些户，不公开。",
            "Only within totals, held back where they are few; which households benefit is never "
            "told.",
        ),
        ("active-disclosure", "third-party"),
    ),
    _entry(
        "duty",
        Label("职责履行次数", "How often duties were done"),
        """
        duty-log: year
        duty-log: entries.*.{date,who,duties.*,households.*}
        duty-log: excused.*.{from,to,duties.*,households.*}
        """,
        _everywhere("held-back-total"),
        Label(
            "干部做没做，要让人看得到；一项任务涉及的户太少时隐去，免得认出是哪一户。",
            "Whether officials did what they must has to be seen; a task that concerns few "
            "households is held back, so that nobody knows which.",
        ),
        ("active-disclosure", "third-party"),
    ),
    _entry(
        "deciding",
        Label(
            "与户主关系、成员年龄段、任职和帮扶的起止、内部编号",
            "Relation to the head, age bands, terms of posts and pairings, internal numbers",
        ),
        """
        household: members.*.{id,relation}
        household: surveys.*.members.*.{id,age_band}
        village: groups.*.id
        village: {team,posts}.*.{id,to}
        organisation: township
        organisation: villages.*.{from,to}
        organisation: {leaders,contacts}.*.{id,to}
        organisation: contacts.*.from
        """,
        _everywhere("deciding"),
        Label(
            "只用来判断该写什么：谁是户主、户主是否成年、谁还在任。本身不写出来。",
            "They only decide what is told: who the head is, whether the head is of age, who is "
            "still in post. They are not told themselves.",
        ),
        ("de-identified",),
    ),
    # The policy, public as it stands
    _entry(
        "policy",
        Label(
            "政策条款、程序、职责、参数、“自己对照”的问题",
            "Clauses, procedures, duties, parameters, questions",
        ),
        """
        {clauses,procedure,duty-list,parameter}: {id,order}
        {clauses,procedure,duty-list}: {title,intro,source.title,source.note}.{zh,en}
        {clauses,procedure,duty-list}: source.{reference,url,standing}
        {clauses,procedure,duty-list}: in_force.{from,to}
        clauses: {combine,judged}
        clauses: effect.{zh,en}
        clauses: clauses.*.{id,zh,en,how,in_principle,held_against.*,answers_to.*}
        clauses: clauses.*.{plain,question,bring,source.title,source.note}.{zh,en}
        clauses: clauses.*.source.{reference,url,standing}
        clauses: clauses.*.examples.*.{zh,en,met}
        procedure: {direction,most_days}
        procedure: steps.*.{id,zh,en,how,actor,needs.*,seals.*,yields.*,after.*}
        procedure: steps.*.{title,plain}.{zh,en}
        duty-list: {owed_by,owed_to}
        duty-list: duties.*.{id,zh,en,how,same_as}
        duty-list: duties.*.plain.{zh,en}
        duty-list: duties.*.tasks.*.{id,every,when,times_min,times_max,by.*,needs.*,shown_by}
        duty-list: duties.*.tasks.*.what.{zh,en}
        parameter: {title,description,unit}.{zh,en}
        parameter: series.*.id
        parameter: series.*.{title,note}.{zh,en}
        parameter: values.*.{series,year,from,to,value,concept,prices}
        parameter: values.*.source.{title,note}.{zh,en}
        parameter: values.*.source.{reference,url,standing}
        county: parameters.*.{parameter,series}
        questions: id
        questions: questions.*.{id,zh,en,always_recorded,amount}
        questions: questions.*.help.{zh,en}
        questions: questions.*.asked_if.{question,answers.*}
        questions: questions.*.answers.*.{id,zh,en}
        questions: questions.*.answers.*.states.*.{fact,value}
        """,
        _everywhere("as-written"),
        Label("政策本来就是公开的。", "The policy is public as it stands."),
        ("active-disclosure",),
    ),
)
"""Every field that may leave the records."""
