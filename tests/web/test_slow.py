"""A file that takes long: told of with words, made once for two presses, handed out when it is ready."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from intlflow.app.house import House
from intlflow.app.papers import made_files
from intlflow.domain.lifecycle import Refused
from intlflow.web import slow
from intlflow.web.running import Running
from tests import people
from tests.web.asking import Asker

Ask = Callable[..., Asker]
FILE, BACK = "/arsrapport/2027/fil/pdf", "/arsrapport/2027"


class Press:
    """Makes files in the place of the real one, when it is let go."""

    def __init__(self) -> None:
        self.go, self.made = threading.Event(), 0
        self.trouble: Exception | None = None

    def __call__(self, _: House, __: str, paper: object, form: str) -> tuple[str, bytes]:
        assert self.go.wait(20)
        self.made += 1
        if self.trouble:
            raise self.trouble
        return "x", f"{form} {self.made}".encode()


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    """A press that waits, and pages that wait for it hardly at all."""
    one = Press()
    monkeypatch.setattr(slow, "file_made", one)
    monkeypatch.setattr(slow, "PATIENCE", 0.05)
    monkeypatch.setattr(slow, "WORKS", Running())
    yield one
    one.go.set()


def ended(sanna: Asker, page: str) -> str:
    """The page once its work is over."""
    for _ in range(200):
        text = sanna.text(page)
        if "data-fetch" in text or 'role="alert"' in text:
            return text
        threading.Event().wait(0.02)
    raise AssertionError("it never ended")


def test_a_slow_file_is_told_of_and_then_fetched(asker: Ask, press: Press) -> None:
    sanna = asker("sanna")

    page = sanna.get(FILE).headers["location"]
    going = sanna.text(page)
    press.go.set()
    done = ended(sanna, page)

    assert page.startswith("/arsrapport/2027/gors/pdf/")
    assert "Filen görs som PDF." in going
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in going
    assert f'href="{BACK}"' in going
    assert f'content="1; url={FILE}"' in done
    assert sanna.get(FILE).content == b"pdf 1"
    assert press.made == 1


def test_the_page_says_how_long_it_has_taken(asker: Ask, press: Press) -> None:
    sanna = asker("sanna")
    page = sanna.get(FILE).headers["location"]

    for _ in range(100):
        if "1 sekund har gått." in (text := sanna.text(page)):
            break
        threading.Event().wait(0.05)

    assert "1 sekund har gått." in text
    assert "data-fetch" not in text


def test_two_presses_make_it_once(asker: Ask, press: Press) -> None:
    sanna = asker("sanna")

    pages = {sanna.get(FILE).headers["location"] for _ in range(3)}
    press.go.set()
    [page] = pages
    ended(sanna, page)

    assert sanna.get(FILE).content == sanna.get(FILE).content == b"pdf 1"
    assert press.made == 1


def test_another_process_knows_that_it_is_being_made_and_makes_it_not_again(
    asker: Ask, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    sanna = asker("sanna")
    page = sanna.get(FILE).headers["location"]

    monkeypatch.setattr(slow, "WORKS", Running())  # the other process
    assert sanna.get(FILE).headers["location"] == page
    assert "Filen görs som PDF." in sanna.text(page)
    press.go.set()
    ended(sanna, page)

    assert (sanna.get(FILE).content, press.made) == (b"pdf 1", 1)


def test_what_stops_it_is_told_with_words_and_the_next_press_tries_again(
    asker: Ask, press: Press
) -> None:
    sanna, press.trouble = asker("sanna"), Refused("paper-template", said="Rad 3 är fel.")
    page = sanna.get(FILE).headers["location"]
    press.go.set()

    stopped = ended(sanna, page)
    press.trouble = None

    assert "Filen gick inte att göra" in stopped
    assert "Rad 3 är fel." in stopped
    assert "http-equiv" not in stopped
    answer = sanna.get(FILE)
    if answer.status_code == 303:
        ended(sanna, answer.headers["location"])
        answer = sanna.get(FILE)
    assert answer.content == b"pdf 2"


def test_a_fault_says_what_to_do_and_not_what_it_was(asker: Ask, press: Press) -> None:
    sanna, press.trouble = asker("sanna"), OSError("/hemlig/mapp")
    page = sanna.get(FILE).headers["location"]
    press.go.set()

    stopped = ended(sanna, page)

    assert "säg till den som sköter intlflow" in stopped
    assert "hemlig" not in stopped


def test_what_has_changed_since_is_another_file(house: House, asker: Ask, press: Press) -> None:
    sanna = asker("sanna")
    press.go.set()
    first = sanna.get(FILE)
    if first.status_code == 303:
        ended(sanna, first.headers["location"])

    people.an_idea(house, title="En ny idé")
    second = sanna.get(FILE)
    if second.status_code == 303:
        ended(sanna, second.headers["location"])

    assert (sanna.get(FILE).content, press.made) == (b"pdf 2", 2)


def test_a_quick_file_comes_at_once_and_is_gone_after_an_hour(house: House, asker: Ask) -> None:
    answer = asker("sanna").get(FILE.replace("pdf", "xlsx"))

    assert answer.status_code == 200
    folder = house.settings.data / made_files.FOLDER
    kept = [file for file in folder.iterdir() if not file.suffix]
    assert [file.stat().st_mode & 0o777 for file in kept] == [0o600]
    later = people.MORNING + timedelta(hours=1, minutes=1)
    assert made_files.load(house, kept[0].name, people.MORNING) == answer.content
    assert made_files.load(house, kept[0].name, later) is None
    made_files.sweep(house, later)
    assert [file for file in folder.iterdir() if not file.suffix] == []


def test_a_key_that_nobody_has_leads_to_the_file_and_one_that_is_none_nowhere(asker: Ask) -> None:
    sanna = asker("sanna")

    assert sanna.get(f"/arsrapport/2027/gors/pdf/{'a' * 32}").headers["location"] == FILE
    assert sanna.get("/arsrapport/2027/gors/pdf/..%2F..").status_code == 404
    assert sanna.get(f"/arsrapport/2027/gors/exe/{'a' * 32}").status_code == 404
    assert asker("karin").get(f"/arsrapport/2027/gors/pdf/{'a' * 32}").status_code == 404
