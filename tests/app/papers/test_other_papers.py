"""Papers about a document, a meeting, a decision, a person, the whole: made from the register, gaps named."""

import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from intlflow.app.decisions.afterwards import note_event
from intlflow.app.decisions.showing import list_decisions
from intlflow.app.duties.answering import log
from intlflow.app.house import House, NotFound
from intlflow.app.moves import move
from intlflow.app.papers.extract import extract
from intlflow.app.papers.half_page import half_page
from intlflow.app.papers.handover import handover
from intlflow.app.papers.mandate import mandate_report
from intlflow.app.papers.meeting import call, minutes
from intlflow.app.papers.review import review
from intlflow.app.registers.keeping import add
from intlflow.app.registers.tagging import tag
from intlflow.app.undoing import undo
from intlflow.domain.appeal import After
from intlflow.domain.registers import POINT
from intlflow.domain.tagging import About
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from intlflow.papers.model import Facts, Grid, Linked, Missing, Paper, Points, Text
from intlflow.papers.render import Form, render
from tests import people
from tests.app.papers.subjects import a_meeting
from tests.people import MAIN_ROAD, MORNING, an_idea, at, facts_for, home, walk

LJUNGBY = "ljungby"


def blocks(paper: Paper, key: str) -> tuple[Any, ...]:
    found = paper.section(key)
    assert found is not None
    return found.blocks


def grid(paper: Paper, key: str) -> Grid:
    return next(one for _, one in paper.grids() if one.key == key)


def facts(paper: Paper, key: str) -> dict[str, Any]:
    return dict(next(b for b in blocks(paper, key) if isinstance(b, Facts)).facts)


def points(paper: Paper, key: str) -> tuple[str, ...]:
    return next(b for b in blocks(paper, key) if isinstance(b, Points)).points


def texts(paper: Paper, key: str) -> str:
    return " ".join(b.text for b in blocks(paper, key) if isinstance(b, Text))


def a_point(house: House, **given: str) -> None:
    add(house, POINT, LJUNGBY, given, by=at("sanna"), at=MORNING)


def test_KS_09_KS_14_the_extract_has_the_headings_of_the_minutes_and_what_was_decided_before(
    house: House,
) -> None:
    ref = walk(house, MAIN_ROAD[:4]).ref
    paper = extract(house, ref, MORNING)
    two = [one.title for one in paper.sections if one.level == 2 and one.title]
    assert two[:6] == [
        "Beslut", "Sammanfattning av ärendet", "Beslutsunderlag", "Yrkande", "Beslutsordning",
        "Skickas till",
    ]  # fmt: skip
    (head,) = [one for one in paper.sections if one.level == 1]
    assert head.title == "Barn- och utbildningsnämnden § 31, 1 mars 2027"


def test_what_the_register_does_not_hold_is_a_gap_of_the_body(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:4]).ref
    paper = extract(house, ref, MORNING)
    gaps = {gap.whom for _, gap in paper.missing()}
    assert gaps == {"Barn- och utbildningsnämnden"}


def test_when_it_was_announced_and_until_when_it_can_be_appealed_stands_in_it(house: House) -> None:
    walk(house, MAIN_ROAD[:4])
    (one,) = list_decisions(house, LJUNGBY, MORNING)
    note_event(
        house, one["id"], After.ANNOUNCED, by=at("siv"), day=MORNING.date(), note="", at=MORNING
    )
    paper = extract(house, str(one["id"]), MORNING)
    told = facts(paper, f"decision-{one['id']}")
    assert str(told["Anslaget"]) == "2027-03-01"
    assert str(told["Sista dag att överklaga"]) == "2027-03-22"


def test_a_case_that_nobody_has_decided_in_says_so(house: House) -> None:
    paper = extract(house, an_idea(house).ref, MORNING)
    assert "Inget beslut är fattat" in texts(paper, "decision")


def test_a_decision_that_is_not_there_has_no_extract(house: House) -> None:
    with pytest.raises(NotFound):
        extract(house, "4711", MORNING)


def test_LJ13_05_PLAN_05_it_tells_how_long_ago_the_document_should_have_been_revised(
    house: House,
) -> None:
    paper = review(house, LJUNGBY, "plan_2018", MORNING)
    assert "senast 14 augusti 2023. Det är 1295 dagar sedan." in texts(paper, "summary")
    assert any("14 augusti 2023" in point for point in points(paper, "gaps"))


