"""Every register is kept alike: nothing is overwritten, everything has its unit, its days and its writer."""

from datetime import date

import pytest

from intlflow.app.house import House, NotFound
from intlflow.domain.lifecycle import Refused
from intlflow.domain.registers import REGISTERS
from intlflow.domain.words import Kind
from intlflow.store.engine import Tx
from tests.app.registers.desk import add, change, end, rows, show, travel
from tests.people import MORNING, an_idea, at, go, home
from tests.store.whole import everything, number_of

TODAY = MORNING.date()


def test_a_correction_leaves_the_old_row_as_it_was(house: House) -> None:
    add(house, "partner", "Rostok", country="DE")
    before = everything(house)["partner"]

    change(house, "partner", "1", name="Rostock", country="DE")

    after = everything(house)["partner"]
    assert [row for row in after if row in before] == before
    assert len(after) == 2
    told = show(house, "partner")
    assert (told["name"], told["version"], told["reason"]) == ("Rostock", 2, "Fel förut")
    assert [(h["version"], h["name"], h["by"]) for h in told["history"]] == [
        (2, "Rostock", "Sanna Lind"),
        (1, "Rostok", "Sanna Lind"),
    ]


def test_what_has_ended_is_seen_on_the_days_it_held(house: House) -> None:
    add(house, "network", "Nätet", start=date(2020, 1, 1))
    end(house, "network", "Nätet", date(2024, 6, 30))

    assert rows(house, "network") == []
    assert [r["name"] for r in rows(house, "network", on=date(2024, 6, 30))] == ["Nätet"]
    assert rows(house, "network", on=date(2024, 7, 1)) == []
    assert rows(house, "network", on=date(2019, 12, 31)) == []
    assert [r["to"] for r in rows(house, "network", everything=True)] == ["2024-06-30"]


def test_what_never_was_so_is_not_seen_but_stays_in_the_history(house: House) -> None:
    add(house, "activity", "Fel möte")
    end(house, "activity", "1", never=True)

    assert rows(house, "activity", everything=True) == []
    assert [h["withdrawn"] for h in show(house, "activity")["history"]] == [True, False]


@pytest.mark.parametrize(
    "register", sorted(set(REGISTERS) - {"leg", "member", "tag", "attachment"})
)
def test_an_empty_register_says_how_to_begin(house: House, register: str) -> None:
    assert rows(house, register) == []
    with pytest.raises(
        NotFound, match=f"register is empty.*intlflow {REGISTERS[register].command} "
    ):
        show(house, register, "Rostock")


def test_a_name_that_is_nearly_right_is_answered_with_the_right_one(house: House) -> None:
    add(house, "partner", "Rostock", country="DE")

    with pytest.raises(NotFound, match="did you mean 'Rostock'"):
        add(house, "activity", "Besök", partner="Rostok")
    assert rows(house, "activity") == []


def test_a_partner_is_found_by_every_name_it_goes_by_and_stands_there_once(house: House) -> None:
    add(house, "partner", "Hansestadt Rostock", country="DE", aliases="Rostock, HRO")

    done = add(house, "activity", "Besök", partner="hro")

    assert rows(house, "activity")[0]["partner_name"] == "Hansestadt Rostock"
    assert done.number == 1
    with pytest.raises(Refused) as refused:
        add(house, "partner", "ROSTOCK", country="DE")
    assert refused.value.why == "register-there-already"
    assert refused.value.details["number"] == 1


def test_a_contact_person_writes_for_the_own_unit_without_saying_so(house: House) -> None:
    done = add(house, "activity", "Samtal", by="karin")

    assert done.unit == home()


def test_nobody_writes_for_another_unit_but_the_coordinator(house: House) -> None:
    before = everything(house)
    with pytest.raises(Refused) as refused:
        add(house, "activity", "Samtal", by="stig", unit=home())

    assert refused.value.why == "register-of-another"
    assert everything(house) == before
    assert add(house, "activity", "Samtal", unit=home()).unit == home()
    with pytest.raises(Refused):
        change(house, "activity", "1", by="stig", purpose="Annat")


def test_somebody_without_any_role_writes_nothing(house: House) -> None:
    with pytest.raises(Refused):
        add(house, "activity", "Samtal", by="petra")


