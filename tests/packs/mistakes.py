"""Twenty mistakes that can be made in one pack at once, each with what shall be said about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One edit of a good pack, and what shall be said about it."""

    name: str
    file: str
    old: str
    new: str
    at: str  # what stands on the line that shall be named
    says: str
    nearest: str | None = None


TWENTY = (
    Mistake(
        "unknown key",
        "units.toml",
        'name = "Socialförvaltningen"',
        'name = "Socialförvaltningen"\nsuccesor = "klf"',
        "succesor",
        "unknown key 'succesor' in [[unit]]; expected one of ",
        "successor",
    ),
    Mistake(
        "wrong type",
        "documents.toml",
        'version = "1"\nlinked_to',
        "version = 1\nlinked_to",
        "version = 1",
        "'1' can't stand at 'version' in [[document]]; expected a text in quotes",
    ),
    Mistake(
        "no such day",
        "documents.toml",
        "revise_by = 2018-06-01",
        "revise_by = 2018-06-31",
        "2018-06-31",
        "'revise_by' is not a day that exists; expected a day such as 2018-08-14",
    ),
    Mistake(
        "no such day in quotes",
        "municipality.toml",
        "valid_from = 2018-08-14",
        'valid_from = "14 augusti"',
        "14 augusti",
        "'14 augusti' can't stand at 'valid_from' in [[strategic_area]]; expected a day such as",
    ),
    Mistake(
        "bad choice",
        "units.toml",
        'kind = "administration"\nbody = "kfn"',
        'kind = "administraton"\nbody = "kfn"',
        "administraton",
        "can't stand at 'kind' in [[unit]]; expected one of administration, company",
        "administration",
    ),
    Mistake(
        "unknown role",
        "checklists.toml",
        'owner = "registrar"',
        'owner = "registar"',
        "registar",
        "'registar' can't stand at 'owner' in [[checklist]]; expected one of submitter, ",
        "registrar",
    ),
    Mistake(
        "key twice in a table",
        "documents.toml",
        'replaces = "policy_2013"',
        'replaces = "policy_2013"\nreplaces = "policy_2013" # again',
        "# again",
        "key 'replaces' stands twice in the same table",
    ),
    Mistake(
        "unit without its body",
        "units.toml",
        'body = "tn"',
        'body = "tnn"',
        '"tnn"',
        "'body' names the body 'tnn', which is not in the pack; expected one of kf, ks, ",
        "tn",
    ),
    Mistake(
        "successor that is not there",
        "units.toml",
        'body = "mbn"',
        'body = "mbn"\nsuccessor = "buff"',
        '"buff"',
        "'successor' names the unit 'buff', which is not in the pack",
        "buf",
    ),
    Mistake(
        "successor that goes round",
        "units.toml",
        'body = "luab_board"',
        'body = "luab_board"\nsuccessor = "luab"',
        'successor = "luab"',
        "'successor' goes round in a circle: luab → luab",
    ),
    Mistake(
        "body without its parent",
        "bodies.toml",
        'parent = "ks"',
        'parent = "kss"',
        '"kss"',
        "'parent' names the body 'kss', which is not in the pack",
        "ks",
    ),
    Mistake(
        "document without its body",
        "documents.toml",
        'decided_by = "ks"',
        'decided_by = "ksu"',
        '"ksu"',
        "'decided_by' names the body 'ksu', which is not in the pack",
        "ksau",
    ),
    Mistake(
        "document without its unit",
        "documents.toml",
        'owner_unit = "klf"\nvalid_from = 2018-08-14',
        'owner_unit = "klff"\nvalid_from = 2018-08-14',
        '"klff"',
        "'owner_unit' names the unit 'klff', which is not in the pack",
        "klf",
    ),
    Mistake(
        "document linked to nothing",
        "documents.toml",
        'linked_to = "policy_newer"',
        'linked_to = "policy_never"',
        '"policy_never"',
        "'linked_to' names the document 'policy_never', which is not in the pack",
        "policy_newer",
    ),
    Mistake(
        "ends before it begins",
        "municipality.toml",
        "valid_to = 2018-08-13",
        "valid_to = 2012-08-13",
        "2012-08-13",
        "'valid_to' 2012-08-13 is before 'valid_from' 2013-11-01",
    ),
    Mistake(
        "rule without its document",
        "rules.toml",
        'document = "policy_newer"',
        'document = "policy_new"',
        '"policy_new"',
        "'document' names the document 'policy_new', which is not in the pack",
        "policy_newer",
    ),
    Mistake(
        "false quote",
        "rules.toml",
        'quote = "Nämnder och bolag har eget ekonomiskt ansvar',
        'quote = "Nämnder och bolag har ekonomiskt ansvar',
        "bolag har ekonomiskt ansvar",
        "the quote is not in sources/plan-2018.txt word for word",
    ),
    Mistake(
        "unknown move",
        "rules.toml",
        '"project.submit"',
        '"project.sumbit"',
        "project.sumbit",
        "no lifecycle has the move 'project.sumbit'",
        "project.submit",
    ),
    Mistake(
        "two rules for one move",
        "rules.toml",
        '"project.learn"',
        '"project.learn", "project.evaluate"',
        "project.learn",
        "two rules for the move 'project.evaluate': results_and_effects and learning_from_others",
    ),
    Mistake(
        "bad regular expression",
        "municipality.toml",
        "registry_pattern = '^(",
        "registry_pattern = '^((",
        "registry_pattern",
        "'registry_pattern' is not a regular expression: missing ), unterminated subpattern",
    ),
)
