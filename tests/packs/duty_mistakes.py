"""Mistakes in when a pack's duties fall due and whom they tell, with all that is said of each."""

from tests.packs.mistakes import Mistake

YEAR, ROLES, PROJECTS = "duties.toml", "duties_roles.toml", "duties_projects.toml"
TALK = 'window = [{ opens = "01-15", due = "05-31" }, { opens = "08-20", due = "11-30" }]'
REPORT = 'window = [{ opens = "12-01", due = "01-20", next_year = true }]'
REVISION = 'when = { anchor = "revise_by" }'
PLACES = (
    "submitter, contact_person, unit_manager, project_manager, coordinator, controller, registrar,"
    " board_secretary, signatory, political_lead, director, auditor, …"
)


def window(old: str, new: str) -> tuple[str, str, str, str]:
    """An edit of a window: file, old, new, and where it is told."""
    return YEAR, old, new, new.splitlines()[0]


RHYTHMS = (
    Mistake(
        "no rhythm at all",
        PROJECTS,
        'when = { anchor = "wake_on" }\n',
        "",
        '[[duty]]\nkey = "idea_wakes"',
        "a duty has one of window, when and every; this one has none",
    ),
    Mistake(
        "two rhythms",
        PROJECTS,
        'when = { anchor = "wake_on" }',
        'when = { anchor = "wake_on" }\nevery = { months = 6, anchor = "entered" }',
        "every = { months = 6, anchor =",
        "a duty has one of window, when and every; this one has when and every",
    ),
    Mistake(
        "window for a day of its own",
        ROLES,
        'when = { anchor = "vacant_since", days = 14 }\nlead_days = 14',
        'window = [{ opens = "01-01", due = "12-31" }] # own',
        "# own",
        "a duty per vacancy hangs on a day of its own and has no window; expected when",
    ),
    Mistake(
        "a day that it never has",
        YEAR,
        REVISION,
        'when = { anchor = "period_end" }',
        'when = { anchor = "period_end" }',
        "a duty per document never has the day 'period_end'; expected revise_by",
    ),
    Mistake(
        "an end that it never has",
        PROJECTS,
        'until = "period_end"',
        'until = "mandate_end"',
        'until = "mandate_end"',
        "a duty per project never has the day 'mandate_end'; expected one of entered,"
        " call_deadline, supplement_due, condition_due, wake_on, period_start, period_end",
    ),
    Mistake(
        "no day to count from",
        *window(REPORT, 'when = { anchor = "valid_to", days = 20 }\nlead_days = 50'),
        "a duty per unit has no day to count from; expected window",
    ),
    Mistake(
        "anchor with a slip",
        YEAR,
        REVISION,
        'when = { anchor = "revised_by" }',
        "revised_by",
        "'revised_by' can't stand at 'anchor' in when of [[duty]]; expected one of mandate_start,"
        " mandate_end, boards_from, revise_by, entered, call_deadline, supplement_due,"
        " condition_due, wake_on, period_start, period_end, milestone, …; did you mean 'revise_by'?",
        "revise_by",
    ),
    Mistake(
        "every nothing",
        PROJECTS,
        "every = { months = 6,",
        "every = { months = 0,",
        "months = 0",
        "'months' in every of [[duty]] is too small (at least 1)",
    ),
)

WINDOWS = (
    Mistake(
        "no such day",
        *window(TALK, TALK.replace("11-30", "11-31")),
        "'11-31' is not a day of the year; expected a month and a day, such as \"05-31\"",
    ),
    Mistake(
        "no month and day",
        *window(TALK, TALK.replace("05-31", "31 maj")),
        "'31 maj' can't stand at 'due' in window of [[duty]];"
        ' expected a month and a day in quotes, such as "05-31"',
    ),
    Mistake(
        "ends before it begins",
        *window(TALK, TALK.replace("05-31", "01-10")),
        "the window ends on 01-10, before it opens on 01-15;"
        " expected next_year = true, if it ends in the year after",
    ),
    Mistake(
        "next year without need",
        *window(REPORT, REPORT.replace("01-20", "12-20")),
        "next_year makes the window 12-01 to 12-20 longer than a year",
    ),
    Mistake(
        "out of order",
        *window(TALK, 'window = [{ opens = "08-20", due = "11-30" }, ' + TALK[10:44] + "]"),
        "windows are not in order: 08-20 stands before 01-15",
    ),
    Mistake(
        "overlap",
        *window(TALK, TALK.replace("05-31", "08-20")),
        "windows overlap: 01-15 to 08-20 is not over when 08-20 to 11-30 opens",
    ),
    Mistake(
        "overlap across the new year",
        *window(TALK, TALK.replace('"11-30"', '"01-15", next_year = true')),
        "windows overlap: 08-20 to 01-15 is not over when 01-15 to 05-31 opens",
    ),
)

