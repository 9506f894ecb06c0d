"""A municipality's own letters: each mistake is found beforehand, and none stops anybody's letter."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from intlflow import assets
from intlflow.app.doctor import examine
from intlflow.app.house import House, assemble
from intlflow.app.moves import move
from intlflow.app.own_letters import check_all
from intlflow.app.showing import list_letters, show_letter
from intlflow.packs.problems import PackError
from tests import people
from tests.app.test_moves import ACCEPT

RIGHT = """{% extends layout %}
{% block subject %}Uppslaget {{ case.ref }} får stöd{% endblock %}
{% block lead %}Stöd åt {{ case.title }}.{% endblock %}
{% block body %}Vi hörs om {{ word.annual_report_text }}.{% endblock %}
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """A folder with Ljungby's pack, to be changed."""
    shutil.copytree(assets.folder("config") / "ljungby", tmp_path / "packs" / "ljungby")
    return tmp_path / "packs"


def write(packs: Path, text: str | bytes, name: str = "project/accept/sv.txt") -> Path:
    file = packs / "ljungby" / "letters" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return packs / "ljungby"


def test_a_right_letter_is_nothing_to_complain_of(packs: Path) -> None:
    assert check_all(write(packs, RIGHT)) == ()


@pytest.mark.parametrize(
    ("instead", "line", "says"),
    [
        ("{{ kommun.namn }}", 3, "unknown name 'kommun'"),
        ("{{ word.annual_report }}", 3, "did you mean 'annual_report_text'?"),
        ("{{ case.titel }}", 3, "there is no 'case.titel'; did you mean 'title'?"),
        ("{{ facts.caal }}", 3, "there is no 'facts.caal'; did you mean 'call'?"),
        ("{% include 'x' %}", 3, "Include is not allowed"),
        ("{% set a = 1 %}", 3, "is not allowed"),
        ("{% if case.title %}", 3, "needs to be closed is 'if'"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(
    packs: Path, instead: str, line: int, says: str
) -> None:
    (problem,) = check_all(write(packs, RIGHT.replace("Stöd åt", instead)))

    assert str(problem).startswith(f"ljungby/letters/project/accept/sv.txt:{line}: ")
    assert says in str(problem)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("project/acept/sv.txt", "there is no letter 'project/acept'; did you mean 'project/accept'?"),
        ("project/accept/se.txt", "'se.txt' is no part of a letter"),
        ("base.text", "no letter is made of this; expected one of base.txt, base.html"),
    ],
)  # fmt: skip
def test_a_file_that_no_letter_is_made_of_is_told(packs: Path, name: str, says: str) -> None:
    (problem,) = check_all(write(packs, RIGHT, name))

    assert says in str(problem)


def test_a_file_in_another_encoding_is_told(packs: Path) -> None:
    (problem,) = check_all(write(packs, RIGHT.encode("latin-1")))

    assert "the file is not UTF-8" in str(problem)


@pytest.fixture
def broken(house: House, packs: Path) -> House:
    """The house with a letter of Ljungby's own that can't be written."""
    write(packs, RIGHT.replace("{{ case.title }}", "{{ kommun.namn }}"))
    other = assemble(replace(house.settings, packs=packs))
    return replace(house, packs=other.packs, writer=other.writer, settings=other.settings)


def test_where_one_s_own_can_t_be_written_ours_is(
    broken: House, caplog: pytest.LogCaptureFixture
) -> None:
    ref = people.an_idea(broken).ref

    move(broken, ref, "accept", by=people.at("sanna"), given=ACCEPT, at=people.MORNING)

    told = [row for row in list_letters(broken, address=None, status=None) if ref in row["subject"]]
    accepted = [show_letter(broken, row["id"]) for row in told if "stöd" in row["subject"]]
    assert accepted
    assert not any("Uppslaget" in letter["subject"] for letter in accepted if letter)
    assert (
        "ljungby: own letter project/accept/sv.txt: project/accept/sv.txt:3: unknown" in caplog.text
    )


def test_the_doctor_says_what_is_wrong_with_it(broken: House) -> None:
    (packs,) = [found for found in examine(broken.settings) if found.what == "packs"]

    assert packs.state == "bad"
    assert "ljungby/letters/project/accept/sv.txt:3: unknown name 'kommun'" in packs.said


def test_two_packs_that_number_their_cases_alike_are_refused(house: House, packs: Path) -> None:
    other = packs / "asnehult"
    (packs / "ljungby").rename(other)
    file = other / "municipality.toml"
    file.write_text(file.read_text().replace('key = "ljungby"', 'key = "asnehult"'))

    with pytest.raises(PackError, match="the prefix 'LJU' of asnehult is also used by ljungby"):
        assemble(replace(house.settings, packs=packs))
    alone = assemble(replace(house.settings, packs=packs, only=("asnehult",)))
    assert list(alone.packs) == ["asnehult"]
