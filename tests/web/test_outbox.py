"""Utskick: what was sent, what came back, what is held, and why somebody got a letter."""

from collections.abc import Callable

from intlflow.app.access import by_link
from intlflow.app.house import House
from intlflow.store.engine import reading, writing
from tests import people
from tests.web.asking import HERE, Asker

Ask = Callable[..., Asker]


def letter_to(house: House, name: str = "sanna") -> str:
    """The newest letter to somebody."""
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT id FROM letter WHERE address = ? ORDER BY created_at DESC", people.at(name)
        )
    assert row is not None
    return str(row[0])


def ends(house: House, letter: str, status: str, reply: str = "") -> None:
    """How sending it ended."""
    with writing(house.engine) as tx:
        tx.run(
            "UPDATE letter SET status = ?, reply = ?, due_at = NULL WHERE id = ?",
            *(status, reply, letter),
        )


def status(house: House, letter: str) -> str:
    """How it stands."""
    with reading(house.engine) as tx:
        row = tx.one("SELECT status FROM letter WHERE id = ?", letter)
    assert row is not None
    return str(row[0])


def test_what_came_back_is_found_with_the_servers_own_words(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter = letter_to(house)
    ends(house, letter, "failed", "550 5.1.1 No such user here")

    page = asker("sanna").text("/utskick?lage=failed")

    assert "550 5.1.1 No such user here" in page
    assert f"/utskick/{letter}" in page
    assert letter_to(house, "karin") not in page


def test_a_letter_is_held_released_and_never_sent(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter, sanna = letter_to(house), asker("sanna")
    page = f"/utskick/{letter}"

    for step, expected in (("hall", "held"), ("skicka", "waiting"), ("avbryt", "cancelled")):
        answer = sanna.act(f"{page}/{step}", seen=page)
        assert answer.headers["location"] == f"{page}?gjort={step}"
        assert status(house, letter) == expected

    assert sanna.act(f"{page}/skicka", seen="/ide/ny").status_code == 409
    assert status(house, letter) == "cancelled"


def test_what_failed_is_sent_again(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter = letter_to(house)
    ends(house, letter, "failed", "452 Mailbox full")
    page = f"/utskick/{letter}"
    assert "Skicka igen" in asker("sanna").text(page)

    asker("sanna").act(f"{page}/skicka", seen=page)

    assert status(house, letter) == "waiting"


def test_a_letter_says_in_which_role_and_by_which_rule_its_reader_got_it(
    asker: Ask, house: House
) -> None:
    people.an_idea(house)

    page = asker("sanna").text(f"/utskick/{letter_to(house)}")

    assert "Varför fick personen brevet?" in page
    assert "Som internationell samordnare." in page


def test_a_letter_with_a_key_to_sign_in_shows_no_text(asker: Ask, house: House) -> None:
    by_link.ask(house, people.at("karin"), address=HERE, at=people.MORNING, key=lambda: "k" * 43)
    letter = letter_to(house, "karin")

    page = asker("sanna").text(f"/utskick/{letter}")

    assert "k" * 43 not in page
    assert asker("sanna").get(f"/utskick/{letter}/html").status_code == 404


def test_the_html_of_a_letter_may_run_and_fetch_nothing(asker: Ask, house: House) -> None:
    people.an_idea(house)

    answer = asker("sanna").get(f"/utskick/{letter_to(house)}/html")

    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; sandbox")
    assert "script" not in policy


def test_another_municipalitys_letters_are_not_there(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter = letter_to(house)
    other = asker("sanna", "vaxjo")

    assert letter not in other.text("/utskick")
    assert other.get(f"/utskick/{letter}").status_code == 404
    assert other.act(f"/utskick/{letter}/avbryt", seen="/ide/ny").status_code == 404
    assert status(house, letter) == "waiting"


def test_only_whoever_answers_for_the_letters_reads_them(asker: Ask, house: House) -> None:
    people.an_idea(house)

    assert asker("karin").get("/utskick").status_code == 404
    assert asker("karin").get(f"/utskick/{letter_to(house)}").status_code == 404


def test_the_page_tells_who_held_and_who_sent_a_letter(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter, sanna = letter_to(house), asker("sanna")
    page = f"/utskick/{letter}"

    sanna.act(f"{page}/hall", seen=page)
    assert "Hölls tillbaka av Sanna Lind" in sanna.text(page)
    assert "Hölls tillbaka av Sanna Lind" in sanna.text("/utskick?lage=held")
    ends(house, letter, "failed", "452 Mailbox full")
    sanna.act(f"{page}/skicka", seen=page)

    assert "Skickades igen av Sanna Lind" in sanna.text(page)


def test_a_step_that_is_refused_has_no_actor(asker: Ask, house: House) -> None:
    people.an_idea(house)
    letter, sanna = letter_to(house), asker("sanna")
    ends(house, letter, "sent")

    sanna.act(f"/utskick/{letter}/hall", seen="/ide/ny")

    with reading(house.engine) as tx:
        assert tx.all("SELECT step FROM letter_steer") == []