def test_it_proposes_to_keep_or_to_revise_and_decides_neither(house: House) -> None:
    paper = review(house, LJUNGBY, "plan_2018", MORNING)
    keep, revise = points(paper, "proposal")
    assert paper.draft
    assert "gäller oförändrat" in keep
    assert "i uppdrag att revidera" in revise


def test_every_promise_of_the_document_is_there_the_late_ones_first(house: House) -> None:
    paper = review(house, LJUNGBY, "plan_2018", MORNING)
    rules = [rule for rule in house.pack(LJUNGBY).rule if rule.document == "plan_2018"]
    states = [row[4] for row in grid(paper, "loften").rows]
    assert len(states) == len(rules)
    assert "försenat" not in states[states.count("försenat") :]


def test_the_memo_itself_stands_first_among_what_the_decision_rests_on(house: House) -> None:
    assert points(review(house, LJUNGBY, "plan_2018", MORNING), "basis")[0] == (
        "Tjänsteskrivelse, 1 mars 2027"
    )


def test_a_day_that_nobody_knows_is_a_gap(house: House) -> None:
    told = facts(review(house, LJUNGBY, "policy_newer", MORNING), "document")
    assert told["Gäller från"] == Missing("Kommunfullmäktige")


def test_VX_30_it_quotes_the_sentence_that_demands_it(house: House) -> None:
    paper = mandate_report(house, "vaxjo", "strategy_2013", MORNING)
    (quote,) = blocks(paper, "why")
    assert "minst en gång per mandatperiod" in quote.text


def test_VX_31_it_asks_whether_the_document_has_to_be_revised(house: House) -> None:
    paper = mandate_report(house, "vaxjo", "strategy_2013", MORNING)
    yes, no = points(paper, "revise")
    assert (yes[:6], no[:7]) == ("[ ] Ja", "[ ] Nej")


def test_soon_after_an_election_it_is_the_term_before_that_is_followed(house: House) -> None:
    assert "2022–2026" in mandate_report(house, LJUNGBY, "plan_2018", MORNING).lead
    assert "2026–2030" in mandate_report(house, LJUNGBY, "plan_2018/2026", MORNING).lead


def test_a_term_that_has_not_begun_is_refused_with_those_there_are(house: House) -> None:
    with pytest.raises(NotFound, match="there are 2022, 2026"):
        mandate_report(house, LJUNGBY, "plan_2018/2030", MORNING)


def test_PLAN_02_all_goals_are_told_of_and_all_at_once_is_never_spread_over_them(
    house: House,
) -> None:
    one, two = (walk(house, MAIN_ROAD[:9]).ref for _ in range(2))
    for ref, word in ((one, "all"), (two, "13")):
        tag(house, LJUNGBY, ref, {About.SDG: (word,)}, by=at("sanna"), at=MORNING)
    paper = mandate_report(house, LJUNGBY, "plan_2018/2026", MORNING)
    rows = dict(grid(paper, "globala-mal").rows)
    assert len(rows) == 18
    assert rows["13. Bekämpa klimatförändringarna"] == rows["Samtliga"] == 1
    assert sum(number for number in rows.values() if isinstance(number, int)) == 2
    assert "2 av 2 projekt är märkta" in texts(paper, "summary")


def test_a_year_that_the_register_knows_nothing_of_is_a_gap_and_no_nought(house: House) -> None:
    paper = mandate_report(house, LJUNGBY, "plan_2018/2022", MORNING)
    assert all(isinstance(cell, Missing) for row in grid(paper, "ar").rows for cell in row[1:])


def test_what_was_done_in_the_term_counts_and_what_came_after_does_not(house: House) -> None:
    log(
        house, LJUNGBY, "ledningsgrupp_talk", subject=home(), by=at("karin"),
        on=MORNING.date(), forum="ledningsgruppen", topics="", note="", at=MORNING,
    )  # fmt: skip

    def done(term: int) -> int:
        rows = grid(mandate_report(house, LJUNGBY, f"plan_2018/{term}", MORNING), "loften").rows
        return next(int(row[2]) for row in rows if "minst två gånger" in str(row[1]))  # type: ignore[arg-type]

    assert (done(2026), done(2022)) == (1, 0)


