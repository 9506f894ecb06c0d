"""The governing documents of both municipalities through time."""

from datetime import date

import pytest

from intlflow.app.demo import roads
from intlflow.app.house import House, NotFound
from intlflow.app.registers.documents import list_documents, show_document
from intlflow.domain.words import Kind
from tests.people import MORNING, walk

ROAD = [move.verb for move in roads.to(Kind.GOVERNING_DOCUMENT, "in_force")]


def on(house: House, municipality: str, day: str) -> dict[str, str]:
    rows = list_documents(house, municipality, MORNING, on=date.fromisoformat(day))
    return {row["key"]: row["held"] for row in rows}


def show(house: House, key: str, municipality: str = "ljungby") -> dict[str, object]:
    return show_document(house, municipality, key, MORNING)


def test_LJ13_01_it_is_known_which_version_held_on_a_day(house: House) -> None:
    assert on(house, "vaxjo", "2013-10-14") == {"strategy_2009": "holds"}
    assert on(house, "vaxjo", "2013-10-15") == {"strategy_2013": "holds"}
    assert on(house, "ljungby", "2013-10-31") == {}
    assert on(house, "ljungby", "2013-11-01") == {"policy_2013": "perhaps"}
    assert on(house, "ljungby", "2018-08-14") == {
        "policy_2013": "perhaps",
        "policy_newer": "perhaps",
        "plan_2018": "holds",
    }


def test_LJP_01_each_document_has_its_level_and_the_rules_taken_from_it(house: House) -> None:
    rows = {row["key"]: row for row in list_documents(house, "ljungby", MORNING)}

    assert [rows[key]["type"] for key in ("policy_newer", "plan_2018")] == ["policy", "plan"]
    assert rows["plan_2018"]["rules"] == len(show(house, "plan_2018")["quotes"])  # type: ignore[arg-type]
    assert rows["plan_2018"]["rules"] > 0
    known = house.pack("ljungby").documents
    assert {rule.document for rule in house.pack("ljungby").rule} <= set(known)


def test_LJ13_02_a_document_says_for_whom_it_holds(house: House) -> None:
    assert show(house, "policy_2013")["applies_to"] == "Ljungby kommun"


def test_LJ13_03_PLAN_03_each_document_has_its_own_adopting_body(house: House) -> None:
    assert show(house, "policy_2013")["decided_by_name"] == "Kommunfullmäktige"
    assert show(house, "plan_2018")["decided_by_name"] == "Kommunstyrelsen"


def test_LJ13_04_PLAN_04_the_author_is_a_group_and_no_person(house: House) -> None:
    assert show(house, "plan_2018")["author"] == "Arbetsgruppen för internationella frågor"
    assert show(house, "policy_2013")["author"] is None


def test_LJ13_06_a_version_keeps_its_number_and_the_old_ones_stay(house: House) -> None:
    found = show(house, "policy_newer")

    assert show(house, "policy_2013")["version"] == "1"
    assert [v["key"] for v in found["versions"]] == ["policy_2013", "policy_newer"]  # type: ignore[attr-defined]


def test_PLAN_06_the_owner_of_a_document_is_a_unit(house: House) -> None:
    assert show(house, "plan_2018")["owner_name"] == "Kommunledningsförvaltningen"


def test_LJP_13_LJ13_09_KS_02_PLAN_08_policy_and_plan_name_each_other(house: House) -> None:
    assert show(house, "plan_2018")["linked_to"] == "policy_newer"
    assert show(house, "policy_newer")["linked_from"] == ["plan_2018"]


def test_PLAN_02_a_document_may_serve_all_seventeen_goals(house: House) -> None:
    assert show(house, "plan_2018")["sdgs"] == ["all"]


def test_VX_03_one_strategy_stands_where_another_municipality_has_policy_and_plan(
    house: House,
) -> None:
    types = {row["type"] for row in list_documents(house, "vaxjo", MORNING)}

    assert types == {"strategy"}
    assert show(house, "strategy_2013", "vaxjo")["gaps"] == ["document-late"]


def test_VX_32_the_strategy_of_2009_ended_when_it_was_replaced(house: House) -> None:
    found = show(house, "strategy_2009", "vaxjo")

    assert (found["to"], found["replaced_by"], found["held"]) == (
        *("2013-10-14", "strategy_2013"),
        "no longer",
    )


def test_VX_33_when_it_was_last_changed_is_kept_apart_from_when_it_was_adopted(
    house: House,
) -> None:
    found = show(house, "strategy_2013", "vaxjo")

    assert (found["changed_on"], found["decision"]) == ("2013-10-15", None)


def test_documents_that_should_have_been_revised_say_by_how_many_days(house: House) -> None:
    late = (MORNING.date() - date(2023, 8, 14)).days

    assert show(house, "plan_2018")["days_late"] == late
    assert show(house, "plan_2018")["gaps"] == ["document-late"]


def test_a_document_that_went_through_intlflow_stands_beside_the_pack_s(house: House) -> None:
    ref = walk(house, ROAD, Kind.GOVERNING_DOCUMENT).ref

    found = show(house, ref.lower())

    assert (found["from"], found["revise_by"], found["held"]) == (
        *("2027-03-01", "2032-03-01"),
        "holds",
    )
    assert found["decision"] == "ks 2027-03-01 § 102"


def test_a_document_that_is_not_there_is_answered_with_what_is(house: House) -> None:
    with pytest.raises(NotFound, match="did you mean 'plan_2018'"):
        show(house, "plan2018")
