"""Who somebody is, when others vouch for it: the municipality's own sign-in, or a proxy."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_network

import httpx
import pytest

from intlflow.app.house import House
from intlflow.settings import Entry
from intlflow.web.app import serve
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, SAME, Asker
from tests.web.provider import CLIENT, SECRET, Provider, running

CALLBACK = "/logga-in-med/oidc/svar"


def with_entry(house: House, entry: Entry) -> Site:
    """The pages of an installation where people show who they are in this way."""
    return open_site(
        replace(house, settings=replace(house.settings, entry=entry)), lambda: people.MORNING, HERE
    )


@contextmanager
def asking(site: Site, client: tuple[str, int] = ("testclient", 50000)) -> Iterator[Asker]:
    """Somebody who asks these pages, from an address."""
    one = Asker(serve(site))
    one._transport.client = client  # type: ignore[attr-defined]
    yield one
    one.close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    with running(people.MORNING.timestamp()) as provider:
        yield provider


@pytest.fixture
def vouching(house: House, provider: Provider) -> Iterator[Asker]:
    """Somebody who asks pages that have an identity provider."""
    entry = Entry(oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    with asking(with_entry(house, entry)) as one:
        yield one


def at_the_provider(one: Asker) -> dict[str, str]:
    """Go there, sign in, come back; what the address then holds."""
    there = one.get("/logga-in-med/oidc?till=/projekt").headers["location"]
    back = httpx.get(there, trust_env=False).headers["location"]
    page = one.get(back.removeprefix(HERE))
    assert page.status_code in (200, 410)
    return dict(re.findall(r'name="(code|state)" value="([^"]*)"', page.text))


def test_whoever_the_provider_vouches_for_comes_in(vouching: Asker, provider: Provider) -> None:
    provider.email = people.at("karin").upper()
    assert "kommunens inloggning" in vouching.text("/logga-in")

    answer = vouching.post(CALLBACK, data=at_the_provider(vouching), headers=SAME)

    assert (answer.status_code, answer.headers["location"]) == (303, "/projekt")
    assert "Karin Ek" in vouching.text("/")


def test_looking_at_the_way_back_lets_nobody_in(vouching: Asker, provider: Provider) -> None:
    provider.email = people.at("karin")
    at_the_provider(vouching)

    assert vouching.get("/").status_code == 303
    assert len(provider.codes) == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ingen@ljungby.example"},
        {"email": None},
        {"email_verified": False},
        {"nonce": "en annan"},
        {"aud": "en annan"},
        {"aud": [CLIENT, "en annan"]},
        {"iss": "https://elak.example"},
        {"exp": 1},
    ],
    ids=str,
)
def test_an_answer_that_is_not_for_us_lets_nobody_in(
    vouching: Asker, provider: Provider, claims: dict[str, object]
) -> None:
    provider.email, provider.claims = people.at("karin"), claims

    answer = vouching.post(CALLBACK, data=at_the_provider(vouching), headers=SAME)

    assert answer.status_code == 410
    assert vouching.get("/").status_code == 303


def test_a_foreign_signature_lets_nobody_in(vouching: Asker, provider: Provider) -> None:
    provider.email, provider.other = people.at("karin"), Provider().key

    assert vouching.post(CALLBACK, data=at_the_provider(vouching), headers=SAME).status_code == 410


def test_anothers_browser_can_not_use_the_way_back(
    house: House, vouching: Asker, provider: Provider
) -> None:
    provider.email = people.at("karin")
    form = at_the_provider(vouching)
    vouching.cookies.clear()

    assert vouching.post(CALLBACK, data=form, headers=SAME).status_code == 410
    assert vouching.get(f"{CALLBACK}?code=x&state=y").status_code == 410


def test_a_code_is_good_once(vouching: Asker, provider: Provider) -> None:
    provider.email = people.at("karin")
    form = at_the_provider(vouching)
    kept = dict(vouching.cookies)
    assert vouching.post(CALLBACK, data=form, headers=SAME).status_code == 303
    vouching.cookies.update(kept)

    assert vouching.post(CALLBACK, data=form, headers=SAME).status_code == 410


def test_a_provider_that_is_down_is_told_of_in_words(house: House) -> None:
    entry = Entry(oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    with asking(with_entry(house, entry)) as one:
        answer = one.get("/logga-in-med/oidc")

    assert answer.status_code == 502
    assert "svarade inte" in answer.text


def test_without_a_provider_there_is_no_such_page(house: House) -> None:
    with asking(with_entry(house, Entry())) as one:
        assert one.get("/logga-in-med/oidc").status_code == 404
        assert one.post(CALLBACK, headers=SAME).status_code == 404


PROXY = Entry(proxy_header="x-remote-user", proxy_addresses=(ip_network("10.0.0.5/32"),))


def test_a_header_is_believed_from_the_proxy_alone(house: House) -> None:
    site, heads = with_entry(house, PROXY), {"x-remote-user": people.at("karin")}

    with asking(site, ("10.0.0.5", 1)) as through, asking(site, ("10.0.0.6", 1)) as around:
        assert "Karin Ek" in through.get("/", headers=heads).text
        assert through.get("/").status_code == 303
        assert around.get("/", headers=heads).status_code == 303
        assert around.get("/", headers=heads | {"x-forwarded-for": "10.0.0.5"}).status_code == 303


def test_what_the_proxy_names_and_nobody_knows_comes_nowhere(house: House) -> None:
    with asking(with_entry(house, PROXY), ("10.0.0.5", 1)) as one:
        for name in ("ingen@ljungby.example", "karin", "x" * 4000):
            assert one.get("/", headers={"x-remote-user": name}).status_code == 303


def test_a_form_through_the_proxy_needs_the_persons_own_mark(house: House) -> None:
    site = with_entry(house, PROXY)
    with asking(site, ("10.0.0.5", 1)) as one:
        karin, stig = ({"x-remote-user": people.at(name)} for name in ("karin", "stig"))
        page = one.get("/ide/ny", headers=karin).text
        found = re.search(r'name="_form" value="([^"]*)"', page)
        assert found
        fields = {"_form": found[1], "title": "Träd", "unit": people.home()}
        other = one.post("/ide/ny", data=fields, headers=stig | SAME)
        assert other.headers["location"].startswith("/ide/ny?utkast=")  # a draft, and asked again
        own = one.post("/ide/ny", data=fields, headers=karin | SAME)
        assert own.headers["location"].endswith("/tack")
