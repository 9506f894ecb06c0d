"""What the machine's keeper reads: figures, where to tell of a weakness, a log without secrets."""

import io
import json
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from intlflow.app.house import House
from intlflow.web.logs import REQUEST, Lines, redacted
from intlflow.web.pages.watching import expires
from intlflow.web.site import Site, open_site
from tests import people
from tests.web.asking import HERE
from tests.web.test_entry import asking


def test_figures_are_counted_by_route_never_by_address(site: Site) -> None:
    with asking(site, ("127.0.0.1", 1)) as one:
        for path in ("/logga-in", "/logga-in", "/arende/LJU-2027-001", "/finns-inte/karin"):
            one.get(path)
        text = one.get("/metrics").text

    assert 'intlflow_requests_total{method="GET",route="/logga-in",status="200"} 2.0' in text
    assert 'route="/arende/{ref}",status="303"' in text
    assert "karin" not in text
    assert "intlflow_request_seconds_bucket" in text


def test_figures_are_for_this_machine_or_with_a_token(house: House) -> None:
    settings = replace(house.settings, metrics_token="hemlighet")
    site = open_site(replace(house, settings=settings), lambda: people.MORNING, HERE)
    with asking(site, ("192.0.2.1", 1)) as far, asking(site, ("127.0.0.1", 1)) as near:
        assert far.get("/metrics").status_code == 404
        assert far.get("/metrics", headers={"authorization": "Bearer fel"}).status_code == 404
        assert far.get("/metrics", headers={"authorization": "Bearer hemlighet"}).status_code == 200
        assert near.get("/metrics").status_code == 200
        assert near.get("/metrics", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 404


def test_security_txt_says_whom_to_tell_and_holds_for_at_least_two_months(site: Site) -> None:
    with asking(site) as one:
        answer = one.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())

    assert answer.headers["content-type"].startswith("text/plain")
    assert fields["Contact"].startswith("mailto:")
    assert fields["Canonical"] == f"{HERE}/.well-known/security.txt"
    for day in range(800):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
        assert timedelta(days=60) < expires(at) - at < timedelta(days=366)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("asked by karin.ek@ljungby.example", "asked by k…@ljungby.example"),
        ("Authorization: Bearer abc.def", "Authorization: Bearer …"),
        ("mailtos://anna:hemligt@post.example/x", "mailtos://…@post.example/x"),
        ("GET /projekt?q=hemligt now", "GET /projekt?… now"),
        ("https://a.example/b?key=hemligt", "https://a.example/b?…"),
        ("LJU-2027-001 accept", "LJU-2027-001 accept"),
    ],
)
def test_a_log_line_holds_no_secret(text: str, left: str) -> None:
    assert redacted(text) == left


def test_keys_are_told_apart_by_a_short_mark(site: Site) -> None:
    one, other = redacted("key " + "a" * 43), redacted("key " + "b" * 43)

    assert one != other
    assert len(one) == len("key #12345678")


def test_a_line_is_one_line_whatever_stands_in_it() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Lines(lambda: people.MORNING))
    log = logging.getLogger("prov")
    log.addHandler(handler)
    REQUEST.set("abc")

    log.propagate = False
    log.warning("a\nb\x1b[31m %s", "c\r\nd", extra={"more": {"route": "/x\ny"}})

    (line,) = out.getvalue().splitlines()
    said = json.loads(line)
    assert said["says"] == "a\nb\x1b[31m c\r\nd"
    assert (said["request"], said["at"]) == ("abc", "2027-03-01T07:00:00.000Z")
    assert "\x1b" not in line