LADDERS = (
    Mistake(
        "nobody of that name",
        YEAR,
        '    { to = "unit_manager", days = 7 },',
        '    { to = "unit_manger", days = 7 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        f"a ladder can't tell 'unit_manger'; expected one of {PLACES}; did you mean 'unit_manager'?",
        "unit_manager",
    ),
    Mistake(
        "carrier of no case",
        YEAR,
        '    { to = "unit_manager", days = 7 },',
        '    { to = "carrier", days = 7 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "a duty per unit has no carrier",
    ),
    Mistake(
        "holder of no appointment",
        YEAR,
        '    { to = "unit_manager", days = 7 },',
        '    { to = "holder", days = 7 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "a duty per unit has no holder",
    ),
    Mistake(
        "submitter of no case",
        YEAR,
        '    { to = "unit_manager", days = 7 },',
        '    { to = "submitter", days = 7 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "a duty per unit has no submitter",
    ),
    Mistake(
        "owner of no case",
        YEAR,
        'done = "report"\nowner = "contact_person"',
        'done = "report"\nowner = "project_manager" # no',
        "# no",
        "a duty per unit has no project_manager",
    ),
    Mistake(
        "contact person of the whole municipality",
        YEAR,
        '    { to = "controller", opening = true }',
        '    { to = "contact_person", opening = true }',
        'ladder = [\n    { to = "contact_person", opening = true }, { to = "controller"',
        "a duty per municipality has no contact_person",
    ),
    Mistake(
        "deputy of a project manager",
        PROJECTS,
        '    { to = "project_manager", days = -60 },',
        '    { to = "deputy", days = -60 },',
        'ladder = [\n    { to = "deputy", days = -60 }',
        "the owner, a project_manager, has no deputy",
    ),
    Mistake(
        "same rung twice",
        YEAR,
        '{ to = "contact_person", days = -14 }',
        '{ to = "contact_person", days = -30 }',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "the rung '-30>contact_person' stands twice",
    ),
    Mistake(
        "before its window opens",
        YEAR,
        '{ to = "contact_person", days = -30 }',
        '{ to = "contact_person", days = -103 }',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "the rung '-103>contact_person' comes 103 days before the due day, but the duty opens"
        " 102 days before it (its window)",
    ),
    Mistake(
        "before it opens",
        YEAR,
        "lead_days = 372",
        "lead_days = 300",
        'ladder = [\n    { to = "contact_person", months = -12 }',
        "the rung '-12m>contact_person' comes 372 days before the due day, but the duty opens"
        " 300 days before it (lead_days)",
    ),
    Mistake(
        "never open before its day",
        PROJECTS,
        'lead_days = 14\nladder = [\n    { to = "carrier", working_days = -3 },',
        'ladder = [ # milestone\n    { to = "carrier", working_days = -3 },',
        "ladder = [ # milestone",
        "the rung '-3w>carrier' comes 5 days before the due day, but the duty opens on that day"
        " (lead_days)",
    ),
    Mistake(
        "after the grace",
        YEAR,
        '    { to = "director", days = 28 },',
        '    { to = "director", days = 60 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "the rung '+60>director' comes 60 days after the due day, but the duty is given up after"
        " 45 (grace_days)",
    ),
    Mistake(
        "after a grace of its own",
        YEAR,
        '{ to = "coordinator", days = -7 },\n]\ngrace_days = 14',
        '{ to = "coordinator", working_days = 11 },\n]\ngrace_days = 14',
        'ladder = [\n    { to = "coordinator", opening = true }, { to = "coordinator", working_days',
        "the rung '+11w>coordinator' comes 17 days after the due day, but the duty is given up after"
        " 14 (grace_days)",
    ),
    Mistake(
        "again and again without standing",
        YEAR,
        '    { to = "director", days = 28 },',
        '    { to = "director", days = 28, every_days = 30 },',
        'ladder = [\n    { to = "contact_person", opening = true }',
        "the rung '+28>director' comes again and again, but the duty is given up;"
        " expected standing = true",
    ),
    Mistake(
        "opening before the opening",
        ROLES,
        '{ to = "holder", opening = true }',
        '{ to = "holder", opening = true, days = -7 }',
        'ladder = [\n    { to = "holder", opening = true, days = -7 }',
        "the rung 'open-7>holder' comes before the duty opens",
    ),
    Mistake(
        "opening again and again",
        ROLES,
        '{ to = "holder", opening = true }',
        '{ to = "holder", opening = true, every_days = 30 }',
        'ladder = [\n    { to = "holder", opening = true, every_days = 30 }',
        "the rung 'open>holder' comes once, when the duty opens; every_days can't stand there",
    ),
    Mistake(
        "opening on the due day",
        ROLES,
        'lead_days = 35\nladder = [\n    { to = "holder", opening = true },',
        'ladder = [ # late\n    { to = "holder", opening = true },',
        "ladder = [ # late",
        "the rung 'open>holder' would come on the due day itself; expected lead_days",
    ),
    Mistake(
        "empty ladder",
        PROJECTS,
        'ladder = [\n    { to = "coordinator" },\n    { to = "submitter" },\n]',
        "ladder = []",
        "ladder = []",
        "the ladder is empty: nobody would be told",
    ),
)
