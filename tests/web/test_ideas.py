"""A new idea: nothing typed is lost, what looks like it is shown first, and nobody is held up by that."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from intlflow.app import drafts
from intlflow.app.access.tokens import owner
from intlflow.app.drafts import Draft
from intlflow.app.house import House
from intlflow.store.engine import reading
from intlflow.web.app import serve
from intlflow.web.site import Site
from tests import people
from tests.app.evaluating.test_lessons import refused
from tests.web.asking import SAME, Asker

Ask = Callable[..., Asker]
KEY = "0123456789abcdef"
IDEA = {"title": "Ljus i parken", "unit": "buf", "purpose": "Trygghet om kvällen."}


def hers(house: House, name: str = "karin") -> list[Draft]:
    """Somebody's drafts."""
    who = owner(house, "ljungby", people.at(name), people.MORNING)
    return drafts.own(house, who, drafts.IDEA)


def number_of_cases(house: House) -> int:
    """How many there are."""
    with reading(house.engine) as tx:
        row = tx.one("SELECT COUNT(*) FROM case_")
    assert row is not None
    return int(row[0])


def test_a_draft_is_kept_found_and_gone_on_with(house: House, asker: Ask) -> None:
    karin = asker("karin")

    answer = karin.act("/ide/utkast", {"draft": KEY, "title": "Ljus"}, seen="/ide/ny")

    assert answer.headers["location"] == f"/ide/ny?utkast={KEY}&gjort=sparat"
    assert [dict(each.given) for each in hers(house)] == [{"title": "Ljus"}]
    assert f"/ide/ny?utkast={KEY}" in karin.text("/ide/ny")
    assert 'value="Ljus"' in karin.text(f"/ide/ny?utkast={KEY}")
    karin.act("/ide/utkast", {"draft": KEY, "title": "Ljus och värme"}, seen="/ide/ny")
    assert [dict(each.given) for each in hers(house)] == [{"title": "Ljus och värme"}]


def test_a_draft_that_is_typed_on_is_answered_with_a_line(house: House, asker: Ask) -> None:
    karin = asker("karin")
    sent = {"_form": karin.mark("/ide/ny"), "draft": KEY, "title": "Ljus"}

    answer = karin.post("/ide/utkast", data=sent, headers={**SAME, "hx-request": "true"})

    assert answer.status_code == 200
    assert answer.text.startswith("Utkastet sparades")


def test_an_empty_form_is_no_draft(house: House, asker: Ask) -> None:
    asker("karin").act("/ide/utkast", {"draft": KEY, "title": " "}, seen="/ide/ny")

    assert hers(house) == []


def test_what_has_a_mistake_is_kept_as_a_draft(house: House, asker: Ask) -> None:
    answer = asker("karin").act("/ide/ny", {"draft": KEY, "purpose": "Trygghet."})

    assert answer.status_code == 422
    assert "Trygghet." in answer.text
    assert [dict(each.given) for each in hers(house)] == [{"purpose": "Trygghet."}]


def test_a_draft_is_gone_once_the_idea_is_handed_in(house: House, asker: Ask) -> None:
    karin = asker("karin")
    karin.act("/ide/utkast", {"draft": KEY, **IDEA}, seen="/ide/ny")

    answer = karin.act("/ide/ny", {"draft": KEY, **IDEA})

    assert answer.headers["location"] == "/ide/LJU-2027-001/tack"
    assert hers(house) == []
    assert karin.get(f"/ide/ny?utkast={KEY}").headers["location"] == "/ide/ny?gjort=borta"


def test_a_draft_is_thrown_away(house: House, asker: Ask) -> None:
    karin = asker("karin")
    karin.act("/ide/utkast", {"draft": KEY, **IDEA}, seen="/ide/ny")

    karin.act(f"/ide/utkast/{KEY}/slang", seen="/ide/ny")

    assert hers(house) == []


def test_nobody_sees_changes_or_throws_away_anothers_draft(house: House, asker: Ask) -> None:
    asker("karin").act("/ide/utkast", {"draft": KEY, **IDEA}, seen="/ide/ny")
    stig = asker("stig")

    assert stig.get(f"/ide/ny?utkast={KEY}").status_code == 303
    assert (
        stig.act("/ide/utkast", {"draft": KEY, "title": "Min"}, seen="/ide/ny").status_code == 404
    )
    stig.act(f"/ide/utkast/{KEY}/slang", seen="/ide/ny")
    assert [each.given["title"] for each in hers(house)] == ["Ljus i parken"]


def test_somebody_has_at_most_twenty_drafts(house: House, asker: Ask) -> None:
    karin = asker("karin")
    mark = karin.mark("/ide/ny")
    for number in range(23):
        sent = {"_form": mark, "draft": f"{number:016x}", "title": f"Idé {number}"}
        karin.post("/ide/utkast", data=sent, headers=SAME)

    assert len(hers(house)) == drafts.MOST_EACH


def test_what_was_typed_in_a_session_that_ran_out_waits_after_signing_in(
    site: Site, house: House, asker: Ask
) -> None:
    karin = asker("karin")
    mark = karin.mark("/ide/ny")
    later = replace(site, now=lambda: people.MORNING + timedelta(hours=2))
    with Asker(serve(later)) as after_lunch:
        after_lunch.cookies = karin.cookies
        for path in ("/ide/ny", "/ide/utkast"):
            sent = {"_form": mark, "draft": KEY, **IDEA}
            answer = after_lunch.post(path, data=sent, headers=SAME)

            assert answer.status_code == 303
            assert answer.headers["location"].endswith("&sparat=ja"), path
            assert "Det du skrev är sparat" in after_lunch.text(answer.headers["location"])
    assert number_of_cases(house) == 0
    assert [each.given["title"] for each in hers(house)] == ["Ljus i parken"]
    assert "Ljus i parken" in asker("karin").text(f"/ide/ny?utkast={KEY}&gjort=vantade")


