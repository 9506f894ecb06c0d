"""Who lets the first in, how often one may try, and what a setting must not let in by mistake."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from urllib.parse import urlsplit

import pytest

from intlflow.app.access import first_admin
from intlflow.app.house import House, assemble
from intlflow.app.register import end_appointment, list_people
from intlflow.cli.run import run
from intlflow.settings import BadSetting, Entry, Settings
from intlflow.store.engine import writing
from intlflow.up import note
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE, SAME, Asker
from tests.web.test_entry import asking, with_entry

# The first administrator


def test_the_first_administrator_comes_from_the_shell_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = assemble(settings)
    with writing(house.engine) as tx:
        tx.run("DELETE FROM appointment")
    monkeypatch.setenv("INTLFLOW_DATA", str(settings.data))
    site = open_site(house, lambda: people.MORNING, HERE)
    with asking(site) as one:
        assert "intlflow admin create" in one.text("/logga-in")
        link = first_admin.create(
            house,
            "ljungby",
            email="ada.drift@ljungby.example",
            name="Ada Drift",
            address=HERE,
            at=people.MORNING,
        )
        path = urlsplit(link).path
        assert one.get(path).status_code == 200
        assert one.get("/").status_code == 303
        assert one.post(path, headers=SAME).headers["location"] == "/"
        assert "Ada Drift" in one.text("/mitt-konto")
        assert one.post(path, headers=SAME).status_code == 410
        assert "intlflow admin create" not in one.text("/logga-in", 303)
    house.close()
    assert run(["admin", "create", "--in", "ljungby", "--email", "bo.drift@ljungby.example"]) == 0
    assert re.search(r"http://127.0.0.1:8080/logga-in/[\w-]{43}\n", capsys.readouterr().out)
    here = "http://127.0.0.1:18123"  # as a running `intlflow up --web-port 18123` notes
    note.write(settings.data, pid=1, prefect_api="", pages=here, started=people.MORNING)
    assert run(["admin", "create", "--in", "ljungby", "--email", "bo.drift@ljungby.example"]) == 0
    assert f"{here}/logga-in/" in capsys.readouterr().out


def test_the_shells_link_is_dead_after_half_an_hour(house: House, site: Site) -> None:
    link = first_admin.create(house, "ljungby", email=people.at("karin"), name=None, address=HERE,
                              at=people.MORNING)  # fmt: skip
    later = replace(site, now=lambda: people.MORNING + timedelta(minutes=31))
    with asking(later) as one:
        assert one.post(urlsplit(link).path, headers=SAME).status_code == 410


def test_a_role_that_was_taken_away_is_gone_from_open_sessions_at_once(
    house: House, asker: Callable[..., Asker]
) -> None:
    sanna = asker("sanna")
    assert sanna.get("/utskick.json").status_code == 200
    rows = list_people(house, "ljungby", people.MORNING)
    held = next(row for row in rows if row["email"] == people.at("sanna"))["roles"]

    end_appointment(house, held[0]["appointment"], (people.MORNING - people.DAY).date())

    assert sanna.get("/utskick.json").status_code == 404


# Settings and limits


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"BIND": "0.0.0.0"}, "INTLFLOW_BEHIND_PROXY=yes"),
        ({"BIND": "everywhere"}, "INTLFLOW_BIND must be"),
        ({"SECOND_STEP": "maybe"}, "INTLFLOW_SECOND_STEP must be yes or no"),
        ({"OIDC_ISSUER": "https://id.example"}, "INTLFLOW_OIDC_CLIENT_ID"),
        ({"OIDC_ISSUER": "http://id.example", "OIDC_CLIENT_ID": "x"}, "https://"),
        ({"PROXY_HEADER": "X-User"}, "INTLFLOW_PROXY_ADDRESSES"),
        ({"PROXY_ADDRESSES": "10.0.0.300"}, "INTLFLOW_PROXY_ADDRESSES"),
    ],
)
def test_a_setting_that_would_let_people_in_by_mistake_is_refused(
    given: dict[str, str], said: str
) -> None:
    with pytest.raises(BadSetting, match=re.escape(said)):
        Settings.from_env({f"INTLFLOW_{name}": value for name, value in given.items()})


def test_secrets_are_in_no_repr(settings: Settings) -> None:
    kept = replace(settings, metrics_token="hemligt", entry=Entry(oidc_client_secret="hemligt"))

    assert "hemligt" not in repr(kept)


def test_asking_for_links_comes_to_an_end_for_an_account_and_others_are_not_touched(
    site: Site,
) -> None:
    with asking(site) as one:
        asked = [one.post("/logga-in", data={"email": "a@ljungby.example"}, headers=SAME)
                 for _ in range(11)]  # fmt: skip
        assert [answer.status_code for answer in asked] == [200] * 10 + [429]
        assert int(asked[-1].headers["retry-after"]) > 0
        other = one.post("/logga-in", data={"email": "b@ljungby.example"}, headers=SAME)
        assert other.status_code == 200


def test_behind_a_proxy_each_person_has_an_address_of_their_own(house: House) -> None:
    site = with_entry(house, Entry(proxy_addresses=(ip_network("10.0.0.5/32"),)))
    with asking(site, ("10.0.0.5", 1)) as through, asking(site, ("192.0.2.1", 1)) as liar:

        def ask(one: Asker, number: int, said: str) -> int:
            form = {"email": f"a{number}@ljungby.example"}
            heads = SAME | {"x-forwarded-for": said}
            return one.post("/logga-in", data=form, headers=heads).status_code

        assert [ask(through, n, "192.0.2.9") for n in range(101)][-1] == 429
        assert ask(through, 200, "192.0.2.8") == 200
        assert [ask(liar, n, f"192.0.2.{n}") for n in range(101)][-1] == 429
