"""What was done, in one line; what it adds up to for networks, cooperations and twin towns."""

import pytest

from intlflow.app.house import House
from intlflow.app.registers.twin_towns import list_towns
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import ACTIVITY, REGISTERS
from intlflow.domain.words import Kind
from tests.app.registers.desk import add, end, rows
from tests.people import MORNING, a_case, an_idea, home

TODAY = str(MORNING.date())


def test_LJ13_12_a_contact_is_recorded_in_one_line_with_sensible_defaults(house: House) -> None:
    add(house, "activity", "Fråga om cykelvägar", by="karin", organisation="Gdynia stad")

    (row,) = rows(house, "activity")
    assert (row["kind"], row["day"], row["unit"], row["by"]) == (
        "contact",
        TODAY,
        home(),
        "Karin Ek",
    )
    assert (row["purpose"], row["organisation"]) == ("Fråga om cykelvägar", "Gdynia stad")


def test_LJ13_13_PLAN_15_contacts_activities_networks_cooperations_and_projects_hang_together(
    house: House,
) -> None:
    ref = an_idea(house).ref
    add(house, "partner", "Rostock", country="DE")
    add(house, "network", "Nätet")
    add(house, "cooperation", "Skolor", partner="Rostock", case_ref=ref)
    add(house, "activity", "Träff", network="Nätet", cooperation="Skolor", case_ref=ref)

    (row,) = rows(house, "activity")
    named = (row["network_name"], row["cooperation_name"], row["case_ref"])
    assert named == ("Nätet", "Skolor", ref)
    assert {"partner", "cooperation", "network", "activity", "trip"} <= set(REGISTERS)


def test_VX_02_VX_01_the_kinds_of_the_strategy_can_all_be_recorded(house: House) -> None:
    kinds = ACTIVITY.field("kind")
    assert kinds is not None
    asked = ("contact", "network_meeting", "horizon_scan", "exposure", "award")

    for kind in asked:
        add(house, "activity", f"Gjort: {kind}", kind=kind)

    assert [row["kind"] for row in rows(house, "activity")] == list(reversed(asked))
    assert set(asked) <= set(kinds.choices)


def test_PLAN_24_PLAN_25_VX_34_LJ13_22_participants_are_counted_by_group_without_names(
    house: House,
) -> None:
    add(house, "activity", "Utbyte", kind="exchange", staff="3", partner_staff="4", others="20",
        young="20", hours="16", forms="Samverkan, kompetensutveckling")  # fmt: skip

    (row,) = rows(house, "activity")
    numbers = [row[name] for name in ("staff", "partner_staff", "others", "young")]
    assert numbers == [3, 4, 20, 20]
    assert row["forms"] == ["competence_development", "cooperation"]


def test_LJP_10_PLAN_14_it_is_told_when_we_shared_what_we_know(house: House) -> None:
    add(house, "activity", "Föreläsning", shared="yes", learned="Visa bilder på skolgårdarna.")

    assert [(r["shared"], r["learned"]) for r in rows(house, "activity")] == [
        ("yes", "Visa bilder på skolgårdarna.")
    ]


def test_nothing_can_have_happened_tomorrow(house: House) -> None:
    with pytest.raises(Refused) as refused:
        add(house, "activity", "Möte", day="2027-03-02")

    assert refused.value.details["form"] == "in-the-future"


def test_a_network_shows_when_it_was_last_made_use_of(house: House) -> None:
    add(house, "network", "Nätet")
    assert rows(house, "network")[0]["last_use"] is None
    add(house, "activity", "Träff", network="Nätet", day="2026-05-02", last_day="2026-05-04")
    add(house, "activity", "Träff", network="Nätet", day="2026-01-02")
    add(house, "activity", "Fel", network="Nätet", day="2026-12-02")

    end(house, "activity", "3", never=True)

    assert rows(house, "network")[0]["last_use"] == "2026-05-04"


def test_a_twin_town_shows_agreement_areas_and_last_sign_of_life(house: House) -> None:
    ref = a_case(house, Kind.TWIN_TOWN).ref
    add(house, "cooperation", "Vänort", kind="twin_town", case_ref=ref, agreed_on="2001-05-09",
        areas="skola, kultur", agreement="Avtal 7")  # fmt: skip
    add(house, "activity", "Kör på besök", cooperation="Vänort", day="2026-08-01")
    add(house, "activity", "Brev", case_ref=ref, day="2026-02-01")

    (town,) = list_towns(house, "ljungby")

    assert (town["partner"], town["agreed_on"], town["areas"], town["last_activity"]) == (
        *("Rostock", "2001-05-09"),
        *(["skola", "kultur"], "2026-08-01"),
    )


def test_PLAN_64_a_cooperation_has_partner_agreement_state_and_worth(house: House) -> None:
    add(house, "partner", "Rostock", country="DE")
    add(house, "cooperation", "Hamnar", partner="Rostock", agreement="KS 2026/12",
        worth="Två gemensamma ansökningar.")  # fmt: skip

    (row,) = rows(house, "cooperation")
    assert (row["partner_name"], row["agreement"], row["worth"]) == (
        *("Rostock", "KS 2026/12"),
        "Två gemensamma ansökningar.",
    )


def test_LJP_08_VX_07_hours_and_money_are_planned_and_used_by_year(house: House) -> None:
    ref = an_idea(house).ref
    add(house, "resource", "Skrivtid", case_ref=ref, year="2027", stage="planned", hours="40")
    add(house, "resource", "Resa", case_ref=ref, year="2027", stage="used", amount="2,5 tkr")

    planned, used = rows(house, "resource")
    assert (planned["stage"], planned["hours"], planned["amount"]) == ("planned", "40.00", None)
    assert (used["stage"], used["amount"], used["amount_currency"]) == ("used", "2500.00", "SEK")
