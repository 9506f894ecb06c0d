"""The year's reports on the web: a unit's own in a few minutes, and the compilation of all."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from intlflow.app.house import House
from intlflow.app.report_status import show
from intlflow.web.app import serve
from intlflow.web.site import open_site
from tests.people import home
from tests.reports import YEAR, open_all
from tests.web.asking import HERE, Asker, sign_in

THEN = datetime(2028, 1, 10, 8, tzinfo=UTC)
OWN = f"/enhetsrapport/{home()}/{YEAR}"
SAID = {
    "results": "Vi lärde oss odla.", "why": "", "needs": "",
    **{f"tried-{form}": "yes" for form in ("external_funding", "competence_development", "cooperation")},
}  # fmt: skip


@pytest.fixture
def in_january(house: House) -> Callable[[str], Asker]:
    """Asks for pages in January, when the year is collected."""
    open_all(house)
    site = open_site(house, lambda: THEN, HERE)

    def make(name: str) -> Asker:
        one = Asker(serve(site))
        sign_in(site, one, name)
        return one

    return make


def test_the_form_has_at_most_three_things_to_write(in_january: Callable[[str], Asker]) -> None:
    page = in_january("karin").text(OWN)
    form = page[page.index(f'action="{OWN}/submit"') :].split("</form>")[0]
    assert len(re.findall(r"<textarea|<input type=\"text\"|<input id", form)) == 3


def test_a_contact_person_hands_in_and_the_manager_approves(
    in_january: Callable[[str], Asker], house: House
) -> None:
    answer = in_january("karin").act(f"{OWN}/submit", SAID, seen=OWN)
    assert answer.headers["location"] == f"{OWN}?gjort=submit"
    assert "Vi lärde oss odla." in in_january("manne").text(OWN)
    in_january("manne").act(f"{OWN}/approve", seen=OWN)
    assert show(house, "ljungby", home(), YEAR, THEN)["state"] == "approved"


def test_what_was_written_stands_when_something_is_lacking(
    in_january: Callable[[str], Asker],
) -> None:
    karin = in_january("karin")
    answer = karin.act(f"{OWN}/submit", SAID | {"tried-cooperation": "no"}, seen=OWN)
    assert answer.status_code == 422
    assert "Vi lärde oss odla." in answer.text
    assert 'href="#f-why"' in answer.text


def test_nothing_to_report_is_signed_by_one_press(
    in_january: Callable[[str], Asker], house: House
) -> None:
    in_january("karin").act(f"{OWN}/nothing", seen=OWN)
    assert show(house, "ljungby", home(), YEAR, THEN)["state"] == "nothing"


def test_another_unit_s_report_looks_like_none(in_january: Callable[[str], Asker]) -> None:
    stig = in_january("stig")
    stig.text(OWN, 404)
    stig.text(f"/enhetsrapport/finns-inte/{YEAR}", 404)


def test_the_coordinator_asks_for_more_with_a_word(
    in_january: Callable[[str], Asker], house: House
) -> None:
    in_january("karin").act(f"{OWN}/submit", SAID, seen=OWN)
    sanna = in_january("sanna")
    assert sanna.act(f"{OWN}/return", {"note": ""}, seen=OWN).status_code == 422
    sanna.act(f"{OWN}/return", {"note": "Skriv om resorna."}, seen=OWN)
    assert show(house, "ljungby", home(), YEAR, THEN)["state"] == "returned"


def test_the_list_of_reports_leads_to_each_and_to_the_compilation(
    in_january: Callable[[str], Asker],
) -> None:
    page = in_january("sanna").text(f"/rapporter/{YEAR}")
    assert f'href="{OWN}"' in page
    assert f'href="/arsrapport/{YEAR}"' in page
    own = re.findall(
        r'href="(/enhetsrapport/[^"]+)"', in_january("karin").text(f"/rapporter/{YEAR}")
    )
    assert own == [OWN]


def test_the_compilation_names_its_gaps_and_is_had_as_files(
    in_january: Callable[[str], Asker],
) -> None:
    sanna = in_january("sanna")
    page = sanna.text(f"/arsrapport/{YEAR}")
    assert f'<a href="{OWN}">uppgift saknas' in page
    for form, kind in (("docx", "wordprocessingml"), ("pdf", "pdf"), ("xlsx", "spreadsheetml")):
        file = sanna.get(f"/arsrapport/{YEAR}/fil/{form}")
        assert kind in file.headers["content-type"]
        assert (
            f"internationellt-arbete-ljungby-{YEAR}.{form}" in file.headers["content-disposition"]
        )
    sanna.text(f"/arsrapport/{YEAR}/fil/exe", 404)


def test_a_municipality_of_one_unit_reads_of_one_unit(house: House) -> None:
    pack = house.packs["ljungby"]
    small = pack.model_copy(update={"unit": tuple(u for u in pack.unit if u.key == home())})
    site = open_site(replace(house, packs={**house.packs, "ljungby": small}), lambda: THEN, HERE)
    sanna = Asker(serve(site))
    sign_in(site, sanna, "sanna")

    assert "0 av 1 enhet har svarat." in sanna.text(f"/rapporter/{YEAR}")
    sanna.cookies.set("lang", "en")
    assert "0 of 1 unit has answered." in sanna.text(f"/rapporter/{YEAR}")


def test_a_figure_leads_to_the_cases_behind_it(in_january: Callable[[str], Asker]) -> None:
    page = in_january("sanna").text(f"/arsrapport/{YEAR}/rader/idea")
    assert "Nya idéer" in page


def test_the_coordinator_hands_the_year_over_by_a_button_and_sees_which_version_it_was(
    in_january: Callable[[str], Asker],
) -> None:
    sanna, asked = in_january("sanna"), f"/arsrapport/{YEAR}/overlamna"
    assert f'href="{asked}"' in sanna.text(f"/arsrapport/{YEAR}")
    page = sanna.text(asked)
    assert "Egon Berg" in page
    [mark] = re.findall(r'<code class="key">([0-9a-f]{16})</code>', page)
    answer = sanna.act(asked)
    assert answer.headers["location"] == f"/arsrapport/{YEAR}?gjort=1"
    assert mark in sanna.text(answer.headers["location"])
    assert "redan överlämnad" in sanna.text(asked)
    kept = in_january("egon").get(f"/arsrapport/{YEAR}/overlamnat/1/json")
    assert kept.json()["mark"] == mark
    sanna.text(f"/arsrapport/{YEAR}/overlamnat/2/json", 404)


def test_whoever_reads_the_compilation_can_not_hand_it_over(
    in_january: Callable[[str], Asker],
) -> None:
    egon = in_january("egon")
    assert "overlamna" not in egon.text(f"/arsrapport/{YEAR}")
    egon.text(f"/arsrapport/{YEAR}/overlamna", 404)


@pytest.mark.parametrize(("length", "absent"), [("chapter", "units"), ("paragraph", "figures")])
def test_the_year_is_had_in_three_lengths(
    in_january: Callable[[str], Asker], length: str, absent: str
) -> None:
    sanna = in_january("sanna")
    page = sanna.text(f"/arsrapport/{YEAR}?langd={length}")
    assert f'/fil/docx?langd={length}"' in page
    file = sanna.get(f"/arsrapport/{YEAR}/fil/json?langd={length}").json()
    assert absent not in [each["key"] for each in file["sections"]]


def test_from_a_units_year_one_comes_to_the_years_beside_it_and_to_each_ones_text(
    in_january: Callable[[str], Asker],
) -> None:
    karin, unit = in_january("karin"), f"/enhetsrapport/{home()}"

    now, before = karin.text(OWN), karin.text(f"{unit}/{YEAR - 1}")

    for other in (YEAR - 1, THEN.year):
        assert f'href="{unit}/{other}"' in now
    assert f'href="{unit}/{YEAR}"' in before
    assert f'href="{unit}/{YEAR - 1}/text"' in before
    assert f"{YEAR - 1}" in karin.text(f"{unit}/{YEAR - 1}/text")
    assert f'href="{unit}/{THEN.year + 1}"' not in karin.text(f"{unit}/{THEN.year}")