@pytest.mark.parametrize(
    ("given", "fact", "form"),
    [
        ({"country": "Tyskland"}, "country", "not-a-country"),
        ({"country": "DE", "kind": "vän"}, "kind", "not-one-of"),
        ({"country": "DE", "pic": "12"}, "pic", "not-like"),
        ({"country": ""}, "country", "empty"),
    ],
)
def test_a_wrong_field_is_named_with_a_right_example(
    house: House, given: dict[str, str], fact: str, form: str
) -> None:
    with pytest.raises(Refused) as refused:
        add(house, "partner", "Rostock", **given)

    said = refused.value.details
    assert (refused.value.why, said["fact"], said["form"]) == ("bad-fact", fact, form)
    assert number_of(house, "partner") == 0


def test_what_is_missing_and_what_is_unknown_is_told(house: House) -> None:
    with pytest.raises(Refused) as missing:
        add(house, "partner", "Rostock")
    with pytest.raises(Refused) as unknown:
        add(house, "partner", "Rostock", country="DE", colour="blue")

    assert (missing.value.why, missing.value.details["facts"]) == ("missing", ["country"])
    assert (unknown.value.why, unknown.value.details["facts"]) == ("unknown-fact", ["colour"])


def test_a_correction_that_changes_nothing_writes_nothing(house: House) -> None:
    add(house, "partner", "Rostock", country="DE")

    with pytest.raises(Refused) as refused:
        change(house, "partner", "1", country="de")

    assert refused.value.why == "register-nothing-new"
    assert number_of(house, "partner") == 1


def test_ended_is_ended_and_nothing_ends_before_it_began(house: House) -> None:
    add(house, "network", "Nätet", start=TODAY)
    with pytest.raises(Refused) as backwards:
        end(house, "network", "1", date(2020, 1, 1))
    end(house, "network", "1")
    with pytest.raises(Refused) as again:
        end(house, "network", "1")

    assert (backwards.value.why, again.value.why) == ("period-backwards", "register-ended")


def test_no_register_shows_or_takes_anything_of_another_municipality(house: House) -> None:
    add(house, "partner", "Rostock", country="DE")
    ref = an_idea(house, "vaxjo").ref

    assert rows(house, "partner", "vaxjo") == []
    with pytest.raises(NotFound, match="no case"):
        add(house, "activity", "Besök", case_ref=ref)
    with pytest.raises(NotFound, match="no partner"):
        add(house, "activity", "Besök", where="vaxjo", partner="1")
    with pytest.raises(NotFound, match=at("karin", "vaxjo")):
        add(house, "network", "Nätet", owner=at("karin", "vaxjo"))
    assert add(house, "partner", "Åbo", where="vaxjo", country="FI").number == 1


def test_a_unit_that_was_merged_hands_its_rows_to_its_successor(house: House) -> None:
    pack = house.pack("vaxjo")
    gone = next(u for u in pack.unit if u.valid_to and u.valid_to < TODAY and u.successor)

    done = add(house, "activity", "Möte", where="vaxjo", unit=gone.key)

    assert done.unit == pack.unit_on(gone.key, TODAY).key


def test_a_project_manager_writes_what_the_own_project_took(house: House) -> None:
    idea = an_idea(house)
    go(house, idea.ref, Kind.PROJECT, "idea", "accept")

    done = add(
        house, "resource", "Skrivtid", by="petra", unit=home(), case_ref=idea.ref, year="2027",
        stage="used", hours="12,5",
    )  # fmt: skip

    assert done.unit == home()
    assert rows(house, "resource")[0]["hours"] == "12.50"


def test_a_list_asks_the_same_few_questions_however_long_it_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    every = Tx.all
    add(house, "network", "Nät 0")
    travel(house, "A; B; train; 5")

    def questions() -> int:
        asked.clear()
        with monkeypatch.context() as patch:
            patch.setattr(Tx, "all", lambda tx, sql, *v: (asked.append(sql), every(tx, sql, *v))[1])
            rows(house, "network")
            rows(house, "trip")
        return len(asked)

    few = questions()
    for number in range(1, 6):
        add(house, "network", f"Nät {number}")
        travel(house, "A; B; train; 5", "B; A; train; 5")

    assert questions() == few > 0
