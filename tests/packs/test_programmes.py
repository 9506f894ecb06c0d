"""Programmes are shared by all packs, may be written anew by one, and say from where they are known."""

import shutil
from pathlib import Path

import pytest

from intlflow.domain.eligibility import May, judge
from intlflow.packs.model import Pack
from intlflow.packs.programmes import Programme
from intlflow.packs.reader import check_pack, read_pack

CONFIG = Path(__file__).parents[2] / "config"
SHARED = "config/shared/programmes.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ljungby's pack with what all packs share beside it."""
    for name in ("ljungby", "shared"):
        shutil.copytree(CONFIG / name, tmp_path / "config" / name)
    return tmp_path / "config" / "ljungby"


def programme(pack: Pack, key: str) -> Programme:
    return next(each for each in pack.programme if each.key == key)


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("interreg_south_baltic", May.INSIDE),
        ("interreg_north_sea", May.INSIDE),
        ("interreg_oks", May.OUTSIDE),
        ("interreg_central_baltic", May.OUTSIDE),
        ("erdf_smaland_oarna", May.INSIDE),
        ("cerv_town_twinning", May.EVERYWHERE),
        ("leader_linne_smaland", May.UNKNOWN),
    ],
)
@pytest.mark.parametrize("municipality", ["ljungby", "vaxjo"])
def test_kronoberg_is_inside_south_baltic_and_north_sea_and_outside_the_two_others(
    municipality: str, key: str, may: May
) -> None:
    pack = read_pack(CONFIG / municipality)

    assert judge(pack.municipality.county, programme(pack, key).counties).may is may


def test_every_programme_says_where_it_is_read() -> None:
    pack = read_pack(CONFIG / "ljungby")

    assert len(pack.programme) == 20
    assert [each.key for each in pack.programme if not each.source] == []


def test_a_pack_writes_a_programme_and_a_source_anew_and_its_own_hold(folder: Path) -> None:
    own = '[[programme]]\nkey = "life"\nname = "LIFE 2028"\nsource = "nytt"\n'
    own += '[[call_source]]\nkey = "ft"\naddress = "https://eu.example/x.json"\nweekly = true\n'
    (folder / "programmes.toml").write_text(own, "utf-8")

    pack = read_pack(folder)

    assert (programme(pack, "life").name, len(pack.programme)) == ("LIFE 2028", 20)
    assert [(each.address, each.weekly) for each in pack.call_source] == [
        ("https://eu.example/x.json", True)
    ]


def test_nothing_is_fetched_by_itself_from_the_packs_that_ship() -> None:
    for key in ("ljungby", "vaxjo"):
        sources = read_pack(CONFIG / key).call_source
        assert [each.weekly for each in sources] == [False]


def test_a_pack_far_from_the_others_has_the_programmes_that_ship(tmp_path: Path) -> None:
    shutil.copytree(CONFIG / "vaxjo", tmp_path / "vaxjo")

    assert len(read_pack(tmp_path / "vaxjo").programme) == 20


@pytest.mark.parametrize(
    ("old", "new", "says", "nearest"),
    [
        ('counties = ["07", "08"', 'counties = ["99", "08"', "'99' is no county;", None),
        ('counties = ["07", "08"', 'counties = ["Kronobergs", "08"', "'Kronobergs' is no", "07"),
        ('counties = ["07", "08"', 'counties = ["all", "08"', '"all" stands alone', None),
        ('max_eu_rate = "0.80"', 'max_eu_rate = "80"', "is too large (at most 1)", None),
        ('max_eu_rate = "0.80"', 'max_eu_rate = "0"', "is too small (more than 0)", None),
        ('source = "utveckling', 'sorce = "utveckling', "unknown key 'sorce'", "source"),
        ('"43252405"', '"43251589"', "belongs to the programme 'cerv' already", None),
        ('currency = "SEK"', 'currency = "kr"', "a currency's three capital letters", None),
        ('key = "interreg_oks"', 'key = "interreg_bsr"', "'interreg_bsr' stands twice", None),
    ],
)
def test_a_mistake_in_a_programme_is_told_with_file_and_line(
    folder: Path, old: str, new: str, says: str, nearest: str | None
) -> None:
    path = folder.parent / "shared" / "programmes.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    found = [each for each in check_pack(folder) if says in str(each)]

    assert [(each.file, each.line > 4, each.nearest) for each in found] == [(SHARED, True, nearest)]


@pytest.mark.parametrize("address", ["http://eu.example/x", "ftp://eu.example", "file:///etc/x"])
def test_a_source_is_fetched_over_https_alone(folder: Path, address: str) -> None:
    own = f'[[call_source]]\nkey = "ft"\naddress = "{address}"\n'
    (folder / "sources_own.toml").write_text(own, "utf-8")

    (problem,) = check_pack(folder)

    assert problem.expected == ("an address that begins with https://",)