def test_PLAN_31_it_tells_the_way_the_money_the_cover_and_what_is_late(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    paper = half_page(house, LJUNGBY, MORNING)
    told = facts(paper, "now")
    assert (
        str(told["Egna pengar som är beslutade"]).replace("\xa0", " ") == "300 000 kr i 1 projekt"
    )
    assert str(told["Enheter med kontaktperson"]).startswith("2 av ")
    assert any("Verksamhetsplan" in line for line in points(paper, "late"))


def test_an_amount_that_nobody_has_told_is_named_and_no_nought(house: House) -> None:
    told = facts(half_page(house, LJUNGBY, MORNING), "now")
    assert told["Sökt, väntar på svar"] == "inget projekt"


def test_it_says_how_many_more_there_are(house: House) -> None:
    for _ in range(5):
        walk(house, MAIN_ROAD[:2])
    lines = points(half_page(house, LJUNGBY, MORNING), "decide")
    assert (len(lines), lines[-1]) == (4, "och 2 till")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not on this machine")
def test_it_is_half_a_page(house: House, tmp_path: Path) -> None:
    for _ in range(5):
        walk(house, MAIN_ROAD[:2])
    paper = half_page(house, LJUNGBY, MORNING, "sv", "https://x.example")
    (tmp_path / "a.pdf").write_bytes(render(paper, Form.PDF, in_language("sv")))
    told = subprocess.run(
        ["pdftotext", "-bbox", str(tmp_path / "a.pdf"), "-"], capture_output=True, check=True
    ).stdout.decode()
    assert told.count("<page ") == 1
    lows = [float(each) for each in re.findall(r'yMax="([0-9.]+)">(?!Framställd)', told)]
    body = [low for low in lows if low < 780]  # above the foot of the page
    assert max(body) < 842 * 0.6


def test_everything_open_every_day_ahead_and_the_people_are_in_it(house: House) -> None:
    ref = walk(house, MAIN_ROAD[:2]).ref
    a_point(house, what="Ring Rostock", kind="action", owner=at("karin"), due_on="2027-03-20")
    paper = handover(house, LJUNGBY, at("karin"), MORNING)
    assert [row[0] for row in grid(paper, "arenden").rows] == [
        Linked(f"Ett ärende ({ref})", f"/arende/{ref}")
    ]
    days = [row[0] for row in grid(paper, "datum").rows]
    assert days == sorted(days)  # type: ignore[type-var]
    assert "Ring Rostock" in [row[1] for row in grid(paper, "datum").rows]
    assert {"Sanna Lind", "Manne Holm", "Disa Lund"} <= {
        row[0] for row in grid(paper, "manniskor").rows
    }


def test_who_steps_in_is_named_and_nobody_is_a_gap(house: House) -> None:
    karin, stig = (handover(house, LJUNGBY, at(name), MORNING) for name in ("karin", "stig"))
    assert grid(karin, "uppdrag").rows[0][4] == "Disa Lund"
    assert grid(stig, "uppdrag").rows[0][4] == Missing("Tekniska förvaltningen")


def test_it_holds_nothing_that_the_one_who_leaves_may_not_see(house: House) -> None:
    an_idea(house, title="Hemlig idé")
    for name in ("stig", "lea"):  # another unit's contact person; those elected see no ideas
        page = render(handover(house, LJUNGBY, at(name), MORNING), Form.HTML, in_language("sv"))
        assert "Hemlig idé" not in page.decode()


def test_a_project_with_numbers_shows_them_and_names_those_that_lack(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    (row,) = grid(handover(house, LJUNGBY, at("sanna"), MORNING), "nummer").rows
    assert row[1] == Missing("Barn- och utbildningsförvaltningen")


def test_it_names_people_and_never_their_addresses(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    page = render(handover(house, LJUNGBY, at("sanna"), MORNING), Form.HTML, in_language("sv"))
    assert ".example" not in page.decode()


def test_nobody_has_no_handover(house: House) -> None:
    with pytest.raises(NotFound):
        handover(house, LJUNGBY, "ingen@ljungby.example", MORNING)


def test_PLAN_40_the_agenda_is_made_of_what_is_open(house: House) -> None:
    a_meeting(house, "2027-02-01", "held")
    number = a_meeting(house)
    a_meeting(house, "2027-06-15")
    a_point(house, what="Samla språkkunskaper", kind="action", due_on="2027-02-20")
    a_point(house, what="Vad vill vi med nätverken?", kind="topic")
    paper = call(house, LJUNGBY, number, MORNING)
    assert points(paper, "agenda") == (
        "Anteckningar från mötet 1 februari 2027",
        "Det som är försenat",
        "Att tala om: Vad vill vi med nätverken?",
        "Runda: nytt från enheterna",
        "Övriga frågor",
        "Nästa möte: tisdag 15 juni 2027 klockan 09:00, Rådhuset",
    )
    assert grid(paper, "late").rows[0][:2] == ("Samla språkkunskaper", "ingen än")


def test_PLAN_48_who_is_called_follows_from_appointments(house: House) -> None:
    paper = call(house, LJUNGBY, a_meeting(house), MORNING)
    called = {row[0] for row in grid(paper, "kallade").rows}
    assert called == {"Karin Ek", "Stig Strand", "Lea Falk"}
    assert "Kultur- och fritidsförvaltningen" in texts(paper, "called")


def test_without_a_number_the_next_one_is_called_to(house: House) -> None:
    a_meeting(house, "2027-06-15")
    a_meeting(house, "2027-03-15")
    assert dict(call(house, LJUNGBY, "", MORNING).facts)["Dag och tid"] == (
        "måndag 15 mars 2027 klockan 09:00"
    )


def test_no_meeting_planned_says_what_to_do(house: House) -> None:
    with pytest.raises(NotFound, match="no meeting of the working group is planned; see `intlflow"):
        call(house, LJUNGBY, "", MORNING)


def test_PLAN_40_the_notes_tell_what_was_agreed_and_who_does_what_by_when(house: House) -> None:
    number = a_meeting(house, "2027-02-01", "held", minutes="Vi såg på våren.\nAlla var nöjda.")
    a_point(house, what="Vi går med i nätverket", kind="agreed", meeting=number)
    a_point(house, what="Skriv till Rostock", kind="action", meeting=number, owner=at("karin"),
            due_on="2027-03-20")  # fmt: skip
    paper = minutes(house, LJUNGBY, "", MORNING)
    assert texts(paper, "said") == "Vi såg på våren. Alla var nöjda."
    assert points(paper, "agreed") == ("Vi går med i nätverket",)
    (row,) = grid(paper, "att-gora").rows
    assert (row[0], row[1], str(row[2])) == ("Skriv till Rostock", "Karin Ek", "2027-03-20")


def test_notes_that_nobody_has_written_are_a_gap_that_leads_to_the_meeting(house: House) -> None:
    number = a_meeting(house, "2027-02-01", "held")
    (gap,) = facts(minutes(house, LJUNGBY, number, MORNING), "said").values()
    assert gap.href == f"/register/meeting/{number}"


@pytest.mark.parametrize("name", ["en", "sv"])
def test_no_paper_leaves_a_word_to_be_filled_in(house: House, name: str) -> None:
    ref = walk(house, MAIN_ROAD[:9]).ref
    number = a_meeting(house)
    made = (
        extract(house, ref, MORNING, name),
        review(house, LJUNGBY, "plan_2018", MORNING, name),
        mandate_report(house, LJUNGBY, "plan_2018", MORNING, name),
        half_page(house, LJUNGBY, MORNING, name),
        handover(house, LJUNGBY, people.at("sanna"), MORNING, name),
        call(house, LJUNGBY, number, MORNING, name),
        minutes(house, LJUNGBY, number, MORNING, name),
    )
    for paper in made:
        page = render(paper, Form.HTML, in_language(name)).decode()
        assert not re.search(r"\{[a-z_]+\}", page), paper.kind


def test_a_grant_that_was_refused_or_taken_back_was_not_reached(house: House) -> None:
    def granted() -> str:
        said = str(facts(half_page(house, LJUNGBY, MORNING), "now")["Uppnått 2027"])
        return next(part for part in said.split(", ") if part.startswith("beviljade"))

    walk(house, MAIN_ROAD[:5])
    walk(house, (*MAIN_ROAD[:5], "refuse_grant"))
    again, later = walk(house, MAIN_ROAD[:4]).ref, MORNING + timedelta(minutes=5)
    given = facts_for(house, Kind.PROJECT, "submitted", "grant", LJUNGBY)
    move(house, again, "grant", by=at("sanna"), given=given, at=later)
    before = granted()

    undo(house, again, by=at("sanna"), at=later)

    assert (before, granted()) == ("beviljade: 2", "beviljade: 1")
