"""The cast of the tests, the same small group in both municipalities, and short ways to write moves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from intlflow.app import checklists
from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.recording import record_decision
from intlflow.app.decisions.showing import show_matter
from intlflow.app.house import House
from intlflow.app.moves import move
from intlflow.app.opening import open_case
from intlflow.app.record import Moved
from intlflow.app.showing import show_case
from intlflow.domain.appeal import After
from intlflow.domain.facts import Fact
from intlflow.domain.lifecycle import Move
from intlflow.domain.lifecycles import LIFECYCLES
from intlflow.domain.words import Kind, Role
from intlflow.packs.model import Pack
from intlflow.store import register
from intlflow.store.engine import writing

MORNING = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
DAY = timedelta(days=1)

# In each municipality: name → role. Karin is a unit's contact person, Stig a stranger from elsewhere.
CAST: dict[str, tuple[str, Role | None]] = {
    "karin": ("Karin Ek", Role.CONTACT),
    "disa": ("Disa Lund", Role.CONTACT),  # Karin's deputy
    "manne": ("Manne Holm", Role.MANAGER),
    "petra": ("Petra Dahl", None),  # becomes project manager
    "sanna": ("Sanna Lind", Role.COORDINATOR),
    "rolf": ("Rolf Rask", Role.REGISTRAR),
    "siv": ("Siv Sten", Role.SECRETARY),
    "egon": ("Egon Berg", Role.CONTROLLER),
    "firma": ("Fina Mark", Role.SIGNATORY),
    "lea": ("Lea Falk", Role.LEAD),
    "dagny": ("Dagny Alm", Role.DIRECTOR),
    "stig": ("Stig Strand", Role.CONTACT),  # another unit's
}
UNITS = {"ljungby": ("buf", "tf"), "vaxjo": ("utf", "omf")}


def at(name: str, municipality: str = "ljungby") -> str:
    """A member of the cast's address."""
    return f"{name}@{municipality}.example"


def home(municipality: str = "ljungby") -> str:
    """The unit that Karin's projects belong to."""
    return UNITS[municipality][0]


def enter(house: House) -> None:
    """Put the cast in the register of both municipalities."""
    local = {Role.CONTACT, Role.MANAGER}
    with writing(house.engine) as tx:
        for key in UNITS:
            for name, (full, role) in CAST.items():
                person = register.add_person(tx, key, full, at(name, key), "", "sv", "2013-01-01")
                if role is None:
                    continue
                unit = UNITS[key][1 if name == "stig" else 0]
                scope = unit if role in local else ""
                register.appoint(
                    tx, key, person, role, scope, name == "disa", "2013-01-01", None, ""
                )


def who_can(role: Role, municipality: str = "ljungby") -> str:
    """The address of somebody in the cast who acts in a role."""
    if role is Role.SUBMITTER:
        return at("karin", municipality)
    if role is Role.PROJECT_MANAGER:
        return at("petra", municipality)
    return next(at(name, municipality) for name, (_, held) in CAST.items() if held is role)


def an_idea(
    house: House, municipality: str = "ljungby", title: str = "Grönare skolgårdar", **more: str
) -> Moved:
    """A new project, brought by Karin."""
    return open_case(
        house,
        Kind.PROJECT,
        municipality=municipality,
        unit=home(municipality),
        title=title,
        by=at("karin", municipality),
        given=more,
        at=MORNING,
    )


def a_case(
    house: House, kind: Kind, municipality: str = "ljungby", title: str = "Ett ärende"
) -> Moved:
    """A new case of any kind, opened by somebody who may."""
    opening = LIFECYCLES[kind].opening
    role = Role.COORDINATOR if kind is Kind.GOVERNING_DOCUMENT else Role.SUBMITTER
    asked = {str(need) for need in opening.needs if isinstance(need, Fact)}
    facts = right_facts(house.pack(municipality), municipality)
    return open_case(
        house,
        kind,
        municipality=municipality,
        unit=home(municipality),
        title=title,
        by=who_can(role, municipality),
        given={key: facts[key] for key in asked},
        at=MORNING,
    )


