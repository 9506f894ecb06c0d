"""Where personal data stands: every column of every table that holds it, told in this one place.

From it come the record of processing (article 30 of the GDPR), what a person gets to see of themselves,
and what is taken away when they are erased. A column that is told neither here nor among those that hold
nobody fails a test.
"""

from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How a column holds a person, by the sign it is written with below."""

    WHO = "@"  # a person's number; once the name behind it is gone, it says nothing
    OWN = "!"  # the person's own row
    ADDRESS = "%"  # an address that something was sent to
    TEXT = ""  # words in which somebody may be named
    JSON = "&"  # the same, inside a JSON value
    SEALED = "$"  # the same, behind a salted digest in the journal
    DECISION = "#"  # what minutes say: names stay, unless a disposal decision takes them, too
    INDEX = "^"  # made from the others, and made anew


class Purpose(StrEnum):
    """Why the data is there; words for each stand in templates/words, [processing]."""

    PEOPLE = "people"
    LETTERS = "letters"
    CASES = "cases"
    NOTES = "notes"
    TRACE = "trace"
    DECISIONS = "decisions"
    FOLLOW_UP = "follow_up"
    REGISTERS = "registers"
    LISTS = "lists"
    SEARCH = "search"
    CARE = "care"
    ACCESS = "access"


# Which of a pack's retention rules speak of it.
KEPT_AS = {
    Purpose.PEOPLE: "contact",
    Purpose.LETTERS: "letter",
    Purpose.CASES: "case",
    Purpose.NOTES: "working_paper",
    Purpose.TRACE: "case",
    Purpose.DECISIONS: "decision",
    Purpose.FOLLOW_UP: "register",
    Purpose.REGISTERS: "register",
    Purpose.LISTS: "working_paper",
    Purpose.SEARCH: "case",
    Purpose.CARE: "decision",
    Purpose.ACCESS: "working_paper",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One column that holds personal data."""

    table: str
    column: str
    shape: Shape
    purpose: Purpose


_HELD = """
people     person             id@ name! email! title! channels!
people     appointment        person_id@ decision
people     absence            person_id@
letters    letter             person_id@ address% reply
letters    letter_text        subject body html
letters    letter_steer       person_id@
cases      case_              opened_by@ title facts&
notes      task               done_by@ note
notes      support            person_id@ note
notes      comment            person_id@ text
notes      draft              person_id@ given&
notes      saved_filter       person_id@ name query
trace      journal            person_id@ given$
decisions  decision           text# delegate# not_taking_part# motion# extract_to#
decisions  decision_event     person_id@ note#
follow_up  duty_note          person_id@
follow_up  duty_post          person_id@
follow_up  duty_log           person_id@ forum topics note
follow_up  duty_steer         person_id@ reason
follow_up  letter_wish        person_id@ by_id@ text
follow_up  unit_report        facts&
follow_up  unit_report_event  person_id@ note
follow_up  handed_over        person_id@ taken_by@ contents&
registers  meeting            person_id@ reason
registers  partner            person_id@ reason name aliases note
registers  cooperation        person_id@ reason name owner@ agreement worth areas
registers  membership         person_id@ reason name owner@ benefit
registers  activity           person_id@ reason purpose organisation shared learned
registers  trip               person_id@ reason purpose why_not_digital compensation receipt
registers  trip_leg           person_id@ reason stretch
registers  group_             person_id@ reason name owner@ purpose meets decision
registers  group_member       person_id@ reason person@ part
registers  group_meeting      person_id@ reason place minutes
registers  group_point        person_id@ reason owner@ what outcome
registers  attended           person_id@ by_id@ undone_by@
registers  case_tag           person_id@ reason note
registers  case_resource      person_id@ reason purpose
registers  attachment         person_id@ reason file note
registers  board_issue        person_id@ reason name document note
registers  issue_link         person_id@ reason why
registers  evaluation         person_id@ reason name why_chosen chosen_by results unexpected lives_on
registers  evaluation         lives_on_owner value_funding value_competence value_cooperation
registers  evaluation         partnership_why economy again not_again will_change spread
registers  evaluation         goals_served recommendation why_refused
registers  evaluation_goal    person_id@ reason goal evidence
registers  evaluation_effect  person_id@ reason effect indicator before after
lists      import_batch       person_id@ name
lists      import_row         cells& read& marks& before&
lists      list_batch         person_id@ name wrote&
search     search_text        title^ body^ heading^ said^
care       register_act       person_id@
care       disposal           person_id@ approved_by@
care       legal_hold         person_id@ lifted_by@ reason
access     session            person_id@ agent
access     ticket             person_id@ about
access     second_step        person_id@
access     recovery_code      person_id@
access     webhook            made_by@ name
registers  call_choice        person_id@ reason
"""

