"""The registers beside the cases: partners, cooperations, networks, what was done, journeys, groups.

One row per register, one line per field. Every register is kept, corrected, ended and shown in the same
way; what is special about one stands in a module of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from intlflow.domain.register_fields import Field, Shape

S = Shape
TRAVEL_MODES = ("train", "bus", "car", "electric_car", "ferry", "flight", "bicycle", "walk")
BENEFICIARIES = ("residents", "associations", "companies", "organisations", "employees")
SUSTAINABILITY = ("ecological", "economic", "social")
GRADES = ("1", "2", "3", "4", "5")
ALL_GOALS = "all"  # 'Globalt mål: Samtliga' is one tag, not seventeen
SDGS = (*(str(number) for number in range(1, 18)), ALL_GOALS)


@dataclass(frozen=True, slots=True)
class Register:
    """One register.

    Args:
        key: what it is called everywhere.
        table: where its rows are kept.
        fields: what a row holds besides its number, unit and days; the first is what it is called.
        columns: the fields that a list shows.
        about: what it is for, in a sentence.
        happens: its rows are things that happened on a `day`, not things that hold between days.
        once: the first field may stand once among the rows that hold.
        under: the command that writes in it, where that is not called as the register.
    """

    key: str
    table: str
    about: str
    columns: tuple[str, ...]
    fields: tuple[Field, ...]
    happens: bool = False
    once: bool = False
    under: str = ""

    @property
    def name(self) -> str:
        """The field that a row is called by."""
        return self.fields[0].name

    @property
    def command(self) -> str:
        """The command that writes in it."""
        return self.under or self.key.replace("_", "-")

    def field(self, name: str) -> Field | None:
        """The field with this name, if there is one."""
        return next((field for field in self.fields if field.name == name), None)


def _case(what: str = "the case it belongs to") -> Field:
    return Field("case_ref", S.CASE, f"{what}: its reference")


def _row(register: str, what: str, *, needed: bool = False) -> Field:
    return Field(register, S.ROW, f"{what}: its number or name", needed, of=register)


OWNER = Field("owner", S.PERSON, "who looks after it: an e-mail address")
NOTE = Field("note", S.TEXT, "anything else")

PARTNER = Register(
    "partner", "partner", "organisations that the municipality works with",
    ("name", "country", "kind", "pic"),
    (
        Field("name", S.LINE, "what the organisation calls itself", needed=True),
        Field("country", S.COUNTRY, "its country: two letters", needed=True),
        Field("kind", S.CHOICE, "what sort of organisation it is", default="other", choices=(
            "municipality", "region", "state", "university", "school", "company", "association",
            "network", "other",
        )),
        Field("pic", S.LINE, "its Participant Identification Code", pattern=r"\d{9}",
              example="999999999"),
        Field("org_no", S.LINE, "its number in its own country's register"),
        Field("aliases", S.LINES, "other names it goes by, with commas between"),
        NOTE,
    ),
    once=True,
)  # fmt: skip

COOPERATION = Register(
    "cooperation", "cooperation", "lasting cooperations: partner, agreement, areas, worth",
    ("name", "kind", "partner", "agreed_on", "review_on"),
    (
        Field("name", S.LINE, "what the cooperation is called", needed=True),
        Field("kind", S.CHOICE, "what sort of cooperation it is", default="agreement",
              choices=("twin_town", "municipal_partnership", "agreement", "informal")),
        _row("partner", "the partner"),
        _case("the case that made it, for a twin town its own"),
        Field("areas", S.LINES, "what it is about, with commas between"),
        Field("agreement", S.LINE, "the agreement: its number or where it is kept"),
        Field("agreed_on", S.PAST_DAY, "the day of the agreement"),
        Field("review_on", S.DAY, "when it should be looked at again"),
        OWNER,
        Field("worth", S.TEXT, "what it has given: results and effects"),
    ),
    once=True,
)  # fmt: skip

NETWORK = Register(
    "network", "membership", "networks that the municipality is a member of",
    ("name", "abbreviation", "fee", "renewal_on", "last_use"),
    (
        Field("name", S.LINE, "the network's name", needed=True),
        Field("abbreviation", S.LINE, "its short name"),
        Field("member_since", S.LINE, "since when; a year is enough"),
        Field("fee", S.MONEY, "the yearly fee"),
        Field("renewal_on", S.DAY, "the day by which the membership must be renewed or left"),
        OWNER,
        Field("benefit", S.TEXT, "what the membership is for"),
    ),
    once=True,
)  # fmt: skip

ACTIVITY = Register(
    "activity", "activity", "what was done: contacts, visits, conferences, training, horizon scans",
    ("purpose", "day", "kind", "organisation", "countries"),
    (
        Field("purpose", S.LINE, "what it was about", needed=True),
        Field("kind", S.CHOICE, "what was done", default="contact", choices=(
            "contact", "conference", "network_meeting", "visit_in", "visit_out", "training",
            "exchange", "exposure", "horizon_scan", "award",
        )),
        Field("day", S.PAST_DAY, "the day, or the first of several", True, "today"),
        Field("last_day", S.PAST_DAY, "the last of several days"),
        Field("organisation", S.LINE, "with whom: organisation and what they do there, no names"),
        Field("countries", S.COUNTRIES, "the countries: two letters each, with commas between"),
        _row("partner", "the partner in the register"),
        _row("network", "the network it made use of"),
        _row("cooperation", "the cooperation it is part of"),
        _case(),
        Field("forms", S.FORMS, "the forms of work, with commas between"),
        Field("staff", S.COUNT, "how many of our own staff took part"),
        Field("partner_staff", S.COUNT, "how many of the partners' staff"),
        Field("others", S.COUNT, "how many others"),
        Field("young", S.COUNT, "how many of all these are children or young people"),
        Field("hours", S.HOURS, "hours of work it took"),
        Field("cost", S.MONEY, "what it cost"),
        Field("shared", S.CHOICE, "whether we shared what we know", choices=("yes", "no")),
        Field("learned", S.TEXT, "what we learnt, and what we will change"),
    ),
    happens=True,
)  # fmt: skip

TRIP = Register(
    "trip", "trip", "journeys, with the way travelled and the carbon dioxide it cost",
    ("purpose", "day", "travellers", "kg", "compensated_on"),
    (
        Field("purpose", S.LINE, "why the journey was made", needed=True),
        Field("why_not_digital", S.TEXT, "why a digital meeting would not do", needed=True),
        Field("day", S.DAY, "the first day", True, "today"),
        Field("last_day", S.DAY, "the last day"),
        Field("travellers", S.COUNT, "how many travelled; no names", default="1"),
        _row("activity", "what it was for, in the register"),
        _row("network", "the network it made use of"),
        _case(),
        Field("cost", S.MONEY, "what it cost"),
        Field("compensated_on", S.PAST_DAY, "the day its flights were compensated for"),
        Field("compensation", S.LINE, "how they were compensated for"),
        Field("receipt", S.LINE, "the receipt's number or where it is kept"),
    ),
    happens=True,
)  # fmt: skip

LEG = Register(
    "leg", "trip_leg", "the legs of journeys",
    ("stretch", "trip", "mode", "km", "kg"),
    (
        Field("stretch", S.LINE, "from where to where", needed=True),
        _row("trip", "the journey", needed=True),
        Field("mode", S.CHOICE, "by what", needed=True, choices=TRAVEL_MODES),
        Field("km", S.COUNT, "kilometres", needed=True),
        Field("travellers", S.COUNT, "how many travelled", needed=True),
        Field("grams", S.HOURS, "grams of carbon dioxide per person and kilometre", needed=True),
        Field("factor", S.LINE, "where that figure comes from", needed=True),
        Field("kg", S.HOURS, "kilograms of carbon dioxide in all", needed=True),
    ),
)  # fmt: skip

GROUP = Register(
    "group", "group_", "groups with a purpose; the working group comes of itself from appointments",
    ("name", "purpose", "meets"),
    (
        Field("name", S.LINE, "what the group is called", needed=True),
        Field("purpose", S.TEXT, "what it is for", needed=True),
        Field("meets", S.LINE, "how often it meets"),
        Field("decision", S.LINE, "the decision that made it, e.g. 'ks 2027-01-12 § 9'"),
        OWNER,
    ),
    once=True,
)  # fmt: skip

MEMBER = Register(
    "member", "group_member", "who is in which group",
    ("part", "circle", "person"),
    (
        Field("part", S.CHOICE, "as what", needed=True, default="member",
              choices=("chair", "secretary", "member", "deputy")),
        Field("circle", S.ROW, "the group: its number or name", needed=True, of="group"),
        Field("person", S.PERSON, "who: an e-mail address", needed=True),
    ),
)  # fmt: skip

MEETING = Register(
    "meeting", "group_meeting", "a group's meetings and their minutes",
    ("place", "day", "circle", "status"),
    (
        Field("place", S.LINE, "where, or 'digitalt'", needed=True, default="digitalt"),
        Field("circle", S.ROW, "the group: 'working', its number or name", True, "working",
              of="group"),
        Field("day", S.DAY, "the day", True, "today"),
        Field("time", S.LINE, "the time of day", default="09:00", pattern=r"([01]\d|2[0-3]):[0-5]\d",
              example="09:00"),
        Field("status", S.CHOICE, "how it went", default="planned",
              choices=("planned", "held", "cancelled")),
        Field("minutes", S.TEXT, "what was said and agreed"),
    ),
    happens=True,
)  # fmt: skip

POINT = Register(
    "point", "group_point", "what a group is to talk about, has agreed, or somebody is to do",
    ("what", "circle", "kind", "due_on", "owner", "done_on"),
    (
        Field("what", S.LINE, "what it is about", needed=True),
        Field("circle", S.ROW, "the group: 'working', its number or name", True, "working",
              of="group"),
        Field("kind", S.CHOICE, "a topic to talk about, something to do, or something agreed",
              default="topic", choices=("topic", "action", "agreed")),
        Field("day", S.DAY, "the day it was raised", True, "today"),
        Field("meeting", S.ROW, "the meeting it was raised at: its number", of="meeting"),
        Field("owner", S.PERSON, "who does it: an e-mail address"),
        Field("due_on", S.DAY, "by when"),
        Field("done_on", S.PAST_DAY, "the day it was done or talked through"),
        Field("outcome", S.TEXT, "what came of it"),
        _case(),
    ),
    happens=True,
)  # fmt: skip

TAG = Register(
    "tag", "case_tag", "what a case serves: goals, areas, beneficiaries",
    ("word", "case_ref", "about"),
    (
        Field("word", S.LINE, "the key of what it is tagged with", needed=True),
        Field("case_ref", S.CASE, "the case", needed=True),
        Field("about", S.LINE, "which list the word is from", needed=True),
        Field("day", S.DAY, "whose day's list it was taken from", True, "today"),
        Field("note", S.TEXT, "in what way"),
    ),
)  # fmt: skip

RESOURCE = Register(
    "resource", "case_resource", "hours and money set aside for and used in a case",
    ("purpose", "case_ref", "year", "stage", "hours", "amount"),
    (
        Field("purpose", S.LINE, "what for", needed=True, default="arbete"),
        Field("case_ref", S.CASE, "the case", needed=True),
        Field("year", S.LINE, "which year", needed=True, pattern=r"20\d\d", example="2027"),
        Field("stage", S.CHOICE, "set aside or used", needed=True, choices=("planned", "used")),
        Field("hours", S.HOURS, "hours of work"),
        Field("amount", S.MONEY, "money"),
    ),
)  # fmt: skip

ISSUE = Register(
    "issue", "board_issue", "what boards and companies have prioritised for a year, and the measures",
    ("name", "kind", "year", "body", "part_of", "area"),
    (
        Field("name", S.LINE, "the issue or the measure, in its own words", needed=True),
        Field("kind", S.CHOICE, "an issue that is prioritised, or a measure (insats) under one",
              default="issue", choices=("issue", "measure")),
        Field("year", S.LINE, "the year it is planned for", needed=True, pattern=r"20\d\d",
              example="2027"),
        Field("document", S.LINE, "the document it stands in, e.g. 'Verksamhetsplan 2027'", True),
        Field("section", S.LINE, "the section or paragraph there"),
        Field("body", S.BODY, "the board that decided it: key or name; a company is its unit"),
        Field("part_of", S.ROW, "the issue that a measure belongs to: number or name", of="issue"),
        Field("area", S.LINE, "the strategic area of the policy that it serves"),
        Field("carried_from", S.ROW, "last year's row, if it is carried over", of="issue"),
        NOTE,
    ),
)  # fmt: skip

ISSUE_LINK = Register(
    "issue_link", "issue_link", "which projects and calls a prioritised issue or measure is about",
    ("why", "issue", "case_ref", "call"),
    (
        Field("why", S.LINE, "in what way it answers to it", needed=True),
        _row("issue", "the issue or measure", needed=True),
        _case("the project"),
        Field("call", S.CALL, "the call: its name"),
    ),
)  # fmt: skip

EVALUATION = Register(
    "evaluation", "evaluation",
    "what is chosen for evaluation or not, why and by whom, and what the sheets say",
    ("name", "verdict", "why_chosen", "chosen_by", "results_due"),
    (
        Field("name", S.LINE, "what is evaluated", needed=True),
        Field("verdict", S.CHOICE, "chosen, not chosen, or the lessons of a refused application",
              needed=True, default="chosen", choices=("chosen", "not_chosen", "lessons")),
        Field("why_chosen", S.TEXT, "why it was chosen, or not", needed=True),
        Field("chosen_by", S.LINE, "who chose it: a body or group and its day"),
        _case("the project or twin town"),
        _row("cooperation", "the cooperation"),
        _row("network", "the network"),
        Field("results_due", S.DAY, "when the results must be told, if not by the usual rule"),
        Field("effects_from", S.DAY, "from when effects are counted, if not from the project's end"),
        Field("opened_on", S.PAST_DAY, "the day the sheet was opened"),
        Field("results", S.TEXT, "results: what was done and produced"),
        Field("unexpected", S.TEXT, "what nobody expected"),
        Field("lives_on", S.TEXT, "what lives on in the ordinary work"),
        Field("lives_on_owner", S.LINE, "who owns what lives on: unit or function"),
        Field("keep_cost", S.MONEY, "what it costs a year to keep"),
        Field("value_funding", S.TEXT, "added value of the funding from outside"),
        Field("value_competence", S.TEXT, "added value for competence"),
        Field("value_cooperation", S.TEXT, "added value of the cooperation"),
        Field("partnership", S.CHOICE, "how good the partnership was, 1–5", choices=GRADES),
        Field("partnership_why", S.TEXT, "what made it so"),
        Field("own_hours", S.HOURS, "hours of our own work it took"),
        Field("economy", S.TEXT, "budget beside outcome: what differs, and why"),
        Field("again", S.TEXT, "lessons: what to do again"),
        Field("not_again", S.TEXT, "lessons: what not to do again"),
        Field("will_change", S.TEXT, "what we will change in our own work"),
        Field("spread", S.TEXT, "where the results have been spread"),
        Field("goals_served", S.TEXT, "what it gave the global goals"),
        Field("recommendation", S.TEXT, "what is recommended: go on, widen, end"),
        Field("why_refused", S.TEXT, "why the application was refused, in the funder's words"),
        Field("score", S.LINE, "the funder's score, e.g. '62 of 100'"),
        Field("apply_again", S.CHOICE, "whether to apply again", choices=("yes", "no")),
    ),
    under="evaluate",
)  # fmt: skip

EVALUATION_GOAL = Register(
    "evaluation_goal", "evaluation_goal", "how far each goal of what is evaluated was reached",
    ("goal", "evaluation", "grade", "evidence"),
    (
        Field("goal", S.LINE, "the goal, as the application or agreement says it", needed=True),
        _row("evaluation", "the evaluation", needed=True),
        Field("grade", S.CHOICE, "how far it was reached, 1–5", needed=True, choices=GRADES),
        Field("evidence", S.TEXT, "what shows it", needed=True),
    ),
    under="evaluate goal",
)  # fmt: skip

EVALUATION_EFFECT = Register(
    "evaluation_effect", "evaluation_effect",
    "effects of what is evaluated, as they could be seen after some time",
    ("effect", "evaluation", "months", "day"),
    (
        Field("effect", S.TEXT, "what is different now, and for whom", needed=True),
        _row("evaluation", "the evaluation", needed=True),
        Field("months", S.CHOICE, "how many months after the end it was asked for; 0: at the end",
              needed=True, choices=("0", "6", "12", "24")),
        Field("day", S.PAST_DAY, "the day it could be seen", True, "today"),
        Field("for_whom", S.CHOICE, "who has the benefit", choices=BENEFICIARIES),
        Field("indicator", S.LINE, "what was measured"),
        Field("before", S.LINE, "the measure before"),
        Field("after", S.LINE, "the measure after"),
    ),
    happens=True,
    under="evaluate effect",
)  # fmt: skip

ATTACHMENT = Register(
    "attachment", "attachment", "files that belong to a case or to a row of a register",
    ("file", "about", "size", "media", "secrecy"),
    (
        Field("file", S.LINE, "the file's name", needed=True),
        Field("about", S.LINE, "what it belongs to", needed=True),
        Field("sha256", S.LINE, "the hash of its content", needed=True),
        Field("size", S.COUNT, "bytes", needed=True),
        Field("media", S.LINE, "what it is, by its content", needed=True),
        Field("secrecy", S.LINE, "the paragraph that keeps it secret"),
        NOTE,
    ),
)  # fmt: skip

ALL = (
    PARTNER, COOPERATION, NETWORK, ACTIVITY, TRIP, LEG, GROUP, MEMBER, MEETING, POINT, TAG,
    RESOURCE, ISSUE, ISSUE_LINK, EVALUATION, EVALUATION_GOAL, EVALUATION_EFFECT, ATTACHMENT,
)  # fmt: skip
REGISTERS: Mapping[str, Register] = {register.key: register for register in ALL}
