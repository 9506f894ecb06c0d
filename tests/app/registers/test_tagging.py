"""What cases serve: goals, areas as they held, global goals with 'samtliga' apart, who benefits."""

from collections.abc import Mapping
from datetime import date

import pytest

from intlflow.app.house import House
from intlflow.app.registers.gaps import find_gaps
from intlflow.app.registers.tagging import count, label, tag, tags_of, words_of
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import BENEFICIARIES
from intlflow.domain.tagging import About, counted
from tests.app.registers.desk import chosen, end
from tests.people import MORNING, an_idea, at, home
from tests.store.whole import number_of

TODAY = MORNING.date()


def give(
    house: House, ref: str, where: str = "ljungby", on: date | None = None, **words: str
) -> None:
    tag(house, where, ref, chosen(**words), by=at("sanna", where), at=MORNING, on=on)


def words(house: House, ref: str, where: str = "ljungby") -> set[tuple[str, str]]:
    return {(t["about"], t["word"]) for t in tags_of(house, where, ref)["tags"]}


def without_vision(house: House, where: str = "ljungby") -> list[str]:
    gaps = find_gaps(house, where, MORNING, "sv")
    return [gap["about"] for gap in gaps if gap["gap"] == "project-without-vision"]


def test_LJP_03_LJ13_23_a_project_serves_a_goal_of_the_vision_or_is_listed_as_a_gap(
    house: House,
) -> None:
    served, unserved = an_idea(house).ref, an_idea(house, title="Annat").ref
    give(house, served, vision="residents_2035")

    assert without_vision(house) == [unserved]
    found = count(house, "ljungby", About.VISION)
    assert [(w["word"], w["cases"]) for w in found["words"]] == [("residents_2035", 1)]
    assert found["without"] == [unserved]


def test_VX_04_vaxjo_s_projects_are_tied_to_its_own_goals(house: House) -> None:
    ref = an_idea(house, "vaxjo").ref
    give(house, ref, "vaxjo", municipality="work_and_business")

    assert words(house, ref, "vaxjo") == {("municipality", "work_and_business")}
    with pytest.raises(Refused):
        give(house, ref, "vaxjo", vision="residents_2035")


def test_LJP_04_LJ13_20_PLAN_16_VX_05_three_dimensions_of_sustainability_with_a_free_text(
    house: House,
) -> None:
    ref = an_idea(house).ref
    picked = chosen(sustainability="ecological,economic,social")
    tag(house, "ljungby", ref, picked, by=at("sanna"), at=MORNING, note="Färre transporter")

    rows = tags_of(house, "ljungby", ref)["tags"]

    assert {(t["label"], t["note"]) for t in rows} == {
        (name, "Färre transporter") for name in ("Ekologiskt", "Ekonomiskt", "Socialt")
    }


def test_LJP_05_it_is_told_whether_work_is_for_services_or_society_here_or_abroad(
    house: House,
) -> None:
    assert list(words_of(house.pack("ljungby"), About.REACH, TODAY)) == [
        *("services", "society", "local", "international")
    ]


def test_LJP_06_five_groups_stand_expected_beside_actual(house: House) -> None:
    ref = an_idea(house).ref
    give(house, ref, expected="residents,companies", actual="residents")

    rows = tags_of(house, "ljungby", ref)["benefit"]

    assert [row["group"] for row in rows] == list(BENEFICIARIES)
    assert len(BENEFICIARIES) == 5
    assert [(r["group"], r["actual"]) for r in rows if r["expected"]] == [
        ("residents", True),
        ("companies", False),
    ]


def test_LJ13_14_goals_of_the_municipality_and_of_the_units_are_two_levels(house: House) -> None:
    pack = house.pack("ljungby")

    both = (words_of(pack, About.MUNICIPALITY, TODAY), words_of(pack, About.UNIT, TODAY))

    assert both[0].keys() & both[1].keys() == set()
    assert [level for level in both if not level] == []
    assert {goal.unit for goal in pack.goal if goal.level == "unit"} == {home()}


def test_LJ13_15_KS_04_PLAN_10_a_case_keeps_the_area_that_held_when_it_was_tagged(
    house: House,
) -> None:
    old, new = an_idea(house, title="Gammal").ref, an_idea(house).ref
    give(house, old, on=date(2018, 8, 13), area="attractiveness")
    give(house, new, area="growth,knowledge,quality_of_life")

    assert [t["label"] for t in tags_of(house, "ljungby", old)["tags"]] == ["Attraktivitet"]
    assert len(words(house, new)) == 3
    with pytest.raises(Refused) as refused:
        give(house, new, area="attractiveness")
    assert refused.value.details["known"] == ["growth", "knowledge", "quality_of_life"]


def test_PLAN_02_PLAN_11_samtliga_is_counted_apart_and_lifts_no_goal(house: House) -> None:
    refs = [an_idea(house, title=f"Idé {number}").ref for number in range(3)]
    give(house, refs[0], sdg="4,13")
    give(house, refs[1], sdg="4")
    give(house, refs[2], sdg="Samtliga")

    found = count(house, "ljungby", About.SDG)

    assert [(w["word"], w["cases"]) for w in found["words"]] == [("4", 2), ("13", 1)]
    assert (found["all"], found["without"]) == (1, [])
    assert found["words"][0]["units"] == {home(): 2}


def test_PLAN_11_there_are_seventeen_goals_with_their_names(house: House) -> None:
    known: Mapping[str, str] = words_of(house.pack("vaxjo"), About.SDG, TODAY)

    assert list(known) == [*(str(number) for number in range(1, 18)), "all"]
    assert (known["13"], known["all"]) == ("Bekämpa klimatförändringarna", "Samtliga")
    assert label(house.pack("vaxjo"), "sdg", "11") == "Hållbara städer och samhällen"


def test_PLAN_09_the_vision_s_goal_has_its_own_year(house: House) -> None:
    pack = house.pack("ljungby")

    assert [goal.year for goal in pack.goal if goal.key == "residents_2035"] == [2035]
    assert "35 000 invånare år 2035" in (pack.municipality.vision or "")


def test_VX_02_PLAN_61_each_municipality_has_its_own_list_of_fields_that_matter(
    house: House,
) -> None:
    lists = {k: set(words_of(p, About.SUBJECT, TODAY)) for k, p in house.packs.items()}

    assert all(lists.values())
    assert lists["ljungby"] != lists["vaxjo"]


def test_LJP_02_PLAN_62_effects_are_tags_too(house: House) -> None:
    known = words_of(house.pack("ljungby"), About.EFFECT, TODAY)

    assert {"innovation", "exchange_of_skills", "development_of_society", "quality"} <= set(known)


def test_words_are_found_by_what_they_are_called_and_given_once(house: House) -> None:
    ref = an_idea(house).ref
    give(house, ref, sdg="Jämställdhet")

    assert words(house, ref) == {("sdg", "5")}
    with pytest.raises(Refused) as refused:
        give(house, ref, sdg="4,5")
    assert refused.value.why == "tag-there-already"
    assert number_of(house, "case_tag") == 1


def test_a_tag_that_was_wrong_is_taken_back_and_stays_in_the_history(house: House) -> None:
    ref = an_idea(house).ref
    give(house, ref, sdg="4")

    end(house, "tag", "1", never=True)

    assert words(house, ref) == set()
    assert number_of(house, "case_tag") == 2


def test_all_is_taken_out_before_anything_is_counted() -> None:
    assert counted(["4", "all", "13", "4", "all"]) == ({"4": 2, "13": 1}, 2)
    assert counted([]) == ({}, 0)