def right_facts(pack: Pack, municipality: str = "ljungby") -> dict[str, str]:
    """A right value for every fact, on the fixed morning."""
    owner = pack.units[home(municipality)].body
    today = MORNING.date()
    return {
        Fact.REASON: "Det saknas tid i år.",
        Fact.WAKE_ON: "2027-09-01",
        Fact.PROJECT_MANAGER: at("petra", municipality),
        Fact.FORMS: "Extern finansiering, kompetensutveckling",
        Fact.PROGRAMME: "Interreg South Baltic",
        Fact.CALL: "Third call 2027",
        Fact.CALL_DEADLINE: "2027-06-15T17:00",
        Fact.TOTAL_BUDGET: "1 200 000 kr",
        Fact.OWN_SOURCE: "Nämndens ram",
        Fact.FINANCING_DECISION: f"{owner} {today} § 31 bifall",
        Fact.OWN_CONTRIBUTION: "300 000 kr",
        Fact.RECEIPT: f"INT-4711 {today}",
        Fact.AMOUNT_APPLIED: "900 000 kr",
        Fact.SUPPLEMENT_DUE: "2027-05-01T17:00",
        Fact.FUNDER_DECISION: f"SB-2027-88 {today}",
        Fact.AMOUNT_GRANTED: "900 000 kr",
        Fact.CONDITION: "Alla partner har skrivit under.",
        Fact.CONDITION_DUE: "2027-05-30",
        Fact.CONDITION_MET_ON: str(today),
        Fact.AGREEMENT: f"GA-12 {today}",
        Fact.PERIOD_START: "2027-08-01",
        Fact.PERIOD_END: "2029-07-31",
        Fact.FINAL_REPORT: f"FR-9 {today}",
        Fact.AMOUNT_PAID: "880 000 kr",
        Fact.RESULTS: "Tolv skolgårdar är byggda om.",
        Fact.EFFECTS: "Fler barn rör sig på rasterna.",
        Fact.LESSONS: "Börja med vaktmästarna.",
        Fact.RETAIN_UNTIL: "2040-12-31",
        Fact.PARTNER: "Rostock",
        Fact.COUNTRY: "DE",
        Fact.PURPOSE: "Skolutbyte och kultur.",
        Fact.MEMO: f"Tjänsteskrivelse {today}",
        Fact.COMMITTEE_DECISION: f"ksau {today} § 79 bifall",
        Fact.BOARD_DECISION: f"ks {today} § 101 bifall",
        Fact.COUNCIL_DECISION: f"kf {today} § 55 bifall",
        Fact.DOCUMENT_TYPE: "plan",
        Fact.DECIDED_BY: "ks",
        Fact.ADOPTION: f"ks {today} § 102 bifall",
        Fact.VALID_FROM: str(today),
        Fact.REVISE_BY: "2032-03-01",
        Fact.REPLACED_BY: "Verksamhetsplan 2027",
        Fact.VERSION_LABEL: "2",
        Fact.BUDGET_YEARS: "3",
        Fact.BOARDS: owner,
        Fact.BODY_DECISION: f"ksau {today} § 78 bifall",
        Fact.CONDITION_CASE: "LJU-2027-001",
        Fact.DECISION_TEXT: "Kommunstyrelsen beslutar enligt förslaget.",
        Fact.METHOD: "acklamation",
        Fact.DELEGATE: at("manne", municipality),
        Fact.NOT_TAKING_PART: "Ordföranden deltar inte på grund av jäv.",
        Fact.MOTION: "En ledamot yrkar avslag. Yrkandet faller.",
        Fact.EXTRACT_TO: "Samordnaren",
        Fact.RECUSED: at("manne", municipality),
        Fact.ACRONYM: "GRÖNGÅRD",
        Fact.OWN_ROLE: "partner",
        Fact.REGISTRY_NUMBER: "KS 2027/0087",
        Fact.FUNDER_NUMBER: "STHB.01.01-IP.01-0042/27",
        Fact.EU_SHARE: "80 %",
        Fact.IMPORTED_FROM: "projekt.csv, rad 5",
    }


LAST_WORDS = {Fact.FINANCING_DECISION, Fact.ADOPTION, Fact.COUNCIL_DECISION}

