"""Moving a case from its page: asked just for what is needed, told what it causes, done or not at all."""

from collections.abc import Callable

from intlflow.app.house import House
from intlflow.app.showing import show_case
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]


def an_idea(house: House, asker: Ask) -> str:
    """Karin brings an idea; its reference."""
    answer = asker("karin").act("/ide/ny", {"title": "Grönare skolgårdar", "unit": people.home()})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).split("/")[2]


def test_anyone_brings_an_idea_with_two_fields_and_gets_a_receipt(house: House, asker: Ask) -> None:
    ref = an_idea(house, asker)

    assert ref in asker("karin").text(f"/ide/{ref}/tack")
    assert show_case(house, ref, people.MORNING)["phase"] == "idea"


def test_an_idea_without_a_name_keeps_what_was_typed_and_says_where(asker: Ask) -> None:
    answer = asker("karin").act("/ide/ny", {"title": "", "unit": "buf", "purpose": "Träd åt alla"})

    assert answer.status_code == 422
    assert 'href="#f-title"' in answer.text
    assert "Träd åt alla" in answer.text


def test_the_coordinator_moves_a_case_and_its_page_says_so(house: House, asker: Ask) -> None:
    ref, sanna = an_idea(house, asker), asker("sanna")

    answer = sanna.act(
        f"/arende/{ref}/gor/accept",
        {"project_manager": people.at("petra"), "forms": ["external_funding"]},
    )

    assert answer.headers["location"] == f"/arende/{ref}?gjort=accept"
    assert show_case(house, ref, people.MORNING)["phase"] == "support"
    assert "Samordnaren ger stöd" in sanna.text(f"/arende/{ref}")


def test_the_letters_are_shown_before_anything_is_done(house: House, asker: Ask) -> None:
    ref, sanna = an_idea(house, asker), asker("sanna")

    answer = sanna.act(
        f"/arende/{ref}/gor/accept/prova",
        {"project_manager": people.at("petra"), "forms": ["external_funding"]},
        seen=f"/arende/{ref}/gor/accept",
    )

    assert "Så blir breven" in answer.text
    assert "Den som väljs till projektledare" in answer.text
    assert "Petra Dahl" in answer.text
    after = show_case(house, ref, people.MORNING)
    assert (after["phase"], after["version"], len(after["letters"])) == ("idea", 1, 3)


def test_what_is_missing_is_said_at_its_field_and_nothing_is_done(house: House, asker: Ask) -> None:
    ref = an_idea(house, asker)

    answer = asker("sanna").act(f"/arende/{ref}/gor/accept", {})

    assert answer.status_code == 422
    assert 'href="#f-project_manager"' in answer.text
    assert show_case(house, ref, people.MORNING)["version"] == 1


def test_who_was_too_late_is_told_who_was_first_and_loses_nothing(house: House, asker: Ask) -> None:
    ref = an_idea(house, asker)
    sanna, page = asker("sanna"), f"/arende/{ref}/gor/park"
    mark = sanna.mark(page)
    asker("sanna").act(page, {"wake_on": "2027-09-01", "reason": "Nästa år"})
    asker("karin").act(f"/arende/{ref}/gor/wake", {})

    answer = sanna.post(
        page,
        data={"_form": mark, "version": "1", "wake_on": "2027-10-01", "reason": "Inga pengar"},
        headers={"sec-fetch-site": "same-origin"},
    )

    assert answer.status_code == 409
    assert "Karin Ek" in answer.text
    assert "Inga pengar" in answer.text


def test_nobody_is_offered_a_move_that_is_not_theirs(house: House, asker: Ask) -> None:
    ref = an_idea(house, asker)

    assert f"/arende/{ref}/gor/accept" not in asker("karin").text(f"/arende/{ref}")


def test_what_was_just_done_can_be_taken_back_from_the_page(house: House, asker: Ask) -> None:
    ref, sanna = an_idea(house, asker), asker("sanna")
    fields = {"project_manager": people.at("petra"), "forms": ["external_funding"]}
    sanna.act(f"/arende/{ref}/gor/accept", fields)

    answer = sanna.act(f"/arende/{ref}/angra", seen=f"/arende/{ref}")

    assert answer.headers["location"] == f"/arende/{ref}?gjort=angrat"
    assert show_case(house, ref, people.MORNING)["phase"] == "idea"
    assert "Ångra" not in sanna.text(f"/arende/{ref}")


def test_a_task_that_was_ticked_by_mistake_is_opened_again(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept"]).ref
    sanna, page = asker("sanna"), f"/arende/{ref}"
    done = sanna.act(f"{page}/uppgift/undersok", seen=page).headers["location"]
    told = sanna.text(done.partition("#")[0])

    again = sanna.act(f"{page}/uppgift/undersok/inte-klar", seen=page).headers["location"]

    assert told.index('id="uppgifter"') < told.index("Uppgiften är klar.")
    assert "överst i historiken" not in told
    assert f'action="{page}/uppgift/undersok/inte-klar"' in told
    assert "Uppgiften är öppen igen." in sanna.text(again.partition("#")[0])
    open_now = {t["key"]: t["done_at"] for t in show_case(house, ref, people.MORNING)["tasks"]}
    assert open_now["undersok"] is None


def test_what_is_not_ticked_can_not_be_opened_again(house: House, asker: Ask) -> None:
    ref = people.walk(house, ["accept"]).ref
    path = f"/arende/{ref}/uppgift/undersok/inte-klar"

    assert asker("sanna").act(path, seen=f"/arende/{ref}").status_code == 404
    assert asker("stig").act(path, seen="/").status_code == 404
