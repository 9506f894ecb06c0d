"""Mistakes in what a pack says of the municipality itself, each with exactly what is said of it."""

from tests.packs.mistakes import Mistake

HEAD = "municipality.toml"
COUNTIES = (
    "01 (Stockholms län), 03 (Uppsala län), 04 (Södermanlands län), 05 (Östergötlands län),"
    " 06 (Jönköpings län), 07 (Kronobergs län), 08 (Kalmar län), 09 (Gotlands län),"
    " 10 (Blekinge län), 12 (Skåne län), 13 (Hallands län), 14 (Västra Götalands län), …"
)
OWN_WORDS = (
    "annual_report_text, plan, working_group, coordinator, contact_person, political_lead,"
    " management_team, unit, target_area, idea, decision_point, twin_town, …"
)

HEADS = (
    Mistake(
        "successor without a last day",
        "units.toml",
        'body = "tn"',
        'body = "tn"\nsuccessor = "sof"',
        'successor = "sof"',
        "'successor' says that [[unit]] is no more, but not since when;"
        " expected 'valid_to', its last day",
    ),
    Mistake(
        "misspelt word",
        HEAD,
        'key = "coordinator"',
        'key = "cordinator"',
        'key = "cordinator"',
        f"'cordinator' can't stand at 'key' in [[word]]; expected one of {OWN_WORDS};"
        " did you mean 'coordinator'?",
        "coordinator",
    ),
    Mistake(
        "misspelt word that letters say",
        HEAD,
        'key = "management_team"',
        'key = "managment_team"',
        'key = "managment_team"',
        f"'managment_team' can't stand at 'key' in [[word]]; expected one of {OWN_WORDS};"
        " did you mean 'management_team'?",
        "management_team",
    ),
    Mistake(
        "no such county",
        HEAD,
        'county = "07"',
        'county = "02"',
        'county = "02"',
        f"there is no county '02'; expected one of {COUNTIES}; did you mean '07'?",
        "07",
    ),
    Mistake(
        "sender that is no address",
        HEAD,
        'sender_address = "internationellt@ljungby.example"',
        'sender_address = "internationellt.ljungby.example"',
        "internationellt.ljungby.example",
        "'internationellt.ljungby.example' can't stand at 'sender_address' in [municipality];"
        " expected a mail address such as internationellt@kommun.example",
    ),
    Mistake(
        "diarienummer without its number",
        HEAD,
        "(?P<serial>",
        "(?P<number>",
        "registry_pattern",
        "'registry_pattern' doesn't say which part is the number in the series;"
        " expected a part such as (?P<serial>\\d{4})",
    ),
    Mistake(
        "diarienummer with its number misspelt",
        HEAD,
        "(?P<serial>",
        "(?P<seral>",
        "registry_pattern",
        "'registry_pattern' doesn't say which part is the number in the series;"
        " expected a part such as (?P<serial>\\d{4}); did you mean 'serial'?",
        "serial",
    ),
    Mistake(
        "a gap between two mandates",
        "duties.toml",
        "council_from = 2026-10-15",
        "council_from = 2026-11-01",
        "council_from = 2026-11-01",
        "no mandate holds between 2026-10-14 and 2026-11-01: they follow one another;"
        " expected 2026-10-15",
    ),
    Mistake(
        "a place that is a body's key",
        "decisions.toml",
        'subjects = ["plan"]\nplaces = ["working_committee", "executive_board"]',
        'subjects = ["plan"]\nplaces = ["ks"]',
        'places = ["ks"]',
        "'ks' can't stand at 'places' in [[decision_rule]]; expected one of delegate, owning_board,"
        " each_board, working_committee, executive_board, council",
    ),
    Mistake(
        "no place at all",
        "decisions.toml",
        'places = ["working_committee", "executive_board"]',
        "places = []",
        "places = []",
        "'places' in [[decision_rule]] is empty",
    ),
)
