"""Papers about a case, a unit, a municipality: made from what is known, with gaps named."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from intlflow.app.house import House, NotFound
from intlflow.app.papers.agenda import agenda
from intlflow.app.papers.delegated import delegated
from intlflow.app.papers.of_case import PAPERS, binder, memo, one_pager, partner_card
from intlflow.app.papers.registry import PAPERS as KNOWN
from intlflow.app.papers.registry import made_for
from intlflow.app.undoing import undo
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from intlflow.papers.model import Facts, Grid, Missing, Paper, Points, Quote
from intlflow.papers.render import Form, render
from tests.app.papers.subjects import subjects
from tests.people import MAIN_ROAD, MORNING, a_case, an_idea, at, go, home, walk
from tests.web.routes import READING
from tests.web.walking import shape


def blocks(paper: Paper, key: str) -> tuple[Any, ...]:
    found = paper.section(key)
    assert found is not None
    return found.blocks


def test_the_proposals_of_a_memo_stand_by_themselves_one_measure_each(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:4]).ref
    (points,) = [b for b in blocks(memo(house, ref, MORNING), "proposal") if isinstance(b, Points)]
    assert points.numbered
    assert all(each.startswith("att ") and " och att " not in each for each in points.points)
    assert any("egen insats" in each for each in points.points)


def test_KS_10_a_memo_lists_itself_first_among_what_the_decision_rests_on(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:4]).ref
    (points,) = blocks(memo(house, ref, MORNING), "basis")
    assert points.points[0] == "Tjänsteskrivelse, 1 mars 2027"


def test_a_memo_is_a_draft_and_says_which_way_it_goes(house: House) -> None:
    ref = a_case(house, Kind.TWIN_TOWN, title="Vänort: Rostock").ref
    paper = memo(house, ref, MORNING)
    assert paper.draft
    way = dict(paper.facts)["Beslutsväg"]
    assert str(way).index("Kommunstyrelsen") < str(way).index("Kommunfullmäktige")


@pytest.mark.parametrize("make", [memo, one_pager])
def test_why_a_case_waited_is_told_while_it_waits_and_no_longer(
    house: House, make: Callable[..., Paper]
) -> None:
    ref = walk(house, ("park",)).ref

    def told() -> set[str]:
        parts = (b for s in make(house, ref, MORNING).sections for b in s.blocks)
        return {name for b in parts if isinstance(b, Facts) for name, _ in b.facts}

    waits = {"Skäl", "Väcks den"}
    assert waits <= told()
    go(house, ref, Kind.PROJECT, "parked", "wake")
    assert not waits & told()
    undo(house, ref, by=at("sanna"), at=MORNING)
    assert waits <= told()
    go(house, ref, Kind.PROJECT, "parked", "wake")
    go(house, ref, Kind.PROJECT, "idea", "accept")
    assert not waits & told()


def test_what_is_not_known_of_the_money_is_a_gap(house: House) -> None:
    ref = an_idea(house).ref
    (facts,) = blocks(memo(house, ref, MORNING), "economy")
    assert isinstance(facts, Facts)
    assert all(isinstance(value, Missing) for _, value in facts.facts)


def test_the_agenda_is_about_the_unit_and_gives_its_rule(house: House) -> None:
    ref = an_idea(house, title="Gröna skolgårdar").ref
    paper = agenda(house, "ljungby", home(), MORNING)
    assert any(
        isinstance(each, Quote) and "två gånger" in each.text for each in blocks(paper, "why")
    )
    (projects, _) = blocks(paper, "ours")
    assert isinstance(projects, Grid)
    assert projects.rows[0][0].href == f"/arende/{ref}"  # type: ignore[union-attr]
    other = agenda(house, "ljungby", "tf", MORNING)
    assert blocks(other, "ours")[0].rows == ()


def test_the_binder_holds_the_whole_history_with_its_chain(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:9]).ref
    paper = binder(house, ref, MORNING)
    history = next(b for b in blocks(paper, "history") if isinstance(b, Grid))
    assert len(history.rows) >= 10
    assert len({row[3] for row in history.rows}) == len(history.rows)
    (evaluation,) = blocks(paper, "evaluation")
    assert not any(isinstance(value, Missing) for _, value in evaluation.facts)


def test_a_partner_card_is_in_english(house: House) -> None:
    paper = partner_card(house, an_idea(house).ref, MORNING)
    assert (paper.lang, paper.title) == ("en", "We are looking for partners")


def test_a_partner_card_names_no_gap_to_those_abroad(house: House) -> None:
    ref = an_idea(house).ref
    card = partner_card(house, ref, MORNING)
    assert (card.section("call"), tuple(card.missing())) == (None, ())
    go(house, ref, Kind.PROJECT, "idea", "accept", programme="Interreg South Baltic")
    (call,) = blocks(partner_card(house, ref, MORNING), "call")
    assert [said for _, said in call.facts] == ["Interreg South Baltic"]


def test_no_delegated_decision_is_an_empty_list_that_says_so(house: House) -> None:
    (grid,) = blocks(delegated(house, "ljungby", MORNING), "list")
    assert grid.rows == ()
    assert grid.empty


@pytest.mark.parametrize("kind", KNOWN)
@pytest.mark.parametrize("form", [Form.DOCX, Form.PDF, Form.HTML])
def test_every_paper_is_made_in_every_form(house: House, kind: str, form: Form) -> None:
    about = subjects(house, walk(house, MAIN_ROAD[:9]).ref)[KNOWN[kind].about]
    paper = made_for(house, kind, "ljungby", about, MORNING, "", "https://x.example")
    assert len(render(paper, form, in_language(paper.lang), address="https://x.example")) > 1000


def test_a_case_that_is_not_there_has_no_paper(house: House) -> None:
    for make in PAPERS.values():
        with pytest.raises(NotFound):
            make(house, "LJU-2027-999", MORNING, "sv", "")


def test_a_printed_copy_says_where_the_paper_that_holds_really_is(house: House) -> None:
    ref, address = an_idea(house).ref, "https://x.example"
    about = subjects(house, ref)
    routes = [each.path for each in READING]
    for kind, known in KNOWN.items():
        paper = made_for(house, kind, "ljungby", about[known.about], MORNING, "", address)
        place = paper.foot.address.removeprefix(address)
        assert any(shape(route).fullmatch(place) for route in routes), (kind, place)


def test_a_paper_names_the_project_manager_and_not_their_address(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:6]).ref
    for paper in (memo(house, ref, MORNING), binder(house, ref, MORNING)):
        page = render(paper, Form.HTML, in_language("sv")).decode()
        assert "Petra Dahl" in page
        assert "petra@ljungby.example" not in page


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo is not on this machine")
def test_the_agenda_is_one_page(house: House, tmp_path: Path) -> None:
    for title in ("Gröna skolgårdar", "Digital trygghet", "Språk på jobbet"):
        an_idea(house, title=title)
    paper = agenda(house, "ljungby", home(), MORNING, "sv", "https://x.example")
    (tmp_path / "a.pdf").write_bytes(render(paper, Form.PDF, in_language("sv")))
    told = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], capture_output=True, check=True)
    assert re.search(rb"Pages: +1\n", told.stdout)