def test_nothing_is_kept_for_whoever_was_never_signed_in(house: House, asker: Ask) -> None:
    karin, nobody = asker("karin"), asker()
    mark = karin.mark("/ide/ny")

    answer = nobody.post("/ide/ny", data={"_form": mark, "draft": KEY, **IDEA}, headers=SAME)

    assert answer.headers["location"] == "/logga-in?till=/ide/ny"
    assert hers(house) == []


def test_a_session_that_was_ended_keeps_nothing(house: House, asker: Ask) -> None:
    karin = asker("karin")
    mark = karin.mark("/ide/ny")
    carried = next(iter(karin.cookies.jar)).value
    karin.act("/logga-ut", seen="/")
    karin.cookies.set("sid", carried or "")

    karin.post("/ide/ny", data={"_form": mark, "draft": KEY, **IDEA}, headers=SAME)

    assert hers(house) == []


def test_what_looks_like_the_idea_is_shown_and_the_next_press_hands_it_in(
    house: House, asker: Ask
) -> None:
    people.an_idea(house)
    karin = asker("karin")
    again = {"draft": KEY, "title": "Grönare skolgårdar i hela kommunen", "unit": "buf"}

    answer = karin.act("/ide/ny", again)

    assert answer.status_code == 200
    assert "Det här liknar din idé" in answer.text
    assert "/arende/LJU-2027-001" in answer.text
    assert number_of_cases(house) == 1
    seen = re.search(r'name="seen" value="([^"]+)"', answer.text)
    assert seen is not None
    done = karin.act("/ide/ny", again | {"seen": seen[1]})
    assert done.headers["location"] == "/ide/LJU-2027-002/tack"


def test_of_anothers_case_one_learns_the_unit_and_why_but_not_its_name(
    house: House, asker: Ask
) -> None:
    people.an_idea(house, title="Grönare skolgårdar med Rostock")

    answer = asker("stig").act(
        "/ide/ny", {"draft": KEY, "title": "Grönare skolgårdar", "unit": "tf"}
    )

    unit = house.pack("ljungby").units["buf"].name
    assert f"{unit} arbetar med något liknande" in answer.text
    assert "liknande ord" in answer.text
    assert "Rostock" not in answer.text
    assert "LJU-2027-001" not in answer.text


def test_an_idea_like_no_other_is_handed_in_at_once(house: House, asker: Ask) -> None:
    people.an_idea(house)

    answer = asker("karin").act("/ide/ny", {"draft": KEY, **IDEA})

    assert answer.headers["location"] == "/ide/LJU-2027-002/tack"


def test_the_receipt_says_by_when_there_is_an_answer(house: House, asker: Ask) -> None:
    ref = people.an_idea(house).ref

    page = asker("karin").text(f"/ide/{ref}/tack")

    assert ref in page
    assert "Svaret kommer senast 15 mars 2027." in page  # ten working days


def test_what_was_learnt_in_the_programme_is_read_before_the_idea_is_handed_in(
    house: House, asker: Ask
) -> None:
    refused(house, "LIFE")
    karin, before = asker("karin"), number_of_cases(house)
    idea = {"draft": KEY, **IDEA, "title": "Ljus på torget", "programme": "LIFE"}

    shown = karin.act("/ide/ny", idea)

    assert (shown.status_code, number_of_cases(house)) == (200, before)
    assert "Lärdomar från LIFE" in shown.text
    assert "Börja ett år tidigare" in shown.text
    carried = dict(re.findall(r'name="(learnt|seen)" value="([^"]+)"', shown.text))
    assert set(carried) == {"learnt", "seen"}
    assert karin.act("/ide/ny", idea | {"seen": carried["seen"]}).status_code == 200
    assert karin.act("/ide/ny", idea | carried).status_code == 303
    assert number_of_cases(house) == before + 1


def test_lessons_come_in_place_while_the_draft_is_kept_and_only_when_they_are_new(
    house: House, asker: Ask
) -> None:
    refused(house, "LIFE")
    karin = asker("karin")
    sent = {"_form": karin.mark("/ide/ny"), "draft": KEY, "title": "Ljus", "programme": "LIFE"}
    typing = {**SAME, "hx-request": "true"}

    first = karin.post("/ide/utkast", data=sent, headers=typing).text
    read = re.findall(r'name="learnt" value="([^"]+)"', first)
    again = karin.post("/ide/utkast", data=sent | {"learnt": read[0]}, headers=typing).text
    gone = karin.post(
        "/ide/utkast", data=sent | {"learnt": read[0], "programme": ""}, headers=typing
    ).text

    assert 'hx-swap-oob="innerHTML:#lardomar"' in first
    assert "62 av 100" in first
    assert "hx-swap-oob" not in again
    assert "hx-swap-oob" in gone
    assert "Lärdomar" not in gone
    karin.post("/ide/utkast", data=sent, headers=typing)
    assert "62 av 100" in karin.text(f"/ide/ny?utkast={KEY}")
