"""Mistakes in who a pack lets decide, with all that is said of each."""

from tests.packs.mistakes import Mistake

DECISIONS = "decisions.toml"
COUNCIL = 'places = ["working_committee", "executive_board", "council"]'
PLAN = 'subjects = ["plan"]\nplaces = ["working_committee", "executive_board"]'

DECIDERS = (
    Mistake(
        "a twin town without the council",
        DECISIONS,
        f'subjects = ["twin_town"]\n{COUNCIL}',
        'subjects = ["twin_town"]\nplaces = ["executive_board"]',
        'places = ["executive_board"]',
        "'twin_town' is decided by council, and nobody else; expected places that end in \"council\"",
    ),
    Mistake(
        "a plan that the council adopts",
        DECISIONS,
        PLAN,
        'subjects = ["plan"]\nplaces = ["council"]',
        'places = ["council"]',
        "'plan' is decided by executive board, and nobody else;"
        ' expected places that end in "executive_board"',
    ),
    Mistake(
        "a delegate without a limit",
        DECISIONS,
        'own_share_at_most = "100000"\n',
        "",
        '[[decision_rule]]\nkey = "delegated"',
        "a delegate decides up to a limit, and this rule has none;"
        ' expected own_share_at_most = "100000"',
    ),
    Mistake(
        "a delegated decision that nobody hears of",
        DECISIONS,
        'report_to = "owning_board"\n',
        "",
        '[[decision_rule]]\nkey = "delegated"',
        'a delegated decision is reported to a body; expected report_to = "owning_board"',
    ),
    Mistake(
        "a delegate among bodies",
        DECISIONS,
        'places = ["delegate"]',
        'places = ["delegate", "executive_board"]',
        'places = ["delegate", "executive_board"]',
        'a delegate decides alone; expected ["delegate"]',
    ),
    Mistake(
        "a body's decision that is reported",
        DECISIONS,
        PLAN,
        f'{PLAN}\nreport_to = "council"',
        'report_to = "council"',
        "only a delegated decision is reported",
    ),
    Mistake(
        "lead times of a body that isn't there",
        DECISIONS,
        "[[lead_times]]\n",
        '[[lead_times]]\nbody = "ksua"\n',
        'body = "ksua"',
        "'body' names the body 'ksua', which is not in the pack",
        "ksau",
    ),
)
