"""Programs that use /api/v1 with a key of one of the cast."""

from typing import Any

from starlette.testclient import TestClient

from intlflow.app.access import tokens
from intlflow.web.site import Site
from tests import people
from tests.web.asking import HERE


def key_of(site: Site, name: str, *scopes: str, municipality: str = "ljungby") -> str:
    """A fresh key of a member of the cast; what it may do, read and move unless told otherwise."""
    who = tokens.owner(site.house, municipality, people.at(name, municipality), site.now())
    may = scopes or ("read", "move")
    return tokens.make(site.house, who, name="Prov", scopes=may, days=30, at=site.now())


class Program(TestClient):
    """A program with a key, or without."""

    def __init__(self, app: Any, key: str | None) -> None:
        super().__init__(app, base_url=HERE, follow_redirects=False, raise_server_exceptions=True)
        if key:
            self.headers["authorization"] = f"Bearer {key}"

    def read(self, path: str, status: int = 200) -> Any:
        """What an address answers."""
        answer = self.get(f"/api/v1{path}")
        assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
        return answer.json()

    def act(self, path: str, body: dict[str, Any], status: int = 200) -> Any:
        """Send something, and what came of it."""
        answer = self.post(f"/api/v1{path}", json=body)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
        return answer.json() if answer.content else None
