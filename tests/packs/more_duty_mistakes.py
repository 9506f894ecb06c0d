"""Mistakes in what a pack's duties are about, and in its terms of office, with all that is said of each."""

from tests.packs.duty_mistakes import PROJECTS, REPORT, REVISION, ROLES, TALK, YEAR
from tests.packs.mistakes import Mistake

LAW = 'evidence = "memory"\nconfirm = "Lagen säger'
PHASES = (
    "idea, parked, support, writing, financed, submitted, supplement, reserve, conditional,"
    " reduced, granted, rejected, …"
)

MEANINGS = (
    Mistake(
        "phase with a slip",
        PROJECTS,
        'phases = ["parked"]',
        'phases = ["paked"]',
        "paked",
        f"the lifecycle project has no phase 'paked'; expected one of {PHASES};"
        " did you mean 'parked'?",
        "parked",
    ),
    Mistake(
        "phase of another lifecycle",
        PROJECTS,
        'phases = ["active"]',
        'phases = ["running"]\n# here',
        'phases = ["running"]\n# here',
        "the lifecycle twin-town has no phase 'running'; expected one of proposed, preparing,"
        " in_committee, before_board, before_council, active, under_review, rejected, ended,"
        " withdrawn",
    ),
    Mistake(
        "phases of no case",
        YEAR,
        REPORT,
        f'{REPORT}\nphases = ["idea"]',
        'phases = ["idea"]',
        "a duty per unit has no phases",
    ),
    Mistake(
        "programme of no project",
        YEAR,
        REPORT,
        f'{REPORT}\nprogrammes = ["AMIF"]',
        'programmes = ["AMIF"]',
        "a duty per unit has no programme",
    ),
    Mistake(
        "programme in and out",
        PROJECTS,
        'programmes = ["AMIF"]',
        'programmes = ["AMIF"]\nexcept_programmes = ["AMIF"]',
        'except_programmes = ["AMIF"]',
        "the programme 'AMIF' is both in and out",
    ),
    Mistake(
        "kinds of no unit",
        YEAR,
        REVISION,
        f'{REVISION}\nunit_kinds = ["company"]',
        "unit_kinds",
        "'unit_kinds' chooses among units; this is a duty per document",
    ),
    Mistake(
        "kind with a slip",
        YEAR,
        TALK,
        f'{TALK}\nunit_kinds = ["compny"]',
        "unit_kinds",
        "'compny' can't stand at 'unit_kinds' in [[duty]]; expected one of administration, company;"
        " did you mean 'company'?",
        "company",
    ),
    Mistake(
        "talk of a vacancy",
        ROLES,
        'done = "state"',
        'done = "talk"',
        'done = "talk"',
        "a duty per vacancy can't be done by 'talk'; expected one of state, log, told",
    ),
    Mistake(
        "a state that nobody sees",
        YEAR,
        'done = "talk"',
        'done = "state"',
        'done = "state"',
        "a duty per unit can't be done by 'state'; expected one of talk, report, appointment, log,"
        " told",
    ),
    Mistake(
        "a report by one press",
        YEAR,
        'done = "report"',
        'done = "report"\nanswer_link = true',
        "answer_link = true\nowner",
        "a duty that is done by report can't be answered by a link; expected false",
    ),
    Mistake(
        "vacancy of nobody",
        ROLES,
        'role = "contact_person"\nwhen = { anchor = "vacant_since"',
        'when = { anchor = "vacant_since"',
        '[[duty]]\nkey = "contact_vacancy"',
        "a duty per vacancy needs the role that it is about; expected role",
    ),
    Mistake(
        "appointment of nobody",
        ROLES,
        'role = "political_lead"\nwhen = { anchor = "boards_from"',
        'when = { anchor = "boards_from"',
        '[[duty]]\nkey = "political_leads"',
        "a duty done by 'appointment' needs the role that it is about; expected role",
    ),
    Mistake(
        "role of nothing",
        YEAR,
        REVISION,
        f'{REVISION}\nrole = "director"',
        'role = "director"',
        "'role' tells whom an appointment or a vacancy is about; this duty has none",
    ),
    Mistake(
        "duty without a source",
        YEAR,
        LAW,
        'confirm = "Lagen säger',
        '[[duty]]\nkey = "annual_report_adopted"',
        "a duty without a rule is not from a governing document, and says so;"
        " expected 'rule', or 'evidence' other than seed with 'confirm'",
    ),
    Mistake(
        "found without a question",
        PROJECTS,
        'evidence = "found"\nconfirm = ',
        'evidence = "found"\n# confirm = ',
        '[[duty]]\nkey = "signing_sheet"',
        "a duty without a rule is not from a governing document, and says so;"
        " expected 'rule', or 'evidence' other than seed with 'confirm'",
    ),
    Mistake(
        "rule that is not there",
        YEAR,
        'rule = "talk_twice_a_year"',
        'rule = "talk_twice_year"',
        '"talk_twice_year"',
        "'rule' names the rule 'talk_twice_year', which is not in the pack; expected one of"
        " ideas_are_discussed, contacts_discuss_ideas, support_with_applications, own_money,"
        " money_from_outside, room_to_try, follow_up, reported_by_the_board, results_and_effects,"
        " learning_from_others, yearly_compilation, active_cooperation, …;"
        " did you mean 'talk_twice_a_year'?",
        "talk_twice_a_year",
    ),
    Mistake(
        "unknown clock",
        YEAR,
        'clock = "document_reviews"',
        'clock = "document_review"',
        'clock = "document_review"\n',
        "'document_review' can't stand at 'clock' in [[duty]]; expected one of"
        " ledningsgrupp_reminders, annual_reports, document_reviews, appointments, evaluations,"
        " project_clocks; did you mean 'document_reviews'?",
        "document_reviews",
    ),
)

MANDATES = (
    Mistake(
        "mandate that ends before it begins",
        YEAR,
        "council_to = 2034-10-14",
        "council_to = 2030-10-04",
        "2030-10-04",
        "'council_to' 2030-10-04 is not after 'council_from' 2030-10-15",
    ),
    Mistake(
        "mandates that overlap",
        YEAR,
        "council_from = 2026-10-15",
        "council_from = 2026-10-14",
        "council_from = 2026-10-14",
        "'council_from' 2026-10-14 is not after the end of the mandate before, 2026-10-14",
    ),
    Mistake(
        "boards outside their mandate",
        YEAR,
        "boards_from = 2031-01-01",
        "boards_from = 2035-01-01",
        "boards_from = 2035-01-01",
        "'boards_from' 2035-01-01 is not between 2030-10-15 and 2034-10-14",
    ),
    Mistake(
        "mandate that begins at a time of day",
        YEAR,
        "council_from = 2030-10-15",
        "council_from = 2030-10-15T00:01:00",
        "2030-10-15T00:01:00",
        "'2030-10-15T00:01:00' can't stand at 'council_from' in [[mandate]];"
        " expected a day such as 2018-08-14",
    ),
)
