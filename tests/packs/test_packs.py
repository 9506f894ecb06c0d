"""Both municipalities' packs hold, quote their sources word for word, and say what isn't sure."""

from datetime import date
from pathlib import Path

import pytest

from intlflow.domain.words import Kind
from intlflow.packs.entries import Entry, Evidence
from intlflow.packs.model import Pack
from intlflow.packs.quotes import flat
from intlflow.packs.reader import check_pack, confirmations, find_packs, read_packs

CONFIG = Path(__file__).parents[2] / "config"
SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
GONE = "[namn borttaget]"  # stands where a text named a person
PACKS = read_packs(CONFIG)
TODAY, ADOPTED = date(2027, 3, 1), date(2018, 8, 14)


def entries(pack: Pack) -> list[tuple[str, Entry]]:
    found = []
    for table in Pack.model_fields:
        value = getattr(pack, table)
        found += [(table, each) for each in (value if isinstance(value, tuple) else (value,))]
    return found


def areas(key: str, day: date) -> list[str]:
    return [area.label.sv for area in PACKS[key].strategic_area if area.holds(day)]


def test_both_packs_can_be_read_and_nothing_is_wrong_in_them() -> None:
    problems = {key: check_pack(folder) for key, folder in find_packs(CONFIG).items()}

    assert problems == {"ljungby": (), "vaxjo": ()}


@pytest.mark.parametrize("key", PACKS)
def test_every_rule_quotes_its_document_word_for_word(key: str) -> None:
    pack = PACKS[key]

    lost = []
    for rule in pack.rule:
        source = rule.source or pack.documents[rule.document].source
        assert source is not None
        text = (CONFIG / key / "sources" / source).read_text("utf-8")
        if flat(rule.quote) not in flat(text):
            lost.append(rule.key)

    assert lost == []
    assert len(pack.rule) > 10


@pytest.mark.parametrize("key", PACKS)
def test_every_source_is_the_document_itself_but_for_the_names_of_persons(key: str) -> None:
    if not SEEDS.is_dir():
        return

    for source in sorted((CONFIG / key / "sources").glob("*.txt")):
        ours = flat(source.read_text("utf-8"))
        rest = flat((SEEDS / f"{key}-{source.name}").read_text("utf-8"))
        first, *parts = ours.split(GONE)
        assert rest.startswith(first)
        rest = rest.removeprefix(first)
        for part in parts:
            name, found, rest = rest.partition(part)
            assert found == part
            assert len(name) < 40
        assert rest == ""


@pytest.mark.parametrize("key", PACKS)
def test_what_no_seed_says_is_marked_and_asked(key: str) -> None:
    pack = PACKS[key]
    asked = {question.question: question.evidence for question in confirmations(pack)}

    unsettled = [
        (table, entry)
        for table, entry in entries(pack)
        if entry.evidence in (Evidence.MEMORY, Evidence.ASSUMED)
    ]

    assert [table for table, entry in unsettled if entry.confirm is None] == []
    assert {asked.get(entry.confirm or "") for _, entry in unsettled} == {
        Evidence.MEMORY,
        Evidence.ASSUMED,
    }


@pytest.mark.parametrize("key", PACKS)
def test_every_question_to_a_municipality_is_listed_with_its_place(key: str) -> None:
    pack = PACKS[key]

    listed = confirmations(pack)

    assert len(listed) == sum(entry.confirm is not None for _, entry in entries(pack))
    assert [q.where for q in listed if q.question.startswith("Stämmer kommunkoden")] == [
        f"municipality {key}"
    ]
    assert [q for q in listed if not q.question.endswith(("?", "."))] == []


def test_each_municipality_has_words_of_its_own() -> None:
    said = {
        key: [pack.words[word].sv for word in ("annual_report_text", "contact_person", "plan")]
        + [form.label.sv for form in pack.form if form.key == "cooperation"]
        for key, pack in PACKS.items()
    }

    assert said == {
        "ljungby": [
            "verksamhetsberättelse",
            "internationell kontaktperson",
            "verksamhetsplanen för internationellt arbete",
            "Samarbete",
        ],
        "vaxjo": ["årsrapport", "kontaktperson", "internationella strategin", "Omvärldssamverkan"],
    }
    assert PACKS["ljungby"].words.keys() == PACKS["vaxjo"].words.keys()


def test_LJ13_15_and_KS_04_the_strategic_areas_are_those_that_held_on_the_day() -> None:
    assert areas("ljungby", date(2013, 10, 31)) == []
    assert areas("ljungby", date(2018, 8, 13)) == [
        "Attraktivitet",
        "Hållbar tillväxt",
        "Medborgarnytta",
    ]
    assert areas("ljungby", ADOPTED) == ["Tillväxt", "Kunskap", "Livskvalitet"]
    assert areas("vaxjo", TODAY) == ["Arbete och Företag"]


@pytest.mark.parametrize(
    ("key", "called", "form"),
    [
        *(("ljungby", name, "cooperation") for name in ("samverkan", "samarbete", "cooperation")),
        *(("vaxjo", name, "cooperation") for name in ("omvärldssamverkan", "omvärldsbevakning")),
        *(("vaxjo", name, "cooperation") for name in ("samverkan", "samarbete")),
        *((key, "externa medel", "external_funding") for key in PACKS),
        *((key, "kompetensutveckling", "competence_development") for key in PACKS),
    ],
)
def test_KS_05_whatever_people_call_a_form_it_is_the_same_form(
    key: str, called: str, form: str
) -> None:
    assert PACKS[key].vocabulary(TODAY).forms[called] == form


def test_a_unit_that_was_merged_is_answered_for_by_its_successor() -> None:
    vaxjo = PACKS["vaxjo"]

    before = vaxjo.unit_on("videum", date(2022, 12, 31))
    after = vaxjo.unit_on("videum", date(2023, 1, 1))

    assert (before.key, after.key) == ("videum", "vofab")
    assert "videum_board" in vaxjo.vocabulary(date(2022, 12, 31)).bodies
    assert "videum_board" not in vaxjo.vocabulary(date(2023, 1, 1)).bodies


def test_LJP_13_and_KS_01_the_plan_is_tied_to_the_policy_on_whose_adoption_it_depends() -> None:
    documents = PACKS["ljungby"].documents

    plan = documents["plan_2018"]

    assert plan.linked_to == "policy_newer"
    assert documents["policy_newer"].decided_by == "kf"
    assert (plan.decided_by, plan.owner_unit, plan.revise_by) == ("ks", "klf", date(2023, 8, 14))
    assert "under förutsättning" in (plan.adopted_on_condition or "")


@pytest.mark.parametrize("key", PACKS)
def test_PLAN_46_the_support_phase_asks_for_exactly_three_things(key: str) -> None:
    points = PACKS[key].checklists[Kind.PROJECT, "support"]

    assert [(point.key, str(point.owner)) for point in points] == [
        ("undersok", "coordinator"),
        ("informera", "coordinator"),
        ("stotta", "coordinator"),
    ]
