"""Files that would fill the memory or are not what they say: refused with words, by the real server (T26)."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from intlflow import clock
from intlflow.app.access.entering import enter
from intlflow.app.house import assemble
from intlflow.settings import Settings
from intlflow.store import people as register
from intlflow.store.engine import reading
from intlflow.web.doorman import cookie_name, cookie_value
from intlflow.web.site import open_site
from tests import people
from tests.web.bombs import bombs
from tests.web.running import Running, running

MOST_GROWTH = 100.0  # MiB: a list of text may be held whole, what a bomb unpacks to may not
LONGEST = 30.0  # seconds
BOMBS = bombs()


@dataclass
class Sender:
    """The coordinator, signed in at the running server."""

    served: Running
    client: httpx.Client

    def send(self, path: str, name: str, data: bytes, **fields: str) -> httpx.Response:
        """Send a file by the form of its page."""
        page = self.client.get("/import" if path.endswith("valj") else path).text
        mark = re.search(r'name="_form" value="([^"]*)"', page)
        assert mark
        return self.client.post(
            path, data={"_form": mark[1], **fields}, files={"file": (name, data)}
        )


@pytest.fixture(scope="module")
def sender(tmp_path_factory: pytest.TempPathFactory, template: object) -> Iterator[Sender]:
    import shutil

    data = tmp_path_factory.mktemp("bites")
    shutil.copy(str(template), data / "intlflow.db")
    house = assemble(Settings.from_env({}, data))
    with running(data) as served:
        site = open_site(house, clock.now, served.address)
        with reading(house.engine) as tx:
            sanna = register.by_email(tx, "ljungby", people.at("sanna"), str(clock.now().date()))
        assert sanna is not None
        key = enter(house, sanna.person_id, way="test", agent="httpx", at=clock.now())
        client = httpx.Client(
            base_url=served.address,
            cookies={cookie_name(site): cookie_value(site, key)},
            headers={"sec-fetch-site": "same-origin"},
            trust_env=False,
            timeout=LONGEST + 30,
            follow_redirects=True,
        )
        client.get("/import")
        yield Sender(served, client)
        client.close()
    house.close()


def highest(served: Running) -> float:
    """The most memory that the server ever had, MiB, as the kernel keeps count of it."""
    told = Path(f"/proc/{served.process.pid}/status").read_text("ascii")
    return (
        int(next(line.split()[1] for line in told.splitlines() if line.startswith("VmHWM"))) / 1024
    )


SAID = re.compile(r'class="message (?:late|soon)|class="empty"|class="wrong"|Rad för rad')


@pytest.mark.parametrize(
    "path", ["/import/projekt/valj", "/import/personer/valj", "/import/sammantraden"]
)
def test_a_file_that_bites_is_refused_with_words_and_the_memory_stays_flat(
    sender: Sender, path: str
) -> None:
    before, wrong = highest(sender.served), {}
    for what, (name, data) in BOMBS.items():
        begun = time.monotonic()
        answer = sender.send(path, name, data)
        took = time.monotonic() - begun
        if answer.status_code >= 500 or took > LONGEST:
            wrong[what] = f"{answer.status_code} in {took:.0f} s"
        elif answer.status_code != 413 and not SAID.search(answer.text):
            wrong[what] = f"{answer.status_code} without a word"
        print(
            f"{what}: {answer.status_code} in {took:.1f} s, {highest(sender.served) - before:.0f} MiB"
        )

    assert wrong == {}
    assert highest(sender.served) - before < MOST_GROWTH
    assert sender.client.get("/halsa").status_code == 200