# Facts that a verb needs other than the usual right ones, so that its checks hold.
OTHERWISE = {
    "refuse_financing": {Fact.FINANCING_DECISION: "{owner} 2027-03-01 § 31 avslag"},
    "grant_less": {Fact.AMOUNT_GRANTED: "600 000 kr"},
    "meet_in_part": {Fact.AMOUNT_GRANTED: "600 000 kr"},
    "accept_reduced": {Fact.OWN_CONTRIBUTION: "600 000 kr"},
    "reject": {
        Fact.COUNCIL_DECISION: "kf 2027-03-01 § 55 avslag",
        Fact.ADOPTION: "ks 2027-03-01 § 102 avslag",
    },
}


def facts_for(house: House, kind: Kind, phase: str, verb: str, municipality: str) -> dict[str, str]:
    """Right facts for one row of a table."""
    pack = house.pack(municipality)
    owner = pack.units[home(municipality)].body
    usual = right_facts(pack, municipality)
    special = {k: v.format(owner=owner) for k, v in OTHERWISE.get(verb, {}).items()}
    row = LIFECYCLES[kind].find(phase, verb)
    return {str(fact): special.get(fact, usual[fact]) for fact in row.facts}


def go(
    house: House,
    ref: str,
    kind: Kind,
    phase: str,
    verb: str,
    municipality: str = "ljungby",
    **more: str,
) -> Moved:
    """Make one move as somebody who may, with right facts and the checklist ticked."""
    row = LIFECYCLES[kind].find(phase, verb)
    tick_all(house, ref, municipality)
    given = facts_for(house, kind, phase, verb, municipality) | prepared(house, ref, row) | more
    return move(house, ref, verb, by=who_can(row.who[0], municipality), given=given, at=MORNING)


def prepared(house: House, ref: str, row: Move) -> dict[str, str]:
    """See that it is the right body's turn; what must be given for that."""
    municipality = str(show_case(house, ref, MORNING)["municipality"])
    if LAST_WORDS & set(row.facts):
        decide_before(house, ref, municipality)
    if Fact.BODY_DECISION not in row.facts:
        return {}
    turn = next(s["body"] for s in show_matter(house, ref, MORNING)["steps"] if s["turn"])
    return {str(Fact.BODY_DECISION): f"{turn} {MORNING.date()} § 9 bordläggning"}


def decide_before(house: House, ref: str, municipality: str = "ljungby") -> None:
    """Let the bodies before the last one say yes, where they haven't yet."""
    for step in show_matter(house, ref, MORNING)["steps"][:-1]:
        if step["decision"] is None:
            said = f"{step['body']} {MORNING.date()} § 78 bifall"
            secretary = who_can(Role.SECRETARY, municipality)
            record_decision(house, ref, said, by=secretary, given={}, at=MORNING)


def tick_all(house: House, ref: str, municipality: str = "ljungby") -> None:
    """Do every open task of a case."""
    case = show_case(house, ref, MORNING)
    for task in case["tasks"]:
        if not task["done_at"] and task["entry"] == case["stage_entry"]:
            checklists.tick(
                house, ref, task["key"], by=at("sanna", municipality), note="", at=MORNING
            )


def walk(
    house: House, road: Sequence[str], kind: Kind = Kind.PROJECT, municipality: str = "ljungby"
) -> Moved:
    """Open a case and make the moves of a road, one after the other."""
    now = a_case(house, kind, municipality)
    for verb in road:
        now = go(house, now.ref, kind, now.target, verb, municipality)
    return now


MAIN_ROAD = (
    *("accept", "go", "decide_financing", "submit", "grant"),
    *("start", "close", "finish", "evaluate", "archive"),
)


def an_announced_decision(house: House) -> str:
    """A project whose financing, decision number 1, is decided, adjusted and announced; its reference."""
    ref = an_idea(house).ref
    for verb in ("accept", "go", "decide_financing"):
        go(house, ref, Kind.PROJECT, show_case(house, ref, MORNING)["phase"], verb)
    for kind in (After.ADJUSTED, After.ANNOUNCED):
        note_event(house, 1, kind, by=who_can(Role.SECRETARY), day=None, note="", at=MORNING)
    return ref
