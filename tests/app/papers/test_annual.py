"""The annual compilation: figures that can be recomputed, gaps that are named, nothing guessed."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from intlflow import assets
from intlflow.app.house import House
from intlflow.app.opening import open_case
from intlflow.app.papers.annual import annual
from intlflow.app.papers.figures import figures
from intlflow.app.papers.making import file_made
from intlflow.app.papers.year import look
from intlflow.domain.lifecycle import Refused
from intlflow.domain.report_answers import Answers
from intlflow.domain.words import Kind
from intlflow.letters.words import in_language
from intlflow.papers.model import Facts, Grid, Linked, Missing, Paper, Share, Text
from intlflow.papers.render import Form, render
from tests.people import MAIN_ROAD, MORNING, at, walk
from tests.reports import AFTERWARDS, YEAR, do, open_all

FORMS = ("external_funding", "competence_development", "cooperation")
ALL = Answers(dict.fromkeys(FORMS, True), "Vi lärde oss odla.")
CHAPTERS = [
    "summary", "figures", "projects", "applications", "goals", "units", "cooperation", "learning",
    "follow-up", "travel", "results", "ahead", "appendix",
]  # fmt: skip


def compiled(house: House, municipality: str = "ljungby") -> Paper:
    return annual(house, municipality, YEAR, AFTERWARDS)


def grid(paper: Paper, key: str) -> Grid:
    return next(each for _, each in paper.grids() if each.key == key)


def plain(value: Any) -> Any:
    return value.value if isinstance(value, Linked) else value


def figure(paper: Paper, label: str) -> Any:
    return next(plain(row[1]) for row in grid(paper, "siffror").rows if row[0] == label)


@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_PLAN_60_the_compilation_has_its_chapters_and_an_appendix(
    house: House, municipality: str
) -> None:
    paper = compiled(house, municipality)
    assert [each.key for each in paper.sections if each.level == 1] == CHAPTERS
    units = [each.title for each in paper.sections if each.level == 2]
    assert units == [unit.name for unit in look(house, municipality, YEAR, AFTERWARDS).units]


def test_who_has_not_answered_is_named_and_the_paper_is_a_draft(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin", answers=ALL)
    paper = compiled(house)
    silent = [row[0] for row in grid(paper, "saknas").rows]
    assert "Barn- och utbildningsförvaltningen" not in silent
    assert len(silent) == len(look(house, "ljungby", YEAR, AFTERWARDS).units) - 1
    assert paper.draft
    gaps = {gap.whom for _, gap in paper.missing()}
    assert set(silent) <= gaps
    assert all(gap.href.startswith("/enhetsrapport/") for _, gap in paper.missing() if gap.href and
               gap.href != "/paminnelser")  # fmt: skip


def test_each_figure_is_recomputed_from_the_rows_of_the_paper(house: House) -> None:
    walk(house, MAIN_ROAD[:6])
    walk(house, MAIN_ROAD[:3])
    paper, told = compiled(house), look(house, "ljungby", YEAR, AFTERWARDS)
    assert figure(paper, "Nya idéer") == len(grid(paper, "ideas").rows)
    assert figure(paper, "Inlämnade ansökningar") == len(grid(paper, "applications").rows)
    assert figure(paper, "Pågående projekt") == len(grid(paper, "running").rows)
    assert figure(paper, "Avslutade projekt") == len(grid(paper, "closed").rows)
    applied = [plain(row[4]) for row in grid(paper, "applications").rows]
    said = figure(paper, "Sökt belopp")
    assert said.amount == sum(
        (each.amount for each in applied if not isinstance(each, Missing)), Decimal(0)
    )
    assert {each.key for each in figures(told)} >= {
        "idea",
        "application",
        "running",
        "talks",
        "reports",
    }


def test_one_idea_more_changes_just_the_figures_that_count_ideas(house: House) -> None:
    walk(house, MAIN_ROAD[:4])
    before = {row[0]: plain(row[1]) for row in grid(compiled(house), "siffror").rows}
    open_case(
        house, Kind.PROJECT, municipality="ljungby", unit="buf", title="Ännu en", by=at("karin"),
        given={}, at=MORNING,
    )  # fmt: skip
    after = {row[0]: plain(row[1]) for row in grid(compiled(house), "siffror").rows}
    changed = {label for label in before if before[label] != after[label]}
    assert changed == {"Nya idéer"}
    assert after["Nya idéer"] == before["Nya idéer"] + 1


def test_LJP_11_PLAN_13_PLAN_33_PLAN_36_each_unit_tells_which_forms_of_work_it_has_considered(
    house: House,
) -> None:
    open_all(house)
    some = Answers({**dict.fromkeys(FORMS, True), "external_funding": False}, why="Ingen tid i år.")
    do(house, "submit", "karin", answers=some)
    rows = {row[0]: row[1:] for row in grid(compiled(house), "tried").rows}
    assert rows["Barn- och utbildningsförvaltningen"] == ("nej", "ja", "ja", "Ingen tid i år.")
    other = rows["Tekniska förvaltningen"]
    assert all(isinstance(each, Missing) for each in other[:3])


def test_KS_06_LJ13_10_how_many_units_have_considered_every_form_is_told(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin", answers=ALL)
    note = grid(compiled(house), "tried").note
    assert note.startswith("1 av ")


def test_VX_08_whoever_has_not_considered_external_funding_says_why(house: House) -> None:
    open_all(house)
    no = Answers({**dict.fromkeys(FORMS, True), "external_funding": False})
    with pytest.raises(Refused) as refused:
        do(house, "submit", "karin", answers=no)
    assert refused.value.why == "report-why-not"


def test_a_form_that_is_not_answered_for_is_asked_for_by_name(house: House) -> None:
    open_all(house)
    with pytest.raises(Refused) as refused:
        do(house, "submit", "karin", answers=Answers({"cooperation": True}))
    assert (refused.value.why, refused.value.details["form"]) == (
        "report-form-untold",
        "external_funding",
    )


def test_VX_11_VX_23_PLAN_19_what_staff_need_to_learn_stands_in_the_unit_s_chapter(
    house: House,
) -> None:
    open_all(house)
    do(house, "submit", "karin", answers=Answers(ALL.tried, needs="Engelska; kurs i höst."))
    chapter = compiled(house).section("unit-buf")
    assert chapter is not None
    assert any("Engelska; kurs i höst." in getattr(each, "text", "") for each in chapter.blocks)


def test_what_a_unit_said_is_fixed_when_it_answers(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin", answers=ALL)
    open_case(
        house, Kind.PROJECT, municipality="ljungby", unit="buf", title="Sen idé", by=at("karin"),
        given={}, at=AFTERWARDS,
    )  # fmt: skip
    told = next(u for u in look(house, "ljungby", YEAR, AFTERWARDS).units if u.key == "buf")
    assert told.answers == ALL
    assert told.facts["ideas"] == []


def test_nothing_to_report_is_an_answer_and_no_gap(house: House) -> None:
    open_all(house)
    do(house, "nothing", "karin")
    paper = compiled(house)
    chapter = paper.section("unit-buf")
    assert chapter is not None
    said = " ".join(getattr(each, "text", "") for each in chapter.blocks)
    assert "undertecknat" in said
    assert "Barn- och utbildningsförvaltningen" not in [
        row[0] for row in grid(paper, "saknas").rows
    ]


def test_a_unit_of_which_nothing_is_known_says_so_and_has_no_noughts(house: House) -> None:
    walk(house, MAIN_ROAD)
    paper = compiled(house)
    told = {each.key: each for each in look(house, "ljungby", YEAR, AFTERWARDS).units}
    idle, busy = (
        next(
            f"unit-{key}" for key, unit in told.items() if bool(unit.facts["applications"]) is some
        )
        for some in (False, True)
    )
    for key, says_nothing in ((idle, True), (busy, False)):
        chapter = paper.section(key)
        assert chapter is not None
        texts = [block.text for block in chapter.blocks if isinstance(block, Text)]
        names = [name for b in chapter.blocks if isinstance(b, Facts) for name, _ in b.facts]
        assert any("Registret har inget" in text for text in texts) is says_nothing
        assert ("Inlämnade ansökningar" in names) is not says_nothing
        assert "Samtal i ledningsgruppen" in names


def test_money_in_two_currencies_is_never_added(house: House) -> None:
    walk(house, MAIN_ROAD[:5])
    facts = next(b for s in compiled(house).sections for b in s.blocks
                 if s.key == "applications" and isinstance(b, Facts))  # fmt: skip
    assert any("SEK" in label for label, _ in facts.facts)


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_form_is_made_in_both_languages(house: House, form: Form, lang: str) -> None:
    walk(house, MAIN_ROAD[:6])
    open_all(house)
    paper = annual(
        house, "ljungby", YEAR, datetime(2028, 1, 2, 7, tzinfo=UTC), lang, "https://x.example"
    )
    assert len(render(paper, form, in_language(lang), address="https://x.example")) > 5000


def test_VX_19_vaxjo_s_year_is_followed_up_under_its_target_area(house: House) -> None:
    told = dict(compiled(house, "vaxjo").facts)
    assert told["Följs upp under"] == "målområdet Arbete och Företag"
    own = dict(compiled(house).facts)
    assert own["Följs upp under"] == "de strategiska områdena tillväxt, kunskap och livskvalitet"


def test_the_year_before_stands_beside_only_where_somebody_was_asked(house: House) -> None:
    open_all(house)
    do(house, "submit", "karin", answers=ALL)
    rows = {row[0]: row[2] for row in grid(compiled(house), "siffror").rows}
    assert isinstance(rows["Enheter som har svarat"], Missing)
    later = annual(house, "ljungby", YEAR + 1, AFTERWARDS)
    share = {row[0]: row[2] for row in grid(later, "siffror").rows}["Enheter som har svarat"]
    assert isinstance(share, Share)
    assert share.part > 0


def test_a_gap_leads_to_the_report_of_the_very_year(house: House) -> None:
    gaps = {
        gap.href for _, gap in compiled(house).missing() if gap.href.startswith("/enhetsrapport")
    }
    assert gaps
    assert all(href.endswith(f"/{YEAR}") for href in gaps)


def test_a_template_with_a_mistake_is_refused_in_words_and_nothing_is_made(
    house: House, tmp_path: Path
) -> None:
    shutil.copytree(assets.folder("config") / "ljungby", tmp_path / "ljungby")
    (tmp_path / "ljungby" / "papers").mkdir()
    document = Document()
    document.add_paragraph("{{ titel }}")
    document.save(str(tmp_path / "ljungby" / "papers" / "standard.docx"))
    own = replace(house, settings=replace(house.settings, packs=tmp_path))
    with pytest.raises(Refused) as refused:
        file_made(own, "ljungby", compiled(house), "docx")
    assert "standard.docx frågar efter fältet titel" in refused.value.details["said"]
