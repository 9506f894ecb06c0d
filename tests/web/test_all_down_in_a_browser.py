"""With Prefect and the mail server down the work goes on: letters wait, and whoever must know reads it."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from intlflow.app.house import House, assemble
from intlflow.app.outbox import deliver, make_post
from intlflow.app.showing import show_case
from intlflow.settings import Settings
from tests import people
from tests.web.browser import browser as browser
from tests.web.conftest import serving
from tests.web.windows import choose, done, in_order, press, windows

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
NOBODY = "127.0.0.1:9"  # the port where nothing answers


@pytest.fixture
def deserted(settings: Settings) -> Iterator[House]:
    """An installation whose mail server and whose Prefect do not answer."""
    house = assemble(
        dataclasses.replace(
            settings,
            mail_url=f"mailto://{NOBODY}?from=internationellt@ljungby.example&mode=insecure",
            prefect_api=f"http://{NOBODY}/api",
        )
    )
    yield house
    house.close()


def test_moves_go_on_and_letters_wait_where_everyone_can_see_them(
    browser: Browser, deserted: House
) -> None:
    ref = people.an_idea(deserted).ref
    with serving(deserted, people.MORNING) as site, windows(browser, site) as window:
        sanna = window("sanna")
        sanna.goto("/")
        choose(sanna, "Ta emot för stöd: Grönare skolgårdar")
        sanna.get_by_label("Projektledare").select_option(people.at("petra"))
        sanna.get_by_label("Extern finansiering").check()
        press(sanna, "Ta emot för stöd")
        done(sanna)
        assert show_case(deserted, ref, people.MORNING)["phase"] == "support"
        sanna.goto("/utskick")
        expect(sanna.get_by_role("table")).to_contain_text("väntar på att skickas")
        choose(sanna, f"Idén {ref} får stöd: Grönare skolgårdar")
        expect(sanna.locator("main .letter-text, main .letter").first).to_contain_text("Petra Dahl")

    post = make_post(deserted.settings)
    assert post is not None
    tried = deliver(deserted, post, now=lambda: people.MORNING + people.DAY / 24)
    assert (tried.sent, tried.failed) == (0, 0)

    afternoon = people.MORNING + people.DAY / 4
    with serving(deserted, afternoon) as site, windows(browser, site) as window:
        sanna = window("sanna")
        sanna.goto("/")
        sanna.get_by_role("link", name=re.compile("brev har inte gått i väg")).click()
        expect(sanna.get_by_text("Inget är förlorat")).to_be_visible()
        expect(sanna.get_by_role("table")).to_contain_text("skickas på nytt senare")
        in_order(sanna)
        sanna.goto(f"/arende/{ref}")
        expect(sanna.get_by_text("skickas på nytt senare").first).to_be_visible()
