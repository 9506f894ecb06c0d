"""Somebody who asks for pages without a browser, as a browser would ask."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from starlette.testclient import TestClient

from intlflow.app.access import entering
from intlflow.app.situation import local_day
from intlflow.store import people as register
from intlflow.store.engine import reading
from intlflow.web.doorman import cookie_name, cookie_value
from intlflow.web.site import Site
from tests import people

HERE = "http://127.0.0.1:8080"
SAME = {"sec-fetch-site": "same-origin"}


class Asker(TestClient):
    """A visitor with a cookie jar; nothing is followed unless they say so."""

    def __init__(self, app: Any) -> None:
        super().__init__(app, base_url=HERE, follow_redirects=False, raise_server_exceptions=True)

    def text(self, path: str, status: int = 200) -> str:
        """A page's words and markup."""
        answer = self.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
        return answer.text

    def mark(self, path: str) -> str:
        """What the forms of a page carry."""
        found = re.search(r'name="_form" value="([^"]*)"', self.text(path))
        assert found, f"no form on {path}"
        return found[1]

    def act(self, path: str, fields: Mapping[str, Any] | None = None, *, seen: str = "") -> Any:
        """Send a form as its page would: with the session's mark and, where there is one, the version."""
        page = self.text(seen or path)
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        kept = {name: unescape(hidden[name]) for name in ("_form", "version") if name in hidden}
        return self.post(path, data={**kept, **(fields or {})}, headers=SAME)


def sign_in(site: Site, asker: Asker, name: str, municipality: str = "ljungby") -> None:
    """Let a member of the cast come in."""
    with reading(site.house.engine) as tx:
        found = register.by_email(
            tx, municipality, people.at(name, municipality), str(local_day(site.now()))
        )
    assert found is not None, name
    key = entering.enter(site.house, found.person_id, way="test", agent="Firefox", at=site.now())
    asker.cookies.set(cookie_name(site), cookie_value(site, key))
