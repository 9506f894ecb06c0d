"""The pages on SQLite, where one hand makes them, and on PostgreSQL, where many do."""

import asyncio

import httpx

from intlflow.app.house import House
from intlflow.web.app import serve
from intlflow.web.site import open_site
from tests import people
from tests.web.asking import HERE, Asker, sign_in


def test_an_idea_is_brought_and_many_read_of_it_at_once(any_house: House) -> None:
    site = open_site(any_house, lambda: people.MORNING, HERE)
    app = serve(site)
    with Asker(app) as sanna:
        sign_in(site, sanna, "sanna")
        thanks = sanna.act("/ide/ny", {"title": "Träd", "unit": people.home()})
        assert thanks.status_code == 303
        ref = thanks.headers["location"].split("/")[2]
        cookies = dict(sanna.cookies)

    async def read() -> list[httpx.Response]:
        door = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=door, base_url=HERE, cookies=cookies) as several:
            paths = ("/", "/projekt?vy=lista", "/projekt?vy=tavla", f"/arende/{ref}", "/mitt-konto")
            return await asyncio.gather(*(several.get(path) for path in paths * 4))

    answers = asyncio.run(read())
    assert {each.status_code for each in answers} == {200}
    assert all("Träd" in each.text for each in answers if "/arende/" in str(each.url))
    lists = [each.text for each in answers if "vy=lista" in str(each.url)]
    assert all("1 ärende" in text for text in lists)