_SIGNS = {shape.value: shape for shape in Shape if shape.value}


def _read(text: str) -> tuple[Held, ...]:
    found = []
    for line in text.strip().splitlines():
        purpose, table, *columns = line.split()
        for written in columns:
            shape = _SIGNS.get(written[-1], Shape.TEXT)
            found.append(Held(table, written.rstrip("".join(_SIGNS)), shape, Purpose(purpose)))
    return tuple(found)


HELD = _read(_HELD)

# How a row without a municipality of its own belongs to one: its column, and the table it points to.
BELONGS = {
    "absence": ("person_id", "person", "id"),
    "session": ("person_id", "person", "id"),
    "second_step": ("person_id", "person", "id"),
    "recovery_code": ("person_id", "person", "id"),
    "webhook_call": ("webhook_id", "webhook", "id"),
    "letter_text": ("letter_id", "letter", "id"),
    "letter_steer": ("letter_id", "letter", "id"),
    "task": ("case_id", "case_", "id"),
    "support": ("case_id", "case_", "id"),
    "decision_event": ("decision_id", "decision", "id"),
    "unit_report_event": ("report_id", "unit_report", "id"),
}

# Columns that hold nobody, whatever their table: keys, days, states, figures, what the packs say.
_NOBODY = """
abbreviation about act active_from active_to agreed_on amount amount_currency anchor apply_again
at body_name case_ref chain_end chain_head changed_at channel closes colour compensated_on cost
cost_currency countries country created_at day deadline digest done_at done_on due_at due_on duty
effects_from ended_at erased_at factor fee fee_currency first_day for_whom forms grade grams hash
head hours id keep_cost keep_cost_currency key kg kind lang last_day lease lease_by lease_until
letter_day letter_id lifted_at media member_since message_id method mode months municipality
notice on_day opened_at opened_on org_no own_hours partnership period phase pic ref renewal_on
report_to results_due review_on role salt scope score secrecy section seq sequence sha256 source
stage start state status step stop target template thread time title_en title_sv uid unit
unit_name until valid_from valid_to value verb verdict version word work_by year
"""
NOBODY = frozenset(_NOBODY.split())
# Whole tables of what funders publish: programmes, calls, organisations in funded projects.
PUBLISHED = frozenset(
    {"call_reading", "funding_call", "call_telling", "call_moved", "call_match", "known_project"}
)
NOBODY_HERE = frozenset(
    {
        "decision.body",
        "board_issue.body",
        "board_issue.area",
        "issue_link.call",
        "search_text.place",
        "session.way",
        "session.made_at",
        "session.ends_at",
        "ticket.partner",  # a digest
        "ticket.made_at",
        "ticket.ends_at",
        "ticket.used_at",
        "second_step.sealed",
        "second_step.last_used",
        "second_step.made_at",
        "webhook.url",  # another system
        "webhook.sealed",
        "webhook.events",
        "webhook.made_at",
        "webhook_call.webhook_id",
        "webhook_call.body",  # which case and which move
        "webhook_call.attempts",
        "webhook_call.made_at",
        "webhook_call.reply",
        "call_choice.verdict",
        "comment.visibility",
        "decision.outcome",
        "decision.subject",  # what was to be decided: a key
        "attended.undone_at",
        "handed_over.number",
        "handed_over.mark",
        "handed_over.gaps",
        "duty_step.outcome",
        "duty_step.subject",  # a unit, a body, a case, an appointment's number
        "duty_note.subject",
        "duty_log.subject",
        "duty_steer.subject",
        "letter_wish.subject",
        "duty_post.items",  # keys of duties
        "letter.sender",  # the municipality's own
        "letter.reply_to",
        "stage_run.summary",  # how much was done
        "import_row.outcome",
        "meeting.body",
        "import_row.place",  # a cell's address
        "task.owner",  # a role
        "register_act.given",  # numbers and a decision's paragraph
        "disposal.decision",
        "disposal_item.rule",
        "disposal_item.object",
    }
)
