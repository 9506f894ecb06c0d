"""Files are kept by what they are, readable by their owner alone, and found to be as they were."""

import stat
from pathlib import Path

import pytest

from intlflow.app import doctor
from intlflow.app.house import House, NotFound
from intlflow.app.meetings.showing import show_meeting
from intlflow.app.registers import attaching
from intlflow.app.registers.attaching import attach, damaged, list_files, place, take_out
from intlflow.domain.files import MOST_BYTES
from intlflow.domain.lifecycle import Refused
from tests.app.calendar import a_meeting
from tests.app.registers.desk import add, end, show
from tests.people import MORNING, an_idea, at
from tests.store.whole import number_of

PDF = b"%PDF-1.7\navtal"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "avtal.pdf"
    found.write_bytes(PDF)
    return found


def keep(house: House, file: Path, about: str, **more: str) -> int:
    return attach(house, "ljungby", file, about, by=at("sanna"), at=MORNING, **more).number


def kept_files(house: House) -> list[Path]:
    return [path for path in (house.settings.data / "attachments").rglob("*") if path.is_file()]


def test_a_file_lies_under_its_hash_where_only_its_owner_reads_it(house: House, file: Path) -> None:
    ref = an_idea(house).ref
    keep(house, file, ref, secrecy="OSL 19:1")

    (row,) = list_files(house, "ljungby", ref)
    (lies,) = kept_files(house)
    assert lies == place(house.settings.data, row["sha256"])
    assert stat.S_IMODE(lies.stat().st_mode) == 0o600
    assert {stat.S_IMODE(p.stat().st_mode) for p in (lies.parent, lies.parent.parent)} == {0o700}
    assert (row["file"], row["size"], row["secrecy"]) == ("avtal.pdf", len(PDF), "OSL 19:1")
    assert list(damaged(house)) == []


def test_a_file_belongs_to_any_row_and_is_shown_with_it(house: House, file: Path) -> None:
    add(house, "partner", "Rostock", country="DE")

    keep(house, file, "partner Rostock")

    assert [f["file"] for f in show(house, "partner")["files"]] == ["avtal.pdf"]
    with pytest.raises(NotFound):
        keep(house, file, "partner 7")
    with pytest.raises(NotFound):
        keep(house, file, "LJU-1999-001")


def test_a_file_belongs_to_a_bodys_meeting_and_is_shown_with_it(house: House, file: Path) -> None:
    a_meeting(house, "ks", "2027-06-01")

    keep(house, file, "sitting 1")

    assert [f["file"] for f in show_meeting(house, "ljungby", 1)["files"]] == ["avtal.pdf"]
    for wrong in ("sitting 2", "sitting -1", "sitting ett"):
        with pytest.raises(NotFound):
            keep(house, file, wrong)


def test_a_new_version_leaves_the_old_one_to_be_taken_out(
    house: House, file: Path, tmp_path: Path
) -> None:
    ref = an_idea(house).ref
    keep(house, file, ref)
    file.write_bytes(PDF + b" nummer 2")
    keep(house, file, ref, replaces="1", reason="Underskrivet")

    first = take_out(house, "ljungby", "1", tmp_path / "1.pdf", version=1)
    second = take_out(house, "ljungby", "1", tmp_path / "2.pdf")

    assert (first["version"], second["version"]) == (1, 2)
    assert (tmp_path / "1.pdf").read_bytes() == PDF
    assert (tmp_path / "2.pdf").read_bytes() == PDF + b" nummer 2"
    assert stat.S_IMODE((tmp_path / "2.pdf").stat().st_mode) == 0o600
    assert len(kept_files(house)) == 2
    with pytest.raises(NotFound, match="no version 3"):
        take_out(house, "ljungby", "1", tmp_path / "3.pdf", version=3)
    with pytest.raises(NotFound, match="exists"):
        take_out(house, "ljungby", "1", tmp_path / "1.pdf")


def test_the_same_content_lies_there_once(house: House, file: Path) -> None:
    refs = [an_idea(house, title=f"Idé {number}").ref for number in range(2)]

    for ref in refs:
        keep(house, file, ref)

    assert (len(kept_files(house)), len(list_files(house, "ljungby"))) == (1, 2)
    assert list_files(house, "vaxjo") == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "file-empty"),
        (b"MZ\x90 a program", "file-not-allowed"),
        (b"<html>", "file-not-allowed"),
        (b"%PDF" + b"x" * MOST_BYTES, "file-too-large"),
    ],
)
def test_what_should_not_be_kept_leaves_nothing_behind(
    house: House, tmp_path: Path, content: bytes, why: str
) -> None:
    wrong = tmp_path / "avtal.pdf"
    wrong.write_bytes(content)

    with pytest.raises(Refused) as refused:
        keep(house, wrong, an_idea(house).ref)

    assert refused.value.why == why
    assert (number_of(house, "attachment"), kept_files(house)) == (0, [])


@pytest.mark.parametrize("said", ["hemligt", "19:1", "OSL", "OSL nitton"])
def test_a_secrecy_mark_has_its_paragraph(house: House, file: Path, said: str) -> None:
    with pytest.raises(Refused) as refused:
        keep(house, file, an_idea(house).ref, secrecy=said)

    assert refused.value.why == "secrecy-without-paragraph"


def test_a_file_that_was_tampered_with_is_not_handed_out_and_the_doctor_says_so(
    house: House, file: Path, tmp_path: Path
) -> None:
    keep(house, file, an_idea(house).ref)
    (lies,) = kept_files(house)
    lies.write_bytes(b"%PDF-1.7\nett annat avtal")

    with pytest.raises(Refused) as refused:
        take_out(house, "ljungby", "1", tmp_path / "ut.pdf")

    assert refused.value.why == "attachment-damaged"
    assert not (tmp_path / "ut.pdf").exists()
    finding = next(f for f in doctor.examine(house.settings) if f.what == "files")
    assert (finding.state, "is not what was kept" in finding.said) == ("bad", True)


def test_a_file_that_is_gone_or_that_others_can_read_is_told(house: House, file: Path) -> None:
    keep(house, file, an_idea(house).ref)
    (lies,) = kept_files(house)
    lies.chmod(0o644)
    assert [text.partition(" ")[0] for text in damaged(house)] == ["others"]

    lies.unlink()

    assert ["is gone" in text for text in damaged(house)] == [True]


def test_taken_off_the_lists_nothing_is_thrown_away(house: House, file: Path) -> None:
    keep(house, file, an_idea(house).ref)
    end(house, "attachment", "1", never=True)

    assert list_files(house, "ljungby") == []
    assert len(kept_files(house)) == attaching.how_many(house) == 1


def test_whoever_may_not_write_for_the_unit_leaves_no_file(house: House, file: Path) -> None:
    ref = an_idea(house).ref

    with pytest.raises(Refused) as refused:
        attach(house, "ljungby", file, ref, by=at("stig"), at=MORNING)

    assert refused.value.why == "register-of-another"
    assert (number_of(house, "attachment"), kept_files(house)) == (0, [])


def test_a_file_that_cannot_be_written_leaves_no_row(
    house: House, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = an_idea(house).ref

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "attachments")

    with monkeypatch.context() as patch:
        patch.setattr(attaching.os, "replace", full)
        with pytest.raises(OSError, match="No space left"):
            keep(house, file, ref)

    assert (number_of(house, "attachment"), kept_files(house)) == (0, [])
