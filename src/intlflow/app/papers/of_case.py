"""The papers about one case: tjänsteskrivelse, one-pager, partner card, letters, the auditor's binder."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from intlflow.app.context import in_words, manager_of
from intlflow.app.decisions.showing import show_matter
from intlflow.app.house import House
from intlflow.app.papers.still_so import past
from intlflow.app.papers.telling import Telling
from intlflow.app.showing import Plain, show_case
from intlflow.app.situation import Situation, look_up
from intlflow.domain.facts import Fact, Facts
from intlflow.domain.lifecycle import Refused
from intlflow.domain.words import Role
from intlflow.papers.model import (
    Block,
    Foot,
    Grid,
    Missing,
    NewPage,
    Paper,
    Points,
    Section,
    Signature,
    Text,
    Value,
)
from intlflow.papers.model import (
    Facts as FactList,
)
from intlflow.store.engine import reading

MONEY = (Fact.TOTAL_BUDGET, Fact.OWN_CONTRIBUTION, Fact.AMOUNT_APPLIED, Fact.AMOUNT_GRANTED)


@dataclass(frozen=True, slots=True)
class Told:
    """A case as its papers tell it.

    Args:
        case: as `show_case` gives it.
        facts: what is known, in words, by key.
        matter: which bodies decide in which order; None where no rule says so.
        coordinator: who answers questions.
    """

    here: Situation
    case: Plain
    facts: dict[str, str]
    matter: Plain | None
    coordinator: str
    say: Telling

    def standing(self) -> dict[str, str]:
        """What is known, without what belongs to a phase that is over."""
        over = past(self.case["journal"])
        return {key: said for key, said in self.facts.items() if key not in over}

    def fact(self, fact: Fact) -> Value:
        """A fact in words, or that nobody has told it."""
        return self.facts.get(str(fact)) or Missing(
            self.here.unit.name, f"/arende/{self.case['ref']}"
        )


def look(house: House, ref: str, at: datetime, lang: str, section: str) -> Told:
    """A case, read for a paper.

    Raises:
        NotFound: there is no such case.
    """
    case = show_case(house, ref, at)
    try:
        matter: Plain | None = show_matter(house, ref, at)
    except (Refused, KeyError):
        matter = None
    with reading(house.engine) as tx:
        here = look_up(house, tx, ref, at)
    coordinator = next((r.holder.name for r in here.cast.told(Role.COORDINATOR)), "")
    facts = in_words(Facts(here.case.facts), here.pack, lang, manager_of(here.cast))
    say = Telling(house.words[lang], here.pack, section, lang)
    return Told(here, case, facts, matter, coordinator, say)


def paper_of(told: Told, kind: str, at: datetime, address: str, sections: tuple[Section, ...], *,
             draft: bool = False, facts: tuple[tuple[str, Value], ...] = ()) -> Paper:  # fmt: skip
    """A paper about a case: its head says which, its foot where the version that holds stands.

    Args:
        told: the case.
        kind: which paper.
        at: now, with a time zone.
        address: of the pages; empty: none.
        sections: what it says.
        draft: whether somebody has still to write in it.
        facts: what stands in the head besides.
    """
    ref, version = told.case["ref"], str(told.case["version"])
    return Paper(
        kind=kind,
        key=f"{kind}-{ref.lower()}",
        lang=told.say.lang,
        municipality=told.here.pack.municipality.name,
        title=told.say("title"),
        lead=told.case["title"],
        facts=((told.say("ref"), ref), (told.say("unit"), told.here.unit.name), *facts),
        sections=sections,
        foot=Foot(at, version, f"{address}/arende/{ref}" if address else ""),
        draft=draft,
    )


def memo(house: House, ref: str, at: datetime, lang: str = "sv", address: str = "") -> Paper:
    """A tjänsteskrivelse, drafted: its proposals can be pasted into the minutes as they stand.

    The headings are those of Ljungby's decision of 2018 (Beslut, Sammanfattning av ärendet,
    Beslutsunderlag, Skickas till), with what such a memo is expected to hold besides.

    Raises:
        NotFound: there is no such case.
    """
    told = look(house, ref, at, lang, "paper_memo")
    say, steps = told.say, told.matter["steps"] if told.matter else []
    bodies = [step["name"] for step in steps]
    turn = next((step["name"] for step in steps if step["turn"]), bodies[-1] if bodies else "")
    proposals = [say("propose_approve", title=told.case["title"])]
    if Fact.OWN_CONTRIBUTION in told.facts:
        proposals.append(say("propose_own", amount=told.facts[Fact.OWN_CONTRIBUTION]))
    if told.here.case.kind == "project":
        proposals.append(say("propose_report"))
    economy: list[tuple[str, Value]] = [
        (say.words.of("fact", fact), told.fact(fact)) for fact in (*MONEY[:3], Fact.BUDGET_YEARS)
    ]
    basis = [say("basis_memo", day=say.words.day(at.date()))]
    basis += [
        f"{each['body_name']} § {each['section']}, {say.words.day(each['day'])}"
        for each in (told.matter["decisions"] if told.matter else [])
    ]
    sections = (
        Section("proposal", say("head_proposal"), (
            Text(say("proposal_lead", body=turn) if turn else say("proposal_lead_nobody")),
            Points(tuple(proposals), numbered=True),
        )),
        Section("summary", say("head_summary"), (
            Text(say("summary", title=told.case["title"], unit=told.here.unit.name)),
            *([Text(told.facts[Fact.PURPOSE])] if Fact.PURPOSE in told.facts else []),
        )),
        Section("matter", say("head_matter"), (FactList(tuple(
            (say.words.of("fact", key), text) for key, text in told.standing().items()
            if key not in MONEY
        )),)),
        Section("judgement", say("head_judgement"), (Text(say("to_write")),)),
        Section("economy", say("head_economy"), (FactList(tuple(economy)),)),
        Section("sustainability", say("head_sustainability"), (Text(say("to_write")),)),
        Section("data", say("head_data"), (Text(say("to_write")),)),
        Section("basis", say("head_basis"), (Points(tuple(basis)),)),
        Section("sent", say("head_sent"), (Points((say("sent_coordinator"), told.here.unit.name)),)),
        Section("sign", "", (Signature(told.coordinator or say("coordinator"), say("coordinator")),)),
    )  # fmt: skip
    way: tuple[tuple[str, Value], ...] = ((say("way"), " → ".join(bodies)),) if bodies else ()
    return paper_of(told, "memo", at, address, sections, draft=True, facts=way)


def one_pager(house: House, ref: str, at: datetime, lang: str = "sv", address: str = "") -> Paper:
    """A project on one page: what, why, with whom, for how much, until when.

    Raises:
        NotFound: there is no such case.
    """
    told = look(house, ref, at, lang, "paper_one_pager")
    say = told.say
    money = tuple((say.words.of("fact", each), told.fact(each)) for each in MONEY)
    about = tuple(
        (say.words.of("fact", key), text)
        for key, text in told.standing().items()
        if key not in (*MONEY, Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS)
    )
    dates = tuple(
        (say.day(one["on_day"]), one["title_en"] if lang == "en" else one["title_sv"])
        for one in told.case["milestones"]
    )
    outcome = tuple(
        (say.words.of("fact", each), told.facts[each])
        for each in (Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS)
        if each in told.facts
    )
    sections = (
        Section("stands", say("head_stands"), (
            Text(say.words.of(f"phase.{told.case['kind']}", told.case["phase"])),
        )),
        Section("about", say("head_about"), (FactList(about) if about else Text(say("nothing_yet")),)),
        Section("money", say("head_money"), (FactList(money),)),
        Section("dates", say("head_dates"), (
            Grid("datum", say("dates"), say.columns("day:day", "what"), dates, empty=say("no_dates")),
        )),
        *([Section("outcome", say("head_outcome"), (FactList(outcome),))] if outcome else []),
    )  # fmt: skip
    return paper_of(told, "one-pager", at, address, sections)


def binder(house: House, ref: str, at: datetime, lang: str = "sv", address: str = "") -> Paper:
    """Everything an auditor asks of a case: decisions, financing, outcome, evaluation, history.

    Raises:
        NotFound: there is no such case.
    """
    told = look(house, ref, at, lang, "paper_binder")
    say = told.say
    decided = tuple(
        (
            say.day(each["day"]), each["body_name"], f"§ {each['section']}",
            say.words.of("outcome", each["outcome"]),
            say.words.of("force", each["force"]) if each["force"] else Missing(),
        )
        for each in (told.matter["decisions"] if told.matter else [])
    )  # fmt: skip
    history = tuple(
        (
            row["at"][:10],
            _act(say, told.case["kind"], row["verb"]),
            f"{row['by']}",
            row["hash"][:12],
        )
        for row in told.case["journal"]
    )
    letters = tuple(
        (letter["created_at"][:10], letter["subject"], say.words.of("role", letter["role"]),
         say.words.of("ending", letter["status"]))
        for letter in told.case["letters"]
    )  # fmt: skip
    outcome = (Fact.RESULTS, Fact.EFFECTS, Fact.LESSONS)
    blocks: list[Block] = [
        FactList(
            tuple((say.words.of("fact", k), t) for k, t in told.facts.items() if k not in outcome)
        )
    ]
    sections = (
        Section("facts", say("head_facts"), tuple(blocks)),
        Section("decisions", say("head_decisions"), (
            Grid("beslut", say("decisions"),
                 say.columns("day:day", "body", "section", "outcome", "force"), decided,
                 empty=say("no_decisions")),
        )),
        Section("money", say("head_money"), (
            FactList(tuple((say.words.of("fact", each), told.fact(each)) for each in MONEY)),
        )),
        Section("evaluation", say("head_evaluation"), (
            FactList(tuple((say.words.of("fact", each), told.fact(each)) for each in outcome)),
        )),
        Section("history", say("head_history"), (
            NewPage(),
            Grid("historik", say("history"), say.columns("on", "act", "by", "hash"),
                 history, note=say("hash_said")),
        )),
        Section("letters", say("head_letters"), (
            Grid("brev", say("letters"), say.columns("on", "subject", "role", "ending"),
                 letters, empty=say("no_letters")),
        )),
    )  # fmt: skip
    return paper_of(told, "binder", at, address, sections)


def _act(say: Telling, kind: str, verb: str) -> str:
    section = f"verb.{kind}"
    return say.words.of(section if verb in say.words.section(section) else "verb.other", verb)


def partner_card(
    house: House, ref: str, at: datetime, lang: str = "en", address: str = ""
) -> Paper:
    """A card in English for those who look for partners.

    Raises:
        NotFound: there is no such case.
    """
    told = look(house, ref, at, lang, "paper_partner_card")
    say = told.say
    call = tuple(
        (say.words.of("fact", each), told.facts[each])
        for each in (Fact.PROGRAMME, Fact.CALL, Fact.CALL_DEADLINE)
        if each in told.facts  # whoever reads it abroad can't tell us what is missing
    )
    sections = (
        Section("idea", say("head_idea"), (
            Text(told.facts.get(Fact.PURPOSE) or say("idea", title=told.case["title"])),
        )),
        *([Section("call", say("head_call"), (FactList(call),))] if call else []),
        Section("we", say("head_we"), (Text(say("we", municipality=told.here.pack.municipality.name)),)),
        Section("contact", say("head_contact"), (FactList((
            *([(say("name"), told.coordinator)] if told.coordinator else []),
            (say("mail"), told.here.pack.municipality.reply_to),
        )),)),
    )  # fmt: skip
    return paper_of(told, "partner-card", at, address, sections)


def intent(house: House, ref: str, at: datetime, lang: str = "en", address: str = "") -> Paper:
    """A letter of intent, drafted, to be signed by whoever may.

    Raises:
        NotFound: there is no such case.
    """
    return _letter(look(house, ref, at, lang, "paper_intent"), "letter-of-intent", at, address)


def withdrawal(house: House, ref: str, at: datetime, lang: str = "sv", address: str = "") -> Paper:
    """A letter that takes an application back, drafted.

    Raises:
        NotFound: there is no such case.
    """
    return _letter(look(house, ref, at, lang, "paper_withdrawal"), "withdrawal", at, address)


def _letter(told: Told, kind: str, at: datetime, address: str) -> Paper:
    say = told.say
    facts = {
        "title": told.case["title"],
        "municipality": told.here.pack.municipality.name,
        "programme": told.facts.get(Fact.PROGRAMME) or say("the_programme"),
        "receipt": told.facts.get(Fact.RECEIPT) or say("the_number"),
    }
    lines = tuple(Text(say(f"line_{n}", **facts)) for n in (1, 2, 3))
    signature = Signature(say("signatory"), told.here.pack.municipality.name)
    return paper_of(
        told, kind, at, address, (Section("text", "", (*lines, signature)),), draft=True
    )


Builder = Callable[[House, str, datetime, str, str], Paper]
PAPERS: dict[str, Builder] = {
    "memo": memo,
    "one-pager": one_pager,
    "binder": binder,
    "partner-card": partner_card,
    "letter-of-intent": intent,
    "withdrawal": withdrawal,
}
