"""A contact person answers the twice-a-year duty from the letter, on a phone, in two presses at most."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from intlflow.app.duties import ticking
from intlflow.app.duties.showing import list_duties
from intlflow.app.house import House, assemble
from intlflow.settings import Settings
from intlflow.store.engine import reading
from intlflow.web.site import Site
from tests import people
from tests.web.browser import browser as browser
from tests.web.browser import sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def letter_of(house: House, name: str) -> str:
    """The text of somebody's letter about the talk."""
    with reading(house.engine) as tx:
        row = tx.one(
            "SELECT body FROM letter JOIN letter_text ON letter_id = id"
            " WHERE address = ? AND template = 'duty/talk'",
            people.at(name),
        )
    assert row is not None
    return str(row[0])


def test_a_contact_person_answers_the_duty_from_the_letter_on_a_390_px_screen(
    browser: Browser, served: Site, house: House, settings: Settings
) -> None:
    town = assemble(replace(settings, address=served.address))
    for day in (14, 15):
        ticking.tick(town, datetime(2027, 1, day, 8, 0, tzinfo=UTC))
    link = re.search(r"http\S+/l/\S+", letter_of(town, "karin"))
    town.close()
    assert link is not None
    context = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm", **PHONE)
    page, presses = context.new_page(), 0

    page.goto(link[0])  # opened from the letter, without signing in
    expect(page.get_by_role("heading", level=1)).to_contain_text("När talade ni")
    assert violations(page) == []
    assert not sideways(page)
    button = page.get_by_role("button", name="Notera")
    box = button.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844  # without scrolling
    assert box["height"] >= 44
    button.tap()
    presses += 1

    expect(page.get_by_role("heading", name="Tack, det är noterat")).to_be_visible()
    assert violations(page) == []
    assert presses <= 2
    context.close()
    rows = list_duties(
        house, people.MORNING, municipality="ljungby", subject="buf", key="ledningsgrupp_talk"
    )
    assert min(rows, key=lambda row: row["due"])["state"] == "met"
